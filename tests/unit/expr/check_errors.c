/*
 * Tests: every wrong use is told with its place, the line, a caret below it, and what to write
 * instead.
 */
#include "support/harness.h"

#include "base/text.h"
#include "locality/expr.h"

typedef struct error_row {
    const char *text;
    int status;
    uint64_t line, column;
    const char *message; /* part of the first line */
    const char *hint;    /* part of what stands below the caret; "" where nothing does */
} error_row;

#define SYNTAX LOCALITY_SYNTAX
#define TYPE LOCALITY_TYPE
#define ABSENT LOCALITY_NOT_FOUND

/* Inside `count(p in post, ...  where <text>)`; columns count from the text. */
static const error_row conditions[] = {
    /* Names. */
    {"p.titel = \"x\"", ABSENT, 1, 3, "post has no field `titel`", "did you mean \"title\"?"},
    {"p.xyzzy = \"x\"", ABSENT, 1, 3, "post has no field `xyzzy`", "its fields are id, structure"},
    {"p.span > 3", ABSENT, 1, 3, "post has no field `span`", "write span(p)"},
    {"p.unit.heed is known", ABSENT, 1, 8, "unit has no field `heed`", "\"head\""},
    {"n.about.title = \"x\"", ABSENT, 1, 9, "a record of any kind has no field `title`",
     "id, name, source, section, basis, remark"},
    {"q.title = \"x\"", ABSENT, 1, 1, "there is no variable or parameter `q` here", "did you mean"},
    {"foo = 3", ABSENT, 1, 1, "no variable or parameter `foo`", "a text stands in quotes"},
    {"someone.title = \"x\"", ABSENT, 1, 1, "no variable or parameter `someone`",
     "a variable comes in by `for` or a quantifier"},
    {"p.posts = posts", ABSENT, 1, 11, "no variable or parameter `posts`", "posts is a kind"},
    {"p.posts = fte", ABSENT, 1, 11, "no variable or parameter `fte`", "did you mean p.fte?"},
    {"p.posts = district", ABSENT, 1, 11, "no variable or parameter `district`",
     "a word of area.level"},
    {"p.title = clerk", ABSENT, 1, 11, "no variable or parameter `clerk`", "quotes: \"clerk\""},
    {"d.level = distrct", ABSENT, 1, 11, "`distrct` is no word of area.level",
     "did you mean \"district\"?"},
    {"d.category = seaside", ABSENT, 1, 14, "`seaside` is no word of area.category",
     "its words are priority, deprived, rural"},
    {"d.level = \"Distric\"", ABSENT, 1, 11, "`distric` is no word of area.level", "\"district\""},
    {"d.level in {district, contry}", ABSENT, 1, 23, "`contry` is no word", "\"country\""},
    {"m.per = mnth", ABSENT, 1, 9, "no word of stream.per", "\"month\""},
    {"p.reports_to = none", ABSENT, 1, 16, "`none`", "write x is none"},
    {"p.unit = head-of-service", ABSENT, 1, 10, "`head`",
     "put the id in quotes: \"head-of-service\""},
    {"spam(p) > 3", ABSENT, 1, 1, "there is no function or definition `spam`",
     "did you mean \"span\"?"},
    {"any(z in pots)", ABSENT, 1, 10, "there is no kind or list `pots`", "\"post\""},
    {"any(z in depots)", ABSENT, 1, 10, "there is no kind or list `depots`", ""},
    {"as_yt > date 2010", ABSENT, 1, 1, "`as_yt`", "\"as_at\""},
    /* Comparisons of what does not go together. */
    {"p.serves = d", TYPE, 1, 10, "`p.serves` is a list of areas, `d` is an area",
     "p.serves is a list: write p.serves has d"},
    {"p.serves != d", TYPE, 1, 10, "they cannot be compared", "write not p.serves has d"},
    {"d = p.serves", TYPE, 1, 3, "they cannot be compared", "write d in p.serves"},
    {"d != p.serves", TYPE, 1, 3, "they cannot be compared", "write d not in p.serves"},
    {"m.amount = 100", TYPE, 1, 10, "`m.amount` is an amount of money, `100` is a count",
     "write £100"},
    {"m.amount > 0.5", TYPE, 1, 10, "cannot be compared", "write £0.5"},
    {"p.posts = £24", TYPE, 1, 9, "cannot be compared", "without a pound sign"},
    {"p.cost > p.posts", TYPE, 1, 8, "cannot be compared", "write p.posts * £1"},
    {"p.starts = 2010", TYPE, 1, 10, "`p.starts` is a date, `2010` is a count",
     "write date 2010 for a year"},
    {"p.starts > \"2010\"", TYPE, 1, 10, "cannot be compared", "written without quotes"},
    {"p.ends - p.starts > 28", TYPE, 1, 19, "is a number of days, `28` is a count",
     "write 28 days"},
    {"p.starts < 4 weeks", TYPE, 1, 10, "cannot be compared", "as_at + 4 weeks"},
    {"p = u", TYPE, 1, 3, "`p` is a post, `u` is a unit", "did you mean u.head?"},
    {"u = p", TYPE, 1, 3, "`u` is a unit, `p` is a post", "did you mean p.unit?"},
    {"p.unit = d", TYPE, 1, 8, "`p.unit` is a unit, `d` is an area", ""},
    {"p.title = 3", TYPE, 1, 9, "`p.title` is a text, `3` is a count", "write text(3)"},
    {"p.title < \"b\"", TYPE, 1, 1, "something that has an order", "they have no order"},
    {"d.level < county", TYPE, 1, 1, "something that has an order", "they have no order"},
    {"p.serves < p.serves", TYPE, 1, 1, "something that has an order", "write size(p.serves)"},
    {"p < p", TYPE, 1, 1, "something that has an order", "p.name"},
    {"p.senior > no", TYPE, 1, 1, "something that has an order", "count what holds"},
    {"p.posts = unknown", TYPE, 1, 11, "a comparison with `unknown` is never decided",
     "write p.posts is missing"},
    {"n.about = \"head\"", TYPE, 1, 9, "cannot be compared", "name its kind: post \"head\""},
    {"1 < 2 < 3", SYNTAX, 1, 7, "comparisons do not chain", "write a < b and b < c"},
    {"p.posts in 3", TYPE, 1, 9, "need an item and a list", "write p.posts = 3"},
    {"d in d.parent", TYPE, 1, 3, "need an item and a list", "write d within d.parent"},
    {"p.starts in 2011/12", TYPE, 1, 10, "need an item and a list",
     "write p.starts within 2011/12"},
    {"p.serves in p.serves", TYPE, 1, 10, "need an item and a list",
     "write p.serves within p.serves"},
    {"p.serves in d", TYPE, 1, 10, "need an item and a list", "write p.serves has d"},
    {"p in post", TYPE, 1, 3, "need an item and a list", "post is a kind, not a list"},
    {"p.unit has u", TYPE, 1, 8, "need an item and a list", "write p.unit = u"},
    {"d has p.serves", TYPE, 1, 3, "need an item and a list", "write d in p.serves"},
    {"p.posts within 3", TYPE, 1, 9, "two lists, two areas or two dates", "write p.posts = 3"},
    {"d within p.serves", TYPE, 1, 3, "two lists, two areas or two dates",
     "write covers(p.serves, d)"},
    {"p within u", TYPE, 1, 3, "two lists, two areas or two dates", ""},
    {"d overlaps p.serves", TYPE, 1, 3, "two lists of one type", "write d in p.serves"},
    {"p.serves overlaps d", TYPE, 1, 10, "two lists of one type", "write p.serves has d"},
    {"p.posts matches \"1*\"", TYPE, 1, 1, "a text is needed here", "write text(p.posts)"},
    {"p.unit matches \"x*\"", TYPE, 1, 1, "a text is needed here", "write p.unit.id"},
    {"p.serves.name matches \"x*\"", TYPE, 1, 1, "a text is needed here",
     "any(... for x in p.serves.name)"},
    /* Tests. */
    {"p.unit is empty", TYPE, 1, 1, "`p.unit` is a unit, but a list", "write p.unit is missing"},
    {"p.serves is none", TYPE, 1, 1, "a reference, which may be none", "write p.serves is empty"},
    {"p.task_role is none", TYPE, 1, 1, "a reference, which may be none",
     "write p.task_role = none"},
    {"p.posts is none", TYPE, 1, 1, "a reference, which may be none", "write p.posts is missing"},
    {"p.contract is casual", SYNTAX, 1, 15, "expected known, missing, none or empty, found casual",
     "write =, as in p.contract = casual"},
    /* Truths. */
    {"p", TYPE, 1, 1, "`p` is a post, but a condition (yes or no)", "write p is known"},
    {"p.posts", TYPE, 1, 1, "but a condition (yes or no)", "p.posts > 0"},
    {"p.serves", TYPE, 1, 1, "but a condition (yes or no)", "write p.serves is not empty"},
    {"p.senior and p.title", TYPE, 1, 14, "`p.title` is a text", "p.title is known"},
    {"not p.cost", TYPE, 1, 5, "but a condition (yes or no)", "p.cost > £0"},
    {"p.senior = not p.senior", SYNTAX, 1, 12, "it needs parentheses", "write a = (not b)"},
    /* Arithmetic. */
    {"p.starts + 28 > as_at", TYPE, 1, 10, "they cannot be added", "write p.starts + 28 days"},
    {"p.starts - 28 > as_at", TYPE, 1, 10, "cannot be subtracted", "write p.starts - 28 days"},
    {"m.amount + 100 > £5", TYPE, 1, 10, "they cannot be added", "write £100"},
    {"c.received - c.received > 1 day", TYPE, 1, 12, "cannot be subtracted",
     "write day(c.received) - day(c.received)"},
    {"m.amount * m.amount > £5", TYPE, 1, 10, "they cannot be multiplied", ""},
    {"l / 7 > 2", ABSENT, 1, 1, "`l`", ""},
    {"(p.ends - p.starts) / 7 > 2", TYPE, 1, 21, "cannot be divided",
     "/ 7 days for a number of weeks"},
    {"(p.ends - p.starts) * 0.5 > 2 days", TYPE, 1, 21, "cannot be multiplied", "days are whole"},
    {"p.title + \"x\" = \"y\"", TYPE, 1, 9, "they cannot be added", "put together in a message"},
    {"-p.title = \"y\"", TYPE, 1, 2, "a number, an amount or a number of days", ""},
    {"(if p.senior then 3 else £4) = 3", TYPE, 1, 2, "both sides of an `if` are of one type", ""},
    {"if p.senior then yes", SYNTAX, 1, 21, "expected `else`", "write if c then a else b"},
    {"if p.senior yes", SYNTAX, 1, 13, "expected `then`", "write if c then a else b"},
    {"c.received - p.starts > 1 day", TYPE, 1, 12, "cannot be subtracted",
     "write day(c.received) - p.starts"},
    {"p.starts - c.received > 1 day", TYPE, 1, 10, "cannot be subtracted",
     "write p.starts - day(c.received)"},
    {"p.serves * 2 > 3", TYPE, 1, 10, "they cannot be multiplied", "write size(p.serves)"},
    {"2 / p.serves > 3", TYPE, 1, 3, "cannot be divided", "write size(p.serves)"},
    {"foo + 1 > 3", ABSENT, 1, 1, "`foo`", ""},
    {"-foo > 3", ABSENT, 1, 2, "`foo`", ""},
    {"foo is known", ABSENT, 1, 1, "`foo`", ""},
    {"foo.x within d", ABSENT, 1, 1, "`foo`", ""},
    {"foo.x overlaps p.serves", ABSENT, 1, 1, "`foo`", ""},
    {"foo.x in p.serves", ABSENT, 1, 1, "`foo`", ""},
    {"p in foo", TYPE, 1, 3, "need an item and a list", "write p = foo"},
    {"foo.x matches \"x\"", ABSENT, 1, 1, "`foo`", ""},
    {"p.title matches foo.x", ABSENT, 1, 17, "`foo`", ""},
    {"unknown = p.posts", TYPE, 1, 1, "a comparison with `unknown` is never decided",
     "write p.posts is missing"},
    {"list(z.id, z.name for z in post) is known", TYPE, 1, 1, "a table is only possible", ""},
    /* Lists. */
    {"p.posts in {foo.x, 1}", ABSENT, 1, 13, "`foo`", ""},
    {"p.posts in {1, \"a\"}", TYPE, 1, 16, "`\"a\"` does not go with the items before it",
     "of one type"},
    {"p.posts in {{1}}", TYPE, 1, 13, "a single value", "lists do not nest"},
    {"{} is empty", TYPE, 1, 1, "nothing says what this list would hold", "x is empty"},
    {"p.posts in {1, 2", SYNTAX, 1, 17, "expected `}`", "it closes the `{` of line 1"},
    /* Functions. */
    {"span(u) > 3", TYPE, 1, 6, "`u` is a unit, but a post is needed here", "did you mean u.head?"},
    {"span() > 3", TYPE, 1, 1, "`span` has too few arguments", "span(post) -> count"},
    {"span(p, p) > 3", TYPE, 1, 1, "`span` has too many arguments", "span(post) -> count"},
    {"covers(d, d)", TYPE, 1, 8, "a list of areas is needed here", "write {d} for a list of one"},
    {"days(c.received, as_at) > 3 days", TYPE, 1, 6, "a date is needed here",
     "write day(c.received)"},
    {"add_months(as_at, 1.5) > as_at", TYPE, 1, 19, "a count is needed here", "round(1.5)"},
    {"size(p.posts) > 3", TYPE, 1, 6, "a list is needed here", "a list is a field such as"},
    {"percent(p.posts, p.cost) > 3%", TYPE, 1, 18, "the same type as before", ""},
    {"named(p.title, \"x\")", TYPE, 1, 7, "a record is needed here", ""},
    {"round(p.title, 2) = 3", TYPE, 1, 7, "a number or an amount", ""},
    {"floor(p.cost) = 3", TYPE, 1, 7, "a number is needed here", "write p.cost / £1"},
    {"min(1) = 3", SYNTAX, 1, 6, "`min` needs `for` and a variable", "min(a, b)"},
    {"min(p.title, \"x\") = \"x\"", TYPE, 1, 5, "a number, an amount, a date", ""},
    /* Quantifiers. */
    {"count(z.unit for z in post) > 3", SYNTAX, 1, 7, "`count` counts records, not values",
     "count(distinct p.unit for p in post)"},
    {"sum(z in post) > 3", SYNTAX, 1, 5, "`sum` needs a value before its `for`", "write sum("},
    {"all(z in post where z.senior)", SYNTAX, 1, 5, "`all` needs a value", "write all("},
    {"any(x in {1} for z in post)", SYNTAX, 1, 5, "this reads as the variable of `any`",
     "put parentheses around"},
    {"sum(z.title for z in post) > 3", TYPE, 1, 5, "a number, an amount or a number of days", ""},
    {"any(z.posts for z in post)", TYPE, 1, 5, "a condition (yes or no)", "z.posts > 0"},
    {"any(z in p.unit)", TYPE, 1, 10, "a kind or a list is needed here", "{p.unit}"},
    {"any(p in post)", LOCALITY_DUPLICATE, 1, 5, "`p` is a variable already",
     "choose another name"},
    {"any(z in post, z in area)", LOCALITY_DUPLICATE, 1, 16, "`z` is a variable already", ""},
    {"any(where in post)", SYNTAX, 1, 5, "`where` is a word of the language", "where_1"},
    {"any(z of post)", SYNTAX, 1, 7, "`any` needs `for` and a variable", "any(p in post"},
    {"any(yes for z of post)", SYNTAX, 1, 15, "expected `in`, found of", "write v in post"},
    {"count(distinct z.serves for z in post) > 3", TYPE, 1, 16, "a single value", "size(set("},
    {"size(list(z.title, z.posts for z in post)) > 3", TYPE, 1, 6,
     "a table is only possible as the whole", "give it one value"},
    {"list(z in post, w in area) is empty", SYNTAX, 1, 6, "needs to know what to list", ""},
    {"sum(z.fte, z.posts for z in post) > 3", SYNTAX, 1, 12, "`sum` takes one value", ""},
    /* Form. */
    {"", SYNTAX, 1, 0, "expected a value", ""},
    {"p.posts = ", SYNTAX, 1, 0, "expected a value", ""},
    {"p. = 3", SYNTAX, 1, 4, "expected the name of a field, found =", "write a field as p.title"},
    {"p.posts = = 3", SYNTAX, 1, 11, "expected a value, found =", ""},
    {"p.posts == 3", SYNTAX, 1, 9, "\"==\" is no sign of the language", "write a single ="},
    {"p.posts 3", SYNTAX, 1, 9, "found 3", ""},
    {"(p.posts = 3", SYNTAX, 1, 0, "expected `)`", "it closes the `(`"},
    {"p.posts > 1,000", SYNTAX, 1, 12, "a comma stands in a number", "write 1234 and not 1,234"},
    {"p.starts > 2010-02-31", SYNTAX, 1, 12, "there is no such day", ""},
    {"p.starts > date 10", SYNTAX, 1, 17, "write a date as", ""},
    {"p.ends - p.starts > 3 months", SYNTAX, 1, 23, "given in days or weeks",
     "add_months(date, 3)"},
    {"p.ends - p.starts > 9000000000000000000 weeks", LOCALITY_OVERFLOW, 1, 21, "too large", ""},
    {"p.starts > date £5", SYNTAX, 1, 17, "expected a date, found £5", "write date 2010"},
    {"p.starts > date \"2010\"", SYNTAX, 1, 17, "found \"2010\"", ""},
    {"any(3 in post)", SYNTAX, 1, 14, "`any` needs `for`", ""},
    {"any(yes for 3 in post)", SYNTAX, 1, 13, "expected the name of a variable, found 3",
     "letters, digits and underscores"},
    {"3 \"abc", SYNTAX, 1, 3, "this text is not closed", ""},
    {"span \"abc", SYNTAX, 1, 6, "this text is not closed", ""},
    {"span(\"abc", SYNTAX, 1, 6, "this text is not closed", ""},
    {"post 'x' \"abc", SYNTAX, 1, 10, "this text is not closed", ""},
    {"(\"abc", SYNTAX, 1, 2, "this text is not closed", ""},
    {"-\"abc", SYNTAX, 1, 2, "this text is not closed", ""},
    {"not \"abc", SYNTAX, 1, 5, "this text is not closed", ""},
    {"if \"abc", SYNTAX, 1, 4, "this text is not closed", ""},
    {"{\"abc", SYNTAX, 1, 2, "this text is not closed", ""},
    {"p.\"abc", SYNTAX, 1, 3, "this text is not closed", ""},
    {"p = \"abc", SYNTAX, 1, 5, "this text is not closed", ""},
    {"date \"abc", SYNTAX, 1, 6, "this text is not closed", ""},
    {"post \"abc", SYNTAX, 1, 6, "this text is not closed", ""},
    {"yes \"abc", SYNTAX, 1, 5, "this text is not closed", ""},
    {"any(z \"abc", SYNTAX, 1, 7, "this text is not closed", ""},
    {"any(z in \"abc", SYNTAX, 1, 10, "this text is not closed", ""},
    {"p.ends - p.starts > 1.5 weeks", SYNTAX, 1, 21, "days and weeks are whole", ""},
    {"p.posts > 99999999999999999999", LOCALITY_OVERFLOW, 1, 11, "too large", ""},
    {"p.posts in and", SYNTAX, 1, 12, "expected a value, found and", "belongs to the language"},
};

