# --as-of cuts alike in every tool that has it, from CSV and from the store: facts of the day itself
# count, to its last second, and later facts make no difference.
load helper

DAY=2025-06-30

# A level for each fact: 1 is before 23:59:59 of DAY, 2 is that second, 3 is later, from midnight
# on.
# upto LEVEL: a table of stdin, which begins with its level, without later rows and the level.  In
# the order of the levels, so that what the store numbers has the same number in all.
upto() {
	local head
	read -r head
	cut -d, -f2- <<<"$head"
	sort -s -t, -k1,1n | awk -F, -v level="$1" '$1 <= level' | cut -d, -f2-
}

orders() {
	cat <<-'END'
		level,customer_id,date,amount,sku
		1,a,2025-01-10,10,x
		1,a,2025-03-01T12:00,20,y
		1,a,2025-06-30,5,x
		2,a,2025-06-30T23:59:59,7,z
		3,a,2025-07-01T00:00:00,100,z
		1,b,2025-02-01,30,x
		1,b,2025-04-10,15,y
		2,b,2025-06-30T23:59:59,40,z
		3,b,2025-07-20,-10,x
		1,c,2025-05-05,8,x
		3,c,2025-07-01,1,z
		3,d,2025-07-02,9,y
	END
}

contacts() {
	cat <<-'END'
		level,customer_id,journey,touchpoint,date,direction,channel,score
		1,a,j1,search,2025-06-30T00:00:00,in,chat,5
		2,a,j1,delivery,2025-06-30T23:59:59,out,mail,2
		3,a,j1,support,2025-07-01T00:00:00,out,phone,1
		1,b,j2,delivery,2025-06-01,in,phone,4
		2,b,j2,support,2025-06-30T23:59:59,out,phone,3
		3,b,j2,delivery,2025-07-01,in,phone,1
	END
}

visits() {
	cat <<-'END'
		level,customer_id,queue,arrived
		1,a,desk,2025-06-30T10:00
		2,b,desk,2025-06-30T23:59:59
		3,c,desk,2025-07-01T00:00:00
	END
}

cases() {
	cat <<-'END'
		level,customer_id,date,kind,score,text
		1,a,2025-06-10T09:00,complaint,,broken
		1,b,2025-06-30T09:00,complaint,,late
		1,c,2025-06-30,nps,9,
		2,b,2025-06-30T23:59:59,nps,3,
		3,a,2025-07-01T00:00:00,nps,10,
		3,b,2025-07-01T08:00,complaint,,again
	END
}

# level, case, step: one customer is told in the last second, and what is settled later is open.
steps() {
	cat <<-'END'
		1 1 2025-06-10T10:00 --acknowledge
		1 1 2025-06-11T10:00 --assign=li
		2 1 2025-06-30T23:59:59 --start
		3 1 2025-07-01T00:00:00 --resolve --outcome=repaired --cause=carrier
		3 1 2025-07-01T01:00 --inform
		3 1 2025-07-02 --follow-up=2
		2 2 2025-06-30T23:59:59 --acknowledge
		3 2 2025-07-03 --assign=wu
	END
}

promises() {
	cat <<-'END'
		level,customer_id,date,promise,due,channel
		1,a,2025-06-11,repair,2025-06-20,phone
		1,b,2025-06-12,call,2025-06-29T12:00,phone
		1,c,2025-06-30,refund,2025-07-05,mail
		2,c,2025-06-30T23:59:59,letter,2025-07-02,mail
		3,c,2025-07-01T00:00:00,gift,2025-07-10,mail
	END
}

winbacks() {
	cat <<-'END'
		level,customer_id,date,reason,offer,agent,until
		1,a,2025-05-01,price,coupon,li,2025-05-31
		1,b,2025-06-15,late,call,wu,
		2,c,2025-06-30T23:59:59,late,coupon,li,
		3,a,2025-07-01T00:00:00,price,call,li,
	END
}

consents() {
	cat <<-'END'
		level,customer_id,date,purpose,channel,step
		1,a,2025-05-01,marketing,,given
		1,b,2025-06-15,marketing,mail,withdrawn
		2,a,2025-06-30T23:59:59,marketing,,withdrawn
		3,b,2025-07-01T00:00:00,marketing,,given
	END
}

points() {
	cat <<-'END'
		level,customer_id,date,step,points,expires
		1,a,2025-05-01,earn,100,2025-07-01
		1,a,2025-06-15,redeem,30,
		1,b,2025-06-30,earn,10,
		2,b,2025-06-30T23:59:59,earn,20,2025-07-02
		3,a,2025-07-01T00:00:00,earn,40,2026-01-01
		3,b,2025-07-01T00:00:00,redeem,25,
	END
}

