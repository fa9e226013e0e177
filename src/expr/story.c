/* Stories: the records looked at, and the texts of them. See story.h. */
#include "expr/story.h"

#include <string.h>

#include "base/hash.h"
#include "expr/print.h"

/* ---- What was told ---------------------------------------------------------------------------------- */

static bool widen_told(loc_run *run, loc_told *told) {
    size_t capacity = told->capacity == 0 ? 64 : told->capacity * 2;
    uint64_t *key = loc_allocate(&run->allocator, capacity, sizeof *key);

    if (key == NULL)
        return loc_run_no_memory(run);
    for (size_t i = 0; i < told->capacity; i++) {
        size_t place = (size_t)loc_hash_word(told->key[i]) & (capacity - 1);
        while (told->key[i] != 0 && key[place] != 0)
            place = (place + 1) & (capacity - 1);
        if (told->key[i] != 0)
            key[place] = told->key[i];
    }
    loc_release(&run->allocator, told->key, told->capacity, sizeof *told->key);
    told->key = key;
    told->capacity = capacity;
    return true;
}

int loc_told_add(loc_run *run, loc_told *told, uint64_t key) {
    if (told->count * 2 >= told->capacity && !widen_told(run, told))
        return 2;
    size_t place = (size_t)loc_hash_word(key) & (told->capacity - 1);
    while (told->key[place] != 0 && told->key[place] != key)
        place = (place + 1) & (told->capacity - 1);
    if (told->key[place] == key)
        return 0;
    told->key[place] = key;
    told->count++;
    return 1;
}

/* A record and a field as one number, never 0. */
static uint64_t number_of(uint32_t kind, uint32_t row, uint32_t field) {
    return (uint64_t)(kind + 1) << 48 | (uint64_t)((field + 1) & 0xFFFFu) << 32 | row;
}

/* ---- The story -------------------------------------------------------------------------------------- */

void loc_story_init(loc_story *story, loc_run *run, loc_arena *arena, size_t max_witnesses) {
    memset(story, 0, sizeof *story);
    story->run = run;
    story->arena = arena;
    story->max_witnesses = max_witnesses;
    loc_text_init(&story->lines, &run->allocator);
}

void loc_story_clear(loc_story *story) {
    const locality_allocator *allocator = &story->run->allocator;
    loc_told *told[3] = {&story->told_lines, &story->told_witnesses, &story->told_missing};

    loc_text_clear(&story->lines);
    loc_release(allocator, story->witnesses, story->witnesses_capacity, sizeof *story->witnesses);
    loc_release(allocator, story->missing, story->missing_capacity, sizeof *story->missing);
    for (size_t i = 0; i < 3; i++)
        loc_release(allocator, told[i]->key, told[i]->capacity, sizeof *told[i]->key);
    memset(story, 0, sizeof *story);
}

const char *loc_story_copy(loc_story *story, const char *text) {
    const char *copy = loc_arena_text(story->arena, text, strlen(text));

    if (copy == NULL)
        (void)loc_run_no_memory(story->run);
    return copy;
}

const char *loc_story_keep(loc_story *story, const loc_text *text) {
    if (text->failed) {
        (void)loc_run_no_memory(story->run);
        return NULL;
    }
    return loc_story_copy(story, text->data == NULL ? "" : text->data);
}

/* ---- Records ---------------------------------------------------------------------------------------- */

void loc_story_record(loc_run *run, uint32_t kind, uint32_t row, loc_text *out) {
    loc_text_add(out, locality_schema_kind_name(run->schema, kind));
    loc_text_char(out, ' ');
    loc_text_add(out, loc_run_label(run, kind, row));
}

