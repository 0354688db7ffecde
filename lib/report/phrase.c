#include "lib/report/phrase.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/split.h"
#include "lib/base/text.h"

#define DASH "–"

enum { MONTH = 7, MINUTE = 16 };	/* bytes of YYYY-MM, of YYYY-MM-DDTHH:MM */

static const double DAY = 24, TWO_DAYS = 48;	/* hours */

static const enum figure_unit units[] = {
	[SHOWN_COUNT] = FIGURE_COUNT, [SHOWN_AMOUNT] = FIGURE_AMOUNT, [SHOWN_SHARE] = FIGURE_SHARE,
	[SHOWN_POINTS] = FIGURE_POINTS, [SHOWN_CHANGE] = FIGURE_CHANGE,
	[SHOWN_NUMBER] = FIGURE_NUMBER, [SHOWN_GAP] = FIGURE_CHANGE,
};

enum { SHOWN_SIZE = FIGURE_SIZE + 16 };		/* with " 个百分点" */

static const char *
name_of(const struct report *r, const char *column)
{
	return strcmp(column, "@by") == 0 ? r->facts.by : column;
}

const struct column *
phrase_find(const struct block *b, const char *name)
{
	for (const struct column *c = b->columns; c && c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	for (const struct column *c = b->columns; c && c->name; c++)
		if (c->to && strcmp(c->to, name) == 0)
			return c;
	return NULL;
}

bool
phrase_shows(const struct part *p, const struct column *c)
{
	const char *optional = p->block->optional;
	bool empty = optional && split_has(optional, ',', c->name);
	size_t n;

	if (c->as == SHOWN_NONE || !empty)
		return c->as != SHOWN_NONE;
	size_t *row = report_rows(p, p->block->rows, &n);

	for (size_t i = 0; i < n; i++)
		empty = empty && !*cells_text(p->result->cells, row[i], c->name);
	free(row);
	return !empty;
}

bool
phrase_is_number(const struct column *c)
{
	return c->as >= SHOWN_COUNT && c->as <= SHOWN_GAP_OF_MEASURE;
}

const char *
phrase_column(const struct report *r, const struct column *c)
{
	return strcmp(c->name, "@by") == 0 ? sections_word(r->facts.by, r->language)
	    : c->head.in[r->language];
}

enum figure_unit
phrase_unit(const struct block *b, const char *column)
{
	const struct column *c = phrase_find(b, column);

	return c && c->as >= SHOWN_COUNT && c->as <= SHOWN_GAP ? units[c->as] : FIGURE_NUMBER;
}

static void
say(const struct phrase *to, const char *words)
{
	to->words(to->ctx, words, strlen(words));
}

/* A number as people read it. A difference of shares is in percentage points. */
static const char *
number_text(enum language l, enum shown as, double x, char to[static SHOWN_SIZE])
{
	char figure[FIGURE_SIZE];

	figure_text(units[as], x, figure);
	if (as != SHOWN_GAP)
		return strcpy(to, figure);
	figure[strcspn(figure, "%")] = '\0';
	snprintf(to, SHOWN_SIZE, l == LANGUAGE_ZH ? "%s 个百分点" : "%s points", figure);
	return to;
}

static enum shown
shown_in(const struct cells *g, size_t row, const struct column *c)
{
	const char *measure = cells_text(g, row, "measure");

	if (c == NULL)
		return SHOWN_NUMBER;
	if (c->as == SHOWN_MEASURE || c->as == SHOWN_GAP_OF_MEASURE) {
		const enum shown as = measure ? sections_figure(measure) : SHOWN_NUMBER;

		return as == SHOWN_SHARE && c->as != SHOWN_MEASURE ? SHOWN_GAP : as;
	}
	return c->as == SHOWN_FIGURE ? sections_figure(g->cell[row * g->columns])
	    : c->as == SHOWN_RANGE ? SHOWN_AMOUNT : c->as;
}

/* 2026-04 or a day of it, 2026-Q2, 2026. The caller frees it. */
char *
phrase_period(const struct report *r, const char *s)
{
	int year, part;

	if (r->language == LANGUAGE_ZH && sscanf(s, "%4d-Q%1d", &year, &part) == 2)
		return mem_print("%d 年第 %d 季度", year, part);
	if (r->language == LANGUAGE_ZH && sscanf(s, "%4d-%2d", &year, &part) == 2)
		return mem_print("%d 年 %d 月", year, part);
	return mem_print("%.*s", MONTH, s);
}

/* "20 to 50", or "50 and more". The caller frees it. */
static char *
range_text(const struct report *r, const char *from, const char *to)
{
	const bool chinese = r->language == LANGUAGE_ZH;
	char low[FIGURE_SIZE] = "", high[FIGURE_SIZE] = "";
	double x;

	if (num_parse(from, &x))
		figure_short(FIGURE_NUMBER, x, chinese, low);
	if (to == NULL || !num_parse(to, &x))
		return mem_print(chinese ? "%s 及以上" : "%s and more", low);
	return mem_print(chinese ? "%s 至 %s" : "%s to %s", low,
	    figure_short(FIGURE_NUMBER, x, chinese, high));
}

/* "kind=complaint severity=high" as "complaint high"; "" as "all". The caller frees it. */
static char *
scope_text(const struct report *r, const char *scope)
{
	struct text t = { 0 };
	size_t n;

	if (*scope == '\0')
		return mem_text(r->language == LANGUAGE_ZH ? "全部" : "all");
	for (const char *s; (s = split_ended(&scope, ' ', &n)) != NULL;) {
		const char *equals = memchr(s, '=', n), *from = equals ? equals + 1 : s;
		char *cell = mem_print("%.*s", (int)(s + n - from), from);
		const char *word = sections_word(cell, r->language);

		text_add(&t, " ", t.n > 0);
		text_add(&t, word, strlen(word));
		free(cell);
	}
	text_add(&t, "", 1);
	return t.s;
}

/* Whether a row of the same name has a scope, so that one without it is of all. */
static bool
has_scopes(const struct cells *g, size_t row, const char *column)
{
	for (size_t i = 0; i < g->rows; i++)
		if (*cells_text(g, i, "scope") &&
		    strcmp(cells_text(g, i, column), cells_text(g, row, column)) == 0)
			return true;
	return false;
}

/* A group; an empty one is of answers, for example, that came without a channel. */
static const char *
group_text(const struct report *r, const char *cell)
{
	static const struct said none = { { "not stated", "未注明" } };

	return *cell ? cell : none.in[r->language];
}

char *
phrase_label(const struct report *r, const struct part *p, size_t row, const char *column)
{
	const struct cells *g = p->result->cells;
	const char *cell = cells_text(g, row, name_of(r, column));
	const char *scope = cells_text(g, row, "scope");
	const struct column *c = phrase_find(p->block, column);

	if (cell == NULL)
		return NULL;
	if (c && c->as == SHOWN_MONTH)
		return phrase_period(r, cell);
	if (c && c->as == SHOWN_RANGE)
		return range_text(r, cell, cells_text(g, row, c->to));
	if (c && c->as == SHOWN_PERIOD)
		return phrase_period(r, cell);
	if (c && c->as == SHOWN_GROUP)
		return mem_text(group_text(r, cell));
	const char *word = c && c->as == SHOWN_TEXT ? cell : sections_word(cell, r->language);

	if (scope == NULL || (*scope == '\0' && !has_scopes(g, row, name_of(r, column))))
		return mem_text(word);
	char *of = scope_text(r, scope);
	char *label = mem_print(r->language == LANGUAGE_ZH ? "%s（%s）" : "%s (%s)", word, of);

	free(of);
	return label;
}

/* The unit of "4h": its word of custkit, in both languages. */
static const struct length {
	const char *mark;
	struct said said;
} lengths[] = {
	{ "min", { { "minute", "分钟" } } }, { "h", { { "hour", "小时" } } },
	{ "d", { { "day", "天" } } }, { "w", { { "week", "周" } } },
	{ "m", { { "month", "个月" } } }, { "y", { { "year", "年" } } },
};

/* "4h" as "4 hours"; the cell itself if it is no length of time. The caller frees it. */
static char *
limit_text(const struct report *r, const char *cell)
{
	const size_t digits = strspn(cell, "0123456789.");

	for (size_t i = 0; digits > 0 && i < sizeof lengths / sizeof *lengths; i++)
		if (strcmp(cell + digits, lengths[i].mark) == 0)
			return mem_print("%.*s %s%s", (int)digits, cell,
			    lengths[i].said.in[r->language], r->language == LANGUAGE_ZH ||
			    strtod(cell, NULL) == 1 ? "" : "s");
	return mem_text(cell);
}

/* "1998-04-02T13:45:00" as "1998-04-02 13:45". The caller frees it. */
static char *
time_text(const char *cell)
{
	char *text = mem_print("%.*s", MINUTE, cell), *t = strchr(text, 'T');

	if (t)
		*t = ' ';
	return text;
}

/* "3.5 h"; two days and more by the clock in days. Days of working time mean nothing. */
static void
say_hours(const struct report *r, const struct result *from, const char *exact, double hours,
    bool working, const struct phrase *to)
{
	const bool days = !working && hours >= TWO_DAYS, chinese = r->language == LANGUAGE_ZH;
	char figure[FIGURE_SIZE], *text = mem_print("%s %s",
	    figure_text(days ? FIGURE_COUNT : FIGURE_POINTS, days ? hours / DAY : hours, figure),
	    days ? chinese ? "天" : "days" : chinese ? "小时" : "hours");

	to->number(to->ctx, text, exact, from);
	free(text);
}

/* "12:3.5 17:2", numbers of cases with hours, as "12 (3.5 hours), 17 (2.0 hours)". */
static void
say_worst(const struct report *r, const struct result *from, size_t row, const char *cell,
    const struct phrase *to)
{
	const bool chinese = r->language == LANGUAGE_ZH;
	const bool working = cells_meets(from->cells, row, "calendar!=around the clock");

	while (*cell) {
		const size_t n = strcspn(cell, " ");
		char *pair = mem_print("%.*s", (int)n, cell), *colon = strchr(pair, ':');
		double hours;

		if (colon)
			*colon = '\0';
		say(to, pair);
		if (colon && num_parse(colon + 1, &hours)) {
			say(to, chinese ? "（" : " (");
			say_hours(r, from, colon + 1, hours, working, to);
			say(to, chinese ? "）" : ")");
		}
		free(pair);
		cell += n + (cell[n] == ' ');
		if (*cell)
			say(to, chinese ? "、" : ", ");
	}
}

static void
say_text(const struct report *r, const struct result *from, size_t row, const char *cell,
    enum shown as, const struct phrase *to)
{
	char *text = as == SHOWN_MONTH || as == SHOWN_PERIOD ? phrase_period(r, cell)
	    : as == SHOWN_SCOPE ? scope_text(r, cell)
	    : as == SHOWN_LIMIT ? limit_text(r, cell)
	    : as == SHOWN_TIME ? time_text(cell) : NULL;

	if (as == SHOWN_WORST) {
		say_worst(r, from, row, cell, to);
	} else if (text) {
		say(to, text);
		free(text);
	} else {
		say(to, as == SHOWN_WORD || as == SHOWN_NONE ? sections_word(cell, r->language)
		    : as == SHOWN_TABLE ? sections_table(cell, r->language) : cell);
	}
}

/* A cell of a table that a command printed. */
static void
say_cell(const struct report *r, const struct result *from, size_t row, const char *name,
    const struct column *c, const struct phrase *to)
{
	const char *cell = cells_text(from->cells, row, name_of(r, name));
	const enum shown as = shown_in(from->cells, row, c);
	char figure[SHOWN_SIZE];
	double x;

	if (cell && as == SHOWN_GROUP)
		say(to, group_text(r, cell));
	else if (cell == NULL || (*cell == '\0' && as != SHOWN_SCOPE))
		say(to, DASH);
	else if (as >= SHOWN_COUNT && as <= SHOWN_GAP && num_parse(cell, &x))
		to->number(to->ctx, number_text(r->language, as, x, figure), cell, from);
	else
		say_text(r, from, row, cell, as, to);
}

void
phrase_cell(const struct report *r, const struct part *p, size_t row, const struct column *c,
    const struct phrase *to)
{
	const struct result *from = p->result;
	const char *second = c->to ? cells_text(from->cells, row, c->to) : NULL;
	const char *first = cells_text(from->cells, row, name_of(r, c->name));
	const bool both = second && *second && first && *first;

	say_cell(r, from, row, c->name, c, to);
	if (both) {
		say(to, r->language == LANGUAGE_ZH ? " 至 " : " to ");
		say_cell(r, from, row, c->to, c, to);
	} else if (c->as == SHOWN_RANGE) {
		say(to, r->language == LANGUAGE_ZH ? " 及以上" : " and more");
	}
}

/* {metric*result=missed}: the cells of all these rows, with commas between them. */
static void
say_list(const struct report *r, const struct part *p, const char *name, const char *condition,
    const struct phrase *to)
{
	const struct cells *g = p->result->cells;
	bool any = false;

	for (size_t i = 0; i < g->rows; i++) {
		if (!cells_meets(g, i, condition))
			continue;
		if (any)
			say(to, r->language == LANGUAGE_ZH ? "、" : ", ");
		char *label = phrase_label(r, p, i, name);

		say(to, label ? label : DASH);
		free(label);
		any = true;
	}
	if (!any)
		say(to, r->language == LANGUAGE_ZH ? "无" : "none");
}

/* {#}: how many rows the block has, of which the first may be shown. */
static void
say_count(const struct part *p, const struct phrase *to)
{
	char *n = mem_print("%zu", report_count(p));

	say(to, n);
	free(n);
}

/* What stands between braces: #, NAME, NAME$, NAME@KEY, NAME*CONDITION, or @WORD. */
static void
say_braces(const struct report *r, const struct part *p, char *braces, const struct phrase *to)
{
	char date[DATE_SIZE];

	if (*braces == '@' && strncmp(braces, "@by*", 4) != 0) {
		const char *word = command_word(braces, &r->facts, date);

		say(to, word ? sections_word(word, r->language) : DASH);
		return;
	}
	if (*braces == '#') {
		say_count(p, to);
		return;
	}
	char *mark = *braces ? strpbrk(braces + 1, "@$*") : NULL;
	const char kind = mark ? *mark : '\0';
	const struct cells *g = p->result->cells;
	size_t row = 0;

	if (mark)
		*mark = '\0';
	if (kind == '*')
		say_list(r, p, braces, mark + 1, to);
	else if (g->rows == 0 || (kind == '@' && !cells_find(g, mark + 1, &row)))
		say(to, DASH);
	else
		say_cell(r, p->result, kind == '$' ? g->rows - 1 : row, braces,
		    phrase_find(p->block, braces), to);
}

void
phrase_say(const struct report *r, const struct part *p, const struct said *said,
    const struct phrase *to)
{
	const char *s = said->in[r->language];

	while (s && *s) {
		const size_t n = strcspn(s, "{");

		to->words(to->ctx, s, n);
		s += n;
		if (*s == '\0')
			break;
		const size_t length = strcspn(++s, "}");
		char *braces = mem_print("%.*s", (int)length, s);

		say_braces(r, p, braces, to);
		free(braces);
		s += length + 1;
	}
}

static bool
is_given(const struct part *p, const char *given)
{
	const struct cells *g = p->result->cells;
	size_t row;

	if (given == NULL)
		return true;
	if (*given == '#') {
		const bool some = p->block->most > 0 && report_count(p) > p->block->most;

		return some == (strcmp(given, "#some") == 0);
	}
	if (*given == '$')
		return g->rows > 0 && cells_meets(g, g->rows - 1, given + 1);
	return *given == '!' ? !cells_find(g, given + 1, &row) : cells_find(g, given, &row);
}

bool
phrase_has(const struct report *r, const struct part *p)
{
	if (p->block->sentence.in[r->language])
		return true;
	for (const struct clause *c = p->block->clauses; c && c->said.in[0]; c++)
		if (is_given(p, c->given))
			return true;
	return false;
}

void
phrase_sentences(const struct report *r, const struct part *p, const struct phrase *to)
{
	bool any = p->block->sentence.in[r->language] != NULL;

	phrase_say(r, p, &p->block->sentence, to);
	for (const struct clause *c = p->block->clauses; c && c->said.in[0]; c++) {
		if (!is_given(p, c->given))
			continue;
		if (any && r->language == LANGUAGE_EN)
			say(to, " ");
		phrase_say(r, p, &c->said, to);
		any = true;
	}
}

static void
add_words(void *ctx, const char *s, size_t n)
{
	text_add(ctx, s, n);
}

static void
add_number(void *ctx, const char *shown, const char *exact, const struct result *from)
{
	(void)exact;
	(void)from;
	text_add(ctx, shown, strlen(shown));
}

char *
phrase_text(const struct report *r, const struct part *p, const struct said *said)
{
	struct text t = { 0 };

	phrase_say(r, p, said, &(struct phrase){ &t, add_words, add_number });
	text_add(&t, "", 1);
	return t.s;
}
