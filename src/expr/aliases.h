/* Aliases: whether a record goes by a name. */
#ifndef LOC_EXPR_ALIASES_H
#define LOC_EXPR_ALIASES_H

#include "expr/run.h"

/* LOC_YES where the record has the name as its id, name, title or alias, without regard to ASCII case;
 * else LOC_NO. With a date (else null) an alias counts that is in use on it, LOC_MAYBE where that is open.
 * False on refusal. */
bool loc_is_named(loc_run *run, uint32_t kind, uint32_t row, const char *name,
                  const locality_range *on, uint8_t *out);

#endif
