#!/usr/bin/env bats
# The purchase history: the rules of days and refunds, and the same bytes whatever it comes from.

load helper

COLUMNS_OF_HISTORY=customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary

# folded AS-OF [OPTION]... FILE: the history columns of a log, by a tool that needs no fit.
folded() {
	cust-segment --rfm "--as-of=$1" "${@:2}" | cut -d, -f1-11
}

# log ROW...: an order log of customer_id, date, amount.
log() {
	printf '%s\n' customer_id,date,amount "$@"
}

# history_is ROW...: what FILE log.csv folds to by 2025-07-01, and what a store of it says, both
# from its maintained history and folded at an earlier date than the last order of somebody else.
history_is() {
	printf '%s\n' $COLUMNS_OF_HISTORY "$@" >want
	folded 2025-07-01 -q log.csv | diff want -
	{ head -n 1 log.csv; tail -n +2 log.csv | tac; } >reversed.csv
	folded 2025-07-01 -q reversed.csv | diff want -
	rm -f s.db
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >/dev/null
	cust-list -q -d s.db --history --as-of=2025-07-01 | diff want -
	cust-check -d s.db >faults || { cat faults; return 1; }
	log zz,2025-12-31,1 | order-add -q -d s.db --create >/dev/null
	cust-list -q -d s.db --history --as-of=2025-07-01 | diff want -
}

# random SEED CUSTOMERS: a log with days, refunds, zeros, order_ids (of one customer, on several
# days, of several customers), and in the last column the batch of each row.
random() {
	awk -v seed="$1" -v customers="$2" '
	function r(n) { seed = seed * 16807 % 2147483647; return seed % n }
	BEGIN {
		seed = seed * 7919 + 13; r(2); r(2)
		print "customer_id,date,amount,order_id,batch"
		for (c = 1; c <= customers; c++)
			for (n = 1 + r(12); n > 0; n--) {
				day = 1 + r(4) * r(20)
				m = day <= 31 ? 1 : day <= 59 ? 2 : 3
				date = sprintf("2025-%02d-%02d", m,
					day - (m == 1 ? 0 : m == 2 ? 31 : 59))
				stamp = r(4) ? "" : sprintf("T%02d:%02d", r(24), r(60))
				kind = r(10)
				cents = kind < 3 ? -r(3000) - 1 : kind < 4 ? 0 : r(10000) + 1
				order = r(5) < 2 ? sprintf("o%d-%d", c, r(4)) : r(8) ? "" : \
				sprintf("shared%d", r(5))
				key = order == "" ? NR n c : order date
				if (!(key in batch)) batch[key] = r(4)
				printf "c%03d,%s%s,%.2f,%s,%d\n", c, date, stamp, cents / 100,
				order, batch[key]
			}
	}'
}

# oracle AS-OF-DAY FILE: its history, from the rules and day by day; days of 2025.
oracle() {
	awk -F, -v T="$1" '
	function number(d) {
		return substr(d, 9, 2) + (substr(d, 6, 2) == "01" ? 0 : substr(d, 6, 2) == "02" ? \
		31 : 59) }
	function date(n) {
		return sprintf("2025-%02d-%02d", n <= 31 ? 1 : n <= 59 ? 2 : 3,
			n - (n <= 31 ? 0 : n <= 59 ? 31 : 59)) }
	function cents(a,  s) { s = a ~ /^-/ ? -1 : 1; sub(/^-/, "", a); sub(/\./, "", a);
		return s * a }
	NR == 1 || number($2) > T { next }
	{
		d = number($2); a = cents($3)
		if (!seen[$1]++) id[++n] = $1
		if (a >= 0) { is[$1, d] = 1; bought[$1, d] += a } else { back[$1, d] += a }
		if ($4 == "") orders[$1] += a >= 0
		else if (a >= 0 && !had[$1, $4]++) orders[$1]++
	}
	END {
		for (i = 1; i <= n; i++) {
			c = id[i]; days = 0; spend = 0
			for (d = 1; d <= T; d++) {
				if ((c, d) in is) { days++; net[days] = bought[c, d]; last = d;
					if (days == 1) first = d }
				if (days > 0) net[days] += back[c, d]
				spend += bought[c, d] + back[c, d]
			}
			if (days == 0) continue
			repeat = 0
			for (k = 2; k <= days; k++) repeat += net[k]
			printf "%s,%s,%d,%s,%s,%.10g,%d,%d,%d,%d,%s\n", c, date(T), orders[c],
			date(first), date(last),
			    spend / 100, days - 1, last - first, T - first, T - last,
			    (days > 1 ? sprintf("%.17g", repeat / 100 / (days - 1)) : "")
		}
	}' "$2" | sort
}

