/* What stands in the way of plans of FTE and of rotas, what waiving for part of somebody's time is worth, how
 * plans of FTE differ, and what is told of them in rare states. */
#include <stdbool.h>

#include "locality/plans.h"
#include "locality/report.h"
#include "support/fault.h"
#include "unit/placement/county.h"

#define APRIL 16892 /* 2016-04-01 */
#define JUNE 16982  /* 2016-06-30 */

/* Ann 1 and Bob 1 in the north, Cid 1 in the east and the west, Fay 0.5 and Gus 1 in the south. */
#define TIME                                                                                 \
    "allocate TIME \"How much time\"\n"                                                      \
    "  candidates p in person where p.id in {\"ann\", \"bob\", \"cid\", \"fay\", \"gus\"}\n" \
    "  places a in area where a.level = district\n  gives p.fte\n"                           \
    "  eligible L-1 \"serves\", waiver 2 : p.post.serves has a\n"

static locality_placement *time_of(const char *rules, const locality_placement_wish *wishes,
                                   size_t count) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;

    options.wishes = wishes;
    options.wishes_count = count;
    locality_placement *p = county_solve(snapshot, &options);
    locality_snapshot_release(snapshot);
    return p;
}

/* "A + B; C": sets in their order. */
static int has_sets(const locality_placement_conflicts *c, int32_t kind, const char *expected) {
    const locality_conflicts *sets = locality_placement_conflicts_sets(c);
    char text[4096] = "";

    for (size_t i = 0; i < locality_conflicts_count(sets, kind); i++) {
        uint32_t rule[LOCALITY_CONFLICTS_MOST];
        size_t count = 0;
        county_well(locality_conflicts_at(sets, kind, i, rule, LOCALITY_CONFLICTS_MOST, &count,
                                          NULL, &county_error),
                    "set");
        strcat(text, i > 0 ? "; " : "");
        for (size_t k = 0; k < count; k++) {
            locality_placement_asked asked;
            county_well(locality_placement_asked_at(c, rule[k], &asked, &county_error), "asked");
            strcat(text, k > 0 ? " + " : "");
            strcat(text, asked.words);
        }
    }
    if (strcmp(text, expected) != 0)
        printf("  sets: %s\n  not:  %s\n", text, expected);
    return strcmp(text, expected) == 0;
}

static int first_says(const locality_placement_conflicts *c, const char *text) {
    const char *first = locality_placement_conflicts_sentence_at(c, 0);

    if (strncmp(first, text, strlen(text)) != 0)
        printf("  said: %s\n", first);
    return strncmp(first, text, strlen(text)) == 0;
}

/* ---- Conflicts of FTE ----------------------------------------------------------------------------------- */

static const struct time_row {
    const char *what, *rules, *conflicts, *ways_out, *says;
    locality_placement_wish wish;
} time_rows[] = {
    {"what is protected",
     TIME "  need 1\n  protect \"x\" : if a.id in {\"east\", \"west\"} then 0.6 else 0\n",
     "L-1 (serves) + 0.6 FTE protected in East + 0.6 FTE protected in West",
     "0.6 FTE protected in East; 0.6 FTE protected in West; L-1 (serves)",
     "If what is protected and fixed is to be kept, something has to be given up: 1 conflict, and "
     "3 ways out.",
     {0}},
    {"what is short",
     TIME "  need if a.id = \"south\" then 0 else 1\n",
     "L-1 (serves)",
     "L-1 (serves)",
     "If every need is to be met, something has to be given up: 1 conflict, and 1 way out.",
     {0}},
    {"what is fixed",
     TIME "  need if a.id = \"east\" then 0.5 else if a.id = \"west\" then 0.5 else 0\n",
     "L-1 (serves) + C.D., Engineer fixed for West (agreed)",
     "C.D., Engineer fixed for West (agreed); L-1 (serves)",
     "If every need is to be met, something has to be given up: 1 conflict, and 2 ways out.",
     {"cid", "west", "agreed", 1, 0}},
    {"more than there is",
     TIME "  need 3\n",
     "",
     "",
     "Nothing has to be given up if 4.5 FTE of the 12 FTE needed, the most there could be, are to "
     "be met.",
     {0}},
    {"nothing",
     TIME "  need 0.1\n",
     "",
     "",
     "Nothing has to be given up if every need is to be met.",
     {0}},
};

