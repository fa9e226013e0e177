/* What placements and rotas refuse, each with its status and what it says. */
#include <inttypes.h>

#include "placement/board.h"
#include "unit/placement/county.h"

enum { PEOPLE = LOCALITY_ALLOCATION_CANDIDATES, PLACES = LOCALITY_ALLOCATION_DEMANDS };

#define APRIL 16892 /* 2016-04-01 */
#define HEAD \
    "allocate X \"x\"\n candidates p in person\n places a in area where a.level = district\n"

static void refused(locality_status status, locality_status expected, const char *part,
                    const char *row) {
    TEST_ROW(status == expected, row);
    TEST_ROW(strstr(county_error.message, part) != NULL, row);
    if (status != expected || strstr(county_error.message, part) == NULL)
        printf("  %s: %s: %s\n", row, locality_status_name(status), county_error.message);
}

#define REFUSES(call, expected, part) refused((call), (expected), (part), #call)

/* ---- Options ------------------------------------------------------------------------------------------- */

static const locality_range day = {APRIL, APRIL};
static const locality_range upside_down = {2, 1};

static int32_t stop(void *self) {
    (void)self;
    return 1;
}

static int32_t go_on(void *self) {
    ++*(int *)self;
    return 0;
}

static void options_are_judged_before_anything_is_asked(void) {
    static const locality_setting no_name[] = {{NULL, "7"}}, no_value[] = {{"w", NULL}},
                                  unknown[] = {{"w", "7"}};
    static const locality_placement_wish no_candidate[] = {{NULL, "North", NULL, 1, 0}},
                                         no_place[] = {{"ann", NULL, NULL, 1, 0}},
                                         nobody[] = {{"zoe", "North", NULL, 1, 0}},
                                         nowhere[] = {{"ann", "Narnia", NULL, 1, 0}},
                                         bytes[] = {{"ann", "North", "\xff", 1, 0}},
                                         both[] = {{"ann", "North", NULL, 1, 0},
                                                   {"ann", "North", NULL, 0, 0}};
    static const struct {
        const char *name;
        locality_placement_options options;
        locality_status status;
        const char *part;
    } rows[] = {
        {"size",
         {4, 0, NULL, NULL, 0, NULL, 0, 0, NULL, NULL},
         LOCALITY_INVALID,
         "options of an unknown size: 4 bytes"},
        {"parameters",
         {sizeof(locality_placement_options), 0, NULL, NULL, 1, NULL, 0, 0, NULL, NULL},
         LOCALITY_INVALID,
         "an array of the options is null"},
        {"wishes",
         {sizeof(locality_placement_options), 0, NULL, NULL, 0, NULL, 1, 0, NULL, NULL},
         LOCALITY_INVALID,
         "an array of the options is null"},
        {"as_at",
         {sizeof(locality_placement_options), 0, &upside_down, NULL, 0, NULL, 0, 0, NULL, NULL},
         LOCALITY_INVALID,
         "as_at is not a valid range"},
        {"no candidate",
         {sizeof(locality_placement_options), 0, NULL, NULL, 0, no_candidate, 1, 0, NULL, NULL},
         LOCALITY_INVALID,
         "a wish lacks its candidate or place"},
        {"no place",
         {sizeof(locality_placement_options), 0, NULL, NULL, 0, no_place, 1, 0, NULL, NULL},
         LOCALITY_INVALID,
         "a wish lacks its candidate or place"},
        {"nobody",
         {sizeof(locality_placement_options), 0, NULL, NULL, 0, nobody, 1, 0, NULL, NULL},
         LOCALITY_NOT_FOUND,
         "there is no candidate \"zoe\""},
        {"nowhere",
         {sizeof(locality_placement_options), 0, NULL, NULL, 0, nowhere, 1, 0, NULL, NULL},
         LOCALITY_NOT_FOUND,
         "there is no place \"Narnia\""},
        {"bytes",
         {sizeof(locality_placement_options), 0, NULL, NULL, 0, bytes, 1, 0, NULL, NULL},
         LOCALITY_ENCODING,
         "a reason is not valid UTF-8"},
        {"both",
         {sizeof(locality_placement_options), 0, NULL, NULL, 0, both, 2, 0, NULL, NULL},
         LOCALITY_CONFLICT,
         "are both fixed and barred"},
        {"too many",
         {sizeof(locality_placement_options), 0, NULL, NULL, 0, NULL, UINT16_MAX, 0, NULL, NULL},
         LOCALITY_LIMIT,
         "there are too many wishes"},
        {"no name",
         {sizeof(locality_placement_options), 0, NULL, no_name, 1, NULL, 0, 0, NULL, NULL},
         LOCALITY_INVALID,
         "a parameter lacks its name or value"},
        {"no value",
         {sizeof(locality_placement_options), 0, NULL, no_value, 1, NULL, 0, 0, NULL, NULL},
         LOCALITY_INVALID,
         "a parameter lacks its name or value"},
        {"unknown parameter",
         {sizeof(locality_placement_options), 0, NULL, unknown, 1, NULL, 0, 0, NULL, NULL},
         LOCALITY_NOT_FOUND,
         "w"},
        {"cancelled",
         {sizeof(locality_placement_options), 0, NULL, NULL, 0, NULL, 0, 0, stop, NULL},
         LOCALITY_CANCELLED,
         ""},
    };
    static locality_placement_wish many[UINT16_MAX];
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, county_rules));

    for (size_t i = 0; i < UINT16_MAX; i++)
        many[i] = both[0];
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_placement_options options = rows[i].options;
        locality_placement *p = (locality_placement *)&options;
        if (options.wishes_count == UINT16_MAX)
            options.wishes = many;
        refused(locality_placement_solve(snapshot, "LEADS", &options, &p, &county_error),
                rows[i].status, rows[i].part, rows[i].name);
        CU_ASSERT_PTR_NULL(p);
    }
    REFUSES(locality_placement_solve(snapshot, "LEADS", NULL, NULL, &county_error),
            LOCALITY_INVALID, "out");
    locality_snapshot_release(snapshot);
}

