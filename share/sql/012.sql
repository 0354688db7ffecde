-- custkit 12: whom to contact and how, points, experiments.

-- Care (begin).

ALTER TABLE customer ADD COLUMN birthday_calendar TEXT
  CHECK (birthday_calendar IN ('solar', 'lunar', 'lunar-leap')); -- NULL: solar
ALTER TABLE customer ADD COLUMN preferred_channel TEXT
  CHECK (preferred_channel IN ('phone', 'mail', 'chat', 'web', 'social', 'store', 'other'));

-- So that care-due finds the birthdays of a week without reading all customers.  A birthday in the
-- lunar calendar is found by the dates of birth that have the same lunar date.
CREATE INDEX customer_birthday ON customer (substr(birthday, 6, 5))
  WHERE birthday IS NOT NULL AND coalesce(birthday_calendar, 'solar') = 'solar';
CREATE INDEX customer_birthday_lunar ON customer (birthday)
  WHERE birthday_calendar IN ('lunar', 'lunar-leap');

-- The occasions that a contact settles: "birthday/2026 case/17/2026-05-04", as care-due prints them.
ALTER TABLE touch ADD COLUMN settles TEXT;
CREATE INDEX touch_settles ON touch (customer_id) WHERE settles IS NOT NULL;

CREATE TABLE care (                   -- one row per customer and occasion that care-due handed out
  care_id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id TEXT NOT NULL REFERENCES customer ON UPDATE CASCADE,
  as_of TEXT NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), -- day of the list
  occasion TEXT NOT NULL,             -- birthday/2026, case/17/2026-05-04
  due TEXT NOT NULL CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  held_out TEXT,                      -- the trial whose hold-out the customer is in; NULL: handed out
  printed TEXT,                       -- UTC; NULL: not yet, or held out
  batch INTEGER REFERENCES batch
) STRICT;
CREATE INDEX care_customer ON care (customer_id, occasion);
CREATE INDEX care_batch ON care (batch);

-- Care (end).

-- Points (begin).
-- The ledger of loyalty points. An entry opens a lot (lot IS NULL) or changes one, and never changes
-- afterwards. What is left of a lot on a day is the sum of its entries up to that day, and a balance
-- is a sum of lots, so every balance can be computed again as of any date. Points are whole numbers.
CREATE TABLE points (                 -- one row per entry; only added to
  entry_id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id TEXT NOT NULL REFERENCES customer ON UPDATE CASCADE,
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'),
  step TEXT NOT NULL CHECK (step IN ('earn', 'redeem', 'reverse', 'expire', 'adjust', 'transfer',
    'refer', 'confirm', 'settle')),
  points INTEGER NOT NULL,            -- what the entry adds to the lot; below 0: takes from it
  lot INTEGER REFERENCES points,      -- the entry that opened the lot; NULL: this one
  refers INTEGER REFERENCES points,   -- of reverse: what it reverses; transfer, refer, settle: the other side
  usable TEXT CHECK (usable GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), -- of a lot: from this day; NULL: once confirmed
  expires TEXT CHECK (expires GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), -- of a lot: the first day not usable; NULL: never
  order_id TEXT,
  amount INTEGER,                     -- of the order, or of its refund
  rule TEXT,                          -- that gave the points; NULL: none
  reason TEXT,
  agent TEXT,
  note TEXT,
  batch INTEGER REFERENCES batch,
  source TEXT,                        -- whose number order_id is
  day TEXT GENERATED ALWAYS AS (substr(date, 1, 10)) VIRTUAL,
  CHECK (lot IS NULL OR (usable IS NULL AND expires IS NULL)),
  CHECK (expires > substr(date, 1, 10) AND expires > coalesce(usable, date)
    OR expires IS NULL)
) STRICT;
CREATE INDEX points_customer ON points (customer_id, lot);
CREATE INDEX points_lot ON points (lot) WHERE lot IS NOT NULL;
CREATE INDEX points_refers ON points (refers) WHERE refers IS NOT NULL;
CREATE INDEX points_debt ON points (customer_id) WHERE lot IS NULL AND points < 0;
CREATE INDEX points_expires ON points (expires) WHERE expires IS NOT NULL;
CREATE INDEX points_order ON points (order_id) WHERE order_id IS NOT NULL AND step <> 'earn';
-- An order earns once per rule.
CREATE UNIQUE INDEX points_earned ON points (order_id, coalesce(source, ''), coalesce(rule, ''))
  WHERE order_id IS NOT NULL AND step = 'earn';
-- Merging moves a row to another customer, and erasing empties what could name the customer.
CREATE TRIGGER points_changed BEFORE UPDATE OF entry_id, date, step, points, lot, refers, usable,
  expires, amount, rule ON points BEGIN
  SELECT RAISE(ABORT, 'points is only added to');
END;
CREATE TRIGGER points_deleted BEFORE DELETE ON points BEGIN
  SELECT RAISE(ABORT, 'points is only added to');
END;
-- Points (end).

-- Trials (begin).
CREATE TABLE trial_member (           -- one row per trial and customer
  member_id INTEGER PRIMARY KEY,
  trial TEXT NOT NULL,                -- its name
  customer_id TEXT NOT NULL REFERENCES customer ON UPDATE CASCADE,
  arm TEXT NOT NULL CHECK (arm IN ('treatment', 'holdout')),
  share REAL NOT NULL CHECK (share BETWEEN 0 AND 1), -- of the hold-out, when it was assigned
  stratum TEXT,
  assigned TEXT NOT NULL CHECK (assigned GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  batch INTEGER REFERENCES batch
) STRICT;
CREATE INDEX trial_member_customer ON trial_member (customer_id, trial);
ALTER TABLE alert ADD COLUMN trial TEXT; -- holds the customer out, so it is not printed; or NULL
-- Trials (end).
