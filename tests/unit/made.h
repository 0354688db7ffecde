/* made.h - a report of one part, made by hand, for unit tests of pages. */
#ifndef MADE_H
#define MADE_H
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/report/report.h"

enum { MADE_COLUMNS = 4, MADE_ROWS = 3 };

/* What a tool has printed: the last row has no interval. */
static const char *const made_name[MADE_COLUMNS] = { "flag", "clv", "low", "high" };
static const char *const made_cell[MADE_COLUMNS * MADE_ROWS] = {
	"alert", "1234.5678", "1000", "1500.25",
	"ok", "20", "10", "30",
	"<b>", "7", "", "",
};

/* Cells are not written to. */
#define MADE_TEXTS(array) ((char **)(uintptr_t)(array))
static struct cells made_cells = { MADE_COLUMNS, MADE_ROWS, NULL, NULL };

static const struct column made_columns[] = {
	{ "flag", NULL, SHOWN_WORD, { { "risk", "风险" } } },
	{ "clv", NULL, SHOWN_AMOUNT, { { "value", "价值" } } },
	{ "low", "high", SHOWN_AMOUNT, { { "interval", "区间" } } },
	{ 0 },
};

static const struct block made_block = {
	.id = "made", .command = "tool", .columns = made_columns, .order = "ok,alert",
	.chart = { .wanted = true, .kind = CHART_BARS, .label = "flag", .y = "clv", .low = "low",
	    .high = "high", .strong = "flag=alert" },
	.title = { { "Made", "自制" } },
	.sentence = { { "First {clv}, last {clv$}, ok {clv@ok}; not {flag*flag!=ok}; {none}; "
	    "until {@until}.", "首 {clv}，末 {clv$}，低 {clv@flag=ok}；非 {flag*flag!=ok}；"
	    "{none}；至 {@until}。" } },
};

static const struct section made_section = { "made-section", { { "Section", "章节" } },
	&made_block, false };

static struct result made_result = { .text = (char[]){ "tool -d 'a&b.db'" },
	.notes = (char[]){ "tool: 1 promise broken" }, .cells = &made_cells };

static struct part made_part = { .block = &made_block, .section = &made_section,
	.result = &made_result };

static inline struct report
made_report(enum language l)
{
	static char *files[] = { NULL };

	made_cells.name = MADE_TEXTS(made_name);
	made_cells.cell = MADE_TEXTS(made_cell);
	return (struct report){ .language = l, .part = &made_part, .parts = 1,
		.result = &made_result, .results = 1, .facts = { .files = files,
		.as_of = date_parse("2026-06-30"), .span = { .since = date_parse("2026-04-01"),
		.until = date_parse("2026-06-30"), .before_since = date_parse("2026-01-01"),
		.before_until = date_parse("2026-03-31") } } };
}

#endif
