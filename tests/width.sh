#!/bin/sh
# Reports the lines of more than 100 columns, a tab being 8, and ends with 1 if there are any.
# usage: tests/width.sh [FILE...]; by default the sources, the Makefile and the scripts
#
# In a Bats file a line may be longer if it is data: it begins in column 1, is a row of a table
# (ARGUMENTS|MESSAGE), or has a word or a quoted text of 50 columns or more, such as a message. Only
# the last line of a here-document of options cannot be told apart: keep it short.
cd "$(dirname "$0")/.." || exit 2
LC_ALL=C
export LC_ALL
data='[^ ]\|[^ ]|"[^"]{50}|'\''[^'\'']{50}|[^ ]{50}'

[ $# -gt 0 ] || set -- Makefile cmd/*.c lib/*/*.[ch] lib/*/*.cc tests/unit/*.[ch] \
	tests/faults/*.c tests/fuzz/*.[ch] .ci/*.sh completions/*.sh share/examples/*.sh \
	tests/*.sh tests/*.bash tests/run tests/bench/*.sh tests/fuzz/run tests/*.bats \
	share/spark/*.py tests/spark/*
for file; do
	# Without the bytes after the first, each character of UTF-8 counts as one.
	tr -d '\200-\277' <"$file" | expand | grep -nE '.{101}' | case $file in
		*.bats) grep -vE "^[0-9]+:[^ #@]|^[0-9]+: .*($data)" ;;
		*) cat ;;
	esac | sed "s|^|$file:|"
done | grep . && exit 1
exit 0
