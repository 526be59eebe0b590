-- Keys of rows are hashes: in one index of all of them, what a list adds belongs to nearly every
-- page. They are ordered within stretches of 262144 rows, so that it belongs to the last stretch.
DROP INDEX batch_row_by_key;
CREATE INDEX batch_row_by_stretch ON batch_row ((id / 262144), row_key);

-- What people decided on held rows, by why they were held.
CREATE INDEX batch_row_decided ON batch_row (reason) WHERE resolved IS NOT NULL;

-- The own ids of rows that wait for a decision: one that comes again is asked about once.
CREATE INDEX batch_row_waiting ON batch_row (batch, external_id, removed_op)
  WHERE outcome = 'held' AND resolved IS NULL AND external_id IS NOT NULL;
