#!/usr/bin/env bats
# clv-calc --model=bgbb: discrete opportunities, from a table and from a log.

load helper

DONORS=$BATS_TEST_DIRNAME/data/bgbb_donations.csv

# The 22 cells of the donors, by the names of clv-calc.
donors() {
	awk -F, -v OFS=, 'NR == 1 { print "frequency,recency,opportunities,customers"; next }
		{ print $1, $2, $3, $4 }' "$DONORS"
}

bad() { # MESSAGE ARGUMENT...
	run -2 --separate-stderr clv-calc --model=bgbb "${@:2}"
	[ -z "$output" ]
	says "clv-calc: $1"
}

# Published parameters, as a model file.
params() {
	printf '%s\n' model,name,value,se custkit,format,1, bgbb,buying,none, bgbb,limit,none, \
		bgbb,alpha,1.20352237, bgbb,beta,.749716361, bgbb,gamma,.656718143, \
		bgbb,delta,2.78344185,
}

@test "the donors: parameters, standard errors and likelihood of the reference" {
	donors >d.csv
	run -0 --separate-stderr clv-calc --model=bgbb --fit d.csv
	[ -z "$stderr" ]
	grep -qx 'bgbb,n,11104,' <<<"$output"
	grep -qx 'bgbb,limit,none,' <<<"$output"
	near "$(cell value name=log_likelihood)" -33225.58127435 1e-4
	while read -r name value se; do
		near "$(cell value name=$name)" $value "$(awk "BEGIN { print $se / 1000 }")"
		near "$(cell se name=$name)" $se "$(awk "BEGIN { print $se / 1e4 }")"
	done <<-END
	alpha 1.20352237 .069391
	beta .749716361 .029448
	gamma .656718143 .05101
	delta 2.78344185 .32082
	END
	# One row per donor is the same as cells; so is another order.
	awk -F, -v OFS=, 'NR == 1 { print $1, $2, $3; next }
		{ for (i = 0; i < $4; i++) print $1, $2, $3 }' d.csv >each.csv
	clv-calc --model=bgbb --fit each.csv | diff - <(printf '%s\n' "$output")
	{ head -1 d.csv; tail -n +2 d.csv | tac; } | clv-calc --model=bgbb --fit |
		diff - <(printf '%s\n' "$output")
}

@test "the donors: all 22 cells of the reference, and the totals" {
	donors | sed 's/$/,x/;1s/x/p_alive/' >d.csv	# an own column is replaced
	clv-calc --model=bgbb --periods=5 d.csv >five
	clv-calc -q --model=bgbb --horizon=inf d.csv >all
	no_nan five all
	[ "$(head -1 five)" = \
		frequency,recency,opportunities,customers,p_alive,p_alive_next,expected_orders,discounted_orders,model ]
	paste -d, <(cells customers,p_alive,p_alive_next,expected_orders five) \
		<(cells discounted_orders,expected_orders all) \
		<(cells customers,p_alive_n,p_alive_n1,ce5,dert10 "$DONORS") |
		awk -F, 'function near(a, b) {
			d = a - b; d = d < 0 ? -d : d
			if (a == "" || !(d <= 1e-6 * b)) { print NR ": " a ", not " b; bad = 1 }
		}
		{ near($1, $7); near($2, $8); near($3, $9); near($4, $10); near($5, $11)
			if ($6 != "") bad = 1
			five += $1 * $4; all += $1 * $5 }
		END { near(five, 12884.1570456); near(all, 20291.3016428); exit bad || NR != 22 }'
	run -0 --separate-stderr clv-calc --model=bgbb --horizon=inf d.csv
	says "the expected number of all future purchases has no limit in this model; expected_orders is empty"
}

@test "a model file is written and read" {
	donors >d.csv
	clv-calc --model=bgbb --save=m.csv --periods=3 d.csv >want
	clv-calc --model=bgbb --params=m.csv --periods=3 d.csv | diff want -
	clv-calc --model=bgbb --fit d.csv | diff m.csv -
	# by hand from the published formula, for the parameters of the reference
	params >p.csv
	run -0 clv-calc --model=bgbb --params=p.csv <<<$'frequency,recency,opportunities\n6,6,6'
	near "$(cell p_alive 1)" 1 1e-12
	near "$(cell p_alive_next 1)" .9304335791 1e-9
	# E(1): .93043 times (alpha + 6) / (alpha + beta + 6)
	near "$(cell expected_orders 1)" "$(awk 'BEGIN { print .9304335791 * 7.20352237 / 7.953238731 }')" 1e-5
	near "$(cell discounted_orders 1)" "$(awk 'BEGIN { print .9304335791 * 7.20352237 / 7.953238731 / 1.1 }')" 1e-5
}

