/*
 * Fuzzes the text of maps.
 *
 * A map is either refused with a message and a place in it, or imports a small table without harm.
 */
#include "locality/intake.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "fuzz_map: %s\n", what);
        abort();
    }
}

static const char table[] = "Id,Name,Parent,Value,Date,1,2,Id\n"
                            "a,Alpha,XX,1.5,2010-09-03,1,2,z\n"
                            "b,\"Be;ta\",a,N/D,3/9/2010,3,,z\n"
                            "b,caf\xC3\xA9,q,-1,Sep-14,x,5,z\n"
                            ",,,,,,,\n";

static void check_refusal(locality_status status, const locality_error *error, size_t size) {
    must(error->status == status && error->message[0] != '\0', "a refusal without a message");
    must(error->line >= 1 && error->line <= size + 1 && error->column >= 1,
         "a refusal without a place");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *map = size == 0 ? "" : (const char *)data;
    locality_error error;
    locality_status status = locality_intake_check_map(NULL, map, size, &error);
    if (status != LOCALITY_OK) {
        check_refusal(status, &error, size);
        return 0;
    }
    locality_model *model = NULL;
    locality_intake_report *report = NULL;
    locality_snapshot *snapshot = NULL;
    must(locality_model_new(NULL, NULL, &model, NULL) == LOCALITY_OK, "no model");
    status = locality_intake_read(model, map, size, table, sizeof table - 1, NULL, &report, &error);
    must((status == LOCALITY_OK) == (report != NULL), "a report without success");
    must(status == LOCALITY_OK || error.message[0] != '\0', "a failure without a message");
    if (status == LOCALITY_OK) {
        status = locality_snapshot_take(model, &snapshot, &error);
        must(status == LOCALITY_OK || status == LOCALITY_AMBIGUOUS || status == LOCALITY_INVALID ||
                 status == LOCALITY_CYCLE || status == LOCALITY_CONFLICT ||
                 status == LOCALITY_TYPE || status == LOCALITY_SYNTAX ||
                 status == LOCALITY_OVERFLOW || status == LOCALITY_NOT_FOUND ||
                 status == LOCALITY_DUPLICATE,
             "what was imported makes no snapshot");
    }
    locality_snapshot_release(snapshot);
    locality_intake_report_free(report);
    locality_model_free(model);
    return 0;
}
