"""Calls the functions of custkit.so with random arguments.

usage: extension.py custkit.so CALLS MODEL...

A call gives NULL, a number that is finite, a text, or an error with words. An aggregate over a
window gives what it gives over the rows of the window alone.
"""
import math
import random
import sqlite3
import sys

SCALARS = ['p_alive', 'expected_orders', 'expected_spend', 'clv', 'wilson_low', 'wilson_high',
           'rfm_score', 'e164', 'email_key', 'lunar', 'business_minutes']
AGGREGATES = ['nps', 'nps_low', 'nps_high', 'rfm_limits', 'rfm_limits_f']
ARGUMENTS = {'p_alive': [4, 7], 'expected_orders': [5, 8], 'expected_spend': [3], 'clv': [7, 9],
             'wilson_low': [2], 'wilson_high': [2], 'rfm_score': [2], 'e164': [1, 2],
             'email_key': [1], 'lunar': [1], 'business_minutes': [3]}
WORDS = ['', ' ', 'x', '-1', '1e308', '9', '0x10', 'nan', 'inf', '12abc', '\0', 'a\0b', '客户',
         '\ud7ff', '"' * 50, ',' * 50, '[', '[1,2]', '[null]', '[' + '1,' * 300 + '1]',
         '[1e308,null]', '2024-02-29', '2024-02-30T25:00', '0001-01-01', '9999-12-31T23:59:59',
         '2024-01-01T00:00:00+99:99', '13800138000', '+1 415 555 2671', '+' * 90, '١٢٣',
         '１３８００１３８０００', 'Li <li@163.com>', '<' * 60, '@' * 70, 'CN', 'US', 'China',
         'mon-fri,09:00-17:00', 'mon,24:00-00:00', 'sun-mon,00:00-24:00\n2024-02-29,closed',
         'day,hours\nmon-sun,work', '"mon","09:00-10:00"', '"mon', 'A' * 70000]
NUMBERS = [0, 1, 2, 3, 10, -1, 5, 6, 7, 30, 70, 365, 2**31, 2**53, 2**53 + 1, 2**63 - 1, -2**63,
           0.5, -0.0, 1e-300, 1e300, 5e-324, math.inf, -math.inf, 3652058, 3652059, .1, 9.0]


def value(rng, models):
    kind = rng.random()
    if kind < .1:
        return None
    if kind < .25:
        return rng.choice(models)
    if kind < .5:
        return rng.choice(WORDS)
    if kind < .55:
        return bytes(rng.randrange(256) for _ in range(rng.randrange(40)))
    if kind < .6:   # a model with a damage
        m = rng.choice(models)
        at = rng.randrange(len(m))
        return m[:at] + rng.choice(',"\n\0x9-') + m[at + rng.randrange(9):]
    return rng.choice(NUMBERS) if kind < .8 else rng.randrange(400)


def sensible(rng, name, n, models):
    """Arguments of which most are valid, so that the arithmetic is reached."""
    age = rng.randrange(2000)
    recency = rng.randrange(age + 1)
    x = rng.randrange(recency + 1) if recency else 0
    x = max(x, 1) if recency else 0
    par = [10 ** rng.uniform(-3, 3) for _ in range(4)]
    days = rng.choice([0, 1, 30, 365, 4000])
    money = 10 ** rng.uniform(-3, 6)
    rest = {('p_alive', 4): rng.sample(models, 1), ('p_alive', 7): par,
            ('expected_orders', 5): [days] + rng.sample(models, 1),
            ('expected_orders', 8): [days] + par,
            ('clv', 7): [money, days, rng.random()] + rng.sample(models, 1),
            ('clv', 9): [money, days, rng.random()] + rng.sample(models, 1) + [money, money / 3]}
    if (name, n) in rest:
        return [x, recency, age] + rest[name, n]
    return [value(rng, models) for _ in range(n)]


def check(result):
    assert result is None or isinstance(result, (int, str)) or math.isfinite(result), result


def calls(db, rng, models, n):
    values = errors = 0
    for _ in range(n):
        name = rng.choice(SCALARS)
        count = rng.choice(ARGUMENTS[name]) if rng.random() < .95 else rng.randrange(11)
        args = sensible(rng, name, count, models)
        if rng.random() < .6 and args:
            args[rng.randrange(count)] = value(rng, models)
        try:
            result = db.execute('SELECT %s(%s)' % (name, ','.join('?' * count)), args).fetchone()[0]
            check(result)
            values += result is not None
        except (sqlite3.OperationalError, sqlite3.DataError) as e:
            assert str(e).startswith((name + ': ', 'wrong number of arguments')), e
            errors += 1
    return values, errors


def windows(db, rng, n):
    values = errors = 0
    for _ in range(n):
        name = rng.choice(AGGREGATES)
        rows = [rng.choice([None, '', rng.randrange(11), rng.randrange(1, 11), rng.randrange(1, 4)])
                for _ in range(rng.randrange(12))]
        if rng.random() < .1 and rows:
            rows[rng.randrange(len(rows))] = rng.choice(WORDS + NUMBERS)
        before, after = rng.randrange(4), rng.randrange(4)
        db.execute('DELETE FROM t')
        db.executemany('INSERT INTO t VALUES (?, ?)', enumerate(rows))
        try:
            got = [r[0] for r in db.execute(
                'SELECT %s(v) OVER (ORDER BY i ROWS BETWEEN %d PRECEDING AND %d FOLLOWING) FROM t'
                % (name, before, after))]
            want = [db.execute('SELECT %s(v) FROM t WHERE i BETWEEN ? AND ?' % name,
                               (i - before, i + after)).fetchone()[0] for i in range(len(rows))]
            assert got == want, (name, rows, before, after, got, want)
            for result in got:
                check(result)
            values += len(got)
        except sqlite3.OperationalError as e:
            assert str(e).startswith((name[:3], 'wrong number')) and ': ' in str(e), e
            errors += 1
    return values, errors


def main():
    so, n = sys.argv[1], int(sys.argv[2])
    models = [open(f, encoding='utf-8').read() for f in sys.argv[3:]]
    rng = random.Random(19)
    db = sqlite3.connect(':memory:')
    db.enable_load_extension(True)
    db.load_extension(so)
    db.execute('CREATE TABLE t (i INTEGER PRIMARY KEY, v)')
    values, errors = calls(db, rng, models, n)
    more, wrong = windows(db, rng, n // 10)
    db.close()
    assert values > n // 10 and errors > n // 10 and more and wrong
    print('%d calls, %d values, %d errors' % (n + n // 10, values + more, errors + wrong))


main()
