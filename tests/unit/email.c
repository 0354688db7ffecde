/* email: the key of an address, and what is no address. */
#include "lib/customer/email.h"

#include <string.h>

#include "tests/unit/tap.h"

/* WANT: the key, or one of the words in brackets. */
static void
reads(const char *cell, const char *want)
{
	static const char *const words[] = { "[empty]", "", "[masked]", "[bad]" };
	char key[EMAIL_SIZE];
	const enum email_verdict v = email_read(cell, key);
	const char *got = v == EMAIL_VALID ? key : words[v];

	ok(strcmp(got, want) == 0 && (v == EMAIL_VALID) == (*key != '\0'), want);
	if (strcmp(got, want) != 0)
		printf("# got %s, want %s\n", got, want);
}

int
main(void)
{
	char text[2048];

	reads(" Zhang.San@Example.COM ", "zhang.san@example.com");
	reads("zhangsan＠qq.com", "zhangsan@qq.com");
	reads("<li@163.com>", "li@163.com");
	reads("bla.bla.@example.com", "[bad]");
	reads("a@b", "[bad]");
	reads("a@@b.com", "[bad]");

	/* dots and tags stay */
	reads("first.last+tag@gmail.com", "first.last+tag@gmail.com");
	reads("o'neill!#$%&/=?^_`{|}~@example.org", "o'neill!#$%&/=?^_`{|}~@example.org");
	reads("Li Lei <Li.Lei@163.com>", "li.lei@163.com");
	reads("\"Li <x> Lei\" < li@163.com > ", "li@163.com");
	reads("MAILTO:li@163.com", "li@163.com");
	reads("ＺＨＡＮＧ＠ＱＱ．ＣＯＭ", "zhang@qq.com");
	reads("\u3000zhang@qq.com\u00a0", "zhang@qq.com");
	reads("\u202azhang\u200b@qq.com\u202c\ufeff", "zhang@qq.com");
	reads("zhang@qq\u3002com", "zhang@qq.com");
	reads("zhang@qq\uff61com", "zhang@qq.com");
	reads("\ufb01n@example.com", "fin@example.com");		/* ﬁ */
	reads("\u2121@example.com", "tel@example.com");		/* ℡ */
	reads("M\u00dcLLER@example.de", "m\u00fcller@example.de");
	reads("Mu\u0308ller@example.de", "m\u00fcller@example.de");	/* NFC and NFD are one */
	reads("\u5f20\u4e09@\u4f8b\u5b50.\u4e2d\u56fd", "\u5f20\u4e09@\u4f8b\u5b50.\u4e2d\u56fd");
	reads("1@163.com", "1@163.com");
	reads("a@xn--fsqu00a.xn--0zwm56d", "a@xn--fsqu00a.xn--0zwm56d");

	reads("", "[empty]");
	reads(" \t\u3000", "[empty]");
	reads("zh***@qq.com", "[masked]");
	reads("***", "[masked]");
	reads("none", "[bad]");
	reads("@", "[bad]");
	reads("@qq.com", "[bad]");
	reads("a@", "[bad]");
	reads("a@qq.", "[bad]");
	reads("a@.com", "[bad]");
	reads("a@qq..com", "[bad]");
	reads("a@qq.c", "[bad]");
	reads("a@-qq.com", "[bad]");
	reads("a@qq-.com", "[bad]");
	reads("a@q_q.com", "[bad]");
	reads("a@192.168.0.1", "[bad]");
	reads(".a@qq.com", "[bad]");
	reads("a..b@qq.com", "[bad]");
	reads("a b@qq.com", "[bad]");
	reads("a@qq.com,b@qq.com", "[bad]");
	reads("a@qq.com;", "[bad]");
	reads("<a@qq.com", "[bad]");
	reads("a\xff@qq.com", "[bad]");
	reads("\"a b\"@qq.com", "[bad]");
	reads("a\x01@qq.com", "[bad]");
	reads("a\xc2\x85" "b@qq.com", "[bad]");
	reads("a\u2028b@qq.com", "[bad]");

	/* the limits of RFC 5321: 64 before the @, 63 a label, 254 in all */
	memset(text, 'a', sizeof text);
	strcpy(text + 64, "@qq.com");
	reads(text, text);
	memset(text, 'a', 65);
	strcpy(text + 65, "@qq.com");
	reads(text, "[bad]");
	memset(text, 'a', 66);
	memcpy(text, "a@", 2);
	strcpy(text + 65, ".com");
	reads(text, text);
	memset(text, 'a', 66);
	memcpy(text, "a@", 2);
	strcpy(text + 66, ".com");
	reads(text, "[bad]");
	strcpy(text, "a@");
	for (int i = 0; i < 125; i++)
		strcat(text, "b.");
	strcat(text, "cc");
	ok(strlen(text) == 254, "254 bytes");
	reads(text, text);
	strcat(text, "c");
	reads(text, "[bad]");
	memset(text, 'a', sizeof text);
	strcpy(text + 2040, "@qq.com");
	reads(text, "[bad]");
	return done();
}
