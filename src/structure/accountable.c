/* Accountable: see accountability.h. The search gives rows; here they become a question, sentences and an
 * answer that stands on its own. */
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "model/snapshot.h"
#include "model/view.h"
#include "structure/accountable.h"

struct locality_accountable {
    locality_allocator allocator;
    loc_arena arena; /* everything below */
    const char *question, *kind, *subject;
    locality_accountable_post *post;
    locality_accountable_line **line; /* of each post */
    locality_accountable_look *look;
    size_t count, looks;
};

/* What writes the answer. */
typedef struct writer {
    const loc_search *search;
    locality_accountable *answer;
    loc_text text;
    bool failed;
} writer;

/* ---- Names ----------------------------------------------------------------------------------- */

static const char *text_of(const locality_snapshot *snapshot, loc_record record, uint32_t field) {
    return loc_snapshot_text(snapshot,
                             loc_snapshot_symbol(snapshot, record.kind, record.row, field));
}

const char *loc_record_label(const locality_snapshot *snapshot, loc_record record) {
    const char *label = text_of(snapshot, record, loc_common_field(record.kind, LOC_COMMON_name));
    uint32_t title = loc_schema_find_field(snapshot->schema, record.kind, "title", 5);

    if (label[0] == '\0' && title != LOCALITY_NO_INDEX) {
        label = text_of(snapshot, record, title);
    }
    return label[0] != '\0' ? label : locality_snapshot_id(snapshot, record.kind, record.row);
}

static const char *label_of(const writer *w, uint32_t kind, uint32_t row) {
    return loc_record_label(w->search->snapshot, (loc_record){kind, row});
}

static const char *kind_name(const writer *w, uint32_t kind) {
    const char *name = locality_schema_kind_name(w->search->snapshot->schema, kind);
    return strcmp(name, "area_group") == 0 ? "area group" : name;
}

/* "theme vulnerable adults" */
static void add_record(writer *w, loc_record record) {
    loc_text_format(&w->text, "%s %s", kind_name(w, record.kind),
                    loc_record_label(w->search->snapshot, record));
}

static const char *keep(writer *w, const char *text) {
    const char *copy = loc_arena_text(&w->answer->arena, text, strlen(text));
    w->failed = w->failed || copy == NULL;
    return copy;
}

/* The composed text, which begins anew. */
static const char *take_text(writer *w) {
    const char *copy =
        w->text.failed ? NULL
                       : loc_arena_text(&w->answer->arena, w->text.data != NULL ? w->text.data : "",
                                        w->text.length);
    w->failed = w->failed || copy == NULL;
    w->text.length = 0;
    return copy;
}

/* ---- Reasons --------------------------------------------------------------------------------- */

/* What an allocation gives: its role, else what led to it. */
static void add_given(writer *w, const loc_hit *hit) {
    if (hit->role > 0) {
        add_record(w, (loc_record){LOC_KIND_role, hit->role - 1});
    } else if (hit->by.kind != LOC_KIND_area) {
        add_record(w, hit->by);
    } else {
        loc_text_add(&w->text, "responsibility");
    }
}

static void add_date(writer *w, const char *before, const loc_hit *hit, uint32_t field) {
    locality_range date =
        loc_snapshot_range(w->search->snapshot, LOC_KIND_allocation, hit->allocation, field);

    if (!locality_range_is_unknown(&date)) {
        loc_text_add(&w->text, before);
        loc_text_print(&w->text, LOCALITY_TYPE_DATE, &date, -1);
    }
}

/* "is given role CLT lead, from 1 May 2019 (agreed)" */
static void add_allocation(writer *w, const loc_hit *hit) {
    const loc_record allocation = {LOC_KIND_allocation, hit->allocation};
    const char *status = text_of(w->search->snapshot, allocation, LOC_FIELD_allocation_status);

    loc_text_add(&w->text, "is given ");
    add_given(w, hit);
    add_date(w, ", from ", hit, LOC_FIELD_allocation_starts);
    add_date(w, ", to ", hit, LOC_FIELD_allocation_ends);
    if (status[0] != '\0') {
        loc_text_format(&w->text, " (%s)", status);
    }
}

