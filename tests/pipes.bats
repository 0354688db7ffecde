#!/usr/bin/env bats
# Tools behind each other: what one prints the next one reads, and what it does not know passes.

load helper

AS_OF=1997-09-30

# The customers of CDNOW as rows: every third is Chinese.
customers() {
	echo customer_id,name,country
	tail -n +2 "$CDNOW" | cut -d, -f1 | sort -u |
		awk '{ print $1 ",\"Name, " $1 "\"," (NR % 3 ? "DE" : "CN") }'
}


@test "facts in, then straight from the default store to segments" {
	set -o pipefail
	customers | cust-add >/dev/null 2>&1
	order-add -q "$CDNOW" >/dev/null
	clv-calc -D --horizon=365 --as-of=$AS_OF | cust-segment --rfm >got
	clv-calc --horizon=365 --as-of=$AS_OF "$CDNOW" >scores
	cust-segment --rfm --as-of=$AS_OF "$CDNOW" >segments
	# The rows of the one, with the last five columns of the other.
	paste -d, scores <(columns r_score,f_score,m_score,rfm,segment segments) | diff - got
	[ "$(wc -l <got)" = 2358 ]
}

@test "no database at all: log, scores, segments, profile" {
	set -o pipefail
	clv-calc --as-of=$AS_OF <"$CDNOW" | cust-segment --rfm --profile >got
	cust-segment --rfm --profile --as-of=$AS_OF "$CDNOW" | diff - got
	# The other way round: segments pass through the scores.
	cust-segment --rfm --as-of=$AS_OF "$CDNOW" | clv-calc >got
	clv-calc --as-of=$AS_OF "$CDNOW" | cust-segment --rfm >want
	names=customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary
	[ "$(head -n 1 got)" = \
		$names,r_score,f_score,m_score,rfm,segment,p_alive,expected_orders,expected_spend,clv,model ]
	[ "$(head -n 1 want)" = \
		$names,p_alive,expected_orders,expected_spend,clv,model,r_score,f_score,m_score,rfm,segment ]
	diff <(columns "$(head -n 1 want)" got) want
}

@test "these customers only: fitted and ranked on all, scored as listed, their columns pass" {
	set -o pipefail
	cust-init -d shop.db
	customers | cust-add -d shop.db >/dev/null
	order-add -q -d shop.db "$CDNOW" >/dev/null
	cust-list -d shop.db --where "country = 'CN'" --columns=customer_id,country |
		clv-calc -d shop.db --as-of=$AS_OF - |
		cust-segment --rfm -d shop.db --as-of=$AS_OF - >got
	[ "$(wc -l <got)" = 786 ]
	[ "$(columns country got | sort | uniq -c | xargs)" = "785 CN 1 country" ]
	clv-calc --as-of=$AS_OF "$CDNOW" | cust-segment --rfm |
		awk -F, 'NR == 1 || $1 % 3 == 0' >want
	diff <(columns "$(head -n 1 want)" got) want
	# A name with a comma comes through, whole and quoted.
	cust-list -d shop.db --where "customer_id = '0003'" |
		clv-calc -d shop.db --as-of=$AS_OF - >one
	grep -q '^0003,"Name, 0003",' one
}

@test "any other engine: a query of the orders is an order log" {
	set -o pipefail
	cdnow_store shop.db
	sqlite3 -csv -header shop.db 'SELECT customer_id, date, amount / 1e4 AS amount FROM orders
		ORDER BY id' | tr -d '\r' |
		clv-calc --as-of=$AS_OF >got
	clv-calc --as-of=$AS_OF "$CDNOW" | diff - got
	order-list -d shop.db | clv-calc --as-of=$AS_OF | diff got -
	order-list -d shop.db --until=$AS_OF | clv-calc -q --as-of=$AS_OF | diff got -
}

@test "cust-list --history | clv-calc | cust-segment is the whole from the log" {
	set -o pipefail
	cdnow_store shop.db
	cust-list -q -d shop.db --history --as-of=$AS_OF | clv-calc | cust-segment --rfm >got
	clv-calc --as-of=$AS_OF "$CDNOW" | cust-segment --rfm | diff - got
	# The customer's own columns stand beside and pass.
	cust-add -d shop.db --customer-id=0001 --country=FR >/dev/null
	cust-list -q -d shop.db --history --as-of=$AS_OF --columns=country | clv-calc |
		cust-segment --rfm >with
	[ "$(columns country with | sort -u | tail -n 2 | paste -sd ' ')" = "FR country" ]
	diff <(columns "$(head -n 1 got)" with) got
}

