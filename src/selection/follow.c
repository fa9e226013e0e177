/* Selection following. A row has to leave room for the least that each class can come to in it: what would
 * take more is out, and where only one member leaves enough room, that one is in. */
#include "selection/follow.h"

#include <string.h>

bool loc_follow_make(const loc_model *m, loc_follow *out, loc_work *work) {
    size_t n = m->s->proposals;

    *out = (loc_follow){.m = m};
    out->state = loc_work_take(work, n, 1);
    out->open = loc_work_take(work, m->classes, sizeof *out->open);
    out->taken = loc_work_take(work, m->classes, sizeof *out->taken);
    out->settled = loc_work_take(work, n, sizeof *out->settled);
    out->is_queued = loc_work_take(work, m->rows, 1);
    out->queue = loc_work_take(work, m->rows, sizeof *out->queue);
    if (work->stop != LOC_GOES_ON) {
        return false;
    }
    memset(out->state, LOC_FREE, n);
    for (uint32_t c = 0; c < m->classes; c++) {
        out->open[c] = (uint32_t)(m->class_start[c + 1] - m->class_start[c]);
        out->taken[c] = LOC_NO_PROPOSAL;
    }
    for (uint32_t r = 0; r < m->rows; r++) {
        out->is_queued[r] = 1;
        out->queue[r] = r;
    }
    out->queued = m->rows;
    return true;
}

void loc_follow_clear(loc_follow *f, const locality_allocator *memory) {
    size_t n = f->m != NULL ? f->m->s->proposals : 0;
    size_t classes = f->m != NULL ? f->m->classes : 0, rows = f->m != NULL ? f->m->rows : 0;

    loc_release(memory, f->state, n, 1);
    loc_release(memory, f->open, classes, sizeof *f->open);
    loc_release(memory, f->taken, classes, sizeof *f->taken);
    loc_release(memory, f->settled, n, sizeof *f->settled);
    loc_release(memory, f->is_queued, rows, 1);
    loc_release(memory, f->queue, rows, sizeof *f->queue);
    *f = (loc_follow){0};
}

/* ---- Settling -------------------------------------------------------------------------------- */

static void queue_rows_of(loc_follow *f, uint32_t proposal) {
    const loc_model *m = f->m;

    for (size_t t = m->column_start[proposal]; t < m->column_start[proposal + 1]; t++) {
        uint32_t r = m->column_term[t].at;
        if (!f->is_queued[r]) {
            f->is_queued[r] = 1;
            f->queue[f->queued++] = r;
        }
    }
}

static void move(loc_follow *f, uint32_t proposal, uint8_t to) {
    uint32_t class = f->m->class_of[proposal];

    f->state[proposal] = to;
    f->settled[f->moves++] = proposal;
    f->open[class] -= to == LOC_OUT;
    f->taken[class] = to == LOC_IN ? proposal : f->taken[class];
    queue_rows_of(f, proposal);
}

/* Where one of a class must be taken, that others are out is felt in rows that those are not in. */
static bool follow_must(loc_follow *f, uint32_t class) {
    const loc_model *m = f->m;

    if (f->open[class] == 0) {
        return false;
    }
    for (size_t k = m->class_start[class]; k < m->class_start[class + 1]; k++) {
        uint32_t i = m->member[k];
        if (f->state[i] == LOC_FREE && f->open[class] == 1) {
            move(f, i, LOC_IN);
        } else if (f->state[i] == LOC_FREE) {
            queue_rows_of(f, i);
        }
    }
    return true;
}

bool loc_follow_put(loc_follow *f, uint32_t proposal, uint8_t to) {
    const loc_model *m = f->m;
    uint32_t class = m->class_of[proposal];

    if (f->state[proposal] != LOC_FREE) {
        return f->state[proposal] == to;
    }
    move(f, proposal, to);
    for (size_t k = m->class_start[class]; to == LOC_IN && k < m->class_start[class + 1]; k++) {
        uint32_t i = m->member[k];
        if (f->state[i] == LOC_FREE) {
            move(f, i, LOC_OUT);
        } else if (i != proposal && f->state[i] == LOC_IN) {
            return false;
        }
    }
    return to == LOC_IN || !m->must[class] || f->taken[class] != LOC_NO_PROPOSAL ||
           follow_must(f, class);
}

