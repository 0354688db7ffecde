# Workbooks in and out: what a worksheet shows is what a tool reads, and what it writes reads back.
# shellcheck disable=SC2154 # $output and $stderr are set by run
load helper

# book FILE ...: makes a workbook (workbook.py).
book() { python3 "$ROOT/tests/workbook.py" "$@"; }

# cells_of FILE: the cells as the table reader reads them, with | between them; notes go to stderr.
cells_of() { "$(dirname "${CUSTKIT_BIN:-$ROOT/build/bin}")/faults/rows" "$@" | tr '\037\036' '|\n' | sed 's/|$//'; }

# text COLUMN ROW WORDS: a cell of text.  number COLUMN ROW VALUE [STYLE].  row N CELL...
text() { echo "<c r=\"$1$2\" t=\"inlineStr\"><is><t>$3</t></is></c>"; }
number() { echo "<c r=\"$1$2\" s=\"${4:-0}\"><v>$3</v></c>"; }
row() { echo "<row r=\"$1\">${*:2}</row>"; }
head_row() { row "${1:-1}" "$(text A "${1:-1}" id)$(text B "${1:-1}" value)"; }

# A sanitizer needs more memory than any limit, and has its own loader.
is_sanitized() { nm -D "$(command -v cust-list)" | grep -q __asan_init; }

# refused MESSAGE FILE: cust-segment reads no row of it.
refused() {
	run -2 --separate-stderr cust-segment --rfm "$2"
	[ -z "$output" ]
	[ "${stderr_lines[0]}" = "cust-segment: $2: $1" ] || { echo "$stderr"; false; }
}

@test "texts: shared and inline, in runs, without the readings of characters, with escapes" {
	book t.xlsx strings='<si><t>shared &amp; 客户</t></si>
		<si><r><t>in </t></r><r><rPr><b/></rPr><t>runs</t></r><rPh
		sb="0" eb="2"><t>reading</t></rPh></si>
		<si><t xml:space="preserve"> a_x000D_
b_x005F_x000D_ </t></si><si/>' \
		sheet="$(head_row)$(row 2 '<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>'
			)$(row 3 '<c r="A3" t="s"><v>2</v></c><c r="B3" t="str"><f>"x"</f><v>a,"b"</v></c>'
			)$(row 4 '<c r="A4" t="inlineStr"><is><r><t>x</t></r><rPh><t>no</t></rPh><r><t>y</t></r></is></c><c r="B4" t="s"><v>3</v></c>')"
	run -0 cells_of t.xlsx
	same $'id|value\nshared & 客户|in runs\n a\r\nb_x000D_ |a,"b"\nxy|'
}

@test "dates: built-in and custom formats, moments to the second; colours and currencies are none" {
	book t.xlsx formats='<numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>
		<numFmt numFmtId="165" formatCode="[Magenta]#,##0.00;[Red]-0"/>
		<numFmt numFmtId="166" formatCode="[h]:mm:ss"/>
		<numFmt numFmtId="167" formatCode="0&quot; days&quot;"/>
		<numFmt numFmtId="168" formatCode="d\.m\.yy h:mm"/>
		<numFmt numFmtId="169" formatCode="00000"/>' \
		styles='<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>
		<xf numFmtId="167"/><xf numFmtId="168"/><xf numFmtId="57"/><xf numFmtId="20"/>
		<xf numFmtId="169"/>' \
		sheet="$(head_row)$(row 2 "$(text A 2 d14)$(number B 2 45468 1)"
			)$(row 3 "$(text A 3 era)$(number B 3 45468 2)"
			)$(row 4 "$(text A 4 colour)$(number B 4 45468 3)"
			)$(row 5 "$(text A 5 span)$(number B 5 1.5208333333333333 4)"
			)$(row 6 "$(text A 6 quoted)$(number B 6 45468 5)"
			)$(row 7 "$(text A 7 moment)$(number B 7 45437.69097222222 6)"
			)$(row 8 "$(text A 8 d57)$(number B 8 45468 7)"
			)$(row 9 "$(text A 9 clock)$(number B 9 .75 8)"
			)$(row 10 "$(text A 10 leap)$(number B 10 60 1)"
			)$(row 11 "$(text A 11 first)$(number B 11 1 1)"
			)$(row 12 "$(text A 12 zeros)$(number B 12 42 9)"
			)$(row 13 "$(text A 13 general)$(number B 13 45468)"
			)$(row 14 "$(text A 14 iso
				)<c r=\"B14\" t=\"d\"><v>2024-08-13T19:01:54</v></c>"
			)$(row 15 "$(text A 15 iso
				)<c r=\"B15\" t=\"d\"><v>2024-08-13T00:00:00</v></c>")"
	run -0 cells_of t.xlsx
	# 45468 is 2024-06-25: ECMA-376 counts from 1900-01-01 = 1, with a 29 February 1900
	same 'id|value
d14|2024-06-25
era|2024-06-25
colour|45468
span|36:30:00
quoted|45468
moment|2024-05-25 16:35:00
d57|2024-06-25
clock|18:00:00
leap|1900-02-29
first|1900-01-01
zeros|00042
general|45468
iso|2024-08-13 19:01:54
iso|2024-08-13'
	book t.xlsx --1904 sheet="$(head_row)$(row 2 "$(text A 2 d)$(number B 2 43885 1)")"
	run -0 cells_of t.xlsx
	same $'id|value\nd|2024-02-25'
}

