# feedback-step: every step from every state, in order of time, all cases or none, and one winner of
# two.
load helper

# What a state allows (ISO 10002), and the state then; close|resolved is for those whom nobody can
# tell.
TABLE='received acknowledge acknowledged
received assign assigned
acknowledged assign assigned
acknowledged start in_progress
acknowledged resolve resolved
assigned assign assigned
assigned start in_progress
assigned wait waiting
assigned resolve resolved
in_progress assign assigned
in_progress wait waiting
in_progress resolve resolved
waiting assign assigned
waiting resume in_progress
waiting resolve resolved
resolved inform informed
resolved reopen in_progress
informed follow-up informed
informed close closed
informed reopen in_progress
closed follow-up closed
closed reopen in_progress'
STATES='received acknowledged assigned in_progress waiting resolved informed closed void'
STEPS='acknowledge assign start wait resume resolve inform follow-up close reopen void note'

store() {
	rm -f s.db
	cust-init -d s.db
	cust-add -q -d s.db --customer-id=a >acc
}

sql() {
	sqlite3 s.db "$@"
}

step() {
	feedback-step -d s.db "$@"
}

# complaint DATE [TEXT [ID]]: a case of that date
complaint() {
	feedback-log -q -d s.db --kind=complaint --date="$1" --text="${2-}" --force \
		${3+--customer-id="$3"} >acc
}

clean() {
	run -0 cust-check -d s.db --no-header
	same ''
}

# unchanged: the store says what it said when "sql .dump >before" was run.
unchanged() {
	sql .dump | diff before -
	clean
}

# after STATE STEP ANONYMOUS: the state then; nothing where it is forbidden.
after() {
	local rest=${TABLE#*"$1 $2 "}

	case $2 in
	note) echo "$1" ;;
	void) [ "$1" = void ] || echo void ;;
	close) [ "$1" = resolved ] && [ "$3" = 1 ] && echo closed ;;&
	*) [ "$rest" = "$TABLE" ] || echo "${rest%%$'\n'*}" ;;
	esac
}

# option STEP: how it is asked for.
option() {
	case $1 in
	assign) echo --assign=li ;;
	resolve) echo --resolve --outcome=o --cause=c ;;
	follow-up) echo --follow-up=4 ;;
	note) echo --note=n ;;
	void) echo --void --note=n ;;
	*) echo "--$1" ;;
	esac
}

# bats test_tags=long
@test "every step from every state: the one of the table, or an error that names what is allowed" {
	store
	# a case in every state, with and without a customer
	for anonymous in 0 1; do
		for state in $STATES; do
			echo "INSERT INTO feedback (customer_id, date, kind) VALUES (iif($anonymous,
				NULL, 'a'), '2025-01-01', 'complaint');"
			[ $state = received ] ||
				echo "INSERT INTO feedback_event (case_id, at, step, state, actor)
				VALUES (last_insert_rowid(), '2025-01-02', 'note', '$state', 'x');"
		done
	done | sql
	cp s.db base.db
	good=0
	case_id=0
	for anonymous in 0 1; do
		for state in $STATES; do
			case_id=$((case_id + 1)) allowed=
			for step in $STEPS; do
				[ -z "$(after $state $step $anonymous)" ] ||
					allowed="${allowed:+$allowed, }$step"
			done
			for step in $STEPS; do
				to=$(after $state $step $anonymous)
				if [ -n "$to" ]; then
					run -0 --separate-stderr step $case_id $(option $step) \
						--at=2025-01-03 --no-header
					same "$case_id,2025-01-03,$step,$to"
					feedback-list -d s.db --no-header --state="$to" --where \
						"case_id = $case_id" | grep -q "^$case_id,"
					good=$((good + 1))
					cp base.db s.db
				else
					run -2 --separate-stderr step $case_id $(option $step) \
						--at=2025-01-03
					[ -z "$output" ]
					[ "$stderr" = \
						"feedback-step: case $case_id is $state; allowed steps are $allowed
feedback-step: nothing changed" ] || { echo "$stderr"; return 1; }
					cmp s.db base.db
				fi
			done
		done
	done
	# the rows of the table, a note in each state, void from all others, twice; and one more
	[ $good = $((2 * (22 + 9 + 8) + 1)) ]
}

