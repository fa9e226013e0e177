/* What rotas tell: what cannot be told, why nobody is somewhere, who else would be as good, how the past counts, and
 * the time that an allocation has. */
#include "locality/rota.h"
#include "support/fault.h"
#include "unit/placement/county.h"

enum { PEOPLE = LOCALITY_ALLOCATION_CANDIDATES, PLACES = LOCALITY_ALLOCATION_DEMANDS };

#define APRIL 16892 /* 2016-04-01 */
#define MAY 16922
#define JUNE 16953
#define JULY 16983
#define AUGUST 17014
#define MARCH 17256 /* 2017-03-31 */

#define TWO                               \
    "allocate TURNS \"Who leads when\"\n" \
    "  candidates p in person where p.id in {\"ann\", \"bob\"}\n"
#define NORTH TWO "  places a in area where a.id = \"north\"\n"
#define SERVES "  eligible T-1 \"serves\" : p.post.serves has a\n"
#define IN_POST "  eligible T-2 \"in post\" : p.ends is missing or p.ends >= as_at\n"

typedef struct asked {
    const char *rules;
    const char *const *more;
    size_t more_count;
    const locality_placement_rota_wish *wishes;
    size_t wishes_count;
    int64_t first, last;
    int32_t every;
    uint64_t work;
} asked;

static locality_status ask(const asked *a, locality_placement_rota **rota) {
    locality_snapshot *snapshot = county_take(county_model(0, a->more, a->more_count, a->rules));
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;

    options.first = a->first == 0 ? APRIL : a->first;
    options.last = a->last == 0 ? MARCH : a->last;
    options.every = a->every;
    options.wishes = a->wishes;
    options.wishes_count = a->wishes_count;
    options.work_limit = a->work;
    locality_status status =
        locality_placement_rota_solve(snapshot, "TURNS", &options, rota, &county_error);
    locality_snapshot_release(snapshot);
    return status;
}

static locality_placement_rota *rota_of(const asked *a) {
    locality_placement_rota *rota = NULL;

    county_well(ask(a, &rota), "rota");
    return rota;
}

static int says(const locality_placement_rota *rota, const char *text) {
    for (size_t i = 0; i < locality_placement_rota_sentences(rota); i++)
        if (strstr(locality_placement_rota_sentence_at(rota, i), text) != NULL)
            return 1;
    return 0;
}

/* Whether all of some texts are said, and one is not (null for none). */
static void told(const asked *a, const char *const *texts, size_t count, const char *never) {
    locality_placement_rota *rota = rota_of(a);
    int well = never == NULL || !says(rota, never);

    for (size_t i = 0; i < count; i++)
        well = TEST_ROW(says(rota, texts[i]), texts[i]) && well;
    if (!TEST_ROW(well, never == NULL ? "told" : never))
        for (size_t i = 0; i < locality_placement_rota_sentences(rota); i++)
            printf("  %s\n", locality_placement_rota_sentence_at(rota, i));
    locality_placement_rota_free(rota);
}
#define TOLD(a, never, ...)                               \
    do {                                                  \
        static const char *const texts[] = {__VA_ARGS__}; \
        told((a), texts, TEST_COUNT(texts), (never));     \
    } while (0)

/* ---- What cannot be told ------------------------------------------------------------------------------ */

#define WEST(who)                                                                           \
    "allocate TURNS \"Who leads when\"\n  candidates p in person where p.id in {" who "}\n" \
    "  places a in area where a.id = \"west\"\n" SERVES                                     \
    "  eligible T-2 \"no head\" : p.post.senior = no\n"

