/* The two papers in small: what the tests of places and structure need of them, in text form.
 *
 * Rows of text are read as "kind id field=value field=value ..."; a value ends where
 * the next " word=" begins. */
#ifndef TESTS_UNIT_STRUCTURE_PAPERS_H
#define TESTS_UNIT_STRUCTURE_PAPERS_H

#include <stdlib.h>
#include <string.h>

#include "locality/model.h"

#define PAPER_FIELDS 16

/* Where the next " name=" begins, or the end. */
static inline char *paper_next(char *at) {
    for (char *space = strchr(at, ' '); space != NULL; space = strchr(space + 1, ' ')) {
        size_t name = strspn(space + 1, "abcdefghijklmnopqrstuvwxyz_");
        if (name > 0 && space[1 + name] == '=') {
            return space;
        }
    }
    return at + strlen(at);
}

/* Puts one row into a model. */
static inline locality_status paper_put(locality_model *model, const char *row,
                                        locality_error *error) {
    char text[512];
    locality_named_value values[PAPER_FIELDS] = {{0}};
    size_t count = 0;

    strncpy(text, row, sizeof text - 1);
    text[sizeof text - 1] = '\0';
    char *id = strchr(text, ' ');
    *id++ = '\0';
    char *at = paper_next(id);
    while (*at != '\0' && count < PAPER_FIELDS) {
        *at++ = '\0';
        char *value = strchr(at, '=');
        *value++ = '\0';
        values[count].field = at;
        values[count].value.type = LOCALITY_TYPE_TEXT;
        values[count].value.text = value;
        count++;
        at = paper_next(value);
    }
    return locality_model_put(model, text, id, values, count, error);
}

/* Makes a snapshot of rows; null on failure. */
static inline locality_snapshot *paper_snapshot(const char *const *rows, size_t count,
                                                const locality_allocator *allocator,
                                                locality_error *error) {
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_status status = locality_model_new(NULL, allocator, &model, error);

    for (size_t i = 0; status == LOCALITY_OK && i < count; i++) {
        status = paper_put(model, rows[i], error);
    }
    if (status == LOCALITY_OK) {
        (void)locality_snapshot_take(model, &snapshot, error);
    }
    locality_model_free(model);
    return snapshot;
}

/* Rows for a run that makes its snapshot anew: what is computed once and kept with it is made too. */
typedef struct paper_rows {
    const char *const *row;
    size_t count;
} paper_rows;

static const char *const cambridgeshire[] = {
    "area cambs level=county parent=none",
    "area peterborough level=unitary parent=none",
    "area hunts level=district parent=cambs",
    "area fenland level=district parent=cambs",
    "area east level=district parent=cambs",
    "area south-cambs level=district parent=cambs",
    "area city level=city parent=cambs",
    "area whole-county level=countywide parent=cambs",
    "area ics-area level=partner",
    "area_group north layer=areas members=hunts fenland within=cambs",
    "area_group south layer=areas members=east south-cambs city within=cambs",
    "area_group ics layer=Integrated Care System",
    "theme cyp",
    "theme va",
    "structure current status=current",
    "structure proposed status=proposed",
    "organisation peterborough-council type=council",
    "post head-old structure=current title=Head of Think Communities posts=1 "
    "shared_with=peterborough-council disposition=ceases",
    "post area-manager structure=current title=Area Manager posts=1 reports_to=head-old",
    "post youth-manager structure=current title=Youth Manager posts=1 reports_to=head-old",
    "post place structure=current title=Place Coordinator",
    "post connector structure=current title=Community Connector",
    "post ncs-old structure=current title=National Citizen Service",
    "post covenant-old structure=current title=Armed Forces Covenant Officer posts=1",
    "post ad title=Assistant Director posts=1 reports_to=none",
    "post head structure=proposed title=Head of Communities posts=1 reports_to=ad countywide=yes "
    "disposition=new",
    "post manager-north structure=proposed title=Community Team Manager posts=1 reports_to=head "
    "group=north disposition=new origin=area-manager youth-manager",
    "post manager-south structure=proposed title=Community Team Manager posts=1 reports_to=head "
    "group=south disposition=new",
    "post cc-cyp-hunts structure=proposed title=Community Coordinator posts=1 "
    "reports_to=manager-north serves=hunts themes=cyp disposition=new",
    "post cc-va-hunts structure=proposed title=Community Coordinator posts=1 "
    "reports_to=manager-north serves=hunts themes=va disposition=new",
    "post cc-cyp-fenland structure=proposed title=Community Coordinator posts=1 "
    "reports_to=manager-north serves=fenland themes=cyp disposition=new",
    "post cc-va-fenland structure=proposed title=Community Coordinator posts=1 "
    "reports_to=manager-north serves=fenland themes=va disposition=new",
    "post cc-cyp-south structure=proposed title=Community Coordinator posts=3 "
    "reports_to=manager-south serves=east south-cambs city themes=cyp disposition=new",
    "post cc-va-south structure=proposed title=Community Coordinator posts=3 "
    "reports_to=manager-south serves=east south-cambs city themes=va disposition=new",
    "post worker-north structure=proposed title=Community Development Worker posts=2 "
    "reports_to=manager-north group=north disposition=new",
    "post worker-south structure=proposed title=Community Development Worker posts=2 "
    "reports_to=manager-south group=south disposition=new",
    "post voice structure=proposed title=Voice and Participation Officer posts=2 "
    "reports_basis=unknown countywide=yes disposition=new",
    "post ncs structure=proposed title=National Citizen Service origin=ncs-old "
    "disposition=unchanged",
    "post covenant structure=proposed title=Armed Forces Covenant Officer posts=1 "
    "origin=covenant-old disposition=unchanged",
};

