# cust-report: a page whose numbers are those of the commands that it names.
load helper

CHECK=$BATS_TEST_DIRNAME/report/check.py

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	export LC_ALL=C TZ=UTC0
	cd "$BATS_FILE_TMPDIR" || return
	python3 "$BATS_TEST_DIRNAME/report/shop.py" zh.db zh
	cust-report -d zh.db --as-of=2026-06-30 --by=region --lang=zh >zh.html
	printf 'customer_id,date,amount\na,2026-01-05,20\nb,2026-01-09,20\na,2026-02-02,10\n' >few.csv
}

facts() { cp "$BATS_FILE_TMPDIR/$1" .; }

# section ID FILE: the text of a section of Markdown, by its heading.
section() { awk -v want="## $1" '/^## / { on = $0 == want; next } on' "$2"; }

@test "a store with everything: every number is a cell of the command that it names" {
	cd "$BATS_FILE_TMPDIR"
	run -0 python3 "$CHECK" zh.html
	[[ $output =~ ^([0-9]+)\ tables,\ ([0-9]+)\ numbers ]]
	[ "${BASH_REMATCH[1]}" -ge 20 ]
	[ "${BASH_REMATCH[2]}" -ge 500 ]
	for id in summary figures groups customers value cohorts churn satisfaction service \
		promises forecast quality; do
		grep -q "<section id=\"$id\">" zh.html || { echo "no section $id"; return 1; }
	done
	[[ $(<zh.html) == *'<html lang="zh-CN">'*华东*优先联系*九折券* ]]
	run ! grep -q '无法计算' zh.html
}

@test "the check of the numbers sees a number that is not its command's, and a script" {
	facts few.csv
	cust-report --section=figures --since=2026-02-01 --as-of=2026-02-28 few.csv >zh.html
	run -0 python3 "$CHECK" zh.html
	sed '0,/<data class="\(c[0-9]*\)" value="\([^"]*\)">/s//<data class="\1" value="17\2">/' zh.html >x.html
	run -1 python3 "$CHECK" x.html
	[[ $output == *"does not print 17"* ]]
	sed '0,/%<\/data>/s//7%<\/data>/' zh.html >x.html
	run -1 python3 "$CHECK" x.html
	[[ $output == *" is not "* ]]
	sed 's/<main>/<main><script>1<\/script>/' zh.html >x.html
	run -1 python3 "$CHECK" x.html
	[[ $output == *"the page has <script"* ]]
	sed 's/ scope="row"//' zh.html >x.html
	run -1 python3 "$CHECK" x.html
	[[ $output == *"without scope"* ]]
}

@test "an order log, from a file and on standard input; what needs a store is one sentence" {
	cp "$CDNOW" orders.csv
	cust-report --as-of=1998-06-30 orders.csv >file.html
	run -0 python3 "$CHECK" file.html
	cust-report --as-of=1998-06-30 --section=figures - <orders.csv >in.html
	run -0 python3 "$CHECK" in.html orders.csv
	cust-report --as-of=1998-06-30 -f md orders.csv >page.md
	cust-report --as-of=1998-06-30 -f md <orders.csv >in.md
	for id in Satisfaction "Cases and standards" Promises "Data quality"; do
		[ "$(section "$id" page.md | grep .)" = \
			"This part needs a store (-d), because an order log does not have these facts." ] || { section "$id" page.md; return 1; }
	done
	# the same numbers, whatever they come from
	diff <(grep '^|' page.md) <(grep '^|' in.md)
	cdnow_store shop.db
	cust-report -d shop.db --as-of=1998-06-30 -f md --section=figures,value,cohorts >store.md
	diff <(grep '^|' store.md) \
		<(cust-report --as-of=1998-06-30 -f md --section=figures,value,cohorts orders.csv | grep '^|')
}

@test "published numbers stand on the page: 2,357 customers, 6,919 orders, 244,091.94 dollars" {
	cust-report --since=1997-01-01 --until=1998-06-30 --section=figures -f md "$CDNOW" >page.md
	# purchases of 2,357 customers; the file has 6,919 rows
	grep -qF '| Spend | 244,091.94 | 0.00 | – | – | – |' page.md
	grep -qF '| Orders | 6,919 | 0 | – | – | – |' page.md
	grep -qF '| Customers who bought | 2,357 | 0 | – | – | – |' page.md
	grep -qF '| New customers | 2,357 | 0 | – | – | – |' page.md
}

