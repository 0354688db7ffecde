#!/usr/bin/env bats
# clv-calc: what is uncertain (--confidence, --pmf, --total), what has no end (--horizon=inf), and
# new customers.

load helper

AS_OF=1997-09-30
DATA=$BATS_TEST_DIRNAME/data

# calc MODEL OPTION...: CDNOW as of 1997-09-30
calc() { clv-calc --as-of=$AS_OF --model="$1" "${@:2}" "$CDNOW"; }

# params ROW...: writes a model file with these rows
params() { printf '%s\n' model,name,value,se custkit,format,1, "$@" >params.csv; }

# one X RECENCY AGE [MONETARY]: writes a history table of one customer as of 2025-07-01
one() {
	local end=20270
	printf '%s\n' customer_id,as_of,first_date,last_date,frequency,monetary,spend \
		"a,$(date -ud @$((end * 86400)) +%F),$(date -ud @$(((end - $3) * 86400)) +%F),$(
		date -ud @$(((end - $3 + $2) * 86400)) +%F),$1,${4-10},${4-10}" >one.csv
}

# within A B REL: is_near for the shell
within() {
	awk -v a="$1" -v b="$2" -v rel="$3" 'BEGIN { d = a - b; d = d < 0 ? -d : d
		m = b < 0 ? -b : b
		if (a == "" || b == "" || !(d <= rel * m)) { print a ", not " b; exit 1 } }'
}

@test "CDNOW: probabilities and intervals of the 11 named customers, in three models" {
	for model in bgnbd mbgnbd paretonbd; do
		calc $model --horizon=39w --pmf=2 --confidence=95 >got
		no_nan got
		columns customer_id,p_alive,expected_orders,p_0,orders_low,orders_high,p_1,p_2 got |
			tail -n +2 >$model
	done
	awk -F, '
	function near(a, b, what) {
		d = a - b; d = d < 0 ? -d : d
		if (a == "" || !(d <= 1e-6 * b)) { print $1, $2, what " " a ", not " b; bad = 1 }
	}
	FILENAME != last { last = FILENAME; files++ }
	files <= 3 { got[FILENAME $1] = $0; next }
	FNR > 1 {
		split(got[$1 $2], g, ",")
		near(g[2], $7, "p_alive"); near(g[3], $8, "expected_orders"); near(g[4], $10, "p_0")
		near(g[7], $13, "p_1"); near(g[8], $14, "p_2")
		if (g[5] != $11 || g[6] != $12) {
			print $1, $2, "[" g[5] "," g[6] "], not [" $11 "," $12 "]"; bad = 1 }
		n++
	}
	END { exit bad || n != 33 }' bgnbd mbgnbd paretonbd "$DATA/predictive_cdnow_named.csv"
}

@test "CDNOW: how many customers of the holdout the intervals cover" {
	awk -F, 'NR > 1 && $2 > "1997-09-30" && !seen[$1 $2]++ { n[$1]++ }
		END { for (id in n) print id, n[id] }' "$CDNOW" >future
	while read -r model want; do
		calc $model --save=all.csv --horizon=1d >/dev/null
		grep -v root all.csv >exact.csv
		clv-calc -q --as-of=$AS_OF --params=exact.csv --horizon=39w --confidence=95 \
			--columns=customer_id,orders_low,orders_high --no-header "$CDNOW" >got
		rm all.csv
		run -0 awk 'NR == FNR { n[$1] = $2; next }
			{ split($0, c, ","); y = n[c[1]] + 0; if (y >= c[2] && y <= c[3]) in_++ }
			END { print in_ }' future got
		[ "$output" = "$want" ]
	done <<-END
	bgnbd 2291
	mbgnbd 2293
	paretonbd 2299
	END
}

