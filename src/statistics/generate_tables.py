#!/usr/bin/env python3
"""Makes the tables of this folder: numbers worked out to 60 digits and rounded once.

    generate_tables.py > elementary_tables.h          constants of the elementary functions
    generate_tables.py counts > count_tables.h        functions of small counts
"""
import sys
from decimal import ROUND_HALF_EVEN, Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60
LN2 = Decimal(2).ln()


def split(value, grid):
    """The multiple of 2^-grid next to a value, and what is left of it."""
    scale = Decimal(2) ** grid
    high = (value * scale).quantize(Decimal(1), rounding=ROUND_HALF_EVEN) / scale
    return float(high), float(value - high)


def pair(value):
    high = float(value)
    return high, float(value - Decimal(high))


def show(name, numbers, width):
    print("static const double %s = {" % name)
    for number in numbers:
        inside = ", ".join(part.hex() for part in number) if width > 1 else number.hex()
        print("    {%s}," % inside if width > 1 else "    %s," % inside)
    print("};\n")


def zeta_less_one(n):
    """The sum of k^-n from k = 2, by Euler and Maclaurin from k = 30 on."""
    last = 30
    total = sum(Decimal(k) ** -n for k in range(2, last))
    x = Decimal(last)
    total += x ** (1 - n) / (n - 1) + x ** -n / 2
    bernoulli = [Fraction(1, 6), Fraction(-1, 30), Fraction(1, 42), Fraction(-1, 30), Fraction(5, 66), Fraction(-691, 2730),
                 Fraction(7, 6), Fraction(-3617, 510), Fraction(43867, 798), Fraction(-174611, 330)]
    rising, factorial = Decimal(n), Decimal(2)
    for j, b in enumerate(bernoulli, 1):
        total += Decimal(b.numerator) / Decimal(b.denominator) / factorial * rising * x ** (1 - n - 2 * j)
        rising *= (n + 2 * j - 1) * (n + 2 * j)
        factorial *= (2 * j + 1) * (2 * j + 2)
    return total


def counts():
    print("/* Made by generate_tables.py; do not edit. Functions of small counts n. clang-format off */")
    print("#ifndef LOC_STATISTICS_COUNT_TABLES_H\n#define LOC_STATISTICS_COUNT_TABLES_H\n")
    print("#define COUNT_TABLE 256\n\n/* n^(2/3) */")
    third = Decimal(2) / Decimal(3)
    show("count_power[256]", [0.0] + [float((Decimal(n).ln() * third).exp()) for n in range(1, 256)], 1)
    print("/* log(n + 0.1), of the double n + 0.1 */")
    show("count_log[256]", [float(Decimal(n + 0.1).ln()) for n in range(256)], 1)
    print("/* n log n */")
    show("count_entropy[256]", [0.0] + [float(n * Decimal(n).ln()) for n in range(1, 256)], 1)
    print("#endif")


def main():
    print("/* Made by generate_tables.py; do not edit. Constants of the elementary functions. clang-format off */")
    print("#ifndef LOC_STATISTICS_ELEMENTARY_TABLES_H\n#define LOC_STATISTICS_ELEMENTARY_TABLES_H\n")
    print("/* 2^(i/32) and what its nearest double leaves. */")
    show("power_of_two[32][2]", [pair((LN2 * i / 32).exp()) for i in range(32)], 2)
    print("/* For m near j/128: a number c near 1/m of few bits, and -log c in two parts. */")
    rows = []
    for j in range(90, 183):
        c = Decimal(round(Fraction(128 * 1024, j))) / 1024 if j != 128 else Decimal(1)
        rows.append((float(c),) + split(-c.ln(), 42))
    show("log_node[93][3]", rows, 3)
    high, low = split(LN2, 42)
    print("#define LN2_HIGH %s\n#define LN2_LOW %s" % (high.hex(), low.hex()))
    step_high, step_low = split(LN2 / 32, 41)
    print("#define STEP_HIGH %s\n#define STEP_LOW %s\n" % (step_high.hex(), step_low.hex()))
    print("/* (-1)^n (zeta(n) - 1) / n from n = 2: the logarithm of the gamma function beside 2. */")
    show("log_gamma_term[29]", [float((-1) ** n * zeta_less_one(n) / n) for n in range(2, 31)], 1)
    print("#endif")


counts() if sys.argv[1:] == ["counts"] else main()
