#!/usr/bin/env bats
# clv-calc --covariates: the reference of CDNOW, every place a covariate can come from, and
# everything that is wrong with one.

load helper

RETAIL=$BATS_TEST_DIRNAME/data/online_retail.csv
AS_OF=1997-09-30

# CDNOW with the covariates of the reference: lfirst = log(1 + the amount of the first day), and
# march = 1 for a first purchase on or after 1997-03-01.
cdnow() {
	awk -F, 'NR == FNR { if (FNR > 1 && !($1 in first)) first[$1] = $2
		if ($2 == first[$1]) sum[$1] += $4
		next }
	FNR == 1 { print $0 ",lfirst,march"; next }
	{ printf "%s,%.17g,%d\n", $0, log(1 + sum[$1]), (first[$1] >= "1997-03-01") }' \
		"$CDNOW" "$CDNOW" >log.csv
}

fit() {
	clv-calc --as-of=$AS_OF --covariates=lfirst,march "$@" log.csv
}

# rows_near COLUMN MODEL: lines "name want tolerance" on stdin, against the rows of a model file in
# FIT; COLUMN 3 is the value, 4 the standard error.
rows_near() {
	awk -v column="$1" 'NR == FNR { want[$1] = $2; tol[$1] = $3; n++; next }
	($1 "") == model && $2 in want { d = $column - want[$2]
		if ($column == "" || !(d <= tol[$2] && -d <= tol[$2])) {
			print $2 " is " $column ", not " want[$2]; bad = 1 }
		n-- }
	END { if (n != 0) print n " values are not there"
		exit bad || n != 0 }' - FS=, model="$2" FIT
}

# log_errors MODEL PARAMETERS: the rows of fit.csv, with the standard errors of the logarithms of
# these parameters, as FIT.
log_errors() {
	awk -F, -v OFS=, -v names="$2" '$1 == "'"$1"'" {
		print $1, $2, $3, (" " names " ") ~ (" " $2 " ") ? $4 / $3 : $4 }' fit.csv >FIT
}

# scored: scores.csv has the P(alive) and the expected purchases of stdin, to 1e-6.
scored() {
	cat >want
	cells customer_id,p_alive,expected_orders scores.csv | awk -F, '
	function off(got, want) {
		return !((got - want) / want < 1e-6 && (want - got) / want < 1e-6)
	}
	NR == FNR { split($0, w, " "); alive[w[1]] = w[2]; orders[w[1]] = w[3]; n++; next }
	$1 in alive { n--
		if (off($2, alive[$1]) || off($3, orders[$1])) { print; bad = 1 } }
	END { exit bad || n != 0 }' want -
}

# Independent computation: C with quadrature, checked with SciPy.  The parameters to 1e-2 of a
# standard error.
@test "MBG/NBD on CDNOW: likelihood, parameters, errors, test and scores of the reference" {
	cdnow
	fit --fit >fit.csv
	log_errors mbgnbd "r alpha a b"
	rows_near 3 mbgnbd <<-END
	n 2357 0
	log_likelihood -9558.63549244 1e-4
	log_likelihood_without -9582.13571555 1e-4
	r .5528359 8.6e-4
	alpha 22.892853 .064
	a 1.3878357 .0045
	b 1.6104648 .0052
	trans.lfirst .38976229 8.3e-4
	trans.march -.17313772 1.3e-3
	life.lfirst -.12653915 8.6e-4
	life.march -.090742397 1.5e-3
	lr_statistic 47.0004462 1e-6
	lr_df 4 0
	lr_p 1.52459e-9 1e-14
	END
	rows_near 4 mbgnbd <<-END
	r .15676 1e-4
	alpha .28081 2e-4
	a .32545 2e-4
	b .32313 2e-4
	trans.lfirst .08312 5e-5
	trans.march .13403 1e-4
	life.lfirst .08609 5e-5
	life.march .15099 1e-4
	END
	fit --horizon=39w >scores.csv
	scored <<-END
	0001 .702088778 1.268190998
	0002 .135370600 .158908691
	0003 .387910920 .146372275
	0157 .962153398 17.605797724
	2357 .453943430 .238995632
	END
}

