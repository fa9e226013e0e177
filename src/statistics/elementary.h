/* Elementary functions: exact to about one unit in the last place, and the same bits on every machine.
 *
 * Made of additions, multiplications, divisions and tables alone, in a fixed order, so that a result
 * does not depend on whose mathematical library a machine has. */
#ifndef LOC_STATISTICS_ELEMENTARY_H
#define LOC_STATISTICS_ELEMENTARY_H

#define LOC_PI 3.14159265358979323846
#define LOC_LOG_SQRT_TWO_PI 0.918938533204672741780
#define LOC_SQRT_TWO_PI 2.50662827463100050242

/* e^x; infinity above 709.78, zero below -745.13. */
double loc_exp(double x);
/* e^x - 1, exact near zero. */
double loc_expm1(double x);
/* The natural logarithm; minus infinity at zero, NaN below it. */
double loc_log(double x);
/* log(1 + x), exact near zero. */
double loc_log1p(double x);
/* x^y for x of zero or more; NaN for x below zero. */
double loc_power(double x, double y);
/* The sine and cosine of an angle in whole turns: 0.25 is a right angle. */
double loc_sine_of_turn(double turns);
double loc_cosine_of_turn(double turns);

#endif
