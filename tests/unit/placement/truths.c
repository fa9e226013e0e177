/* What is told of plans, held against all plans there are: shortages where places have several seats and people
 * hold several, ties, stages, ways out that weigh as little, who is left, and which part of a condition fails. */
#include "support/fault.h"
#include "unit/placement/county.h"

enum { PEOPLE = LOCALITY_ALLOCATION_CANDIDATES, PLACES = LOCALITY_ALLOCATION_DEMANDS };
enum { WHO = 4, WHERE = 3, SUBSETS = 1 << WHERE, RANDOM_CASES = 150 };

static const char *const who_id[WHO] = {"ann", "bob", "cid", "gus"};
static const char *const who_label[WHO] = {"A.N., Planner", "B.B., Librarian", "C.D., Engineer",
                                           "G.S., Clerk"};
static const char *const where_id[WHERE] = {"east", "north", "south"};

/* ---- Random problems against all plans -------------------------------------------------------------------- */

typedef struct small {
    int may[WHO][WHERE];
    int holds[WHO], seats[WHERE];
    char rules[3000];
} small;

static uint32_t draw(uint32_t *state, uint32_t below) {
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 16) % below;
}

static void write_choice(char *out, const char *variable, const char *const *id, const int *number,
                         int count) {
    for (int i = 0; i < count; i++)
        sprintf(out + strlen(out), "if %s.id = \"%s\" then %d else ", variable, id[i], number[i]);
    strcat(out, "1\n");
}

static void make_small(small *s, uint32_t *state) {
    strcpy(s->rules, "allocate X \"x\"\n candidates p in person where p.id in {\"ann\", \"bob\", "
                     "\"cid\", \"gus\"}\n places a in area where a.id in {\"east\", \"north\", "
                     "\"south\"}\n holds ");
    for (int i = 0; i < WHO; i++)
        s->holds[i] = 1 + (int)draw(state, 2);
    for (int j = 0; j < WHERE; j++)
        s->seats[j] = 1 + (int)draw(state, 2);
    write_choice(s->rules, "p", who_id, s->holds, WHO);
    strcat(s->rules, " seats ");
    write_choice(s->rules, "a", where_id, s->seats, WHERE);
    strcat(s->rules, " eligible A \"may\" : p.id = \"nobody\"");
    for (int i = 0; i < WHO; i++)
        for (int j = 0; j < WHERE; j++) {
            s->may[i][j] = draw(state, 2) == 0;
            if (s->may[i][j])
                sprintf(s->rules + strlen(s->rules), " or p.id = \"%s\" and a.id = \"%s\"",
                        who_id[i], where_id[j]);
        }
    strcat(s->rules, "\n");
}

static int bits_of(unsigned set) {
    int count = 0;

    for (; set != 0; set &= set - 1)
        count++;
    return count;
}

/* Gives how many seats of some places can be filled; of all plans that fill so many, each person's places
 * all of them have, and any of them has. */
static int fill_all_ways(const small *s, unsigned wanted, unsigned always[WHO],
                         unsigned ever[WHO]) {
    int best = -1;

    for (unsigned plan = 0; plan < 1u << WHERE * WHO; plan++) {
        int used[WHERE] = {0}, filled = 0, is_lawful = 1;
        for (int i = 0; i < WHO; i++) {
            unsigned places = plan >> WHERE * i & (SUBSETS - 1);
            is_lawful = is_lawful && bits_of(places) <= s->holds[i] && (places & ~wanted) == 0;
            for (int j = 0; j < WHERE; j++)
                if ((places >> j & 1) != 0) {
                    is_lawful = is_lawful && s->may[i][j] && used[j] < s->seats[j];
                    used[j]++;
                    filled++;
                }
        }
        if (!is_lawful || filled < best)
            continue;
        for (int i = 0; i < WHO; i++) {
            unsigned places = plan >> WHERE * i & (SUBSETS - 1);
            always[i] = filled > best ? places : always[i] & places;
            ever[i] = filled > best ? places : ever[i] | places;
        }
        best = filled;
    }
    return best;
}

