-- custkit 5: cases that were a mistake.

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
