# cust-diff: why a number changed; the parts add up to the change.
# shellcheck disable=SC2086 # options are words
load helper

table() { printf '%s\n' "${@:2}" >"$1"; }

# Four customers before and four after. 1 (N, 10) went; 2 (N) 20 -> 25.5; 3 (S) 30 -> 30, from
# segment B to A; 4 5 -> 1, from S to N; 5 (S, 7) came.
small() {
	table a.csv customer_id,region,spend,segment 1,N,10,A 2,N,20,A 3,S,30,B 4,S,5,B
	table b.csv customer_id,region,spend,segment 2,N,25.5,A 3,S,30,A 4,N,1,B 5,S,7,
}

# bad OPTIONS MESSAGE
bad() {
	run -2 --separate-stderr cust-diff $1
	says "cust-diff: $2"
	[ -z "$output" ]
}

@test "a sum: who came, went, bought more and less, by hand" {
	small
	run -0 cust-diff a.csv b.csv
	same 'effect,customers,value_before,value_after,change,of_change
came,1,0,7,7,-4.666666666666667
went,1,10,0,-10,6.666666666666667
more,1,20,25.5,5.5,-3.6666666666666665
less,1,5,1,-4,2.6666666666666665
same,1,30,30,0,0
total,5,65,63.5,-1.5,1'
}

@test "a sum by labels and by groups, by hand" {
	small
	run -0 cust-diff --label=segment --columns=effect,from_label,to_label,customers,change \
		a.csv b.csv
	same 'effect,from_label,to_label,customers,change
came,,,1,7
went,A,,1,-10
moved,B,A,1,0
more,A,A,1,5.5
less,B,B,1,-4
total,,,5,-1.5'
	run -0 cust-diff --by=region --columns=region,effect,customers,value_before,change a.csv b.csv
	same 'region,effect,customers,value_before,change
N,went,1,10,-10
N,joined,1,0,1
N,more,1,20,5.5
N,group,3,30,-3.5
S,came,1,0,7
S,left,1,5,-5
S,same,1,30,0
S,group,3,35,2
,total,5,65,-1.5'
}

@test "a mean: mix and rate, by hand" {
	small
	# means 65/4 and 63.5/4, half their sum M = 16.0625. N: 2 of 4 both times, 15 -> 13.25
	run -0 cust-diff --mean --by=region a.csv b.csv
	[ "$(cell change region=N),$(cell mix_effect region=N)" = -0.875,0 ]
	[ "$(cell change region=S),$(cell rate_effect region=S)" = 0.5,0.5 ]
	[ "$(cell change effect=total),$(cell n_after effect=total)" = -0.375,4 ]
	[ "$(cell size region=N),$(cell method region=N)" = small,clustered ]
	# without groups: 1 went, 5 came; 1/4 (7 - M), -1/4 (10 - M), and 3/4 of 1/3 (1.5)
	run -0 cust-diff --mean a.csv b.csv
	[ "$(cell change effect=came)" = -2.265625 ]
	[ "$(cell change effect=went)" = 1.515625 ]
	near "$(cell change effect=stayed)" .375 1e-12
	[ -z "$(cell low effect=came)$(cell method effect=came)" ]
	near "$(cell mix_effect effect=total)" -.75 1e-12
	run -0 cust-diff --mean --label=segment a.csv b.csv
	[ "$(cell change from_label=B to_label=A)" = 0 ]
	[ "$(cell change effect=stayed from_label=A)" = 1.375 ]
}

@test "the NPS: the interval is that of two samples if nobody answered twice" {
	{ echo customer_id,score,region; seq -f '%g,10,N' 1 12; seq -f '%g,8,S' 13 19; \
		seq -f '%g,2,S' 20 25; } >a.csv
	{ echo customer_id,score,region; seq -f '%g,9,N' 101 109; seq -f '%g,7,N' 110 112; \
		seq -f '%g,0,S' 113 133; } >b.csv
	run -0 cust-diff --nps --by=region a.csv b.csv
	# 100 (12 - 6) / 25 = 24; 100 (9 - 21) / 33 = -36.3636; variances .6624, .776860
	[ "$(cell value_before effect=total)" = 24 ]
	near "$(cell change effect=total)" -60.36363636363636 1e-9
	near "$(cell high effect=total)" -16.521210 1e-5
	near "$(cell low effect=total)" -104.206062 1e-5
	# N: share 12/25 -> 12/33, 100 -> 75; M = -6.1818; S: 13/25 -> 21/33, -46.1538 -> -100
	near "$(cell mix_effect region=N)" -10.901157 1e-6
	near "$(cell rate_effect region=N)" -10.545455 1e-5
	near "$(cell rate_effect region=S)" -31.13287 1e-5
	run -0 cust-diff --nps a.csv b.csv
	[ "$(cell effect 1),$(cell effect 2),$(cell effect 3)" = came,went,total ]
}

