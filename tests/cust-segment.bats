#!/usr/bin/env bats
# cust-segment --rfm: scores by midrank, segments by the map, profiles.

load helper

# Ten customers: id, last order, orders, total.  Their scores at 2025-07-01 in five bins are worked
# by hand from the midrank: R and M = min(5, floor(5 (2 less + equal) / (2 n)) + 1); F = 1 for one
# purchase day, and the others share 2 to 5 among themselves.
ten() {
	cat <<-END
	c01,2025-06-28,1,120
	c02,2025-06-20,12,4300
	c03,2025-06-20,1,80
	c04,2025-05-15,5,990
	c05,2025-03-01,1,60
	c06,2025-02-10,9,2500
	c07,2024-12-25,2,310
	c08,2024-11-11,1,45
	c09,2024-07-01,1,60
	c10,2023-12-31,3,700
	END
}

# As an order log: the last purchase on its day, the others one day before each other, the last
# worth what the others leave.
ten_log() {
	echo customer_id,date,amount
	ten | while IFS=, read -r id last orders total; do
		for i in $(seq 1 $((orders - 1))); do
			echo "$id,$(date -d "$last $i days ago" +%F),1"
		done
		echo "$id,$last,$((total - orders + 1))"
	done
}

# As a history table.
ten_history() {
	echo customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary
	ten | while IFS=, read -r id last orders total; do
		idle=$((($(date -d 2025-07-01 +%s) - $(date -d "$last" +%s)) / 86400))
		echo "$id,2025-07-01,$orders,$(date -d "$last $((orders - 1)) days ago" +%F),$last,$total,$((orders - 1)),$((orders - 1)),$((idle + orders - 1)),$idle,$([ "$orders" = 1 ] || echo 7)"
	done
}

TEN_RFM='c01,513,Promising
c02,555,Champions
c03,512,New
c04,444,Loyal
c05,312,About To Sleep
c06,345,Loyal
c07,223,Hibernating
c08,211,Hibernating
c09,112,Lost
c10,134,At Risk'

# map FILE BINS: a map of all codes but for what the caller changes.
map() {
	printf '%s\n' rfm,segment '[12345]??,low' >"$1"
	[ "$2" -le 5 ] || echo "[6789]??,high" >>"$1"
}

@test "scores and segments of ten customers, worked by hand, from log, history table and store" {
	ten_log >log.csv
	ten_history >history.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >/dev/null
	for from in '--as-of=2025-07-01 log.csv' history.csv '--as-of=2025-07-01 -d s.db'; do
		run -0 --separate-stderr cust-segment --rfm $from
		[ -z "$stderr" ]
		printf '%s\n' "$output" >got
		[ "$(cells customer_id,rfm,segment got)" = "$TEN_RFM" ]
		# The three scores are the digits of the code.
		columns r_score,f_score,m_score,rfm got | awk -F, 'NR > 1 && $1 $2 $3 != $4 { print;
			bad = 1 } END { exit bad || NR != 11 }'
		[[ ${lines[0]} == *,monetary,r_score,f_score,m_score,rfm,segment ]]
	done
	# The days from the last order to 2025-07-01, by hand.
	[ "$(cells idle got | paste -sd ' ')" = "3 11 11 47 122 141 188 232 365 548" ]
}

@test "the row order changes nothing but the order of a history table's rows" {
	ten_log >log.csv
	ten_history >history.csv
	cust-segment --rfm --as-of=2025-07-01 log.csv >want
	for seed in 1 2 3; do
		{ head -n 1 log.csv; tail -n +2 log.csv |
			shuf --random-source=<(yes $seed); } >shuffled.csv
		run -1 cmp -s log.csv shuffled.csv
		cust-segment --rfm --as-of=2025-07-01 shuffled.csv | diff want -
		{ head -n 1 history.csv; tail -n +2 history.csv |
			shuf --random-source=<(yes $seed); } >shuffled.csv
		cust-segment --rfm shuffled.csv >got
		diff <(columns customer_id shuffled.csv) <(columns customer_id got)
		[ "$(cells customer_id,rfm,segment got | sort)" = "$TEN_RFM" ]
	done
}

@test "the 25-code map, by hand" {
	ten_log >log.csv
	run -0 cust-segment --rfm --as-of=2025-07-01 --map="$ROOT/share/segments/rf.csv" log.csv
	printf '%s\n' "$output" >got
	[ "$(cells segment got | paste -sd ' ')" = \
		"new champions new loyal about_to_sleep loyal hibernating hibernating hibernating at_risk" ]
}

