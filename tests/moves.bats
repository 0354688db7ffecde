#!/usr/bin/env bats
# cust-segment: labels that are remembered with their date, and who moved between two dates.

load helper

# The last days of 24 months. CDNOW has orders from January 1997 to June 1998.
month_ends() {
	local m
	for m in $(seq 1 24); do
		date -d "1997-01-01 $m months - 1 day" +%F
	done
}

# DAY: the stage of every customer of CDNOW then, by a program of its own: customer,stage, sorted.
# Nobody knows of a customer before the first purchase.
stages_at() {
	awk -F, -v as_of="$1" '
	function day(s,  y, m) {	# days from the civil calendar; March is the first month
		y = substr(s, 1, 4); m = substr(s, 6, 2) - 3
		if (m < 0) { m += 12; y-- }
		y = 365 * y + int(y / 4) - int(y / 100) + int(y / 400)
		return y + int((153 * m + 2) / 5) + substr(s, 9, 2)
	}
	NR > 1 && !($1 in n) { n[$1] = 0 }
	NR > 1 && $2 <= as_of && $2 != last[$1] { before[$1] = last[$1]; last[$1] = $2; n[$1]++ }
	END {
		for (c in n) {
			idle = n[c] ? day(as_of) - day(last[c]) : 0
			gap = n[c] > 1 ? day(last[c]) - day(before[c]) : 0
			stage = idle <= 90 ? "active" : idle <= 180 ? "dormant" : "churned"
			if (n[c] == 1 && idle <= 30) stage = "new"
			if (gap > 180 && idle <= 90) stage = "won-back"
			if (n[c]) print c "," stage
		}
	}' "$CDNOW" | sort
}

# FROM TO: each customer with the stage then, empty for who came later, and the one now.
both() {
	join -t, -a 2 -e '' -o 0,1.2,2.2 "want.$1" "want.$2"
}

# FROM TO: who moved between two files of stages_at, as --changes tells it.
moves() {
	both "$1" "$2" | awk -F, -v OFS=, -v a="$1" -v b="$2" \
		'$2 != $3 { print $1, a, b, $2, $3 }'
}

LIMITS="--new-days=30 --active-days=90 --dormant-days=180"

@test "two years of monthly labels of CDNOW: every move once, and any two dates by recomputation" {
	cdnow_store s.db
	month_ends >days
	[ "$(paste -sd ' ' days | cut -c1-32)" = "1997-01-31 1997-02-28 1997-03-31" ]
	before=
	while read -r day; do
		stages_at "$day" >"want.$day"
		cust-segment -q -d s.db --lifecycle $LIMITS --remember=stage --as-of="$day" >labels
		diff "want.$day" <(cells customer_id,lifecycle labels)
		# what a monthly job prints
		cust-segment -d s.db --changes=stage | tail -n +2 >>told
		[ -z "$before" ] || moves "$before" "$day" >>moved
		cust-segment -d s.db --matrix=stage >matrix
		cells from_label,customers matrix |
			awk -F, -v of="$(wc -l <"want.$day")" '{ n += $2 } END { exit n != of }'
		before=$day
	done <days
	# the first labels are told too: from none
	known=$(wc -l <want.1997-01-31)
	[ "$known" -eq 781 ]
	head -n "$known" told >first
	[ "$(cut -d, -f2-4 first | sort -u)" = ,1997-01-31, ]
	tail -n +$((known + 1)) told | diff moved -
	[ "$(wc -l <moved)" -gt 4000 ]
	# nothing but changes is stored
	[ "$(sqlite3 s.db 'SELECT count(*) FROM segment_label')" = $((known + $(wc -l <moved))) ]
	run -0 cust-check -d s.db --no-header
	same ""
	# any two dates
	n=0
	while read -r a b; do
		moves "$a" "$b" | diff - <(cust-segment -d s.db --changes=stage --since="$a" \
			--as-of="$b" --no-header)
		cust-segment -d s.db --matrix=stage --since="$a" --as-of="$b" >matrix
		diff <(both "$a" "$b" | cut -d, -f2,3 | sort | uniq -c |
			awk '{ print $2 "," $1 }') <(cells from_label,to_label,customers matrix)
		n=$((n + 1))
	done < <(while read -r a; do
		while read -r b; do
			[[ $a < $b ]] && echo "$a $b"
		done <days
	done <days | awk 'NR % 9 == 1')
	[ $n -ge 30 ]
}

