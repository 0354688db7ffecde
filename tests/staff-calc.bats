# staff-calc: one demand, tables of demands, logs of visits; limits and messages. The numbers of the
# models are tested in tests/unit/erlang.c.
load helper

@test "one demand: published numbers around the smallest number that is enough" {
	run -0 staff-calc --calls=100 --service-time=180 --shrinkage=30%
	# R package ErlangC: 80 % within 20 s takes 14 agents; 14 / .7 = 20
	[ "$(cell agents enough=no agents=13)" = 13 ]
	[ "$(cell enough agents=14)" = yes ]
	[ "$(cell staff agents=14)" = 20 ]
	printf '%.6f %.6f %.6f\n' "$(cell waits agents=14)" "$(cell service_level agents=14)" \
		"$(cell wait agents=14)" >got
	[ "$(cat got)" = "0.174132 0.888350 7.835937" ]
	[ "$(cell load agents=14)" = 10 ]
	[ "$(cell model agents=14)" = erlang-c ]
	[ "$(cells agents | paste -sd' ')" = "11 12 13 14 15 16 17" ]
	run -0 staff-calc --calls=0 --service-time=180 --no-header --columns=agents,enough,wait
	same $'1,yes,0\n2,yes,0\n3,yes,0\n4,yes,0'
}

@test "patience: Erlang A, with the share who leave" {
	# Garnett, Mandelbaum and Reiman (2002): 3.1 % leave, a mean wait of 3.7 s
	run -0 staff-calc --calls=48 --minutes=1 --service-time=60 --patience=120 \
		--answer-within=10
	[ "$(cell model agents=50)" = erlang-a ]
	[ "$(printf '%.3f' "$(cell abandonment agents=50)")" = 0.031 ]
	[ "$(printf '%.1f' "$(cell wait agents=50)")" = 3.7 ]
	run -0 staff-calc --calls=48 --minutes=1 --service-time=60 --patience=120 \
		--max-abandonment=1% --no-header --columns=enough,abandonment
	awk -F, '($1 == "yes") != ($2 <= .01) { exit 1 }' <<<"$output"
}

@test "more than a service level: the occupancy" {
	run -0 staff-calc --calls=100 --service-time=180 --max-occupancy=65%
	[ "$(cell enough agents=15)" = no ]	# 10 / 15 is 66.7 %
	[ "$(cell enough agents=16)" = yes ]
}

@test "--simulate: within its error, the same in every run" {
	run -0 staff-calc --calls=100 --service-time=180 --simulate=40000
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ off = $at["service_level"] - $at["simulated_level"]; se = $at["simulated_se"] }
		off * off > 16 * se * se + 1e-6 { print; exit 1 }' <<<"$output"
	before=$output
	run -0 staff-calc --calls=100 --service-time=180 --simulate=40000
	same "$before"
}

@test "a table of demands: other columns pass through, in the order of the input" {
	printf '%s\n' when,calls,note 10:00,100,客户 09:00,50, 11:00,0,x >d.csv
	run -0 staff-calc --service-time=180 d.csv
	[ "$(columns when,calls,note,agents)" = $'when,calls,note,agents\n10:00,100,客户,14\n09:00,50,,8\n11:00,0,x,1' ]
	# the service time of each row
	printf '%s\n' calls,service_time 100,180 100,60 >d.csv
	run -0 staff-calc d.csv
	[ "$(cells agents)" = $'14\n5' ]
	run -0 staff-calc --service-time=180 d.csv
	[ "$(cells agents)" = $'14\n14' ]
	# a forecast
	printf 'date,value\n' >v.csv
	for i in $(seq -w 1 28); do echo "2025-01-$i,100"; done >>v.csv
	demand-forecast -q --period=day --horizon=2 v.csv |
		staff-calc --rename=forecast=calls --service-time=180 >out
	[ "$(cells agents out)" = $'14\n14' ]
}

