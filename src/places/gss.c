/* GSS codes: see gss.h; the table is gss.def. */
#include "places/gss.h"

#include <string.h>

#include "base/error.h"
#include "locality/places.h"

static const loc_gss rows[] = {
#define GSS(prefix, country, entity, levels) {#prefix, country, entity, levels},
#include "places/gss.def"
#undef GSS
};

#define ROWS (sizeof rows / sizeof rows[0])

bool loc_gss_has_form(const char *code) {
    if (code[0] < 'A' || code[0] > 'Z') {
        return false;
    }
    for (size_t i = 1; i < LOC_GSS_LENGTH; i++) {
        if (code[i] < '0' || code[i] > '9') { /* the end is no digit */
            return false;
        }
    }
    return code[LOC_GSS_LENGTH] == '\0';
}

const loc_gss *loc_gss_at(size_t i) {
    return i < ROWS ? &rows[i] : NULL;
}

const loc_gss *loc_gss_find(const char *code) {
    for (size_t i = 0; i < ROWS; i++) {
        if (strncmp(rows[i].prefix, code, 3) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

/* Whether a word is one of those of a text separated by blanks. */
static bool has_word(const char *words, const char *word) {
    size_t length = strlen(word);

    while (*words != '\0') {
        size_t next = strcspn(words, " ");
        if (next == length && strncmp(words, word, length) == 0) {
            return true;
        }
        words += next;
        words += *words == ' ';
    }
    return false;
}

bool loc_gss_fits(const loc_gss *gss, const char *level) {
    if (has_word(gss->levels, level)) {
        return true;
    }
    for (size_t i = 0; i < ROWS; i++) {
        if (has_word(rows[i].levels, level)) {
            return false;
        }
    }
    return true;
}

locality_status locality_gss_read(const char *code, locality_gss *out, locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = (locality_gss){"", "", "", "", LOCALITY_GSS_NO_CODE, 0};
    if (code == NULL) {
        return loc_fail_null(error, "code");
    }
    if (!loc_gss_has_form(code)) {
        return loc_ok(error);
    }
    const loc_gss *gss = loc_gss_find(code);
    out->state = gss != NULL ? LOCALITY_GSS_KNOWN : LOCALITY_GSS_UNKNOWN;
    if (gss != NULL) {
        out->prefix = gss->prefix;
        out->country = gss->country;
        out->entity = gss->entity;
        out->levels = gss->levels;
    }
    return loc_ok(error);
}
