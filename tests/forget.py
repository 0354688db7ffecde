"""Customers with a unique value (a canary) in every personal column; some of them are forgotten.

usage: forget.py CUSTOMERS FORGOTTEN KILLS BUILD; the tools are in PATH, the work is in the current
folder. FORGOTTEN of the CUSTOMERS are forgotten one by one, and as many at once in a copy of the same
store. Then no canary of theirs may be in the file, its journal, STORE.forgotten or in the folder of
temporary files; all others must be there, and all totals the same. In a small store the tool is
killed before KILLS of its calls that write, and run again.
"""
import csv
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys

N, FORGOTTEN, KILLS = map(int, sys.argv[1:4])
BUILD = sys.argv[4]
TEMPORARY = os.path.abspath('temporary')
ENV = dict(os.environ, SQLITE_TMPDIR=TEMPORARY, TMPDIR=TEMPORARY)
CANARY = re.compile(rb'k[0-9a-f]{12}')
PHONE = re.compile(rb'138[0-9]{8}')
rnd = random.Random(15)

# The columns of which no table of a load has a value: the tools write them.
COMPUTED = {('customer_key', 'key'), ('feedback_words', 'text'), ('feedback_words', 'outcome'),
            ('change', 'old'), ('change', 'new'), ('forgotten', 'reason')}
# Values that many customers have, as a country.
COMMON = {('customer', 'birthday')}


def fail(*why):
    print(*why)
    sys.exit(1)


def tool(*words, status=0, given=None, env=ENV):
    r = subprocess.run(words, input=given, capture_output=True, text=True, env=env)
    if r.returncode not in (status if isinstance(status, tuple) else (status,)):
        fail(*words, '\nstatus', r.returncode, r.stdout[-2000:], r.stderr[-2000:])
    return r.stdout


class Canaries:
    """The canaries of each customer."""

    def __init__(self):
        self.of, self.words, self.phones, self.han, self.columns = {}, {}, {}, {}, set()
        self.used = set()

    def new(self, customer, table=None, column=None):
        while True:
            c = 'k%012x' % rnd.getrandbits(48)
            if c not in self.used:
                break
        self.used.add(c)
        self.of.setdefault(customer, set()).add(c)
        if column in ('text', 'outcome'):
            self.words.setdefault(customer, set()).add(c)
        self.columns.add((table, column))
        return c

    def phone(self, customer):
        p = '138%08d' % (len(self.phones) * 2 + 10000000)
        self.phones[p] = customer
        self.columns.add(('customer', 'phone'))
        return p

    def chinese(self, customer):
        while True:
            s = ''.join(chr(rnd.randrange(0x4e00, 0x9f00)) for _ in range(5))
            if s not in self.han:
                break
        self.han[s] = customer
        return s


def table(name, header, rows):
    with open(name, 'w', newline='') as f:
        w = csv.writer(f, lineterminator='\n')
        w.writerow(header)
        w.writerows(rows)
    return name


def load(what, db, header, rows, *more):
    if 'external_id' in header:
        more += ('--source=crm',)
    name = table(what + '.csv', header, rows)
    tool(what, '-q', '-d', db, *more, given=open(name).read())


def person(c, i, at, number):
    """A row of cust-add."""
    new = lambda column: c.new(i, 'customer', column)
    return [i, new('name') + ' ' + c.chinese(i), new('email') + '@Example.com', c.phone(i),
        '19%02d-03-04' % (at % 60 + 20), new('gender'), new('country'), new('region'), new('city'),
        new('channel'), new('plan'), number, 'say "%s"' % new('attrs')]


PERSON = ['customer_id', 'name', 'email', 'phone', 'birthday', 'gender', 'country', 'region', 'city',
    'channel', 'plan', 'external_id', 'nick']


