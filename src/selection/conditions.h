/* Selection conditions: the problem as those who follow a proof see it. Classes are the groups, and
 * what is told to exclude one another, once that is seen to be so; rows are read from the problem
 * itself. No part of the solvers. */
#ifndef LOC_SELECTION_CONDITIONS_H
#define LOC_SELECTION_CONDITIONS_H

#include "base/proof.h"
#include "base/wide.h"
#include "selection/selection.h"

/* A proposal in a row, or a row of a proposal. */
typedef struct loc_condition_term {
    uint32_t at;
    int64_t by;
} loc_condition_term;

typedef struct loc_conditions {
    const loc_selection *s;
    loc_work *work;
    size_t *excludes; /* by proposal: its first exclusion as the lower one; proposals + 1 */
    uint32_t *set;    /* the last set that was read */
    size_t set_count;
    uint32_t classes;
    uint32_t *class_of; /* by proposal */
    size_t *class_start;
    uint32_t *member; /* proposals, class by class */
    uint32_t rows, priced, shift;
    size_t *row_start, rows_capacity, terms, terms_capacity;
    loc_condition_term *row_term; /* in the order of classes */
    int64_t *end;                 /* of each row: it must not pass that */
    size_t ends_capacity;
    loc_wide *extent; /* by row: the end and all terms, without signs */
    size_t *column_start;
    loc_condition_term *column_term;
} loc_conditions;

/* Reads what stands before the first step of a proof. CONFLICT, NO_MEMORY, LIMIT, CANCELLED.
 * Cleared by the caller in any case. */
locality_status loc_conditions_read(loc_conditions *k, const loc_selection *s, loc_proof_walk *walk,
                                    loc_work *work, locality_error *error);
/* Reads a set of proposals each of which excludes each other. */
locality_status loc_conditions_set(loc_conditions *k, loc_proof_walk *walk, locality_error *error);
/* Whether one of a class has to be taken. */
bool loc_conditions_must(const loc_conditions *k, uint32_t class);
/* Why the work stopped. */
locality_status loc_conditions_stopped(const loc_work *work, locality_error *error);
void loc_conditions_clear(loc_conditions *k);

#endif