@test "CDNOW: the total of 39 weeks, and both of its errors" {
	while read -r model total se sd low high; do
		calc $model --horizon=39w --total >got
		no_nan got
		[ "$(cells n got)" = 2357 ]
		[ "$(cells interval got)" = delta ]
		within "$(cells expected_orders got)" $total 1e-6
		within "$(cells orders_se got)" $se 1e-3
		within "$(cells orders_sd got)" $sd 1e-5
		# it is a little skewed, so it differs from that of the normal distribution
		within "$(cells orders_low got)" $low 1e-3
		within "$(cells orders_high got)" $high 1e-3
	done <<-END
	bgnbd 1653.408698 74.350738 69.549781 1453.9 1852.9
	mbgnbd 1576.728302 66.333209 68.530875 1389.8 1763.6
	paretonbd 1665.513183 113.764878 70.177935 1403.5 1927.5
	END
}

@test "CDNOW: what a new customer buys in 52 weeks" {
	for want in bgnbd:1.444012401 paretonbd:1.473434321; do
		calc ${want%:*} --horizon=52w --new >got
		no_nan got
		within "$(cells expected_orders got)" ${want#*:} 1e-6
		[ "$(cells n,model,interval got)" = "2357,${want%:*},predictive" ]
		# p gamma / (q - 1) of the published fit 6.2495715 3.74422429 15.4435213
		within "$(cells expected_spend got)" 35.1703725 1e-6
	done
	# A customer of one purchase today is a new one.
	calc mbgnbd --save=m.csv >/dev/null
	one 0 0 0
	clv-calc --params=m.csv --horizon=52w --confidence=90 one.csv >one
	clv-calc --params=m.csv --horizon=52w --confidence=.9 --new one.csv >new
	c=expected_orders,expected_spend,clv,orders_low,orders_high,clv_low,clv_high,interval
	sed -i '1s/,spend/,spent/' one.csv
	clv-calc --as-of=$AS_OF --params=m.csv --horizon=52w --confidence=90% --new "$CDNOW" >again
	[ "$(cells $c new)" = "$(cells $c again)" ]
	cells expected_orders,orders_low,orders_high one >a
	cells expected_orders,orders_low,orders_high new | diff a -
	[ "$(cells n new)" = "" ]
}

@test "CDNOW: residual value of named customers, at three discounts" {
	delta=$(awk 'BEGIN { printf "%.17g", exp(.0027 * 52) - 1 }')
	calc paretonbd -q --horizon=inf --discount=.15 >d1
	calc paretonbd -q --horizon=inf --discount=10% >d2
	calc paretonbd -q --horizon=inf --discount=$delta >d3
	no_nan d1 d2 d3
	while read -r id want1 want2 want3; do
		for k in 1 2 3; do
			want=want$k
			within "$(cells customer_id,dert d$k | grep "^$id," | cut -d, -f2)" \
				${!want} 1e-6
		done
	done <<-END
	0001 6.50035312583 8.15629461713 6.48240386221
	0002 .764363895743 .959082838685 .762253276704
	0003 .478280314594 .600120498054 .476959651042
	0157 87.1703612791 109.325085465 86.9301736921
	1000 11.3126559139 14.1518617258 11.2818440444
	END
	# dert times the spend; s is below 1, so without a discount the number has no end
	while read -r id want; do
		within "$(cells customer_id,clv d1 | grep "^$id," | cut -d, -f2)" $want 1e-6
	done <<-END
	0001 160.259179
	0157 2300.79749
	1749 97.7332685
	END
	[ "$(cells expected_orders d1 | sort -u)" = "" ]
	run -0 --separate-stderr calc paretonbd --horizon=inf --new
	says "without a discount the expected purchases have no finite sum; expected_orders is empty, dert is discounted"
	run -0 --separate-stderr calc paretonbd -q --horizon=inf --new
	[ -z "$stderr" ]
}

@test "--horizon=inf at the limits: by hand" {
	one 2 105 140
	# r + x = 3, alpha + T = 30: .1 purchases a week, of a customer who is there
	params paretonbd,limit,no_dropout, paretonbd,r,1, paretonbd,alpha,10,
	clv-calc -q --params=params.csv --horizon=inf --discount=.1 one.csv >got
	within "$(cells dert got)" "$(awk 'BEGIN { print .1 * 52 / log(1.1) }')" 1e-5
	[ "$(cells p_alive got)" = 1 ]
	params paretonbd,limit,equal_dropout, paretonbd,r,1, paretonbd,alpha,10, paretonbd,mu,.05,
	clv-calc --params=params.csv --horizon=inf --discount=0 one.csv >got
	alive=$(cells p_alive got)
	want=$(awk -v a=$alive 'BEGIN { printf "%.15g", a * .1 / .05 }')
	within "$(cells dert got)" "$want" 1e-9
	[ "$(cells expected_orders got)" = "$(cells dert got)" ]
	# s = 3: (beta + T) / (s - 1) weeks
	params paretonbd,limit,none, paretonbd,r,1, paretonbd,alpha,10, paretonbd,s,3, \
		paretonbd,beta,5,
	clv-calc --params=params.csv --horizon=inf --discount=0 one.csv >got
	alive=$(cells p_alive got)
	want=$(awk -v a=$alive 'BEGIN { printf "%.15g", a * .1 * 25 / 2 }')
	within "$(cells dert got)" "$want" 1e-9
	params paretonbd,limit,once_or_never, paretonbd,r,1, paretonbd,alpha,10, paretonbd,pi,.4,
	clv-calc -q --params=params.csv --horizon=inf --discount=.1 one.csv >got
	within "$(cells dert got)" "$(awk 'BEGIN { print .1 * 52 / log(1.1) }')" 1e-5
}

@test "--horizon=inf: what is not possible" {
	for model in bgnbd mbgnbd; do
		run -2 --separate-stderr calc $model --horizon=inf
		says "--horizon=inf requires --model=paretonbd or --model=bgbb"
		[ -z "$output" ]
	done
	# auto takes another model here, and a file has one of its own
	calc mbgnbd --save=m.csv >/dev/null
	for option in --model=auto --params=m.csv; do
		run -2 --separate-stderr clv-calc -q --as-of=$AS_OF $option --horizon=inf "$CDNOW"
		[ "$stderr" = "clv-calc: --horizon=inf is not possible with 'mbgnbd'; it requires --model=paretonbd or --model=bgbb" ]
	done
	run -2 --separate-stderr calc paretonbd --horizon=inf --discount=0
	says "--horizon=inf with --discount=0: the expected purchases have no finite sum in these data; use a --discount above 0"
	for more in --confidence=95 --pmf=3 --total --evaluate=1997-06-30; do
		run -2 --separate-stderr clv-calc --horizon=inf $more "$CDNOW"
		says "--confidence, --pmf, --total and --evaluate require a finite --horizon"
	done
	run -2 --separate-stderr clv-calc --horizon=forever "$CDNOW"
	says "a duration such as 365, 365d, 52w, 12m or 1y, or inf"
	run -2 --separate-stderr churn-flag --horizon=inf "$CDNOW"
	says "a duration such as 365, 365d, 52w, 12m or 1y"
}

@test "a value of which all is known but the number: the interval is that of the number" {
	# All amounts are 20, nobody leaves, and everyone buys once a week: a Poisson distribution.
	params bgnbd,limit,no_dropout, bgnbd,rates,equal, bgnbd,lambda,1, \
		ggspend,limit,one_amount, ggspend,level,20,
	one 2 105 140 20
	run -0 --separate-stderr clv-calc --params=params.csv --horizon=4w --discount=0 \
		--confidence=95 --pmf=1 one.csv
	says "the parameters have no standard errors; intervals take them as exact"
	printf '%s\n' "$output" >got
	# P(Y <= 0) = .0183 < .025 <= P(Y <= 1); P(Y <= 7) = .949, P(Y <= 8) = .979
	[ "$(cells orders_low,orders_high,clv_low,clv_high,interval got)" = 1,8,20,160,predictive_fixed ]
	within "$(cells p_0 got)" "$(awk 'BEGIN { printf "%.15g", exp(-4) }')" 1e-12
	within "$(cells p_1 got)" "$(awk 'BEGIN { printf "%.15g", 4 * exp(-4) }')" 1e-12
	clv-calc -q --params=params.csv --horizon=4w --discount=0 --total one.csv >got
	# mean and variance 4; each purchase is worth 20
	within "$(cells expected_orders got)" 4 1e-12
	within "$(cells orders_sd got)" 2 1e-12
	within "$(cells clv_sd got)" 40 1e-12
	[ "$(cells orders_se,clv_se,interval got)" = ,,delta_fixed ]
	# at a margin of 25 % the bounds are a quarter
	clv-calc -q --params=params.csv --horizon=4w --discount=0 --margin=25% --confidence=95 \
		one.csv >got
	[ "$(cells clv_low,clv_high got)" = 5,40 ]
}

@test "a saved model has the errors of its parameters: the same bytes as after the fit" {
	for model in bgnbd paretonbd; do
		calc $model --save=m.csv --confidence=95 >fitted
		clv-calc --as-of=$AS_OF --params=m.csv --confidence=95 "$CDNOW" | cmp - fitted
		calc $model --total >fitted
		clv-calc --as-of=$AS_OF --params=m.csv --total "$CDNOW" | cmp - fitted
		# the standard error of r is r times the first number of the root
		awk -F, -v m=$model '$1 == m { v[$2] = $3; se[$2] = $4 }
			END { d = v["r"] * v["root.1.1"] / se["r"] - 1
				exit !(d < 1e-9 && d > -1e-9) }' m.csv
		cp m.csv bad.csv
		sed -i "s/^$model,root.2.2,.*/$model,root.2.2,-1,/" bad.csv
		run -2 --separate-stderr clv-calc --params=bad.csv --total --as-of=$AS_OF "$CDNOW"
		says "bad.csv: $model,root.2.2 must be positive"
		sed -i "/^$model,root.2.2,/d" bad.csv
		run -2 --separate-stderr clv-calc --params=bad.csv --total --as-of=$AS_OF "$CDNOW"
		says "bad.csv: no row $model,root.2.2"
		rm m.csv
	done
}

@test "one thread and two give the same bytes" {
	for more in --confidence=95 --pmf=5 --total; do
		calc mbgnbd $more --threads=1 >one
		calc mbgnbd $more --threads=2 | cmp - one
	done
}

@test "wider with more confidence, and 95 is 95% is .95" {
	calc mbgnbd --confidence=95 >a
	calc mbgnbd --confidence=95% | cmp - a
	calc mbgnbd --confidence=.95 | cmp - a
	calc mbgnbd --confidence=80 >c
	columns orders_low,orders_high,clv_low,clv_high c >b
	columns orders_low,orders_high,clv_low,clv_high a | paste -d, - b | awk -F, 'NR > 1 {
		if (!($1 <= $5 && $6 <= $2 && $3 <= $7 && $8 <= $4)) { print; bad = 1 }
		narrower += $8 < $4 }
		END { exit bad || narrower < 2000 }'
	# nothing else has changed
	calc mbgnbd | diff - <(cut -d, -f1-16 a)
}

