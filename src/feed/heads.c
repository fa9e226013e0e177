/* Heads: which column of a table is which field, by the names the caller gives or by the usual ones. */
#include <stdio.h>

#include "base/error.h"
#include "base/text.h"
#include "feed/feed.h"

/* The usual names of each field; the first that is there counts. */
static const char *const usual[LOCALITY_FEED_FIELDS][16] = {
    [LOCALITY_FEED_RECEIVED] = {"received", "received_date", "date received", "date_received",
                                "received_day", "requested_datetime", "open_dt", "opened",
                                "created", "created_date", "date", "day", "week", "month", "year",
                                NULL},
    [LOCALITY_FEED_AREA] = {"area", "locality", "ward", "neighbourhood", "neighborhood", "district",
                            "lsoa code", "lsoa", "lad", "ons code", "place", NULL},
    [LOCALITY_FEED_SERVICE] = {"service", "service_name", "category", "type", "request type",
                               "complaint type", "crime type", NULL},
    [LOCALITY_FEED_PROVIDER] = {"provider", "contractor", "agency", NULL},
    [LOCALITY_FEED_CHANNEL] = {"channel", NULL},
    [LOCALITY_FEED_STATUS] = {"status", NULL},
    [LOCALITY_FEED_COUNT] = {"count", "counts", "reports", "events", NULL},
    [LOCALITY_FEED_RECORDED] = {"recorded", "recorded_date", "date recorded", NULL},
    [LOCALITY_FEED_X] = {"easting", "x", NULL},
    [LOCALITY_FEED_Y] = {"northing", "y", NULL},
    [LOCALITY_FEED_REFERENCE] = {"reference", "id", NULL},
};

static bool is_same(const loc_heading *heading, const char *name) {
    size_t i = 0;

    for (; i < heading->length && name[i] != '\0'; i++) {
        if (loc_to_lower(heading->text[i]) != loc_to_lower(name[i])) {
            return false;
        }
    }
    return i == heading->length && name[i] == '\0';
}

/* The column of a name, UINT32_MAX where there is none; how many have it. */
static uint32_t find(const loc_heading *heading, size_t count, const char *name, uint32_t *times) {
    uint32_t found = UINT32_MAX;

    *times = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (is_same(&heading[i], name)) {
            found = found == UINT32_MAX ? i : found;
            ++*times;
        }
    }
    return found;
}

static locality_status fail_column(const loc_heading *heading, size_t count, const char *name,
                                   int field, locality_error *error) {
    char near[200];
    loc_nearest nearest;

    loc_nearest_init(&nearest, name);
    char texts[64][LOCALITY_ERROR_NAME_SIZE];
    for (size_t i = 0; i < count && i < 64; i++) {
        if (heading[i].length > 0 && heading[i].length < sizeof texts[i] &&
            loc_utf8_check(heading[i].text, heading[i].length) == heading[i].length) {
            memcpy(texts[i], heading[i].text, heading[i].length);
            texts[i][heading[i].length] = '\0';
            loc_nearest_offer(&nearest, texts[i]);
        }
    }
    loc_nearest_write(&nearest, near, sizeof near);
    loc_fail(error, LOCALITY_NOT_FOUND, "there is no column \"%.100s\"%s", name, near);
    loc_error_at_record(error, NULL, NULL, locality_feed_field_name(field));
    return LOCALITY_NOT_FOUND;
}

static locality_status fail_twice(const char *name, int field, locality_error *error) {
    loc_fail(error, LOCALITY_AMBIGUOUS, "more than one column is called \"%.100s\"", name);
    loc_error_at_record(error, NULL, NULL, locality_feed_field_name(field));
    return LOCALITY_AMBIGUOUS;
}

locality_status loc_feed_columns(const char *const *wanted, const loc_heading *heading,
                                 size_t count, uint32_t *column, locality_error *error) {
    for (int field = 0; field < LOCALITY_FEED_FIELDS; field++) {
        const char *name = wanted == NULL ? NULL : wanted[field];
        uint32_t times = 0;
        column[field] = UINT32_MAX;
        if (name != NULL && name[0] != '\0') {
            column[field] = find(heading, count, name, &times);
            if (column[field] == UINT32_MAX) {
                return fail_column(heading, count, name, field, error);
            }
        }
        for (size_t i = 0; name == NULL && usual[field][i] != NULL; i++) {
            column[field] = find(heading, count, usual[field][i], &times);
            if (column[field] != UINT32_MAX) {
                name = usual[field][i];
            }
        }
        if (times > 1) {
            return fail_twice(name, field, error);
        }
    }
    return LOCALITY_OK;
}
