/* reasons - counts how often each reason was given, in the order in which they came (pure). */
#ifndef REASONS_H
#define REASONS_H
#include <stddef.h>
#include <stdint.h>

struct reasons;

struct reasons *reasons_new(void);
void reasons_free(struct reasons *);
void reasons_add(struct reasons *, const char *reason);
size_t reasons_number(const struct reasons *);
const char *reasons_text(const struct reasons *, size_t k);
uint64_t reasons_times(const struct reasons *, size_t k);

#endif
