# feedback-list: what was said and what became of it, as of any date; found by its words.
load helper

HEAD=case_id,customer_id,date,channel,kind,score,text,department,wanted,severity,order_id,touchpoint,state,changed,owner,outcome,cause,follow_up,reopened

# shop.db: a story (case 1), and others beside it.
setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	feedback-log -q -d shop.db --create >acc <<-'END'
	customer_id,date,channel,kind,score,text,department,wanted,severity,order_id,touchpoint
	a,2025-01-01T09:00,phone,complaint,,我要退款,sales,refund,high,o1,delivery
	b,2025-01-02,web,nps,9,,,,,,
	b,2025-01-03,web,nps,2,too slow,,,,,
	,2025-01-03,store,praise,,lovely people,,,,,
	a,2025-01-04,mail,question,,where is my refund,returns,,,,
	c,2025-01-05,web,csat,4,,,,,,
	c,2025-01-06,chat,complaint,,退货太慢,returns,,low,,
	END
	step() { feedback-step -d shop.db --actor=amy "$@" >>acc; }
	step 1 --acknowledge --at=2025-01-01T10:00
	step 1 --assign=li --at=2025-01-02T08:00
	step 1 --assign=bo/returns --at=2025-01-03
	step 1 --wait --at=2025-01-03
	step 1 --resume --at=2025-01-04
	step 1 --resolve --outcome=已退款 --cause=carrier --at=2025-01-05
	step 1 --inform --at=2025-01-05
	step 1 --follow-up=2 --at=2025-01-06
	step 1 --reopen --at=2025-01-06
	step 1 --assign=li --at=2025-01-07
	step 1 --resolve --outcome='apology and voucher' --cause=packing --at=2025-01-08
	step 1 --inform --at=2025-01-08
	step 1 --follow-up=4 --at=2025-01-09
	step 1 --close --at=2025-01-10
	step 1 --reopen --at=2025-01-11
	step 3 --note=called --at=2025-01-04
	step 5 --acknowledge --at=2025-01-05
	step 5 --resolve --outcome='tracking sent' --cause=none --at=2025-01-06
}

list() {
	feedback-list -d "$BATS_FILE_TMPDIR/shop.db" "$@"
}

# cases OPTION...: the numbers of the cases listed.
cases() {
	list --no-header "$@" | cut -d, -f1 | paste -sd' '
}

@test "a case from its beginning to its end, at every date" {
	run -0 list
	[ "${lines[0]}" = $HEAD ]
	story() { # AS-OF state,changed,owner,outcome,cause,follow_up,reopened DEPARTMENT
		run -0 list --as-of="$1" --where 'case_id = 1' --no-header
		same "1,a,2025-01-01T09:00:00,phone,complaint,,我要退款,$3,refund,high,o1,delivery,$2"
	}
	run -0 list --as-of=2024-12-31 --no-header
	same ''
	story 2025-01-01 acknowledged,2025-01-01T10:00:00,,,,,0 sales
	story 2025-01-02 assigned,2025-01-02T08:00:00,li,,,,0 sales
	story 2025-01-03 waiting,2025-01-03,bo,,,,0 returns
	story 2025-01-04 in_progress,2025-01-04,bo,,,,0 returns
	story 2025-01-05 informed,2025-01-05,bo,已退款,carrier,,0 returns
	story 2025-01-06 in_progress,2025-01-06,bo,已退款,carrier,2,1 returns
	# somebody else's again; the department that had it last stays
	story 2025-01-07 assigned,2025-01-07,li,已退款,carrier,2,1 returns
	story 2025-01-08 informed,2025-01-08,li,'apology and voucher',packing,2,1 returns
	story 2025-01-09 informed,2025-01-09,li,'apology and voucher',packing,4,1 returns
	story 2025-01-10 closed,2025-01-10,li,'apology and voucher',packing,4,1 returns
	story 2025-01-11 in_progress,2025-01-11,li,'apology and voucher',packing,4,2 returns
	story 2030-01-01 in_progress,2025-01-11,li,'apology and voucher',packing,4,2 returns
}

