/* Keys of a step. See keys.h. */
#include "expr/keys.h"

#include <string.h>

/* ---- Combinations ----------------------------------------------------------------------------------- */

static size_t place_of(const loc_tuples *tuples, const uint32_t *value) {
    size_t mask = tuples->capacity - 1;
    uint64_t hash = 0;

    for (uint32_t i = 0; i < tuples->width; i++)
        hash = (hash ^ value[i]) * UINT64_C(0x9E3779B97F4A7C15) ^ hash >> 29;
    size_t place = (size_t)(hash >> 20) & mask;
    while (tuples->places[place] != 0 &&
           memcmp(tuples->values + (size_t)(tuples->places[place] - 1) * tuples->width, value,
                  tuples->width * sizeof *value) != 0)
        place = (place + 1) & mask;
    return place;
}

static bool widen(loc_run *run, loc_tuples *tuples) {
    size_t old = tuples->capacity;
    size_t capacity = old == 0 ? 1024 : old * 4;
    uint32_t *places = loc_allocate(&run->allocator, capacity, sizeof *places);

    if (places == NULL)
        return loc_run_no_memory(run);
    loc_release(&run->allocator, tuples->places, old, sizeof *tuples->places);
    tuples->places = places;
    tuples->capacity = capacity;
    for (size_t i = 0; i < tuples->count; i++)
        places[place_of(tuples, tuples->values + i * tuples->width)] = (uint32_t)i + 1;
    return true;
}

static bool add(loc_run *run, loc_tuples *tuples, const uint32_t *value, uint32_t *out) {
    if (tuples->count * 2 >= tuples->capacity && !widen(run, tuples))
        return false;
    size_t place = place_of(tuples, value);
    if (tuples->places[place] == 0) {
        void *values = tuples->values;
        if (!loc_grow(&run->allocator, &values, &tuples->values_capacity,
                      (tuples->count + 1) * tuples->width, sizeof *tuples->values))
            return loc_run_no_memory(run);
        tuples->values = values;
        memcpy(tuples->values + tuples->count * tuples->width, value,
               tuples->width * sizeof *value);
        tuples->count++;
        tuples->places[place] = (uint32_t)tuples->count;
    }
    *out = tuples->places[place] - 1;
    return true;
}

static uint32_t find(const loc_tuples *tuples, const uint32_t *value) {
    uint32_t place = tuples->count == 0 ? 0 : tuples->places[place_of(tuples, value)];

    return place == 0 ? LOCALITY_ROW_NONE : place - 1;
}

/* The parts of binding i: 0 where all are there, else LOCALITY_ROW_NONE or LOCALITY_ROW_MISSING. */
static uint32_t take_parts(const loc_tuples *tuples, const loc_vector *parts, uint32_t i,
                           uint32_t *value) {
    uint32_t lack = 0;

    for (uint32_t k = 0; k < tuples->width; k++) {
        uint8_t scalar = tuples->key[k]->type.scalar;
        const uint32_t *key = parts[k].key;
        value[k] = key == NULL ? loc_missing_key(scalar) : key[i];
        if (scalar == LOCALITY_TYPE_REF && value[k] == LOCALITY_ROW_NONE)
            return LOCALITY_ROW_NONE;
        if (value[k] == loc_missing_key(scalar))
            lack = LOCALITY_ROW_MISSING;
    }
    return lack;
}

/* ---- Records ---------------------------------------------------------------------------------------- */

static bool number_frame(void *self, loc_plan *plan, loc_frame *frame) {
    loc_tuples *tuples = self;
    loc_vector parts[LOC_KEY_PARTS];
    uint32_t value[LOC_KEY_PARTS];

    memset(parts, 0, sizeof parts);
    for (uint32_t k = 0; k < tuples->width; k++)
        if (!loc_eval(plan, frame, tuples->key[k], &parts[k]))
            return false;
    for (uint32_t i = 0; i < frame->count; i++) {
        uint32_t number = take_parts(tuples, parts, i, value);
        if (number == LOCALITY_ROW_MISSING)
            tuples->has_missing = 1;
        else if (number == 0 && !add(plan->run, tuples, value, &number))
            return false;
        tuples->number[frame->first + i] = number;
    }
    return true;
}

bool loc_tuples_make(loc_plan *plan, const loc_step *step) {
    loc_tuples *tuples = step->tuples;
    loc_visitor visitor = {tuples, number_frame, NULL};
    loc_run *run = plan->run;

    if (tuples->number != NULL)
        return true;
    tuples->rows = locality_snapshot_count(run->snapshot, step->binding->kind);
    tuples->number = loc_allocate_raw(&run->allocator, tuples->rows, sizeof *tuples->number);
    if (tuples->number == NULL)
        return loc_run_no_memory(run);
    return loc_scan(plan, step, &visitor);
}

void loc_tuples_free(loc_run *run, loc_tuples *tuples) {
    const locality_allocator *allocator = &run->allocator;

    loc_release(allocator, tuples->values, tuples->values_capacity, sizeof *tuples->values);
    loc_release(allocator, tuples->places, tuples->capacity, sizeof *tuples->places);
    loc_release(allocator, tuples->number, tuples->rows, sizeof *tuples->number);
}

/* ---- Either sort of key ------------------------------------------------------------------------------- */

uint8_t loc_step_scalar(const loc_step *step) {
    return step->tuples != NULL ? (uint8_t)LOCALITY_TYPE_REF : step->key->type.scalar;
}

size_t loc_step_targets(const loc_plan *plan, const loc_step *step) {
    if (step->tuples != NULL)
        return step->tuples->count;
    return step->key->type.scalar == LOCALITY_TYPE_REF
               ? locality_snapshot_count(plan->run->snapshot, step->key->type.target)
               : 0;
}

bool loc_step_keys(loc_plan *plan, const loc_step *step, const loc_frame *frame, loc_vector *out) {
    if (step->tuples == NULL)
        return loc_eval(plan, frame, step->key, out);
    memset(out, 0, sizeof *out);
    out->key = step->tuples->number + frame->first;
    return true;
}

bool loc_step_outers(loc_plan *plan, const loc_step *step, const loc_frame *parent,
                     loc_vector *out) {
    const loc_tuples *tuples = step->tuples;
    loc_vector parts[LOC_KEY_PARTS];
    uint32_t value[LOC_KEY_PARTS];

    if (tuples == NULL)
        return loc_eval(plan, parent, step->outer, out);
    memset(parts, 0, sizeof parts);
    for (uint32_t k = 0; k < tuples->width; k++)
        if (!loc_eval(plan, parent, tuples->outer[k], &parts[k]))
            return false;
    uint32_t *number = loc_scratch(plan->run, parent->count, sizeof *number);
    for (uint32_t i = 0; number != NULL && i < parent->count; i++) {
        number[i] = take_parts(tuples, parts, i, value);
        if (number[i] == 0)
            number[i] = find(tuples, value);
    }
    memset(out, 0, sizeof *out);
    out->key = number;
    return number != NULL;
}
