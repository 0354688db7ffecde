#!/usr/bin/env python3
"""Consent by an independent replay: no SQL, one change after the other.

consent.py make SEED        prints 100 changes of 20 customers as CSV
consent.py ids FILE PURPOSE DATE...
                            writes the ids c00 to c19 that a work list may have to the files
                            DATE.CHANNEL.REQUIRED; CHANNEL "any", REQUIRED 0 or 1
"""
import csv
import random
import sys

CHANNELS = ["phone", "mail", "chat", "web", "social", "store", "other"]
IDS = ["c%02d" % i for i in range(20)]


def make(seed):
    r = random.Random(seed)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["customer_id", "date", "purpose", "channel", "step"])
    for _ in range(100):
        # few days and hours, so that some are on the same day, or at the same moment
        date = "2025-03-%02d" % r.choice([1, 4, 9, 13, 18, 21, 28])
        if r.random() < .6:
            date += "T%02d:00:00" % r.choice([0, 9, 12, 23])
        out.writerow([r.choice(IDS), date, r.choice(["marketing", "Marketing", "survey"]),
                      r.choice([""] * 7 + CHANNELS), r.choice(["given", "withdrawn"])])


def second_of(row):
    """Seconds from the start of the day; whole days: before it, or for a withdrawal after it."""
    day, _, time = row["date"].partition("T")
    if time:
        hours, minutes, seconds = map(int, time.split(":"))
        return day, hours * 3600 + minutes * 60 + seconds
    return day, 86400 if row["step"] == "withdrawn" else -1


def ids(rows, date, channel, required):
    state = {i: dict.fromkeys(CHANNELS, "unknown") for i in IDS}
    for row in sorted(rows, key=second_of):     # stable: by number at the same moment
        if row["date"][:10] <= date:
            for c in [row["channel"]] if row["channel"] else CHANNELS:
                state[row["customer_id"]][c] = row["step"]
    for i in IDS:
        have = set(state[i].values()) if channel == "any" else {state[i][channel]}
        if "withdrawn" not in have and (not required or have == {"given"}):
            yield i


def write(path, purpose, dates):
    with open(path, newline="") as f:
        rows = [r for r in csv.DictReader(f) if r["purpose"].lower() == purpose]
    for date in dates:
        for channel in ["any"] + CHANNELS:
            for required in 0, 1:
                with open("%s.%s.%d" % (date, channel, required), "w") as f:
                    f.writelines(i + "\n" for i in ids(rows, date, channel, required))


if sys.argv[1] == "make":
    make(int(sys.argv[2]))
else:
    write(sys.argv[2], sys.argv[3], sys.argv[4:])