# agree ORACLE HISTORY: cell by cell; monetary to 1e-12.
agree() {
	tail -n +2 "$2" | paste -d, "$1" - | awk -F, 'NF != 22 { print "rows differ: " $0; bad = 1;
		next }
	{
		for (i = 1; i <= 10; i++) if ($i "" != $(i + 11) "") {
			print "column " i ": want " $0; bad = 1 }
		d = $11 - $22; if (d < 0) d = -d
		if (($11 == "") != ($22 == "") || d > 1e-12 * (1 + ($11 < 0 ? -$11 : $11))) {
			print "monetary: " $0; bad = 1 }
	}
	END { exit bad || NR < 5 }'
}

@test "the same bytes: shuffled, split in three, quoted, CRLF, standard input, several threads" {
	for as_of in 1997-09-30 1998-06-30; do
		clv-calc --as-of=$as_of --save=want.m "$CDNOW" >want
		cust-segment --rfm --as-of=$as_of "$CDNOW" >segments
		{ head -n 1 "$CDNOW"; tail -n +2 "$CDNOW" |
			shuf --random-source="$CDNOW"; } >shuffled.csv
		run -1 cmp -s shuffled.csv "$CDNOW"
		awk -F, 'NR == 1 { for (i = 0; i < 3; i++) print > "part" i ".csv"; next }
			{ print > "part" NR % 3 ".csv" }' "$CDNOW"
		sed 's/[^,]*/"&"/g' "$CDNOW" >quoted.csv
		{ printf '\357\273\277'; sed 's/$/\r/' shuffled.csv; } >crlf.csv
		for from in shuffled.csv 'part2.csv part0.csv part1.csv' quoted.csv crlf.csv - \
			'part1.csv - part0.csv'; do
			for threads in 1 2; do
				stdin=$CDNOW
				[ "$from" = - ] || stdin=part2.csv
				clv-calc --as-of=$as_of --threads=$threads --save=got.m $from \
					<$stdin | diff -q want -
				diff want.m got.m
				cust-segment --rfm --as-of=$as_of --threads=$threads $from <$stdin |
					diff -q segments -
			done
		done
	done
}

@test "the same bytes: the store and its history table; before, at and after the last order" {
	cdnow_store s.db
	{ head -n 1 "$CDNOW"; tail -n +2 "$CDNOW" | shuf --random-source="$CDNOW"; } >shuffled.csv
	cust-init -d d.db
	order-add -q -d d.db --create shuffled.csv >/dev/null
	for as_of in 1997-01-31 1997-09-30 1998-06-29 1998-06-30 1998-07-01 1999-12-31; do
		clv-calc -q --as-of=$as_of --save=want.m "$CDNOW" >want
		cust-segment -q --rfm --as-of=$as_of "$CDNOW" >segments
		for threads in 1 2; do
			for db in s.db d.db; do
				clv-calc -q -d $db --as-of=$as_of --threads=$threads --save=got.m |
					diff -q want -
				diff want.m got.m
				cust-segment -q --rfm -d $db --as-of=$as_of --threads=$threads |
					diff -q segments -
			done
			cust-list -q -d s.db --history --as-of=$as_of >history.csv
			clv-calc --threads=$threads --save=got.m history.csv | diff -q want -
			diff want.m got.m
			cust-segment --rfm --threads=$threads history.csv | diff -q segments -
			clv-calc --threads=$threads - <history.csv | diff -q want -
		done
	done
}

@test "the same bytes: a log of many blocks, by any number of threads" {
	# 83,028 rows of 28,284 customers, the copies of one id far from each other.
	awk -F, -v OFS=, 'NR == 1 { print; next } { row[NR] = $0 }
		END { for (c = 1; c <= 12; c++) for (i = \
		2; i in row; i++) print "x" c "-" row[i] }' "$CDNOW" >grouped.csv
	{ head -n 1 grouped.csv; tail -n +2 grouped.csv |
		shuf --random-source="$CDNOW"; } >mixed.csv
	{ head -n 1 grouped.csv; tail -n +2 grouped.csv | sort -t, -k2,2 -s; } >dated.csv
	sed '40000s/,/,"/2; 40000s/,\([^,]*\)$/",\1/' mixed.csv >one_quote.csv
	[ "$(wc -c <grouped.csv)" -gt 2000000 ]
	clv-calc --as-of=1997-09-30 --threads=1 --save=want.m grouped.csv >want
	[ "$(wc -l <want)" = 28285 ]
	grep -qx mbgnbd,n,28284, want.m
	grep -qx mbgnbd,tuples,1016, want.m
	for log in grouped mixed dated one_quote; do
		for threads in 1 2 5; do
			clv-calc --as-of=1997-09-30 --threads=$threads --save=got.m $log.csv |
				cmp want -
			cmp want.m got.m
		done
	done
	# 12 equal cohorts have the parameters of one.
	clv-calc --as-of=1997-09-30 --fit "$CDNOW" | awk -F, 'NR == FNR { v[$1, $2] = $3; next }
	$2 ~ /^(r|alpha|a|b|p|q|gamma)$/ { d = $3 / v[$1, $2] - 1; if (d > 1e-5 || d < -1e-5) {
		print; bad = 1 } n++ } END { exit bad || n != 7 }' - want.m
}

