/* kano-calc - the Kano category of each feature: must-be, one-dimensional, attractive ... */
#include "lib/base/say.h"
#include "lib/draw/draw.h"
#include "lib/io/opt.h"
#include "lib/io/parts.h"
#include "lib/io/put.h"
#include "lib/io/statistics.h"
#include "lib/stat/binomial.h"
#include "lib/survey/answers.h"
#include "lib/survey/kano.h"
#include "lib/survey/kano_rows.h"
#include "lib/survey/kano_statistics.h"

static const struct tool tool = {
	"kano-calc", "[FILE...]",
	"Name the Kano category of each feature, from how customers feel if it is present and if\n"
	"it is absent.  Reads answers as CSV, long (respondent, item, part, value) or wide\n"
	"(columns ITEM.functional and ITEM.dysfunctional for each feature), or with -d a survey\n"
	"in the store.",
	"An answer is a number or its word: 1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike.\n"
	"Examples:\n"
	"  kano-calc -t answers.csv\n"
	"  kano-calc -d shop.db --survey=features --by=country\n"
	"  printf 'item,M,O,A,I,R,Q\\nhotline,15,24,121,124,6,6\\n' | kano-calc --counts\n"
	"  kano-calc --statistics --partition=0/2 part0.csv >part0.stat\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

static const struct put_head what[] = { { "item", PUT_TEXT }, { "n", PUT_INT }, { 0 } };
static const struct put_head estimates[] = {
	{ "category", PUT_TEXT }, { "rule", PUT_TEXT },
	{ "better", PUT_REAL }, { "better_low", PUT_REAL }, { "better_high", PUT_REAL },
	{ "worse", PUT_REAL }, { "worse_low", PUT_REAL }, { "worse_high", PUT_REAL },
	{ "strength", PUT_REAL }, { "total_strength", PUT_REAL }, { "fong", PUT_REAL },
	{ "verdict", PUT_TEXT }, { 0 },
};

struct page {
	struct put *out;
	const char *by;		/* NULL: no groups */
	bool explain;
};

static void
columns(const struct page *p)
{
	if (p->by)
		put_column(p->out, p->by, PUT_TEXT);
	put_columns(p->out, what);
	for (int i = 0; i < KANO_CATEGORIES; i++)
		put_column(p->out, kano_rows_counts[i], PUT_INT);
	put_columns(p->out, estimates);
	if (p->explain)
		put_column(p->out, "explain", PUT_TEXT);
}

static void
put_row(void *page, const struct kano_row *f)
{
	const struct page *p = page;
	const int64_t *count = f->count;
	const struct kano k = kano(count);
	const struct binomial_range better =
	    binomial_wilson(count[KANO_A] + count[KANO_O], k.of, 1);
	const struct binomial_range worse =
	    binomial_wilson(count[KANO_O] + count[KANO_M], k.of, 1);
	char why[KANO_WHY];
	const struct value cells[] = {
		{ .s = kano_letter(k.category) }, { .s = kano_letter(k.rule) },
		{ .x = k.better }, { .x = better.low }, { .x = better.high },
		{ .x = k.worse }, { .x = -worse.high }, { .x = -worse.low },
		{ .x = k.strength }, { .x = k.total }, { .x = k.fong },
		{ .s = k.n == 0 ? NULL : k.distinct ? "distinct" : "not distinct" },
		{ .s = kano_why(count, &k, why) },
	};

	if (p->by)
		put_text(p->out, f->group);
	put_text(p->out, f->item);
	put_int(p->out, k.n);
	for (int i = 0; i < KANO_CATEGORIES; i++)
		put_int(p->out, count[i]);
	put_cells(p->out, cells, sizeof cells / sizeof *cells - !p->explain);
	put_end(p->out);
}

static void
read_counts(const struct answers_opts *in, char **operands, struct page *page)
{
	kano_rows_read(in, operands, put_row, page);
}

static void
count_answers(const struct answers_opts *in, char **operands, struct page *page)
{
	answers_check(in, operands);
	struct store *store = store_wanted(&in->store);

	kano_rows_count(in, store, operands, put_row, page);
	store_close(store);
}

static void
check_statistics(bool statistics, bool from_statistics, const struct answers_opts *in)
{
	if (statistics) {
		statistics_check_print();
		statistics_refuse("statistics", (const char *const[]){ "counts", "explain", NULL });
	} else if (from_statistics) {
		statistics_check_merge(&in->reading);
		statistics_refuse("from-statistics", (const char *const[]){ "counts", NULL });
	}
	if (in->partition && store_is_wanted(&in->store))
		opt_misuse("--partition cannot be used with a store");
	if (statistics || from_statistics || in->partition)
		answers_check(in, (char *[]){ NULL });
}

static void
print_rows(const struct answers_opts *in, bool counts, bool from_statistics, char **operands,
    struct page *page)
{
	columns(page);
	if (from_statistics)
		kano_statistics_read(in, tool.name, operands, put_row, page);
	else
		(counts ? read_counts : count_answers)(in, operands, page);
}

static void
draw(const char *form, const char *path)
{
	static const struct draw_plot map = { CHART_SCATTER, .title = SAY("Kano map"),
		.y_title = SAY("better"), .x_title = SAY("worse"), .label = { "item" },
		.x = "worse",
		.y = "better", .split_x = -.5, .split_y = .5 };

	draw_table(&map, form, path);
}

int
main(int argc, char *argv[])
{
	struct answers_opts in = ANSWERS_DEFAULTS;
	struct put_opts form = { .draw = draw };
	struct page page = { 0 };
	bool counts = false, statistics = false, from_statistics = false;
	const struct opt opts[] = {
		ANSWERS_BY(&in),
		{ OPT_FLAG, 0, "counts", NULL,
		    "read a table of counts instead: item, A, O, M, I, R, Q", &counts },
		{ OPT_FLAG, 0, "explain", NULL, "explain each category in words", &page.explain },
		STATISTICS_OPTS(&statistics, &from_statistics),
		DRAW_OPT(&form, "draw a map of better and worse instead"),
		PARTS_OPT(&in.partition), ANSWERS_OPTS(&in), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	check_statistics(statistics, from_statistics, &in);
	page.by = in.by;
	page.out = put_open(&form);
	if (statistics)
		kano_statistics_print(&in, tool.name, operands, page.out);
	else
		print_rows(&in, counts, from_statistics, operands, &page);
	put_close(page.out);
	return opt_leave();
}