static void a_host_that_does_not_stop_is_asked_and_a_date_is_kept(void) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, county_rules));
    locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;
    int asked = 0;

    options.as_at = &day;
    options.cancel = go_on;
    options.cancel_self = &asked;
    locality_placement *p = county_solve(snapshot, &options);
    char *audit = county_audit(p);
    CU_ASSERT(asked > 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(audit, "\"as_at\": \"2016-04-01\""));
    free(audit);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
}

static void options_of_a_rota_are_judged(void) {
    static const struct {
        const char *name;
        uint32_t size;
        int64_t first, last;
        int32_t every;
        size_t parameters;
        locality_status status;
        const char *part;
    } rows[] = {
        {"size", 4, APRIL, APRIL, 0, 0, LOCALITY_INVALID, "options of an unknown size: 4 bytes"},
        {"parameters", sizeof(locality_placement_rota_options), APRIL, APRIL, 0, 1,
         LOCALITY_INVALID, "parameters"},
        {"early", sizeof(locality_placement_rota_options), -700001, -700000, 0, 0, LOCALITY_INVALID,
         "first day before last"},
        {"late", sizeof(locality_placement_rota_options), 2900000, 2900001, 0, 0, LOCALITY_INVALID,
         "first day before last"},
        {"long", sizeof(locality_placement_rota_options), 0, 3700, 0, 0, LOCALITY_INVALID,
         "at most 3,700 days"},
        {"rhythm", sizeof(locality_placement_rota_options), APRIL, APRIL, -1, 0, LOCALITY_INVALID,
         "there is no such rhythm"},
    };
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, county_rules));
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_placement_rota *rota = NULL;

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_placement_rota_options asked = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
        asked.struct_size = rows[i].size;
        asked.first = rows[i].first;
        asked.last = rows[i].last;
        asked.every = rows[i].every;
        asked.parameters_count = rows[i].parameters;
        rota = (locality_placement_rota *)&asked;
        refused(locality_placement_rota_solve(snapshot, NULL, &asked, &rota, &county_error),
                rows[i].status, rows[i].part, rows[i].name);
        CU_ASSERT_PTR_NULL(rota);
    }
    options.first = options.last = APRIL;
    REFUSES(locality_placement_rota_solve(NULL, NULL, &options, &rota, &county_error),
            LOCALITY_INVALID, "snapshot");
    REFUSES(locality_placement_rota_solve(snapshot, NULL, &options, NULL, &county_error),
            LOCALITY_INVALID, "out");
    REFUSES(locality_placement_rota_solve(snapshot, "LEAD", &options, &rota, &county_error),
            LOCALITY_NOT_FOUND, "did you mean \"LEADS\"");
    options.cancel = stop;
    REFUSES(locality_placement_rota_solve(snapshot, NULL, &options, &rota, &county_error),
            LOCALITY_CANCELLED, "");
    locality_snapshot_release(snapshot);
}