@test "the NPS: a customer with several answers is one draw; anonymous answers" {
	table a.csv customer_id,score 1,10 1,10 2,0 2,0
	table b.csv customer_id,score 1,10 1,10 2,10 2,0
	# draws: 1: 2 (100 - 50)/4 - 2 (100 - 0)/4 = -25; 2: (50 - 150)/4 - 2 (-100)/4 = 25
	run -0 cust-diff --nps a.csv b.csv
	near "$(cell high effect=total)" 119.2951912 1e-6
	near "$(cell low effect=total)" -19.2951912 1e-6
	table a.csv customer_id,score,kind ,10,nps ,8,nps 1,9,nps 1,,nps 2,5,csat
	table b.csv customer_id,score ,0 1,9
	run -0 --separate-stderr cust-diff --nps a.csv b.csv
	says 'cust-diff: a.csv: left out 1 row without score'
	says 'cust-diff: a.csv: left out 1 row of another kind'
	[ "$(cell effect 1),$(cell n_before 1),$(cell n_after 1)" = stayed,1,1 ]
	[ "$(cell effect 2),$(cell n_before 2),$(cell n_after 2)" = anonymous,2,1 ]
}

# Sums in whole numbers and means as fractions, by another program.
check_random() {
	python3 - "$@" <<-'END'
	import csv, io, random, subprocess, sys
	from fractions import Fraction as F
	from decimal import Decimal as D

	def run(*options):
	    text = subprocess.run(["cust-diff", *options, "a.csv", "b.csv"], check=True,
	        capture_output=True, text=True).stdout
	    return list(csv.DictReader(io.StringIO(text)))

	def near(cell, want):
	    if want is None:
	        return cell == ""
	    return abs(F(cell) - want) <= F(1, 10**9) * max(1, abs(want))

	def sums(sides, rows, label, by):
	    want = {}
	    def add(key, before, after):
	        n = want.setdefault(key, [0, D(0), D(0)])
	        n[0] += 1; n[1] += before; n[2] += after
	    for i in set(sides[0]) | set(sides[1]):
	        a, b = sides[0].get(i), sides[1].get(i)
	        f, t = (a[2] if a and label else ""), (b[2] if b and label else "")
	        x, y = a[0] if a else D(0), b[0] if b else D(0)
	        if a and b and by and a[1] != b[1]:
	            add((a[1], "left", f, t), x, 0)
	            add((b[1], "joined", f, t), 0, y)
	            continue
	        fate = ("came" if not a else "went" if not b else "moved" if f != t else
	            "more" if y > x else "less" if y < x else "same")
	        add(((b or a)[1] if by else "", fate, f, t), x, y)
	    got = {(r.get("region", ""), r["effect"], r.get("from_label", ""),
	        r.get("to_label", "")): [int(r["customers"]), D(r["value_before"]),
	        D(r["value_after"])] for r in rows if r["effect"] not in ("group", "total")}
	    assert got == want, (got, want)
	    total = rows[-1]
	    for column in "value_before", "value_after", "change":
	        for effects in ("group",), ("came", "went", "left", "joined", "moved", "more",
	                "less", "same"):
	            part = [D(r[column]) for r in rows if r["effect"] in effects]
	            assert not part or sum(part) == D(total[column]), (column, part)
	    assert D(total["change"]) == sum(v[0] for v in sides[1].values()) - sum(
	        v[0] for v in sides[0].values())

	def means(sides, rows):
	    N = [len(s) for s in sides]
	    M = [sum(F(v[0]) for v in s.values()) / len(s) for s in sides]
	    for r in rows[:-1]:
	        x = [[F(v[0]) for v in s.values() if v[1] == r["region"]] for s in sides]
	        w = [F(len(g), n) for g, n in zip(x, N)]
	        m = [sum(g) / len(g) if g else None for g in x]
	        p, q = (m[0] if m[0] is not None else m[1]), (m[1] if m[1] is not None else m[0])
	        mix = (w[1] - w[0]) * ((p + q) / 2 - sum(M) / 2)
	        rate = (w[0] + w[1]) / 2 * (q - p)
	        assert near(r["mix_effect"], mix) and near(r["rate_effect"], rate), r
	        assert near(r["change"], mix + rate) and near(r["value_after"], m[1]), r
	    assert near(rows[-1]["change"], M[1] - M[0])
	    assert near(sum(F(r["change"]) for r in rows[:-1]), M[1] - M[0])

	for seed in range(int(sys.argv[1])):
	    random.seed(seed)
	    sides = []
	    for name in "a.csv", "b.csv":
	        side = {}
	        for i in random.sample(range(60), random.randint(1, 50)):
	            side[str(i)] = (D(random.randint(-500000, 9000000)) / random.choice((1, 10000)),
	                random.choice("NSEW") if seed % 3 else str(i % 3),
	                random.choice(("", "A", "B")))
	        sides.append(side)
	        with open(name, "w") as f:
	            w = csv.writer(f, lineterminator="\n")
	            w.writerow(("customer_id", "spend", "region", "segment"))
	            w.writerows((i, f"{v[0]:f}", v[1], v[2]) for i, v in side.items())
	    sums(sides, run(), False, False)
	    sums(sides, run("--label=segment"), True, False)
	    sums(sides, run("--by=region", "--label=segment"), True, True)
	    means(sides, run("--mean", "--by=region"))
	    whole = sum(F(v[0]) for v in sides[1].values()) - sum(
	        F(v[0]) for v in sides[0].values())
	    assert sum(F(r["change"]) for r in run("--top=999")) == whole
	    ratio = F(run("--mean")[-1]["change"])
	    assert near(sum(F(r["change"]) for r in run("--top=999", "--mean")), ratio)
	END
}

