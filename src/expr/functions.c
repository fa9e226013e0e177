/* Functions: the table of those that are called by name. Quantifiers (count, sum ...) are
 * grammar. */
#include "expr/functions.h"

#include <string.h>

/* Argument lists, as they stand in the rows. */
#define ONE(a) \
    { LOC_ARG_##a, LOC_ARG_##a, LOC_ARG_##a }
#define TWO(a, b) \
    { LOC_ARG_##a, LOC_ARG_##b, LOC_ARG_##b }
#define THREE(a, b, c) \
    { LOC_ARG_##a, LOC_ARG_##b, LOC_ARG_##c }
#define ANY_NUMBER 255
#define INFO(name, signature, doc) \
    {                              \
        name, signature, doc, {    \
            0                      \
        }                          \
    }

static const loc_function_row rows[LOC_FN_COUNT] = {
    /* Places. */
    [LOC_FN_PARENT] = {INFO("parent", "parent(area) -> area", "The area that it lies in."), 1, 1,
                       ONE(AREA), 0},
    [LOC_FN_CHILDREN] = {INFO("children", "children(area) -> areas",
                              "The areas that lie directly in it."),
                         1, 1, ONE(AREA), 0},
    [LOC_FN_ANCESTORS] = {INFO("ancestors", "ancestors(area) -> areas",
                               "The areas that it lies in, nearest first."),
                          1, 1, ONE(AREA), 0},
    [LOC_FN_INSIDE] = {INFO("inside", "inside(area) -> areas",
                            "Every area that lies inside it, at any depth."),
                       1, 1, ONE(AREA), 0},
    [LOC_FN_GROUPS] = {INFO("groups", "groups(area) -> area groups",
                            "The area groups that it is a member of."),
                       1, 1, ONE(AREA), 0},
    [LOC_FN_MEMBERS] = {INFO("members", "members(area_group) -> areas", "The areas of a group."), 1,
                        1, ONE(AREA_GROUP), 0},
    [LOC_FN_COVERS] = {INFO("covers", "covers(areas, area) -> truth",
                            "Whether some area of the list is the area or contains it."),
                       2, 2, TWO(AREAS, AREA), 0},
    [LOC_FN_GAPS] =
        {INFO("gaps", "gaps(area_group) -> areas",
              "Areas of what the layer of the group divides that no group of the layer has."),
         1, 1, ONE(AREA_GROUP), 0},
    [LOC_FN_OVERLAPS_OF] = {INFO("overlaps_of", "overlaps_of(area_group) -> areas",
                                 "Areas that several groups of the layer of the group have."),
                            1, 1, ONE(AREA_GROUP), 0},
    /* Places in time, and codes. */
    [LOC_FN_EXISTS] = {INFO("exists", "exists(area, date) -> truth",
                            "Whether the area exists on the date."),
                       2, 2, TWO(AREA, DATE), 0},
    [LOC_FN_SUCCESSORS] = {INFO("successors", "successors(area, date) -> areas",
                                "What the area is on the date, merged or split; without a date the "
                                "areas that replace it "
                                "directly."),
                           1, 2, TWO(AREA, DATE), 0},
    [LOC_FN_PREDECESSORS] = {INFO("predecessors", "predecessors(area) -> areas",
                                  "The areas that it replaced directly."),
                             1, 1, ONE(AREA), 0},
    [LOC_FN_OUTLIVED] =
        {INFO("outlived", "outlived(record) -> areas",
              "Areas that the record names and outlives; a record without an end lasts to as_at."),
         1, 1, ONE(RECORD), 0},
    [LOC_FN_PREMATURE] = {INFO("premature", "premature(record) -> areas",
                               "Areas that the record names before they begin."),
                          1, 1, ONE(RECORD), 0},
    [LOC_FN_CODE_ENTITY] = {INFO("code_entity", "code_entity(text) -> text",
                                 "What sort of area the prefix of a GSS code stands for."),
                            1, 1, ONE(TEXT), 0},
    [LOC_FN_CODE_COUNTRY] = {INFO("code_country", "code_country(text) -> text",
                                  "The country that the prefix of a GSS code stands for."),
                             1, 1, ONE(TEXT), 0},
    [LOC_FN_CODE_FITS] =
        {INFO("code_fits", "code_fits(area) -> truth",
              "Whether its code has the form of a GSS code and a prefix of its level."),
         1, 1, ONE(AREA), 0},
    /* Lines of report. */
    [LOC_FN_CHAIN] = {INFO("chain", "chain(post) -> posts",
                           "The line managers of a post, nearest first."),
                      1, 1, ONE(POST), 0},
    [LOC_FN_REPORTS] = {INFO("reports", "reports(post) -> posts",
                             "The posts that report to it directly."),
                        1, 1, ONE(POST), 0},
    [LOC_FN_BELOW] = {INFO("below", "below(post) -> posts",
                           "Every post that reports to it, directly or through others."),
                      1, 1, ONE(POST), 0},
    [LOC_FN_SPAN] = {INFO("span", "span(post) -> count",
                          "How many posts report to it directly; vacant posts count."),
                     1, 1, ONE(POST), 0},
    [LOC_FN_SPAN_FTE] = {INFO("span_fte", "span_fte(post) -> number",
                              "FTE of the posts that report to it directly; vacant posts count."),
                         1, 1, ONE(POST), 0},
    [LOC_FN_DEPTH] = {INFO("depth", "depth(post) -> count",
                           "How many lines of report stand above it; 0 for a root."),
                      1, 1, ONE(POST), 0},
    [LOC_FN_LAYERS] = {INFO("layers", "layers(structure) -> count",
                            "How many levels of posts a structure has."),
                       1, 1, ONE(STRUCTURE), 0},
    [LOC_FN_CYCLIC] = {INFO("cyclic", "cyclic(post) -> truth",
                            "Whether its line of report runs in a circle."),
                       1, 1, ONE(POST), 0},
    /* Accountability. */
    [LOC_FN_ACCOUNTABLE] =
        {INFO("accountable", "accountable(record, area) -> posts",
              "The posts that answer for a theme, function, service, duty, role, outcome or "
              "priority in an area, nearest place first; without the area anywhere."),
         1, 2, TWO(RECORD, AREA), 0},
    /* Dates. */
    [LOC_FN_DAYS] = {INFO("days", "days(date, date) -> days",
                          "Days from the first date to the second, the first day left out."),
                     2, 2, ONE(DATE), 0},
    [LOC_FN_DAYS_INCLUSIVE] = {INFO("days_inclusive", "days_inclusive(date, date) -> days",
                                    "Days from the first date to the second, both counted."),
                               2, 2, ONE(DATE), 0},
    [LOC_FN_ADD_MONTHS] =
        {INFO("add_months", "add_months(date, count) -> date",
              "The date so many months later; a day that the month lacks becomes its last."),
         2, 2, TWO(DATE, COUNT), 0},
    [LOC_FN_WEEKDAY] = {INFO("weekday", "weekday(date) -> text",
                             "The day of the week: \"Monday\" to \"Sunday\"."),
                        1, 1, ONE(DATE), 0},
    [LOC_FN_FIRST] = {INFO("first", "first(date) -> date",
                           "The earliest day, or moment, that a range of dates allows, exact."),
                      1, 1, ONE(DATE_OR_MOMENT), 0},
    [LOC_FN_LAST] = {INFO("last", "last(date) -> date",
                          "The latest day, or moment, that a range of dates allows, exact."),
                     1, 1, ONE(DATE_OR_MOMENT), 0},
    [LOC_FN_YEAR] = {INFO("year", "year(date) -> count", "The year of a date."), 1, 1, ONE(DATE),
                     0},
    [LOC_FN_DAY] = {INFO("day", "day(moment) -> date", "The day that a moment lies in."), 1, 1,
                    ONE(MOMENT), 0},
    /* Numbers. */
    [LOC_FN_LOW] = {INFO("low", "low(value) -> the same type",
                         "The lower end of a range, exact; unknown where it is open."),
                    1, 1, ONE(ORDERED), 0},
    [LOC_FN_HIGH] = {INFO("high", "high(value) -> the same type",
                          "The upper end of a range, exact; unknown where it is open."),
                     1, 1, ONE(ORDERED), 0},
    [LOC_FN_ABS] = {INFO("abs", "abs(number) -> the same type",
                         "The size of a number, amount or length of time without its sign."),
                    1, 1, ONE(ADDABLE), 0},
    [LOC_FN_ROUND] =
        {INFO("round", "round(number, count) -> number",
              "Rounded half up to so many decimals (of a percentage or of pounds); without them a "
              "whole number, or whole pounds."),
         1, 2, TWO(ROUNDED, COUNT), 0},
    [LOC_FN_FLOOR] = {INFO("floor", "floor(number) -> count", "The next whole number downwards."),
                      1, 1, ONE(NUMBER), 0},
    [LOC_FN_CEIL] = {INFO("ceil", "ceil(number) -> count", "The next whole number upwards."), 1, 1,
                     ONE(NUMBER), 0},
    [LOC_FN_PERCENT] = {INFO("percent", "percent(part, whole) -> ratio",
                             "One number, amount or length of time as a share of another."),
                        2, 2, ONE(ADDABLE), 1},
    [LOC_FN_YEARLY] = {INFO("yearly", "yearly(growth, count) -> ratio",
                            "The growth of a year that compounds to a growth over so many years."),
                       2, 2, TWO(NUMBER, COUNT), 0},
    /* Lists, records, texts. */
    [LOC_FN_SIZE] = {INFO("size", "size(list) -> count", "How many items a list has."), 1, 1,
                     ONE(LIST), 0},
    [LOC_FN_DISTINCT] = {INFO("distinct", "distinct(list) -> list",
                              "The list without repeated items."),
                         1, 1, ONE(LIST), 0},
    [LOC_FN_NAMED] = {INFO("named", "named(record, text, date) -> truth",
                           "Whether the record has this id, name, title or alias; with a date, an "
                           "alias that was in use then."),
                      2, 3, THREE(RECORD, TEXT, DATE), 0},
    [LOC_FN_TEXT] =
        {INFO("text", "text(value, count) -> text",
              "The value as a reader sees it, with so many decimals where they are given."),
         1, 2, TWO(ANYTHING, COUNT), 0},
    [LOC_FN_SMALLEST] = {INFO("min", "min(a, b, ...) -> the same type",
                              "The smallest of several values."),
                         2, ANY_NUMBER, ONE(ORDERED), 1},
    [LOC_FN_LARGEST] = {INFO("max", "max(a, b, ...) -> the same type",
                             "The largest of several values."),
                        2, ANY_NUMBER, ONE(ORDERED), 1},
};

const loc_function_row *loc_function_at(uint32_t function) {
    return &rows[function];
}

uint32_t loc_function_find(const char *name) {
    for (uint32_t i = 0; i < LOC_FN_COUNT; i++)
        if (strcmp(rows[i].info.name, name) == 0)
            return i;
    return LOC_FN_COUNT;
}
