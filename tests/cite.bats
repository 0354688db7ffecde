# --cite: a footer that says which command printed a table, and from what.
# shellcheck disable=SC2086 # options are words
load helper

# digest FILE: the XXH3 digest of 128 bits, by the library itself.
digest() {
	python3 - "$1" <<-'END'
	import ctypes, sys
	class Hash(ctypes.Structure):
	    _fields_ = [("low", ctypes.c_uint64), ("high", ctypes.c_uint64)]
	xxh = ctypes.CDLL("libxxhash.so.0").XXH3_128bits
	xxh.restype, xxh.argtypes = Hash, [ctypes.c_char_p, ctypes.c_size_t]
	data = open(sys.argv[1], "rb").read()
	h = xxh(data, len(data))
	print(f"{h.high:016x}{h.low:016x}")
	END
}

answers() { printf '%s\n' score,country 9,CN 3,US 10,CN >"$1"; }

# footer COMMAND...: the line on standard error, without the version.
footer() {
	run -0 --separate-stderr "$@"
	footer=$(sed -n 's/^custkit [0-9][.0-9]*: //p' <<<"$stderr")
	[ "$(grep -c '^custkit' <<<"$stderr")" = 1 ]
}

@test "every tool that prints a table has --cite, and no other" {
	for tool in $(basename -s .c "$ROOT"/cmd/*.c); do
		"$tool" --help >help
		[ "$(grep -c -- --no-header help)" = "$(grep -c -- --cite=stderr help)" ] ||
			[ "$tool" = cust-show ] || { echo "$tool"; false; }
	done
}

@test "the command, and the digest of each file" {
	answers a.csv
	answers b.csv
	echo 7,FR >>b.csv
	[ "$(digest /dev/null)" = 99aa06d3014798d86001c324468d497f ]	# of no bytes, as published
	footer nps-calc --by=country -t --cite=stderr a.csv ./b.csv
	[ "$footer" = "nps-calc --by=country --aligned a.csv ./b.csv; input a.csv xxh128=$(
		digest a.csv); input ./b.csv xxh128=$(digest b.csv)" ]
	footer nps-calc --cite=stderr <b.csv
	[ "$footer" = "nps-calc; input 'standard input' xxh128=$(digest b.csv)" ]
	footer nps-calc --cite=stderr < <(cat b.csv)
	[ "$footer" = "nps-calc; input 'standard input' xxh128=$(digest b.csv)" ]
	cp a.csv 'a b.csv'
	footer nps-calc --cite=stderr -q 'a b.csv'
	[ "$footer" = "nps-calc --quiet 'a b.csv'; input 'a b.csv' xxh128=$(digest a.csv)" ]
}

@test "a file that is packed, in another encoding, a workbook, or read twice" {
	answers a.csv
	{ cat a.csv; yes 8,西安 | head -n 300000; } | iconv -f utf-8 -t gb18030 >gb.csv
	footer nps-calc --encoding=auto --cite=stderr gb.csv
	[[ $footer == *"--encoding=auto gb.csv; input gb.csv xxh128=$(digest gb.csv)" ]]
	footer nps-calc --encoding=auto --cite=stderr < <(cat gb.csv)
	[[ $footer == *"xxh128=$(digest gb.csv)" ]]
	gzip -k gb.csv
	footer nps-calc --encoding=auto --cite=stderr gb.csv.gz
	[[ $footer == *"input gb.csv.gz xxh128=$(digest gb.csv.gz)" ]]
	footer nps-calc --threads=1 --encoding=gb18030 --cite=stderr gb.csv
	[[ $footer == *"xxh128=$(digest gb.csv)" ]]
	nps-calc --by=country --format=xlsx a.csv >book.xlsx
	footer nps-calc --score=n --scale=0-10 --cite=stderr book.xlsx
	[[ $footer == *"input book.xlsx xxh128=$(digest book.xlsx)" ]]
	footer clv-calc -q --as-of=1997-09-30 --cite=stderr "$CDNOW"
	[[ $footer == *"xxh128=$(digest "$CDNOW")" ]]
}

@test "a model, files of custkit, and what a preset converts" {
	clv-calc -q --as-of=1997-09-30 --save=m.csv "$CDNOW" >/dev/null
	footer clv-calc -q --as-of=1997-09-30 --params=m.csv --cite=stderr <"$CDNOW"
	[ "$footer" = "clv-calc --quiet --as-of=1997-09-30 --params=m.csv; as of 1997-09-30;$(
		) model m.csv xxh128=$(digest m.csv); input 'standard input' xxh128=$(
		digest "$CDNOW")" ]
	footer cust-segment -q --as-of=1997-09-30 --cite=stderr "$CDNOW"
	[[ $footer == *"; shared segments/rfm.csv xxh128=$(
		digest "$ROOT/share/segments/rfm.csv")"* ]]
	[[ $footer != *"$ROOT/share/segments"* ]]
	table-convert --list-presets --columns=preset --no-header >presets
	[ -s presets ]
}

@test "a store: a number of its content, and the day" {
	cust-init -d a.db
	cust-init -d b.db
	for db in a.db b.db; do
		printf '%s\n' customer_id,date,amount 1,2025-01-05,3 2,2025-02-05,4 |
			order-add -q -d $db --create >o
	done
	footer cust-segment -q -d a.db --cite=stderr
	[[ $footer == *"; as of $(date +%F); "* ]]
	one=${footer##*content=}
	[ ${#one} = 16 ]
	footer cust-list -d b.db --cite=stderr
	[ "$footer" = "cust-list --db=b.db; store b.db content=$one" ]
	printf '%s\n' customer_id,date,amount 1,2025-03-05,3 | order-add -q -d b.db >o
	footer cust-list -d b.db --cite=stderr
	[ "${footer##*content=}" != "$one" ]
	footer cust-diff --stores --as-of=2025-01-31 --cite=stderr a.db b.db
	[[ $footer == 'cust-diff --stores --as-of=2025-01-31 a.db b.db; as of 2025-01-31; store a.db'* ]]
}

@test "no personal data: the values of texts are hidden, unless --unmask is given" {
	cust-init -d s.db
	printf '%s\n' customer_id,name 1,Li 2,Bob | cust-add -q -d s.db >o
	footer cust-list -d s.db --where="name = 'Li'" --sort=-name --cite=stderr
	[[ $footer == "cust-list --db=s.db --where=... --sort=-name; store "* ]]
	footer cust-list -d s.db --where="name = 'Li'" --unmask --cite=stderr
	[[ $footer == *"cust-list --db=s.db '--where=name = '\\''Li'\\''' --unmask; store"* ]]
	footer cust-forget -q -n -d s.db --cite=stderr 2
	[[ $footer == "cust-forget --quiet --dry-run --db=s.db ..."* ]]
	footer cust-add -d s.db --customer-id=3 --name=Zhang --cite=stderr
	[[ $footer == 'cust-add --db=s.db --customer-id=... --name=...' ]]
	answers a.csv
	footer nps-calc --leave-out=country=US --rename=country=city --cite=stderr a.csv
	[[ $footer == 'nps-calc --leave-out=... --rename=country=city a.csv;'* ]]
}

@test "a comment is the last line; a format without comments is refused" {
	answers a.csv
	nps-calc --cite=stderr -q a.csv 2>line >table
	line=$(cat line)
	for options in '' '-f tsv' '-t' '-f md'; do
		nps-calc $options a.csv >plain
		nps-calc $options --cite=comment a.csv >out
		head -n "$(wc -l <plain)" out | diff plain -
		case $options in
		'-f md') [[ $(tail -1 out) == '<!-- custkit '*' -->' ]] ;;
		*) [[ $(tail -1 out) == '# custkit '*"xxh128=$(digest a.csv)" ]] ;;
		esac
	done
	[[ $line == custkit* ]]
	for format in json xlsx excel-csv; do
		run -2 --separate-stderr nps-calc --cite=comment --format=$format a.csv
		says "nps-calc: --cite=comment cannot be used with --format=$format, which has no comments; use --cite=stderr"
		[ -z "$output" ]
	done
	run -0 --separate-stderr nps-calc --cite=stderr -f json a.csv
	[ "$(jq .n <<<"$output")" = 3 ]
	run -2 --separate-stderr nps-calc --cite=yes a.csv
	says "nps-calc: --cite must be one of stderr|comment, not 'yes'"
}

@test "the same input gives the same line; a tool that fails prints none" {
	answers a.csv
	nps-calc --cite=comment a.csv >one
	nps-calc --cite=comment a.csv | cmp one -
	echo 11,CN >>a.csv
	run -2 --separate-stderr nps-calc --cite=stderr a.csv
	[[ $stderr != *custkit* ]]
	run -1 --separate-stderr nps-calc --cite=stderr --skip-bad a.csv
	[[ $stderr == *"custkit"*"xxh128=$(digest a.csv)"* ]]
	run -2 --separate-stderr sh -c 'nps-calc --cite=comment --skip-bad a.csv >/dev/full'
	says 'nps-calc: standard output: No space left on device'
}
