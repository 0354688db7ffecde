# mot-calc: moments of truth, by touchpoint and by journey.
load helper

COLUMNS=rank,touchpoint,n,mean,low,high,method,size,bottom,bottom_low,bottom_high,journeys,correlation,correlation_low,correlation_high,slope,share_before,share_end,target,gap,gain,gain_low,gain_high

# Delivery and support of six journeys, as in tests/unit/moments.c; and two scores of none.
six() {
	cat >six.csv <<-'END'
		customer_id,journey,date,touchpoint,score
		a,j1,2025-01-01,delivery,2
		a,j1,2025-01-02,support,4
		a,j2,2025-02-01,delivery,4
		a,j2,2025-02-02,delivery,2
		a,j2,2025-02-03,support,3
		b,j1,2025-01-01,delivery,5
		b,j1,2025-01-02,support,5
		b,j2,2025-01-03,support,1
		b,j2,2025-01-04,delivery,1
		c,j1,2025-01-01,delivery,3
		c,j1,2025-01-02,support,2
		c,j1,2025-01-03,delivery,3
		,j9,2025-01-01,delivery,1
		a,,2025-01-01,search,2
		b,,2025-01-01,search,1
	END
}

# wants TOUCHPOINT NAME=NUMBER... : its cells are these, to 1e-9; empty where NUMBER is.
wants() {
	local want
	for want in "${@:2}"; do
		near "$(cell "${want%%=*}" touchpoint="$1")" "${want#*=}" 1e-9 ||
			{ echo "$1: $want"; return 1; }
	done
}

# file ROW...: to log.csv, under touchpoint,journey,score or what HEAD says.
file() { printf '%s\n' "${HEAD:-touchpoint,journey,score}" "$@" >log.csv; }

# bad MESSAGE OPTION...: log.csv is refused so.
bad() {
	run -2 --separate-stderr mot-calc "${@:2}" log.csv
	[ -z "$output" ] && [ "$stderr" = "mot-calc: $1" ] ||
		{ printf 'want %s\ngot %s\n%s\n' "$1" "$stderr" "$output"; return 1; }
}

@test "every cell of a small example, by scipy and by hand" {
	six
	run -0 --separate-stderr mot-calc six.csv
	[ -z "$stderr" ]
	[ "${lines[0]}" = $COLUMNS ]
	[ "$(cells rank,touchpoint,n,method,size,journeys)" = \
		$'1,delivery,8,student,small,4\n2,support,5,student,small,2\n,search,2,student,small,0' ]
	wants delivery mean=2.625 low=1.4479778878784841 high=3.8020221121215156 bottom=.5 \
		bottom_low=0.21521606221387757 \
		bottom_high=0.7847839377861224 correlation=0.6225430174794673 \
		correlation_low=-0.8428162309405602 \
		correlation_high=0.9908103694534885 slope=0.47368421052631576 share_before=.5 \
		share_end=.5 target=4 gap=1.375 \
		gain=1.013157894736842 gain_low=-0.23234684282221285 gain_high=2.258662632295897
	wants support mean=3 low=1.0367568385224428 high=4.963243161477557 bottom=.4 \
		bottom_low=0.11762077423264794 \
		bottom_high=0.769275718723987 correlation= correlation_low= correlation_high= \
		slope= share_before=.3333333333333333 \
		share_end=.5 gap=1 gain=.5 gain_low= gain_high=
	# Student's interval of 1 and 2 is -4.9 to 7.9
	wants search mean=1.5 low=1 high=5 bottom=1 bottom_high=1 correlation= share_before=0 \
		share_end=0 gap=2.5 gain= gain_low=
}

@test "five journeys by hand: the peak, the end, and what is remembered" {
	printf '%s\n' journey,score b,3 b,5 b,2 b,4 a,3 a,1 a,4 a,4 d,5 d,1 d,3 c,4 e,3 e,3 e,3 \
		>log.csv
	run -0 --separate-stderr mot-calc --peak-end log.csv
	same 'customer_id,journey,n,peak,end,peak_end,mean
,a,4,1,4,2.5,3
,b,4,5,4,4.5,3.5
,c,1,4,4,4,4
,d,3,1,3,2,3
,e,3,3,3,3,3'
	[ -z "$stderr" ]
}

