# points-log: the ledger of points: steps, rules, refunds, debts, and what is refused.
load helper

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	printf '%s\n' customer_id a b c 客户 | cust-add -q -d shop.db >acc
}

shop() { cp "$BATS_FILE_TMPDIR/shop.db" .; }
log() { points-log -d shop.db "$@"; }
step() { log -q --no-header --columns=points,balance --customer-id="$1" --date="$2" "${@:3}"; }
rows() { sqlite3 shop.db "$@"; }
balance() { points-list -d shop.db --customer="$1" --as-of="$2" --no-header --columns=balance; }
left() { points-list -d shop.db --lots --customer="$1" --as-of="$2" --no-header --columns=left; }

# refuses MESSAGE ARGUMENT...: it says so, and nothing has changed.
refuses() {
	rows .dump >before
	run -2 --separate-stderr log "${@:2}"
	[ -z "$output" ]
	says "points-log: $1"
	rows .dump | diff before -
}

# sound: neither points-check nor cust-check finds a fault.
sound() {
	run -0 points-check -d shop.db
	same check,what,fault
	run -0 cust-check -d shop.db
	same check,what,fault
}

@test "what is spent of a lot does not expire: no collapse of the balance" {
	shop
	run -0 step a 2026-01-01 --points=100 --expires=2026-02-01
	same 100,100
	run -0 step a 2026-01-05 --points=50 --expires=2026-04-01
	same 50,150
	run -0 balance a 2026-01-06
	same 150
	run -0 step a 2026-01-10 --step=redeem --points=80
	same -80,70
	run -0 left a 2026-01-10
	same $'20\n50'
	run -0 balance a 2026-01-31
	same 70
	# the date of expiry is the first day on which the points are not usable
	run -0 balance a 2026-02-01
	same 50
	refuses "points '60': customer_id 'a' has only 50 usable" --customer-id=a \
		--date=2026-02-01 --step=redeem --points=60
	run -0 log --expire --date=2026-01-31
	same $'batch,read,added,updated,unchanged,rejected\n5,0,0,0,0,0'
	run -0 log --expire --date=2026-02-01
	same $'batch,read,added,updated,unchanged,rejected\n6,1,1,0,0,0'
	run -0 rows "SELECT date, points, lot FROM points WHERE step = 'expire'"
	same '2026-02-01|-20|1'
	run -0 balance a 2026-02-01
	same 50
	run -0 step a 2026-02-02 --step=redeem --points=50
	same -50,0
	sound
}

@test "the lot that expires first is used first, one that never expires last" {
	shop
	log -q <<-'END'
		customer_id,date,points,expires
		a,2026-01-01,30,2026-12-31
		a,2026-01-01,30,2026-06-30
		a,2026-01-01,30,
	END
	run -0 step a 2026-03-01 --step=redeem --points=70
	same -70,20
	run -0 left a 2026-03-01
	same $'0\n0\n20'
}

@test "an order earns once, also when its file is loaded again" {
	shop
	printf '%s\n' kind,rule,points,per earn,base,1,1 >rules.csv
	printf '%s\n' customer_id,date,order_id,amount a,2026-01-01,1,10.99 b,2026-01-02,2,7 \
		b,2026-01-02,3,.5 >orders.csv
	run -0 log -q --rules=rules.csv orders.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,3,3,0,0,0'
	run -0 rows 'SELECT order_id, points, amount, rule FROM points'
	same $'1|10|109900|base\n2|7|70000|base\n3|0|5000|'
	refuses "already loaded as batch 2 (use --again to load it twice)" --rules=rules.csv orders.csv
	run -0 log -q --rules=rules.csv --again orders.csv
	same $'batch,read,added,updated,unchanged,rejected\n3,3,0,0,3,0'
	# an order that has earned nothing does not earn by other rules, either
	printf '%s\n' kind,rule,points earn,gift,100 >gift.csv
	echo c,2026-01-03,4,1 >>orders.csv
	run -0 log -q --rules=gift.csv orders.csv
	same $'batch,read,added,updated,unchanged,rejected\n4,4,1,0,3,0'
	run -0 log -q --customer-id=a --date=2026-01-01 --order-id=1 --points=10 --no-header
	same ,a,earn,0,10
	refuses "order_id '1' has earned 10 points already, not 11 (reverse it, or adjust the points)" \
		--customer-id=a --order-id=1 --points=11
	refuses "order_id '1' has earned 10 points already, with another amount" \
		--customer-id=a --order-id=1 --points=10 --amount=9
	refuses "order_id '1' is of another customer (if it is a number of another system: --source" \
		--customer-id=b --order-id=1 --points=10
	# another system has numbers of its own
	printf '%s\n' customer_id,date,order_id,amount b,2026-01-01,1,5 >other.csv
	run -0 log -q --rules=rules.csv --source=web other.csv
	same $'batch,read,added,updated,unchanged,rejected\n6,1,1,0,0,0'
	sound
}

