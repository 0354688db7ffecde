#!/usr/bin/env python3
"""Makes the facts of a shop, for tests of reports: a store with all kinds of facts.

usage: shop.py STORE CDNOW      the orders of CDNOW, with customers, feedback and promises
       shop.py STORE zh         a shop in China, with Chinese names, regions and texts

The facts are made up; the same command makes the same store. The tools must be on PATH.
"""
import csv
import datetime
import io
import random
import subprocess
import sys

DAY = datetime.timedelta(days=1)
CHINESE = {
    "regions": ["华东", "华北", "华南", "西南"], "channels": ["小程序", "天猫", "门店"],
    "texts": ["快递太慢", "包装破损", "颜色不对", "尺码不合适", "客服没有回复"],
    "promises": ["三天内补发", "今天回电", "周五前退款"], "departments": ["物流", "售后"],
    "owners": ["李敏", "赵强"], "outcome": "已退款", "cause": "包装", "offers": ["九折券", "包邮"],
    "reason": "久未购买", "surnames": "王李张刘陈杨黄赵周吴", "given": "伟芳娜敏静丽强磊军洋勇艳杰娟涛",
}
ENGLISH = {
    "regions": ["East", "West", "North", "South"], "channels": ["web", "store", "phone"],
    "texts": ["delivery was late", "the CD is broken", "wrong item", "no answer by mail",
              "double charge"],
    "promises": ["send a replacement", "call back", "refund by Friday"],
    "departments": ["delivery", "returns"], "owners": ["kim", "lee"], "outcome": "refund",
    "cause": "packing", "offers": ["10% off", "free shipping"], "reason": "late",
}


def run(store, command, rows=None):
    """Runs a tool with rows of dictionaries as CSV on its standard input."""
    text = None
    if rows is not None:
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        text = out.getvalue()
    done = subprocess.run([command[0], "-d", store] + command[1:], input=text, text=True,
                          stdout=subprocess.PIPE, check=True)
    return done.stdout


def chinese_orders(rng):
    """Customers who come within a year, buy at a rate of their own, and leave some day."""
    start = datetime.date(2025, 1, 1)
    rows = []
    for c in range(1, 1201):
        day = start + DAY * rng.randrange(545)
        gap = rng.gammavariate(2, 22)
        price = rng.lognormvariate(5.2, .5)
        while day <= datetime.date(2026, 6, 30):
            rows.append({"customer_id": f"KH{c:05d}", "date": day.isoformat(),
                         "amount": f"{price * rng.lognormvariate(0, .3):.2f}"})
            if rng.random() < .22:
                break
            day += DAY * (1 + int(rng.expovariate(1 / gap)))
    return rows


def orders_of(what, rng):
    if what == "zh":
        return chinese_orders(rng)
    with open(what, encoding="utf-8", newline="") as file:
        return [{k: row[k] for k in ("customer_id", "date", "amount")}
                for row in csv.DictReader(file)]


def customers_of(orders, words, rng):
    for customer in sorted({row["customer_id"] for row in orders}):
        name = (rng.choice(words["surnames"]) + rng.choice(words["given"]) if "given" in words
                else f"Customer {customer}")
        yield {"customer_id": customer, "name": name,
               "region": rng.choices(words["regions"], [5, 3, 2, 1])[0],
               "channel": rng.choice(words["channels"]),
               "email": f"{customer.lower()}@example.org" if rng.random() < .8 else ""}


def scores_of(orders, until, rng):
    """Answers to the three questions, a little better with time."""
    for row in orders:
        day = datetime.date.fromisoformat(row["date"])
        late = max(0, 1 - (until - day).days / 540)
        if rng.random() > .12 + .1 * late:
            continue
        kind = rng.choice(["nps", "nps", "csat", "ces"])
        mood = rng.gauss(.62 + .16 * late, .25)
        low, high = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}[kind]
        score = min(high, max(low, round(low + mood * (high - low))))
        yield {"customer_id": row["customer_id"], "date": day.isoformat(), "kind": kind,
               "score": score}


def complaints_of(orders, words, until, rng):
    for row in orders[-2500:]:
        if rng.random() < .06:
            day = datetime.date.fromisoformat(row["date"])
            day = min(until, day + DAY * rng.randrange(1, 9))
            yield {"customer_id": row["customer_id"], "kind": "complaint",
                   "date": f"{day}T{rng.randrange(9, 17):02d}:{rng.randrange(60):02d}",
                   "channel": rng.choice(["phone", "mail", "chat"]),
                   "severity": rng.choice(["low", "medium", "high"]),
                   "department": rng.choice(words["departments"]),
                   "text": rng.choice(words["texts"])}


