/* Sharing search: what its parts have in common. Prices of jobs bound the cost (sharing/prices.c); what
 * they rule out is decided, and what is left is parted (sharing/branch.c); answers are searched for
 * around others (sharing/answers.c) and by hasty branches (sharing/improve.c). */
#ifndef LOC_SHARING_SEARCH_H
#define LOC_SHARING_SEARCH_H

#include "sharing/sharing.h"
#include "sharing/pack.h"
#include "sharing/record.h"
#include "base/wide.h"

#define SCALE LOCALITY_SHARING_SCALE
#define NOBODY LOCALITY_SHARING_NOBODY

/* One thing decided: an agent and a job, and whether it takes the job or not. */
typedef struct loc_decided {
    uint32_t agent, job;
    bool takes;
    bool is_choice; /* its other side is still to be looked at */
} loc_decided;

/* A pair that is still open, in the list of its agent. */
typedef struct loc_offer {
    uint32_t job;
    int64_t cost; /* scaled */
    int64_t weight;
} loc_offer;

/* So many of the cheapest places of each job are tried when an answer is searched around. */
#define LOC_SHARING_PLACES 6

/* What is searched around: an answer, or something like one. */
typedef struct loc_around {
    uint32_t *at;      /* agent of each job */
    uint32_t *rank;    /* of each job among those of its agent */
    uint32_t *member;  /* jobs of each agent, agent by agent */
    uint32_t *members; /* so many */
    int64_t *left;     /* room, below 0 where it is overrun */
    int64_t *fine;     /* for a unit that is overrun */
    int64_t most_fine;
    uint32_t *place; /* cheapest places of each job */
    uint32_t *places;
} loc_around;

typedef struct loc_search {
    loc_sharing *s;
    loc_work *work;
    loc_record records_of[2]; /* of what is proved, and of what may be */
    loc_record *record;       /* the one that is written */
    bool records;             /* whether what is done now goes into it */
    int64_t recorded;         /* no answer costs less than this, by the record */

    /* What is decided. */
    uint32_t *agent_of; /* jobs that are settled */
    int64_t *room;      /* left to each agent */
    uint32_t free_jobs; /* not settled */
    uint8_t *allowed;   /* pairs that are lawful by themselves */
    loc_decided *trail;
    size_t decisions, capacity;
    int64_t *kept; /* prices of each choice */
    size_t kept_capacity, choices;
    uint64_t branches;
    uint64_t until; /* work at which a question is put off */

    /* What agents are packed with at the prices. */
    loc_pack pack;
    loc_offer *offers; /* agent by agent, those that are open */
    uint32_t *offered; /* so many, for each agent */
    int64_t *worth;    /* of a unit of each agent's room */
    int64_t *begin;    /* where the search for it begins */
    int64_t *guess;    /* how much more that promises than is earned */
    int64_t *earned;   /* by each agent */
    uint8_t *takes;    /* by agent and job: whether it is packed */
    int32_t *takers;   /* agents that take each job */
    uint32_t *taker;   /* the last of them */
    int64_t *loss;     /* by agent and job: what turning it round takes from the agent */
    int64_t *left_by;  /* by job: by how much the bound rises where nobody takes it */
    int64_t slack;     /* by how much it may rise */

    /* Prices. */
    int64_t *price, *saved; /* now, and the best so far */
    double *aim;            /* prices before they are rounded */
    double *drift;          /* where they go */
    int64_t most_price;     /* beyond that, sums could leave 64 bits */
    int64_t *root_price;    /* the best before anything is decided */
    int64_t *start_price;   /* where branches begin: less sharp, they rule more out */
    int64_t bound;          /* no answer costs less */
    bool has_bound;

    /* Answers. */
    uint32_t *best;
    int64_t best_cost; /* of the best answer, or more than any answer costs */
    bool has_best;
    int64_t cutoff; /* answers that cost more are of no use */
    loc_around around;
    uint64_t drawn; /* random numbers */

    /* Hasty branches settle much at once, and prove nothing. */
    bool sharp;          /* begins at the best prices */
    uint32_t turns;      /* of haste */
    uint32_t part;       /* of what is between the bound and the best answer, that is aimed at */
    uint32_t few;        /* jobs, of as many as there are agents, that are shared out anew */
    uint32_t *draft;     /* what a hasty branch had settled where it came furthest: to be mended */
    uint32_t *deepest;   /* and where the last attempt came furthest */
    uint32_t draft_free; /* jobs that are not settled in the draft */
    uint32_t deepest_free; /* and there */
    uint32_t mends;        /* attempts since the draft last came further */
    uint32_t haste;        /* 0: none; more: what is unlikely by this much is ruled out */
    int64_t *ahead;        /* by job: how far its best place is ahead of the next */
    uint32_t *where;       /* and which that is */
} loc_search;

static inline size_t loc_cell(const loc_search *x, uint32_t agent, uint32_t job) {
    return (size_t)agent * x->s->jobs + job;
}

/* A bound, scaled, that rules out anything of use. */
static inline bool loc_is_too_much(const loc_search *x, loc_wide bound) {
    return bound > (loc_wide)x->cutoff * SCALE;
}

/* Lists what is open. */
void loc_sharing_offer(loc_search *x);
/* What the prices prove, scaled, and who takes what. */
bool loc_sharing_judge(loc_search *x, loc_wide *bound);
/* Less than what any prices prove. */
#define LOC_SHARING_NO_BOUND (-((loc_wide)1 << 100))
/* Raises the bound by so many rounds of prices at most, each of which aims at no more than that part
 * above the best; leaves the best prices, which are `saved` even where the work has to stop. */
bool loc_sharing_raise(loc_search *x, uint32_t rounds, double part, loc_wide *best);
/* By how much the bound rises where a pair is turned round, for every open pair. */
bool loc_sharing_probe(loc_search *x, loc_wide *bound);

/* Decides that an agent takes a job, or does not; undoes the last decision. */
bool loc_sharing_decide(loc_search *x, uint32_t agent, uint32_t job, bool takes, bool is_choice);
loc_decided loc_sharing_undo(loc_search *x);
/* Whether there is an answer within the cutoff that agrees with what is decided: searches all there is,
 * or so many branches. What was decided is decided after it. */
bool loc_sharing_within(loc_search *x, int64_t cutoff, uint64_t most_branches, bool *is_over);

/* Makes an answer of what the agents take, and searches around it for so many rounds. */
bool loc_sharing_answer(loc_search *x, uint32_t rounds);
/* Searches for better answers, none of which costs less than `low`, with so much work. */
bool loc_sharing_improve(loc_search *x, int64_t low, uint64_t budget);

#endif
