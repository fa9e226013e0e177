/* Layout: a table as text in a width, and as the rows of the other formats. */
#ifndef LOC_REPORT_LAYOUT_H
#define LOC_REPORT_LAYOUT_H

#include "report/out.h"
#include "report/table.h"

/* Columns side by side where they fit, else each row as a list. `indent` blanks stand before every
 * line. False when there is no memory for the widths. */
bool loc_layout_text(loc_out *out, const locality_table *table, size_t width, size_t indent);
void loc_layout_markdown(loc_out *out, const locality_table *table);
void loc_layout_csv(loc_out *out, const locality_table *table);
void loc_layout_json(loc_out *out, const locality_table *table, size_t indent);

#endif
