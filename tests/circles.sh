#!/bin/sh
# Find circles in lib/: of folders in its table, of includes, and of calls between .c files.  Report the
# files of each circle, and end with 1.
# usage: tests/circles.sh BUILD [ROOT]; BUILD has the objects of ROOT
build=$(realpath "$1") || exit 2
cd "${2:-$(dirname "$0")/..}" || exit 2
status=0

# circle WHAT: of standard input's pairs "A needs B".
circle() {
	said=$(tsort 2>&1 >/dev/null) && return
	printf '%s\n' "$said" | sed "s/^tsort: -: input contains a loop:/a circle of $1:/; s/^tsort: /  /" >&2
	status=1
}

# Of all objects who has and who uses a symbol, as pairs of files: "has" sorts before "uses".
calls() {
	for c in lib/*/*.c; do
		nm -g "$build/${c%.c}.o" | awk -v c="$c" '{ print $(NF - 1) == "U" ? "uses" : "has", c, $NF }'
	done | sort | awk '
		$1 == "has" { of[$3] = $2; next }
		$3 in of && of[$3] != $2 { print $2, of[$3] }'
}

# The same of the folders, from the last column of the table.
folders() {
	# shellcheck disable=SC2016 # backticks of Markdown
	sed -n 's/^| `\([a-z]*\)` |.*|\([^|]*\)|$/\1 \2/p' lib/README.md |
		awk '{ for (i = 2; i <= NF; i++) if ($i != "-") print $1, $i }'
}

circle folders <<END
$(folders)
END
circle includes <<END
$(grep -o '^#include "lib/[^"]*' lib/*/*.[ch] | sed 's/:#include "/ /')
END
circle calls <<END
$(calls)
END
exit $status
