/* Telling, between its files. See story.h. */
#ifndef LOC_EXPR_TELL_H
#define LOC_EXPR_TELL_H

#include "expr/story.h"

/* Terms of a sum, items of a list, that are written one by one. */
#define LOC_TERMS_SHOWN 30u

bool loc_tell_line(loc_story *story, loc_text *line);
void loc_tell_source(const loc_plan *plan, const loc_node *node, loc_text *out);
bool loc_tell_value(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                    loc_text *out);
bool loc_tell_put(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                  loc_text *out);
bool loc_tell_truth(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node);
/* "sum of posts over 8 posts = 1 + 1 + 2 = 4", and the records as witnesses. */
bool loc_tell_quantifier(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                         loc_text *out);

#endif