static void conflicts_of_time_are_listed(void) {
    for (size_t i = 0; i < TEST_COUNT(time_rows); i++) {
        const struct time_row *row = &time_rows[i];
        bool has_wish = row->wish.candidate != NULL;
        locality_placement *p = time_of(row->rules, has_wish ? &row->wish : NULL, has_wish ? 1 : 0);
        locality_placement_conflicts *c = NULL;
        county_well(locality_placement_conflicts_find(p, NULL, &c, &county_error), row->what);
        TEST_ROW(locality_conflicts_is_complete(locality_placement_conflicts_sets(c)) == 1,
                 row->what);
        TEST_ROW(has_sets(c, LOCALITY_CONFLICTS_CONFLICT, row->conflicts), row->what);
        TEST_ROW(has_sets(c, LOCALITY_CONFLICTS_CORRECTION, row->ways_out), row->what);
        TEST_ROW(first_says(c, row->says), row->what);
        locality_placement_conflicts_free(c);
        locality_placement_free(p);
    }
}

static int32_t stop(void *self) {
    (void)self;
    return 1;
}

static void a_search_of_time_is_stopped(void) {
    locality_placement_conflicts_options options = LOCALITY_PLACEMENT_CONFLICTS_OPTIONS_INIT;
    locality_placement *p = time_of(time_rows[0].rules, NULL, 0);
    locality_placement_conflicts *c = NULL;

    options.cancel = stop;
    TEST_NUMBER(locality_placement_conflicts_find(p, &options, &c, &county_error),
                LOCALITY_CANCELLED);
    CU_ASSERT_PTR_NULL(c);
    TEST_NUMBER(locality_placement_conflicts_find(p, &options, &c, NULL), LOCALITY_CANCELLED);
    locality_placement_free(p);
}

/* ---- Waivers for part of somebody's time ---------------------------------------------------------------- */

static int64_t shared(const locality_deployment *plan, uint32_t group, uint32_t place) {
    for (size_t i = 0; i < locality_deployment_shares(plan); i++) {
        locality_deployment_share share;
        county_well(locality_deployment_share_at(plan, i, &share, &county_error), "share");
        if (share.group == group && share.place == place)
            return share.amount;
    }
    return 0;
}

/* East and west need 0.7 each and Cid has 1: 0.4 FTE of somebody else have to be waived, and no more. */
static void part_of_somebodys_time_is_waived(void) {
    locality_placement *p = time_of(
        TIME "  need if a.id = \"north\" then 1.9 else if a.id = \"south\" then 1.2 else 0.7\n"
             "  prefer least \"miles\" : if p.id = \"gus\" then 1 else 0\n",
        NULL, 0);
    const locality_deployment *plan = locality_placement_deployment_waivers(p);
    locality_deployment_value value;

    CU_ASSERT_PTR_NOT_NULL(plan);
    county_well(locality_deployment_get_value(plan, &value, &county_error), "value");
    TEST_NUMBER(value.met, value.need);
    TEST_NUMBER(value.levels, 2);
    TEST_NUMBER(value.cost[0], 2 * 40); /* weight 2, hundredths */
    int64_t from_ann = shared(plan, 0, 0) + shared(plan, 0, 3);
    int64_t from_bob = shared(plan, 1, 0) + shared(plan, 1, 3);
    int64_t from_south =
        shared(plan, 3, 0) + shared(plan, 3, 3) + shared(plan, 4, 0) + shared(plan, 4, 3);
    TEST_NUMBER(from_ann + from_bob, 10); /* 1.9 of their 2 FTE are needed in the north */
    TEST_NUMBER(from_south, 30);          /* 1.2 of their 1.5 in the south */
    CU_ASSERT(county_says(p, "They weigh 0.8 together by FTE, and with them 4.5 FTE of 4.5 FTE "
                             "needed are met"));
    locality_placement_free(p);
}

