/* Texts: patterns, and the names that records go by. */
#include <string.h>

#include "base/text.h"
#include "expr/aliases.h"
#include "expr/lookup.h"
#include "schema/schema.h"

/* ---- Patterns ------------------------------------------------------------------------------------- */

/* Bytes of the character at `text`. */
static size_t character(const char *text) {
    size_t length = 1;

    while (((unsigned char)text[length] & 0xC0u) == 0x80u)
        length++;
    return length;
}

/* `*` is any run, `?` one character; ASCII letters in any case. Goes back only to the last `*`, so the
 * time is at most the product of the lengths. */
static bool matches(const char *text, const char *pattern) {
    const char *star = NULL, *again = NULL;

    while (*text != '\0') {
        if (*pattern == '*') {
            star = ++pattern;
            again = text;
        } else if (*pattern == '?') {
            text += character(text);
            pattern++;
        } else if (loc_to_lower(*pattern) == loc_to_lower(*text)) {
            text++;
            pattern++;
        } else if (star != NULL) {
            again += character(again);
            text = again;
            pattern = star;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

/* The answer for a text, found once for each text where the pattern is constant. */
static bool ask_memo(loc_plan *plan, loc_site *site, uint32_t symbol, const char *pattern,
                     uint8_t *out) {
    loc_run *run = plan->run;
    uint32_t group;

    if (site->memo == NULL) {
        site->memo = loc_plan_take(plan, 1, sizeof *site->memo);
        if (site->memo == NULL)
            return false;
    }
    size_t before = site->memo->count;
    if (!loc_groups_add(run, site->memo, symbol, &group))
        return false;
    if (group == before) {
        void *truth = site->memo_truth;
        if (!loc_grow(&run->allocator, &truth, &site->memo_capacity, group + 1, 1))
            return loc_run_no_memory(run);
        site->memo_truth = truth;
        site->memo_truth[group] = matches(loc_run_text(run, symbol), pattern) ? LOC_YES : LOC_NO;
    }
    *out = site->memo_truth[group];
    return true;
}

bool loc_eval_matches(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                      loc_vector *out) {
    loc_run *run = plan->run;
    uint8_t *truth = loc_scratch(run, frame->count, 1);
    loc_mark mark = loc_scratch_mark(run);
    bool is_constant = plan->sites[node->b->number].level == 0;
    loc_vector text, pattern;
    bool done = truth != NULL && loc_eval(plan, frame, node->a, &text) &&
                loc_eval(plan, frame, node->b, &pattern);

    memset(out, 0, sizeof *out);
    out->truth = truth;
    for (uint32_t i = 0; done && i < frame->count; i++) {
        uint32_t symbol = text.key[i];
        if (symbol == 0 || pattern.key[i] == 0)
            truth[i] = LOC_MAYBE;
        else if (is_constant)
            done = ask_memo(plan, &plan->sites[node->number], symbol,
                            loc_run_text(run, pattern.key[i]), &truth[i]);
        else
            truth[i] = matches(loc_run_text(run, symbol), loc_run_text(run, pattern.key[i]))
                           ? LOC_YES
                           : LOC_NO;
    }
    loc_scratch_release(run, mark);
    return done;
}

/* ---- Names ------------------------------------------------------------------------------------------ */

/* Alias records by the record they name: chains through `next`, by kind and row. */
struct loc_aliases {
    uint32_t **first; /* by kind, then row: alias + 1, or 0; null where a kind has none */
    uint32_t *next;   /* by alias: the same */
};

static bool make_aliases(loc_run *run) {
    const locality_column *record = loc_run_column(run, LOC_KIND_alias, LOC_FIELD_alias_record);
    loc_aliases *aliases = loc_run_take(run, 1, sizeof *aliases);

    if (record == NULL || aliases == NULL)
        return false;
    aliases->first = loc_run_take(run, run->kinds, sizeof *aliases->first);
    aliases->next = loc_run_take(run, record->count + 1, sizeof *aliases->next);
    if (aliases->first == NULL || aliases->next == NULL)
        return false;
    for (size_t i = record->row == NULL ? 0 : record->count; i-- > 0;) {
        uint32_t kind = record->kind[i], row = record->row[i];
        if (kind >= run->kinds || row >= locality_snapshot_count(run->snapshot, kind))
            continue;
        if (aliases->first[kind] == NULL)
            aliases->first[kind] = loc_run_take(run, locality_snapshot_count(run->snapshot, kind),
                                                sizeof **aliases->first);
        if (aliases->first[kind] == NULL)
            return false;
        aliases->next[i] = aliases->first[kind][row];
        aliases->first[kind][row] = (uint32_t)i + 1;
    }
    run->aliases = aliases;
    return true;
}

/* Whether an alias is in use on a date; a day that is not given sets no limit. */
static uint8_t is_in_use(const locality_column *starts, const locality_column *ends, uint32_t alias,
                         const locality_range *on) {
    static const locality_range open = {LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE};
    locality_range first = open, last = open;
    locality_truth a = LOCALITY_TRUE, b = LOCALITY_TRUE;

    if (starts->lo != NULL)
        first = (locality_range){starts->lo[alias], starts->hi[alias]};
    if (ends->lo != NULL)
        last = (locality_range){ends->lo[alias], ends->hi[alias]};
    if (!locality_range_is_unknown(&first))
        a = locality_range_compare(LOCALITY_LESS_EQUAL, &first, on);
    if (!locality_range_is_unknown(&last))
        b = locality_range_compare(LOCALITY_GREATER_EQUAL, &last, on);
    if (a == LOCALITY_FALSE || b == LOCALITY_FALSE)
        return LOC_NO;
    return a == LOCALITY_TRUE && b == LOCALITY_TRUE ? LOC_YES : LOC_MAYBE;
}

static bool find_alias(loc_run *run, uint32_t kind, uint32_t row, const char *name,
                       const locality_range *on, uint8_t *out) {
    const locality_column *text = loc_run_column(run, LOC_KIND_alias, LOC_FIELD_alias_text);
    const locality_column *starts = loc_run_column(run, LOC_KIND_alias, LOC_FIELD_alias_starts);
    const locality_column *ends = loc_run_column(run, LOC_KIND_alias, LOC_FIELD_alias_ends);
    const loc_aliases *aliases = run->aliases;
    uint32_t alias = aliases->first[kind] == NULL ? 0 : aliases->first[kind][row];

    *out = LOC_NO;
    if (text == NULL || starts == NULL || ends == NULL)
        return false;
    for (; alias != 0 && text->symbol != NULL; alias = aliases->next[alias - 1]) {
        uint8_t used = LOC_YES;
        if (!loc_names_equal(loc_run_text(run, text->symbol[alias - 1]), name))
            continue;
        if (on != NULL)
            used = is_in_use(starts, ends, alias - 1, on);
        *out = used > *out ? used : *out;
    }
    return true;
}

bool loc_is_named(loc_run *run, uint32_t kind, uint32_t row, const char *name,
                  const locality_range *on, uint8_t *out) {
    const char *id = locality_snapshot_id(run->snapshot, kind, row);

    *out = LOC_YES;
    if (run->aliases == NULL && !make_aliases(run))
        return false;
    if ((id != NULL && loc_names_equal(id, name)) ||
        loc_names_equal(loc_run_field_text(run, kind, row, "name"), name) ||
        loc_names_equal(loc_run_field_text(run, kind, row, "title"), name))
        return run->failure.status == LOCALITY_OK;
    return find_alias(run, kind, row, name, on, out);
}
