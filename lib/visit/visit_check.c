#include "lib/visit/visit_check.h"

#include "lib/visit/visit_record.h"

/*
 * SQL: appointments that are not cancelled, with the end of the latest one before them of the same
 * COLUMN. An undo of a cancellation can make two of them overlap.
 */
#define BOOKED(column) \
	"(SELECT visit_id, " column " AS who, slot, lag(slot) OVER booked AS slot_before," \
	" max(" VISIT_RECORD_END("slot", "coalesce(minutes, 0)") ")" \
	" OVER (PARTITION BY " column " ORDER BY slot, visit_id ROWS BETWEEN UNBOUNDED PRECEDING" \
	" AND 1 PRECEDING) AS busy_until" \
	" FROM visit WHERE slot IS NOT NULL AND cancelled IS NULL AND " column " IS NOT NULL" \
	" WINDOW booked AS (PARTITION BY " column " ORDER BY slot, visit_id))"
#define DOUBLE(column) \
	{ "visit", "SELECT 'visit ' || visit_id, " \
	    "say('overlaps another appointment of %s %s', word('column', '" column "'), who)" \
	    " FROM " BOOKED(column) " WHERE busy_until > slot OR slot_before = slot" }
#define WRONG(condition, what) \
	{ "visit", "SELECT 'visit ' || visit_id, " what " FROM visit WHERE " condition }

static const struct check checks[] = {
	WRONG("started < arrived OR started IS NOT NULL AND arrived IS NULL",
	    "say('started before arrived')"),
	WRONG("ended < started OR ended IS NOT NULL AND started IS NULL",
	    "say('ended before started')"),
	WRONG("abandoned < arrived OR abandoned IS NOT NULL AND (arrived IS NULL OR"
	    " started IS NOT NULL)", "say('abandoned, but not waiting')"),
	WRONG("cancelled IS NOT NULL AND arrived IS NOT NULL", "say('cancelled, but arrived')"),
	WRONG("missed IS NOT NULL AND (arrived IS NOT NULL OR cancelled IS NOT NULL OR"
	    " slot IS NULL OR missed < slot)", "say('missed, but not booked')"),
	DOUBLE("agent"), DOUBLE("customer_id"),
};

void
visit_check(struct store *store, const struct check_report *to)
{
	check_run(store, checks, sizeof checks / sizeof *checks, to);
}
