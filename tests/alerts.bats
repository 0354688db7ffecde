# What changed, told once: lib/churn/alert_rows, by a nightly job that is given the scores.
load helper

night() { "${CUSTKIT_BIN:-$ROOT/build/bin}/../unit/alert_rows" --db=s.db "$@"; }

# store CUSTOMER...: s.db with these.
store() {
	local id
	cust-init -d s.db
	{ echo customer_id; for id; do echo "$id"; done; } | cust-add -q -d s.db >/dev/null
}

# scores ROW...: customer_id,risk,clv,reasons
scores() { printf '%s\n' customer_id,risk,clv,reasons "$@"; }

# baseline DAY: the first run, with nobody at risk.
baseline() { scores | night --as-of="$1" >/dev/null; }

# told: what alerts say that they were, of any number of nights: day of the month, customer, change.
told() { awk -F, '$1 ~ /^[0-9]+$/ { print substr($2, 9) + 0, $3, $4 }' | paste -sd,; }

# risks CUSTOMER RISK...: a night for each, the first on 2 January 2024.
risks() {
	local customer=$1 day=2 risk
	shift
	for risk; do
		scores "$customer,$risk,,x" | night --as-of="2024-01-$(printf %02d $day)"
		day=$((day + 1))
	done
}

@test "two sequences of risks worked by hand, night by night" {
	store a b
	baseline 2024-01-01
	run -0 told < <(risks a 50 72 75 65 71 88 88 88 88 88 88 88 88 55 40)
	same "3 a NEW,7 a WORSE,14 a STILL,15 a RESOLVED"
	rm s.db
	store a b
	baseline 2024-01-01
	run -0 told < <(risks b 80 80 59 62 69 70 70 70 70 70 70 70 70 70 70)
	same "2 b NEW,4 b RESOLVED,7 b NEW,14 b STILL"
}

@test "the rule as it is shipped: four sequences of the reference, day by day" {
	rule() { night --raise-late=55 --clear=45 --calm=90 --give-up=90 --repeat=0 "$@"; }
	while read -r sequence; do
		rm -f s.db
		store a
		baseline 2024-01-01
		while IFS=, read -r day idle risk word state; do
			run -0 rule --as-of="$(date -u -d "2024-01-01 + $day days" +%F)" \
				--no-header <(printf '%s\n' customer_id,risk,idle "a,$risk,$idle")
			got="$(cut -d, -f4 <<<"$output")|$(sqlite3 s.db "SELECT coalesce((SELECT
				state FROM alert_state), 'calm')")"
			[ "$got" = "$word|$state" ] ||
				{ echo "$sequence, day $day: $got, not $word|$state"; false; }
		done < <(awk -F, -v s="$sequence" '$1 == s' "$ROOT/tests/data/alert_states.csv" |
			cut -d, -f2-)
	done < <(tail -n +2 "$ROOT/tests/data/alert_states.csv" | cut -d, -f1 | uniq)
}

@test "a state that is not valid is reported, and nothing is evaluated" {
	store a
	baseline 2024-01-01
	sqlite3 s.db "PRAGMA ignore_check_constraints = ON; INSERT INTO alert_state
		(customer_id, state, told, changed) VALUES ('a', 'unknown', '2024-01-01',
		'2024-01-01')"
	run -2 --separate-stderr night --as-of=2024-01-02 <(scores a,80,,)
	[ "$stderr" = \
		"alert_rows: state 'unknown' of the alerts about customer 'a' is not valid; run cust-check" ]
	run -1 cust-check -d s.db
	[ "$(sqlite3 s.db 'SELECT count(*) FROM alert_run')" = 1 ]
}

