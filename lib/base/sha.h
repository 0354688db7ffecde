/*
 * sha - SHA-256, with and without a key, and random bytes (program).
 *
 * The hashes are libsodium's, which is loaded at the first use: only tools that write to a store
 * need them.
 */
#ifndef SHA_H
#define SHA_H
#include <stdbool.h>
#include <stddef.h>

enum { SHA_SIZE = 32, SHA_HEX = 2 * SHA_SIZE + 1 };

void sha_of(const void *, size_t n, unsigned char to[static SHA_SIZE]);

/* HMAC-SHA-256: nobody without the key can tell whether a hash is that of a given text. */
void sha_keyed(const unsigned char key[static SHA_SIZE], const void *, size_t n,
    unsigned char to[static SHA_SIZE]);

/* N random bytes that nobody can guess; at most 256. */
void sha_random(void *to, size_t n);

/* N bytes as hexadecimal digits. TO has room for 2 N + 1. Returns TO. */
char *sha_hex(const unsigned char *, size_t n, char *to);

/* The opposite: false if the text is not 2 N hexadecimal digits. */
bool sha_unhex(const char *, unsigned char *to, size_t n);

#endif
