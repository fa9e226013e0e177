/* Rotas: the places of an allocation shared out over a time. */
#include "placement/rota.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "expr/host.h"
#include "placement/cancel.h"
#include "placement/placement.h"
#include "schema/schema.h"

#include "placement/keep.h" /* behind the language, whose names it would hide */

#define DAYS_MOST 3700
/* A whole FTE, in millionths. */
#define ONE 1000000
/* Bytes of a search that are kept; mostly some ten a branch. */
#define PROOF_MOST (UINT64_C(1) << 22)

/* ---- Solving ----------------------------------------------------------------------------------------- */

/* The rota of rota.h: whose share or past is not known counts as a whole one, and as none. */
static locality_status state_problem(locality_placement_rota *r, locality_error *error) {
    const locality_rota_problem start = LOCALITY_ROTA_PROBLEM_INIT;
    int64_t *share = loc_arena_take(&r->arena, r->side[0].count + 1, sizeof *share);
    int64_t *history = loc_arena_take(&r->arena, r->side[0].count + 1, sizeof *history);

    if (share == NULL || history == NULL)
        return loc_fail_memory(error);
    for (size_t i = 0; i < r->side[0].count; i++) {
        share[i] = r->side[0].share[i] > 0 ? r->side[0].share[i] : ONE;
        history[i] = r->side[0].history[i] > 0 ? r->side[0].history[i] : 0;
    }
    r->problem = start;
    r->problem.periods = r->periods;
    r->problem.candidates = r->side[0].count;
    r->problem.candidate_id = r->side[0].id;
    r->problem.share = share;
    r->problem.history = history;
    r->problem.past = r->past;
    r->problem.demands = r->side[1].count;
    r->problem.demand_id = r->side[1].id;
    r->problem.needed = r->needed;
    r->problem.window = r->window;
    r->problem.windows = r->windows;
    r->problem.pin = r->pin;
    r->problem.pins = r->pins;
    r->problem.spell_least = (uint32_t)r->spell_least;
    r->problem.spell_most = (uint32_t)r->spell_most;
    r->problem.rest = (uint32_t)r->rest;
    return LOCALITY_OK;
}

/* Follows the search that proves the rota, or that there is none, without the solver. */
static locality_status check_search(locality_placement_rota *r, locality_error *error) {
    locality_rota_certificate c = LOCALITY_ROTA_CERTIFICATE_INIT;
    locality_rota_value value;
    locality_status status = locality_rota_value_of(r->rota, &value, error);

    r->is_checked =
        value.proof == LOCALITY_ROTA_BY_SEARCH && locality_rota_proof_length(r->rota) > 0;
    if (status != LOCALITY_OK || !r->is_checked)
        return status;
    bool has = locality_rota_certificate_of(r->rota, &c, NULL) == LOCALITY_OK;
    return locality_rota_verify(&r->problem, has ? &c : NULL, locality_rota_proof_bytes(r->rota),
                                locality_rota_proof_length(r->rota), &r->allocator, error);
}

static locality_status solve(locality_placement_rota *r,
                             const locality_placement_rota_options *options,
                             locality_error *error) {
    locality_rota_options how = LOCALITY_ROTA_OPTIONS_INIT;
    loc_cancel asked = {options->cancel, options->cancel_self};
    locality_status status = state_problem(r, error);

    if (status != LOCALITY_OK)
        return status;
    how.work_limit = options->work_limit;
    how.progress = options->cancel == NULL ? NULL : loc_cancel_asked;
    how.progress_self = &asked;
    how.solver = options->solver;
    how.solver_limit = options->solver_limit;
    how.proof_limit = PROOF_MOST;
    status = locality_rota_solve(&r->problem, &how, &r->allocator, &r->rota, error);
    return status == LOCALITY_OK ? check_search(r, error) : status;
}

