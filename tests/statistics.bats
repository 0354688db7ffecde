# --statistics, --from-statistics, --partition, --expect: parts counted apart are one process.
load helper

# The fingerprint of the CDNOW sample, by Spark SQL 4.3.0 with the query of custkit-statistics(5).
SPARK=6919,244091.94,14528239007649041560
AS_OF=--as-of=1997-09-30

# parts N FILE: FILE.0 to FILE.N-1, split by Python.
parts() { python3 "$ROOT/tests/statistics.py" split "$1" "$2"; }

# counted TOOL N [OPTION]...: the statistics s.0 to s.N-1 of the parts of log.csv.
counted() {
	local k
	for ((k = 0; k < $2; k++)); do
		"$1" --statistics --partition="$k/$2" "${@:3}" log.csv."$k" >s."$k"
	done
}

# refused MESSAGE COMMAND...: status 2, nothing on stdout, this on stderr.
refused() {
	run -2 --separate-stderr "${@:2}"
	[ -z "$output" ]
	says "$1"
}

@test "random inputs of all tools in 1 to 64 parts: the same bytes as one process" {
	run -0 python3 "$ROOT/tests/statistics.py" "$(soak 30 2000)" "$(soak 1 3)"
	[[ $output == *"case_clv 0"* && $output == *"case_rfm 0"* && $output == *"case_nps 0"* &&
		$output == *"case_mot 0"* && $output == *"case_kano 0"* ]]
}

@test "all models of clv-calc, 16 parts of CDNOW" {
	cp "$CDNOW" log.csv
	parts 16 log.csv
	counted clv-calc 16 $AS_OF --model=auto
	for m in bgnbd mbgnbd paretonbd nbd; do
		clv-calc $AS_OF --model=$m --fit --save=one.csv log.csv >one 2>one.err
		clv-calc --from-statistics --model=$m --fit --save=all.csv s.? s.?? >all 2>all.err
		cmp one all
		cmp one.csv all.csv
		cmp one.err all.err
	done
	for m in bgcnbd mbgcnbd; do
		cmp <(clv-calc $AS_OF --model=$m --fit log.csv 2>&1) \
			<(clv-calc --from-statistics --model=$m --fit s.* 2>&1)
	done
	cmp <(clv-calc $AS_OF --model=mbgnbd --new log.csv) \
		<(clv-calc --from-statistics --model=mbgnbd --new s.*)
	counted clv-calc 16 $AS_OF --model=bgbb --opportunity=week
	cmp <(clv-calc $AS_OF --model=bgbb --opportunity=week --fit log.csv 2>&1) \
		<(clv-calc --from-statistics --model=bgbb --opportunity=week --fit s.* 2>&1)
}

@test "each part scored with the model and the limits of all: the rows of one process" {
	cp "$CDNOW" log.csv
	parts 3 log.csv
	for tool in clv-calc cust-segment; do
		save=$([ $tool = clv-calc ] && echo --fit || echo --no-header)
		counted $tool 3 $AS_OF
		$tool -q --from-statistics "$save" --save=$tool.csv s.* >all
		$tool -q $AS_OF --save=one.csv log.csv | sort >one
		cmp one.csv $tool.csv
		for k in 0 1 2; do
			$tool -q $AS_OF --params=$tool.csv --partition=$k/3 --no-header log.csv.$k
		done | sort >scored
		diff <(grep -v ^customer_id one) scored
		rm one.csv
	done
}

@test "the fingerprint is that of Spark SQL; with another one nothing is printed" {
	run -0 --separate-stderr clv-calc $AS_OF --expect=$SPARK --statistics "$CDNOW"
	[[ $output == *$'\namount,244091.94,,,1\ndigest,14528239007649041560,,,1\n'* ]]
	for tool in churn-flag clv-calc cohort-calc cust-segment; do
		run -0 --separate-stderr $tool -q $AS_OF --expect=$SPARK "$CDNOW"
		[ -n "$output" ]
		for other in 6920,244091.94,14528239007649041560 \
			6919,244091.95,14528239007649041560 6919,244091.94,14528239007649041561; do
			refused "fingerprint of the input is $SPARK, not --expect=$other" \
				$tool -q $AS_OF --expect=$other "$CDNOW"
		done
	done
	sed 1q "$CDNOW" >empty.csv
	refused "fingerprint of the input is 0,0,0, not" cust-segment --expect=$SPARK empty.csv
	sed '1!G;h;$!d' <(tail -n +2 "$CDNOW") | cat empty.csv - >turned.csv
	cust-segment -q $AS_OF --expect=$SPARK turned.csv >rows
	cp "$CDNOW" log.csv
	parts 3 log.csv
	counted cust-segment 3 $AS_OF
	cust-segment -q --from-statistics --expect=$SPARK s.* >rows
	refused "fingerprint of all parts is $SPARK, not --expect=1,2,3" cust-segment -q \
		--from-statistics --expect=1,2,3 s.*
}

