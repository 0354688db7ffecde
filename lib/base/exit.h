/* exit - the exit statuses of every tool, with the same meaning as those of grep(1). */
#ifndef EXIT_H
#define EXIT_H

enum {
	EXIT_NO = 1,		/* the answer to a question asked by an option is no */
	EXIT_TROUBLE = 2,	/* the tool failed */
	EXIT_LACK = 3,		/* for sibling.h alone: see fail_lack */
};

#endif
