/* Two versions of one table in one model: a prefix before the ids of what is the table's own. */
#include "kit.h"

#include "support/fault.h"

static const char posts[] =
    "map m \"M\"\ncolumn id \"Id\"\ncolumn t \"Team\"\ncolumn b \"Boss\" none \"top\"\n"
    "column g \"Grade\"\ncolumn p \"Patch\" split \"/\"\ncolumn f \"For\" split \"/\"\n"
    "column w \"Was\" split \"/\"\n"
    "make structure structure once\n"
    "make unit \"{t:slug}\" once\n  structure structure\n  head \"chief\" when t is \"Core\"\n"
    "make grade \"{g:slug}\" once\n  name g\n"
    "make area \"{item:slug}\" once each p\n  name item\n"
    "make post id\n  structure structure\n  unit \"{t:slug}\"\n  reports_to b\n"
    "  grade \"{g:slug}\"\n  serves \"{p:slug}\"\n  supports f\n  dotted_to \"chief\" when f "
    "given\n"
    "  origin w\n"
    "make alias \"{id}/old\" when w given\n  record \"post:{id}\"\n  text \"the former {w}\"\n";
static const char now[] = "Id,Team,Boss,Grade,Patch,For,Was\n"
                          "chief,Core,top,A,,,\n"
                          "p1,Core,chief,B,North/South,,\n";
static const char plan[] = "Id,Team,Boss,Grade,Patch,For,Was\n"
                           "chief,Core,top,A,,,chief\n"
                           "p1,Core,chief,B,North,chief/p2,\n"
                           "p2,New,p1,C,East,p1,p1\n"
                           "p2,New,p1,C,East,,\n"
                           "p3,New,p9,C,,,p9\n";

static void two_versions_of_a_table_stand_side_by_side(void) {
    static kit_page page;
    locality_model *model = kit_new_model();
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    locality_intake_report_free(kit_import(model, posts, now, sizeof now - 1, &options));
    options.structure = "plan";
    options.prefix = "plan/";
    locality_intake_report *report = kit_import(model, posts, plan, sizeof plan - 1, &options);
    kit_model(model, &page);
    KIT_SAME(&page,
             "area north name=North\n"
             "area south name=South\n"
             "area east name=East\n"
             "structure current\n"
             "structure plan\n"
             "unit core structure=current head=chief\n"
             "unit plan/core structure=plan head=plan/chief\n"
             "unit plan/new structure=plan\n"
             "post chief structure=current unit=core grade=a reports_to=none\n"
             "post p1 structure=current unit=core grade=b reports_to=chief serves=north+south\n"
             "post plan/chief structure=plan unit=plan/core grade=a reports_to=none origin=chief\n"
             "post plan/p1 structure=plan unit=plan/core grade=b reports_to=plan/chief "
             "dotted_to=plan/chief supports=plan/chief+plan/p2 serves=north\n"
             "post plan/p2 structure=plan unit=plan/new grade=c reports_to=plan/p1 "
             "dotted_to=plan/chief supports=plan/p1 serves=east origin=p1\n"
             "post plan/p3 structure=plan unit=plan/new grade=c\n"
             "grade a name=A\n"
             "grade b name=B\n"
             "grade c name=C\n"
             "alias plan/chief/old record=post:plan/chief text=the former chief\n"
             "alias plan/p2/old record=post:plan/p2 text=the former p1\n"
             "alias plan/p3/old record=post:plan/p3 text=the former p9");
    kit_report(report, &page);
    KIT_SAME(&page,
             "5:0 repeated 2 [] post:plan/p2 '' this id was given in row 4 already; that record "
             "counts\n"
             "6:0 dangling 2 [] post:plan/p3 'plan/p9' reports_to names no post of the model; the "
             "field is left missing\n"
             "6:0 dangling 2 [] post:plan/p3 'p9' origin names no post of the model; the field is "
             "left missing\n"
             "0  5\n1 structure 1\n1 unit 2\n1 grade 1\n1 area 1\n1 post 4\n1 alias 3\n2 grade 2\n"
             "2 area 1\n3 post 1\n7 repeated 1\n7 dangling 2\n8 Patch 2\n8 For 3\n8 Was 2\n");
    locality_intake_report_free(report);
    locality_model_free(model);
}

