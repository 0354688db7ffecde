/* care_print - prints the list: as a table, or for calendars and address books (program). */
#ifndef CARE_PRINT_H
#define CARE_PRINT_H
#include "lib/base/calendar.h"
#include "lib/care/worklist.h"
#include "lib/io/put.h"

/* The formats beside those of put.h. */
#define CARE_PRINT_FORMATS PUT_FORMATS "|ics|vcard"
enum { CARE_PRINT_ICS = PUT_XLSX + 1, CARE_PRINT_VCARD };

struct care_print {
	const struct worklist *list;
	int32_t as_of;
	const struct calendar *calendar;	/* when to contact: outside of it, do not call */
	const struct put_opts *form;
};

/* How many rows are printed. Of none, care_print prints nothing, also no header. */
size_t care_print_count(const struct worklist *);
void care_print(const struct care_print *);

#endif
