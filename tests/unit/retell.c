/* retell: sentences of formats, in a catalogue that is made here; the translations are read. */
#define _GNU_SOURCE
#include "lib/base/retell.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/say.h"
#include "tests/unit/tap.h"

/* In the order of the keys, as in a file *.mo. */
static const char *const texts[][2] = {
	{ " (detractor)", "（贬损者）" },
	{ "%jd case%s not resolved", "有 %jd 个工单未解决%s" },
	{ "%jd promise%s broken", "%jd 项承诺未兑现%s" },
	{ "%s %s%s in the last %jd days, %s is usual", "近 %4$jd 天%2$s%3$s %1$s 次，通常 %5$s 次" },
	{ "; ", "；" },
	{ "; still, about %.0f in 100", "；但 100 人中约有 %.0f 人" },
	{ "contact", "联系" },
	{ "the latest score is %jd%s", "最近评分为 %jd%s" },
	{ "the risk fell to %s, below %g; no purchase since %s",
	    "风险降到 %s，低于 %g；%s 之后没有购买" },
};
enum { N = sizeof texts / sizeof *texts };

static const char *const formats[] = {
	"%jd case%s not resolved", "%jd promise%s broken",
	"%s %s%s in the last %jd days, %s is usual", "; still, about %.0f in 100",
	"the latest score is %jd%s", "the risk fell to %s, below %g; no purchase since %s",
	"%s has no translation",
};

static void
use_catalogue(void)
{
	uint32_t head[7] = { 0x950412de, 0, N, 28, 28 + 8 * N, 0, 0 }, table[2][N][2];
	char bytes[4096], path[32];
	uint32_t at = 28 + 16 * N, n = 0;

	for (int t = 0; t < 2; t++)
		for (int i = 0; i < N; i++) {
			table[t][i][0] = (uint32_t)strlen(texts[i][t]);
			table[t][i][1] = at + n;
			memcpy(bytes + n, texts[i][t], table[t][i][0] + 1);
			n += table[t][i][0] + 1;
		}
	const int fd = memfd_create("mo", 0);

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	ok(write(fd, head, sizeof head) == sizeof head &&
	    write(fd, table, sizeof table) == sizeof table && write(fd, bytes, n) == n &&
	    say_use(SAY_CELL, path), "a catalogue");
}

static void
check(const char *text, const char *expected)
{
	char *to = retell(text, formats, sizeof formats / sizeof *formats);

	ok(strcmp(to, expected) == 0, text);
	if (strcmp(to, expected) != 0)
		printf("# %s\n", to);
	free(to);
}

int
main(void)
{
	check("2 cases not resolved", "2 cases not resolved");	/* in English */
	use_catalogue();
	check("", "");
	check("1 case not resolved", "有 1 个工单未解决");
	check("2 cases not resolved", "有 2 个工单未解决");
	check("2 promises broken; 1 case not resolved", "2 项承诺未兑现；有 1 个工单未解决");
	check("2.5 contacts in the last 90 days, 7 is usual", "近 90 天联系 2.5 次，通常 7 次");
	check("the latest score is 3 (detractor)", "最近评分为 3（贬损者）");
	check("the latest score is 7", "最近评分为 7");
	check("the risk fell to 9.5, below 30; no purchase since 2026-01-02",
	    "风险降到 9.5，低于 30；2026-01-02 之后没有购买");
	check("1 promise broken; still, about 49 in 100", "1 项承诺未兑现；但 100 人中约有 49 人");
	check("written by hand; 2 cases not resolved", "written by hand；有 2 个工单未解决");
	check("2 casex not resolved", "2 casex not resolved");
	check("x cases not resolved", "x cases not resolved");
	check("this has no translation", "this has no translation");
	check("%s %n %", "%s %n %");
	return done();
}
