/*
 * Values of the rarer sorts: moments, records of any kind, lists of truths and of lists, texts that become
 * words and records, long lists, and what is missing of each.
 */
#include "eval_kit.h"

static locality_snapshot *snapshot;

static void build(void) {
    locality_model *model = kit_model();
    kit_put(model, "structure", "s", NULL);
    kit_put(model, "unit", "north_team", "name", "North Team", NULL);
    kit_put(model, "unit", "south", NULL);
    kit_put(model, "theme", "care", "parent", "none", NULL);
    kit_put(model, "theme", "youth", "parent", "care", NULL);
    kit_put(model, "theme", "food", NULL);
    kit_put(model, "post", "head", "title", "Head", "posts", "1", "senior", "yes", "reports_to",
            "none", "unit", "north_team", "serves", "a", "themes", "care", "structure", "s",
            "remit", "North Team", NULL);
    kit_put(model, "post", "mid", "title", "Mid", "posts", "2..3", "fte", "1..2", "senior", "no",
            "reports_to", "head", "unit", "north_team", "serves", "a b", "themes", "youth food",
            "structure", "s", "remit", "nobody", NULL);
    kit_put(model, "post", "low", "posts", "1", "reports_to", "head", "themes", "care", NULL);
    kit_put(model, "post", "stray", "posts", "1", "structure", "s", "unit", "south", NULL);
    kit_put(model, "area", "a", "level", "ward", NULL);
    kit_put(model, "area", "b", "level", "ward", NULL);
    kit_put(model, "area_group", "g", "layer", "x", "members", "a", NULL);
    kit_put(model, "area_group", "h", NULL);
    kit_put(model, "note", "n1", "about", "post:head", "type", "blank", NULL);
    kit_put(model, "note", "n2", "about", "unit:north_team", NULL);
    kit_put(model, "note", "n3", "about", "none", NULL);
    kit_put(model, "note", "n4", NULL);
    kit_put(model, "event", "e1", "starts", "2010-09-03", "weekday", "friday", NULL);
    kit_put(model, "event", "e2", "starts", "2010-09", "weekday", "monday", NULL);
    kit_put(model, "area", "whole", "parent", "none", NULL);
    kit_put(model, "area", "left", "level", "district", "parent", "whole", NULL);
    kit_put(model, "area", "right", "level", "district", "parent", "whole", NULL);
    kit_put(model, "area", "rest", "level", "district", "parent", "whole", NULL);
    kit_put(model, "area", "ring1", "parent", "ring2", NULL);
    kit_put(model, "area", "ring2", "parent", "ring1", NULL);
    kit_put(model, "area_group", "l1", "layer", "l", "members", "left right", "within", "whole",
            NULL);
    kit_put(model, "area_group", "l2", "layer", "l", "members", "right", "within", "whole", NULL);
    kit_put(model, "provider", "v1", "name", "one", "priorities", "one two one", NULL);
    kit_put(model, "provider", "v2", "name", "two", "priorities", "two", NULL);
    kit_put(model, "provider", "v3", "name", "three", NULL);
    kit_put(model, "comment", "c1", "received", "2010-09-03 16:59:59", NULL);
    kit_put(model, "comment", "c2", "received", "2010-09-03", NULL);
    kit_put(model, "comment", "c3", "received", "1969-12-31 23:00", NULL);
    snapshot = kit_take(model);
    locality_model_free(model);
}

