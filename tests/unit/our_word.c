/* our_word: words of other languages and systems, by column. */
#include "lib/io/our_word.h"

#include <string.h>

#include "tests/unit/tap.h"

static bool
is(const char *column, const char *word, const char *want)
{
	const char *got = our_word(column, word);

	return got && strcmp(got, want) == 0;
}

int
main(void)
{
	ok(is("channel", "微信", "chat") && is("channel", "短信", "phone") &&
	    is("channel", "电话", "phone") && is("channel", "邮件", "mail"), "channels");
	ok(is("kind", "投诉", "complaint") && is("kind", "建议", "suggestion") &&
	    is("kind", "表扬", "praise") && is("kind", "咨询", "question"), "kinds");
	ok(is("channel", "E-Mail", "mail"), "in any case");
	ok(is("preferred_channel", "微信", "chat") && is("preferred-channel", "微信", "chat"),
	    "the name of the column, or of its option");
	ok(!our_word("kind", "微信") && !our_word("chan", "微信") && !our_word("channel", ""),
	    "nothing of another column, or unknown");
	return done();
}