@test "--peak-end: by customer and journey, bytewise; journeys belong to their customer" {
	HEAD=customer_id,journey,score file b,j,1 B,j,2 b,i,3 b,j,5 ,j,4 客户,j10,5 客户,j9,1
	run -0 --separate-stderr mot-calc --peak-end log.csv
	same 'customer_id,journey,n,peak,end,peak_end,mean
,j,1,4,4,4,4
B,j,1,2,2,2,2
b,i,1,3,3,3,3
b,j,2,1,5,3,3
客户,j10,1,5,5,5,5
客户,j9,1,1,1,1,1'
	run -0 mot-calc --peak-end --no-header -t log.csv
	[ "${lines[2]}" = 'b            i        1     3    3         3     3' ]
	[ "${lines[4]}" = '客户         j10      1     5    5         5     5' ]
	# ids that begin alike
	HEAD=customer_id,journey,score file a,b,1 ab,,2 ab,a,3 'a b',c,4
	run -0 --separate-stderr mot-calc --peak-end --no-header log.csv
	same $'a,b,1,1,1,1,1\na b,c,1,4,4,4,4\nab,a,1,3,3,3,3'
	[ "$stderr" = "mot-calc: 1 score without a journey ignored" ]
}

@test "a journey has the order of its date-times, a day before its hours, then that of the rows" {
	HEAD=journey,date,score file j,2025-01-02T10:00,1 j,2025-01-02T09:59:59,2 j,2025-01-03,5 \
		j,2025-01-02,3 j,2024-12-31T23:59,4
	run -0 mot-calc --peak-end --no-header log.csv
	same ,j,5,1,5,3,3
	HEAD=journey,date,score file j,2025-01-02T10:00,2 j,2025-01-02,4
	run -0 mot-calc --peak-end --no-header log.csv
	same ,j,2,2,2,2,3
	HEAD=journey,date,score file j,2025-01-02,2 j,2025-01-02,4 k,2025-01-02,4 k,2025-01-02,2
	run -0 mot-calc --peak-end --no-header log.csv
	same $',j,2,2,4,3,3\n,k,2,2,2,2,3'
	HEAD=journey,score file j,2 k,2 j,4
	run -0 mot-calc --peak-end --no-header log.csv
	same $',j,2,2,4,3,3\n,k,1,2,2,2,2'
	# before 1970, and the first and last days that are read
	HEAD=journey,date,score file j,2200-12-31T23:59:59,3 j,1969-12-31,5 j,1900-01-01,1 \
		j,1970-01-01,2
	run -0 mot-calc --peak-end --no-header --as-of=2200-12-31 log.csv
	same ,j,4,1,3,2,2.75
}

@test "the order of dated rows, the files they come in, other columns: all the same" {
	six
	mot-calc six.csv >want
	{ head -1 six.csv; tail -n +2 six.csv | tac; } >back.csv
	mot-calc back.csv | diff want -
	mot-calc <six.csv | diff want -
	mot-calc - <six.csv | diff want -
	{ head -1 six.csv; sed -n '2~3p' six.csv; } >one.csv
	{ head -1 six.csv; sed -n '3~3p;4~3p' six.csv; } >two.csv
	mot-calc two.csv one.csv | diff want -
	awk -F, -v OFS=, '{ print NR == 1 ? "note" : "n" NR, $5, $4, $3, $2, $1 }' six.csv |
		mot-calc | diff want -
}

@test "a journey's own end is not in its correlation" {
	# each ends as it ended before at the same touchpoint; the end itself would make 1 of .5
	file a,j1,1 a,j1,5 a,j2,5 a,j2,1 a,j3,1 a,j3,1 a,j4,5 a,j4,5 a,j5,3
	run -0 mot-calc log.csv
	# x 1 5 1 5, y 5 1 1 5; all five end here, none before that ends elsewhere
	wants a n=9 journeys=4 correlation=0 slope=0 share_before=0 share_end=1 mean=3 gap=1 \
		gain=1 gain_low=1 gain_high=1
	# one contact alone is an end and no more
	file a,j1,1 a,j2,2 a,j3,3 a,j4,4 a,j5,5
	run -0 mot-calc log.csv
	wants a journeys=0 correlation= share_before=0 share_end=1 gain=1 gain_low=
}

