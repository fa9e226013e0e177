/* Taking: from the bytes of a cell to what a column says: trimmed, checked, and either nothing, none, or
 * a text. Texts are kept once while they come again and again, as in most tables they do. */
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "intake/cell.h"
#include "intake/engine.h"

locality_status loc_intake_fail_memory(locality_intake *intake) {
    return loc_fail_memory(intake->error);
}

locality_status loc_intake_tell(locality_intake *intake, int32_t fault, int32_t severity,
                                uint32_t column, const loc_trouble *more, const char *message) {
    intake->told++;
    loc_trouble trouble = {.fault = fault,
                           .severity = severity,
                           .row = intake->row->number,
                           .line = intake->row->line};
    if (more != NULL) {
        trouble.kind = more->kind;
        trouble.id = more->id;
        trouble.value = more->value;
    }
    if (column != UINT32_MAX && column >= LOC_GIVEN_COUNT) {
        loc_source *source = &intake->source[column];
        if (source->now.is_reported) {
            return LOCALITY_OK;
        }
        source->now.is_reported = true;
        trouble.value = (loc_slice){source->now.text, source->now.length};
        if (source->place != UINT32_MAX) {
            trouble.column = (uint64_t)source->place + 1;
            trouble.heading = intake->heading[source->place];
        }
    }
    return loc_report_add(intake->report, &trouble, "%s", message) ? LOCALITY_OK
                                                                   : loc_intake_fail_memory(intake);
}

/* ---- Texts that stand ---------------------------------------------------------------------------- */

loc_kept *loc_intake_new_text(locality_intake *intake, loc_arena *arena, const char *text,
                              size_t length) {
    loc_kept *kept = loc_arena_take(arena, 1, sizeof *kept);
    char *copy = kept == NULL ? NULL : loc_arena_text(arena, text, length);
    if (copy == NULL) {
        loc_intake_fail_memory(intake);
        return NULL;
    }
    kept->text = copy;
    kept->length = (uint32_t)length;
    kept->hash = loc_hash(copy, length);
    intake->passing_bytes += length + sizeof *kept;
    return kept;
}

uint32_t loc_intake_symbol(locality_intake *intake, loc_kept *kept) {
    if (kept->symbol == 0) {
        kept->symbol =
            loc_pool_intern_hashed(intake->model->pool, kept->text, kept->length, kept->hash);
        if (kept->symbol == 0) {
            loc_intake_fail_memory(intake);
        }
    }
    return kept->symbol;
}

static bool is_same(const loc_kept *kept, const loc_cell_now *now) {
    return kept != NULL && kept->length == now->length &&
           memcmp(kept->text, now->text, now->length) == 0;
}

loc_kept *loc_intake_keep_new(locality_intake *intake, uint32_t column) {
    loc_source *source = &intake->source[column];
    loc_cell_now *now = &source->now;
    if (is_same(source->last, now)) {
        return now->kept = source->last;
    }
    if (source->slot == NULL) {
        source->slot = loc_arena_take(&intake->lasting, LOC_KEEP_SLOTS, sizeof(loc_kept *));
        if (source->slot == NULL) {
            loc_intake_fail_memory(intake);
            return NULL;
        }
    }
    loc_kept **slot = &source->slot[loc_hash(now->text, now->length) % LOC_KEEP_SLOTS];
    if (!is_same(*slot, now)) {
        loc_kept *kept = loc_intake_new_text(intake, &intake->passing, now->text, now->length);
        if (kept == NULL) {
            return NULL;
        }
        *slot = kept;
    }
    return now->kept = source->last = *slot;
}

/* ---- Cells --------------------------------------------------------------------------------------- */

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Whether a text may be one of the words for missing and none: most are not, and show it at once. */
static inline bool may_be_word(const loc_source *source, const char *text, size_t length) {
    unsigned char c = (unsigned char)text[0];
    return length <= source->longest && ((source->first[c >> 6] >> (c & 63)) & 1) != 0;
}

/* Whether a replacement character stands in a text: a letter was lost before it came here. */
static bool is_mangled(const char *text, size_t length) {
    for (const char *p = text; length >= 3 && p != NULL && p <= text + length - 3;) {
        p = memchr(p, 0xEF, (size_t)(text + length - 2 - p));
        if (p != NULL && memcmp(p, "\xEF\xBF\xBD", 3) == 0) {
            return true;
        }
        p = p == NULL ? NULL : p + 1;
    }
    return false;
}

