#!/usr/bin/env bash
# run.sh: compares custkit with its peers on a generated order log; prints a table in Markdown.
#
# BENCH_CUSTOMERS  customers of the log (1500000, for 16 million rows; 20000 for a quick look)
# BENCH_DIR        keeps data, peers and results between runs (/tmp/custkit-bench; the full size
#                  needs 15 GB)
# BENCH_RUNS       how often each side of a pair runs, in turn; the median counts (3); slow peers
#                  run once
# BENCH_CHECKS     which checks to run: "rfm ntile clv load db nps forms scale start"; "scale"
#                  makes a log of 16 times the customers, and needs 8 GB more
# BENCH_RETAIL     UCI Online Retail as it goes round (.csv.gz), for "forms"; may be empty
#
# Build the tools first (make all). The table leaves out tools and peers that do not exist.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
tools=$root/build/bin
dir=${BENCH_DIR:-${TMPDIR:-/tmp}/custkit-bench}
customers=${BENCH_CUSTOMERS:-1500000}
runs=${BENCH_RUNS:-3}
checks=${BENCH_CHECKS:-rfm ntile clv load db nps forms scale start}
retail=${BENCH_RETAIL:-}
as_of=2024-12-29
schema=$root/share/sql/001.sql
python=$dir/peers/bin/python
missed=0
export LC_ALL=C TZ=UTC

say() { echo "bench: $*" >&2; }
has() { command -v "$1" >/dev/null; }
wants() { [[ " $checks " == *" $1 "* ]]; }

# --- preparation ---------------------------------------------------------------------------------

build() {
	local cc=${CC:-cc} flags=(-std=gnu17 -O2 -Wall -Wextra)

	"$cc" "${flags[@]}" -o "$dir/gen" "$here/gen.c" -lgsl -lgslcblas -lm
	"$cc" "${flags[@]}" -o "$dir/bare" "$here/bare.c" -lsqlite3
	"$cc" "${flags[@]}" -o "$dir/measure" "$here/measure.c"
}

install_peers() {
	"$python" -c 'import duckdb, pandas, polars, lifetimes' 2>/dev/null && return
	say "installing duckdb, pandas, polars and lifetimes into $dir/peers"
	python3 -m venv "$dir/peers"
	"$dir/peers/bin/pip" install -q duckdb pandas polars lifetimes
}

# generate NAME CUSTOMERS OPTION ...
generate() {
	local file=$dir/$1.csv n=$2

	shift 2
	[ "$file" -nt "$here/gen.c" ] && return
	say "generating $file"
	"$dir/gen" --customers="$n" "$@" >"$file.part"
	mv "$file.part" "$file"
}

data() {
	local few=$((customers / 10))

	grouped=grouped-$customers date=date-$customers tenth=grouped-$few tenfold=tenfold-$few
	generate "$grouped" "$customers"
	generate "$date" "$customers" --order=date
	generate "$tenth" "$few"
	wants db && generate "$tenfold" "$few" --orders-per=10
	rows=$(($(wc -l <"$dir/$grouped.csv") - 1))
}

# --- measuring -----------------------------------------------------------------------------------

# once KEY COMMAND: runs a shell command, which creates KEY.db or KEY.csv anew. A command that
# failed does not run again.
once() {
	[ ! -e "$dir/times/$1.failed" ] || return 0
	say "$1"
	rm -f "$dir/$1.db" "$dir/$1.db-journal" "$dir/$1.csv"
	(cd "$dir" && ./measure "times/$1" sh -c "$2") && return
	rm -f "$dir/times/$1" "$dir/$1.csv" "$dir/$1.db"
	touch "$dir/times/$1.failed"
	complain "$1 failed"
}

# complain WHAT: reports a failure on standard error and in the table.
complain() {
	say "$1"
	echo "| **$1** | | | | | **no** |" >>"$dir/table.md"
	missed=$((missed + 1))
}