static const char *const coventry[] = {
    "structure current status=current stated_fte=46 listing=none",
    "structure proposed status=proposed label=v1.0 stated_fte=24 listing=partial",
    "site old-offices type=office structure=current quantity=6",
    "site office type=office structure=proposed quantity=1 desks=20",
    "site central type=central structure=proposed quantity=1",
    "unit service structure=proposed parent=none",
    "unit sc structure=proposed parent=service type=function_group",
    "unit cc structure=proposed parent=service type=function_group",
    "unit team-1 structure=proposed parent=cc type=team",
    "unit team-2 structure=proposed parent=cc type=team",
    "unit si structure=proposed parent=service type=function_group",
    "skill lead-groups",
    "skill shaping",
    "function connect scope=service lead=ccc-1 ccc-2",
    "function shape scope=service lead=manager",
    "function strategic scope=service lead=head",
    "function organise scope=post",
    "function collate scope=post",
    "function present scope=post",
    "post head structure=proposed title=Head of Service posts=1 unit=sc base=central",
    "post nic structure=proposed title=Neighbourhood Intelligence Co-ordinator posts=1 unit=sc "
    "base=central reports_to=head reports_basis=inferred skills=lead-groups",
    "post ccc-1 structure=proposed title=Community Connection Co-ordinator posts=1 unit=team-1 "
    "base=office skills=lead-groups",
    "post ccc-2 structure=proposed title=Community Connection Co-ordinator posts=1 unit=team-2 "
    "base=office skills=lead-groups",
    "post cco-1 structure=proposed title=Community Connection Officer posts=4 unit=team-1 "
    "base=office reports_to=ccc-1 reports_basis=printed",
    "post cco-2 structure=proposed title=Community Connection Officer posts=4 unit=team-2 "
    "base=office reports_to=ccc-2 reports_basis=printed",
    "post manager structure=proposed title=Manager posts=1 unit=si base=office skills=shaping",
    "post sio structure=proposed title=Service Improvement Officer posts=3 unit=si base=office "
    "reports_to=manager reports_basis=inferred",
    "post sipo structure=proposed title=Service Improvement Project Officer posts=1 unit=si "
    "base=office reports_to=manager reports_basis=inferred functions=organise collate present",
    "post aa-1 structure=proposed title=Administrative Assistant posts=2 unit=team-1 base=office "
    "reports_to=ccc-1",
    "post aa-2 structure=proposed title=Administrative Assistant posts=2 unit=team-2 base=office "
    "reports_to=ccc-2",
    "post aa-5 structure=proposed title=Administrative Assistant posts=1",
};

#endif