@test "random tables: the parts are those of another program, and add up exactly" {
	check_random "$(soak 12 300)"
}

@test "--top: the customers who explain the most" {
	small
	run -0 cust-diff --top=2 --label=segment a.csv b.csv
	same 'customer_id,effect,from_label,to_label,value_before,value_after,change,of_change
1,went,A,,10,,-10,6.666666666666667
5,came,,,,7,7,-4.666666666666667'
	run -0 cust-diff --top=1 --mean --by=region a.csv b.csv
	same 'customer_id,region,effect,value_before,value_after,change,of_change
5,S,came,,7,-2.265625,6.041666666666667'
}

@test "a clv has more than four places: it is rounded to them, and the sums stay exact" {
	table a.csv customer_id,clv 1,0.00005 2,1.00004999
	table b.csv customer_id,clv 1,1122.591249999999 2,
	run -0 --separate-stderr cust-diff --measure=clv --columns=effect,value_before,value_after \
		a.csv b.csv
	says 'cust-diff: b.csv: left out 1 row without clv'
	same $'effect,value_before,value_after\nwent,1,0\nmore,0.0001,1122.5912\ntotal,1.0001,1122.5912'
	run -0 cust-diff -q --measure=clv --mean --columns=value_after b.csv b.csv
	[ "${lines[-1]}" = 1122.591249999999 ]
}

