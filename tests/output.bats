# What every table can be asked: columns, order, rows; what people and programs get; what stays out
# of messages.
load helper

TAB=$'\t'

setup_file() {
	cd "$BATS_FILE_TMPDIR" || return
	cat >history.csv <<-E
	customer_id,as_of,first_date,last_date,frequency,spend,monetary,clv,code,note
	007,2024-12-31,2024-01-01,2024-01-01,0,12.5,,1e3,007,b
	x1,2024-12-31,2024-01-01,2024-06-01,3,1234.567,30.1,7000.006,12,a
	x2,2024-12-31,2024-02-01,2024-03-01,1,8,4,9,3,
	E
}

segment() {
	cust-segment "$@" "$BATS_FILE_TMPDIR/history.csv"
}

@test "--columns chooses and orders the columns, in every format" {
	run -0 segment --columns=clv,customer_id
	same $'clv,customer_id\n1e3,007\n7000.006,x1\n9,x2'
	run -0 segment --columns=customer_id,code --format=tsv
	same "customer_id${TAB}code
007${TAB}007
x1${TAB}12
x2${TAB}3"
	run -0 segment --columns=code,customer_id --format=json
	same $'{"code":"007","customer_id":"007"}\n{"code":"12","customer_id":"x1"}\n{"code":"3","customer_id":"x2"}'
	run -0 segment --columns=customer_id --no-header
	same $'007\nx1\nx2'
}

@test "--columns prints the cells of the whole table, with one thread and with two" {
	awk 'BEGIN { print "customer_id,date,amount"
		for (i = 0; i < 20000; i++)
			printf "c%d,2024-%02d-%02d,%d.%02d\n", i * 7 % 9000, i * 5 % 12 + 1,
				i % 28 + 1, i * 31 % 400, i % 100 }' >log.csv
	cust-segment --rfm --as-of=2024-12-31 log.csv >whole.csv
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
		{ print $at["rfm"] "," $at["monetary"] "," $at["customer_id"] "," \
			$at["first_date"] }' \
		whole.csv >cut.csv
	[ "$(wc -l <cut.csv)" -eq 9001 ]
	for threads in 1 2; do
		cust-segment --rfm --as-of=2024-12-31 --threads=$threads \
			--columns=rfm,monetary,customer_id,first_date log.csv | cmp - cut.csv
		cust-segment --rfm --as-of=2024-12-31 --threads=$threads --sort=customer_id \
			--columns=rfm,monetary,customer_id,first_date log.csv | cmp - cut.csv
	done
}

@test "--columns: an unknown name is reported with the known ones; so is a duplicate" {
	run -2 --separate-stderr segment --columns=customer_id,nope
	[ "$output" = '' ]
	[ "${stderr_lines[0]}" = \
		"cust-segment: --columns: no column 'nope' in the output; it has customer_id, as_of, first_date, last_date, frequency, spend, monetary, clv, code, note, r_score, f_score, m_score, rfm, segment" ]
	run -2 --separate-stderr segment --columns=
	says "--columns: no column ''"
	run -2 --separate-stderr segment --columns=rfm,rfm
	says "duplicate column 'rfm' in the output"
	run -2 --separate-stderr segment --sort=nope
	says "--sort: no column 'nope' in the output"
}