/* "leads function Community Connections", "may take theme vulnerable adults" */
static void add_ground(writer *w, const loc_hit *hit) {
    static const char *const verbs[] = {
        [LOCALITY_GROUND_LEADS] = "answers for ",   [LOCALITY_GROUND_DUTY] = "holds ",
        [LOCALITY_GROUND_RUNS] = "runs ",           [LOCALITY_GROUND_THEME] = "takes ",
        [LOCALITY_GROUND_HEAD] = "heads ",          [LOCALITY_GROUND_PROVIDES] = "provides ",
        [LOCALITY_GROUND_CARRIES] = "carries out ", [LOCALITY_GROUND_LINE] = "runs "};

    if (hit->ground == LOCALITY_GROUND_ALLOCATED) {
        add_allocation(w, hit);
        return;
    }
    if ((hit->opens & LOC_OPEN_THEMES) != 0) {
        loc_text_add(&w->text, "may take ");
    } else if (hit->ground == LOCALITY_GROUND_LEADS && hit->by.kind == LOC_KIND_function) {
        loc_text_add(&w->text, "leads ");
    } else {
        loc_text_add(&w->text, verbs[hit->ground]);
    }
    add_record(w, hit->by);
    if (hit->ground == LOCALITY_GROUND_LINE) {
        loc_text_format(&w->text, " and manages %s", label_of(w, LOC_KIND_post, hit->below));
    }
}

/* Names of the areas that a post serves. */
static void add_areas(writer *w, uint32_t post) {
    locality_column serves = LOC_VIEW(w->search->snapshot, post, serves);
    loc_rows rows = loc_view_rows(&serves, post);

    for (uint32_t i = 0; i < rows.count; i++) {
        const char *label =
            rows.row[i] < LOCALITY_ROW_NONE ? label_of(w, LOC_KIND_area, rows.row[i]) : "";
        loc_text_format(&w->text, "%s%s", i > 0 && label[0] != '\0' ? ", " : "", label);
    }
}

/* The place through which a post was found, by name; empty where there is none. */
static void add_place(writer *w, const loc_hit *hit) {
    if (hit->is_list) {
        add_areas(w, hit->post);
    } else if (hit->place.kind != LOCALITY_NO_INDEX) {
        loc_text_add(&w->text, loc_record_label(w->search->snapshot, hit->place));
    } else if (hit->is_countywide) {
        loc_text_add(&w->text, "countywide");
    }
}

static void add_where(writer *w, const loc_hit *hit) {
    bool is_asked = w->search->area < w->search->hierarchy->count;
    const char *asked = is_asked ? label_of(w, LOC_KIND_area, w->search->area) : "";

    if (hit->reach == LOCALITY_REACH_UNSTATED) {
        return;
    }
    if (hit->place.kind == LOCALITY_NO_INDEX && !hit->is_countywide) {
        loc_text_add(&w->text, is_asked ? "; not tied to a place" : "");
        return;
    }
    loc_text_add(&w->text,
                 hit->is_countywide && hit->place.kind == LOCALITY_NO_INDEX ? "; " : "; for ");
    add_place(w, hit);
    if (hit->reach == LOCALITY_REACH_WIDER ||
        (hit->reach == LOCALITY_REACH_SEVERAL && !hit->is_list)) {
        loc_text_format(&w->text, ", in which %s lies", asked);
    }
}

static bool is_vacant(const writer *w, uint32_t post) {
    const locality_snapshot *snapshot = w->search->snapshot;
    locality_range vacant =
        loc_snapshot_range(snapshot, LOC_KIND_post, post, LOC_FIELD_post_vacant);
    locality_range posts = loc_snapshot_range(snapshot, LOC_KIND_post, post, LOC_FIELD_post_posts);

    return vacant.lo > 0 && posts.hi != LOCALITY_OPEN_ABOVE && vacant.lo >= posts.hi;
}