static const error_row files[] = {
    {"rul A \"a\"\n require yes\n", SYNTAX, 1, 1,
     "expected rule, query, allocate, define, parameter or switch", ""},
    {"rule\n", SYNTAX, 1, 5, "expected the id of a rule", "write rule COV-05"},
    {"rule A\n require yes\n", SYNTAX, 2, 2, "expected the sentence of the rule", ""},
    {"rule A \"a\"\n", SYNTAX, 1, 1, "rule A has no `require`", ""},
    {"query A \"a\"\n", SYNTAX, 1, 1, "query A has no `answer`", ""},
    {"rule A \"a\"\n requre yes\n", SYNTAX, 2, 2, "no clause begins with `requre`",
     "did you mean \"require\"?"},
    {"rule A \"a\"\n require yes 3\n", SYNTAX, 2, 14, "expected a clause, or the next rule", ""},
    {"rule A \"a\"\n let 3 = 4\n", SYNTAX, 2, 6, "expected the name of a `let`, found 3",
     "letters, digits and underscores"},
    {"parameter 3 : count\n", SYNTAX, 1, 11, "expected the name of a parameter, found 3", ""},
    {"rule A \"a\"\n xyzzy yes\n", SYNTAX, 2, 2, "no clause begins with `xyzzy`",
     "clauses are source, strength"},
    {"rule A \"a\"\n require yes\n answer 3\n", SYNTAX, 3, 2, "a rule has no `answer`", ""},
    {"query A \"a\"\n require yes\n", SYNTAX, 2, 2, "a query has no `require`", ""},
    {"rule A \"a\"\n require yes\n says \"x\"\n says \"y\"\n", SYNTAX, 4, 2,
     "there is a second `says`", ""},
    {"rule A \"a\"\n require yes\n for p in post\n", SYNTAX, 3, 2, "`for` stands before",
     "move it up"},
    {"rule A \"a\"\n require yes\nrule A \"b\"\n require yes\n", LOCALITY_DUPLICATE, 3, 1,
     "there is a second rule A", "the first stands on line 1"},
    {"parameter a : count = 1\nparameter a : count = 2\n", LOCALITY_DUPLICATE, 2, 11,
     "there is a second parameter a", "line 1"},
    {"parameter a = 1\n", SYNTAX, 1, 13, "expected `:` and a type", "types are count, number"},
    {"parameter a : cuont = 1\n", SYNTAX, 1, 15, "expected a type, found cuont", "types are"},
    {"parameter a : money = 5\n", TYPE, 1, 23, "an amount of money is needed here", "write £5"},
    {"parameter a : days = 5\n", TYPE, 1, 22, "a number of days is needed here", "write 5 days"},
    {"parameter a : count = b\n", ABSENT, 1, 23, "no variable or parameter `b`", ""},
    {"parameter a : count = count(p in post)\n", TYPE, 1, 23, "constant and reads no records", ""},
    {"parameter a : text = (post \"x\").title\n", TYPE, 1, 33, "constant and reads no records", ""},
    {"parameter a : count = span(x)\n", TYPE, 1, 23, "constant and reads no records", ""},
    {"parameter a : date = as_at\n", ABSENT, 1, 22, "`as_at`", ""},
    {"parameter for : count\n", SYNTAX, 1, 11, "`for` is a word of the language", "for_1"},
    {"switch a = 3\n", TYPE, 1, 12, "a truth (yes or no) is needed here", ""},
    {"switch a \"x\"\n", SYNTAX, 1, 10, "expected `=` and yes or no", ""},
    {"rule A \"a\"\n strength shall\n require yes\n", SYNTAX, 2, 11,
     "expected must, should or conditional", ""},
    {"rule A \"a\"\n strength must, guessed\n require yes\n", SYNTAX, 2, 17,
     "expected stated, inferred or user", ""},
    {"rule A \"a\"\n source CD\n require yes\n", SYNTAX, 2, 9, "expected the document in quotes",
     ""},
    {"rule A \"a\"\n needs yes\n require yes\n", SYNTAX, 3, 2, "expected a text in quotes", ""},
    {"rule A \"a\"\n require 3\n", TYPE, 2, 10, "a condition (yes or no)", "3 > 0"},
    {"rule A \"a\"\n for p in post\n require p.posts > x\n let x = 3\n", ABSENT, 3, 20,
     "no variable or parameter `x`", ""},
    {"rule A \"a\"\n for p in post\n let p = 3\n require yes\n", LOCALITY_DUPLICATE, 3, 6,
     "`p` is a variable already", ""},
    {"parameter a : count\nrule A \"a\"\n for a in post\n require yes\n", LOCALITY_DUPLICATE, 3, 6,
     "`a` is a parameter already", ""},
    {"rule A \"a\"\n let x 3\n require yes\n", SYNTAX, 2, 8, "expected `=`, found 3", ""},
    {"rule A \"a\"\n require yes and\n says \"x\"\n", SYNTAX, 3, 2, "expected a value, found says",
     "belongs to the language"},
    {"rule A \"a\"\n require any(p in post\n says \"x\"\n", SYNTAX, 3, 2,
     "expected `)`, found says", "it closes the `(` of line 2, column 13"},
    {"rule A \"a\"\n require yes\n says \"{p.title}\"\n", ABSENT, 3, 9, "`p`", ""},
    {"rule A \"a\"\n for p in post\n require yes\n says \"of {p.titel}\"\n", ABSENT, 4, 14,
     "post has no field `titel`", "did you mean \"title\"?"},
    {"rule A \"a\"\n require yes\n says \"of {3\"\n", SYNTAX, 3, 11, "this brace is not closed",
     "a brace that is meant is written {{"},
    {"rule A \"a\"\n require yes\n says \"of 3}\"\n", SYNTAX, 3, 12, "this brace closes nothing",
     "written }}"},
    {"rule A \"a\"\n require yes\n says \"{3, 9}\"\n", SYNTAX, 3, 12,
     "expected a number of decimals from 0 to 6", "{share, 2}"},
    {"rule A \"a\"\n require yes\n says \"{3 4}\"\n", SYNTAX, 3, 11, "expected `}`, found 4", ""},
    {"rule A \"a\"\n require yes\n says \"{named(\\\"x\\\")}\"\n", SYNTAX, 3, 15,
     "\"\\\" is no sign of the language", "single quotes"},
    {"rule A \"a\"\n require yes\n says \"\"\n", SYNTAX, 3, 8, "this text is empty", ""},
    {"rule A \"a\"\n require yes\n remedy \"{3}\"\n", SYNTAX, 3, 10,
     "only the texts of says and warn", "written {{"},
    {"rule A \"a\"\n require yes\n says \"of\n 3\"\n", SYNTAX, 3, 7, "this text is not closed", ""},
    {"query A \"a\"\n let x = list(p.title, p.posts for p in post)\n answer x\n", TYPE, 2, 10,
     "a table is only possible as the whole of an answer", ""},
    {"define 3 = 4\n", SYNTAX, 1, 8, "expected the name of a definition, found 3", ""},
    {"define f(x) 4\n", SYNTAX, 1, 13, "expected `=`, found 4", "write define lies_in(w, a) ="},
    {"define f() = 4\n", SYNTAX, 1, 10, "expected the name of a variable", ""},
    {"define f(x in pots) = 4\n", SYNTAX, 1, 15, "expected a kind of record, found pots",
     "w in work_item"},
    {"define f(x in money) = 4\n", SYNTAX, 1, 15, "expected a kind of record, found money", ""},
    {"define f(x : cash) = 4\n", SYNTAX, 1, 14, "expected a type, found cash", "cap : money"},
    {"define f(x, x) = 4\n", LOCALITY_DUPLICATE, 1, 13, "a second variable of this name", ""},
    {"define span(x) = 4\n", LOCALITY_DUPLICATE, 1, 8, "`span` is a function already", ""},
    {"define count(x) = 4\n", LOCALITY_DUPLICATE, 1, 8, "`count` is a function already", ""},
    {"define when(x) = 4\n", SYNTAX, 1, 8, "`when` is a word of the language", ""},
    {"define f = 4\ndefine f = 5\n", LOCALITY_DUPLICATE, 2, 8, "there is a second definition f",
     "the first stands on line 1"},
    {"define f = 4\nparameter f : count\n", LOCALITY_DUPLICATE, 1, 8, "`f` is a parameter already",
     ""},
    {"define f = 4\nrule A \"a\"\n for f in post\n require yes\n", LOCALITY_DUPLICATE, 3, 6,
     "`f` is a definition already", ""},
    {"define f = p.posts\n", ABSENT, 1, 12, "no variable or parameter `p`", ""},
    {"define f(p in post) = p.titel\n", ABSENT, 1, 25, "post has no field `titel`", "title"},
    {"define f = list(p.title, p.posts for p in post)\nquery A \"a\"\n answer f\n", TYPE, 1, 12,
     "a table is only possible as the whole of an answer", ""},
    {"define f(p) = g(p)\n", ABSENT, 1, 15, "no function or definition `g`", "did you mean \"f\"?"},
    {"define f(p) = p.posts\nrule A \"a\"\n for p in post\n require f > 1\n", TYPE, 4, 10,
     "the definition `f` needs its values", "it is f(p)"},
    {"define f(p in post, c : money) = p.cost > c\nrule A \"a\"\n for p in post\n require f(p)\n",
     TYPE, 4, 10, "the definition `f` has too few values", "it is f(p in post, c : money)"},
    {"define f(p) = p.posts\ndefine g(p) = f(p, p)\n", TYPE, 2, 15, "`f` has too many values", ""},
    {"define f(p in post) = p.posts\nrule A \"a\"\n for d in area\n require f(d) > 1\n", TYPE, 4,
     12, "`d` is an area, but a post is needed here", ""},
    /* the caret below the use, the place in the definition in words */
    {"define f(p) = p.posts > 1\nrule A \"a\"\n for d in area\n require f(d)\n", ABSENT, 4, 10,
     "area has no field `posts`, in the definition f (line 1, column 17)", ""},
    {"define f(a) = g(a)\ndefine g(a) = a > 1\nrule A \"a\"\n for p in post\n require yes\n"
     " require f(p.title)\n",
     TYPE, 6, 10, "they cannot be compared, in the definition g (line 2, column 17)", ""},
    {"define f(a) = f(a)\n", LOCALITY_CYCLE, 1, 15, "`f` uses itself", "f -> f"},
    {"define z(a) = f(a)\ndefine f(a) = g(a) or h(a)\ndefine g(a) = yes\ndefine h(a) = f(a)\n",
     LOCALITY_CYCLE, 4, 15, "`f` uses itself, so that it would never end", "f -> h -> f"},
    {"define f = g\ndefine g = f\n", LOCALITY_CYCLE, 1, 12, "`f` uses itself", "f -> g -> f"},
    {"query A \"a\"\n answer list(p.title as 3 for p in post)\n", SYNTAX, 2, 25,
     "expected the name of a column, found 3", ""},
    {"query A \"a\"\n answer list(p.posts as p, p.fte for p in post)\n", LOCALITY_DUPLICATE, 2, 14,
     "`p` is a variable already", ""},
    {"query A \"a\"\n answer list(n + 1, p.posts as n for p in post)\n", ABSENT, 2, 14,
     "no variable or parameter `n`", ""},
    {"parameter a : area = rural-area\n", ABSENT, 1, 22, "`rural`",
     "put the id in quotes: \"rural-area\""},
    {"parameter a : money = £500 thousand\n", SYNTAX, 1, 28, "`thousand` is no part of a number",
     "write £500k"},
    {"parameter a : money = £1.5 million\n", SYNTAX, 1, 28, "`million`", "write £1.5m"},
    {"parameter a : ratio = 40 percent\n", SYNTAX, 1, 26, "`percent`", "write 40%"},
    {"rule A \"a\"\n for p in post\n require p.starts is not none\n", TYPE, 3, 10,
     "`p.starts` is a date",
     "a date is given or missing, never none: write p.starts is not missing"},
};