@test "Pareto/NBD on CDNOW: the same" {
	cdnow
	fit --fit --model=paretonbd >fit.csv
	log_errors paretonbd "r alpha s beta"
	rows_near 3 paretonbd <<-END
	log_likelihood -9570.68298347 1e-4
	r .57607648 5e-4
	alpha 36.452117 .078
	s .59244934 .0018
	beta 11.173502 .09
	trans.lfirst .37183956 6.2e-4
	trans.march -.14175782 9.7e-4
	life.lfirst .019962229 1.5e-3
	life.march -.31709671 2.5e-3
	lr_statistic 48.5863909 1e-6
	lr_df 4 0
	lr_p 7.12202e-10 1e-15
	END
	rows_near 4 paretonbd <<-END
	r .08697 5e-5
	alpha .21470 1e-4
	s .30136 2e-4
	beta .81019 4e-4
	trans.lfirst .06209 5e-5
	trans.march .09734 5e-5
	life.lfirst .15137 1e-4
	life.march .24950 1e-4
	END
	fit --model=paretonbd --horizon=39w >scores.csv
	scored <<-END
	0001 .868134771 1.476984511
	0002 .131299756 .143933666
	0003 .305580610 .102315968
	0157 .996215144 18.321222775
	2357 .439715741 .202960913
	END
}

@test "the p of a coefficient is that of Wald's test" {
	cdnow
	fit --fit >fit.csv
	# z = .38976/.08311 = 4.690, -.17314/.13403 = -1.2918; p from tables of the normal
	# distribution
	grep -E 'trans' fit.csv | awk -F, '{ row[$2] = $3 }
	END { exit !(row["trans_p.lfirst"] > 2.6e-6 && row["trans_p.lfirst"] < 2.9e-6 &&
		row["trans_p.march"] > .1955 && row["trans_p.march"] < .1972) }'
}

@test "the same bytes with one thread and two, and in any order of the rows" {
	cdnow
	for model in mbgnbd paretonbd; do
		fit --model=$model --threads=1 >one
		fit --model=$model --threads=2 >two
		cmp one two
		fit --model=$model --threads=1 --fit >one
		(head -n 1 log.csv; tail -n +2 log.csv | sort -t, -k4,4 -k2,2) >mixed.csv
		clv-calc --as-of=$AS_OF --covariates=lfirst,march --model=$model --threads=2 --fit \
			mixed.csv >two
		cmp one two
	done
}

@test "the columns are kept once, and the output can be fitted and scored again" {
	cdnow
	fit --horizon=39w >want
	columns lfirst,march want | head -n 1 >names
	[ "$(cat names)" = lfirst,march ]
	fit --keep=march --keep=lfirst >kept
	[[ $(head -n 1 kept) == *,monetary,march,lfirst,p_alive,* ]]
	clv-calc --covariates=lfirst,march --horizon=39w want >got
	cmp want got
}

@test "--save and --params: the same scores on a log, a history table and a store" {
	cdnow
	for model in mbgnbd paretonbd; do
		fit --model=$model --save=model.csv >want
		clv-calc --as-of=$AS_OF --params=model.csv log.csv >got
		cmp want got
		cut -d, -f1-13 want >history.csv
		clv-calc --params=model.csv history.csv >got
		cmp want got
		grep -E '^(customer_id|0002)' log.csv >one.csv
		clv-calc --as-of=$AS_OF --params=model.csv one.csv | tail -n 1 >got
		grep '^0002,' want | cmp - got
	done
}

@test "--params: a table that lacks the column, a customer far from the others" {
	cdnow
	fit --save=model.csv >/dev/null
	cut -d, -f1-5 log.csv >less.csv
	run -2 --separate-stderr clv-calc --as-of=$AS_OF --params=model.csv less.csv
	[ -z "$output" ]
	says "clv-calc: less.csv: no column 'march'"
	printf '%s\n' customer_id,date,amount,lfirst,march x,1997-01-01,5,3,0 \
		far,1997-01-01,5,1e6,0 >far.csv
	run -2 --separate-stderr clv-calc --as-of=$AS_OF --params=model.csv far.csv
	[ -z "$output" ]
	says "customer 'far': the covariates are too far from those of the fit"
	grep -v 'life.march' model.csv >broken.csv
	run -2 --separate-stderr clv-calc --as-of=$AS_OF --params=broken.csv log.csv
	says "broken.csv: no row mbgnbd,life.march"
	grep -v 'trans.march' model.csv >broken.csv
	run -2 --separate-stderr clv-calc --as-of=$AS_OF --params=broken.csv log.csv
	says "unknown row mbgnbd,trans_p.march"
	(cat model.csv; echo mbgnbd,trans.march,1,) >broken.csv
	run -2 --separate-stderr clv-calc --as-of=$AS_OF --params=broken.csv log.csv
	says "broken.csv: a second row mbgnbd,trans.march, or more than 8 covariates"
}

