-- custkit 3: customers at risk, the alerts about them, and attempts to win them back.
-- Dates are as in orders; as_of is the day that an evaluation was made for.

CREATE TABLE alert_run (              -- one row for every evaluation
  as_of TEXT PRIMARY KEY CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  at        TEXT NOT NULL,            -- UTC
  customers INTEGER NOT NULL,         -- who were scored: the sum of the next three
  ok        INTEGER NOT NULL,
  watch     INTEGER NOT NULL,
  alert     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE alert_state (            -- one row for every customer with a case
  customer_id TEXT PRIMARY KEY REFERENCES customer ON UPDATE CASCADE ON DELETE CASCADE,
  state  TEXT NOT NULL CHECK (state IN ('raised', 'worsened', 'cleared', 'given_up')),
  told   TEXT NOT NULL CHECK (told GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), -- as_of of the last word
  stills INTEGER NOT NULL             -- of the case so far
) STRICT, WITHOUT ROWID;

CREATE TABLE alert (                  -- the outbox: one row for every word
  alert_id INTEGER PRIMARY KEY AUTOINCREMENT,
  as_of TEXT NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  customer_id TEXT REFERENCES customer ON UPDATE CASCADE ON DELETE CASCADE, -- NULL: BASELINE
  change TEXT NOT NULL CHECK (change IN ('BASELINE', 'NEW', 'WORSE', 'STILL', 'RESOLVED', 'LOST')),
  risk REAL,
  reasons TEXT,
  clv REAL,
  printed TEXT                        -- UTC; NULL: not yet
) STRICT;
CREATE INDEX alert_customer ON alert (customer_id, as_of);
CREATE INDEX alert_unprinted ON alert (alert_id) WHERE printed IS NULL;

CREATE TABLE winback (                -- one row for every attempt; winback_event says how it ended
  winback_id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id TEXT NOT NULL REFERENCES customer ON UPDATE CASCADE,
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'),
  reason TEXT,                        -- of the loss, or of the fear of it
  offer TEXT,
  agent TEXT,
  cost INTEGER,                       -- of the offer
  until TEXT CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'), -- no alerts; NULL: 90 days
  batch INTEGER REFERENCES batch
) STRICT;
CREATE INDEX winback_customer ON winback (customer_id, date);

CREATE TABLE winback_event (          -- one row for every result, the last one counts; never changed
  event_id INTEGER PRIMARY KEY AUTOINCREMENT,
  winback_id INTEGER NOT NULL REFERENCES winback,
  at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'),
  step TEXT NOT NULL CHECK (step IN ('won', 'lost')),
  actor TEXT NOT NULL,
  note TEXT
) STRICT;
CREATE INDEX winback_event_winback ON winback_event (winback_id);
CREATE TRIGGER winback_event_changed BEFORE UPDATE ON winback_event BEGIN
  SELECT RAISE(ABORT, 'winback_event is only added to');
END;
CREATE TRIGGER winback_event_deleted BEFORE DELETE ON winback_event BEGIN
  SELECT RAISE(ABORT, 'winback_event is only added to');
END;

-- For people: how the attempts ended.
CREATE VIEW winback_results AS
SELECT w.*, coalesce((SELECT step FROM winback_event AS e WHERE e.winback_id = w.winback_id
  ORDER BY event_id DESC LIMIT 1), 'open') AS result
FROM winback AS w;
