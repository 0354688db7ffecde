/* late_sodium - libsodium, loaded at its first use (program). */
#ifndef LATE_SODIUM_H
#define LATE_SODIUM_H
#include "lib/base/late.h"

/* As late_load; also ends the tool if the library does not start. It may be called again. */
void late_sodium(const char *what, const struct late_symbol *symbols);

#endif
