/* Referred: to whom lines go, from the parts that explain them; and whether one of their providers fell
 * silent, from what was expected of the line and what the provider had of it before. */
#include "referred.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "counted.h"

enum { SILENCE = 26 /* latest periods in which a silence is looked for */ };

/* ---- Who fell silent -------------------------------------------------------------------------------- */

static bool is_of_cell(const cli_watched *w, const locality_demand_signal *s, size_t line) {
    return cli_names_within(&w->names[AXIS_PLACES], w->position[AXIS_PLACES][line], s->area) &&
           cli_names_within(&w->names[AXIS_SERVICES], w->position[AXIS_SERVICES][line], s->service);
}

/* The latest periods of a cell: what one provider had, and all others. */
typedef struct silence {
    int64_t own[SILENCE], others[SILENCE];
    double own_expected[SILENCE], others_expected[SILENCE];
    size_t periods;
} silence;

static void add_line(const cli_watched *w, size_t line, uint32_t provider, silence *out) {
    int64_t *sums = w->position[AXIS_PROVIDERS][line] == provider ? out->own : out->others;
    const int64_t *count = w->count + (line + 1) * w->input.periods - out->periods;

    for (size_t t = 0; t < out->periods; t++) {
        if (count[t] == LOCALITY_NO_COUNT)
            sums[t] = LOCALITY_NO_COUNT;
        else if (sums[t] != LOCALITY_NO_COUNT)
            sums[t] += count[t];
    }
}

/* What is said of a provider of a line; nothing where too little is known. */
static void find_silence(const cli_watched *w, const locality_demand_signal *s,
                         const locality_demand_point *points, size_t count,
                         cli_referred_provider *provider) {
    locality_withdrawal_data data = LOCALITY_WITHDRAWAL_DATA_INIT;
    double share = provider->share.share_before;
    silence found = {.periods = count < SILENCE ? count : SILENCE};
    const locality_demand_point *latest = points + (count - found.periods);

    memset(&provider->withdrawal, 0, sizeof provider->withdrawal);
    if (!(share > 0))
        return;
    for (size_t t = 0; t < found.periods; t++) {
        if (!(latest[t].expected > 0))
            return;
        found.own_expected[t] = latest[t].expected * share;
        found.others_expected[t] = latest[t].expected * (1 - share);
    }
    for (size_t line = 0; line < w->input.series; line++)
        if (is_of_cell(w, s, line))
            add_line(w, line, provider->share.provider, &found);
    data.periods = found.periods;
    data.own = found.own;
    data.own_expected = found.own_expected;
    data.others = found.others;
    data.others_expected = found.others_expected;
    data.dispersion = s->dispersion >= 1 ? s->dispersion : 1;
    locality_withdrawal_find(&data, &provider->withdrawal, NULL);
}

static void find_silences(const cli_watched *w, const locality_demand_result *result, size_t index,
                          cli_referred *out) {
    locality_demand_signal s;
    locality_demand_point *points;
    size_t count;

    locality_demand_result_signal_at(result, index, &s, NULL);
    locality_demand_result_chart(result, index, NULL, 0, &count, NULL);
    points = cli_take(NULL, count + 1, sizeof *points);
    locality_demand_result_chart(result, index, points, count, &count, NULL);
    for (size_t i = 0; i < out->referral.providers; i++)
        find_silence(w, &s, points, count, &out->provider[i]);
    free(points);
}

/* ---- To whom ---------------------------------------------------------------------------------------- */

static locality_status refer_one(const cli_watched *w, const locality_demand_result *result,
                                 size_t index, cli_referred *out, locality_error *error) {
    locality_referral_share *share;
    locality_status status =
        locality_referral_find(result, index, NULL, &out->referral, NULL, 0, error);

    if (status != LOCALITY_OK)
        return status;
    share = cli_take(NULL, out->referral.providers + 1, sizeof *share);
    status = locality_referral_find(result, index, NULL, &out->referral, share,
                                    out->referral.providers, error);
    out->provider = cli_take(NULL, out->referral.providers + 1, sizeof *out->provider);
    for (size_t i = 0; status == LOCALITY_OK && i < out->referral.providers; i++)
        out->provider[i].share = share[i];
    free(share);
    if (status == LOCALITY_OK)
        find_silences(w, result, index, out);
    return status;
}

/* Adjusts what is said of mixes, as many are tested. */
static locality_status adjust(cli_referred *referred, size_t count, locality_error *error) {
    double *p = cli_take(NULL, count + 1, sizeof *p);
    locality_status status;

    for (size_t i = 0; i < count; i++)
        p[i] = referred[i].referral.mix_p;
    status = locality_adjust(p, count, LOCALITY_ADJUST_BH, p, NULL, error);
    for (size_t i = 0; i < count; i++)
        referred[i].mix_q = p[i];
    free(p);
    return status;
}

int cli_refer(const cli_watched *watched, const locality_demand_result *result,
              cli_referred **out) {
    size_t count = locality_demand_result_signals(result);
    locality_status status = LOCALITY_OK;
    locality_error error;

    *out = NULL;
    if (watched->names[AXIS_PROVIDERS].count == 0)
        return CLI_HOLDS;
    *out = cli_take(NULL, count + 1, sizeof **out);
    memset(*out, 0, (count + 1) * sizeof **out);
    for (size_t i = 0; status == LOCALITY_OK && i < count; i++)
        status = refer_one(watched, result, i, &(*out)[i], &error);
    if (status == LOCALITY_OK && count > 0)
        status = adjust(*out, count, &error);
    return status == LOCALITY_OK ? CLI_HOLDS : cli_stop_error(NULL, NULL, 0, &error);
}

