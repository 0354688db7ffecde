"""Statistics of parts, merged, against one process: the same bytes.

usage: statistics.py CASES [SEED]   runs random cases in the current directory
       statistics.py split N FILE   splits a CSV with a customer_id into FILE.0 to FILE.N-1

XXH64 is written down here from its specification, so that the parts, the fingerprint and the check
do not come from the tools that they test.
"""
import csv
import datetime
import decimal
import io
import os
import random
import subprocess
import sys

MASK = 2**64 - 1
P1, P2, P3, P4, P5 = (11400714785074694791, 14029467366897019727, 1609587929392839161,
                      9650029242287828579, 2870177450012600261)


def rotl(x, r):
    return ((x << r) | (x >> (64 - r))) & MASK


def turn(acc, lane):
    return rotl((acc + lane * P2) & MASK, 31) * P1 & MASK


def xxh64(data, seed):
    i, n = 0, len(data)
    word = lambda at, size: int.from_bytes(data[at:at + size], "little")
    if n >= 32:
        v = [(seed + P1 + P2) & MASK, (seed + P2) & MASK, seed, (seed - P1) & MASK]
        while i + 32 <= n:
            v = [turn(x, word(i + 8 * k, 8)) for k, x in enumerate(v)]
            i += 32
        h = sum(rotl(x, r) for x, r in zip(v, (1, 7, 12, 18))) & MASK
        for x in v:
            h = ((h ^ turn(0, x)) * P1 + P4) & MASK
    else:
        h = (seed + P5) & MASK
    h = (h + n) & MASK
    while i + 8 <= n:
        h = (rotl(h ^ turn(0, word(i, 8)), 27) * P1 + P4) & MASK
        i += 8
    if i + 4 <= n:
        h = (rotl(h ^ (word(i, 4) * P1 & MASK), 23) * P2 + P3) & MASK
        i += 4
    while i < n:
        h = rotl(h ^ (data[i] * P5 & MASK), 11) * P1 & MASK
        i += 1
    h = ((h ^ h >> 33) * P2) & MASK
    h = ((h ^ h >> 29) * P3) & MASK
    return h ^ h >> 32


def chain(*columns):
    """Spark SQL's xxhash64 of the columns: texts, dates and numbers."""
    h = 42
    for c in columns:
        if isinstance(c, datetime.date):
            days = c.toordinal() - datetime.date(1970, 1, 1).toordinal()
            c = (days & 0xffffffff).to_bytes(4, "little")
        elif isinstance(c, int):
            c = (c & MASK).to_bytes(8, "little")
        else:
            c = c.encode()
        h = xxh64(c, h)
    return h


def part_of(customer, n):
    h = chain(customer)
    return (h - 2**64 if h >> 63 else h) % n    # Python's % is pmod


def amount_of(row):
    return int(decimal.Decimal(row["amount"]) * 10000) if "amount" in row else 0


def fingerprint(rows):
    digest = sum(chain(r["customer_id"], datetime.date.fromisoformat(r["date"][:10]), amount_of(r))
                 for r in rows) & MASK
    return [str(len(rows)), decimal.Decimal(sum(map(amount_of, rows))) / 10000, str(digest)]


def text_of(columns, rows):
    out = io.StringIO()
    w = csv.DictWriter(out, columns, lineterminator="\n")
    w.writeheader()
    w.writerows(rows)
    return out.getvalue()


def write(path, columns, rows):
    with open(path, "w", newline="", encoding="utf-8") as f:
        f.write(text_of(columns, rows))


def split(path, key, n):
    """Writes PATH.0 to PATH.N-1 with the rows of each part. Returns their paths."""
    with open(path, newline="", encoding="utf-8") as f:
        r = csv.DictReader(f)
        rows, columns = list(r), r.fieldnames
    paths = []
    for k in range(n):
        paths.append(f"{path}.{k}")
        write(paths[k], columns, [row for row in rows if part_of(row[key], n) == k])
    return paths


def run(*argv, given=None):
    p = subprocess.run(argv, input=given, capture_output=True, check=False)
    return p.returncode, p.stdout, p.stderr


def verify(table, rows):
    """The head and the check of a table of statistics; ROWS of an order log, else None."""
    head, *body = list(csv.reader(io.StringIO(table.decode())))
    assert head == ["stat", "a", "b", "c", "n"], head
    check = sum(int(r[4]) * chain(*r[:4]) for r in body[:-1]) & MASK
    assert body[-1] == ["check", str(check), "", "", "1"], (body[-1], check)
    assert len(set(map(tuple, body))) == len(body)
    if rows is not None:
        found = [next(r[k] for r in body if r[0] == s)
                 for s, k in (("rows", 4), ("amount", 1), ("digest", 1))]
        want = fingerprint(rows)
        found[1] = decimal.Decimal(found[1])
        assert found == want, (found, want)


