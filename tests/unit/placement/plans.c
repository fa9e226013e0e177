/* What stands in the way of a plan, all of it, and how two plans differ: against sets that are worked out by
 * hand, and against the definition of a conflict and of a way out. */
#include "locality/plans.h"
#include "locality/report.h"
#include "unit/placement/county.h"

enum { PEOPLE = LOCALITY_ALLOCATION_CANDIDATES, PLACES = LOCALITY_ALLOCATION_DEMANDS };
enum { CONFLICT = LOCALITY_CONFLICTS_CONFLICT, WAY_OUT = LOCALITY_CONFLICTS_CORRECTION };

#define DISTRICTS \
    "allocate X \"x\"\n candidates p in person\n places a in area where a.level = district\n"
#define SERVES " eligible A \"serves\" : p.post.serves has a\n"

static locality_placement *solve(const char *rules, const locality_placement_options *options) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement *p = county_solve(snapshot, options);

    locality_snapshot_release(snapshot);
    return p;
}

/* "A|B; C|": sets in their order, of what they ask in words. */
static char *list_sets(const locality_placement_conflicts *c, int32_t kind) {
    const locality_conflicts *sets = locality_placement_conflicts_sets(c);
    char *text = calloc(4096, 1);

    for (size_t i = 0; i < locality_conflicts_count(sets, kind); i++) {
        uint32_t rule[LOCALITY_CONFLICTS_MOST];
        size_t count = 0;
        CU_ASSERT_EQUAL(locality_conflicts_at(sets, kind, i, rule, LOCALITY_CONFLICTS_MOST, &count,
                                              NULL, &county_error),
                        LOCALITY_OK);
        strcat(text, i > 0 ? "; " : "");
        for (size_t k = 0; k < count; k++) {
            locality_placement_asked asked;
            CU_ASSERT_EQUAL(locality_placement_asked_at(c, rule[k], &asked, &county_error),
                            LOCALITY_OK);
            strcat(text, k > 0 ? " + " : "");
            strcat(text, asked.words);
        }
    }
    return text;
}

static int has_sets(const locality_placement_conflicts *c, int32_t kind, const char *expected) {
    char *found = list_sets(c, kind);
    int same = strcmp(found, expected) == 0;

    if (!same)
        printf("  sets: %s\n  not:  %s\n", found, expected);
    free(found);
    return same;
}

static int says(const locality_placement_conflicts *c, const char *text) {
    for (size_t i = 0; i < locality_placement_conflicts_sentences(c); i++)
        if (strstr(locality_placement_conflicts_sentence_at(c, i), text) != NULL)
            return 1;
    for (size_t i = 0; i < locality_placement_conflicts_sentences(c); i++)
        printf("  %s\n", locality_placement_conflicts_sentence_at(c, i));
    return 0;
}

/* ---- Of people in places ------------------------------------------------------------------------------- */

