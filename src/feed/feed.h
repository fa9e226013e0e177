/* Feed: what the files of the layer share about a feed.
 *
 * Whatever is kept is free of the order in which it came: sums, sets, and of problems the first by their
 * place. Codes, slots and the form of the cube do depend on the order; nothing of them is shown. */
#ifndef LOC_FEED_FEED_H
#define LOC_FEED_FEED_H

#include "feed/cube.h"
#include "feed/date.h"
#include "feed/names.h"
#include "locality/feed.h"

enum {
    LOC_FEED_DIMENSIONS = 5, /* AREA to STATUS */
    LOC_FEED_SOURCES = 64,
    LOC_FEED_FILES = 65536,
    LOC_FEED_TEXT = 40,  /* bytes of a problem's text */
    LOC_FEED_WHOLE = -1, /* field of a problem of the row as a whole */
    LOC_FEED_SOUND = -1  /* fault of a row that has none */
};

typedef struct loc_feed_problem {
    uint64_t byte, line, row;
    uint32_t file, column;
    int8_t field, fault;
    uint8_t length;
    char text[LOC_FEED_TEXT + 1];
} loc_feed_problem;

/* Bytes of a file that were counted; problems have their lines from the beginning of their part. */
typedef struct loc_feed_part {
    uint64_t first, end; /* bytes */
    uint64_t lines, rows;
    uint32_t file;
} loc_feed_part;

/* An event as duplicates need it. */
typedef struct loc_event {
    uint64_t reference[2]; /* two hashes; 0 and 0: none */
    int64_t second;        /* received; LOC_NO_SECOND: not known to the day */
    int32_t x, y;          /* decimetres; INT32_MIN: none */
    uint32_t slot;
    int32_t period;
    int64_t count;
} loc_event;

typedef struct loc_reader loc_reader;

struct locality_feed {
    locality_allocator allocator;
    locality_feed_options options;
    loc_feed_names name[LOC_FEED_DIMENSIONS];
    loc_feed_names source, file;
    int32_t first[LOC_FEED_SOURCES], last[LOC_FEED_SOURCES]; /* days; first > last: none */
    uint32_t dimension[LOC_FEED_DIMENSIONS];                 /* those counted apart */
    uint32_t dimensions;
    loc_cube cube;
    uint64_t *sources_of; /* of each slot, as bits */
    size_t sources_capacity, sources_count;
    locality_feed_account account;
    uint64_t tally[LOCALITY_FEED_FIELDS + 1][LOCALITY_FEED_FAULTS]; /* [field + 1] */
    loc_feed_problem *problem;
    size_t problems, problem_capacity;
    loc_feed_part *part;
    size_t parts, part_capacity;
    int64_t delay[LOCALITY_FEED_DELAY_DAYS + 1], delay_negative;
    loc_cube delays; /* of each delay the events by the day received; its slots are (delay, 0) */
    loc_event *event;
    size_t events, event_capacity;
    loc_reader *reader; /* of the file that is begun */
    bool is_broken;     /* a call failed half way */
};

/* Whether events of this feed need more than date, names and count. */
static inline bool loc_feed_is_tracking(const locality_feed *feed) {
    return feed->options.duplicates != 0;
}

locality_status loc_feed_ready(const locality_feed *feed, locality_error *error);
/* The code of a source; notes the slots that are there already when a second one comes. */
locality_status loc_feed_source(locality_feed *feed, const char *name, uint32_t *code,
                                locality_error *error);
/* Makes `sources_of` hold all slots; a new one has the bits given. */
bool loc_feed_mark_slots(locality_feed *feed, uint64_t bits);

/* ---- Rows ---- */

/* What a row is made of, read. */
typedef struct loc_row {
    uint32_t code[LOC_FEED_DIMENSIONS]; /* by place in `dimension` */
    int32_t period, first, last;
    int64_t second, count;
    int32_t recorded; /* day; INT32_MIN: none */
    int32_t x, y;
    uint64_t reference[2];
} loc_row;

/* Counts a row whose parts were read. */
locality_status loc_feed_take(locality_feed *feed, uint32_t source, const loc_row *row, int fault,
                              locality_error *error);