@test "a customer of another part is a bad row that names both parts" {
	printf '%s\n' customer_id,date,amount 007,2024-01-01,1 C1,2024-01-02,1 >log.csv
	# pmod(xxhash64('007'), 16) is 0 and that of 'C1' is 10, says Spark SQL
	for tool in churn-flag clv-calc cohort-calc cust-segment; do
		refused "log.csv:3: customer_id 'C1' is of part 10 of 16, not of part 0" \
			$tool --partition=0/16 log.csv
	done
	run -1 --separate-stderr cust-segment -q --partition=0/16 --skip-bad \
		--as-of=2024-02-01 log.csv
	[ "${#lines[@]}" -eq 2 ]
	[[ ${lines[1]} == 007,* ]]
	printf '%s\n' customer_id,score,touchpoint,journey,date 007,4,a,j, C1,5,a,j, >log.csv
	sed -i 's/,$/,2024-01-01/' log.csv
	refused "log.csv:3: customer_id 'C1' is of part 10 of 16, not of part 0" \
		nps-calc --metric=csat --partition=0/16 log.csv
	refused "log.csv:3: customer_id 'C1' is of part 10 of 16, not of part 0" \
		mot-calc --partition=0/16 log.csv
	printf '%s\n' respondent,item,part,value 007,a,functional,1 C1,a,functional,1 >log.csv
	refused "log.csv:3: respondent 'C1' is of part 10 of 16, not of part 0" \
		kano-calc --partition=0/16 log.csv
	printf '%s\n' a.functional,a.dysfunctional 1,2 >log.csv
	refused "column 'respondent'" kano-calc --partition=0/16 log.csv
	printf '%s\n' score,touchpoint,journey 1,a,b >log.csv
	refused "column 'customer_id'" nps-calc --partition=0/16 log.csv
	refused "column 'customer_id'" mot-calc --partition=0/16 log.csv
}

@test "--partition and --expect: what is not a part or a fingerprint, and what is no log" {
	for p in 16/16 a/3 3 1/0 0/65537; do
		refused "--partition=$p is not K/N, with N up to 65536 and K from 0 to N-1" \
			clv-calc --partition=$p "$CDNOW"
		refused "--partition=$p is not K/N" nps-calc --partition=$p "$CDNOW"
	done
	refused "--expect=1,2 is not ROWS,AMOUNT,DIGEST" clv-calc --expect=1,2 "$CDNOW"
	refused "--expect=1,2 is not ROWS,AMOUNT,DIGEST" \
		clv-calc --from-statistics --fit --expect=1,2 "$CDNOW"
	printf 'customer_id,first_date,last_date,frequency\nC1,2024-01-01,2024-01-01,0\n' >h.csv
	cust-init -d s.db
	for o in partition=0/1 expect=1,2,3 statistics; do
		refused "--${o%=*} requires an order log" cust-segment --$o h.csv
	done
	for o in partition=0/1 expect=1,2,3; do
		refused "--${o%=*} requires an order log; it cannot be used with a store" \
			cust-segment --$o -d s.db
	done
	refused "--partition cannot be used with a store" nps-calc --partition=0/1 -d s.db
	refused "--partition cannot be used with a store" mot-calc --partition=0/1 -d s.db
	refused "--partition cannot be used with a store" kano-calc --partition=0/1 -d s.db \
		--survey=x
}

