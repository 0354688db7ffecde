#include "lib/report/page.h"
#include "lib/report/page_own.h"

const char *
page_word(enum page_word w, enum language l)
{
	static const struct said words[] = {
		[PAGE_SOURCE] = { { "Source", "数据来源" } },
		[PAGE_AS_OF] = { { "As of", "截至" } },
		[PAGE_PERIOD] = { { "Period", "期间" } },
		[PAGE_COMPARED] = { { "Compared with", "对比期间" } },
		[PAGE_CURRENCY] = { { "Currency", "货币" } },
		[PAGE_COMMAND] = { { "How to get these numbers", "如何得到这些数字" } },
		[PAGE_NOTES] = { { "Notes of the tool: ", "工具的说明：" } },
		[PAGE_DIGEST] = { { "SHA-256 of the content", "内容的 SHA-256" } },
		[PAGE_NO_STORE] = { {
		    "This part needs a store (-d), because an order log does not have these facts.",
		    "此部分需要数据库（-d）：订单表中没有这些事实。" } },
		[PAGE_FEW] = { { "The data do not suffice for this part: ",
		    "数据不足以计算此部分：" } },
		[PAGE_FAILED] = { { "This part could not be computed: ", "此部分无法计算：" } },
		[PAGE_NO_DATA] = { { "There are no data for this part.", "此部分没有数据。" } },
		[PAGE_CONTENTS] = { { "Contents", "目录" } },
		[PAGE_ABOUT] = { { "Made by", "生成工具" } },
		[PAGE_LOGO] = { { "Logo", "标志" } },
		[PAGE_PERIOD_COLUMN] = { { "months later", "个月后" } },
		[PAGE_NAMES] = { { "How to see the names of these customers",
		    "如何查看这些客户的姓名" } },
		[PAGE_COHORT] = { { "first purchase", "首购月份" } },
		[PAGE_SIZE] = { { "customers", "客户数" } },
		[PAGE_KEY] = { { "Share, from pale to dark:", "比例由浅到深：" } },
		[PAGE_STDIN] = { { "standard input", "标准输入" } },
		[PAGE_TITLE] = { { "Customer report", "客户报告" } },
		[PAGE_ROWS] = { { "Show all rows: ", "显示全部行：" } },
		[PAGE_TO] = { { " to ", " 至 " } },
	};

	return words[w].in[l];
}
