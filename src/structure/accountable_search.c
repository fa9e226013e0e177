/* The search: for each kind of subject the ways by which a post answers for it. */
#include "model/snapshot.h"
#include "model/view.h"
#include "structure/accountable.h"

#define MOST_STEPS 32u /* wider functions, outcomes, units: circles end here */

#define REF(kind, row, field) \
    loc_snapshot_ref(s->snapshot, LOC_KIND_##kind, (row), LOC_FIELD_##kind##_##field)

/* ---- Hits ------------------------------------------------------------------------------------ */

static loc_record record_of(uint32_t kind, uint32_t row) {
    return (loc_record){kind, row};
}

/* Opens a new thing to look at; false on refusal. */
static bool look(loc_search *s, const char *sort, loc_record of, uint64_t records) {
    if (s->failed || !loc_grow(&s->allocator, (void **)&s->look, &s->looks_capacity, s->looks + 1,
                               sizeof *s->look)) {
        s->failed = true;
        return false;
    }
    s->look[s->looks++] = (loc_look){sort, of, records, 0, 0};
    return true;
}

/* Whether a post belongs to the version asked about; posts of no version belong to all. */
static bool is_in_version(const loc_search *s, uint32_t version) {
    return s->version == LOCALITY_ROW_MISSING || version >= LOCALITY_ROW_NONE ||
           version == s->version;
}

/* Symbol or number that tells apart what allocations give. */
static uint32_t given_by(const loc_search *s, uint32_t allocation) {
    uint32_t role = REF(allocation, allocation, role);
    return role < LOCALITY_ROW_NONE ? role + 1 : 0;
}

/* Takes a post over where it fits place, version and date. */
static void offer(loc_search *s, int32_t ground, uint32_t post, uint32_t allocation, uint32_t area,
                  loc_record by, uint32_t opens) {
    loc_hit hit = {.post = post, .ground = ground, .allocation = allocation, .by = by};

    if (post >= s->lines->count) {
        s->look[s->looks - 1].unnamed++;
        return;
    }
    hit.version = s->version_of < LOCALITY_ROW_NONE ? s->version_of : REF(post, post, structure);
    hit.opens = opens;
    hit.is_derived = s->is_derived;
    hit.below = LOCALITY_ROW_MISSING;
    hit.id = locality_snapshot_id(s->snapshot, LOC_KIND_post, post);
    hit.role = allocation != LOCALITY_ROW_MISSING ? given_by(s, allocation) : 0;
    if (!is_in_version(s, hit.version) || !loc_hit_holds(s, &hit) ||
        !loc_hit_place(s, &hit, area)) {
        return;
    }
    if (s->failed ||
        !loc_grow(&s->allocator, (void **)&s->hit, &s->capacity, s->count + 1, sizeof *s->hit)) {
        s->failed = true;
        return;
    }
    s->hit[s->count++] = hit;
    s->look[s->looks - 1].found++;
}

static void offer_posts(loc_search *s, const char *sort, int32_t ground, loc_rows posts,
                        loc_record by, uint32_t opens) {
    if (!look(s, sort, by, posts.count)) {
        return;
    }
    for (uint32_t i = 0; i < posts.count; i++) {
        offer(s, ground, posts.row[i], LOCALITY_ROW_MISSING, LOCALITY_ROW_MISSING, by, opens);
    }
}

static void offer_post(loc_search *s, const char *sort, int32_t ground, uint32_t post,
                       loc_record by) {
    loc_rows posts = {&post, post == LOCALITY_ROW_MISSING ? 0 : 1};
    offer_posts(s, sort, ground, posts, by, 0);
}

static void offer_allocations(loc_search *s, loc_rows rows, loc_record by) {
    if (!look(s, "allocations of", by, rows.count)) {
        return;
    }
    for (uint32_t i = 0; i < rows.count; i++) {
        offer(s, LOCALITY_GROUND_ALLOCATED, REF(allocation, rows.row[i], post), rows.row[i],
              REF(allocation, rows.row[i], area), by, 0);
    }
}

/* Allocations that say they are about the record. */
static void offer_about(loc_search *s, loc_record of) {
    loc_rows rows = loc_namings_about(s->namings, of.kind, of.row);
    if (rows.count > 0) {
        offer_allocations(s, rows, of);
    }
}

static void offer_provisions(loc_search *s, uint32_t field, loc_record by) {
    loc_rows rows = loc_namings_get(s->namings, field, by.row);

    if (!look(s, "provisions of", by, rows.count)) {
        return;
    }
    for (uint32_t i = 0; i < rows.count; i++) {
        offer(s, LOCALITY_GROUND_PROVIDES, REF(provision, rows.row[i], post), LOCALITY_ROW_MISSING,
              REF(provision, rows.row[i], area), by, 0);
    }
}

/* The head of a unit, else of the unit that it is part of. */
static void offer_head(loc_search *s, uint32_t unit) {
    for (uint32_t i = 0; i < MOST_STEPS && unit < LOCALITY_ROW_NONE; i++) {
        uint32_t head = REF(unit, unit, head);
        offer_post(s, "head of", LOCALITY_GROUND_HEAD, head, record_of(LOC_KIND_unit, unit));
        if (head != LOCALITY_ROW_MISSING) {
            return;
        }
        unit = REF(unit, unit, parent);
    }
}

/* ---- Subjects -------------------------------------------------------------------------------- */

static void seek_owner(loc_search *s, loc_record of);

/* Whether a post answers for a theme beyond the areas that it serves: it runs a group, or is there
 * for the whole. Such a post holds the duty that goes with the theme; others work on it. */
static bool is_beyond_areas(const loc_search *s, uint32_t post) {
    locality_column serves = LOC_VIEW(s->snapshot, post, serves);

    return REF(post, post, group) < LOCALITY_ROW_NONE || loc_view_rows(&serves, post).count == 0 ||
           loc_snapshot_range(s->snapshot, LOC_KIND_post, post, LOC_FIELD_post_countywide).lo == 1;
}

static void offer_takers(loc_search *s, uint32_t theme) {
    loc_record of = {LOC_KIND_theme, theme};
    loc_rows posts = loc_namings_get(s->namings, LOC_POSTS_OF_THEME, theme);

    if (!look(s, "posts that take", of, posts.count)) {
        return;
    }
    for (uint32_t i = 0; i < posts.count; i++) {
        if (!s->is_for_duty || is_beyond_areas(s, posts.row[i])) {
            offer(s, LOCALITY_GROUND_THEME, posts.row[i], LOCALITY_ROW_MISSING,
                  LOCALITY_ROW_MISSING, of, 0);
        }
    }
}

static void seek_theme(loc_search *s, uint32_t theme) {
    loc_record of = {LOC_KIND_theme, theme};
    loc_rows open = {s->namings->open, s->namings->opens};

    offer_allocations(s, loc_namings_get(s->namings, LOC_ALLOCATIONS_OF_THEME, theme), of);
    offer_about(s, of);
    offer_takers(s, theme);
    if (open.count > 0) {
        offer_posts(s, "posts that run an area and may take", LOCALITY_GROUND_THEME, open, of,
                    LOC_OPEN_THEMES);
    }
    offer_provisions(s, LOC_PROVISIONS_OF_THEME, of);
}

/* A function of another version than the one asked about is none of this search. */
static bool is_function_here(const loc_search *s, uint32_t function) {
    return is_in_version(s, REF(function, function, structure));
}

static void seek_function(loc_search *s, uint32_t function) {
    loc_record of = {LOC_KIND_function, function};
    uint32_t theme = REF(function, function, theme);
    locality_column lead = LOC_VIEW(s->snapshot, function, lead);
    bool derived = s->is_derived;

    if (!is_function_here(s, function)) {
        return;
    }
    offer_allocations(s, loc_namings_get(s->namings, LOC_ALLOCATIONS_OF_FUNCTION, function), of);
    offer_about(s, of);
    s->version_of = REF(function, function, structure);
    offer_posts(s, "lead of", LOCALITY_GROUND_LEADS, loc_view_rows(&lead, function), of, 0);
    offer_head(s, REF(function, function, unit));
    s->version_of = LOCALITY_ROW_MISSING;
    offer_posts(s, "posts that carry out", LOCALITY_GROUND_CARRIES,
                loc_namings_get(s->namings, LOC_POSTS_OF_FUNCTION, function), of, 0);
    if (theme < LOCALITY_ROW_NONE) {
        s->is_derived = true;
        seek_theme(s, theme);
        s->is_derived = derived;
    }
}

/* The function itself, else the wider one that it is part of. */
static void seek_functions(loc_search *s, uint32_t function) {
    for (uint32_t i = 0; i < MOST_STEPS && function < LOCALITY_ROW_NONE; i++) {
        size_t before = s->count;
        seek_function(s, function);
        if (s->count > before) {
            break;
        }
        function = REF(function, function, parent);
        s->is_derived = true;
    }
}

static void seek_role(loc_search *s, uint32_t role) {
    loc_record of = {LOC_KIND_role, role};

    offer_allocations(s, loc_namings_get(s->namings, LOC_ALLOCATIONS_OF_ROLE, role), of);
    offer_about(s, of);
}

static void seek_duty(loc_search *s, uint32_t duty) {
    loc_record of = {LOC_KIND_duty, duty};
    loc_rows themes = loc_namings_get(s->namings, LOC_THEMES_OF_DUTY, duty);
    loc_rows functions = loc_namings_get(s->namings, LOC_FUNCTIONS_OF_DUTY, duty);
    loc_rows roles = loc_namings_get(s->namings, LOC_ROLES_OF_DUTY, duty);

    offer_about(s, of);
    offer_posts(s, "holders of", LOCALITY_GROUND_DUTY,
                loc_namings_get(s->namings, LOC_POSTS_OF_DUTY, duty), of, 0);
    s->is_derived = s->is_for_duty = true;
    for (uint32_t i = 0; i < themes.count; i++) {
        seek_theme(s, themes.row[i]);
    }
    for (uint32_t i = 0; i < functions.count; i++) {
        seek_function(s, functions.row[i]);
    }
    for (uint32_t i = 0; i < roles.count; i++) {
        seek_role(s, roles.row[i]);
    }
}

static void seek_service(loc_search *s, uint32_t service) {
    loc_record of = {LOC_KIND_service, service};

    offer_about(s, of);
    offer_provisions(s, LOC_PROVISIONS_OF_SERVICE, of);
    offer_head(s, REF(service, service, unit));
}

/* A priority, else the wider one. */
static void seek_priority(loc_search *s, uint32_t priority) {
    for (uint32_t i = 0; i < MOST_STEPS && priority < LOCALITY_ROW_NONE; i++) {
        size_t before = s->count;
        seek_owner(s, record_of(LOC_KIND_priority, priority));
        if (s->count > before) {
            break;
        }
        priority = REF(priority, priority, parent);
        s->is_derived = true;
    }
}

static void seek_outcome(loc_search *s, uint32_t outcome) {
    loc_rows measures = loc_namings_get(s->namings, LOC_MEASURES_OF_OUTCOME, outcome);
    uint32_t theme = REF(outcome, outcome, theme);
    bool derived = s->is_derived;

    seek_owner(s, record_of(LOC_KIND_outcome, outcome));
    s->is_derived = true;
    for (uint32_t i = 0; i < measures.count; i++) {
        seek_owner(s, record_of(LOC_KIND_measure, measures.row[i]));
    }
    if (theme < LOCALITY_ROW_NONE) {
        seek_theme(s, theme);
    }
    s->is_derived = derived;
}

/* An outcome, else the wider one, else its priority. */
static void seek_outcomes(loc_search *s, uint32_t outcome) {
    uint32_t priority = LOCALITY_ROW_MISSING;
    size_t before = s->count;

    for (uint32_t i = 0; i < MOST_STEPS && outcome < LOCALITY_ROW_NONE; i++) {
        seek_outcome(s, outcome);
        if (s->count > before) {
            return;
        }
        priority = priority < LOCALITY_ROW_NONE ? priority : REF(outcome, outcome, priority);
        outcome = REF(outcome, outcome, parent);
        s->is_derived = true;
    }
    seek_priority(s, priority);
}

static void seek_group(loc_search *s, uint32_t group) {
    loc_record of = {LOC_KIND_area_group, group};

    offer_about(s, of);
    offer_posts(s, "posts that run", LOCALITY_GROUND_RUNS,
                loc_namings_get(s->namings, LOC_POSTS_OF_GROUP, group), of, 0);
}

static void seek_one_area(loc_search *s, uint32_t area) {
    loc_record of = {LOC_KIND_area, area};
    loc_rows groups = loc_hierarchy_groups(s->hierarchy, area);
    loc_rows units = loc_namings_get(s->namings, LOC_UNITS_OF_AREA, area);

    offer_allocations(s, loc_namings_get(s->namings, LOC_ALLOCATIONS_OF_AREA, area), of);
    offer_about(s, of);
    for (uint32_t i = 0; i < groups.count; i++) {
        seek_group(s, groups.row[i]);
    }
    for (uint32_t i = 0; i < units.count; i++) {
        offer_head(s, units.row[i]);
    }
}

/* A place: who has a role for it or runs it, and the same for the places it lies in. */
static void seek_area(loc_search *s, uint32_t area) {
    uint32_t above = loc_hierarchy_ancestor_count(s->hierarchy, area);

    s->area = s->area >= s->hierarchy->count ? area : s->area;
    for (uint32_t i = 0; i <= above && area < s->hierarchy->count; i++) {
        seek_one_area(s, area);
        area = loc_hierarchy_parent(s->hierarchy, area);
    }
}

static void seek_unit(loc_search *s, uint32_t unit) {
    offer_about(s, record_of(LOC_KIND_unit, unit));
    offer_head(s, unit);
}

/* Kinds that name the post which answers for a record, and the field that does. */
static const struct owner_row {
    uint32_t kind, field;
} owners[] = {
    {LOC_KIND_priority, LOC_FIELD_priority_owner},
    {LOC_KIND_outcome, LOC_FIELD_outcome_owner},
    {LOC_KIND_measure, LOC_FIELD_measure_owner},
    {LOC_KIND_milestone, LOC_FIELD_milestone_owner},
    {LOC_KIND_risk, LOC_FIELD_risk_owner},
    {LOC_KIND_work_item, LOC_FIELD_work_item_owner},
    {LOC_KIND_task_group, LOC_FIELD_task_group_lead},
    {LOC_KIND_provider, LOC_FIELD_provider_commissioner},
};

static void seek_owner(loc_search *s, loc_record of) {
    offer_about(s, of);
    for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++) {
        if (owners[i].kind == of.kind) {
            offer_post(s, "owner of", LOCALITY_GROUND_LEADS,
                       loc_snapshot_ref(s->snapshot, of.kind, of.row, owners[i].field), of);
        }
    }
}

