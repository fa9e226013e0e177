/* Parameters of a run. See parameters.h. */
#include "expr/parameters.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "expr/print.h"
#include "schema/schema.h"

#define KIND ((uint32_t)LOC_KIND_parameter)
#define FIELD(name) ((uint32_t)LOC_FIELD_parameter_##name)

static const char *text_of(loc_run *run, uint32_t row, const char *field) {
    return loc_run_field_text(run, KIND, row, field);
}

static uint32_t record_of(loc_run *run, uint32_t row) {
    const locality_column *column = loc_run_column(run, KIND, FIELD(value_of));

    return column == NULL || column->row == NULL ? LOCALITY_ROW_MISSING : column->row[row];
}

static locality_range range_of(loc_run *run, uint32_t row, uint32_t field) {
    const locality_column *column = loc_run_column(run, KIND, field);
    locality_range range = {LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE};

    if (column != NULL && column->lo != NULL) {
        range.lo = column->lo[row];
        range.hi = column->hi[row];
    }
    return range;
}

static const char *keep_text(loc_run *run, const char *text, size_t length) {
    char *copy = loc_arena_text(&run->arena, text, length);

    if (copy == NULL)
        (void)loc_run_no_memory(run);
    return copy;
}

/* ---- Values ----------------------------------------------------------------------------------------- */

static void set_unknown(loc_type type, loc_constant *out) {
    out->range.lo = LOCALITY_OPEN_BELOW;
    out->range.hi = LOCALITY_OPEN_ABOVE;
    out->key = loc_missing_key(type.scalar);
}

static bool fail_value(loc_run *run, const char *name, const locality_error *cause) {
    locality_error *failure = &run->failure;

    if (cause->status == LOCALITY_NO_MEMORY)
        return loc_run_no_memory(run);
    if (failure->status == LOCALITY_OK) {
        (void)loc_fail(failure, cause->status, "parameter %s: %s", name, cause->message);
        loc_error_at_record(failure, "parameter", name, "value");
    }
    return false;
}

/* Reads a value in its text form. */
static bool read_value(loc_run *run, const char *name, loc_type type, const char *text,
                       loc_constant *out) {
    locality_error error;
    locality_status status;

    set_unknown(type, out);
    memset(&error, 0, sizeof error);
    if (type.scalar == LOCALITY_TYPE_TEXT || type.scalar == LOCALITY_TYPE_WORD) {
        out->key = loc_run_symbol(run, text, strlen(text));
        return out->key != 0;
    }
    if (type.scalar == LOCALITY_TYPE_REF)
        status =
            locality_snapshot_resolve(run->snapshot, type.target, text, &out->key, NULL, &error);
    else
        status = locality_value_read(type.scalar, text, strlen(text), &out->range, &error);
    return status == LOCALITY_OK || fail_value(run, name, &error);
}

/* Either of two values may be the one. */
static void widen(loc_type type, const loc_constant *other, loc_constant *value) {
    if (loc_layout(type.scalar) < LOC_LAYOUT_KEY)
        locality_range_hull(&value->range, &other->range, &value->range);
    else if (value->key != other->key)
        value->key = loc_missing_key(type.scalar);
}

static bool is_unknown(loc_type type, const loc_constant *value) {
    if (loc_layout(type.scalar) >= LOC_LAYOUT_KEY)
        return value->key == loc_missing_key(type.scalar);
    return value->range.lo == LOCALITY_OPEN_BELOW && value->range.hi == LOCALITY_OPEN_ABOVE;
}

static bool print_value(loc_run *run, loc_type type, const loc_constant *value,
                        loc_known_parameter *known) {
    uint8_t truth = value->range.lo != value->range.hi ? LOC_MAYBE
                    : value->range.lo                  ? LOC_YES
                                                       : LOC_NO;
    loc_vector vector;
    loc_text text;

    known->value = NULL;
    if (is_unknown(type, value))
        return true;
    memset(&vector, 0, sizeof vector);
    vector.lo = &value->range.lo;
    vector.hi = &value->range.hi;
    vector.truth = &truth;
    vector.key = &value->key;
    loc_text_init(&text, &run->allocator);
    loc_print_scalar(run, type, &vector, 0, -1, &text);
    if (text.failed)
        (void)loc_run_no_memory(run);
    else
        known->value = keep_text(run, text.data == NULL ? "" : text.data, text.length);
    loc_text_clear(&text);
    return known->value != NULL;
}

