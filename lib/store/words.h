/*
 * words - text as the words that SQLite's full-text index is given and asked for (pure, but for memory).
 *
 * Its tokenizer unicode61 ends a word at what is no letter or digit, and so takes 我要退款 for one word.
 * A run of CJK characters (Han, kana, bopomofo, hangul) therefore becomes its overlapping pairs and, once
 * more, its last character: 我要 要退 退款 款.  A query of two characters and more is the phrase of
 * its pairs, and a character alone is the beginning of a pair, or the last one.
 * Both are brought to NFKC first, so that ＶＩＰ and ｶﾒﾗ are VIP and カメラ.
 */
#ifndef WORDS_H
#define WORDS_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/base/text.h"

/* Adds the words of N bytes of UTF-8, for the index. */
void words_index(const char *, size_t n, struct text *to);

/*
 * Adds the FTS5 query for a text that has all words of S, which blanks separate; what is written in S
 * is never syntax.  False, and nothing added, if no word has a letter or a digit.
 */
bool words_query(const char *s, struct text *to);

#endif
