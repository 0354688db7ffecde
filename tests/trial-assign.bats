#!/usr/bin/env bats
# trial-assign: who is held out, by strata, in the store; which effect a trial can find.
load helper

# The draws of C1 to C4 in the trial spring are .695, .009, .162 and .486, by Python's xxhash.
list() { printf '%s\n' customer_id,plan C1,x C2,y C3,x C4,y; }

# arms: id and arm of $output.
arms() { cells customer_id,arm | sed 's/,treatment/ T/; s/,holdout/ H/' | paste -sd,; }

@test "the arm follows from the id and the name, in any order; other columns pass through" {
	list >list.csv
	run -0 --separate-stderr trial-assign --trial=spring --as-of=2026-03-01 list.csv
	same "customer_id,plan,trial,arm,share,stratum,assigned
C1,x,spring,treatment,0.1,,2026-03-01
C2,y,spring,holdout,0.1,,2026-03-01
C3,x,spring,treatment,0.1,,2026-03-01
C4,y,spring,treatment,0.1,,2026-03-01"
	[ -z "$stderr" ]
	run -0 trial-assign --trial=spring --holdout=.5 \
		<(head -1 list.csv; tail -n +2 list.csv | tac)
	[ "$(arms)" = "C4 H,C3 H,C2 H,C1 T" ]
	# assigned again: the columns are replaced
	run -0 trial-assign --trial=spring --as-of=2026-03-01 list.csv
	diff <(echo "$output") <(trial-assign --trial=spring --as-of=2026-03-01 <<<"$output")
}

@test "0 and 100 %, nobody, one customer" {
	list >list.csv
	run -0 trial-assign --trial=x --holdout=0 list.csv
	[ "$(arms)" = "C1 T,C2 T,C3 T,C4 T" ]
	run -0 trial-assign --trial=x --holdout=100% --stratify=plan list.csv
	[ "$(arms)" = "C1 H,C2 H,C3 H,C4 H" ]
	run -0 trial-assign --trial=x <<<customer_id
	same customer_id,trial,arm,share,stratum,assigned
	run -0 trial-assign --trial=x --stratify=customer_id <<<$'customer_id\n1'
	[ "${#lines[@]}" -eq 2 ]
}

# An independent program: cumulative rounding from the draw of the empty id, lowest draws first.
@test "strata: each has its share rounded up or down, as an independent program computes it" {
	seq 1 20 | awk 'BEGIN { print "customer_id,s" }
		{ print "k" $1 "," ($1 < 8 ? "a" : $1 < 9 ? "b" : "c") }' >list.csv
	run -0 trial-assign --trial=spring --holdout=25% --stratify=s list.csv
	[ "$(arms | tr , '\n' | sed -n 's/ H//p' | sort | paste -sd' ')" = "k12 k13 k17 k6 k8" ]
	# in any order, and by two columns
	run -0 trial-assign --trial=spring --holdout=25% --stratify=s \
		<(head -1 list.csv; tail -n +2 list.csv | tac)
	[ "$(arms | tr , '\n' | sed -n 's/ H//p' | sort | paste -sd' ')" = "k12 k13 k17 k6 k8" ]
	run -0 trial-assign --trial=spring --stratify=s,customer_id list.csv
	[ "$(cell stratum 9)" = c/k9 ]
}

@test "strata of one: each customer is held out with the probability of the share" {
	n=0
	{ echo customer_id; seq 1 50; } >list.csv
	for trial in $(seq 1 60); do
		trial-assign --trial="t$trial" --holdout=20% --stratify=customer_id list.csv
	done >all
	# exactly 10 of 50 in each of the 60 trials; each customer in about 12 of them
	[ "$(grep -c ,holdout, all)" = 600 ]
	grep ,holdout, all | cut -d, -f1 | sort | uniq -c | awk '{ n++; chi += ($1 - 12) ^ 2 / 9.6 }
		END { print n, chi; exit !(n == 50 && chi > 20 && chi < 90) }'
}

