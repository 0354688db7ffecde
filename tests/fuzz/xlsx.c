/*
 * A workbook: whatever its parts are, the text is CSV in UTF-8 with whole rows, and the same in
 * small pieces.  The first byte says what the input is: Z is a zip archive as it is; anything else
 * is the parts, each after a line "@PATH", which this packs.
 */
#define _GNU_SOURCE
#include "tests/fuzz/fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/text.h"
#include "lib/io/block.h"
#include "lib/io/xlsx.h"

enum { PARTS = 16, MOST = 1 << 14, OUT = 1 << 22 };

static struct text out;		/* of the reader at hand; not freed between */
static size_t piece;

static void
read_all(const char *path)
{
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct xlsx *x = xlsx_open(fd, "f", NULL);
	size_t n = 1;

	out.n = 0;
	while (n > 0 && out.n + piece <= OUT) {
		n = xlsx_read(x, out.s + out.n, piece);
		out.n += n;
	}
	xlsx_close(x);
	close(fd);
}

/* A zip archive of stored parts. */

static uint32_t
crc_of(const uint8_t *s, size_t n)
{
	uint32_t crc = ~0U;

	for (size_t i = 0; i < n; i++) {
		crc ^= s[i];
		for (int k = 0; k < 8; k++)
			crc = crc >> 1 ^ (0xedb88320U & -(crc & 1));
	}
	return ~crc;
}

static void
add_number(struct text *t, uint32_t x, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		text_add(t, &(char){ (char)(x >> 8 * i) }, 1);
}

struct part {
	const char *name;
	size_t nname;
	const uint8_t *s;
	size_t n;
	uint32_t at;		/* in the archive */
};

/* What the two headers of a part have in common. */
static void
add_facts(struct text *t, const struct part *p)
{
	static const char stored[8];	/* no flags, no time */

	add_number(t, 20, 2);
	text_add(t, stored, sizeof stored);
	add_number(t, crc_of(p->s, p->n), 4);
	add_number(t, (uint32_t)p->n, 4);
	add_number(t, (uint32_t)p->n, 4);
	add_number(t, (uint32_t)p->nname, 2);
	add_number(t, 0, 2);
}

static void
pack(struct text *t, struct part *p, size_t n)
{
	static const char zeros[10];	/* no comment, the first disk, no attributes */

	for (size_t i = 0; i < n; i++) {
		p[i].at = (uint32_t)t->n;
		text_add(t, "PK\3\4", 4);
		add_facts(t, &p[i]);
		text_add(t, p[i].name, p[i].nname);
		text_add(t, (const char *)p[i].s, p[i].n);
	}
	const uint32_t from = (uint32_t)t->n;

	for (size_t i = 0; i < n; i++) {
		text_add(t, "PK\1\2\24\0", 6);
		add_facts(t, &p[i]);
		text_add(t, zeros, sizeof zeros);
		add_number(t, p[i].at, 4);
		text_add(t, p[i].name, p[i].nname);
	}
	const uint32_t size = (uint32_t)t->n - from;

	text_add(t, "PK\5\6\0\0\0\0", 8);
	add_number(t, (uint32_t)n, 2);
	add_number(t, (uint32_t)n, 2);
	add_number(t, size, 4);
	add_number(t, from, 4);
	add_number(t, 0, 2);
}

/* Splits the input at its lines "@PATH". */
static size_t
split(const uint8_t *s, size_t n, struct part *p)
{
	const uint8_t *end = s + n;
	size_t parts = 0;

	while (s < end && parts < PARTS) {
		const uint8_t *lf = memchr(s, '\n', (size_t)(end - s));
		const uint8_t *next = lf ? memmem(lf, (size_t)(end - lf), "\n@", 2) : NULL;

		if (lf == NULL)
			break;
		const uint8_t *until = next == NULL ? end : next > lf ? next : lf + 1;

		p[parts++] = (struct part){
			.name = (const char *)s + 1, .nname = (size_t)(lf - s) - (lf > s),
			.s = lf + 1, .n = (size_t)(until - lf) - 1,
		};
		s = next ? next + 1 : end;
	}
	return parts;
}

/* Each row of the text is a row, and none is half a row. */
static void
check_text(void)
{
	struct block *b = block_new();

	FUZZ_HOLDS(text_utf8(out.s, out.n) == out.n);
	FUZZ_HOLDS(out.n == 0 || out.s[out.n - 1] == '\n');
	b->file = "f";
	b->separator = ',';
	b->numbered = true;
	b->buf = mem_new(out.n + 1, 1);
	b->n = out.n;
	b->room = out.n + 1;
	memcpy(b->buf, out.s, out.n);
	block_split(b);
	FUZZ_HOLDS(!b->framing && b->nbad == 0);
	FUZZ_HOLDS(b->lines <= 1048576);
	block_free(b);
}

static void
check(const uint8_t *s, size_t n)
{
	static char first[OUT];

	piece = OUT / 4;
	if (!fuzz_read(read_all, s, n))
		return;
	const size_t size = out.n;

	check_text();
	memcpy(first, out.s, size);
	piece = 7;
	FUZZ_HOLDS(fuzz_read(read_all, s, n) && out.n == size && memcmp(first, out.s, size) == 0);
}

/* The libraries are loaded for good: what they allocate must not be given back. */
static void
load(void)
{
	static const char book[] = "@xl/workbook.xml\n<w><sheet name='a' id='1'/></w>\n"
	    "@xl/_rels/workbook.xml.rels\n"
	    "<r><Relationship Id='1' Type='/worksheet' Target='a'/></r>\n@xl/a\n<worksheet/>";
	struct part p[PARTS];
	struct text zip = { 0 };
	char path[32];
	const int fd = memfd_create("load", 0);

	pack(&zip, p, split((const uint8_t *)book, sizeof book - 1, p));
	if (write(fd, zip.s, zip.n) != (ssize_t)zip.n)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	piece = OUT / 4;
	read_all(path);
	close(fd);
	text_free(&zip);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	static bool loaded;
	struct part p[PARTS];
	struct text zip = { 0 };

	if (n == 0 || n > MOST)
		return 0;
	if (!loaded) {
		out.s = malloc(OUT);
		load();
	}
	loaded = true;
	if (*s == 'Z') {
		check(s + 1, n - 1);
		return 0;
	}
	pack(&zip, p, split(s, n, p));
	check((const uint8_t *)zip.s, zip.n);
	text_free(&zip);
	return 0;
}
