/* Resolving: from the ids that references hold to the rows of the records they name.
 *
 * A reference names a record by its id, else by an alias. References that an earlier snapshot has
 * resolved, and that nothing since can have changed, are taken over from it. */
#ifndef LOC_MODEL_RESOLVE_H
#define LOC_MODEL_RESOLVE_H

#include "model/alias.h"
#include "model/builder.h"

typedef struct loc_resolver {
    locality_model *model;
    loc_table *table[LOC_KINDS]; /* what the snapshot will hold, borrowed; null: no record */
    bool has_aliases;            /* the index below stands */
    loc_aliases aliases;
    const locality_snapshot *before; /* null: none */
    locality_error *error;
} loc_resolver;

void loc_resolver_clear(loc_resolver *resolver);
/* Row of the record of a kind with this id or, failing that, alias. `*by_alias` tells which. OK
 * also when there is none (`*row` is then MISSING); AMBIGUOUS where an alias names several;
 * NO_MEMORY. */
locality_status loc_resolve_name(loc_resolver *resolver, uint32_t kind, uint32_t symbol,
                                 uint32_t *row, bool *by_alias);
/* The same for an ANY_REF; sets the kind, and the id's symbol (0 where no record has it). */
locality_status loc_resolve_any(loc_resolver *resolver, uint32_t symbol, uint32_t *kind,
                                uint32_t *row, bool *by_alias);
/* Fails as DANGLING: the reference of a record names nothing. */
locality_status loc_fail_dangling(const loc_resolver *resolver, uint32_t target, const char *name);
/* The table of a kind as a snapshot holds it, references resolved; null for no record. */
locality_status loc_resolve_table(loc_resolver *resolver, uint32_t kind, loc_table **out);

#endif
