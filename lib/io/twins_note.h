/* twins_note - notes ids that look like the same customer twice (program). */
#ifndef TWINS_NOTE_H
#define TWINS_NOTE_H

struct twins;

/* Says how many there are, and names a pair; nothing if there are none. */
void twins_note(const struct twins *);

#endif
