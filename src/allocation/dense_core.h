/* The core of the dense solver, once for each width of cost: CELL is the type, CORE(name) makes the
 * names, CELL_END is more than any distance, CELL_MOST what a distance or price may not come to.
 *
 * Loops over a row touch contiguous arrays without branches, so that compilers make vectors of them. */

typedef struct CORE(state) {
    uint32_t rows, columns;
    const CELL *cost;
    CELL *price;         /* of each column */
    CELL *distance;      /* of each column from the row that is being placed */
    CELL *closed;        /* CELL_END for a column whose distance is final, else 0 */
    uint32_t *from;      /* row before each column on its path */
    uint32_t *row_of;    /* of each column, or LOC_FREE */
    uint32_t *column_of; /* of each row, or LOC_FREE */
    uint32_t *free_row;  /* rows without a column */
    uint64_t *total;     /* of each row, for their order alone: it may wrap */
    uint32_t *list;      /* columns that were closed, in that order */
    uint32_t frees;
    uint64_t patience; /* of the matrix */
    loc_work *work;
} CORE(state);

static const CELL *CORE(row)(const CORE(state) * s, uint32_t row) {
    return s->cost + (size_t)row * s->columns;
}

/* Whether one of a block of columns has a value, looked at all at once. */
static bool CORE(block_has)(const CELL *value, const CELL *mask, CELL wanted) {
    CELL hit = 0;

    for (size_t k = 0; k < BLOCK; k++) {
        hit |= (value[k] | mask[k]) == wanted;
    }
    return hit != 0;
}

/* First column from `at` on whose value is `wanted`, or `count`. */
static uint32_t CORE(find)(const CELL *value, const CELL *mask, CELL wanted, uint32_t at,
                           uint32_t count) {
    while (at < count) {
        if (at % BLOCK == 0 && count - at >= BLOCK &&
            !CORE(block_has)(value + at, mask + at, wanted)) {
            at += BLOCK;
        } else if ((value[at] | mask[at]) == wanted) {
            break;
        } else {
            at++;
        }
    }
    return at;
}

/* Reduced costs of a row into `distance`; gives the smallest. */
static CELL CORE(reduce)(CORE(state) * s, uint32_t row) {
    const CELL *restrict cost = CORE(row)(s, row), *restrict price = s->price;
    CELL *restrict distance = s->distance;
    CELL least = CELL_END;

    for (uint32_t j = 0; j < s->columns; j++) {
        CELL d = cost[j] - price[j];
        distance[j] = d;
        least = d < least ? d : least;
    }
    return least;
}

/* The smallest distance but that of one column. */
static CELL CORE(second)(CORE(state) * s, uint32_t column) {
    const CELL *restrict distance = s->distance;
    CELL least = CELL_END;

    s->distance[column] = CELL_END;
    for (uint32_t j = 0; j < s->columns; j++) {
        least = distance[j] < least ? distance[j] : least;
    }
    return least;
}

/* Square only: the price of a column is its lowest cost, and the first row that has it is placed
 * there, once. */
static bool CORE(reduce_columns)(CORE(state) * s) {
    for (uint32_t j = 0; j < s->columns; j++) {
        s->price[j] = CELL_END;
        s->from[j] = 0;
    }
    for (uint32_t i = 0; i < s->rows; i++) {
        const CELL *restrict cost = CORE(row)(s, i);
        CELL *restrict price = s->price;
        uint32_t *restrict from = s->from;
        if (!loc_work_spend(s->work, s->columns)) {
            return false;
        }
        for (uint32_t j = 0; j < s->columns; j++) {
            from[j] = cost[j] < price[j] ? i : from[j];
            price[j] = cost[j] < price[j] ? cost[j] : price[j];
        }
    }
    for (uint32_t j = s->columns; j-- > 0;) {
        if (s->column_of[s->from[j]] == LOC_FREE) {
            s->column_of[s->from[j]] = j;
            s->row_of[j] = s->from[j];
        }
    }
    return true;
}

/* A row that is placed passes on what its column could be cheaper without making another better. */
static bool CORE(transfer)(CORE(state) * s) {
    for (uint32_t i = 0; i < s->rows; i++) {
        uint32_t j = s->column_of[i];
        if (j == LOC_FREE || s->columns < 2) {
            continue;
        }
        if (!loc_work_spend(s->work, s->columns)) {
            return false;
        }
        CELL own = CORE(row)(s, i)[j] - s->price[j];
        CORE(reduce)(s, i);
        CELL slack = CORE(second)(s, j) - own;
        if (slack > 0 && slack < CELL_MOST && s->price[j] - slack > -CELL_MOST) {
            s->price[j] -= slack;
        }
    }
    return true;
}

/* A free column at a distance; where none is free the first that is at it, or `otherwise`. */
static uint32_t CORE(find_free)(const CORE(state) * s, CELL wanted, uint32_t otherwise) {
    uint32_t first = CORE(find)(s->distance, s->closed, wanted, 0, s->columns);

    for (uint32_t j = first; j < s->columns;
         j = CORE(find)(s->distance, s->closed, wanted, j + 1, s->columns)) {
        if (s->row_of[j] == LOC_FREE) {
            return j;
        }
    }
    return first < s->columns ? first : otherwise;
}

