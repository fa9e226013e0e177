/* GeoJSON: the properties of a file of boundaries as rows of a table, so that a map reads them as it reads
 * CSV. The headings are the names of the properties in the order in which they come first; the first
 * feature is row 2. Outlines are not read: the library knows which places there are, not where they lie. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cli.h"

/* A table on its way into an import. */
typedef struct geo_table {
    const char *path;
    locality_intake *intake;
    cli_list headings;
} geo_table;

static int push(const geo_table *table, const char *bytes, size_t length) {
    locality_error error;

    return locality_intake_push(table->intake, bytes, length, &error) == LOCALITY_OK
               ? CLI_HOLDS
               : cli_stop_error(table->path, NULL, 0, &error);
}

/* Pushes a cell in quotes, and what stands behind it. */
static int push_cell(const geo_table *table, const char *text, size_t length, bool is_last) {
    char *cell = cli_take(NULL, 2 * length + 4, 1);
    size_t at = 0;
    int code;

    cell[at++] = '"';
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            cell[at++] = '"';
        cell[at++] = text[i];
    }
    cell[at++] = '"';
    cell[at++] = is_last ? '\n' : ',';
    code = push(table, cell, at);
    free(cell);
    return code;
}

/* A value as a cell: null and what is absent blank, numbers and lists as they are written. */
static int push_value(const geo_table *table, const json_t *value, bool is_last) {
    char *written;
    int code;

    if (value == NULL || json_is_null(value))
        return push_cell(table, "", 0, is_last);
    if (json_is_string(value))
        return push_cell(table, json_string_value(value), json_string_length(value), is_last);
    written = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15));
    if (written == NULL)
        return cli_stop("out of memory");
    code = push_cell(table, written, strlen(written), is_last);
    free(written);
    return code;
}

static bool has_heading(const geo_table *table, const char *name) {
    for (size_t i = 0; i < table->headings.count; i++)
        if (strcmp(table->headings.items[i], name) == 0)
            return true;
    return false;
}

static int gather_headings(geo_table *table, const json_t *features) {
    size_t i;
    json_t *feature;

    json_array_foreach(features, i, feature) {
        json_t *properties = json_object_get(feature, "properties");
        const char *name;
        json_t *value;

        if (!json_is_object(properties))
            return cli_stop("%s: feature %zu has no properties", table->path, i + 1);
        json_object_foreach(properties, name, value) if (!has_heading(table, name))
            cli_list_add(&table->headings, name);
    }
    return table->headings.count > 0 ? CLI_HOLDS
                                     : cli_stop("%s: no feature has a property", table->path);
}

static int push_rows(const geo_table *table, const json_t *features) {
    size_t count = table->headings.count, i;
    json_t *feature;
    int code = CLI_HOLDS;

    for (size_t j = 0; code == CLI_HOLDS && j < count; j++)
        code = push_cell(table, table->headings.items[j], strlen(table->headings.items[j]),
                         j + 1 == count);
    json_array_foreach(features, i, feature) {
        const json_t *properties = json_object_get(feature, "properties");

        for (size_t j = 0; code == CLI_HOLDS && j < count; j++)
            code = push_value(table, json_object_get(properties, table->headings.items[j]),
                              j + 1 == count);
    }
    return code;
}

int cli_push_geojson(FILE *file, const char *path, locality_intake *intake) {
    geo_table table = {.path = path, .intake = intake};
    json_error_t error;
    json_t *root = json_loadf(file, JSON_REJECT_DUPLICATES, &error);
    json_t *features = json_object_get(root, "features");
    int code;

    if (root == NULL)
        code = cli_stop("%s, line %d, column %d: %s", path, error.line, error.column, error.text);
    else if (!json_is_array(features))
        code = cli_stop("%s: the JSON is no collection of features (GeoJSON)", path);
    else
        code = gather_headings(&table, features);
    if (code == CLI_HOLDS)
        code = push_rows(&table, features);
    free(table.headings.items);
    json_decref(root);
    return code;
}