@test "--columns: for a column of the customers, the message has the command that adds it" {
	cust-init -d s.db
	cust-add -q -d s.db --customer-id=a --name=Ann --phone=13900000001 >/dev/null
	printf '%s\n' customer_id,date,amount a,2024-01-02,3 a,2024-03-01,4 a,2025-01-02,5 |
		order-add -q -d s.db >/dev/null
	for tool in 'clv-calc --model=historic' 'cust-segment --rfm' 'churn-flag --method=model'; do
		for column in name phone; do
			command="cust-list -d s.db --columns=customer_id,$column | ${tool%% *} -d s.db -"
			options="-q --as-of=2025-01-02 --columns=$column"
			run -2 --separate-stderr $tool -d s.db $options
			says "--columns: no column '$column' in the output; let cust-list give it to the tool: $command"
			command=${command/${tool%% *}/$tool $options --no-header}
			run -0 bash -c "$command"
			same "$(cust-list -d s.db --no-header --columns=$column)"
		done
	done
	export CUSTKIT_DB=s.db
	run -2 --separate-stderr cust-segment -q -D --as-of=2025-01-02 --sort=city
	says "--sort: no column 'city' in the output; let cust-list give it to the tool: cust-list -D --columns=customer_id,city | cust-segment -D -"
	run -2 --separate-stderr cust-segment -q -d s.db --columns=nope
	says "--columns: no column 'nope' in the output; it has customer_id,"
	LANGUAGE=zh_CN LC_ALL=C.UTF-8 run -2 --separate-stderr cust-segment -q -d s.db --columns=姓名
	says 'cust-list -d s.db --columns=customer_id,name | cust-segment -d s.db -'
	# from CSV, the store does not help
	run -2 --separate-stderr segment --columns=name
	says "no column 'name' in the output; it has"
}

@test "--columns after the store has changed says what is committed" {
	cust-init -d s.db
	run -2 --separate-stderr cust-add -d s.db --columns=nope <<<$'customer_id\na'
	says "--columns: no column 'nope' in the output; it has batch, read, added, updated, unchanged, rejected"
	says '(batch 1 is committed)'
	run -0 cust-list -d s.db --columns=customer_id --no-header
	same a
}

@test "--sort: numbers by value, then words by bytes, empty cells last, also with a minus" {
	printf '%s\n' customer_id,as_of,first_date,last_date,frequency,spend,v \
		{a,10}',2024-12-31,2024-01-01,2024-01-01,0,1,9' \
		b,2024-12-31,2024-01-01,2024-01-01,0,1,10 \
		c,2024-12-31,2024-01-01,2024-01-01,0,1, \
		d,2024-12-31,2024-01-01,2024-01-01,0,1,zeta \
		e,2024-12-31,2024-01-01,2024-01-01,0,1,Zeta \
		9,2024-12-31,2024-01-01,2024-01-01,0,1,-1.5e1 >h.csv
	run -0 cust-segment --rfm --sort=v --columns=v,customer_id --no-header h.csv
	same $'-1.5e1,9\n9,a\n9,10\n10,b\nZeta,e\nzeta,d\n,c'
	run -0 cust-segment --rfm --sort=-v --columns=v,customer_id --no-header h.csv
	same $'zeta,d\nZeta,e\n10,b\n9,a\n9,10\n-1.5e1,9\n,c'
	# an id is text: 10 comes before 9
	run -0 cust-segment --rfm --sort=customer_id --columns=customer_id --no-header h.csv
	same $'10\n9\na\nb\nc\nd\ne'
	# two keys; the rows of equal keys stay in their order
	run -0 cust-segment --rfm --sort=frequency,-customer_id --columns=customer_id --no-header \
		--limit=2 h.csv
	same $'e\nd'
}

