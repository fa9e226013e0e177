/* Known: files of places, services and recorded changes of level, read by maps as every other table is. */
#include "known.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES, SERVICES, STEPS, FILES = CLI_KNOWN_FILES, OWN_FIELDS = 6 };

/* A file that may be given: what it is called, what it means, and the fields that its records have besides
 * those of the library's table. */
typedef struct sort_of_file {
    const char *option, *kind, *map;
    struct {
        const char *name;
        int32_t type;
    } own[OWN_FIELDS];
} sort_of_file;

static const sort_of_file sorts[FILES] = {
    {"places",
     "area",
     "map places \"Places\"\n"
     "missing \"NA\" \"N/A\" \"-\"\n"
     "column id \"id\" \"area id\" \"area\" \"place\" \"ward\" \"code\" \"name\"\n"
     "column parent \"parent\" \"part of\" \"lies in\" optional\n"
     "column people \"population\" \"people\" optional\n"
     "column east \"east\" \"easting\" \"x\" \"bng_e\" optional\n"
     "column north \"north\" \"northing\" \"y\" \"bng_n\" optional\n"
     "column rank \"rank\" \"deprivation\" \"imd rank\" optional\n"
     "make area id\n"
     "  row \"{row}\"\n"
     "  parent parent\n"
     "  population people\n"
     "  rank rank\n"
     "  east east\n"
     "  north north\n",
     {{"east", LOCALITY_TYPE_NUMBER},
      {"north", LOCALITY_TYPE_NUMBER},
      {"row", LOCALITY_TYPE_TEXT}}},
    {"services",
     "service",
     "map services \"Services\"\n"
     "missing \"NA\" \"N/A\" \"-\"\n"
     "column id \"id\" \"service\" \"category\" \"code\" \"name\"\n"
     "column parent \"parent\" \"part of\" \"group\" optional\n"
     "make service id\n"
     "  parent parent\n",
     {{"parent", LOCALITY_TYPE_REF}, {NULL, 0}, {NULL, 0}}},
    {"steps",
     "event",
     "map steps \"Changes of level\"\n"
     "missing \"NA\" \"N/A\" \"-\"\n"
     "column area \"area\" \"place\" \"ward\" optional\n"
     "column service \"service\" \"category\" optional\n"
     "column date \"date\" \"from\" \"since\"\n"
     "column reason \"reason\" \"why\"\n"
     "column by \"by\" \"recorded by\" \"who\" optional\n"
     "make event \"{row}\"\n"
     "  name area\n"
     "  service service\n"
     "  starts date\n"
     "  reason reason\n"
     "  by by\n",
     {{"service", LOCALITY_TYPE_TEXT}, {"reason", LOCALITY_TYPE_TEXT}, {"by", LOCALITY_TYPE_TEXT}}},
    {"redesign",
     "event",
     "map redesign \"What a redesign is said to change\"\n"
     "missing \"NA\" \"N/A\"\n"
     "column area \"area\" \"place\" \"ward\" optional\n"
     "column service \"service\" \"category\" optional\n"
     "column date \"from\" \"date\" \"since\"\n"
     "column least \"least\" \"lowest\"\n"
     "column likely \"likely\"\n"
     "column most \"most\" \"highest\"\n"
     "column basis \"basis\" \"reason\" \"why\"\n"
     "make event \"{row}\"\n"
     "  name area\n"
     "  service service\n"
     "  starts date\n"
     "  least least\n"
     "  likely likely\n"
     "  most most\n"
     "  reason basis\n",
     {{"service", LOCALITY_TYPE_TEXT},
      {"reason", LOCALITY_TYPE_TEXT},
      {"least", LOCALITY_TYPE_TEXT},
      {"likely", LOCALITY_TYPE_TEXT},
      {"most", LOCALITY_TYPE_TEXT}}},
};

/* ---- Reading ---------------------------------------------------------------------------------------- */

/* A schema with the fields that a sort of file has of its own. */
static locality_status extend(const sort_of_file *sort, locality_schema **out,
                              locality_error *error) {
    locality_status status = locality_schema_new(NULL, out, error);

    for (size_t i = 0; i < OWN_FIELDS && sort->own[i].name != NULL && status == LOCALITY_OK; i++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;
        info.name = sort->own[i].name;
        info.doc = info.words = "";
        info.type = sort->own[i].type;
        info.target = info.type == LOCALITY_TYPE_REF ? locality_schema_kind(*out, sort->kind)
                                                     : LOCALITY_NO_INDEX;
        status = locality_schema_add_field(*out, sort->kind, &info, error);
    }
    return status;
}

