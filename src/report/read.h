/* Read: values of a snapshot as a reader of a report sees them. */
#ifndef LOC_REPORT_READ_H
#define LOC_REPORT_READ_H

#include "base/text.h"
#include "locality/model.h"
#include "model/snapshot.h"

/* What a record is called: its name, else its title, else its id. A person is called by initials, else
 * by the post held, never by name. Never null. */
const char *loc_label(const locality_snapshot *snapshot, uint32_t kind, uint32_t row);
/* The text of a TEXT or WORD field, empty where it is missing. */
const char *loc_text_of(const locality_snapshot *snapshot, uint32_t kind, uint32_t row,
                        uint32_t field);
/* Whether a list of references of a record has a row. */
bool loc_refs_have(const locality_snapshot *snapshot, uint32_t kind, uint32_t row, uint32_t field,
                   uint32_t target);
/* Adds a value as a reader sees it: records by what they are called, lists with commas; nothing where
 * it is missing. */
void loc_show_value(loc_text *text, const locality_snapshot *snapshot, uint32_t kind, uint32_t row,
                    uint32_t field);
/* Adds "CD 3.7 (inferred)". */
void loc_show_source(loc_text *text, const locality_snapshot *snapshot, uint32_t kind,
                     uint32_t row);
/* The record that a caller named by id, name or alias. */
locality_status loc_find_record(const locality_snapshot *snapshot, uint32_t kind, const char *name,
                                uint32_t *row, locality_error *error);
/* Whether the report may show a field: not the name of a person. */
bool loc_field_is_open(uint32_t kind, const loc_field *field);

#define LOC_REF(snapshot, kind, row, field) \
    loc_snapshot_ref((snapshot), LOC_KIND_##kind, (row), LOC_FIELD_##kind##_##field)
#define LOC_TEXT(snapshot, kind, row, field) \
    loc_text_of((snapshot), LOC_KIND_##kind, (row), LOC_FIELD_##kind##_##field)
#define LOC_RANGE(snapshot, kind, row, field) \
    loc_snapshot_range((snapshot), LOC_KIND_##kind, (row), LOC_FIELD_##kind##_##field)
#define LOC_SHOW(text, snapshot, kind, row, field) \
    loc_show_value((text), (snapshot), LOC_KIND_##kind, (row), LOC_FIELD_##kind##_##field)

#endif
