/* Coverage: places by themes, services or streams, and what each cell holds.
 *
 * Posts and provisions are laid over the matrix one after the other; what a cell says is read from
 * what they left. On a date, whatever is said of an area is laid over what the area is then. */
#include <stddef.h>

#include "base/fill.h"
#include "places/places.h"
#include "places/succession.h"
#include "model/view.h"

/* What was laid over a cell. */
typedef struct cell {
    locality_range posts, filled; /* of the records that serve the place itself */
    uint32_t records;
    uint32_t provision; /* the one that says `said` */
    uint8_t said;       /* a locality_cell_states of a provision; GAP: none spoke */
    uint8_t wider;      /* COVERED, UNKNOWN or GAP: by an area that the place lies in */
} cell;

struct locality_coverage {
    locality_allocator allocator;
    const locality_snapshot *snapshot; /* retained */
    uint32_t kind;                     /* of the columns */
    uint32_t *area, *column;           /* rows of the snapshot */
    size_t areas, columns;
    cell *cells; /* areas * columns */
    bool hides;  /* themes: posts are withheld that may cover what nothing else does */
};

/* An area that an area is on the date. */
typedef struct target {
    uint32_t area;
    bool is_certain;
} target;

/* What a matrix is made from. */
typedef struct making {
    const loc_hierarchy *hierarchy;
    locality_coverage_options options;
    locality_coverage *to;
    uint32_t *row_of;    /* matrix row of each area, else LOCALITY_ROW_MISSING */
    uint32_t *column_of; /* matrix column of each record of the kind */
    size_t kinds;        /* records of the kind */
    const loc_succession *succession;
    uint32_t *target_start; /* areas + 1 offsets into `target`; null: each area is itself */
    target *target;
    size_t targets;
    uint32_t *stamp; /* of each area: the last list of areas in which it was met */
    uint32_t stamps;
} making;

/* What area number `i` of an area is on the date; false behind the last. */
static bool target_of(const making *m, uint32_t area, uint32_t i, target *out) {
    if (m->target_start == NULL) {
        *out = (target){area, true};
        return i == 0;
    }
    if (area >= m->hierarchy->count || i >= m->target_start[area + 1] - m->target_start[area]) {
        return false;
    }
    *out = m->target[m->target_start[area] + i];
    return true;
}

/* Whether an area is met for the first time in a list; ++m->stamps begins one. */
static bool is_first(making *m, uint32_t area) {
    if (area >= m->hierarchy->count || m->stamp[area] == m->stamps) {
        return false;
    }
    m->stamp[area] = m->stamps;
    return true;
}

/* What is left of a state where it is not certain that it is about the place. */
static uint8_t state_if(const target *to, uint8_t state) {
    return to->is_certain ? state : (uint8_t)LOCALITY_CELL_UNKNOWN;
}

static const uint32_t column_kinds[] = {LOC_KIND_theme, LOC_KIND_service, LOC_KIND_stream};

void locality_coverage_free(locality_coverage *coverage) {
    if (coverage == NULL) {
        return;
    }
    locality_allocator allocator = coverage->allocator;
    size_t cells = coverage->areas * coverage->columns;
    loc_release(&allocator, coverage->area, coverage->areas, sizeof *coverage->area);
    loc_release(&allocator, coverage->column, coverage->columns, sizeof *coverage->column);
    loc_release(&allocator, coverage->cells, cells, sizeof *coverage->cells);
    locality_snapshot_release(coverage->snapshot);
    loc_release(&allocator, coverage, 1, sizeof *coverage);
}

/* ---- Rows and columns ------------------------------------------------------------------------ */

/* Whether a record takes part: it belongs to the version, or to none. */
static bool is_of_version(const making *m, const locality_column *structure, size_t row) {
    uint32_t version = loc_view_row(structure, row);
    return m->options.structure == LOCALITY_ROW_MISSING || version == m->options.structure ||
           version >= LOCALITY_ROW_NONE;
}

