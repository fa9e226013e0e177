/* Maps: what is a map, what is not, and where the mistake is. */
#include "locality/intake.h"

#include "support/fault.h"
#include "support/harness.h"

#include "intake/map.h"

static locality_status check(const char *text, locality_error *error) {
    memset(error, 0xA5, sizeof *error);
    return locality_intake_check_map(NULL, text, strlen(text), error);
}

#define START "map m \"M\"\ncolumn a \"A\"\n"

typedef struct wrong {
    const char *text;
    locality_status status;
    uint64_t line, column;
    const char *part; /* of the message */
} wrong;

static const wrong wrongs[] = {
    {"", LOCALITY_SYNTAX, 1, 1, "begins with"},
    {"column a \"A\"\n", LOCALITY_SYNTAX, 1, 1, "begins with"},
    {"map m\n", LOCALITY_SYNTAX, 1, 6, "what the map is for"},
    {"map m \"M\"\nmap n \"N\"\n", LOCALITY_DUPLICATE, 2, 5, "already"},
    {START, LOCALITY_SYNTAX, 3, 1, "makes no record"},
    {START "colum b \"B\"\n", LOCALITY_SYNTAX, 3, 1, "a line begins with"},
    {START "column a \"B\"\n", LOCALITY_DUPLICATE, 3, 8, "already"},
    {START "column b\n", LOCALITY_SYNTAX, 3, 9, "heading"},
    {START "column b \"B\" sometimes\n", LOCALITY_SYNTAX, 3, 14, "optional"},
    {START "column b \"B\" unit dozen\n", LOCALITY_SYNTAX, 3, 19, "a unit is"},
    {START "column b \"B\" split \"\"\n", LOCALITY_SYNTAX, 3, 22, "cannot be empty"},
    {START "column b \"B\" pick third\n", LOCALITY_SYNTAX, 3, 19, "pick first"},
    {START "columns b \"B\"\n", LOCALITY_SYNTAX, 3, 11, "like"},
    {START "column b \"B\n", LOCALITY_SYNTAX, 3, 10, "not closed"},
    {START "delimiter \"x\"\n", LOCALITY_SYNTAX, 3, 11, "tab"},
    {START "encoding latin-9\n", LOCALITY_SYNTAX, 3, 10, "windows-1252"},
    {START "heading row 0\n", LOCALITY_SYNTAX, 3, 13, "1 to 10000"},
    {START "heading row 99999999999\n", LOCALITY_SYNTAX, 3, 13, "1 to 10000"},
    {START "skip \"x\"\n", LOCALITY_SYNTAX, 3, 9, "when"},
    {START "skip \"x\" when b is \"1\"\n", LOCALITY_NOT_FOUND, 3, 15, "no column b"},
    {START "skip \"x\" when a was \"1\"\n", LOCALITY_SYNTAX, 3, 17, "is, is not"},
    {START "check a < a\n", LOCALITY_SYNTAX, 3, 9, "<="},
    {START "make pots a\n", LOCALITY_NOT_FOUND, 3, 6, "post"},
    {START "make post\n", LOCALITY_SYNTAX, 3, 10, "name of a column"},
    {START "make post aa\n", LOCALITY_NOT_FOUND, 3, 11, "did you mean \"a\""},
    {START "make post \"{aa}\"\n", LOCALITY_NOT_FOUND, 3, 11, "did you mean"},
    {START "make post \"{a\"\n", LOCALITY_SYNTAX, 3, 11, "brace"},
    {START "make post \"\"\n", LOCALITY_SYNTAX, 3, 11, "empty"},
    {START "make post a each a\n", LOCALITY_TYPE, 3, 19, "split"},
    {START "make post a twice\n", LOCALITY_SYNTAX, 3, 13, "nothing may follow"},
    {START "make post a\n  tilte a\n", LOCALITY_NOT_FOUND, 4, 3, "title"},
    {START "make post a\n  title\n", LOCALITY_SYNTAX, 4, 8, "name of a column"},
    {START "make post a\n  title a a\n", LOCALITY_SYNTAX, 4, 11, "nothing may follow"},
    {START "make note a\n  readings a\n", LOCALITY_TYPE, 4, 3, "lists of texts"},
    {START "  title a\n", LOCALITY_SYNTAX, 3, 3, "below a make"},
    {START "make post a\n  title %\n", LOCALITY_SYNTAX, 4, 9, "a word or a text"},
    {"map m \"\xFF\"\n", LOCALITY_ENCODING, 1, 8, "UTF-8"},
};

static void mistakes_are_told_with_their_place(void) {
    for (size_t i = 0; i < TEST_COUNT(wrongs); i++) {
        locality_error error;
        locality_status status = check(wrongs[i].text, &error);
        bool right = status == wrongs[i].status && error.line == wrongs[i].line &&
                     error.column == wrongs[i].column &&
                     strstr(error.message, wrongs[i].part) != NULL;
        if (!TEST_ROW(right, wrongs[i].text)) {
            printf("%s %u:%u %s\n", locality_status_name(status), (unsigned)error.line,
                   (unsigned)error.column, error.message);
        }
    }
}

