# cohort-calc: retention by cohort, survival curves and tests between groups.
# shellcheck disable=SC2086 # options are words
load helper

TELCO=$ROOT/tests/data/telco_churn.csv

# Four customers, whose cells are counted by hand: u1 and u2 begin in January, u3 and u4 in
# February.
four() {
	printf '%s\n' customer_id,date,amount u1,2025-01-05,10 u1,2025-02-10,20 u1,2025-04-01,5 \
		u2,2025-01-20,1 u2,2025-02-01,2 u3,2025-02-14,3 u3,2025-04-30,4 u4,2025-02-28,8
}

FOUR='cohort,cohort_size,offset,customers,orders,spend
2025-01,2,0,2,2,11
2025-01,2,1,2,2,22
2025-01,2,2,0,0,0
2025-01,2,3,1,1,5
2025-02,2,0,2,2,11
2025-02,2,1,0,0,0
2025-02,2,2,1,1,4'

# bad OPTIONS INPUT MESSAGE
bad() {
	run -2 --separate-stderr cohort-calc $1 <<<"$2"
	says "cohort-calc: $3"
	[ -z "$output" ]
}

@test "four customers, counted by hand: from a log in any order, and from a store" {
	four >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >/dev/null
	for from in log.csv '-d s.db' <(four | tac | sed '1{h;d};$G' | awk '/^cust/ { h = $0; next }
		{ r[++n] = $0 } END { print h; for (i = 1; i <= n; i++) print r[i] }'); do
		run -0 cohort-calc -q --as-of=2025-04-30 \
			--columns=cohort,cohort_size,offset,customers,orders,spend $from
		same "$FOUR"
	done
	run -0 --separate-stderr cohort-calc --as-of=2025-04-30 log.csv
	[ "$stderr" = 'cohort-calc: periods without a new customer: 2' ]
	# Wilson by the formula, z = 1.959964: 2 of 2 is n/(n + z^2) to 1; 1 of 2 is symmetric
	near "$(cell retention_low cohort=2025-01 offset=1)" .3423802275 1e-9
	[ "$(cell retention_high cohort=2025-01 offset=1)" = 1 ]
	near "$(cell retention_low cohort=2025-01 offset=3)" .0945312057 1e-9
	near "$(cell retention_high cohort=2025-01 offset=3)" .9054687943 1e-9
	[ "$(cells retention <<<"$output" | paste -sd' ')" = '1 1 0 0.5 1 0 0.5' ]
	# certain, not an estimate
	[ -z "$(cell retention_low cohort=2025-01 offset=0)" ]
}

@test "--pivot: empty, not 0, after the as-of date" {
	four >log.csv
	run -0 cohort-calc -q --as-of=2025-04-30 --pivot=customers log.csv
	same $'cohort,cohort_size,0,1,2,3\n2025-01,2,2,2,0,1\n2025-02,2,2,0,1,'
	run -0 cohort-calc -q --as-of=2025-04-30 --pivot=retention log.csv
	same $'cohort,cohort_size,0,1,2,3\n2025-01,2,1,1,0,0.5\n2025-02,2,1,0,0.5,'
	run -0 cohort-calc -q --as-of=2025-04-30 --pivot=spend -f json log.csv
	same '{"cohort":"2025-01","cohort_size":2,"0":11,"1":22,"2":0,"3":5}
{"cohort":"2025-02","cohort_size":2,"0":11,"1":0,"2":4,"3":null}'
	run -0 cohort-calc -q --as-of=2025-04-30 --pivot=orders log.csv
	same $'cohort,cohort_size,0,1,2,3\n2025-01,2,2,2,0,1\n2025-02,2,2,0,1,'
}

@test "the months are those of the time zone" {
	printf '%s\n' customer_id,date a,2025-01-31T16:30:00Z a,2025-02-28T16:30:00Z >log.csv
	run -0 cohort-calc -q --as-of=2025-03-31 --tz=Asia/Shanghai \
		--columns=cohort,offset,customers log.csv
	same $'cohort,offset,customers\n2025-02,0,1\n2025-02,1,1'
	run -0 cohort-calc -q --as-of=2025-02-28 --tz=UTC --columns=cohort,offset,customers log.csv
	same $'cohort,offset,customers\n2025-01,0,1\n2025-01,1,1'
	bad '-q --as-of=2025-03-31' "$(cat log.csv)" "standard input:2: date '2025-01-31T16:30:00Z' has an offset"
}

@test "--period, and a last period that is not complete" {
	four >log.csv
	run -0 cohort-calc -q --as-of=2025-04-30 --period=quarter --pivot=customers log.csv
	same $'cohort,cohort_size,0,1\n2025-Q1,4,4,2'
	run -0 cohort-calc -q --as-of=2025-04-30 --period=year --pivot=orders log.csv
	same $'cohort,cohort_size,0\n2025,4,8'
	# 2025-01-05 is a Sunday, of week 1; 02-10 is the Monday of week 7
	run -0 cohort-calc -q --as-of=2025-02-10 --period=week --pivot=customers \
		--columns=cohort,0,1,5,6 log.csv
	same $'cohort,0,1,5,6\n2025-W01,1,0,0,1\n2025-W04,1,1,,'
	run -0 --separate-stderr cohort-calc --as-of=2025-04-29 log.csv
	says 'the last period is not complete on 2025-04-29; --complete leaves it out'
	[ "$(cell customers cohort=2025-02 offset=2)" = 0 ]
	run -0 --separate-stderr cohort-calc --as-of=2025-04-29 --complete --pivot=customers \
		log.csv
	same $'cohort,cohort_size,0,1,2\n2025-01,2,2,2,0\n2025-02,2,2,0,'
	[[ $stderr != *complete* ]]
	run -0 --separate-stderr cohort-calc --as-of=2025-04-30 --complete log.csv
	[ "$(cell customers cohort=2025-02 offset=2)" = 1 ]
	run -0 --separate-stderr cohort-calc --as-of=2025-01-20 --complete log.csv
	says 'there is no purchase by 2024-12-31'
	[ "${#lines[@]}" -eq 1 ]
}

@test "orders are order_ids, refunds belong to the purchase before them" {
	printf '%s\n' customer_id,date,amount,order_id a,2025-01-05,10,1 a,2025-01-05,5,1 \
		a,2025-01-06,1,2 a,2025-02-03,7, a,2025-02-03,7, a,2025-03-04,-4,2 >log.csv
	run -0 cohort-calc -q --as-of=2025-03-31 --columns=offset,customers,orders,spend log.csv
	same $'offset,customers,orders,spend\n0,1,2,16\n1,1,2,10\n2,0,0,0'
	run -0 cohort-calc -q --as-of=2025-03-31 --columns=offset,orders,spend \
		<(cut -d, -f1,2 log.csv)
	same $'offset,orders,spend\n0,3,\n1,2,\n2,1,'
	# nothing is lost: a refund before any purchase is in the spend of the cohort too
	printf '%s\n' customer_id,date,amount,order_id a,2024-11-05,-3,1 a,2024-11-06,-2, \
		a,2025-01-05,10,2 a,2025-02-03,7,3 b,2025-02-01,-9,4 >early.csv
	cust-init -d s.db
	order-add -q -d s.db --create early.csv >/dev/null
	for from in early.csv '-d s.db'; do
		run -0 --separate-stderr cohort-calc --as-of=2025-02-28 \
			--columns=cohort,offset,customers,orders,spend $from
		same $'cohort,offset,customers,orders,spend\n2025-01,0,1,1,5\n2025-01,1,1,1,7'
	done
}

@test "--by: a column of the log, of the store, of the list" {
	four | awk -F, 'NR == 1 { print $0 ",way"; next } { print $0 "," ($1 < "u3" ? "web" : "") }' \
		>log.csv
	local web='way,cohort,0,1,2,3
,2025-02,2,0,1,
web,2025-01,2,2,0,1'
	run -0 cohort-calc -q --as-of=2025-04-30 --by=way --pivot=customers \
		--columns=way,cohort,0,1,2,3 log.csv
	same "$web"
	cust-init -d s.db
	order-add -q -d s.db --create --ignore=way log.csv >/dev/null
	printf '%s\n' customer_id,channel u1,web u2,web | cust-add -q -d s.db >/dev/null
	run -0 cohort-calc -q --as-of=2025-04-30 -d s.db --by=channel --pivot=customers \
		--columns=channel,cohort,0,1,2,3
	same "${web/way/channel}"
	printf '%s\n' customer_id,way u1,a u3,b u4,b >list.csv
	run -0 cohort-calc -q --as-of=2025-04-30 -d s.db --by=way --pivot=customers \
		--columns=way,cohort,0,1,2,3 list.csv
	same $'way,cohort,0,1,2,3\na,2025-01,1,1,0,1\nb,2025-02,2,0,1,'
	run -0 cohort-calc -q --as-of=2025-04-30 -d s.db --by=channel --pivot=customers \
		--columns=channel,cohort,0 - <list.csv
	same $'channel,cohort,0\n,2025-02,2\nweb,2025-01,1'
	run -2 --separate-stderr cohort-calc -q -d s.db --by=shoe
	says "cohort-calc: the store has no column 'shoe' to group by; it has the customer's name, "
	bad '-q --by=way' $'customer_id,date,way\na,2025-01-01,x\na,2025-01-02,y' \
		"standard input:3: --by=way: 'y' differs from 'x' in an earlier row of the customer"
	bad '-q --by=way' $'customer_id,date\na,2025-01-01' "standard input: no column 'way'"
}

@test "CDNOW: the cohorts are those of awk, with one and two threads" {
	for threads in 1 2; do
		run -0 cohort-calc -q --as-of=1998-06-30 --threads=$threads "$CDNOW"
		columns cohort,cohort_size,offset,customers,orders,spend - <<<"$output" |
			tail -n +2 >got
		awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) is[$i] = i; next }
		{ month = substr($2, 1, 4) * 12 + substr($2, 6, 2) - 1
			if (!($1 in first) || month < first[$1]) first[$1] = month
			id[NR] = $1; at[NR] = month; day[NR] = $2; money[NR] = $is["amount"] }
		END {
			for (c in first) size[first[c]]++
			for (i in id) {
				key = first[id[i]] SUBSEP at[i] - first[id[i]]
				orders[key]++
				spend[key] += money[i]
				if (!((id[i], at[i]) in seen)) customers[key]++
				seen[id[i], at[i]] = 1
			}
			for (c in size)
				for (o = 0; c + o <= 1998 * 12 + 5; o++)
					printf "%d-%02d,%d,%d,%d,%d,%.10g\n", int(c / 12),
						c % 12 + 1, size[c], o, customers[c, o],
						orders[c, o], spend[c, o]
		}' "$CDNOW" | sort -t, -k1,1 -k3,3n >want
		diff -u want got
	done
}