/* What is protected is kept by the least waiving; needs do not count then. */
static void what_is_protected_is_kept_by_waivers(void) {
    locality_placement *p = time_of(time_rows[0].rules, NULL, 0);
    locality_deployment_value value;

    county_well(locality_deployment_get_value(locality_placement_deployment_waivers(p), &value,
                                              &county_error),
                "value");
    TEST_NUMBER(value.placed, 120);
    TEST_NUMBER(value.cost[0], 2 * 20);
    CU_ASSERT(county_says(p, "They weigh 0.4 together by FTE, and with them what is protected and "
                             "fixed can be kept; another plan with waivers is as good"));
    locality_placement_free(p);
}

static void where_waiving_helps_nothing_it_is_not_told(void) {
    static const char *const rules[] = {
        TIME "  need 0.1\n", /* all is met */
        TIME "  need 9\n",   /* all have given all */
        TIME "  need 1\n  whole yes\n",
        "allocate TIME \"x\"\n  candidates p in person where p.id = \"cid\"\n"
        "  places a in area where a.level = district\n  gives p.fte\n  need 1\n"
        "  eligible L-1 \"serves\", no waiver : p.post.serves has a\n",
        "allocate TIME \"x\"\n  candidates p in person where p.id = \"ann\"\n"
        "  places a in area where a.id = \"west\"\n  gives p.fte\n  need 1\n"
        "  eligible L-1 \"serves\", waiver 99999999999 : p.post.serves has a\n",
    };

    for (size_t i = 0; i < TEST_COUNT(rules); i++) {
        locality_placement *p = time_of(rules[i], NULL, 0);
        TEST_ROW(locality_placement_deployment_waivers(p) == NULL, rules[i]);
        locality_placement_free(p);
    }
}

/* ---- Telling in rare states ------------------------------------------------------------------------------- */

static const struct told_row {
    const char *rules, *says;
    locality_placement_wish wishes[2];
    size_t count;
} tolds[] = {
    {TIME "  need 0.1\n",
     "0.4 FTE of 0.4 FTE needed are met; proved: no plan is better.",
     {{0}},
     0},
    {TIME "  need 1\n  whole yes\n",
     "proved: no plan places more, or shares what is short more equally.",
     {{0}},
     0},
    {TIME "  need 1\n  whole yes\n",
     "C.D., Engineer is fixed for East and West: in one of them, whichever is best.",
     {{"cid", "east", NULL, 1, 0}, {"cid", "west", NULL, 1, 0}},
     2},
    {TIME "  need if a.id = \"south\" then 1.5 else if a.id = \"west\" then 0 else 1\n",
     "1 FTE is left over, of ",
     {{0}},
     0},
    {"allocate TIME \"x\"\n  candidates p in person where p.id = \"cid\"\n"
     "  places a in area where a.id = \"east\"\n  gives 0.5\n  need 1\n"
     "  protect \"x\" : 0.8\n  eligible L-1 \"serves\" : p.post.serves has a\n",
     "x: East is to keep 0.8 FTE, and 0.5 FTE can be sent there at most, by C.D., Engineer.",
     {{0}},
     0},
    {TIME
     "  need if a.id = \"south\" then 2 else 0.1\n  ceiling 9\n  eligible L-2 \"Gus\" : p.id = "
     "\"gus\" or a.id != \"south\"\n",
     "South needs 2 FTE, and 1 FTE can be sent there at most, by G.S., Clerk.",
     {{0}},
     0},
    {TIME "  need 1\n  eligible L-2 \"people\" : a.population > 5 or p.id != \"cid\"\n",
     "with what is known no plan meets more, but not everything is known.",
     {{0}},
     0},
    {"allocate TIME \"x\"\n  candidates p in person where p.id in {\"ann\", \"cid\"}\n"
     "  places a in area where a.id = \"east\"\n  gives p.fte\n  need 1\n  ceiling 2\n"
     "  protect \"x\" : 1.5\n  eligible L-1 \"s\" : p.post.serves has a or a.population > 5\n",
     "With what is known what is protected and fixed cannot all be kept, but not everything is "
     "known.",
     {{0}},
     0},
    {"allocate TIME \"x\"\n  candidates p in person where p.id = \"ann\"\n"
     "  places a in area where a.id in {\"north\", \"west\"}\n  gives p.fte\n  need 0.5\n"
     "  eligible L-1 \"serves\", waiver 2 : p.post.serves has a\n",
     "Cheapest waivers: L-1 (serves) for 0.5 FTE of A.N., Planner in West. They weigh 1 together "
     "by "
     "FTE, and with them 1 FTE of 1 FTE needed are met.",
     {{0}},
     0},
    {TIME "  need 0.7\n",
     "A.N., Planner is fixed for West (asked for) although L-1 (serves) is not met.",
     {{"ann", "west", NULL, 1, 0}, {0}},
     1},
    {TIME "  need 1\n  eligible L-2 \"never\", no waiver : 1 > 2\n  prefer least \"miles\" : 1\n",
     "0 FTE of 4 FTE needed are met; proved",
     {{0}},
     0},
    {TIME "  need 1\n  eligible L-2 \"people\" : a.population > 5 or p.id != \"ann\"\n",
     "proved: with what is known no plan meets more, or shares what is short more equally.",
     {{0}},
     0},
};

