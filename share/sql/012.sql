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
-- Points (end).

-- Trials (begin).
-- Trials (end).
