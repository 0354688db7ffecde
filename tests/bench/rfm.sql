-- The work of cust-segment --rfm in DuckDB: one row per customer, scores by midrank in five bins.
-- run.sh replaces LOG, OUT and ASOF.  Amounts are decimals, because doubles would break ties.
SET threads = 2;
SET preserve_insertion_order = false;
COPY (
  WITH day AS (
    SELECT customer_id, date, count(*) AS n, sum(amount) AS spend
    FROM read_csv('LOG', header = true,
      columns = {'customer_id': 'VARCHAR', 'date': 'DATE', 'amount': 'DECIMAL(18,4)'})
    WHERE date <= DATE 'ASOF' GROUP BY customer_id, date
  ), history AS (
    SELECT customer_id, sum(n) AS orders, min(date) AS first_date, max(date) AS last_date,
      sum(spend) AS spend,
      count(*) - 1 AS frequency, sum(spend) - arg_min(spend, date) AS repeat_spend
    FROM day GROUP BY customer_id
  ), ranked AS (
    SELECT *, count(*) OVER () AS n,
      rank() OVER r - 1 AS r_less,
      count(*) OVER (r RANGE BETWEEN CURRENT ROW AND CURRENT ROW) AS r_equal,
      rank() OVER f - 1 AS f_less,
      count(*) OVER (f RANGE BETWEEN CURRENT ROW AND CURRENT ROW) AS f_equal,
      rank() OVER m - 1 AS m_less,
      count(*) OVER (m RANGE BETWEEN CURRENT ROW AND CURRENT ROW) AS m_equal
    FROM history WINDOW r AS (ORDER BY last_date), f AS (ORDER BY frequency), m AS (ORDER BY spend)
  ), scored AS (
    SELECT *, least(5, 5 * (2 * r_less + r_equal) // (2 * n) + 1) AS r_score,
      least(5, 5 * (2 * f_less + f_equal) // (2 * n) + 1) AS f_score,
      least(5, 5 * (2 * m_less + m_equal) // (2 * n) + 1) AS m_score
    FROM ranked
  )
  SELECT customer_id, DATE 'ASOF' AS as_of, orders, first_date, last_date, spend, frequency,
    last_date - first_date AS recency, DATE 'ASOF' - first_date AS age,
    DATE 'ASOF' - last_date AS idle,
    CASE WHEN frequency > 0 THEN repeat_spend::DOUBLE / frequency END AS monetary,
    r_score, f_score, m_score, r_score || '' || f_score || '' || m_score AS rfm
  FROM scored ORDER BY customer_id
) TO 'OUT' (HEADER, DELIMITER ',');