# u1: 40 + 15 in January; in February a loss of 20, whose goods come back in March, and a refund of
# 4, whose goods do not. u2: 10 without a cost, and 20 in March. u3: a refund before any purchase,
# then 5, and a refund of 2 without a cost.
with_costs() {
	cat <<-END
	customer_id,date,amount,cost
	u1,2025-01-05,100,60
	u1,2025-01-05,20,5
	u1,2025-02-10,50,70
	u1,2025-02-20,-4,0
	u1,2025-03-01,-50,-70
	u2,2025-01-20,10,
	u2,2025-03-02,30,10
	u3,2024-12-30,-5,-2
	u3,2025-02-14,8,3
	u3,2025-02-15,-2,
	END
}

@test "profit, counted by hand: from a log in any order, and from a store" {
	with_costs >log.csv
	{ head -1 log.csv; tail -n +2 log.csv | tac; } >back.csv
	{ head -1 log.csv; tail -n +2 log.csv | sort -t, -k3; } >mixed.csv
	cust-init -d s.db
	order-add -q -d s.db --create mixed.csv >/dev/null
	for from in log.csv back.csv mixed.csv '-d s.db'; do for threads in 1 2; do
		run -0 --separate-stderr cohort-calc --as-of=2025-03-31 --threads=$threads \
			--columns=cohort,offset,spend,profit $from
		same 'cohort,offset,spend,profit
2025-01,0,130,
2025-01,1,-4,-4
2025-01,2,30,20
2025-02,0,1,
2025-02,1,0,0'
		says "2 orders without a cost; the profit of 2 cells is empty (use --margin=RATE)"
		run -0 --separate-stderr cohort-calc --as-of=2025-03-31 --threads=$threads \
			--margin=30% --pivot=profit $from
		same $'cohort,cohort_size,0,1,2\n2025-01,2,58,-4,20\n2025-02,1,1.4,0,'
		says "2 orders without a cost; the profit of each is 30% of its amount"
	done; done
	# before the goods of u1 come back
	run -0 cohort-calc -q --as-of=2025-02-28 --pivot=profit --margin=0 log.csv
	same $'cohort,cohort_size,0,1\n2025-01,2,55,-24\n2025-02,1,2,'
	# only what is printed has a note
	run -0 --separate-stderr cohort-calc --as-of=2025-03-31 --pivot=spend log.csv
	[[ $stderr != *profit* ]]
	run -0 --separate-stderr cohort-calc --as-of=2025-03-31 -d s.db - <<<$'customer_id\nu1'
	[ "$(cells offset,profit)" = $'0,55\n1,-4\n2,0' ]
	[[ $stderr != *profit* ]]
}

