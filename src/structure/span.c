/* Span of control: how many posts and how much FTE report to a post directly. */
#include "base/fill.h"
#include "structure/amounts.h"
#include "structure/structure.h"

static locality_span span_of(const locality_structure *structure, const loc_amount_columns *columns,
                             uint32_t post) {
    loc_rows reports = loc_lines_reports(structure->lines, post);
    loc_amounts sum = {0};

    for (uint32_t i = 0; i < reports.count; i++) {
        loc_amounts more = loc_amounts_of(columns, reports.row[i]);
        loc_amounts_add(&sum, &more);
    }
    return (locality_span){post,    reports.count,    sum.posts,
                           sum.fte, sum.filled_posts, sum.filled_fte};
}

locality_status locality_structure_span(const locality_structure *structure, uint32_t post,
                                        locality_span *out, locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = (locality_span){0};
    locality_status status = loc_structure_post(structure, post, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_amount_columns columns = loc_amounts_open(structure->snapshot);
    *out = span_of(structure, &columns, post);
    return loc_ok(error);
}

locality_status locality_structure_spans(const locality_structure *structure, locality_span *out,
                                         size_t capacity, size_t *count, locality_error *error) {
    locality_status status = loc_structure_begin(structure, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_amount_columns columns = loc_amounts_open(structure->snapshot);
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    for (size_t i = 0; i < structure->posts; i++) {
        uint32_t post = structure->post[i];
        if (loc_lines_reports(structure->lines, post).count > 0) {
            locality_span span = span_of(structure, &columns, post);
            loc_fill_add(&fill, &span);
        }
    }
    return loc_fill_end(&fill, count, error);
}
