/* Standing, while a rota is read: why pairs are not open in a period, kept as runs of periods. */
#ifndef LOC_PLACEMENT_ROTA_STAND_H
#define LOC_PLACEMENT_ROTA_STAND_H

#include "placement/rota.h"

typedef struct loc_stands {
    locality_placement_rota *r;
    size_t pairs;
    loc_rota_stand *now;  /* by pair, in the period that is read; of its worst day */
    loc_rota_stand *run;  /* by pair: the periods before that are alike */
    const char **missing; /* by pair: what is missing, once that was asked */
    size_t asked;
} loc_stands;

bool loc_stands_init(loc_stands *stands, locality_placement_rota *r, loc_arena *arena);
/* Begins a period. */
void loc_stands_begin(loc_stands *stands);
/* Hears of a day how a pair stands. `own`: the pair on the board of that day, or UINT32_MAX where the candidate is
 * none; `wish`: a loc_marks of the caller's, with its reason. False on refusal, which the run knows. */
bool loc_stands_hear(loc_stands *stands, loc_ask *ask, const loc_board *board, size_t pair,
                     size_t own, uint8_t wish, const char *reason);
/* Ends a period: what goes on is one run. Called once more behind the last. False on refusal. */
bool loc_stands_end(loc_stands *stands, uint32_t period);

/* What keeps it from being told whether a pair is eligible. False on refusal, which the run knows. */
bool loc_rota_missing(loc_ask *ask, const loc_board *board, size_t pair, loc_arena *arena,
                      const char **out);

#endif
