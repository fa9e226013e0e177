/* Refused blocks: small things lie in blocks of 4,096 bytes and more, and whichever of them is the first that
 * needs a new block sees it refused. A text that grows moves the ends of the blocks over all that is taken. */
#include "support/fault.h"
#include "unit/placement/county.h"

#define LEAST_BLOCK 4096u
#define PAD_MOST 4100

/* Refuses one block of an arena: that of number `at`. */
typedef struct block_refuser {
    locality_allocator allocator; /* given to the library */
    fault_allocator inner;
    size_t at, seen;
    int fired;
} block_refuser;

static int refuses(block_refuser *refuser, size_t size) {
    int fires = size >= LEAST_BLOCK && refuser->seen++ == refuser->at;

    refuser->fired |= fires;
    return fires;
}

static void *take(void *self, size_t size) {
    block_refuser *refuser = self;

    return refuses(refuser, size) ? NULL : refuser->inner.allocator.allocate(&refuser->inner, size);
}

static void *move(void *self, void *block, size_t old_size, size_t new_size) {
    block_refuser *refuser = self;

    return refuses(refuser, new_size)
               ? NULL
               : refuser->inner.allocator.resize(&refuser->inner, block, old_size, new_size);
}

static void give(void *self, void *block, size_t size) {
    block_refuser *refuser = self;

    refuser->inner.allocator.release(&refuser->inner, block, size);
}

static void refuser_init(block_refuser *refuser) {
    memset(refuser, 0, sizeof *refuser);
    fault_allocator_init(&refuser->inner, FAULT_NEVER, 0);
    refuser->allocator.struct_size = sizeof refuser->allocator;
    refuser->allocator.self = refuser;
    refuser->allocator.allocate = take;
    refuser->allocator.resize = move;
    refuser->allocator.release = give;
    refuser->at = SIZE_MAX;
}

/* ---- What is done ------------------------------------------------------------------------------------ */

typedef locality_status (*work)(const locality_snapshot *snapshot, locality_model *target,
                                locality_error *error);

/* Two that are called the same; one of no post; one of whom nothing is known. */
static const char *const more[] = {"person una initials=C.D. post=p-cid fte=1",
                                   "person vic initials=V.V. fte=1", "person wil initials=W.W."};

static locality_status ask_all(const locality_snapshot *snapshot, locality_model *target,
                               locality_error *error) {
    locality_placement_wish wishes[] = {{"fay", "South", "no", 0, 0}, {"dot", "East", NULL, 1, 0}};
    locality_setting setting = {"least_grade", "7"};
    locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;
    locality_placement *p = NULL;
    uint32_t who[16];
    size_t count;
    locality_status status;

    options.wishes = wishes;
    options.wishes_count = 2;
    options.parameters = &setting;
    options.parameters_count = 1;
    status = locality_placement_solve(snapshot, "LEADS", &options, &p, error);
    for (size_t c = 0; status == LOCALITY_OK && c < locality_placement_count(p, 0); c += 3) {
        locality_placement_case *item = NULL;
        status = locality_placement_explain(p, c, c % 4, &item, error);
        locality_placement_case_free(item);
    }
    if (status == LOCALITY_OK)
        status = locality_placement_choices(p, 0, who, 16, &count, error);
    if (status == LOCALITY_OK)
        status = locality_placement_audit(p, NULL, 0, &count, error);
    if (status == LOCALITY_OK)
        status = locality_placement_write(p, target, &count, error);
    locality_placement_free(p);
    return status;
}

static locality_status ask_rota(const locality_snapshot *snapshot, locality_model *target,
                                locality_error *error) {
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_placement_rota *rota = NULL;
    size_t count;
    locality_status status;

    options.first = 16892; /* 2016-04-01 */
    options.last = 16892 + 89;
    options.every = LOCALITY_PLACEMENT_MONTHLY;
    status = locality_placement_rota_solve(snapshot, "LEADS", &options, &rota, error);
    if (status == LOCALITY_OK)
        status = locality_placement_rota_write(rota, target, &count, error);
    locality_placement_rota_free(rota);
    return status;
}

/* ---- Moving the ends of the blocks ------------------------------------------------------------------- */

#define HEAD                                         \
    "parameter least_grade : count = 7 \"Lowest\"\n" \
    "allocate LEADS \"%.*s\"\n  source \"CP\", \"4\"\n"
#define SIDES \
    "  candidates p in person where p.fte > 0\n  places a in area where a.level = district\n"

static const char plain[] =
    HEAD SIDES "  needs any(x in person) \"people\"\n  role \"lead\"\n  from 2016-04-01\n"
               "  until 2017-03-31\n  let grade = p.post.grade.rank\n"
               "  eligible L-0 \"%.*s\" : p.fte > 0\n"
               "  eligible L-1 \"serves\", waiver 2 : p.post.serves has a\n"
               "  eligible L-2 \"not senior\", no waiver : p.post.senior = no\n"
               "  eligible L-3 \"grade\" : grade >= least_grade\n"
               "  fixed \"agreed\" : p.id = \"gus\" and a.id = \"south\"\n"
               "  barred \"refused\" : p.id = \"bob\" and a.id = \"east\"\n"
               "  cover 1 \"north\" : a.id = \"north\"\n"
               "  prefer least \"held\" : count(x in allocation where x.person = p)\n"
               "  prefer most \"grade\" : p.post.grade.rank\n";
