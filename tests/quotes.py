#!/usr/bin/env python3
"""Check the messages that translated manual pages quote: they are those of the catalogue.

usage: tests/quotes.py check FILE.po PAGE...   the quotes that the catalogue does not give
       tests/quotes.py put FILE.po PAGE...     put them into the pages

A message stands in a list .Bl -diag of the English page.  The text of the catalogue that made it is
looked for, and its translation takes the same numbers and names.
"""
import re
import sys

import po
import translation

DIAG = re.compile(r'^\.Bl -diag.*?^\.El', re.M | re.S)
ITEM = re.compile(r'^\.It (.*)$', re.M)
PUNCTUATION = re.compile('([，。：；、！？）”])')
HOW = r'%(?:(\d+)\$)?[-+#0-9.*hljzt]*([a-zA-Z%])'


def pattern(text):
    """A format as a regular expression; a %s behind a letter is a plural ending."""
    out, end, before = '', 0, ''
    for m in re.finditer(HOW, text):
        out += re.escape(text[end:m.start()])
        before = text[m.start() - 1:m.start()]
        if m[2] == '%':
            out += '%'
        elif m[2] == 's':
            out += '(s?|[;( ].*?)' if before.isalpha() else '(.*?)'
        else:
            out += r'([-0-9.e]+)'
        end = m.end()
    return out + re.escape(text[end:])


def fill(to, found):
    """The translation with the texts that were found."""
    at = iter(range(len(found)))

    def one(m):
        if m[2] == '%':
            return '%'
        text = found[int(m[1]) - 1 if m[1] else next(at)]
        return '' if text == 's' else text
    return re.sub(HOW, one, to)


class Catalogue:
    """The formats, those with the longest fixed texts first, and plain texts."""

    def __init__(self, path):
        entries = [e for e in po.read(path) if not e.context and '\n' not in e.text]
        self.words = {e.text: e.to for e in entries}
        self.formats = sorted(((pattern(e.text), e) for e in entries if len(e.text) > 5),
                              key=lambda f: -len(re.sub(r'\(.*?\)', '', f[0])))

    def whole(self, text):
        for expression, e in self.formats:
            m = re.fullmatch(expression, text)
            if m and len(re.sub(HOW, '', e.text).strip()) > 5:
                return fill(e.to if e.c_format else e.to.replace('%', '%%'),
                            [self.argument(t) for t in m.groups()])
        return None

    def argument(self, text):
        """The translation of what a message has as an argument, or its end in brackets."""
        at = text.find(' (')
        if re.fullmatch(r"'[^']*'( and '[^']*')*", text):
            return text.replace(' and ', self.words[' and '])
        return self.words.get(text) or ' ' in text and self.whole(text) or \
            (text[:at] + (self.whole(text[at:]) or text[at:]) if at > 0 else text)

    def said(self, message):
        """The translation of a message, whose place before ": " stays; None: it has none."""
        for m in [re.match('', message), *re.finditer(r"[^ ]: |^\w+ '[^']*' ", message)]:
            to = self.whole(message[m.end():])
            if to:
                return message[:m.end()] + to
        return None


def items(text):
    for block in DIAG.finditer(text):
        for m in ITEM.finditer(block[0]):
            yield m[1].strip('"').replace(r'\:', '').replace(r'\(dq', '"')


def check(catalogue, page):
    theirs = list(items(translation.read(translation.english(page)[0])))
    ours = list(items(translation.read(page)))
    wrong = abs(len(theirs) - len(ours))
    for english, quoted in zip(theirs, ours):
        expected = catalogue.said(english)
        if quoted != expected:
            wrong += 1
            print(f'{page}: "{english}": "{quoted}", not "{expected}"')
    return wrong > 0


def put(catalogue, page):
    text = translation.read(page)
    theirs = iter(list(items(translation.read(translation.english(page)[0]))))

    def one(m):
        to = catalogue.said(next(theirs))
        return m[0] if to is None else '.It "' + PUNCTUATION.sub(r'\1\:', to) + '"'
    text = DIAG.sub(lambda block: ITEM.sub(one, block[0]), text)
    with open(page, 'w', encoding='utf-8') as f:
        f.write(text)
    return False


def main():
    actions = {'check': check, 'put': put}
    if len(sys.argv) < 4 or sys.argv[1] not in actions:
        sys.exit(__doc__)
    catalogue = Catalogue(sys.argv[2])
    wrong = [actions[sys.argv[1]](catalogue, page) for page in sys.argv[3:]]
    sys.exit(1 if True in wrong else 0)


if __name__ == '__main__':
    main()
