#define _GNU_SOURCE
#include "lib/io/put.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/date.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/io/draft.h"
#include "lib/io/opt.h"
#include "lib/io/quote.h"

enum { GAP = 2, FLUSH = 64 << 10, HELD = 64 << 20 };

struct column {
	char *name;
	enum put_kind kind;
	size_t width;		/* aligned formats: of the widest cell */
	bool number;		/* aligned formats: all cells look like numbers */
};

struct put {
	enum put_format format;
	bool header;		/* still to be written */
	bool branch;		/* rows for another put */
	FILE *out;
	const char *path;	/* NULL: standard output */
	struct draft *draft;	/* of a file; NULL: standard output, a device */
	struct column *col;
	size_t ncol, room;
	struct map *names;	/* of the columns */
	size_t at;		/* column of the next cell */
	struct text buf;	/* rows not yet written; aligned formats: cells, each NUL-terminated */
	size_t rows;
	size_t blanks;		/* aligned formats: due before the next text */
	bool held;
	FILE *spool;		/* rows that are held, where there are many */
};

static bool
aligned(const struct put *p)
{
	return p->format == PUT_TABLE || p->format == PUT_MD;
}

static struct put *
new_put(FILE *out, enum put_format format, bool header)
{
	struct put *p = mem_new(1, sizeof *p);

	p->out = out;
	p->format = format;
	p->header = header;
	p->names = map_new();
	return p;
}

struct put *
put_open(const struct put_opts *o)
{
	return new_put(stdout, o->aligned ? PUT_TABLE : (enum put_format)o->format, !o->no_header);
}

/* What a person reads: control characters would break the lines. */
static void
plain_text(struct text *t, const char *s, enum put_format format)
{
	for (; *s; s++)
		if (format == PUT_MD && *s == '|')
			text_add(t, "\\|", 2);
		else
			text_add(t, (unsigned char)*s < ' ' ? " " : s, 1);
}

/* A name on one line, as a cell is. */
static char *
aligned_name(const struct put *p, const char *name)
{
	struct text t = { 0 };

	plain_text(&t, name, p->format);
	text_add(&t, "", 1);
	return t.s;
}

/* May the file be overwritten? */
static bool
is_kind(FILE *f, const char *last)
{
	char *line = NULL;
	size_t room = 0, want = strlen(last);
	ssize_t n = getline(&line, &room, f);

	if (n > 0 && line[n - 1] == '\n')
		line[--n] = '\0';
	const bool is = n <= 0 || ((size_t)n >= want && strcmp(line + n - want, last) == 0);

	free(line);
	return is;
}

/* Ends the tool if the file is there and may not be overwritten. */
static void
check_file(const char *path, const char *last)
{
	FILE *f = fopen(path, "re");

	if (f == NULL)
		err(EXIT_TROUBLE, "%s", path);
	if (!is_kind(f, last))
		errx(EXIT_TROUBLE, "%s: file exists with another header; not overwritten", path);
	fclose(f);
	if (access(path, W_OK) == -1)
		err(EXIT_TROUBLE, "%s", path);
}

/* Is it a device or a FIFO, which is written to as it is? */
static bool
is_special(const char *path)
{
	struct stat st;

	/* /dev/stdout may be a file, but is not one to be replaced */
	return stat(path, &st) == 0 && (!S_ISREG(st.st_mode) || strncmp(path, "/dev/", 5) == 0);
}

void
put_check_file(const char *path, const char *last)
{
	if (access(path, F_OK) == 0 && !is_special(path))
		check_file(path, last);
}

/* A FIFO that nobody reads would swallow the rows. */
static int
open_special(const char *path)
{
	const int fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	if (fd == -1 && errno == ENXIO)
		errx(EXIT_TROUBLE, "%s: no program reads from it", path);
	if (fd == -1 || fcntl(fd, F_SETFL, 0) == -1)
		err(EXIT_TROUBLE, "%s", path);
	return fd;
}

struct put *
put_open_file(const char *path, const char *last)
{
	const bool special = is_special(path);

	put_check_file(path, last);
	struct draft *draft = special ? NULL : draft_open(path);
	FILE *f = fdopen(special ? open_special(path) : fcntl(draft_fd(draft), F_DUPFD_CLOEXEC, 0), "w");

	if (f == NULL)
		err(EXIT_TROUBLE, "%s", path);
	struct put *p = new_put(f, PUT_CSV, true);

	p->path = path;
	p->draft = draft;
	return p;
}

