#!/usr/bin/env bash
# Runs test files as an ordinary user, who may read the tree but not change it. Root becomes nobody,
# with a copy of the tree where nobody may go. A test that only root can run is skipped and counted.
# usage: tests/user.sh BUILD [NAME...]; NAME as in tests/run, by default a sample: files in which it
# matters who the user is, and one of each kind; none has a test that only root can run
set -euo pipefail
build=$1
shift
[ $# -gt 0 ] || set -- store deps cust-init cust-backup cust-restore cust-show promise-list \
	winback-log pipes pipelines readme story twins text
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
[ "$(id -u)" = 0 ] || exec tests/run "$build" "$@"

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
mkdir "$copy/build" "$copy/home"
cp -r .ci COPYING Makefile README.md cmd completions lib share tests "$copy"
(cd "$build" && cp -r --parents bin completions faults unit lib/custkit share "$copy/build")
chmod -R a+rX "$copy"
chown nobody: "$copy/home"
setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME="$copy/home" "$copy/tests/run" \
	build "$@"