@test "--sort, --limit and --columns agree with sort, head and cut, on any number of threads" {
	clv-calc -q --as-of=1997-09-30 "$CDNOW" >all.csv
	columns customer_id,orders,spend,last_date all.csv | sed 1d |
		sort -t, -s -k2,2nr -k4,4 -k3,3g >sorted
	for threads in 1 3; do
		for format in csv json; do
			run -0 clv-calc -q --as-of=1997-09-30 --threads=$threads --format=$format \
				--sort=-orders,last_date,spend \
				--columns=customer_id,orders,spend,last_date "$CDNOW"
			[ $format = csv ] ||
				output=$(jq -r '[.customer_id, .orders, .spend, .last_date] |
				map(tostring) | join(",")' <<<"$output")
			[ $format = json ] || output=$(sed 1d <<<"$output")
			diff -u sorted - <<<"$output"
		done
	done
	run -0 clv-calc -q --as-of=1997-09-30 --limit=5 "$CDNOW"
	diff -u <(head -n 6 all.csv) - <<<"$output"
	run -0 clv-calc -q --as-of=1997-09-30 --limit=0 "$CDNOW"
	diff -u <(head -n 1 all.csv) - <<<"$output"
	run -0 clv-calc -q --as-of=1997-09-30 --limit=99999 "$CDNOW"
	diff -u all.csv - <<<"$output"
}

@test "--sort and --limit of many rows: the first ones; equal rows in the order of the input" {
	awk 'BEGIN { print "customer_id,date,amount"
		for (i = 1; i <= 50000; i++)
			printf "%05d,2024-01-0%d,%d\n", i, 1 + i % 9, i * 7919 % 10007 }' >many.csv
	sed 1d many.csv | sort -t, -s -k3,3nr -k2,2 | cut -d, -f1 >sorted
	for threads in 1 3; do
		for n in 0 3 9000 40000; do
			cust-segment -q --threads=$threads --as-of=2024-02-01 \
				--sort=-spend,last_date --limit=$n --columns=customer_id \
				--no-header many.csv >got
			diff -q <(head -n $n sorted) got
		done
	done
}

@test "--limit that is not a number" {
	for n in -1 x 1.5 ''; do
		run -2 --separate-stderr segment --limit="$n"
		says "--limit must be a whole number >= 0, not '$n'"
	done
}

