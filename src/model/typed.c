/* Typed records: between the members of a struct and the values of a record. */
#include "model/typed.h"

#include <stdalign.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "base/value.h"
#include "model/builder.h"

/* What every record begins with. */
typedef struct record_head {
    uint32_t struct_size, reserved;
    const char *id;
} record_head;

typedef struct list_member {
    const char *const *items;
    size_t count;
} list_member;

/* A struct of any kind. */
typedef struct any_record {
    alignas(max_align_t) unsigned char bytes[LOC_LARGEST_RECORD];
} any_record;

/* Fields of the library's table; those that a host added have no member. */
static uint32_t members(uint32_t kind) {
    return locality_schema_fields(NULL, kind);
}

static record_head head_of(const any_record *record) {
    record_head head;
    memcpy(&head, record->bytes, sizeof head);
    return head;
}

/* Copies the struct of a caller, of whatever version, over one in which every field is missing. */
static locality_status take(const loc_record_shape *shape, const void *record, any_record *local,
                            locality_error *error) {
    uint32_t size;
    memcpy(&size, record, sizeof size);
    memcpy(local->bytes, shape->start, shape->size);
    if (!loc_struct_take(local->bytes, shape->size, record, size, sizeof(record_head)) ||
        head_of(local).reserved != 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "record.struct_size is not that of this kind, or a member is set that this "
                        "version does not know; start from the _INIT macro");
    }
    return LOCALITY_OK;
}

/* The value that a member holds; type NONE where it is missing. */
static locality_value member_value(int32_t type, const unsigned char *member) {
    locality_value value = {.range = LOC_UNKNOWN};
    if (loc_type_is_value(type)) {
        memcpy(&value.range, member, sizeof value.range);
        value.type = loc_is_unknown(value.range) ? LOCALITY_TYPE_NONE : type;
    } else if (loc_type_is_list(type)) {
        list_member list;
        memcpy(&list, member, sizeof list);
        value.items = list.items;
        value.items_count = list.count;
        value.type = list.items == NULL && list.count == 0 ? LOCALITY_TYPE_NONE : type;
    } else {
        memcpy(&value.text, member, sizeof value.text);
        value.type = value.text == NULL ? LOCALITY_TYPE_NONE : type;
    }
    return value;
}

static void set_member(int32_t type, unsigned char *member, const locality_value *value) {
    if (loc_type_is_value(type)) {
        memcpy(member, &value->range, sizeof value->range);
    } else if (loc_type_is_list(type)) {
        list_member list = {.items = value->items, .count = value->items_count};
        memcpy(member, &list, sizeof list);
    } else {
        memcpy(member, &value->text, sizeof value->text);
    }
}

locality_status loc_record_put(locality_model *model, const loc_record_shape *shape,
                               const void *record, bool must_be_new, locality_error *error) {
    any_record local;
    if (model == NULL || record == NULL) {
        return loc_fail_null(error, model == NULL ? "model" : "record");
    }
    locality_status status = take(shape, record, &local, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    const char *id = head_of(&local).id;
    if (id == NULL) {
        return loc_fail_null(error, "record.id");
    }
    loc_cells_restart(&model->cells);
    for (uint32_t field = 0; field < members(shape->kind); field++) {
        const loc_field *info = loc_schema_row(NULL, shape->kind, field);
        locality_value value = member_value(info->type, local.bytes + shape->offsets[field]);
        if (value.type == LOCALITY_TYPE_NONE) {
            continue;
        }
        status = loc_cells_add(&model->cells, shape->kind, field, &value, error);
        if (status != LOCALITY_OK) {
            loc_error_at_record(error, locality_schema_kind_name(NULL, shape->kind), id,
                                info->name);
            return status;
        }
    }
    return loc_model_write(model, shape->kind, id, must_be_new, error);
}

/* ---- Reading --------------------------------------------------------------------------------- */

/* Checks the caller's struct and makes every field of it missing. */
static locality_status open_out(const loc_record_shape *shape, void *out, uint32_t *size,
                                locality_error *error) {
    *size = 0;
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    memcpy(size, out, sizeof *size);
    if (*size < sizeof(record_head)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "out.struct_size is not set; start from the _INIT macro");
    }
    loc_struct_give(out, *size, shape->start, shape->size);
    memcpy(out, size, sizeof *size);
    return LOCALITY_OK;
}

static void read_record(const locality_snapshot *snapshot, const loc_record_shape *shape,
                        uint32_t row, void *out, uint32_t size) {
    any_record local;
    memcpy(local.bytes, shape->start, shape->size);
    record_head head = {.struct_size = size};
    head.id = loc_snapshot_text(snapshot, loc_snapshot_id(snapshot, shape->kind, row));
    memcpy(local.bytes, &head, sizeof head);
    for (uint32_t field = 0; field < members(shape->kind); field++) {
        int32_t type = loc_schema_row(NULL, shape->kind, field)->type;
        locality_value value;
        loc_snapshot_value(snapshot, shape->kind, row, field, &value);
        set_member(type, local.bytes + shape->offsets[field], &value);
    }
    loc_struct_give(out, size, local.bytes, shape->size);
}

locality_status loc_record_find(const locality_snapshot *snapshot, const loc_record_shape *shape,
                                const char *id, void *out, locality_error *error) {
    uint32_t size;
    locality_status status = open_out(shape, out, &size, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (snapshot == NULL || id == NULL) {
        return loc_fail_null(error, snapshot == NULL ? "snapshot" : "id");
    }
    uint32_t row = locality_snapshot_find(snapshot, shape->kind, id);
    if (row == LOCALITY_ROW_MISSING) {
        return loc_fail_no_record(snapshot, shape->kind, id, error);
    }
    read_record(snapshot, shape, row, out, size);
    return loc_ok(error);
}

locality_status loc_record_at(const locality_snapshot *snapshot, const loc_record_shape *shape,
                              size_t row, void *out, locality_error *error) {
    uint32_t size;
    locality_status status = open_out(shape, out, &size, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (snapshot == NULL) {
        return loc_fail_null(error, "snapshot");
    }
    if (row >= loc_snapshot_count(snapshot, shape->kind)) {
        loc_fail(error, LOCALITY_NOT_FOUND, "there is no row %zu of %s", row,
                 locality_schema_kind_name(NULL, shape->kind));
        loc_error_at_record(error, locality_schema_kind_name(NULL, shape->kind), NULL, NULL);
        return LOCALITY_NOT_FOUND;
    }
    read_record(snapshot, shape, (uint32_t)row, out, size);
    return loc_ok(error);
}
