-- custkit 12: whom to contact and how, points, experiments.

-- Care (begin).
-- Care (end).

-- Points (begin).
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
