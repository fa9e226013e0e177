/* Redesign: what is stated of it, with the parts that it concerns. */
#ifndef LOC_OUTLOOK_REDESIGN_H
#define LOC_OUTLOOK_REDESIGN_H

#include "outlook/outlook.h"

enum { LOC_STATED_LEAST, LOC_STATED_LIKELY, LOC_STATED_MOST, LOC_STATED };

typedef struct loc_stated {
    uint32_t area, service; /* LOC_DEMAND_NONE: all */
    uint32_t from;          /* first period ahead; the horizon for none */
    bool is_in_force;       /* it worked in a period of the past: the forecast holds it */
    uint32_t parts;         /* of a number: how many it concerns */
    bool is_number;
    double value[LOC_STATED];
    const char *basis; /* borrowed */
    double *whole;     /* of a number: what these parts expect in each period ahead */
} loc_stated;

typedef struct loc_redesign {
    const locality_outlook *o;
    loc_stated *stated;
    size_t count;
    double *whole;
    loc_ahead *touched; /* of the parts of a cell that something is stated of */
} loc_redesign;

/* Takes what is stated; give in any case. */
locality_status loc_redesign_take(const locality_outlook *o, const locality_outlook_change *change,
                                  size_t changes, loc_redesign *out, locality_error *error);
void loc_redesign_give(loc_redesign *redesign);
/* Whether something that concerns a cell is in force. */
bool loc_redesign_in_force(const loc_redesign *redesign, uint32_t cell);
/* Both lines of a cell, and their difference. */
void loc_redesign_line(loc_redesign *redesign, uint32_t cell, const locality_outlook_line *line,
                       locality_outlook_difference *out);

#endif