@test "--total --by: the groups add up, in their order" {
	awk -F, -v OFS=, 'NR == 1 { print $0, "kind"; next }
		{ print $0, $1 % 3 == 0 ? "tea" : $1 % 3 == 1 ? "coffee" : "" }' "$CDNOW" >kinds.csv
	clv-calc --as-of=$AS_OF --total --by=kind kinds.csv >groups
	[ "$(cells kind groups | paste -sd,)" = ,coffee,tea ]
	clv-calc --as-of=$AS_OF --total kinds.csv >all
	for c in n expected_orders clv; do
		within "$(cells $c groups | awk '{ s += $1 } END { printf "%.15g", s }')" \
			"$(cells $c all)" 1e-12
	done
	# the noise of the groups is independent, the errors of the parameters are not
	within "$(cells orders_sd groups | awk '{ s += $1 ^ 2 } END { printf "%.15g", s ^ .5 }')" \
		"$(cells orders_sd all)" 1e-12
	cells orders_se groups | awk -v all="$(cells orders_se all)" '{ s += $1; q += $1 ^ 2 }
		END { exit !(s >= all * .9999 && q < .7 * all ^ 2) }'
	# a history table has its own columns
	clv-calc --as-of=$AS_OF --keep=kind kinds.csv >history.csv
	clv-calc --total --by=kind history.csv | diff groups -
	# a store has those of its customers, or a list has them
	cdnow_store s.db
	cut -d, -f1,5 kinds.csv | awk -F, '!seen[$1]++' | sed 's/kind/plan/' >plans.csv
	cust-add -q -d s.db plans.csv >acc
	clv-calc -q -d s.db --as-of=$AS_OF --total --by=plan | diff <(sed 's/^kind/plan/' groups) -
	sed 's/plan/mine/' plans.csv | clv-calc -q -d s.db --as-of=$AS_OF --total --by=mine - |
		diff <(sed 's/^kind/mine/' groups) -
}

