/* guess_show - says on standard error how a table would be read, and what is in doubt (program). */
#ifndef GUESS_SHOW_H
#define GUESS_SHOW_H

struct guess;

void guess_show(const struct guess *);

#endif
