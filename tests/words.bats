# The words are API: custkit-tables(5) lists the columns that the tools print, custkit-db(5) the
# schema.
load helper

TABLES=$ROOT/share/man/man5/custkit-tables.5
DB=$ROOT/share/man/man5/custkit-db.5

# PAGE SECTION: the words of a subsection in their order, joined by commas.
words() {
	awk -v want="$2" '/^\.S[sh] / { on = substr($0, 5) == want }
		on && /^\.It Va / { for (i = 3; i <= NF; i++) if ($i != ",") print $i }' "$1" |
		paste -sd,
}

# The rows of a model file: model,name.
values() {
	words "$TABLES" 'Values of a model file' | tr , '\n' | paste -d, - -
}

# SECTION ... : the words of all of them as one header.
header() {
	local section all=()
	for section; do
		all+=("$(words "$TABLES" "$section")")
	done
	paste -sd, <(printf '%s\n' "${all[@]}")
}

# HEADER COMMAND...: the first line that the command prints.
prints() {
	local want=$1
	shift
	"$@" >printed || [ $? -eq 1 ]
	diff -u --label custkit-tables.5 --label "$*" <(tr , '\n' <<<"$want") <(head -1 printed |
		tr , '\n')
}

small() {
	printf '%s\n' customer_id,date,amount a,2024-01-01,5 a,2024-01-09,6 b,2024-01-02,7 \
		b,2024-01-20,9 \
		b,2024-02-20,4 c,2024-01-05,7 d,2024-01-05,3 d,2024-02-11,8 >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >/dev/null
}

# The value of a customer can be had of models that were not fitted here.
model() {
	printf '%s\n' model,name,value,se custkit,format,1, bgnbd,limit,none, bgnbd,r,.243, \
		bgnbd,alpha,4.414, \
		bgnbd,a,.793, bgnbd,b,2.426, ggspend,p,6.25, ggspend,q,3.74, ggspend,gamma,15.44, \
		>model.csv
}

# An order log whose customers have margins that differ for good.
costs() {
	printf '%s\n' customer_id,date,amount,cost {a,b,c}{1..9},2024-01-01,10,5 \
		a{1..9},2024-01-0{4,7},10,1 b{1..9},2024-01-0{4,7},10,9
}

without() {
	tr , '\n' | grep -vx "$1" | paste -sd,
}

@test "histories" {
	small
	prints "$(header Histories)" cust-list -d s.db --history --as-of=2024-03-01
	cust-add -q -d s.db --customer-id=a --city=Graz >/dev/null
	prints "$(header Histories),city" cust-list -d s.db --history --columns=city \
		--as-of=2024-03-01
}

@test "histories and segment profiles with costs" {
	printf '%s\n' customer_id,date,amount,cost a,2024-01-01,5,3 a,2024-01-09,6,3 >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create log.csv >/dev/null
	prints "$(header Histories Profit)" cust-list -d s.db --history --as-of=2024-03-01
	prints "$(header Histories Profit Segments | without explain)" cust-segment -q \
		--as-of=2024-03-01 log.csv
	prints "$(header 'Segment profile' Profit)" cust-segment -q --profile --as-of=2024-03-01 \
		log.csv
	prints "$(header Cohorts Profit)" cohort-calc -q --as-of=2024-03-01 log.csv
	prints "$(header Cohorts Profit)" cohort-calc -q --as-of=2024-03-01 -d s.db
	model
	prints "$(header Histories Profit Value)" clv-calc -q --params=model.csv \
		--as-of=2024-03-01 log.csv
}

@test "cohort-calc and cac-calc" {
	small
	printf '%s\n' months,left 1,yes 2,no >stay.csv
	{ header Costs; echo web,5,2024-01,; } >costs.csv
	printf '%s\n' channel,clv,acquired web,3,2024-01-05 >buyers.csv
	prints "$(header Cohorts)" cohort-calc -q --as-of=2024-03-01 log.csv
	prints "$(header Cohorts)" cohort-calc -q --as-of=2024-03-01 -d s.db
	prints "country,$(header Cohorts)" cohort-calc -q --as-of=2024-03-01 -d s.db --by=country
	prints "$(header 'Cohort matrix'),0,1,2" cohort-calc -q --as-of=2024-03-01 --pivot=orders \
		log.csv
	prints "$(header Survival)" cohort-calc -q --as-of=2024-03-01 --survival --idle=9 log.csv
	prints "$(header 'Survival of groups')" cohort-calc -q --compare --duration=months \
		--event=left stay.csv
	prints "channel,$(header Acquisition)" cac-calc -q --costs=costs.csv buyers.csv
}

@test "cust-diff" {
	printf '%s\n' customer_id,spend,region,segment 1,2,N,A >a.csv
	prints "$(header 'Change of a sum')" cust-diff a.csv a.csv
	prints "region,$(header 'Change of a sum')" cust-diff --by=region a.csv a.csv
	prints "$(header 'Change of a mean')" cust-diff --mean a.csv a.csv
	prints "$(header 'Customers of a change')" cust-diff --top=1 a.csv a.csv
}