# turns N KEY COMMAND KEY COMMAND ...: runs them in turn, N times; a KEY that begins with ! runs
# only the first time.
turns() {
	local n=$1 i j list

	shift
	list=("$@")
	for ((i = 0; i < n; i++)); do
		for ((j = 0; j < ${#list[@]}; j += 2)); do
			[[ $i -gt 0 && ${list[j]} == !* ]] || once "${list[j]#!}" "${list[j + 1]}"
		done
	done
}

# median KEY COLUMN: 1 is elapsed seconds, 2 processor seconds, 3 MiB.
median() {
	cut -d' ' -f"$2" "$dir/times/$1" | sort -n | awk '{ v[NR] = $1 }
		END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

# row WHAT COLUMN OURS PEER TARGET: writes a row of the table.
row() {
	local verdict unit=s a b

	[ -s "$dir/times/$3" ] && [ -s "$dir/times/$4" ] || return 0
	[ "$2" = 3 ] && unit=MiB
	a=$(median "$3" "$2") b=$(median "$4" "$2")
	verdict=$(awk -v a="$a" -v b="$b" -v t="$5" 'BEGIN { print a / b <= t ? "yes" : "**no**" }')
	[ "$verdict" = yes ] || missed=$((missed + 1))
	awk -v what="$1" -v a="$a" -v b="$b" -v t="$5" -v unit="$unit" -v v="$verdict" 'BEGIN {
		f = unit == "s" ? "%.2f s" : "%.0f MiB"
		printf "| %s | " f " | " f " | %.3f | %.4g | %s |\n", what, a, b, a / b, t, v
	}' >>"$dir/table.md"
}

# --- do both sides give the same results? --------------------------------------------------------

# pick FILE COLUMN ...: prints these columns of a CSV without quotes.
pick() {
	local file=$1

	shift
	awk -F, -v want="$*" '
		NR == 1 { n = split(want, w, " "); for (i = 1; i <= NF; i++) at[$i] = i }
		{ for (i = 1; i <= n; i++) printf "%s%s", $at[w[i]], i < n ? "," : "\n" }
	' "$dir/$file.csv"
}

# agree A B COLUMN ...: both CSVs must have the same values in these columns.
agree() {
	local a=$1 b=$2

	shift 2
	[ -s "$dir/$a.csv" ] && [ -s "$dir/$b.csv" ] || return 0
	cmp -s <(pick "$a" "$@") <(pick "$b" "$@") || complain "$a and $b differ"
}

# agree_stores A B: both stores must have the same table history.
agree_stores() {
	local n

	[ -s "$dir/$1.db" ] && [ -s "$dir/$2.db" ] && has sqlite3 || return 0
	n=$(sqlite3 "$dir/$1.db" "ATTACH '$dir/$2.db' AS b" \
		"SELECT count(*) FROM (SELECT * FROM main.history EXCEPT SELECT * FROM b.history)" \
		"SELECT count(*) FROM (SELECT * FROM b.history EXCEPT SELECT * FROM main.history)" |
		paste -sd+)
	[ "$n" = 0+0 ] || complain "$1.db and $2.db differ"
}

# sum FILE COLUMN: prints the sum of a column.
sum() {
	pick "$1" "$2" | awk '{ s += $1 } END { print s }'
}

# agree_sum A B COLUMN: the sums of a column must agree within half a percent.
agree_sum() {
	[ -s "$dir/$1.csv" ] && [ -s "$dir/$2.csv" ] || return 0
	paste -d' ' <(sum "$1" "$3") <(sum "$2" "$3") |
		awk '{ d = $1 / $2 - 1; exit !(d < .005 && d > -.005) }' ||
		complain "$1 and $2 differ"
}

# --- the checks ----------------------------------------------------------------------------------

# ours TOOL COMMAND: prints the command, or nothing if the tool does not exist.
ours() {
	[ -x "$tools/$1" ] && echo "exec $tools/$1 $2"
	return 0
}

# load DB LOG: prints the command that loads the log into a new store (of cust-init, if it exists).
load() {
	[ -x "$tools/order-add" ] || return 0
	[ ! -x "$tools/cust-init" ] || printf '%s' "$tools/cust-init -d $1.db && "
	echo "exec $tools/order-add -q -d $1.db --create $2.csv >/dev/null"
}

# versus N OURS COMMAND PEER COMMAND ...: turns, but without the sides that have no command.
versus() {
	local n=$1 list=()

	shift
	while [ $# -gt 0 ]; do
		rm -f "$dir/${1#!}.csv" "$dir/${1#!}.db"
		[ -z "$2" ] || list+=("$1" "$2")
		shift 2
	done
	turns "$n" "${list[@]}"
}

# duckdb LOG KEY [QUERY]: prints the command that runs the query in DuckDB.
duckdb() {
	sed "s|LOG|$dir/$1.csv|; s|OUT|$dir/$2.csv|; s|ASOF|$as_of|g" \
		"$here/${3:-rfm}.sql" >"$dir/$2.sql"
	echo "exec $python $here/duckdb_run.py $2.sql"
}

check_rfm() {
	local o log miller=''
	local columns=(customer_id orders first_date last_date frequency recency age idle
		r_score f_score m_score rfm)

	for o in grouped date; do
		log=${!o}
		versus "$runs" "segment-$o" \
			"$(ours cust-segment "--rfm --as-of=$as_of $log.csv >segment-$o.csv")" \
			"duckdb-$o" "$(duckdb "$log" "duckdb-$o")"
		agree "segment-$o" "duckdb-$o" "${columns[@]}"
	done
	row "cust-segment --rfm / DuckDB, grouped by customer" 1 segment-grouped duckdb-grouped .5
	row "the same, memory" 3 segment-grouped duckdb-grouped 1
	row "cust-segment --rfm / DuckDB, in order of date" 1 segment-date duckdb-date .75
	row "the same, memory" 3 segment-date duckdb-date 1
	has mlr && miller="$here/rfm_miller.sh $tenth.csv $as_of miller.csv"
	versus "$runs" segment-tenth \
		"$(ours cust-segment "--rfm --as-of=$as_of $tenth.csv >segment-tenth.csv")" \
		'!miller' "$miller"
	agree segment-tenth miller "${columns[@]}"
	row "cust-segment --rfm / Miller, a tenth of the customers" 1 segment-tenth miller .05
}

# The question as a user of DuckDB or polars writes it. Its scores differ: an ntile gives equal
# customers different scores.
check_ntile() {
	local o log four="--rfm --columns=customer_id,r_score,f_score,m_score --as-of=$as_of"

	for o in grouped date; do
		log=${!o}
		versus "$runs" "four-$o" "$(ours cust-segment "$four $log.csv >four-$o.csv")" \
			"ntile-$o" "$(duckdb "$log" "ntile-$o" rfm_ntile)" \
			"polars-$o" "POLARS_MAX_THREADS=2 exec $python $here/rfm_polars.py \
				$log.csv polars-$o.csv"
	done
	row "cust-segment, four columns / DuckDB's ntile, grouped, processor" 2 \
		four-grouped ntile-grouped .35
	row "the same, elapsed" 1 four-grouped ntile-grouped .5
	row "cust-segment, four columns / DuckDB's ntile, by date, processor" 2 \
		four-date ntile-date .5
	row "cust-segment, four columns / polars, grouped, processor" 2 \
		four-grouped polars-grouped .45
	row "the same, by date" 2 four-date polars-date .45
	within "cust-segment, four columns, grouped: memory" four-grouped 3 1 MiB 256
	within "the same, by date" four-date 3 1 MiB 256
}

check_clv() {
	versus "$runs" clv \
	    "$(ours clv-calc "--model=bgnbd --as-of=$as_of $grouped.csv >clv.csv")" \
		'!lifetimes' "exec $python $here/clv_peer.py $grouped.csv $as_of lifetimes.csv"
	agree_sum clv lifetimes expected_orders
	row "clv-calc / pandas with lifetimes" 1 clv lifetimes .05
	row "the same, memory" 3 clv lifetimes .25
}

# In order of date, sorting for the history is faster than a look-up per row of the index.
histories() {
	cp "$here/history.sql" "$dir/history-grouped.sql"
	sed 's/FROM orders GROUP BY/FROM orders NOT INDEXED GROUP BY/' \
		"$here/history.sql" >"$dir/history-date.sql"
}

check_load() {
	local o log import bare

	histories
	for o in grouped date; do
		log=${!o} import=''
		has sqlite3 &&
			import="exec $here/import.sh import-$o.db $schema history-$o.sql $log.csv"
		bare="exec ./bare -l bare-$o.db $schema history-$o.sql <$log.csv 2>bare-$o.txt"
		versus "$runs" "load-$o" "$(load "load-$o" "$log")" \
			"bare-$o" "$bare" "!import-$o" "$import"
		agree_stores "load-$o" "bare-$o"
		rm -f "$dir/load-$o.db" "$dir/bare-$o.db" "$dir/import-$o.db"
	done
	row "order-add / the bare C program, grouped by customer" 1 load-grouped bare-grouped 1.3
	row "order-add / the bare C program, in order of date" 1 load-date bare-date 1.3
	row "order-add / sqlite3 .import and SQL, grouped by customer" 1 \
		load-grouped import-grouped 1
	row "order-add / sqlite3 .import and SQL, in order of date" 1 load-date import-date 1
}

# Ten times the orders of the same customers, on the same days and with the same sums, so the fit
# is the same.
check_db() {
	local tool options

	[ -x "$tools/order-add" ] || return 0
	turns 1 one "$(load one "$tenth")" ten "$(load ten "$tenfold")"
	[ -s "$dir/one.db" ] && [ -s "$dir/ten.db" ] || return 0
	for tool in clv-calc cust-segment; do
		options=
		[ $tool = cust-segment ] && options=--rfm
		[ -x "$tools/$tool" ] || continue
		options="$options --as-of=$as_of"
		versus $((2 * runs + 1)) \
			"$tool-ten" "$(ours $tool "-d ten.db $options >$tool-ten.csv")" \
			"$tool-one" "$(ours $tool "-d one.db $options >$tool-one.csv")"
		agree $tool-ten $tool-one customer_id first_date last_date spend frequency recency \
			age idle monetary
		row "$tool -d, ten times the orders / the orders" 1 $tool-ten $tool-one 1.1
	done
	rm -f "$dir"/{one,ten}.db
}

# About as many answers as the order log has rows.
check_nps() {
	local log=answers-$customers miller='' datamash='' counts=(n promoters passives detractors)

	if ! [ "$dir/$log.csv" -nt "$here/answers.sh" ]; then
		say "generating $dir/$log.csv"
		"$here/answers.sh" $((customers * 20 / 3)) >"$dir/$log.csv.part"
		mv "$dir/$log.csv.part" "$dir/$log.csv"
	fi
	head -n $((customers * 2 / 3)) "$dir/$log.csv" >"$dir/answers-tenth.csv"
	cat "$dir/$log.csv" >/dev/null
	has mlr && miller="exec $here/nps_miller.sh $log.csv nps-miller.csv"
	has datamash && datamash="exec $here/nps_datamash.sh $log.csv nps-datamash.csv"
	versus "$runs" nps "$(ours nps-calc "$log.csv >nps.csv")" \
		nps-duckdb "$(duckdb "$log" nps-duckdb nps)" \
		nps-tenth "$(ours nps-calc "answers-tenth.csv >nps-tenth.csv")" \
		'!nps-miller' "$miller" '!nps-datamash' "$datamash"
	agree nps nps-duckdb "${counts[@]}"
	agree nps nps-miller "${counts[@]}"
	agree nps nps-datamash "${counts[@]}"
	row "nps-calc / DuckDB, $((customers * 20 / 3)) answers" 1 nps nps-duckdb 1
	row "the same, memory" 3 nps nps-duckdb 1
	row "nps-calc, memory / that of a tenth of the answers" 3 nps nps-tenth 1.1
	row "nps-calc / Miller" 1 nps nps-miller 1
	row "nps-calc / datamash" 1 nps nps-datamash 1
	versus "$runs" \
		nps-by "$(ours nps-calc "--by=channel --period=month $log.csv >nps-by.csv")" \
		nps-by-duckdb "$(duckdb "$log" nps-by-duckdb nps_by)"
	agree nps-by nps-by-duckdb channel period "${counts[@]}"
	row "nps-calc --by=channel --period=month / DuckDB" 1 nps-by nps-by-duckdb 1
}

# forms_data: up to a million orders, with Chinese names, in several forms.
forms_data() {
	head -n 1000001 "$dir/$tenth.csv" | awk -F, '
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i
			print "customer_id,date,amount,note" }
		NR > 1 { print $at["customer_id"] "," $at["date"] "," $at["amount"] ",王小明 ¥5" }
	' >"$dir/forms.csv"
	iconv -f UTF-8 -t GB18030 "$dir/forms.csv" >"$dir/forms-gb18030.csv"
	gzip -c "$dir/forms.csv" >"$dir/forms-gzip.csv.gz"
	head -n 250001 "$dir/forms.csv" >"$dir/forms-quarter.csv"
	"$tools/table-convert" -q --format=xlsx "$dir/forms-quarter.csv" >"$dir/forms.xlsx"
}

# within WHAT KEY COLUMN SCALE UNIT LIMIT: writes a row of the table without a peer.
within() {
	local a

	[ -s "$dir/times/$2" ] || return 0
	a=$(awk -v s="$(median "$2" "$3")" -v scale="$4" 'BEGIN { print s * scale }')
	awk -v what="$1" -v a="$a" -v unit="$5" -v t="$6" 'BEGIN {
		printf "| %s | %.2f %s | | | %s %s | %s |\n", what, a, unit, t, unit,
		    a < t ? "yes" : "**no**"
		exit !(a < t) }' >>"$dir/table.md" || missed=$((missed + 1))
}

# Processor seconds: a pipe would hide the work of the peer on a second processor.
check_forms() {
	local of="--rfm --as-of=$as_of --ignore-unknown" rows

	[ -x "$tools/table-convert" ] || return 0
	forms_data
	versus $((2 * runs + 1)) \
		forms-plain "$(ours cust-segment "$of forms.csv >forms-plain.csv")" \
		forms-gb "$(ours cust-segment \
			"$of --encoding=gb18030 forms-gb18030.csv >forms-gb.csv")" \
		forms-iconv "iconv -f GB18030 -t UTF-8 forms-gb18030.csv |
			$tools/cust-segment $of - >forms-iconv.csv" \
		forms-gz "$(ours cust-segment "$of forms-gzip.csv.gz >forms-gz.csv")" \
		forms-zcat "zcat forms-gzip.csv.gz | $tools/cust-segment $of - >forms-zcat.csv" \
		forms-sheet "$(ours cust-segment "$of forms.xlsx >forms-sheet.csv")" \
		forms-few "$(ours cust-segment "$of forms-quarter.csv >forms-few.csv")"
	agree forms-gb forms-plain customer_id spend
	agree forms-iconv forms-plain customer_id spend
	agree forms-gz forms-plain customer_id spend
	agree forms-sheet forms-few customer_id spend
	row "cust-segment --rfm of GB18030 / iconv \\| cust-segment, processor" 2 \
		forms-gb forms-iconv 1
	row "cust-segment --rfm of .gz / zcat \\| cust-segment, processor" 2 forms-gz forms-zcat 1
	rows=$(wc -l <"$dir/forms-quarter.csv")
	within "cust-segment --rfm of a workbook, 100,000 cells" forms-sheet 2 \
		"$(awk -v n="$rows" 'BEGIN { print 1e5 / (4 * n) }')" s 1
	[ -n "$retail" ] || return 0
	turns "$runs" retail "$tools/cust-init -d retail.db && exec $tools/order-add -q \
		-d retail.db --create --preset=uci_online_retail $retail >retail.txt"
	within "order-add of UCI Online Retail through its preset" retail 1 1 s 3
}

# count_parts NAME: the rows on standard input in 16 partitions; the statistics of each in
# NAME-K.stat.
count_parts() {
	local k

	rm -rf "$dir/parts"
	mkdir "$dir/parts"
	"$tools/table-split" 16 "$dir/parts/"
	for k in {0..15}; do
		"$tools/clv-calc" -q --statistics --as-of=$as_of --partition="$k/16" \
			"$dir/parts/$k.csv" >"$dir/$1-$k.stat"
	done
	rm -r "$dir/parts"
}

# 16 times the customers: 16 logs, whose ids begin with the number of the log.
large_log() {
	local seed

	head -n 1 "$dir/$grouped.csv"
	for seed in {1..16}; do
		"$dir/gen" --customers="$customers" --seed="$seed" | sed "1d; s/^/$seed/"
	done
}

# Statistics of partitions, merged. Processor seconds: a fit runs on all processors.
check_scale() {
	local fit="--fit --as-of=$as_of" merge="--from-statistics --fit"

	[ -x "$tools/table-split" ] || return 0
	say "statistics of 16 partitions"
	count_parts scale <"$dir/$grouped.csv"
	large_log | count_parts scale-large
	versus "$runs" scale-log "$(ours clv-calc "-q $fit $grouped.csv >scale-log.csv")" \
		scale-parts "$(ours clv-calc "-q $merge scale-[0-9]*.stat >scale-parts.csv")" \
		scale-16 "$(ours clv-calc "-q $merge scale-large-*.stat >scale-16.csv")"
	agree scale-parts scale-log model name value se
	row "clv-calc --from-statistics / of the log, processor" 2 scale-parts scale-log .35
	within "clv-calc --from-statistics, 16 parts of $customers customers, memory" \
		scale-16 3 1 MiB 128
}

# The start of the slowest tool, over 200 runs of each.
check_start() {
	local tool name ms slowest=0 which=

	for tool in "$tools"/*; do
		[ -x "$tool" ] || continue
		name=start-${tool##*/}
		turns "$runs" "$name" "for i in $(seq -s' ' 200); do $tool --help >/dev/null; done"
		ms=$(awk -v s="$(median "$name" 1)" 'BEGIN { print s * 5 }')
		if awk -v a="$ms" -v b="$slowest" 'BEGIN { exit !(a > b) }'; then
			slowest=$ms which=${tool##*/}
		fi
	done
	[ -z "$which" ] ||
		within "start of the slowest tool ($which --help)" "start-$which" 1 5 ms 5
}

# --- the table -----------------------------------------------------------------------------------

machine() {
	local model memory

	model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)
	memory=$(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)
	echo "$(date -u +%Y-%m-%d), $(nproc) cores of ${model:-an unknown processor}, $memory," \
		"Linux $(uname -r)"
}

versions() {
	local commit

	commit=$(git -C "$root" describe --always --dirty 2>/dev/null || echo -)
	printf 'custkit %s (%s), %s' "$(sed -n "s/^VERSION = //p" "$root/Makefile")" "$commit" \
		"$(${CC:-cc} --version | head -n 1)"
	has sqlite3 && printf ', SQLite %s' "$(sqlite3 --version | cut -d' ' -f1)"
	has mlr && printf ', %s' "$(mlr --version)"
	"$python" -c 'import sys
from importlib.metadata import version
print(", Python " + sys.version.split()[0],
      *(f"{p} {version(p)}" for p in ("duckdb", "pandas", "polars", "lifetimes")), sep=", ")'
}

main() {
	local check

	mkdir -p "$dir/times"
	rm -f "$dir/times"/*
	build
	install_peers
	data
	rm -f "$dir/table.md"
	touch "$dir/table.md"
	cat "$dir/$grouped.csv" "$dir/$date.csv" "$dir/$tenth.csv" >/dev/null
	for check in $checks; do
		"check_$check"
	done
	printf '%s\n\n%s\n\n' "$(machine)" "$(versions)"
	printf '%d rows of %d customers; medians of %d runs in turn, slow peers once;' \
		"$rows" "$customers" "$runs"
	printf ' ratios are custkit / peer.\n\n'
	printf '| what | custkit | peer | ratio | at most | met |\n|---|--:|--:|--:|--:|---|\n'
	cat "$dir/table.md"
	[ "$missed" = 0 ] || say "$missed targets missed"
}

main
