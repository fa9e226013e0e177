/* Series: what a choice from a feed came to. */
#ifndef LOC_FEED_SERIES_H
#define LOC_FEED_SERIES_H

#include "feed/feed.h"
#include "feed/tree.h"

/* A base of an area, from a day on. */
typedef struct loc_base {
    uint32_t area; /* place among the areas of the series' bases; LOC_NO_NAME: of all others */
    int32_t first;
    double value;
} loc_base;

struct locality_feed_series {
    locality_allocator allocator;
    int32_t every, first;
    uint32_t periods;
    size_t count;
    loc_feed_names label[LOC_FEED_DIMENSIONS];
    uint32_t (*name)[LOC_FEED_DIMENSIONS]; /* labels of each series */
    int64_t *total;
    uint64_t *sources; /* of each series, as bits */
    size_t *from;      /* cells of series i: from[i] to from[i + 1] */
    uint32_t *period;  /* places in the series */
    int64_t *number;
    size_t cells, cell_capacity, number_capacity;
    /* Days with data: of each source in each period; -1 where it does not reach. */
    uint32_t source_count;
    int32_t *days;
    double *complete; /* of each period */
    uint8_t *is_held; /* of each period */
    /* Bases: of each label of an area and period, sums over the areas under it. */
    bool has_bases;
    double *base; /* [label of area][period] */
};

/* Fills in the calendar of sources, the completeness and the bases. */
locality_status loc_series_days(locality_feed_series *series, const locality_feed *feed,
                                const locality_feed_choice *choice, locality_error *error);
locality_status loc_series_bases(locality_feed_series *series, const locality_feed *feed,
                                 const locality_feed_choice *choice, const loc_tree *tree,
                                 locality_error *error);
/* Days with data in a period of a series; 0 for none. */
int32_t loc_series_days_at(const locality_feed_series *series, size_t index, uint32_t period);

#endif
