# custkit.so, the functions of the tools in SQL: the same numbers to the last bit, every error, the
# flags, and random arguments.
load helper

# sql FILE [SQL]: the sqlite3 shell with the extension; SQL is on standard input without it.
sql() { with_libraries sqlite3 -bail -cmd ".load $SO" "$@"; }

# Sets python to a Python whose sqlite3 can load extensions; not every build of it can.
find_python() {
	for python in $(type -ap python3); do
		! "$python" -c 'import sqlite3; sqlite3.Connection.load_extension' 2>/dev/null || return 0
	done
	skip 'no python3 whose sqlite3 can load extensions'
}

# answers SQL ANSWER
answers() {
	run -0 --separate-stderr sql :memory: "SELECT $1"
	[ -z "$stderr" ]
	same "$2"
}

# refuses SQL WORDS
refuses() {
	run -1 --separate-stderr sql :memory: "SELECT $1"
	says "$2"
}

# scores MODEL [OPTION...] FILE: the scores of clv-calc equal those of SQL, all of them.
scores() {
	rm -f m.csv
	clv-calc -q --as-of=1997-09-30 --model="$1" --save=m.csv "${@:2}" >scores.csv
	alike
}

# given FILE: the same with the model in m.csv.
given() {
	clv-calc -q --as-of=1997-09-30 --params=m.csv "$1" >scores.csv
	alike
}

alike() {
	rm -f s.db
	run -0 sql s.db ".mode csv" ".import scores.csv s" ".mode list" "
	SELECT count(*) - sum(s.p_alive + 0.0 IS p_alive(frequency, recency, age, m)),
	 count(*) - sum(s.expected_orders + 0.0 IS
	  expected_orders(frequency, recency, age, days, m)),
	 count(*) - sum(nullif(s.expected_spend, '') + 0.0 IS expected_spend(frequency, monetary, m)),
	 count(*) - sum(nullif(s.clv, '') + 0.0 IS
	  clv(frequency, recency, age, monetary, days, $RATE, m$MARGIN)), count(*) > 100
	FROM s, (SELECT CAST(readfile('m.csv') AS TEXT) AS m, $DAYS AS days)"
	same '0|0|0|0|1'
}

@test "p_alive, expected_orders, expected_spend and clv equal clv-calc, to the last bit" {
	for model in bgnbd mbgnbd paretonbd nbd bgcnbd mbgcnbd; do
		DAYS=365 RATE=.1 MARGIN='' scores "$model" "$CDNOW"
	done
	DAYS=90 RATE=0 MARGIN='' scores mbgnbd --horizon=90 --discount=0 "$CDNOW"
	DAYS=1827 RATE=.15 MARGIN='' scores paretonbd --horizon=1827 --discount=15% "$CDNOW"
}

@test "the same at the limits of the models: no dropout, all alike, one amount" {
	awk -F, 'NR == 1 || $1 % 8 == 0' "$CDNOW" >some.csv
	local rates dropout spend
	# rows MODEL NAME,VALUE:NAME,VALUE...
	rows() { tr : '\n' <<<"$2" | sed "s/^/$1,/; s/$/,/"; }
	both() {
		{
			printf '%s\n' model,name,value,se custkit,format,1,
			rows "${2%%:*}" "$1"
			[[ $2 != *:* ]] || rows "${2%%:*}" "${2#*:}"
			rows ggspend "$3"
		} >m.csv
		DAYS=365 RATE=.1 MARGIN='' given some.csv
	}
	for rates in r,.5:alpha,6 rates,equal:lambda,.05; do
		for dropout in mbgnbd:limit,none:a,.9:b,1.6 mbgnbd:limit,no_dropout \
			bgnbd:limit,equal_dropout:p,.2 mbgnbd:limit,once_or_never:pi,.3 \
			paretonbd:limit,none:s,.6:beta,11 paretonbd:limit,equal_dropout:mu,.01 \
			paretonbd:limit,once_or_never:pi,.4 nbd \
			bgcnbd:k,2:limit,equal_dropout:p,.1 mbgcnbd:k,3:limit,none:a,.9:b,1.6; do
			both "$rates" "$dropout" p,6:q,4:gamma,15
		done
	done
	for spend in limit,same_amount:q,3:level,40 limit,one_amount:level,9 \
		limit,same_customers:p,2:level,.1; do
		both r,.5:alpha,6 nbd "$spend"
	done
}