static bool is_place(const making *m, uint32_t area, uint32_t level) {
    const loc_hierarchy *h = m->hierarchy;
    if (m->options.on != NULL &&
        loc_succession_valid(m->succession, area, m->options.on) == LOCALITY_FALSE) {
        return false;
    }
    return h->tier[area] != LOC_TIER_NOWHERE &&
           (m->options.level == NULL || loc_hierarchy_is_at_level(h, area, level)) &&
           (m->options.inside == LOCALITY_ROW_MISSING ||
            (area != m->options.inside && loc_hierarchy_within(h, area, m->options.inside)));
}

/* Numbers the places; with rows to write them to, writes them. */
static size_t number_areas(making *m, uint32_t *rows) {
    uint32_t level =
        m->options.level != NULL ? locality_snapshot_symbol(m->to->snapshot, m->options.level) : 0;
    uint32_t count = 0;
    for (uint32_t area = 0; area < m->hierarchy->count; area++) {
        bool place = is_place(m, area, level);
        m->row_of[area] = place ? count : LOCALITY_ROW_MISSING;
        if (place && rows != NULL) {
            rows[count] = area;
        }
        count += place;
    }
    return count;
}

/* Numbers the columns: every theme and service; streams of the version. */
static size_t number_columns(making *m, uint32_t *rows) {
    locality_column structure = LOCALITY_COLUMN_INIT;
    uint32_t count = 0;

    if (m->to->kind == LOC_KIND_stream) {
        structure = LOC_VIEW(m->to->snapshot, stream, structure);
    }
    for (uint32_t row = 0; row < m->kinds; row++) {
        bool has = is_of_version(m, &structure, row);
        m->column_of[row] = has ? count : LOCALITY_ROW_MISSING;
        if (has && rows != NULL) {
            rows[count] = row;
        }
        count += has;
    }
    return count;
}

/* Rows, columns and empty cells. LIMIT where there are too many cells. */
static locality_status make_cells(making *m, locality_error *error) {
    locality_coverage *to = m->to;
    const locality_allocator *allocator = &to->allocator;
    size_t cells;

    to->areas = number_areas(m, NULL);
    to->columns = number_columns(m, NULL);
    if (loc_multiply_overflows(to->areas, to->columns, &cells) || cells > SIZE_MAX / sizeof(cell)) {
        to->areas = to->columns = 0;
        return loc_fail(error, LOCALITY_LIMIT, "the matrix has too many cells");
    }
    to->area = loc_allocate(allocator, to->areas, sizeof *to->area);
    to->column = loc_allocate(allocator, to->columns, sizeof *to->column);
    to->cells = loc_allocate(allocator, cells, sizeof *to->cells);
    if (to->area == NULL || to->column == NULL || to->cells == NULL) {
        return loc_fail_memory(error);
    }
    number_areas(m, to->area);
    number_columns(m, to->column);
    for (size_t i = 0; i < cells; i++) {
        to->cells[i].provision = LOCALITY_ROW_MISSING;
    }
    return LOCALITY_OK;
}

/* The cell of an area and a record of the columns' kind; null where the matrix has none. */
static cell *cell_of(const making *m, uint32_t area, uint32_t record) {
    if (area >= m->hierarchy->count || record >= m->kinds ||
        m->row_of[area] == LOCALITY_ROW_MISSING || m->column_of[record] == LOCALITY_ROW_MISSING) {
        return NULL;
    }
    return &m->to->cells[m->row_of[area] * m->to->columns + m->column_of[record]];
}

/* ---- Laying over ----------------------------------------------------------------------------- */

static void note_wider(cell *of, uint8_t state) {
    if (of != NULL && of->wider != LOCALITY_CELL_COVERED) {
        of->wider = state;
    }
}

/* Notes for every place inside an area that the area itself is covered. Groups that put places
 * inside where the tree does not make it look at every place. */
static void cover_inside(making *m, uint32_t area, uint32_t record, uint8_t state) {
    const loc_hierarchy *h = m->hierarchy;

    if (h->lies_start == NULL) {
        loc_rows inside = loc_hierarchy_inside(h, area);
        for (uint32_t i = 0; i < inside.count; i++) {
            note_wider(cell_of(m, inside.row[i], record), state);
        }
        return;
    }
    for (size_t i = 0; i < m->to->areas; i++) {
        if (m->to->area[i] != area && loc_hierarchy_within(h, m->to->area[i], area)) {
            note_wider(cell_of(m, m->to->area[i], record), state);
        }
    }
}