@test "every tool that prints a table has the options" {
	for tool in "$ROOT"/cmd/*.c; do
		tool=$(basename "$tool" .c)
		"$tool" --help >help
		grep -q -- '--aligned' help || continue
		for option in --columns=NAME,... '--sort=\[-\]NAME,...' --limit=N --width=N --wide \
				--sheets; do
			grep -q -- "^  .*$option " help || { echo "$tool has no $option"; false; }
		done
	done
	run -2 --separate-stderr churn-flag --alert -D --limit=3
	says '--alert prints every change: --limit would lose the others'
}

@test "cust-list: its own --columns reaches into attrs, and can be sorted and limited" {
	cust-init -d s.db
	cust-add -q -d s.db --attrs <<<$'customer_id,name,pieces\na,A,10\nb,B,9\nc,C,' >/dev/null
	run -0 cust-list -d s.db --columns=pieces,customer_id --sort=-pieces --limit=2 --no-header
	same $'10,a\n9,b'
	run -0 cust-list -d s.db --columns=customer_id,attrs --limit=1 --format=json
	same '{"customer_id":"a","attrs":{"pieces":"10"}}'
}

@test "JSON: numbers of known columns stay numbers in a pipeline; ids, codes, others stay text" {
	run -0 segment --format=json
	[ "$(jq -c 'map_values(type) | del(.note)' <<<"${lines[1]}")" = \
		'{"customer_id":"string","as_of":"string",'\
'"first_date":"string","last_date":"string","frequency":"number","spend":"number","monetary":"number","clv":"number",'\
'"code":"string","r_score":"number","f_score":"number","m_score":"number","rfm":"string","segment":"string"}' ]
	# the whole pipeline: as many above a value as CSV has
	clv-calc -q --as-of=1997-09-30 "$CDNOW" >clv.csv
	churn-flag -q --as-of=1997-09-30 --method=model clv.csv --format=json >flag.json
	want=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		$at["clv"] > 200' clv.csv | wc -l)
	[ "$want" -gt 0 ]
	[ "$(jq -c 'select(.clv > 200)' flag.json | wc -l)" = "$want" ]
	[ "$(jq -c '[.p_alive, .expected_orders, .clv | type] | unique' flag.json | sort -u)" = \
		'["number"]' ]
}

@test "JSON: attrs is an object in every tool; other text stays a string" {
	cust-init -d s.db
	cust-add -q -d s.db <<<$'customer_id,attrs\na,"{""k"": [1, ""x""]}"' >/dev/null
	order-add -q -d s.db <<<$'customer_id,date,amount\na,2024-01-01,5' >/dev/null
	run -0 jq -c .attrs <<<"$(cust-list -d s.db --format=json)"
	same '{"k":[1,"x"]}'
	cust-list -d s.db --history --as-of=2024-02-01 --columns=attrs |
		cust-segment --rfm --format=json >out
	run -0 jq -c .attrs out
	same '{"k":[1,"x"]}'
	printf '%s\n' customer_id,as_of,first_date,last_date,frequency,spend,attrs \
		'a,2024-12-31,2024-01-01,2024-01-01,0,1,"{""k"":1e999}"' \
		'b,2024-12-31,2024-01-01,2024-01-01,0,1,{k:1}' \
		'c,2024-12-31,2024-01-01,2024-01-01,0,1,' \
		'd,2024-12-31,2024-01-01,2024-01-01,0,1,{}x' >h.csv
	run -0 cust-segment --rfm --format=json --columns=attrs h.csv
	same '{"attrs":"{\"k\":1e999}"}
{"attrs":"{k:1}"}
{"attrs":null}
{"attrs":"{}x"}'
}

@test "JSON: a number that no double holds is text; attrs with one is refused" {
	printf 'customer_id,as_of,first_date,last_date,frequency,spend,clv\na,2024-12-31,2024-01-01,2024-01-01,0,1,%s\n' 1e999 >h.csv
	run -0 cust-segment --rfm --format=json --columns=clv h.csv
	same '{"clv":"1e999"}'
	cust-init -d s.db
	for number in 1e999 -1e999 "$(printf '9%.0s' {1..400})"; do
		run -2 --separate-stderr cust-add -d s.db <<<'customer_id,attrs
a,"{""k"":{""l"":['$number']}}"'
		says 'attrs has a number that is too large'
	done
	for escape in '\u0000' '\ud800' '\ude00x'; do
		run -2 --separate-stderr cust-add -d s.db <<<'customer_id,attrs
a,"{""k"":""'"$escape"'""}"'
		says 'attrs has a \u0000, or half of a surrogate pair'
	done
	run -0 cust-add -d s.db -q <<<'customer_id,attrs
b,"{""k"":""\ud83d\ude00""}"'
	run -0 cust-list -d s.db --columns=k --no-header
	same 😀
	run -0 cust-add -d s.db -q <<<'customer_id,attrs
a,"{""k"":1.7e308,""l"":-9223372036854775808}"'
}

@test "-t: money has two decimals, shares are in percent, passed numbers are right-aligned" {
	run -0 segment -t --columns=customer_id,spend,monetary,clv,code,frequency
	# 1234.567 and 7000.005 to the cent; code 007 is no number, so the column is text
	same 'customer_id    spend  monetary      clv  code  frequency
007            12.50            1000.00  007           0
x1           1234.57     30.10  7000.01  12            3
x2              8.00      4.00     9.00  3             1'
	printf '%s\n' customer_id,as_of,first_date,last_date,frequency,p_alive,risk,visits,spend \
		a,2024-12-31,2024-01-01,2024-01-01,0,.5,69.8610,7,-0.004 \
		b,2024-12-31,2024-01-01,2024-01-01,0,0.12345,5,12,-0.5 >h.csv
	run -0 cust-segment --rfm -t --columns=customer_id,p_alive,risk,visits,spend h.csv
	# .5 is no number of JSON: it is text, and the column is on the left
	same 'customer_id  p_alive  risk  visits  spend
a            .5       69.9       7   0.00
b            12.3%     5.0      12  -0.50'
	run -0 cust-segment --rfm -f md --columns=customer_id,risk h.csv
	same '| customer_id | risk |
|-------------|-----:|
| a           | 69.9 |
| b           |  5.0 |'
}

@test "-t: a table fits the width, and a note says what was left out" {
	for width in 40 60 80 100 120; do
		run -0 --separate-stderr clv-calc --as-of=1997-09-30 --limit=20 -t --width=$width \
			"$CDNOW"
		[ "$(wc -L <<<"$output")" -le $width ]
		[[ ${lines[0]} == customer_id* ]]
		[[ " ${lines[0]} " == *' clv '* ]]
		says "clv-calc: left out to fit a width of $width: "
		says '(--wide shows all)'
		# each column is in the table or in the note
		names="$(tr -s ' ' '\n' <<<"${lines[0]}") $(sed 's/.*: \(.*\) (.*/\1/; s/, /\n/g' \
			<<<"$stderr")"
		diff <(clv-calc -q --as-of=1997-09-30 --limit=0 "$CDNOW" | tr , '\n' |
			sort) <(tr ' ' '\n' <<<"$names" | sort)
	done
	all=$(clv-calc -q --as-of=1997-09-30 --limit=0 "$CDNOW" | tr , ' ' | wc -w)
	run -0 --separate-stderr clv-calc -q --as-of=1997-09-30 --limit=3 -t --width=60 "$CDNOW"
	[ "$stderr" = '' ]
	# a pipe has no width, whatever COLUMNS says; --wide wins over --width
	COLUMNS=40 run -0 --separate-stderr clv-calc --as-of=1997-09-30 --limit=3 -t "$CDNOW"
	[ "$(wc -w <<<"${lines[0]}")" = "$all" ]
	[ "$stderr" = '' ]
	run -0 --separate-stderr clv-calc --as-of=1997-09-30 --limit=3 -t --width=40 --wide "$CDNOW"
	[ "$(wc -w <<<"${lines[0]}")" = "$all" ]
	# md and CSV are not cut
	run -0 --separate-stderr clv-calc --as-of=1997-09-30 --limit=3 -f md --width=40 "$CDNOW"
	[ "$(tr -cd '|' <<<"${lines[0]}" | wc -c)" = $((all + 1)) ]
}