static const struct row {
    const char *expression, *answer;
} rows[] = {
    /* moments */
    {"comment c1.received < 2010-09-03T17:00", "yes"},
    {"comment c2.received < 2010-09-03T17:00", "unknown"},
    {"comment c1.received + 1 days > 2010-09-04T16:00", "yes"},
    {"comment c1.received - 2 days < 2010-09-02", "yes"},
    {"day(comment c1.received) - day(comment c3.received)", "14,856 days"},
    {"day(comment c3.received)", "31 December 1969"},
    {"event e1.starts = comment c2.received", "unknown"},
    {"first(comment c2.received) = 2010-09-03T00:00", "yes"},
    {"last(comment c2.received) = 2010-09-03T23:59:59", "yes"},
    {"comment c1.received within 2010-09", "yes"},
    {"min(c.received for c in comment) < 1970-01-01", "yes"},
    /* records of any kind */
    {"note n1.about = post head", "yes"},
    {"note n1.about = unit south", "no"},
    {"note n1.about != post mid", "yes"},
    {"note n3.about = post head", "no"},
    {"note n4.about = post head", "unknown"},
    {"note n3.about is none", "yes"},
    {"note n4.about is missing", "yes"},
    {"note n1.about is known", "yes"},
    {"note n2.about.name", "North Team"},
    {"note n4.about.name", "unknown"},
    {"note n1.about.name", "unknown"},
    {"note n2.about.id", "north_team"},
    {"note n4.about.id", "unknown"},
    {"list(n.about for n in note)", "Head; North Team; unknown?"},
    {"list(n, n.about for n in note)", "n1 | Head; n2 | North Team; n3 | none; n4 | unknown"},
    {"count(distinct n.about for n in note)", "between 2 and 3"},
    {"count(n in note where n.about = post head)", "between 1 and 2"},
    {"list(n.about for n in note).id", "head; north_team; unknown?"},
    {"note n1.about in list(n.about for n in note)", "yes"},
    {"if note n1.type = blank then note n1.about else note n2.about", "Head"},
    {"if note n2.type = blank then note n1.about else note n2.about", "unknown"},
    {"named(note n2.about, \"north team\")", "yes"},
    /* texts that become words and records */
    {"event e1.weekday = weekday(event e1.starts)", "yes"},
    {"event e2.weekday = weekday(event e2.starts)", "unknown"},
    {"post head.unit = post head.remit", "yes"},
    {"post mid.unit = post mid.remit", "unknown"},
    {"count(p in post where p.unit = p.remit)", "between 1 and 4"},
    /* lists of truths, lists of lists */
    {"list(p.senior for p in post)", "yes; no; unknown; unknown"},
    {"set(p.senior for p in post)", "yes; no; unknown?; unknown?"},
    {"set(p.posts for p in post)", "1; between 2 and 3?"},
    {"yes in list(p.senior for p in post)", "yes"},
    {"no in list(p.senior for p in post where p.id = \"low\")", "unknown"},
    {"below(post head).senior", "no; unknown"},
    {"below(post head).posts", "between 2 and 3; 1"},
    {"below(post head).unit.id", "north_team; unknown?"},
    {"below(post head).serves", "a; b"},
    {"size(below(post head).serves)", "at least 2"},
    {"post mid.themes.parent", "care; unknown?"},
    {"post head.themes.parent", ""},
    {"list(p, p.serves for p in post where p.posts = 1)",
     "Head | a; low | unknown; stray | unknown"},
    {"list(p.id, list(q.title for q in post where q.reports_to = p) for p in post where p.id = "
     "\"head\")",
     "head | Mid, unknown, unknown (possibly)"},
    {"set(p.posts, p.structure for p in post where p.posts = 1)", "1 | s; 1 | unknown"},
    {"list(p.fte for p in post where p.id = \"mid\")", "between 1 and 2"},
    {"if post low.senior then {1, 2} else {2, 3}", "1?; 2; 3?"},
    {"if post head.senior then post mid.serves else post head.serves", "a; b"},
    {"size(if post low.senior then post mid.serves else post low.serves)", "at least 0"},
    {"{1, 2} = {2, 1}", "yes"},
    {"{1, 2} = list(p.posts for p in post)", "unknown"},
    {"list(p.posts for p in post where p.posts > 2) within {3}", "unknown"},
    {"list(p.posts for p in post where p.posts > 2) overlaps {2}", "unknown"},
    {"list(p for p in post where p.posts > 2) within {post head}", "unknown"},
    {"list(p for p in post where p.posts > 2) overlaps {post mid}", "unknown"},
    {"distinct(list(p.senior for p in post))", "yes; no; unknown?; unknown?"},
    {"size(set(p.fte for p in post where p.id = \"low\" or p.id = \"stray\"))", "between 1 and 2"},
    /* texts */
    {"\"Café\" matches \"caf?\"", "yes"},
    {"post low.title matches \"x\"", "unknown"},
    {"post head.title matches post head.remit", "no"},
    {"post mid.remit matches post mid.remit", "yes"},
    {"count(p in post where p.title matches p.remit)", "between 0 and 2"},
    {"named(post head.reports_to, \"x\")", "no"},
    {"text({1, 2})", "1, 2"},
    {"text(post low.unit)", "unknown"},
    {"text(1.25, 1)", "1.3"},
    /* lists that are converted, look-ups by items that are texts, by fields that nobody has */
    {"list(p.posts for p in post where p.posts = 1) = {1.0, 1.0}", "yes"},
    {"list(p.posts for p in post where p.posts is known) overlaps {1.5, 2.5}", "no"},
    {"size(post head.dotted_to)", "at least 0"},
    {"list(p.dotted_to.id for p in post where p.id = \"low\") is empty", "no"},
    {"post head.serves within (if yes then {area a} else {unknown})", "yes"},
    {"post head.serves within (if no then {area a} else {unknown})", "unknown"},
    {"list(v.id, count(q in provider where q.priorities has v.name) for v in provider)",
     "v1 | between 1 and 2; v2 | between 2 and 3; v3 | between 0 and 1"},
    {"list(v.id, list(q.id for q in provider where q.priorities has v.name) for v in provider)",
     "v1 | v1, v3 (possibly); v2 | v1, v2, v3 (possibly); v3 | v3 (possibly)"},
    {"count(p in post, q in post where q.grade = p.grade)", "between 0 and 16"},
    {"count(p in post, q in post where q.grade = p.grade and q.unit = p.unit)", "between 0 and 12"},
    {"list(p.id, list(q.id for q in post where q.reports_to.grade = p.grade) for p in post where "
     "p.id = \"mid\")",
     "mid | head (possibly), mid (possibly), low (possibly), stray (possibly)"},
    /* rounding and calendars at their ends */
    {"round(5)", "5"},
    {"round(2.345, 0 - 1)", "2"},
    {"round(2.345, post mid.posts)", "unknown"},
    {"round(2.5, 9)", "2.5"},
    {"abs(post mid.posts - 5)", "between 2 and 3"},
    {"abs(post stray.fte)", "at least 0"},
    {"add_months(9999-12-01, 1)", "unknown"},
    {"add_months(2010-01-31, post mid.posts)", "between 31 March 2010 and 30 April 2010"},
    {"year(first(as_at))", "unknown"},
    {"max(a.population for a in (post low).serves)", "unknown"},
    {"min(q.posts for p in post, q in below(p))", "1"},
    {"list(u.id, max(p.posts for p in post where p.unit = u), min(p.posts for p in post where "
     "p.unit = u) for u in unit)",
     "north_team | between 2 and 3 | 1; south | 1 | 1"},
    /* places */
    {"gaps(area_group l1)", "rest"},
    {"overlaps_of(area_group l1)", "right"},
    {"covers(list(a for a in area where a.level = district), area left)", "yes"},
    {"covers(list(d for d in area where d.population = 1), area left)", "unknown"},
    {"area ring1 within whole", "no"},
    {"ancestors(area ring1)", "ring2; ring1"},
    {"area left within right", "no"},
    /* long constant lists of texts and of records */
    {"count(p in post where p.title in {\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", "
     "\"i\", \"j\", \"k\", \"l\", \"Mid\"})",
     "between 1 and 3"},
    {"count(p in post where p.reports_to not in {post head, post mid, post head, post mid, post "
     "head, post mid, post head, post mid, post head, post mid, post head, post mid, post mid})",
     "between 1 and 2"},
    {"count(p in post where p.title in list(q.title for q in post, r in post))", "between 2 and 4"},
    {"count(a in area where a in list(d for p in post, d in p.serves, b in area, c in area))",
     "between 2 and 8"},
};