@test "a day that does not exist is a bad cell, not another day" {
	book t.xlsx sheet="$(row 1 "$(text A 1 customer_id)$(text B 1 date)$(text C 1 amount)"
		)$(row 2 "$(text A 2 a)$(number B 2 60 1)$(number C 2 5)")"
	run -2 --separate-stderr cust-segment --rfm t.xlsx
	[ "$stderr" = "cust-segment: t.xlsx:2: date '1900-02-29' is not a valid date" ]
}

@test "rows below a preamble are filled up to the header: each ends at its last cell" {
	printf '%s\n' rule,as,name,from,how,when need,,,Id,, column,customers,customer_id,Id,, \
		column,customers,name,Name,, column,customers,email,Mail,, >p.csv
	book t.xlsx sheet="$(row 1 "$(text A 1 'the customers')"
		)$(row 2 "$(text A 2 Id)$(text B 2 Name)$(text C 2 Mail)"
		)$(row 3 "$(text A 3 a)")$(row 4 "$(text A 4 b)$(text B 4 Bo)")"
	run -0 --separate-stderr table-convert --preset=./p.csv t.xlsx
	same $'customer_id,name,email\na,,\nb,Bo,'
}

@test "numbers have up to 15 digits; truth values and errors are words, and no number" {
	book t.xlsx sheet="$(head_row)$(row 2 "$(text A 2 a)$(number B 2 0.30000000000000004)"
		)$(row 3 "$(text A 3 b)$(number B 3 1.2E+3)"
		)$(row 4 "$(text A 4 c)$(number B 4 13800138000)"
		)$(row 5 "$(text A 5 d)<c r=\"B5\" t=\"b\"><v>1</v></c>"
		)$(row 6 "$(text A 6 e)<c r=\"B6\" t=\"b\"><v>0</v></c>"
		)$(row 7 "$(text A 7 f)<c r=\"B7\" t=\"e\"><f>NA()</f><v>#N/A</v></c>"
		)$(row 8 "$(text A 8 g)<c r=\"B8\" t=\"e\"/>")"
	run -0 cells_of t.xlsx
	same $'id|value\na|0.3\nb|1200\nc|13800138000\nd|TRUE\ne|FALSE\nf|#N/A\ng|#ERROR!'
	book t.xlsx sheet="$(row 1 "$(text A 1 customer_id)$(text B 1 date)$(text C 1 amount)"
		)$(row 2 "$(text A 2 a)$(number B 2 45468 1)$(number C 2 5)"
		)$(row 3 "$(text A 3 a)$(number B 3 45468 1
			)<c r=\"C3\" t=\"e\"><v>#DIV/0!</v></c>")"
	run -1 --separate-stderr cust-segment -q --rfm --as-of=2024-07-01 \
		--skip-bad --columns=spend --no-header t.xlsx
	same 5
	says "t.xlsx:3: amount '#DIV/0!' is not a valid amount"
}

@test "the result of a formula counts; without one the cell is empty, and a note says so" {
	book t.xlsx sheet="$(head_row)$(row 2 "$(text A 2 a)<c r=\"B2\"><f>1+1</f><v>2</v></c>"
		)$(row 3 "$(text A 3 b)<c r=\"B3\"><f>1+1</f><v></v></c>"
		)$(row 4 "$(text A 4 c)<c r=\"B4\"><f>1+1</f></c>")"
	run -0 --separate-stderr cells_of t.xlsx
	same $'id|value\na|2\nb|\nc|'
	says "t.xlsx: worksheet 'Orders': 2 formulas have no result and are empty; open and save it in a spreadsheet program"
}

@test "rows: messages name the row of the worksheet, also after empty rows and multi-line cells" {
	book t.xlsx sheet="$(row 3 "$(text A 3 customer_id)$(text B 3 date)$(text C 3 amount)$(text D 3 note)"
		)$(row 4 "$(text A 4 a)$(number B 4 45468 1)$(number C 4 5)$(text D 4 $'three\nlines\nof text')"
		)$(row 9 "$(text A 9 b)$(number B 9 45468 1)$(text C 9 five)")<row r=\"1048576\"><c r=\"A1048576\" s=\"1\"/></row>"
	run -2 --separate-stderr cust-segment --rfm t.xlsx
	says "t.xlsx:9: amount 'five' is not a valid amount"
	# a header of several lines, a preamble of several lines
	book t.xlsx sheet="$(row 1 "$(text A 1 $'Orders\nof "2024"')"
		)$(row 2 "$(text A 2 a)$(text C 2 b)"
		)$(row 5 "$(text A 5 customer_id)$(text B 5 date)$(text C 5 amount)$(text D 5 $'a\nnote')"
		)$(row 6 "$(text A 6 b)$(number B 6 45468 1)$(text C 6 five)")"
	run -2 --separate-stderr cust-segment --rfm --skip-lines=4 t.xlsx
	says "t.xlsx:6: amount 'five' is not a valid amount"
}