/* The members of a shortage cannot be filled further, and what is open to them is all that is. */
static void check_shortage(const small *s, const locality_placement *p, uint32_t place) {
    const locality_allocation *problem = locality_placement_problem(p);
    const locality_allocation_result *result = locality_placement_result(p);
    uint32_t places[WHERE], people[WHO];
    unsigned always[WHO], ever[WHO], set = 0, open = 0, told = 0;
    size_t count[2] = {0, 0};
    int64_t wanted = 0, given = 0, seats = 0;

    county_well(locality_allocation_shortage(problem, result, PLACES, place, PLACES, places, WHERE,
                                             &count[1], &county_error),
                "places");
    county_well(locality_allocation_shortage(problem, result, PLACES, place, PEOPLE, people, WHO,
                                             &count[0], &county_error),
                "people");
    county_well(locality_allocation_shortage_size(problem, result, PLACES, place, &wanted, &given,
                                                  &county_error),
                "size");
    for (size_t k = 0; k < count[1]; k++) {
        set |= 1u << places[k];
        seats += s->seats[places[k]];
    }
    for (size_t k = 0; k < count[0]; k++)
        told |= 1u << people[k];
    for (int i = 0; i < WHO; i++)
        for (int j = 0; j < WHERE; j++)
            open |= s->may[i][j] && (set >> j & 1) != 0 ? 1u << i : 0;
    TEST_ROW(told == open, s->rules);
    TEST_NUMBER(wanted, seats);
    TEST_NUMBER(given, fill_all_ways(s, set, always, ever));
    CU_ASSERT(given < wanted);
}

static int is_told_tied(const locality_placement *p, const char *label) {
    for (size_t i = 0; i < locality_placement_sentences(p); i++) {
        const char *sentence = locality_placement_sentence_at(p, i);
        if (strncmp(sentence, "A person has to choose for ", 27) == 0 &&
            strstr(sentence, label) != NULL)
            return 1;
    }
    return 0;
}

static void shortages_and_ties_are_those_of_all_plans(void) {
    unsigned always[WHO], ever[WHO];
    size_t shortages = 0, ties = 0, certain = 0;
    uint32_t state = 7;

    for (int n = 0; n < RANDOM_CASES; n++) {
        small s;
        make_small(&s, &state);
        locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, s.rules));
        locality_placement *p = county_solve(snapshot, NULL);
        const locality_allocation_result *result = locality_placement_result(p);
        (void)fill_all_ways(&s, SUBSETS - 1, always, ever);
        for (int i = 0; i < WHO; i++) {
            TEST_ROW(is_told_tied(p, who_label[i]) == (always[i] != ever[i]), s.rules);
            ties += always[i] != ever[i];
            certain += always[i] == ever[i] && always[i] != 0;
        }
        for (size_t i = 0; i < locality_allocation_result_unplaced(result, PLACES); i++) {
            locality_allocation_unplaced gap;
            county_well(
                locality_allocation_result_unplaced_at(result, PLACES, i, &gap, &county_error),
                "gap");
            check_shortage(&s, p, gap.position);
            shortages++;
        }
        locality_placement_free(p);
        locality_snapshot_release(snapshot);
    }
    CU_ASSERT(shortages > 50 && ties > 50 && certain > 50);
}

/* ---- The answer ------------------------------------------------------------------------------------------------ */

#define SOME(ids) "allocate X \"x\"\n candidates p in person where p.id in {" ids "}\n"
#define NORTH " places a in area where a.id = \"north\"\n"
#define ALL " eligible A \"all\" : yes\n"
#define TWO " places a in area where a.id in {\"north\", \"south\"}\n"

