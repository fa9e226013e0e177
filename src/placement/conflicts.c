/* Conflicts of a plan: all that stands in the way, in the order of reluctance. See conflicts.h. */
#include "placement/conflicts.h"

#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "placement/cancel.h"
#include "placement/placement.h"

#define TESTS_MOST 20000u
#define SENTENCES_MOST 4u

/* ---- Making, for all kinds of plans -------------------------------------------------------------------- */

locality_status loc_conflicts_options(const locality_placement_conflicts_options *given,
                                      locality_placement_conflicts_options *out,
                                      locality_error *error) {
    static const locality_placement_conflicts_options defaults =
        LOCALITY_PLACEMENT_CONFLICTS_OPTIONS_INIT;

    *out = defaults;
    if (given != NULL &&
        !loc_struct_take(out, sizeof *out, given, given->struct_size, 2 * sizeof(uint32_t)))
        return loc_fail(error, LOCALITY_INVALID,
                        "options of an unknown size: %lu bytes; start from "
                        "LOCALITY_PLACEMENT_CONFLICTS_OPTIONS_INIT",
                        (unsigned long)given->struct_size);
    out->test_limit = out->test_limit == 0 ? TESTS_MOST : out->test_limit;
    return LOCALITY_OK;
}

locality_status loc_conflicts_new(const locality_allocator *allocator,
                                  locality_placement_conflicts **out, locality_error *error) {
    locality_placement_conflicts *c = loc_allocate(allocator, 1, sizeof *c);

    *out = c;
    if (c == NULL)
        return loc_fail_memory(error);
    c->allocator = *allocator;
    loc_arena_init(&c->arena, &c->allocator);
    c->asked = loc_arena_take(&c->arena, LOCALITY_CONFLICTS_MOST, sizeof *c->asked);
    c->says = loc_arena_take(&c->arena, SENTENCES_MOST, sizeof *c->says);
    return c->asked == NULL || c->says == NULL ? loc_fail_memory(error) : LOCALITY_OK;
}

static const char *keep(locality_placement_conflicts *c, const char *text) {
    return text == NULL ? "" : loc_arena_text(&c->arena, text, strlen(text));
}

bool loc_conflicts_add(locality_placement_conflicts *c, locality_placement_asked asked,
                       loc_text *words) {
    bool is_well = !words->failed;

    if (is_well && c->asked_count < LOCALITY_CONFLICTS_MOST) {
        asked.id = keep(c, asked.id);
        asked.other = keep(c, asked.other);
        asked.words = keep(c, words->data);
        is_well = asked.id != NULL && asked.other != NULL && asked.words != NULL;
        c->asked[c->asked_count] = asked;
    }
    c->asked_count++;
    words->length = 0;
    return is_well;
}

locality_status loc_conflicts_search(locality_placement_conflicts *c, locality_conflicts_test test,
                                     void *self, uint64_t test_limit, locality_error *error) {
    locality_conflicts_options options = LOCALITY_CONFLICTS_OPTIONS_INIT;
    int64_t weight[LOCALITY_CONFLICTS_MOST];

    for (size_t i = 0; i < c->asked_count; i++)
        weight[i] = c->asked[i].weight;
    options.all = 1;
    options.test_limit = test_limit;
    return locality_conflicts_find(weight, c->asked_count, test, self, &options, &c->allocator,
                                   &c->sets, error);
}

locality_status loc_conflicts_end(locality_status found, locality_status of_test,
                                  const locality_error *failure, locality_error *error) {
    if (of_test == LOCALITY_OK)
        return found;
    if (error != NULL)
        *error = *failure;
    return of_test;
}

/* ---- Telling --------------------------------------------------------------------------------------------- */

static locality_status say(locality_placement_conflicts *c, loc_text *text, locality_error *error) {
    const char *kept = text->failed ? NULL : keep(c, text->data);

    c->says[c->says_count] = kept;
    c->says_count += kept != NULL;
    text->length = 0;
    return kept == NULL ? loc_fail_memory(error) : LOCALITY_OK;
}

static const char *plural(size_t count) {
    return count == 1 ? "" : "s";
}

