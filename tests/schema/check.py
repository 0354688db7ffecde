#!/usr/bin/env python3
"""Validates what the tools print with the schemas of custkit help and custkit describe.

usage: check.py BUILD; BUILD/dist has the SBOM. Frictionless reads Data Packages, jsonschema JSON
Schema, spdx-tools the SBOM; each must also refuse what is broken.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import frictionless
import jsonschema
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

BUILD = Path(sys.argv[1]).resolve()
SHARE = Path(__file__).resolve().parent.parent.parent / 'share'
CDNOW = SHARE / 'examples/cdnow.csv'
counts = {True: 0, False: 0}


def ok(good, name, why=''):
    counts[bool(good)] += 1
    print(f'{"ok" if good else "not ok"} - {name}{"" if good else f": {why}"}')


def run(command):
    done = subprocess.run(['bash', '-o', 'pipefail', '-c', command], capture_output=True, text=True,
                          check=False)
    if done.returncode:
        sys.exit(f'{command}: {done.stderr}')
    return done.stdout


def put(path, text):
    Path(path).write_text(text, encoding='utf-8')


def faults_of(package):
    """The faults that Frictionless finds in the files of a Data Package."""
    put('datapackage.json', package if isinstance(package, str) else json.dumps(package))
    report = frictionless.validate('datapackage.json')
    return [str(e[0]) for e in report.flatten(['message'])]


def described(path):
    return faults_of(run(f'custkit describe {path}'))


def rows_of(command):
    return [json.loads(line) for line in run(f'{command} --format=json').splitlines()]


def faults_of_rows(schema, rows):
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    return [e.message for row in rows for e in validator.iter_errors(row)]


# Each prints a table; those with rows alone can show that a type is wrong.
COMMANDS = {
    'clv': 'clv-calc -q --as-of=1997-09-30 orders.csv',
    'segments': 'cust-segment -q --rfm --explain --as-of=1997-09-30 orders.csv',
    'profile': 'cust-segment -q --profile --as-of=1997-09-30 -d s.db',
    'churn': 'churn-flag -q --explain --as-of=1997-09-30 orders.csv',
    'model': 'clv-calc -q --fit --as-of=1997-09-30 orders.csv',
    'cohorts': 'cohort-calc -q --as-of=1997-12-31 orders.csv',
    'survival': 'cohort-calc -q --survival --as-of=1997-12-31 --idle=90 orders.csv',
    'figures': 'figure-calc -q --as-of=1998-06-30 orders.csv',
    'forecast': 'demand-forecast -q --period=month --as-of=1998-06-30 orders.csv',
    'customers': 'cust-list -d s.db',
    'histories': 'cust-list -d s.db --history --as-of=1998-01-01',
    'order_list': 'order-list -d s.db',
    'cases': 'feedback-list -d s.db --as-of=1998-08-01',
    'steps': 'feedback-list -d s.db --events --as-of=1998-08-01',
    'nps': 'nps-calc -q -d s.db --as-of=1998-08-01',
    'service': 'service-check -d s.db --as-of=1998-08-01',
    'promises': 'promise-list -d s.db --as-of=1998-08-01',
    'points': 'points-list -d s.db --as-of=1998-08-01',
    'lots': 'points-list -d s.db --lots --as-of=1998-08-01',
    'batches': 'cust-undo -d s.db --list',
    'alerts': 'churn-flag -q -d s.db --alert --as-of=1998-06-30',
    'quality': 'data-check -d s.db',
    'doctor': 'custkit doctor -f csv -d s.db --today=1998-08-01',
}

# Tables that are shipped, which tools read.
SHIPPED = {
    'segment-map': 'segments/rfm.csv', 'churn-rules': 'rules/churn.csv',
    'care-rules': 'rules/care.csv', 'festivals': 'rules/festivals.csv',
    'standards': 'standards/default.csv', 'item-map': 'instruments/servqual.csv',
    'scorecard-instrument': 'instruments/mystery.csv', 'calendar': 'examples/calendar.csv',
    'balance-instrument': 'instruments/delivered_value.csv',
}


def fill_store():
    put('orders.csv', CDNOW.read_text(encoding='utf-8'))
    for command in [
            'cust-init -d s.db --currency=USD',
            "printf '%s\\n' customer_id,name,shoe '0001,Ann,\"38\"' | cust-add -q -d s.db --attrs",
            'order-add -q -d s.db --create orders.csv',
            "printf '%s\\n' customer_id,kind,score,date,text 0001,nps,9,1998-07-01, "
            ',nps,3,1998-07-02, 0002,complaint,,1998-07-02T10:00,late | feedback-log -q -d s.db',
            'feedback-step -q -d s.db 3 --actor=li --at=1998-07-02T11:00 --assign=li/returns',
            'promise-log -q -d s.db --customer-id=0001 --promise=call --date=1998-07-01 '
            '--due=1998-07-03',
            "printf '%s\\n' customer_id,date,step,points,expires "
            '0001,1998-07-01,earn,100,1999-01-01 | points-log -q -d s.db']:
        run(command)


def check_prints():
    for name, command in COMMANDS.items():
        put(f'{name}.csv', run(command))
        rows = len(Path(f'{name}.csv').read_text(encoding='utf-8').splitlines()) - 1
        ok(rows > 0, f'{name}: {rows} rows')
        faults = described(f'{name}.csv')
        ok(not faults, f'{name}: CSV is as described', faults[:3])
        if command.startswith('custkit'):
            command = command.replace('-f csv', '')
        schema = json.loads(run(f'custkit describe --format=json-schema {name}.csv'))
        if name != 'alerts':  # they are printed once
            faults = faults_of_rows(schema, rows_of(command))
            ok(not faults, f'{name}: JSON is as described', faults[:3])


def check_help():
    package = json.loads(run('custkit help --format=datapackage'))
    faults = [e.note for e in frictionless.Package.metadata_validate(package)]
    ok(len(package['resources']) > 150 and not faults, 'the package of all tables', faults[:3])
    schemas = json.loads(run('custkit help --format=json-schema'))
    jsonschema.Draft202012Validator.check_schema(schemas)
    of = schemas['$defs']
    for name, table, command in [
            ('nps-calc', 'net-promoter-score', COMMANDS['nps']),
            ('clv-calc', 'value', COMMANDS['clv']), ('clv-calc', 'histories', COMMANDS['clv']),
            ('order-list', 'order-list', COMMANDS['order_list']),
            ('churn-flag', 'indicators', COMMANDS['churn'])]:
        rows = rows_of(command)
        missing = set(of[table]['properties']) - set(rows[0])
        faults = faults_of_rows(of[table], rows)
        ok(not missing and not faults, f'{name}: rows are as in {table}', (missing, faults[:3]))
    resources = {r['name']: r for r in package['resources']}
    for name, path in SHIPPED.items():
        resource = dict(resources[name], path='shipped.csv')
        text = (SHARE / path).read_text(encoding='utf-8')
        header = text.splitlines()[0].split(',')
        fields = {f['name']: f for f in resource['schema']['fields']}
        resource['schema'] = dict(resource['schema'], fields=[fields[h] for h in header])
        put('shipped.csv', text)
        faults = faults_of({'name': 'shipped', 'resources': [resource]})
        ok(not faults, f'{path} is as described', faults[:3])


def broken(name, old, new, of='clv.csv'):
    """The package describes the good file; one of its cells or names is changed."""
    package = run(f'custkit describe {of}')
    text = Path(of).read_text(encoding='utf-8')
    changed = text.replace(old, new, 1)
    put(of, changed)
    ok(changed != text and faults_of(package), f'{name} is refused')
    put(of, text)


def check_refusals():
    first = Path('clv.csv').read_text(encoding='utf-8').splitlines()[1]
    value = first.split(',')[11]
    broken('a word for a probability', f',{value},', ',often,')
    broken('a day that is no date', ',1997-09-30,', ',30.9.1997,')
    broken('another name of a column', ',p_alive,', ',alive,')
    broken('a row that is too short', first, first.rsplit(',', 1)[0])
    broken('an order without a customer', '\n0001,', '\n,', 'orders.csv')
    schema = json.loads(run('custkit describe --format=json-schema clv.csv'))
    row = rows_of(COMMANDS['clv'])[0]
    for name, change in [('a number as text', {'p_alive': '0.5'}), ('an id as number',
                         {'customer_id': 1}), ('a column more', {'more': 1})]:
        ok(faults_of_rows(schema, [dict(row, **change)]), f'JSON with {name} is refused')
    del row['clv']
    ok(faults_of_rows(schema, [row]), 'JSON without a column is refused')


def check_sbom():
    path, = (BUILD / 'dist').glob('*.spdx.json')
    faults = [m.validation_message for m in validate_full_spdx_document(parse_file(str(path)))]
    ok(not faults, 'the SBOM is valid', faults[:3])
    put('bad.spdx.json', path.read_text(encoding='utf-8').replace('DEPENDS_ON', 'NEEDS', 1))
    try:
        faults = validate_full_spdx_document(parse_file('bad.spdx.json'))
    except Exception as error:  # whatever the parser raises is a refusal
        faults = [error]
    ok(faults, 'an SBOM with an unknown relationship is refused')


os.environ['PATH'] = f'{BUILD / "bin"}:{os.environ["PATH"]}'
os.environ.update(LC_ALL='C', TZ='UTC0')
with tempfile.TemporaryDirectory() as scratch:
    os.chdir(scratch)
    fill_store()
    check_prints()
    check_help()
    check_refusals()
    check_sbom()
    os.chdir('/')
print(f'{counts[True]} passed, {counts[False]} failed')
sys.exit(counts[False] > 0)