@test "a column that is computed is replaced where it stands, never a second time" {
	set -o pipefail
	clv-calc --as-of=$AS_OF --horizon=52w "$CDNOW" >year
	clv-calc --as-of=$AS_OF --horizon=39w "$CDNOW" >weeks
	clv-calc --horizon=39w year | diff weeks -
	clv-calc --horizon=39w - <year | clv-calc --horizon=52w | diff year -
	# In the midst of others, in another order.
	awk -F, -v OFS=, '{ print $15, "x" NR, $12, $1, $2, $5, $4, $7, $6, $11 }' year >odd
	head -n 1 odd | sed 's/x1/note/' >head
	{ cat head; tail -n +2 odd; } | clv-calc --horizon=39w >got
	[ "$(head -n 1 got)" = \
		clv,note,p_alive,customer_id,as_of,last_date,first_date,frequency,spend,monetary,expected_orders,expected_spend,model ]
	diff <(columns clv,p_alive,customer_id,expected_orders,expected_spend got) \
		<(columns clv,p_alive,customer_id,expected_orders,expected_spend weeks)
	diff <(cells note got) <(seq -f x%.0f 2 2358)
	cust-segment --rfm --as-of=$AS_OF "$CDNOW" >segments
	sed 's/,[^,]*$/,stale/; 1s/stale/segment/' segments | cust-segment --rfm | diff segments -
}

@test "foreign cells pass three tools to the byte" {
	set -o pipefail
	model >model.csv
	cat >in.csv <<-'END'
	"what, ""ever""",007,customer_id,as_of,first_date,last_date,frequency,spend,monetary,tail
	=1+1,007,a,2025-07-01,2025-01-01,2025-02-01,1,10.50,5.250,
	"line
	break","a ""b"" c",b,2025-07-01,2025-01-01,2025-01-01,0,1,,
	 客户 ,1e3,"c,d",2025-07-01,2025-03-01,2025-03-01,0,+1.0,,NaN
	'x,@y,none,2025-07-01,,,,,,-
	END
	clv-calc --params=model.csv in.csv | cust-segment --rfm |
		clv-calc --params=model.csv --horizon=1 - >got
	run -0 sqlite3 -csv -header :memory: '.import --csv in.csv a' '.import --csv got b' \
		'SELECT count(*) FROM a' \
	    'SELECT count(*) FROM a JOIN b USING ("what, ""ever""", "007", customer_id, as_of, first_date, last_date, frequency, spend, monetary, tail)'
	[ "$(paste -sd ' ' <<<"$output")" = "count(*) 4 count(*) 4" ]
	[ "$(head -n 1 got)" = \
		'"what, ""ever""",007,customer_id,as_of,first_date,last_date,frequency,spend,monetary,tail,p_alive,expected_orders,expected_spend,clv,model,r_score,f_score,m_score,rfm,segment' ]
	# And their quoting is the least: as they stood.
	while IFS= read -r line; do
		grep -qF -- "$line" got || { echo "changed: $line"; return 1; }
	done < <(tail -n +2 in.csv)
}

@test "the as-of date travels with the rows" {
	set -o pipefail
	clv-calc --as-of=$AS_OF "$CDNOW" >scores
	cust-segment --rfm scores >want
	cust-segment --rfm --as-of=$AS_OF scores | diff want -
	run -2 --separate-stderr cust-segment --rfm --as-of=1997-10-01 scores
	[ -z "$output" ]
	says "scores:2: as_of '1997-09-30' differs from --as-of=1997-10-01; a history table keeps its own date"
	# Two dates in one pipe.
	clv-calc -q --as-of=1997-10-01 "$CDNOW" | tail -n +2 | sed 's/^/x/' >other
	cat scores other >both
	run -2 --separate-stderr cust-segment --rfm both
	[ -z "$output" ]
	says "both:2359: as_of '1997-10-01' differs from 1997-09-30 in an earlier row"
}

