#define _GNU_SOURCE
#include "lib/io/put_own.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/cite.h"
#include "lib/io/draft.h"
#include "lib/io/opt.h"

enum { COPY = 1 << 14 };

static int64_t
limit_of(const struct put_opts *o)
{
	int64_t n = -1;

	if (o->limit && !num_count(o->limit, &n))
		opt_misuse("--limit must be a whole number >= 0, not '%s'", o->limit);
	return n;
}

static FILE *
memory(const char *name)
{
	const int fd = memfd_create(name, MFD_CLOEXEC);
	FILE *f = fd == -1 ? NULL : fdopen(fd, "w+");

	if (f == NULL)
		fail_errno(NULL);
	return f;
}

static void
check_plot(const struct put_opts *o)
{
	if (o->plot && (o->aligned || o->format != PUT_CSV))
		opt_misuse("--plot cannot be used with --format or --aligned; it prints no table");
	if (o->plot && o->cite && strcmp(o->cite, "comment") == 0)
		opt_misuse("--cite=comment cannot be used with --plot; use --cite=stderr");
}

void
put_check(const struct put_opts *o)
{
	limit_of(o);
	cite_check(o);
	check_plot(o);
	put_veil_free(put_veil_new(o));
}

/* The rows of --plot are CSV, in memory. */
static struct put *
new_put(const struct put_opts *o)
{
	FILE *drawn = o->plot ? memory("table") : NULL;
	struct put *p = put_new(drawn ? drawn : stdout, o->aligned ? PUT_TABLE :
	    (enum put_format)o->format, drawn || !o->no_header);

	p->drawn = drawn;
	return p;
}

static bool
is_for_people(enum put_format format)
{
	return format == PUT_TABLE || format == PUT_MD || format == PUT_XLSX;
}

void
put_language(const struct put_opts *o)
{
	if (o->lang || o->plot || o->aligned || is_for_people((enum put_format)o->format))
		language_cells(o->lang);
}

bool
put_speaks(const struct put *p)
{
	return is_for_people(p->format);
}

struct put *
put_open(const struct put_opts *o)
{
	check_plot(o);
	struct put *p = new_put(o);

	if (p->format == PUT_XLSX && isatty(STDOUT_FILENO))
		opt_misuse("--format=xlsx does not write to a terminal; redirect it: > FILE.xlsx");
	put_language(o);
	cite_begin(o);
	p->opts = *o;
	p->limit = limit_of(o);
	p->veil = put_veil_new(o);
	if (o->columns || o->sort || o->limit || p->veil)
		p->held = put_rows_new(0);
	if (p->format == PUT_TABLE)
		p->fit = put_fit_width(o);
	return p;
}

struct put *
put_open_or_draw(const struct put_opts *o, bool draws)
{
	if (!draws)
		return put_open(o);
	put_check(o);
	put_language(o);
	return NULL;
}

const size_t *
put_narrow(struct put *p, size_t *n)
{
	p->narrow = put_chosen_columns(p, n);
	return p->narrow ? p->chosen : NULL;
}

struct put *
put_branch(const struct put *from)
{
	if (from->narrow)
		from = from->to;
	struct put *p = put_new(NULL, from->format, false);

	p->branch = true;
	if (from->held || from->format == PUT_XLSX || from->format == PUT_PROM)
		p->held = put_rows_new(0);
	for (size_t i = 0; i < from->ncol; i++)
		put_column(p, from->col[i].name, from->col[i].kind);
	return p;
}

void
put_lacks(struct put *p, void (*lacks)(const void *, const char *, const char *), const void *ctx)
{
	p->lacks = lacks;
	p->lacks_ctx = ctx;
}

void
put_leave_out(struct put *p, const char *column, const char *option,
    bool (*bars)(void *, const char *), void (*done)(void *), void *ctx)
{
	p->bars = bars;
	p->bars_done = done;
	p->bars_ctx = ctx;
	p->bars_column = column;
	p->bars_option = option;
	if (p->held == NULL)
		p->held = put_rows_new(p->ncol);
}

static void
hold(struct put *p, enum put_kind kind, const struct value *v)
{
	put_rows_add(p->held, kind, v);
	p->at++;
}