/* Offers a free row its best column at the price of its second best, and gives the row that had it. */
static uint32_t CORE(offer)(CORE(state) * s, uint32_t row, bool *lowered) {
    CELL least = CORE(reduce)(s, row);
    uint32_t first = CORE(find)(s->distance, s->closed, least, 0, s->columns);
    CELL second = CORE(second)(s, first);
    CELL slack = second - least;

    *lowered = slack > 0 && second < CELL_MOST && s->price[first] - slack > -CELL_MOST;
    if (*lowered) {
        s->price[first] -= slack;
    } else if (slack == 0 && s->row_of[first] != LOC_FREE) {
        first = CORE(find_free)(s, second, first);
    } else if (slack > 0) {
        return row; /* the only column, or too far down: left to the paths */
    }
    uint32_t before = s->row_of[first];
    s->row_of[first] = row;
    s->column_of[row] = first;
    if (before != LOC_FREE) {
        s->column_of[before] = LOC_FREE;
    }
    return before;
}

/* One row makes its offer, and whoever is put out at a lower price makes its own at once, as long as
 * there are steps left. False where the work stops. */
static bool CORE(offer_chain)(CORE(state) * s, uint32_t row, uint64_t *steps) {
    bool lowered = true;

    while (row != LOC_FREE && lowered && *steps > 0) {
        uint32_t before = CORE(offer)(s, row, &lowered);
        --*steps;
        lowered = lowered && before != row;
        row = before;
        if (!loc_work_spend(s->work, s->columns)) {
            return false;
        }
    }
    if (row != LOC_FREE) { /* each row of the list leaves one at most */
        s->free_row[s->frees++] = row;
    }
    return true;
}

/* Two rounds of offers, with so many steps each: ties and price wars end there. */
static bool CORE(offer_rounds)(CORE(state) * s) {
    memset(s->closed, 0, s->columns * sizeof *s->closed);
    for (int round = 0; round < 2; round++) {
        uint32_t count = s->frees;
        uint64_t steps = 4 * (uint64_t)count;
        s->frees = 0;
        for (uint32_t k = 0; k < count; k++) {
            if (!CORE(offer_chain)(s, s->free_row[k], &steps)) {
                return false;
            }
        }
    }
    return true;
}

/* Lengthens paths by one row; gives the smallest distance of a column that is still open. */
static CELL CORE(relax)(CORE(state) * s, uint32_t row, CELL reach) {
    const CELL *restrict cost = CORE(row)(s, row), *restrict price = s->price;
    const CELL *restrict closed = s->closed;
    CELL *restrict distance = s->distance;
    uint32_t *restrict from = s->from;
    CELL least = CELL_END;

    for (uint32_t j = 0; j < s->columns; j++) {
        CELL d = cost[j] - price[j] - reach;
        from[j] = d < distance[j] ? row : from[j];
        d = d < distance[j] ? d : distance[j];
        distance[j] = d;
        d |= closed[j];
        least = d < least ? d : least;
    }
    return least;
}

/* Lists the columns at a distance from `at` on. Gives a free one where there is one, or LOC_FREE. */
static uint32_t CORE(list)(CORE(state) * s, CELL now, uint32_t at, uint32_t *listed) {
    uint32_t j = CORE(find)(s->distance, s->closed, now, 0, s->columns);

    for (; j < s->columns; j = CORE(find)(s->distance, s->closed, now, j + 1, s->columns)) {
        if (s->row_of[j] == LOC_FREE) {
            return j;
        }
        s->list[(*listed)++] = j;
    }
    for (uint32_t k = at; k < *listed; k++) {
        s->closed[s->list[k]] = CELL_END;
    }
    return LOC_FREE;
}

/* Shortest path from a free row to a free column. Gives the column, or LOC_FREE where the work stops. */
static uint32_t CORE(search)(CORE(state) * s, uint32_t root, uint32_t *closed, CELL *length) {
    CELL least = CORE(reduce)(s, root), now = 0;
    uint32_t listed = 0, at = 0;

    for (uint32_t j = 0; j < s->columns; j++) { /* from here on no distance is below 0 */
        s->distance[j] -= least;
        s->from[j] = root;
        s->closed[j] = 0;
    }
    for (;;) {
        if (at == listed) { /* the next distance: all columns that have it */
            uint32_t j = CORE(list)(s, now, at, &listed);
            if (j != LOC_FREE) {
                *closed = at;
                *length = now;
                return j;
            }
        }
        CELL next = CELL_END;
        for (; at < listed; at++) {
            uint32_t j = s->list[at], row = s->row_of[j];
            next = CORE(relax)(s, row, CORE(row)(s, row)[j] - s->price[j] - now);
            if (!loc_work_spend(s->work, s->columns)) {
                return LOC_FREE;
            }
        }
        now = next;
        if (now >= CELL_MOST) {
            loc_work_stop(s->work, LOC_STOP_OVERFLOW);
            return LOC_FREE;
        }
    }
}