small() {
	printf '%s\n' customer_id,date,amount a,2025-01-01,50 b,2025-01-05,30 c,2025-01-09,20 >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >acc
}

# --abc of these three: 0, 50, 80 % before them
label() {
	cust-segment -q -d s.db --abc --remember=abc --as-of="$1" --columns=customer_id,abc "${@:2}"
}

@test "--matrix: the shares of each label, with Wilson's interval; --changes" {
	small
	label 2025-01-31 >out
	[ "$(cells customer_id,abc out | paste -sd ' ')" = "a,A b,A c,B" ]
	printf '%s\n' customer_id,date,amount b,2025-02-01,400 d,2025-02-02,1 |
		order-add -q -d s.db --create >acc
	# b has 430 of 501; before a 85.8 %, c 95.8 %, d 99.8 %
	label 2025-02-28 >out
	[ "$(cells customer_id,abc out | paste -sd ' ')" = "a,B b,A c,C d,C" ]
	run -0 cust-segment -d s.db --changes=abc
	same "customer_id,since,as_of,from_label,to_label
a,2025-01-31,2025-02-28,A,B
c,2025-01-31,2025-02-28,B,C
d,2025-01-31,2025-02-28,,C"
	run -0 cust-segment -d s.db --matrix=abc
	[ "$(cells from_label,to_label,customers,share | paste -sd ' ')" = \
		",C,1,1 A,A,1,0.5 A,B,1,0.5 B,C,1,1" ]
	# Wilson (1927), z = 1.959964: (p + z^2/2n -+ z sqrt(p q/n + z^2/4n^2))/(1 + z^2/n)
	near "$(cell low from_label=A to_label=B)" .0945312 1e-6
	near "$(cell high from_label=A to_label=B)" .9054688 1e-6
	near "$(cell low from_label=B to_label=C)" .2065493 1e-6
	# dates stand for the runs on or before them
	cust-segment -d s.db --matrix=abc --since=2025-02-27 --as-of=2025-03-15 |
		diff - <(echo "$output")
	# for people: a share of 1 of 2, by the same formula
	run -0 cust-segment -q -d s.db --matrix=abc -t --width=80
	[[ ${lines[3]} =~ ^.*A\ +B\ +1\ +50\.0%\ +9\.5%\ +90\.5%$ ]]
	run -0 cust-segment -d s.db --changes=abc --since=2025-01-01 --as-of=2025-02-01
	same "customer_id,since,as_of,from_label,to_label
a,,2025-01-31,,A
b,,2025-01-31,,A
c,,2025-01-31,,B"
	run -0 cust-segment -d s.db --changes=abc --since=2025-02-28
	same customer_id,since,as_of,from_label,to_label
	run -2 --separate-stderr cust-segment -d s.db --changes=x
	[[ $stderr == "cust-segment: no labels of 'x' by "*" are remembered (in the store: abc since 2025-01-31)" ]]
	run -2 --separate-stderr cust-segment -d s.db --matrix=abc --as-of=2025-01-30
	[ "$stderr" = "cust-segment: no labels of 'abc' by 2025-01-30 are remembered (in the store: abc since 2025-01-31)" ]
	while IFS='|' read -r options message; do
		run -2 --separate-stderr cust-segment -d s.db $options
		[ "${stderr_lines[0]}" = "cust-segment: $message" ] || { echo "$stderr"; false; }
	done <<-'END'
	--changes=abc --matrix=abc|--changes and --matrix cannot be used together
	--changes=abc log.csv|--changes and --matrix take no operands
	--changes=abc --abc|--changes and --matrix print what is remembered, and label nobody
	--changes=abc --since=2025-02-01 --as-of=2025-01-31|--since is later than --as-of
	--remember=|--remember is empty
	--remember=-t|--remember must be a name that does not begin with -
	END
}

