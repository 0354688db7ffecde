/*
 * query_say - sentences that SQL makes, in the language of the table (program).
 *
 * SQL functions of a connection:
 *   say('date %s is in the future', quote(date))	the translation, with the arguments in it
 *   word('step', step)					a word of a column, as in a table
 * share/po/texts.py finds the sentences, whose directives are all %s, in the strings of C.
 */
#ifndef QUERY_SAY_H
#define QUERY_SAY_H
struct store;

void query_say(struct store *);

#endif