/* Where the caret stands in the third line of a message, from 0, or -1. */
static long caret_of(const char *message, const char **hint) {
    const char *second = strchr(message, '\n');
    const char *third = second != NULL ? strchr(second + 1, '\n') : NULL;
    const char *caret = third != NULL ? strchr(third + 1, '^') : NULL;

    *hint = caret != NULL && caret[1] == '\n' ? caret + 2 : "";
    return caret != NULL ? caret - third - 1 : -1;
}

static void must_fail(const error_row *row, locality_status status, const locality_error *error,
                      uint64_t column) {
    const char *end = strchr(error->message, '\n');
    char first[LOCALITY_ERROR_MESSAGE_SIZE] = "";
    const char *hint;
    long caret = caret_of(error->message, &hint);

    if (end != NULL)
        memcpy(first, error->message, (size_t)(end - error->message));
    TEST_ROW(status == row->status && error->status == row->status, row->text);
    TEST_ROW(error->line == row->line, row->text);
    TEST_ROW(row->column == 0 || error->column == column, row->text);
    TEST_ROW(strstr(first, row->message) != NULL, row->text);
    TEST_ROW(row->hint[0] == '\0' || strstr(hint, row->hint) != NULL, row->text);
    TEST_ROW(caret >= 2, row->text);
}

