/*
 * catalogue - the translations of GNU gettext, as msgfmt(1) writes them (pure).
 *
 * A catalogue is five numbers, then two tables of the lengths and offsets of the texts, in the
 * order of the first. "The Format of GNU MO Files" in the manual of gettext. It may come from
 * anywhere: it is checked before it is used, and a translation of a format that takes other
 * arguments is ignored, so that no catalogue can crash a tool or make it show its memory.
 */
#ifndef CATALOGUE_H
#define CATALOGUE_H
#include <stdbool.h>
#include <stddef.h>

struct catalogue {
	const char *bytes;	/* NULL: none */
	size_t size;
};

/* Are the numbers, the tables, and all texts within the bytes, and does each text end? */
bool catalogue_valid(const struct catalogue *);

/* The translation of a KEY, a text or "context\004text", in a valid catalogue; NULL: none. */
const char *catalogue_find(const struct catalogue *, const char *key);

/* The same of a text that may be a format of printf. */
const char *catalogue_format(const struct catalogue *, const char *key);

#endif