static void put_verdict(const locality_placement_conflicts *c, const loc_goal *goal,
                        loc_text *text) {
    size_t conflicts = locality_conflicts_count(c->sets, LOCALITY_CONFLICTS_CONFLICT);
    size_t ways = locality_conflicts_count(c->sets, LOCALITY_CONFLICTS_CORRECTION);

    switch (locality_conflicts_verdict(c->sets)) {
    case LOCALITY_CONFLICTS_POSSIBLE:
        loc_text_format(text, "Nothing has to be given up if %s.", goal->words);
        break;
    case LOCALITY_CONFLICTS_HOPELESS:
        loc_text_format(text,
                        "If %s, nothing of what could be given up helps: %s stands against it.",
                        goal->words, goal->against);
        break;
    case LOCALITY_CONFLICTS_IMPOSSIBLE:
        loc_text_format(
            text,
            "If %s, something has to be given up: %zu conflict%s, and %zu way%s out. Of "
            "each conflict something has to go; each way out is enough by itself.",
            goal->words, conflicts, plural(conflicts), ways, plural(ways));
        break;
    default:
        loc_text_format(text, "Whether something has to be given up if %s was not found out.",
                        goal->words);
        break;
    }
    if (locality_conflicts_verdict(c->sets) == LOCALITY_CONFLICTS_IMPOSSIBLE &&
        locality_conflicts_is_complete(c->sets) == 0)
        loc_text_format(text,
                        " There may be more of either: the search ended after %" PRIu64 " sets.",
                        locality_conflicts_tests(c->sets));
    loc_text_add(text, goal->is_open ? " All that is with what is known." : "");
}

/* "The least to give up: A and B, which weigh 3 together; proved." */
static locality_status tell_least(locality_placement_conflicts *c, loc_text *text,
                                  locality_error *error) {
    const char *names[LOCALITY_CONFLICTS_MOST];
    uint32_t rule[LOCALITY_CONFLICTS_MOST];
    int64_t weight;
    size_t count;

    if (locality_conflicts_at(c->sets, LOCALITY_CONFLICTS_CORRECTION, 0, rule,
                              LOCALITY_CONFLICTS_MOST, &count, &weight, NULL) != LOCALITY_OK)
        return LOCALITY_OK;
    for (size_t i = 0; i < count; i++)
        names[i] = c->asked[rule[i]].words;
    loc_text_add(text, "The least to give up: ");
    loc_placement_list(names, count, text);
    loc_text_format(text, ", which weigh%s %" PRId64 "%s", count == 1 ? "s" : "", weight,
                    count == 1 ? "" : " together");
    loc_text_add(text, locality_conflicts_is_lightest(c->sets) != 0
                           ? "; proved: nothing that weighs less is enough."
                           : ".");
    return say(c, text, error);
}

locality_status loc_conflicts_tell(locality_placement_conflicts *c, const loc_goal *goal,
                                   locality_error *error) {
    locality_status status;
    loc_text text;

    loc_text_init(&text, &c->allocator);
    put_verdict(c, goal, &text);
    status = say(c, &text, error);
    if (status == LOCALITY_OK)
        status = tell_least(c, &text, error);
    if (status == LOCALITY_OK && goal->waivers != NULL) {
        loc_text_add(&text, goal->waivers);
        status = say(c, &text, error);
    }
    loc_text_clear(&text);
    return status;
}

/* ---- Of people in places ----------------------------------------------------------------------------------- */

static const int32_t kind_of[] = {
    [LOCALITY_ALLOCATION_ASKS_RULE] = LOCALITY_PLACEMENT_ASKS_CONDITION,
    [LOCALITY_ALLOCATION_ASKS_GROUP] = LOCALITY_PLACEMENT_ASKS_COVER,
    [LOCALITY_ALLOCATION_ASKS_PIN] = LOCALITY_PLACEMENT_ASKS_FIXED,
    [LOCALITY_ALLOCATION_ASKS_NOT] = LOCALITY_PLACEMENT_ASKS_BARRED,
};

/* What the problem names by position, told as the placement does. */
static locality_status take_asked(const locality_placement *p, locality_placement_conflicts *c,
                                  locality_error *error) {
    locality_status status = LOCALITY_OK;
    loc_text words;

    loc_text_init(&words, &c->allocator);
    for (size_t i = 0; status == LOCALITY_OK && i < locality_conflicts_asked(c->sets); i++) {
        locality_placement_asked asked = {0};
        locality_allocation_asked found;
        status = locality_conflicts_asked_at(c->sets, i, &found, error);
        if (status != LOCALITY_OK)
            break;
        asked.kind = kind_of[found.kind];
        asked.weight = found.weight;
        asked.id = found.id;
        asked.other = found.other;
        loc_placement_asked(p, &found, &words);
        if (!loc_conflicts_add(c, asked, &words))
            status = loc_fail_memory(error);
    }
    loc_text_clear(&words);
    return status;
}