@test "--params: a model far from 0 is read as it was written" {
	cdnow
	awk -F, -v OFS=, 'NR > 1 { $5 = sprintf("%.17g", $5 + 100) } 1' log.csv \
		>moved.csv
	clv-calc --as-of=$AS_OF --covariates=lfirst,march --save=model.csv moved.csv >want
	awk -F, '$2 == "alpha" { exit !($3 > 1e17) }' model.csv
	clv-calc --as-of=$AS_OF --params=model.csv moved.csv >got
	cmp want got
	fit >scores.csv
	paste -d, <(cells expected_orders scores.csv) <(cells expected_orders want) | awk -F, '
	{ d = $1 / $2 - 1; if (!(d < 1e-6 && -d < 1e-6)) bad = 1 } END { exit bad || NR != 2357 }'
}

@test "--evaluate predicts the sum of the scores" {
	cdnow
	for model in mbgnbd paretonbd; do
		run -0 --separate-stderr clv-calc --evaluate=$AS_OF --horizon=39w --model=$model \
			--covariates=lfirst,march log.csv
		fit --model=$model --horizon=39w >scores.csv
		cells expected_orders scores.csv | awk -v want="$(cell predicted class=all)" '
		{ sum += $1 } END { d = sum / want - 1; exit !(d < 1e-9 && -d < 1e-9) }'
		[ "$(cell actual class=all)" = 1882 ]
	done
}

@test "a covariate is a number: in a log" {
	cdnow
	wrong() {
		sed "3s/,[^,]*,0$/,$1,0/" log.csv >bad.csv
		run -2 --separate-stderr clv-calc --as-of=$AS_OF --covariates=lfirst,march bad.csv
		[ -z "$output" ]
		says "clv-calc: bad.csv:3: $2"
	}
	wrong "" "lfirst is empty"
	wrong gold "lfirst 'gold' is not a number"
	wrong inf "lfirst 'inf' is not a number"
	wrong 1e101 "lfirst '1e101' is out of range"
	wrong 7 "--covariates=lfirst: '7' differs from '3.4121373217004898' in an earlier row of the customer"
	sed '2s/,[^,]*,0$/,,0/' log.csv >bad.csv
	run -1 --separate-stderr clv-calc --as-of=$AS_OF --covariates=lfirst,march --skip-bad \
		bad.csv
	says "bad.csv:2: lfirst is empty"
	[ "$(cell orders customer_id=0001)" = 2 ]
}

@test "a covariate is a number: in a history table, and --skip-bad" {
	cdnow
	fit | cut -d, -f1-13 >history.csv
	sed '2s/,[^,]*$/,vip/; 4s/,[^,]*$/,/' history.csv >bad.csv
	run -2 --separate-stderr clv-calc --covariates=lfirst,march bad.csv
	[ -z "$output" ]
	says "clv-calc: bad.csv:2: march 'vip' is not a number"
	run -1 --separate-stderr clv-calc --covariates=lfirst,march --skip-bad bad.csv
	says "bad.csv:4: march is empty"
	sed '2d; 4d' history.csv | clv-calc --covariates=lfirst,march >want
	diff <(printf '%s\n' "$output") want
}

