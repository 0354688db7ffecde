# demand-forecast: what comes next, per period.
load helper

# Months from 2020-01: a line with a season, without errors.
months() {
	echo date,value
	for i in {0..47}; do
		printf '%d-%02d-01,%d\n' $((2020 + i / 12)) $((i % 12 + 1)) \
			$((100 + 2 * i + i % 12 * 5))
	done
}

# An order log: c buys y from 2025-01-06 (a Monday) on each weekday, x on Tuesdays.
shop() {
	python3 - <<-'END' >log.csv
		import datetime
		print('customer_id,date,order_id,amount,sku,quantity,channel')
		day = datetime.date(2025, 1, 6)
		for i in range(140):
		    d = day + datetime.timedelta(i)
		    if d.weekday() < 5:
		        print(f'c,{d},o{i},2.5,y,{d.weekday() + 1},web')
		        if d.weekday() == 1:
		            print(f'c,{d},o{i},4,x,2,web')
	END
}

@test "the columns, the dates and n; the last value of a naive forecast" {
	months >m.csv
	run -0 --separate-stderr demand-forecast --method=naive --horizon=3 m.csv
	[ -z "$stderr" ]
	[ "${lines[0]}" = date,forecast,low80,high80,low95,high95,method,n ]
	[ "$(cells date,forecast,method,n)" = \
		$'2024-01-01,249,naive,48\n2024-02-01,249,naive,48\n2024-03-01,249,naive,48' ]
	run -0 demand-forecast --method=seasonal-naive --horizon=13 m.csv
	[ "$(cells date,forecast | sed -n '1p; 12,13p')" = \
		$'2024-01-01,172\n2024-12-01,249\n2025-01-01,172' ]
}

@test "a line with a season goes on" {
	months >m.csv
	# 100 + 2 48; and 100 + 2 59 + 11 5.  Only a part of the combination has an additive season.
	for method in hw-additive:.5 combination:8 auto:8; do
		run -0 demand-forecast -q --method="${method%:*}" --horizon=12 m.csv
		near "$(cell forecast date=2024-01-01)" 196 "${method#*:}"
		near "$(cell forecast date=2024-12-01)" 273 "${method#*:}"
	done
	[ "$(cell method date=2024-01-01)" = combination ]
	run -0 demand-forecast --horizon=1 --season=1 --method=ses m.csv
	near "$(cell forecast date=2024-01-01)" 249 .2
}

