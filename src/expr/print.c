/* Values as a reader sees them. See print.h. */
#include "expr/print.h"

#include <inttypes.h>

#include "expr/functions.h"

/* Items of a list that are printed before the rest is counted. */
#define ITEMS_SHOWN 40u

static void print_record(loc_run *run, uint32_t kind, uint32_t row, loc_text *out) {
    if (row == LOCALITY_ROW_NONE)
        loc_text_add(out, "none");
    else if (kind >= run->kinds || row == LOCALITY_ROW_MISSING)
        loc_text_add(out, "unknown");
    else
        loc_text_add(out, loc_run_label(run, kind, row));
}

void loc_print_scalar(loc_run *run, loc_type type, const loc_vector *vector, size_t i,
                      int32_t decimals, loc_text *out) {
    locality_range range = {0, 1};

    switch (type.scalar) {
    case LOCALITY_TYPE_TEXT:
    case LOCALITY_TYPE_WORD:
        loc_text_add(out, vector->key[i] == 0 ? "unknown" : loc_run_text(run, vector->key[i]));
        return;
    case LOCALITY_TYPE_REF:
        print_record(run, type.target, vector->key[i], out);
        return;
    case LOCALITY_TYPE_ANY_REF:
        print_record(run, vector->kind[i], vector->key[i], out);
        return;
    case LOCALITY_TYPE_TRUTH:
        if (vector->truth[i] != LOC_MAYBE)
            range.lo = range.hi = vector->truth[i] == LOC_YES;
        break;
    default:
        range.lo = vector->lo[i];
        range.hi = vector->hi[i];
        break;
    }
    if (decimals < 0 && type.scalar == LOCALITY_TYPE_RATIO)
        decimals = LOC_RATIO_DECIMALS;
    loc_text_print(out, type.scalar, &range, decimals);
}

void loc_print_value(loc_run *run, loc_type type, const loc_vector *vector, size_t i,
                     int32_t decimals, loc_text *out) {
    if (!type.is_list) {
        loc_print_scalar(run, type, vector, i, decimals, out);
        return;
    }
    uint8_t state = loc_list_state(vector, i);
    uint32_t count = vector->end[i] - vector->begin[i];
    if (count == 0)
        loc_text_add(out, state == LOC_LIST_GIVEN ? "none" : "unknown");
    for (uint32_t k = 0; k < count && k < ITEMS_SHOWN; k++) {
        uint32_t item = vector->begin[i] + k;
        loc_text_add(out, k == 0 ? "" : ", ");
        loc_print_scalar(run, type, vector, item, decimals, out);
        if (loc_item_maybe(vector, item))
            loc_text_add(out, " (possibly)");
    }
    if (count > ITEMS_SHOWN)
        loc_text_format(out, " and %" PRIu32 " more", count - ITEMS_SHOWN);
    if (count > 0 && state != LOC_LIST_GIVEN)
        loc_text_add(out, " and others that are not known");
}

static bool is_year(const loc_node *node) {
    while (node->op == LOC_CONVERT)
        node = node->a;
    return node->op == LOC_CALL && node->function == LOC_FN_YEAR;
}

void loc_print_node(loc_run *run, const loc_node *node, const loc_vector *vector, size_t i,
                    int32_t decimals, loc_text *out) {
    bool is_plain = is_year(node) && node->type.scalar == LOCALITY_TYPE_COUNT &&
                    vector->lo[i] != LOCALITY_OPEN_BELOW && vector->hi[i] != LOCALITY_OPEN_ABOVE;

    if (!is_plain) {
        loc_print_value(run, node->type, vector, i, decimals, out);
        return;
    }
    bool is_exact = vector->lo[i] == vector->hi[i];
    loc_text_add(out, is_exact ? "" : "between ");
    loc_text_integer(out, vector->lo[i]);
    if (!is_exact) {
        loc_text_add(out, " and ");
        loc_text_integer(out, vector->hi[i]);
    }
}