/* ---- Spells -------------------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b, const void *context) {
    const locality_placement_spell *x = a, *y = b;

    (void)context;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->candidate < y->candidate ? -1 : x->candidate > y->candidate;
}

static locality_status add_spell(locality_placement_rota *r, uint32_t place, uint32_t candidate,
                                 uint32_t period, int32_t is_fixed, locality_error *error) {
    void *block = r->spell;
    locality_placement_spell *spell;

    for (size_t i = r->spells; i-- > 0;) {
        spell = &r->spell[i];
        if (spell->place != place || spell->candidate != candidate ||
            spell->last + 1 != r->period[period].first)
            continue;
        spell->last = r->period[period].last;
        spell->periods++;
        spell->is_fixed &= is_fixed;
        return LOCALITY_OK;
    }
    if (!loc_grow(&r->allocator, &block, &r->spells_capacity, r->spells + 1, sizeof *r->spell))
        return loc_fail_memory(error);
    r->spell = block;
    spell = &r->spell[r->spells++];
    memset(spell, 0, sizeof *spell);
    spell->place = place;
    spell->candidate = candidate;
    spell->first = r->period[period].first;
    spell->last = r->period[period].last;
    spell->periods = 1;
    spell->is_fixed = is_fixed;
    return LOCALITY_OK;
}

locality_status loc_rota_spells(locality_placement_rota *r, locality_error *error) {
    locality_status status = LOCALITY_OK;

    for (size_t i = 0; status == LOCALITY_OK && i < locality_rota_holdings(r->rota); i++) {
        locality_rota_holding held;
        status = locality_rota_holding_at(r->rota, i, &held, error);
        if (status == LOCALITY_OK)
            status = add_spell(r, held.demand, held.candidate, held.period, held.is_pinned, error);
    }
    for (uint32_t place = 0; place < r->side[1].count; place++)
        for (uint32_t period = 0; status == LOCALITY_OK && period < r->periods; period++) {
            locality_rota_cover cover;
            status = locality_rota_cover_at(r->rota, place, period, &cover, error);
            if (status == LOCALITY_OK && cover.filled < cover.needed)
                status = add_spell(r, place, LOCALITY_ROTA_NOBODY, period, 0, error);
        }
    loc_sort(r->spell, r->spells, sizeof *r->spell, by_place, NULL);
    return status;
}

/* ---- Making -------------------------------------------------------------------------------------------- */

static locality_status take_options(const locality_placement_rota_options *given,
                                    locality_placement_rota_options *out, locality_error *error) {
    static const locality_placement_rota_options defaults = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;

    *out = defaults;
    if (given == NULL)
        return loc_fail_null(error, "options");
    if (!loc_struct_take(out, sizeof *out, given, given->struct_size, 2 * sizeof(uint32_t)))
        return loc_fail(error, LOCALITY_INVALID,
                        "options of an unknown size: %lu bytes; start from "
                        "LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT",
                        (unsigned long)given->struct_size);
    if ((out->parameters == NULL && out->parameters_count > 0) ||
        (out->wishes == NULL && out->wishes_count > 0))
        return loc_fail_null(error, out->wishes_count > 0 ? "wishes" : "parameters");
    if (out->first > out->last || out->first < -700000 || out->last > 2900000 ||
        out->last - out->first >= DAYS_MOST)
        return loc_fail(error, LOCALITY_INVALID,
                        "a rota is for a time of at most 3,700 days, first day before last");
    if (out->every < LOCALITY_PLACEMENT_MONTHLY || out->every > LOCALITY_PLACEMENT_QUARTERLY)
        return loc_fail(error, LOCALITY_INVALID, "there is no such rhythm");
    return LOCALITY_OK;
}

/* What the rota was asked for, for its readers. */
static locality_status keep_asked(locality_placement_rota *r, const locality_snapshot *snapshot,
                                  uint32_t row, const locality_placement_rota_options *options,
                                  locality_error *error) {
    const char **const texts[LOC_ASK_TEXTS] = {&r->id, &r->sentence, &r->source, &r->section,
                                               &r->text};
    locality_status status;

    r->first = options->first;
    r->last = options->last;
    r->every = options->every;
    r->work_limit = options->work_limit;
    r->solver_limit = options->solver_limit;
    r->solver = options->solver == NULL ? "" : options->solver->name;
    r->solver = r->solver == NULL ? NULL : loc_arena_text(&r->arena, r->solver, strlen(r->solver));
    if (options->solver != NULL && r->solver == NULL)
        return options->solver->name == NULL ? loc_fail_null(error, "solver.name")
                                             : loc_fail_memory(error);
    status = loc_ask_texts(snapshot, row, &r->arena, texts, error);
    r->says = loc_arena_take(&r->arena, LOC_ROTA_SAYS_MOST, sizeof *r->says);
    if (status != LOCALITY_OK || r->says == NULL || r->solver == NULL)
        return loc_fail_memory(error);
    r->settings_count = options->parameters_count;
    return loc_settings_keep(&r->arena, options->parameters, options->parameters_count,
                             &r->settings, error);
}

static bool is_within(const locality_placement_rota *r, const locality_placement_spell *spell,
                      size_t period) {
    return spell->first <= r->period[period].first && r->period[period].last <= spell->last;
}

