#include "lib/base/say_list.h"

#include <string.h>

#include "lib/base/say.h"
#include "lib/base/text.h"

void
say_list(struct text *t, const char *word)
{
	const char *comma = say_comma(t->n);

	text_add(t, comma, strlen(comma));
	text_add(t, word, strlen(word));
}
