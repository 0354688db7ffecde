#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/known.h"
#include "lib/base/say.h"
#include "lib/customer/grouping.h"
#include "lib/io/cite.h"
#include "lib/store/query.h"
#include "lib/store/store_bad.h"
#include "lib/survey/answers_own.h"

/* the columns of the enum below, in this order; grouping_add appends that of --by */
static const char select_sql[] =
	"SELECT r.answer_id, coalesce(r.respondent, r.customer_id),"
	" coalesce(r.wave, CASE WHEN ?4 THEN r.day END), r.item, r.part, r.value";
static const char from_sql[] =
	" FROM answer AS r" GROUPING_JOIN
	" WHERE r.survey = ?1 AND (?2 IS NULL OR r.wave = ?2) AND (r.date IS NULL OR r.day <= ?3)"
	" ORDER BY r.answer_id";
enum { ANSWER_ID, WHO, WAVE, ITEM, SIDE, VALUE, BY };

static const struct grouping_column own[] = {
	{ "wave", "r.wave" }, { "customer_id", "r.customer_id" }, { "respondent", "r.respondent" },
	{ 0 },
};

struct source {
	struct store_bad bad;
	int64_t answer_id;	/* of the current row */
};

static void
say_bad(void *ctx, const char *column, const char *why)
{
	struct source *s = ctx;

	(void)column;
	store_bad_row(&s->bad, s->answer_id, "%s", why);
}

static sqlite3_stmt *
query(struct store *store, const struct answers_form *f, const struct answers_opts *o,
    const char *as_of)
{
	char *list = query_print("%s", select_sql);

	if (o->by)
		list = grouping_add(list, o->by, own);
	char *sql = query_print("%z%s", list, from_sql);
	sqlite3_stmt *q = query_new(store, sql);

	query_text(q, 1, o->survey);
	query_text(q, 2, o->wave);
	query_text(q, 3, as_of);
	query_int(q, 4, f->dated);
	sqlite3_free(sql);
	return q;
}

static void
read_rows(struct answers *a, sqlite3_stmt *q, const struct answers_opts *o, struct source *s)
{
	const struct answers_source from = { o->by, "answer_id", say_bad, s };
	struct answers_respondent h = { 0 };

	while (query_step(q)) {
		const struct answers_cells row = { query_cell(q, ITEM),
		    a->form->parts ? query_cell(q, SIDE) : NULL, query_cell(q, VALUE) };
		const char *who = query_cell(q, WHO), *wave = query_cell(q, WAVE);

		h.place = (uint64_t)(s->answer_id = sqlite3_column_int64(q, ANSWER_ID));
		h.key.n = 0;
		text_add(&h.key, who, strlen(who) + 1);
		text_add(&h.key, wave, strlen(wave));
		h.group = o->by ? query_cell(q, BY) : "";
		answers_take(a, &from, &h, &row);
	}
	text_free(&h.key);
}

void
answers_store_read(struct answers *a, const struct answers_opts *o, struct store *store)
{
	struct source s = { .bad = { .key = "answer_id", .skip = o->skip_bad } };
	char as_of[DATE_SIZE];

	cite_as_of(known_by(o->as_of).day);
	date_text(known_by(o->as_of).day, as_of);
	sqlite3_stmt *q = query(store, a->form, o, as_of);

	read_rows(a, q, o, &s);
	query_free(q);
	store_bad_end(&s.bad);
	if (s.answer_id == 0)
		opt_note(o->wave ? "no answers to survey '%s' in wave %s by %s" :
		    "no answers to survey '%s'%s by %s", o->survey, o->wave ? o->wave : "", as_of);
}
