/*
 * Bounds and options of a query: the step budget, the host's wish to stop, parameters and dates, structs of
 * other sizes, null arguments, and large products that look-ups keep small.
 */
#include "eval_kit.h"

static locality_snapshot *snapshot;
enum { MANY = 3000 };

static void build(void) {
    static const char *const remits[] = {"r0", "r1", "r2", "r3", ""};
    locality_model *model = kit_model();
    char id[16], to[16];
    for (unsigned i = 0; i < MANY; i++) {
        snprintf(id, sizeof id, "p%u", i);
        snprintf(to, sizeof to, "p%u", i / 4);
        kit_put(model, "post", id, "posts", "1", "reports_to", i == 0 ? "none" : to, "title",
                i % 2 ? "Odd" : "Even", "remit", remits[i % 5], NULL);
    }
    kit_put(model, "grade", "g1", "rank", "1", NULL);
    kit_put(model, "parameter", "cap", "type", "count", "value", "8", "sentence", "Most", NULL);
    kit_put(model, "parameter", "window", "type", "days", NULL);
    kit_put(model, "parameter", "place", "type", "grade", NULL);
    kit_put(model, "parameter", "label", "type", "text", "value", "Odd", NULL);
    kit_put(model, "parameter", "strict", "is_switch", "yes", "type", "truth", "value", "no", NULL);
    /* a value that holds from a date on, and its successor */
    kit_put(model, "parameter", "pay", "type", "money", NULL);
    kit_put(model, "parameter", "pay-2009", "value_of", "pay", "value", "350", "starts",
            "2009-02-01", "ends", "2009-09-30", NULL);
    kit_put(model, "parameter", "pay-2010", "value_of", "pay", "value", "380", "starts",
            "2009-10-01", NULL);
    snapshot = kit_take(model);
    locality_model_free(model);
}

static const char *ask(const char *text, const locality_query_options *options) {
    static char out[400];
    locality_answer *answer = NULL;
    locality_status status =
        locality_query(snapshot, text, strlen(text), options, &answer, &kit_error);
    if (status != LOCALITY_OK) {
        CU_ASSERT_PTR_NULL(answer);
        snprintf(out, sizeof out, "%s", locality_status_name(status));
        return out;
    }
    snprintf(out, sizeof out, "%s", locality_answer_text(answer, 0, 0));
    locality_answer_free(answer);
    return out;
}

static void the_step_budget_ends_a_runaway_join(void) {
    static const char product[] = "count(p in post, q in post where p.posts + q.posts > 2)";
    locality_query_options options = LOCALITY_QUERY_OPTIONS_INIT;
    options.step_budget = 100000;
    TEST_TEXT(ask(product, &options), "limit");
    CU_ASSERT_PTR_NOT_NULL(strstr(kit_error.message, "step budget"));
    options.step_budget = 40000000;
    TEST_TEXT(ask(product, &options), "0");
}

static void joins_by_equality_stay_small(void) {
    locality_query_options options = LOCALITY_QUERY_OPTIONS_INIT;
    options.step_budget = 40 * MANY;
    TEST_TEXT(ask("count(p in post, q in post where q.reports_to = p)", &options), "2,999");
    TEST_TEXT(ask("max(count(q in post where q.reports_to = p) for p in post)", &options), "4");
    /* two texts, one of them missing in every fifth post, which may be equal to any other */
    TEST_TEXT(
        ask("max(count(q in post where q.title = p.title and q.remit = p.remit) for p in post "
            "where p.remit is known)",
            &options),
        "limit");
    TEST_TEXT(
        ask("max(count(q in post where q.title = p.title and q.remit = p.remit) for p in post "
            "where p.remit is known)",
            NULL),
        "between 300 and 600");
    TEST_TEXT(ask("sum(count(q in post where q.title = p.title and q.posts = p.posts and q.remit = "
                  "p.remit and q.remit is known) for p in post where p.remit is known)",
                  NULL),
              "720,000");
    TEST_TEXT(ask("all(p in post where p.id = \"p7\" or yes)", NULL), "syntax");
    TEST_TEXT(ask("count(p in post where p.id = \"p7\")", &options), "1");
    TEST_TEXT(ask("sum(count(q in post where q.title = p.title and q.reports_to = p.reports_to) "
                  "for p in post where p.reports_to is known)",
                  NULL),
              "5,997"); /* 3 posts under the first, 4 under each of the others, half of a title */
}

typedef struct stopper {
    unsigned calls, at;
    locality_answer *inner;
} stopper;

static int32_t stop(void *self) {
    stopper *s = self;
    return s->calls++ >= s->at ? 77 : 0;
}

static void the_host_can_stop_a_query(void) {
    static const char product[] = "count(p in post, q in post where p.posts + q.posts > 2)";
    locality_query_options options = LOCALITY_QUERY_OPTIONS_INIT;
    stopper s = {0, 3, NULL};
    options.cancel = stop;
    options.cancel_self = &s;
    TEST_TEXT(ask(product, &options), "cancelled");
    TEST_NUMBER(s.calls, 4);
    TEST_NUMBER(kit_error.host_code, 77);
    s.calls = 0;
    s.at = 1000000;
    TEST_TEXT(ask(product, &options), "0");
    CU_ASSERT(s.calls > 10);
}

