# Learning from a table of features who leaves: how good it is, what it prints, what it refuses.
load helper

TELCO=$ROOT/tests/data/telco_churn.csv

# worth METHOD MEASURE [PART]: the value in $output of --cv.
worth() { cell value method="$1" measure="$2" part="${3:-}"; }

# check EXPRESSION of awk.
check() { awk "BEGIN { exit !($1) }" || { echo "not so: $1"; false; }; }

# Two sorts of customers, who can be told apart.
table() {
	printf '%s\n' customer_id,plan,years,left 1,x,1,yes 2,y,2,no 3,x,3,yes 4,y,4,no 5,x,5,no \
		6,y,6,yes
}

@test "--cv: Telco, as the reference has it or better" {
	run -0 --separate-stderr churn-train --label=Churn --cv=5 "$TELCO"
	says "left out column 'customerID': not all numbers ('7590-VHVEG' on line 2), and more than 50 words"
	says "Churn: 'Yes' is yes (a word for yes), 'No' is no"
	check "$(worth logit auc) >= .845 && $(worth logit average_precision) >= .652 && $(worth logit brier) <= .136"
	first=$output
	run -0 churn-train -q --label=Churn --cv=5 "$TELCO"
	same "$first"
	run -0 churn-train -q --label=Churn --cv=5 --seed=2 "$TELCO"
	[ "$output" != "$first" ]
}

@test "--ridge=0: the logit of eight coefficients" {
	# statsmodels' or R's answer: coefficients of unpenalised maximum likelihood
	awk -F, 'NR == 1 { print "tenure,MonthlyCharges,senior,monthly,fibre,paperless,check,Churn";
		next }
		{ print $6 "," $19 "," $3 "," ($16 == "Month-to-month") "," ($9 == \
		"Fiber optic") "," ($17 == "Yes") "," ($18 == "Electronic check") "," $21 }' \
		"$TELCO" >eight.csv
	churn-train -q --label=Churn --ridge=0 eight.csv >fit.csv
	while read -r name value; do
		awk -F, -v name="$name" -v want="$value" '$1 "," $2 == name { n++; d = $3 - want;
			bad = d > 1e-6 || d < -1e-6 } END { exit !(n == 1 && !bad) }' fit.csv ||
			{ grep "^$name," fit.csv; echo "wanted $value"; false; }
	done <<-'END'
	logit,log_likelihood -3005.216690
	logit,intercept -2.52200092
	number:tenure,coefficient -.03587779
	number:MonthlyCharges,coefficient .01266691
	number:senior,coefficient .35585481
	number:monthly,coefficient 1.01033249
	number:fibre,coefficient .65909959
	number:paperless,coefficient .43467036
	number:check,coefficient .49175410
	END
}

@test "--ridge: half the sum of squared standardised coefficients" {
	# x is 0 for 10 rows, 9 of them yes, and 1 for 10 rows, 1 of them yes: z is -1 or 1, and by
	# symmetry b_0 is 0. The derivative of the loss plus ridge/2 b^2 is 0 where -8 + 10 (1 -
	# 2/(1 + exp(-b))) = ridge b; b is sd = .5 times the coefficient of x.
	{ echo x,left; yes 0,yes | head -n 9; echo 0,no; yes 1,no | head -n 9; echo 1,yes; } >t.csv
	for ridge in 0 .5 1 4 100; do
		churn-train -q --label=left --ridge=$ridge t.csv >fit.csv
		awk -F, -v ridge=$ridge '$1 "," $2 == "number:x,coefficient" { n++; b = $3 / 2;
			d = -8 + 10 * (1 - 2 / (1 + exp(-b))) - ridge * b }
			$1 "," $2 == "logit,ridge" { given = $3 }
			END { exit !(n == 1 && b < 0 && given == ridge && d < 1e-6 &&
				d > -1e-6) }' fit.csv || { cat fit.csv; false; }
	done
	# 1 is the default
	churn-train -q --label=left --ridge=1 t.csv >one.csv
	churn-train -q --label=left t.csv | cmp one.csv -
}

