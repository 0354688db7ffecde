/* share - the read-only data and the plugins that custkit ships (program). */
#ifndef SHARE_H
#define SHARE_H

/*
 * The path of a shipped file, "segments/rfm.csv": below $CUSTKIT_SHARE, else beside the program
 * (PREFIX/bin and PREFIX/share/custkit, or the source tree).  The caller frees it.
 */
char *share_path(const char *name);

/*
 * The path of a plugin, "phone_number.so", beside the program: PREFIX/lib/custkit, or the same in
 * the build folder.  NULL if it is not there.  The caller frees it.
 */
char *share_plugin(const char *name);

#endif
