"""Merges of random pairs, undone in a random order, against the same merges of a copy.

usage: merges.py PAIRS [SEED]; the tools are in PATH, the work is in the current folder.

A store with something in every table that holds customers is filled with SQL. PAIRS pairs are
merged one by one; an undo is tried now and then. At the end all are undone in a random order. An
undo that is refused must name batches that are there. All the time the sums stay, cust-check finds
nothing, and no id is lost. Now and then the content must be that of a copy of the first store, in
which only the merges that are in effect were made.
"""
import datetime
import itertools
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys

PEOPLE = 60
CHECKS = 40             # of the content, per run


def run(*argv):
    return subprocess.run(argv, capture_output=True, text=True)


def good(*argv):
    done = run(*argv)
    assert done.returncode == 0, (argv, done.stdout, done.stderr)
    return done.stdout


def fill(rnd, people):
    if os.path.exists('s.db'):
        os.remove('s.db')
    good('cust-init', '-d', 's.db', '--country=CN')
    db = sqlite3.connect('s.db')
    ids = ['k%03d' % i for i in range(people)]
    day = lambda: '20%02d-%02d-%02d' % (rnd.randint(20, 25), rnd.randint(1, 12), rnd.randint(1, 28))
    slots = ('%sT10:00' % datetime.date.fromordinal(700000 + n) for n in itertools.count())
    numbers = itertools.count()
    some = lambda *values: rnd.choice([None, *values])

    def insert(table, **row):
        db.execute('INSERT INTO %s (%s) VALUES (%s)' % (table, ', '.join(row),
                   ', '.join('?' * len(row))), list(row.values()))
        return db.execute('SELECT last_insert_rowid()').fetchone()[0]

    insert('batch', batch=1, at='2025-01-01T00:00:00Z', tool='x', schema=10)
    runs = {}
    for scheme in ('abc', 'stage'):
        after = None
        for month in range(1, 5):
            after = insert('segment_run', scheme=scheme, as_of='2025-%02d-28' % month,
                           labelled=0, after=after, batch=1)
            runs.setdefault(scheme, []).append(after)
    for number, who in enumerate(ids):
        external = rnd.random() < .5
        insert('customer', customer_id=who, name=some('Li', 'Wang Fang', '客户'),
               phone=some('1380013%04d' % number, '13900000000'), batch=1,
               email=some('u%d@example.com' % number, 'x@example.com'), acquired=some(day()),
               city=some('Graz', 'Linz'), source='crm' if external else None,
               external_id=str(number) if external else None,
               attrs=some('{"vip":%d}' % rnd.randint(0, 1), '{"x":1.50,"vip":"yes"}'))
        for _ in range(rnd.randint(0, 3)):
            insert('orders', customer_id=who, date=day(), amount=rnd.randint(-9, 99) * 1000,
                   order_id=some('o%d' % rnd.randint(1, 999)), cost=some(500), batch=1)
        for _ in range(rnd.randint(0, 2)):
            case = insert('feedback', customer_id=who, date=day(), kind='praise', text='好', batch=1)
            if rnd.random() < .5:
                insert('feedback_event', case_id=case, at='2026-01-01', step='note',
                       state='received', actor='x', batch=1)
            insert('touch', customer_id=who, date=day(), channel='web', batch=1)
            insert('promise', customer_id=who, date=day(), promise='x', due='2099-01-01',
                   case_id=case, batch=1)
            # of a day of its own: cust-check reports a double booking, also after a merge
            insert('visit', customer_id=who, slot=next(slots), batch=1)
            insert('care', customer_id=who, as_of='2025-01-01', occasion='birthday/2025',
                   due=day(), batch=1)
            insert('winback', customer_id=who, date=day(), batch=1)
            insert('consent', customer_id=who, date=day(), purpose=rnd.choice(['news', 'survey']),
                   channel=some('mail', 'phone'), step=rnd.choice(['given', 'withdrawn']), batch=1)
            lot = insert('points', customer_id=who, date='2025-01-01', step='earn', points=100,
                         usable='2025-01-01', expires=some('2099-01-01'),
                         order_id='p%d' % next(numbers), batch=1)
            insert('points', customer_id=who, date='2025-06-01', step='redeem',
                   points=-rnd.randint(1, 100), lot=lot, batch=1)
            insert('change', batch=1, customer_id=who, field='city', new='Wien')
        for item in rnd.sample(['1', '2', '3'], rnd.randint(0, 3)):
            insert('answer', survey='s', item=item, value='5', customer_id=who, date=day(), batch=1)
        if rnd.random() < .5:
            insert('trial_member', trial='x', customer_id=who, share=.5, assigned='2025-01-01',
                   arm=rnd.choice(['treatment', 'holdout']), batch=1)
        if rnd.random() < .5:
            insert('alert', as_of='2025-01-01', customer_id=who, change='NEW')
            insert('alert_state', customer_id=who, state='raised', told=day(), changed='2025-01-01')
        for scheme in runs:
            before = None
            for number_of_run in runs[scheme]:
                label = some('A', 'B')
                if label != before:
                    insert('segment_label', run_id=number_of_run, customer_id=who, label=label,
                           batch=1)
                before = label
    db.execute("""UPDATE segment_run AS r SET labelled = (SELECT count(*) FROM customer AS c
        WHERE (SELECT label FROM segment_label AS l JOIN segment_run AS s USING (run_id)
            WHERE l.customer_id = c.customer_id AND s.scheme = r.scheme AND run_id <= r.run_id
            ORDER BY run_id DESC LIMIT 1) IS NOT NULL)""")
    db.commit()
    db.close()
    run('cust-check', '--repair', '-d', 's.db')     # what another program wrote
    assert good('cust-check', '-d', 's.db', '--no-header') == ''
    return ids


