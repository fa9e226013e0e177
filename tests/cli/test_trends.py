#!/usr/bin/env python3
"""What `locality trends` says beside its list: a stray date, places that are not named, whose fault a refusal is, and
records of signals whose ids never meet."""
import datetime
import json
import os
import tempfile

from cli import Count, run

MONDAY = datetime.date(2024, 1, 1)
count = Count()


def write(folder, name, lines):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


def feed(folder, cells, weeks, more=(), name="requests.csv"):
    """One request for each cell (area, service) in each week, five in the latest four."""
    rows = ["date,area,service"]
    for week in range(weeks):
        day = MONDAY + datetime.timedelta(weeks=week)
        for area, service in cells:
            rows += ["%s,%s,%s" % (day, area, service)] * (8 if week >= weeks - 4 else 1)
    return write(folder, name, rows + list(more))


def silence(folder):
    said = "Nothing at all came in from %s to %s (%d weeks) before the latest event, of %s. "
    for weeks, stray, wanted in ((40, "2025-03-15", ("2024-10-07", "2025-03-09", 22, "2025-W11")),
                                 (40, "2024-11-04", ("2024-10-07", "2024-11-03", 4, "2024-W45")),
                                 (40, "2024-10-28", None)):
        path = feed(folder, [("Elm", "Litter")], weeks, [stray + ",Elm,Litter"])
        code, out, _ = run("trends %s --every week" % path)
        count.holds(code == 0, "a stray date does not stop it", code)
        told = json.loads(run("trends %s --every week --json" % path)[1]).get("silence")
        if wanted is None:
            count.holds("Nothing at all" not in out and told is None, "three empty weeks are none to speak of", out)
            continue
        count.holds(said % wanted in out and out.index("Nothing at all") < out.index("listed"), "silence to " + stray, out)
        count.holds("leave it out with --until 2024-10-06." in out, "what to do about " + stray, out)
        count.holds(told == dict(zip(("from", "to", "periods", "before", "events"), wanted + (1,))), "silence in JSON", told)
        err = run("trends %s --every week --csv" % path)[2]
        count.holds(said % wanted in err, "silence beside CSV", err)
    code, out, _ = run("trends %s --every month" % feed(folder, [("Elm", "Litter")], 40, ["2025-01-15,Elm,Litter"]))
    count.holds("from 2024-10-01 to 2024-12-31 (3 months)" in out, "silent months", out)
    code, out, _ = run("trends %s" % feed(folder, [("Elm", "Litter")], 40))
    count.holds("Nothing at all" not in out, "no silence where there is none", out)
    strays = ["2025-03-15,Elm,Litter", "2025-03-22,Elm,Litter", "2030-01-01,Oak,Litter"]
    cells = [("Elm", "Litter"), ("Oak", "Litter"), ("Ash", "Litter")]
    out = run("trends %s" % feed(folder, cells, 100, [row.replace("2025", "2027") for row in strays]))[1]
    count.holds("before the latest 3 events, of 2027-W11 and later." in out and "--until 2025-11-30" in out,
                "several stray dates, some of them side by side", out)
    out = run("trends %s" % feed(folder, cells, 40, [row for row in strays for _ in range(9)]))[1]
    count.holds("before the latest 9 events, of 2030-W01." in out, "many events are not called stray", out)


def handing():
    """A request a week, and two providers by turns every day of the latest four of 44 weeks."""
    days = [7 * week for week in range(40)] + list(range(280, 308))
    return ["date,area,service,provider"] + ["%s,Elm,Litter,%s" % (MONDAY + datetime.timedelta(days=day), "ab"[k % 2])
                                             for k, day in enumerate(days)]


