#include "lib/points/programme_rows.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/split.h"
#include "lib/io/table.h"

enum kind { EARN, REFER, WELCOME, TIER, KINDS };

enum column { KIND, RULE, POINTS, PER, MINIMUM, SKU, OF_TIER, SINCE, UNTIL, EXPIRES, PENDING,
	ROUNDING, MEASURE, PERIOD, GRACE, DOWNGRADE, COLUMNS };

static const char *const names[COLUMNS] = { "kind", "rule", "points", "per", "minimum", "sku",
	"tier", "since", "until", "expires", "pending", "rounding", "measure", "period", "grace",
	"downgrade" };

/* Which columns the rules of a kind have; the others must be empty. */
static const struct {
	const char *name;
	unsigned has;
} kinds[KINDS] = {
	[EARN] = { "earn", 1U << POINTS | 1U << PER | 1U << MINIMUM | 1U << SKU | 1U << OF_TIER |
	    1U << SINCE | 1U << UNTIL | 1U << EXPIRES | 1U << PENDING | 1U << ROUNDING },
	[REFER] = { "refer", 1U << POINTS | 1U << EXPIRES | 1U << PENDING },
	[WELCOME] = { "welcome", 1U << POINTS | 1U << EXPIRES | 1U << PENDING },
	[TIER] = { "tier", 1U << MINIMUM | 1U << MEASURE | 1U << PERIOD | 1U << GRACE |
	    1U << DOWNGRADE },
};

struct reader {
	struct table *in;
	size_t at[COLUMNS];
	bool has[COLUMNS];
	char **cell;
	struct programme *to;
	size_t room;
	bool measured;			/* a tier has said what counts */
	char **of_tier;			/* of the earn rules; looked up at the end */
	size_t tier_room;
};

static const char *
cell(const struct reader *r, enum column c)
{
	return r->has[c] ? r->cell[r->at[c]] : "";
}

/* Ends the tool: the cell WHY. */
static void
wrong(const struct reader *r, enum column c, const char *why)
{
	table_bad(r->in, names[c], "%s '%.60s' %s", names[c], cell(r, c), why);
}

/* The index of the word among WORDS, "down|nearest|up"; the first if the cell is empty. */
static int
read_word(const struct reader *r, enum column c, const char *words)
{
	const char *s = cell(r, c);
	const int at = *s ? split_find(words, '|', s, strlen(s)) : 0;

	if (at == -1)
		table_bad(r->in, names[c], "%s '%.60s' is not one of %s", names[c], s, words);
	return at;
}

static int64_t
read_points(const struct reader *r)
{
	int64_t points = 0;

	if (!num_count(cell(r, POINTS), &points) || points == 0)
		wrong(r, POINTS, say("is not a whole number above 0"));
	return points;
}

/* An amount of 0 or more; 0 if the cell is empty. */
static int64_t
read_amount(const struct reader *r, enum column c)
{
	int64_t amount = 0;

	if (*cell(r, c) == '\0')
		return 0;
	const enum money_result m = money_parse(cell(r, c), &amount);

	if (m != MONEY_OK)
		wrong(r, c, money_why(m));
	if (amount < 0)
		wrong(r, c, say("is below 0"));
	return amount;
}

static int32_t
read_day(const struct reader *r, enum column c)
{
	const char *s = cell(r, c);
	const int32_t day = *s ? date_parse(s) : DATE_NONE;

	if (*s && day == DATE_NONE)
		wrong(r, c, say("is not a valid date (YYYY-MM-DD)"));
	return day;
}

static struct duration
read_duration(const struct reader *r, enum column c)
{
	struct duration d = DURATION_NONE;

	if (*cell(r, c) && !duration_parse(cell(r, c), &d))
		wrong(r, c, say("is not a duration such as 30d, 12m or 1y"));
	return d;
}

/* Everything but the tier, which may stand further down in the file. */
static struct programme_rule
read_rule(const struct reader *r)
{
	const bool confirmed = strcmp(cell(r, PENDING), "confirm") == 0;
	struct programme_rule rule = { .name = mem_text(cell(r, RULE)),
		.points = read_points(r), .per = read_amount(r, PER),
		.minimum = read_amount(r, MINIMUM),
		.sku = *cell(r, SKU) ? mem_text(cell(r, SKU)) : NULL, .tier = -1,
		.since = read_day(r, SINCE), .until = read_day(r, UNTIL),
		.expires = read_duration(r, EXPIRES), .confirmed = confirmed,
		.rounding = (enum programme_rounding)read_word(r, ROUNDING, PROGRAMME_ROUNDINGS) };

	if (!confirmed)
		rule.pending = read_duration(r, PENDING);
	if (*cell(r, PER) && rule.per == 0)
		wrong(r, PER, say("is not above 0"));
	if (rule.since != DATE_NONE && rule.until != DATE_NONE && rule.until < rule.since)
		wrong(r, UNTIL, say("is before since"));
	if (!confirmed && rule.expires.unit != '\0' &&
	    programme_expires(&rule, 0) <= programme_usable(&rule, 0))
		wrong(r, EXPIRES, say("is not after pending: the points would never be usable"));
	return rule;
}