@test "the default horizons" {
	months >m.csv
	for h in day:14 week:13 month:18 quarter:8 year:6; do
		printf 'date,value\n2023-01-01,5\n' >one.csv
		run -0 demand-forecast -q --period="${h%:*}" one.csv
		[ "${#lines[@]}" = $((${h#*:} + 1)) ]
	done
}

@test "a series per value of a column, in the order of the bytes; rows and threads in any order" {
	{
		echo shop,date,value
		months | sed '1d; s/^/b,/'
		months | sed '1d; s/^/B,/'
	} >two.csv
	run -0 demand-forecast --by=shop --horizon=2 two.csv
	[ "${lines[0]}" = series,date,forecast,low80,high80,low95,high95,method,n ]
	[ "$(cells series,date)" = $'B,2024-01-01\nB,2024-02-01\nb,2024-01-01\nb,2024-02-01' ]
	[ "$(cells forecast | sed -n 1p)" = "$(cells forecast | sed -n 3p)" ]
	demand-forecast --by=shop --threads=1 two.csv >want
	demand-forecast --by=shop --threads=2 two.csv | cmp want
	{ head -1 two.csv; sed 1d two.csv | tac; } | demand-forecast --by=shop | cmp want
	run -2 --separate-stderr demand-forecast two.csv
	[ "$stderr" = "demand-forecast: two.csv:50: date '2020-01-01' is in a period that has a value already; use --by to tell series apart" ]
	sed -n '1,2p; 2p' two.csv >twice.csv
	run -2 --separate-stderr demand-forecast --by=shop twice.csv
	[ "$stderr" = "demand-forecast: twice.csv:3: date '2020-01-01' is in a period that has a value already" ]
}

@test "gaps: an error that names the period, 0, or a line" {
	printf '%s\n' date,value 2025-01-01,2 2025-04-01,8 >gap.csv
	run -2 --separate-stderr demand-forecast gap.csv
	[ "$stderr" = "demand-forecast: no value for 2025-02; use --gaps=zero or --gaps=line" ]
	printf '%s\n' s,date,value a,2025-01-01,2 a,2025-04-01,8 >named.csv
	run -2 --separate-stderr demand-forecast --by=s named.csv
	[ "$stderr" = "demand-forecast: s 'a' has no value for 2025-02; use --gaps=zero or --gaps=line" ]
	# 2 4 6 8, and 2 0 0 8: relative errors of naive 1, 1/2, 1/3; absolute -2, 0, 8
	run -0 demand-forecast --gaps=line --method=naive --horizon=1 gap.csv
	[ "$(cells forecast,n)" = 8,4 ]
	near "$(cell high80 n=4)" 14.905772 1e-5	# 8 (1 + 1.2815516 sqrt((1 + 1/4 + 1/9) / 3))
	run -0 demand-forecast --gaps=zero --method=naive --horizon=1 gap.csv
	near "$(cell high80 n=4)" 14.101406 1e-5	# 8 + 1.2815516 sqrt((4 + 0 + 64) / 3)
}

@test "two values, all zeros, a constant: naive, without an interval, and it says so" {
	printf '%s\n' date,value 2025-01-01,2 2025-02-01,3 >few.csv
	run -0 --separate-stderr demand-forecast --horizon=1 few.csv
	[ "${lines[1]}" = 2025-03-01,3,,,,,naive,2 ]
	[ "$stderr" = "demand-forecast: no interval for 1 series: too few values, or values that never change" ]
	months | sed 's/,[0-9]*$/,0/' >zero.csv
	run -0 --separate-stderr demand-forecast --horizon=1 zero.csv
	[ "${lines[1]}" = 2024-01-01,0,,,,,naive,48 ]
	printf 'date,value\n' >none.csv
	run -0 --separate-stderr demand-forecast none.csv
	same date,forecast,low80,high80,low95,high95,method,n
	[ -z "$stderr" ]
}

@test "what a method needs" {
	months | sed '2s/100/-1/' >minus.csv
	run -2 --separate-stderr demand-forecast --method=hw-multiplicative minus.csv
	[ "$stderr" = "demand-forecast: hw-multiplicative needs values above 0" ]
	run -2 --separate-stderr demand-forecast --method=sba minus.csv
	[ "$stderr" = "demand-forecast: sba needs values of 0 or more" ]
	run -0 demand-forecast minus.csv
	printf '%s\n' date,value 2025-01-01,2 2025-02-01,3 >few.csv
	run -2 --separate-stderr demand-forecast --method=seasonal-naive few.csv
	[ "$stderr" = "demand-forecast: seasonal-naive needs a whole season" ]
	run -2 --separate-stderr demand-forecast --method=theta few.csv
	[ "$stderr" = "demand-forecast: theta needs 8 periods" ]
	run -2 --separate-stderr demand-forecast --method=hw-additive few.csv
	[ "$stderr" = "demand-forecast: hw-additive needs two and a half seasons, and 8 periods" ]
	run -2 --separate-stderr demand-forecast --method=hw-additive --season=1 few.csv
	[ "$stderr" = "demand-forecast: hw-additive needs a season of 2 to 24 periods" ]
	printf '%s\n' s,date,value a,2025-01-01,2 >few.csv
	run -2 --separate-stderr demand-forecast --by=s --method=ets few.csv
	[ "$stderr" = "demand-forecast: s 'a': ets needs 8 periods" ]
}

@test "an order log: orders, quantity and amount of whole weeks" {
	shop
	# 20 weeks to Sunday 2025-05-25; the last row is of Friday, so the last week is not over
	run -0 --separate-stderr demand-forecast --period=week --method=naive --horizon=1 log.csv
	[ "${stderr_lines[0]}" = "demand-forecast: left out 2025-W21, which is not over: the data end on 2025-05-23" ]
	[ "$(cells date,forecast,n)" = 2025-05-19,5,19 ]
	run -0 --separate-stderr demand-forecast --period=week --method=naive --horizon=1 \
		--as-of=2025-05-25 --measure=quantity log.csv
	[ -z "$(grep over <<<"$stderr")" ]
	[ "$(cells date,forecast,n)" = 2025-05-26,17,20 ]	# 1 + 2 + 3 + 4 + 5, and 2
	run -0 demand-forecast -q --period=week --method=naive --horizon=1 --measure=amount log.csv
	[ "$(cells forecast)" = 16.5 ]
	run -0 demand-forecast -q --period=week --method=naive --horizon=1 --by=sku log.csv
	[ "$(cells series,forecast)" = $'x,1\ny,5' ]
}

@test "days: weekdays without a row have no place in the series" {
	shop
	run -0 --separate-stderr demand-forecast --period=day --measure=quantity --horizon=6 \
		--method=seasonal-naive log.csv
	[ "${stderr_lines[0]}" = "demand-forecast: no row is on a Saturday, Sunday: left out as closed" ]
	[ "$(cells date,forecast)" = \
		$'2025-05-26,1\n2025-05-27,4\n2025-05-28,3\n2025-05-29,4\n2025-05-30,5\n2025-06-02,1' ]
	grep -E ',x,|sku' log.csv >tuesdays.csv
	run -0 --separate-stderr demand-forecast --period=day --measure=quantity --horizon=2 \
		tuesdays.csv
	[ "$(cells date,forecast,method)" = $'2025-05-27,2,naive\n2025-06-03,2,naive' ]
}

@test "a calendar: holidays are 0, and filled in the past" {
	shop
	printf '%s\n' day,hours mon-fri,09:00-17:00 2025-05-26,closed 2025-05-20,closed >cal.csv
	run -0 --separate-stderr demand-forecast --period=day --measure=quantity --horizon=2 \
		--method=seasonal-naive --calendar=cal.csv log.csv
	[ "${stderr_lines[0]}" = "demand-forecast: left out 2 rows on days that are closed in the calendar" ]
	# Tuesday 20 is closed: 4 of the Tuesday before stands for it
	[ "$(cells date,forecast,low80,method)" = $'2025-05-26,0,0,closed\n2025-05-27,4,,seasonal-naive' ]
	printf '%s\n' date,value 2025-05-19,1 2025-05-21,3 >v.csv
	run -0 demand-forecast -q --period=day --calendar=cal.csv --horizon=1 v.csv
	[ "$(cells date,forecast,n)" = 2025-05-22,3,3 ]
	printf '%s\n' date,value 2025-05-19,1 2025-05-22,3 >v.csv
	run -2 --separate-stderr demand-forecast --period=day --calendar=cal.csv v.csv
	[ "$stderr" = "demand-forecast: no value for 2025-05-21; use --gaps=zero or --gaps=line" ]
}

@test "intermittent demand: SBA; refunds and rows without a sku or a quantity are left out" {
	# Croston .1 of 0 0 3 0 2 0 0 4 from the first demand on: 3 0 2 0 0 4
	printf '%s\n' customer_id,date,amount,sku,quantity a,2025-01-31,1,x,3 a,2025-03-31,1,x,2 \
		a,2025-06-30,1,x,4 a,2025-06-30,-1,x,1 a,2025-06-30,1,,1 a,2025-06-30,1,x, >q.csv
	run -0 --separate-stderr demand-forecast --measure=quantity --by=sku --method=croston \
		--horizon=1 q.csv
	[ "$stderr" = "demand-forecast: left out 1 row without a sku
demand-forecast: left out 1 refund
demand-forecast: left out 1 row without a quantity" ]
	# size 3, 2.9, 3.01; interval 1, 1.1, 1.29
	near "$(cell forecast series=x)" 2.3333333333 1e-9
	run -0 demand-forecast -q --measure=quantity --by=sku --method=sba --horizon=1 q.csv
	near "$(cell forecast series=x)" 2.2166666667 1e-9
}

@test "the store gives what the log gives, by columns of the orders and of the customer" {
	shop
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >acc
	for measure in orders quantity amount; do
		demand-forecast -q --by=sku --measure=$measure --period=week log.csv >want
		demand-forecast -q --by=sku --measure=$measure --period=week -d s.db | cmp want
	done
	run -0 demand-forecast -q -d s.db --by=country --period=week
	same series,date,forecast,low80,high80,low95,high95,method,n
	run -2 --separate-stderr demand-forecast -d s.db --by=nothing
	[[ $stderr = *nothing* ]]
	sqlite3 s.db "UPDATE orders SET date = '2025-19-01' WHERE id = 1"
	run -2 --separate-stderr demand-forecast -d s.db
	[ "$stderr" = "demand-forecast: bad order in the store: date '2025-19-01' is not a valid date; run cust-check" ]
}

@test "a series without a whole period is left out" {
	printf '%s\n' customer_id,date,sku a,2025-01-01,x a,2025-01-31,x a,2025-02-10,y >q.csv
	run -0 --separate-stderr demand-forecast --by=sku --horizon=1 q.csv
	[[ $stderr = *"left out 1 series without a whole period"* ]]
	[ "$(cells series,forecast)" = x,2 ]
}

@test "--evaluate, by hand; it says when the seasonal naive forecast is better" {
	printf '%s\n' date,value >v.csv
	i=2010
	for y in 1 3 5 3 5 7 5 7 8 10; do echo $((i++))-01-01,$y >>v.csv; done
	run -0 --separate-stderr demand-forecast --evaluate --period=year --method=naive \
		--horizon=2 --origins=1 v.csv
	[ -z "$stderr" ]
	[ "${lines[0]}" = method,origins,n,mase,smape,coverage80,coverage95,naive_mase,naive_smape,best ]
	[ "$(cells method,origins,n,mase,coverage80,naive_mase,best)" = naive,1,2,1,1,1, ]
	near "$(cell smape n=2)" 24.3137255 1e-8		# (200/15 + 600/17) / 2
	{ echo date,value; for i in {0..47}; do
		printf '%d-%02d-01,%d\n' $((2020 + i / 12)) $((i % 12 + 1)) $((10 + i % 12)); done; } >m.csv
	run -0 --separate-stderr demand-forecast --evaluate --method=naive --horizon=12 m.csv
	[ "$stderr" = "demand-forecast: the seasonal naive forecast is better for 1 of 1 series" ]
	[ "$(cells origins,n,mase,naive_smape,best)" = 3,36,,0,seasonal-naive ]
	run -0 --separate-stderr demand-forecast --evaluate --horizon=45 m.csv
	[ "$stderr" = "demand-forecast: 1 of 1 series have too few values to evaluate" ]
	[ "$(cells method,origins,n,mase)" = ,0,0, ]
}

@test "60 series of the M3 competition: better than seasonal naive, and intervals that cover" {
	for p in month:12 quarter:4 year:1; do
		awk -F, -v p="${p%:*}" 'NR == 1 || ($2 == p && $3 == "fit")' \
			"$ROOT/tests/data/m3_sample.csv" | demand-forecast --by=series \
			--period="${p%:*}" >forecasts.csv
		python3 - "$ROOT/tests/data/m3_sample.csv" "${p%:*}" "${p#*:}" <<-'END'
			import csv, sys
			path, period, season = sys.argv[1], sys.argv[2], int(sys.argv[3])
			fit, test = {}, {}
			for r in csv.DictReader(open(path)):
			    if r['period'] == period:
			        to = fit if r['part'] == 'fit' else test
			        to.setdefault(r['series'], []).append(float(r['value']))
			rows = {}
			for r in csv.DictReader(open('forecasts.csv')):
			    rows.setdefault(r['series'], []).append(r)
			smape = lambda y, f: 200 * abs(y - f) / (abs(y) + abs(f))
			own = naive = in80 = in95 = n = 0
			for s, y in test.items():
			    for h, v in enumerate(y):
			        r = rows[s][h]
			        own += smape(v, float(r['forecast'])) / len(y)
			        last = fit[s][len(fit[s]) - season + h % season]
			        naive += smape(v, last) / len(y)
			        in80 += float(r['low80']) <= v <= float(r['high80'])
			        in95 += float(r['low95']) <= v <= float(r['high95'])
			        n += 1
			print(period, own / len(test), naive / len(test), in80 / n, in95 / n)
			assert len(test) == 20 and own < .95 * naive
			assert .7 < in80 / n < .95 and .85 < in95 / n
		END
	done
}

@test "misuse" {
	run -2 --separate-stderr demand-forecast -d s.db x.csv
	[[ $stderr = "demand-forecast: a store and FILE cannot be combined"* ]]
	run -2 --separate-stderr demand-forecast --calendar=c.csv x.csv
	[[ $stderr = "demand-forecast: --calendar requires --period=day"* ]]
	run -2 --separate-stderr demand-forecast --gaps=zero --measure=orders x.csv
	[[ $stderr = "demand-forecast: --gaps is for a table of values; periods without an order are 0"* ]]
	run -2 --separate-stderr demand-forecast --horizon=1001 x.csv
	[[ $stderr = "demand-forecast: --horizon must be at most 1000"* ]]
	run -2 --separate-stderr demand-forecast --season=401 x.csv
	[[ $stderr = "demand-forecast: --season must be at most 400"* ]]
	run -2 --separate-stderr demand-forecast --origins=0 x.csv
	[[ $stderr = "demand-forecast: --origins must be at least 1"* ]]
	run -2 --separate-stderr demand-forecast --by= x.csv
	[[ $stderr = "demand-forecast: --by is empty"* ]]
	printf 'date\n2025-01-01\n' >x.csv
	run -2 --separate-stderr demand-forecast x.csv
	[[ $stderr = *"'value'"* ]]
	printf 'date,value\n2025-01-01,x\n2025-01-02,3\n' >x.csv
	run -2 --separate-stderr demand-forecast x.csv
	[ "$stderr" = "demand-forecast: x.csv:2: value 'x' is not a number" ]
	run -1 --separate-stderr demand-forecast -q --skip-bad --horizon=1 x.csv
	[ "$(cells date,forecast)" = 2025-02-01,3 ]
	printf 'customer_id,date,quantity\na,2025-01-31,x\n' >x.csv
	run -2 --separate-stderr demand-forecast --measure=quantity x.csv
	[ "$stderr" = "demand-forecast: x.csv:2: quantity 'x' is not a number" ]
	printf 'customer_id,date,amount\na,2025-01-31,x\n' >x.csv
	run -2 --separate-stderr demand-forecast --measure=amount x.csv
	[ "$stderr" = "demand-forecast: x.csv:2: amount 'x' is not a valid amount (such as 1200.50)" ]
	printf 'customer_id,date\na,2025-02-30\n' >x.csv
	run -2 --separate-stderr demand-forecast x.csv
	[[ $stderr = "demand-forecast: x.csv:2: date '2025-02-30' is not "* ]]
}

@test "--past prints the latest values before the forecasts" {
	printf '%s\n' date,value 2025-01-01,7 2025-02-01,8 2025-03-01,9 >v.csv
	run -0 demand-forecast -q --method=naive --horizon=1 --past=2 \
		--columns=date,forecast,value v.csv
	same "date,forecast,value
2025-02-01,,8
2025-03-01,,9
2025-04-01,9,"
	run -0 demand-forecast -q --method=naive --horizon=1 --past=99 --columns=value v.csv
	[ "${#lines[@]}" -eq 5 ]
	run -2 --separate-stderr demand-forecast --past=1 --evaluate v.csv
	says "--past cannot be used with --evaluate"
}

@test "--plot --past draws what was, and the forecasts from there on" {
	printf '%s\n' date,value 2025-01-01,70 2025-02-01,10 2025-03-01,40 >v.csv
	run -0 demand-forecast -q --method=naive --horizon=2 --past=3 --plot=term v.csv
	[ "${lines[-4]}" = '• actual' ]
	[ "${lines[-3]}" = '○ forecast' ]
	[ "${lines[*]: -2}" = 'The bands are the intervals of 80 % (darker) and 95 %; a point without bands has none.' ]
	# the first value stands at the left end of its row, which is near that of 70
	[[ ${lines[*]:0:10} == *'│•'* ]]
	demand-forecast -q --method=naive --horizon=2 --past=3 --plot=svg v.csv >x.svg
	python3 - x.svg <<-'END'
	import re, sys
	curves = re.findall(r'class="s\d curve" d="M([^"]*)"', open(sys.argv[1]).read())
	past, next = ([tuple(map(float, p.split())) for p in c.split("L")] for c in curves)
	assert len(past) == 3 and len(next) == 3 and past[2] == next[0], curves
	# 70, 10, 40, and the naive forecast is the last value
	(a, b, c), (d, e, f) = ([y for x, y in line] for line in (past, next))
	assert abs((b - c) / (b - a) - .5) < .01 and d == e == f == c, curves
	END
	# a series keeps one line
	printf '%s\n' date,series,value 2025-01-01,a,7 2025-02-01,a,8 2025-01-01,b,3 2025-02-01,b,5 >s.csv
	demand-forecast -q --by=series --method=naive --horizon=1 --past=2 --plot=svg s.csv >x.svg
	python3 - x.svg <<-'END'
	import re, sys
	curves = re.findall(r'class="s\d curve" d="M([^"]*)"', open(sys.argv[1]).read())
	assert [c.count("L") for c in curves] == [2, 2], curves
	END
}

@test "orders of a day: an order_id counts once per source and customer" {
	printf '%s\n' customer_id,date,amount,order_id,source a,2024-01-01,1,1,shop \
		a,2024-01-01,1,1,web a,2024-01-01,2,1,web b,2024-01-01,1,1,web a,2024-01-02,1,, \
		a,2024-01-02,1,, a,2024-01-02,1,1, >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >acc
	for way in log.csv '-d s.db' '--ignore=source log.csv' \
		'--ignore=source,customer_id log.csv'; do
		run -0 demand-forecast -q --measure=orders --period=day --method=naive --horizon=1 \
			--past=9 --as-of=2024-01-02 --columns=date,value --no-header $way
		case $way in
		--ignore=source\ *) want=2 ;;		# of a and of b
		--ignore=source,*) want=1 ;;
		*) want=3 ;;
		esac
		same $'2024-01-01,'$want$'\n2024-01-02,3\n2024-01-03,'
	done
}
