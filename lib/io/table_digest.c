/*
 * The digest of the bytes of the files. The table of an export has the file and line of each row;
 * the digest leaves them out of good rows, so that the same export under another name is the same.
 */
#include "lib/io/table_own.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/text.h"

/* Adds a row that ends with a line feed. In a good one, column and reason are empty. */
static void
add_row(struct table *t, const char *s, size_t n)
{
	static const char none[] = ",,,,\n";
	size_t comma[2] = { n, n }, at = 0;	/* before file; before line, if column is empty */
	bool inside = false;

	if (n < 3 || memcmp(s + n - 3, ",,\n", 3) != 0) {
		XXH3_128bits_update(t->digest, s, n);
		return;
	}
	for (; at < n - 3; at++) {
		inside ^= s[at] == '"';
		if (s[at] == ',' && !inside) {
			comma[0] = comma[1];
			comma[1] = at;
		}
	}
	XXH3_128bits_update(t->digest, s, comma[0]);
	XXH3_128bits_update(t->digest, none, sizeof none - 1);
}

void
table_digest_add(struct table *t, const char *s, size_t n)
{
	size_t begin = 0;

	if (t->converted == NULL) {
		XXH3_128bits_update(t->digest, s, n);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		t->in_quotes ^= s[i] == '"';
		if (s[i] != '\n' || t->in_quotes)
			continue;
		text_add(&t->open_row, s + begin, i + 1 - begin);
		add_row(t, t->open_row.s, t->open_row.n);
		t->open_row.n = 0;
		begin = i + 1;
	}
	text_add(&t->open_row, s + begin, n - begin);
}

void
table_digest(const struct table *t, char to[static TABLE_DIGEST_SIZE])
{
	XXH128_hash_t h = XXH3_128bits_digest(t->digest);

	snprintf(to, TABLE_DIGEST_SIZE, "%016jx%016jx", (uintmax_t)h.high64, (uintmax_t)h.low64);
}
