#!/bin/sh
# rfm_miller.sh LOG AS_OF OUT: does the work of cust-segment --rfm with Miller 6.
set -eu
AS_OF=$2
export AS_OF

# score FIELD NAME SORT: the midrank of a field in five bins.
score() {
	printf '%s' "sort $3 $1 then count-similar -g $1 -o equal then put '
		begin { @at = 0; @less = 0; @before = \"\" }
		if (\$$1 != @before) { @less = @at; @before = \$$1 }
		@at += 1;
		\$$2 = min(5, 5 * (2 * @less + \$equal) // (2 * \$n) + 1)'"
}

eval "mlr --icsv --ocsv filter '\$date <= ENV[\"AS_OF\"]' then \
stats1 -a count,sum -f amount -g customer_id,date then put -q '
	id = \$customer_id;
	if (is_absent(@orders[id])) {
		@orders[id] = 0; @days[id] = 0; @spend[id] = 0;
		@first_date[id] = \$date; @last_date[id] = \$date; @first_spend[id] = \$amount_sum;
	} elif (\$date < @first_date[id]) {
		@first_date[id] = \$date; @first_spend[id] = \$amount_sum;
	} elif (\$date > @last_date[id]) {
		@last_date[id] = \$date;
	}
	@orders[id] += \$amount_count; @days[id] += 1; @spend[id] += \$amount_sum;
	end {
		emit (@orders, @days, @spend, @first_date, @last_date, @first_spend),
			\"customer_id\"
	}
	' then put '
	\$as_of = ENV[\"AS_OF\"]; \$spend = roundm(\$spend, 0.0001); \$frequency = \$days - 1;
	first = strptime(\$first_date, \"%Y-%m-%d\") // 86400;
	last = strptime(\$last_date, \"%Y-%m-%d\") // 86400;
	at = strptime(\$as_of, \"%Y-%m-%d\") // 86400;
	\$recency = last - first; \$age = at - first; \$idle = at - last;
	\$monetary = \$frequency > 0 ? (\$spend - \$first_spend) / \$frequency : \"\"' then \
count-similar -g as_of -o n then \
$(score last_date r_score -f) then $(score frequency f_score -nf) then \
$(score spend m_score -nf) then \
put '\$rfm = \$r_score . \$f_score . \$m_score' then sort -f customer_id then cut -o -f \
customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary,\
r_score,f_score,m_score,rfm \"\$1\"" >"$3"
