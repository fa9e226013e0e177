/* Chart: see chart.h. */
#include "report/chart.h"

#include <string.h>

#define LABEL_WIDTH 30u /* columns of a box */
#define HEADING_WIDTH 90u

static void add(loc_page *page, const char *text) {
    loc_out_add(&page->out, text);
}

/* One remark: no line ends in it. */
static void remark(loc_page *page, const char *text) {
    add(page, "// ");
    loc_out_plain(&page->out, text, strlen(text));
    add(page, "\n");
}

/* A piece of a quoted text. DOT knows backslashes; labels know the entities of HTML. */
static void quote(loc_page *page, const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];

        if (c == '"' || c == '\\')
            add(page, "\\");
        if (c == '&')
            add(page, "&amp;");
        else
            loc_out_put(&page->out, c < 0x20 || c == 0x7F ? " " : text + i, 1);
    }
}

void loc_chart_string(loc_page *page, const char *text, size_t width) {
    loc_wrap wrap = {text, strlen(text), 0, width == 0 ? SIZE_MAX : width};
    const char *line;
    size_t length;
    bool first = true;

    add(page, "\"");
    while (loc_wrap_next(&wrap, &line, &length)) {
        add(page, first ? "" : "\\n");
        quote(page, line, length);
        first = false;
    }
    add(page, "\"");
}

void loc_chart_begin(loc_page *page, const char *title, const char *description, bool across) {
    remark(page, title);
    remark(page, description);
    add(page, "digraph chart {\n  graph [charset=\"UTF-8\", rankdir=");
    add(page, across ? "LR" : "TB");
    add(page, ", labelloc=t, fontname=\"Helvetica\", fontsize=14, nodesep=0.25, ranksep=0.4,\n    "
              "label=");
    loc_chart_string(page, title, HEADING_WIDTH);
    add(page, "];\n  node [shape=box, fontname=\"Helvetica\", fontsize=10, margin=\"0.12,0.06\"];\n"
              "  edge [fontname=\"Helvetica\", fontsize=9, arrowhead=none];\n");
}

void loc_chart_end(loc_page *page) {
    add(page, "}\n");
}

/* `(kind) id`, or the id alone. */
static void name(loc_page *page, const char *kind, const char *id) {
    add(page, "\"");
    if (kind != NULL) {
        add(page, "(");
        quote(page, kind, strlen(kind));
        add(page, ") ");
    }
    quote(page, id, strlen(id));
    add(page, "\"");
}

static void end(loc_page *page, const char *style, bool more) {
    if (style[0] != '\0') {
        add(page, more ? ", " : " [");
        add(page, style);
        more = true;
    }
    add(page, more ? "];\n" : ";\n");
}

void loc_chart_box(loc_page *page, const char *kind, const char *id, const char *label,
                   const char *style) {
    add(page, "  ");
    name(page, kind, id);
    add(page, " [label=");
    loc_chart_string(page, label, LABEL_WIDTH);
    end(page, style, true);
}

void loc_chart_line(loc_page *page, const char *kind, const char *from, const char *to,
                    const char *style) {
    add(page, "  ");
    name(page, kind, from);
    add(page, " -> ");
    name(page, kind, to);
    end(page, style, false);
}

void loc_chart_open(loc_page *page, const char *cluster, const char *heading) {
    add(page, "  subgraph cluster_");
    add(page, cluster);
    add(page, " {\n  label=");
    loc_chart_string(page, heading, HEADING_WIDTH);
    add(page, ";\n  style=rounded; labeljust=l; fontsize=11;\n");
}

void loc_chart_close(loc_page *page) {
    add(page, "  }\n");
}