@test "a log: means per weekday and interval, exact limits, service time and patience of the log" {
	# two Mondays: 3 + 1 visits from 9:00, 1 from 9:30, none from 10:00, 1 from 10:30
	cat >log.csv <<-'END'
		arrived,started,ended,abandoned
		2025-06-02T09:00,2025-06-02T09:01,2025-06-02T09:05,
		2025-06-02T09:10,2025-06-02T09:11,2025-06-02T09:13,
		2025-06-02T09:29:59,,,2025-06-02T09:33:59
		2025-06-02T09:30,2025-06-02T09:31,,
		2025-06-09T09:29,2025-06-09T09:30,,
		2025-06-09T10:30,,,
	END
	run -0 staff-calc log.csv
	[ "$(cells weekday,time,days,n,calls,service_time)" = "Mon,09:00,2,4,2,180
Mon,09:30,2,1,0.5,180
Mon,10:00,2,0,0,180
Mon,10:30,2,1,0.5,180" ]
	# Garwood's limits of 4 visits: 1.0899 and 10.2416; of none: 0 and 3.6889; per two days
	[ "$(cells calls_low,calls_high | awk -F, '{ printf "%.4f %.4f\n", $1, $2 }' | head -3)" = \
		$'0.5449 5.1208\n0.0127 2.7858\n0.0000 1.8444' ]
	# one left after 4 minutes, four others waited a minute each
	run -0 staff-calc log.csv --columns=model,agents --no-header
	[ "${lines[0]%,*}" = erlang-a ]
	run -0 staff-calc --calls=2 --service-time=180 --patience=480
	want=$(awk -F, '$3 == "yes" { print $4; exit }' <<<"$output")
	run -0 staff-calc log.csv --columns=agents --no-header
	[ "${lines[0]}" = "$want" ]
	# as if nobody left
	run -0 staff-calc log.csv --model=erlang-c --columns=model --no-header
	[ "${lines[0]}" = erlang-c ]
}

@test "a log: queues apart, in the order of their names; days with a visit in any queue count" {
	cat >log.csv <<-'END'
		queue,arrived,started,ended
		post,2025-06-02T09:00,2025-06-02T09:00,2025-06-02T09:01
		desk,2025-06-09T09:00,2025-06-09T09:00,2025-06-09T09:10
		desk,2025-06-10T23:59:59,2025-06-11T00:00,2025-06-11T00:20
	END
	run -0 staff-calc --by=queue --minutes=60 log.csv
	[ "$(cells queue,weekday,time,days,n,service_time)" = "desk,Mon,09:00,2,1,900
desk,Tue,23:00,1,1,900
post,Mon,09:00,2,1,60" ]
}

@test "a log from the store, with appointments that nobody has come to" {
	cust-init -d s.db
	visit-log -q -d s.db >acc <<-'END'
		slot,arrived,started,ended
		2025-06-02T09:00,2025-06-02T08:50,2025-06-02T09:00,2025-06-02T09:10
		2025-06-03T09:00,,,
	END
	visit-list -d s.db >visits.csv
	run -0 --separate-stderr staff-calc visits.csv
	[ "$(cells weekday,time,n)" = Mon,08:30,1 ]
	says "staff-calc: 1 visit without a time left out"
}

@test "bad rows: named, or left out with --skip-bad" {
	bad() {
		printf '%s\n' arrived,started,ended,abandoned "$2" >log.csv
		run -2 --separate-stderr staff-calc --service-time=60 log.csv
		[ -z "$output" ]
		[ "$stderr" = "staff-calc: log.csv:2: $1" ]
	}
	bad "started is before arrived" 2025-06-02T09:00,2025-06-02T08:59,,
	bad "ended is before started" 2025-06-02T09:00,2025-06-02T09:09,2025-06-02T09:08,
	bad "ended is given, but started is empty" 2025-06-02T09:00,,2025-06-02T09:08,
	bad "abandoned is before arrived" 2025-06-02T09:00,,,2025-06-02T08:59
	bad "abandoned and started exclude each other" \
		2025-06-02T09:00,2025-06-02T09:00,,2025-06-02T09:01
	bad "arrived is empty" ,2025-06-02T09:00,,
	bad "arrived '2025-06-02' has no time of day" 2025-06-02,,,
	bad "arrived '2025-02-30T10:00' is not a valid date" 2025-02-30T10:00,,,
	printf '%s\n' arrived 2025-06-02T09:00 x >log.csv
	run -1 --separate-stderr staff-calc --service-time=60 --skip-bad log.csv
	[ "$(cells n)" = 1 ]
	printf '%s\n' calls -1 >d.csv
	run -2 --separate-stderr staff-calc --service-time=60 d.csv
	says "d.csv:2: calls '-1' is not a number of at least 0"
	printf '%s\n' calls,service_time 1,0 >d.csv
	run -2 --separate-stderr staff-calc d.csv
	says "d.csv:2: service_time '0' is not a number of at least 0.001"
}

@test "what is not known, or not possible" {
	printf '%s\n' arrived 2025-06-02T09:00 >log.csv
	run -2 --separate-stderr staff-calc log.csv
	[ "$stderr" = "staff-calc: no visit has started and ended; give --service-time" ]
	run -2 --separate-stderr staff-calc --by=arrived log.csv
	says "queue '2025-06-02T09:00': no visit has started and ended; give --service-time"
	run -2 --separate-stderr staff-calc --service-time=1 --model=erlang-a log.csv
	[ "$stderr" = "staff-calc: nobody has abandoned the queue; give --patience" ]
	printf '%s\n' calls 1e9 >d.csv
	run -2 --separate-stderr staff-calc --service-time=1800 d.csv
	says "a load of 1e+09 agents is too large: not even 100000 agents are enough"
	printf '%s\n' calls 5 >d.csv
	run -2 --separate-stderr staff-calc d.csv
	says "--service-time or a column service_time is required"
	run -2 --separate-stderr staff-calc --service-time=9 --by=x d.csv
	says "--by is for a log of visits"
	run -2 --separate-stderr staff-calc <(echo a,b)
	says "no column 'calls' (or 'arrived', for a log of visits)"
	run -0 staff-calc --service-time=9 <(echo arrived)
	[[ $output == weekday,time,days,* && ${#lines[@]} = 1 ]]
	for line in "--calls=1|--calls requires --service-time" "--calls=-1 --service-time=1|--calls must not be negative" \
		"--minutes=7|--minutes must divide a day: 15, 30, 60 ..." \
		"--minutes=0|--minutes must divide a day" \
		"--service-time=0|--service-time must be greater than 0" \
		"--patience=0|--patience must be greater than 0" \
		"--answer-within=-1|--answer-within must not be negative" \
		"--service-level=100%|--service-level must be at least 0 and below 1" \
		"--max-occupancy=0|--max-occupancy must be above 0 and at most 1" \
		"--max-abandonment=2|--max-abandonment must be from 0 to 1" \
		"--shrinkage=1|--shrinkage must be at least 0 and below 1" \
		"--simulate=99|--simulate must be from 100 to 10000000" \
		"--patience=1 --model=erlang-c|--patience cannot be used with --model=erlang-c" \
		"--calls=1 --service-time=1 --model=erlang-a|--model=erlang-a requires --patience"; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr staff-calc ${line%%|*}
		says "staff-calc: ${line#*|}"
	done
}
