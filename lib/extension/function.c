/* Where the functions of SQLite are: sqlite3_custkit_init sets it, and all files here use it. */
#include "lib/extension/function.h"
SQLITE_EXTENSION_INIT1
