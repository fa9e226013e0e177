/* Tables of amounts of room, for one width of number: included by sharing/pack.c with CELL the type of a
 * cell and TABLE(name) its names. */

static void TABLE(fill_row)(const CELL *restrict from, CELL *restrict to, int64_t room,
                            int64_t weight, CELL pays) {
    int64_t same = weight < room + 1 ? weight : room + 1;

    memcpy(to, from, (size_t)same * sizeof *to);
    for (int64_t q = same; q <= room; q++) {
        CELL with = from[q - weight] + pays;
        to[q] = with > from[q] ? with : from[q];
    }
}

/* The table of the first items: row k has what the first k can earn in each amount of room. */
static int64_t TABLE(fill_front)(loc_pack *p) {
    size_t width = (size_t)p->core_room + 1;
    CELL *table = p->front;

    memset(table, 0, width * sizeof *table);
    for (uint32_t c = 0; c < p->cores; c++) {
        uint32_t k = p->core[c];
        TABLE(fill_row)
        (table + c * width, table + (c + 1) * width, p->core_room, p->weight[k], (CELL)p->pays[k]);
    }
    return table[(p->cores + 1) * width - 1];
}

/* The table of the last items: row k has what those from the k-th on can earn. */
static void TABLE(fill_back)(loc_pack *p) {
    size_t width = (size_t)p->core_room + 1;
    CELL *table = p->back;

    memset(table + p->cores * width, 0, width * sizeof *table);
    for (uint32_t c = p->cores; c-- > 0;) {
        uint32_t k = p->core[c];
        TABLE(fill_row)
        (table + (c + 1) * width, table + c * width, p->core_room, p->weight[k], (CELL)p->pays[k]);
    }
}

/* Reads from the first table who of the core is taken. */
static void TABLE(read_front)(loc_pack *p) {
    size_t width = (size_t)p->core_room + 1, q = width - 1;
    const CELL *table = p->front;

    for (uint32_t c = p->cores; c-- > 0;) {
        uint32_t k = p->core[c];
        p->taken[k] = table[(c + 1) * width + q] != table[c * width + q];
        q -= p->taken[k] ? (size_t)p->weight[k] : 0;
    }
}

/* The most that the core but one item can earn in some room. */
static int64_t TABLE(without)(const loc_pack *p, uint32_t c, int64_t room) {
    size_t width = (size_t)p->core_room + 1;
    const CELL *first = (const CELL *)p->front + c * width;
    const CELL *last = (const CELL *)p->back + (c + 1) * width;
    CELL most = 0;

    for (int64_t q = 0; q <= room; q++) {
        CELL both = first[q] + last[room - q];
        most = both > most ? both : most;
    }
    return most;
}

static int64_t TABLE(with_all)(const loc_pack *p, int64_t room) {
    return ((const CELL *)p->front)[p->cores * ((size_t)p->core_room + 1) + (size_t)room];
}

#undef CELL
#undef TABLE