/* "takes theme children and young people, and with it duty Sufficient Youth Offer; for Fenland" */
static const char *write_reason(writer *w, const loc_hit *hit) {
    loc_record subject = w->search->subject;
    bool is_subject = hit->by.kind == subject.kind && hit->by.row == subject.row;

    add_ground(w, hit);
    if (!is_subject && subject.kind != LOC_KIND_area && hit->ground != LOCALITY_GROUND_LINE) {
        loc_text_add(&w->text, ", and with it ");
        add_record(w, subject);
    }
    add_where(w, hit);
    if (is_vacant(w, hit->post)) {
        loc_text_add(&w->text, "; the post is vacant");
    }
    return take_text(w);
}

/* What is not stated where a post only may answer. */
static const char *write_open(writer *w, const loc_hit *hit) {
    static const struct {
        uint32_t bit;
        const char *text;
    } texts[] = {
        {LOC_OPEN_THEMES, "its themes are not stated"},
        {LOC_OPEN_PLACE, "the places it serves are not stated"},
        {LOC_OPEN_RELATION, "whether its area has the place is not stated"},
        {LOC_OPEN_DATE, "its dates are not exact"},
        {LOC_OPEN_VERSION, "when its structure version holds is not stated"},
        {LOC_OPEN_AGREED, "the allocation is only proposed"},
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if ((hit->opens & texts[i].bit) != 0) {
            loc_text_format(&w->text, "%s%s", w->text.length > 0 ? "; " : "", texts[i].text);
        }
    }
    return take_text(w);
}

/* ---- Posts and their managers ---------------------------------------------------------------- */

static const char *basis_word(const writer *w, loc_record record) {
    return text_of(w->search->snapshot, record, loc_common_field(record.kind, LOC_COMMON_basis));
}

static bool is_line_inferred(const writer *w, uint32_t post) {
    const loc_record record = {LOC_KIND_post, post};
    return strcmp(text_of(w->search->snapshot, record, LOC_FIELD_post_reports_basis), "inferred") ==
           0;
}

/* How the claim is known: the record that makes it says so; what follows from others is inferred. */
static const char *basis_of(const writer *w, const loc_hit *hit) {
    bool is_allocated = hit->allocation != LOCALITY_ROW_MISSING;
    const char *word =
        basis_word(w, is_allocated ? (loc_record){LOC_KIND_allocation, hit->allocation}
                                   : (loc_record){LOC_KIND_post, hit->post});

    if (hit->ground == LOCALITY_GROUND_LINE) {
        return is_line_inferred(w, hit->below) ? "inferred" : "stated";
    }
    if (strcmp(word, "user") == 0) {
        return "user";
    }
    return hit->is_derived || strcmp(word, "inferred") == 0 ? "inferred" : "stated";
}

/* The line managers above a post, nearest first, and how the line ends. */
static void write_line(writer *w, size_t index) {
    const loc_lines *lines = w->search->lines;
    locality_accountable_post *post = &w->answer->post[index];
    uint32_t at = post->row;

    post->managers = loc_lines_chain_length(lines, at);
    post->top = loc_lines_is_cyclic(lines, at) ? LOCALITY_TOP_CIRCLE
                : loc_lines_is_open(lines, at) ? LOCALITY_TOP_OPEN
                                               : LOCALITY_TOP_ROOT;
    locality_accountable_line *line =
        loc_arena_take(&w->answer->arena, post->managers, sizeof *line);
    w->answer->line[index] = line;
    w->failed = w->failed || line == NULL;
    for (uint32_t i = 0; i < post->managers && !w->failed; i++) {
        line[i].basis = is_line_inferred(w, at) ? "inferred" : "stated";
        at = loc_lines_manager(lines, at);
        line[i].row = at;
        line[i].id = keep(w, locality_snapshot_id(w->search->snapshot, LOC_KIND_post, at));
        line[i].label = keep(w, label_of(w, LOC_KIND_post, at));
    }
}

