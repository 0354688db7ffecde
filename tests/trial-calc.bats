#!/usr/bin/env bats
# trial-calc: outcomes of the arms, their difference with intervals, groups, looks, and the words
# when there is nothing to compare. The statistics: unit/effect.c and unit/trials.c.
load helper

# The list of unit/effect.c: 24 customers, 6 of them held out, in 3 strata.
minutes() {
	paste -d, <(seq 1 24) <(seq 1 24 | awk '{ print ($1 == 2 || $1 == 6 || $1 == 11 ||
		$1 == 15 || $1 == 19 || $1 == 21) ? "holdout" : "treatment" }') \
		<(tr ' ' '\n' <<<'0 12.5 0 30 7.25 0 0 55 18 0 9.75 0 41 0 3.5 22 0 0 16 27.5 0 11 0 64') \
		<(tr ' ' '\n' <<<'5 10 0 21 0 0 3 40 12 0 14 0 30 2 0 25 0 8 9 33 0 0 6 70') \
		<(seq 1 24 | awk '{ print "s" int(($1 - 1) / 8) }') |
		sed '1i customer_id,arm,minutes,before,stratum'
}

# Two treated and two held out, and orders at the ends of the times.
shop() {
	printf '%s\n' customer_id,arm,assigned a,treatment,2026-01-31 b,treatment,2026-01-31 \
		c,holdout,2026-01-31 d,holdout,2026-01-31 >list.csv
	printf '%s\n' customer_id,date,amount a,2026-01-31,100 a,2026-02-01,10 a,2026-03-02,5 \
		a,2026-03-03,1000 c,2026-02-10,8 c,2026-02-20,-3 d,2026-01-01,50 \
		z,2026-02-02,7 >log.csv
}

calc() { trial-calc -q --orders=log.csv --as-of=2026-06-30 --horizon=30d "$@"; }

@test "24 customers, as SciPy's ttest_ind and statsmodels' OLS compute them" {
	minutes | cut -d, -f1-4 >list.csv
	run -0 trial-calc --outcome-column=minutes list.csv
	near "$(cell difference)" 8.36111111111111 1e-9
	near "$(cell relative)" 1.2015968063872258 1e-9
	near "$(cell p)" .31334 .03
	near "$(cell difference_low)" -7.8933 1
	near "$(cell difference_high)" 19.282 1.2
	[ "$(cell method)" = shuffled ]
	run -0 trial-calc --outcome-column=minutes --past-column=before list.csv
	near "$(cell difference)" -.39048979 1e-7
	minutes >list.csv
	run -0 trial-calc --outcome-column=minutes --past-column=before list.csv
	near "$(cell difference)" -.53301757 1e-7
	[ "$(cell measure)" = minutes ]
	[ "$(cell coverage)" = 0.95 ]
	# in any order of the rows: the same bytes
	run -0 diff <(echo "$output") <(trial-calc --outcome-column=minutes --past-column=before \
		<(head -1 list.csv; tail -n +2 list.csv | tac))
}

@test "the outcome: from the day after the assignment to the end of the horizon, refunds netted" {
	shop
	run -0 calc --before=0 list.csv --outcomes=spend,orders,bought,churned
	columns measure,treatment_n,holdout_n,treatment_mean,holdout_mean,difference >got
	diff - got <<-'END'
	measure,treatment_n,holdout_n,treatment_mean,holdout_mean,difference
	spend,2,2,7.5,2.5,5
	orders,2,2,1,0.5,0.5
	bought,2,2,0.5,0.5,0
	churned,2,2,0.5,0.5,0
	END
	[ "$(cell horizon 1)" = 30 ]
	# the past is 1 January, exclusive, to 31 January: a spent 100, d nothing
	# spend = m + 5 t + slope x: with x of a alone, the slope takes b as the treated
	run -0 calc list.csv --outcomes=spend
	near "$(cell difference)" -2.5 1e-9
	run -0 calc --before=31d list.csv --outcomes=spend
	! near "$(cell difference)" -2.5 1e-3
}

