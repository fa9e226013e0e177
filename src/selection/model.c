/* Selection model: making it. Proposals that exclude one another pair by pair are brought together, in
 * classes first and then in rows: one condition on many proposals bounds better than many on two. */
#include "selection/model.h"

#include <string.h>

#define FEW_TERMS 14      /* a proposal, in rows of exclusions that have prices: found by trying */
#define MOST_COVERED 8192 /* proposals whose exclusions are kept as bits: 8 MB */

/* Who excludes whom: neighbours of each proposal, rising. */
typedef struct graph {
    size_t *start;
    uint32_t *to;
    uint8_t *is_covered; /* edges that some class or row has */
} graph;

/* ---- Exclusions as a graph ------------------------------------------------------------------- */

static void graph_clear(graph *g, const loc_selection *s, const loc_work *work) {
    loc_work_give(work, g->start, (size_t)s->proposals + 1, sizeof *g->start);
    loc_work_give(work, g->to, 2 * s->exclusions, sizeof *g->to);
    loc_work_give(work, g->is_covered, 2 * s->exclusions, 1);
}

/* Exclusions are sorted by their first proposal, so one pass fills each list of neighbours in order: those
 * below first, for they come as second ones of earlier pairs. */
static bool graph_make(graph *g, const loc_selection *s, loc_work *work) {
    size_t n = s->proposals;

    g->start = loc_work_take(work, n + 1, sizeof *g->start);
    g->to = loc_work_take(work, 2 * s->exclusions, sizeof *g->to);
    g->is_covered = loc_work_take(work, 2 * s->exclusions, 1);
    if (g->start == NULL || g->to == NULL || g->is_covered == NULL) {
        return false;
    }
    memset(g->start, 0, (n + 1) * sizeof *g->start);
    memset(g->is_covered, 0, 2 * s->exclusions);
    for (size_t k = 0; k < s->exclusions; k++) {
        g->start[s->exclusion[k].first]++;
        g->start[s->exclusion[k].second]++;
    }
    size_t sum = 0;
    for (size_t i = 0; i <= n; i++) {
        size_t count = g->start[i];
        g->start[i] = sum;
        sum += i < n ? count : 0;
    }
    for (size_t k = 0; k < s->exclusions; k++) {
        uint32_t a = s->exclusion[k].first, b = s->exclusion[k].second;
        g->to[g->start[a]++] = b;
        g->to[g->start[b]++] = a;
    }
    memmove(g->start + 1, g->start, n * sizeof *g->start);
    g->start[0] = 0;
    return true;
}

/* Where b stands among the neighbours of a; SIZE_MAX where it does not. */
static size_t edge_at(const graph *g, uint32_t a, uint32_t b) {
    size_t low = g->start[a], high = g->start[a + 1];

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (g->to[middle] < b) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < g->start[a + 1] && g->to[low] == b ? low : SIZE_MAX;
}

static bool excludes_all(const graph *g, uint32_t proposal, const uint32_t *of, size_t count) {
    for (size_t k = 0; k < count; k++) {
        if (edge_at(g, proposal, of[k]) == SIZE_MAX) {
            return false;
        }
    }
    return true;
}

/* Marks the edges among proposals as covered; a pair may be given more than once. */
static void cover(graph *g, const uint32_t *of, size_t count) {
    for (size_t a = 0; a < count; a++) {
        for (size_t b = 0; b < count; b++) {
            size_t at = a != b ? edge_at(g, of[a], of[b]) : SIZE_MAX;
            for (; at != SIZE_MAX && at < g->start[of[a] + 1] && g->to[at] == of[b]; at++) {
                g->is_covered[at] = 1;
            }
        }
    }
}

/* ---- Classes --------------------------------------------------------------------------------- */

typedef struct maker {
    const loc_selection *s;
    loc_model *m;
    graph g;
    loc_work *work;
    uint32_t *clique; /* room for one */
    uint32_t *group_class;
    size_t terms;
} maker;

