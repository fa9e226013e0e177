/* Growth: the yearly rate that compounds to a growth over several years. */
#ifndef LOC_EXPR_GROWTH_H
#define LOC_EXPR_GROWTH_H

#include "locality/base.h"

/* The range of the rates (millionths, as `growth`) that come to `growth` when they are compounded
 * over `years` (whole years): never narrower than the truth, exact where a rate comes to it exactly,
 * else as a rule one millionth wide. A narrower question has no wider answer. Unknown where a fall of more than
 * everything, less than one year or more than 1,000 years cannot be excluded; open above for a
 * growth above ten thousand million times. */
void loc_growth_yearly(const locality_range *growth, const locality_range *years,
                       locality_range *out);

#endif