static void wrong_conditions_are_told(void) {
    static const char before[] =
        "count(p in post, d in area, u in unit, m in stream, c in comment, "
        "n in note where ";

    for (size_t i = 0; i < TEST_COUNT(conditions); i++) {
        const error_row *row = &conditions[i];
        char text[512];
        locality_error error;
        locality_status status;
        size_t length = (size_t)snprintf(text, sizeof text, "%s%s", before, row->text);

        if (strchr(row->text, '(') == NULL || strncmp(row->text, "(p.posts", 8) != 0)
            length += (size_t)snprintf(text + length, sizeof text - length, ")");
        status = locality_expression_check(NULL, text, length, &error);
        must_fail(row, status, &error, row->column + sizeof before - 1);
        if (status != row->status || strstr(error.message, row->message) == NULL ||
            (row->column != 0 && error.column != row->column + sizeof before - 1))
            printf("column %lu: %s\n", (unsigned long)error.column - sizeof before + 1,
                   error.message);
    }
}

static void wrong_files_are_told(void) {
    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        const error_row *row = &files[i];
        locality_error error;
        locality_status status =
            locality_rule_file_check(NULL, row->text, strlen(row->text), &error);

        must_fail(row, status, &error, row->column);
        if (status != row->status || error.line != row->line || error.column != row->column ||
            strstr(error.message, row->message) == NULL)
            printf("%lu:%lu: %s\n", (unsigned long)error.line, (unsigned long)error.column,
                   error.message);
    }
}

