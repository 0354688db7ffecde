# One complaint from the first call to the last word, as every tool tells it at five dates.
load helper

CAL=$ROOT/share/examples/calendar.csv # Monday to Friday 09:00-18:00

# What the shop knew at these evenings: received and assigned; waiting for the customer; resolved;
# reopened; closed.
DATES=(2025-06-02 2025-06-04 2025-06-05 2025-06-09 2025-06-16)

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	CUSTKIT_DB=$PWD/shop.db
	export CUSTKIT_DB TZ=UTC0
	exec >log
	cust-init -q --currency=CNY --timezone=Asia/Shanghai
	cust-add -q --customer-id=w --name=王芳 --city=杭州
	cust-add -q --customer-id=other --name=Bob
	printf 'customer_id,date,amount,order_id\nw,2025-05-28,199,o7\n' | order-add -q
	feedback-log --customer-id=w --date=2025-06-02T09:30 --channel=phone --kind=complaint \
		--text='杯子送到时碎了，我要退款' \
		--wanted=退款 --severity=high --touchpoint=delivery --order-id=o7
	feedback-log --customer-id=other --date=2025-06-02T12:00 --kind=praise --text=送货很快
	printf '%s\n' metric,scope,target,within first_response,,90%,4h update,,90%,1d \
		resolution,,90%,3d reopened,,5%, csat,,80%, \
		kept_promises,,95%, answered,,90%,1d >standards.csv
	step() { feedback-step 1 --actor=chen --at="$@"; }
	step 2025-06-02T10:15 --acknowledge
	promise-log --customer-id=w --date=2025-06-02T10:15 --promise=退款到账 --due=2025-06-05 \
		--channel=phone --case-id=1 --order-id=o7
	step 2025-06-02T11:00 --assign=李/售后部
	step 2025-06-03T09:30 --assign=赵/物流部 --note='carrier'\''s fault'
	step 2025-06-03T10:00 --start
	step 2025-06-03T14:00 --wait --note='photos, please'
	touch-log --customer-id=w --date=2025-06-04T17:30 --channel=mail --direction=in \
		--touchpoint=support --note=照片
	touch-log --customer-id=w --date=2025-06-05T10:30 --channel=phone --direction=out \
		--touchpoint=support --agent=赵
	step 2025-06-05T11:00 --resume
	step 2025-06-05T17:00 --resolve --outcome=退一半 --cause=包装
	promise-log --move=2025-06-10 --told --at=2025-06-05T17:30 --actor=chen 1
	step 2025-06-06T09:30 --inform
	step 2025-06-06T16:00 --follow-up=2
	step 2025-06-09T09:30 --reopen
	step 2025-06-10T15:00 --resolve --outcome=全额退款 --cause=包装
	promise-log --kept --at=2025-06-10T15:00 --actor=chen 1
	step 2025-06-10T16:00 --inform
	step 2025-06-11T10:00 --close
	feedback-log --customer-id=w --date=2025-06-16T20:00 --channel=web --kind=nps --score=3
}

setup_story() {
	cd "$BATS_FILE_TMPDIR" || return
	CUSTKIT_DB=$PWD/shop.db
}

# each COMMAND...: what it prints at each of the dates, after a line with the date.
each() {
	local day
	for day in "${DATES[@]}"; do
		echo "$day"
		"$@" --as-of="$day" || return
	done >each
	output=$(<each)
}

fields() { "${@:2}" | cut -d, -f"$1"; } # COLUMNS COMMAND...

