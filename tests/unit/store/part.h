/* A case of places and days, and what is loaded of it by each part: for every store the same. */
#ifndef TESTS_UNIT_STORE_PART_H
#define TESTS_UNIT_STORE_PART_H

#include "case.h"
#include "schema/schema.h"

/* A county of two districts, one with wards; posts and sites in them; a restructure over it. */
static inline locality_model *part_shire(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "area", "county", "level", "county", "parent", "none");
    KIT_PUT(m, "area", "ward", "level", "ward", "parent", "The North"); /* by another name */
    KIT_PUT(m, "area", "north", "level", "district", "parent", "county", "successor", "south");
    KIT_PUT(m, "area", "south", "level", "district", "parent", "county", "starts", "2012-04-01");
    KIT_PUT(m, "area", "old", "level", "ward", "parent", "north", "ends", "2009-03");
    KIT_PUT(m, "alias", "a1", "record", "area:north", "text", "The North", "ends", "1999");
    KIT_PUT(m, "alias", "a2", "record", "area:south", "text", "TheSouth");
    KIT_PUT(m, "structure", "current", "effective", "2008-04-01");
    KIT_PUT(m, "structure", "proposed", "baseline", "current", "effective", "2012");
    KIT_PUT(m, "structure", "gone", "ends", "2008-03-31");
    KIT_PUT(m, "post", "head", "structure", "current", "posts", "1");
    KIT_PUT(m, "post", "n", "structure", "current", "serves", "north", "reports_to", "head",
            "posts", "1", "starts", "2009");
    KIT_PUT(m, "post", "w", "structure", "current", "serves", "ward south", "reports_to", "s",
            "posts", "2", "ends", ">=2010-06");
    KIT_PUT(m, "post", "s", "structure", "current", "serves", "TheSouth", "reports_to", "head",
            "posts", "4", "starts", "2011-01-01");
    KIT_PUT(m, "post", "x", "structure", "gone", "serves", "north", "posts", "8");
    KIT_PUT(m, "change", "c1", "structure", "proposed", "verb", "set", "subject", "post:s", "field",
            "posts", "value", "3");
    KIT_PUT(m, "change", "c2", "structure", "proposed", "verb", "set", "subject", "post:n", "field",
            "posts", "value", "2");
    KIT_PUT(m, "site", "hub", "area", "the north", "serves", "county", "ends", "2010-03-31");
    KIT_PUT(m, "site", "desk", "area", "south", "near", "north");
    KIT_PUT(m, "site", "depot", "area", "south");
    KIT_PUT(m, "site", "anywhere", "area", "none");
    KIT_PUT(m, "event", "launch", "area", "north", "starts", "2009");
    KIT_PUT(m, "event", "meeting", "area", "south", "starts", "2009");
    KIT_PUT(m, "parameter", "limit", "type", "count", "value", "3", "ends", "2001");
    return m;
}

static inline locality_model *part_load(const char *areas, const char *day,
                                        const char *structures) {
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    locality_range on = {0, 0};
    locality_model *part = NULL;
    if (day != NULL) {
        kit_well(locality_value_read(LOCALITY_TYPE_DATE, day, strlen(day), &on, &kit_error), day);
        options.valid_on = &on.lo;
    }
    options.areas = areas;
    options.structures = structures;
    kit_well(locality_model_load(&case_store, "shire", &options, &part, &kit_error), "part");
    return part;
}

static inline int32_t part_add_id(void *self, uint32_t kind, const char *id) {
    char *ids = self;
    size_t used = strlen(ids);
    (void)kind;
    snprintf(ids + used, 400 - used, "%s ", id);
    return 0;
}

/* The ids of a kind, blanks behind. */
static inline const char *part_ids(const locality_model *model, const char *kind) {
    static char ids[400];
    locality_snapshot *s = NULL;
    kit_well(locality_snapshot_take((locality_model *)(uintptr_t)model, &s, &kit_error), "take");
    uint32_t number = locality_schema_kind(NULL, kind);
    ids[0] = '\0';
    for (uint32_t row = 0; s != NULL && row < locality_snapshot_count(s, number); row++) {
        const char *id = locality_snapshot_id(s, number, row);
        if (id != NULL) {
            part_add_id(ids, number, id);
        }
    }
    locality_snapshot_release(s);
    return ids;
}

typedef struct part_row {
    const char *areas, *day, *structures, *kind, *ids;
} part_row;

static const part_row parts[] = {
    {"north", NULL, NULL, "area", "ward north old "},
    {"north", NULL, NULL, "post", "head n w x proposed/head proposed/n proposed/w "},
    {"north", NULL, NULL, "site", "hub desk anywhere "},
    {"north", NULL, NULL, "change", "c1 c2 "},
    {"north", NULL, NULL, "alias", "a1 a2 "},
    {"ward", NULL, NULL, "area", "ward "},
    {"ward", NULL, NULL, "site", "anywhere "},
    {"ward south", NULL, NULL, "area", "ward south "},
    {"ward south", NULL, NULL, "site", "desk depot anywhere "},
    {"south", NULL, NULL, "post", "head w s proposed/head proposed/w proposed/s "},
    {"county", NULL, NULL, "area", "county ward north south old "},
    {NULL, "2010-05-01", NULL, "area", "county ward north "},
    {NULL, "2010-05-01", NULL, "structure", "current "},
    {NULL, "2010-05-01", NULL, "post", "head n w "},
    {NULL, "2010-05-01", NULL, "site", "desk depot anywhere "},
    {NULL, "2010-05-01", NULL, "parameter", "limit "},
    {NULL, "2010-05-01", NULL, "alias", "a1 a2 "},
    {NULL, "2012-05-01", NULL, "structure",
     "current proposed "}, /* 2012: perhaps from January on */
    {NULL, "2012-05-01", NULL, "area", "county ward north south "},
    {NULL, "2010-05-01", "proposed", "structure", "current proposed "}, /* it was asked for */
    {NULL, "2009-03-31", NULL, "area", "county ward north old "},
    {NULL, "2009-04-01", NULL, "area", "county ward north "},
    {"north", "2010-05-01", NULL, "post", "head n w "},
    {"north", "2010-05-01", NULL, "area", "ward north "},
    {"north", NULL, "gone", "post", "x "},
};

/* Loads each part of the shire from the store of the case and looks whether it is what it should be. */
static inline void part_check_all(void) {
    locality_model *m = part_shire();
    case_save(m, "shire");
    for (size_t i = 0; i < TEST_COUNT(parts); i++) {
        const part_row *row = &parts[i];
        locality_model *part = part_load(row->areas, row->day, row->structures);
        TEST_NUMBER(locality_model_is_partial(part), 1);
        TEST_TEXT(part_ids(part, row->kind), row->ids);
        locality_model_free(part);
    }
    locality_model_free(m);
}

#endif
