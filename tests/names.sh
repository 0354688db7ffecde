#!/bin/sh
# Every name that lib/FOLDER/X.c exports must be X or begin with X_; if the file includes
# FAMILY_own.h, it may begin with FAMILY_. SQLite prescribes the names sqlite3_. Reports each other
# name, and ends with 1 if there are any.
# usage: tests/names.sh BUILD [ROOT]; BUILD has the objects of ROOT
build=$(realpath "$1") || exit 2
cd "${2:-$(dirname "$0")/..}" || exit 2

for c in lib/*/*.c; do
	echo "file $c $(sed -n 's/^#include "lib.*\/\([a-z_]*\)_own\.h"$/\1/p' "$c")"
	nm -g --defined-only "$build/${c%.c}.o" || echo "no-object"
done | awk '
	$1 == "file" {
		file = $2
		family = $3
		x = file
		gsub(/.*\/|\.c$/, "", x)
		next
	}
	$3 != x && index($3, x "_") != 1 && (family == "" || index($3, family "_") != 1) &&
	    $3 !~ /^(__|sqlite3_)/ {
		print file ": " ($3 ? $3 : "no object") > "/dev/stderr"
		bad = 1
	}
	END { exit bad }
'
