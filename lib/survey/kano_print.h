/* kano_print - prints the Kano category of each item, with its measures (program). */
#ifndef KANO_PRINT_H
#define KANO_PRINT_H
#include <stdbool.h>

#include "lib/survey/kano_rows.h"

struct put;

struct kano_print {
	struct put *out;
	const char *by;		/* the name of the column of groups; NULL: there is none */
	bool explain;		/* also the category in words */
};

void kano_print_columns(const struct kano_print *);

/* A row, as kano_rows.h calls it: TO is the struct kano_print. */
void kano_print_row(void *to, const struct kano_row *);

#endif
