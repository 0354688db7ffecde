#include "lib/io/rejects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/outlet.h"
#include "lib/io/put.h"
#include "lib/io/quote.h"
#include "lib/io/table.h"

struct rejects {
	const char *option, *path;
	bool kept_as_is;	/* the load is only tried, so the file does not change */
	struct put *out;	/* NULL: not opened yet */
	struct map *earlier;	/* the rows that were in the file before, each as CSV */
	struct map *known;	/* their keys, see key_of */
	size_t *left;		/* by key: how many of them this load has not rejected again */
	size_t nagain;
};

static const char header_end[] = "file,line,column,reason", mark[] = "\xef\xbb\xbf";

struct rejects *
rejects_new(const char *option, const char *path, bool dry_run)
{
	struct rejects *r = mem_new(1, sizeof *r);

	r->option = option;
	r->path = path;
	r->kept_as_is = dry_run && !outlet_is_stream(path);
	return r;
}

static bool
same_file(const char *input, const char *path)
{
	struct stat a, b;
	const bool is = strcmp(input, "-") == 0 ? fstat(STDIN_FILENO, &a) == 0
	    : stat(input, &a) == 0;

	return is && stat(path, &b) == 0 && S_ISREG(b.st_mode) && a.st_dev == b.st_dev &&
	    a.st_ino == b.st_ino;
}

static void
check_input(const struct rejects *r, const char *file)
{
	if (same_file(file, r->path))
		fail("%s: is an input file; choose another --%s file", r->path, r->option);
}

/* The whole file; empty if there is none, or if it is a stream. */
static struct text
read_file(const char *path)
{
	struct text t = { 0 };
	char buf[BUFSIZ];
	size_t n;

	if (access(path, F_OK) == -1 || outlet_is_stream(path))
		return t;
	FILE *f = fopen(path, "re");

	if (f == NULL)
		fail_errno("%s", path);
	while ((n = fread(buf, 1, sizeof buf, f)) > 0)
		text_add(&t, buf, n);
	if (ferror(f))
		fail_errno("%s", path);
	fclose(f);
	return t;
}

/* The bytes of the row at S, without the end of its line, which may be CR LF. */
static size_t
row_size(const char *s, size_t n)
{
	bool inside = false;
	size_t i = 0;

	for (; i < n && (inside || s[i] != '\n'); i++)
		inside ^= s[i] == '"';
	return i > 0 && s[i - 1] == '\r' ? i - 1 : i;
}

/* Where the row after that of SIZE bytes begins. */
static size_t
next_row(const struct text *t, size_t at, size_t size)
{
	at += size;
	at += at < t->n && t->s[at] == '\r';
	return at + (at < t->n && t->s[at] == '\n');
}

/*
 * What a row is known by when it is rejected again: its cells, the column and the reason, but not
 * its file and line, because an export that grows has another name or other lines. The caller frees
 * it.
 */
static struct text
key_of(const char *row, size_t n)
{
	enum { TAIL = 4 };		/* file, line, column, reason */
	size_t comma[TAIL] = { 0 };	/* the last ones, of which the latest is at i % TAIL */
	size_t i = 0;
	bool inside = false;
	struct text key = { 0 };

	for (size_t k = 0; k < n; k++) {
		inside ^= row[k] == '"';
		if (row[k] == ',' && !inside)
			comma[i++ % TAIL] = k;
	}
	text_add(&key, row, comma[i % TAIL]);
	text_add(&key, row + comma[(i + 2) % TAIL], n - comma[(i + 2) % TAIL]);
	return key;
}

/* Counts the earlier rows by their keys. */
static void
know_rows(struct rejects *r)
{
	size_t room = 0;

	r->known = map_new();
	for (size_t i = 0; i < map_count(r->earlier); i++) {
		const char *row = map_key(r->earlier, i);
		struct text key = key_of(row, strlen(row));
		bool is_new;
		const size_t at = map_at(r->known, key.s, key.n, &is_new);

		r->left = mem_grow(r->left, at + 1, &room, sizeof *r->left);
		r->left[at] = is_new ? 1 : r->left[at] + 1;
		text_free(&key);
	}
}

/* Whether the file has this row from an earlier load, and no row of this load was that one. */
static bool
is_again(struct rejects *r, const struct text *row)
{
	struct text key = key_of(row->s, row->n - 1);
	size_t at;
	const bool is = map_find(r->known, key.s, key.n, &at) && r->left[at] > 0;

	if (is) {
		r->left[at]--;
		r->nagain++;
	}
	text_free(&key);
	return is;
}