/* ---- Dates ------------------------------------------------------------------------------------------ */

/* How the days on which a value holds lie to the date asked about. */
enum loc_holds { HOLDS_NOT, HOLDS_PERHAPS, HOLDS };

typedef struct loc_window {
    int64_t first, last; /* may be open */
} loc_window;

static loc_window window_of(loc_run *run, uint32_t row) {
    locality_range starts = range_of(run, row, FIELD(starts));
    locality_range ends = range_of(run, row, FIELD(ends));
    loc_window window = {starts.lo, ends.hi};

    return window;
}

static int holds(const loc_run *run, const loc_window *window) {
    if (run->as_at.lo > window->last || run->as_at.hi < window->first)
        return HOLDS_NOT;
    return run->as_at.lo >= window->first && run->as_at.hi <= window->last ? HOLDS : HOLDS_PERHAPS;
}

static bool print_window(loc_run *run, const loc_window *window, loc_known_parameter *known) {
    locality_range first, last;
    loc_text text;

    known->window = "";
    if (window->first == LOCALITY_OPEN_BELOW && window->last == LOCALITY_OPEN_ABOVE)
        return true;
    loc_text_init(&text, &run->allocator);
    if (window->first != LOCALITY_OPEN_BELOW) {
        locality_range_exact(window->first, &first);
        loc_text_add(&text, "from ");
        loc_text_print(&text, LOCALITY_TYPE_DATE, &first, -1);
    }
    if (window->last != LOCALITY_OPEN_ABOVE) {
        locality_range_exact(window->last, &last);
        loc_text_add(&text, text.length == 0 ? "to " : " to ");
        loc_text_print(&text, LOCALITY_TYPE_DATE, &last, -1);
    }
    if (text.failed)
        (void)loc_run_no_memory(run);
    else
        known->window = keep_text(run, text.data, text.length);
    loc_text_clear(&text);
    return !text.failed && known->window != NULL;
}

/* ---- One parameter ---------------------------------------------------------------------------------- */

typedef struct loc_reading {
    loc_run *run;
    loc_parameter *parameter;
    loc_known_parameter *known;
    loc_constant *value;
    uint32_t found; /* values that hold or may hold */
    bool is_sure;   /* one of them holds for certain */
} loc_reading;

/* Takes in the value of a record where it holds or may hold. */
static bool take_record(loc_reading *reading, uint32_t row) {
    loc_run *run = reading->run;
    const char *text = text_of(run, row, "value");
    loc_window window = window_of(run, row);
    loc_constant value;
    int held = holds(run, &window);

    if (text[0] == '\0' || held == HOLDS_NOT)
        return true;
    if (!read_value(run, reading->known->name, reading->parameter->type, text, &value))
        return false;
    reading->found++;
    reading->is_sure = reading->is_sure || held == HOLDS;
    if (reading->found > 1) {
        widen(reading->parameter->type, &value, reading->value);
        return true;
    }
    *reading->value = value;
    reading->known->unit = text_of(run, row, "unit");
    reading->known->status = text_of(run, row, "status");
    reading->known->citation = text_of(run, row, "citation");
    return print_window(run, &window, reading->known);
}

/* The dated values first; the record itself where none of them holds. */
static bool take_model(loc_reading *reading, uint32_t row) {
    loc_run *run = reading->run;
    size_t count = locality_snapshot_count(run->snapshot, KIND);

    for (uint32_t other = 0; other < count; other++)
        if (record_of(run, other) == row && other != row && !take_record(reading, other))
            return false;
    if (!reading->is_sure && !take_record(reading, row))
        return false;
    reading->known->is_doubtful = reading->found > 1;
    return true;
}

static bool take_setting(loc_reading *reading, const locality_setting *setting) {
    loc_known_parameter *known = reading->known;

    known->is_overridden = 1;
    known->is_doubtful = 0;
    known->status = known->citation = known->window = "";
    return read_value(reading->run, known->name, reading->parameter->type, setting->value,
                      reading->value);
}

