-- custkit 2: what customers say, what becomes of it, contacts, promises, answers to surveys.
-- Dates are as in orders; at is when a step was taken.

CREATE TABLE feedback (               -- one row for every item; feedback_event says what became of it
  case_id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id TEXT REFERENCES customer ON UPDATE CASCADE, -- NULL: anonymous
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'),
  channel TEXT CHECK (channel IN ('phone', 'mail', 'chat', 'web', 'social', 'store', 'other')),
  kind TEXT NOT NULL CHECK (kind IN ('nps', 'csat', 'ces', 'complaint', 'suggestion', 'praise', 'question')),
  score INTEGER CHECK (score BETWEEN 0 AND 10), -- nps 0-10, csat 1-5, ces 1-7; NULL: asked, not answered
  text TEXT,
  department TEXT,
  wanted TEXT,                        -- the remedy asked for
  severity TEXT CHECK (severity IN ('low', 'medium', 'high', 'critical')),
  order_id TEXT,
  touchpoint TEXT,
  batch INTEGER REFERENCES batch
) STRICT;
CREATE INDEX feedback_customer ON feedback (customer_id, date);
CREATE INDEX feedback_date ON feedback (date);

CREATE TABLE feedback_event (         -- one row for every step; never changed
  event_id INTEGER PRIMARY KEY AUTOINCREMENT,
  case_id INTEGER NOT NULL REFERENCES feedback,
  at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'),
  step TEXT NOT NULL CHECK (step IN ('acknowledge', 'assign', 'start', 'wait', 'resume', 'resolve',
    'inform', 'follow-up', 'close', 'reopen', 'note')),
  state TEXT NOT NULL CHECK (state IN ('received', 'acknowledged', 'assigned', 'in_progress', 'waiting',
    'resolved', 'informed', 'closed')), -- of the case from then on
  actor TEXT NOT NULL,
  owner TEXT,                         -- of assign
  department TEXT,
  outcome TEXT,                       -- of resolve
  cause TEXT,
  score INTEGER CHECK (score BETWEEN 1 AND 5), -- of follow-up
  note TEXT
) STRICT;
CREATE INDEX feedback_event_case ON feedback_event (case_id);
CREATE TRIGGER feedback_event_changed BEFORE UPDATE ON feedback_event BEGIN
  SELECT RAISE(ABORT, 'feedback_event is only added to');
END;
CREATE TRIGGER feedback_event_deleted BEFORE DELETE ON feedback_event BEGIN
  SELECT RAISE(ABORT, 'feedback_event is only added to');
END;

-- Full text of the cases, by case_id: runs of CJK as pairs of characters (lib/words.h).  It keeps these words:
-- an index without them breaks where it is told other words to forget than it was given.
CREATE VIRTUAL TABLE feedback_words USING fts5 (text, outcome,
  tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE touch (                  -- one row for every contact
  touch_id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id TEXT REFERENCES customer ON UPDATE CASCADE,
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'),
  channel TEXT CHECK (channel IN ('phone', 'mail', 'chat', 'web', 'social', 'store', 'other')),
  direction TEXT CHECK (direction IN ('in', 'out')), -- from the customer, to the customer
  touchpoint TEXT,                    -- search, purchase, delivery, use, support, return ...
  journey TEXT,                       -- of the customer, which contacts belong together
  score INTEGER CHECK (score BETWEEN 1 AND 5),
  agent TEXT,
  note TEXT,
  batch INTEGER REFERENCES batch
) STRICT;
CREATE INDEX touch_customer ON touch (customer_id, date);

CREATE TABLE promise (                -- what was promised; promise_event says what became of it
  promise_id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id TEXT NOT NULL REFERENCES customer ON UPDATE CASCADE,
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'),
  promise TEXT NOT NULL,
  due TEXT NOT NULL CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'), -- a day: to its end
  channel TEXT CHECK (channel IN ('phone', 'mail', 'chat', 'web', 'social', 'store', 'other')),
  touchpoint TEXT,                    -- delivery ...
  order_id TEXT,
  case_id INTEGER REFERENCES feedback,
  agent TEXT,
  batch INTEGER REFERENCES batch
) STRICT;
CREATE INDEX promise_customer ON promise (customer_id, date);

CREATE TABLE promise_event (          -- one row for every step; never changed
  event_id INTEGER PRIMARY KEY AUTOINCREMENT,
  promise_id INTEGER NOT NULL REFERENCES promise,
  at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'),
  step TEXT NOT NULL CHECK (step IN ('keep', 'break', 'move')),
  actor TEXT NOT NULL,
  due TEXT CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'), -- of move
  told INTEGER CHECK (told IN (0, 1)), -- of move: does the customer know
  note TEXT
) STRICT;
CREATE INDEX promise_event_promise ON promise_event (promise_id);
CREATE TRIGGER promise_event_changed BEFORE UPDATE ON promise_event BEGIN
  SELECT RAISE(ABORT, 'promise_event is only added to');
END;
CREATE TRIGGER promise_event_deleted BEFORE DELETE ON promise_event BEGIN
  SELECT RAISE(ABORT, 'promise_event is only added to');
END;

CREATE TABLE answer (                 -- one row for every answer to an item of a survey
  answer_id INTEGER PRIMARY KEY,
  survey TEXT NOT NULL,
  wave TEXT,
  date TEXT CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'),
  customer_id TEXT REFERENCES customer ON UPDATE CASCADE,
  respondent TEXT,                    -- who is no customer: a shop, a visit, somebody without a name
  item TEXT NOT NULL,
  part TEXT,                          -- expectation, perception; functional, dysfunctional
  value TEXT NOT NULL,
  batch INTEGER REFERENCES batch,
  CHECK (customer_id IS NOT NULL OR respondent IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX answer_once ON answer (survey, coalesce(wave, ''), coalesce(customer_id, ''),
  coalesce(respondent, ''), item, coalesce(part, ''));
CREATE INDEX answer_customer ON answer (customer_id) WHERE customer_id IS NOT NULL;

-- For people: what a case has come to.
CREATE VIEW feedback_cases AS
SELECT f.*, coalesce((SELECT state FROM feedback_event AS e WHERE e.case_id = f.case_id
  ORDER BY event_id DESC LIMIT 1), 'received') AS state
FROM feedback AS f;
