/* What placements and rotas say in states that are rare: doubts, what is fixed all the same, proofs that are not
 * there, a rota that cannot be shared; and what is kept of them. */
#include "unit/placement/county.h"

enum { PEOPLE = LOCALITY_ALLOCATION_CANDIDATES, PLACES = LOCALITY_ALLOCATION_DEMANDS };

#define APRIL 16892 /* 2016-04-01 */
#define DISTRICTS \
    "allocate X \"x\"\n candidates p in person\n places a in area where a.level = district\n"
#define NORTH \
    "allocate X \"x\"\n candidates p in person\n places a in area where a.id = \"north\"\n"
#define SERVES " eligible A \"serves\" : p.post.serves has a\n"

/* ---- Why ----------------------------------------------------------------------------------------------- */

static const struct why_row {
    const char *rules, *who, *where;
    uint64_t work_limit;
    int32_t reason;
    const char *says, *also; /* `also` may be null */
} whys[] = {
    {DISTRICTS SERVES " barred \"refused\" : p.id = \"gus\"\n", "gus", "south", 0,
     LOCALITY_ALLOCATION_FORBIDDEN, "G.S., Clerk is not to hold South: refused.", NULL},
    {DISTRICTS SERVES " prefer least \"people\" : a.population\n", "ann", "north", 0,
     LOCALITY_ALLOCATION_NO_PAIR, "Whether A.N., Planner is eligible for North cannot be told.",
     "Missing: population of area North"},
    {DISTRICTS SERVES " barred \"large\" : a.population > 5\n", "ann", "north", 0,
     LOCALITY_ALLOCATION_NO_PAIR, "cannot be told", "Missing: population of area North"},
    {"allocate X \"x\"\n candidates p in person where p.post.senior = no\n"
     " places a in area where a.level = district\n" SERVES,
     "eve", "west", 0, LOCALITY_ALLOCATION_NO_PAIR, "cannot be told",
     "Missing: senior of post Officer"},
    {DISTRICTS " needs any(x in risk) \"the risks\"\n" SERVES, "ann", "north", 0,
     LOCALITY_ALLOCATION_NO_PAIR, "Nothing was solved; missing: the risks.", NULL},
    {DISTRICTS SERVES " fixed \"agreed\" : p.id = \"ann\" and a.id = \"north\"\n", "ann", "north",
     0, LOCALITY_ALLOCATION_PINNED, "A.N., Planner holds North because that is fixed: agreed.",
     NULL},
    {DISTRICTS SERVES " fixed \"agreed\" : p.id = \"ann\" and a.id = \"north\"\n", "bob", "north",
     0, LOCALITY_ALLOCATION_CANNOT,
     "B.B., Librarian is eligible for North, but what is fixed and covered leaves no room for it: "
     "A.N., "
     "Planner is fixed for North (agreed).",
     NULL},
    {DISTRICTS SERVES, "ann", "north", 1, LOCALITY_ALLOCATION_NO_PAIR,
     "A.N., Planner is eligible for North; there is no proved plan to compare with.", NULL},
    {DISTRICTS " eligible A \"both\" : p.post.senior = no and a.population > 5\n", "eve", "west", 0,
     LOCALITY_ALLOCATION_NO_PAIR, "A cannot be decided: both: ", "; "},
    {DISTRICTS SERVES " eligible B \"grade\" : p.post.grade.rank > 7\n", "ann", "north", 0,
     LOCALITY_ALLOCATION_FAILS, "A.N., Planner is not eligible for North: 1 condition is not met.",
     "To waive B here weighs 1."},
    {NORTH SERVES, "ann", "north", 0, LOCALITY_ALLOCATION_HELD,
     "A.N., Planner holds North, but a plan without that is as good: a person has to choose.",
     "takes North"},
    {NORTH SERVES, "bob", "north", 0, LOCALITY_ALLOCATION_AS_GOOD,
     "B.B., Librarian could hold North in a plan that is as good by every preference", NULL},
    {NORTH SERVES " barred \"away\" : p.id = \"bob\"\n", "ann", "north", 0,
     LOCALITY_ALLOCATION_HELD,
     "A.N., Planner holds North, in every best plan: without that 1 place fewer would be filled.",
     NULL},
    {NORTH SERVES " prefer most \"rank\" : if p.id = \"ann\" then 3 else 1\n", "ann", "north", 0,
     LOCALITY_ALLOCATION_HELD, "in every best plan: without that rank -2.", NULL},
};

