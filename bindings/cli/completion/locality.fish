# Completion of the command `locality` for fish. A test holds it against `locality help --table`.

complete -c locality -n __fish_use_subcommand -f -l version -d 'show the version'
complete -c locality -n __fish_use_subcommand -f -a check -d 'judge a document by its rules'
complete -c locality -n __fish_use_subcommand -f -a why -d 'explain the verdict of one rule'
complete -c locality -n __fish_use_subcommand -f -a show -d 'show a record, a structure, a locality sheet, a matrix'
complete -c locality -n __fish_use_subcommand -f -a list -d 'list the records of a kind'
complete -c locality -n __fish_use_subcommand -f -a query -d 'ask a document in the language'
complete -c locality -n __fish_use_subcommand -f -a report -d 'write a register of the document'
complete -c locality -n __fish_use_subcommand -f -a format -d 'write a document in its canonical form'
complete -c locality -n __fish_use_subcommand -f -a schema -d 'show the kinds and fields'
complete -c locality -n __fish_use_subcommand -f -a help -d 'show help'
complete -c locality -n __fish_use_subcommand -f -a version -d 'show the version'

complete -c locality -n '__fish_seen_subcommand_from check why' -l structure -d 'judge this structure version alone' -x
complete -c locality -n '__fish_seen_subcommand_from check' -l rule -d 'judge this rule alone' -x
complete -c locality -n '__fish_seen_subcommand_from check why list query report' -l set -d 'give a parameter or switch a value' -x
complete -c locality -n '__fish_seen_subcommand_from check why show list query report' -l as-at -d 'the date asked about' -x
complete -c locality -n '__fish_seen_subcommand_from check why list query report' -l rules -d 'load this file of rules as well' -r
complete -c locality -n '__fish_seen_subcommand_from list' -l where -d 'only records for which this holds' -x
complete -c locality -n '__fish_seen_subcommand_from list' -l columns -d 'fields to show' -x
complete -c locality -n '__fish_seen_subcommand_from query' -l id -d 'run this query of the rules files' -x
complete -c locality -n '__fish_seen_subcommand_from query' -l list -d 'list the queries of the rules files'
complete -c locality -n '__fish_seen_subcommand_from query' -l explain -d 'show how the answer comes about'
complete -c locality -n '__fish_seen_subcommand_from check why show list query report schema' -l json -d 'write JSON'
complete -c locality -n '__fish_seen_subcommand_from check why show list query report schema' -l csv -d 'write CSV'
complete -c locality -n '__fish_seen_subcommand_from check why show list query report schema' -l markdown -d 'write Markdown'
complete -c locality -n '__fish_seen_subcommand_from check why show list query report schema' -l width -d 'columns for text' -x
complete -c locality -n '__fish_seen_subcommand_from check why show list query report schema' -l color -d 'when to use colour' -x -a 'auto always never'
complete -c locality -n '__fish_seen_subcommand_from check why show list query report schema' -l no-color -d 'no colour'
complete -c locality -n '__fish_seen_subcommand_from help' -l table -d 'list commands and options for programs'
complete -c locality -n '__fish_seen_subcommand_from check why show list query report format schema help version' -l help -d 'show help'

complete -c locality -n '__fish_seen_subcommand_from help' -f -a 'check why show list query report format schema help version'
complete -c locality -n '__fish_seen_subcommand_from show' -a 'structure sheet before-after matrix'
complete -c locality -n '__fish_seen_subcommand_from report' -a 'figures reconcile ambiguities blanks missing names'
complete -c locality -n '__fish_seen_subcommand_from schema list' -a '(locality schema --csv 2>/dev/null | sed "1d;s/,.*//")'