static void rare_states_are_told(void) {
    for (size_t i = 0; i < TEST_COUNT(tolds); i++) {
        locality_placement *p = time_of(tolds[i].rules, tolds[i].wishes, tolds[i].count);
        TEST_ROW(county_says(p, tolds[i].says), tolds[i].says);
        locality_placement_free(p);
    }
}

/* ---- Two plans of FTE ------------------------------------------------------------------------------------- */

static void plans_of_time_differ_by_amounts(void) {
    static const char *const rows[] = {
        "allocation TIME/north/ann person=ann area=north fte=0.25",
        "allocation TIME/east/cid person=cid area=east fte=0.75",
        "allocation TIME/south/gus person=gus area=south", /* says no FTE: a whole one */
    };
    static const char rules[] = TIME "  need 1\n  prefer least \"miles\" : 3\n"
                                     "  prefer most \"pay\" : £2\n";
    locality_placement *p = time_of(rules, NULL, 0);
    locality_snapshot *other = county_take(county_model(0, rows, TEST_COUNT(rows), rules));
    locality_placement_difference *d = NULL;
    locality_placement_total total;
    locality_placement_change change;

    county_well(locality_placement_compare(p, other, &d, &county_error), "compare");
    county_well(locality_placement_difference_change(d, 0, &change, &county_error), "change");
    TEST_NUMBER(change.there, 25);
    county_well(locality_placement_difference_total(d, 0, &total, &county_error), "met");
    TEST_NUMBER(total.here, 3000000);
    TEST_NUMBER(total.there, 2000000);
    county_well(locality_placement_difference_total(d, 2, &total, &county_error), "miles");
    TEST_NUMBER(total.type, LOCALITY_TYPE_NUMBER);
    TEST_NUMBER(total.there, 6000000); /* 2 FTE, 3 miles each */
    county_well(locality_placement_difference_total(d, 3, &total, &county_error), "pay");
    TEST_NUMBER(total.type, LOCALITY_TYPE_MONEY);
    TEST_NUMBER(total.is_most, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(locality_placement_difference_sentence_at(d, 1),
                                  "gives North 0.25 FTE instead of "));
    locality_placement_difference_free(d);
    locality_placement_free(p);
    locality_snapshot_release(other);
}

/* ---- Rotas ------------------------------------------------------------------------------------------------ */

#define TURNS                                                     \
    "allocate TURNS \"Who leads when\"\n"                         \
    "  candidates p in person where p.id in {\"ann\", \"bob\"}\n" \
    "  places a in area where a.id = \"north\"\n  eligible T-1 \"serves\" : p.post.serves has a\n"

static locality_placement_rota *rota_of(const char *rules,
                                        const locality_placement_rota_wish *wishes, size_t count) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_placement_rota *rota = NULL;

    options.first = APRIL;
    options.last = JUNE;
    options.wishes = wishes;
    options.wishes_count = count;
    county_well(locality_placement_rota_solve(snapshot, NULL, &options, &rota, &county_error),
                "rota");
    locality_snapshot_release(snapshot);
    return rota;
}