@test "--section, --compare, --title, --format; the default period" {
	cust-report --section=forecast,figures --as-of=1998-06-30 --title='A & <b>' "$CDNOW" >x.html
	[ "$(grep -o '<section id="[a-z]*"' x.html | tr -d '\n')" = \
		'<section id="figures"<section id="forecast"' ]
	grep -qF '<h1>A &amp; &lt;b&gt;</h1>' x.html
	grep -qF '<dd>1998-04-01 to 1998-06-30</dd>' x.html
	grep -qF '<dd>1998-01-01 to 1998-03-31</dd>' x.html
	cust-report --section=figures --as-of=1998-06-30 --compare=year -f md "$CDNOW" >x.md
	grep -qxF -- '- Compared with: 1997-04-01 to 1997-06-30' x.md
	grep -qF -- ' --compare=year ' x.md
	# --until is also the as-of date; a later --as-of stays
	cust-report --section=figures --until=1998-03-31 -f md "$CDNOW" |
		grep -qxF -- '- As of: 1998-03-31'
	cust-report --section=figures --until=1998-03-31 --as-of=1998-06-30 -f md "$CDNOW" |
		grep -qxF -- '- As of: 1998-06-30'
}

@test "the digest is that of the data, as the command at the foot prints it" {
	facts zh.db
	for page in "cust-report -d zh.db" "cust-report few.csv"; do
		cp "$BATS_FILE_TMPDIR/few.csv" .
		$page --section=figures --as-of=2026-02-28 >x.html
		proof=$(sed -n '/<footer>/,$s/.*<pre><code>\(.*\)<\/code>.*/\1/p' x.html |
			sed "s/&quot;/\"/g; s/&#39;/'/g")
		[[ $proof == *sha256sum* ]]
		sum=$(bash -c "$proof" | cut -d' ' -f1)
		[ "${#sum}" -eq 64 ]
		grep -qF "<code>$sum</code>" x.html
	done
	cust-report --section=figures --as-of=2026-02-28 -f md <few.csv |
		grep -qF "$(sha256sum <few.csv | cut -d' ' -f1)"
}

@test "a store without facts: sentences, no empty table" {
	cust-init -d e.db
	cust-report -d e.db --as-of=2026-01-01 --lang=zh >zh.html
	cust-report -d e.db --as-of=2026-01-01 -f md >page.md
	run ! grep '^|' page.md
	run ! grep -q '<table' zh.html
	grep -qF '此部分没有数据。' zh.html
	grep -qxF 'There are no data for this part.' page.md
	grep -qxF 'Nobody answered this question in the last two years.' page.md
	grep -qxF 'No attempts to win customers back are recorded.' page.md
	grep -q '^churn-flag --alert did not run in this period or the one before' page.md
	grep -q '^It cannot be told whether acting on alerts pays' page.md
	run ! grep -qi nan page.md
}

# beside SCRIPT: a folder with cust-report and a figure-calc that runs SCRIPT.
beside() {
	mkdir -p bin
	cp "$(command -v cust-report)" "$(command -v figure-calc)" "$(command -v cohort-calc)" bin/
	mv bin/figure-calc bin/real
	printf '#!/bin/bash\n%s\nexec "$(dirname "$0")/real" "$@"\n' "$1" >bin/figure-calc
	chmod +x bin/figure-calc
	export CUSTKIT_SHARE=$ROOT/share
}

@test "a section that fails says why, on the page and on standard error; the others are made" {
	facts few.csv
	beside 'echo "figure-calc: is <broken>" >&2; exit 2'
	report() { bin/cust-report --section=figures,cohorts --as-of=2026-02-28 "$@" few.csv; }
	run -1 --separate-stderr report -f md
	says "cust-report: section 'figures' could not be computed: figure-calc: is <broken>"
	[[ $output == *'This part could not be computed: figure-calc: is \<broken\>'* ]]
	[[ $output == *'| 2026-01 | 2 | 100.0% | 50.0% |'* ]]
	run -1 --separate-stderr report --lang=zh
	[[ $output == *'此部分无法计算：figure-calc: is &lt;broken&gt;'* ]]
}

@test "a variable of the environment is no reason for another status; the report needs none" {
	printf '%s\n' customer_id,date a,2026-01-01 b,2026-02-01 >bare.csv
	for value in 1 "" yes 0; do
		CUSTKIT_LACK=$value run -2 --separate-stderr cust-segment -q --as-of=2026-02-28 \
			--rfm bare.csv
		says "no amounts: RFM requires a column amount or spend"
		CUSTKIT_LACK=$value run -0 cust-report -q --as-of=2026-02-28 -f md bare.csv
		[[ $output == *"The data do not suffice for this part: cust-segment: no amounts: RFM"* ]]
		[[ $output == *"suffice for this part: cust-segment: no amounts: the spend requires"* ]]
	done
}

# stores: those that have too little for some sections, as NAME.db.
stores() {
	local orders=customer_id,date,amount
	for name in empty customer one refunds oneday later two answer; do
		cust-init -d $name.db
	done
	printf 'customer_id,name\na,A\n' | cust-add -q -d customer.db >acc
	load() { order-add -q --create -d "$1" - >acc; }
	printf '%s\n' $orders a,2026-02-01,10 | load one.db
	printf '%s\n' $orders a,2026-02-01,-10 b,2026-02-02,-4 | load refunds.db
	printf '%s\n' $orders c{1..40},2026-02-10,7 | load oneday.db
	printf '%s\n' $orders a,2027-02-01,10 b,2027-03-01,10 | load later.db
	for name in two answer; do
		printf '%s\n' $orders a,2026-01-01,10 b,2026-01-05,10 a,2026-02-01,20 | load $name.db
	done
	printf '%s\n' customer_id,date,kind,score a,2026-02-02,nps,9 |
		feedback-log -q -d answer.db >acc
}

