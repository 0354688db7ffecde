/* guess_show - says on standard error how a table would be read, and what is in doubt (program). */
#ifndef GUESS_SHOW_H
#define GUESS_SHOW_H
#include <stdbool.h>

struct guess;

/* PERSONS: there is a command that adds the customers of the orders. */
void guess_show(const struct guess *, bool persons);

#endif