@test "no covariate: constant, collinear, endless, or far from 0" {
	cdnow
	cannot() {
		run -2 --separate-stderr clv-calc --as-of=$AS_OF --covariates="$1" "${@:3}" x.csv
		[ -z "$output" ]
		says "clv-calc: --covariates: $2"
	}
	awk -F, -v OFS=, 'NR == FNR { n[$1] += $2 <= "1997-09-30"; next }
	FNR == 1 { print $0, "one", "half", "once", "far"; next }
	{ print $0, 1, 7 - $6 / 2, n[$1] == 1 && $1 % 2, 1e6 + (n[$1] > 2) + $1 % 2 }' \
		log.csv log.csv >x.csv
	cannot one "'one' has the same value for all of 2357 customers; leave it out"
	cannot lfirst,half,march \
		"'half' and 'march' are collinear: each follows from the others; leave one out"
	for model in mbgnbd paretonbd; do
		cannot once,march "the likelihood has no maximum: the coefficient of 'once'" \
			--model=$model
		says "grows without end; leave it out, or use --model=$model without covariates"
		cannot far,march "0 is too far from the values of 'far': the parameters at 0 are" \
			--model=$model
		says "out of range; subtract the mean from the column"
	done
}

# Without covariates the best of Pareto/NBD is the limit of equal rates and equal dropout, which is
# not fitted with covariates.
@test "no maximum: the model without covariates is named" {
	awk -F, 'NR == 1 { print $0 ",u"; next } !($1 in nth) { nth[$1] = ++n }
	{ print $0 "," nth[$1] * 7919 % 11 }' "$BATS_TEST_DIRNAME/data/limits/i16.csv" >i16.csv
	[[ $(head -n 1 i16.csv) == customer_id,* ]]
	run -2 --separate-stderr clv-calc -q --as-of=2020-04-30 --model=paretonbd --covariates=u \
		i16.csv
	[ -z "$output" ]
	says "clv-calc: --covariates: the search found no maximum of the likelihood;"
	says " use --model=paretonbd without covariates"
}

@test "--covariates: names, and what it cannot be combined with" {
	cdnow
	misuse() {
		run -2 --separate-stderr clv-calc --as-of=$AS_OF "${@:2}" log.csv
		[ -z "$output" ]
		says "clv-calc: $1"
	}
	misuse "--covariates: a name is empty" --covariates=
	misuse "--covariates: a name is empty" --covariates=march,
	misuse "--covariates: 'march' is named twice" --covariates=march,lfirst,march
	misuse "--covariates: there can be at most 8" --covariates=a,b,c,d,e,f,g,h,i
	misuse "--covariates requires --model=mbgnbd or --model=paretonbd" --covariates=march \
		--model=bgnbd
	misuse "--covariates requires --model=mbgnbd or --model=paretonbd" --covariates=march \
		--model=auto
	misuse "--covariates cannot be used with --params; the model file names them" \
		--covariates=march --params=model.csv
	misuse "log.csv: no column 'visits'" --covariates=visits
}

@test "a limit without dropout has covariates of the purchases only" {
	awk -F, 'NR == 1 { for (id = 1; $id != "customer_id"; id++); print $0 ",odd"; next }
	{ print $0 "," $id % 2 }' "$RETAIL" >odd.csv
	for model in mbgnbd paretonbd; do
		run -0 --separate-stderr clv-calc --as-of=2011-06-09 --model=$model --fit -v \
			--covariates=odd odd.csv
		says "no dropout is visible in these data; using the NBD limit"
		[ "$(cell value name=limit)" = no_dropout ]
		[ "$(cell value name=lr_df)" = 1 ]
		[[ $output == *"$model,trans.odd,"* && $output != *,life* ]]
		# LL of the NBD, computed independently
		awk -v l="$(cell value name=log_likelihood_without)" \
			'BEGIN { d = l + 13255.61344; exit !(d < 1e-4 && -d < 1e-4) }'
		awk -v a="$(cell value model=$model name=log_likelihood)" \
			-v b="$(cell value name=log_likelihood_without)" \
			-v lr="$(cell value name=lr_statistic)" \
			'BEGIN { d = 2 * (a - b) - lr; exit !(lr > 0 && d < 1e-7 && -d < 1e-7) }'
		clv-calc -q --as-of=2011-06-09 --model=$model --covariates=odd --save=m.csv \
			odd.csv >want
		clv-calc -q --as-of=2011-06-09 --params=m.csv odd.csv >got
		cmp want got
	done
}

# A store whose customers have the covariates as attributes, and plan as a column.
shop() {
	cust-init -d s.db
	cut -d, -f1,5,6 log.csv | sort -u | sed 's/^customer_id.*//; /^$/d' |
		(echo customer_id,lfirst,march; cat) >customers.csv
	cust-add -q -d s.db --attrs customers.csv >/dev/null
	order-add -q -d s.db "$CDNOW" >/dev/null
}