@test "feedback-list: where the case stood" {
	setup_story
	of_w() { feedback-list --customer=w --no-header --where "kind = 'complaint'" "$@"; }
	# state, changed, owner, outcome, cause, follow_up, reopened; and the department of then
	each fields 8,13- of_w
	same '2025-06-02
售后部,assigned,2025-06-02T11:00:00,李,,,,0
2025-06-04
物流部,waiting,2025-06-03T14:00:00,赵,,,,0
2025-06-05
物流部,resolved,2025-06-05T17:00:00,赵,退一半,包装,,0
2025-06-09
物流部,in_progress,2025-06-09T09:30:00,赵,退一半,包装,2,1
2025-06-16
物流部,closed,2025-06-11T10:00:00,赵,全额退款,包装,2,1'
	run -0 of_w --as-of=2025-06-01
	same ''
	# what came in stays as it came
	each fields 1-7,9-12 of_w
	[ "$(grep -c '^1,w,2025-06-02T09:30:00,phone,complaint,,杯子送到时碎了，我要退款,退款,high,o7,delivery$' \
		each)" = 5 ]
	each fields 1 feedback-list --open --no-header
	same $'2025-06-02\n1\n2025-06-04\n1\n2025-06-05\n1\n2025-06-09\n1\n2025-06-16'
}

@test "feedback-list --events: the thirteen steps, as many as were known" {
	setup_story
	counted() { feedback-list --events --no-header "$@" | wc -l; }
	each counted
	same $'2025-06-02\n2\n2025-06-04\n5\n2025-06-05\n7\n2025-06-09\n10\n2025-06-16\n13'
	run -0 fields 4,5 feedback-list --events --no-header --as-of=2025-06-16
	same 'acknowledge,acknowledged
assign,assigned
assign,assigned
start,in_progress
wait,waiting
resume,in_progress
resolve,resolved
inform,informed
follow-up,informed
reopen,in_progress
resolve,resolved
inform,informed
close,closed'
}

@test "cust-show: the page" {
	setup_story
	run -0 cust-show w --as-of=2025-06-09
	# one order 12 days ago
	same 'customer_id  w
name         王芳
city         杭州

History
as_of       2025-06-09
orders      1
first_date  2025-05-28
last_date   2025-05-28
spend       199.00
frequency   0
recency     0
age         12
idle        12

Latest orders
date        order_id  amount  sku  quantity  cost  discount  channel  source
2025-05-28  o7        199.00

Latest feedback
date                 case_id  kind       score  state        changed              owner  department  follow_up  reopened  wanted  outcome  text
2025-06-02T09:30:00        1  complaint         in_progress  2025-06-09T09:30:00  赵     物流部              2         1  退款    退一半   杯子送到时碎了，我要退款

Latest promises
date                 promise_id  state  due_now     told    overdue  promise
2025-06-02T10:15:00           1  open   2025-06-10  before           退款到账

Latest contacts
date                 channel  direction  touchpoint  journey  score  agent  settles  note
2025-06-05T10:30:00  phone    out        support                     赵
2025-06-04T17:30:00  mail     in         support                                     照片'
	# each section where there is something to say
	sections() { cust-show w "$@" | grep -c '^Latest'; }
	each sections
	same $'2025-06-02\n3\n2025-06-04\n4\n2025-06-05\n4\n2025-06-09\n4\n2025-06-16\n4'
	feedback() {
		cust-show w "$@" | sed -n '/^Latest feedback/,/^$/p' | awk 'NR > 2 && NF' |
			tr -s ' '
	}
	each feedback
	same '2025-06-02
2025-06-02T09:30:00 1 complaint assigned 2025-06-02T11:00:00 李 售后部 0 退款 杯子送到时碎了，我要退款
2025-06-04
2025-06-02T09:30:00 1 complaint waiting 2025-06-03T14:00:00 赵 物流部 0 退款 杯子送到时碎了，我要退款
2025-06-05
2025-06-02T09:30:00 1 complaint resolved 2025-06-05T17:00:00 赵 物流部 0 退款 退一半 杯子送到时碎了，我要退款
2025-06-09
2025-06-02T09:30:00 1 complaint in_progress 2025-06-09T09:30:00 赵 物流部 2 1 退款 退一半 杯子送到时碎了，我要退款
2025-06-16
2025-06-16T20:00:00 3 nps 3 received 2025-06-16T20:00:00 0
2025-06-02T09:30:00 1 complaint closed 2025-06-11T10:00:00 赵 物流部 2 1 退款 全额退款 杯子送到时碎了，我要退款'
}

