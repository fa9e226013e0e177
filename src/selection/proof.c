/* Selection proofs: writing. */
#include "selection/proof.h"

bool loc_selection_write_set(loc_proof *p, const uint32_t *proposal, size_t count) {
    bool going = loc_proof_put(p, count);

    for (size_t k = 0; k < count && going; k++) {
        going = loc_proof_put_signed(p, (int64_t)proposal[k] - (k > 0 ? proposal[k - 1] : 0));
    }
    return going;
}

/* Those of the classes that are no groups. */
static bool write_classes(loc_proof *p, const loc_model *m) {
    bool going = true;

    for (uint32_t c = 0; c < m->classes && going; c++) {
        const uint32_t *member = m->member + m->class_start[c];
        size_t count = m->class_start[c + 1] - m->class_start[c];
        if (count > 1 && m->s->group[member[0]] == LOCALITY_SELECTION_NO_GROUP) {
            going = loc_selection_write_set(p, member, count);
        }
    }
    return going && loc_selection_write_set(p, NULL, 0);
}

/* Those of the rows that are no budgets and no needs. */
static bool write_rows(loc_proof *p, const loc_model *m) {
    bool going = true;

    for (uint32_t r = 0; r < m->rows && going; r++) {
        size_t from = m->row_start[r], to = m->row_start[r + 1];
        if (m->price[r] != LOC_NO_PROPOSAL) {
            continue;
        }
        going = loc_proof_put(p, to - from);
        for (size_t t = from; t < to && going; t++) {
            int64_t before = t > from ? m->row_term[t - 1].at : 0;
            going = loc_proof_put_signed(p, (int64_t)m->row_term[t].at - before);
        }
    }
    return going && loc_selection_write_set(p, NULL, 0);
}

bool loc_selection_write_start(loc_proof *p, const loc_model *m, uint32_t shift) {
    const loc_selection *s = m->s;

    return loc_proof_begin(p, LOC_SELECTION_MAGIC) && loc_proof_put(p, s->proposals) &&
           loc_proof_put(p, s->budgets) && loc_proof_put(p, s->exclusions) &&
           loc_proof_put(p, s->needs) && write_classes(p, m) && write_rows(p, m) &&
           loc_proof_put(p, m->priced) && loc_proof_put(p, shift);
}

bool loc_selection_write_prices(loc_proof *p, const int64_t *price, const int64_t *last,
                                uint32_t rows) {
    bool going = loc_proof_put(p, LOC_SELECTION_PRICES);

    for (uint32_t r = 0; r < rows && going; r++) {
        going = loc_proof_put_signed(p, (price != NULL ? price[r] : 0) - last[r]);
    }
    return going;
}
