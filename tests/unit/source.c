/*
 * source: a file in another encoding gives the same text as iconv(3) does all at once, however much
 * is asked for, and wherever the buffers cut a character.
 */
#define _GNU_SOURCE
#include "lib/io/source.h"

#include <err.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { BUFFER = 512 << 10 };	/* that of source.c */

static const struct {
	const char *encoding;
	const char *chars;	/* of one, two and more bytes */
} texts[] = {
	{ "GB18030", "ax客户€𠮷é," },
	{ "BIG5", "ax客戶編號," },
	{ "BIG5-HKSCS", "ax客戶嘅ê," },
	{ "SHIFT_JIS", "ax客ｶﾞ表ポ," },
	{ "EUC-JP", "ax客表ポ," },
	{ "EUC-KR", "ax고객명," },
	{ "CP949", "ax고똠방," },
	{ "UTF-16LE", "ax客𠮷é," },
	{ "UTF-16BE", "ax客𠮷é," },
	{ "UTF-16", "ax客𠮷é," },
	{ "UTF-32LE", "ax客𠮷é," },
	{ "WINDOWS-1252", "axé€ß," },
	{ "WINDOWS-1255", "axשׁלם," },	/* a point that follows its letter */
	{ "CP1258", "axếđ," },
	{ "ISO-2022-JP", "ax客表," },
	{ "UTF-7", "ax客é," },
};

static void
convert(const char *to, const char *from, const char *s, size_t n, struct text *t)
{
	iconv_t cd = iconv_open(to, from);
	char *in = (char *)(uintptr_t)s, *out = text_room(t, 6 * n + 64), *const start = out;
	size_t room = 6 * n + 64;

	if (cd == (iconv_t)-1 || iconv(cd, &in, &n, &out, &room) == (size_t)-1 ||
	    iconv(cd, NULL, NULL, &out, &room) == (size_t)-1)
		err(1, "iconv from %s to %s", from, to);
	t->n += (size_t)(out - start);
	iconv_close(cd);
}

/* N random characters of the list. */
static void
add_random(struct text *t, const char *chars, size_t n)
{
	const char *at[32];
	unsigned k = 0;

	for (const char *p = chars; *p; p += text_char(p).bytes)
		at[k++] = p;
	while (n-- > 0) {
		const char *c = at[random_below(k)];

		text_add(t, c, text_char(c).bytes);
		if (random_below(20) == 0)
			text_add(t, "\n", 1);
	}
}

static char *
file_of(const char *s, size_t n, bool packed)
{
	char *path = mem_text("/tmp/custkit-unit.XXXXXX");
	const int fd = mkstemp(path);

	if (fd == -1)
		err(1, "%s", path);
	gzFile gz = gzdopen(fd, packed ? "wb1" : "wbT");

	if (gzwrite(gz, s, (unsigned)n) != (int)n || gzclose(gz) != Z_OK)
		err(1, "%s", path);
	return path;
}

/* Is this the text of the file, read by at most LONGEST bytes at a time? */
static bool
reads(char *path, const char *encoding, const struct text *want, size_t longest)
{
	struct source *s = source_open(path, &(struct source_opts){ .encoding = encoding });
	char *buf = mem_new(longest, 1);
	size_t at = 0, n;
	bool good = true;

	while (good && (n = source_read(s, buf, 1 + random_below((unsigned)longest))) > 0) {
		good = at + n <= want->n && memcmp(want->s + at, buf, n) == 0;
		at += n;
	}
	source_close(s);
	free(buf);
	return good && at == want->n;
}

static bool
round_trip(const char *encoding, const struct text *utf8, size_t longest, bool packed)
{
	struct text coded = { 0 }, want = { 0 };

	convert(encoding, "UTF-8", utf8->s, utf8->n, &coded);
	convert("UTF-8", encoding, coded.s, coded.n, &want);
	char *path = file_of(coded.s, coded.n, packed);
	const bool good = reads(path, encoding, &want, longest);

	unlink(path);
	free(path);
	text_free(&coded);
	text_free(&want);
	return good;
}

static void
test_rooms(void)
{
	static const size_t longest[] = { 1, 2, 3, 5, 63, 64, 65, 1000, 4096 };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		bool good = true;

		for (size_t k = 0; k < sizeof longest / sizeof *longest; k++) {
			struct text t = { 0 };

			add_random(&t, texts[i].chars, 3000);
			good = good && round_trip(texts[i].encoding, &t, longest[k], k % 2 == 0);
			text_free(&t);
		}
		ok(good, texts[i].encoding);
	}
}

