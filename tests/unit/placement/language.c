/* Allocations in the language: what is written reads back the same, and what is wrong is told where it stands. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/text.h"
#include "expr/parser.h"
#include "locality/expr.h"
#include "support/harness.h"

static const char whole[] =
    "switch local = yes\n"
    "allocate LEADS \"Who leads each \" \"district\"\n"
    "  source \"CP\", \"4\"\n"
    "  candidates p in person where p.fte > 0\n"
    "  places a in area where a.level = district\n"
    "  needs any(x in person) \"people\"\n"
    "  role \"lead\"\n"
    "  spell least 2\n  spell most 6\n  rest 1\n"
    "  from 2016-04-01\n  until 2017-03-31\n"
    "  let grade = p.post.grade.rank\n"
    "  eligible L-1 \"serves\", waiver 2 + 1 : not local or p.post.serves has a\n"
    "  eligible L-2 \"not senior\", no waiver, source \"CP\", \"2.3\" : p.post.senior = no\n"
    "  eligible L-3 \"grade\", source \"CP\" : grade >= 7\n"
    "  fixed \"agreed\" : p.id = \"gus\"\n"
    "  barred \"refused\" : p.id = \"bob\"\n"
    "  cover 1 \"north\" : a.id = \"north\"\n"
    "  prefer least \"held\" : count(x in allocation where x.person = p)\n"
    "  prefer most \"pay\" : p.grade.maximum\n"
    "  stage \"Slot-in\" : grade = 8\n"
    "  holds 2\n  seats if a.focus then 2 else 1\n"
    "  share p.fte\n  history 3\n"
    "allocate TIME \"How much time for each\"\n"
    "  candidates p in person\n  places a in area\n"
    "  step 0.1\n  whole 1 > 2\n"
    "  gives p.fte\n  need a.population / 5000\n"
    "  protect \"half each\" : if a.focus then 0.5 else 0\n  ceiling 2\n"
    "query role \"words of an allocation are names elsewhere\"\n"
    "  let eligible = count(p in person)\n"
    "  answer eligible + count(places in area where places.level = district)\n";

static char *canonical(const char *text, loc_arena *arena) {
    locality_error error;
    loc_file *file = NULL;
    loc_text out;
    size_t size;

    if (loc_syntax_parse_file(NULL, text, strlen(text), arena, &file, &error) != LOCALITY_OK) {
        printf("%s\n", error.message);
        CU_FAIL("it does not parse");
        return NULL;
    }
    loc_text_init(&out, &arena->allocator);
    loc_unparse_file(NULL, file, &out);
    return loc_text_take(&out, &size);
}

static void reads_back_as_it_was_written(void) {
    locality_allocator allocator;
    locality_error error;
    loc_arena arena;

    CU_ASSERT_EQUAL(loc_allocator_take(NULL, &allocator, &error), LOCALITY_OK);
    loc_arena_init(&arena, &allocator);
    char *once = canonical(whole, &arena);
    char *twice = once == NULL ? NULL : canonical(once, &arena);
    if (once != NULL && twice != NULL) {
        TEST_TEXT(twice, once);
        CU_ASSERT_PTR_NOT_NULL(strstr(once, "allocate LEADS \"Who leads each district\""));
        CU_ASSERT_PTR_NOT_NULL(strstr(once, "  candidates p in person where p.fte > 0\n"));
        CU_ASSERT_PTR_NOT_NULL(
            strstr(once, "eligible L-1 \"serves\", waiver 2 + 1 : not local or"));
        CU_ASSERT_PTR_NOT_NULL(
            strstr(once, "eligible L-2 \"not senior\", no waiver, source \"CP\", \"2.3\" : "));
        CU_ASSERT_PTR_NOT_NULL(strstr(once, "eligible L-3 \"grade\", source \"CP\" : grade"));
        CU_ASSERT_PTR_NOT_NULL(strstr(once, "prefer most \"pay\" : p.grade.maximum"));
        CU_ASSERT_PTR_NOT_NULL(strstr(once, "spell least 2\n"));
        CU_ASSERT_PTR_NOT_NULL(strstr(once, "  need a.population / 5000\n"));
        CU_ASSERT_PTR_NOT_NULL(strstr(once, "  protect \"half each\" : if a.focus"));
        CU_ASSERT_PTR_NOT_NULL(strstr(once, "  whole 1 > 2\n"));
    }
    TEST_NUMBER(locality_rule_file_check(NULL, whole, strlen(whole), &error), LOCALITY_OK);
    free(once);
    free(twice);
    loc_arena_clear(&arena);
}

#define HEAD "allocate A \"a\"\n candidates p in person\n places a in area\n"

static const struct wrong_row {
    const char *text;
    locality_status status;
    const char *part;
    unsigned line;
} wrong[] = {
    {"allocate A \"a\"\n candidates p in person\n", LOCALITY_SYNTAX, "allocation A has no `places`",
     1},
    {"allocate A \"a\"\n places a in area\n", LOCALITY_SYNTAX,
     "`candidates` stands before `places`", 2},
    {"allocate A \"a\"\n candidates p in person, q in post\n", LOCALITY_SYNTAX,
     "`candidates` has one variable", 2},
    {HEAD " require p.fte > 0\n", LOCALITY_SYNTAX, "an allocation has no `require`", 4},
    {HEAD " eligible X \"x\" p.fte > 0\n", LOCALITY_SYNTAX, "expected `:`", 4},
    {HEAD " eligible X \"x\", weight 2 : p.fte > 0\n", LOCALITY_SYNTAX,
     "expected waiver or no waiver, or source", 4},
    {HEAD " eligible X \"x\", waiver 2, weight 2 : p.fte > 0\n", LOCALITY_SYNTAX, "expected source",
     4},
    {HEAD " eligible X \"x\", source CP : p.fte > 0\n", LOCALITY_SYNTAX, "the document in quotes",
     4},
    {HEAD " eligible X \"x\", source \"CP\", 4 : p.fte > 0\n", LOCALITY_SYNTAX,
     "the section in quotes", 4},
    {HEAD " eligible X : p.fte > 0\n", LOCALITY_SYNTAX, "a text in quotes", 4},
    {HEAD " eligible \"x\" : p.fte > 0\n", LOCALITY_SYNTAX, "expected the id of a condition", 4},
    {HEAD " eligible X \"x\" : p.fte\n", LOCALITY_TYPE, "`p.fte` is a number", 4},
    {HEAD " prefer \"x\" : p.fte\n", LOCALITY_SYNTAX, "expected least or most", 4},
    {HEAD " prefer least \"x\" : p.initials\n", LOCALITY_TYPE, "a quantity is needed", 4},
    {HEAD " prefer least \"x\" : p.starts\n", LOCALITY_TYPE, "a quantity is needed", 4},
    {HEAD " holds a.population\n", LOCALITY_TYPE, "the candidate alone", 4},
    {HEAD " seats p.fte\n", LOCALITY_TYPE, "a count is needed", 4},
    {HEAD " let x = size(p.skills)\n seats x\n", LOCALITY_TYPE, "the place alone", 5},
    {HEAD " cover 2 \"x\" : p.fte > 0\n", LOCALITY_TYPE, "the place alone", 4},
    {HEAD " need p.fte\n", LOCALITY_TYPE, "the place alone", 4},
    {HEAD " need \"x\"\n", LOCALITY_TYPE, "a number is needed", 4},
    {HEAD " need 1\n gives a.population\n", LOCALITY_TYPE, "the candidate alone", 5},
    {HEAD " need 1\n protect \"x\" 1\n", LOCALITY_SYNTAX, "expected `:`", 5},
    {HEAD " need 1\n seats 2\n", LOCALITY_TYPE, "an allocation of FTE has no `seats`", 5},
    {HEAD " share p.fte\n need 1\n", LOCALITY_TYPE, "an allocation of FTE has no `share`", 4},
    {HEAD " gives p.fte\n", LOCALITY_TYPE, "`gives` is for an allocation of FTE", 4},
    {HEAD " need 1\n step p.fte\n", LOCALITY_TYPE, "neither candidate nor place", 5},
    {HEAD " needs p.fte > 0 \"x\"\n", LOCALITY_TYPE, "neither candidate nor place", 4},
    {HEAD " from p.starts\n", LOCALITY_TYPE, "neither candidate nor place", 4},
    {HEAD " eligible X \"x\", waiver p.fte : a.focus\n", LOCALITY_TYPE, "a count is needed", 4},
    {"allocate A \"a\"\n candidates p in person\n places a in p.skills\n", LOCALITY_TYPE,
     "the place alone", 3},
    {"allocate A \"a\"\n candidates p in {1, 2}\n places a in area\n", LOCALITY_TYPE,
     "candidates and places are records", 2},
    {HEAD " holds 1\n candidates q in post\n", LOCALITY_SYNTAX, "there is a second `candidates`",
     5},
    {HEAD " holds 1\n holds 2\n", LOCALITY_SYNTAX, "there is a second `holds`", 5},
    {HEAD "allocate A \"b\"\n candidates p in person\n places a in area\n", LOCALITY_DUPLICATE,
     "there is a second rule A", 4},
    {HEAD " elligible X \"x\" : a.focus\n", LOCALITY_SYNTAX, "no clause begins with `elligible`",
     4},
    {"rule R \"r\"\n eligible X \"x\" : 1 < 2\n", LOCALITY_SYNTAX,
     "no clause begins with `eligible`", 2},
    {"query allocate \"q\"\n let allocate = 1\n answer 1\n", LOCALITY_SYNTAX,
     "is a word of the language", 2},
};

static void tells_what_is_wrong_and_where(void) {
    for (size_t i = 0; i < TEST_COUNT(wrong); i++) {
        locality_error error;
        locality_status status =
            locality_rule_file_check(NULL, wrong[i].text, strlen(wrong[i].text), &error);
        TEST_ROW(status == wrong[i].status, wrong[i].text);
        TEST_ROW(strstr(error.message, wrong[i].part) != NULL, wrong[i].part);
        TEST_ROW(error.line == wrong[i].line, wrong[i].text);
        if (status != wrong[i].status || strstr(error.message, wrong[i].part) == NULL ||
            error.line != wrong[i].line)
            printf("  line %lu, %s: %s\n", (unsigned long)error.line, locality_status_name(status),
                   error.message);
    }
}

static const test_case cases[] = {
    {"an allocation reads back as it was written", reads_back_as_it_was_written},
    {"what is wrong is told, and where", tells_what_is_wrong_and_where},
};

TEST_MAIN("placement language", cases)