@test "from a store: the same numbers, the trial and its strata; a list for groups" {
	shop
	printf '%s\n' customer_id,region a,N b,S c,N d,S >people.csv
	cust-init -d s.db
	cust-add -q -d s.db <(cut -d, -f1 people.csv) >acc
	order-add -q -d s.db --create log.csv >acc
	sqlite3 s.db "INSERT INTO trial_member (trial, customer_id, arm, share, assigned) VALUES
		('mail', 'a', 'treatment', .5, '2026-01-31'),
		('mail', 'b', 'treatment', .5, '2026-01-31'),
		('mail', 'c', 'holdout', .5, '2026-01-31'),
		('mail', 'd', 'holdout', .5, '2026-01-31')"
	run -0 trial-calc -q -d s.db --trial=mail --as-of=2026-06-30 --horizon=30d
	diff <(without_trial) <(calc list.csv | sed 's/^,//')
	run -0 trial-calc -q -d s.db --as-of=2026-06-30 --horizon=30d list.csv
	diff <(echo "$output") <(calc list.csv)
	run -0 --separate-stderr trial-calc -d s.db --trial=mail --by=region --as-of=2026-06-30 \
		--horizon=30d --outcomes=orders - <<<"$(cat people.csv; echo z,N)"
	says "left out 1 customer of the list who is not in the trial 'mail'"
	columns region,trial,treatment_n,holdout_n,treatment_mean,holdout_mean >got
	diff - got <<-'END'
	region,trial,treatment_n,holdout_n,treatment_mean,holdout_mean
	N,mail,1,1,2,1
	S,mail,1,1,0,0
	END
	sqlite3 s.db "PRAGMA ignore_check_constraints = ON; INSERT INTO trial_member (trial,
		customer_id, arm, share, assigned) VALUES ('odd', 'a', 'half', .5, '2026-02-30')"
	run -2 --separate-stderr trial-calc -d s.db --trial=odd
	says "arm 'half' of customer 'a' is not valid; run cust-check"
	run -1 cust-check -d s.db
	[[ $output == *"trial odd,date '2026-02-30' is not a valid date"* ]]
	run -2 --separate-stderr trial-calc -d s.db --trial=male
	says "no customer of the store is in the trial 'male' (trial-assign --record adds them)"
}
without_trial() { sed 's/^trial/&/; s/^mail,//; 1s/^trial,//' <<<"$output" | sed '1s/^/trial,/'; }

@test "two customers of different arms become one: in both arms, and in neither" {
	shop
	cust-init -d s.db
	cust-add -q -d s.db <(cut -d, -f1 list.csv) >acc
	order-add -q -d s.db --create log.csv >acc
	while read -r arm share; do
		grep "$arm" list.csv | cut -d, -f1 | sed '1i customer_id' | trial-assign -q -d s.db \
			--trial=mail --as-of=2026-01-31 --record --holdout="$share" - >acc
	done <<<$'treatment 0\nholdout 1'
	cust-merge -q -d s.db a c >acc
	run -0 --separate-stderr trial-calc -d s.db --trial=mail --as-of=2026-06-30 --horizon=30d
	says "left out 1 customer in both arms: cust-merge made one of a held-out customer and another"
	[ "$(cell treatment_n 1),$(cell holdout_n 1)" = 1,1 ]
	cust-undo -q -d s.db "$(sqlite3 s.db 'SELECT max(batch) FROM batch')" >acc
	run -0 trial-calc -q -d s.db --trial=mail --as-of=2026-06-30 --horizon=30d
	[ "$(cell treatment_n 1),$(cell holdout_n 1)" = 2,2 ]
	# of one arm: the customer counts once
	cust-merge -q -d s.db a b >acc
	run -0 --separate-stderr trial-calc -d s.db --trial=mail --as-of=2026-06-30 --horizon=30d
	[ "$(cell treatment_n 1),$(cell holdout_n 1)" = 1,2 ]
}

@test "no outcome yet, no arm, one customer per arm, equal outcomes: words, no NaN" {
	shop
	why() { cell because 1; }
	run -0 --separate-stderr trial-calc --orders=log.csv --as-of=2026-03-01 --horizon=30d \
		list.csv
	says "4 of 4 customers have no outcome by 2026-03-01: the horizon of the first of them ends on 2026-03-02"
	[ "$(cell treatment_n 1),$(cell holdout_n 1),$(cell pending 1),$(why)" = \
		"0,0,4,the horizon is not over" ]
	echo "$output" >all
	run -0 calc <(sed s/holdout/treatment/ list.csv)
	[ "$(why)" = "nobody is held out" ]
	echo "$output" >>all
	run -0 calc <(sed s/treatment/holdout/ list.csv)
	[ "$(why)" = "everybody is held out" ]
	echo "$output" >>all
	run -0 calc <(sed '/^[bd]/d' list.csv)
	[ "$(why)" = "too few customers for an interval" ]
	[ "$(cell difference_low 1),$(cell difference_high 1)" = , ]
	echo "$output" >>all
	run -0 calc --before=0 <(sed '/^[ac],/d' list.csv)
	[ "$(why),$(cell difference 1)" = "all customers have the same outcome,0" ]
	echo "$output" >>all
	run -0 calc <(head -1 list.csv)
	[ "$(why)" = "there are no customers" ]
	echo "$output" >>all
	run -0 calc --by=arm <(head -1 list.csv)
	[ "${#lines[@]}" -eq 1 ]
	no_nan all
}