@test "buying and returning does not leave the points of the order" {
	shop
	for n in 1 2 3; do
		step a 2026-01-0$n --order-id=$n --points=100 --amount=50
		run -0 step a 2026-01-0$n --step=reverse --order-id=$n
		same -100,0
		# the same refund again, and the same order again
		run -0 step a 2026-01-0$n --step=reverse --order-id=$n
		same 0,0
		run -0 step a 2026-01-0$n --order-id=$n --points=100 --amount=50
		same 0,0
	done
	run -0 balance a 2026-02-01
	same 0
	sound
}

@test "a refund of an order that was paid with points gives them back once, and takes none" {
	shop
	step a 2026-01-01 --points=100
	step a 2026-01-02 --step=redeem --points=60 --order-id=7 --amount=30
	run -0 step a 2026-01-03 --step=reverse --order-id=7
	same 60,100
	for _ in 1 2; do
		run -0 --separate-stderr log --customer-id=a --date=2026-01-04 --step=reverse \
			--order-id=7 --no-header
		same ,a,reverse,0,100
		says "nothing changed: this was recorded before"
	done
	# the order is not paid a second time, either
	run -0 step a 2026-01-05 --step=redeem --points=60 --order-id=7
	same 0,100
	refuses "order_id '7' has redeemed 60 points already" --customer-id=a --step=redeem \
		--points=61 --order-id=7
	sound
}

@test "partial refunds add up to all of it, and no more" {
	shop
	step a 2026-01-01 --points=50
	step a 2026-01-02 --points=10 --order-id=1 --amount=30
	step a 2026-01-02 --step=redeem --points=25 --order-id=1
	# thirds: 8.33, 16.67 and 25 points back; 3.33, 6.67 and 10 taken
	run -0 step a 2026-01-03 --step=reverse --order-id=1 --amount=10
	same 5,40
	run -0 step a 2026-01-04 --step=reverse --order-id=1 --amount=10
	same 5,45
	# the same amount on the same day is the same refund
	run -0 step a 2026-01-04 --step=reverse --order-id=1 --amount=10
	same 0,45
	refuses "the refund is larger than what is left of order_id '1': 10" --customer-id=a \
		--step=reverse --order-id=1 --amount=10.01
	run -0 step a 2026-01-04T10:00 --step=reverse --order-id=1 --amount=10
	same 5,50
	refuses "the refund is larger than what is left of order_id '1': 0" --customer-id=a \
		--step=reverse --order-id=1 --amount=1
	run -0 rows "SELECT sum(points) FROM points WHERE step = 'reverse' AND points < 0"
	same -10
	sound
}

@test "points of a refunded order that were spent: refused, or owed until they are earned" {
	shop
	step a 2026-01-01 --points=100 --order-id=1 --amount=9
	step a 2026-01-02 --step=redeem --points=90
	refuses "customer_id 'a' has 10 of the 100 points that are to be taken back (--allow-negative" \
		--customer-id=a --date=2026-01-03 --step=reverse --order-id=1
	run -0 step a 2026-01-03 --step=reverse --order-id=1 --allow-negative
	same -100,-90
	refuses "points '1': customer_id 'a' has only 0 usable" --customer-id=a \
		--date=2026-01-03 --step=redeem --points=1
	# what is earned pays the debt first
	run -0 step a 2026-01-04 --points=70
	same 70,-20
	run -0 step a 2026-01-05 --points=30
	same 30,10
	refuses "points '11': customer_id 'a' has only 10 usable" --customer-id=a \
		--date=2026-01-05 --step=redeem --points=11
	run -0 points-list -d shop.db --lots --customer=a --as-of=2026-01-05 \
		--columns=points,left,state
	same $'points,left,state\n100,0,used\n-90,0,settled\n70,0,used\n30,10,usable'
	run -0 balance a 2026-01-03
	same -90
	sound
}

@test "points that expired are not taken back: the customer never used them" {
	shop
	for who in a b; do
		step $who 2026-01-01 --points=100 --order-id=$who --amount=9 --expires=2026-02-01
		step $who 2026-01-01 --points=200
		step $who 2026-01-02 --step=redeem --points=40
	done
	# whether the expiry was recorded before or not
	run -0 step a 2026-02-02 --step=reverse --order-id=a
	same -40,160
	log -q --expire --date=2026-02-01 >acc
	run -0 step b 2026-02-02 --step=reverse --order-id=b
	same -40,160
	sound
}

@test "points that come back to a lot that has expired: lost, or with a new date" {
	shop
	for who in a b; do
		step $who 2026-01-01 --points=100 --expires=2026-02-01
		step $who 2026-01-02 --step=redeem --points=100 --order-id=$who
	done
	run -0 --separate-stderr log --customer-id=a --date=2026-02-02 --step=reverse --order-id=a \
		--no-header
	same 5,a,reverse,100,0
	says "100 points were given back to lots that have expired (--expires=DATE gives them a new"
	run -0 step b 2026-02-02 --step=reverse --order-id=b --expires=2026-03-01
	same 100,100
	run -0 balance b 2026-03-01
	same 0
	log -q --expire --date=2026-03-01 >acc
	run -0 rows "SELECT customer_id, date, points FROM points WHERE step = 'expire'"
	same $'a|2026-02-02|-100\nb|2026-03-01|-100'
	sound
}