@test "churn models are learned from a part, a hash sample, and score every part" {
	cp "$CDNOW" log.csv
	parts 3 log.csv
	churn-flag -q $AS_OF --partition=1/3 --save=part.csv log.csv.1 >scores
	grep -qx custkit,partition,1/3, part.csv
	churn-flag -q $AS_OF --save=plain.csv log.csv.1 >plain
	cmp scores plain
	diff <(grep -v ^custkit,partition part.csv) plain.csv
	# the reasons compare with the customers of the input, the risks with those of the model
	score=(churn-flag -q $AS_OF --params=part.csv --no-header
		--columns=customer_id,frequency,risk,flag)
	"${score[@]}" log.csv | sort >all
	for k in 0 1 2; do
		"${score[@]}" --partition=$k/3 log.csv.$k
	done | sort >parts
	[ "$(wc -l <all)" -eq 2357 ]
	diff all parts
	clv-calc -q $AS_OF --partition=1/3 --save=clv.csv log.csv.1 >scores
	grep -qx custkit,partition,1/3, clv.csv
	clv-calc -q $AS_OF --params=clv.csv log.csv >scores

	# pmod(xxhash64('007'), 16) is 0
	printf '%s\n' customer_id,years,left 007,1,yes 007,2,no 007,3,yes 007,4,no >f.csv
	churn-train -q --label=left --partition=0/16 --save=f.model f.csv >model
	grep -qx custkit,partition,0/16, f.model
	churn-flag -q --params=f.model f.csv >scores
	refused "f.csv:2: customer_id '007' is of part 0 of 16, not of part 3" \
		churn-train --label=left --partition=3/16 f.csv
	refused "--partition and --expect require an order log" \
		churn-flag --params=f.model --partition=0/16 f.csv
	sed 's/,/;/;s/.*;//' f.csv >g.csv
	refused "column 'customer_id'" churn-train --label=left --partition=0/16 g.csv
}

@test "a part that is missing, double, or of another number of parts" {
	cp "$CDNOW" log.csv
	parts 16 log.csv
	counted cust-segment 16 $AS_OF
	refused "part 3 of 16 is missing" cust-segment --from-statistics s.[012456789] s.??
	refused "part 3 of 16 occurs twice" cust-segment --from-statistics s.* s.3
	refused "part 3 of 16 occurs more than twice" cust-segment --from-statistics s.* s.3 s.3
	refused "part 10 of 16 is missing" cust-segment --from-statistics s.?
	cust-segment $AS_OF --statistics log.csv.0 >one.0
	cust-segment $AS_OF --statistics log.csv.1 >one.1
	refused "part 0 of 1 occurs twice; count each part with --partition=K/N" \
		cust-segment --from-statistics one.0 one.1
	refused "one.0:4: part 0 of 1, but another part is of 16" \
		cust-segment --from-statistics s.* one.0
	refused "no statistics: the input has no row 'part'" cust-segment --from-statistics \
		<<<'stat,a,b,c,n'
}

@test "a changed, lost or added row" {
	cp "$CDNOW" log.csv
	parts 3 log.csv
	counted clv-calc 3 $AS_OF
	says_check() {
		refused "not as --statistics printed them: their check is" clv-calc \
			--from-statistics --fit s.0 s.1 s.2
	}
	cp s.1 was
	for change in '/^tuple,/{s/,\([0-9]*\)$/,1\1/;:a;n;ba}' '0,/^tuple,/{/^tuple,/d}' \
		'0,/^spend,1,/s/^spend,1,/spend,2,/' 's/^\(rows.*\)$/\11/' '$d' \
		's/^\(as_of.*\)$/\1\nleft_out,later,,,5/'; do
		sed "$change" was >s.1
		run -1 cmp -s was s.1
		says_check
	done
	sed '/^tuple/s/,[0-9]*$/,x/' was >s.1
	refused "n 'x' is not a whole number" clv-calc --from-statistics --fit s.0 s.1 s.2
}

