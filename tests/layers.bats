# The rules of lib/README.md: make lint runs layers.sh, circles.sh and names.sh; they find what
# breaks a rule.
load helper

BUILD=$(dirname "${CUSTKIT_BIN:-$ROOT/build/bin}")

# A copy of the sources, to plant a fault in.
house() {
	mkdir house
	cp -R "$ROOT/lib" "$ROOT/cmd" house
}

# compile FILE.c...: anew, among the objects of a copy.
compile() {
	[ -d objects ] || { mkdir objects && cp -R "$BUILD/lib" objects; }
	for c; do
		(cd house && cc -I. -c -o "../objects/${c%.c}.o" "$c")
	done
}

finds() {
	run -1 --separate-stderr "$@"
	says "$fault"
}

@test "the sources have no fault" {
	run -0 "$ROOT/tests/layers.sh"
	same ''
	run -0 "$ROOT/tests/circles.sh" "$BUILD"
	same ''
	run -0 "$ROOT/tests/names.sh" "$BUILD"
	same ''
}

@test "layers: a folder includes only what its row of the table allows" {
	house
	echo '#include "lib/store/store.h"' >>house/lib/base/map.c
	fault='lib/base/map.c: base may not include store: lib/store/store.h' finds \
		"$ROOT/tests/layers.sh" house
}

@test "layers: the header of a family is for the family" {
	house
	echo '#include "lib/history/history_own.h"' >>house/lib/history/fold.c
	fault='lib/history/fold.c: only the files history* may include lib/history/history_own.h' \
		finds "$ROOT/tests/layers.sh" house
}

@test "layers: a tool includes nothing but lib" {
	house
	echo '#include "tests/unit/tap.h"' >>house/cmd/nps-calc.c
	fault='cmd/nps-calc.c: tests/unit/tap.h is not in a folder of lib/' finds \
		"$ROOT/tests/layers.sh" house
}

@test "layers: the table and the folders are the same, and what it names is there" {
	house
	mkdir house/lib/attic
	fault='lib/README.md: no row for lib/attic' finds "$ROOT/tests/layers.sh" house
	rm -r house/lib/attic
	rm house/lib/base/map.[ch]
	fault='lib/README.md: lib/base has no map' finds "$ROOT/tests/layers.sh" house
}

@test "circles: of folders" {
	house
	sed -i '/^| `stat` /s/base |$/base churn |/' house/lib/README.md
	fault='a circle of folders:' finds "$ROOT/tests/circles.sh" "$BUILD" house
	says '  stat'
	says '  churn'
}

@test "circles: of includes" {
	house
	echo '#include "lib/base/moment.h"' >>house/lib/base/date.h
	fault='a circle of includes:' finds "$ROOT/tests/circles.sh" "$BUILD" house
	says '  lib/base/moment.h'
	says '  lib/base/date.h'
}

@test "circles: of calls" {
	house
	echo 'void ping_go(void); void pong_go(void); void ping_go(void) { pong_go(); }' \
		>house/lib/base/ping.c
	echo 'void ping_go(void); void pong_go(void); void pong_go(void) { ping_go(); }' \
		>house/lib/base/pong.c
	compile lib/base/ping.c lib/base/pong.c
	fault='a circle of calls:' finds "$ROOT/tests/circles.sh" objects house
	says '  lib/base/ping.c'
	says '  lib/base/pong.c'
}

@test "names: a file exports names with its prefix, or that of its family" {
	house
	echo 'void rank(void); void rank(void) {}' >house/lib/base/ping.c
	compile lib/base/ping.c
	fault='lib/base/ping.c: rank' finds "$ROOT/tests/names.sh" objects house
	[ "${#stderr_lines[@]}" = 1 ]
}