/* Of Eve's post nobody says whether it is senior. */
static void unknown_is_never_nobody(void) {
    static const asked alone = {.rules = WEST("\"eve\"")};
    static const asked two = {.rules = WEST("\"cid\", \"eve\"")};
    locality_placement_rota *rota = rota_of(&alone);
    locality_placement_rota_member west;
    locality_placement_spell spell;

    TOLD(&alone, "Nobody is ever eligible",
         "Whether E.E., Officer is eligible for West from 1 April 2016 to 31 March 2017 cannot be "
         "told; missing: senior of post Officer is not given.",
         "Were all of them eligible, 12 months more could be covered.",
         "West is not covered from 1 April 2016 to 31 March 2017: nobody is known to be eligible "
         "on all days of a month. Of 1 candidate it cannot be told.",
         "Nobody is known to be eligible at any time in West.");
    county_well(locality_placement_rota_member_at(rota, PLACES, 0, &west, &county_error), "west");
    TEST_NUMBER(west.eligible, 0);
    TEST_NUMBER(west.eligible_most, 1);
    TEST_NUMBER(west.open, 1);
    county_well(locality_placement_spell_at(rota, 0, &spell, &county_error), "gap");
    TEST_NUMBER(spell.candidate, LOCALITY_ROTA_NOBODY);
    TEST_NUMBER(spell.tie, LOCALITY_PLACEMENT_TIE_UNSETTLED);
    locality_placement_rota_free(rota);
    TOLD(&two, "No turns in West",
         "No turns that are known of in West: one person alone is known to be eligible there.",
         "Were all of them eligible, no more could be covered, but turns could be shared");
}

/* What the caller settles of a pair is told, whatever was not known of it. */
static void what_is_settled_needs_not_be_known(void) {
    static const locality_placement_rota_wish wishes[] = {
        {"eve", "west", "asked", APRIL, MAY - 1, 1, 0},
        {"eve", "west", "ill", MAY, JUNE - 1, 0, 0}};
    static const asked a = {
        .rules = WEST("\"eve\""), .wishes = wishes, .wishes_count = 2, .last = JULY - 1};
    static const asked all = {
        .rules = WEST("\"eve\""), .wishes = wishes, .wishes_count = 1, .last = MAY - 1};

    TOLD(&a, NULL, "1 pair cannot be told on some day and is not counted",
         "Whether E.E., Officer is eligible for West from 1 June 2016 to 30 June 2016 cannot",
         "West is not covered from 1 May 2016 to 31 May 2016: nobody is eligible on all days of a "
         "month. E.E., Officer: kept from it, ill.",
         "1 month more could be covered");
    TOLD(&all, "cannot be told", "30 of 30 days of 1 place are covered");
}

static void a_doubtful_place_is_told(void) {
    static const char *const more[] = {"area fog name=Fog parent=county"};
    static const asked a = {.rules = TWO
                            "  places a in area where a.id = \"north\" or a.level = town\n" SERVES,
                            .more = more,
                            .more_count = 1,
                            .last = MAY - 1};

    TOLD(&a, NULL, "Whether Fog is a place cannot be told on some day; it is not counted then.");
}

/* A cost that is not known makes a pair doubtful, and so does a bar. */
static void every_doubt_names_what_is_missing(void) {
    static const asked cost = {.rules = NORTH SERVES "  prefer least \"n\" : a.population\n",
                               .last = MAY - 1};
    static const asked bar = {.rules = NORTH SERVES "  barred \"large\" : a.population > 3\n",
                              .last = MAY - 1};
    static const asked who = {.rules = "allocate TURNS \"Who leads when\"\n"
                                       "  candidates p in person where p.post.senior = no\n"
                                       "  places a in area where a.id = \"west\"\n" SERVES,
                              .last = MAY - 1};

    TOLD(&cost, NULL, "missing: population of area North is not given");
    TOLD(&bar, NULL, "missing: population of area North is not given");
    TOLD(&who, NULL, "missing: senior of post Officer is not given");
}

/* ---- Why nobody is somewhere ---------------------------------------------------------------------------- */

static const locality_placement_rota_wish bars[] = {{"ann", "north", "away", MAY, JULY - 1, 0, 0},
                                                    {"bob", "north", "ill", JUNE, JULY - 1, 0, 0}};