@test "another tool, format, as-of date, option or column" {
	cp "$CDNOW" log.csv
	parts 2 log.csv
	counted cust-segment 2 $AS_OF
	refused "s.0:3: statistics of cust-segment, not of clv-calc" \
		clv-calc --from-statistics --fit s.0 s.1
	sed 's/^format,1/format,2/' s.1 >f.1
	refused "f.1:2: statistics of format '2', but this custkit reads format 1; count again with" \
		cust-segment --from-statistics s.0 f.1
	refused "s.0:5: the as-of date is 1997-09-30, not that of --as-of" \
		cust-segment --from-statistics --as-of=1997-09-29 s.0 s.1
	cust-segment --from-statistics $AS_OF s.0 s.1 >rows
	cust-segment --as-of=1997-09-29 --statistics --partition=1/2 log.csv.1 >d.1
	refused "d.1:5: the as-of date is 1997-09-29, but another part has another one" \
		cust-segment --from-statistics s.0 d.1
	counted clv-calc 2 $AS_OF --margin=.3
	refused "the statistics were counted with --margin=0.3; use it here too" \
		clv-calc --from-statistics --fit s.0 s.1
	clv-calc --from-statistics --fit --margin=30% s.0 s.1 >rows
	cp s.1 m.1
	counted clv-calc 2 $AS_OF
	refused "the statistics were counted without --margin=0.3; count again with it" \
		clv-calc --from-statistics --fit --margin=.3 s.0 s.1
	refused "not all parts were counted with --margin=0.3" \
		clv-calc --from-statistics --fit --margin=.3 s.0 m.1
	refused "lack the times between purchases; count again with --statistics --model=auto" \
		clv-calc --from-statistics --fit --model=auto s.0 s.1
	refused "lack the times between purchases; count again with --statistics --model=bgcnbd" \
		clv-calc --from-statistics --fit --model=bgcnbd s.0 s.1
	sed 's/$/,1/;1s/1$/cost/' log.csv.1 >cost.csv
	clv-calc $AS_OF --statistics --partition=1/2 cost.csv >c.1
	refused "not all parts have 'cost'" clv-calc --from-statistics --fit s.0 c.1
	counted clv-calc 2 $AS_OF --model=bgbb --opportunity=month
	refused "counted with --model=bgbb" clv-calc --from-statistics --fit s.0 s.1
	refused "counted with --opportunity=month; use it here too" clv-calc --from-statistics \
		--fit --model=bgbb --opportunity=week s.0 s.1
}

@test "rows that no tool prints" {
	# stat LINE...: a table of these rows after a right head, with a right check, by Python
	stat() {
		python3 -c 'exec(open(argv := __import__("sys").argv[1]).read().rsplit("\nmain()", 1)[0])
rows = ["format,1,,,1", f"tool,{sys.argv[2]},,,1", "part,0,1,,1", *sys.argv[3:]]
cells = [next(csv.reader([r])) for r in rows]
check = sum(int(c[4]) * chain(*c[:4]) for c in cells) & MASK
print("stat,a,b,c,n", *rows, f"check,{check},,,1", sep="\n")' \
			"$ROOT/tests/statistics.py" "$@" >t.stat
	}
	for row in x,1,,,1 tuple,1,x,3,1 tuple,-1,2,3,1 tuple,9999999,2,3,1 tuple,1,2,99999999,1 \
		gap,0,,,1 spend,0,1,,1 spend,1,-1,,1 spend,1,x,,1 monetary,1,inf,,1 \
		margin,1,2,x,1 has,x,,,1 first,x,,,1 left_out,x,,,1 oldest,x,,,1; do
		stat clv-calc as_of,2024-01-01,,,1 rows,,,,1 "$row"
		refused "${row%,1}' is not a statistic of clv-calc" \
			clv-calc --from-statistics --fit t.stat
	done
	stat clv-calc as_of,2024-01-01,,,1 rows,,,,1 customers,,,,2 tuple,0,0,5,1
	refused "contradict themselves: the tuples are not those of all customers" \
		clv-calc --from-statistics --fit t.stat
	stat clv-calc rows,,,,1
	refused "contradict themselves: there is no as-of date" \
		clv-calc --from-statistics --fit t.stat
	stat clv-calc
	refused "contradict themselves: a part lacks its format, tool, as-of date or rows" \
		clv-calc --from-statistics --fit t.stat
	stat cust-segment as_of,2024-01-01,,,1 rows,,,,1 customers,,,,2 r,2024-01-01,,,1
	refused "contradict themselves: the values are not those of all customers" \
		cust-segment --from-statistics t.stat
	for row in r,x,,,1 f,0,,,1 m,x,,,1; do
		stat cust-segment as_of,2024-01-01,,,1 rows,,,,1 "$row"
		refused "' is not a statistic of cust-segment" cust-segment --from-statistics t.stat
	done
	for row in score,9,x,,1 score,11,,,1 score,9,,x,1 left_out,x,,,1; do
		stat nps-calc as_of,2024-01-01,,,1 option,metric,nps,,1 option,score,score,,1 \
			option,scale,0-10,,1 option,per-customer,all,,1 rows,,,,1 "$row"
		refused "' is not a statistic of nps-calc" nps-calc --from-statistics t.stat
	done
	for row in score,a,9,,1 pair,a,3,4,1 pair,a,30/2,4,1 pair,a,3/2,6,1 \
		pair,a,x/2,4,1 x,,,,1; do
		stat mot-calc as_of,2024-01-01,,,1 rows,,,,1 end,a,,,1 "$row"
		refused "' is not a statistic of mot-calc" mot-calc --from-statistics t.stat
	done
	for row in count,,a,X,1 item,x,a,,1 left_out,x,,,1 x,,,,1; do
		stat kano-calc rows,,,,1 "$row"
		refused "' is not a statistic of kano-calc" kano-calc --from-statistics t.stat
	done
}