static const struct said_row {
    const char *rules, *says, *never; /* `never` may be null */
} sayings[] = {
    /* two of equal weight: neither is chosen by its id */
    {SOME("\"ann\", \"bob\"") NORTH " eligible A \"is Ann\" : p.id = \"ann\"\n"
                                    " eligible B \"is Bob\" : p.id = \"bob\"\n",
     "The least to give up: A (is Ann) for everybody; or B (is Bob) for everybody, which weighs 1 "
     "each. A person has to choose.",
     NULL},
    {SOME("\"ann\", \"bob\"") NORTH " eligible A \"is Ann\" : p.id = \"ann\"\n"
                                    " eligible B \"is Bob\" : p.id = \"bob\"\n",
     "Cheapest waivers: B (is Bob) for A.N., Planner, or A (is Ann) for B.B., Librarian in North.",
     NULL},
    {SOME("\"ann\", \"bob\"") NORTH " fixed \"agreed\" : p.id in {\"ann\", \"bob\"}\n"
                                    " eligible A \"all\" : yes\n",
     "The least to give up: A.N., Planner fixed for North (agreed); or B.B., Librarian fixed for "
     "North (agreed), which weighs 1 each.",
     "for everybody"},
    {SOME("\"ann\", \"bob\"") NORTH " eligible A \"is Ann\", waiver 3 : p.id = \"eve\"\n"
                                    " eligible B \"is Bob\" : p.id = \"eve\"\n",
     "The least to give up: A (is Ann) and B (is Bob) for everybody, which weighs 4.", "each"},
    /* conditions that ask nothing of the candidate are asked of each */
    {SOME("\"ann\", \"bob\"") NORTH " eligible A \"large\" : a.id = \"moon\"\n",
     "Eligible for no place: A.N., Planner and B.B., Librarian.", "1 of 1 place is filled"},
    /* who is left */
    {SOME("\"ann\", \"bob\", \"cid\", \"eve\"") NORTH
     " eligible A \"serves\" : p.post.serves has a\n"
     " eligible B \"junior\" : p.post.senior = no\n",
     "3 of 4 candidates are without a place.", NULL},
    {SOME("\"ann\", \"bob\", \"cid\"") NORTH " eligible A \"serves\" : p.post.serves has a\n",
     "A.N., Planner and B.B., Librarian are eligible for North alone (1 place for them): 1 of them "
     "is left without, and a person has to choose.",
     "B.B., Librarian is left"},
    {SOME("\"ann\", \"bob\", \"cid\"") NORTH
     " eligible A \"serves\" : p.post.serves has a\n"
     " prefer least \"n\" : if p.id = \"bob\" then 0 else 1\n",
     "(1 place for them): A.N., Planner is left without.", "has to choose"},
    {SOME("\"ann\", \"cid\"") NORTH " eligible A \"serves\" : p.post.serves has a\n",
     "Eligible for no place: C.D., Engineer.", NULL},
    {SOME("\"ann\", \"eve\"") NORTH " eligible A \"junior\" : p.post.senior = no\n",
     "Not known to be eligible for any place: E.E., Officer.", NULL},
    {SOME("\"ann\"") NORTH " eligible A \"serves\" : p.post.serves has a\n",
     "1 of 1 place is filled", "without a place"},
    /* a place that is short because of what is fixed elsewhere */
    {SOME("\"ann\"") " places a in area where a.id in {\"north\", \"east\"}\n"
                     " eligible A \"all\" : yes\n fixed \"agreed\" : a.id = \"east\"\n",
     "North (1 place) is open to A.N., Planner alone, who can hold 0 between them: 1 must stay "
     "empty; A.N., Planner is fixed for East (agreed).",
     NULL},
    /* stages */
    {SOME("\"ann\", \"bob\", \"cid\"") NORTH " seats 2\n stage \"Slot in\" : yes\n",
     "Slot in, ring-fence of 3 for 2: ", NULL},
    {SOME("\"ann\", \"bob\", \"cid\"") NORTH " seats 2\n stage \"Slot in\" : yes\n"
                                             " fixed \"agreed\" : p.id = \"ann\"\n",
     "Slot in, ring-fence of 2 for 1: B.B., Librarian and C.D., Engineer for North.", NULL},
    /* two who could as well swap, and one who could as well be elsewhere, are not settled */
    {SOME("\"ann\", \"bob\"") TWO " eligible A \"all\" : yes\n stage \"Slot in\" : yes\n",
     "Slot in, ring-fence of 2 for 2: A.N., Planner and B.B., Librarian for North and South. A "
     "person has to choose.",
     "1 settled"},
    {SOME("\"ann\"") TWO " eligible A \"all\" : yes\n stage \"Slot in\" : yes\n",
     "Slot in, ring-fence of 1 for 2: A.N., Planner for North and South. A person has to choose; "
     "what is left then goes on to later stages.",
     "1 settled"},
    {SOME("\"ann\", \"bob\"") TWO
     " eligible A \"all\" : yes\n stage \"Slot in\" : yes\n"
     " prefer least \"n\" : if p.id = \"ann\" and a.id = \"south\" then 1 else 0\n",
     "Slot in: 2 settled, 0 ring-fences.", "ring-fence of"},
    {SOME("\"ann\", \"bob\"") " places a in area where a.id in {\"north\", \"south\", \"east\"}\n"
                              " holds if p.id = \"ann\" then 2 else 1\n"
                              " eligible A \"may\" : a.id != \"east\" or p.id = \"ann\"\n"
                              " stage \"Slot in\" : yes\n",
     "Slot in: 1 settled, 1 ring-fence.", NULL},
    /* how much somebody can hold, a place can take, or what is fixed, is not known */
    {SOME("\"ann\"") NORTH ALL " holds area north.population\n",
     "0 of 1 place is filled; with what is known no plan fills more, but not everything is known.",
     "proved"},
    {SOME("\"ann\"") NORTH ALL " holds area north.population\n",
     "Missing: population of area North is not given.", NULL},
    {SOME("\"ann\"") NORTH ALL " seats a.population\n",
     "Missing: population of area North is not given.", "proved"},
    {SOME("\"ann\"") TWO ALL " holds 2\n seats if a.id = \"north\" then 2 else a.population\n",
     "not everything is known.", "proved"},
    {SOME("\"ann\"") NORTH ALL " fixed \"agreed\" : a.population > 5\n",
     "Whether A.N., Planner is fixed for North (agreed) cannot be told: it is not taken for fixed. "
     "Missing: population of area North is not given.",
     "proved"},
    {SOME("\"ann\", \"bob\"") NORTH ALL " fixed \"agreed\" : a.population > 5\n",
     "(agreed), and so 1 more pair, cannot be told: they are not taken for fixed.", "proved"},
    {SOME("\"ann\", \"eve\"") NORTH " eligible A \"junior\" : p.post.senior = no\n"
                                    " fixed \"agreed\" : a.population > 5\n",
     "1 pair cannot be told and is not counted as eligible. Missing: ", "proved"},
    /* what is barred and fixed is a reason */
    {SOME("\"ann\", \"bob\", \"cid\"") NORTH ALL
     " barred \"away\" : p.id in {\"ann\", \"cid\"}\n barred \"ill\" : p.id = \"bob\"\n",
     "Nobody is eligible for North: of 3 candidates 2 are barred (away), 1 is barred (ill).", NULL},
    {SOME("\"ann\", \"bob\"") NORTH ALL
     " barred \"away\" : p.id = \"ann\"\n barred \"ill\" : p.id = \"bob\"\n",
     "A reason that cannot be made smaller: A.N., Planner barred from North (away) and B.B., "
     "Librarian barred from North (ill) cannot all be kept if every place is to be filled.",
     NULL},
    {SOME("\"ann\", \"cid\"") " places a in area where a.id in {\"north\", \"east\"}\n"
                              " eligible A \"serves\" : p.id = \"ann\" or a.id = \"north\"\n"
                              " fixed \"agreed\" : p.id = \"ann\" and a.id = \"north\"\n",
     "A.N., Planner fixed for North (agreed)", NULL},
    /* sums that leave 64 bits */
    {SOME("\"ann\"") NORTH ALL " prefer least \"near\" : 1\n"
                               " prefer least \"n\" : 4611686018427387904\n",
     "overflow possible. Values of \"n\" are too large to be added up.", NULL},
};