@test "data that do not suffice for a section: it says so, and this is no failure" {
	stores
	local why="The data do not suffice for this part:"
	for name in empty customer one refunds oneday later two answer; do
		run -0 --separate-stderr cust-report -d $name.db --as-of=2026-02-28 \
			--by=region -f md
		[ -z "$stderr" ] || { echo "$name: $stderr"; return 1; }
		printf '%s\n' "$output" >$name.md
		run ! grep -qi 'nan\|could not be' $name.md
		# no sentence has a dash instead of a number
		run ! grep '^[A-Z0-9–].*–' $name.md
	done
	run -0 cust-report -d two.db --as-of=2025-02-28 -f md
	[[ $output == *'There are no data for this part.'* ]]
	grep -qF "$why churn-flag: no customer can be scored: no indicator is known" oneday.md
	grep -qF "$why clv-calc: none of 40 customers has a repeat purchase by 2026-02-28" oneday.md
	grep -qF "$why clv-calc: none of 1 customer has a repeat purchase by 2026-02-28" one.md
	grep -qF "$why churn-flag: no purchases by 2026-02-28; nothing to score" refunds.md
	grep -qF "$why clv-calc: no purchases by 2026-02-28; nothing to fit" refunds.md
	run ! grep -qF "$why" two.md empty.md later.md
	grep -qF 'No customer is at high risk of buying nothing in 90 days. None is at medium risk.' two.md
	# nobody is known to be safe if nobody has bought
	run ! grep -q 'at high risk' empty.md customer.md later.md refunds.md
	grep -qF 'are expected to spend 20.00; there are too few months so far' two.md
	grep -qE '^In 2026-Q1 the NPS was 100.0 \(.*; answers: 1\)\.$' answer.md
	grep -qF 'No customer is a Champion.' one.md
	# in the words of the tool, in the language of the page
	LC_ALL=C.UTF-8 LANGUAGE=zh_CN run -2 --separate-stderr churn-flag -d one.db \
		--as-of=2026-02-28
	cust-report -d one.db --as-of=2026-02-28 --lang=zh >zh.html
	grep -qF "数据不足以计算此部分：$stderr" zh.html
	run -0 python3 "$CHECK" zh.html
}

@test "an order log without orders, without amounts" {
	printf 'customer_id,date,amount\n' >none.csv
	run -0 cust-report --as-of=2026-02-28 -f md none.csv
	[[ $output == *"The data do not suffice for this part: clv-calc: no purchases by 2026-02-28; nothing to fit"* ]]
	cut -d, -f1,2 "$BATS_FILE_TMPDIR/few.csv" >days.csv
	run -0 cust-report --as-of=2026-02-28 -f md days.csv
	[[ $output == *"cust-segment: no amounts: RFM requires a column amount or spend"* ]]
	[[ $output == *"demand-forecast: no amounts: --measure=amount requires a column amount"* ]]
	run -2 --separate-stderr demand-forecast --measure=amount days.csv
	says 'demand-forecast: no amounts: --measure=amount requires a column amount'
}

@test "no amounts: the summary tells no value, and calls nobody worth most" {
	awk 'BEGIN { print "customer_id,date"
		for (c = 0; c < 60; c++)
			for (k = 0; k <= c % 7; k++)
				printf "c%d,2025-%02d-%02d\n", c,
				    1 + (c * 5 + k * (1 + c % 3)) % 12,
				    1 + (c * 11 + k * 7) % 28 }' >log.csv
	run -0 cust-report --section=summary --as-of=2026-01-10 -f md log.csv
	[[ $output != *–* && $output != *worth* && $output != *value* ]]
	page=$output
	run -0 churn-flag --as-of=2026-01-10 --no-header --columns=flag log.csv
	[ "$(grep -c alert <<<"$output")" -gt 0 ] && [ "$(grep -c watch <<<"$output")" -gt 0 ]
	[[ $page == *"buying nothing in 90 days: $(grep -c alert <<<"$output")."* ]]
	[[ $page == *"At medium risk: $(grep -c watch <<<"$output")."* ]]
}

@test "data that no tool can read: the first message, and no page" {
	printf 'x,y\n1,2\n' >bad.csv
	run -2 --separate-stderr cust-report --as-of=2026-02-28 bad.csv
	[ -z "$output" ]
	says "cust-report: no section can be made: figure-calc: bad.csv: no columns 'customer_id', 'date'"
	run -2 --separate-stderr cust-report --as-of=2026-02-28 missing.csv
	says "cust-report: missing.csv: No such file or directory"
	run -2 --separate-stderr cust-report -d missing.db
	says "missing.db: "
	run -2 --separate-stderr cust-report --as-of=2026-02-28 <(cat "$BATS_FILE_TMPDIR/few.csv")
	says ": not a regular file; a report reads it several times: use standard input"
}