/* Both are kept away in June; April and May are lost to the shortest spell. */
static void bars_and_spells_are_told_apart(void) {
    static const asked a = {.rules = NORTH SERVES "  spell least 3\n",
                            .wishes = bars,
                            .wishes_count = 2,
                            .last = AUGUST + 60};
    static const asked b = {.rules = NORTH SERVES "  barred \"asked\" : as_at <= 2016-04-30\n",
                            .last = JUNE - 1};

    TOLD(&a, NULL,
         "North is not covered from 1 April 2016 to 30 April 2016: A.N., Planner and B.B., "
         "Librarian may hold it, but no lawful rota has that; there is one without `spell least 3` "
         "or without keeping A.N., Planner from North or without keeping B.B., Librarian from "
         "North.",
         "North is not covered from 1 May 2016 to 31 May 2016: B.B., Librarian may hold it, but",
         "North is not covered from 1 June 2016 to 30 June 2016: nobody is eligible on all days of "
         "a month. A.N., Planner: kept from it, away; B.B., Librarian: kept from it, ill.");
    TOLD(&b, NULL, "A.N., Planner: kept from it, asked; B.B., Librarian: kept from it, asked.");
}

static void conditions_that_fail_for_a_time_are_named(void) {
    static const char *const more[] = {"person ann initials=A.N. post=p-ann fte=1 ends=2016-06-15",
                                       "person bob initials=B.B. post=p-bob fte=1 ends=2016-04-30"};
    static const asked a = {.rules = "allocate TURNS \"Who leads when\"\n"
                                     "  candidates p in person where p.id = \"ann\"\n"
                                     "    or (p.id = \"bob\" and as_at < 2016-07-01)\n"
                                     "  places a in area where a.id = \"north\"\n" SERVES IN_POST,
                            .more = more,
                            .more_count = 2,
                            .last = AUGUST - 1};

    TOLD(&a, NULL,
         "North is not covered from 1 June 2016 to 30 June 2016: nobody is eligible on all days of "
         "a month, though somebody is on 15 of 30 days: shorter periods may cover more. A.N., "
         "Planner: T-2 is not met; B.B., Librarian: T-2 is not met.",
         "A.N., Planner: T-2 is not met; B.B., Librarian: no candidate on some day.");
}

/* Ann goes on 15 May and Bob comes on the 16th: no month of the two is one person's, though each day is somebody's. */
static void a_change_inside_a_period_is_told(void) {
#define CHANGE                                                                           \
    NORTH SERVES "  eligible T-3 \"there\" : (p.id = \"ann\" and as_at <= 2016-05-15)\n" \
                 "    or (p.id = \"bob\" and as_at > 2016-05-15)\n"
    static const asked months = {.rules = CHANGE, .last = JULY - 1};
    static const asked weeks = {
        .rules = CHANGE, .last = JULY - 1, .every = LOCALITY_PLACEMENT_WEEKLY};

    TOLD(&months, "covers more",
         "60 of 91 days of 1 place are covered; proved: no lawful rota in whole months fills more "
         "turns; proved: none is fairer.",
         "North is not covered from 1 May 2016 to 31 May 2016: nobody is eligible on all days of a "
         "month, though somebody is on 31 of 31 days: shorter periods may cover more. A.N., "
         "Planner: T-3 is not met; B.B., Librarian: T-3 is not met.");
    TOLD(&weeks, "shorter periods",
         "84 of 91 days of 1 place are covered; proved: no lawful rota in whole weeks fills more",
         "nobody is eligible on all days of a week, though somebody is on 7 of 7 days. A.N.");
}

/* Ann alone may hold both; longest spells and rests keep the other out. */
#define BOTH                                                                             \
    "allocate TURNS \"Who leads when\"\n  candidates p in person where p.id = \"ann\"\n" \
    "  places a in area where a.id in {\"north\", \"south\"}\n"                          \
    "  eligible T-1 \"all\" : p.fte = 1\n"

static void who_is_needed_elsewhere_is_told(void) {
    static const asked a = {.rules = BOTH, .last = MAY - 1};
    static const asked three = {.rules = NORTH SERVES "  seats 3\n", .last = MAY - 1};
    static const asked seats = {.rules = NORTH SERVES "  seats 2\n  spell most 1\n  rest 1\n",
                                .last = JUNE - 1};

    TOLD(&a, "more could be covered",
         "is not covered from 1 April 2016 to 30 April 2016: A.N., Planner may hold it, but with "
         "A.N., Planner there ",
         "would lack a holder for 1 month.");
    TOLD(&three, "though somebody",
         "North is not covered from 1 April 2016 to 30 April 2016: nobody else is eligible on all "
         "days of a month.");
    TOLD(&seats, NULL,
         "A.N., Planner and B.B., Librarian may hold it, but with A.N., Planner there North would "
         "lack a holder for 1 month; more could be covered without `spell most 1`.");
}

