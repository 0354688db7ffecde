/* sha: the examples of FIPS 180-2 and RFC 4231, hexadecimal digits. */
#include "lib/base/sha.h"

#include <string.h>

#include "tests/unit/tap.h"

static bool
is(const unsigned char hash[SHA_SIZE], const char *want)
{
	char hex[SHA_HEX];

	return strcmp(sha_hex(hash, SHA_SIZE, hex), want) == 0;
}

int
main(void)
{
	unsigned char hash[SHA_SIZE], key[SHA_SIZE] = { 0 }, back[SHA_SIZE];
	char hex[SHA_HEX];

	sha_of("", 0, hash);
	ok(is(hash, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), "nothing");
	sha_of("abc", 3, hash);
	ok(is(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), "abc");
	ok(sha_unhex(sha_hex(hash, SHA_SIZE, hex), back, SHA_SIZE) &&
	    memcmp(hash, back, SHA_SIZE) == 0, "digits and back");
	ok(!sha_unhex("zz", back, 1) && !sha_unhex("abc", back, 1) && !sha_unhex("AB", back, 1),
	    "other texts are no digits");
	/* test case 2: the key "Jefe" filled up with zeros, as HMAC does itself */
	memcpy(key, "Jefe", 4);
	sha_keyed(key, "what do ya want for nothing?", 28, hash);
	ok(is(hash, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"), "HMAC");
	sha_random(hash, SHA_SIZE);
	sha_random(back, SHA_SIZE);
	ok(memcmp(hash, back, SHA_SIZE) != 0, "random bytes differ");
	return done();
}