@test "misuse" {
	facts few.csv
	while IFS='|' read -r arguments message; do
		# shellcheck disable=SC2086 # words
		run -2 --separate-stderr cust-report $arguments
		says "cust-report: $message"
		[ -z "$output" ]
	done <<-'END'
		--section=x few.csv|--section: no section 'x'; the sections are: summary, figures, groups, customers, value, cohorts, churn, satisfaction, service, promises, forecast, quality
		--section=value,groups few.csv|--section=groups requires --by
		--section= few.csv|--section is empty
		--by= few.csv|--by is empty
		--title= few.csv|--title is empty
		-d s.db few.csv|a store and FILE cannot be combined
		few.csv -|standard input and FILE cannot be combined
		--since=2026-03-01 --as-of=2026-02-01 few.csv|--since is after the as-of date
		--until=2026-03-01 --as-of=2026-02-01 few.csv|--until is after the as-of date
		--since=2026-03-01 --until=2026-02-01 few.csv|--since is later than --until
	END
}

# terminal COMMAND...: runs it on a terminal, and prints what stands there.
terminal() { python3 -c 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)' "$@" | tr -d '\r'; }

@test "a page does not flood a terminal" {
	facts few.csv
	run terminal cust-report --section=figures --as-of=2026-02-28 few.csv
	[[ ${lines[0]} == 'cust-report: --format=html does not write to a terminal; redirect it: > report.html, or use --format=md' ]]
	[[ $output != *'<html'* ]]
	run terminal cust-report --section=figures --as-of=2026-02-28 -f md few.csv
	[[ $output == *'## Key figures'* ]]
}

@test "--logo: a PNG or an SVG becomes a part of the page; nothing else does" {
	facts few.csv
	report() { cust-report --section=figures --as-of=2026-02-28 --logo="$1" few.csv; }
	printf '\211PNG\r\n\032\nrest' >x.png
	report x.png >x.html
	grep -qF "src=\"data:image/png;base64,$(base64 -w0 x.png)\"" x.html
	echo '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>' >x.svg
	report x.svg >x.html
	grep -qF "src=\"data:image/svg+xml;base64,$(base64 -w0 x.svg)\"" x.html
	run -0 python3 "$CHECK" x.html
	for part in '<script>1</script>' '<image href="http://x/y.png"/>' '<g onload="x"/>'; do
		echo "<svg>$part</svg>" >bad.svg
		run -2 --separate-stderr report bad.svg
		says "cust-report: bad.svg: the SVG has '"
		says "'; a logo must be a drawing alone"
	done
	run -2 --separate-stderr report few.csv
	says "cust-report: few.csv: neither PNG nor SVG"
	head -c 1048577 /dev/zero >large.png
	run -2 --separate-stderr report large.png
	says "cust-report: large.png: larger than 1 MiB"
	run -2 --separate-stderr report missing.png
	says "cust-report: missing.png: No such file or directory"
}

@test "data that change in between make no page" {
	facts few.csv
	beside 'echo c,2026-02-03,7 >>few.csv'
	run -2 --separate-stderr bin/cust-report --section=figures --as-of=2026-02-28 few.csv
	says "cust-report: the data changed while the report was made; run it again"
	[ -z "$output" ]
	cust-init -d s.db
	order-add -q -d s.db --create few.csv >acc
	beside 'printf "customer_id,date,amount\nd,2026-02-03,7\n" | order-add -q -d s.db --create - >/dev/null'
	run -2 --separate-stderr bin/cust-report --section=figures --as-of=2026-02-28 -d s.db
	says "cust-report: the data changed while the report was made; run it again"
	[ -z "$output" ]
	# a store that a BI tool has set to WAL: its head does not tell of commits
	sqlite3 s.db "PRAGMA journal_mode = wal" >acc
	beside 'printf "customer_id,date,amount\ne,2026-02-03,7\n" | order-add -q -d s.db --create - >/dev/null'
	run -2 --separate-stderr bin/cust-report --section=figures --as-of=2026-02-28 -d s.db
	says "cust-report: the data changed while the report was made; run it again"
	[ -z "$output" ]
}

@test "a tool that a signal ends, one that prints nothing, and one that is missing" {
	facts few.csv
	beside 'kill -9 $$'
	run -2 --separate-stderr bin/cust-report --section=figures --as-of=2026-02-28 few.csv
	says "cust-report: no section can be made: a signal ended it"
	beside 'exit 0'
	run -2 --separate-stderr bin/cust-report --section=figures --as-of=2026-02-28 few.csv
	says "cust-report: no section can be made: it printed nothing"
	run -2 --separate-stderr bin/cust-report --section=forecast --as-of=2026-02-28 few.csv
	says "cust-report: demand-forecast is not installed beside this program"
}

