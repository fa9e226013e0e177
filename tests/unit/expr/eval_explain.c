/*
 * Explanations: the arithmetic with the values put in, the records looked at with their sources, and what
 * is missing, in order and each once.
 */
#include "eval_kit.h"

static locality_snapshot *snapshot;

/* The proposed structure of Coventry 2010: App3 lists 22 posts, section 3.7 states 24 FTE. */
static void build(void) {
    static const struct {
        const char *id, *title, *posts;
    } posts[] = {
        {"head", "Head of Service", "1"},
        {"nic", "Intelligence Co-ordinator", "1"},
        {"ccc", "Connection Co-ordinator", "2"},
        {"cco", "Connection Officer", "8"},
        {"msi", "Manager", "1"},
        {"sio", "Improvement Officer", "3"},
        {"sipo", "Project Officer", "1"},
        {"aa", "Administrative Assistant", "5"},
    };
    locality_model *model = kit_model();
    kit_put(model, "structure", "proposed", "stated_fte", "24", "source", "CD", "section", "3.7",
            NULL);
    for (size_t i = 0; i < TEST_COUNT(posts); i++)
        kit_put(model, "post", posts[i].id, "title", posts[i].title, "posts", posts[i].posts,
                "structure", "proposed", "source", "CD", "section", "App3", NULL);
    for (unsigned i = 0; i < 100; i++) {
        char id[16];
        snprintf(id, sizeof id, "w%02u", i);
        kit_put(model, "work_item", id, "provider_count", i < 60 ? "" : "2", NULL);
    }
    kit_put(model, "area", "north", "population", "100..120", "basis", "user", NULL);
    kit_put(model, "area", "south", "name", "The South", NULL);
    snapshot = kit_take(model);
    locality_model_free(model);
}

static locality_answer *ask(const char *text) {
    locality_answer *answer = NULL;
    kit_well(locality_query(snapshot, text, strlen(text), NULL, &answer, &kit_error), text);
    return answer;
}

