#define _GNU_SOURCE
#include "lib/io/put_xlsx_own.h"

#include <stdlib.h>
#include <unistd.h>
#include <xxhash.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/io/xlsx.h"

enum { COPY = 64 << 10 };

static _Noreturn void
trouble(void)
{
	fail_errno("the temporary file of the workbook");
}

/*
 * The rows of a worksheet that libxlsxwriter has written, without the last one.  It does not look
 * whether the system took them.
 */
static struct xlsx_written
written(FILE *f)
{
	static char buf[COPY];
	struct xlsx_written rows = { 0 };
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
	struct xlsx_written *rows = mem_new(s->sheets, sizeof *rows);
	lxw_worksheet *sheet;
	size_t n = 0;

	STAILQ_FOREACH(sheet, s->book->worksheets, list_pointers) {
		rows[n] = written(sheet->optimize_tmpfile);
		rows[n].cells = s->cells[n];
		n++;
	}
	put_xlsx_must(put_xlsx_lib.workbook_close(s->book));
	if (!xlsx_holds(fileno(s->file), rows, n))
		fail("the temporary file of the workbook is not complete");
	copy(s->file, p->out);
	fclose(s->file);
	free(rows);
	free(s->cells);
	text_free(&s->text);
	free(s);
	p->sheet = NULL;
}
