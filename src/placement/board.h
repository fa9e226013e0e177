/* Board: candidates, places, and how every pair of them stands: what the clauses of an allocation say of
 * one snapshot on one date. Members stand in the order of their ids. */
#ifndef LOC_PLACEMENT_BOARD_H
#define LOC_PLACEMENT_BOARD_H

#include "placement/ask.h"

/* Why a pair cannot be told, beside conditions that are undecided. */
enum loc_doubts {
    LOC_DOUBT_MEMBER = 1, /* whether the candidate or the place is one */
    LOC_DOUBT_BARRED = 2, /* whether it is barred */
    LOC_DOUBT_COST = 4    /* what it costs */
};

/* What settles a pair. */
enum loc_marks { LOC_MARK_NONE, LOC_MARK_FIXED, LOC_MARK_BARRED };

#define LOC_NO_STAGE UINT8_MAX
#define LOC_STAGES_MOST 16u

/* A number that is not known. */
#define LOC_NOT_KNOWN INT64_MIN

typedef struct loc_members {
    uint32_t kind;
    size_t count;
    uint32_t *row;
    const char **id, **label;
    int64_t *most;
    int64_t *hoped;             /* as `most`, and what it could be where it is not known */
    int64_t *share;             /* candidates: FTE in millionths, as given, or LOC_NOT_KNOWN */
    int64_t *history;           /* candidates: periods held before, as given, or LOC_NOT_KNOWN */
    int64_t *fte;               /* in hundredths: what a candidate gives, what a place needs */
    int64_t *protect, *ceiling; /* places, in hundredths; ceiling -1 where there is none */
    uint8_t *is_maybe;          /* whether it is one is undecided */
    uint32_t *number;           /* by row of the kind: number of the member, or UINT32_MAX */
} loc_members;

typedef struct loc_condition {
    const char *id, *words, *text, *knob;
    const char *source, *section; /* "" where not given */
    int64_t weight;
    bool is_firm;
    uint64_t failing, open;
} loc_condition;

typedef struct loc_preference {
    const char *words;
    bool is_most;
    int32_t type;
} loc_preference;

/* What is liked of a pair, where that is not known. */
#define LOC_NO_LIKING INT64_MAX

typedef struct loc_cover {
    const char *words;
    int64_t least;
    uint32_t *place; /* numbers */
    size_t count;
} loc_cover;

typedef struct loc_board {
    loc_arena *arena; /* everything that is small */
    locality_allocator allocator;
    loc_members side[2];
    loc_condition *condition;
    loc_preference *preference;
    loc_preference
        liking[2]; /* what a candidate, a place would rather; words null where not said */
    loc_cover *cover;
    const char **stage;  /* words */
    const char **reason; /* of clauses that fix or bar, in their order; wishes behind them */
    size_t conditions, preferences, covers, stages, reasons;
    const char *unmet;         /* what the allocation needs and has not; null where nothing */
    bool is_of_fte, is_whole;  /* FTE are spread over places; people work in one place alone */
    int64_t step;              /* FTE are given in multiples of it, in hundredths; 0 for one */
    const char *protect_words; /* why places are protected; "" for none */
    int64_t spell_least, spell_most, rest; /* 0: no rule */
    const char *role;                      /* id; "" for none */
    const char *from, *until;              /* days as documents have them; "" where not given */
    int64_t first, last;                   /* the same as numbers; INT64_MIN, INT64_MAX */
    size_t pairs;                          /* candidates times places */
    uint64_t *failed, *open;               /* by pair: candidate * places + place */
    uint8_t *doubt, *mark, *in_stage;
    uint16_t *why;     /* reason of a mark */
    uint16_t *may_fix; /* number of a reason, from 1, for which it may be fixed; 0 for none */
    uint16_t *
        may_stage; /* bits of stages before its first of which it cannot be told whether it belongs */
    int64_t *cost[LOCALITY_ALLOCATION_LEVELS];
    int64_t *liked[2]; /* by pair: less is liked more; LOC_NO_LIKING; null where it is not said */
} loc_board;

/* Evaluates everything. The board is zeroed before; clear it in any case. False on failure, which the
 * run knows. */
bool loc_board_make(loc_board *board, loc_ask *ask, loc_arena *arena);
/* Only who takes part, without pairs. */
bool loc_board_members(loc_board *board, loc_ask *ask, loc_arena *arena);
void loc_board_clear(loc_board *board);

static inline size_t loc_board_pair(const loc_board *board, size_t candidate, size_t place) {
    return candidate * board->side[LOCALITY_ALLOCATION_DEMANDS].count + place;
}
/* One of locality_placement_pair_states. */
int32_t loc_board_state(const loc_board *board, size_t pair);
/* Whether it cannot be told if a pair is fixed, which it is then not taken for. */
static inline bool loc_board_may_be_fixed(const loc_board *board, size_t pair) {
    return board->may_fix[pair] != 0 && board->mark[pair] != LOC_MARK_FIXED;
}
/* Conditions that are never waived, one bit each. */
uint64_t loc_board_firm(const loc_board *board);
/* Whether there is a pair of which it cannot be told whether it is eligible. */
bool loc_board_is_doubtful(const loc_board *board);

/* Members of both sides, in evaluate's order: what a reader calls them, and their order. */
bool loc_members_make(loc_board *board, loc_ask *ask, int side);
/* Writes what a reader calls the members, whose ids and rows are known; those who would be called the same
 * are told apart. Texts go to the arena. */
bool loc_members_name(loc_arena *arena, loc_ask *ask, loc_members *members);
/* Finds a member by its id; else by its label, or the initials in front of it; else by its name. `side` is for
 * the message alone. */
locality_status loc_members_find(const loc_members *members, const locality_snapshot *snapshot,
                                 int32_t side, const char *text, size_t *index,
                                 locality_error *error);
/* "F.F., Locality Officer". False on refusal. */
bool loc_member_label(loc_run *run, uint32_t kind, uint32_t row, loc_text *out);

#endif