static void arithmetic_shows_both_sides(void) {
    static const struct {
        const char *expression, *arithmetic;
    } rows[] = {
        {"sum(p.posts for p in post where p.structure = proposed) = structure proposed.stated_fte",
         "sum of posts over 8 posts = 1 + 1 + 2 + 8 + 1 + 3 + 1 + 5 = 22\n"
         "stated_fte of structure proposed = 24 (CD 3.7)\n"
         "22 = 24 is false, difference -2"},
        {"1 + 2 * (3 - 1) >= 5", "1 + 2 * (3 - 1) >= 5 is true"},
        {"10 - (2 - 1)", "10 - (2 - 1) = 9"},
        {"count(p in post where p.posts > 2)",
         "count(p in post where p.posts > 2) = 3: Connection Officer, Improvement Officer, "
         "Administrative Assistant"},
        {"max(p.posts for p in post where p.posts < 4)",
         "largest posts over 6 posts of 1, 1, 2, 1, 3, 1 = 3"},
        {"all(p.posts <= 5 for p in post)",
         "all of p.posts <= 5 over 8 posts is false; not for Connection Officer"},
        {"none(p.posts = 7 for p in post)", "none of p.posts = 7 over 8 posts is true"},
        {"any(p in post where p.posts = 8)",
         "any(p in post where p.posts = 8) is true: Connection Officer"},
        {"post head.title = \"Head\"", "title of post Head of Service = Head of Service (CD App3)\n"
                                       "\"Head of Service\" = \"Head\" is false"},
        {"area north.population > 110 or area south.population > 1",
         "population of area north = between 100 and 120\n"
         "between 100 and 120 > 110 is not decided, difference between -10 and 10\n"
         "population of area The South = not given\n"
         "unknown > 1 is not decided\n"
         "area north.population > 110 or area south.population > 1 is not decided"},
        {"not (1 = 2)", "1 = 2 is false, difference -1\nnot (1 = 2) is true"},
        {"if post head.posts = 1 then 5 else post aa.posts",
         "posts of post Head of Service = 1 (CD App3)\n1 = 1 is true\n5"},
        {"percent(22, 46)", "percent(22, 46) = 47.83 %"},
        {"days(2023-01-25, 2023-02-24) >= 30 days",
         "days(25 January 2023, 24 February 2023) = 30 days\n30 days >= 30 days is true"},
        {"2 in {1, 2}", "2 in {1, 2} is true"},
        {"2 not in {1, 2}", "2 not in {1, 2} is false"},
        {"post head.fte is missing",
         "fte of post Head of Service = not given (CD App3)\npost head.fte is missing is true"},
        {"list(p.posts for p in post where p.posts > 2)", "list of posts over 3 posts = 8, 3, 5"},
        {"share(p.posts = 1 for p in post)",
         "share of p.posts = 1 over 8 posts = 50.00 % over Head of Service, Intelligence "
         "Co-ordinator, Connection Co-ordinator, Connection Officer, Manager, Improvement Officer, "
         "Project Officer, Administrative Assistant"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_answer *answer = ask(rows[i].expression);
        if (!TEST_TEXT(locality_answer_arithmetic(answer), rows[i].arithmetic))
            printf("  in %s\n", rows[i].expression);
        locality_answer_free(answer);
    }
}

static void witnesses_are_the_records_read_with_value_and_source(void) {
    locality_answer *answer = ask("sum(p.posts for p in post where p.structure = proposed) = "
                                  "structure proposed.stated_fte");
    TEST_NUMBER(locality_answer_witnesses(answer), 9);
    const locality_witness *first = locality_answer_witness(answer, 0);
    const locality_witness *last = locality_answer_witness(answer, 8);
    TEST_TEXT(first->kind, "post");
    TEST_TEXT(first->id, "head");
    TEST_TEXT(first->label, "Head of Service");
    TEST_TEXT(first->field, "posts");
    TEST_TEXT(first->value, "1");
    TEST_TEXT(first->source, "CD");
    TEST_TEXT(first->section, "App3");
    TEST_TEXT(first->basis, "stated");
    TEST_TEXT(last->kind, "structure");
    TEST_TEXT(last->field, "stated_fte");
    TEST_TEXT(last->value, "24");
    TEST_TEXT(last->section, "3.7");
    CU_ASSERT_PTR_NULL(locality_answer_witness(answer, 9));
    locality_answer_free(answer);
    answer = ask("area north.population = 1 or area north.population = 2");
    TEST_NUMBER(locality_answer_witnesses(answer), 1); /* each once */
    TEST_TEXT(locality_answer_witness(answer, 0)->basis, "user");
    locality_answer_free(answer);
}

static void what_is_missing_is_named_in_order(void) {
    static const struct {
        const char *expression, *missing; /* joined by "; " */
    } rows[] = {
        {"area north.population > 110 and area south.population > area north.population",
         "population of area north is not exact: between 100 and 120; population of area The "
         "South is not given"},
        {"as_at > 2010-01-01", "the date asked about (as_at) is not given"},
        {"post head.reports_to.title = \"x\"", "reports_to of post Head of Service is not given"},
        {"sum(d.population for d in area) > 1000",
         "population of area north is not exact: between 100 and 120; population of area The "
         "South is not given"},
        {"depth(post head) = 0", "reports_to of post Head of Service is not given"},
        {"area north within south", "parent of area north is not given"},
        {"1 = 1", ""},
        {"if area south.population > 1 then area north.population > 110 else yes",
         "population of area The South is not given; population of area north is not exact: "
         "between 100 and 120"},
        {"if area south.population > 1 then area north.population > 1 else yes", ""},
        /* what a later `where` excludes already is not asked for its other fields */
        {"count(a in area, n in {a.population} where a.id = \"north\") = 0", ""},
        {"any(n > 1 for a in area, n in {a.population} where a.id = \"south\")",
         "population of area The South is not given"},
        {"any(n > 1 for a in area, n in {a.population}, m in {n} where a.id = \"south\")",
         "population of area The South is not given"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_answer *answer = ask(rows[i].expression);
        char missing[1000] = "";
        for (size_t k = 0; k < locality_answer_missing(answer); k++) {
            strncat(missing, k == 0 ? "" : "; ", sizeof missing - strlen(missing) - 1);
            strncat(missing, locality_answer_missing_at(answer, k)->what,
                    sizeof missing - strlen(missing) - 1);
        }
        if (!TEST_TEXT(missing, rows[i].missing))
            printf("  in %s\n", rows[i].expression);
        locality_answer_free(answer);
    }
    locality_answer *answer = ask("area south.population");
    const locality_missing_input *input = locality_answer_missing_at(answer, 0);
    TEST_TEXT(input->kind, "area");
    TEST_TEXT(input->id, "south");
    TEST_TEXT(input->label, "The South");
    TEST_TEXT(input->field, "population");
    locality_answer_free(answer);
}

static void many_missing_inputs_are_counted(void) {
    locality_answer *answer = ask("sum(w.provider_count for w in work_item) = 1000");
    TEST_NUMBER(locality_answer_missing(answer), 40);
    TEST_NUMBER(locality_answer_missing_more(answer), 20);
    TEST_TEXT(locality_answer_missing_at(answer, 0)->id, "w00");
    TEST_TEXT(locality_answer_missing_at(answer, 39)->id, "w39");
    locality_answer_free(answer);
}

static void witnesses_are_bounded(void) {
    locality_query_options options = LOCALITY_QUERY_OPTIONS_INIT;
    locality_answer *answer = NULL;
    static const char text[] = "count(w in work_item)";
    options.max_witnesses = 7;
    kit_well(locality_query(snapshot, text, sizeof text - 1, &options, &answer, &kit_error), text);
    TEST_NUMBER(locality_answer_witnesses(answer), 7);
    TEST_TEXT(locality_answer_text(answer, 0, 0), "100");
    locality_answer_free(answer);
    answer = ask("sum(w.provider_count for w in work_item)");
    TEST_NUMBER(locality_answer_witnesses(answer), 100);
    /* a long sum is not written out */
    CU_ASSERT_PTR_NOT_NULL(strstr(locality_answer_arithmetic(answer), "+ 70 more"));
    locality_answer_free(answer);
}

static void the_snapshot_goes(void) {
    locality_answer *answer = ask("structure proposed.stated_fte = 24");
    locality_snapshot_release(snapshot);
    /* an answer owns what it shows */
    TEST_TEXT(locality_answer_text(answer, 0, 0), "yes");
    TEST_TEXT(locality_answer_witness(answer, 0)->section, "3.7");
    TEST_NUMBER(locality_answer_truth(answer), LOCALITY_TRUE);
    locality_answer_free(answer);
}

static const test_case cases[] = {
    {"the model is taken", build},
    {"arithmetic shows both sides with the values put in", arithmetic_shows_both_sides},
    {"witnesses are the records read, with value and source",
     witnesses_are_the_records_read_with_value_and_source},
    {"what is missing is named in order, each once", what_is_missing_is_named_in_order},
    {"many missing inputs are listed up to a bound and counted", many_missing_inputs_are_counted},
    {"witnesses are bounded", witnesses_are_bounded},
    {"an answer outlives its snapshot", the_snapshot_goes},
};

TEST_MAIN("explanations", cases)
