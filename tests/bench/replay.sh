#!/usr/bin/env bash
# Runs the alerts night by night over a log, and measures how good they are.
# usage: tests/bench/replay.sh BUILD [OPTION...]; the options are those of churn-flag
#
# There are 200 nights, the last one 90 days before the end of the log, after a baseline on the
# night before them. The alerts are compared with the rule that they replaced, and with two rules
# without a model: no purchase for more than 90, or 120, days.
#   precision  share of NEW without a purchase in the 90 days after it, and its standard error
#   recall     share of the leavers that are reported as NEW after their last purchase; a leaver
#              has the last purchase in nights 1 to 60, and no other in the next 180 days
#   delay      median of the days from the last purchase to that NEW
#   lines      number per night, per 1,000 customers known by then
# The columns was_... are those of replay.csv: computed independently, with models fitted every
# seventh night. Exits with 1 if precision or recall differs from them by more than two standard
# errors.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
PATH=$(cd "$1" && pwd)/bin:$PATH
shift
export LC_ALL=C TZ=UTC0
nights=200 horizon=90
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

number() { echo $(($(date -ud "$1" +%s) / 86400)); }
date_of() { date -ud "@$(($1 * 86400))" +%F; }

# night DAY [OPTION...]: adds the alerts of this night, and the risk of all customers.
night() {
	local day=$1 date
	date=$(date_of "$1")
	shift
	churn-flag -q -d s.db --alert --stale=alert -f json --as-of="$date" "$@" |
		jq -r --arg day "$day" 'select(.customer_id) |
			[$day, .customer_id, .change] | join(",")' |
		sed 's/^/new,/' >>words.csv
	churn-flag -q -d s.db --as-of="$date" --no-header |
		awk -F, -v OFS=, -v day="$day" '{ print day, $1, $12 }' >>scores.csv
}

# idle DAYS FROM TO: adds NEW on the night on which a customer has bought nothing for more than DAYS
# days.
idle() {
	sqlite3 -csv -cmd '.import buy.csv buy' :memory: "WITH gap AS (SELECT c, d + 0 AS d,
		lead(d + 0) OVER (PARTITION BY c ORDER BY d + 0) AS next FROM buy)
		SELECT 'idle > $1', d + $1 + 1, c, 'NEW' FROM gap
		WHERE coalesce(next, 1e9) > d + $1 + 1 AND d + $1 + 1 BETWEEN $2 AND $3" |
		tr -d '"' >>words.csv
}

judge() {
	sqlite3 -csv -cmd '.import buy.csv buys' -cmd '.import words.csv words' \
		-cmd ".import $root/tests/bench/replay.csv was" -cmd '.param init' \
		-cmd ".param set :a $2" -cmd ".param set :z $3" -cmd ".param set :h $horizon" \
		-cmd ".param set :data '$1'" :memory: <<-'END' | tr -d '"'
	CREATE TABLE buy AS SELECT c, d + 0 AS d FROM buys;
	CREATE INDEX buy_c ON buy (c, d);
	CREATE TABLE word AS SELECT rule, night + 0 AS d, c, change FROM words
	  WHERE night + 0 BETWEEN :a AND :z;
	CREATE INDEX word_c ON word (rule, c, d);
	CREATE TABLE leaver AS SELECT c, d
	  FROM (SELECT c, d, lead(d) OVER (PARTITION BY c ORDER BY d) AS next FROM buy)
	  WHERE d BETWEEN :a AND :a + 59 AND coalesce(next, 1e9) > d + 180;
	CREATE TABLE told AS SELECT rule, l.c, (SELECT min(w.d) FROM word AS w
	    WHERE w.rule = r.rule AND w.c = l.c AND w.d > l.d AND w.d <= l.d + 180
	    AND change = 'NEW') - l.d AS delay
	  FROM leaver AS l, (SELECT DISTINCT rule FROM word) AS r;
	CREATE TABLE known AS
	  WITH RECURSIVE n(d) AS (SELECT :a UNION ALL SELECT d + 1 FROM n WHERE d < :z)
	  SELECT sum((SELECT count(*) FROM (SELECT min(d) AS first FROM buy GROUP BY c) AS f
	    WHERE f.first <= n.d)) AS nights FROM n;
	WITH right AS (SELECT rule, NOT EXISTS (SELECT 1 FROM buy
	    WHERE buy.c = w.c AND buy.d > w.d AND buy.d <= w.d + :h) AS gone
	  FROM word AS w WHERE change = 'NEW'),
	p AS (SELECT rule, count(*) AS n, avg(gone) AS p FROM right GROUP BY 1),
	r AS (SELECT rule, count(*) AS leavers, avg(delay IS NOT NULL) AS recall
	  FROM told GROUP BY 1),
	m AS (SELECT rule, delay,
	  row_number() OVER (PARTITION BY rule ORDER BY delay IS NULL, delay) AS k FROM told),
	l AS (SELECT rule, count(*) AS lines FROM word GROUP BY 1)
	SELECT :data, p.rule, n, round(p, 3), round(sqrt(p * (1 - p) / n), 3),
	  round(r.recall, 3), leavers,
	  coalesce((SELECT delay FROM m WHERE m.rule = p.rule AND k = (leavers + 1) / 2), 'never'),
	  round(1000.0 * l.lines / nights, 2), was.new, was.precision, was.recall, was.delay,
	  was.lines,
	  CASE WHEN was.new IS NULL THEN ''
	    WHEN abs(p - was.precision) <= 2 * sqrt(p * (1 - p) / n) AND abs(r.recall - was.recall)
	      <= 2 * sqrt(max(r.recall * (1 - r.recall), 1.0 / leavers) / leavers) THEN 'yes'
	    ELSE 'no' END
	FROM p JOIN r USING (rule) JOIN l USING (rule), known
	LEFT JOIN was ON was.data = :data AND was.rule = p.rule
	ORDER BY p.rule = 'new' DESC, p.rule;
	END
}

# replay NAME LOG [OPTION...]
replay() {
	local name=$1 log=$2 first last day
	shift 2
	rm -f s.db
	cust-init -d s.db
	order-add -q -d s.db --create "$log" >acc
	last=$(($(number "$(sqlite3 s.db 'SELECT max(day) FROM orders')") - horizon)) \
		first=$((last - nights + 1))
	echo c,d >buy.csv
	sqlite3 -csv s.db "SELECT DISTINCT customer_id, unixepoch(day) / 86400 FROM orders
		WHERE amount >= 0 ORDER BY 2, 1" | tr -d '"' >>buy.csv
	echo rule,night,c,change >words.csv
	: >scores.csv
	for ((day = first - 1; day <= last; day++)); do
		night $day "$@"
	done
	awk -f "$root/tests/bench/replay_old.awk" <(tail -n +2 buy.csv) scores.csv |
		sed 's/^/old,/' >>words.csv
	idle 90 $first $last
	idle 120 $first $last
	judge "$name" $first $last
}

now=data,rule,new,precision,se,recall,leavers,delay,lines
echo $now,was_new,was_precision,was_recall,was_delay,was_lines,within
{
	replay cdnow "$root/share/examples/cdnow.csv" "$@"
	replay online_retail "$root/tests/data/online_retail.csv" "$@"
} | tee rows
! grep -q ',no.$' rows
