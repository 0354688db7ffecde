/*
 * fuzz - for the targets: a reader that may end the tool is run, and comes back.
 *
 * err, errx and exit of the library jump back; what was allocated or opened by then is freed.
 */
#ifndef FUZZ_H
#define FUZZ_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* READ reads the N bytes as a file of this path.  False: it ended the tool. */
bool fuzz_read(void (*read)(const char *path), const uint8_t *, size_t n);

/* The same, of a reader that takes the bytes, which end with a NUL. */
bool fuzz_text(void (*read)(const char *), const uint8_t *, size_t n);

/* The fuzzer reports what does not hold. */
#define FUZZ_HOLDS(what) ((what) ? (void)0 : __builtin_trap())

/* An empty store, made at the first call. */
struct store;
struct store *fuzz_store(void);

#endif
