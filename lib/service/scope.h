/*
 * scope - which items a standard is about, as a cell: "kind=complaint severity=critical" (program).
 */
#ifndef SCOPE_H
#define SCOPE_H

struct put;

/* Puts the cell. In a table for people the columns and their words are in its language. */
void scope_put(struct put *, const char *scope);

#endif
