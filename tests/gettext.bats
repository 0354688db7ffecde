# Translations: what is in the catalogues, and that every text comes from one.
load helper

PO=$ROOT/share/po/zh_CN.po
BUILT=${CUSTKIT_BIN:-$ROOT/build/bin}/..

tools() {
	local f
	for f in "$ROOT"/cmd/*.c; do
		basename "$f" .c
	done
}

# in_test COMMAND...: in the language of tests, in which every text is a number: ⟦12⟧.
in_test() {
	LC_ALL=C.UTF-8 LANGUAGE=en@test "$@"
}

in_chinese() {
	LC_ALL=C.UTF-8 LANGUAGE=zh_CN "$@"
}

# texts FILE: the keys of a catalogue, sorted.
texts() {
	msgcat --no-location --no-wrap --sort-output "$1" | grep -v '^#' |
		awk '/^msgstr/ { skip = 1 } /^msg(id|ctxt)/ { skip = 0 } !skip'
}

@test "zh_CN.po has every text, none that is gone, and none that is fuzzy" {
	diff -u <(texts "$BUILT/custkit.pot") <(texts "$PO")
	run -1 grep -E '^#~|^#,.*fuzzy' "$PO"
	msgfmt --check -o /dev/null "$PO"
	"$ROOT/tests/po.py" check "$PO"
}

@test "a text that is neither found nor marked would be missing: the keys of --help=json" {
	msgcat --no-wrap "$BUILT/custkit.pot" >pot
	for tool in $(tools); do
		"$tool" --help=json | jq -r '.about, .notes // empty, (.options[] | .help, .group // empty)' |
			sed 's/[\\"]/\\&/g' | grep . | sort -u >said
		[ -s said ]
		while read -r line; do
			grep -qF -- "$line" pot || { echo "$tool: no text: $line"; return 1; }
		done <said
	done
}

# What is left of a help without what no language changes: the usage, options and their arguments,
# lines of examples, and what is translated.
left_of_help() {
	sed -E '1d; /^  +[a-z]/d; s/⟦[^⟧]*⟧//g; s/^  (-[A-Za-z],|   ) --[^ ]+( |$)//' |
		sed '/^ *$/d; /^:$/d'
}

@test "--help: every sentence of every tool comes from the catalogue" {
	for tool in $(tools); do
		in_test "$tool" --help >help
		[ "$(head -1 help)" != "$("$tool" --help | head -1)" ]
		left_of_help <help >left
		[ ! -s left ] || { echo "$tool"; cat left; return 1; }
	done
}

@test "messages of all kinds come from the catalogue" {
	run -2 --separate-stderr in_test nps-calc --no-such-option
	[[ ${stderr_lines[0]} =~ ^nps-calc:\ ⟦[0-9]+\ --no-such-option⟧$ ]]
	[[ ${stderr_lines[1]} =~ ^⟦[0-9]+\ nps-calc.*⟧\ ⟦[0-9]+\ nps-calc⟧$ ]]
	run -2 --separate-stderr in_test clv-calc --as-of=x /dev/null
	[[ ${stderr_lines[0]} =~ ^clv-calc:\ ⟦[0-9]+\ as-of\ ⟦[0-9]+⟧\ x⟧$ ]]
	printf 'customer_id,date,amount\n1,2025-02-30,1\n' >log.csv
	run -2 --separate-stderr in_test clv-calc log.csv
	[[ $stderr =~ ^clv-calc:\ log.csv:2:\ ⟦[0-9]+\ 2025-02-30\ ⟦[0-9]+⟧⟧$ ]]
	run -2 --separate-stderr in_test clv-calc - <log.csv
	[[ $stderr =~ ^clv-calc:\ ⟦[0-9]+⟧:2:\ ⟦ ]]
	run -2 --separate-stderr in_test cust-list -d none.db
	[[ $stderr =~ ⟦ ]]
	run -2 --separate-stderr in_test clv-calc none.csv	# of the system
	[[ $stderr =~ ^clv-calc:\ none.csv:\ ⟦[0-9]+⟧$ ]]
	run -2 --separate-stderr in_test churn-flag --plot=svg log.csv	# a conflict of options
	[[ ${stderr_lines[0]} =~ ^churn-flag:\ ⟦[0-9]+⟧$ ]]
}

@test "the plural ending of English is in no translation" {
	printf 'customer_id,date,amount\n1,2025-01-01,1\n2,2025-03-01,1\n3,2025-03-01,1\n' >log.csv
	run -0 --separate-stderr cust-segment --rfm --as-of=2025-02-01 log.csv
	says "left out 2 customers first seen after 2025-02-01"
	run -0 --separate-stderr in_test cust-segment --rfm --as-of=2025-02-01 log.csv
	[[ $stderr =~ ⟦[0-9]+\ 2\ \ 2025-02-01⟧ ]]
}

@test "which language: LANGUAGE before the locale, C and POSIX are English" {
	local english chinese
	english=$(nps-calc --help | tail -n +3 | head -1)
	for locale in C POSIX; do
		[ "$(LC_ALL=$locale LANGUAGE=en@test nps-calc --help | tail -n +3 | head -1)" = "$english" ]
	done
	[ "$(in_test nps-calc --help | tail -n +3 | head -1)" != "$english" ]
	[ "$(LC_ALL='' LC_MESSAGES=en_US.UTF-8@test nps-calc --help | tail -n +3 | head -1)" = "$english" ]
	[ "$(LC_ALL='' LANG=en@test nps-calc --help | head -1)" = "$(in_test nps-calc --help | head -1)" ]
	[ "$(LC_ALL=C.UTF-8 LANGUAGE=en:en@test nps-calc --help | tail -n +3 | head -1)" = "$english" ]
	[ "$(LC_ALL=C.UTF-8 LANGUAGE=xx:../../x:en@test nps-calc --help | head -1)" = \
		"$(in_test nps-calc --help | head -1)" ]
	[ "$(LC_ALL=zh_CN.UTF-8 nps-calc --help)" = "$(in_chinese nps-calc --help)" ]
}

@test "Chinese of any region is that of the catalogue zh_CN" {
	local chinese locale
	chinese=$(in_chinese nps-calc --help)
	[ "$chinese" != "$(LC_ALL=C nps-calc --help)" ]
	for locale in zh zh_SG.UTF-8 zh_TW zh_CN.GB18030; do
		[ "$(LC_ALL='' LANG=$locale nps-calc --help)" = "$chinese" ]
		[ "$(LC_ALL=C.UTF-8 LANGUAGE=$locale nps-calc --help)" = "$chinese" ]
	done
}

@test "numbers, dates and the order of rows do not follow the locale" {
	clv-calc --as-of=1998-06-30 "$CDNOW" >c.csv
	LC_ALL=de_DE.UTF-8 LANGUAGE=zh_CN clv-calc --as-of=1998-06-30 "$CDNOW" >other.csv
	cmp c.csv other.csv
}

@test "a damaged catalogue is no catalogue" {
	mkdir -p tree/bin tree/share/locale/xx/LC_MESSAGES
	cp "$BUILT/bin/nps-calc" tree/bin
	local mo=tree/share/locale/xx/LC_MESSAGES/custkit.mo good=$BUILT/share/locale/en@test/LC_MESSAGES/custkit.mo
	local english
	english=$(nps-calc --help)
	for damage in "head -c 27" "head -c 5000" "tail -c +2" "head -c 0" "sed s/ECT/X/"; do
		$damage "$good" >"$mo"
		LC_ALL=C.UTF-8 LANGUAGE=xx tree/bin/nps-calc --help >said || return
		[ "$damage" = "sed s/ECT/X/" ] || [ "$(cat said)" = "$english" ]
	done
	cp "$good" "$mo"
	[ "$(LC_ALL=C.UTF-8 LANGUAGE=xx tree/bin/nps-calc --help)" = "$(in_test nps-calc --help)" ]
}

# head_of FORMAT [OPTION]...: the header and the first row.
head_of() {
	cust-segment --lifecycle --as-of=1998-06-30 -f "$1" --limit=1 \
		--columns=customer_id,idle,lifecycle "${@:2}" "$CDNOW"
}

@test "--lang: headings and words of tables for people, never of CSV, TSV and JSON" {
	run -0 head_of table --lang=zh
	same $'客户编号  未购天数  生命周期\n0001           200  沉睡'
	run -0 head_of md --lang=zh
	[[ ${lines[0]} == *'客户编号'*'未购天数'*'生命周期'* ]] && [[ ${lines[2]} == *沉睡* ]]
	head_of xlsx --lang=zh >zh.xlsx
	unzip -p zh.xlsx xl/worksheets/sheet1.xml | grep -o '<t>[^<]*' >strings
	printf '<t>%s\n' 客户编号 未购天数 生命周期 0001 沉睡 | diff - strings
	for format in csv tsv json excel-csv; do
		head_of "$format" | cmp - <(head_of "$format" --lang=zh)
		head_of "$format" | cmp - <(in_chinese head_of "$format")
	done
}

@test "--lang: the default is the language of the messages" {
	[ "$(in_chinese head_of table)" = "$(head_of table --lang=zh)" ]
	[ "$(in_chinese head_of table --lang=en)" = "$(head_of table)" ]
	run -2 --separate-stderr head_of table --lang=fr
	says "--lang must be one of en|zh, not 'fr'"
}

@test "--lang: reasons and explanations are cells, too" {
	in_test cust-segment --lifecycle --explain --as-of=1998-06-30 -t --limit=1 \
		--columns=explain "$CDNOW" >said
	grep -E '⟦[0-9]+ ⟦[0-9]+⟧ 200' said
	in_test cust-segment --lifecycle --explain --as-of=1998-06-30 --limit=1 \
		--columns=explain "$CDNOW" | cmp - <(cust-segment --lifecycle --explain \
		--as-of=1998-06-30 --limit=1 --columns=explain "$CDNOW")
}

@test "what --sort sorts and --columns names is not translated" {
	head_of table --lang=zh --sort=lifecycle >said
	grep 客户编号 said
	run -2 --separate-stderr head_of table --lang=zh --columns=客户编号
	says 客户编号
}

@test "kinds, channels and steps are accepted in Chinese" {
	cust-init -d s.db
	feedback-log -q -d s.db --kind=投诉 --channel=电话 --text=x
	printf 'kind,channel,date,text\n表扬,微信,2026-01-02,y\n' | feedback-log -q -d s.db
	run -0 sqlite3 s.db "SELECT kind, channel FROM feedback ORDER BY case_id"
	same $'complaint|phone\npraise|chat'
}