void
put_column(struct put *p, const char *name, enum put_kind kind)
{
	bool is_new;

	map_at(p->names, name, strlen(name), &is_new);
	if (!is_new)
		errx(EXIT_TROUBLE, "duplicate column '%s' in the output", name);
	p->col = mem_grow(p->col, p->ncol + 1, &p->room, sizeof *p->col);
	char *shown = aligned(p) ? aligned_name(p, name) : NULL;

	p->col[p->ncol++] = (struct column){ mem_text(name), kind, shown ? text_width(shown, strlen(shown)) : 0,
		kind != PUT_TEXT };
	free(shown);
}

void
put_columns(struct put *p, const struct put_head *head)
{
	for (; head->name; head++)
		put_column(p, head->name, head->kind);
}

struct put *
put_branch(const struct put *from)
{
	struct put *p = new_put(NULL, from->format, false);

	p->branch = true;
	for (size_t i = 0; i < from->ncol; i++)
		put_column(p, from->col[i].name, from->col[i].kind);
	return p;
}

/* Cells in each format. */

static void
tsv(struct text *t, const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '\t':
			text_add(t, "\\t", 2);
			break;
		case '\n':
			text_add(t, "\\n", 2);
			break;
		case '\r':
			text_add(t, "\\r", 2);
			break;
		case '\\':
			text_add(t, "\\\\", 2);
			break;
		default:
			text_add(t, s, 1);
		}
}

static void
json_string(struct text *t, const char *s)
{
	char code[8];

	text_add(t, "\"", 1);
	for (; *s; s++)
		if (*s == '"' || *s == '\\') {
			text_add(t, "\\", 1);
			text_add(t, s, 1);
		} else if (*s == '\n')
			text_add(t, "\\n", 2);
		else if (*s == '\t')
			text_add(t, "\\t", 2);
		else if ((unsigned char)*s < ' ')
			text_add(t, code, (size_t)snprintf(code, sizeof code, "\\u%04x", (unsigned)*s));
		else
			text_add(t, s, 1);
	text_add(t, "\"", 1);
}

/* JSON's idea of a number, under which 007 and +1 are none. */
static bool
is_number(const char *s)
{
	s += *s == '-';
	if (*s == '0')
		s++;
	else if (*s >= '1' && *s <= '9')
		s += strspn(s, "0123456789");
	else
		return false;
	if (*s == '.') {
		size_t n = strspn(s + 1, "0123456789");

		if (n == 0)
			return false;
		s += n + 1;
	}
	if (*s == 'e' || *s == 'E') {
		s += s[1] == '+' || s[1] == '-' ? 2 : 1;
		size_t n = strspn(s, "0123456789");

		if (n == 0)
			return false;
		s += n;
	}
	return *s == '\0';
}

static void
plain(struct put *p, const char *s)
{
	size_t from = p->buf.n;

	plain_text(&p->buf, s, p->format);
	struct column *c = &p->col[p->at];
	size_t width = text_width(p->buf.s + from, p->buf.n - from);

	text_add(&p->buf, "", 1);
	if (width > c->width)
		c->width = width;
	if (width > 0 && (c->kind == PUT_TEXT || (c->kind == PUT_CELL && !is_number(p->buf.s + from))))
		c->number = false;
}

static void
begin_cell(struct put *p)
{
	if (p->at == 0 && p->format == PUT_JSON)
		text_add(&p->buf, "{", 1);
	else if (p->at > 0 && !aligned(p))
		text_add(&p->buf, p->format == PUT_TSV ? "\t" : ",", 1);
	if (p->format == PUT_JSON) {
		json_string(&p->buf, p->col[p->at].name);
		text_add(&p->buf, ":", 1);
	}
}

