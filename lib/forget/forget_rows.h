/*
 * forget_rows - prints who was forgotten, and the copies that still hold forgotten customers
 * (program).
 */
#ifndef FORGET_ROWS_H
#define FORGET_ROWS_H
#include <stdbool.h>

#include "lib/forget/persons.h"

struct ledger;
struct put;
struct traces;

/*
 * Prints a row per person. PROVED: the file was searched for the values. The exit status becomes 1
 * if a value is left.
 */
void forget_rows_persons(const struct persons *, struct traces *, bool proved, struct put *);

/*
 * Prints the copies beside the store and in FOLDER (NULL: none) that hold somebody, or cannot be
 * read; OUT NULL: names them in notes. The exit status becomes 1 if FOLDER is given and there is
 * one.
 */
void forget_rows_copies(const char *store_path, const char *folder, const struct ledger *,
    struct put *out);

#endif