/* ---- Reading ------------------------------------------------------------------------------------------- */

static void nothing_is_read_from_nothing(void) {
    TEST_TEXT(locality_placement_id(NULL), "");
    TEST_TEXT(locality_placement_sentence(NULL), "");
    TEST_TEXT(locality_placement_state_name(-1), "unknown");
    TEST_TEXT(locality_placement_state_name(LOCALITY_PLACEMENT_IMPOSSIBLE), "proved impossible");
    CU_ASSERT_PTR_NULL(locality_placement_problem(NULL));
    CU_ASSERT_PTR_NULL(locality_placement_result(NULL));
    CU_ASSERT_PTR_NULL(locality_placement_waivers(NULL));
    TEST_NUMBER(locality_placement_count(NULL, PEOPLE), 0);
    TEST_NUMBER(locality_placement_conditions(NULL), 0);
    TEST_NUMBER(locality_placement_preferences(NULL), 0);
    TEST_NUMBER(locality_placement_sentences(NULL), 0);
    TEST_NUMBER(locality_placement_stages(NULL), 0);
    TEST_NUMBER(locality_placement_case_reason(NULL), LOCALITY_ALLOCATION_NO_PAIR);
    TEST_NUMBER(locality_placement_case_sentences(NULL), 0);
    TEST_TEXT(locality_placement_case_sentence(NULL, 0), "");
    TEST_NUMBER(locality_placement_case_witnesses(NULL), 0);
    CU_ASSERT_PTR_NULL(locality_placement_case_witness(NULL, 0));
    TEST_TEXT(locality_placement_rota_sentence(NULL), "");
    CU_ASSERT_PTR_NULL(locality_placement_rota_plan(NULL));
    TEST_NUMBER(locality_placement_rota_count(NULL, PEOPLE), 0);
    TEST_NUMBER(locality_placement_rota_sentences(NULL), 0);
    TEST_TEXT(locality_placement_rota_sentence_at(NULL, 0), "");
}