@test "pending points: usable from a day on, or once confirmed" {
	shop
	step a 2026-01-01 --points=10 --usable=2026-01-15
	step a 2026-01-01 --points=20 --pending --order-id=1 --expires=2026-06-01
	run -0 points-list -d shop.db --as-of=2026-01-10 --columns=balance,pending
	same $'balance,pending\n0,30'
	refuses "points '1': customer_id 'a' has only 0 usable" --customer-id=a \
		--date=2026-01-14 --step=redeem --points=1
	run -0 balance a 2026-01-15
	same 10
	run -0 step a 2026-01-20 --step=confirm --order-id=1
	same 0,30
	run -0 --separate-stderr log --customer-id=a --date=2026-01-21 --step=confirm --order-id=1 \
		--no-header
	same ,a,confirm,0,30
	run -0 balance a 2026-01-19
	same 10
	# a confirmation also ends a waiting time
	step b 2026-01-01 --points=10 --usable=2026-01-15
	run -0 step b 2026-01-02 --step=confirm
	same 0,10
	refuses "order_id '9' has not earned points of customer_id 'a' by that day" --customer-id=a \
		--step=confirm --order-id=9
	refuses "customer_id 'c' has no points by that day" --customer-id=c --step=confirm
	sound
}

@test "transfer: the points keep their date of expiry" {
	shop
	step a 2026-01-01 --points=10 --expires=2026-06-01
	step a 2026-01-01 --points=20
	run -0 step a 2026-01-02 --step=transfer --points=15 --other-id=客户
	same -15,15
	run -0 points-list -d shop.db --lots --customer=客户 --columns=points,expires
	same $'points,expires\n10,2026-06-01\n5,'
	refuses "points '16': customer_id 'a' has only 15 usable" --customer-id=a --step=transfer \
		--date=2026-01-03 --points=16 --other-id=b
	refuses "other_id 'a' is the customer himself" --customer-id=a --step=transfer --points=1 \
		--other-id=a
	refuses "other_id 'nobody' is not in the store (add it with cust-add)" --customer-id=a \
		--step=transfer --points=1 --other-id=nobody
	sound
}

@test "adjust needs a reason; it takes no more than there is, unless that is allowed" {
	shop
	run -0 step a 2026-01-01 --step=adjust --points=30 --reason=道歉
	same 30,30
	run -0 step a 2026-01-02 --step=adjust --points=-10 --reason=error
	same -10,20
	refuses "customer_id 'a' has 20 of the 21 points that are to be taken back" --customer-id=a \
		--date=2026-01-02 --step=adjust --points=-21 --reason=x
	run -0 step a 2026-01-02 --step=adjust --points=-21 --reason=x --allow-negative
	same -21,-1
	refuses "reason '' is empty: step adjust requires it" --customer-id=a --step=adjust --points=1
	sound
}

@test "a referral is rewarded once per customer who was referred" {
	shop
	printf '%s\n' kind,rule,points,expires,pending refer,r,500,1y, welcome,w,200,, >rules.csv
	run -0 step a 2026-01-01 --step=refer --other-id=b --rules=rules.csv
	same 500,500
	run -0 balance b 2026-01-01
	same 200
	run -0 step a 2026-01-02 --step=refer --other-id=b --rules=rules.csv
	same 0,500
	refuses "other_id 'b' was referred by another customer already" --customer-id=c --step=refer \
		--other-id=b --rules=rules.csv
	refuses "points is empty, and no rule of kind refer gives them" --customer-id=b \
		--step=refer --other-id=c
	run -0 step b 2026-01-02 --step=refer --other-id=c --points=50
	same 50,250
	sound
}

@test "an operation of an earlier date takes only what later ones have left" {
	shop
	step a 2026-01-01 --points=100
	step a 2026-01-20 --step=redeem --points=70
	refuses "points '31': customer_id 'a' has only 30 usable" --customer-id=a \
		--date=2026-01-10 --step=redeem --points=31
	run -0 step a 2026-01-10 --step=redeem --points=30
	same -30,70
	refuses "date '2026-01-01' is before the points of the order" --customer-id=a --date=2026-01-01 \
		--step=reverse --order-id=1 <<<"$(step a 2026-01-05 --points=1 --order-id=1)"
	run -0 balance a 2026-01-20
	same 1
	sound
}