@test "all cases by number, as of a date and as of today" {
	run -0 list --as-of=2025-01-03
	same "$HEAD
1,a,2025-01-01T09:00:00,phone,complaint,,我要退款,returns,refund,high,o1,delivery,waiting,2025-01-03,bo,,,,0
2,b,2025-01-02,web,nps,9,,,,,,,received,2025-01-02,,,,,0
3,b,2025-01-03,web,nps,2,too slow,,,,,,received,2025-01-03,,,,,0
4,,2025-01-03,store,praise,,lovely people,,,,,,received,2025-01-03,,,,,0"
	[ "$(cases)" = '1 2 3 4 5 6 7' ]
	[ "$(cases --as-of=2025-01-05)" = '1 2 3 4 5 6' ]
	# today is the store's: there it may be tomorrow already
	cust-init -d east.db --timezone=Pacific/Kiritimati
	feedback-log -q -d east.db --kind=praise --text= >acc
	run -0 feedback-list -d east.db --no-header
	[[ $output == 1,,* ]]
}

@test "the filters, alone and together" {
	while read -r options; read -r want; do
		eval "got=\$(cases $options)"
		[ "$got" = "${want#=}" ] || { echo "$options: $got, not ${want#=}"; return 1; }
	done <<-'END'
	--state=received
	=2 3 4 6 7
	--state=in_progress
	=1
	--state=resolved
	=5
	--state=waiting
	=
	--state=waiting --as-of=2025-01-03
	=1
	--kind=nps
	=2 3
	--kind=praise
	=4
	--department=returns
	=1 5 7
	--department=sales
	=
	--department=sales --as-of=2025-01-02
	=1
	--customer=b
	=2 3
	--customer=nobody
	=
	--since=2025-01-03
	=3 4 5 6 7
	--until=2025-01-01
	=1
	--since=2025-01-02 --until=2025-01-03
	=2 3 4
	--where="score < 5"
	=3 6
	--where="text LIKE '%slow%' OR owner = 'li'"
	=1 3
	--where="reopened > 1"
	=1
	--where="customer_id IS NULL"
	=4
	--where="changed >= '2025-01-06'"
	=1 5 7
	--where="EXISTS (SELECT 1 FROM json_each('[4,7]') WHERE value = case_id)"
	=4 7
	END
	[ "$(cases --kind=complaint --department=returns --since=2025-01-02 --state=received \
		--customer=c --where="severity = 'low'")" = 7 ]
}

@test "--open: what has to be dealt with; a score or praise once somebody did something" {
	[ "$(cases --open)" = '1 3 5 7' ]
	[ "$(cases --open --as-of=2025-01-01)" = 1 ]
	[ "$(cases --open --as-of=2025-01-03)" = 1 ]
	[ "$(cases --open --as-of=2025-01-04)" = '1 3 5' ]
	[ "$(cases --open --as-of=2025-01-10)" = '3 5 7' ]
	[ "$(cases --open --state=closed --as-of=2025-01-10)" = '' ]
	[ "$(cases --open --kind=question)" = 5 ]
	cp "$BATS_FILE_TMPDIR/shop.db" s.db
	feedback-step -d s.db 4 2 --note=x --at=2025-02-01 >acc
	run -0 feedback-list -d s.db --open --where "kind IN ('nps', 'praise')" --no-header
	[ "$(cut -d, -f1 <<<"$output" | paste -sd' ')" = '2 3 4' ]
}

