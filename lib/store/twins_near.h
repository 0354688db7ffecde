/*
 * twins_near - the customers of the store whose ids are twins of one id (program).
 *
 * It looks for the spellings of the id in the index, character by character, so it reads a few
 * pages, however many customers there are. It knows both cases, composed, decomposed and full-width
 * characters, blanks around the id and a final ".0".
 */
#ifndef TWINS_NEAR_H
#define TWINS_NEAR_H

struct store;
struct twins;

/* The id and its twins, in the order of the store; the caller frees them. */
struct twins *twins_near(struct store *, const char *id);

#endif