@test "groups: simultaneous intervals and Holm's p; a group with one arm does not count" {
	minutes >list.csv
	minutes | awk -F, -v OFS=, 'NR > 1 { $1 += 100; $3 += NR % 3; print }' >>list.csv
	minutes | awk -F, -v OFS=, 'NR > 1 { $1 += 200; $3 += NR % 5; print }' >>list.csv
	echo 25,treatment,4,4,s9 >>list.csv
	run -0 --separate-stderr trial-calc --outcome-column=minutes --by=stratum list.csv
	[ -z "$stderr" ]
	[ "$(cells stratum | paste -sd,)" = s0,s1,s2,s9 ]
	near "$(cell coverage 1)" "$(awk 'BEGIN { print 1 - .05 / 3 }')" 1e-6
	[ "$(cell because 4)" = "nobody is held out" ]
	# Holm by hand: the smallest p times 3, the next times 2, never less than the one before
	cells p,p_corrected | head -3 | sort -t, -g | awk -F, '
		{ want = $1 * (4 - NR); if (want > 1) want = 1; if (want < last) want = last
		last = want
		if ($2 - want > 1e-9 || want - $2 > 1e-9) { print $0, want; exit 1 } }'
	# the interval of a group alone is narrower
	run -0 trial-calc --outcome-column=minutes <(grep -E 'stratum|s1$' list.csv)
	near "$(cell coverage)" .95 1e-9
}

@test "tiny groups have no difference; strata of one arm are noted; the total of all treated" {
	{ echo customer_id,arm,minutes,before,stratum,shop
	for i in {1..40}; do
		echo "c$i,$([ $((i % 4)) = 0 ] && echo holdout || echo treatment),$((i % 7)),0,s1,x"
	done
	printf '%s\n' d1,treatment,900,0,s2,y d2,treatment,0,0,s2,y d3,holdout,0,0,s1,y; } >list.csv
	run -0 --separate-stderr trial-calc --outcome-column=minutes --by=shop list.csv
	says "trial-calc: 1 of 2 groups have fewer than 3 customers in an arm, or too few for an interval: their difference is left empty"
	says "trial-calc: 2 of 3 strata have only one arm (3 customers): they are compared as one stratum together"
	[ "$(cell difference shop=y),$(cell total shop=y),$(cell p shop=y)" = ,, ]
	[ "$(cell holdout_mean shop=y)" = 0 ]
	[ -n "$(cell difference shop=x)" ]
	for end in '' _low _high; do
		near "$(cell "total$end" shop=x)" "$(awk -v d="$(cell "difference$end" shop=x)" \
			'BEGIN { printf "%.12g", 30 * d }')" 1e-6
	done
	# without --by the estimate stands, as there is one
	run -0 --separate-stderr trial-calc --outcome-column=minutes list.csv
	near "$(cell total)" "$(awk -v d="$(cell difference)" \
		'BEGIN { printf "%.12g", 32 * d }')" 1e-6
	says "trial-calc: 1 of 2 strata have only one arm (2 customers)"
	! grep -q 'groups have' <<<"$stderr" || return 1
}

@test "looks: the levels of Lan and DeMets's bounds" {
	minutes >list.csv
	# 2 Q(z) of z = 2.6803, 2.2898, 2.0310
	for want in 3:.007356 4:.022033 5:.042255; do
		run -0 trial-calc --outcome-column=minutes --looks="${want%:*}/5" list.csv
		near "$(cell coverage)" "$(awk -v p="${want#*:}" 'BEGIN { print 1 - p }')" 6e-6
	done
	run -0 trial-calc --outcome-column=minutes --looks=1/5 list.csv
	[ "$(cell method)" = welch ]
	run -0 trial-calc --outcome-column=minutes --looks=1/1 list.csv
	[ "$(cell coverage)" = 0.95 ]
}

@test "arms of other sizes than assigned are noted; of the right ones not" {
	mixed() {
		awk -v held="$1" 'BEGIN { print "customer_id,arm,x,share"; for (i = 1; i <= 1000; i++)
			print i "," (i <= held ? "holdout" : "treatment") "," i % 7 "," .1 }'
	}
	# binomial: 2 P(X <= 50) = 1.2e-08 of 1000 with .1 (SciPy)
	run -0 --separate-stderr trial-calc --outcome-column=x <(mixed 50)
	says "50 of 1000 customers are held out, but about 100 were to be (p = 1.2e-08): customers are missing, or the arms were changed; do not trust the differences"
	run -0 --separate-stderr trial-calc --outcome-column=x <(mixed 90)
	[ -z "$stderr" ]
	run -0 --separate-stderr trial-calc --outcome-column=x <(mixed 50 | cut -d, -f1-3)
	[ -z "$stderr" ]
}

