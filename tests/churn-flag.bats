# Who is about to leave: scores of every method, what they are worth, alerts.
load helper

ONLINE=$ROOT/tests/data/online_retail.csv
TELCO=$ROOT/tests/data/telco_churn.csv

# worth METHOD MEASURE [PART]: the value in $output of --evaluate.
worth() { cell value method="$1" measure="$2" part="${3:-}"; }

# check EXPRESSION of awk.
check() { awk "BEGIN { exit !($1) }" || { echo "not so: $1"; false; }; }

# Two sorts of customers, who can be told apart.
table() {
	printf '%s\n' customer_id,plan,years,left 1,x,1,yes 2,y,2,no 3,x,3,yes 4,y,4,no 5,x,5,no \
		6,y,6,yes
}

# c1 ... c9 buy on a day of their own in each of the first six months of 2024.
regular() {
	awk 'BEGIN { print "customer_id,date,amount"
		for (c = 1; c <= 9; c++) for (m = 1; m <= 6; m++) printf "c%d,2024-%02d-%02d,10\n",
		c, m, c }'
}

regular_store() {
	cust-init -d s.db
	regular | order-add -q -d s.db --create >/dev/null
}

# rows DAY OPTION...: risk, flag and reasons by rules of the store, everybody flagged.
rows() {
	local day=$1
	shift
	churn-flag -q -d s.db --method=rules --as-of="$day" --watch=0 --raise=0 "$@"
}

# why CUSTOMER DAY: the reasons.
why() { rows "$2" -f json | jq -r "select(.customer_id == \"$1\") | .reasons"; }

# What scores are worth.

