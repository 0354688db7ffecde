# points-list: balances as of any date, tiers, lots, entries, the liability and its breakage.
load helper

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	printf '%s\n' customer_id a b c | cust-add -q -d shop.db >acc
	points-log -q -d shop.db >acc <<-'END'
		customer_id,date,step,points,expires,usable,order_id,other_id,reason
		a,2026-01-01,earn,100,2026-03-01,,1,,
		a,2026-01-01,earn,40,2026-05-01,,,,
		b,2026-01-01,earn,60,,2026-02-01,,,
		a,2026-01-10,redeem,70,,,2,,
		a,2026-02-01,transfer,20,,,,b,
		b,2026-02-10,adjust,-5,,,,,error
		a,2026-02-20,reverse,,,,2,,
	END
}

shop() { cp "$BATS_FILE_TMPDIR/shop.db" .; }
list() { points-list -d shop.db "$@"; }

@test "balances as of any date, and where they come from" {
	shop
	# c has none, and is not printed
	run -0 list --as-of=2026-01-01
	same 'customer_id,balance,pending,next_expiry,expiring,earned,redeemed,expired,other_points,date
a,140,0,2026-03-01,100,140,0,0,0,2026-01-01
b,0,60,,0,60,0,0,0,2026-01-01'
	# a: 30 + 40 are left after 70 of the first lot; 20 of them go to b, who spends 5 of these
	run -0 list --as-of=2026-02-10 --columns=customer_id,balance,next_expiry,expiring,other_points
	same 'customer_id,balance,next_expiry,expiring,other_points
a,50,2026-03-01,10,-20
b,75,2026-03-01,15,15'
	# 70 come back, into the lot that expires on March 1
	run -0 list --as-of=2026-02-28 --columns=balance,expiring
	same $'balance,expiring\n120,80\n75,15'
	run -0 list --as-of=2026-03-01 --columns=balance,next_expiry,expired
	same $'balance,next_expiry,expired\n40,2026-05-01,80\n60,,15'
	points-log -q -d shop.db --expire --date=2026-03-01
	run -0 list --as-of=2026-03-01 --columns=balance,next_expiry,expired
	same $'balance,next_expiry,expired\n40,2026-05-01,80\n60,,15'
	run -0 list --as-of=2025-12-31 --no-header
	same ''
	run -0 list --as-of=2026-02-10 -f json --customer=b
	same '{"customer_id":"b","balance":75,"pending":0,"next_expiry":"2026-03-01","expiring":15,"earned":60,"redeemed":0,"expired":0,"other_points":15,"date":"2026-02-10"}'
	run -0 list --as-of=2026-02-10 --where 'balance > 60' --columns=customer_id
	same $'customer_id\nb'
}

@test "lots and their states, entries" {
	shop
	run -0 list --lots --as-of=2026-02-10 --columns=lot_id,customer_id,points,left,state,expires
	same 'lot_id,customer_id,points,left,state,expires
1,a,100,10,usable,2026-03-01
2,a,40,40,usable,2026-05-01
3,b,60,60,usable,
6,b,20,15,usable,2026-03-01'
	run -0 list --lots --as-of=2026-01-31 --state=pending --columns=lot_id,usable_from
	same $'lot_id,usable_from\n3,2026-02-01'
	run -0 list --lots --as-of=2026-03-01 --state=expired --columns=lot_id
	same $'lot_id\n1\n6'
	run -0 list --entries --step=redeem --columns=entry_id,points,lot,order_id,batch
	same $'entry_id,points,lot,order_id,batch\n4,-70,1,2,2'
	run -0 list --entries --step=reverse --columns=points,lot,refers
	same $'points,lot,refers\n70,1,4'
	run -0 list --entries --since=2026-02-10 --columns=entry_id,reason
	same $'entry_id,reason\n7,error\n8,'
}

@test "points_expiring: what the list of the morning says of points" {
	shop
	cat >expiring.c <<-'END'
		#include <stdio.h>
		#include "lib/points/points_expiring.h"
		int main(void) { return puts(POINTS_EXPIRING("?1", "?2")) < 0; }
	END
	cc -I"$ROOT" -o expiring expiring.c
	expiring() {
		sqlite3 shop.db "$(./expiring | sed "s/?1/'$1'/g; s/?2/$2/g") ORDER BY 1, 3"
	}
	run -0 expiring 2026-02-10 19
	same $'a|10|2026-03-01\nb|15|2026-03-01'
	run -0 expiring 2026-02-10 18
	same ''
	run -0 expiring 2026-02-28 62
	same $'a|80|2026-03-01\na|40|2026-05-01\nb|15|2026-03-01'
	run -0 expiring 2026-03-01 61
	same 'a|40|2026-05-01'
}

