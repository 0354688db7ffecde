#!/usr/bin/env bats
# clv-calc --model=bgcnbd|mbgcnbd|nbd|auto, and churn-flag with them: purchases that are more
# regular than at random.  References: see tests/data/README.

load helper

RETAIL=$BATS_TEST_DIRNAME/data/online_retail.csv
DATA=$BATS_TEST_DIRNAME/data
AS_OF=1997-09-30

# value NAME: the value of a row of the model file in $output.
value() { awk -F, -v name="$1" '$1 "," $2 == name { print $3 }' <<<"$output"; }

# within GOT WANT TOLERANCE: absolute.
within() {
	awk -v got="$1" -v want="$2" -v by="$3" 'BEGIN { d = got - want; d = d < 0 ? -d : d
		if (got == "" || !(d <= by)) { print got " is not " want; exit 1 } }'
}

# The fit of CDNOW with k = 2.
cdnow2() {
	printf '%s\n' model,name,value,se custkit,format,1, mbgcnbd,k,2, mbgcnbd,limit,none, \
		mbgcnbd,r,.57989616, mbgcnbd,alpha,2.2881488, mbgcnbd,a,1.1344527, \
		mbgcnbd,b,1.58497422,
}

# like_reference FILE: p_alive and expected_orders of scores on stdin, by id, to 1e-6.  The
# reference has 10 decimals.
like_reference() {
	awk -F, 'NR == FNR { alive[$1] = $2; orders[$1] = $3; next }
	FNR == 1 { next }
	{
		d = alive[$1] - $6; e = orders[$1] - $7
		d = d < 0 ? -d : d; e = e < 0 ? -e : e
		if (alive[$1] == "" || !(d <= 1e-6 * $6 + 1e-10) || !(e <= 1e-6 * $7 + 1e-10)) {
			print $1 ": " alive[$1] " " orders[$1] ", not " $6 " " $7; bad = 1 }
		n++
	}
	END { exit bad || n < 200 }' - "$1"
}

@test "online_retail: k is 2, and dropout becomes visible: MBG/CNBD-2 of the reference" {
	run -0 --separate-stderr clv-calc --as-of=2011-06-09 --model=mbgcnbd --fit -v "$RETAIL"
	[ "$stderr" = "clv-calc: left out 1538 customers first seen after 2011-06-09" ]
	while read -r name want tolerance; do
		within "$(value "mbgcnbd,$name")" "$want" "$tolerance"
	done <<-END
	n 2800 0
	k 2 0
	log_likelihood -12946.08156376 1e-5
	r .85299761 4e-4
	alpha 4.00455417 2e-3
	a .120154417 4e-4
	b 2.16308016 1e-2
	candidate.k.1 -13255.613441 1e-5
	candidate.k.2 -12946.08156376 1e-5
	candidate.k.3 -13234.17214161 1e-5
	candidate.k.4 -13727.36826706 1e-5
	END
	[ "$(value mbgcnbd,limit)" = none ]
	awk -F, '$1 == "mbgcnbd" && $2 ~ /^(r|alpha|a|b)$/ && !($4 > 0) { exit 1 }' <<<"$output"
}

@test "online_retail: P(alive) and 183 days by MBG/CNBD-2 of every tenth customer, and in total" {
	clv-calc -q --as-of=2011-06-09 --model=mbgcnbd --horizon=183 --save=m.csv "$RETAIL" >got
	no_nan got
	columns customer_id,p_alive,expected_orders got |
		like_reference "$DATA/mbgcnbd2_online_retail_every10th.csv"
	while read -r id alive orders; do
		grep "^$id," got >one
		near "$(head -n 1 got | cat - one | cells p_alive -)" "$alive" 1e-6
		near "$(head -n 1 got | cat - one | cells expected_orders -)" "$orders" 1e-6
	done <<-END
	12347 .9772574139 2.585129361
	12348 .9315086646 2.284444249
	12352 .4276475049 2.096980072
	12356 .9364114272 1.660316239
	12359 .9715297032 2.289742147
	END
	run -0 clv-calc -q --evaluate=2011-06-09 --horizon=183 --model=mbgcnbd "$RETAIL"
	within "$(awk -F, '$2 == "all" { print $4 }' <<<"$output")" 6440.194296 1e-3
	within "$(awk -F, '$2 == "all" { print $8 }' <<<"$output")" 1.517630 1e-6
}

