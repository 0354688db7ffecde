/*
 * latin - text in any script as words of small letters a to z and digits (program).
 *
 * ICU romanises what is not Latin: it is loaded (lib/base/late.h) at the first such letter, because
 * that takes as long as everything else in a small run. A Chinese character is a word of its own,
 * its syllable in pinyin without the tone; the result is kept, so that each character is asked for
 * only once. Accents are dropped: Müller is muller, Øre is ore.
 */
#ifndef LATIN_H
#define LATIN_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/text.h"

struct latin;

struct latin *latin_new(void);
void latin_free(struct latin *);

/*
 * Appends the words of a text, with a blank between them. All other characters end a word, but an
 * apostrophe: O'Brien is obrien.
 */
void latin_words(struct latin *, const char *, struct text *to);

/* Is it a Chinese character (Han script)? */
bool latin_is_han(uint32_t code);

/* The simplified form of a Chinese character; itself, if it has none. */
uint32_t latin_simplified(struct latin *, uint32_t code);

/* The syllable of a Chinese character, "zhang"; "" if ICU does not know it. */
const char *latin_syllable(struct latin *, uint32_t code);

#endif
