# cac-calc: costs by channel against the customers who came by it.
# shellcheck disable=SC2086 # options are words
load helper

# bad OPTIONS INPUT MESSAGE
bad() {
	run -2 --separate-stderr cac-calc $1 <<<"$2"
	says "cac-calc: $3"
	[ -z "$output" ]
}

# costs TABLE: the file costs.csv.
costs() { printf '%s\n' "$@" >costs.csv; }

@test "the example of a course: 50,000 for 250 customers, worth 267 each, 50 a month at 60 %" {
	costs channel,cost ads,20000 ads,30000
	{
		echo customer_id,channel,clv
		# m r / (1 + d - r) of a margin of 100, retention .8, discount .1
		for i in $(seq 250); do echo "$i,ads,266.666667"; done
	} >customers.csv
	run -0 --separate-stderr cac-calc --costs=costs.csv --revenue=50 --margin=60% customers.csv
	[ -z "$stderr" ]
	[ "$(cell cost),$(cell customers),$(cell cac),$(cell payback_months)" = 50000,250,200,7 ]
	near "$(cell ltv_cac)" 1.333333335 1e-9
	[ "$(cell clv_n)" = 250 ]
	near "$(cell clv_mean_low)" 266.666667 1e-9
}

@test "the interval of the mean clv is Student's" {
	costs channel,cost ads,6
	run -0 cac-calc --costs=costs.csv <<<$'channel,clv\nads,1\nads,2\nads,6\nads,'
	# t(.975; 2) = 4.30265273, sd = sqrt(7); a customer costs 1.5; three of four have a clv
	[ "$(cell clv_n),$(cell clv_mean),$(cell cac)" = 3,3,1.5 ]
	near "$(cell clv_mean_low)" -3.572410608 1e-8
	near "$(cell clv_mean_high)" 9.572410608 1e-8
	near "$(cell ltv_cac_high)" 6.381607072 1e-8
	[ -z "$(cell revenue_month)$(cell payback_months)" ]
}

@test "a channel nobody came by, a channel without costs: empty cells, and words" {
	costs channel,cost tv,10 radio,5 ads,0
	run -0 --separate-stderr cac-calc --costs=costs.csv \
		--columns=channel,cost,customers,cac,ltv_cac <<<$'channel,clv\nads,5\n,3'
	same $'channel,cost,customers,cac,ltv_cac\n,,1,,\nads,0,1,0,\nradio,5,0,,\ntv,10,0,,'
	says "cac-calc: channels with costs but no customer: 2, such as 'radio'"
	says "cac-calc: channels with customers but no costs: 1, such as ''"
	run -0 cac-calc -q --costs=costs.csv <<<channel,clv
	echo "$output" >got
	no_nan got
	[ "${#lines[@]}" -eq 4 ]
	costs channel,cost
	run -0 --separate-stderr cac-calc --costs=costs.csv <<<channel,clv
	says 'costs.csv: there are no costs'
	[ "${#lines[@]}" -eq 1 ]
}

@test "--period: costs and customers by time" {
	costs channel,period,cost ads,2025-01,100 ads,2025-02,50 web,2025-03-02,9 web,2025-W10,1
	buyers='customer_id,channel,acquired,first_date
a,ads,2025-01-03,2025-04-01
b,ads,,2025-01-31
c,ads,2025-02-01T10:00,
d,web,2025-03-31,
e,web,2025-04-01,
f,ads,2024-12-31,
g,ads,,'
	run -0 --separate-stderr cac-calc --costs=costs.csv --period=month \
		--columns=channel,period,cost,customers,cac <<<"$buyers"
	# ISO week 10 of 2025 is March 3 to 9
	same 'channel,period,cost,customers,cac
ads,2025-01,100,2,50
ads,2025-02,50,1,50
web,2025-03,10,1,10'
	says 'left out 2 customers acquired before 2025-01-01 or after 2025-03-31, outside the costs'
	says 'left out 1 customer without acquired or first_date'
	run -0 cac-calc -q --costs=costs.csv --period=quarter \
		--columns=channel,period,cost,customers,cac <<<"$buyers"
	same $'channel,period,cost,customers,cac\nads,2025-Q1,150,3,50\nweb,2025-Q1,10,1,10'
	# without --period the costs end on March 9
	run -0 cac-calc -q --costs=costs.csv --columns=channel,cost,customers <<<"$buyers"
	same $'channel,cost,customers\nads,150,3\nweb,10,0'
	costs channel,date,cost ads,2025-01-31,4
	run -0 cac-calc -q --costs=costs.csv --columns=channel,cost,customers <<<"$buyers"
	same $'channel,cost,customers\nads,4,1'
}

