/* Merge: what another feed has counted, under the codes and slots of this one. */
#include "base/error.h"
#include "feed/feed.h"

typedef struct merging {
    locality_feed *feed;
    const locality_feed *other;
    const loc_cube *view; /* of the other */
    uint32_t
        *name[LOC_FEED_DIMENSIONS]; /* by place: code there -> code here; LOC_NO_NAME: not yet */
    uint32_t *slot;                 /* likewise */
    uint32_t *file;
    uint32_t source[LOC_FEED_SOURCES];
} merging;

/* ---- Whether they go together ----------------------------------------------------------------- */

static bool are_listed_alike(const loc_feed_names *a, const loc_feed_names *b) {
    if (a->is_listed != b->is_listed || (a->is_listed && a->count != b->count)) {
        return false;
    }
    for (uint32_t i = 0; a->is_listed && i < a->count; i++) {
        loc_name_key key = loc_name_key_of(a->name[i].text, a->name[i].length, 0);
        if (loc_feed_names_find(b, a->name[i].text, &key) == LOC_NO_NAME) {
            return false;
        }
    }
    return true;
}

static locality_status check_alike(const locality_feed *feed, const locality_feed *other,
                                   locality_error *error) {
    bool are_alike = memcmp(&feed->options, &other->options, sizeof feed->options) == 0;

    for (uint32_t i = 0; i < LOC_FEED_DIMENSIONS; i++) {
        are_alike = are_alike && are_listed_alike(&feed->name[i], &other->name[i]);
    }
    if (feed == other || !are_alike) {
        return loc_fail(error, LOCALITY_INVALID,
                        feed == other ? "a feed cannot be merged with itself"
                                      : "the feeds have other options or lists of names");
    }
    int64_t sum = feed->account.events + feed->account.unplaced;
    if (other->account.events + other->account.unplaced > INT64_MAX - sum) {
        return loc_fail(error, LOCALITY_OVERFLOW, "the sum of the counts leaves 64 bits");
    }
    return LOCALITY_OK;
}

/* Whether both have bytes of one file. */
static locality_status check_parts(const locality_feed *feed, const locality_feed *other,
                                   locality_error *error) {
    for (size_t i = 0; i < other->parts; i++) {
        const loc_feed_part *part = &other->part[i];
        const loc_name *name = &other->file.name[part->file];
        loc_name_key key = loc_name_key_of(name->text, name->length, 0);
        uint32_t file = loc_feed_names_find(&feed->file, name->text, &key);
        for (size_t j = 0; file != LOC_NO_NAME && j < feed->parts; j++) {
            const loc_feed_part *mine = &feed->part[j];
            if (mine->file == file && part->first < mine->end && mine->first < part->end) {
                return loc_fail(error, LOCALITY_CONFLICT, "%s has been counted already",
                                name->text);
            }
        }
    }
    return LOCALITY_OK;
}

/* ---- Names ------------------------------------------------------------------------------------ */

static locality_status merge_name(loc_feed_names *to, const loc_name *name, uint32_t *code,
                                  locality_error *error) {
    int fault = loc_feed_names_take(to, name->text, name->length, 0, code);

    if (fault == LOC_NAME_NO_MEMORY) {
        return loc_fail_memory(error);
    }
    return fault == LOC_NAME_TAKEN
               ? LOCALITY_OK
               : loc_fail(error, LOCALITY_LIMIT, "together there are more names than allowed");
}

static locality_status merge_files(merging *m, locality_error *error) {
    locality_status status = LOCALITY_OK;

    for (uint32_t i = 0; status == LOCALITY_OK && i < m->other->file.count; i++) {
        status = merge_name(&m->feed->file, &m->other->file.name[i], &m->file[i], error);
    }
    return status;
}

static locality_status merge_sources(merging *m, locality_error *error) {
    locality_feed *feed = m->feed;
    const locality_feed *other = m->other;

    for (uint32_t i = 0; i < other->source.count; i++) {
        uint32_t *code = &m->source[i];
        locality_status status = loc_feed_source(feed, other->source.name[i].text, code, error);
        if (status != LOCALITY_OK) {
            return status;
        }
        if (other->first[i] < feed->first[*code]) {
            feed->first[*code] = other->first[i];
        }
        if (other->last[i] > feed->last[*code]) {
            feed->last[*code] = other->last[i];
        }
    }
    return LOCALITY_OK;
}

