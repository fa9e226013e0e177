/* Version: the numbers of the header as text. */
#include "locality/base.h"

#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)

const char *locality_version(void) {
    return TEXT(LOCALITY_VERSION_MAJOR) "." TEXT(LOCALITY_VERSION_MINOR) "." TEXT(
        LOCALITY_VERSION_PATCH);
}
