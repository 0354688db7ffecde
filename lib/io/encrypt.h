/*
 * encrypt - runs age(1), so that a copy of the store is written encrypted (program).
 */
#ifndef ENCRYPT_H
#define ENCRYPT_H

/* Ends the tool if age is not installed, or RECIPIENT is not a public key that age accepts. */
void encrypt_check(const char *recipient);

/*
 * Encrypts the file FROM for RECIPIENT, a public key, and appends the result to TO; both are open
 * files. WHAT is named if age fails, which ends the tool.
 */
void encrypt_file(const char *recipient, int from, int to, const char *what);

#endif
