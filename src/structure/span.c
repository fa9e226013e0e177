/* Span of control: how many posts and how much FTE report to a post directly. */
#include "base/fill.h"
#include "structure/amounts.h"
#include "structure/structure.h"

/* What spans are read from. */
typedef struct spans {
    const loc_lines *lines;
    const loc_descent *down; /* null: no vacancy is stated, so all that reports is filled */
    loc_amount_columns columns;
} spans;

static locality_status open_spans(const locality_structure *structure, const loc_lines *lines,
                                  spans *s, locality_error *error) {
    s->lines = lines;
    s->columns = loc_amounts_open(structure->snapshot);
    return s->columns.vacant.lo == NULL ? LOCALITY_OK
                                        : loc_lines_down(structure->snapshot, &s->down, error);
}

#define NO_TEAM UINT32_MAX

/* The span of a post that leads a team, by the number of that, or NO_TEAM. */
static locality_span span_of(const spans *s, uint32_t post, uint32_t number) {
    locality_span span = {.post = post};

    if (number == NO_TEAM) {
        return span;
    }
    loc_team_end lo = loc_lines_low(s->lines, number), hi = loc_lines_high(s->lines, number);
    span.records = s->lines->team[number].reports;
    span.posts = span.filled_posts = (locality_range){lo.posts, hi.posts};
    span.fte = span.filled_fte = (locality_range){lo.fte, hi.fte};
    if (s->down == NULL) {
        return span;
    }
    loc_rows reports = loc_descent_children(s->down, post);
    loc_amounts sum = {0};
    for (uint32_t i = 0; i < reports.count; i++) {
        loc_amounts more = loc_amounts_of(&s->columns, reports.row[i]);
        loc_amounts_add(&sum, &more);
    }
    span.filled_posts = sum.filled_posts;
    span.filled_fte = sum.filled_fte;
    return span;
}

locality_status locality_structure_span(const locality_structure *structure, uint32_t post,
                                        locality_span *out, locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = (locality_span){0};
    const loc_lines *lines = NULL;
    locality_status status = loc_structure_post(structure, post, &lines, error);
    spans s = {0};
    if (status == LOCALITY_OK) {
        status = open_spans(structure, lines, &s, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    *out = span_of(&s, post, loc_lines_leads(lines, post) ? loc_lines_team(lines, post) : NO_TEAM);
    return loc_ok(error);
}

locality_status locality_structure_spans(const locality_structure *structure, locality_span *out,
                                         size_t capacity, size_t *count, locality_error *error) {
    locality_status status = loc_structure_begin(structure, count, error);
    spans s = {0};
    if (status == LOCALITY_OK) {
        status = open_spans(structure, structure->lines, &s, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_column version = LOC_VIEW(structure->snapshot, post, structure);
    const loc_ascent *up = &s.lines->up;
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    uint32_t number = 0;                      /* of the manager among all of the lines */
    const bool all = structure->post == NULL; /* the lines are those of the version */
    for (uint32_t i = loc_ranks_next(&up->inner, 0); i < up->count;
         i = loc_ranks_next(&up->inner, i + 1), number++) {
        bool is_listed = all || loc_structure_has(structure, &version, up->first + i);
        locality_span *place = is_listed ? loc_fill_next(&fill) : NULL;
        if (place != NULL) {
            *place = span_of(&s, up->first + i, number);
        }
    }
    return loc_fill_end(&fill, count, error);
}