static bool CORE(place)(CORE(state) * s, uint32_t root) {
    uint32_t closed = 0;
    CELL length = 0;
    uint32_t j = CORE(search)(s, root, &closed, &length);

    if (j == LOC_FREE) {
        return false;
    }
    for (uint32_t k = 0; k < closed; k++) {
        uint32_t column = s->list[k];
        CELL lower = length - s->distance[column];
        if (s->price[column] - lower <= -CELL_MOST) {
            return loc_work_stop(s->work, LOC_STOP_OVERFLOW);
        }
    }
    for (uint32_t k = 0; k < closed; k++) {
        s->price[s->list[k]] -= length - s->distance[s->list[k]];
    }
    for (uint32_t row = LOC_FREE; row != root;) {
        row = s->from[j];
        uint32_t before = s->column_of[row];
        s->row_of[j] = row;
        s->column_of[row] = j;
        j = before;
    }
    return true;
}

/* Rows without a column, those with the highest total first. Where rows differ in weight, as in i * j,
 * the heavy ones then find their places before the light ones, which do not put them out again. */
static void CORE(list_free)(CORE(state) * s) {
    for (uint32_t i = 0; i < s->rows; i++) {
        const CELL *restrict cost = CORE(row)(s, i);
        uint64_t total = 0;
        if (s->column_of[i] != LOC_FREE) {
            continue;
        }
        for (uint32_t j = 0; j < s->columns; j++) {
            total += (uint64_t)cost[j];
        }
        s->total[i] = total;
        s->free_row[s->frees++] = i;
    }
    for (uint32_t gap = s->frees / 2; gap > 0; gap /= 2) {
        for (uint32_t k = gap; k < s->frees; k++) {
            uint32_t row = s->free_row[k], at = k;
            for (; at >= gap && s->total[s->free_row[at - gap]] < s->total[row]; at -= gap) {
                s->free_row[at] = s->free_row[at - gap];
            }
            s->free_row[at] = row;
        }
    }
}

static bool CORE(run)(CORE(state) * s) {
    memset(s->row_of, 0xFF, s->columns * sizeof *s->row_of);
    memset(s->column_of, 0xFF, s->rows * sizeof *s->column_of);
    memset(s->price, 0, s->columns * sizeof *s->price);
    if (s->rows == s->columns && !(CORE(reduce_columns)(s) && CORE(transfer)(s))) {
        return false;
    }
    CORE(list_free)(s);
    if (s->columns > 1 && !CORE(offer_rounds)(s)) {
        return false;
    }
    uint64_t before = s->work->done;
    for (uint32_t k = 0; k < s->frees; k++) {
        if (!CORE(place)(s, s->free_row[k])) {
            return false;
        }
        /* What the rows so far took, for all rows: paths that keep growing are seen early. */
        uint64_t ahead = (s->work->done - before) / (k + 1) * s->frees;
        if (s->patience > 0 && k < s->frees / 2 && ahead > s->patience) {
            return loc_work_stop(s->work, LOC_STOP_GROWS);
        }
    }
    return true;
}

static bool CORE(solve)(const loc_matrix *matrix, const CELL *cost, uint32_t *column_of_row,
                        int64_t *row_price, int64_t *column_price, loc_work *work) {
    size_t rows = matrix->rows, columns = matrix->columns;
    CORE(state)
    s = {matrix->rows,
         matrix->columns,
         cost,
         .column_of = column_of_row,
         .patience = matrix->patience,
         .work = work};

    s.price = loc_work_take(work, columns, sizeof *s.price);
    s.distance = loc_work_take(work, columns, sizeof *s.distance);
    s.closed = loc_work_take(work, columns, sizeof *s.closed);
    s.from = loc_work_take(work, columns, sizeof *s.from);
    s.row_of = loc_work_take(work, columns, sizeof *s.row_of);
    s.list = loc_work_take(work, columns, sizeof *s.list);
    s.free_row = loc_work_take(work, rows, sizeof *s.free_row);
    s.total = loc_work_take(work, rows, sizeof *s.total);
    bool done = work->stop == LOC_GOES_ON && CORE(run)(&s);
    if (done) {
        for (size_t j = 0; j < columns; j++) {
            column_price[j] = s.price[j];
        }
        for (uint32_t i = 0; i < rows; i++) {
            row_price[i] =
                (int64_t)CORE(row)(&s, i)[column_of_row[i]] - (int64_t)s.price[column_of_row[i]];
        }
    }
    loc_work_give(work, s.price, columns, sizeof *s.price);
    loc_work_give(work, s.distance, columns, sizeof *s.distance);
    loc_work_give(work, s.closed, columns, sizeof *s.closed);
    loc_work_give(work, s.from, columns, sizeof *s.from);
    loc_work_give(work, s.row_of, columns, sizeof *s.row_of);
    loc_work_give(work, s.list, columns, sizeof *s.list);
    loc_work_give(work, s.free_row, rows, sizeof *s.free_row);
    loc_work_give(work, s.total, rows, sizeof *s.total);
    return done;
}
