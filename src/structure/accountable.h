/* Accountable, inside: the search for posts that answer for something, as rows; accountable.c puts
 * it into words.
 *
 * A hit is one post by one way. What is not stated makes it possible instead of certain: a set of
 * reasons, so that an answer can name them. */
#ifndef LOC_STRUCTURE_ACCOUNTABLE_H
#define LOC_STRUCTURE_ACCOUNTABLE_H

#include "locality/accountability.h"
#include "places/hierarchy.h"
#include "structure/lines.h"
#include "structure/namings.h"

/* What is open about a hit. */
enum loc_opens {
    LOC_OPEN_THEMES = 1,   /* its themes are not stated */
    LOC_OPEN_PLACE = 2,    /* the places it serves are not stated */
    LOC_OPEN_RELATION = 4, /* how its places lie to the place asked about is not known */
    LOC_OPEN_DATE = 8,     /* whether it holds on the date is not certain */
    LOC_OPEN_VERSION = 16, /* when its structure version holds is not stated */
    LOC_OPEN_AGREED = 32   /* the allocation is only proposed */
};

/* A record of any kind; kind LOCALITY_NO_INDEX: none. */
typedef struct loc_record {
    uint32_t kind, row;
} loc_record;

typedef struct loc_hit {
    uint32_t post;
    int32_t ground, reach;
    uint32_t level;
    uint32_t allocation; /* row, else LOCALITY_ROW_MISSING */
    loc_record by;       /* what names the post or is named by it: the theme, function, unit ... */
    loc_record place;    /* area or group; none where it is not tied to one, or to several areas */
    bool is_list;        /* the place is one of the areas that the post serves */
    bool is_countywide;
    bool is_derived; /* not by the subject itself */
    bool is_conflict;
    uint32_t opens;   /* set of loc_opens */
    uint32_t below;   /* LINE: the post it manages */
    uint32_t version; /* of the post */
    uint32_t role;    /* ALLOCATED: what is given, to tell allocations apart; else 0 */
    const char *id;   /* of the post */
} loc_hit;

/* What was looked at: "allocations of" a record. */
typedef struct loc_look {
    const char *sort;
    loc_record of;
    uint64_t records, found, unnamed;
} loc_look;

typedef struct loc_search {
    /* What is asked. */
    const locality_snapshot *snapshot;
    loc_record subject;
    uint32_t area;    /* row; LOCALITY_ROW_MISSING: any place */
    uint32_t version; /* row; LOCALITY_ROW_MISSING: all */
    bool is_dated;
    locality_range as_at;
    /* What it is read from. */
    locality_allocator allocator;
    const loc_hierarchy *hierarchy;
    const loc_lines *lines;
    const loc_namings *namings;
    uint32_t countywide; /* symbol of the level */
    /* What is found. */
    loc_hit *hit;
    size_t count, capacity;
    loc_look *look;
    size_t looks, looks_capacity;
    bool is_derived; /* now looking at what the subject leads to */
    uint32_t
        version_of;   /* version of the function looked at, else LOCALITY_ROW_MISSING: its lead and
                          * head answer in that version, whichever they belong to */
    bool is_for_duty; /* themes: only posts that take them for more than the areas they serve */
    bool failed;      /* no memory */
} loc_search;

/* Prepares a search; the members of the question are set by the caller. */
locality_status loc_search_init(loc_search *search, const locality_snapshot *snapshot,
                                const locality_allocator *allocator, locality_error *error);
void loc_search_clear(loc_search *search);
/* Whether anybody can answer for a kind. */
bool loc_search_knows(uint32_t kind);
/* The kinds that can be asked about, in the order in which a bare name is looked up; LOC_KIND_none
 * after the last. */
uint32_t loc_search_kind(size_t index);
/* Searches; false on refusal of memory. Hits come in their final order. */
bool loc_search_run(loc_search *search);

/* ---- Between the files of the search --------------------------------------------------------- */

/* Finds the place of a hit against the area asked about, and how it reaches there; `area` is that of
 * the allocation or provision, or LOCALITY_ROW_MISSING. False where it is known not to. */
bool loc_hit_place(const loc_search *search, loc_hit *hit, uint32_t area);
/* Whether it holds on the date, by the terms of post, allocation and version; false where not. */
bool loc_hit_holds(const loc_search *search, loc_hit *hit);
/* Orders hits, drops repeated ones, and marks conflicts. */
void loc_hits_settle(loc_search *search);

/* What a record is called: its name, else its title, else its id. Never a person's. */
const char *loc_record_label(const locality_snapshot *snapshot, loc_record record);

#endif