# bats test_tags=long
@test "the midrank by its formula, on all of CDNOW and with 2 to 9 bins" {
	map m.csv 9
	for bins in 2 3 5 7 9; do
		[ $bins -gt 5 ] && map m.csv 9 || map m.csv 5
		sed -i "s/\[12345\]/[$(seq -s '' $((bins < 5 ? bins : 5)))]/; s/\[6789\]/[$(seq -s '' 6 $((bins < 6 ? 6 : bins)))]/" m.csv
		cust-segment --rfm --as-of=1997-09-30 --bins=$bins --map=m.csv "$CDNOW" >got
		columns last_date,frequency,spend,r_score,f_score,m_score got |
			awk -F, -v bins=$bins 'NR == 1 { next }
		{ n++; for (i = 1; i <= 3; i++) {
			v = i == 1 ? (substr($1, 1, 4) substr($1, 6, 2) substr($1, 9)) + 0 : $i + 0;
			value[i, n] = v; score[i, n] = $(i + 3);
			if (!count[i, v]++) kind[i, ++kinds[i]] = v } }
		END {
			for (i = 1; i <= 3; i++) for (k = 1; k <= kinds[i]; k++) {
				v = kind[i, k]; less = 0
				for (j = 1; j <= kinds[i]; j++) if (kind[i, j] < v &&
					(i != 2 || kind[i, j] > 0)) less += count[i, kind[i, j]]
				# of F: 1 for no repeat purchase, and the others among themselves
				b = i == 2 ? bins - 1 : bins; of = i == 2 ? n - count[2, 0] : n
				s = int(b * (2 * less + count[i, v]) / (2 * of)) + 1
				s = s < b ? s : b
				want[i, v] = i < 2 || i > 2 ? s : v == 0 ? 1 : s + 1
			}
			for (r = 1; r <= n; r++) for (i = 1; i <= 3; i++) if (score[i, r] != \
			want[i, value[i, r]]) {
			print "row " r " score " i ": " score[i, r] ", not " want[i, value[i, r]];
			bad = 1 }
			exit bad || n != 2357
		}'
	done
}

@test "CDNOW: scores and segments of all 2,357, by the reference" {
	cust-segment --as-of=1997-09-30 "$CDNOW" >got
	columns customer_id,idle,frequency,spend,r_score,f_score,m_score,segment got |
		awk -F, -v OFS=, 'NR > 1 { $3++; print }' |
		diff <(tail -n +2 "$ROOT/tests/data/rfm_cdnow_19970930.csv" | sed 's/\.0,/,/') -
}

@test "one purchase day is never Loyal nor Champions, and one of last week is New or Promising" {
	# the case: nine of ten bought once
	printf '%s\n' customer_id,date,amount a,2024-12-30,90 b,2024-12-28,20 c,2024-12-20,80 \
		d,2024-11-15,70 e,2024-11-01,60 f,2024-09-01,50 \
		g,2024-07-01,40 h,2024-05-01,30 i,2024-03-01,10 j,2024-01-01,25 j,2024-06-01,25 \
		j,2024-12-29,25 >log.csv
	run -0 cust-segment --as-of=2024-12-31 log.csv
	[ "$(awk -F, '$7 == 0 { print $13 }' <<<"$output" | sort -u)" = 1 ]
	[ "$(awk -F, '$10 <= 11 && $7 == 0 { print $16 }' <<<"$output" | sort -u | paste -sd,)" = \
		New,Promising ]
	# 5,000 customers, of whom 3 % have bought on more than one day
	awk 'BEGIN { srand(1);
		print "customer_id,as_of,first_date,last_date,frequency,spend,monetary"
		for (i = 1; i <= 5000; i++) {
			d = sprintf("2024-%02d-%02d", 1 + rand() * 12, 1 + rand() * 28);
			x = rand() < .03 ? 1 + int(rand() * 3) : 0
			printf "%d,2024-12-31,%s,%s,%d,%d,%s\n", i, x ? "2023-01-01" : d, d, x,
			1 + rand() * 500, x ? 7 : "" } }' >many.csv
	cust-segment many.csv >got
	columns frequency,f_score,segment got | awk -F, 'NR > 1 && ($1 == 0) != ($2 == 1) { print;
		bad = 1 }
		NR > 1 && $1 == 0 { n[$3]++ }
		END { exit bad || n["Loyal"] || n["Champions"] || n["Cannot Lose"] || !n["New"] }'
	# whoever bought once and dearly, long ago, is At Risk, with the shipped map
	for code in 113 114 115 214 215; do
		grep -qx "$code,At Risk" "$ROOT/share/segments/rfm.csv"
	done
}