@test "models with a k, and the NBD: intervals, totals and chances" {
	# 39 weeks of the published fit with k = 2; the probabilities give back the expectation
	printf '%s\n' model,name,value,se custkit,format,1, mbgcnbd,k,2, mbgcnbd,limit,none, \
		mbgcnbd,r,.57989616, mbgcnbd,alpha,2.2881488, mbgcnbd,a,1.1344527, \
		mbgcnbd,b,1.58497422, >k.csv
	clv-calc -q --as-of=$AS_OF --params=k.csv --horizon=39w --pmf=100 --confidence=95 \
		"$CDNOW" >got
	no_nan got
	columns "expected_orders,orders_low,orders_high,$(seq -f p_%g -s, 0 100)" got | awk -F, '
		NR == 1 { next }
		{ m = s = 0; for (k = 0; k <= 100; k++) { m += k * $(k + 4); s += $(k + 4) }
		  low = high = -1; c = 0
		  for (k = 0; k <= 100; k++) { c += $(k + 4)
			if (low < 0 && c >= .025) low = k
			if (high < 0 && c >= .975) high = k } }
		(m - $1) ^ 2 > (1e-9 * $1) ^ 2 || (s - 1) ^ 2 > 1e-18 || low != $2 || high != $3 {
			print; bad = 1 }
		END { exit bad || NR != 2358 }'
	clv-calc -q --as-of=$AS_OF --params=k.csv --horizon=39w --total "$CDNOW" >total
	within "$(cells expected_orders got | awk '{ s += $1 } END { printf "%.15g", s }')" \
		"$(cells expected_orders total)" 1e-12
	# CDNOW has k = 1, which is MBG/NBD
	calc mbgcnbd -q --horizon=39w --total | cells orders_se,orders_sd,orders_high - >k
	calc mbgnbd --horizon=39w --total | cells orders_se,orders_sd,orders_high - |
		tr , '\n' >plain
	tr , '\n' <k | paste plain - | while read -r a b; do within $a $b 1e-6; done
	# without dropout: r = 1 is a geometric distribution, with the probability 10/40 of none
	params nbd,r,1, nbd,alpha,10,
	one 0 0 0 0
	clv-calc -q --params=params.csv --horizon=30w --pmf=3 --confidence=90 one.csv >got
	within "$(cells p_3 got)" "$(awk 'BEGIN { printf "%.15g", .25 * .75 ^ 3 }')" 1e-12
	# .75^(y+1) <= .95 from y = 0, and <= .05 from y = 10 (.75^11 = .042, .75^10 = .056)
	[ "$(cells orders_low,orders_high got)" = 0,10 ]
	calc nbd -q --total | cells interval - | grep -qx delta
}

