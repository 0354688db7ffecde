/* The list as cards of vCard 4.0, with the reasons as a note. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/care/care_print_own.h"
#include "lib/io/content_line.h"

/* A value, unless it is empty. */
static void
add(struct text *to, const char *name, const char *value)
{
	if (*value)
		content_line_text(to, name, value);
}

/* The date without '-', as vCard 4.0 writes it. */
static void
add_birthday(struct text *to, const char *date)
{
	char *basic = mem_text(date), *end = basic;

	for (const char *s = date; *s; s++)
		if (*s != '-')
			*end++ = *s;
	*end = '\0';
	if (*basic)
		content_line(to, "BDAY", basic);
	free(basic);
}

void
care_print_vcard(const struct care_print *p, struct text *to)
{
	for (size_t i = 0; i < p->list->n; i++) {
		const struct worklist_row *r = &p->list->row[i];
		char *reasons = care_print_reasons(p, r, false);

		if (!r->held) {
			content_line(to, "BEGIN", "VCARD");
			content_line(to, "VERSION", "4.0");
			content_line_text(to, "UID;VALUE=text", r->id);
			content_line_text(to, "FN", *r->name ? r->name : r->id);
			add(to, "TEL;TYPE=cell", r->phone);
			add(to, "EMAIL", r->email);
			add_birthday(to, r->birthday);
			add(to, "NOTE", reasons);
			content_line(to, "END", "VCARD");
		}
		free(reasons);
	}
}
