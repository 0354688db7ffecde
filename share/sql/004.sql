-- custkit 4: day, the day of a date or date-time, in every table that has one; computed when read.
-- The views for people list their columns, so that they stay as they were.

ALTER TABLE orders ADD COLUMN day TEXT GENERATED ALWAYS AS (substr(date, 1, 10)) VIRTUAL;
ALTER TABLE feedback ADD COLUMN day TEXT GENERATED ALWAYS AS (substr(date, 1, 10)) VIRTUAL;
ALTER TABLE feedback_event ADD COLUMN day TEXT GENERATED ALWAYS AS (substr(at, 1, 10)) VIRTUAL;
ALTER TABLE touch ADD COLUMN day TEXT GENERATED ALWAYS AS (substr(date, 1, 10)) VIRTUAL;
ALTER TABLE promise ADD COLUMN day TEXT GENERATED ALWAYS AS (substr(date, 1, 10)) VIRTUAL;
ALTER TABLE promise_event ADD COLUMN day TEXT GENERATED ALWAYS AS (substr(at, 1, 10)) VIRTUAL;
ALTER TABLE answer ADD COLUMN day TEXT GENERATED ALWAYS AS (substr(date, 1, 10)) VIRTUAL;
ALTER TABLE winback ADD COLUMN day TEXT GENERATED ALWAYS AS (substr(date, 1, 10)) VIRTUAL;
ALTER TABLE winback_event ADD COLUMN day TEXT GENERATED ALWAYS AS (substr(at, 1, 10)) VIRTUAL;

DROP VIEW history_computed;
DROP VIEW purchase_start;
CREATE VIEW purchase_start AS         -- the first purchase day of every customer
SELECT customer_id, (
    SELECT day FROM orders AS o
    WHERE o.customer_id = c.customer_id AND amount >= 0 ORDER BY date LIMIT 1) AS first
FROM customer AS c;
CREATE VIEW history_computed AS       -- what the table history must say; 001.sql has the why
SELECT o.customer_id,
  count(DISTINCT order_id) + count(*) FILTER (WHERE order_id IS NULL AND amount >= 0) AS orders,
  first AS first_date,
  max(day) FILTER (WHERE amount >= 0) AS last_date,
  sum(amount) AS spend,
  max(count(DISTINCT CASE WHEN amount >= 0 THEN day END) - 1, 0) AS frequency,
  coalesce(sum(amount) FILTER (WHERE date >= (
    SELECT day FROM orders AS p
    WHERE p.customer_id = o.customer_id AND amount >= 0 AND date >= date(first, '+1 day')
    ORDER BY date LIMIT 1)), 0) AS repeat_spend,
  max(day) AS latest,
  count(*) FILTER (WHERE amount < 0 AND (first IS NULL OR date < first)) AS early_refunds
FROM purchase_start JOIN orders AS o USING (customer_id)
GROUP BY o.customer_id;

DROP VIEW feedback_cases;
CREATE VIEW feedback_cases AS
SELECT case_id, customer_id, date, channel, kind, score, text, department, wanted, severity,
  order_id, touchpoint, batch,
  coalesce((SELECT state FROM feedback_event AS e WHERE e.case_id = f.case_id
    ORDER BY event_id DESC LIMIT 1), 'received') AS state
FROM feedback AS f;

DROP VIEW winback_results;
CREATE VIEW winback_results AS
SELECT winback_id, customer_id, date, reason, offer, agent, cost, until, batch,
  coalesce((SELECT step FROM winback_event AS e WHERE e.winback_id = w.winback_id
    ORDER BY event_id DESC LIMIT 1), 'open') AS result
FROM winback AS w;
