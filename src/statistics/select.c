/* Select: the k-th smallest of an array, by Hoare's method with the middle of three. */
#include "statistics/select.h"

#include <math.h>

static void swap(double *a, double *b) {
    double held = *a;
    *a = *b;
    *b = held;
}

/* Puts three in order and gives the middle one. */
static double middle(double *a, double *b, double *c) {
    if (*b < *a) {
        swap(a, b);
    }
    if (*c < *b) {
        swap(b, c);
    }
    if (*b < *a) {
        swap(a, b);
    }
    return *b;
}

/* Parts value[*i] to value[*j] about a pivot that is among them: up to *j none is above it, from *i on none
 * below. */
static void part(double *value, double pivot, size_t *i, size_t *j) {
    while (*i <= *j) {
        while (value[*i] < pivot) {
            ++*i;
        }
        while (value[*j] > pivot) {
            --*j;
        }
        if (*i > *j) {
            return;
        }
        swap(&value[*i], &value[*j]);
        ++*i;
        if (*j == 0) {
            return;
        }
        --*j;
    }
}

double loc_select(double *value, size_t count, size_t k) {
    size_t low = 0, high = count - 1;

    while (high > low) {
        size_t i = low, j = high;
        part(value, middle(&value[low], &value[low + (high - low) / 2], &value[high]), &i, &j);
        if (k <= j) {
            high = j;
        } else if (k >= i) {
            low = i;
        } else {
            break;
        }
    }
    return value[k];
}

double loc_median(double *value, size_t count) {
    if (count == 0) {
        return (double)NAN;
    }
    double upper = loc_select(value, count, count / 2);
    if (count % 2 == 1) {
        return upper;
    }
    double lower = value[0]; /* what lies before is not above */
    for (size_t i = 1; i < count / 2; i++) {
        lower = value[i] > lower ? value[i] : lower;
    }
    return (lower + upper) / 2.0;
}