@test "rules: per amount, sku, minimum, campaign, rounding, expiry, waiting time" {
	shop
	cat >rules.csv <<-'END'
		kind,rule,points,per,minimum,sku,since,until,expires,pending,rounding
		earn,down,1,3,,,,,12m,,
		earn,near,1,3,,,,,,,nearest
		earn,up,1,3,,,,,,,up
		earn,beans,20,,,beans,,,6m,14d,
		earn,large,5,,100,,,,,confirm,
		earn,march,2,1,,,2026-03-01,2026-03-31,,,
	END
	log -q --rules=rules.csv >acc <<-'END'
		customer_id,date,order_id,amount,sku
		a,2026-02-28,1,4,cup
		a,2026-02-28,1,1,beans
		b,2026-03-31,2,100,cup
		b,2026-04-01,3,99.9999,cup
	END
	# of 5 / 3 = 1.67; 33.33; 33.33
	run -0 points-list -d shop.db --lots --where "rule <> 'x'" --sort=order_id,rule \
		--columns=order_id,rule,points,usable_from,expires
	same 'order_id,rule,points,usable_from,expires
1,beans,20,2026-03-14,2026-08-28
1,down,1,2026-02-28,2027-02-28
1,near,2,2026-02-28,
1,up,2,2026-02-28,
2,down,33,2026-03-31,2027-03-31
2,large,5,,
2,march,200,2026-03-31,
2,near,33,2026-03-31,
2,up,34,2026-03-31,
3,down,33,2026-04-01,2027-04-01
3,near,33,2026-04-01,
3,up,34,2026-04-01,'
	sound
}

@test "rules: the example that is installed" {
	shop
	printf '%s\n' customer_id,date,order_id,amount a,2026-03-01,1,2000.50 a,2026-03-02,2,100 |
		log -q --rules="$ROOT/share/rules/points.csv" >acc
	run -0 points-list -d shop.db --lots --columns=order_id,rule,points,usable_from,expires
	# gold from the day after on: half a point more per unit
	same 'order_id,rule,points,usable_from,expires
1,base,2000,2026-03-15,2027-03-01
1,opening,100,,2026-09-01
2,base,100,2026-03-16,2027-03-02
2,gold,50,2026-03-16,2027-03-02
2,opening,100,,2026-09-02'
	run -0 points-list -d shop.db --rules="$ROOT/share/rules/points.csv" --as-of=2026-03-02 \
		--columns=tier,qualifying
	same $'tier,qualifying\ngold,2350'
}

@test "rules: a tier counts from the day after the order that reaches it" {
	shop
	cat >rules.csv <<-'END'
		kind,rule,points,per,tier,minimum,measure,period,grace
		earn,base,1,1,,,,,
		earn,gold,1,1,gold,,,,
		tier,gold,,,,100,points,12m,
	END
	log -q --rules=rules.csv >acc <<-'END'
		customer_id,date,order_id,amount
		a,2026-01-01,1,100
		a,2026-01-01,2,10
		a,2026-01-02,3,10
	END
	run -0 rows 'SELECT order_id, rule, points FROM points'
	same $'1|base|100\n2|base|10\n3|base|10\n3|gold|10'
}

@test "refunds of a log of orders: rows below 0, loaded again and again" {
	shop
	printf '%s\n' kind,rule,points,per earn,base,2,1 >rules.csv
	printf '%s\n' customer_id,date,order_id,amount a,2026-01-01,1,10 a,2026-01-05,1,-2 \
		a,2026-01-05,1,-3 >orders.csv
	run -0 log -q --rules=rules.csv orders.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,3,3,0,0,0'
	run -0 balance a 2026-01-05
	same 10
	echo a,2026-01-06,1,-5 >>orders.csv
	run -0 log -q --rules=rules.csv orders.csv
	same $'batch,read,added,updated,unchanged,rejected\n3,4,1,0,3,0'
	run -0 balance a 2026-01-06
	same 0
	echo a,2026-01-07,1,-5 >>orders.csv
	refuses "orders.csv:6: the refund is larger than what is left of order_id '1': 0" \
		--rules=rules.csv orders.csv
	sound
}

@test "a bad row: nothing is recorded; with --rejects its order is left out whole" {
	shop
	printf '%s\n' kind,rule,points,per earn,base,1,1 >rules.csv
	printf '%s\n' customer_id,date,order_id,amount a,2026-01-01,1,10 a,2026-01-01,1,x \
		b,2026-01-01,2,5 nobody,2026-01-01,3,5 a,2026-01-01,4,1 b,2026-01-01,4,1 >orders.csv
	refuses "orders.csv:3: amount 'x' is not a valid amount" --rules=rules.csv orders.csv
	says "orders.csv:5: customer_id 'nobody' is not in the store (add it with cust-add)"
	says "orders.csv:7: order_id '4' has lines of two customers"
	says "nothing loaded: 3 bad rows of 6"
	run -1 --separate-stderr log -q --rules=rules.csv --rejects=bad.csv orders.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,6,1,0,0,5'
	run -0 rows 'SELECT order_id, points FROM points'
	same '2|5'
	run -0 cells line,reason bad.csv
	[[ $output == *"2,another row of order_id '1' is bad"* ]]
	sed -i 's/,x,/,3,/; s/^nobody/c/' bad.csv
	run -1 --separate-stderr log -q --rules=rules.csv --rejects=worse.csv bad.csv
	same $'batch,read,added,updated,unchanged,rejected\n3,5,3,0,0,2'
	sound
	# nothing but bad rows
	printf '%s\n' customer_id,date,points nobody,2026-01-01,3 >none.csv
	run -1 --separate-stderr log -q --rejects=worst.csv none.csv
	same $'batch,read,added,updated,unchanged,rejected\n4,1,0,0,0,1'
}

