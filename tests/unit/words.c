/*
 * words: pairs of CJK characters, queries, and the search of SQLite's index, which must find what a
 * reader would find.
 */
#include "lib/store/words.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/tap.h"

enum { LONG = 1 << 20 };

static const char *
ended(struct text *t)
{
	text_add(t, "", 1);
	return t->s;
}

static void
indexed(const char *s, const char *want)
{
	struct text t = { 0 };

	words_index(s, strlen(s), &t);
	ok(strcmp(ended(&t), want) == 0, strchr(s, '\n') ? "line breaks" : s);
	if (strcmp(t.s, want) != 0)
		printf("# got %s, want %s\n", t.s, want);
	text_free(&t);
}

static void
asked(const char *s, const char *want)
{
	struct text t = { 0 };
	const bool any = words_query(s, &t);

	ok(any == (*want != '\0') && strcmp(ended(&t), want) == 0,
	    strchr(s, '\n') ? "line breaks" : s);
	if (strcmp(t.s, want) != 0)
		printf("# got %s, want %s\n", t.s, want);
	text_free(&t);
}

static void
test_index(void)
{
	indexed("", "");
	indexed("Refund me, please", "Refund me, please");
	indexed("我要退款", "我要 要退 退款 款");
	indexed("退", "退");
	indexed("退款，要快", "退款 款 , 要快 快");
	indexed("要 VIP卡", "要 VIP 卡");
	indexed("VIP客户要退款ASAP", "VIP 客户 户要 要退 退款 款 ASAP");
	indexed("ＶＩＰ　１２", "VIP 12");
	indexed("ｶﾒﾗとコーヒー", "カメ メラ ラと とコ コー ーヒ ヒー ー");
	indexed("환불", "환불 불");
	/* the same in jamo */
	indexed("\u1112\u116a\u11ab\u1107\u116e\u11af", "환불 불");
	indexed("人々", "人々 々");
	indexed("カ・メ", "カ ・ メ");
	indexed("\U00020000\U0002f800\U00030edd", "\U00020000\u4e3d \u4e3d\U00030edd \U00030edd");
	indexed("\uf900\ufa0e", "\u8c48\ufa0e \ufa0e");			/* compatibility */
	/* a variant selector, a soft hyphen */
	indexed("葛\U000e0100城 re\u00adfund", "葛城 城 refund");
	indexed("e\u0301t\u00e9", "\u00e9t\u00e9");
	indexed("a\n\"b\"\t😡", "a\n\"b\"\t😡");
}

static void
test_query(void)
{
	asked("退款", "\"退款\"");
	asked("要退款", "\"要退 退款\"");
	asked("退", "\"退\" *");
	asked("refund 退", "\"refund\" \"退\" *");
	asked("退 refund", "\"退\" * \"refund\"");
	asked("退款VIP", "\"退款 款 VIP\"");
	asked("VIP卡", "\"VIP 卡\" *");
	asked("ＶＩＰ　客户", "\"VIP\" \"客户\"");
	asked(" \t a \n b ", "\"a\" \"b\"");
	asked("a AND b", "\"a\" \"AND\" \"b\"");
	asked("a* NEAR(b text:c ^d -e (f) +g",
	    "\"a*\" \"NEAR(b\" \"text:c\" \"^d\" \"-e\" \"(f)\" \"+g\"");
	asked("say \"no\" \"", "\"say\" \"\"\"no\"\"\"");
	asked("＂x", "\"\"\"x\"");
	asked("", "");
	asked(" \t\n", "");
	asked("!? \" -- 😡 、", "");
	asked("! x", "\"x\"");
}

/* The same through SQLite. */

static sqlite3 *db;

static void
run(const char *sql, const char *bind)
{
	sqlite3_stmt *q;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
		abort();
	if (bind)
		sqlite3_bind_text(q, 1, bind, -1, SQLITE_TRANSIENT);
	sqlite3_step(q);
	sqlite3_finalize(q);
}

static bool
finds(const char *text, const char *query)
{
	struct text t = { 0 }, w = { 0 };
	sqlite3_stmt *q;

	run("DELETE FROM words", NULL);
	words_index(text, strlen(text), &t);
	run("INSERT INTO words VALUES (?)", ended(&t));
	if (!words_query(query, &w) || sqlite3_prepare_v2(db,
	    "SELECT 1 FROM words WHERE words MATCH ?", -1, &q, NULL) != SQLITE_OK)
		abort();
	sqlite3_bind_text(q, 1, ended(&w), -1, SQLITE_TRANSIENT);
	const int r = sqlite3_step(q);

	sqlite3_finalize(q);
	text_free(&t);
	text_free(&w);
	if (r != SQLITE_ROW && r != SQLITE_DONE)
		abort();
	return r == SQLITE_ROW;
}

static void
test_finds(void)
{
	static const char *const yes[][2] = {
		{ "我要退款", "退款" }, { "我要退款", "退" }, { "我要退款", "款" },
		{ "我要退款", "我" }, { "我要退款", "要退款" },
		{ "我要退款", "我要退款" },
		{ "我要退款！", "退款 我" }, { "退", "退" }, { "ＶＩＰ客户", "vip" },
		{ "vip客户", "ＶＩＰ" }, { "VIP客户", "VIP客户" },
		{ "VIP客户", "VIP客" },
		{ "要退款VIP", "款VIP" }, { "要退款VIP", "退款vip" },
		{ "ｶﾒﾗが", "カメラ" },
		{ "カメラが", "ｶﾒﾗ" }, { "환불해주세요", "환불" },
		{ "Où est l'été", "ete" },
		{ "the REFUND-form", "refund form" },
		{ "the REFUND-form", "Refund-Form" }, { "say \"no\"", "\"no\"" },
		{ "\U00030edd面", "\U00030edd" }, { "\U00020001", "\U00020001" },
		{ "葛城", "葛\U000e0100城" }, { "人々が", "々" }, { "コーヒー", "ー" },
		{ "3台", "3" }, { "3台", "台" },
	};
	static const char *const no[][2] = {
		{ "我要退款", "款退" }, { "我要退款", "要款" },
		{ "退货，付款", "退款" },
		{ "退货 款项", "货款" }, { "我要退款", "退款 换" },
		{ "refunds", "refund" },
		{ "VIP客户", "VI" }, { "the form of refund", "refund-form" },
		{ "VIP客户", "VIP户" }, { "コーヒ", "コーヒー" },
	};
	char name[96];

	if (sqlite3_open(":memory:", &db) != SQLITE_OK)
		abort();
	run("CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'unicode61 remove_diacritics "
	    "2')", NULL);
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		snprintf(name, sizeof name, "%s finds %s", yes[i][1], yes[i][0]);
		ok(finds(yes[i][0], yes[i][1]), name);
	}
	for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
		snprintf(name, sizeof name, "%s does not find %s", no[i][1], no[i][0]);
		ok(!finds(no[i][0], no[i][1]), name);
	}
	sqlite3_close(db);
}

/* One run of a million characters. */
static void
test_long(void)
{
	struct text in = { 0 }, out = { 0 };

	for (int i = 0; i < LONG; i++)
		text_add(&in, i % 2 ? "款" : "退", 3);
	words_index(in.s, in.n, &out);
	ok(out.n == (size_t)(LONG - 1) * 7 + 3 && memcmp(out.s, "退款 款退 ", 14) == 0,
	    "a run of a million");
	text_free(&in);
	text_free(&out);
}

int
main(void)
{
	test_index();
	test_query();
	test_finds();
	test_long();
	return done();
}