@test "clv with the margin of a customer whose costs are known" {
	awk -F, -v OFS=, 'NR == 1 { print $0, "cost"; next }
		{ print $0, $1 % 3 ? int($3 * (10 + $1 % 50)) / 100 : "" }' "$CDNOW" >costs.csv
	clv-calc -q --as-of=1997-09-30 --save=m.csv costs.csv >/dev/null
	grep -q '^margin,mean,' m.csv
	DAYS=365 RATE=.1 MARGIN=', spend, profit' scores mbgnbd costs.csv
}

@test "MBG/NBD with its parameters instead of a model" {
	clv-calc -q --as-of=1997-09-30 --save=m.csv "$CDNOW" >scores.csv
	par=$(for p in r alpha a b; do sed -n "s/^mbgnbd,$p,\([^,]*\),.*/, \1/p" m.csv; done)
	run -0 sql s.db ".mode csv" ".import scores.csv s" "SELECT
	 count(*) - sum(s.p_alive + 0.0 IS p_alive(frequency, recency, age$par)),
	 count(*) - sum(s.expected_orders + 0.0 IS
	  expected_orders(frequency, recency, age, 365$par))
	 FROM s"
	same '0,0'
}

@test "a model that is not valid, or that SQL cannot use: the reason" {
	clv-calc -q --as-of=1997-09-30 --save=m.csv "$CDNOW" >/dev/null
	wrong() {
		sed "$1" m.csv >x.csv
		refuses "clv(1, 7, 70, 5, 365, .1, CAST(readfile('x.csv') AS TEXT))" "$2"
	}
	wrong 's/^model,/m,/' 'clv: the model is not the text of a model file (model,name,value)'
	wrong '/^custkit,format/d' 'clv: the model has no row custkit,format,1'
	wrong 's/^custkit,format,1/custkit,format,2/' 'clv: the model has no row custkit,format,1'
	wrong '/^mbgnbd/d' 'clv: the model has no rows of bgnbd, mbgnbd, paretonbd, bgcnbd, mbgcnbd or nbd'
	wrong '/^ggspend/d' 'clv: the model has no rows of ggspend'
	wrong 's/^mbgnbd,r,.*/mbgnbd,r,-1,/' 'clv: the model: mbgnbd,r must be positive'
	wrong '/^mbgnbd,r,/d' 'clv: the model: no row mbgnbd,r'
	wrong '$a mbgnbd,beta.visits,2,' 'clv: the model has an unknown row mbgnbd,beta.visits'
	wrong '$a churn,window,2,' 'clv: the model has an unknown row churn,window'
	wrong '$a x' 'of the model has too few cells'
	printf 'model,name,value\n%s' "$(yes custkit,tool,x | head -n 1100)" >x.csv
	refuses "p_alive(1, 7, 70, CAST(readfile('x.csv') AS TEXT))" 'p_alive: the model has more than 1024 rows'
	refuses "p_alive(1, 7, 70, hex(zeroblob(40000)))" \
		'p_alive: the model is not a text of at most 65536 bytes'
	refuses "p_alive(1, 7, 70, zeroblob(9))" 'p_alive: the model is not a text of at most 65536 bytes'
	# the same good model works after each of them, from a blob, with CRLF, a BOM and quotes
	{
		printf '\xef\xbb\xbf'
		sed 's/$/\r/; s/^mbgnbd,r,\([^,]*\),/"mbgnbd",r,"\1",/' m.csv
	} >crlf.csv
	run -0 sql :memory: "SELECT p_alive(1, 7, 70, readfile('m.csv'))
		IS p_alive(1, 7, 70, readfile('crlf.csv'))"
	same 1
}

