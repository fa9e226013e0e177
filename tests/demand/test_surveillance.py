#!/usr/bin/env python3
"""Surveillance against the reference cases: Farrington flexible and 1996, EARS, CUSUM, Bayes, RKI, outbreakP, short histories."""
import datetime

from golden import Tally, cases, finish, load, number

from locality import _surveillance as surveillance

RARE, SHORT, UNSETTLED = "too few events", "history too short", "regression did not converge"
METHODS = {"delta": "transformed", "nbPlugin": "negative-binomial", "muan": "upper-mean"}
POWERS = {"2/3": 2 / 3, "1/2": 0.5}
OVERFLOWN = "the reference multiplies powers of means, which leave the range of doubles at some points (0 or no number there)"
BOTH_ZERO = "both p-values are 0 as 1 - cdf, so that the reference shows the quick average where the slow one is less likely"
NO_WAVE = "a yearly series has no yearly wave: the reference fits the rounding errors of its sine"
DRIFTING = "almost no events: neither regression settles, and means that go to 0 are left where the rounds end"
NO_COUNTS = "the series are temperatures with decimals, not counts"
MEAN_BEYOND = ("the baseline has no events in a block, so that the upper limit of the mean is beyond any count; the reference "
               "gives a limit above 2^53 or no p-value for a count of 0")


def whole(values):
    return all(value is None or value == int(value) for value in values)


def judged_range(case, mode):
    """What our function gives for the weeks of a case."""
    given, weeks = case["params"], case["range0"]
    first_date = case.get("first_date") if case.get("epoch_as_date") else None
    points = surveillance.farrington(
        case["input"]["y"], first=weeks[0], last=weeks[-1] + 1, years=given["b"], half_window=given["w"],
        periods=given.get("noPeriods", 1), excluded=given.get("pastWeeksNotIncluded", given["w"]), frequency=case["freq"],
        rare=given["limit54"], first_date=first_date and datetime.date.fromisoformat(first_date), mode=mode,
        method=METHODS[given.get("thresholdMethod", "delta")], trend=given["trend"], sides="rises",
        reweight=given["reweight"], trend_limit=given.get("pThresholdTrend", 0.05),
        weight_threshold=given["weightsThreshold"], alpha=given["alpha"], power=POWERS[given["powertrans"]])
    return [points[week - weeks[0]] for week in weeks]


def farrington_flexible():
    tally = Tally("farrington_flexible")
    for case in cases("farrington_flexible"):
        id, expected, method = case["id"], case["expected"], case["params"]["thresholdMethod"]
        if not whole(case["input"]["y"]):
            tally.case(id)
            tally.near(id, "counts", 0, 1)
            tally.explain(id, NO_COUNTS)
            continue
        points = judged_range(case, "flexible")
        if method == "muan" and any(point.expected is not None and point.upper is None or point.expected is not None and
                                    point.expected < 1e-12 for point in points):
            tally.explain(id, MEAN_BEYOND)
        unsettled = [point.state == UNSETTLED for point in points]
        expected["expected"] = [None if without else value for without, value in zip(unsettled, expected["expected"])]
        # what the reference leaves out where there are too few events
        shown = [point._replace(upper=None, expected=None) if point.state == RARE else point for point in points]
        for key, name, absolute in (("upperbound", "upper", 0), ("score", "score", 1e-10), ("pvalue", "p_rise", 0),
                                    ("expected", "expected", 0), ("phi", "phi", 0), ("trend_coef", "slope", 1e-12)):
            tally.near(id, key, [getattr(point, name) for point in shown], expected[key], relative=1e-6, absolute=absolute)
        if method == "nbPlugin":
            tally.near(id, "mu0", [point.expected for point in points], expected["mu0"], relative=1e-6)
        settled = [at for at, point in enumerate(points) if point.state != UNSETTLED]
        tally.equal(id, "alarm", [points[at].alarm == 1 for at in settled], [bool(expected["alarm"][at]) for at in settled])
        tally.equal(id, "trend", [points[at].slope is not None for at in settled],
                    [bool(expected["trend_used"][at]) for at in settled])
        tally.equal(id, "no result", [at for at in range(len(points)) if at not in settled],
                    [at for at, flag in enumerate(expected["alarm"]) if flag is None])
    return tally


