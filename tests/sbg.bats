#!/usr/bin/env bats
# clv-calc: models of contracts (--model=sbg, --model=retention) and of the past (historic).

load helper

# cohort SURVIVORS...: from period 0 on
cohort() {
	echo period,survivors
	local i=0 n
	for n; do
		echo $((i++)),$n
	done
}

regular() { cohort 1000 631 468 382 326 289 262 241; }
high_end() { cohort 1000 869 743 653 593 551 517 491; }

bad() { # MESSAGE ARGUMENT...
	run -2 --separate-stderr clv-calc "${@:2}"
	[ -z "$output" ]
	says "clv-calc: $1"
}

@test "sbg: the two cohorts of Fader and Hardie, fits of the reference" {
	regular | clv-calc --model=sbg --fit >r
	output=$(<r)
	grep -qx sbg,n,1000, r
	grep -qx sbg,periods,8, r
	grep -qx sbg,limit,none, r
	near "$(cell value name=log_likelihood)" -1680.265188463 1e-6
	near "$(cell value name=alpha)" .704077299 1e-6
	near "$(cell value name=beta)" 1.182043026 1e-6
	# alpha times .093170 and beta times .128993
	near "$(cell se name=alpha)" .0655989 1e-6
	near "$(cell se name=beta)" .1524753 2e-6
	output=$(high_end | clv-calc --model=sbg --fit)
	near "$(cell value name=log_likelihood)" -1611.158147391 1e-6
	near "$(cell value name=alpha)" .668088351 1e-6
	near "$(cell value name=beta)" 3.806094966 1e-5
}

