#include "lib/service/scope.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/put.h"

/* Adds "column=value" in the language of the cells. Changes PAIR. */
static void
say_pair(struct text *to, char *pair)
{
	char *value = pair + strcspn(pair, "=");

	if (*value)
		*value++ = '\0';
	char *said = mem_print("%s%s=%s", to->n > 0 ? " " : "", say_word(SAY_CELL, "column", pair),
	    say_word(SAY_CELL, pair, value));

	text_add(to, said, strlen(said));
	free(said);
}

void
scope_put(struct put *out, const char *scope)
{
	char *copy = mem_text(scope), *rest = copy, *pair;
	struct text said = { 0 };

	if (!put_speaks(out)) {
		put_text(out, scope);
	} else {
		while ((pair = strsep(&rest, " ")) != NULL)
			if (*pair)
				say_pair(&said, pair);
		text_add(&said, "", 1);
		put_text(out, said.s);
	}
	text_free(&said);
	free(copy);
}
