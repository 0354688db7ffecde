#!/usr/bin/env python3
"""Does a cluster compute the bytes of one process, and is what goes wrong an error?

usage: check.py BUILD [CHECK...]        a CHECK is the name of a function, such as lost_part

SPARK_CUSTOMERS  customers of the generated log (5000; 1500000 make 16 million rows)

A standalone master and two workers of Apache Spark run on this machine. The last line is the
count of the checks: "N passed, M failed".
"""
import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = pathlib.Path(sys.argv[1]).resolve()
sys.dont_write_bytecode = True
sys.path[:0] = [str(HERE), str(ROOT / "share/spark")]
os.environ["PATH"] = f"{BUILD}/bin:{os.environ['PATH']}"
os.environ["CUSTKIT_SHARE"] = str(ROOT / "share")
os.environ["PYSPARK_PYTHON"] = sys.executable

import duckdb  # noqa: E402
from pyspark.sql import SparkSession, functions as F  # noqa: E402

import custkit_spark as ck  # noqa: E402
from cluster import HOSTS, JAVA, Cluster  # noqa: E402

CUSTOMERS = int(os.environ.get("SPARK_CUSTOMERS", 5000))
PARTS = 8
AS_OF = "--as-of=2024-12-29"
CLV = ["clv-calc", "-q", "--threads=1", AS_OF]
RFM = ["cust-segment", "-q", "--threads=1", AS_OF]
SCHEMA = "customer_id string, date date, amount decimal(18, 4)"
WRAP = str(HERE / "wrap.sh")

checks = []     # in the order of this file
count = {True: 0, False: 0}


def check(f):
    checks.append(f)
    return f


def ok(passed, what, why=""):
    count[bool(passed)] += 1
    print(f"{'ok' if passed else 'not ok'} {sum(count.values())} - {what}", flush=True)
    if not passed:
        print(f"# {why}", flush=True)


def tool(*argv, **more):
    return subprocess.run(argv, check=True, stdout=subprocess.PIPE, **more).stdout


def scores_of(text):
    """The rows of a CSV, sorted by id, after its header."""
    header, *rows = text.splitlines()
    return [header, *sorted(rows)]


def scores(found):
    """The same of a DataFrame of text."""
    table = found.toArrow()
    cells = b"".join(map(ck._rows, table.to_batches()))
    return [",".join(table.column_names).encode(), *sorted(cells.splitlines())]


class Shop:
    """A log of orders, as a file and in Spark, and what one process computes from it."""

    def __init__(self, spark, folder, name, text):
        self.log = f"{folder}/{name}.csv"
        self.folder = folder
        pathlib.Path(self.log).write_bytes(text)
        self.orders = spark.read.csv(self.log, header=True, schema=SCHEMA)
        self.model = f"{folder}/{name}.model.csv"
        self.limits = f"{folder}/{name}.limits.csv"
        self.clv = tool(*CLV, f"--save={self.model}", self.log)
        self.rfm = tool(*RFM, f"--save={self.limits}", self.log)
        for path in self.model, self.limits:
            spark.sparkContext.addFile(path)

    def fitted(self, statistics, *options):
        """The model of statistics, as bytes."""
        path = f"{self.folder}/fitted.csv"
        ck.merge(statistics, ["clv-calc", "-q", "--from-statistics", "--fit", f"--save={path}",
                              *options])
        return pathlib.Path(path).read_bytes()

    def statistics(self, orders=None, n=PARTS, wrapped=()):
        return ck.run(self.orders if orders is None else orders,
                      [*wrapped, *CLV, "--statistics"], n)

    def scored(self, n=PARTS, wrapped=()):
        return ck.run(self.orders, [*wrapped, *CLV, f"--params={os.path.basename(self.model)}"], n)

    def is_exact(self, statistics, *options):
        return self.fitted(statistics, *options) == pathlib.Path(self.model).read_bytes()


