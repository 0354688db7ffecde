#include "lib/guess/guess_own.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/say_list.h"
#include "lib/io/mask.h"

void
guess_line(struct text *line, const char *name, const char *personal, const char *cell)
{
	char *quoted = mem_print("%s '%.60s'", name, cell);
	char *masked = mask_message(personal, quoted);

	say_list(line, masked);
	free(masked);
	free(quoted);
}
