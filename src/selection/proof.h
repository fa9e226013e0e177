/* Selection proofs: what the search parted, and why its branches ended. After the name of their
 * kind and the claim these have the numbers of proposals, budgets, exclusions and needs; classes of
 * proposals of which each excludes each other, then rows of such, each a list of sets; how many
 * rows have prices, and by how many bits values are to the left of parts; then steps.
 *
 * Rows are counted so: of each budget its end, where it can be overdrawn, and its floor, where it
 * has one; needs; the rows that are told. A list of sets ends with an empty one; a set is how many
 * it has, and by how much each is above the one before. */
#ifndef LOC_SELECTION_PROOF_H
#define LOC_SELECTION_PROOF_H

#include "base/proof.h"
#include "selection/model.h"

#define LOC_SELECTION_MAGIC "locsele1"
#define LOC_SELECTION_MOST_SHIFT 30

enum loc_selection_steps {
    LOC_SELECTION_END,    /* of a branch: nothing is left in it */
    LOC_SELECTION_PRICES, /* by how much each differs from that of the step before */
    LOC_SELECTION_COVER,  /* sets of which one is taken at most, for what the prices left */
    LOC_SELECTION_CHOICE  /* and twice the proposal, and one more where it is first taken */
};

/* What is known before the first step. */
bool loc_selection_write_start(loc_proof *p, const loc_model *m, uint32_t shift);
/* Prices of the rows, null for nothing each; `last` has those of the step before. */
bool loc_selection_write_prices(loc_proof *p, const int64_t *price, const int64_t *last,
                                uint32_t rows);
bool loc_selection_write_set(loc_proof *p, const uint32_t *proposal, size_t count);

/* Searches once more for what is better than a bound (for anything where there is none at all), and
 * writes down why there is nothing. Empties the proof where a limit was met; `at_once` where
 * nothing has to be parted. False where the work stopped for want of memory or because the host
 * asked for it. */
bool loc_selection_prove(const loc_selection *s, loc_proof_claim claim, bool at_once, loc_proof *p,
                         loc_work *work);

#endif
