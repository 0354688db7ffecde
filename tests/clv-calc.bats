#!/usr/bin/env bats
# clv-calc: the numbers against reference answers, every option, everything that is wrong.

load helper

RETAIL=$BATS_TEST_DIRNAME/data/online_retail.csv
AS_OF=1997-09-30

# fit_is: $output is a model file with each value of stdin: model name value tolerance [se], the
# standard error (5 digits) to 1e-4 of itself; "-" says that there must be none.
fit_is() {
	awk 'NR == FNR { want[$1 "," $2] = $3; tol[$1 "," $2] = $4; se[$1 "," $2] = $5; n++; next }
	($1 "," $2) in want {
		k = $1 "," $2
		d = $3 - want[k]
		if (!(d <= tol[k] && -d <= tol[k])) { print k " is " $3 ", not " want[k]; bad = 1 }
		if (se[k] == "-" && $4 != "") { print k " has a standard error: " $4; bad = 1 }
		if (se[k] > 0 && !($4 > se[k] * .9999 && $4 < se[k] * 1.0001)) {
			print k " has the se " $4 ", not " se[k]; bad = 1 }
		n--
	}
	END { if (n != 0) print n " values are not there";
		exit bad || n != 0 }' - FS=, <(printf '%s\n' "$output")
}

# alike A B REL: two columns of numbers, pairwise to a relative REL, and not empty.
alike() {
	paste -d, "$1" "$2" | awk -F, -v rel="$3" 'NF != 2 || $1 == "" || $2 == "" {
		print NR ": " $0; bad = 1; next }
	$1 + 0 == $1 { d = $1 - $2; d = d < 0 ? -d : d; m = $2 < 0 ? -$2 : $2;
		if (!(d <= rel * m)) { print NR ": " $0; bad = 1 } }
	END { exit bad || NR < 2 }'
}

# Three customers of whom two come back: enough of everything for messages, too little to fit.
small_log() {
	cat >log.csv <<-END
	customer_id,date,amount
	a,2025-01-01,10
	a,2025-02-01,20
	b,2025-01-05,5
	b,2025-03-01,7.5
	c,2025-02-02,1
	END
}

# history ROW...: a history table of 2025-07-01 with all columns.
history() {
	echo customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary
	printf '%s\n' "$@"
}

@test "CDNOW to 1997-09-30: parameters, standard errors and likelihoods of the reference" {
	run -0 --separate-stderr clv-calc --as-of=$AS_OF --model=bgnbd --fit "$CDNOW"
	[ -z "$stderr" ]
	fit_is <<-END
	custkit format 1 0
	bgnbd n 2357 0
	bgnbd tuples 1016 0
	bgnbd log_likelihood -9582.42920667 1e-4 -
	bgnbd r 0.242594517 1.2557e-5 .012557
	bgnbd alpha 4.41360189 3.7822e-4 .37822
	bgnbd a 0.792921991 1.8573e-4 .18573
	bgnbd b 2.42590668 7.0542e-4 .70542
	ggspend n 946 0
	ggspend log_likelihood -4055.91769480 1e-4 -
	ggspend p 6.2495715 1.1901e-3 1.1901
	ggspend q 3.74422429 2.9013e-4 .29013
	ggspend gamma 15.4435213 4.1594e-3 4.1594
	END
	for fact in custkit,tool,clv-calc bgnbd,from,1997-01-01 bgnbd,as_of,$AS_OF bgnbd,unit,week \
		bgnbd,limit,none; do
		grep -qxF "$fact," <<<"$output"
	done
	[ "${lines[0]}" = model,name,value,se ]
	[ "${lines[1]}" = custkit,format,1, ]
}

@test "CDNOW: P(alive), 39 weeks, spend and 52-week value of all 2,357 customers to 1e-6" {
	clv-calc --as-of=$AS_OF --model=bgnbd --horizon=273 "$CDNOW" >w39
	clv-calc --as-of=$AS_OF --model=bgnbd --horizon=52w --discount=.1 "$CDNOW" >w52
	no_nan w39 w52
	[ "$(wc -l <w39)" = 2358 ]
	want=$BATS_TEST_DIRNAME/data/cdnow_customers.csv
	# The reference has the customers 0001 to 2357 in this order.
	diff <(cells customer_id w39) <(seq -f %04.0f 2357)
	diff <(columns customer_id w52) <(columns customer_id w39)
	paste -d, <(columns frequency,recency,age,monetary,p_alive,expected_orders,expected_spend \
		w39) \
	    <(columns p_alive,expected_spend,clv w52) \
	    <(columns x,t_x,T,zbar,bg_palive,bg_ce,gg_espend,bg_clv52_10pct "$want") |
		awk -F, 'function near(a, b, what) {
			d = a - b; d = d < 0 ? -d : d
			if (a == "" || b == "" || !(d <= 1e-6 * b)) {
				print NR - 1 ": " what " " a ", not " b; bad = 1 }
		}
		NR == 1 { next }
		{
			near($1, $11, "x"); near($2 / 7, $12, "t_x"); near($3 / 7, $13, "T")
			if ($11 > 0) near($4, $14, "monetary"); else if ($4 != "") {
				print NR - 1 ": monetary " $4; bad = 1 }
			near($5, $15, "p_alive"); near($6, $16, "expected_orders");
			near($7, $17, "expected_spend")
			near($8, $15, "p_alive (52w)"); near($9, $17, "expected_spend (52w)");
			near($10, $18, "clv")
			if ($15 != 1 && $5 == 1) { print NR - 1 ": p_alive 1"; bad = 1 }
			total += $6; n++
		}
		END { near(total, 1653.409, "purchases of all"); exit bad || n != 2357 }'
}

@test "--model: MBG/NBD and Pareto/NBD of CDNOW agree with the reference" {
	run -0 --separate-stderr clv-calc --as-of=$AS_OF --model=mbgnbd --fit "$CDNOW"
	[ -z "$stderr" ]
	fit_is <<-END
	mbgnbd n 2357 0
	mbgnbd tuples 1016 0
	mbgnbd log_likelihood -9582.13571555 1e-4 -
	mbgnbd r .524843129 8.3268e-5 .083268
	mbgnbd alpha 6.18308505 6.9562e-4 .69562
	mbgnbd a .891359399 1.5479e-4 .15479
	mbgnbd b 1.61400236 5.3749e-4 .53749
	ggspend log_likelihood -4055.91769480 1e-4 -
	END
	grep -qx mbgnbd,limit,none, <<<"$output"
	run ! grep -E '^(bgnbd|paretonbd),' <<<"$output"
	run -0 --separate-stderr clv-calc --as-of=$AS_OF --model=paretonbd --fit "$CDNOW"
	[ -z "$stderr" ]
	fit_is <<-END
	paretonbd n 2357 0
	paretonbd log_likelihood -9594.97617894 1e-4 -
	paretonbd r .553277037 4.7628e-4 .047628
	paretonbd alpha 10.5776832 8.4272e-3 .84272
	paretonbd s .606239832 1.8728e-3 .18728
	paretonbd beta 11.6687307 6.211e-2 6.211
	END
	[ "$(clv-calc --as-of=$AS_OF --model=mbgnbd "$CDNOW" | md5sum)" = \
		"$(clv-calc --as-of=$AS_OF "$CDNOW" | md5sum)" ]
	run -2 --separate-stderr clv-calc --as-of=$AS_OF --model=nbdd "$CDNOW"
	says "--model must be one of bgnbd|mbgnbd|paretonbd|bgcnbd|mbgcnbd|nbd|auto|bgbb|sbg|historic|retention, not 'nbdd'"
}

@test "--model: P(alive) and 39 weeks of all customers, and the holdout's total, of the reference" {
	want=$BATS_TEST_DIRNAME/data/cdnow_customers.csv
	while read -r model prefix total; do
		clv-calc --as-of=$AS_OF --model=$model --horizon=273 "$CDNOW" >w39
		no_nan w39
		alike_columns() { alike <(cells "$1" w39) <(cells "$2" "$want") "$3"; }
		# A fit that ends within a thousandth of a standard error of theirs.
		alike_columns p_alive "${prefix}_palive" 1e-6
		alike_columns expected_orders "${prefix}_ce" 1e-6
		alike_columns expected_spend gg_espend 1e-6
		columns expected_orders w39 | awk -v want="$total" '{ sum += $1 }
			END { exit !(sum - want < 6e-4 && want - sum < 6e-4) }'
	done <<-END
	bgnbd bg 1653.409
	mbgnbd mbg 1576.728
	paretonbd pn 1665.513
	END
	clv-calc --as-of=$AS_OF --model=paretonbd --horizon=52w "$CDNOW" >w52
	alike <(cells clv w52) <(cells pn_clv52_10pct "$want") 1e-6
}

@test "CDNOW: --top is the ten of the highest value of the reference, the highest first" {
	clv-calc --as-of=$AS_OF --model=bgnbd --horizon=52w --top=10 "$CDNOW" >top
	columns bg_clv52_10pct "$BATS_TEST_DIRNAME/data/cdnow_customers.csv" |
		awk 'NR > 1 { printf "%04d %s\n", NR - 1, $1 }' | sort -k2,2gr | head -n 10 |
		cut -d' ' -f1 >want
	diff want <(cells customer_id top)
	clv-calc --as-of=$AS_OF --model=bgnbd --horizon=52w "$CDNOW" >all
	# Each row is the row of the whole, only fewer.
	[ "$(grep -cxFf <(tail -n +2 top) all)" = 10 ]
	run -0 clv-calc --as-of=$AS_OF --model=bgnbd --top=0 "$CDNOW"
	same "$(head -n 1 all)"
	clv-calc --as-of=$AS_OF --model=bgnbd --horizon=52w --top=99999 "$CDNOW" >everyone
	diff <(sort all) <(sort everyone)
	cells clv everyone | sort -c -gr
}

@test "--top: of equal values the one that comes first in the input" {
	clv-calc --as-of=$AS_OF --top=2357 "$CDNOW" | cells clv,customer_id - >got
	sort -t, -k1,1gr -k2,2 got >want
	diff want got
	[ "$(cut -d, -f1 got | uniq -d | wc -l)" -gt 50 ]	# there are equal ones
}

@test "online_retail loads as it is, and the NBD boundary is an answer without standard errors" {
	run -0 --separate-stderr clv-calc --as-of=2011-06-09 --model=bgnbd --fit "$RETAIL"
	says "no dropout is visible in these data; using the NBD limit"
	fit_is <<-END
	bgnbd n 2800 0
	bgnbd tuples 1515 0
	bgnbd log_likelihood -13255.613441 1e-4 -
	bgnbd r .741635945 1e-6 -
	bgnbd alpha 8.73670332 1e-5 -
	ggspend n 1412 0
	ggspend log_likelihood -9686.15851906 1e-4 -
	ggspend p 3.12837875 2.7544e-4 .27544
	ggspend q 3.11577623 1.7102e-4 .17102
	ggspend gamma 284.576314 3.8685e-2 38.685
	END
	grep -qx 'bgnbd,limit,no_dropout,' <<<"$output"
	run ! grep -E '^bgnbd,[abp],' <<<"$output"
}