def by_hand(db, c, ids):
    """Rows of the tables that no tool of a load writes: alerts, labels, consents, aliases."""
    s = sqlite3.connect(db)
    s.execute("INSERT INTO alert_run VALUES ('2024-05-01', '2024-05-01T00:00:00Z', 0, 0, 0, 0, 2)")
    s.execute("INSERT INTO segment_run (scheme, as_of, labelled) VALUES ('x', '2024-05-01', ?)",
        (len(ids),))
    for i in ids:
        s.execute("INSERT INTO alert (as_of, customer_id, change, risk, reasons) VALUES"
            " ('2024-05-01', ?, 'NEW', 50, ?)", (i, c.new(i, 'alert', 'reasons')))
        s.execute("INSERT INTO alert_state (customer_id, state, told, changed) VALUES"
            " (?, 'raised', '2024-05-01', '2024-05-01')", (i,))
        s.execute("INSERT INTO trial_member (trial, customer_id, arm, share, assigned) VALUES"
            " ('x', ?, 'holdout', .1, '2024-05-01')", (i,))
        s.execute("INSERT INTO segment_label (run_id, customer_id, label) VALUES (1, ?, 'y')", (i,))
        s.execute("INSERT INTO consent (customer_id, date, purpose, step, note, source, external_id)"
            " VALUES (?, '2024-01-01', 'marketing', 'given', ?, ?, ?)",
            (i, *[c.new(i, 'consent', x) for x in ('note', 'source', 'external_id')]))
        s.execute("INSERT INTO alias (alias, source, external_id, phone, email, customer_id)"
            " VALUES (?, ?, ?, ?, ?, ?)", (*[c.new(i, 'alias', x) for x in
            ('alias', 'source', 'external_id', 'phone', 'email')], i))
        s.execute("INSERT INTO visit (customer_id, slot, note, source, external_id)"
            " VALUES (?, '2024-02-01T10:00', ?, ?, ?)",
            (i, *[c.new(i, 'visit', x) for x in ('note', 'source', 'external_id')]))
        s.execute("INSERT INTO points (customer_id, date, step, points, usable, order_id, reason,"
            " note, source) VALUES (?, '2024-02-01', 'earn', 5, '2024-02-01', ?, ?, ?, ?)",
            (i, *[c.new(i, 'points', x) for x in ('order_id', 'reason', 'note', 'source')]))
        s.execute('UPDATE change SET alias = ? WHERE customer_id = ?',
            (c.new(i, 'change', 'alias'), i))
        for t in 'orders', 'customer', 'feedback', 'touch', 'answer':
            s.execute(f"UPDATE {t} SET source = ? WHERE customer_id = ?",
                (c.new(i, t, 'source'), i))
    s.commit()
    s.close()
    tool('cust-check', '--repair', '-d', db)