@test "--remember: of which label; dates in order; a list; who has none; the note" {
	small
	run -2 --separate-stderr cust-segment -q -d s.db --as-of=2025-01-31 --abc --lifecycle \
		--remember=x
	[ "${stderr_lines[0]}" = \
		"cust-segment: several labels are printed; --remember=x must name the column of one" ]
	run -0 --separate-stderr cust-segment -d s.db --as-of=2025-01-31 --abc --lifecycle \
		--remember=lifecycle
	[ "$stderr" = "cust-segment: batch 2: labels of 'lifecycle' at 2025-01-31: 3 new, 0 changed, 0 as before" ]
	[[ ${lines[1]} == a,*,new,A ]]
	[ "$(sqlite3 s.db "SELECT DISTINCT scheme, label FROM segment_label JOIN segment_run USING (run_id)")" = \
		"lifecycle|new" ]
	# the same labels again: nothing changes, and it is no error
	sqlite3 s.db .dump >before
	run -0 --separate-stderr cust-segment -d s.db --as-of=2025-01-31 --lifecycle \
		--remember=lifecycle
	[ "$stderr" = "cust-segment: batch 2 has the labels of 'lifecycle' at 2025-01-31; nothing has changed" ]
	[ "$(cells lifecycle | sort -u)" = new ]
	sqlite3 s.db .dump | diff before -
	# other labels of that day, and an earlier day
	for options in "--as-of=2025-01-31 --new-days=1" --as-of=2025-01-30; do
		# shellcheck disable=SC2086 # two words
		run -2 --separate-stderr cust-segment -d s.db $options --lifecycle \
			--remember=lifecycle
		[ "${stderr_lines[-1]}" = "cust-segment: the labels of 'lifecycle' in the store are of 2025-01-31; only those of a later day can be added (to remove them: cust-undo 2)" ]
		[ -z "$output" ]
	done
	tomorrow=$(date -d "2 days" +%F)
	run -2 --separate-stderr cust-segment -q -d s.db --as-of="$tomorrow" --lifecycle \
		--remember=lifecycle
	[ "$stderr" = "cust-segment: $tomorrow is in the future; its labels are not remembered" ]
	# a name of the user's own; only a and c, who are listed
	label() { cust-segment -q -d s.db --abc=x --remember=mine --as-of="$1" "${@:2}" >out; }
	printf '%s\n' customer_id,x a,9 b,1 c, >x.csv
	label 2025-02-01 x.csv
	printf '%s\n' customer_id,x c,9 a,1 >x.csv
	label 2025-02-02 x.csv
	run -0 cust-segment -d s.db --changes=mine
	# 9 of 10: 0 and 90 % before them
	same "customer_id,since,as_of,from_label,to_label
a,2025-02-01,2025-02-02,A,B
b,2025-02-01,2025-02-02,B,
c,2025-02-01,2025-02-02,,A"
	run -0 cust-undo -d s.db --list --columns=batch,tool,read,added,updated,unchanged
	[ "${lines[4]}" = 4,cust-segment,3,1,2,0 ]
	run -0 cust-check -d s.db --no-header
	same ""
}