@test "--power: Welch's formula by hand for bought; the words when nothing can be found" {
	# 400 customers, every fourth bought in the last 90 days, nobody before
	{ echo customer_id; seq 1 400; } >list.csv
	{ echo customer_id,date,amount; seq 4 4 400 | sed 's/$/,2026-01-15,10/'; } >log.csv
	run -0 --separate-stderr trial-assign --trial=x --as-of=2026-03-01 --orders=log.csv \
		--power --stratify=plan --holdout=25% <(sed '1s/$/,plan/; 2,$s/$/,p/' list.csv)
	says "the orders begin on 2026-01-15, so the 90 days before the trial are not all known"
	[ "$(cell treatment_n measure=bought)" = 300 ]
	[ "$(cell mean measure=bought)" = .25 ] || [ "$(cell mean measure=bought)" = 0.25 ]
	# e = z sqrt(.25 .75 / 100 + (.25 + e) (.75 - e) / 300), which is .1448 for z = 2.801585;
	# here z is what the shuffles need for orders, of the same spread, in standard errors
	near "$(cell detectable measure=bought)" .1448 .006
	local orders bought
	orders=$(cell detectable measure=orders) bought=$(cell detectable measure=bought)
	near "$bought" "$(awk -v d="$orders" 'BEGIN {
		z = d / sqrt(.25 * .75 * (1 / 100 + 1 / 300))
		for (i = 0; i < 99; i++) e = z * sqrt(.25 * .75 / 100 + (.25 + e) * (.75 - e) / 300)
		printf "%.9f", e }')" 1e-6
	near "$(cell detectable_relative measure=bought)" \
		"$(awk -v d="$bought" 'BEGIN { printf "%.9f", d / .25 }')" 1e-6
	near "$(cell explained measure=bought)" 0 1e-9
	# the same outcome but for a factor: the same relative effect
	near "$(cell detectable measure=spend)" "$(awk -v x="$(cell detectable measure=orders)" \
		'BEGIN { printf "%.9f", 10 * x }')" 1e-6
	run -0 --separate-stderr trial-assign --trial=x --as-of=2026-03-01 --orders=log.csv \
		--holdout=0 list.csv
	says "spend: the trial can find no effect: nobody is held out"
	run -0 --separate-stderr trial-assign --trial=x --as-of=2025-03-01 --orders=log.csv list.csv
	says "there are no orders before the trial; what it can find is not known"
	says "spend: the trial can find no effect: all customers have the same outcome"
	run -0 --separate-stderr trial-assign --trial=x --as-of=2026-03-01 --orders=log.csv list.csv
	says "bought: 0.25 per customer in the 90 days before"
	# 3 of 6 can be drawn in 20 ways: p is at least 2 / 20
	run -0 --separate-stderr trial-assign --trial=x --as-of=2026-03-01 --orders=log.csv \
		--holdout=50% --stratify=plan <(printf '%s\n' customer_id,plan {1..6},p)
	says "bought: no test can find an effect with 3 held out and 3 treated: the smallest possible p is 0.1"
	run -0 --separate-stderr trial-assign --trial=x --as-of=2026-03-01 --orders=log.csv \
		--power --holdout=50% --stratify=plan <(printf '%s\n' customer_id,plan {1..6},p)
	[ "$(cell detectable measure=bought),$(cell because measure=bought)" = \
		",so few customers that no test can find an effect" ]
}

