/*
 * email - the text by which customers are matched by their e-mail address (pure).
 *
 * It is the address in NFKC and lower case, without blanks around it. Dots and +tags stay: only
 * some providers ignore them. An address is checked as far as a form would: one @, a name of the
 * characters of RFC 5322 (or beyond ASCII, RFC 6531) without quotes, and a domain with a dot.
 */
#ifndef EMAIL_H
#define EMAIL_H

enum { EMAIL_SIZE = 321 };

enum email_verdict {
	EMAIL_EMPTY,	/* the cell is blank */
	EMAIL_VALID,
	EMAIL_MASKED,	/* zh***@qq.com */
	EMAIL_BAD,
};

/* Reads a cell: "Li <Li@163.com>" is li@163.com. KEY is "" unless it is valid. */
enum email_verdict email_read(const char *cell, char key[static EMAIL_SIZE]);

#endif
