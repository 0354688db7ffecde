/*
 * Gauges for Prometheus: a metric per column of numbers, custkit_TOOL_COLUMN, with a sample per
 * row. The columns of text before the first number are its labels: they say what the row is about.
 * Rows with the same labels are told apart by the label row. An empty cell is no sample.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/io/prom.h"
#include "lib/io/put_own.h"

void
put_prom_cell(struct put *p, enum put_kind kind, const struct value *v)
{
	if (p->gauges == NULL)
		p->gauges = put_rows_new(p->ncol);
	put_rows_add(p->gauges, kind, v);
	p->at++;
}

static bool
is_number(enum put_kind kind)
{
	return kind == PUT_INT || kind == PUT_AMOUNT || put_is_real(kind);
}

/* The number of columns that are labels. */
static size_t
labels(const struct put *p)
{
	size_t n = 0;

	while (n < p->ncol && !is_number(p->col[n].kind))
		n++;
	return n;
}

/* NAME="VALUE" for each label of a row. */
static void
add_labels(const struct put *p, size_t row, size_t n, struct text *to)
{
	char day[DATE_SIZE];

	for (size_t k = 0; k < n; k++) {
		enum put_kind kind;
		const struct value v = put_rows_cell(p->gauges, row, k, &kind);
		const char *s = v.none ? "" : kind != PUT_DATE ? v.s
		    : date_text((int32_t)v.i, day);
		char *value = prom_label(s ? s : "");
		char *label = mem_print("%s%s=\"%s\"", k > 0 ? "," : "", p->col[k].name, value);

		text_add(to, label, strlen(label));
		free(label);
		free(value);
	}
}

/* The labels of all rows, each without a double. The caller frees them. */
static char **
label_rows(const struct put *p, size_t rows)
{
	const size_t n = labels(p);
	char **label = mem_new(rows, sizeof *label);

	for (size_t i = 0; i < rows; i++) {
		struct text t = { 0 };
		bool again = false;

		add_labels(p, i, n, &t);
		for (size_t j = 0; j < i && !again; j++)
			again = strncmp(label[j], t.s ? t.s : "", t.n) == 0 &&
			    (label[j][t.n] == '\0' || strncmp(label[j] + t.n, ",row=", 5) == 0);
		label[i] = again ? mem_print("%.*s%srow=\"%zu\"", (int)t.n, t.s ? t.s : "",
		    t.n > 0 ? "," : "", i + 1)
		    : mem_print("%.*s", (int)t.n, t.s ? t.s : "");
		text_free(&t);
	}
	return label;
}

/* The digits of a cell; "" if it is empty. */
static void
digits(enum put_kind kind, const struct value *v, char to[static NUM_SIZE])
{
	to[0] = '\0';
	if (v->none)
		return;
	if (kind == PUT_INT)
		num_int(v->i, to);
	else if (kind == PUT_AMOUNT)
		money_text(v->i, to);
	else if (is_number(kind))
		num_text(v->x, to);
}

static void
print_column(const struct put *p, size_t column, size_t rows, char *const *label)
{
	char metric[256], number[NUM_SIZE];

	snprintf(metric, sizeof metric, "custkit_%s_%s", program_invocation_short_name,
	    p->col[column].name);
	for (char *s = metric; *s; s++)
		*s = *s == '-' ? '_' : *s;
	fprintf(p->out, "# HELP %s The column %s of %s; see custkit-tables(5).\n# TYPE %s gauge\n",
	    metric, p->col[column].name, program_invocation_short_name, metric);
	for (size_t i = 0; i < rows; i++) {
		enum put_kind kind;
		const struct value v = put_rows_cell(p->gauges, i, column, &kind);

		digits(kind, &v, number);
		if (*number == '\0')
			continue;
		fprintf(p->out, label[i][0] ? "%s{%s} %s\n" : "%s%s %s\n", metric, label[i],
		    number);
	}
}

void
put_prom_finish(struct put *p)
{
	const size_t rows = p->gauges ? put_rows_count(p->gauges) : 0;
	char **label = label_rows(p, rows);

	for (size_t k = 0; rows > 0 && k < p->ncol; k++)
		if (is_number(p->col[k].kind))
			print_column(p, k, rows, label);
	for (size_t i = 0; i < rows; i++)
		free(label[i]);
	free(label);
	if (p->gauges)
		put_rows_free(p->gauges);
	p->gauges = NULL;
}