@test "--evaluate: CDNOW, as the reference has it or better" {
	run -0 --separate-stderr churn-flag --evaluate=1997-09-30 --horizon=273 "$CDNOW"
	[ -z "$stderr" ]
	check "$(worth learned auc) >= .783 && $(worth learned brier) <= .159"
	# Worked independently (tests/data/README): idle, MBG P(0 in H) and its Brier score; the
	# base rate
	near "$(worth idle auc)" .7714 1e-4
	near "$(worth mbgnbd auc)" .7601 1e-4
	near "$(worth mbgnbd brier)" .1614 1e-4
	near "$(worth learned base_rate)" .710 1e-3
	[ "$(worth idle brier)" = "? 0 rows" ]
	grep -q '^learned,base_rate,,2357,' <<<"$output"
	# the tenths of the calibration are all customers
	[ "$(awk -F, '$1 == "learned" && $2 == "calibration" { n += $4 }
		END { print n }' <<<"$output")" = 2357 ]
	for m in 5% 10% 20%; do
		check "$(worth learned precision $m) / $(worth learned base_rate) - $(worth learned lift $m) < 1e-12"
	done
	run -0 churn-flag --evaluate=1997-09-30 --horizon=273 --method=model --model=paretonbd \
		"$CDNOW"
	near "$(worth paretonbd auc)" .771 1e-3
	[ "$(worth mbgnbd auc)" = "? 0 rows" ]
}

@test "--evaluate: Online Retail" {
	run -0 --separate-stderr churn-flag --evaluate=2011-06-09 --horizon=183 "$ONLINE"
	says "no dropout is visible in these data; using the NBD limit"
	check "$(worth learned auc) >= .735 && $(worth learned brier) <= .186"
	near "$(worth idle auc)" .6716 1e-3
	near "$(worth mbgnbd auc)" .7262 1e-4
	near "$(worth mbgnbd brier)" .1883 1e-4
	near "$(worth learned base_rate)" .304 1e-3
	run -0 churn-flag -q --evaluate=2011-06-09 --horizon=183 --method=model --model=paretonbd \
		"$ONLINE"
	near "$(worth paretonbd auc)" .726 1e-3
}

@test "the risk of every customer, against the reference" {
	compare() {
		awk -F, 'NR == FNR { if (FNR > 1) want[$1] = 100 * $8; next }
			FNR > 1 { n++; d = $12 - want[$1];
				if (!($1 in want) || d > 1e-3 || d < -1e-3) { if (!bad++) print $1,
					$12, want[$1] } }
			END { exit !(n == rows && !bad) }' rows="$3" "$1" "$2"
	}
	churn-flag --as-of=1997-09-30 --horizon=273 "$CDNOW" >cdnow
	compare "$ROOT/tests/data/learned_cdnow.csv" cdnow 2357
	churn-flag -q --as-of=2011-06-09 --horizon=183 "$ONLINE" >online
	compare "$ROOT/tests/data/learned_online_retail.csv" online 2800
}

@test "a log that ends before the horizon: the longest one is named" {
	run -2 --separate-stderr churn-flag --evaluate=1997-09-30 --horizon=274 "$CDNOW"
	[ -z "$output" ]
	[ "$stderr" = \
		"churn-flag: the latest order is on 1998-06-30; the longest horizon after 1997-09-30 is --horizon=273, not 274" ]
	run -2 --separate-stderr churn-flag --evaluate=1998-06-30 "$CDNOW"
	[ "$stderr" = \
		"churn-flag: the latest order is on 1998-06-30; there are no orders after 1998-06-30" ]
	run -2 --separate-stderr churn-flag -q --evaluate=1996-12-31 "$CDNOW"
	[ "$stderr" = "churn-flag: no purchases by 1996-12-31; nothing to evaluate" ]
	cdnow_store s.db
	cust-list -d s.db --history --as-of=1997-09-30 >h.csv
	run -2 --separate-stderr churn-flag --evaluate=1997-09-30 h.csv
	says "--evaluate requires an order log or a store; a history table has no later purchases"
}

@test "the outcome window: the day itself is before it, its last day within" {
	# a buys again on the 30th day after, b on the 31st, c on the day itself
	{ echo customer_id,date; printf '%s,2024-03-31\n' a b c;
		printf '%s\n' a,2024-01-01 b,2024-01-01 a,2024-04-30 b,2024-05-01; } >log.csv
	run -0 churn-flag -q --evaluate=2024-03-31 --horizon=30 log.csv
	# of three, b and c bought nothing in it
	check "$(worth idle base_rate) == 2 / 3"
	run -0 churn-flag -q --evaluate=2024-03-31 --horizon=31 log.csv
	check "$(worth idle base_rate) == 1 / 3"
}

@test "all gone, none gone: no area, and no NaN" {
	{ regular; echo late,2024-12-01,1; } >log.csv
	churn-flag -q --evaluate=2024-06-30 --horizon=60 log.csv >gone
	grep -q '^idle,base_rate,,9,1,' gone
	churn-flag -q --evaluate=2024-05-15 --horizon=40 log.csv >none
	grep -q '^idle,base_rate,,9,0,' none
	grep -q '^idle,auc,,9,,,,$' gone
	grep -q '^idle,auc,,9,,,,$' none
	no_nan gone none
}

@test "rules are evaluated too: they rank, and are no probability" {
	run -0 churn-flag -q --evaluate=1997-09-30 --horizon=273 --method=rules "$CDNOW"
	check "$(worth rules auc) > .5 && $(worth rules auc) < 1"
	[ "$(worth rules brier)" = "? 0 rows" ]
	check "$(worth mbgnbd brier) > 0"
}

# Tables of features, by a model of churn-train.

@test "--save, --params: other rows, other columns beside, without the label" {
	churn-train -q --label=Churn --save=m.csv "$TELCO" >printed
	cmp m.csv printed
	churn-flag -q --params=m.csv "$TELCO" >scored
	[ "$(head -1 scored)" = "$(head -1 "$TELCO"),risk,flag,reasons,method" ]
	no_nan scored
	# the mean of the chances is the share of yes, as the intercept is free: 1869 of 7043
	awk -F, 'NR > 1 { s += $22; n++ }
		END { d = s / n - 100 * 1869 / 7043; exit !(n == 7043 && d < 1e-6 && d > -1e-6) }' \
		scored
	cut -d, -f1-20 "$TELCO" | awk -F, -v OFS=, '{ print NR == 1 ? "extra" : NR, $0 }' >bare.csv
	churn-flag -q --params=m.csv bare.csv >bare
	diff <(cut -d, -f22 scored) <(cut -d, -f22 bare)
	# scored again: our columns are replaced
	run -0 churn-flag -q --params=m.csv scored
	[ "${lines[0]}" = "$(head -1 "$TELCO"),risk,flag,reasons,method" ]
	churn-flag -q --params=m.csv --flagged scored >flagged
	diff flagged <(awk -F, 'NR == 1 || $22 >= 50' scored)
	[ "$(awk -F, 'NR > 1 && ($23 == "alert") != ($22 >= 70)' scored | wc -l)" = 0 ]
}

@test "--params of a table: a column that lacks, a word that is new, a blank, no number" {
	churn-train -q --label=left --save=m.csv <(table) >/dev/null
	run -2 --separate-stderr churn-flag --params=m.csv <(printf 'plan\nx\n')
	says "no column 'years'"
	run -0 --separate-stderr churn-flag --params=m.csv <(printf 'plan,years\nz,\nx,3\n')
	says "column 'plan': 1 cell with a word unknown to the model"
	says "column 'years': 1 blank cell replaced by the mean"
	[ "${#lines[@]}" = 3 ]
	printf 'plan,years\nx,two\ny,2\n' >x.csv
	run -2 --separate-stderr churn-flag --params=m.csv x.csv
	[ "$stderr" = \
		"churn-flag: x.csv:2: years 'two' is not a number, but the model learned from numbers" ]
	run -1 --separate-stderr churn-flag --params=m.csv --skip-bad x.csv
	[[ ${lines[1]} == y,2,* && ${#lines[@]} = 2 ]]
	run -0 churn-flag --params=m.csv <(printf 'plan,years\n')
	same plan,years,risk,flag,reasons,method
	# the cells that raise the risk: x is on the side of yes
	run -0 churn-flag --params=m.csv --no-header <(printf 'plan,years\nx,1\n')
	[[ $output == *plan=x* ]]
}

# Scores of purchases.

@test "the same bytes from a log, shuffled, a store, and on one thread or more" {
	cdnow_store s.db
	{ head -1 "$CDNOW"; tail -n +2 "$CDNOW" | shuf --random-source="$CDNOW"; } >shuffled.csv
	for method in learned "model --model=paretonbd" rules; do
		# shellcheck disable=SC2086
		set -- --as-of=1997-09-30 --explain --method=$method
		churn-flag "$@" "$CDNOW" >one
		no_nan one
		churn-flag "$@" shuffled.csv | cmp one
		churn-flag "$@" --threads=1 "$CDNOW" | cmp one
		churn-flag "$@" --threads=2 "$CDNOW" | cmp one
		churn-flag "$@" -d s.db | cmp one
	done
}

@test "history rows: the model reads them, learned and rules say what to do" {
	cdnow_store s.db
	cust-list -d s.db --history --as-of=1997-09-30 >h.csv
	churn-flag h.csv >from_history
	churn-flag --as-of=1997-09-30 --method=model "$CDNOW" >from_log
	# the same risks; the reasons go by single purchases, which a history has not
	diff <(cut -d, -f1-13 from_history) <(cut -d, -f1-13 from_log)
	[ "$(awk -F, 'NR > 1 { print $NF }' from_history | sort -u)" = mbgnbd ]
	for method in learned rules; do
		run -2 --separate-stderr churn-flag --method=$method h.csv
		[ -z "$output" ]
		[ "$stderr" = \
			"churn-flag: --method=$method requires an order log or a store (use --method=model for a history table)" ]
	done
	churn-flag -q --as-of=1997-09-30 --save=learned.csv "$CDNOW" >/dev/null
	run -2 --separate-stderr churn-flag --params=learned.csv h.csv
	says "--method=learned requires an order log or a store"
}

@test "the risk of the purchase model is P(no purchase in the horizon)" {
	# BG/NBD's reference would do for the form; here MBG/NBD at the parameters of the model
	# file, by hand
	churn-flag --as-of=1997-09-30 --method=model --horizon=273 --save=m.csv "$CDNOW" >scored
	awk -F, 'NR == FNR { p[$2] = $3; next }
		FNR > 1 { x = $7; tx = $8 / 7; T = $9 / 7; H = 273 / 7; r = p["r"]; al = p["alpha"];
			a = p["a"]; b = p["b"]
			alive = 1 / (1 + a / (b + x) * exp((r + x) * log((al + T) / (al + tx))))
			risk = 100 * (1 - alive * (1 - exp((r + x) * log((al + T) / (al + T + H)))))
			d = $12 - risk; if (d > 1e-9 || d < -1e-9) { print $1, $12, risk;
				bad = 1 } n++ }
		END { exit !(n == 2357 && !bad) }' m.csv scored
}

@test "--flagged, --watch, --raise: the limits are within" {
	churn-flag --as-of=1997-09-30 "$CDNOW" >all
	diff <(churn-flag --as-of=1997-09-30 --flagged "$CDNOW") \
		<(awk -F, 'NR == 1 || $12 >= 50' all)
	awk -F, 'NR > 1 && $13 != ($12 >= 70 ? "alert" : $12 >= 50 ? "watch" : "ok")' all >wrong
	[ ! -s wrong ]
	# reasons where there is a flag, and only there
	awk -F, 'NR > 1 && ($14 == "") != ($13 == "ok")' all >wrong
	[ ! -s wrong ]
	risk=$(awk -F, '$1 == "0001" { print $12 }' all)
	run -0 churn-flag --as-of=1997-09-30 --watch="$risk" --raise=100 -f json "$CDNOW"
	[ "$(jq -r 'select(.customer_id == "0001") | .flag' <<<"$output")" = watch ]
	run -0 churn-flag --as-of=1997-09-30 --watch="$risk" --raise="$risk" -f json "$CDNOW"
	[ "$(jq -r 'select(.customer_id == "0001") | .flag' <<<"$output")" = alert ]
}

@test "--top: the highest stakes of watch and alert, by the column clv, else by a fitted clv" {
	churn-flag --as-of=1997-09-30 "$CDNOW" >all
	clv-calc --as-of=1997-09-30 --model=mbgnbd "$CDNOW" >clv
	columns customer_id,clv clv >worth
	# N: the customers, what is at stake highest first
	stake() {
		awk -F, 'NR == FNR { clv[$1] = $NF; next }
			FNR > 1 && $12 >= 50 { printf "%.6f %s\n", $12 * clv[$1], $1 }' worth all |
			sort -rn | head -"$1" | cut -d' ' -f2
	}
	run -0 churn-flag --as-of=1997-09-30 --top=50 --no-header "$CDNOW"
	[ "$(cut -d, -f1 <<<"$output")" = "$(stake 50)" ]
	# the column is there, and is that of clv-calc
	[ "$(churn-flag --as-of=1997-09-30 --top=1 "$CDNOW" | head -1)" = "$(head -1 all),clv" ]
	diff <(rev <<<"$output" | cut -d, -f1 | rev) <(cut -d, -f1 <<<"$output" |
		while read -r id; do grep "^$id," worth; done | cut -d, -f2)
	run -0 bash -c "churn-flag --top=50 --no-header clv -f json |
		jq -r '.risk * (.clv | tonumber) | . * 1e6 | round'"
	same "$(churn-flag clv -f json | jq -r 'select(.flag != "ok") | .risk * (.clv | tonumber) |
		. * 1e6 | round' | sort -nr | head -50)"
	run -0 churn-flag --top=0 --no-header clv
	same ""
	run -0 bash -c "churn-flag --as-of=1997-09-30 --top=99999 --no-header '$CDNOW' | wc -l"
	same "$(awk -F, 'NR > 1 && $12 >= 50' all | wc -l)"
	# without amounts the risk decides
	run -0 bash -c "cut -d, -f1,2 '$CDNOW' |
		churn-flag --as-of=1997-09-30 --top=50 --no-header | cut -d, -f10"
	[ "$(sort -gr <<<"$output")" = "$output" ]
	same "$(cut -d, -f1,2 "$CDNOW" | churn-flag --as-of=1997-09-30 --no-header | cut -d, -f10 |
		sort -gr | head -50)"
	# a clv that is none counts as nothing at stake
	id=$(churn-flag --flagged --no-header clv | sed -n 2p | cut -d, -f1)
	columns customer_id,clv,as_of,first_date,last_date,frequency clv >named
	run -0 bash -c "awk -F, -v OFS=, -v id=$id 'NR > 1 && \$1 != id { \$2 = \"\" } 1' named |
		churn-flag --top=1 --no-header | cut -d, -f1"
	same "$id"
}

@test "few customers: the purchase model instead, with a note" {
	awk -F, 'NR == 1 || $1 <= "0030"' "$CDNOW" >few.csv
	n=$(tail -n +2 few.csv | cut -d, -f1 | sort -u | wc -l)
	[ "$n" -lt 100 ]
	run -0 --separate-stderr churn-flag --as-of=1997-09-30 few.csv
	says "$n customers over "
	says ": too little history to learn a horizon of 90 days; using the purchase model mbgnbd"
	[ "$(tail -n +2 <<<"$output" | sed 's/.*,//' | sort -u)" = mbgnbd ]
	diff <(cut -d, -f12 <<<"$output" | head -1) <(echo risk)
	churn-flag -q --as-of=1997-09-30 --method=model few.csv >model
	awk -F, 'NR == FNR { m[$1] = $12; next }
		FNR > 1 { d = $12 - m[$1]; if (d > 1e-5 || d < -1e-5) bad = 1 }
		END { exit bad }' model <(echo "$output")
	# a horizon beyond twice the past
	run -0 --separate-stderr churn-flag --as-of=1997-09-30 --horizon=600 "$CDNOW"
	says "too little history to learn a horizon of 600 days"
}

@test "no repeat purchase: uses the rules, with a note; status 2 if no indicator is known" {
	cust-init -d s.db
	printf 'customer_id,date,amount\na,2024-01-05,5\nb,2024-01-01,6\n' >log.csv
	order-add -q -d s.db --create log.csv >/dev/null
	for method in "" --method=learned --method=model; do
		run -2 --separate-stderr churn-flag $method --as-of=2024-02-01 log.csv
		[ -z "$output" ]
		[ "$stderr" = \
			"churn-flag: cannot fit a purchase model to 2 customers: none has bought on two days; using --method=rules
churn-flag: no customer can be scored: no indicator is known for any of them" ]
	done
	run -2 --separate-stderr churn-flag --method=rules --as-of=2024-02-01 log.csv
	[ "$stderr" = \
		"churn-flag: no customer can be scored: no indicator is known for any of them" ]
	# neither a baseline nor gauges
	run -2 --separate-stderr churn-flag --alert --as-of=2024-02-01 -d s.db
	says "no customer can be scored"
	[ "$(sqlite3 s.db 'SELECT count(*) FROM alert_run; SELECT count(*) FROM alert')" = $'0\n0' ]
	run -0 churn-flag --format=prom -d s.db
	[[ $output != *custkit_churn_customers* && $output != *custkit_churn_scored* ]]
	# a complaint is something that the rules know
	feedback-log -d s.db --customer-id=a --kind=complaint --text=x --date=2024-01-10 >/dev/null
	for method in "" --method=learned --method=model; do
		run -0 --separate-stderr churn-flag $method --as-of=2024-02-01 -d s.db -f json
		says "cannot fit a purchase model to 2 customers: none has bought on two days; using --method=rules"
		[ "$(jq -r '.method' <<<"$output" | sort -u)" = rules ]
		[ "$(jq -r 'select(.customer_id == "a") | .risk > 0' <<<"$output")" = true ]
	done
	# a history table has no rules
	printf '%s\n' customer_id,as_of,first_date,last_date,frequency \
		a,2024-02-01,2024-01-05,2024-01-05,0 >h.csv
	run -2 --separate-stderr churn-flag h.csv
	[ "$stderr" = \
		"churn-flag: cannot fit a purchase model to 1 customer: none has bought on two days; a history table has no rules either
churn-flag: no customer can be scored: no purchase model can be fitted" ]
	run -2 --separate-stderr churn-flag -q --as-of=2024-02-01 --save=m.csv -d s.db
	[ "$stderr" = "churn-flag: m.csv: no model to save" ]
	[ ! -e m.csv ]
	# evaluated, the idle time is all there is
	run -0 --separate-stderr churn-flag --evaluate=2024-01-04 --horizon=1 log.csv
	[ "$(tail -n +2 <<<"$output" | cut -d, -f1 | sort -u)" = idle ]
	says "cannot fit a purchase model to 1 customer: none has bought on two days"
}

@test "an empty log, a store without orders: said, status 2; no alerts then, status 0" {
	cust-init -d s.db
	cust-add -q -d s.db --name=x >/dev/null
	for options in "--method=learned" "--method=model" "--method=rules" ""; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr churn-flag $options --as-of=2024-01-01 \
			<(echo customer_id,date,amount)
		[ "$stderr" = "churn-flag: no purchases by 2024-01-01; nothing to score" ]
		# shellcheck disable=SC2086
		run -2 --separate-stderr churn-flag $options --as-of=2024-01-01 -d s.db
		[ "$stderr" = "churn-flag: no purchases by 2024-01-01; nothing to score" ]
	done
	for options in "" -n --all; do
		# shellcheck disable=SC2086
		run -0 --separate-stderr churn-flag --alert $options --as-of=2024-01-01 -d s.db
		[ -z "$output" ]
		[ "$stderr" = "churn-flag: no purchases by 2024-01-01; nothing to report" ]
	done
	[ "$(sqlite3 s.db 'SELECT count(*) FROM alert_run')" = 0 ]
}

@test "customers named, with a store: their rows, what came with them, and the others taught" {
	cdnow_store s.db
	printf 'customer_id,mine\n0002,x\n0001,y\n' >names.csv
	run -0 bash -c "churn-flag -d s.db --as-of=1997-09-30 names.csv | cut -d, -f1,2,13-"
	want=$(churn-flag -d s.db --as-of=1997-09-30 | awk -F, 'NR > 1 { row[$1] = $12 "," $13 }
		END { print row["0002"]; print row["0001"] }')
	[ "$(tail -n +2 <<<"$output" | cut -d, -f3,4)" = "$want" ]
	[[ ${lines[1]} == 0002,x,* && ${lines[2]} == 0001,y,* ]]
	cust-add -q -d s.db --customer-id=new --name=x >/dev/null
	run -0 bash -c "churn-flag -d s.db --as-of=1997-09-30 <(printf 'customer_id\nnew\n') |
		tail -1 | tr -d ,"
	[[ $output == new* ]]
}

# Model files of purchases.

@test "--save, --params: the same risks, and on another night" {
	for options in "" "--method=model" "--method=model --model=paretonbd"; do
		# shellcheck disable=SC2086
		churn-flag $options --as-of=1997-09-30 --save=m.csv "$CDNOW" >fitted
		churn-flag --params=m.csv --as-of=1997-09-30 "$CDNOW" | cmp fitted
		churn-flag --params=m.csv --as-of=1997-11-15 "$CDNOW" >later
		no_nan m.csv later
		# without a purchase since, there is more to fear
		awk -F, 'NR == FNR { risk[$1] = $12; last[$1] = $5; next }
			FNR > 1 && last[$1] == $5 { n++; less += $12 <= risk[$1] }
			END { exit !(n > 1000 && less == 0) }' fitted later
	done
}

@test "a learned model on another night: the score of the page, by hand" {
	churn-flag --as-of=1997-09-30 --save=m.csv "$CDNOW" >/dev/null
	churn-flag --params=m.csv --as-of=1997-10-30 "$CDNOW" >later
	awk -F, '
	function day(s) { split(s, ymd, "-");
		return ymd[3] + (ymd[1] - 1997) * 365 + before[ymd[2] + 0] }
	function clip(x) { return x > 4 ? 4 : x < -4 ? -4 : x }
	BEGIN { split("0 31 59 90 120 151 181 212 243 273 304 334", before, " ") }
	FILENAME == ARGV[1] { v[$1 "." $2] = $3; next }
	FILENAME == ARGV[2] { if (FNR > 1 && $2 <= "1997-10-30") spent[$1, day($2)] += $4;
		if (FNR > 1 && $2 <= "1997-10-30") seen[$1] = seen[$1] " " day($2); next }
	FNR > 1 && $1 <= "0200" {
		cut = day("1997-10-30"); C = day(v["churn.as_of"]) - day(v["churn.from"])
		delete once; x = -1; recent = total = 0; first = 1e9; last = -1
		m = split(seen[$1], at, " ")
		for (i = 1; i <= m; i++) if (!(at[i] in once)) {
			once[at[i]]; x++; recent += exp(-(cut - at[i]) / (C / 4));
			total += spent[$1, at[i]]
			first = at[i] < first ? at[i] : first; last = at[i] > last ? at[i] : last
		}
		T = (cut - first) / 7; tx = (last - first) / 7; H = 90 / 7
		r = v["mbgnbd.r"]; al = v["mbgnbd.alpha"]
		alive = 1 / \
		(1 + v["mbgnbd.a"] / (v["mbgnbd.b"] + x) * exp((r + x) * log((al + T) / (al + tx))))
		none = 1 - alive * (1 - exp((r + x) * log((al + T) / (al + T + H))))
		f["idle"] = log(1 + (cut - last) / (C / 40)); f["bought"] = log(1 + x);
		f["recent"] = log(1e-4 + recent)
		f["spent"] = log(.01 + total / (v["churn.amount"] / 10000));
		f["dropout"] = log(none / (1 - none))
		score = 0
		for (w = 1; w <= v["churn.windows"]; w++) {
			s = v["churn.window" w ".intercept"]
			for (k in f)
				s += v["churn.window" w ".coefficient." k] * \
				clip((f[k] - v["churn.window" w ".mean." k]) / \
				v["churn.window" w ".sd." k])
			score += s / v["churn.windows"]
		}
		risk = 100 / (1 + exp(-(v["churn.slope"] * score + v["churn.level"])))
		d = $12 - risk; n++
		if (d > 1e-8 || d < -1e-8) { print $1, $12, risk; bad = 1 }
	}
	END { exit !(n > 100 && !bad) }' m.csv <(cut -d, -f1,2,3,4 "$CDNOW") later
}

@test "model files of another sort, format, horizon, or broken" {
	churn-flag --as-of=1997-09-30 --save=l.csv "$CDNOW" >/dev/null
	churn-flag --as-of=1997-09-30 --method=model --save=m.csv "$CDNOW" >/dev/null
	clv-calc -q --model=bgnbd --as-of=1997-09-30 --save=clv.csv "$CDNOW" >/dev/null
	table >t.csv
	churn-train -q --label=left --save=t-model.csv t.csv >/dev/null
	bad() {
		local message=$1
		shift
		run -2 --separate-stderr churn-flag --as-of=1997-09-30 "$@" "$CDNOW"
		[ -z "$output" ]
		[ "$stderr" = "churn-flag: $message" ] || { echo "$stderr"; false; }
	}
	bad "l.csv: learned for a horizon of 90 days, not 273; use --horizon=90" --params=l.csv \
		--horizon=273
	bad "m.csv: the model requires --method=model" --params=m.csv --method=learned
	bad "l.csv: the model requires --method=learned" --params=l.csv --method=model
	bad "m.csv: the model is mbgnbd, but --model=paretonbd was given" --params=m.csv \
		--model=paretonbd
	bad "clv.csv: bgnbd is not a valid churn model; fit mbgnbd or paretonbd" --params=clv.csv
	run -2 --separate-stderr churn-flag --params=m.csv --method=rules "$CDNOW"
	[ "${stderr_lines[0]}" = \
		"churn-flag: --params cannot be used with --method=rules; rules are not fitted" ]
	bad "none.csv: No such file or directory" --params=none.csv
	bad "t.csv: no column 'model'" --params=t.csv
	bad "$CDNOW: no column 'plan'; the columns are 'customer_id', 'date', 'quantity', 'amount'" --params=t-model.csv
	bad "no/m.csv: No such file or directory" --save=no/m.csv
	while IFS='|' read -r change message; do
		sed "$change" l.csv >x.csv
		bad "x.csv: $message" --params=x.csv
	done <<-'END'
	s/format,1/format,2/|model file has format 2, but this custkit reads format 1; fit again with --save=x.csv
	2d|not a model file: the first row is not custkit,format
	s/windows,./windows,4/|churn,windows is not a whole number from 0 to 3
	s/windows,./windows,1.5/|churn,windows is not a whole number from 0 to 3
	s/windows,./windows,x/|churn,windows 'x' is not a number
	s/horizon,90/horizon,1e30/|churn,horizon is not a whole number from 0 to 2147483647
	s/from,1997/from,x/|churn,from is not a valid date
	s/\(window1.sd.idle\),.*/\1,0,/|churn,window1.sd.idle must be positive
	s/slope,.*/slope,inf,/|churn,slope 'inf' is not a number
	/slope/d|no row churn,slope
	s/mbgnbd,r,.*/mbgnbd,r,-1,/|mbgnbd,r must be positive
	END
	echo churn,more,1, >>l.csv
	bad "l.csv:$(wc -l <l.csv): unknown row churn,more" --params=l.csv
}

@test "no reason contradicts the risk beside it" {
	churn-flag --as-of=1998-01-31 --watch=0 --explain -f json "$CDNOW" >rows
	# four times the usual days would be 100 points by the rules (share/rules/churn.csv)
	jq -r '[.rhythm >= 4 * .rhythm_baseline and .flag != "alert", (.reasons |
		contains("; still, about "))] |
		@tsv' rows | sort | uniq -c | awk '{ print $2, $3 }' |
		diff <(printf '%s\n' 'false false' 'true true') -
	# and what it says is the risk itself
	jq -r 'select(.reasons | contains("; still, about ")) |
		[.risk, (.reasons |
		capture("still, about (?<n>[0-9]+) in 100 such customers buy within 90 days").n)] |
		@tsv' rows |
		awk '{ d = 100 - $1 - $2; n++ } d > .5 || d < -.5 { print; bad = 1 }
		END { exit bad || n < 10 }'
	# points are no share of customers
	run -0 bash -c "churn-flag --as-of=1998-01-31 --watch=0 --method=rules '$CDNOW' |
		grep -c 'still, about' || true"
	same 0
}

@test "rhythm: the customer's median needs two gaps; else the median of all" {
	churn-flag --as-of=1998-01-31 --explain -f json "$CDNOW" >rows
	jq -r '[.frequency >= 2, .rhythm_median] |
		@tsv' rows | sort -u | diff <(printf 'false\tall\ntrue\town\n') -
	[ "$(jq 'select(.rhythm_median == "all") | .rhythm_baseline' rows | sort -u | wc -l)" = 1 ]
	# all: the median of the medians of everybody with two purchase days or more
	sqlite3 -csv -cmd ".import $CDNOW log" :memory: "SELECT DISTINCT customer_id,
		julianday(date) FROM log WHERE date <= '1998-01-31' ORDER BY 1, 2" |
		awk -F, '$1 == c { print c, $2 - d } { c = $1; d = $2 }' | sort -k1,1 -k2,2n |
		awk '$1 != c { if (n) print (g[int((n + 1) / 2)] + g[int(n / 2) + 1]) / 2; n = 0;
		c = $1 } { g[++n] = $2 }
		END { print (g[int((n + 1) / 2)] + g[int(n / 2) + 1]) / 2 }' |
		sort -n | awk '{ g[NR] = $1 }
		END { print (g[int((NR + 1) / 2)] + g[int(NR / 2) + 1]) / 2 }' >median
	[ "$(jq 'select(.rhythm_median == "all") | .rhythm_baseline' rows | head -1)" = \
		"$(cat median)" ]
}

# Rules, and what the store knows.

@test "rules: points by the file, the missing left out, coverage said" {
	regular_store
	# rhythm alone: c1's last was on 1 June, gaps 31 29 31 30 31, so 31; 62 days are twice that,
	# half way to full
	printf '%s\n' indicator,weight,threshold,none,full rhythm,1,2,0,4 >rules.csv
	run -0 bash -c "churn-flag -q -d s.db --method=rules --rules=rules.csv --as-of=2024-08-02 \
		--explain -f json |
		jq -c 'select(.customer_id == \"c1\") | [.risk, .flag, .reasons, .coverage, .rhythm, .rhythm_baseline, .rhythm_threshold]'"
	same '[50,"watch","no purchase for 62 days; the customer usually returns within 31 days (2 times as long)",1,62,31,2]'
	# half of the weight is of what nobody knows
	printf '%s\n' indicator,weight,threshold,none,full rhythm,1,2,0,4 score,1,6,10,0 >rules.csv
	run -0 bash -c "churn-flag -q -d s.db --method=rules --rules=rules.csv --as-of=2024-08-02 \
		--explain -f json |
		jq -c 'select(.customer_id == \"c1\") | [.risk, .coverage, .score]'"
	same '[50,0.5,null]'
	run -0 bash -c "churn-flag -q -d s.db --method=rules --rules=rules.csv --as-of=2024-08-02 \
		-f json |
		jq -c 'select(.customer_id == \"c1\") | [.risk, .coverage, .rhythm]'"
	same '[50,0.5,null]'
	for bad in "rhythm,x,2,0,4|weight 'x' is not a number" \
		"rhythm,-1,2,0,4|weight '-1' is below 0" "rythm,1,2,0,4|unknown indicator 'rythm'" \
		"rhythm,1,2,0,0|full '0' is equal to none"; do
		printf '%s\n' indicator,weight,threshold,none,full "${bad%%|*}" >rules.csv
		run -2 --separate-stderr churn-flag -q -d s.db --method=rules --rules=rules.csv \
			--as-of=2024-08-02
		[ "$stderr" = "churn-flag: rules.csv:2: ${bad##*|}" ]
	done
	# the thresholds are those of the reasons, whatever the method
	printf '%s\n' indicator,weight,threshold,none,full rhythm,1,.1,0,4 >rules.csv
	run -0 bash -c "churn-flag -q --method=model --rules=rules.csv --as-of=1997-09-30 \
		--watch=0 --no-header '$CDNOW' | grep -c 'no purchase for .* usually return'"
	check "$output > 2000"
}

@test "what the store knows is a reason, with its sentence, from its day on" {
	regular_store
	[ "$(why c1 2024-06-15)" = "no purchase for 14 days after purchases on 6 days" ]
	feedback-log -d s.db --customer-id=c1 --kind=complaint --text=x --date=2024-06-15 >/dev/null
	[ "$(why c1 2024-06-14)" = "no purchase for 13 days after purchases on 6 days" ]
	[ "$(why c1 2024-06-16)" = "1 case not resolved for 1 day" ]
	feedback-step -q -d s.db 1 --acknowledge --at=2024-06-17 >/dev/null
	feedback-step -q -d s.db 1 --assign=x --at=2024-06-17 >/dev/null
	feedback-step -q -d s.db 1 --start --at=2024-06-17 >/dev/null
	feedback-step -q -d s.db 1 --resolve --outcome=x --cause=y --at=2024-06-18 >/dev/null
	[ "$(why c1 2024-06-17)" = "1 case not resolved for 2 days" ]
	[ "$(why c1 2024-06-18)" = "no purchase for 17 days after purchases on 6 days" ]
	# the last score, not the lowest; one of 7 is none of a detractor
	printf '%s\n' customer_id,date,kind,score c2,2024-06-10,nps,3 c2,2024-06-20,nps,9 \
		c3,2024-06-10,nps,9 c3,2024-06-20,nps,6 |
		feedback-log -q -d s.db --force >/dev/null
	[[ $(why c2 2024-06-15) == *"the latest score is 3 (detractor)"* ]]
	[[ $(why c2 2024-06-20) != *score* ]]
	[[ $(why c3 2024-06-19) != *score* ]]
	[[ $(why c3 2024-06-20) == *"the latest score is 6 (detractor)"* ]]
	# broken, and overdue: kept in time until the end of its day
	promise-log -d s.db --customer-id=c5 --promise=x --date=2024-06-10 --due=2024-06-20 \
		>/dev/null
	promise-log -d s.db --customer-id=c6 --promise=x --date=2024-06-10 --due=2024-12-20 \
		>/dev/null
	promise-log -q -d s.db --break --at=2024-06-25 2 >/dev/null
	[[ $(why c5 2024-06-20) != *promise* ]]
	[[ $(why c5 2024-06-21) == *"1 promise broken"* ]]
	[[ $(why c6 2024-06-24) != *promise* ]]
	[[ $(why c6 2024-06-25) == *"1 promise broken"* ]]
}

@test "complaints: Wilson's lower end, so that one of few does not scream" {
	regular_store
	printf '%s\n' customer_id,date,kind c1,2024-06-02,complaint c4,2024-02-01,complaint \
		c4,2024-03-01,complaint c4,2024-04-01,complaint \
		c4,2024-05-01,complaint c4,2024-06-02,complaint |
		feedback-log -q -d s.db --force >/dev/null
	# 5 of 6: Wilson's lower end is .4365 (R: prop.test without correction); 1 of 6: .0301
	[[ $(why c4 2024-06-20) == "5 complaints about 6 purchases: 43 % or more; "* ]]
	[[ $(why c1 2024-06-20) != *complaint* ]]
	run -0 bash -c "$(declare -f rows); rows 2024-06-20 --explain -f json |
		jq -c 'select(.customer_id == \"c4\") | [.complaints * 6, .complaints_baseline * 54, .cases]'"
	same '[5,6,5]'
}

@test "contacts: fewer than there used to be" {
	regular_store
	# 12 from 1 January to 22 March: 11 after the first in the 106 days to 16 April, so 11 *
	# 90/106 = 9.3 in 90
	{ echo customer_id,date; for m in 01 02 03; do for d in 01 08 15 22; do
		echo "c7,2024-$m-$d"; done; done; } | touch-log -q -d s.db >/dev/null
	[[ $(why c7 2024-07-15) == *"no contact in the last 90 days, 9.3 are usual"* ]]
	[[ $(why c8 2024-07-15) != *contact* ]]
	# customers named in any order have their own
	run -0 bash -c "$(declare -f rows); printf 'customer_id\nc8\nc7\nc1\n' |
		rows 2024-07-15 --fit-on=input -f json - |
		jq -c 'select(.reasons | contains(\"contact\")) | .customer_id'"
	same '"c7"'
}

@test "contacts, complaints and low scores are learned from where there are any, up to the day" {
	cdnow_store s.db
	churn-flag -d s.db --as-of=1997-09-30 --save=without.csv >before
	awk -F, 'NR > 1 && NR % 7 == 0 { print $1 ",1997-06-0" NR % 9 + 1 }' before >some
	{ echo customer_id,date; cat some; } | touch-log -q -d s.db >/dev/null
	churn-flag -d s.db --as-of=1997-09-30 --save=with.csv >after
	grep -q '^churn,contacts,0' without.csv
	grep -q '^churn,contacts,1' with.csv
	grep -q '^churn,complaints,0' with.csv
	run ! cmp -s before after
	no_nan with.csv after
	# seen from before them they are not there
	churn-flag -d s.db --as-of=1997-05-31 --save=early.csv >/dev/null
	grep -q '^churn,contacts,0' early.csv
}

# Alerts.

# at_risk SCORES [RAISE [LATE [CALM]]]: who is, by the rule, of JSON: --raise after --calm days
# without a purchase, --raise-late after 135.
at_risk() {
	jq -r --argjson raise "${2:-70}" --argjson late "${3:-55}" --argjson calm "${4:-90}" \
		'select(.idle >= $calm and (.risk >= $raise or .idle >= 135 and .risk >= $late)) | .customer_id' "$1" | sort
}

@test "--alert: a baseline, then what is new, once" {
	cdnow_store s.db
	run -0 churn-flag -d s.db --alert --as-of=1997-09-30 --no-header
	[[ $output == 1,1997-09-30,,BASELINE,,*" of 2357 customers are already at risk; "* ]]
	churn-flag -d s.db --as-of=1997-10-02 --explain -f json >scores
	churn-flag -d s.db --as-of=1997-09-30 --explain -f json >before
	churn-flag -d s.db --alert --as-of=1997-10-02 >told
	# who is at risk now, and was not then
	diff <(comm -13 <(at_risk before) <(at_risk scores)) \
		<(awk -F, '$4 == "NEW" { print $3 }' told | sort)
	[ "$(wc -l <told)" -gt 3 ]
	run -0 --separate-stderr churn-flag -d s.db --alert --as-of=1997-10-02
	[ -z "$output$stderr" ]
	run -0 churn-flag -d s.db --alert --as-of=1997-10-01
	[ -z "$output" ]
	# risk and reasons are those of the table; jq 1.7 keeps the text of a number until it is
	# added to
	id=$(awk -F, 'NR == 2 { print $3 }' told)
	run -0 bash \
		-c "sqlite3 -json s.db \"SELECT risk, reasons FROM alert WHERE customer_id = '$id'\" | jq -c '.[0] | .risk += 0'"
	same "$(jq -c "select(.customer_id == \"$id\") | {risk: (.risk + 0), reasons}" scores)"
	# what is most at stake comes first: risk times the clv of clv-calc
	clv-calc -d s.db --as-of=1997-10-02 --model=mbgnbd | columns customer_id,clv - >clv
	awk -F, 'NR == FNR { clv[$1] = $NF; next }
		FNR == 1 { for (i = 1; i <= NF; i++) if ($i == "clv") at = i; next }
		{ d = $(NF - 3) - clv[$3]; stake = $5 * clv[$3] }
		d > 1e-9 || d < -1e-9 || (FNR > 2 && stake > last) { print; bad = 1 }
		{ last = stake } END { exit bad }' clv <(tr -d '"' <told)
}

@test "--alert --all, --raise, --raise-late, --calm: everybody at risk" {
	cdnow_store s.db
	churn-flag -d s.db --as-of=1997-09-30 --explain -f json >scores
	new() {
		churn-flag -d s.db --alert -n --all --as-of=1997-09-30 --no-header "$@" |
			cut -d, -f3 | sort
	}
	diff <(new) <(at_risk scores)
	diff <(new --calm=0) <(at_risk scores 70 55 0)
	diff <(new --calm=4w) <(at_risk scores 70 55 28)
	diff <(new --raise=80 --raise-late=75) <(at_risk scores 80 75)
	[ -z "$(new --calm=1y)" ]
	# nothing of it was remembered
	[ "$(sqlite3 s.db 'SELECT count(*) FROM alert_run')" = 0 ]
}

@test "--alert: the decisions of the reference, of 40 customers and in all" {
	# DATA LOG AS-OF CALM RAISED LATE NEITHER: how many there are of each kind
	# (tests/data/README)
	decides() {
		rm -f s.db
		cust-init -d s.db
		order-add -q -d s.db --create "$2" >/dev/null
		churn-flag -q -d s.db --alert --all -n --as-of="$3" --no-header --stale=alert |
			cut -d, -f3 >new
		churn-flag -q -d s.db --as-of="$3" >scores
		awk -F, -v data="$1" 'FILENAME == "new" { new[$1]; next }
			FILENAME == "scores" { risk[$1] = $12; idle[$1] = $10; next }
			$1 == data { n++; d = risk[$3] - $6;
				if (idle[$3] != $5 || d > 1e-5 || d < -1e-5 || ($3 in new) != $9) {
					print $0, risk[$3]; bad = 1 } }
			END { exit bad || n != 20 }' new scores "$ROOT/tests/data/alert_rule.csv"
		[ "$(awk -F, 'NR == FNR { new[$1]; next }
			FNR > 1 { print $10 < 90 ? "calm" : $1 in new ? \
			($10 < 135 ? "raised" : "late") : "neither" }' new scores |
			sort | uniq -c | awk '{ print $2, $1 }' | paste -sd ' ')" = \
			"calm $4 late $6 neither $7 raised $5" ]
	}
	decides cdnow "$CDNOW" 1998-01-31 391 60 1867 39
	decides online_retail "$ONLINE" 2011-09-01 1919 187 872 346
}

@test "--alert: what the baseline recommends works; it and HELD are Chinese in -t" {
	cdnow_store s.db
	zh() {
		LC_ALL=C.UTF-8 LANGUAGE=zh_CN churn-flag -q -d s.db --alert -t --columns=reasons \
			"$@"
	}
	run -0 churn-flag -q -d s.db --alert --all -n --as-of=1997-12-31 --no-header
	[ "$(grep -c ,NEW, <<<"$output")" -gt 1 ]
	run -0 zh -n --as-of=1997-12-31
	[[ $output == *"位客户中 "*" 位已有流失风险；从现在起只报告变化（churn-flag --flagged 列出"* ]]
	run -0 churn-flag -q -d s.db --alert --as-of=1997-12-31 --columns=reasons
	[[ $output == *"(churn-flag --flagged lists customers at risk; --all reports each of them only on the first run)"* ]]
	run -0 churn-flag -q -d s.db --flagged --as-of=1997-12-31 --no-header
	[ "${#lines[@]}" -gt 1 ]
	run -0 churn-flag -q -d s.db --alert --all --as-of=1997-12-31
	[ -z "$output" ]
	run -1 zh -n --as-of=1998-07-31
	[[ $output == *"自 1998-06-30 "* && $output != *"no order"* ]]
}

@test "--alert: orders that stop to come in are one row HELD, until there are orders again" {
	cdnow_store s.db
	tell() { churn-flag -q -d s.db --alert --no-header "$@"; }
	tell --as-of=1998-06-30 >/dev/null
	# two days without an order there were once; three never
	for day in 01 02; do
		run -0 tell --as-of=1998-07-$day
		[[ $output != *HELD* ]]
	done
	sqlite3 s.db .dump >before
	run -1 tell -n --as-of=1998-07-03
	[[ ${#lines[@]} = 1 &&
		$output == \
		,1998-07-03,,HELD,,"no order since 1998-06-30 (usually every day): alerts held",,,, ]]
	sqlite3 s.db .dump | diff before -
	run -1 tell --as-of=1998-07-03
	[[ ${#lines[@]} = 1 &&
		$output == \
		*,1998-07-03,,HELD,,"no order since 1998-06-30 (usually every day): alerts held",,,, ]]
	for day in 1998-07-03 1998-07-04 1998-07-31; do
		run -0 --separate-stderr tell --as-of=$day
		[ -z "$output$stderr" ]
	done
	[ "$(sqlite3 s.db 'SELECT max(as_of) FROM alert_run')" = 1998-07-02 ]
	# the night goes on where the orders do, also that of a day that was held
	run -0 tell -n --stale=alert --as-of=1998-07-31
	[ "${#lines[@]}" -gt 50 ]
	awk 'BEGIN { print "customer_id,date,amount";
		for (d = 1; d <= 31; d++) printf "0001,1998-07-%02d,1\n", d }' |
		order-add -q -d s.db >/dev/null
	run -0 tell --as-of=1998-07-31
	[ "${#lines[@]}" -gt 50 ]
	[[ $output != *HELD* ]]
	# and where they stop again, it is said again
	run -1 tell --as-of=1998-08-05
	[[ $output == *,1998-08-05,,HELD,,"no order since 1998-07-31 "* ]]
}

@test "--alert: a purchase ends the case, a win-back keeps it silent" {
	cdnow_store s.db
	churn-flag -d s.db --alert --as-of=1997-09-30 >/dev/null
	churn-flag -d s.db --alert -n --as-of=1997-10-02 --no-header | cut -d, -f3 >new
	a=$(sed -n 1p new) b=$(sed -n 2p new)
	winback-log -d s.db --customer-id="$a" --date=1997-10-01 --offer=call \
		--pause-until=1997-10-05 >/dev/null
	churn-flag -d s.db --alert --as-of=1997-10-02 --no-header | cut -d, -f3,4 >told
	diff <(grep -vx "$a" new | sed 's/$/,NEW/') told
	# b buys, and a is no longer waited for
	printf 'customer_id,date,amount\n%s,1997-10-05,10\n' "$b" | order-add -q -d s.db >/dev/null
	churn-flag -d s.db --alert --as-of=1997-10-06 --no-header >told
	grep -q ",$b,RESOLVED,.*,bought on 1997-10-05," told
	grep -q ",$a,NEW," told
}

@test "--alert --format, --format=prom" {
	cdnow_store s.db
	run -0 churn-flag -d s.db --alert --as-of=1997-09-30 --format=json
	[ "$(jq -r .change <<<"$output")" = BASELINE ]
	sqlite3 s.db .dump >before
	churn-flag -d s.db --as-of=1997-09-30 >all
	run -0 churn-flag -d s.db --format=prom
	for flag in ok watch alert; do
		grep -qxF "custkit_churn_customers{store=\"$PWD/s.db\",flag=\"$flag\"} $(awk -F, -v f=$flag '$13 == f' all | wc -l)" <<<"$output"
	done
	grep -qxF "custkit_churn_scored_customers{store=\"$PWD/s.db\"} 2357" <<<"$output"
	# date -u -d 1998-06-30 +%s
	grep -qxF "custkit_churn_last_order_timestamp_seconds{store=\"$PWD/s.db\"} 899164800" \
		<<<"$output"
	sqlite3 s.db .dump | diff before -
}

@test "--alert with a closed stdout: kept, and told by the next run" {
	cdnow_store s.db
	churn-flag -d s.db --alert --as-of=1997-09-30 >/dev/null
	closed() { "$@" >&-; }
	run -2 --separate-stderr closed churn-flag -d s.db --alert --as-of=1997-10-02
	[ "$stderr" = \
		"churn-flag: standard output (the alerts are recorded; the next run prints them): Bad file descriptor" ]
	run -0 churn-flag -d s.db --alert --as-of=1997-10-02 --no-header
	[ "$(cut -d, -f1 <<<"$output" | paste -sd,)" = \
		"$(sqlite3 s.db "SELECT group_concat(alert_id) FROM alert WHERE change = 'NEW'")" ]
	[ -n "$output" ]
}

# bats test_tags=long
@test "nights with kills: every change is told, as it is without them" {
	cust-init -d s.db
	awk -F, 'NR == 1 || $1 <= "0400"' "$CDNOW" | order-add -q -d s.db --create >/dev/null
	cp s.db calm.db
	nights=$(soak 12 300)
	RANDOM=3
	for n in $(seq "$nights"); do
		day=$(date -u -d "1997-07-01 + $n days" +%F)
		for try in 1 2; do
			status=0
			timeout -s KILL "$((RANDOM % 2 * 9)).0$(printf %02d $((1 + RANDOM % 60)))" \
				"$(command -v churn-flag)" -q -d s.db --alert --no-header \
				--as-of="$day" >"out.$n.$try" || status=$?
			[ $status = 0 ] || [ $status = 137 ]
			[ $status = 137 ] || break
		done
	done 2>/dev/null
	churn-flag -q -d s.db --alert --no-header \
		--as-of="$(date -u -d "1997-07-01 + $((nights + 1)) days" +%F)" >out.last
	# whole lines only: the last of a run that was killed may be half of one
	for f in out.*; do
		[ -z "$(tail -c1 "$f")" ] && cat "$f" || sed '$d' "$f"
	done | cut -d, -f1-4 | sort -u >told
	diff <(sqlite3 -csv s.db "SELECT alert_id, as_of, coalesce(customer_id, ''), change
		FROM alert" | tr -d '"' | sort) told
	[ "$(sqlite3 s.db 'SELECT count(*) FROM alert WHERE printed IS NULL')" = 0 ]
	for day in $(sqlite3 s.db 'SELECT as_of FROM alert_run ORDER BY 1'); do
		churn-flag -q -d calm.db --alert --as-of="$day" >/dev/null
	done
	for db in s calm; do
		sqlite3 $db.db "SELECT as_of, customer_id, change, risk FROM alert ORDER BY 1, 2;
			SELECT * FROM alert_state" >$db
	done
	diff calm s
	[ "$(wc -l <told)" -gt 3 ]
}

@test "--plot: the curves of --evaluate, in the terminal or as SVG" {
	run -0 --separate-stderr churn-flag -q --evaluate=1997-09-30 --horizon=273 --plot=term \
		"$CDNOW"
	[[ $output == Gain*"learned"*"mbgnbd"*"idle"*Calibration*"learned"*"mbgnbd"* ]]
	[ -z "$stderr" ]
	churn-flag -q --evaluate=1997-09-30 --horizon=273 --plot=svg "$CDNOW" >plot.svg
	[ "$(grep -c '<svg' plot.svg)" -eq 1 ]
	grep -q '</svg>' plot.svg
	[[ $(cat plot.svg) == *'>Gain<'*'>Calibration<'* ]]
}

@test "options that contradict each other, and those that moved to churn-train" {
	model >m.csv
	churn-train -q --label=left --save=t.csv <(table) >/dev/null
	while IFS='|' read -r options message; do
		message=${message//!/|}
		# shellcheck disable=SC2086
		run -2 --separate-stderr churn-flag $options </dev/null
		[ "${stderr_lines[0]}" = "churn-flag: $message" ] || { echo "$options: $stderr";
			false; }
		[ -z "$output" ]
	done <<-'END'
	--watch=71|--watch must not be above --raise, and both must be from 0 to 100
	--watch=-1|--watch must not be above --raise, and both must be from 0 to 100
	--raise=101|--watch must not be above --raise, and both must be from 0 to 100
	--overdue=1|use --calm=TIME, the time without a purchase before which no case begins
	--plot=svg|--plot requires --evaluate
	--method=learned --model=paretonbd|--model can only be used with --method=model
	--params=m.csv --save=x|--save cannot be used with --params; no model is fitted
	--alert|--alert requires a store; name it with -d FILE
	-D --alert x|--alert covers all customers of the store; it takes no operands
	-D --alert --top=1|--alert cannot be used with --flagged, --top or --explain
	-D --alert --flagged|--alert cannot be used with --flagged, --top or --explain
	-D --alert --explain|--alert cannot be used with --flagged, --top or --explain
	--all|--all and --dry-run require --alert
	-n|--all and --dry-run require --alert
	--holdout=10%|--holdout and --trial require --alert
	--params=t.csv --holdout=10%|--holdout and --trial require --alert
	-D --alert --trial=x|--trial requires --holdout
	-D --alert --holdout=.1 --trial=|--trial= is empty
	-D --alert --holdout=2|--holdout must be from 0 to 100% (20%, or .2)
	--format=prom|--format=prom prints the result of the last --alert; use it with -d FILE only
	-D --format=prom --alert|--format=prom prints the result of the last --alert; use it with -d FILE only
	-D --format=prom x|--format=prom prints the result of the last --alert; use it with -d FILE only
	--evaluate=1997-01-01 --save=x|--evaluate cannot be used with --alert, --top, --flagged, --explain, --save or --as-of
	--evaluate=1997-01-01 --as-of=1997-01-01|--evaluate cannot be used with --alert, --top, --flagged, --explain, --save or --as-of
	-D --alert --clear=71|--clear, --raise-late, --raise and --worse must ascend from 0 to 100, not 71, 55, 70, 85
	-D --alert --raise=90|--clear, --raise-late, --raise and --worse must ascend from 0 to 100, not 45, 55, 90, 85
	-D --alert --calm=0d0|--calm must be 0, or a duration such as 90, 90d, 12w, 3m or 1y, not '0d0'
	--params=t.csv -D|a table of features is read from a FILE, not from a store
	--params=t.csv --save=x|--save cannot be used with --params; no model is fitted
	--params=t.csv --alert|a table of features has no purchases; it cannot be used with --alert, --evaluate, --method, --model, --rules, --top, --explain or --format=prom
	--params=t.csv --evaluate=1997-01-01|a table of features has no purchases; it cannot be used with --alert, --evaluate, --method, --model, --rules, --top, --explain or --format=prom
	--params=t.csv --plot=svg|--plot requires --evaluate
	--train|learn with churn-train --label=COLUMN
	--train=x|learn with churn-train --label=COLUMN
	--cv|learn with churn-train --label=COLUMN
	--cv=5|learn with churn-train --label=COLUMN
	--yes=1|learn with churn-train --label=COLUMN
	--without=x|learn with churn-train --label=COLUMN
	--ridge=0|learn with churn-train --label=COLUMN
	--seed=2|learn with churn-train --label=COLUMN
	--model=bgnbd|--model must be one of mbgnbd!paretonbd!mbgcnbd, not 'bgnbd'
	END
}