@test "--save, --params: the same scores, on another day, and by hand" {
	ten_log >log.csv
	cust-segment --as-of=2025-07-01 --save=l.csv log.csv >want
	cust-segment --as-of=2025-07-01 --params=l.csv log.csv | diff want -
	# by hand, from the scores above: R is 5 up to 11 days, 4 up to 47, 3 up to 141, 2 up to
	# 232; F is 3 from 3 purchase days on, 4 from 5, 5 from 12; M is 2 from 60 on, 3 from 120, 4
	# from 700, 5 from 2500
	run -0 cat l.csv
	same "metric,score,from
r,5,0
r,4,12
r,3,48
r,2,142
r,1,233
f,1,1
f,2,2
f,3,3
f,4,5
f,5,12
m,2,60
m,3,120
m,4,700
m,5,2500"
	# a hundred days later the limits have not moved: everybody has a lower R
	run -0 cust-segment -q --as-of=2025-10-09 --params=l.csv log.csv
	[ "$(tail -n +2 <<<"$output" | cut -d, -f1,12-14 | paste -sd ' ')" = \
		"c01,3,1,3 c02,3,5,5 c03,3,1,2 c04,2,4,4 c05,2,1,2 c06,1,4,5 c07,1,2,3 c08,1,1,1 c09,1,1,2 c10,1,3,4" ]
	# by hand, in any order, not each score
	printf '%s\n' metric,score,from r,1,100 f,5,4 m,3,100.5 r,4,0 m,5,2500 f,1,1 >h.csv
	run -0 cust-segment --as-of=2025-07-01 --params=h.csv log.csv
	[ "$(tail -n +2 <<<"$output" | cut -d, -f1,12-14 | paste -sd ' ')" = \
		"c01,4,1,3 c02,4,5,5 c03,4,1,1 c04,4,5,3 c05,1,1,1 c06,1,5,5 c07,1,1,3 c08,1,1,1 c09,1,1,1 c10,1,1,3" ]
	# the limits are those of --explain
	run -0 cust-segment --as-of=2025-07-01 --params=l.csv --explain log.csv
	diff <(cust-segment --as-of=2025-07-01 --explain log.csv) <(echo "$output")
	run -2 --separate-stderr cust-segment --params=l.csv --save=m.csv log.csv
	says "--save cannot be used with --params; no limits are computed"
	while IFS='|' read -r row message; do
		{ cat h.csv; echo "$row"; } >bad.csv
		run -2 --separate-stderr cust-segment --as-of=2025-07-01 --params=bad.csv log.csv
		[ -z "$output" ]
		[ "$stderr" = "cust-segment: bad.csv:8: $message" ]
	done <<-'END'
	x,1,5|metric 'x' is not r, f or m
	f,6,9|score '6' is not a whole number from 1 to 5
	f,0,9|score '0' is not a whole number from 1 to 5
	f,2,x|from 'x' is not a whole number of purchase days
	r,2,-1|from '-1' is not a whole number of days
	m,2,1.23456|from '1.23456' is not a valid amount
	f,1,2|duplicate score 1 of f
	f,3,4|score 5 of f must begin after score 3
	r,3,0|score 4 of r must begin before score 3
	END
	grep -v ^m, h.csv >bad.csv
	run -2 --separate-stderr cust-segment --as-of=2025-07-01 --params=bad.csv log.csv
	[ "$stderr" = "cust-segment: bad.csv: no row for metric 'm'" ]
}

@test "equal customers get equal scores, the best of one is the middle" {
	printf '%s\n' customer_id,date,amount {a,b,c,d}{1,2,3},2025-01-01,5 >same.csv
	run -0 cust-segment --rfm --as-of=2025-01-02 same.csv
	# floor(5 * 12 / 24) + 1 = 3; one purchase is 1
	[ "$(tail -n +2 <<<"$output" | cut -d, -f12-15 | sort -u)" = 3,1,3,313 ]
	printf '%s\n' customer_id,date,amount a,2025-01-01,5 >one.csv
	run -0 cust-segment --rfm --as-of=2025-01-02 one.csv
	[ "$(tail -n +2 <<<"$output" | cut -d, -f12-15)" = 3,1,3,313 ]
}