/* A value read from a snapshot, as a reader sees it. */
static void print_given(loc_run *run, const locality_value *value, uint32_t target, loc_text *out) {
    const char *label;

    switch (value->type) {
    case LOCALITY_TYPE_NONE:
        loc_text_add(out, "not given");
        return;
    case LOCALITY_TYPE_TEXT:
    case LOCALITY_TYPE_WORD:
    case LOCALITY_TYPE_ANY_REF:
        loc_text_add(out, value->text);
        return;
    case LOCALITY_TYPE_REF: {
        uint32_t row = locality_snapshot_find(run->snapshot, target, value->text);
        label = row == LOCALITY_ROW_MISSING ? value->text : loc_run_label(run, target, row);
        loc_text_add(out, label);
        return;
    }
    case LOCALITY_TYPE_TEXTS:
    case LOCALITY_TYPE_REFS:
        loc_text_add(out, value->items_count == 0 ? "none" : "");
        for (size_t i = 0; i < value->items_count; i++) {
            uint32_t row = value->type == LOCALITY_TYPE_REFS
                               ? locality_snapshot_find(run->snapshot, target, value->items[i])
                               : LOCALITY_ROW_MISSING;
            label = row == LOCALITY_ROW_MISSING ? value->items[i] : loc_run_label(run, target, row);
            loc_text_add(out, i == 0 ? "" : ", ");
            loc_text_add(out, label);
        }
        return;
    default:
        loc_text_print(out, value->type, &value->range,
                       value->type == LOCALITY_TYPE_RATIO ? LOC_RATIO_DECIMALS : -1);
        return;
    }
}

/* A field of a record. Success clears an error, which must not wipe out a failure of the run. */
static bool read_value(loc_run *run, uint32_t kind, uint32_t row, uint32_t field,
                       locality_value *out) {
    locality_error error;

    if (locality_snapshot_value(run->snapshot, kind, row, field, out, &error) == LOCALITY_OK)
        return true;
    run->failure = error;
    return false;
}

bool loc_story_field_value(loc_run *run, uint32_t kind, uint32_t row, uint32_t field,
                           loc_text *out) {
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    locality_value value;
    locality_error error;

    if (locality_schema_describe(run->schema, kind, field, &info, &error) != LOCALITY_OK) {
        run->failure = error;
        return false;
    }
    if (!read_value(run, kind, row, field, &value))
        return false;
    print_given(run, &value, info.target, out);
    return true;
}

static const char *field_name(loc_run *run, uint32_t kind, uint32_t field) {
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;

    if (field == LOCALITY_NO_INDEX ||
        locality_schema_describe(run->schema, kind, field, &info, NULL) != LOCALITY_OK)
        return "";
    return info.name;
}

/* A text of a record in the result's memory: name, source ... */
static const char *copy_field(loc_story *story, uint32_t kind, uint32_t row, const char *field) {
    return loc_story_copy(story, loc_run_field_text(story->run, kind, row, field));
}

static bool fill_witness(loc_story *story, uint32_t kind, uint32_t row, uint32_t field,
                         locality_witness *out) {
    loc_run *run = story->run;
    const char *basis = loc_run_field_text(run, kind, row, "basis");
    loc_text value;
    bool done = true;

    memset(out, 0, sizeof *out);
    loc_text_init(&value, &run->allocator);
    if (field != LOCALITY_NO_INDEX)
        done = loc_story_field_value(run, kind, row, field, &value);
    if (done) {
        out->kind = loc_story_copy(story, locality_schema_kind_name(run->schema, kind));
        out->id = loc_story_copy(story, locality_snapshot_id(run->snapshot, kind, row));
        out->label = loc_story_copy(story, loc_run_label(run, kind, row));
        out->field = loc_story_copy(story, field_name(run, kind, field));
        out->value = loc_story_keep(story, &value);
        out->source = copy_field(story, kind, row, "source");
        out->section = copy_field(story, kind, row, "section");
        out->basis = loc_story_copy(story, basis[0] == '\0' ? "stated" : basis);
    }
    loc_text_clear(&value);
    return done && out->kind != NULL && out->id != NULL && out->label != NULL &&
           out->field != NULL && out->value != NULL && out->source != NULL &&
           out->section != NULL && out->basis != NULL;
}

bool loc_story_witness(loc_story *story, uint32_t kind, uint32_t row, uint32_t field) {
    loc_run *run = story->run;

    if (kind >= run->kinds || row >= locality_snapshot_count(run->snapshot, kind))
        return true;
    int added = loc_told_add(run, &story->told_witnesses, number_of(kind, row, field));
    if (added != 1)
        return added == 0;
    if (story->witnesses_count >= story->max_witnesses) {
        story->witnesses_more++;
        return true;
    }
    void *witnesses = story->witnesses;
    if (!loc_grow(&run->allocator, &witnesses, &story->witnesses_capacity,
                  story->witnesses_count + 1, sizeof *story->witnesses))
        return loc_run_no_memory(run);
    story->witnesses = witnesses;
    if (!fill_witness(story, kind, row, field, &story->witnesses[story->witnesses_count]))
        return false;
    story->witnesses_count++;
    return true;
}

