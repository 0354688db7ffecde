/* festivals - days of the solar or lunar calendar that are celebrated every year (program). */
#ifndef FESTIVALS_H
#define FESTIVALS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct festival {
	char *name;		/* 春节 */
	char *key;		/* the name in an occasion: without blanks */
	char *country;		/* CN; NULL: all */
	bool lunar;
	int month, day;
};

struct festivals {
	struct festival *of;
	size_t n;
};

/*
 * Reads PATH; NULL: the installed rules/festivals.csv. The columns are festival, calendar (solar or
 * lunar), month, day and country. The caller calls festivals_free.
 */
struct festivals festivals_read(const char *path);
void festivals_free(struct festivals *);

/*
 * Whether the festival is on DAY. The 30th of a lunar month that has only 29 days is its 29th, so
 * the last day of the year is 12-30. In a common year, 29 February does not occur.
 */
bool festivals_is_on(const struct festival *, int32_t day);

#endif