@test "a row is as wide as the header; more cells, or cells to its left, make it bad" {
	book t.xlsx sheet="$(row 2 "$(text B 2 customer_id)$(text C 2 date)$(text D 2 amount)$(text E 2 note)"
		)$(row 3 "$(text B 3 a)$(number C 3 45468 1)$(number D 3 5)<c r=\"Z3\" s=\"1\"/>"
		)$(row 4 "$(text B 4 b)$(number C 4 45468 1)$(number D 4 5)$(text E 4 x)$(text F 4 y)"
		)$(row 5 "$(text A 5 c)$(text B 5 c)$(number C 5 45468 1)")"
	run -1 --separate-stderr cust-segment -q --rfm --as-of=2024-07-01 \
		--skip-bad --columns=customer_id,spend --no-header t.xlsx
	same a,5
	says 't.xlsx:4: 5 cells but the header has 4'
	says 't.xlsx:5: 5 cells but the header has 4'
}

@test "cells without references follow one another, and in any order" {
	book t.xlsx sheet='<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>
		<row r="2"><c r="B2"><v>2</v></c><c r="A2"><v>1</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>'
	run -0 cells_of t.xlsx
	same $'a|b\n1|2\n3|4'
}

@test "hidden rows are read, and said" {
	book t.xlsx sheet="$(head_row)<row r=\"2\" hidden=\"1\">$(text A 2 a)$(number B 2 1)</row>$(
		row 3 "$(text A 3 b)$(number B 3 2)")"
	run -0 --separate-stderr cells_of t.xlsx
	same $'id|value\na|1\nb|2'
	says "t.xlsx: worksheet 'Orders': 1 hidden row is read, too"
}

@test "--sheet: by name or number, also a hidden one; else the first visible one that has a table" {
	local first second third
	first=$(row 1 "$(text A 1 'Report of 2024')")
	second=$(head_row)$(row 2 "$(text A 2 secret)$(number B 2 1)")
	third=$(row 1 "$(text A 1 customer_id)$(text B 1 date)$(text C 1 amount)")$(row 2 "$(text A 2 a)$(number B 2 45468 1)$(number C 2 5)")
	book t.xlsx tabs='Cover,Old!,2024 Orders,Notes' sheet="$first" sheet2="$second" sheet3="$third" sheet4="$third"
	run -0 --separate-stderr cust-segment --rfm --as-of=2024-07-01 \
		--columns=customer_id --no-header t.xlsx
	same a
	says "t.xlsx: reading worksheet '2024 Orders', not 'Cover', 'Notes' (--sheet=NAME reads another)"
	for sheet in '2024 Orders' '2024 orders' 3 4 Notes; do
		run -0 --separate-stderr cust-segment --rfm --as-of=2024-06-30 \
			--columns=customer_id --no-header --sheet="$sheet" t.xlsx
		same a
		[ -z "$stderr" ]
	done
	for sheet in Old 2; do
		run -2 --separate-stderr cust-segment --rfm --sheet="$sheet" t.xlsx
		[[ ${stderr_lines[0]} == *"the columns are 'id', 'value'"* ]] ||
			{ echo "$stderr"; false; }
	done
	for sheet in none 0 5 -1; do
		run -2 --separate-stderr cust-segment --rfm --sheet="$sheet" t.xlsx
		[ "${stderr_lines[0]}" = "cust-segment: t.xlsx: no worksheet '$sheet'; the workbook has 'Cover', 'Old' (hidden), '2024 Orders', 'Notes'" ]
	done
}

@test "a worksheet without rows is empty input" {
	book t.xlsx
	refused 'empty input, no header' t.xlsx
}

@test "strict OOXML, prefixed elements, absolute targets, names in other cases, stored parts" {
	local rows
	rows=$(head_row)$(row 2 "$(text A 2 a)<c r=\"B2\" t=\"s\"><v>0</v></c>")
	book strict.xlsx --strict sheet="$rows"
	book prefix.xlsx --prefix strings='<x:si><x:t>a</x:t></x:si>' \
		sheet="$(sed -E 's#<(/?)([a-z])#<\1x:\2#g' <<<"$rows")"
	book stored.xlsx --stored sheet="$rows"
	book case.xlsx xl/sharedStrings.xml=- 'xl/SharedStrings.xml=<sst><si><t>a</t></si></sst>' sheet="$rows"
	for file in strict prefix stored case; do
		run -0 --separate-stderr cells_of $file.xlsx
		same $'id|value\na|a'
	done
}

@test "refused: what is not a whole workbook is called by its name" {
	book t.xlsx sheet="$(head_row)"
	head -c 700 t.xlsx >cut.xlsx
	run -2 --separate-stderr cust-segment --rfm cut.xlsx
	[ -z "$output" ]
	# the reason is libzip's, whose releases word it differently
	[[ $stderr == "cust-segment: cut.xlsx: the workbook is cut off or damaged ("*"archive); get it again" ]]
	(mkdir part && cd part && unzip -q ../t.xlsx && zip -q -P secret ../password.xlsx -r .)
	refused 'the archive is encrypted; save the workbook without a password' password.xlsx
	rels() {
		echo '<Relationships>'
		echo "<Relationship Id=\"1\" Type=\"x/officeDocument\" Target=\"$1\"/>"
		echo '</Relationships>'
	}
	book xlsb.xlsx _rels/.rels="$(rels xl/book.bin)" xl/book.bin=x
	refused 'a binary workbook (.xlsb) is not read; save it as .xlsx' xlsb.xlsx
	book docx.xlsx _rels/.rels="$(rels document.xml)"
	refused 'a zip archive, but not a workbook' docx.xlsx
	gzip -k t.xlsx
	run -2 --separate-stderr cust-segment --rfm t.xlsx.gz
	[ "${stderr_lines[0]}" = 'cust-segment: t.xlsx.gz: what is packed in it is an Excel workbook (.xlsx), not CSV; save the sheet as CSV UTF-8' ]
}

