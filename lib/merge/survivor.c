#include "lib/merge/survivor.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"

bool
survivor_parse(const char *word, enum survivor_rule *to)
{
	static const char *const words[] = { [SURVIVOR_FIRST] = "first",
		[SURVIVOR_NEWEST] = "newest", [SURVIVOR_LONGEST] = "longest",
		[SURVIVOR_EARLIEST] = "earliest" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], word) == 0) {
			*to = (enum survivor_rule)i;
			return true;
		}
	return false;
}

static size_t
characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;	/* a byte that begins one */
	return n;
}

bool
survivor_is_other(enum survivor_rule rule, const struct survivor_value *keep,
    const struct survivor_value *other)
{
	if (*keep->s == '\0' || *other->s == '\0')
		return *other->s != '\0';
	switch (rule) {
	case SURVIVOR_NEWEST:
		return other->batch > keep->batch;
	case SURVIVOR_LONGEST:
		return characters(other->s) > characters(keep->s);
	case SURVIVOR_EARLIEST:
		return strcmp(other->s, keep->s) < 0;
	case SURVIVOR_FIRST:
		break;
	}
	return false;
}

struct survivor_rules {
	struct map *columns;
	enum survivor_rule *rule;	/* per number of the column */
	size_t room;
};

struct survivor_rules *
survivor_rules_new(void)
{
	struct survivor_rules *r = mem_new(1, sizeof *r);

	r->columns = map_new();
	return r;
}

void
survivor_rules_free(struct survivor_rules *r)
{
	map_free(r->columns);
	free(r->rule);
	free(r);
}

bool
survivor_rules_set(struct survivor_rules *r, const char *column, enum survivor_rule rule)
{
	bool is_new;
	const size_t at = map_at(r->columns, column, strlen(column), &is_new);

	r->rule = mem_grow(r->rule, at + 1, &r->room, sizeof *r->rule);
	r->rule[at] = rule;
	return is_new;
}

enum survivor_rule
survivor_rules_of(const struct survivor_rules *r, const char *column)
{
	static const char attrs[] = "attrs";
	size_t at;

	if (map_find(r->columns, column, strlen(column), &at))
		return r->rule[at];
	if (strncmp(column, "attrs.", sizeof attrs) == 0 &&
	    map_find(r->columns, attrs, sizeof attrs - 1, &at))
		return r->rule[at];
	return strcmp(column, "acquired") == 0 ? SURVIVOR_EARLIEST : SURVIVOR_FIRST;
}