static const char *id_of(writer *w, uint32_t kind, uint32_t row) {
    bool is_record = kind != LOCALITY_NO_INDEX && row < LOCALITY_ROW_NONE;
    return is_record ? keep(w, locality_snapshot_id(w->search->snapshot, kind, row)) : "";
}

static void write_post(writer *w, size_t index) {
    const loc_hit *hit = &w->search->hit[index];
    locality_accountable_post *post = &w->answer->post[index];
    bool is_placed = hit->place.kind != LOCALITY_NO_INDEX;

    post->id = keep(w, hit->id);
    post->label = keep(w, label_of(w, LOC_KIND_post, hit->post));
    post->structure = id_of(w, LOC_KIND_structure, hit->version);
    post->allocation = id_of(w, LOC_KIND_allocation, hit->allocation);
    if (hit->ground == LOCALITY_GROUND_ALLOCATED) {
        add_given(w, hit);
    }
    post->role = take_text(w);
    post->place_kind =
        is_placed ? locality_schema_kind_name(NULL, hit->place.kind) : ""; /* lives for ever */
    post->place = id_of(w, hit->place.kind, hit->place.row);
    add_place(w, hit);
    post->place_label = take_text(w);
    post->reason = write_reason(w, hit);
    post->open = write_open(w, hit);
    post->basis = basis_of(w, hit);
    post->basis = post->basis != NULL ? keep(w, post->basis) : "";
    post->row = hit->post;
    post->ground = hit->ground;
    post->reach = hit->reach;
    post->level = hit->level;
    post->certainty = hit->opens == 0 ? LOCALITY_TRUE : LOCALITY_UNDECIDED;
    post->is_conflict = hit->is_conflict;
    write_line(w, index);
}

static void write_look(writer *w, size_t index) {
    const loc_look *look = &w->search->look[index];
    locality_accountable_look *out = &w->answer->look[index];

    loc_text_format(&w->text, "%s ", look->sort);
    add_record(w, look->of);
    out->what = take_text(w);
    out->records = look->records;
    out->found = look->found;
    out->unnamed = look->unnamed;
}

static void write_question(writer *w) {
    const loc_search *s = w->search;

    loc_text_add(&w->text, "Accountable for ");
    add_record(w, s->subject);
    if (s->area < s->hierarchy->count && s->subject.kind != LOC_KIND_area) {
        loc_text_format(&w->text, " in %s", label_of(w, LOC_KIND_area, s->area));
    }
    if (s->version < LOCALITY_ROW_NONE) {
        loc_text_format(&w->text, ", %s", label_of(w, LOC_KIND_structure, s->version));
    }
    if (s->is_dated) {
        loc_text_add(&w->text, ", on ");
        loc_text_print(&w->text, LOCALITY_TYPE_DATE, &s->as_at, -1);
    }
    w->answer->question = take_text(w);
}

/* ---- The answer ------------------------------------------------------------------------------ */

static locality_status write_answer(const loc_search *search, const locality_allocator *allocator,
                                    locality_accountable **out, locality_error *error) {
    locality_accountable *answer = loc_allocate(allocator, 1, sizeof *answer);
    writer w = {.search = search, .answer = answer};

    if (answer == NULL) {
        return loc_fail_memory(error);
    }
    answer->allocator = *allocator;
    loc_arena_init(&answer->arena, &answer->allocator);
    loc_text_init(&w.text, allocator);
    answer->count = search->count;
    answer->looks = search->looks;
    answer->post = loc_arena_take(&answer->arena, answer->count, sizeof *answer->post);
    answer->line =
        loc_arena_take(&answer->arena, answer->count, sizeof(locality_accountable_line *));
    answer->look = loc_arena_take(&answer->arena, answer->looks, sizeof *answer->look);
    w.failed = answer->post == NULL || answer->line == NULL || answer->look == NULL;
    for (size_t i = 0; i < answer->count && !w.failed; i++) {
        write_post(&w, i);
    }
    for (size_t i = 0; i < answer->looks && !w.failed; i++) {
        write_look(&w, i);
    }
    if (!w.failed) {
        answer->kind = keep(&w, locality_schema_kind_name(NULL, search->subject.kind));
        answer->subject = id_of(&w, search->subject.kind, search->subject.row);
        write_question(&w);
    }
    loc_text_clear(&w.text);
    if (w.failed) {
        locality_accountable_free(answer);
        return loc_fail_memory(error);
    }
    *out = answer;
    return loc_ok(error);
}

