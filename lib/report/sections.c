#include "lib/base/text.h"
#include "lib/report/sections.h"
#include "lib/report/sections_own.h"

const struct section sections[] = {
	{ "summary", SAID("Summary", "摘要"), sections_summary, true },
	{ "figures", SAID("Key figures", "关键指标"), sections_figures, false },
	{ "groups", SAID("By {@group}", "按{@group}"), sections_groups, false },
	{ "customers", SAID("Customers", "客户"), sections_customers, false },
	{ "value", SAID("Customer value", "客户价值"), sections_value, false },
	{ "cohorts", SAID("Cohorts", "同期群"), sections_cohorts, false },
	{ "churn", SAID("Churn", "流失"), sections_churn, false },
	{ "satisfaction", SAID("Satisfaction", "满意度"), sections_satisfaction, false },
	{ "service", SAID("Cases and standards", "工单与标准"), sections_service, false },
	{ "promises", SAID("Promises", "承诺"), sections_promises, false },
	{ "forecast", SAID("Forecast", "预测"), sections_forecast, false },
	{ "quality", SAID("Data quality", "数据质量"), sections_quality, false },
};

const size_t sections_n = sizeof sections / sizeof *sections;

const struct section *
sections_find(const char *id, size_t n)
{
	for (size_t i = 0; i < sections_n; i++)
		if (text_is(sections[i].id, id, n))
			return &sections[i];
	return NULL;
}
