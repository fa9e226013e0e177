/* The maps that come with the library. */
#include "intake/maps.h"

#include <string.h>

#include "locality/intake.h"

size_t locality_intake_maps(void) {
    size_t count = 0;
    while (loc_built_map_at(count) != NULL) {
        count++;
    }
    return count;
}

const char *locality_intake_map_name(size_t index) {
    const loc_built_map *map = loc_built_map_at(index);
    return map == NULL ? NULL : map->name;
}

const char *locality_intake_map_text(const char *name) {
    const loc_built_map *map = NULL;
    for (size_t i = 0; name != NULL && (map = loc_built_map_at(i)) != NULL; i++) {
        if (strcmp(map->name, name) == 0) {
            return (const char *)map->text;
        }
    }
    return NULL;
}