/* Whether it cannot be told of somebody whether he may hold a place that nobody holds. */
static bool is_doubtful(const locality_placement_rota *r, const locality_placement_spell *spell) {
    for (size_t i = 0; i < r->stands; i++)
        if (r->stand[i].state == LOC_STAND_UNSURE && r->stand[i].place == spell->place &&
            r->period[r->stand[i].first].first <= spell->last &&
            spell->first <= r->period[r->stand[i].last].last)
            return true;
    return false;
}

/* How a spell stands: one of locality_placement_ties. */
static int32_t tie_of(const locality_placement_rota *r, const locality_placement_spell *spell) {
    bool is_settled = r->is_tie_settled || spell->is_fixed != 0;

    if (spell->candidate == LOCALITY_ROTA_NOBODY)
        is_settled = !is_doubtful(r, spell);
    for (uint32_t k = 0; r->is_open_tie != NULL && k < r->periods; k++) {
        if (spell->candidate == LOCALITY_ROTA_NOBODY || !is_within(r, spell, k))
            continue;
        if (spell->is_fixed == 0 && loc_rota_is_shared(r, spell->place, k))
            return LOCALITY_PLACEMENT_TIE;
    }
    return is_settled ? LOCALITY_PLACEMENT_TIE_NONE : LOCALITY_PLACEMENT_TIE_UNSETTLED;
}

static void mark_ties(locality_placement_rota *r) {
    for (size_t i = 0; i < r->spells; i++)
        r->spell[i].tie = tie_of(r, &r->spell[i]);
}

static locality_status make(locality_placement_rota *r, const locality_snapshot *snapshot,
                            uint32_t row, const locality_placement_rota_options *options,
                            locality_error *error) {
    locality_status status = keep_asked(r, snapshot, row, options, error);

    if (status == LOCALITY_OK)
        status = loc_rota_read(r, snapshot, row, options, error);
    if (status == LOCALITY_OK && r->unmet == NULL) {
        status = solve(r, options, error);
        if (status == LOCALITY_OK)
            status = loc_rota_spells(r, error);
        if (status == LOCALITY_OK)
            status = loc_rota_ties(r, options, error);
        if (status == LOCALITY_OK)
            mark_ties(r);
    }
    return status == LOCALITY_OK ? loc_rota_tell(r, options, error) : status;
}

locality_status locality_placement_rota_solve(const locality_snapshot *snapshot, const char *id,
                                              const locality_placement_rota_options *options,
                                              locality_placement_rota **out,
                                              locality_error *error) {
    locality_placement_rota_options taken;
    locality_placement_rota *r;
    locality_status status;
    uint32_t row;

    if (out != NULL)
        *out = NULL;
    if (snapshot == NULL)
        return loc_fail_null(error, "snapshot");
    if (out == NULL)
        return loc_fail_null(error, "out");
    status = take_options(options, &taken, error);
    if (status == LOCALITY_OK)
        status = loc_ask_find(snapshot, id, &row, error);
    if (status != LOCALITY_OK)
        return status;
    r = loc_allocate(loc_host_allocator(snapshot), 1, sizeof *r);
    if (r == NULL)
        return loc_fail_memory(error);
    r->allocator = *loc_host_allocator(snapshot);
    loc_arena_init(&r->arena, &r->allocator);
    status = make(r, snapshot, row, &taken, error);
    if (status != LOCALITY_OK) {
        locality_placement_rota_free(r);
        return status;
    }
    *out = r;
    return loc_ok(error);
}

void locality_placement_rota_free(locality_placement_rota *rota) {
    locality_allocator allocator;

    if (rota == NULL)
        return;
    allocator = rota->allocator;
    locality_rota_free(rota->rota);
    loc_release(&allocator, rota->window, rota->windows_capacity, sizeof *rota->window);
    loc_release(&allocator, rota->pin, rota->pins_capacity, sizeof *rota->pin);
    loc_release(&allocator, rota->spell, rota->spells_capacity, sizeof *rota->spell);
    loc_release(&allocator, rota->stand, rota->stands_capacity, sizeof *rota->stand);
    loc_release(&allocator, rota->tie, rota->ties_capacity, sizeof *rota->tie);
    loc_arena_clear(&rota->arena);
    loc_release(&allocator, rota, 1, sizeof *rota);
}

/* ---- Reading ------------------------------------------------------------------------------------------- */

const char *locality_placement_rota_sentence(const locality_placement_rota *rota) {
    return rota == NULL ? "" : rota->sentence;
}

const locality_rota *locality_placement_rota_plan(const locality_placement_rota *rota) {
    return rota == NULL ? NULL : rota->rota;
}