# Of three surveys: pairs of kano-calc and servqual-calc, marks of score-calc.
answers() {
	cat <<-'END'
		level,survey,date,customer_id,item,part,value
		1,kano,2025-06-01,a,x,functional,like
		1,kano,2025-06-01,a,x,dysfunctional,dislike
		2,kano,2025-06-30T23:59:59,b,x,functional,like
		2,kano,2025-06-30T23:59:59,b,x,dysfunctional,neutral
		3,kano,2025-07-01T00:00:00,c,x,functional,dislike
		3,kano,2025-07-01T00:00:00,c,x,dysfunctional,like
		1,gaps,2025-06-30,a,1,expectation,7
		1,gaps,2025-06-30,a,1,perception,5
		2,gaps,2025-06-30T23:59:59,b,1,expectation,6
		2,gaps,2025-06-30T23:59:59,b,1,perception,6
		3,gaps,2025-07-01T00:00:00,c,1,expectation,7
		3,gaps,2025-07-01T00:00:00,c,1,perception,1
		1,marks,2025-06-30T00:00,a,speed,,3
		2,marks,2025-06-30T23:59:59,b,speed,,5
		3,marks,2025-07-01T00:00:00,c,speed,,1
	END
}

# fill STORE LEVEL: what is known at that level.
fill() {
	local level case at step
	cust-init -d "$1"
	printf '%s\n' customer_id a b c d | cust-add -q -d "$1"
	orders | upto "$2" | order-add -q -d "$1"
	contacts | upto "$2" | touch-log -q -d "$1"
	cases | upto "$2" | feedback-log -q -d "$1"
	steps | sort -s -k1,1n | while read -r level case at step; do
		# shellcheck disable=SC2086 # words
		[ "$level" -gt "$2" ] || feedback-step -q -d "$1" --actor=x --at="$at" $step "$case"
	done
	promises | upto "$2" | promise-log -q -d "$1"
	promise-log -q -d "$1" --actor=x --kept --at=2025-06-19 1
	[ "$2" -lt 2 ] || promise-log -q -d "$1" --actor=x --kept --at=2025-06-30T23:59:59 2
	[ "$2" -lt 3 ] ||
		promise-log -q -d "$1" --actor=x --move=2025-07-20 --told --at=2025-07-01T00:00 3
	winbacks | upto "$2" | winback-log -q -d "$1"
	[ "$2" -lt 2 ] || winback-log -q -d "$1" --actor=x --lost --at=2025-06-30T23:59:59 1
	[ "$2" -lt 3 ] || winback-log -q -d "$1" --actor=x --won --at=2025-07-01T00:00 2
	answers | upto "$2" | survey-log -q -d "$1"
	consents | upto "$2" | consent-log -q -d "$1"
	visits | upto "$2" | visit-log -q -d "$1"
	points | upto "$2" | points-log -q -d "$1"
}

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	export TZ=UTC0
	cd "$BATS_FILE_TMPDIR" || return
	for level in 1 2 3; do
		fill $level.db $level >/dev/null
		orders | upto $level >orders.$level.csv
		contacts | upto $level >contacts.$level.csv
		cases | upto $level | grep -v complaint >cases.$level.csv
	done
	model >model.csv
	model | sed "s,^bgnbd,mbgnbd,; /^ggspend/d" >churn.csv
	printf '%s\n' item,weight,min,max speed,1,1,5 >instrument.csv
	printf '%s\n' item,dimension 1,one >map.csv
	printf '%s\n' customer_id,arm a,treatment b,holdout c,treatment >arms.csv
	printf '%s\n' channel,cost ,100 >costs.csv
	# without appointments, which are known before their day
	printf '%s\n' reason,scheme,label,before,late,every,priority,kind,consent \
		promise,,,1,9,,3,, case,,,0,,3,2,, thanks,,,0,9,,1,, >care.csv
}