@test "CDNOW by MBG/CNBD-2: P(alive) and 39 weeks of every tenth customer, from a model file" {
	cdnow2 >m.csv
	clv-calc -q --as-of=$AS_OF --horizon=39w --params=m.csv "$CDNOW" >got
	no_nan got
	columns customer_id,p_alive,expected_orders got |
		like_reference "$DATA/mbgcnbd2_cdnow_every10th.csv"
	# The days of the purchases are needed for the fit alone.
	clv-calc -q --as-of=$AS_OF "$CDNOW" >history.csv
	clv-calc -q --horizon=39w --params=m.csv history.csv | diff got -
	run -0 clv-calc -q --evaluate=$AS_OF --horizon=39w --params=m.csv "$CDNOW"
	within "$(awk -F, '$2 == "all" { print $4 }' <<<"$output")" 1350.105174 1e-3
	within "$(awk -F, '$2 == "all" { print $8 }' <<<"$output")" .734245 1e-6
}

@test "k = 3 from a model file: named customers of the reference" {
	cdnow2 | sed 's/k,2/k,3/; s/,r,.*/,r,.53296836,/; s/alpha,.*/alpha,1.25819559,/
		s/,a,.*/,a,1.28866399,/; s/,b,.*/,b,1.84520943,/' >m.csv
	clv-calc -q --as-of=$AS_OF --horizon=39w --params=m.csv "$CDNOW" >got
	near "$(columns p_alive got | sed -n 2p)" .6885409352 1e-6
	near "$(columns expected_orders got | sed -n 2p)" 1.368239784 1e-6
}

@test "CDNOW: k is 1, which is MBG/NBD to the last digit, and said" {
	run -0 --separate-stderr clv-calc --as-of=$AS_OF --model=mbgcnbd "$CDNOW"
	[ "$stderr" = "clv-calc: purchases are not regular in these data; with k = 1 the model is the one without k" ]
	clv-calc --as-of=$AS_OF --model=mbgnbd "$CDNOW" |
		diff - <(printf '%s\n' "$output" | sed 's/,mbgcnbd$/,mbgnbd/')
	run -0 --separate-stderr clv-calc --as-of=$AS_OF --model=bgcnbd --fit "$CDNOW"
	[ "$stderr" = "clv-calc: purchases are not regular in these data; with k = 1 the model is the one without k" ]
	within "$(value bgcnbd,log_likelihood)" -9582.42920667 1e-5
	[ "$(value bgcnbd,k)" = 1 ]
}

@test "nbd: no dropout is the model, not a limit; standard errors; the Poisson limit is said" {
	run -0 --separate-stderr clv-calc --as-of=$AS_OF --model=nbd --fit -v "$CDNOW"
	[ -z "$stderr" ]
	within "$(value nbd,log_likelihood)" -9763.65761467 1e-5
	within "$(value nbd,r)" .3847658753 1e-6
	within "$(value nbd,alpha)" 12.07201373 2e-5
	awk -F, '$1 == "nbd" && $2 ~ /^(r|alpha)$/ && !($4 > 0) { exit 1 }' <<<"$output"
	[ "$(grep -c ^nbd,candidate <<<"$output")" = 2 ]
	[ "$(grep -c ^nbd,limit <<<"$output")" = 0 ]
	printf '%s\n' "$output" >m.csv
	clv-calc --as-of=$AS_OF --model=nbd --horizon=39w "$CDNOW" >got
	clv-calc --as-of=$AS_OF --params=m.csv --horizon=39w "$CDNOW" | diff got -
	# (r + x) / (alpha + T) per week
	paste -d, <(columns frequency,age,p_alive,expected_orders got) | awk -F, 'NR > 1 {
		want = (.3847658753 + $1) / (12.07201373 + $2 / 7) * 39; d = $4 - want
		if ($3 != 1 || d > 2e-6 * want || -d > 2e-6 * want) { print; exit 1 } }'
	printf '%s\n' customer_id,date {a,b},2024-0{1,2,3,4,5,6}-01 >log.csv
	run -0 --separate-stderr clv-calc --as-of=2024-06-20 --model=nbd --fit log.csv
	[ "$stderr" = "clv-calc: all customers buy at the same rate in these data; using the limit of equal rates" ]
}