static void what_is_fixed_is_named(void) {
    static const locality_placement_rota_wish given = {"ann", "south", NULL, APRIL, MAY - 1, 1, 0};
    static const asked wished = {
        .rules = BOTH "  rest 1\n", .wishes = &given, .wishes_count = 1, .last = JUNE - 1};
    static const asked ruled = {.rules = BOTH "  fixed \"agreed\" : a.id = \"south\"\n",
                                .last = MAY - 1};
    static const asked several = {.rules = BOTH "  fixed \"agreed\" : a.id = \"south\"\n",
                                  .wishes = &given,
                                  .wishes_count = 1,
                                  .last = MAY - 1};

    TOLD(&wished, NULL,
         "North is not covered from 1 April 2016 to 30 April 2016: A.N., Planner may hold it, but "
         "no lawful rota has that; there is one without giving South to A.N., Planner.",
         "North is not covered from 1 May 2016 to 31 May 2016: A.N., Planner may hold it, but no "
         "lawful rota has that; there is one without `rest 1` or without giving South to A.N., "
         "Planner.");
    TOLD(&ruled, NULL, "there is one without what the allocation fixes.");
    TOLD(&several, NULL, "there is one only without several of the rules and of what is settled.");
}

/* The least work with which somebody has a turn, and that is not proved. */
static uint64_t work_of_half(asked a) {
    for (uint64_t work = 1 << 12; work < UINT64_C(1) << 24; work += work / 4) {
        locality_placement_rota *rota = NULL;
        locality_rota_value value;
        a.work = work;
        county_well(ask(&a, &rota), "rota");
        (void)locality_rota_value_of(locality_placement_rota_plan(rota), &value, NULL);
        size_t turns = locality_rota_holdings(locality_placement_rota_plan(rota));
        locality_placement_rota_free(rota);
        if (value.verdict == LOCALITY_ALLOCATION_FEASIBLE && turns > 0)
            return work;
    }
    return 0;
}

#define STRICT NORTH SERVES "  role \"lead\"\n  spell most 2\n  rest 3\n"

static void what_is_not_settled_is_not_told(void) {
    asked a = {.rules = STRICT};

    a.work = work_of_half(a);
    CU_ASSERT(a.work > 0);
    TOLD(&a, "no lawful rota has that", "why nobody does was not settled within the limit.",
         "Who else would be equally good was not looked at.");
}

/* ---- Who else would be as good --------------------------------------------------------------------------- */