# CDNOW and a covariate: the logarithm of 1 + the first amount, plus $1.
first_amount() {
	awk -F, -v plus="$1" 'NR == FNR { if (FNR > 1 && !($1 in day)) day[$1] = $2
		if ($2 == day[$1]) sum[$1] += $4; next }
	FNR == 1 { print $0 ",lfirst"; next }
	{ printf "%s,%.17g\n", $0, plus + log(1 + sum[$1]) }' "$CDNOW" "$CDNOW"
}

@test "covariates: the intervals do not depend on where a covariate is 0" {
	first_amount 0 >at0.csv
	first_amount 20 >at20.csv
	for model in mbgnbd paretonbd; do
		for at in 0 20; do
			c() { clv-calc -q --as-of=$AS_OF --model=$model --covariates=lfirst \
				--horizon=39w "$@" at$at.csv; }
			c --confidence=95 --pmf=1 --save=m.csv | cells customer_id,orders_low,orders_high,clv_low,clv_high,p_0 - >rows$at
			c --total >total$at
			no_nan rows$at total$at
			clv-calc -q --as-of=$AS_OF --params=m.csv --horizon=39w --total at$at.csv |
				cmp - total$at
			rm m.csv
		done
		cells orders_se,orders_low,clv_se,clv_high total0 | tr , '\n' >a
		cells orders_se,orders_low,clv_se,clv_high total20 | tr , '\n' | paste a - |
			while read -r a b; do within $a $b 1e-5; done
		paste -d, rows0 rows20 | awk -F, '
			function off(a, b) { return (a - b) ^ 2 > (1e-5 * b) ^ 2 }
			$2 != $8 || $3 != $9 { n++ }
			off($4, $10) || off($5, $11) || off($6, $12) { bad = 1; print }
			END { exit bad || NR != 2357 || n > 0 }'
		[ "$(cells interval total0)" = delta ]
	done
	# the coefficients are uncertain too: a total has a larger error than with them fixed
	calc mbgnbd --horizon=39w --total | cells orders_se - >without
	c=$(clv-calc -q --as-of=$AS_OF --covariates=lfirst --horizon=39w --total at0.csv |
		cells orders_se -)
	awk -v with="$c" -v without="$(cat without)" 'BEGIN { exit !(with > .9 * without &&
		with < 1.2 * without) }'
	# an infinite horizon has each customer's own model
	clv-calc -q --as-of=$AS_OF --model=paretonbd --covariates=lfirst --horizon=inf at0.csv |
		cells dert - >d0
	clv-calc -q --as-of=$AS_OF --model=paretonbd --covariates=lfirst --horizon=inf at20.csv |
		cells dert - | paste -d, d0 - | awk -F, '($1 - $2) ^ 2 > (1e-5 * $2) ^ 2 { exit 1 }'
	clv-calc -q --as-of=$AS_OF --covariates=lfirst --save=m.csv at0.csv >/dev/null
	run -2 --separate-stderr clv-calc -q --as-of=$AS_OF --params=m.csv --new at0.csv
	[ "$stderr" = "clv-calc: --new is not possible with covariates: those of a new customer are not known" ]
}

