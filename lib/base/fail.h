/*
 * fail - ends the tool with a message (program). A message is a format of printf in English;
 * what is printed is its translation, if there is one (say.h).
 */
#ifndef FAIL_H
#define FAIL_H

/* Prints "tool: message" and ends the tool with EXIT_TROUBLE. (cppcheck misreads _Noreturn.) */
__attribute__((noreturn, format(printf, 1, 2))) void fail(const char *fmt, ...);

/*
 * The same: the data do not suffice, such as for a model. A tool that runs this one after
 * fail_tell_lack can tell this from other failures: the status is EXIT_LACK.
 */
__attribute__((noreturn, format(printf, 1, 2))) void fail_lack(const char *fmt, ...);

/*
 * From now on, a tool that this process starts exits with EXIT_LACK. It knows its parent by
 * $CUSTKIT_LACK, the id of this process, so that a value in the environment of a user does nothing.
 */
void fail_tell_lack(void);

/* As fail; what errno means follows the message. A FMT of NULL prints only that. */
__attribute__((noreturn, format(printf, 1, 2))) void fail_errno(const char *fmt, ...);

/* The tool ends with an error: memory that it still has is not a leak. For sanitizers. */
void fail_ends(void);

/* Prints "tool: message", and goes on. */
void fail_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void fail_warn_errno(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