def shuffled(rng, tables):
    """The operands of a merge: files in any order, one stream of all rows, or equal rows added up."""
    way = rng.randrange(3)
    if way == 0:
        names = [f"stat.{i}" for i in range(len(tables))]
        for name, t in zip(names, tables):
            with open(name, "wb") as f:
                f.write(t)
        rng.shuffle(names)
        return names, None
    rows = [r for t in tables for r in list(csv.reader(io.StringIO(t.decode())))[1:]]
    if way == 2:
        sums = {}
        for *key, n in rows:
            sums[tuple(key)] = sums.get(tuple(key), 0) + int(n)
        rows = [[*key, n] for key, n in sums.items()]
    rng.shuffle(rows)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["stat", "a", "b", "c", "n"], *rows])
    return [], out.getvalue().encode()


def compare(rng, path, key, tool, counting, one, merging, log=None):
    """ONE process against the merge of 1 to 64 parts. COUNTING options are those of all commands."""
    n = rng.choice([1, 1, 2, 3, 3, 5, 16, 16, 64])
    tables = []
    for k, part in enumerate(split(path, key, n)):
        which = [f"--partition={k}/{n}"] if n > 1 or rng.random() < .5 else []
        rc, out, err = run(tool, "--statistics", *which, *counting, part)
        assert rc == 0 and err == b"", (tool, counting, part, rc, err)
        verify(out, None if log is None else
               [r for r in log if part_of(r["customer_id"], n) == k])
        tables.append(out)
    operands, given = shuffled(rng, tables)
    want = run(tool, *counting, *one, path)
    got = run(tool, "--from-statistics", *counting, *merging, *operands, given=given)
    assert got == want, f"{tool} {counting} {n}: {want} {got}"
    assert want[0] == 0 or want[1] == b""
    if os.environ.get("VERBOSE"):
        print(n, tool, counting, want[2])
    return want[0]


def random_log(rng):
    """An order log: refunds, days in any order, rows after the as-of date, costs of some orders."""
    customers = rng.choice([0, 1, 3, 20, 60])
    ids = rng.sample([f"C{i:04}" for i in range(500)] + ["007", "客户", "a,b", 'say "x"', "é" * 30],
                     customers)
    columns = ["customer_id", "date"] + rng.choice(
        [["amount"]] * 4 + [[], ["amount", "cost"], ["amount", "cost", "order_id"]])
    price = rng.choice([lambda: f"{rng.lognormvariate(3, .6):.2f}", lambda: rng.choice("123"),
                        lambda: f"{rng.uniform(-5, 20):.4f}", lambda: "899999999999.9999"])
    rows = []
    for c in ids:
        day = datetime.date(2023, 1, 1) + datetime.timedelta(rng.randrange(500))
        for _ in range(1 + int(rng.expovariate(rng.choice([.2, .5, 2])))):
            row = {"customer_id": c, "date": str(day), "amount": price(),
                   "cost": rng.choice(["", "1", "0.5"]), "order_id": rng.choice(["", "o1", "o2"])}
            if rng.random() < .05:
                row["amount"] = "-1.5"
            rows.append({k: row[k] for k in columns})
            day += datetime.timedelta(rng.choice([0, 1, 7, rng.randrange(300)]))
    if rng.random() < .5:
        rng.shuffle(rows)
    return columns, rows


def forget(*paths):
    for path in paths:
        if os.path.exists(path):
            os.remove(path)


def saved(path):
    try:
        with open(path, "rb") as f:
            return f.read()
    except FileNotFoundError:
        return None


def case_clv(rng):
    columns, rows = random_log(rng)
    write("log.csv", columns, rows)
    counting = ["--as-of=" + rng.choice(["2024-12-31", "2024-02-10", "2026-01-01"])]
    model = rng.choice(["", "bgnbd", "mbgnbd", "paretonbd", "nbd", "bgcnbd", "mbgcnbd", "auto",
                        "bgbb"])
    if model:
        counting.append(f"--model={model}")
    if model == "bgbb":
        counting.append("--opportunity=" + rng.choice(["week", "month", "year"]))
    elif rng.random() < .2:
        counting.append("--margin=.3")
    what = rng.choice([["--fit"], ["--fit", "--verbose"], ["--new"]])
    if model == "bgbb":
        what = ["--fit"]
    forget("one.csv", "merged.csv")
    rc = compare(rng, "log.csv", "customer_id", "clv-calc", counting, [*what, "--save=one.csv"],
                 [*what, "--save=merged.csv"], rows)
    assert saved("one.csv") == saved("merged.csv")
    return rc