def farrington_trace():
    """The inner steps of one week: its baseline, blocks, residuals, weights, coefficients."""
    tally = Tally("farrington_flexible/trace")
    series = {case["id"].split("__")[0]: case["input"]["y"] for case in cases("farrington_flexible")}
    for case in cases("farrington_flexible", "trace.json"):
        id, given = case["id"], case["params"]
        y = series.get(id.split("__")[0])
        tally.case(id)
        if y is None:
            continue
        common = dict(years=given["b"], half_window=given["w"], periods=given["noPeriods"],
                      excluded=given["pastWeeksNotIncluded"], weight_threshold=given["weightsThreshold"],
                      method="transformed" if given["noPeriods"] == 1 else "negative-binomial")
        week = given["k_1based"] - 1
        rows = surveillance.farrington_baseline(y, week, mode="flexible", **common)
        tally.equal(id, "weeks", [row.week + 1 for row in rows], case["reference_weeks_1based"])
        tally.equal(id, "blocks", [row.block for row in rows], [int(label) for label in case["block_label"]])
        tally.near(id, "anscombe", [row.residual for row in rows], case["anscombe"], relative=1e-6, absolute=1e-9)
        tally.near(id, "weights", [row.weight for row in rows], case["weights"], relative=1e-6)
        tally.near(id, "fitted", [row.fitted for row in rows], case["second_fit"]["fitted"], relative=1e-6)
        point, = surveillance.farrington(y, first=week, last=week + 1, **common)
        tally.near(id, "phi", point.phi, max(1, case["second_fit"]["phi"]), relative=1e-6)
        tally.near(id, "error", point.error, case["prediction_link_se_with_phi"], relative=1e-6)
    return tally


def farrington_1996():
    tally = Tally("farrington_1996")
    for case in cases("farrington_1996"):
        points, expected = judged_range(case, "1996"), case["expected"]
        tally.near(case["id"], "upperbound", [0 if point.state == RARE else point.upper for point in points],
                   expected["upperbound"], relative=1e-6)
        tally.equal(case["id"], "alarm", [point.alarm == 1 for point in points], expected["alarm"])
    return tally


def ears():
    tally = Tally("ears")
    for case in cases("ears"):
        given, first, expected = case["params"], case["first_index0"], case["expected"]
        points = surveillance.ears(case["input"]["y"], method=int(given["method"][1]), baseline=given["baseline"],
                                   mode="package", alpha=given["alpha"], least_deviation=given["minSigma"])
        tally.equal(case["id"], "before", {point.state for point in points[:first]}, {SHORT})
        tally.near(case["id"], "upperbound", [point.limit for point in points[first:]], expected["upperbound"], relative=1e-9)
        tally.equal(case["id"], "alarm", [point.alarm for point in points[first:]], [bool(flag) for flag in expected["alarm"]])
    return tally


def cusum():
    names = {"pearsonNegBin": "negative-binomial"}
    tally = Tally("cusum")
    for case in cases("cusum"):
        given, first, expected = case["params"], case["first_index0"], case["expected"]
        points = surveillance.cusum(
            case["input"]["y"], transform=names.get(given["trans"], given["trans"]),
            baseline={"mean": "mean", "glm": "harmonic"}[given["m"]], reset=given["reset"], first=first,
            reference=given["k"], decision=given["h"], extra=given["alpha_nb"], frequency=max(4, case["freq"]))[first:]
        if case["freq"] < 3 and given["m"] == "glm":
            tally.explain(case["id"], NO_WAVE)
        means = [point.expected for point in points]
        tally.near(case["id"], "m", means[:len(expected["m"])], expected["m"], relative=1e-8)
        # where it starts again the reference shows the new start, not the sum that alarmed
        sums = [0 if given["reset"] and point.alarm else point.statistic for point in points]
        tally.near(case["id"], "cusum", sums, expected["cusum"], relative=1e-8,
                   absolute=1e-12)
        tally.near(case["id"], "upperbound", [point.limit for point in points], expected["upperbound"], relative=1e-8,
                   absolute=1e-10)
        tally.equal(case["id"], "alarm", [point.alarm for point in points], [bool(flag) for flag in expected["alarm"]])
    return tally


def bayes_and_rki():
    tally = Tally("bayes_rki")
    for case in cases("bayes_rki"):
        given, expected = case["params"], case["expected"]
        common = dict(years=given["b"], half_window=given["w"], frequency=max(4, case["freq"]), this_year=given["actY"])
        if given["b"] and case["freq"] < 4:
            continue
        for name, points in (("bayes", surveillance.bayes(case["input"]["y"], alpha=given["alpha"], **common)),
                             ("rki", surveillance.rki(case["input"]["y"], **common))):
            judged = [points[week] for week in case["range0"]]
            tally.near(case["id"], name, [point.limit for point in judged], expected[name + "_upper"],
                       relative=0 if name == "bayes" else 1e-13)
            tally.equal(case["id"], name + " alarm", [point.alarm for point in judged],
                        [bool(flag) for flag in expected[name + "_alarm"]])
    return tally