@test "names with quotes and blanks: the commands can be pasted into a shell" {
	cp "$BATS_FILE_TMPDIR/few.csv" "it's a log.csv"
	cust-report --section=figures --as-of=2026-02-28 "it's a log.csv" >x.html
	run -0 python3 "$CHECK" x.html
}

@test "who moved, the trial, and the runs of churn-flag --alert; names only by a command" {
	facts zh.db
	cust-report -d zh.db --as-of=2026-06-30 -f md >page.md
	for id in "Who moved between the stages" "Who moved between the segments" \
		"How many customers have which value" "Does it pay to act on alerts? (hold-out)"; do
		grep -qxF "### $id" page.md || { echo "no $id"; return 1; }
	done
	# counted from the customers themselves
	for day in 2026-03-31 2026-06-30; do
		cust-segment -q -d zh.db --as-of=$day --columns=customer_id,segment --no-header \
			>$day.csv
	done
	n=$(join -t, 2026-03-31.csv 2026-06-30.csv | grep -c ',Loyal,At Risk$')
	[ "$n" -gt 5 ]
	grep -q "^| Loyal .* | At Risk (RFM) | $n | " page.md
	n=$(sqlite3 zh.db "SELECT count(*) FROM alert_run WHERE as_of BETWEEN '2026-04-01' AND '2026-06-30'")
	grep -q "^| Runs of the alerts | $n | " page.md
	# the page has no names; its command prints them
	run ! grep -q "$(sqlite3 zh.db "SELECT max(name) FROM customer")" page.md
	command=$(grep '^    cust-list' page.md | tail -1)
	run -0 bash -c "$command --no-header"
	[ "${#lines[@]}" -eq 10 ]
	[[ ${lines[0]} =~ ^KH[0-9]+,[^,]+, ]]
	# alerts that ran and found nothing are no alerts; alerts that did not run are not known
	cust-report -d zh.db --as-of=2026-06-30 --since=2025-10-01 --until=2025-10-31 \
		--section=churn -f md | grep -q '^churn-flag --alert did not run'
}

@test "the page in Chinese: reasons, months, quarters and notes" {
	facts zh.html
	# the reasons, each a cell of its command, and the notes are those of the tools in Chinese
	facts zh.db
	churn-flag -q -d zh.db --as-of=2026-06-30 --lang=zh --columns=customer_id,reasons \
		--format=tsv --no-header >reasons
	n=0
	while IFS= read -r reason; do
		grep -qxF "$reason" <(cut -f2 reasons)
		n=$((n + 1))
	done < <(sed -n 's/.*<td class="long" data-head="原因">\([^<]*\)<.*/\1/p' zh.html)
	[ "$n" = 10 ]
	grep -q '2026 年第 2 季度' zh.html
	grep -q '<th scope="row">2026 年 1 月</th>' zh.html
	command=$(sed -n 's/.*<code>\(trial-calc [^<]*\)<.*/\1/p' zh.html)
	LC_ALL=C.UTF-8 LANGUAGE=zh_CN run -0 --separate-stderr bash -c "$command"
	[[ $stderr == trial-calc:*[！-龥]* ]]
	grep -qF "工具的说明：$stderr" zh.html
	run ! grep -q 'no purchase for' zh.html
}

@test "long tables can be closed on a phone; their rows are one table, whole in print" {
	facts zh.html
	python3 - zh.html <<-'END'
	import re, sys
	page = open(sys.argv[1]).read()
	found = re.findall(r'<details class="(rows[^"]*)"><summary>显示全部行：(\d+)</summary></details>\n'
	    r'<div class="scroll"[^>]*>\s*<table class="stack">(.*?)</table>', page, re.S)
	assert len(found) >= 8, len(found)
	for kind, n, table in found:
	    rows = table.partition("<tbody>")[2].count("<tr")
	    assert rows == int(n) > 4, (kind, n, rows)
	# of quarters the last ones stay, of wide tables two
	assert {kind for kind, n, table in found} == {"rows", "rows two", "rows last"}
	# nothing is hidden but on a narrow screen
	style = page[page.index("<style>"):page.index("</style>")]
	hidden = [s for s in re.findall(r'[^{}]*tbody tr[^{}]*{display:none}', style)]
	assert len(hidden) == 1, hidden
	assert "@media screen and (max-width:40rem)" in style[:style.index(hidden[0])].rpartition("\n")[2]
	END
}

