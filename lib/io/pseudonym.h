/*
 * pseudonym - a keyed id for an id: the same key gives the same id (program).
 *
 * The id is BLAKE2b with a key (RFC 7693) of the bytes of the id, 16 bytes, as 32 hexadecimal
 * digits. The key is the content of a file, 32 to 64 bytes. Without the key nobody can compute the
 * keyed ids of a list of customers and compare them.
 */
#ifndef PSEUDONYM_H
#define PSEUDONYM_H

enum { PSEUDONYM_SIZE = 33 };	/* with the NUL */

struct pseudonym;

/*
 * Reads the key. Ends the tool if the file cannot be read, if others than its owner can read it, or
 * if it is too short or too long. The caller frees the result.
 */
struct pseudonym *pseudonym_open(const char *path);
void pseudonym_close(struct pseudonym *);	/* NULL: does nothing */

void pseudonym_of(const struct pseudonym *, const char *id, char to[static PSEUDONYM_SIZE]);

#endif
