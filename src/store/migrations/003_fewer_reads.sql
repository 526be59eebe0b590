-- The last note of an account is found by the index alone.
DROP INDEX touch_by_account;
CREATE INDEX touch_by_account ON touch (account, happened_at);

-- What rows held that one operation changed alike, many of them in one row here.
CREATE TABLE operation_many (
  op INTEGER NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  step INTEGER NOT NULL,         -- counted on with the steps of operation_change
  kind TEXT NOT NULL,
  first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL,
  ids TEXT NOT NULL,             -- JSON array of the rows' ids, ascending from first_id to last_id
  before TEXT NOT NULL,          -- JSON object: column to the value of all, or to an array of each
  PRIMARY KEY (op, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_many_rows ON operation_many (kind, last_id);
