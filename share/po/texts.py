#!/usr/bin/env python3
"""Find the texts that users read, and print them as C that xgettext(1) reads.

usage: share/po/texts.py, in the root of the source tree

xgettext finds the arguments of functions, but not the texts in tables of constants: the options
and the descriptions of tools, the reasons why options conflict. This finds both. The output has
a line for each text, T(text), F(format), S(either) or C(context, word), with #line directives, so
that the catalogue names the places.
"""
import csv
import glob
import re
import sys

# Functions and macros, and the index of the argument that is a text. FORMATS are those of printf.
FORMATS = {
    'fail': 0, 'fail_lack': 0, 'fail_errno': 0, 'fail_warn': 0, 'fail_warn_errno': 0, 'opt_misuse': 0,
    'opt_note': 0, 'opt_warn': 0, 'opt_committed': 0, 'table_bad': 2, 'table_row_bad': 3, 'table_stop': 2,
    'block_bad': 3, 'block_bad_row': 4, 'block_bad_framing': 2, 'store_bad_row': 2,
    'store_bad_text': 2, 'record_bad': 2, 'operations_bad': 2, 'xlsx_bad': 1, 'guess_doubt': 1, 'guess_doubt_file': 1,
    'due_add': 3,
}
# Functions with the same name in several files.
LOCAL = {
    ('lib/io/recipe_apply.c', 'bad'): 2, ('lib/preset/plan_row.c', 'bad'): 2,
    ('lib/survey/answers_long.c', 'bad'): 2,
    ('lib/io/statistics_read.c', 'refuse'): 1, ('lib/segment/rfm_rows.c', 'add'): 2,
    ('lib/care/care_run.c', 'NOTE'): 1,
}
TEXTS = {'DRAW_OPT': 1, 'STEP_FLAG': 2}
# These may be formats: xgettext sees it from the text.
MARKED = {'say': 0, 'say_cell': 0, 'SAY': 0, 'value_or_misuse': 3}

TOKEN = re.compile(r'''/\*.*?\*/|//[^\n]*|\#\s*(?:include|error|undef|ifn?def)[^\n]*|\\\n
    |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[A-Za-z_]\w*|\d[\w.]*|[^\s\w]''', re.S | re.X)
OPENS, CLOSES = ('(', '[', '{'), (')', ']', '}')
# In the tree of options: type, letter, name, argument, help.
OPTION_HELP, TOOL_TEXTS, CONFLICT_WHY = 4, (2, 3), 1
SQL_SAY = re.compile(r"\bsay\('((?:[^']|'')+)'")  # see lib/store/query_say.h


class Source:
    """The tokens of a file, each with its line."""

    def __init__(self, path):
        self.path = path
        with open(path, encoding='utf-8') as f:
            text = f.read()
        self.tokens, self.lines, line, at = [], [], 1, 0
        for m in TOKEN.finditer(text):
            line += text.count('\n', at, m.start())
            at = m.start()
            if not m.group().startswith(('/*', '//', '\\\n')) and not re.match(
                    r'#\s*(include|error|undef|ifn?def)', m.group()):
                self.tokens.append(m.group())
                self.lines.append(line)

    def close(self, i):
        """The index of the bracket that closes the one at I."""
        depth = 0
        for j in range(i, len(self.tokens)):
            depth += (self.tokens[j] in OPENS) - (self.tokens[j] in CLOSES)
            if depth == 0:
                return j
        return len(self.tokens)

    def items(self, i):
        """What commas separate between the bracket at I and its end: pairs of indexes."""
        end, depth, start, found = self.close(i), 0, i + 1, []
        for j in range(i + 1, end):
            t = self.tokens[j]
            depth += (t in OPENS) - (t in CLOSES)
            if t == ',' and depth == 0:
                found.append((start, j))
                start = j + 1
        return found + [(start, end)]


def unquote(token):
    return token[1:-1]


def read_macros(sources):
    """The macros that are texts: names of tokens, and what they stand for."""
    macros = {}
    for s in sources:
        t = s.tokens
        for i in range(len(t) - 3):
            if t[i] == '#' and t[i + 1] == 'define' and t[i + 3] != '(':
                j = i + 3
                while j < len(t) and (t[j][0] == '"' or re.fullmatch(r'[A-Z][A-Z_0-9]+', t[j])) \
                        and (s.lines[j] == s.lines[j - 1] or t[j][0] == '"'):
                    j += 1
                if j > i + 3 and t[i + 3][0] == '"':
                    macros[t[i + 2]] = (t[i + 3:j])
    return macros


def expand(token, macros):
    if token[0] == '"':
        return unquote(token)
    return ''.join(expand(t, macros) for t in macros[token])


def is_text(token, macros):
    return token[0] == '"' or token in macros


