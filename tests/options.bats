# What every tool in cmd/ owes its users: help, misuse, standard streams, formats.
load helper

TOOLS=$(cd "$ROOT/cmd" && printf '%s\n' *.c | sed 's/\.c$//')

# A store shop.db of two customers, three purchases and a complaint, made once.
setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	printf 'customer_id,name,city\n007,客户,"a,b"\n8,"say ""hi""",x|y\n' |
		cust-add -q -d shop.db >acc
	printf 'customer_id,date,amount\n007,2023-01-01,10\n007,2023-01-31,2.5\n8,2023-01-05,-4\n' \
		>log.csv
	order-add -q -d shop.db log.csv >acc
	sqlite3 shop.db "INSERT INTO feedback (date, kind) VALUES ('2023-01-02', 'complaint')"
	cust-check --repair -d shop.db >acc || :	# accepts what another program wrote
	printf 'customer_id,date,score\n007,2023-01-02,9\n8,2023-01-06,3\n007,2023-02-02,9\n8,2023-02-06,3\n9,2023-02-07,10\n' >votes.csv
	printf 'respondent,item,part,value\n007,door,functional,like\n007,door,dysfunctional,dislike\n' >kano.csv
	printf 'respondent,item,part,value\n007,1,expectation,7\n007,1,perception,6\n' >answers.csv
	printf 'subject,wave,item,value\n007,1,greeting,1\n007,2,greeting,0\n' >marks.csv
	printf 'touchpoint,journey,score\ndelivery,j1,2\nsupport,j1,4\n' >contacts.csv
	printf 'customer_id,arm,minutes\na,treatment,3\nb,holdout,2\n' >arms.csv
	printf 'date,value\n2025-01-01,7\n2025-02-01,8\n' >values.csv
	printf 'customer_id,sku\n007,x\n007,y\n8,x\n8,y\n9,x\n10,z\n' >lines.csv
	printf 'plan,years,left\nx,1,yes\ny,2,no\nx,3,yes\ny,4,no\n' >features.csv
	printf 'channel,cost\nads,50\n' >costs.csv
	printf '%s\n' reason,scheme,label,before,late,every,priority,kind,consent \
		contact,,,0,,1,1,, >care.csv
	printf 'customer_id,channel,clv\n007,ads,9\n8,ads,3\n' >buyers.csv
	cust-init -d big.db
	order-add -q -d big.db --create "$BATS_TEST_DIRNAME/../share/examples/cdnow.csv" >acc
}

shop() {
	cp "$BATS_FILE_TMPDIR"/{shop.db,log.csv,votes.csv,kano.csv,answers.csv,marks.csv} .
	cp "$BATS_FILE_TMPDIR"/{contacts.csv,lines.csv,values.csv,features.csv,costs.csv,buyers.csv} .
	cp "$BATS_FILE_TMPDIR/care.csv" .
	cp "$BATS_FILE_TMPDIR"/arms.csv .
	rm -f part[01].csv	# an existing file is an error
}

