#!/bin/sh
# A "! command" that is not the last of a test cannot fail it, because set -e passes over it: such a
# line needs "|| return 1". Names those that have none; the status is 1 if there are any.
# usage: tests/negations.sh
cd "$(dirname "$0")" || exit 2
awk 'FNR == 1 { bare = "" }
/^[ \t]*$/ { next }
bare != "" && !/^}/ { print bare ": add || return 1"; bad = 1 }
{ bare = /^[ \t]*! / && !/\|\|/ ? FILENAME ":" FNR : "" }
END { exit bad }' ./*.bats ./*.bash
