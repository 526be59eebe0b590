-- Match keys that were added last. Being hashes, they belong to nearly every page of the table of all:
-- what a list adds would change as many. They are put there when they have become much.
CREATE TABLE recent_match_key (
  key INTEGER NOT NULL,
  account INTEGER NOT NULL,
  PRIMARY KEY (key, account)
) STRICT, WITHOUT ROWID;

-- Keys tell now which are of letters, and how the rest of the name reads. Those of before are made
-- again by the first command that looks for accounts to change them.
INSERT INTO meta (name, value)
SELECT 'match_keys', 'old' WHERE EXISTS (SELECT 1 FROM match_key);