static void a_placement_is_read_within_its_bounds(void) {
    static const char *const more[] = {"person una initials=C.D. post=p-cid fte=1"};
    locality_snapshot *snapshot = county_take(county_model(0, more, 1, county_rules));
    locality_placement *p = county_solve(snapshot, NULL);
    locality_placement_member member;
    locality_placement_condition condition;
    locality_placement_preference preference;
    locality_placement_pair pair;
    locality_placement_stage stage;
    locality_placement_case *item = NULL;
    uint32_t who[2];
    size_t count, index = 5;
    char small[10];

    TEST_TEXT(locality_placement_id(p), "LEADS");
    TEST_TEXT(locality_placement_sentence(p), "Who leads each district");
    TEST_NUMBER(locality_placement_count(p, 2), 0);
    TEST_NUMBER(locality_placement_count(p, -1), 0);
    REFUSES(locality_placement_member_at(NULL, PEOPLE, 0, &member, &county_error), LOCALITY_INVALID,
            "placement");
    REFUSES(locality_placement_member_at(p, PEOPLE, 0, NULL, &county_error), LOCALITY_INVALID,
            "out");
    REFUSES(locality_placement_member_at(p, 7, 0, &member, &county_error), LOCALITY_INVALID,
            "there is no such side");
    REFUSES(locality_placement_member_at(p, PEOPLE, 99, &member, &county_error), LOCALITY_NOT_FOUND,
            "there is no number 99 on this side");
    CU_ASSERT_PTR_NULL(member.id);
    REFUSES(locality_placement_condition_at(NULL, 0, &condition, &county_error), LOCALITY_INVALID,
            "placement");
    REFUSES(locality_placement_condition_at(p, 0, NULL, &county_error), LOCALITY_INVALID, "out");
    REFUSES(locality_placement_condition_at(p, 2, &condition, &county_error), LOCALITY_NOT_FOUND,
            "there is no condition number 2");
    REFUSES(locality_placement_preference_at(NULL, 0, &preference, &county_error), LOCALITY_INVALID,
            "placement");
    REFUSES(locality_placement_preference_at(p, 0, NULL, &county_error), LOCALITY_INVALID, "out");
    REFUSES(locality_placement_preference_at(p, 2, &preference, &county_error), LOCALITY_NOT_FOUND,
            "there is no preference number 2");
    REFUSES(locality_placement_pair_at(NULL, 0, 0, &pair, &county_error), LOCALITY_INVALID,
            "placement");
    REFUSES(locality_placement_pair_at(p, 0, 0, NULL, &county_error), LOCALITY_INVALID, "out");
    REFUSES(locality_placement_pair_at(p, 99, 0, &pair, &county_error), LOCALITY_NOT_FOUND,
            "there is no such candidate");
    REFUSES(locality_placement_pair_at(p, 0, 99, &pair, &county_error), LOCALITY_NOT_FOUND,
            "there is no such place");
    REFUSES(locality_placement_stage_at(NULL, 0, &stage, &county_error), LOCALITY_INVALID,
            "placement");
    REFUSES(locality_placement_stage_at(p, 0, NULL, &county_error), LOCALITY_INVALID, "out");
    REFUSES(locality_placement_stage_at(p, 0, &stage, &county_error), LOCALITY_NOT_FOUND,
            "there is no stage number 0");
    REFUSES(locality_placement_displaced(NULL, who, 2, &count, &county_error), LOCALITY_INVALID,
            "placement");
    REFUSES(locality_placement_displaced(p, who, 2, NULL, &county_error), LOCALITY_INVALID,
            "count");
    REFUSES(locality_placement_choices(NULL, 0, who, 2, &count, &county_error), LOCALITY_INVALID,
            "placement");
    REFUSES(locality_placement_choices(p, 0, who, 2, NULL, &county_error), LOCALITY_INVALID,
            "count");
    REFUSES(locality_placement_find(p, PEOPLE, NULL, &index, &county_error), LOCALITY_INVALID,
            "text");
    REFUSES(locality_placement_find(p, PEOPLE, "ann", NULL, &county_error), LOCALITY_INVALID,
            "index");
    REFUSES(locality_placement_find(p, PLACES, "Nort", &index, &county_error), LOCALITY_NOT_FOUND,
            "there is no place \"Nort\"; did you mean \"North\"");
    REFUSES(locality_placement_find(p, PEOPLE, "C.D.", &index, &county_error), LOCALITY_AMBIGUOUS,
            "\"C.D.\" may be cid or una: give the id");
    REFUSES(locality_placement_explain(p, 0, 0, NULL, &county_error), LOCALITY_INVALID, "out");
    REFUSES(locality_placement_explain(p, 0, 99, &item, &county_error), LOCALITY_NOT_FOUND,
            "there is no such place");
    county_well(locality_placement_explain(p, 0, 0, &item, &county_error), "explain");
    TEST_TEXT(locality_placement_case_sentence(item, 99), "");
    CU_ASSERT_PTR_NULL(locality_placement_case_witness(item, 999));
    locality_placement_case_free(item);
    TEST_TEXT(locality_placement_sentence_at(p, 999), "");
    REFUSES(locality_placement_audit(p, small, sizeof small, &count, &county_error), LOCALITY_LIMIT,
            "bytes do not fit into room for 10");
    CU_ASSERT(count > sizeof small);
    REFUSES(locality_placement_audit(p, small, sizeof small, NULL, &county_error), LOCALITY_LIMIT,
            "room for 10");
    REFUSES(locality_placement_write(p, NULL, NULL, &county_error), LOCALITY_INVALID, "model");
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
}