/* ---- What is missing --------------------------------------------------------------------------------- */

/* Room for one more; null where it is only counted, or on refusal. */
static locality_missing_input *next_missing(loc_story *story) {
    void *missing = story->missing;

    if (story->missing_count >= LOC_MISSING_SHOWN) {
        story->missing_more++;
        return NULL;
    }
    if (!loc_grow(&story->run->allocator, &missing, &story->missing_capacity,
                  story->missing_count + 1, sizeof *story->missing)) {
        (void)loc_run_no_memory(story->run);
        return NULL;
    }
    story->missing = missing;
    memset(&story->missing[story->missing_count], 0, sizeof *story->missing);
    return &story->missing[story->missing_count];
}

static bool is_complete(const locality_missing_input *input) {
    return input->kind != NULL && input->id != NULL && input->label != NULL &&
           input->field != NULL && input->what != NULL && input->source != NULL &&
           input->section != NULL;
}

bool loc_story_missing_field(loc_story *story, uint32_t kind, uint32_t row, uint32_t field) {
    loc_run *run = story->run;
    int added = loc_told_add(run, &story->told_missing, number_of(kind, row, field));

    if (added != 1)
        return added == 0;
    locality_missing_input *input = next_missing(story);
    if (input == NULL)
        return run->failure.status == LOCALITY_OK;
    locality_value value;
    loc_text what;
    loc_text_init(&what, &run->allocator);
    loc_text_add(&what, field_name(run, kind, field));
    loc_text_add(&what, " of ");
    loc_story_record(run, kind, row, &what);
    bool done = read_value(run, kind, row, field, &value);
    if (done && value.type == LOCALITY_TYPE_NONE) {
        loc_text_add(&what, " is not given");
    } else if (done) {
        loc_text_add(&what, " is not exact: ");
        done = loc_story_field_value(run, kind, row, field, &what);
    }
    if (done) {
        input->kind = loc_story_copy(story, locality_schema_kind_name(run->schema, kind));
        input->id = loc_story_copy(story, locality_snapshot_id(run->snapshot, kind, row));
        input->label = loc_story_copy(story, loc_run_label(run, kind, row));
        input->field = loc_story_copy(story, field_name(run, kind, field));
        input->what = loc_story_keep(story, &what);
        input->source = copy_field(story, kind, row, "source");
        input->section = copy_field(story, kind, row, "section");
        done = is_complete(input);
    }
    loc_text_clear(&what);
    story->missing_count += done;
    return done;
}

bool loc_story_miss_named(loc_story *story, const char *what, size_t length) {
    loc_run *run = story->run;
    int added = loc_told_add(run, &story->told_missing, loc_hash(what, length) | 1);

    if (added != 1)
        return added == 0;
    locality_missing_input *input = next_missing(story);
    if (input == NULL)
        return run->failure.status == LOCALITY_OK;
    input->kind = input->id = input->label = input->field = input->source = input->section = "";
    input->what = loc_arena_text(story->arena, what, length);
    if (input->what == NULL)
        return loc_run_no_memory(run);
    story->missing_count++;
    return true;
}

/* ---- Giving it away ------------------------------------------------------------------------------- */

bool loc_story_give(loc_story *story, const char **arithmetic, const locality_witness **witnesses,
                    const locality_missing_input **missing) {
    locality_witness *w = loc_arena_take(story->arena, story->witnesses_count + 1, sizeof *w);
    locality_missing_input *m = loc_arena_take(story->arena, story->missing_count + 1, sizeof *m);

    *arithmetic = loc_story_keep(story, &story->lines);
    if (w == NULL || m == NULL || *arithmetic == NULL)
        return loc_run_no_memory(story->run);
    if (story->witnesses_count > 0)
        memcpy(w, story->witnesses, story->witnesses_count * sizeof *w);
    if (story->missing_count > 0)
        memcpy(m, story->missing, story->missing_count * sizeof *m);
    *witnesses = w;
    *missing = m;
    return true;
}