def case_rfm(rng):
    columns, rows = random_log(rng)
    write("log.csv", columns, rows)
    counting = ["--as-of=" + rng.choice(["2024-12-31", "2024-02-10", "2026-01-01"])]
    if "amount" not in columns and rows:
        return None
    forget("limits.csv")
    rc, _, err = run("cust-segment", *counting, "--save=limits.csv", "log.csv")
    n = rng.choice([1, 3, 16, 64])
    tables = []
    for k, part in enumerate(split("log.csv", "customer_id", n)):
        tables.append(run("cust-segment", "--statistics", f"--partition={k}/{n}", *counting,
                          part)[1])
        verify(tables[k], [r for r in rows if part_of(r["customer_id"], n) == k])
    operands, given = shuffled(rng, tables)
    err = b"".join(x for x in err.splitlines(True) if b"profit" not in x)    # is of the scores
    got = run("cust-segment", "--from-statistics", *operands, given=given)
    assert got == (rc, saved("limits.csv"), err), (n, got, saved("limits.csv"), err)
    return rc


def case_nps(rng):
    groups = ["CN", "a,b", "back\\slash", "", 'say "x"']
    rows = [{"customer_id": f"C{rng.randrange(40)}", "date": f"2025-0{rng.randrange(1, 7)}-11",
             "score": rng.choice(["", "1", "5", "9", "10"]), "country": rng.choice(groups),
             "plan": rng.choice("xy"), "kind": rng.choice(["nps"] * 9 + ["csat"])}
            for _ in range(rng.choice([0, 5, 200]))]
    write("votes.csv", ["customer_id", "date", "score", "country", "plan", "kind"], rows)
    counting = ["--as-of=2025-12-31"]
    counting += rng.choice([[], ["--by=country"], ["--by=plan,country"]])
    counting += rng.choice([[], ["--period=month"], ["--period=quarter"]])
    counting += rng.choice([[], ["--per-customer=latest"], ["--since=2025-03-01"]])
    report = rng.choice([[], ["--target=5"], ["--interval=wald"]])
    return compare(rng, "votes.csv", "customer_id", "nps-calc", counting, report, report)


def case_mot(rng):
    rows = [{"customer_id": rng.choice(["", *(f"C{i}" for i in range(30))]),
             "journey": rng.choice(["", "j1", "j2"]), "score": rng.choice(["", *"12345"]),
             "touchpoint": rng.choice(["", "delivery", "a,b", "search", "客服"]),
             "date": f"2025-0{rng.randrange(1, 7)}-1{rng.randrange(10)}"}
            for _ in range(rng.choice([0, 6, 50, 400]))]
    write("contacts.csv", ["customer_id", "journey", "touchpoint", "score", "date"], rows)
    counting = ["--as-of=2025-12-31"] + rng.choice([[], ["--since=2025-02-01"]])
    report = rng.choice([[], ["--target=4.5"]])
    return compare(rng, "contacts.csv", "customer_id", "mot-calc", counting, report, report)


def case_kano(rng):
    items = ["b", "a", "c,d"]
    words = ["", "like", "must-be", "neutral", "live-with", "dislike"]
    people = [(f"R{i}", rng.choice(["CN", "DE", ""])) for i in range(rng.choice([0, 1, 20, 60]))]
    if rng.random() < .5:
        columns = ["respondent", "country"]
        columns += [f"{i}.{s}" for i in items for s in ("functional", "dysfunctional")]
        rows = [{"respondent": r, "country": g, **{c: rng.choice(words) for c in columns[2:]}}
                for r, g in people]
    else:   # each answers all items in the same order: else the first place is not that of one
        columns = ["respondent", "country", "item", "part", "value"]
        rows = [dict(zip(columns, (r, g, i, s, rng.choice(words[1:]))))
                for r, g in people for i in items for s in ("functional", "dysfunctional")]
    write("kano.csv", columns, rows)
    counting = rng.choice([[], ["--by=country"]])
    report = rng.choice([[], ["--explain"]])
    return compare(rng, "kano.csv", "respondent", "kano-calc", counting, report, report)


def main():
    if sys.argv[1] == "split":
        split(sys.argv[3], "customer_id", int(sys.argv[2]))
        return
    assert chain("C1") == -3220996657417140566 & MASK    # as Spark SQL prints it
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    ended = {}
    for i in range(int(sys.argv[1])):
        rng = random.Random(seed * 1000003 + i)
        case = rng.choice([case_clv, case_clv, case_clv, case_rfm, case_nps, case_mot, case_kano])
        try:
            rc = case(rng)
        except AssertionError as e:
            print(f"case {i} of seed {seed}, {case.__name__}: {e}")
            raise
        ended[case.__name__, rc] = ended.get((case.__name__, rc), 0) + 1
    print(", ".join(f"{name} {rc}: {n}" for (name, rc), n in sorted(ended.items(), key=str)))


main()