static void a_rota_is_read_within_its_bounds(void) {
    static const char rules[] =
        HEAD " role \"lead\"\n eligible A \"serves\" : p.post.serves has a\n seats 2\n";
    locality_model *model = county_model(0, NULL, 0, rules);
    locality_snapshot *snapshot = NULL;
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_placement_rota *rota = NULL;
    locality_placement_rota_member member;
    locality_placement_spell spell;
    int asked = 0;

    options.first = APRIL;
    options.last = APRIL + 29;
    options.cancel = go_on;
    options.cancel_self = &asked;
    county_well(locality_snapshot_take(model, &snapshot, &county_error), "snapshot");
    county_well(locality_placement_rota_solve(snapshot, "X", &options, &rota, &county_error),
                "rota");
    CU_ASSERT(asked > 0);
    TEST_TEXT(locality_placement_rota_sentence(rota), "x");
    CU_ASSERT_PTR_NOT_NULL(locality_placement_rota_plan(rota));
    TEST_NUMBER(locality_placement_rota_count(rota, PLACES), 4);
    TEST_NUMBER(locality_placement_rota_count(rota, -1), 0);
    TEST_TEXT(locality_placement_rota_sentence_at(rota, 999), "");
    county_well(locality_placement_rota_member_at(rota, PEOPLE, 0, &member, &county_error), "ann");
    TEST_NUMBER(member.covered, 30);
    TEST_NUMBER(member.eligible, 1);
    REFUSES(locality_placement_rota_member_at(NULL, PEOPLE, 0, &member, &county_error),
            LOCALITY_INVALID, "rota");
    REFUSES(locality_placement_rota_member_at(rota, PEOPLE, 0, NULL, &county_error),
            LOCALITY_INVALID, "out");
    REFUSES(locality_placement_rota_member_at(rota, 2, 0, &member, &county_error), LOCALITY_INVALID,
            "there is no such side");
    REFUSES(locality_placement_rota_member_at(rota, PLACES, 4, &member, &county_error),
            LOCALITY_NOT_FOUND, "there is no number 4 on this side");
    REFUSES(locality_placement_spell_at(NULL, 0, &spell, &county_error), LOCALITY_INVALID, "rota");
    REFUSES(locality_placement_spell_at(rota, 0, NULL, &county_error), LOCALITY_INVALID, "out");
    REFUSES(locality_placement_spell_at(rota, 99, &spell, &county_error), LOCALITY_NOT_FOUND,
            "there is no spell number 99");
    REFUSES(locality_placement_rota_write(rota, NULL, NULL, &county_error), LOCALITY_INVALID,
            "model");
    county_well(locality_placement_rota_write(rota, model, NULL, &county_error), "write");
    TEST_NUMBER(locality_model_count(model, "allocation"), 7); /* six beside the old one */
    locality_placement_rota_free(rota);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

/* ---- What the language allows and an answer does not ---------------------------------------------------------- */

/* A clause so often, with its number in it. */
static char *repeat(const char *clause, int count) {
    size_t room = strlen(HEAD) + (size_t)count * (strlen(clause) + 12) + 1;
    char *text = malloc(room);
    size_t length = (size_t)snprintf(text, room, "%s", HEAD);

    for (int i = 0; i < count; i++)
        length += (size_t)snprintf(text + length, room - length, clause, i);
    return text;
}

static void solves(const char *rules, locality_status expected, const char *part) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_placement *p = NULL;
    locality_placement_rota *rota = NULL;

    options.first = options.last = APRIL;
    refused(locality_placement_solve(snapshot, NULL, NULL, &p, &county_error), expected, part,
            rules);
    CU_ASSERT_PTR_NULL(p);
    refused(locality_placement_rota_solve(snapshot, NULL, &options, &rota, &county_error), expected,
            part, rules);
    CU_ASSERT_PTR_NULL(rota);
    locality_snapshot_release(snapshot);
}

