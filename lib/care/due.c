#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/care/due_own.h"
#include "lib/store/query.h"

enum { DAY = CALENDAR_DAY_SECONDS, KEY_SIZE = 256 };

static const char label_sql[] =
	"SELECT label FROM segment_label JOIN segment_run USING (run_id)"
	" WHERE customer_id = ?1 AND scheme = ?2 AND as_of <= ?3 ORDER BY as_of DESC LIMIT 1";

int64_t
due_hours(const struct calendar *c, int32_t day)
{
	const int64_t start = (int64_t)day * DAY;

	return calendar_between(c, start, start + DAY);
}

int32_t
due_working(const struct calendar *c, int32_t day, int64_t n)
{
	const int64_t end = (int64_t)day * DAY + DAY;

	if (n == 0)
		return day;
	for (int32_t to = day + 1; n > 0; to++) {
		if (calendar_add(c, end, 1) == CALENDAR_NEVER)
			return day;	/* beyond the last year */
		n -= due_hours(c, to) > 0;
		day = to;
	}
	return day;
}

struct due *
due_open(struct store *store, const struct due_opts *o)
{
	struct due *d = mem_new(1, sizeof *d);

	*d = (struct due){ .store = store, .opts = o, .as_of = o->known.day, .known = o->known,
		.until = mem_new(o->rules->n, sizeof *d->until), .customers = map_new(),
		.label = query_new(store, label_sql) };
	date_text(d->as_of, d->as_of_text);
	for (size_t i = 0; i < o->rules->n; i++)
		d->until[i] = due_working(o->calendar, d->as_of, o->rules->of[i].before);
	return d;
}

void
due_close(struct due *d)
{
	query_free(d->label);
	map_free(d->customers);
	arena_free(&d->texts);
	free(d->until);
	free(d->item);
	free(d);
}

struct due_item *
due_items(struct due *d, size_t *n)
{
	*n = d->n;
	return d->item;
}

size_t
due_customers(const struct due *d)
{
	return map_count(d->customers);
}

const char *
due_id(const struct due *d, size_t who)
{
	return map_key(d->customers, who);
}

static int32_t
first_day(const struct due *d, const struct care_rule *r)
{
	return r->late == -1 ? date_of(1, 1, 1) : d->as_of - (int32_t)r->late;
}

bool
due_begin(struct due *d, int reason, const char *name)
{
	const struct care_rules *rules = d->opts->rules;
	bool any = false;

	d->reason = reason;
	d->name = name;
	for (size_t i = 0; i < rules->n; i++) {
		const int32_t from = first_day(d, &rules->of[i]);

		if (rules->of[i].reason != reason)
			continue;
		d->from = any && d->from < from ? d->from : from;
		d->to = any && d->to > d->until[i] ? d->to : d->until[i];
		any = true;
	}
	date_text(d->from, d->from_text);
	date_text(d->to, d->to_text);
	return any;
}

sqlite3_stmt *
due_query(struct due *d, const char *sql)
{
	sqlite3_stmt *q = query_new(d->store, sql);
	const char *const text[] = { d->as_of_text, d->from_text, d->to_text };
	const int n = sqlite3_bind_parameter_count(q);

	for (int i = 0; i < n && i < 3; i++)
		query_text(q, i + 1, text[i]);
	return q;
}

static bool
has_label(struct due *d, const char *id, const struct care_rule *r)
{
	query_text(d->label, 1, id);
	query_text(d->label, 2, r->scheme);
	query_text(d->label, 3, d->as_of_text);
	const bool has = query_step(d->label) && strcmp(query_cell(d->label, 0), r->label) == 0;

	sqlite3_reset(d->label);
	return has;
}

const struct care_rule *
due_rule(struct due *d, const char *id)
{
	const struct care_rules *rules = d->opts->rules;
	const struct care_rule *any = NULL;

	for (size_t i = 0; i < rules->n; i++) {
		const struct care_rule *r = &rules->of[i];

		if (r->reason != d->reason)
			continue;
		if (r->scheme == NULL)
			any = r;
		else if (has_label(d, id, r))
			return r;
	}
	return any;
}

bool
due_is_first(struct due *d, const char *id, const struct care_rule *r)
{
	for (const struct care_rule *x = d->opts->rules->of; x < r; x++)
		if (x->reason == d->reason && x->scheme && strcmp(x->scheme, r->scheme) != 0 &&
		    has_label(d, id, x))
			return false;
	return true;	/* a customer has one label per scheme */
}

static const char *
text_late(struct due *d, int32_t day, const char *text)
{
	const int32_t late = d->as_of - day;
	char *s = late > 0 ? mem_print(say_cell("%s (%jd day%s late)"), text, (intmax_t)late,
	    TEXT_PLURAL_CELL(late)) : mem_text(text);
	const char *kept = arena_text(&d->texts, s, strlen(s));

	free(s);
	return kept;
}

void
due_add(struct due *d, const struct due_found *f, const char *key, const char *fmt, ...)
{
	const struct care_rule *r = f->rule ? f->rule : *f->id ? due_rule(d, f->id) : NULL;
	char occasion[KEY_SIZE];
	va_list args;

	if (r == NULL || f->day > d->until[r - d->opts->rules->of] || f->day < first_day(d, r))
		return;
	va_start(args, fmt);
	char *text = mem_vprint(say_cell(fmt), args);

	va_end(args);
	const int n = snprintf(occasion, sizeof occasion, "%s/%s", d->name, key);

	d->item = mem_grow(d->item, d->n + 1, &d->room, sizeof *d->item);
	d->item[d->n++] = (struct due_item){
		.who = map_at(d->customers, f->id, strlen(f->id), NULL), .rule = r, .day = f->day,
		.occasion = arena_text(&d->texts, occasion, (size_t)n),
		.text = text_late(d, f->day, text),
		.agent = f->agent && *f->agent ?
		    arena_text(&d->texts, f->agent, strlen(f->agent)) : NULL };
	free(text);
}