@test "a workbook from a pipe, and several as one table" {
	local header
	header=$(row 1 "$(text A 1 customer_id)$(text B 1 date)$(text C 1 amount)")
	book a.xlsx sheet="$header$(row 2 "$(text A 2 a)$(number B 2 45468 1)$(number C 2 5)")"
	book b.xlsx sheet="$header$(row 2 "$(text A 2 b)$(number B 2 45468 1)$(number C 2 7)")"
	segment() {
		cust-segment -q --rfm --as-of=2024-07-01 --columns=customer_id,spend \
			--no-header "$@"
	}
	# shellcheck disable=SC2002 # a pipe
	[ "$(cat a.xlsx | segment)" = a,5 ]
	[ "$(segment - <b.xlsx)" = b,7 ]
	run -0 segment a.xlsx b.xlsx
	same $'a,5\nb,7'
	printf 'customer_id,date,amount\nc,2024-06-25,9\n' >c.csv
	run -0 segment a.xlsx c.csv
	same $'a,5\nc,9'
	run -2 --separate-stderr cust-segment --rfm --sheet=1 c.csv
	[ "${stderr_lines[0]}" = 'cust-segment: c.csv: --sheet: this is not a workbook' ]
	# what is no CSV either is called by its name
	printf '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' >old.xls
	run -2 --separate-stderr cust-segment --rfm --sheet=1 old.xls
	[ "${stderr_lines[0]}" = 'cust-segment: old.xls is an old Excel workbook (.xls), not CSV; save it as .xlsx or as CSV UTF-8' ]
}

@test "a load from a workbook: rejects name its rows, and the same rows again are refused" {
	cust-init -d s.db
	book t.xlsx sheet="$(row 1 "$(text A 1 customer_id)$(text B 1 date)$(text C 1 amount)"
		)$(row 2 "$(text A 2 $'a')$(number B 2 45468 1)$(number C 2 5)"
		)$(row 4 "$(text A 4 b)$(number B 4 45468 1)<c r=\"C4\" t=\"e\"><v>#N/A</v></c>")"
	run -1 --separate-stderr order-add -d s.db --create --rejects=bad.csv t.xlsx
	[ "$(cell added)" = 1 ] && [ "$(cell rejected)" = 1 ]
	[ "$(tail -n 1 bad.csv)" = "b,2024-06-25,#N/A,t.xlsx,4,amount,amount '#N/A' is not a valid amount (such as 1200.50)" ]
	run -2 --separate-stderr order-add -d s.db --create --rejects=bad2.csv t.xlsx
	says '--again'
}

@test "refused: a damaged workbook says which part" {
	local rows
	rows=$(head_row)
	book t.xlsx xl/worksheets/sheet1.xml=-
	refused 'the workbook is damaged: it has no part xl/worksheets/sheet1.xml' t.xlsx
	book t.xlsx xl/_rels/workbook.xml.rels='<Relationships/>' sheet="$rows"
	refused "the workbook is damaged: nothing says where worksheet 'Orders' is" t.xlsx
	book t.xlsx xl/workbook.xml='<workbook><sheets><sheet name="a" id="1"/><sheet name="b" id="1"/></sheets></workbook>'
	refused "the workbook is damaged: worksheet 'b' is one too many" t.xlsx
	book t.xlsx xl/workbook.xml='<workbook/>'
	refused 'the workbook has no worksheet' t.xlsx
	book t.xlsx xl/worksheets/sheet1.xml='<worksheet><sheetData><row></sheetData></worksheet>'
	refused 'the workbook is damaged: xl/worksheets/sheet1.xml, line 1: mismatched tag' t.xlsx
	book t.xlsx xl/worksheets/sheet1.xml='<chartsheet/>'
	refused "the workbook is damaged: 'Orders' is not a worksheet" t.xlsx
	book t.xlsx sheet="$rows$(row 1 '')"
	refused "worksheet 'Orders', row 1: the workbook is damaged: rows are not in order" t.xlsx
	book t.xlsx sheet="$rows<row r=\"1048577\"/>"
	refused "worksheet 'Orders', row 1048577: the workbook is damaged: rows are not in order" t.xlsx
	book t.xlsx sheet="$rows$(row 2 "$(number A 2 1)$(number A 2 1)")"
	refused "worksheet 'Orders', row 2: the workbook is damaged: a cell is there twice" t.xlsx
	book t.xlsx sheet="$rows$(row 2 "$(number XFE 2 1)")"
	refused "worksheet 'Orders', row 2: the workbook is damaged: a cell has no valid reference" t.xlsx
	book t.xlsx sheet="$rows$(row 2 "$(number XFD 2 1)<c><v>1</v></c>")"
	refused "worksheet 'Orders', row 2: the workbook is damaged: more than 16,384 cells" t.xlsx
	book t.xlsx sheet="$rows$(row 2 '<c r="A2" t="s"><v>3</v></c>')"
	refused "worksheet 'Orders', row 2: the workbook is damaged: the text of a cell is missing" t.xlsx
	book t.xlsx --stored sheet="$rows"
	sed -i 's/<t>value/<t>valuf/' t.xlsx
	refused 'xl/worksheets/sheet1.xml is damaged: CRC error' t.xlsx
	book t.xlsx xl/_rels/workbook.xml.rels='<Relationships><Relationship Id="rId1" Type="x/chartsheet" Target="worksheets/sheet1.xml"/></Relationships>'
	refused 'the workbook has no worksheet' t.xlsx
}

