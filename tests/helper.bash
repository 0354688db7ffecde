# Loaded by every *.bats: a clean, dated, locale-free world, a scratch directory and store.
# shellcheck disable=SC2154 # $output and $stderr are set by run
bats_require_minimum_version 1.5.0

ROOT=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
CDNOW=$ROOT/share/examples/cdnow.csv
SCHEMA=$(find "$ROOT/share/sql" -name '*.sql' | wc -l) # the newest

setup() {
	PATH=${CUSTKIT_BIN:-$ROOT/build/bin}:$PATH
	export LC_ALL=C TZ=UTC0 CUSTKIT_DB=$BATS_TEST_TMPDIR/default.db XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
	unset CUSTKIT_SHARE
	cd "$BATS_TEST_TMPDIR" || return
}

# same EXPECTED: $output is exactly this, with a diff when it is not.
same() {
	diff -u --label expected --label output <(printf '%s\n' "$1") <(printf '%s\n' "$output")
}

# says TEXT: $stderr (of run --separate-stderr) has this in it.
says() {
	[[ $stderr == *"$1"* ]] || {
		printf 'not on stderr: %s\nbut: %s\n' "$1" "$stderr"
		return 1
	}
}

# A store with all of CDNOW.
cdnow_store() {
	cust-init -d "$1"
	order-add -q -d "$1" --create "$CDNOW" >/dev/null
}

# soak SAMPLE ALL: how often, in make check and in make soak.
soak() {
	echo "${SOAK:+$2}" "$1" | awk '{ print $1 }'
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

# leave_alike purchase|time: a log of 240 customers, each with a pace of its own, who all leave alike: after a
# purchase with a probability of a half, or at any time with a mean of 30 days.
leave_alike() {
	awk -v how="$1" 'BEGIN {
		for (c = 0; c < 240; c++) {
			k = int(c / 6)
			pace = how == "time" ? 1 + 3 * (c % 6) : 2 ^ (c % 6)
			k %= how == "time" ? 20 : 8
			last = how == "time" ? -30 * log((k + .5) / 20) : pace * (k < 4 ? 0 : k < 6 ? 1 : k < 7 ? 2 : 4)
			for (day = 0; day <= last; day += pace)
				print "c" c, "2024-01-01 " day " days"
		}
	}' >alike.days
	echo customer_id,date,amount
	paste -d, <(cut -d' ' -f1 alike.days) <(cut -d' ' -f2- alike.days | date -f - +%F,1)
}