/* Whether a row with such a fault in such a field is counted all the same. */
static inline bool loc_feed_keeps(const locality_feed *feed, int field, int fault) {
    return feed->options.keep_unplaced != 0 &&
           (fault == LOCALITY_FEED_BLANK || fault == LOCALITY_FEED_UNKNOWN) &&
           (field == LOCALITY_FEED_AREA || field == LOCALITY_FEED_SERVICE);
}
/* How bad a fault is: that of a row that may be counted all the same, blank or unknown, malformed. */
static inline int loc_feed_badness(int field, int fault) {
    if (fault == LOC_FEED_SOUND) {
        return 0;
    }
    if (fault != LOCALITY_FEED_BLANK && fault != LOCALITY_FEED_UNKNOWN) {
        return fault == LOC_NAME_NO_MEMORY ? 4 : 3;
    }
    return field == LOCALITY_FEED_AREA || field == LOCALITY_FEED_SERVICE ? 1 : 2;
}
/* The code of the empty name. */
int loc_feed_nameless(locality_feed *feed, uint32_t dimension, uint32_t *code);
/* Where a problem lies. */
typedef struct loc_place {
    uint32_t file, column;
    uint64_t byte, line, row;
} loc_place;
/* Accounts for a row that has a fault. False where memory runs out. */
bool loc_feed_refuse(locality_feed *feed, const loc_place *place, int field, int fault,
                     const char *text, size_t length);

/* Keeps the first problems by place. */
bool loc_feed_add_problem(locality_feed *feed, const loc_feed_problem *problem);
void loc_feed_cut_problems(locality_feed *feed);
int loc_feed_order_problems(const locality_feed *feed, const loc_feed_problem *a,
                            const loc_feed_problem *b);
/* Joins a part with those that touch it; CONFLICT where it lies over one. */
locality_status loc_feed_add_part(locality_feed *feed, const loc_feed_part *part,
                                  locality_error *error);
bool loc_feed_has_byte(const locality_feed *feed, uint32_t file, uint64_t byte);

/* Finds the columns of a table by the names given and the usual ones: field -> column, UINT32_MAX where
 * there is none. */
typedef struct loc_heading {
    const char *text;
    uint32_t length;
} loc_heading;
locality_status loc_feed_columns(const char *const *wanted, const loc_heading *heading,
                                 size_t count, uint32_t *column, locality_error *error);

void loc_feed_free_reader(locality_feed *feed);

/* ---- Delays ---- */

/* Notes how long a row took to be recorded, whose day is known. False where memory runs out, as below. */
bool loc_feed_note_delay(locality_feed *feed, const loc_row *row);
bool loc_feed_add_delay(locality_feed *feed, int32_t day, uint32_t days, int64_t count);
bool loc_feed_merge_delays(locality_feed *feed, const locality_feed *other);
/* Goes through the days received of a delay in a view of `delays`; false where no event has it. */
bool loc_feed_walk_delay(loc_cube_walk *walk, const loc_cube *view, uint32_t days);
/* The share of events known after 0 to LOCALITY_FEED_DELAY_DAYS days, put right for what the newest cannot show
 * by the day `closed`; INT64_MIN there is replaced by the last day there is. `is_known`: whether there is any. */
locality_status loc_feed_delay_shares(const locality_feed *feed, int64_t *closed, double *share,
                                      bool *is_known, locality_error *error);

/* ---- Duplicates ---- */

/* Two hashes of a reference; 0 and 0 for a blank one. */
void loc_feed_reference(const char *text, size_t length, uint64_t hash[2]);

/* Puts events into an order that does not depend on how they came, given the ranks of slots: `order` holds
 * their positions. */
void loc_feed_order_events(const locality_feed *feed, const uint32_t *slot_rank, uint32_t *order);
/* Marks the events that repeat another: `is_repeat` holds one byte an event. */
bool loc_feed_find_repeats(const locality_feed *feed, const uint32_t *slot_rank,
                           uint8_t *is_repeat);

/* ---- Order ---- */

/* The slots that have counts, by the names of their codes. */
typedef struct loc_ranking {
    uint32_t *rank[LOC_FEED_DIMENSIONS]; /* of each code, by place in `dimension` */
    uint32_t *order[LOC_FEED_DIMENSIONS];
    uint32_t *slot;      /* in order */
    uint32_t *slot_rank; /* of each slot; UINT32_MAX for one without counts */
    size_t slots;
} loc_ranking;
bool loc_feed_rank(const locality_feed *feed, const loc_cube *view, loc_ranking *out);
void loc_feed_unrank(const locality_feed *feed, loc_ranking *ranking);

#endif
