/* Structure, inside: the handle of one version, and the checks that its functions begin with. */
#ifndef LOC_STRUCTURE_STRUCTURE_H
#define LOC_STRUCTURE_STRUCTURE_H

#include "locality/structure.h"
#include "structure/lines.h"

struct locality_structure {
    locality_allocator allocator;
    const locality_snapshot *snapshot; /* retained */
    uint32_t version;                  /* row of the version; LOCALITY_ROW_MISSING: all of them */
    const loc_lines *lines; /* that know the posts of the version; the snapshot keeps them */
    uint32_t *post;         /* posts of the version, ascending; null: those from `first` on */
    uint32_t first;
    size_t posts;
};

/* LOCALITY_OK where there is a structure and `count` has a place to go; sets `*count` to 0. */
locality_status loc_structure_begin(const locality_structure *structure, size_t *count,
                                    locality_error *error);
/* LOCALITY_OK where `post` is a post of the snapshot; gives lines that know it unless `lines` is null. */
locality_status loc_structure_post(const locality_structure *structure, uint32_t post,
                                   const loc_lines **lines, locality_error *error);
/* Row of a post of the version, by its place among them. */
static inline uint32_t loc_structure_at(const locality_structure *structure, size_t index) {
    return structure->post == NULL ? structure->first + (uint32_t)index : structure->post[index];
}
/* Whether a record belongs to the version, by the column `structure` of its kind. */
static inline bool loc_structure_has(const locality_structure *structure,
                                     const locality_column *column, uint32_t row) {
    return structure->version == LOCALITY_ROW_MISSING ||
           (column->row != NULL && column->row[row] == structure->version);
}
/* The same for kinds of which a record without a version holds for all. */
static inline bool loc_structure_shares(const locality_structure *structure,
                                        const locality_column *column, uint32_t row) {
    return column->row == NULL || column->row[row] >= LOCALITY_ROW_NONE ||
           loc_structure_has(structure, column, row);
}

#endif
