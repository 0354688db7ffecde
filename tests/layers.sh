#!/bin/sh
# Compares the includes of lib/ and cmd/ with the table of lib/README.md. Reports each that is not
# allowed, and ends with 1 if there are any.
# usage: tests/layers.sh [ROOT]; unit tests may include anything
cd "${1:-$(dirname "$0")/..}" || exit 2

{
	# | `folder` | what it knows | files | may include |
	# shellcheck disable=SC2016 # backticks of Markdown
	sed -n 's/^| `\([a-z]*\)` |.*|\([^|]*\)|\([^|]*\)|$/table|\1|\2|\3/p' lib/README.md
	for f in lib/*/; do echo "folder|$(basename "$f")"; done
	for f in lib/*/*.[ch]; do echo "file|$f"; done
	grep '^#include "' lib/*/*.[ch] cmd/*.c /dev/null |
		sed 's/^\([^:]*\):#include "\(.*\)".*/include|\1|\2/'
} | awk -F'|' '
	function wrong(what) { print what >"/dev/stderr"; bad = 1 }
	$1 == "table" {
		known[$2] = may[$2, $2] = 1
		files[$2] = $3
		n = split($4, below, " ")
		for (i = 1; i <= n; i++)
			may[$2, below[i]] = 1
	}
	$1 == "folder" && !($2 in known) { wrong("lib/README.md: no row for lib/" $2) }
	$1 == "file" { there[$2] }
	# make generates version.h, sql.h, aliases.h, values.h, late.h, tool_list.h and table_list.h
	$1 == "include" && $3 !~ /^(version|sql|aliases|values|late|tool_list|table_list)\.h$/ {
		split($2, from, "/")
		n = split($3, to, "/")
		own = to[3]
		if (n != 3 || to[1] != "lib")
			wrong($2 ": " $3 " is not in a folder of lib/")
		else if (from[1] == "lib" && !((from[2], to[2]) in may))
			wrong($2 ": " from[2] " may not include " to[2] ": " $3)
		else if (sub(/_own\.h$/, "", own) && index(from[3], own) != 1)
			wrong($2 ": only the files " own "* may include " $3)
	}
	END {
		for (folder in files) {
			n = split(files[folder], x, " ")
			for (i = 1; i <= n; i++) {
				path = "lib/" folder "/" x[i]
				if (!((path ".h") in there || (path ".c") in there))
					wrong("lib/README.md: lib/" folder " has no " x[i])
			}
		}
		exit bad
	}
'