static void ties_are_told(void) {
    static const asked a = {.rules = NORTH SERVES "  role \"lead\"\n", .last = JULY - 1};
    locality_placement_rota *rota = rota_of(&a);
    locality_placement_spell spell;
    uint32_t who[2] = {9, 9};
    size_t count = 0;

    TOLD(&a, "in the order of their ids",
         "A person has to choose whose turn it is in North from 1 April 2016 to 30 June 2016: "
         "A.N., Planner and B.B., Librarian are equally good.",
         "The turns of those who are equally good are shown in an order that means nothing.",
         "of them could as well be another's; could as well have");
    county_well(locality_placement_spell_at(rota, 0, &spell, &county_error), "spell");
    TEST_NUMBER(spell.tie, LOCALITY_PLACEMENT_TIE);
    county_well(locality_placement_spell_choices(rota, 0, who, 2, &count, &county_error), "who");
    TEST_NUMBER(count, 2);
    TEST_NUMBER(who[0], 0);
    TEST_NUMBER(who[1], 1);
    county_well(locality_placement_spell_choices(rota, 0, NULL, 0, &count, &county_error), "count");
    TEST_NUMBER(count, 2);
    TEST_NUMBER(locality_placement_spell_choices(rota, 99, who, 2, &count, NULL),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(count, 0);
    TEST_NUMBER(locality_placement_spell_choices(NULL, 0, who, 2, &count, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_spell_choices(rota, 0, NULL, 2, &count, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_spell_choices(rota, 0, who, 2, NULL, NULL), LOCALITY_INVALID);
    locality_placement_rota_free(rota);
}

/* Why the first record of the rota is there. */
static const char *reason_of(const locality_snapshot *snapshot) {
    const locality_schema *schema = locality_snapshot_schema(snapshot);
    uint32_t kind = locality_schema_kind(schema, "allocation");
    locality_value value = {0};

    for (uint32_t row = 0; row < locality_snapshot_count(snapshot, kind); row++)
        if (strncmp(locality_snapshot_id(snapshot, kind, row), "TURNS/", 6) == 0) {
            county_well(locality_snapshot_value(snapshot, kind, row,
                                                locality_schema_field(schema, kind, "reason"),
                                                &value, &county_error),
                        "reason");
            break;
        }
    return value.text == NULL ? "" : value.text;
}

static void ties_are_written_down(void) {
    static const struct {
        asked a;
        const char *reason;
    } rows[] = {
        {{.rules = NORTH SERVES "  role \"lead\"\n", .last = MAY - 1},
         "Rota of allocation TURNS: B.B., Librarian would be equally good, a person has to choose"},
        {{.rules = NORTH SERVES "  role \"lead\"\n  prefer least \"n\" : if p.id = \"ann\" then 0 "
                                "else 1\n",
          .last = MAY - 1},
         "Rota of allocation TURNS"},
        {{.rules = STRICT},
         "Rota of allocation TURNS; whether anybody else would be equally good was not settled"},
    };

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        asked a = rows[k].a;
        a.work = strcmp(a.rules, STRICT) == 0 ? work_of_half(a) : 0;
        locality_placement_rota *rota = rota_of(&a);
        locality_model *model = county_model(0, NULL, 0, a.rules);
        county_well(locality_placement_rota_write(rota, model, NULL, &county_error), "write");
        locality_snapshot *snapshot = county_take(model);
        TEST_TEXT(reason_of(snapshot), rows[k].reason);
        locality_snapshot_release(snapshot);
        locality_placement_rota_free(rota);
    }
}

/* What is fixed is nobody else's, and a price on one level parts two who are equal on the others. */
static void what_is_certain_is_no_tie(void) {
    static const locality_placement_rota_wish given = {"bob", "north", NULL, APRIL, MAY - 1, 1, 0};
    static const asked fixed = {
        .rules = NORTH SERVES, .wishes = &given, .wishes_count = 1, .last = MAY - 1};
    static const asked first = {.rules = NORTH SERVES "  history if p.id = \"ann\" then 1 else 0\n",
                                .last = MAY - 1};
    static const asked costs = {.rules = NORTH SERVES
                                "  prefer least \"n\" : if p.id = \"ann\" then 0 else 1\n",
                                .last = MAY - 1};
    static const asked rests = {.rules = NORTH SERVES "  spell most 1\n  rest 1\n",
                                .wishes = &given,
                                .wishes_count = 1,
                                .last = JULY - 1};

    TOLD(&fixed, "has to choose",
         "B.B., Librarian holds 1 of 1 period, after 0 before, at 1 FTE: "
         "1 for each FTE.");
    TOLD(&first, "has to choose", "B.B., Librarian holds 1 of 1");
    TOLD(&costs, "has to choose", "A.N., Planner holds 1 of 1");
    TOLD(&rests, "has to choose", "A.N., Planner holds 1 of 3", "B.B., Librarian holds 2 of 3");
}

/* ---- Shares and hand-overs --------------------------------------------------------------------------------- */

static void shares_say_what_they_are_ranked_by(void) {
    static const char *const more[] = {"person ann initials=A.N. post=none fte=0.3"};
    static const asked a = {.rules = "allocate TURNS \"Who leads when\"\n"
                                     "  candidates p in person where p.id in {\"ann\", \"bob\"}\n"
                                     "  places a in area where a.id = \"north\"\n"
                                     "  eligible T-1 \"all\" : p.fte > 0\n  share p.fte\n",
                            .more = more,
                            .more_count = 1,
                            .last = MAY + 120};

    TOLD(&a, "A.N..",
         "Who has done least comes first: periods before and in this rota, for each "
         "FTE.",
         "A.N. holds 1 of 5 periods, after 0 before, at 0.3 FTE: 3.33 for each FTE",
         "North from A.N. to B.B., Librarian.");
}

/* Six months are 26 weeks, or two quarters; 100 days are three months, 14 weeks, a quarter. */
static void the_past_has_a_unit(void) {
    static const struct {
        const char *rules;
        int32_t every;
        const char *history, *note;
    } rows[] = {
        {NORTH SERVES "  history 6\n", LOCALITY_PLACEMENT_MONTHLY, "after 6 before", NULL},
        {NORTH SERVES "  history 6\n", LOCALITY_PLACEMENT_WEEKLY, "after 26 before",
         "What was done before was given in months and is counted in weeks, to the nearest."},
        {NORTH SERVES "  history 6\n", LOCALITY_PLACEMENT_QUARTERLY, "after 2 before",
         "given in months and is counted in quarters"},
        {NORTH SERVES "  history 100 days\n", LOCALITY_PLACEMENT_MONTHLY, "after 3 before",
         "given in days and is counted in months"},
        {NORTH SERVES "  history 100 days\n", LOCALITY_PLACEMENT_WEEKLY, "after 14 before",
         "given in days and is counted in weeks"},
        {NORTH SERVES "  history 100 days\n", LOCALITY_PLACEMENT_QUARTERLY, "after 1 before",
         "given in days and is counted in quarters"},
    };

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        asked a = {.rules = rows[k].rules, .every = rows[k].every, .last = JULY - 1};
        locality_placement_rota *rota = rota_of(&a);
        TEST_ROW(says(rota, rows[k].history), rows[k].history);
        TEST_ROW(rows[k].note == NULL ? !says(rota, "to the nearest") : says(rota, rows[k].note),
                 rows[k].history);
        locality_placement_rota_free(rota);
    }
}

/* ---- The time of an allocation -------------------------------------------------------------------------------- */

static void nothing_is_decided_outside_its_time(void) {
    static const char rules[] = NORTH SERVES IN_POST "  from 2016-04-01\n  until 2016-06-30\n";
    static const char plain[] = NORTH SERVES "  from 2016-04-01\n  until 2016-06-30\n";
    static const struct {
        const char *rules;
        int64_t first, last;
        locality_status status;
        const char *words;
    } rows[] = {
        {rules, APRIL, JULY - 1, LOCALITY_OK, ""},
        {rules, APRIL, JULY, LOCALITY_INVALID,
         "the allocation is until 2016-06-30, and the rota has 2016-07-01"},
        {rules, APRIL - 1, JULY - 1, LOCALITY_INVALID,
         "the allocation is from 2016-04-01, and the rota has 2016-03-31"},
        {plain, APRIL, JULY - 1, LOCALITY_OK, ""},
        {plain, APRIL, JULY, LOCALITY_INVALID, "and the rota has 2016-07-01"},
        {plain, APRIL - 1, MAY, LOCALITY_INVALID, "and the rota has 2016-03-31"},
    };

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        asked a = {.rules = rows[k].rules, .first = rows[k].first, .last = rows[k].last};
        locality_placement_rota *rota = NULL;
        TEST_NUMBER(ask(&a, &rota), rows[k].status);
        TEST_ROW(rows[k].status == LOCALITY_OK ||
                     strstr(county_error.message, rows[k].words) != NULL,
                 rows[k].words);
        locality_placement_rota_free(rota);
    }
}