@test "a line: correlation 1 and a slope, but no intervals" {
	file a,j1,1 b,j1,2 a,j2,2 b,j2,3 a,j3,3 b,j3,4 a,j4,4 b,j4,5
	run -0 mot-calc --target=5 log.csv
	wants a journeys=4 correlation=1 correlation_low= correlation_high= slope=1 share_before=1 \
		share_end=0 gap=2.5 gain=2.5 gain_low= gain_high=
	wants b gap=1.5 share_end=1 gain=1.5
	file a,j1,4 b,j1,2 a,j2,3 b,j2,3 a,j3,2 b,j3,4 a,j4,1 b,j4,5
	run -0 mot-calc log.csv
	# what is worse there is better in the end: a negative gain stands behind none at all
	wants a correlation=-1 slope=-1 gap=1.5 gain=-1.5
	[ "$(cells rank,touchpoint)" = $'1,b\n2,a' ]
}

@test "three journeys, or sides that do not vary: no correlation, never NaN" {
	file a,j1,1 b,j1,2 a,j2,2 b,j2,3 a,j3,3 b,j3,5
	run -0 mot-calc log.csv
	wants a journeys=3 correlation= slope= gain= gain_low=
	[ "$(cells rank,touchpoint)" = $'1,b\n,a' ]
	file a,j1,2 b,j1,2 a,j2,2 b,j2,3 a,j3,2 b,j3,4 a,j4,2 b,j4,5
	run -0 mot-calc log.csv
	wants a n=4 mean=2 low= high= journeys=4 correlation= slope= gain=
	[ "$(cells touchpoint,method)" = $'b,student\na,' ]
	file a,j1,1 b,j1,4 a,j2,2 b,j2,4 a,j3,3 b,j3,4 a,j4,4 b,j4,4
	run -0 mot-calc log.csv
	wants a journeys=4 correlation= slope= gap=1.5 gain=
	wants b gap=0 gain=0
	# one score; no journey at all
	file a,,1 b,,5
	for f in csv json table md; do
		run -0 mot-calc -f $f log.csv
		[[ ! $output =~ [nN][aA][nN] && ! $output =~ inf ]]
	done
	run -0 mot-calc log.csv
	wants a n=1 mean=1 low= bottom=1 share_before= share_end= gain=
	wants b gap=-1 gain=0
	[ "$(cells rank,touchpoint,method)" = $'1,b,\n,a,' ]
}

@test "ranked by gain, equal ones bytewise, what is not known last" {
	# each ends one journey of six with the same score; z and Z, 客 and é; u is in no journey
	file z,j1,2 Z,j2,2 客,j3,2 é,j4,2 top,j5,5 low,j6,1 u,,1
	run -0 mot-calc log.csv
	[ "$(cells rank,touchpoint)" = $'1,low\n2,Z\n3,z\n4,é\n5,客\n6,top\n,u' ]
	wants low gain=.5
	wants 客 gain=.3333333333333333
	wants top gain=0
}

@test "--target" {
	six
	run -0 mot-calc --target=2.625 six.csv
	wants delivery target=2.625 gap=0 gain=0 gain_low=
	wants support gap=-.375 gain=0
	run -0 mot-calc --target=5 six.csv
	wants delivery gap=2.375 gain=1.75
	for t in 0 .99 5.01 -1 1e300; do
		run -2 --separate-stderr mot-calc --target=$t six.csv
		[ "${stderr_lines[0]}" = "mot-calc: --target must be from 1 to 5" ]
		[[ ${stderr_lines[1]} == "usage: mot-calc "* ]]
	done
	run -2 --separate-stderr mot-calc --target=high six.csv
	[ "${stderr_lines[0]}" = "mot-calc: --target must be a number, not 'high'" ]
	run -2 --separate-stderr mot-calc --peak-end --target=4 six.csv
	[ "${stderr_lines[0]}" = "mot-calc: --target cannot be used with --peak-end" ]
}

@test "fewer than 30 scores are marked small" {
	{ echo touchpoint,journey,score; for i in {1..29}; do echo "a,,$((i % 5 + 1))";
		done; } >29.csv
	{ cat 29.csv; echo a,,3; } >30.csv
	run -0 mot-calc 29.csv
	[ "$(cells n,size)" = 29,small ]
	run -0 mot-calc 30.csv
	[ "$(cells n,size)" = 30, ]
}

