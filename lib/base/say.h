/*
 * say - what the user reads, in their language (program). The English text is the key of the
 * translation; where there is none, it stands for itself.
 *
 * The catalogues are those of GNU gettext, made with msgfmt(1). They are read here, because
 * dgettext(3) finds none for --lang=zh, in a container without locales, or, since glibc 2.39, in
 * the locale C.UTF-8. A translation of a format that takes other arguments is ignored, so that no
 * catalogue can end or leak a tool.
 */
#ifndef SAY_H
#define SAY_H
#include <stdbool.h>
#include <stddef.h>

enum say_where {
	SAY_MESSAGE,	/* messages and --help */
	SAY_CELL,	/* the cells of a table for people */
};

/* Marks a text that say() gets later, so that share/po/texts.py finds it. */
#define SAY(text) text

/*
 * From now on, what is said there is in the language of this catalogue, a file *.mo; NULL: in
 * English. Returns false, and changes nothing, if the file cannot be read. Call it before threads
 * start.
 */
bool say_use(enum say_where, const char *path);

/* Is there a catalogue? */
bool say_translates(enum say_where);

/* The translation of TEXT, which may be a format of printf. Nothing to free. */
const char *say(const char *text) __attribute__((format_arg(1)));

/* The same of a text that becomes a cell. */
const char *say_cell(const char *text) __attribute__((format_arg(1)));

/*
 * A word that a CONTEXT explains: in the context "column" the name of a column, in that of a
 * column a word of its cells.
 */
const char *say_word(enum say_where, const char *context, const char *word);

/*
 * For a message, a word that users type: its translation, then WORD, as in "已收到 (received)". WORD
 * alone if it has no translation. Cut to N bytes; returns TO.
 */
const char *say_typed(const char *context, const char *word, char *to, size_t n);

/*
 * What stands before the item I, from 0, of a list of N in a message: "", ", ", or before the last
 * one " or ", " and ". say_comma: of a list without such a word.
 */
const char *say_or(size_t i, size_t n);
const char *say_and(size_t i, size_t n);
const char *say_comma(size_t i);

/* The plural ending of an English noun: "1 row", "2 rows"; "" in every other language. */
const char *say_plural(enum say_where, bool one);

#endif