@test "custkit(7) has the same table" {
	sed -n '/^\.Sh WHAT CUSTOMERS SAY/,/^\.El/s/^\.It \([a-z_]*\) Ta /\1 /p' \
		"$ROOT/share/man/man7/custkit.7" | sed 's/;.*//' |
		awk '{ for (i = 2; i <= NF; i++) { sub(/,/, "", $i); print $1, $i } }' | sort >page
	cut -d ' ' -f 1,2 <<<"$TABLE" | sort | diff - page
}

@test "the manual has the same table" {
	# a row of the page for each pair: from step to
	sed -n 's/^\.It Fl Fl \([a-z-]*\) Ta \(.*\) Ta \(.*\)$/\1|\2|\3/p' \
		"$ROOT/share/man/man1/feedback-step.1" |
		awk -F'|' '$1 != "note" && $1 != "void" { n = split($3, from, ", ");
		for (i = 1; i <= n; i++) print from[i], $1, $2 == "the same" ? from[i] : $2 }' |
		sort | diff <(sort <<<"$TABLE") -
	grep -q '^\.It Fl Fl note Ta the same Ta any$' "$ROOT/share/man/man1/feedback-step.1"
	grep -q '^\.It Fl Fl void Ta void Ta any but void$' "$ROOT/share/man/man1/feedback-step.1"
}

@test "what a step leaves behind: every column of its event" {
	store
	complaint 2025-01-01 坏了 a
	step 1 --acknowledge --at=2025-01-02 --actor=amy >acc
	step 1 --assign=li/returns --at='2025-01-02 10:00' --actor=amy --note='please, soon' >acc
	step 1 --assign=bo --at=2025-01-02T10:00:01 --actor=amy >acc
	step 1 --assign=bo/a/b --at=2025-01-02T10:00:01 --actor=amy >acc
	step 1 --note=$'two\n"lines"' --at=2025-01-03 --actor=bo >acc
	step 1 --resolve --outcome='已退款, sorry' --cause=carrier --at=2025-01-04 --actor=bo >acc
	step 1 --inform --at=2025-01-04 --actor=bo >acc
	step 1 --follow-up=2 --at=2025-01-05 --actor=amy --note='not happy' >acc
	run -0 sql -separator , "SELECT event_id, at, step, state, actor, owner, department,
		outcome, cause, score, quote(note) FROM feedback_event"
	same "1,2025-01-02,acknowledge,acknowledged,amy,,,,,,NULL
2,2025-01-02T10:00:00,assign,assigned,amy,li,returns,,,,'please, soon'
3,2025-01-02T10:00:01,assign,assigned,amy,bo,,,,,NULL
4,2025-01-02T10:00:01,assign,assigned,amy,bo,a/b,,,,NULL
5,2025-01-03,note,assigned,bo,,,,,,'two
\"lines\"'
6,2025-01-04,resolve,resolved,bo,,,已退款, sorry,carrier,,NULL
7,2025-01-04,inform,informed,bo,,,,,,NULL
8,2025-01-05,follow-up,informed,amy,,,,,2,'not happy'"
	clean
}

@test "several cases: one row each, in their order; in every format" {
	store
	for i in 1 2 3; do complaint 2025-01-01; done
	run -0 --separate-stderr step 3 1 --acknowledge --at=2025-01-02T08:30
	same 'case_id,at,step,state
3,2025-01-02T08:30:00,acknowledge,acknowledged
1,2025-01-02T08:30:00,acknowledge,acknowledged'
	[ -z "$stderr" ]
	run -0 step 2 --note=x --at=2025-01-02 -f json
	same '{"case_id":2,"at":"2025-01-02","step":"note","state":"received"}'
	clean
}

