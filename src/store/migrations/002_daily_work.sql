-- What a day's work leaves: skipped items, days off, orders and what was delivered of them, why
-- deals were lost, and what an agenda is computed from.

ALTER TABLE shop ADD COLUMN opens_at TEXT;       -- HH:MM; missing: the playbook's
ALTER TABLE shop ADD COLUMN closes_at TEXT;

-- Days on which a shop is closed, or a person of ours is away: both ends belong to it.
CREATE TABLE day_off (
  id INTEGER PRIMARY KEY,
  shop INTEGER REFERENCES shop (id),
  staff INTEGER REFERENCES staff (id),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  stand_in INTEGER REFERENCES staff (id),
  note TEXT,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;

ALTER TABLE account ADD COLUMN tries INTEGER NOT NULL DEFAULT 0; -- attempts since the last effective contact
ALTER TABLE account ADD COLUMN skipped_on TEXT;
ALTER TABLE account ADD COLUMN skipped_until TEXT;

ALTER TABLE deal ADD COLUMN received_at TEXT;
ALTER TABLE deal ADD COLUMN delivery_on TEXT;
ALTER TABLE deal ADD COLUMN instalment TEXT;
ALTER TABLE deal ADD COLUMN trade_in TEXT;
ALTER TABLE deal ADD COLUMN buying_cycle TEXT;
ALTER TABLE deal ADD COLUMN entry_point TEXT;
ALTER TABLE deal ADD COLUMN first_contact TEXT;
ALTER TABLE deal ADD COLUMN needs TEXT NOT NULL DEFAULT '[]';

ALTER TABLE touch ADD COLUMN quoted INTEGER;     -- hundredths
ALTER TABLE touch ADD COLUMN appointment INTEGER REFERENCES appointment (id);

ALTER TABLE appointment ADD COLUMN kind TEXT;
ALTER TABLE appointment ADD COLUMN booked_on TEXT;
ALTER TABLE appointment ADD COLUMN ending TEXT;

ALTER TABLE stage_move ADD COLUMN finished TEXT;
ALTER TABLE stage_move ADD COLUMN items TEXT NOT NULL DEFAULT '[]';
ALTER TABLE stage_move ADD COLUMN moved_by TEXT; -- id of the record that moved it

ALTER TABLE grade_move ADD COLUMN reason TEXT;

-- An item of the agenda that was passed over. Append-only.
CREATE TABLE skip (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  deal INTEGER REFERENCES deal (id),
  appointment INTEGER REFERENCES appointment (id),
  due_on TEXT NOT NULL,
  day TEXT NOT NULL,
  until TEXT,
  reason TEXT NOT NULL,
  staff INTEGER REFERENCES staff (id),
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX skip_by_account ON skip (account);

ALTER TABLE sales_order ADD COLUMN signed_on TEXT;
ALTER TABLE sales_order ADD COLUMN paid_on TEXT;
ALTER TABLE sales_order ADD COLUMN note TEXT;

ALTER TABLE order_line ADD COLUMN version TEXT;
ALTER TABLE order_line ADD COLUMN short INTEGER NOT NULL DEFAULT 0; -- pieces that will not be delivered

CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  order_line INTEGER NOT NULL REFERENCES order_line (id),
  day TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  staff INTEGER REFERENCES staff (id),
  note TEXT,
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX delivery_by_line ON delivery (order_line);

ALTER TABLE vehicle ADD COLUMN colour TEXT;
ALTER TABLE vehicle ADD COLUMN delivered_on TEXT;
ALTER TABLE vehicle ADD COLUMN delivery INTEGER REFERENCES delivery (id);

-- Why a deal was lost, or could not be controlled any more. Append-only.
CREATE TABLE lost_record (
  id INTEGER PRIMARY KEY,
  deal INTEGER NOT NULL REFERENCES deal (id),
  day TEXT NOT NULL,
  state TEXT NOT NULL,
  cause TEXT NOT NULL,
  competitor_brand TEXT,
  competitor_model TEXT,
  price_gap INTEGER,             -- hundredths; above 0: ours is dearer
  did TEXT,
  learned TEXT,
  revisit_on TEXT,
  winnable TEXT,                 -- missing: unknown
  tries INTEGER NOT NULL,        -- attempts since the last effective contact
  note TEXT,
  staff INTEGER REFERENCES staff (id),
  op INTEGER NOT NULL,
  removed_op INTEGER
) STRICT;
CREATE INDEX lost_record_by_deal ON lost_record (deal);

-- When accounts with an owner may be due, as days of facts: an agenda asks one range per lane. Made
-- again from the records at will, so neither logged nor exported. Lanes are in `follow_up.rs`.
CREATE TABLE follow_up (
  owner INTEGER NOT NULL,
  lane INTEGER NOT NULL,
  day TEXT NOT NULL,
  account INTEGER NOT NULL,
  PRIMARY KEY (owner, lane, day, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_up_by_account ON follow_up (account);