@test "RESOLVED says what resolved it" {
	store a b c
	baseline 2024-01-01
	printf '%s\n' customer_id,risk,idle a,80,100 b,80,100 c,80,100 |
		night --as-of=2024-01-02 >/dev/null
	run -0 night --as-of=2024-01-03 --no-header --calm=102 \
		<(printf '%s\n' customer_id,risk,idle a,40,1 b,59.96,101 c,80,101)
	[ "$(sort <<<"$output")" = \
		"5,2024-01-03,c,RESOLVED,80,\"the last purchase, on 2023-09-24, is less than 102 days ago\",,,,
6,2024-01-03,b,RESOLVED,59.96,\"the risk fell to 59.9, below 60; no purchase since 2023-09-24\",,,,
7,2024-01-03,a,RESOLVED,40,bought on 2024-01-02,,,," ]
}

@test "whom to call: name, phone and email as the store has them now" {
	cust-init -d s.db
	printf '%s\n' customer_id,name,phone,email a,客户甲,+8613800138000,jia@example.com b,,, |
		cust-add -q -d s.db >/dev/null
	baseline 2024-01-01
	scores a,80,, b,79,, >scores.csv
	want="a,NEW,80,,,客户甲,+8613800138000,jia@example.com
b,NEW,79,,,,,"
	[ "$(night -n --as-of=2024-01-02 --no-header scores.csv | cut -d, -f3-)" = "$want" ]
	[ "$(night --as-of=2024-01-02 --no-header scores.csv | cut -d, -f3-)" = "$want" ]
}

@test "the rows: number, day, customer, change, risk, reasons, clv; what is most at stake first" {
	store a b c
	baseline 2024-01-01
	run -0 night --as-of=2024-01-02 \
		<(scores 'a,71.5,,' 'b,90,10,"75 days, ""or so"""' c,80,100.5,x)
	same 'alert_id,as_of,customer_id,change,risk,reasons,clv,name,phone,email
2,2024-01-02,c,NEW,80,x,100.5,,,
3,2024-01-02,b,NEW,90,"75 days, ""or so""",10,,,
4,2024-01-02,a,NEW,71.5,,,,,'
	run -0 night --as-of=2024-01-09 --no-header <(scores b,90,,x c,90,,x a,95,,x)
	same '5,2024-01-09,a,WORSE,95,x,,,,
6,2024-01-09,b,STILL,90,x,,,,
7,2024-01-09,c,WORSE,90,x,,,,'
}

@test "the first run: a baseline of one line; customers already at risk are not reported later" {
	store a b c
	run -0 night --as-of=2024-01-01 <(scores a,99,, b,70,, c,69,,)
	same 'alert_id,as_of,customer_id,change,risk,reasons,clv,name,phone,email
1,2024-01-01,,BASELINE,,2 of 3 customers are already at risk; from now on only changes are reported (churn-flag --flagged lists customers at risk; --all reports each of them only on the first run),,,,'
	for day in 02 08 15 31; do
		run -0 night --as-of=2024-01-$day <(scores a,99,, b,99,, c,69,,)
		same ""
	done
	run -0 night --as-of=2024-02-01 --no-header <(scores a,99,, b,10,, c,70,,)
	same 2,2024-02-01,c,NEW,70,,,,,
	run -0 night --as-of=2024-02-02 --no-header <(scores a,99,, b,70,, c,59,,)
	same '3,2024-02-02,b,NEW,70,,,,,
4,2024-02-02,c,RESOLVED,59,"the risk fell to 59, below 60; no purchase since 1997-05-19",,,,'
}

@test "--all: the first run tells of everybody at risk, and goes on to" {
	store a b c
	run -0 night --as-of=2024-01-01 --all <(scores a,99,, b,70,, c,69,,)
	same 'alert_id,as_of,customer_id,change,risk,reasons,clv,name,phone,email
1,2024-01-01,a,NEW,99,,,,,
2,2024-01-01,b,NEW,70,,,,,'
	run -0 night --as-of=2024-01-08 --all --no-header <(scores a,99,, b,69,, c,69,,)
	same '3,2024-01-08,a,STILL,99,,,,,
4,2024-01-08,b,STILL,69,,,,,'
}

@test "nothing to tell prints nothing, in any format" {
	store a
	for format in csv tsv json table md; do
		rm s.db
		store a
		baseline 2024-01-01
		run -0 --separate-stderr night --as-of=2024-01-02 --format=$format <(scores a,10,,)
		[ -z "$output$stderr" ]
	done
	run -0 --separate-stderr night --as-of=2024-01-03 --format=json <(scores a,75,9,why)
	same '{"alert_id":2,"as_of":"2024-01-03","customer_id":"a","change":"NEW","risk":75,"reasons":"why","clv":9,"name":null,"phone":null,"email":null}'
}

@test "a day at or before the last one says nothing new and changes nothing" {
	store a b
	baseline 2024-01-01
	night --as-of=2024-01-05 <(scores a,75,,) >first
	sqlite3 s.db .dump >before
	for day in 05 04 01; do
		run -0 --separate-stderr night --as-of=2024-01-$day <(scores a,10,, b,90,,)
		[ -z "$output$stderr" ]
	done
	sqlite3 s.db .dump | diff before -
}

@test "what was not printed is printed by the next run, also by one of the same day" {
	store a b
	baseline 2024-01-01
	full() { "$@" >/dev/full; }
	run -2 --separate-stderr full night --as-of=2024-01-02 <(scores a,75,,)
	[ "$stderr" = \
		"alert_rows: standard output (the alerts are recorded; the next run prints them): No space left on device" ]
	closed() { "$@" >&-; }
	run -2 --separate-stderr closed night --as-of=2024-01-03 <(scores a,75,, b,80,,)
	says "alert_rows: standard output (the alerts are recorded; the next run prints them): Bad file descriptor"
	run -0 night --as-of=2024-01-03 --no-header <(scores a,75,, b,80,,)
	same '2,2024-01-02,a,NEW,75,,,,,
3,2024-01-03,b,NEW,80,,,,,'
	run -0 night --as-of=2024-01-03 <(scores a,75,, b,80,,)
	same ""
}

@test "a reader who goes away before anything is written: told by the next run" {
	store a
	baseline 2024-01-01
	mkfifo pipe cases
	{ night --as-of=2024-01-02 cases >pipe || echo $? >status; } &
	exec 7<pipe
	exec 7<&-
	scores a,75,, >cases
	wait
	[ "$(cat status)" = 141 ]
	run -0 night --as-of=2024-01-02 --no-header <(scores a,75,,)
	same "2,2024-01-02,a,NEW,75,,,,,"
}

@test "-n prints the alerts and stores nothing, also if the store cannot be written" {
	store a b
	run -0 night -n --as-of=2024-01-01 <(scores a,99,,)
	same 'alert_id,as_of,customer_id,change,risk,reasons,clv,name,phone,email
,2024-01-01,,BASELINE,,1 of 1 customers are already at risk; from now on only changes are reported (churn-flag --flagged lists customers at risk; --all reports each of them only on the first run),,,,'
	baseline 2024-01-01
	full() { "$@" >/dev/full; }
	run -2 full night --as-of=2024-01-02 <(scores a,75,,)
	sqlite3 s.db .dump >before
	run -0 night -n --as-of=2024-01-03 <(scores a,90,, b,80,,why)
	same 'alert_id,as_of,customer_id,change,risk,reasons,clv,name,phone,email
2,2024-01-02,a,NEW,75,,,,,
,2024-01-03,a,WORSE,90,,,,,
,2024-01-03,b,NEW,80,why,,,,'
	run -0 night -n --as-of=2024-01-02 --no-header <(scores a,75,,)
	same 2,2024-01-02,a,NEW,75,,,,,
	sqlite3 s.db .dump | diff before -
	night --as-of=2024-01-03 <(scores a,75,,) >/dev/null
	run -0 night -n --as-of=2024-01-04 <(scores a,75,,)
	same ""
}

@test "customers without a score, gone from the scores, gone from the store" {
	store a b c d
	baseline 2024-01-01
	night --as-of=2024-01-02 <(scores a,75,, b,75,, c,75,, d,10,,) >/dev/null
	run -0 night --as-of=2024-01-03 <(scores a,,, b,75,, d,,,)
	same ""
	# erased with all that was told of them; and while their scores were made
	sqlite3 s.db "PRAGMA foreign_keys = ON; DELETE FROM customer WHERE customer_id IN ('b',
		'd')"
	run -0 night --as-of=2024-01-10 --no-header <(scores a,75,, b,90,, c,10,, d,90,,)
	same '5,2024-01-10,a,STILL,75,,,,,
6,2024-01-10,c,RESOLVED,10,"the risk fell to 10, below 60; no purchase since 1997-05-19",,,,'
	run -0 sqlite3 s.db "SELECT customer_id, state FROM alert_state; SELECT count(*) FROM alert
		WHERE customer_id = 'b';
		PRAGMA foreign_key_check"
	same $'a|raised\n0'
	run -0 night --as-of=2024-01-11 <(scores)
	same ""
}

