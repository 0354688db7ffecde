-- custkit 9: labels of customers, remembered with their dates.

CREATE TABLE segment_run (            -- one row per scheme and date
  run_id INTEGER PRIMARY KEY AUTOINCREMENT,
  scheme TEXT NOT NULL,               -- lifecycle, abc ...
  as_of TEXT NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  labelled INTEGER NOT NULL,          -- customers with a label
  after INTEGER UNIQUE REFERENCES segment_run, -- the run before it; NULL: the first of the scheme
  batch INTEGER REFERENCES batch,
  UNIQUE (scheme, as_of)
) STRICT;

-- Only changes, so that the labels of every month stay small: the label of a customer at a run is
-- that of the latest row up to it.
CREATE TABLE segment_label (
  label_id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES segment_run,
  customer_id TEXT NOT NULL REFERENCES customer ON UPDATE CASCADE,
  label TEXT,                         -- NULL: from now on none
  batch INTEGER REFERENCES batch
) STRICT;
CREATE UNIQUE INDEX segment_label_customer ON segment_label (customer_id, run_id);
