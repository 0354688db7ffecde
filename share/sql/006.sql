-- custkit 6: the keys by which customers are matched.

CREATE TABLE customer_key (           -- computed from phone and email; custkit-db(5) has the format
  customer_id TEXT NOT NULL REFERENCES customer ON UPDATE CASCADE ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('phone', 'email')),
  key  TEXT NOT NULL,                 -- +8613800138000, li@163.com
  PRIMARY KEY (customer_id, kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_key_key ON customer_key (key);

-- SQL cannot compute them: cust-init --upgrade or the next cust-add does, and removes this mark.
INSERT INTO meta SELECT 'keys', 'missing'
  WHERE EXISTS (SELECT 1 FROM customer WHERE phone IS NOT NULL OR email IS NOT NULL);
