/* Chart: text of the language DOT, which Graphviz draws. Boxes are named by the id of their
 * record, so that a drawing tells them apart; nothing is said by a colour alone. The first two
 * lines are remarks: what the chart shows, and what there is to be seen in it, for whoever cannot
 * see it. */
#ifndef LOC_REPORT_CHART_H
#define LOC_REPORT_CHART_H

#include "report/page.h"

/* Boxes of a chart, at most: more cannot be read, and Graphviz takes minutes. */
#define LOC_CHART_BOXES 1500u

/* Begins a chart with its remarks; `across` lays it out from left to right. Texts may be null. */
void loc_chart_begin(loc_page *page, const char *title, const char *description, bool across);
void loc_chart_end(loc_page *page);
/* A text in quotes as DOT needs it; lines of `width` columns, 0 for one line. */
void loc_chart_string(loc_page *page, const char *text, size_t width);
/* `  "id" [label="...", style]`: style is DOT, borrowed as it is. `kind` sets apart what has equal
 * ids. */
void loc_chart_box(loc_page *page, const char *kind, const char *id, const char *label,
                   const char *style);
/* A line between two boxes. */
void loc_chart_line(loc_page *page, const char *kind, const char *from, const char *to,
                    const char *style);
/* A frame round the boxes that follow, until it is closed. */
void loc_chart_open(loc_page *page, const char *cluster, const char *heading);
void loc_chart_close(loc_page *page);

#endif
