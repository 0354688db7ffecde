/*
 * encoding_own - the parts of encoding (pure).
 *
 *	encoding_valid		which encodings of two and more bytes the bytes are valid in
 *	encoding_language	how frequent the characters of a language are
 *	encoding_score		how likely a word is in an encoding
 *	encoding		collects words, and judges
 */
#ifndef ENCODING_OWN_H
#define ENCODING_OWN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ENCODING_WORD = 255 };	/* bytes of a word that are looked at */

/* Encodings in which a character may have several bytes. */
enum encoding_wide { ENCODING_UTF8, ENCODING_GB18030, ENCODING_BIG5, ENCODING_SHIFT_JIS,
	ENCODING_EUC_JP, ENCODING_EUC_KR, ENCODING_WIDES };

struct encoding_valid {
	enum encoding_wide wide;
	int state, size;	/* 0 between characters; bytes of this one */
	uint64_t chars, errors;	/* of several bytes, or above 7F; what is not valid */
	uint64_t longer;	/* characters of three bytes and more */
	bool extended;		/* a character beyond the usual variant: CP932, CP949 ... */
	bool dead;		/* it is not this encoding; no longer counted */
	unsigned char lead;
};
void encoding_valid_add(struct encoding_valid *, const char *, size_t n);

/* How many bytes the first character has by its form, N at most; 0 if it is not valid. */
size_t encoding_valid_size(enum encoding_wide, const unsigned char *, size_t n);

/* How common a character is by its place in the code: 1 the common ones, 2 the others, 3 rare. */
int encoding_valid_level(enum encoding_wide, const unsigned char *, size_t n);

/* What is known of a language, by a name of N bytes; empty if there is none. */
struct encoding_language;
struct encoding_language *encoding_language_new(const char *name, size_t n);
void encoding_language_free(struct encoding_language *);

/* log of the frequency of a letter, in lower case; 0: it is none of the language. */
double encoding_language_log(const struct encoding_language *, uint32_t code);

/* log of how much more frequent letters beyond a to z are in it than in languages on average. */
double encoding_language_accents(const struct encoding_language *);

/* An encoding that comes into question. */
struct encoding_set {
	const char *name;	/* as iconv calls it */
	const char *extended;	/* of one with more characters, or NULL */
	int wide;		/* enum encoding_wide, or -1: one byte a character */
	double prior;		/* how often it is met */
	bool accents;		/* its languages have accents in most of their words */
	const char *languages;	/* "de.3 fr.7": names, and their shares */
};
extern const struct encoding_set encoding_sets[];
extern const size_t encoding_nsets;

/* Turns words of one encoding into log-likelihoods. */
struct encoding_score;
struct encoding_score *encoding_score_new(const struct encoding_set *);	/* NULL: iconv lacks it */

/* Adds a word of N bytes; false: something in it is not seen in real words. */
bool encoding_score_add(struct encoding_score *, const char *, size_t n);

/* log of the probability of the encoding and of all words. */
double encoding_score_log(const struct encoding_score *);

/* Bytes above 7F that stand for nothing, in an encoding of one byte a character. */
const bool *encoding_score_undefined(const struct encoding_score *);
void encoding_score_free(struct encoding_score *);

#endif