/* Where a problem is: its row as a spreadsheet shows it, and its column or the record concerned. */
static void put_place(const locality_intake_problem *p, char *text, size_t size) {
    size_t length;

    snprintf(text, size, "row %llu", (unsigned long long)p->row);
    length = strlen(text);
    if (p->column > 0)
        snprintf(text + length, size - length, ", column %llu (%s)", (unsigned long long)p->column,
                 p->heading);
    else if (p->id[0] != '\0')
        snprintf(text + length, size - length, ", %s %s", p->kind, p->id);
}

/* Says the first thing that is wrong with a table; a column that nobody asked for is not. */
static int judge(const char *path, const locality_intake_report *report) {
    char place[400];

    for (size_t i = 0; i < locality_intake_report_problems(report); i++) {
        const locality_intake_problem *p = locality_intake_report_problem_at(report, i);
        if (p->fault == LOCALITY_INTAKE_HEADING)
            continue;
        put_place(p, place, sizeof place);
        return p->fault == LOCALITY_INTAKE_DANGLING
                   ? cli_stop("%s, %s: \"%s\" is no row of this file", path, place, p->value)
                   : cli_stop("%s, %s: %s", path, place, p->message);
    }
    return CLI_HOLDS;
}

static int take_table(const sort_of_file *sort, const char *path, locality_model *model) {
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    locality_intake_report *report = NULL;
    locality_error error;
    cli_text text = {0};
    int code = cli_read_file(path, NULL, &text);

    if (code != CLI_HOLDS)
        return code;
    options.max_problems = 20;
    if (locality_intake_read(model, sort->map, strlen(sort->map), text.bytes, text.length, &options,
                             &report, &error) != LOCALITY_OK)
        code = cli_stop_error(path, NULL, 0, &error);
    else
        code = judge(path, report);
    locality_intake_report_free(report);
    free(text.bytes);
    free(text.path);
    return code;
}

static int read_known(const sort_of_file *sort, const char *path, locality_model **model,
                      const locality_snapshot **snapshot) {
    locality_schema *schema = NULL;
    locality_snapshot *taken = NULL;
    locality_error error;
    int code = CLI_HOLDS;

    if (extend(sort, &schema, &error) != LOCALITY_OK ||
        locality_model_new(schema, NULL, model, &error) != LOCALITY_OK)
        code = cli_stop_error(NULL, NULL, 0, &error);
    if (code == CLI_HOLDS)
        code = take_table(sort, path, *model);
    if (code == CLI_HOLDS && locality_snapshot_take(*model, &taken, &error) != LOCALITY_OK)
        code = cli_stop_error(path, NULL, 0, &error);
    *snapshot = taken;
    locality_schema_free(schema);
    return code;
}

/* One field of a record of a file; the type is NONE where it is missing. */
static locality_value value_of(const locality_snapshot *snapshot, uint32_t kind, uint32_t row,
                               const char *field) {
    const locality_schema *schema = locality_snapshot_schema(snapshot);
    uint32_t number = locality_schema_field(schema, kind, field);
    locality_value value = {0};

    locality_snapshot_value(snapshot, kind, row, number, &value, NULL);
    return value;
}

static const char *text_of(const locality_snapshot *snapshot, uint32_t kind, uint32_t row,
                           const char *field) {
    locality_value value = value_of(snapshot, kind, row, field);

    return value.type == LOCALITY_TYPE_NONE || value.text == NULL ? "" : value.text;
}

static double number_of(const locality_snapshot *snapshot, uint32_t kind, uint32_t row,
                        const char *field, bool *has) {
    locality_value value = value_of(snapshot, kind, row, field);
    double scale = value.type == LOCALITY_TYPE_NUMBER ? (double)LOCALITY_ONE : 1;

    if (value.type == LOCALITY_TYPE_NONE || locality_range_is_exact(&value.range) == 0)
        return NAN;
    *has = true;
    return (double)value.range.lo / scale;
}

/* A place has no fewer than no people. */
static int judge_places(const char *path, const locality_snapshot *s) {
    uint32_t kind = locality_schema_kind(NULL, sorts[PLACES].kind);
    bool has = false;

    for (uint32_t row = 0; row < locality_snapshot_count(s, kind); row++) {
        double people = number_of(s, kind, row, "population", &has);
        if (people < 0)
            return cli_stop("%s, row %s, column population: %.0f is no number of people", path,
                            text_of(s, kind, row, "row"), people);
    }
    return CLI_HOLDS;
}

