-- Fills the table history like the view history_computed, in one pass along the index
-- (customer_id, date).  A customer with refunds, times of day or order numbers is odd: the pass
-- does not suffice, and subqueries add what it lacks.
INSERT INTO history
SELECT customer_id,
  CASE WHEN NOT odd THEN orders ELSE (
    SELECT count(DISTINCT order_id) + count(*) FILTER (WHERE order_id IS NULL AND amount >= 0)
    FROM orders AS o WHERE o.customer_id = h.customer_id) END,
  first, last, spend, max(days - 1, 0),
  CASE WHEN days < 2 THEN 0
  WHEN NOT odd THEN spend - (
    SELECT sum(amount) FROM orders AS o WHERE o.customer_id = h.customer_id AND date = first)
  ELSE (
    SELECT sum(amount) FROM orders AS o WHERE o.customer_id = h.customer_id AND date >= (
      SELECT substr(date, 1, 10) FROM orders AS p
      WHERE p.customer_id = h.customer_id AND amount >= 0 AND date > first || 'Z'
      ORDER BY date LIMIT 1)) END,
  substr(latest, 1, 10),
  CASE WHEN NOT odd THEN 0 ELSE (
    SELECT count(*) FROM orders AS o
    WHERE o.customer_id = h.customer_id AND amount < 0 AND (first IS NULL OR date < first)) END
FROM (
  SELECT customer_id, orders, spend, latest, odd,
    CASE WHEN NOT odd THEN earliest ELSE (
      SELECT substr(min(date), 1, 10) FROM orders AS o
      WHERE o.customer_id = g.customer_id AND amount >= 0) END AS first,
    CASE WHEN NOT odd THEN latest ELSE (
      SELECT substr(max(date), 1, 10) FROM orders AS o
      WHERE o.customer_id = g.customer_id AND amount >= 0) END AS last,
    CASE WHEN NOT odd THEN dates ELSE (
      SELECT count(DISTINCT substr(date, 1, 10)) FROM orders AS o
      WHERE o.customer_id = g.customer_id AND amount >= 0) END AS days
  FROM (
    SELECT customer_id, count(*) AS orders, count(DISTINCT date) AS dates, min(date) AS earliest,
      max(date) AS latest, sum(amount) AS spend,
      count(*) FILTER (WHERE amount < 0 OR length(date) > 10 OR order_id IS NOT NULL) AS odd
    FROM orders GROUP BY customer_id) AS g) AS h;
