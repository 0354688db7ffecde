/*
 * The bytes of a file: the text is the same in small pieces, and the same if the file is gzip.
 * The first byte chooses --encoding; the rest is the file.
 */
#define _GNU_SOURCE
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "lib/base/text.h"
#include "lib/io/file_kind.h"
#include "lib/io/source.h"

enum { MOST = 1 << 14, OUT = 1 << 20 };

static const char *const encodings[] = {
	NULL, "auto", "GB18030", "UTF-16", "WINDOWS-1252", "SHIFT_JIS", "BIG5", "EUC-KR", "KOI8-R",
	"UTF-32", "ISO-2022-JP", "UTF-7",
};

static const char *encoding;
static char out[OUT];		/* of the reader at hand */
static size_t nout, piece;
static bool decoded;

static void
read_all(const char *path)
{
	char *doubt = NULL;
	struct source *s = source_open(path, &(struct source_opts){
		.encoding = encoding, .doubt = &doubt });
	size_t n = 1;

	nout = 0;
	decoded = source_encoding(s) != NULL;
	while (n > 0 && nout + piece <= OUT) {
		n = source_read(s, out + nout, piece);
		FUZZ_HOLDS(n <= piece);
		nout += n;
	}
	source_close(s);
	free(doubt);
}

/* What was decoded is UTF-8; the byte FF stands for what is not valid in the encoding. */
static void
check_text(void)
{
	for (size_t at = 0; decoded && at < nout; at++) {
		at += text_utf8(out + at, nout - at);
		FUZZ_HOLDS(at >= nout || out[at] == '\xff');
	}
}

static void
check_same(const uint8_t *s, size_t n, const char *want, size_t size)
{
	FUZZ_HOLDS(fuzz_read(read_all, s, n));
	FUZZ_HOLDS(nout == size && memcmp(out, want, size) == 0);
}

/* Returns the size of the gzip file; 0: it does not fit. */
static size_t
pack(const uint8_t *s, size_t n, uint8_t *to, size_t room)
{
	z_stream z = { .next_in = (uint8_t *)(uintptr_t)s, .avail_in = (uInt)n, .next_out = to,
		.avail_out = (uInt)room };

	if (deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	const bool whole = deflate(&z, Z_FINISH) == Z_STREAM_END;

	deflateEnd(&z);
	return whole ? z.total_out : 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	static char first[OUT];
	static uint8_t packed[2 * MOST];

	/* a workbook has a target of its own */
	if (n == 0 || n > MOST || (n > 2 && s[1] == 'P' && s[2] == 'K'))
		return 0;
	encoding = encodings[*s++ % (sizeof encodings / sizeof *encodings)];
	n--;
	piece = OUT / 4;
	if (!fuzz_read(read_all, s, n))
		return 0;
	const size_t size = nout;

	check_text();
	memcpy(first, out, size);
	piece = 7;
	check_same(s, n, first, size);
	if (n > 0 && !file_kind_is_gzip((const char *)s, n))
		check_same(packed, pack(s, n, packed, sizeof packed), first, size);
	return 0;
}