/* Groups become classes; others that exclude one another join, greedily, in canonical order. */
static void make_classes(maker *k, int kind) {
    const loc_selection *s = k->s;
    loc_model *m = k->m;

    memset(m->class_of, 0xff, s->proposals * sizeof *m->class_of);
    memset(k->group_class, 0xff, s->groups * sizeof *k->group_class);
    for (uint32_t i = 0; i < s->proposals; i++) {
        uint32_t g = s->group[i];
        if (m->class_of[i] != LOC_NO_PROPOSAL) {
            continue;
        }
        if (g != LOCALITY_SELECTION_NO_GROUP) {
            if (k->group_class[g] == LOC_NO_PROPOSAL) {
                m->must[m->classes] = s->must[g];
                k->group_class[g] = m->classes++;
            }
            m->class_of[i] = k->group_class[g];
            continue;
        }
        size_t count = 1;
        k->clique[0] = i;
        m->class_of[i] = m->classes;
        for (size_t e = k->g.start[i]; kind == LOC_MODEL_BY_CLIQUES && e < k->g.start[i + 1]; e++) {
            uint32_t j = k->g.to[e];
            if (m->class_of[j] == LOC_NO_PROPOSAL && s->group[j] == LOCALITY_SELECTION_NO_GROUP &&
                excludes_all(&k->g, j, k->clique, count)) {
                k->clique[count++] = j;
                m->class_of[j] = m->classes;
            }
        }
        m->must[m->classes++] = 0;
    }
}