@test "a customer who is renamed keeps the case" {
	store a
	baseline 2024-01-01
	night --as-of=2024-01-02 <(scores a,75,,) >/dev/null
	sqlite3 s.db "PRAGMA foreign_keys = ON; UPDATE customer SET customer_id = 'z'
		WHERE customer_id = 'a'"
	run -0 night --as-of=2024-01-09 --no-header <(scores z,75,,)
	same 3,2024-01-09,z,STILL,75,,,,,
}

@test "states are written where they changed, and nowhere else" {
	store a b c d
	baseline 2024-01-01
	night --as-of=2024-01-02 <(scores a,75,, b,90,, c,10,, d,80,,) >/dev/null
	sqlite3 s.db "CREATE TABLE touched (id TEXT);
		CREATE TRIGGER i AFTER INSERT ON alert_state BEGIN INSERT INTO touched
		VALUES (new.customer_id); END;
		CREATE TRIGGER u AFTER UPDATE ON alert_state BEGIN INSERT INTO touched
		VALUES (new.customer_id); END;
		CREATE TRIGGER d AFTER DELETE ON alert_state BEGIN INSERT INTO touched
		VALUES (old.customer_id); END"
	cust-check --repair --force -d s.db >/dev/null || [ $? = 1 ]
	run -0 night --as-of=2024-01-03 <(scores a,80,, b,70,, c,69,, d,60,,)
	same ""
	run -0 sqlite3 s.db "SELECT * FROM touched"
	same ""
	night --as-of=2024-01-04 <(scores a,85,, b,70,, c,70,, d,59,,) >/dev/null
	run -0 sqlite3 s.db "SELECT * FROM touched ORDER BY id;
		SELECT customer_id, state, told, changed, bought FROM alert_state"
	same 'a
c
d
a|worsened|2024-01-04|2024-01-04|1997-05-19
b|worsened|2024-01-02|2024-01-02|1997-05-19
c|raised|2024-01-04|2024-01-04|1997-05-19'
}