@test "--by: the NPS of each group against the quarter before, and how many may differ by chance" {
	{
		echo customer_id,date,kind,score
		for i in $(seq 20); do
			echo "e$i,2026-02-10,nps,2" && echo "e$i,2026-05-10,nps,10"
			echo "w$i,2026-02-10,nps,9" && echo "w$i,2026-05-10,nps,0"
			echo "s$i,2026-02-10,nps,9" && echo "s$i,2026-05-10,nps,9"
			echo "n$i,2026-05-10,nps,9"
		done
	} >scores.csv
	{
		echo customer_id,region
		for i in $(seq 20); do
			echo "e$i,East" && echo "w$i,West" && echo "s$i,South" && echo "n$i,North"
		done
	} >who.csv
	cust-init -d n.db
	cust-add -q -d n.db who.csv >acc
	feedback-log -q -d n.db scores.csv >acc
	page() { cust-report -d n.db --as-of=2026-06-30 --section=groups -f md "$@"; }
	page --by=region >page.md
	grep -qF 'Higher: East. Lower: West. Of 20 groups in which nothing has changed, about one is called higher or lower; 3 are compared here.' page.md
	# from all 0 to 6 to all 9 or 10: 200 points; a group without answers before is not compared
	grep -qE '^\| East \| 2026-Q2 \| 20 \| 100.0 \| 200.0 \| .* \| higher \|$' page.md
	grep -qE '^\| West \| 2026-Q2 \| 20 \| −100.0 \| −200.0 \| .* \| lower \|$' page.md
	grep -qE '^\| South \| 2026-Q2 \| 20 \| 100.0 \| 0.0 \| .* \| within noise \|$' page.md
	run ! grep -q '^| North | 2026-Q2' page.md
	# the quarter of the end of the period, and the one before
	page --by=region --until=2026-05-20 | grep -q -- '--period=quarter --compare --since=2026-01-01 --until=2026-05-20 '
	page --by=region --until=2026-03-31 |
		grep -qxF 'No group has answers in this quarter and the one before.'
	page --by=region --lang=zh | grep -qF '提高：East。下降：West。'
}

@test "--by: a group without a name is called not stated, and no dash" {
	cust-init -d n.db
	printf '%s\n' customer_id,region a,East b, | cust-add -q -d n.db >acc
	printf '%s\n' customer_id,date,amount a,2026-01-05,5 b,2026-01-06,7 | order-add -q -d n.db >acc
	printf '%s\n' customer_id,date,kind,score a,2026-01-05,nps,9 b,2026-01-06,nps,0 |
		feedback-log -q -d n.db >acc
	page() { cust-report -q -d n.db --as-of=2026-03-31 --by=region --section=groups "$@"; }
	page -f md >page.md
	run ! grep -qF '| – | ' <(cut -d'|' -f1-3 page.md)
	grep -qE '^\| not stated \| 7.00 \| ' page.md
	grep -qE '^\| not stated \| 1 \| −100.0 \| ' page.md
	page -f md --lang=zh | grep -qE '^\| 未注明 \| 1 \| −100.0 \| '
	page >page.html
	grep -qF 'not stated −100' page.html	# the words for the chart
}

@test "the median of the expected values, which Python finds too" {
	facts zh.db
	clv-calc -q -d zh.db --as-of=2026-06-30 --columns=clv --no-header >clv
	python3 - clv >want <<-'END'
	import statistics, sys
	x = [float(line) for line in open(sys.argv[1])]
	assert min(x) >= 0
	low, middle, high = statistics.quantiles(x, n=4, method="inclusive")
	assert middle == statistics.median(x)
	print(f"{middle:,.2f}", f"{low:,.2f}", f"{high:,.2f}", f"{statistics.mean(x):,.2f}")
	END
	read -r middle low high mean <want
	cust-report -d zh.db --as-of=2026-06-30 --section=value -f md >page.md
	grep -qF "Half of the customers are worth $middle or less in the next year, which is the median; the middle half of them is between $low and $high. The mean is $mean;" page.md
}

@test "cases that are overdue: the oldest first, whatever their numbers are; times without a T" {
	cust-init -d late.db
	printf '%s\n' customer_id,date,text a,2026-03-05T10:00,second a,2026-03-09T10:00,third \
		a,2026-03-01T09:30,first |
		feedback-log -q -d late.db --create --kind=complaint --channel=phone >acc
	promise-log -q -d late.db --customer-id=a --promise=call --date=2026-03-02T11:00 \
		--due=2026-03-03T12:00 >acc
	printf '%s\n' customer_id,date,amount a,2026-01-05,10 a,2026-02-05,10 b,2026-03-05,10 |
		order-add -q -d late.db --create >acc
	cust-report -d late.db --as-of=2026-04-30 --lang=zh -f md \
		--section=summary,service,promises >page.md
	grep -qF '首先处理 3 个逾期工单，最早的收到于 2026-03-01 09:30' page.md
	run -0 awk -F' *[|] *' '/^## /{ on = 0 } /逾期工单/ { on = 1 } on && $2 ~ /^[0-9]+$/ { print $2, $3 }' \
		page.md
	same $'3 2026-03-01 09:30\n1 2026-03-05 10:00\n2 2026-03-09 10:00'
	grep -qF '| 1 | 2026-03-02 11:00 | call | 2026-03-03 12:00 |' page.md
}