static void
add_earn(struct reader *r)
{
	struct programme *p = r->to;

	for (size_t i = 0; i < p->nearn; i++)
		if (strcmp(p->earn[i].name, cell(r, RULE)) == 0)
			table_bad(r->in, names[RULE], "duplicate rule '%.60s'", cell(r, RULE));
	p->earn = mem_grow(p->earn, p->nearn + 1, &r->room, sizeof *p->earn);
	r->of_tier = mem_grow(r->of_tier, p->nearn + 1, &r->tier_room, sizeof(char *));
	r->of_tier[p->nearn] = mem_text(cell(r, OF_TIER));
	p->earn[p->nearn++] = read_rule(r);
}

static void
set_one(struct reader *r, struct programme_rule **to)
{
	if (*to)
		table_bad(r->in, names[KIND], "duplicate rule of kind '%.60s'", cell(r, KIND));
	*to = mem_new(1, sizeof **to);
	**to = read_rule(r);
}

static void
add_tier(struct reader *r)
{
	struct programme *p = r->to;
	const size_t at = p->tiers;
	const bool by_spend = read_word(r, MEASURE, "points|spend") == 1;

	if (at == TIER_MAX)
		fail("%s: more than %d tiers", table_file(r->in), TIER_MAX);
	if (programme_tier(p, cell(r, RULE)) >= 0)
		table_bad(r->in, names[RULE], "duplicate tier '%.60s'", cell(r, RULE));
	if (r->measured && by_spend != p->by_spend)
		wrong(r, MEASURE, say("differs from that of the tier before"));
	if (*cell(r, MINIMUM) == '\0' || *cell(r, PERIOD) == '\0')
		wrong(r, *cell(r, MINIMUM) ? PERIOD : MINIMUM, say("is empty"));
	r->measured = true;
	p->by_spend = by_spend;
	p->tier_name[at] = mem_text(cell(r, RULE));
	p->tier[at] = (struct tier){ p->tier_name[at],
		read_amount(r, MINIMUM) / (by_spend ? 1 : MONEY_ONE), read_duration(r, PERIOD),
		read_duration(r, GRACE), read_word(r, DOWNGRADE, "any|one") == 1 };
	if (at > 0 && p->tier[at].minimum <= p->tier[at - 1].minimum)
		wrong(r, MINIMUM,
		    say("is not above that of the tier before; list the lowest first"));
	p->tiers++;
}

static void
read_row(struct reader *r)
{
	int kind = 0;

	while (kind < KINDS && strcmp(kinds[kind].name, cell(r, KIND)) != 0)
		kind++;
	if (kind == KINDS)
		wrong(r, KIND, say("is not earn, refer, welcome or tier"));
	if (*cell(r, RULE) == '\0')
		wrong(r, RULE, say("is empty"));
	for (enum column c = POINTS; c < COLUMNS; c++)
		if (*cell(r, c) && !(kinds[kind].has & 1U << c))
			table_bad(r->in, names[c], "%s '%.60s' is not for a rule of kind %s",
			    names[c], cell(r, c), kinds[kind].name);
	if (kind == EARN)
		add_earn(r);
	else if (kind == TIER)
		add_tier(r);
	else
		set_one(r, kind == REFER ? &r->to->refer : &r->to->welcome);
}

static void
find_columns(struct reader *r)
{
	for (enum column c = KIND; c < COLUMNS; c++)
		r->has[c] = table_find(r->in, names[c], &r->at[c]);
	for (enum column c = KIND; c <= RULE; c++)
		(void)table_column(r->in, names[c]);
	for (size_t i = 0; i < table_width(r->in); i++) {
		bool known = false;

		for (enum column c = KIND; c < COLUMNS; c++)
			known |= r->has[c] && r->at[c] == i;
		if (!known)
			fail("%s: unknown column '%.60s'", table_file(r->in),
			    table_name(r->in, i));
	}
}

static void
find_tiers(struct reader *r)
{
	struct programme *p = r->to;

	for (size_t i = 0; i < p->nearn; i++) {
		char *name = r->of_tier[i];

		if (*name && (p->earn[i].tier = programme_tier(p, name)) < 0)
			fail("%s: rule '%.60s': no rule of kind tier has the name"
			    " '%.60s'", table_file(r->in), p->earn[i].name, name);
		free(name);
	}
	free(r->of_tier);
}

struct programme *
programme_rows_read(const char *path)
{
	char *copy = mem_text(path), *files[] = { copy, NULL };
	struct reader r = { .in = table_open(files, &(struct table_opts){ .policy = TABLE_STOP }),
		.to = mem_new(1, sizeof *r.to) };

	find_columns(&r);
	while ((r.cell = table_next(r.in)) != NULL)
		read_row(&r);
	find_tiers(&r);
	table_close(r.in);
	free(copy);
	return r.to;
}

void
programme_rows_free(struct programme *p)
{
	if (p == NULL)
		return;
	programme_free(p);
	free(p);
}
