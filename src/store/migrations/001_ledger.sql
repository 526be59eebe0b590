-- The first schema. Plain SQLite; `dialect.rs` says the few words that PostgreSQL wants otherwise.
-- Days are YYYY-MM-DD, instants YYYY-MM-DDTHH:MM:SSZ (UTC), money integer hundredths, lists JSON
-- arrays of texts, flags 0 or 1. Every record carries `op`, the operation that last wrote it, and
-- `removed_op`, the operation that took it away; reads leave removed rows out.

CREATE TABLE meta (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One run of a writing command.
CREATE TABLE operation (
  id INTEGER PRIMARY KEY,
  op_key TEXT NOT NULL UNIQUE,   -- 128 random bits made by the client, hexadecimal
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  staff INTEGER,
  host TEXT NOT NULL,
  command TEXT NOT NULL,         -- personal values masked
  counts TEXT NOT NULL           -- records written, by kind
) STRICT;

-- Ids that an operation made: both ends belong to the range.
CREATE TABLE operation_insert (
  op INTEGER NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL,
  first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL,
  PRIMARY KEY (op, kind, first_id)
) STRICT, WITHOUT ROWID;

-- What rows held before an operation changed them, in the order of the changes.
CREATE TABLE operation_change (
  op INTEGER NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  step INTEGER NOT NULL,         -- from 1
  kind TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT NOT NULL,          -- JSON object: column to value, numbers as numbers
  PRIMARY KEY (op, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_change_row ON operation_change (kind, row_id);

CREATE TABLE playbook (
  id INTEGER PRIMARY KEY,        -- the version
  content TEXT NOT NULL,         -- TOML
  day TEXT NOT NULL,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;

CREATE TABLE shop (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  brand TEXT,
  city TEXT,
  calendar TEXT NOT NULL,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;

CREATE TABLE staff (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  aliases TEXT NOT NULL,
  login TEXT,
  shop INTEGER REFERENCES shop (id),
  team TEXT,
  roles TEXT NOT NULL,
  hired_on TEXT,
  left_on TEXT,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  ask TEXT,
  planned_on TEXT,
  note TEXT,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;

CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source (id),
  file TEXT NOT NULL,
  sheet TEXT,
  hash TEXT NOT NULL,            -- SHA-256 of the bytes
  batch_key TEXT NOT NULL,       -- hash, sheet and effective mapping
  encoding TEXT NOT NULL,
  delimiter TEXT NOT NULL,
  header_line INTEGER NOT NULL,
  mapping TEXT NOT NULL,
  asked TEXT,
  collected_on TEXT,
  owner INTEGER REFERENCES staff (id),
  shop INTEGER REFERENCES shop (id),
  collected INTEGER NOT NULL,    -- = added + merged + unchanged + held + rejected
  added INTEGER NOT NULL,
  merged INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  held INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  purchases INTEGER NOT NULL,
  accounts INTEGER NOT NULL,     -- distinct accounts the rows went to
  warnings INTEGER NOT NULL,
  op INTEGER NOT NULL,
  removed_op INTEGER,
  CHECK (collected = added + merged + unchanged + held + rejected)
) STRICT;
CREATE INDEX batch_by_key ON batch (batch_key);

-- One row of a batch. `account` has no foreign key: a million of them would be looked up for
-- nothing, the loader has just made them.
CREATE TABLE batch_row (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  external_id TEXT,
  outcome TEXT NOT NULL,
  account INTEGER,
  held_group TEXT,
  candidate INTEGER,
  score INTEGER,
  reason TEXT,
  resolved TEXT,
  row_key INTEGER NOT NULL,      -- 64-bit hash of the row, or of the cell of --key
  cells TEXT,
  warnings TEXT,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX batch_row_by_batch ON batch_row (batch, id);
CREATE INDEX batch_row_by_account ON batch_row (account);
CREATE INDEX batch_row_by_key ON batch_row (row_key);
CREATE INDEX batch_row_open ON batch_row (batch, id) WHERE outcome = 'held' AND resolved IS NULL;

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  shop INTEGER REFERENCES shop (id),
  owner INTEGER REFERENCES staff (id),
  parent INTEGER REFERENCES account (id),
  credit_code TEXT,
  email TEXT,
  website TEXT,
  industry TEXT,
  territory TEXT,
  size TEXT,
  province TEXT,
  city TEXT,
  district TEXT,
  address TEXT,
  channel TEXT,
  source INTEGER REFERENCES source (id),
  tags TEXT NOT NULL,
  note TEXT,
  extra TEXT,
  opened_on TEXT NOT NULL,
  reached_on TEXT,               -- day of the last effective contact
  tried_on TEXT,                 -- day of the last contact or attempt
  assigned_on TEXT,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX account_by_owner ON account (owner, reached_on) WHERE owner IS NOT NULL;
CREATE INDEX account_by_parent ON account (parent) WHERE parent IS NOT NULL;

CREATE TABLE contact (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  title TEXT,
  department TEXT,
  roles TEXT NOT NULL,
  email TEXT,
  best_time TEXT,
  note TEXT,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX contact_by_account ON contact (account);

CREATE TABLE phone (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  contact INTEGER REFERENCES contact (id),
  kind TEXT NOT NULL,
  number TEXT NOT NULL,
  extension TEXT,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX phone_by_account ON phone (account);

-- What accounts are recognised by: hashes of name, phone and the like. Made again from the
-- records at will, so neither logged nor exported.
CREATE TABLE match_key (
  key INTEGER NOT NULL,
  account INTEGER NOT NULL,
  PRIMARY KEY (key, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE deal (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  shop INTEGER REFERENCES shop (id),
  origin TEXT NOT NULL,
  preset TEXT NOT NULL,
  stage TEXT NOT NULL,
  state TEXT NOT NULL,
  grade TEXT NOT NULL,
  graded_by INTEGER REFERENCES staff (id),
  graded_on TEXT,
  grade_hint TEXT,
  model TEXT,
  version TEXT,
  colour TEXT,
  quantity INTEGER,
  budget INTEGER,                -- hundredths
  expected_on TEXT,
  payment TEXT,
  confidence TEXT,               -- missing: unknown, as need and power
  need TEXT,
  power TEXT,
  signs TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  closed_on TEXT,
  note TEXT,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX deal_by_account ON deal (account);

CREATE TABLE touch (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  deal INTEGER REFERENCES deal (id),
  contact INTEGER REFERENCES contact (id),
  staff INTEGER REFERENCES staff (id),
  kind TEXT NOT NULL,
  result TEXT NOT NULL,
  day TEXT NOT NULL,
  happened_at TEXT NOT NULL,
  logged_at TEXT NOT NULL,
  note TEXT,
  grade TEXT,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX touch_by_account ON touch (account, day);

CREATE TABLE appointment (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  deal INTEGER REFERENCES deal (id),
  contact INTEGER REFERENCES contact (id),
  staff INTEGER REFERENCES staff (id),
  day TEXT NOT NULL,
  time TEXT,
  deadline INTEGER NOT NULL,
  purpose TEXT,
  closed_on TEXT,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX appointment_by_account ON appointment (account);

-- Append-only.
CREATE TABLE stage_move (
  id INTEGER PRIMARY KEY,
  deal INTEGER NOT NULL REFERENCES deal (id),
  from_stage TEXT NOT NULL,
  to_stage TEXT NOT NULL,
  day TEXT NOT NULL,
  staff INTEGER REFERENCES staff (id),
  evidence TEXT,
  evidence_source TEXT,
  reason TEXT,
  doing TEXT,
  planned TEXT,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX stage_move_by_deal ON stage_move (deal);

-- Append-only.
CREATE TABLE grade_move (
  id INTEGER PRIMARY KEY,
  deal INTEGER NOT NULL REFERENCES deal (id),
  from_grade TEXT NOT NULL,
  to_grade TEXT NOT NULL,
  day TEXT NOT NULL,
  cause TEXT NOT NULL,
  staff INTEGER REFERENCES staff (id),
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX grade_move_by_deal ON grade_move (deal);

CREATE TABLE sales_order (
  id INTEGER PRIMARY KEY,
  deal INTEGER NOT NULL REFERENCES deal (id),
  number TEXT,
  day TEXT NOT NULL,
  deposit INTEGER,               -- hundredths
  payment TEXT,
  promised_on TEXT,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX sales_order_by_deal ON sales_order (deal);

CREATE TABLE order_line (
  id INTEGER PRIMARY KEY,
  sales_order INTEGER NOT NULL REFERENCES sales_order (id),
  model TEXT NOT NULL,
  colour TEXT,
  quantity INTEGER NOT NULL,
  price INTEGER,                 -- hundredths, of one piece
  delivered INTEGER NOT NULL,    -- pieces delivered so far
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX order_line_by_order ON order_line (sales_order);

CREATE TABLE vehicle (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  ownership TEXT NOT NULL,
  maker TEXT,
  model TEXT,
  plate TEXT,
  vin TEXT,
  first_plate_on TEXT,
  km INTEGER,
  insured_to TEXT,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX vehicle_by_account ON vehicle (account);

CREATE TABLE purchase (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  batch INTEGER REFERENCES batch (id),
  line INTEGER,
  number TEXT,
  day TEXT,
  item TEXT,
  quantity INTEGER,
  amount INTEGER,                -- hundredths
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX purchase_by_account ON purchase (account);

-- A value that a list gave and that did not become the account's: blanks never erase, and of two
-- values the more trusted source's stays.
CREATE TABLE variant (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  batch INTEGER REFERENCES batch (id),
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX variant_by_account ON variant (account);

-- Two accounts that a person declared different. `account` is the smaller id.
CREATE TABLE separation (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  other INTEGER NOT NULL REFERENCES account (id),
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX separation_by_account ON separation (account);