static void parameters_come_from_records_or_the_caller(void) {
    locality_query_options options = LOCALITY_QUERY_OPTIONS_INIT;
    locality_setting settings[] = {
        {"cap", "3"}, {"window", "2 weeks"}, {"place", "g1"}, {"label", "Even"}, {"strict", "yes"}};
    TEST_TEXT(ask("cap", NULL), "8");
    TEST_TEXT(ask("window", NULL), "unknown");
    TEST_TEXT(ask("place", NULL), "unknown");
    TEST_TEXT(ask("strict", NULL), "no");
    TEST_TEXT(ask("count(p in post where p.title = label)", NULL), "1,500");
    options.parameters = settings;
    options.parameters_count = TEST_COUNT(settings);
    TEST_TEXT(ask("cap + 1", &options), "4");
    TEST_TEXT(ask("window", &options), "14 days");
    TEST_TEXT(ask("place.rank", &options), "1");
    TEST_TEXT(ask("label", &options), "Even");
    TEST_TEXT(ask("strict", &options), "yes");
    settings[0].name = "cup";
    TEST_TEXT(ask("1", &options), "not_found");
    CU_ASSERT_PTR_NOT_NULL(strstr(kit_error.message, "\"cap\""));
    settings[0] = (locality_setting){"cap", "many"};
    TEST_TEXT(ask("1", &options), "syntax");
    TEST_TEXT(kit_error.id, "cap");
    settings[0].value = "4";
    settings[2].value = "g9";
    TEST_TEXT(ask("1", &options), "not_found");
    settings[2].value = "g1";
    settings[3].value = "\xC3";
    TEST_TEXT(ask("1", &options), "encoding");
    settings[3].value = NULL;
    TEST_TEXT(ask("1", &options), "invalid");
    options.parameters = NULL;
    TEST_TEXT(ask("1", &options), "invalid");
}

static void the_value_that_holds_on_the_date_counts(void) {
    locality_query_options options = LOCALITY_QUERY_OPTIONS_INIT;
    locality_range day;
    locality_value_read(LOCALITY_TYPE_DATE, "2009-03-01", 10, &day, NULL);
    options.as_at = &day;
    TEST_TEXT(ask("pay", &options), "£350");
    TEST_TEXT(ask("as_at", &options), "1 March 2009");
    locality_value_read(LOCALITY_TYPE_DATE, "2010-03-01", 10, &day, NULL);
    TEST_TEXT(ask("pay", &options), "£380");
    locality_value_read(LOCALITY_TYPE_DATE, "2001-03-01", 10, &day, NULL);
    TEST_TEXT(ask("pay", &options), "unknown");
    locality_value_read(LOCALITY_TYPE_DATE, "2009", 4, &day, NULL);
    TEST_TEXT(ask("pay", &options), "between £350 and £380");
    TEST_TEXT(ask("pay", NULL), "between £350 and £380");
    TEST_TEXT(ask("as_at < 2010-01-01", &options), "yes");
    day.lo = 5;
    day.hi = 4;
    TEST_TEXT(ask("1", &options), "invalid");
}

static void arguments_are_checked(void) {
    locality_answer *answer = (locality_answer *)&kit_error;
    TEST_NUMBER(locality_query(NULL, "1", 1, NULL, &answer, &kit_error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(answer);
    TEST_NUMBER(locality_query(snapshot, NULL, 1, NULL, &answer, &kit_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_query(snapshot, "1", 1, NULL, NULL, &kit_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_query(snapshot, "\xC3(", 2, NULL, &answer, NULL), LOCALITY_ENCODING);
    struct {
        locality_query_options options;
        uint64_t later;
    } longer = {LOCALITY_QUERY_OPTIONS_INIT, 0};
    longer.options.struct_size = sizeof longer;
    TEST_TEXT(ask("1 + 1", &longer.options), "2");
    longer.later = 1; /* an option of a later version must not be lost in silence */
    TEST_TEXT(ask("1 + 1", &longer.options), "invalid");
    longer.options.struct_size = 4;
    TEST_TEXT(ask("1 + 1", &longer.options), "invalid");
}

static void nesting_has_an_end(void) {
    char text[16000] = "";
    for (unsigned i = 0; i < 70; i++) {
        char part[64];
        snprintf(part, sizeof part, "any(");
        strcat(text, part);
    }
    strcat(text, "yes");
    for (unsigned i = 70; i-- > 0;) {
        char part[64];
        snprintf(part, sizeof part, " for v%u in grade where v%u.rank = 1)", i, i);
        strcat(text, part);
    }
    /* variables that nothing uses do not nest: each of these is constant */
    TEST_TEXT(ask(text, NULL), "yes");
    text[0] = '\0';
    for (unsigned i = 0; i < 70; i++) {
        char part[80];
        snprintf(part, sizeof part, "any(v%u in grade where v%u.rank = %s%u and ", i, i,
                 i == 0 ? "" : "v", i == 0 ? 1 : i - 1);
        if (i > 0)
            snprintf(part, sizeof part, "any(v%u in grade where v%u = v%u and ", i, i, i - 1);
        strcat(text, part);
    }
    strcat(text, "yes");
    for (unsigned i = 0; i < 70; i++)
        strcat(text, ")");
    TEST_TEXT(ask(text, NULL), "limit");
}

static void the_snapshot_goes(void) {
    locality_snapshot_release(snapshot);
    CU_PASS("under a sanitizer nothing is left");
}

static const test_case cases[] = {
    {"the model is taken", build},
    {"the step budget ends a runaway join", the_step_budget_ends_a_runaway_join},
    {"joins by equality stay small", joins_by_equality_stay_small},
    {"the host can stop a query", the_host_can_stop_a_query},
    {"parameters come from records or from the caller", parameters_come_from_records_or_the_caller},
    {"the value of a parameter that holds on the date counts",
     the_value_that_holds_on_the_date_counts},
    {"arguments are checked", arguments_are_checked},
    {"nesting of variables has an end", nesting_has_an_end},
    {"the snapshot is given back", the_snapshot_goes},
};

TEST_MAIN("bounds of a query", cases)