@test "tiers: qualifying period, grace, downgrade" {
	cust-init -d shop.db
	printf '%s\n' customer_id a b | cust-add -q -d shop.db
	printf '%s\n' customer_id,date,points,order_id a,2024-01-31,600,1 a,2024-06-10,500,2 \
		b,2024-01-01,499,3 | points-log -q -d shop.db
	tier() { list --rules=rules.csv --customer=a --as-of="$1" --no-header \
		--columns=tier,tier_until,qualifying; }
	printf '%s\n' kind,rule,minimum,period,grace tier,silver,500,12m,1m tier,gold,1000,12m,2m \
		>rules.csv
	run -0 tier 2024-01-30
	same ''
	# 600 count until 2025-01-30, and with a month of grace until 02-28
	run -0 tier 2024-01-31
	same silver,2025-02-28,600
	# 1100 until 2025-01-30; then 500 until 2025-06-09
	run -0 tier 2024-06-10
	same gold,2025-03-30,1100
	run -0 tier 2025-03-30
	same gold,2025-03-30,500
	run -0 tier 2025-03-31
	same silver,2025-07-09,500
	run -0 tier 2025-07-09
	same silver,2025-07-09,0
	run -0 tier 2025-07-10
	same ,,0
	run -0 list --rules=rules.csv --customer=b --as-of=2024-06-10 --columns=tier,qualifying
	same $'tier,qualifying\n,499'
	# one step down at most: silver for its own grace after gold
	printf '%s\n' kind,rule,minimum,period,grace,downgrade tier,silver,600,12m,1m, \
		tier,gold,1000,12m,2m,one >rules.csv
	run -0 tier 2025-03-31
	same silver,2025-04-30,500
	run -0 tier 2025-05-01
	same ,,500
	# a refund takes away what it had qualified for
	points-log -q -d shop.db --customer-id=a --date=2024-07-01 --step=reverse --order-id=2 >acc
	run -0 tier 2024-06-30
	same gold,2025-03-30,1100
	run -0 tier 2024-07-01
	[[ $output == gold,2024-08-30,* ]]
	run -0 tier 2024-09-01
	same silver,2025-02-28,600
	# or by what was spent
	printf '%s\n' kind,rule,minimum,period,measure tier,silver,10.5,12m,spend >rules.csv
	printf '%s\n' customer_id,date,amount a,2025-01-01,12 a,2025-02-01,-1.5 a,2025-02-02,-.01 |
		order-add -q -d shop.db
	run -0 tier 2025-02-01
	same silver,2025-12-31,10.5
	run -0 tier 2025-02-02
	same ,,10.49
}

@test "liability by month of expiry, with breakage and its interval" {
	cust-init -d shop.db
	seq 1 6 | sed 's/^/c/; 1i customer_id' | cust-add -q -d shop.db
	# of 100 points each, 100, 80, 60, 40, 20 and 0 expired; half of what was used
	# was used early
	points-log -q -d shop.db <<-'END'
		customer_id,date,step,points,expires
		c1,2025-01-01,earn,100,2026-01-01
		c2,2025-01-01,earn,100,2026-01-01
		c3,2025-01-01,earn,100,2026-01-01
		c4,2025-01-01,earn,100,2026-01-01
		c5,2025-01-01,earn,100,2026-01-01
		c6,2025-01-01,earn,100,2026-01-01
		c2,2025-01-15,redeem,10,
		c3,2025-01-15,redeem,20,
		c4,2025-01-15,redeem,30,
		c5,2025-01-15,redeem,40,
		c6,2025-01-15,redeem,50,
		c2,2025-12-20,redeem,10,
		c3,2025-12-20,redeem,20,
		c4,2025-12-20,redeem,30,
		c5,2025-12-20,redeem,40,
		c6,2025-12-20,redeem,50,
		c1,2026-02-01,earn,1000,2026-03-11
		c1,2026-02-01,earn,500,2027-02-01
		c2,2026-02-01,earn,7,
	END
	# 10 days before the expiry 10 of the 300 that expired were not used yet: 300 of 300 then;
	# 337 days before it 300 of 450
	python3 - >expected <<-'END'
		from math import sqrt
		def ratio(left, lost):
		    n, r = len(left), sum(lost) / sum(left)
		    errors = sum((y - r * x) ** 2 for x, y in zip(left, lost))
		    se = sqrt(n / (n - 1) * errors) / sum(left)
		    t = 2.570581835636314	# qt(.975, 5)
		    return r, max(0, r - t * se), min(1, r + t * se)
		lost = [100, 80, 60, 40, 20, 0]
		print('%.10g,%.10g,%.10g' % ratio([100, 90, 80, 70, 60, 50], lost))
	END
	run -0 list --liability --as-of=2026-03-01 --rate=.02 \
		--columns=month,lots,customers,points,value,n,expected_value,method
	same 'month,lots,customers,points,value,n,expected_value,method
2026-03,1,1,1000,20,5,0,ratio
2027-02,1,1,500,10,6,3.3333,ratio
never,1,1,7,0.14,0,,'
	list --liability --as-of=2026-03-01 --columns=breakage,low,high --no-header |
		sed -n 2p | awk -F, '{ printf "%.10g,%.10g,%.10g\n", $1, $2, $3 }' | diff expected -
	# without lots that have expired nothing is known
	run -0 list --liability --as-of=2025-06-01 --columns=month,points,n,breakage
	same $'month,points,n,breakage\n2026-01,450,0,'
	# who owes
	points-log -q -d shop.db --customer-id=c3 --date=2026-02-02 --step=adjust --points=-9 \
		--reason=x --allow-negative >acc
	run -0 list --liability --as-of=2026-03-01 --rate=.02 --columns=month,points,value,breakage
	[[ ${lines[4]} == owed,-9,-0.18, ]]
}

@test "misuse" {
	shop
	misuse() {
		run -2 --separate-stderr list "${@:2}"
		says "points-list: $1"
	}
	misuse "--lots, --entries and --liability cannot be used together" --lots --entries
	misuse "--state requires --lots" --state=used
	misuse "--step requires --entries" --step=earn
	misuse "--rate requires --liability" --rate=1
	misuse "--rules is for the list of customers" --rules=x --lots
	misuse "--liability is of all customers: only --as-of and --rate go with it" --liability \
		--customer=a
	misuse "--rate 'x' is not a valid amount" --liability --rate=x
	misuse "--rate '-1' is below 0" --liability --rate=-1
	LC_ALL=C.UTF-8 LANGUAGE=zh_CN misuse "--rate '-1' 小于 0" --liability --rate=-1
	misuse "--state must be one of usable|pending|used|expired|owed|settled, not 'gone'" --lots \
		--state=gone
}