@test "bad fields" {
	shop
	refuses "customer_id 'x' is not in the store (add it with cust-add)" --customer-id=x --points=1
	refuses "date '2199-01-01' is in the future" --customer-id=a --points=1 --date=2199-01-01
	refuses "expires is not after date" --customer-id=a --points=1 --date=2026-01-01 \
		--expires=2026-01-01
	refuses "expires is not after usable" --customer-id=a --points=1 --date=2026-01-01 \
		--usable=2026-02-01 --expires=2026-02-01
	refuses "usable is before date" --customer-id=a --points=1 --date=2026-01-02 \
		--usable=2026-01-01
	for points in 1.5 1e3 x ' 1' 99999999999999999999; do
		refuses "points '$points' is not a whole number" --customer-id=a --points="$points"
	done
	refuses "points '0' is not above 0" --customer-id=a --points=0
	refuses "points '-5' is not above 0" --customer-id=a --points=-5 --step=redeem
	refuses "points '0' is 0: nothing would change" --customer-id=a --points=0 --step=adjust \
		--reason=x
	refuses "amount '-1' is below 0" --customer-id=a --points=1 --amount=-1
	refuses "amount '0' is 0: nothing would change" --customer-id=a --step=reverse --order-id=1 \
		--amount=0
	refuses "points '' is empty: step redeem requires it" --customer-id=a --step=redeem
	refuses "order_id '' is empty: step reverse requires it" --customer-id=a --step=reverse
	refuses "expires '2199-01-01' is not for step redeem" --customer-id=a --step=redeem --points=1 \
		--expires=2199-01-01
	refuses "order_id '9' has neither earned nor redeemed points (a refund has the order_id of its order)" --customer-id=a --step=reverse \
		--order-id=9
	refuses "step 'spend' is not one of earn|redeem|reverse|adjust|transfer|refer|confirm" \
		--customer-id=a --step=spend
	refuses "points is empty (or give the rules by which orders earn points: --rules=FILE)" \
		--customer-id=a --order-id=1
	printf '%s\n' kind,rule,points earn,x,5 >r.csv
	refuses "order_id is empty: without it the order could earn twice" --customer-id=a --amount=5 \
		--rules=r.csv
	refuses "amount is empty: the rules need it" --customer-id=a --order-id=5 --rules=r.csv
	step a 2026-01-01 --points=5 --order-id=1
	refuses "the ledger has no amount of order_id '1': leave amount empty to reverse all of it" \
		--customer-id=a --step=reverse --order-id=1 --amount=1
	refuses "order_id '1' is of another customer" --customer-id=b --step=reverse --order-id=1
	refuses "--expire cannot be used with other fields than --date, or with CSV" --expire \
		--points=5
	refuses "unexpected operand 'x.csv'" --expire x.csv
	refuses "--date '2199-01-01' is in the future" --expire --date=2199-01-01
}

# rule MESSAGE ROW...: a file of these rules is refused.
rule() {
	printf '%s\n' kind,rule,points,per,minimum,sku,tier,since,until,expires,pending,rounding,measure,period,grace,downgrade \
		"${@:2}" >r.csv
	refuses "$1" --customer-id=a --order-id=1 --amount=1 --rules=r.csv
}

