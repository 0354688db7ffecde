/* directive: which translations of a format are safe, by the manual of printf(3). */
#include "lib/base/directive.h"

#include "tests/unit/tap.h"

int
main(void)
{
	ok(directive_same("no rows", "没有行") && directive_same("", ""), "none");
	ok(directive_same("%s: %jd rows", "%s：%jd 行"), "the same order");
	ok(directive_same("%s: %jd rows", "%2$jd 行：%1$s"), "by number");
	ok(directive_same("%s of %s", "%2$s 的 %1$s，即 %2$s"), "one twice");
	ok(directive_same("%.*s is %5.1f%%", "%4$.1f") == false, "one is lacking");
	ok(directive_same("%.*s is %5.1f%%", "%3$5.1f%% 是 %2$.*1$s"), "a precision by number");
	ok(!directive_same("%s", "%jd") && !directive_same("%d", "%ld") &&
	    !directive_same("%s%d", "%d%s"), "of another type");
	ok(!directive_same("%.40s", "%s") && !directive_same("%d", "%999999999d"),
	    "of another length");
	ok(!directive_same("no rows", "%s") && !directive_same("%s", "%s%s") &&
	    !directive_same("%s", "%2$s"), "too many");
	ok(!directive_same("%s", "") && !directive_same("%s%s", "%s"), "too few");
	ok(!directive_same("%s", "%n") && !directive_same("rows", "%n") &&
	    !directive_same("%s", "%1$s%hhn"), "nothing is written to an argument");
	ok(!directive_same("%s", "%s %") && !directive_same("%s", "%s%%%") &&
	    !directive_same("%s", "%1$") && !directive_same("%s", "%0$s") &&
	    !directive_same("%s", "%99$s") && !directive_same("%s", "%9999999999$s"), "cut off");
	ok(!directive_same("%s", "%1$s %-----------------------------s"), "too long");
	ok(!directive_same("%d", "%*d") && !directive_same("%d", "%1$*2$d"), "a width more");
	ok(directive_same("a 95 % interval", "95% 区间") &&
	    directive_same("over 80%", "超过 80%"), "a text that is no format");
	return done();
}