static void cover_everywhere(making *m, uint32_t record, uint8_t state) {
    for (size_t i = 0; i < m->to->areas; i++) {
        note_wider(cell_of(m, m->to->area[i], record), state);
    }
}

/* A provision: what it says of the area; that it is present also holds inside the area. */
static void lay_provision(making *m, uint32_t area, uint32_t record, uint8_t state,
                          uint32_t provision) {
    static const uint8_t weight[] = {[LOCALITY_CELL_GAP] = 0,
                                     [LOCALITY_CELL_UNKNOWN] = 1,
                                     [LOCALITY_CELL_NONE] = 2,
                                     [LOCALITY_CELL_PLANNED] = 3,
                                     [LOCALITY_CELL_COVERED] = 4};
    target to;

    for (uint32_t i = 0; target_of(m, area, i, &to); i++) {
        cell *of = cell_of(m, to.area, record);
        uint8_t says = state_if(&to, state);
        if (of != NULL && weight[says] > weight[of->said]) {
            of->said = says;
            of->provision = provision;
        }
        if (state == LOCALITY_CELL_COVERED) {
            cover_inside(m, to.area, record, says);
        }
    }
}

static void lay_provisions(making *m) {
    const locality_snapshot *snapshot = m->to->snapshot;
    const int subject_field[] = {LOC_FIELD_provision_theme, LOC_FIELD_provision_service,
                                 LOC_FIELD_provision_stream};
    locality_column subject =
        loc_view_column(snapshot, LOC_KIND_provision, (uint32_t)subject_field[m->options.of]);
    locality_column area = LOC_VIEW(snapshot, provision, area);
    locality_column state = LOC_VIEW(snapshot, provision, state);
    locality_column structure = LOC_VIEW(snapshot, provision, structure);
    uint32_t present = locality_snapshot_symbol(snapshot, "present");
    uint32_t none = locality_snapshot_symbol(snapshot, "none");
    uint32_t planned = locality_snapshot_symbol(snapshot, "planned");

    for (uint32_t row = 0; row < loc_view_count(snapshot, LOC_KIND_provision); row++) {
        uint32_t place = loc_view_row(&area, row);
        uint32_t word = loc_view_symbol(&state, row);
        if (place >= m->hierarchy->count || !is_of_version(m, &structure, row)) {
            continue;
        }
        uint8_t says = word == 0         ? LOCALITY_CELL_UNKNOWN
                       : word == present ? LOCALITY_CELL_COVERED
                       : word == none    ? LOCALITY_CELL_NONE
                       : word == planned ? LOCALITY_CELL_PLANNED
                                         : LOCALITY_CELL_UNKNOWN;
        lay_provision(m, place, loc_view_row(&subject, row), says, row);
    }
}

/* Streams say themselves where they exist. */
static void lay_stream_areas(making *m) {
    locality_column areas = LOC_VIEW(m->to->snapshot, stream, areas);

    for (uint32_t stream = 0; stream < m->kinds; stream++) {
        loc_rows where = loc_view_rows(&areas, stream);
        for (uint32_t i = 0; i < where.count; i++) {
            lay_provision(m, where.row[i], stream, LOCALITY_CELL_COVERED, LOCALITY_ROW_MISSING);
        }
    }
}

/* ---- Posts ----------------------------------------------------------------------------------- */

/* What one of several places has of a number of posts: at least one, at most all. */
static locality_range share_of(locality_range posts, bool several) {
    if (several && posts.lo > 1) {
        posts.lo = 1;
    }
    return posts;
}

static bool is_repeated(loc_rows rows, uint32_t index) {
    for (uint32_t i = 0; i < index; i++) {
        if (rows.row[i] == rows.row[index]) {
            return true;
        }
    }
    return false;
}