/* Cid alone serves east and west; Eve serves the west, and of her post it is not known whether it is senior. */
static const struct conflict_row {
    const char *what, *rules, *conflicts, *ways_out, *says;
    int32_t verdict;
} conflict_rows[] = {
    {"one condition for everybody", DISTRICTS SERVES " eligible B \"not Eve\" : p.id != \"eve\"\n",
     "A (serves) + B (not Eve)", "A (serves); B (not Eve)",
     "The least to give up: A (serves), which weighs 1; proved", LOCALITY_CONFLICTS_IMPOSSIBLE},
    {"by reluctance",
     DISTRICTS " eligible A \"serves\", waiver 5 : p.post.serves has a\n"
               " eligible B \"not Eve\", waiver 2 : p.id != \"eve\"\n",
     "A (serves) + B (not Eve)", "B (not Eve); A (serves)",
     "The least to give up: B (not Eve), which weighs 2; proved", LOCALITY_CONFLICTS_IMPOSSIBLE},
    {"what is barred can be allowed",
     DISTRICTS SERVES " barred \"away\" : p.id = \"eve\" and a.id = \"west\"\n",
     "A (serves) + E.E., Officer barred from West (away)",
     "A (serves); E.E., Officer barred from West (away)", "2 ways out",
     LOCALITY_CONFLICTS_IMPOSSIBLE},
    {"what is fixed can be given up",
     DISTRICTS " eligible A \"serves\", no waiver : p.post.serves has a\n"
               " fixed \"agreed\" : p.id = \"eve\" and a.id = \"north\"\n",
     "E.E., Officer fixed for North (agreed)", "E.E., Officer fixed for North (agreed)",
     "which weighs 1", LOCALITY_CONFLICTS_IMPOSSIBLE},
    {"nothing has to be given up", DISTRICTS SERVES, "", "",
     "Nothing has to be given up if every place is to be filled.", LOCALITY_CONFLICTS_POSSIBLE},
    {"what is never waived",
     DISTRICTS
     " eligible A \"in the south\", no waiver : p.post.serves has a and a.id = \"south\"\n",
     "", "", "nothing of what could be given up helps", LOCALITY_CONFLICTS_HOPELESS},
    {"covered and fixed",
     DISTRICTS " fixed \"first\" : p.id = \"cid\" and a.id = \"east\"\n"
               " eligible A \"serves, and nobody but Cid\", no waiver : p.post.serves has a and "
               "p.id = \"cid\"\n"
               " cover 1 \"the west\" : a.id = \"west\"\n",
     "cover of \"the west\" + C.D., Engineer fixed for East (first)",
     "cover of \"the west\"; C.D., Engineer fixed for East (first)",
     "If what is fixed and covered is to be kept, something has to be given up",
     LOCALITY_CONFLICTS_IMPOSSIBLE},
};

static void all_conflicts_and_ways_out_are_listed(void) {
    for (size_t i = 0; i < TEST_COUNT(conflict_rows); i++) {
        const struct conflict_row *row = &conflict_rows[i];
        locality_placement *p = solve(row->rules, NULL);
        locality_placement_conflicts *c = NULL;
        county_well(locality_placement_conflicts_find(p, NULL, &c, &county_error), row->what);
        const locality_conflicts *sets = locality_placement_conflicts_sets(c);
        TEST_ROW(locality_conflicts_verdict(sets) == row->verdict, row->what);
        TEST_ROW(locality_conflicts_is_complete(sets) == 1, row->what);
        TEST_ROW(has_sets(c, CONFLICT, row->conflicts), row->what);
        TEST_ROW(has_sets(c, WAY_OUT, row->ways_out), row->what);
        TEST_ROW(says(c, row->says), row->what);
        locality_placement_conflicts_free(c);
        locality_placement_free(p);
    }
}

/* Setting a way out aside by the rules themselves fills every place; setting less aside does not. */
static void a_way_out_is_enough_and_no_more(void) {
    locality_placement *p =
        solve(DISTRICTS " eligible A \"serves\" : p.post.serves has a or a.id = \"west\"\n"
                        " eligible B \"not Cid\" : p.id != \"cid\" or a.id != \"east\"\n",
              NULL);
    locality_placement *without_a =
        solve(DISTRICTS " eligible B \"not Cid\" : p.id != \"cid\" or a.id != \"east\"\n", NULL);
    locality_placement *without_b =
        solve(DISTRICTS " eligible A \"serves\" : p.post.serves has a or a.id = \"west\"\n", NULL);
    locality_placement_conflicts *c = NULL;

    CU_ASSERT_EQUAL(locality_placement_state(p), LOCALITY_PLACEMENT_SHORT);
    CU_ASSERT_EQUAL(locality_placement_state(without_a), LOCALITY_PLACEMENT_FILLED);
    CU_ASSERT_EQUAL(locality_placement_state(without_b), LOCALITY_PLACEMENT_FILLED);
    county_well(locality_placement_conflicts_find(p, NULL, &c, &county_error), "conflicts");
    CU_ASSERT(has_sets(c, CONFLICT, "A (serves) + B (not Cid)"));
    CU_ASSERT(has_sets(c, WAY_OUT, "A (serves); B (not Cid)"));
    CU_ASSERT(says(c, "Cheapest waivers: "));
    locality_placement_conflicts_free(c);
    locality_placement_free(p);
    locality_placement_free(without_a);
    locality_placement_free(without_b);
}

static int32_t stop(void *self) {
    return ++*(int *)self > 0;
}

