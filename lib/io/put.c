#define _GNU_SOURCE
#include "lib/io/put_own.h"

#include <err.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/num.h"
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

void
put_check(const struct put_opts *o)
{
	limit_of(o);
	put_veil_free(put_veil_new(o));
}

struct put *
put_open(const struct put_opts *o)
{
	struct put *p = put_new(stdout, o->aligned ? PUT_TABLE : (enum put_format)o->format,
	    !o->no_header);

	if (p->format == PUT_XLSX && isatty(STDOUT_FILENO))
		opt_misuse("--format=xlsx does not write to a terminal; redirect it: > FILE.xlsx");
	p->opts = *o;
	p->limit = limit_of(o);
	p->veil = put_veil_new(o);
	if (o->columns || o->sort || o->limit || p->veil)
		p->held = put_rows_new(0);
	if (p->format == PUT_TABLE)
		p->fit = put_fit_width(o);
	return p;
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
put_leave_out(struct put *p, const char *column, const char *option,
    bool (*bars)(void *, const char *), void *ctx)
{
	p->bars = bars;
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
		errx(EXIT_TROUBLE, "%zu cells for %zu columns", p->at, p->ncol);
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
	const int fd = memfd_create("rows", MFD_CLOEXEC);
	FILE *f = fd == -1 ? NULL : fdopen(fd, "w+");

	if (f == NULL)
		err(EXIT_TROUBLE, NULL);
	p->real = p->out;
	use_out(p, f);
}

void
put_release(struct put *p)
{
	FILE *f = p->out;
	char buf[COPY];
	size_t n;

	if (fflush(f) == EOF || fseek(f, 0, SEEK_SET) == -1)
		err(EXIT_TROUBLE, NULL);
	while ((n = fread_unlocked(buf, 1, sizeof buf, f)) > 0)
		fwrite_unlocked(buf, 1, n, p->real);
	if (ferror(f))
		err(EXIT_TROUBLE, NULL);
	fclose(f);
	use_out(p, p->real);
}

void
put_close(struct put *p)
{
	if (p->held && !p->branch)
		put_chosen_close(p);
	else if (!p->branch)
		put_cell_finish(p);
	if (p->path && (ferror(p->out) | fclose(p->out)))
		err(EXIT_TROUBLE, "%s", p->path);
	if (p->draft)
		draft_keep(p->draft, true);
	put_free(p);
}