@test "online_retail: the same NBD, whichever the model" {
	clv-calc -q --as-of=2011-06-09 --model=bgnbd --save=want.csv "$RETAIL" >want
	for model in mbgnbd paretonbd; do
		clv-calc -q --as-of=2011-06-09 --model=$model --save=got.csv "$RETAIL" >got
		grep -qx $model,limit,no_dropout, got.csv
		diff <(sed "s/^bgnbd,/$model,/" want.csv) got.csv
		diff <(sed '2,$s/,bgnbd$/,'$model/ want) got
		clv-calc -q --as-of=2011-06-09 --params=got.csv "$RETAIL" | diff got -
	done
}

@test "online_retail: everybody is alive, the NBD's purchases, spend of the reference" {
	clv-calc -q --as-of=2011-06-09 --horizon=183 "$RETAIL" >half
	clv-calc -q --as-of=2011-06-09 --horizon=52w "$RETAIL" >year
	no_nan half year
	# Who was seen by then, from the log itself.
	awk -F, 'NR > 1 && $2 <= "2011-06-09" && !seen[$3]++ { print $3 }' "$RETAIL" | sort >ids
	diff ids <(cells customer_id half)
	paste -d, <(columns frequency,recency,age,monetary,p_alive,expected_orders,expected_spend \
		half) \
	    <(columns clv year) \
	    <(columns x,t_x,T,zbar,gg_espend \
	    "$BATS_TEST_DIRNAME/data/online_retail_customers.csv") |
		awk -F, 'function near(a, b, rel, what) {
			d = a - b; d = d < 0 ? -d : d
			if (a == "" || b == "" || !(d <= rel * b)) {
				print NR - 1 ": " what " " a ", not " b; bad = 1 }
		}
		BEGIN { r = .741635945; alpha = 8.73670332;
			for (w = 1; w <= 52; w++) weeks += exp(-w / 52 * log(1.1)) }
		NR == 1 { next }
		{
			near($1, $9, 0, "x"); near($2 / 7, $10, 1e-9, "t_x");
			near($3 / 7, $11, 1e-9, "T")
			if ($9 > 0) near($4, $12, 1e-9, "monetary")
			near($5, 1, 0, "p_alive")
			rate = (r + $9) / (alpha + $3 / 7)
			near($6, rate * 183 / 7, 1e-6, "expected_orders")
			near($7, $13, 1e-6, "expected_spend")
			near($8, $13 * rate * weeks, 2e-6, "clv")
			n++
		}
		END { exit bad || n != 2800 }'
}

@test "the other boundary: all leave alike, and the model file that says so scores" {
	# Everybody buys four times at an own pace and is silent for years: a third of the three
	# repeat purchases was a last one, and nobody differs in that.
	awk 'BEGIN {
		print "customer_id,date,amount"
		for (c = 1; c <= 60; c++)
			for (k = 0; k < 4; k++)
				print c, k * 2 ^ (c % 7) + (k > 1 ? c % 3 : 0)
	}' | while read -r c day; do
		[ -z "$day" ] && echo "$c" || echo "g$c,$(date -d "2024-10-04 $day days" +%F),1"
	done >log.csv
	run -0 --separate-stderr clv-calc --as-of=2034-01-01 --model=bgnbd --save=m.csv log.csv
	says "all customers drop out alike in these data; using the geometric limit"
	printf '%s\n' "$output" >direct
	no_nan direct m.csv
	run -0 cat m.csv
	fit_is <<-END
	bgnbd n 60 0
	bgnbd p .3333333 1e-4 -
	END
	grep -qx bgnbd,limit,equal_dropout, m.csv
	run ! grep -E '^bgnbd,[ab],' m.csv
	clv-calc -q --as-of=2034-01-01 --params=m.csv log.csv | diff direct -
	cat >equal.csv <<-END
	model,name,value,se
	custkit,format,1,
	bgnbd,limit,equal_dropout,
	bgnbd,r,.5,
	bgnbd,alpha,5,
	bgnbd,p,.25,
	END
	clv-calc -q --as-of=2025-07-01 --horizon=26w --params=equal.csv log.csv >scores
	no_nan scores
	# P(alive) of the limit a/(a+b) = p: 1 / (1 + p/(1-p) ((alpha+T)/(alpha+t_x))^(r+x)).
	columns frequency,recency,age,p_alive scores | awk -F, 'NR > 1 {
		p = 1 / (1 + .25 / .75 * exp((.5 + $1) * log((5 + $3 / 7) / (5 + $2 / 7))))
		if ($1 == 0) p = 1
		d = $4 - p
		if (d > 1e-12 || -d > 1e-12) { print $0 ": not " p; bad = 1 }
		n++
	} END { exit bad || n != 60 }'
}

@test "the other boundary of MBG/NBD: the geometric limit, all leaving with p after a purchase" {
	leave_alike purchase >log.csv
	run -0 --separate-stderr clv-calc --as-of=2026-01-01 --model=mbgnbd --save=m.csv log.csv
	says "all customers drop out alike in these data; using the geometric limit"
	printf '%s\n' "$output" >direct
	no_nan direct m.csv
	run -0 cat m.csv
	# After 240 first and 240 repeat purchases 240 were silent for ages.
	fit_is <<-END
	mbgnbd n 240 0
	mbgnbd p .5 1e-3 -
	END
	clv-calc -q --as-of=2026-01-01 --params=m.csv log.csv | diff direct -
}

@test "the other boundary of Pareto/NBD: the exponential limit, all leaving at the rate mu" {
	leave_alike time >log.csv
	run -0 --separate-stderr clv-calc --as-of=2024-12-01 --model=paretonbd --save=m.csv log.csv
	says "all customers drop out alike in these data; using the exponential limit"
	printf '%s\n' "$output" >direct
	no_nan direct m.csv
	grep -qx paretonbd,limit,equal_dropout, m.csv
	run ! grep -E '^paretonbd,(s|beta),' m.csv
	clv-calc -q --as-of=2024-12-01 --params=m.csv log.csv | diff direct -
	cat >equal.csv <<-END
	model,name,value,se
	custkit,format,1,
	paretonbd,limit,equal_dropout,
	paretonbd,r,.5,
	paretonbd,alpha,5,
	paretonbd,mu,.03,
	END
	clv-calc -q --as-of=2024-04-01 --horizon=26w --params=equal.csv log.csv >scores
	no_nan scores
	# The odds of having left by Simpson's rule; E(t) = (r+x)/(alpha+T) (1 - exp(-mu t))/mu
	# p_alive.
	columns frequency,recency,age,p_alive,expected_orders scores | awk -F, '
	function left(u) { return .03 * exp(.03 * (T - u) + (.5 + x) * log((5 + T) / (5 + u))) }
	function off(a, b) { return a - b > 1e-7 * b || b - a > 1e-7 * b }
	NR > 1 {
		x = $1; tx = $2 / 7; T = $3 / 7; h = (T - tx) / 2000; sum = left(tx) + left(T)
		for (i = 1; i < 2000; i++)
			sum += (i % 2 ? 4 : 2) * left(tx + i * h)
		p = 1 / (1 + sum * h / 3)
		e = (.5 + x) / (5 + T) * (1 - exp(-.03 * 26)) / .03 * p
		if (off($4, p) || off($5, e)) { print $0 ": not " p " " e; bad = 1 }
		n++
	} END { exit bad || n != 240 }'
}

# limits_of SET AS-OF: each model of a small set is fitted at the limit that the reference names
# best.
limits_of() {
	local set=$1 as_of=$2 data=$BATS_TEST_DIRNAME/data model rates limit loglik word
	grep -E "^$set,.*,yes$" "$data/limits_all.csv" |
		while IFS=, read -r _ model rates limit loglik _; do
		run -0 clv-calc -q --as-of="$as_of" --model="$model" --fit --save="$model.csv" \
			"$data/limits/$set.csv"
		case $limit in
		none) word=no_dropout ;;
		equal) word=equal_dropout ;;
		once_or_never) word=once_or_never ;;
		*) word=none ;;
		esac
		grep -qx "$model,limit,$word," <<<"$output"
		if [ "$rates" = equal ]; then
			grep -qx "$model,rates,equal," <<<"$output"
		else
			run ! grep "^$model,rates," "$model.csv"
		fi
		near "$(awk -F, '$2 == "log_likelihood" { print $3; exit }' "$model.csv")" \
			"$loglik" 1e-5
		clv-calc -q --as-of="$as_of" --model="$model" "$data/limits/$set.csv" >direct
		clv-calc -q --as-of="$as_of" --params="$model.csv" "$data/limits/$set.csv" |
			diff direct -
		no_nan direct
	done
}

# bats test_tags=long
@test "limits: small shops, at the limit that the reference names" {
	[ "$(grep -cE '^(i16|sim[0-9]+),.*,yes$' "$BATS_TEST_DIRNAME/data/limits_all.csv")" = 15 ]
	for set in i16 sim3 sim2053 sim2068; do
		limits_of $set 2020-04-30
	done
	limits_of sim2138 2021-02-04
}

@test "limits: 1,000 customers, of which few leave, without a finite maximum" {
	limits_of ii_sim1000 2021-06-01
	clv-calc --fit --as-of=2021-06-01 --model=bgnbd \
		"$BATS_TEST_DIRNAME/data/limits/ii_sim1000.csv" >fit.csv
	run -0 cat fit.csv
	fit_is <<-END
	bgnbd n 1000 0
	bgnbd log_likelihood -51723.962468 1e-4 -
	bgnbd r .98874395 1e-4 -
	bgnbd alpha 9.9690017 1e-3 -
	bgnbd p 9.7058564e-05 1e-8 -
	END
}

@test "limits: each is said in words" {
	fit() {
		run -0 --separate-stderr clv-calc --as-of="$2" --model="$3" --fit \
			"$BATS_TEST_DIRNAME/data/limits/$1.csv"
	}
	fit i16 2020-04-30 mbgnbd
	says "all customers drop out alike in these data; using the geometric limit"
	says "all customers buy at the same rate in these data; using the limit of equal rates"
	fit sim3 2020-04-30 paretonbd
	says "all customers drop out alike in these data; using the exponential limit"
	fit sim2138 2021-02-04 mbgnbd
	says "some customers drop out at their first chance and the others never in these data; using the once-or-never limit"
	grep -qx 'mbgnbd,pi,0\.39942[0-9]*,' <<<"$output"
	fit sim2138 2021-02-04 bgnbd
	says "no dropout is visible in these data; using the NBD limit"
	# Two customers who buy once a month: nobody leaves, and nobody differs.
	printf '%s\n' customer_id,date {a,b},2024-0{1,2,3,4,5,6}-01 >log.csv
	run -0 --separate-stderr clv-calc --as-of=2024-06-20 --model=bgnbd --fit log.csv
	says "no dropout is visible in these data; using the Poisson limit"
	grep -qx bgnbd,rates,equal, <<<"$output"
	# Ten repeat purchases in twice 171 days.
	near "$(awk -F, '$2 == "lambda" { print $3 }' <<<"$output")" \
		"$(awk 'BEGIN { print 10 / 342 * 7 }')" 1e-6
}