@test "--sheet of a chart" {
	book t.xlsx tabs=Orders,Chart sheet="$(head_row)" \
		xl/_rels/workbook.xml.rels='<Relationships>
		<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
		<Relationship Id="rId2" Type="x/chartsheet" Target="worksheets/sheet2.xml"/>
		</Relationships>'
	run -2 --separate-stderr cust-segment --rfm --sheet=Chart t.xlsx
	[ "${stderr_lines[0]}" = "cust-segment: t.xlsx: 'Chart' is a chart, not a worksheet" ]
}

@test "zip bombs are refused at once, in little memory" {
	local rows entities limit
	rows=$(head_row)
	entities='<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">]><worksheet><sheetData/></worksheet>'
	book t.xlsx xl/worksheets/sheet1.xml="$entities"
	refused 'xl/worksheets/sheet1.xml has a document type, which no workbook has' t.xlsx
	book t.xlsx sheet="$rows$(row 2 "$(text A 2 "$(head -c 32768 /dev/zero | tr '\0' x)")")"
	refused "worksheet 'Orders', row 2: a cell has more than 32,767 characters" t.xlsx
	yes x | head -n 230000 >long
	echo "<worksheet><sheetData>$rows$(row 2 "$(text A 2 LONG)")</sheetData></worksheet>" |
		sed -e '/LONG/{s/LONG.*//;r long' -e 'a\
</t></is></c></row></sheetData></worksheet>' -e '}' >sheet
	book t.xlsx xl/worksheets/sheet1.xml=@sheet
	refused "worksheet 'Orders', row 2: a cell has more than 32,767 characters" t.xlsx
	book t.xlsx strings="<si><t>a</t></si><si><t>$(head -c 32768 /dev/zero | tr '\0' x)</t></si>" sheet="$rows"
	refused 'text 2 has more than 32,767 characters, more than a cell holds' t.xlsx
	book t.xlsx sheet="$rows$(row 2 "$(text A 2 "$(head -c 32767 /dev/zero | tr '\0' x)")")"
	run -0 cells_of t.xlsx
	[ "${#lines[1]}" -eq 32768 ]
	limit='ulimit -v 200000; exec "$@"'
	is_sanitized && limit='exec "$@"'
	for part in xl/worksheets/sheet1.xml xl/sharedStrings.xml xl/styles.xml; do
		for bomb in blank:300 comment:20; do
			book t.xlsx "--${bomb/:/=$part:}" sheet="$rows"
			[ "$(stat -c %s t.xlsx)" -lt 1000000 ]
			run -2 --separate-stderr timeout 5 \
				bash -c "$limit" - cust-segment --rfm t.xlsx
			says "t.xlsx: $part has more than 1 MiB without a tag; no spreadsheet program writes this"
		done
	done
	{ echo '<styleSheet>'; yes '<a/>' | head -n 4000000; echo '</styleSheet>'; } >styles
	book t.xlsx xl/styles.xml=@styles sheet="$rows"
	refused 'xl/styles.xml inflates to more than 16 MiB and is not read' t.xlsx
	{ echo '<worksheet><sheetData>'; yes '<a>' | head -n 2000000; } >deep
	book t.xlsx xl/worksheets/sheet1.xml=@deep
	run -2 --separate-stderr bash -c "$limit" - cust-segment --rfm t.xlsx
	says 't.xlsx: xl/worksheets/sheet1.xml needs more than 64 MiB of memory for its tags; no spreadsheet program writes this'
}

@test "many worksheets without a table are not all looked at" {
	local i sheets='' relations=''
	for i in $(seq 400); do
		sheets+="<sheet name='s$i' id='$i'/>"
		relations+="<Relationship Id='$i' Type='/worksheet' Target='worksheets/sheet1.xml'/>"
	done
	{ echo '<worksheet><sheetData>'; yes '<row/>' | head -n 40000
		echo '</sheetData></worksheet>'; } >rows
	book t.xlsx xl/workbook.xml="<workbook><sheets>$sheets</sheets></workbook>" \
		xl/_rels/workbook.xml.rels="<Relationships>$relations</Relationships>" \
		xl/worksheets/sheet1.xml=@rows
	refused 'too many worksheets begin without a table; use --sheet=NAME' t.xlsx
	run -2 --separate-stderr cust-segment --rfm --sheet=s400 t.xlsx
	says 't.xlsx: empty input, no header'
}