@test "a store: the attributes of the customers are covariates" {
	cdnow
	shop
	fit --horizon=39w >want
	clv-calc -d s.db --as-of=$AS_OF --covariates=lfirst,march --horizon=39w --save=m.csv >got
	paste -d, <(cells customer_id,expected_orders want) \
		<(cells customer_id,expected_orders got) | awk -F, '{ d = $2 / $4 - 1; if ($1 != $3 || !(d < 1e-9 && -d < 1e-9)) bad = 1 }
		END { exit bad || NR != 2357 }'
	clv-calc -d s.db --as-of=$AS_OF --params=m.csv --horizon=39w >again
	cmp got again
	printf 'customer_id,march\n2357,x\n' |
		clv-calc -d s.db --as-of=$AS_OF --params=m.csv --horizon=39w - >one
	cells customer_id,p_alive,expected_orders got | grep ^2357 |
		diff - <(cells customer_id,p_alive,expected_orders one)
	head -n 201 customers.csv >some.csv
	clv-calc -d s.db --as-of=$AS_OF --covariates=lfirst --fit-on=input --fit some.csv >fit.csv
	awk -F, 'NR == 1 || $1 <= "0200"' log.csv |
		clv-calc --as-of=$AS_OF --covariates=lfirst --fit |
		diff <(grep -o '^[^,]*,[^,]*,[^,]\{1,9\}' fit.csv) \
			<(grep -o '^[^,]*,[^,]*,[^,]\{1,9\}' -)
}

@test "a store: an attribute that lacks, and one that is text" {
	cdnow
	shop
	run -2 --separate-stderr clv-calc -d s.db --as-of=$AS_OF --covariates=visits
	says "clv-calc: no column 'visits' in customer or in attrs"
	printf '%s\n' customer_id,march 0001,often >new.csv
	cust-add -q -d s.db --attrs new.csv >/dev/null
	run -2 --separate-stderr clv-calc -d s.db --as-of=$AS_OF --covariates=lfirst,march
	[ -z "$output" ]
	says "clv-calc: customer_id 0001: march 'often' is not a number"
	cust-add -q -d s.db --customer-id=0000 >/dev/null
	sed -n '1p; 2s/^0001/0000/p' "$CDNOW" | order-add -q -d s.db >/dev/null
	run -2 --separate-stderr clv-calc -d s.db --as-of=$AS_OF --covariates=lfirst,march
	says "clv-calc: customer_id 0000: lfirst is empty"
	run -1 --separate-stderr clv-calc -d s.db --as-of=$AS_OF --covariates=lfirst,march \
		--skip-bad
	says "customer_id 0001: march 'often' is not a number"
	grep -v ^0001 log.csv | clv-calc --as-of=$AS_OF --covariates=lfirst,march >want
	diff <(columns customer_id,frequency,age) <(columns customer_id,frequency,age want)
	printf 'customer_id\n0001\n0002\n' >two.csv
	run -1 --separate-stderr clv-calc -q -d s.db --as-of=$AS_OF --covariates=lfirst,march \
		--skip-bad two.csv
	[ "$(cell p_alive customer_id=0001)" = "" ]
	[ "$(cell p_alive customer_id=0002)" != "" ]
}

@test "churn-flag refuses a model with covariates" {
	cdnow
	fit --save=model.csv >/dev/null
	run -2 --separate-stderr churn-flag --as-of=$AS_OF --params=model.csv log.csv
	[ -z "$output" ]
	says "model.csv: the model has covariates, which churn-flag cannot use"
}

@test "custkit-tables(5) names the rows of covariates" {
	cdnow
	fit --fit >fit.csv
	sed -n '/^\.Ss Values of covariates/,/^\.El/s/^\.It Va //p' \
		"$ROOT/share/man/man5/custkit-tables.5" | tr ',' '\n' | tr -d ' ' | sort >documented
	grep -E '^mbgnbd,(trans|life|lr|log_likelihood_)' fit.csv | cut -d, -f2 |
		sed 's/\.\(lfirst\|march\)$/.COLUMN/' | sort -u | diff documented -
}