@test "--record: kept in the store; who is in the trial keeps arm and day; undo" {
	cust-init -d s.db
	list | cust-add -q -d s.db >acc
	run -0 --separate-stderr trial-assign -d s.db --trial=spring --as-of=2026-03-01 --record \
		--columns=customer_id,arm
	[ "$(arms)" = "C1 T,C2 H,C3 T,C4 T" ]
	[ "$stderr" = "trial-assign: batch 2: trial 'spring': 4 new, 0 as before" ]
	echo C5 | sed '1i customer_id' | cust-add -q -d s.db >acc
	run -0 --separate-stderr trial-assign -d s.db --trial=spring --as-of=2026-04-01 \
		--holdout=50% --record --columns=customer_id,arm,share,assigned
	same "customer_id,arm,share,assigned
C1,treatment,0.1,2026-03-01
C2,holdout,0.1,2026-03-01
C3,treatment,0.1,2026-03-01
C4,treatment,0.1,2026-03-01
C5,holdout,0.5,2026-04-01"
	says "trial 'spring': 1 new, 4 as before"
	run -0 --separate-stderr trial-assign -d s.db --trial=spring --record
	says "all 5 customers are in the trial 'spring' already; nothing has changed"
	run -0 cust-show -d s.db C5 -f json
	[ "$(jq -c .trials <<<"$output")" = \
		'[{"trial":"spring","arm":"holdout","assigned":"2026-04-01","stratum":null}]' ]
	cust-undo -q -d s.db 4 >acc
	run -0 sqlite3 s.db "SELECT count(*) FROM trial_member"
	same 4
	run -0 cust-check -d s.db --no-header
	same ""
}

@test "aliases, unknown and double customers" {
	cust-init -d s.db
	list | cust-add -q -d s.db >acc
	cust-merge -q -d s.db C1 C4 >acc
	run -0 --separate-stderr trial-assign -q -d s.db --trial=spring --as-of=2026-03-01 - \
		<<<$'customer_id,x\nC4,1'
	same "customer_id,x,trial,arm,share,stratum,assigned
C1,1,spring,treatment,0.1,,2026-03-01"
	run -2 --separate-stderr trial-assign -d s.db --trial=x - <<<$'customer_id\nC1\nC4'
	says "duplicate customer_id 'C4': another row names the customer by another id"
	run -2 --separate-stderr trial-assign -d s.db --trial=x - <<<$'customer_id\nnobody'
	says "customer_id 'nobody' is not in the store"
	run -2 --separate-stderr trial-assign --trial=x <<<$'customer_id\na\na'
	says "standard input:3: duplicate customer_id 'a'"
	run -1 --separate-stderr trial-assign --skip-bad --trial=x <<<$'customer_id\na\na\n\x22\x22'
	says "customer_id '' is empty"
	[ "${#lines[@]}" -eq 2 ]
}

@test "misuse" {
	refuses() {
		run -2 --separate-stderr trial-assign "${@:2}" </dev/null
		says "$1"
	}
	refuses "the name of the trial is missing: --trial=NAME" list.csv
	refuses "--trial= is empty" --trial= list.csv
	refuses "--trial=a" --trial=$'a\nb' list.csv
	refuses "--holdout must be from 0 to 100% (20%, or .2)" --trial=x --holdout=101% list.csv
	refuses "--record requires a store; name it with -d FILE" --trial=x --record list.csv
	refuses "--power prints no assignment to record" --trial=x --record --power -d s.db
	refuses "--stratify requires a list of customers with these columns" --trial=x \
		--stratify=a -d s.db
	refuses "--horizon requires orders: --orders=FILE or -d FILE" --trial=x --horizon=9d list.csv
	refuses "the orders are missing; name them with --orders=FILE or -d FILE" --trial=x --power \
		list.csv
	refuses "--orders cannot be used with a store, which has orders" --trial=x --orders=a -d s.db
	refuses "--tz cannot be used with a store" --trial=x --tz=UTC -d s.db
	refuses "standard input cannot be both the list of customers and the orders" --trial=x \
		--orders=-
	cust-init -d s.db
	refuses "2199-01-01 is in the future; the assignment is not recorded" --trial=x --record \
		-d s.db --as-of=2199-01-01
	refuses "--stratify has more than 64 columns" --trial=x --stratify="$(seq -s, 1 65)" \
		<(seq -s, 1 65 | sed 's/$/,customer_id/')
}