@test "now, by the store's clock, and the login name, unless said" {
	cust-init -d s.db --timezone=Asia/Shanghai
	feedback-log -q -d s.db --kind=complaint --text=x --date=2025-01-01 >acc
	before=$(TZ=Asia/Shanghai date +%FT%T)
	run -0 step 1 --acknowledge --no-header
	after=$(TZ=Asia/Shanghai date +%FT%T)
	IFS=, read -r _ at _ <<<"$output"
	[[ ! $at < $before && ! $at > $after ]]
	[ "$(sql 'SELECT at, actor FROM feedback_event')" = "$at|$(id -un)" ]
	# an offset is converted to the store's zone
	feedback-log -q -d s.db --kind=complaint --text=x --date=2025-01-01 >acc
	run -0 step 2 --acknowledge --at=2025-01-31T16:30:00Z --no-header
	same 2,2025-02-01T00:30:00,acknowledge,acknowledged
	store
	complaint 2025-01-01
	run -2 --separate-stderr step 1 --acknowledge --at=2025-01-31T16:30Z
	says "feedback-step: --at '2025-01-31T16:30Z' has an offset; set the time zone with --tz=ZONE"
	run -0 step 1 --acknowledge --at=2025-01-31T16:30Z --tz=Asia/Shanghai --no-header
	same 1,2025-02-01T00:30:00,acknowledge,acknowledged
	run -2 --separate-stderr step 1 --start --tz=Moon/Base
	says "unknown time zone 'Moon/Base'"
	run -2 --separate-stderr step 1 --start --actor=
	says "feedback-step: --actor is empty"
	run -2 --separate-stderr step 1 --start --actor=$'\xff'
	says "feedback-step: --actor is not UTF-8"
}

@test "who has no login name says who it is" {
	[ "$(id -u)" = 0 ] || skip "only root can become nobody known"
	dir=$(mktemp -d)	# nobody known gets to ours
	cust-init -d "$dir/s.db"
	feedback-log -q -d "$dir/s.db" --kind=complaint --text=x --date=2025-01-01 >acc
	chmod a+rwx "$dir"
	chmod a+rw "$dir/s.db"
	nobody() {
		setpriv --reuid=54321 --clear-groups "$(command -v feedback-step)" -d "$dir/s.db" \
			1 --acknowledge --no-header "$@"
	}
	run -2 --separate-stderr nobody
	[ "$stderr" = "feedback-step: cannot find the login name; use --actor=NAME" ]
	run -0 nobody --actor=me
	[ "$(sqlite3 "$dir/s.db" 'SELECT actor FROM feedback_event')" = me ]
	rm -r "$dir"
}