/* A table of people speaks of posts that another table lists. */
static void references_to_posts_of_another_table_follow(void) {
    static const char people[] = "map m \"M\"\ncolumn id \"Id\"\ncolumn p \"Post\"\ncolumn a "
                                 "\"Area\"\nmake person id\n  post p\n"
                                 "make note id\n  about \"post:{p}\"\n"
                                 "make change id\n  structure structure\n  subject \"post:{p}\"\n"
                                 "make site id\n  area a\n";
    static const char table[] = "Id,Post,Area\ne1,p1,north\n";
    static kit_page page;
    locality_model *model = kit_new_model();
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    locality_intake_report_free(kit_import(model, posts, now, sizeof now - 1, &options));
    options.structure = "plan";
    options.prefix = "plan/";
    locality_intake_report_free(kit_import(model, posts, plan, sizeof plan - 1, &options));
    locality_intake_report *report = kit_import(model, people, table, sizeof table - 1, &options);
    TEST_NUMBER(locality_intake_report_problems(report), 0);
    kit_model(model, &page);
    CU_ASSERT_PTR_NOT_NULL(strstr(page.text, "\nperson plan/e1 post=plan/p1\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(page.text, "\nnote plan/e1 about=post:plan/p1"));
    CU_ASSERT_PTR_NOT_NULL(strstr(page.text, "\nchange plan/e1 structure=plan subject=post:p1\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(page.text, "\nsite plan/e1 area=north\n"));
    locality_intake_report_free(report);
    locality_model_free(model);
}

static void a_prefix_that_no_id_can_begin_with_is_refused(void) {
    static const char *const wrong[] = {"the plan/", "\t", "plan\x7F", " "};
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    locality_model *model = kit_new_model();
    locality_intake *intake = NULL;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        options.prefix = wrong[i];
        TEST_NUMBER(
            locality_intake_new(model, posts, sizeof posts - 1, &options, &intake, &kit_error),
            LOCALITY_INVALID);
        CU_ASSERT_PTR_NULL(intake);
    }
    options.prefix = "pl\xE4n/";
    TEST_NUMBER(locality_intake_new(model, posts, sizeof posts - 1, &options, &intake, &kit_error),
                LOCALITY_ENCODING);
    options.prefix = "";
    TEST_NUMBER(locality_intake_new(model, posts, sizeof posts - 1, &options, &intake, &kit_error),
                LOCALITY_OK);
    locality_intake_free(intake);
    locality_model_free(model);
}

/* A host that was built before there was a prefix. */
static void shorter_options_are_taken(void) {
    static const char table[] = "Id,Team,Boss,Grade,Patch,For,Was\np1,Core,top,A,,,\n";
    static kit_page page;
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    locality_model *model = kit_new_model();
    options.struct_size = offsetof(locality_intake_options, prefix);
    options.prefix = "never read/";
    locality_intake_report_free(kit_import(model, posts, table, sizeof table - 1, &options));
    kit_model(model, &page);
    KIT_SAME(&page, "structure current\nunit core structure=current\n"
                    "post p1 structure=current unit=core grade=a reports_to=none\ngrade a name=A");
    options.struct_size--;
    TEST_NUMBER(locality_intake_read(model, posts, sizeof posts - 1, table, sizeof table - 1,
                                     &options, &(locality_intake_report *){NULL}, &kit_error),
                LOCALITY_INVALID);
    locality_model_free(model);
}

static locality_status import_plan(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    (void)state;
    locality_model *model = NULL;
    locality_intake_report *report = NULL;
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    locality_status status = locality_model_new(NULL, allocator, &model, error);
    options.allocator = allocator;
    options.prefix = "plan/";
    if (status == LOCALITY_OK) {
        status = locality_intake_read(model, posts, sizeof posts - 1, plan, sizeof plan - 1,
                                      &options, &report, error);
        CU_ASSERT_EQUAL(locality_model_count(model, "post"), status == LOCALITY_OK ? 4 : 0);
    }
    locality_intake_report_free(report);
    locality_model_free(model);
    return status;
}

static void survives_every_refusal_of_memory(void) {
    fault_drive("importing with a prefix", import_plan, NULL, 60);
}

static const test_case cases[] = {
    {"two versions of a table stand side by side", two_versions_of_a_table_stand_side_by_side},
    {"references to posts of another table follow", references_to_posts_of_another_table_follow},
    {"a prefix that no id can begin with is refused",
     a_prefix_that_no_id_can_begin_with_is_refused},
    {"shorter options are taken", shorter_options_are_taken},
    {"every refusal of memory is survived", survives_every_refusal_of_memory},
};
TEST_MAIN("intake own", cases)
