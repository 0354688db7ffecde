"""Random sequences of loads, replacements and undos, against a model of the rows.

usage: undo.py SEQUENCES [SEED]; the tools are in PATH, the work is in the current folder.

In the model a store is a set of cells: a customer, an order on a day, a line without a number, a
case, the steps of a case. A batch writes cells, and each write is a version of its cell. An undo
brings the versions before it back. It is allowed if the cells still have the versions of the batch,
and if every customer of an order or a case is there after it.
"""
import csv
import io
import os
import random
import sqlite3
import subprocess
import sys
from collections import Counter

STEPS = 24
ABSENT = None


class Model:
    def __init__(self):
        self.now = {}           # cell: (version, value)
        self.batches = [None]   # by number: {cell: (before, after)}
        self.undone = set()
        self.versions = 0
        self.cases = self.lines = 0

    def get(self, cell):
        return self.now.get(cell, (0, ABSENT))

    def value(self, cell):
        return self.get(cell)[1]

    def record(self, writes):
        """A batch that writes {cell: value}; a cell that keeps its value is not written."""
        batch = {}
        for cell, value in writes.items():
            if value != self.value(cell):
                self.versions += 1
                batch[cell] = (self.get(cell), (self.versions, value))
        self.batches.append(batch)
        self.put({cell: after for cell, (before, after) in batch.items()})

    def put(self, cells):
        self.now.update(cells)

    def is_sound(self):
        """Is every customer there, and every case that has steps?"""
        for cell, (version, value) in self.now.items():
            if value is ABSENT:
                continue
            if cell[0] in ('order', 'line'):
                needs = [('customer', line[0]) for line in value]
            elif cell[0] == 'case':
                needs = [('customer', value[0])]
            elif cell[0] == 'steps':
                needs = [('case', cell[1])]
            else:
                needs = []
            if any(self.value(need) is ABSENT for need in needs):
                return False
        return True

    def undo(self, number):
        """Returns whether it is allowed; does it if so."""
        if not 0 < number < len(self.batches) or number in self.undone:
            return False
        batch = self.batches[number]
        if any(self.get(cell) != after for cell, (before, after) in batch.items()):
            return False
        self.put({cell: before for cell, (before, after) in batch.items()})
        if not self.is_sound():
            self.put({cell: after for cell, (before, after) in batch.items()})
            return False
        self.undone.add(number)
        self.batches.append({cell: (after, before) for cell, (before, after) in batch.items()})
        return True

    def there(self, kind):
        return [cell for cell, (version, value) in self.now.items()
                if cell[0] == kind and value is not ABSENT]


def table(header, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator='\n').writerows([header] + rows)
    return out.getvalue()


def run(argv, stdin=''):
    return subprocess.run(argv, input=stdin, capture_output=True, text=True)


def load(argv, header, rows):
    done = run(argv + ['-q', '-d', 's.db', '--again'], table(header, rows))
    assert done.returncode == 0, (argv, rows, done.stderr)


def customers(model, rnd):
    rows, writes = [], {}
    for _ in range(rnd.randint(1, 4)):
        who, name, city = (rnd.choice(s) for s in ('abcdefgh', ['', 'x', 'y'], ['', 'p', 'q']))
        cell = ('customer', who)
        old = writes.get(cell, model.value(cell)) or ('', '')
        writes[cell] = (name or old[0], city or old[1])
        rows.append([who, name, city])
    load(['cust-add'], ['customer_id', 'name', 'city'], rows)
    model.record(writes)


def orders(model, rnd):
    rows, writes = [], {}
    for _ in range(rnd.randint(1, 4)):
        who, number = rnd.choice('abcdefghij'), rnd.choice(['', 'o1', 'o2', 'o3', 'o4', 'o5'])
        day = rnd.choice(['2024-01-01', '2024-01-02'])
        lines = [(who, day, number, rnd.choice(['1', '-2', '3.5']), rnd.choice(['', '0.1', '2']))
                 for _ in range(rnd.randint(1, 3) if number else 1)]
        cell = ('order', number, day)
        if not number:
            model.lines += 1
            cell = ('line', model.lines)
        if cell in writes:
            continue
        writes[cell] = sorted(lines)
        rows += lines
        if model.value(('customer', who)) is ABSENT:
            writes[('customer', who)] = ('', '')
    # an order that is stored with the same lines keeps its customer, who is there
    load(['order-add', '--create', '--replace'],
         ['customer_id', 'date', 'order_id', 'amount', 'quantity'], rows)
    model.record(writes)