@test "an error upstream is an empty table downstream, and no plausible number" {
	run -2 --separate-stderr bash -o pipefail -c "clv-calc none.csv | cust-segment --rfm"
	[ -z "$output" ]
	says "clv-calc: none.csv: No such file or directory"
	says "cust-segment: standard input: empty input, no header"
	# Customers are neither an order log nor a history table: the store must be named.
	cust-init -d shop.db
	customers | cust-add -d shop.db >/dev/null
	run -2 --separate-stderr bash -o pipefail -c "cust-list -d shop.db | clv-calc"
	[ -z "$output" ]
	says "clv-calc: standard input: no column 'date' (an order log requires customer_id and date; a history table customer_id, first_date, last_date and frequency)"
	# Nobody listed is nobody scored.
	order-add -q -d shop.db "$CDNOW" >/dev/null
	run -0 --separate-stderr bash -o pipefail \
		-c "cust-list -d shop.db --where 0 --columns=customer_id | clv-calc -d shop.db --as-of=$AS_OF -"
	[ -z "$stderr" ]
	same customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary,p_alive,expected_orders,expected_spend,clv,model
}

@test "rows without a purchase pass the whole pipe with empty scores" {
	set -o pipefail
	cdnow_store shop.db
	cust-add -d shop.db --customer-id=new >/dev/null
	printf '%s\n' customer_id,note new,first 0001,second |
		clv-calc -d shop.db --as-of=$AS_OF - | cust-segment --rfm >got
	[ "$(sed -n 2p got)" = new,first,,,,,,,,,,,,,,,,,,,, ]
	# Of one who is ranked the middle: of R and M 3 in 1 to 5; of F, as a repeat customer, 4 in
	# 2 to 5.
	[[ $(sed -n 3p got) == \
		0001,second,$AS_OF,3,1997-01-01,1997-08-02,74.02,2,213,272,59,22.345,*,3,4,3,343,* \
		]]
}

# in_time COMMAND: a pipeline that would wait for its own lock (30 seconds, then an error) ends by
# itself.  It takes less than two seconds of the processor: a busy machine stretches those of the
# clock.
in_time() {
	run -0 --separate-stderr timeout 20 bash -o pipefail -c "trap 'times >used' EXIT; $1"
	awk -F'[ms ]' \
		'NR == 2 { used = $1 * 60 + $2 + $4 * 60 + $5; if (used >= 2) { print used " s"; exit 1 } }' used
}

# A store with a part of CDNOW.
few() {
	cust-init -d "$1"
	head -n 300 "$CDNOW" | order-add -q -d "$1" --create >/dev/null
}

@test "both sides of a pipe on one store: neither waits for the other" {
	few s.db
	model >model.csv
	in_time "cust-add -d s.db --name=x | clv-calc -d s.db --as-of=$AS_OF --params=model.csv -"
	[ -z "$stderr" ]
	[ "${#lines[@]}" = 2 ]
	[[ ${lines[0]} == customer_id,as_of,* ]]
	[[ ${lines[1]} =~ ^C[0-9]+,,*$ ]]
	# Segments: the same, ranked on all of the store.
	in_time "cust-add -d s.db --name=y | cust-segment -d s.db --rfm --as-of=$AS_OF -"
	[[ ${lines[1]} =~ ^C[0-9]+,,*$ ]]
	# A load downstream, and numbers of cases.
	in_time "cust-add -d s.db --name=z | feedback-log -d s.db --kind=praise --date=2025-01-01 -"
	in_time "feedback-log -d s.db --kind=complaint --text=x | feedback-step -d s.db --acknowledge -"
}

@test "the alerts of a store, valued by the same store" {
	few s.db
	model >model.csv
	score="--as-of=$AS_OF --params=model.csv"
	run -0 churn-flag -q -d s.db --as-of=1997-06-30 --method=rules --alert
	churn-flag -q -d s.db --as-of=$AS_OF --method=rules --alert --dry-run >want
	[ "$(wc -l <want)" -gt 2 ]
	in_time "churn-flag -q -d s.db --as-of=$AS_OF --method=rules --alert | clv-calc -q -d s.db $score -"
	[ "${#lines[@]}" = "$(wc -l <want)" ]
	diff <(cells customer_id want | sort) <(cells customer_id | sort)
	[ "$(sqlite3 s.db 'SELECT count(*) FROM alert WHERE printed IS NULL')" = 0 ]
}