def strings(s, start, end, macros):
    """The texts among the tokens: adjacent strings are one."""
    i = start
    while i < end:
        if not is_text(s.tokens[i], macros):
            i += 1
            continue
        j, text = i, ''
        while j < end and is_text(s.tokens[j], macros):
            text += expand(s.tokens[j], macros)
            j += 1
        # A word of another function's argument is not a text of this one.
        yield s.lines[i], text
        i = j


def texts(s, macros):
    """Line, kind and text of each text of a source."""
    t = s.tokens
    for i, token in enumerate(t[:-1]):
        called = t[i + 1] == '('
        at = LOCAL.get((s.path, token), FORMATS.get(token))
        kind = 'F' if at is not None else 'T' if token in TEXTS else 'S'
        at = {**TEXTS, **MARKED}.get(token) if at is None else at
        if called and at is not None:
            items = s.items(i + 1)
            if at < len(items):
                for line, text in strings(s, *items[at], macros):
                    yield line, kind, text
        elif token == '{' and t[i + 1].startswith('OPT_'):
            items = s.items(i)
            if len(items) > OPTION_HELP:
                for line, text in strings(s, *items[OPTION_HELP], macros):
                    yield line, 'T', text
        elif token == 'tool' and t[i - 1] == 'struct' and t[i + 2:i + 4] == ['=', '{']:
            for at in TOOL_TEXTS:
                for line, text in strings(s, *s.items(i + 3)[at], macros):
                    yield line, 'T', text
        elif token == 'opt_conflict' and '{' in t[i:i + 5]:
            for start, end in s.items(t.index('{', i)):
                if t[start] == '{' and end - start > 3:
                    for line, text in strings(s, *s.items(start)[CONFLICT_WHY], macros):
                        yield line, 'T', text
        elif token == '.' and t[i + 1] == 'help' and t[i + 2] == '=':
            end = next(k for k in range(i, len(t)) if t[k] in (',', '}', ';'))
            for line, text in strings(s, i + 3, end, macros):
                yield line, 'T', text


def sql_texts(s):
    """The sentences that SQL says, in adjacent strings."""
    t = s.tokens
    for i, token in enumerate(t):
        if token[0] == '"' and (i == 0 or t[i - 1][0] != '"'):
            for line, sql in strings(s, i, next(k for k in range(i, len(t) + 1)
                                                if k == len(t) or t[k][0] != '"'), {}):
                for text in SQL_SAY.findall(sql):
                    yield line, 'F', text.replace("''", "'").replace('%%', '%')


def is_language(text, kind):
    """Does it have letters, apart from those of directives, or punctuation, if it is marked?"""
    if kind == 'S' and re.search(r'[,;:(]', text):
        return True
    plain = re.sub(r'%[-+ #0-9.*]*(?:jd|ju|zu|ld|lu|[a-zA-Z])', '', text)
    return re.search(r'[A-Za-z]{2}', re.sub(r'\\[a-z]', ' ', plain)) is not None


def words():
    """Context and word of each column, and of each word of a column."""
    with open('lib/io/lexicon.c', encoding='utf-8') as f:
        for name in re.findall(r'{ "(\w+)", LEXICON_', f.read()):
            yield 'column', name
    with open('share/po/words', encoding='utf-8') as f:
        for line in f:
            if not line.startswith('#'):
                column, *of_it = line.rstrip('\n').split('|')
                yield from ((column, word) for word in of_it)


def presets():
    """What the presets say about an export: path and line, and text."""
    for path in sorted(glob.glob('share/presets/*.csv')):
        with open(path, encoding='utf-8', newline='') as f:
            rows = csv.DictReader(f)
            for row in rows:
                if row.get('rule') in ('title', 'note', 'refuse', 'drop', 'keep') and \
                        row['name'][:1] not in ('', '='):
                    yield rows.line_num, path, row['name']


def main():
    paths = sorted(p for p in glob.glob('lib/*/*.[ch]') + glob.glob('cmd/*.c')
                   if not p.startswith('lib/extension/'))
    sources = [Source(p) for p in paths]
    macros = read_macros(sources)
    for s in sources:
        for line, kind, text in [*texts(s, macros), *sql_texts(s)]:
            if is_language(text, kind):
                print(f'#line {line} "{s.path}"\n{kind}("{text}")')
    for path in sorted(glob.glob('cmd/*.c')):
        with open(path, encoding='utf-8') as f:
            about = re.match(r'/\* [a-z-]+ - (.*) \*/$', f.readline().rstrip('\n'))
            print(f'#line 1 "{path}"\nT("{about.group(1)}")')
    for line, path, text in presets():
        escaped = text.replace('\\', '\\\\').replace('"', '\\"')
        print(f'#line {line} "{path}"\nT("{escaped}")')
    for context, word in words():
        print(f'#line 1 "share/po/words"\nC("{context}", "{word}")')


if __name__ == '__main__':
    sys.exit(main())