def steps_of(cases, words, until, rng):
    """Answered within hours or days, mostly resolved, sometimes never."""
    for case in cases:
        at = datetime.datetime.fromisoformat(case["date"])
        path = [("acknowledge", 5), ("assign", 9), ("resolve", 70), ("inform", 6),
                ("follow-up", 40)]
        for step, hours in path:
            at += datetime.timedelta(hours=.2 + rng.expovariate(1 / hours))
            if at.date() > until or (step == "resolve" and rng.random() < .08):
                break
            yield {"case_id": case["case_id"], "at": at.strftime("%Y-%m-%dT%H:%M"),
                   "step": step, "actor": "kim",
                   "owner": rng.choice(words["owners"]) if step == "assign" else "",
                   "department": case["department"] if step == "assign" else "",
                   "outcome": words["outcome"] if step == "resolve" else "",
                   "cause": words["cause"] if step == "resolve" else "",
                   "score": rng.choice([2, 3, 4, 4, 5, 5]) if step == "follow-up" else ""}


def numbered(text):
    return list(csv.DictReader(io.StringIO(text)))


def record_cases(store, orders, words, until, rng):
    run(store, ["feedback-log", "-q"], list(scores_of(orders, until, rng)))
    run(store, ["feedback-log", "-q"], list(complaints_of(orders, words, until, rng)))
    cases = numbered(run(store, ["feedback-list", "--kind=complaint", f"--as-of={until}"]))
    run(store, ["feedback-step", "-q"], list(steps_of(cases, words, until, rng)))


def record_promises(store, orders, words, until, rng):
    made = []
    for row in orders[-1500:]:
        day = datetime.date.fromisoformat(row["date"])
        if rng.random() < .06:
            made.append({"customer_id": row["customer_id"], "date": day.isoformat(),
                         "promise": rng.choice(words["promises"]),
                         "due": (day + 3 * DAY).isoformat(), "channel": "phone",
                         "touchpoint": rng.choice(["delivery", "support"])})
    run(store, ["promise-log", "-q"], made)
    for row in numbered(run(store, ["promise-list", f"--as-of={until}"])):
        kept = datetime.date.fromisoformat(row["date"]) + DAY * rng.choice([1, 1, 2, 2, 3, 5])
        if kept <= until and rng.random() < .93:
            run(store, ["promise-log", "-q", "--kept", f"--at={kept}", row["promise_id"]])


def record_alerts(store, orders, words, until, rng):
    """Half a year of alerts, every second Monday, and attempts to win customers back."""
    day = until - 26 * 7 * DAY
    tried = set()
    while day <= until:
        alerts = numbered(run(store, ["churn-flag", "-q", "--alert", "--holdout=20%",
                                     f"--as-of={day}"]))
        for row in alerts:
            if row["change"] == "NEW" and row["customer_id"] not in tried and rng.random() < .5:
                tried.add(row["customer_id"])
                run(store, ["winback-log", "-q", f"--customer-id={row['customer_id']}",
                            f"--date={day}", f"--reason={words['reason']}",
                            f"--offer={rng.choice(words['offers'])}"])
        day += 14 * DAY


def main():
    store, what = sys.argv[1:]
    chinese = what == "zh"
    words = CHINESE if chinese else ENGLISH
    rng = random.Random(18)
    orders = sorted(orders_of(what, rng), key=lambda row: row["date"])
    until = datetime.date.fromisoformat("2026-06-30" if chinese else "1998-06-30")

    run(store, ["cust-init", f"--currency={'CNY' if chinese else 'USD'}"])
    run(store, ["cust-add", "-q"], list(customers_of(orders, words, rng)))
    run(store, ["order-add", "-q"], orders)
    record_cases(store, orders, words, until, rng)
    record_promises(store, orders, words, until, rng)
    for day in (until - 91 * DAY, until):
        run(store, ["cust-segment", "-q", "--lifecycle", "--remember=lifecycle",
                    f"--as-of={day}"])
    record_alerts(store, orders, words, until, rng)


if __name__ == "__main__":
    main()
