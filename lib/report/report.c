#include "lib/report/report.h"

#include <err.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/io/sibling.h"
#include "lib/store/query.h"

_Static_assert((int)COMMAND_STAGES <= (int)SIBLING_STAGES, "a command fits into a sibling");

/* What is being made: commands, and which of them each block has. */
struct making {
	struct report *r;
	struct command *command;
	size_t *first, *second;		/* per part: 1 + its command and that of before; 0: none */
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
	if (b->exists && !exists(store, b->exists, m->r->facts.as_of))
		return PART_NO_DATA;
	if (command_of(b->command, &m->r->facts, &c))
		m->first[part] = place_of(m, &c);
	if (b->before && command_of(b->before, &m->r->facts, &c))
		m->second[part] = place_of(m, &c);
	return PART_FULL;
}

static void
add_block(struct making *m, const struct section *s, const struct block *b, struct store *store)
{
	struct report *r = m->r;

	if (strstr(b->command, "@by") && r->facts.by == NULL)
		return;
	r->part = mem_resize(r->part, r->parts + 1, sizeof *r->part);
	m->first = mem_resize(m->first, r->parts + 1, sizeof *m->first);
	m->second = mem_resize(m->second, r->parts + 1, sizeof *m->second);
	m->first[r->parts] = m->second[r->parts] = 0;
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

	if (s->status == -1)
		r.failure = "a signal ended it";
	else if (s->status == EXIT_TROUBLE)
		r.failure = last_line(r.notes);
	else if (lseek(s->output, 0, SEEK_END) == 0)
		r.failure = "it printed nothing";
	else
		r.cells = cells_read(s->output);
	return r;
}

static void
run(struct making *m, int input)
{
	struct report *r = m->r;
	struct sibling *s = mem_new(m->n, sizeof *s);

	for (size_t i = 0; i < m->n; i++) {
		s[i].stages = m->command[i].stages;
		memcpy(s[i].words, m->command[i].words, sizeof m->command[i].words);
	}
	sibling_run(s, m->n, input);
	r->result = mem_new(m->n, sizeof *r->result);
	r->results = m->n;
	for (size_t i = 0; i < m->n; i++) {
		r->result[i] = result_of(&m->command[i], &s[i]);
		command_free(&m->command[i]);
	}
	sibling_close(s, m->n);
	free(s);
}

/* Whether a column is empty or 0 in all rows. */
static bool
counts_nothing(const struct cells *g, const char *column)
{
	for (size_t i = 0; i < g->rows; i++) {
		const double x = cells_number(g, i, column);

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
		p->lack = PART_FAILED;
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
		failed += r->result[i].failure != NULL;
	if (failed > 0 && failed == r->results)
		errx(EXIT_TROUBLE, "no section can be made: %s", r->result[0].failure);
	for (size_t i = 0; i < r->parts; i++)
		if (r->part[i].lack == PART_FAILED) {
			warnx("section %s: %s", r->part[i].section->id, r->part[i].result->failure);
			opt_status(EXIT_NO);
		}
}

void
report_make(struct report *r, const bool *wanted, struct store *store, int input)
{
	struct making m = { .r = r };

	for (size_t i = 0; i < sections_n; i++)
		for (const struct block *b = sections[i].blocks; wanted[i] && b->id; b++)
			add_block(&m, &sections[i], b, store);
	run(&m, input);
	for (size_t i = 0; i < r->parts; i++) {
		struct part *p = &r->part[i];

		p->result = m.first[i] ? &r->result[m.first[i] - 1] : NULL;
		p->before = m.second[i] ? &r->result[m.second[i] - 1] : NULL;
		judge(p);
	}
	free(m.command);
	free(m.first);
	free(m.second);
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

size_t *
report_rows(const struct part *p, const char *condition, size_t *n)
{
	const struct cells *g = p->result->cells;
	size_t *row = mem_new(g->rows, sizeof *row);

	*n = 0;
	for (size_t i = 0; i < g->rows; i++)
		if (cells_meets(g, i, condition))
			row[(*n)++] = i;
	const size_t most = p->block->most;

	if (most > 0 && *n > most) {
		if (p->block->latest)
			memmove(row, row + *n - most, most * sizeof *row);
		*n = most;
	}
	return row;
}