@test "the bad row of a log of many blocks is named by its line, whatever the threads" {
	awk -F, -v OFS=, 'NR == 1 { print; next } { row[NR] = $0 }
		END { for (c = 1; c <= 12; c++) for (i = \
		2; i in row; i++) print "x" c "-" row[i] }' "$CDNOW" |
		sed '70001s/.*/x1-0001,1997-02-29,1,1/; 70007s/.*/y,1997-01-01,1,x/; 81000s/.*/z/' \
		>bad.csv
	for threads in 1 2 5; do
		run -2 --separate-stderr clv-calc --as-of=1997-09-30 --threads=$threads bad.csv
		[ "$stderr" = "clv-calc: bad.csv:70001: date '1997-02-29' is not a valid date" ]
		run -1 --separate-stderr clv-calc --as-of=1997-09-30 --threads=$threads --skip-bad \
			--fit bad.csv
		[ "$stderr" = "clv-calc: bad.csv:70001: date '1997-02-29' is not a valid date
clv-calc: bad.csv:70007: amount 'x' is not a valid amount (such as 1200.50)
clv-calc: bad.csv:81000: 1 cell but the header has 4" ]
	done
}

@test "rows of one day are one purchase, and their amounts add up" {
	log a,2025-01-01,10 a,2025-01-01,2.5 a,2025-02-01,5 a,2025-02-01T10:30,7 \
		'a,2025-02-01 23:59:59,.0001' >log.csv
	# 5 rows, 2 days; the second is worth 5 + 7 + .0001.
	history_is a,2025-07-01,5,2025-01-01,2025-02-01,24.5001,1,31,181,150,12.0001
}

@test "an amount of zero makes a day" {
	log a,2025-01-01,0 a,2025-01-11,0.00 a,2025-01-21,-0 b,2025-01-01,4 b,2025-03-01,0 >log.csv
	history_is a,2025-07-01,3,2025-01-01,2025-01-21,0,2,20,181,161,0 \
	    b,2025-07-01,2,2025-01-01,2025-03-01,4,1,59,181,122,0
}

@test "a refund nets into the latest purchase day on or before it" {
	# a: on the day itself; b: between two days, so the first; c: after the last; d: on the day,
	# the refund first.
	log a,2025-01-01,10 a,2025-02-01,20 a,2025-02-01,-5 \
	    b,2025-01-01,10 b,2025-01-15,-4 b,2025-02-01,20 \
	    c,2025-01-01,10 c,2025-02-01,20 c,2025-06-30,-8 \
	    d,2025-02-01,-5 d,2025-02-01,20 d,2025-01-01,10 >log.csv
	history_is a,2025-07-01,2,2025-01-01,2025-02-01,25,1,31,181,150,15 \
	    b,2025-07-01,2,2025-01-01,2025-02-01,26,1,31,181,150,20 \
	    c,2025-07-01,2,2025-01-01,2025-02-01,22,1,31,181,150,12 \
	    d,2025-07-01,2,2025-01-01,2025-02-01,25,1,31,181,150,15
}

@test "a refund makes no day, no order, and takes a day's worth below zero" {
	log a,2025-01-01,10 a,2025-02-01,20 a,2025-03-01,-50 >log.csv
	history_is a,2025-07-01,2,2025-01-01,2025-02-01,-20,1,31,181,150,-30
}

@test "a refund before any purchase counts in spend alone; refunds only are no customer" {
	log a,2025-01-01,-3 a,2025-01-02,10 a,2025-02-02,20 b,2025-03-01,-7 c,2025-01-01,5 >log.csv
	history_is a,2025-07-01,2,2025-01-02,2025-02-02,27,1,31,180,149,20 \
	    c,2025-07-01,1,2025-01-01,2025-01-01,5,0,0,181,181,
	for how in log.csv '-d s.db'; do
		run -0 --separate-stderr cust-segment --rfm --as-of=2025-07-01 $how
		says "left out 1 customer with refunds but no purchase by 2025-07-01"
		# b's too: that customer has not bought at all.
		says "2 refunds before any purchase count in spend, not in monetary"
	done
	# At 2025-01-01 the refund of a is all there is of a.
	run -0 --separate-stderr cust-segment --rfm --as-of=2025-01-01 log.csv
	says "left out 1 customer first seen after 2025-01-01"
	says "left out 1 customer with refunds but no purchase by 2025-01-01"
	says "1 refund before any purchase counts in spend, not in monetary"
	[ "${#lines[@]}" = 2 ]
}

@test "orders are the different order_ids of the purchases; a refund is none" {
	cat >log.csv <<-END
	customer_id,date,amount,order_id,sku
	a,2025-01-01,10,o1,x
	a,2025-01-01,10,o1,x
	a,2025-01-01,5,o1,y
	a,2025-01-01,1,o2,x
	a,2025-02-01,-5,o1,y
	b,2025-01-01,10,p1,x
	b,2025-01-02,10,p1,y
	b,2025-01-03,10,p2,y
	b,2025-01-03,10,,y
	b,2025-01-03,-1,,y
	b,2025-01-04,-1,p3,y
	END
	# a: o1 and o2 on one day, 26 - 5; b: p1 (two days), p2 and a row without.
	history_is a,2025-07-01,2,2025-01-01,2025-01-01,21,0,0,181,181, \
	    b,2025-07-01,3,2025-01-01,2025-01-03,38,2,2,181,179,14
}

@test "without order_ids the orders are the rows of amount >= 0" {
	log a,2025-01-01,10 a,2025-01-01,10 a,2025-01-02,-1 a,2025-01-03,0 >log.csv
	history_is a,2025-07-01,3,2025-01-01,2025-01-03,19,1,2,181,179,0
}

@test "ids are compared bytewise, and so ordered" {
	log b,2025-01-01,1 B,2025-01-01,1 ä,2025-01-01,1 007,2025-01-01,1 7,2025-01-01,1 \
		'a b,2025-01-01,1' \
	    aaaaaaaab,2025-01-01,1 aaaaaaaaa,2025-01-01,1 aaaaaaaa,2025-01-01,1 10,2025-01-01,1 \
	    客户,2025-01-01,1 >log.csv
	history_is 007,2025-07-01,1,2025-01-01,2025-01-01,1,0,0,181,181, \
		10,2025-07-01,1,2025-01-01,2025-01-01,1,0,0,181,181, \
	    7,2025-07-01,1,2025-01-01,2025-01-01,1,0,0,181,181, \
	    B,2025-07-01,1,2025-01-01,2025-01-01,1,0,0,181,181, \
	    'a b,2025-07-01,1,2025-01-01,2025-01-01,1,0,0,181,181,' \
	    aaaaaaaa,2025-07-01,1,2025-01-01,2025-01-01,1,0,0,181,181, \
	    aaaaaaaaa,2025-07-01,1,2025-01-01,2025-01-01,1,0,0,181,181, \
	    aaaaaaaab,2025-07-01,1,2025-01-01,2025-01-01,1,0,0,181,181, \
	    b,2025-07-01,1,2025-01-01,2025-01-01,1,0,0,181,181, \
	    ä,2025-07-01,1,2025-01-01,2025-01-01,1,0,0,181,181, \
	    客户,2025-07-01,1,2025-01-01,2025-01-01,1,0,0,181,181,
}

@test "sums are exact: a thousand times .1 and cents of a large amount" {
	{ log a,2025-01-01,0; for _ in $(seq 1000); do echo a,2025-01-02,.1; done
	echo b,2025-01-01,1; echo b,2025-01-02,899999999999.9999
	echo b,2025-01-02,-.0001; } >log.csv
	history_is a,2025-07-01,1001,2025-01-01,2025-01-02,100,1,1,181,180,100 \
	    b,2025-07-01,2,2025-01-01,2025-01-02,900000000000.9998,1,1,181,180,899999999999.9998
}

@test "the as-of date is inclusive, and later rows are ignored" {
	log a,2025-01-01,10 a,2025-02-01,20 a,2025-02-02,40 a,2025-02-02,-15 b,2025-02-02,1 >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >/dev/null
	at() { # AS-OF ROW...
		printf '%s\n' $COLUMNS_OF_HISTORY "${@:2}" >want
		folded "$1" -q log.csv | diff want -
		cust-list -q -d s.db --history --as-of="$1" | diff want -
	}
	at 2024-12-31
	at 2025-01-31 a,2025-01-31,1,2025-01-01,2025-01-01,10,0,0,30,30,
	at 2025-02-01 a,2025-02-01,2,2025-01-01,2025-02-01,30,1,31,31,0,20
	at 2025-02-02 a,2025-02-02,3,2025-01-01,2025-02-02,55,2,32,32,0,22.5 \
		b,2025-02-02,1,2025-02-02,2025-02-02,1,0,0,0,0,
	at 2025-02-03 a,2025-02-03,3,2025-01-01,2025-02-02,55,2,32,33,1,22.5 \
		b,2025-02-03,1,2025-02-02,2025-02-02,1,0,0,1,1,
	# The last minute of the day belongs to it.
	log a,2025-02-02T23:59:59 a,2025-02-03T00:00 | sed 's/$/,1/; 1s/,1$//' >log.csv
	run -0 folded 2025-02-02 -q log.csv
	[ "${lines[1]}" = a,2025-02-02,1,2025-02-02,2025-02-02,1,0,0,0,0, ]
}

@test "date-times with an offset: converted to --tz, to the store's zone, else an error" {
	log a,2025-01-31T16:30:00Z,1 a,2025-02-01T00:30:00+08:00,2 a,2025-01-31T15:59:59Z,4 \
		a,2025-02-01T00:30,8 a,2025-01-31,16 >log.csv
	# 16:30 in Greenwich is half past midnight of the next day in Shanghai.
	run -0 folded 2025-07-01 -q --tz=Asia/Shanghai log.csv
	[ "${lines[1]}" = a,2025-07-01,5,2025-01-31,2025-02-01,31,1,1,151,150,11 ]
	# In New York all three with an offset are of 31 January; the wall clock stays.
	run -0 folded 2025-07-01 -q --tz=America/New_York log.csv
	[ "${lines[1]}" = a,2025-07-01,5,2025-01-31,2025-02-01,31,1,1,151,150,8 ]
	run -2 --separate-stderr cust-segment --rfm --as-of=2025-07-01 log.csv
	[ -z "$output" ]
	says "log.csv:2: date '2025-01-31T16:30:00Z' has an offset; set the time zone with --tz=ZONE"
	run -2 --separate-stderr cust-segment --rfm --as-of=2025-07-01 --tz=Asia/Atlantis log.csv
	says "unknown time zone 'Asia/Atlantis' (use a name such as Asia/Shanghai)"
	run -2 --separate-stderr cust-segment --rfm --as-of=2025-07-01 --tz=../../../etc/passwd \
		log.csv
	says "unknown time zone '../../../etc/passwd'"

	cust-init -d zone.db --timezone=Asia/Shanghai
	order-add -q -d zone.db --create log.csv >/dev/null
	run -0 cust-list -q -d zone.db --history --as-of=2025-07-01
	[ "${lines[1]}" = a,2025-07-01,5,2025-01-31,2025-02-01,31,1,1,151,150,11 ]
	cust-init -d ny.db --timezone=Asia/Shanghai
	order-add -q -d ny.db --tz=America/New_York --create log.csv >/dev/null
	run -0 cust-list -q -d ny.db --history --as-of=2025-07-01
	[ "${lines[1]}" = a,2025-07-01,5,2025-01-31,2025-02-01,31,1,1,151,150,8 ]
	cust-init -d none.db
	run -2 --separate-stderr order-add -q -d none.db --create log.csv
	says "log.csv:2: date '2025-01-31T16:30:00Z' has an offset; set the time zone with --tz=ZONE"
	run -0 order-list -d none.db
	[ "${#lines[@]}" = 1 ]
}

@test "odd offsets: half hours, the years' ends, summer time" {
	log a,2024-12-31T18:30Z,1 b,2025-01-01T00:00:00+14:00,1 c,2025-01-01T00:00:00-12:00,1 \
		d,2025-01-01T05:29:59+0530,1 >log.csv
	run -0 folded 2025-07-01 -q --tz=Asia/Kolkata log.csv
	[ "$(printf '%s\n' "${lines[@]}" | cut -d, -f1,4)" = "customer_id,first_date
a,2025-01-01
b,2024-12-31
c,2025-01-01
d,2025-01-01" ]
	log a,2025-07-01T22:30Z,1 b,2025-01-01T22:30Z,1 >log.csv
	run -0 folded 2025-12-31 -q --tz=Europe/Berlin log.csv	# + 2 h in July, + 1 h in January
	[ "$(printf '%s\n' "${lines[@]}" | cut -d, -f1,4)" = "customer_id,first_date
a,2025-07-02
b,2025-01-01" ]
	for bad in 2025-01-01T00:00+25:00 2025-01-01T00:00+08:60 2025-01-01T00:00X \
		2025-01-01T00:00+8 2025-01-01T00:00Z1 2025-01-01Z; do
		log a,$bad,1 >log.csv
		run -2 --separate-stderr cust-segment --rfm --as-of=2025-12-31 --tz=Europe/Berlin \
			log.csv
		says "log.csv:2: date '$bad' is not a date"
	done
}

@test "--date-format reads other dates, and only those" {
	log a,31/01/2025,1 a,01/02/2025,2 >log.csv
	run -0 folded 2025-07-01 -q --date-format=%d/%m/%Y log.csv
	[ "${lines[1]}" = a,2025-07-01,2,2025-01-31,2025-02-01,3,1,1,151,150,2 ]
	run -2 --separate-stderr cust-segment --rfm --as-of=2025-07-01 --date-format=%m/%d/%Y \
		log.csv
	says "log.csv:2: date '31/01/2025' does not fit --date-format"
	log a,29/02/2025,1 >log.csv
	run -2 --separate-stderr cust-segment --rfm --as-of=2025-07-01 --date-format=%d/%m/%Y \
		log.csv
	says "log.csv:2: date '29/02/2025' is not a valid date"
	log a,2025-01-01,1 >log.csv
	run -2 --separate-stderr cust-segment --rfm --as-of=2025-07-01 --date-format=%d/%m/%Y \
		log.csv
	says "log.csv:2: date '2025-01-01' does not fit --date-format"
	log 'a,1 Feb 2025 13:45,1' >log.csv
	run -0 folded 2025-07-01 -q --date-format='%d %b %Y %H:%M' log.csv
	[ "${lines[1]}" = a,2025-07-01,1,2025-02-01,2025-02-01,1,0,0,150,150, ]
	log a,02/2025,1 >log.csv	# a month is no day
	run -2 --separate-stderr cust-segment --rfm --as-of=2025-07-01 --date-format=%m/%Y log.csv
	says "--date-format=%m/%Y does not give a day"
}

@test "leap days and the ends of the calendar" {
	log a,2024-02-29,1 a,2024-03-01,1 b,2000-02-29,1 c,1900-01-01,1 >log.csv
	run -0 folded 2025-02-28 -q log.csv
	[ "${lines[1]}" = a,2025-02-28,2,2024-02-29,2024-03-01,2,1,1,365,364,1 ]
	[ "${lines[2]}" = b,2025-02-28,1,2000-02-29,2000-02-29,1,0,0,9131,9131, ]
	# 125 years with 31 leap days among them (1904 to 2024), January and 27 days: 125 * 365 + 31
	# + 58
	[ "${lines[3]}" = c,2025-02-28,1,1900-01-01,1900-01-01,1,0,0,45714,45714, ]
	for bad in 1900-02-29 2023-02-29 2025-00-10 2025-04-31 0000-01-01 2025-01-00; do
		log a,$bad,1 >log.csv
		run -2 --separate-stderr cust-segment --rfm --as-of=2025-07-01 log.csv
		says "log.csv:2: date '$bad' is not a valid date"
	done
}

@test "stderr says what was left out, and --quiet does not" {
	log a,2025-01-01,1 b,2025-03-01,1 c,2025-03-02,1 >log.csv
	run -0 --separate-stderr cust-segment --rfm --as-of=2025-01-31 log.csv
	[ "$stderr" = "cust-segment: left out 2 customers first seen after 2025-01-31" ]
	run -0 --separate-stderr cust-segment --rfm --as-of=2025-03-01 log.csv
	[ "$stderr" = "cust-segment: left out 1 customer first seen after 2025-03-01" ]
	run -0 --separate-stderr cust-segment -q --rfm --as-of=2025-01-31 log.csv
	[ -z "$stderr" ]
	run -0 --separate-stderr cust-segment --rfm --as-of=2025-03-02 log.csv
	[ -z "$stderr" ]
}

@test "a late as-of date: more than 31 days and more than a tenth of the span" {
	# From 2024-01-01 to 2025-01-01: 366 days, a tenth is 36.6.
	log a,2024-01-01,1 b,2025-01-01,1 >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >/dev/null
	for from in log.csv '-d s.db'; do
		run -0 --separate-stderr cust-segment --rfm --as-of=2025-02-06 $from	# 36 days
		[ -z "$stderr" ]
		run -0 --separate-stderr cust-segment --rfm --as-of=2025-02-07 $from
		[ "$stderr" = \
			"cust-segment: the latest order is on 2025-01-01, but the as-of date is 2025-02-07; did you mean --as-of=2025-01-01?" ]
	done
	# A span of ten days: 31 are no more than 31.
	log a,2024-12-22,1 b,2025-01-01,1 >log.csv
	run -0 --separate-stderr cust-segment --rfm --as-of=2025-02-01 log.csv
	[ -z "$stderr" ]
	run -0 --separate-stderr cust-segment --rfm --as-of=2025-02-02 log.csv
	says "did you mean --as-of=2025-01-01?"
}

@test "600 random logs agree with the rules, from CSV, shuffled, by threads, and at every date" {
	for seed in $(seq "$(soak 6 200)"); do
		random $seed 100 >log.csv
		{ head -n 1 log.csv; tail -n +2 log.csv |
			shuf --random-source=<(yes $seed); } >shuffled.csv
		for day in 5 31 40 59; do
			date=2025-$(printf '%02d-%02d' $((day > 31 ? 2 : 1)) \
				$((day > 31 ? day - 31 : day)))
			oracle $day log.csv >want
			for how in '--threads=1 log.csv' '--threads=2 shuffled.csv'; do
				folded $date -q $how >got
				agree want got
			done
		done
		[ "$(wc -l <want)" -gt 80 ]
	done
}

@test "600 random logs agree with the rules, loaded in batches of any order" {
	for seed in $(seq "$(soak 6 200)"); do
		random $seed 100 >log.csv
		rm -f s.db
		cust-init -d s.db
		for batch in $(shuf --random-source=<(yes "$seed") -i 0-3); do
			awk -F, -v b="$batch" 'NR == 1 || $5 == b' log.csv >batch.csv
			order-add -q -d s.db --create --ignore=batch batch.csv >/dev/null
			# Right after each batch, not only at the end.
			cust-check -d s.db >faults || { cat faults; return 1; }
		done
		[ "$(sqlite3 s.db 'SELECT count(*) FROM orders')" = $(($(wc -l <log.csv) - 1)) ]
		for day in 40 59 85; do
			date=$(date -d "2025-01-01 $((day - 1)) days" +%F)
			oracle $day log.csv >want
			cust-list -q -d s.db --history --as-of="$date" >got
			agree want got
		done
	done
}

@test "random logs day by day, and written with sqlite3 itself: the history is maintained" {
	random 77 60 >log.csv
	cust-init -d s.db
	for day in $(tail -n +2 log.csv | cut -d, -f2 | cut -c1-10 | sort -u); do
		awk -F, -v d="$day" 'NR == 1 || substr($2, 1, 10) == d' log.csv |
			order-add -q -d s.db --create --ignore=batch >/dev/null
	done
	cust-check -d s.db >faults || { cat faults; return 1; }
	awk -F, 'NR > 1 && NR % 7 == 0 {
		printf "UPDATE orders SET amount = -amount WHERE id = %d; DELETE FROM orders WHERE id = %d; UPDATE orders SET customer_id = '\''c001'\'' WHERE id = %d; INSERT INTO orders (customer_id, date, amount) VALUES ('\''%s'\'', '\''%s'\'', 10000);\n", NR, NR + 1, NR + 2, $1, substr($2, 1, 10) }' log.csv |
		sqlite3 s.db 'PRAGMA foreign_keys = OFF' '.read /dev/stdin'
	# Another program wrote the orders, which is said; nothing else is wrong.
	run -1 cust-check --no-header -d s.db
	same 'content,orders,changed outside custkit'
	order-list -d s.db | cut -d, -f1-4 | awk -F, '{ print $2 "," $3 "," $4 "," $1 }' >log2.csv
	sed -i 's/,\(-\{0,1\}[0-9]*\),/,\1.00,/; s/\(\.[0-9]\),/\10,/' log2.csv
	oracle 85 log2.csv >want
	cust-list -q -d s.db --history --as-of=2025-03-26 >got
	agree want got
}

@test "one order_id of two customers on several days is one order for each" {
	printf '%s\n' customer_id,date,amount,order_id d,2025-01-01,1,o1 c,2025-01-01,1,x >log1.csv
	printf '%s\n' customer_id,date,amount,order_id c,2025-02-01,1,o1 d,2025-02-01,1,o1 >log2.csv
	cust-init -d s.db
	order-add -q -d s.db --create log1.csv >/dev/null
	order-add -q -d s.db --create log2.csv >/dev/null
	cust-check -d s.db >faults || { cat faults; return 1; }
	run -0 cust-list -q -d s.db --history --as-of=2025-02-01
	[ "$(cut -d, -f1,3 <<<"$output")" = "customer_id,orders
c,2
d,1" ]
}

@test "a customer's spend beyond what one amount may be: the history table carries it" {
	printf 'customer_id,date,amount\nA,2023-01-01,800000000000\nA,2023-01-02,800000000000.5\nB,2023-01-01,-1.25\nB,2023-01-01,1\n' >big.csv
	cust-segment --rfm -q --as-of=2023-01-31 big.csv >table.csv
	grep -q '^A,.*,1600000000000.5,' table.csv
	cust-segment --rfm table.csv | diff table.csv -
}

@test "--keep: later values of a customer are ignored" {
	printf 'customer_id,date,amount,plan\nA,2023-06-01,5,gold\nA,2023-01-01,5,silver\nA,2023-01-03,5,silver\n' >log.csv
	run -0 cust-segment -q --rfm --as-of=2023-01-31 --keep=plan --no-header log.csv
	[ "$(cut -d, -f12 <<<"$output")" = silver ]
	run -2 --separate-stderr cust-segment -q --rfm --as-of=2023-06-30 --keep=plan log.csv
	says "--keep=plan: 'silver' differs from 'gold' in an earlier row of the customer"
}

@test "a history table without any purchase: its date, or today" {
	head=customer_id,first_date,last_date,frequency,as_of
	today=$(date +%F)
	for row in a,,,,2024-01-01=2024-01-01 a,,,,=$today ''=$today; do
		printf '%s\n' $head ${row%=*} >h.csv
		run -2 --separate-stderr clv-calc h.csv
		[ "$stderr" = "clv-calc: no purchases by ${row#*=}; nothing to fit" ]
		run -2 --separate-stderr churn-flag h.csv
		[ "$stderr" = "churn-flag: no purchases by ${row#*=}; nothing to score" ]
		run -0 --separate-stderr cust-segment --rfm h.csv
		[ -z "$stderr" ]
		[ "${lines[0]}" = $head,r_score,f_score,m_score,rfm,segment ]
	done
	printf '%s\n' $head a,,,,2023-12-31 b,2023-01-01,2023-01-01,0,2024-01-01 >h.csv
	run -2 --separate-stderr clv-calc h.csv
	[ "$stderr" = "clv-calc: h.csv:3: as_of '2024-01-01' differs from 2023-12-31 in an earlier row" ]
	printf '%s\n' $head a,,,,soon >h.csv
	run -2 --separate-stderr clv-calc h.csv
	[ "$stderr" = "clv-calc: h.csv:2: as_of 'soon' is not a date (YYYY-MM-DD)" ]
}

# sources: the store s.db, in which a has the number 1 of shop, web and no source, and 2 of web.
sources() {
	cust-init -d s.db
	printf '%s\n' order_id,customer_id,date,amount,source 1,a,2024-01-01,10,shop \
		1,a,2024-01-01,5,shop 1,a,2024-01-05,20,web 1,a,2024-01-09,30, \
		2,a,2024-01-05,4,web 2,b,2024-01-09,7,web | order-add -q -d s.db --create >acc
	order-list -d s.db >log.csv
}

@test "an order_id of two sources is two orders: the store, its log, its past" {
	sources
	orders_of() {
		cust-segment -q --rfm "--as-of=$1" --columns=customer_id,orders --no-header "${@:2}"
	}
	run -0 cust-list -q -d s.db --history --as-of=2024-01-31 --no-header
	[ "$(cut -d, -f1,3 <<<"$output")" = $'a,4\nb,1' ]
	for way in '-d s.db' log.csv; do
		run -0 orders_of 2024-01-31 $way
		same $'a,4\nb,1'
		run -0 orders_of 2024-01-05 $way
		same a,3
	done
	run -0 cust-show -d s.db a --as-of=2024-01-31
	[[ $output =~ orders\ +4$'\n' ]]
	run -0 cust-check -d s.db --no-header
	same ""
}

@test "an order log: the source may be empty, anywhere in the row, and without order_id nothing" {
	orders() { cust-segment -q --rfm --as-of=2024-01-31 --columns=orders --no-header "$@"; }
	run -0 orders <<<$'source,order_id,date,customer_id,amount\nx,1,2024-01-01,a,1\n,1,2024-01-02,a,1\ny,,2024-01-02,a,1'
	same 3
	# what is beside each other does not run together: x 11, x1 1, and 11 of none
	run -0 orders <<<$'source,order_id,date,customer_id,amount\nx,11,2024-01-01,a,1\nx1,1,2024-01-02,a,1\n,x11,2024-01-02,a,1'
	same 3
	run -0 orders <<<$'source,date,customer_id,amount\nx,2024-01-01,a,1\ny,2024-01-01,a,1'
	same 2
	# a cost, a quote and a kept column take other ways than a plain row
	printf '%s\n' order_id,source,customer_id,date,amount,cost,plan 1,x,a,2024-01-01,1,1,p \
		1,y,a,2024-01-02,1,1,p '"1",x,a,2024-01-03,1,1,p' \
		'1,"y",a,2024-01-03,1,1,p' >log.csv
	for way in '' --ignore=cost '--keep=plan' '--ignore=cost,plan --threads=1'; do
		run -0 orders $way log.csv
		same 2
	done
}

@test "an order log: an id that a spreadsheet program has shortened is bad, however it is read" {
	local lost="is damaged by a spreadsheet: digits are lost (export the column as text"
	printf '%s\n' order_id,customer_id,date,amount 123456789012345678,a,2024-01-01,1 \
		1.23457E+17,a,2024-01-02,1 1.23457E+17,b,2024-01-02,1 3E+15,b,2024-01-03,1 \
		o5,8.61381E+12,2024-01-04,1 >log.csv
	run -2 --separate-stderr cust-segment --rfm --as-of=2024-01-31 log.csv
	says "cust-segment: log.csv:3: order_id '1.23457E+17' $lost, or see custkit-import(7))"
	# plain rows, costs, kept columns, quotes, a comma in the id
	awk -F, -v OFS=, '{ print $0, NR == 1 ? "cost" : 1 }' log.csv >costs.csv
	sed 's/,/;/g;s/\./,/' log.csv >semicolons.csv
	sed 's/1\.23457E+17/"&"/' log.csv >quotes.csv
	for way in log.csv costs.csv '--separator=; semicolons.csv' quotes.csv \
		'--threads=1 log.csv' '--keep=amount log.csv'; do
		run -1 --separate-stderr cust-segment --rfm --as-of=2024-01-31 --skip-bad \
			--columns=customer_id,orders,spend --no-header $way
		same a,1,1
		[ "$(grep -c "$lost" <<<"$stderr")" = 4 ]
		says ":6: customer_id '8"
	done
	# orders are purchases where the ids are left out
	run -1 --separate-stderr cust-segment --rfm --as-of=2024-01-31 --skip-bad \
		--ignore=order_id --columns=customer_id,orders,spend --no-header log.csv
	same $'a,2,2\nb,2,2'
	# not shortened
	printf '%s\n' order_id,customer_id,date,amount 1.5,1.5,2024-01-01,1 3E5,1.5,2024-01-01,1 \
		12E+17,1.5,2024-01-01,1 3.6E-1,1.5,2024-01-01,1 3.6E+,1.5,2024-01-01,1 \
		1.2E+1x,1.5,2024-01-01,1 >log.csv
	run -0 cust-segment --rfm --as-of=2024-01-31 --columns=customer_id,orders --no-header \
		log.csv
	same 1.5,6
}

# bats test_tags=long
@test "random stores with orders of several sources: all tools count as plain SQL does" {
	run -0 python3 "$ROOT/tests/sources.py" "$(soak 4 300)"
	echo "# $output" >&3
	[[ $output =~ ^[1-9][0-9]*\ numbers\ of\ several\ sources,\ [1-9][0-9]*\ undone$ ]]
}