@test "it reads what clv-calc prints, and customers of the store" {
	awk -F, 'NR == 1 { print $0 ",channel"; next } { print $0 "," ($1 % 2 ? "ads" : "web") }' \
		"$CDNOW" >orders.csv
	costs channel,period,cost ads,1997-Q1,11790 web,1997-Q1,5890
	clv-calc -q --as-of=1997-09-30 --keep=channel orders.csv >scores.csv
	run -0 --separate-stderr cac-calc --costs=costs.csv --margin=.5 scores.csv
	[ -z "$stderr" ]
	printf '%s\n' "$output" >got
	# 1,179 customers have an odd number, 1,178 an even one; awk adds up the rest
	[ "$(cell customers channel=ads),$(cell cac channel=ads)" = 1179,10 ]
	[ "$(cell customers channel=web),$(cell cac channel=web)" = 1178,5 ]
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	$at["channel"] == "ads" { n++; clv += $at["clv"]; spend += $at["spend"]
		days += $at["age"] }
	END { month = spend / (days / (365.2425 / 12)); print clv / n, month, 10 / (month * .5) }' \
		OFMT=%.12g scores.csv >want
	read -r clv month payback <want
	near "$(cell clv_mean channel=ads)" "$clv" 1e-6
	near "$(cell revenue_month channel=ads)" "$month" 1e-6
	near "$(cell payback_months channel=ads)" "$(awk -v p="$payback" \
		'BEGIN { print int(p) + (p > int(p)) }')" 1e-9
	# the same from the store: channel from there, clv from the list
	cust-init -d s.db
	order-add -q -d s.db --create orders.csv >/dev/null
	awk -F, 'NR == 1 { print "customer_id,channel"; next } !seen[$1]++ { print $1 "," $NF }' \
		orders.csv | cust-add -q -d s.db >/dev/null
	run -0 --separate-stderr bash -c "clv-calc -q -d s.db --as-of=1997-09-30 |
		cac-calc -d s.db --as-of=1997-09-30 --costs=costs.csv --margin=.5 -"
	[ -z "$stderr" ]
	same "$(cat got)"
	run -0 cac-calc -d s.db --as-of=1997-09-30 --costs=costs.csv \
		--columns=customers,clv_n,clv_mean
	same $'customers,clv_n,clv_mean\n1179,0,\n1178,0,'
}

@test "acquired comes before the first purchase; customers who did not buy do not count" {
	costs channel,period,cost web,2025-01,10
	cust-init -d s.db
	printf '%s\n' customer_id,date,amount a,2025-02-03,5 b,2025-01-09,5 |
		order-add -q -d s.db --create >/dev/null
	printf '%s\n' customer_id,channel,acquired a,web,2025-01-05 b,web, c,web,2025-01-06 |
		cust-add -q -d s.db >/dev/null
	run -0 cac-calc -q -d s.db --as-of=2025-03-01 --costs=costs.csv --columns=customers,cac
	same $'customers,cac\n2,5'
	run -0 --separate-stderr cac-calc -d s.db --as-of=2025-03-01 --costs=costs.csv \
		--columns=customers,clv_mean - <<<$'customer_id,clv\na,8\nc,9'
	same $'customers,clv_mean\n1,8'
	says 'left out 1 customer without a purchase'
	run -2 --separate-stderr cac-calc -d s.db --as-of=2025-03-01 --costs=costs.csv - \
		<<<$'customer_id,clv\na,x'
	says "cac-calc: clv 'x' is not a number"
}

