# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_kam_global_optspecs
    string join \n db= allow-network-fs as= today= lang= config= context= q/quiet show-values h/help V/version
end

function __fish_kam_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_kam_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_kam_using_subcommand
    set -l cmd (__fish_kam_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c kam -n "__fish_kam_needs_command" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_needs_command" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_needs_command" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_needs_command" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_needs_command" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_needs_command" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_needs_command" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_needs_command" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_needs_command" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_needs_command" -s V -l version -d 'Print version'
complete -c kam -n "__fish_kam_needs_command" -f -a "add" -d 'Add an account'
complete -c kam -n "__fish_kam_needs_command" -f -a "agenda" -d 'Show whom to contact, why, and what to do'
complete -c kam -n "__fish_kam_needs_command" -f -a "assign" -d 'Give accounts an owner, or back to the pool'
complete -c kam -n "__fish_kam_needs_command" -f -a "backup" -d 'Back the store up into a file of its own, and check that file'
complete -c kam -n "__fish_kam_needs_command" -f -a "batch" -d 'List batches, their rows, and the rows that could not be used'
complete -c kam -n "__fish_kam_needs_command" -f -a "blame" -d 'Show which operation, and which row of which list, gave every field its value'
complete -c kam -n "__fish_kam_needs_command" -f -a "book" -d 'Agree on a contact with an account, or list what is agreed'
complete -c kam -n "__fish_kam_needs_command" -f -a "completions" -d 'Print the completions of a shell'
complete -c kam -n "__fish_kam_needs_command" -f -a "config" -d 'Show every setting, and where it comes from'
complete -c kam -n "__fish_kam_needs_command" -f -a "contact" -d 'Add, change and list contacts: the people at an account'
complete -c kam -n "__fish_kam_needs_command" -f -a "deal" -d 'Add, change and list deals: what an account may buy'
complete -c kam -n "__fish_kam_needs_command" -f -a "dedupe" -d 'Find accounts that are the same customer'
complete -c kam -n "__fish_kam_needs_command" -f -a "deliver" -d 'Record what was delivered of an order'
complete -c kam -n "__fish_kam_needs_command" -f -a "demo" -d 'Show what kam does, on lists of invented firms, in a store that is thrown away'
complete -c kam -n "__fish_kam_needs_command" -f -a "doctor" -d 'Look whether the store is well, and say what to do where it is not'
complete -c kam -n "__fish_kam_needs_command" -f -a "edit" -d 'Change fields of accounts'
complete -c kam -n "__fish_kam_needs_command" -f -a "export" -d 'Export records with every field, by id'
complete -c kam -n "__fish_kam_needs_command" -f -a "grade" -d 'Explain and write the grades that the rules propose'
complete -c kam -n "__fish_kam_needs_command" -f -a "help" -d 'Print a topic, or the help of a command'
complete -c kam -n "__fish_kam_needs_command" -f -a "history" -d 'Show what was done, the last operation first'
complete -c kam -n "__fish_kam_needs_command" -f -a "import" -d 'Take lists of prospects in'
complete -c kam -n "__fish_kam_needs_command" -f -a "init" -d 'Make a store'
complete -c kam -n "__fish_kam_needs_command" -f -a "inspect" -d 'Explain how a list would be read'
complete -c kam -n "__fish_kam_needs_command" -f -a "list" -d 'List accounts'
complete -c kam -n "__fish_kam_needs_command" -f -a "log" -d 'Record contacts, and attempts, with accounts'
complete -c kam -n "__fish_kam_needs_command" -f -a "lose" -d 'Record that deals were lost, or cannot be controlled any more, and why'
complete -c kam -n "__fish_kam_needs_command" -f -a "man" -d 'Print the man page of kam, or of a command'
complete -c kam -n "__fish_kam_needs_command" -f -a "merge" -d 'Make two accounts one: the first is kept, everything of the second follows'
complete -c kam -n "__fish_kam_needs_command" -f -a "order" -d 'Record an order of a deal, change one, or list those not delivered yet'
complete -c kam -n "__fish_kam_needs_command" -f -a "playbook" -d 'Show, check, compare and set the rules: grades, cadences, funnels, lists'
complete -c kam -n "__fish_kam_needs_command" -f -a "query" -d 'Ask the store in SQL'
complete -c kam -n "__fish_kam_needs_command" -f -a "redo" -d 'Do again what an undo took back'
complete -c kam -n "__fish_kam_needs_command" -f -a "report" -d 'Print figures: how deals go through the funnel, what lists and channels yield'
complete -c kam -n "__fish_kam_needs_command" -f -a "restore" -d 'Put a backup in the place of the store, or make a store of it elsewhere'
complete -c kam -n "__fish_kam_needs_command" -f -a "review" -d 'Decide on rows that may be customers we have'
complete -c kam -n "__fish_kam_needs_command" -f -a "schema" -d 'Print the JSON Schema of what a command prints with `-f json`'
complete -c kam -n "__fish_kam_needs_command" -f -a "shop" -d 'Add, change, list and import points of sale, and enter when they are closed'
complete -c kam -n "__fish_kam_needs_command" -f -a "show" -d 'Show the customer card of accounts'
complete -c kam -n "__fish_kam_needs_command" -f -a "skip" -d 'Skip items of the agenda, with a reason'
complete -c kam -n "__fish_kam_needs_command" -f -a "staff" -d 'Add, list and import staff, and enter their days off'
complete -c kam -n "__fish_kam_needs_command" -f -a "stage" -d 'Move a deal to another stage of its funnel, or say where it stands'
complete -c kam -n "__fish_kam_needs_command" -f -a "undo" -d 'Take operations back, any time later'
complete -c kam -n "__fish_kam_needs_command" -f -a "unmerge" -d 'Take a merger of two accounts back'
complete -c kam -n "__fish_kam_needs_command" -f -a "who" -d 'Say whose phone or name this is'
complete -c kam -n "__fish_kam_using_subcommand add" -l phone -d 'Telephone number in any spelling, of the contact where one is named; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l contact -d 'Person to talk to, with title perhaps: 张志强经理' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l title -d 'Title of that person' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l email -d 'E-mail address' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l city -d 'City; province and district follow from it and the address' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l address -d 'Address' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l industry -d 'Industry' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l channel -d 'Channel by which they reached us, by code or label of the playbook\'s list: D, 网站' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l credit-code -d 'Unified social credit code' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l kind -d 'organisation or person' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l owner -d 'Owner: staff by id or name, `me`, or `pool`' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l shop -d 'Shop, by id or name' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l parent -d 'Group or head office, by id or name' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l tag -d 'Label; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l note -d 'Note' -r
complete -c kam -n "__fish_kam_using_subcommand add" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand add" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand add" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand add" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand add" -l new -d 'Add it though it looks like one that we have, and remember that it is not'
complete -c kam -n "__fish_kam_using_subcommand add" -l explain -d 'Say of each field what was compared, how it compares and what it weighs'
complete -c kam -n "__fish_kam_using_subcommand add" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand add" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand add" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand add" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand add" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand agenda" -l day -d 'Day to plan for (default: today); one that is past as it was that evening, by what is recorded of it' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -l days -d 'Plan so many days from that day on: each item on the day it falls due' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -l why -d 'How the agenda came to what it says of one account, by id or name, and its items so far' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -l owner -d 'Whose agenda, by id or name' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -l team -d 'The agendas of a team' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand agenda" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand agenda" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand agenda" -l now -d 'Only new leads that nobody tried to answer yet, least time left first'
complete -c kam -n "__fish_kam_using_subcommand agenda" -l all -d 'Everybody\'s agenda, and what is due in the pool'
complete -c kam -n "__fish_kam_using_subcommand agenda" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand agenda" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand agenda" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand agenda" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand agenda" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand assign" -l to -d 'New owner: staff by id or name, `me`, or `pool`' -r
complete -c kam -n "__fish_kam_using_subcommand assign" -l where -d 'Assign every account that the filter selects instead' -r
complete -c kam -n "__fish_kam_using_subcommand assign" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand assign" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand assign" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand assign" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand assign" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand assign" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand assign" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand assign" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand assign" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand assign" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand assign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand backup" -l keep -d 'Delete older backups of this store but the newest of each of the last days, weeks and months that have one (7d,4w,12m), or the last so many (10)' -r
complete -c kam -n "__fish_kam_using_subcommand backup" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand backup" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand backup" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand backup" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand backup" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand backup" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand backup" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand backup" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand backup" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand backup" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand backup" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand backup" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand backup" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand backup" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand backup" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand backup" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand backup" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand batch; and not __fish_seen_subcommand_from list show rows rejects" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and not __fish_seen_subcommand_from list show rows rejects" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and not __fish_seen_subcommand_from list show rows rejects" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and not __fish_seen_subcommand_from list show rows rejects" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and not __fish_seen_subcommand_from list show rows rejects" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and not __fish_seen_subcommand_from list show rows rejects" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and not __fish_seen_subcommand_from list show rows rejects" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand batch; and not __fish_seen_subcommand_from list show rows rejects" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand batch; and not __fish_seen_subcommand_from list show rows rejects" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand batch; and not __fish_seen_subcommand_from list show rows rejects" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand batch; and not __fish_seen_subcommand_from list show rows rejects" -f -a "list" -d 'List batches: the source ledger'
complete -c kam -n "__fish_kam_using_subcommand batch; and not __fish_seen_subcommand_from list show rows rejects" -f -a "show" -d 'Show one batch'
complete -c kam -n "__fish_kam_using_subcommand batch; and not __fish_seen_subcommand_from list show rows rejects" -f -a "rows" -d 'List the rows of a batch, each with what became of it and why'
complete -c kam -n "__fish_kam_using_subcommand batch; and not __fish_seen_subcommand_from list show rows rejects" -f -a "rejects" -d 'Write the rejected rows to a file that can be corrected and imported'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l outcome -d 'Only rows that ended so: added, merged, unchanged, held, rejected' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l warnings -d 'The cells that could not be read, instead of the rows; with `--outcome rejected` every reason why rows were not used'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rows" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rejects" -s o -l output -d 'Write to FILE, wholly or not at all; a workbook where its name ends in .xlsx' -r -F
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rejects" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rejects" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rejects" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rejects" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rejects" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rejects" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rejects" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rejects" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rejects" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand batch; and __fish_seen_subcommand_from rejects" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand blame" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand blame" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand blame" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand blame" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand blame" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand blame" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand blame" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand blame" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand blame" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand blame" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand blame" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand blame" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand blame" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand blame" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand blame" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand blame" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand blame" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand book" -l account -d 'Account, by id or name' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l on -d 'Day agreed' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l time -d 'Time of day agreed' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l kind -d 'How: call 电话, visit 拜访, showroom 到店, test-drive 试驾 and the other kinds of touch' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l deal -d 'Deal it is about (default: the only open one)' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l contact -d 'Person it is with, by id or name' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l by -d 'Who of us, by id or name (default: the owner of the account, else who acts)' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l purpose -d 'What for' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l instead -d 'Open appointment whose place it takes' -r
complete -c kam -n "__fish_kam_using_subcommand book" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand book" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand book" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand book" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand book" -l deadline -d 'It may not be skipped'
complete -c kam -n "__fish_kam_using_subcommand book" -l all -d 'List everybody\'s appointments'
complete -c kam -n "__fish_kam_using_subcommand book" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand book" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand book" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand book" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand book" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand book" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand completions" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand completions" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand completions" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand completions" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand completions" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand completions" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand completions" -l dynamic -d 'Complete ids and names too, by asking kam; read the script anew with every kam'
complete -c kam -n "__fish_kam_using_subcommand completions" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand completions" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand completions" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand config" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand config" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand config" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand config" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand config" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand config" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand config" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand config" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand config" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand config" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand config" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand config" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand config" -l example -d 'Print a file to begin with, every key explained'
complete -c kam -n "__fish_kam_using_subcommand config" -l path -d 'Print where the file is, or would be'
complete -c kam -n "__fish_kam_using_subcommand config" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand config" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand config" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand config" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand contact; and not __fish_seen_subcommand_from add edit list" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and not __fish_seen_subcommand_from add edit list" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and not __fish_seen_subcommand_from add edit list" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and not __fish_seen_subcommand_from add edit list" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and not __fish_seen_subcommand_from add edit list" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and not __fish_seen_subcommand_from add edit list" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and not __fish_seen_subcommand_from add edit list" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand contact; and not __fish_seen_subcommand_from add edit list" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand contact; and not __fish_seen_subcommand_from add edit list" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand contact; and not __fish_seen_subcommand_from add edit list" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand contact; and not __fish_seen_subcommand_from add edit list" -f -a "add" -d 'Add a contact to an account'
complete -c kam -n "__fish_kam_using_subcommand contact; and not __fish_seen_subcommand_from add edit list" -f -a "edit" -d 'Change a contact; an empty value clears'
complete -c kam -n "__fish_kam_using_subcommand contact; and not __fish_seen_subcommand_from add edit list" -f -a "list" -d 'List the contacts of accounts'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l title -d 'Title or form of address' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l department -d 'Department' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l phone -d 'Telephone number in any spelling; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l email -d 'E-mail address' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l role -d 'Part they play when their organisation buys: gatekeeper, purchaser, user, influencer, recommender, decision-maker, approver; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l best-time -d 'When they are best called: 上午, after 4 p.m' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l note -d 'Free text' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l name -d 'Name' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l title -d 'Title or form of address' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l department -d 'Department' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l phone -d 'Telephone number in any spelling; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l email -d 'E-mail address' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l role -d 'Part they play when their organisation buys: gatekeeper, purchaser, user, influencer, recommender, decision-maker, approver; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l best-time -d 'When they are best called: 上午, after 4 p.m' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l note -d 'Free text' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand contact; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand deal; and not __fish_seen_subcommand_from add edit list" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and not __fish_seen_subcommand_from add edit list" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and not __fish_seen_subcommand_from add edit list" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and not __fish_seen_subcommand_from add edit list" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and not __fish_seen_subcommand_from add edit list" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and not __fish_seen_subcommand_from add edit list" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and not __fish_seen_subcommand_from add edit list" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand deal; and not __fish_seen_subcommand_from add edit list" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand deal; and not __fish_seen_subcommand_from add edit list" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand deal; and not __fish_seen_subcommand_from add edit list" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand deal; and not __fish_seen_subcommand_from add edit list" -f -a "add" -d 'Open a deal at the first stage of its funnel, not graded yet'
complete -c kam -n "__fish_kam_using_subcommand deal; and not __fish_seen_subcommand_from add edit list" -f -a "edit" -d 'Change a deal; an empty value clears'
complete -c kam -n "__fish_kam_using_subcommand deal; and not __fish_seen_subcommand_from add edit list" -f -a "list" -d 'List deals'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l model -d 'Model or product' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l version -d 'Type, version, trim' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l colour -d 'Colour' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l quantity -d 'Number of vehicles or pieces' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l budget -d 'Budget for all of it: 250000 or 25万' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l expected -d 'Day on which they expect to buy: 2026-03-16, +2w, 月底' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l payment -d 'Form of payment, of the playbook\'s list: cash, instalment, lease' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l delivery -d 'Day on which they want it delivered' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l instalment -d 'How far instalments have got: discussing, in-progress' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l trade-in -d 'What becomes of their old vehicle: asks-help, in-progress' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l origin -d 'How the deal arose: new, replacement, additional, referred' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l confidence -d 'Whether they trust us and the brand: yes, no, unknown' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l need -d 'Whether they need it: yes, no, unknown' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l power -d 'Whether they can pay: yes, no, unknown' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l sign -d 'Sign that no field shows, such as deposit-received; may be given again, and adds' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l needs -d 'What they need, by aspect: who=车队, what, when, where, why, how, how-much; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l cycle -d 'Where they stand in the buying cycle, of the playbook\'s list: no-need, aware, wants' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l entry-point -d 'Where in the buyer\'s procedure we came in: entry-a, entry-b, entry-c, entry-d' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l first-contact -d 'When we were first there: before-approval, before-tender, after-tender' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l opened -d 'Day on which it was opened (default: the day on which it is entered)' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l received -d 'When the lead came in: 2026-03-01 09:30 there, with +08:00 or Z elsewhere, 9:30 today' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l preset -d 'Funnel it moves through (default: by kind of account)' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l note -d 'Free text' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l lead -d 'It is a new lead: the clock of the first response runs from now, or from `--received`'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l model -d 'Model or product' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l version -d 'Type, version, trim' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l colour -d 'Colour' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l quantity -d 'Number of vehicles or pieces' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l budget -d 'Budget for all of it: 250000 or 25万' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l expected -d 'Day on which they expect to buy: 2026-03-16, +2w, 月底' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l payment -d 'Form of payment, of the playbook\'s list: cash, instalment, lease' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l delivery -d 'Day on which they want it delivered' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l instalment -d 'How far instalments have got: discussing, in-progress' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l trade-in -d 'What becomes of their old vehicle: asks-help, in-progress' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l origin -d 'How the deal arose: new, replacement, additional, referred' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l confidence -d 'Whether they trust us and the brand: yes, no, unknown' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l need -d 'Whether they need it: yes, no, unknown' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l power -d 'Whether they can pay: yes, no, unknown' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l sign -d 'Sign that no field shows, such as deposit-received; may be given again, and adds' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l needs -d 'What they need, by aspect: who=车队, what, when, where, why, how, how-much; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l cycle -d 'Where they stand in the buying cycle, of the playbook\'s list: no-need, aware, wants' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l entry-point -d 'Where in the buyer\'s procedure we came in: entry-a, entry-b, entry-c, entry-d' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l first-contact -d 'When we were first there: before-approval, before-tender, after-tender' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l opened -d 'Day on which it was opened (default: the day on which it is entered)' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l received -d 'When the lead came in: 2026-03-01 09:30 there, with +08:00 or Z elsewhere, 9:30 today' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l preset -d 'Funnel it moves through (default: by kind of account)' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l note -d 'Free text' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l closed -d 'Only deals that are closed: won, lost or ended otherwise'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l all -d 'Closed deals too'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand deal; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l merge -d 'Make accounts one that are surely the same'
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l explain -d 'Say of each field what was compared, how it compares and what it weighs'
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l dry-run -d 'Report what merging would do, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand dedupe; and not __fish_seen_subcommand_from separate" -f -a "separate" -d 'Remember that two accounts are two customers'
complete -c kam -n "__fish_kam_using_subcommand dedupe; and __fish_seen_subcommand_from separate" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and __fish_seen_subcommand_from separate" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and __fish_seen_subcommand_from separate" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and __fish_seen_subcommand_from separate" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and __fish_seen_subcommand_from separate" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and __fish_seen_subcommand_from separate" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand dedupe; and __fish_seen_subcommand_from separate" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand dedupe; and __fish_seen_subcommand_from separate" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand dedupe; and __fish_seen_subcommand_from separate" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand dedupe; and __fish_seen_subcommand_from separate" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand dedupe; and __fish_seen_subcommand_from separate" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand deliver" -l line -d 'Line by id, or by the model where one open line alone has it' -r
complete -c kam -n "__fish_kam_using_subcommand deliver" -l quantity -d 'Number of pieces (default: all that are open)' -r
complete -c kam -n "__fish_kam_using_subcommand deliver" -l vin -d 'Vehicle identification number of a piece; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand deliver" -l plate -d 'Number plate of a piece, in the order of the VINs; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand deliver" -l reason -d 'Why it will not be delivered, or stages are left out' -r
complete -c kam -n "__fish_kam_using_subcommand deliver" -l on -d 'Day of the delivery (default: today)' -r
complete -c kam -n "__fish_kam_using_subcommand deliver" -l note -d 'Free text' -r
complete -c kam -n "__fish_kam_using_subcommand deliver" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand deliver" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand deliver" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand deliver" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand deliver" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand deliver" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand deliver" -l close-short -d 'Close what is meant short: it will not be delivered'
complete -c kam -n "__fish_kam_using_subcommand deliver" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand deliver" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand deliver" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand deliver" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand deliver" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand demo" -l keep -d 'Keep the lists and the store in this new folder, to go on from there' -r -F
complete -c kam -n "__fish_kam_using_subcommand demo" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand demo" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand demo" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand demo" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand demo" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand demo" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand demo" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand demo" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand demo" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand demo" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand doctor" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand doctor" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand doctor" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand doctor" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand doctor" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand doctor" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand doctor" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand doctor" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand doctor" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand doctor" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand doctor" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand doctor" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand doctor" -l quick -d 'Look at the file less closely: do not compare indexes with their tables'
complete -c kam -n "__fish_kam_using_subcommand doctor" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand doctor" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand doctor" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand doctor" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand edit" -l name -d 'Name; of one account only' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l contact -d 'Person to talk to, with title perhaps: 张志强经理' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l title -d 'Title of that person' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l email -d 'E-mail address' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l city -d 'City; province and district follow from it and the address' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l address -d 'Address' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l industry -d 'Industry' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l channel -d 'Channel by which they reached us, by code or label of the playbook\'s list: D, 网站' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l credit-code -d 'Unified social credit code' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l kind -d 'organisation or person' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l owner -d 'Owner: staff by id or name, `me`, or `pool`' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l shop -d 'Shop, by id or name' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l parent -d 'Group or head office, by id or name' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l tag -d 'Label; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l note -d 'Note' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l add-phone -d 'Telephone number to add, of the contact where one is named; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l drop-phone -d 'Telephone number to take away; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l add-tag -d 'Label to add; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l drop-tag -d 'Label to take away; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand edit" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand edit" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand edit" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand edit" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand export" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand export" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand export" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand export" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand export" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand export" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand export" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand export" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand export" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand export" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand export" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand export" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand export" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand export" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand export" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand export" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l explain -d 'Say which rule decides, with its arithmetic, and what would raise the grade'
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l flagged -d 'Grades alone that a person has to look at'
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l all -d 'Write the proposed grade of every open deal that no person graded'
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand grade; and not __fish_seen_subcommand_from set" -a "set" -d 'Give deals a grade by hand, for a reason such as local habits'
complete -c kam -n "__fish_kam_using_subcommand grade; and __fish_seen_subcommand_from set" -l reason -d 'Why' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and __fish_seen_subcommand_from set" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and __fish_seen_subcommand_from set" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and __fish_seen_subcommand_from set" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and __fish_seen_subcommand_from set" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and __fish_seen_subcommand_from set" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and __fish_seen_subcommand_from set" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand grade; and __fish_seen_subcommand_from set" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand grade; and __fish_seen_subcommand_from set" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand grade; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand grade; and __fish_seen_subcommand_from set" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand grade; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand help" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand help" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand help" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand help" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand help" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand help" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand help" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand help" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand help" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand history" -l by -d 'Only operations of this person: staff by id or name, or an actor\'s name' -r
complete -c kam -n "__fish_kam_using_subcommand history" -l command -d 'Only operations whose command line holds this text' -r
complete -c kam -n "__fish_kam_using_subcommand history" -l since -d 'Only operations of this day or later' -r
complete -c kam -n "__fish_kam_using_subcommand history" -l until -d 'Only operations of this day or earlier' -r
complete -c kam -n "__fish_kam_using_subcommand history" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand history" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand history" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand history" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand history" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand history" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand history" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand history" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand history" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand history" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand history" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand history" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand history" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand history" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand history" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand history" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand import" -l source -d 'Kind of list, with a name of its own after a colon where there are several' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l fixes -d 'The file has rejected rows of this batch, corrected: list, columns and all else as it had' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l asked -d 'Who was asked for it' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l collected -d 'Day on which it was collected (default: the one that a sheet is named after)' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l owner -d 'Owner of new accounts (default: the pool)' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l shop -d 'Shop of new accounts (default: the only one)' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l encoding -d 'Encoding of the text (default: found among utf-8, gb18030, big5 and utf-16; another, such as windows-1252 or euc-kr, has to be named)' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l delimiter -d 'What stands between cells: a sign, or tab (default: found among , tab ;)' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l header-line -d 'Line of the header, from 1; 0 where there is none and columns are #1, #2 … (default: found)' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l sheet -d 'Sheet of a workbook, by its name or number (default: the only one with rows, or all that have the same header)' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l date-order -d 'What comes first in dates such as 3/8/97: ymd, mdy or dmy (default: proved by the column)' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l map -d 'Column, by header or as #3, and the field it holds; `extra` keeps it as it is. May be given again' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l key -d 'Column that identifies rows in their source; a known row is updated' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l rules -d 'Rules file: how such lists are read, as `inspect --write-rules` drafts it; flags win over it' -r -F
complete -c kam -n "__fish_kam_using_subcommand import" -l fail-on -d 'End with exit code 1 where rows are held, or rejected, or never' -r -f -a "held\t''
rejected\t''
none\t''"
complete -c kam -n "__fish_kam_using_subcommand import" -l plan -d 'Import nothing, and write to PLAN what would become of every row: JSON, one object a line' -r -F
complete -c kam -n "__fish_kam_using_subcommand import" -l apply -d 'Do what a plan says, as it is or edited; rows that are no more in it are left out. `-` is standard input' -r -F
complete -c kam -n "__fish_kam_using_subcommand import" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand import" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand import" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand import" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand import" -l strict -d 'Refuse the whole list where a row is rejected'
complete -c kam -n "__fish_kam_using_subcommand import" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand import" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand import" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand import" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand import" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand init" -l time-zone -d 'Time zone that business days are counted in (default: the machine\'s)' -r
complete -c kam -n "__fish_kam_using_subcommand init" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand init" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand init" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand init" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand init" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand init" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand init" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand init" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand init" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand inspect" -l source -d 'Kind of list (default: business-directory)' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l write-rules -d 'Draft a rules file for lists like this one; `-` prints it instead' -r -F
complete -c kam -n "__fish_kam_using_subcommand inspect" -l encoding -d 'Encoding of the text (default: found among utf-8, gb18030, big5 and utf-16; another, such as windows-1252 or euc-kr, has to be named)' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l delimiter -d 'What stands between cells: a sign, or tab (default: found among , tab ;)' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l header-line -d 'Line of the header, from 1; 0 where there is none and columns are #1, #2 … (default: found)' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l sheet -d 'Sheet of a workbook, by its name or number (default: the only one with rows, or all that have the same header)' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l date-order -d 'What comes first in dates such as 3/8/97: ymd, mdy or dmy (default: proved by the column)' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l map -d 'Column, by header or as #3, and the field it holds; `extra` keeps it as it is. May be given again' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l key -d 'Column that identifies rows in their source; a known row is updated' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l rules -d 'Rules file: how such lists are read, as `inspect --write-rules` drafts it; flags win over it' -r -F
complete -c kam -n "__fish_kam_using_subcommand inspect" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand inspect" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand inspect" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand inspect" -l all -d 'Print every problem, not only the first of each kind'
complete -c kam -n "__fish_kam_using_subcommand inspect" -l force -d 'Replace the rules file where it is there already'
complete -c kam -n "__fish_kam_using_subcommand inspect" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand inspect" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand inspect" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand inspect" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand inspect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand list" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand list" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand list" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand list" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand list" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand list" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand list" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand list" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand list" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand list" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand list" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand list" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand list" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand list" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand list" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand list" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand log" -l account -d 'Account, by id or name' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l kind -d 'How: call 电话, message 短信, visit 拜访, showroom 到店, test-drive 试驾, letter 信函, event 活动, care 关怀, survey 调查' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l result -d 'What came of it: reached 接通, no-answer 未接, wrong-number 错号, refused 拒绝, sent 已发送' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l note -d 'What was said' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l deal -d 'Deal it was about (default: the only open one)' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l contact -d 'Person it was with, by id or name' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l by -d 'Who of us it was, by id or name (default: who acts)' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l at -d 'When it happened: 2026-03-01 09:30 there, with +08:00 or Z elsewhere, 9:30 today (default: now)' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l on -d 'Day on which it happened (default: today)' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l grade -d 'Grade to give the deal: O, H, A, B, C or -' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l next -d 'Day agreed for the next contact' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l time -d 'Time of day agreed for it' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l quote -d 'Price quoted for all of the deal: 250000 or 25万' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l for -d 'Appointment that it keeps, and no other; a deadline too' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand log" -l deadline -d 'The next contact may not be skipped'
complete -c kam -n "__fish_kam_using_subcommand log" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand log" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand log" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand log" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand log" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand lose" -l cause -d 'Why, of the playbook\'s list: competitor, price, stock, product, service, relation, finance, no-decision, bought-used, moved-away, unreachable, other (with a note)' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l state -d 'What the deals become: lost 战败, out-of-control 失控' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l brand -d 'Brand that they bought instead' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l model -d 'Model that they bought instead' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l price-gap -d 'How much dearer we were: 20000 or 2万; below 0 where we were cheaper' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l did -d 'What we did' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l learned -d 'What we learn of it' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l revisit -d 'Day on which to ask them again' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l winnable -d 'Whether they can be won back: yes, no, unknown' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l note -d 'Free text' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l on -d 'Day of the loss (default: today)' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand lose" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand lose" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand lose" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand lose" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand lose" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand man" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand man" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand man" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand man" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand man" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand man" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand man" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand man" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand man" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand man" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand merge" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand merge" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand merge" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand merge" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand merge" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand merge" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand merge" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand merge" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand merge" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand merge" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand order" -l line -d 'What is ordered, as \'MODEL VERSION:COLOUR:QUANTITY@PRICE\' with the price of one; version, colour and price may be left out, the quantity is then 1; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l number -d 'Its number on paper' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l deposit -d 'Deposit received: 50000 or 5万; a promise is none' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l payment -d 'Form of payment, of the playbook\'s list: cash, instalment, lease (default: the deal\'s)' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l promised -d 'Day on which delivery is promised' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l signed -d 'Day on which the contract was signed (alone: today)' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l paid -d 'Day on which it was paid in full (alone: today)' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l note -d 'Free text' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l on -d 'Day on which it was placed (default: today)' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l reason -d 'Why stages are left out' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l doing -d 'What is being done now' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l planned -d 'What is being prepared' -r
complete -c kam -n "__fish_kam_using_subcommand order" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand order" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand order" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand order" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand order" -l price-from-budget -d 'Take the price of one from the deal\'s budget, divided by its quantity'
complete -c kam -n "__fish_kam_using_subcommand order" -l another -d 'Record one more, though one of the deal is still to be delivered'
complete -c kam -n "__fish_kam_using_subcommand order" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand order" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand order" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand order" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand order" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand order" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -f -a "show" -d 'Print the rules in force, as TOML'
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -f -a "check" -d 'Check a file of rules, and name every problem'
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -f -a "set" -d 'Put a file of rules in force, as a new version'
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -f -a "diff" -d 'Say which keys two sets of rules have differently'
complete -c kam -n "__fish_kam_using_subcommand playbook; and not __fish_seen_subcommand_from show check set diff list" -f -a "list" -d 'List the versions of the rules, that in force first'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from show" -l version -d 'Print this version' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from show" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from show" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from show" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from show" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from show" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from show" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from show" -l shipped -d 'Print the rules that kam is shipped with; needs no store'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from show" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from show" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from check" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from check" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from check" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from check" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from check" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from check" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from check" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from check" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from set" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from set" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from set" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from set" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from set" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from set" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from set" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from set" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from set" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand playbook; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand query" -l timeout -d 'Give up after so many seconds' -r
complete -c kam -n "__fish_kam_using_subcommand query" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand query" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand query" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand query" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand query" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand query" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand query" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand query" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand query" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand query" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand query" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand query" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand query" -l schema -d 'List tables and columns with their meaning; needs no store'
complete -c kam -n "__fish_kam_using_subcommand query" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand query" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand query" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand query" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand query" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand redo" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand redo" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand redo" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand redo" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand redo" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand redo" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand redo" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand redo" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand redo" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand redo" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand redo" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand redo" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand redo" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand redo" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand redo" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand redo" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand redo" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand redo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand report; and not __fish_seen_subcommand_from funnel sources" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and not __fish_seen_subcommand_from funnel sources" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and not __fish_seen_subcommand_from funnel sources" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and not __fish_seen_subcommand_from funnel sources" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and not __fish_seen_subcommand_from funnel sources" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and not __fish_seen_subcommand_from funnel sources" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and not __fish_seen_subcommand_from funnel sources" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand report; and not __fish_seen_subcommand_from funnel sources" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand report; and not __fish_seen_subcommand_from funnel sources" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand report; and not __fish_seen_subcommand_from funnel sources" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand report; and not __fish_seen_subcommand_from funnel sources" -f -a "funnel" -d 'Show how deals went through each funnel in a period, and where they get stuck'
complete -c kam -n "__fish_kam_using_subcommand report; and not __fish_seen_subcommand_from funnel sources" -f -a "sources" -d 'Show the source ledger, and what lists, channels and quadrants yield'
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l from -d 'First day (default: so that the playbook\'s days end with the last one)' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l to -d 'Last day (default: today)' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l preset -d 'Only this funnel, by key or name' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l by -d 'Divide the figures by this' -r -f -a "shop\t'Shop of the deal'
owner\t'Owner of the account'
channel\t'Channel of the account'
industry\t'Industry of the account'
model\t'Model of the deal'"
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l rows -d 'What the rows are' -r -f -a "stages\t'Stages: entered, left, conversion, days'
overall\t'Funnels as a whole: opened, won, lost'
levers\t'What more new deals, fewer days or a better win rate would give'
ageing\t'Open deals that stand in their stage for longer than nine in ten did'"
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from funnel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l by -d 'What the rows are' -r -f -a "source\t'Lists, planned ones too'
channel\t'Channels, against their targets'
quadrant\t'Whether customers come by themselves or are sought, in a short or a long relation'"
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l from -d 'First day (default: so that the playbook\'s days end with the last one)' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l to -d 'Last day (default: today)' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand report; and __fish_seen_subcommand_from sources" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand restore" -l to -d 'Make the store here (default: in the place of the store)' -r -F
complete -c kam -n "__fish_kam_using_subcommand restore" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand restore" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand restore" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand restore" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand restore" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand restore" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand restore" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand restore" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand restore" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand restore" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand restore" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand restore" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand restore" -l yes -d 'Replace the store that is there'
complete -c kam -n "__fish_kam_using_subcommand restore" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand restore" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand restore" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand restore" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand restore" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l accept-all -d 'Accept every group that this fits: `score>=0.9`, of 100 or as a share, or with words of a filter of the candidate' -r
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l separate-all -d 'Separate every group that this fits' -r
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l explain -d 'Say of each field what was compared, how it compares and what it weighs'
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l dry-run -d 'Report what accepting or separating all would do, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -a "list" -d 'List the groups that wait for a decision'
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -a "accept" -d 'They are the candidate: give the rows to that account'
complete -c kam -n "__fish_kam_using_subcommand review; and not __fish_seen_subcommand_from list accept separate" -a "separate" -d 'They are somebody else: make an account of the rows, or add them to the one they surely are'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -l explain -d 'Say of each field what was compared, how it compares and what it weighs'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from accept" -l to -d 'The account, by id or name (default: the candidate)' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from accept" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from accept" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from accept" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from accept" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from accept" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from accept" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from accept" -l row -d 'Only the rows named, not the whole groups that they stand in'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from accept" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from accept" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from accept" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from accept" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from accept" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from separate" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from separate" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from separate" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from separate" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from separate" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from separate" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from separate" -l row -d 'Only the rows named, not the whole groups that they stand in'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from separate" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from separate" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from separate" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from separate" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand review; and __fish_seen_subcommand_from separate" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand schema" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand schema" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand schema" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand schema" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand schema" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand schema" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand schema" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand schema" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand schema" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand schema" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand schema" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand schema" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand schema" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand schema" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand schema" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand schema" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -f -a "add" -d 'Add a point of sale'
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -f -a "import" -d 'Add the shops of a table, and fill in what is missing of those that are known'
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -f -a "list" -d 'List points of sale'
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -f -a "edit" -d 'Change a point of sale; an empty value clears'
complete -c kam -n "__fish_kam_using_subcommand shop; and not __fish_seen_subcommand_from add import list edit closed" -f -a "closed" -d 'Enter days on which a shop is closed; without days, list those entered'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -l brand -d 'Brand it sells' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -l city -d 'City it stands in' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -l calendar -d 'Days it is open: dealer (every day) or office (working days)' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -l opens -d 'When it opens, HH:MM (default: as the playbook says)' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -l closes -d 'When it closes, HH:MM (default: as the playbook says)' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -l encoding -d 'Encoding of the text (default: found among utf-8, gb18030, big5 and utf-16; another, such as windows-1252 or euc-kr, has to be named)' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -l delimiter -d 'What stands between cells: a sign, or tab (default: found among , tab ;)' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -l header-line -d 'Line of the header, from 1; 0 where there is none and columns are #1, #2 … (default: found)' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -l sheet -d 'Sheet of a workbook, by its name or number (default: the only one with rows, or all that have the same header)' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -l date-order -d 'What comes first in dates such as 3/8/97: ymd, mdy or dmy (default: proved by the column)' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -l brand -d 'Brand it sells' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -l city -d 'City it stands in' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -l calendar -d 'Days it is open: dealer (every day) or office (working days)' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -l opens -d 'When it opens, HH:MM (default: as the playbook says)' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -l closes -d 'When it closes, HH:MM (default: as the playbook says)' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l note -d 'Why' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l remove -d 'Take an entry back, such as F3' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand shop; and __fish_seen_subcommand_from closed" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand show" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand show" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand show" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand show" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand show" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand show" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand show" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand show" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand show" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand show" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand show" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand show" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand show" -l provenance -d 'Say of every field which operation and which rows of lists gave it'
complete -c kam -n "__fish_kam_using_subcommand show" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand show" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand show" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand show" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand skip" -l reason -d 'Why' -r
complete -c kam -n "__fish_kam_using_subcommand skip" -l until -d 'Day on which it comes back (default: after the cadence of the grade)' -r
complete -c kam -n "__fish_kam_using_subcommand skip" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand skip" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand skip" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand skip" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand skip" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand skip" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand skip" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand skip" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand skip" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand skip" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand skip" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand staff; and not __fish_seen_subcommand_from add import list off" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and not __fish_seen_subcommand_from add import list off" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and not __fish_seen_subcommand_from add import list off" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and not __fish_seen_subcommand_from add import list off" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and not __fish_seen_subcommand_from add import list off" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and not __fish_seen_subcommand_from add import list off" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and not __fish_seen_subcommand_from add import list off" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand staff; and not __fish_seen_subcommand_from add import list off" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand staff; and not __fish_seen_subcommand_from add import list off" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand staff; and not __fish_seen_subcommand_from add import list off" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand staff; and not __fish_seen_subcommand_from add import list off" -f -a "add" -d 'Add a person'
complete -c kam -n "__fish_kam_using_subcommand staff; and not __fish_seen_subcommand_from add import list off" -f -a "import" -d 'Add the people of a table, and fill in what is missing of those who are known'
complete -c kam -n "__fish_kam_using_subcommand staff; and not __fish_seen_subcommand_from add import list off" -f -a "list" -d 'List people'
complete -c kam -n "__fish_kam_using_subcommand staff; and not __fish_seen_subcommand_from add import list off" -f -a "off" -d 'Enter days on which a person is away; without days, list those entered'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l alias -d 'Other name they go by; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l login -d 'Name they log in with' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l shop -d 'Shop they work in, by id or name' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l team -d 'Team' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l role -d 'What they do; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l hired -d 'First day with us' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -l encoding -d 'Encoding of the text (default: found among utf-8, gb18030, big5 and utf-16; another, such as windows-1252 or euc-kr, has to be named)' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -l delimiter -d 'What stands between cells: a sign, or tab (default: found among , tab ;)' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -l header-line -d 'Line of the header, from 1; 0 where there is none and columns are #1, #2 … (default: found)' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -l sheet -d 'Sheet of a workbook, by its name or number (default: the only one with rows, or all that have the same header)' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -l date-order -d 'What comes first in dates such as 3/8/97: ymd, mdy or dmy (default: proved by the column)' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l stand-in -d 'Who does what falls due meanwhile, by id or name' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l note -d 'Why' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l remove -d 'Take an entry back, such as F3' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand staff; and __fish_seen_subcommand_from off" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand stage" -l finished -d 'Which step was just finished' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l evidence -d 'Evidence for the step; against the stage left where it leads back' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l source -d 'Where the evidence comes from: document, seen, customer, coach' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l item -d 'What is known of the stage left, as budget-known=125万: an amount, a day, a person or words, by what it is; may be given again' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l reason -d 'Why stages are left out, what is not known does not matter, or a closed deal is opened again' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l doing -d 'What is being done now' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l planned -d 'What is being prepared' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l on -d 'Day of the step (default: today)' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand stage" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand stage" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand stage" -l reopen -d 'Open a closed deal again'
complete -c kam -n "__fish_kam_using_subcommand stage" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand stage" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand stage" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand stage" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand stage" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand stage" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand undo" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand undo" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand undo" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand undo" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand undo" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand undo" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand undo" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand undo" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand undo" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand undo" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand undo" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand undo" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand undo" -l by-field -d 'Of records that were changed since, take back the fields that nobody changed since'
complete -c kam -n "__fish_kam_using_subcommand undo" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand undo" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand undo" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand undo" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand undo" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand unmerge" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand unmerge" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand unmerge" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand unmerge" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand unmerge" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand unmerge" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand unmerge" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand unmerge" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand unmerge" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand unmerge" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand unmerge" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand unmerge" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand unmerge" -l dry-run -d 'Report what would be done, and do nothing'
complete -c kam -n "__fish_kam_using_subcommand unmerge" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand unmerge" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand unmerge" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand unmerge" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand unmerge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kam -n "__fish_kam_using_subcommand who" -s f -l format -d 'Form of the rows: table, csv, tsv, json, ndjson, md, ids' -r
complete -c kam -n "__fish_kam_using_subcommand who" -s o -l output -d 'Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook' -r -F
complete -c kam -n "__fish_kam_using_subcommand who" -l columns -d 'Columns to print, by key and in this order' -r
complete -c kam -n "__fish_kam_using_subcommand who" -l sort -d 'Order of the rows: columns by key, `-` before one whose greatest value comes first' -r
complete -c kam -n "__fish_kam_using_subcommand who" -l limit -d 'Rows at most; 0 shows all' -r
complete -c kam -n "__fish_kam_using_subcommand who" -l for -d 'Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)' -r -f -a "data\t''
spreadsheet\t''"
complete -c kam -n "__fish_kam_using_subcommand who" -l db -d 'Store: a file, or postgres://… [env: KAM_DB]' -r
complete -c kam -n "__fish_kam_using_subcommand who" -l as -d 'Act as this member of staff [env: KAM_USER]' -r
complete -c kam -n "__fish_kam_using_subcommand who" -l today -d 'Pretend it is this day, or this instant [env: KAM_TODAY]' -r
complete -c kam -n "__fish_kam_using_subcommand who" -l lang -d 'Language of labels and messages: en or zh-CN [env: KAM_LANG]' -r
complete -c kam -n "__fish_kam_using_subcommand who" -l config -d 'Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]' -r
complete -c kam -n "__fish_kam_using_subcommand who" -l context -d 'Filter of the configuration file that is on, or none [env: KAM_CONTEXT]' -r
complete -c kam -n "__fish_kam_using_subcommand who" -l explain -d 'Say of each field what was compared, how it compares and what it weighs'
complete -c kam -n "__fish_kam_using_subcommand who" -l no-header -d 'Leave the names of the columns out'
complete -c kam -n "__fish_kam_using_subcommand who" -l allow-network-fs -d 'Open a store on a network file system, with a rollback journal'
complete -c kam -n "__fish_kam_using_subcommand who" -s q -l quiet -d 'Print results, warnings and errors only'
complete -c kam -n "__fish_kam_using_subcommand who" -l show-values -d 'Show phones and e-mail addresses in warnings unmasked'
complete -c kam -n "__fish_kam_using_subcommand who" -s h -l help -d 'Print help (see more with \'--help\')'