def outbreak_p():
    tally = Tally("outbreakp")
    for case in cases("outbreakp"):
        points, expected = surveillance.outbreak_p(case["input"]["y"], case["params"]["k"]), case["expected"]
        lost = {at for at, value in enumerate(expected["statistic"]) if not value}  # never below 1
        kept = [at for at in range(len(points)) if at not in lost]
        tally.near(case["id"], "statistic", [points[at].statistic for at in kept], [expected["statistic"][at] for at in kept],
                   relative=1e-8)
        tally.equal(case["id"], "alarm", [points[at].alarm for at in kept], [expected["alarm"][at] for at in kept])
        if lost:
            tally.near(case["id"], "beyond doubles", len(lost), 0)
            tally.explain(case["id"], OVERFLOWN)
    return tally


def ewma():
    tally = Tally("ewma_rnssp")
    for case in cases("ewma_rnssp"):
        given, expected = case["params"], case["expected"]
        points = surveillance.ewma(case["input"]["y"], least_baseline=given["min_baseline"], most_baseline=given["B"],
                                   gap=given["g"], slow=given["w1"], quick=given["w2"])
        if any(point.p is not None and point.p < 1e-16 for point in points):
            tally.explain(case["id"], BOTH_ZERO)
        for name, key in (("expected", "baseline_expected"), ("statistic", "test_statistic"), ("p", "p_value")):
            # the reference has 1 - cdf, so that a small p is right to 1e-15 only
            tally.near(case["id"], key, [getattr(point, name) for point in points], expected[key], relative=1e-8,
                       absolute=1e-12)
    return tally


def harmonic():
    tally = Tally("nbinom_rnssp")
    for case in cases("nbinom_rnssp"):
        given, expected = case["params"], case["expected"]
        points = surveillance.harmonic(case["input"]["y"], baseline=given["baseline_points"], trend=given["include_time"],
                                       period=given["period"], alpha=given["alpha"])
        if any(point.state == UNSETTLED for point in points):
            tally.explain(case["id"], DRIFTING)
        tally.near(case["id"], "estimate", [point.expected for point in points], expected["estimate"], relative=1e-5)
        tally.near(case["id"], "threshold", [point.limit for point in points], expected["threshold"])
        tally.equal(case["id"], "alarm", [None if point.limit is None else point.alarm for point in points], expected["alarm"])
    return tally


def share_trend():
    words = {"unknown": "Insufficient Data", "stable": "Stable", "rising": "Significant Increase",
             "falling": "Significant Decrease"}
    tally = Tally("share_trend")
    for case in cases("share_trend"):
        given, expected = case["params"], case["expected"]
        days = [datetime.date.fromisoformat(text).toordinal() for text in case["input"]["dates"]]
        points = surveillance.share_trend(case["input"]["count"], case["input"]["all"], time=days, window=given["B"],
                                          least_events=given["min_total_strictly_above"], alpha=given["alpha"])
        tally.near(case["id"], "statistic", [point.statistic for point in points], expected["statistic"], relative=1e-6,
                   absolute=1e-9)
        tally.near(case["id"], "p", [point.p for point in points], expected["p_value"], relative=1e-6, absolute=1e-300)
        tally.equal(case["id"], "class", [words[point.trend] for point in points], expected["classification"])
    return tally


def boda_delay():
    tally = Tally("boda_delay")
    for case in cases("boda_delay"):
        given, weeks, expected = case["params"], case["range0"], case["expected"]
        rows = case["input"]["reporting_triangle_rows_by_week"] if given["delay"] else [[y] for y in case["input"]["observed"]]
        points = surveillance.delay_watch(
            rows, first=weeks[0], last=weeks[-1] + 1, years=given["b"], half_window=given["w"], periods=given["noPeriods"],
            excluded=given["pastWeeksNotIncluded"], first_date=datetime.date.fromisoformat(case["input"]["dates"][0]),
            mode="package", trend=given["trend"], alpha=given["alpha"])
        tally.near(case["id"], "upperbound", [point.limit for point in points], expected["upperbound"], relative=0.05, absolute=2)
        tally.equal(case["id"], "alarm", [point.alarm for point in points], expected["alarm"])
    return tally


if __name__ == "__main__":
    finish(farrington_flexible(), farrington_trace(), farrington_1996(), boda_delay(), ears(), cusum(), bayes_and_rki(), outbreak_p(),
           ewma(), harmonic(), share_trend())
