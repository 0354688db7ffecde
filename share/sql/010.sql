-- custkit 10: merged customers, consent, and customers who are forgotten.

-- Merging (begin).

CREATE TABLE alias (                  -- the id of a customer who was merged into another one
  alias TEXT PRIMARY KEY CHECK (length(CAST(alias AS BLOB)) BETWEEN 1 AND 64),
  customer_id TEXT NOT NULL REFERENCES customer ON UPDATE CASCADE,
  batch INTEGER REFERENCES batch,
  -- what is still compared to find the customer, although the one who was kept has other values
  source TEXT,
  external_id TEXT,
  phone TEXT,
  country TEXT,                       -- of phone
  email TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_customer ON alias (customer_id);
CREATE UNIQUE INDEX alias_external ON alias (source, external_id) WHERE external_id IS NOT NULL;

ALTER TABLE change ADD COLUMN alias TEXT; -- the id of the customer then, who has been merged since
CREATE INDEX change_alias ON change (alias) WHERE alias IS NOT NULL;

-- So that cust-undo restores these rows, too.  churn-flag is no batch: NULL.
ALTER TABLE alert ADD COLUMN batch INTEGER REFERENCES batch;
ALTER TABLE alert_state ADD COLUMN batch INTEGER REFERENCES batch;

-- Merging (end).

-- Consent (begin).

-- A row covers its channel, or all; of the rows that cover a channel, the latest decides.  A date
-- without a time is earlier than the times of that day; but a withdrawal is later than all of them.
CREATE TABLE consent (                -- one row per consent given or withdrawn; only added to
  consent_id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id TEXT NOT NULL REFERENCES customer ON UPDATE CASCADE,
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'),
  purpose TEXT NOT NULL COLLATE NOCASE CHECK (length(CAST(purpose AS BLOB)) BETWEEN 1 AND 64), -- marketing, survey ...
  channel TEXT CHECK (channel IN ('phone', 'mail', 'chat', 'web', 'social', 'store', 'other')), -- NULL: all
  step TEXT NOT NULL CHECK (step IN ('given', 'withdrawn')),
  basis TEXT,                         -- consent, contract ...
  version TEXT,                       -- of the text that the customer agreed to
  agent TEXT,
  note TEXT,
  source TEXT,
  external_id TEXT,
  batch INTEGER REFERENCES batch,
  day TEXT GENERATED ALWAYS AS (substr(date, 1, 10)) VIRTUAL
) STRICT;
CREATE INDEX consent_customer ON consent (customer_id, date);
CREATE UNIQUE INDEX consent_external ON consent (source, external_id) WHERE external_id IS NOT NULL;
-- Merging moves a row to another customer, and erasing empties what could name the customer.
CREATE TRIGGER consent_changed BEFORE UPDATE OF date, purpose, channel, step, basis, version ON consent BEGIN
  SELECT RAISE(ABORT, 'consent is only added to');
END;
CREATE TRIGGER consent_deleted BEFORE DELETE ON consent BEGIN
  SELECT RAISE(ABORT, 'consent is only added to');
END;

-- Consent (end).

-- Erasure (begin).

CREATE TABLE forgotten (              -- one row per erased customer, whose amounts stay
  customer_id TEXT PRIMARY KEY REFERENCES customer ON UPDATE CASCADE, -- the tombstone: the id since then
  at TEXT NOT NULL,                   -- UTC
  reason TEXT,
  erasure INTEGER NOT NULL REFERENCES batch, -- which batch erased it
  salts INTEGER NOT NULL              -- how many links of the table audit lost their salt
) STRICT, WITHOUT ROWID;

CREATE TABLE forgotten_id (           -- the ids that the customer had, as hashes
  hash TEXT PRIMARY KEY,              -- HMAC-SHA-256; the key is in STORE.forgotten
  customer_id TEXT NOT NULL REFERENCES forgotten ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX forgotten_id_customer ON forgotten_id (customer_id);

CREATE TABLE forgotten_batch (        -- batches whose rows were erased: they cannot be undone
  touched INTEGER NOT NULL REFERENCES batch,
  customer_id TEXT NOT NULL REFERENCES forgotten ON UPDATE CASCADE,
  PRIMARY KEY (touched, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX forgotten_batch_customer ON forgotten_batch (customer_id);

ALTER TABLE batch ADD COLUMN rejects TEXT; -- the file of the rejected rows; NULL: none

-- Erasure (end).

-- Quality (begin).

CREATE TABLE quality (                -- one row per rule and source, of a day that was remembered
  quality_id INTEGER PRIMARY KEY,
  as_of TEXT NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  rule TEXT NOT NULL,                 -- complete, valid ...
  of_table TEXT NOT NULL,
  field TEXT,                         -- NULL: the table has no rows
  source TEXT,                        -- of the rows; NULL: they have none
  n INTEGER NOT NULL,                 -- rows
  bad INTEGER NOT NULL CHECK (bad BETWEEN 0 AND n),
  batch INTEGER REFERENCES batch
) STRICT;
CREATE INDEX quality_as_of ON quality (as_of, batch);

-- Quality (end).

-- Audit (begin).

CREATE TABLE audit (                  -- a chain of hashes; custkit-db(5) has the format
  link INTEGER PRIMARY KEY,           -- 1, 2, 3 ...
  kind TEXT NOT NULL CHECK (kind IN ('row', 'gone', 'content', 'begin', 'accepted')),
  of_table TEXT,                      -- of row and gone
  key TEXT,                           -- of the row; NULL: erased, or not of a row
  salt BLOB,                          -- NULL: erased, or not the latest link of its kind
  digest BLOB NOT NULL,               -- SHA-256 of the salt and the row
  chain BLOB NOT NULL                 -- SHA-256 of the link before it, and this one
) STRICT;
CREATE INDEX audit_row ON audit (of_table, key) WHERE key IS NOT NULL;
CREATE INDEX audit_content ON audit (link) WHERE of_table IS NULL AND salt IS NOT NULL;

-- Audit (end).