# asks TOOL: sets store and csv to command lines that are to be cut, each without its source and
# --as-of; csv is "TABLE COMMAND...", or empty where the option is of the store.  A new tool with
# --as-of needs a line.
asks() {
	csv=()
	case $1 in
	churn-flag) store=(churn-flag -q --method=model --params=churn.csv) csv=(orders \
		"${store[@]}") ;;
	clv-calc) store=(clv-calc -q --params=model.csv) csv=(orders "${store[@]}") ;;
	cac-calc) store=(cac-calc -q --costs=costs.csv) ;;
	cohort-calc) store=(cohort-calc -q --pivot=spend) csv=(orders "${store[@]}") ;;
	consent-list) store=(consent-list) ;;
	cust-list) store=(cust-list -q --history) ;;
	cust-segment) store=(cust-segment -q --rfm) csv=(orders "${store[@]}") ;;
	cust-show) store=(cust-show -q a) ;;
	figure-calc) store=(figure-calc -q --since=2025-05-01) csv=(orders "${store[@]}") ;;
	data-check) store=(valid_rows) ;;
	demand-forecast) store=(demand-forecast -q --measure=amount --by=sku) csv=(orders \
		"${store[@]}") ;;
	feedback-list) store=(feedback-list) ;;
	item-recommend) store=(item-recommend -q --items --min-support=1) csv=(orders \
		"${store[@]}") ;;
	kano-calc) store=(kano-calc -q --survey=kano) ;;
	mot-calc) store=(mot-calc -q) csv=(contacts "${store[@]}") ;;
	nps-calc) store=(nps-calc -q) csv=(cases "${store[@]}") ;;
	points-list) store=(points-list) ;;
	promise-list) store=(promise-list) ;;
	score-calc) store=(score-calc -q --survey=marks --instrument=instrument.csv) ;;
	service-check) store=(service-check --list) ;;
	servqual-calc) store=(servqual-calc -q --survey=gaps --map=map.csv) ;;
	survey-list) store=(survey-list) ;;
	touch-list) store=(touch-list) ;;
	visit-list) store=(visit-list) ;;
	care-due) store=(care-due -q --rules=care.csv --cap=0) ;;
	trial-assign) store=(trial-assign -q --trial=x --holdout=50% --power) ;;
	trial-calc) store=(trial-calc -q --horizon=29d --assigned=2025-06-01 arms.csv) ;;
	winback-list) store=(winback-list) ;;
	*)
		echo "as-of.bats does not know what to ask $1"
		return 1
		;;
	esac
}

# What data-check says of rows that have a day: of customers it cannot know theirs, and those whose
# first purchase is later are left out.
valid_rows() {
	data-check -q --checks=valid "$@" | grep -v ^valid,customer,customer_id
}

