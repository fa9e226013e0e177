/* Redaction keeps its promise: names, pay, small teams, truth, order. */
#include <locality/privacy.h>
#include <string.h>

#include "structure/redact.h"
#include "support/fault.h"
#include "support/random.h"
#include "../model/kit.h"

#define OPEN_LOW LOCALITY_OPEN_BELOW
#define OPEN_HIGH LOCALITY_OPEN_ABOVE

/* ---- Looking at what came out -------------------------------------------------------------------- */

/* Redacts what a model holds; the snapshot of the result. */
static locality_snapshot *redact(locality_model *model, const locality_redaction *options,
                                 locality_withheld *withheld) {
    locality_snapshot *before = kit_take(model), *after = NULL;
    locality_model *made = NULL;

    kit_well(locality_snapshot_redact(before, options, NULL, &made, withheld, &kit_error),
             "redact");
    kit_well(locality_snapshot_take(made, &after, &kit_error), "take");
    locality_model_free(made);
    locality_snapshot_release(before);
    return after;
}

static locality_value value_of(const locality_snapshot *snapshot, uint32_t kind, const char *id,
                               const char *field) {
    locality_value value;
    uint32_t row = locality_snapshot_find(snapshot, kind, id);
    uint32_t number = locality_schema_field(locality_snapshot_schema(snapshot), kind, field);

    memset(&value, 0, sizeof value);
    (void)locality_snapshot_value(snapshot, kind, row, number, &value, NULL);
    return value;
}

static locality_range range_of(const locality_snapshot *snapshot, uint32_t kind, const char *id,
                               const char *field) {
    locality_value value = value_of(snapshot, kind, id, field);
    locality_range unknown = {OPEN_LOW, OPEN_HIGH};

    return value.type == LOCALITY_TYPE_NONE ? unknown : value.range;
}

static int is_there(const locality_snapshot *snapshot, uint32_t kind, const char *id) {
    return locality_snapshot_find(snapshot, kind, id) != LOCALITY_ROW_MISSING;
}

