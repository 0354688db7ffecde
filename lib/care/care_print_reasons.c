/* Why a customer is on the list, in words. */
#include <string.h>

#include "lib/base/say.h"
#include "lib/care/care_print_own.h"
#include "lib/care/due_sources.h"

const char *
care_print_reason(const struct due_item *i)
{
	return due_sources_at(i->rule->reason)->name;
}

char *
care_print_reasons(const struct care_print *p, const struct worklist_row *r, bool plain)
{
	struct text t = { 0 };

	for (size_t i = r->first; i < r->first + r->n; i++) {
		const struct due_item *item = &p->list->item[i];
		const char *s = plain ? say_word(SAY_CELL, "reason", care_print_reason(item)) :
		    item->text;

		if (i > r->first)
			text_add(&t, say_cell("; "), strlen(say_cell("; ")));
		text_add(&t, s, strlen(s));
	}
	text_add(&t, "", 1);
	return t.s;
}
