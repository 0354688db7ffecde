#!/usr/bin/env python3
"""Inject faults into the tools and count what is lost.

usage: faults.py BUILD CHECK [POINTS]

CHECK is one of those at the end of this file. POINTS is the number of calls of each command that
fail (1: in one way only; 0: all of them). The last line is the count: "faults: CHECK: ...; lost:
N". Status 1: something was lost.
"""
import collections, concurrent.futures, csv, errno, fcntl, glob, hashlib, json, os, random, re
import shlex, shutil, signal, sqlite3, subprocess, sys, tempfile, threading, time

sys.dont_write_bytecode = True
import workbooks as books

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.path.abspath(sys.argv[1])
POINTS = int(sys.argv[3]) if len(sys.argv) > 3 else 0
WORK = tempfile.mkdtemp(prefix='faults.')
ENV = dict(os.environ, PATH=BUILD + '/bin:' + os.environ['PATH'], LC_ALL='C', TZ='UTC0', HOME=WORK,
           XDG_DATA_HOME=WORK, CUSTKIT_SHARE=ROOT + '/share', UBSAN_OPTIONS='exitcode=99',
           ASAN_OPTIONS='detect_leaks=0:exitcode=99:quarantine_size_mb=16')
LIMIT = 60  # seconds for one command
lost = []
counts = collections.Counter()
lock = threading.Lock()
Command = collections.namedtuple('Command', 'kind name words')


def lose(what, *why):
    with lock:
        lost.append(what)
        print('LOST', what, *why, flush=True)


def count(what, n=1):
    with lock:
        counts[what] += n


def commands():
    """Those of the table; every tool must have one."""
    found = []
    for line in open(HERE + '/commands'):
        if line.strip() and not line.startswith('#'):
            kind, name, rest = line.split(None, 2)
            found.append(Command(kind, name, shlex.split(rest)))
    for tool in sorted(os.listdir(ROOT + '/cmd')):
        if tool.endswith('.c') and not any(c.words[0] == tool[:-2] for c in found):
            lose(tool, 'has no line in tests/faults/commands')
    return found


class Place:
    """A folder with a store for one run of a command, its output, and what it leaves behind."""

    def __init__(self, c, folder=None):
        self.c = c
        self.dir = folder or tempfile.mkdtemp(dir=WORK)
        self.db = self.dir + '/s.db'
        shutil.copy(WORK + ('/in/old.db' if c.kind == 'old' else '/in/base.db'), self.db)
        os.chmod(self.db, 0o600)
        if c.kind == 'file':
            shutil.copy(WORK + '/in/old.model', self.dir + '/file')
        self.argv = self.placed(c)

    def placed(self, c):
        """The words of a command here."""
        names = {'DB': self.db, 'IN': WORK + '/in', 'OUT': self.dir}
        return [re.sub(r'\b(DB|IN|OUT)(?=/|$)', lambda m: names[m[1]], w) for w in c.words]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.dir, ignore_errors=True)

    def run(self, fault=None, **more):
        env = ENV
        if fault:
            env = dict(ENV, LD_PRELOAD=BUILD + '/faults/fault.so',
                **{'FAULT_' + k: str(v) for k, v in fault.items()})
        try:
            return subprocess.run(self.argv, capture_output=True, stdin=subprocess.DEVNULL, env=env,
                timeout=LIMIT, **more)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(self.argv, 'timeout', b'', b'timeout')

    def calls(self, kind):
        """How many calls of a kind the command makes."""
        r = self.run({'KIND': kind, 'COUNT': self.dir + '/count'})
        if r.returncode != 0:
            lose(self.c.name, 'does not work:', r.stderr.decode())
            return 0
        n = int(open(self.dir + '/count').read())
        os.unlink(self.dir + '/count')
        return n

    def left(self):
        """What should not be there."""
        return [f for f in os.listdir(self.dir)
            if f.endswith(('.part', '-journal', '.tmp', '-wal', '-shm'))]

    def content(self):
        """What the command may change: the store's rows, the new store's, the file's bytes."""
        if self.c.kind == 'new':
            return rows(self.dir + '/new.db')
        path = self.dir + '/file'
        of_file = open(path, 'rb').read() if os.path.exists(path) else None
        return (of_file if self.c.kind == 'file' else None), rows(self.db)

    def check(self):
        """Is the store sound?  An old one has no check."""
        db = self.dir + '/new.db' if self.c.kind == 'new' else self.db
        if rows(db) is None or (self.c.kind == 'old'
                and version(db) < version(WORK + '/in/base.db')):
            return None
        r = subprocess.run(['cust-check', '-d', db], capture_output=True, env=ENV)
        return None if r.returncode == 0 else (r.stdout + r.stderr).decode(errors='replace')


