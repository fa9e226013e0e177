/* Outlook, into a model: financial years of a cell as figures, and as observations of a measure. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "outlook/outlook.h"
#include "outlook/redesign.h"
#include "schema/schema.h"

#define MOST_COUNT (INT64_MAX / LOCALITY_ONE)
#define ID_SIZE 256
#define NAME_SIZE 512
#define REMARK_SIZE 512
#define YEAR_SIZE 16
#define MOST_FIELDS 12

/* What is being written, year by year. */
typedef struct writing {
    const locality_outlook *o;
    uint32_t cell;
    const locality_outlook_records *how;
    loc_redesign *redesign; /* null for none */
    locality_model *model;
    size_t written;
    size_t years;
    locality_status status;
    locality_error error; /* of `status`: what is asked in between clears the caller's */
} writing;

/* One figure of one year. */
typedef struct entry {
    const char *scenario;     /* do_nothing, redesign, or difference */
    const char *words;        /* for the id and the name */
    double mean, least, most; /* least: NaN where there is no interval */
    char year[YEAR_SIZE];
} entry;

static locality_named_value text_value(const char *field, const char *text) {
    locality_named_value v = {.field = field};

    v.value.type = LOCALITY_TYPE_TEXT;
    v.value.text = text;
    return v;
}

static locality_named_value range_value(const char *field, const entry *e) {
    locality_named_value v = {.field = field};

    v.value.type = LOCALITY_TYPE_NUMBER;
    if (isnan(e->least)) {
        locality_range_unknown(&v.value.range);
        return v;
    }
    v.value.range.lo = (int64_t)floor(e->least) * LOCALITY_ONE;
    v.value.range.hi = (int64_t)ceil(e->most) * LOCALITY_ONE;
    return v;
}

static void add_text(locality_named_value *values, size_t *count, const char *field,
                     const char *text) {
    if (text != NULL && text[0] != '\0') {
        values[(*count)++] = text_value(field, text);
    }
}

/* The first of the changes that are applied; null for none. */
static const loc_stated *first_applied(const loc_redesign *redesign) {
    size_t k = 0;

    while (k < redesign->count && redesign->stated[k].is_in_force) {
        k++;
    }
    return k < redesign->count ? &redesign->stated[k] : NULL;
}

static size_t count_applied(const loc_redesign *redesign) {
    size_t applied = 0;

    for (size_t k = 0; k < redesign->count; k++) {
        applied += !redesign->stated[k].is_in_force;
    }
    return applied;
}

/* What the figure is and rests on. */
static void write_remark(const writing *w, const entry *e, char *out, size_t size) {
    const locality_outlook_cell *shown = &w->o->cell[w->cell].shown;
    bool is_nothing = strcmp(e->scenario, "do_nothing") == 0;
    const loc_stated *stated =
        w->redesign == NULL || is_nothing ? NULL : first_applied(w->redesign);
    bool is_in_force =
        w->redesign != NULL && is_nothing && loc_redesign_in_force(w->redesign, w->cell);
    char range[REMARK_SIZE / 4] = "no range, of so few periods";

    if (!isnan(e->least)) {
        snprintf(range, sizeof range, "the range holds %d of 100",
                 (int)(100 * w->o->options.coverage + 0.5));
    }
    snprintf(out, size, "About %" PRId64 "; %s. Forecast of %u part%s (%s), %s.%s%s%s%s",
             (int64_t)floor(e->mean + 0.5), range, shown->parts, shown->parts == 1 ? "" : "s",
             locality_outlook_name(0, shown->method), locality_outlook_name(1, shown->skill),
             stated != NULL ? " Redesign as stated: " : "", stated != NULL ? stated->basis : "",
             stated == NULL                   ? ""
             : count_applied(w->redesign) > 1 ? ", and others."
                                              : ".",
             is_in_force ? " A redesign that is in force is in the counts already." : "");
}

