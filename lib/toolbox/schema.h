/*
 * schema - prints the columns of tables for other programs: as a Data Package with a Table Schema
 * for each table (CSV), or as a JSON Schema of a row (JSON) (program).
 */
#ifndef SCHEMA_H
#define SCHEMA_H

enum schema_format { SCHEMA_PACKAGE, SCHEMA_JSON };

/* Of all tables of custkit-tables(5), or of those of a tool (NULL: all). */
void schema_tables(const char *tool, enum schema_format);

/*
 * Of CSV files as they are: the columns of their headers, each with the type and the help of the
 * table that fits best. A JSON Schema is that of one file.
 */
void schema_files(char **files, enum schema_format);

/* For custkit help: ,"tables":[...], those of the tool. */
void schema_members(const char *tool);

#endif