def ask(sql, path='s.db'):
    db = sqlite3.connect(path)
    rows = db.execute(sql).fetchall()
    db.close()
    return rows


def tables():
    """The tables that hold customers. Those of the fill must be all: a later one is to be added."""
    return [name for name, in ask("SELECT m.name FROM sqlite_schema AS m JOIN"
            " pragma_table_info(m.name) AS c WHERE m.type = 'table' AND c.name = 'customer_id'"
            " AND m.name NOT IN ('alias', 'forgotten', 'forgotten_id', 'forgotten_batch')")]


def sums():
    return [ask(sql) for sql in (
        'SELECT count(*), sum(amount), sum(cost) FROM orders', 'SELECT sum(spend) FROM history',
        'SELECT count(*), sum(points) FROM points', 'SELECT count(*) FROM feedback_cases', 'SELECT count(*) FROM answer',
        'SELECT count(*) FROM change WHERE batch = 1',
        'SELECT count(*) FROM (SELECT customer_id FROM customer UNION SELECT alias FROM alias)')]


def digests():
    return ask("SELECT * FROM meta WHERE key LIKE 'digest.%' ORDER BY key")


def content(path):
    """All rows, without the numbers of batches and the dates of the merges."""
    rows = {}
    for table, in ask("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN"
                      " ('batch', 'undo', 'meta', 'change', 'audit') AND name NOT LIKE 'sqlite%'"
                      " AND name NOT LIKE 'feedback_words%'", path):
        columns = [c for c, in ask("SELECT name FROM pragma_table_info('%s')" % table, path)
                   if c != 'batch']
        if table == 'consent':
            columns = ['customer_id', 'purpose', 'channel', 'step', "substr(date, 1, 4)"]
        if table == 'segment_label':
            columns.remove('label_id')
        rows[table] = sorted(ask('SELECT %s FROM %s' % (', '.join(columns), table), path), key=repr)
    rows['change'] = sorted(ask('SELECT customer_id, alias, field, new FROM change'
                                ' WHERE batch = 1', path), key=repr)
    return rows


def replay(merges):
    shutil.copy('first.db', 'copy.db')
    for number in sorted(merges):
        good('cust-merge', '-q', '-d', 'copy.db', *merges[number])
    want, now = content('copy.db'), content('s.db')
    for table in want:
        assert want[table] == now[table], (table, 'lacks', [r for r in want[table]
            if r not in now[table]], 'has', [r for r in now[table] if r not in want[table]])


class Merges:
    def __init__(self, rnd, pairs):
        self.rnd = rnd
        self.ids = fill(rnd, max(PEOPLE, pairs // 2))
        shutil.copy('s.db', 'first.db')
        self.sums, self.digests, self.tables = sums(), digests(), tables()
        for table in self.tables:
            assert ask('SELECT EXISTS (SELECT 1 FROM %s)' % table) == [(1,)], table + ' is empty'
        self.now = {}           # by batch: the pair of a merge that is in effect
        self.done = self.undone = self.refused = 0

    def sound(self):
        assert sums() == self.sums, (self.sums, sums())
        assert good('cust-check', '-d', 's.db', '--no-header') == ''

    def merge(self):
        there = [who for who, in ask('SELECT customer_id FROM customer')]
        if len(there) < 3:
            return False
        pair = self.rnd.sample(there, 2)
        good('cust-merge', '-q', '-d', 's.db', *pair)
        for table in self.tables:
            assert ask("SELECT count(*) FROM %s WHERE customer_id = '%s'"
                       % (table, pair[1])) == [(0,)], table
        self.now[ask('SELECT max(batch) FROM batch')[0][0]] = pair
        self.done += 1
        self.sound()
        return True

    def undo(self):
        number = self.rnd.choice(list(self.now))
        done = run('cust-undo', '-q', '-d', 's.db', str(number))
        if done.returncode == 0:
            del self.now[number]
            self.undone += 1
            self.sound()
            return
        self.refused += 1
        names = re.fullmatch(r'cust-undo: batch %d cannot be undone: .*: ([0-9, ]+)\n' % number,
                             done.stderr)
        assert names, done.stderr
        for rival in names.group(1).split(', '):
            assert int(rival) in self.now and int(rival) > number, done.stderr


def main():
    pairs = int(sys.argv[1])
    rnd = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    m = Merges(rnd, pairs)
    steps = 0
    while m.done < pairs or m.now:
        if m.done < pairs and rnd.random() < .8 and m.merge():
            pass
        elif m.now:
            m.undo()
        steps += 1
        if m.now and steps % max(pairs // CHECKS, 5) == 0:
            replay(m.now)
    assert digests() == m.digests
    print('%d merges, %d undone, %d refused' % (m.done, m.undone, m.refused))


main()