@test "scores without a journey count for the touchpoint, without a touchpoint for the journey" {
	file a,j1,2 ,j1,5 a,,4 ,,1 ,j2,1 a,j2,3
	run -0 --separate-stderr mot-calc log.csv
	[ "$stderr" = \
		"mot-calc: 3 scores without a touchpoint; counted in journeys, not in any row" ]
	# j1 ends elsewhere, j2 at a
	wants a n=3 mean=3 journeys=1 share_before=.5 share_end=.5
	[ "${#lines[@]}" = 2 ]
	run -0 --separate-stderr mot-calc -q log.csv
	[ -z "$stderr" ]
	file ,j,2
	run -0 --separate-stderr mot-calc log.csv
	[ "$output" = $COLUMNS ]
	[ "$stderr" = \
		"mot-calc: 1 score without a touchpoint; counted in journeys, not in any row" ]
}

@test "an empty score is not a contact: it does not end a journey or make a row" {
	HEAD=touchpoint,journey,date,score file a,j,2025-01-01,2 b,j,2025-01-02, c,k,, \
		a,k,2025-01-01,
	run -0 --separate-stderr mot-calc log.csv
	[ -z "$stderr" ]
	[ "$(cells touchpoint,n,share_end)" = a,1,1 ]
	run -0 mot-calc --peak-end --no-header log.csv
	same ,j,1,2,2,2,2
	file
	run -0 --separate-stderr mot-calc log.csv
	same $COLUMNS
	run -0 --separate-stderr mot-calc --peak-end log.csv
	same customer_id,journey,n,peak,end,peak_end,mean
	run -0 mot-calc -f json log.csv
	same ''
}

@test "bad rows: file, line, and what is wrong" {
	while IFS='|' read -r score why; do
		file a,j,3 "a,j,\"$score\""
		bad "log.csv:3: score '$score' $why"
		bad "log.csv:3: score '$score' $why" --peak-end
	done <<-'END'
		0|is not from 1 to 5
		6|is not from 1 to 5
		-1|is not from 1 to 5
		11|is not from 1 to 5
		99999999999999999999|is not from 1 to 5
		2.5|is not a whole number
		N/A|is not a number (leave it empty if there is no answer)
		 3|is not a number (leave it empty if there is no answer)
		3,5|is not a number (leave it empty if there is no answer)
	END
	# 4.0, as pandas writes it where some are missing
	file a,j,4.0
	run -0 mot-calc --peak-end --no-header log.csv
	same ,j,1,4,4,4,4
	export HEAD=customer_id,touchpoint,journey,date,score
	file c,a,j,2025-02-29,3
	bad "log.csv:2: date '2025-02-29' is not a valid date"
	file c,a,j,,3
	bad "log.csv:2: date '' is not a date (YYYY-MM-DD; use --date-format for other formats)"
	file c,a,j,2025-01-01T10:00Z,3
	bad "log.csv:2: date '2025-01-01T10:00Z' has an offset; set the time zone with --tz=ZONE"
	long=$(printf 'x%.0s' {1..65})
	file "c,a,$long,2025-01-01,3"
	bad "log.csv:2: journey '${long:0:60}' is longer than 64 bytes or has control characters"
	file $'c\tc,a,j,2025-01-01,3'
	bad "log.csv:2: customer_id 'c?c' is longer than 64 bytes or has control characters"
	file c,a,j
	bad "log.csv:2: 3 cells but the header has 5"
}

@test "--skip-bad leaves them out, names 20, and exits with 1" {
	{ echo touchpoint,journey,score; for i in {1..25}; do echo "a,j$i,N/A";
		echo "a,j$i,$((i % 5 + 1))"; done; } >log.csv
	run -1 --separate-stderr mot-calc --skip-bad log.csv
	[ "$(cells touchpoint,n,mean)" = a,25,3 ]
	[ "$(grep -c "score 'N/A' is not a number" <<<"$stderr")" = 20 ]
	says "mot-calc: 5 more bad rows"
	grep -v N/A log.csv | mot-calc | diff - <(echo "$output")
	# what is left out of a journey is not its end
	HEAD=journey,date,score file j,2025-01-01,2 j,2025-01-99,5 j,2025-01-03,7
	run -1 mot-calc -q --peak-end --skip-bad --no-header log.csv
	[[ $output == *,j,1,2,2,2,2 ]]
}