@test "bad rules" {
	shop
	rule "r.csv:2: kind 'burn' is not earn, refer, welcome or tier" burn,x,1,,,,,,,,,,,,,
	rule "r.csv:2: rule '' is empty" earn,,1,,,,,,,,,,,,,
	rule "r.csv:2: points '-1' is not a whole number above 0" earn,x,-1,,,,,,,,,,,,,
	rule "r.csv:2: per '0' is not above 0" earn,x,1,0,,,,,,,,,,,,
	rule "r.csv:2: per 'x' is not a valid amount" earn,x,1,x,,,,,,,,,,,,
	rule "r.csv:2: minimum '-1' is below 0" earn,x,1,,-1,,,,,,,,,,,
	rule "r.csv:2: since '2026-02-30' is not a valid date" earn,x,1,,,,,2026-02-30,,,,,,,,
	rule "r.csv:2: until '2026-01-01' is before since" earn,x,1,,,,,2026-01-02,2026-01-01,,,,,,,
	rule "r.csv:2: expires 'soon' is not a duration such as 30d, 12m or 1y" \
		earn,x,1,,,,,,,soon,,,,,,
	rule "r.csv:2: expires '7d' is not after pending" earn,x,1,,,,,,,7d,7d,,,,,
	rule "r.csv:2: rounding 'off' is not one of down|nearest|up" earn,x,1,,,,,,,,,off,,,,
	rule "r.csv:3: duplicate rule 'x'" earn,x,1,,,,,,,,,,,,, earn,x,1,,,,,,,,,,,,,
	rule "r.csv:3: duplicate rule of kind 'refer'" refer,x,1,,,,,,,,,,,,, \
		refer,y,1,,,,,,,,,,,,,
	rule "r.csv:2: period '1y' is not for a rule of kind earn" earn,x,1,,,,,,,,,,,1y,,
	rule "r.csv:2: minimum '' is empty" tier,x,,,,,,,,,,,,1y,,
	rule "r.csv:2: period '' is empty" tier,x,,,5,,,,,,,,,,,
	rule "r.csv:3: minimum '5' is not above that of the tier before; list the lowest first" \
		tier,x,,,5,,,,,,,,,1y,, tier,y,,,5,,,,,,,,,1y,,
	rule "r.csv:3: duplicate tier 'x'" tier,x,,,5,,,,,,,,,1y,, tier,x,,,6,,,,,,,,,1y,,
	rule "r.csv:3: measure 'spend' differs from that of the tier before" \
		tier,x,,,5,,,,,,,,,1y,, tier,y,,,6,,,,,,,,spend,1y,,
	rule "r.csv: rule 'x': no rule of kind tier has the name 'gold'" earn,x,1,,,,gold,,,,,,,,,
	printf '%s\n' kind,rule,points,color earn,x,1,red >r.csv
	refuses "r.csv: unknown column 'color'" --customer-id=a --order-id=1 --amount=1 --rules=r.csv
	(echo kind,rule,minimum,period; seq 1 17 | sed 's/.*/tier,t&,&,1y/') >r.csv
	refuses "r.csv: more than 16 tiers" --customer-id=a --order-id=1 --amount=1 --rules=r.csv
	printf '%s\n' kind,rule,points,per earn,x,9000000000000000000,.0001 >r.csv
	refuses "rule 'x' gives more points than fit in 64 bits" --customer-id=a --order-id=1 \
		--amount=1 --rules=r.csv
}

@test "-n shows the entries and changes nothing" {
	shop
	step a 2026-01-01 --points=10
	rows .dump >before
	run -0 --separate-stderr log -n --customer-id=a --step=redeem --points=4 --date=2026-01-02
	same 'entry_id,field,old,new
2,entry_id,,2
2,customer_id,,a
2,date,,2026-01-02
2,step,,redeem
2,points,,-4
2,lot,,1'
	run -0 log -n --expire --date=2026-01-02
	rows .dump | diff before -
}

@test "undo: a load of points is taken back, unless later entries depend on it" {
	shop
	step a 2026-01-01 --points=100
	step a 2026-01-02 --step=redeem --points=80 --order-id=1
	run -2 --separate-stderr cust-undo -d shop.db 2
	says "batch 2 cannot be undone: rows of other batches stand on its rows: 3"
	run -0 cust-undo -d shop.db --no-header 3
	same 4,3,1,0,0
	step a 2026-01-02 --step=redeem --points=50 --order-id=1
	# there are not 80 points left, and the order would redeem twice
	run -2 --separate-stderr cust-undo -d shop.db 4
	says "batch 4 cannot be undone: later batches used the same points: 5"
	step a 2026-01-03 --points=100
	log -q --customer-id=a --step=adjust --points=-100 --reason=x --date=2026-01-03 >acc
	cust-undo -q -d shop.db 7
	run -2 --separate-stderr cust-undo -d shop.db 4
	says "batch 4 cannot be undone: later batches"
	# points that were given back, and redeemed again
	step b 2026-01-01 --points=10
	step b 2026-01-01 --step=redeem --points=10 --order-id=b
	step b 2026-01-02 --step=reverse --order-id=b
	step b 2026-01-03 --step=redeem --points=10
	run -2 --separate-stderr cust-undo -d shop.db 11
	says "batch 11 cannot be undone: later batches used the same points: 12"
	# a confirmation of points that were used since
	step c 2026-01-01 --points=10 --pending
	step c 2026-01-02 --step=confirm
	step c 2026-01-03 --step=redeem --points=5
	run -2 --separate-stderr cust-undo -d shop.db 14
	says "batch 14 cannot be undone: later batches used the same points: 15"
	sound
}

