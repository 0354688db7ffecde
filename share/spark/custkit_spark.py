"""custkit on Apache Spark: each partition of a DataFrame goes through a tool, and comes back.

    import custkit_spark as ck              # spark-submit --py-files custkit_spark.py
    orders = spark.read.parquet("orders").select("customer_id", "date", "amount")
    as_of = "--as-of=2024-12-31"

    found = ck.run(orders, ["clv-calc", "--statistics", as_of], 16)
    ck.merge(found, ["clv-calc", "--from-statistics", "--fit", "--save=model.csv",
                     ck.expect(orders)])
    spark.sparkContext.addFile("model.csv")
    ck.run(orders, ["clv-calc", "--params=model.csv", as_of], 16).write.parquet("scores")

The model and the scores are the same bytes as those of one process; custkit-scale(7) says when
this pays. Needs pyspark 4.1 or later, pyarrow, and the tools in PATH on all machines. The columns
of the order log are customer_id STRING, date DATE and amount DECIMAL.
"""
import csv
import io
import subprocess
import threading

import pyarrow as pa
from pyarrow import csv as arrow_csv
from pyspark import SparkFiles, TaskContext
from pyspark.sql import functions as F


def by_customer(orders, n, key="customer_id"):
    """The rows in N partitions, of which --partition=K/N checks the Kth."""
    return orders.repartitionById(n, F.expr(f"cast(pmod(xxhash64(`{key}`), {n}) AS int)"))


def run(orders, argv, n, key="customer_id"):
    """What the tool prints for each of N partitions, all columns as strings, empty cells as null.

    The tool runs in the folder of SparkContext.addFile, on every machine.
    """
    header = _header(orders.columns)
    columns = _print([*argv, "-q"], header, SparkFiles.getRootDirectory()).decode()
    names = next(csv.reader(io.StringIO(columns)))
    schema = ", ".join(f"`{name}` string" for name in names)
    return by_customer(orders, n, key).mapInArrow(_through(argv, n, header, names), schema)


def merge(found, argv):
    """What the tool prints, here on the driver, for the rows of all partitions together."""
    rows = found.toArrow()
    return _print(argv, _header(rows.column_names) + b"".join(map(_rows, rows.to_batches())))


def expect(orders):
    """The fingerprint of an order log, computed by Spark alone, as an option for the tools."""
    row = orders.selectExpr(
        "count(*) AS n", "coalesce(sum(amount), 0) AS amount",
        "pmod(coalesce(sum(CAST(xxhash64(customer_id, date, CAST(amount * 10000 AS bigint))"
        " AS decimal(38, 0))), 0), 18446744073709551616BD) AS digest").first()
    return f"--expect={row.n},{row.amount:f},{row.digest:f}"


def _print(argv, text, folder=None):
    done = subprocess.run(argv, input=text, capture_output=True, cwd=folder)
    if done.returncode != 0:
        raise RuntimeError(f"{argv[0]}: status {done.returncode}: {_said(done.stderr)}")
    return done.stdout


def _said(stderr):
    return stderr.decode(errors="replace").strip()


def _header(names):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(names)
    return text.getvalue().encode()


def _rows(batch):
    """A batch as CSV; without quotes if none is needed, which the tools read faster."""
    for style in "none", "needed":
        out = pa.BufferOutputStream()
        try:
            arrow_csv.write_csv(batch, out, arrow_csv.WriteOptions(
                include_header=False, quoting_style=style))
            return out.getvalue()
        except pa.ArrowInvalid:
            if style == "needed":
                raise


def _through(argv, n, header, names):
    """The function for mapInArrow. It raises if the tool fails, so that Spark tries again."""
    form = arrow_csv.ParseOptions(newlines_in_values=True)
    cells = arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), null_values=[""],
        strings_can_be_null=True, quoted_strings_can_be_null=False)

    def through(batches):
        k = TaskContext.get().partitionId()
        tool = subprocess.Popen(
            [*argv, f"--partition={k}/{n}"], cwd=SparkFiles.getRootDirectory(),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        faults, said = [], []
        threads = [threading.Thread(target=_feed, args=(tool, header, batches, faults)),
                   threading.Thread(target=lambda: said.append(tool.stderr.read()))]
        for thread in threads:
            thread.daemon = True
            thread.start()
        try:
            held = None     # the last batch waits for the exit status: rows may be missing
            try:
                for batch in arrow_csv.open_csv(tool.stdout, parse_options=form,
                                                convert_options=cells):
                    if held is not None:
                        yield held
                    held = batch
            except pa.ArrowInvalid as fault:    # no output at all, or half a row
                faults.append(fault)
            for thread in threads:
                thread.join()
            if tool.wait() != 0 or faults:
                raise RuntimeError(f"{argv[0]}: part {k} of {n}: status {tool.returncode}: "
                                   f"{_said(said[0]) or faults}")
            if held is not None:
                yield held
        finally:
            tool.kill()     # if Spark wants no more rows
            tool.wait()

    return through


def _feed(tool, header, batches, faults):
    try:
        tool.stdin.write(header)
        for batch in batches:
            tool.stdin.write(_rows(batch))
        tool.stdin.close()
    except BrokenPipeError as fault:    # the tool itself says why
        faults.append(fault)
    except BaseException as fault:
        tool.kill()         # it must not take some of the rows for all of them
        faults.append(fault)
