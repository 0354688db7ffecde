#!/usr/bin/env python3
"""Compare translated manual pages with the English ones, and bring them up to date.

usage: translation.py check PAGE...    what differs that must be the same; status 1 if anything does
       translation.py stale PAGE...    pages to translate anew, or that have marks; status 0
       translation.py update PAGE...   take over what has changed in the English pages

A translated page has the line '.\\" Translates FILE, git blob ID': ID is the English page that it
translates, as 'git hash-object' names it.  It has the same macros in the same order; only text,
headings, the cells of lists in columns, formulas and quoted messages (quotes.py) are translated.
Examples are the same.

update rewrites a page: what is unchanged in the English page since ID keeps its translation.  What
is new or changed is put in as English, after the mark '.\\" Translate:', with the old translation as
comments.  Translate it, delete the mark and these comments, and the page is up to date.
"""
import difflib
import hashlib
import re
import subprocess
import sys

SOURCE = re.compile(r'\.\\" Translates (\S+), git blob ([0-9a-f]{40})')
MARK = '.\\" Translate:'
OLD = '.\\" | '
# What only a translation has: the head; and before other lines marks, and breaks in the synopsis,
# because troff makes them only under the English heading.  For the same reason .Nm has the name.
# And before the diagnostics a line that begins with .No: that they quote messages in Chinese.
HEAD = re.compile(r'\.\\" Translates |\.if !?\\n\[\.x\]|\.ds AD l')
OWN = re.compile(r'\.\\" (Translate:|\| )|\.br$|\.No 以下')
FRAME = re.compile(r'\.(Sh|Ss|Pp|Bl|El|It|Rs|Re|%.|Dd|Dt|Os|Nd|\\")')
FREE = re.compile(r'\.(Sh|Ss|Nd) |\.It (Em|Sy) |\.It "|\.It .* Ta ')
SYNOPSIS = ('.Sh SYNOPSIS', '.Sh 概要')


def read(name):
    with open(name, encoding='utf-8') as file:
        return file.read()


def english(page):
    """The English page that PAGE translates, its id now, and its id when it was translated."""
    match = SOURCE.search(read(page))
    if not match:
        sys.exit(f'{page}: no line Translates FILE, git blob ID')
    name = page.rpartition('share/man/')[0] + match[1]
    data = read(name).encode()
    return name, hashlib.sha1(b'blob %d\0' % len(data) + data).hexdigest(), match[2]


def parts(text):
    """A page as [(frame, lines)]: the frame is what a translation has too, or None for text."""
    result, own, section = [], [], ''
    lines = iter([line for line in text.splitlines() if not HEAD.match(line)])
    for line in lines:
        if line.startswith('.Sh '):
            section = line
        if OWN.match(line):
            own.append(line)
            continue
        block = [line]
        while block[0].startswith('.Bd ') and block[-1] != '.Ed':
            block.append(next(lines))
        if len(block) > 1:
            frame = '\n'.join(block) if block[1].startswith('$ ') else line
        elif FRAME.match(line) or section in SYNOPSIS:
            frame = line.split(' ')[0] if FREE.match(line) or line.startswith('.Nm ') else line
        elif result and result[-1][0] is None:
            result[-1][1].append(line)
            continue
        else:
            frame = None
        result.append((frame, own + block))
        own = []
    return result


def changes(old, new):
    return difflib.SequenceMatcher(None, old, new, False).get_opcodes()


def check(page):
    """Print the differences of the frames; True if there are none."""
    theirs = [frame for frame, _ in parts(read(english(page)[0]))]
    ours = [frame for frame, _ in parts(read(page))]
    for kind, a, b, c, d in changes(theirs, ours):
        for sign, frames in ('-', theirs[a:b]), ('+', ours[c:d]):
            for frame in frames if kind != 'equal' else []:
                print(f'{page}: {sign}', '(text)' if frame is None else frame)
    return theirs == ours


def stale(page):
    name, now, then = english(page)
    marks = read(page).splitlines().count(MARK)
    if now != then:
        print(f'translate anew: {page}: {name} has changed since {then[:12]}')
    elif marks:
        print(f'translate anew: {page}: marked parts: {marks}')


def marked(new, old, name):
    """The lines of new parts, as English, with the translations that they replace as comments."""
    lines = []
    for frame, block in new:
        if frame != '\n'.join(block):
            gone = old.pop(0) if old else []
            lines += [MARK] + [OLD + line for line in gone if not OWN.match(line)]
        lines += [name if line == '.Nm' else line for line in block]
    return lines


def update(page):
    name, now, then = english(page)
    root = page.rpartition('share/man/')[0] or '.'
    before = subprocess.run(['git', '-C', root, 'cat-file', 'blob', then], check=True,
                            stdout=subprocess.PIPE, encoding='utf-8').stdout
    old, new, ours = parts(before), parts(read(name)), parts(read(page))
    if [frame for frame, _ in old] != [frame for frame, _ in ours]:
        sys.exit(f'{page}: its macros are not those of the page it translates, git blob {then}')
    head = [line.replace(then, now) for line in read(page).splitlines() if HEAD.match(line)]
    result = []
    for kind, a, b, c, d in changes(['\n'.join(p[1]) for p in old], ['\n'.join(p[1]) for p in new]):
        if kind == 'equal':
            result += [line for _, block in ours[a:b] for line in block]
        else:
            result += marked(new[c:d], [block for frame, block in ours[a:b] if frame is None],
                             '.Nm ' + re.split('[/.]', page)[-2])
    with open(page, 'w', encoding='utf-8') as file:
        file.write('\n'.join(result[:1] + head + result[1:]) + '\n')


def main():
    actions = {'check': check, 'stale': stale, 'update': update}
    if len(sys.argv) < 3 or sys.argv[1] not in actions:
        sys.exit(__doc__)
    results = [actions[sys.argv[1]](page) for page in sys.argv[2:]]
    sys.exit(1 if False in results else 0)


if __name__ == '__main__':
    main()