@test "empty tables, the same table twice, disjoint ones" {
	small
	head -1 a.csv >none.csv
	run -0 --separate-stderr cust-diff none.csv none.csv
	same $'effect,customers,value_before,value_after,change,of_change\ntotal,0,0,0,0,'
	says 'cust-diff: none.csv: no customer has spend'
	run -0 cust-diff -q --mean none.csv b.csv
	[ "$(cell change effect=total)|$(cell n_before effect=total)" = '|0' ]
	[ "$(cell value_after effect=total)|$(cell low effect=total)" = '15.875|' ]
	echo "$output" >got
	no_nan got
	run -0 --separate-stderr cust-diff --nps --measure=spend none.csv none.csv
	says 'cust-diff: none.csv: no customer has a spend'
	run -0 cust-diff a.csv a.csv
	same $'effect,customers,value_before,value_after,change,of_change\nsame,4,65,65,0,\ntotal,4,65,65,0,'
	run -0 cust-diff --mean a.csv a.csv
	[ "$(cell low effect=total),$(cell high effect=total)" = 0,0 ]
	table c.csv customer_id,spend 8,1 9,2
	run -0 cust-diff --mean a.csv c.csv
	# means 16.25 and 1.5: each side explains half of -14.75
	same "$(sed -n 1p <<<"$output")
came,0,2,0,1,,1.5,-7.375,0,-7.375,0.5,,,,
went,4,0,1,0,16.25,,-7.375,0,-7.375,0.5,,,,
$(sed -n 4p <<<"$output")"
	[ "$(cell change effect=total)" = -14.75 ]
}

@test "what is wrong is said in words" {
	small
	bad a.csv 'name two tables, A and B'
	bad '-d s.db 2025-01-01' 'name two dates or periods, A and B'
	bad '--stores s.db' 'name two stores, A and B'
	bad 'a.csv b.csv c.csv' "unexpected operand 'c.csv'"
	bad '- -' 'only one of A and B can be standard input'
	bad '--measure=clv a.csv b.csv' "a.csv: no column 'clv'; the columns are "
	bad '--by=city a.csv b.csv' "a.csv: no column 'city'; the columns are "
	bad '--mean --nps a.csv b.csv' '--mean and --nps cannot be used together; the NPS is a mean'
	bad '--mean --by=region --label=segment a.csv b.csv' \
		'--by and --label cannot be used together with --mean or --nps'
	bad '--top=0 a.csv b.csv' '--top must be at least 1'
	bad '--as-of=2025-01-01 a.csv b.csv' \
		'--as-of requires --stores; otherwise A and B have their own dates'
	bad '--stores -d s.db a.db b.db' '--stores takes the stores from the operands; leave out -d'
	bad '-d s.db --trim 2025-01-01 2025-02-01' '--trim is for CSV, but there is none'
	bad '-d s.db --measure=profit 2025-01-01 2025-02-01' \
		"a store has the measures spend, orders and clv, not 'profit'; compare two tables"
	bad '-d s.db --nps --measure=score 2025-01-01 2025-02-01' \
		'--measure cannot be used with --nps and a store; the scores are those of kind nps'
	table c.csv customer_id,spend 1,x
	bad 'a.csv c.csv' "c.csv:2: spend 'x' is not a valid amount"
	bad '--mean a.csv c.csv' "c.csv:2: spend 'x' is not a number"
	bad '--nps --measure=spend a.csv c.csv' "a.csv:3: spend '20' is not a whole number from 0 to 10"
	table c.csv customer_id,spend 1,1 1,2
	bad 'a.csv c.csv' "c.csv:3: duplicate customer_id '1'"
	table c.csv customer_id,spend ,2
	bad 'a.csv c.csv' "c.csv:2: customer_id '' is empty"
	table c.csv customer_id,spend 1,900000000000000 2,900000000000000
	bad 'a.csv c.csv' 'the sum of spend is larger than 64 bits'
	table c.csv customer_id,spend 1,9e14 2,3
	run -1 --separate-stderr cust-diff --skip-bad a.csv c.csv
	says "c.csv:2: spend '9e14'"
	[ "$(cell value_after effect=total)" = 3 ]
	table c.csv customer_id,spend 1,-500000000000000
	table d.csv customer_id,spend 1,500000000000000
	bad 'c.csv d.csv' 'the change of spend is larger than 64 bits'
}

@test "one of the tables from standard input" {
	small
	run -0 cust-diff a.csv - <b.csv
	[ "$(cell change effect=total)" = -1.5 ]
}