# works TOOL: sets cmd to a command line of it that succeeds, where shop has been; a new tool needs
# a line.
works() {
	case $1 in
	audit-check) cmd=(audit-check -d "$BATS_FILE_TMPDIR/big.db") ;;
	cac-calc) cmd=(cac-calc -q --costs=costs.csv buyers.csv) ;;
	care-due) cmd=(care-due -d shop.db --rules=care.csv --as-of=2023-02-01) ;;
	churn-flag) cmd=(churn-flag -q --as-of=1997-09-30 "$CDNOW") ;;
	churn-train) cmd=(churn-train -q --label=left features.csv) ;;
	clv-calc) cmd=(clv-calc -q --as-of=1997-09-30 "$CDNOW") ;;
	cohort-calc) cmd=(cohort-calc -q --as-of=2023-02-01 log.csv) ;;
	consent-list) cmd=(consent-list -d shop.db) ;;
	consent-log) cmd=(consent-log -d shop.db --customer-id=007 --purpose=x --step=given) ;;
	cust-add) cmd=(cust-add -d shop.db --name=x) ;;
	cust-backup) cmd=(cust-backup -d shop.db copy.db) ;;
	cust-check) cmd=(cust-check -d shop.db) ;;
	custkit) cmd=(custkit doctor -f csv -d shop.db) ;;
	data-check) cmd=(data-check -d shop.db) ;;
	cust-dedupe) cmd=(cust-dedupe -d shop.db) ;;
	cust-diff) cmd=(cust-diff buyers.csv buyers.csv --measure=clv) ;;
	cust-export) cmd=(cust-export -d shop.db 007) ;;
	cust-forget) cmd=(cust-forget -q -d shop.db 007) ;;
	cust-restore) cmd=(cust-restore --force -d restored.db shop.db) ;;
	cust-init) cmd=(cust-init -d new.db) ;;
	cust-list) cmd=(cust-list -d shop.db) ;;
	cust-segment) cmd=(cust-segment -q --rfm --as-of=2023-02-01 log.csv) ;;
	cust-merge) cmd=(cust-merge -d shop.db 007 8) ;;
	cust-show) cmd=(cust-show -d shop.db 007) ;;
	cust-undo) cmd=(cust-undo -d shop.db 2) ;;
	feedback-list) cmd=(feedback-list -d shop.db) ;;
	feedback-log) cmd=(feedback-log -d shop.db --kind=praise --text=x) ;;
	feedback-step) cmd=(feedback-step -d shop.db 1 --acknowledge --at=2023-01-03) ;;
	nps-calc) cmd=(nps-calc votes.csv) ;;
	figure-calc) cmd=(figure-calc -q --as-of=2023-02-01 log.csv) ;;
	cust-report) cmd=(cust-report --section=figures --as-of=2023-02-01 log.csv) ;;
	demand-forecast) cmd=(demand-forecast -q values.csv) ;;
	item-recommend) cmd=(item-recommend -q lines.csv) ;;
	kano-calc) cmd=(kano-calc kano.csv) ;;
	mot-calc) cmd=(mot-calc contacts.csv) ;;
	order-add) cmd=(order-add -d shop.db --again log.csv) ;;
	order-list) cmd=(order-list -d shop.db) ;;
	visit-list) cmd=(visit-list -d shop.db) ;;
	visit-log) cmd=(visit-log -d shop.db --queue=desk) ;;
	staff-calc) cmd=(staff-calc --calls=10 --service-time=60) ;;
	points-check) cmd=(points-check -d shop.db) ;;
	points-list) cmd=(points-list -d shop.db) ;;
	points-log) cmd=(points-log -d shop.db --customer-id=007 --points=5) ;;
	promise-list) cmd=(promise-list -d shop.db) ;;
	promise-log) cmd=(promise-log -d shop.db --customer-id=007 --promise=x --due=2199-12-31) ;;
	table-guess) cmd=(table-guess -q "$CDNOW") ;;
	score-calc) cmd=(score-calc --instrument=mystery marks.csv) ;;
	service-check) cmd=(service-check -d shop.db --as-of=2023-02-01) ;;
	servqual-calc) cmd=(servqual-calc -q answers.csv) ;;
	table-convert) cmd=(table-convert log.csv) ;;
	table-split) cmd=(table-split 2 part log.csv) ;;
	touch-list) cmd=(touch-list -d shop.db) ;;
	touch-log) cmd=(touch-log -d shop.db --touchpoint=delivery) ;;
	survey-list) cmd=(survey-list -d shop.db) ;;
	survey-log) cmd=(survey-log -d shop.db --survey=s --item=1 --value=5 --customer-id=007) ;;
	trial-assign) cmd=(trial-assign -q --trial=x arms.csv) ;;
	trial-calc) cmd=(trial-calc -q --outcome-column=minutes arms.csv) ;;
	winback-list) cmd=(winback-list -d shop.db) ;;
	winback-log) cmd=(winback-log -d shop.db --customer-id=007) ;;
	*)
		echo "options.bats does not know how to run $1"
		return 1
		;;
	esac
}

silent() { [[ $1 == cust-init || $1 == cust-backup || $1 == cust-restore || $1 == table-split ]]; }
has_option() { "$1" --help | grep -q -- "--$2\b"; }

# options_of TOOL [=]: its long options; those that take an argument.
options_of() {
	"$1" --help |
		sed -n "s/^  [- ][^ ]*  *--\([a-z-]*\)$2.*/\1/p;s/^      --\([a-z-]*\)$2.*/\1/p" |
		sort -u
}

# sample: of the lines of stdin one in seven, by RANK others of each tool: all tools parse in the
# same way.
RANK=0
sample() { awk -v of="$(soak 7 1)" -v at="$RANK" '(NR + at) % of == 0'; }

# usage_after LINE: status 2 went with LINE, the usage line, and nothing on stdout.
usage_after() {
	[ -z "$output" ] && [ "${#stderr_lines[@]}" -eq 2 ] &&
		[[ ${stderr_lines[0]} == *"$1"* &&
		${stderr_lines[1]} == "usage: $tool [OPTION]..."*"$tool --help)" ]] || {
		printf '%s: wanted: %s\nstdout: %s\nstderr: %s\n' "$tool" "$1" "$output" "$stderr"
		return 1
	}
}

@test "the working command line of every tool works and is silent on stderr" {
	for tool in $TOOLS; do
		shop
		works "$tool"
		run -0 --separate-stderr "${cmd[@]}"
		[ -z "$stderr" ] || [ "$tool" = cust-add ]
		silent "$tool" || [ -n "$output" ]
		if silent "$tool"; then [ -z "$output" ]; fi
	done
}

@test "-h and --help: usage first, on stdout, status 0" {
	for tool in $TOOLS; do
		run -0 --separate-stderr "$tool" --help
		[[ ${lines[0]} == "usage: $tool [OPTION]..."* ]]
		[ -z "$stderr" ]
		[[ $output == *"Exit status: 0"* ]]
		long=$output
		run -0 --separate-stderr "$tool" -h
		[ "$output" = "$long" ]
	done
}

