#!/bin/sh
# answers.sh N: prints a CSV of N survey answers over two years. One in twenty is empty. The same N
# gives the same bytes.
set -eu
awk -v n="$1" 'BEGIN {
	srand(1)
	split("web app phone mail store", channel, " ")
	for (d = 0; d < 730; d++) {
		month = int(d / 365) * 12 + int(d % 365 / 30.42)
		day[d] = sprintf("%d-%02d-%02d", 2023 + int(month / 12), month % 12 + 1, d % 28 + 1)
	}
	print "customer_id,date,channel,score"
	for (i = 0; i < n; i++) {
		s = int(12 - 12 * rand() * rand())
		print "c" int(rand() * 1500000) "," day[int(i * 730 / n)] "," \
		    channel[int(rand() * 5) + 1] "," (rand() < .05 ? "" : s < 11 ? s : 10)
	}
}'