static void a_stage_counts_seats(void) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0,
                                                           SOME("\"ann\", \"bob\", \"cid\"") NORTH
                                                           " seats 2\n stage \"Slot in\" : yes\n"));
    locality_placement *p = county_solve(snapshot, NULL);
    locality_placement_stage stage;

    county_well(locality_placement_stage_at(p, 0, &stage, &county_error), "stage");
    CU_ASSERT(stage.fences == 1 && stage.fenced == 3 && stage.contested == 1 && stage.seats == 2);
    char *audit = county_audit(p);
    CU_ASSERT(strstr(audit, "\"plan\": []") != NULL);
    CU_ASSERT(strstr(audit, "\"state\": \"a person has to choose in ring-fences\"") != NULL);
    CU_ASSERT(strstr(audit, "{\"people\": [0, 1, 2], \"places\": [0], \"seats\": 2}") != NULL);
    free(audit);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
}

static void the_answer_picks_nobody_by_id(void) {
    for (size_t i = 0; i < TEST_COUNT(sayings); i++) {
        const struct said_row *row = &sayings[i];
        locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, row->rules));
        locality_placement *p = county_solve(snapshot, NULL);
        TEST_ROW(county_says(p, row->says), row->rules);
        for (size_t k = 0; row->never != NULL && k < locality_placement_sentences(p); k++)
            TEST_ROW(strstr(locality_placement_sentence_at(p, k), row->never) == NULL, row->never);
        locality_placement_free(p);
        locality_snapshot_release(snapshot);
    }
}

