#include "lib/report/report.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/date.h"
#include "lib/base/exit.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/split.h"
#include "lib/base/text.h"
#include "lib/history/history_shared.h"
#include "lib/io/opt.h"
#include "lib/io/sibling.h"
#include "lib/store/query.h"

/* What a block of all facts needs from a store. */
#define ORDERS "SELECT 1 FROM orders WHERE date < ?1 || 'U'"

/* What is being made: commands, and which of them each block has. */
struct making {
	struct report *r;
	struct command *command;
	size_t *of;			/* per part: 1 + its command; 0: none */
	size_t n, command_room, part_room;
};

/* The place of a command, from 1, which is taken or freed. */
static size_t
place_of(struct making *m, struct command *c)
{
	for (size_t i = 0; i < m->n; i++)
		if (strcmp(m->command[i].text, c->text) == 0) {
			command_free(c);
			return i + 1;
		}
	m->command = mem_grow(m->command, m->n + 1, &m->command_room, sizeof *m->command);
	m->command[m->n] = *c;
	return ++m->n;
}

static bool
exists(struct store *store, const char *sql, int32_t as_of)
{
	char date[DATE_SIZE];
	sqlite3_stmt *q = query_new(store, sql);

	if (sqlite3_bind_parameter_count(q) > 0)
		query_text(q, 1, date_text(as_of, date));
	const bool found = query_step(q);

	query_free(q);
	return found;
}

/* Whether the block can have data; if it can, its commands are added. */
static enum part_lack
plan(struct making *m, const struct block *b, struct store *store, size_t part)
{
	struct command c;

	if (b->exists && store == NULL)
		return PART_NO_STORE;
	if (store && !exists(store, b->exists ? b->exists : ORDERS, m->r->facts.as_of))
		return PART_NO_DATA;
	if (command_of(b->command, &m->r->facts, &c))
		m->of[part] = place_of(m, &c);
	return PART_FULL;
}

static void
add_block(struct making *m, const struct section *s, const struct block *b, struct store *store)
{
	struct report *r = m->r;

	if (strstr(b->command, "@by") && r->facts.by == NULL)
		return;
	r->part = mem_resize(r->part, r->parts + 1, sizeof *r->part);
	m->of = mem_resize(m->of, r->parts + 1, sizeof *m->of);
	m->of[r->parts] = 0;
	r->part[r->parts] = (struct part){ .block = b, .section = s };
	r->part[r->parts].lack = plan(m, b, store, r->parts);
	r->parts++;
}

/* The last line of what a tool wrote on standard error. */
static const char *
last_line(char *errors)
{
	size_t n = strlen(errors);

	while (n > 0 && errors[n - 1] == '\n')
		errors[--n] = '\0';
	const char *line = strrchr(errors, '\n');

	return line ? line + 1 : errors;
}

static struct result
result_of(struct command *c, struct sibling *s)
{
	struct result r = { .text = mem_text(c->text), .notes = mem_text(s->error) };

	r.lacks = s->status == EXIT_LACK;
	if (s->status == -1)
		r.failure = say("a signal ended it");
	else if (s->status >= EXIT_TROUBLE)
		r.failure = last_line(r.notes);
	else if (lseek(s->output, 0, SEEK_END) == 0)
		r.failure = say("it printed nothing");
	else
		r.cells = cells_read(s->output);
	return r;
}

static bool
is_same(char *const *a, char *const *b)
{
	for (; *a && *b; a++, b++)
		if (strcmp(*a, *b) != 0)
			return false;
	return *a == *b;
}

/* The tools that read the facts: the first stage of each command, each once; FIRST is its place. */
static size_t
first_round(const struct making *m, int input, struct sibling *s, size_t *first)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		char **words = m->command[i].words[0];

		for (first[i] = 0; first[i] < n; first[i]++)
			if (is_same(s[first[i]].words, words))
				break;
		if (first[i] == n)
			s[n++] = (struct sibling){ .words = words, .input = input };
	}
	return n;
}

