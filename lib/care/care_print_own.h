/* care_print_own - for the files that print the list. */
#ifndef CARE_PRINT_OWN_H
#define CARE_PRINT_OWN_H
#include "lib/base/text.h"
#include "lib/care/care_print.h"

struct care_print_hours {	/* when to contact the customers */
	int32_t day;
	char text[128];		/* "09:00-12:00 13:30-18:00" */
};

/* The name of its reason: birthday. */
const char *care_print_reason(const struct due_item *);

/* The reasons of a row, joined by ';'. PLAIN: only their names. The caller frees them. */
char *care_print_reasons(const struct care_print *, const struct worklist_row *, bool plain);

void care_print_ics(const struct care_print *, const struct care_print_hours *, struct text *to);
void care_print_vcard(const struct care_print *, struct text *to);

#endif