static void no_plan_is_made_behind_its_time(void) {
    static const char rules[] = NORTH SERVES "  until 2016-06-30\n";
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;
    locality_placement *placement = NULL;
    locality_range day = {JULY - 1, JULY - 1};

    options.as_at = &day;
    county_well(locality_placement_solve(snapshot, NULL, &options, &placement, &county_error),
                "last day");
    locality_placement_free(placement);
    day.lo = day.hi = JULY;
    TEST_NUMBER(locality_placement_solve(snapshot, NULL, &options, &placement, &county_error),
                LOCALITY_INVALID);
    CU_ASSERT(strstr(county_error.message, "the allocation is until 2016-06-30") != NULL);
    CU_ASSERT_PTR_NULL(placement);
    locality_snapshot_release(snapshot);
}

/* ---- Memory ---------------------------------------------------------------------------------------------------- */

/* Two gaps and a doubt, ties and hand-overs. */
static locality_status do_everything(void *state, const locality_allocator *allocator,
                                     locality_error *error) {
    static const char rules[] =
        "allocate TURNS \"Who leads when\"\n"
        "  candidates p in person where p.id in {\"ann\", \"bob\", \"eve\"}\n"
        "  places a in area where a.id in {\"north\", \"west\"}\n" SERVES
        "  eligible T-2 \"no head\" : p.post.senior = no\n  spell least 2\n";
    static const locality_placement_rota_wish wishes[] = {
        {"ann", "north", "away", APRIL + 7, APRIL + 13, 0, 0},
        {"bob", "north", "ill", APRIL + 7, APRIL + 13, 0, 0}};
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_placement_rota *rota = NULL;
    locality_status status = locality_model_new(NULL, allocator, &model, error);

    (void)state;
    options.first = APRIL;
    options.last = APRIL + 20;
    options.every = LOCALITY_PLACEMENT_WEEKLY;
    options.wishes = wishes;
    options.wishes_count = 2;
    for (size_t i = 0; status == LOCALITY_OK && i < TEST_COUNT(county_rows); i++)
        status = paper_put(model, county_rows[i], error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, rules, strlen(rules), "r.rules", error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &snapshot, error);
    if (status == LOCALITY_OK)
        status = locality_placement_rota_solve(snapshot, NULL, &options, &rota, error);
    if (status == LOCALITY_OK)
        status = locality_placement_rota_write(rota, model, NULL, error);
    locality_placement_rota_free(rota);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return status;
}

