/* Referral: who is concerned by a signal, and what follows, from the parts that explain it. */
#include "locality/referral.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "base/text.h"
#include "demand/result.h"
#include "schema/schema.h"

#define REPEATED \
    (LOCALITY_DEMAND_RULE_REPEATED | LOCALITY_DEMAND_RULE_PERSISTENT | LOCALITY_DEMAND_RULE_TREND)
#define FEW 5.0       /* expected; below it a mix is tested exactly */
#define MOST_EXACT 64 /* providers of an exact test */

/* The known providers of a signal, in columns: the window, and behind it the year before. */
typedef struct columns {
    locality_demand_part *part;
    locality_referral_share *share;
    locality_provider_share *now;
    int64_t *count;
    size_t providers, room;
    const locality_allocator *allocator;
} columns;

static locality_status take_options(const locality_referral_options *given,
                                    locality_referral_options *in,
                                    locality_involvement_options *involvement,
                                    locality_error *error) {
    if (given != NULL && !loc_struct_take(in, sizeof *in, given, given->struct_size, sizeof *in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_referral_options");
    }
    if (in->reserved != 0) {
        return loc_fail(error, LOCALITY_INVALID, "options.reserved is not 0");
    }
    if (in->involvement != NULL) {
        *involvement = *in->involvement;
    }
    return in->dominance > 0 && in->dominance <= 1
               ? LOCALITY_OK
               : loc_fail(error, LOCALITY_INVALID,
                          "options.dominance is not above 0 and at most 1");
}

static bool take_columns(const loc_signal *signal, columns *c, int64_t *unknown) {
    size_t parts = signal->parts[LOCALITY_DEMAND_PROVIDERS];

    *unknown = 0;
    c->room = parts + 1; /* never none */
    c->part = loc_allocate(c->allocator, c->room, sizeof *c->part);
    c->share = loc_allocate(c->allocator, c->room, sizeof *c->share);
    c->now = loc_allocate(c->allocator, c->room, sizeof *c->now);
    c->count = loc_allocate(c->allocator, c->room, 2 * sizeof *c->count);
    if (c->part == NULL || c->share == NULL || c->now == NULL || c->count == NULL) {
        return false;
    }
    for (size_t k = 0; k < parts; k++) {
        const locality_demand_part *p = &signal->part[LOCALITY_DEMAND_PROVIDERS][k];
        if (p->position == LOCALITY_DEMAND_NONE) {
            *unknown = p->observed;
        } else {
            c->part[c->providers++] = *p;
        }
    }
    for (size_t k = 0; k < c->providers; k++) {
        c->count[k] = c->part[k].observed;
        c->count[c->providers + k] = c->part[k].before;
    }
    return true;
}

static void give_columns(columns *c) {
    loc_release(c->allocator, c->part, c->room, sizeof *c->part);
    loc_release(c->allocator, c->share, c->room, sizeof *c->share);
    loc_release(c->allocator, c->now, c->room, sizeof *c->now);
    loc_release(c->allocator, c->count, c->room, 2 * sizeof *c->count);
}

/* Whether requests of unknown providers could be those of one more that counts. */
static bool may_hide(const locality_referral *out, const locality_involvement_options *how) {
    double all = (double)out->involvement.total + (double)out->unknown;

    return out->unknown > 0 && (double)out->unknown > how->least_share * all;
}

static locality_status tell_route(const columns *c, const locality_involvement_options *how,
                                  locality_referral *out, locality_error *error) {
    locality_involvement *found = &out->involvement;
    locality_status status = LOCALITY_OK;

    if (c->providers > 0) {
        status = locality_providers_involved(c->count, c->providers, how, c->now, found, error);
    }
    if (out->direction < 0) {
        found->route = LOCALITY_ROUTE_NONE;
    } else if (out->is_trend != 0 && found->route != LOCALITY_ROUTE_ANALYSE) {
        found->route = LOCALITY_ROUTE_ANALYSE; /* nobody is known, and still it returns */
        found->by_trend = 1;
    } else if (may_hide(out, how) && found->route <= LOCALITY_ROUTE_REFER) {
        found->route = LOCALITY_ROUTE_CANNOT_TELL;
    }
    return status;
}

static locality_status tell_mix(const columns *c, locality_referral *out, locality_error *error) {
    locality_chi_square_test test;
    double exact;

    if (c->providers < 2) {
        return LOCALITY_OK;
    }
    locality_status status =
        locality_mix_test(c->count, 2, c->providers, &test, c->allocator, error);
    if (status != LOCALITY_OK || isnan(test.p)) {
        return status;
    }
    out->mix_p = test.p;
    out->mix_change = test.effect;
    if (test.least_expected < FEW && c->providers <= MOST_EXACT &&
        locality_fisher_test(c->count, c->providers, &exact, NULL) == LOCALITY_OK) {
        out->mix_p = exact;
    }
    return LOCALITY_OK;
}

static void tell_main(const columns *c, double dominance, locality_referral *out) {
    const int64_t *before = c->count + c->providers;
    double total = 0;

    for (size_t k = 0; k < c->providers; k++) {
        total += (double)before[k];
    }
    for (size_t k = 0; k < c->providers && total > 0; k++) {
        double share = (double)before[k] / total;
        if (!(share <= out->main_share)) {
            out->main_share = share;
            out->main_provider = share >= dominance ? c->part[k].position : LOCALITY_DEMAND_NONE;
        }
        c->share[k].share_before = share;
    }
}

static int by_now(const void *a, const void *b, const void *context) {
    const locality_referral_share *left = a;
    const locality_referral_share *right = b;
    const uint32_t *rank = context;

    if (left->now.count != right->now.count) {
        return left->now.count > right->now.count ? -1 : 1;
    }
    return (rank[left->provider] > rank[right->provider]) -
           (rank[left->provider] < rank[right->provider]);
}

static locality_status give_shares(const locality_demand_result *result, columns *c,
                                   locality_referral_share *share, size_t capacity,
                                   locality_error *error) {
    if (share != NULL && capacity < c->providers) {
        return loc_fail(error, LOCALITY_LIMIT, "%zu providers do not fit into room for %zu",
                        c->providers, capacity);
    }
    for (size_t k = 0; k < c->providers; k++) {
        const locality_demand_part *p = &c->part[k];
        c->share[k].provider = p->position;
        c->share[k].id = p->id;
        c->share[k].now = c->now[k];
        c->share[k].before = p->before;
        c->share[k].excess_share = p->share;
    }
    loc_sort(c->share, c->providers, sizeof *c->share, by_now, result->providers.rank);
    if (share != NULL && c->providers > 0) {
        memcpy(share, c->share, c->providers * sizeof *share);
    }
    return LOCALITY_OK;
}

static locality_status find(const loc_signal *signal, const locality_referral_options *in,
                            const locality_involvement_options *how, columns *c,
                            locality_referral *out, locality_error *error) {
    out->direction = signal->s.direction;
    out->is_trend = how->trend;
    if (!take_columns(signal, c, &out->unknown)) {
        return loc_fail_memory(error);
    }
    for (size_t k = 0; k < c->providers; k++) {
        c->share[k] = (locality_referral_share){.share_before = NAN};
    }
    out->providers = c->providers;
    locality_status status = tell_route(c, how, out, error);
    tell_main(c, in->dominance, out);
    return status == LOCALITY_OK ? tell_mix(c, out, error) : status;
}

locality_status locality_referral_find(const locality_demand_result *result, size_t index,
                                       const locality_referral_options *options,
                                       locality_referral *out, locality_referral_share *share,
                                       size_t capacity, locality_error *error) {
    locality_referral_options in = LOCALITY_REFERRAL_OPTIONS_INIT;
    locality_involvement_options how = LOCALITY_INVOLVEMENT_OPTIONS_INIT;
    locality_referral found = {.involvement = {.effective = NAN},
                               .mix_p = NAN,
                               .mix_change = NAN,
                               .main_share = NAN,
                               .main_provider = LOCALITY_DEMAND_NONE};

    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (result == NULL || out == NULL) {
        return loc_fail_null(error, result == NULL ? "result" : "out");
    }
    locality_status status = take_options(options, &in, &how, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (index >= result->signals) {
        return loc_fail(error, LOCALITY_NOT_FOUND,
                        "there are %zu signals, so there is no number %zu", result->signals, index);
    }
    columns c = {.allocator = &result->allocator};
    const loc_signal *signal = &result->signal[index];
    how.trend = signal->s.direction > 0 && (signal->s.rules & REPEATED) != 0 ? LOCALITY_TRUE
                                                                             : LOCALITY_FALSE;
    status = find(signal, &in, &how, &c, &found, error);
    if (status == LOCALITY_OK) {
        status = give_shares(result, &c, share, capacity, error);
    }
    give_columns(&c);
    if (status == LOCALITY_OK) {
        *out = found;
        status = loc_ok(error);
    }
    return status;
}

/* ---- Words -------------------------------------------------------------------------------------- */

static void put_percent(loc_text *text, double share) {
    loc_text_integer(text, (int64_t)floor(100 * share + 0.5));
}

static void put_share(loc_text *text, const locality_referral_share *s, int64_t total) {
    loc_text_add(text, s->id);
    loc_text_add(text, " ");
    loc_text_integer(text, s->now.count);
    loc_text_add(text, " of ");
    loc_text_integer(text, total);
    loc_text_add(text, " (");
    put_percent(text, s->now.lowest);
    loc_text_add(text, " to ");
    put_percent(text, s->now.highest);
    loc_text_add(text, " %)");
}

/* The providers of one sort, as "for certain: a, b"; whether there are any. */
static bool put_sort(loc_text *text, const locality_referral *r, const locality_referral_share *s,
                     int32_t sort, const char *lead) {
    bool named = false;

    for (size_t k = 0; k < r->providers; k++) {
        if (s[k].now.involved == sort) {
            loc_text_add(text, named ? ", " : lead);
            put_share(text, &s[k], r->involvement.total);
            named = true;
        }
    }
    return named;
}

static void put_route(loc_text *text, const locality_referral *r,
                      const locality_referral_share *s) {
    static const char *const routes[] = {"To whom: no provider is concerned",
                                         "To whom: refer it to", "To whom: analyse it with",
                                         "To whom: cannot tell"};
    const locality_involvement *found = &r->involvement;

    if (r->direction < 0) {
        loc_text_add(text, "A fall is referred to nobody");
        (void)put_sort(text, r, s, LOCALITY_TRUE, "; concerned: ");
    } else if (found->route == LOCALITY_ROUTE_ANALYSE && r->providers == 0) {
        loc_text_add(text, "To whom: analyse it; the providers are not known");
    } else {
        loc_text_add(text, routes[found->route]);
        (void)put_sort(text, r, s, LOCALITY_TRUE,
                       found->route == LOCALITY_ROUTE_CANNOT_TELL ? "; for certain " : " ");
    }
    (void)put_sort(text, r, s, LOCALITY_UNDECIDED, "; perhaps ");
    if (r->unknown > 0) {
        loc_text_add(text, "; of ");
        loc_text_integer(text, r->unknown);
        loc_text_add(text, " the provider is not known");
    }
    loc_text_add(text, ".\n");
    if (found->by_trend != 0 && r->direction > 0) {
        loc_text_add(text, "It returns: a trend is analysed, however few are concerned.\n");
    }
}

static void put_mix(loc_text *text, const locality_referral *r) {
    locality_range p;

    if (isnan(r->mix_p)) {
        return;
    }
    locality_range_exact((int64_t)floor(r->mix_p * (double)LOCALITY_ONE + 0.5), &p);
    loc_text_add(text, r->mix_p < 0.05
                           ? "The mix of providers is not that of the year before"
                           : "The mix of providers cannot be told from that of the year before");
    loc_text_add(text, r->mix_p < 0.0001 ? " (p under 0.0001" : " (p ");
    if (r->mix_p >= 0.0001) {
        loc_text_print(text, LOCALITY_TYPE_NUMBER, &p, 4);
    }
    loc_text_add(text, ").\n");
}

static void put_main(loc_text *text, const locality_referral *r, const locality_referral_share *s) {
    for (size_t k = 0; k < r->providers; k++) {
        if (s[k].provider == r->main_provider) {
            loc_text_format(text, "The demand hangs on %s: ", s[k].id);
            put_percent(text, r->main_share);
            loc_text_add(text, " % of the year before.\n");
        }
    }
}

locality_status locality_referral_write(const locality_referral *referral,
                                        const locality_referral_share *share, size_t count,
                                        const locality_allocator *host, char *buffer, size_t size,
                                        size_t *length, locality_error *error) {
    locality_allocator allocator;
    loc_text text;

    if (length != NULL) {
        *length = 0;
    }
    if (buffer != NULL && size > 0) {
        buffer[0] = '\0';
    }
    if (referral == NULL || length == NULL || (share == NULL && count > 0)) {
        return loc_fail_null(error, referral == NULL ? "referral"
                                    : length == NULL ? "length"
                                                     : "share");
    }
    if (count != referral->providers || referral->involvement.route < LOCALITY_ROUTE_NONE ||
        referral->involvement.route > LOCALITY_ROUTE_CANNOT_TELL) {
        return loc_fail(error, LOCALITY_INVALID, "the providers are not those of the referral");
    }
    locality_status status = loc_allocator_take(host, &allocator, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_text_init(&text, &allocator);
    put_route(&text, referral, share);
    put_mix(&text, referral);
    put_main(&text, referral, share);
    *length = text.length;
    if (text.failed) {
        status = loc_fail_memory(error);
    } else if (buffer != NULL && text.length >= size) {
        status = loc_fail(error, LOCALITY_LIMIT, "%zu bytes do not fit into room for %zu",
                          text.length + 1, size);
    } else if (buffer != NULL) {
        memcpy(buffer, text.data, text.length + 1);
    }
    loc_text_clear(&text);
    return status == LOCALITY_OK ? loc_ok(error) : status;
}