@test "data quality: the table of orders is no number of orders" {
	cust-init -d two.db
	printf '%s\n' order_id,customer_id,date,amount 1,a,2026-01-05,10 ,b,2026-02-05,10 |
		order-add -q -d two.db --create >acc
	cust-report -d two.db --as-of=2026-03-31 --lang=zh -f md --section=quality >page.md
	grep -q '^| 完整 | 订单 | 订单号 | 2 | 1 |' page.md
}

@test "the summary: its numbers are those of the tables, and say what they are of" {
	facts zh.db
	cust-report -d zh.db --as-of=2026-06-30 -f md >page.md
	section Summary page.md >summary
	sql() { sqlite3 zh.db "$1"; }
	n=$(sql "SELECT count(DISTINCT customer_id) FROM orders")
	new=$(sql "SELECT count(*) FROM (SELECT min(date) AS first FROM orders GROUP BY customer_id)
		WHERE first >= '2026-04-01'")
	bought=$(sql "SELECT count(DISTINCT customer_id) FROM orders WHERE date >= '2026-04-01'")
	grep -qF "Customers so far: $(printf "%'d" "$n" | sed 's/^\([0-9]\)\([0-9]\{3\}\)$/\1,\2/'). Of these $bought bought and $new were new." summary
	spend=$(awk -F'[|] ' '/^[|] Spend [|]/ { print $3 + 0 ? $3 : ""; exit }' page.md | tr -d ' ')
	grep -qF "the customers spent $spend: +" summary
	grep -q 'against the period before (within noise)\.' summary
	run ! grep -q 'No customer is new since' summary
	run -0 feedback-list -d zh.db --overdue --as-of=2026-06-30 --no-header --columns=case_id
	grep -qF "settle the ${#lines[@]} overdue cases" summary
	run -0 promise-list -d zh.db --overdue --as-of=2026-06-30 --no-header --columns=promise_id
	grep -qF "Keep the ${#lines[@]} overdue promises." summary
	grep -q '^First: settle' summary
	# without new customers, and nothing to compare with
	cust-report --section=summary --as-of=1998-06-30 -f md "$CDNOW" >old.md
	grep -qF 'No customer is new since 1997-03.' old.md
	grep -qF 'Customers so far: 2,357.' old.md
	cust-report --section=summary --since=1997-01-01 --as-of=1998-06-30 -f md "$CDNOW" |
		grep -qF 'spent 244,091.94; there is no period before to compare it with.'
	cust-report --section=summary --as-of=1998-06-30 "$CDNOW" >old.html
	run -0 python3 "$CHECK" old.html
}

@test "sentences that depend on the numbers: flows, standards, lists, the trial, quality" {
	facts zh.db
	page() { cust-report -d zh.db --as-of=2026-06-30 -f md "$@"; }
	page >page.md
	# a flow is all of those who left, or the largest part
	IFS=, read -r left most < <(cust-segment -q -d zh.db --as-of=2026-06-30 --since=2026-03-31 \
		--lifecycle --profile --no-header --columns=lifecycle,left,left_most |
		sed -n 's/^active,//p')
	[ "$left" = "$most" ]
	grep -qF "$left active customers left that stage, all of them to dormant." page.md
	grep -q 'moved to At Risk (RFM), the largest part from Loyal (' page.md
	# missed, but the interval contains the target
	service-check -d zh.db --since=2026-04-01 --until=2026-06-30 --as-of=2026-06-30 \
		--columns=metric,result,target,high --no-header >standards
	grep -qx 'on_time_delivery,missed,0.95,0.9[67].*' standards
	grep -qF 'Missed, may be chance: delivery on time.' page.md
	grep -qF 'Met: first response (all), resolution (all), reopened.' page.md
	grep -qF '| resolution | all | 10 days |' page.md
	grep -qF 'Times are by the clock, nights and weekends included' page.md
	grep -q '^| first response | complaint | 4 hours .* hours), ' page.md
	grep -q '^| resolution | complaint | 5 days .* days), ' page.md
	grep -qF 'All 6, the oldest first.' page.md
	# percentage points, and a verdict in words
	grep -q 'The difference is +[0-9.]* points (95 % interval .* points)\. Not proven:' page.md
	grep -q '^| 九折券 | .* points | .* points to .* points | within noise |$' page.md
	grep -qF 'They were assigned by 2026-04-01.' page.md
	grep -qF 'These are the attempts made by 2026-04-01, whose 90 days were over by 2026-06-30' page.md
	# what has no rows, and columns that are empty, are left out
	grep -qF 'All checks are good, except for 1 in this table.' page.md
	run ! grep -q '| 0 |' <(section 'Data quality' page.md)
	run ! grep -q 'change since' <(section 'Data quality' page.md)
	[ "$(section 'Data quality' page.md | grep -c '^| complete')" = 1 ]
	# the number of runs differs
	grep -q '^| Alerts: newly at risk | [0-9]* | [0-9]* | – |$' page.md
	run ! grep -q 'lerts' <(section 'Key figures' page.md)
	# with a calendar there are no days
	for i in $(seq 12); do
		printf 'complaint,2026-06-0%d,x%d\n' $((i % 9 + 1)) "$i"
	done | sed '1i kind,date,text' | feedback-log -q -d zh.db >acc
	page --section=service | grep -qF 'The 10 oldest of 18.'
}

@test "in Chinese: lengths of time, columns, date-times" {
	facts zh.html
	for words in '4 小时' '79 天' '个百分点' '在随机波动范围内' '重新打开' '无回音时长' \
		'已指派' '接触点' '年折现率 10%' '对照组' '未到期' '沉睡' '预警运行次数' \
		'有流失风险（RFM）' '首次响应（投诉）'; do
		grep -qF "$words" zh.html || { echo "no $words"; return 1; }
	done
	for words in '休眠' '待定' '留出' 'geometric' '触点数' 'T[0-9][0-9]:[0-9][0-9]' \
		'churn-flag --alert 运行' 'feedback</td>' '细分'; do
		! grep -q "$words" zh.html || { echo "has $words"; return 1; }
	done
	# an hour stands after a blank, and a date does not break
	grep -qE '<span class="date">20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}</span>' zh.html
	# on a narrow screen each cell has its head
	grep -qF 'data-head="变化"' zh.html
	# the legend of intervals, and the key of the cohorts
	grep -qF '带端点的细线：95% 区间。' zh.html
	grep -qF '深色带：80% 区间；浅色带：95% 区间。' zh.html
	grep -q '<p class="key">比例由浅到深：' zh.html
}

@test "a store that is folded once: the tools say what they say alone" {
	cp "$CDNOW" o.csv
	cust-init -d s.db
	order-add -q -d s.db --create o.csv >acc
	# an as-of date before the last order, and a refund, so that the notes have something to say
	printf 'customer_id,date,amount\nr,1998-01-01,-5\n' | order-add -q -d s.db --create >acc
	cust-report -d s.db --as-of=1998-03-31 >page.html
	python3 "$CHECK" page.html
	grep -q 'left out 1 customer with refunds' page.html
	# another as-of date, or another store, is not what was folded
	CUSTKIT_HISTORIES=0 cohort-calc -d s.db --as-of=1998-03-31 <o.csv >got
	cohort-calc -d s.db --as-of=1998-03-31 | cmp - got
}

@test "a descriptor of the user is neither closed nor taken for the folded store" {
	facts few.csv
	cust-init -d s.db
	order-add -q -d s.db --create few.csv >acc
	for name in 3 3:0:0 3x '' 99999999999; do
		beside 'echo "here $CUSTKIT_HISTORIES" >&3'
		CUSTKIT_HISTORIES=$name bin/cust-report --section=figures --as-of=2026-02-28 \
			-d s.db 3>mine >page
		# what the tools get is the name of another file
		grep -qxE 'here [0-9]+:[0-9]+:[0-9]+' mine
		run ! grep -q '^here 3:' mine
	done
	# a tool takes it only if it is that file
	cust-segment -d s.db --as-of=2026-02-28 >want
	printf 'hist 1%0500d' 0 >other
	CUSTKIT_HISTORIES=3:$(stat -c %d:%i other) cust-segment -d s.db --as-of=2026-02-28 3<other |
		cmp - want
}

@test "a page is the same in every language of the user, also why a section fails" {
	printf 'customer_id,date,amount\na,2026-02-01,10\nr,2026-02-02,-5\n' >one.csv
	for lang in en zh; do
		for l in C zh_CN.UTF-8; do
			LC_ALL=$l run -0 cust-report --lang=$lang -f md --as-of=2026-02-28 one.csv
			echo "$output" >$lang.$l
		done
		cmp $lang.C $lang.zh_CN.UTF-8
	done
	grep -q 'churn-flag: no customer can be scored' en.C
}

@test "today is that of the store, and the language that of the messages" {
	# at any time, one of these two has another day than UTC
	for zone in Pacific/Kiritimati Etc/GMT+12; do
		cust-init -d "${zone##*/}.db" --timezone="$zone"
		printf '%s\n' customer_id,date,amount "a,$(TZ=$zone date +%F),1" |
			order-add -q -d "${zone##*/}.db" --create >acc
		run -0 cust-report -q -d "${zone##*/}.db" --section=figures -f md
		[[ $output == *"$(TZ=$zone date +%F)"* ]]
	done
	LC_ALL=C.UTF-8 LANGUAGE=zh_CN run -0 cust-report -q -d GMT+12.db --section=figures -f md
	[[ $output == *关键指标* ]]
	LC_ALL=C.UTF-8 LANGUAGE=zh_CN run -0 cust-report -q --lang=en -d GMT+12.db \
		--section=figures -f md
	[[ $output != *关键指标* ]]
}
