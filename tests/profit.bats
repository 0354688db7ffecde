#!/usr/bin/env bats
# Costs of orders and the profit of customers: in order logs, history tables and the store; and the
# margin of clv-calc.

load helper

AS_OF=--as-of=2024-02-01

# a: 100 - 60, a loss 50 - 70, whose goods come back. b: 100 - 10, 100 without a cost. c: a cost of
# 0, and a refund whose goods stay away. d: no cost.
log() {
	cat <<-END
	customer_id,date,amount,cost
	a,2024-01-01,100,60
	a,2024-01-05,50,70
	a,2024-01-06,-50,-70
	b,2024-01-01,100,
	b,2024-01-02,100,10
	c,2024-01-02,10,0
	c,2024-01-04,-4,0
	d,2024-01-03,10,
	END
}
NOTE="2 orders without a cost; the profit of 2 customers is empty (use --margin=RATE)"

# shop NAME: the log as a store.
shop() {
	cust-init -q -d "$1"
	log | order-add -q -d "$1" --create >acc
}

@test "the profit of an order log: a loss is an answer, a blank cost is not 0" {
	run -0 --separate-stderr cust-segment $AS_OF <(log)
	columns customer_id,spend,profit >cells.got
	printf '%s\n' customer_id,spend,profit a,100,40 b,200, c,6,6 d,10, | diff - cells.got
	says "$NOTE"
	run -0 --separate-stderr cust-segment $AS_OF --margin=30% <(log)
	[ "$(cells profit)" = $'40\n120\n6\n3' ]
	says "2 orders without a cost; the profit of each is 30% of its amount"
	# costs alone
	run -0 --separate-stderr cust-segment $AS_OF <(log | grep -v '^[bd]')
	[ "$(cells profit)" = $'40\n6' ]
	[ -z "$stderr" ]
	run -0 cust-segment -q $AS_OF --threads=2 <(log)
	[ "$(cells profit)" = $'40\n\n6' ]
}

@test "without costs there is no column profit, whatever --margin says" {
	log | cut -d, -f1-3 >log.csv
	run -0 cust-segment $AS_OF --margin=.3 log.csv
	[[ ${lines[0]} != *profit* ]]
	cust-init -q -d s.db
	order-add -q -d s.db --create log.csv >acc
	run -0 cust-list -d s.db --history $AS_OF --margin=.3
	[[ ${lines[0]} == *,monetary ]]
	run -0 cust-show -d s.db a $AS_OF
	[[ $output != *profit* ]]
}

@test "the store says what the log says, maintained, folded, and customer by customer" {
	shop s.db
	cust-segment -q $AS_OF <(log) >want.csv
	run -0 --separate-stderr cust-segment -d s.db $AS_OF
	same "$(cat want.csv)"
	says "$NOTE"
	run -0 cust-list -q -d s.db --history $AS_OF --margin=.3
	[ "$(cells customer_id,profit)" = $'a,40\nb,120\nc,6\nd,3' ]
	# before the refund of a: 100 - 60 + 50 - 70
	run -0 cust-list -q -d s.db --history --as-of=2024-01-05
	[ "$(cells customer_id,profit | tr '\n' ' ')" = "a,20 b, c,6 d, " ]
	run -0 cust-show -d s.db a $AS_OF -f json
	[ "$(jq -c .history.profit <<<"$output")" = 40 ]
	run -0 cust-show -d s.db b $AS_OF -f json
	[ "$(jq -c '.history | has("profit")' <<<"$output")" = false ]
	# a list of customers, whose column profit is that of the store
	run -0 cust-segment -q -d s.db $AS_OF - <<<$'customer_id,profit\nc,old'
	[ "$(cells customer_id,profit)" = c,6 ]
	run -0 sqlite3 s.db "SELECT customer_id, profit FROM customer_history"
	same $'a|40.0\nb|\nc|6.0\nd|'
}

@test "a history table carries the profit through a pipeline" {
	cust-segment -q $AS_OF <(log) >table.csv
	run -0 --separate-stderr cust-segment table.csv
	same "$(cat table.csv)"
	run -0 --separate-stderr cust-segment --profile table.csv
	[ "$(cells segment,profit | grep -v ',0$' | tr '\n' ' ')" = \
		"$(cust-segment -q --profile $AS_OF <(log) | cells segment,profit - |
			grep -v ',0$' | tr '\n' ' ')" ]
	says "the profit of 2 customers is not known"
	run -2 --separate-stderr cust-segment <(sed 's/,40,/,x,/' table.csv)
	says "profit 'x' is not a valid amount"
}