@test "M is the spend net of refunds, F the purchase days, R the last purchase, not refund" {
	printf '%s\n' customer_id,date,amount a,2025-01-01,100 a,2025-01-01,100 a,2025-03-01,-190 \
		b,2025-01-02,20 b,2025-01-03,20 >log.csv
	run -0 cust-segment --rfm --as-of=2025-03-02 log.csv
	# Of two the lower scores floor(5/4) + 1 = 2, the higher floor(15/4) + 1 = 4. Of F, one
	# purchase day is 1, and the only one with more scores 1 + floor(4/2) + 1 = 4.
	[ "$(tail -n +2 <<<"$output" | cut -d, -f1,6,12-15)" = "a,10,2,1,2,212
b,40,4,4,4,444" ]
}

@test "--bins: from 2 to 9, another number than 5 with a map of its own" {
	ten_log >log.csv
	for bins in 0 1 10 100; do
		run -2 --separate-stderr cust-segment --rfm --bins=$bins --map=m.csv log.csv
		says "--bins must be from 2 to 9, not $bins"
	done
	run -2 --separate-stderr cust-segment --rfm --bins=five log.csv
	says "--bins must be a whole number >= 0, not 'five'"
	run -2 --separate-stderr cust-segment --rfm --bins=4 log.csv
	[ -z "$output" ]
	says "--bins=4 requires --map=FILE; the default map is for 5 bins"
	printf '%s\n' rfm,segment '1??,gone' '[234]??,here' >four.csv
	run -0 cust-segment --rfm --as-of=2025-07-01 --bins=4 --map=four.csv log.csv
	# n = 10: R ranks from the oldest, 4 (2 less + 1) / 20.
	[ "$(tail -n +2 <<<"$output" | cut -d, -f12 | paste -sd ' ')" = "4 4 4 3 3 2 2 2 1 1" ]
	[ "$(tail -n +2 <<<"$output" | cut -d, -f16 | sort | uniq -c | xargs)" = "2 gone 8 here" ]
	# A map for 4 does not cover 5.
	run -2 --separate-stderr cust-segment --rfm --as-of=2025-07-01 --map=four.csv log.csv
	says "four.csv: 25 codes have no segment or more than one; list them with --check-map"
}

@test "--check-map: the shipped maps give each code one segment, as many as is published" {
	run -0 --separate-stderr cust-segment --check-map
	same rfm,segments,names
	for map in rfm rf; do
		run -0 --separate-stderr cust-segment --check-map \
			--map="$ROOT/share/segments/$map.csv"
		same rfm,segments,names
		[ -z "$stderr" ]
	done
	# 7+8+24+7+16+8+8+27+3+11+6 = 125
	[ "$(tail -n +2 "$ROOT/share/segments/rfm.csv" | cut -d, -f2 | sort | uniq -c |
		sed 's/^ *//' | sort)" = "$(sort <<-END
	7 Champions
	8 Loyal
	24 Potential Loyalist
	7 New
	16 Promising
	8 Need Attention
	8 About To Sleep
	27 At Risk
	3 Cannot Lose
	11 Hibernating
	6 Lost
	END
	)" ]
	[ "$(tail -n +2 "$ROOT/share/segments/rfm.csv" | cut -d, -f1 | sort)" = \
		"$(echo {1..5}{1..5}{1..5} | tr ' ' '\n')" ]
	# The 25-code map, code by code.
	cat >grid <<-END
	11 hibernating
	12 hibernating
	13 at_risk
	14 at_risk
	15 cant_lose
	21 hibernating
	22 hibernating
	23 at_risk
	24 at_risk
	25 cant_lose
	31 about_to_sleep
	32 about_to_sleep
	33 need_attention
	34 loyal
	35 loyal
	41 promising
	42 potential_loyalist
	43 potential_loyalist
	44 loyal
	45 loyal
	51 new
	52 potential_loyalist
	53 potential_loyalist
	54 champions
	55 champions
	END
	sqlite3 -csv -header :memory: "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1
		FROM n WHERE i < 400)
	    SELECT i AS customer_id, '2025-07-01' AS as_of, iif(i % 5 = 0, date('2025-07-01',
	    -(i * 37 % 365) || ' days'), '2020-01-01') AS first_date,
	    date('2025-07-01', -(i * 37 % 365) || ' days') AS last_date, iif(i % 5 = 0, 0,
	    1 + i * 53 % 300) AS frequency, i AS spend,
	    iif(i % 5 = 0, NULL, 1) AS monetary FROM n" >grid.csv
	cust-segment --rfm --map="$ROOT/share/segments/rf.csv" grid.csv >got
	columns r_score,f_score,segment got | awk -F, 'NR == FNR { split($0, w, " ");
		want[w[1]] = w[2]; next }
	FNR > 1 { if (want[$1 $2] != $3) { print; bad = 1 } seen[$1 $2] = 1 }
	END { for (s in seen) n++; exit bad || n != 25 }' grid -
}

@test "--check-map: gaps and overlaps are named, status 1" {
	{ cat "$ROOT/share/segments/rfm.csv" | sed '/^111,/d; /^543,/d'; echo 555,Stars;
		echo 5[5]4,Others; echo '??5',Fives; } >bad.csv
	run -1 --separate-stderr cust-segment --check-map --map=bad.csv
	[ -z "$stderr" ]
	[ "${lines[0]}" = rfm,segments,names ]
	[ "${lines[1]}" = 111,0, ]
	grep -qx '543,0,' <<<"$output"
	grep -qx '554,2,Champions + Others' <<<"$output"
	grep -qx '555,3,Champions + Stars + Fives' <<<"$output"
	grep -qx '115,2,At Risk + Fives' <<<"$output"
	# 25 codes end in 5; 111, 543, 554 besides.
	[ "${#lines[@]}" = 29 ]
	ten_log >log.csv
	run -2 --separate-stderr cust-segment --rfm --as-of=2025-07-01 --map=bad.csv log.csv
	[ -z "$output" ]
	says "bad.csv: 28 codes have no segment or more than one; list them with --check-map"
}