locality_status locality_placement_rota_problem(const locality_placement_rota *rota,
                                                locality_rota_problem *out, locality_error *error) {
    const locality_rota_problem none = LOCALITY_ROTA_PROBLEM_INIT;

    if (out != NULL)
        *out = none;
    if (rota == NULL || out == NULL)
        return loc_fail_null(error, rota == NULL ? "rota" : "out");
    if (rota->rota == NULL)
        return loc_fail(error, LOCALITY_NOT_FOUND, "nothing was solved; missing: %s", rota->unmet);
    *out = rota->problem;
    return loc_ok(error);
}

static bool is_side(int32_t side) {
    return side == LOCALITY_ALLOCATION_CANDIDATES || side == LOCALITY_ALLOCATION_DEMANDS;
}

size_t locality_placement_rota_count(const locality_placement_rota *rota, int32_t side) {
    return rota == NULL || !is_side(side) ? 0 : rota->side[side].count;
}

/* Days of a period that a holding of a place covers: those on which the place is there. */
static int64_t days_at(const locality_placement_rota *r, uint32_t place, uint32_t period) {
    return r->days[place * r->periods + period];
}

static bool is_ever_open(const locality_placement_rota *r, uint32_t candidate, uint32_t place) {
    for (size_t i = 0; i < r->windows; i++)
        if (r->window[i].candidate == candidate && r->window[i].demand == place)
            return true;
    return false;
}

static void count_days(const locality_placement_rota *r, int32_t side, size_t index,
                       locality_placement_rota_member *out) {
    for (uint32_t k = 0; side == LOCALITY_ALLOCATION_DEMANDS && k < r->periods; k++)
        out->wanted += r->needed[index * r->periods + k] * days_at(r, (uint32_t)index, k);
    for (size_t i = 0; i < locality_rota_holdings(r->rota); i++) {
        locality_rota_holding held;
        if (locality_rota_holding_at(r->rota, i, &held, NULL) == LOCALITY_OK &&
            (side == LOCALITY_ALLOCATION_DEMANDS ? held.demand : held.candidate) == index)
            out->covered += days_at(r, held.demand, held.period);
    }
    out->eligible = side == LOCALITY_ALLOCATION_DEMANDS ? r->open_to[index] : r->open_in[index];
    out->eligible_most = out->eligible;
    for (size_t other = 0; other < r->side[1 - side].count; other++)
        out->open += side == LOCALITY_ALLOCATION_DEMANDS
                         ? r->unsure[other * r->side[1].count + index]
                         : r->unsure[index * r->side[1].count + other];
    for (uint32_t c = 0; side == LOCALITY_ALLOCATION_DEMANDS && c < r->side[0].count; c++)
        out->eligible_most +=
            r->unsure[c * r->side[1].count + index] != 0 && !is_ever_open(r, c, (uint32_t)index);
}

locality_status locality_placement_rota_member_at(const locality_placement_rota *rota, int32_t side,
                                                  size_t index, locality_placement_rota_member *out,
                                                  locality_error *error) {
    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (rota == NULL || out == NULL)
        return loc_fail_null(error, rota == NULL ? "rota" : "out");
    if (!is_side(side))
        return loc_fail(error, LOCALITY_INVALID, "there is no such side");
    if (index >= rota->side[side].count)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no number %zu on this side", index);
    out->id = rota->side[side].id[index];
    out->label = rota->side[side].label[index];
    count_days(rota, side, index, out);
    return loc_ok(error);
}

size_t locality_placement_spells(const locality_placement_rota *rota) {
    return rota == NULL ? 0 : rota->spells;
}

locality_status locality_placement_spell_at(const locality_placement_rota *rota, size_t index,
                                            locality_placement_spell *out, locality_error *error) {
    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (rota == NULL || out == NULL)
        return loc_fail_null(error, rota == NULL ? "rota" : "out");
    if (index >= rota->spells)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no spell number %zu", index);
    *out = rota->spell[index];
    return loc_ok(error);
}

locality_status locality_placement_spell_choices(const locality_placement_rota *rota, size_t index,
                                                 uint32_t *candidates, size_t capacity,
                                                 size_t *count, locality_error *error) {
    if (count != NULL)
        *count = 0;
    if (rota == NULL || (candidates == NULL && capacity > 0) || count == NULL)
        return loc_fail_null(error, rota == NULL ? "rota" : count == NULL ? "count" : "candidates");
    if (index >= rota->spells)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no spell number %zu", index);
    for (uint32_t c = 0; c < rota->side[0].count; c++) {
        const locality_placement_spell *spell = &rota->spell[index];
        if (spell->candidate != c && !loc_rota_could(rota, spell, c))
            continue;
        if (*count < capacity)
            candidates[*count] = c;
        (*count)++;
    }
    return loc_ok(error);
}