static void list_members(maker *k) {
    loc_model *m = k->m;
    uint32_t n = k->s->proposals;

    memset(m->class_start, 0, ((size_t)m->classes + 1) * sizeof *m->class_start);
    for (uint32_t i = 0; i < n; i++) {
        m->class_start[m->class_of[i] + 1]++;
    }
    for (uint32_t c = 0; c < m->classes; c++) {
        m->class_start[c + 1] += m->class_start[c];
    }
    for (uint32_t i = 0; i < n; i++) {
        m->member[m->class_start[m->class_of[i]]++] = i;
    }
    memmove(m->class_start + 1, m->class_start, m->classes * sizeof *m->class_start);
    m->class_start[0] = 0;
    for (uint32_t c = 0; c < m->classes; c++) {
        cover(&k->g, m->member + m->class_start[c], m->class_start[c + 1] - m->class_start[c]);
    }
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static void add_term(maker *k, uint32_t proposal, int64_t by) {
    loc_model *m = k->m;
    int64_t amount = by < 0 ? -by : by;

    m->row_term[k->terms++] = (loc_term){proposal, by};
    m->largest[m->rows] = amount > m->largest[m->rows] ? amount : m->largest[m->rows];
}

static void begin_row(maker *k, int64_t end, uint32_t price, int8_t sign) {
    loc_model *m = k->m;

    m->end[m->rows] = end;
    m->largest[m->rows] = 1;
    m->price[m->rows] = price;
    m->price_sign[m->rows] = sign;
}

/* Sorts the terms of a row by class and then proposal (insertion: rows other than budgets are short, and
 * budgets are added in that order), and ends it. */
static void end_row(maker *k) {
    loc_model *m = k->m;
    size_t from = m->row_start[m->rows];

    for (size_t a = from + 1; a < k->terms; a++) {
        loc_term t = m->row_term[a];
        size_t b = a;
        for (; b > from && m->class_of[m->row_term[b - 1].at] > m->class_of[t.at]; b--) {
            m->row_term[b] = m->row_term[b - 1];
        }
        m->row_term[b] = t;
    }
    m->row_start[++m->rows] = k->terms;
}

static void add_budget(maker *k, uint32_t budget, int64_t end, int8_t sign) {
    const int64_t *use = k->s->use + (size_t)budget * k->s->proposals;

    begin_row(k, end, budget, sign);
    for (uint32_t at = 0; at < k->s->proposals; at++) {
        uint32_t i = k->m->member[at];
        if (use[i] != 0) {
            add_term(k, i, sign * use[i]);
        }
    }
    end_row(k);
}

static int64_t all_use(const loc_selection *s, uint32_t budget) {
    int64_t all = 0;

    for (uint32_t i = 0; i < s->proposals; i++) {
        all += s->use[(size_t)budget * s->proposals + i];
    }
    return all;
}

static void add_budgets(maker *k) {
    const loc_selection *s = k->s;

    for (uint32_t b = 0; b < s->budgets; b++) {
        if (s->most[b] < all_use(s, b)) {
            add_budget(k, b, s->most[b], 1);
        }
        if (s->least[b] > 0) {
            add_budget(k, b, -s->least[b], -1);
        }
    }
}

/* A row of proposals that all exclude one another, among them an edge that is not covered. */
static void add_clique(maker *k, uint32_t a, uint32_t b) {
    size_t count = 2;

    k->clique[0] = a;
    k->clique[1] = b;
    for (size_t e = k->g.start[a]; e < k->g.start[a + 1]; e++) {
        uint32_t j = k->g.to[e];
        if (j != b && (e == k->g.start[a] || k->g.to[e - 1] != j) &&
            excludes_all(&k->g, j, k->clique, count)) {
            k->clique[count++] = j;
        }
    }
    cover(&k->g, k->clique, count);
    begin_row(k, 1, LOC_NO_PROPOSAL, 1);
    for (size_t c = 0; c < count; c++) {
        add_term(k, k->clique[c], 1);
    }
    end_row(k);
}

static void add_pair(maker *k, const loc_selection_pair *pair, int64_t end, int64_t second,
                     size_t price) {
    begin_row(k, end, (uint32_t)price, 1);
    add_term(k, pair->first, 1);
    add_term(k, pair->second, second);
    end_row(k);
}

static bool room_for_clique(maker *k) {
    loc_model *m = k->m;
    size_t wanted = k->terms + k->s->proposals;

    return loc_grow(k->work->allocator, (void **)&m->row_term, &m->terms_taken, wanted,
                    sizeof *m->row_term) ||
           loc_work_stop(k->work, LOC_STOP_MEMORY);
}

static void add_needs(maker *k) {
    const loc_selection *s = k->s;

    for (size_t e = 0; e < s->needs; e++) {
        add_pair(k, &s->need[e], 0, -1, s->budgets + s->exclusions + e);
    }
}

static bool add_cliques(maker *k) {
    const loc_selection *s = k->s;

    for (size_t e = 0; e < s->exclusions; e++) {
        const loc_selection_pair *pair = &s->exclusion[e];
        if (k->g.is_covered[edge_at(&k->g, pair->first, pair->second)]) {
            continue;
        }
        if (!room_for_clique(k)) {
            return false;
        }
        add_clique(k, pair->first, pair->second);
    }
    return true;
}

/* Where many exclusions are left, prices for them would cost more than they tell: bounds then cover the
 * proposals by cliques afresh, for which who excludes whom is kept as bits. */
static bool keep_exclusions(maker *k) {
    const loc_selection *s = k->s;
    loc_model *m = k->m;
    size_t words = loc_model_words(m), n = s->proposals;

    if (n > MOST_COVERED || k->terms - m->row_start[m->priced] <= FEW_TERMS * n) {
        m->priced = m->rows;
        return true;
    }
    m->excludes = loc_work_take(k->work, n * words, sizeof *m->excludes);
    if (m->excludes == NULL) {
        return false;
    }
    memset(m->excludes, 0, n * words * sizeof *m->excludes);
    for (uint32_t i = 0; i < n; i++) {
        for (size_t e = k->g.start[i]; e < k->g.start[i + 1]; e++) {
            m->excludes[i * words + k->g.to[e] / 64] |= UINT64_C(1) << (k->g.to[e] % 64);
        }
        uint32_t c = m->class_of[i];
        for (size_t t = m->class_start[c]; t < m->class_start[c + 1]; t++) {
            uint32_t j = m->member[t];
            m->excludes[i * words + j / 64] |= j != i ? UINT64_C(1) << (j % 64) : 0;
        }
    }
    return true;
}

static bool add_rows(maker *k, int kind) {
    const loc_selection *s = k->s;

    k->m->row_start[0] = 0;
    add_budgets(k);
    add_needs(k);
    k->m->priced = k->m->rows;
    if (kind == LOC_MODEL_BY_CLIQUES) {
        return add_cliques(k) && keep_exclusions(k);
    }
    for (size_t e = 0; e < s->exclusions; e++) {
        add_pair(k, &s->exclusion[e], 1, 1, s->budgets + e);
    }
    k->m->priced = k->m->rows;
    return true;
}

/* The same terms by proposal. */
static bool make_columns(maker *k) {
    loc_model *m = k->m;
    size_t n = k->s->proposals;

    m->column_term = loc_work_take(k->work, m->terms_taken, sizeof *m->column_term);
    if (m->column_term == NULL) {
        return false;
    }
    memset(m->column_start, 0, (n + 1) * sizeof *m->column_start);
    for (size_t t = 0; t < k->terms; t++) {
        m->column_start[m->row_term[t].at + 1]++;
    }
    for (size_t i = 0; i < n; i++) {
        m->column_start[i + 1] += m->column_start[i];
    }
    for (uint32_t r = 0; r < m->rows; r++) {
        for (size_t t = m->row_start[r]; t < m->row_start[r + 1]; t++) {
            m->column_term[m->column_start[m->row_term[t].at]++] = (loc_term){r, m->row_term[t].by};
        }
    }
    memmove(m->column_start + 1, m->column_start, n * sizeof *m->column_start);
    m->column_start[0] = 0;
    for (size_t i = 0; i < n; i++) { /* terms stand in the order of rows */
        m->column_priced[i] = m->column_start[i + 1];
        while (m->column_priced[i] > m->column_start[i] &&
               m->column_term[m->column_priced[i] - 1].at >= m->priced) {
            m->column_priced[i]--;
        }
    }
    return true;
}

static bool take_room(maker *k) {
    const loc_selection *s = k->s;
    loc_model *m = k->m;
    loc_work *w = k->work;
    size_t n = s->proposals;

    m->rows_taken = 2 * (size_t)s->budgets + s->exclusions + s->needs;
    m->terms_taken = 2 * n * s->budgets + 2 * (s->exclusions + s->needs) + n;
    m->class_of = loc_work_take(w, n, sizeof *m->class_of);
    m->class_start = loc_work_take(w, n + 1, sizeof *m->class_start);
    m->member = loc_work_take(w, n, sizeof *m->member);
    m->must = loc_work_take(w, n, 1);
    m->row_start = loc_work_take(w, m->rows_taken + 1, sizeof *m->row_start);
    m->row_term = loc_work_take(w, m->terms_taken, sizeof *m->row_term);
    m->column_start = loc_work_take(w, n + 1, sizeof *m->column_start);
    m->column_priced = loc_work_take(w, n, sizeof *m->column_priced);
    m->end = loc_work_take(w, m->rows_taken, sizeof *m->end);
    m->largest = loc_work_take(w, m->rows_taken, sizeof *m->largest);
    m->price = loc_work_take(w, m->rows_taken, sizeof *m->price);
    m->price_sign = loc_work_take(w, m->rows_taken, 1);
    k->clique = loc_work_take(w, n, sizeof *k->clique);
    k->group_class = loc_work_take(w, s->groups, sizeof *k->group_class);
    return w->stop == LOC_GOES_ON;
}

bool loc_model_make(const loc_selection *s, int kind, loc_model *out, loc_work *work) {
    maker k = {.s = s, .m = out, .work = work};

    *out = (loc_model){.s = s};
    bool done = take_room(&k) && graph_make(&k.g, s, work);
    if (done) {
        make_classes(&k, kind);
        list_members(&k);
        done = add_rows(&k, kind) && make_columns(&k);
    }
    graph_clear(&k.g, s, work);
    loc_work_give(work, k.clique, s->proposals, sizeof *k.clique);
    loc_work_give(work, k.group_class, s->groups, sizeof *k.group_class);
    return done;
}

void loc_model_clear(loc_model *m, const locality_allocator *memory) {
    size_t n = m->s != NULL ? m->s->proposals : 0;

    loc_release(memory, m->class_of, n, sizeof *m->class_of);
    loc_release(memory, m->class_start, n + 1, sizeof *m->class_start);
    loc_release(memory, m->member, n, sizeof *m->member);
    loc_release(memory, m->must, n, 1);
    loc_release(memory, m->row_start, m->rows_taken + 1, sizeof *m->row_start);
    loc_release(memory, m->row_term, m->terms_taken, sizeof *m->row_term);
    loc_release(memory, m->column_start, n + 1, sizeof *m->column_start);
    loc_release(memory, m->column_priced, n, sizeof *m->column_priced);
    loc_release(memory, m->excludes, m->s != NULL ? n * loc_model_words(m) : 0,
                sizeof *m->excludes);
    loc_release(memory, m->column_term, m->terms_taken, sizeof *m->column_term);
    loc_release(memory, m->end, m->rows_taken, sizeof *m->end);
    loc_release(memory, m->largest, m->rows_taken, sizeof *m->largest);
    loc_release(memory, m->price, m->rows_taken, sizeof *m->price);
    loc_release(memory, m->price_sign, m->rows_taken, 1);
    *m = (loc_model){0};
}
