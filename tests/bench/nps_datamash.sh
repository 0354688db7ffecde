#!/bin/sh
# nps_datamash.sh LOG OUT: does the work of nps-calc with GNU datamash, which needs sorted groups.
set -eu
datamash -t, --header-in -s groupby 4 count 4 <"$1" | awk -F, '
	$1 == "" { next }
	{ n += $2; p += $1 >= 9 ? $2 : 0; d += $1 <= 6 ? $2 : 0 }
	END { print "n,promoters,passives,detractors"; print n "," p "," n - p - d "," d }' >"$2"