/* What one post record lays over a column. */
typedef struct laid {
    uint32_t theme;
    locality_range posts, filled;
    uint8_t state;
    bool is_shared; /* between several places */
} laid;

static void lay_place(making *m, const laid *l, const target *to) {
    cell *of = cell_of(m, to->area, l->theme);

    if (of != NULL) {
        locality_range part = share_of(l->posts, l->is_shared);
        locality_range in_post = share_of(l->filled, l->is_shared);
        part.lo = to->is_certain ? part.lo : 0;
        in_post.lo = to->is_certain ? in_post.lo : 0;
        of->records++;
        locality_range_add(&of->posts, &part, &of->posts);
        locality_range_add(&of->filled, &in_post, &of->filled);
    }
    if (l->state != LOCALITY_CELL_GAP) {
        cover_inside(m, to->area, l->theme, state_if(to, l->state));
    }
}

/* How many different places a list is on the date. */
static size_t count_places(making *m, loc_rows areas) {
    size_t count = 0;
    target to;

    m->stamps++;
    for (uint32_t i = 0; i < areas.count; i++) {
        for (uint32_t k = 0; target_of(m, areas.row[i], k, &to); k++) {
            count += is_first(m, to.area);
        }
    }
    return count;
}

/* Lays one post record over the column of one theme. */
static void lay_post(making *m, laid *l, loc_rows serves, loc_rows group, bool countywide) {
    target to;

    l->is_shared = count_places(m, serves) > 1;
    m->stamps++;
    for (uint32_t i = 0; i < serves.count; i++) {
        for (uint32_t k = 0; target_of(m, serves.row[i], k, &to); k++) {
            if (is_first(m, to.area)) {
                lay_place(m, l, &to);
            }
        }
    }
    for (uint32_t i = 0; i < group.count && l->state != LOCALITY_CELL_GAP; i++) {
        for (uint32_t k = 0; target_of(m, group.row[i], k, &to); k++) {
            note_wider(cell_of(m, to.area, l->theme), state_if(&to, l->state));
            cover_inside(m, to.area, l->theme, state_if(&to, l->state));
        }
    }
    if (countywide && l->state != LOCALITY_CELL_GAP) {
        cover_everywhere(m, l->theme, l->state);
    }
}

static uint8_t state_of_posts(locality_range filled) {
    if (filled.lo > 0) {
        return LOCALITY_CELL_COVERED;
    }
    return filled.hi > 0 ? LOCALITY_CELL_UNKNOWN : LOCALITY_CELL_GAP;
}

static void lay_posts(making *m) {
    const locality_snapshot *snapshot = m->to->snapshot;
    locality_column structure = LOC_VIEW(snapshot, post, structure);
    locality_column themes = LOC_VIEW(snapshot, post, themes);
    locality_column serves = LOC_VIEW(snapshot, post, serves);
    locality_column groups = LOC_VIEW(snapshot, post, group);
    locality_column countywide = LOC_VIEW(snapshot, post, countywide);
    locality_column posts = LOC_VIEW(snapshot, post, posts);
    locality_column vacant = LOC_VIEW(snapshot, post, vacant);

    for (uint32_t post = 0; post < loc_view_count(snapshot, LOC_KIND_post); post++) {
        loc_rows held = loc_view_rows(&themes, post);
        if (held.count == 0 || (m->options.structure != LOCALITY_ROW_MISSING &&
                                loc_view_row(&structure, post) != m->options.structure)) {
            continue;
        }
        uint32_t group = loc_view_row(&groups, post);
        loc_rows members = {NULL, 0};
        if (group < m->hierarchy->groups) {
            members = loc_hierarchy_members(m->hierarchy, group);
        }
        locality_range all = loc_view_amount(&posts, post);
        locality_range gone = loc_view_vacant(&vacant, post);
        for (uint32_t i = 0; i < held.count; i++) {
            locality_range filled = loc_range_less(all, gone);
            laid l = {held.row[i], all, filled, state_of_posts(filled), false};
            if (!is_repeated(held, i)) {
                lay_post(m, &l, loc_view_rows(&serves, post), members,
                         loc_view_yes(&countywide, post));
            }
        }
    }
}