@test "--help wins where what stands before it is right, and reads nothing" {
	for tool in $TOOLS; do
		run -0 --separate-stderr "$tool" -q --help <&-
		[[ $output == "usage: $tool "* ]]
	done
}

@test "-V and --version: tool, custkit, version" {
	for tool in $TOOLS; do
		for o in -V --version; do
			run -0 --separate-stderr "$tool" $o
			same "$tool (custkit) $(sed -n "s/^VERSION = //p" "$ROOT/Makefile")"
			[ -z "$stderr" ]
		done
	done
}

@test "an unknown option: named, usage line, status 2" {
	for tool in $TOOLS; do
		run -2 --separate-stderr "$tool" --no-such-option
		usage_after "$tool: unrecognized option '--no-such-option'"
		run -2 --separate-stderr "$tool" -Z
		usage_after "$tool: invalid option -- 'Z'"
		run -2 --separate-stderr "$tool" --quiet=yes
		usage_after "$tool: option '--quiet' doesn't allow an argument"
	done
}

@test "a misspelt option: the one that is near, by hand, but none that is far" {
	local tool typed meant
	while read -r tool typed meant; do
		run -2 --separate-stderr "$tool" "$typed=x"
		usage_after "$tool: unrecognized option '$typed' (did you mean $meant?)"
	done <<-'END'
	nps-calc --colums --columns
	nps-calc --colunms --columns
	clv-calc --as_of --as-of
	clv-calc --asof --as-of
	cust-add --customer_id --customer-id
	END
	tool=nps-calc
	run -2 --separate-stderr nps-calc --zz=x
	usage_after "nps-calc: unrecognized option '--zz'"
}

@test "a dash that is no hyphen begins no option, but may begin the name of a file" {
	local tool=nps-calc dash
	for dash in －－ — – −−; do
		run -2 --separate-stderr nps-calc "${dash}help"
		usage_after "nps-calc: options begin with two ASCII hyphens (--), not as '${dash}help'"
		run -2 --separate-stderr nps-calc -- "${dash}help"
		same "" "$output"
		[ "$stderr" = "nps-calc: ${dash}help: No such file or directory" ]
		printf '%s\n' score 9 >"${dash}help"
		run -0 --separate-stderr nps-calc "${dash}help"
	done
}

@test "--columns and --sort with full-width commas: said so" {
	local tool=nps-calc option comma
	printf '%s\n' score 9 >scores.csv
	for option in --columns --sort; do
		for comma in ， 、; do
			run -2 --separate-stderr nps-calc $option="n${comma}nps" scores.csv
			usage_after "nps-calc: $option: columns are separated by an ASCII comma, ','; not as in 'n${comma}nps'"
		done
	done
}

@test "an option that getopt refuses: the message begins with the tool, not with its path" {
	for tool in $TOOLS; do
		local path
		path=$(command -v "$tool")
		[[ $path == /*/$tool ]]
		run -2 --separate-stderr "$path" --no-such-option
		[ "${stderr_lines[0]}" = "$tool: unrecognized option '--no-such-option'" ]
		run -2 --separate-stderr "$path" -Z
		[ "${stderr_lines[0]}" = "$tool: invalid option -- 'Z'" ]
		run -2 --separate-stderr "$path" --quiet=yes
		[ "${stderr_lines[0]}" = "$tool: option '--quiet' doesn't allow an argument" ]
	done
}

@test "an option without its argument: named, usage line, status 2" {
	for tool in $TOOLS; do
		RANK=$((RANK + 1))
		for o in $(options_of "$tool" '=[^[]' | sample); do	# not --abc=[COLUMN]
			run -2 --separate-stderr "$tool" "--$o"
			usage_after "$tool: option '--$o' requires an argument"
		done
	done
}

@test "a long option must be spelled out" {
	for tool in $TOOLS; do
		RANK=$((RANK + 1))
		for o in $(options_of "$tool" | sample); do
			! has_option "$tool" "${o%?}" || continue	# --sheets, --sheet
			run -2 --separate-stderr "$tool" "--${o%?}"
			[[ ${stderr_lines[0]} == "$tool: options cannot be abbreviated; use --$o" ||
				${stderr_lines[0]} == *"ambiguous"* ||
				${stderr_lines[0]} == *"--$o' requires an argument" ]] || {
				echo "$tool --${o%?}: $stderr"
				return 1
			}
		done
	done
	for o in --forma=csv "--forma csv" --as-o=2023-01-01 "--as-o 2023-01-01"; do
		# shellcheck disable=SC2086 # an option and its argument apart
		run -2 --separate-stderr cust-list $o
		tool=cust-list usage_after "cust-list: options cannot be abbreviated; use --"
	done
	# also where the argument looks like an option, or stands behind an operand
	run -2 --separate-stderr clv-calc --forma --format
	tool=clv-calc usage_after "clv-calc: options cannot be abbreviated; use --format"
	run -2 --separate-stderr clv-calc log.csv --dis .1
	tool=clv-calc usage_after "clv-calc: options cannot be abbreviated; use --discount"
}

@test "an operand too many" {
	for tool in $TOOLS; do
		args=$("$tool" --help | sed -n "1s/^usage: $tool \[OPTION\]\.\.\. *//p")
		case $args in
		*...*) continue ;;	# takes any number
		'') operands=(stray) ;;
		'A B') operands=(one two stray) ;;
		*) operands=(one stray) ;;
		esac
		run -2 --separate-stderr "$tool" -d none.db "${operands[@]}"
		usage_after "$tool: unexpected operand 'stray'"
	done
	[ ! -e none.db ]
}

