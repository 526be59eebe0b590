-- What taking operations back leaves: which one takes back which, and the rows that it removed or
-- brought back by ranges of ids.

CREATE TABLE operation_undo (
  op INTEGER NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  undoes INTEGER NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (op, undoes)
) STRICT, WITHOUT ROWID;

-- Rows that an operation removed, or brought back, as they were: both ends belong to the range.
CREATE TABLE operation_removal (
  op INTEGER NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL,
  first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL,
  written_by INTEGER NOT NULL,   -- the operation that last wrote the rows, before and after
  removed_by INTEGER,            -- by which they were removed before; missing: they were there
  PRIMARY KEY (op, kind, first_id)
) STRICT, WITHOUT ROWID;

-- Two accounts that a person declared one: `other` was made part of `account`.
CREATE TABLE merger (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  other INTEGER NOT NULL REFERENCES account (id),
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX merger_by_account ON merger (account);
CREATE INDEX merger_by_other ON merger (other);
