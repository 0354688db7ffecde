/* share - the read-only data that custkit ships (program). */
#ifndef SHARE_H
#define SHARE_H

/*
 * The path of a shipped file, "segments/rfm.csv": below $CUSTKIT_SHARE, else beside the program
 * (PREFIX/bin and PREFIX/share/custkit, or the source tree).  The caller frees it.
 */
char *share_path(const char *name);

#endif