void
put_text(struct put *p, const char *s)
{
	if (p->held)
		hold(p, PUT_TEXT, &(struct value){ .s = s });
	else
		put_cell_text(p, s);
}

void
put_int(struct put *p, int64_t i)
{
	if (p->held)
		hold(p, PUT_INT, &(struct value){ .i = i });
	else
		put_cell_int(p, i);
}

void
put_amount(struct put *p, int64_t i)
{
	if (p->held)
		hold(p, PUT_AMOUNT, &(struct value){ .i = i });
	else
		put_cell_amount(p, i);
}

void
put_real(struct put *p, double x)
{
	if (p->held)
		hold(p, PUT_REAL, &(struct value){ .x = x });
	else
		put_cell_real(p, x);
}

void
put_real_of(struct put *p, enum put_kind kind, double x)
{
	if (p->held)
		hold(p, kind, &(struct value){ .x = x });
	else
		put_cell_of(p, kind, &(struct value){ .x = x });
}

size_t
put_number_text(const struct put *p, double x, char *to)
{
	return put_is_aligned(p) ? put_aligned_number(x, to) : num_text(x, to);
}

void
put_date(struct put *p, int32_t day)
{
	if (p->held)
		hold(p, PUT_DATE, &(struct value){ .i = day });
	else
		put_cell_date(p, day);
}

void
put_none(struct put *p)
{
	if (p->held)
		hold(p, PUT_TEXT, &(struct value){ .none = true });
	else
		put_cell_none(p);
}

void
put_value(struct put *p, const struct value *v)
{
	const enum put_kind kind = p->col[p->at].kind;

	if (p->held)
		hold(p, kind, v);
	else
		put_cell_of(p, kind, v);
}

void
put_cells(struct put *p, const struct value *v, size_t n)
{
	if (p->held == NULL)
		put_cell_all(p, v, n);
	else
		for (size_t i = 0; i < n; i++)
			put_value(p, &v[i]);
}

void
put_end(struct put *p)
{
	if (p->at != p->ncol)
		/* a bug of the tool */
		fail("%zu cells for %zu columns", p->at, p->ncol);
	if (p->held == NULL) {
		put_cell_end(p);
		return;
	}
	p->at = 0;
	if (!p->branch)
		put_chosen_pass(p, p->held);
}

void
put_join(struct put *p, struct put *branch)
{
	if (p->narrow)
		put_cell_join(p->to, branch);
	else if (p->held)
		put_chosen_pass(p, branch->held);
	else
		put_cell_join(p, branch);
}

static void
use_out(struct put *p, FILE *out)
{
	p->out = out;
	if (p->to)
		p->to->out = out;
}

/* Writes to a file in memory until put_release. */
void
put_hold(struct put *p)
{
	p->real = p->out;
	use_out(p, memory("rows"));
}

void
put_release(struct put *p)
{
	FILE *f = p->out;
	char buf[COPY];
	size_t n;

	if (fflush(f) == EOF || fseek(f, 0, SEEK_SET) == -1)
		fail_errno(NULL);
	while ((n = fread_unlocked(buf, 1, sizeof buf, f)) > 0)
		fwrite_unlocked(buf, 1, n, p->real);
	if (ferror(f))
		fail_errno(NULL);
	fclose(f);
	use_out(p, p->real);
}

static void
draw(struct put *p)
{
	char *path = mem_print("/dev/fd/%d", fileno(p->drawn));

	if (fflush(p->drawn) == EOF)
		fail_errno(NULL);
	p->opts.draw(p->opts.chart, p->opts.plot, path);
	fclose(p->drawn);
	free(path);
}

void
put_close(struct put *p)
{
	if (p->held && !p->branch)
		put_chosen_close(p);
	else if (!p->branch)
		put_cell_finish(p);
	if (p->path && (ferror(p->out) | fclose(p->out)))
		fail_errno("%s", p->path);
	if (p->draft)
		draft_keep(p->draft, true);
	if (p->drawn)
		draw(p);
	if (p->bars_done)
		p->bars_done(p->bars_ctx);
	put_free(p);
}
