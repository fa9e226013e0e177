"""Charts against the reference cases: XmR, control limits and run charts, their rules, phases."""
import math

from golden import Tally, cases, finish
from locality import _charts as charts

TYPES = {"common cause": "Common Cause", "above upper limit": "Above UCL", "below lower limit": "Below LCL",
         "trend up": "7 Point Trend (Increasing)", "trend down": "7 Point Trend (Decreasing)",
         "two of three near upper limit": "2 in 3 Above CL", "two of three near lower limit": "2 in 3 Below CL",
         "run above the mean": "7 Points Above CL", "run below the mean": "7 Points Below CL"}
VARIATIONS = {"common cause": "common_cause", "improvement": "special_cause_improvement", "concern": "special_cause_concern",
              "high": "special_cause_neutral_high", "low": "special_cause_neutral_low"}
ASSURANCES = {None: None, "will pass": "consistent_pass", "will fail": "consistent_fail", "hit and miss": "inconsistent"}
DIRECTIONS = {"increase": 1, "decrease": -1, "neutral": 0, None: 0}
KINDS = {"up": "u'", "pp": "p'", "ip": "i'"}
RULES = {"anhoej": "anhoej", "bestbox": "best box", "cutbox": "cut box"}


def flag(point, name, segments):
    """A flag as the package has it: none where there are no limits or no value."""
    if segments[point.segment].upper is None or "no data" in point.marks:
        return None
    return name in point.marks


def side(point):
    if "no data" in point.marks:
        return None
    return ("above mean" in point.marks) - ("below mean" in point.marks)


def xmr():
    tally = Tally("nhs_xmr")
    for case in cases("nhs_xmr"):
        params, theirs, name = case["params"], case["expected"], case["id"]
        ours = charts.xmr(case["input"]["y"], rules="package", improvement=DIRECTIONS[params.get("improvement_direction")],
                          keep_outliers=not params.get("screen_outliers", True), fix_after=params.get("fix_after_n_points") or 0,
                          target=params.get("target"), rebase=params.get("rebase_index0") or ())
        if "error" in theirs:
            tally.equal(name, "a value that is missing breaks runs and stops nothing", ours.state, "limits stand")
            tally.equal(name, "and is marked", [i for i, p in enumerate(ours.points) if "no data" in p.marks],
                        [i for i, y in enumerate(case["input"]["y"]) if y is None])
            continue
        rows = [(p, ours.segments[p.segment]) for p in ours.points]
        tally.near(name, "mean", [s.mean for _, s in rows], theirs["mean"], relative=1e-9)
        tally.near(name, "lower", [s.lower for _, s in rows], theirs["lpl"], relative=1e-9, absolute=1e-9)
        tally.near(name, "upper", [s.upper for _, s in rows], theirs["upl"], relative=1e-9, absolute=1e-9)
        tally.equal(name, "segment", [p.segment for p, _ in rows], theirs["rebase_group"])
        tally.equal(name, "short", [s.is_short for _, s in rows], theirs["short_group_warning"])
        tally.equal(name, "outside", [flag(p, "outside", ours.segments) for p, _ in rows], theirs["outside_limits"])
        tally.equal(name, "close", [flag(p, "close", ours.segments) for p, _ in rows], theirs["close_to_limits"])
        tally.equal(name, "side", [side(p) for p, _ in rows], theirs["relative_to_mean"])
        tally.equal(name, "type", [TYPES[p.type] for p, _ in rows], theirs["special_cause_type"])
        tally.equal(name, "variation", [VARIATIONS[p.variation] for p, _ in rows], theirs["point_type"])
        tally.equal(name, "latest", VARIATIONS[ours.variation], theirs["variation_type_latest"])
        tally.equal(name, "assurance", ASSURANCES[ours.assurance], theirs["assurance_type"])
    return tally


def control():
    tally = Tally("control_and_run_charts")
    limits = {"y": "value", "cl": "centre", "lcl": "lower", "lcl_95": "inner_lower", "ucl_95": "inner_upper", "ucl": "upper"}
    runs = {"n_obs": "points", "n_useful": "useful", "longest_run": "longest", "longest_run_max": "longest_allowed",
            "n_crossings": "crossings", "n_crossings_min": "crossings_least", "runs_signal": "signal"}
    for case in cases("control_and_run_charts"):
        params, theirs, name = case["params"], case["expected"], case["id"]
        ours = charts.control(case["input"]["y"], case["input"]["n"], chart=KINDS.get(params["chart"], params["chart"]),
                              rule=RULES[params["runs_method"]], keep_outliers=not params["screened_mr"],
                              parts=params["part_after"] or (), freeze=params["freeze"] or 0)
        for their, our in limits.items():
            tally.near(name, our, [getattr(p, our) for p in ours.points], theirs[their], relative=1e-9, absolute=1e-12)
        for their, our in runs.items():
            found = [getattr(ours.runs[p.part], our) for p in ours.points]
            wanted = [found_one if one is None else one for one, found_one in zip(theirs[their], found)]
            empty = [getattr(ours.runs[p.part], "useful") for p, one in zip(ours.points, theirs[their]) if one is None]
            tally.equal(name, our, found, wanted)
            tally.equal(name, "useful where there are no runs", sum(empty), 0)
        tally.equal(name, "signal", [p.signal for p in ours.points], theirs["sigma_signal"])
        tally.equal(name, "part", [p.part + 1 for p in ours.points], theirs["part"])
    return tally


def run_rules():
    grid, limits = Tally("runs_rule_grid"), Tally("runs_rule_limits")
    for case in cases("runs_rule_grid"):
        name = "%(n_useful)d/%(crossings)d/%(longest)d/%(method)s" % case
        ours = charts.runs_judge(case["n_useful"], case["longest"], case["crossings"], RULES[case["method"]])
        grid.equal(name, "signal", ours.signal, case["signal"])
    for case in cases("runs_rule_limits"):
        ours = charts.runs_judge(case["n_useful"], 1, 0)
        limits.equal(str(case["n_useful"]), "longest", ours.longest_allowed, case["longest_run_max"])
        limits.equal(str(case["n_useful"]), "crossings", ours.crossings_least, case["crossings_min"])
    return grid, limits


def phases():
    tally = Tally("run_rephasing")
    for case in cases("run_rephasing"):
        params, theirs, name = case["params"], case["expected"], case["id"]
        ours = charts.rephase(case["input"]["y"], baseline=params["med_rows"], run_length=params["runlength"],
                              side=params["direction"])
        tally.equal(name, "kind", ["sustained" if p.is_run else "baseline" for p in ours], theirs["run_type"])
        tally.equal(name, "first", [p.first for p in ours], theirs["start0"])
        tally.equal(name, "last", [p.last for p in ours], theirs["end0"])
        tally.near(name, "median", [p.median for p in ours], theirs["median"], absolute=1e-12)
    return tally


if __name__ == "__main__":
    assert math.isnan(charts.arrays.doubles([None])[0])
    finish(xmr(), control(), *run_rules(), phases())