@test "auto compares the models with a k only if the days are known, and --fit -v lists the AICs" {
	run -0 --separate-stderr clv-calc --as-of=2011-06-09 --model=auto --fit -v "$RETAIL"
	# 2 (4 + 1) - 2 log-likelihood for those with a k, 2 * 2 for the NBD that the others are.
	says "AIC of bgnbd 26515.23, mbgnbd 26515.23, paretonbd 26515.23, bgcnbd 25885.64, mbgcnbd 25902.16, nbd 26515.23; using bgcnbd"
	within "$(value bgcnbd,aic.bgcnbd)" 25885.64253398 1e-4
	within "$(value bgcnbd,aic.mbgcnbd)" 25902.16312752 1e-4
	within "$(value bgcnbd,aic.nbd)" 26515.226882 1e-4
	[ "$(grep -c ^bgcnbd,aic. <<<"$output")" = 6 ]
	printf '%s\n' "$output" >m.csv
	clv-calc -q --as-of=2011-06-09 --params=m.csv "$RETAIL" >scores
	clv-calc -q --as-of=2011-06-09 --model=bgcnbd "$RETAIL" | diff scores -
	clv-calc -q --as-of=2011-06-09 --model=nbd "$RETAIL" >history.csv
	run -0 --separate-stderr clv-calc --model=auto --fit -v history.csv
	# Of equal ones, the simplest.
	says "AIC of bgnbd 26515.23, mbgnbd 26515.23, paretonbd 26515.23, nbd 26515.23; using nbd"
	[ "$(grep -c ^nbd,aic. <<<"$output")" = 4 ]
}

@test "a history table has no days: what is needed, and the next best model" {
	clv-calc -q --as-of=$AS_OF "$CDNOW" >history.csv
	run -2 --separate-stderr clv-calc --model=mbgcnbd history.csv
	[ -z "$output" ]
	[ "$stderr" = "clv-calc: --model=mbgcnbd requires the days of all purchases: an order log or a store; for a history table use --model=mbgnbd" ]
	run -2 --separate-stderr clv-calc --model=bgcnbd --fit history.csv
	says "for a history table use --model=bgnbd"
	printf '%s\n' customer_id,frequency,recency,T a,2,30,39 b,0,0,20 >summary.csv
	run -2 --separate-stderr clv-calc --as-of=$AS_OF --unit=week --model=mbgcnbd summary.csv
	says "for a history table use --model=mbgnbd"
	run -2 --separate-stderr churn-flag --model=mbgcnbd history.csv
	says "for a history table use --model=mbgnbd"
}

@test "a store gives the same, and so do any order of the rows and any number of threads" {
	clv-calc -q --as-of=2011-06-09 --model=mbgcnbd --save=m.csv "$RETAIL" >want
	export CUSTKIT_DB=shop.db
	cust-init
	order-add -q --create "$RETAIL"
	clv-calc -q -D --as-of=2011-06-09 --model=mbgcnbd --threads=2 --save=n.csv >got
	diff m.csv n.csv
	diff want got
	{ head -n 1 "$RETAIL"; tail -n +2 "$RETAIL" | sort -t, -k4; } >sorted.csv
	clv-calc -q --as-of=2011-06-09 --model=mbgcnbd --threads=1 sorted.csv | cut -d, -f1-3,12- |
		diff <(cut -d, -f1-3,12- want) -
}

