#include "lib/io/table_own.h"

size_t
table_block(void)
{
	return 512 << 10;
}
