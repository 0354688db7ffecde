/* opt_own - what the files of opt.h share. */
#ifndef OPT_OWN_H
#define OPT_OWN_H
#include "lib/io/opt.h"

/*
 * Prints a tool and its options as a JSON object, for scripts and editors (--help=json). ALWAYS are
 * the options that every tool has. No option has been stored yet: the targets have the defaults.
 */
void opt_json(const struct tool *, const struct opt *, const struct opt *always);

#endif