def until(folder):
    """As at a day the list is what it would be without the later events, whatever these are."""
    cells = [("Elm", "Litter"), ("Oak", "Litter")]
    late = ["2025-03-15,Elm,Litter", "2024-10-07,Yew,Litter", "2024-10-08,Yew,Graffiti"]
    whole = feed(folder, cells, 40, name="whole.csv")
    path = feed(folder, cells, 40, late)
    for more in ("", "--why", "--counts", "--every month --why", "--outlook 4", "--csv"):
        day = "2024-09-30" if "month" in more else "2024-10-06"
        wanted = run("trends %s %s" % (whole, more + (" --until 2024-09-30" if "month" in more else "")))[1]
        out = run("trends %s %s --until %s" % (path, more, day))[1]
        head = 0 if more == "--csv" else 2
        count.holds(out.splitlines()[head:] == wanted.splitlines()[max(head - ("month" not in more), 0):], "as at a day " + more, out)
        if head:
            count.holds("As at %s: %d events of days after %s are counted above, and not used." % (day, 3, day) in out,
                        "what is left out " + more, out)
    said = json.loads(run("trends %s --json --until 2024-10-06" % path)[1])
    count.holds(said["until"] == {"asked": "2024-10-06", "last": "2024-10-06", "unused": 3}, "left out, in JSON", said["until"])
    count.holds({line["area"] for line in said["series"]} == {"Elm", "Oak"}, "a ward with later events alone", said["series"])
    out = run("trends %s --until 2024-10-03" % path)[1]
    count.holds("As at 2024-10-03: 19 events of days after 2024-09-29 are" in out and
                "2024-W40 had not ended by then." in out and "Up to 2024-W39" in out, "a week that had not ended", out)
    out = run("trends %s --until 2025-03-16" % path)[1]
    count.holds("As at 2025-03-16: no event is of a later day." in out and "Up to 2025-W11" in out, "all of the file", out)
    told = json.loads(run("trends %s --until 9999-12-31 --json" % path)[1])["until"]
    count.holds(told == {"asked": "9999-12-31", "last": None, "unused": 0}, "a day behind all days", told)
    err = run("trends %s --csv --until 2024-10-06" % path)[2]
    count.holds("As at 2024-10-06: 3 events" in err, "beside CSV", err)
    rows = handing()
    last = MONDAY + datetime.timedelta(weeks=44, days=-1)
    later = write(folder, "later.csv", rows + ["%s,Elm,Litter,a" % (last + datetime.timedelta(days=k)) for k in range(1, 9)])
    handed = [json.loads(run("trends %s --provider provider --json%s" % (name, more))[1])["trends"][0]["referral"]["handed_on"]
              for name, more in ((write(folder, "some.csv", rows), ""), (later, " --until %s" % last))]
    count.holds(handed[0] == handed[1] and handed[0]["pairs"] > 0, "hand-offs of later days", handed)
    for day, wanted in (("2024", "write a day, as 2024-10-06"), ("soon", "--until soon: "),
                        ("2024-01-06", "no week with events had ended by then"),
                        ("1900-01-01", "no week with events had ended by then"), ("1850-01-01", "no week with events")):
        code, _, err = run("trends %s --until %s" % (path, day))
        count.holds(code == 2 and wanted in err, "--until " + day, err)
    code, _, err = run("check --until 2024-10-06 %s" % path)
    count.holds(code == 2 and "locality check has no option --until" in err, "the option is named that was written", err)


def twice(folder):
    """How work is handed on is told of the standard input as of a file, and of a pipe that has a name."""
    path = write(folder, "requests.csv", handing())
    with open(path, "rb") as file:
        text = file.read()
    for more in ("--why", "--json"):
        wanted, out = (run("trends %s --provider provider %s" % (name, more), stdin=given)[1].splitlines()
                       for name, given in ((path, b""), ("-", text)))
        count.holds(wanted[1:] == out[1:] and any("handed_on" in line or "another provider" in line for line in out),
                    "hand-offs on the standard input " + more, out)
    code, out, err = run("trends /dev/null --provider provider --why")
    count.holds(code == 2 and "/dev/null" in err, "a file without a header", (code, out, err))


def places(folder):
    path = feed(folder, [("Elm", "Litter"), ("Oak", "Litter")], 40)
    for rows, code, wanted in (
            (["ward,population", "Elm,5", "Oak,-5"], 2, "row 3, column population: -5 is no number of people"),
            (["ward,lies in", "Elm,Oak", "Oak,Elm"], 2, 'wards.csv: "Elm" lies in itself'),
            (["ward,lies in", "Elm,Elm"], 2, 'wards.csv: "Elm" lies in itself'),
            (["ward,lies in", "Elm,Town", "Oak,Town", "Town,"], 0, None),
            (["ward", "Elm", "Elms", "Oaks"], 0, 'No event is of 2 of the places of --places, of "Elms" for one')):
        found, out, err = run("trends %s --places %s" % (path, write(folder, "wards.csv", rows)))
        count.holds(found == code, "exit code of %s" % rows, found)
        if wanted is None:
            count.holds("No event is of" not in out, "a town is named by its wards", out)
        else:
            count.holds(wanted in (err if code else out), wanted, out + err)
    services = write(folder, "services.csv", ["service,part of", "Litter,Street", "Street,Litter"])
    err = run("trends %s --services %s" % (path, services))[2]
    count.holds('services.csv: "Litter" lies in itself' in err, "a circle of services", err)


