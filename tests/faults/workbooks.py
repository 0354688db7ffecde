"""Hostile workbooks: good ones that are damaged, and files that no spreadsheet program writes."""
import io, os, random, re, subprocess, sys, warnings, zipfile

MAKE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + '/workbook.py'
SHEET, STRINGS = 'xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml'
BOOK, STYLES, RELS = 'xl/workbook.xml', 'xl/styles.xml', 'xl/_rels/workbook.xml.rels'
HEADER = ''.join(f'<c r="{c}1" t="inlineStr"><is><t>{name}</t></is></c>'
                 for c, name in zip('ABCD', ('customer_id', 'date', 'amount', 'note')))
ROWS = f'<row r="1">{HEADER}</row>' + ''.join(
    f'<row r="{i}"><c r="A{i}" t="s"><v>{i % 3}</v></c><c r="B{i}" s="1"><v>{45290 + i}.5</v></c>'
    f'<c r="C{i}"><f>1+{i}</f><v>{i / 8}</v></c>{cell.format(i=i)}</row>'
    for i, cell in enumerate((
        '<c r="D{i}" t="inlineStr"><is><r><t>in </t></r><r><rPr><b/></rPr><t>runs</t></r></is></c>',
        '<c r="D{i}" t="e"><v>#DIV/0!</v></c>', '<c r="D{i}" t="b"><v>1</v></c>',
        '<c r="D{i}"><f>SUM(A1:A2)</f></c>', '<c r="D{i}" t="d"><v>2024-08-13T19:01:54</v></c>',
        '<c r="D{i}" t="str"><v>a_x000D_b &lt; "c"</v></c>', ''), 2))
BASES = [[], ['--strict'], ['--prefix'], ['--1904'], ['--stored'], ['tabs=Orders,Old!,Notes']]
NUMBERS = ['', '0', '-1', '1', '16384', '16385', '1048576', '1048577', '4294967296', '1e9', ' 1',
           '18446744073709551616', '99999999999999999999999', '0x10', '2.5', 'NaN', '1e999', '-1e999',
           '2958466', '-0.5', '60', '\u0661', 'x' * 5000]
REFERENCES = ['', 'A', '1', 'A0', 'a1', 'XFD1048576', 'XFE1', 'ZZZZZZZZZZ1', 'A99999999999999', '$A$1',
              'A1:B2', 'R1C1', 'A-1', '\u0410' + '1', 'A' * 70000 + '1']
TYPES = ['', 's', 'n', 'b', 'e', 'd', 'str', 'inlineStr', 'S', 'x' * 5000]
TARGETS = ['', '/', '.', '..', '../' * 50 + 'etc/passwd', '/etc/passwd', 'workbook.xml', 'styles.xml',
           'sharedStrings.xml', 'worksheets', 'Orders\u202e\x9b', 'http://localhost/x.xml', 'a\\..\\b', 'x' * 70000]
LAUGHS = '<!DOCTYPE x [<!ENTITY a0 "ha">' + ''.join(
    f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12)) + ']>'
DOCTYPES = [LAUGHS, '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE x SYSTEM "x.dtd">',
            '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///dev/zero"> %p; <!ENTITY a11 "">]>',
            '<!DOCTYPE x [<!ENTITY a11 "' + 'x' * 500000 + '">]>']


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return {n: z.read(n) for n in z.namelist()}