@test "never in the future, never before the case or its last step" {
	store
	complaint 2025-01-10T10:00 x a
	complaint 2025-01-10
	refused() { # CASE AT WHY
		sql .dump >before
		run -2 --separate-stderr step "$1" --note=x --at="$2"
		[ -z "$output" ]
		[ "$stderr" = "feedback-step: case $1 $3
feedback-step: nothing changed" ] || { echo "$stderr"; return 1; }
		unchanged
	}
	refused 1 2025-01-09 "was received at 2025-01-10T10:00:00, later than 2025-01-09"
	refused 1 2025-01-10T09:59:59 \
		"was received at 2025-01-10T10:00:00, later than 2025-01-10T09:59:59"
	refused 1 2025-01-10 "was received at 2025-01-10T10:00:00; give the time of day of the step"
	refused 2 2025-01-09T23:59:59 "was received at 2025-01-10, later than 2025-01-09T23:59:59"
	# the same moment is right; a case of a day without a time takes steps of that day, with and
	# without
	step 1 --note=a --at=2025-01-10T10:00 >acc
	step 2 --note=a --at=2025-01-10 >acc
	step 2 --note=b --at=2025-01-10T00:00 >acc
	step 1 --note=b --at=2025-01-12T18:00 >acc
	refused 1 2025-01-12 \
		"has its latest step at 2025-01-12T18:00:00; give the time of day of the step"
	refused 1 2025-01-12T17:59 \
		"has its latest step at 2025-01-12T18:00:00, later than 2025-01-12T17:59:00"
	refused 1 2025-01-11 "has its latest step at 2025-01-12T18:00:00, later than 2025-01-11"
	refused 2 2025-01-10 \
		"has its latest step at 2025-01-10T00:00:00; give the time of day of the step"
	run -0 step 1 --note=c --at=2025-01-13
	sql .dump >before
	for at in 2199-12-31 "$(date -d '+1 hour' +%FT%T)" "$(date -d '+1 day' +%F)"; do
		run -2 --separate-stderr step 1 --note=x --at="$at"
		[ "${stderr_lines[0]}" = "feedback-step: --at '$at' is in the future" ]
	done
	for at in 2025-02-29 2025-01-20T25:00; do
		run -2 --separate-stderr step 1 --note=x --at="$at"
		[ "${stderr_lines[0]}" = "feedback-step: --at '$at' is not a valid date" ]
	done
	for at in soon 12:00 ''; do
		run -2 --separate-stderr step 1 --note=x --at="$at"
		[[ ${stderr_lines[0]} == "feedback-step: --at '$at' is not a date (YYYY-MM-DD"* ]]
	done
	unchanged
	run -0 step 1 --note=d --at="$(date +%F)"
}

@test "misuse is said before anything is read or opened" {
	while IFS='|' read -r line message; do
		eval "args=($line)"
		run -2 --separate-stderr feedback-step -d none.db "${args[@]}" </dev/null
		[ -z "$output" ]
		[ "${stderr_lines[0]}" = "feedback-step: $message" ] || { echo "$line: $stderr";
			return 1; }
		[[ ${stderr_lines[1]} == "usage: feedback-step "* ]]
	done <<-'END'
	1|no step given; use --acknowledge, --assign ... or --note
	1 --actor=me --at=2025-01-01|no step given; use --acknowledge, --assign ... or --note
	1 --start --wait|--start and --wait cannot be used together
	1 --reopen --acknowledge --note=x|--acknowledge and --reopen cannot be used together
	1 --assign=li --follow-up=3|--assign and --follow-up cannot be used together
	1 --resolve|--resolve requires --outcome=TEXT and --cause=TEXT
	1 --resolve --outcome=x|--resolve requires --outcome=TEXT and --cause=TEXT
	1 --resolve --cause=x|--resolve requires --outcome=TEXT and --cause=TEXT
	1 --resolve --outcome= --cause=x|--outcome is empty
	1 --resolve --outcome=x --cause=|--cause is empty
	1 --start --outcome=x|--outcome and --cause require --resolve
	1 --note=x --cause=x|--outcome and --cause require --resolve
	1 --note=|--note is empty
	1 --assign=|--assign is empty
	1 --assign=/returns|--assign must be OWNER or OWNER/DEPARTMENT, not '/returns'
	1 --assign=li/|--assign must be OWNER or OWNER/DEPARTMENT, not 'li/'
	1 --follow-up=0|--follow-up must be from 1 to 5
	1 --follow-up=6|--follow-up must be from 1 to 5
	1 --follow-up=x|--follow-up must be a whole number >= 0, not 'x'
	1 --follow-up=-1|--follow-up must be a whole number >= 0, not '-1'
	1 --note=$'\xff'|--note is not UTF-8
	1 --assign=$'\xff'|--assign is not UTF-8
	x --start|case_id 'x' is not a number
	1 -- --start|no step given; use --acknowledge, --assign ... or --note
	1.5 --start|case_id '1.5' is not a number
	'' --start|case_id '' is not a number
	99999999999999999999 --start|case_id '99999999999999999999' is not a number
	END
	[ ! -e none.db ]
}

@test "a table on standard input: its case_id, whatever else it has" {
	store
	for i in 1 2 3 4; do complaint 2025-01-01; done
	run -0 --separate-stderr step --acknowledge --at=2025-01-02 --no-header <<-'END'
	kind,case_id,at,state,note
	complaint,2,1999-01-01,closed,"a
	b"

	complaint,1,,,
	END
	same '2,2025-01-02,acknowledge,acknowledged
1,2025-01-02,acknowledge,acknowledged'
	# "-" among operands
	run -0 step 3 - --note=x --at=2025-01-02 --no-header <<<$'case_id\n4'
	same '3,2025-01-02,note,received
4,2025-01-02,note,received'
	# what a list prints
	feedback-list -d s.db --state=received | step --acknowledge --at=2025-01-03 --no-header >out
	diff - out <<-'END'
	3,2025-01-03,acknowledge,acknowledged
	4,2025-01-03,acknowledge,acknowledged
	END
	run -0 --separate-stderr step --acknowledge <<<case_id
	same case_id,at,step,state
	[ -z "$stderr" ]
	sql .dump >before
	run -2 --separate-stderr step --start </dev/null
	[ "$stderr" = "feedback-step: standard input: empty input, no header" ]
	run -2 --separate-stderr step --start <<<$'case\n1'
	says "no column 'case_id'"
	run -2 --separate-stderr step --start <<<$'case_id\n1\nx\n2,3\n""\n'
	[ -z "$output" ]
	says "standard input:3: case_id 'x' is not a number"
	says "standard input:4: 2 cells but the header has 1"
	says "standard input:5: case_id '' is not a number"
	says "feedback-step: nothing changed"
	closed() { "$@" <&-; }
	run -2 --separate-stderr closed feedback-step -d s.db --start
	[ "$stderr" = "feedback-step: standard input: Bad file descriptor" ]
	run -2 timeout 10 script -qec "feedback-step -d s.db --start" /dev/null </dev/null
	[[ $output == \
		*"feedback-step: no input; name a case_id or pipe a table with that column to standard input"* ]]
	unchanged
}

@test "all cases or none, and every one that cannot is named" {
	store
	for i in 1 2 3 4; do complaint "2025-01-0$i"; done
	step 2 --acknowledge --at=2025-01-05 >acc
	sql .dump >before
	run -2 --separate-stderr step 1 99 2 3 0 4 --acknowledge --at=2025-01-03T10:00
	[ -z "$output" ]
	[ "$stderr" = "feedback-step: case 99 is not in the store
feedback-step: case 2 is acknowledged; allowed steps are assign, start, resolve, void, note
feedback-step: case 0 is not in the store
feedback-step: case 4 was received at 2025-01-04, later than 2025-01-03T10:00:00
feedback-step: nothing changed" ]
	unchanged
	run -2 --separate-stderr step 1 3 1 01 --note=x
	[ "$stderr" = "feedback-step: duplicate case_id 1
feedback-step: duplicate case_id 1
feedback-step: nothing changed" ]
	run -2 --separate-stderr step --note=x <<<$'case_id\n3\n3'
	[ "$stderr" = "feedback-step: duplicate case_id 3
feedback-step: nothing changed" ]
	unchanged
	run -0 step 1 3 4 --acknowledge --at=2025-01-04T10:00
	clean
}

@test "-n says what would be, and changes nothing" {
	store
	complaint 2025-01-01 坏 a
	sql .dump >before
	cp s.db copy.db
	run -0 step 1 --acknowledge --at=2025-01-02 -n
	same $'case_id,at,step,state\n1,2025-01-02,acknowledge,acknowledged'
	cmp s.db copy.db
	run -2 step 1 --start --dry-run --at=2025-01-02
	unchanged
}

@test "what a case came to can be found, each time it was settled" {
	store
	complaint 2025-01-01 我要退款 a
	complaint 2025-01-01
	step 1 2 --acknowledge --at=2025-01-01 >acc
	found() { feedback-list -d s.db --match="$1" --no-header | cut -d, -f1 | paste -sd' '; }
	step 1 --resolve --outcome=已补发 --cause=x --at=2025-01-02 >acc
	step 2 --resolve --outcome='voucher sent' --cause=x --at=2025-01-02 >acc
	[ "$(found 补发)" = 1 ]
	[ "$(found voucher)" = 2 ]
	[ "$(found '退款 补')" = 1 ]
	clean
	step 1 --reopen --at=2025-01-03 >acc
	step 1 --resolve --outcome='voucher and an apology' --cause=x --at=2025-01-04 >acc
	[ "$(found 补发)" = 1 ]
	[ "$(found 'apology 退款 补发')" = 1 ]
	[ "$(found 'voucher' | tr ' ' '\n' | sort | paste -sd' ')" = '1 2' ]
	[ "$(found 'apology sent')" = '' ]
	# a cause or a note is no outcome, a step that was refused leaves nothing
	step 1 --note=unicorn --at=2025-01-05 >acc
	run -2 step 1 --resolve --outcome=dragon --cause=x --at=2025-01-05
	[ -z "$(found unicorn)$(found dragon)$(found x)" ]
	clean
}

@test "events are only added to, also by sqlite3 itself" {
	store
	complaint 2025-01-01
	step 1 --acknowledge --at=2025-01-02 >acc
	run ! sql "UPDATE feedback_event SET at = '2025-01-01'"
	[[ $output == *"feedback_event is only added to"* ]]
	run ! sql "DELETE FROM feedback_event"
	[[ $output == *"feedback_event is only added to"* ]]
	clean
}

@test "two processes, one case: one wins, the other is told the state; nothing is lost" {
	store
	rounds=$(soak 40 500)
	for i in $(seq "$rounds"); do complaint 2025-01-01 "x $i"; done
	for i in $(seq "$rounds"); do
		feedback-step -d s.db "$i" --acknowledge --actor=one >out1 2>err1 &
		one=$!
		feedback-step -d s.db "$i" --acknowledge --actor=two >out2 2>err2 &
		two=$! ended1=0 ended2=0
		wait $one || ended1=$?
		wait $two || ended2=$?
		[ "$ended1 $ended2" = '0 2' ] || [ "$ended1 $ended2" = '2 0' ]
		lost=$((ended1 == 2 ? 1 : 2)) won=$((ended1 == 2 ? 2 : 1))
		[ "$(cat err$lost)" = \
			"feedback-step: case $i is acknowledged; allowed steps are assign, start, resolve, void, note
feedback-step: nothing changed" ]
		[ ! -s out$lost ]
		[ ! -s err$won ]
		grep -q "^$i,.*,acknowledge,acknowledged$" out$won
	done
	[ "$(sql "SELECT count(*), count(DISTINCT case_id) FROM feedback_event")" = \
		"$rounds|$rounds" ]
	clean
}

@test "twenty processes with a note each: all are kept, in an order of time" {
	store
	complaint 2025-01-01
	for i in $(seq 20); do
		step 1 --note="n$i" --at=2025-01-02 >"out.$i" 2>"err.$i" &
	done
	wait
	[ -z "$(cat err.*)" ]
	diff <(sql 'SELECT note FROM feedback_event' | sort) <(seq -f n%g 20 | sort)
	clean
}

@test "a disk that is full, a store that is not there or older: nothing changes" {
	store
	awk 'BEGIN { print "date,kind,text";
		for (i = 0; i < 3000; i++) print "2025-01-01,complaint,x" }' |
		feedback-log -q -d s.db >acc
	sql .dump >before
	size=$(($(stat -c %s s.db) / 1024))
	feedback-list -d s.db >cases.csv
	for more in 8 64; do
		run -2 --separate-stderr bash -c "trap '' XFSZ; ulimit -f $((size + more));
			exec feedback-step -d s.db --assign=somebody --at=2025-01-02 <cases.csv"
		[ -z "$output" ]
		[[ $stderr == "feedback-step: "*"s.db: File too large" ]]
		unchanged
	done
	run -0 step --assign=somebody --at=2025-01-02 <cases.csv
	[ "${#lines[@]}" = 3001 ]
	clean
	run -2 --separate-stderr feedback-step -d none.db 1 --start
	says "none.db: store not found; create it with: cust-init -d none.db"
	run -2 --separate-stderr feedback-step 1 --start
	says "store not found"
	[ ! -e default.db ]
}

@test "what could not be printed is said to be committed" {
	store
	complaint 2025-01-01
	full() { "$@" >/dev/full; }
	run -2 --separate-stderr full feedback-step -d s.db 1 --acknowledge
	[ "$stderr" = \
		"feedback-step: standard output (acknowledge of 1 case is committed): No space left on device" ]
	[ "$(sql 'SELECT state FROM feedback_event')" = acknowledged ]
	run -2 --separate-stderr full feedback-step -d s.db 1 --start -n
	[ "$stderr" = "feedback-step: standard output: No space left on device" ]
}

@test "a table of cases: its columns at and actor, unless an option says them" {
	store
	for i in 1 2 3; do complaint 2025-01-01; done
	run -0 step --acknowledge --no-header --actor=me - \
		<<<$'case_id,at,actor\n2,2025-01-05,bo\n1,,al'
	[ "${lines[0]}" = 2,2025-01-05,acknowledge,acknowledged ]
	[[ ${lines[1]} == 1,"$(date +%F)"T*,acknowledge,acknowledged ]]
	[ "$(sql 'SELECT group_concat(actor) FROM feedback_event')" = me,me ]
	run -0 step --assign=x --date-format=%d.%m.%Y --no-header - \
		<<<$'case_id,at,actor\n3,05.02.2025,bo'
	same 3,2025-02-05,assign,assigned
	[ "$(sql 'SELECT actor FROM feedback_event WHERE case_id = 3')" = bo ]
	sql .dump >before
	run -2 --separate-stderr step --note=x - <<<$'case_id,at\n2,2025-01-04\n3,2025-02-30\n1,2199-01-01'
	says "standard input:3: at '2025-02-30' is not a valid date" ||
		says "case 3 has the time '2025-02-30', which is not a valid date"
	run -2 --separate-stderr step --note=x - <<<$'case_id,at\n2,2025-01-04\n1,2199-01-01'
	[ "$stderr" = "feedback-step: case 2 has its latest step at 2025-01-05, later than 2025-01-04
feedback-step: case 1 has the time '2199-01-01', which is in the future
feedback-step: nothing changed" ]
	unchanged
}

@test "a table of steps stores what the same steps by options store" {
	facts() {
		sqlite3 "$1" 'SELECT event_id, case_id, at, step, state, actor, owner, department,
			outcome, cause, score, note FROM feedback_event' \
			"SELECT rowid FROM feedback_words WHERE feedback_words MATCH 'refunded'"
	}
	store
	complaint 2025-03-03T09:00 '坏了' a
	complaint 2025-03-04
	cp s.db one.db
	cat >steps.csv <<-'END'
	case_id,step,at,actor,owner,department,outcome,cause,score,note
	1,acknowledge,2025-03-03T09:05,bo,,,,,,
	1,assign,2025-03-03T10:00,bo,li,returns,,,,quick
	2,assign,2025-03-04,amy,wang,,,,,
	1,resolve,2025-03-03T12:00,li,,,refunded,carrier,,
	1,inform,2025-03-03T12:30,li,,,,,,
	1,follow-up,2025-03-05,amy,,,,,4,
	2,void,2025-03-06,amy,,,,,,typed twice
	1,close,2025-03-05,amy,,,,,,
	END
	one() { feedback-step -q -d one.db "$@" >>acc; }
	one 1 --acknowledge --at=2025-03-03T09:05 --actor=bo
	one 1 --assign=li/returns --at=2025-03-03T10:00 --actor=bo --note=quick
	one 2 --assign=wang --at=2025-03-04 --actor=amy
	one 1 --resolve --outcome=refunded --cause=carrier --at=2025-03-03T12:00 --actor=li
	one 1 --inform --at=2025-03-03T12:30 --actor=li
	one 1 --follow-up=4 --at=2025-03-05 --actor=amy
	one 2 --void --note='typed twice' --at=2025-03-06 --actor=amy
	one 1 --close --at=2025-03-05 --actor=amy
	# -n says what would be added and changes nothing
	sql .dump >before
	run -0 --separate-stderr feedback-step -d s.db -n steps.csv
	says "would add 8 rows, update 0, leave 0 unchanged, reject 0"
	[ "$(printf '%s\n' "${lines[@]:0:5}")" = 'case_id,field,old,new
1,case_id,,1
1,at,,2025-03-03T09:05:00
1,actor,,bo
1,step,,acknowledge' ]
	[ "$(grep -c ,step,, <<<"$output")" = 8 ]
	unchanged
	run -0 --separate-stderr step steps.csv
	same 'batch,read,added,updated,unchanged,rejected
4,8,8,0,0,0'
	diff <(facts one.db) <(facts s.db)
	clean
	run -2 --separate-stderr step steps.csv
	says 'feedback-step: already loaded as batch 4 (use --again to load it twice)'
}

@test "a table of steps: options for columns that it lacks, and reading options" {
	store
	complaint 2025-03-03
	run -0 step -q --at=2025-03-04 --actor=bo --rename=Ticket=case_id,Event=step \
		--ignore=Group - <<-'END'
	Ticket,Event,Group
	1,acknowledge,A
	1,start,A
	END
	run -0 sql 'SELECT at, step, actor FROM feedback_event'
	same '2025-03-04|acknowledge|bo
2025-03-04|start|bo'
	# without a name it is the user
	run -0 step -q - <<<$'case_id,step,at\n1,wait,2025-03-05'
	[ "$(sql 'SELECT actor FROM feedback_event WHERE step = '"'wait'")" = "$(id -un)" ]
	# the numbers of cases of another table
	run -0 step --resume --at=2025-03-06 --rename=Ticket=case_id --no-header - <<<$'Ticket\n1'
	same '1,2025-03-06,resume,in_progress'
	run -2 --separate-stderr step --at=2025-03-07 - <<<$'case_id,step,at\n1,wait,2025-03-08'
	says "--at: the table has a column 'at'"
	run -2 --separate-stderr step - <<<$'case_id\n1'
	says "no column 'at', 'step'" || says "no columns 'at', 'step'"
	for option in --again --rejects=r.csv; do
		run -2 --separate-stderr step --wait $option 1
		says '--rejects, --again and --source require CSV with a column step'
	done
}

@test "Chinese: the message about a step that is not allowed has the word that one types, too" {
	cust-init -d zh.db
	feedback-log -q -d zh.db --kind=complaint --text=x --date=2025-01-01 --force >/dev/null
	LC_ALL=C.UTF-8 LANGUAGE=zh_CN run -2 --separate-stderr feedback-step -d zh.db --close 1
	says '工单 1 状态是 已收到 (received)；允许的步骤有 确认收到 (acknowledge)、指派 (assign)、作废 (void)、备注 (note)'
}

@test "a table of steps: every bad row is named, with its column" {
	store
	complaint 2025-03-03T09:00
	complaint 2025-03-04
	cat >bad.csv <<-'END'
	case_id,step,at,owner,outcome,score,note
	1,acknowledge,2025-03-03T08:59,,,,
	9,acknowledge,2025-03-05,,,,
	x,acknowledge,2025-03-05,,,,
	1,reopen,2025-03-05,,,,
	1,begin,2025-03-05,,,,
	1,assign,2025-03-05,,,,
	1,note,2025-03-05,,,,
	1,void,2025-03-05,,,,
	1,follow-up,2025-03-05,,,,
	1,acknowledge,2025-03-05,,done,,
	1,acknowledge,2025-03-05,,,3,
	1,acknowledge,,,,,
	1,acknowledge,2199-01-01,,,,
	2,acknowledge,2025-03-05,,,,
	END
	sql .dump >before
	run -2 --separate-stderr step bad.csv
	[ "$stderr" = "feedback-step: bad.csv:2: case 1 was received at 2025-03-03T09:00:00, later than 2025-03-03T08:59:00
feedback-step: bad.csv:3: case 9 is not in the store
feedback-step: bad.csv:4: case x is not a number
feedback-step: bad.csv:5: case 1 is received; allowed steps are acknowledge, assign, void, note
feedback-step: bad.csv:6: step 'begin' is not one of acknowledge|assign|start|wait|resume|resolve|inform|follow-up|close|reopen|void|note
feedback-step: bad.csv:7: owner '' is empty; the step assign requires it
feedback-step: bad.csv:8: note '' is empty; the step note requires it
feedback-step: bad.csv:9: note '' is empty; the step void requires it
feedback-step: bad.csv:10: score '' is empty; the step follow-up requires it
feedback-step: bad.csv:11: outcome 'done' is only for the step resolve, not for acknowledge
feedback-step: bad.csv:12: score '3' is only for the step follow-up, not for acknowledge
feedback-step: bad.csv:13: at '' is empty
feedback-step: bad.csv:14: at '2199-01-01' is in the future
feedback-step: nothing loaded: 13 bad rows of 14 (use --rejects=FILE to load the others)" ] || {
		echo "$stderr"
		return 1
	}
	unchanged
	run -1 --separate-stderr step -q --rejects=r.csv bad.csv
	[ "${lines[1]}" = 4,14,1,0,0,13 ]
	columns line,column r.csv >got
	diff got - <<-'END'
	line,column
	2,at
	3,case_id
	4,case_id
	5,step
	6,step
	7,owner
	8,note
	9,note
	10,score
	11,outcome
	12,score
	13,at
	14,at
	END
	[ "$(sql 'SELECT case_id, state FROM feedback_event')" = '2|acknowledged' ]
}