@test "numbers out of range: the name of the function and of the argument" {
	refuses "p_alive('x', 1, 2, .5, 6, .9, 1.6)" 'p_alive: frequency is not a number'
	refuses "p_alive(-1, 1, 2, .5, 6, .9, 1.6)" \
		'p_alive: frequency must be a whole number from 0 to 3652058'
	refuses "p_alive(1, 1.5, 2, .5, 6, .9, 1.6)" 'p_alive: recency must be a whole number'
	refuses "p_alive(1, 3, 2, .5, 6, .9, 1.6)" 'p_alive: recency is larger than age'
	refuses "p_alive(2, 1, 2, .5, 6, .9, 1.6)" 'p_alive: frequency does not match recency'
	refuses "p_alive(0, 1, 2, .5, 6, .9, 1.6)" 'p_alive: frequency does not match recency'
	refuses "p_alive(0, 0, 2, 0, 6, .9, 1.6)" 'p_alive: r must be from 1e-300 to 200000000'
	refuses "p_alive(0, 0, 2, 9e999, 6, .9, 1.6)" 'p_alive: r must be from'
	refuses "expected_orders(0, 0, 2, -1, .5, 6, .9, 1.6)" \
		'expected_orders: days must be a whole'
	refuses "clv(0, 0, 2, 1, 365, 1.5, 'x')" 'clv: discount must be from 0 to 1'
	refuses "p_alive(1, 1, 2)" 'wrong number of arguments to function p_alive()'
	refuses "wilson_low(3, 2)" 'wilson_low: yes is larger than n'
	refuses "wilson_high(-1, 2)" 'wilson_high: yes must be a whole number from 0 to'
	refuses "nps(value) FROM generate_series(5, 12)" 'nps: the score must be a whole number from 0 to 10'
	refuses "nps(x) FROM (SELECT 'abc' AS x)" 'nps: the score is not a number'
	refuses "rfm_limits(x) FROM (SELECT 9e999 AS x)" 'rfm_limits: the value must be from'
	refuses "rfm_limits(1, 10)" 'rfm_limits: bins must be a whole number from 2 to 9'
	refuses "rfm_limits(value, 2 + value) FROM generate_series(0, 1)" 'rfm_limits: bins must be the same for all rows'
	refuses "rfm_limits_f(0)" 'rfm_limits_f: the number of days must be a whole number from 1'
	for limits in [ [] 1 [1 [1, '[1,x]' '[2,1]' '[1]x' '[1,,2]' '[1,2,3,4,5,6,7,8,9]' \
		'[null,1]'; do
		refuses "rfm_score(1, '$limits')" \
			'rfm_score: the limits are not an array of 1 to 8 ascending numbers'
	done
	refuses "business_minutes('2025-01-01', '2025-01-02', 'mon')" \
		'business_minutes: row 1 of the calendar is not day,hours'
	refuses "business_minutes('2025-01-01', '2025-01-02', 'mon,9-5')" \
		"business_minutes: row 1 of the calendar: hours '9-5' are not HH:MM-HH:MM"
	refuses "business_minutes('2025-01-01', '2025-01-02', 'mon,closed')" \
		'business_minutes: no weekday of the calendar has working hours'
	refuses "business_minutes('2025-01-01', '2025-01-02', replace(hex(zeroblob(600)), '00', 'mon,closed' || char(10)) || 'x')" \
		'business_minutes: row 601 of the calendar is not day,hours'
	refuses "business_minutes('2025-01-01', '2025-01-02', replace(hex(zeroblob(1200)), '00', 'mon,closed' || char(10)))" \
		'business_minutes: the calendar has more than 1024 rows'
}

@test "NULL and empty cells give NULL; so do dates, phones and addresses that cannot be read" {
	answers "p_alive(NULL, 1, 2, 3, 4, 5, 6) IS NULL, p_alive('', '', '', '') IS NULL,
		expected_orders(1, 1, 2, NULL, 3, 4, 5, 6) IS NULL,
		clv(NULL, 0, 0, 0, 0, 0, NULL) IS NULL,
		expected_spend(NULL, 1, NULL) IS NULL" '1|1|1|1|1'
	answers "wilson_low(NULL, 1) IS NULL, wilson_low(0, 0) IS NULL, rfm_score(NULL, '[1]') IS NULL,
		rfm_score(1, NULL) IS NULL, rfm_score(1, '[1]')" '1|1|1|1|2'
	answers "nps(x), nps_low(x), nps_high(x), rfm_limits(x), rfm_limits_f(x)
		FROM (SELECT NULL AS x UNION ALL SELECT '')" '||||'
	answers "nps(x), rfm_limits(x) FROM (SELECT 1 AS x) WHERE 0" '|'
	answers "e164('x', 'CN'), e164(NULL), e164('13800138000'), email_key('x'), email_key(NULL),
		lunar('x'), lunar(NULL), lunar('1899-01-01'), lunar('2024-02-30'),
		business_minutes('x', '2025-01-01', 'mon-fri,09:00-17:00')" '|||||||||'
	answers "e164(char(0) || '13800138000', 'CN'), email_key('a@b.org' || char(0)),
		email_key(hex(zeroblob(600)) || '@b.org')" '||'
}

@test "nps and its interval equal nps-calc; over a window too" {
	printf '%s\n' team,score a,10 a,9 a,10 a,0 b,7 b,8 b,6 c,10 c,10 d, >v.csv
	nps-calc -q --by=team --columns=team,nps,low,high --no-header v.csv >want
	sed -i '1i team,nps,low,high' want
	run -0 sql s.db ".mode csv" ".import v.csv v" ".import want w" "SELECT team,
		min(w.nps + 0.0) IS nps(score), min(low + 0.0) IS nps_low(score),
		min(high + 0.0) IS nps_high(score) FROM v LEFT JOIN w USING (team) GROUP BY 1"
	same $'a,1,1,1\nb,1,1,1\nc,1,1,1\nd,1,1,1'
	[ "$(wc -l <want)" = 4 ]
	# promoters 2, detractors 1 of 3; then 1 and 1 of 3
	answers "round(nps(score) OVER (ROWS 2 PRECEDING), 3) FROM
		(SELECT value AS score FROM json_each('[10,9,0,8,3]'))" \
		$'100.0\n100.0\n33.333\n0.0\n-66.667'
}

@test "wilson_low and wilson_high equal service-check, and business_minutes its hours" {
	CAL=$ROOT/share/examples/calendar.csv
	cust-init -d s.db
	{
		echo customer_id,date,kind,text
		for i in {1..60}; do echo "c$((i % 9)),2025-09-$((i % 30 + 1))T$((8 + i % 12)):$((i % 60)):$((i * 7 % 60)),complaint,x"; done
	} | sed 's/-\([0-9]\)T/-0\1T/; s/T\([0-9]\):/T0\1:/; s/:\([0-9]\):/:0\1:/; s/:\([0-9]\),/:0\1,/' |
		feedback-log -q -d s.db --create - >acc
	feedback-step -q -d s.db --acknowledge --at=2025-10-13T11:07:11 $(seq 1 50) >acc
	service-check -d s.db --calendar="$CAL" --as-of=2025-10-14 >check.csv
	service-check -d s.db --calendar="$CAL" --as-of=2025-10-14 --list >list.csv
	run -0 sql t.db ".mode csv" ".import check.csv c" ".import list.csv l" "
	SELECT count(*) > 3, count(*) - sum(low + 0.0 IS wilson_low(met, n)),
	 count(*) - sum(high + 0.0 IS wilson_high(met, n)) FROM c WHERE n > 0" "
	SELECT count(*) > 99,
	 count(*) - sum(round(hours * 3600) / 60 IS business_minutes(start, end, cal))
	 FROM l, (SELECT CAST(readfile('$CAL') AS TEXT) AS cal) WHERE end <> ''"
	same $'1,0,0\n1,0'
}

@test "rfm_score by rfm_limits equals cust-segment, with 5 bins and with 3" {
	for bins in 5 3; do
		echo 'rfm,segment' >map.csv
		for r in $(seq $bins); do for f in $(seq $bins); do for m in $(seq $bins); do
			echo "$r$f$m,x"; done; done; done >>map.csv
		cust-segment -q --rfm --bins=$bins --map=map.csv --as-of=1997-09-30 "$CDNOW" \
			>rfm.csv
		rm -f r.db
		run -0 sql r.db ".mode csv" ".import rfm.csv r" "
		SELECT count(*), sum(r = r_score), sum(f = f_score), sum(m = m_score) FROM (
		 SELECT *, rfm_score(-idle, rfm_limits(-idle, $bins) OVER ()) AS r,
		  rfm_score(frequency + 1, rfm_limits_f(frequency + 1, $bins) OVER ()) AS f,
		  rfm_score(spend, rfm_limits(spend, $bins) OVER ()) AS m FROM r)"
		same 2357,2357,2357,2357
	done
}

@test "e164 and email_key equal the keys of a store" {
	cust-init -d s.db --country=CN
	cat >c.csv <<-'END'
	customer_id,phone,email,country
	1,138-0013-8000,Li <LI@163.com>,
	2,+1 (415) 555-2671,a.b+c@Example.org,
	3,020 7946 0958,ＬＩ＠163．com,GB
	4,0755-12345678,x@y。cn,CN
	5,13800138000.0,,中国
	END
	cust-add -q -d s.db c.csv >acc
	run -0 sql s.db "SELECT count(*), sum(key IS CASE kind WHEN 'email' THEN email_key(email)
		ELSE e164(phone, coalesce(country, 'CN')) END)
		FROM customer_key JOIN customer USING (customer_id)"
	same '9|9'
}

@test "lunar: the new year, a leap month, the last day of the table" {
	answers "lunar('2024-02-10'), lunar('2023-03-22 12:00'), lunar('2023-03-21'), lunar('2101-01-28'),
		lunar('2101-01-29')" '2024-01-01|2023-02L-01|2023-02-30|2100-12-29|'
}

@test "without phone_number.so, numbers of China are read, others are an error" {
	cp "$SO" custkit.so
	run -0 with_libraries sqlite3 -cmd '.load ./custkit' :memory: \
		"SELECT e164('13800138000', 'CN')"
	same +8613800138000
	run -1 --separate-stderr with_libraries sqlite3 -cmd '.load ./custkit' :memory: \
		"SELECT e164('+1 415 555 2671')"
	says 'e164: a number that is not of China requires phone_number.so in the folder of custkit.so'
}

@test "the flags: all innocuous, all but e164 deterministic" {
	run -0 sql :memory: "SELECT DISTINCT name FROM pragma_function_list
		WHERE name IN ('p_alive', 'expected_orders', 'expected_spend', 'clv', 'wilson_low',
		 'wilson_high', 'nps', 'nps_low', 'nps_high', 'rfm_limits', 'rfm_limits_f',
		 'rfm_score', 'e164', 'email_key', 'lunar', 'business_minutes')
		GROUP BY name
		HAVING min(flags & 0x200000) > 0 AND (min(flags & 0x800) > 0) = (name <> 'e164')
		ORDER BY 1"
	[ "${#lines[@]}" = 16 ]
	# so a view and an index may use them, where the schema is not trusted
	run -0 sql s.db "PRAGMA trusted_schema = OFF" "CREATE TABLE t (email)" \
		"CREATE INDEX i ON t (email_key(email))" \
		"CREATE VIEW v AS SELECT e164(email) FROM t" "SELECT * FROM v"
	run -1 --separate-stderr sql s.db "CREATE INDEX j ON t (e164(email))"
	says 'non-deterministic functions prohibited in index expressions'
}

@test "in Python: the same answers, errors as exceptions" {
	find_python
	run -0 with_libraries "$python" - "$SO" <<-'END'
	import sqlite3, sys
	db = sqlite3.connect(':memory:')
	db.enable_load_extension(True)
	db.load_extension(sys.argv[1])
	print(db.execute("SELECT e164('138 0013 8000', 'CN'), round(wilson_low(3, 10), 6)").fetchone())
	try:
	    db.execute("SELECT p_alive(1, 3, 2, .5, 6, .9, 1.6)").fetchone()
	except sqlite3.OperationalError as e:
	    print(e)
	END
	same "('+8613800138000', 0.107791)
p_alive: recency is larger than age"
}

@test "random arguments, of any type and number: a value, NULL or an error with words" {
	find_python
	clv-calc -q --as-of=1997-09-30 --save=m.csv "$CDNOW" >/dev/null
	clv-calc -q --as-of=1997-09-30 --model=mbgcnbd --save=k.csv "$CDNOW" >/dev/null
	run -0 with_libraries "$python" "$ROOT/tests/extension.py" "$SO" "$(soak 2000 60000)" \
		m.csv k.csv
	[[ $output == *' calls, '*' values, '*' errors'* ]]
}

@test "it is made of pure files, and of no other than it needs" {
	BUILD=$(dirname "${CUSTKIT_BIN:-$ROOT/build/bin}")
	cd "$BUILD/pic"
	find lib -name '*.o' | sed 's/\.o$//' | sort >"$BATS_TEST_TMPDIR/files"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/files")" -gt 20 ]
	while read -r file; do
		header=$ROOT/$file.h
		# a file without a header of its own has that of its family
		[ -f "$header" ] || header=$ROOT/$(sed -n "s|^#include \"\(${file%/*}/[^\"]*\)\"|\1|p" "$ROOT/$file.c" | head -n 1)
		[[ $file == lib/base/@(mem|fail|say) ]] || tr -d '\n' <"$header" | grep -q '(pure' ||
			{ echo "$file is not pure"; false; }
	done <"$BATS_TEST_TMPDIR/files"
	# each of them has a symbol that another one uses
	find "$BUILD/pic/lib" "$BUILD/lib/extension" -name '*.o' | xargs nm -gA |
		awk '{ sub(/:.*/, "", $1); kind = $(NF - 1); name = $NF }
		kind == "U" { uses[name, $1]; used[name] = used[name] " " $1; next }
		{ has[$1] = has[$1] " " name }
		END {
			for (file in has) {
				n = split(has[file], names, " "); needed = file ~ /lib\/extension/
				for (i = 1; i <= n; i++)
					needed = needed || names[i] in used
				if (!needed) { print file " is not needed"; bad = 1 }
			}
			exit bad
		}'
	run -0 nm -D --defined-only "$SO"
	[[ $output == *' T sqlite3_custkit_init' ]]
	[ "${#lines[@]}" = 1 ]
}