@test "limits: the customers of the 16-customer shop, of the reference" {
	while IFS=, read -r model _ id _ _ _ alive _ year; do
		[ "$model" != model ] || continue
		[ -e "$model.csv" ] ||
			clv-calc -q --as-of=2020-04-30 --model="$model" --horizon=52w \
		    "$BATS_TEST_DIRNAME/data/limits/i16.csv" >"$model.csv"
		near "$(awk -F, -v id="$id" '$1 == id { print $12 }' "$model.csv")" "$alive" 1e-5
		near "$(awk -F, -v id="$id" '$1 == id { print $13 }' "$model.csv")" "$year" 1e-5
	done <"$BATS_TEST_DIRNAME/data/i16_customers.csv"
	[ -s paretonbd.csv ]
}

@test "--fit --verbose: likelihoods of the interior and of the limits, which --params ignores" {
	run -0 clv-calc -q --fit -v --as-of=2020-04-30 "$BATS_TEST_DIRNAME/data/limits/sim3.csv"
	while IFS=, read -r rates limit want; do
		near "$(awk -F, -v name="candidate.$rates.$limit" '$2 == name {
			print $3 }' <<<"$output")" "$want" 1e-5
	done <<-END
	gamma,no_dropout,-84.9497317
	equal,no_dropout,-85.0627843
	equal,equal_dropout,-83.6308677
	END
	[ "$(grep -c ^mbgnbd,candidate. <<<"$output")" = 8 ]
	printf '%s\n' "$output" >m.csv
	clv-calc -q --as-of=2020-04-30 --params=m.csv "$BATS_TEST_DIRNAME/data/limits/sim3.csv" >got
	clv-calc -q --as-of=2020-04-30 "$BATS_TEST_DIRNAME/data/limits/sim3.csv" | diff got -
	run -2 --separate-stderr clv-calc -v --as-of=2020-04-30 \
		"$BATS_TEST_DIRNAME/data/limits/sim3.csv"
	says "--verbose requires --fit"
}

# bats test_tags=long
@test "--model=auto takes the least AIC, and says all of them; the column model names it" {
	run -0 --separate-stderr clv-calc --as-of=$AS_OF --model=auto "$CDNOW"
	# 2 * 4 - 2 log-likelihood: -9582.42921, -9582.13572 and -9594.97618; 2 more with a k, which
	# is 1; the NBD with two parameters: -9763.65761.
	[ "$stderr" = "clv-calc: AIC of bgnbd 19172.86, mbgnbd 19172.27, paretonbd 19197.95, bgcnbd 19174.86, mbgcnbd 19174.27, nbd 19531.32; using mbgnbd" ]
	[ "$(cells model | sort -u)" = mbgnbd ]
	clv-calc --as-of=$AS_OF "$CDNOW" | diff - <(printf '%s\n' "$output")
	# Limits have fewer parameters: -32.99495 with 3, -32.80301 with 2.
	run -0 --separate-stderr clv-calc --as-of=2020-04-30 --model=auto --fit \
		"$BATS_TEST_DIRNAME/data/limits/i16.csv"
	says "AIC of bgnbd 71.99, mbgnbd 69.61, paretonbd 69.61, bgcnbd 70.90, mbgcnbd 70.51, nbd 72.28; using mbgnbd"
	clv-calc -q --as-of=$AS_OF --model=bgnbd --save=m.csv "$CDNOW" >want
	clv-calc -q --as-of=$AS_OF --model=auto --params=m.csv "$CDNOW" | diff want -
	[ "$(cells model want | sort -u)" = bgnbd ]
}

@test "--evaluate: what was predicted against what came, of all and by frequency" {
	while read -r model total mae; do
		run -0 --separate-stderr clv-calc --model=$model --evaluate=$AS_OF --horizon=39w \
			"$CDNOW"
		[ "${lines[0]}" = model,class,n,predicted,actual,relative_error,bias,mae ]
		[ "$(cell n class=all)" = 2357 ]
		[ "$(cell actual class=all)" = 1882 ]
		[ "$(cell n class=0)" = 1411 ]
		near "$(cell predicted class=all)" $total 6e-4
		near "$(cell mae class=all)" $mae 6e-5
		near "$(cell relative_error class=all)" "$(awk -v p=$total 'BEGIN {
			print p / 1882 - 1 }')" 1e-6
		near "$(cell bias class=all)" "$(awk -v p=$total 'BEGIN {
			print (p - 1882) / 2357 }')" 1e-6
		# The classes add up.
		for column in n predicted actual; do
			near "$(cells class,$column | awk -F, '$1 != "all" { sum += $2 }
				END { printf "%.9f", sum }')" \
			    "$(cell $column class=all)" 1e-6
		done
		if [ $model = mbgnbd ]; then
			[ "$stderr" = \
				"clv-calc: mbgnbd predicts 1576.7 purchases, but there were 1882 (-16.2%)" ]
		else
			[ -z "$stderr" ]
		fi
	done <<-END
	bgnbd 1653.409 .7855
	mbgnbd 1576.728 .7648
	paretonbd 1665.513 .7545
	END
	# Without a dropout in sight.
	run -0 clv-calc -q --evaluate=2011-06-09 --horizon=183 "$RETAIL"
	near "$(cell predicted class=all)" 6213.7568 1e-3
	[ "$(cell actual class=all)" = 6837 ]
	near "$(cell mae class=all)" 1.506106 1e-5
}

@test "--evaluate: the same from a store, and with a model file; what cannot be evaluated" {
	cdnow_store s.db
	clv-calc -q --evaluate=$AS_OF --horizon=39w "$CDNOW" >want
	clv-calc -q -d s.db --evaluate=$AS_OF --horizon=39w | diff want -
	clv-calc -q --threads=3 --evaluate=$AS_OF --horizon=39w "$CDNOW" | diff want -
	clv-calc -q --as-of=$AS_OF --save=m.csv "$CDNOW" >history.csv
	clv-calc -q --params=m.csv --evaluate=$AS_OF --horizon=39w "$CDNOW" | diff want -
	run -2 --separate-stderr clv-calc --evaluate=$AS_OF "$CDNOW"
	[ -z "$output" ]
	says "the latest order is on 1998-06-30; the longest horizon after 1997-09-30 is --horizon=273, not 365"
	run -2 --separate-stderr clv-calc --evaluate=1998-06-30 --horizon=39w "$CDNOW"
	says "the latest order is on 1998-06-30; there are no orders after 1998-06-30"
	run -2 --separate-stderr clv-calc --evaluate=$AS_OF --horizon=39w history.csv
	says "--evaluate requires an order log or a store; a history table has no later purchases"
	for with in --as-of=$AS_OF --fit --save=x.csv --top=3; do
		run -2 --separate-stderr clv-calc --evaluate=$AS_OF $with "$CDNOW"
		says "--evaluate cannot be used with --as-of, --fit, --save or --top"
	done
}

@test "--unit: the tables of lifetimes and its kin, which have no dates" {
	want=$BATS_TEST_DIRNAME/data/cdnow_customers.csv
	# As they print them: weeks of two decimals, floats.
	awk -F, 'NR == 1 { print "customer_id,frequency,recency,T,monetary_value"; next }
		{ printf "%04d,%.1f,%.2f,%.2f,%s\n", NR - 1, $1, $2, $3, $4 }' "$want" >weeks.csv
	awk -F, 'NR == 1 { print "customer_id,frequency,recency,age,monetary"; next }
		{ printf "%04d,%d,%.0f,%.0f,%s\n", NR - 1, $1, $2 * 7, $3 * 7, $4 }' "$want" \
		>days.csv
	clv-calc --as-of=$AS_OF --horizon=273 --unit=week weeks.csv >weeks
	clv-calc --as-of=$AS_OF --horizon=273 --unit=day --input=history days.csv >days
	diff <(columns customer_id,p_alive,expected_orders,expected_spend,clv weeks) \
	    <(columns customer_id,p_alive,expected_orders,expected_spend,clv days)
	[ "$(head -n 1 weeks)" = \
		customer_id,frequency,recency,T,monetary_value,p_alive,expected_orders,expected_spend,clv,model ]
	alike <(cells p_alive weeks) <(cells mbg_palive "$want") 1e-6
	alike <(cells expected_orders weeks) <(cells mbg_ce "$want") 1e-6
	alike <(cells expected_spend weeks) <(cells gg_espend "$want") 1e-6
	run -2 --separate-stderr clv-calc --as-of=$AS_OF weeks.csv
	[ -z "$output" ]
	says "the table has recency and T, but no dates; use --unit=week or --unit=day"
	run -2 --separate-stderr clv-calc --as-of=$AS_OF --unit=month weeks.csv
	says "--unit must be one of week|day, not 'month'"
	for with in "$CDNOW" "-d none.db"; do
		# shellcheck disable=SC2086 # two words
		run -2 --separate-stderr clv-calc --as-of=$AS_OF --unit=week $with
		says "--unit is for tables with recency and T, but without dates"
	done
	bad() { # CSV-ROW MESSAGE
		printf '%s\n' customer_id,frequency,recency,T,monetary_value 1,2,30.43,38.86,22.35 \
			"$1" >bad.csv
		run -2 --separate-stderr clv-calc --as-of=$AS_OF --unit=week bad.csv
		[ "$stderr" = "clv-calc: bad.csv:3: $2" ] ||
			{ printf 'want: %s\ngot:  %s\n' "$2" "$stderr"; return 1; }
	}
	bad 2,1.5,3,38,5 "frequency '1.5' is not a whole number >= 0"
	bad 2,-1,3,38,5 "frequency '-1' is not a whole number >= 0"
	bad 2,1,39,38,5 "recency '39' is larger than T"
	bad 2,1,-1,38,5 "recency '-1' is not a number >= 0"
	bad 2,1,1,x,5 "T 'x' is not a number >= 0"
	bad 2,1,1,200000,5 "T '200000' begins before the year 1"
	bad 2,0,1,38,5 "frequency '0' does not match recency"
	bad 2,9,1,38,5 "frequency '9' does not match recency"
	bad 2,1,1,38,much "monetary_value 'much' is not a number"
	bad 1,1,1,38,5 "duplicate customer_id '1'"
}

