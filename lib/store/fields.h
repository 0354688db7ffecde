/*
 * fields - what the columns of the store mean, in English and Chinese (pure).
 *
 * cust-export prints it beside the data of a customer, who does not know our names. A test compares
 * the list with the schema: every column of a table in holder.h, and of the other tables that
 * cust-export prints, has an entry.
 */
#ifndef FIELDS_H
#define FIELDS_H

struct fields {
	const char *table;	/* NULL: wherever the column has no entry of its own */
	const char *column;
	const char *en, *zh;
};

/* NULL: there is no entry. */
const struct fields *fields_of(const char *table, const char *column);

#endif
