/* sections_own - what the files of sections share (pure). */
#ifndef SECTIONS_OWN_H
#define SECTIONS_OWN_H
#include "lib/report/sections.h"

/* All words stand in these: a table of translations can be made of them. */
#define SAID(en, zh) { { en, zh } }
#define NOTHING { { NULL, NULL } }
#define INTERVAL SAID("95 % interval", "95% 区间")

/* The value of each group of risk, and of all customers: two sections have it, and it runs once. */
#define SECTIONS_VALUE_BY_RISK \
	"churn-flag @as-of @facts | clv-calc --total --by=flag --with-all"

/* The blocks of each section; the last one has no id. */
extern const struct block sections_figures[], sections_groups[], sections_customers[],
    sections_value[], sections_cohorts[], sections_churn[], sections_satisfaction[],
    sections_service[], sections_promises[], sections_forecast[], sections_quality[];

#endif
