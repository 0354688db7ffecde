#define _GNU_SOURCE
#include "lib/io/put_xlsx_own.h"

#include <err.h>
#include <stdlib.h>
#include <unistd.h>
#include <xxhash.h>

#include "lib/base/exit.h"
#include "lib/base/mem.h"
#include "lib/io/xlsx.h"

enum { COPY = 64 << 10 };

/* The rows of a worksheet as libxlsxwriter has written them, without the last one. */
struct rows {
	uint64_t bytes, digest;
};

static _Noreturn void
trouble(void)
{
	err(EXIT_TROUBLE, "a temporary file for the workbook");
}

/* libxlsxwriter does not look whether the system has taken what it wrote. */
static struct rows
written(FILE *f)
{
	static char buf[COPY];
	struct rows rows = { 0 };
	XXH3_state_t *state = XXH3_createState();
	ssize_t n;

	if (state == NULL || fflush(f) == EOF || ferror(f))
		trouble();
	XXH3_64bits_reset(state);
	while ((n = pread(fileno(f), buf, sizeof buf, (off_t)rows.bytes)) > 0) {
		XXH3_64bits_update(state, buf, (size_t)n);
		rows.bytes += (uint64_t)n;
	}
	if (n == -1)
		trouble();
	rows.digest = XXH3_64bits_digest(state);
	XXH3_freeState(state);
	return rows;
}

static void
close_book(struct put_sheet *s)
{
	const lxw_error error = put_xlsx_lib.workbook_close(s->book);

	if (error != LXW_NO_ERROR)
		errx(EXIT_TROUBLE, "the workbook: %s", put_xlsx_lib.lxw_strerror(error));
}

/* Are all rows in the workbook? */
static void
check(const struct put_sheet *s, const struct rows *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!xlsx_holds(fileno(s->file), i + 1, rows[i].bytes, rows[i].digest))
			errx(EXIT_TROUBLE, "the workbook is not complete; is there space for "
			    "temporary files?");
}

static void
copy(FILE *from, FILE *to)
{
	static char buf[COPY];
	size_t n;

	if (fseek(from, 0, SEEK_SET) == -1)
		trouble();
	while ((n = fread_unlocked(buf, 1, sizeof buf, from)) > 0)
		fwrite_unlocked(buf, 1, n, to);
	if (ferror(from))
		trouble();
}

void
put_xlsx_pack(struct put *p)
{
	struct put_sheet *s = p->sheet;
	struct rows *rows = NULL;
	size_t n = 0, room = 0;
	lxw_worksheet *sheet;

	STAILQ_FOREACH(sheet, s->book->worksheets, list_pointers) {
		rows = mem_grow(rows, n + 1, &room, sizeof *rows);
		rows[n++] = written(sheet->optimize_tmpfile);
	}
	close_book(s);
	check(s, rows, n);
	copy(s->file, p->out);
	fclose(s->file);
	free(rows);
	text_free(&s->text);
	free(s);
	p->sheet = NULL;
}