@test "--check-map with other bins" {
	printf '%s\n' rfm,segment '1??,a' '2?1,b' >two.csv
	run -1 cust-segment --check-map --bins=2 --map=two.csv
	same "rfm,segments,names
212,0,
222,0,"
	printf '%s\n' rfm,segment '???,all' >all.csv
	for bins in 2 9; do
		run -0 cust-segment --check-map --bins=$bins --map=all.csv
		same rfm,segments,names
	done
}

@test "a map that is not valid" {
	ten_log >log.csv
	wrong() { # MESSAGE ROW...
		printf '%s\n' "${@:2}" >m.csv
		for how in --rfm --check-map; do
			run -2 --separate-stderr cust-segment $how --as-of=2025-07-01 --map=m.csv \
				log.csv
			[ -z "$output" ]
			says "$1"
		done
	}
	wrong "m.csv:3: rfm '666' is not a valid code or pattern (three digits from 1 to 5)" \
		rfm,segment '???,all' 666,more
	wrong "m.csv:2: rfm '5555' is not a valid code or pattern (three digits from 1 to 5)" \
		rfm,segment 5555,x
	wrong "m.csv:2: rfm '' is not a valid code or pattern (three digits from 1 to 5)" \
		rfm,segment ,x
	wrong "m.csv:2: segment is empty" rfm,segment '???,'
	wrong "m.csv: no column 'rfm'" code,segment
	wrong "m.csv: no column 'segment'" rfm,name
	wrong "m.csv:2: 1 cell but the header has 2" rfm,segment 555
	run -2 --separate-stderr cust-segment --rfm --map=none.csv log.csv
	says "none.csv: No such file or directory"
	printf '%s\n' rfm,segment >m.csv
	run -1 cust-segment --check-map --map=m.csv
	[ "${#lines[@]}" = 126 ]
}

@test "--explain says the rule, the numbers and the cut" {
	ten_log >log.csv
	run -0 cust-segment --rfm --explain --as-of=2025-07-01 -f json log.csv
	# c10: R 1; F: of the five with 2, 3, 5, 9 and 12 days 3 is 1 + floor(4 * 3 / 10) + 1 = 3; M
	# 700: rank 6.5 is 4.
	[ "$(jq -r 'select(.customer_id == "c10").explain' <<<"$output")" = \
		"R 1 of 5: last purchase 2023-12-31; F 3: 3 purchase days (at least 3); M 4: spend 700 (at least 700); code 134" ]
	# R 5 begins with the two of 20 June (rank 8.5 of 10); F 5 with 12 days, M 5 with 2500.
	[ "$(jq -r 'select(.customer_id == "c02").explain' <<<"$output")" = \
		"R 5 of 5: last purchase 2025-06-20 (on or after 2025-06-20); F 5: 12 purchase days (at least 12); M 5: spend 4300 (at least 2500); code 555" ]
	cust-segment --rfm --as-of=2025-07-01 log.csv >without
	cust-segment --rfm --explain --as-of=2025-07-01 log.csv | sed 's/,[^,]*$//' | diff without -
}

@test "--explain: the cuts it names are those that divide the scores, for everybody" {
	cust-segment --rfm --explain --as-of=1997-09-30 -f json "$CDNOW" |
		jq -r '[.last_date, .frequency, .spend, .r_score, .f_score, .m_score, .rfm,
		.explain] | @tsv' >got
	awk -F'\t' '{
		want = "R " $4 " of 5: last purchase " $1
		if (match($8, / \(on or after [0-9-]+\); F/)) { r = substr($8, RSTART + 14, 10);
			if ($1 < r) bad = 1; if (!($4 in low) || $1 < low[$4]) low[$4] = $1;
			cut[$4] = r } else if ($4 > 1) bad = 1
		if (index($8, want) != 1) { print; bad = 1 }
		if (!index($8, "; F " $5 ": " $2 + 1 " purchase days")) { print; bad = 1 }
		if (!index($8, "; M " $6 ": spend " $3)) { print; bad = 1 }
		if (substr($8, length($8) - 2) != $7) { print; bad = 1 }
	} END { for (s in cut) if (cut[s] != low[s]) { print s, cut[s], low[s];
		bad = 1 } exit bad || NR != 2357 }' got
}

