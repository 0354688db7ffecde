#!/usr/bin/env python3
"""Checks a page of cust-report: its form, and that its numbers are those of its commands.

usage: check.py PAGE [INPUT]      INPUT is what the commands read on standard input

The page must be XML with headings in order, captions, scopes and alt texts; it must load nothing.
Each element data has the exact cell in value, and the number of its command in class: the command
is run again, and must print this cell; what is shown must be the cell, rounded. The tools must be
on PATH. Ends with 1 if something is wrong.
"""
import csv
import html.parser
import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

MINUS = "\u2212"
# points: a difference of shares; days, of a cell in hours
UNITS = {"%": .01, " points": .01, " 个百分点": .01, " days": 24, " 天": 24,
         " hours": 1, " 小时": 1}
SHORT = {"": 1, "k": 1e3, "M": 1e6, "bn": 1e9, "万": 1e4, "亿": 1e8}
faults = []


def fault(text):
    faults.append(text)


def text_of(element):
    return "".join(element.itertext()).strip()


def check_form(tree, page):
    for word in ("http", "<script", "@import", "url("):
        if word in page:
            fault(f"the page has {word}")
    for element in tree.iter():
        for name, value in element.attrib.items():
            if name.startswith("on") or name in ("src", "href", "srcset", "action"):
                if not value.startswith(("#", "data:image/")):
                    fault(f"{element.tag} {name}={value}")
    if not tree.get("lang"):
        fault("no lang")
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    for double in {i for i in ids if ids.count(i) > 1}:
        fault(f"two elements have the id {double}")
    level = 0
    for element in tree.iter():
        if re.fullmatch("h[1-6]", element.tag):
            if int(element.tag[1]) > level + 1:
                fault(f"heading {text_of(element)!r} skips a level")
            level = int(element.tag[1])
    if len(list(tree.iter("h1"))) != 1:
        fault("not one h1")


def check_tables(tree):
    tables = list(tree.iter("table"))
    for table in tables:
        if not text_of(table.find("caption")):
            fault("a table without a caption")
        for head in table.iter("th"):
            if head.get("scope") not in ("col", "row"):
                fault(f"th {text_of(head)!r} without scope")
        if not list(table.find("tbody")):
            fault(f"table {text_of(table.find('caption'))!r} is empty")
        widths = {len(row) for row in table.iter("tr")}
        if len(widths) != 1:
            fault(f"table {text_of(table.find('caption'))!r} is ragged: {widths}")
    for svg in tree.iter("svg"):
        names = svg.get("aria-labelledby", "").split()
        texts = [text_of(e) for e in svg if e.get("id") in names]
        if svg.get("role") != "img" or len(texts) != 2 or not all(texts):
            fault("a chart without a title and a description")
    for image in tree.iter("img"):
        if not image.get("alt"):
            fault("a picture without alt")
    return len(tables)


def commands_of(tree):
    return {e.get("id"): text_of(e) for e in tree.iter("pre") if e.get("id")}


def cells_of(command, given):
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], input=given,
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:        # if the data do not suffice, the page has no number of it
        return set()
    cells = {cell for row in csv.reader(io.StringIO(done.stdout)) for cell in row}
    # the worst of a standard: numbers of cases with hours, in one cell
    return cells | {part.partition(":")[2] for cell in cells for part in cell.split()}


def is_rounded(shown, exact):
    """Whether SHOWN is the number EXACT, rounded to the digits that it has."""
    match = re.fullmatch(r"([+\u2212]?)([\d,]+)(\.\d+)?"
                         r"(%|k|M|bn|万|亿| points| 个百分点| days| hours| 天| 小时)?", shown)
    if not match:
        return False
    sign, whole, part, unit = match.groups()
    number = float(whole.replace(",", "") + (part or ""))
    number *= -1 if sign == MINUS else 1
    scale = UNITS[unit] if unit in UNITS else SHORT[unit or ""]
    half = .5 * 10 ** -(len(part or ".") - 1) * scale
    return abs(number * scale - float(exact)) <= half * (1 + 1e-9)


def check_numbers(tree, given):
    commands = commands_of(tree)
    cells = {number: cells_of(command, given) for number, command in commands.items()}
    count = 0
    for data in tree.iter("data"):
        count += 1
        number, exact, shown = data.get("class"), data.get("value"), text_of(data)
        if number not in commands:
            fault(f"{shown} has no command")
        elif exact not in cells[number]:
            fault(f"{shown}: {commands[number]} does not print {exact}")
        elif not is_rounded(shown, exact):
            fault(f"{shown} is not {exact}")
    return count, len(commands)


def check_loose(tree):
    """No digit of a table cell, a card or a sentence stands outside data, but in labels."""
    for cell in tree.iter("td"):
        if cell.get("class") == "n" and text_of(cell) not in ("–", ""):
            if not list(cell.iter("data")):
                fault(f"the cell {text_of(cell)!r} has no exact value")


def main():
    page = open(sys.argv[1], encoding="utf-8").read()
    given = open(sys.argv[2], encoding="utf-8").read() if len(sys.argv) > 2 else ""
    html.parser.HTMLParser().feed(page)
    tree = ET.fromstring(page.removeprefix("<!DOCTYPE html>\n"))
    check_form(tree, page)
    tables = check_tables(tree)
    check_loose(tree)
    numbers, commands = check_numbers(tree, given)
    for text in faults:
        print(text, file=sys.stderr)
    print(f"{tables} tables, {numbers} numbers of {commands} commands")
    sys.exit(bool(faults) or numbers == 0)


if __name__ == "__main__":
    main()
