/*
 * huge - large memory in huge pages, for tables that are read at random (program).
 *
 * A table of many megabytes costs a fault for each page of 4 KiB when it is first written, and a
 * walk through the page tables at nearly every look-up. In pages of 2 MiB both all but vanish. The
 * system may have none; then these are usual pages. Ends the tool if memory runs out.
 */
#ifndef HUGE_H
#define HUGE_H
#include <stddef.h>

enum { HUGE_PAGE = 2 << 20 };

/* Zeroed, for N elements of SIZE. Less than a huge page comes from the heap. */
void *huge_new(size_t n, size_t size);
void huge_free(void *, size_t n, size_t size);	/* with the same N and SIZE */

/* Not zeroed; free frees it. Its first and last page may be usual ones. */
void *huge_room(size_t n, size_t size);

#endif