static void write_id(const writing *w, const entry *e, char *out) {
    snprintf(out, ID_SIZE, "%s-%s-%s", w->how->prefix, e->words, e->year);
    for (char *p = out + strlen(out) - strlen(e->year); *p != '\0'; p++) {
        *p = *p == '/' ? '-' : *p;
    }
}

static void write_name(const writing *w, const entry *e, char *out, size_t size) {
    const locality_outlook_cell *shown = &w->o->cell[w->cell].shown;

    if (w->how->name != NULL && w->how->name[0] != '\0') {
        snprintf(out, size, "%s, %s, %s", w->how->name, e->words, e->year);
    } else {
        snprintf(out, size, "%s, %s, %s, %s", shown->service_id,
                 shown->area_id[0] == '\0' ? "all areas" : shown->area_id, e->words, e->year);
    }
}

static void put(writing *w, const char *kind, const char *id, const locality_named_value *values,
                size_t count) {
    if (w->status == LOCALITY_OK) {
        w->status = locality_model_put(w->model, kind, id, values, count, &w->error);
        w->written += w->status == LOCALITY_OK;
    }
}

static void write_figure(writing *w, const entry *e, const char *id, const char *name,
                         const char *remark) {
    locality_named_value values[MOST_FIELDS];
    size_t count = 0;

    values[count++] = text_value("name", name);
    values[count++] = text_value("unit", "items");
    values[count++] = range_value("quantity", e);
    values[count++] = text_value("qualifier", "derived");
    values[count++] = text_value("period", e->year);
    values[count++] = text_value("basis", "inferred");
    values[count++] = text_value("remark", remark);
    add_text(values, &count, "about", w->how->about);
    add_text(values, &count, "source", w->how->source);
    put(w, "figure", id, values, count);
}

/* A difference is no observation: it is that of two. */
static void write_observation(writing *w, const entry *e, const char *id, const char *name,
                              const char *remark) {
    locality_named_value values[MOST_FIELDS];
    size_t count = 0;

    if (w->how->measure == NULL || strcmp(e->scenario, "difference") == 0) {
        return;
    }
    values[count++] = text_value("name", name);
    values[count++] = text_value("measure", w->how->measure);
    values[count++] = text_value("type", "forecast");
    values[count++] = text_value("scenario", e->scenario);
    values[count++] = text_value("date", e->year);
    values[count++] = range_value("value", e);
    values[count++] = text_value("basis", "inferred");
    values[count++] = text_value("remark", remark);
    add_text(values, &count, "source", w->how->source);
    put(w, "observation", id, values, count);
}

static void write_entry(writing *w, const entry *e) {
    const locality_outlook_cell *shown = &w->o->cell[w->cell].shown;
    const locality_allocator *memory = &w->o->allocator;
    size_t name_size = NAME_SIZE + strlen(shown->service_id) + strlen(shown->area_id);
    size_t remark_size = REMARK_SIZE; /* nothing is cut, however long a ground is */
    char id[ID_SIZE];

    for (size_t k = 0; w->redesign != NULL && k < w->redesign->count; k++) {
        remark_size += strlen(w->redesign->stated[k].basis);
    }
    if (w->status != LOCALITY_OK) {
        return;
    }
    if (!isnan(e->least) &&
        !(fabs(e->least) < (double)MOST_COUNT && fabs(e->most) < (double)MOST_COUNT)) {
        w->status = loc_fail(&w->error, LOCALITY_OVERFLOW, "%s: the figure of %s is too large",
                             w->how->prefix, e->year);
        return;
    }
    char *name = loc_allocate(memory, name_size, 1);
    char *remark = loc_allocate(memory, remark_size, 1);
    if (name == NULL || remark == NULL) {
        w->status = loc_fail_memory(&w->error);
    } else {
        write_id(w, e, id);
        write_name(w, e, name, name_size);
        write_remark(w, e, remark, remark_size);
        write_figure(w, e, id, name, remark);
        write_observation(w, e, id, name, remark);
    }
    loc_release(memory, name, name_size, 1);
    loc_release(memory, remark, remark_size, 1);
}

