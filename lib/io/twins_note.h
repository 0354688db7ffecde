/* twins_note - reports ids that look like the same customer (program). */
#ifndef TWINS_NOTE_H
#define TWINS_NOTE_H

struct twins;

/* Prints the number of such ids and one pair of them; nothing if there are none. */
void twins_note(const struct twins *);

#endif
