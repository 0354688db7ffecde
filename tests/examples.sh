#!/bin/bash
# examples.sh FILE...: runs the console examples of manual pages and Markdown files, and compares
# the output.
#
# An example is a block that begins with "$ ": .Bd -literal in mdoc, ```console in Markdown. A line
# "$ command" can continue in lines that begin with "> ". The command must print the lines up to
# the next command, on standard output and standard error together. Blanks at the ends of lines do
# not count, and a line "..." stands for any number of lines. Every block of a manual page runs in
# a new directory with orders.csv, the CDNOW sample, and care-mail.sh. The blocks of a Markdown file
# share one, and so do those of a page with the comment "The examples share a directory." HOME is
# that directory, which the output shows as /home/you. The language is that of the page: Chinese in
# *zh-CN*, in the locale $CHINESE if it is set.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
export PATH=${CUSTKIT_BIN:-$root/build/bin}:$PATH LC_ALL=C TZ=UTC0
unset CUSTKIT_DB CUSTKIT_SHARE XDG_DATA_HOME
scratch=$(mktemp -d) || exit
trap 'rm -rf "$scratch"' EXIT
ran=0 failed=0

is_shared() {
	[[ $1 == *.md ]] || grep -q '^\.\\" The examples share a directory\.$' "$1"
}

# extract FILE DIR: writes the commands that share a directory to DIR/run.N.sh. For the Nth command
# it writes the expected output to DIR/N.expected and the line number to DIR/N.line.
extract() {
	awk -v dir="$2" -v md="$([[ $1 == *.md ]] && echo 1)" \
		-v shared="$(is_shared "$1" && echo 1)" '
	function plain(s) {	# the text of a roff line
		gsub(/\\&/, "", s); gsub(/\\-/, "-", s)
		gsub(/\\\(aq/, "\047", s); gsub(/\\\(ga/, "`", s); gsub(/\\\(dq/, "\"", s)
		gsub(/\\\(ti/, "~", s); gsub(/\\\(ha/, "^", s); gsub(/\\e/, "\\", s)
		return s
	}
	function begin_command(s) {
		script = dir "/run." (shared ? 1 : blocks) ".sh"
		expected = dir "/" ++n ".expected"
		print FNR >(dir "/" n ".line")
		printf "" >expected
		printf "{\n%s\n", s >script
		open = 1
	}
	function end_command() {
		if (open)
			printf "} >\"$OUT/%d.output\" 2>&1 </dev/null\n", n >script
		open = 0
	}
	md && /^```console/ || !md && /^\.Bd.* -literal/ { inside = first = 1; next }
	md && /^```/ || !md && /^\.Ed/ { end_command(); inside = 0; close(expected); next }
	!inside || !md && /^\.\\"/ { next }
	{ line = md ? $0 : plain($0) }
	first { inside = example = line ~ /^\$ /; first = 0; blocks += example }
	!example { next }
	line ~ /^\$ / { end_command(); begin_command(substr(line, 3)); next }
	open && line ~ /^> / { print substr(line, 3) >script; next }
	{ end_command(); print line >expected }' "$1"
}

# alike EXPECTED OUTPUT: does the output match?
alike() {
	awk -v want="$1" '
	function alike_from(i, j) {
		for (; i <= ne && e[i] != "..."; i++)
			if (j > no || e[i] != o[j++])
				return 0
		if (i > ne)
			return j > no
		for (; j <= no + 1; j++)
			if (alike_from(i + 1, j))
				return 1
		return 0
	}
	BEGIN { while ((getline s <want) > 0) { sub(/[ \t]+$/, "", s); e[++ne] = s } }
	{ sub(/[ \t]+$/, ""); o[++no] = $0 }
	END { exit !alike_from(1, 1) }' "$2"
}

# judge FILE DIR N: compares the output of the Nth command of FILE.
judge() {
	local want=$2/$3.expected got=$2/$3.output

	ran=$((ran + 1))
	[[ -e $got ]] || echo '(the command was not reached)' >"$got"
	sed -i "s|$2/in\.[0-9]*|/home/you|g" "$got"
	alike "$want" "$got" && return
	printf '%s:%s: the example prints something else\n' "$1" "$(<"$2/$3.line")"
	diff -u --label expected --label printed "$want" "$got"
	failed=$((failed + 1))
}

in_language() {
	[[ $1 == *zh-CN* ]] || return 0
	export LC_ALL=${CHINESE:-C.UTF-8} LANGUAGE=zh_CN
	[[ -z ${CHINESE:-} ]] || unset LANGUAGE
}

number=0
for file; do
	dir=$scratch/$((++number))
	mkdir "$dir"
	extract "$file" "$dir"
	for ((i = 1; ; i++)); do
		[[ -e $dir/run.$i.sh ]] || break
		mkdir "$dir/in.$i"
		cp "$root/share/examples/cdnow.csv" "$dir/in.$i/orders.csv"
		cp "$root/share/examples/care-mail.sh" "$dir/in.$i"
		(in_language "$file" && cd "$dir/in.$i" && HOME=$PWD OUT=$dir bash "$dir/run.$i.sh")
	done
	for ((n = 1; ; n++)); do
		[[ -e $dir/$n.expected ]] || break
		judge "$file" "$dir" "$n"
	done
	[[ $n -gt 1 ]] || { echo "$file: no example"; failed=$((failed + 1)); }
done
echo "$ran examples, $failed wrong"
[[ $failed -eq 0 ]]