void loc_follow_back(loc_follow *f, size_t moves) {
    while (f->moves > moves) {
        uint32_t i = f->settled[--f->moves], class = f->m->class_of[i];
        f->open[class] += f->state[i] == LOC_OUT;
        f->taken[class] = f->taken[class] == i ? LOC_NO_PROPOSAL : f->taken[class];
        f->state[i] = LOC_FREE;
    }
    while (f->queued > 0) {
        f->is_queued[f->queue[--f->queued]] = 0;
    }
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* The least that a class can come to in a row, by whom, and the least without that one. */
typedef struct least {
    int64_t first, second;
    uint32_t by; /* LOC_NO_PROPOSAL: by none of those in the row */
} least;

static void lower(least *l, int64_t amount, uint32_t by) {
    if (amount < l->first) {
        l->second = l->first;
        l->first = amount;
        l->by = by;
    } else if (amount < l->second) {
        l->second = amount;
    }
}

/* `from` to `to`: terms of one class in the row. */
static least least_of(const loc_follow *f, uint32_t class, size_t from, size_t to) {
    const loc_model *m = f->m;
    least l = {INT64_MAX, INT64_MAX, LOC_NO_PROPOSAL};
    uint32_t open = 0;

    for (size_t t = from; t < to; t++) {
        uint32_t i = m->row_term[t].at;
        if (f->state[i] != LOC_OUT) {
            open++;
            lower(&l, m->row_term[t].by, i);
        }
    }
    if (f->taken[class] != LOC_NO_PROPOSAL) {
        l.first = open > 0 ? l.first : 0;
        l.second = l.first;
    } else if (!m->must[class] || f->open[class] > open) {
        lower(&l, 0, LOC_NO_PROPOSAL);
    }
    return l;
}

static size_t end_of_class(const loc_model *m, size_t from, size_t end) {
    size_t to = from + 1;

    while (to < end && m->class_of[m->row_term[to].at] == m->class_of[m->row_term[from].at]) {
        to++;
    }
    return to;
}

static bool hold_class(loc_follow *f, size_t from, size_t to, int64_t room) {
    const loc_model *m = f->m;
    uint32_t class = m->class_of[m->row_term[from].at];

    if (f->taken[class] != LOC_NO_PROPOSAL || f->open[class] == 0) {
        return true;
    }
    least l = least_of(f, class, from, to);
    if (l.by != LOC_NO_PROPOSAL && l.second != INT64_MAX && l.second - l.first > room) {
        return loc_follow_put(f, l.by, LOC_IN);
    }
    for (size_t t = from; t < to; t++) {
        uint32_t i = m->row_term[t].at;
        if (f->state[i] == LOC_FREE && m->row_term[t].by - l.first > room &&
            !loc_follow_put(f, i, LOC_OUT)) {
            return false;
        }
    }
    return true;
}

static bool hold_row(loc_follow *f, uint32_t row) {
    const loc_model *m = f->m;
    size_t begin = m->row_start[row], end = m->row_start[row + 1];
    int64_t room = m->end[row];

    for (size_t from = begin, to; from < end; from = to) {
        to = end_of_class(m, from, end);
        uint32_t class = m->class_of[m->row_term[from].at];
        room -= f->open[class] > 0 ? least_of(f, class, from, to).first : 0;
    }
    if (room < 0) {
        return false;
    }
    for (size_t from = begin, to; from < end; from = to) {
        to = end_of_class(m, from, end);
        if (!hold_class(f, from, to, room)) {
            return false;
        }
    }
    return true;
}

bool loc_follow_all(loc_follow *f, loc_work *work) {
    while (f->queued > 0) {
        uint32_t row = f->queue[--f->queued];
        f->is_queued[row] = 0;
        if (!loc_work_spend(work, f->m->row_start[row + 1] - f->m->row_start[row] + 1) ||
            !hold_row(f, row)) {
            return false;
        }
    }
    return true;
}