@test "an operand too few" {
	run -2 --separate-stderr cust-show
	tool=cust-show usage_after "cust-show: missing operand ID"
	run -2 --separate-stderr cust-backup
	tool=cust-backup usage_after "cust-backup: missing operand FILE"
	run -2 --separate-stderr table-split
	tool=table-split usage_after "table-split: missing operand N"
	run -2 --separate-stderr table-split 2
	tool=table-split usage_after "table-split: missing operand PREFIX"
}

@test "-- ends the options" {
	shop
	run -2 --separate-stderr cust-show -d shop.db -- --help
	says "cust-show: no customer '--help' in shop.db"
	for tool in churn-flag "churn-train --label=x" clv-calc "cust-segment --rfm" nps-calc \
		order-add cust-add; do
		run -2 --separate-stderr $tool -- --no-such-file
		says "${tool%% *}: --no-such-file: No such file or directory"
	done
}

@test "what is misused is said, for every kind of option" {
	shop
	while IFS='|' read -r line message; do
		tool=${line%% *}
		message=${message//!/|}
		# shellcheck disable=SC2086 # a command line
		run -2 --separate-stderr ${line//!/|} </dev/null
		usage_after "$tool: $message"
	done <<-'END'
	clv-calc --as-of=x|--as-of must be a date (YYYY-MM-DD), not 'x'
	clv-calc --as-of=2023-02-29|--as-of must be a date (YYYY-MM-DD), not '2023-02-29'
	clv-calc --as-of=2023-1-1|--as-of must be a date (YYYY-MM-DD), not '2023-1-1'
	clv-calc --as-of=2023-01-01T00:00|--as-of must be a date (YYYY-MM-DD), not '2023-01-01T00:00'
	clv-calc --as-of=|--as-of must be a date (YYYY-MM-DD), not ''
	cust-list --since=yesterday|--since must be a date (YYYY-MM-DD), not 'yesterday'
	order-list --until=0000-01-01|--until must be a date (YYYY-MM-DD), not '0000-01-01'
	cust-show --as-of=10000-01-01|--as-of must be a date (YYYY-MM-DD), not '10000-01-01'
	clv-calc --horizon=3q|--horizon must be a duration such as 365, 365d, 52w, 12m or 1y, or inf, not '3q'
	clv-calc --horizon=0|--horizon must be a duration such as 365, 365d, 52w, 12m or 1y, or inf, not '0'
	clv-calc --horizon=-1|--horizon must be a duration such as 365, 365d, 52w, 12m or 1y, or inf, not '-1'
	clv-calc --horizon=1.5y|--horizon must be a duration such as 365, 365d, 52w, 12m or 1y, or inf, not '1.5y'
	clv-calc --horizon=99999999999999999999|--horizon must be a duration such as 365, 365d, 52w, 12m or 1y, or inf, not '99999999999999999999'
	clv-calc --horizon=|--horizon must be a duration such as 365, 365d, 52w, 12m or 1y, or inf, not ''
	clv-calc --discount=x|--discount must be a rate such as .1 or 10%, not 'x'
	clv-calc --discount=10%%|--discount must be a rate such as .1 or 10%, not '10%%'
	clv-calc --discount=nan|--discount must be a rate such as .1 or 10%, not 'nan'
	clv-calc --discount=inf|--discount must be a rate such as .1 or 10%, not 'inf'
	clv-calc --discount=0x1|--discount must be a rate such as .1 or 10%, not '0x1'
	clv-calc --discount=1e999|--discount must be a rate such as .1 or 10%, not '1e999'
	clv-calc --discount=1,5|--discount must be a rate such as .1 or 10%, not '1,5'
	clv-calc --margin=|--margin must be a rate such as .1 or 10%, not ''
	clv-calc --discount=-.1|--discount must be from 0 to 1 per year: .1 or 10%
	clv-calc --top=-1|--top must be a whole number >= 0, not '-1'
	clv-calc --top=1e3|--top must be a whole number >= 0, not '1e3'
	clv-calc --threads=two|--threads must be a whole number >= 0, not 'two'
	cust-segment --bins=x|--bins must be a whole number >= 0, not 'x'
	cust-segment --bins=99999999999999999999|--bins must be a whole number >= 0, not '99999999999999999999'
	cust-segment --rfm --bins=1|--bins must be from 2 to 9, not 1
	cust-segment --rfm --bins=10|--bins must be from 2 to 9, not 10
	cust-segment --rfm --bins=4|--bins=4 requires --map=FILE; the default map is for 5 bins
	clv-calc --format=x|--format must be one of csv!tsv!json!table!md!excel-csv!xlsx, not 'x'
	clv-calc --format=cs|--format must be one of csv!tsv!json!table!md!excel-csv!xlsx, not 'cs'
	clv-calc --format=|--format must be one of csv!tsv!json!table!md!excel-csv!xlsx, not ''
	clv-calc -f csv!tsv|--format must be one of csv!tsv!json!table!md!excel-csv!xlsx, not 'csv!tsv'
	clv-calc --input=table|--input must be one of auto!log!history, not 'table'
	clv-calc --fit-on=both|--fit-on must be one of store!input, not 'both'
	cust-show --format=csv 007|--format must be one of page!json, not 'csv'
	churn-train --ridge=x|--ridge must be a number, not 'x'
	churn-train|missing option --label=COLUMN
	churn-flag --train|learn with churn-train --label=COLUMN
	churn-flag --cv=5|learn with churn-train --label=COLUMN
	clv-calc --params=m.csv --fit|--fit and --save cannot be used with --params; no model is fitted
	clv-calc --params=m.csv --save=n.csv|--fit and --save cannot be used with --params; no model is fitted
	cust-list --as-of=2023-01-01|--as-of requires --history or --purpose
	score-calc|--instrument=capability, mystery, delivered_value or FILE is required
	servqual-calc --level=items|--level must be one of all!item!dimension!overall, not 'items'
	servqual-calc --weights=1,2,3|--weights must be 5 numbers separated by commas, not '1,2,3'
	servqual-calc --weights=20,20,20,20,19|--weights=20,20,20,20,19 must be at least 0 and add up to 100
	servqual-calc --scale=7|--scale must be two numbers such as 1-7, not '7'
	END
}

@test "misuse that another option or the input shows keeps off the files" {
	run -2 --separate-stderr clv-calc --save=m.csv --params=m.csv "$CDNOW"
	[ ! -e m.csv ]
	run -2 --separate-stderr cust-add --birthday=soon
	says "cust-add: birthday 's***' is not a date (YYYY-MM-DD"
	[ ! -e default.db ]
	run -2 --separate-stderr cust-add --customer-id="$(printf 'x%.0s' {1..65})"
	says "is longer than 64 bytes or has control characters"
	[ ! -e default.db ]
}

@test "a full disk under stdout: status 2, and why" {
	for tool in $TOOLS; do
		full() { "$@" >/dev/full; }
		run -2 --separate-stderr full "$tool" --help
		[ "$stderr" = "$tool: standard output: No space left on device" ]
		run -2 --separate-stderr full "$tool" --version
		[ "$stderr" = "$tool: standard output: No space left on device" ]
		silent "$tool" && continue
		shop
		works "$tool"
		run -2 --separate-stderr full "${cmd[@]}"
		[[ ${stderr_lines[-1]} == "$tool: standard output"*": No space left on device" ]]
		[ "$(grep -c 'standard output' <<<"$stderr")" -eq 1 ]
	done
	for f in csv tsv json table md; do
		run -2 --separate-stderr full order-list -d "$BATS_FILE_TMPDIR/big.db" --format=$f
		[ "$stderr" = "order-list: standard output: No space left on device" ]
		run -2 --separate-stderr full clv-calc -q --as-of=1997-09-30 --format=$f "$CDNOW"
		[ "$stderr" = "clv-calc: standard output: No space left on device" ]
	done
}

@test "a store tool that could not print says that it committed" {
	shop
	run -2 --separate-stderr full cust-add -d shop.db --name=x
	[ "$stderr" = \
		"cust-add: standard output (customer C000001 is committed): No space left on device" ]
	run -0 cust-list -d shop.db --where "customer_id = 'C000001'" --columns=name --no-header
	same x
	run -2 --separate-stderr full order-add -d shop.db --again log.csv
	[ "$stderr" = "order-add: standard output (batch 4 is committed): No space left on device" ]
	run -0 sqlite3 shop.db 'SELECT count(*) FROM orders WHERE batch = 4'
	same 3
	# and with --dry-run nothing was
	run -2 --separate-stderr full cust-add -q -n -d shop.db --name=y
	[ "$stderr" = "cust-add: standard output: No space left on device" ]
}
full() { "$@" >/dev/full; }

@test "a closed stdout: status 2, and no file is taken for it" {
	closed() { "$@" >&-; }
	for tool in $TOOLS; do
		run -2 --separate-stderr closed "$tool" --help
		[ "$stderr" = "$tool: standard output: Bad file descriptor" ]
		shop
		works "$tool"
		if silent "$tool"; then
			run -0 --separate-stderr closed "${cmd[@]}"
			[ -z "$stderr" ]
		else
			run -2 --separate-stderr closed "${cmd[@]}"
			says "$tool: standard output"
			says ": Bad file descriptor"
		fi
		run -0 cust-check --no-header -d shop.db
		[ -z "$output" ]
	done
}

@test "all three descriptors closed: the store is not written over" {
	shop
	run -2 bash -c 'cust-add -d shop.db --name=x <&- >&- 2>&-'
	run -2 bash -c 'printf "customer_id,name\n,y\n9,\n" | cust-add -d shop.db >&- 2>&-'
	run -0 cust-check --no-header -d shop.db
	[ -z "$output" ]
	run -0 cust-list -d shop.db --no-header --columns=customer_id
	same $'007\n8\n9\nC000001\nC000002'
}

@test "a closed stdin: an error where it is read, none where it is not" {
	shop
	closed() { "$@" <&-; }
	for tool in churn-flag "churn-train --label=x" clv-calc "cust-segment --rfm" nps-calc \
		"cust-add -d shop.db" "order-add -d shop.db" "feedback-log -d shop.db" kano-calc \
		servqual-calc "score-calc --instrument=mystery" mot-calc "touch-log -d shop.db" \
		"promise-log -d shop.db" "survey-log -d shop.db" "winback-log -d shop.db" \
		"table-split 2 part" "consent-log -d shop.db"; do
		run -2 --separate-stderr closed $tool
		[ "$stderr" = "${tool%% *}: standard input: Bad file descriptor" ]
		run -2 --separate-stderr closed $tool -
		[ "$stderr" = "${tool%% *}: standard input: Bad file descriptor" ]
	done
	for tool in $TOOLS; do
		shop
		works "$tool"
		run -0 closed "${cmd[@]}"
		rm -f new.db copy.db
	done
}

@test "an empty stdin is an error, not no rows" {
	shop
	for tool in churn-flag "churn-train --label=x" clv-calc "cust-segment --rfm" nps-calc \
		"cust-add -d shop.db" "order-add -d shop.db" "feedback-log -d shop.db" \
		"feedback-step -d shop.db --start" "clv-calc -q -d shop.db -" kano-calc \
		servqual-calc "score-calc --instrument=mystery" mot-calc "touch-log -d shop.db" \
		"promise-log -d shop.db" "survey-log -d shop.db" "winback-log -d shop.db" \
		"table-split 2 part" "consent-log -d shop.db"; do
		for nothing in '' '\n\n' '\xef\xbb\xbf' '\r\n'; do
			run -2 --separate-stderr bash -c "printf '$nothing' | $tool"
			[ -z "$output" ]
			[ "${stderr% (use -D for the store)}" = \
				"${tool%% *}: standard input: empty input, no header" ] || {
				echo "$tool after '$nothing': $stderr"
				return 1
			}
		done
	done
}

@test "the default store is -D, also in store tools; not together with -d" {
	shop
	for tool in $(basename -s .c "$ROOT"/cmd/*.c); do
		# table-guess has another -d: it writes commands
		[ "$tool" != table-guess ] || continue
		"$tool" --help | grep -q -- ' -d, --db=' || continue
		"$tool" --help | grep -q -- ' -D, --default-db ' || { echo "$tool"; return 1; }
		run -2 --separate-stderr "$tool" -D -d shop.db
		[ "${stderr_lines[0]}" = "$tool: -d and -D cannot be used together" ] || {
			echo "$tool: $stderr"
			return 1
		}
	done
	export CUSTKIT_DB=shop.db
	diff <(cust-list -D) <(cust-list -d shop.db)
	diff <(order-list -D) <(order-list -d shop.db)
	run -2 --separate-stderr clv-calc </dev/null
	[ "$stderr" = "clv-calc: standard input: empty input, no header (use -D for the store)" ]
	run -2 --separate-stderr nps-calc </dev/null
	[ "$stderr" = "nps-calc: standard input: empty input, no header (use -D for the store)" ]
	run -2 --separate-stderr cust-add </dev/null
	[ "$stderr" = "cust-add: standard input: empty input, no header" ]
}

@test "| head -1 ends a tool silently, also where the parent ignored SIGPIPE" {
	db=$BATS_FILE_TMPDIR/big.db
	for line in "order-list -d $db" "cust-list --history --as-of=1998-07-01 -d $db" \
		"clv-calc -q --as-of=1997-09-30 $CDNOW" \
		"cust-segment -q --rfm -d $db" "order-list -f json -d $db" "order-list -t -d $db" \
		"cust-segment -q --rfm --explain --threads=1 -d $db"; do
		run -0 bash -c "$line 2>err | head -1 >one; echo \${PIPESTATUS[0]}"
		same 141
		[ ! -s err ]
		[ "$(wc -l <one)" -eq 1 ]
		run -0 bash -c "trap '' PIPE; $line 2>err | head -1 >one; echo \${PIPESTATUS[0]}"
		same 141
		[ ! -s err ]
	done
}

@test "a terminal on stdin: usage, not waiting" {
	shop
	for tool in churn-flag "churn-train --label=x" clv-calc "cust-segment --rfm" nps-calc \
		cust-add order-add feedback-log kano-calc servqual-calc \
		"score-calc --instrument=mystery" mot-calc touch-log promise-log survey-log \
		winback-log "table-split 2 part" consent-log; do
		run -2 timeout 10 script -qec "$tool" /dev/null </dev/null
		[[ $output == \
			*"${tool%% *}: no input; name a FILE or pipe a table to standard input"*"usage: ${tool%% *} "* ]]
	done
	[ ! -e default.db ]
	# the store is no reason to read: -d needs no input, and a terminal is no operand
	run -0 timeout 10 script -qec "cust-segment -q --rfm -d shop.db --no-header" /dev/null \
		</dev/null
	[[ $output == 007,* ]]
	run -0 timeout 10 script -qec "cust-list -d shop.db --no-header --columns=customer_id" \
		/dev/null </dev/null
	[[ $output == 007* ]]
}

@test "the format does not depend on a terminal" {
	shop
	cust-list -d shop.db >plain
	run -0 timeout 10 script -qec "cust-list -d shop.db" /dev/null </dev/null
	diff plain <(tr -d '\r' <<<"$output")
}

@test "-q keeps notes back, not errors" {
	run -0 --separate-stderr cust-add --name=x
	says "cust-add: created store $CUSTKIT_DB"
	rm default.db
	run -0 --separate-stderr cust-add -q --name=x
	[ -z "$stderr" ]
	printf 'customer_id,date\na,2020-01-01\nb,2020-01-02\n' >old.csv
	run -0 --separate-stderr cust-segment --rfm --as-of=2020-01-01 \
		<(printf 'customer_id,date,amount\na,2020-01-01,1\nb,2020-01-02,1\n')
	says "cust-segment: left out 1 customer first seen after 2020-01-01"
	run -0 --separate-stderr cust-segment --quiet --rfm --as-of=2020-01-01 \
		<(printf 'customer_id,date,amount\na,2020-01-01,1\nb,2020-01-02,1\n')
	[ -z "$stderr" ]
	for tool in $TOOLS; do
		case $tool in cust-init) continue ;; esac
		run -2 --separate-stderr "$tool" -q -d missing/none.db 007
		[ -n "$stderr" ]
	done
}

@test "--format: the same rows in each" {
	shop
	list="cust-list -d shop.db --columns=customer_id,name,city"
	run -0 $list
	same $'customer_id,name,city\n007,客户,"a,b"\n8,"say ""hi""",x|y'
	run -0 $list --format=csv
	same $'customer_id,name,city\n007,客户,"a,b"\n8,"say ""hi""",x|y'
	run -0 $list --format=tsv
	same $'customer_id\tname\tcity\n007\t客户\ta,b\n8\tsay "hi"\tx|y'
	run -0 $list -f json
	same $'{"customer_id":"007","name":"客户","city":"a,b"}\n{"customer_id":"8","name":"say \\"hi\\"","city":"x|y"}'
	# 客户 is four columns wide
	run -0 $list -t
	same $'customer_id  name      city\n007          客户      a,b\n8            say "hi"  x|y'
	run -0 $list --format=table
	same $'customer_id  name      city\n007          客户      a,b\n8            say "hi"  x|y'
	run -0 $list --format=md
	same '| customer_id | name     | city |
|-------------|----------|------|
| 007         | 客户     | a,b  |
| 8           | say "hi" | x\|y |'
}

@test "--no-header" {
	shop
	list="cust-list -d shop.db --columns=customer_id,name --no-header"
	run -0 $list
	same $'007,客户\n8,"say ""hi"""'
	run -0 $list -f tsv
	same $'007\t客户\n8\tsay "hi"'
	run -0 $list -f json
	same $'{"customer_id":"007","name":"客户"}\n{"customer_id":"8","name":"say \\"hi\\""}'
	run -0 $list -t
	same $'007          客户\n8            say "hi"'
	for tool in $TOOLS; do
		has_option "$tool" no-header || continue
		shop
		works "$tool"
		"${cmd[@]}" 2>/dev/null >with
		shop
		"${cmd[@]}" --no-header 2>/dev/null >without
		diff <(tail -n +2 with) without
	done
}

@test "the header is written over no rows too" {
	shop
	run -0 cust-list -d shop.db --where 0 --columns=customer_id,name
	same customer_id,name
	run -0 cust-list -d shop.db --where 0 --columns=customer_id,name -f tsv
	same $'customer_id\tname'
	run -0 cust-list -d shop.db --where 0 --columns=customer_id,name -t
	same "customer_id  name"
	run -0 cust-list -d shop.db --where 0 --columns=customer_id,name -f json
	same ""
	run -0 order-list -d shop.db --since=2030-01-01
	same "order_id,customer_id,date,amount,sku,quantity,cost,discount,channel,source"
	run -0 cust-check -d shop.db
	same "check,what,fault"
	run -0 kano-calc <(echo respondent,item,part,value)
	[ "${#lines[@]}" -eq 1 ]
	run -0 score-calc --instrument=mystery <(echo subject,item,value)
	same "subject,wave,n,score,coverage,previous,change,benchmark,difference"
	run -0 cust-segment -q --rfm --as-of=2000-01-01 log.csv
	same "customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary,r_score,f_score,m_score,rfm,segment"
}

@test "JSON is valid, numbers are numbers, ids are text, empty is null" {
	for tool in $TOOLS; do
		"$tool" --help | grep -q -- '--format=.*|json' || continue	# not cust-report
		shop
		works "$tool"
		"${cmd[@]}" --format=json >out 2>err || { cat err; return 1; }
		jq -e . out >/dev/null || [ ! -s out ]
	done
	shop
	run -0 jq -c '[.customer_id, .spend, .frequency, .monetary, .last_date, .rfm,
		.segment == ""]' \
		<(cust-segment -q --rfm --as-of=2023-02-01 -f json log.csv)
	same '["007",12.5,1,2.5,"2023-01-31","343",false]'
	# control characters and what looks like a number
	printf 'customer_id,name\n1e5,"a\tb\r\nc\\d\x01\x7f"\n' >c.csv
	cust-add -q -d shop.db c.csv >acc
	run -0 jq -c '[.customer_id, .name, .email]' \
		<(cust-list -d shop.db --where "customer_id = '1e5'" -f json)
	same '["1e5","a\tb\r\nc\\d\u0001\u007f",null]'
}

@test "one row is one line in TSV, table and md, whatever the cells hold" {
	shop
	printf 'customer_id,name,city\n9,"a\tb\r\nc\nd",e|f\n' | cust-add -q -d shop.db >acc
	run -0 cust-list -d shop.db --columns=customer_id,name,city --where "customer_id = '9'" \
		--no-header -f tsv
	[ "${#lines[@]}" -eq 1 ]
	[ "$(tr -cd '\t' <<<"$output" | wc -c)" -eq 2 ]
	run -0 cust-list -d shop.db --columns=customer_id,name,city --where "customer_id = '9'" \
		--no-header -t
	[ "${#lines[@]}" -eq 1 ]
	run -0 cust-list -d shop.db --columns=customer_id,name,city -f md
	[ "${#lines[@]}" -eq 5 ]
}

@test "a header's own newlines and bars do not break table and md" {
	printf '%s\n' 'customer_id,as_of,first_date,last_date,frequency,spend,monetary,"a' \
		'b","c|d"' \
		x,2023-02-01,2023-01-01,2023-01-01,0,1,,1,2 >h.csv
	run -0 cust-segment -q --rfm h.csv -t
	[ "${#lines[@]}" -eq 2 ]
	run -0 cust-segment -q --rfm h.csv -f md
	[ "${#lines[@]}" -eq 3 ]
	[[ ${lines[0]} == *'c\|d'* ]]
	run -0 cust-segment -q --rfm h.csv -f tsv
	[ "${#lines[@]}" -eq 2 ]
}

# Options that have a different argument in some tool: the option, its argument there, the tools.
# Each line needs a reason: --by: winback-list has three columns to group by, and names them
# --channel: how a customer was won is free text, how somebody is reached is not --due: promise-log
# records a time, promise-list asks for a day --overdue: a list says which cases are late,
# churn-flag how late a purchase must be --queue: visit-log names a queue, visit-list prints those
# who wait --score: nps-calc takes the score from a column --measure: cust-diff explains any column
# of a table
EXCEPTIONS='by choice winback-list
channel TEXT cust-add
channel TEXT order-add
compare none cohort-calc
compare none nps-calc
due DATETIME promise-log
evaluate none demand-forecast
horizon N demand-forecast
measure choice demand-forecast
queue none visit-list
score COLUMN nps-calc'

@test "an option means the same wherever it occurs: its argument is of one type" {
	for tool in $(basename -s .c "$ROOT"/cmd/*.c); do
		"$tool" --help | sed -nE 's/^  (-.,|   ) --([a-z-]+)(=([^ ]+))?( .*|$)/\2 \4/p' |
			sed -E 's/ \[([A-Z]+)\]$/ \1/; s/ $/ none/; s/ [^ ]*\|.*/ choice/; s/\[.*\]$//' | sed "s/$/ $tool/"
	done >all
	[ "$(cut -d' ' -f3 all | sort -u)" = "$(basename -s .c "$ROOT"/cmd/*.c | sort)" ]
	grep -qx 'as-of DATE cust-list' all
	# the argument that most tools have is the option's; where two are as frequent, the first by
	# name
	cut -d' ' -f1,2 all | sort | uniq -c | sort -k2,2 -k1,1nr -k3,3 |
		awk '!seen[$2]++ { print $2, $3 }' >usual
	diff -u <(echo "$EXCEPTIONS") <(awk 'NR == FNR { usual[$1, $2]; next }
		!(($1, $2) in usual)' usual all | sort)
}
