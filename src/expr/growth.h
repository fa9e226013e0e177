/* Growth: the yearly rate that compounds to a growth over several years. */
#ifndef LOC_EXPR_GROWTH_H
#define LOC_EXPR_GROWTH_H

#include "locality/base.h"

/* The range of the rates (millionths, as `growth`) that come to `growth` when they are compounded
 * over `years` (whole years): never narrower than the truth, as a rule two millionths wide. Unknown
 * for a fall of more than everything, for less than one year and for more than 1,000 years. */
void loc_growth_yearly(const locality_range *growth, const locality_range *years,
                       locality_range *out);

#endif
