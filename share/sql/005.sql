-- custkit 5: alerts by a new rule, and alerts that are held; cases that were a mistake.
-- The tables whose CHECKs forbid the new words are rebuilt; their numbers go on where they were.

-- Alerts (begin).

ALTER TABLE alert_run ADD COLUMN rule INTEGER NOT NULL DEFAULT 1; -- 1: that of schema 3 and 4; 2: since

CREATE TABLE alert_state_5 (          -- one row per customer with a case
  customer_id TEXT PRIMARY KEY REFERENCES customer ON UPDATE CASCADE ON DELETE CASCADE,
  state   TEXT NOT NULL CHECK (state IN ('raised', 'worsened', 'cleared', 'given_up')),
  told    TEXT NOT NULL CHECK (told GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), -- as_of of the last word
  changed TEXT NOT NULL CHECK (changed GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), -- as_of of NEW or WORSE
  bought  TEXT CHECK (bought GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]') -- last purchase then; NULL: rule 1
) STRICT, WITHOUT ROWID;
INSERT INTO alert_state_5 SELECT customer_id, state, told, told, NULL FROM alert_state;
DROP TABLE alert_state;
ALTER TABLE alert_state_5 RENAME TO alert_state;

CREATE TABLE alert_5 (                -- the outbox: one row per word
  alert_id INTEGER PRIMARY KEY AUTOINCREMENT,
  as_of TEXT NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  customer_id TEXT REFERENCES customer ON UPDATE CASCADE ON DELETE CASCADE, -- NULL: BASELINE, HELD
  change TEXT NOT NULL CHECK (change IN ('BASELINE', 'NEW', 'WORSE', 'STILL', 'RESOLVED', 'LOST', 'HELD')),
  risk REAL,
  reasons TEXT,
  clv REAL,
  printed TEXT                        -- UTC; NULL: not yet
) STRICT;
INSERT INTO alert_5 SELECT alert_id, as_of, customer_id, change, risk, reasons, clv, printed FROM alert;
DELETE FROM sqlite_sequence WHERE name = 'alert_5';
INSERT INTO sqlite_sequence (name, seq) SELECT 'alert_5', seq FROM sqlite_sequence WHERE name = 'alert';
DROP TABLE alert;
ALTER TABLE alert_5 RENAME TO alert;
CREATE INDEX alert_customer ON alert (customer_id, as_of);
CREATE INDEX alert_unprinted ON alert (alert_id) WHERE printed IS NULL;

-- Alerts (end).

-- Cases (begin): a case that was a mistake is void; the step stays in the history.

DROP VIEW feedback_cases;
CREATE TABLE feedback_event_5 (       -- one row per step; never changed
  event_id INTEGER PRIMARY KEY AUTOINCREMENT,
  case_id INTEGER NOT NULL REFERENCES feedback,
  at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'),
  step TEXT NOT NULL CHECK (step IN ('acknowledge', 'assign', 'start', 'wait', 'resume', 'resolve',
    'inform', 'follow-up', 'close', 'reopen', 'note', 'void')),
  state TEXT NOT NULL CHECK (state IN ('received', 'acknowledged', 'assigned', 'in_progress', 'waiting',
    'resolved', 'informed', 'closed', 'void')), -- of the case from then on
  actor TEXT NOT NULL,
  owner TEXT,                         -- of assign
  department TEXT,
  outcome TEXT,                       -- of resolve
  cause TEXT,
  score INTEGER CHECK (score BETWEEN 1 AND 5), -- of follow-up
  note TEXT,
  day TEXT GENERATED ALWAYS AS (substr(at, 1, 10)) VIRTUAL
) STRICT;
INSERT INTO feedback_event_5
  SELECT event_id, case_id, at, step, state, actor, owner, department, outcome, cause, score, note FROM feedback_event;
DELETE FROM sqlite_sequence WHERE name = 'feedback_event_5';
INSERT INTO sqlite_sequence (name, seq) SELECT 'feedback_event_5', seq FROM sqlite_sequence WHERE name = 'feedback_event';
DROP TABLE feedback_event;
ALTER TABLE feedback_event_5 RENAME TO feedback_event;
CREATE INDEX feedback_event_case ON feedback_event (case_id);
CREATE TRIGGER feedback_event_changed BEFORE UPDATE ON feedback_event BEGIN
  SELECT RAISE(ABORT, 'feedback_event is only added to');
END;
CREATE TRIGGER feedback_event_deleted BEFORE DELETE ON feedback_event BEGIN
  SELECT RAISE(ABORT, 'feedback_event is only added to');
END;
CREATE VIEW feedback_cases AS
SELECT case_id, customer_id, date, channel, kind, score, text, department, wanted, severity, order_id, touchpoint, batch,
  coalesce((SELECT state FROM feedback_event AS e WHERE e.case_id = f.case_id
    ORDER BY event_id DESC LIMIT 1), 'received') AS state
FROM feedback AS f;

-- Cases (end).
