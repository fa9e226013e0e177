/* Functions of the language: one table, from which the checker, the documentation and completion
 * come. */
#ifndef LOC_EXPR_FUNCTIONS_H
#define LOC_EXPR_FUNCTIONS_H

#include "locality/expr.h"

/* Number of a function: `function` of a LOC_CALL. The types that reach the evaluator stand
 * behind. */
typedef enum loc_function {
    LOC_FN_PARENT,         /* REF area -> REF area */
    LOC_FN_CHILDREN,       /* REF area -> REFs area */
    LOC_FN_ANCESTORS,      /* REF area -> REFs area, nearest first */
    LOC_FN_INSIDE,         /* REF area -> REFs area, all below */
    LOC_FN_GROUPS,         /* REF area -> REFs area_group */
    LOC_FN_MEMBERS,        /* REF area_group -> REFs area */
    LOC_FN_COVERS,         /* REFs area, REF area -> TRUTH */
    LOC_FN_GAPS,           /* REF area_group -> REFs area */
    LOC_FN_OVERLAPS_OF,    /* REF area_group -> REFs area */
    LOC_FN_EXISTS,         /* REF area, DATE -> TRUTH */
    LOC_FN_SUCCESSORS,     /* REF area -> REFs area; REF area, DATE -> REFs area */
    LOC_FN_PREDECESSORS,   /* REF area -> REFs area */
    LOC_FN_OUTLIVED,       /* REF or ANY_REF -> REFs area */
    LOC_FN_PREMATURE,      /* REF or ANY_REF -> REFs area */
    LOC_FN_CODE_ENTITY,    /* TEXT -> TEXT */
    LOC_FN_CODE_COUNTRY,   /* TEXT -> TEXT */
    LOC_FN_CODE_FITS,      /* REF area -> TRUTH */
    LOC_FN_CHAIN,          /* REF post -> REFs post, nearest first */
    LOC_FN_REPORTS,        /* REF post -> REFs post */
    LOC_FN_BELOW,          /* REF post -> REFs post */
    LOC_FN_SPAN,           /* REF post -> COUNT */
    LOC_FN_SPAN_FTE,       /* REF post -> NUMBER */
    LOC_FN_DEPTH,          /* REF post -> COUNT */
    LOC_FN_LAYERS,         /* REF structure -> COUNT */
    LOC_FN_CYCLIC,         /* REF post -> TRUTH */
    LOC_FN_ACCOUNTABLE,    /* REF or ANY_REF[, REF area] -> REFs post, nearest place first */
    LOC_FN_DAYS,           /* DATE, DATE -> DAYS */
    LOC_FN_DAYS_INCLUSIVE, /* DATE, DATE -> DAYS */
    LOC_FN_ADD_MONTHS,     /* DATE, COUNT -> DATE */
    LOC_FN_WEEKDAY,        /* DATE -> TEXT */
    LOC_FN_FIRST,          /* DATE -> DATE, or MOMENT -> MOMENT */
    LOC_FN_LAST,           /* DATE -> DATE, or MOMENT -> MOMENT */
    LOC_FN_YEAR,           /* DATE -> COUNT */
    LOC_FN_DAY,            /* MOMENT -> DATE: the day it lies in */
    LOC_FN_LOW,            /* COUNT to DAYS -> the same type */
    LOC_FN_HIGH,           /* COUNT to DAYS -> the same type */
    LOC_FN_ABS,            /* COUNT NUMBER RATIO MONEY DAYS -> the same type */
    /* NUMBER -> COUNT; NUMBER, COUNT -> NUMBER; RATIO and RATIO, COUNT -> RATIO (places of the
     * percentage); MONEY and MONEY, COUNT -> MONEY (places of the pounds). Without the COUNT as
     * with 0. Any COUNT is allowed: below 0 counts as 0, above 6 as 6, unknown gives unknown. */
    LOC_FN_ROUND,
    LOC_FN_FLOOR,    /* NUMBER -> COUNT */
    LOC_FN_CEIL,     /* NUMBER -> COUNT */
    LOC_FN_PERCENT,  /* two of one type COUNT NUMBER RATIO MONEY DAYS -> RATIO */
    LOC_FN_YEARLY,   /* NUMBER, COUNT -> RATIO */
    LOC_FN_SIZE,     /* any list -> COUNT */
    LOC_FN_DISTINCT, /* any list -> the same type */
    LOC_FN_NAMED,    /* REF or ANY_REF, TEXT -> TRUTH; with a DATE: a name in use then */
    LOC_FN_TEXT,     /* anything -> TEXT; anything, COUNT -> TEXT */
    LOC_FN_SMALLEST, /* min(a, b ...): two or more of one type COUNT to DAYS -> that type */
    LOC_FN_LARGEST,  /* max(a, b ...) */
    LOC_FN_COUNT
} loc_function;

/* What an argument may be. */
typedef enum loc_argument {
    LOC_ARG_AREA,
    LOC_ARG_AREAS,
    LOC_ARG_AREA_GROUP,
    LOC_ARG_POST,
    LOC_ARG_STRUCTURE,
    LOC_ARG_DATE,
    LOC_ARG_DATE_OR_MOMENT,
    LOC_ARG_MOMENT,
    LOC_ARG_COUNT,
    LOC_ARG_NUMBER,  /* counts, numbers, ratios; reaches the evaluator as NUMBER */
    LOC_ARG_ADDABLE, /* COUNT NUMBER RATIO MONEY DAYS */
    LOC_ARG_ROUNDED, /* counts, numbers, ratios, money */
    LOC_ARG_ORDERED, /* COUNT to DAYS */
    LOC_ARG_LIST,
    LOC_ARG_RECORD,
    LOC_ARG_TEXT,
    LOC_ARG_ANYTHING
} loc_argument;

#define LOC_FN_ARGUMENTS 3

/* A row of the table; rows stand in the order of loc_function. */
typedef struct loc_function_row {
    locality_language_function info;
    uint8_t least, most;                 /* number of arguments; most 255: any number */
    uint8_t arguments[LOC_FN_ARGUMENTS]; /* loc_argument of each; the last holds for further ones */
    uint8_t is_alike;                    /* 1: all arguments are brought to one type */
} loc_function_row;

const loc_function_row *loc_function_at(uint32_t function);
/* Number of a function by name, LOC_FN_COUNT if there is none. min and max give SMALLEST and
 * LARGEST. */
uint32_t loc_function_find(const char *name);

#endif
