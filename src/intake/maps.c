/* The maps that come with the library. */
#include "intake/maps.h"

#include <string.h>

#include "locality/intake.h"

size_t locality_intake_maps(void) {
    return loc_built_maps_count;
}

const char *locality_intake_map_name(size_t index) {
    return index < loc_built_maps_count ? loc_built_maps[index].name : NULL;
}

const char *locality_intake_map_text(const char *name) {
    for (size_t i = 0; name != NULL && i < loc_built_maps_count; i++) {
        if (strcmp(loc_built_maps[i].name, name) == 0) {
            return (const char *)loc_built_maps[i].text;
        }
    }
    return NULL;
}
