/* Nearest: how many edits lie between two names, and which few of many names are nearest to one. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Names are compared by characters; a longer name is near to nothing but itself. */
#define LONGEST_NAME 128u

typedef struct letters {
    uint32_t at[LONGEST_NAME];
    size_t count;
} letters;

/* Takes a name apart into characters in lower case; false when there are too many. */
static bool take_letters(const char *name, letters *out) {
    out->count = 0;
    while (*name != '\0') {
        uint32_t letter = (unsigned char)loc_to_lower(*name++);

        while (((unsigned char)*name & 0xC0u) == 0x80u)
            letter = letter << 6 | ((unsigned char)*name++ & 0x3Fu);
        if (out->count == LONGEST_NAME)
            return false;
        out->at[out->count++] = letter;
    }
    return true;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Edits with swaps of neighbours (each letter is edited once), row by row of the table in which
 * rows[.][j] is the distance between the first i letters of a and the first j of b. */
static size_t distance(const letters *a, const letters *b, size_t limit) {
    size_t rows[3][LONGEST_NAME + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];

    for (size_t j = 0; j <= b->count; j++)
        above[j] = j;
    for (size_t i = 1; i <= a->count; i++) {
        size_t *oldest = before;
        size_t nearest = i;

        row[0] = i;
        for (size_t j = 1; j <= b->count; j++) {
            bool same = a->at[i - 1] == b->at[j - 1];
            size_t best = above[j - 1] + (same ? 0 : 1);

            best = least(best, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] && a->at[i - 2] == b->at[j - 1])
                best = least(best, before[j - 2] + 1);
            row[j] = best;
            nearest = least(nearest, best);
        }
        if (nearest > limit)
            return limit + 1;
        before = above;
        above = row;
        row = oldest;
    }
    return above[b->count] > limit ? limit + 1 : above[b->count];
}

size_t loc_edit_distance(const char *a, const char *b, size_t limit) {
    letters x, y;
    size_t apart;

    if (strcmp(a, b) == 0)
        return 0;
    if (!take_letters(a, &x) || !take_letters(b, &y))
        return limit + 1;
    apart = x.count > y.count ? x.count - y.count : y.count - x.count;
    return apart > limit ? limit + 1 : distance(&x, &y, limit);
}

#define KEPT (sizeof((loc_nearest *)0)->best / sizeof((loc_nearest *)0)->best[0])

/* A third of the letters may be wrong, but no more than four: beyond that it is another word. */
static size_t tolerance(const char *wanted) {
    size_t third = strlen(wanted) / 3;

    if (third < 1)
        return 1;
    return third > 4 ? 4 : third;
}

void loc_nearest_init(loc_nearest *nearest, const char *wanted) {
    nearest->wanted = wanted;
    for (size_t i = 0; i < KEPT; i++) {
        nearest->best[i] = NULL;
        nearest->distance[i] = 0;
    }
}

/* Whether `candidate` goes before the one kept at `i`. */
static bool goes_before(const loc_nearest *nearest, size_t i, const char *candidate, size_t far) {
    if (nearest->best[i] == NULL || far < nearest->distance[i])
        return true;
    return far == nearest->distance[i] && strcmp(candidate, nearest->best[i]) < 0;
}

void loc_nearest_offer(loc_nearest *nearest, const char *candidate) {
    size_t limit = tolerance(nearest->wanted);
    size_t far = loc_edit_distance(nearest->wanted, candidate, limit);
    size_t place = 0;

    if (far > limit)
        return;
    while (place < KEPT && !goes_before(nearest, place, candidate, far)) {
        if (strcmp(nearest->best[place], candidate) == 0)
            return;
        place++;
    }
    if (place == KEPT)
        return;
    for (size_t i = KEPT - 1; i > place; i--) {
        nearest->best[i] = nearest->best[i - 1];
        nearest->distance[i] = nearest->distance[i - 1];
    }
    nearest->best[place] = candidate;
    nearest->distance[place] = far;
}

/* Writes the first `count` names; false, with an empty buffer, when they do not fit. */
static bool write_names(const loc_nearest *nearest, size_t count, char *buffer, size_t size) {
    static const char *const before_last = "\" or \"";
    const char *const *best = nearest->best;
    int length;

    if (count == 1)
        length = snprintf(buffer, size, "; did you mean \"%s\"?", best[0]);
    else if (count == 2)
        length =
            snprintf(buffer, size, "; did you mean \"%s%s%s\"?", best[0], before_last, best[1]);
    else
        length = snprintf(buffer, size, "; did you mean \"%s\", \"%s%s%s\"?", best[0], best[1],
                          before_last, best[2]);
    if (length >= 0 && (size_t)length < size)
        return true;
    buffer[0] = '\0';
    return false;
}

void loc_nearest_write(const loc_nearest *nearest, char *buffer, size_t size) {
    size_t count = 0;

    if (size == 0)
        return;
    buffer[0] = '\0';
    while (count < KEPT && nearest->best[count] != NULL)
        count++;
    while (count > 0 && !write_names(nearest, count, buffer, size))
        count--;
}