@test "the profile: the profit of a segment; empty if that of a customer is not known" {
	# nine times c, and a customer without a cost
	{
		echo customer_id,date,amount,cost
		for i in $(seq 9); do echo "c$i,2024-01-0$i,1$i,$i"; done
	} >log.csv
	run -0 cust-segment --profile $AS_OF log.csv
	[ "$(cells customers,profit | awk -F, '{ n += $1; p += $2 } END { print n, p }')" = "9 90" ]
	run -0 cust-segment -q --profile $AS_OF <(cat log.csv; echo d,2024-01-31,10,)
	cells customers,profit >got
	[ "$(grep -c '^[1-9].*,$' got)" = 1 ]	# the segment of d
	run -0 cust-segment -q --profile $AS_OF --margin=.5 <(cat log.csv; echo d,2024-01-31,10,)
	[ "$(cells customers,profit | awk -F, '{ n += $1; p += $2 } END { print n, p }')" = "10 95" ]
	seq -f 'c%g,2024-01-01,0,-900000000000' 1100 >big.csv
	run -2 --separate-stderr cust-segment --profile $AS_OF \
		<(echo customer_id,date,amount,cost; cat big.csv)
	says "the sum of the profit of all customers is larger than 64 bits"
}

@test "bad costs: text, too many places, too large a sum" {
	while IFS='|' read -r cost why; do
		run -2 --separate-stderr cust-segment $AS_OF \
			<<<$'customer_id,date,amount,cost\na,2024-01-01,5,"'"$cost\""
		says "standard input:2: cost '$cost' $why"
	done <<-'END'
	free|is not a valid amount
	1.23456|has more than 4 decimal places
	1e15|is larger than 900,000,000,000
	END
	run -1 --separate-stderr cust-segment -q $AS_OF --skip-bad \
		<<<$'customer_id,date,amount,cost\na,2024-01-01,5,x\na,2024-01-01,7,2'
	[ "$(cells spend,profit)" = 7,5 ]
	{
		echo customer_id,date,amount,cost
		for _ in $(seq 1100); do echo "a,2024-01-01,0,900000000000"; done
	} >big.csv
	run -2 --separate-stderr cust-segment $AS_OF big.csv
	says "the sum of the customer's costs is larger than 64 bits"
	cust-init -q -d s.db
	run -2 --separate-stderr order-add -d s.db --create big.csv
	says "cost '900000000000' makes the sum of the customer's costs larger than 64 bits"
	# what is stored counts, too; and so do lines that are held because of a rejects file
	head -1001 big.csv | order-add -q -d s.db --create >acc
	run -2 --separate-stderr order-add -d s.db big.csv
	says "cost '900000000000' makes the sum of the customer's costs larger than 64 bits"
	sed 's/$/,o/; 1s/,o$/,order_id/' big.csv >ids.csv
	run -1 --separate-stderr order-add -q -d s.db --rejects=bad.csv ids.csv
	grep -q "the sum of the customer's costs is larger than 64 bits" bad.csv
	run -0 cust-check -d s.db --no-header
	same ""
	# by another program
	run -0 sqlite3 s.db "SELECT cost > 9e18 FROM history"
	run ! sqlite3 s.db "INSERT INTO orders (customer_id, date, amount, cost)
		VALUES ('a', '2024-01-02', 0, 9000000000000000000)"
	[[ $output == *"integer overflow"* ]]
	# 9e18 of profit at a margin of 1, and 4e17 more
	{
		echo customer_id,date,amount,cost
		for _ in $(seq 1000); do echo "a,2024-01-01,0,-900000000000"; done
		for _ in $(seq 50); do echo "a,2024-01-01,900000000000,"; done
	} >big.csv
	run -2 --separate-stderr cust-segment $AS_OF --margin=1 big.csv
	says "the profit of customer 'a' is larger than 64 bits"
}

