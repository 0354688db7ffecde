#!/usr/bin/env bats
# cust-segment: lifecycle, loyalty, ABC classes, bins and rules. tests/moves.bats has the labels
# that are remembered, tests/cust-segment.bats RFM.

load helper

# By hand: the days from the last purchase to 2025-07-01 are in the name of the customer.
stages() {
	printf '%s\n' customer_id,date,amount d90,2025-04-02,1 d91,2025-04-01,1 d180,2025-01-02,1 \
		d181,2025-01-01,1 d365,2024-07-01,1 d366,2024-06-30,1 back,2024-01-01,1 \
		back,2025-06-01,1 twice,2025-06-01,1 twice,2025-06-20,1 later,2025-08-01,1
}

STAGES='back,won-back
d180,active
d181,dormant
d365,dormant
d366,churned
d90,new
d91,active
twice,active'

# Ten customers who spent 10,000 in all; the classes by hand, by the share of those with more: 0,
# 50, 72, 81, 87, 91, 94, 96.5, 98.5 and 99.5 %.
ten() {
	echo customer_id,date,amount
	local n=10
	for spend in 5000 2200 900 600 400 300 250 200 100 50; do
		echo "c$n,2025-06-01,$spend"
		n=$((n + 1))
	done
}

@test "--lifecycle: both sides of each limit, from a log and a store, in any order" {
	stages >log.csv
	run -0 --separate-stderr cust-segment --as-of=2025-07-01 --lifecycle log.csv
	[ "$stderr" = "cust-segment: left out 1 customer first seen after 2025-07-01" ]
	[ "$(cells customer_id,lifecycle)" = "$STAGES" ]
	{ head -1 log.csv; tail -n +2 log.csv | tac; } >tac.csv
	cust-segment -q --as-of=2025-07-01 --lifecycle tac.csv | diff - <(echo "$output")
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >acc
	# without orders; acquired later, so not yet known; acquired later than the first
	# order; the customer 'later', who bought later and was not acquired before, is not known yet
	printf '%s\n' customer_id,acquired none, before,2025-07-01 after,2025-07-02 d90,2025-12-31 |
		cust-add -q -d s.db >acc
	run -0 --separate-stderr cust-segment --as-of=2025-07-01 --lifecycle -d s.db
	[ "$stderr" = "cust-segment: 1 customer first bought after 2025-07-01: prospects if acquired by then, else left out" ]
	[ "$(cells customer_id,lifecycle)" = "$(printf '%s\n' "$STAGES" before,prospect \
		none,prospect | sort)" ]
	# a prospect has no history; it is read back as a customer without a purchase
	[ "$(grep ^none, <<<"$output")" = none,,,,,,,,,,,prospect ]
	diff <(echo "$output") <(cust-segment --lifecycle --no-won-back <<<"$output" |
		sed 's/^\(back,.*\),active$/\1,won-back/')
	# a list has whom it names
	printf '%s\n' customer_id none d90 back >list.csv
	run -0 cust-segment -q --as-of=2025-07-01 --lifecycle -d s.db list.csv
	[ "$(cells customer_id,lifecycle)" = $'none,prospect\nd90,new\nback,won-back' ]
	run -0 cust-segment -q --as-of=2025-07-01 --lifecycle -d s.db --profile \
		--columns=lifecycle,customers
	same $'lifecycle,customers\nprospect,2\nnew,1\nactive,3\ndormant,2\nchurned,1\nwon-back,1'
}

@test "--lifecycle: limits, and what a history table does not tell" {
	stages >log.csv
	run -0 cust-segment -q --as-of=2025-07-01 --lifecycle --new-days=3m --active-days=26w \
		--dormant-days=1y log.csv
	# three months from 1 April end on 1 July; 26 weeks are 182 days; a year from 2024-06-30 is
	# over
	[ "$(cells customer_id,lifecycle | grep ^d | paste -sd ' ')" = \
		"d180,active d181,active d365,dormant d366,churned d90,new d91,new" ]
	for limit in --active-days=89 --dormant-days=5m; do
		run -2 --separate-stderr cust-segment --as-of=2025-07-01 --lifecycle $limit log.csv
		says "--new-days must not be longer than --active-days, nor that than --dormant-days"
	done
	run -2 --separate-stderr cust-segment --no-won-back log.csv
	says "--no-won-back requires --lifecycle"
	cust-segment -q --as-of=2025-07-01 log.csv >history.csv
	run -2 --separate-stderr cust-segment --lifecycle history.csv
	[ "$stderr" = "cust-segment: a history table does not tell who was won back; read an order log or a store, or use --no-won-back" ]
	run -0 cust-segment --lifecycle --no-won-back history.csv
	[ "$(cells customer_id,lifecycle)" = "${STAGES/won-back/active}" ]
}