# Columns that say when, where, or that are random.
CLOCK = {'batch': {'at', 'rejects'}, 'alert': {'printed'}, 'alert_run': {'at'},
    'care': {'printed'}, 'forgotten': {'at'},
    'forgotten_id': {'hash'}, 'audit': {'salt', 'digest', 'chain'}}


# Commands that record rows, print them, and mark them as printed: a run repeats what was not marked.
OUTBOX = ('care-hand-out', 'churn-alert')

# Commands that do something more, or have another batch, if they run again.
TWICE = ('cust-add-1', 'cust-merge', 'order-add-1', 'points-expire', 'points-redeem')


def version(db):
    c = sqlite3.connect(db)
    try:
        return c.execute('PRAGMA user_version').fetchone()[0]
    finally:
        c.close()


BOOKS = {'batch', 'change', 'meta', 'audit', 'sqlite_sequence'}  # have no digest


def rows(db, books=True):
    """A digest of the schema and of every row, without the clock; None: no store yet."""
    if not os.path.exists(db):
        return None
    c = sqlite3.connect(db)
    h = hashlib.sha1()
    try:
        if not c.execute('SELECT 1 FROM sqlite_schema').fetchone():
            return None  # empty: cust-init goes on with it
        for name, sql in c.execute('SELECT name, sql FROM sqlite_schema ORDER BY name').fetchall():
            if books:
                h.update(repr((name, sql)).encode())
            elif name in BOOKS:
                continue
            if not sql or not sql.startswith('CREATE TABLE') or name.startswith('feedback_words_'):
                continue
            cols = [r[1] for r in c.execute(f'PRAGMA table_info("{name}")')
                if r[1] not in CLOCK.get(name, ())]
            got = c.execute(f'SELECT {",".join(cols)} FROM "{name}"').fetchall()
            got = [r for r in got if r[0] not in ('created', 'forget')
                and not str(r[0]).startswith('digest.')]
            h.update(repr(sorted(map(repr, got))).encode())
        return h.hexdigest()
    finally:
        c.close()


def expected(c):
    """The content before and after the command, and its output."""
    with Place(c) as p:
        before = p.content()
        r = p.run()
        if r.returncode != 0:
            lose(c.name, 'does not work:', r.stderr.decode())
        return before, p.content(), r.stdout


def points(n):
    """Which of N calls: all, or some of them, the first and the last among them."""
    if POINTS == 0 or n <= POINTS:
        return range(1, n + 1)
    rest = random.Random(n).sample(range(2, n), max(POINTS - 2, 0))
    return sorted({1, n, *rest})


