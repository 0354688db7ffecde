#!/usr/bin/env python3
"""Make a workbook for a test, part by part.

usage: workbook.py FILE [PART=TEXT | PART=@FILE | PART=- | OPTION]...

Without arguments it is one worksheet 'Orders' without rows.  PART is a path in the archive, or
  sheet    the rows of the first worksheet (the inside of <sheetData>); sheet2 the second, ...
  strings  the inside of <sst>; formats <numFmts>; styles <cellXfs>
  tabs     the inside of <sheets>: NAME[,NAME...], a name ends with ! if it is hidden
- leaves a part out.  OPTIONs: --strict (ISO namespaces), --prefix (x:row), --1904, --stored,
--big=N (a worksheet of the header A,B,C,D and N rows), --blank=PART:MiB, --comment=PART:MiB
"""
import sys
import zipfile

PART = 'http://schemas.openxmlformats.org/package/2006/'
LOOSE = 'http://schemas.openxmlformats.org/'
STRICT = 'http://purl.oclc.org/ooxml/'
file, parts, options, filler = sys.argv[1], {}, {}, []

for arg in sys.argv[2:]:
    name, _, value = arg.partition('=')
    if name in ('--blank', '--comment'):
        filler.append((name[2:], *value.split(':')))
    elif name.startswith('--'):
        options[name[2:]] = value
    else:
        parts[name] = open(value[1:], encoding='utf-8').read() if value.startswith('@') else value

strict = 'strict' in options
main = STRICT + 'spreadsheetml/main' if strict else LOOSE + 'spreadsheetml/2006/main'
rel = STRICT + 'officeDocument/relationships' if strict else LOOSE + 'officeDocument/2006/relationships'
x = 'x:' if 'prefix' in options else ''
xmlns = 'xmlns:x' if 'prefix' in options else 'xmlns'


def element(name, inside):
    return f'<?xml version="1.0" encoding="UTF-8"?><{x}{name} {xmlns}="{main}" xmlns:r="{rel}">{inside}</{x}{name}>'


def relationships(targets):
    return f'<Relationships xmlns="{PART}relationships">' + ''.join(
        f'<Relationship Id="{i}" Type="{rel}/{kind}" Target="{path}"/>' for i, kind, path in targets) + '</Relationships>'


def big(n):
    yield '<row r="1">' + ''.join(f'<c r="{c}1" t="inlineStr"><is><t>{c}</t></is></c>' for c in 'ABCD') + '</row>'
    for i in range(2, n + 2):
        yield (f'<row r="{i}"><c r="A{i}" t="s"><v>{i % 3}</v></c><c r="B{i}" s="1"><v>{45000 + i % 700}</v></c>'
               f'<c r="C{i}"><v>{i % 1000 / 8}</v></c><c r="D{i}" t="s"><v>{i % 2}</v></c></row>')


tabs = parts.pop('tabs', 'Orders').split(',')
date1904 = f'<{x}workbookPr date1904="1"/>' if '1904' in options else ''
book = {
    '[Content_Types].xml': f'<Types xmlns="{PART}content-types"/>',
    '_rels/.rels': relationships([('rId1', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': element('workbook', date1904 + f'<{x}sheets>' + ''.join(
        f'<{x}sheet name="{tab.rstrip("!")}" sheetId="{i}" r:id="rId{i}"{" state=" + chr(34) + "hidden" + chr(34) if tab.endswith("!") else ""}/>'
        for i, tab in enumerate(tabs, 1)) + f'</{x}sheets>'),
    'xl/_rels/workbook.xml.rels': relationships(
        [(f'rId{i}', 'worksheet', f'worksheets/sheet{i}.xml') for i in range(1, len(tabs) + 1)] +
        [('rIdA', 'styles', 'styles.xml'), ('rIdB', 'sharedStrings', '/xl/sharedStrings.xml')]),
    'xl/styles.xml': element('styleSheet', f'<{x}numFmts>' + parts.pop('formats', '') + f'</{x}numFmts>'
                             f'<{x}cellStyleXfs><{x}xf numFmtId="14"/></{x}cellStyleXfs><{x}cellXfs>' +
                             parts.pop('styles', '<xf numFmtId="0"/><xf numFmtId="14"/>') + f'</{x}cellXfs>'),
    'xl/sharedStrings.xml': element('sst', parts.pop('strings', '<si><t>a</t></si><si><t>b</t></si><si><t>c</t></si>')),
}
for i in range(1, len(tabs) + 1):
    rows = parts.pop(f'sheet{i}' if i > 1 else 'sheet', '')
    if i == 1 and 'big' in options:
        rows = ''.join(big(int(options['big'])))
    book[f'xl/worksheets/sheet{i}.xml'] = element('worksheet', f'<{x}sheetData>{rows}</{x}sheetData>')
book.update(parts)

method = zipfile.ZIP_STORED if 'stored' in options else zipfile.ZIP_DEFLATED
with zipfile.ZipFile(file, 'w', method) as archive:
    for name, text in book.items():
        if text == '-':
            continue
        with archive.open(name, 'w', force_zip64=True) as part:
            fill = [(kind, int(mib)) for kind, of, mib in filler if of == name]
            cut = text.rindex('</') if fill else len(text)
            part.write(text[:cut].encode())
            for kind, mib in fill:
                part.write(b'<!--' if kind == 'comment' else b'')
                for _ in range(mib):
                    part.write(b' ' * (1 << 20))
                part.write(b'-->' if kind == 'comment' else b'')
            part.write(text[cut:].encode())