@test "-t: long texts are cut to what is left, also between wide characters" {
	printf '%s\n' customer_id,as_of,first_date,last_date,frequency,spend,reasons \
		"a,2024-12-31,2024-01-01,2024-01-01,0,1,$(printf '客户%.0s' {1..40})" \
		b,2024-12-31,2024-01-01,2024-01-01,0,1,short >h.csv
	for width in 61 62; do
		run -0 --separate-stderr cust-segment --rfm \
			-t --columns=customer_id,reasons,frequency --width=$width h.csv
		[[ ${lines[1]} == *客…* || ${lines[1]} == *户…* ]]
		[ "$(LC_ALL=C.UTF-8 wc -L <<<"$output")" -le $width ]
		says "cut to fit a width of $width: reasons (--wide shows all)"
	done
	[[ ${lines[2]} == *short* ]]
}

@test "-t: what was asked for is shown in 80 columns" {
	run -0 cust-segment -q --as-of=1997-09-30 --lifecycle --explain --limit=3 -t --width=80 \
		"$CDNOW"
	[[ ${lines[0]} == *' lifecycle '*explain ]]
	[[ ${lines[1]} == *'active: last purchase '* ]]
	printf '%s\n' customer_id,sku customer-{a,b,c},{apples,pears-and-nuts} customer-d,apples \
		e,x >lines.csv
	run -0 item-recommend -q -t --width=80 lines.csv
	[[ ${lines[0]} == 'customer_id '*' sku '*' reason' ]]
	[[ ${lines[1]} == 'customer-d '*' pears-and-nuts '*'bought together with apples by 3'* ]]
}

@test "-t on a terminal: its width, COLUMNS before it" {
	command -v script >/dev/null || skip 'no script(1)'
	tty() { script -qec "stty cols $1; $2" /dev/null </dev/null | tr -d '\r'; }
	line="cust-segment -t '$BATS_FILE_TMPDIR/history.csv'"
	unset COLUMNS
	run -0 tty 70 "$line"
	[ "$(wc -L < <(grep -v 'left out' <<<"$output"))" -le 70 ]
	[[ $output == *'left out to fit a width of 70:'* ]]
	run -0 tty 70 "COLUMNS=50 $line"
	[[ $output == *'left out to fit a width of 50:'* ]]
	run -0 tty 70 "$line --wide"
	[[ $output != *'left out'* ]]
}