static void why_is_said_in_every_state(void) {
    for (size_t i = 0; i < TEST_COUNT(whys); i++) {
        const struct why_row *row = &whys[i];
        locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, row->rules));
        locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;
        locality_placement_case *item = NULL;
        options.work_limit = row->work_limit;
        locality_placement *p = county_solve(snapshot, &options);
        county_well(locality_placement_explain(p, county_number(p, PEOPLE, row->who),
                                               county_number(p, PLACES, row->where), &item,
                                               &county_error),
                    row->rules);
        TEST_NUMBER(locality_placement_case_reason(item), row->reason);
        TEST_ROW(county_case_says(item, row->says), row->says);
        if (row->also != NULL)
            TEST_ROW(county_case_says(item, row->also), row->also);
        locality_placement_case_free(item);
        locality_placement_free(p);
        locality_snapshot_release(snapshot);
    }
}

/* ---- The answer ---------------------------------------------------------------------------------------- */

static const char *const eleven[] = {
    "person t01 initials=T.A. post=p-ann fte=1",
    "person t02 initials=T.B. post=p-ann fte=1",
    "person t03 initials=T.C. post=p-ann fte=1",
    "person t04 initials=T.D. post=p-ann fte=1",
    "person t05 initials=T.E. post=p-ann fte=1",
    "person t06 initials=T.F. post=p-ann fte=1",
    "person t07 initials=T.G. post=p-ann fte=1",
    "person t08 initials=T.H. post=p-ann fte=1",
    "person t09 post=p-ann fte=1",
    "person t10 initials=T.K. fte=1",
    "person t11 initials=A.N. post=p-ann fte=1",
};
static const char *const crowded[] = {"area north name=North level=district parent=county "
                                      "population=5..9",
                                      "post p-eve title=Officer serves=west grade=g7"};