def pack(parts, method=zipfile.ZIP_DEFLATED):
    """PARTS has the bytes of each path, or a list of pieces that are written one after the other."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as z:
        for name, of in parts.items():
            with z.open(name, 'w', force_zip64=True) as part:
                for piece in of if isinstance(of, list) else [of]:
                    part.write(piece)
    return out.getvalue()


def bases(folder):
    made = []
    for i, options in enumerate(BASES):
        path = f'{folder}/base{i}.xlsx'
        more = [f'sheet{k}={ROWS}' for k in (2, 3)] if i == 5 else []
        subprocess.run([sys.executable, MAKE, path, 'sheet=' + ROWS, *more, *options], check=True)
        made.append(open(path, 'rb').read())
        os.unlink(path)
    return made


# Each of these takes a random generator and a good archive, and gives a bad one.

def cut(rnd, data):
    return data[:rnd.randrange(30, len(data))]


def bits(rnd, data):
    out = bytearray(data)
    for _ in range(rnd.choice((1, 1, 4, 30))):
        out[rnd.randrange(len(out))] ^= 1 << rnd.randrange(8)
    return bytes(out)


def directory(rnd, data):
    """A field of the directory, or of its end, or of the header of a part."""
    out = bytearray(data)
    mark = rnd.choice((b'PK\1\2', b'PK\5\6', b'PK\3\4'))
    at = rnd.choice([m.start() for m in re.finditer(re.escape(mark), data)])
    at += rnd.randrange(4, 46 if mark == b'PK\1\2' else 22)
    value = rnd.choice((b'\xff\xff\xff\xff', bytes(4), b'\x63\0', b'\1\0', b'\xff\xff\xff\x7f'))
    out[at:at + len(value)] = value
    return bytes(out)


def around(rnd, data):
    junk = bytes(rnd.choices(range(256), k=rnd.choice((1, 22, 70000))))
    return rnd.choice((data + junk, data + data, data[:4] + junk + data[4:], data + bytes(1 << 20)))


def missing(rnd, data):
    parts = parts_of(data)
    del parts[rnd.choice(list(parts))]
    return pack(parts)


def twice(rnd, data):
    out = io.BytesIO(data)
    warnings.simplefilter('ignore')  # zipfile's, of the same name
    with zipfile.ZipFile(out, 'a') as z:
        names = z.namelist()
        name, other = rnd.choice(names), rnd.choice(names)
        z.writestr(zipfile.ZipInfo(rnd.choice((name, name.upper()))), z.read(other))
    return out.getvalue()


def swapped(rnd, data):
    parts = parts_of(data)
    a, b = rnd.sample(list(parts), 2)
    parts[a], parts[b] = parts[b], rnd.choice((parts[a], b'', b'<x/>', b'\0' * 100))
    return pack(parts)


def part_bits(rnd, data):
    parts = parts_of(data)
    name = rnd.choice(list(parts))
    parts[name] = rnd.choice((bits, cut))(rnd, parts[name]) if len(parts[name]) > 31 else b''
    return pack(parts)


def coded(rnd, data):
    parts = parts_of(data)
    name = rnd.choice(list(parts))
    text = parts[name].decode()
    parts[name] = rnd.choice((text.encode('utf-16'), text.encode('utf-16-le'), text.encode('utf-32'),
        b'\xef\xbb\xbf' + text.encode(), text.replace('UTF-8', 'EBCDIC-US').encode(),
        text.replace('UTF-8', 'ISO-8859-1').encode(), text.replace('Orders', '\udc80').encode('utf-8',
        'surrogateescape'), text.encode().replace(b'customer', b'\xc0\x80\xed\xa0\x80'),
        text.replace('customer', 'a\0b').encode()))
    return pack(parts)


def attribute(rnd, data):
    """The value of an attribute, or the text between two tags."""
    parts = parts_of(data)
    name = rnd.choice([n for n in parts if n != '[Content_Types].xml'] + 4 * [SHEET])
    text = parts[name].decode()
    for _ in range(rnd.choice((1, 1, 3))):
        m = rnd.choice(list(re.finditer(r'(\w+)="([^"]*)"', text)))
        values = {'r': REFERENCES + NUMBERS, 't': TYPES, 'Target': TARGETS, 'Type': TYPES,
                  'name': TARGETS}.get(
            m[1], NUMBERS)
        text = text[:m.start(2)] + rnd.choice(values) + text[m.end(2):]
    parts[name] = text.encode()
    return pack(parts)


def value(rnd, data):
    parts = parts_of(data)
    text = parts[SHEET].decode()
    for _ in range(rnd.choice((1, 1, 3))):
        found = list(re.finditer(r'<(?:x:)?(v|t)>([^<]*)<', text))
        m = rnd.choice(found)
        text = text[:m.start(2)] + rnd.choice(NUMBERS + ['&#x1F600;' * 20000, '_x0000__xD800_', '<![CDATA[x]]>',
            '<!-- ' + 'x' * 3000 + '-->', '&a11;', '&#0;', '<t>', '<v>1</v>']) + text[m.end(2):]
    parts[SHEET] = text.encode()
    return pack(parts)


def tags(rnd, data):
    """Tags are dropped, doubled and moved."""
    parts = parts_of(data)
    name = rnd.choice((SHEET, SHEET, SHEET, STRINGS, BOOK, STYLES, RELS))
    pieces = re.findall(r'<[^>]*>|[^<]+', parts[name].decode())
    for _ in range(rnd.choice((1, 2, 10))):
        i, k = rnd.randrange(len(pieces)), rnd.randrange(len(pieces))
        rnd.choice((lambda: pieces.pop(i), lambda: pieces.insert(k, pieces[i]),
            lambda: pieces.__setitem__(i, pieces[k])))()
    parts[name] = ''.join(pieces).encode()
    return pack(parts)


def doctype(rnd, data):
    parts = parts_of(data)
    name = rnd.choice([n for n in parts if n.endswith(('.xml', '.rels')) and n[0] != '['])
    text = parts[name].decode()
    at = text.index('?>') + 2 if text.startswith('<?') else 0
    parts[name] = (text[:at] + rnd.choice(DOCTYPES) + text[at:].replace('customer_id', '&a11;')).encode()
    return pack(parts)


DAMAGES = [cut, bits, directory, around, missing, twice, swapped, part_bits, coded, attribute, value,
           tags, doctype]


# Files that are much when they are unpacked.  Each must be refused.

def filled(base, name, mark, pieces):
    """The part with the pieces in place of the mark."""
    parts = parts_of(base)
    before, after = parts[name].split(mark, 1)
    parts[name] = [before, *pieces, after]
    return pack(parts)


def bombs(base):
    data = b'<sheetData>'
    yield 'blanks', filled(base, SHEET, data, [b' ' * (1 << 20)] * 300)
    yield 'a comment', filled(base, SHEET, data, [b'<!--', *[b' ' * (1 << 20)] * 300, b'-->'])
    yield 'tags in one another', filled(base, SHEET, data, [data, *[b'<a>' * 100000] * 100])
    yield 'names of tags', filled(base, SHEET, data, [data, *(
        b''.join(b'<a%x/>' % i for i in range(k, k + 100000)) for k in range(0, 2000000, 100000))])
    yield 'names of attributes', filled(base, SHEET, data, [data, *(
        b''.join(b'<x a%x=""/>' % i for i in range(k, k + 100000)) for k in range(0, 3000000, 100000))])
    yield 'rows', filled(base, SHEET, data, [data, *[b'<row/>' * 100000] * 20])
    yield 'cells', filled(base, SHEET, data, [data, b'<row r="1">', *[b'<c/>' * 100000] * 20])
    yield 'a text', filled(base, SHEET, b'customer_id', [b'x' * (1 << 20)] * 100)
    yield 'an attribute', filled(base, SHEET, b'<row r="1"', [b'<row x="', *[b'x' * (1 << 20)] * 100, b'"'])
    yield 'phonetic readings', filled(base, STRINGS, b'<si>', [b'<si>', *[b'<rPh>' * 100000] * 100])
    yield 'formats', filled(base, STYLES, b'<cellXfs>', [b'<cellXfs>', *[b'<xf/>' * 100000] * 100])
    yield 'worksheets', filled(base, BOOK, b'<sheets>', [b'<sheets>', *(
        b'<sheet name="%d" r:id="x%d"/>' % (i, i) for i in range(20000))])
    yield 'the name of a worksheet', filled(base, BOOK, b'name="', [b'name="', b'x' * (1 << 19)])
    yield 'relationships', filled(base, RELS, b'<Relationship ', [
        *[b'<Relationship Id="x" Type="/styles" Target="x"/>' * 10000] * 50, b'<Relationship '])
    parts = parts_of(base)
    yield 'parts', pack(dict(parts, **{f'x/{i}': b'' for i in range(70000)},
        **{SHEET: b'<x/>'}), zipfile.ZIP_STORED)


def same_parts(base):
    """As many worksheets as there may be, all of them one large part without rows."""
    parts = parts_of(base)
    n = 9000
    sheets = b''.join(b'<sheet name="%d" r:id="x%d"/>' % (i, i) for i in range(n))
    targets = b''.join(b'<Relationship Id="x%d" Type="/worksheet" Target="worksheets/sheet1.xml"/>' % i
        for i in range(n))
    parts[BOOK] = b'<workbook xmlns:r="r"><sheets>' + sheets + b'</sheets></workbook>'
    parts[RELS] = b'<Relationships>' + targets + b'</Relationships>'
    parts[SHEET] = b'<worksheet><sheetData>' + b'<row/>' * 100000 + b'</sheetData></worksheet>'
    return pack(parts)


def hostile(folder, n):
    """N damaged workbooks of all kinds, and the bombs: (name, bytes, may it be read?)."""
    good = bases(folder)
    for i, base in enumerate(good):
        yield f'good {i}', base, True
    for name, data in bombs(good[0]):
        yield name, data, False
    yield 'one part as all worksheets', same_parts(good[0]), False
    for i in range(n):
        rnd = random.Random(i)
        how = DAMAGES[i % len(DAMAGES)]
        yield f'{how.__name__} {i}', how(rnd, rnd.choice(good)), True