@test "a store: dates are all up to a day, periods what is in them" {
	cdnow_store s.db
	run -0 cust-diff -d s.db 1997-06-30 1997-09-30
	a=$(awk -F, 'NR > 1 && $2 <= "1997-06-30" { s += $4 } END { printf "%.2f", s }' "$CDNOW")
	b=$(awk -F, 'NR > 1 && $2 <= "1997-09-30" { s += $4 } END { printf "%.2f", s }' "$CDNOW")
	near "$(cell value_before effect=total)" "$a" 1e-6
	near "$(cell value_after effect=total)" "$b" 1e-6
	near "$(cell value_after effect=total)" "$(cust-segment -q -d s.db --as-of=1997-09-30 \
		--columns=spend | awk '{ s += $1 } END { printf "%.2f", s }')" 1e-6
	run -0 cust-diff -d s.db 1997-Q2 1997-Q3
	a=$(awk -F, '$2 >= "1997-04" && $2 < "1997-07" { s += $4 } END { printf "%.2f", s }' "$CDNOW")
	near "$(cell value_before effect=total)" "$a" 1e-6
	came=$(join -v2 \
		<(awk -F, '$2 >= "1997-04" && $2 < "1997-07" { print $1 }' "$CDNOW" | sort -u) \
		<(awk -F, '$2 >= "1997-07" && $2 < "1997-10" { print $1 }' "$CDNOW" | sort -u) |
		wc -l)
	[ "$(cell customers effect=came)" = "$came" ]
	run -0 cust-diff -d s.db --mean 1997-Q2 1997-Q3
	near "$(cell value_before effect=total)" \
		"$(awk -F, '$2 >= "1997-04" && $2 < "1997-07" { s += $4; n += !seen[$1]++ }
		END { printf "%.9f", s / n }' "$CDNOW")" 1e-6
	run -2 --separate-stderr cust-diff -d s.db June July
	says "cust-diff: 'June' is not a date or a period: 2025-06-30, 2025-06, 2025-Q2, 2025"
	run -0 --separate-stderr cust-diff -d s.db 1997 2999
	says 'cust-diff: 2999 is not over: the store has facts up to '
	says 'cust-diff: 2999: no customer has spend'
}

@test "a store: orders, with and without ids" {
	cust-init -d s.db
	printf '%s\n' customer_id,date,amount,order_id a,2025-01-05,1,x a,2025-01-06,2,x a,2025-02-01,3,y \
		b,2025-02-01,4, b,2025-02-01,-1, c,2025-01-31,5, | order-add -q -d s.db --create >o
	run -0 cust-diff -d s.db --measure=orders 2025-01 2025-02
	same 'effect,customers,value_before,value_after,change,of_change
came,1,0,1,1,
went,1,1,0,-1,
same,1,1,1,0,
total,3,2,2,0,'
	run -0 cust-diff -d s.db --columns=effect,value_before,value_after 2025-01 2025-02
	same $'effect,value_before,value_after\ncame,0,3\nwent,5,0\nsame,3,3\ntotal,8,6'
}

@test "a store: labels of cust-segment, computed and remembered" {
	cdnow_store s.db
	for day in 1997-06-30 1997-12-31; do
		cust-segment -q -d s.db --as-of=$day >$day.csv
		cust-segment -q -d s.db --lifecycle --as-of=$day >$day.life
	done
	cust-diff --label=segment 1997-06-30.csv 1997-12-31.csv >tables
	cust-diff -d s.db --label=rfm 1997-06-30 1997-12-31 | diff tables -
	cust-diff --label=lifecycle 1997-06-30.life 1997-12-31.life >tables
	cust-diff -d s.db --label=lifecycle 1997-06-30 1997-12-31 | diff tables -
	run -2 --separate-stderr cust-diff -d s.db --label=stages 1997-06-30 1997-12-31
	says "cust-diff: no labels of 'stages' by 1997-06-30 are remembered (in the store: none)"
	for day in 1997-06-30 1997-12-31; do
		cust-segment -q -d s.db --lifecycle --as-of=$day --remember=stages >/dev/null
	done
	cust-diff -d s.db --label=stages 1997-06-30 1997-12-31 | diff tables -
}