static void values_of_the_rarer_sorts(void) {
    char text[1000];
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_answer *answer = NULL;
        size_t used = 0;
        text[0] = '\0';
        if (locality_query(snapshot, rows[i].expression, strlen(rows[i].expression), NULL, &answer,
                           &kit_error) != LOCALITY_OK)
            snprintf(text, sizeof text, "%.300s", kit_error.message);
        for (size_t r = 0; r < locality_answer_rows(answer); r++)
            for (size_t c = 0; c < locality_answer_columns(answer) && used < sizeof text; c++)
                used += (size_t)snprintf(
                    text + used, sizeof text - used, "%s%s%s",
                    c > 0   ? " | "
                    : r > 0 ? "; "
                            : "",
                    locality_answer_text(answer, r, c),
                    locality_answer_certainty(answer, r) == LOCALITY_TRUE ? "" : "?");
        if (!TEST_TEXT(text, rows[i].answer))
            printf("  in %s\n", rows[i].expression);
        locality_answer_free(answer);
    }
}

static void what_lines_and_places_lack_is_named(void) {
    static const struct row missing[] = {
        {"span(post head) = 4", "posts of post Mid is not exact: between 2 and 3"},
        {"span_fte(post head) = 4",
         "fte of post Mid is not exact: between 1 and 2; fte of post low is not given"},
        {"layers(structure s) = 2", "reports_to of post stray is not given"},
        {"size(chain(post stray)) = 0", "reports_to of post stray is not given"},
        {"cyclic(post stray)", "reports_to of post stray is not given"},
        {"parent(area a) = area b", "parent of area a is not given"},
        {"size(ancestors(area a)) = 0", "parent of area a is not given"},
        {"members(area_group h) is empty or members(area_group h) has a",
         "members of area_group h is not given"},
        {"size(gaps(area_group g)) = 0", "within of area_group g is not given"},
        {"note n4.about.name = \"x\"", "about of note n4 is not given"},
        {"note n1.about.name = \"x\"", "name of post Head is not given"},
        {"note n3.about.name = \"x\"", "there is no record whose name could be read"},
        {"size(below(post head).serves) = 2", "serves of post low is not given"},
        {"low(post mid.posts) = high(post mid.posts)", ""},
        {"named(post low.unit, \"x\")", "unit of post low is not given"},
    };
    for (size_t i = 0; i < TEST_COUNT(missing); i++) {
        locality_answer *answer = NULL;
        char text[1000] = "";
        kit_well(locality_query(snapshot, missing[i].expression, strlen(missing[i].expression),
                                NULL, &answer, &kit_error),
                 missing[i].expression);
        for (size_t k = 0; k < locality_answer_missing(answer); k++) {
            strncat(text, k == 0 ? "" : "; ", sizeof text - strlen(text) - 1);
            strncat(text, locality_answer_missing_at(answer, k)->what,
                    sizeof text - strlen(text) - 1);
        }
        if (!TEST_TEXT(text, missing[i].answer))
            printf("  in %s\n", missing[i].expression);
        locality_answer_free(answer);
    }
}