/* ---- Making and reading ---------------------------------------------------------------------- */

/* Writes down what each area is on the date. */
static bool take_targets(making *m) {
    const locality_allocator *allocator = &m->to->allocator;
    uint32_t areas = m->hierarchy->count;
    loc_carry carry;
    size_t room = 0, found = 0;

    if (m->options.on == NULL) {
        return true;
    }
    m->target_start = loc_allocate(allocator, (size_t)areas + 1, sizeof *m->target_start);
    bool made =
        m->target_start != NULL && loc_carry_init(&carry, m->succession, m->options.on, allocator);
    if (!made) {
        return false;
    }
    for (uint32_t area = 0; made && area < areas; area++) {
        made = loc_carry_area(&carry, area) && carry.count < UINT32_MAX;
    }
    room = carry.count;
    m->target = made ? loc_allocate(allocator, room, sizeof *m->target) : NULL;
    m->targets = m->target != NULL ? room : 0;
    for (size_t i = 0; m->target != NULL && i < carry.count; i++) {
        const locality_carried *item = &carry.items[i];
        if (item->fate != LOCALITY_CARRY_LOST) {
            m->target[found++] = (target){item->area, item->certainty == LOCALITY_TRUE};
            m->target_start[item->from + 1]++;
        }
    }
    for (uint32_t area = 0; m->target != NULL && area < areas; area++) {
        m->target_start[area + 1] += m->target_start[area];
    }
    loc_carry_clear(&carry);
    return m->target != NULL;
}

static locality_status make_coverage(making *m, locality_error *error) {
    const locality_allocator *allocator = &m->to->allocator;
    size_t areas = m->hierarchy->count;

    m->kinds = loc_view_count(m->to->snapshot, m->to->kind);
    m->row_of = loc_allocate(allocator, areas, sizeof *m->row_of);
    m->column_of = loc_allocate(allocator, m->kinds, sizeof *m->column_of);
    m->stamp = loc_allocate(allocator, areas, sizeof *m->stamp);
    bool made = m->row_of != NULL && m->column_of != NULL && m->stamp != NULL && take_targets(m);
    locality_status status = made ? make_cells(m, error) : loc_fail_memory(error);
    if (made && status == LOCALITY_OK) {
        lay_provisions(m);
        if (m->options.of == LOCALITY_COVERAGE_THEMES) {
            lay_posts(m);
        } else if (m->options.of == LOCALITY_COVERAGE_STREAMS) {
            lay_stream_areas(m);
        }
    }
    loc_release(allocator, m->row_of, areas, sizeof *m->row_of);
    loc_release(allocator, m->column_of, m->kinds, sizeof *m->column_of);
    loc_release(allocator, m->stamp, areas, sizeof *m->stamp);
    if (m->target_start != NULL) {
        loc_release(allocator, m->target_start, areas + 1, sizeof *m->target_start);
    }
    loc_release(allocator, m->target, m->targets, sizeof *m->target);
    return status;
}