/* ---- The question ---------------------------------------------------------------------------- */

/* No kind has a record of the name. */
static locality_status fail_unknown(const locality_snapshot *snapshot, const char *name,
                                    locality_error *error) {
    loc_nearest nearest;
    char hint[256];

    loc_nearest_init(&nearest, name);
    for (size_t i = 0; loc_search_kind(i) != LOCALITY_NO_INDEX; i++) {
        uint32_t kind = loc_search_kind(i);
        for (uint32_t row = 0; row < loc_snapshot_count(snapshot, kind); row++) {
            loc_nearest_offer(&nearest, locality_snapshot_id(snapshot, kind, row));
            loc_nearest_offer(&nearest, loc_record_label(snapshot, (loc_record){kind, row}));
        }
    }
    loc_nearest_write(&nearest, hint, sizeof hint);
    return loc_fail(error, LOCALITY_NOT_FOUND,
                    "nothing that a post can answer for is called \"%s\"%s", name, hint);
}

/* The subject by name alone: by id before name before alias; in one kind only. */
static locality_status find_anywhere(loc_search *search, const char *name, locality_error *error) {
    int32_t best = LOCALITY_BY_ALIAS + 1;
    loc_record other = {LOCALITY_NO_INDEX, 0};

    for (size_t i = 0; loc_search_kind(i) != LOCALITY_NO_INDEX; i++) {
        uint32_t kind = loc_search_kind(i), row;
        int32_t by = LOCALITY_BY_NOTHING;
        locality_status status =
            locality_snapshot_resolve(search->snapshot, kind, name, &row, &by, error);
        if (status != LOCALITY_OK && status != LOCALITY_NOT_FOUND) {
            return status;
        }
        if (status != LOCALITY_OK || by > best) {
            continue;
        }
        other = by == best ? search->subject : (loc_record){LOCALITY_NO_INDEX, 0};
        best = by;
        search->subject = (loc_record){kind, row};
    }
    if (best > LOCALITY_BY_ALIAS) {
        return fail_unknown(search->snapshot, name, error);
    }
    if (other.kind != LOCALITY_NO_INDEX) {
        return loc_fail(error, LOCALITY_AMBIGUOUS,
                        "\"%s\" is a %s and a %s; say which kind is meant", name,
                        locality_schema_kind_name(NULL, other.kind),
                        locality_schema_kind_name(NULL, search->subject.kind));
    }
    return LOCALITY_OK;
}

static locality_status find_subject(loc_search *search, const locality_accountable_query *query,
                                    locality_error *error) {
    uint32_t kind;

    if (query->subject == NULL) {
        return loc_fail_null(error, "subject");
    }
    if (query->kind == NULL) {
        return find_anywhere(search, query->subject, error);
    }
    kind = locality_schema_kind(NULL, query->kind);
    if (kind == LOCALITY_NO_INDEX || !loc_search_knows(kind)) {
        return loc_fail(error, LOCALITY_INVALID, "no post can answer for a \"%s\"", query->kind);
    }
    search->subject.kind = kind;
    return locality_snapshot_resolve(search->snapshot, kind, query->subject, &search->subject.row,
                                     NULL, error);
}