@test "the profit of a customer is the sum over the offsets" {
	# 300 customers whose first row is a purchase; half of an amount needs no rounding
	awk 'BEGIN { srand(3); print "customer_id,date,amount,cost"
		for (i = 0; i < 3000; i++) {
			id = i < 300 ? i : int(rand() * 300)
			date = i < 300 ? "2022-12-31" : sprintf("202%d-%02d-%02d",
				3 + int(rand() * 2), 1 + int(rand() * 12), 1 + int(rand() * 28))
			amount = int(rand() * 20000) - (i < 300 ? 0 : 3000)
			cost = rand() < .1 ? "" : int(rand() * 15000) / 100
			printf "c%d,%s,%s,%s\n", id, date, amount / 100, cost
		} }' >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >/dev/null
	cust-segment -q --as-of=2024-12-31 --margin=.5 log.csv >want.csv
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) is[$i] = i; next }
		{ printf "%s %.4f\n", $1, $is["profit"] }' want.csv >want
	[ "$(wc -l <want)" = 300 ]
	awk -F, 'BEGIN { print "customer_id,who" } NR > 1 { print $1 "," $1 }' want.csv >list.csv
	for from in '--by=customer_id log.csv' '--by=customer_id --threads=2 log.csv' \
		'--by=who -d s.db list.csv'; do
		run -0 cohort-calc -q --as-of=2024-12-31 --margin=.5 $from
		awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) is[$i] = i; next }
			{ sum[$1] += $is["profit"] }
			END { for (id in sum) printf "%s %.4f\n", id, sum[id] }' \
			<<<"$output" | sort | diff - <(sort want)
	done
}