@test "what a message quotes of a workbook is short, and has no control character" {
	local long
	long=$(head -c 5000 /dev/zero | tr '\0' x)
	book t.xlsx xl/workbook.xml="<workbook><sheets><sheet name='$long' id='1'/></sheets></workbook>"
	refused 'the name of worksheet 1 has more than 255 bytes; no spreadsheet program writes this' t.xlsx
	book t.xlsx xl/_rels/workbook.xml.rels="<Relationships><Relationship Id='rId1' Type='/worksheet' Target='$long'/></Relationships>"
	run -2 --separate-stderr cust-segment --rfm t.xlsx
	says 't.xlsx: the workbook is damaged: it has no part xl/xxx'
	[ "${#stderr_lines[0]}" -lt 500 ]
	book t.xlsx tabs=$'a\xe2\x80\xaeb\xc2\x9b,c' sheet="$(head_row)$(row 2 "$(text A 2 a)$(number B 2 1)")" \
		sheet2="$(head_row)"
	run -2 --separate-stderr cust-segment --rfm t.xlsx
	says "t.xlsx: reading worksheet 'a?b?', not 'c' (--sheet=NAME reads another)"
	run -2 --separate-stderr cust-segment --rfm --sheet=none t.xlsx
	says "t.xlsx: no worksheet 'none'; the workbook has 'a?b?', 'c'"
}

@test "200,000 rows take seconds, and little memory" {
	book t.xlsx --big=200000
	limit='ulimit -v 200000 -t 8; exec "$@"'	# a second of the processor for 100,000 cells
	is_sanitized && limit='exec "$@"'
	run -0 bash -c "$limit" - "$(dirname "${CUSTKIT_BIN:-$ROOT/build/bin}")/faults/rows" t.xlsx
	[ "$(tr '\036' '\n' <<<"$output" | wc -l)" -eq 200002 ]
	[ "$(tr '\036\037' '\n,' <<<"$output" | tail -n 2 | head -n 1)" = a,2024-07-28,0.125,b, ]
}

# Out.

