#!/bin/sh
# nps_miller.sh LOG OUT: does the work of nps-calc with Miller 6.
set -eu
# shellcheck disable=SC2016 # Miller's variables
mlr --icsv --ocsv count-distinct -f score 'then' filter '$score != ""' 'then' put -q '
	begin { @n = 0; @promoters = 0; @passives = 0; @detractors = 0 }
	@n += $count;
	if ($score >= 9) { @promoters += $count }
	elif ($score >= 7) { @passives += $count }
	else { @detractors += $count }
	end { emit (@n, @promoters, @passives, @detractors) }' "$1" >"$2"