#define TEXT_OF(snapshot, kind, id, field) \
    (value_of((snapshot), LOC_KIND_##kind, (id), (field)).text)
#define TEST_RANGE(range, from, to)      \
    do {                                 \
        locality_range range_ = (range); \
        TEST_NUMBER(range_.lo, (from));  \
        TEST_NUMBER(range_.hi, (to));    \
    } while (0)

/* ---- Names --------------------------------------------------------------------------------------- */

static void finds_a_name_in_every_turn(void) {
    static const struct {
        const char *text;
        int ground, mentions;
    } rows[] = {
        {"Jane Smith leads", LOC_GROUND_PLAIN, 1},
        {"SMITH, Jane", LOC_GROUND_PLAIN, 1},
        {"jane-smith", LOC_GROUND_PLAIN, 1},
        {"jane_smith/2", LOC_GROUND_PLAIN, 1},
        {"janesmith", LOC_GROUND_PLAIN, 1},
        {"jsmith", LOC_GROUND_PLAIN, 1},
        {"smithj", LOC_GROUND_PLAIN, 1},
        {"J. Smith", LOC_GROUND_PLAIN, 1},
        {"Ms Smith", LOC_GROUND_PLAIN, 1},
        {"Cllr Smith", LOC_GROUND_PLAIN, 1},
        {"the smith's yard", LOC_GROUND_PLAIN, 0},
        {"Smith will go", LOC_GROUND_PLAIN, 0},
        {"Smith will go", LOC_GROUND_PROSE, 1},
        {"Smithfield", LOC_GROUND_PROSE, 0},
        {"Jane will go", LOC_GROUND_PROSE, 0},
        {"Jose Ibanez-Thorne", LOC_GROUND_PLAIN, 1},
        {"JOSÉ IBÁÑEZ–THORNE", LOC_GROUND_PLAIN, 1},
        {"O'Brien, Mary", LOC_GROUND_PLAIN, 1},
        {"mary o\xE2\x80\x99"
         "brien",
         LOC_GROUND_PLAIN, 1},
        {"E90817", LOC_GROUND_PLAIN, 1},
        {"E908170", LOC_GROUND_PLAIN, 0},
        {"Chief Executive", LOC_GROUND_PROSE, 0},
        {"Vacant", LOC_GROUND_PROSE, 0},
        {"Janie", LOC_GROUND_PROSE, 1},
        {"", LOC_GROUND_PROSE, 0},
        {"£ — ×", LOC_GROUND_PROSE, 0},
    };
    locality_model *model = kit_model();
    locality_snapshot *snapshot;
    locality_allocator allocator;
    loc_known known;

    KIT_PUT(model, "post", "ce", "title", "Chief Executive");
    KIT_PUT(model, "person", "p1", "name", "Jane Smith");
    KIT_PUT(model, "person", "p2", "name", "José Ibáñez-Thorne");
    KIT_PUT(model, "person", "p3", "name", "Mary O'Brien");
    KIT_PUT(model, "person", "E90817", "initials", "XY");
    KIT_PUT(model, "person", "chief-executive", "post", "ce");
    KIT_PUT(model, "person", "p6", "name", "Vacant");
    KIT_PUT(model, "alias", "a", "record", "person:p1", "text", "Janie");
    snapshot = kit_take(model);
    kit_well(loc_allocator_take(NULL, &allocator, &kit_error), "allocator");
    kit_well(loc_known_init(&known, snapshot, &allocator, &kit_error), "known");
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        bool mentions = false;

        CU_ASSERT_TRUE(loc_known_mentions(&known, rows[i].text, rows[i].ground, &mentions));
        TEST_ROW(mentions == (rows[i].mentions != 0), rows[i].text);
    }
    loc_known_clear(&known);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

static void knows_ways_to_reach_somebody(void) {
    static const struct {
        const char *text;
        int contact;
    } rows[] = {
        {"write to a.b@c.example", 1},
        {"01603 222333", 1},
        {"call +44 (0)1603 222333.", 1},
        {"(01603) 222333", 1},
        {"2010-09-03 to 2011", 0},
        {"£0.00", 0},
        {"E07000148", 0},
        {"a @ b", 0},
        {"12345678901", 0},
        {"0123456", 0},
        {"", 0},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        TEST_ROW(loc_text_has_contact(rows[i].text) == (rows[i].contact != 0), rows[i].text);
}

static void takes_only_initials_for_initials(void) {
    CU_ASSERT_TRUE(loc_text_is_initials("JS"));
    CU_ASSERT_TRUE(loc_text_is_initials("J. M. S."));
    CU_ASSERT_FALSE(loc_text_is_initials("Jane S"));
    CU_ASSERT_FALSE(loc_text_is_initials("JANESM"));
    CU_ASSERT_FALSE(loc_text_is_initials("..."));
}

static void people_go_by_number_initials_and_post(void) {
    locality_model *model = kit_model();
    locality_withheld withheld = LOCALITY_WITHHELD_INIT;
    locality_redaction options = LOCALITY_REDACTION_INIT;
    locality_snapshot *after;

    KIT_PUT(model, "structure", "s", "name", "S");
    KIT_PUT(model, "post", "b", "structure", "s", "title", "Bee", "posts", "9", "unit", "u");
    KIT_PUT(model, "unit", "u", "structure", "s");
    KIT_PUT(model, "person", "jane", "name", "Jane Smith", "initials", "JS", "post", "b", "status",
            "at_risk", "base", "hq", "remark", "ill", "basis", "user");
    KIT_PUT(model, "person", "tom", "name", "Tom Ash", "initials", "Tom A", "post", "b");
    KIT_PUT(model, "person", "person-1", "name", "Una Elm");
    KIT_PUT(model, "site", "hq", "name", "HQ");
    KIT_PUT(model, "role", "r", "name", "R");
    KIT_PUT(model, "allocation", "a", "person", "jane", "role", "r", "post", "b");
    KIT_PUT(model, "note", "jane-smith-note", "about", "person:jane", "text", "x", "type",
            "remark");
    after = redact(model, NULL, &withheld);
    TEST_NUMBER(locality_snapshot_count(after, LOC_KIND_person), 3);
    TEST_NUMBER(withheld.count[LOCALITY_WITHHELD_NAMES], 3);
    CU_ASSERT_FALSE(is_there(after, LOC_KIND_person, "jane"));
    CU_ASSERT_FALSE(is_there(after, LOC_KIND_person, "person-1")); /* it was somebody's id */
    TEST_TEXT(TEXT_OF(after, person, "person-2", "initials"), "JS");
    TEST_TEXT(TEXT_OF(after, person, "person-2", "post"), "b");
    TEST_TEXT(TEXT_OF(after, person, "person-2", "base"), "hq");
    TEST_TEXT(TEXT_OF(after, person, "person-2", "basis"), "user");
    TEST_TEXT(TEXT_OF(after, person, "person-2", "withheld"), "part");
    TEST_TEXT(TEXT_OF(after, person, "person-2", "name"), NULL);
    TEST_TEXT(TEXT_OF(after, person, "person-2", "status"), NULL);
    TEST_TEXT(TEXT_OF(after, person, "person-2", "remark"), NULL);
    TEST_TEXT(TEXT_OF(after, person, "person-3", "initials"), NULL);
    TEST_TEXT(TEXT_OF(after, allocation, "a", "person"), "person-2");
    TEST_TEXT(TEXT_OF(after, note, "withheld-1", "text"), NULL);
    TEST_TEXT(TEXT_OF(after, post, "b", "title"), "Bee");
    locality_snapshot_release(after);
    options.withhold_initials = 1;
    after = redact(model, &options, NULL);
    TEST_TEXT(TEXT_OF(after, person, "person-2", "initials"), NULL);
    locality_snapshot_release(after);
    locality_model_free(model);
}

/* ---- Pay ------------------------------------------------------------------------------------------ */

static void pay_is_exact_only_from_the_threshold(void) {
    static const struct {
        const char *cost, *posts;
        int64_t lo, hi; /* pence */
    } rows[] = {
        {"45200", "1", 4500000, 4999999},       {"45000", "1", 4500000, 4999999},
        {"49999.99", "1", 4500000, 4999999},    {"50000", "1", 5000000, 5000000},
        {"88123", "1", 8812300, 8812300},       {"0", "1", 0, 499999},
        {"90400", "2", 9000000, 9999999},       {"120000", "2", 12000000, 12000000},
        {"120000", "2..3", 12000000, 12999999}, {"48000..61000", "1", 4500000, 6499999},
        {">=48000", "1", 4500000, OPEN_HIGH},   {">=51000", "1", 5100000, OPEN_HIGH},
        {"<=48000", "1", OPEN_LOW, 4999999},    {"45200", NULL, 4500000, 4999999},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_model *model = kit_model();
        locality_snapshot *after;

        KIT_PUT(model, "post", "p", "cost", rows[i].cost, "posts", rows[i].posts);
        after = redact(model, NULL, NULL);
        TEST_RANGE(range_of(after, LOC_KIND_post, "p", "cost"), rows[i].lo, rows[i].hi);
        locality_snapshot_release(after);
        locality_model_free(model);
    }
}

static void what_says_pay_elsewhere_is_a_band_too(void) {
    locality_model *model = kit_model();
    locality_snapshot *after;

    KIT_PUT(model, "post", "p", "posts", "1", "title", "P");
    KIT_PUT(model, "stream", "m", "amount", "45200");
    KIT_PUT(model, "spend", "s", "amount", "45200", "post", "p", "stream", "m");
    KIT_PUT(model, "spend", "t", "amount", "45200", "stream", "m");
    KIT_PUT(model, "figure", "f", "money", "45200", "about", "post:p", "printed", "45,200", "check",
            "1");
    KIT_PUT(model, "figure", "g", "money", "45200", "printed", "45,200");
    KIT_PUT(model, "grade", "spot", "minimum", "19433", "maximum", "19433");
    KIT_PUT(model, "grade", "wide", "minimum", "19433", "maximum", "29433");
    after = redact(model, NULL, NULL);
    TEST_RANGE(range_of(after, LOC_KIND_spend, "s", "amount"), 4500000, 4999999);
    TEST_RANGE(range_of(after, LOC_KIND_spend, "t", "amount"), 4520000, 4520000);
    TEST_RANGE(range_of(after, LOC_KIND_stream, "m", "amount"), 4520000, 4520000);
    TEST_RANGE(range_of(after, LOC_KIND_figure, "f", "money"), 4500000, 4999999);
    TEST_TEXT(TEXT_OF(after, figure, "f", "printed"), NULL);
    TEST_TEXT(TEXT_OF(after, figure, "f", "check"), NULL);
    TEST_TEXT(TEXT_OF(after, figure, "g", "printed"), "45,200");
    TEST_RANGE(range_of(after, LOC_KIND_grade, "spot", "minimum"), 1500000, 1999999);
    TEST_RANGE(range_of(after, LOC_KIND_grade, "wide", "minimum"), 1943300, 1943300);
    locality_snapshot_release(after);
    locality_model_free(model);
}

static void own_fields_are_withheld_unless_they_are_kept(void) {
    static const char *const keep[] = {"post.desk"};
    locality_field_info money = LOCALITY_FIELD_INFO_INIT, text = LOCALITY_FIELD_INFO_INIT;
    locality_redaction options = LOCALITY_REDACTION_INIT;
    locality_schema *schema = NULL;
    locality_model *model = NULL;
    locality_snapshot *after;

    kit_well(locality_schema_new(NULL, &schema, &kit_error), "schema");
    money.name = "paid";
    money.type = LOCALITY_TYPE_MONEY;
    money.doc = text.doc = "d";
    text.name = "desk";
    text.type = LOCALITY_TYPE_TEXT;
    kit_well(locality_schema_add_field(schema, "post", &money, &kit_error), "paid");
    kit_well(locality_schema_add_field(schema, "post", &text, &kit_error), "desk");
    kit_well(locality_schema_add_field(schema, "person", &text, &kit_error), "desk");
    kit_well(locality_schema_add_field(schema, "area", &text, &kit_error), "desk");
    kit_well(locality_model_new(schema, NULL, &model, &kit_error), "model");
    locality_schema_free(schema);
    KIT_PUT(model, "post", "p", "posts", "1", "paid", "45200", "desk", "own");
    KIT_PUT(model, "person", "q", "desk", "own");
    KIT_PUT(model, "area", "a", "desk", "own");
    after = redact(model, NULL, NULL);
    TEST_RANGE(range_of(after, LOC_KIND_post, "p", "paid"), 4500000, 4999999);
    TEST_TEXT(TEXT_OF(after, post, "p", "desk"), NULL);
    TEST_TEXT(TEXT_OF(after, person, "person-1", "desk"), NULL);
    TEST_TEXT(TEXT_OF(after, area, "a", "desk"), NULL);
    locality_snapshot_release(after);
    options.keep = keep;
    options.keep_count = 1;
    after = redact(model, &options, NULL);
    TEST_TEXT(TEXT_OF(after, post, "p", "desk"), "own");
    TEST_TEXT(TEXT_OF(after, area, "a", "desk"), NULL);
    locality_snapshot_release(after);
    locality_model_free(model);
}

/* ---- Small teams ------------------------------------------------------------------------------------ */

/* A service of two teams, one of them of three; what is beside it is given. */
static locality_model *service(const char *others) {
    locality_model *model = kit_model();

    KIT_PUT(model, "structure", "s", "name", "S");
    KIT_PUT(model, "unit", "top", "structure", "s", "parent", "none");
    KIT_PUT(model, "unit", "small", "structure", "s", "parent", "top", "head", "x", "remark",
            "cosy");
    KIT_PUT(model, "unit", "large", "structure", "s", "parent", "top");
    KIT_PUT(model, "post", "boss", "structure", "s", "unit", "small", "posts", "1", "senior", "yes",
            "title", "Boss", "reports_to", "none");
    KIT_PUT(model, "post", "x", "structure", "s", "unit", "small", "posts", "1", "title", "Ex",
            "reports_to", "boss", "fte", "0.6", "cost", "31777", "remit", "odd");
    KIT_PUT(model, "post", "y", "structure", "s", "unit", "small", "posts", "1", "title", "Why",
            "reports_to", "x");
    KIT_PUT(model, "post", "many", "structure", "s", "unit", "large", "posts", others, "title",
            "Many", "reports_to", "x", "supports", "x many");
    KIT_PUT(model, "post", "few", "structure", "s", "unit", "large", "posts", "4", "title", "Few",
            "reports_to", "boss");
    return model;
}

static void a_small_team_is_hidden_in_company(void) {
    locality_model *model = service("9");
    locality_withheld withheld = LOCALITY_WITHHELD_INIT;
    locality_snapshot *after;

    KIT_PUT(model, "figure", "f", "about", "unit:small", "quantity", "3", "printed", "three");
    KIT_PUT(model, "function", "fn", "lead", "x", "unit", "small");
    KIT_PUT(model, "alias", "al", "record", "post:x", "text", "Old Ex");
    KIT_PUT(model, "rule", "r", "sentence", "x", "text",
            "rule r \"x\" require (post \"x\").posts = 1");
    KIT_PUT(model, "rule", "q", "sentence", "q", "text",
            "rule q \"q\" require count(p in post) = 5 and plain > 2");
    /* a definition that names what is withheld goes, and what uses it with it */
    KIT_PUT(model, "definition", "plain", "text", "define plain = 3");
    KIT_PUT(model, "definition", "of_x", "text", "define of_x = (post \"x\").posts");
    KIT_PUT(model, "definition", "more", "text", "define more(n) = of_x + n");
    KIT_PUT(model, "question", "asked", "text", "query asked \"x\" answer more(1)");
    after = redact(model, NULL, &withheld);
    CU_ASSERT_TRUE(is_there(after, LOC_KIND_rule, "q"));
    CU_ASSERT_TRUE(is_there(after, LOC_KIND_definition, "plain"));
    CU_ASSERT_FALSE(is_there(after, LOC_KIND_definition, "of_x"));
    CU_ASSERT_FALSE(is_there(after, LOC_KIND_definition, "more"));
    CU_ASSERT_FALSE(is_there(after, LOC_KIND_question, "asked"));
    TEST_NUMBER(locality_snapshot_count(after, LOC_KIND_post), 5);
    TEST_NUMBER(withheld.count[LOCALITY_WITHHELD_TEAMS], 1);
    TEST_NUMBER(withheld.count[LOCALITY_WITHHELD_POSTS], 3); /* both, and `few` beside them */
    TEST_NUMBER(withheld.count[LOCALITY_WITHHELD_RULES], 4);
    TEST_TEXT(TEXT_OF(after, post, "boss", "title"), "Boss");
    TEST_TEXT(TEXT_OF(after, post, "boss", "unit"), "small");
    CU_ASSERT_FALSE(is_there(after, LOC_KIND_post, "x"));
    CU_ASSERT_FALSE(is_there(after, LOC_KIND_post, "few"));
    CU_ASSERT_TRUE(is_there(after, LOC_KIND_post, "many"));
    TEST_TEXT(TEXT_OF(after, post, "many", "reports_to"), NULL);
    TEST_NUMBER(value_of(after, LOC_KIND_post, "many", "supports").type, LOCALITY_TYPE_NONE);
    for (int i = 1; i <= 3; i++) {
        const char id[] = {'w', 'i', 't', 'h', 'h', 'e', 'l', 'd', '-', (char)('0' + i), '\0'};

        TEST_TEXT(TEXT_OF(after, post, id, "structure"), "s");
        TEST_TEXT(TEXT_OF(after, post, id, "withheld"), "most");
        TEST_TEXT(TEXT_OF(after, post, id, "title"), NULL);
        TEST_TEXT(TEXT_OF(after, post, id, "unit"), NULL);
        TEST_TEXT(TEXT_OF(after, post, id, "reports_to"), NULL);
        TEST_TEXT(TEXT_OF(after, post, id, "remit"), NULL);
    }
    TEST_TEXT(TEXT_OF(after, unit, "small", "head"), NULL);
    TEST_TEXT(TEXT_OF(after, unit, "small", "remark"), NULL);
    TEST_RANGE(range_of(after, LOC_KIND_figure, "withheld-1", "quantity"), OPEN_LOW, OPEN_HIGH);
    TEST_NUMBER(value_of(after, LOC_KIND_function, "fn", "lead").type, LOCALITY_TYPE_NONE);
    TEST_NUMBER(locality_snapshot_count(after, LOC_KIND_alias), 0);
    CU_ASSERT_FALSE(is_there(after, LOC_KIND_rule, "r"));
    CU_ASSERT_TRUE(is_there(after, LOC_KIND_rule, "q"));
    locality_snapshot_release(after);
    locality_model_free(model);
}

static void without_company_not_even_the_number_is_told(void) {
    locality_model *model = kit_model();
    locality_snapshot *after;

    KIT_PUT(model, "structure", "s", "name", "S", "stated_posts", "3", "stated_fte", "2.85");
    KIT_PUT(model, "post", "x", "structure", "s", "posts", "1", "fte", "0.85", "cost", "31777");
    KIT_PUT(model, "post", "y", "structure", "s", "posts", "2", "fte", "2");
    after = redact(model, NULL, NULL);
    for (int i = 1; i <= 2; i++) {
        const char id[] = {'w', 'i', 't', 'h', 'h', 'e', 'l', 'd', '-', (char)('0' + i), '\0'};

        TEST_RANGE(range_of(after, LOC_KIND_post, id, "posts"), 0, 5);
        TEST_RANGE(range_of(after, LOC_KIND_post, id, "fte"), 0, 5 * LOCALITY_ONE);
        TEST_RANGE(range_of(after, LOC_KIND_post, id, "cost"), OPEN_LOW, OPEN_HIGH);
    }
    TEST_RANGE(range_of(after, LOC_KIND_structure, "s", "stated_posts"), 0, 5);
    TEST_RANGE(range_of(after, LOC_KIND_structure, "s", "stated_fte"), 0, 5 * LOCALITY_ONE);
    locality_snapshot_release(after);
    locality_model_free(model);
}

static void no_team_is_small_where_none_is_asked_for(void) {
    locality_redaction options = LOCALITY_REDACTION_INIT;
    locality_model *model = service("9");
    locality_snapshot *after;

    options.smallest_team = 0;
    after = redact(model, &options, NULL);
    TEST_TEXT(TEXT_OF(after, post, "x", "title"), "Ex");
    TEST_RANGE(range_of(after, LOC_KIND_post, "x", "cost"), 3000000, 3499999);
    locality_snapshot_release(after);
    locality_model_free(model);
}

static void an_overlay_is_redacted_as_what_it_comes_to(void) {
    locality_model *model = service("9");
    locality_snapshot *after, *again;
    locality_model *made = NULL;

    KIT_PUT(model, "structure", "t", "baseline", "s");
    KIT_PUT(model, "change", "c", "structure", "t", "verb", "set", "subject", "post:many", "field",
            "posts", "value", "8", "sequence", "1");
    KIT_PUT(model, "change", "d", "structure", "t", "verb", "set", "subject", "post:x", "field",
            "cost", "value", "33333", "expected", "31777", "sequence", "2");
    after = redact(model, NULL, NULL);
    TEST_NUMBER(locality_snapshot_count(after, LOC_KIND_post), 10);
    TEST_RANGE(range_of(after, LOC_KIND_post, "t/many", "posts"), 8, 8);
    TEST_RANGE(range_of(after, LOC_KIND_structure, "t", "applied"), 1, 1);
    TEST_TEXT(TEXT_OF(after, structure, "t", "baseline"), "s");
    TEST_TEXT(TEXT_OF(after, change, "c", "value"), "8");
    TEST_TEXT(TEXT_OF(after, change, "withheld-1", "value"), NULL);
    TEST_TEXT(TEXT_OF(after, change, "withheld-1", "subject"), NULL);
    /* once more: nothing is laid over again, nothing is told */
    kit_well(locality_snapshot_redact(after, NULL, NULL, &made, NULL, &kit_error), "again");
    again = kit_take(made);
    TEST_NUMBER(locality_snapshot_count(again, LOC_KIND_post), 10);
    TEST_TEXT(TEXT_OF(again, post, "withheld-1", "withheld"), "most");
    locality_snapshot_release(again);
    locality_model_free(made);
    locality_snapshot_release(after);
    locality_model_free(model);
}

/* ---- Laws, on random services -------------------------------------------------------------------------- */

enum { UNITS = 9, POSTS = 40 };

typedef struct town {
    locality_model *model;
    int64_t posts[POSTS], pay[POSTS]; /* of each record; pay of one post in pence */
    int unit[POSTS], parent[UNITS], senior[POSTS];
} town;

static const char *name_of(char *buffer, char first, int number) {
    snprintf(buffer, 8, "%c%d", first, number);
    return buffer;
}

static void make_town(town *t, uint64_t seed) {
    test_random random = {seed, 0};
    char id[8], other[8], amount[32], pay[32];

    t->model = kit_model();
    KIT_PUT(t->model, "structure", "s", "name", "S");
    for (int i = 0; i < UNITS; i++) {
        t->parent[i] = i == 0 ? -1 : (int)test_random_below(&random, (uint64_t)i);
        KIT_PUT(t->model, "unit", name_of(id, 'u', i), "structure", "s", "parent",
                i == 0 ? "none" : name_of(other, 'u', t->parent[i]));
    }
    for (int i = 0; i < POSTS; i++) {
        t->unit[i] = (int)test_random_below(&random, UNITS);
        t->posts[i] = test_random_between(&random, 1, 3);
        t->pay[i] = test_random_between(&random, 1500000, 7000000);
        t->senior[i] = test_random_below(&random, 8) == 0;
        snprintf(amount, sizeof amount, "%d", (int)t->posts[i]);
        snprintf(pay, sizeof pay, "%d.%02d", (int)(t->pay[i] * t->posts[i] / 100),
                 (int)(t->pay[i] * t->posts[i] % 100));
        KIT_PUT(t->model, "post", name_of(id, 'p', i), "structure", "s", "unit",
                name_of(other, 'u', t->unit[i]), "posts", amount, "cost", pay, "senior",
                t->senior[i] ? "yes" : "no");
    }
}

static int lies_in(const town *t, int unit, int upper) {
    for (; unit >= 0; unit = t->parent[unit])
        if (unit == upper)
            return 1;
    return 0;
}

static int64_t headcount(const town *t, int unit) {
    int64_t sum = 0;

    for (int i = 0; i < POSTS; i++)
        sum += lies_in(t, t->unit[i], unit) ? t->posts[i] : 0;
    return sum;
}

static int is_published(const town *t, int post) {
    return t->senior[post] || t->pay[post] >= LOCALITY_PAY_THRESHOLD;
}

static void check_totals(const town *t, const locality_snapshot *after) {
    int64_t posts = 0, cost = 0;
    locality_range sum = {0, 0}, money = {0, 0};
    uint32_t rows = (uint32_t)locality_snapshot_count(after, LOC_KIND_post);

    for (int i = 0; i < POSTS; i++) {
        posts += t->posts[i];
        cost += t->posts[i] * t->pay[i];
    }
    TEST_NUMBER(rows, POSTS);
    for (uint32_t row = 0; row < rows; row++) {
        const char *id = locality_snapshot_id(after, LOC_KIND_post, row);
        locality_range one = range_of(after, LOC_KIND_post, id, "posts");
        locality_range paid = range_of(after, LOC_KIND_post, id, "cost");

        locality_range_add(&sum, &one, &sum);
        locality_range_add(&money, &paid, &money);
    }
    CU_ASSERT_TRUE(sum.lo <= posts && posts <= sum.hi);
    CU_ASSERT_TRUE(money.lo <= cost && cost <= money.hi);
}

/* Posts that are shown say the truth, and their pay is exact only from the threshold. */
static void check_shown(const town *t, const locality_snapshot *after) {
    char id[8], unit[8];

    for (int i = 0; i < POSTS; i++) {
        locality_range paid;

        if (!is_there(after, LOC_KIND_post, name_of(id, 'p', i)))
            continue;
        TEST_TEXT(TEXT_OF(after, post, id, "unit"), name_of(unit, 'u', t->unit[i]));
        TEST_RANGE(range_of(after, LOC_KIND_post, id, "posts"), t->posts[i], t->posts[i]);
        paid = range_of(after, LOC_KIND_post, id, "cost");
        CU_ASSERT_TRUE(paid.lo <= t->posts[i] * t->pay[i] && t->posts[i] * t->pay[i] <= paid.hi);
        CU_ASSERT_TRUE((paid.lo == paid.hi) == (t->pay[i] >= LOCALITY_PAY_THRESHOLD));
    }
}

/* No post of a small team is shown but those that are published, and what is hidden is in company. */
static void check_teams(const town *t, const locality_snapshot *after, int64_t limit) {
    int64_t hidden = 0, all = 0;
    int first = -1, several = 0, thin = 0;
    char id[8];

    for (int i = 0; i < POSTS; i++) {
        int shown = is_there(after, LOC_KIND_post, name_of(id, 'p', i));

        all += is_published(t, i) ? 0 : t->posts[i];
        for (int unit = 0; unit < UNITS; unit++)
            if (lies_in(t, t->unit[i], unit) && headcount(t, unit) <= limit && !is_published(t, i))
                CU_ASSERT_FALSE(shown);
        CU_ASSERT_TRUE(shown || !is_published(t, i));
        if (shown)
            continue;
        several = several || (first >= 0 && t->unit[i] != first);
        first = t->unit[i];
        hidden += t->posts[i];
    }
    for (uint32_t row = 0; row < POSTS; row++) {
        locality_range posts = range_of(after, LOC_KIND_post,
                                        locality_snapshot_id(after, LOC_KIND_post, row), "posts");

        thin = thin || posts.lo != posts.hi;
    }
    if (hidden > 0 && !thin)
        CU_ASSERT_TRUE(hidden > limit && several);
    if (thin)
        CU_ASSERT_TRUE(all <= limit || hidden == all);
}

static void random_services_keep_the_laws(void) {
    for (uint64_t seed = 1; seed <= 60; seed++) {
        locality_redaction options = LOCALITY_REDACTION_INIT;
        locality_withheld low = LOCALITY_WITHHELD_INIT, high = LOCALITY_WITHHELD_INIT;
        locality_snapshot *after, *more;
        char id[8];
        town t;

        make_town(&t, seed);
        options.smallest_team = (int64_t)(seed % 9);
        after = redact(t.model, &options, &low);
        check_totals(&t, after);
        check_shown(&t, after);
        check_teams(&t, after, options.smallest_team);
        options.pay_threshold = 6500000;
        more = redact(t.model, &options, &high);
        CU_ASSERT_TRUE(high.count[LOCALITY_WITHHELD_PAY] >= low.count[LOCALITY_WITHHELD_PAY]);
        for (int i = 0; i < POSTS; i++) {
            locality_range a, b;

            if (!is_there(more, LOC_KIND_post, name_of(id, 'p', i)) ||
                !is_there(after, LOC_KIND_post, id))
                continue;
            a = range_of(after, LOC_KIND_post, id, "cost");
            b = range_of(more, LOC_KIND_post, id, "cost");
            CU_ASSERT_TRUE(b.lo <= a.lo && a.hi <= b.hi);
        }
        locality_snapshot_release(more);
        locality_snapshot_release(after);
        locality_model_free(t.model);
    }
}

/* ---- Texts, options, words ------------------------------------------------------------------------------ */

static void texts_are_checked_or_withheld(void) {
    locality_redaction options = LOCALITY_REDACTION_INIT;
    locality_withheld withheld = LOCALITY_WITHHELD_INIT;
    locality_model *model = kit_model();
    locality_snapshot *after;

    KIT_PUT(model, "person", "p", "name", "Jane Smith");
    KIT_PUT(model, "area", "a", "name", "A", "remark", "Quiet.", "contacts", "01603 222333",
            "key_needs", "Smith says so");
    KIT_PUT(model, "comment", "c", "name", "A letter", "remark", "I like it.");
    KIT_PUT(model, "consultation", "k", "channels", "plan@a.example");
    KIT_PUT(model, "stakeholder", "s", "quantity", "4");
    KIT_PUT(model, "stakeholder", "t", "quantity", "40");
    after = redact(model, NULL, &withheld);
    TEST_TEXT(TEXT_OF(after, area, "a", "remark"), "Quiet.");
    TEST_TEXT(TEXT_OF(after, area, "a", "contacts"), NULL);
    TEST_TEXT(TEXT_OF(after, area, "a", "key_needs"), NULL);
    TEST_TEXT(TEXT_OF(after, comment, "c", "name"), NULL);
    TEST_TEXT(TEXT_OF(after, comment, "c", "remark"), NULL);
    TEST_NUMBER(value_of(after, LOC_KIND_consultation, "k", "channels").items_count, 1);
    TEST_RANGE(range_of(after, LOC_KIND_stakeholder, "s", "quantity"), 0, 5);
    TEST_RANGE(range_of(after, LOC_KIND_stakeholder, "t", "quantity"), 40, 40);
    TEST_NUMBER(withheld.count[LOCALITY_WITHHELD_UNCHECKED], 1);
    TEST_NUMBER(withheld.count[LOCALITY_WITHHELD_CONTACTS], 1);
    locality_snapshot_release(after);
    options.texts = LOCALITY_TEXTS_WITHHELD;
    options.keep_contacts = 1;
    after = redact(model, &options, NULL);
    TEST_TEXT(TEXT_OF(after, area, "a", "remark"), NULL);
    TEST_TEXT(TEXT_OF(after, area, "a", "name"), "A");
    locality_snapshot_release(after);
    options.texts = LOCALITY_TEXTS_CHECKED;
    after = redact(model, &options, NULL);
    TEST_TEXT(TEXT_OF(after, area, "a", "contacts"), "01603 222333");
    locality_snapshot_release(after);
    locality_model_free(model);
}

static void refuses_what_it_cannot_take(void) {
    static const char *const unknown[] = {"post.nothing"}, *const built_in[] = {"post.title"},
                             *const no_kind[] = {"nothing.x"}, *const no_dot[] = {"post"};
    static const struct {
        const char *const *keep;
        locality_status status;
    } rows[] = {{unknown, LOCALITY_NOT_FOUND},
                {built_in, LOCALITY_INVALID},
                {no_kind, LOCALITY_NOT_FOUND},
                {no_dot, LOCALITY_INVALID}};
    locality_model *model = kit_model(), *out = NULL;
    locality_snapshot *snapshot = kit_take(model);
    locality_redaction options = LOCALITY_REDACTION_INIT;
    locality_withheld withheld = {0};
    locality_error error;

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        options.keep = rows[i].keep;
        options.keep_count = 1;
        TEST_NUMBER(locality_snapshot_redact(snapshot, &options, NULL, &out, NULL, &error),
                    rows[i].status);
        CU_ASSERT_PTR_NULL(out);
    }
    options = (locality_redaction)LOCALITY_REDACTION_INIT;
    options.pay_band = 0;
    TEST_NUMBER(locality_snapshot_redact(snapshot, &options, NULL, &out, NULL, &error),
                LOCALITY_INVALID);
    options = (locality_redaction)LOCALITY_REDACTION_INIT;
    options.texts = 7;
    TEST_NUMBER(locality_snapshot_redact(snapshot, &options, NULL, &out, NULL, &error),
                LOCALITY_INVALID);
    options = (locality_redaction)LOCALITY_REDACTION_INIT;
    options.keep_count = 1;
    TEST_NUMBER(locality_snapshot_redact(snapshot, &options, NULL, &out, NULL, &error),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_snapshot_redact(snapshot, NULL, NULL, &out, &withheld, &error),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_snapshot_redact(NULL, NULL, NULL, &out, NULL, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_snapshot_redact(snapshot, NULL, NULL, NULL, NULL, &error),
                LOCALITY_INVALID);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

static void says_in_words_what_was_withheld(void) {
    locality_withheld withheld = LOCALITY_WITHHELD_INIT;
    char text[1000];
    size_t needed = 0;

    kit_well(locality_withheld_print(&withheld, text, sizeof text, &needed, &kit_error), "print");
    TEST_TEXT(text, "Redacted. Nothing had to be withheld.");
    TEST_NUMBER(needed, strlen(text) + 1);
    withheld.count[LOCALITY_WITHHELD_NAMES] = 1;
    withheld.count[LOCALITY_WITHHELD_PAY] = 2;
    withheld.count[LOCALITY_WITHHELD_UNCHECKED] = 3;
    kit_well(locality_withheld_print(&withheld, text, sizeof text, NULL, &kit_error), "print");
    TEST_TEXT(text,
              "Redacted. Withheld: 1 name of a person, 2 amounts of pay given as bands. 3 free "
              "texts kept: they hold no name that is recorded as one.");
    TEST_NUMBER(locality_withheld_print(&withheld, text, 10, &needed, &kit_error), LOCALITY_LIMIT);
    TEST_TEXT(text, "");
    CU_ASSERT_TRUE(needed > 100);
    for (int i = 0; i < LOCALITY_WITHHELD_REASONS; i++) {
        TEST_ROW(locality_withheld_name(i)[0] != '\0', "a reason has a name");
        withheld.count[i] = UINT64_MAX;
    }
    kit_well(locality_withheld_print(&withheld, text, sizeof text, NULL, &kit_error),
             "the longest");
    TEST_TEXT(locality_withheld_name(LOCALITY_WITHHELD_REASONS), "");
    TEST_TEXT(locality_withheld_name(-1), "");
}

static void tells_whether_a_text_names_somebody(void) {
    locality_model *model = kit_model();
    locality_snapshot *snapshot;
    int32_t names = 7;

    KIT_PUT(model, "person", "p", "name", "Jane Smith");
    snapshot = kit_take(model);
    kit_well(locality_snapshot_names_person(snapshot, "Plan of Jane Smith", &names, &kit_error),
             "x");
    TEST_NUMBER(names, 1);
    kit_well(locality_snapshot_names_person(snapshot, "Plan", &names, &kit_error), "x");
    TEST_NUMBER(names, 0);
    kit_well(locality_snapshot_names_person(snapshot, "a@b.example", &names, &kit_error), "x");
    TEST_NUMBER(names, 1);
    TEST_NUMBER(locality_snapshot_names_person(snapshot, "\xFF", &names, &kit_error),
                LOCALITY_ENCODING);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

/* ---- Faults ----------------------------------------------------------------------------------------------- */

static locality_status run(void *state, const locality_allocator *allocator,
                           locality_error *error) {
    static const char *const keep[] = {"post.desk"};
    locality_redaction options = LOCALITY_REDACTION_INIT;
    locality_withheld withheld = LOCALITY_WITHHELD_INIT;
    locality_model *out = NULL;
    locality_status status;

    options.keep = keep;
    options.keep_count = 1;
    status = locality_snapshot_redact(state, &options, allocator, &out, &withheld, error);
    if (status != LOCALITY_OK) {
        CU_ASSERT_PTR_NULL(out);
        TEST_NUMBER(withheld.count[LOCALITY_WITHHELD_NAMES], 0);
    }
    locality_model_free(out);
    return status;
}

static void every_allocation_may_fail(void) {
    locality_field_info text = LOCALITY_FIELD_INFO_INIT;
    locality_schema *schema = NULL;
    locality_model *model = NULL;
    locality_snapshot *snapshot;

    kit_well(locality_schema_new(NULL, &schema, &kit_error), "schema");
    text.name = "desk";
    text.type = LOCALITY_TYPE_TEXT;
    text.doc = "d";
    kit_well(locality_schema_add_field(schema, "post", &text, &kit_error), "desk");
    kit_well(locality_model_new(schema, NULL, &model, &kit_error), "model");
    locality_schema_free(schema);
    KIT_PUT(model, "structure", "s", "name", "S");
    KIT_PUT(model, "structure", "t", "baseline", "s");
    KIT_PUT(model, "unit", "u", "structure", "s", "parent", "none", "head", "a");
    KIT_PUT(model, "post", "a", "structure", "s", "unit", "u", "posts", "2", "cost", "45200");
    KIT_PUT(model, "post", "b", "structure", "s", "posts", "9", "reports_to", "a", "desk", "own",
            "supports", "a b");
    KIT_PUT(model, "change", "c", "structure", "t", "verb", "set", "subject", "post:a", "field",
            "posts", "value", "1");
    KIT_PUT(model, "person", "jane", "name", "Jane van Smith", "post", "b", "initials", "JS");
    KIT_PUT(model, "allocation", "l", "person", "jane", "post", "a");
    KIT_PUT(model, "note", "n", "about", "person:jane", "text", "x");
    KIT_PUT(model, "decision", "d", "about", "person:jane");
    KIT_PUT(model, "alias", "x", "record", "person:jane", "text", "Jan");
    KIT_PUT(model, "rule", "r", "text", "rule r \"x\" require (post \"a\").posts = 1");
    snapshot = kit_take(model);
    fault_drive("redaction", run, snapshot, 60);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

static const test_case cases[] = {
    {"a name is found in every turn of it", finds_a_name_in_every_turn},
    {"ways to reach somebody are known", knows_ways_to_reach_somebody},
    {"only initials are taken for initials", takes_only_initials_for_initials},
    {"people go by number, initials and post", people_go_by_number_initials_and_post},
    {"pay is exact only from the threshold", pay_is_exact_only_from_the_threshold},
    {"what says pay elsewhere is a band too", what_says_pay_elsewhere_is_a_band_too},
    {"own fields are withheld unless they are kept", own_fields_are_withheld_unless_they_are_kept},
    {"a small team is hidden in company", a_small_team_is_hidden_in_company},
    {"without company not even the number is told", without_company_not_even_the_number_is_told},
    {"no team is small where none is asked for", no_team_is_small_where_none_is_asked_for},
    {"an overlay is redacted as what it comes to", an_overlay_is_redacted_as_what_it_comes_to},
    {"random services keep the laws", random_services_keep_the_laws},
    {"texts are checked or withheld", texts_are_checked_or_withheld},
    {"what it cannot take is refused", refuses_what_it_cannot_take},
    {"what was withheld is said in words", says_in_words_what_was_withheld},
    {"it tells whether a text names somebody", tells_whether_a_text_names_somebody},
    {"every allocation may fail", every_allocation_may_fail},
};

TEST_MAIN("redaction", cases)