@test "what cannot be computed from statistics is refused by its name" {
	for o in total top=3 evaluate=1997-06-30 tracking plot=svg covariates=x params=x by=x \
		unit=day db=x keep=x tz=UTC skip-bad partition=0/1 input=log fit-on=store \
		rename=a=b; do
		refused "--${o%%=*} cannot be used with --from-statistics" \
			clv-calc --from-statistics --fit --$o "$CDNOW"
	done
	for o in fit save=x new verbose confidence=95 pmf=3 total top=3 evaluate=1997-06-30 \
		covariates=x params=x by=x db=x keep=x; do
		refused "--${o%%=*} cannot be used with --statistics" \
			clv-calc --statistics --$o "$CDNOW"
	done
	refused "--from-statistics cannot be used with --statistics" \
		clv-calc --statistics --from-statistics --fit "$CDNOW"
	for m in sbg historic retention; do
		refused "--statistics cannot be used with --model=$m" \
			clv-calc --statistics --model=$m "$CDNOW"
	done
	refused "--from-statistics requires --fit or --new; to score customers, use" \
		clv-calc --from-statistics "$CDNOW"
	for o in lifecycle loyalty abc cut=spend:3 kmeans=2 rules=x explain profile params=x map=x \
		margin=.1 check-map remember=x changes=x; do
		for s in statistics from-statistics; do
			refused "--${o%%=*} cannot be used with --$s" \
				cust-segment --$s --$o "$CDNOW"
		done
	done
	refused "--save cannot be used with --statistics" \
		cust-segment --statistics --save=x "$CDNOW"
	refused "--target cannot be used with --statistics" nps-calc --statistics --target=3 x
	refused "--tz cannot be used with --from-statistics" nps-calc --from-statistics --tz=UTC x
	refused "--peak-end cannot be used with --statistics" mot-calc --statistics --peak-end x
	refused "--peak-end cannot be used with --from-statistics" \
		mot-calc --from-statistics --peak-end x
	refused "--explain cannot be used with --statistics" kano-calc --statistics --explain x
	refused "--counts cannot be used with --from-statistics" \
		kano-calc --from-statistics --counts x
}

@test "RFM without amounts has no statistics; a sum of all amounts above 64 bits has none either" {
	printf '%s\n' customer_id,date C1,2024-01-01 >log.csv
	refused "no amounts: RFM requires a column amount or spend" \
		cust-segment --statistics log.csv
	{
		echo customer_id,date,amount
		for i in {1..1100}; do
			echo "C$i,2024-01-01,899999999999.9999"
		done
	} >log.csv
	cust-segment -q --as-of=2024-02-01 log.csv >rows
	refused "the sum of all amounts exceeds 64 bits" \
		cust-segment --statistics --as-of=2024-02-01 log.csv
	refused "fingerprint of the input is 1100,(above 64 bits)," \
		cust-segment --expect=1,2,3 --as-of=2024-02-01 log.csv
}

@test "20 customers over 64 parts, and a log of a header" {
	{ sed 1q "$CDNOW"; grep -E '^0*(1|2)?[0-9],' "$CDNOW" | head -60; } >log.csv
	parts 64 log.csv
	counted cust-segment 64 $AS_OF
	cust-segment -q $AS_OF --save=one.csv log.csv >rows
	cust-segment --from-statistics s.* >all.csv
	cmp one.csv all.csv
	sed 1q "$CDNOW" >log.csv
	clv-calc $AS_OF --statistics log.csv >s
	refused "no purchases by 1997-09-30; nothing to fit" clv-calc --from-statistics --fit s
}
