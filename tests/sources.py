#!/usr/bin/env python3
"""Random loads of orders from several sources, and undos: every tool counts an order_id per source.

usage: sources.py SEQUENCES [SEED]; the tools are in PATH, the work is in the current folder.

After each step the orders of the store are counted anew by plain SQL: the different pairs of an
order_id and a source of each customer, and the purchases without an order_id. The table history and
the tools must agree, from the store and from the CSV of order-list; and a store that is loaded from
this CSV has the same orders.
"""
import csv
import io
import os
import random
import sqlite3
import subprocess
import sys

STEPS = 8
DAYS = ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-05']
LAST = '2024-01-31'
# 'o1' beside the source 's' must not be 'o' beside a source 's' and so on
SOURCES = ['', '', 's', 'so', "s'", 'o1']
NUMBERS = ['', 'o1', 'o2', '1', "'o1"]
HEADER = ['customer_id', 'date', 'amount', 'order_id', 'sku']

COUNT = """SELECT customer_id,
    (SELECT count(*) FROM (SELECT DISTINCT order_id, ifnull(source, '') FROM orders AS o
        WHERE o.customer_id = c.customer_id AND order_id IS NOT NULL
        AND amount >= 0 AND substr(date, 1, 10) <= ?1)) +
    (SELECT count(*) FROM orders AS o WHERE o.customer_id = c.customer_id AND order_id IS NULL
        AND amount >= 0 AND substr(date, 1, 10) <= ?1)
    FROM customer AS c
    WHERE EXISTS (SELECT 1 FROM orders AS o WHERE o.customer_id = c.customer_id AND {})
    ORDER BY 1"""
ANY = 'substr(date, 1, 10) <= ?1'
PURCHASE = ANY + ' AND amount >= 0'
DAILY = """SELECT substr(date, 1, 10), ifnull(source, '') || char(10) || ifnull(order_id, id)
    || char(10) || customer_id FROM orders WHERE amount >= 0 AND substr(date, 1, 10) <= ?1
    GROUP BY 1, ifnull(source, ''), iif(order_id IS NULL, id, order_id), order_id IS NULL,
    customer_id"""


def run(argv, stdin='', ok=(0,)):
    done = subprocess.run(argv, input=stdin, capture_output=True, text=True)
    assert done.returncode in ok, (argv, stdin, done.stdout, done.stderr)
    return done


def sql(query, *values):
    store = sqlite3.connect('s.db')
    rows = store.execute(query, values).fetchall()
    store.close()
    return rows


def load(rnd):
    one = rnd.random() < .4 and rnd.choice(SOURCES[2:])
    header = HEADER + ([] if one else ['source'])
    rows = []
    for _ in range(rnd.randint(1, 6)):
        row = [rnd.choice('abc'), rnd.choice(DAYS), rnd.choice(['1', '2.5', '-1', '0']),
               rnd.choice(NUMBERS), rnd.choice('xyz')]
        rows.append(row + ([] if one else [rnd.choice(SOURCES)]))
    out = io.StringIO()
    csv.writer(out, lineterminator='\n').writerows([header] + rows)
    run(['order-add', '-q', '-d', 's.db', '--create', '--replace', '--again', '-']
        + ([f'--source={one}'] if one else []), out.getvalue())


def write(rnd):
    """Another program writes, and the triggers of the store count."""
    store = sqlite3.connect('s.db')
    who = [row[0] for row in store.execute('SELECT customer_id FROM customer')]
    if who:
        store.execute('INSERT INTO orders (customer_id, date, amount, order_id, source)'
                      ' VALUES (?, ?, ?, ?, ?)',
                      (rnd.choice(who), rnd.choice(DAYS), rnd.choice([10000, -10000]),
                       rnd.choice(NUMBERS) or None, rnd.choice(SOURCES + [None])))
    store.commit()
    store.close()


def undo(rnd):
    batches = sql('SELECT max(batch) FROM batch')[0][0]
    if batches:
        return run(['cust-undo', '-q', '-d', 's.db', str(rnd.randint(1, batches))],
                   ok=(0, 2)).returncode == 0
    return False


def both(argv, log):
    """The output of an analysis, which is the same from the store and from its log."""
    ways = [run(argv + ['-q', '-d', 's.db']), run(argv + ['-q'], log)]
    assert ways[0].stdout == ways[1].stdout, (argv, log, ways[0].stdout, ways[1].stdout)
    return list(csv.DictReader(io.StringIO(ways[0].stdout)))


def check(log):
    assert sql('SELECT customer_id, orders FROM history ORDER BY 1') == sql(COUNT.format(ANY), LAST)
    for day in DAYS + [LAST]:
        want = sql(COUNT.format(PURCHASE), day)
        rows = both(['cust-segment', '--rfm', f'--as-of={day}'], log)
        assert [(r['customer_id'], int(r['orders'])) for r in rows if r['first_date']] == want, day
    both(['figure-calc', f'--as-of={LAST}'], log)
    both(['cohort-calc', f'--as-of={LAST}'], log)
    daily = len(sql(DAILY, LAST))
    if daily:
        rows = both(['demand-forecast', '--measure=orders', '--period=day', '--method=naive',
                     '--horizon=1', '--past=99', f'--as-of={DAYS[-1]}'], log)
        assert sum(float(r['value']) for r in rows if r['value']) == daily, daily
    for row in csv.DictReader(io.StringIO(run(['cust-diff', '-q', '-d', 's.db', '--measure=orders',
                                               DAYS[0], LAST], ok=(0, 2)).stdout)):
        if row['effect'] == 'total':
            totals = [sum(n for _, n in sql(COUNT.format(ANY), day)) for day in (DAYS[0], LAST)]
            assert [int(row['value_before']), int(row['value_after'])] == totals, row
    run(['order-add', '-q', '-d', 'copy.db', '--create', '-'], log)
    assert run(['order-list', '-d', 'copy.db']).stdout == log
    for store in 's.db', 'copy.db':
        faults = run(['cust-check', '-d', store, '--no-header'], ok=(0, 1)).stdout.splitlines()
        assert set(faults) <= {'content,orders,changed outside custkit'}, faults     # by write


def main():
    sequences, seed = int(sys.argv[1]), int((sys.argv + ['1'])[2])
    undone = shared = 0
    for sequence in range(sequences):
        rnd = random.Random(f'{seed} {sequence}')
        for _ in range(STEPS):
            if not os.path.exists('s.db'):
                run(['cust-init', '-d', 's.db'])
            step = rnd.choice([load, load, load, undo, write])
            undone += bool(step(rnd))
            run(['cust-init', '-d', 'copy.db'])
            log = run(['order-list', '-d', 's.db']).stdout
            if log.count('\n') > 1:
                check(log)
            shared += len(sql("SELECT 1 FROM orders GROUP BY customer_id, order_id"
                              " HAVING count(DISTINCT ifnull(source, '')) > 1"))
            os.remove('copy.db')
        os.remove('s.db')
    print(f'{shared} numbers of several sources, {undone} undone')


main()
