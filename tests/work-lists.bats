# The lists from which people are contacted honour consent (lib/store/consent): --purpose,
# --channel, --require-consent mean the same in all of them.
load helper

WORK_LISTS='churn-flag clv-calc cust-list cust-segment item-recommend winback-list'

# A store of the customers c00 to c19: each bought 8 to 12 times until June 2024, two of the three
# items of a group of customers, and has a win-back.
setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	for i in {0..19}; do
		for ((k = 0; k < 8 + i % 5; k++)); do
			printf 'c%02d,%s,%d,%d.%d\n' "$i" \
				"$(date -d "2024-01-01 $((i % 9 + k * (12 + i % 4))) days" +%F)" \
				$((i * 3 + 5 + k)) $((i % 2)) $(((i / 2 + k % 2) % 3))
		done
	done | sed '1i customer_id,date,amount,sku' | order-add -q -d shop.db --create >acc
	for i in {00..19}; do echo "c$i,2025-01-01"; done | sed '1i customer_id,date' |
		winback-log -q -d shop.db >acc
}

shop() { cp "$BATS_FILE_TMPDIR/shop.db" s.db; }

# consented ROW...: rows of customer_id,date,purpose,channel,step.
consented() {
	printf '%s\n' customer_id,date,purpose,channel,step "$@" |
		consent-log -q -d s.db --again >acc
}

# run_list TOOL [OPTION...]: its work list as customer_id alone, each once, in order.
run_list() {
	local tool=$1 options=(-d s.db)
	shift
	case $tool in
	churn-flag) options+=(--method=rules) ;;
	clv-calc) options+=(--model=historic) ;;
	esac
	"$tool" -q "${options[@]}" --columns=customer_id --no-header "$@" | uniq | sort -u
}