static const struct rota_row {
    const char *what, *rules, *conflicts, *ways_out, *says;
    locality_placement_rota_wish wishes[2];
    size_t count;
} rota_rows[] = {
    {"nothing",
     TURNS "  spell most 2\n",
     "",
     "",
     "Nothing has to be given up if every place is to be covered in every period.",
     {{0}},
     0},
    {"rest and the longest spell",
     TURNS "  barred \"x\" : p.id = \"bob\"\n  spell most 1\n  rest 1\n",
     "spells of at most 1 month",
     "spells of at most 1 month",
     "If every place is to be covered in every period, something has to be given up",
     {{0}},
     0},
    {"turns that break a spell",
     TURNS "  spell least 2\n",
     "spells of at least 2 months + A.N., Planner fixed for North + B.B., Librarian fixed for "
     "North",
     "spells of at least 2 months; A.N., Planner fixed for North; B.B., Librarian fixed for North",
     "If there is to be a rota, something has to be given up: 1 conflict, and 3 ways out.",
     {{"ann", "north", NULL, APRIL, APRIL + 29, 1, 0},
      {"bob", "north", NULL, APRIL + 30, APRIL + 60, 1, 0}},
     2},
    {"more than could be",
     TURNS "  barred \"x\" : p.id = \"bob\" or as_at > 2016-05-31\n  spell least 3\n",
     "spells of at least 3 months",
     "spells of at least 3 months",
     "If 2 of 3 periods of places, the most there could be, are to be covered",
     {{0}},
     0},
    {"what cannot be told",
     TURNS "  eligible T-2 \"people\" : a.population > 5 or p.id != \"bob\"\n  spell least 2\n",
     "",
     "",
     "Nothing has to be given up if every place is to be covered in every period. All that is "
     "with what is known.",
     {{0}},
     0},
};

static void conflicts_of_rotas_are_listed(void) {
    for (size_t i = 0; i < TEST_COUNT(rota_rows); i++) {
        const struct rota_row *row = &rota_rows[i];
        locality_placement_rota *rota = rota_of(row->rules, row->wishes, row->count);
        locality_placement_conflicts *c = NULL;
        county_well(locality_placement_rota_conflicts(rota, NULL, &c, &county_error), row->what);
        TEST_ROW(has_sets(c, LOCALITY_CONFLICTS_CONFLICT, row->conflicts), row->what);
        TEST_ROW(has_sets(c, LOCALITY_CONFLICTS_CORRECTION, row->ways_out), row->what);
        TEST_ROW(first_says(c, row->says), row->what);
        locality_placement_conflicts_free(c);
        locality_placement_rota_free(rota);
    }
}

static void a_search_of_rotas_is_stopped_or_refused(void) {
    locality_placement_conflicts_options options = LOCALITY_PLACEMENT_CONFLICTS_OPTIONS_INIT;
    locality_placement_rota *rota = rota_of(rota_rows[2].rules, rota_rows[2].wishes, 2);
    locality_placement_conflicts *c = NULL;

    options.cancel = stop;
    TEST_NUMBER(locality_placement_rota_conflicts(rota, &options, &c, &county_error),
                LOCALITY_CANCELLED);
    CU_ASSERT_PTR_NULL(c);
    options.struct_size = 1;
    TEST_NUMBER(locality_placement_rota_conflicts(rota, &options, &c, &county_error),
                LOCALITY_INVALID);
    locality_placement_rota_free(rota);
    rota = rota_of(TURNS "  needs any(x in risk) \"the risks\"\n", NULL, 0);
    TEST_NUMBER(locality_placement_rota_conflicts(rota, NULL, &c, &county_error),
                LOCALITY_NOT_FOUND);
    locality_placement_rota_free(rota);
}

/* ---- Memory ----------------------------------------------------------------------------------------------- */

static int32_t swallow(void *self, const char *bytes, size_t length) {
    (void)self;
    (void)bytes;
    (void)length;
    return 0;
}

static locality_status report(const locality_placement *p, const locality_placement_conflicts *c,
                              const locality_placement_difference *d,
                              const locality_allocator *allocator, locality_error *error) {
    locality_output output = LOCALITY_OUTPUT_INIT;
    locality_report_options options = LOCALITY_REPORT_OPTIONS_INIT;
    locality_status status;

    output.write = swallow;
    options.allocator = allocator;
    status = locality_report_placement_conflicts(c, &options, &output, error);
    if (status == LOCALITY_OK && p != NULL)
        status = locality_report_placement_person(p, 1, &options, &output, error);
    if (status == LOCALITY_OK && d != NULL)
        status = locality_report_placement_difference(p, d, &options, &output, error);
    if (status == LOCALITY_OK && locality_placement_result(p) != NULL)
        status = locality_report_placement_most_different(p, 1, &options, &output, error);
    return status;
}