int cli_known_read(const cli_line *cli, cli_known *known) {
    const char *const paths[FILES] = {cli->places, cli->services, cli->steps, cli->redesign};
    int code = CLI_HOLDS;

    memset(known, 0, sizeof *known);
    for (int i = 0; i < FILES && code == CLI_HOLDS; i++)
        if (paths[i] != NULL)
            code = read_known(&sorts[i], paths[i], &known->model[i], &known->snapshot[i]);
    if (code == CLI_HOLDS && known->snapshot[PLACES] != NULL)
        code = judge_places(cli->places, known->snapshot[PLACES]);
    return code;
}

void cli_known_clear(cli_known *known) {
    for (int i = 0; i < FILES; i++) {
        locality_snapshot_release(known->snapshot[i]);
        locality_model_free(known->model[i]);
    }
}

/* ---- Names ------------------------------------------------------------------------------------------ */

void cli_names_add(cli_names *names, const char *id) {
    if (names->count == names->room) {
        names->room = names->room == 0 ? 64 : 2 * names->room;
        names->id = cli_take(names->id, names->room, sizeof *names->id);
    }
    names->id[names->count++] = id;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

uint32_t cli_names_find(const cli_names *names, const char *id) {
    const char **found = names->count == 0
                             ? NULL
                             : bsearch(&id, names->id, names->count, sizeof *names->id, by_bytes);

    return found == NULL ? LOCALITY_DEMAND_NONE : (uint32_t)(found - names->id);
}

static void sort_names(cli_names *names) {
    size_t kept = 0;

    if (names->count > 1)
        qsort(names->id, names->count, sizeof *names->id, by_bytes);
    for (size_t i = 0; i < names->count; i++)
        if (kept == 0 || strcmp(names->id[kept - 1], names->id[i]) != 0)
            names->id[kept++] = names->id[i];
    names->count = kept;
}

static double *empty_column(size_t count) {
    double *column = cli_take(NULL, count + 1, sizeof *column);

    for (size_t i = 0; i < count; i++)
        column[i] = NAN;
    return column;
}

static void take_record(cli_names *names, const locality_snapshot *s, uint32_t kind, uint32_t row,
                        int field) {
    uint32_t at = cli_names_find(names, locality_snapshot_id(s, kind, row));
    bool has_north = false;

    names->parent[at] = cli_names_find(names, text_of(s, kind, row, "parent"));
    if (field != PLACES)
        return;
    names->population[at] = number_of(s, kind, row, "population", &names->has_population);
    names->rank[at] = number_of(s, kind, row, "rank", &names->has_rank);
    names->north[at] = number_of(s, kind, row, "north", &has_north);
    if (has_north)
        names->east[at] = number_of(s, kind, row, "east", &names->has_coordinates);
    if (isnan(names->east[at]))
        names->north[at] = NAN;
    if (!(names->population[at] > 0))
        names->population[at] = NAN;
}

void cli_names_settle(cli_names *names, const cli_known *known, int field) {
    const locality_snapshot *s = field < STEPS ? known->snapshot[field] : NULL;
    uint32_t kind = s == NULL ? 0 : locality_schema_kind(NULL, sorts[field].kind);
    size_t records = s == NULL ? 0 : locality_snapshot_count(s, kind);

    for (uint32_t row = 0; row < records; row++)
        cli_names_add(names, locality_snapshot_id(s, kind, row));
    sort_names(names);
    names->parent = cli_take(NULL, names->count + 1, sizeof *names->parent);
    for (size_t i = 0; i < names->count; i++)
        names->parent[i] = LOCALITY_DEMAND_NONE;
    names->population = empty_column(names->count);
    names->east = empty_column(names->count);
    names->north = empty_column(names->count);
    names->rank = empty_column(names->count);
    for (uint32_t row = 0; row < records; row++)
        take_record(names, s, kind, row, field);
}

bool cli_names_within(const cli_names *names, uint32_t name, uint32_t above) {
    while (name != above && name != LOCALITY_DEMAND_NONE)
        name = names->parent[name];
    return name == above;
}

int cli_names_judge(const cli_names *names, const char *path) {
    for (uint32_t k = 0; k < names->count; k++) {
        uint32_t up = names->parent[k], steps = 0;
        while (up != LOCALITY_DEMAND_NONE && up != k && steps < LOCALITY_DEMAND_DEPTH) {
            up = names->parent[up];
            steps++;
        }
        if (up != LOCALITY_DEMAND_NONE)
            return cli_stop("%s: \"%s\" lies in %s", path, names->id[k],
                            up == k ? "itself" : "itself, or too deep");
    }
    return CLI_HOLDS;
}

void cli_names_clear(cli_names *names) {
    free(names->id);
    free(names->parent);
    free(names->population);
    free(names->east);
    free(names->north);
    free(names->rank);
}

locality_demand_tree cli_names_tree(const cli_names *names) {
    locality_demand_tree tree = LOCALITY_DEMAND_TREE_INIT;

    tree.count = names->count;
    tree.id = names->id;
    tree.parent = names->parent;
    tree.population = names->has_population ? names->population : NULL;
    tree.east = names->has_coordinates ? names->east : NULL;
    tree.north = names->has_coordinates ? names->north : NULL;
    return tree;
}

/* ---- What else a file holds ------------------------------------------------------------------------- */

size_t cli_known_count(const cli_known *known, int file) {
    const locality_snapshot *s = known->snapshot[file];

    return s == NULL ? 0 : locality_snapshot_count(s, locality_schema_kind(NULL, sorts[file].kind));
}

const char *cli_known_text(const cli_known *known, int file, uint32_t row, const char *field) {
    return text_of(known->snapshot[file], locality_schema_kind(NULL, sorts[file].kind), row, field);
}

bool cli_known_day(const cli_known *known, int file, uint32_t row, int64_t *day) {
    locality_value date = value_of(known->snapshot[file],
                                   locality_schema_kind(NULL, sorts[file].kind), row, "starts");

    *day = date.range.lo;
    return date.type != LOCALITY_TYPE_NONE;
}

/* ---- Steps ------------------------------------------------------------------------------------------ */

/* The position that a step names; all where it names none. Says so where there is no such name. */
static int take_name(const char *path, uint32_t row, const char *what, const char *id,
                     const cli_names *names, uint32_t *out) {
    *out = LOCALITY_DEMAND_NONE;
    if (id[0] == '\0')
        return CLI_HOLDS;
    *out = cli_names_find(names, id);
    return *out != LOCALITY_DEMAND_NONE
               ? CLI_HOLDS
               : cli_stop("%s: step %u is of the %s \"%s\", which neither the events nor the files "
                          "beside them name",
                          path, row + 1, what, id);
}

int cli_known_steps(const cli_line *cli, const cli_known *known, const cli_names *places,
                    const cli_names *services, int32_t every, int32_t first, size_t periods,
                    locality_demand_step **out, size_t *count) {
    const locality_snapshot *s = known->snapshot[STEPS];
    uint32_t kind = locality_schema_kind(NULL, sorts[STEPS].kind);
    size_t records = s == NULL ? 0 : locality_snapshot_count(s, kind);
    int code = CLI_HOLDS;

    *out = cli_take(NULL, records + 1, sizeof **out);
    *count = 0;
    for (uint32_t row = 0; row < records && code == CLI_HOLDS; row++) {
        locality_demand_step step = LOCALITY_DEMAND_STEP_INIT;
        locality_value date = value_of(s, kind, row, "starts");
        int32_t period = 0;
        locality_error error;

        step.reason = text_of(s, kind, row, "reason");
        step.by = text_of(s, kind, row, "by");
        step.recorded = date.range.lo;
        if (date.type == LOCALITY_TYPE_NONE || step.reason[0] == '\0')
            return cli_stop("%s: step %u lacks a date or a reason", cli->steps, row + 1);
        code =
            take_name(cli->steps, row, "area", text_of(s, kind, row, "name"), places, &step.area);
        if (code == CLI_HOLDS)
            code = take_name(cli->steps, row, "service", text_of(s, kind, row, "service"), services,
                             &step.service);
        if (code == CLI_HOLDS &&
            locality_feed_period_of(every, date.range.lo, &period, &error) != LOCALITY_OK)
            code = cli_stop_error(cli->steps, NULL, 0, &error);
        if (code != CLI_HOLDS || period <= first || (size_t)(period - first) >= periods)
            continue; /* before the first period or behind the last: of no concern */
        step.period = (size_t)(period - first);
        (*out)[(*count)++] = step;
    }
    return code;
}