static const char staged[] =
    HEAD SIDES "  let grade = p.post.grade.rank\n  eligible L-0 \"%.*s\" : p.fte > 0\n"
               "  eligible L-1 \"serves\" : p.post.serves has a\n"
               "  prefer least \"held\" : count(x in allocation where x.person = p)\n"
               "  stage \"Slot-in\" : grade = 8\n  stage \"Rest\" : grade < 8\n";
/* Of Eve's post it is not known whether it is senior: she and Cid are held back. */
static const char held[] =
    HEAD SIDES "  eligible L-0 \"%.*s\" : p.fte > 0\n"
               "  eligible L-1 \"serves\" : p.post.serves has a\n"
               "  eligible L-2 \"not senior\" : p.post.senior = no\n"
               "  fixed \"agreed\" : p.id = \"gus\" and a.id = \"south\"\n"
               "  stage \"Slot-in\" : p.fte > 0\n  stage \"Rest\" : p.fte < 1\n";
static const char turns[] =
    HEAD SIDES "  role \"lead\"\n  eligible L-0 \"%.*s\" : p.fte > 0\n"
               "  eligible L-1 \"serves\" : p.post.serves has a\n"
               "  fixed \"agreed\" : p.id = \"gus\" and a.id = \"south\"\n"
               "  prefer least \"held\" : count(x in allocation where x.person = p)\n"
               "  share p.fte\n  history 3\n  spell most 3\n";
static const char unmet[] = HEAD SIDES "  needs any(x in risk) \"risks %.*s\"\n";

/* Runs the work with each block of an arena refused in turn; how many refusals it took. */
static size_t refuse_each(work run, const char *rules, int sentence, int words, int title) {
    static char text[2 * PAD_MOST + 4000], pad[PAD_MOST + 1];
    char post[500];
    block_refuser refuser;
    locality_model *model = NULL, *target = county_model(0, NULL, 0, "");
    locality_snapshot *snapshot = NULL;
    size_t refused = 0;

    memset(pad, 'x', PAD_MOST);
    snprintf(text, sizeof text, rules, sentence, pad, words, pad);
    snprintf(post, sizeof post, "post p-dot title=%.*s senior=yes serves=hq grade=g8 source=CP",
             title, pad);
    refuser_init(&refuser);
    county_well(locality_model_new(NULL, &refuser.allocator, &model, &county_error), "model");
    for (size_t i = 0; i < TEST_COUNT(county_rows); i++)
        county_well(paper_put(model, county_rows[i], &county_error), county_rows[i]);
    for (size_t i = 0; i < TEST_COUNT(more); i++)
        county_well(paper_put(model, more[i], &county_error), more[i]);
    county_well(paper_put(model, post, &county_error), "post");
    county_well(locality_rules_load(model, text, strlen(text), "b.rules", &county_error), "rules");
    county_well(locality_snapshot_take(model, &snapshot, &county_error), "snapshot");
    (void)run(snapshot, target, &county_error); /* what the snapshot keeps is made once */
    for (int goes_on = 1; goes_on;) {
        size_t before = refuser.inner.live_blocks;
        refuser.at = refused;
        refuser.seen = 0;
        refuser.fired = 0;
        locality_status status = run(snapshot, target, &county_error);
        goes_on = refuser.fired;
        refused += refuser.fired != 0;
        if (refuser.fired) {
            TEST_NUMBER(status, LOCALITY_NO_MEMORY);
            TEST_TEXT(county_error.message, "out of memory");
        } else {
            CU_ASSERT(status == LOCALITY_OK || status == LOCALITY_NOT_FOUND);
        }
        TEST_NUMBER(refuser.inner.live_blocks, before);
    }
    refuser.at = SIZE_MAX;
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    locality_model_free(target);
    fault_allocator_clean(&refuser.inner, "refused blocks");
    return refused;
}

/* The sentence moves what the answer keeps, the words of a condition what the asking keeps, the title of a
 * post what a reason keeps. */
static void sweep(work run, const char *rules, int step) {
    size_t refused = 0;

    for (int pad = 1; pad < 4096; pad += step) {
        refused += refuse_each(run, rules, pad, 1, 1);
        refused += refuse_each(run, rules, 1, pad, 1);
        if (rules == plain)
            refused += refuse_each(run, rules, 1, 1, 1 + pad / 11);
    }
    CU_ASSERT(refused > 4096 / (size_t)step);
}

static void placements_survive(void) {
    sweep(ask_all, plain, 151);
}

static void stages_survive(void) {
    sweep(ask_all, staged, 151);
    sweep(ask_all, held, 151);
}

static void rotas_survive(void) {
    sweep(ask_rota, turns, 151);
}

static void what_is_missing_survives(void) {
    sweep(ask_all, unmet, 997);
    sweep(ask_rota, unmet, 997);
}

static const test_case cases[] = {
    {"a placement survives the refusal of any block", placements_survive},
    {"stages survive the refusal of any block", stages_survive},
    {"a rota survives the refusal of any block", rotas_survive},
    {"what cannot be evaluated survives it as well", what_is_missing_survives},
};

TEST_MAIN("placement blocks", cases)