typedef struct driven {
    const char *rules, *record;
    bool is_rota;
} driven;

static locality_status answer(const driven *x, const locality_snapshot *snapshot,
                              const locality_allocator *allocator, locality_error *error) {
    locality_placement_rota_options turns = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_placement_difference *d = NULL;
    locality_placement_conflicts *c = NULL;
    locality_placement_rota *rota = NULL;
    locality_placement *p = NULL;
    locality_status status;

    turns.first = APRIL;
    turns.last = APRIL + 29; /* a month */
    if (x->is_rota) {
        status = locality_placement_rota_solve(snapshot, NULL, &turns, &rota, error);
        if (status == LOCALITY_OK)
            status = locality_placement_rota_conflicts(rota, NULL, &c, error);
    } else {
        status = locality_placement_solve(snapshot, NULL, NULL, &p, error);
        if (status == LOCALITY_OK)
            status = locality_placement_conflicts_find(p, NULL, &c, error);
        if (status == LOCALITY_OK && x->record != NULL)
            status = locality_placement_compare(p, snapshot, &d, error);
    }
    if (status == LOCALITY_OK)
        status = report(p, c, d, allocator, error);
    locality_placement_difference_free(d);
    locality_placement_conflicts_free(c);
    locality_placement_rota_free(rota);
    locality_placement_free(p);
    return status;
}

static locality_status do_everything(void *state, const locality_allocator *allocator,
                                     locality_error *error) {
    const driven *x = state;
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_status status = locality_model_new(NULL, allocator, &model, error);

    for (size_t i = 0; status == LOCALITY_OK && i < TEST_COUNT(county_rows); i++)
        status = paper_put(model, county_rows[i], error);
    if (status == LOCALITY_OK && x->record != NULL)
        status = paper_put(model, x->record, error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, x->rules, strlen(x->rules), "t.rules", error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &snapshot, error);
    if (status == LOCALITY_OK)
        status = answer(x, snapshot, allocator, error);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return status;
}

static void refused_memory_is_survived(void) {
#define FEW                                                                            \
    "allocate TIME \"x\"\n  candidates p in person where p.id in {\"ann\", \"cid\"}\n" \
    "  places a in area where a.id in {\"east\", \"west\"}\n  gives p.fte\n"           \
    "  eligible L-1 \"serves\" : p.post.serves has a\n"
    static driven all[] = {
        {FEW "  need 1\n  protect \"x\" : 0.6\n", NULL, false},
        {FEW "  need 0.7\n", "allocation TIME/west/ann person=ann area=west fte=0.5", false},
        {"allocate X \"x\"\n candidates p in person\n places a in area where a.id in {\"east\", "
         "\"west\"}\n eligible A \"serves\" : p.post.serves has a\n eligible B \"not Eve\" : p.id "
         "!= \"eve\"\n barred \"away\" : p.id = \"cid\" and a.id = \"east\"\n prefer least \"n\" : "
         "1\n",
         "allocation X/west person=dot area=west", false},
        {TURNS "  fixed \"x\" : p.id = \"ann\"\n", NULL, true},
    };

    for (size_t i = 0; i < TEST_COUNT(all); i++)
        fault_drive(all[i].rules, do_everything, &all[i], 300);
}

static const test_case cases[] = {
    {"conflicts of FTE are listed", conflicts_of_time_are_listed},
    {"a search for conflicts of FTE is stopped", a_search_of_time_is_stopped},
    {"part of somebody's time is waived", part_of_somebodys_time_is_waived},
    {"what is protected is kept by waivers", what_is_protected_is_kept_by_waivers},
    {"where waiving helps nothing it is not told", where_waiving_helps_nothing_it_is_not_told},
    {"rare states of FTE are told", rare_states_are_told},
    {"plans of FTE differ by amounts", plans_of_time_differ_by_amounts},
    {"conflicts of rotas are listed", conflicts_of_rotas_are_listed},
    {"a search for conflicts of rotas is stopped or refused",
     a_search_of_rotas_is_stopped_or_refused},
    {"every refusal of memory is survived", refused_memory_is_survived},
};

TEST_MAIN("placement: plans of time", cases)