@test "a customer being won back is silent until then, until there is a result, or 90 days" {
	store a b c d e f
	baseline 2024-01-01
	printf '%s\n' customer_id,date,until a,2024-01-02,2024-01-10 b,2024-01-02,2024-03-01T12:00 \
		c,2024-01-02, d,2024-01-02,2024-01-31 \
		e,2024-01-05T10:00,2024-01-31 | winback-log -q -d s.db >/dev/null
	winback-log -d s.db --lost --at=2024-01-12T09:00 --actor=x 4 >/dev/null
	all() { scores a,75,, b,75,, c,75,, d,75,, e,75,, f,75,,; }
	run -0 told < <(for day in 01-02 01-03 01-10 01-11 01-12 01-31 02-01; do all |
		night --as-of=2024-$day; done)
	same "2 e NEW,2 f NEW,10 f STILL,11 a NEW,12 d NEW,31 a STILL,31 d STILL,31 f STILL,1 e STILL"
	for day in 03-01 03-02 04-01 04-02; do all | night --as-of=2024-$day >/dev/null; done
	run -0 sqlite3 s.db "SELECT customer_id, group_concat(substr(as_of, 6) || ' ' || change,
		', ') FROM alert
		WHERE customer_id IN ('b', 'c') GROUP BY 1"
	# 90 days after 2 January 2024 is 1 April
	same 'b|03-02 NEW, 04-01 STILL