static void a_search_is_cut_short_or_stopped(void) {
    locality_placement *p = solve(conflict_rows[0].rules, NULL);
    locality_placement_conflicts_options options = LOCALITY_PLACEMENT_CONFLICTS_OPTIONS_INIT;
    locality_placement_conflicts *c = NULL;
    int asked = 0;

    options.test_limit = 3;
    county_well(locality_placement_conflicts_find(p, &options, &c, &county_error), "3 sets");
    TEST_NUMBER(locality_conflicts_is_complete(locality_placement_conflicts_sets(c)), 0);
    CU_ASSERT(says(c, "There may be more of either: the search ended after 3 sets."));
    locality_placement_conflicts_free(c);
    options.test_limit = 1;
    county_well(locality_placement_conflicts_find(p, &options, &c, &county_error), "1 set");
    locality_placement_conflicts_free(c);
    options.cancel = stop;
    options.cancel_self = &asked;
    TEST_NUMBER(locality_placement_conflicts_find(p, &options, &c, &county_error),
                LOCALITY_CANCELLED);
    CU_ASSERT_PTR_NULL(c);
    options.struct_size = 3;
    TEST_NUMBER(locality_placement_conflicts_find(p, &options, &c, &county_error),
                LOCALITY_INVALID);
    locality_placement_free(p);
    p = solve(DISTRICTS " needs any(x in risk) \"the risks\"\n" SERVES, NULL);
    TEST_NUMBER(locality_placement_conflicts_find(p, NULL, &c, &county_error), LOCALITY_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(county_error.message, "missing: the risks"));
    locality_placement_free(p);
}

/* Of 257 pairs that are fixed too many could be given up: then conditions alone are asked of. */
static void too_many_fixed_pairs_are_not_asked_of(void) {
    char rows[300][64];
    const char *more[300];

    for (size_t i = 0; i < TEST_COUNT(more); i++) {
        snprintf(rows[i], sizeof rows[i], "area x%03zu name=X%03zu level=ward parent=county", i, i);
        more[i] = rows[i];
    }
    locality_snapshot *snapshot = county_take(county_model(
        0, more, TEST_COUNT(more),
        "allocate X \"x\"\n candidates a in area where a.level = ward\n"
        " places b in area where b.level = district or b.level = ward\n"
        " fixed \"itself\" : a = b\n eligible A \"none\", no waiver : a.level = district\n"));
    locality_placement *p = county_solve(snapshot, NULL);
    locality_placement_conflicts *c = NULL;

    county_well(locality_placement_conflicts_find(p, NULL, &c, &county_error), "conflicts");
    for (size_t i = 0; i < locality_placement_conflicts_asked(c); i++) {
        locality_placement_asked asked;
        county_well(locality_placement_asked_at(c, i, &asked, &county_error), "asked");
        TEST_NUMBER(asked.kind, LOCALITY_PLACEMENT_ASKS_CONDITION);
    }
    CU_ASSERT(says(c, "nothing of what could be given up helps"));
    locality_placement_conflicts_free(c);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
}

/* ---- Reports -------------------------------------------------------------------------------------------- */

typedef struct sink {
    char text[8000];
    size_t length;
} sink;

static int32_t take(void *self, const char *bytes, size_t length) {
    sink *out = self;

    if (out->length + length < sizeof out->text) {
        memcpy(out->text + out->length, bytes, length);
        out->length += length;
        out->text[out->length] = '\0';
    }
    return 0;
}

static locality_output sink_of(sink *out) {
    locality_output output = LOCALITY_OUTPUT_INIT;

    output.self = out;
    output.write = take;
    return output;
}

static int holds(const sink *out, const char *text) {
    if (strstr(out->text, text) != NULL)
        return 1;
    printf("not written: %s\n%s\n", text, out->text);
    return 0;
}

