#!/usr/bin/env bash
# Replays alerts night by night over the last 180 days of a log: how many alerts there are, and how
# many of them are right.
# usage: tests/bench/replay.sh BUILD [OPTION...]; the options are churn-flag's
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
PATH=$(cd "$1" && pwd)/bin:$PATH
shift
export LC_ALL=C TZ=UTC0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# Compares the alerts with what happened. Active customers have a purchase in the 365 days before;
# the result has their mean over the weeks. A loss is a purchase during the replay without another
# one in the 90 days after it. It counts as told if there is a NEW between that purchase and the
# next.
judge() {
	sqlite3 -cmd ".mode csv" -cmd ".import log.csv log" \
		-cmd ".import --skip 0 alerts.csv alert" :memory: <<-END
	CREATE TABLE buy AS SELECT DISTINCT customer_id AS c, julianday(substr(date, 1, 10)) AS d
	  FROM log WHERE amount + 0 >= 0;
	CREATE INDEX buy_c ON buy (c, d);
	CREATE TABLE span AS SELECT julianday('$1') AS a, max(d) AS z FROM buy;
	CREATE TABLE new AS SELECT customer_id AS c, julianday(as_of) AS d
	  FROM alert WHERE change = 'NEW';
	CREATE TABLE gap AS SELECT c, d, lead(d) OVER (PARTITION BY c ORDER BY d) AS next FROM buy;
	CREATE TABLE loss AS SELECT c, d, coalesce(next, z) AS until FROM gap, span
	  WHERE d >= a AND d + 90 <= z AND coalesce(next, 1e9) > d + 90;
	WITH RECURSIVE week(d) AS (SELECT a FROM span
	    UNION ALL SELECT d + 7 FROM week, span WHERE d + 7 < a + 180),
	  active(n) AS (SELECT avg((SELECT count(DISTINCT c) FROM buy
	    WHERE buy.d > week.d - 365 AND buy.d <= week.d)) FROM week),
	  known AS (SELECT NOT EXISTS (SELECT 1 FROM buy
	    WHERE buy.c = new.c AND buy.d > new.d AND buy.d <= new.d + 90) AS gone
	    FROM new, span WHERE new.d + 90 <= z),
	  told AS (SELECT EXISTS (SELECT 1 FROM new
	    WHERE new.c = loss.c AND new.d >= loss.d AND new.d <= loss.until) AS told FROM loss)
	SELECT '$2', round(active.n), round(rows / (180 / 7.0), 1),
	  round(1000 * rows / (180 / 7.0) / active.n, 1),
	  round(100 * rows / (180 / 7.0) / active.n, 2) || '%', news,
	  (SELECT round(avg(gone), 3) FROM known), (SELECT count(*) FROM known),
	  (SELECT round(avg(told), 3) FROM told), (SELECT count(*) FROM told)
	FROM active, (SELECT count(*) FILTER (WHERE change <> 'BASELINE') AS rows,
	  count(*) FILTER (WHERE change = 'NEW') AS news FROM alert);
	END
}

# replay NAME LOG FROM [OPTION...]
replay() {
	local name=$1 log=$2 from=$3 night
	shift 3
	rm -f s.db
	cust-init -d s.db
	cp "$log" log.csv
	order-add -q -d s.db --create log.csv >acc
	echo alert_id,as_of,customer_id,change,risk,reasons,clv >alerts.csv
	for ((night = 0; night < 180; night++)); do
		churn-flag -q -d s.db --alert --no-header \
		    --as-of="$(date -ud "$from + $night days" +%F)" "$@" >>alerts.csv
	done
	judge "$from" "$name"
}

echo data,active,alerts_a_week,per_1000_active_a_week,share_of_active,new,precision,of,recall,of
replay cdnow "$root/share/examples/cdnow.csv" 1998-01-01 "$@"
replay online_retail "$root/tests/data/online_retail.csv" 2011-06-12 "$@"