c|04-02 NEW'
}

@test "a customer being won back at the first run is reported afterwards" {
	store a b
	winback-log -d s.db --customer-id=a --date=2024-01-01 --pause-until=2024-01-03 >/dev/null
	scores a,90,, b,90,, | night --as-of=2024-01-02 >/dev/null
	run -0 told < <(for day in 03 04 05; do scores a,90,, b,90,, | night --as-of=2024-01-$day;
		done)
	same "4 a NEW"
}

@test "overlapping runs: each change is told once" {
	ids=$(seq -f 'c%03.0f' 1 300)
	# shellcheck disable=SC2086
	store $ids
	baseline 2024-01-01
	rounds=$(soak 3 40)
	for n in $(seq "$rounds"); do
		for i in 1 2 3 4 5 6; do
			# three of them for a day, three for the next
			day=$(date -u -d "2024-01-01 + $((2 * n + i % 2)) days" +%F)
			awk -v n="$((n + i % 2))" 'BEGIN { print "customer_id,risk";
				for (i = 1; i <= 300; i++) printf "c%03d,%d\n", i,
				(i + n) % 2 ? 80 : 10 }' |
				night --as-of="$day" --no-header >out.$n.$i &
		done
		wait
		grep -hE '' out."$n".* >>all || true
	done
	# at least: the first round raises the half of them, each other one changes all
	[ "$(wc -l <all)" -ge $((150 + 300 * (rounds - 1))) ]
	[ -z "$(cut -d, -f1 all | sort | uniq -d)" ]
	diff <(sqlite3 -csv s.db "SELECT alert_id, as_of, customer_id, change FROM alert
		WHERE change <> 'BASELINE'") <(cut -d, -f1-4 all | sort -n)
	[ "$(sqlite3 s.db "SELECT count(*) FROM alert WHERE printed IS NULL")" = 0 ]
}

@test "a slow reader does not block the store, and no other run prints the same alerts" {
	ids=$(seq 2000)
	# shellcheck disable=SC2086
	store $ids
	baseline 2024-01-01
	awk 'BEGIN { print "customer_id,risk,reasons";
		for (i = 1; i <= 2000; i++) printf "%d,80,%0100d\n", i, i }' >scores.csv
	mkfifo pipe
	night --as-of=2024-01-02 --no-header scores.csv >pipe &
	first=$!
	exec 7<pipe
	head -c 1000 <&7 >begin
	# it waits for us now, with more than a pipe holds; the store is free
	run -0 timeout 10 cust-add -q -d s.db --name=x
	night --as-of=2024-01-03 --no-header <(cat scores.csv; echo new,90,x) >second &
	other=$!
	until [ "$(sqlite3 s.db "SELECT count(*) FROM alert_run")" = 3 ]; do sleep .01; done
	[ ! -s second ]
	cat <&7 >rest
	exec 7<&-
	wait $first
	wait $other
	[ "$(cat begin rest | wc -l)" -eq 2000 ]
	[ ! -s second ]
	[ "$(sqlite3 s.db "SELECT count(*) FROM alert WHERE printed IS NULL")" = 0 ]
}