static void reports_are_written(void) {
    locality_report_options options = LOCALITY_REPORT_OPTIONS_INIT;
    locality_placement *p =
        solve(DISTRICTS SERVES " eligible B \"not Eve\" : p.id != \"eve\"\n", NULL);
    locality_placement_conflicts *c = NULL;
    sink out = {{0}, 0};
    locality_output output = sink_of(&out);

    county_well(locality_placement_conflicts_find(p, NULL, &c, &county_error), "conflicts");
    county_well(locality_report_placement_conflicts(c, &options, &output, &county_error), "text");
    CU_ASSERT(holds(&out, " 1  conflict       2  condition  A (serves)\n"));
    options.format = LOCALITY_FORMAT_CSV;
    out.length = 0;
    county_well(locality_report_placement_conflicts(c, &options, &output, &county_error), "csv");
    CU_ASSERT(holds(&out, "2,way out,1,condition,B,,B (not Eve)"));
    out.length = 0;
    county_well(locality_report_placement_person(p, county_number(p, PEOPLE, "cid"), &options,
                                                 &output, &county_error),
                "person");
    CU_ASSERT(holds(&out, "east,"));
    options.format = LOCALITY_FORMAT_TEXT;
    out.length = 0;
    county_well(locality_report_placement_person(p, county_number(p, PEOPLE, "bob"), &options,
                                                 &output, &county_error),
                "person");
    CU_ASSERT(
        holds(&out, "A.N., Planner and B.B., Librarian can hold nothing but North: 1 of 2 must"));
    out.length = 0;
    county_well(locality_report_placement_person(p, county_number(p, PEOPLE, "dot"), &options,
                                                 &output, &county_error),
                "person");
    CU_ASSERT(holds(&out, "There is no place that D.T., Head can hold."));
    TEST_NUMBER(locality_report_placement_person(p, 99, &options, &output, &county_error),
                LOCALITY_NOT_FOUND);
    out.length = 0;
    county_well(locality_report_placement_most_different(p, 2, &options, &output, &county_error),
                "most different");
    CU_ASSERT(holds(&out, "most different"));
    TEST_NUMBER(locality_report_placement_most_different(p, 0, &options, &output, &county_error),
                LOCALITY_INVALID);
    locality_placement_conflicts_free(c);
    locality_placement_free(p);
}

/* ---- Two plans ------------------------------------------------------------------------------------------ */

static locality_placement_difference *compare(const locality_placement *p, const char *const *rows,
                                              size_t count) {
    locality_snapshot *other = county_take(county_model(0, rows, count, county_rules));
    locality_placement_difference *d = NULL;

    county_well(locality_placement_compare(p, other, &d, &county_error), "compare");
    locality_snapshot_release(other);
    return d;
}

static int tells(const locality_placement_difference *d, const char *text) {
    for (size_t i = 0; i < locality_placement_difference_sentences(d); i++)
        if (strcmp(locality_placement_difference_sentence_at(d, i), text) == 0)
            return 1;
    printf("not said: %s\n", text);
    for (size_t i = 0; i < locality_placement_difference_sentences(d); i++)
        printf("  %s\n", locality_placement_difference_sentence_at(d, i));
    return 0;
}

