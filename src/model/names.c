/* Names: what a person calls a record, looked for among ids, then names and titles, then
 * aliases. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "model/snapshot.h"

enum { SHOWN = 5, SOURCES = 3 };

/* The records that a name fits, each once, in the order of their rows. */
typedef struct candidates {
    uint32_t row[SHOWN];
    uint32_t last; /* row found last */
    size_t count;
} candidates;

static void offer(candidates *found, uint32_t row) {
    if (found->count > 0 && found->last == row) {
        return;
    }
    if (found->count < SHOWN) {
        found->row[found->count] = row;
    }
    found->last = row;
    found->count++;
}

/* Symbols of the texts that can name a record of a kind: its ids, names, titles; null where
 * none. */
static void name_columns(const locality_snapshot *snapshot, uint32_t kind,
                         const uint32_t *columns[SOURCES]) {
    uint32_t fields[SOURCES - 1] = {
        loc_common_field(kind, LOC_COMMON_name),
        loc_schema_find_field(NULL, kind, "title", sizeof "title" - 1),
    };
    columns[0] = locality_snapshot_ids(snapshot, kind);
    for (size_t i = 0; i < SOURCES - 1; i++) {
        const loc_column *column =
            fields[i] == LOCALITY_NO_INDEX ? NULL : loc_snapshot_column(snapshot, kind, fields[i]);
        columns[i + 1] = column == NULL ? NULL : loc_block_words(column->symbol);
    }
}

/* Looks through texts of all records: `first` to `last` of the columns. */
static void search(const locality_snapshot *snapshot, uint32_t kind, const char *name, size_t first,
                   size_t last, candidates *found) {
    const uint32_t *columns[SOURCES];
    uint32_t count = loc_snapshot_count(snapshot, kind);
    name_columns(snapshot, kind, columns);
    for (uint32_t row = 0; row < count; row++) {
        for (size_t i = first; i <= last; i++) {
            if (columns[i] != NULL && columns[i][row] != 0 &&
                loc_names_equal(loc_snapshot_text(snapshot, columns[i][row]), name)) {
                offer(found, row);
            }
        }
    }
}

/* The name an alias record gives to a record of the kind, and its row; null where it gives none. */
static const char *alias_of(const locality_snapshot *snapshot, uint32_t kind, uint32_t alias,
                            uint32_t *row) {
    const loc_column *record =
        loc_snapshot_column(snapshot, LOC_KIND_alias, LOC_FIELD_alias_record);
    uint32_t name = loc_snapshot_symbol(snapshot, LOC_KIND_alias, alias, LOC_FIELD_alias_text);
    if (record == NULL || name == 0 || loc_block_words(record->kind)[alias] != kind) {
        return NULL;
    }
    *row = loc_block_words(record->row)[alias];
    return loc_snapshot_text(snapshot, name);
}

/* Aliases are not in the order of the rows they name, so each is compared with all found before. */
static void search_aliases(const locality_snapshot *snapshot, uint32_t kind, const char *name,
                           candidates *found) {
    uint32_t count = loc_snapshot_count(snapshot, LOC_KIND_alias);
    for (uint32_t alias = 0; alias < count; alias++) {
        uint32_t row = LOCALITY_ROW_MISSING;
        const char *text = alias_of(snapshot, kind, alias, &row);
        bool known = false;
        for (size_t i = 0; i < found->count && i < SHOWN; i++) {
            known = known || found->row[i] == row;
        }
        if (text != NULL && !known && loc_names_equal(text, name)) {
            offer(found, row);
        }
    }
}

/* Adds to a message that is cut where it is full. */
static void say(char *message, size_t size, const char *text) {
    size_t length = strlen(message), more = strlen(text);
    if (length + more < size) {
        memcpy(message + length, text, more + 1);
    }
}

static locality_status fail_ambiguous(const locality_snapshot *snapshot, uint32_t kind,
                                      const char *name, const candidates *found,
                                      locality_error *error) {
    char list[LOCALITY_ERROR_MESSAGE_SIZE] = "";
    for (size_t i = 0; i < found->count && i < SHOWN; i++) {
        say(list, sizeof list, i == 0 ? "\"" : ", \"");
        say(list, sizeof list, locality_snapshot_id(snapshot, kind, found->row[i]));
        say(list, sizeof list, "\"");
    }
    loc_fail(error, LOCALITY_AMBIGUOUS, "\"%.160s\" fits %zu %s: %s%s", name, found->count,
             locality_schema_kind_plural(NULL, kind), list, found->count > SHOWN ? " ..." : "");
    loc_error_at_record(error, locality_schema_kind_name(NULL, kind), name, NULL);
    return LOCALITY_AMBIGUOUS;
}

