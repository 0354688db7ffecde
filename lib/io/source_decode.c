/*
 * From another encoding to UTF-8.
 *
 * iconv(3) takes a detour over UCS-4 and a call for each piece.  Most encodings need neither: a
 * character is one byte or two, whatever stands before it.  For these iconv fills tables, a row
 * per first byte when it is first seen, and is asked again only for what the tables lack: longer
 * characters, and what is not valid.  Characters of four bytes (GB18030 has the yen sign and Korean
 * there) are kept.  Encodings that have a state (UTF-16, ISO-2022-JP, or those
 * whose accents follow their letter) go through iconv as they are.
 */
#include "lib/io/source_own.h"

#include <err.h>
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base/exit.h"
#include "lib/base/mem.h"

enum {
	LONGEST = 8,		/* bytes of a character in any encoding */
	WIDEST = 32,		/* bytes of UTF-8 that a character may become */
	FOUR = 4, KEPT = 4096,	/* characters of four bytes; a power of two */
	INVALID = 0xff,
};

struct kept {
	char in[FOUR], to[FOUR];
	unsigned char n;	/* bytes of UTF-8; 0: nothing is kept here */
};

struct source_decode {
	iconv_t cd;
	size_t unit;		/* bytes to leave out where nothing is valid */
	bool tables, ascii;	/* bytes below 80 are ASCII */
	/* UTF-8 of at most three bytes, the first lowest, and its length in the highest; 0: none */
	uint32_t one[256], *two[256];
	bool leads[256];
	struct kept kept[KEPT];
};

/*
 * What the N bytes become, alone: its length, 0 if that is not yet certain, -1 if they are not a
 * character.
 */
static int
convert(struct source_decode *d, const char *in, size_t n, char *to)
{
	char *from = (char *)(uintptr_t)in;
	size_t room = WIDEST;

	iconv(d->cd, NULL, NULL, NULL, NULL);
	if (iconv(d->cd, &from, &n, &to, &room) == (size_t)-1)
		return -1;
	const size_t put = WIDEST - room;

	iconv(d->cd, NULL, NULL, &to, &room);
	return put == WIDEST - room ? (int)put : 0;
}

static uint32_t
entry(const char *utf8, int n)
{
	uint32_t e = (uint32_t)n << 24;

	for (int i = 0; i < n; i++)
		e |= (uint32_t)(unsigned char)utf8[i] << 8 * i;
	return e;
}

/* Fills the table of single bytes. False if the encoding has a state, so that no table can. */
static bool
fill_one(struct source_decode *d)
{
	char utf8[WIDEST];

	d->ascii = true;
	for (int i = 0; i < 256; i++) {
		const char c = (char)i;
		const int n = convert(d, &c, 1, utf8);

		d->leads[i] = n == -1 && errno == EINVAL;
		if (n == 0 || (i < 0x80 && d->leads[i]))
			return false;
		if (n > 0 && n <= 3)
			d->one[i] = entry(utf8, n);
		if (i < 0x80 && d->one[i] != entry(&c, 1))
			d->ascii = false;
	}
	return d->one['a'] == entry("a", 1) && d->one['\n'] == entry("\n", 1);
}

/* Fills the table of pairs that begin with LEAD. False if a pair can need more bytes. */
static bool
fill_two(struct source_decode *d, unsigned char lead)
{
	char pair[2] = { (char)lead }, utf8[WIDEST];

	d->two[lead] = mem_new(256, sizeof *d->two[lead]);
	for (int i = 0; i < 256; i++) {
		pair[1] = (char)i;
		const int n = convert(d, pair, 2, utf8);

		if (n == 0)
			return false;
		if (n > 0 && n <= 3)
			d->two[lead][i] = entry(utf8, n);
	}
	return true;
}

static size_t
unit_of(const char *encoding)
{
	if (strncasecmp(encoding, "UTF-16", 6) == 0 || strncasecmp(encoding, "UCS-2", 5) == 0 ||
	    strncasecmp(encoding, "UTF16", 5) == 0)
		return 2;
	return strncasecmp(encoding, "UTF-32", 6) == 0 || strncasecmp(encoding, "UCS-4", 5) == 0 ||
	    strncasecmp(encoding, "UTF32", 5) == 0 ? 4 : 1;
}

struct source_decode *
source_decode_new(const char *encoding)
{
	const iconv_t cd = iconv_open("UTF-8", encoding);

	if (cd == (iconv_t)-1)
		return NULL;
	struct source_decode *d = mem_new(1, sizeof *d);

	d->cd = cd;
	d->unit = unit_of(encoding);
	d->tables = fill_one(d);
	iconv(cd, NULL, NULL, NULL, NULL);
	return d;
}

