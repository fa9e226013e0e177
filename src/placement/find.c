/* Finding: which candidate or place a caller means, by whatever it may be called. */
#include <string.h>

#include "base/error.h"
#include "expr/host.h"
#include "placement/board.h"
#include "schema/schema.h"

/* How a text may mean a member, the surest way first. */
enum { BY_ID, BY_LABEL, BY_NAME, WAYS };

/* Whether a member is called so: by initials or the words in front of its label's comma as well. */
static bool is_called(const char *label, const char *text) {
    const char *comma = strchr(label, ',');
    char head[64];
    size_t length = comma == NULL ? 0 : (size_t)(comma - label);

    if (loc_names_equal(label, text))
        return true;
    if (length == 0 || length >= sizeof head)
        return false;
    memcpy(head, label, length);
    head[length] = '\0';
    return loc_names_equal(head, text);
}

static bool is_meant(const locality_snapshot *snapshot, const loc_members *members, int way,
                     size_t index, const char *text) {
    uint32_t row = LOCALITY_ROW_MISSING;

    if (way == BY_ID)
        return strcmp(members->id[index], text) == 0;
    if (way == BY_LABEL)
        return is_called(members->label[index], text);
    return locality_snapshot_resolve(snapshot, members->kind, text, &row, NULL, NULL) ==
               LOCALITY_OK &&
           row == members->row[index];
}

static locality_status fail_find(const loc_members *members, int32_t side, const char *text,
                                 locality_error *error) {
    loc_nearest nearest;
    char hint[256] = "";

    loc_nearest_init(&nearest, text);
    for (size_t i = 0; i < members->count; i++) {
        loc_nearest_offer(&nearest, members->label[i]);
        loc_nearest_offer(&nearest, members->id[i]);
    }
    loc_nearest_write(&nearest, hint, sizeof hint);
    return loc_fail(error, LOCALITY_NOT_FOUND, "there is no %s \"%s\"%s",
                    side == LOCALITY_ALLOCATION_CANDIDATES ? "candidate" : "place", text, hint);
}

locality_status loc_members_find(const loc_members *members, const locality_snapshot *snapshot,
                                 int32_t side, const char *text, size_t *index,
                                 locality_error *error) {
    for (int way = BY_ID; way < WAYS; way++) {
        size_t found = 0;
        for (size_t i = 0; i < members->count; i++)
            if (is_meant(snapshot, members, way, i, text)) {
                if (found++ > 0)
                    return loc_fail(error, LOCALITY_AMBIGUOUS,
                                    "\"%s\" may be %s or %s: give the id", text,
                                    members->id[*index], members->id[i]);
                *index = i;
            }
        if (found == 1)
            return loc_ok(error);
        *index = 0;
    }
    return fail_find(members, side, text, error);
}