@test "cust-show --format=json: cases and promises" {
	setup_story
	json() { cust-show w -f json "$@" |
		jq -c '(.feedback[] | [.case_id, .score, .state, .owner, .department, .outcome,
		.follow_up, .reopened]),
		(.promises[] | [.promise_id, .state, .due_now, .told, .overdue]), (.contacts |
			length)'; }
	each json
	same '2025-06-02
[1,null,"assigned","李","售后部",null,null,0]
[1,"open","2025-06-05",null,null]
0
2025-06-04
[1,null,"waiting","赵","物流部",null,null,0]
[1,"open","2025-06-05",null,null]
1
2025-06-05
[1,null,"resolved","赵","物流部","退一半",null,0]
[1,"open","2025-06-10","before",null]
2
2025-06-09
[1,null,"in_progress","赵","物流部","退一半",2,1]
[1,"open","2025-06-10","before",null]
2
2025-06-16
[3,3,"received",null,null,null,null,0]
[1,null,"closed","赵","物流部","全额退款",2,1]
[1,"kept","2025-06-10","before",null]
2'
}

@test "promise-list: moved in time, and kept" {
	setup_story
	each fields 5,11- promise-list --no-header
	same '2025-06-02
2025-06-05,open,2025-06-05,,,
2025-06-04
2025-06-05,open,2025-06-05,,,
2025-06-05
2025-06-05,open,2025-06-10,before,,
2025-06-09
2025-06-05,open,2025-06-10,before,,
2025-06-16
2025-06-05,kept,2025-06-10,before,2025-06-10T15:00:00,'
	# had nobody moved it, it would have been overdue the next day; moved without a word too
	cd "$BATS_TEST_TMPDIR"
	cp "$CUSTKIT_DB" other.db
	promise-log -q -d other.db --customer-id=w --date=2025-06-02 --promise=x --due=2025-06-05 \
		>log
	promise-log -q -d other.db --move=2025-06-10 --at=2025-06-05T17:30 --actor=x 2 >log
	run -0 fields 1,13 promise-list -d other.db --overdue --as-of=2025-06-09 --no-header
	same 2,no
}

# Working hours, by hand; a day has 9, so 1d is 9 and 3d are 27:
# first response  Mon 09:30 to 10:15                                       0.75
# update          Mon 11:00 to 18:00, Tue 09:00 to 09:30                   7, 7.5; others: less
#                 reopened Mon 09:30 to 18:00, Tue 09:00 to 15:00          8.5 and 14.5
# resolution      Mon 09:30 to 18:00, Tue to 14:00, Thu 11:00 to 17:00     8.5, 13.5, 19.5
#                 reopened: from the first Monday to the next      six days of 9 - 0.5: 53.5
#                 less the wait Tue 14:00 to Thu 11:00: 4 + 9 + 2 = 15     38.5
#                 until Tue 15:00 six hours more                           44.5
# answered        Wed 17:30 to 18:00, Thu 09:00 to 10:30                   0.5 and 2
@test "service-check: in working time" {
	setup_story
	measured() { service-check --standards=standards.csv --calendar="$CAL" --no-header "$@"; }
	each fields 1,5-7,11-14 measured # metric,n,met,attainment,pending,median,result,worst
	same '2025-06-02
first_response,1,1,1,0,0.75,met,
update,0,0,,1,,no data,
resolution,0,0,,1,,no data,
reopened,0,0,,0,,no data,
csat,0,0,,0,,no data,
kept_promises,0,0,,1,,no data,
answered,0,0,,0,,no data,
2025-06-04
first_response,1,1,1,0,0.75,met,
update,0,0,,1,,no data,
resolution,0,0,,1,,no data,
reopened,0,0,,0,,no data,
csat,0,0,,0,,no data,
kept_promises,0,0,,1,,no data,
answered,0,0,,1,,no data,
2025-06-05
first_response,1,1,1,0,0.75,met,
update,1,1,1,0,7.5,met,
resolution,1,1,1,0,19.5,met,
reopened,1,1,0,0,,met,
csat,0,0,,0,,no data,
kept_promises,0,0,,1,,no data,
answered,1,1,1,0,2,met,
2025-06-09
first_response,1,1,1,0,0.75,met,
update,0,0,,1,,no data,
resolution,1,0,0,0,38.5,missed,1:38.5
reopened,1,0,1,0,,missed,1
csat,1,0,0,0,,missed,1
kept_promises,0,0,,1,,no data,
answered,1,1,1,0,2,met,
2025-06-16
first_response,1,1,1,0,0.75,met,
update,1,0,0,0,14.5,missed,1:14.5
resolution,1,0,0,0,44.5,missed,1:44.5
reopened,1,0,1,0,,missed,1
csat,1,0,0,0,,missed,1
kept_promises,1,1,1,0,,met,
answered,1,1,1,0,2,met,'
	# the clocks that were running
	running() { measured --list "$@" | awk -F, '$9 == "pending" { print $1, $7 }'; }
	each running
	same '2025-06-02
update 7
resolution 8.5
kept_promises 
2025-06-04
update 7.5
resolution 13.5
kept_promises 
answered 0.5
2025-06-05
kept_promises 
2025-06-09
update 8.5
kept_promises 
2025-06-16'
	status() { measured --check -q "$@" >log && echo 0 || echo $?; }
	each status
	same $'2025-06-02\n0\n2025-06-04\n0\n2025-06-05\n0\n2025-06-09\n1\n2025-06-16\n1'
}