/* The header of the file for this table. The caller frees it. */
static struct text
header_of(const struct table *in)
{
	struct text t = { 0 };

	for (size_t i = 0; i < table_file_width(in); i++) {
		quote_csv(&t, table_file_name(in, i));
		text_add(&t, ",", 1);
	}
	text_add(&t, header_end, strlen(header_end));
	return t;
}

/* The rows that the file has now, which stay. Ends the tool if rows of IN cannot follow them. */
static struct map *
read_rows(const struct rejects *r, const struct table *in)
{
	struct map *rows = map_new();
	struct text file = read_file(r->path), header = header_of(in);
	size_t at = file.n >= 3 && memcmp(file.s, mark, 3) == 0 ? 3 : 0;
	size_t size = row_size(file.s + at, file.n - at);
	const bool fits = size == header.n && memcmp(file.s + at, header.s, size) == 0 &&
	    text_utf8(file.s, file.n) == file.n;

	for (at = next_row(&file, at, size); at < file.n; at = next_row(&file, at, size))
		if ((size = row_size(file.s + at, file.n - at)) > 0)
			map_at(rows, file.s + at, size, NULL);
	if (map_count(rows) > 0 && !fits)
		fail("%s: has rows of an earlier load, with other columns or in another encoding"
		    " (load them and remove the file, or choose another --%s file)",
		    r->path, r->option);
	text_free(&file);
	text_free(&header);
	return rows;
}

void
rejects_check(const struct rejects *r, const struct table *in, char *const *files)
{
	if (*files == NULL)
		check_input(r, "-");
	for (; *files; files++)
		check_input(r, *files);
	put_check_file(r->path, header_end);
	map_free(read_rows(r, in));
}

static size_t
width_of(const struct table *in)
{
	size_t marks = 0;

	while (table_marks[marks])
		marks++;
	return table_file_width(in) + marks;
}

void
rejects_open(struct rejects *r, const struct table *in)
{
	if (r->out || r->kept_as_is)
		return;
	/* from here on no other program writes the file, so that no row of it is lost */
	r->out = put_open_file(r->path, header_end);
	r->earlier = read_rows(r, in);
	know_rows(r);
	put_same_names(r->out);
	if (table_has_mark(in))
		put_mark(r->out);
	for (size_t i = 0; i < table_file_width(in); i++)
		put_column(r->out, table_file_name(in, i), PUT_TEXT);
	for (const char *const *name = table_marks; *name; name++)
		put_column(r->out, *name, PUT_TEXT);
	for (size_t i = 0; i < map_count(r->earlier); i++) {
		put_raw(r->out, map_key(r->earlier, i), width_of(in));
		put_end(r->out);
	}
}

/* The cells of the row and what is wrong with it, as CSV. The caller frees it. */
static struct text
row_of(const struct table_reject *bad)
{
	const char *const cell[] = { bad->column ? bad->column : "", bad->reason };
	char line[NUM_SIZE];
	struct text t = { 0 };

	text_add(&t, bad->csv, strlen(bad->csv));
	text_add(&t, ",", 1);
	quote_csv(&t, bad->file);
	text_add(&t, ",", 1);
	num_int((int64_t)bad->line, line);
	text_add(&t, line, strlen(line));
	for (size_t i = 0; i < sizeof cell / sizeof *cell; i++) {
		text_add(&t, ",", 1);
		quote_csv(&t, cell[i]);
	}
	text_add(&t, "", 1);
	return t;
}

void
rejects_add(void *ctx, const struct table *in, const struct table_reject *bad)
{
	struct rejects *r = ctx;

	if (r->kept_as_is)
		return;
	struct text row = row_of(bad);

	rejects_open(r, in);
	if (!is_again(r, &row)) {
		put_raw(r->out, row.s, width_of(in));
		put_end(r->out);
	}
	text_free(&row);
}

static void
end_file(struct rejects *r)
{
	const size_t kept = map_count(r->earlier) - r->nagain;

	put_close(r->out);
	if (kept > 0)
		opt_note("%s: still has %zu row%s of earlier loads", r->path, kept,
		    TEXT_PLURAL(kept));
	map_free(r->earlier);
	map_free(r->known);
	free(r->left);
}

void
rejects_close(struct rejects *r)
{
	if (r->out)
		end_file(r);
	free(r);
}
