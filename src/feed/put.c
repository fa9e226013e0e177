/* Put: columns that the caller fills in, checked field by field. */
#include "base/error.h"
#include "feed/columns.h"
#include "schema/schema.h"

#define BIT(type) (UINT32_C(1) << (type))
#define INTEGERS                                                                       \
    (BIT(LOCALITY_FEED_INT8) | BIT(LOCALITY_FEED_INT16) | BIT(LOCALITY_FEED_INT32) |   \
     BIT(LOCALITY_FEED_INT64) | BIT(LOCALITY_FEED_UINT8) | BIT(LOCALITY_FEED_UINT16) | \
     BIT(LOCALITY_FEED_UINT32))
#define DATES                                                                          \
    (BIT(LOCALITY_FEED_INT32) | BIT(LOCALITY_FEED_INT64) | BIT(LOCALITY_FEED_UINT16) | \
     BIT(LOCALITY_FEED_TEXT) | BIT(LOCALITY_FEED_SECONDS) | BIT(LOCALITY_FEED_NANOSECONDS))

/* The types that a field can have. */
static uint32_t types_of(int field) {
    switch (field) {
    case LOCALITY_FEED_RECEIVED:
    case LOCALITY_FEED_RECORDED:
        return DATES;
    case LOCALITY_FEED_COUNT:
        return INTEGERS;
    case LOCALITY_FEED_X:
    case LOCALITY_FEED_Y:
        return INTEGERS | BIT(LOCALITY_FEED_DOUBLE);
    default:
        return INTEGERS | BIT(LOCALITY_FEED_TEXT);
    }
}

static locality_status take_column(const locality_feed_column *in, int field, uint64_t rows,
                                   loc_column *out, locality_error *error) {
    bool is_known = in->type >= 0 && in->type <= LOCALITY_FEED_INT16 && in->reserved == 0;
    bool has_names = field >= LOCALITY_FEED_AREA && field <= LOCALITY_FEED_STATUS;

    memset(out, 0, sizeof *out);
    if (is_known && in->type == LOCALITY_FEED_NONE) {
        return LOCALITY_OK;
    }
    if (!is_known || (types_of(field) & BIT(in->type)) == 0 || (in->values == NULL && rows > 0) ||
        (has_names && in->type != LOCALITY_FEED_TEXT && in->name == NULL && in->names > 0)) {
        loc_fail(error, LOCALITY_INVALID, "the column \"%s\" has no values, or none of its type",
                 locality_feed_field_name(field));
        loc_error_at_record(error, NULL, NULL, locality_feed_field_name(field));
        return LOCALITY_INVALID;
    }
    out->type = in->type;
    out->values = in->values;
    out->stride = in->stride;
    out->name = in->name;
    out->names = has_names && in->type != LOCALITY_FEED_TEXT ? in->names : 0;
    out->ticks = in->type == LOCALITY_FEED_SECONDS       ? LOC_DAY_SECONDS
                 : in->type == LOCALITY_FEED_NANOSECONDS ? LOC_DAY_SECONDS * 1000000000
                                                         : 1;
    return LOCALITY_OK;
}

locality_status locality_feed_put(locality_feed *feed, const locality_feed_columns *columns,
                                  locality_error *error) {
    locality_feed_columns in = LOCALITY_FEED_COLUMNS_INIT;
    loc_column column[LOCALITY_FEED_FIELDS];
    locality_status status = loc_feed_ready(feed, error);

    if (status != LOCALITY_OK) {
        return status;
    }
    if (columns == NULL) {
        return loc_fail_null(error, "columns");
    }
    if (!loc_struct_take(&in, sizeof in, columns, columns->struct_size, sizeof in) ||
        in.reserved != 0 || in.rows > UINT64_C(1) << 40) {
        return loc_fail(error, LOCALITY_INVALID,
                        "columns.struct_size or rows is none that there can be");
    }
    for (int i = 0; status == LOCALITY_OK && i < LOCALITY_FEED_FIELDS; i++) {
        status = take_column(&in.column[i], i, in.rows, &column[i], error);
    }
    if (status == LOCALITY_OK) {
        status = loc_feed_put_columns(feed, in.source, column, in.rows, error);
    }
    return status == LOCALITY_OK ? loc_ok(error) : status;
}
