-- custkit 7: the numbers of other systems, and batches that can be undone.

ALTER TABLE batch ADD COLUMN undoes INTEGER REFERENCES batch;
ALTER TABLE batch ADD COLUMN schema INTEGER NOT NULL DEFAULT 6;
CREATE UNIQUE INDEX batch_undoes ON batch (undoes) WHERE undoes IS NOT NULL;

ALTER TABLE customer ADD COLUMN batch INTEGER REFERENCES batch;
ALTER TABLE feedback_event ADD COLUMN batch INTEGER REFERENCES batch;
ALTER TABLE promise_event ADD COLUMN batch INTEGER REFERENCES batch;
ALTER TABLE winback_event ADD COLUMN batch INTEGER REFERENCES batch;

ALTER TABLE customer ADD COLUMN source TEXT;
ALTER TABLE customer ADD COLUMN external_id TEXT;
ALTER TABLE feedback ADD COLUMN source TEXT;
ALTER TABLE feedback ADD COLUMN external_id TEXT;
ALTER TABLE touch ADD COLUMN source TEXT;
ALTER TABLE touch ADD COLUMN external_id TEXT;
ALTER TABLE answer ADD COLUMN source TEXT;
ALTER TABLE answer ADD COLUMN external_id TEXT;
ALTER TABLE orders ADD COLUMN source TEXT;
CREATE UNIQUE INDEX customer_external ON customer (source, external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX feedback_external ON feedback (source, external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX touch_external ON touch (source, external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX answer_external ON answer (source, external_id, item, coalesce(part, ''))
  WHERE external_id IS NOT NULL;      -- the number of a response, which has several answers

CREATE TABLE undo (                   -- rows as they were before a batch changed or removed them
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch,
  of_table TEXT NOT NULL,
  key TEXT NOT NULL,                  -- of the row
  added INTEGER NOT NULL,             -- the batch that added the row; 0: none
  old TEXT CHECK (old GLOB '{*}')     -- a JSON object; NULL: the batch brought the row back
) STRICT;
CREATE INDEX undo_batch ON undo (batch);

-- A batch, its undo, the undo of that and so on are a chain.  Each undoes the one before, so the
-- effect of the first is there if the chain has an odd number of batches.
CREATE VIEW batch_chain AS
WITH RECURSIVE chain (first, batch) AS (
  SELECT batch, batch FROM batch WHERE undoes IS NULL
  UNION ALL
  SELECT first, b.batch FROM chain JOIN batch AS b ON b.undoes = chain.batch)
SELECT first, batch FROM chain;