/* The answer: Ann or Bob north, Cid east, Gus south; the west is not evaluable, for Eve's post is not. */
static void a_plan_by_hand_is_judged(void) {
    static const char *const rows[] = {"allocation LEADS/north person=dot area=north",
                                       "allocation LEADS/east person=gus area=east",
                                       "allocation LEADS/west person=cid area=west",
                                       "allocation LEADS/south person=eve area=south",
                                       "allocation LEADS/moon person=ann area=hq",
                                       "allocation LEADS/nobody area=north",
                                       "allocation OTHER/north person=ann area=north",
                                       "allocation LEADSHIP person=ann area=north"};
    locality_placement *p = solve(county_rules, NULL);
    locality_placement_difference *d = compare(p, rows, TEST_COUNT(rows));
    locality_placement_change change;
    locality_placement_total total;

    TEST_NUMBER(locality_placement_difference_changes(d), 7);
    county_well(locality_placement_difference_change(d, 1, &change, &county_error), "change");
    TEST_NUMBER(change.candidate, county_number(p, PEOPLE, "cid"));
    CU_ASSERT(tells(d, "The plans differ in 4 of 4 places and in 5 of 7 candidates."));
    CU_ASSERT(tells(d,
                    "From this plan to the other: A.N., Planner leaves North; C.D., Engineer moves "
                    "from East to West; D.T., Head takes North; E.E., Officer takes South; G.S., "
                    "Clerk moves from South to East."));
    CU_ASSERT(tells(d, "The other plan has D.T., Head in North although L-1 (the post serves the "
                       "district) and L-2 (the post is not senior; never waived) are not met."));
    CU_ASSERT(tells(d,
                    "The other plan has E.E., Officer in South although L-1 (the post serves the "
                    "district) is not met."));
    CU_ASSERT(tells(d, "Not compared: LEADS/moon, for hq is no place here."));
    CU_ASSERT(tells(d, "Not compared: LEADS/nobody, for it names no candidate."));
    CU_ASSERT(tells(d,
                    "By what is asked for, in its order, the other plan is better: places filled 4 "
                    "against 3."));
    TEST_NUMBER(locality_placement_difference_totals(d), 4);
    county_well(locality_placement_difference_total(d, 1, &total, &county_error), "total");
    TEST_NUMBER(total.here, 0);
    TEST_NUMBER(total.there, 2 + 1 + 2 + 2); /* Dot fails both, Eve and Gus the first */
    county_well(locality_placement_difference_total(d, 3, &total, &county_error), "total");
    CU_ASSERT_STRING_EQUAL(total.words, "grade");
    TEST_NUMBER(total.is_most, 1);
    TEST_NUMBER(total.here, 7 + 8 + 8);
    TEST_NUMBER(total.there, 8 + 8 + 8 + 7);
    TEST_NUMBER(locality_placement_difference_change(d, 7, &change, &county_error),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_placement_difference_total(d, 4, &total, &county_error),
                LOCALITY_NOT_FOUND);
    locality_placement_difference_free(d);
    locality_placement_free(p);
}

static void a_plan_that_was_written_is_the_same(void) {
    locality_model *model = county_model(0, NULL, 0, county_rules);
    locality_snapshot *snapshot = NULL, *other = NULL;
    locality_placement_difference *d = NULL;
    locality_report_options options = LOCALITY_REPORT_OPTIONS_INIT;
    sink out = {{0}, 0};
    locality_output output = sink_of(&out);

    county_well(locality_snapshot_take(model, &snapshot, &county_error), "snapshot");
    locality_placement *p = county_solve(snapshot, NULL);
    county_well(locality_placement_write(p, model, NULL, &county_error), "write");
    other = county_take(model);
    county_well(locality_placement_compare(p, other, &d, &county_error), "compare");
    TEST_NUMBER(locality_placement_difference_changes(d), 0);
    TEST_NUMBER(locality_placement_difference_sentences(d), 1);
    CU_ASSERT(tells(d, "The two plans are the same."));
    county_well(locality_report_placement_difference(p, d, &options, &output, &county_error),
                "report");
    CU_ASSERT(holds(&out, "No place is held otherwise."));
    TEST_NUMBER(locality_report_placement_difference(p, NULL, &options, &output, &county_error),
                LOCALITY_INVALID);
    locality_placement_difference_free(d);
    TEST_NUMBER(locality_placement_compare(p, snapshot, &d, &county_error), LOCALITY_NOT_FOUND);
    CU_ASSERT_PTR_NULL(d);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
    locality_snapshot_release(other);
}

static void plans_that_are_as_good_and_plans_that_cannot_be_told(void) {
    static const char *const as_good[] = {"allocation LEADS/north person=bob area=north",
                                          "allocation LEADS/east person=cid area=east",
                                          "allocation LEADS/south person=gus area=south"};
    static const char *const undecided[] = {"allocation LEADS/west person=eve area=west"};
    static const char *const twice[] = {"allocation LEADS/north person=bob area=north",
                                        "allocation LEADS/again person=bob area=north"};
    locality_placement *p = solve(county_rules, NULL);
    locality_placement_difference *d = compare(p, as_good, TEST_COUNT(as_good));

    CU_ASSERT(tells(d, "By all that is asked for the two are equally good."));
    locality_placement_difference_free(d);
    d = compare(p, undecided, TEST_COUNT(undecided));
    CU_ASSERT(tells(d,
                    "The other plan has E.E., Officer in West although it cannot be told whether "
                    "the pair is eligible."));
    locality_placement_difference_free(d);
    locality_snapshot *other = county_take(county_model(0, twice, TEST_COUNT(twice), county_rules));
    TEST_NUMBER(locality_placement_compare(p, other, &d, &county_error), LOCALITY_CONFLICT);
    locality_snapshot_release(other);
    locality_placement_free(p);
}