def each(work, jobs):
    """work(job) for all jobs, a processor each."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in [pool.submit(work, j) for j in jobs]:
            done.result()


# The checks.

def kills(all_commands):
    """KILL and TERM before every call that writes: the store is as before or after, and works."""
    def one(c):
        before, after, out = expected(c)
        with Place(c) as p:
            n = p.calls('any')
        for sig in signal.SIGKILL, signal.SIGTERM:
            for at in points(n):
                what = f'{c.name} {sig.name} before call {at} of {n}'
                with Place(c) as p:
                    r = p.run({'KIND': 'any', 'AT': at, 'SIGNAL': int(sig)})
                    count('kills', r.returncode == -sig)
                    if r.returncode not in (-sig, 0):
                        lose(what, r.returncode, r.stderr)
                    after_kill(c, p, what, before, after, out, r.stdout)
    each(one, [c for c in all_commands if c.kind in ('store', 'old', 'new', 'file')])


def after_kill(c, p, what, before, after, out, printed):
    killed_dirty = p.left()
    fault = p.check() if c.kind != 'new' else None
    state = p.content() if c.kind != 'new' else None
    if fault:
        lose(what, 'cust-check:', fault)
    if state not in (before, after, None) and c.name not in OUTBOX:
        lose(what, 'the content is neither that of before nor that of after')
    again = p.run()
    done = c.kind == 'new' or state == after
    known = re.search(b'already|exists|acknowledged|kept|won', again.stderr)
    if again.returncode != 0 and not (done and known):
        lose(what, 'again:', again.returncode, again.stderr, killed_dirty)
    if p.check() or p.left():
        lose(what, 'after it was run again:', p.check(), p.left())
    if c.name not in TWICE and p.content() != after:
        lose(what, 'run again, the content is not that of after')
    if c.name in OUTBOX:
        told = set(printed.splitlines()) | set(again.stdout.splitlines())
        if not set(out.splitlines()) <= told:
            lose(what, 'rows that nobody was told of:', set(out.splitlines()) - told)


def judge(c, what, p, r, before, after, out):
    """A call failed: status 0 only if nothing differs, 2 only with a reason and no change."""
    if r.returncode not in (0, 1, 2):
        return lose(what, 'status', r.returncode, r.stderr)
    if r.returncode != 0 and not r.stderr.strip():
        lose(what, 'silent, status', r.returncode)
    state = p.content()
    if r.returncode == 0 and (state != after or (r.stdout != out and c.name not in OUTBOX)):
        lose(what, 'status 0, but other', 'output' if state == after else 'content', r.stderr)
    if r.returncode != 0 and state != before and c.name not in OUTBOX and not (
            state == after and (c.kind == 'file' or b'committed' in r.stderr)):
        lose(what, 'status', r.returncode, 'but the content changed', r.stderr)
    fault = p.check()   # rolls back a journal that is left
    # a finished one, which the next writer removes
    left = [f for f in p.left() if f != 's.db-journal']
    if fault or left:
        lose(what, 'left', left, fault, r.stderr)


FAILING = [('write', errno.ENOSPC), ('write', errno.EIO),
           ('sync', errno.EIO), ('sync', errno.ENOSPC),
           ('open', errno.EIO), ('open', errno.ENOSPC),
           ('rename', errno.EIO), ('rename', errno.ENOSPC),
           ('link', errno.EIO), ('link', errno.ENOSPC),
           ('truncate', errno.EIO), ('truncate', errno.ENOSPC)]


def fail(all_commands, kinds, what_counts):
    def one(c):
        before, after, out = expected(c)
        if c.name == 'churn-prom':
            return  # prints the name of the store
        for kind in dict.fromkeys(k for k, _ in kinds):
            with Place(c) as p:
                n = p.calls(kind)
            cases = [(e, ever) for k, e in kinds if k == kind for ever in (0, 1)]
            for e, ever in random.Random(c.name + kind).sample(cases, 1) if POINTS == 1 else cases:
                if n > 0:
                    for at in points(n):
                        with Place(c) as p:
                            r = p.run({'KIND': kind, 'AT': at, 'ERRNO': e, 'EVER': ever})
                            count(what_counts)
                            what = f'{c.name} {kind} {at} of {n} {errno.errorcode[e]}'
                            what += ' and ever' if ever else ''
                            judge(c, what, p, r, before, after, out)
    each(one, all_commands)


def memory(all_commands):
    """The N-th malloc fails, once and for ever."""
    fail(all_commands, [('malloc', errno.ENOMEM)], 'failing calls')


def calls(all_commands):
    """The N-th write, fsync, open, rename, link, ftruncate fails, once and for ever."""
    fail(all_commands, FAILING, 'failing calls')


def full(all_commands):
    """A file system that fills up."""
    disk = WORK + '/disk'
    os.mkdir(disk)
    for c in all_commands:
        if c.kind not in ('store', 'old', 'new', 'file'):
            continue
        before, after, out = expected(c)
        size = os.path.getsize(WORK + ('/in/old.db' if c.kind == 'old' else '/in/base.db')) // 1024
        for free in [f for f in (1, 8, 40, 96, 160, 240) if f in points(240) or POINTS == 0
                or f in (8, 96)]:
            mounted = subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={size + free}k',
                'faults', disk], capture_output=True)
            if mounted.returncode != 0:
                print('no tmpfs can be mounted:', mounted.stderr.decode().strip())
                return
            try:
                p = Place(c, disk)
                r = p.run()
                count('full disks', r.returncode == 2)
                judge(c, f'{c.name} with {free} KiB free', p, r, before, after, out)
            finally:
                subprocess.run(['umount', disk], check=True)


def damage(all_commands):
    """Damaged bits, pages and rows of the store: a status and a reason, no crash; all is found."""
    rnd = random.Random(7)
    good = open(WORK + '/in/base.db', 'rb').read()
    content = rows(WORK + '/in/base.db', False)
    used = [i for i in range(len(good)) if good[i]]

    def bit(x):
        x[rnd.choice(used)] ^= 1 << rnd.randrange(8)

    def page(x):
        at = rnd.randrange(len(x) // 4096) * 4096
        x[at:at + 4096] = bytes(4096)

    def cut(x):
        del x[rnd.randrange(len(x)):]

    def header(x):
        x[rnd.randrange(100)] ^= 1 << rnd.randrange(8)

    def one(job):
        i, how, image = job
        victims = all_commands if POINTS == 0 else rnd.sample(all_commands, 3)
        for c in victims:
            if c.kind == 'old' or ('DB' not in c.words):
                continue
            with Place(c) as p:
                open(p.db, 'wb').write(image)
                r = p.run()
                if (r.returncode not in (0, 1, 2) or b'Sanitizer' in r.stderr
                        or b'runtime error' in r.stderr):
                    lose(f'{how} {i}', c.name, r.returncode, r.stderr[-600:])
                elif r.returncode == 2 and not r.stderr.strip():
                    lose(f'{how} {i}', c.name, 'silent')
        c = next(c for c in all_commands if c.name == 'cust-check')
        with Place(c) as p:
            open(p.db, 'wb').write(image)
            r = p.run()
            try:
                same = rows(p.db, False) == content
            except (sqlite3.Error, UnicodeDecodeError):
                same = False
            count('damaged stores')
            if r.returncode == 0 and not same:
                lose(f'{how} {i}', 'changed content that cust-check does not notice')

    jobs = []
    for i in range(POINTS or 60):
        for how in bit, bit, page, cut, header:
            image = bytearray(good)
            how(image)
            jobs.append((i, how.__name__, bytes(image)))
    each(one, jobs)
    damaged_rows(all_commands)


ROWS = ["UPDATE history SET last_date = '1997-02-31' WHERE customer_id = '0001'",
        "UPDATE history SET last_date = '99999-99-99'",
        "UPDATE history SET first_date = 'x', spend = -9223372036854775807",
        "UPDATE alert_state SET state = 'giVen_up'", "UPDATE alert_state SET told = ''",
        "UPDATE orders SET date = '2023-99-39' WHERE id = 5",
        "UPDATE orders SET amount = 9223372036854775807",
        "UPDATE customer SET attrs = '{' WHERE customer_id = '0001'",
        "UPDATE customer SET name = CAST(x'ff41' AS TEXT) WHERE customer_id = '0001'",
        "UPDATE feedback SET kind = 'x', score = -5",
        "UPDATE touch SET score = 99, date = '2023-00-00'",
        "UPDATE promise SET due = '1998-02-31'", "UPDATE answer SET value = CAST(x'00' AS TEXT)",
        "UPDATE winback SET until = '1998-13-01'",
        "UPDATE meta SET value = 'No/Where' WHERE key = 'timezone'",
        "DELETE FROM meta", "DELETE FROM history WHERE customer_id = '0001'",
        "PRAGMA user_version = -100000",
        "PRAGMA user_version = -1", "PRAGMA application_id = 1", "DELETE FROM feedback_words"]


def damaged_rows(all_commands):
    """Rows that no tool writes."""
    def one(sql):
        for c in all_commands:
            if c.kind == 'old' or 'DB' not in c.words:
                continue
            with Place(c) as p:
                store = sqlite3.connect(p.db, isolation_level=None)
                store.execute('PRAGMA ignore_check_constraints = ON')
                try:
                    store.execute(sql)
                except sqlite3.Error:
                    return  # a trigger of ours is in the way
                finally:
                    store.close()
                r = p.run()
                count('damaged stores')
                if (r.returncode not in (0, 1, 2) or b'Sanitizer' in r.stderr
                        or b'runtime error' in r.stderr):
                    lose(sql, c.name, r.returncode, r.stderr[-600:])
                elif re.search(rb'-?214748\d{4}|-214\d{7}', r.stdout):
                    lose(sql, c.name, 'a number that nobody stored:', r.stdout[:200])
    each(one, ROWS if POINTS == 0 or POINTS > 9 else ROWS[::3])


def stalled(all_commands):
    """Nobody reads what a listing prints: a writer need not wait."""
    base = Place(all_commands[0])
    store = sqlite3.connect(base.db)
    # longer than all buffers
    for table in 'touch', 'feedback', 'promise', 'winback', 'answer', 'orders', 'customer':
        key, *cols = [r[1] for r in store.execute(f'PRAGMA table_info({table})')]
        new = {'answer': "NULL", 'customer': "'more ' || i"}.get(table, 'NULL')
        cols = ','.join(c for c in cols if c != 'respondent')
        also = (', respondent', ", 'more ' || i") if table == 'answer' else ('', '')
        store.execute(f"""INSERT INTO {table} ({key}, {cols}{also[0]})
            WITH n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
            SELECT {new}, {cols}{also[1]} FROM n, (SELECT * FROM {table} LIMIT 1)""")
    store.commit()
    store.close()
    subprocess.run(['cust-check', '--repair', '-d', base.db], env=ENV, stdout=subprocess.DEVNULL)
    writer = ['touch-log', '-q', '-d', base.db, '--touchpoint=x', '--date=1998-07-01']
    for c in all_commands:
        if c.kind != 'list':
            continue
        for form in ([],) if c.words[0] == 'cust-show' or POINTS == 1 else ([], ['-f', 'json']):
            argv = [base.db if w == 'DB' else w for w in c.words] + form
            r, w = os.pipe()
            fcntl.fcntl(w, fcntl.F_SETPIPE_SZ, 4096)
            reader = subprocess.Popen(argv, stdout=w, stderr=subprocess.PIPE, env=ENV)
            os.close(w)
            time.sleep(.3)
            stuck = reader.poll() is None
            try:
                done = subprocess.run(writer, env=ENV, capture_output=True, timeout=20)
                count('stalled readers', stuck)
                if done.returncode != 0:
                    lose(c.name, 'a writer behind it:', done.stderr)
            except subprocess.TimeoutExpired:
                lose(c.name, 'a writer waits for its reader')
            os.close(r)
            reader.kill()
            reader.communicate()


def many(all_commands):
    """Eight writers and four readers of one store."""
    p = Place(all_commands[0])
    loads, n = [], POINTS or 10

    def write(i):
        for k in range(n):
            r = subprocess.run(['feedback-log', '-q', '-d', p.db, '--kind=praise',
                                f'--text={i}.{k}', '--date=1998-07-01'],
                               env=ENV, capture_output=True)
            count('concurrent writes')
            if r.returncode != 0:
                lose('writer', i, k, r.stderr)

    def read(i):
        for _ in range(n):
            r = subprocess.run(['feedback-list', '-d', p.db], env=ENV, capture_output=True)
            if r.returncode != 0:
                lose('reader', i, r.stderr)
            loads.append(len(r.stdout.splitlines()))

    threads = [threading.Thread(target=write, args=(i,)) for i in range(8)]
    threads += [threading.Thread(target=read, args=(i,)) for i in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    c = sqlite3.connect(p.db)
    got = c.execute("SELECT count(DISTINCT text) FROM feedback WHERE kind = 'praise'").fetchone()[0]
    if got != 8 * n or p.check():
        lose('writers', got, 'of', 8 * n, p.check())


def columns(all_commands):
    """The time grows with the number of columns, not with its square."""
    def took(tool, n):
        path = f'{WORK}/wide.csv'
        with open(path, 'w') as f:
            f.write('customer_id,date,amount,label,' + ','.join(f'x{i}' for i in range(n)) + '\n')
            f.write('a,2023-01-01,1,yes,' + ','.join('1' * n) + '\n')
            f.write('b,2023-01-02,2,no,' + ','.join('2' * n) + '\n')
            if tool[0] == 'cust-add':  # a customer who is added, and changed
                f.write('a,2023-01-01,1,yes,' + ','.join('3' * n) + '\n')
                for db in glob.glob(f'{WORK}/wide.db*'):
                    os.unlink(db)
                subprocess.run(['cust-init', '-q', '-d', f'{WORK}/wide.db'], env=ENV, check=True)
        start = os.times()
        r = subprocess.run(tool + [path], env=ENV, capture_output=True)
        end = os.times()
        count('wide tables')
        if r.returncode not in (0, 2):
            lose(tool[0], n, 'columns', r.stderr[:200])
        return end.children_user + end.children_system - start.children_user - start.children_system

    for tool in ['nps-calc', '--score=amount', '--as-of=2023-02-01'], \
            ['clv-calc', '--as-of=2023-02-01'], \
            ['cust-segment', '--as-of=2023-02-01'], \
            ['cust-add', '--attrs', '-q', '-d', f'{WORK}/wide.db']:
        for n in (1000,) if POINTS == 1 else (1000, 10000):
            small, large = took(tool, n), took(tool, 10 * n)
            if large > .5 and large > 30 * small:
                lose(tool[0], f'{n} columns take {small:.2f} s, {10 * n} {large:.2f} s')


HOSTILE = ['a\x1b[31mred\x07', '\x9b31m\x7f', '\u202egnp.exe', '\u2066x\u2069',
           '"; DROP TABLE x', "'", '\\', 'a\nb\r\nc', '\t', '|', '1e999', '-1e999', 'NaN',
           'Infinity', '007', '+1', '1.', '.5', '0x1F', 'null', 'true', '{"a":1}', '[1]',
           '\ufeff', '\u2028', '\U0001f600', 'e\u0301', '=cmd()', '9' * 400, 'x' * 5000,
           '%s%n', '\\u0000', ' ', '客户']


def hostile(all_commands):
    """Harmful cells in every format: JSON is strict, and no control byte is printed."""
    cells = list(HOSTILE)
    path = WORK + '/hostile.csv'
    with open(path, 'w', newline='') as f:
        out = csv.writer(f, lineterminator='\n')
        out.writerow(['customer_id', 'first_date', 'last_date', 'frequency', 'as_of', 'spend',
            'we\x1b[1mird', *'abc'])
        for i, cell in enumerate(cells):
            out.writerow([f'c{i}', '2023-01-01', '2023-01-01', '0', '2023-02-01', '5', cell,
                cell[::-1], cell + cell, i])
    store = Place(all_commands[0])
    with open(WORK + '/load.csv', 'w', newline='') as f:
        out = csv.writer(f, lineterminator='\n')
        out.writerow(['customer_id', 'name', 'city', 'email', 'hostile'])
        for i, cell in enumerate(cells):
            out.writerow([f'h{i}', cell, cell, cell, cell])
    r = subprocess.run(['cust-add', '--attrs', '-d', store.db, '--rejects=' + WORK + '/rejects.csv',
        WORK + '/load.csv'], env=ENV, capture_output=True)
    if r.returncode not in (0, 1):
        lose('cust-add of hostile cells', r.returncode, r.stderr)
    store_sql = sqlite3.connect(store.db)
    for table, text in ('touch', 'note'), ('feedback', 'text'), ('promise', 'promise'), \
            ('winback', 'offer'), ('answer', 'value'):
        store_sql.execute(f'UPDATE {table} SET {text} = ?', (''.join(cells[:4]),))
    store_sql.commit()
    tried = [store.placed(c) for c in all_commands
             if c.kind in ('list', 'nothing') and 'DB' in c.words
             and c.words[0] != 'cust-report'   # it prints pages
             and not {'-t', '-f', '--format=prom', '--format=json', '--witness'} & set(c.words)]
    tried += [['cust-segment', path], ['clv-calc', '--params=' + model(), path],
        ['cust-list', '-d', store.db, '--columns=customer_id,hostile,name']]
    tried = [t for t in tried if '%' not in t]
    for argv in tried:
        for form in 'json', 'table', 'md':
            one = argv[0] in ('cust-show', 'cust-export')    # one object, maybe on many lines
            if one and form != 'json':
                continue
            r = subprocess.run(argv + ['--format=' + form], env=ENV, capture_output=True)
            count('hostile tables')
            if r.returncode not in (0, 1):
                lose(argv, r.returncode, r.stderr)
            elif form == 'json':
                for line in [r.stdout] if one else r.stdout.split(b'\n')[:-1]:
                    strict(argv, line)
            elif CONTROL.search((r.stdout + r.stderr).decode()):
                lose(argv, form, 'a control character:',
                    CONTROL.search((r.stdout + r.stderr).decode())[0].encode('unicode_escape'))
    for argv in ['cust-show', '-d', store.db, 'h0'], ['cust-show', '-d', store.db, '0001'], \
            ['cust-show', '-d', store.db, 'h\x1b[1m'], \
            ['cust-list', '-d', store.db, '--columns=\x1b[1m'], \
            ['cust-segment', '--keep=\x9b', path]:
        r = subprocess.run(argv, env=ENV, capture_output=True)
        count('hostile tables')
        if CONTROL.search((r.stdout + r.stderr).decode()):
            lose(argv, 'a control character:', r.stdout[:200], r.stderr[:200])


CONTROL = re.compile('[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]')


def model():
    path = WORK + '/model.csv'
    subprocess.run(['clv-calc', '-q', '--as-of=1997-09-30', '--save=' + path,
        ROOT + '/share/examples/cdnow.csv'],
                   env=ENV, stdout=subprocess.DEVNULL, check=True)
    return path


def strict(argv, line):
    def refuse(constant):
        raise ValueError(constant)

    def once(pairs):
        if len(dict(pairs)) != len(pairs):
            raise ValueError('a key comes twice')
        return dict(pairs)

    def finite(text):
        if abs(float(text)) == float('inf'):
            raise ValueError('infinite: ' + text[:20])
        return float(text)

    try:
        json.loads(line.decode('utf-8'), parse_constant=refuse, object_pairs_hook=once,
            parse_float=finite)
    except ValueError as e:
        lose(argv, 'JSON:', e, line[:200])


def csv_rows(path):
    with open(path, newline='', encoding='utf-8') as f:
        return [r for r in csv.reader(f, strict=True) if r]


def tables(_):
    """The table reader against Python's csv: what one of them writes and what is broken."""
    rnd = random.Random(5)
    pieces = ['a', 'b', ',', '"', '""', '\n', '\r\n', ' ', '客', 'é', '1', '', 'x,y', '\r', '\t',
        "'", ';']
    paths = []
    for i in range(20 * POINTS or 3000):
        path = f'{WORK}/t{i}.csv'
        width = rnd.randrange(1, 6)
        with open(path, 'w', newline='', encoding='utf-8') as f:
            if i % 2:  # as a program writes it
                out = csv.writer(f, lineterminator=rnd.choice(['\n', '\r\n']))
                out.writerow([f'c{k}' for k in range(width)])
                for _ in range(rnd.randrange(5)):
                    cells = [''.join(rnd.choices(pieces, k=rnd.randrange(4))).replace('\r', '')
                        for _ in range(width)]
                    out.writerow(cells if any(cells) else ['x'] * width)
            else:  # anything
                f.write(','.join(f'c{k}' for k in range(width)) + '\n')
                f.write(''.join(rnd.choices(pieces, weights=[9, 9, 9, 2, 2, 5, 1, 3, 3, 3, 3, 3, 1,
                    .3, 1, 1, 1], k=rnd.randrange(30))))
        paths.append(path)

    def one(path):
        r = subprocess.run([BUILD + '/faults/rows', path], env=ENV, capture_output=True)
        count('tables')
        ours = [row.split(b'\x1f')[:-1] for row in r.stdout.split(b'\x1e')[:-1]]
        ours = ours if r.returncode == 0 else None
        try:
            theirs = [[cell.encode() for cell in row] for row in csv_rows(path)]
        except csv.Error:
            theirs = None
        whole = theirs and len({len(row) for row in theirs}) == 1
        if ours is not None and ours != theirs:
            lose('table', open(path, 'rb').read(), ours, theirs)
        written = int(re.search(r't(\d+)\.csv', path)[1]) % 2
        if ours is None and written and whole and r.returncode != 0:
            lose('table', open(path, 'rb').read(), 'is refused:', r.stderr)
        count('tables that both read', ours is not None)
        os.unlink(path)
    each(one, paths)