static bool declare(loc_run *run, uint32_t row, loc_parameter *parameter,
                    loc_known_parameter *known) {
    locality_range is_switch = range_of(run, row, FIELD(is_switch));
    const char *name = locality_snapshot_id(run->snapshot, KIND, row);

    known->name = parameter->name = name;
    known->doc = parameter->doc = text_of(run, row, "sentence");
    known->is_switch = parameter->is_switch = is_switch.lo == 1 && is_switch.hi == 1;
    known->type = text_of(run, row, "type");
    known->unit = text_of(run, row, "unit");
    known->status = known->citation = known->window = "";
    if (known->is_switch && known->type[0] == '\0')
        known->type = "truth";
    if (loc_type_read(run->schema, known->type, &parameter->type))
        return true;
    if (run->failure.status == LOCALITY_OK) {
        (void)loc_fail(&run->failure, LOCALITY_TYPE, "parameter %s: %s%s", name,
                       known->type[0] == '\0' ? "its type is not given" : "there is no type ",
                       known->type);
        loc_error_at_record(&run->failure, "parameter", name, "type");
    }
    return false;
}

/* ---- All of them ------------------------------------------------------------------------------------ */

static bool check_settings(loc_run *run, const loc_parameters *parameters,
                           const locality_setting *settings, size_t count) {
    for (size_t i = 0; i < count; i++) {
        loc_nearest nearest;
        size_t k = 0;
        if (settings[i].name == NULL || settings[i].value == NULL)
            return loc_run_fail(run, LOCALITY_INVALID, "a parameter has no name or no value");
        if (loc_utf8_check(settings[i].value, strlen(settings[i].value)) !=
            strlen(settings[i].value))
            return loc_run_fail(run, LOCALITY_ENCODING, "the value of a parameter is not UTF-8");
        while (k < parameters->count && strcmp(parameters->known[k].name, settings[i].name) != 0)
            k++;
        if (k < parameters->count)
            continue;
        char hint[LOC_EXCERPT_SIZE * 4] = "";
        loc_nearest_init(&nearest, settings[i].name);
        for (k = 0; k < parameters->count; k++)
            loc_nearest_offer(&nearest, parameters->known[k].name);
        loc_nearest_write(&nearest, hint, sizeof hint);
        (void)loc_fail(&run->failure, LOCALITY_NOT_FOUND, "there is no parameter \"%s\"%s",
                       settings[i].name, hint);
        loc_error_at_record(&run->failure, "parameter", settings[i].name, NULL);
        return false;
    }
    return true;
}

static bool load_one(loc_run *run, loc_parameters *out, uint32_t row, size_t number,
                     const locality_setting *settings, size_t settings_count) {
    loc_parameter *parameter = loc_run_take(run, 1, sizeof *parameter);
    loc_known_parameter *known = &out->known[number];
    loc_reading reading = {run, parameter, known, &out->constants[number], 0, false};

    if (parameter == NULL || !declare(run, row, parameter, known))
        return false;
    parameter->number = (uint32_t)number;
    parameter->next = out->first;
    out->first = parameter;
    set_unknown(parameter->type, reading.value);
    const locality_setting *setting = NULL;
    for (size_t i = 0; i < settings_count; i++)
        if (strcmp(settings[i].name, known->name) == 0)
            setting = &settings[i];
    if (setting != NULL ? !take_setting(&reading, setting) : !take_model(&reading, row))
        return false;
    return print_value(run, parameter->type, reading.value, known);
}

bool loc_parameters_load(loc_run *run, const locality_setting *settings, size_t settings_count,
                         loc_parameters *out) {
    size_t records = locality_snapshot_count(run->snapshot, KIND);

    memset(out, 0, sizeof *out);
    out->known = loc_run_take(run, records + 1, sizeof *out->known);
    out->constants = loc_run_take(run, records + 1, sizeof *out->constants);
    if (out->known == NULL || out->constants == NULL)
        return false;
    /* names first: a setting that fits none is an error before any value is read */
    for (uint32_t row = 0; row < records; row++)
        if (record_of(run, row) >= LOCALITY_ROW_NONE)
            out->known[out->count++].name = locality_snapshot_id(run->snapshot, KIND, row);
    if (!check_settings(run, out, settings, settings_count))
        return false;
    size_t number = 0;
    for (uint32_t row = 0; row < records; row++)
        if (record_of(run, row) >= LOCALITY_ROW_NONE &&
            !load_one(run, out, row, number++, settings, settings_count))
            return false;
    run->parameters = out->constants;
    run->parameters_count = out->count;
    return run->failure.status == LOCALITY_OK;
}