@test "the options are those of the work lists, and no other tool means something else by them" {
	for tool in $(basename -s .c "$ROOT"/cmd/*.c); do
		for o in purpose require-consent; do
			"$tool" --help | grep -q -- "^      --$o\b" && echo "$tool $o"
		done
	done >have || :
	# care-due honours withdrawals without --purpose, too: care-due.bats
	{ for tool in $WORK_LISTS care-due; do
		printf '%s purpose\n%s require-consent\n' $tool $tool
	done
		printf '%s\n' 'consent-list purpose' 'consent-log purpose'; } |
		sort | diff -u - have
	# the same words in all of them
	for tool in $WORK_LISTS; do
		"$tool" --help | sed -n '/^      --purpose/,/^      --require-consent/p' | sha256sum
	done | sort -u >help
	[ "$(wc -l <help)" = 1 ]
}

@test "100 changes at random times: every list at any date has whom an independent replay has" {
	for seed in $(seq "$(soak 1 40)"); do
		shop
		"$ROOT/tests/consent.py" make "$seed" >changes.csv
		[ "$(wc -l <changes.csv)" = 101 ]
		consent-log -q -d s.db changes.csv >acc
		days=(2025-02-28 2025-03-{01,05,09,13,17,21,25,28} 2025-04-01)
		"$ROOT/tests/consent.py" ids changes.csv marketing "${days[@]}"
		out=0
		for day in "${days[@]}"; do
			for want in "$day".{any,phone,mail,other}.[01]; do
				options=(--purpose=marketing --as-of="$day")
				channel=$(cut -d. -f2 <<<"$want")
				[ "$channel" = any ] || options+=(--channel="$channel")
				[[ $want == *.0 ]] || options+=(--require-consent)
				run_list cust-list "${options[@]}" |
					diff -u --label "want ${options[*]} (seed $seed)" "$want" -
				out=$((out + 20 - $(wc -l <"$want")))
			done
		done
		[ $out -gt 300 ]	# else it tests little
		for tool in $WORK_LISTS; do
			run_list "$tool" --as-of=2025-03-13 --purpose=marketing |
				diff -u --label "$tool" 2025-03-13.any.0 -
			run_list "$tool" --as-of=2025-03-28 --purpose=marketing --channel=phone |
				diff -u --label "$tool" 2025-03-28.phone.0 -
			run_list "$tool" --as-of=2025-03-28 --purpose=marketing --require-consent |
				diff -u --label "$tool" 2025-03-28.any.1 -
		done
	done
}

@test "who is left out is counted, each customer once; -q is silent" {
	shop
	consented c00,2025-01-01,marketing,,withdrawn c01,2025-01-01,marketing,,withdrawn \
		c02,2025-01-01,marketing,,given c03,2025-01-01,marketing,mail,given
	for tool in $WORK_LISTS; do
		run -0 --separate-stderr "$tool" -d s.db --as-of=2025-01-02 --purpose=marketing
		says "$tool: left out 2 customers who have withdrawn consent for marketing"
		run -0 --separate-stderr "$tool" -d s.db --as-of=2025-01-02 --purpose=marketing \
			--require-consent
		says "$tool: left out 2 customers who have withdrawn consent for marketing"
		says "$tool: left out 17 customers who have not given consent for marketing"
		run -0 --separate-stderr "$tool" -q -d s.db --as-of=2025-01-02 --purpose=marketing
		[ -z "$stderr" ]
	done
	run -0 --separate-stderr cust-list -d s.db --purpose=MARKETING --channel=mail \
		--require-consent --columns=customer_id --no-header
	same $'c02\nc03'
	consented c04,2025-01-01,survey,,withdrawn
	run -0 --separate-stderr cust-list -d s.db --purpose=survey
	[ "$stderr" = "cust-list: left out 1 customer who has withdrawn consent for survey" ]
}

@test "who was forgotten is in no work list, whatever they gave; one note" {
	shop
	consented c01,2025-01-01,marketing,,given c02,2025-01-01,marketing,,given
	cust-forget -q --force -d s.db c01 >acc
	for tool in $WORK_LISTS; do
		run_list $tool >all
		# a won or lost attempt is closed
		grep -qx forgotten-1 all || [ $tool = winback-list ]
		run_list $tool --purpose=marketing >left
		diff <(grep -vx forgotten-1 all) left
		run_list $tool --purpose=marketing --require-consent >left
		diff <(grep -x c02 all) left
	done
	run -0 --separate-stderr cust-list -d s.db --purpose=marketing --columns=customer_id
	[ "$stderr" = "cust-list: left out 1 customer who was forgotten" ]
	run -0 --separate-stderr cust-list -d s.db --purpose=marketing --require-consent --limit=99
	says "cust-list: left out 18 customers who have not given consent for marketing"
}

@test "--limit and --top count those who may be contacted; models are fitted on all" {
	shop
	consented c19,2025-01-01,marketing,,withdrawn c18,2025-01-01,marketing,,withdrawn
	run -0 cust-list -q -d s.db --purpose=marketing --columns=customer_id --no-header \
		--sort=-customer_id --limit=2
	same $'c17\nc16'
	for tool in clv-calc 'churn-flag --method=rules'; do
		# shellcheck disable=SC2086 # words
		$tool -q -d s.db --as-of=2025-01-02 --top=20 --columns=customer_id --no-header >all
		[ "$(wc -l <all)" = 20 ]
		gone=$(grep -v -e c18 -e c19 all | head -n 1)
		consented "$gone,2025-01-02,marketing,,withdrawn"
		# shellcheck disable=SC2086 # words
		$tool -q -d s.db --as-of=2025-01-02 --top=3 --columns=customer_id --no-header \
			--purpose=marketing >top
		grep -v -x -e c18 -e c19 -e "$gone" all >rest
		grep -v -x -f <(cust-list -d s.db --where "customer_id IN (SELECT customer_id
			FROM consent)" --columns=customer_id --no-header) rest | head -n 3 |
			diff -u - top
	done
	# the scores are those of a model of all
	clv-calc -q -d s.db --as-of=2025-01-02 --columns=customer_id,clv | grep -v -f <(
		consent-list -d s.db --no-header | cut -d, -f2) >all.csv
	clv-calc -q -d s.db --as-of=2025-01-02 --columns=customer_id,clv --purpose=marketing |
		diff -u all.csv -
	# the customers that are listed on standard input, and their other columns
	run -0 --separate-stderr bash -c 'printf "customer_id,x\nc19,1\nc00,2\n" |
		cust-segment -q -d s.db - --as-of=2025-01-02 --purpose=marketing \
			--columns=customer_id,x'
	same $'customer_id,x\nc00,2'
}

@test "cust-segment: --remember keeps the labels of all, --changes prints who may be contacted" {
	shop
	consented c19,2025-01-01,marketing,,withdrawn
	cust-segment -q -d s.db --as-of=2024-03-30 --lifecycle --remember=lifecycle >acc
	cust-segment -q -d s.db --as-of=2025-06-30 --lifecycle --remember=lifecycle \
		--purpose=marketing >acc
	[ "$(wc -l <acc)" = 20 ]
	run -0 sqlite3 s.db 'SELECT min(labelled) FROM segment_run'
	same 20
	run -0 cust-segment -q -d s.db --changes=lifecycle --columns=customer_id --no-header
	[[ $output == *c19 ]]
	n=${#lines[@]}
	run -0 cust-segment -q -d s.db --changes=lifecycle --columns=customer_id --no-header \
		--purpose=marketing
	[[ $output != *c19* ]]
	[ ${#lines[@]} = $((n - 1)) ]
}

@test "churn-flag --alert: who may not be contacted is evaluated, but not printed, nor later" {
	shop
	consented c03,2024-12-01,marketing,,withdrawn
	alert() { churn-flag -q -d s.db --method=rules --stale=alert --alert "$@"; }
	alert --as-of=2024-04-30 --all >acc
	alert --as-of=2024-12-31 -n >all.csv
	grep -q ,c03,NEW, all.csv
	alert --as-of=2024-12-31 -n --purpose=marketing >some.csv
	grep -v ,c03, all.csv | diff -u - some.csv
	run -0 --separate-stderr churn-flag -d s.db --method=rules --stale=alert --alert \
		--as-of=2024-12-31 --purpose=marketing
	says "churn-flag: left out 1 customer who has withdrawn consent for marketing"
	[ "${#lines[@]}" = "$(wc -l <some.csv)" ]
	[[ $output != *,c03,* ]]
	# the case of c03 is open, and its word counts as printed
	run -0 sqlite3 s.db "SELECT printed IS NOT NULL FROM alert WHERE customer_id = 'c03'"
	same 1
	run -0 alert --as-of=2024-12-31
	same ""
	# a run whose words are all about such customers prints nothing, not even a header
	for i in {00..19}; do echo "c$i,2025-01-31,marketing,,withdrawn"; done >more
	mapfile -t more <more
	consented "${more[@]}"
	alert --as-of=2025-12-31 -n >all.csv
	[ -s all.csv ]
	run -0 alert --as-of=2025-12-31 -n --purpose=marketing
	same ""
	run -2 alert --as-of=2025-12-31 --purpose=marketing --require-consent --channel=fax
}

@test "what is misused" {
	shop
	consented c00,2025-01-01,marketing,,withdrawn
	misused() {
		run -2 --separate-stderr $1 "${@:3}"
		[ "${stderr_lines[0]}" = "$1: $2" ] && [[ ${stderr_lines[1]} == usage:* ]] ||
			{ echo "$stderr"; return 1; }
	}
	for tool in $WORK_LISTS; do
		local options=(-d s.db)
		misused $tool "--channel and --require-consent require --purpose" "${options[@]}" \
			--channel=mail
		misused $tool "--channel and --require-consent require --purpose" "${options[@]}" \
			--require-consent
		misused $tool "--purpose is empty" "${options[@]}" --purpose=
		run -2 --separate-stderr $tool -q -d s.db --as-of=2025-01-02 --purpose=marketting
		[ "$stderr" = "$tool: no consent for the purpose 'marketting' is in the store (there: marketing); record it with consent-log" ]
	done
	for tool in churn-flag clv-calc cust-segment item-recommend; do
		misused $tool "--purpose requires a store; name it with -d FILE" \
			--purpose=marketing "$CDNOW"
	done
	list="--purpose requires a list of customers"
	misused cust-segment "$list" -d s.db --purpose=marketing --profile
	misused cust-segment "$list" -d s.db --purpose=marketing --matrix=x
	misused cust-segment "$list" -d s.db --purpose=marketing --abc=spend --plot=svg
	misused clv-calc "$list" -d s.db --purpose=marketing --total
	misused clv-calc "$list" -d s.db --purpose=marketing --fit
	misused churn-flag "$list" -d s.db --purpose=marketing --evaluate=2024-12-31
	misused churn-flag "$list" -d s.db --purpose=marketing -f prom
	misused item-recommend "$list" -d s.db --purpose=marketing --items
	misused winback-list "$list" -d s.db --purpose=marketing --by=offer
	misused cust-list "--purpose: no column 'customer_id' in the output; it has name" -d s.db \
		--purpose=marketing --columns=name
	churn-train -q --label=left <(printf '%s\n' plan,left x,yes y,no x,yes y,no x,no y,yes) \
		--save=model.csv >acc
	misused churn-flag "--purpose requires a store; name it with -d FILE" --params=model.csv \
		--purpose=marketing <(printf '%s\n' plan x)
}

@test "a store without consent: no list for a purpose" {
	shop
	run -2 --separate-stderr cust-list -d s.db --purpose=marketing
	[ "$stderr" = "cust-list: no consent for the purpose 'marketing' is in the store (there: none); record it with consent-log" ]
}