/* Takes the caller's options, and says what is wrong with them. */
static locality_status take_options(const locality_places *places,
                                    const locality_coverage_options *given,
                                    locality_coverage_options *options, locality_error *error) {
    const uint32_t smallest = offsetof(locality_coverage_options, on);
    size_t unused;

    *options = (locality_coverage_options)LOCALITY_COVERAGE_OPTIONS_INIT;
    locality_status status = loc_places_begin(places, LOCALITY_NO_INDEX, 0, &unused, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (given != NULL &&
        !loc_struct_take(options, sizeof *options, given, given->struct_size, smallest)) {
        return loc_fail(error, LOCALITY_INVALID, "the options are of an unknown size");
    }
    if (options->of < LOCALITY_COVERAGE_THEMES || options->of > LOCALITY_COVERAGE_STREAMS) {
        return loc_fail(error, LOCALITY_INVALID, "there is no coverage of number %d",
                        (int)options->of);
    }
    if (options->on != NULL && !locality_range_is_valid(options->on)) {
        return loc_fail(error, LOCALITY_INVALID, "the date is not a valid range");
    }
    if (options->structure != LOCALITY_ROW_MISSING) {
        status = loc_places_begin(places, LOC_KIND_structure, options->structure, &unused, error);
    }
    if (status == LOCALITY_OK && options->inside != LOCALITY_ROW_MISSING) {
        status = loc_places_begin(places, LOC_KIND_area, options->inside, &unused, error);
    }
    return status;
}

locality_status locality_places_coverage(const locality_places *places,
                                         const locality_coverage_options *options,
                                         locality_coverage **out, locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = NULL;
    making m = {0};
    locality_status status = take_options(places, options, &m.options, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    m.hierarchy = places->hierarchy;
    m.succession = places->succession;
    m.to = loc_allocate(&places->allocator, 1, sizeof *m.to);
    if (m.to == NULL) {
        return loc_fail_memory(error);
    }
    m.to->allocator = places->allocator;
    m.to->snapshot = locality_snapshot_retain(places->snapshot);
    m.to->kind = column_kinds[m.options.of];
    m.to->hides = m.options.of == LOCALITY_COVERAGE_THEMES &&
                  loc_view_hides_posts(places->snapshot, m.options.structure);
    status = make_coverage(&m, error);
    if (status != LOCALITY_OK) {
        locality_coverage_free(m.to);
        return status;
    }
    *out = m.to;
    return loc_ok(error);
}

const uint32_t *locality_coverage_areas(const locality_coverage *coverage, size_t *count) {
    if (count != NULL) {
        *count = coverage != NULL ? coverage->areas : 0;
    }
    return coverage != NULL ? coverage->area : NULL;
}

const uint32_t *locality_coverage_columns(const locality_coverage *coverage, uint32_t *kind,
                                          size_t *count) {
    if (kind != NULL) {
        *kind = coverage != NULL ? coverage->kind : LOCALITY_NO_INDEX;
    }
    if (count != NULL) {
        *count = coverage != NULL ? coverage->columns : 0;
    }
    return coverage != NULL ? coverage->column : NULL;
}

/* What a cell says: first what is certain of the place itself, then what reaches it. */
static int32_t state_of(const locality_coverage *coverage, const cell *of) {
    if (of->filled.lo > 0 || of->said == LOCALITY_CELL_COVERED) {
        return LOCALITY_CELL_COVERED;
    }
    if (of->said == LOCALITY_CELL_NONE || of->said == LOCALITY_CELL_PLANNED) {
        return of->said;
    }
    if (of->wider == LOCALITY_CELL_COVERED) {
        return LOCALITY_CELL_WIDER;
    }
    bool possible = of->filled.hi > 0 || of->said == LOCALITY_CELL_UNKNOWN ||
                    of->wider == LOCALITY_CELL_UNKNOWN || coverage->hides;
    return possible ? LOCALITY_CELL_UNKNOWN : LOCALITY_CELL_GAP;
}

locality_status locality_coverage_cell_at(const locality_coverage *coverage, size_t area,
                                          size_t column, locality_coverage_cell *out,
                                          locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = (locality_coverage_cell){0};
    if (coverage == NULL) {
        return loc_fail_null(error, "coverage");
    }
    if (area >= coverage->areas || column >= coverage->columns) {
        return loc_fail(error, LOCALITY_INVALID, "there is no cell %zu, %zu", area, column);
    }
    const cell *of = &coverage->cells[area * coverage->columns + column];
    *out = (locality_coverage_cell){state_of(coverage, of),
                                    coverage->area[area],
                                    coverage->column[column],
                                    of->provision,
                                    of->records,
                                    0,
                                    of->posts,
                                    of->filled};
    return loc_ok(error);
}

size_t locality_coverage_count(const locality_coverage *coverage, int32_t state) {
    size_t cells = coverage != NULL ? coverage->areas * coverage->columns : 0;
    size_t count = 0;
    for (size_t i = 0; i < cells; i++) {
        count += state_of(coverage, &coverage->cells[i]) == state;
    }
    return count;
}
