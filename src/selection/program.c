/* Selection programs: a problem as an integer program, for a solver that the host brings. Classes and rows are
 * those of the search, so that the solver gets the stronger conditions too. */
#include <string.h>

#include "selection/model.h"

typedef struct writer {
    const loc_model *m;
    const locality_allocator *memory;
    locality_program program;
    size_t rows, terms; /* room */
    int64_t *low, *high, *cost, *least, *most, *coefficient;
    size_t *start;
    uint32_t *variable;
    int64_t *answer;
} writer;

static bool take_room(writer *w) {
    const loc_model *m = w->m;
    size_t n = m->s->proposals;

    w->rows = (size_t)m->classes + m->rows;
    w->terms = n + m->row_start[m->rows];
    w->low = loc_allocate(w->memory, n, sizeof *w->low);
    w->high = loc_allocate(w->memory, n, sizeof *w->high);
    w->cost = loc_allocate(w->memory, n, sizeof *w->cost);
    w->answer = loc_allocate(w->memory, n, sizeof *w->answer);
    w->least = loc_allocate(w->memory, w->rows, sizeof *w->least);
    w->most = loc_allocate(w->memory, w->rows, sizeof *w->most);
    w->start = loc_allocate(w->memory, w->rows + 1, sizeof *w->start);
    w->variable = loc_allocate(w->memory, w->terms, sizeof *w->variable);
    w->coefficient = loc_allocate(w->memory, w->terms, sizeof *w->coefficient);
    return w->low != NULL && w->high != NULL && w->cost != NULL && w->answer != NULL &&
           w->least != NULL && w->most != NULL && w->start != NULL && w->variable != NULL &&
           w->coefficient != NULL;
}

static void clear(writer *w) {
    size_t n = w->m->s->proposals;

    loc_release(w->memory, w->low, n, sizeof *w->low);
    loc_release(w->memory, w->high, n, sizeof *w->high);
    loc_release(w->memory, w->cost, n, sizeof *w->cost);
    loc_release(w->memory, w->answer, n, sizeof *w->answer);
    loc_release(w->memory, w->least, w->rows, sizeof *w->least);
    loc_release(w->memory, w->most, w->rows, sizeof *w->most);
    loc_release(w->memory, w->start, w->rows + 1, sizeof *w->start);
    loc_release(w->memory, w->variable, w->terms, sizeof *w->variable);
    loc_release(w->memory, w->coefficient, w->terms, sizeof *w->coefficient);
}

static void write_variables(writer *w) {
    const loc_selection *s = w->m->s;

    for (uint32_t i = 0; i < s->proposals; i++) {
        w->low[i] = s->fixed[i] == LOC_IN;
        w->high[i] = s->fixed[i] != LOC_OUT;
        w->cost[i] = -s->value[i];
    }
}

static void write_rows(writer *w) {
    const loc_model *m = w->m;
    size_t row = 0, term = 0;

    for (uint32_t c = 0; c < m->classes; c++) {
        for (size_t k = m->class_start[c]; k < m->class_start[c + 1]; k++) {
            w->variable[term] = m->member[k];
            w->coefficient[term++] = 1;
        }
        w->least[row] = m->must[c] ? 1 : LOCALITY_PROGRAM_NO_LEAST;
        w->most[row] = 1;
        w->start[++row] = term;
    }
    for (uint32_t r = 0; r < m->rows; r++) {
        for (size_t t = m->row_start[r]; t < m->row_start[r + 1]; t++) {
            w->variable[term] = m->row_term[t].at;
            w->coefficient[term++] = m->row_term[t].by;
        }
        w->least[row] = LOCALITY_PROGRAM_NO_LEAST;
        w->most[row] = m->end[r];
        w->start[++row] = term;
    }
    w->program = (locality_program)LOCALITY_PROGRAM_INIT;
    w->program.variables = m->s->proposals;
    w->program.low = w->low;
    w->program.high = w->high;
    w->program.cost = w->cost;
    w->program.rows = row;
    w->program.start = w->start;
    w->program.variable = w->variable;
    w->program.coefficient = w->coefficient;
    w->program.least = w->least;
    w->program.most = w->most;
}

static void tell(const writer *w, const locality_program_outcome *o, uint8_t *taken,
                 loc_selection_found *found) {
    found->has_plan =
        o->verdict == LOCALITY_ALLOCATION_OPTIMAL || o->verdict == LOCALITY_ALLOCATION_FEASIBLE;
    found->is_over =
        o->verdict == LOCALITY_ALLOCATION_OPTIMAL || o->verdict == LOCALITY_ALLOCATION_INFEASIBLE;
    found->value = -o->objective;
    found->has_bound = o->has_bound != 0 && o->bound != INT64_MIN;
    found->bound = found->has_bound ? -o->bound : 0;
    found->reason = o->verdict == LOCALITY_ALLOCATION_INFEASIBLE ? LOCALITY_SELECTION_TOGETHER : 0;
    for (uint32_t i = 0; found->has_plan && i < w->m->s->proposals; i++) {
        taken[i] = w->answer[i] != 0;
    }
}

locality_status loc_selection_delegate(const loc_selection *s,
                                       const locality_selection_options *how, uint8_t *taken,
                                       loc_selection_found *found, char *proved_by, loc_work *work,
                                       locality_error *error) {
    locality_program_options options = LOCALITY_PROGRAM_OPTIONS_INIT;
    locality_program_outcome outcome;
    loc_model m = {0};
    writer w = {.m = &m, .memory = work->allocator};

    if (!loc_model_make(s, LOC_MODEL_BY_CLIQUES, &m, work)) {
        loc_model_clear(&m, work->allocator);
        return loc_fail_memory(error);
    }
    locality_status status = take_room(&w) ? LOCALITY_OK : loc_fail_memory(error);
    if (status == LOCALITY_OK) {
        write_variables(&w);
        write_rows(&w);
        options.work_limit = how->work_limit;
        status = locality_program_solve(&w.program, how->solver, &options, w.answer, &outcome,
                                        work->allocator, error);
    }
    if (status == LOCALITY_OK) {
        tell(&w, &outcome, taken, found);
        memcpy(proved_by, outcome.proved_by, LOCALITY_PROGRAM_NAME);
    }
    clear(&w);
    loc_model_clear(&m, work->allocator);
    return status;
}