@test "limits are named, and their parameters are without standard errors" {
	local x=frequency,recency,opportunities,customers
	# half of those who are there leave before each opportunity; worked by hand
	printf '%s\n' $x 0,0,3,500 1,1,3,250 2,2,3,125 3,3,3,125 >half.csv
	run -0 --separate-stderr clv-calc --model=bgbb --save=m.csv --fit half.csv
	says "all customers drop out alike in these data; using the geometric limit"
	says "all customers buy at every opportunity until they leave in these data; using that limit"
	[ "$(cell value name=buying)" = always ]
	[ "$(cell value name=limit)" = equal_dropout ]
	near "$(cell value name=theta)" .5 1e-6
	near "$(cell value name=log_likelihood)" -1213.007566 1e-5	# -1750 log 2
	[ -z "$(cut -d, -f4 <<<"$output" | tail -n +2 | tr -d '\n')" ]
	run -0 clv-calc --model=bgbb --params=m.csv --horizon=inf half.csv
	near "$(cell expected_orders frequency=3)" 1 1e-6	# 1/2 + 1/4 + ...
	[ "$(cell p_alive frequency=2)" = 0 ]
	# coins
	printf '%s\n' $x 0,0,2,250 1,1,2,250 1,2,2,250 2,2,2,250 >coins.csv
	run -0 --separate-stderr clv-calc --model=bgbb --periods=4 --save=m.csv coins.csv
	says "no dropout is visible in these data; using the beta-binomial limit"
	says "all customers buy with the same probability in these data; using the limit of equal buying"
	[ "$(cell p_alive frequency=0)" = 1 ]
	near "$(cell expected_orders frequency=0)" 2 1e-6
	clv-calc --model=bgbb --periods=4 --params=m.csv coins.csv >again
	diff again - <<<"$output"
	# some leave at once, the others toss coins
	printf '%s\n' $x 0,0,3,400 1,{1,2,3},3,100 2,2,3,100 2,3,3,200 3,3,3,100 >once.csv
	run -0 --separate-stderr clv-calc --model=bgbb --fit --verbose once.csv
	says "some customers drop out at once and the others never in these data; using the once-or-never limit"
	near "$(cell value name=pi)" .2727272727 1e-5	# 3/11
	near "$(cell value name=candidate.equal_buying.once_or_never)" -2083.17 .01
	[ "$(grep -c ,candidate <<<"$output")" = 16 ]
	# some never buy
	printf '%s\n' $x 0,0,3,700 1,1,3,150 2,2,3,75 3,3,3,75 >nothing.csv
	run -0 --separate-stderr clv-calc --model=bgbb --fit --save=m.csv nothing.csv
	says "some customers buy at every opportunity and the others never in these data; using the all-or-nothing limit"
	near "$(cell value name=buyers)" .6 1e-5
	clv-calc -q --model=bgbb nothing.csv >fitted
	clv-calc --model=bgbb --params=m.csv nothing.csv | diff fitted -
}

@test "a log: months after that of the first purchase; the last one only if it is complete" {
	params >p.csv
	cat >log.csv <<-END
	customer_id,date,amount
	a,2024-01-31,10
	a,2024-02-01,10
	a,2024-02-29,10
	a,2024-04-30,10
	b,2024-01-01,5
	b,2024-01-20,5
	c,2024-04-02,5
	d,2024-05-03,5
	END
	run -0 --separate-stderr clv-calc --model=bgbb --opportunity=month --params=p.csv \
		--as-of=2024-04-30 --columns=customer_id,opportunities,bought,last_bought log.csv
	same "customer_id,opportunities,bought,last_bought
a,3,2,3
b,3,0,0
c,0,0,0"
	[[ $stderr != *complete* ]]
	run -0 --separate-stderr clv-calc --model=bgbb --opportunity=month --params=p.csv \
		--as-of=2024-05-30 --columns=customer_id,opportunities,bought,last_bought log.csv
	says "2024-05 is not complete by 2024-05-30; ignoring purchases from 2024-05-01 on"
	same "customer_id,opportunities,bought,last_bought
a,3,2,3
b,3,0,0
c,0,0,0
d,0,0,0"
	run -0 --separate-stderr clv-calc -q --model=bgbb --opportunity=year --params=p.csv \
		--as-of=2026-12-31 --columns=customer_id,opportunities,bought log.csv
	same "customer_id,opportunities,bought
a,2,0
b,2,0
c,2,0
d,2,0"
	# Monday, 29 January to Sunday, 4 February is a week
	run -0 --separate-stderr clv-calc -q --model=bgbb --opportunity=week --params=p.csv \
		--as-of=2024-02-11 --columns=customer_id,opportunities,bought,last_bought log.csv
	same "customer_id,opportunities,bought,last_bought
a,1,0,0
b,5,1,2"
}

