-- custkit 11: appointments, queue tickets, and what became of them.

CREATE TABLE visit (                  -- one row per appointment or ticket
  visit_id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id TEXT REFERENCES customer ON UPDATE CASCADE,
  queue TEXT,                         -- the service, the counter ...
  agent TEXT,                         -- who serves
  slot TEXT CHECK (slot GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T*'), -- appointment; NULL: a ticket
  minutes INTEGER CHECK (minutes BETWEEN 1 AND 1440), -- planned
  arrived TEXT CHECK (arrived GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T*'),
  started TEXT CHECK (started GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T*'),
  ended TEXT CHECK (ended GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T*'),
  abandoned TEXT CHECK (abandoned GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T*'), -- left the queue
  cancelled TEXT CHECK (cancelled GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T*'),
  missed TEXT CHECK (missed GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T*'), -- did not come
  note TEXT,
  batch INTEGER REFERENCES batch,
  source TEXT,
  external_id TEXT,
  date TEXT GENERATED ALWAYS AS (coalesce(slot, arrived)) VIRTUAL,
  day TEXT GENERATED ALWAYS AS (substr(coalesce(slot, arrived), 1, 10)) VIRTUAL,
  CHECK (slot IS NOT NULL OR arrived IS NOT NULL)
) STRICT;
CREATE INDEX visit_customer ON visit (customer_id, date);
CREATE INDEX visit_agent ON visit (agent, slot) WHERE slot IS NOT NULL;
CREATE INDEX visit_date ON visit (date);
CREATE UNIQUE INDEX visit_external ON visit (source, external_id) WHERE external_id IS NOT NULL;
