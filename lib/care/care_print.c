#include "lib/care/care_print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/care/care_print_own.h"
#include "lib/care/channel.h"

enum { DAY = CALENDAR_DAY_SECONDS, MINUTE = 60, HOUR = 3600 };

static const struct put_head head[] = {
	{ "customer_id", PUT_TEXT }, { "name", PUT_TEXT }, { "phone", PUT_TEXT },
	{ "email", PUT_TEXT }, { "reasons", PUT_TEXT }, { "due", PUT_DATE }, { "late", PUT_INT },
	{ "priority", PUT_INT }, { "channel", PUT_TEXT }, { "direction", PUT_TEXT },
	{ "consent", PUT_TEXT }, { "call_day", PUT_DATE }, { "call_hours", PUT_TEXT },
	{ "agent", PUT_TEXT }, { "last_contact", PUT_TEXT }, { "spend", PUT_AMOUNT },
	{ "date", PUT_DATE }, { "settles", PUT_TEXT }, { 0 },
};

/* The end of the span of working time that begins at START. */
static int64_t
span_end(const struct calendar *c, int64_t start, int64_t limit)
{
	int64_t in = start, out = limit + 1;	/* all of [start, in) is working time */

	while (out - in > 1) {
		const int64_t middle = in + (out - in) / 2;

		*(calendar_between(c, start, middle) == middle - start ? &in : &out) = middle;
	}
	return in;
}

static void
add_span(struct care_print_hours *h, int64_t from, int64_t to)
{
	const size_t n = strlen(h->text);

	snprintf(h->text + n, sizeof h->text - n, "%s%02d:%02d-%02d:%02d", n ? " " : "",
	    (int)(from / HOUR), (int)(from % HOUR / MINUTE), (int)(to / HOUR),
	    (int)(to % HOUR / MINUTE));
}

/* The hours of the first day from AS_OF on that has any. */
static struct care_print_hours
find_hours(const struct calendar *c, int32_t as_of)
{
	struct care_print_hours h = { as_of, "" };
	int64_t start = calendar_add(c, (int64_t)as_of * DAY, 1);

	if (start == CALENDAR_NEVER)
		fail("the calendar has no working time after the as-of date");
	h.day = (int32_t)(--start / DAY);
	for (const int64_t first = (int64_t)h.day * DAY; start < first + DAY;) {
		const int64_t end = span_end(c, start, first + DAY);

		add_span(&h, start - first, end - first);
		start = calendar_add(c, end, 1);
		if (start == CALENDAR_NEVER)
			break;
		start--;
	}
	return h;
}

static char *
settles_of(const struct care_print *p, const struct worklist_row *r)
{
	struct text t = { 0 };

	for (size_t i = r->first; i < r->first + r->n; i++) {
		const char *s = p->list->item[i].occasion;

		if (i > r->first)
			text_add(&t, " ", 1);
		text_add(&t, s, strlen(s));
	}
	text_add(&t, "", 1);
	return t.s;
}

static bool
has_birthday(const struct care_print *p, const struct worklist_row *r)
{
	for (size_t i = r->first; i < r->first + r->n; i++)
		if (strcmp(care_print_reason(&p->list->item[i]), "birthday") == 0)
			return true;
	return false;
}

static void
put_row(const struct care_print *p, const struct worklist_row *r, const struct care_print_hours *h,
    struct put *out)
{
	const bool veiled = p->form->mask || p->form->pseudonym;
	char *reasons = care_print_reasons(p, r, veiled), *settles = settles_of(p, r);
	const int32_t due = p->list->item[r->first].day;
	const int32_t late = due < p->as_of ? p->as_of - due : 0;
	const bool hidden = veiled && has_birthday(p, r);	/* it would tell the birthday */

	put_text(out, r->id);
	put_text(out, r->name);
	put_text(out, r->phone);
	put_text(out, r->email);
	put_text(out, reasons);
	put_date(out, hidden ? DATE_NONE : due);
	if (hidden)
		put_none(out);
	else
		put_int(out, late);
	put_int(out, p->list->item[r->first].rule->priority);
	put_text(out, channel_name(r->channel));
	put_text(out, "out");
	put_text(out, r->consent);
	put_date(out, h->day);
	put_text(out, h->text);
	put_text(out, r->agent);
	put_text(out, r->last_contact);
	put_amount(out, r->spend);
	put_date(out, p->as_of);
	put_text(out, settles);
	put_end(out);
	free(reasons);
	free(settles);
}

static void
put_table(const struct care_print *p, const struct care_print_hours *h)
{
	struct put *out = put_open(p->form);

	put_columns(out, head);
	/* what somebody needs who makes the contact stays in a narrow terminal */
	put_rank(out, "phone", 1);
	put_rank(out, "reasons", 1);
	put_rank(out, "channel", 1);
	for (size_t i = 0; i < p->list->n; i++)
		if (!p->list->row[i].held)
			put_row(p, &p->list->row[i], h, out);
	put_close(out);
}

size_t
care_print_count(const struct worklist *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		n += !w->row[i].held;
	return n;
}

void
care_print(const struct care_print *p)
{
	struct text t = { 0 };

	if (care_print_count(p->list) == 0)
		return;
	const struct care_print_hours h = find_hours(p->calendar, p->as_of);

	if (p->form->format == CARE_PRINT_ICS)
		care_print_ics(p, &h, &t);
	else if (p->form->format == CARE_PRINT_VCARD)
		care_print_vcard(p, &t);
	else
		put_table(p, &h);
	if (t.n > 0)
		fwrite(t.s, 1, t.n, stdout);	/* opt_leave checks standard output */
	text_free(&t);
}
