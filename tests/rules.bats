# lib/churn/indicators_rows: how the indicators are weighed.
load helper

rules() { "${CUSTKIT_BIN:-$ROOT/build/bin}/../unit/indicators" "$@"; }
head=indicator,weight,threshold,none,full

@test "the shipped rules: all indicators, weights of 100 together" {
	run -0 rules ""
	same "rhythm 35 2 0 4
purchases 25 0.05 0.5 0.01
contacts 5 0.05 0.5 0.01
complaints 10 0.25 0 0.5
score 10 6 10 0
promises 5 1 0 2
cases 10 1 0 2"
	[ "$(awk '{ n += $2 } END { print n }' <<<"$output")" = 100 ]
}

@test "rules of one's own, columns in any order: what is not named plays no part" {
	printf '%s\n' text,full,none,threshold,weight,indicator x,3,1,2.5,7,rhythm \
		y,0,10,5,0,score >r.csv
	run -0 rules r.csv
	same "rhythm 7 2.5 1 3
purchases 0 nan nan nan
contacts 0 nan nan nan
complaints 0 nan nan nan
score 0 5 10 0
promises 0 nan nan nan
cases 0 nan nan nan"
}

@test "rules that are not valid" {
	while IFS='|' read -r rows message; do
		printf '%s\n' $head ${rows:+"$rows"} | tr ' ' '\n' >r.csv
		run -2 --separate-stderr rules r.csv
		[ "$stderr" = "indicators: r.csv$message" ] || { echo "$rows: $stderr"; return 1; }
	done <<-'END'
	weather,1,1,0,1|:2: unknown indicator 'weather'
	rhythm,1,1,0,1 rhythm,1,1,0,1|:3: duplicate indicator 'rhythm'
	rhythm,x,1,0,1|:2: weight 'x' is not a number
	rhythm,1,,0,1|:2: threshold '' is not a number
	rhythm,1,1,nan,1|:2: none 'nan' is not a number
	rhythm,1,1,0,1e999|:2: full '1e999' is not a number
	rhythm,-1,1,0,1|:2: weight '-1' is below 0
	rhythm,1,1,2,2|:2: full '2' is equal to none
	rhythm,0,1,0,2|: no indicator has a weight above 0
	|: no indicator has a weight above 0
	END
	echo indicator,weight,threshold,none >r.csv
	run -2 --separate-stderr rules r.csv
	says "r.csv"
	says "'full'"
	run -2 --separate-stderr rules none.csv
	[ "$stderr" = "indicators: none.csv: No such file or directory" ]
}