static const struct answer_row {
    const char *rules;
    const char *const *more;
    size_t count;
    uint64_t work_limit;
    int32_t state;
    const char *says, *also; /* `also` may be null */
} answers[] = {
    {DISTRICTS SERVES " eligible B \"not senior\" : p.post.senior = no\n"
                      " cover 2 \"east and west\" : a.id in {\"east\", \"west\"}\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_OPEN,
     "With what is known what is fixed and covered cannot all be kept, but not everything is "
     "known.",
     NULL},
    {DISTRICTS " eligible B \"not senior\" : p.post.senior = no\n"
               " fixed \"agreed\" : p.id = \"eve\" and a.id = \"west\"\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_FILLED,
     "E.E., Officer is fixed for West (agreed) although it cannot be told whether the pair is "
     "eligible.",
     NULL},
    {NORTH SERVES " eligible B \"junior\" : p.post.senior = no\n"
                  " fixed \"agreed\" : p.id = \"dot\" and a.id = \"north\"\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_FILLED,
     "D.T., Head is fixed for North (agreed) although A (serves) and B (junior) are not met.",
     NULL},
    {NORTH SERVES, NULL, 0, 0, LOCALITY_PLACEMENT_FILLED, "1 of 1 place is filled", NULL},
    {NORTH SERVES, NULL, 0, 1, LOCALITY_PLACEMENT_UNPROVED, "0 of 1 place is filled; ", NULL},
    {DISTRICTS SERVES, NULL, 0, 1, LOCALITY_PLACEMENT_UNPROVED, "0 of 4 places are filled; ", NULL},
    {NORTH SERVES " fixed \"agreed\" : p.id in {\"ann\", \"bob\"} and a.id = \"north\"\n", NULL, 0,
     0, LOCALITY_PLACEMENT_IMPOSSIBLE, "Proved: what is fixed and covered cannot all be kept.",
     "A.N., Planner fixed for North (agreed) and B.B., Librarian fixed for North (agreed) cannot "
     "all"},
    {NORTH " needs any(x in risk) \"the risks\"\n needs any(x in unit) \"the units\"\n", NULL, 0, 0,
     LOCALITY_PLACEMENT_NOT_EVALUABLE,
     "Not evaluable; missing: the risks. 1 place cannot be judged: North.", NULL},
    {"allocate X \"x\"\n candidates p in person\n places a in area where a.id = \"moon\"\n"
     " needs any(x in risk) \"the risks\"\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_NOT_EVALUABLE, "Not evaluable; missing: the risks.", NULL},
    {NORTH SERVES, eleven, TEST_COUNT(eleven), 0, LOCALITY_PLACEMENT_FILLED,
     "A person has to choose for North: A.N., Planner (ann); B.B., Librarian;", " and 4 more are"},
    {NORTH SERVES " prefer least \"people\" : a.population\n", crowded, 2, 0,
     LOCALITY_PLACEMENT_OPEN, "cannot be told", "Missing: "},
    {"allocate X \"x\"\n candidates p in person where p.id = \"dot\"\n"
     " places a in area where a.id = \"north\"\n eligible A \"no head\" : p.post.senior = no\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_SHORT,
     "Nobody is eligible for North: of 1 candidate 1 does not meet A (no head).",
     "For North only A (no head) stands against D.T., Head."},
    {"allocate X \"x\"\n candidates p in person where p.id in {\"eve\", \"dot\"}\n"
     " places a in area where a.id = \"north\"\n eligible A \"no head\" : p.post.senior = no\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_OPEN, "1 does not meet A (no head), 1 cannot be told.",
     "1 pair cannot be told and is not counted"},
    {"allocate X \"x\"\n candidates p in person where p.id in {\"ann\", \"bob\"}\n"
     " places a in area where a.id in {\"north\", \"east\"}\n holds p.post.posts\n seats if a.id = "
     "\"east\" then 2 else 1\n"
     " eligible A \"serves\", waiver 3 : p.post.serves has a\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_SHORT, "1 of 3 places are filled",
     "Cheapest waivers: A (serves) for"},
    {"allocate X \"x\"\n candidates p in person\n"
     " places a in area where a.id = \"west\"\n holds p.post.posts\n" SERVES,
     crowded, 2, 0, LOCALITY_PLACEMENT_FILLED, "1 of 1 place is filled", "cannot be told"},
    {"allocate X \"x\"\n candidates p in person\n places a in area where a.population < 7\n" SERVES,
     crowded, 2, 0, LOCALITY_PLACEMENT_OPEN, "0 of 0 places are filled", "cannot be told"},
    {"allocate X \"x\"\n candidates p in person\n"
     " places a in area where a.id = \"south\" or a.population < 7\n" SERVES
     " cover 1 \"west\" : a.id = \"north\"\n",
     crowded, 2, 0, LOCALITY_PLACEMENT_OPEN,
     "With what is known what is fixed and covered cannot all be kept, but not everything is "
     "known.",
     NULL},
    {DISTRICTS SERVES
     " eligible B \"known\" : p.post.senior = no\n stage \"Slot-in\" : p.fte = 1\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_OPEN,
     "Whoever is chosen, at most 3 of 4 places can be filled, as far as is known.", NULL},
    {"allocate X \"x\"\n candidates p in person where p.id in {\"ann\", \"bob\", \"fay\", "
     "\"gus\"}\n"
     " places a in area where a.level = district\n" SERVES " prefer least \"n\" : 1\n"
     " stage \"Ring\" : p.fte > 0\n stage \"Rest\" : p.fte > 1\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_SHORT, "Ring: 0 settled, 2 ring-fences.",
     "F.A., Clerk and G.S., Clerk for South. A person has to choose."},
    {"allocate X \"x\"\n candidates p in person where p.id != \"gus\"\n"
     " places a in area where a.id in {\"north\", \"east\", \"south\"}\n"
     " eligible A \"may\" : a.id = \"north\" and p.id in {\"ann\", \"dot\", \"fay\"}\n"
     " or a.id = \"east\" and p.id in {\"bob\", \"eve\", \"fay\"}\n"
     " or a.id = \"south\" and p.id in {\"cid\", \"eve\"}\n"
     " stage \"Ring\" : p.id != \"gus\"\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_FILLED, "Ring: 0 settled, 1 ring-fence.",
     "Ring, ring-fence of 6 for 3: "},
    {"allocate X \"x\"\n candidates p in person where p.id != \"gus\"\n"
     " places a in area where a.id in {\"north\", \"east\", \"south\"}\n"
     " eligible A \"may\" : a.id = \"north\" and p.id in {\"ann\", \"dot\", \"fay\"}\n"
     " or a.id = \"east\" and p.id in {\"bob\", \"eve\", \"fay\"}\n"
     " or a.id = \"south\" and p.id in {\"cid\", \"eve\"}\n"
     " fixed \"agreed\" : p.id = \"eve\" and a.id = \"south\"\n stage \"Ring\" : p.id != \"gus\"\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_FILLED, "Ring: 1 settled, 1 ring-fence.",
     "In no stage, displaced: 1: C.D., Engineer."},
    {DISTRICTS SERVES
     " eligible B \"known\" : p.post.senior = no\n"
     " barred \"away\" : p.id = \"bob\" or p.id = \"gus\"\n stage \"Slot-in\" : p.fte > 0\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_OPEN, "Slot-in: 2 settled, 0 ring-fences.",
     "Slot-in, held back: C.D., Engineer and E.E., Officer for East and West. Who is settled there "
     "cannot be told yet: E.E., Officer for West is not evaluable."},
    {DISTRICTS SERVES
     " barred \"away\" : p.id in {\"bob\", \"gus\", \"eve\"}\n"
     " stage \"Juniors\" : p.id = \"ann\" or a.population > 5\n stage \"Rest\" : p.fte > 0\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_SHORT, "Juniors: 1 settled, 0 ring-fences.",
     "Juniors, held back: C.D., Engineer and F.A., Clerk for East; South and West. Who is settled "
     "there cannot be told yet: C.D., Engineer for East, and 2 more pairs are not evaluable."},
    {DISTRICTS " seats if a.id = \"west\" then 2 else 1\n" SERVES
               " eligible B \"known\" : p.post.senior = no\n"
               " barred \"away\" : p.id in {\"bob\", \"gus\"}\n stage \"Slot-in\" : p.fte > 0\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_OPEN, "Slot-in: 2 settled, 1 ring-fence.",
     "Slot-in, held back: E.E., Officer for West. Who is settled there cannot be told yet: E.E., "
     "Officer for West is not evaluable."},
    {"allocate X \"x\"\n candidates p in person where p.id in {\"ann\", \"cid\"}\n"
     " places a in area where a.level = district\n" SERVES " prefer most \"n\" : 4\n",
     NULL, 0, 0, LOCALITY_PLACEMENT_SHORT, "In all: n 8.",
     "A person has to choose for C.D., Engineer"},
};

static void every_answer_is_told(void) {
    for (size_t i = 0; i < TEST_COUNT(answers); i++) {
        const struct answer_row *row = &answers[i];
        locality_snapshot *snapshot =
            county_take(county_model(0, row->more, row->count, row->rules));
        locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;
        options.work_limit = row->work_limit;
        locality_placement *p = county_solve(snapshot, &options);
        char *audit = county_audit(p);
        if (locality_placement_state(p) != row->state)
            printf("row %zu: state %d\n", i, (int)locality_placement_state(p));
        TEST_NUMBER(locality_placement_state(p), row->state);
        TEST_ROW(county_says(p, row->says), row->says);
        if (row->also != NULL)
            TEST_ROW(county_says(p, row->also), row->also);
        CU_ASSERT(audit != NULL &&
                  (strstr(audit, locality_placement_state_name(row->state)) != NULL ||
                   strstr(audit, "a person has to choose in ring-fences") != NULL));
        free(audit);
        locality_placement_free(p);
        locality_snapshot_release(snapshot);
    }
}

/* ---- Rotas ------------------------------------------------------------------------------------------------ */

static const char *const unsure[] = {"person ann initials=A.N. post=p-ann",
                                     "post p-bob title=Librarian senior=no serves=north grade=g7"};
#define NOT_IN_MAY                                                                       \
    " eligible B \"not in May\" : as_at <= 2016-04-30 or as_at >= 2016-06-01\n rest 3\n" \
    " fixed \"agreed\" : p.id = \"ann\" and (as_at <= 2016-04-30 or as_at >= 2016-06-01)\n"
#define ANN_TWICE \
    " fixed \"agreed\" : p.id = \"ann\" and (as_at <= 2016-04-30 or as_at >= 2016-06-01)\n"
#define ANN_THEN_BOB                                                   \
    " fixed \"agreed\" : (p.id = \"ann\" and as_at <= 2016-04-30) or " \
    "(p.id = \"bob\" and as_at >= 2016-05-01)\n"
static const struct turn_row {
    const char *rules;
    uint64_t work_limit;
    const char *says, *also; /* `also` may be null */
    int is_kept;
} turns[] = {
    {NORTH " needs any(x in risk) \"the risks\"\n", 0, "Not evaluable; missing: the risks.", NULL,
     0},
    {NORTH SERVES NOT_IN_MAY, 1, "Proved: what is fixed, spells and rests cannot all be kept.",
     "A.N., Planner is fixed in North from 1 April 2016 to 30 April 2016 and in North from 1 June "
     "2016, and between two spells there must be 3 periods.",
     0},
    {NORTH SERVES ANN_TWICE " spell most 2\n rest 3\n", 0,
     "Proved by search: what is fixed, spells and rests cannot all be kept; the search is checked.",
     "These cannot be kept together: A.N., Planner is fixed in North from 1 April 2016 to 30 April "
     "2016; A.N., Planner is fixed in North from 1 June 2016 to 30 June 2016; a spell has at most "
     "2 periods; between two spells there must be 3 periods.",
     0},
    {NORTH SERVES ANN_THEN_BOB " spell least 2\n rest 1\n", 0,
     "Proved by search: what is fixed, spells and rests cannot all be kept; the search is checked.",
     "These cannot be kept together: A.N., Planner is fixed in North from 1 April 2016 to 30 April "
     "2016; B.B., Librarian is fixed in North from 1 May 2016 to 31 May 2016; a spell has at least "
     "2 periods.",
     0},
    {NORTH SERVES ANN_TWICE " spell most 2\n rest 3\n", 1,
     "No lawful rota was found within the limit; that proves nothing.", NULL, 0},
    {NORTH SERVES " fixed \"agreed\" : p.id = \"ann\"\n spell most 2\n", 0,
     "Proved: what is fixed, spells and rests cannot all be kept.",
     "A.N., Planner is fixed in North from 1 April 2016 to 30 June 2016, and a spell has at most 2 "
     "periods.",
     0},
    {NORTH SERVES " eligible B \"only in May\" : as_at >= 2016-05-01 and as_at <= 2016-05-31\n"
                  " fixed \"agreed\" : p.id = \"ann\" and as_at >= 2016-05-01 and as_at <= "
                  "2016-05-31\n spell least 2\n",
     0, "Proved: what is fixed, spells and rests cannot all be kept.",
     "A.N., Planner is fixed in North from 1 May 2016 to 31 May 2016, and is not eligible around "
     "it for the 2 periods that a spell has at least.",
     0},
    {NORTH SERVES " fixed \"agreed\" : p.id in {\"ann\", \"bob\"} and as_at >= 2016-06-01\n", 0,
     "Proved: what is fixed, spells and rests cannot all be kept.",
     "A.N., Planner and B.B., Librarian are fixed in North from 1 June 2016 to 30 June 2016, where "
     "there is room for 1.",
     0},
    {NORTH SERVES " spell least 2\n spell most 2\n", 1,
     "0 of 91 days of 1 place are covered; whether more can be covered was not settled within the "
     "limit.",
     NULL, 0},
    {NORTH SERVES " share p.fte\n", 0,
     "The share of A.N., Planner is not known: it counts as a whole one.",
     "91 of 91 days of 1 place are covered", 1},
    {NORTH SERVES " history p.post.posts\n", 0,
     "The past of B.B., Librarian is not known: it counts as none.", NULL, 1},
    {NORTH SERVES " history 0 - 2\n", 0, "The past of A.N., Planner is below 0: it counts as none.",
     NULL, 1},
    {NORTH SERVES " share 0\n", 0,
     "The share of A.N., Planner is not above 0: it counts as a whole one.", NULL, 1},
    {NORTH SERVES " cover 1 \"one each\" : yes\n", 0,
     "`cover` \"one each\" is not kept: it protects the plan of a day, not a rota.", NULL, 1},
    {NORTH SERVES " spell most 1\n rest 1\n barred \"away\" : p.id = \"bob\"\n", 0,
     "North is not covered from 1 May 2016 to 31 May 2016: A.N., Planner may hold it, but ",
     "No turns in North: one person alone is ever eligible there.", 1},
    {NORTH SERVES
     " eligible B \"has half a post\" : p.fte >= 0.5\n barred \"away\" : p.id = \"bob\"\n",
     0,
     "0 of 91 days of 1 place are covered; proved: with what is known no lawful rota in "
     "whole months fills more turns",
     "1 pair cannot be told on some day and is not counted as eligible then.", 0},
    {NORTH SERVES " barred \"away\" : p.fte > 0 or p.id = \"ann\"\n", 0,
     "Nobody is ever eligible in North.", "0 of 91 days", 0},
    {NORTH SERVES " fixed \"agreed\" : p.id = \"bob\"\n prefer least \"n\" : if as_at < 2016-05-01 "
                  "then 1 else 2\n",
     0, "B.B., Librarian holds 3 of 3 periods, after 0 before, at 1 FTE: 3 for each FTE.", NULL, 1},
};

static int turn_says(const locality_placement_rota *rota, const char *text) {
    for (size_t i = 0; i < locality_placement_rota_sentences(rota); i++)
        if (strstr(locality_placement_rota_sentence_at(rota, i), text) != NULL)
            return 1;
    printf("not said: %s\n", text);
    for (size_t i = 0; i < locality_placement_rota_sentences(rota); i++)
        printf("  %s\n", locality_placement_rota_sentence_at(rota, i));
    return 0;
}

static void every_rota_is_told(void) {
    for (size_t i = 0; i < TEST_COUNT(turns); i++) {
        locality_model *model = county_model(0, unsure, 2, turns[i].rules);
        locality_snapshot *snapshot = NULL;
        locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
        locality_placement_rota *rota = NULL;
        size_t added = 9;
        options.first = APRIL;
        options.last = APRIL + 90;
        options.work_limit = turns[i].work_limit;
        county_well(locality_snapshot_take(model, &snapshot, &county_error), "snapshot");
        county_well(locality_placement_rota_solve(snapshot, NULL, &options, &rota, &county_error),
                    turns[i].rules);
        TEST_ROW(turn_says(rota, turns[i].says), turns[i].says);
        if (turns[i].also != NULL)
            TEST_ROW(turn_says(rota, turns[i].also), turns[i].also);
        locality_status status = locality_placement_rota_write(rota, model, &added, &county_error);
        TEST_NUMBER(status, turns[i].is_kept ? LOCALITY_OK : LOCALITY_NOT_FOUND);
        TEST_TEXT(county_error.message, turns[i].is_kept ? "" : "there is no rota to keep");
        locality_placement_rota_free(rota);
        locality_snapshot_release(snapshot);
        locality_model_free(model);
    }
}

/* ---- Keeping ---------------------------------------------------------------------------------------------- */

static const char *const sites[] = {"site depot name=Depot area=north",
                                    "person ann initials=A.N. post=none fte=1",
                                    "post n-lead title=Leader posts=1 grade=g8 serves=west"};
static const struct keep_row {
    const char *rules, *id, *field, *value;
} keeps[] = {
    {"allocate X \"x\"\n candidates q in post where q.id = \"p-ann\"\n"
     " places a in area where a.id = \"north\"\n",
     "X/north", "post", "p-ann"},
    {"allocate X \"x\"\n candidates b in area where b.id = \"east\"\n"
     " places a in area where a.id = \"north\"\n",
     "X/north", "about", "area:east"},
    {"allocate X \"x\"\n candidates p in person where p.id = \"bob\"\n places s in site\n",
     "X/depot", "about", "site:depot"},
    {"allocate X \"x\"\n candidates q in post where q.id = \"p-bob\"\n"
     " places o in post where o.id = \"n-lead\"\n",
     "X/n-lead", "about", "post:p-bob"},
    {"allocate X \"x\"\n candidates p in person where p.id = \"ann\"\n"
     " places o in post where o.id = \"n-lead\"\n",
     "X/n-lead", "post", "n-lead"},
    {"allocate X \"x\"\n candidates p in person where p.id = \"ann\"\n"
     " places a in area where a.id = \"north\"\n",
     "X/north", "person", "ann"},
};

static void what_is_kept_names_whatever_it_is(void) {
    for (size_t i = 0; i < TEST_COUNT(keeps); i++) {
        locality_model *model = county_model(0, sites, TEST_COUNT(sites), keeps[i].rules);
        locality_snapshot *before = NULL, *after = NULL;
        size_t added = 0;
        county_well(locality_snapshot_take(model, &before, &county_error), "snapshot");
        locality_placement *p = county_solve(before, NULL);
        county_well(locality_placement_write(p, model, &added, &county_error), keeps[i].rules);
        TEST_NUMBER(added, 1);
        county_well(locality_snapshot_take(model, &after, &county_error), "snapshot");
        const locality_schema *schema = locality_snapshot_schema(after);
        uint32_t kind = locality_schema_kind(schema, "allocation");
        uint32_t row = locality_snapshot_find(after, kind, keeps[i].id);
        locality_value value;
        memset(&value, 0, sizeof value);
        county_well(locality_snapshot_value(after, kind, row,
                                            locality_schema_field(schema, kind, keeps[i].field),
                                            &value, &county_error),
                    keeps[i].id);
        TEST_TEXT(value.text, keeps[i].value);
        locality_placement_free(p);
        locality_snapshot_release(before);
        locality_snapshot_release(after);
        locality_model_free(model);
    }
}

/* E.E. may be eligible for West, and C.D. is for West and for East: neither is written anywhere. */
static void what_is_held_back_is_not_kept(void) {
    locality_model *model =
        county_model(0, NULL, 0,
                     DISTRICTS SERVES " eligible B \"known\" : p.post.senior = no\n"
                                      " barred \"away\" : p.id in {\"bob\", \"gus\"}\n"
                                      " fixed \"agreed\" : p.id = \"fay\" and a.id = \"south\"\n"
                                      " stage \"Slot-in\" : p.fte > 0\n");
    locality_snapshot *before = NULL, *after = NULL;
    size_t added = 0, count = 0;
    uint32_t who[8];

    county_well(locality_snapshot_take(model, &before, &county_error), "snapshot");
    locality_placement *p = county_solve(before, NULL);
    county_well(locality_placement_write(p, model, &added, &county_error), "write");
    TEST_NUMBER(added, 1);
    county_well(locality_snapshot_take(model, &after, &county_error), "snapshot");
    uint32_t kind = locality_schema_kind(locality_snapshot_schema(after), "allocation");
    CU_ASSERT(locality_snapshot_find(after, kind, "X/north") != LOCALITY_ROW_MISSING);
    CU_ASSERT(locality_snapshot_find(after, kind, "X/west") == LOCALITY_ROW_MISSING);
    CU_ASSERT(locality_snapshot_find(after, kind, "X/east") == LOCALITY_ROW_MISSING);
    county_well(locality_placement_choices(p, county_number(p, PLACES, "west"), who, 8, &count,
                                           &county_error),
                "choices");
    TEST_NUMBER(count, 2);
    TEST_NUMBER(who[0], county_number(p, PEOPLE, "cid"));
    TEST_NUMBER(who[1], county_number(p, PEOPLE, "eve"));
    county_well(locality_placement_displaced(p, who, 8, &count, &county_error), "displaced");
    for (size_t i = 0; i < count; i++)
        CU_ASSERT(who[i] != county_number(p, PEOPLE, "eve"));
    locality_placement_free(p);
    locality_snapshot_release(before);
    locality_snapshot_release(after);
    locality_model_free(model);
}

/* E.E. may fill West: however early the search is stopped, nobody says that West must stay empty. */
static void a_work_limit_proves_nothing_of_doubts(void) {
    locality_snapshot *snapshot = county_take(county_model(
        0, NULL, 0,
        DISTRICTS
        " eligible A \"serves\" : p.post.serves has a or p.id = \"eve\"\n"
        " eligible B \"known\" : p.post.senior = no\n barred \"away\" : p.id = \"bob\"\n"));
    locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;
    size_t open = 0, unproved = 0;

    for (options.work_limit = 1; options.work_limit < 200; options.work_limit++) {
        locality_placement *p = county_solve(snapshot, &options);
        open += locality_placement_state(p) == LOCALITY_PLACEMENT_OPEN;
        unproved += locality_placement_state(p) == LOCALITY_PLACEMENT_UNPROVED;
        locality_placement_free(p);
    }
    TEST_NUMBER(open + unproved, 199);
    CU_ASSERT(open > 0 && unproved > 0);
    locality_snapshot_release(snapshot);
}

static const test_case cases[] = {
    {"why is said in every state", why_is_said_in_every_state},
    {"every answer is told", every_answer_is_told},
    {"every rota is told, and kept where there is one", every_rota_is_told},
    {"what is kept names whatever it is", what_is_kept_names_whatever_it_is},
    {"a work limit proves nothing of doubts", a_work_limit_proves_nothing_of_doubts},
    {"what is held back is not kept", what_is_held_back_is_not_kept},
};

TEST_MAIN("placement told", cases)
