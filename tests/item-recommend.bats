# item-recommend: items that are bought by the same customers.
load helper

# Six customers: AB twice, ABC, AC, C, D.
six() {
	printf '%s\n' customer_id,sku u1,A u1,B u2,A u2,B u3,A u3,B u3,C u4,A u4,C u5,C u6,D >six.csv
}

# Before the last day: A B, A B, A, C; then D, D, B, A; the fifth buys all on one day.
days() {
	cat >days.csv <<-'END'
		customer_id,date,sku,amount
		u1,2025-01-01,A,5
		u1,2025-01-02,B,5
		u1,2025-02-01,D,5
		u2,2025-01-01,A,5
		u2,2025-01-02,B,5
		u2,2025-02-01,D,5
		u3,2025-01-01,A,5
		u3,2025-02-01,B,5
		u4,2025-01-01,C,5
		u4,2025-02-01,A,5
		u5,2025-02-01,A,5
		u5,2025-02-01,B,5
	END
}

stored() {
	cust-init -d s.db
	days
	order-add -q -d s.db --create days.csv >acc
}

@test "neighbours of all items, by hand: only what is bought together more often than by chance" {
	six
	run -0 --separate-stderr item-recommend --items six.csv
	[ -z "$stderr" ]
	[ "$(cells sku,rank,other,customers,sku_customers,other_customers,n)" = \
		$'A,1,B,3,4,3,6\nB,1,A,3,3,4,6' ]
	near "$(cell cosine sku=A)" 0.8660254037844386 1e-12
	near "$(cell lift sku=A)" 1.5 1e-12
	near "$(cell llr sku=A)" 3.8190850097688767 1e-9
	item-recommend --items six.csv >all
	run -0 item-recommend --sku=B six.csv
	same "$(sed -n '1p; 3p' all)"
}

@test "the customer who has A and C gets B; the score is the chosen one" {
	six
	run -0 --separate-stderr item-recommend six.csv
	[ "${lines[0]}" = customer_id,rank,sku,score,because,customers,reason ]
	[ "$(cells customer_id,rank,sku,because,customers,reason)" = \
		'u4,1,B,A,3,bought together with A by 3 customers' ]
	near "$(cell score customer_id=u4)" 3.8190850097688767 1e-9
	[ "$stderr" = "item-recommend: no recommendation for 5 customers: nothing was bought together with their items by 2 customers or more" ]
	run -0 --separate-stderr item-recommend --min-support=1 --top=9999999999999 six.csv
	[[ $stderr == *' by 1 customer or more' ]]
	run -0 item-recommend -q --association=lift six.csv
	near "$(cell score customer_id=u4)" 1.5 1e-12
	run -0 item-recommend -q --association=cosine --customer=u4 six.csv
	near "$(cell score customer_id=u4)" 0.8660254037844386 1e-12
	[ "${#lines[@]}" = 2 ]
	run -0 item-recommend -q --customer=u1 six.csv
	same customer_id,rank,sku,score,because,customers,reason
	run -0 item-recommend -q --min-support=4 six.csv
	same customer_id,rank,sku,score,because,customers,reason
}

@test "the order of the rows, repetitions and the number of threads change nothing" {
	python3 - <<-'END' >big.csv
		import random
		random.seed(4)
		print('customer_id,sku')
		for i in range(30000):
		    c = random.randrange(1500)
		    print(f'c{c},s{int(random.expovariate(.05 if c % 2 else .2))}')
	END
	item-recommend -q --threads=1 big.csv >want
	[ "$(wc -l <want)" -gt 10000 ]
	item-recommend -q --threads=2 big.csv | cmp want
	{ echo customer_id,sku; tail -n +2 big.csv | tac; tail -n 999 big.csv; } |
		item-recommend -q | cmp want
}

@test "rank is by score, and at most --top; nothing that the customer has" {
	printf 'customer_id,sku\n' >log.csv
	for i in 1 2 3 4 5 6; do printf 'a%s,A\na%s,B\n' $i $i; done >>log.csv
	for i in 1 2 3; do printf 'b%s,A\nb%s,C\n' $i $i; done >>log.csv
	printf 'one,A\nd1,E\nd2,E\nd3,E\nd4,E\nd5,E\nd6,E\n' >>log.csv
	run -0 item-recommend -q --customer=one --association=cosine log.csv
	[ "$(cells rank,sku,customers)" = $'1,B,6\n2,C,3' ]
	run -0 item-recommend -q --customer=one --association=cosine --top=1 log.csv
	[ "$(cells rank,sku)" = 1,B ]
	run -0 item-recommend -q --customer=one --association=cosine --neighbours=1 log.csv
	[ "$(cells rank,sku)" = 1,B ]
}

@test "--leave-last-out, by hand; the same from the store" {
	days
	run -0 --separate-stderr item-recommend --leave-last-out --top=2 days.csv
	[ -z "$stderr" ]
	[ "$(cells recommended,n,top,hit_rate,mrr)" = \
		$'llr,4,2,0.25,0.25\npopular,4,2,0.5,0.5\ndifference,4,2,-0.25,-0.25' ]
	# Wilson 1/4; Student with 3 degrees of freedom on 1 0 0 0 and 0 0 -1 0 (scipy)
	near "$(cell hit_low recommended=llr)" 0.0455873 1e-5
	near "$(cell hit_high recommended=llr)" 0.6993582 1e-5
	near "$(cell mrr_high recommended=llr)" 1.0456116 1e-6
	near "$(cell hit_low recommended=difference)" -1.0456116 1e-6
	near "$(cell hit_high recommended=difference)" 0.5456116 1e-6
	item-recommend --leave-last-out --top=2 days.csv >want
	stored
	item-recommend --leave-last-out --top=2 -d s.db | cmp want
	run -0 --separate-stderr item-recommend --leave-last-out --as-of=2025-01-01 days.csv
	[ "$stderr" = "item-recommend: no customer has bought items for the first time on two days; nothing to evaluate" ]
	[ "$(cells recommended,n,hit_rate,hit_low,mrr,mrr_low)" = \
		$'llr,0,,,,\npopular,0,,,,\ndifference,0,,,,' ]
}

