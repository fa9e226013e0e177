/* Bindings one by one: for explanations, which look at a few of them closely. */
#ifndef LOC_EXPR_BINDINGS_H
#define LOC_EXPR_BINDINGS_H

#include "expr/items.h"

/* The bindings of one variable that extend a single binding of the frame before. */
typedef struct loc_bindings {
    loc_step *step;
    loc_items items; /* values of the variable; `maybe` says which are only possible */
    const loc_node
        *doubtful; /* keep only those that are only possible, or whose value of this is not
                                 settled; null: keep all */
    bool is_doubtful_only;
    size_t most;              /* keep no more than so many; all are counted */
    size_t more;              /* how many are not kept for that reason */
    size_t certain, possible; /* how many there are */
    bool is_open;             /* there may be others that are not known */
} loc_bindings;

/* Finds them; `parent` has one binding. What was found is freed with loc_bindings_clear, also after a
 * failure. */
bool loc_bindings_find(loc_bindings *bindings, loc_plan *plan, loc_step *step, loc_frame *parent);
void loc_bindings_clear(loc_bindings *bindings);
/* The frame of binding `i`, in scratch memory. Null on refusal. */
loc_frame *loc_bindings_frame(loc_bindings *bindings, loc_plan *plan, loc_frame *parent, size_t i);

#endif
