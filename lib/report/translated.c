#include "lib/report/translated.h"

#include <string.h>

#include "lib/base/text.h"

/*
 * In a pattern * is any text without a semicolon, the shortest that fits, and ~ is an "s" or
 * nothing. In the translation 1 to 9 between braces are the texts of the stars.
 */
static const struct sentence {
	const char *pattern, *zh;
} sentences[] = {
	/* reasons of churn-flag (lib/churn/indicators.c) */
	{ "no purchase for * day~; the customer usually returns within * day~ (* times as long)",
	    "{1} 天未购买；该客户通常 {2} 天内再次购买（{3} 倍）" },
	{ "no purchase for * day~; customers usually return within * day~ (* times as long)",
	    "{1} 天未购买；客户通常 {2} 天内再次购买（{3} 倍）" },
	{ "no purchase for * day~ after purchases on * day~",
	    "曾在 {2} 个不同日期购买，最近 {1} 天未再购买" },
	{ "no purchase for * day~ after * purchase~", "购买 {2} 次后 {1} 天未购买" },
	{ "no purchase~ in the last * days, * is usual", "近 {1} 天无购买，通常为 {2} 次" },
	{ "no purchase~ in the last * days, * are usual", "近 {1} 天无购买，通常为 {2} 次" },
	{ "no contact~ in the last * days, * is usual", "近 {1} 天无联系，通常为 {2} 次" },
	{ "no contact~ in the last * days, * are usual", "近 {1} 天无联系，通常为 {2} 次" },
	{ "* purchase~ in the last * days, * is usual", "近 {2} 天购买 {1} 次，通常为 {3} 次" },
	{ "* purchase~ in the last * days, * are usual", "近 {2} 天购买 {1} 次，通常为 {3} 次" },
	{ "* contact~ in the last * days, * is usual", "近 {2} 天联系 {1} 次，通常为 {3} 次" },
	{ "* contact~ in the last * days, * are usual", "近 {2} 天联系 {1} 次，通常为 {3} 次" },
	{ "* case~ not resolved, the oldest for * day~", "{1} 个工单未解决，最早的已 {2} 天" },
	{ "* case~ not resolved for * day~", "{1} 个工单 {2} 天未解决" },
	{ "* case~ not resolved", "{1} 个工单未解决" },
	{ "* complaint~ about * purchase~: * % or more", "{2} 次购买有 {1} 次投诉：至少 {3}%" },
	{ "the latest score is * (detractor)", "最近评分为 {1}（贬损者）" },
	{ "the latest score is *", "最近评分为 {1}" },
	{ "* promise~ broken", "{1} 项承诺未兑现" },

	/* notes */
	{ "*: left out * customer~ first seen after *", "{1}：不含 {3} 之后首次购买的客户 {2} 位" },
	{ "*: * customer~ first bought after *: prospects if acquired by then, else left out",
	    "{1}：{3} 之后首次购买的客户 {2} 位；到那天已获客的计为潜在客户，其余不计" },
	{ "*: left out * customer~ with refunds but no purchase by *",
	    "{1}：不含截至 {3} 只有退款、没有购买的客户 {2} 位" },
	{ "*: left out *, which is not over: the data end on *",
	    "{1}：不含尚未结束的 {2}：数据截至 {3}" },
	{ "*: periods without a new customer: *", "{1}：没有新客户的期数：{2}" },
	{ "*: the latest order is on *, but the as-of date is *; did you mean --as-of=*?",
	    "{1}：最后一笔订单在 {2}，而截止日期为 {3}；是否应为 --as-of={4}？" },
	{ "*: * of * customers have no outcome by *: the horizon of the first of them ends on *",
	    "{1}：{3} 位客户中有 {2} 位截至 {4} 尚无结果：其中最早的观察期于 {5} 结束" },
	{ "*: * order~ without a cost; the profit of * customer~ is empty (use --margin=RATE)",
	    "{1}：{2} 笔订单没有成本；{3} 位客户的利润为空（可用 --margin=RATE）" },
};

/* In a note of clv-calc about how it fitted its model. */
#define METHOD "using the geometric limit"

enum { STARS = 9 };

struct found {
	const char *s;
	size_t n;
};

/* The length of what the pattern fits, at the beginning of S, before END; -1: it does not fit. */
static ptrdiff_t
fit(const char *pattern, const char *s, const char *end, struct found *star)
{
	const char *p = s;

	for (; *pattern; pattern++) {
		if (*pattern == '*') {
			for (size_t n = 1; p + n <= end && p[n - 1] != ';'; n++) {
				const ptrdiff_t rest = fit(pattern + 1, p + n, end, star + 1);

				if (rest >= 0) {
					*star = (struct found){ p, n };
					return p + n - s + rest;
				}
			}
			return -1;
		}
		if (*pattern == '~')
			p += p < end && *p == 's';
		else if (p < end && *p == *pattern)
			p++;
		else
			return -1;
	}
	/* a sentence ends with the text, or before a separator */
	return p == end || (end - p >= 2 && p[0] == ';' && p[1] == ' ') ? p - s : -1;
}

static void
add_filled(struct text *to, const char *zh, const struct found *star)
{
	for (; *zh; zh++)
		if (*zh == '{' && zh[1] >= '1' && zh[1] <= '9' && zh[2] == '}') {
			text_add(to, star[zh[1] - '1'].s, star[zh[1] - '1'].n);
			zh += 2;
		} else {
			text_add(to, zh, 1);
		}
}

/* Adds the sentence at S, and returns its length. */
static size_t
add_sentence(struct text *to, const char *s, const char *end)
{
	struct found star[STARS + 1] = { { NULL, 0 } };

	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
		const ptrdiff_t n = fit(sentences[i].pattern, s, end, star);

		if (n >= 0) {
			add_filled(to, sentences[i].zh, star);
			return (size_t)n;
		}
	}
	const char *next = s;

	while (next < end && !(next[0] == ';' && next + 1 < end && next[1] == ' '))
		next++;
	text_add(to, s, (size_t)(next - s));
	return (size_t)(next - s);
}

char *
translated(const char *s, enum language l)
{
	struct text t = { 0 };

	if (l == LANGUAGE_EN)
		text_add(&t, s, strlen(s));
	while (l != LANGUAGE_EN && *s) {
		const char *end = s + strcspn(s, "\n");

		while (s < end) {
			s += add_sentence(&t, s, end);
			if (s < end) {
				text_add(&t, "；", strlen("；"));
				s += 2;		/* "; " */
			}
		}
		if (*s == '\n')
			text_add(&t, s++, 1);
	}
	text_add(&t, "", 1);
	return t.s;
}

char *
translated_notes(const char *notes, enum language l)
{
	struct text t = { 0 };

	for (size_t n; *notes; notes += n + (notes[n] == '\n')) {
		n = strcspn(notes, "\n");
		const char *method = strstr(notes, METHOD);

		if (method && method < notes + n)
			continue;
		text_add(&t, "\n", t.n > 0);
		text_add(&t, notes, n);
	}
	text_add(&t, "", 1);
	char *said = translated(t.s, l);

	text_free(&t);
	return said;
}