@test "a log that has grown: a second refund on the day of the first takes only its own points" {
	shop
	printf '%s\n' kind,rule,points,per earn,base,1,1 >rules.csv
	local head=customer_id,order_id,date,amount
	load() { printf '%s\n' $head "$@" | log -q --rules=rules.csv --no-header; }
	run -0 load a,o,2026-01-01,100 a,o,2026-01-05,-10
	same 2,2,2,0,0,0
	# with the rows of before
	run -0 load a,o,2026-01-01,100 a,o,2026-01-05,-10 a,o,2026-01-05,-20
	same 3,3,1,0,2,0
	run -0 balance a 2026-01-06
	same 70
	# without them
	run -0 load a,o,2026-01-05,-5
	same 4,1,1,0,0,0
	# two of the same amount, and one recorded as the sum of two rows
	run -0 load a,o,2026-01-05,-10 a,o,2026-01-05,-20 a,o,2026-01-05,-5 a,o,2026-01-05,-5
	same 5,4,1,0,3,0
	run -0 load a,o,2026-01-06,-1 a,o,2026-01-06,-2
	same 6,2,2,0,0,0
	run -0 load a,o,2026-01-06,-1 a,o,2026-01-06,-2 a,o,2026-01-06,-4
	same 7,3,1,0,2,0
	run -0 balance a 2026-01-07
	same 53
	run -0 load a,o,2026-01-01,100 a,o,2026-01-05,-10 a,o,2026-01-05,-20 a,o,2026-01-05,-5 \
		a,o,2026-01-05,-5 a,o,2026-01-06,-1 a,o,2026-01-06,-2 a,o,2026-01-06,-4
	same 8,8,0,0,8,0
	run -0 balance a 2026-01-07
	same 53
	refuses "standard input:2: the refund is larger than what is left of order_id 'o': 53" \
		--rules=rules.csv <<<"$head"$'\na,o,2026-01-08,-54'
	sound
}

@test "an order does not earn after its refund: the message says what to do" {
	shop
	log -q --customer-id=a --points=100 --date=2026-01-01 >acc
	log -q --customer-id=a --order-id=o --step=redeem --points=40 --amount=80 \
		--date=2026-01-02 >acc
	log -q --customer-id=a --order-id=o --step=reverse --amount=20 --date=2026-01-03 >acc
	refuses "order_id 'o' has a refund, which takes nothing from points that are earned later (cust-undo the refund, and load it again after this)" \
		--customer-id=a --order-id=o --points=80 --amount=80 --date=2026-01-02
	cust-undo -q -d shop.db 4 >acc
	log -q --customer-id=a --order-id=o --points=80 --amount=80 --date=2026-01-02 >acc
	log -q --customer-id=a --order-id=o --step=reverse --amount=20 --date=2026-01-03 >acc
	run -0 balance a 2026-01-04
	same 130	# 100 - 40 + 80 + 10 - 20
	sound
}

@test "the times of a day count: in a load, and of a refund" {
	shop
	printf '%s\n' customer_id,date,step,points,order_id \
		a,2026-01-01T12:00:00,redeem,30, a,2026-01-01T09:00:00,earn,50,o \
		a,2026-01-01T12:30:00,redeem,20, | log -q >acc
	run -0 balance a 2026-01-01
	same 0
	refuses "date '2026-01-01T08:59:59' is before the points of the order" --customer-id=a \
		--order-id=o --step=reverse --date=2026-01-01T08:59:59
	log -q --allow-negative --customer-id=a --order-id=o --step=reverse \
		--date=2026-01-01T09:00:00 >acc
	run -0 balance a 2026-01-01
	same -50
	# without a time, rows of a day stay in their order
	refuses "standard input:2: points '5': customer_id 'b' has only 0 usable" \
		<<<$'customer_id,date,step,points\nb,2026-01-01,redeem,5\nb,2026-01-01,earn,5'
	sound
}

@test "of two customers only one can have referred the other" {
	shop
	log -q --customer-id=a --step=refer --other-id=b --points=10 --date=2026-01-01 >acc
	refuses "other_id 'a' referred customer_id 'b' before: only one of them can earn for it" \
		--customer-id=b --step=refer --other-id=a --points=10 --date=2026-01-02
	log -q --customer-id=b --step=refer --other-id=c --points=10 --date=2026-01-02 >acc
	log -q --customer-id=c --step=refer --other-id=a --points=10 --date=2026-01-02 >acc
	sound
}

@test "undo: an order, a refund and a referral that were recorded again since" {
	shop
	step a 2026-01-01 --points=100 --order-id=1 --amount=10
	step a 2026-01-01 --points=100 --expires=2026-12-31
	step a 2026-01-02 --step=redeem --points=20 --order-id=2
	cust-undo -q -d shop.db 4 >acc
	step a 2026-01-02 --step=redeem --points=20 --order-id=2
	run -2 --separate-stderr cust-undo -d shop.db 5
	says "batch 5 cannot be undone: later batches added the same points: 6"
	cust-undo -q -d shop.db 2 >acc
	step a 2026-01-01 --points=100 --order-id=1 --amount=10
	run -2 --separate-stderr cust-undo -d shop.db 7
	says "batch 7 cannot be undone: later batches added the same rows: 8"
	step a 2026-01-01 --step=refer --other-id=b --points=5
	cust-undo -q -d shop.db 9 >acc
	step c 2026-01-01 --step=refer --other-id=b --points=5
	run -2 --separate-stderr cust-undo -d shop.db 10
	says "batch 10 cannot be undone: later batches added the same points: 11"
	sound
}

