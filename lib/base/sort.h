/* sort - large arrays of whole numbers, by radix: linear, stable (program: for want of memory). */
#ifndef SORT_H
#define SORT_H
#include <stddef.h>
#include <stdint.h>

void sort_int64(int64_t *, size_t n);

/* Ascending by KEY; WITH[i] goes where KEY[i] goes. */
void sort_with(uint64_t *key, uint64_t *with, size_t n);

#endif