@test "order-add keeps the costs of the table history, whatever the order of the loads" {
	cust-init -q -d s.db
	# in order, before what is stored, of a customer without costs, a replaced order, an undo
	log | head -3 | order-add -q -d s.db --create >acc
	log | sed -n '1p; 4,$p' | order-add -q -d s.db --create >acc
	run -0 cust-check -d s.db --no-header
	same ""
	costs() {
		sqlite3 s.db "SELECT customer_id, cost / 10000, costed / 10000, uncosted
			FROM history ORDER BY 1"
	}
	[ "$(costs)" = $'a|60|100|0\nb|10|100|1\nc|0|6|0\nd||0|1' ]
	order-add -q -d s.db <<<$'customer_id,date,amount,cost\na,2023-01-01,7,8\nd,2024-01-09,5,5' >acc
	order-add -q -d s.db <<<$'customer_id,date,amount,order_id\na,2024-01-30,7,o1' >acc
	[ "$(costs)" = $'a|68|107|1\nb|10|100|1\nc|0|6|0\nd|5|5|1' ]
	run -0 cust-check -d s.db --no-header
	same ""
	order-add -q -d s.db --replace <<<$'customer_id,date,amount,order_id,cost\na,2024-01-30,7,o1,2' >acc
	[ "$(costs | head -1)" = "a|70|114|0" ]
	run -0 cust-check -d s.db --no-header
	same ""
	cust-undo -q -d s.db 5 >acc
	cust-undo -q -d s.db 3 >acc
	[ "$(costs)" = $'a|60|100|1\nb|10|100|1\nc|0|6|0\nd||0|1' ]
	run -0 cust-check -d s.db --no-header
	same ""
	# another program: the triggers
	sqlite3 s.db "UPDATE orders SET cost = 30000 WHERE customer_id = 'd'"
	[ "$(costs | tail -1)" = "d|3|10|0" ]
}

# Of 60 customers, every second buys at a margin of .5, the others at one of .1; of each order .2
# more or less, in turn.
shops() {
	awk 'BEGIN { print "customer_id,date,amount,cost"
		for (i = 0; i < 60; i++)
			for (k = 0; k <= i % 5; k++)
			{
				share = i % 2 ? .5 : .9
				share += (int(i / 2) + k) % 2 ? .2 : -.2
				printf "c%02d,2024-01-%02d,%d,%g\n", i, 1 + i % 7 + k * 4, 20 + i,
					(20 + i) * share
			} }'
}

@test "clv-calc: the clv is that of a margin of 1, times the margin of the customer" {
	shops >log.csv
	run -0 --separate-stderr clv-calc --as-of=2024-03-01 log.csv
	says "margin of 60 customers with costs: 0."
	says "; that of a customer counts half after "
	columns spend,frequency,profit,clv >own.csv
	clv-calc -q --as-of=2024-03-01 --margin=1 log.csv | cells clv - >one.csv
	clv-calc -q --as-of=2024-03-01 --fit log.csv >fit.csv
	value() { sed -n "s/^margin,$1,\([^,]*\),.*/\1/p" fit.csv; }
	# the definition, computed again from the table
	tail -n +2 own.csv | paste -d, - one.csv | awk -F, -v mean="$(value mean)" \
		-v k="$(value purchases)" -v z="$(value amount)" -v n="$(value n)" '
	function differs(a, b) { return (a - b) ^ 2 > 1e-18 * b ^ 2 }
	{ s[NR] = $1; x[NR] = $2 + 1; p[NR] = $3; clv[NR] = $4; one[NR] = $5
	  S += $1; P += $3; N += $2 + 1; U += 1 / ($2 + 1) }
	END {
		m = P / S
		for (i = 1; i <= NR; i++) {
			d = (p[i] / s[i] - m) ^ 2
			D += d; W += x[i] * d
		}
		ours = (D * N - W * NR) / (W * U - D * NR)
		if (ours < 1) ours = 1
		if (n != 60 || differs(mean, m) || differs(z, S / N) || differs(k, ours)) {
			print "fit", n, mean, m, z, S / N, k, ours
			exit 1
		}
		for (i = 1; i <= NR; i++)
			if (differs(clv[i], one[i] * (p[i] + k * z * m) / (s[i] + k * z))) {
				print "clv", i, clv[i]
				exit 1
			}
	}'
	# a table and a store say the same; a model file brings the margin of all
	clv-calc -q --as-of=2024-03-01 log.csv >scores.csv
	run -0 clv-calc -q scores.csv
	same "$(cat scores.csv)"
	cust-init -q -d s.db
	order-add -q -d s.db --create log.csv >acc
	run -0 clv-calc -q -d s.db --as-of=2024-03-01 --save=model.csv
	same "$(cat scores.csv)"
	run -0 clv-calc -q --as-of=2024-03-01 --params=model.csv log.csv
	same "$(cat scores.csv)"
	cut -d, -f1-3 log.csv >revenue.csv
	clv-calc -q --as-of=2024-03-01 --params=model.csv revenue.csv | cells clv - |
		paste -d, - one.csv | awk -F, -v m="$(value mean)" '
		($1 - $2 * m) ^ 2 > 1e-18 * $1 ^ 2 { bad = 1 } END { exit bad || NR != 60 }'
	# --margin wins
	clv-calc -q --as-of=2024-03-01 --params=model.csv --margin=1 log.csv | cells clv - |
		diff one.csv -
	# the best customers by profit are those of the margin of half
	run -0 clv-calc -q --as-of=2024-03-01 --margin=1 --top=1 log.csv
	[[ $(cells customer_id) == *[02468] ]]
	run -0 clv-calc -q --as-of=2024-03-01 --top=3 log.csv
	[ "$(cells customer_id | grep -c '[13579]$')" = 3 ]
	# churn-flag has the same clv
	run -0 churn-flag -q --as-of=2024-03-01 --method=model --top=1 log.csv
	cells customer_id,clv scores.csv | grep -qx "$(cells customer_id,clv)"
}

