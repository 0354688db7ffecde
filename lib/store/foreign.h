/*
 * foreign - triggers and views of the store that are not custkit's (program).
 *
 * Another program may add a trigger, which then changes rows that custkit writes, or may put a view
 * of its own in the place of one of custkit's. Writers refuse such a store until the user accepts
 * it: the table meta then has the text as accepted.TYPE NAME, and any other text is refused again.
 * Views with other names only read, and are left alone.
 */
#ifndef FOREIGN_H
#define FOREIGN_H

struct store;

/* Calls FAULT for each that was not accepted: WHAT is "trigger x". */
void foreign_find(struct store *, void (*fault)(void *ctx, const char *what, const char *fault),
    void *ctx);

/* Ends the tool if there is one. */
void foreign_refuse(struct store *);

/* Accepts all of them, inside the transaction of the caller. */
void foreign_accept(struct store *);

#endif