@test "bad rows" {
	bad() {
		run -2 --separate-stderr trial-calc --outcome-column=x <<<"$2"
		says "$1"
	}
	bad "standard input:2: arm 'control' is not treatment or holdout" $'customer_id,arm,x\na,control,1'
	bad "standard input:2: 'much' is not a valid number" $'customer_id,arm,x\na,holdout,much'
	bad "standard input:2: '' is not a valid number" $'customer_id,arm,x\na,holdout,'
	bad "standard input:2: share '2' is not from 0 to 1" \
		$'customer_id,arm,x,share\na,holdout,1,2'
	bad "standard input:2: date '2026-02-30' is not a valid date" \
		$'customer_id,arm,x,assigned\na,holdout,1,2026-02-30'
	bad "standard input:3: trial 'B' is not 'A'; a list is of one trial" \
		$'customer_id,arm,x,trial\na,holdout,1,A\nb,holdout,1,B'
	bad "trial-assign adds it; with -d FILE and --trial=NAME it comes from the store" \
		$'customer_id,x\na,1'
	run -1 --separate-stderr trial-calc --skip-bad --outcome-column=x \
		<<<$'customer_id,arm,x\na,control,1\nb,holdout,1\nc,treatment,2'
	[ "$(cell treatment_n),$(cell holdout_n)" = 1,1 ]
	shop
	run -2 --separate-stderr calc <(cut -d, -f1,2 list.csv)
	says "trial-assign adds it; or use --assigned=DATE"
	run -0 calc --assigned=2026-01-31 <(cut -d, -f1,2 list.csv)
	diff <(echo "$output") <(calc list.csv)
}

@test "misuse" {
	refuses() {
		run -2 --separate-stderr trial-calc "${@:2}" </dev/null
		says "$1"
	}
	refuses "the orders are missing; name them with --orders=FILE or -d FILE" list.csv
	refuses "the customers are missing: --trial=NAME of a trial in the store, or FILE" -d s.db
	refuses "--by, --outcome-column and --past-column require a list with these columns" -d s.db \
		--trial=x --by=a
	refuses "--past-column requires --outcome-column" --past-column=a --orders=a list.csv
	refuses "--outcome-column cannot be used with --orders, --outcomes, --horizon or --before" \
		--outcome-column=a --orders=a list.csv
	refuses "--looks=6/5 is not K/N: look K of at most 20" --looks=6/5 --orders=a list.csv
	refuses "'profit' is not spend, orders, bought or churned" --outcomes=profit --orders=a list.csv
	refuses "--outcomes=spend,spend names spend twice" --outcomes=spend,spend --orders=a \
		list.csv
	refuses "--outcomes is empty" --outcomes= --orders=a list.csv
	refuses "--trial= is empty" --trial= --orders=a list.csv
	refuses "standard input cannot be both the list of customers and the orders" --orders=-
}

# A customer's horizon begins with the first alert; who is held out is left alone. The alerts are
# those of CDNOW, whose customers nobody called: no effect is to be found.
@test "alerts with a hold-out on CDNOW, and what they achieved: nothing" {
	cdnow_store s.db
	for day in 1997-09-30 1997-10-31 1997-11-30 1997-12-31 1998-01-31; do
		churn-flag -q -d s.db --method=model --alert --holdout=30% --as-of=$day \
			--no-header >>told
	done
	held=$(sqlite3 s.db "SELECT count(*) FROM trial_member WHERE arm = 'holdout'")
	treated=$(sqlite3 s.db "SELECT count(*) FROM trial_member WHERE arm = 'treatment'")
	[ "$held" -gt 50 ] && [ "$treated" -gt 100 ]
	# nobody who is held out was told
	sqlite3 s.db "SELECT customer_id FROM trial_member WHERE arm = 'holdout'" | sort >held
	[ "$(cut -d, -f3 told | sort -u | comm -12 - held | wc -l)" -eq 0 ]
	run -0 trial-calc -q -d s.db --trial=churn-alert --horizon=90d --as-of=1998-06-30
	[ "$(cell treatment_n 1),$(cell holdout_n 1),$(cell pending 1)" = "$treated,$held,0" ]
	awk -v p="$(cell p measure=bought)" 'BEGIN { exit !(p > .001) }'
	# the share of buyers in the next 90 days, by SQL alone
	near "$(cell holdout_mean measure=bought)" "$(sqlite3 s.db "SELECT avg(EXISTS (SELECT 1
		FROM orders AS o WHERE o.customer_id = m.customer_id AND amount >= 0
		AND day > assigned AND day <= date(assigned, '+90 days'))) FROM trial_member AS m
		WHERE arm = 'holdout'")" 1e-9
}