@test "clv-calc: the mean margin, where lasting differences do not show; a loss; no margin" {
	log | grep -v '^[bd]' >log.csv
	echo a,2024-01-20,10,11 >>log.csv
	run -0 --separate-stderr clv-calc $AS_OF log.csv
	says "margin of 2 customers with costs: 0.388, for each customer, because lasting differences do not show"
	# a loss: 30 - 50 each time
	printf '%s\n' customer_id,date,amount,cost a,2024-01-01,30,50 a,2024-01-08,31,50 \
		b,2024-01-03,30,50 >loss.csv
	run -0 clv-calc -q $AS_OF loss.csv
	[ "$(cells clv | grep -c '^-')" = 2 ]
	# no customer has all costs
	printf '%s\n' customer_id,date,amount,cost a,2024-01-01,30,20 a,2024-01-08,31, \
		b,2024-01-03,30, >some.csv
	run -0 --separate-stderr clv-calc $AS_OF some.csv
	says "no customer has a cost for every order; clv is empty (use --margin=RATE)"
	[ "$(cells expected_spend,clv | grep -c ',$')" = 2 ]
	run -2 --separate-stderr clv-calc $AS_OF --top=1 some.csv
	says "no customer has a cost for every order; --top ranks by clv and requires --margin=RATE"
	run -0 --separate-stderr clv-calc $AS_OF --top=1 --margin=.3 some.csv
	says "2 orders without a cost; the profit of each is 30% of its amount"
	clv-calc -q $AS_OF --save=model.csv loss.csv >scores.csv
	grep -q '^margin,mean,-0.6' model.csv
	sed -i 's/^margin,mean,[^,]*/margin,mean,1e99/' model.csv
	run -2 --separate-stderr clv-calc $AS_OF --params=model.csv loss.csv
	says "model.csv: margin,mean must be from -1e15 to 1e15"
}

@test "--margin: from 0 to 1; of cust-list only with --history" {
	for margin in -.1 1.1 130%; do
		run -2 --separate-stderr cust-segment --margin=$margin /dev/null
		says "--margin must be from 0 to 1 (100%)"
	done
	cust-init -q -d s.db
	run -2 --separate-stderr cust-list -d s.db --margin=.3
	says "--margin requires --history"
}

@test "a column without a single cost is none: the margin of the spend, as without the column" {
	printf '%s\n' customer_id,date,amount a,2024-01-01,5 a,2024-01-09,6 b,2024-01-03,7 >log.csv
	sed 's/$/,/; 1s/,$/,cost/' log.csv >empty.csv
	for tool in "cust-segment --rfm" clv-calc "cohort-calc" "clv-calc --model=historic"; do
		$tool --as-of=2024-01-20 log.csv >want 2>said
		[ -s want ]
		$tool --as-of=2024-01-20 empty.csv 2>said.empty | diff want -
		diff said said.empty
	done
}