tools() {
	local tool
	for tool in $(basename -s .c "$ROOT"/cmd/*.c); do
		# cust-diff has two sources, cust-report prints a digest: their tests are below
		[[ $tool = cust-diff || $tool = cust-report ]] ||
			! "$tool" --help | grep -q -- '^ .*--as-of=' || echo "$tool"
	done
}

# cut_from LEVEL DAY COMMAND...: what it prints of the store with facts up to that level.
cut_from() { "${@:3}" -d "$1.db" --as-of="$2"; }

# cut_csv LEVEL DAY TABLE COMMAND...: likewise of that table.
cut_csv() { "${@:4}" --as-of="$2" "$3.$1.csv"; }

# alike HOW WHAT...: HOW takes the level and the day, then WHAT.
alike() {
	diff -u --label "only what was known" --label "$*" <("$1" 2 "$DAY" "${@:2}") \
		<("$1" 3 "$DAY" "${@:2}") || return
	# what is cut off would be seen, and the last second of the day is
	! cmp -s <("$1" 3 "$DAY" "${@:2}") <("$1" 3 2025-08-31 "${@:2}") ||
		{ echo "blind to later facts: $*"; return 1; }
	! cmp -s <("$1" 2 "$DAY" "${@:2}") <("$1" 1 "$DAY" "${@:2}") ||
		{ echo "blind to the last second: $*"; return 1; }
}

@test "from the store: later facts change nothing, those of the day count" {
	cd "$BATS_FILE_TMPDIR"
	[ "$(tools | wc -l)" -ge 16 ]
	for tool in $(tools); do
		asks "$tool"
		run -0 cut_from 3 "$DAY" "${store[@]}" || { echo "$output"; return 1; }
		alike cut_from "${store[@]}"
	done
}

@test "cust-diff --stores: later facts change nothing, those of the day count" {
	cd "$BATS_FILE_TMPDIR"
	changed() { cust-diff -q --stores --as-of="$2" 1.db "$1.db"; }
	run -0 changed 3 "$DAY"
	diff <(changed 2 "$DAY") <(changed 3 "$DAY")
	! cmp -s <(changed 3 "$DAY") <(changed 3 2025-08-31) || return 1
	! cmp -s <(changed 2 "$DAY") <(changed 1 "$DAY")
}

@test "cust-report: later facts change nothing but the digest, those of the day count" {
	cd "$BATS_FILE_TMPDIR"
	page() { # LEVEL DAY
		cut_from "$1" "$2" cust-report --section=figures -f md |
			grep -vE '^- (Source|SHA-256)' | sed 's/[123]\.db/STORE/'
	}
	run -0 page 3 "$DAY"
	[ "${#lines[@]}" -gt 10 ]
	alike page
}

@test "other views of the store: events, groups, rules, reports" {
	cd "$BATS_FILE_TMPDIR"
	while read -r line; do
		# shellcheck disable=SC2086 # words
		run -0 cut_from 3 "$DAY" $line
		# shellcheck disable=SC2086
		alike cut_from $line
	done <<-'END'
		churn-flag -q --method=rules --watch=0 --raise=0 --explain
		cust-segment -q --rfm --profile
		cust-show -q b
		cust-show -q c -f json
		feedback-list --events
		feedback-list --open
		mot-calc -q --peak-end
		nps-calc -q --period=day
		promise-list --overdue
		service-check
		winback-list --by=offer
	END
}

@test "from CSV: later rows change nothing, those of the day count, as from the store" {
	cd "$BATS_FILE_TMPDIR"
	for tool in $(tools); do
		asks "$tool"
		[ ${#csv[@]} -gt 0 ] || continue
		run -0 cut_csv 3 "$DAY" "${csv[@]}" || { echo "$output"; return 1; }
		alike cut_csv "${csv[@]}"
		# the store knows of cases as reasons, and of figures beside orders, too
		names=$(head -1 <<<"$output" | sed 's/,reasons//')
		diff -u --label store --label CSV <(cut_from 3 "$DAY" "${store[@]}" |
			grep -vE '^(complaints|promises|winbacks),' | columns "$names" -) <(columns "$names")
		# wherever the later rows stand
		head -1 "${csv[0]}.3.csv" >"${csv[0]}.back.csv"
		tail -n +2 "${csv[0]}.3.csv" | tac >>"${csv[0]}.back.csv"
		diff <(cut_csv 3 "$DAY" "${csv[@]}") <(cut_csv back "$DAY" "${csv[@]}")
	done
}

@test "without --as-of facts count up to today, from CSV and from the store" {
	cd "$BATS_TEST_TMPDIR"
	for day in 2025-06-30 $(($(date +%Y) + 1))-06-30; do
		printf '%s\n' customer_id,date,amount,score,journey,touchpoint "a,$day,1,5,j,x" \
			>$day.csv
	done
	cat 2025-06-30.csv <(tail -n 1 "$day.csv") >both.csv
	for tool in "nps-calc -q" "mot-calc -q" "cust-segment -q --rfm"; do
		# shellcheck disable=SC2086 # words
		diff <($tool 2025-06-30.csv) <($tool both.csv)
		# shellcheck disable=SC2086
		! diff -q <($tool both.csv) <($tool --as-of="$day" both.csv) || return 1
	done
	cust-init -d s.db
	sqlite3 s.db "INSERT INTO touch (date, score, touchpoint)
		VALUES ('2025-06-30', 5, 'x'), ('$day', 1, 'x')"
	run -0 mot-calc -q -d s.db
	[ "$(cells n)" = 1 ]
}

@test "a date-time with an offset is cut by the day of the business" {
	cd "$BATS_TEST_TMPDIR"
	# 00:30 of 1 July, and 23:30 of 30 June, in Shanghai
	for table in customer_id,date,amount,score customer_id,date,journey,touchpoint,score; do
		printf '%s\n' "$table" \
			"a,2025-06-30T16:30Z,1,$([[ $table == *journey* ]] && echo x,)5" \
			"a,2025-06-30T15:30Z,1,$([[ $table == *journey* ]] && echo x,)5" \
			>"$([[ $table == *journey* ]] && echo contacts || echo orders)".csv
	done
	run -0 cust-segment -q --rfm --tz=Asia/Shanghai --as-of=$DAY orders.csv
	[ "$(cells orders,last_date)" = "1,$DAY" ]
	run -0 nps-calc -q --tz=Asia/Shanghai --as-of=$DAY orders.csv
	[ "$(cells n)" = 1 ]
	run -0 mot-calc -q --tz=Asia/Shanghai --as-of=$DAY contacts.csv
	[ "$(cells n)" = 1 ]
}
