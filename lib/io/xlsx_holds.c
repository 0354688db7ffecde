#define _GNU_SOURCE
#include "lib/io/xlsx_own.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"

enum { CHUNK = 64 << 10, HEAD = 64 << 10, TAIL = 128 };

struct holds {
	struct xlsx_part *part;
	XXH3_state_t *state;
	struct text head;	/* up to <sheetData> */
	uint64_t left;		/* of the bytes to compare */
	uint64_t cells;		/* so far */
	char before;		/* the byte before */
	char tail[TAIL + 1];	/* the latest bytes */
	size_t ntail;
};

static void
add_tail(struct holds *h, const char *s, size_t n)
{
	if (n >= TAIL) {
		memcpy(h->tail, s + n - TAIL, TAIL);
		h->ntail = TAIL;
		return;
	}
	const size_t keep = h->ntail + n > TAIL ? TAIL - n : h->ntail;

	memmove(h->tail, h->tail + h->ntail - keep, keep);
	memcpy(h->tail + keep, s, n);
	h->ntail = keep + n;
}

/* No text has a "<". */
static void
count_cells(struct holds *h, const char *s, size_t n)
{
	if (n == 0)
		return;
	h->cells += h->before == '<' && *s == 'c';
	for (const char *end = s + n - 1; (s = memchr(s, '<', (size_t)(end - s))) != NULL; s++)
		h->cells += s[1] == 'c';
}

static void
take(struct holds *h, const char *s, size_t n)
{
	const size_t now = n < h->left ? n : (size_t)h->left;

	count_cells(h, s, n);
	h->before = n > 0 ? s[n - 1] : h->before;
	XXH3_64bits_update(h->state, s, now);
	h->left -= now;
	add_tail(h, s + now, n - now);
}

/* Reads up to the first row, which is not taken if it is not found. */
static bool
find_rows(struct holds *h)
{
	static const char data[] = "<sheetData>";
	char *at = NULL;
	size_t n = 1;

	while (at == NULL && n > 0 && h->head.n < HEAD) {
		n = xlsx_part_read(h->part, text_room(&h->head, CHUNK), CHUNK);
		h->head.n += n;
		at = memmem(h->head.s, h->head.n, data, sizeof data - 1);
	}
	if (at == NULL)
		return false;
	at += sizeof data - 1;
	take(h, at, (size_t)(h->head.s + h->head.n - at));
	return true;
}

static bool
part_holds(struct xlsx_zip *z, const char *path, const struct xlsx_written *rows)
{
	struct holds h = { .state = XXH3_createState(), .left = rows->bytes };
	static char buf[CHUNK];
	bool holds;

	if (h.state == NULL)
		fail_errno(NULL);
	h.part = xlsx_part_open(z, path);
	XXH3_64bits_reset(h.state);
	holds = find_rows(&h);
	for (size_t got; holds && (got = xlsx_part_read(h.part, buf, sizeof buf)) > 0;)
		take(&h, buf, got);
	h.tail[h.ntail] = '\0';
	holds = holds && h.left == 0 && h.cells == rows->cells &&
	    XXH3_64bits_digest(h.state) == rows->digest && strstr(h.tail, "</worksheet>");
	xlsx_part_close(h.part);
	text_free(&h.head);
	XXH3_freeState(h.state);
	return holds;
}

/* Ends the tool if a part that is not a worksheet is cut off. */
static void
check_others(struct xlsx_zip *z)
{
	static const struct xlsx_tags tags = { 0 };
	const char *path;

	for (uint64_t i = 0; (path = xlsx_zip_path(z, i)) != NULL; i++)
		if (strncmp(path, "xl/worksheets/", 14) != 0)
			xlsx_xml_read(z, path, &tags, NULL);
}

bool
xlsx_holds(int fd, const struct xlsx_written *rows, size_t n)
{
	struct xlsx_zip *z = xlsx_zip_open(fd, "the temporary file of the workbook");
	struct xlsx_book *b = xlsx_book_read(z);
	bool holds = b->n == n;

	for (size_t i = 0; holds && i < n; i++)
		holds = part_holds(z, b->tab[i].path, &rows[i]);
	check_others(z);
	xlsx_book_free(b);
	xlsx_zip_close(z);
	return holds;
}