static locality_status find(const locality_placement *p,
                            const locality_placement_conflicts_options *options,
                            locality_placement_conflicts *c, locality_error *error) {
    locality_allocation_conflicts_options how = LOCALITY_ALLOCATION_CONFLICTS_OPTIONS_INIT;
    loc_cancel cancel = {options->cancel, options->cancel_self};
    locality_allocation *problem = NULL;
    bool is_impossible =
        locality_allocation_result_verdict(p->result) == LOCALITY_ALLOCATION_INFEASIBLE;
    loc_goal goal = {is_impossible ? "what is fixed and covered is to be kept"
                                   : "every place is to be filled",
                     "what is never waived, or cannot be told,",
                     p->waivers_said == 0 ? NULL : p->says[p->waivers_said - 1],
                     p->state == LOCALITY_PLACEMENT_OPEN};
    locality_status status = loc_placement_problem_barred(p, &problem, error);

    how.all = 1;
    how.fill = !is_impossible;
    how.pins = how.forbidden = 1;
    how.test_limit = options->test_limit;
    how.work_limit = p->work_limit;
    how.progress = cancel.ask == NULL ? NULL : loc_cancel_asked;
    how.progress_self = &cancel;
    if (status == LOCALITY_OK)
        status = locality_allocation_conflicts(problem, &how, &c->sets, error);
    if (status == LOCALITY_LIMIT) { /* too many pairs are settled to ask of each */
        how.pins = how.forbidden = 0;
        status = locality_allocation_conflicts(problem, &how, &c->sets, error);
    }
    locality_allocation_free(problem);
    if (status == LOCALITY_OK)
        status = take_asked(p, c, error);
    return status == LOCALITY_OK ? loc_conflicts_tell(c, &goal, error) : status;
}

locality_status
locality_placement_conflicts_find(const locality_placement *placement,
                                  const locality_placement_conflicts_options *options,
                                  locality_placement_conflicts **out, locality_error *error) {
    locality_placement_conflicts_options taken;
    locality_placement_conflicts *c = NULL;
    locality_status status;

    if (out != NULL)
        *out = NULL;
    if (placement == NULL || out == NULL)
        return loc_fail_null(error, placement == NULL ? "placement" : "out");
    if (placement->result == NULL && placement->deployed == NULL)
        return loc_fail(error, LOCALITY_NOT_FOUND, "nothing was solved; missing: %s",
                        placement->board.unmet);
    status = loc_conflicts_options(options, &taken, error);
    if (status == LOCALITY_OK)
        status = loc_conflicts_new(&placement->allocator, &c, error);
    if (status == LOCALITY_OK)
        status = placement->deployed == NULL ? find(placement, &taken, c, error)
                                             : loc_spread_conflicts(placement, &taken, c, error);
    if (status != LOCALITY_OK) {
        locality_placement_conflicts_free(c);
        return status;
    }
    *out = c;
    return loc_ok(error);
}

/* ---- Reading ------------------------------------------------------------------------------------------------- */

void locality_placement_conflicts_free(locality_placement_conflicts *conflicts) {
    locality_allocator allocator;

    if (conflicts == NULL)
        return;
    allocator = conflicts->allocator;
    locality_conflicts_free(conflicts->sets);
    loc_arena_clear(&conflicts->arena);
    loc_release(&allocator, conflicts, 1, sizeof *conflicts);
}

const locality_conflicts *
locality_placement_conflicts_sets(const locality_placement_conflicts *conflicts) {
    return conflicts == NULL ? NULL : conflicts->sets;
}

size_t locality_placement_conflicts_asked(const locality_placement_conflicts *conflicts) {
    return conflicts == NULL ? 0 : conflicts->asked_count;
}

locality_status locality_placement_asked_at(const locality_placement_conflicts *conflicts,
                                            size_t index, locality_placement_asked *out,
                                            locality_error *error) {
    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (conflicts == NULL || out == NULL)
        return loc_fail_null(error, conflicts == NULL ? "conflicts" : "out");
    if (index >= conflicts->asked_count)
        return loc_fail(error, LOCALITY_NOT_FOUND, "nothing that is asked has number %zu", index);
    *out = conflicts->asked[index];
    return loc_ok(error);
}

size_t locality_placement_conflicts_sentences(const locality_placement_conflicts *conflicts) {
    return conflicts == NULL ? 0 : conflicts->says_count;
}

const char *locality_placement_conflicts_sentence_at(const locality_placement_conflicts *conflicts,
                                                     size_t index) {
    return conflicts == NULL || index >= conflicts->says_count ? "" : conflicts->says[index];
}
