#include "lib/io/pseudonym.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/fail.h"
#include "lib/base/late_sodium.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"

enum { LEAST = crypto_generichash_KEYBYTES, MOST = crypto_generichash_KEYBYTES_MAX,
	BYTES = crypto_generichash_BYTES_MIN };

_Static_assert(2 * BYTES + 1 == PSEUDONYM_SIZE, "the size of a keyed id");

struct pseudonym {
	unsigned char key[MOST + 1];
	size_t n;
};

static struct {
	int (*crypto_generichash)(unsigned char *, size_t, const unsigned char *,
	    unsigned long long, const unsigned char *, size_t);
	void (*sodium_memzero)(void *, size_t);
	char *(*sodium_bin2hex)(char *, size_t, const unsigned char *, size_t);
} lib;

static void
load(void)
{
	static const struct late_symbol symbols[] = {
		{ "crypto_generichash", &lib.crypto_generichash },
		{ "sodium_memzero", &lib.sodium_memzero },
		{ "sodium_bin2hex", &lib.sodium_bin2hex }, { 0 }
	};

	if (lib.crypto_generichash == NULL)
		late_sodium(say("keyed ids"), symbols);
}

/* Ends the tool. What mends it: a new key. */
static _Noreturn void
bad(const char *path, const char *what)
{
	fail("%s: %s (make a key: (umask 077; head -c %d /dev/urandom >FILE))", path,
	    what, LEAST);
}

static void
check_mode(const char *path, FILE *f)
{
	struct stat st;

	if (fstat(fileno(f), &st) == -1)
		fail_errno("%s", path);
	if (!S_ISREG(st.st_mode))	/* a pipe can be read only once */
		fail("%s: is not a regular file", path);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		fail("%s: others can use this key (chmod 600 %s)", path, path);
}

struct pseudonym *
pseudonym_open(const char *path)
{
	FILE *f = fopen(path, "re");

	if (f == NULL)
		fail_errno("%s", path);
	check_mode(path, f);
	load();
	struct pseudonym *p = mem_new(1, sizeof *p);

	setvbuf(f, NULL, _IONBF, 0);	/* no second copy of the key */
	p->n = fread(p->key, 1, sizeof p->key, f);
	if (ferror(f))
		fail_errno("%s", path);
	fclose(f);
	if (p->n < LEAST)
		bad(path, p->n == 0 ? say("is empty") :
		    say("is too short for a key: less than 32 bytes"));
	if (p->n > MOST)
		bad(path, say("is too long for a key: more than 64 bytes"));
	return p;
}

void
pseudonym_close(struct pseudonym *p)
{
	if (p == NULL)
		return;
	lib.sodium_memzero(p, sizeof *p);
	free(p);
}

void
pseudonym_of(const struct pseudonym *p, const char *id, char to[static PSEUDONYM_SIZE])
{
	unsigned char hash[BYTES];

	lib.crypto_generichash(hash, sizeof hash, (const unsigned char *)id, strlen(id), p->key,
	    p->n);
	lib.sodium_bin2hex(to, PSEUDONYM_SIZE, hash, sizeof hash);
}