static void the_line_and_a_caret_below_the_place_are_shown(void) {
    static const char text[] = "yes and\n\t no and £5 = p.titel";
    locality_error error;

    TEST_NUMBER(locality_expression_check(NULL, text, sizeof text - 1, &error), ABSENT);
    TEST_NUMBER(error.line, 2);
    TEST_NUMBER(error.column, 15);
    TEST_TEXT(error.message,
              "there is no variable or parameter `p` here\n"
              "    no and £5 = p.titel\n"
              "                ^\n"
              "a variable comes in by `for` or a quantifier: count(p in post where ...)");
}

static void long_lines_are_cut_around_the_place(void) {
    char text[4096] = "";
    locality_error error;
    const char *hint;

    for (size_t i = 0; i < 100; i++)
        strcat(text, "1 = 1 and ");
    strcat(text, "foo = 2");
    for (size_t i = 0; i < 100; i++)
        strcat(text, " and 1 = 1");
    TEST_NUMBER(locality_expression_check(NULL, text, strlen(text), &error), LOCALITY_LIMIT);
    text[0] = '\0';
    for (size_t i = 0; i < 50; i++)
        strcat(text, "'£££££' = '' and ");
    strcat(text, "foo = 2");
    for (size_t i = 0; i < 50; i++)
        strcat(text, " and 1 = 1");
    TEST_NUMBER(locality_expression_check(NULL, text, strlen(text), &error), ABSENT);
    TEST_NUMBER(error.column, 50 * 17 + 1);
    CU_ASSERT(strstr(error.message, "\n  ...") != NULL);
    CU_ASSERT(strstr(error.message, "foo = 2 and 1 = 1") != NULL);
    CU_ASSERT(caret_of(error.message, &hint) > 20);
    CU_ASSERT(strstr(hint, "stands in quotes") != NULL);
}