@test "clv-calc, from a log, a store and a history table" {
	small
	model
	prints "$(header Histories Value)" clv-calc --params=model.csv --as-of=2024-03-01 log.csv
	prints "$(header Histories Value)" clv-calc --params=model.csv --as-of=2024-03-01 -d s.db
	cust-list -d s.db --history --as-of=2024-03-01 >history.csv
	prints "$(header Histories Value)" clv-calc --params=model.csv history.csv
	cp printed again.csv
	prints "$(header Histories Value)" clv-calc --params=model.csv again.csv
	prints "customer_id,mine,$(header Histories | without customer_id),$(header Value)" \
		clv-calc --params=model.csv --as-of=2024-03-01 -d s.db \
		<(printf 'customer_id,mine\na,1\n')
}

@test "clv-calc: models of periods, of rates and of the past" {
	small
	local bgbb
	bgbb=$(header 'Value at discrete opportunities')
	prints "$(header Histories),$bgbb" clv-calc -q --model=bgbb --opportunity=week \
		--as-of=2024-03-01 log.csv
	bgbb=$(without '\(opportunities\|bought\|last_bought\)' <<<"$bgbb")
	prints "frequency,recency,opportunities,$bgbb" clv-calc -q --model=bgbb \
		<(printf 'frequency,recency,opportunities\n1,1,2\n')
	printf '%s\n' period,survivors 0,10 1,5 2,3 >cohort.csv
	prints "$(header 'Projection of a cohort')" clv-calc --model=sbg cohort.csv
	prints "$(header 'Value with a constant retention rate')" \
		clv-calc --model=retention <(printf 'margin,retention\n1,.5\n')
	prints "$(header Histories 'Value of past purchases')" clv-calc --model=historic \
		--as-of=2024-03-01 log.csv
}

