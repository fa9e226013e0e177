# Completion of the command `locality` for fish. A test holds it against `locality help --table`.

complete -c locality -n __fish_use_subcommand -f -l version -d 'show the version'
complete -c locality -n __fish_use_subcommand -f -a check -d 'judge a document by its rules'
complete -c locality -n __fish_use_subcommand -f -a why -d 'explain the verdict of one rule'
complete -c locality -n __fish_use_subcommand -f -a show -d 'show a record, a structure, a locality sheet, a matrix'
complete -c locality -n __fish_use_subcommand -f -a list -d 'list the records of a kind'
complete -c locality -n __fish_use_subcommand -f -a query -d 'ask a document in the language'
complete -c locality -n __fish_use_subcommand -f -a report -d 'write a register of the document'
complete -c locality -n __fish_use_subcommand -f -a reconcile -d 'compare printed figures with computed ones'
complete -c locality -n __fish_use_subcommand -f -a ambiguities -d 'list what can be read in several ways'
complete -c locality -n __fish_use_subcommand -f -a blanks -d 'list what is left open'
complete -c locality -n __fish_use_subcommand -f -a who -d 'say who is accountable for something'
complete -c locality -n __fish_use_subcommand -f -a allocate -d 'say who could hold which place, and why'
complete -c locality -n __fish_use_subcommand -f -a trends -d 'find where the demand of a feed of events moves'
complete -c locality -n __fish_use_subcommand -f -a summary -d 'show documents on one screen each'
complete -c locality -n __fish_use_subcommand -f -a compare -d 'hold figures of two documents against each other'
complete -c locality -n __fish_use_subcommand -f -a format -d 'write a document in its canonical form'
complete -c locality -n __fish_use_subcommand -f -a import -d 'bring a table into a document, or anything into a database'
complete -c locality -n __fish_use_subcommand -f -a export -d 'write a case of a database as a document'
complete -c locality -n __fish_use_subcommand -f -a schema -d 'show the kinds and fields'
complete -c locality -n __fish_use_subcommand -f -a help -d 'show help'
complete -c locality -n __fish_use_subcommand -f -a version -d 'show the version'