@test "--profile: what each segment is, and shares that add up to 1" {
	ten_log >log.csv
	run -0 --separate-stderr cust-segment --rfm --profile --as-of=2025-07-01 log.csv
	[ -z "$stderr" ]
	printf '%s\n' "$output" >got
	[ "${lines[0]}" = \
		segment,customers,share,spend,spend_share,median_idle,median_purchases,median_spend ]
	# In all 9165. Hibernating are c07 (188 days, 2, 310) and c08 (232, 1, 45): medians between
	# the two.
	grep -q '^Hibernating,2,0.2,355,0\.0387343[0-9]*,210,1.5,177.5$' got
	# Loyal are c04 (47, 5, 990) and c06 (141, 9, 2500): medians between the two.
	grep -q '^Loyal,2,0.2,3490,0\.380796508[0-9]*,94,7,1745$' got
	# Promising is c01 (3, 1, 120), New is c03 (11, 1, 80), At Risk is c10 (548, 3, 700).
	grep -q '^Promising,1,0.1,120,0\.0130932[0-9]*,3,1,120$' got
	grep -q '^New,1,0.1,80,0\.0087288[0-9]*,11,1,80$' got
	grep -q '^At Risk,1,0.1,700,0\.0763775[0-9]*,548,3,700$' got
	# Nobody: no medians, but a row.
	grep -qx 'Cannot Lose,0,0,0,0,,,' got
	[ "${#lines[@]}" = 12 ]
	[ "$(cut -d, -f1 got | tail -n +2)" = "$(tail -n +2 "$ROOT/share/segments/rfm.csv" |
		cut -d, -f2 | awk '!seen[$0]++')" ]
}

@test "--profile of CDNOW adds up to the rows it is of" {
	cust-segment --rfm --as-of=1997-09-30 "$CDNOW" >rows
	cust-segment --rfm --as-of=1997-09-30 --profile "$CDNOW" >profile
	awk -F, 'function median(list,  n, v, i, j, t) {
		n = split(list, v, " ")
		for (i = 2; i <= n; i++) for (j = i; j > 1 && v[j - 1] + 0 > v[j] + 0; j--) {
			t = v[j]; v[j] = v[j - 1]; v[j - 1] = t }
		return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
	}
	function near(a, b) { d = a - b; if (d > 1e-9 || d < -1e-9) {
		print FILENAME ": " $0 ": " a ", not " b; bad = 1 } }
	FNR == 1 { next }
	NR == FNR { n[$16]++; all++; spend[$16] += $6; total += $6; idle[$16] = idle[$16] " " $10;
		x[$16] = x[$16] " " $7 + 1; m[$16] = m[$16] " " $6; next }
	{
		near($2, n[$1]); near($3, n[$1] / all); near($4, spend[$1]);
		near($5, spend[$1] / total)
		near($6, median(idle[$1])); near($7, median(x[$1])); near($8, median(m[$1]));
		share += $3; money += $5; count++
	}
	END { near(share, 1); near(money, 1); near(all, 2357);
		exit bad || count != 11 }' rows profile
}

@test "--profile where all spend is zero has no shares of it" {
	printf '%s\n' customer_id,date,amount a,2025-01-01,0 b,2025-01-02,0 >log.csv
	run -0 cust-segment --rfm --profile --as-of=2025-01-03 log.csv
	[ "$(awk -F, 'NR > 1 { print $5 }' <<<"$output" | sort -u)" = "" ]
	[ "$(awk -F, 'NR > 1 { n += $2 } END { print n }' <<<"$output")" = 2 ]
}

@test "--profile: a sum of spend beyond 64 bits is an error" {
	{ echo customer_id,as_of,first_date,last_date,frequency,spend,monetary
	for i in $(seq 1025); do echo "c$i,2025-01-01,2025-01-01,2025-01-01,0,900000000000,";
		done; } >h.csv
	run -2 --separate-stderr cust-segment --rfm --profile h.csv
	[ -z "$output" ]
	says "the sum of the spend of all customers is larger than 64 bits"
	head -n 1025 h.csv >less.csv
	run -0 cust-segment --rfm --profile less.csv
	grep -q '^[^,]*,1024,1,921600000000000,1,0,1,900000000000$' <<<"$output"
}

@test "without amounts there is no M" {
	ten_log | cut -d, -f1,2 >log.csv
	run -2 --separate-stderr cust-segment --rfm --as-of=2025-07-01 log.csv
	[ -z "$output" ]
	says "no amounts: RFM requires a column amount or spend"
	ten_history | cut -d, -f1-5,7-10 >history.csv
	run -2 --separate-stderr cust-segment --rfm history.csv
	[ -z "$output" ]
	says "no amounts: RFM requires a column amount or spend"
	# The spend is enough: the mean is not asked for.
	ten_history | cut -d, -f1-10 >history.csv
	run -0 --separate-stderr cust-segment --rfm history.csv
	printf '%s\n' "$output" >got
	[ "$(cells customer_id,rfm,segment got)" = "$TEN_RFM" ]
	printf '%s\n' customer_id,date,amount a,2025-01-01, >log.csv
	run -2 --separate-stderr cust-segment --rfm --as-of=2025-07-01 log.csv
	says "log.csv:2: amount '' is not a valid amount"
}