@test "a history table with monetary and without spend: gamma-gamma needs nothing else" {
	printf '%s\n' customer_id,as_of,first_date,last_date,frequency,monetary \
		1,2024-06-01,2024-01-01,2024-01-01,0, \
	    2,2024-06-01,2024-01-01,2024-02-01,2,30 3,2024-06-01,2024-01-05,2024-03-01,3,20 \
	    4,2024-06-01,2024-01-05,2024-01-05,0, 5,2024-06-01,2024-01-06,2024-01-20,1,12 >h.csv
	run -0 --separate-stderr clv-calc h.csv
	says "the spend does not differ between customers in these data; expecting the mean of all"
	# (2 * 30 + 3 * 20 + 12) / 6
	while read -r spend; do
		near "$spend" 22 1e-9
	done < <(cells expected_spend)
	[ "$(cells clv | grep -c .)" = 5 ]
	sed 's/,30$/,/' h.csv | clv-calc -q 2>stderr || true
	grep -q "monetary '20' is given, but an earlier row has none" stderr
	# None at all is no amount.
	sed 's/,[0-9]*$/,/' h.csv >none.csv
	run -0 clv-calc -q none.csv
	[ "$(cells expected_spend,clv | sort -u)" = , ]
}

@test "--params with a spend model where there are no amounts: empty, and said" {
	model >m.csv
	cut -d, -f1,2 "$CDNOW" >counts.csv
	run -0 --separate-stderr clv-calc --as-of=$AS_OF --params=m.csv counts.csv
	says "there are no amounts for the spend model of --params; expected_spend and clv are empty"
	[ "$(cells expected_spend,clv | sort -u)" = , ]
	[ "$(cells expected_orders | grep -c .)" = 2357 ]
	clv-calc --as-of=$AS_OF "$CDNOW" | cut -d, -f1-10 >spend.csv
	run -0 --separate-stderr clv-calc --params=m.csv spend.csv
	says "no column monetary; expected_spend and clv are empty"
	[ "$(cells expected_spend,clv | sort -u)" = , ]
}

@test "--params: model files of limits, and what is wrong with them" {
	small_log
	limit() { printf '%s\n' model,name,value,se custkit,format,1, "$@" >m.csv; }
	wrong() { # MESSAGE
		run -2 --separate-stderr clv-calc -q --as-of=2025-07-01 --params=m.csv log.csv
		[ "$stderr" = "clv-calc: m.csv: $1" ] ||
			{ printf 'want: %s\ngot:  %s\n' "$1" "$stderr"; return 1; }
	}
	limit mbgnbd,limit,once_or_never, mbgnbd,rates,equal, mbgnbd,lambda,.1, mbgnbd,pi,.4,
	run -0 clv-calc -q --as-of=2025-07-01 --params=m.csv log.csv
	limit mbgnbd,limit,once_or_never, mbgnbd,rates,equal, mbgnbd,lambda,.1, mbgnbd,pi,1,
	wrong "mbgnbd,pi must be below 1"
	limit mbgnbd,limit,no_dropout, mbgnbd,rates,equal,
	wrong "no row mbgnbd,lambda"
	limit mbgnbd,limit,no_dropout, mbgnbd,rates,some, mbgnbd,lambda,.1,
	wrong "mbgnbd,rates must be gamma or equal"
	limit mbgnbd,limit,no_dropout, mbgnbd,rates,gamma, mbgnbd,r,1, mbgnbd,alpha,2,
	run -0 clv-calc -q --as-of=2025-07-01 --params=m.csv log.csv
	for rows in "same_amount q,3 level,9" "same_customers p,3 level,.1" "one_amount level,9"; do
		# shellcheck disable=SC2086 # words
		limit mbgnbd,limit,no_dropout, mbgnbd,r,1, mbgnbd,alpha,2, \
			$(printf 'ggspend,%s, ' limit,$rows)
		run -0 clv-calc -q --as-of=2025-07-01 --params=m.csv log.csv
		[ "$(cells clv | grep -c '^[0-9.]*$')" = 3 ]
	done
	limit mbgnbd,limit,no_dropout, mbgnbd,r,1, mbgnbd,alpha,2, ggspend,limit,many, \
		ggspend,level,1,
	wrong "ggspend,limit must be none, same_amount, same_customers or one_amount"
}

@test "--horizon: days, weeks, and calendar months and years from the as-of date" {
	horizon() { clv-calc --as-of=$AS_OF --horizon="$1" "$CDNOW" | md5sum; }
	[ "$(horizon 273)" = "$(horizon 39w)" ]
	[ "$(horizon 273)" = "$(horizon 273d)" ]
	[ "$(horizon 273)" != "$(horizon 272)" ]
	[ "$(horizon 365)" = "$(clv-calc --as-of=$AS_OF "$CDNOW" | md5sum)" ]
	[ "$(horizon 1y)" = "$(horizon 365)" ]
	[ "$(horizon 12m)" = "$(horizon 365)" ]
	[ "$(horizon 52w)" = "$(horizon 364)" ]
	# Five months after 1997-09-30 is 1998-02-28: 31 + 30 + 31 + 31 + 28 days.
	[ "$(horizon 5m)" = "$(horizon 151)" ]
	# From 2011-06-09 a year has a 29 February.
	[ "$(clv-calc -q --as-of=2011-06-09 --horizon=1y "$RETAIL" | md5sum)" = \
	    "$(clv-calc -q --as-of=2011-06-09 --horizon=366 "$RETAIL" | md5sum)" ]
	for bad in '' 0 -1 1.5 39q 1wd 52W 1000001 m; do
		run -2 --separate-stderr clv-calc --as-of=$AS_OF "--horizon=$bad" "$CDNOW"
		[ -z "$output" ]
		says "--horizon must be a duration such as 365, 365d, 52w, 12m or 1y, or inf, not '$bad'"
	done
	# The calendar ends with the year 9999.
	model >m.csv
	head -n 3 "$CDNOW" >log.csv
	run -0 clv-calc -q --as-of=$AS_OF --params=m.csv --horizon=8002y log.csv
	for far in 8003y 1000000w; do
		run -2 --separate-stderr clv-calc --as-of=$AS_OF --params=m.csv --horizon=$far \
			log.csv
		[ -z "$output" ]
		says "--horizon ends after the year 9999"
	done
}

@test "--discount: a week at its end, the partial one at its own, nothing at 0" {
	score() {
		clv-calc --as-of=$AS_OF "$@" "$CDNOW" | cells expected_orders,expected_spend,clv -
	}
	score --horizon=7 >one
	score --horizon=10 >ten
	paste -d, one ten | awk -F, '{
		v = $2 * ($1 * exp(-1 / 52 * log(1.1)) + ($4 - $1) * exp(-10 / 7 / 52 * log(1.1)))
		d = $6 - v
		if (d > 1e-7 * v || -d > 1e-7 * v) { print NR ": " $6 ", not " v; bad = 1 }
	} END { exit bad || NR != 2357 }'
	score --discount=0 --horizon=100w >flat
	alike <(cut -d, -f3 flat) <(awk -F, '{ printf "%.17g\n", $1 * $2 }' flat) 1e-9
	score >want
	score --discount=10% >got
	diff want got
	score --discount=.1 >got
	diff want got
	for bad in x '' 10%% .1.1 nan inf 0x1; do
		run -2 --separate-stderr clv-calc --as-of=$AS_OF "--discount=$bad" "$CDNOW"
		says "--discount must be a rate such as .1 or 10%, not '$bad'"
	done
	for bad in -.1 10 101%; do
		run -2 --separate-stderr clv-calc --as-of=$AS_OF "--discount=$bad" "$CDNOW"
		says "--discount must be from 0 to 1 per year: .1 or 10%"
	done
}

@test "--margin multiplies the value and nothing else" {
	clv-calc --as-of=$AS_OF "$CDNOW" >whole
	clv-calc --as-of=$AS_OF --margin=30% "$CDNOW" >part
	diff <(cut -d, -f1-14 whole) <(cut -d, -f1-14 part)
	alike <(cells clv part) <(cells clv whole | awk '{ printf "%.17g\n", .3 * $1 }') 1e-15
	clv-calc --as-of=$AS_OF --margin=0 "$CDNOW" | cells clv - | sort -u >zero
	[ "$(cat zero)" = 0 ]
	run -2 --separate-stderr clv-calc --as-of=$AS_OF --margin=much "$CDNOW"
	says "--margin must be a rate such as .1 or 10%, not 'much'"
	# A share: 30 is a forgotten percent sign.
	for bad in 30 -.1 1e308; do
		run -2 --separate-stderr clv-calc --as-of=$AS_OF "--margin=$bad" "$CDNOW"
		[ -z "$output" ]
		says "--margin must be from 0 to 1 (100%)"
	done
}

@test "--top: not a count, no amounts" {
	for bad in -1 ten 1.5 ''; do
		run -2 --separate-stderr clv-calc --as-of=$AS_OF "--top=$bad" "$CDNOW"
		says "--top must be a whole number >= 0, not '$bad'"
	done
	cut -d, -f1,2 "$CDNOW" >counts.csv
	run -2 --separate-stderr clv-calc --as-of=$AS_OF --top=3 counts.csv
	[ -z "$output" ]
	says "no amounts; --top ranks by clv and requires them"
}

# A model file also has the covariance of the parameters, which is not printed.
printed() { grep -v ',root\.' "$1"; }

@test "a model saved is the model printed, and scores to the byte, the whole or a part" {
	clv-calc --as-of=$AS_OF --save=model.csv "$CDNOW" >scores
	clv-calc --as-of=$AS_OF --fit "$CDNOW" | diff - <(printed model.csv)
	clv-calc --as-of=$AS_OF --fit --save=again.csv "$CDNOW" >shown
	printed again.csv | diff shown -
	clv-calc --as-of=$AS_OF --params=model.csv "$CDNOW" | diff scores -
	# A partition: those whose id ends in 7, and one customer alone.
	awk -F, 'NR == 1 || $1 ~ /7$/' "$CDNOW" | clv-calc --as-of=$AS_OF --params=model.csv >part
	awk -F, 'NR == 1 || $1 ~ /7$/' scores | diff - part
	awk -F, 'NR == 1 || $1 == "0157"' "$CDNOW" | clv-calc --as-of=$AS_OF --params=model.csv >one
	awk -F, 'NR == 1 || $1 == "0157"' scores | diff - one
	# At the boundary too.
	clv-calc -q --as-of=2011-06-09 --save=nbd.csv "$RETAIL" >scores
	clv-calc -q --as-of=2011-06-09 --params=nbd.csv "$RETAIL" | diff scores -
	# So is one of the other models, named or not.
	for model in mbgnbd paretonbd; do
		clv-calc --as-of=$AS_OF --model=$model --save=model.csv "$CDNOW" >scores
		clv-calc --as-of=$AS_OF --model=$model --fit "$CDNOW" | diff - <(printed model.csv)
		clv-calc --as-of=$AS_OF --params=model.csv "$CDNOW" | diff scores -
		clv-calc --as-of=$AS_OF --params=model.csv --model=$model "$CDNOW" | diff scores -
	done
}

@test "--model is that of --params" {
	small_log
	model >m.csv
	run -2 --separate-stderr clv-calc -q --as-of=2025-07-01 --params=m.csv --model=mbgnbd \
		log.csv
	[ -z "$output" ]
	[ "$stderr" = "clv-calc: m.csv: the model is bgnbd, but --model=mbgnbd was given" ]
	model | sed 's/^bgnbd/mbgnbd/' >m.csv
	run -0 clv-calc -q --as-of=2025-07-01 --params=m.csv log.csv
	run -2 --separate-stderr clv-calc -q --as-of=2025-07-01 --params=m.csv --model=bgnbd log.csv
	[ "$stderr" = "clv-calc: m.csv: the model is mbgnbd, but --model=bgnbd was given" ]
}