/* Offers what the records of a kind are called: by ids alone, or by names and titles too. */
static void offer_names(const locality_snapshot *snapshot, uint32_t kind, size_t sources,
                        loc_nearest *nearest) {
    const uint32_t *columns[SOURCES];
    uint32_t count = loc_snapshot_count(snapshot, kind);
    name_columns(snapshot, kind, columns);
    for (uint32_t row = 0; row < count; row++) {
        for (size_t i = 0; i < sources; i++) {
            if (columns[i] != NULL && columns[i][row] != 0) {
                loc_nearest_offer(nearest, loc_snapshot_text(snapshot, columns[i][row]));
            }
        }
    }
}

static locality_status fail_with_nearest(uint32_t kind, const char *name,
                                         const loc_nearest *nearest, locality_error *error) {
    char hint[LOCALITY_ERROR_MESSAGE_SIZE];
    loc_nearest_write(nearest, hint, sizeof hint);
    loc_fail(error, LOCALITY_NOT_FOUND, "there is no %s \"%.160s\"%s",
             locality_schema_kind_name(NULL, kind), name, hint);
    loc_error_at_record(error, locality_schema_kind_name(NULL, kind), name, NULL);
    return LOCALITY_NOT_FOUND;
}

locality_status loc_fail_no_record(const locality_snapshot *snapshot, uint32_t kind, const char *id,
                                   locality_error *error) {
    loc_nearest nearest;
    loc_nearest_init(&nearest, id);
    offer_names(snapshot, kind, 1, &nearest);
    return fail_with_nearest(kind, id, &nearest, error);
}

static locality_status fail_unknown(const locality_snapshot *snapshot, uint32_t kind,
                                    const char *name, locality_error *error) {
    uint32_t aliases = loc_snapshot_count(snapshot, LOC_KIND_alias);
    loc_nearest nearest;
    loc_nearest_init(&nearest, name);
    offer_names(snapshot, kind, SOURCES, &nearest);
    for (uint32_t alias = 0; alias < aliases; alias++) {
        uint32_t row;
        const char *text = alias_of(snapshot, kind, alias, &row);
        if (text != NULL) {
            loc_nearest_offer(&nearest, text);
        }
    }
    return fail_with_nearest(kind, name, &nearest, error);
}

/* Looks through one source after another until something fits. */
static int32_t look(const locality_snapshot *snapshot, uint32_t kind, const char *name,
                    candidates *found) {
    search(snapshot, kind, name, 0, 0, found);
    if (found->count > 0) {
        return LOCALITY_BY_ID;
    }
    search(snapshot, kind, name, 1, SOURCES - 1, found);
    if (found->count > 0) {
        return LOCALITY_BY_NAME;
    }
    search_aliases(snapshot, kind, name, found);
    return found->count > 0 ? LOCALITY_BY_ALIAS : LOCALITY_BY_NOTHING;
}

locality_status locality_snapshot_resolve(const locality_snapshot *snapshot, uint32_t kind,
                                          const char *name, uint32_t *row, int32_t *by,
                                          locality_error *error) {
    int32_t ignored = LOCALITY_BY_NOTHING;
    by = by == NULL ? &ignored : by;
    *by = LOCALITY_BY_NOTHING;
    if (row != NULL) {
        *row = LOCALITY_ROW_MISSING;
    }
    if (snapshot == NULL || name == NULL || row == NULL) {
        return loc_fail_null(error, snapshot == NULL ? "snapshot" : name == NULL ? "name" : "row");
    }
    if (kind >= LOC_KINDS) {
        return loc_fail(error, LOCALITY_INVALID, "there is no kind %u", (unsigned)kind);
    }
    uint32_t exact = locality_snapshot_find(snapshot, kind, name);
    if (exact != LOCALITY_ROW_MISSING) {
        *row = exact;
        *by = LOCALITY_BY_ID;
        return loc_ok(error);
    }
    candidates found = {.count = 0};
    int32_t way = look(snapshot, kind, name, &found);
    if (found.count != 1) {
        return found.count == 0 ? fail_unknown(snapshot, kind, name, error)
                                : fail_ambiguous(snapshot, kind, name, &found, error);
    }
    *row = found.row[0];
    *by = way;
    return loc_ok(error);
}