/* Characters of several bytes are never cut in two, wherever the place is. */
static void lines_are_cut_at_characters(void) {
    for (size_t before = 20; before < 60; before++) {
        for (size_t behind = 20; behind < 60; behind += 13) {
            char text[1024] = "";
            size_t used = 0;
            locality_error error;

            used += (size_t)snprintf(text + used, sizeof text - used, "'");
            for (size_t i = 0; i < before; i++)
                used += (size_t)snprintf(text + used, sizeof text - used, "日");
            used += (size_t)snprintf(text + used, sizeof text - used, "' = foo or '");
            for (size_t i = 0; i < behind; i++)
                used += (size_t)snprintf(text + used, sizeof text - used, "語");
            used += (size_t)snprintf(text + used, sizeof text - used, "' = ''");
            TEST_NUMBER(locality_expression_check(NULL, text, used, &error), ABSENT);
            TEST_NUMBER(error.column, before + 6);
            CU_ASSERT(loc_utf8_check(error.message, strlen(error.message)) ==
                      strlen(error.message));
            snprintf(text, sizeof text, "3 = '%.*s%s'", (int)(before % 3), "xx",
                     "日日日日日日日日日日日日日日日日日日日日日日日");
            TEST_NUMBER(locality_expression_check(NULL, text, strlen(text), &error), TYPE);
            CU_ASSERT(loc_utf8_check(error.message, strlen(error.message)) ==
                      strlen(error.message));
        }
    }
}

