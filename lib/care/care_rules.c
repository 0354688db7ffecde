#include "lib/care/care_rules.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/care/due_sources.h"
#include "lib/io/opt.h"
#include "lib/io/share.h"
#include "lib/io/table.h"

static const char *const columns[] = { "reason", "scheme", "label", "before", "late", "every",
	"priority", "kind", "consent" };

/* A whole number of at most MOST; EMPTY: what an empty cell means, -2: it is not allowed. */
static int64_t
number(struct table *t, char **cell, const char *name, int64_t most, int64_t empty)
{
	const char *s = cell[table_column(t, name)];
	int64_t n = 0;

	if (*s == '\0' && empty != -2)
		return empty;
	if (!num_count(s, &n) || n > most)
		table_bad(t, name, "%s '%.60s' is not a whole number from 0 to %jd", name, s,
		    (intmax_t)most);
	return n;
}

/* Whether the cell is the first of two words, and not the second; empty: the second. */
static bool
is_first(struct table *t, char **cell, const char *name, const char *first, const char *second)
{
	const char *s = cell[table_column(t, name)];

	if (*s != '\0' && strcmp(s, first) != 0 && strcmp(s, second) != 0)
		table_bad(t, name, "%s '%.60s' is not %s or %s", name, s, first, second);
	return strcmp(s, first) == 0;
}

/* Files from before the column have no purpose: what the customer expects is service. */
static enum reach_purpose
purpose_of(struct table *t, char **cell, bool service)
{
	size_t column;
	const char *s = table_find(t, "purpose", &column) ? cell[column] : "";
	const int purpose = reach_purpose_of(s);

	if (*s == '\0')
		return service ? REACH_SERVICE : REACH_MARKETING;
	if (purpose == -1)
		table_bad(t, "purpose", "purpose '%.60s' is not marketing, service or contract", s);
	return (enum reach_purpose)purpose;
}

static char *
text_of(struct table *t, char **cell, const char *name)
{
	const char *s = cell[table_column(t, name)];

	return *s ? mem_text(s) : NULL;
}

static bool
same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static void
check_new(struct table *t, const struct care_rules *rules, const struct care_rule *new)
{
	for (size_t i = 0; i < rules->n; i++) {
		const struct care_rule *r = &rules->of[i];

		if (r->reason == new->reason && same(r->scheme, new->scheme) &&
		    same(r->label, new->label))
			table_bad(t, "reason", new->label ?
			    "duplicate rule for reason '%s' and label %s" :
			    "duplicate rule for reason '%s'%s",
			    due_sources_at(new->reason)->name, new->label ? new->label : "");
	}
}

static void
check_days(struct table *t, const struct care_rule *r)
{
	const struct due_source *s = due_sources_at(r->reason);

	if (s->every && r->every == 0)
		table_bad(t, "every", "every is 0 or empty; '%s' needs a number of days from 1",
		    s->name);
	if (!s->every && r->every > 0)
		table_bad(t, "every", "every is only for the reasons contact and case, not '%s'",
		    s->name);
	if (s->yearly && (r->late == -1 || r->late > DUE_SOURCES_YEARLY ||
	    r->before > DUE_SOURCES_YEARLY))
		table_bad(t, "late", "before and late of '%s' must be from 0 to %d", s->name,
		    DUE_SOURCES_YEARLY);
}

static struct care_rule
read_row(struct table *t, char **cell)
{
	const char *name = cell[table_column(t, "reason")];
	struct care_rule r = { .reason = due_sources_of(name),
		.scheme = text_of(t, cell, "scheme"), .label = text_of(t, cell, "label"),
		.before = number(t, cell, "before", CARE_RULES_DAYS, 0),
		.late = number(t, cell, "late", CARE_RULES_DAYS, -1),
		.every = number(t, cell, "every", CARE_RULES_DAYS, 0),
		.priority = number(t, cell, "priority", CARE_RULES_PRIORITY, -2),
		.service = is_first(t, cell, "kind", "service", "care"),
		.free = is_first(t, cell, "consent", "no", "yes") };

	r.purpose = purpose_of(t, cell, r.service);
	if (r.reason == -1)
		table_bad(t, "reason", "unknown reason '%.60s'; the reasons are %s", name,
		    DUE_SOURCES_NAMES);
	if ((r.scheme == NULL) != (r.label == NULL))
		table_bad(t, "label", "scheme and label must both be given, or neither");
	check_days(t, &r);
	return r;
}

struct care_rules
care_rules_read(const char *path)
{
	char *files[] = { path ? mem_text(path) : share_path("rules/care.csv"), NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	struct care_rules rules = { 0 };
	size_t room = 0;

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		(void)table_column(t, columns[i]);
	for (char **cell; (cell = table_next(t)) != NULL;) {
		const struct care_rule r = read_row(t, cell);

		check_new(t, &rules, &r);
		rules.of = mem_grow(rules.of, rules.n + 1, &room, sizeof *rules.of);
		rules.of[rules.n++] = r;
	}
	if (rules.n == 0)
		fail("%s: no rules", files[0]);
	table_close(t);
	free(files[0]);
	return rules;
}

void
care_rules_free(struct care_rules *rules)
{
	for (size_t i = 0; i < rules->n; i++) {
		free(rules->of[i].scheme);
		free(rules->of[i].label);
	}
	free(rules->of);
}