def cases(model, rnd):
    rows, writes = [], {}
    for _ in range(rnd.randint(1, 2)):
        who = rnd.choice('abcdefghij')
        model.cases += 1
        text = 'case %d 退款' % model.cases
        rows.append([who, '2024-01-01', 'praise', text])
        writes[('case', model.cases)] = (who, text)
        if model.value(('customer', who)) is ABSENT:
            writes[('customer', who)] = ('', '')
    load(['feedback-log', '--create'], ['customer_id', 'date', 'kind', 'text'], rows)
    model.record(writes)


def steps(model, rnd):
    there = model.there('case')
    if not there:
        return
    rows, writes = [], {}
    for _ in range(rnd.randint(1, 3)):
        case = rnd.choice(there)[1]
        model.lines += 1
        cell = ('steps', case)
        writes[cell] = (writes.get(cell) or model.value(cell) or ()) + (str(model.lines),)
        rows.append([case, '2024-02-01T%02d:%02d:%02d' % (model.lines // 3600,
                     model.lines // 60 % 60, model.lines % 60), 'note', model.lines])
    load(['feedback-step'], ['case_id', 'at', 'step', 'note'], rows)
    model.record(writes)


def undo(model, rnd):
    last = len(model.batches) - 1
    number = rnd.choice([last, rnd.randint(max(1, last - 5), last + 1), rnd.randint(1, last + 1)])
    done = run(['cust-undo', '-q', '-d', 's.db', str(number)])
    allowed = model.undo(number)
    assert done.returncode == (0 if allowed else 2), (number, allowed, done.stderr)
    return allowed


def expected(model):
    rows = Counter()
    for cell, (version, value) in model.now.items():
        if value is ABSENT:
            continue
        if cell[0] in ('order', 'line'):
            rows.update(('order',) + (who, day, number, int(float(amount) * 10000),
                        float(quantity) if quantity else None)
                        for who, day, number, amount, quantity in value)
        elif cell[0] == 'steps':
            rows.update(('step', cell[1], place, note) for place, note in enumerate(value))
        else:
            rows[cell + value] += 1
    return rows


def stored():
    db = sqlite3.connect('s.db')
    rows = Counter()
    for sql in (
            "SELECT 'customer', customer_id, coalesce(name, ''), coalesce(city, '') FROM customer",
            "SELECT 'order', customer_id, date, coalesce(order_id, ''), amount, quantity"
            " FROM orders",
            "SELECT 'case', case_id, customer_id, text FROM feedback",
            "SELECT 'step', case_id, row_number() OVER"
            " (PARTITION BY case_id ORDER BY event_id) - 1, note FROM feedback_event"):
        rows.update(db.execute(sql))
    db.close()
    return rows


def sequence(seed):
    rnd, model = random.Random(seed), Model()
    counts = Counter()
    if os.path.exists('s.db'):
        os.remove('s.db')
    assert run(['cust-init', '-d', 's.db']).returncode == 0
    for _ in range(STEPS):
        if rnd.random() < .45:
            counts['undone' if undo(model, rnd) else 'refused'] += 1
        else:
            rnd.choice([customers, orders, orders, cases, steps])(model, rnd)
            counts['loads'] += 1
        now, want = stored(), expected(model)
        assert now == want, ('lacks', want - now, 'has', now - want)
    done = run(['cust-check', '-d', 's.db', '--no-header'])
    assert done.returncode == 0, done.stdout
    return counts


def main():
    counts = Counter()
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for seed in range(first, first + int(sys.argv[1])):
        try:
            counts += sequence(seed)
        except AssertionError as e:
            sys.exit('seed %d: %s' % (seed, e))
    print(*('%d %s' % (n, what) for what, n in sorted(counts.items())))


main()