@test "--lifecycle --explain: the day, the limit, the gap" {
	printf '%s\n' customer_id,date,amount a,2025-06-30,1 b,2024-01-01,1 b,2025-06-01,1 \
		c,2024-06-30,1 c,2024-06-29,1 >log.csv
	run -0 cust-segment --as-of=2025-07-01 --lifecycle --explain --format=tsv log.csv
	[ "$(sed 1d <<<"$output" | cut -f13)" = \
		"new: last purchase 1 day ago (at most 90d), on 2025-06-30; 1 purchase day
won-back: last purchase 30 days ago (at most 180d), on 2025-06-01, after 517 days without one (more than 365d); 2 purchase days
churned: last purchase 366 days ago (more than 365d), on 2024-06-30; 2 purchase days" ]
}

@test "--loyalty: the latest score of the store, by the time and the kind" {
	# the four kinds with the examples: attitude and purchases (10, 5), (9, 1), (8, 2), (3, 1),
	# (none, 7)
	{
		echo customer_id,date,amount
		for x in true:5 latent:1 spurious:2 none:1 unknown:7 csat:2 low:2 tie:1 void:1 \
			later:1; do
			for i in $(seq 1 "${x#*:}"); do
				echo "${x%:*},2025-06-0$i,1"
			done
		done
	} >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >acc
	printf '%s\n' customer_id,date,kind,score true,2025-06-01,nps,10 latent,2025-06-01,nps,9 \
		spurious,2025-06-01,nps,8 none,2025-06-01,nps,3 unknown,2025-06-01,nps, \
		csat,2025-05-01,nps,0 csat,2025-06-01,csat,4 low,2025-05-01,nps,10 \
		low,2025-06-01,csat,3 tie,2025-06-01,nps,9 tie,2025-06-01,csat,1 \
		void,2025-06-01,nps,10 later,2025-07-02,nps,10 later,2025-06-01,nps,1 |
		feedback-log -q -d s.db >acc
	feedback-step -q -d s.db --void --note=x --at=2025-06-02 "$(sqlite3 s.db "SELECT case_id
		FROM feedback WHERE customer_id = 'void'")" >acc
	run -0 cust-segment -q --as-of=2025-07-01 --loyalty -d s.db
	[ "$(cells customer_id,attitude,loyalty)" = "csat,4,true
latent,9,latent
later,1,none
low,3,spurious
none,3,none
spurious,8,spurious
tie,9,latent
true,10,true
unknown,,unknown
void,,unknown" ]
	# a CSAT of 4 is high, an attitude from 8 on is, five purchases are many; by 6 June, with a
	# window of one day, 6 June and 5 June count
	run -0 cust-segment -q --as-of=2025-06-06 --loyalty --attitude-from=8 --csat-from=5 \
		--loyal-purchases=2 --loyal-window=1 -d s.db
	[ "$(cells customer_id,loyalty | paste -sd ' ')" = \
		"csat,none latent,latent later,none low,none none,none spurious,latent tie,latent true,latent unknown,unknown void,unknown" ]
	run -0 cust-segment -q --as-of=2025-06-06 --loyalty --loyal-window=2 -d s.db --explain
	[ "$(cell explain customer_id=true)" = \
		"loyalty true: NPS 10 of 2025-06-01 (high from 9); 2 purchase days (many from 2)" ]
	[ "$(cell explain customer_id=unknown)" = \
		"loyalty unknown: attitude not known; 3 purchase days (many from 2)" ]
}

@test "--loyalty: of a column; what is missing" {
	printf '%s\n' customer_id,first_date,last_date,frequency,likely a,2025-01-01,2025-05-01,3,9.5 \
		b,2025-01-01,2025-01-01,0,9 c,2025-01-01,2025-05-01,1,8.9 \
		d,2025-01-01,2025-01-01,0, \
		e,,,,10 >history.csv
	run -0 cust-segment --as-of=2025-07-01 --loyalty --attitude=likely history.csv
	[ "$(cells customer_id,attitude,loyalty)" = "a,9.5,true
b,9,latent
c,8.9,spurious
d,,unknown
e,10,latent" ]
	run -2 --separate-stderr cust-segment --as-of=2025-07-01 --loyalty history.csv
	says "--loyalty requires a store with NPS or CSAT scores, or --attitude=COLUMN"
	run -2 --separate-stderr cust-segment --as-of=2025-07-01 --loyalty --attitude=likely \
		--loyal-window=1y history.csv
	[ "$stderr" = "cust-segment: a history table does not tell who bought in the window; read an order log or a store, or leave out --loyal-window" ]
	run -2 --separate-stderr cust-segment --as-of=2025-07-01 --attitude=likely history.csv
	says "--attitude and --loyal-window require --loyalty"
	run -2 --separate-stderr cust-segment --as-of=2025-07-01 --loyalty --attitude=x history.csv
	[ "$stderr" = "cust-segment: --attitude: no column 'x'" ]
	sed 's/,8.9$/,often/' history.csv >bad.csv
	run -2 --separate-stderr cust-segment --as-of=2025-07-01 --loyalty --attitude=likely bad.csv
	[ "$stderr" = "cust-segment: --attitude: customer 'c' has 'often' in column 'likely', which is not a number" ]
}

@test "--abc: by the share of those with more; the limits; explained" {
	ten >log.csv
	run -0 cust-segment -q --as-of=2025-07-01 --abc log.csv
	[ "$(cells abc | paste -sd '')" = AAABBBBCCC ]
	cust-segment -q --as-of=2025-07-01 --abc=spend log.csv | diff <(echo "$output") -
	run -0 cust-segment -q --as-of=2025-07-01 --abc --a-share=.72 --b-share=81% log.csv
	# 72 % is not less than 72 %, nor 81 than 81
	[ "$(cells abc | paste -sd '')" = AABCCCCCCC ]
	run -0 cust-segment -q --as-of=2025-07-01 --abc --explain log.csv
	[ "$(cell explain customer_id=c12)" = \
		"A: spend 900; customers with more have 72.00 % of it (less than 80 %)" ]
	[ "$(cell explain customer_id=c17)" = \
		"C: spend 200; customers with more have 96.50 % of it (at least 95 %)" ]
	for limits in --a-share=.96 --b-share=.7; do
		run -2 --separate-stderr cust-segment --as-of=2025-07-01 --abc $limits log.csv
		says "--a-share must not be above --b-share, and both must be from 0 to 1"
	done
}

@test "--abc: ties, negative values, nothing spent, a column of a pipe, a list of the store" {
	printf '%s\n' customer_id,date,amount {a,b,c,d},2025-06-01,7 >ties.csv
	run -0 cust-segment -q --as-of=2025-07-01 --abc ties.csv
	[ "$(cells abc | paste -sd '')" = AAAA ]
	printf '%s\n' customer_id,date,amount {a,b},2025-06-01,0 >zero.csv
	run -0 cust-segment -q --as-of=2025-07-01 --abc --explain zero.csv
	[ "$(cells abc,explain)" = $',\n,' ]
	printf '%s\n' customer_id,date,amount a,2025-06-01,9 b,2025-06-01,5 b,2025-06-02,-6 \
		c,2025-06-01,0 >back.csv
	run -0 --separate-stderr cust-segment --as-of=2025-07-01 --abc back.csv
	[ "$stderr" = "cust-segment: --abc: left out 1 customer with a negative spend" ]
	[ "$(cells customer_id,abc)" = $'a,A\nb,\nc,C' ]
	# before: 0, 50, 90 %
	printf '%s\n' customer_id,first_date,last_date,frequency,clv {x,y}1,2025-01-01,2025-01-01,0,25 \
		z,2025-01-01,2025-01-01,0,40 u,2025-01-01,2025-01-01,0,10 v,,,, >history.csv
	run -0 cust-segment --as-of=2025-07-01 --abc=clv --a-share=40% --b-share=90% history.csv
	# 40 % before the two of 25, 90 % before the last
	[ "$(cells customer_id,abc)" = $'x1,B\ny1,B\nz,A\nu,C\nv,' ]
	ten >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >acc
	printf 'customer_id\nc12\nc19\n' >list.csv
	run -0 cust-segment -q --as-of=2025-07-01 -d s.db --abc list.csv
	[ "$(cells abc | paste -sd '')" = AC ]
	run -0 cust-segment -q --as-of=2025-07-01 -d s.db --abc --fit-on=input list.csv
	# of these two, the first has 900 of 950
	[ "$(cells abc | paste -sd '')" = AB ]
	for column in nope last_date; do
		run -2 --separate-stderr cust-segment --as-of=2025-07-01 --abc=$column log.csv
		says "--abc: "
	done
	[ "$stderr" = "cust-segment: --abc: column 'last_date' has dates, not numbers" ]
	run -2 --separate-stderr cust-segment --as-of=2025-07-01 --abc=nope log.csv
	[ "$stderr" = "cust-segment: --abc: no column 'nope'" ]
}

@test "--pareto: top shares, Gini and the Lorenz curve, by hand" {
	ten >log.csv
	run -0 cust-segment -q --as-of=2025-07-01 --pareto log.csv
	same "measure,customers_share,customers,value,value_to
total,,10,10000,
negative,,0,,
top_share,0.01,1,0.5,
top_share,0.05,1,0.5,
top_share,0.1,1,0.5,
top_share,0.2,2,0.72,
top_share,0.5,5,0.91,
gini,,10,0.639,
gini_unbiased,,10,0.71,
lorenz,0,,0,
lorenz,0.1,,0.005,
lorenz,0.2,,0.015,
lorenz,0.3,,0.035,
lorenz,0.4,,0.06,
lorenz,0.5,,0.09,
lorenz,0.6,,0.13,
lorenz,0.7,,0.19,
lorenz,0.8,,0.28,
lorenz,0.9,,0.5,
lorenz,1,,1,
histogram,0.1,1,50,100
histogram,0.1,1,100,200
histogram,0.4,4,200,500
histogram,0.2,2,500,1000
histogram,0,0,1000,2000
histogram,0.1,1,2000,5000
histogram,0.1,1,5000,
mean,,10,1000,
quantile,0.25,,212.5,
quantile,0.5,,350,
quantile,0.75,,825,"
	# for people, amounts and shares as everywhere; also sorted, which keeps the rows
	run -0 cust-segment -q --as-of=2025-07-01 --pareto -t --columns=measure,value,value_to \
		--sort=-value --limit=3 log.csv
	same $'measure       value  value_to
total      10000.00
histogram   5000.00
histogram   2000.00   5000.00'
	run -0 cust-segment -q --as-of=2025-07-01 --pareto -t --columns=measure,value log.csv
	for row in 'top_share         72.0%' 'gini              0.639' 'lorenz             1.5%' \
		'quantile         212.50'; do
		grep -qx "$row" <<<"$output"
	done
	run -0 cust-segment -q --as-of=2025-07-01 --pareto --abc=orders -t \
		--columns=measure,value log.csv
	[[ ${lines[1]} =~ ^total\ +10$ ]]
	printf '%s\n' customer_id,date,amount >none.csv
	run -0 cust-segment -q --as-of=2025-07-01 --pareto none.csv
	[ "$(cell value measure=gini)" = "" ]
	[ "$(cell customers measure=total)" = 0 ]
	[ "$(cell value measure=mean)" = "" ]
	[ "$(cell value measure=quantile customers_share=0.5)" = "" ]
	# customers without amounts have no total, and not one of 0
	printf '%s\n' customer_id,date a,2025-01-01 b,2025-02-01 b,2025-03-01 >bare.csv
	for shown in "" --abc --plot=term; do
		run -2 --separate-stderr cust-segment -q --as-of=2025-07-01 --pareto $shown bare.csv
		[ -z "$output" ]
		[ "$stderr" = "cust-segment: no amounts: the spend requires a column amount or spend;\
 --abc=orders needs none" ]
	done
	run -0 --separate-stderr cust-segment --as-of=2025-07-01 --abc --columns=customer_id,abc \
		bare.csv
	same $'customer_id,abc\na,\nb,'
	says "no amounts: the spend requires a column amount or spend; --abc=orders needs none"
	run -0 cust-segment -q --as-of=2025-07-01 --pareto --abc=orders bare.csv
	[ "$(cell customers measure=total),$(cell value measure=total)" = 2,3 ]
	sed 's/$/,/; 1s/$/points/' bare.csv >points.csv
	run -2 --separate-stderr cust-segment -q --as-of=2025-07-01 --keep=points --pareto \
		--abc=points points.csv
	[ "$stderr" = "cust-segment: no customer has a value in the column points" ]
	run -0 cust-segment -q --as-of=2025-07-01 --pareto --plot=term log.csv
	[[ $output == "Concentration of spend"*"share of the customers, largest first"* ]]
	run -2 --separate-stderr cust-segment --plot=svg --explain log.csv
	says "--plot draws the segments of --profile or the curve of --pareto"
	run -2 --separate-stderr cust-segment --plot=svg --kmeans=2 --on=spend --centres log.csv
	says "--plot cannot be used with --centres"
	run -2 --separate-stderr cust-segment --pareto --explain log.csv
	says "--pareto cannot be used with --profile, --explain or --remember"
}

@test "--cut: midrank and limits, by hand; a constant; empty cells" {
	ten >log.csv
	# by midrank, from the lowest: 4 (2 less + 1) / 20 is .2 .6 1 1.4 1.8 2.2 2.6 3 3.4 3.8
	run -0 cust-segment -q --as-of=2025-07-01 --cut=spend:4 log.csv
	[ "$(cells spend_bin | paste -sd '')" = 4443322211 ]
	run -0 cust-segment -q --as-of=2025-07-01 --cut=spend:250,1000 log.csv
	[ "$(cells spend_bin | paste -sd '')" = 3322222111 ]
	run -0 cust-segment -q --as-of=2025-07-01 --cut=spend:900, --cut=idle:-1,30,31 --explain \
		log.csv
	[ "$(cells spend_bin,idle_bin | paste -sd ' ')" = \
		"2,3 2,3 2,3 1,3 1,3 1,3 1,3 1,3 1,3 1,3" ]
	[ "$(cell explain customer_id=c12)" = \
		"spend_bin 2 of 2: spend 900 (bin from 900) | idle_bin 3 of 4: idle 30 (bin from 30 to below 31)" ]
	run -0 --separate-stderr cust-segment --as-of=2025-07-01 --cut=idle:4 log.csv
	# floor(4 * 10 / 20) + 1
	[ "$(cells idle_bin | sort -u)" = 3 ]
	[ "$stderr" = "cust-segment: --cut=idle:4: all customers are in one bin" ]
	printf '%s\n' customer_id,first_date,last_date,frequency,a:b a,2025-01-01,2025-01-01,0,-1.5 \
		b,2025-01-01,2025-01-01,0, c,2025-01-01,2025-01-01,0,1e3 d,,,,2 >history.csv
	run -0 cust-segment --as-of=2025-07-01 --cut=a:b:2 history.csv
	[ "$(cells customer_id,a:b_bin)" = $'a,1\nb,\nc,2\nd,2' ]
}

@test "--cut: what cannot be cut" {
	ten >log.csv
	while IFS='|' read -r cut message; do
		run -2 --separate-stderr cust-segment --as-of=2025-07-01 "--cut=$cut" log.csv
		[ "${stderr_lines[0]}" = "cust-segment: $message" ] || { echo "$stderr"; false; }
	done <<-'END'
	spend|--cut=spend: use COLUMN:N or COLUMN:LIMIT,LIMIT...
	:5|--cut=:5: use COLUMN:N or COLUMN:LIMIT,LIMIT...
	spend:|--cut=spend:: use COLUMN:N or COLUMN:LIMIT,LIMIT...
	spend:1|--cut=spend:1: use COLUMN:N with 2 to 100 bins, or COLUMN:LIMIT,LIMIT...
	spend:101|--cut=spend:101: use COLUMN:N with 2 to 100 bins, or COLUMN:LIMIT,LIMIT...
	spend:x|--cut=spend:x: use COLUMN:N with 2 to 100 bins, or COLUMN:LIMIT,LIMIT...
	spend:1,x|--cut=spend:1,x: limit 'x' is not a number
	spend:2,2|--cut=spend:2,2: the limits must ascend
	nope:2|--cut: no column 'nope'
	first_date:2|--cut: column 'first_date' has dates, not numbers
	customer_id:2|--cut: customer 'c10' has 'c10' in column 'customer_id', which is not a number
	END
	# of such numbers the sum, or the sum of the squares, would be infinite
	printf '%s\n' customer_id,first_date,last_date,frequency,spend,x \
		a,2025-01-01,2025-01-01,0,1,1e308 b,2025-01-01,2025-01-01,0,1,9e307 >large.csv
	for option in --abc=x --cut=x:2 '--kmeans=2 --on=x'; do
		run -2 --separate-stderr cust-segment --as-of=2025-07-01 $option large.csv
		says ": customer 'a' has 1e+308 in column 'x'; the largest number is 1e+100"
	done
	run -2 --separate-stderr cust-segment --as-of=2025-07-01 \
		"--cut=spend:$(seq -s, 1 100)" log.csv
	says ": more than 99 limits"
	run -2 --separate-stderr cust-segment --as-of=2025-07-01 --cut=spend:2 --cut=spend:3 log.csv
	says "two of the options append a column 'spend_bin'"
}

@test "--rules: the first that is true; the columns; what is counted" {
	ten >log.csv
	printf '%s\n' segment,condition 'top,spend > 1000' \
		'"over the mean","spend > (SELECT avg(spend) FROM customers)"' \
		"small,abc = 'C' -- a comment" 'top,spend_bin = 3' "never,customer_id = 'nobody'" \
		>rules.csv
	run -0 --separate-stderr cust-segment --as-of=2025-07-01 --abc --cut=spend:300,400,700 \
		--rules=rules.csv log.csv
	# the mean is 1000; bin 3 begins at 400: 600 and 400
	[ "$(cells rule_segment | paste -sd,)" = top,top,,top,top,,,small,small,small ]
	same_lines="cust-segment: rules.csv:3: the rule for 'over the mean' matched no row
cust-segment: rules.csv:6: the rule for 'never' matched no row
cust-segment: rules.csv: 3 of 10 rows matched no rule"
	[ "$stderr" = "$same_lines" ]
	run -0 cust-segment -q --as-of=2025-07-01 --rules=rules.csv --abc --cut=spend:300,400,700 \
		--explain --columns=customer_id,explain log.csv
	[[ ${lines[4]} == *" | top: rules.csv:5: spend_bin = 3" ]]
	run -0 cust-segment -q --as-of=2025-07-01 --rules=<(head -3 rules.csv) --profile \
		--columns=rule_segment,customers log.csv
	same $'rule_segment,customers\ntop,2\nover the mean,0'
}

@test "--rules: numbers, texts, dates and empty cells of a table that passes through" {
	printf '%s\n' customer_id,first_date,last_date,frequency,clv,zip,note \
		007,2025-01-01,2025-01-01,0,9,012,x 7,2025-02-01,2025-03-01,1,100,12,007 \
		n,,,,,, >history.csv
	rule() {
		printf 'segment,condition\nyes,"%s"\n' "$1" >r.csv
		cust-segment -q --as-of=2025-07-01 --rules=r.csv history.csv >got
		cells rule_segment got | paste -sd,
	}
	[ "$(rule "clv > 10")" = ,yes, ]
	[ "$(rule "clv > '10'")" = ,yes, ]
	[ "$(rule "zip = 12")" = yes,yes, ]
	[ "$(rule "customer_id = '7'")" = ,yes, ]
	[ "$(rule "customer_id = '007'")" = yes,, ]
	[ "$(rule "last_date >= '2025-02-01'")" = ,yes, ]
	[ "$(rule "clv IS NULL")" = ,,yes ]
	[ "$(rule "note LIKE '0%'")" = ,yes, ]
	[ "$(rule "julianday('2025-07-01') - julianday(last_date) > 150")" = yes,, ]
}

@test "--rules: a condition that is wrong is named with file, line and SQL's message" {
	ten >log.csv
	while IFS='|' read -r condition message; do
		printf 'segment,condition\ngood,1\nbad,"%s"\n' "$condition" >bad.csv
		run -2 --separate-stderr cust-segment --as-of=2025-07-01 --rules=bad.csv log.csv
		[ "${stderr_lines[-1]}" = "cust-segment: bad.csv:3: $message" ] ||
			{ echo "$stderr"; false; }
		[ -z "$output" ]
	done <<-'END'
	spend >|near ")": syntax error
	spend > 1) OR (1|near ")": syntax error
	1; DROP TABLE customer|near ";": syntax error
	clv > 1|no such column: clv; the columns are customer_id, as_of, orders, first_date, last_date, spend, frequency, recency, age, idle, monetary, profit
	avg(spend) > 1|misuse of aggregate function avg()
	spend > $min|parameter '$min' has no value
	load_extension('x')|not authorized to use function: load_extension
	1 AS x|near "AS": syntax error
	|condition is empty
	END
	printf '%s\n' segment,condition ,1 >bad.csv
	run -2 --separate-stderr cust-segment -q --as-of=2025-07-01 --rules=bad.csv log.csv
	[ "$stderr" = "cust-segment: bad.csv:2: segment is empty" ]
	echo segment,condition >bad.csv
	run -2 --separate-stderr cust-segment -q --as-of=2025-07-01 --rules=bad.csv log.csv
	[ "$stderr" = "cust-segment: bad.csv: no rules" ]
	# what only shows when a row is there
	printf '%s\n' segment,condition 'x,abs(-9223372036854775807 - 1) > 1' >bad.csv
	run -2 --separate-stderr cust-segment -q --as-of=2025-07-01 --rules=bad.csv log.csv
	[ "$stderr" = "cust-segment: bad.csv: customer 'c10': integer overflow" ]
}

# bats test_tags=long
@test "--rules: a condition that does not end is stopped" {
	ten >log.csv
	cat >bad.csv <<-'END'
	segment,condition
	x,"(WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r)"
	END
	run -2 --separate-stderr cust-segment -q --as-of=2025-07-01 --rules=bad.csv log.csv
	[ "$stderr" = "cust-segment: bad.csv: takes longer than 20 seconds" ]
}

@test "all of them together, with one thread and two; each reads what another has printed" {
	cust-segment -q --as-of=1997-09-30 --rfm --lifecycle --abc --cut=idle:5 "$CDNOW" >once
	[ "$(head -1 once | cut -d, -f12-)" = \
		r_score,f_score,m_score,rfm,segment,lifecycle,abc,idle_bin ]
	for threads in 1 2; do
		cust-segment -q --as-of=1997-09-30 --rfm --lifecycle --abc --cut=idle:5 \
			--threads=$threads "$CDNOW" | cmp once -
	done
	cust-segment -q --as-of=1997-09-30 --rfm "$CDNOW" | cust-segment --abc |
		cust-segment --cut=idle:5 >piped
	diff <(columns customer_id,rfm,segment,abc,idle_bin once) \
		<(columns customer_id,rfm,segment,abc,idle_bin piped)
	# a column that is there is replaced where it stands
	cust-segment --abc <piped | cmp piped -
	# the same bins by SQL on the ranks: midrank by its formula
	tail -n +2 once | cut -d, -f10,19 >bins
	awk -F, '{ n++; idle[n] = $1; bin[n] = $2; count[$1]++ }
		END { for (i = 1; i <= n; i++) { v = idle[i]
			if (!(v in want)) { less = 0
				for (u in count) if (u + 0 < v + 0) less += count[u]
				s = int(5 * (2 * less + count[v]) / (2 * n)) + 1
				want[v] = s < 5 ? s : 5 }
			if (bin[i] != want[v]) bad = 1 } exit bad || n != 2357 }' bins
}

@test "options that do not go together, and empty input" {
	ten >log.csv
	while IFS='|' read -r options message; do
		run -2 --separate-stderr cust-segment --as-of=2025-07-01 $options log.csv
		[ "${stderr_lines[0]}" = "cust-segment: $message" ] || { echo "$stderr"; false; }
	done <<-'END'
	--abc --bins=4 --map=x|--bins, --map, --save and --params require --rfm
	--abc --save=x|--bins, --map, --save and --params require --rfm
	--abc --lifecycle --profile|--profile and --plot describe the groups of one labelling
	--remember=x|--remember requires a store; name it with -d FILE
	--changes=x|--changes and --matrix require a store; name it with -d FILE
	--since=2025-01-01|--since requires --changes, --matrix or --profile
	END
	echo customer_id,date,amount >none.csv
	run -0 --separate-stderr cust-segment --as-of=2025-07-01 --lifecycle --abc --cut=spend:3 \
		none.csv
	same customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary,lifecycle,abc,spend_bin
	[ -z "$stderr" ]
	# a table without amounts: no spend is not a spend of 0
	printf '%s\n' customer_id,first_date,last_date,frequency a,2025-01-01,2025-01-01,0 >bare.csv
	run -0 cust-segment --as-of=2025-07-01 --lifecycle --no-won-back --profile bare.csv
	[ "$(cell spend lifecycle=dormant)$(cell median_spend lifecycle=dormant)" = "" ]
	[ "$(cell customers lifecycle=dormant)" = 1 ]
	run -2 --separate-stderr cust-segment --as-of=2025-07-01 --abc bare.csv
	[ "$stderr" = "cust-segment: --abc: no column 'spend'" ]
}