/* ---- Counts ----------------------------------------------------------------------------------- */

static bool merge_bits(merging *m, uint32_t there, uint32_t here) {
    locality_feed *feed = m->feed;
    uint64_t bits = m->other->source.count > 1 ? m->other->sources_of[there] : 1, mapped = 0;

    if (feed->source.count < 2) {
        return true;
    }
    for (uint32_t i = 0; i < m->other->source.count; i++) {
        mapped |= (bits >> i & 1) << m->source[i];
    }
    if (feed->sources_count < feed->cube.slots && !loc_feed_mark_slots(feed, 0)) {
        return false;
    }
    feed->sources_of[here] |= mapped;
    return true;
}

static locality_status slot_here(merging *m, uint32_t there, uint32_t *here,
                                 locality_error *error) {
    locality_feed *feed = m->feed;
    uint32_t code[LOC_CUBE_MOST_PARTS] = {0};

    loc_cube_codes(m->view, there, code);
    for (uint32_t k = 0; k < feed->dimensions && m->name[k] != NULL; k++) {
        uint32_t dimension = feed->dimension[k], *mapped = &m->name[k][code[k]];
        if (*mapped == LOC_NO_NAME) {
            locality_status status = merge_name(
                &feed->name[dimension], &m->other->name[dimension].name[code[k]], mapped, error);
            if (status != LOCALITY_OK) {
                return status;
            }
        }
        code[k] = *mapped;
    }
    *here = loc_cube_slot(&feed->cube, code);
    return *here != LOC_NO_SLOT && merge_bits(m, there, *here) ? LOCALITY_OK
                                                               : loc_fail_memory(error);
}

static locality_status merge_slots(merging *m, locality_error *error) {
    loc_cube_walk walk = {.cube = m->view};

    for (uint32_t slot = 0; slot < m->view->slots; slot++) {
        int32_t period;
        int64_t count;
        uint32_t here = LOC_NO_SLOT;

        m->slot[slot] = LOC_NO_SLOT;
        loc_cube_walk_up(&walk, slot);
        while (loc_cube_walk_next(&walk, &period, &count)) {
            locality_status status =
                here == LOC_NO_SLOT ? slot_here(m, slot, &here, error) : LOCALITY_OK;
            if (status != LOCALITY_OK) {
                return status;
            }
            if (!loc_cube_add(&m->feed->cube, here, period, count)) {
                return loc_fail_memory(error);
            }
        }
        m->slot[slot] = here;
    }
    return LOCALITY_OK;
}

static locality_status merge_events(merging *m, locality_error *error) {
    locality_feed *feed = m->feed;
    void *block = feed->event;
    bool has_room = loc_grow(&feed->allocator, &block, &feed->event_capacity,
                             feed->events + m->other->events, sizeof *feed->event);

    feed->event = block;
    if (!has_room) {
        return loc_fail_memory(error);
    }
    for (size_t i = 0; i < m->other->events; i++) {
        feed->event[feed->events] = m->other->event[i];
        feed->event[feed->events++].slot = m->slot[m->other->event[i].slot];
    }
    return LOCALITY_OK;
}

/* ---- Accounts --------------------------------------------------------------------------------- */

static void merge_account(merging *m) {
    locality_feed_account *to = &m->feed->account;
    const locality_feed_account *from = &m->other->account;

    to->rows += from->rows;
    to->counted += from->counted;
    to->blank += from->blank;
    to->unknown += from->unknown;
    to->malformed += from->malformed;
    to->empty += from->empty;
    to->bytes += from->bytes;
    to->events += from->events;
    to->unplaced += from->unplaced;
    for (size_t i = 0; i <= LOCALITY_FEED_FIELDS; i++) {
        for (size_t j = 0; j < LOCALITY_FEED_FAULTS; j++) {
            m->feed->tally[i][j] += m->other->tally[i][j];
        }
    }
}