def scattered(folder):
    """Wards that are too thin to tell alone: those that lie nowhere are counted, and too many are said to be."""
    rows = ["date,area,service"]
    for ward in range(6):
        rows += ["%s,Ward %d,Litter" % (MONDAY + datetime.timedelta(weeks=week), ward) for week in range(ward, 80, 9)]
    path = write(folder, "requests.csv", rows)
    for known, wanted in ((4, "2 of 6 places too thin to tell alone, counted for each service, have no coordinates"),
                          (6, None), (1, "Of 1 service, places too thin to tell alone were not looked at together: --places")):
        wards = ["ward,east,north"] + ["Ward %d,%s" % (k, "%d,280000" % (430000 + 1000 * k) if k < known else ",") for k in range(6)]
        code, out, err = run("trends %s --places %s" % (path, write(folder, "wards.csv", wards)))
        count.holds(code == 0, "thin wards", err)
        count.holds(wanted in out if wanted else "thin" not in out, "%d wards that lie somewhere" % known, out)
    most = 16400
    path = write(folder, "requests.csv", ["date,area,service"] + [
        "%s,W%d,Litter" % (MONDAY + datetime.timedelta(weeks=k % 30), k) for k in range(most)])
    wards = write(folder, "wards.csv", ["ward,east,north"] + ["W%d,%d,280000" % (k, 400000 + k) for k in range(most)])
    out = run("trends %s --places %s" % (path, wards))[1]
    count.holds("were not looked at together: there are more than 16384 of them" in out, "too many places", out[-600:])


def options(folder):
    path = feed(folder, [("Elm", "Litter")], 40)
    for given, wanted in (("--set q=2", "locality: --set: q is out of its range"),
                          ("--set windows=0", "locality: --set: window is out of its range")):
        code, _, err = run("trends %s %s" % (path, given))
        count.holds(code == 2 and err.startswith(wanted), given, err)


def ids(folder):
    """The area A/B with the service C is not the area A with the service B/C."""
    path = feed(folder, [("A/B", "C"), ("A", "B/C"), ("A", "B%2FC")], 60)
    target = os.path.join(folder, "signals.json")
    code, _, err = run("trends %s --write %s" % (path, target))
    count.holds(code == 0, "signals are written", err)
    with open(target, encoding="utf-8") as file:
        records = json.load(file)["signal"]
    found = {(r["area"], r["category"]): r["id"] for r in records if r.get("area")}
    count.holds(found.get(("A/B", "C"), "").endswith("/A%2FB/C"), "A/B and C", found)
    count.holds(found.get(("A", "B/C"), "").endswith("/A/B%2FC"), "A and B/C", found)
    count.holds(found.get(("A", "B%2FC"), "").endswith("/A/B%252FC"), "A and B%2FC", found)
    count.holds(len({r["id"] for r in records}) == len(records), "each has an id of its own", records)


def redesign(folder):
    path = feed(folder, [("Ward %02d" % k, "Litter") for k in range(45)], 60)
    change = write(folder, "changes.csv", ["service,from,least,likely,most,basis",
                                           "Litter,2025-03-01,-30%,-20%,-10%,stated"])
    code, out, err = run("trends %s --every week --outlook 8 --redesign %s" % (path, change))
    count.holds(code == 0, "a redesign of 45 wards", err)
    shown = out[out.index("\nRedesign"):]
    lines = sum(" 2024/25 " in line for line in shown.splitlines())
    count.holds(lines == 40 and "and 6 more; --json has all" in shown, "what is cut is counted", shown)
    change = write(folder, "changes.csv", ["service,from,least,likely,most,basis", "Litter,2025-02-03,-30%,-20%,-10%,stated"])
    asked = "trends %s --every week --outlook 13 --redesign %s" % (path, change)
    out = run(asked)[1]
    count.holds("In force since 2025-02-03:" in out and "--until 2025-02-02 what was" in out and
                "None of it begins within the outlook" in out, "what is in force is said to be", out)
    told = json.loads(run(asked + " --json")[1])
    count.holds(told["redesign"] == [{"from": "2025-02-03", "in_force": True, "basis": "stated"}] and
                {year["verdict"] for cell in told["outlook"] for year in cell["redesign"]} == {"in the counts already"},
                "what is in force, in JSON", told["redesign"])
    out = run(asked + " --until 2025-02-02")[1]
    count.holds("In force" not in out and " fewer" in out, "as at the day before it is applied", out)


with tempfile.TemporaryDirectory() as FOLDER:
    for test in (silence, until, twice, places, scattered, options, ids, redesign):
        test(FOLDER)
count.end()
