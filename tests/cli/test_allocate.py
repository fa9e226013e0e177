#!/usr/bin/env python3
"""Allocations by the command: exit codes, what is written, bytes that do not depend on the order of records, wrong input."""
import hashlib
import json
import os
import sys
import tempfile

from cli import HERE, Count, run

PAPERS = os.path.join(os.path.dirname(HERE), "papers")
COMPANIONS = os.path.join(PAPERS, "companions", "norfolk-ces")
FULL, SHORT, LEAVER = (os.path.join("companions", "norfolk-ces", "allocation%s.json" % part) for part in ("", "-short", "-leaver"))
ON = ["--on", "2016-04-01"]


def shuffled(folder):
    """The example people with every list of records backwards, as a document of its own."""
    with open(os.path.join(COMPANIONS, "co-ordinator-people.json"), encoding="utf-8") as file:
        people = json.load(file)
    for kind, records in people.items():
        if isinstance(records, list):
            people[kind] = records[::-1]
    people["extends"] = os.path.join(PAPERS, "norfolk-ces.json")
    people["rules"] = [os.path.join(COMPANIONS, "allocation.rules")]
    path = os.path.join(folder, "shuffled.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(people, file)
    return path


def fingerprint(audit, behind):
    """SHA-256 of what went in: the bytes behind the line of the fingerprint, up to the comma in front of the first member of the answer."""
    first = audit.index("\n", audit.index('"input_sha256"')) + 1
    return hashlib.sha256(audit[first:audit.index(',\n  "%s": ' % behind)].encode()).hexdigest()


class Allocations:
    def __init__(self, count, folder):
        self.count, self.folder = count, folder

    def asks(self, expected, *words, says="", shows=""):
        """One run in the folder of the papers: its exit code, and texts of what it says (standard error) and shows."""
        code, out, err = run(["allocate", *words], PAPERS)
        flat = " ".join(out.split())
        self.count.holds(code == expected and says in err and shows in flat, "locality allocate " + " ".join(words),
                         "exit code %d, expected %d\n%s\n%s" % (code, expected, err, out[-1500:]))
        return out

    def exit_codes(self):
        self.asks(0, FULL, *ON, shows="7 of 7 places are filled; proved: no plan is better.")
        self.asks(1, SHORT, *ON, shows="6 of 7 places are filled; proved: no plan fills more.")
        self.asks(0, SHORT, *ON, "--set", "same_locality=no", shows="7 of 7 places are filled")
        self.asks(0, "norfolk-ces.json", "--rules", os.path.join(COMPANIONS, "allocation.rules"), *ON, shows="Not evaluable")
        self.asks(0, FULL, "--rota", "2016-04..2017-03", shows="2,555 of 2,555 days")
        self.asks(1, LEAVER, "--rota", "2016-04..2017-03", shows="2,525 of 2,555 days")
        self.asks(0, LEAVER, "--rota", "2016-04..2016-06", "--every", "week", shows="637 of 637 days")

    def formats(self):
        data = json.loads(self.asks(0, FULL, *ON, "--json"))
        self.count.holds("equally good" in json.dumps(data), "the plan as JSON tells the tie")
        rows = self.asks(0, FULL, *ON, "--csv").splitlines()
        self.count.holds(len(rows) == 8 and "broadland,AA BB,equally good: a person chooses,2" in rows, "the plan as CSV", "\n".join(rows))
        rota = self.asks(0, FULL, "--rota", "2016-04..2017-03", "--csv").splitlines()
        self.count.holds("norwich,2016-04-01,2016-09-30,HH,KK,equally good" in rota, "the rota as CSV", "\n".join(rota))
        self.asks(0, FULL, *ON, "--why", "J.J.", "Norwich", "--markdown", shows="| Record |")
        self.asks(0, FULL, *ON, "--alternatives", "2", "--width", "120", shows="times held before +1")

    def audit(self):
        first = self.asks(0, FULL, *ON, "--audit")
        again = self.asks(0, FULL, *ON, "--audit")
        other = self.asks(0, shuffled(self.folder), *ON, "--audit")
        self.count.holds(first == again, "an audit is the same each time")
        self.count.holds(first == other, "an audit does not depend on the order of the records")
        data = json.loads(first)
        self.count.holds(data["certificate"]["levels"] == 4 and len(data["pairs"]) == 84 and data["allocation"] == "CO-ORDINATORS",
                         "an audit has certificate and pairs")
        self.count.holds(data["input_sha256"] == fingerprint(first, "state"), "the fingerprint is that of the bytes that went in")
        changed = json.loads(self.asks(0, FULL, *ON, "--set", "same_locality=no", "--audit"))
        self.count.holds(changed["input_sha256"] != data["input_sha256"], "another input has another fingerprint")

    def rotas(self):
        """What the caller settles for a time, and the audit of a rota."""
        rota = ["--rota", "2016-04..2017-03"]
        rows = self.asks(0, FULL, *rota, "--fix", "A.A.=Broadland@2016-04..2016-06", "--bar", "K.K.=Norwich", "--csv").splitlines()
        self.count.holds("broadland,2016-04-01,2016-06-30,AA,,fixed" in rows and "norwich,2016-04-01,2017-03-31,HH,,certain" in rows, "a rota keeps what is settled",
                         "\n".join(rows))
        self.asks(0, FULL, *rota, "--fix", "J.J.=Norwich", shows="is given Norwich from 1 April 2016 to 31 March 2017: asked for on the command line; not met: NCES-09")
        self.asks(1, FULL, *rota, "--bar", "D.D.=Great Yarmouth@2016-05-03", shows="Great Yarmouth is not covered from 1 April 2016 to 30 April 2016: D.D., Museum Manager may hold it, but no lawful rota has that; "
                        "there is one without `spell least 3`")
        self.asks(2, FULL, "--rota", "2017-01..2017-06", says="the allocation is until 2017-03-31, and the rota has 2017-04-01")
        self.asks(2, FULL, "--on", "2018-04-01", says="the allocation is until 2017-03-31, and the day that is asked about is behind that")
        weeks = self.asks(0, FULL, *rota, "--every", "week", shows="What was done before was given in days and is counted in weeks, to the nearest.")
        self.count.holds("after 26 before" in " ".join(weeks.split()), "six months are 26 weeks", weeks)
        first, again, other = (self.asks(0, paper, *rota, "--audit") for paper in (FULL, FULL, shuffled(self.folder)))
        self.count.holds(first == again, "an audit of a rota is the same each time")
        self.count.holds(first == other, "an audit of a rota does not depend on the order of the records")
        data = json.loads(first)
        self.count.holds(data["proof"] == "prices" and len(data["coverage"]) == 7 and all(len(place) == 12 for place in data["coverage"]),
                         "an audit of a rota has its proof and its coverage")
        self.count.holds(data["input_sha256"] == fingerprint(first, "verdict"), "the fingerprint of a rota is that of the bytes that went in")
        changed = json.loads(self.asks(0, FULL, *rota, "--bar", "B.B.=Broadland", "--audit"))
        self.count.holds(changed["input_sha256"] != data["input_sha256"], "another wish has another fingerprint")
        self.asks(1, FULL, *rota, "--fix", "A.A.=Broadland", "--fix", "B.B.=Broadland@2016-05",
                  shows="A.A., Planning Officer and B.B., Library Manager are fixed in Broadland from 1 May 2016 to 31 May 2016, where there is room for 1.")
        self.asks(1, LEAVER, *rota, "--audit", shows='"is_filled_proved": true')
        out = self.asks(0, FULL, *rota, "--redacted", shows="cannot be told on some day and are not counted as eligible then")
        self.count.holds(" is withheld" in " ".join(out.split()), "what is withheld is not said not to be given", out)
        self.count.holds("Redacted. Withheld:" in out, "what is withheld is said", out)
        plan = os.path.join(self.folder, "fixed.json")
        self.asks(0, FULL, *rota, "--fix", "A.A.=Broadland@2016-04..2016-06", "--write", plan)
        with open(plan, encoding="utf-8") as file:
            records = {record["id"]: record for record in json.load(file)["allocation"]}
        self.count.holds(records["CO-ORDINATORS/broadland/2016-04-01"]["person"] == "AA", "what is settled is written", str(sorted(records)))

    def parts(self):
        """Of a case in a database a part is answered about only where that says all that the answer rests on."""
        case = "sqlite:%s#n" % os.path.join(self.folder, "case.db")
        code, _, err = run(["import", FULL, case, "--with-rules"], PAPERS)
        if code != 0:
            print("parts of a case: skipped: %s" % err.strip())
            return
        both = ["--structures", "current,proposed"]
        self.asks(0, case, *ON, *both, shows="7 of 7 places are filled; proved: no plan is better.")
        self.asks(0, case, "--rota", "2016-04..2016-06", *both, shows="637 of 637 days of 7 places are covered")
        for words in (ON, ["--rota", "2016-04..2016-06"]):
            self.asks(2, case, *words, "--structures", "proposed", says='the answer rests on structure "current", which was not loaded')
        self.asks(2, case, *ON, "--write", os.path.join(self.folder, "case.json"), says="is a case in a database")

    def writing(self):
        plan = os.path.join(self.folder, "plan.json")
        self.asks(0, FULL, *ON, "--write", plan)
        self.asks(2, FULL, *ON, "--write", plan, says="this file is there already")
        self.asks(0, FULL, *ON, "--fix", "A.A.=Broadland", "--write", plan, "--replace")
        code, out, err = run(["check", plan, "--csv", *(word for rule in ("05", "06", "09", "11", "12", "13") for word in ("--rule", "NCES-" + rule))])
        self.count.holds(code == 0 and out.count("\npass,") == 6, "the plan passes the rules of the paper", out + err)
        self.asks(0, FULL, "--rota", "2016-04..2017-03", "--write", plan, "--replace")
        code, out, err = run(["check", plan, "--csv", *(word for rule in ("05", "06", "14", "15") for word in ("--rule", "NCES-" + rule))])
        self.count.holds(code == 0 and out.count("\npass,") == 4, "the rota passes the rules of the paper", out + err)

    def plans(self):
        """What stands in the way, all that one person could have, and a plan by hand beside the answer."""
        self.asks(0, FULL, *ON, "--conflicts", shows="Nothing has to be given up if every place is to be filled.")
        self.asks(1, SHORT, *ON, "--conflicts", "--csv", shows="1,way out,1,condition,NCES-10,,")
        data = json.loads(self.asks(1, SHORT, *ON, "--conflicts", "--json"))
        self.count.holds([(row["kind"], row["id"]) for row in data["sets"]] == [("conflict", "NCES-10"), ("way out", "NCES-10")],
                         "conflicts as JSON", str(data))
        self.asks(1, LEAVER, "--rota", "2016-08..2016-09", "--conflicts", shows="stands in the way")
        self.asks(0, FULL, *ON, "--most-different", "2", shows="most different equally good")
        self.asks(0, FULL, *ON, "--why", "H.H.", shows="H.H., Adult Learning Officer and K.K., Records Officer can hold nothing but Norwich: 1 of 2")
        plan = os.path.join(self.folder, "by-hand.json")
        self.asks(0, FULL, *ON, "--write", plan)
        self.asks(0, FULL, *ON, "--compare", plan, shows="The two plans are the same.")
        with open(plan, encoding="utf-8") as file:
            document = json.load(file)
        for record in document["allocation"]:
            if record["id"] == "CO-ORDINATORS/norwich":
                record["person"] = "HH"
        with open(plan, "w", encoding="utf-8") as file:
            json.dump(document, file)
        self.asks(0, FULL, *ON, "--compare", plan, shows="this plan is better: times held before 0 against 1.")
        totals = {row["what"]: (row["here"], row["there"]) for row in json.loads(self.asks(0, FULL, *ON, "--compare", plan, "--json"))["totals"]}
        self.count.holds(totals["times held before"] == ("0", "1"), "totals of two plans", str(totals))
        self.asks(2, FULL, *ON, "--compare", SHORT, says="there is no other plan: no allocation has an id that begins with CO-ORDINATORS/")
        self.asks(2, FULL, *ON, "--compare", plan, "--redacted", says="in which people have other ids than with --redacted")
        self.asks(2, FULL, *ON, "--conflicts", "--audit", says="are different answers: ask for one")
        self.asks(2, FULL, *ON, "--why", "Nobody", says='there is no candidate "Nobody"')
        self.asks(2, FULL, *ON, "--compare", os.path.join(self.folder, "nothing.json"), says="nothing.json")

    def held_back(self):
        """A stage in which it cannot be told who competes: said in the plan, and not written."""
        path, plan = os.path.join(self.folder, "stages.json"), os.path.join(self.folder, "stages-plan.json")
        rules = os.path.join(self.folder, "stages.rules")
        area = [{"id": "county", "name": "County", "level": "county", "parent": "none"}]
        area += [{"id": name.lower(), "name": name, "level": "district", "parent": "county"} for name in ("North", "South")]
        post = [{"id": "clerk", "title": "Clerk", "serves": ["north"], "senior": False},
                {"id": "guide", "title": "Guide", "serves": ["north"]},
                {"id": "warden", "title": "Warden", "serves": ["south"], "senior": False}]
        person = [{"id": one[0], "post": one} for one in ("clerk", "guide", "warden")]
        with open(rules, "w", encoding="utf-8") as file:
            file.write('allocate X "Slots"\n candidates p in person\n places a in area where a.level = district\n'
                       ' eligible A "serves" : p.post.serves has a\n eligible B "not senior" : p.post.senior = no\n'
                       ' stage "Slot-in" : p.post.serves has a\n')
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"locality": 1, "area": area, "post": post, "person": person, "rules": ["stages.rules"]}, file)
        self.asks(0, path, "--width", "200", shows="Slot-in, held back: c, Clerk and g, Guide for North. Who is settled there cannot be told yet: "
                                                   "g, Guide for North is not evaluable.")
        self.asks(0, path, "--csv", shows="north,c g,cannot be told yet")
        self.asks(0, path, "--csv", shows="south,w,settled")
        self.asks(0, path, "--write", plan, "--replace")
        with open(plan, encoding="utf-8") as file:
            kept = json.load(file)["allocation"]
        self.count.holds([one["id"] for one in kept] == ["X/south"], "what is held back is not written", json.dumps(kept))

    def wrong(self):
        self.asks(2, says="something is missing")
        self.asks(2, "norfolk-ces.json", says="there is no allocation")
        self.asks(2, FULL, "--request", "CO-ORDINATOR", says='did you mean "CO-ORDINATORS"')
        self.asks(2, FULL, "Norwich", says="--why PERSON PLACE")
        for other in (["--audit"], ["--alternatives", "3"]):
            self.asks(2, FULL, *ON, "--why", "J.J.", "Norwich", *other, says="are different answers: ask for one")
        self.asks(2, FULL, *ON, "--alternatives", "3", "--audit", says="are different answers: ask for one")
        self.asks(2, FULL, *ON, "--why", "Z.Z.", "Norwich", says='there is no candidate "Z.Z."')
        self.asks(2, FULL, *ON, "--why", "J.J.", "Narnia", says='there is no place "Narnia"')
        self.asks(2, FULL, *ON, "--fix", "J.J.", says="write --fix person=place")
        self.asks(2, FULL, *ON, "--fix", "J.J.=Norwich", "--bar", "J.J.=Norwich", says="both fixed and barred")
        self.asks(2, FULL, *ON, "--alternatives", "0", says="write a number from 1 to 1000")
        self.asks(2, FULL, "--every", "week", says="--every says how a --rota goes")
        self.asks(2, FULL, "--rota", "2016-04..2017-03", "--every", "year", says="write week, month or quarter")
        self.asks(2, FULL, "--rota", "2016-04..2017-03", *ON, says="--rota goes with")
        self.asks(2, FULL, "--rota", "2016..2036", says="at most 3,700 days")
        rota = [FULL, "--rota", "2016-04..2017-03"]
        self.asks(2, *rota, "--why", "J.J.", "Norwich", says="no --on, --why, --alternatives, --most-different or --compare")
        self.asks(2, *rota, "--fix", "Z.Z.=Norwich", says='there is no candidate "Z.Z."')
        self.asks(2, *rota, "--fix", "A.A.=Broadland@fish", says="the time behind @")
        self.asks(2, *rota, "--fix", "A.A.=Broadland@2018", says="the rota has none of these days")
        self.asks(2, *rota, "--fix", "A.A.=Broadland@2016-04-05..2016-06", says="whole periods")
        self.asks(2, *rota, "--fix", "A.A.=Broadland", "--bar", "A.A.=Broadland@2016-07", says="both fixed and barred")
        self.asks(2, *rota, "--fix", "A.A.=Broadland", "--fix", "A.A.=Norwich@2016-05", says="nobody holds two places at once")
        self.asks(2, FULL, *ON, "--fix", "A.A.=Broadland@2016-05", says="a time behind @ is for a --rota")
        self.asks(2, *rota, "--write", os.path.join(self.folder, "redacted.json"), "--redacted", says="leave one of them out")
        self.asks(2, FULL, *ON, "--structures", "now", says="for cases in databases")
        self.asks(2, *rota, "--solver", "glpk", says="--solver glpk: there is cbc, and no other")
        self.asks(2, FULL, *ON, "--solver", "cbc", says="--solver goes on with a --rota")
        code, out, err = run(["allocate", *rota, "--solver", "cbc"], PAPERS)
        self.count.holds(code == 0 and "2,555 of 2,555" in out or code == 2 and "built without CBC" in err, "CBC, if the command has it", out + err)
        code, _, err = run(["query", FULL, "--id", "CO-ORDINATORS"], PAPERS)
        self.count.holds(code == 2 and "this is an allocation" in err, "a query does not answer an allocation", err)
        code, out, err = run(["summary", FULL], PAPERS)
        self.count.holds(code in (0, 1) and "answered" in out, "a summary leaves allocations to the command", err)


def main():
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        allocations = Allocations(count, folder)
        for part in (allocations.exit_codes, allocations.formats, allocations.audit, allocations.rotas, allocations.parts, allocations.writing, allocations.plans,
                     allocations.held_back, allocations.wrong):
            part()
    count.end()


if __name__ == "__main__":
    sys.exit(main())