@test "profit: no costs, and costs that are too large" {
	four >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >/dev/null
	run -0 cohort-calc -q --as-of=2025-04-30 --margin=.3 log.csv
	[[ ${lines[0]} == *,spend ]]
	for from in log.csv '-d s.db'; do
		run -2 --separate-stderr cohort-calc --as-of=2025-04-30 --pivot=profit \
			--margin=.3 $from
		says "no costs; --pivot=profit requires the column 'cost', or orders with a cost in the store"
	done
	bad '--as-of=2025-04-30 --margin=2' '' '--margin must be from 0 to 1 (100%)'
	# sums of 600 or 1000 customers, each of them within 64 bits
	bad --as-of=2025-02-01 "customer_id,date,amount,cost
$(for i in 1 2; do for _ in $(seq 600); do echo "c$i,2025-01-01,0,900000000000"; done; done)" \
		"the sum of the costs of a cohort is larger than 64 bits; it has customer 'c"
	bad '--as-of=2025-02-01 --margin=1' "customer_id,date,amount,cost
$(seq -f 'c%g,2025-01-01,0,-900000000000' 1000
	seq -f 'd%g,2025-01-01,900000000000,' 50)" "the profit of a cohort is larger than 64 bits"
}

@test "an empty log, a history table, a sum that is too large" {
	run -0 --separate-stderr cohort-calc --as-of=2025-01-01 <<<customer_id,date,amount
	same cohort,cohort_size,offset,customers,retention,retention_low,retention_high,orders,spend
	says 'cohort-calc: there is no purchase by 2025-01-01'
	run -0 --separate-stderr cohort-calc --as-of=2025-01-01 --pivot=spend \
		<<<customer_id,date,amount
	same cohort,cohort_size
	history=$'customer_id,as_of,first_date,last_date,frequency\na,2025-02-01,2025-01-01,2025-01-01,0'
	bad '' "$history" 'cohorts require single orders: an order log or a store'
	bad '--by=x' "$history" 'cohorts require single orders: an order log or a store'
	bad --as-of=2025-02-01 "customer_id,date,amount
$(for i in 1 2; do for j in $(seq 600); do echo "c$i,2025-01-01,900000000000"; done; done)" \
		"the sum of the amounts of a cohort is larger than 64 bits; it has customer 'c"
}

