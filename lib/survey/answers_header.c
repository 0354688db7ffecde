#include "lib/survey/answers_header.h"

#include "lib/base/fail.h"
#include "lib/io/table.h"
#include "lib/survey/kano_rows.h"
#include "lib/survey/servqual_rows.h"

/* The name of the first column of answers, as the table has it. */
static const char *
first_of(const struct table *t, const struct answers_wide *w)
{
	return table_name(t, answers_wide_columns(w, 0)[0]);
}

static void
refuse_both_forms(const struct table *t, const struct answers_wide *w)
{
	static const char *const of_long[] = { "item", "part", "value" };
	size_t at;

	for (size_t i = 0; i < sizeof of_long / sizeof *of_long; i++)
		if (table_find(t, of_long[i], &at))
			fail("%s: column '%s' belongs to a table with an answer per row,"
			    " column '%s' to one with a column per answer;"
			    " leave out the columns of one with --ignore",
			    table_file(t), table_name(t, at), first_of(t, w));
}

/* The columns of kano-calc or servqual-calc. */
static struct answers_header
find_pairs(struct table *t)
{
	struct answers_wide *kano = answers_wide_find(t, &kano_rows_parts, NULL);
	struct answers_wide *servqual = answers_wide_find(t, &servqual_rows_parts, NULL);

	if (kano && servqual)
		fail("%s: column '%s' belongs to kano-calc, column '%s' to servqual-calc;"
		    " load the table as two surveys, each time with --ignore for the others",
		    table_file(t), first_of(t, kano), first_of(t, servqual));
	if (kano)
		return (struct answers_header){ kano, &kano_rows_parts };
	return (struct answers_header){ servqual, servqual ? &servqual_rows_parts : NULL };
}

struct answers_header
answers_header_find(struct table *t, const char *columns)
{
	struct answers_header h = { 0 };

	if (columns)
		h.wide = answers_wide_named(t, columns);
	else
		h = find_pairs(t);
	if (h.wide)
		refuse_both_forms(t, h.wide);
	return h;
}
