#include "lib/history/order_equal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/bag.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/history/order_line.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"

struct order_equal {
	struct bag *line;	/* of the first of equal lines */
	struct text key;
	int64_t n;
	const char *file, *first_file;	/* of the first line of all; of the first that is equal */
	uint64_t first;			/* its line */
	uint32_t like;			/* the line that it is equal to; 0: in another file */
};

struct order_equal *
order_equal_new(void)
{
	struct order_equal *e = mem_new(1, sizeof *e);

	e->line = bag_new(0);
	return e;
}

void
order_equal_free(struct order_equal *e)
{
	bag_free(e->line);
	text_free(&e->key);
	free(e);
}

static void
add_number(struct text *key, const void *number, size_t n)
{
	text_add(key, "+", 1);	/* not NUL, which is an empty field */
	text_add(key, number, n);
}

/*
 * As order_line_key compares lines, but shorter, because each line of a load needs it. A text ends
 * with NUL, and a field that is empty is one NUL, so that no two different lines have one key.
 */
static void
set_key(struct text *key, const struct record_value *v)
{
	key->n = 0;
	for (int f = 0; f < ORDER_LINE_FIELDS; f++) {
		const double x = v[f].x + 0;	/* not -0 */

		if (*v[f].s == '\0')
			text_add(key, "", 1);
		else if (order_line_fields[f].type == RECORD_SIGNED)
			add_number(key, &v[f].i, sizeof v[f].i);
		else if (f == ORDER_LINE_QUANTITY)
			add_number(key, &x, sizeof x);
		else
			text_add(key, v[f].s, strlen(v[f].s) + 1);
	}
}

bool
order_equal_add(struct order_equal *e, const struct record_value *v, const struct table *in)
{
	bool is_new;

	if (*v[ORDER_LINE_ORDER].s == '\0')
		return false;
	if (e->file == NULL)
		e->file = table_file(in);
	set_key(&e->key, v);
	uint32_t *line = bag_at(e->line, e->key.s, e->key.n, &is_new);

	if (is_new) {
		*line = table_file(in) == e->file ? (uint32_t)table_line(in) : 0;
		return false;
	}
	if (e->n++ == 0) {
		e->first = table_line(in);
		e->first_file = table_file(in);
		e->like = e->first_file == e->file ? *line : 0;
	}
	return true;
}

void
order_equal_note(const struct order_equal *e, bool unique)
{
	if (e->n == 0)
		return;
	if (unique)
		opt_note(e->n == 1 ? "left out %jd row that is equal to another row of its order" :
		    "left out %jd rows that are equal to another row of their order",
		    (intmax_t)e->n);
	else if (e->like > 0)
		opt_note(e->n == 1 ? "%jd row is equal to another row of its order"
		    " (%s:%ju equals line %ju); both count, unless --unique is given" :
		    "%jd rows are equal to another row of their order"
		    " (the first: %s:%ju equals line %ju); all count, unless --unique is given",
		    (intmax_t)e->n, e->first_file, (uintmax_t)e->first, (uintmax_t)e->like);
	else
		opt_note(e->n == 1 ? "%jd row is equal to another row of its order"
		    " (%s:%ju); both count, unless --unique is given" :
		    "%jd rows are equal to another row of their order"
		    " (the first: %s:%ju); all count, unless --unique is given",
		    (intmax_t)e->n, e->first_file, (uintmax_t)e->first);
}