/* ---- Why ------------------------------------------------------------------------------------------------------- */

#define STAGES                                                                                  \
    SOME("\"ann\", \"bob\", \"cid\", \"fay\", \"gus\"")                                         \
    " places a in area where a.level = district\n seats if a.id = \"north\" then 2 else 1\n"    \
    " eligible A \"may\" : a.id = \"north\" and p.id in {\"ann\", \"bob\", \"cid\"}\n"          \
    " or a.id = \"south\" and p.id = \"fay\" or a.id = \"west\" and p.id != \"gus\"\n"          \
    " or a.id = \"south\" and p.id = \"ann\" or a.id = \"north\" and p.id = \"gus\"\n"          \
    " or a.id = \"east\" and p.id = \"gus\"\n"                                                  \
    " stage \"Slot in\" : a.id = \"north\" and p.id != \"gus\" or a.id = \"south\" and p.id = " \
    "\"fay\"\n"                                                                                 \
    " stage \"Rest\" : a.id != \"east\"\n"
#define OF_TIME(condition) \
    SOME("\"ann\", \"fay\", \"dot\"") NORTH " eligible A \"words\" : " condition "\n"

static const struct why_row {
    const char *rules, *who, *where;
    int32_t reason;
    const char *says, *never; /* `never` may be null */
} whys[] = {
    {STAGES, "ann", "north", LOCALITY_ALLOCATION_AS_GOOD,
     "A.N., Planner could hold North: in the ring-fence of 3 for 2: A.N., Planner; B.B., Librarian "
     "and C.D., Engineer for North (Slot in). A person has to choose.",
     NULL},
    {STAGES, "fay", "south", LOCALITY_ALLOCATION_HELD,
     "F.A., Clerk holds South: Slot in settles it, for nobody competes for it.", NULL},
    {STAGES " fixed \"agreed\" : p.id = \"ann\" and a.id = \"north\"\n", "ann", "north",
     LOCALITY_ALLOCATION_PINNED, "A.N., Planner holds North because that is fixed: agreed.", NULL},
    {STAGES, "ann", "west", LOCALITY_ALLOCATION_CANNOT,
     "A.N., Planner is eligible for West, but first in the ring-fence of 3 for 2:", "holds West"},
    {STAGES, "fay", "west", LOCALITY_ALLOCATION_CANNOT,
     "F.A., Clerk is eligible for West, but settled in South before (Slot in).", NULL},
    {STAGES, "gus", "north", LOCALITY_ALLOCATION_CANNOT,
     "G.S., Clerk is eligible for North, which is kept for the ring-fence of 3 for 2:", NULL},
    {STAGES, "gus", "east", LOCALITY_ALLOCATION_CANNOT,
     "G.S., Clerk is eligible for East, but that is part of no stage.", NULL},
    {SOME("\"ann\", \"bob\"") NORTH " stage \"First\" : p.id = \"bob\"\n stage \"Then\" : yes\n",
     "ann", "north", LOCALITY_ALLOCATION_CANNOT,
     "A.N., Planner is eligible for North, but B.B., Librarian was settled there before (First).",
     NULL},
    {SOME("\"ann\", \"eve\"") NORTH " eligible A \"known\" : p.id = \"ann\" or p.post.senior = no\n"
                                    " stage \"First\" : yes\n",
     "ann", "north", LOCALITY_ALLOCATION_CANNOT,
     "A.N., Planner is held back for North (First): who competes for it cannot be told yet.", NULL},
    {SOME("\"ann\"") NORTH ALL " holds area north.population\n", "ann", "north",
     LOCALITY_ALLOCATION_NO_PAIR, "Missing: population of area North is not given.", NULL},
    {SOME("\"ann\"") NORTH ALL " fixed \"agreed\" : a.population > 5\n", "ann", "north",
     LOCALITY_ALLOCATION_HELD, "Whether A.N., Planner is fixed for North (agreed) cannot be told.",
     NULL},
    /* the part that fails, not one that holds */
    {OF_TIME("(p.fte is missing or p.fte >= 0.2) and (p.fte is missing or p.fte >= 0.8)"), "fay",
     "north", LOCALITY_ALLOCATION_FAILS,
     "A is not met: words: the person's fte is 0.5, less than 0.8.", "0.2"},
    {OF_TIME("p.post.grade.rank >= 9 and p.fte = 1"), "ann", "north", LOCALITY_ALLOCATION_FAILS,
     "words: the person's post grade rank is 7, less than 9.", "fte"},
    {OF_TIME("not (p.post.senior = yes or p.post.grade.rank > 8)"), "dot", "north",
     LOCALITY_ALLOCATION_FAILS, "words: the person's post senior is yes.", "rank"},
    {OF_TIME("p.post.serves has a or p.post.title = \"Clerk\""), "dot", "north",
     LOCALITY_ALLOCATION_FAILS,
     "words: the person's post serves is Headquarters, without North; the person's post title is "
     "Head, not Clerk.",
     NULL},
    {OF_TIME("p.post.grade.name not in {\"Grade 7\", \"Grade 9\"}"), "ann", "north",
     LOCALITY_ALLOCATION_FAILS, "the person's post grade name is Grade 7, one of ", NULL},
    {OF_TIME("any(x in allocation where x.person = p and x.status = ended)"), "ann", "north",
     LOCALITY_ALLOCATION_FAILS, "words: no allocation has person A.N. and status ended.", NULL},
    {OF_TIME("none(x.status = ended for x in allocation where x.person = p)"), "fay", "north",
     LOCALITY_ALLOCATION_FAILS, "words: at least one allocation has person F.A. and status ended.",
     NULL},
    {OF_TIME("all(x.status != ended and x.area = a for x in allocation where x.person = p)"), "fay",
     "north", LOCALITY_ALLOCATION_FAILS, "words: at least one allocation has person F.A. and ",
     NULL},
    {OF_TIME("count(x in allocation where x.person = p) >= 2"), "fay", "north",
     LOCALITY_ALLOCATION_FAILS, "the number of allocations that count is 1, less than 2.", NULL},
    {OF_TIME("p.post.grade.rank >= 6 + 2"), "ann", "north", LOCALITY_ALLOCATION_FAILS,
     "rank is 7, less than 8", NULL},
    {OF_TIME("p.starts is known"), "ann", "north", LOCALITY_ALLOCATION_FAILS,
     "words: the person's starts is not given.", NULL},
    {"switch open = no\n" OF_TIME("open"), "ann", "north", LOCALITY_ALLOCATION_FAILS,
     "words: open is no.", NULL},
    {"switch local = yes\n" OF_TIME("not local or p.fte > 3"), "ann", "north",
     LOCALITY_ALLOCATION_FAILS, "words: the person's fte is 1, not more than 3.", "local is"},
    {"parameter lowest : number = 2\n" OF_TIME("p.fte > lowest"), "ann", "north",
     LOCALITY_ALLOCATION_FAILS, "the person's fte is 1, not more than 2 (lowest).", NULL},
    {"define is_full(p in person) = p.fte = 1\n" OF_TIME("not is_full(p)"), "ann", "north",
     LOCALITY_ALLOCATION_FAILS, "words: the person's fte is 1.", NULL},
};

