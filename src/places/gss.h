/* GSS codes: nine characters of which the first three say what sort of area is meant, and where. */
#ifndef LOC_PLACES_GSS_H
#define LOC_PLACES_GSS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct loc_gss {
    const char *prefix, *country, *entity; /* static */
    const char *levels;                    /* words of area.level, separated by blanks */
} loc_gss;

#define LOC_GSS_LENGTH 9u

/* Whether a text has the form of a code: a capital letter and eight digits. */
bool loc_gss_has_form(const char *code);
/* The row of a code of the form; null where the table does not have its prefix. */
const loc_gss *loc_gss_find(const char *code);
/* Row `i` of the table, null behind the last. */
const loc_gss *loc_gss_at(size_t i);
/* Whether an area of a level can have a code of the row. Levels that councils draw themselves (neighbourhood,
 * cluster ...) may follow any boundary. */
bool loc_gss_fits(const loc_gss *gss, const char *level);

#endif