static void a_source_of_several_lines_is_quoted_on_one(void) {
    static const char text[] = "3 = (\"a\"\n\t= \"b\")";
    locality_error error;

    TEST_NUMBER(locality_expression_check(NULL, text, sizeof text - 1, &error), TYPE);
    CU_ASSERT(strstr(error.message, "`(\"a\"  = \"b\")` is a truth") != NULL);
}

static void a_table_has_a_greatest_width(void) {
    char text[4096] = "list(1";
    size_t used = strlen(text);
    locality_error error;

    for (size_t i = 0; i < 300; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, ", %u", (unsigned)i);
    snprintf(text + used, sizeof text - used, " for p in post)");
    TEST_NUMBER(locality_expression_check(NULL, text, strlen(text), &error), LOCALITY_LIMIT);
    CU_ASSERT(strstr(error.message, "255 columns") != NULL);
}

static void long_names_are_cut(void) {
    char text[2048];
    locality_error error;

    memset(text, 'x', sizeof text);
    TEST_NUMBER(locality_expression_check(NULL, text, sizeof text, &error), ABSENT);
    CU_ASSERT(strstr(error.message, "xxx...`") != NULL);
    memcpy(text + sizeof text - 4, "(yy)", 4);
    TEST_NUMBER(locality_expression_check(NULL, text, sizeof text, &error), ABSENT);
    CU_ASSERT(strstr(error.message, "there is no function or definition `xxx") != NULL);
    text[0] = '"';
    text[sizeof text - 1] = '"';
    CU_ASSERT(locality_expression_check(NULL, text, sizeof text, &error) == LOCALITY_OK);
}

