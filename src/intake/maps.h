/* The maps that come with the library: their texts, compiled in from src/intake/maps by the build. */
#ifndef LOC_INTAKE_MAPS_H
#define LOC_INTAKE_MAPS_H

#include <stddef.h>

typedef struct loc_built_map {
    const char *name;
    const unsigned char *text; /* ends in NUL */
} loc_built_map;

/* In the order of the alphabet; null behind the last. */
const loc_built_map *loc_built_map_at(size_t index);

#endif