@test "what cannot be learned from is said" {
	table >t.csv
	while IFS='|' read -r change options message; do
		bash -c "$change" <t.csv >x.csv
		# shellcheck disable=SC2086
		run -2 --separate-stderr churn-train -q --label=left $options x.csv
		[ "$stderr" = "churn-train: $message" ] || { echo "$stderr"; false; }
		[ -z "$output" ]
	done <<-'END'
	cat; echo 7,x,1,maybe||x.csv:8: left 'maybe' is a third value; expected 'yes' or 'no'
	sed s/no$/yes/||nothing to learn from: left is 'yes' in all rows
	sed s/yes$/no/||nothing to learn from: left is 'no' in all rows
	head -1||nothing to learn from: no row has left
	head -2||nothing to learn from: left is 'yes' in the only row
	sed 's/,[a-z]*$/,/; 1s/$/left/'||nothing to learn from: no row has left
	cut -d, -f1-3||x.csv: no column 'left'; the columns are 'customer_id', 'plan', 'years'
	cut -d, -f1,4||nothing to learn from: no column can predict left
	cat|--without=foo|x.csv: no column 'foo'; the columns are 'customer_id', 'plan', 'years', 'left'
	cat|--yes=maybe|no 'maybe' in column 'left'; it has 'yes' and 'no'
	cat|--cv=4|--cv=4 must be at least 2, and at most the number of rows of 'yes' and of 'no' (3 and 3)
	:||x.csv: empty input, no header
	END
}

@test "what is left out, redundant or too good is said, and all is finite" {
	table | awk -F, -v OFS=, 'NR == 1 { print $0, "one", "sep"; next }
		{ print $0, 1, ($4 == "yes") + NR / 100 }' >t.csv
	for ridge in 0 1; do
		run -0 --separate-stderr churn-train --label=left --ridge=$ridge --save=m.csv t.csv
		says "left out column 'one': the same in all rows"
		says "column 'sep' predicts 'left' perfectly; is it known beforehand?"
		churn-flag -q --params=m.csv t.csv >scored
		no_nan m.csv scored
	done
	run -0 --separate-stderr churn-train --label=left --ridge=0 t.csv
	says "no finite solution without a penalty: the features predict 'left' perfectly in some or all rows; using a ridge of 1"
	run -0 --separate-stderr churn-train --label=left --without=sep --yes=no t.csv
	says "left: 'no' is yes (as requested), 'yes' is no"
	[[ $output != *number:sep* && $output == *number:years* && $output != *customer_id* ]]
	run -1 --separate-stderr churn-train --label=left --skip-bad <(cat t.csv;
		echo 7,x,1,maybe,1,1)
	says "left 'maybe' is a third value; expected 'yes' or 'no'"
	run -0 --separate-stderr churn-train --label=left <(table; echo 7,x,1,)
	says "left out 1 row without left"
}

@test "--save writes the model, --cv prints how good it is instead" {
	table >t.csv
	churn-train -q --label=left t.csv >model.csv
	churn-train -q --label=left --save=saved.csv t.csv | cmp model.csv -
	cmp model.csv saved.csv
	churn-train -q --label=left --save=more.csv --cv=2 t.csv >quality
	cmp model.csv more.csv
	[ "$(head -n 1 quality | cut -d, -f1-3)" = method,measure,part ]
	run ! cmp -s quality model.csv
	# from standard input; the order of options and operands does not matter
	churn-train -q --label=left <t.csv | cmp model.csv -
	churn-train t.csv -q --label=left | cmp model.csv -
	# what is saved is scored
	churn-flag --params=saved.csv t.csv >scores
	[ "$(wc -l <scores)" = 7 ]
	no_nan scores
}

@test "--plot: the curves of --cv" {
	run -0 --separate-stderr churn-train -q --label=Churn --cv=5 --plot=term "$TELCO"
	[[ $output == Gain*Calibration* ]]
	[ -z "$stderr" ]
	churn-train -q --label=Churn --cv=5 --plot=svg "$TELCO" >plot.svg
	[ "$(grep -c '<svg' plot.svg)" -eq 1 ]
	[[ $(cat plot.svg) == *'>Gain<'*'>Calibration<'* ]]
}

@test "options that contradict each other" {
	while IFS='|' read -r options message; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr churn-train $options </dev/null
		[ "${stderr_lines[0]}" = "churn-train: $message" ] || { echo "$options: $stderr";
			false; }
		[[ -z $output && ${stderr_lines[1]} == "usage: churn-train "* ]]
	done <<-'END'
	|missing option --label=COLUMN
	--cv=5|missing option --label=COLUMN
	--label=x --ridge=-1|--ridge must be 0 or more
	--label=x --cv=1|--cv must be 2 or more
	--label=x --plot=svg|--plot requires --cv
	END
}