@test "columns that must be there, and those that must not be there twice" {
	head() {
		echo "$2" >log.csv
		bad "log.csv: $1; the columns are $(sed "s/,/', '/g; s/.*/'&'/" <<<"$2")" "${@:3}"
	}
	head "no column 'touchpoint'" journey,score
	head "no column 'journey'" touchpoint,score
	head "no column 'score'" touchpoint,journey
	head "no column 'journey'" touchpoint,score --peak-end
	head "no column 'date'" touchpoint,journey,score --since=2025-01-01
	head "no column 'date'" touchpoint,journey,score --until=2025-01-01
	head "no column 'date'" touchpoint,journey,score --as-of=2025-01-01
	echo journey,score,score >log.csv
	bad "log.csv: columns 'score' and 'score' are the same (use --rename='score[1]=score' or --ignore)" --peak-end
	: >log.csv
	bad "log.csv: empty input, no header"
	run -2 --separate-stderr mot-calc none.csv
	says "mot-calc: none.csv: No such file or directory"
}

@test "--since, --until, --as-of: days, included, journeys made of what is within" {
	HEAD=journey,date,score file j,2025-01-01T00:00,1 j,2025-01-02T23:59:59,4 j,2025-01-03,5
	limited() { # ROW OPTION...
		run -0 mot-calc --peak-end --no-header "${@:2}" log.csv
		same "$1"
	}
	limited ,j,3,1,5,3,3.3333333333333335
	limited ,j,2,5,5,5,4.5 --since=2025-01-02
	limited ,j,2,1,4,2.5,2.5 --until=2025-01-02
	limited ,j,2,1,4,2.5,2.5 --as-of=2025-01-02
	limited ,j,1,4,4,4,4 --since=2025-01-02 --until=2025-01-02
	limited ,j,1,1,1,1,1 --until=2025-01-02 --as-of=2025-01-01
	limited ,j,1,1,1,1,1 --until=2025-01-01 --as-of=2025-01-02
	limited '' --since=2025-01-04
	limited '' --since=2025-01-03 --as-of=2025-01-02
	# without --as-of up to today, as from the store
	HEAD=journey,date,score file j,2025-01-01,2 j,2199-12-31,1
	limited ,j,1,2,2,2,2
	limited ,j,1,2,2,2,2 --until=2199-12-31
	limited ,j,2,1,1,1,1.5 --as-of=2199-12-31
	# without dates there is nothing to cut
	HEAD=journey,score file j,2 j,1
	limited ,j,2,1,1,1,1.5
	run -2 --separate-stderr mot-calc --since=2025-01-02 --until=2025-01-01 log.csv
	[ "${stderr_lines[0]}" = "mot-calc: --since is later than --until" ]
}

@test "--tz and --date-format" {
	HEAD=journey,date,score file j,2025-01-01T23:30Z,1 j,2025-01-02T08:00,5 \
		j,2025-01-02T06:45+08:00,2
	# in Shanghai 07:30, 08:00 and 06:45 of the second
	run -0 mot-calc --peak-end --no-header --tz=Asia/Shanghai --since=2025-01-02 log.csv
	same ,j,3,1,5,3,2.6666666666666665
	run -2 --separate-stderr mot-calc --tz=Moon/Base log.csv
	says "mot-calc: unknown time zone 'Moon/Base' (use a name such as Asia/Shanghai)"
	HEAD=journey,date,score file j,02.01.2025,1 j,01.02.2025,5 j,31.01.2025,2
	run -0 mot-calc --peak-end --no-header --date-format=%d.%m.%Y log.csv
	same ,j,3,1,5,3,2.6666666666666665
}

store() {
	six
	cust-init -d s.db "$@"
	touch-log -q -d s.db --create six.csv >acc
}

@test "from the store: what the CSV gives, and what touch-list hands over" {
	store
	mot-calc six.csv >want
	mot-calc -d s.db | diff want -
	CUSTKIT_DB=s.db mot-calc -D | diff want -
	touch-list -d s.db | mot-calc | diff want -
	mot-calc --peak-end -q six.csv >want
	mot-calc --peak-end -q -d s.db | diff want -
	for o in --since=2025-01-02 --until=2025-01-02 --as-of=2025-02-01 \
		"--since=2025-01-02 --until=2025-02-02"; do
		# shellcheck disable=SC2086 # options
		{
			mot-calc $o six.csv >want
			mot-calc $o -d s.db | diff want -
			touch-list $o -d s.db | mot-calc | diff want -
		}
	done
	# rows that are not in the order of their dates, and equal dates in that of the rows
	{ head -1 six.csv; tail -n +2 six.csv | tac | sed 's/2025-01-0[12]/2025-01-01/'; } >back.csv
	cust-init -d back.db
	touch-log -q -d back.db --create back.csv >acc
	diff <(mot-calc back.csv) <(mot-calc -d back.db)
	diff <(mot-calc -q --peak-end back.csv) <(mot-calc -q --peak-end -d back.db)
}