/* The tools that read what another has printed. If that failed, its failure is theirs. */
static size_t
second_round(const struct making *m, struct sibling *s, struct sibling *first_s,
    const size_t *first, size_t *second)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		second[i] = SIZE_MAX;
		const int status = first_s[first[i]].status;

		if (m->command[i].stages == 1 || status >= EXIT_TROUBLE || status == -1)
			continue;
		second[i] = n;
		s[n++] = (struct sibling){ .words = m->command[i].words[1],
			.input = first_s[first[i]].output };
	}
	return n;
}

/* What the other tools say is in the language of the page, whatever that of the user is. */
static void
speak(enum language l)
{
	if (setenv("LANGUAGE", l == LANGUAGE_ZH ? "zh_CN" : "en", 1) != 0 ||
	    setenv("LC_ALL", l == LANGUAGE_ZH ? "C.UTF-8" : "C", 1) != 0)
		fail_errno("%s", "LC_ALL");
	fail_tell_lack();
}

/*
 * A first stage that several commands have runs once, because it reads all facts: what it prints is
 * kept, and the second stages read it.
 */
static void
run(struct making *m, int input)
{
	struct report *r = m->r;
	struct sibling *s = mem_new(2 * m->n, sizeof *s);
	size_t *first = mem_new(m->n, sizeof *first), *second = mem_new(m->n, sizeof *second);
	const size_t n = first_round(m, input, s, first);

	sibling_run(s, n);
	const size_t more = second_round(m, s + n, s, first, second);

	sibling_run(s + n, more);
	r->result = mem_new(m->n, sizeof *r->result);
	r->results = m->n;
	for (size_t i = 0; i < m->n; i++)
		r->result[i] = result_of(&m->command[i],
		    second[i] == SIZE_MAX ? &s[first[i]] : &s[n + second[i]]);
	sibling_close(s, n + more);
	free(s);
	free(first);
	free(second);
}

/* Whether the columns, which have commas between them, are empty or 0 in all rows. */
static bool
counts_nothing(const struct cells *g, const char *columns)
{
	for (size_t k = 0; k < g->columns; k++)
		for (size_t i = 0; i < g->rows &&
		    split_has(columns, ',', g->name[k]); i++) {
			const double x = cells_number(g, i, g->name[k]);

			if (!isnan(x) && x != 0)
				return false;
		}
	return true;
}

static void
judge(struct part *p)
{
	const struct block *b = p->block;
	size_t n;

	if (p->lack != PART_FULL || p->result == NULL)
		return;
	if (p->result->failure) {
		p->lack = p->result->lacks ? PART_FEW : PART_FAILED;
		return;
	}
	free(report_rows(p, b->rows, &n));
	if (n == 0 || (b->counts && counts_nothing(p->result->cells, b->counts)))
		p->lack = PART_NO_DATA;
}

static void
report_failures(const struct report *r)
{
	size_t failed = 0;

	for (size_t i = 0; i < r->results; i++)
		failed += r->result[i].failure && !r->result[i].lacks;
	if (failed > 0 && failed == r->results)
		fail("no section can be made: %s", r->result[0].failure);
	for (size_t i = 0; i < r->parts; i++) {
		const struct part *p = &r->part[i];

		if (p->lack != PART_FAILED || p->section->brief)
			continue;
		/* one failure of a section is enough */
		if (i == 0 || p[-1].section != p->section || p[-1].lack != PART_FAILED)
			fail_warn("section '%s' could not be computed: %s", p->section->id,
			    p->result->failure);
		opt_status(EXIT_NO);
	}
}

void
report_make(struct report *r, const bool *wanted, struct store *store, int input)
{
	struct making m = { .r = r };

	speak(r->language);
	const int shared = store ? history_shared_keep(store, r->facts.as_of) : -1;

	for (size_t i = 0; i < sections_n; i++)
		for (const struct block *b = sections[i].blocks; wanted[i] && b->id; b++)
			add_block(&m, &sections[i], b, store);
	run(&m, input);
	history_shared_drop(shared);
	for (size_t i = 0; i < r->parts; i++) {
		struct part *p = &r->part[i];

		p->result = m.of[i] ? &r->result[m.of[i] - 1] : NULL;
		judge(p);
	}
	for (size_t i = 0; i < m.n; i++)
		command_free(&m.command[i]);
	free(m.command);
	free(m.of);
	report_failures(r);
}

