"""Random operations on points by eight processes at once, killed at random, against a replay.

usage: points.py OPERATIONS [SEED]; the tools are in PATH, the work is in the current folder.

Each operation has a note of its own, so that its entries can be told. Afterwards every operation is
replayed here, in the order in which the ledger has it, by an implementation of its own of the rules
in points-log(1): it must write the same entries. An operation that was refused must have none, one
that succeeded all, one that was killed all or none. Then points-list must print, as of any date,
the balances and lots that follow from the entries, and points-check and cust-check find nothing.
"""
import collections
import copy
import csv
import datetime
import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time

PROCESSES = 8
CUSTOMERS = 24
NEVER = '9999-99-99'
FIRST = datetime.date(2024, 1, 1)


def run(*argv):
    return subprocess.run(argv, capture_output=True, text=True)


def good(*argv):
    done = run(*argv)
    assert done.returncode == 0, (argv, done.stdout, done.stderr)
    return done.stdout


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def random_operation(rnd, number, operations):
    """The options of an operation, as a dict; most are possible, some are not. Time goes on, but
    many operations are recorded later than they happened."""
    day = FIRST + datetime.timedelta(number * 500 // operations + rnd.randint(0, 40))
    who = 'c%02d' % rnd.randrange(CUSTOMERS)
    step = rnd.choices(['earn', 'redeem', 'reverse', 'adjust', 'transfer', 'confirm', 'expire'],
                       [40, 30, 20, 8, 6, 3, 1])[0]
    op = {'customer-id': who, 'date': str(day), 'step': step, 'note': 'n%d' % number}
    # an order is of one customer, and each order is used again and again
    order = rnd.randrange(max(100, operations // 8))
    if step in ('earn', 'redeem', 'reverse') and rnd.random() < .75:
        op['order-id'] = 'o%d' % order
        if rnd.random() < .95:
            op['customer-id'] = 'c%02d' % (order % CUSTOMERS)
    if step == 'earn':
        op['points'] = str(rnd.randint(1, 200))
        if 'order-id' in op:
            op['points'] = str(10 + order)      # so that the same order comes again as it was
            op['amount'] = str(100 + order)
        if rnd.random() < .7:
            op['expires'] = str(day + datetime.timedelta(rnd.randint(-2, 300)))
        if rnd.random() < .15:
            op['usable'] = str(day + datetime.timedelta(rnd.randint(-1, 40)))
        elif rnd.random() < .1:
            op['pending'] = None
    elif step == 'redeem':
        op['points'] = str(rnd.randint(1, 150))
        if 'order-id' in op and rnd.random() < .5:
            op['amount'] = str(100 + order)
    elif step == 'reverse':
        op['order-id'] = 'o%d' % order
        op['customer-id'] = 'c%02d' % (order % CUSTOMERS)
        if rnd.random() < .6:
            op['amount'] = str(rnd.choice([10, 25, 50, 100 + order]))
        if rnd.random() < .2:
            op['expires'] = str(day + datetime.timedelta(rnd.randint(1, 100)))
        if rnd.random() < .3:
            op['allow-negative'] = None
    elif step == 'adjust':
        op['points'] = str(rnd.choice([-1, 1]) * rnd.randint(1, 80))
        op['reason'] = 'r'
        if rnd.random() < .3:
            op['allow-negative'] = None
    elif step == 'transfer':
        op['points'] = str(rnd.randint(1, 80))
        op['other-id'] = 'c%02d' % rnd.randrange(CUSTOMERS)
    elif step == 'expire':
        op = {'expire': None, 'date': str(day)}
    return op


def arguments(op):
    return ['--' + k if v is None else '--%s=%s' % (k, v) for k, v in op.items()]


class Worker(threading.Thread):
    """Runs operations one after the other; results has (operation, status or None if killed)."""

    def __init__(self, seed, numbers, operations):
        super().__init__()
        self.rnd = random.Random(seed)
        self.numbers = numbers
        self.operations = operations
        self.results = []

    def run(self):
        for number in self.numbers:
            op = random_operation(self.rnd, number, self.operations)
            process = subprocess.Popen(['points-log', '-q', '-d', 's.db', *arguments(op)],
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            if self.rnd.random() < .06:
                time.sleep(self.rnd.random() * .05)
                process.send_signal(signal.SIGKILL)
            out, why = process.communicate()
            status = process.returncode
            if 'expire' in op and status == 0 and 'step' not in op:
                op['batch'] = int(rows(out)[0]['batch'])    # its entries have no note
            self.results.append((op, None if status == -signal.SIGKILL else status, why))


class Lot:
    def __init__(self, number, who, day, points, usable, expires):
        self.number, self.who, self.day, self.first = number, who, day, points
        self.usable, self.expires = usable, expires
        self.entries = [(day, points)]
        self.gone = 0                           # what has expired

    def left(self, day):
        return sum(p for d, p in self.entries if d <= day)

    def spare(self, day):
        """What can be taken on the day, without less than nothing at the end of a later one."""
        sign = -1 if self.first < 0 else 1
        if day < self.day:
            return 0
        days = [day] + [d for d, _ in self.entries if d > day]
        return max(0, min(sign * self.left(d) for d in days))

    def order(self):
        return (self.expires, self.day, self.number)


class Refused(Exception):
    pass


class Replay:
    """The rules of points-log(1), in another way. Entries: (customer, day, step, points, lot)."""

    def __init__(self):
        self.lots = {}                          # by number
        self.earned, self.redeemed = {}, collections.defaultdict(list)  # by order
        self.refunds = collections.defaultdict(list)
        self.back = collections.defaultdict(int)    # by number of the reversed entry
        self.amounts = {}

    def of(self, who):
        return sorted((l for l in self.lots.values() if l.who == who), key=Lot.order)

    # an entry: the numbers are those of the ledger, which come one after the other
    def put(self, who, day, step, points, lot=None, usable=None, expires=NEVER):
        number = self.next
        self.next += 1
        self.written.append((number, who, day, step, points, lot))
        if lot is None:
            self.lots[number] = Lot(number, who, day, points, usable or day, expires)
        else:
            self.lots[lot].entries.append((day, points))
            if step == 'expire':
                self.lots[lot].gone -= points
            if step == 'confirm':
                self.lots[lot].usable = min(self.lots[lot].usable, day)
        return number

    def settle(self, who, now):
        for lot in self.of(who):
            if lot.first < 0:
                continue
            for debt in self.of(who):
                day = max(lot.usable, debt.day)
                if debt.first >= 0 or day > now or lot.expires <= day:
                    continue
                for when in [day] + ([now] if lot.expires > now else []):
                    pays = min(lot.spare(when), debt.spare(when))
                    if pays > 0:
                        self.put(who, when, 'settle', -pays, lot.number)
                        self.put(who, when, 'settle', pays, debt.number)

    def take(self, who, day, step, points):
        taken = []
        for lot in self.of(who):
            if lot.first >= 0 and lot.usable <= day < lot.expires:
                part = min(points, lot.spare(day))
                if part > 0:
                    taken.append((self.put(who, day, step, -part, lot.number), lot, part))
                    points -= part
        return points, taken

    def new_lot_days(self, op, day):
        usable = NEVER if 'pending' in op else op.get('usable', day)
        expires = op.get('expires', NEVER)
        if usable < day or expires <= day or (expires <= usable != NEVER):
            raise Refused
        return usable, expires

    def apply(self, op, first):
        """The entries that the operation must write, the first of which has this number."""
        self.next, self.written = first, []
        step = op.get('step', 'expire')
        getattr(self, step)(op, op.get('customer-id'), op['date'])
        return self.written

    def holders(self, order):
        return [e for e in [self.earned.get(order), *self.redeemed[order]] if e]

    def check_holder(self, order, who):
        """An order is of one customer."""
        if order and any(e[0] != who for e in self.holders(order)):
            raise Refused

    def earn(self, op, who, day):
        order = op.get('order-id')
        self.check_holder(order, who)
        if order in self.earned:
            return
        usable, expires = self.new_lot_days(op, day)
        number = self.put(who, day, 'earn', int(op['points']), None, usable, expires)
        if order:
            self.earned[order] = (who, number, int(op['points']), day)
            self.amounts[order] = int(op['amount'])
        self.settle(who, day)

    def redeem(self, op, who, day):
        order, points = op.get('order-id'), int(op['points'])
        self.check_holder(order, who)
        if order and self.redeemed[order]:
            if sum(r[2] for r in self.redeemed[order]) == points:
                return
            raise Refused
        self.settle(who, day)
        missing, taken = self.take(who, day, 'redeem', points)
        if missing:
            raise Refused
        if order:
            self.redeemed[order] = [(who, number, part, day, lot.number)
                                    for number, lot, part in taken]
            if 'amount' in op:
                self.amounts.setdefault(order, int(op['amount']))

    def adjust(self, op, who, day):
        points = int(op['points'])
        if points > 0:
            usable, expires = self.new_lot_days(op, day)
            self.put(who, day, 'adjust', points, None, usable, expires)
            self.settle(who, day)
            return
        self.settle(who, day)
        missing, _ = self.take(who, day, 'adjust', -points)
        self.owe(op, who, day, 'adjust', missing)

    def owe(self, op, who, day, step, missing):
        if missing and 'allow-negative' not in op:
            raise Refused
        return self.put(who, day, step, -missing) if missing else None

    def transfer(self, op, who, day):
        if op['other-id'] == who:
            raise Refused
        self.settle(who, day)
        points = int(op['points'])
        for lot in self.of(who):
            if lot.first >= 0 and lot.usable <= day < lot.expires:
                part = min(points, lot.spare(day))
                if part > 0:
                    self.put(who, day, 'transfer', -part, lot.number)
                    self.put(op['other-id'], day, 'transfer', part, None, day, lot.expires)
                    points -= part
        if points:
            raise Refused
        self.settle(op['other-id'], day)

    def confirm(self, op, who, day):
        lots = [l for l in self.lots.values() if l.who == who and l.first >= 0 and l.day <= day]
        if not lots:
            raise Refused
        pending = [l for l in sorted(lots, key=Lot.order) if l.usable > day and l.expires > day]
        for lot in pending:
            self.put(who, day, 'confirm', 0, lot.number)
        if pending:
            self.settle(who, day)

    def reverse(self, op, who, day):
        order = op['order-id']
        earned, redeemed = self.earned.get(order), self.redeemed[order]
        holders = self.holders(order)
        self.check_holder(order, who)
        if not holders or day < max(e[3] for e in holders):
            raise Refused
        whole = self.amounts.get(order)
        refunds, amount = self.refunds[order], op.get('amount')
        done = sum(int(a) for _, a in set(refunds) if a)
        over = any(a is None for _, a in refunds) or (whole is not None and 0 < done >= whole)
        if (over and amount is None) or (day, amount) in refunds:
            return
        if amount is not None and (whole is None or over or int(amount) > whole - done):
            raise Refused
        part, of = (1, 1) if amount is None else (done + int(amount), whole)
        share = lambda points: (2 * points * part + of) // (2 * of)
        for _, number, points, _, lot_number in redeemed:
            lot, back = self.lots[lot_number], share(points) - self.back[number]
            if lot.expires <= day and 'expires' in op and back > 0:
                self.put(who, day, 'reverse', back, None, day, op['expires'])
            else:
                self.put(who, day, 'reverse', back, lot_number)
            self.back[number] += back
        self.settle(who, day)
        if earned:
            self.take_back(op, who, day, earned, share)
        refunds.append((day, amount))

    def take_back(self, op, who, day, earned, share):
        _, number, points, _ = earned
        lot = self.lots[number]
        lost = lot.gone + (lot.spare(day) if lot.expires <= day else 0)
        due = max(0, min(share(points), points - lost) - self.back[number])
        own = min(due, lot.spare(day)) if lot.expires > day else 0
        self.put(who, day, 'reverse', -own, number)
        if due > own:
            missing, _ = self.take(who, day, 'reverse', due - own)
            self.owe(op, who, day, 'reverse', missing)
        self.back[number] += due

    def expire(self, op, who, day):
        for debtor in dict.fromkeys(l.who for l in sorted(
                self.lots.values(), key=lambda l: l.number) if l.first < 0):
            self.settle(debtor, day)
        for lot in sorted(self.lots.values(), key=lambda l: l.number):
            if lot.first < 0 or lot.expires > day or lot.left(day) <= 0:
                continue
            when = max(lot.expires, max(d for d, _ in lot.entries if d <= day))
            if lot.spare(when) > 0:     # it has not expired on a later day already
                self.put(lot.who, when, 'expire', -lot.spare(when), lot.number)


def ledger():
    db = sqlite3.connect('s.db')
    db.row_factory = sqlite3.Row
    return db.execute('SELECT * FROM points ORDER BY entry_id').fetchall()


def by_batch(entries):
    batches = {}
    for e in entries:
        batches.setdefault(e['batch'], []).append(e)
    return batches


def operation_of(batch, by_note):
    """Which operation has written the entries of a batch, from its note; a sweep has none."""
    notes = {e['note'] for e in batch if e['note']}
    assert len(notes) <= 1, notes
    return by_note[notes.pop()] if notes else None


def replay(results, entries):
    by_note = {op['note']: (op, status, why) for op, status, why in results if 'note' in op}
    model, seen = Replay(), set()
    db = sqlite3.connect('s.db')
    batches = by_batch(entries)
    for number, read in db.execute("SELECT batch, read FROM batch WHERE tool = 'points-log'"
                                   " ORDER BY batch"):
        batch = batches.get(number, [])
        found = operation_of(batch, by_note)
        if found is None and not batch:
            continue                            # it has changed nothing
        if found:
            op, status, why = found
            assert status in (0, None), (op, status, why)
            assert op['note'] not in seen, op
            seen.add(op['note'])
        else:
            op = sweep_of(model, batch, number, results)
        wrote = [(e['entry_id'], e['customer_id'], e['day'], e['step'], e['points'], e['lot'])
                 for e in batch]
        try:
            expected = model.apply(op, wrote[0][0])
        except Refused:
            raise AssertionError('must be refused: %r wrote %r' % (op, wrote))
        assert expected == wrote, (op, expected, wrote)
    return model, seen


def sweep_of(model, batch, number, results):
    """The sweep that has written the batch. Of one that was killed nobody knows the number: those
    are tried on a copy of the state."""
    sweeps = [op for op, _, _ in results if 'expire' in op and 'step' not in op]
    for op in sweeps:
        if op.get('batch') == number:
            return op
    wrote = [(e['entry_id'], e['customer_id'], e['day'], e['step'], e['points'], e['lot'])
             for e in batch]
    for op in sweeps:
        if 'batch' not in op and copy.deepcopy(model).apply(op, wrote[0][0]) == wrote:
            return op
    raise AssertionError('no sweep writes %r' % (wrote,))


def check_refused(results, entries):
    """What was refused or killed in time has written nothing; what succeeded has, or had before."""
    notes = collections.Counter(e['note'] for e in entries if e['note'])
    counts = collections.Counter()
    for op, status, why in results:
        if 'note' not in op:
            continue
        counts['killed' if status is None else 'refused' if status else 'done'] += 1
        assert status in (0, 2, None), (op, status, why)
        if status == 2:
            assert op['note'] not in notes, (op, why)
            assert why.startswith('points-log: ') and why.count('\n') == 1, why
            assert 'locked' not in why and 'damaged' not in why, why
    return counts


def check_lists(entries, day):
    """points-list as of a day, against the sums of the entries up to it."""
    lots, balances = {}, collections.defaultdict(lambda: [0, 0])
    for e in entries:
        if e['day'] > day:
            continue
        if e['lot'] is None:
            lots[e['entry_id']] = [e['customer_id'], e['points'], e['usable'] or NEVER,
                                   e['expires'] or NEVER, e['points'] < 0]
        else:
            lots[e['lot']][1] += e['points']
            if e['step'] == 'confirm':
                lots[e['lot']][2] = min(lots[e['lot']][2], e['day'])
    for who, left, usable, expires, debt in lots.values():
        balances[who][0] += left if debt or usable <= day < expires else 0
        balances[who][1] += left if not debt and usable > day and expires > day else 0
    printed = rows(good('points-list', '-d', 's.db', '--as-of', day))
    assert {r['customer_id']: [int(r['balance']), int(r['pending'])] for r in printed} == \
        dict(balances), day
    for r in printed:
        assert int(r['balance']) + int(r['pending']) == int(r['earned']) - int(r['redeemed']) - \
            int(r['expired']) + int(r['other_points']), r
    printed = rows(good('points-list', '-d', 's.db', '--lots', '--as-of', day))
    assert {int(r['lot_id']): int(r['left']) for r in printed} == \
        {number: lot[1] for number, lot in lots.items()}, day


def main(operations, seed):
    rnd = random.Random(seed)
    if os.path.exists('s.db'):
        os.remove('s.db')
    good('cust-init', '-d', 's.db')
    with open('c.csv', 'w') as f:
        f.write('customer_id\n' + ''.join('c%02d\n' % i for i in range(CUSTOMERS)))
    good('cust-add', '-q', '-d', 's.db', 'c.csv')
    workers = [Worker(rnd.random(), range(i, operations, PROCESSES), operations)
               for i in range(PROCESSES)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    results = [r for w in workers for r in w.results]
    assert len(results) == operations
    good('cust-list', '-d', 's.db')             # a journal that a kill has left is rolled back
    entries = ledger()
    counts = check_refused(results, entries)
    _, seen = replay(results, entries)
    for day in sorted(rnd.sample([str(FIRST + datetime.timedelta(d)) for d in range(620)],
                                 min(20, 3 + operations // 100))):
        check_lists(entries, day)
    for tool in ('points-check', 'cust-check', 'audit-check'):
        found = run(tool, '-d', 's.db')
        assert found.returncode == 0, (tool, found.stdout, found.stderr)
    steps = collections.Counter(e['step'] for e in entries)
    assert operations < 100 or min(steps[s] for s in ('earn', 'redeem', 'reverse')) > 0, steps
    assert len(seen) <= counts['done'] + counts['killed']
    print('%d operations: %s; %d entries of %d: %s' % (operations, json.dumps(counts), len(entries),
          len(seen), json.dumps(steps)))


if __name__ == '__main__':
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