static void write_line(writing *w, const locality_outlook_line *line, const char *scenario,
                       const char *words) {
    entry e = {scenario, words, line->mean, NAN, NAN, ""};

    if (line->least != LOCALITY_NO_COUNT) {
        e.least = (double)line->least;
        e.most = (double)line->most;
    }
    locality_feed_period_write(LOCALITY_FEED_FINANCIAL_YEAR, line->number, e.year, sizeof e.year,
                               NULL);
    write_entry(w, &e);
}

static void write_year(void *self, const locality_outlook_line *line) {
    writing *w = self;
    locality_outlook_difference d;

    if (line->is_whole == 0 || w->o->cell[w->cell].shown.method == LOCALITY_OUTLOOK_UNTOLD) {
        return;
    }
    w->years++;
    if (w->redesign == NULL) {
        locality_outlook_line whole = *line;
        loc_outlook_interval(w->o, w->cell, -1.0, &whole);
        write_line(w, &whole, "do_nothing", "do-nothing");
        return;
    }
    loc_redesign_line(w->redesign, w->cell, line, &d);
    write_line(w, &d.do_nothing, "do_nothing", "do-nothing");
    if (d.verdict == LOCALITY_OUTLOOK_IN_FORCE) {
        return; /* the two lines are one */
    }
    write_line(w, &d.redesign, "redesign", "redesign");
    entry e = {"difference", "difference", d.likely, d.least, d.most, ""};
    locality_feed_period_write(LOCALITY_FEED_FINANCIAL_YEAR, line->number, e.year, sizeof e.year,
                               NULL);
    write_entry(w, &e);
}

static locality_status take_records(const locality_outlook_records *given,
                                    locality_outlook_records *out, locality_error *error) {
    locality_outlook_records in = LOCALITY_OUTLOOK_RECORDS_INIT;

    if (!loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in) ||
        in.reserved != 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "how.struct_size or reserved is not that of locality_outlook_records");
    }
    if (in.prefix == NULL || in.prefix[0] == '\0' || strlen(in.prefix) > ID_SIZE / 2) {
        return loc_fail(error, LOCALITY_INVALID, "how.prefix is empty or too long");
    }
    if (in.name != NULL && strlen(in.name) > NAME_SIZE / 2) {
        return loc_fail(error, LOCALITY_INVALID, "how.name is too long");
    }
    *out = in;
    return LOCALITY_OK;
}

static locality_status write_all(writing *w, locality_error *error) {
    locality_status status =
        loc_outlook_lines(w->o, w->cell, LOCALITY_FEED_FINANCIAL_YEAR, write_year, w, error);

    if (status == LOCALITY_OK && w->status != LOCALITY_OK) {
        if (error != NULL) {
            *error = w->error;
        }
        return w->status;
    }
    if (status == LOCALITY_OK && w->years == 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "past and outlook hold no whole financial year: look further ahead");
    }
    return status;
}

locality_status locality_outlook_write(const locality_outlook *outlook, uint32_t cell,
                                       const locality_outlook_records *how, locality_model *model,
                                       size_t *written, locality_error *error) {
    locality_outlook_records in = LOCALITY_OUTLOOK_RECORDS_INIT;
    loc_redesign redesign = {0};
    writing w = {.o = outlook, .cell = cell, .how = &in, .model = model};

    if (written != NULL) {
        *written = 0;
    }
    locality_status status = loc_outlook_check(outlook, cell, error);
    if (status == LOCALITY_OK && (how == NULL || model == NULL)) {
        status = loc_fail_null(error, how == NULL ? "how" : "model");
    }
    if (status == LOCALITY_OK) {
        status = take_records(how, &in, error);
    }
    if (status == LOCALITY_OK && in.changes > 0) {
        status = loc_redesign_take(outlook, in.change, in.changes, &redesign, error);
        w.redesign = &redesign;
    }
    if (status == LOCALITY_OK) {
        status = write_all(&w, error);
    }
    loc_redesign_give(&redesign);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (written != NULL) {
        *written = w.written;
    }
    return loc_ok(error);
}