# A name with everything that a terminal may act on: C0, DEL, C1 (CSI), overrides, isolates,
# separators, no UTF-8.
hostile=$'\x01\x1b[2J\x07\x7f\xc2\x9b31m\xc2\x80\xe2\x80\xae\xe2\x81\xa6\xe2\x80\xa8end'

HARMFUL='[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]|\xe2\x81[\xa6-\xa9]'

# harmless: $output and $stderr have no byte or character of these.
harmless() {
	LC_ALL=C grep -qP "$HARMFUL" <<<"$output$stderr" && return 1
	iconv -f UTF-8 -t UTF-8 <<<"$output$stderr" >/dev/null
}

@test "no control character reaches a terminal: -t, md, json, cust-show" {
	cust-init -d s.db
	printf 'customer_id,name,city\na,"%s","x|y\n%sz"\n' "$hostile" $'\t' |
		cust-add -q -d s.db >/dev/null
	for format in table md json; do
		run -0 --separate-stderr cust-list -d s.db --format=$format
		[[ $output == *end* ]]
		harmless
		[ $format != json ] || [ "$(jq -r .name <<<"$output")" = "$hostile" ]
	done
	run -0 --separate-stderr cust-list -d s.db -t --columns=name,city --no-header
	same '??[2J???31m????end  x|y  z'
	for format in page json; do
		run -0 --separate-stderr cust-show -d s.db a --format=$format
		[[ $output == *end* ]]
		harmless
	done
	# CSV never alters a cell
	run -0 cust-list -d s.db --columns=name --no-header
	same "$hostile"
	# nor do headers
	printf 'customer_id,as_of,first_date,last_date,frequency,spend,"%s"\na,2024-12-31,2024-01-01,2024-01-01,0,1,1\n' "$hostile" >h.csv
	for format in table md json; do
		run -0 --separate-stderr cust-segment --rfm --format=$format h.csv
		harmless
	done
}

# named_trigger NAME: t.db, a store with a trigger of this name.
named_trigger() {
	cust-init -d t.db
	sqlite3 t.db "CREATE TRIGGER \"$1\" AFTER INSERT ON touch BEGIN SELECT 1; END"
}

@test "no control character reaches a terminal: messages" {
	export -f named_trigger
	cust-init -d s.db
	export CDNOW
	model >model.csv
	while read -r line; do
		run -2 --separate-stderr bash -c "h=\$1; $line" - "$hostile"
		[[ $stderr == *end* ]] || { echo "$line: $stderr"; false; }
		harmless
	done <<-'E'
	cust-show -d s.db "$h"
	cust-show -d "$h"$'\x9b' a
	nps-calc "$h"
	nps-calc --metric="$h"
	nps-calc "--$h"
	cust-list -d s.db --columns="$h"
	cust-list -d s.db --where="\"$h\""
	printf 'customer_id,date,amount\na,%s,1\n' "$h" | clv-calc
	printf 'customer_id,amount,"%s"\n' "$h" | clv-calc
	printf 'customer_id\n"%s"\n' "$h" | cust-add -d s.db
	printf 'case_id\n"%s"\n' "$h" | feedback-step -d s.db --close
	printf 'indicator,weight,threshold,none,full\n"%s",1,1,1,2\n' "$h" >r.csv; churn-flag --rules=r.csv --as-of=1997-09-30 "$CDNOW"
	printf 'bgnbd,"%s",1,\n' "$h" | cat model.csv - >m.csv; clv-calc --params=m.csv --as-of=1997-09-30 "$CDNOW"
	named_trigger "$h"; touch-log -d t.db --touchpoint=x
	E
}