@test "--events: the steps of the cases chosen, as of the date" {
	run -0 list --events --customer=b
	same 'case_id,event_id,at,step,state,actor,owner,department,outcome,cause,score,note
3,16,2025-01-04,note,received,amy,,,,,,called'
	run -0 list --events --as-of=2025-01-05 --no-header
	same '1,1,2025-01-01T10:00:00,acknowledge,acknowledged,amy,,,,,,
1,2,2025-01-02T08:00:00,assign,assigned,amy,li,,,,,
1,3,2025-01-03,assign,assigned,amy,bo,returns,,,,
1,4,2025-01-03,wait,waiting,amy,,,,,,
1,5,2025-01-04,resume,in_progress,amy,,,,,,
1,6,2025-01-05,resolve,resolved,amy,,,已退款,carrier,,
1,7,2025-01-05,inform,informed,amy,,,,,,
3,16,2025-01-04,note,received,amy,,,,,,called
5,17,2025-01-05,acknowledge,acknowledged,amy,,,,,,'
	run -0 list --events --where "state = 'resolved'" --no-header
	same '5,17,2025-01-05,acknowledge,acknowledged,amy,,,,,,
5,18,2025-01-06,resolve,resolved,amy,,,tracking sent,none,,'
	# steps of later days chose nothing, nor are they shown
	run -0 list --events --kind=complaint --state=closed --as-of=2025-01-10 --no-header
	[ "$(wc -l <<<"$output")" = 14 ]
	run -0 list --events --state=waiting
	same case_id,event_id,at,step,state,actor,owner,department,outcome,cause,score,note
}

@test "--match: 退款 and 退 both find 我要退款, and what it came to" {
	found() { # WORDS CASES OPTION...
		words=$1 want=$2
		shift 2
		got=$(list --match="$words" --no-header "$@" | cut -d, -f1 | sort | paste -sd' ')
		[ "$got" = "$want" ] || { echo "$words: $got, not $want"; return 1; }
	}
	found 退款 1
	found 退 '1 7'
	found 款 1
	found 慢 7
	found 我要退款 1
	found 要款 ''
	found '退 慢' 7
	found '款 慢' ''
	found voucher 1
	found 'Voucher 退款' 1
	found '退款 voucher slow' ''
	found refund 5
	found REFUND 5
	found ｒｅｆｕｎｄ 5
	found 'refund tracking' 5
	found carrier ''
	found slow 3
	found 退 7 --department=returns --kind=complaint --state=received
	found 退 1 --open --customer=a
	found 退 7 --where "severity = 'low'"
	found 退 '' --until=2024-12-31
	found 'my refund' 5
}

@test "--match: what is searched for is never a query language" {
	for words in 'refund OR slow' 'text:refund' 'refund*' '"refund slow"' 'NEAR(where refund)' \
		'^where' '-refund' 'refund AND where' \
		"refund' OR 1 --" 'refund"' '{text outcome}: refund' 'refund NOT slow' \
		'a" OR "slow'; do
		run -0 --separate-stderr list --match="$words" --no-header
		[ -z "$stderr" ]
		case $words in
		# signs alone are no words, what stands beside them is
		'refund*' | 'refund"' | -refund | ^where) [[ $output == 5,* ]] ;;
		*) [ -z "$output" ] || { echo "$words: $output"; return 1; } ;;
		esac
	done
	for words in '' ' ' '"' '!?' '😡 ！'; do
		run -2 --separate-stderr list --match="$words"
		[ "${stderr_lines[0]}" = "feedback-list: --match has no word to search for" ]
	done
	run -2 --separate-stderr list --match=$'\xff'
	[ "${stderr_lines[0]}" = "feedback-list: --match is not UTF-8" ]
	run -2 --separate-stderr list --match=退款 --as-of=2025-01-01
	[ "${stderr_lines[0]}" = \
		"feedback-list: --match cannot be used with --as-of; it searches what is known now" ]
}

