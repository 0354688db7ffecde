#!/bin/sh
# Every name that lib/FOLDER/X.c exports must be X or begin with X_; if the file includes
# FAMILY_own.h, it may begin with FAMILY_. SQLite prescribes the names sqlite3_. Reports each other
# name, and ends with 1 if there are any.
# usage: tests/names.sh BUILD [ROOT]; BUILD has the objects of ROOT
build=$(realpath "$1") || exit 2
cd "${2:-$(dirname "$0")/..}" || exit 2

{
	grep -H '^#include "lib/.*_own\.h"$' lib/*/*.c |
		sed 's|^\(.*\):#include ".*/\([a-z_]*\)_own\.h"$|family \1 \2|'
	printf '%s\n' lib/*/*.c | sed "s|^|$build/|; s|c\$|o|" |
		xargs nm -gA --defined-only 2>&1 |
		sed "s|^$build/\([^:]*\)\.o:[0-9a-f]* |name \1.c |"
} | awk '
	$1 == "family" {
		family[$2] = $3
		next
	}
	$1 != "name" {	# of nm: no such file
		print > "/dev/stderr"
		bad = 1
		next
	}
	{
		x = $2
		gsub(/.*\/|\.c$/, "", x)
	}
	$4 != x && index($4, x "_") != 1 &&
	    !($2 in family && index($4, family[$2] "_") == 1) && $4 !~ /^(__|sqlite3_)/ {
		print $2 ": " $4 > "/dev/stderr"
		bad = 1
	}
	END { exit bad }
'
