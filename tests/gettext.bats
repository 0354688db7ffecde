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
	run -0 "$ROOT/tests/po.py" missing "$PO"
}

@test "a text that is neither found nor marked would be missing: the keys of --help=json" {
	msgcat --no-wrap "$BUILT/custkit.pot" >pot
	for tool in $(tools); do
		"$tool" --help=json |
			jq -r '.about, .notes // empty, (.options[] | .help, .group // empty)' |
			sed 's/[\\"]/\\&/g' | grep . | sort -u >said
		[ -s said ]
		sed "s/^/$tool: /" said >>all
	done
	run -0 python3 - <<-'E'
	pot = open("pot").read()
	for line in open("all"):
	    tool, text = line.rstrip("\n").split(": ", 1)
	    if text not in pot:
	        print(tool, "no text", text, sep=": ")
	E
	[ -z "$output" ]
}

# What is left of a help without what no language changes: the usage, options and their arguments,
# lines of examples, and what is translated.
left_of_help() {
	sed -E '1d; /^  +[a-z]/d; s/⟦[^⟧]*⟧//g; s/⟦[^⟧]*⟧//g; s/^  (-[A-Za-z],|   ) --[^ ]+( |$)//' |
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
	for locale in zh zh_SG.UTF-8 zh_TW zh_CN.utf8; do
		[ "$(LC_ALL='' LANG=$locale nps-calc --help)" = "$chinese" ]
		[ "$(LC_ALL=C.UTF-8 LANGUAGE=$locale nps-calc --help)" = "$chinese" ]
	done
}

