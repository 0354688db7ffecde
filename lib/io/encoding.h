/*
 * encoding - finds the encoding of a file, from all of its bytes (pure).
 *
 * A byte order mark decides first, then the form of UTF-16, then whether all bytes are UTF-8.
 * Otherwise the words that have bytes above 7F are read in every possible encoding. Their letters
 * show in which encoding they are words of a language. The result does not depend on how the bytes
 * are cut into pieces.
 */
#ifndef ENCODING_H
#define ENCODING_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ENCODING_CANDIDATES = 32 };

struct encoding_candidate {
	const char *name;	/* as iconv and --encoding take it */
	/* log-likelihood of the words; differences count: by 7, a thousand times as likely */
	double score;
	double fit;		/* share of the words, 0 to 1, in which nothing is unusual */
	uint64_t errors;	/* bytes that are not valid; they make bad rows */
};

struct encoding_verdict {
	const char *name;	/* the best */
	bool sure;		/* the others are a lot less likely, and its words fit */
	bool likely;		/* a good guess */
	size_t words;		/* different ones that were judged; 0: none were needed */
	/*
	 * Those that come into question, the best first; those that read the words as the best one
	 * does are left out.
	 */
	size_t n;
	struct encoding_candidate candidate[ENCODING_CANDIDATES];
};

struct encoding;
struct encoding *encoding_new(void);
void encoding_add(struct encoding *, const char *, size_t n);
struct encoding_verdict encoding_judge(struct encoding *);	/* after the last byte */

/*
 * Some words that two encodings read differently, as the first does: "Müller, Köln"; "" if there
 * are none.  In UTF-8, on one line.  The caller frees it.
 */
char *encoding_sample(const struct encoding *, const char *name, const char *other);
void encoding_free(struct encoding *);

/* The encoding that a byte order mark names, and the size of the mark; NULL: there is none. */
const char *encoding_mark(const char *, size_t n, size_t *size);

/* UTF-16LE or UTF-16BE, if the first N bytes of a text have that form; else NULL. */
const char *encoding_utf16(const char *, size_t n);

#endif
