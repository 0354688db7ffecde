/*
 * content_line - a line of iCalendar (RFC 5545) or vCard (RFC 6350), escaped and folded (pure).
 *
 * A line of more than 75 bytes goes on in the next one, after a blank; a character of UTF-8 is
 * never split. Lines end with CR and LF.
 */
#ifndef CONTENT_LINE_H
#define CONTENT_LINE_H
#include "lib/base/text.h"

/* NAME is the property with its parameters: "DTSTART;VALUE=DATE". VALUE is written as it is. */
void content_line(struct text *to, const char *name, const char *value);

/* The same for a value of the type text, in which backslash, comma, semicolon and LF are escaped.
   Other control characters are left out. */
void content_line_text(struct text *to, const char *name, const char *value);

#endif
