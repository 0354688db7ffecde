/*
 * Presets: whatever the rules say, a row that counts as good has what its table needs. The header
 * has the columns of which the rules speak, so most rules take part.
 */
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/money.h"
#include "lib/preset/plan.h"

enum { COLUMNS = 40, ROWS = 24, MOST = 8192 };

static const char *const cells[] = { "", "1", "2026-01-02", "1,200.50", "-3", "a@x.com",
	"138****8000", "1.38E+10", "5/7/24 10:26", "paid", "\302\2457", "A B C", "+1 416 555-0101",
	"--03-15", "x" };

static void
note(void *ctx, const char *column, enum cell_result why)
{
	(void)ctx;
	FUZZ_HOLDS(column && cell_why(why));
}

static size_t
header_of(const struct preset *p, char *name[static COLUMNS])
{
	static char plain[] = "Plain";
	size_t n = 1;

	name[0] = plain;
	for (size_t i = 0; i < p->n && n < COLUMNS; i++)
		if (*p->rule[i].from)
			name[n++] = (char *)(uintptr_t)p->rule[i].from;
	return n;
}

static void
check(const struct plan *p, const struct target *target, const struct plan_row *row)
{
	for (size_t i = 0; i < target->n; i++) {
		const size_t at = plan_at(p, target->column[i].name);
		const bool is = at < plan_columns(p) && *row->cell[at];
		int64_t units;

		FUZZ_HOLDS(is || !target->column[i].required ||
		    (plan_order(p)->inherit && strcmp(target->column[i].name, "customer_id") == 0));
		FUZZ_HOLDS(!is || target->column[i].kind != TARGET_AMOUNT ||
		    money_parse(row->cell[at], &units) == MONEY_OK);
	}
}

static void
convert(const struct preset *preset, const char *as)
{
	const struct target *target = target_find(as);
	char *name[COLUMNS], *row[COLUMNS], text[COLUMNS][32];
	const size_t n = header_of(preset, name);
	const bool below = preset_text(preset, PRESET_SUBHEADER) != NULL;
	struct plan *p = plan_new(preset, target, &(struct plan_opts){ .decimal = '.' }, "fuzz",
	    name, below ? name : NULL, n);

	for (size_t r = 0; r < ROWS; r++) {
		struct plan_row made;

		for (size_t i = 0; i < n; i++)
			row[i] = strcpy(text[i],
			    cells[(r * (i + 1) + i / 3) % (sizeof cells / sizeof *cells)]);
		if (plan_row(p, row, &made, note, NULL) == PLAN_GOOD)
			check(p, target, &made);
		else
			FUZZ_HOLDS(made.why);
	}
	plan_free(p);
}

static void
all(const char *path)
{
	static const char *const tables[] = { "customers", "orders", "feedback", "touches" };
	struct preset *p = preset_read(path);

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (preset_can_make(p, tables[i]))
			convert(p, tables[i]);
	preset_free(p);
}

/* The input is the rules: the header of the preset stands before it. */
int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	static const char header[] = "rule,as,name,from,how,when\n";
	static uint8_t all_of[sizeof header + MOST];

	if (n > MOST)
		return 0;
	memcpy(all_of, header, sizeof header - 1);
	memcpy(all_of + sizeof header - 1, s, n);
	fuzz_read(all, all_of, sizeof header - 1 + n);
	return 0;
}
