/* Maps: words and patterns against what stands in a table. */
#include "base/text.h"
#include "intake/map.h"

bool loc_words_match(const loc_words *words, const char *text, size_t length) {
    for (uint32_t i = 0; i < words->count; i++) {
        const char *word = words->item[i];
        size_t at = 0;
        while (at < length && word[at] != '\0' &&
               loc_to_lower(word[at]) == loc_to_lower(text[at])) {
            at++;
        }
        if (at == length && word[at] == '\0') {
            return true;
        }
    }
    return false;
}

bool loc_pattern_fits(const char *pattern, const char *text, size_t length) {
    size_t at = 0, star_at = 0;
    const char *star = NULL;
    while (at < length || *pattern != '\0') {
        if (*pattern == '*') {
            star = ++pattern;
            star_at = at;
            continue;
        }
        if (*pattern == '#' && at < length && loc_is_digit(text[at])) {
            while (at < length && loc_is_digit(text[at])) {
                at++;
            }
            pattern++;
            continue;
        }
        if (at < length && *pattern != '\0' && loc_to_lower(*pattern) == loc_to_lower(text[at])) {
            pattern++;
            at++;
            continue;
        }
        if (star == NULL || star_at >= length) {
            return false;
        }
        pattern = star; /* the star takes one more */
        at = ++star_at;
    }
    return true;
}
