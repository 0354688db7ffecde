"""duckdb_run.py QUERY.sql: runs the file (the Python package of DuckDB has no shell)."""
import sys

import duckdb

with open(sys.argv[1], encoding="utf-8") as query:
    duckdb.connect().execute(query.read())