@test "sbg: projection, retention, DERL and the value of a new customer of the reference" {
	output=$(regular | clv-calc --model=sbg --periods=5 --amount=20 --margin=50%)
	[ "$(wc -l <<<"$output")" = 14 ]
	for want in 8,220.084967 9,204.410787 10,191.190191 11,179.864992 12,170.037453; do
		near "$(cell expected_survivors period=${want%,*})" ${want#*,} 1e-5
		[ -z "$(cell survivors period=${want%,*})" ]
	done
	for want in 1,.626706054 2,.756047143 3,.818822569 8,.920766626; do
		near "$(cell retention period=${want%,*})" ${want#*,} 1e-8
	done
	[ -z "$(cell retention period=0)" ]
	[ "$(cell survivors period=7)" = 241 ]
	near "$(cell discounted_renewals period=7)" 6.84231494808 1e-7
	near "$(cell residual_clv period=7)" 68.4231494808 1e-6
	near "$(cell discounted_payments period=0)" 3.69490842748 1e-7
	near "$(cell clv period=0)" 36.9490842748 1e-6
	output=$(high_end | clv-calc --model=sbg)
	[ "$(tail -1 <<<"$output" | cut -d, -f1)" = 14 ]	# as many as were observed
	near "$(cell expected_survivors period=12)" 377.999072 1e-5
	near "$(cell discounted_renewals period=7)" 7.52962805505 1e-7
	near "$(cell discounted_payments period=0)" 5.92225349564 1e-7
	[ -z "$(cell clv period=0)" ]
}

@test "sbg: the interval holds what happened to the regular cohort, and widens" {
	regular | clv-calc --model=sbg >got
	no_nan got
	# years 8 to 12 of the same cohort, from Fader and Hardie (2007), as shares of 1000
	awk -F, 'NR == 2 { if ($5 $6 != "") bad = 1 }
		NR > 2 { if (!($5 < $4 && $4 < $6 && $5 > 0 && $6 < 1)) bad = 1 }
		NR > 8 { if (!(($6 - $5) / $4 > wide)) bad = 1; wide = ($6 - $5) / $4 }
		END { exit bad || NR != 16 }' got
	regular | clv-calc --model=sbg --save=m.csv >/dev/null
	regular | clv-calc --model=sbg --params=m.csv >again
	diff <(columns period,survivors,survival,clv,discounted_payments got) \
		<(columns period,survivors,survival,clv,discounted_payments again)
	[ "$(cells survival_low,survival_high again | sort -u)" = , ]
}

@test "sbg: limits, and the values that have no limit" {
	cohort 800 400 200 100 >half.csv
	run -0 --separate-stderr clv-calc --model=sbg --fit --save=m.csv half.csv
	says "all customers leave alike in these data; using the geometric limit"
	[ "$(cell value name=limit)" = equal_dropout ]
	near "$(cell value name=theta)" .5 1e-12
	run -0 clv-calc --model=sbg --params=m.csv --discount=0 half.csv
	near "$(cell discounted_payments period=0)" 2 1e-12	# 1 + 1/2 + 1/4 + ...
	near "$(cell expected_survivors period=6)" 12.5 1e-9
	cohort 100 60 60 60 >once.csv
	run -0 --separate-stderr clv-calc --model=sbg --save=m.csv once.csv
	says "some customers leave in period 1 and the others never in these data; using the once-or-never limit"
	[ "$(cell survival period=6)" = 0.6 ]
	near "$(cell discounted_renewals period=3)" 11 1e-9	# 1.1 / .1
	clv-calc --model=sbg --params=m.csv once.csv | diff - <(printf '%s\n' "$output")
	run -0 --separate-stderr clv-calc --model=sbg --discount=0 once.csv
	says "the expected number of payments has no limit in this model; its columns are empty (use --discount above 0)"
	[ -z "$(cell discounted_renewals period=3)" ]
	cohort 100 60 0 >gone.csv
	run -0 --separate-stderr clv-calc --model=sbg gone.csv
	printf '%s\n' "$output" >got
	no_nan got
}

@test "sbg: what is wrong with the cohort, and which model to use instead" {
	try() { # MESSAGE SURVIVORS...
		cohort "${@:2}" >c.csv
		bad "$1" --model=sbg c.csv
	}
	try "c.csv:4: survivors '60' is larger than in the period before; a cohort cannot grow" 100 50 60
	try "c.csv:3: survivors '-1' is not a whole number from 0 to 1e12" 100 -1
	try "c.csv:3: survivors '1.5' is not a whole number from 0 to 1e12" 100 1.5
	try "only 2 periods; --model=sbg requires at least 3, from 0 on (use --model=retention with an assumed rate)" 9 8
	try "only 0 periods; --model=sbg requires at least 3"
	try "no survivors in period 0; nothing to fit" 0 0 0
	try "no customer left in 2 periods; cannot fit --model=sbg or one of its limits (use --model=retention with an assumed rate)" 9 9 9
	try "all customers left in period 1; nobody is there to project" 9 0 0
	printf '%s\n' period,survivors 1,10 >c.csv
	bad "c.csv:2: period '1' must be 0: periods count from 0" --model=sbg c.csv
	printf '%s\n' period,survivors 0,10 2,9 >c.csv
	bad "c.csv:3: period '2' must be 1: periods count from 0" --model=sbg c.csv
	echo period,n >c.csv
	bad "c.csv: no column 'survivors'" --model=sbg c.csv
	regular >c.csv
	model >m.csv
	bad "m.csv: no rows of sbg" --model=sbg --params=m.csv c.csv
	printf '%s\n' model,name,value custkit,format,1 sbg,limit,some >m.csv
	bad "m.csv: sbg,limit must be none, equal_dropout or once_or_never" --model=sbg \
		--params=m.csv c.csv
	printf '%s\n' model,name,value custkit,format,1 sbg,limit,equal_dropout sbg,theta,1.5 >m.csv
	bad "m.csv: sbg,theta must be at most 1" --model=sbg --params=m.csv c.csv
	printf '%s\n' model,name,value custkit,format,1 sbg,limit,equal_dropout sbg,theta,.5 >m.csv
	bad "no survivors in period 0; nothing to project" --model=sbg --params=m.csv \
		<<<period,survivors
	for option in --horizon=1y --skip-bad --as-of=2024-01-01 --top=1 --when=end --verbose; do
		bad "${option%%=*} cannot be used with --model=sbg" --model=sbg $option c.csv
	done
}

@test "retention: the worked values; other columns pass through" {
	printf '%s\n' segment,margin,retention,discount,clv '"a, b",100,.8,.1,old' \
		007,100,80%,10%,old >r.csv
	run -0 --separate-stderr clv-calc --model=retention r.csv
	[ "${lines[0]}" = segment,margin,retention,discount,clv,model ]
	[[ ${lines[1]} == '"a, b",100,.8,.1,'* ]]
	near "$(cell clv segment=007)" 266.666667 1e-6
	[ "$(cell model segment=007)" = retention ]
	want() { # VALUE ARGUMENT...
		output=$(clv-calc --model=retention "${@:2}" r.csv)
		near "$(cell clv segment=007)" $1 1e-6
	}
	want 366.666667 --when=start
	want 212.409734 --periods=5
	want 292.063384 --periods=5 --when=start
	printf '%s\n' segment,margin,retention 007,100,.8 >short.csv
	output=$(clv-calc --model=retention --discount=10% short.csv)
	near "$(cell clv segment=007)" 266.666667 1e-6
	# a loss is an answer
	output=$(clv-calc --model=retention <<<$'margin,retention\n-3,0.5')
	near "$(cell clv)" -2.5 1e-12
}

@test "retention: bad rows" {
	while IFS='|' read -r row message; do
		printf '%s\n' margin,retention,discount 1,.5,.1 "$row" >r.csv
		bad "r.csv:3: $message" --model=retention r.csv
		run -1 --separate-stderr clv-calc --model=retention --skip-bad r.csv
		[ "${#lines[@]}" = 2 ]
	done <<-'END'
	1,1.1,.1|retention '1.1' is not below 1 + discount, so the value has no limit (use --periods=N)
	1,1.2,.1|retention '1.2' is not below 1 + discount, so the value has no limit (use --periods=N)
	1,1,0|retention '1' is not below 1 + discount, so the value has no limit (use --periods=N)
	1,1.05,.1|retention '1.05' is not a rate from 0 to 1, such as .8 or 80%
	1,-.1,.1|retention '-.1' is not a rate from 0 to 1, such as .8 or 80%
	1,,.1|retention '' is not a rate from 0 to 1, such as .8 or 80%
	1,.5,2|discount '2' is not a rate from 0 to 1, such as .8 or 80%
	x,.5,.1|margin 'x' is not a number
	END
	output=$(clv-calc --model=retention --periods=4 <<<$'margin,retention,discount\n3,1,0')
	[ "$(cell clv)" = 12 ]
	bad "r.csv: no column 'margin'" --model=retention <(echo retention) ||
		bad "/dev/fd" --model=retention <(echo retention)
	for option in --fit --save=x --params=x --margin=.5 --horizon=1y --amount=3; do
		bad "${option%%=*} cannot be used with --model=retention" --model=retention $option
	done
}

@test "historic: the worked example, Actual/365, from a log and a store" {
	printf '%s\n' customer_id,date,amount a,2024-01-01,1000 a,2025-01-01,800 a,2026-01-01,600 \
		b,2024-05-05,7 >log.csv
	run -0 --separate-stderr clv-calc --model=historic --as-of=2026-01-01 log.csv
	[ -z "$stderr" ]
	near "$(cell past_value customer_id=a)" 2222.8211 5e-5
	[ "$(cell past_profit customer_id=a)" = 2400 ]
	[ "$(cell past_value customer_id=b)" = 7 ]
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >/dev/null
	clv-calc --model=historic --as-of=2026-01-01 -d s.db | diff - <(printf '%s\n' "$output")
	# what happened by the as-of date, in any order, at a margin
	tac log.csv | sed -n '1,4p' | cat <(head -1 log.csv) - >back.csv
	run -0 clv-calc --model=historic --as-of=2025-06-01 --margin=30% back.csv
	near "$(cell past_value customer_id=a)" 518.12484 2e-5	# .3 (1000 + 727.0828)
	near "$(cell past_profit customer_id=a)" 540 1e-9
	run -0 clv-calc --model=historic --as-of=2026-01-01 --discount=0 log.csv
	[ "$(cell past_value customer_id=a)" = 2400 ]
}

@test "historic: refunds reduce their purchase; those before any purchase are not discounted" {
	printf '%s\n' customer_id,date,amount a,2023-12-01,-10 a,2024-01-01,100 a,2024-12-31,50 \
		a,2025-03-01,-20 >log.csv
	run -0 clv-calc -q --model=historic --as-of=2025-06-01 log.csv
	# 2024-12-31 is 365 days later: 100 - 10 + 30 / 1.1
	near "$(cell past_value)" 117.27272727 1e-7
	[ "$(cell past_profit)" = 120 ]
}

@test "historic: the profit of orders with a cost, from a log in any order and a store" {
	# a: a refund before any purchase, 40, and a year later 30, of which 12 come back.
	# b: 6, and a year later 20 without a cost. c: a loss.
	printf '%s\n' customer_id,date,amount,cost a,2023-12-01,-10,-6 a,2024-01-01,100,60 \
		a,2024-12-31,50,20 a,2025-03-01,-20,-8 b,2024-01-01,10,4 b,2024-12-31,20, \
		c,2024-05-05,5,9 >log.csv
	{ head -1 log.csv; tail -n +2 log.csv | tac; } >back.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >/dev/null
	for from in log.csv back.csv '--threads=2 log.csv' '-d s.db'; do
		# shellcheck disable=SC2086 # words
		run -0 --separate-stderr clv-calc --model=historic --as-of=2025-06-01 $from
		near "$(cell past_value customer_id=a)" 52.36363636 1e-7	# -4 + 40 + 18 / 1.1
		[ "$(cells customer_id,past_profit)" = $'a,54\nb,\nc,-4' ]
		[ "$(cell past_value customer_id=c)" = -4 ]
		[ -z "$(cell past_value customer_id=b)" ]
		says "1 order without a cost; the profit of 1 customer is empty (use --margin=RATE)"
		# shellcheck disable=SC2086 # words
		run -0 --separate-stderr clv-calc --model=historic --as-of=2025-06-01 --margin=25% \
			$from
		near "$(cell past_value customer_id=a)" 52.36363636 1e-7
		near "$(cell past_value customer_id=b)" 10.54545454 1e-7	# 6 + 5 / 1.1
		[ "$(cells past_profit)" = $'54\n11\n-4' ]
		says "1 order without a cost; the profit of each is 25% of its amount"
	done
	run -0 clv-calc -q --model=historic --as-of=2025-06-01 --margin=25% --discount=0 log.csv
	[ "$(cells past_value)" = "$(cells profit)" ]
	# before the goods of a come back, and b's second order
	run -0 --separate-stderr clv-calc -q --model=historic --as-of=2024-12-30 log.csv
	[ "$(cells customer_id,past_value)" = $'a,36\nb,6\nc,-4' ]
}

@test "historic: what it needs" {
	clv-calc -q --as-of=1997-09-30 "$CDNOW" | cut -d, -f1-11 >history.csv
	bad "--model=historic requires an order log or a store; a history table has no single purchases" \
		--model=historic history.csv
	printf '%s\n' customer_id,date a,2024-01-01 >log.csv
	bad "no amounts; --model=historic requires the column 'amount'" --model=historic \
		--as-of=2024-02-01 log.csv
	for option in --fit --top=3 --horizon=1y --periods=3 --params=x --fit-on=input; do
		bad "${option%%=*} cannot be used with --model=historic" --model=historic $option
	done
}