@test "a store: the NPS as nps-calc counts it, by a column of the customer" {
	cust-init -d s.db
	{ echo customer_id,region; seq -f '%g,N' 1 30; seq -f '%g,S' 31 60; } |
		cust-add -q -d s.db >o
	{ echo customer_id,date,score,channel
	seq -f '%g,2025-01-10,10,web' 1 25; seq -f '%g,2025-02-20,3,web' 20 45
	seq -f '%g,2025-05-10,9,phone' 10 40; seq -f '%g,2025-06-30,8,web' 41 50
	echo ,2025-06-01,0,web; } | feedback-log -q -d s.db --kind=nps - >o
	run -0 cust-diff -d s.db --nps --by=region 2025-Q1 2025-Q2
	for side in before:2025-01-01:2025-03-31 after:2025-04-01:2025-06-30; do
		IFS=: read -r name since until <<<"$side"
		[ "$(cell "value_$name" effect=total)" = "$(nps-calc -d s.db --since="$since" \
			--until="$until" --columns=nps --no-header)" ]
	done
	[ "$(cell n_after region=)" = '? 2 rows' ]	# the anonymous answer, and the total
	[ "$(cell n_after effect=total)" = 42 ]
	run -0 cust-diff -d s.db --nps --by=channel 2025-01-31 2025-06-30
	[ "$(cell n_after channel=phone)" = 31 ]
	[ "$(cell value_after effect=total)" = "$(nps-calc -d s.db --as-of=2025-06-30 \
		--columns=nps --no-header)" ]
	run -2 --separate-stderr cust-diff -d s.db --nps --by=x 2025-Q1 2025-Q2
	says "the store has no column 'x' to group by; it has channel, touchpoint, department"
	run -0 --separate-stderr cust-diff -d s.db --nps 2024-Q1 2025-Q2
	says 'cust-diff: 2024-Q1: no customer has a score'
	undefended s.db "PRAGMA ignore_check_constraints = 1; UPDATE feedback SET score = 77 WHERE case_id = 1"
	run -2 --separate-stderr cust-diff -d s.db --nps 2025-Q1 2025-Q2
	says "case_id 1: score '77' is not from 0 to 10"
}

@test "two stores" {
	cust-init -d a.db
	cust-init -d b.db
	printf '%s\n' customer_id,date,amount a,2025-01-05,1 b,2025-01-06,2 |
		order-add -q -d a.db --create >o
	printf '%s\n' customer_id,date,amount a,2025-01-05,1 c,2025-01-06,4 c,2025-03-01,9 |
		order-add -q -d b.db --create >o
	run -0 cust-diff --stores --as-of=2025-02-01 a.db b.db
	same 'effect,customers,value_before,value_after,change,of_change
came,1,0,4,4,2
went,1,2,0,-2,-1
same,1,1,1,0,0
total,3,3,5,2,1'
	run -2 --separate-stderr cust-diff --stores a.db none.db
	says 'none.db'
}

# clv_parts A B [ID,GROUP...]: the rows as Python adds them up, from three tables of clv-calc: the
# value on each date, and that on the second with the models of the first.
clv_parts() {
	clv-calc -q -d s.db --as-of="$1" --save=m.csv >a.csv
	clv-calc -q -d s.db --as-of="$2" >b.csv
	clv-calc -q -d s.db --as-of="$2" --params=m.csv >same.csv
	python3 - a.csv b.csv same.csv "${3:-}" <<-'END'
	import csv, sys
	from decimal import Decimal, ROUND_HALF_UP
	def read(path):
	    return {r["customer_id"]: Decimal(r["clv"]).quantize(Decimal("0.0001"), ROUND_HALF_UP)
	        for r in csv.DictReader(open(path)) if r["clv"]}
	a, b, same = (read(p) for p in sys.argv[1:4])
	group = dict(csv.reader(open(sys.argv[4]))) if sys.argv[4] else {}
	rows = {}
	def add(key, before, after):
	    n, x, y = rows.get(key, (0, 0, 0))
	    rows[key] = n + 1, x + before, y + after
	for i in set(a) | set(b):
	    g = group.get(i, "")
	    x, y = a.get(i, 0), b.get(i, 0)
	    add((g, 8, "total") if not group else (g, 8, "group"), x, y)
	    if i not in a:
	        add((g, 0, "came"), 0, y)
	        continue
	    z = same[i]
	    add((g, 1, "more") if z > x else (g, 2, "less") if z < x else (g, 3, "same"), x, z)
	    if y != z:
	        add((g, 7, "model"), 0, y - z)
	for (g, _, effect), (n, x, y) in sorted(rows.items()):
	    print(*([g] if group else []), effect, n, "%.4f,%.4f,%.4f" % (x, y, y - x), sep=",")
	END
}

