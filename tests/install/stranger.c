/* A stranger's program: knows nothing but the installed headers and library. */
#include <locality.h>

#include <stdio.h>

int main(void) {
    locality_error error;
    int64_t days = 0;
    if (locality_date_from_calendar(2010, 9, 3, &days, &error) != LOCALITY_OK) {
        return 1;
    }
    printf("locality %s, day %lld\n", locality_version(), (long long)days);
    return 0;
}
