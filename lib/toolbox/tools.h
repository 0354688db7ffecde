/* tools - the list of all tools, and how the command custkit starts them (program). */
#ifndef TOOLS_H
#define TOOLS_H
#include <stdbool.h>

bool tools_has(const char *name);

/* The tool whose name needs the fewest changes to be this; NULL if none is near. */
const char *tools_near(const char *name);

/* Prints the list: name, and what each is for. */
void tools_list(void);

/* Prints the options and the tables of all tools, or of one (NULL: all), as a JSON array. */
void tools_json(const char *name);

/* Ends the tool: there is no such tool. */
_Noreturn void tools_unknown(const char *name);

/* Becomes the tool beside this program. ARGV begins with its name. */
_Noreturn void tools_run(char **argv);

/* Becomes the sqlite3 shell, with custkit.so loaded and these arguments. */
_Noreturn void tools_sql(char **arguments);

#endif