def make(db, n):
    c = Canaries()
    tool('cust-init', '-d', db, '--country=CN')
    ids = ['%s-%d' % (c.new(i), i) for i in range(n)]
    c.of = {ids[i]: c.of[i] for i in range(n)}
    numbers = [c.new(i, 'customer', 'external_id') for i in ids]
    for again in range(2):      # the second time changes everything else
        load('cust-add', db, PERSON,
            [person(c, i, at, numbers[at]) for at, i in enumerate(ids)], '--attrs')
    orders = {i: [c.new(i, 'orders', 'order_id') for _ in range(2)] for i in ids}
    header = ['customer_id', 'date', 'amount', 'order_id']
    load('order-add', db, header, [[i, '2024-01-%02d' % (1 + at % 20), at % 90 + 1, o]
        for at, i in enumerate(ids) for o in orders[i] + orders[i][:1]])
    load('order-add', db, header, [[i, '2024-03-01', 5, c.new(i)] for i in ids])
    tool('cust-undo', '-d', db, '4')
    load('feedback-log', db, ['customer_id', 'date', 'kind', 'score', 'text', 'wanted', 'order_id',
        'external_id'], [[i, '2024-02-01', 'complaint', '',
        c.new(i, 'feedback', 'text') + c.chinese(i) + (' long' * 2000 if at % 50 == 0 else '')
        + c.new(i), c.new(i, 'feedback', 'wanted'), orders[i][0],
        c.new(i, 'feedback', 'external_id')] for at, i in enumerate(ids)])
    load('feedback-log', db, ['customer_id', 'date', 'kind', 'score'],
        [[i, '2024-02-02', 'nps', at % 11] for at, i in enumerate(ids)])
    for step in 'acknowledge', 'assign', 'start', 'resolve', 'inform', 'close':
        of = lambda column: c.new(ids[at], 'feedback_event', column)
        rows = []
        for at in range(n):
            end = step == 'resolve'
            rows.append([at + 1, '2024-02-03', step, 'me', 'me' if step == 'assign' else '',
                of('outcome') if end else '', of('cause') if end else '', of('note')])
        load('feedback-step', db, ['case_id', 'at', 'step', 'actor', 'owner', 'outcome', 'cause',
            'note'], rows)
    touch = ['journey', 'note', 'external_id']
    load('touch-log', db, ['customer_id', 'date', 'score'] + touch,
        [[i, '2024-02-04', at % 5 + 1] + [c.new(i, 'touch', x) for x in touch]
        for at, i in enumerate(ids)])
    load('promise-log', db, ['customer_id', 'date', 'due', 'promise', 'order_id'],
        [[i, '2024-02-05', '2024-02-09', c.new(i, 'promise', 'promise'), orders[i][1]] for i in ids])
    c.columns |= {('promise', 'order_id'), ('feedback', 'order_id')}
    load('promise-log', db, ['promise_id', 'at', 'note'], [[at + 1, '2024-02-06',
        c.new(i, 'promise_event', 'note')] for at, i in enumerate(ids)], '--kept')
    load('winback-log', db, ['customer_id', 'date', 'reason', 'offer'], [[i, '2024-02-07',
        c.new(i, 'winback', 'reason'), c.new(i, 'winback', 'offer')] for i in ids])
    load('winback-log', db, ['winback_id', 'at', 'note'], [[at + 1, '2024-02-08',
        c.new(i, 'winback_event', 'note')] for at, i in enumerate(ids)], '--won')
    load('survey-log', db, ['survey', 'date', 'customer_id', 'respondent', 'item', 'value',
        'external_id'], [['s', '2024-02-09', i, r, item, v, x] for at, i in enumerate(ids)
        for r, x in [[c.new(i, 'answer', y) for y in ('respondent', 'external_id')]]
        for item, v in (('number', at % 7 + 1), ('word', 'like'), ('text', c.new(i, 'answer', 'value')))])
    by_hand(db, c, ids)
    return c, ids


TOTALS = """
    SELECT count(*) FROM customer; SELECT count(*), sum(amount), count(DISTINCT order_id) FROM orders;
    SELECT sum(orders), sum(spend), sum(frequency), sum(repeat_spend), min(first_date) FROM history;
    SELECT count(*), count(DISTINCT customer_id), sum(score), count(DISTINCT order_id) FROM feedback;
    SELECT state, count(*) FROM feedback_cases GROUP BY state; SELECT count(*) FROM feedback_event;
    SELECT sum(score), count(DISTINCT journey) FROM touch; SELECT count(*) FROM promise_event;
    SELECT item, count(*), sum(CAST(value AS INTEGER)), count(DISTINCT respondent) FROM answer
        GROUP BY item; SELECT count(*) FROM answer WHERE value = 'like';
    SELECT result, count(*) FROM winback_results GROUP BY result; SELECT label, count(*) FROM
    segment_label GROUP BY label; SELECT count(*), sum(risk) FROM alert; SELECT count(*) FROM
    alert_state; SELECT step, count(*) FROM consent GROUP BY step"""


def totals(db):
    s = sqlite3.connect(db)
    got = [s.execute(q).fetchall() for q in TOTALS.split(';')]
    s.close()
    return got


def every_column_has_one(db, c):
    """Is there a canary in each column that the list of tables calls personal?"""
    text = open(os.path.dirname(os.path.abspath(__file__)) + '/../lib/store/holder.c').read()
    text = re.sub(r'"\s*\n\s*"', '', text)
    for name, columns in re.findall(r'\{ "(\w+)", HOLDER_\w+, \S+ \S+,?\s+"([^"]*)"', text):
        for column in columns.split():
            if not {(name, column)} & (c.columns | COMPUTED | COMMON):
                fail('no canary in', name, column)


def remains(db):
    """The bytes of all files that there are."""
    files = [f for f in os.listdir('.') if f.startswith(db)]
    files += ['temporary/' + f for f in os.listdir(TEMPORARY)]
    return b''.join(open(f, 'rb').read() for f in files)


