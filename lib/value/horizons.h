/*
 * horizons - the points of btyd_horizon for customers of all ages, or with models of their own
 * (pure).
 *
 * The points depend on a base (btyd_base), and those of a base that is a little smaller are as
 * good. So there is a grid of eight bases per doubling, and each customer takes the next smaller
 * one. The grid does not depend on the customers: a customer's value does not change if others
 * come or leave.
 */
#ifndef HORIZONS_H
#define HORIZONS_H
#include "lib/value/btyd.h"

struct horizons;

/*
 * For T weeks and a yearly discount RATE, and for bases from LEAST to MOST. Of the model only the
 * kind and the k matter; the covariates of a class may change the others.
 */
struct horizons *horizons_new(const struct btyd *, double least, double most, double t, double rate,
    unsigned threads);
void horizons_free(struct horizons *);

const struct btyd_horizon *horizons_at(const struct horizons *, double base);

#endif
