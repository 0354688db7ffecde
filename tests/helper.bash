# Every *.bats loads this: a fixed locale and time zone, a scratch directory and store.
# shellcheck disable=SC2154 # $output and $stderr are set by run
bats_require_minimum_version 1.5.0

ROOT=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
CDNOW=$ROOT/share/examples/cdnow.csv

# The newest schema: the number of the last migration.
# shellcheck disable=SC2034 # the tests use it
SCHEMA=$(printf '%s\n' "$ROOT"/share/sql/[0-9][0-9][0-9].sql |
	sed -n '$s/.*\/0*\([0-9]*\)\.sql$/\1/p')

setup() {
	PATH=${CUSTKIT_BIN:-$ROOT/build/bin}:$PATH
	export LC_ALL=C TZ=UTC0 CUSTKIT_DB=$BATS_TEST_TMPDIR/default.db \
		XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
	unset CUSTKIT_SHARE
	cd "$BATS_TEST_TMPDIR" || return
}

# same EXPECTED: $output is exactly this; prints a diff if it is not.
same() {
	diff -u --label expected --label output <(printf '%s\n' "$1") <(printf '%s\n' "$output")
}

# says TEXT: $stderr (of run --separate-stderr) contains this.
says() {
	[[ $stderr == *"$1"* ]] || {
		printf 'not on stderr: %s\nbut: %s\n' "$1" "$stderr"
		return 1
	}
}

# Every fault that the check prints of shop.db is a text of the catalogue, in which it is a number.
translated_faults() {
	LC_ALL=C.UTF-8 LANGUAGE=en@test "$1" -d shop.db -t --wide --no-header --columns=fault \
		>faults || [ $? -eq 1 ]
	[ -s faults ]
	! grep -v '^⟦[0-9]' faults
}

# upgrades SCHEMA SQL COMMAND...: COMMAND refuses s.db, a copy of the store of that schema; the
# upgrade keeps all rows of SQL (over 120), and makes the schema that of a new store.
upgrades() {
	local old=$ROOT/tests/data/store-$1.db
	[ "$(sqlite3 "$old" 'PRAGMA user_version')" = "$1" ]
	sqlite3 "$old" "$2" >before
	[ "$(wc -l <before)" -gt 120 ]
	cp "$old" s.db
	chmod 600 s.db
	run -2 --separate-stderr "${@:3}"
	says "s.db: created by an older custkit; upgrade it with: cust-init --upgrade -d "
	cust-init -q --upgrade -d s.db
	sqlite3 s.db "$2" | diff before -
	cust-init -d new.db
	diff <(sqlite3 s.db "SELECT name, sql FROM sqlite_schema ORDER BY 1, 2") \
		<(sqlite3 new.db "SELECT name, sql FROM sqlite_schema ORDER BY 1, 2")
}

# trace CALLS COMMAND...: runs it; the file trace has these system calls of it and its children.
trace() {
	# strace is a tracer already, and LeakSanitizer cannot be a second one
	ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0 \
		strace -f -qq -e signal=none -e trace="$1" -o trace "${@:2}"
}

SO=$(dirname "${CUSTKIT_BIN:-$ROOT/build/bin}")/lib/custkit/custkit.so

# with_libraries COMMAND...: a sanitizer must be loaded before the extension is.
with_libraries() {
	local asan
	asan=$(ldd "$SO" | sed -n 's/.* => \(.*libasan[^ ]*\).*/\1/p')
	ASAN_OPTIONS=detect_leaks=0 LD_PRELOAD=$asan "$@"
}