@test "no customer to score: a header, or a profile of zeros, and status 0" {
	echo customer_id,date,amount >none.csv
	run -0 --separate-stderr cust-segment --rfm --as-of=2025-07-01 none.csv
	[ -z "$stderr" ]
	same customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary,r_score,f_score,m_score,rfm,segment
	run -0 cust-segment --rfm --profile --as-of=2025-07-01 none.csv
	[ "$(cut -d, -f2- <<<"$output" | tail -n +2 | sort -u)" = "0,,0,,,," ]
	ten_log >log.csv
	run -0 --separate-stderr cust-segment --rfm --as-of=2000-01-01 log.csv
	says "left out 10 customers first seen after 2000-01-01"
	[ "${#lines[@]}" = 1 ]
	cust-init -d s.db
	run -0 --separate-stderr cust-segment --rfm -d s.db --as-of=2025-07-01
	[ "${#lines[@]}" = 1 ]
	# No amounts, but nobody without one either.
	echo customer_id,date >none.csv
	run -0 cust-segment --rfm --as-of=2025-07-01 none.csv
	[ "${#lines[@]}" = 1 ]
}

@test "-d with customers named: their rows, ranked among all, or among themselves" {
	ten_log >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >/dev/null
	cust-add -d s.db --customer-id=new >/dev/null
	printf '%s\n' customer_id,why,segment c10,lost?,x new,who?, c02,top,y >list.csv
	run -0 --separate-stderr cust-segment --rfm -d s.db --as-of=2025-07-01 list.csv
	[ "${lines[0]}" = \
		customer_id,why,segment,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary,r_score,f_score,m_score,rfm ]
	[ "${lines[1]}" = \
		"c10,lost?,At Risk,2025-07-01,3,2023-12-29,2023-12-31,700,2,2,550,548,349.5,1,3,4,134" ]
	[ "${lines[2]}" = "new,who?,,,,,,,,,,,,,,," ]
	[[ ${lines[3]} == c02,top,Champions,*,555 ]]
	[ "${#lines[@]}" = 4 ]
	run -0 cust-segment --rfm -d s.db --as-of=2025-07-01 --fit-on=input list.csv
	# of two repeat customers, 1 + floor(4/4) + 1 and 1 + floor(12/4) + 1
	[[ ${lines[1]} == *,2,3,2,232 ]]
	[[ ${lines[3]} == *,4,5,4,454 ]]
	# The profile is of those listed.
	run -0 cust-segment --rfm -d s.db --as-of=2025-07-01 --profile list.csv
	[ "$(awk -F, 'NR > 1 { n += $2 } END { print n }' <<<"$output")" = 2 ]
	printf '%s\n' customer_id ghost >list.csv
	run -2 --separate-stderr cust-segment --rfm -d s.db --as-of=2025-07-01 list.csv
	says "list.csv:2: customer_id 'ghost' is not in the store"
}

@test "--rfm is the default" {
	for options in "" --explain --profile "--bins=5 -t"; do
		# shellcheck disable=SC2086
		cust-segment --rfm $options --as-of=1997-09-30 "$CDNOW" >want
		[ "$(wc -l <want)" -gt 5 ]
		# shellcheck disable=SC2086
		cust-segment $options --as-of=1997-09-30 "$CDNOW" | diff want -
	done
	# --check-map asks for something else
	run -0 cust-segment --check-map
	same rfm,segments,names
}

@test "the share folder can be another" {
	mkdir -p share/segments
	printf '%s\n' rfm,segment '???,everybody' >share/segments/rfm.csv
	ten_log >log.csv
	CUSTKIT_SHARE=$PWD/share run -0 cust-segment --rfm --as-of=2025-07-01 log.csv
	[ "$(tail -n +2 <<<"$output" | cut -d, -f16 | sort -u)" = everybody ]
	CUSTKIT_SHARE=$PWD/none run -2 --separate-stderr cust-segment --rfm --as-of=2025-07-01 \
		log.csv
	says "none/segments/rfm.csv: No such file or directory"
}

@test "--keep, --skip-bad, --threads and the formats" {
	ten_log | sed '1s/$/,country/; 2,$s/$/,CN/' >log.csv
	run -0 cust-segment --rfm --as-of=2025-07-01 --keep=country log.csv
	[[ ${lines[0]} == *,monetary,country,r_score,* ]]
	[[ ${lines[1]} == *,CN,5,1,3,513,Promising ]]
	{ cat log.csv; echo c11,2025-02-30,1,CN; } >bad.csv
	run -1 --separate-stderr cust-segment --rfm --as-of=2025-07-01 --skip-bad bad.csv
	[ "${#lines[@]}" = 11 ]
	[ "$stderr" = \
		"cust-segment: bad.csv:$(wc -l <bad.csv): date '2025-02-30' is not a valid date" ]
	diff <(cust-segment --rfm --as-of=2025-07-01 --threads=1 "$CDNOW" 2>&1) \
		<(cust-segment --rfm --as-of=2025-07-01 --threads=2 "$CDNOW" 2>&1)
	run -0 cust-segment --rfm --as-of=2025-07-01 -f json log.csv
	# The code is a name, not a number.
	jq -e 'select(.customer_id == "c10") |
		.rfm == "134" and .r_score == 1 and .segment == "At Risk"' <<<"$output"
}