@test "limits are reported as limits, with the k" {
	# Two customers who buy on the first day of each month: regular, alike, and nobody leaves.
	printf '%s\n' customer_id,date {a,b},2024-0{1,2,3,4,5,6}-01 >log.csv
	run -0 --separate-stderr clv-calc --as-of=2024-06-20 --model=mbgcnbd --fit log.csv
	says "k = 4 is the largest that is tried; the purchases may be more regular"
	says "no dropout is visible in these data; using the Erlang limit"
	says "all customers buy at the same rate in these data; using the limit of equal rates"
	[ "$(value mbgcnbd,k)" = 4 ]
	# Very regular purchases; after each one, a customer leaves with a probability of .05.
	awk 'BEGIN { srand(7); print "customer_id,date"
		for (i = 0; i < 400; i++) {
			day = int(90 * rand()); gap = 8 + 40 * rand() * rand()
			while (day < 700) {
				print i "," strftime("%Y-%m-%d", 1577836800 + 86400 * day, 1)
				if (rand() < .05) break
				day += int(gap * (.7 + .6 * rand())) + 1
			} } }' >log.csv
	run -0 --separate-stderr clv-calc --as-of=2021-11-30 --model=bgcnbd --fit log.csv
	says "k = 4 is the largest that is tried; the purchases may be more regular"
	[ "$(value bgcnbd,k)" = 4 ]
	for name in limit rates; do
		[[ "$(value bgcnbd,$name)" =~ ^(none|equal_dropout|)$ ]]
	done
	clv-calc -q --as-of=2021-11-30 --model=bgcnbd --save=m.csv log.csv >want
	no_nan want
	clv-calc -q --as-of=2021-11-30 --params=m.csv log.csv | diff want -
}

@test "--params: what is wrong with k" {
	printf '%s\n' customer_id,date a,2024-01-01 a,2024-02-01 >log.csv
	for k in 0 5 1.5 -1; do
		cdnow2 | sed "s/k,2/k,$k/" >m.csv
		run -2 --separate-stderr clv-calc --as-of=2024-03-01 --params=m.csv log.csv
		[ "$stderr" = "clv-calc: m.csv: mbgcnbd,k must be a whole number from 1 to 4" ]
	done
	cdnow2 | sed /,k,/d >m.csv
	run -2 --separate-stderr clv-calc --as-of=2024-03-01 --params=m.csv log.csv
	[ "$stderr" = "clv-calc: m.csv: no row mbgcnbd,k" ]
	cdnow2 | sed 's/mbgcnbd/mbgnbd/' >m.csv
	run -2 --separate-stderr clv-calc --as-of=2024-03-01 --params=m.csv log.csv
	[ "$stderr" = "clv-calc: m.csv:3: unknown row mbgnbd,k" ]
}

@test "churn-flag --model=mbgcnbd: 1 - P(alive) P(a purchase), and its model file" {
	run -0 --separate-stderr churn-flag --as-of=2011-06-09 --horizon=183 --model=mbgcnbd \
		--save=m.csv --columns=customer_id,risk,method "$RETAIL"
	[ "$(tail -n +2 <<<"$output" | cut -d, -f3 | sort -u)" = mbgcnbd ]
	grep -qx mbgcnbd,k,2, m.csv
	printf '%s\n' "$output" >want
	no_nan want
	churn-flag -q --as-of=2011-06-09 --horizon=183 --params=m.csv \
		--columns=customer_id,risk,method "$RETAIL" | diff want -
	# Of the customer who bought once, 142 days ago, with the P(alive) of the reference: fewer
	# than two stages end up to T + t, given that fewer than two ended up to T.
	awk -F, 'BEGIN { s = .85299761; al = 4.00455417; T = 142 / 7; t = 183 / 7
		none = exp(s * log((al + T) / (al + T + t)))
		none *= (1 + s * (T + t) / (al + T + t)) / (1 + s * T / (al + T))
		want = 100 * (1 - .8688397316 * (1 - none)) }
	$1 == "12346" { d = $2 - want; ok = d < 1e-3 && -d < 1e-3; if (!ok) print $2 " not " want }
	END { exit !ok }' want
	clv-calc -q --as-of=$AS_OF --model=bgcnbd --save=bg.csv "$CDNOW" >scores
	run -2 --separate-stderr churn-flag --as-of=$AS_OF --params=bg.csv "$CDNOW"
	says "bg.csv: bgcnbd is not a valid churn model; fit mbgcnbd"
}
