#!/usr/bin/env python3
"""Check a catalogue of translations, or make the one for tests.

usage: tests/po.py check FILE.po...   what is wrong with the translations that are there
       tests/po.py missing FILE.po    the texts without a translation, and their number
       tests/po.py pseudo FILE.pot    a catalogue in which every text is its number

check also takes a part of a catalogue. It looks at what msgfmt --check does not: lines of
examples, options, quotes, and what the tools read in a text, which must stay as they are.
"""
import re
import sys

DIRECTIVE = re.compile(r'%(?:\d+\$)?[-+ #0]*[0-9.*]*(?:jd|ju|zu|ld|lu|llu|[a-zA-Z%])')

# As lib/base/directive.c reads it: position, how the argument is taken, conversion.
FORMAT = re.compile(r'%(?:(\d+)\$)?([-+#0-9.*hljzt]*)(.?)', re.S)

# What is named before the message, as in "FILE: " and "--by: ".
PLACE = re.compile(r'(?:%(?:1\$)?s(?::%ju)?|--[a-z][a-z-]*): ')
# Cells that explain the group of a customer: here the name before the colon is no place.
GROUP = re.compile(r'%s: (?:last purchase|%s %s; customers with more) ')


def unquote(lines):
    text = ''.join(line.strip()[1:-1] for line in lines)
    return re.sub(r'\\(.)', lambda m: {'n': '\n', 't': '\t'}.get(m.group(1), m.group(1)), text)


def quote(text):
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n') \
        .replace('\t', '\\t') + '"'


class Entry:
    """A text of a catalogue: flags, context, text and translation."""

    def __init__(self, block):
        self.fuzzy = self.c_format = False
        parts, at = {'msgctxt': [], 'msgid': [], 'msgstr': []}, None
        for line in block:
            if line.startswith('#,'):
                self.fuzzy |= 'fuzzy' in line
                self.c_format |= re.search(r'\bc-format', line) is not None and \
                    'no-c-format' not in line
            elif line.startswith('msg'):
                at, line = line.split(' ', 1)
            if at and not line.startswith('#'):
                parts[at].append(line)
        self.context, self.text, self.to = (
            unquote(parts[k]) for k in ('msgctxt', 'msgid', 'msgstr'))


def read(path):
    with open(path, encoding='utf-8') as f:
        blocks = f.read().split('\n\n')
    for block in blocks:
        lines = [line for line in block.split('\n') if line and not line.startswith('#~')]
        if any(line.startswith('msgid') for line in lines):
            entry = Entry(lines)
            if entry.text:
                yield entry


def ends(text):
    """The blanks and line feeds at both ends: messages are put together with them."""
    return re.match(r'\s*', text).group(), re.search(r'\s*$', text).group()


def examples(text):
    """The lines of examples, without the comments behind them. Other lists are prose."""
    begin = re.search(r'^(?:Examples?:|示例：)$', text, re.M)
    return [re.sub(r' +# .*', '', line)
            for line in re.findall(r'^  .*$', text[begin.end():], re.M)] if begin else []


def options(text):
    return sorted(set(re.findall(r'--[a-z][a-z-]*', text)))


def quoted(text):
    """What stands in quotes; a translation may give its place, as in '%2$s'."""
    return sorted(re.findall(r"'%[^']*'", re.sub(r'%\d+\$', '%', text)))


def arguments(text):
    """How a format takes each argument; None: it is no format."""
    taken, n = {}, 0
    for number, how, conversion in FORMAT.findall(text):
        if conversion == '%':
            continue
        if not conversion or conversion not in 'diouxXcsaAeEfFgGpm':
            return None
        for _ in range(how.count('*')):
            taken[n := n + 1] = '*'
        taken[int(number) if number else (n := n + 1)] = how + conversion
    return taken


def faults(e):
    """What is wrong with a translation."""
    if e.fuzzy:
        yield 'is fuzzy'
    if ends(e.text)[1].count('\n') != ends(e.to)[1].count('\n') or \
            ends(e.text)[0].count('\n') != ends(e.to)[0].count('\n'):
        yield 'begins or ends with other line feeds'
    if not e.context and arguments(e.text) not in (None, arguments(e.to)):
        yield 'takes other arguments: the tools ignore it'
    if examples(e.text) != examples(e.to):
        yield 'has other lines of examples'
    if PLACE.match(e.text) and not GROUP.match(e.text) and not PLACE.match(e.to):
        yield 'must keep the ": " behind the name of a file, an option or a position'
    if options(e.text) != options(e.to):
        yield f'has other options: {options(e.to)}, not {options(e.text)}'
    if e.text.count("'") > 1 and quoted(e.text) != quoted(e.to):
        yield "has other quotes around what it quotes: '%s' must stay"
    if re.search(r', not CSV: \w', e.text) and e.text.split(': ')[-1] != e.to.split(': ')[-1]:
        yield 'must end with the same command after ": "'
    if re.search(r'[A-Za-z]', e.text) and e.to == e.text and not e.context and \
            re.search(r'[a-z]{2,} [a-z]{2,}', e.text):
        yield 'is not translated'


def check(paths):
    found = 0
    for path in paths:
        for e in read(path):
            for fault in faults(e) if e.to else ():
                found += 1
                print(f'{path}: {quote(e.text)[:70]}: {fault}')
    return found > 0


def missing(path):
    none = [e for e in read(path) if not e.to]
    for e in none:
        print((e.context + ': ' if e.context else '') + quote(e.text))
    print(len(none), 'without a translation', file=sys.stderr)
    return len(none) > 0


def pseudo(path):
    print('msgid ""\nmsgstr ""\n"Language: en@test\\n"\n'
          '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n')
    for i, e in enumerate(read(path)):
        directives = DIRECTIVE.findall(e.text) if e.c_format else []
        to = f'⟦{i}' + ''.join(' ' + d for d in directives) + '⟧'
        kept = ''.join('\n' + line for line in examples(e.text))
        begin, end = ends(e.text)
        if e.c_format:
            print('#, c-format')
        if e.context:
            print('msgctxt', quote(e.context))
        print(f'msgid {quote(e.text)}\nmsgstr {quote(begin + to + kept + end)}\n')


if __name__ == '__main__':
    if len(sys.argv) < 3 or sys.argv[1] not in ('check', 'missing', 'pseudo'):
        sys.exit(__doc__.split('\n\n')[1])
    sys.exit(check(sys.argv[2:]) if sys.argv[1] == 'check' else
             {'missing': missing, 'pseudo': pseudo}[sys.argv[1]](sys.argv[2]))
