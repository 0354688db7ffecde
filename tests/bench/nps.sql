-- The work of nps-calc in DuckDB: the counts of all answers.  run.sh replaces LOG and OUT.
SET threads = 2;
SET preserve_insertion_order = false;
COPY (
  SELECT count(score) AS n, count(*) FILTER (score >= 9) AS promoters,
    count(*) FILTER (score BETWEEN 7 AND 8) AS passives,
    count(*) FILTER (score <= 6) AS detractors
  FROM read_csv('LOG', header = true, auto_detect = false,
    columns = {'customer_id': 'VARCHAR', 'date': 'DATE', 'channel': 'VARCHAR', 'score': 'TINYINT'})
) TO 'OUT' (HEADER, DELIMITER ',');