/* Brings text beyond ASCII to sound UTF-8; where that cannot be the cell states nothing. */
static locality_status check_text(locality_intake *intake, uint32_t column) {
    loc_cell_now *now = &intake->source[column].now;
    const char *wrong = NULL;
    if (intake->map.is_windows) {
        char *out = loc_arena_bytes(&intake->passing, (size_t)now->length * 3 + 1);
        if (out == NULL) {
            return loc_intake_fail_memory(intake);
        }
        intake->passing_bytes += (size_t)now->length * 3;
        size_t written = loc_cell_from_windows(now->text, now->length, out);
        if (written == SIZE_MAX || memchr(out, '\0', written) != NULL) {
            wrong = "a byte of this cell means nothing in Windows-1252";
        } else {
            now->text = out;
            now->length = (uint32_t)written;
        }
    } else if (loc_utf8_check(now->text, now->length) < now->length) {
        wrong =
            memchr(now->text, '\0', now->length) != NULL
                ? "this cell holds a NUL byte"
                : "this cell is not valid UTF-8; if the file is Windows-1252, the map can say so: "
                  "encoding windows-1252";
    }
    if (wrong != NULL) {
        locality_status status = loc_intake_tell(intake, LOCALITY_INTAKE_ENCODING,
                                                 LOCALITY_INTAKE_ERROR, column, NULL, wrong);
        now->state = LOC_CELL_MISSING;
        return status;
    }
    if (!is_mangled(now->text, now->length)) {
        return LOCALITY_OK;
    }
    locality_status status = loc_intake_tell(
        intake, LOCALITY_INTAKE_MANGLED, LOCALITY_INTAKE_WARNING, column, NULL,
        "a replacement character stands where a letter was lost; it is imported as it is");
    now->is_reported = false; /* other problems of the cell are problems of their own */
    return status;
}

locality_status loc_intake_take(locality_intake *intake, uint32_t column, const char *text,
                                size_t length) {
    loc_source *source = &intake->source[column];
    while (length > 0 && is_blank(text[length - 1])) {
        length--;
    }
    while (length > 0 && is_blank(text[0])) {
        text++;
        length--;
    }
    source->now = (loc_cell_now){
        .text = text, .length = (uint32_t)length, .state = LOC_CELL_GIVEN, .kept = NULL};
    if (length == 0) {
        source->now.state = LOC_CELL_MISSING;
        source->blank++;
        return LOCALITY_OK;
    }
    if (!intake->row->is_plain) {
        locality_status status = check_text(intake, column);
        if (status != LOCALITY_OK || source->now.state != LOC_CELL_GIVEN) {
            return status;
        }
    }
    if (may_be_word(source, source->now.text, source->now.length)) {
        bool none = loc_words_match(&source->map->none, source->now.text, source->now.length);
        if (none || loc_words_match(&source->map->missing, source->now.text, source->now.length)) {
            source->now.state = none ? LOC_CELL_NONE : LOC_CELL_MISSING;
            source->blank += !none;
        }
    }
    return LOCALITY_OK;
}

/* ---- Conditions ---------------------------------------------------------------------------------- */

static bool fits_any(const loc_words *patterns, const loc_cell_now *now) {
    for (uint32_t i = 0; i < patterns->count && now->text != NULL; i++) {
        if (loc_pattern_fits(patterns->item[i], now->text, now->length)) {
            return true;
        }
    }
    return false;
}

static bool test_holds(const locality_intake *intake, const loc_map_test *test) {
    const loc_cell_now *now = &intake->source[test->column].now;
    bool is_given = now->state == LOC_CELL_GIVEN || now->state == LOC_CELL_NONE;
    const loc_cell_now *other;
    switch (test->test) {
    case LOC_TEST_DIFFERS:
        other = &intake->source[test->other].now;
        return now->length != other->length ||
               (now->length > 0 && memcmp(now->text, other->text, now->length) != 0);
    case LOC_TEST_LIKE:
        return fits_any(&test->words, now);
    case LOC_TEST_MISSING:
        return !is_given;
    case LOC_TEST_GIVEN:
        return is_given;
    default: { /* words are compared with what stands in the cell, whatever it means */
        bool is = now->text != NULL && loc_words_match(&test->words, now->text, now->length);
        return is == (test->test == LOC_TEST_IS);
    }
    }
}

bool loc_intake_tests(const locality_intake *intake, const loc_map_tests *tests) {
    for (uint32_t i = 0; i < tests->count; i++) {
        if (!test_holds(intake, &tests->item[i])) {
            return false;
        }
    }
    return true;
}