@test "--match: the most relevant first, by what SQLite's bm25 says" {
	cust-init -d s.db
	{
		echo date,kind,text
		# the word more often, or among fewer others, is more relevant; equal ones by number
		printf '2025-01-01,complaint,%s\n' "refund and so on and on and on and on" \
			"refund now" "hello" "refund refund now" "refund now" "hello" \
			"hello" "hello" "hello" "hello" "hello"
	} | feedback-log -q -d s.db >acc
	run -0 feedback-list -d s.db --match=refund
	[ "${lines[0]}" = $HEAD,relevance ]
	[ "$(tail -n +2 <<<"$output" | cut -d, -f1 | paste -sd' ')" = '4 2 5 1' ]
	tail -n +2 <<<"$output" | awk -F, '{ printf "%d %.12g\n", $1, $NF }' | sort >ours
	sqlite3 -separator ' ' s.db "SELECT rowid, printf('%.12g', -bm25(feedback_words))
		FROM feedback_words WHERE feedback_words MATCH 'refund'" |
		sort | diff - ours
	run -0 feedback-list -d s.db --match=refund -f json
	jq -e '.relevance > 0' <<<"$output" >acc
	run -0 feedback-list -d s.db --match=refund --where 'relevance < 0.0001'
	same $HEAD,relevance
	# the steps of what was found, by number
	feedback-step -d s.db 2 5 4 --note=x --at=2025-01-02 >acc
	run -0 feedback-list -d s.db --match=refund --events --no-header
	[ "$(cut -d, -f1 <<<"$output" | paste -sd' ')" = '2 4 5' ]
}

@test "--where can read and nothing else, with --match too" {
	for match in '' --match=退款; do
		# shellcheck disable=SC2086 # no option at all
		while IFS='|' read -r where why; do
			run -2 --separate-stderr list $match --where "$where"
			[ -z "$output" ]
			says "feedback-list: --where: $why"
		done <<-'END'
		nonsense = 1|no such column: nonsense
		1) OR (1|near ")": syntax error
		1; DELETE FROM feedback|near ";": syntax error
		case_id IN (DELETE FROM feedback RETURNING case_id)|near "DELETE": syntax error
		load_extension('x')|not authorized
		|near ")": syntax error
		END
	done
	cmp <(sqlite3 "$BATS_FILE_TMPDIR/shop.db" 'SELECT count(*) FROM feedback') <(echo 7)
}

@test "feedback-list | nps-calc: only kind nps counts, and the rest is told" {
	run -0 --separate-stderr nps-calc < <(list --as-of=2025-02-01)
	# one promoter, one detractor of two
	[ "$(cut -d, -f1-5 <<<"$output")" = $'n,promoters,passives,detractors,nps\n2,1,0,1,0' ]
	says "nps-calc: left out 5 rows not of kind 'nps'"
	run -0 --separate-stderr nps-calc --metric=csat < <(list --as-of=2025-02-01)
	[ "$(cut -d, -f1-3 <<<"$output")" = $'n,satisfied,csat\n1,1,100' ]
	run -0 --separate-stderr nps-calc --period=day < <(list --kind=nps)
	[ "$(cut -d, -f1,2,6 <<<"$output")" = $'period,n,nps\n2025-01-02,1,100\n2025-01-03,1,-100' ]
	[[ $stderr != *"left out"* ]]
}

@test "JSON: numbers are numbers, what is not there is null" {
	run -0 list -f json --as-of=2025-01-10 --where 'case_id <= 2'
	run -0 jq -c '[.case_id, .score, .follow_up, .reopened, .customer_id, .text, .outcome,
		.state, .department]' <<<"$output"
	same '[1,null,4,1,"a","我要退款","apology and voucher","closed","returns"]
[2,9,null,0,"b",null,null,"received",null]'
}

@test "an empty store: the header; no store: an error" {
	cust-init -d s.db
	run -0 feedback-list -d s.db
	same "$HEAD"
	run -0 feedback-list -d s.db --match=x
	same "$HEAD,relevance"
	run -2 --separate-stderr feedback-list
	says "store not found"
	[ ! -e default.db ]
}