@test "a batch of labels can be undone, the latest first, and the undo too" {
	small
	label 2025-01-31 >out
	order-add -q -d s.db --customer-id=c --date=2025-02-01 --amount=500 >acc
	label 2025-02-28 >out
	cust-segment -d s.db --matrix=abc >want
	run -2 --separate-stderr cust-undo -d s.db 2
	[ "$stderr" = "cust-undo: batch 2 cannot be undone: rows of other batches stand on its rows: 4" ]
	run -0 cust-undo -d s.db 4 --columns=removed,restored,updated
	same $'removed,restored,updated\n4,0,0'
	run -0 cust-segment -d s.db --changes=abc --no-header
	same $'a,,2025-01-31,,A\nb,,2025-01-31,,A\nc,,2025-01-31,,B'
	run -0 cust-check -d s.db --no-header
	same ""
	cust-undo -q -d s.db 5 >acc
	cust-segment -d s.db --matrix=abc | diff want -
	run -0 cust-check -d s.db --no-header
	same ""
	# the labels do not depend on the orders: those can be undone
	cust-undo -q -d s.db 3 >acc
	# but a customer with labels cannot be removed
	run -2 --separate-stderr cust-undo -d s.db 1
	says "batch 1 cannot be undone: rows of other batches stand on its rows: 2"
}

@test "cust-show has the labels at a date; cust-check finds what is wrong with them" {
	small
	label 2025-01-31 >out
	order-add -q -d s.db --customer-id=c --date=2025-02-01 --amount=500 >acc
	label 2025-02-28 >out
	cust-segment -q -d s.db --lifecycle --remember=lifecycle --as-of=2025-01-31 >out
	run -0 cust-show -d s.db c --as-of=2025-03-01 --format=json
	[[ $output == *'"labels":[{"scheme":"abc","label":"A","since":"2025-02-28"},{"scheme":"lifecycle","label":"new","since":"2025-01-31"}]'* ]]
	run -0 cust-show -d s.db c --as-of=2025-02-27 --format=json
	[[ $output == *'{"scheme":"abc","label":"B","since":"2025-01-31"}'* ]]
	run -0 cust-show -d s.db c --as-of=2025-03-01
	[[ $output == *"Labels"*"lifecycle"*"new"* ]]
	sqlite3 s.db "UPDATE segment_label SET label = 'A' WHERE customer_id = 'a' AND run_id = 2;
		UPDATE segment_run SET labelled = 4 WHERE run_id = 2;
		UPDATE segment_run SET after = NULL WHERE run_id = 2;
		UPDATE segment_run SET as_of = '2025-02-30' WHERE run_id = 3"
	run -1 cust-check -d s.db --no-header
	[ "$(grep -v ^content <<<"$output")" = "date,labels of lifecycle,date '2025-02-30' is not a valid date
labels,customer a,label of abc at 2025-02-28 is as before
labels,labels of abc,\"4 customers at 2025-02-28, but 3 have a label\"
labels,labels of abc,the run at 2025-02-28 does not follow the one before it" ]
	cp s.db shop.db
	translated_faults cust-check
}

@test "a store of schema 8 is to be upgraded first: rows stay, and its customers have labels" {
	upgrades 8 "SELECT * FROM orders; SELECT * FROM history WHERE customer_id <> 'd1';
		SELECT customer_id, name, email, phone, birthday, gender,
		country, region, city, channel, plan, acquired, attrs, batch, source, external_id
		FROM customer;
		SELECT batch, at, tool, digest, read, added, updated, unchanged, rejected,
			undoes, schema FROM batch; SELECT * FROM undo" \
		cust-segment -d s.db --lifecycle --remember=lifecycle --as-of=2025-06-30
	cust-segment -q -d s.db --lifecycle --remember=lifecycle --as-of=2025-06-30 >labels
	n=$(cells lifecycle labels | wc -l)
	[ "$(sqlite3 s.db "SELECT labelled FROM segment_run")" = "$n" ]
	# those who were known by then
	[ "$(sqlite3 s.db "SELECT count(*) FROM customer AS c LEFT JOIN history USING (customer_id)
		WHERE coalesce(acquired, first_date, '') <= '2025-06-30'")" = "$n" ]
	run -0 cust-check -d s.db --no-header
	same ""
}
