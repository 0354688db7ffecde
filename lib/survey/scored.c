#include "lib/survey/scored.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/stat/misfit.h"
#include "lib/survey/metric.h"

struct scored {
	void *insert;			/* of record_insert_sink */
	size_t kind, score;		/* fields */
	int64_t count[METRIC_CES + 1][RATING_COUNTS];
};

static void *
scored_open(const struct record *r, const struct record_load *l)
{
	struct scored *s = mem_new(1, sizeof *s);

	s->insert = record_insert_sink.open(r, l);
	s->kind = record_field_find(r->field, r->n, "kind");
	s->score = record_field_find(r->field, r->n, "score");
	return s;
}

static bool
scored_look(void *ctx, const struct record_value *value)
{
	return record_insert_sink.look(((struct scored *)ctx)->insert, value);
}

static void
scored_put(void *ctx, const struct record_value *value, char *const *cell)
{
	struct scored *s = ctx;
	const char *score = value[s->score].s;
	const int x = *score ? rating_of(score) : -1;

	for (int m = 0; m <= METRIC_CES && x >= 0 && x <= RATING_MAX; m++)
		s->count[m][x] += strcmp(value[s->kind].s, metric_name(m)) == 0;
	record_insert_sink.put(s->insert, value, cell);
}

static void
scored_finish(void *ctx)
{
	record_insert_sink.finish(((struct scored *)ctx)->insert);
}

static void
scored_note(const void *ctx)
{
	const struct scored *s = ctx;

	record_insert_sink.note(s->insert);
	for (int m = 0; m <= METRIC_CES; m++) {
		const struct rating_scale scale = metric_scale(m);
		const intmax_t n = rating_between(s->count[m], 0, RATING_MAX);
		int high = 0;

		switch (misfit(s->count[m], scale, &high)) {
		case MISFIT_NONE:
			break;
		case MISFIT_ONE:
			opt_note("no score of %jd is 0, but %jd are 1: was the lowest answer 1? the"
			    " scale of '%s' is %d to %d", n, (intmax_t)s->count[m][1],
			    metric_name(m), scale.low, scale.high);
			break;
		case MISFIT_LIKELY:
		case MISFIT_SURE:
			opt_note("all %jd scores are from 1 to %d; the scale of '%s' is %d to %d",
			    n, high, metric_name(m), scale.low, scale.high);
		}
	}
}

static void
scored_print(const void *ctx, struct put *out)
{
	record_insert_sink.print(((const struct scored *)ctx)->insert, out);
}

static void
scored_close(void *ctx)
{
	record_insert_sink.close(((struct scored *)ctx)->insert);
	free(ctx);
}

const struct record_sink scored_sink = {
	.open = scored_open, .look = scored_look, .put = scored_put, .finish = scored_finish,
	.note = scored_note, .print = scored_print, .close = scored_close, .adds = true,
};