@test "costs in another encoding: no option of the customers is suggested" {
	printf 'channel,cost\n客户,5\n' | iconv -f UTF-8 -t GB18030 >gb.csv
	run -2 --separate-stderr cac-calc --costs=gb.csv <<<channel
	[ "$stderr" = "cac-calc: gb.csv:2: not UTF-8, but GB18030: convert it with iconv -f GB18030 -t UTF-8" ]
	iconv -f GB18030 -t UTF-8 gb.csv >costs.csv
	run -0 --separate-stderr cac-calc --costs=costs.csv --columns=channel,cost <<<channel
	same $'channel,cost\n客户,5'
	run -2 --separate-stderr cac-calc --costs=costs.csv gb.csv
	[ "$stderr" = "cac-calc: gb.csv:2: not UTF-8, but GB18030: use --encoding=GB18030" ]
	# with too little text to judge, nothing is suggested
	printf 'channel,cost\n\xff,5\n' >odd.csv
	run -2 --separate-stderr cac-calc --costs=odd.csv costs.csv
	[ "$stderr" = "cac-calc: odd.csv:2: not UTF-8" ]
}

@test "another column than channel" {
	costs campaign,cost x,6
	run -0 cac-calc --costs=costs.csv --by=campaign --columns=campaign,cac \
		<<<$'campaign\nx\nx'
	same $'campaign,cac\nx,3'
}

@test "what is wrong is said" {
	costs channel,period,cost ads,2025-01,5
	while IFS='|' read -r options table message; do
		bad "$options" "$(printf "$table")" "$message"
	done <<-'END'
	|channel|missing option --costs=FILE
	--costs=costs.csv --margin=2|channel|--margin must be from 0 to 1 (100%)
	--costs=costs.csv --revenue=-1|channel|--revenue must be 0 or more
	--costs=costs.csv --as-of=2025-01-01|channel|--as-of requires a store; a table of customers has its own date
	--costs=none.csv|channel|none.csv: No such file or directory
	--costs=costs.csv|x|standard input: no column 'channel'
	--costs=costs.csv|channel|standard input: no column 'acquired'
	--costs=costs.csv|channel,acquired\nads,soon|standard input:2: acquired 'soon' is not a date (YYYY-MM-DD)
	--costs=costs.csv|channel,first_date\nads,soon|standard input:2: first_date 'soon' is not a date (YYYY-MM-DD)
	--costs=costs.csv|channel,acquired,clv\nads,2025-01-01,x|standard input:2: clv 'x' is not a number
	--costs=costs.csv|channel,acquired,clv\nads,2025-01-01,1e308|standard input:2: clv '1e308' is larger than 1e100
	--costs=costs.csv|channel,acquired,spend,age\nads,2025-01-01,x,3|standard input:2: spend 'x' is not a valid amount
	--costs=costs.csv|channel,acquired,spend,age\nads,2025-01-01,3,x|standard input:2: age 'x' is not a whole number >= 0
	--costs=costs.csv|channel,acquired,customer_id\nads,2025-01-01,1\nads,2025-01-01,1|standard input:3: duplicate customer_id '1'
	END
	while IFS='|' read -r options table message; do
		printf "$table" >costs.csv
		bad "--costs=costs.csv $options" channel,acquired "$message"
	done <<-'END'
	|channel\nads|costs.csv: no column 'cost'
	|channel,cost\nads,x|costs.csv:2: cost 'x' is not a valid amount
	|channel,cost\nads,-1|costs.csv:2: cost '-1' is negative
	|channel,cost,period\nads,1,soon|costs.csv:2: period 'soon' is not a period: 2025, 2025-Q1, 2025-01, 2025-W01, 2025-01-01
	|channel,cost,date\nads,1,2025-01|costs.csv:2: date '2025-01' is not a date (YYYY-MM-DD)
	--period=month|channel,cost,period\nads,1,2025-Q1|costs.csv:2: period '2025-Q1' is not within one period of --period
	--period=month|channel,cost,period\nads,1,2025-W05|costs.csv:2: period '2025-W05' is not within one period of --period
	--period=month|channel,cost\nads,1|costs.csv: --period requires a column period or date
	END
	{ echo channel,cost; yes ads,900000000000 | head -n 1100; } >costs.csv
	bad --costs=costs.csv channel 'costs.csv: the costs are larger than 64 bits'
	costs channel,cost ads,1
	run -1 --separate-stderr cac-calc --costs=costs.csv --skip-bad --columns=customers \
		<<<$'channel,clv\nads,x\nads,1'
	same $'customers\n1'
}
