/*
 * export - all that the store holds about one customer (program).
 *
 * The tables are those of holder.h, with the rows that belong to them; then batch, which says when
 * and by which tool each row was recorded, and undo, the earlier forms of rows that were changed or
 * removed. Rows under an earlier id of the customer (alias) belong to them. The index of words is
 * left out: its words are those of the texts.
 */
#ifndef EXPORT_H
#define EXPORT_H

struct put;
struct store;

/*
 * One object on standard output: per table its title (en, zh), its columns with their meaning (en,
 * zh), and its rows. Amounts are in units of the currency. Nothing is written before the store is
 * read.
 */
void export_json(struct store *, const char *id);

/* A row per cell that is not empty: table, row, field, value, en, zh. */
void export_long(struct store *, const char *id, struct put *out);

/*
 * Writes TABLE.csv for each table, and columns.csv, into the new folder DIR, which only its owner
 * can read. Ends the tool if DIR exists.
 */
void export_folder(struct store *, const char *id, const char *dir);

#endif
