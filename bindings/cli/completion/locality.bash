# Completion of the command `locality` for bash. A test holds it against `locality help --table`.

_locality_options() {
    case $1 in
    check) echo --structure --rule --set --as-at --rules --structures --areas --valid-on --known-on --redacted --pay-threshold --smallest-team --withhold-text --keep --json --csv --markdown --width --color --no-color --help ;;
    why) echo --structure --set --as-at --rules --structures --areas --valid-on --known-on --redacted --pay-threshold --smallest-team --withhold-text --keep --json --csv --markdown --width --color --no-color --help ;;
    show) echo --as-at --dot --svg --structures --areas --valid-on --known-on --redacted --pay-threshold --smallest-team --withhold-text --keep --json --csv --markdown --width --color --no-color --help ;;
    list) echo --where --columns --set --as-at --rules --structures --areas --valid-on --known-on --redacted --pay-threshold --smallest-team --withhold-text --keep --json --csv --markdown --width --color --no-color --help ;;
    query) echo --id --list --explain --set --as-at --rules --structures --areas --valid-on --known-on --redacted --pay-threshold --smallest-team --withhold-text --keep --json --csv --markdown --width --color --no-color --help ;;
    report) echo --set --as-at --rules --structures --areas --valid-on --known-on --redacted --pay-threshold --smallest-team --withhold-text --keep --json --csv --markdown --width --color --no-color --help ;;
    reconcile | ambiguities | blanks) echo --set --as-at --rules --structures --areas --valid-on --known-on --redacted --pay-threshold --smallest-team --withhold-text --keep --json --csv --markdown --width --color --no-color --help ;;
    who) echo --in --structure --as-at --structures --areas --valid-on --known-on --redacted --pay-threshold --smallest-team --withhold-text --keep --json --csv --markdown --width --color --no-color --help ;;
    summary | compare) echo --set --as-at --rules --structures --areas --valid-on --known-on --redacted --pay-threshold --smallest-team --withhold-text --keep --json --csv --markdown --width --color --no-color --help ;;
    allocate) echo --request --on --why --alternatives --most-different --conflicts --compare --rota --every --fix --bar --solver --audit --write --replace --set --as-at --rules --structures --areas --valid-on --known-on --redacted --pay-threshold --smallest-team --withhold-text --keep --json --csv --markdown --width --color --no-color --help ;;
    trends) echo --every --area --service --provider --date --count --until --month-first --counts --why --threads --places --services --steps --outlook --redesign --after-steps --repeat --set --write --into --replace --json --csv --markdown --width --color --no-color --help ;;
    format) echo --known-on --redacted --pay-threshold --smallest-team --withhold-text --keep --help ;;
    import) echo --map --into --structure --prefix --as-at --known-on --with-rules --replace --rebase --history --list --json --csv --markdown --width --color --no-color --help ;;
    export) echo --known-on --with-rules --replace --redacted --pay-threshold --smallest-team --withhold-text --keep --help ;;
    schema) echo --json --csv --markdown --width --color --no-color --help ;;
    help) echo --table --help ;;
    version) echo --help ;;
    esac
}

_locality() {
    local commands="check why show list query report reconcile ambiguities blanks who allocate summary compare trends format import export schema help version"
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local command=${COMP_WORDS[1]}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "$commands --help --version" -- "$word"))
        return
    fi
    case $before in
    --color) COMPREPLY=($(compgen -W "auto always never" -- "$word")); return ;;
    --map) COMPREPLY=($(compgen -f -W "$(locality import --list --csv 2>/dev/null | sed "1d;s/,.*//")" -- "$word")); return ;;
    --every) COMPREPLY=($(compgen -W "day week month quarter year financial-year" -- "$word")); return ;;
    --rules | --into | --write | --compare) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --structure | --structures | --areas | --prefix | --valid-on | --known-on | --rule | --set | --as-at | --in | --where | --columns | --id | --width | --pay-threshold | --smallest-team | --keep | --request | --on | --why | --alternatives | --most-different | --rota | --fix | --bar | --area | --service | --provider | --date | --count | --until | --threads) return ;;
    esac
    case $word in
    -*) COMPREPLY=($(compgen -W "$(_locality_options "$command")" -- "$word")); return ;;
    esac
    case $command:$COMP_CWORD in
    help:2) COMPREPLY=($(compgen -W "$commands" -- "$word")) ;;
    show:3) COMPREPLY=($(compgen -W "structure sheet before-after matrix" -- "$word")) ;;
    report:3) COMPREPLY=($(compgen -W "figures reconcile ambiguities blanks missing names places weekdays notes" -- "$word")) ;;
    schema:2 | list:3)
        COMPREPLY=($(compgen -W "$(locality schema --csv 2>/dev/null | sed '1d;s/,.*//')" -- "$word")) ;;
    *:2 | import:3 | export:3) COMPREPLY=($(compgen -f -W "sqlite: postgresql:///" -- "$word")) ;;
    esac
}

complete -o filenames -F _locality locality
