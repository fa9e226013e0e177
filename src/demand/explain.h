/* Explain: the fields of a signal, and the words that are made of them alone. */
#ifndef LOC_DEMAND_EXPLAIN_H
#define LOC_DEMAND_EXPLAIN_H

#include "base/text.h"
#include "demand/fold.h"
#include "demand/result.h"

/* Where an explanation is made. */
typedef struct loc_explainer {
    const locality_demand *d;
    const loc_judged *judged;
    locality_demand_result *result;
    double *reference; /* room for each node of the largest tree, and one more */
    int64_t *observed;
    size_t nodes;
} loc_explainer;

/* Fills a signal but for its past and its words; false where memory is refused. */
bool loc_explain(loc_explainer *explainer, const loc_found *found, loc_signal *out);
/* Fills what its past tells: season, weights, chart. Touches nothing but the signal and the desk. */
void loc_explain_past(const locality_demand *d, loc_desk *desk, loc_signal *signal);
/* The words of a signal; null where memory is refused. */
const char *loc_explain_words(const loc_explainer *x, const loc_signal *signal);
/* The words of a cluster; null where memory is refused. */
const char *loc_cluster_words(const loc_explainer *x, const loc_cluster *cluster);

#endif
