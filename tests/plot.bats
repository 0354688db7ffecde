# --plot: the table of a tool as a chart, in the terminal, as SVG and as PNG.
# shellcheck disable=SC2086 # options are words
load helper

votes() { printf '%s\n' score,country 10,CN 9,CN 9,CN 2,CN 3,客户 4,客户 10,客户 >votes.csv; }

# texts FILE: the words of a well-formed SVG, one per line.
texts() {
	python3 - "$1" <<-'END'
	import sys, xml.etree.ElementTree as E
	for e in E.parse(sys.argv[1]).iter():
	    if e.tag.endswith("}text"):
	        print("".join(e.itertext()))
	END
}

@test "every --plot is term|svg|png" {
	for tool in $(basename -s .c "$ROOT"/cmd/*.c); do
		"$tool" --help | sed -n "s/^ *--plot=\([^ ]*\).*/\1 $tool/p"
	done >all
	[ "$(wc -l <all)" -ge 11 ]
	[ "$(cut -d' ' -f1 all | sort -u)" = 'term|svg|png' ]
}

@test "in the terminal: 50 points and -33.3, with their intervals" {
	votes
	# 3 of 4 less 1 of 4: 100 (.75 - .25) = 50, se 100 sqrt(.75/4); 1 less 2 of 3: -33.3
	run -0 nps-calc -q --interval=wald --by=country --plot=term votes.csv
	[[ ${lines[1]} == 'CN  '*'├─────▐████████▋──────────────┤  50.0 (−34.9…134.9) n=4' ]]
	[[ ${lines[2]} == '客户 ├──'*'█████▌───'*' −33.3 (−140.0…73.4) n=3' ]]
	run -0 nps-calc -q --by=country --plot=term --sort=-nps --limit=1 --target=10 votes.csv
	[ "${#lines[@]}" = 3 ]
	[[ ${lines[1]} == CN* ]]
	[ "${lines[2]}" = '┊ target: 10.0' ]
	[[ ${lines[1]} != *┊* ]]
	run -0 nps-calc --metric=csat --scale=0-10 --plot=term votes.csv
	[ "${lines[0]}" = csat ]
}

@test "as SVG: well-formed, every label, and bars as long as the values" {
	votes
	nps-calc --by=country --plot=svg votes.csv >nps.svg
	texts nps.svg >words
	for word in CN 客户; do
		grep -qx "$word" words
	done
	# 50 to 33.33 is 3 to 2
	python3 - nps.svg <<-'END'
	import sys, xml.etree.ElementTree as E
	bars = [float(e.get("width")) for e in E.parse(sys.argv[1]).iter()
	    if e.tag.endswith("}rect") and "bar" in e.get("class", "").split()]
	assert len(bars) == 2 and abs(bars[0] / bars[1] - 1.5) < .02, bars
	END
}

@test "as PNG; without rsvg-convert it says which package has it" {
	votes
	nps-calc --by=country --plot=png votes.csv >nps.png
	[ "$(head -c 8 nps.png | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ]
	mkdir bin
	ln -s "$(command -v nps-calc)" bin/
	run -2 --separate-stderr env PATH="$PWD/bin" bin/nps-calc --plot=png votes.csv
	[ "$stderr" = 'nps-calc: rsvg-convert not found (Debian: apt-get install librsvg2-bin)' ]
	printf '#!/bin/sh\nexit 1\n' >bin/rsvg-convert
	chmod +x bin/rsvg-convert
	run -2 --separate-stderr env PATH="$PWD/bin:$PATH" nps-calc --plot=png votes.csv
	[ "$stderr" = 'nps-calc: rsvg-convert failed' ]
	for form in term svg png; do
		run -2 --separate-stderr sh -c "nps-calc --plot=$form votes.csv >/dev/full"
		says 'nps-calc: standard output'
	done
	churn-flag -q --evaluate=1997-09-30 --horizon=273 --plot=png "$CDNOW" >gain.png
	[ "$(head -c 8 gain.png | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ]
}

@test "what cannot be drawn is said in words" {
	votes
	run -2 --separate-stderr nps-calc --plot=term -t votes.csv
	says 'nps-calc: --plot cannot be used with --format or --aligned; it prints no table'
	run -2 --separate-stderr nps-calc --plot=term --cite=comment votes.csv
	says 'nps-calc: --cite=comment cannot be used with --plot; use --cite=stderr'
	run -0 --separate-stderr nps-calc --plot=term --cite=stderr votes.csv
	[[ $stderr == custkit*'; input votes.csv xxh128='* && $stderr != */dev/fd/* ]]
	run -2 --separate-stderr nps-calc --plot=term --columns=n votes.csv
	says "nps-calc: --plot needs the column 'ces_mean' of the table; leave out what prints others"
	run -2 --separate-stderr nps-calc --plot=bars votes.csv
	says "nps-calc: --plot must be one of term|svg|png, not 'bars'"
	run -0 --separate-stderr nps-calc --by=country --plot=term <<<score,country
	[ -z "$output" ]
	says 'nps-calc: there is nothing to plot: the table has no rows'
	run -0 nps-calc --plot=term <<<score
	[[ ${lines[-1]} == *'– n=0' ]]
	run -0 --separate-stderr cust-segment --as-of=2025-01-01 --plot=term --abc \
		<<<customer_id,date
	says 'cust-segment: there is nothing to plot: the total of spend is 0'
}

@test "segments, forecasts, and the agents of a week" {
	run -0 cust-segment -q --as-of=1997-09-30 --profile --plot=term "$CDNOW"
	# of the customers; of the spend
	[[ ${lines[1]} == 'Champions '*'█'*'◆ 17.1% ◆ 53.6%' ]]
	[ "${lines[-1]}" = '█ customers  ◆ spend' ]
	cust-segment -q --as-of=1997-09-30 --profile --plot=svg "$CDNOW" >s.svg
	texts s.svg | grep -qx 'Cannot Lose'
	run -0 demand-forecast -q --as-of=1998-06-30 --period=month --measure=amount --plot=term \
		"$CDNOW"
	[[ $output == *'▒'* && $output == *'░'* && $output == *1998-07-01* ]]
	run -2 --separate-stderr demand-forecast -q --evaluate --plot=term --as-of=1998-06-30 \
		--period=month "$CDNOW"
	says "demand-forecast: --plot needs the column 'forecast' of the table"
	cust-init -d s.db
	(echo queue,arrived,started,ended
	for m in $(seq 10 2 52); do
		d=2026-03-02T09
		echo desk,$d:$m,$d:$m,$d:$((m + 5))
	done) | visit-log -q -d s.db - >/dev/null
	visit-list -d s.db | staff-calc -q --answer-within=120 --plot=term >out
	grep -q '^Mon 09:00 █.* 3 ◆ 5$' out
}

@test "maps of features and touchpoints, standards" {
	{ echo respondent,item,part,value
	for r in $(seq 20); do
		printf '%s\n' "$r,价格,functional,2" "$r,价格,dysfunctional,5"
		printf '%s\n' "$r,wrap,functional,1" "$r,wrap,dysfunctional,3"
	done; } >kano.csv
	run -0 kano-calc -q --plot=term kano.csv
	# the price is must-be: better 0, worse -1; wrapping delights: better 1, worse 0
	grep -q '^a  价格 (−1, 0)' <<<"$output"
	grep -q '^b  wrap (0, 1)' <<<"$output"
	kano-calc -q --plot=svg kano.csv >kano.svg
	texts kano.svg | grep -qx 价格
	{ echo customer_id,date,touchpoint,journey,score
	for j in $(seq 40); do
		printf '%s\n' "$j,2025-01-01,送货,$j,$((j % 5 + 1))" "$j,2025-01-02,call,$j,$((j % 5 + 1))"
	done; } >mot.csv
	run -0 mot-calc -q --plot=term mot.csv
	grep -q '送货 (3, 1)' <<<"$output"
	cdnow_store s.db
	run -0 service-check -d s.db --plot=term
	[[ ${lines[-1]} == '█ attained  ◆ target' ]]
	[[ ${lines[1]} == *' – ◆ '*% ]]
}

@test "colour: on a terminal, or forced; NO_COLOR and a dumb terminal have none" {
	votes
	esc=$(printf '\033')
	chart() { nps-calc --by=country --plot=term votes.csv; }
	chart >plain
	run -1 grep -q "$esc" plain
	CLICOLOR_FORCE=1 chart >coloured
	[ "$(grep -c "$esc\\[38;5;32m" coloured)" = 2 ]
	# without the colours it is the same text
	sed "s/$esc\\[[0-9;]*m//g" coloured | diff plain -
	for none in "NO_COLOR=1 CLICOLOR_FORCE=1" CLICOLOR_FORCE=0 CLICOLOR_FORCE= ; do
		env $none nps-calc --by=country --plot=term votes.csv | diff plain -
	done
	# on_terminal VARIABLE...: what a terminal gets
	cat >terminal.py <<-'END'
		import os, pty, subprocess, sys
		master, slave = pty.openpty()
		tool = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=slave)
		os.close(slave)
		try:
		    while data := os.read(master, 4096):
		        sys.stdout.buffer.write(data)
		except OSError:  # the other end is closed
		    pass
		sys.exit(tool.wait())
	END
	on_terminal() {
		env -u NO_COLOR -u CLICOLOR_FORCE "$@" python3 terminal.py \
			nps-calc --by=country --plot=term votes.csv >seen
	}
	on_terminal TERM=xterm
	grep -q "$esc\\[38;5;32m" seen
	on_terminal TERM=dumb
	run -1 grep -q "$esc" seen
	on_terminal TERM=xterm NO_COLOR=1
	[ -s seen ]
	run -1 grep -q "$esc" seen
}

@test "PNG: a note if no font has the Chinese characters" {
	votes
	mkdir bin
	printf '#!/bin/sh\n' >bin/fc-list
	chmod +x bin/fc-list
	PATH=$PWD/bin:$PATH run -0 --separate-stderr nps-calc --by=country --plot=png votes.csv
	says "nps-calc: no font has the Chinese characters (Debian: apt-get install fonts-wqy-microhei)"
	PATH=$PWD/bin:$PATH run -0 --separate-stderr nps-calc --plot=png votes.csv
	[[ $stderr != *font* ]]
	printf '#!/bin/sh\necho Some Font\n' >bin/fc-list
	PATH=$PWD/bin:$PATH run -0 --separate-stderr nps-calc --by=country --plot=png votes.csv
	[[ $stderr != *font* ]]
}

@test "clv: its distribution, as another program counts it" {
	clv-calc -q --as-of=1997-09-30 "$CDNOW" >scores.csv
	run -0 clv-calc -q --as-of=1997-09-30 --plot=term "$CDNOW"
	printf '%s\n' "$output" >chart
	python3 - scores.csv chart <<-'END'
	import csv, re, statistics, sys
	x = sorted(float(r["clv"]) for r in csv.DictReader(open(sys.argv[1])))
	chart = open(sys.argv[2]).read().replace(",", "")
	limits = []
	for a, b, n in re.findall(r"^([0-9.]+) to ([0-9.]+) .* n=([0-9]+)$", chart, re.M):
	    limits.append((float(a), float(b)))
	    assert sum(float(a) <= v < float(b) for v in x) == int(n), (a, b, n)
	assert limits[0][0] == 0 and limits[-1][1] > x[-1]
	assert all(p[1] == q[0] for p, q in zip(limits, limits[1:])), limits
	top = x[-(-len(x) // 10) * -1:]
	text = " ".join(chart.split())
	assert "2357 values: median %.2f mean %.2f. 0 (0.0%%) are 0 or less." % (
	    statistics.median(x), statistics.mean(x)) in text.replace(" mean", " mean"), text
	assert "largest 10%% of them have %.1f%% of" % (100 * sum(top) / sum(x)) in text, text
	END
	for option in --fit --total --new; do
		run -2 --separate-stderr clv-calc $option --plot=term "$CDNOW"
		says "--plot draws the clv of customers, or --evaluate; it cannot be used with --fit, --total or --new"
	done
	# without amounts there is no clv
	cut -d, -f1,2 "$CDNOW" >days.csv
	run -0 --separate-stderr clv-calc -q --as-of=1997-09-30 --plot=term days.csv
	[ -z "$output" ]
	run -0 --separate-stderr clv-calc --as-of=1997-09-30 --plot=term days.csv
	says 'there is nothing to plot: no row has a value'
}

@test "how a value is concentrated, with the limits of the classes" {
	printf '%s\n' customer_id,date,amount a,2025-01-01,80 b,2025-01-01,10 c,2025-01-01,5 \
		d,2025-01-01,5 >log.csv
	run -0 cust-segment -q --as-of=2025-02-01 --abc --plot=term log.csv
	# a has 80 %, so b is the first of whom others have 80 %: A is 1 of 4
	text=$(tr '\n' ' ' <<<"$output")
	[[ $text == *'The top 20% of the customers have 80.0% of the total; class A (80.0%) is 25.0%'* ]]
	# sum |x_i - x_j| over pairs is 70 + 75 + 75 + 5 + 5 = 230, twice that by 2 n 100: .575
	[[ $text == *'Gini coefficient: 0.57; n=4.'* || $text == *'Gini coefficient: 0.58; n=4.'* ]]
	[[ $output == *'┄ A: 80.0%'*'─ B: 95.0%'* ]]
	run -0 cust-segment -q --as-of=2025-02-01 --pareto --plot=svg log.csv
	[[ $output == *'>Concentration of spend<'*'>A 80%<'* ]]
	# the bars are those of a labelling
	run -2 --separate-stderr cust-segment --rfm --lifecycle --plot=svg log.csv
	says '--profile and --plot describe the groups of one labelling'
}

@test "a bar for each of many groups takes a time in proportion" {
	{ echo score,g; seq -f '10,g%.0f' 20000; } >many.csv
	run -0 timeout 20 nps-calc --by=g --plot=svg many.csv
	[ "$(grep -c '>g[0-9]*<' <<<"$output")" = 20000 ]
}

@test "term: COLUMNS is the width; a forecast says what its bands are" {
	printf 'date,value\n' >v.csv
	for m in 01 02 03 04 05 06 07 08 09 10 11 12; do
		echo 2025-$m-01,$((10#$m * 7 % 5))
	done >>v.csv
	for n in 40 60; do
		COLUMNS=$n demand-forecast -q --method=naive --period=month --plot=term v.csv >shown
		run -0 python3 -c 'import sys
print(max(len(x.rstrip("\n")) for x in open("shown", encoding="utf-8")))'
		[ "$output" -le $n ]
		[ "$output" -gt $((n - 15)) ]
	done
	[[ $(tr '\n' ' ' <shown) == *"bands are the intervals of 80 % (darker) and 95 %"* ]]
}