@test "the margin of the customer: its part of the value, and a loss" {
	# all is known but the number, as above: Poisson with the mean 4, 20 each
	params bgnbd,limit,no_dropout, bgnbd,rates,equal, bgnbd,lambda,1, \
		ggspend,limit,one_amount, ggspend,level,20, margin,n,9, margin,mean,-.5,
	one 2 105 140 20
	clv-calc -q --params=params.csv --horizon=4w --discount=0 --confidence=95 one.csv >got
	# 1 to 8 purchases lose 10 each
	[ "$(cells orders_low,orders_high,clv,clv_low,clv_high got)" = 1,8,-40,-80,-10 ]
	clv-calc -q --params=params.csv --horizon=4w --discount=0 --total one.csv >total
	clv-calc -q --params=params.csv --horizon=4w --discount=0 --margin=.5 --total one.csv >gain
	within "$(cells clv_sd total)" 20 1e-12
	# the mirror image
	within "$(cells clv_low total | tr -d -)" "$(cells clv_high gain)" 1e-12
	within "$(cells clv_high total | tr -d -)" "$(cells clv_low gain)" 1e-12
	# customers with costs have margins of their own
	awk -F, -v OFS=, 'NR == 1 { print $0, "cost"; next }
		{ print $0, $4 * ($1 % 2 ? .2 : .7) }' "$CDNOW" >costs.csv
	clv-calc -q --as-of=$AS_OF --confidence=95 costs.csv >own
	clv-calc -q --as-of=$AS_OF --confidence=95 --margin=1 costs.csv >all
	cells clv,clv_low,clv_high own | paste -d, - <(cells clv,clv_low,clv_high all) | awk -F, '
		{ m = $1 / $4; if ($5 > 0) if (($2 / $5 / m - 1) ^ 2 > 1e-20) bad = 1
		  if (($3 / $6 / m - 1) ^ 2 > 1e-20) bad = 1
		  if (m < least || !least) least = m; if (m > most) most = m }
		END { exit bad || NR != 2357 || !(most > least + .1) }'
}