static void what_is_a_map_is_taken(void) {
    static const char *const maps[] = {
        START "make post a\n",
        START "\n# a remark\n   # another\nmake post \"x{{{a:slug}}\" once # behind a line\n",
        START "make post a\n    title a\n      when a is \"x\"\n      or \"y\"\n      or a",
        START "missing \"N/D\"\n  \"NA\"\n# between\n  \"-\"\nmake post \"{row}\"\n",
        "map m \"M\"\r\ndelimiter tab\r\nencoding windows-1252\r\nheading row 6\r\n"
        "column a \"A\" \"B\" optional missing \"x\" \"y\" none \"z\" date \"D/M/YYYY\" unit "
        "percent "
        "pick last\r\ncolumn l \"L\" split \";\"\r\ncolumns ages like \"#\" \"#+\" optional\r\n"
        "check a <= a\r\ntally a \"x\"\r\nskip \"r\" when a is not \"x\" and a given and a missing "
        "and a differs l and a like \"x*\"\r\n"
        "make area a once when a given\r\nmake area \"{item}\" each l\r\nmake area \"{ages}\" "
        "each ages when l missing\r\n  name \"{structure}{label}{as-at}\"\r\n",
        START "about \"one\" \"two\"\nignore \"X\"\nstructure \"s\"\nmake post a\n  title a\n  "
              "title \"b\"\n",
        START "make post \"\\\"\\\\{a}\\t\"\n",
    };
    for (size_t i = 0; i < TEST_COUNT(maps); i++) {
        locality_error error;
        locality_status status = check(maps[i], &error);
        if (!TEST_ROW(status == LOCALITY_OK && error.status == LOCALITY_OK, maps[i])) {
            printf("%u:%u %s\n", (unsigned)error.line, (unsigned)error.column, error.message);
        }
    }
}

static void the_maps_of_the_library_are_maps(void) {
    CU_ASSERT_TRUE(locality_intake_maps() >= 16);
    for (size_t i = 0; i < locality_intake_maps(); i++) {
        const char *name = locality_intake_map_name(i);
        const char *text = locality_intake_map_text(name);
        locality_error error;
        CU_ASSERT_PTR_NOT_NULL_FATAL(text);
        if (!TEST_ROW(check(text, &error) == LOCALITY_OK, name)) {
            printf("%u:%u %s\n", (unsigned)error.line, (unsigned)error.column, error.message);
        }
        char start[100];
        snprintf(start, sizeof start, "\nmap %s \"", name);
        TEST_ROW(strstr(text, start) != NULL, name);
        TEST_ROW(i == 0 || strcmp(locality_intake_map_name(i - 1), name) < 0, name);
    }
    CU_ASSERT_PTR_NULL(locality_intake_map_name(locality_intake_maps()));
    CU_ASSERT_PTR_NULL(locality_intake_map_text("nothing"));
    CU_ASSERT_PTR_NULL(locality_intake_map_text(NULL));
}

static void patterns_fit_headings(void) {
    static const struct {
        const char *pattern, *text;
        bool fits;
    } rows[] = {{"#", "0", true},
                {"#", "90+", false},
                {"#+", "90+", true},
                {"#", "", false},
                {"*_rank", "IMD_rank", true},
                {"*_RANK", "imd_rank", true},
                {"*_rank", "rank", false},
                {"*", "", true},
                {"a*b*c", "axxbxxbc", true},
                {"a*b*c", "axxbxxb", false},
                {"E06*", "E06000001", true},
                {"", "", true},
                {"", "a", false},
                {"Q#-*", "Q12-x", true}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TEST_ROW(loc_pattern_fits(rows[i].pattern, rows[i].text, strlen(rows[i].text)) ==
                     rows[i].fits,
                 rows[i].pattern);
    }
}

static locality_status read_map(void *state, const locality_allocator *allocator,
                                locality_error *error) {
    const char *text = state;
    loc_map map;
    locality_status status = loc_map_read(&map, NULL, allocator, text, strlen(text), error);
    if (status == LOCALITY_OK) {
        loc_map_clear(&map);
    }
    return status;
}

static void survives_every_refusal_of_memory(void) {
    char text[16384];
    strcpy(text, locality_intake_map_text("uk-organogram-senior"));
    fault_drive("reading a map", read_map, text, 3);
}

static const test_case cases[] = {
    {"mistakes are told with line and column", mistakes_are_told_with_their_place},
    {"what is a map is taken", what_is_a_map_is_taken},
    {"the maps of the library are maps, in the order of the alphabet",
     the_maps_of_the_library_are_maps},
    {"patterns fit headings", patterns_fit_headings},
    {"every refusal of memory is survived", survives_every_refusal_of_memory},
};
TEST_MAIN("maps", cases)
