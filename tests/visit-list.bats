# visit-list: the states at a date and a time, the queue, missed appointments.
load helper

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db --timezone=Asia/Shanghai
	printf 'customer_id\na\nb\n' | cust-add -q -d shop.db >acc
	visit-log -q -d shop.db >acc <<-'END'
		customer_id,queue,agent,slot,arrived,started,ended,abandoned,cancelled,missed
		a,desk,Li,,2025-06-02T09:00,2025-06-02T09:10,2025-06-02T09:25,,,
		b,desk,Wu,,2025-06-02T09:05,2025-06-02T09:12,2025-06-02T09:20,,,
		,desk,,,2025-06-02T09:15,2025-06-02T09:25,2025-06-02T09:40,,,
		,desk,,,2025-06-02T09:16,,,2025-06-02T09:30,,
		,desk,,,2025-06-02T09:18,2025-06-02T09:40,2025-06-02T09:45,,,
		,post,,,2025-06-02T09:19,,,,,
		a,,Li,2025-06-03T10:00,,,,,,2025-06-03T10:20
		a,,Li,2025-06-04T10:00,2025-06-04T09:58,,,,,
		b,,Li,2025-06-10T10:00,,,,,2025-06-09T18:00,
		b,,Wu,2025-06-11T15:00,,,,,,
	END
}

setup() {
	PATH=${CUSTKIT_BIN:-$ROOT/build/bin}:$PATH
	export LC_ALL=C TZ=UTC0
	unset CUSTKIT_DB CUSTKIT_SHARE
	cd "$BATS_TEST_TMPDIR" || return
	cp "$BATS_FILE_TMPDIR/shop.db" .
}

list() { visit-list -d shop.db --no-header "$@"; }

@test "the state at a time: a step that is later has not been taken" {
	run -0 list --at=2025-06-02T09:19 --columns=visit_id,state --until=2025-06-02
	same $'1,serving\n2,serving\n3,waiting\n4,waiting\n5,waiting\n6,waiting'
	run -0 list --at=2025-06-02T09:30 --columns=visit_id,state --until=2025-06-02
	same $'1,served\n2,served\n3,serving\n4,abandoned\n5,waiting\n6,waiting'
	run -0 list --as-of=2025-06-30 --columns=visit_id,state --since=2025-06-03
	same $'7,missed\n8,waiting\n9,cancelled\n10,booked'
	# of an as-of date the end; a visit of a later day is not known
	run -0 list --as-of=2025-06-09 --columns=visit_id,state --since=2025-06-03
	same $'7,missed\n8,waiting'
	run -0 list --at=2025-06-09T12:00 --state=booked --columns=visit_id
	same $'9\n10'
}

@test "without an as-of date appointments to come are listed, however late; later tickets are not" {
	visit-log -q -d shop.db --agent=Li --slot=2199-06-03T10:00 >acc
	run -0 list --since=2199-01-01 --columns=visit_id,slot,state
	same 11,2199-06-03T10:00:00,booked
	run -0 list --state=booked --columns=visit_id
	same $'10\n11'
	run -0 list --as-of=2025-06-30 --state=booked --columns=visit_id
	same 10
	run -0 list --at=2025-06-02T09:16:30 --columns=visit_id,state
	same $'1,serving\n2,serving\n3,waiting\n4,waiting\n7,booked\n8,booked\n9,booked\n10,booked\n11,booked'
	run -0 list --missed-by=agent --columns=agent,n,missed,unknown,cancelled
	same $'Li,2,1,0,1\nWu,0,0,1,0'
}

@test "conditions" {
	run -0 list --customer=a --columns=visit_id
	same $'1\n7\n8'
	run -0 list --of-queue=post --columns=visit_id
	same 6
	run -0 list --agent=Wu --columns=visit_id
	same $'2\n10'
	run -0 list --where "slot IS NOT NULL AND agent = 'Li'" --columns=visit_id
	same $'7\n8\n9'
}

@test "the queue: who waits, in the order of arrival, and only what is known by then" {
	run -0 list -q --queue --at=2025-06-02T09:22 --columns=queue,place,visit_id,waited,n,agents
	same 'desk,1,3,7,1,1
desk,2,4,6,1,1
desk,3,5,4,1,1
post,1,6,3,0,0'
	# an interval around the median, wider for those behind; the same in every run
	run -0 list --queue --at=2025-06-02T09:22 --of-queue=desk --columns=wait_low,wait,wait_high
	awk -F, '{ if (!(0 <= $1 && $1 < $2 && $2 < $3 && $2 > before)) exit 1; before = $2 }' \
		<<<"$output"
	before=$output
	run -0 list --queue --at=2025-06-02T09:22 --of-queue=desk --columns=wait_low,wait,wait_high
	same "$before"
	# more agents, less to wait; a free agent takes the next at once
	run -0 list --queue --at=2025-06-02T09:22 --of-queue=desk --agents=2 --columns=wait,agents
	[ "${lines[0]}" = 0,2 ]
}

