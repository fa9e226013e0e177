#!/usr/bin/env python3
"""Cases in databases: wherever a document is taken, and from document to database to document without loss.

    test_cases.py [--server]     with --server PostgreSQL too: PGHOST and PGDATABASE name a server that may be written to
                                 (tests/support/postgresql.sh starts one; cases.sh does that)
"""
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from cli import DATA, HERE, Count, command, run

PAPERS = os.path.join(os.path.dirname(HERE), "papers")
NAMES = ["cambridgeshire-2023", "coventry-2010", "norfolk-ces", "norfolk-plan-2016", "telford-2010"]
SKIPPED = 77


def is_built(word):
    return "was built without" not in run(["list", word])[2]


class Cases:
    def __init__(self, count, folder, server):
        self.count, self.folder, self.server = count, folder, server
        self.environment = {key: value for key, value in os.environ.items() if key.startswith("PG")}

    def run(self, *words, stdin=b""):
        return run(list(words), self.folder, self.environment, stdin)

    def asks(self, expected, *words, says="", shows="", stdin=b""):
        """One run: its exit code, and texts that stand in what it says (standard error) and shows (output)."""
        code, out, err = self.run(*words, stdin=stdin)
        flat = " ".join(out.split())
        self.count.holds(code == expected and says in err and shows in flat, "locality " + " ".join(words),
                         "exit code %d, expected %d\n%s\n%s" % (code, expected, err, out[-2000:]))
        return out

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    # ---- Without loss ----

    def papers(self):
        """Document, SQLite, PostgreSQL (where there is a server), document: the same bytes, the same verdicts."""
        for name in NAMES:
            paper = os.path.join(PAPERS, name + ".json")
            case = "sqlite:papers.db#" + name
            self.asks(0, "import", paper, case, says="revision 1")
            if self.server:
                self.asks(0, "import", case, "postgresql:///postgres#" + name, says="revision 1")
                self.asks(0, "import", "postgres:///postgres#" + name, "sqlite:back.db#" + name)
                case = "sqlite:back.db#" + name
            self.asks(0, "export", case, name + ".json")
            wanted = self.run("format", paper)[1]
            with open(os.path.join(self.folder, name + ".json"), encoding="utf-8", newline="") as file:
                self.count.holds(file.read() == wanted, name + " comes back as it was, byte for byte")
            judged = self.run("check", paper)
            for source in [case] + ["postgresql:///postgres#" + name] * self.server:
                self.count.holds(self.run("check", source, "--rules", PAPERS) == judged, name + ": equal verdicts", source)
            self.asks(0, "import", paper, case, "--replace", says="nothing has changed")

    # ---- Names ----

    def words(self):
        self.asks(0, "import", "town.json", "sqlite:one.db")
        self.asks(0, "list", "sqlite:one.db", "post", "--where", "r.id = 'north-lead'", shows="north-lead")
        self.asks(1, "check", "sqlite:one.db", shows="TWN-3")
        self.count.holds(self.run("check", "sqlite:one.db") == self.run("check", "town.json"), "a case is judged as its document")
        self.asks(0, "import", "town.json", "sqlite:one.db#second")
        self.asks(2, "check", "sqlite:one.db", says="which case? Add one of these to the name\n  #second\n  #town\n")
        self.asks(2, "check", "sqlite:one.db#third", says="there is no such case; the database holds\n  #second\n  #town\n")
        self.asks(2, "check", "sqlite:none.db", says="none.db")
        self.asks(2, "check", "sqlite:", says="write sqlite:FILE")
        self.asks(2, "check", "sqlite:town.json", says="sqlite:town.json")
        self.asks(2, "check", "town.json", "--structures", "now", says="is loaded as a whole")
        self.asks(2, "import", "town.json", "other.json", says="this is no database")
        self.asks(2, "export", "town.json", "sqlite:one.db", says="locality import")
        self.asks(2, "import", "town.json", says="where to?")
        self.asks(2, "import", "town.json", "sqlite:one.db#x", "--rebase", says="give --replace as well")
        foreign = sqlite3.connect(os.path.join(self.folder, "foreign.db"))
        foreign.execute("create table post (id text)")
        foreign.commit()
        foreign.close()
        self.asks(2, "list", "sqlite:foreign.db", says="sqlite:foreign.db")

    # ---- Rules ----

    def rules(self):
        os.mkdir(os.path.join(self.folder, "far"))
        self.asks(0, "import", "town.json", "sqlite:far/town.db", says="the rules stay in a file, which will be looked for as far/town.rules")
        self.asks(2, "check", "sqlite:far/town.db", says="has its rules in this file")
        judged = self.run("check", "town.json")
        for rules in ("town.rules", "."):
            self.count.holds(self.run("check", "sqlite:far/town.db", "--rules", rules) == judged, "--rules %s gives the rules" % rules)
        self.asks(0, "import", "town.json", "sqlite:far/whole.db", "--with-rules")
        self.count.holds(self.run("check", "sqlite:far/whole.db")[:2] == judged[:2], "a case with its rules is judged alone")
        self.asks(0, "export", "sqlite:far/whole.db", "far/whole.json")
        self.count.holds(self.run("check", "far/whole.json")[:2] == judged[:2], "and so is the document that it gives")

    # ---- Changes ----

    def edited(self, old, new):
        text = self.run("export", "sqlite:edit.db")[1]
        self.count.holds(old in text, "the document has " + old)
        return text.replace(old, new, 1)

    def changes(self):
        self.asks(0, "import", "town.json", "sqlite:edit.db")
        self.asks(2, "import", "town.json", "sqlite:edit.db#town", says="holds this case already")
        self.write("edited.json", self.edited('"name": "Ward Lead North"', '"name": "Lead of the North"'))
        self.asks(2, "import", "edited.json", "sqlite:edit.db", says="holds this case already")
        self.asks(0, "import", "edited.json", "sqlite:edit.db", "--replace", says="revision 2, records written: 1, taken out: 0")
        self.asks(0, "show", "sqlite:edit.db", "post:north-lead", shows="Lead of the North")
        self.asks(0, "export", "sqlite:edit.db", "out.json")
        self.asks(2, "export", "sqlite:edit.db", "out.json", says="--replace")
        self.asks(0, "export", "sqlite:edit.db", "out.json", "--replace")
        self.asks(0, "import", "town.json", "sqlite:edit.db", "--replace", says="revision 3, records written: 1")
        self.write("less.json", '{"locality": 1, "name": "town", "area": [{"id": "only", "name": "Only"}]}')
        self.asks(0, "import", "less.json", "sqlite:edit.db", "--replace", says="revision 4, records written: 1")
        self.asks(0, "list", "sqlite:edit.db", shows="area 1")
        self.write("more.json", '{"locality": 1, "name": "town", "fields": {"area": [{"name": "ward", "type": "text"}]}, '
                                '"area": [{"id": "only", "ward": "x"}]}')
        self.asks(0, "import", "more.json", "sqlite:edit.db", "--replace", says="records written: 1")
        out = self.asks(0, "export", "sqlite:edit.db")
        self.count.holds(all(word in out for word in ('"ward": "x"', '"hundred"', '"desk"')), "a case learns fields", out)
        self.write("other.json", '{"locality": 1, "name": "town", "fields": {"area": [{"name": "ward", "type": "count"}]}}')
        self.asks(2, "import", "other.json", "sqlite:edit.db", "--replace", says="area.ward is declared in another way")
        self.asks(0, "list", "sqlite:edit.db", "area", shows="only")

    def conflict(self):
        """A document that comes while others save: the case is loaded before the document is read."""
        self.asks(0, "import", "town.json", "sqlite:both.db")
        text = self.run("export", "sqlite:both.db")[1]
        mine = text.replace('"name": "Ward Lead North"', '"name": "Mine"', 1)
        for theirs, options, expected, says in [
                ('"name": "Theirs"', [], 2, "post north-lead: changed"),
                ('"name": "Theirs"', ["--rebase"], 2, "post north-lead, name: Mine here, Theirs there, was Ward Lead North"),
                ('"name": "Ward Lead North", "vacant": 1', ["--rebase"], 0, "upon what others saved meanwhile")]:
            self.asks(0, "import", "town.json", "sqlite:both.db", "--replace")
            waiting = subprocess.Popen([command(), "import", "-", "sqlite:both.db#town", "--replace", *options], cwd=self.folder,
                                       stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
            self.wait_for_load(waiting)
            self.write("theirs.json", text.replace('"name": "Ward Lead North"', theirs, 1))
            self.asks(0, "import", "theirs.json", "sqlite:both.db", "--replace", says="records written: 1")
            err = waiting.communicate(mine.encode())[1].decode()
            self.count.holds(waiting.returncode == expected and says in err, "a conflict, %s" % (options or "without options"),
                             "exit code %d\n%s" % (waiting.returncode, err))
        self.asks(0, "show", "sqlite:both.db", "post:north-lead", shows="Mine")
        self.asks(0, "show", "sqlite:both.db", "post:north-lead", shows="vacant 1")

    @staticmethod
    def wait_for_load(process):
        """Until the process waits for its standard input: it has loaded the case then."""
        import time
        for _ in range(400):
            with open("/proc/%d/wchan" % process.pid, encoding="ascii") as file:
                if "pipe" in file.read():
                    return
            time.sleep(0.01)
        time.sleep(0.5)

    # ---- Parts and the past ----

    def parts(self):
        self.asks(0, "import", "town.json", "sqlite:part.db", "--with-rules")
        case = "sqlite:part.db"
        note = "Only a part of sqlite:part.db#town was loaded: of the structures plan, what they build upon, and what belongs to none."
        self.asks(0, "list", case, "structure", "--structures", "plan", shows=note)
        out = self.asks(0, "list", case, "site", "--structures", "plan", "--columns", "id", "--csv")
        self.count.holds(out.split() == ["id", "hub"], "sites of the other structure are left out", out)
        self.asks(0, "query", case, "count(p in post)", "--structures", "plan",
                  shows="unknown For an exact answer this would have to be known the posts that were not loaded")
        self.asks(0, "query", case, "count(p in post where p.structure = plan) = 5", "--structures", "plan", shows="yes")
        self.asks(0, "query", case, "count(p in post where p.structure = now)", "--structures", "plan",
                  shows='structure "now", which was not loaded')
        self.asks(0, "query", case, "list(x.id for x in site)", "--structures", "plan", shows="hub For an exact answer this would have to "
                  "be known the sites that were not loaded")
        self.asks(2, "list", case, "post", "--structures", "never", says='no structure "never"')
        part = self.run("check", case, "--structures", "plan")[1]
        self.count.holds(note in " ".join(part.split()) and "the posts that were not loaded" in " ".join(part.split()), "a part is judged as one", part)
        self.count.holds(self.run("check", case, "--structures", "now,plan") == self.run("check", case), "all structures are everything")

    def areas_and_days(self):
        self.write("shire.json", """{"locality": 1, "name": "shire",
            "area": [{"id": "county", "parent": "none"}, {"id": "north", "parent": "county"},
                     {"id": "ward", "parent": "north"}, {"id": "south", "parent": "county", "starts": "2012-04-01"}],
            "site": [{"id": "hub", "area": "ward"}, {"id": "desk", "area": "south", "ends": "2010-03"}, {"id": "van"}]}""")
        self.asks(0, "import", "shire.json", "sqlite:shire.db")
        case = "sqlite:shire.db#shire"
        ids = ("--columns", "id", "--csv")
        out = self.asks(0, "list", case, "site", "--areas", "north", *ids)
        self.count.holds(out.split()[:3] == ["id", "hub", "van"], "sites of an area and those below", out)
        self.asks(0, "list", case, "area", "--areas", "north,south", shows="Only a part of sqlite:shire.db#shire was loaded: of the "
                  "areas north,south, what lies below them, and what names no area.")
        out = self.asks(0, "list", case, "site", "--valid-on", "2010-04-01", *ids)
        self.count.holds(out.split()[:3] == ["id", "hub", "van"], "sites of a day", out)
        self.asks(0, "list", case, "area", "--areas", "north", "--valid-on", "2010-04-01", shows="what names no area; what may be valid "
                  "on 2010-04-01.")
        self.asks(0, "query", case, "count(s in site)", "--areas", "north", shows="the sites that were not loaded")
        self.asks(0, "query", case, "count(a in area) = 3", "--valid-on", "2010-04-01", shows="the areas that were not loaded")
        self.asks(2, "list", case, "area", "--areas", "nowhere", says='no area "nowhere"')
        self.asks(2, "list", case, "area", "--valid-on", "2010", says="write a day")
        self.asks(2, "list", "shire.json", "--areas", "north", says="is loaded as a whole")
        self.asks(0, "show", case, "site:hub", "--areas", "ward", shows="Only a part of")

    def history(self):
        self.asks(0, "import", "town.json", "sqlite:old.db", "--history")
        self.write("edited.json", self.run("export", "sqlite:old.db")[1].replace("Ward Lead North", "Lead of the North", 1))
        self.asks(0, "import", "edited.json", "sqlite:old.db", "--replace", says="revision 2")
        self.asks(0, "show", "sqlite:old.db", "post:north-lead", "--known-on", "2900-01-01",
                  shows="sqlite:old.db#town is shown as it was at the end of 2900-01-01.")
        self.asks(0, "list", "sqlite:old.db", "--known-on", "1990-01-01", shows="Kind Records sqlite:old.db#town is shown")
        self.asks(2, "list", "sqlite:old.db", "--known-on", "1990", says="write a day")
        self.asks(0, "import", "town.json", "sqlite:new.db")
        self.asks(2, "list", "sqlite:new.db", "--known-on", "2900-01-01", says="history")
        self.asks(2, "import", "town.json", "sqlite:new.db#again", "--history", says="history")

    # ---- Tables ----

    def tables(self):
        self.write("posts.csv", "Id,Title,Structure\np1,Head,s\n")
        self.asks(2, "import", "posts.csv", "sqlite:table.db", says="which map")
        code, out, err = self.run("import", "posts.csv", "sqlite:table.db", "--map", "posts")
        self.count.holds(code in (0, 1) and "sqlite:table.db#posts: revision 1" in err and out == "", "a table becomes a case", err)


def without(count, folder, word, package):
    cases = Cases(count, folder, False)
    cases.asks(2, "check", word, says="this command was built without")
    cases.asks(2, "check", word, says=package)


def main():
    count, server = Count(), "--server" in sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        for name in os.listdir(DATA):
            if os.path.isfile(os.path.join(DATA, name)):
                shutil.copy(os.path.join(DATA, name), folder)
        if not is_built("postgresql:///none"):
            without(count, folder, "postgresql:///none", "libpq-dev")
        if not is_built("sqlite:none.db"):
            without(count, folder, "sqlite:none.db", "libsqlite3-dev")
            count.failed or print("skipped: the command was built without SQLite")
            sys.exit(1 if count.failed else SKIPPED)
        cases = Cases(count, folder, server)
        cases.papers()
        for what in ([] if server else [cases.words, cases.rules, cases.changes, cases.conflict, cases.parts, cases.areas_and_days, cases.history,
                                             cases.tables]):
            what()
    count.end()


main()