# printed [COLUMN,]: the rows of cust-diff with four decimals.
four_places() { awk -F, -v OFS=, -v from="$1" 'NR > 1 { for (i = from; i < from + 3; i++)
	$i = sprintf("%.4f", $i); NF = from + 2; print }'; }

@test "the clv of a store: customers, model, and the sum that clv-calc prints" {
	cdnow_store s.db
	for pair in '1997-02-15 1997-09-30' '1997-09-30 1998-06-30' '1998-06-30 1997-02-15'; do
		set -- $pair
		cust-diff -q -d s.db --measure=clv "$1" "$2" | four_places 3 >got
		[ "$1" = 1998-06-30 ] || { clv_parts "$1" "$2" >want; diff want got; }
		# the parts add up
		awk -F, '$1 != "total" { x += $3; y += $4; d += $5 } $1 == "total" {
			if ((x - $3) ^ 2 + (y - $4) ^ 2 + (d - $5) ^ 2 > 1e-8) exit 1 }' got
	done
	grep -q ^went got
	run -0 cust-diff -q -d s.db --measure=clv 1997-09-30 1997-09-30
	[ "$(tail -n +2 <<<"$output" | cut -d, -f1,5)" = $'same,0\ntotal,0' ]
}

@test "the clv of a store: by group, by label, of customers" {
	awk -F, 'NR > 1 && !seen[$1]++ { print $1 "," ($1 % 3 ? "North" : "南") }' "$CDNOW" >regions
	cust-init -d s.db
	{ echo customer_id,region; cat regions; } | cust-add -q -d s.db - >/dev/null
	order-add -q -d s.db "$CDNOW" >/dev/null
	clv_parts 1997-02-15 1997-09-30 regions >want
	cust-diff -q -d s.db --measure=clv --by=region 1997-02-15 1997-09-30 | grep -v total |
		four_places 4 >got
	diff want got
	run -0 cust-diff -q -d s.db --measure=clv --label=rfm 1997-03-31 1997-09-30
	[[ $(cell change effect=model from_label=) =~ ^-?[0-9.]+$ ]]
	printf '%s\n' "$output" | awk -F, 'NR > 1 { if ($1 == "total") exit (x - $7) ^ 2 > 1e-8
		x += $7 }'
	# of customers: all of the change
	run -0 cust-diff -q -d s.db --measure=clv --top=1 1997-03-31 1997-09-30
	clv-calc -q -d s.db --as-of=1997-03-31 >a.csv
	clv-calc -q -d s.db --as-of=1997-09-30 >b.csv
	id=$(cell customer_id)
	near "$(cell value_before)" "$(cells customer_id,clv a.csv | sed -n "s/^$id,//p")" 1e-4
	near "$(cell value_after)" "$(cells customer_id,clv b.csv | sed -n "s/^$id,//p")" 1e-4
}

@test "the clv of a store: what is refused" {
	cdnow_store s.db
	bad '-d s.db --measure=clv 1997-02 1997-09-30' \
		"--measure=clv requires two dates; '1997-02' is a period"
	for options in '-d s.db --mean --measure=clv 1997-02-15 1997-09-30' \
		'--stores --measure=clv s.db s.db'; do
		bad "$options" "--measure=clv of a store cannot be used with --mean or --stores;\
 compare two tables that clv-calc printed"
	done
	bad '-d s.db --measure=clv 1996-01-01 1997-09-30' \
		'no purchases by 1996-01-01; nothing to fit'
}

@test "--measure=orders: an order_id of two sources is two orders, each on its own first day" {
	cust-init -d sources.db
	printf '%s\n' customer_id,date,amount,order_id,source a,2024-01-01,1,1,shop \
		a,2024-01-05,1,1,web a,2024-01-05,1,1,shop a,2024-01-06,1,1, |
		order-add -q -d sources.db --create >acc
	run -0 cust-diff -q -d sources.db --measure=orders --no-header \
		--columns=effect,value_before,value_after 2024-01-04 2024-01-05
	same $'more,1,2\ntotal,1,2'
	run -0 cust-diff -q -d sources.db --measure=orders --no-header \
		--columns=effect,value_before,value_after 2024-01-01 2024-01-06
	same $'more,1,3\ntotal,1,3'
}