static locality_status find_place(loc_search *search, const locality_accountable_query *query,
                                  locality_error *error) {
    locality_status status = LOCALITY_OK;

    if (query->area != NULL) {
        status = locality_snapshot_resolve(search->snapshot, LOC_KIND_area, query->area,
                                           &search->area, NULL, error);
    }
    if (status == LOCALITY_OK && query->structure != NULL) {
        status = locality_snapshot_resolve(search->snapshot, LOC_KIND_structure, query->structure,
                                           &search->version, NULL, error);
    }
    if (status == LOCALITY_OK && query->as_at != NULL) {
        if (!locality_range_is_valid(query->as_at)) {
            return loc_fail(error, LOCALITY_INVALID, "as_at is not a valid range");
        }
        search->is_dated = locality_range_is_unknown(query->as_at) == 0;
        search->as_at = *query->as_at;
    }
    return status;
}

static locality_status take_query(const locality_accountable_query *given,
                                  locality_accountable_query *out, locality_error *error) {
    *out = (locality_accountable_query)LOCALITY_ACCOUNTABLE_QUERY_INIT;
    if (given == NULL) {
        return loc_fail_null(error, "query");
    }
    if (!loc_struct_take(out, sizeof *out, given, given->struct_size, 2 * sizeof(uint32_t))) {
        return loc_fail(error, LOCALITY_INVALID,
                        "a query of an unknown size: %lu bytes; start from "
                        "LOCALITY_ACCOUNTABLE_QUERY_INIT",
                        (unsigned long)given->struct_size);
    }
    return LOCALITY_OK;
}

locality_status locality_accountable_find(const locality_snapshot *snapshot,
                                          const locality_accountable_query *query,
                                          const locality_allocator *allocator,
                                          locality_accountable **out, locality_error *error) {
    locality_accountable_query taken;
    locality_allocator own;
    loc_search search;

    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = NULL;
    if (snapshot == NULL) {
        return loc_fail_null(error, "snapshot");
    }
    locality_status status = take_query(query, &taken, error);
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &own, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    status = loc_search_init(&search, snapshot, &own, error);
    if (status == LOCALITY_OK) {
        status = find_subject(&search, &taken, error);
    }
    if (status == LOCALITY_OK) {
        status = find_place(&search, &taken, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_search_run(&search) ? write_answer(&search, &own, out, error)
                                         : loc_fail_memory(error);
    }
    loc_search_clear(&search);
    return status;
}

/* ---- Reading --------------------------------------------------------------------------------- */

void locality_accountable_free(locality_accountable *accountable) {
    if (accountable == NULL) {
        return;
    }
    locality_allocator allocator = accountable->allocator;
    loc_arena_clear(&accountable->arena);
    loc_release(&allocator, accountable, 1, sizeof *accountable);
}

size_t locality_accountable_count(const locality_accountable *accountable) {
    return accountable != NULL ? accountable->count : 0;
}

const locality_accountable_post *locality_accountable_at(const locality_accountable *accountable,
                                                         size_t index) {
    return index < locality_accountable_count(accountable) ? &accountable->post[index] : NULL;
}

const locality_accountable_line *
locality_accountable_manager(const locality_accountable *accountable, size_t index,
                             size_t manager) {
    const locality_accountable_post *post = locality_accountable_at(accountable, index);
    bool is_there = post != NULL && manager < post->managers;
    return is_there ? &accountable->line[index][manager] : NULL;
}

size_t locality_accountable_looks(const locality_accountable *accountable) {
    return accountable != NULL ? accountable->looks : 0;
}

const locality_accountable_look *
locality_accountable_look_at(const locality_accountable *accountable, size_t index) {
    return index < locality_accountable_looks(accountable) ? &accountable->look[index] : NULL;
}

const char *locality_accountable_question(const locality_accountable *accountable) {
    return accountable != NULL ? accountable->question : "";
}

const char *locality_accountable_kind(const locality_accountable *accountable) {
    return accountable != NULL ? accountable->kind : "";
}

const char *locality_accountable_subject(const locality_accountable *accountable) {
    return accountable != NULL ? accountable->subject : "";
}