def index_of(db):
    """The bytes of the index of words, which other canaries are not in."""
    s = sqlite3.connect(db)
    got = b'|'.join(block for block, in s.execute('SELECT block FROM feedback_words_data'))
    s.close()
    return got


def check_gone(db, c, ids, gone):
    data = remains(db)
    found = {m.decode() for m in CANARY.findall(data)}
    index = index_of(db)
    for i in ids:
        if i in gone:
            left = c.of[i] & found
            # FTS5 stores a word without what it has in common with the word before it
            left |= {k for k in c.words[i] if k[5:].encode() in index}
            if left:
                fail(db, len(left), 'canaries of', i, 'are left')
    phones = {m.decode() for m in PHONE.findall(data)}
    if {p for p, i in c.phones.items() if i in gone} & phones:
        fail(db, 'phones are left')
    for s, i in c.han.items():
        if i in gone and (s.encode() in data or s[1:4].encode() in data):
            fail(db, 'Chinese words of', i, 'are left')
    return found, phones


def check_others(c, ids, gone, was, now):
    lost = {k for i in ids if i not in gone for k in c.of[i]} & (was[0] - now[0])
    lost |= {p for p, i in c.phones.items() if i not in gone} & (was[1] - now[1])
    if lost:
        fail(len(lost), 'canaries of others are lost')


def check_sound(db):
    tool('cust-check', '-d', db)
    bad = [r for r in tool('audit-check', '-d', db, status=(0, 1)).splitlines()[1:]
        if not r.startswith('accepted,')]
    if bad:
        fail(db, 'audit-check:', *bad[:5])


def check(db, c, ids, gone, was, before):
    now = check_gone(db, c, ids, gone)
    check_others(c, ids, gone, was, now)
    if totals(db) != before:
        fail(db, 'the totals differ', before, totals(db))
    check_sound(db)


def states(out):
    return [(r['state'], r['left']) for r in csv.DictReader(out.splitlines())]


def forget(n, how_many):
    c, ids = make('one.db', n)
    every_column_has_one('one.db', c)
    shutil.copy('one.db', 'all.db')
    gone = rnd.sample(ids, how_many)
    was, before = check_gone('one.db', c, ids, ()), totals('one.db')
    for i in gone:
        if states(tool('cust-forget', '-q', '-d', 'one.db', i)) != [('forgotten', '0')]:
            fail('not forgotten:', i)
    check('one.db', c, ids, set(gone), was, before)
    out = tool('cust-forget', '-q', '-d', 'all.db', '-', given='\n'.join(['customer_id'] + gone))
    if states(out) != [('forgotten', '0')] * len(gone):
        fail('not all are forgotten')
    check('all.db', c, ids, set(gone), was, before)
    return 2 * len(gone)


def kill(points):
    """Before each of these calls that write; what is left of the killed tool ends in the rerun."""
    c, ids = make('base.db', 12)
    gone = ids[:2]
    was, before = check_gone('base.db', c, ids, ()), totals('base.db')
    words = ['cust-forget', '-q', '-d', 'kill.db'] + gone

    def fresh():
        for f in os.listdir('.'):
            if f.startswith('kill.db'):
                os.unlink(f)
        shutil.copy('base.db', 'kill.db')

    def fault(**more):
        return dict(ENV, LD_PRELOAD=BUILD + '/faults/fault.so',
            **{'FAULT_' + k: str(v) for k, v in more.items()})

    fresh()
    tool(*words, env=fault(KIND='any', COUNT='count'))
    calls = int(open('count').read())
    at_all = range(1, calls + 1) if points >= calls else sorted(
        {1, calls, *rnd.sample(range(1, calls + 1), points)})
    for at in at_all:
        fresh()
        tool(*words, env=fault(KIND='any', AT=at, SIGNAL=int(signal.SIGKILL)), status=(0, -9))
        tool(*words)
        check('kill.db', c, ids, set(gone), was, before)
        if [f for f in os.listdir('.') if f.startswith('kill.db') and
                f not in ('kill.db', 'kill.db.forgotten')]:
            fail('files are left after a kill before call', at)
    return len(at_all)


os.mkdir(TEMPORARY)
print('forgotten:', forget(N, FORGOTTEN), 'killed:', kill(KILLS) if KILLS else 0)