static void there_are_bounds_to_an_allocation(void) {
    static const struct {
        const char *clause;
        int most;
    } rows[] = {{" eligible C%d \"c\" : p.fte > 0\n", LOCALITY_PLACEMENT_CONDITIONS},
                {" prefer least \"c%d\" : count(x in area)\n", LOCALITY_ALLOCATION_LEVELS},
                {" stage \"s%d\" : p.fte > 0\n", LOC_STAGES_MOST},
                {" barred \"b%d\" : p.fte < 0\n", INT16_MAX}};

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char *text = repeat(rows[i].clause, rows[i].most + 1);
        solves(text, LOCALITY_LIMIT, "at most 63 conditions, 8 preferences, 16 stages");
        free(text);
    }
}

/* More than 64 bits hold: known from below alone, so nobody is taken for eligible by it. */
#define HUGE_COUNT "9000000000000000000 * (1 + count(x in area))"

static void numbers_of_an_allocation_are_known_and_not_negative(void) {
    static const struct {
        const char *clauses, *part;
    } rows[] = {
        {" eligible A \"a\", waiver 0 - 1 : p.fte > 0\n",
         "what a waiver weighs is a number from 0"},
        {" cover 0 - 1 \"c\" : a.focus\n", "how many places are covered is a number from 0"},
        {" spell least 0 - 1\n", "spells and rests are numbers of periods that are known"},
        {" spell most 3000000000\n", "spells and rests are numbers of periods that are known"},
        {" rest 0 - 1\n", "spells and rests are numbers of periods that are known"},
        {" holds 0 - 1\n", "`holds 0 - 1` is below 0 for person \"ann\""},
        {" seats 0 - 1\n", "`seats 0 - 1` is below 0 for area \""},
        {" seats 2000000000\n", "`seats 2000000000` is more than there can be for area \""},
        {" holds " HUGE_COUNT "\n", "is more than there can be for person \"ann\""},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char text[400];
        snprintf(text, sizeof text, "%s%s", HEAD, rows[i].clauses);
        solves(text, LOCALITY_INVALID, rows[i].part);
    }
}

static void fte_are_not_negative_or_absurd(void) {
    static const struct {
        const char *clauses, *part;
    } rows[] = {
        {" need 0 - 1\n gives 1\n", "`need 0 - 1` is below 0 for area \""},
        {" need 1\n gives 0 - 1\n", "`gives 0 - 1` is below 0 for person \"ann\""},
        {" need 1000000000000\n gives 1\n", "is more than there can be for area \""},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char text[400];
        locality_placement *p;
        snprintf(text, sizeof text, "%s%s", HEAD, rows[i].clauses);
        locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, text));
        REFUSES(locality_placement_solve(snapshot, NULL, NULL, &p, &county_error), LOCALITY_INVALID,
                rows[i].part);
        locality_snapshot_release(snapshot);
    }
}