@test "a locale of another character set: messages and --help are in it, tables in UTF-8" {
	local chinese set
	chinese=$(in_chinese nps-calc --help)
	printf 'customer_id,date,amount\n甲,2026-01-02,5\n' >log.csv
	for set in GB18030 GBK GB2312; do
		LC_ALL='' LANG=zh_CN.$set nps-calc --help >said
		[ "$(iconv -f $set -t UTF-8 said)" = "$chinese" ]
		run -2 --separate-stderr env LC_ALL='' LANG=zh_CN.$set nps-calc --no-such
		[[ $(iconv -f $set -t UTF-8 <<<"$stderr") == *"无法识别的选项 '--no-such'"* ]]
		LC_ALL='' LANG=zh_CN.$set cust-segment --rfm -t --as-of=2026-01-03 log.csv >said
		grep -F 客户编号 said
		grep -F 甲 said
	done
	# it is LC_CTYPE that counts
	run -2 --separate-stderr env LC_ALL='' LC_CTYPE=zh_CN.GBK LANG=zh_CN.UTF-8 nps-calc --x
	[[ $(iconv -f GBK -t UTF-8 <<<"$stderr") == *"无法识别的选项 '--x'"* ]]
	# a character that the set lacks
	run -2 --separate-stderr env LC_ALL='' LANG=zh_CN.GBK nps-calc --ö€😀
	[[ $(iconv -f GBK -t UTF-8 <<<"$stderr") == *"无法识别的选项 '--?€?'"* ]]
	# sets without these characters, and unknown ones: English
	for set in Big5 ISO-8859-1 no-such; do
		[ "$(LC_ALL='' LANG=zh_CN.$set nps-calc --help)" = "$(LC_ALL=C nps-calc --help)" ]
	done
	LC_ALL='' LANG=zh_CN.GBK run -2 bash -c 'nps-calc --help >/dev/full'
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

@test "a translation that takes other arguments than the English text is ignored" {
	mkdir -p tree/bin tree/share/locale/xx/LC_MESSAGES
	cp "$BUILT/bin/nps-calc" tree/bin
	local mo=tree/share/locale/xx/LC_MESSAGES/custkit.mo to
	say_so() {
		printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n%s\nmsgstr "%s"\n' \
			'msgid "unrecognized option '\''%.*s'\''"' "$1" | msgfmt -o "$mo" -
		LC_ALL=C.UTF-8 LANGUAGE=xx run -2 --separate-stderr tree/bin/nps-calc --no-such
	}
	say_so "HOW %.*s"
	says "HOW --no-such"
	for to in %n %s%s%s%s '%1$s' '%2$.*1$s%3$n' %d %*d %99999999s %s "" %; do
		say_so "HOW $to"
		run -1 grep -F HOW <<<"$stderr"
	done
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

@test "Chinese: the explanation of a stage has a full-width colon and units in words" {
	printf '%s\n' customer_id,date a,2024-01-01 a,2025-06-01 b,2025-06-30 >log.csv
	explained() {
		in_chinese cust-segment --as-of=2025-07-01 --lifecycle --explain -t --no-header \
			--columns=explain "$@" log.csv
	}
	run -0 explained
	same '回归客户：最近一次购买在 30 天前（最多 180 天），即 2025-06-01，此前 517 天没有购买（超过 365 天）；2 个购买日
新客户：最近一次购买在 1 天前（最多 90 天），即 2025-06-30；1 个购买日'
	run -0 explained --new-days=8w --active-days=6m --dormant-days=1y
	same '回归客户：最近一次购买在 30 天前（最多 6 个月），即 2025-06-01，此前 517 天没有购买（超过 1 年）；2 个购买日
新客户：最近一次购买在 1 天前（最多 8 周），即 2025-06-30；1 个购买日'
}

@test "--lang: sentences in JSON and CSV are in it, names and words are not" {
	cust-init -d s.db
	cust-add -q -d s.db --customer-id=a --phone=13800138000 --birthday=1990-05-04
	run -0 care-due -d s.db --as-of=2026-05-04 --lang=zh --columns=reasons,direction,consent
	same $'reasons,direction,consent\n生日：2026-05-04,out,unknown'
	run -0 in_chinese care-due -d s.db --as-of=2026-05-04 --columns=reasons
	same $'reasons\nbirthday on 2026-05-04'
	run -0 in_chinese care-due -d s.db --as-of=2026-05-04 -t --columns=reasons
	same $'原因\n生日：2026-05-04'
}

@test "alerts: the table is in the language of the user, the store in English" {
	for month in 1 2 3 4 5 6 7 8; do
		for who in b c d; do
			echo "$who,2026-0$month-01,1"
		done
	done | sed '1i customer_id,date,amount' >log.csv
	printf 'a,2026-01-0%d,1\n' 1 4 7 >>log.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv
	churn-flag -q -d s.db --alert --all --as-of=2026-08-01 -n -f tsv --columns=reasons >csv
	[ "$(wc -l <csv)" -gt 1 ]
	in_chinese churn-flag -q -d s.db --alert --all --as-of=2026-08-01 -t --wide \
		--columns=reasons >table
	[ "$(wc -l <table)" = "$(wc -l <csv)" ]
	run -1 grep -E '[a-z]{2,} [a-z]{2,}' table
	sqlite3 s.db "SELECT reasons FROM alert" | diff - <(tail -n +2 csv)
	# who reads them in the store says them in the language of the user, too
	in_chinese cust-show -d s.db a --as-of=2026-08-01 >page
	grep -F "$(sed -n 2p table)" page
	in_chinese care-due -q -d s.db --as-of=2026-08-01 -t --wide --columns=reasons >due
	grep -F "$(sed -n 2p table)" due
	run -1 grep -E '[a-z]{2,} [a-z]{2,}|NEW' page due
	cust-show -d s.db a --as-of=2026-08-01 | grep -F "$(sed -n 2p csv)"
}

@test "cust-show, models and the reasons of cust-dedupe: names of fields and titles" {
	cust-init -d s.db --country=CN
	printf 'customer_id,name,phone,birthday\na,张三,13800138000,1990-05-04\nb,张三,13800138000,\n' |
		cust-add -q -d s.db
	printf 'customer_id,birthday_calendar,preferred_channel\na,lunar,phone\n' |
		cust-add -q -d s.db
	printf 'customer_id,date,amount\na,2026-01-02,5\na,2026-02-03,5\nb,2026-01-02,5\n' >log.csv
	order-add -q -d s.db log.csv
	in_chinese cust-show -d s.db a >said
	for line in '姓名 *张三' '生日 *1990-05-04' '最近订单' '日期 .*金额.*' '生日历法 *农历' \
		'偏好渠道 *电话'; do
		grep -xE "$line" said || { cat said; return 1; }
	done
	in_chinese clv-calc -q -t --fit --as-of=2026-03-01 log.csv >said
	head -1 said | grep -E '^模型 +参数 +值'
	run -0 in_chinese cust-dedupe -q -d s.db -t --columns=reasons
	[ "${lines[1]}" = "姓名相同、电话相同" ]
}

@test "messages about columns, purposes and stores are whole sentences" {
	printf 'customer_id,datum\na,2026-01-02\n' >other.csv
	printf 'x\n' >text.db
	cust-init -d s.db
	run -2 --separate-stderr in_chinese order-add -d s.db other.csv
	says "没有列 'date'、'amount'"
	says "现有的列：'customer_id'、'datum'"
	run -2 --separate-stderr in_chinese cust-list -d text.db
	says "text.db: 文件不是数据库"
	run -2 --separate-stderr in_chinese cust-list -d s.db --purpose=x
	says "有：无"
	run -2 --separate-stderr in_chinese feedback-step -d s.db --start 99
	says "工单 99 不在库中"
	run -2 --separate-stderr in_chinese custkit points
	says "points-check、points-list 或 points-log"
	run -2 --separate-stderr custkit points
	says "points-check, points-list or points-log"
	run -2 --separate-stderr cust-list -d s.db --purpose=x
	says "(there: none)"
}

@test "lists in messages have the comma of the language" {
	run -2 --separate-stderr in_chinese cust-report --section=x c.csv
	[[ $stderr == *'：summary、figures、groups、customers、value、'* && $stderr != *', '* ]]
	printf '%s\n' 客户编号,日期,类型,内容,处理人,备注 C001,2026-01-02,投诉,退款太慢,张三,x \
		C002,2026-01-03,夸夸,增加客服,李四, C001,2026-01-05,唠叨,何时到货,王五,y \
		C003,2026-01-06,投诉,退款太慢,张三, C004,2026-01-06,建议,退款太慢,张三, >t.csv
	run -1 --separate-stderr in_chinese table-guess t.csv
	says "处理人、备注"
	says "'夸夸'、'唠叨'"
	says "customer_id 'C001'、"
	[[ $stderr != *"', "* ]]
	cust-init -d shop.db
	printf '%s\n' customer_id,phone A,13800138000 B,13800138000 | cust-add -q -d shop.db - >acc
	run -2 --separate-stderr in_chinese cust-add -d shop.db --find-by=phone \
		<(printf '%s\n' name,phone Zoe,13800138000)
	says "符合多位客户：'A'、'B'"
}

@test "table-convert --list-presets: what each one reads" {
	in_test table-convert --list-presets -f md --columns=export --no-header >got
	[ "$(wc -l <got)" -ge 40 ]
	run -1 grep -Ev '^\| ⟦[0-9]*⟧ *\|$|^\|-+\|$' got
	run -0 table-convert --lang=zh --list-presets -f tsv --columns=preset,export
	[[ $output == *$'\nhubspot_deals\tHubSpot 交易：已赢单的交易\n'* ]]
	run -0 table-convert --list-presets -f tsv --columns=preset,export
	[[ $output == *$'\nhubspot_deals\tHubSpot deals: the deals that were won\n'* ]]
}

@test "a workbook: the names of its worksheets" {
	sheet() { "$@" -f xlsx >t.xlsx && unzip -p t.xlsx xl/workbook.xml | grep -o '<sheet name="[^"]*"'; }
	printf '%s\n' score 9 9 9 9 9 >s.csv
	run -0 sheet in_chinese nps-calc s.csv
	same '<sheet name="工作表1"'
	run -0 sheet in_chinese nps-calc --lang=en s.csv
	same '<sheet name="Sheet1"'
	run -0 sheet nps-calc --lang=zh s.csv
	same '<sheet name="工作表1"'
}

@test "--plot: titles, names of series and words" {
	printf 'customer_id,date,amount\na,2026-01-02,5\na,2026-02-03,5\nb,2026-01-02,5\n' >log.csv
	run -0 --separate-stderr in_chinese cust-segment --rfm --plot=term \
		--as-of=2026-03-01 log.csv
	[ "${lines[0]}" = 客户群 ]
	[[ $output == *冠军客户* && $output == *"█ 客户数  ◆ 消费额"* ]]
	run -0 --separate-stderr cust-segment --rfm --plot=term --lang=zh --as-of=2026-03-01 log.csv
	[ "${lines[0]}" = 客户群 ]
	run -0 --separate-stderr cust-segment --rfm --plot=term --as-of=2026-03-01 log.csv
	[ "${lines[0]}" = Segments ]
	run -0 --separate-stderr in_chinese cohort-calc --survival --idle=20 --plot=term \
		--as-of=2026-03-01 log.csv
	[ "${lines[0]}" = 生存：留下的客户 ]
	run -0 --separate-stderr in_chinese cust-segment --pareto --plot=term \
		--as-of=2026-03-01 log.csv
	[ "${lines[0]}" = 消费额的集中度 ]
}

@test "--plot: large numbers count in 万 and 亿, at ticks of 1, 2 or 5 times a power of ten" {
	for n in 1 2 3 4 5 6 7 8; do
		echo "2025-0$n-01,$((n * n * 1500))"
	done | sed '1i date,value' >values.csv
	draw() {
		demand-forecast --period=month --horizon=2 "$@" values.csv
	}
	run -0 --separate-stderr in_chinese draw --plot=term
	[[ $output == *"40万 ┤"* && $output == *"20万 ┤"* ]]
	run -1 grep -E '[0-9][kM]' <<<"$output"
	run -0 --separate-stderr in_chinese draw --plot=svg
	grep -o '>[0-9]*万<' <<<"$output" | tr -d '<>万' | sort -n >ticks
	[ "$(wc -l <ticks)" -gt 2 ]
	# the same distance between any two
	awk 'NR > 1 && NR > 2 && $1 - last != step { exit 1 } { step = $1 - last; last = $1 }' ticks
	run -0 --separate-stderr draw --plot=term --lang=en
	[[ $output == *"400k ┤"* ]]
}

@test "--columns and --sort know columns by their Chinese names, too" {
	head_of table --lang=zh --sort=lifecycle >said
	grep 客户编号 said
	run -0 head_of table --lang=zh --columns=客户编号 --sort=-消费额
	[ "${lines[0]}" = 客户编号 ]
	# names in CSV stay as they are
	run -0 in_chinese cust-segment -q --lifecycle --as-of=1997-09-30 -f csv \
		--columns=客户编号 "$CDNOW"
	[ "${lines[0]}" = customer_id ]
	run -2 --separate-stderr head_of table --lang=en --columns=客户编号
	says 客户编号
}

@test "kinds, channels and steps are accepted in Chinese" {
	cust-init -d s.db
	feedback-log -q -d s.db --kind=投诉 --channel=电话 --date=2026-01-01 --text=x
	printf 'kind,channel,date,text\n表扬,微信,2026-01-02,y\n' | feedback-log -q -d s.db
	run -0 sqlite3 s.db "SELECT kind, channel FROM feedback ORDER BY case_id"
	same $'complaint|phone\npraise|chat'
	printf 'case_id,step,at,owner\n1,指派,2026-11-01,li\n' | feedback-step -q -d s.db --actor=li
	cust-add -q -d s.db --customer-id=a
	printf 'customer_id,date,step,points\na,2026-01-02,获得,5\na,2026-01-03,兑换,2\n' |
		points-log -q -d s.db
	printf 'customer_id,purpose,step,date\na,marketing,同意,2026-01-02\n' | consent-log -q -d s.db
	printf 'customer_id,channel,direction,date\na,电话,来自客户,2026-01-02\n' | touch-log -q -d s.db
	run -0 sqlite3 s.db "SELECT step FROM feedback_event UNION ALL SELECT step FROM points
		UNION ALL SELECT step FROM consent UNION ALL SELECT direction FROM touch"
	same $'assign\nearn\nredeem\ngiven\nin'
}

# What is English in the output of a command, in which every text is a number: three words in a
# row. The words of files, options and columns are none: they have no blanks between them.
english() {
	in_test "$@" >said 2>&1 </dev/null || true
	! grep -E '[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}' said || { echo "$*"; return 1; }
	[ -s said ]
}

# Exceptions: messages of SQLite about SQL that the user wrote, of age and gpg, and the faults of
# cust-check that name a date or a customer; they are made in SQL.
@test "no English is left in messages" {
	printf 'customer_id,date,amount\na,2026-01-02,5\nb,x,5\n' >bad.csv
	printf 'customer_id,date,amount\na,2026-01-02,5\na,2026-02-02,5\nb,2026-02-02,5\n' >log.csv
	printf 'customer_id,datum\na,2026-01-02\n' >other.csv
	printf 'a;b;c\n1;2;3\n' >semicolon.csv
	printf 'id,name\na,x\n"b,y\n' >quote.csv
	printf 'x\n' >text.db
	cust-init -d s.db
	order-add -q -d s.db --create log.csv
	feedback-log -q -d s.db --customer-id=a --kind=complaint --text=x
	promise-log -q -d s.db --customer-id=a --promise=y --date=2026-02-01 --due=2026-03-01
	while read -r line; do
		# shellcheck disable=SC2086 # words
		english $line
	done <<-'END'
		clv-calc bad.csv
		clv-calc other.csv
		clv-calc semicolon.csv
		clv-calc quote.csv
		clv-calc none.csv
		clv-calc --as-of=x log.csv
		clv-calc --horizon=x log.csv
		clv-calc --no-such
		clv-calc --format=x log.csv
		clv-calc -d text.db
		clv-calc -d none.db
		churn-flag --plot=svg log.csv
		churn-flag --as-of=2027-01-01 -t log.csv
		cust-segment --rfm --cut=x log.csv
		cust-segment --map=none.csv log.csv
		cohort-calc --period=x log.csv
		nps-calc log.csv
		order-add -d s.db bad.csv
		order-add -d s.db log.csv
		order-add -d s.db other.csv
		order-add -d s.db semicolon.csv
		cust-add -d s.db other.csv
		cust-add -d s.db quote.csv
		cust-list -d s.db --purpose=x
		cust-list -d s.db --columns=x
		cust-list -d s.db --sort=x
		cust-show -d s.db nobody
		cust-show -d text.db a
		cust-forget -d s.db a
		cust-forget -d s.db nobody
		cust-undo -d s.db 99
		feedback-step -d s.db --start 99
		feedback-step -d s.db --at=2099-01-01 --start 1
		feedback-log -d s.db --kind=x --text=y
		promise-log -d s.db --kept 99
		visit-log -d s.db --start 99
		winback-log -d s.db --won 99
		consent-log -d s.db --customer-id=a --purpose=x
		touch-log -d s.db --customer-id=a
		points-log -d s.db --customer-id=a
		figure-calc --period=x log.csv
		demand-forecast log.csv
		cust-restore -d s.db text.db
		table-guess semicolon.csv
		custkit no-such-tool
	END
}

@test "verdicts and kinds of intervals" {
	# 12 of 12 promoters against 12 of 12 detractors, and back
	{ echo g,score; yes a,10 | head -12; yes b,0 | head -12; yes c,10 | head -12; } >votes.csv
	run -0 in_chinese nps-calc -t --wide --compare --by=g --columns=g,verdict votes.csv
	same $'g  结论\na\nb  较低\nc  较高'
	run -0 in_chinese clv-calc -q -t --total --columns=interval --as-of=1998-06-30 "$CDNOW"
	same $'区间方法\ndelta 法'
	run -0 in_chinese clv-calc -q -t --confidence=90 --top=1 --columns=interval \
		--as-of=1998-06-30 "$CDNOW"
	same $'区间方法\n预测分布'
}

@test "no English is left in tables for people" {
	printf 'customer_id,name,phone,birthday\na,张三,13800138000,1990-05-04\nb,张三,13800138000,\n' >who.csv
	for who in a b c; do
		for month in 1 2 3 4; do
			echo "$who,2026-0$month-0$month,$month"
		done
	done | sed '1i customer_id,date,amount' >log.csv
	cust-init -d s.db --country=CN
	cust-add -q -d s.db who.csv
	order-add -q -d s.db --create log.csv
	feedback-log -q -d s.db --customer-id=a --kind=complaint --date=2026-04-01 --text=x
	promise-log -q -d s.db --customer-id=a --promise=y --date=2026-04-01 --due=2026-05-01
	consent-log -q -d s.db --customer-id=a --purpose=marketing --step=given --date=2026-04-01
	while read -r line; do
		# shellcheck disable=SC2086 # words
		english $line
	done <<-'END'
		cust-show -d s.db a
		care-due -d s.db -t --wide --as-of=2026-05-04
		churn-flag -d s.db -t --wide --explain --as-of=2026-06-01
		churn-flag -d s.db -t --wide --alert --all --dry-run --as-of=2026-06-01
		churn-flag -d s.db -t --wide --alert --all --as-of=2026-06-01
		cust-segment -d s.db -t --wide --explain --rfm --lifecycle --as-of=2026-05-01
		cust-segment -d s.db -t --wide --explain --loyalty --as-of=2026-05-01
		cust-segment -d s.db -t --wide --explain --abc=spend --as-of=2026-05-01
		cust-segment -d s.db --profile --plot=term --as-of=2026-05-01
		cust-segment -d s.db --pareto --plot=term --as-of=2026-05-01
		clv-calc -d s.db -t --wide --fit --as-of=2026-05-01
		clv-calc -d s.db --plot=term --as-of=2026-05-01
		cohort-calc -d s.db --plot=term --as-of=2026-05-01
		cohort-calc -d s.db --survival --idle=30 --plot=term --as-of=2026-05-01
		cust-dedupe -d s.db -t --wide --explain
		cust-list -d s.db -t --wide
		service-check -d s.db -t --wide --as-of=2026-05-04
		figure-calc -d s.db -t --wide --as-of=2026-05-01
		feedback-list -d s.db -t --wide
		promise-list -d s.db -t --wide
		custkit doctor -d s.db --format=table
	END
	# a fault that names no date and no customer
	sqlite3 s.db "UPDATE batch SET read = 99 WHERE batch = 1"
	english cust-check -d s.db -t --wide
	grep -E '^⟦[0-9]+⟧ +⟦[0-9]+⟧ 1 +⟦[0-9]+⟧ *$' said
	cust-check -d s.db >said || true
	grep -x 'batch,batch 1,counts do not add up' said
	# of SQLite functions
	sqlite3 s.db "UPDATE promise SET due = '2026-02-30'"
	english promise-list -d s.db
}

# The commands of tests/faults, which has each tool; not those that print no table.
@test "no English is left in the tables of any tool" {
	local kind name command n=0
	mkdir in out
	sh "$ROOT/tests/faults/inputs.sh" "$PWD/in" "$ROOT" >/dev/null
	while IFS=$'\t' read -r kind name command; do
		[[ $kind == list || $kind == nothing ]] || continue
		[[ $command =~ json|prom|xlsx|md|witness|export|^(cust-(show|report)|custkit|table-)|key ]] &&
			continue
		cp in/base.db s.db
		command=${command//DB/s.db} command=${command//IN\//in/}
		eval "english $command -t --wide" || { cat said; return 1; }
		n=$((n + 1))
	done <"$ROOT/tests/faults/commands"
	[ "$n" -gt 50 ]
}