static void why_names_what_fails_and_the_stage_that_decides(void) {
    for (size_t i = 0; i < TEST_COUNT(whys); i++) {
        const struct why_row *row = &whys[i];
        locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, row->rules));
        locality_placement *p = county_solve(snapshot, NULL);
        locality_placement_case *item = NULL;
        county_well(locality_placement_explain(p, county_number(p, PEOPLE, row->who),
                                               county_number(p, PLACES, row->where), &item,
                                               &county_error),
                    row->rules);
        TEST_NUMBER(locality_placement_case_reason(item), row->reason);
        TEST_ROW(county_case_says(item, row->says), row->says);
        for (size_t k = 0; row->never != NULL && k < locality_placement_case_sentences(item); k++)
            TEST_ROW(strstr(locality_placement_case_sentence(item, k), row->never) == NULL,
                     row->never);
        locality_placement_case_free(item);
        locality_placement_free(p);
        locality_snapshot_release(snapshot);
    }
}

/* ---- The same as data ------------------------------------------------------------------------------------------ */

#define TWO_PLACES                                                                     \
    SOME("\"ann\", \"bob\"")                                                           \
    " places a in area where a.id in {\"north\", \"east\"}\n source \"CP\", \"4.1\"\n" \
    " eligible A \"serves\", waiver 4, source \"CP\", \"2.3\" : p.post.serves has a\n" \
    " eligible B \"junior\", no waiver : p.post.senior = no\n"                         \
    " eligible C \"peopled\", source \"CP\" : a.population > 5 or a.id = \"north\"\n"  \
    " prefer most \"rank\" : if p.id = \"ann\" then 3 else 1\n"

