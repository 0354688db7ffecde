#!/usr/bin/env bats
# clv-calc --evaluate --tracking: cumulative repeat purchases by week, of the CDNOW sample.  The
# predictions were computed independently, in Python with mpmath (30 digits): the sum over the
# customers of E[X(t)] in closed form (2F1), t from the first purchase to the end of the week.  The
# actual numbers were counted there.

load helper

AS_OF=1997-09-30

# model NAME PARAMETER=VALUE...: a model file.
model() {
	printf '%s\n' model,name,value,se custkit,format,1, "$1,limit,none,"
	for par in "${@:2}"; do
		echo "$1,${par/=/,},"
	done
}

track() { clv-calc -q --evaluate=$AS_OF --horizon=39w --tracking "$@"; }

@test "weeks of calibration and holdout, predicted and actual" {
	model bgnbd r=.243 alpha=4.414 a=.793 b=2.426 >bgnbd.csv
	model mbgnbd r=.525 alpha=6.183 a=.891 b=1.614 >mbgnbd.csv
	model paretonbd r=.553 alpha=10.578 s=.606 beta=11.669 >paretonbd.csv
	while IFS=, read -r model week date n predicted actual; do
		track --params="$model.csv" "$CDNOW" >rows
		[ "$(wc -l <rows)" = 79 ]
		sed -n "$((week + 1))p" rows | awk -F, -v p="$predicted" \
			-v same="$model,$week,$date,$n,$actual" '
			$1 "," $2 "," $3 "," $4 "," $6 != same || ($5 / p - 1) ^ 2 > 1e-22 {
				print; exit 1 }'
	done <<-'END'
	bgnbd,1,1997-01-07,157,3.213843130886,0
	bgnbd,2,1997-01-14,321,14.89060287718,19
	bgnbd,10,1997-03-11,1974,427.7777691796,504
	bgnbd,39,1997-09-30,2357,2497.563529487,2457
	bgnbd,78,1998-06-30,2357,4166.372720386,4339
	mbgnbd,1,1997-01-07,157,3.19952016978,0
	mbgnbd,40,1997-10-07,2357,2527.942648035,2507
	mbgnbd,78,1998-06-30,2357,4052.454610335,4339
	paretonbd,1,1997-01-07,157,3.066820403766,0
	paretonbd,10,1997-03-11,1974,418.6944489563,504
	paretonbd,78,1998-06-30,2357,4268.947036876,4339
	END
}

@test "what is tracked after the date is what --evaluate counts: 1,882" {
	track "$CDNOW" >rows
	[ "$(awk -F, '$3 == "1997-09-30" { from = $6 } END { print $6 - from }' rows)" = 1882 ]
	run -0 clv-calc -q --evaluate=$AS_OF --horizon=39w "$CDNOW"
	[ "$(cell actual class=all)" = 1882 ]
	# from a store, and with any number of threads
	cdnow_store s.db
	track -d s.db | diff rows -
	track --threads=3 "$CDNOW" | diff rows -
}

@test "small: a shorter last week, refunds, customers of later weeks" {
	printf '%s\n' customer_id,date,amount a,2024-01-01,5 a,2024-01-03,5 a,2024-01-09,-5 \
		b,2024-01-09,1 b,2024-01-10,1 a,2024-01-12,5 late,2024-01-12,1 late,2024-01-13,1 \
		b,2024-01-17,9 >log.csv
	model bgnbd r=1 alpha=7 a=2 b=3 >model.csv
	run -0 clv-calc -q --evaluate=2024-01-10 --horizon=7d --tracking --params=model.csv log.csv
	[ "$(cells week,date,n,actual)" = \
		$'1,2024-01-07,1,1\n2,2024-01-14,2,3\n3,2024-01-17,2,4' ]
}

@test "--plot: both curves; what cannot be plotted" {
	run -0 --separate-stderr clv-calc -q --evaluate=$AS_OF --horizon=39w --plot=term "$CDNOW"
	[[ $output == Tracking*'cumulative repeat purchases'*'• actual'*'○ predicted'* ]]
	# 4,339 repeat purchases in all, counted with awk
	awk -F, 'NR > 1 && !seen[$1 $2]++ { n++ } NR > 1 && !was[$1]++ { n-- } END { print n }' \
		"$CDNOW" >n
	clv-calc -q --evaluate=$AS_OF --horizon=39w --plot=svg "$CDNOW" >plot.svg
	[ "$(grep -c '<svg' plot.svg)" -eq 1 ]
	[[ $(cat plot.svg) == *'cumulative repeat purchases'*">$(sed 's/^./&,/' n)<"* ]]
	run -2 --separate-stderr clv-calc --tracking "$CDNOW"
	says "--tracking requires --evaluate"
	clv-calc -q --as-of=$AS_OF "$CDNOW" >table.csv
	run -2 --separate-stderr clv-calc --evaluate=$AS_OF --tracking --horizon=39w table.csv
	says "--evaluate requires an order log or a store; a history table has no later purchases"
}