@test "from the store: as of today in its zone; later contacts are ignored" {
	store --timezone=Pacific/Niue
	sqlite3 s.db "INSERT INTO touch (journey, date, score)
		VALUES ('now', '$(TZ=Pacific/Niue date +%F)', 3),
		('now', '$(TZ=Pacific/Niue date -d tomorrow +%F)', 1)"
	run -0 mot-calc -q --peak-end -d s.db --since=2025-03-01 --no-header
	same ,now,1,3,3,3,3
	run -0 mot-calc -q --peak-end -d s.db --since=2025-03-01 --as-of=9999-12-31 --no-header
	same ,now,2,1,1,1,2
	run -0 mot-calc -q --peak-end -d s.db --since=2025-03-01 --until=9999-12-31 --no-header
	same ,now,1,3,3,3,3
}

@test "from the store: none, an empty one, operands, what does not belong there" {
	run -2 --separate-stderr mot-calc -d none.db
	[ "$stderr" = "mot-calc: none.db: store not found; create it with: cust-init -d none.db" ]
	cust-init -d s.db
	run -0 --separate-stderr mot-calc -d s.db
	same $COLUMNS
	run -2 --separate-stderr mot-calc -d s.db log.csv
	[ "${stderr_lines[0]}" = "mot-calc: unexpected operand 'log.csv'" ]
	sqlite3 s.db "PRAGMA ignore_check_constraints = ON; INSERT INTO touch (date, score)
		VALUES ('2025-01-01', 9)"
	run -2 --separate-stderr mot-calc -d s.db
	[ -z "$output" ]
	[ "$stderr" = "mot-calc: bad contact in the store: score '9' is not from 1 to 5" ]
	sqlite3 s.db "UPDATE touch SET date = '2025-01-32', score = 3"
	run -2 --separate-stderr mot-calc -d s.db
	[ "$stderr" = "mot-calc: bad contact in the store: date '2025-01-32' is not a valid date" ]
	# CSV's way of writing dates is not the store's
	sqlite3 s.db "UPDATE touch SET date = '2025-01-31'"
	run -0 mot-calc --peak-end -q -d s.db --date-format=%d/%m/%Y --no-header
}

@test "配送 lines up; JSON has numbers and null" {
	file 配送,j1,2 搜索,j1,5 support,j2,4
	# as names do that are as wide
	sed 's/配送/zpei/; s/搜索/zous/' log.csv | mot-calc -t | sed 's/zpei/配送/; s/zous/搜索/' >want
	mot-calc -t log.csv | diff want -
	run -0 mot-calc -f json log.csv
	[ "$(jq -c '[.rank, .touchpoint, .n, .mean, .low, .method, .journeys, .correlation,
		.share_end, .gain]' <<<"$output")" = \
		'[1,"support",1,4,null,null,0,null,0.5,0]
[2,"搜索",1,5,null,null,0,null,0.5,0]
[null,"配送",1,2,null,null,1,null,0,null]' ]
	run -0 mot-calc --peak-end -f json log.csv
	[ "$(jq -c . <<<"${lines[0]}")" = \
		'{"customer_id":null,"journey":"j1","n":2,"peak":5,"end":5,"peak_end":5,"mean":3.5}' ]
}

@test "many journeys: what awk counts" {
	awk 'BEGIN { srand(7); print "customer_id,journey,touchpoint,score"
		for (i = 0; i < 60000; i++) printf "c%d,j%d,t%d,%d\n", i % 700, i % 11,
		int(rand() * 5), 1 + int(rand() * 5) }' >log.csv
	run -0 mot-calc log.csv
	cells touchpoint,n,mean,bottom,share_end | sort |
		awk -F, '{ printf "%s,%d,%.9f,%.9f,%.9f\n", $1, $2, $3, $4, $5 }' >got
	awk -F, 'NR > 1 { n[$3]++; s[$3] += $4; b[$3] += $4 < 3; if (!(($1, $2) in end)) all++;
		end[$1, $2] = $3 }
		END { for (k in end) e[end[k]]++; for (t in n) printf "%s,%d,%.9f,%.9f,%.9f\n", t,
			n[t], s[t] / n[t], b[t] / n[t], e[t] / all }' log.csv |
		sort | diff - got
	[ "$(mot-calc --peak-end log.csv | wc -l)" = 7701 ]
}