static void conditions_prices_and_moves_are_data(void) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, TWO_PLACES));
    locality_placement *p = county_solve(snapshot, NULL);
    size_t north = county_number(p, PLACES, "north"), east = county_number(p, PLACES, "east");
    size_t ann = county_number(p, PEOPLE, "ann"), bob = county_number(p, PEOPLE, "bob");
    locality_placement_case *not_there = NULL, *dearer = NULL;
    locality_placement_ground ground;
    locality_placement_price price;
    locality_placement_move move;

    county_well(locality_placement_explain(p, ann, east, &not_there, &county_error), "not there");
    TEST_NUMBER(locality_placement_case_grounds(not_there), 2);
    county_well(locality_placement_case_ground_at(not_there, 0, &ground, &county_error), "first");
    TEST_TEXT(ground.id, "A");
    TEST_TEXT(ground.words, "serves");
    TEST_TEXT(ground.what, "the person's post serves is North, without East");
    TEST_TEXT(ground.source, "CP");
    TEST_TEXT(ground.section, "2.3");
    TEST_TEXT(ground.knob, "");
    TEST_NUMBER(ground.weight, 4);
    CU_ASSERT(ground.is_firm == 0 && ground.is_open == 0);
    county_well(locality_placement_case_ground_at(not_there, 1, &ground, &county_error), "second");
    TEST_TEXT(ground.id, "C");
    TEST_TEXT(ground.what, "population of area East is not given");
    TEST_NUMBER(ground.is_open, 1);
    CU_ASSERT(county_case_says(not_there, "without East (CP, 2.3)."));
    CU_ASSERT(county_case_says(not_there, "population of area East is not given (CP)."));
    CU_ASSERT(county_case_says(not_there, "The allocation rests on CP, 4.1."));
    locality_placement_condition condition;
    county_well(locality_placement_condition_at(p, 0, &condition, &county_error), "condition");
    CU_ASSERT(strcmp(condition.source, "CP") == 0 && strcmp(condition.section, "2.3") == 0);
    county_well(locality_placement_condition_at(p, 1, &condition, &county_error), "condition");
    CU_ASSERT(condition.source[0] == '\0' && condition.section[0] == '\0');
    TEST_NUMBER(locality_placement_case_prices(not_there), 0);
    TEST_NUMBER(locality_placement_case_moves(not_there), 0);

    county_well(locality_placement_explain(p, bob, north, &dearer, &county_error), "dearer");
    TEST_NUMBER(locality_placement_case_grounds(dearer), 0);
    TEST_NUMBER(locality_placement_case_prices(dearer), 1);
    county_well(locality_placement_case_price_at(dearer, 0, &price, &county_error), "price");
    TEST_TEXT(price.words, "rank");
    TEST_NUMBER(price.by, -2);
    TEST_NUMBER(locality_placement_case_moves(dearer), 2);
    county_well(locality_placement_case_move_at(dearer, 0, &move, &county_error), "move");
    TEST_TEXT(move.candidate, "bob");
    TEST_TEXT(move.candidate_label, "B.B., Librarian");
    TEST_TEXT(move.place, "north");
    TEST_TEXT(move.place_label, "North");
    TEST_NUMBER(move.takes, 1);
    county_well(locality_placement_case_move_at(dearer, 1, &move, &county_error), "move");
    CU_ASSERT(strcmp(move.candidate, "ann") == 0 && move.takes == 0);

    TEST_NUMBER(locality_placement_case_ground_at(dearer, 0, &ground, NULL), LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_placement_case_price_at(dearer, 1, &price, NULL), LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_placement_case_move_at(dearer, 2, &move, NULL), LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_placement_case_ground_at(NULL, 0, &ground, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_case_price_at(dearer, 0, NULL, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_case_move_at(NULL, 0, &move, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_case_grounds(NULL) + locality_placement_case_prices(NULL) +
                    locality_placement_case_moves(NULL),
                0);
    locality_placement_case_free(not_there);
    locality_placement_case_free(dearer);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
}

/* What is fixed names what it stands against; a tie names all. */
static void what_is_written_says_why(void) {
    static const struct {
        const char *rules, *reason;
    } rows[] = {
        {SOME("\"ann\", \"bob\"") NORTH " eligible A \"all\" : yes\n",
         "Allocation X: A.N., Planner and B.B., Librarian are equally good, a person has to "
         "choose"},
        {SOME("\"ann\"") NORTH " eligible A \"all\" : yes\n", "Allocation X"},
    };
    locality_placement_wish wish = {"cid", "north", "asked for", 1, 0};
    locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;

    options.wishes = &wish;
    for (size_t i = 0; i <= TEST_COUNT(rows); i++) {
        int is_wish = i == TEST_COUNT(rows);
        const char *rules = is_wish ? SOME("\"cid\"") NORTH
                                " eligible A \"serves\" : p.post.serves has a\n"
                                    : rows[i].rules;
        locality_model *model = county_model(0, NULL, 0, rules);
        locality_snapshot *before = NULL, *after = NULL;
        locality_value value;
        options.wishes_count = is_wish ? 1 : 0;
        county_well(locality_snapshot_take(model, &before, &county_error), "before");
        locality_placement *p = county_solve(before, &options);
        county_well(locality_placement_write(p, model, NULL, &county_error), "write");
        county_well(locality_snapshot_take(model, &after, &county_error), "after");
        const locality_schema *schema = locality_snapshot_schema(after);
        uint32_t kind = locality_schema_kind(schema, "allocation");
        county_well(locality_snapshot_value(
                        after, kind, locality_snapshot_find(after, kind, "X/north"),
                        locality_schema_field(schema, kind, "reason"), &value, &county_error),
                    rules);
        TEST_TEXT(value.text, is_wish
                                  ? "Allocation X: fixed (asked for) although A (serves) is not met"
                                  : rows[i].reason);
        locality_placement_free(p);
        locality_snapshot_release(before);
        locality_snapshot_release(after);
        locality_model_free(model);
    }
}

/* ---- Memory ---------------------------------------------------------------------------------------------------- */

static locality_status tell_all(void *state, const locality_allocator *allocator,
                                locality_error *error) {
    const char *rules = state;
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_placement *p = NULL;
    locality_placement_case *item = NULL;
    locality_status status = locality_model_new(NULL, allocator, &model, error);

    for (size_t i = 0; status == LOCALITY_OK && i < TEST_COUNT(county_rows); i++)
        status = paper_put(model, county_rows[i], error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, rules, strlen(rules), "f.rules", error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &snapshot, error);
    if (status == LOCALITY_OK)
        status = locality_placement_solve(snapshot, NULL, NULL, &p, error);
    for (size_t c = 0; status == LOCALITY_OK && c < locality_placement_count(p, PEOPLE); c++)
        for (size_t l = 0; status == LOCALITY_OK && l < locality_placement_count(p, PLACES); l++) {
            status = locality_placement_explain(p, c, l, &item, error);
            locality_placement_case_free(item);
            item = NULL;
        }
    if (status == LOCALITY_OK)
        status = locality_placement_write(p, model, NULL, error);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return status;
}

static void refused_memory_is_survived(void) {
    static char stages[] = STAGES;
    static char tied[] = SOME(
        "\"ann\", \"bob\", \"cid\", \"dot\"") " places a in area where a.id in {\"north\", "
                                              "\"south\"}\n"
                                              " eligible A \"serves\", source \"CP\", \"2\" : "
                                              "p.post.serves has a\n"
                                              " eligible B \"junior\" : p.post.senior = no and not "
                                              "any(x in allocation where x.person = p)\n";
    char *rules[] = {stages, tied};

    for (size_t i = 0; i < TEST_COUNT(rules); i++)
        fault_drive("placement told", tell_all, rules[i], 300);
}

static const test_case cases[] = {
    {"shortages and ties are those of all plans", shortages_and_ties_are_those_of_all_plans},
    {"a stage counts seats", a_stage_counts_seats},
    {"the answer picks nobody by id", the_answer_picks_nobody_by_id},
    {"why names what fails and the stage that decides",
     why_names_what_fails_and_the_stage_that_decides},
    {"conditions, prices and moves are data", conditions_prices_and_moves_are_data},
    {"what is written says why", what_is_written_says_why},
    {"every refusal of memory is survived", refused_memory_is_survived},
};

TEST_MAIN("placement truths", cases)