@test "a list of customers: its columns pass through, a customer without an item keeps the row" {
	stored
	cust-add -q -d s.db --customer-id=new --name=x >acc
	printf 'tier,customer_id,score\ngold,new,1\nblue,u3,2\n' >list.csv
	run -0 --separate-stderr item-recommend -d s.db --as-of=2025-01-31 --association=cosine \
		list.csv
	[ -z "$stderr" ]
	[ "${lines[0]}" = tier,customer_id,score,rank,sku,because,customers,reason ]
	[ "${lines[1]}" = gold,new,,,,,, ]
	[[ ${lines[2]} = blue,u3,*,1,B,A,2,"bought together with A by 2 customers" ]]
	near "$(cell score customer_id=u3)" 0.8164965809277261 1e-12	# 2/sqrt(3*2)
	printf 'customer_id\nu3\nnobody\n' >list.csv
	run -2 --separate-stderr item-recommend -d s.db list.csv
	[ "$stderr" = "item-recommend: list.csv:3: customer_id 'nobody' is not in the store" ]
	run -1 --separate-stderr item-recommend -q --skip-bad -d s.db --as-of=2025-01-31 list.csv
	[ "$(cells customer_id,sku)" = u3,B ]
	printf 'customer_id\nu3\nu3\n' >list.csv
	run -2 --separate-stderr item-recommend -d s.db list.csv
	[ "$stderr" = "item-recommend: list.csv:3: duplicate customer_id 'u3'" ]
	printf 'customer_id,tier,tier\nu3,1,2\n' >list.csv
	run -2 --separate-stderr item-recommend -d s.db list.csv
	[ "$stderr" = "item-recommend: list.csv: duplicate column 'tier' (use --rename or --ignore)" ]
}

@test "refunds and rows without a sku are left out and counted; later rows are not known" {
	six
	{ sed 's/$/,1/; 1s/,1$/,amount/' six.csv; printf 'u5,A,-1\nu6,,2\nu6,,2\n'; } >log.csv
	run -0 --separate-stderr item-recommend -q --items log.csv
	same "$(item-recommend --items six.csv)"
	run -0 --separate-stderr item-recommend --items log.csv
	[ "${stderr_lines[0]}" = "item-recommend: left out 2 rows without a sku" ]
	[ "${stderr_lines[1]}" = "item-recommend: left out 1 refund" ]
	days
	run -0 item-recommend -q --items --as-of=2025-01-31 days.csv
	[ "$(cells sku,other,n)" = $'A,B,4\nB,A,4' ]
}

@test "what cannot be: misuse and bad rows" {
	six
	refused() {
		run -2 --separate-stderr item-recommend "${@:2}"
		[ -z "$output" ] && [ "${stderr_lines[0]}" = "item-recommend: $1" ] ||
			{ printf 'want %s\ngot  %s\n' "$1" "$stderr"; return 1; }
	}
	refused "--customer, --sku, --items and --leave-last-out cannot be combined" \
		--items --leave-last-out six.csv
	refused "--customer, --sku, --items and --leave-last-out cannot be combined" \
		--sku=A --customer=u1 six.csv
	refused "--top must be at least 1" --top=0 six.csv
	refused "--neighbours must be at least 1" --neighbours=0 six.csv
	refused "--min-support must be at least 1" --min-support=0 six.csv
	refused "--customer is empty" --customer= six.csv
	refused "--sku is empty" --sku= six.csv
	refused "customer 'u9' has bought no item" --customer=u9 six.csv
	refused "nobody has bought the item 'X'" --sku=X six.csv
	cust-init -d s.db
	refused "with a store, FILE lists the customers to recommend to" -d s.db --items six.csv
	printf 'customer_id,item\nu1,A\n' >log.csv
	refused "log.csv: no column 'sku'; the columns are 'customer_id', 'item'" log.csv
	refused "six.csv: no column 'date'; the columns are 'customer_id', 'sku'" --leave-last-out six.csv
	refused "six.csv: no column 'date'; the columns are 'customer_id', 'sku'" --as-of=2025-01-01 six.csv
	printf 'customer_id,sku,date,amount\nu1,A,2025-02-30,1\n' >log.csv
	refused "log.csv:2: date '2025-02-30' is not a valid date" log.csv
	printf 'customer_id,sku,date,amount\nu1,A,2025-02-03,x\n' >log.csv
	refused "log.csv:2: amount 'x' is not a valid amount (such as 1200.50)" log.csv
	printf 'customer_id,sku\n,A\n' >log.csv
	refused "log.csv:2: customer_id '' is empty" log.csv
	printf 'customer_id,sku\n' >log.csv
	run -0 --separate-stderr item-recommend log.csv
	same customer_id,rank,sku,score,because,customers,reason
	[ -z "$stderr" ]
}