class Place:
    """What the checks need."""

    def __init__(self, folder, cluster):
        self.folder = folder
        self.cluster = cluster
        with into_file(f"{folder}/driver.log"):
            self.spark = self.session(folder)
        self.spark.sparkContext.setLogLevel("OFF")
        self.spark.sparkContext.addPyFile(str(ROOT / "share/spark/custkit_spark.py"))
        self.shop = Shop(self.spark, folder, "shop", self.generated(CUSTOMERS))

    def session(self, folder):
        return (
            SparkSession.builder.master(self.cluster.master).appName("custkit")
            .config("spark.driver.host", HOSTS[0]).config("spark.ui.enabled", "false")
            .config("spark.driver.extraJavaOptions", JAVA)
            .config("spark.executor.extraJavaOptions", JAVA)
            .config("spark.driver.memory", "2g").config("spark.executor.memory", "1g")
            .config("spark.cores.max", "2")
            .config("spark.scheduler.minRegisteredResourcesRatio", "1")
            .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "90s")
            .config("spark.sql.shuffle.partitions", "8")
            .config("spark.speculation", "true").config("spark.speculation.quantile", ".5")
            .config("spark.speculation.multiplier", "2")
            .config("spark.speculation.minTaskRuntime", "4s")
            .config("spark.task.maxFailures", "3").config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.warehouse.dir", f"{folder}/warehouse")
            .getOrCreate())

    def generated(self, customers):
        """Orders by date, so that Spark must move almost all rows."""
        tool(os.environ.get("CC", "cc"), "-O2", "-o", f"{self.folder}/gen",
             f"{ROOT}/tests/bench/gen.c", "-lgsl", "-lgslcblas", "-lm")
        return tool(f"{self.folder}/gen", f"--customers={customers}", "--order=date")

    def wrap(self, how):
        """The words before a tool that something happens to."""
        folder = f"{self.folder}/{how}"
        os.mkdir(folder)
        return [WRAP, how, folder]

    def happened(self, how):
        return os.path.isdir(f"{self.folder}/{how}/{how}")