@test "gauges: the text format of Prometheus" {
	store a b c d e
	run -0 night --gauges
	grep -q '^custkit_churn_unprinted{store=' <<<"$output"
	[[ $output != *custkit_churn_customers* ]]
	scores a,99,, | night --as-of=2024-01-01 >/dev/null
	scores a,99,, b,70,, c,90,, d,50,, e,49.9,, | night --as-of=2024-01-02 >/dev/null
	sqlite3 s.db "UPDATE alert_run SET at = '2024-01-03T04:05:06Z';
		UPDATE alert SET printed = NULL WHERE alert_id = 2"
	sqlite3 s.db .dump >before
	run -0 night --gauges
	# date -u -d 2024-01-02 +%s, date -u -d 2024-01-03T04:05:06 +%s
	same "# HELP custkit_churn_customers Customers by flag in the latest evaluation.
# TYPE custkit_churn_customers gauge
custkit_churn_customers{store=\"$PWD/s.db\",flag=\"ok\"} 1
custkit_churn_customers{store=\"$PWD/s.db\",flag=\"watch\"} 1
custkit_churn_customers{store=\"$PWD/s.db\",flag=\"alert\"} 3
# HELP custkit_churn_as_of_timestamp_seconds As-of day of the latest evaluation,\
 start of the day in UTC.
# TYPE custkit_churn_as_of_timestamp_seconds gauge
custkit_churn_as_of_timestamp_seconds{store=\"$PWD/s.db\"} 1704153600
# HELP custkit_churn_run_timestamp_seconds Time of the latest evaluation.
# TYPE custkit_churn_run_timestamp_seconds gauge
custkit_churn_run_timestamp_seconds{store=\"$PWD/s.db\"} 1704254706
# HELP custkit_churn_scored_customers Customers scored in the latest evaluation.
# TYPE custkit_churn_scored_customers gauge
custkit_churn_scored_customers{store=\"$PWD/s.db\"} 5
# HELP custkit_churn_cases Customers with an alert case by state.
# TYPE custkit_churn_cases gauge
custkit_churn_cases{store=\"$PWD/s.db\",state=\"raised\"} 1
custkit_churn_cases{store=\"$PWD/s.db\",state=\"worsened\"} 1
custkit_churn_cases{store=\"$PWD/s.db\",state=\"cleared\"} 0
custkit_churn_cases{store=\"$PWD/s.db\",state=\"given_up\"} 1
# HELP custkit_churn_unprinted Alerts not yet printed.
# TYPE custkit_churn_unprinted gauge
custkit_churn_unprinted{store=\"$PWD/s.db\"} 1"
	sqlite3 s.db .dump | diff before -
}

@test "gauges: labels are escaped" {
	store a
	name=$'a\\b"c\nd\xff.db'
	mv s.db "$name"
	run -0 bash -c '"$1" --gauges --db="$2" |
		tail -1' - "${CUSTKIT_BIN:-$ROOT/build/bin}/../unit/alert_rows" "$name"
	same 'custkit_churn_unprinted{store="'"$PWD"'/a\\b\"c\nd?.db"} 0'
}

@test "what is misused is said" {
	store a
	while IFS='|' read -r line message; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr night $line --as-of=2024-01-01 <(scores)
		[ "${stderr_lines[0]}" = "alert_rows: $message" ]
	done <<-'END'
	--clear=71|--clear, --raise-late, --raise and --worse must ascend from 0 to 100, not 71, 70, 70, 85
	--raise=86|--clear, --raise-late, --raise and --worse must ascend from 0 to 100, not 60, 70, 86, 85
	--raise-late=71|--clear, --raise-late, --raise and --worse must ascend from 0 to 100, not 60, 71, 70, 85
	--worse=101|--clear, --raise-late, --raise and --worse must ascend from 0 to 100, not 60, 70, 70, 101
	--clear=-1|--clear, --raise-late, --raise and --worse must ascend from 0 to 100, not -1, 70, 70, 85
	--calm=x|--calm must be 0, or a duration such as 90, 90d, 12w, 3m or 1y, not 'x'
	--give-up=-1|--give-up must be 0, or a duration such as 90, 90d, 12w, 3m or 1y, not '-1'
	--repeat=x|--repeat must be a whole number >= 0, not 'x'
	END
	sqlite3 s.db .dump >before
	run -2 --separate-stderr night --as-of=9999-12-31 <(scores a,90,,)
	[ "$stderr" = \
		"alert_rows: 9999-12-31 is in the future; alerts are not recorded (use --dry-run to print them)" ]
	sqlite3 s.db .dump | diff before -
	run -0 night -n --as-of=9999-12-31 --no-header <(scores a,90,,)
	[[ $output == ,9999-12-31,,BASELINE,* ]]
}

# A risk that wanders, for each of the customers, a file for each night.
wander() {
	awk -v nights="$1" -v customers="$2" 'BEGIN {
		srand(7)
		for (n = 1; n <= nights; n++) {
			file = "risk." n
			print "customer_id,risk,reasons" >file
			for (c = 1; c <= customers; c++) {
				r[c] += n == 1 ? rand() * 100 : rand() < .04 ? rand() * 100 - r[c] \
				: (rand() - .5) * 24
				r[c] = int(r[c] < 0 ? 0 : r[c] > 100 ? 100 : r[c])
				printf "c%02d,%d,night %d\n", c, r[c], n >file
			}
			close(file)
		}
	}'
}

# The nights that were evaluated, as the issue has it: night, customer, change.
by_the_letter() {
	for n; do sed "s/^/$n,/;1d" "risk.$n"; done | awk -F, -v first="$1" '
	function say(word) { print $1 "," $2 "," word; last[$2] = $1 }
	$1 == first { lost[$2] = $3 >= 70; next }
	$3 < 60 { if (open[$2]) say("RESOLVED"); open[$2] = lost[$2] = 0; next }
	lost[$2] { next }
	!open[$2] && $3 >= 70 { say("NEW"); changed[$2] = $1; open[$2] = 1; worse[$2] = $3 >= 85;
		next }
	!open[$2] { next }
	!worse[$2] && $3 >= 85 { say("WORSE"); changed[$2] = $1; worse[$2] = 1; next }
	$1 - changed[$2] >= 35 { say("LOST"); open[$2] = 0; lost[$2] = 1; next }
	$1 - last[$2] >= 7 { say("STILL") }'
}

# bats test_tags=long
@test "a year of nights, killed at random moments: no change is lost, numbers show duplicates" {
	nights=$(soak 60 366)
	# shellcheck disable=SC2046
	store $(seq -f 'c%02.0f' 40)
	wander "$nights" 40
	RANDOM=5
	killed=0
	for n in $(seq "$nights"); do
		day=$(date -u -d "2023-01-01 + $n days" +%F)
		for try in 1 2 3; do
			status=0
			if [ $((RANDOM % 2)) = 0 ]; then
				# at a change of a file: some 50 there are
				night --as-of="$day" --no-header --kill=$((RANDOM % 80)) "risk.$n" \
					>"out.$n.$try" 2>>errors || status=$?
			else
				# at any moment
				run_for=.0$(printf %02d $((RANDOM % 40)))
				timeout -s KILL $run_for \
					"${CUSTKIT_BIN:-$ROOT/build/bin}/../unit/alert_rows" \
					--db=s.db --as-of="$day" --no-header \
					"risk.$n" >"out.$n.$try" 2>>errors || status=$?
			fi
			[ $status = 0 ] || [ $status = 137 ]
			killed=$((killed + (status == 137)))
			# some nights are tried again, some are not
			[ $status = 137 ] && [ $((RANDOM % 3)) -gt 0 ] || break
		done
	done 2>/dev/null
	night --as-of="$day" --no-header "risk.$nights" >out.last
	# the shell says who was killed; so does a sanitizer that was while it looked for leaks
	run grep -v -e Killed -e 'Unable to get registers from thread' errors
	same ""
	# whole lines only: the last of a run that was killed may be half of one
	for f in out.*; do
		[ -z "$(tail -c1 "$f")" ] && cat "$f" || sed '$d' "$f"
	done >told
	sqlite3 -csv s.db "SELECT alert_id, as_of, customer_id, change, CAST(risk AS INT),
		'\"' || reasons || '\"', '', '', '', '' FROM alert" | tr -d '"' | sort >outbox
	tr -d '"' <told | sort -u | diff outbox -
	[ "$(cut -d, -f1 outbox | uniq -d)" = "" ]
	# every change of the nights that were evaluated, by another hand
	evaluated=$(sqlite3 s.db "SELECT CAST(julianday(as_of) - julianday('2023-01-01') AS INT)
		FROM alert_run ORDER BY 1")
	# shellcheck disable=SC2086
	by_the_letter $evaluated | sort >letter
	[ "$(wc -l <letter)" -gt "$nights" ]
	sqlite3 -csv s.db "SELECT CAST(julianday(as_of) - julianday('2023-01-01') AS INT),
		customer_id, change FROM alert
		WHERE customer_id IS NOT NULL" | sort | diff letter -
	# and it was a test: kills there were, nights that were lost, and some that came twice
	[ $killed -gt $((nights / 4)) ]
	[ "$(wc -w <<<"$evaluated")" -lt "$nights" ]
	[ "$(wc -l <told)" -gt "$(wc -l <outbox)" ]
}

# The draws of a to d in the trial churn-alert are .109, .679, .292 and .956, by Python's xxhash.
@test "--holdout: the alerts of who is held out are recorded and marked, and never printed" {
	store a b c d
	baseline 2024-01-01
	scores a,80,,x b,80,,x c,50,,x d,80,,x >scores.csv
	[ "$(night -n --holdout=30% --as-of=2024-01-02 scores.csv | cut -d, -f3,4 |
		paste -sd' ')" = "customer_id,change b,NEW d,NEW" ]
	[ "$(sqlite3 s.db 'SELECT count(*) FROM trial_member')" = 0 ]
	run -0 told < <(night --holdout=30% --as-of=2024-01-02 scores.csv)
	same "2 b NEW,2 d NEW"
	run -0 sqlite3 s.db "SELECT customer_id, change, held_out, printed IS NULL FROM alert
		WHERE alert_id > 1 ORDER BY 1"
	same "a|NEW|churn-alert|0
b|NEW||0
d|NEW||0"
	# who has entered keeps the arm, whatever the share; who enters now has that of the new one
	run -0 told < <(scores a,90,,x b,90,,x c,90,,x | night --holdout=1% --as-of=2024-01-03)
	same "3 b WORSE,3 c NEW"
	run -0 sqlite3 s.db "SELECT trial, customer_id, arm, share, assigned FROM trial_member
		ORDER BY 2"
	same "churn-alert|a|holdout|0.3|2024-01-02
churn-alert|b|treatment|0.3|2024-01-02
churn-alert|c|treatment|0.01|2024-01-03
churn-alert|d|treatment|0.3|2024-01-02"
	# only the held-out customer has something to tell: nothing is printed, not even a header
	run -0 night --holdout=30% --as-of=2024-01-04 <(scores a,20,,x b,90,,x c,90,,x)
	same ""
	[ "$(sqlite3 s.db "SELECT change, held_out FROM alert WHERE as_of = '2024-01-04'")" = \
		"RESOLVED|churn-alert" ]
	run -0 sqlite3 s.db "SELECT count(*) FROM alert WHERE printed IS NULL"
	same 0
}

@test "--holdout: open cases do not enter; another trial has other arms; 0 and 100 %" {
	store a b c d
	baseline 2024-01-01
	scores a,75,,x | night --as-of=2024-01-02 >/dev/null
	run -0 told < <(scores a,90,,x b,80,,x | night --holdout=100% --as-of=2024-01-03)
	same "3 a WORSE"
	run -0 told < <(scores a,90,,x b,90,,x c,80,,x | night --holdout=0 --trial=calls \
		--as-of=2024-01-04)
	same "4 b WORSE,4 c NEW"
	# without the option all are printed
	run -0 told < <(scores a,90,,x b,90,,x c,90,,x d,80,,x | night --as-of=2024-01-05)
	same "5 c WORSE,5 d NEW"
}

@test "--holdout: a customer in both arms since a merge is not held back" {
	store a b
	baseline 2024-01-01
	scores a,80,,x b,80,,x | night --holdout=30% --as-of=2024-01-02 >/dev/null
	cust-merge -q -d s.db b a >/dev/null
	run -0 told < <(scores b,90,,x | night --holdout=30% --as-of=2024-01-03)
	same "3 b WORSE"
}
