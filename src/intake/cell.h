/* Cells: reading what a table writes into a cell: numbers, dates, truths, and texts in other
 * encodings. Exact, without locale; what cannot be read is an error with its reason. */
#ifndef LOC_INTAKE_CELL_H
#define LOC_INTAKE_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "locality/base.h"

/* Reads a number that counts 10^exponent units. More digits than the type holds give the range of the
 * two values it lies between; a count must be whole. Anything but a plain number is read as
 * locality_value_read does. */
locality_status loc_cell_number(int32_t type, int32_t exponent, const char *text, size_t length,
                                locality_range *out, locality_error *error);
/* Reads a date by a form such as "D/M/YYYY": YYYY, YY (1970 to 2069), MM and DD of two digits, M and D
 * of one or two, Mon (Sep), Month (September), `*` for any rest; other characters are themselves. A
 * form without day gives the whole month, without month the whole year. */
locality_status loc_cell_date(const char *form, const char *text, size_t length,
                              locality_range *out, locality_error *error);
locality_status loc_cell_truth(const char *text, size_t length, locality_range *out,
                               locality_error *error);
/* Writes Windows-1252 as UTF-8 into room for three times the bytes; the length written, or SIZE_MAX
 * where a byte means nothing. */
size_t loc_cell_from_windows(const char *text, size_t length, char *out);
/* Writes letters and digits in lower case with one dash for whatever lies between (letters beyond ASCII
 * stay); `out` has room for `length` bytes; the length written. */
size_t loc_cell_slug(const char *text, size_t length, char *out);

#endif
