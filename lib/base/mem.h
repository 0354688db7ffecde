/* mem - allocation that ends the program with a message if memory runs out (program). */
#ifndef MEM_H
#define MEM_H
#include <stdarg.h>
#include <stddef.h>

void *mem_new(size_t n, size_t size);			/* zeroed; never NULL, even if n is 0 */
void *mem_resize(void *, size_t n, size_t size);	/* the added part is not zeroed */
char *mem_text(const char *);				/* a copy */

/* What printf would write; the caller frees it. */
char *mem_print(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
char *mem_vprint(const char *fmt, va_list) __attribute__((format(printf, 1, 0)));

void *mem_more(void *, size_t need, size_t *have, size_t size);

/*
 * Makes room for NEED elements of SIZE. *have grows by half of what is needed, so appending takes
 * linear time in all.
 */
static inline void *
mem_grow(void *p, size_t need, size_t *have, size_t size)
{
	return need <= *have ? p : mem_more(p, need, have, size);
}

#endif