@test "--total of one customer, of nobody, and without amounts" {
	calc mbgnbd --save=m.csv --horizon=39w --pmf=60 >all
	one 2 213 272 22.345
	clv-calc --params=m.csv --horizon=39w --total one.csv >got
	no_nan got
	# the variance of one customer is that of the probabilities
	grep ^0001, all | cut -d, -f17- | awk -F, '{
		for (k = 0; k <= 60; k++) { m += k * $(k + 1); q += k * k * $(k + 1) }
		printf "%.15g\n", (q - m * m) ^ .5 }' >want
	within "$(cells orders_sd got)" "$(cat want)" 1e-9
	within "$(cells expected_orders got)" 1.26275886 1e-6
	head -n 1 one.csv >none.csv
	clv-calc -q --params=m.csv --total none.csv >got
	[ "$(sed 1d got)" = "0,,,,,,,,,,,mbgnbd,delta" ]
	cut -d, -f1,2 "$CDNOW" >bare.csv
	clv-calc --as-of=$AS_OF --total bare.csv >got
	no_nan got
	[[ $(cells clv,clv_se,clv_sd,clv_low,clv_high got) = ,,,, ]]
	clv-calc --as-of=$AS_OF --confidence=95 bare.csv >got
	[ "$(cells clv_low,clv_high got | sort -u)" = , ]
}

@test "a spend model without a variance: no interval of the total, and a note" {
	params bgnbd,limit,none, bgnbd,r,.24, bgnbd,alpha,4.4, bgnbd,a,.8, bgnbd,b,2.4, \
		ggspend,p,6, ggspend,q,1.5, ggspend,gamma,15,
	one 0 0 140 0
	run -0 --separate-stderr clv-calc --params=params.csv --total one.csv
	says "the spend model has no finite variance (q <= 2); the total of clv has no interval"
	printf '%s\n' "$output" >got
	no_nan got
	[ "$(cells clv_sd,clv_low,clv_high got)" = ,, ]
	[ -n "$(cells clv got)" ] && [ -n "$(cells orders_low got)" ]
	clv-calc -q --params=params.csv --confidence=95 one.csv >got
	no_nan got
	[ -n "$(cells clv_high got)" ]
}