static void an_error_names_rule_kind_and_field(void) {
    static const char text[] = "rule COV-1 \"a\"\n for p in post\n require p.titel = \"x\"\n";
    locality_error error;

    TEST_NUMBER(locality_rule_file_check(NULL, text, sizeof text - 1, &error), ABSENT);
    TEST_TEXT(error.id, "COV-1");
    TEST_TEXT(error.kind, "post");
    TEST_TEXT(error.field, "titel");
    TEST_NUMBER(locality_rule_file_check(NULL, text, sizeof text - 1, NULL), ABSENT);
    TEST_NUMBER(locality_expression_check(NULL, "foo", 3, NULL), ABSENT);
}

static void success_clears_the_error(void) {
    locality_error error;

    memset(&error, 0x55, sizeof error);
    TEST_NUMBER(locality_expression_check(NULL, "1 = 1", 5, &error), LOCALITY_OK);
    TEST_NUMBER(error.status, LOCALITY_OK);
    TEST_TEXT(error.message, "");
    memset(&error, 0x55, sizeof error);
    TEST_NUMBER(locality_rule_file_check(NULL, "", 0, &error), LOCALITY_OK);
    TEST_NUMBER(error.status, LOCALITY_OK);
    TEST_NUMBER(error.line, 0);
    TEST_NUMBER(locality_rule_file_check(NULL, NULL, 0, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_expression_check(NULL, NULL, 0, &error), LOCALITY_INVALID);
}

static const test_case cases[] = {
    {"wrong conditions are told with place and hint", wrong_conditions_are_told},
    {"wrong rule files are told with place and hint", wrong_files_are_told},
    {"the line and a caret below the place are shown",
     the_line_and_a_caret_below_the_place_are_shown},
    {"long lines are cut around the place", long_lines_are_cut_around_the_place},
    {"lines are cut at characters", lines_are_cut_at_characters},
    {"a source of several lines is quoted on one", a_source_of_several_lines_is_quoted_on_one},
    {"a table has a greatest width", a_table_has_a_greatest_width},
    {"long names are cut", long_names_are_cut},
    {"an error names rule, kind and field", an_error_names_rule_kind_and_field},
    {"success clears the error", success_clears_the_error},
};

TEST_MAIN("expr: errors", cases)
