#include "lib/base/sha.h"

#include <sodium.h>
#include <string.h>
#include <sys/random.h>

#include "lib/base/fail.h"
#include "lib/base/late_sodium.h"
#include "lib/base/say.h"

_Static_assert(SHA_SIZE == crypto_hash_sha256_BYTES && SHA_SIZE == crypto_auth_hmacsha256_BYTES &&
    SHA_SIZE == crypto_auth_hmacsha256_KEYBYTES, "one size");

static struct {
	__typeof__(crypto_hash_sha256) *of;
	__typeof__(crypto_auth_hmacsha256) *keyed;
} lib;

static void
load(void)
{
	static const struct late_symbol symbols[] = {
		{ "crypto_hash_sha256", &lib.of }, { "crypto_auth_hmacsha256", &lib.keyed }, { 0 },
	};

	if (lib.of == NULL)
		late_sodium(say("the chain of hashes and keyed ids"), symbols);
}

void
sha_of(const void *bytes, size_t n, unsigned char to[static SHA_SIZE])
{
	load();
	lib.of(to, bytes, n);
}

void
sha_keyed(const unsigned char key[static SHA_SIZE], const void *bytes, size_t n,
    unsigned char to[static SHA_SIZE])
{
	load();
	lib.keyed(to, bytes, n, key);
}

void
sha_random(void *to, size_t n)
{
	if (getentropy(to, n) == -1)
		fail_errno("random numbers");
}

char *
sha_hex(const unsigned char *bytes, size_t n, char *to)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		to[2 * i] = digits[bytes[i] >> 4];
		to[2 * i + 1] = digits[bytes[i] & 15];
	}
	to[2 * n] = '\0';
	return to;
}

static int
digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
sha_unhex(const char *hex, unsigned char *to, size_t n)
{
	if (strlen(hex) != 2 * n)
		return false;
	for (size_t i = 0; i < n; i++) {
		const int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);

		if (high == -1 || low == -1)
			return false;
		to[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}