MEMORY = 300    # MiB for a workbook; the sanitizers take half of it
PROCESSOR = 30  # seconds


def measured(argv):
    """Run it; what it used goes with the result."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        p = subprocess.Popen(['timeout', '-s', 'KILL', str(2 * LIMIT), *argv], stdout=out, stderr=err,
            stdin=subprocess.DEVNULL, env=ENV)
        _, status, used = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        return p.returncode, out.read(), err.read(), used


def workbooks(_):
    """Hostile workbooks: a status and a plain reason, CSV if it was read, in bounded memory."""
    most = collections.Counter()

    def one(job):
        name, path, tool, may_read = job
        status, out, err, used = measured([tool, path])
        what = f'{tool} of {name}'
        count('hostile workbooks')
        count('of them read', status == 0)
        with lock:
            most['MiB'] = max(most['MiB'], used.ru_maxrss >> 10)
            most['s'] = max(most['s'], used.ru_utime + used.ru_stime)
        if status not in (0, 1, 2):
            lose(what, 'status', status, err[-2000:])
        if not may_read and status != 2:
            lose(what, 'is read')
        if used.ru_maxrss >> 10 > MEMORY or used.ru_utime > PROCESSOR:
            lose(what, 'uses', used.ru_maxrss >> 10, 'MiB', used.ru_utime, 's', err)
        for line in err.decode(errors='replace').splitlines() or ([''] if status else []):
            if not line.startswith(tool + ': ') or len(line) > 1000 or CONTROL.search(line) \
                    or '\ufffd' in line:
                lose(what, 'is not a plain message:', line[:300])
        if status < 2 and tool == 'table-convert':
            rows = list(csv.reader(out.decode().splitlines(True), strict=True))
            if len({len(r) for r in rows}) != 1:
                lose(what, 'is no CSV:', out[:300])
        if tool == 'table-convert':
            os.unlink(path)

    def jobs():
        for i, (name, data, may_read) in enumerate(books.hostile(WORK, 13 * POINTS or 2600)):
            path = f'{WORK}/{i}.xlsx'
            with open(path, 'wb') as f:
                f.write(data)
            one((name, path, 'table-guess', may_read))
            yield name, path, 'table-convert', may_read
    each(one, jobs())
    print(f"# at most {most['MiB']} MiB, {most['s']:.1f} s")


CHECKS = {f.__name__: f for f in (kills, memory, calls, full, damage, stalled, many, columns,
    hostile, tables, workbooks)}


def main():
    if len(sys.argv) < 3 or sys.argv[2] not in CHECKS:
        sys.exit(__doc__ + ' '.join(CHECKS))
    try:
        os.mkdir(WORK + '/in')
        subprocess.run([HERE + '/inputs.sh', WORK + '/in', ROOT], env=ENV, check=True,
            stdout=subprocess.DEVNULL,
                       stderr=subprocess.PIPE)
        CHECKS[sys.argv[2]]([c for c in commands() if re.search(os.environ.get('FAULTS_ONLY', ''),
            c.name)])
    finally:
        shutil.rmtree(WORK, ignore_errors=True)
    done = ', '.join(f'{n} {what}' for what, n in counts.items())
    print(f'faults: {sys.argv[2]}: {done}; lost: {len(lost)}')
    sys.exit(1 if lost else 0)


main()