size_t locality_placement_rota_sentences(const locality_placement_rota *rota) {
    return rota == NULL ? 0 : rota->says_count;
}

const char *locality_placement_rota_sentence_at(const locality_placement_rota *rota, size_t index) {
    return rota == NULL || index >= rota->says_count ? "" : rota->says[index];
}

/* ---- Keeping ------------------------------------------------------------------------------------------- */

/* ": B.B., Clerk would be equally good, a person has to choose" */
static void put_tie(const locality_placement_rota *r, const locality_placement_spell *spell,
                    loc_text *out) {
    size_t told = 0;

    for (uint32_t c = 0; c < r->side[0].count; c++)
        if (loc_rota_could(r, spell, c))
            loc_text_format(out, "%s%s", told++ == 0 ? ": " : " or ", r->side[0].label[c]);
    if (told > 0)
        loc_text_add(out, " would be equally good, a person has to choose");
    else if (spell->tie == LOCALITY_PLACEMENT_TIE_UNSETTLED)
        loc_text_add(out, "; whether anybody else would be equally good was not settled");
}

static locality_status put_spell(const locality_placement_rota *r,
                                 const locality_placement_spell *spell, locality_model *model,
                                 locality_error *error) {
    loc_record record = {0};
    char first[LOC_DAY_ROOM], last[LOC_DAY_ROOM];
    locality_status status;
    loc_text id, reason;

    loc_rota_day(spell->first, first);
    loc_rota_day(spell->last, last);
    loc_text_init(&id, &r->allocator);
    loc_text_init(&reason, &r->allocator);
    loc_text_format(&id, "%s/%s/%s", r->id, r->side[1].id[spell->place], first);
    if (r->needed[spell->place * r->periods] > 1)
        loc_text_format(&id, "/%s", r->side[0].id[spell->candidate]);
    loc_text_format(&reason, "Rota of allocation %s", r->id);
    put_tie(r, spell, &reason);
    record.id = id.data;
    record.reason = reason.data;
    record.role = r->role;
    record.starts = first;
    record.ends = last;
    record.kind[0] = r->kind[0];
    record.kind[1] = r->kind[1];
    record.member[0] = r->side[0].id[spell->candidate];
    record.member[1] = r->side[1].id[spell->place];
    record.post = r->post[spell->candidate];
    status = id.failed || reason.failed ? loc_fail_memory(error)
                                        : loc_keep_put(model, &r->allocator, &record, error);
    loc_text_clear(&id);
    loc_text_clear(&reason);
    return status;
}

/* Whether a spell is to become a record: what the allocation settles is one already, what the caller does is
 * none yet. */
static bool is_kept(const locality_placement_rota *r, const locality_placement_spell *spell) {
    if (spell->candidate == LOCALITY_ROTA_NOBODY || spell->is_fixed == 0)
        return spell->candidate != LOCALITY_ROTA_NOBODY;
    for (size_t i = 0; i < r->wishes; i++) {
        const loc_rota_wish *wish = &r->wish[i];
        if (wish->is_fixed && wish->candidate == spell->candidate && wish->place == spell->place &&
            r->period[wish->first].first <= spell->last &&
            r->period[wish->last].last >= spell->first)
            return true;
    }
    return false;
}

locality_status locality_placement_rota_write(const locality_placement_rota *rota,
                                              locality_model *model, size_t *added,
                                              locality_error *error) {
    locality_status status = LOCALITY_OK;
    size_t put = 0;
    loc_keep keep;

    if (added != NULL)
        *added = 0;
    if (rota == NULL || model == NULL)
        return loc_fail_null(error, rota == NULL ? "rota" : "model");
    if (locality_rota_holdings(rota->rota) == 0)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no rota to keep");
    if (!loc_keep_open(&keep, model))
        return loc_fail_memory(error);
    for (size_t i = 0; status == LOCALITY_OK && i < rota->spells; i++) {
        const locality_placement_spell *spell = &rota->spell[i];
        if (!is_kept(rota, spell))
            continue;
        status = put_spell(rota, spell, model, error);
        put++;
    }
    loc_keep_close(&keep, status == LOCALITY_OK);
    if (status != LOCALITY_OK)
        return status;
    if (added != NULL)
        *added = put;
    return loc_ok(error);
}