@test "refunds only: the interval of a customer whose spend is not known" {
	params bgnbd,limit,none, bgnbd,r,.24, bgnbd,alpha,4.4, bgnbd,a,.8, bgnbd,b,2.4, \
		ggspend,p,6, ggspend,q,4, ggspend,gamma,15,
	one 2 105 140 -3
	clv-calc -q --params=params.csv --confidence=95 one.csv >refunds
	one 2 105 140 0
	clv-calc -q --params=params.csv --confidence=95 one.csv >nothing
	one 2 105 140 25
	clv-calc -q --params=params.csv --confidence=95 one.csv >known
	no_nan refunds nothing known
	c=orders_low,orders_high,clv,clv_low,clv_high
	[ "$(cells $c refunds)" = "$(cells $c nothing)" ]
	# p gamma / (q - 1) is 30; what is known about 25 makes the value less and less uncertain
	awk -v r="$(cells expected_spend,clv_high refunds)" -v k="$(cells clv_high known)" 'BEGIN {
		split(r, a, ","); exit !(a[1] == 30 && k < a[2] * 25 / 30) }'
}

# bats test_tags=long
@test "every limit has intervals, and no NaN" {
	for set in sim3:2020-04-30 sim2053:2020-04-30 sim2138:2021-02-04 sim2068:2020-04-30; do
		for model in bgnbd mbgnbd paretonbd; do
			log=$DATA/limits/${set%:*}.csv
			clv-calc -q --as-of=${set#*:} --model=$model --confidence=95 --pmf=3 \
				"$log" >got
			clv-calc -q --as-of=${set#*:} --model=$model --total "$log" >total
			clv-calc -q --as-of=${set#*:} --model=$model --new "$log" >new
			no_nan got total new
			columns expected_orders,orders_low,orders_high,p_0,p_1,p_2,p_3 got | awk -F, '
				NR > 1 && !($2 <= $3 && $1 >= 0 && $4 + $5 + $6 + $7 <= 1 + 1e-9) {
					print; bad = 1 }
				END { exit bad || NR < 2 }'
			[[ $(cells interval total) == delta* ]]
			awk -v l="$(cells orders_low total)" -v m="$(cells expected_orders total)" \
				-v h="$(cells orders_high total)" 'BEGIN { exit !(l < m && m < h) }'
		done
	done
}

@test "misuse" {
	while IFS='|' read -r options message; do
		run -2 --separate-stderr clv-calc $options "$CDNOW"
		says "$message"
	done <<-'END'
	--total --fit|only one of --fit, --total, --new and --evaluate can be used
	--total --new|only one of --fit, --total, --new and --evaluate can be used
	--new --evaluate=1997-09-30|only one of --fit, --total, --new and --evaluate can be used
	--total --top=3|--total and --new cannot be used with --top or --pmf
	--new --pmf=3|--total and --new cannot be used with --top or --pmf
	--fit --confidence=95|--fit and --evaluate cannot be used with --confidence or --pmf
	--evaluate=1997-09-30 --pmf=3|--fit and --evaluate cannot be used with --confidence or --pmf
	--by=kind|--by requires --total or --evaluate
	--new --covariates=x|--new cannot be used with --covariates
	--confidence=100|--confidence must be from 50% to below 100%: 95, 95% or .95
	--confidence=0|--confidence must be from 50% to below 100%: 95, 95% or .95
	--confidence=.2|--confidence must be from 50% to below 100%: 95, 95% or .95
	--confidence=x|a rate such as .1 or 10%
	--pmf=101|--pmf must be at most 100
	--as-of=1997-09-30 --total --by=kind|no column 'kind'
	END
	model >m.csv
	one 2 105 140
	run -2 --separate-stderr clv-calc --params=m.csv --total --by=kind one.csv
	[ "$stderr" = "clv-calc: --by: no column 'kind'" ]
}

@test "more purchases than can be counted are an error in words" {
	params mbgnbd,limit,none, mbgnbd,r,1, mbgnbd,alpha,1e-12, mbgnbd,a,1, mbgnbd,b,1,
	one 0 0 0
	for more in --confidence=95 --pmf=3 --total --new; do
		run -2 --separate-stderr clv-calc --params=params.csv $more one.csv
		says "a customer may have more than 1048576 purchases within the horizon; use a shorter --horizon"
	done
}
