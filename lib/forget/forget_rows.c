#include "lib/forget/forget_rows.h"

#include <stdint.h>

#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/forget/copies.h"
#include "lib/forget/traces.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"

static void
put_person(const struct person *one, const size_t of[TRACES_STATES], bool alive, bool proved,
    struct put *out)
{
	put_text(out, one->given);
	put_text(out, one->tombstone);
	put_text(out, alive ? "forgotten" : "already");
	put_int(out, (int64_t)(of[TRACES_GONE] + of[TRACES_SHORT] + of[TRACES_SHARED] +
	    of[TRACES_LEFT]));
	put_int(out, (int64_t)of[TRACES_SHORT]);
	for (enum traces_state s = TRACES_SHARED; s <= TRACES_LEFT; s++)
		(proved ? put_int(out, (int64_t)of[s]) : put_none(out));
	put_end(out);
}

void
forget_rows_persons(const struct persons *p, struct traces *t, bool proved, struct put *out)
{
	static const struct put_head head[] = { { "customer_id", PUT_TEXT },
		{ "tombstone", PUT_TEXT }, { "state", PUT_TEXT }, { "values", PUT_INT },
		{ "short", PUT_INT }, { "shared", PUT_INT }, { "left", PUT_INT }, { 0 } };

	put_columns(out, head);
	for (size_t i = 0; i < p->n; i++) {
		size_t of[TRACES_STATES] = { 0 };

		for (enum traces_state s = 0; s < TRACES_STATES && i < p->alive; s++)
			of[s] = traces_of(t, i, s);
		put_person(&p->one[i], of, i < p->alive, proved, out);
		if (of[TRACES_LEFT] > 0)
			opt_status(EXIT_NO);
	}
}

static void
put_copy(const struct copy *one, struct put *out)
{
	put_text(out, one->path);
	put_text(out, one->why ? say_cell(one->why) : "holds");
	(one->why ? put_none(out) : put_int(out, (int64_t)one->holds));
	put_end(out);
}

static void
note_copy(const struct copy *one)
{
	if (one->why)
		opt_note("%s cannot be searched for the customers: %s", one->path,
		    say(one->why));
	else
		opt_note("%s still holds %zu forgotten customer%s; delete this copy", one->path,
		    one->holds, TEXT_PLURAL(one->holds));
}

void
forget_rows_copies(const char *store_path, const char *folder, const struct ledger *l,
    struct put *out)
{
	struct copies c = copies_find(store_path, folder, l);

	if (out)
		put_columns(out, (const struct put_head[]){ { "file", PUT_TEXT },
		    { "state", PUT_TEXT }, { "customers", PUT_INT }, { 0 } });
	for (size_t i = 0; i < c.n; i++)
		if (out)
			put_copy(&c.one[i], out);
		else
			note_copy(&c.one[i]);
	if (folder && c.read == 0)
		opt_note("%s: no copies of a store", folder);
	if (folder && c.n > 0)
		opt_status(EXIT_NO);
	copies_free(&c);
}
