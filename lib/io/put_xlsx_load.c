#include "lib/io/put_xlsx_own.h"


#include "late.h"
#include "lib/base/fail.h"
#include "lib/base/late.h"
#include "lib/base/say.h"

struct put_xlsx_lib put_xlsx_lib;

void
put_xlsx_load(void)
{
	static const struct late_symbol symbols[] = {
#define SYMBOL(f) { #f, &put_xlsx_lib.f },
		PUT_XLSX_CALLS(SYMBOL)
		{ 0 }
	};

	if (put_xlsx_lib.workbook_new_opt == NULL)
		late_load(say("workbooks"), LATE_XLSXWRITER, symbols);
}

void
put_xlsx_must(lxw_error error)
{
	if (error != LXW_NO_ERROR)
		fail("the workbook: %s", put_xlsx_lib.lxw_strerror(error));
}
