#include "lib/report/sections.h"
#include "lib/report/sections_own.h"

#include <string.h>

const struct section sections[] = {
	{ "figures", SAID("Key figures", "关键指标"), sections_figures },
	{ "groups", SAID("By {@group}", "按{@group}"), sections_groups },
	{ "customers", SAID("Customers", "客户"), sections_customers },
	{ "value", SAID("Customer value", "客户价值"), sections_value },
	{ "cohorts", SAID("Cohorts", "同期群"), sections_cohorts },
	{ "churn", SAID("Churn", "流失"), sections_churn },
	{ "satisfaction", SAID("Satisfaction", "满意度"), sections_satisfaction },
	{ "service", SAID("Cases and standards", "工单与标准"), sections_service },
	{ "promises", SAID("Promises", "承诺"), sections_promises },
	{ "forecast", SAID("Forecast", "预测"), sections_forecast },
	{ "quality", SAID("Data quality", "数据质量"), sections_quality },
};

const size_t sections_n = sizeof sections / sizeof *sections;

const struct section *
sections_find(const char *id, size_t n)
{
	for (size_t i = 0; i < sections_n; i++)
		if (strlen(sections[i].id) == n && memcmp(sections[i].id, id, n) == 0)
			return &sections[i];
	return NULL;
}
