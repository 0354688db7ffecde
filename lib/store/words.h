/*
 * words - splits text into words for SQLite's full-text index, and for queries of it (pure).
 *
 * SQLite's tokenizer unicode61 ends a word at a character that is not a letter or digit, so it
 * takes 我要退款 for one word. Therefore a run of CJK characters (Han, kana, bopomofo, hangul)
 * becomes its overlapping pairs, and its last character: 我要 要退 退款 款. A query of two or more
 * characters is the phrase of its pairs. A query of one character is a prefix: it finds the pairs
 * that begin with it, and the last character itself.
 *
 * Text and query are converted to NFKC first, so that ＶＩＰ and ｶﾒﾗ are VIP and カメラ.
 */
#ifndef WORDS_H
#define WORDS_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/base/text.h"

/* Appends the words of N bytes of UTF-8, for the index. */
void words_index(const char *, size_t n, struct text *to);

/*
 * Appends the FTS5 query for texts that have all words of S. Blanks separate the words; nothing in
 * S is FTS5 syntax. Returns false, and appends nothing, if no word has a letter or a digit.
 */
bool words_query(const char *s, struct text *to);

#endif