# CDNOW, and whether the customer's number is odd.
grouped() { awk -F, -v OFS=, 'NR == 1 { print $0, "plan"; next }
	{ print $0, substr($1, length($1)) % 2 ? "odd" : "even" }' "$CDNOW"; }

@test "--by: the classes of each group; its sums are those of all" {
	grouped >log.csv
	run -0 --separate-stderr clv-calc --evaluate=$AS_OF --horizon=39w --by=plan log.csv
	[ "${#lines[@]}" = 19 ]
	[[ ${lines[0]} == plan,model,class,n,predicted,actual,relative_error,bias,mae ]]
	[ "$(cells plan,class | sed -n '1p;9,10p;18p' | tr '\n' ' ')" = "even,all even,7+ odd,all odd,7+ " ]
	printf '%s\n' "$output" >by.csv
	clv-calc -q --evaluate=$AS_OF --horizon=39w log.csv >all.csv
	# n, predicted and actual add up, per class
	{ cells class,n,predicted,actual all.csv; cells class,n,predicted,actual by.csv; } |
		awk -F, 'NR <= 9 { n[$1] = $2; p[$1] = $3; a[$1] = $4; next }
		{ n[$1] -= $2; p[$1] -= $3; a[$1] -= $4 }
		END { for (c in n) if (n[c] || a[c] || p[c] ^ 2 > 1e-16) { print c; exit 1 } }'
	# counted from the log
	[ "$(awk -F, -v as_of=$AS_OF 'NR > 1 && !seen[$1 $2]++ { if ($2 <= as_of) was[$1] = 1
		if ($2 > as_of && was[$1]) n[$NF]++ } END { print n["even"], n["odd"] }' \
		<(sort log.csv | sed '1h; $G'))" = "$(cells class,actual by.csv | sed -n 's/^all,//p' |
		paste -sd' ')" ]
	# customers of a store: a column, and a key of attrs; blank is a group
	cust-init -q -d s.db
	cut -d, -f1-4 log.csv | order-add -q -d s.db --create >acc
	awk -F, -v OFS=, 'NR == 1 { print "customer_id,plan,tier"; next }
		!seen[$1]++ { print $1, $NF, $NF == "odd" ? "gold" : "" }' log.csv |
		cust-add -q -d s.db --attrs >acc
	clv-calc -q -d s.db --evaluate=$AS_OF --horizon=39w --by=plan | diff by.csv -
	clv-calc -q -d s.db --evaluate=$AS_OF --horizon=39w --by=tier |
		diff <(sed 's/^odd/gold/; s/^even//; s/^plan/tier/' by.csv) -
	# a column of the list of customers comes first; those not listed have no group
	printf '%s\n' customer_id,plan 0001,mine >list.csv
	clv-calc -q -d s.db --evaluate=$AS_OF --horizon=39w --by=plan list.csv |
		cells plan,class,n - | grep all >got
	[ "$(cat got)" = $',all,2356\nmine,all,1' ]
}

@test "--by: what cannot be grouped" {
	grouped >log.csv
	run -2 --separate-stderr clv-calc --evaluate=$AS_OF --horizon=39w --by=city log.csv
	says "no column 'city'"
	cdnow_store s.db
	run -2 --separate-stderr clv-calc -d s.db --evaluate=$AS_OF --horizon=39w --by=nothing
	[[ $stderr == *nothing* ]]
	run -2 --separate-stderr clv-calc --evaluate=$AS_OF --by=plan --tracking log.csv
	says "--by cannot be used with --tracking or --plot"
	run -2 --separate-stderr clv-calc --by=plan log.csv
	says "--by requires --total or --evaluate"
	# one value per customer
	echo 0001,1997-02-01,1,1,even >>log.csv
	run -2 --separate-stderr clv-calc --evaluate=$AS_OF --by=plan log.csv
	says "--by=plan: 'even' differs from 'odd' in an earlier row of the customer"
}