@test "--profile --since: who stayed, joined, came and left; the same from all sources" {
	cat >log.csv <<-'END'
		customer_id,date,amount
		a,2024-01-10,10
		b,2024-06-01,20
		b,2024-09-15,5
		c,2024-06-20,30
		d,2024-09-01,7
		e,2024-02-01,9
		e,2024-08-01,9
	END
	at() { cust-segment -q --lifecycle --profile --since=2024-06-30 --as-of=2024-09-30 \
		--no-header \
		--columns=lifecycle,customers,customers_before,stayed,joined,came,came_from,came_most,left,left_to,left_most "$@"; }
	# on 2024-06-30: b and c new, a active (172 days), e active (150); on 2024-09-30: d new,
	# b and e active, c active (102), a dormant
	run -0 at log.csv
	same "prospect,0,0,0,0,0,,0,0,,0
new,1,2,0,1,0,,0,2,active,2
active,3,2,1,0,2,new,2,1,dormant,1
dormant,1,0,0,0,1,active,1,0,,0
churned,0,0,0,0,0,,0,0,,0
won-back,0,0,0,0,0,,0,0,,0"
	want=$output
	[ "$(at <log.csv)" = "$want" ]
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >acc
	[ "$(at -d s.db)" = "$want" ]
	# a customer who was acquired, but did not buy: prospect from that day on
	cust-add -q -d s.db --customer-id=p --acquired=2024-05-01
	cust-add -q -d s.db --customer-id=q --acquired=2024-08-01
	[ "$(at -d s.db | head -n 1)" = prospect,2,1,1,1,0,,0,0,,0 ]
	# the purchase days tell it, so a pipe will do; other labels read the input again
	[ "$(cat log.csv | at)" = "$want" ]
	rfm() { cust-segment -q --profile --since=2024-06-30 --as-of=2024-09-30 "$@"; }
	rfm log.csv >want.csv
	rfm <log.csv | cmp - want.csv
	run -2 --separate-stderr rfm - < <(cat log.csv)
	says "--since reads the input twice: use a FILE instead of a pipe"
	run -2 --separate-stderr rfm <(cat log.csv)
	says "--since reads the input twice: use a FILE instead of a pipe"
}

@test "--profile --since of RFM: the labels that --as-of prints at both dates" {
	for source in "$CDNOW" "-d c.db"; do
		[ -e c.db ] || cdnow_store c.db
		# shellcheck disable=SC2086
		run -0 cust-segment -q --profile --since=1997-12-31 --as-of=1998-03-31 --no-header \
			--columns=segment,customers,customers_before,stayed,came,left,left_to,left_most $source
		for day in 1997-12-31 1998-03-31; do
			# shellcheck disable=SC2086
			cust-segment -q --as-of=$day --columns=customer_id,segment --no-header \
				$source |
				sort >$day.csv
		done
		join -t, 1997-12-31.csv 1998-03-31.csv >both
		while IFS=, read -r name now before stayed came left to most; do
			[ "$now" = "$(grep -c ",$name\$" 1998-03-31.csv)" ]
			[ "$before" = "$(grep -c ",$name\$" 1997-12-31.csv)" ]
			[ "$stayed" = "$(grep -c ",$name,$name\$" both)" ]
			[ "$came" = "$(grep ",$name\$" both | grep -vc ",$name,$name\$")" ]
			[ "$left" = $((before - stayed)) ]
			[ -z "$to" ] || [ "$most" = "$(grep -c ",$name,$to\$" both)" ]
		done <<<"$output"
	done
}

@test "--since with --profile: what it cannot be used with" {
	cp "$CDNOW" o.csv
	run -2 --separate-stderr cust-segment --since=1997-12-31 o.csv
	says "--since requires --changes, --matrix or --profile"
	run -2 --separate-stderr cust-segment --since=1997-12-31 --profile --save=x o.csv
	says "--profile with --since cannot be used with --save or --remember"
	run -2 --separate-stderr cust-segment --since=1997-12-31 --profile --cut=spend:3 o.csv
	says "--profile with --since is for --rfm, --lifecycle and --loyalty"
	# a date after today, the as-of date if none is given
	run -2 --separate-stderr cust-segment -q --lifecycle --profile --since=2199-01-01 o.csv
	says "cust-segment: --since is later than --as-of"
	run -2 --separate-stderr cust-segment --since=1997-12-31 --profile -d c.db o.csv
	says "--since compares all customers of the store, not those of FILE"
	clv-calc -q --as-of=1997-09-30 o.csv >h.csv
	run -2 --separate-stderr cust-segment --since=1997-06-30 --profile h.csv
	says "--since requires single orders: an order log or a store"
}