# Standards of complaints and questions, and a calendar of 09:00 to 18:00; 2025-06-02 is a Monday.
late_store() {
	cust-init -d late.db
	for kind in complaint question question complaint complaint complaint praise; do
		feedback-log -d late.db --date=2025-06-02T10:00 --kind=$kind --text= --force \
			>/dev/null
	done
	late_step() { feedback-step -d late.db --actor=x "$@" >/dev/null; }
	late_step 1 3 4 5 6 --at=2025-06-02T11:00 --assign=li
	late_step 5 --at=2025-06-02T12:00 --wait
	late_step 6 --at=2025-06-02T14:00 --resolve --outcome=x --cause=y
	late_step 6 --at=2025-06-03T10:00 --reopen
	late_step 4 --at=2025-06-05T09:00 --resolve --outcome=x --cause=y
	printf '%s\n' metric,scope,target,within first_response,,90%,4h \
		resolution,kind=complaint,80%,1d kept_promises,,90%, >std.csv
}

@test "--overdue: no response, or no resolution, for longer than the standards allow" {
	late_store
	late() {
		feedback-list -d late.db --overdue --standards=std.csv --no-header "$@" |
			cut -d, -f1 | paste -sd' '
	}
	work=--calendar=$ROOT/share/examples/calendar.csv
	[ "$(late $work --as-of=2025-06-01)" = "" ]
	# eight hours of work: nobody has answered the question; the complaints have an hour left
	[ "$(late $work --as-of=2025-06-02)" = "2" ]
	# around the clock fourteen hours, and 1d is 24 of them
	[ "$(late --as-of=2025-06-02)" = "2" ]
	# 1 and 4 after 17 hours, 6 which was reopened too; 5 waits for the customer
	[ "$(late $work --as-of=2025-06-03)" = "1 2 4 6" ]
	[ "$(late $work --as-of=2025-06-04)" = "1 2 4 6" ]
	# 4 is resolved: it was late, and is overdue no more
	[ "$(late $work --as-of=2025-06-05)" = "1 2 6" ]
	[ "$(late $work --as-of=2025-06-05 --kind=complaint --where 'owner = '"'li'")" = "1 6" ]
	[ "$(late $work --as-of=2025-06-05 --state=received --open)" = "2" ]
	# 5 waits for ever
	[ "$(late $work)" = "1 2 6" ]
	# the shipped standards: a complaint within 4 hours and 5 days, a question within 1 day and
	# 10
	[ "$(feedback-list -d late.db --overdue --as-of=2025-06-09 --no-header | cut -d, -f1 |
		paste -sd' ')" = "1 2 6" ]
	[ "$(feedback-list -d late.db --overdue --as-of=2025-06-03 --no-header | cut -d, -f1 |
		paste -sd' ')" = "2" ]
	# as many as service-check counts
	feedback-list -d late.db --overdue --standards=std.csv $work --as-of=2025-06-04 \
		--no-header | cut -d, -f1 >listed
	service-check -d late.db --list --standards=std.csv $work --as-of=2025-06-04 --no-header |
		awk -F, '$6 == "" && $9 == "missed" { print $3 }' | sort -un | diff listed -
}

@test "--overdue without a case, and without a standard of cases" {
	cust-init -d empty.db
	run -0 feedback-list -d empty.db --overdue
	same $HEAD
	late_store
	printf '%s\n' metric,scope,target,within kept_promises,,90%, >std.csv
	run -0 feedback-list -d late.db --overdue --standards=std.csv
	same $HEAD
	echo metric,scope,target,within >std.csv
	run -2 --separate-stderr feedback-list -d late.db --overdue --standards=std.csv
	says "feedback-list: std.csv: no standards"
	for option in --standards=std.csv --calendar=cal.csv; do
		run -2 --separate-stderr feedback-list -d late.db $option
		says "feedback-list: --standards and --calendar require --overdue"
	done
}

@test "misuse" {
	while IFS='|' read -r option message; do
		run -2 --separate-stderr list "$option" --until=2025-01-01
		[ "${stderr_lines[0]}" = "feedback-list: ${message//!/|}" ] ||
			{ echo "$stderr"; return 1; }
	done <<-'END'
	--state=open|--state must be one of received!acknowledged!assigned!in_progress!waiting!resolved!informed!closed!void, not 'open'
	--kind=rant|--kind must be one of nps!csat!ces!complaint!suggestion!praise!question, not 'rant'
	--customer=|--customer is empty
	--department=|--department is empty
	--since=2025-01-02|--since is later than --until
	--since=soon|--since must be a date (YYYY-MM-DD), not 'soon'
	x|unexpected operand 'x'
	END
}