/* A cell whose text is S; NUMBER: JSON writes it without quotes. */
static void
cell(struct put *p, const char *s, bool number)
{
	if (p->at == p->ncol)
		errx(EXIT_TROUBLE, "more cells than columns");	/* a mistake of ours */
	begin_cell(p);
	switch (p->format) {
	case PUT_CSV:
		if (p->ncol == 1 && *s == '\0')
			text_add(&p->buf, "\"\"", 2);	/* a blank line would be no row */
		else
			quote_csv(&p->buf, s);
		break;
	case PUT_TSV:
		tsv(&p->buf, s);
		break;
	case PUT_JSON:
		if (*s == '\0')
			text_add(&p->buf, "null", 4);
		else if (number)
			text_add(&p->buf, s, strlen(s));
		else
			json_string(&p->buf, s);
		break;
	case PUT_TABLE:
	case PUT_MD:
		plain(p, s);
		break;
	}
	p->at++;
}

void
put_text(struct put *p, const char *s)
{
	if (s == NULL)
		s = "";
	cell(p, s, p->col[p->at].kind == PUT_CELL && is_number(s));
}

/* Digits need no quoting: CSV takes them as they are. */
static void
digits(struct put *p, const char *s, size_t n)
{
	if (p->format != PUT_CSV || p->at == p->ncol) {
		cell(p, s, true);
		return;
	}
	if (p->at++ > 0)
		text_add(&p->buf, ",", 1);
	text_add(&p->buf, s, n);
}

void
put_int(struct put *p, int64_t i)
{
	char buf[NUM_SIZE];

	digits(p, buf, num_int(i, buf));
}

void
put_amount(struct put *p, int64_t i)
{
	char buf[NUM_SIZE];

	digits(p, buf, money_text(i, buf));
}

void
put_real(struct put *p, double x)
{
	char buf[NUM_SIZE];

	if (isnan(x))
		put_none(p);
	else if (!aligned(p))
		digits(p, buf, num_text(x, buf));
	else {
		snprintf(buf, sizeof buf, "%.6g", x);
		cell(p, buf, true);
	}
}

void
put_date(struct put *p, int32_t day)
{
	char buf[DATE_SIZE];

	if (day == DATE_NONE)
		put_none(p);
	else
		cell(p, date_text(day, buf), false);
}

void
put_none(struct put *p)
{
	cell(p, "", false);
}

void
put_value(struct put *p, const struct value *v)
{
	if (v->none) {
		put_none(p);
		return;
	}
	switch (p->col[p->at].kind) {
	case PUT_TEXT:
	case PUT_CELL:
		put_text(p, v->s);
		break;
	case PUT_INT:
		put_int(p, v->i);
		break;
	case PUT_AMOUNT:
		put_amount(p, v->i);
		break;
	case PUT_REAL:
		put_real(p, v->x);
		break;
	case PUT_DATE:
		put_date(p, (int32_t)v->i);
		break;
	}
}

void
put_cells(struct put *p, const struct value *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put_value(p, &v[i]);
}

void
put_raw(struct put *p, const char *csv, size_t width)
{
	begin_cell(p);
	text_add(&p->buf, csv, strlen(csv));
	p->at += width;
}

/* Writing. */

static void
flush(struct put *p)
{
	FILE *to = p->spool ? p->spool : p->out;

	if (p->buf.n > 0 && fwrite_unlocked(p->buf.s, 1, p->buf.n, to) < p->buf.n && p->spool)
		err(EXIT_TROUBLE, "temporary file");
	p->buf.n = 0;
}

void
put_hold(struct put *p)
{
	p->held = true;
}

static void
flush_held(struct put *p)
{
	if (p->buf.n < HELD)
		return;
	if (p->spool == NULL && (p->spool = tmpfile()) == NULL)
		err(EXIT_TROUBLE, "temporary file");
	flush(p);
}

void
put_release(struct put *p)
{
	FILE *spool = p->spool;
	size_t n;

	p->held = false;
	if (spool == NULL || aligned(p))
		return;
	flush(p);
	p->spool = NULL;
	if (fflush(spool) == EOF || fseek(spool, 0, SEEK_SET) == -1)
		err(EXIT_TROUBLE, "temporary file");
	while ((n = fread_unlocked(text_room(&p->buf, FLUSH), 1, FLUSH, spool)) > 0)
		fwrite_unlocked(p->buf.s, 1, n, p->out);
	if (ferror(spool))
		err(EXIT_TROUBLE, "temporary file");
	fclose(spool);
}

