#include "lib/preset/target.h"

#include <string.h>

#include "lib/io/header.h"

static const struct target_column customers[] = {
	{ "customer_id", TARGET_ID, true }, { "name", TARGET_TEXT, false },
	{ "email", TARGET_TEXT, false }, { "phone", TARGET_TEXT, false },
	{ "birthday", TARGET_DAY, false }, { "gender", TARGET_TEXT, false },
	{ "country", TARGET_TEXT, false }, { "region", TARGET_TEXT, false },
	{ "city", TARGET_TEXT, false }, { "channel", TARGET_TEXT, false },
	{ "plan", TARGET_TEXT, false }, { "acquired", TARGET_DAY, false },
	{ "birthday_calendar", TARGET_TEXT, false }, { "preferred_channel", TARGET_TEXT, false },
};

static const struct target_column orders[] = {
	{ "order_id", TARGET_ID, false }, { "customer_id", TARGET_ID, true },
	{ "date", TARGET_TIME, true }, { "amount", TARGET_AMOUNT, true },
	{ "sku", TARGET_TEXT, false }, { "quantity", TARGET_NUMBER, false },
	{ "cost", TARGET_AMOUNT, false }, { "discount", TARGET_AMOUNT, false },
	{ "channel", TARGET_TEXT, false }, { "source", TARGET_TEXT, false },
};

static const struct target_column feedback[] = {
	{ "customer_id", TARGET_ID, true }, { "date", TARGET_TIME, true },
	{ "channel", TARGET_TEXT, false }, { "kind", TARGET_TEXT, true },
	{ "score", TARGET_NUMBER, false }, { "text", TARGET_TEXT, false },
	{ "department", TARGET_TEXT, false }, { "wanted", TARGET_TEXT, false },
	{ "severity", TARGET_TEXT, false }, { "order_id", TARGET_ID, false },
	{ "touchpoint", TARGET_TEXT, false },
};

static const struct target_column touches[] = {
	{ "customer_id", TARGET_ID, true }, { "date", TARGET_TIME, true },
	{ "channel", TARGET_TEXT, false }, { "direction", TARGET_TEXT, false },
	{ "touchpoint", TARGET_TEXT, false }, { "journey", TARGET_ID, false },
	{ "score", TARGET_NUMBER, false }, { "agent", TARGET_TEXT, false },
	{ "note", TARGET_TEXT, false },
};

#define COLUMNS(a) a, sizeof a / sizeof *a

static const struct target targets[] = {
	{ "customers", COLUMNS(customers), true, "cust-add --attrs" },
	{ "orders", COLUMNS(orders), false, "order-add --create" },
	{ "feedback", COLUMNS(feedback), false, "feedback-log --create" },
	{ "touches", COLUMNS(touches), false, "touch-log --create" },
};

enum { TARGETS = sizeof targets / sizeof *targets };

const struct target *
target_find(const char *name)
{
	for (size_t i = 0; i < TARGETS; i++)
		if (strcmp(targets[i].name, name) == 0)
			return &targets[i];
	return NULL;
}

const struct target_column *
target_any_column(const char *name)
{
	for (size_t i = 0; i < TARGETS; i++)
		for (size_t k = 0; k < targets[i].n; k++)
			if (header_same(targets[i].column[k].name, name))
				return &targets[i].column[k];
	return NULL;
}
