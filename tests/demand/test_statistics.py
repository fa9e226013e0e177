#!/usr/bin/env python3
"""Statistics against the reference cases: distributions, adjusted p-values, comparisons, concentration, regressions."""
import math

from golden import Tally, cases, finish, load, number

from locality import _statistics as statistics


def of_counts(tally, case, item, name, a, b):
    for at, k in enumerate(item["k"]):
        for ours, key in ((statistics.density, "pmf"), (statistics.cdf, "cdf"), (statistics.tail, "sf")):
            tally.near(case, "%s(%g)" % (key, k), ours(name, k, a, b), item[key][at], relative=1e-10)
    tally.near(case, "quantile", [statistics.quantile(name, p, a, b) for p in item["p"]], item["q"])


def of_numbers(tally, case, item, name, a, b):
    """A cdf that the reference has to 15 digits of 1 only is compared there; the tail in itself."""
    if "p" in item:
        tally.near(case, "quantile", [statistics.quantile(name, p, a, b) for p in item["p"]], item["q"], relative=1e-10)
    for key, ours in (("cdf", statistics.cdf), ("sf", statistics.tail)):
        if key in item:
            tally.near(case, key, [ours(name, x, a, b) for x in item["x"]], item[key], relative=1e-10)


def distributions():
    tally, found = Tally("distributions"), load("distributions")
    of_numbers(tally, "normal", found["normal"], "normal", 0.0, 1.0)
    for item in found["poisson"]:
        of_counts(tally, "poisson %g" % item["mu"], item, "poisson", item["mu"], 0.0)
    for item in found["negbin"]:
        name = "negbin %g %g" % (item["mu"], item["size"])
        of_counts(tally, name, item, "negative_binomial", item["size"], item["size"] / (item["size"] + item["mu"]))
        of_counts(tally, name, item, "overdispersed", item["mu"], 1 + item["mu"] / item["size"])
    for item in found["gamma"]:
        of_numbers(tally, "gamma %g" % item["shape"], item, "gamma", item["shape"], item.get("rate", 1.0))
    for item in found["beta"]:
        of_numbers(tally, "beta %g %g" % (item["a"], item["b"]), item, "beta", item["a"], item["b"])
    for item in found["chisq"]:
        of_numbers(tally, "chi-square %g" % item["df"], item, "chi_square", item["df"], 0.0)
    for item in found["student_t"]:
        two_sided = [2 * statistics.tail("t", abs(x), item["df"]) for x in item["x"]]
        tally.near("t %g" % item["df"], "two-sided", two_sided, item["two_sided_p"], relative=1e-10)
    for item in found["binomial_quantile_crossings"]:
        tally.near("binomial %g" % item["size"], "quantile", statistics.quantile("binomial", item["p"], item["size"],
                                                                                item["prob"]), item["q"])
    return tally


def adjustments():
    tally = Tally("fdr")
    for case in cases("fdr"):
        for key in ("BH", "BY", "holm", "hochberg", "bonferroni"):
            if key in case["expected"]:
                tally.near(case["id"], key, statistics.adjust(case["input"]["p"], key.lower()), case["expected"][key],
                           relative=1e-12)
        if "rejected_at_0.05" in case["expected"]:
            rejected = sum(p <= 0.05 for p in statistics.adjust(case["input"]["p"]))
            tally.equal(case["id"], "rejected", rejected, case["expected"]["rejected_at_0.05"])
    return tally


def comparisons():
    tally = Tally("count_comparisons")
    for case in cases("count_comparisons"):
        given, expected = case["input"], case["expected"]
        if "exposure" in given:
            ours = statistics.compare_rates(given["counts"][0], given["exposure"][0], given["counts"][1], given["exposure"][1])
            tally.near(case["id"], "two rates", [ours.ratio, ours.p, ours.low, ours.high, ours.p_greater],
                       [expected["rate_ratio"], expected["p_two_sided"], *expected["ci95"], expected["p_greater"]],
                       relative=1e-8)
            continue
        if "counts" in given:
            ours = statistics.dispersion_test(given["counts"])
        else:
            ours = statistics.mix_test(given["table_rows_before_after"])
            tally.near(case["id"], "V", ours.effect, expected["cramers_v"], relative=1e-8)
            tally.near(case["id"], "Fisher", statistics.fisher_test(given["table_rows_before_after"]),
                       expected["fisher_exact_p"], relative=1e-8)
        tally.near(case["id"], "chi-square", [ours.statistic, ours.df, ours.p],
                   [expected["chisq"], expected["df"], expected["p"]], relative=1e-8)
    return tally


