#!/usr/bin/env python3
"""Help, manual page and completions say what the table of commands and options says."""
import os
import re
import subprocess

from cli import HERE, Count, run

ROOT = os.path.dirname(os.path.dirname(HERE))
COMPLETION = os.path.join(ROOT, "bindings/cli/completion")


def table():
    """Options of each command, from the command itself."""
    commands = {}
    for line in run("help --table")[1].splitlines():
        name = line.split("\t")[0]
        if " --" in name:
            command, option = name.split(" --")
            commands[command].add(option)
        else:
            commands[name] = set()
    return commands


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def of_bash(command):
    script = '. "%s"; _locality_options %s' % (os.path.join(COMPLETION, "locality.bash"), command)
    words = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout.split()
    return {word[2:] for word in words}


def of_bash_line(*words):
    """What bash offers for the last of the words."""
    script = '. "%s"; COMP_WORDS=(%s); COMP_CWORD=%d; _locality; echo "${COMPREPLY[*]}"' % (
        os.path.join(COMPLETION, "locality.bash"), " ".join("'%s'" % word for word in words), len(words) - 1)
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout.split()


def of_zsh(text, command):
    lists = {name: body for name, body in re.findall(r"^    (asking|formats)=\(\n(.*?)^    \)", text, re.M | re.S)}
    body = re.search(r"^    %s\)\n(.*?);;" % command, text, re.M | re.S).group(1)
    body += "".join(lists[name] for name in re.findall(r"\$(asking|formats)", body))
    return set(re.findall(r"--([a-z-]+)\[", body))


def of_fish(text, command):
    return {option for commands, option in re.findall(r"__fish_seen_subcommand_from ([a-z -]+)' -l ([a-z-]+)", text)
            if command in commands.split()}


def main():
    count, commands = Count(), table()
    zsh, fish = read(os.path.join(COMPLETION, "_locality")), read(os.path.join(COMPLETION, "locality.fish"))
    manual = read(os.path.join(ROOT, "docs/man/locality.1"))
    count.holds(len(commands) >= 10, "the table has commands")
    for command, options in commands.items():
        for shell, found in (("bash", of_bash(command)), ("zsh", of_zsh(zsh, command)), ("fish", of_fish(fish, command))):
            count.holds(found == options, "%s completes the options of %s" % (shell, command),
                        "missing %s, too many %s" % (options - found, found - options))
        shown = run("help %s" % command)[1]
        count.holds({o for o in re.findall(r"^  --([a-z-]+)", shown, re.M)} == options, "help of %s" % command)
        count.holds("Examples:" in shown and "locality %s" % command in shown, "examples of %s" % command)
        count.holds("'%s:" % command in zsh and "-a %s -d" % command in fish, "shells know %s" % command)
        count.holds(re.search(r"^\.It Cm %s\b" % command, manual, re.M), "the manual page has %s" % command)
        count.holds(re.search(r"^\.Cm %s$" % command, manual, re.M), "the synopsis has %s" % command)
        count.holds(all(len(line) <= 88 for line in shown.splitlines()), "help of %s is narrow" % command)
    every = set().union(*commands.values())
    listed = set(re.findall(r"Fl -([a-z-]+)", manual))
    count.holds(every == listed, "the manual page has the options", "%s" % (every ^ listed))
    count.holds(of_bash_line("locality", "ch") == ["check"], "bash completes a command")
    count.holds("--where" in of_bash_line("locality", "list", "x.json", "--w"), "bash completes an option")
    count.holds(of_bash_line("locality", "show", "x.json", "str") == ["structure"], "bash completes a view")
    count.holds(of_bash_line("locality", "check", "--color", "al") == ["always"], "bash completes a value")
    if subprocess.run(["sh", "-c", "command -v mandoc"], capture_output=True).returncode == 0:
        lint = subprocess.run(["mandoc", "-Tlint", "-Wwarning", os.path.join(ROOT, "docs/man/locality.1")], capture_output=True, text=True)
        count.holds(lint.returncode == 0, "the manual page is sound", lint.stdout)
    count.end()


main()
