/* say_list - a list of words in a message, in the language of the message (pure). */
#ifndef SAY_LIST_H
#define SAY_LIST_H

struct text;

/* Adds WORD after a comma; the first word of the text has no comma before it. */
void say_list(struct text *, const char *word);

#endif