@test "the queue: what cannot be estimated is empty, with the reason" {
	run -0 --separate-stderr list --queue --at=2025-06-02T09:22 --of-queue=post
	[[ $output == post,1,6,,2025-06-02T09:19:00,3,,,,0,0 ]]
	[ "$stderr" = "visit-list: queue 'post': the wait cannot be estimated, because no service has ended yet" ]
	run -0 --separate-stderr list --queue --at=2025-06-02T09:16 --of-queue=desk
	says "because no service has ended yet"
	sqlite3 shop.db "UPDATE visit SET queue = 'post' WHERE visit_id = 1;
		DELETE FROM meta WHERE key LIKE 'digest.%'"
	run -0 --separate-stderr list --queue --at=2025-06-02T09:26 --of-queue=post
	[ "$stderr" = "visit-list: queue 'post': the wait cannot be estimated, because nobody is served; give --agents" ]
	run -0 --separate-stderr list --queue --at=2025-06-02T09:26 --of-queue=post --agents=1
	[[ $output == post,1,6,,2025-06-02T09:19:00,7,0,0,0,1,1 ]]
	run -0 list --queue --at=2025-06-01T09:26
	same ""
}

@test "missed appointments: kept and missed ones make the rate; unknown and cancelled are apart" {
	run -0 visit-list -d shop.db --missed-by=agent --as-of=2025-06-30
	# Wilson's interval of 1 of 2
	same 'agent,n,missed,rate,low,high,unknown,cancelled
Li,2,1,0.5,0.09453120573423068,0.9054687942657693,0,1
Wu,0,0,,,,1,0'
	run -0 list --missed-by=weekday --as-of=2025-06-30 --columns=weekday,n,missed
	[ "$(grep -v ',0,0$' <<<"$output")" = $'Tue,1,1\nWed,1,0' ]
	run -0 list --missed-by=hour --as-of=2025-06-30 --columns=hour,n,missed,unknown,cancelled
	same $'10,2,1,0,1\n15,0,0,1,0'
	# who comes later has not come yet
	run -0 list --missed-by=agent --at=2025-06-04T09:57 --columns=agent,n,missed --agent=Li
	same Li,1,1
	run -0 list --missed-by=agent --at=2025-06-04T09:58 --columns=agent,n,missed --agent=Li
	same Li,2,1
	run -0 list --missed-by=customer --as-of=2025-06-30 --columns=customer_id,n,missed
	same $'a,2,1\nb,0,0'
}

@test "options that do not go together" {
	for line in "--queue --missed-by=hour|--queue and --missed-by cannot be used together" \
		"--agents=2|--agents requires --queue" "--recent=2|--recent requires --queue" \
		"--queue --agents=1001|--agents must be at most 1000" \
		"--queue --recent=0|--recent must be from 1 to 100000" \
		"--at=2025-06-02T10:00 --as-of=2025-06-02|--at and --as-of cannot be used together" \
		"--at=2025-06-02|--at '2025-06-02' has no time of day" \
		"--at=x|--at 'x' is not a date (YYYY-MM-DD" "--of-queue=|--of-queue is empty"; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr visit-list -d shop.db ${line%%|*}
		says "visit-list: ${line#*|}"
	done
}

@test "a time that another program damaged" {
	sqlite3 shop.db "PRAGMA ignore_check_constraints = ON; UPDATE visit SET arrived = '2025-06-31T10:00'
		WHERE visit_id = 2"
	run -2 --separate-stderr visit-list -d shop.db
	says "a visit in the store has a time that is not valid; run cust-check"
	run -2 --separate-stderr visit-list -d shop.db --queue
	says "a visit in the store has a time that is not valid; run cust-check"
	run -1 cust-check -d shop.db --no-header
	[[ $output == *"date,visit 2,date '2025-06-31T10:00' is not a valid date"* ]]
}

@test "cust-check finds visits that cannot be, and double bookings; cust-show has the visits" {
	faults() {
		cp "$BATS_FILE_TMPDIR/shop.db" shop.db
		sqlite3 shop.db "$1; DELETE FROM meta WHERE key LIKE 'digest.%'"
		run -1 cust-check -d shop.db --no-header
	}
	faults "UPDATE visit SET started = '2025-06-02T08:00:00' WHERE visit_id = 1"
	same "visit,visit 1,started before arrived"
	faults "UPDATE visit SET ended = '2025-06-02T09:11:00', started = '2025-06-02T09:12:00'
		WHERE visit_id = 1"
	same "visit,visit 1,ended before started"
	faults "UPDATE visit SET abandoned = '2025-06-02T09:30:00' WHERE visit_id = 1"
	same 'visit,visit 1,"abandoned, but not waiting"'
	faults "UPDATE visit SET cancelled = '2025-06-02T08:30:00' WHERE visit_id = 8"
	same 'visit,visit 8,"cancelled, but arrived"'
	faults "UPDATE visit SET missed = '2025-06-11T14:59:00' WHERE visit_id = 10"
	same 'visit,visit 10,"missed, but not booked"'
	faults "UPDATE visit SET slot = '2025-06-03T10:00:00', missed = NULL, customer_id = NULL
		WHERE visit_id = 8"
	same "visit,visit 8,overlaps another appointment of agent Li"
	translated_faults cust-check
	# over an appointment that is shorter: the longer one before it is in the way
	faults "INSERT INTO visit (agent, slot, minutes) VALUES ('Xu', '2025-07-01T10:00:00', 120),
		('Xu', '2025-07-01T12:00:00', 5), ('Yu', '2025-07-01T10:00:00', 120),
		('Yu', '2025-07-01T10:30:00', 5), ('Yu', '2025-07-01T11:00:00', 5)"
	same $'visit,visit 14,overlaps another appointment of agent Yu\nvisit,visit 15,overlaps another appointment of agent Yu'
	run -0 cust-show -d shop.db a --as-of=2025-06-03 --format=json
	[ "$(jq -c '.visits | map(.visit_id)' <<<"$output")" = '[7,1]' ]
}