@test "--survival and --compare: Telco by contract, as the reference has it" {
	run -0 --separate-stderr cohort-calc --compare --duration=tenure --event=Churn \
		--by=Contract "$TELCO"
	[ "$stderr" = "cohort-calc: Churn: 'Yes' is an event (a word for yes), 'No' is not" ]
	while IFS='|' read -r contract n events expected median; do
		[ "$(cell n "Contract=$contract")" = "$n" ]
		[ "$(cell events "Contract=$contract")" = "$events" ]
		[ "$(cell median_time "Contract=$contract")" = "$median" ]
		near "$(cell events_expected "Contract=$contract")" "$expected" 1e-5
		near "$(cell logrank "Contract=$contract")" 2352.872538 1e-5
		near "$(cell breslow "Contract=$contract")" 1857.034512 1e-5
		[ "$(cell df "Contract=$contract")" = 2 ]
	done <<-'END'
	Month-to-month|3875|1655|708.445596|35
	One year|1473|166|470.727826|
	Two year|1695|48|689.826578|
	END
	# the negative control, and two of the three
	run -0 cohort-calc -q --compare --duration=tenure --event=Churn --by=gender "$TELCO"
	near "$(cell logrank 1)" .525706972 1e-8
	near "$(cell logrank_p 1)" .468417351 1e-8
	run -0 cohort-calc -q --compare --duration=tenure --event=Churn --by=Contract \
		<(grep -v Month-to-month "$TELCO")
	near "$(cell logrank 1)" 256.217767 1e-5
	near "$(cell logrank_p 1)" 1.1454e-57 1e-60
	run -0 cohort-calc -q --survival --duration=tenure --event=Churn --by=Contract "$TELCO"
	while IFS='|' read -r contract time share se; do
		near "$(cell survival "Contract=$contract" time=$time)" "$share" 1e-8
		[ -z "$se" ] ||
			near "$(cell survival_se "Contract=$contract" time=$time)" "$se" 1e-8
	done <<-'END'
	Month-to-month|1|.901935484|
	Month-to-month|12|.703096636|.007919369
	Month-to-month|24|.585915474|
	Month-to-month|48|.397263779|
	Month-to-month|72|.128951901|
	One year|12|.990808204|.002538501
	One year|72|.568145682|
	Two year|24|1|
	Two year|48|.995718931|
	Two year|72|.935738581|
	END
}