static void
header(struct put *p)
{
	struct text t = { 0 };

	p->header = false;
	if (p->format == PUT_JSON || aligned(p))
		return;
	for (size_t i = 0; i < p->ncol; i++) {
		if (i > 0)
			text_add(&t, p->format == PUT_TSV ? "\t" : ",", 1);
		(p->format == PUT_TSV ? tsv : quote_csv)(&t, p->col[i].name);
	}
	text_add(&t, "\n", 1);
	fwrite_unlocked(t.s, 1, t.n, p->out);
	text_free(&t);
}

void
put_end(struct put *p)
{
	if (p->at != p->ncol)
		errx(EXIT_TROUBLE, "%zu cells for %zu columns", p->at, p->ncol);	/* a mistake of ours */
	p->at = 0;
	p->rows++;
	if (aligned(p))
		return;
	text_add(&p->buf, p->format == PUT_JSON ? "}\n" : "\n", p->format == PUT_JSON ? 2 : 1);
	if (p->branch)
		return;
	if (p->header)
		header(p);
	if (p->held)
		flush_held(p);
	else if (p->buf.n >= FLUSH)
		flush(p);
}

void
put_join(struct put *p, struct put *branch)
{
	if (p->header && !aligned(p))
		header(p);
	if (aligned(p)) {
		text_add(&p->buf, branch->buf.s ? branch->buf.s : "", branch->buf.n);
		for (size_t i = 0; i < p->ncol; i++) {
			if (branch->col[i].width > p->col[i].width)
				p->col[i].width = branch->col[i].width;
			p->col[i].number &= branch->col[i].number;
		}
	} else {
		flush(p);
		fwrite_unlocked(branch->buf.s ? branch->buf.s : "", 1, branch->buf.n, p->out);
	}
	p->rows += branch->rows;
	branch->buf.n = branch->rows = 0;
}

/* Blanks are written when something follows them: no line ends in them. */
static void
aligned_text(struct put *p, const char *s, size_t n)
{
	if (n == 0)
		return;
	for (; p->blanks > 0; p->blanks--)
		putc_unlocked(' ', p->out);
	fwrite_unlocked(s, 1, n, p->out);
}

static void
aligned_cell(struct put *p, size_t i, const char *s)
{
	const struct column *c = &p->col[i];
	const size_t n = strlen(s), space = c->width - text_width(s, n);

	if (p->format == PUT_MD)
		aligned_text(p, "| ", 2);
	p->blanks += c->number ? space : 0;
	aligned_text(p, s, n);
	p->blanks += (c->number ? 0 : space) + (p->format == PUT_MD ? 1 : GAP);
}

static void
aligned_header(struct put *p, size_t i)
{
	char *name = aligned_name(p, p->col[i].name);

	aligned_cell(p, i, name);
	free(name);
}

static void
aligned_line_end(struct put *p)
{
	if (p->format == PUT_MD)
		aligned_text(p, "|", 1);
	p->blanks = 0;
	putc_unlocked('\n', p->out);
}

static void
rule(struct put *p)
{
	for (size_t i = 0; i < p->ncol; i++) {
		const struct column *c = &p->col[i];

		fputs("|-", p->out);
		for (size_t k = 1; k < c->width; k++)
			putc_unlocked('-', p->out);
		fputs(c->number ? "-:" : "--", p->out);
	}
	aligned_line_end(p);
}

static void
print_aligned(struct put *p)
{
	const char *s = p->buf.s;

	if (p->header || p->format == PUT_MD) {
		for (size_t i = 0; i < p->ncol; i++)
			aligned_header(p, i);
		aligned_line_end(p);
	}
	if (p->format == PUT_MD)
		rule(p);
	for (size_t row = 0; row < p->rows; row++) {
		for (size_t i = 0; i < p->ncol; i++, s += strlen(s) + 1)
			aligned_cell(p, i, s);
		aligned_line_end(p);
	}
}

void
put_close(struct put *p)
{
	if (!p->branch && aligned(p))
		print_aligned(p);
	else if (!p->branch) {
		if (p->header)
			header(p);
		flush(p);
	}
	if (p->path && (ferror(p->out) | fclose(p->out)))
		err(EXIT_TROUBLE, "%s", p->path);
	if (p->draft)
		draft_keep(p->draft, true);
	for (size_t i = 0; i < p->ncol; i++)
		free(p->col[i].name);
	free(p->col);
	map_free(p->names);
	text_free(&p->buf);
	free(p);
}
