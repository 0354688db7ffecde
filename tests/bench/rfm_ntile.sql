-- The question as an analyst writes it in DuckDB: count, latest date and sum per customer, and three
-- ntiles; four columns out. run.sh replaces LOG and OUT.
SET threads = 2;
COPY (
  WITH history AS (
    SELECT customer_id, max(date) AS r, count(*) AS f, sum(amount) AS m
    FROM read_csv('LOG', header = true,
      columns = {'customer_id': 'VARCHAR', 'date': 'DATE', 'amount': 'DECIMAL(18,4)'})
    GROUP BY customer_id
  )
  SELECT customer_id, ntile(5) OVER (ORDER BY r) AS r_score,
    ntile(5) OVER (ORDER BY f) AS f_score, ntile(5) OVER (ORDER BY m) AS m_score
  FROM history
) TO 'OUT' (HEADER, DELIMITER ',');