@test "clv-calc --fit of models of periods, and the names within" {
	local x=frequency,recency,opportunities,customers
	fit() { clv-calc -q --fit --model=$1 "${@:2}" | sed 1d | cut -d, -f1,2 | grep -v ^custkit >>names; }
	small
	sed "1s/.*/$x,a,b,c,d/;s/^x,tx,n//" "$BATS_TEST_DIRNAME/data/bgbb_donations.csv" >donors.csv
	fit bgbb donors.csv
	fit bgbb --opportunity=week --as-of=2024-03-01 log.csv
	# equal buying and once or never; all or nothing and equal dropout
	printf '%s\n' $x 0,0,3,400 1,{1,2,3},3,100 2,2,3,100 2,3,3,200 3,3,3,100 \
		>equal.csv
	fit bgbb equal.csv
	printf '%s\n' $x 0,0,3,700 1,1,3,150 2,2,3,75 3,3,3,75 >nothing.csv
	fit bgbb nothing.csv
	for last in 4,2 3,3 5,1; do
		printf '%s\n' period,survivors 0,10 1,5 2,${last%,*} 3,${last#*,} | fit sbg
	done
	printf '%s\n' period,survivors 0,800 1,400 2,200 3,100 | fit sbg
	printf '%s\n' period,survivors 0,100 1,60 2,60 3,60 | fit sbg
	diff -u --label custkit-tables.5 --label names \
		<(words "$TABLES" 'Values of a model of periods' | tr , '\n' | paste -d, - - |
			sort) <(sort -u names)
}

@test "clv-calc --confidence, --pmf, --horizon=inf, --total and --new" {
	small
	model
	v=$(header Histories Value)
	calc() { clv-calc -q --params=model.csv --as-of=2024-03-01 "$@"; }
	prints "$v,$(header Chances),p_2,$(header 'Intervals of the value')" \
		calc --confidence=95 --pmf=2 log.csv
	prints "$(header 'Total value')" calc --total log.csv
	cust-list -d s.db --history --as-of=2024-03-01 >history.csv
	prints "orders,$(header 'Total value')" clv-calc -q --params=model.csv --total --by=orders \
		history.csv
	prints "$(header 'Value of a new customer')" calc --new log.csv
	prints "$v,$(header 'Value without end')" clv-calc -q --model=paretonbd --horizon=inf \
		--as-of=1997-09-30 "$CDNOW"
	prints "$(header 'Value of a new customer' 'Value without end')" clv-calc -q --model=paretonbd \
		--horizon=inf --new --as-of=1997-09-30 "$CDNOW"
}

@test "clv-calc --evaluate" {
	prints "$(header 'Evaluation of a purchase model')" clv-calc -q --evaluate=1997-09-30 \
		--horizon=39w "$CDNOW"
	prints "$(header 'Tracking of a purchase model')" clv-calc -q --evaluate=1997-09-30 \
		--horizon=39w --tracking "$CDNOW"
}

@test "clv-calc --fit, and the names within" {
	leave_alike purchase >bgnbd.csv	# where all leave alike a model has a parameter of its own
	cp bgnbd.csv mbgnbd.csv
	leave_alike time >paretonbd.csv
	for model in bgnbd mbgnbd paretonbd; do
		prints "$(header 'Model file')" clv-calc --fit --model=$model --as-of=1997-09-30 \
			"$CDNOW"
		sed 1d printed | cut -d, -f1,2 >>names
		clv-calc -q --fit --model=$model --as-of=2024-12-01 $model.csv >printed
		grep -q "^$model,limit,equal_dropout," printed
		sed 1d printed | cut -d, -f1,2 >>names
		# equal rates, once or never
		for limit in sim2053:2020-04-30 sim2138:2021-02-04 sim3:2020-04-30; do
			clv-calc -q --fit --model=$model --as-of=${limit#*:} \
				"$BATS_TEST_DIRNAME/data/limits/${limit%:*}.csv"
		done | grep "^$model," | cut -d, -f1,2 >>names
	done
	printf '%s\n' customer_id,date {a,b},2024-0{1,2,3,4,5,6}-01 |
		clv-calc -q --fit --model=bgnbd --as-of=2024-06-20 | sed 1d | cut -d, -f1,2 >>names
	for model in bgcnbd mbgcnbd; do
		clv-calc -q --fit --model=$model --as-of=1997-09-30 "$CDNOW" | grep "^$model,k," |
			cut -d, -f1,2 >>names
	done
	awk -F, -v OFS=, 'NR > 1 { $4 = 10 } !day[$1 $2]++' "$CDNOW" >flat.csv
	clv-calc -q --fit --as-of=1997-09-30 flat.csv | sed 1d | cut -d, -f1,2 >>names
	costs >costs.csv
	clv-calc -q --fit --as-of=2024-03-01 costs.csv | grep ^margin, | cut -d, -f1,2 >>names
	clv-calc -q --fit --as-of=1997-09-30 --skip-bad --partition=0/2 "$CDNOW" | sed 1d |
		cut -d, -f1,2 >>names
	clv-calc --fit -v --as-of=1997-09-30 "$CDNOW" | cut -d, -f2 |
		grep -c '^candidate\.[a-z]*\.[a-z_]*$' >n
	[ "$(cat n)" = 8 ]
	diff -u --label custkit-tables.5 --label names <(values | sort) <(sort -u names)
}

@test "a model file is read by the names that are documented" {
	small
	for model in bgnbd mbgnbd paretonbd; do
		values | grep -E "^(custkit|$model|ggspend),"  >documented
		printf '%s\n' model,name,value,se custkit,format,1, $model,limit,none, \
			$model,unit,week, ggspend,q,3.74, >model.csv
		while IFS= read -r name; do
			[[ $name != *nbd,p && $name != *,mu && $name != *,pi && $name != *,lambda &&
				$name != *,level ]] || continue
			[[ $name != *,rates && $name != ggspend,limit ]] || continue
			grep -q "^$name," model.csv || echo "$name,1," >>model.csv
		done <documented
		run -0 clv-calc --params=model.csv --as-of=2024-03-01 log.csv
		echo $model,other,1, >>model.csv
		run -2 --separate-stderr clv-calc --params=model.csv --as-of=2024-03-01 log.csv
		says "unknown row $model,other"
	done
}

@test "cust-segment --rfm, --explain, --profile, --check-map" {
	small
	prints "$(header Histories Segments)" cust-segment --rfm --explain --as-of=2024-03-01 \
		log.csv
	prints "$(header Histories Segments | without explain)" cust-segment --rfm \
		--as-of=2024-03-01 -d s.db
	cust-segment --as-of=2024-03-01 --save=limits.csv -d s.db >rows
	prints "$(header 'Limits of scores')" cat limits.csv
	prints "$(header 'Statistics')" cust-segment --statistics --as-of=2024-03-01 log.csv
	prints "$(header 'Segment profile')" cust-segment --rfm --profile --as-of=2024-03-01 log.csv
	prints "$(header 'Segment profile' 'Segment moves')" cust-segment --rfm --profile \
		--since=2024-01-31 --as-of=2024-03-01 log.csv
	prints "$(header 'Faults of a map')" cust-segment --check-map
	prints "$(header 'Segment map')" cat "$ROOT/share/segments/rfm.csv"
}

@test "cust-segment: the other labels, --pareto, --changes, --matrix" {
	small
	printf '%s\n' "$(header 'Segment rules')" "x,spend > 1" >rules.csv
	prints "$(header Histories Lifecycle Loyalty 'Value class'),spend_bin,$(header \
		'Rule segment')" cust-segment --lifecycle --loyalty --abc --cut=spend:2 \
		--rules=rules.csv --as-of=2024-03-01 -d s.db
	prints "$(header Concentration)" cust-segment --pareto --as-of=2024-03-01 log.csv
	cust-segment -q -d s.db --abc --remember=abc --as-of=2024-03-01 >rows
	prints "$(header 'Label changes')" cust-segment -d s.db --changes=abc
	prints "$(header 'Label matrix')" cust-segment -d s.db --matrix=abc
}

@test "nps-calc: the metrics, groups and periods, comparison, target, need" {
	printf '%s\n' "$(header Ratings),city" 5,nps,2025-01-02,a,Graz 4,csat,2025-01-02,a,Graz \
		5,ces,2025-01-02,,Linz >answers.csv
	prints "$(header 'Net Promoter Score')" nps-calc -q answers.csv
	prints "$(header Satisfaction)" nps-calc -q --metric=csat answers.csv
	prints "city,period,$(header Effort Comparison Target 'Answers needed')" \
		nps-calc -q --metric=ces --by=city --period=day --compare --target=5 --need=1 \
		--per-customer=latest answers.csv
}

@test "kano-calc" {
	printf '%s\n' "$(header Answers)" r1,door,functional,1 r1,door,dysfunctional,5 >answers.csv
	prints "$(header 'Kano categories')" kano-calc --explain answers.csv
	prints "respondent,$(header 'Kano categories' | without explain)" kano-calc \
		--by=respondent answers.csv
	header 'Kano counts' >counts.csv
	prints "$(header 'Kano categories' | without explain)" kano-calc --counts counts.csv
}

@test "servqual-calc" {
	prints "$(header 'Item map')" cat "$ROOT/share/instruments/servqual.csv"
	printf '%s\n' "$(header Answers)" r1,1,expectation,7 r1,1,perception,5 >answers.csv
	prints "$(header Gaps)" servqual-calc answers.csv
	prints "respondent,$(header Gaps)" servqual-calc --by=respondent answers.csv
	echo "$(header Weights),weight.tangibles,weight.reliability,weight.responsiveness,weight.assurance,weight.empathy" >weights.csv
	prints "$(header Gaps)" servqual-calc --weights-file=weights.csv answers.csv
}

@test "score-calc" {
	prints "$(header 'Scorecard instrument')" cat "$ROOT/share/instruments/mystery.csv"
	prints "$(header 'Scorecard instrument' | without min | without max)" cat \
		"$ROOT/share/instruments/capability.csv"
	prints "$(header 'Balance instrument')" cat "$ROOT/share/instruments/delivered_value.csv"
	prints "$(header Balances)" score-calc --instrument=delivered_value \
		<(printf '%s\n' subject,product,services,personnel,image,money,time,energy,psychic)
	header 'Scorecard instrument' >own.csv
	echo a,1,0,1,q >>own.csv
	{ header Benchmark; echo a,1; } >best.csv
	{ header Marks; echo us,1,a,1; } >marks.csv
	prints "$(header Scores)" score-calc --instrument=own.csv --benchmark=best.csv marks.csv
	prints "$(header 'Item scores')" score-calc --instrument=own.csv --items marks.csv
}

@test "the shipped calendar" {
	prints "$(header Calendar)" cat "$ROOT/share/examples/calendar.csv"
}

@test "touch-log, touch-list" {
	cust-init -d s.db
	prints "$(header 'New contact')" touch-log -d s.db --date=2025-01-01 --note=
	header Contacts >contacts.csv
	prints "$(header 'Accounting of a load')" touch-log -d s.db contacts.csv
	echo "$(header Contacts),other" >more.csv
	run -2 --separate-stderr touch-log -d s.db more.csv
	says "unknown column 'other'"
	prints "$(header 'Contact list')" touch-list -d s.db
	[ "$(header 'Contact list')" = "touch_id,$(header Contacts)" ]
}

@test "consent-log, consent-list" {
	cust-init -d s.db
	cust-add -q -d s.db --customer-id=a >/dev/null
	header Consents >consents.csv
	prints "$(header 'Accounting of a load')" consent-log -d s.db consents.csv
	prints "$(header 'New consent')" consent-log -d s.db --customer-id=a --purpose=x --step=given
	prints "$(header 'Consent list')" consent-list -d s.db
	prints "$(header 'Consent list')" consent-list -d s.db --history
	[ "$(header 'Consent list' | without consent_id | without source | without external_id)" = \
		"$(header Consents)" ]
}

@test "cust-export" {
	cust-init -d s.db
	cust-add -q -d s.db --customer-id=a >/dev/null
	prints "$(header 'Export of a customer')" cust-export -d s.db -f csv a
	cust-export -d s.db --dir=a a
	prints "$(header 'Columns of an export')" cat a/columns.csv
}

@test "mot-calc" {
	printf '%s\n' "$(header Contacts)" ann,2025-01-01,web,in,delivery,j1,3,,, >contacts.csv
	prints "$(header 'Moments of truth')" mot-calc contacts.csv
	prints "$(header 'Remembered journeys')" mot-calc --peak-end contacts.csv
}

@test "points-log, points-list, points-check" {
	cust-init -d s.db
	printf '%s\n' customer_id a b | cust-add -q -d s.db
	printf '%s\n' "$(header Points)" a,2026-01-01,earn,100,o1,9.5,,,,,,,, >points.csv
	prints "$(header 'Accounting of a load')" points-log -d s.db points.csv
	prints "$(header 'Accounting of a load')" points-log -d s.db --expire
	prints "$(header 'New entry of points')" points-log -d s.db --customer-id=b --points=5
	prints "$(header 'Balances of points')" points-list -d s.db
	header 'Rules of points' >rules.csv
	echo tier,silver,,,50,,,,,,,,points,1y,, >>rules.csv
	prints "$(header 'Balances of points' Tiers)" points-list -d s.db --rules=rules.csv
	prints "$(header 'Lots of points')" points-list -d s.db --lots
	prints "$(header 'Entries of points')" points-list -d s.db --entries
	prints "$(header 'Liability of points')" points-list -d s.db --liability
	prints "$(header 'Faults of the points')" points-check -d s.db
}

@test "visit-log, visit-list, staff-calc" {
	cust-init -d s.db
	printf '%s\n' "$(header Visits)" ,desk,,,,2025-06-02T09:00,2025-06-02T09:00,,,,, \
		,desk,,,,2025-06-02T09:00,,,,,, >visits.csv
	prints "$(header 'Accounting of a load')" visit-log -d s.db visits.csv
	prints "$(header 'New visit')" visit-log -d s.db --queue=x
	prints "$(header 'Visit steps')" visit-log -d s.db --end --at=2025-06-02T09:10 1
	prints "$(header 'Visit list')" visit-list -d s.db
	prints "$(header Queue)" visit-list -q -d s.db --queue
	prints "hour,$(header 'Missed appointments')" visit-list -d s.db --missed-by=hour
	prints "$(header 'Agents for a demand')" staff-calc --calls=1 --service-time=60
	prints "$(header 'Agents for a demand' 'Simulated service level')" staff-calc --calls=1 \
		--service-time=60 --simulate=100
	visit-list -d s.db >log.csv
	prints "$(header 'Agents of a week')" staff-calc log.csv
	printf '%s\n' calls 5 >demand.csv
	prints "calls,$(header 'Agents of a table')" staff-calc --service-time=60 demand.csv
}

@test "promise-log, promise-list" {
	cust-init -d s.db
	header Promises >promises.csv
	prints "$(header 'Accounting of a load')" promise-log -d s.db promises.csv
	prints "$(header 'New promise')" promise-log -d s.db --create --customer-id=a --promise=x \
		--due=2199-12-31
	prints "$(header 'Promise steps')" promise-log -d s.db --kept 1
	prints "$(header 'Promise list')" promise-list -d s.db
	# an option for every field
	promise-log --help | sed -nE 's/^      --([a-z-]+)=.*/\1/p' | tr - _ | head -9 >fields
	diff -u <(header Promises | tr , '\n' | sort) <(sort fields)
}

@test "service-check, --period, --list, the shipped standards" {
	cust-init -d s.db
	prints "$(header Standards)" cat "$ROOT/share/standards/default.csv"
	prints "$(header Service)" service-check -d s.db
	prints "$(header 'Service by period')" service-check -d s.db --period=month
	prints "$(header 'Service items')" service-check -d s.db --list
}

@test "survey-log, survey-list" {
	cust-init -d s.db
	{ header 'Survey answers'; echo servqual,2025,2025-01-02,,r1,1,expectation,7; } >answers.csv
	prints "$(header 'Accounting of a load')" survey-log -q -d s.db answers.csv
	prints "$(header 'New answer')" survey-log -d s.db --survey=s --respondent=r1 --item=1 \
		--value=7
	prints "$(header 'Survey list')" survey-list -d s.db
	[ "$(header 'Survey list' | without answer_id)" = "$(header 'Survey answers')" ]
	# an option for every field
	survey-log --help | sed -nE 's/^      --([a-z-]+)=(TEXT|DATETIME|ID) .*/\1/p' | tr - _ |
		head -8 >fields
	diff -u <(header 'Survey answers' | tr , '\n' | sort) <(sort fields)
}

@test "care-due, its rules and its festivals" {
	cust-init -d s.db
	cust-add -q -d s.db --customer-id=a --birthday=1990-05-04 >acc
	prints "$(header 'Care list')" care-due -d s.db --as-of=2026-05-04
	prints "$(header 'Care rules')" cat "$ROOT/share/rules/care.csv"
	prints "$(header Festivals)" cat "$ROOT/share/rules/festivals.csv"
}

@test "winback-log, winback-list" {
	cust-init -d s.db
	header Win-backs >winbacks.csv
	prints "$(header 'Accounting of a load')" winback-log -d s.db winbacks.csv
	prints "$(header 'New win-back')" winback-log -d s.db --create --customer-id=a
	prints "$(header 'Win-back results')" winback-log -d s.db --won 1
	prints "$(header 'Win-back list')" winback-list -d s.db
	prints "reason,$(header 'Win-back rates')" winback-list -d s.db --by=reason
	# an option for every field
	winback-log --help | sed -nE 's/^      --([a-z-]+)=.*/\1/p' | tr - _ | sed 's/^pause_//' |
		head -7 >fields
	diff -u <(header Win-backs | tr , '\n' | sort) <(sort fields)
}

@test "churn-flag: rows, --explain, --evaluate, alerts, gauges" {
	prints "$(header Histories Flags)" churn-flag -q --as-of=1997-09-30 "$CDNOW"
	prints "$(header Histories Flags Indicators)" churn-flag -q --as-of=1997-09-30 \
		--explain "$CDNOW"
	prints "$(header Histories Flags),coverage" churn-flag -q --as-of=1997-09-30 \
		--method=rules "$CDNOW"
	prints "$(header Histories Flags 'Value at stake')" churn-flag -q --as-of=1997-09-30 \
		--top=3 "$CDNOW"
	prints "$(header Histories Flags Indicators 'Value at stake')" churn-flag \
		-q --as-of=1997-09-30 --explain --top=3 "$CDNOW"
	prints "$(header Evaluation)" churn-flag -q --evaluate=1997-09-30 "$CDNOW"
	printf '%s\n' customer_id,plan,left a,x,yes b,y,no c,x,yes d,y,no e,x,no f,y,yes >table.csv
	churn-train -q --label=left --save=model.csv table.csv >fit.csv
	prints "$(header Evaluation)" churn-train -q --label=left --cv=2 table.csv
	prints "customer_id,plan,left,$(header Flags)" churn-flag --params=model.csv table.csv
	prints "$(header 'Model file')" churn-train -q --label=left table.csv
	small
	prints "$(header Alerts)" churn-flag -q -d s.db --alert --as-of=2024-03-01
}

@test "the values of the models of churn-flag and churn-train" {
	churn-flag -q --as-of=1997-09-30 --save=model.csv "$CDNOW" >scores
	grep ^churn, model.csv | cut -d, -f1,2 |
		sed -E 's/window[123]/windowN/; s/(mean|sd|coefficient)\.[a-z_]+$/\1.FEATURE/' |
		sort -u >names
	diff -u --label custkit-tables.5 --label names <(words "$TABLES" 'Values of a churn model' |
		tr , '\n' | paste -d, - - | sort) names
	printf '%s\n' plan,years,left x,1,yes y,,no x,2,yes y,4,no x,5,no y,,yes >table.csv
	churn-train -q --label=left table.csv | tail -n +5 | cut -d, -f1,2 |
		sed -E 's/^(number|category|share):.*,/\1:COLUMN,/; /^(category|share)/s/,.*/,WORD/' | sort -u >names
	diff -u --label custkit-tables.5 --label names \
		<(words "$TABLES" 'Values of a model of features' | tr , '\n' | paste -d, - - |
		sort) names
}

@test "the rules of churn, as shipped; alerts" {
	prints "$(header 'Churn rules')" cat "$ROOT/share/rules/churn.csv"
	cust-init -d s.db
	prints "$(header Alerts)" "${CUSTKIT_BIN:-$ROOT/build/bin}/../unit/alert_rows" -d s.db \
		--as-of=2024-01-01 <(echo customer_id,risk)
}

@test "cust-list, order-list" {
	small
	prints "$(header 'Customer list')" cust-list -d s.db
	prints "$(header 'Order list')" order-list -d s.db
}

@test "cust-add, order-add: what they read" {
	cust-init -d s.db
	header Customers >customers.csv
	prints "$(header 'Accounting of a load')" cust-add -d s.db customers.csv
	header 'Order log' >orders.csv
	prints "$(header 'Accounting of a load')" order-add -d s.db orders.csv
	echo "$(header Customers),other" >more.csv
	run -2 --separate-stderr cust-add -d s.db more.csv
	says "unknown column 'other'"
	echo "$(header 'Order log'),other" >more.csv
	run -2 --separate-stderr order-add -d s.db more.csv
	says "unknown column 'other'"
	# an option for every field
	cust-add --help | sed -nE 's/^      --([a-z-]+)=([A-Z]+ .*|[a-z|-]+)$/\1/p' | tr - _ |
		head -14 >fields
	diff -u <(header Customers | tr , '\n') fields
}

@test "cust-add by options, cust-add -n" {
	cust-init -d s.db
	prints "$(header 'New customer')" cust-add -d s.db --name=Ann
	prints "customer_id,$(header Changes)" cust-add -n -d s.db --customer-id=C000001 --name=Bea
}

@test "feedback-log: what it reads, and an option for every field" {
	cust-init -d s.db
	header Feedback >log.csv
	prints "$(header 'Accounting of a load')" feedback-log -q -d s.db log.csv
	prints "$(header 'New case')" feedback-log -d s.db --kind=praise --text=x
	echo "$(header Feedback),other" >more.csv
	run -2 --separate-stderr feedback-log -d s.db more.csv
	says "unknown column 'other'"
	diff -u <(header Feedback | tr , '\n' | sort) <(feedback-log --help |
		sed -nE '/--create/q; s/^      --([a-z-]+)=.*/\1/p' | tr - _ | sort)
}

@test "feedback-list, feedback-step" {
	cust-init -d s.db
	feedback-log -d s.db --kind=complaint --text=x --date=2025-01-01 >acc
	prints "$(header 'Steps taken')" feedback-step -d s.db 1 --acknowledge
	prints "$(header Cases | without relevance)" feedback-list -d s.db
	prints "$(header Cases)" feedback-list -d s.db --match=x
	prints "$(header Steps)" feedback-list -d s.db --events
}

@test "rejects" {
	printf 'customer_id,date,amount,sku\na,2024-01-01,5,s\nb,x,5,s\n' >log.csv
	cust-init -d s.db
	run -1 order-add -d s.db --create --rejects=bad.csv log.csv
	prints "customer_id,date,amount,sku,$(header Rejects)" cat bad.csv
}

@test "cust-undo" {
	small
	prints "$(header Batches)" cust-undo -d s.db --list
	prints "$(header 'Rows of an undo')" cust-undo -d s.db -n 1
	prints "$(header Undo)" cust-undo -d s.db 1
}

@test "data-check" {
	small
	prints "$(header 'Quality of the store')" data-check -d s.db
	prints "$(header Examination)" custkit doctor -f csv -d s.db
}

@test "cust-merge" {
	small
	prints "$(header 'Fields of a merge')" cust-merge -q -n -d s.db a b
	prints "$(header 'Accounting of a load')" cust-merge -q -d s.db a b
	header 'Pairs to merge' >pairs.csv
	prints "$(header 'Accounting of a load')" cust-merge -q -d s.db <pairs.csv
	header 'Survivor rules' >rules.csv
	prints "$(header 'Accounting of a load')" cust-merge -q -d s.db --rules=rules.csv c d
}

@test "cust-forget, audit-check" {
	small
	prints "$(header 'Faults of the chain')" audit-check -d s.db
	diff -u <(sed -n '/^\.Sh DESC/,/^\.Ss/s/^\.It Cm //p' "$ROOT/share/man/man1/audit-check.1" |
		sort) <(printf '%s\n' integrity chain row content accepted witness | sort)
	prints "$(header 'Forgotten customers')" cust-forget -d s.db a
	prints "$(header 'Copies with forgotten customers')" cust-forget -d s.db --backups=.
}

@test "cust-check, and its checks" {
	small
	prints "$(header 'Faults of a store')" cust-check -d s.db
	diff -u <(sed -n '/^\.Sh DESC/,/^\.Sh OPT/s/^\.It Cm //p' \
		"$ROOT/share/man/man1/cust-check.1" | sort) \
		<(cat "$ROOT"/lib/*/*check*.c |
			grep -oE '\{ "[a-z]+", ("SELECT|sql)|->fault\([^",]*, "[a-z]+",' |
			sed 's/^[^"]*"\([a-z]*\)",.*/\1/' | sort -u)
}

@test "cust-show --format=json" {
	small
	feedback-log -d s.db --customer-id=a --kind=praise --date=2024-01-02 >/dev/null
	promise-log -d s.db --customer-id=a --promise=x --due=2024-02-01 --date=2024-01-02 \
		>/dev/null
	touch-log -d s.db --customer-id=a --date=2024-01-02 >/dev/null
	cust-show -d s.db a --as-of=2024-03-01 --format=json >json
	keys() {
		sqlite3 :memory: "SELECT key FROM json_each(CAST(readfile('json') AS TEXT), '$1')" |
			paste -sd,
	}
	[ "$(keys '$')" = "$(header 'One customer')" ]
	[ "$(keys '$.customer')" = "$(header 'Customer list')" ]
	[ "$(keys '$.history')" = "$(header Histories | without customer_id)" ]
	[ "$(keys '$.orders[0]' | tr , '\n' | sort | paste -sd,)" = \
		"$(header 'Order list' | without customer_id | tr , '\n' | sort | paste -sd,)" ]
	# of these, columns of their lists
	for key in feedback:Cases "promises:Promise list" "contacts:Contact list"; do
		keys "\$.${key%%:*}[0]" | tr , '\n' >shown
		[ "$(wc -l <shown)" -ge 7 ]
		[ -z "$(grep -vxFf <(header "${key#*:}" | tr , '\n') shown)" ]
	done
}

@test "table-convert --list-presets" {
	prints "$(header Presets)" table-convert --list-presets
}

@test "demand-forecast, and how good it is" {
	printf '%s\n' shop,date,value a,2024-01-01,1 a,2024-02-01,2 >values.csv
	prints "$(header Forecasts)" demand-forecast --by=shop values.csv
	prints "$(header Forecasts 'Values of the past')" demand-forecast --past=1 --by=shop \
		values.csv
	prints "$(header 'Errors of forecasts')" demand-forecast --by=shop --evaluate values.csv
	prints "$(header Forecasts | without series)" demand-forecast --as-of=2024-01-31 values.csv
}

@test "figure-calc" {
	printf '%s\n' customer_id,date,amount a,2024-01-01,5 >log.csv
	prints "$(header 'Key figures')" figure-calc -q --as-of=2024-03-01 log.csv
}

@test "cust-dedupe: pairs, clusters, and how many are found" {
	printf '%s\n' customer_id,phone a,13800138000 b,13800138000 >c.csv
	printf '%s\n' a,b a,b >truth.csv
	prints "$(header 'Pairs of customers')" cust-dedupe --explain c.csv
	prints "$(header 'Clusters of customers')" cust-dedupe --explain --clusters c.csv
	prints "$(header 'Duplicates found')" cust-dedupe --truth=truth.csv c.csv
}

@test "item-recommend, of customers and of items, and how good it is" {
	printf '%s\n' customer_id,sku,date a,x,2024-01-01 a,y,2024-01-02 b,x,2024-01-01 >lines.csv
	prints "$(header Recommendations)" item-recommend lines.csv
	prints "$(header 'Neighbours of items')" item-recommend --items lines.csv
	prints "$(header 'Neighbours of items')" item-recommend --sku=x lines.csv
	prints "$(header 'Hits of recommendations')" item-recommend --leave-last-out lines.csv
}

@test "cust-segment --kmeans" {
	small
	local options='-q --as-of=2024-03-01 --kmeans=2 --on=idle'
	# shellcheck disable=SC2086 # words
	prints "$(header Histories Clusters)" cust-segment $options log.csv
	# shellcheck disable=SC2086 # words
	prints "$(header 'Cluster centres'),idle" cust-segment $options --centres log.csv
}

@test "trial-assign, trial-calc" {
	printf '%s\n' customer_id,x,arm a,1,treatment b,2,holdout >list.csv
	printf '%s\n' customer_id,date,amount a,2026-01-02,3 >log.csv
	prints "customer_id,x,$(header Assignments)" trial-assign --trial=t list.csv
	prints "$(header 'Effects that a trial can find')" trial-assign -q --trial=t --power \
		--orders=log.csv --as-of=2026-02-01 list.csv
	prints "$(header 'Effects of a trial')" trial-calc --outcome-column=x list.csv
	prints "x,$(header 'Effects of a trial')" trial-calc -q --orders=log.csv --by=x \
		--assigned=2026-01-01 --as-of=2026-05-01 list.csv
}

@test "every list of the page is compared here" {
	diff -u <(awk '/^\.Ss / { s = substr($0, 5) } /^\.It Va / { print s }' "$TABLES" |
		sort -u) - <<'E2'
Accounting of a load
Acquisition
Agents for a demand
Agents of a table
Agents of a week
Alerts
Answers
Answers needed
Assignments
Balance instrument
Balances
Balances of points
Batches
Benchmark
Calendar
Care list
Care rules
Cases
Chances
Change of a mean
Change of a sum
Changes
Churn rules
Cluster centres
Clusters
Clusters of customers
Cohort matrix
Cohorts
Columns of an export
Comparison
Concentration
Consent list
Consents
Contact list
Contacts
Copies with forgotten customers
Costs
Customer list
Customers
Customers of a change
Duplicates found
Effects of a trial
Effects that a trial can find
Effort
Entries of points
Errors of forecasts
Evaluation
Evaluation of a purchase model
Examination
Export of a customer
Faults of a map
Faults of a store
Faults of the chain
Faults of the points
Feedback
Festivals
Fields of a merge
Flags
Forecasts
Forgotten customers
Gaps
Histories
Hits of recommendations
Indicators
Intervals of the value
Item map
Item scores
Kano categories
Kano counts
Key figures
Label changes
Label matrix
Liability of points
Lifecycle
Limits of scores
Lots of points
Loyalty
Marks
Missed appointments
Model file
Moments of truth
Neighbours of items
Net Promoter Score
New answer
New case
New consent
New contact
New customer
New entry of points
New promise
New visit
New win-back
One customer
Order list
Order log
Pairs of customers
Pairs to merge
Points
Presets
Profit
Projection of a cohort
Promise list
Promise steps
Promises
Quality of the store
Queue
Ratings
Recommendations
Rejects
Remembered journeys
Rows of an undo
Rule segment
Rules of points
Satisfaction
Scorecard instrument
Scores
Segment map
Segment moves
Segment profile
Segment rules
Segments
Service
Service by period
Service items
Simulated service level
Standards
Statistics
Steps
Steps taken
Survey answers
Survey list
Survival
Survival of groups
Survivor rules
Target
Tiers
Total value
Tracking of a purchase model
Undo
Value
Value at discrete opportunities
Value at stake
Value class
Value of a new customer
Value of past purchases
Value with a constant retention rate
Value without end
Values of a churn model
Values of a model file
Values of a model of features
Values of a model of periods
Values of covariates
Values of the past
Visit list
Visit steps
Visits
Weights
Win-back list
Win-back rates
Win-back results
Win-backs
E2
}

@test "custkit-db(5) has every table and view, and all their columns" {
	cust-init -d s.db
	diff -u <(sqlite3 s.db "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')
		AND name NOT GLOB 'sqlite_*'
		AND name NOT GLOB 'feedback_words_*'" | sort) \
		<(sed -n 's/^\.Ss //p' "$DB" | sort)
	sed -n 's/^\.Ss //p' "$DB" >names
	while read -r name; do
		diff -u --label "$name" --label "$DB: $name" <(sqlite3 s.db "SELECT name
			FROM pragma_table_xinfo('$name') WHERE hidden <> 1") \
			<(words "$DB" "$name" | tr , '\n')
	done <names
}

@test "custkit-db(5) has every index and trigger, and the numbers of the file" {
	cust-init -d s.db
	diff -u <(sqlite3 s.db "SELECT name FROM sqlite_schema WHERE type IN ('index', 'trigger')
		AND sql IS NOT NULL" | sort) \
		<(sed -n '/^\.Sh INDEXES/,/^\.El/s/^\.It Li //p' "$DB" | sort)
	grep -q "^$(sqlite3 s.db 'PRAGMA user_version')[;.]" "$DB"
	grep -q "is $(sqlite3 s.db 'PRAGMA application_id')" "$DB"
}