@test "a log and the table of its opportunities give the same model; a store too" {
	clv-calc -q --model=bgbb --opportunity=month --as-of=1997-09-30 "$CDNOW" >log
	no_nan log
	{ echo frequency,recency,opportunities; cells bought,last_bought,opportunities log; } |
		clv-calc --model=bgbb --periods=12 >table
	paste -d, <(cells p_alive,p_alive_next,expected_orders log) \
		<(cells p_alive,p_alive_next,expected_orders table) |
		awk -F, '$1 != $4 || $2 != $5 || $3 != $6 { bad = 1 } END { exit bad || NR != 2357 }'
	# independently: the months of the log, by its dates
	awk -F, 'NR > 1 && $2 <= "1997-09-30" {
			m = substr($2, 1, 4) * 12 + substr($2, 6, 2)
			if (!($1 in first) || m < first[$1]) first[$1] = m
			if (!seen[$1, m]++) n[$1]++ }
		END { end = 1997 * 12 + 9
			for (c in first) print c "," end - first[c] "," n[c] - 1 }' "$CDNOW" | sort | diff - <(cells customer_id,opportunities,bought log)
	cdnow_store s.db
	clv-calc -q --model=bgbb --opportunity=month --as-of=1997-09-30 -d s.db | diff log -
	echo customer_id | cat - <(echo 0157) >list.csv
	clv-calc -q --model=bgbb --opportunity=month --as-of=1997-09-30 -d s.db \
		--columns=customer_id,p_alive list.csv |
		diff - <(columns customer_id,p_alive log | sed -n '1p;/^0157/p')
	clv-calc -q --model=bgbb --opportunity=month --as-of=1997-09-30 --threads=1 "$CDNOW" |
		diff log -
}

@test "--horizon is a whole number of opportunities, --discount is per year" {
	params >p.csv
	printf '%s\n' customer_id,date a,2024-01-31 a,2024-02-01 >log.csv
	score() { # ARGUMENT...
		output=$(clv-calc -q --model=bgbb --params=p.csv --as-of=2024-06-30 log.csv "$@")
	}
	same_scores() {
		diff <(printf '%s\n' "$output") <(score "${@}"; printf '%s\n' "$output")
	}
	score --opportunity=month
	same_scores --opportunity=month --periods=12
	same_scores --opportunity=month --horizon=1y
	same_scores --opportunity=month --horizon=12m
	score --opportunity=year --periods=2
	same_scores --opportunity=year --horizon=24m
	same_scores --opportunity=year --horizon=2y
	score --opportunity=week
	same_scores --opportunity=week --horizon=52w
	same_scores --opportunity=week --horizon=364d
	# the next month is discounted by 1.21^(1/12)
	score --opportunity=month --periods=1 --discount=21%
	near "$(awk "BEGIN { print $(cell expected_orders) / $(cell discounted_orders) }")" 1.016012 1e-5
	for wrong in month,45d,months week,1y,weeks week,10d,weeks year,18m,years; do
		IFS=, read -r opportunity horizon words <<<"$wrong"
		bad "--horizon=$horizon is not a whole number of $words" --opportunity=$opportunity \
			--horizon=$horizon log.csv
	done
	bad "--horizon and --periods cannot be used together" --opportunity=month --horizon=1y \
		--periods=3 log.csv
	bad "--horizon with --model=bgbb requires --opportunity; or use --periods=N" --horizon=1y \
		log.csv
	for n in 0 10001; do
		bad "--periods must be from 1 to 10000" --periods=$n log.csv
	done
}