void
report_free(struct report *r)
{
	for (size_t i = 0; i < r->results; i++) {
		free(r->result[i].text);
		free(r->result[i].notes);
		cells_free(r->result[i].cells);
	}
	free(r->result);
	free(r->part);
}

size_t
report_number(const struct report *r, const struct result *result)
{
	return (size_t)(result - r->result) + 1;
}

/* Moves the rows that begin with the words of ORDER to the front, in this order. */
static void
order_rows(const struct cells *g, const char *order, size_t *row, size_t n)
{
	size_t done = 0, length;

	for (const char *word; (word = split_next(&order, ',', &length)) != NULL;)
		for (size_t i = done; i < n; i++) {
			const size_t found = row[i];

			if (!text_is(g->cell[found * g->columns], word, length))
				continue;
			memmove(row + done + 1, row + done, (i - done) * sizeof *row);
			row[done++] = found;
		}
}

size_t *
report_rows(const struct part *p, const char *condition, size_t *n)
{
	const struct cells *g = p->result->cells;
	size_t *row = mem_new(g->rows, sizeof *row);

	*n = 0;
	for (size_t i = 0; i < g->rows; i++)
		if (cells_meets(g, i, condition))
			row[(*n)++] = i;
	if (p->block->order)
		order_rows(g, p->block->order, row, *n);
	const size_t most = p->block->most;

	if (most > 0 && *n > most) {
		if (p->block->latest)
			memmove(row, row + *n - most, most * sizeof *row);
		*n = most;
	}
	return row;
}

size_t
report_count(const struct part *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->result->cells->rows; i++)
		n += cells_meets(p->result->cells, i, p->block->rows);
	return n;
}

bool
report_needs_store(const struct report *r, const struct part *first)
{
	for (const struct part *p = first; p < r->part + r->parts; p++)
		if (p->section == first->section && p->lack != PART_NO_STORE)
			return false;
	return true;
}

bool
report_has_none(const struct part *p)
{
	return p->lack == PART_NO_DATA && p->block->none.in[LANGUAGE_EN] &&
	    (p->block->exists || p->result);
}

/* The ids as a list of SQL: 'a','b'. */
static char *
list_ids(const struct part *p)
{
	struct text t = { 0 };
	size_t n;
	size_t *row = report_rows(p, p->block->rows, &n);

	for (size_t i = 0; i < n; i++) {
		const char *id = cells_text(p->result->cells, row[i], "customer_id");

		text_add(&t, ",'", i > 0 ? 2 : 0);
		text_add(&t, "'", i == 0);
		for (; id && *id; id++)
			text_add(&t, *id == '\'' ? "''" : id, *id == '\'' ? 2 : 1);
		text_add(&t, "'", 1);
	}
	text_add(&t, "", 1);
	free(row);
	return t.s;
}

char *
report_names(const struct report *r, const struct part *p)
{
	if (!p->block->names || r->facts.store == NULL || p->lack != PART_FULL)
		return NULL;
	/* in double quotes, which need no escapes for the single ones of SQL */
	char *ids = list_ids(p);
	const bool plain = strpbrk(ids, "\"$`\\!") == NULL;
	char *where = mem_print("customer_id IN (%s)", ids);
	char *const words[] = { mem_text("cust-list"), mem_text("-d"), mem_text(r->facts.store),
		mem_text("--columns=customer_id,name,phone,email"), mem_text("--where"),
		plain ? NULL : where, NULL };
	char *text = command_text(words), *all = plain ? mem_print("%s \"%s\"", text, where)
	    : mem_text(text);

	for (char *const *w = words; *w && *w != where; w++)
		free(*w);
	free(ids);
	free(where);
	free(text);
	return all;
}
