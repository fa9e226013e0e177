/* People who share initials are taken for different people, and a plan that places two of them says so. */
#include "unit/placement/county.h"

#define DISTRICTS                                                                             \
    "allocate X \"x\"\n candidates p in person\n places a in area where a.level = district\n" \
    " eligible A \"serves\" : p.post.serves has a\n"
#define SHARE "share initials"

/* Cid serves east and west, and there is another C.D. in the west. */
static const char *const twins[] = {"person zed initials=C.D. post=p-eve fte=1"};
/* Of three with one set of initials two are placed. */
static const char *const three[] = {"person zed initials=C.D. post=p-eve fte=1",
                                    "person zoe initials=C.D. post=p-dot fte=1"};
/* Nobody serves what Zed could. */
static const char *const idle[] = {"person zed initials=C.D. post=p-dot fte=1"};
/* No initials are no namesakes. */
static const char *const blank[] = {"person zed post=p-eve fte=1", "person zoe post=p-bob fte=1"};

static const struct namesake_row {
    const char *name, *rules;
    const char *const *more;
    size_t count;
    const char *says; /* null: nothing of namesakes */
} rows[] = {
    {"two placed", DISTRICTS " barred \"eve\" : p.id = \"eve\"\n", twins, 1,
     "C.D., Engineer and C.D., Officer share initials, and are taken for different people."},
    {"a third who is not placed", DISTRICTS " barred \"eve\" : p.id = \"eve\"\n", three, 2,
     "C.D., Engineer and C.D., Officer share initials, and are taken for different people."},
    {"the other has no place", DISTRICTS, idle, 1, NULL},
    {"nobody has the same", DISTRICTS, NULL, 0, NULL},
    {"no initials", DISTRICTS, blank, 2, NULL},
    {"in stages",
     DISTRICTS " barred \"eve\" : p.id = \"eve\"\n stage \"first\" : a.id = \"west\"\n"
               " stage \"then\" : yes\n",
     twins, 1, SHARE},
    {"places for posts",
     "allocate X \"x\"\n candidates q in post\n places a in area where a.level = district\n"
     " eligible A \"serves\" : q.serves has a\n",
     twins, 1, NULL},
};

static int speaks_of_namesakes(const locality_placement *p) {
    for (size_t i = 0; i < locality_placement_sentences(p); i++) {
        if (strstr(locality_placement_sentence_at(p, i), SHARE) != NULL) {
            return 1;
        }
    }
    return 0;
}

static void those_who_share_initials_are_told(void) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        const struct namesake_row *row = &rows[i];
        locality_snapshot *snapshot =
            county_take(county_model(0, row->more, row->count, row->rules));
        locality_placement *p = county_solve(snapshot, NULL);
        TEST_ROW(speaks_of_namesakes(p) == (row->says != NULL), row->name);
        if (row->says != NULL) {
            TEST_ROW(county_says(p, row->says), row->name);
        }
        locality_placement_free(p);
        locality_snapshot_release(snapshot);
    }
}

static const test_case cases[] = {
    {"those who hold places and share their initials are told", those_who_share_initials_are_told},
};

TEST_MAIN("placement: namesakes", cases)
