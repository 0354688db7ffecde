-- custkit 14: an order is identified by its number and the source of that number, so the history
-- counts the numbers of each source of their own. A refund that has a number is no order.

DROP VIEW history_computed;
CREATE VIEW history_computed AS       -- what the table history must say; 001.sql has the why
SELECT o.customer_id,
  count(DISTINCT quote(nullif(source, '')) || order_id) FILTER (WHERE amount >= 0) +
    count(*) FILTER (WHERE order_id IS NULL AND amount >= 0) AS orders,
  first AS first_date,
  max(day) FILTER (WHERE amount >= 0) AS last_date,
  sum(amount) AS spend,
  max(count(DISTINCT CASE WHEN amount >= 0 THEN day END) - 1, 0) AS frequency,
  coalesce(sum(amount) FILTER (WHERE date >= (
    SELECT day FROM orders AS p
    WHERE p.customer_id = o.customer_id AND amount >= 0 AND date >= date(first, '+1 day')
    ORDER BY date LIMIT 1)), 0) AS repeat_spend,
  max(day) AS latest,
  count(*) FILTER (WHERE amount < 0 AND (first IS NULL OR date < first)) AS early_refunds,
  sum(cost) AS cost,
  coalesce(sum(amount) FILTER (WHERE cost IS NOT NULL), 0) AS costed,
  count(*) FILTER (WHERE cost IS NULL) AS uncosted
FROM purchase_start JOIN orders AS o USING (customer_id)
GROUP BY o.customer_id;

-- Only customers with one number of several sources, or a refund with a number, were counted wrong. A
-- store whose orders have one source, or none, has no number of several: its orders are not sorted.
UPDATE history SET orders = (
  SELECT orders FROM history_computed AS c WHERE c.customer_id = history.customer_id)
WHERE customer_id IN (
  SELECT customer_id FROM orders NOT INDEXED
  WHERE order_id IS NOT NULL AND (
    SELECT min(coalesce(source, '')) <> max(coalesce(source, '')) FROM orders NOT INDEXED)
  GROUP BY customer_id, order_id
  HAVING min(coalesce(source, '')) <> max(coalesce(source, ''))
  UNION ALL
  SELECT customer_id FROM orders NOT INDEXED WHERE amount < 0 AND order_id IS NOT NULL);