@test "--params: the published customer of Fader, Hardie and Lee (2005)" {
	# Fader, Hardie and Lee, "Counting Your Customers" the Easy Way, Marketing Science 24:2,
	# 2005, and their note 004: at r=.243 alpha=4.414 a=.793 b=2.426 a customer with x=2,
	# t_x=30.43, T=38.86 buys 1.226 times in 39 weeks; P(alive) is .72658.  Whole days stand in
	# for the two decimals.
	model >m.csv
	clv-calc --params=m.csv --horizon=39w <<-END >got
	customer_id,as_of,first_date,last_date,frequency,spend,monetary
	v,1997-09-30,1997-01-01,1997-08-02,2,74.02,22.345
	n,1997-09-30,1997-01-01,1997-01-01,0,29.33,
	END
	columns p_alive,expected_orders got |
		awk -F, 'NR == 2 && ($1 < .7260 || $1 > .7272 || $2 < 1.2255 || $2 > 1.2265) {
		bad = 1 }
	NR == 3 && $1 != 1 { bad = 1 } END { exit bad || NR != 3 }'
}

@test "--params: what is wrong with a model file" {
	small_log
	wrong() { # SED-SCRIPT MESSAGE
		model | sed "$1" >m.csv
		run -2 --separate-stderr clv-calc --as-of=2025-07-01 --params=m.csv log.csv
		[ -z "$output" ]
		says "$2"
	}
	model >m.csv
	# as it is, it is right
	run -0 --separate-stderr clv-calc --as-of=2025-07-01 --params=m.csv log.csv
	[ "${#lines[@]}" = 4 ]
	wrong '$a bgnbd,colour,3,' "m.csv:11: unknown row bgnbd,colour"
	wrong '$a mcmc,draws,3,' "m.csv:11: unknown row mcmc,draws"
	wrong 's/format,1/format,2/' \
		"m.csv: model file has format 2, but this custkit reads format 1; fit again with --save=m.csv"
	wrong 's/format,1/format,one/' "m.csv: custkit,format 'one' is not a number"
	wrong 's/format/forms/' "m.csv: not a model file: the first row is not custkit,format"
	wrong '2,$d' "m.csv: not a model file: the first row is not custkit,format"
	wrong 's/^custkit/other/' "m.csv: no row custkit,format"
	wrong '/,alpha,/d' "m.csv: no row bgnbd,alpha"
	wrong '/ggspend,q/d' "m.csv: no row ggspend,q"
	wrong '/,limit,/d' \
		"m.csv: bgnbd,limit must be none, no_dropout, equal_dropout or once_or_never"
	wrong 's/limit,none/limit,some/' \
		"m.csv: bgnbd,limit must be none, no_dropout, equal_dropout or once_or_never"
	wrong 's/limit,none/limit,no_dropout/' "m.csv:6: unknown row bgnbd,a"
	wrong 's/limit,none/limit,equal_dropout/' "m.csv: no row bgnbd,p"
	wrong 's/,r,.243/,r,0/' "m.csv: bgnbd,r must be positive"
	wrong 's/,b,2.426/,b,-2/' "m.csv: bgnbd,b must be positive"
	wrong 's/,r,.243/,r,1e9/' "m.csv: bgnbd,r is out of range"
	wrong 's/gamma,15.44/gamma,1e300/' "m.csv: ggspend,gamma is out of range"
	wrong 's/,a,.793/,a,nan/' "m.csv: bgnbd,a 'nan' is not a number"
	wrong 's/,a,.793/,a,/' "m.csv: bgnbd,a '' is not a number"
	wrong 's/,q,3.74/,q,1/' "m.csv: ggspend,q must be above 1"
	wrong 's/,q,3.74/,q,.9/' "m.csv: ggspend,q must be above 1"
	wrong 's/model,name,value,se/model,name,number,se/' "m.csv: no column 'value'"
	wrong 's/bgnbd,r.*/&,9/' "m.csv:4: 5 cells but the header has 4"
	wrong 's/^bgnbd,/snbd,/' "m.csv: no rows of bgnbd, mbgnbd, paretonbd, bgcnbd, mbgcnbd or nbd"
	wrong 's/^bgnbd,/paretonbd,/' "m.csv: no row paretonbd,s"
	wrong 's/^bgnbd,/paretonbd,/; s/,a,/,s,/; s/,b,2.426/,beta,0/' \
		"m.csv: paretonbd,beta must be positive"
	wrong 's/^bgnbd,/paretonbd,/; s/,a,/,s,/; s/,b,/,beta,/; s/limit,none/limit,equal_dropout/' "m.csv: no row paretonbd,mu"
	wrong 's/^bgnbd,r.*/&\nmbgnbd,r,1,/' "m.csv:5: unknown row mbgnbd,r"
	for p in 1 1.5; do
		wrong "s/limit,none/limit,equal_dropout/; s/,a,.793/,p,$p/; /,b,/d" \
			"m.csv: bgnbd,p must be below 1"
	done
	run -2 --separate-stderr clv-calc --as-of=2025-07-01 --params=none.csv log.csv
	says "none.csv: No such file or directory"
	run -2 --separate-stderr clv-calc --as-of=2025-07-01 --params=log.csv log.csv
	says "log.csv: no column 'model'"
	: >empty.csv
	run -2 --separate-stderr clv-calc --as-of=2025-07-01 --params=empty.csv log.csv
	says "empty.csv: empty input, no header"
}

@test "--params without a spend model leaves spend and value empty" {
	small_log
	model | grep -v ggspend >m.csv
	clv-calc --as-of=2025-07-01 --params=m.csv log.csv >got
	[ "$(cells expected_spend,clv got | sort -u)" = , ]
	[ "$(columns p_alive got | grep -c '^0\.\|^1$')" = 3 ]
	run -2 --separate-stderr clv-calc --as-of=2025-07-01 --params=m.csv --top=1 log.csv
	says "no amounts; --top ranks by clv and requires them"
}

@test "--params scores without fitting: neither --fit nor --save" {
	small_log
	model >m.csv
	for with in --fit --save=other.csv; do
		run -2 --separate-stderr clv-calc --as-of=2025-07-01 --params=m.csv $with log.csv
		[ -z "$output" ]
		says "--fit and --save cannot be used with --params; no model is fitted"
	done
	[ ! -e other.csv ]
}

@test "--save overwrites an earlier model, and never another file" {
	cp "$CDNOW" log.csv
	cdnow_store s.db
	for file in log.csv s.db; do
		cp $file before
		run -2 --separate-stderr clv-calc --as-of=$AS_OF --save=$file log.csv
		[ -z "$output" ]
		says "$file: file exists with another header; not overwritten"
		cmp $file before
	done
	clv-calc --as-of=1997-06-30 -q --save=m.csv log.csv >/dev/null
	clv-calc --as-of=$AS_OF --save=m.csv log.csv >/dev/null
	clv-calc --as-of=$AS_OF --fit log.csv | diff - <(printed m.csv)
}

@test "--save into a folder that is not there, onto a full disk" {
	run -2 --separate-stderr clv-calc --as-of=$AS_OF --save=none/m.csv "$CDNOW"
	says "none/m.csv: No such file or directory"
	run -2 --separate-stderr clv-calc --as-of=$AS_OF --save=/dev/full "$CDNOW"
	says "/dev/full: No space left on device"
}

@test "without amounts: the counts are scored, money stays empty" {
	cut -d, -f1,2 "$CDNOW" >counts.csv
	clv-calc --as-of=$AS_OF "$CDNOW" >with
	run -0 --separate-stderr clv-calc --as-of=$AS_OF counts.csv
	[ -z "$stderr" ]
	printf '%s\n' "$output" >without
	no_nan without
	diff <(columns \
		customer_id,orders,first_date,last_date,frequency,recency,age,idle,p_alive,expected_orders with) \
	    <(columns customer_id,orders,first_date,last_date,frequency,recency,age,idle,p_alive,expected_orders without)
	[ "$(cells spend,monetary,expected_spend,clv without | sort -u)" = ,,, ]
	run -0 clv-calc --as-of=$AS_OF --fit counts.csv
	[ "$(grep -c ^mbgnbd <<<"$output")" -gt 8 ]
	[ "$(grep -c ^ggspend <<<"$output")" = 0 ]
}

@test "all amounts zero: purchases are scored, and it is said that spend cannot be" {
	awk -F, -v OFS=, 'NR > 1 { $4 = "0.00" } 1' "$CDNOW" >zero.csv
	run -0 --separate-stderr clv-calc --as-of=$AS_OF zero.csv
	says "no customer has repeat purchases of a positive amount; expected_spend and clv are empty"
	printf '%s\n' "$output" >got
	no_nan got
	[ "$(cells spend,expected_spend,clv got | sort -u)" = 0,, ]
	clv-calc --as-of=$AS_OF "$CDNOW" | columns p_alive,expected_orders - |
		diff - <(columns p_alive,expected_orders got)
}

@test "all amounts equal: that amount is expected of everyone, and said" {
	awk -F, -v OFS=, 'NR > 1 { $4 = 10 } 1' "$CDNOW" | awk -F, '!day[$1 $2]++' >flat.csv
	run -0 --separate-stderr clv-calc --as-of=$AS_OF flat.csv
	says "all amounts are equal in these data; expecting that amount"
	printf '%s\n' "$output" >got
	no_nan got
	[ "$(cells expected_spend got | sort -u)" = 10 ]
	[ "$(cells clv got | grep -c .)" = 2357 ]
	clv-calc -q --as-of=$AS_OF --save=m.csv flat.csv >/dev/null
	grep -qx ggspend,limit,one_amount, m.csv
	grep -qx ggspend,level,10, m.csv
	run ! grep -E '^ggspend,(p|q|gamma|log_likelihood),' m.csv
	clv-calc -q --as-of=$AS_OF --params=m.csv flat.csv | diff got -
}

@test "customers with refunded repeat purchases are scored with the mean of all, and counted" {
	{ cat "$CDNOW"; echo 0157,1997-09-29,1,-100000; } >log.csv
	run -0 --separate-stderr clv-calc --as-of=$AS_OF --save=m.csv log.csv
	says "1 customer with repeat purchases of a mean amount <= 0; scored with the mean of all"
	printf '%s\n' "$output" >got
	no_nan got
	grep -qx 'ggspend,n,945,' m.csv
	# E[spend] is p gamma / (q - 1).
	mean=$(awk -F, '$1 == "ggspend" { v[$2] = $3 }
		END { printf "%.17g", v["p"] * v["gamma"] / (v["q"] - 1) }' m.csv)
	columns customer_id,expected_spend got | awk -F, -v mean="$mean" '$1 == "0157" { n++;
		d = $2 / mean - 1; exit d > 1e-12 || -d > 1e-12 } END { if (n != 1) exit 1 }'
}