@test "the trial of Freireich: 6-MP against a placebo" {
	{
		echo weeks,relapse,drug
		printf '%s,1,6-MP\n' 6 6 6 7 10 13 16 22 23
		printf '%s,0,6-MP\n' 6 9 10 11 17 19 20 25 32 32 34 35
		printf '%s,1,placebo\n' 1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23
	} >trial.csv
	run -0 cohort-calc -q --compare --duration=weeks --event=relapse --by=drug trial.csv
	near "$(cell logrank 1)" 16.792940989 1e-8
	near "$(cell breslow 2)" 13.457852050 1e-8
	near "$(cell events_expected drug=placebo)" 10.74949905 1e-7
	[ "$(cells median_time <<<"$output" | paste -sd' ')" = '23 8' ]
	run -0 cohort-calc -q --survival --duration=weeks --event=relapse --by=drug trial.csv
	near "$(cell survival drug=6-MP time=10)" .752941 1e-6
	near "$(cell survival_se drug=6-MP time=10)" .096350 1e-6
	[ "$(cell at_risk drug=6-MP time=10)$(cell censored drug=6-MP time=10)" = 151 ]
	[ "$(cell survival drug=placebo time=23)$(cell survival_se drug=placebo time=23)" = 0 ]
	run -0 cohort-calc -q --survival --duration=weeks --event=relapse --yes=0 trial.csv
	[ "$(cell events time=6)$(cell censored time=6)" = 13 ]
}

@test "--idle: who left, by hand" {
	# on 2025-01-31 with 10 days: a left after 4 days, b after one purchase; c is censored at
	# 20, d at 0, because 10 days are not longer than 10
	printf '%s\n' customer_id,date a,2025-01-01 a,2025-01-05 b,2025-01-10 c,2025-01-05 \
		c,2025-01-25 d,2025-01-21 >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create <(sed '1s/$/,amount/;2,$s/$/,1/' log.csv) >/dev/null
	for from in log.csv '-d s.db'; do
		run -0 cohort-calc -q --survival --idle=10 --as-of=2025-01-31 $from \
			--columns=time,at_risk,events,censored,survival
		same $'time,at_risk,events,censored,survival\n0,4,1,1,0.75\n4,2,1,0,0.375\n20,1,0,1,0.375'
	done
	run -0 cohort-calc -q --compare --idle=1w --as-of=2025-01-31 --columns=n,events,df log.csv
	same $'n,events,df\n4,3,'
}

SURVIVAL='--survival --duration=d --event=e'

@test "durations that are not, and words that say nothing" {
	run -0 --separate-stderr cohort-calc $SURVIVAL <<<$'d,e\n,yes\n3,\n2,no'
	says 'left out 2 rows without d or without e'
	[ "$(cell time)$(cell survival)$(cell survival_low)" = 21 ]
	bad "$SURVIVAL" $'d,e\n-1,yes' "standard input:2: d '-1' is not a number >= 0"
	bad "$SURVIVAL" $'d,e\nx,yes' "standard input:2: d 'x' is not a number >= 0"
	bad "$SURVIVAL" $'d,e\n1,yes\n1,no\n1,maybe' \
		"standard input:4: e 'maybe' is a third value; expected 'yes' or 'no'"
	bad "$SURVIVAL" $'d,e\n1,x' \
		"only the value 'x' in column 'e'; use --yes=WORD to say what an event is"
	bad "$SURVIVAL --yes=z" $'d,e\n1,x\n2,y' "--yes=z: e has 'x' and 'y'"
	bad '--survival --duration=d --event=f' $'d,e\n1,x' "standard input: no column 'f'"
	bad '--compare --duration=d --event=e --by=g' \
		"$(echo d,e,g; seq 101 | sed 's/^/1,1,/')" \
		'g has 101 values; --compare can compare 100'
	run -1 --separate-stderr cohort-calc --skip-bad $SURVIVAL \
		--columns=time <<<$'d,e\nx,1\n2,0'
	same $'time\n2'
	for yes in '' --yes=1; do
		run -0 cohort-calc $SURVIVAL $yes --columns=events <<<$'d,e\n1,1'
		same $'events\n1'
	done
	run -0 cohort-calc $SURVIVAL --yes=x --columns=events <<<$'d,e\n1,1'
	same $'events\n0'
	run -0 --separate-stderr cohort-calc --compare --duration=d --event=e --by=g <<<$'d,e,g'
	says 'there are no durations'
	[ "${#lines[@]}" -eq 1 ]
	run -0 --separate-stderr cohort-calc --compare --duration=d --event=e --by=g \
		<<<$'d,e,g\n1,1,a\n1,1,b'
	says 'the groups cannot be compared: no event while two of them are at risk'
	[ "$(cell events 1)$(cell logrank 1)$(cell df 1)" = 1 ]
}