/* A character of several bytes at every place around the end of a buffer. */
static void
test_ends(void)
{
	enum { AROUND = 10 };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		bool good = true;
		char name[80];

		for (size_t cut = 0; cut < AROUND; cut++) {
			struct text t = { 0 };

			memset(text_room(&t, BUFFER), 'a', BUFFER);
			t.n = BUFFER - AROUND / 2 - cut;
			if (strncmp(texts[i].encoding, "UTF-16", 6) == 0)
				t.n /= 2;
			if (strncmp(texts[i].encoding, "UTF-32", 6) == 0)
				t.n /= 4;
			add_random(&t, texts[i].chars, 100);
			good = good && round_trip(texts[i].encoding, &t, 1 << 16, cut % 2);
			text_free(&t);
		}
		snprintf(name, sizeof name, "%s, at the end of a buffer", texts[i].encoding);
		ok(good, name);
	}
}

/* More characters of four bytes than are kept, each several times. */
static void
test_four_bytes(void)
{
	enum { FIRST = 0xac00, SYLLABLES = 11172 };
	struct text t = { 0 };

	for (size_t i = 0; i < 5 * SYLLABLES; i++) {
		const unsigned c = FIRST + random_below(SYLLABLES);

		text_add(&t, (char[]){ (char)(0xe0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3f)),
		    (char)(0x80 | (c & 0x3f)) }, 3);
	}
	ok(round_trip("GB18030", &t, 1 << 16, false), "Korean in GB18030");
	text_free(&t);
}

/* What is not valid in the encoding is a byte FF, and nothing else is lost. */
static void
test_invalid(void)
{
	static const struct {
		const char *encoding, *bytes, *text;
	} cases[] = {
		{ "GB18030", "a\xff" "b\n", "a\xff" "b\n" },
		{ "GB18030", "\xbf\xcd\xbb\n1\n", "客\xff\n1\n" },
		{ "GB18030", "\x95\x34\xb2\n", "\xff" "4\xff\n" },
		{ "GB18030", "x\n\xbf", "x\n\xff" },
		{ "SHIFT_JIS", "\x83\x5c\xfd,\x83", "ソ\xff,\xff" },
		{ "WINDOWS-1252", "caf\xe9\x81\n", "café\xff\n" },
		{ "ASCII", "a\xe9\n", "a\xff\n" },
		{ "BIG5-HKSCS", "x\x88\x62y\n", "xÊ̄y\n" },	/* one character, two code points */
		{ "EUC-KR", "\xb0\xed\xc9\xa1\n", "고\xff\xff\n" },
	};
	bool good = true;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *path = file_of(cases[i].bytes, strlen(cases[i].bytes), false);
		char *text = mem_text(cases[i].text);
		const bool same = reads(path, cases[i].encoding,
		    &(struct text){ .s = text, .n = strlen(text) }, 100);

		if (!same)
			printf("# %zu\n", i);
		good = good && same;
		unlink(path);
		free(path);
		free(text);
	}
	ok(good, "bytes that are not valid");
	char *path = file_of("a\0\0\xd8" "b\0\n\0c", 9, false), text[] = "a\xff" "b\n\xff";

	ok(reads(path, "UTF-16LE", &(struct text){ .s = text, .n = 5 }, 3),
	    "half of a surrogate pair, and half of a character at the end");
	unlink(path);
	free(path);
}

static void
test_cr(void)
{
	char *path = file_of("a,b\r1,\"x\ry\"\r", 12, false), text[] = "a,b\n1,\"x\ny\"\n";

	ok(reads(path, NULL, &(struct text){ .s = text, .n = 12 }, 5), "lines that end with CR");
	unlink(path);
	free(path);
	path = file_of("\"a\rb\",c", 7, false);
	char quoted[] = "\"a\rb\",c";

	ok(reads(path, NULL, &(struct text){ .s = quoted, .n = 7 }, 5), "a CR in quotes ends none");
	unlink(path);
	free(path);
}

int
main(void)
{
	if (freopen("/dev/null", "w", stderr) == NULL)	/* notes */
		return 1;
	test_rooms();
	test_ends();
	test_four_bytes();
	test_invalid();
	test_cr();
	return done();
}
