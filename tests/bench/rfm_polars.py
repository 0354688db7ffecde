"""rfm_polars.py LOG OUT: the question of rfm_ntile.sql in polars."""
import sys

import polars as pl


def ntile(column):
    return (pl.col(column).rank("ordinal") - 1) * 5 // pl.len() + 1


types = {"customer_id": pl.String, "date": pl.Date, "amount": pl.Float64}
history = pl.scan_csv(sys.argv[1], schema_overrides=types).group_by("customer_id").agg(
    r=pl.col("date").max(), f=pl.len(), m=pl.col("amount").sum())
history.select("customer_id", r_score=ntile("r"), f_score=ntile("f"), m_score=ntile("m")
               ).collect().write_csv(sys.argv[2])