void cli_referred_free(const locality_demand_result *result, cli_referred *referred) {
    for (size_t i = 0; referred != NULL && i < locality_demand_result_signals(result); i++)
        free(referred[i].provider);
    free(referred);
}

/* ---- Showing ---------------------------------------------------------------------------------------- */

void cli_referred_short(const cli_referred *referred, char *text, size_t size) {
    const locality_referral *r = &referred->referral;
    bool refers = r->involvement.route == LOCALITY_ROUTE_REFER, named = false;
    size_t length;

    snprintf(text, size, "%s",
             r->direction < 0 ? "nobody, it is a fall"
                              : locality_provider_route_name(r->involvement.route));
    for (size_t i = 0; r->direction > 0 && i < r->providers; i++) {
        length = strlen(text);
        if (referred->provider[i].share.now.involved == LOCALITY_TRUE) {
            snprintf(text + length, size - length, "%s%s",
                     named    ? ", "
                     : refers ? " to "
                              : " with ",
                     referred->provider[i].share.id);
            named = true;
        }
    }
}

static char *words_of(const cli_referred *referred) {
    size_t count = referred->referral.providers, length = 0;
    locality_referral_share *share = cli_take(NULL, count + 1, sizeof *share);
    char *text;

    for (size_t i = 0; i < count; i++)
        share[i] = referred->provider[i].share;
    locality_referral_write(&referred->referral, share, count, NULL, NULL, 0, &length, NULL);
    text = cli_take(NULL, length + 1, 1);
    text[0] = '\0';
    locality_referral_write(&referred->referral, share, count, NULL, text, length + 1, &length,
                            NULL);
    free(share);
    return text;
}

void cli_put_referred(const cli_referred *referred) {
    char *words = words_of(referred);

    fputs(words, stdout);
    free(words);
    if (referred->handed.pairs > 0)
        printf("Handed on: of %" PRId64 " day%s with requests that followed another of the same "
               "place within 28 days, %" PRId64
               " %s another provider's; %.1f would be by chance.\n",
               referred->handed.pairs, referred->handed.pairs == 1 ? "" : "s",
               referred->handed.changed, referred->handed.changed == 1 ? "was" : "were",
               referred->handed.by_chance);
    for (size_t i = 0; i < referred->referral.providers; i++) {
        const cli_referred_provider *p = &referred->provider[i];
        if (p->withdrawal.state == LOCALITY_WITHDRAWAL_NONE ||
            p->withdrawal.state == LOCALITY_WITHDRAWAL_CANNOT_TELL)
            continue;
        printf("%s has been silent for %zu periods, where %.1f were expected of it: %s.\n",
               p->share.id, p->withdrawal.run, p->withdrawal.expected,
               locality_withdrawal_name(p->withdrawal.state));
    }
}

static void put_provider(const cli_referred_provider *p) {
    static const char *const involved[] = {"no", "yes", "perhaps"};

    fputs("{\"id\": ", stdout);
    cli_put_json_text(p->share.id);
    printf(", \"observed\": %" PRId64, p->share.now.count);
    cli_put_json_number("share", p->share.now.share);
    cli_put_json_number("lowest", p->share.now.lowest);
    cli_put_json_number("highest", p->share.now.highest);
    printf(", \"involved\": \"%s\", \"before\": %" PRId64, involved[p->share.now.involved],
           p->share.before);
    cli_put_json_number("share_before", p->share.share_before);
    cli_put_json_number("excess_share", p->share.excess_share);
    printf(", \"silence\": \"%s\", \"silent_periods\": %zu}",
           locality_withdrawal_name(p->withdrawal.state), p->withdrawal.run);
}

void cli_put_referred_json(const cli_referred *referred) {
    const locality_referral *r = &referred->referral;
    char *words = words_of(referred);

    printf(
        ", \"referral\": {\"route\": \"%s\", \"trend\": %s, \"by_trend\": %s, \"involved\": %zu, "
        "\"possible\": %zu",
        locality_provider_route_name(r->involvement.route), r->is_trend != 0 ? "true" : "false",
        r->involvement.by_trend != 0 ? "true" : "false", r->involvement.involved,
        r->involvement.possible);
    cli_put_json_number("effective", r->involvement.effective);
    printf(", \"unknown\": %" PRId64, r->unknown);
    cli_put_json_number("mix_p", r->mix_p);
    cli_put_json_number("mix_q", referred->mix_q);
    cli_put_json_number("mix_change", r->mix_change);
    cli_put_json_number("main_share", r->main_share);
    if (referred->handed.pairs > 0) {
        printf(", \"handed_on\": {\"pairs\": %" PRId64 ", \"changed\": %" PRId64,
               referred->handed.pairs, referred->handed.changed);
        cli_put_json_number("by_chance", referred->handed.by_chance);
        putchar('}');
    }
    fputs(", \"providers\": [", stdout);
    for (size_t i = 0; i < r->providers; i++) {
        fputs(i == 0 ? "" : ", ", stdout);
        put_provider(&referred->provider[i]);
    }
    fputs("], \"words\": ", stdout);
    cli_put_json_text(words);
    putchar('}');
    free(words);
}