@test "merge: the lots of both are one balance; an order earns once for both" {
	shop
	step a 2026-01-01 --points=100 --order-id=1 --amount=10
	step b 2026-01-01 --points=30 --expires=2026-06-01
	cust-merge -q -d shop.db a b >acc
	run -0 balance a 2026-01-01
	same 130
	run -0 step b 2026-01-02 --points=100 --order-id=1 --amount=10
	same 0,130
	run -0 step b 2026-01-02 --step=redeem --points=110
	same -110,20
	sound
	# the lots could not be apart again
	run -2 --separate-stderr cust-undo -d shop.db 4
	says "batch 4 cannot be undone: later batches used the same points: 6"
	cust-undo -q -d shop.db 6 >acc
	run -0 cust-undo -d shop.db --no-header 4
	run -0 balance b 2026-01-01
	same 30
	sound
}

@test "forget: the points stay, without what names the customer" {
	shop
	step a 2026-01-01 --points=100 --order-id=SECRET1 --reason=SECRET2 --note=SECRET3
	cust-forget -q -d shop.db a >acc
	run -0 rows "SELECT customer_id, points, order_id, reason, note FROM points"
	same 'forgotten-1|100|forgotten-1.1||'
	run ! grep -c SECRET shop.db
	refuses "customer_id 'forgotten-1' is of a customer who was forgotten" \
		--customer-id=forgotten-1 --points=5
	run -0 points-list -d shop.db --liability --no-header
	same ''
	sound
	run -0 audit-check -d shop.db
}

@test "the ledger is only added to, and the chain of hashes shows what was changed" {
	shop
	step a 2026-01-01 --points=100
	run ! rows "UPDATE points SET points = 200"
	[[ $output == *'points is only added to'* ]]
	run ! rows "DELETE FROM points"
	rows "DROP TRIGGER points_changed; UPDATE points SET points = 200" \
		"CREATE TRIGGER points_changed BEFORE UPDATE OF entry_id, date, step, points, lot, refers, usable,
  expires, amount, rule ON points BEGIN
  SELECT RAISE(ABORT, 'points is only added to');
END"
	run -1 audit-check -d shop.db
	[[ $output == *points* ]]
}

@test "thousands of random operations by eight processes, killed at random, against a replay" {
	run -0 python3 "$ROOT/tests/points.py" "$(soak 150 10000)"
	echo "# $output" >&3
}

@test "a store of schema 11 is to be upgraded first: rows stay, and it takes points" {
	upgrades 11 "SELECT customer_id, name, phone, attrs FROM customer; SELECT * FROM orders;
		SELECT * FROM consent; SELECT * FROM visit; SELECT * FROM feedback_event;
		SELECT * FROM quality; SELECT * FROM batch" points-list -d s.db
	id=$(sqlite3 s.db "SELECT min(customer_id) FROM customer
		WHERE customer_id NOT IN (SELECT customer_id FROM forgotten)")
	points-log -q -d s.db --customer-id="$id" --points=5 >acc
	run -0 cust-check -d s.db --no-header
	same ""
	run -0 audit-check -d s.db --no-header
	same ""
}

@test "an order_id of two sources earns twice, and each is refunded of its own" {
	shop
	printf '%s\n' kind,rule,points,per earn,base,1,1 >rules.csv
	printf '%s\n' customer_id,date,order_id,source,amount a,2026-01-01,1,shop,10 \
		a,2026-01-01,1,shop,5 a,2026-01-02,1,web,20 b,2026-01-02,1,,7 >o.csv
	run -0 log -q --no-header --rules=rules.csv o.csv
	[ "${output#*,}" = 4,4,0,0,0 ]
	[ "$(balance a 2026-02-01)" = 35 ]
	[ "$(balance b 2026-02-01)" = 7 ]
	run -0 log -q --no-header --again --rules=rules.csv o.csv
	[ "${output#*,}" = 4,0,0,4,0 ]
	run -0 log -q --no-header --rules=rules.csv - <<<$'customer_id,date,order_id,source,amount
a,2026-01-03,1,web,-20'
	[ "$(balance a 2026-02-01)" = 15 ]
	run -0 rows "SELECT step, source, sum(points) FROM points WHERE customer_id = 'a'
		GROUP BY 1, 2 ORDER BY 1, 2"
	same $'earn|shop|15\nearn|web|20\nreverse|web|-20'
	refuses "--source: the table has a column 'source' (use --ignore=source to ignore it)" \
		--rules=rules.csv --source=x o.csv
	# one operation by options
	run -0 log -q --customer-id=a --date=2026-01-04 --order-id=1 --points=4 --source=desk
	[ "$(balance a 2026-02-01)" = 19 ]
	# a bad line rejects the order of its source only
	printf '%s\n' customer_id,date,order_id,source,amount a,2026-01-05,2,shop,10 \
		a,2026-01-05,2,shop,x a,2026-01-05,2,web,20 >bad.csv
	run -1 --separate-stderr log -q --rules=rules.csv --rejects=r.csv bad.csv
	[ "$(wc -l <r.csv)" = 3 ]
	[ "$(balance a 2026-02-01)" = 39 ]
	sound
}
