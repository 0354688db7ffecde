/* Gauges for monitoring. */
#include <stdio.h>
#include <stdlib.h>

#include "lib/churn/alert_rows.h"
#include "lib/io/prom.h"
#include "lib/store/query.h"

static const char run_sql[] =
	"SELECT ok, watch, alert, unixepoch(as_of), unixepoch(at), customers FROM alert_run"
	" ORDER BY as_of DESC LIMIT 1";
static const char order_sql[] = "SELECT unixepoch(max(latest)) FROM history";

static void
head(const char *name, const char *help)
{
	printf("# HELP custkit_churn_%s %s\n# TYPE custkit_churn_%s gauge\n", name, help, name);
}

static void
gauge(const char *name, const char *file, const char *key, const char *word, int64_t value)
{
	printf("custkit_churn_%s{store=\"%s\"", name, file);
	if (key)
		printf(",%s=\"%s\"", key, word);
	printf("} %jd\n", (intmax_t)value);
}

static void
last_run(struct store *store, const char *file)
{
	sqlite3_stmt *q = query_new(store, run_sql);

	if (query_step(q)) {
		head("customers", "Customers by flag in the latest evaluation.");
		for (int f = 0; f < FLAGS; f++)
			gauge("customers", file, "flag", flag_name((enum flag)f),
			    sqlite3_column_int64(q, f));
		head("as_of_timestamp_seconds",
		    "As-of day of the latest evaluation, start of the day in UTC.");
		gauge("as_of_timestamp_seconds", file, NULL, NULL, sqlite3_column_int64(q, FLAGS));
		head("run_timestamp_seconds", "Time of the latest evaluation.");
		gauge("run_timestamp_seconds", file, NULL, NULL,
		    sqlite3_column_int64(q, FLAGS + 1));
		head("scored_customers", "Customers scored in the latest evaluation.");
		gauge("scored_customers", file, NULL, NULL, sqlite3_column_int64(q, FLAGS + 2));
	}
	query_free(q);
}

static void
last_order(struct store *store, const char *file)
{
	sqlite3_stmt *q = query_new(store, order_sql);

	if (query_step(q) && sqlite3_column_type(q, 0) != SQLITE_NULL) {
		head("last_order_timestamp_seconds",
		    "Day of the latest order, start of the day in UTC.");
		gauge("last_order_timestamp_seconds", file, NULL, NULL, sqlite3_column_int64(q, 0));
	}
	query_free(q);
}

static void
cases(struct store *store, const char *file)
{
	sqlite3_stmt *q = query_new(store, "SELECT count(*) FROM alert_state WHERE state = ?");

	head("cases", "Customers with an alert case by state.");
	for (int s = ALERT_CALM + 1; s < ALERT_STATES; s++) {
		const char *name = alert_state_name((enum alert_state)s);

		query_text(q, 1, name);
		query_step(q);
		gauge("cases", file, "state", name, sqlite3_column_int64(q, 0));
		sqlite3_reset(q);
	}
	query_free(q);
}

void
alert_gauges(struct store *store)
{
	char *file = prom_label(connection_path(store));

	query_exec(store, "BEGIN");
	last_run(store, file);
	last_order(store, file);
	cases(store, file);
	head("unprinted", "Alerts not yet printed.");
	gauge("unprinted", file, NULL, NULL, query_number(store,
	    "SELECT count(*) FROM alert WHERE printed IS NULL"));
	query_exec(store, "COMMIT");
	free(file);
}