@test "nothing to fit: before all data, one customer, no repeat purchase" {
	run -2 --separate-stderr clv-calc --as-of=1990-01-01 "$CDNOW"
	[ -z "$output" ]
	says "left out 2357 customers first seen after 1990-01-01"
	says "no purchases by 1990-01-01; nothing to fit"

	printf '%s\n' customer_id,date,amount a,2025-01-01,5 >one.csv
	run -2 --separate-stderr clv-calc --as-of=2025-01-31 one.csv
	says "none of 1 customer has a repeat purchase by 2025-01-31; cannot fit a purchase model (use --params=FILE with a model of more customers)"

	printf '%s\n' customer_id,date,amount a,2025-01-01,5 a,2025-01-03,5 >one.csv
	# one repeat purchase is enough for a limit
	run -0 --separate-stderr clv-calc --as-of=2025-01-31 one.csv
	says "all customers buy at the same rate in these data; using the limit of equal rates"
	[ "${#lines[@]}" = 2 ]

	printf '%s\n' customer_id,date,amount >many.csv
	printf '%s,2025-01-01,5\n' c{1..300} >>many.csv
	run -2 --separate-stderr clv-calc --as-of=2025-01-31 many.csv
	says "none of 300 customers has a repeat purchase by 2025-01-31"

	echo customer_id,date,amount >none.csv
	run -2 --separate-stderr clv-calc --as-of=2025-01-31 none.csv
	says "no purchases by 2025-01-31; nothing to fit"
}

@test "nothing to score with a model is a header and status 0" {
	model >m.csv
	echo customer_id,date,amount >none.csv
	run -0 --separate-stderr clv-calc --as-of=2025-01-31 --params=m.csv none.csv
	[ -z "$stderr" ]
	same customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary,p_alive,expected_orders,expected_spend,clv,model
}

@test "one customer and extreme histories with a model: numbers, never NaN" {
	model >m.csv
	history a,2025-07-01,1,2025-07-01,2025-07-01,1,0,0,0,0, \
	    b,2025-07-01,1,1900-01-01,1900-01-01,1,0,0,45837,45837, \
	    c,2025-07-01,5000,2011-10-24,2025-07-01,1,4999,4999,4999,0,.0001 \
	    d,2025-07-01,2,1900-01-01,2025-07-01,900000000000,1,45837,45837,0,900000000000 \
	    e,2025-07-01,9,2025-06-01,2025-06-09,-5,8,8,30,22,-3 \
	    f,2025-07-01,45836,1900-01-01,2025-07-01,900000000000,45836,45837,45837,0,1e-300 \
	    >extreme.csv
	for horizon in 1 1000000d 600m 300y; do
		run -0 --separate-stderr clv-calc --params=m.csv --horizon=$horizon extreme.csv
		[ "${#lines[@]}" = 7 ]
		printf '%s\n' "$output" >got
		no_nan got
		columns p_alive,expected_orders,expected_spend,clv got |
			awk -F, 'NR > 1 && !($1 >= 0 && $1 <= 1 && $2 >= 0 && $3 > 0 && $4 >= 0) {
			print; bad = 1 }
		/,,|,$/ { bad = 1 } END { exit bad }'
	done
	# days since the year 1, which only a table without dates can have
	printf '%s\n' customer_id,frequency,recency,T,monetary b,0,0,739432, d,1,739432,739432,9e11 \
		f,700000,739432,739432,1e-300 >long-ago.csv
	run -0 --separate-stderr clv-calc --params=m.csv --unit=day --as-of=2025-07-01 long-ago.csv
	[ "${#lines[@]}" = 4 ]
	printf '%s\n' "$output" >got
	no_nan got
	run ! grep -E ',,.*,mbgnbd|,-' <(grep -v ^b, got)
}

@test "a frequency beyond what days can hold apart" {
	model >m.csv
	printf '%s\n' customer_id,frequency,recency,T b,1048577,1048577,1048577 >h.csv
	run -2 --separate-stderr clv-calc --params=m.csv --unit=day --as-of=9999-12-31 h.csv
	says "customer 'b' has a frequency larger than 1048576"
}

@test "a history table has no purchases before 1900 or after 2200" {
	for dates in 0003-01-01,0003-02-01 1899-12-31,2020-01-01; do
		printf '%s\n' customer_id,as_of,first_date,last_date,frequency a,2020-02-01,$dates,1 >h.csv
		for tool in clv-calc churn-flag "cust-segment --rfm"; do
			run -2 --separate-stderr $tool h.csv
			[ "$stderr" = "${tool%% *}: h.csv:2: first_date '${dates%,*}' is not between the years 1900 and 2200" ]
		done
	done
	printf '%s\n' customer_id,as_of,first_date,last_date,frequency a,9999-12-31,2020-01-01,2201-01-01,1 >h.csv
	run -2 --separate-stderr clv-calc h.csv
	[ "$stderr" = "clv-calc: h.csv:2: last_date '2201-01-01' is not between the years 1900 and 2200" ]
}