static void numbers_that_leave_64_bits_are_not_taken_for_known(void) {
    static const struct {
        const char *clause;
        int32_t is_certain;
        int64_t most;
    } rows[] = {{" prefer least \"n\" : " HUGE_COUNT "\n", 1, 1},
                {" prefer most \"n\" : 0 - " HUGE_COUNT "\n", 1, 1}};

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char text[400];
        locality_placement_member member;
        locality_placement_pair pair;
        snprintf(text, sizeof text, "%s%s", HEAD, rows[i].clause);
        locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, text));
        locality_placement *p = county_solve(snapshot, NULL);
        county_well(locality_placement_member_at(p, PEOPLE, 0, &member, &county_error), "member");
        TEST_NUMBER(member.is_certain, rows[i].is_certain);
        TEST_NUMBER(member.most, rows[i].most);
        county_well(locality_placement_pair_at(p, 0, 0, &pair, &county_error), "pair");
        TEST_ROW(pair.state == LOCALITY_PLACEMENT_CANNOT_TELL, rows[i].clause);
        locality_placement_free(p);
        locality_snapshot_release(snapshot);
    }
}

static void a_record_holds_one_allocation_and_nothing_else(void) {
    static const struct {
        const char *text;
        locality_status status;
        const char *part;
    } rows[] = {
        {"allocate X \"x\"\n candidates p in person\n places a in area\n"
         "allocate Y \"y\"\n candidates p in person\n places a in area\n",
         LOCALITY_SYNTAX, "one allocation and nothing else"},
        {"allocate X \"x\"\n candidates p in person\n places a in area\nswitch s = yes\n",
         LOCALITY_SYNTAX, "one allocation and nothing else"},
        {"allocate X \"x\"\n candidates p in person\n places a in area\n"
         "define f(n : count) = n + 1\n",
         LOCALITY_SYNTAX, "one allocation and nothing else"},
        {"allocate X \"x\"\n candidates p in persons\n", LOCALITY_SYNTAX, ""},
        {"allocate X \"x\"\n candidates p in persons\n places a in area\n", LOCALITY_NOT_FOUND,
         "persons"},
        {"query X \"x\"\n answer 1\n", LOCALITY_NOT_FOUND, "there is no allocation \"X\""},
        {NULL, LOCALITY_NOT_FOUND, "there is no allocation \"X\""},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_model *model = county_model(0, NULL, 0, "");
        locality_snapshot *snapshot = NULL;
        locality_placement *p = NULL;
        locality_named_value value;
        memset(&value, 0, sizeof value);
        value.field = "text";
        value.value.type = LOCALITY_TYPE_TEXT;
        value.value.text = rows[i].text;
        county_well(
            locality_model_put(model, "question", "X", &value, rows[i].text != NULL, &county_error),
            "question");
        county_well(locality_snapshot_take(model, &snapshot, &county_error), "snapshot");
        refused(locality_placement_solve(snapshot, "X", NULL, &p, &county_error), rows[i].status,
                rows[i].part, rows[i].text == NULL ? "no text" : rows[i].text);
        CU_ASSERT_PTR_NULL(p);
        locality_snapshot_release(snapshot);
        locality_model_free(model);
    }
}

static const test_case cases[] = {
    {"options are judged before anything is asked", options_are_judged_before_anything_is_asked},
    {"a host that does not stop is asked, and a date is kept",
     a_host_that_does_not_stop_is_asked_and_a_date_is_kept},
    {"the options of a rota are judged", options_of_a_rota_are_judged},
    {"nothing is read from nothing", nothing_is_read_from_nothing},
    {"a placement is read within its bounds", a_placement_is_read_within_its_bounds},
    {"a rota is read within its bounds", a_rota_is_read_within_its_bounds},
    {"there are bounds to an allocation", there_are_bounds_to_an_allocation},
    {"numbers of an allocation are known and not negative",
     numbers_of_an_allocation_are_known_and_not_negative},
    {"FTE are not negative or absurd", fte_are_not_negative_or_absurd},
    {"numbers that leave 64 bits are not taken for known",
     numbers_that_leave_64_bits_are_not_taken_for_known},
    {"a record holds one allocation and nothing else",
     a_record_holds_one_allocation_and_nothing_else},
};

TEST_MAIN("placement refusals", cases)