static void what_is_not_known_of_a_cost_decides_nothing(void) {
    static const char *const rows[] = {
        "allocation X/north person=bob area=north", "allocation X/east person=cid area=east",
        "allocation X/south person=gus area=south", "allocation X/west person=eve area=west"};
    locality_placement *p = solve(
        DISTRICTS SERVES " barred \"on leave\" : p.id = \"bob\"\n"
                         " prefer least \"people\" : if p.id = \"bob\" then a.population else 1\n",
        NULL);
    locality_placement_difference *d = compare(p, rows, TEST_COUNT(rows));

    CU_ASSERT(tells(d, "Which is better cannot be told: people is not known of all."));
    CU_ASSERT(tells(
        d, "The other plan has B.B., Librarian in North although that is barred (on leave)."));
    locality_placement_difference_free(d);
    locality_placement_free(p);
}

static void nothing_is_no_plan_and_no_conflict(void) {
    locality_placement_conflicts *c = NULL;
    locality_placement_difference *d = NULL;
    locality_placement_asked asked;
    locality_placement_change change;
    locality_placement_total total;
    locality_placement *p = solve(county_rules, NULL);

    TEST_NUMBER(locality_placement_conflicts_find(NULL, NULL, &c, &county_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_conflicts_find(p, NULL, NULL, &county_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_rota_conflicts(NULL, NULL, &c, &county_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_compare(p, NULL, &d, &county_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_compare(NULL, NULL, &d, &county_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_asked_at(NULL, 0, &asked, &county_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_difference_change(NULL, 0, &change, &county_error),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_difference_total(NULL, 0, &total, &county_error),
                LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(locality_placement_conflicts_sets(NULL));
    CU_ASSERT_PTR_NULL(locality_placement_deployment_waivers(p));
    CU_ASSERT_PTR_NULL(locality_placement_deployment_waivers(NULL));
    TEST_NUMBER(locality_placement_conflicts_asked(NULL), 0);
    TEST_NUMBER(locality_placement_conflicts_sentences(NULL), 0);
    CU_ASSERT_STRING_EQUAL(locality_placement_conflicts_sentence_at(NULL, 0), "");
    TEST_NUMBER(locality_placement_difference_changes(NULL), 0);
    TEST_NUMBER(locality_placement_difference_totals(NULL), 0);
    TEST_NUMBER(locality_placement_difference_sentences(NULL), 0);
    CU_ASSERT_STRING_EQUAL(locality_placement_difference_sentence_at(NULL, 0), "");
    locality_placement_conflicts_free(NULL);
    locality_placement_difference_free(NULL);
    locality_placement_free(p);
    p = solve(DISTRICTS " eligible A \"none\" : a.id = \"x\"\n", NULL);
    locality_snapshot *other = county_take(county_model(0, NULL, 0, county_rules));
    TEST_NUMBER(locality_placement_compare(p, other, &d, &county_error), LOCALITY_NOT_FOUND);
    locality_snapshot_release(other);
    locality_placement_free(p);
}

static const test_case cases[] = {
    {"all conflicts and all ways out are listed", all_conflicts_and_ways_out_are_listed},
    {"a way out is enough, and no more than enough", a_way_out_is_enough_and_no_more},
    {"a search is cut short, or stopped", a_search_is_cut_short_or_stopped},
    {"too many fixed pairs are not asked of", too_many_fixed_pairs_are_not_asked_of},
    {"reports are written", reports_are_written},
    {"a plan by hand is judged", a_plan_by_hand_is_judged},
    {"a plan that was written is the same", a_plan_that_was_written_is_the_same},
    {"plans that are as good, and plans that cannot be told",
     plans_that_are_as_good_and_plans_that_cannot_be_told},
    {"what is not known of a cost decides nothing", what_is_not_known_of_a_cost_decides_nothing},
    {"nothing is no plan and no conflict", nothing_is_no_plan_and_no_conflict},
};

TEST_MAIN("placement: plans", cases)
