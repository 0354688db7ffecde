/* share - finds the read-only data that is installed with custkit (program). */
#ifndef SHARE_H
#define SHARE_H

/*
 * The path of an installed file, such as "segments/rfm.csv". It is in $CUSTKIT_SHARE. If that is
 * not set, it is in PREFIX/share/custkit for a program in PREFIX/bin, or in the source tree. The
 * caller frees it. Ends the tool if the file is not found.
 */
char *share_path(const char *name);

#endif
