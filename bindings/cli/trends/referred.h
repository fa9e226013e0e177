/* Referred: to whom each line of what stands out goes, and what its providers do. */
#ifndef LOC_CLI_REFERRED_H
#define LOC_CLI_REFERRED_H

#include <locality/referral.h>

#include "watched.h"

/* A provider of a line: its share, and whether it fell silent. */
typedef struct cli_referred_provider {
    locality_referral_share share;
    locality_withdrawal withdrawal;
} cli_referred_provider;

/* How work is handed on within the window of a line. A day on which several providers had requests of a place
 * tells nothing: in which order they came is not known. */
typedef struct cli_handed {
    int64_t pairs;    /* days that follow another of the same place within 28 days; 0: not told */
    int64_t changed;  /* of these, of another provider than the one before */
    double by_chance; /* as many would be if it were left to chance who comes next */
} cli_handed;

/* To whom one line goes. */
typedef struct cli_referred {
    locality_referral referral;
    double mix_q; /* of the lines together, by Benjamini and Hochberg; NaN where there is none */
    cli_referred_provider *provider;
    cli_handed handed;
} cli_referred;

/* Of every signal; null where the feed has no providers. Freed by cli_referred_free. */
int cli_refer(const cli_watched *watched, const locality_demand_result *result, cli_referred **out);
void cli_referred_free(const locality_demand_result *result, cli_referred *referred);

/* In few words: "analyse with cleansing, wardens". */
void cli_referred_short(const cli_referred *referred, char *text, size_t size);
/* In sentences. */
void cli_put_referred(const cli_referred *referred);
/* As a member of a JSON object, behind a comma. */
void cli_put_referred_json(const cli_referred *referred);

#endif
