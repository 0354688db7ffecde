/* markup - adds XML and HTML to a text (pure). */
#ifndef MARKUP_H
#define MARKUP_H

struct text;

/* Adds what printf would write, unchanged. */
void markup_add(struct text *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * Adds text with & < > " ' as references, so that it can stand in an element or an attribute.
 * Leaves out control characters, which XML cannot contain; bytes that are not UTF-8 become U+FFFD.
 */
void markup_text(struct text *, const char *);

#endif