@test "messages mask personal data, the file of rejects has it" {
	cust-init -d s.db
	printf 'customer_id,birthday,email\nq,1990-13-01,w@example.com\n' >c.csv
	run -1 --separate-stderr cust-add -d s.db --rejects=r.csv c.csv
	[ "$stderr" = "cust-add: c.csv:2: birthday '1***' is not a valid date" ]
	grep -q "^q,1990-13-01,w@example.com,c.csv,2,birthday,birthday '1990-13-01' is not a valid date\$" r.csv
	run -2 --separate-stderr cust-add -d s.db --unmask c.csv
	says "birthday '1990-13-01' is not a valid date"
	run -2 --separate-stderr cust-add -d s.db --customer-id=q --birthday=1990-13-01
	[ "$stderr" = "cust-add: birthday '1***' is not a valid date" ]
	run -2 --separate-stderr cust-add -d s.db --customer-id=q --birthday=1990-13-01 --unmask
	[ "$stderr" = "cust-add: birthday '1990-13-01' is not a valid date" ]
	# an address keeps its domain; a column is known by its name, whatever reads it
	printf '%s\n' customer_id,date,amount,email,phone,plan \
		a,2024-01-01,1,w@example.com,12345,gold \
		a,2024-01-02,1,wendy@example.com,12346,silver >log.csv
	run -2 --separate-stderr clv-calc --as-of=2024-02-01 --keep=email log.csv
	says "w***@example.com'"
	[[ $stderr != *wendy* ]]
	run -2 --separate-stderr clv-calc --as-of=2024-02-01 --keep=phone log.csv
	[[ $stderr == *"'1***'"* ]] && [[ $stderr != *2346* ]]
	run -2 --separate-stderr clv-calc --as-of=2024-02-01 --keep=plan log.csv
	says silver
	run -2 --separate-stderr clv-calc --as-of=2024-02-01 --keep=email --unmask log.csv
	says wendy@example.com
	# or by the name that another system gives it
	for name in E-Mail 邮箱 'Email Address'; do
		sed "1s/email/$name/" log.csv >other.csv
		run -2 --separate-stderr cust-segment --rfm --as-of=2024-02-01 --keep="$name" \
			other.csv
		says "w***@example.com'"
		[[ $stderr != *wendy* ]]
	done
}

@test "the columns that the tools know are those of custkit-tables(5), sorted" {
	sed -n 's/[^{]*{ "\([a-z0-9_]*\)", LEXICON_[^}]*}/\1\n/gp' "$ROOT/lib/io/lexicon.c" |
		grep -xE '[a-z0-9_]+' >known
	sort -c known
	[ "$(wc -l <known)" -gt 200 ]
	sed -n '/^.Sh WHAT IS PRINTED/,$p' "$ROOT/share/man/man5/custkit-tables.5" |
		awk '/^\.Ss / { other = /Values of|One customer/ } !other && /^\.It Va [a-z0-9_]+$/ { print $3 }' |
		sort -u >documented
	diff -u documented known
}

@test "a real number is the shortest text that reads back, as Python writes it" {
	cust-init -d s.db
	python3 - >log.csv <<-'E'
	import random
	random.seed(3)
	print("customer_id,date,amount,quantity")
	for i in range(4000):
	    x = random.uniform(1, 10) * 10 ** random.randint(-10, 14)
	    x = float(f"{x:.{random.randint(1, 17)}g}") if i % 2 else x
	    print(f"a,2024-01-01,1,{x:.17g}")
	E
	order-add -q -d s.db --create log.csv >acc
	order-list -d s.db --columns=quantity >got
	python3 - >want <<-'E'
	import csv
	print("quantity")
	for row in csv.DictReader(open("log.csv")):
	    print(repr(float(row["quantity"])).removesuffix(".0"))
	E
	sort got >a
	sort want >b
	cmp a b
}

@test "no tool follows the locale: numbers, dates and messages are the same everywhere" {
	for tool in "$ROOT"/cmd/*.c; do
		run -0 nm -D --undefined-only "$(command -v "$(basename "$tool" .c)")"
		[[ $output != *setlocale* && $output != *uselocale* && $output != *newlocale* ]] ||
			{
			echo "$tool asks for the locale"
			return 1
		}
	done
}