/* Where a character of these four bytes is kept. */
static struct kept *
place(struct source_decode *d, const char *in)
{
	uint32_t bytes;

	memcpy(&bytes, in, sizeof bytes);
	return &d->kept[bytes * UINT32_C(2654435761) >> 16 & (KEPT - 1)];
}

/* One that was met before; 0: none. */
static size_t
again(struct source_decode *d, const char **in, size_t *n, char *to)
{
	const struct kept *k = *n >= FOUR ? place(d, *in) : NULL;

	if (k == NULL || k->n == 0 || memcmp(k->in, *in, FOUR) != 0)
		return 0;
	memcpy(to, k->to, FOUR);
	*in += FOUR;
	*n -= FOUR;
	return k->n;
}

static void
keep(struct source_decode *d, const char *in, const char *to, size_t n)
{
	struct kept *k = place(d, in);

	memcpy(k->in, in, FOUR);
	memcpy(k->to, to, FOUR);
	k->n = (unsigned char)n;
}

/* One character that the tables lack, or a byte that is not valid; 0: it is not whole. */
static size_t
slow(struct source_decode *d, const char **in, size_t *n, char *to, bool last)
{
	const size_t known = again(d, in, n, to);

	if (known > 0)
		return known;
	for (size_t k = 1; k <= *n && k <= LONGEST; k++) {
		const int got = convert(d, *in, k, to);

		if (got > 0) {
			if (k == FOUR && got <= FOUR)
				keep(d, *in, to, (size_t)got);
			*in += k;
			*n -= k;
			return (size_t)got;
		}
		if (got == -1 && errno == EILSEQ)
			break;
		if (k == *n && k < LONGEST && !last)
			return 0;
	}
	*to = (char)INVALID;
	++*in;
	--*n;
	return 1;
}

/* Copies what is ASCII at the beginning, by eight bytes; returns their number. */
static size_t
ascii_run(const char *in, size_t n, char *to)
{
	size_t i = 0;

	for (uint64_t w; i + sizeof w <= n; i += sizeof w) {
		memcpy(&w, in + i, sizeof w);
		if (w & UINT64_C(0x8080808080808080))
			break;
		memcpy(to + i, &w, sizeof w);
	}
	return i;
}

/* Decodes by the tables, until a byte shows that the encoding cannot be decoded by tables. */
static size_t
by_tables(struct source_decode *d, const char **in, size_t *n, char *to, size_t room, bool last)
{
	const char *p = *in, *const end = p + *n;
	char *out = to, *const full = to + room - WIDEST;

	while (p < end && out <= full) {
		const unsigned char c = (unsigned char)*p;
		uint32_t e = d->one[c];
		size_t k = 1;

		if (c < 0x80 && d->ascii) {
			const size_t left = (size_t)(full - out), in_left = (size_t)(end - p);
			const size_t run = ascii_run(p, left < in_left ? left : in_left, out);

			p += run;
			out += run;
			if (run == 0)
				*out++ = *p++;
			continue;
		}
		if (e == 0 && d->leads[c] && end - p > 1) {
			if (d->two[c] == NULL && !fill_two(d, c)) {
				d->tables = false;
				iconv(d->cd, NULL, NULL, NULL, NULL);
				break;
			}
			e = d->two[c][(unsigned char)p[1]];
			k = 2;
		}
		if (e != 0) {
			memcpy(out, &e, sizeof e);
			out += e >> 24;
			p += k;
			continue;
		}
		size_t left = (size_t)(end - p);
		const size_t got = slow(d, &p, &left, out, last);

		if (got == 0)
			break;
		out += got;
	}
	*n = (size_t)(end - p);
	*in = p;
	return (size_t)(out - to);
}

static size_t
by_iconv(struct source_decode *d, const char **in, size_t *n, char *to, size_t room, bool last)
{
	char *from = (char *)(uintptr_t)*in, *out = to;

	while (*n > 0 && room >= WIDEST) {
		if (iconv(d->cd, &from, n, &out, &room) != (size_t)-1)
			break;
		if (errno == E2BIG || (errno == EINVAL && !last))
			break;
		const size_t skip = *n < d->unit ? *n : d->unit;

		from += skip;
		*n -= skip;
		*out++ = (char)INVALID;
		room--;
	}
	if (last && *n == 0 && room >= WIDEST)
		iconv(d->cd, NULL, NULL, &out, &room);
	*in = from;
	return (size_t)(out - to);
}

size_t
source_decode(struct source_decode *d, const char **in, size_t *n, char *to, size_t room,
    bool last)
{
	size_t put = 0;

	if (d->tables)
		put = by_tables(d, in, n, to, room, last);
	if (!d->tables && room - put >= SOURCE_ROOM)
		put += by_iconv(d, in, n, to + put, room - put, last);
	return put;
}

void
source_decode_free(struct source_decode *d)
{
	for (size_t i = 0; i < 256; i++)
		free(d->two[i]);
	iconv_close(d->cd);
	free(d);
}
