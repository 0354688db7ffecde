/* The list as a calendar: an event without a time per customer, on the day to contact them. */
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/care/care_print_own.h"
#include "lib/care/channel.h"
#include "lib/io/content_line.h"

enum { BASIC_SIZE = 32 };

/* 20260504, as iCalendar writes a date. */
static const char *
basic(int32_t day, const char *more, char to[static BASIC_SIZE])
{
	int y, m, d;

	date_split(day, &y, &m, &d);
	snprintf(to, BASIC_SIZE, "%04d%02d%02d%s", y, m, d, more);
	return to;
}

static void
add_event(const struct care_print *p, const struct worklist_row *r,
    const struct care_print_hours *h, struct text *to)
{
	char *plain = care_print_reasons(p, r, true), *reasons = care_print_reasons(p, r, false);
	char *uid = mem_print("%s.%s@care-due", p->list->item[r->first].occasion, r->id);
	char *title = mem_print("%s: %s", *r->name ? r->name : r->id, plain);
	const char *channel = say_word(SAY_CELL, "channel", channel_name(r->channel));
	char *more = mem_print("%s\n%s %s %s\n%s%s%s\n%s", reasons, r->id, r->phone, r->email,
	    channel, *r->agent ? " " : "", r->agent, h->text);
	char text[BASIC_SIZE];

	content_line(to, "BEGIN", "VEVENT");
	content_line_text(to, "UID", uid);
	content_line(to, "DTSTAMP", basic(p->as_of, "T000000Z", text));
	content_line(to, "DTSTART;VALUE=DATE", basic(h->day, "", text));
	content_line(to, "DTEND;VALUE=DATE", basic(h->day + 1, "", text));
	content_line_text(to, "SUMMARY", title);
	content_line_text(to, "DESCRIPTION", more);
	content_line(to, "TRANSP", "TRANSPARENT");
	content_line(to, "END", "VEVENT");
	free(plain);
	free(reasons);
	free(uid);
	free(title);
	free(more);
}

void
care_print_ics(const struct care_print *p, const struct care_print_hours *h, struct text *to)
{
	content_line(to, "BEGIN", "VCALENDAR");
	content_line(to, "VERSION", "2.0");
	content_line(to, "PRODID", "-//custkit//care-due//EN");
	for (size_t i = 0; i < p->list->n; i++)
		if (!p->list->row[i].held)
			add_event(p, &p->list->row[i], h, to);
	content_line(to, "END", "VCALENDAR");
}
