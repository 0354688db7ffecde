"""clv_peer.py LOG AS_OF OUT: does the work of clv-calc with pandas and lifetimes.

Counts are by day, as in custkit. The horizon is 12 months at a yearly discount of 10 %, which
customer_lifetime_value takes as a monthly rate. The seconds of each step go to standard error.
"""
import sys
import time
import warnings

import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter
from lifetimes.utils import summary_data_from_transaction_data

started = time.monotonic()


def step(name):
    """Prints the time since the start."""
    print(f"{name} {time.monotonic() - started:.1f}", file=sys.stderr, flush=True)


def main(log, as_of, out):
    warnings.simplefilter("ignore")
    orders = pd.read_csv(log, dtype={"customer_id": str, "amount": float}, parse_dates=["date"])
    step("read")
    rows = summary_data_from_transaction_data(
        orders, "customer_id", "date", monetary_value_col="amount", observation_period_end=as_of)
    del orders
    step("fold")
    frequency, recency, age = (rows[c] for c in ("frequency", "recency", "T"))
    monetary = rows["monetary_value"]
    model = BetaGeoFitter()
    model.fit(frequency, recency, age)
    step("fit BG/NBD")
    repeat = (frequency > 0) & (monetary > 0)
    spend = GammaGammaFitter()
    spend.fit(frequency[repeat], monetary[repeat])
    step("fit gamma-gamma")
    rows["p_alive"] = model.conditional_probability_alive(frequency, recency, age)
    rows["expected_orders"] = model.conditional_expected_number_of_purchases_up_to_time(
        365, frequency, recency, age)
    rows["expected_spend"] = spend.conditional_expected_average_profit(frequency, monetary)
    rows["clv"] = spend.customer_lifetime_value(
        model, frequency, recency, age, monetary, time=12,
        discount_rate=1.1 ** (1 / 12) - 1, freq="D")
    step("score")
    rows.to_csv(out)
    step("print")
    print(model.params_.to_dict(), spend.params_.to_dict(), file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