static void cells_hold_values_as_a_host_reads_them(void) {
    static const char text[] =
        "list(n.about, p.serves, list(q.posts for q in post where q.reports_to = p), p.senior for "
        "n in note where n.about is known, p in post where p.id = \"head\")";
    locality_answer *answer = NULL;
    locality_value value;
    kit_well(locality_query(snapshot, text, sizeof text - 1, NULL, &answer, &kit_error), text);
    TEST_NUMBER(locality_answer_rows(answer), 3); /* none is known too */
    TEST_NUMBER(locality_answer_column_type(answer, 0), LOCALITY_TYPE_ANY_REF);
    TEST_NUMBER(locality_answer_column_type(answer, 1), LOCALITY_TYPE_REFS);
    TEST_NUMBER(locality_answer_column_type(answer, 2), LOCALITY_TYPE_TEXTS);
    kit_well(locality_answer_value(answer, 0, 0, &value, &kit_error), "value");
    TEST_TEXT(value.text, "post:head");
    kit_well(locality_answer_value(answer, 2, 0, &value, &kit_error), "value");
    TEST_TEXT(value.text, "none");
    kit_well(locality_answer_value(answer, 0, 1, &value, &kit_error), "value");
    TEST_NUMBER(value.type, LOCALITY_TYPE_REFS);
    TEST_NUMBER(value.items_count, 1);
    TEST_TEXT(value.items[0], "a");
    kit_well(locality_answer_value(answer, 0, 2, &value, &kit_error), "value");
    TEST_NUMBER(value.type, LOCALITY_TYPE_TEXTS);
    TEST_TEXT(value.items[0], "between 2 and 3");
    kit_well(locality_answer_value(answer, 0, 3, &value, &kit_error), "value");
    TEST_NUMBER(value.range.lo, 1);
    locality_answer_free(answer);
}

static void the_snapshot_goes(void) {
    locality_snapshot_release(snapshot);
    CU_PASS("under a sanitizer nothing is left");
}

static const test_case cases[] = {
    {"the model is taken", build},
    {"values of the rarer sorts follow the reference", values_of_the_rarer_sorts},
    {"what lines of report and places lack is named", what_lines_and_places_lack_is_named},
    {"cells hold values as a host reads them", cells_hold_values_as_a_host_reads_them},
    {"the snapshot is given back", the_snapshot_goes},
};

TEST_MAIN("rarer values", cases)