# A history table with columns that pass through, known ones (note is none of ours).
odd_table() {
	printf '%s\n' 'customer_id,as_of,first_date,last_date,frequency,spend,amount,score,due,attrs,note,quantity' \
		'007,2024-12-31,2024-01-01,2024-01-01,0,12.5,12.50,9,2024-05-01T09:30,"{""a"":1}",=1+1,1e3' \
		'x1,2024-12-31,1900-01-01,2024-06-01,3,1234.567,-3,10,2024-05-01 09:30:05,,_x0041_,12345678901234567' \
		'客户,2024-12-31,2024-02-01,2024-03-01,1,8,0.0001,,1900-02-28," two
lines",http://a.b/,007' \
		'z,2024-12-31,2024-02-01,2024-03-01,1,8,1.00000,nine,2024-05-01T00:00:00,é,'$'"\x01"""',-0 \
		'y,2024-12-31,2024-02-01,2024-03-01,1,8,1,1,1899-12-31,,,1' >odd.csv
}

@test "--format=xlsx: ids, dates, amounts and what passes through read back byte for byte" {
	odd_table
	cust-segment --rfm --columns="$(head -n 1 odd.csv)" odd.csv >want.csv
	cust-segment --rfm --columns="$(head -n 1 odd.csv)" --format=xlsx odd.csv >t.xlsx
	run -0 --separate-stderr cust-segment --rfm --columns="$(head -n 1 odd.csv)" t.xlsx
	diff -u want.csv - <<<"$output"
	diff -u odd.csv want.csv
	# all of CDNOW, and a store
	cdnow_store s.db
	order-list -d s.db >want.csv
	order-list -d s.db --format=xlsx >t.xlsx
	diff -u want.csv <(cust-init -d t.db &&
		order-add -q -d t.db --create t.xlsx >acc && order-list -d t.db)
}

@test "--format=xlsx: estimates read back to 15 digits" {
	clv-calc -q --as-of=1997-09-30 "$CDNOW" >want.csv
	clv-calc -q --as-of=1997-09-30 --format=xlsx "$CDNOW" >t.xlsx
	cust-segment -q --rfm --columns="$(head -n 1 want.csv)" t.xlsx >got.csv
	python3 - <<-'E'
	import csv
	want, got = (list(csv.reader(open(f))) for f in ('want.csv', 'got.csv'))
	assert len(want) == len(got) == 2358 and want[0] == got[0]
	estimates = {'p_alive', 'expected_orders', 'expected_spend', 'clv', 'monetary'}
	for w, g in zip(want[1:], got[1:]):
	    for name, a, b in zip(want[0], w, g):
	        if name in estimates and a:
	            digits = b.partition('e')[0].strip('-0.').replace('.', '')
	            assert float(b) == float('%.15g' % float(a)) and len(digits) <= 15, (name, a, b)
	        else:
	            assert a == b, (name, a, b)
	E
}

@test "--format=xlsx: what each cell is" {
	odd_table
	cust-segment --rfm --columns=customer_id,as_of,spend,amount,due,note,quantity --format=xlsx odd.csv >t.xlsx
	unzip -p t.xlsx xl/worksheets/sheet1.xml >sheet
	unzip -p t.xlsx xl/styles.xml >styles
	# cell REF: its style and type, its number format, its value
	cell_is() {
		python3 - "$1" "$2" <<-'E'
		import re, sys
		sheet, styles = open('sheet').read(), open('styles').read()
		attributes, value = re.search(r'<c r="%s"([^>]*)>(.*?)</c>' % sys.argv[1], sheet, re.S).groups()
		style = int((re.findall(r's="(\d+)"', attributes) or ['0'])[0])
		xf = re.findall(r'<xf [^>]*', styles[styles.index('<cellXfs'):styles.index('</cellXfs')])[style]
		codes = dict(re.findall(r'numFmtId="(\d+)" formatCode="([^"]*)"', styles))
		code = codes.get(re.search(r'numFmtId="(\d+)"', xf)[1], '')
		kind = (re.findall(r't="(\w+)"', attributes) or ['n'])[0]
		bold = 'fontId="1"' in xf
		got = '%s %s %s%s' % (kind, code.replace('&quot;', '"'), re.sub('<[^>]*>', '', value), ' bold' if bold else '')
		assert got == sys.argv[2], got
		E
	}
	cell_is A1 'inlineStr  customer_id bold'
	cell_is A2 'inlineStr  007'
	cell_is B2 'n yyyy-mm-dd 45657'
	cell_is C2 'n #,##0.00 12.5'
	cell_is D2 'n 0.00;-0.00 12.5'
	cell_is D3 'n #,##0.00 -3'
	cell_is E2 'n yyyy-mm-dd"T"hh:mm 45413.39583333334'
	cell_is E4 'inlineStr  1900-02-28'
	cell_is F2 'inlineStr  =1+1'
	cell_is G3 'inlineStr  12345678901234567'
	! grep -q '<f>' sheet || return 1
	# the header stays in place, and the columns are as wide as their cells
	grep -q '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' sheet
	[ "$(grep -o '<col [^>]*' sheet | wc -l)" -eq 7 ]
	# a filter on all columns and rows
	rows=$(grep -o '<row ' sheet | wc -l)
	grep -q "<autoFilter ref=\"A1:G$rows\"/>" sheet
	# without a header nothing stays
	cust-segment --rfm --no-header --format=xlsx odd.csv >t.xlsx
	! unzip -p t.xlsx xl/worksheets/sheet1.xml | grep -q 'ySplit\|customer_id\|autoFilter'
}

@test "--format=xlsx: the same rows give the same bytes, on any number of threads" {
	for threads in 1 3; do
		clv-calc -q --as-of=1997-09-30 --threads=$threads --format=xlsx "$CDNOW" \
			>$threads.xlsx
	done
	cmp 1.xlsx 3.xlsx
	clv-calc -q --as-of=1997-09-30 --sort=-clv --limit=3 --columns=clv,customer_id \
		--format=xlsx "$CDNOW" >t.xlsx
	run -0 cells_of t.xlsx
	[ "${lines[0]}" = 'clv|customer_id' ]
	[ "${#lines[@]}" -eq 4 ]
	[ "${lines[1]##*|}" = 0509 ]
}

@test "--format=xlsx: a table without rows has its header" {
	cust-init -d s.db
	cust-list -d s.db --format=xlsx >t.xlsx
	run -0 cells_of t.xlsx
	[[ $output == customer_id\|* ]]
	[ "${#lines[@]}" -eq 1 ]
}

@test "--format=xlsx: a terminal, a full disk, a long cell, too many columns" {
	run -2 script -qec "cust-segment --rfm --format=xlsx $CDNOW" /dev/null
	[[ $output == *'--format=xlsx does not write to a terminal; redirect it: > FILE.xlsx'* ]]
	# shellcheck disable=SC2016 # of the shell below
	run -2 --separate-stderr bash -c 'cust-segment -q --rfm --format=xlsx "$1" >/dev/full' - "$CDNOW"
	says 'standard output: No space left on device'
	odd_table
	{ head -n 2 odd.csv; printf 'a,2024-12-31,2024-01-01,2024-01-01,0,1,,,,,'
		head -c 32768 /dev/zero | tr '\0' x; echo ,; } >long.csv
	run -2 --separate-stderr cust-segment --rfm --format=xlsx long.csv
	[ -z "$output" ]
	says "'note' in row 3 of the worksheet has 32768 characters, and a cell holds 32,767"
	{ printf customer_id,as_of,first_date,last_date,frequency,spend
		seq -f ',c%.0f' 16384 | tr -d '\n'; echo
		printf a,2024-12-31,2024-01-01,2024-01-01,0,1
		seq -f ,%.0f 16384 | tr -d '\n'; echo; } >wide.csv
	run -2 --separate-stderr cust-segment --format=xlsx --rfm wide.csv
	says 'the table has 16395 columns, and a worksheet holds 16,384'
}

@test "--format=xlsx: no space for temporary files is an error, never half a workbook" {
	is_sanitized && return
	local tool=(cust-segment -q --rfm --as-of=1997-09-30 --limit=600 --format=xlsx "$CDNOW")
	local failed=0 fault calls
	fault=$(dirname "${CUSTKIT_BIN:-$ROOT/build/bin}")/faults/fault.so
	"${tool[@]}" >whole.xlsx
	FAULT_KIND=write FAULT_AT=0 FAULT_COUNT=$PWD/calls LD_PRELOAD=$fault "${tool[@]}" >t.xlsx
	calls=$(cat calls)
	[ "$calls" -gt 100 ]
	for at in $(seq 1 $((calls / $(soak 40 "$calls"))) "$calls"); do
		for ever in 0 1; do
			status=0
			FAULT_KIND=write FAULT_AT=$at FAULT_EVER=$ever FAULT_ERRNO=28 \
				LD_PRELOAD=$fault "${tool[@]}" >t.xlsx 2>err || status=$?
			case $status in
			0) cmp whole.xlsx t.xlsx ;;
			2) failed=$((failed + 1)) && [ -s err ] ;;
			*) echo "status $status of write $at" && false ;;
			esac
		done
	done
	[ "$failed" -gt 40 ]
	run -2 --separate-stderr env FAULT_KIND=write FAULT_AT=$((calls / 2)) \
		FAULT_EVER=1 FAULT_ERRNO=28 LD_PRELOAD="$fault" "${tool[@]}"
	[ -z "$output" ]
	# shellcheck disable=SC2016 # of the shell below
	run -2 --separate-stderr bash -c 'ulimit -f 1; set -o pipefail; cust-segment -q --rfm --as-of=1997-09-30 --format=xlsx "$1" | cat >t.xlsx' - "$CDNOW"
	says 'the temporary file of the workbook'
	[ ! -s t.xlsx ]
}

# bats test_tags=long
@test "more rows than a worksheet holds: status 2, or further worksheets with --sheets" {
	seq -f '%.0f,2024-12-31,2024-01-01,2024-01-01,0,1' 1048576 |
		sed '1i\
customer_id,as_of,first_date,last_date,frequency,spend' >many.csv
	run -2 --separate-stderr cust-segment -q --rfm --columns=customer_id --format=xlsx many.csv
	[ -z "$output" ]
	says 'a worksheet holds 1,048,576 rows, and the table has more; use --limit=N, or --sheets to fill several worksheets'
	cust-segment -q --rfm --columns=customer_id,spend --format=xlsx --sheets many.csv >t.xlsx
	unzip -l t.xlsx >list
	grep -q xl/worksheets/sheet2.xml list
	cells_of t.xlsx 2>note >rows
	[ "$(wc -l <rows)" -eq 1048576 ]
	[ "$(tail -n 1 rows)" = '1048575|1' ]
	grep -q "reading worksheet 'Sheet1', not 'Sheet2'" note
	run -0 unzip -p t.xlsx xl/worksheets/sheet2.xml
	[[ $output == *'<t>customer_id</t>'*'<t>1048576</t>'* ]]
	# a worksheet that is just full
	cust-segment -q --rfm --columns=spend --format=xlsx --no-header many.csv >t.xlsx
	unzip -l t.xlsx >list
	run -1 grep xl/worksheets/sheet2.xml list
}

@test "--format=excel-csv: a byte order mark, CRLF, and no formula" {
	odd_table
	run -0 cust-segment --rfm --columns=customer_id,note,amount --format=excel-csv odd.csv
	[ "$(head -c 3 <<<"$output" | od -An -tx1 | tr -d ' ')" = efbbbf ]
	cust-segment --rfm --columns=customer_id,note,amount --format=excel-csv odd.csv >t.csv
	diff -u <(printf '\xef\xbb\xbf'; printf '%s\r\n' customer_id,note,amount \
		"007,'=1+1,12.50" x1,_x0041_,-3 客户,http://a.b/,0.0001 \
		$'z,"\x01""",1.00000' y,,1) t.csv
	printf 'customer_id,as_of,first_date,last_date,frequency,spend,a,-b\n' >f.csv
	row() { printf '%s,2024-12-31,2024-01-01,2024-01-01,0,1,%s,\n' "$@" >>f.csv; }
	row a -1 b +86-138 c @x d $'"\tx"' e $'"\rx"' f +1.5e3 g -x h "'x" \
		i "it's" j '"=""007"""' k $'x\t'
	run -0 cust-segment --rfm --columns=a,-b --format=excel-csv f.csv
	same $'\xef\xbb\xbfa,\'-b\r
-1,\r
\'+86-138,\r
\'@x,\r
\'\tx,\r
"\'\rx",\r
+1.5e3,\r
\'-x,\r
\'x,\r
it\'s,\r
"\'=""007""",\r
\'x\t,\r'
	# with --unguard each cell is what it was
	cust-segment --rfm f.csv >want.csv
	cust-segment --rfm --format=excel-csv f.csv >t.csv
	run -0 cust-segment --rfm --unguard t.csv
	diff -u want.csv - <<<"$output"
	# a table without rows, without a header
	cust-init -d s.db
	run -0 cust-list -d s.db --format=excel-csv --columns=customer_id
	same $'\xef\xbb\xbfcustomer_id\r'
}

@test "a library that is missing is named" {
	is_sanitized && return
	book t.xlsx sheet="$(head_row)"
	for library in libzip libexpat libxlsxwriter; do
		name=$(ldconfig -p | sed -n "s/^\t\($library\.so\.[0-9]*\) .*/\1/p" | head -n 1)
		mkdir $library
		echo broken >"$library/$name"
		if [ $library = libxlsxwriter ]; then
			run -2 --separate-stderr env LD_LIBRARY_PATH=$library \
				cust-segment -q --rfm --format=xlsx "$CDNOW"
		else
			run -2 --separate-stderr env LD_LIBRARY_PATH=$library \
				cust-segment --rfm t.xlsx
		fi
		[[ $stderr == "cust-segment: workbooks need the library $name: "* ]] ||
			{ echo "$stderr"; false; }
	done
}
