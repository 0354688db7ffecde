/* churn-train - learn from a table of features which customers leave */
#include "lib/draw/draw.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/learn/training.h"

static const struct tool tool = {
	"churn-train", "--label=COLUMN [FILE...]",
	"Learn to predict a column of two values, such as who left and who did not, from the\n"
	"other columns of any table (CSV), by logistic regression.  Prints the model.",
	"churn-flag --params=FILE scores other tables with the model that --save writes to FILE.\n"
	"Examples:\n"
	"  churn-train --label=Churn --save=model.csv telco.csv\n"
	"  churn-train --label=Churn --cv=5 -t telco.csv\n"
	"  churn-train --label=Churn --cv=5 --plot=svg telco.csv >plot.svg\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

static void
check(const struct training_opts *o, const struct put_opts *form)
{
	opt_refuse((const struct opt_conflict[]){
		{ o->of.label == NULL, "missing option --label=COLUMN" },
		{ !(o->of.ridge >= 0), "--ridge must be 0 or more" },
		{ o->folds == 1, "--cv must be 2 or more" },
		{ form->plot && o->folds == 0, "--plot requires --cv" },
		{ 0 } });
}

int
main(int argc, char *argv[])
{
	struct training_opts o = TRAINING_DEFAULTS;
	struct put_opts form = { 0 };
	const struct opt opts[] = {
		TRAINING_OPTS(&o),
		DRAW_OPT(&form, "draw the gain and the calibration of --cv instead"),
		PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	check(&o, &form);
	o.plot = form.plot;
	struct put *out = put_open_or_draw(&form, form.plot != NULL);

	training_learn(tool.name, &o, operands, out);
	if (out)
		put_close(out);
	return opt_leave();
}