@contextlib.contextmanager
def into_file(path):
    """Standard error, also that of the processes that begin here, into a file."""
    kept = os.dup(2)
    with open(path, "wb") as log:
        os.dup2(log.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def raises(f, *words):
    """Whether F fails, with all words in its message."""
    try:
        f()
    except Exception as fault:      # Spark's and the adapter's own
        missing = [w for w in words if w not in str(fault)]
        return not missing, f"no {missing} in: {fault}"
    return False, "no error"


@check
def same_model(p):
    """the model of clv-calc from statistics is that of one process"""
    p.statistics = p.shop.statistics().cache()
    yield p.shop.is_exact(p.statistics)
    summed = p.statistics.groupBy("stat", "a", "b", "c").agg(F.expr("sum(bigint(n)) AS n"))
    yield summed.count() < p.statistics.count() and p.shop.is_exact(summed)


@check
def same_limits(p):
    """the limits of cust-segment are those of one process"""
    got = ck.merge(ck.run(p.shop.orders, [*RFM, "--statistics"], PARTS),
                   ["cust-segment", "-q", "--from-statistics"])
    yield got == pathlib.Path(p.shop.limits).read_bytes()


@check
def same_report(p):
    """the report of nps-calc is that of one process"""
    answers = p.shop.orders.where("customer_id <= 'C0005000'").selectExpr(
        "customer_id", "date", "CAST(pmod(hash(date, customer_id), 11) AS string) AS score")
    path = f"{p.folder}/answers.csv"
    answers.toPandas().to_csv(path, index=False)
    count = ["nps-calc", "-q", AS_OF, "--period=month"]
    got = ck.merge(ck.run(answers, [*count, "--statistics"], PARTS),
                   [*count, "--from-statistics"])
    yield got == tool(*count, path)


@check
def same_scores(p):
    """the scores of clv-calc and of cust-segment are those of one process"""
    yield scores(p.shop.scored()) == scores_of(p.shop.clv)
    got = ck.run(p.shop.orders, [*RFM, "--params=shop.limits.csv"], PARTS)
    yield scores(got) == scores_of(p.shop.rfm)


@check
def fingerprint(p):
    """the fingerprint that Spark computes is that of the tools; another one is an error"""
    expect = ck.expect(p.shop.orders)
    tool(*CLV, expect, p.shop.log)
    yield p.shop.is_exact(p.statistics, expect)
    less = ck.expect(p.shop.orders.limit(p.shop.orders.count() - 1))
    yield raises(lambda: p.shop.fitted(p.statistics, less), "clv-calc", "status 2", less[9:])


@check
def tool_killed(p):
    """a tool that is killed runs again; the model is the same"""
    got = p.shop.statistics(wrapped=p.wrap("kill"))
    yield p.shop.is_exact(got) and p.happened("kill")


@check
def half_of_the_rows(p):
    """a tool that fails after half of its rows leaves none of them"""
    got = scores(p.shop.scored(wrapped=p.wrap("half")))
    yield got == scores_of(p.shop.clv) and p.happened("half")


@check
def slow_task(p):
    """a slow task gets a second attempt on the other worker; the model is the same"""
    got = p.shop.statistics(wrapped=p.wrap("slow"))   # which itself would fail in the end
    yield p.shop.is_exact(got) and p.happened("slow")


@check
def few_customers(p):
    """20 customers over 64 parts, most of them empty: the same bytes"""
    with open(p.shop.log, "rb") as log:
        header, *rows = log.readlines()
    few = sorted({r.split(b",")[0] for r in rows})[:20]
    shop = Shop(p.spark, p.folder, "few",
                header + b"".join(r for r in rows if r.split(b",")[0] in few))
    yield shop.is_exact(shop.statistics(n=64))
    yield scores(shop.scored(n=64)) == scores_of(shop.clv)


@check
def quoted_cells(p):
    """ids with commas, quotes and line feeds, and empty cells, come back as they are"""
    notes = {"a,b": None, 'say "hi"': "two\nlines", "客户": '"', " x ": ",", "plain": "ok"}
    orders = p.spark.createDataFrame(
        [(i, f"2024-01-0{day}", day, note) for i, note in notes.items() for day in (1, 3)],
        "customer_id string, date string, amount int, note string").selectExpr(
        "customer_id", "CAST(date AS date) AS date", "CAST(amount AS decimal(18, 4)) AS amount",
        "note")
    got = ck.run(orders, [*CLV, "--params=shop.model.csv", "--keep=note"], 3).collect()
    yield {r.customer_id: r.note for r in got} == notes
    yield {(r.orders, r.monetary) for r in got} == {("2", "3")}


@check
def lost_part(p):
    """a part that is lost is an error that names it"""
    lost = p.statistics.where("spark_partition_id() <> 3")
    yield raises(lambda: p.shop.fitted(lost), "part 3 of 8 is missing")


@check
def double_part(p):
    """a part that comes twice is an error that names it"""
    again = p.statistics.union(p.statistics.where("spark_partition_id() = 3"))
    yield raises(lambda: p.shop.fitted(again), "part 3 of 8 occurs twice")


@check
def wrong_partition(p):
    """rows in the wrong part are an error that names both"""
    class Wrong:
        columns = p.shop.orders.columns

        @staticmethod
        def repartitionById(n, _):
            return p.shop.orders.repartition(n, F.col("customer_id"))
    yield raises(lambda: ck.run(Wrong, [*CLV, "--statistics"], PARTS).collect(),
                 "customer_id 'C0", "of 8, not of ")


@check
def failing_tool(p):
    """a tool that always fails is an error with its part and its message"""
    yield raises(lambda: p.shop.statistics(wrapped=p.wrap("fail")).collect(),
                 "part 3 of 8", "status 2", "no such luck")
    yield raises(lambda: ck.run(p.shop.orders, [*CLV, "--params=none.csv"], PARTS),
                 "clv-calc", "none.csv")
    long = p.shop.orders.union(p.spark.sql(
        f"SELECT '{'x' * 65}', date '2024-01-01', CAST(1 AS decimal(18, 4))"))
    yield raises(lambda: p.shop.statistics(long).collect(), "status 2", "longer than 64 bytes")


@check
def duckdb_recipe(p):
    """the recipe for DuckDB in custkit-scale(7), on Parquet that Spark wrote: the same scores"""
    page = (ROOT / "share/man/man7/custkit-scale.7").read_text(encoding="utf-8")
    query = re.search(r'duckdb -c "(COPY [^"]*)"', page)[1]
    p.shop.orders.write.parquet(f"{p.folder}/orders")
    rows = f"{p.folder}/duckdb.csv"
    duckdb.sql(query.replace("orders/", f"{p.folder}/orders/").replace("/dev/stdout", rows))
    yield tool(*CLV, f"--params={p.shop.model}", rows) == p.shop.clv


@check
def worker_killed(p):
    """a worker that is killed with all its processes: the scores are the same"""
    wrapped = p.wrap("note")
    killed = []

    def kill():
        while len(os.listdir(wrapped[2])) < 8:
            time.sleep(.05)
        p.cluster.kill_worker(HOSTS[1])
        killed.append(len(os.listdir(wrapped[2])))

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    out = f"{p.folder}/scores"
    p.shop.scored(n=32, wrapped=wrapped).write.parquet(out)
    yield scores(p.spark.read.parquet(out)) == scores_of(p.shop.clv)
    yield killed and killed[0] < 32, "it ended before the worker was killed"


def run(place, f):
    began = time.monotonic()
    try:
        for i, found in enumerate(f(place)):
            passed, why = found if isinstance(found, tuple) else (found, "they differ")
            ok(passed, f.__doc__ + (f" ({i + 1})" if i else ""), why)
    except Exception as fault:
        ok(False, f.__doc__, fault)
    print(f"# {time.monotonic() - began:.1f} s", flush=True)


def main():
    folder = tempfile.mkdtemp(prefix="custkit-spark.", dir=os.environ.get("TMPDIR"))
    cluster = Cluster(folder)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))   # so that the cluster stops, too
    try:
        cluster.start()
        place = Place(folder, cluster)
        for f in checks:
            if f.__name__ in sys.argv[2:] or not sys.argv[2:]:
                run(place, f)
        place.spark.stop()
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{count[True]} passed, {count[False]} failed")
    sys.exit(count[False] > 0)


main()