static void refused_memory_is_survived(void) {
    fault_drive("telling of a rota", do_everything, NULL, 300);
}

/* Whichever of the two stands first. */
static void a_shortest_spell_above_the_longest_is_refused(void) {
    static const asked rows[] = {
        {.rules = NORTH SERVES "  spell least 3\n  spell most 2\n", .last = MAY - 1},
        {.rules = NORTH SERVES "  spell most 2\n  spell least 3\n", .last = MAY - 1}};

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_placement_rota *rota = NULL;
        TEST_NUMBER(ask(&rows[i], &rota), LOCALITY_INVALID);
        CU_ASSERT(strstr(county_error.message, "`spell least` is above `spell most`") != NULL);
        CU_ASSERT_PTR_NULL(rota);
    }
}

static const test_case cases[] = {
    {"unknown is never nobody", unknown_is_never_nobody},
    {"what is settled needs not be known", what_is_settled_needs_not_be_known},
    {"a doubtful place is told", a_doubtful_place_is_told},
    {"every doubt names what is missing", every_doubt_names_what_is_missing},
    {"bars and spells are told apart", bars_and_spells_are_told_apart},
    {"conditions that fail for a time are named", conditions_that_fail_for_a_time_are_named},
    {"a change inside a period is told", a_change_inside_a_period_is_told},
    {"who is needed elsewhere is told", who_is_needed_elsewhere_is_told},
    {"what is fixed is named", what_is_fixed_is_named},
    {"what is not settled is not told", what_is_not_settled_is_not_told},
    {"ties are told", ties_are_told},
    {"ties are written down", ties_are_written_down},
    {"what is certain is no tie", what_is_certain_is_no_tie},
    {"shares say what they are ranked by", shares_say_what_they_are_ranked_by},
    {"the past has a unit", the_past_has_a_unit},
    {"nothing is decided outside its time", nothing_is_decided_outside_its_time},
    {"no plan is made behind its time", no_plan_is_made_behind_its_time},
    {"a shortest spell above the longest is refused",
     a_shortest_spell_above_the_longest_is_refused},
    {"every refusal of memory is survived", refused_memory_is_survived},
};

TEST_MAIN("placement rota told", cases)