/* ---- The table of subjects ------------------------------------------------------------------- */

static const struct subject_row {
    uint32_t kind;
    void (*seek)(loc_search *s, uint32_t row); /* null: by the table of owners */
} subjects[] = {
    {LOC_KIND_theme, seek_theme},
    {LOC_KIND_function, seek_functions},
    {LOC_KIND_service, seek_service},
    {LOC_KIND_duty, seek_duty},
    {LOC_KIND_role, seek_role},
    {LOC_KIND_outcome, seek_outcomes},
    {LOC_KIND_priority, seek_priority},
    {LOC_KIND_area, seek_area},
    {LOC_KIND_area_group, seek_group},
    {LOC_KIND_unit, seek_unit},
    {LOC_KIND_measure, NULL},
    {LOC_KIND_milestone, NULL},
    {LOC_KIND_risk, NULL},
    {LOC_KIND_work_item, NULL},
    {LOC_KIND_task_group, NULL},
    {LOC_KIND_provider, NULL},
};

#define SUBJECTS (sizeof subjects / sizeof subjects[0])

uint32_t loc_search_kind(size_t index) {
    return index < SUBJECTS ? subjects[index].kind : LOCALITY_NO_INDEX;
}

bool loc_search_knows(uint32_t kind) {
    for (size_t i = 0; i < SUBJECTS; i++) {
        if (subjects[i].kind == kind) {
            return true;
        }
    }
    return false;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

/* Managers of a post found in the place itself who run a group of areas with it. */
static void offer_managers(loc_search *s, uint32_t post) {
    uint32_t above = loc_lines_chain_length(s->lines, post);

    for (uint32_t i = 0, at = post; i < above; i++) {
        at = loc_lines_manager(s->lines, at);
        uint32_t group = REF(post, at, group);
        size_t before = s->count;
        if (group >= s->hierarchy->groups) {
            continue;
        }
        offer(s, LOCALITY_GROUND_LINE, at, LOCALITY_ROW_MISSING, LOCALITY_ROW_MISSING,
              record_of(LOC_KIND_area_group, group), 0);
        if (s->count > before) {
            s->hit[before].below = post;
        }
    }
}

static void seek_lines(loc_search *s) {
    size_t count = s->count;

    if (s->area >= s->hierarchy->count || s->subject.kind == LOC_KIND_area || count == 0 ||
        !look(s, "posts that run the area and manage those found for", s->subject, count)) {
        return;
    }
    for (size_t i = 0; i < count && !s->failed; i++) {
        if (s->hit[i].level == 0) {
            offer_managers(s, s->hit[i].post);
        }
    }
}

/* ---- The search ------------------------------------------------------------------------------ */

locality_status loc_search_init(loc_search *search, const locality_snapshot *snapshot,
                                const locality_allocator *allocator, locality_error *error) {
    *search = (loc_search){.snapshot = snapshot, .allocator = *allocator};
    search->area = search->version = search->version_of = LOCALITY_ROW_MISSING;
    search->countywide = locality_snapshot_symbol(snapshot, "countywide");
    locality_status status = loc_hierarchy_of(snapshot, &search->hierarchy, error);
    if (status == LOCALITY_OK) {
        status = loc_lines_of(snapshot, &search->lines, error);
    }
    return status == LOCALITY_OK ? loc_namings_of(snapshot, &search->namings, error) : status;
}

void loc_search_clear(loc_search *search) {
    loc_release(&search->allocator, search->hit, search->capacity, sizeof *search->hit);
    loc_release(&search->allocator, search->look, search->looks_capacity, sizeof *search->look);
    search->hit = NULL;
    search->look = NULL;
    search->count = search->capacity = search->looks = search->looks_capacity = 0;
}

bool loc_search_run(loc_search *search) {
    for (size_t i = 0; i < SUBJECTS; i++) {
        if (subjects[i].kind != search->subject.kind) {
            continue;
        }
        if (subjects[i].seek != NULL) {
            subjects[i].seek(search, search->subject.row);
        } else {
            seek_owner(search, search->subject);
        }
    }
    seek_lines(search);
    if (!search->failed) {
        loc_hits_settle(search);
    }
    return !search->failed;
}