def concentration():
    tally = Tally("provider_concentration")
    for case in cases("provider_concentration"):
        ours, expected = statistics.concentrate(case["input"]["counts"]), case["expected"]
        tally.near(case["id"], "indices", [ours.shannon, 1 - ours.hhi, ours.effective, ours.holders, ours.hhi],
                   [expected[key] for key in ("shannon", "simpson_1_minus_HHI", "inverse_simpson_effective_number",
                                              "n_providers", "HHI")], relative=1e-10, absolute=1e-15)
    return tally


def wave_columns(times, period):
    angles = [2 * math.pi * t / period for t in times]
    return [[1.0] * len(times), [t / period for t in times], [math.sin(a) for a in angles], [math.cos(a) for a in angles]]


FAMILY = {"poisson": "poisson", "quasipoisson": "quasi-poisson", "negbin": "negative-binomial"}


def quantiles(case, ours):
    """Upper limits of the new rows: Poisson, or negative binomial with theta or with the dispersion."""
    if case["family"] == "poisson":
        return [statistics.quantile("poisson", 0.975, row.mean) for row in ours.predicted]
    if case["family"] == "quasipoisson":
        return None
    return [statistics.quantile("overdispersed", 0.975, row.mean, 1 + row.mean / ours.theta) for row in ours.predicted]


def regressions():
    tally = Tally("count_glm")
    for case in cases("count_glm"):
        y, expected, id = case["input"]["y"], case["expected"], case["id"]
        n, period, ahead = len(y), case["freq"], case["h"]
        ours = statistics.regress(wave_columns(range(1, n + 1), period), y, family=FAMILY[case["family"]],
                                  new_columns=wave_columns(range(n + 1, n + 1 + ahead), period))
        loose = 1e-4 if case["family"] == "negbin" else 1e-6
        for name, key in (("value", "coef"), ("error", "se"), ("p", "p")):
            tally.near(id, key, [getattr(item, name) for item in ours.coefficients], expected[key], relative=1e-6,
                       absolute=1e-9 if key != "p" else 1e-12)
        for name, key in (("deviance", "deviance"), ("null_deviance", "null_deviance"), ("df", "df_residual"),
                          ("dispersion", "dispersion"), ("twice_log_likelihood", "twologlik"), ("pearson", "pearson_chi2")):
            if key in expected and not (key == "dispersion" and expected[key] is None):
                tally.near(id, key, getattr(ours, name), expected[key], relative=1e-6)
        tally.near(id, "theta", [ours.theta, ours.theta_error], [expected["theta"], expected["theta_se"]], relative=loose)
        tally.near(id, "fitted", [row.mean for row in ours.fitted], expected["fitted"], relative=1e-6)
        tally.near(id, "predicted", [row.linear for row in ours.predicted], expected["pred_link"], relative=1e-6,
                   absolute=1e-9)
        tally.near(id, "error", [row.error for row in ours.predicted], expected["pred_link_se"], relative=1e-6)
        limits = quantiles(case, ours)
        if limits is not None and expected["pred_q975"] is not None:
            tally.near(id, "limits", limits, [number(limit) for limit in expected["pred_q975"]])
    return tally


def beside_scipy():
    """Both tails on a grid of parameters against scipy, where it is installed."""
    tally = Tally("scipy")
    try:
        from scipy import stats
    except ImportError:
        return tally
    shapes, shares, values = (0.3, 1, 4.5, 30, 700), (0.02, 0.5, 0.97), (0.01, 0.4, 1, 3, 12, 40, 200)
    made = [("normal", (0, 1), stats.norm())]
    made += [("t", (a, 0), stats.t(a)) for a in shapes] + [("chi_square", (a, 0), stats.chi2(a)) for a in shapes]
    made += [("poisson", (a, 0), stats.poisson(a)) for a in shapes]
    made += [("gamma", (a, b), stats.gamma(a, scale=1 / b)) for a in shapes for b in (0.2, 3)]
    made += [("f", (a, b), stats.f(a, b)) for a in shapes for b in shapes]
    made += [("beta", (a, b), stats.beta(a, b)) for a in shapes for b in shapes]
    made += [("negative_binomial", (a, p), stats.nbinom(a, p)) for a in shapes for p in shares]
    made += [("binomial", (n, p), stats.binom(n, p)) for n in (1, 9, 300) for p in shares]
    for name, (a, b), theirs in made:
        case = "%s %g %g" % (name, a, b)
        for x in (0.01, 0.3, 0.9, 0.999) if name == "beta" else values:
            x = float(int(x)) if name in ("poisson", "negative_binomial", "binomial") else x
            tally.near(case, "cdf(%g)" % x, statistics.cdf(name, x, a, b), theirs.cdf(x), relative=1e-9, absolute=1e-280)
            tally.near(case, "tail(%g)" % x, statistics.tail(name, x, a, b), theirs.sf(x), relative=1e-9, absolute=1e-280)
    return tally


if __name__ == "__main__":
    finish(distributions(), adjustments(), comparisons(), concentration(), regressions(), beside_scipy())
