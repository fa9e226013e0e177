/* Selection model: a problem as the search sees it. Proposals are parted into classes of which one is taken
 * at most; everything else is rows, sums of proposals that must not pass an end. */
#ifndef LOC_SELECTION_MODEL_H
#define LOC_SELECTION_MODEL_H

#include "base/proof.h"
#include "selection/selection.h"

typedef struct loc_term {
    uint32_t at; /* proposal of a row, or row of a proposal */
    int64_t by;
} loc_term;

/* How a model parts the proposals. */
enum loc_model_kinds {
    LOC_MODEL_AS_ASKED, /* classes are the groups, every exclusion is a row: for prices that are shown */
    LOC_MODEL_BY_CLIQUES /* proposals that all exclude one another share a class or a row */
};

typedef struct loc_model {
    const loc_selection *s;
    uint32_t classes, rows;
    uint32_t priced;       /* rows that have prices: the first so many; the others are only kept */
    uint32_t *class_of;    /* of each proposal */
    size_t *class_start;   /* classes + 1 */
    uint32_t *member;      /* proposals, class by class */
    uint8_t *must;         /* by class: one has to be taken */
    size_t *row_start;     /* rows + 1 */
    loc_term *row_term;    /* in the order of classes */
    size_t *column_start;  /* proposals + 1 */
    size_t *column_priced; /* end of the terms of each proposal in rows that have prices */
    loc_term *column_term;
    uint64_t *
        excludes; /* a bit for each two proposals that exclude one another; null where all rows have
                           prices */
    int64_t *end; /* of each row */
    int64_t *largest;   /* largest amount of a term of each row, 1 or more */
    uint32_t *price;    /* which price a row has, or LOC_NO_PROPOSAL */
    int8_t *price_sign; /* -1 for a floor */
    size_t rows_taken, terms_taken;
} loc_model;

/* Words of 64 bits that a bit a proposal takes. */
static inline size_t loc_model_words(const loc_model *m) {
    return ((size_t)m->s->proposals + 63) / 64;
}

bool loc_model_make(const loc_selection *s, int kind, loc_model *out, loc_work *work);
void loc_model_clear(loc_model *m, const locality_allocator *memory);

/* ---- Bounds ---------------------------------------------------------------------------------- */

#define LOC_PRICES_WHOLE 65536 /* of a leaning: it is always taken */

/* Prices of the rows and the bound that they give. Values are counted in parts: `unit` of them are the
 * least by which two plans can differ in value. */
typedef struct loc_prices {
    const loc_model *m;
    uint32_t shift;     /* a value is so many bits to the left */
    int64_t unit, step; /* of parts, and of values */
    int64_t *most;      /* highest price of each row */
    int64_t *price;     /* by row: the best of the last search */
    int64_t *trial;
    int64_t *left; /* by proposal: what is left of its value after prices */
    int64_t *net;  /* by proposal, of the best prices */
    int32_t *
        leaning; /* by proposal: how much it is taken, in parts of LOC_PRICES_WHOLE, smoothed over the rounds */
    int64_t *slack;   /* by row */
    uint32_t *chosen; /* by class: what the relaxed answer takes, or LOC_NO_PROPOSAL */
    int64_t bound;    /* in parts */
    size_t terms;     /* in rows that have prices */
} loc_prices;

bool loc_prices_make(const loc_model *m, loc_prices *out, loc_work *work);
void loc_prices_clear(loc_prices *p, const locality_allocator *memory);
/* The highest value that a bound in parts leaves possible. */
int64_t loc_prices_value(const loc_prices *p, int64_t bound);
/* The prices as they are shown: in parts of LOCALITY_SELECTION_SCALE, of a model as asked. */
void loc_prices_show(const loc_prices *p, int64_t *price);

/* What loc_prices_lower tells of each round: the relaxed answer is in p->chosen, what is left of the values in
 * p->left; `is_lawful` where that answer keeps every row that has a price. */
typedef void (*loc_prices_round)(void *self, const loc_prices *p, uint32_t round, bool is_lawful);

/* Lowers the bound in so many rounds, from the prices in p->price. `state` is LOC_FREE, LOC_IN or LOC_OUT of
 * each proposal. Stops early where no value above `beaten` is possible. False where the work has to stop. */
typedef struct loc_prices_call {
    const uint8_t *state;
    uint32_t rounds;
    double first_step; /* share of the gap that the first round goes */
    bool has_beaten;
    int64_t beaten;
    loc_prices_round round;
    void *self;
} loc_prices_call;
bool loc_prices_lower(loc_prices *p, const loc_prices_call *call, bool *closed, loc_work *work);

/* ---- Covers ---------------------------------------------------------------------------------- */

/* Room for bounds that cover what is free by cliques. */
typedef struct loc_cover {
    const loc_model *m;
    loc_proof *proof;          /* where cliques are written down, or null */
    uint64_t *alive, *joining; /* bits */
    int64_t *rest;             /* by proposal */
    uint32_t *clique;
} loc_cover;

bool loc_cover_make(const loc_model *m, loc_cover *out, loc_work *work);
void loc_cover_clear(loc_cover *c, const locality_allocator *memory);
/* A bound in parts, not above p->bound: what is left of the values after the best prices is covered by
 * cliques, each of which brings no more than its share. Only for models that keep exclusions as bits. */
int64_t loc_cover_bound(loc_cover *c, const loc_prices *p, const uint8_t *state, loc_work *work);

#endif