@test "options that do not fit each other" {
	while IFS='|' read -r options message; do
		bad "$options" '' "$message"
	done <<-'END'
	--survival --compare --idle=9|--survival cannot be used with --compare
	--survival --idle=9 --period=week|--period, --pivot, --complete and --margin are for cohorts, not for --survival or --compare
	--compare --idle=9 --pivot=spend|--period, --pivot, --complete and --margin are for cohorts
	--survival --idle=9 --complete|--period, --pivot, --complete and --margin are for cohorts
	--survival --idle=9 --margin=.3|--period, --pivot, --complete and --margin are for cohorts
	--idle=9|--duration, --event and --idle require --survival or --compare
	--duration=x --event=y|--duration, --event and --idle require --survival or --compare
	--survival|--survival and --compare require --duration and --event, or --idle
	--survival --idle=9 --duration=x --event=y|--survival and --compare require --duration and --event, or --idle
	--survival --duration=x|--duration and --event require each other
	--survival --idle=9 --event=x|--duration and --event require each other
	--survival --idle=9 --yes=x|--yes requires --event
	--survival --duration=x --event=y -d s.db|--duration is for a table; use --idle with a store
	--survival --duration=x --event=y --as-of=2025-01-01|--as-of is for orders, not for a table with --duration
	--compare --idle=9 --plot=term|--plot cannot be used with --compare
	--pivot=spend --plot=term|--plot cannot be used with --pivot
	--period=decade|--period
	END
}

@test "--plot: a heat map" {
	run -0 --separate-stderr cohort-calc -q --as-of=1998-06-30 --plot=term "$CDNOW"
	[ -z "$stderr" ]
	# of 781 customers of January, 124 buy in February: 16 %, counted with awk
	[[ ${lines[3]} == '1997-01 n=781 █100 █ 16 '* ]]
	# it fits a terminal: 18 offsets are two blocks
	[ "$(wc -L <<<"$output")" -le 79 ]
	[ "$(grep -c '^1997-01 ' <<<"$output")" = 2 ]
	[ "$(grep '^1997-01 ' <<<"$output" | sed 's/.*n=781//' | grep -oE '[0-9]+' | wc -l)" = 18 ]
	cohort-calc -q --as-of=1998-06-30 --plot=svg "$CDNOW" >map.svg
	[[ $(cat map.svg) == *'>1997-03 n=719<'*'>100%<'* ]]
	run -0 --separate-stderr cohort-calc --plot=term --as-of=2025-01-01 <<<customer_id,date
	says 'there is no purchase by 2025-01-01'
}

@test "--plot: curves by group, survival" {
	run -0 cohort-calc -q --survival --duration=tenure --event=Churn --by=Contract --plot=svg \
		"$TELCO"
	[[ $output == *'>Survival: customers who stay<'*'>Month-to-month<'*'>Two year<'* ]]
	# the longest tenure is 72 months, and the axis goes there
	[[ $output == *'>72<'*'>tenure<'* ]]
	# S is .5 after 2 of 4 left at time 1, and .25 after another at 3; at 4 a case is censored
	printf '%s\n' d,e 1,yes 1,yes 3,yes 4,no >short.csv
	run -0 cohort-calc -q --survival --duration=d --event=e --plot=term short.csv
	[[ ${lines[0]} == Survival* && ${lines[1]} == '100% ┤•'* ]]
	[ "$(grep -c '^ 50% ┤ *░*•••' <<<"$output")" = 1 ]
	# a name is a text, whatever it has in it
	four | awk -F, 'NR == 1 { print $0 ",way"; next } { print $0 ",a<b&c" }' >log.csv
	run -0 cohort-calc -q --as-of=2025-04-30 --by=way --plot=term log.csv
	[[ $output == *Retention*100%*'months after the first purchase'* ]]
	run -0 --separate-stderr cohort-calc --survival --plot=term --duration=d --event=e <<<d,e
	says 'there are no durations'
	run -2 --separate-stderr cohort-calc -t --by=way --plot=term log.csv
	says '--plot cannot be used with --format or --aligned; it prints no table'
}
