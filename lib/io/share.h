/* share - finds the read-only data and the plugins that are installed with custkit (program). */
#ifndef SHARE_H
#define SHARE_H

/*
 * The path of an installed file, such as "segments/rfm.csv". It is in $CUSTKIT_SHARE. If that is
 * not set, it is in PREFIX/share/custkit for a program in PREFIX/bin, or in the source tree. The
 * caller frees it. Ends the tool if the file is not found.
 */
char *share_path(const char *name);

/* The name of a path that share_path returned; NULL: it is another file. */
const char *share_name(const char *path);

/*
 * The path of a plugin, "phone_number.so", beside the program: PREFIX/lib/custkit, or the same in
 * the build folder.  NULL if it is not there.  The caller frees it.
 */
char *share_plugin(const char *name);

/* The path of the catalogue of a locale, "zh_CN"; NULL if it is not there.  The caller frees it. */
char *share_catalogue(const char *locale);

/* The path of another tool beside this one; NULL if it is not there.  The caller frees it. */
char *share_program(const char *name);

#endif