@test "a reader is not kept waiting by one who writes, and does not see half of it" {
	cp "$BATS_FILE_TMPDIR/shop.db" s.db
	{
		echo "BEGIN IMMEDIATE; INSERT INTO feedback (date, kind)
			VALUES ('2025-01-01', 'praise');"
		echo ".shell touch begun"
		until [ -e begun ]; do sleep .01; done
		timeout 20 feedback-list -d s.db --no-header | wc -l >seen
		echo "ROLLBACK;"
	} | sqlite3 s.db
	[ "$(cat seen)" = 7 ]
}

# The columns of the customer, in all lists that are built alike.

@test "--columns, --sort and --where know the customer, as it is now" {
	cp "$BATS_FILE_TMPDIR/shop.db" who.db
	printf '%s\n' customer_id,name,phone,region,level a,安,138,广东,gold b,Beatrice,13900001111,, |
		cust-add -q --attrs -d who.db >acc
	same_list() { same "$(printf '%s\n' "$@")"; }
	run -0 feedback-list -d who.db --columns=case_id,name,phone --sort=-region,case_id --limit=4
	same_list case_id,name,phone 1,安,138 5,安,138 2,Beatrice,13900001111 3,Beatrice,13900001111
	run -0 feedback-list -d who.db --columns=case_id --where "region = '广东'" --as-of=2025-01-02
	same_list case_id 1
	run -0 feedback-list -d who.db --columns=case_id --where "attrs ->> 'level' = 'gold'"
	same_list case_id 1 5
	# an anonymous case has no name; the name is not printed unless asked for
	run -0 feedback-list -d who.db --columns=name,case_id --where 'customer_id IS NULL'
	same_list name,case_id ,4
	run -0 feedback-list -d who.db --limit=0
	same $HEAD
	run -2 feedback-list -d who.db --sort=name
	[[ $output == *"--sort: no column 'name' in the output; it has case_id, "* ]]
	run -0 feedback-list -d who.db --columns=name,phone --mask --where 'case_id = 2'
	same_list name,phone 'B***,1***'
}

@test "--where: a subquery calls the row by its name" {
	cp "$BATS_FILE_TMPDIR/shop.db" who.db
	printf '%s\n' customer_id,date,amount a,2025-01-02,5 b,2025-01-03,5 |
		order-add -q -d who.db >acc
	later="EXISTS (SELECT 1 FROM orders AS o WHERE o.customer_id = row.customer_id AND o.day > row.day)"
	run -0 feedback-list -d who.db --no-header --columns=case_id --where "$later"
	same $'1\n2'
	run -0 feedback-list -d who.db --no-header --columns=case_id \
		--where "customer_id IN ('a', 'b') AND NOT $later"
	same $'3\n5'
}

@test "the other lists know the customer, too" {
	cust-init -d who.db
	printf '%s\n' customer_id,name,region c,Cem,Graz | cust-add -q -d who.db >acc
	one() { # TABLE LOADER OPTION...
		"$2" -q -d who.db --customer-id=c --date=2025-01-02 "${@:3}" >acc
		run -0 "$1-list" -d who.db --columns=name,region,customer_id \
			--where "region = 'Graz' AND row.customer_id = 'c'"
		same $'name,region,customer_id\nCem,Graz,c'
	}
	one consent consent-log --purpose=news --step=given
	one promise promise-log --promise=call --due=2025-01-03
	one touch touch-log --channel=phone
	one winback winback-log --offer=voucher
	one survey survey-log --survey=s --item=i --value=3
	printf '%s\n' customer_id,queue,arrived c,desk,2025-01-02T09:00 | visit-log -q -d who.db >acc
	run -0 visit-list -d who.db --columns=name,state --sort=region
	[ "${lines[0]}" = name,state ]
	[[ ${lines[1]} == Cem,* ]]
}
