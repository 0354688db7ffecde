/* Rows become operations. */
#include "lib/points/points_log_own.h"

#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/table.h"

/* A copy of the text; the same text of the row before is not copied again. */
static const char *
keep(struct points_log_sink *s, const char *text, const char *before)
{
	if (*text == '\0')
		return "";
	return before && strcmp(text, before) == 0 ? before :
	    arena_text(&s->texts, text, strlen(text));
}

static struct operation
operation_of(struct points_log_sink *s, const struct record_value *v)
{
	const struct operation *last = s->njobs > 0 ? &s->job[s->njobs - 1].op :
	    &(const struct operation){ 0 };
	struct operation op = { .step = points_log_step(v), .day = v[DATE].day,
		.customer = keep(s, v[CUSTOMER].s, last->customer),
		.date = keep(s, v[DATE].s, last->date), .has_points = points_log_given(v, POINTS),
		.has_amount = points_log_given(v, AMOUNT), .amount = v[AMOUNT].i,
		.usable = points_log_given(v, USABLE) ? v[USABLE].day : DATE_NONE,
		.expires = points_log_given(v, EXPIRES) ? v[EXPIRES].day : DATE_NONE,
		.pending = s->opts->pending, .order = keep(s, v[ORDER].s, NULL),
		.source = keep(s, v[SOURCE].s, last->source),
		.other = keep(s, v[OTHER].s, NULL), .reason = keep(s, v[REASON].s, last->reason),
		.agent = keep(s, v[AGENT].s, last->agent), .note = keep(s, v[NOTE].s, NULL) };

	if (op.has_points)
		points_log_read(v[POINTS].s, &op.points);
	return op;
}

/* Adds a job for the operation. */
static struct points_log_job *
add_job(struct points_log_sink *s, const struct record_value *v, bool by_rules)
{
	const struct operation op = operation_of(s, v);

	s->job = mem_grow(s->job, s->njobs + 1, &s->job_room, sizeof *s->job);
	struct points_log_job *j = &s->job[s->njobs++];

	*j = (struct points_log_job){ .op = op, .by_rules = by_rules, .first = NO_ROW };
	if (by_rules && op.amount < 0)
		j->op.step = ENTRIES_REVERSE;
	j->op.amount = 0;
	return j;
}

static void
add_part(struct text *key, const char *s)
{
	text_add(key, s, strlen(s) + 1);
}

const struct text *
points_log_key(struct points_log_sink *s, const char *order, const char *source)
{
	s->key.n = 0;
	add_part(&s->key, order);
	add_part(&s->key, source);
	return &s->key;
}

static void
spoil(struct points_log_sink *s, const struct record_value *v)
{
	const struct text *key = points_log_key(s, v[ORDER].s, v[SOURCE].s);

	map_at(s->spoiled, key->s, key->n, NULL);
}

/* The job of the order of this line, or of the refund of this date. */
static struct points_log_job *
job_of_line(struct points_log_sink *s, const struct record_value *v)
{
	const struct text *key = points_log_key(s, v[ORDER].s, v[SOURCE].s);
	bool is_new;

	if (v[AMOUNT].i < 0)
		add_part(&s->key, v[DATE].s);
	const size_t at = map_at(s->orders, key->s, key->n, &is_new);

	if (!is_new)
		return &s->job[s->of_order[at]];
	s->of_order = mem_grow(s->of_order, at + 1, &s->order_room, sizeof *s->of_order);
	s->of_order[at] = s->njobs;
	return add_job(s, v, true);
}

static void
add_row(struct points_log_sink *s, struct points_log_job *j, const struct record_value *v)
{
	const size_t at = s->nrows;

	s->row = mem_grow(s->row, at + 1, &s->row_room, sizeof *s->row);
	s->row[s->nrows++] = (struct points_log_input){ .next = NO_ROW,
		.line = { keep(s, v[SKU].s, NULL), v[AMOUNT].i },
		.place = s->l->in && (s->l->keep_good || j->n == 0) ?
		    table_row_copy(s->l->in) : (struct table_row){ 0 } };
	if (j->n++ == 0)
		j->first = at;
	else
		s->row[j->last].next = at;
	j->last = at;
}

void
points_log_put(void *ctx, const struct record_value *v, char *const *cell)
{
	struct points_log_sink *s = ctx;
	const bool by_rules = points_log_step(v) == ENTRIES_EARN && !points_log_given(v, POINTS);
	struct points_log_job *j = by_rules ? job_of_line(s, v) : add_job(s, v, false);

	(void)cell;
	if (by_rules && strcmp(j->op.customer, v[CUSTOMER].s) != 0) {
		record_bad(s->l, "order_id", "order_id '%.60s' has lines of two customers",
		    v[ORDER].s);
		spoil(s, v);
		return;
	}
	if (by_rules && strcmp(v[DATE].s, j->op.date) < 0) {
		j->op.day = v[DATE].day;
		j->op.date = keep(s, v[DATE].s, NULL);
	}
	j->op.amount += j->op.step == ENTRIES_REVERSE && by_rules ? -v[AMOUNT].i : v[AMOUNT].i;
	add_row(s, j, v);
}

void
points_log_spoil(void *ctx, const struct record_value *v)
{
	struct points_log_sink *s = ctx;

	if (points_log_given(v, ORDER))
		spoil(s, v);
}