# columns NAME,... [FILE]: these columns of FILE (of $output without FILE), with the header; - is
# standard input. The table is CSV without quotes. A name that the header lacks is an error.
columns() {
	[ $# -gt 1 ] || { columns "$1" - <<<"$output"; return; }
	awk -F, -v names="$1" '
	NR == 1 {
		for (i = 1; i <= NF; i++) at[$i] = i
		n = split(names, name, ",")
		for (i = 1; i <= n; i++)
			if (!(name[i] in at)) { print "?\nno column " name[i]; exit 1 }
	}
	{ for (i = 1; i <= n; i++) printf "%s%s", $(at[name[i]]), i < n ? "," : "\n" }' "$2"
}

# cells NAME,... [FILE]: the same without the header.
cells() {
	columns "$@" | tail -n +2
}

# cell COLUMN [N | NAME=VALUE]...: one cell of $output, from row N (1 is the first after the header)
# or from the row with these values; without either, from the only row. If this is not exactly one
# row, prints "? 2 rows" instead of the cell, so that no comparison is true.
cell() {
	awk -F, -v where="$(printf '%s\n' "${@:2}")" -v column="$1" '
	NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = split(where, want, "\n"); next }
	{
		meant = 1
		for (i = 1; i <= n; i++) {
			eq = index(want[i], "=")
			if (eq == 0)
				meant = meant && NR - 1 == want[i]
			else {
				name = substr(want[i], 1, eq - 1)
				meant = meant && (name in at) &&
					$(at[name]) "" == substr(want[i], eq + 1)
			}
		}
		if (meant) { rows++; value = $(at[column]) }
	}
	END {
		if (!(column in at)) print "? no column " column
		else print rows == 1 ? value : "? " rows + 0 " rows"
	}' <<<"$output"
}

# near GOT WANT TOLERANCE: two numbers that differ by less than TOLERANCE. If WANT is empty, GOT
# must be empty too.
near() {
	awk -v got="$1" -v want="$2" -v tolerance="$3" 'BEGIN {
		if (want == "") exit got != ""
		if (got !~ /^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$/) exit 1
		d = got - want
		exit !(d < tolerance && -d < tolerance)
	}' || { echo "$1 is not within $3 of $2"; return 1; }
}

# no_nan FILE...: these tables are not empty, and no cell is nan or infinite. A missing number is an
# empty cell.
no_nan() {
	local file
	for file; do
		[ -s "$file" ] || { echo "$file is empty"; return 1; }
		! grep -niE '(^|,)[-+]?(nan|inf|infinity)(,|$)' "$file" || return 1
	done
}

# undefended FILE SQL: the sqlite3 shell, also for edits of the schema and of FTS5's own tables,
# which newer releases refuse by default.
undefended() {
	sqlite3 -cmd '.output /dev/null' -cmd '.dbconfig defensive off' -cmd .output "$@"
}

# A store with all of CDNOW.
cdnow_store() {
	cust-init -d "$1"
	order-add -q -d "$1" --create "$CDNOW" >/dev/null
}

# soak SAMPLE ALL: the number of repetitions in make check, and in make soak; with sanitizers,
# which slow them down, a third of the sample.
soak() {
	if [ -n "${SOAK:-}" ]; then
		echo "$2"
	elif [[ ${CUSTKIT_BIN:-} == *-asan/bin ]]; then
		echo $((($1 + 2) / 3))
	else
		echo "$1"
	fi
}

# A model for data that cannot be fitted.
model() {
	cat <<-END
	model,name,value,se
	custkit,format,1,
	bgnbd,limit,none,
	bgnbd,r,.243,
	bgnbd,alpha,4.414,
	bgnbd,a,.793,
	bgnbd,b,2.426,
	ggspend,p,6.25,
	ggspend,q,3.74,
	ggspend,gamma,15.44,
	END
}

# leave_alike purchase|time: a log of 240 customers with different rates of purchase, who all leave
# in the same way: with the probability 1/2 after each purchase, or after 30 days on average.
leave_alike() {
	awk -v how="$1" 'BEGIN {
		for (c = 0; c < 240; c++) {
			k = int(c / 6)
			pace = how == "time" ? 1 + 3 * (c % 6) : 2 ^ (c % 6)
			k %= how == "time" ? 20 : 8
			days = k < 4 ? 0 : k < 6 ? 1 : k < 7 ? 2 : 4
			last = how == "time" ? -30 * log((k + .5) / 20) : pace * days
			for (day = 0; day <= last; day += pace)
				print "c" c, "2024-01-01 " day " days"
		}
	}' >alike.days
	echo customer_id,date,amount
	paste -d, <(cut -d' ' -f1 alike.days) <(cut -d' ' -f2- alike.days | date -f - +%F,1)
}
