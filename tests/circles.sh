#!/bin/sh
# Finds circles in lib/: of folders in its table, of includes, and of calls between .c files.
# Reports the members of each circle, and ends with 1 if there are any.
# usage: tests/circles.sh BUILD [ROOT]; BUILD has the objects of ROOT
build=$(realpath "$1") || exit 2
cd "${2:-$(dirname "$0")/..}" || exit 2
status=0

# circle WHAT: reports circles in the pairs of standard input, which mean "A needs B".
circle() {
	said=$(tsort 2>&1 >/dev/null) && return
	printf '%s\n' "$said" |
		sed "s/^tsort: -: input contains a loop:/a circle of $1:/; s/^tsort: /  /" >&2
	status=1
}

# Prints the pairs of files of which one uses a symbol of the other. "has" sorts before "uses".
calls() {
	printf '%s\n' lib/*/*.c | sed "s|^|$build/|; s|c\$|o|" | xargs nm -gA |
		awk -F: -v skip="${#build}" '{
			n = split($2, symbol, " ")
			c = substr($1, skip + 2, length($1) - skip - 2) "c"
			print symbol[n - 1] == "U" ? "uses" : "has", c, symbol[n]
		}' | sort | awk '
		$1 == "has" { of[$3] = $2; next }
		$3 in of && of[$3] != $2 { print $2, of[$3] }'
}

# Prints the pairs of folders from the last column of the table.
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
