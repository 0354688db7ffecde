/*
 * covariates_rows - the names of covariates, and their coefficients in a model file (program).
 */
#ifndef COVARIATES_ROWS_H
#define COVARIATES_ROWS_H
#include "lib/io/opt.h"
#include "lib/value/covariates.h"

struct model;
struct put;

/*
 * The names in COLUMNS, separated by commas, or those of a model file. Both end the tool if there
 * are more than COVARIATES_MAX or if one comes twice. The caller frees them with
 * covariates_rows_free.
 */
void covariates_rows_list(const char *columns, struct opt_list *to);
void covariates_rows_names(const struct model *, const char *path, struct opt_list *to);
void covariates_rows_free(struct opt_list *);

/* Writes the coefficients and the likelihood-ratio test, for MODEL (btyd_rows_name). */
void covariates_rows_put(struct put *, const char *model, const struct opt_list *names,
    const struct covariates_fit *);

/* Reads the coefficients of a model whose other parameters are already in TO->par. */
void covariates_rows_read(struct model *, const char *model, const struct opt_list *names,
    struct covariates *to);

/* Ends the tool if the model file has covariates. TOOL cannot use them. */
void covariates_rows_refuse(const struct model *, const char *path, const char *tool);

/* Ends the tool because of a fault of a fit of MODEL to N customers. */
_Noreturn void covariates_rows_cannot(enum covariates_fault, const char *model,
    const struct opt_list *names, const bool which[static COVARIATES_MAX], size_t n);

#endif
