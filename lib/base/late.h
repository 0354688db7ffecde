/*
 * late - a shared library that is loaded at its first use (program).
 *
 * Loading the libraries for workbooks takes as long as the start of a tool, and most runs do not
 * need them.
 *
 * Some of them crash, or write something else, if there is no memory. So lack of memory ends the
 * tool, also inside such a library and those that it loads itself.
 */
#ifndef LATE_H
#define LATE_H

struct late_symbol {
	const char *name;
	void *to;	/* a pointer to a function, which is set */
};

/*
 * Loads LIBRARY (libzip.so.4) and sets the pointers of all SYMBOLS, which end with { 0 }.  Ends the
 * tool if the library or a symbol is missing: "WHAT the library LIBRARY", as in "workbooks need".
 */
void late_load(const char *library, const char *what, const struct late_symbol *symbols);

#endif