complete -c locality -n '__fish_seen_subcommand_from check why who import' -l structure -d 'look at this structure version alone' -x
complete -c locality -n '__fish_seen_subcommand_from check' -l rule -d 'judge this rule alone' -x
complete -c locality -n '__fish_seen_subcommand_from check why list query report reconcile ambiguities blanks summary compare allocate' -l set -d 'give a parameter or switch a value' -x
complete -c locality -n '__fish_seen_subcommand_from check why show list query report reconcile ambiguities blanks who summary compare import allocate' -l as-at -d 'the date asked about' -x
complete -c locality -n '__fish_seen_subcommand_from check why show list query report reconcile ambiguities blanks who format summary compare export allocate' -l redacted -d 'withhold names, low pay and small teams'
complete -c locality -n '__fish_seen_subcommand_from check why show list query report reconcile ambiguities blanks who format summary compare export allocate' -l pay-threshold -d 'pay from which it is shown' -x
complete -c locality -n '__fish_seen_subcommand_from check why show list query report reconcile ambiguities blanks who format summary compare export allocate' -l smallest-team -d 'posts up to which a team is withheld' -x
complete -c locality -n '__fish_seen_subcommand_from check why show list query report reconcile ambiguities blanks who format summary compare export allocate' -l withhold-text -d 'withhold all free text as well'
complete -c locality -n '__fish_seen_subcommand_from check why show list query report reconcile ambiguities blanks who format summary compare export allocate' -l keep -d 'show this field of the own ones of the document' -x
complete -c locality -n '__fish_seen_subcommand_from show' -l dot -d 'write a chart for Graphviz'
complete -c locality -n '__fish_seen_subcommand_from show' -l svg -d 'write a chart as SVG; needs Graphviz'
complete -c locality -n '__fish_seen_subcommand_from check why list query report reconcile ambiguities blanks summary compare allocate' -l rules -d 'load this file of rules as well' -r
complete -c locality -n '__fish_seen_subcommand_from list' -l where -d 'only records for which this holds' -x
complete -c locality -n '__fish_seen_subcommand_from list' -l columns -d 'fields to show' -x
complete -c locality -n '__fish_seen_subcommand_from query' -l id -d 'run this query of the rules files' -x
complete -c locality -n '__fish_seen_subcommand_from who' -l in -d 'the place asked about' -x
complete -c locality -n '__fish_seen_subcommand_from query import' -l list -d 'list what there is'
complete -c locality -n '__fish_seen_subcommand_from query' -l explain -d 'show how the answer comes about'
complete -c locality -n '__fish_seen_subcommand_from check why show list query report schema reconcile ambiguities blanks who summary compare import allocate trends' -l json -d 'write JSON'
complete -c locality -n '__fish_seen_subcommand_from check why show list query report schema reconcile ambiguities blanks who summary compare import allocate trends' -l csv -d 'write CSV'
complete -c locality -n '__fish_seen_subcommand_from check why show list query report schema reconcile ambiguities blanks who summary compare import allocate trends' -l markdown -d 'write Markdown'
complete -c locality -n '__fish_seen_subcommand_from check why show list query report schema reconcile ambiguities blanks who summary compare import allocate trends' -l width -d 'columns for text' -x
complete -c locality -n '__fish_seen_subcommand_from check why show list query report schema reconcile ambiguities blanks who summary compare import allocate trends' -l color -d 'when to use colour' -x -a 'auto always never'
complete -c locality -n '__fish_seen_subcommand_from check why show list query report schema reconcile ambiguities blanks who summary compare import allocate trends' -l no-color -d 'no colour'
complete -c locality -n '__fish_seen_subcommand_from import' -l map -d 'the map that says what the table means' -r
complete -c locality -n '__fish_seen_subcommand_from import' -l into -d 'add the records to those of this document' -r
complete -c locality -n '__fish_seen_subcommand_from import' -l prefix -d 'what stands before the ids of its own records' -x
complete -c locality -n '__fish_seen_subcommand_from check why show list query report reconcile ambiguities blanks who summary compare allocate' -l structures -d 'of a case in a database load only these' -x
complete -c locality -n '__fish_seen_subcommand_from check why show list query report reconcile ambiguities blanks who summary compare allocate' -l areas -d 'load only what is in these areas' -x
complete -c locality -n '__fish_seen_subcommand_from check why show list query report reconcile ambiguities blanks who summary compare allocate' -l valid-on -d 'load only what may be valid on that day' -x
complete -c locality -n '__fish_seen_subcommand_from check why show list query report reconcile ambiguities blanks who summary compare format import export allocate' -l known-on -d 'what the case held on that day' -x
complete -c locality -n '__fish_seen_subcommand_from import export' -l with-rules -d 'keep the rules themselves'
complete -c locality -n '__fish_seen_subcommand_from import export allocate' -l replace -d 'make what stands already what is written'
complete -c locality -n '__fish_seen_subcommand_from import' -l rebase -d 'change what others saved meanwhile'
complete -c locality -n '__fish_seen_subcommand_from import' -l history -d 'make a database that keeps what is replaced'
complete -c locality -n '__fish_seen_subcommand_from allocate' -l request -d 'answer this allocation of the rules files' -x
complete -c locality -n '__fish_seen_subcommand_from allocate' -l on -d 'the date asked about' -x
complete -c locality -n '__fish_seen_subcommand_from allocate' -l solver -d 'who goes on where the search for a rota stops' -x -a cbc
complete -c locality -n '__fish_seen_subcommand_from allocate' -l why -d 'say why this person has the place' -x
complete -c locality -n '__fish_seen_subcommand_from allocate' -l alternatives -d 'show the next best plans' -x
complete -c locality -n '__fish_seen_subcommand_from allocate' -l most-different -d 'show the most different plans' -x
complete -c locality -n '__fish_seen_subcommand_from allocate' -l conflicts -d 'show all that cannot be kept together'
complete -c locality -n '__fish_seen_subcommand_from allocate' -l compare -d 'show how this plan differs' -r
complete -c locality -n '__fish_seen_subcommand_from allocate' -l rota -d 'share the places out over this time' -x
complete -c locality -n '__fish_seen_subcommand_from allocate' -l every -d 'how often who holds a place may change' -x -a 'week month quarter'
complete -c locality -n '__fish_seen_subcommand_from trends' -l every -d 'the period by which events are counted' -x -a 'day week month quarter year financial-year'
complete -c locality -n '__fish_seen_subcommand_from trends' -l area -d 'the column of areas' -x
complete -c locality -n '__fish_seen_subcommand_from trends' -l service -d 'the column of services or categories' -x
complete -c locality -n '__fish_seen_subcommand_from trends' -l provider -d 'the column of providers, to be counted apart' -x
complete -c locality -n '__fish_seen_subcommand_from trends' -l date -d 'the column of days or periods' -x
complete -c locality -n '__fish_seen_subcommand_from trends' -l count -d 'the column of how many events a row stands for' -x
complete -c locality -n '__fish_seen_subcommand_from trends' -l until -d 'as at this day' -x
complete -c locality -n '__fish_seen_subcommand_from trends' -l month-first -d '12/31/2020 is a date'
complete -c locality -n '__fish_seen_subcommand_from trends' -l counts -d 'show the counts alone'
complete -c locality -n '__fish_seen_subcommand_from trends' -l why -d 'show the grounds of every line'
complete -c locality -n '__fish_seen_subcommand_from trends' -l threads -d 'read with so many threads' -x
complete -c locality -n '__fish_seen_subcommand_from trends' -l places -d 'what places lie in, their people and coordinates' -r
complete -c locality -n '__fish_seen_subcommand_from trends' -l services -d 'what services are part of' -r
complete -c locality -n '__fish_seen_subcommand_from trends' -l steps -d 'changes of level that were recorded' -r
complete -c locality -n '__fish_seen_subcommand_from trends' -l outlook -d 'what to expect of the next periods' -x
complete -c locality -n '__fish_seen_subcommand_from trends' -l redesign -d 'what a redesign is said to change' -r
complete -c locality -n '__fish_seen_subcommand_from trends' -l after-steps -d 'what the recorded steps did'
complete -c locality -n '__fish_seen_subcommand_from trends' -l repeat -d 'what counts as a trend' -x
complete -c locality -n '__fish_seen_subcommand_from trends' -l set -d 'give an option of the detection a value' -x
complete -c locality -n '__fish_seen_subcommand_from trends' -l write -d 'write the signals as a document' -r
complete -c locality -n '__fish_seen_subcommand_from trends' -l into -d 'the document that is followed up and extended' -r
complete -c locality -n '__fish_seen_subcommand_from trends' -l replace -d 'make what stands already what is written'
complete -c locality -n '__fish_seen_subcommand_from allocate' -l fix -d 'give the place to this person' -x
complete -c locality -n '__fish_seen_subcommand_from allocate' -l bar -d 'do not give it to this person' -x
complete -c locality -n '__fish_seen_subcommand_from allocate' -l audit -d 'write everything as JSON'
complete -c locality -n '__fish_seen_subcommand_from allocate' -l write -d 'write the plan as a document' -r
complete -c locality -n '__fish_seen_subcommand_from help' -l table -d 'list commands and options for programs'
complete -c locality -n '__fish_seen_subcommand_from check why show list query report format schema help version reconcile ambiguities blanks who summary compare import export allocate trends' -l help -d 'show help'

complete -c locality -n '__fish_seen_subcommand_from help' -f -a 'check why show list query report reconcile ambiguities blanks who allocate summary compare trends format import export schema help version'
complete -c locality -n '__fish_seen_subcommand_from show' -a 'structure sheet before-after matrix'
complete -c locality -n '__fish_seen_subcommand_from report' -a 'figures reconcile ambiguities blanks missing names places weekdays notes'
complete -c locality -n '__fish_seen_subcommand_from schema list' -a '(locality schema --csv 2>/dev/null | sed "1d;s/,.*//")'