static locality_status merge_delays(merging *m, locality_error *error) {
    return loc_feed_merge_delays(m->feed, m->other) ? LOCALITY_OK : loc_fail_memory(error);
}

static locality_status merge_problems(merging *m, locality_error *error) {
    locality_status status = LOCALITY_OK;

    for (size_t i = 0; i < m->other->problems; i++) {
        loc_feed_problem problem = m->other->problem[i];
        problem.file = m->file[problem.file];
        if (!loc_feed_add_problem(m->feed, &problem)) {
            return loc_fail_memory(error);
        }
    }
    for (size_t i = 0; status == LOCALITY_OK && i < m->other->parts; i++) {
        loc_feed_part part = m->other->part[i];
        part.file = m->file[part.file];
        status = loc_feed_add_part(m->feed, &part, error);
    }
    loc_feed_cut_problems(m->feed);
    return status;
}

/* ---- All of it -------------------------------------------------------------------------------- */

static bool make_room(merging *m) {
    const locality_allocator *a = &m->feed->allocator;
    bool has_room;

    m->slot = loc_allocate_raw(a, m->view->slots, sizeof *m->slot);
    m->file = loc_allocate_raw(a, m->other->file.count, sizeof *m->file);
    has_room = m->slot != NULL && m->file != NULL;
    for (uint32_t k = 0; k < m->feed->dimensions; k++) {
        size_t count = m->other->name[m->other->dimension[k]].count;
        m->name[k] = loc_allocate_raw(a, count, sizeof *m->name[k]);
        has_room = has_room && m->name[k] != NULL;
        for (size_t i = 0; has_room && i < count; i++) {
            m->name[k][i] = LOC_NO_NAME;
        }
    }
    return has_room;
}

static void free_room(merging *m) {
    const locality_allocator *a = &m->feed->allocator;

    loc_release(a, m->slot, m->view->slots, sizeof *m->slot);
    loc_release(a, m->file, m->other->file.count, sizeof *m->file);
    for (uint32_t k = 0; k < m->feed->dimensions; k++) {
        loc_release(a, m->name[k], m->other->name[m->other->dimension[k]].count,
                    sizeof *m->name[k]);
    }
}

static locality_status merge_all(merging *m, locality_error *error) {
    locality_status (*const steps[])(merging *, locality_error *) = {
        merge_files, merge_sources, merge_slots, merge_events, merge_delays, merge_problems};
    locality_status status = make_room(m) ? LOCALITY_OK : loc_fail_memory(error);

    for (size_t i = 0; status == LOCALITY_OK && i < sizeof steps / sizeof steps[0]; i++) {
        status = steps[i](m, error);
    }
    if (status == LOCALITY_OK) {
        merge_account(m);
    }
    free_room(m);
    return status;
}

locality_status locality_feed_merge(locality_feed *feed, const locality_feed *other,
                                    locality_error *error) {
    locality_status status = loc_feed_ready(feed, error);

    if (status == LOCALITY_OK && other == NULL) {
        return loc_fail_null(error, "other");
    }
    if (status == LOCALITY_OK) {
        status = loc_feed_ready(other, error);
    }
    if (status == LOCALITY_OK) {
        status = check_alike(feed, other, error);
    }
    if (status == LOCALITY_OK) {
        status = check_parts(feed, other, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_cube *view = loc_allocate_raw(&feed->allocator, 1, sizeof *view);
    if (view == NULL) {
        return loc_fail_memory(error);
    }
    status = loc_cube_view(&other->cube, view) ? LOCALITY_OK : loc_fail_memory(error);
    if (status == LOCALITY_OK) {
        merging m = {.feed = feed, .other = other, .view = view};
        status = merge_all(&m, error);
        feed->is_broken = status != LOCALITY_OK;
        loc_cube_unview(&other->cube, view);
    }
    loc_release(&feed->allocator, view, 1, sizeof *view);
    return status == LOCALITY_OK ? loc_ok(error) : status;
}
