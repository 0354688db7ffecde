-- custkit 1: customers, their purchases and the history kept from them.  custkit-db(5) explains.
-- Amounts are whole ten-thousandths of the currency; dates are YYYY-MM-DD, or with a time
-- YYYY-MM-DDTHH:MM:SS, in the wall clock of the business.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,             -- currency, timezone, created
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (                  -- one row for every load
  batch     INTEGER PRIMARY KEY,
  at        TEXT NOT NULL,            -- UTC
  tool      TEXT NOT NULL,
  digest    TEXT,                     -- of the bytes that were read; NULL for options
  read      INTEGER NOT NULL DEFAULT 0,
  added     INTEGER NOT NULL DEFAULT 0,
  updated   INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  rejected  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX batch_digest ON batch (digest) WHERE digest IS NOT NULL;

CREATE TABLE customer (
  customer_id TEXT PRIMARY KEY CHECK (length(CAST(customer_id AS BLOB)) BETWEEN 1 AND 64),
  name TEXT, email TEXT, phone TEXT, birthday TEXT, gender TEXT,
  country TEXT, region TEXT, city TEXT, channel TEXT, plan TEXT,
  acquired TEXT,                      -- YYYY-MM-DD
  attrs TEXT CHECK (attrs GLOB '{*}') -- a JSON object
) STRICT, WITHOUT ROWID;

CREATE TABLE change (                 -- what cust-add changed in customers that were there
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch,
  customer_id TEXT NOT NULL REFERENCES customer ON UPDATE CASCADE ON DELETE CASCADE,
  field TEXT NOT NULL,
  old TEXT,
  new TEXT
) STRICT;
CREATE INDEX change_customer ON change (customer_id);

CREATE TABLE orders (                 -- one row for every line of an order; a refund is negative
  id INTEGER PRIMARY KEY,
  customer_id TEXT NOT NULL REFERENCES customer ON UPDATE CASCADE,
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'),
  amount INTEGER NOT NULL,
  order_id TEXT,
  sku TEXT,
  quantity REAL,
  cost INTEGER,
  discount INTEGER,
  channel TEXT,
  batch INTEGER REFERENCES batch
) STRICT;
CREATE INDEX orders_customer ON orders (customer_id, date);
CREATE INDEX orders_order ON orders (order_id, date) WHERE order_id IS NOT NULL;

CREATE TABLE history (                -- one row for every customer with a row in orders
  customer_id TEXT PRIMARY KEY REFERENCES customer ON UPDATE CASCADE ON DELETE CASCADE,
  orders INTEGER NOT NULL,
  first_date TEXT,                    -- NULL: refunds only
  last_date TEXT,
  spend INTEGER NOT NULL,
  frequency INTEGER NOT NULL,         -- purchase days after the first
  repeat_spend INTEGER NOT NULL,      -- what was spent on them, net of refunds
  latest TEXT NOT NULL,               -- the last row, refunds included
  early_refunds INTEGER NOT NULL      -- refunds before any purchase
) STRICT, WITHOUT ROWID;

-- What the table history must say.  A refund nets into the latest purchase day on or before it, so
-- all that is dated from the second purchase day on belongs to the repeat purchases.
CREATE VIEW purchase_start AS         -- the first purchase day of every customer
SELECT customer_id, (
    SELECT substr(date, 1, 10) FROM orders AS o
    WHERE o.customer_id = c.customer_id AND amount >= 0 ORDER BY date LIMIT 1) AS first
FROM customer AS c;
CREATE VIEW history_computed AS
SELECT o.customer_id,
  count(DISTINCT order_id) + count(*) FILTER (WHERE order_id IS NULL AND amount >= 0) AS orders,
  first AS first_date,
  max(substr(date, 1, 10)) FILTER (WHERE amount >= 0) AS last_date,
  sum(amount) AS spend,
  max(count(DISTINCT CASE WHEN amount >= 0 THEN substr(date, 1, 10) END) - 1, 0) AS frequency,
  coalesce(sum(amount) FILTER (WHERE date >= (
    SELECT substr(date, 1, 10) FROM orders AS p
    WHERE p.customer_id = o.customer_id AND amount >= 0 AND date >= date(first, '+1 day')
    ORDER BY date LIMIT 1)), 0) AS repeat_spend,
  max(substr(date, 1, 10)) AS latest,
  count(*) FILTER (WHERE amount < 0 AND (first IS NULL OR date < first)) AS early_refunds
FROM purchase_start JOIN orders AS o USING (customer_id)
GROUP BY o.customer_id;

-- For users who write with sqlite3; order-add updates the table itself.
CREATE TRIGGER orders_added AFTER INSERT ON orders BEGIN
  DELETE FROM history WHERE customer_id = NEW.customer_id;
  INSERT INTO history SELECT * FROM history_computed WHERE customer_id = NEW.customer_id;
END;
CREATE TRIGGER orders_deleted AFTER DELETE ON orders BEGIN
  DELETE FROM history WHERE customer_id = OLD.customer_id;
  INSERT INTO history SELECT * FROM history_computed WHERE customer_id = OLD.customer_id;
END;
CREATE TRIGGER orders_updated AFTER UPDATE ON orders BEGIN
  DELETE FROM history WHERE customer_id IN (OLD.customer_id, NEW.customer_id);
  INSERT INTO history SELECT * FROM history_computed WHERE customer_id = OLD.customer_id;
  INSERT INTO history SELECT * FROM history_computed
    WHERE customer_id = NEW.customer_id AND NEW.customer_id <> OLD.customer_id;
END;

-- For people: readable units.
CREATE VIEW order_lines AS
SELECT order_id, customer_id, date, amount / 1e4 AS amount, sku, quantity, cost / 1e4 AS cost,
  discount / 1e4 AS discount, channel, batch
FROM orders;
CREATE VIEW customer_history AS
SELECT customer_id, orders, first_date, last_date, spend / 1e4 AS spend, frequency,
  julianday(last_date) - julianday(first_date) AS recency,
  CASE WHEN frequency > 0 THEN repeat_spend / 1e4 / frequency END AS monetary
FROM history WHERE first_date IS NOT NULL;
