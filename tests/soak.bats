# Faults: a sample in make check, all in make soak (faults/faults.py; faults/commands has what they
# are injected into). shellcheck disable=SC2154 # $output is set by run
load helper

# faults CHECK SAMPLE ALL: nothing is lost; the counts are shown as a comment.
faults() {
	run python3 "$ROOT/tests/faults/faults.py" "$(dirname "${CUSTKIT_BIN:-$ROOT/build/bin}")" \
		"$1" "$(soak "$2" "$3")"
	echo "# ${lines[-1]}" >&3
	echo "$output"
	[ "$status" -eq 0 ]
}

# A sanitizer has a malloc of its own, in front of which no library can be put.
is_sanitized() { nm -D "$(command -v cust-list)" | grep -q __asan_init; }

@test "killed before any call that writes: content as before or after; the command works again" {
	is_sanitized || faults kills 2 60
}

@test "no memory: status 2, or the same bytes" {
	is_sanitized || faults memory 3 150
}

@test "a call that fails, once and for ever: status 2, or the same bytes" {
	is_sanitized || faults calls 1 25
}

@test "a disk that fills up: nothing is lost and nothing left behind" {
	faults full 3 240
}

@test "a damaged store: no crash, no number that is not stored, and cust-check reports it" {
	faults damage 4 60
}

@test "a listing without a reader does not block a writer" {
	faults stalled 1 2
}

@test "eight writers and four readers of one store" {
	faults many 3 60
}

@test "time grows with the number of columns, not with its square" {
	faults columns 1 2
}

@test "hostile cells in every format: strict JSON, no control character" {
	faults hostile 1 1
}

@test "hostile workbooks: a plain reason or rows of CSV, in bounded memory" {
	faults workbooks 4 60
}

@test "the table reader reads as Python's csv does" {
	faults tables 10 300
}