@test "bad rows of a table" {
	while IFS='|' read -r row message; do
		printf '%s\n' frequency,recency,opportunities,customers 1,2,3,4 "$row" >t.csv
		bad "t.csv:3: $message" t.csv
		run -1 --separate-stderr clv-calc --model=bgbb --skip-bad t.csv
		[ "${#lines[@]}" = 2 ]
	done <<-'END'
	2,4,3,1|recency is larger than opportunities (2, 4, 3)
	3,2,3,1|frequency is larger than recency (3, 2, 3)
	0,2,3,1|recency must be 0 if frequency is 0 (0, 2, 3)
	-1,2,3,1|frequency '-1' is not a whole number >= 0
	1,2.5,3,1|recency '2.5' is not a whole number >= 0
	1,2,,1|opportunities '' is not a whole number >= 0
	1,2,3,-4|customers '-4' is not a whole number >= 0
	1,2,10001,4|opportunities '10001' is larger than 10000
	1,2,3,1000000001|customers '1000000001' is larger than 1000000000
	END
	bad "t.csv: no column 'opportunities'" <(echo frequency,recency) ||
		bad "/dev/fd" <(echo frequency,recency)
}

@test "what cannot be fitted, and what can be used instead" {
	bad "no customers; nothing to fit" <<<frequency,recency,opportunities
	bad "none of 3 customers bought at one of up to 5 opportunities; cannot fit --model=bgbb or one of its limits (use --params=FILE with a model of more customers)" \
		<<<$'frequency,recency,opportunities\n0,0,5\n0,0,4\n0,0,1'
	printf '%s\n' customer_id,date a,2024-01-03 a,2024-01-31 b,2024-01-02 >log.csv
	bad "no customer has had an opportunity after the first purchase; cannot fit --model=bgbb to months (use a shorter --opportunity, or --model=mbgnbd)" \
		-q --opportunity=month --as-of=2024-01-31 log.csv
	clv-calc -q --as-of=1997-09-30 "$CDNOW" | cut -d, -f1-11 >history.csv
	bad "--opportunity requires an order log or a store; a history table has no single purchases" \
		--opportunity=month history.csv
	params | sed 's/limit,none/limit,some/' >p.csv
	bad "p.csv: bgbb,limit must be none, equal_dropout, once_or_never or no_dropout" \
		--params=p.csv <<<frequency,recency,opportunities
	params | sed 's/buying,none/buying,some/' >p.csv
	bad "p.csv: bgbb,buying must be none, equal_buying, all_or_nothing or always" \
		--params=p.csv <<<frequency,recency,opportunities
	printf '%s\n' model,name,value custkit,format,1 bgbb,buying,equal_buying bgbb,p,1 >p.csv
	bad "p.csv: bgbb,p must be below 1" --params=p.csv <<<frequency,recency,opportunities
	model >p.csv
	bad "p.csv: no rows of bgbb" --params=p.csv <<<frequency,recency,opportunities
	{ params; echo bgbb,opportunity,month,; } >p.csv
	bad "p.csv: an opportunity is a month, but --opportunity=week was given" -q --params=p.csv \
		--opportunity=week --as-of=2024-01-31 log.csv
}

@test "options that BG/BB does not use" {
	for option in --top=3 --evaluate=2024-01-01 --unit=day --margin=.5 --amount=3 --when=end \
		--confidence=95 --pmf=3 --total --new; do
		bad "${option%%=*} cannot be used with --model=bgbb without --opportunity" $option
		bad "${option%%=*} cannot be used with --model=bgbb" --opportunity=week $option
	done
	for option in --as-of=2024-01-01 --keep=x -D --db=s.db --tz=UTC --input=log --threads=1; do
		long=${option%%=*}
		bad "${long/#-D/--default-db} cannot be used with --model=bgbb without --opportunity" \
			$option
	done
	run -2 --separate-stderr clv-calc --horizon=inf "$CDNOW"
	says "--horizon=inf requires --model=paretonbd or --model=bgbb"
	for option in --opportunity=week --periods=3 --amount=3 --when=end; do
		run -2 --separate-stderr clv-calc $option "$CDNOW"
		says "${option%%=*} cannot be used with a purchase model such as mbgnbd"
	done
}
