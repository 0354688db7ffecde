#!/bin/sh
# import.sh NEW.db SCHEMA.sql HISTORY.sql LOG: loads an order log into the tables of custkit with
# sqlite3 alone.
set -eu
sqlite3 -bail "$1" >/dev/null <<SQL
.dbconfig enable_trigger off
PRAGMA secure_delete = ON;
PRAGMA synchronous = FULL;
PRAGMA cache_size = -1048576;
.import --csv --schema temp "$4" log
BEGIN IMMEDIATE;
.read "$2"
DROP INDEX orders_customer;
INSERT INTO batch (batch, at, tool, digest, read, added)
  SELECT 1, strftime('%Y-%m-%dT%H:%M:%SZ'), 'sqlite3', hex(randomblob(16)), count(*), count(*)
  FROM temp.log;
INSERT INTO orders (customer_id, date, amount, batch)
  SELECT customer_id, date, CAST(round(amount * 10000) AS INTEGER), 1 FROM temp.log ORDER BY rowid;
CREATE INDEX orders_customer ON orders (customer_id, date);
INSERT INTO customer (customer_id) SELECT DISTINCT customer_id FROM orders ORDER BY customer_id;
.read "$3"
COMMIT;
SQL
