/* Wording. See wording.h. */
#include "rules/wording.h"

#include <string.h>

#include "expr/visit.h"

typedef struct loc_wording {
    const loc_definition *first; /* definitions there are */
    uint8_t *is_used;            /* in their order */
} loc_wording;

static void note_uses(const loc_wording *wording, const loc_use *use) {
    for (; use != NULL; use = use->inner) {
        size_t i = 0;

        for (const loc_definition *d = wording->first; d != NULL; d = d->next, i++)
            if (d == use->definition)
                wording->is_used[i] = 1;
    }
}

static void note_definitions(void *self, const loc_node *node) {
    note_uses(self, node->use);
    for (const loc_use *use = node->within; use != NULL; use = use->within)
        note_uses(self, use);
}

bool loc_wording_add(loc_run *run, const loc_rule *rule, const loc_definition *definitions,
                     loc_text *out) {
    loc_mark mark = loc_scratch_mark(run);
    loc_wording wording = {definitions, NULL};
    size_t count = 0, i = 0;

    for (const loc_definition *d = definitions; d != NULL; d = d->next)
        count++;
    wording.is_used = loc_scratch(run, count + 1, 1);
    if (wording.is_used == NULL)
        return false;
    memset(wording.is_used, 0, count + 1);
    loc_visit_rule(rule, note_definitions, &wording);
    for (const loc_definition *d = definitions; d != NULL; d = d->next, i++)
        if (wording.is_used[i]) {
            loc_text_add(out, "\n\n");
            loc_text_put(out, d->text + d->start, d->end - d->start);
        }
    loc_scratch_release(run, mark);
    return true;
}