@test "feedback-list --overdue: by the standards, until it is resolved" {
	setup_story
	# reopened, and never within three days again; closed is done with
	each fields 1 feedback-list --overdue --standards=standards.csv --calendar="$CAL" \
		--no-header
	same $'2025-06-02\n2025-06-04\n2025-06-05\n2025-06-09\n1\n2025-06-16'
}

# A share of 0 of 1, Wilson: z^2 / (1 + z^2) = 3.84145882 / 4.84145882 = .79345069 at most.
# One detractor and 3/4, 3/2, 3/4: centre -100 / 4 = -25, variance 2.5 / 4 - 1 / 16 = .5625, se
# 37.5: -25 +- 73.49864942.
@test "nps-calc: what the customer thought of us, and of the handling" {
	setup_story
	nearly() {
		awk -F, '!/,/ { print; next }
			{ for (i = 1; i <= NF; i++) printf "%s%s",
				$i ~ /\./ ? sprintf("%.8f", $i) : $i, i < NF ? "," : "\n" }' \
				<<<"$output"
	}
	each nps-calc -D --no-header
	run -0 nearly
	same '2025-06-02
0,0,0,0,,,,,small,,,
2025-06-04
0,0,0,0,,,,,small,,,
2025-06-05
0,0,0,0,,,,,small,,,
2025-06-09
0,0,0,0,,,,,small,,,
2025-06-16
1,0,0,1,-100,-98.49864942,48.49864942,adjusted wald,small,0.56250000,-25,37.50000000'
	each nps-calc -D --metric=csat --score=follow_up --no-header
	run -0 nearly
	same '2025-06-02
0,0,,,,,small,
2025-06-04
0,0,,,,,small,
2025-06-05
0,0,,,,,small,
2025-06-09
1,0,0,0,79.34506856,wilson,small,2
2025-06-16
1,0,0,0,79.34506856,wilson,small,2'
}

@test "feedback-list | nps-calc is nps-calc of the store" {
	setup_story
	for day in "${DATES[@]}"; do
		diff <(nps-calc -D --as-of="$day") <(feedback-list --as-of="$day" | nps-calc -q)
		diff <(nps-calc -D --metric=csat --score=follow_up --as-of="$day") \
			<(feedback-list --as-of="$day" |
			nps-calc -q --metric=csat --score=follow_up)
	done
	run -0 --separate-stderr bash -c 'feedback-list --as-of=2025-06-16 | nps-calc'
	says "left out 2 rows not of kind 'nps'"
}

@test "it is found by its words, and the store is whole" {
	setup_story
	for words in 退款 退 全额退款 '碎 退款'; do
		run -0 fields 1,2 feedback-list --match="$words" --no-header
		same 1,w
	done
	run -0 feedback-list --match=换货 --no-header
	same ''
	run -0 cust-check --no-header
	same ''
}