@test "refunds: before any purchase they count in spend, and stderr says how many" {
	{ cat "$CDNOW"; echo 0003,1996-12-01,1,-5; echo 0010,1996-12-31,1,-1.5;
		echo 0010,1996-12-30,1,-1; echo new,1997-01-01,1,-3; } >log.csv
	run -0 --separate-stderr clv-calc --as-of=$AS_OF log.csv
	says "left out 1 customer with refunds but no purchase by 1997-09-30"
	says "4 refunds before any purchase count in spend, not in monetary"
	printf '%s\n' "$output" >got
	clv-calc --as-of=$AS_OF "$CDNOW" >want
	# The counts and scores are those without them; spend is less by 5 and by 2.50.
	diff <(cut -d, -f1-5,7- want) <(cut -d, -f1-5,7- got)
	awk -F, 'NR == FNR { s[$1] = $2; next }
		s[$1] != $2 { printf "%s %.2f\n", $1, s[$1] - $2 }' \
		<(columns customer_id,spend want) <(columns customer_id,spend got) >less
	[ "$(cat less)" = "0003 5.00
0010 2.50" ]
}

@test "a bad row of an order log ends it, with its line and what is wrong" {
	bad() { # CSV-ROW MESSAGE
		printf '%s\n' customer_id,date,amount a,2025-01-01,10 "$1" >log.csv
		run -2 --separate-stderr clv-calc --as-of=2025-07-01 log.csv
		[ -z "$output" ]
		[ "$stderr" = "clv-calc: log.csv:3: $2" ] ||
			{ printf 'want: %s\ngot:  %s\n' "$2" "$stderr"; return 1; }
	}
	bad a,2023-02-29,1 "date '2023-02-29' is not a valid date"
	bad a,2025-13-01,1 "date '2025-13-01' is not a valid date"
	bad a,2025-1-1,1 \
		"date '2025-1-1' is not a date (YYYY-MM-DD; use --date-format for other formats)"
	bad a,01/02/2025,1 \
		"date '01/02/2025' is not a date (YYYY-MM-DD; use --date-format for other formats)"
	bad a,,1 "date '' is not a date (YYYY-MM-DD; use --date-format for other formats)"
	bad a,2025-01-01T25:00,1 "date '2025-01-01T25:00' is not a valid date"
	bad a,2025-01-01T10,1 \
		"date '2025-01-01T10' is not a date (YYYY-MM-DD; use --date-format for other formats)"
	bad a,2025-01-01T10:00Z,1 \
		"date '2025-01-01T10:00Z' has an offset; set the time zone with --tz=ZONE"
	bad a,2025-01-01,1e400 "amount '1e400' is larger than 900,000,000,000"
	bad a,2025-01-01,-1e400 "amount '-1e400' is larger than 900,000,000,000"
	bad a,2025-01-01,900000000000.0001 \
		"amount '900000000000.0001' is larger than 900,000,000,000"
	bad a,2025-01-01,1.23456 "amount '1.23456' has more than 4 decimal places"
	bad a,2025-01-01,.00001 "amount '.00001' has more than 4 decimal places"
	for amount in '' 0x10 nan inf 1e . - +-1 1.2.3 ¥ x1; do
		bad "a,2025-01-01,\"$amount\"" \
			"amount '$amount' is not a valid amount (such as 1200.50)"
	done
	for amount in 12,- 1.200,50; do
		bad "a,2025-01-01,\"$amount\"" "amount '$amount' has separators that do not fit a decimal point (use --decimal=, if it is a comma)"
	done
	bad ,2025-01-01,1 "customer_id is empty"
	long=$(printf 'x%.0s' $(seq 65))
	bad "$long,2025-01-01,1" \
		"customer_id '$long' is longer than 64 bytes or has control characters"
	bad $'a\tb,2025-01-01,1' \
		"customer_id 'a?b' is longer than 64 bytes or has control characters"
	bad a,2025-01-01 "2 cells but the header has 3"
	bad a,2025-01-01,1,1 "4 cells but the header has 3"
}

@test "amounts as they come: exponents, signs, the noise of sums" {
	model >m.csv
	printf '%s\n' customer_id,date,amount a,2025-01-01,22.200000000000003 b,2025-01-01,1e3 \
		c,2025-01-01,+.5 \
	    d,2025-01-01,900000000000 e,2025-01-01,-0 f,2025-01-01,0.1234 g,2025-01-01,7. \
	    h,2025-01-01,12.300000000000001 >log.csv
	clv-calc --as-of=2025-01-01 --params=m.csv log.csv >got
	run -0 columns customer_id,spend got
	same "customer_id,spend
a,22.2
b,1000
c,0.5
d,900000000000
e,0
f,0.1234
g,7
h,12.3"
}

@test "amounts that add up beyond 64 bits are named, not wrapped around" {
	{ echo customer_id,date,amount; for _ in $(seq 1025); do echo a,2025-01-01,900000000000;
		done; } >log.csv
	run -2 --separate-stderr clv-calc --as-of=2025-07-01 log.csv
	[ -z "$output" ]
	says "log.csv:1026: the sum of the customer's amounts is larger than 64 bits"
}

@test "--skip-bad leaves bad rows out, names twenty, counts the rest, status 1" {
	{ cat "$CDNOW"; for i in $(seq 23); do echo "bad$i,1997-02-30,1,1"; done; } >log.csv
	run -2 --separate-stderr clv-calc --as-of=$AS_OF log.csv
	[ -z "$output" ]
	run -1 --separate-stderr clv-calc --as-of=$AS_OF --skip-bad log.csv
	printf '%s\n' "$output" >got
	clv-calc --as-of=$AS_OF "$CDNOW" | diff - got
	says "log.csv:6921: date '1997-02-30' is not a valid date"
	says "log.csv:6940: date '1997-02-30' is not a valid date"
	[[ $stderr != *log.csv:6941* ]]
	says "3 more bad rows"
	history a,2025-07-01,1,2025-07-01,2025-07-01,1,0,0,0,0, \
		a,2025-07-01,1,2025-07-01,2025-07-01,1,0,0,0,0, >h.csv
	model >m.csv
	run -1 --separate-stderr clv-calc --params=m.csv --skip-bad h.csv
	[ "${#lines[@]}" = 2 ]
	says "h.csv:3: duplicate customer_id 'a'"
}

@test "a history table with cells that contradict each other" {
	model >m.csv
	good=a,2025-07-01,3,2025-01-01,2025-02-01,60,2,31,181,150,20
	history $good >h.csv
	run -0 --separate-stderr clv-calc --params=m.csv h.csv
	[ "${lines[1]%,*,*,*,*,*}" = "$good" ]
	bad() { # CSV-ROW MESSAGE
		history x,2025-07-01,1,2025-07-01,2025-07-01,1,0,0,0,0, "$1" >h.csv
		run -2 --separate-stderr clv-calc --params=m.csv h.csv
		[ -z "$output" ]
		[ "$stderr" = "clv-calc: h.csv:3: $2" ] ||
			{ printf 'want: %s\ngot:  %s\n' "$2" "$stderr"; return 1; }
	}
	bad a,2025-07-01,3,2025-01-01,2025-02-01,60,2,30,181,150,20 \
		"recency '30' does not match the dates (31)"
	bad a,2025-07-01,3,2025-01-01,2025-02-01,60,2,,181,150,20 \
		"recency '' does not match the dates (31)"
	bad a,2025-07-01,3,2025-01-01,2025-02-01,60,2,31,180,150,20 \
		"age '180' does not match the dates (181)"
	bad a,2025-07-01,3,2025-01-01,2025-02-01,60,2,31,181,-150,20 \
		"idle '-150' does not match the dates (150)"
	bad a,2025-02-30,3,2025-01-01,2025-02-01,60,2,31,181,150,20 \
		"as_of '2025-02-30' is not a date (YYYY-MM-DD)"
	bad a,,3,2025-01-01,2025-02-01,60,2,31,181,150,20 "as_of '' is not a date (YYYY-MM-DD)"
	bad a,2025-07-02,3,2025-01-01,2025-02-01,60,2,31,182,151,20 \
		"as_of '2025-07-02' differs from 2025-07-01 in an earlier row"
	bad a,2025-07-01,3,2025-02-29,2025-03-01,60,2,31,181,150,20 \
		"first_date '2025-02-29' is not a date (YYYY-MM-DD)"
	bad a,2025-07-01,3,,2025-03-01,60,2,31,181,150,20 "first_date '' is not a date (YYYY-MM-DD)"
	bad a,2025-07-01,3,2025-01-01,,60,2,31,181,150,20 "last_date '' is not a date (YYYY-MM-DD)"
	bad a,2025-07-01,3,2025-01-01,2025-1-2,60,2,31,181,150,20 \
		"last_date '2025-1-2' is not a date (YYYY-MM-DD)"
	bad a,2025-07-01,3,2025-02-01,2025-01-01,60,2,31,181,150,20 \
		"last_date '2025-01-01' is before first_date"
	bad a,2025-07-01,3,2025-01-01,2025-07-02,60,2,31,181,150,20 \
		"last_date '2025-07-02' is after the as-of date"
	bad a,2025-07-01,3,2025-01-01,2025-02-01,60,-2,31,181,150,20 \
		"frequency '-2' is not a whole number >= 0"
	bad a,2025-07-01,3,2025-01-01,2025-02-01,60,2.0,31,181,150,20 \
		"frequency '2.0' is not a whole number >= 0"
	bad a,2025-07-01,3,2025-01-01,2025-02-01,60,,31,181,150,20 \
		"frequency '' is not a whole number >= 0"
	bad a,2025-07-01,3,2025-01-01,2025-02-01,60,32,31,181,150,20 \
		"frequency '32' does not match first_date and last_date (it counts purchase days after the first, not orders)"
	bad a,2025-07-01,3,2025-01-01,2025-02-01,60,0,31,181,150,20 \
		"frequency '0' does not match first_date and last_date (it counts purchase days after the first, not orders)"
	bad a,2025-07-01,3,2025-01-01,2025-01-01,60,1,0,181,181,20 \
		"frequency '1' does not match first_date and last_date (it counts purchase days after the first, not orders)"
	bad a,2025-07-01,x,2025-01-01,2025-02-01,60,2,31,181,150,20 \
		"orders 'x' is not a whole number >= 0"
	bad a,2025-07-01,3,2025-01-01,2025-02-01,1e400,2,31,181,150,20 \
		"spend '1e400' is larger than 900,000,000,000"
	bad a,2025-07-01,3,2025-01-01,2025-02-01,,2,31,181,150,20 \
		"spend '' is not a valid amount (such as 1200.50)"
	bad a,2025-07-01,3,2025-01-01,2025-02-01,1.00001,2,31,181,150,20 \
		"spend '1.00001' has more than 4 decimal places"
	bad a,2025-07-01,3,2025-01-01,2025-02-01,60,2,31,181,150, "monetary '' is not a number"
	bad a,2025-07-01,3,2025-01-01,2025-02-01,60,2,31,181,150,nan \
		"monetary 'nan' is not a number"
	bad x,2025-07-01,3,2025-01-01,2025-02-01,60,2,31,181,150,20 "duplicate customer_id 'x'"
	bad ,2025-07-01,3,2025-01-01,2025-02-01,60,2,31,181,150,20 \
		"customer_id '' is empty"
}

@test "a history table: money in some rows and not in the first is not left out in silence" {
	model >m.csv
	history x,2025-07-01,1,2025-07-01,2025-07-01,,0,0,0,0, \
		a,2025-07-01,3,2025-01-01,2025-02-01,60,2,31,181,150,20 >h.csv
	run -2 --separate-stderr clv-calc --params=m.csv h.csv
	says "h.csv:3: spend '60'"
}

@test "a history table with spend and without monetary: counts are scored, money is not made up" {
	clv-calc --as-of=$AS_OF "$CDNOW" >want
	cut -d, -f1-10 want | clv-calc >got
	diff <(columns customer_id,spend,p_alive,expected_orders want) \
		<(columns customer_id,spend,p_alive,expected_orders got)
	[ "$(cells expected_spend,clv got | sort -u)" = , ]
	# Monetary alone is enough: gamma-gamma needs nothing else.
	cut -d, -f1-5,7-11 want | clv-calc >got
	diff <(columns customer_id,monetary,p_alive,expected_orders,expected_spend,clv want) \
	    <(columns customer_id,monetary,p_alive,expected_orders,expected_spend,clv got)
}

@test "a history table: the as-of date is its own" {
	model >m.csv
	history a,2025-07-01,3,2025-01-01,2025-02-01,60,2,31,181,150,20 >h.csv
	clv-calc --params=m.csv h.csv >want
	clv-calc --params=m.csv --as-of=2025-07-01 h.csv | diff want -
	run -2 --separate-stderr clv-calc --params=m.csv --as-of=2025-07-02 h.csv
	says "h.csv:2: as_of '2025-07-01' differs from --as-of=2025-07-02; a history table keeps its own date"
	run -2 --separate-stderr clv-calc --params=m.csv --skip-bad --as-of=2025-07-02 h.csv
	[ -z "$output" ]
	says "differs from --as-of=2025-07-02"
	# Without the column the date must be named.
	printf '%s\n' customer_id,first_date,last_date,frequency,spend,monetary \
		a,2025-01-01,2025-02-01,2,60,20 >h.csv
	run -2 --separate-stderr clv-calc --params=m.csv h.csv
	says "the history table has no column as_of; use --as-of=DATE"
	clv-calc --params=m.csv --as-of=2025-07-01 h.csv >got
	diff <(columns p_alive,expected_orders,expected_spend,clv want) \
		<(columns p_alive,expected_orders,expected_spend,clv got)
}

@test "a history table: rows keep their order, other cells and bytes; scores are replaced" {
	model >m.csv
	printf '%s\n' note,clv,customer_id,as_of,first_date,last_date,frequency,spend,monetary \
	    '"a, ""b""
c",old,007,2025-07-01,2025-01-01,2025-02-01,2,60.00,20.000' \
		'=1+1,,zoe,2025-07-01,2025-07-01,2025-07-01,0,1,' \
	    ' 客户 ,x,ann,2025-07-01,,,,,' >h.csv
	run -0 --separate-stderr clv-calc --params=m.csv h.csv
	[ "${lines[0]}" = \
		note,clv,customer_id,as_of,first_date,last_date,frequency,spend,monetary,p_alive,expected_orders,expected_spend,model ]
	[ "${lines[1]}" = '"a, ""b""' ]
	[[ ${lines[2]} =~ \
		^'c",'[0-9.]+',007,2025-07-01,2025-01-01,2025-02-01,2,60.00,20.000,0.'[0-9]+,[0-9.]+,[0-9.]+,bgnbd$ ]]
	[[ ${lines[3]} =~ ^'=1+1,'[0-9.]+',zoe,' ]]
	# A customer without a purchase keeps the row, with empty scores.
	[ "${lines[4]}" = ' 客户 ,,ann,2025-07-01,,,,,,,,,' ]
	[ "${#lines[@]}" = 5 ]
}

@test "--input: what the CSV is, where its header could be both or neither" {
	printf '%s\n' customer_id,date,amount,as_of,first_date,last_date,frequency,spend,monetary \
	    a,2025-01-03,10,2025-07-01,2025-01-01,2025-02-01,2,60,20 >both.csv
	model >m.csv
	run -2 --separate-stderr clv-calc --params=m.csv both.csv
	says "the header fits an order log and a history table; use --input=log or --input=history"
	run -0 clv-calc --params=m.csv --input=history both.csv
	[ "${lines[0]%%,p_alive*}" = \
		customer_id,date,amount,as_of,first_date,last_date,frequency,spend,monetary ]
	run -0 clv-calc -q --params=m.csv --input=log --as-of=2025-07-01 both.csv
	[[ ${lines[1]} == a,2025-07-01,1,2025-01-03,2025-01-03,10,0,0,179,179,,1,* ]]
	small_log
	run -2 --separate-stderr clv-calc --params=m.csv --input=history log.csv
	says "a history table requires the columns customer_id, first_date, last_date and frequency"
	run -2 --separate-stderr clv-calc --params=m.csv --input=table log.csv
	says "--input must be one of auto|log|history, not 'table'"
	history >h.csv
	run -2 --separate-stderr clv-calc --params=m.csv --input=log h.csv
	says "no column 'date'"
	echo customer_id,day >neither.csv
	run -2 --separate-stderr clv-calc --params=m.csv neither.csv
	says "no column 'date' (an order log requires customer_id and date; a history table customer_id, first_date, last_date and frequency); the columns are 'customer_id', 'day'"
}

@test "--keep: columns of an order log that are constant for each customer" {
	model >m.csv
	printf '%s\n' customer_id,date,amount,country,plan b,2025-01-01,1,"\"Korea, South\"",x \
		a,2025-01-02,1,CN,y b,2025-02-01,1,"\"Korea, South\"",z >log.csv
	run -0 clv-calc -q --as-of=2025-07-01 --params=m.csv --keep=country log.csv
	[[ ${lines[0]} == *,idle,monetary,country,p_alive,* ]]
	[[ ${lines[1]} == a,*,CN,* ]]
	[[ ${lines[2]} == b,*',"Korea, South",'* ]]
	run -2 --separate-stderr clv-calc --as-of=2025-07-01 --params=m.csv --keep=country \
		--keep=plan log.csv
	says "log.csv:4: --keep=plan: 'z' differs from 'x' in an earlier row of the customer"
	run -2 --separate-stderr clv-calc --as-of=2025-07-01 --params=m.csv --keep=region log.csv
	says "no column 'region'"
	history a,2025-07-01,3,2025-01-01,2025-02-01,60,2,31,181,150,20 >h.csv
	run -2 --separate-stderr clv-calc --params=m.csv --keep=orders h.csv
	says "--keep requires an order log; all columns of a history table pass through"
	cust-init -d s.db
	run -2 --separate-stderr clv-calc -d s.db --params=m.csv --date-format=%F
	says "--date-format is for CSV, but there is none"
	for with in --keep=country --input=log --tz=Asia/Shanghai; do
		run -2 --separate-stderr clv-calc -d s.db --params=m.csv $with
		[ -z "$output" ]
		says "--keep, --input and --tz cannot be used with a store"
	done
}

@test "--keep does not take the name of a column that is there already" {
	model >m.csv
	printf '%s\n' customer_id,date,amount,spend,clv a,2025-01-01,1,low,9 >log.csv
	for name in spend clv customer_id; do
		run -2 --separate-stderr clv-calc --as-of=2025-07-01 --params=m.csv --keep=$name \
			log.csv
		[ -z "$output" ]
		says "clv-calc: duplicate column '$name' in the output"
	done
	run -2 --separate-stderr clv-calc --as-of=2025-07-01 --params=m.csv --keep=date \
		--keep=date log.csv
	says "clv-calc: duplicate column 'date' in the output"
}

@test "-d: the listed customers keep their rows, in their order, with what came in" {
	cdnow_store s.db
	echo 'customer_id,name
ann,Ann' | cust-add -d s.db >/dev/null
	clv-calc --as-of=$AS_OF "$CDNOW" >all
	printf '%s\n' note,customer_id,clv late,2357,x '"first, ""1""",0001,y' nobody,ann,z \
		>list.csv
	run -0 --separate-stderr clv-calc -d s.db --as-of=$AS_OF list.csv
	[ -z "$stderr" ]
	row() {
		awk -F, -v id="$1" '$1 == id { for (i = 2; i < NF - 1; i++) printf ",%s", $i }' all
	}
	value() { awk -F, -v id="$1" '$1 == id { print $(NF - 1) }' all; }
	same "note,customer_id,clv,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary,p_alive,expected_orders,expected_spend,model
late,2357,$(value 2357)$(row 2357),mbgnbd
\"first, \"\"1\"\"\",0001,$(value 0001)$(row 0001),mbgnbd
nobody,ann,,,,,,,,,,,,,,,"
	clv-calc -d s.db --as-of=$AS_OF - <list.csv | diff - <(printf '%s\n' "$output")
	# --top ranks those listed.
	run -0 clv-calc -d s.db --as-of=$AS_OF --top=1 list.csv
	[ "${#lines[@]}" = 2 ]
	# An unknown id is an error, wherever it stands.
	{ cat list.csv; echo who,9999,; } >unknown.csv
	run -2 --separate-stderr clv-calc -d s.db --as-of=$AS_OF unknown.csv
	[ -z "$output" ]
	says "unknown.csv:5: customer_id '9999' is not in the store"
	run -1 --separate-stderr clv-calc -d s.db --as-of=$AS_OF --skip-bad unknown.csv
	[ "${#lines[@]}" = 4 ]
	echo name >nameless.csv
	run -2 --separate-stderr clv-calc -d s.db --as-of=$AS_OF nameless.csv
	says "nameless.csv: no column 'customer_id'"
}

@test "-d: a customer whose purchases are all later than the as-of date has empty cells" {
	cdnow_store s.db
	printf '%s\n' customer_id 0001 2357 >list.csv
	clv-calc -q -d s.db --as-of=1997-02-01 "$BATS_TEST_TMPDIR/list.csv" >got
	[ "$(tail -n 1 got)" = 2357,,,,,,,,,,,,,,, ]	# first seen on 1997-03-25
	[[ $(sed -n 2p got) == 0001,1997-02-01,2,1997-01-01,1997-01-18,* ]]
}

@test "--fit-on=input fits on the listed customers, else on all" {
	cdnow_store s.db
	awk -F, 'NR == 1 { print $1 }
		NR > 1 && $1 ~ /[02468]$/ && !seen[$1]++ { print $1 }' "$CDNOW" >even.csv
	awk -F, 'NR == 1 || $1 ~ /[02468]$/' "$CDNOW" >even_log.csv
	clv-calc --as-of=$AS_OF "$CDNOW" | awk -F, 'NR == 1 || $1 ~ /[02468]$/' >by_all
	clv-calc --as-of=$AS_OF even_log.csv >by_even
	clv-calc -d s.db --as-of=$AS_OF even.csv | diff by_all -
	clv-calc -d s.db --as-of=$AS_OF --fit-on=store even.csv | diff by_all -
	clv-calc -d s.db --as-of=$AS_OF --fit-on=input even.csv | diff by_even -
	run -1 cmp -s by_all by_even
	# A customer listed twice is an error; left out, it counts once.
	{ cat even.csv; tail -n +2 even.csv; } >twice.csv
	run -2 --separate-stderr clv-calc -d s.db --as-of=$AS_OF --fit-on=input --fit twice.csv
	says "duplicate customer_id '0002'"
	{ clv-calc -d s.db --as-of=$AS_OF --fit-on=input --skip-bad --fit twice.csv 2>err ||
		[ $? = 1 ]; } |
		diff - <(clv-calc --as-of=$AS_OF --fit even_log.csv)
	# Nobody is named where nobody is.
	run -2 --separate-stderr clv-calc -d s.db --as-of=$AS_OF --fit-on=input
	[ -z "$output" ]
	says "--fit-on=input requires a FILE of customers"
	run -2 --separate-stderr clv-calc --as-of=$AS_OF --fit-on=input even_log.csv
	[ -z "$output" ]
	says "--fit-on requires -d FILE and a FILE of customers"
}

@test "-d: store not found, not a store; an operand without -d that is not CSV" {
	run -2 --separate-stderr clv-calc -d none.db --fit
	says "none.db: store not found; create it with: cust-init -d none.db"
	[ ! -e none.db ]
	cp "$CDNOW" log.csv
	run -2 --separate-stderr clv-calc -d log.csv --fit
	says "log.csv: file is not a database"
	run -2 --separate-stderr clv-calc none.csv
	says "none.csv: No such file or directory"
	run -2 --separate-stderr clv-calc .
	says ".: Is a directory"
}

@test "-D and CUSTKIT_DB: the default store" {
	cdnow_store "$CUSTKIT_DB"
	clv-calc --as-of=$AS_OF --fit "$CDNOW" >want
	clv-calc -D --as-of=$AS_OF --fit | diff want -
	clv-calc --default-db --as-of=$AS_OF --fit | diff want -
}

@test "a store whose orders were tampered with" {
	cdnow_store s.db
	sqlite3 s.db "DROP TRIGGER orders_updated; UPDATE orders SET date = '1997-02-30'
		WHERE id = 1"
	run -2 --separate-stderr clv-calc -d s.db --as-of=$AS_OF
	[ -z "$output" ]
	says "order date '1997-02-30' in the store is not a valid date; run cust-check"
	sqlite3 s.db "UPDATE orders SET date = '1997-01-01', amount = 9000000000000000000
		WHERE customer_id = '0001'"
	run -2 --separate-stderr clv-calc -d s.db --as-of=$AS_OF
	[ -z "$output" ]
	says "the sum of the amounts of customer '0001' is larger than 64 bits"
}

@test "the formats say the same; --no-header" {
	small_log
	model >m.csv
	score() { clv-calc --as-of=2025-07-01 --params=m.csv "$@" log.csv; }
	score >csv
	score --no-header | diff <(tail -n +2 csv) -
	score -f tsv | tr '\t' , | diff csv -
	score -f json | jq -r '[.customer_id, .as_of, .frequency, .monetary] | map(. // "") |
		@csv' | tr -d '"' |
		diff <(cells customer_id,as_of,frequency,monetary csv) -
	score -f json | jq -e 'select(.frequency == 0) | .monetary == null and .p_alive == 1'
	[ "$(score -t | wc -l)" -ge 4 ]
	diff <(score -t) <(score --format=table)
	run -2 --separate-stderr clv-calc --format=xml log.csv
	says "--format must be one of csv|tsv|json|table|md|excel-csv|xlsx, not 'xml'"
}

@test "--threads changes no byte, and 0 threads mean all" {
	clv-calc --as-of=$AS_OF --save=1.csv --threads=1 "$CDNOW" >one
	for n in 0 2 3 16 99; do
		clv-calc --as-of=$AS_OF --save=n.csv --threads=$n "$CDNOW" | diff one -
		diff 1.csv n.csv
	done
	run -2 --separate-stderr clv-calc --threads=two "$CDNOW"
	says "--threads must be a whole number >= 0, not 'two'"
}

@test "the default as-of date is today, and says so where the log is old" {
	run -0 --separate-stderr clv-calc --fit "$CDNOW"
	says "the latest order is on 1998-06-30, but the as-of date is $(date +%F); did you mean --as-of=1998-06-30?"
	run -0 --separate-stderr clv-calc -q --fit "$CDNOW"
	[ -z "$stderr" ]
	grep -qx "mbgnbd,as_of,$(date +%F)," <<<"$output"
	for bad in 2023-02-29 yesterday 1997-9-30 ''; do
		run -2 --separate-stderr clv-calc "--as-of=$bad" "$CDNOW"
		says "--as-of must be a date (YYYY-MM-DD), not '$bad'"
	done
}

@test "--total --by --with-all: the last row is that of --total" {
	cdnow_store c.db
	clv-calc -d c.db --as-of=1997-09-30 --columns=customer_id,first_date,last_date,frequency,as_of,spend,monetary |
		awk -F, 'NR == 1 { print $0 ",half"; next } { print $0 "," (NR % 2 ? "odd" : "even") }' >h.csv
	run -0 clv-calc --total --by=half --with-all --no-header h.csv
	[ "${#lines[@]}" -eq 3 ]
	[ "${lines[2]}" = ",$(clv-calc --total --no-header h.csv)" ]
	[ "$(sed '$d' <<<"$output")" = "$(clv-calc --total --by=half --no-header h.csv)" ]
	run -2 --separate-stderr clv-calc --total --with-all h.csv
	says "--with-all requires --total and --by"
}