@test "a model through a pipe" {
	set -o pipefail
	clv-calc --as-of=$AS_OF --fit "$CDNOW" | clv-calc --as-of=$AS_OF --params=- "$CDNOW" >got
	clv-calc --as-of=$AS_OF "$CDNOW" | diff - got
}

@test "a reader that has had enough ends the writer without a word" {
	awk -F, -v OFS=, 'NR == 1 { print; next } { row[NR] = $0 }
		END { for (c = 1; c <= 5; c++) for (i = \
		2; i in row; i++) print "x" c "-" row[i] }' "$CDNOW" >log.csv
	first() { "$@" | head -n 1; return "${PIPESTATUS[0]}"; }
	run -141 --separate-stderr first clv-calc --as-of=$AS_OF log.csv
	[ -z "$stderr" ]
	[[ $output == customer_id,* ]]
	run -141 --separate-stderr first cust-segment --rfm --as-of=$AS_OF log.csv
	[ -z "$stderr" ]
}

@test "tables for people add up to the same cells as CSV" {
	set -o pipefail
	clv-calc --as-of=$AS_OF --top=3 "$CDNOW" >csv
	clv-calc --as-of=$AS_OF --top=3 -f json "$CDNOW" | jq -r '[.[]] |
		@csv' | tr -d '"' | diff <(tail -n +2 csv) -
	clv-calc --as-of=$AS_OF --top=3 -f tsv "$CDNOW" | tr '\t' , | diff csv -
	# Aligned: every line as wide, the ids as in CSV.
	clv-calc --as-of=$AS_OF --top=3 -t "$CDNOW" >table
	diff <(cells customer_id csv) <(grep -oE '^ *[0-9]{4}\b' table | tr -d ' ')
}

@test "feedback-list | nps-calc is nps-calc -d: scores, departments, follow-ups, at any date" {
	set -o pipefail
	cust-init -d s.db
	cat >f.csv <<-END
	customer_id,date,channel,kind,score,text,department
	ann,2025-06-02,phone,complaint,,"货到晚了, ""again""",sales
	ann,2025-06-03,web,nps,3,,sales
	bob,2025-06-03T10:00,web,nps,10,,care
	bob,2025-06-04,store,nps,9,,
	,2025-06-04,web,csat,5,,care
	cid,2025-06-05,mail,question,,?,care
	cid,2025-06-06,web,nps,,,care
	END
	feedback-log -q -d s.db --create f.csv >acc
	step() { feedback-step -q -d s.db --actor=eve "$@" >acc; }
	step 1 --at=2025-06-03T09:00 --assign=eve/care
	step 1 --at=2025-06-04T09:00 --resolve --outcome=refund --cause=carrier
	step 1 --at=2025-06-04T10:00 --inform
	step 1 --at=2025-06-05T10:00 --follow-up=2
	step 1 --at=2025-06-06T10:00 --reopen
	step 1 --at=2025-06-07T10:00 --assign=bo/sales
	step 1 --at=2025-06-08T10:00 --resolve --outcome=voucher --cause=carrier
	step 1 --at=2025-06-08T11:00 --inform
	step 1 --at=2025-06-09T10:00 --follow-up=5
	for day in 2025-06-01 2025-06-03 2025-06-05 2025-06-07 2025-06-30; do
		feedback-list -d s.db --as-of=$day >list.csv
		for options in '' --by=department --by=channel,department \
			'--per-customer=latest --by=customer_id' --metric=csat \
			'--metric=csat --score=follow_up' \
			'--metric=csat --score=follow_up --by=department'; do
			# shellcheck disable=SC2086 # a list of options
			nps-calc -q -d s.db --as-of=$day $options >want
			# shellcheck disable=SC2086
			nps-calc -q $options list.csv | diff want -
		done
	done
	follow() {
		nps-calc -q -d s.db --metric=csat --score=follow_up --by=department --as-of="$1" \
			--no-header | cut -d, -f1-3
	}
	[ -z "$(follow 2025-06-04)" ]
	[ "$(follow 2025-06-05)" = care,1,0 ]
	[ "$(follow 2025-06-07)" = sales,1,0 ]
	[ "$(follow 2025-06-09)" = sales,1,1 ]
}
