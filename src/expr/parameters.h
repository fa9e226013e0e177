/* Parameters: the named values that rules and queries use, as they count in one run.
 *
 * A parameter is a record; further records may be dated values of it (`value_of`). The value that holds
 * on the date asked about counts; where several may hold, everything that they allow. What the caller
 * gives overrides the model. */
#ifndef LOC_EXPR_PARAMETERS_H
#define LOC_EXPR_PARAMETERS_H

#include "expr/run.h"
#include "locality/expr.h"

typedef struct loc_known_parameter {
    const char *name, *doc, *type;
    const char *unit, *status, *citation; /* "" where not given */
    const char *window;                   /* days on which the value holds; "" for always */
    const char *value;                    /* as a reader sees it; null where there is none */
    uint8_t is_overridden, is_switch;
    uint8_t is_doubtful; /* several values may hold: no date, or a date that is not exact */
} loc_known_parameter;

typedef struct loc_parameters {
    loc_parameter *first;       /* for the checker */
    loc_known_parameter *known; /* by number, as the constants */
    loc_constant *constants;
    size_t count;
} loc_parameters;

/* Reads the parameter records of the run's snapshot; everything lies in the run's memory. The run's date is
 * set already. The run then evaluates with these values. */
bool loc_parameters_load(loc_run *run, const locality_setting *settings, size_t settings_count,
                         loc_parameters *out);

#endif
