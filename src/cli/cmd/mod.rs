//! The commands, one file each, and the list of them.

mod add;
mod agenda;
mod backup;
mod assign;
mod batch;
mod blame;
mod book;
mod completions;
mod config;
mod contact;
mod deal;
mod dedupe;
mod deliver;
mod demo;
mod doctor;
mod edit;
mod export;
mod grade;
mod help;
mod history;
mod import;
mod init;
mod inspect;
mod list;
mod log;
mod lose;
mod man;
mod merge;
mod order;
mod playbook;
mod query;
mod redo;
mod report;
mod restore;
mod review;
mod schema;
mod shop;
mod show;
mod skip;
mod staff;
mod stage;
mod undo;
mod unmerge;
mod who;

use super::context::Ctx;
use super::error::CliResult;

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident($args:ty) = $run:path;)*) => {
        /// What can be done.
        #[derive(clap::Subcommand, Debug)]
        pub(super) enum Command { $($(#[$doc])* $name($args),)* }

        impl Command {
            /// Adds the commands whose names are among `words`: no line of words can ask for
            /// another.
            pub(super) fn define_named(
                mut kam: clap::Command,
                words: &[std::ffi::OsString],
            ) -> clap::Command {
                $(
                    let name = stringify!($name);
                    if words.iter().any(|word| word.eq_ignore_ascii_case(name)) {
                        let command = clap::Command::new(name.to_ascii_lowercase());
                        kam = kam.subcommand(<$args as clap::Args>::augment_args(command));
                    }
                )*
                kam
            }

            /// Adds every command, by name alone.
            pub(super) fn define_names(kam: clap::Command) -> clap::Command {
                let names = [$(stringify!($name).to_ascii_lowercase()),*];
                kam.subcommands(names.map(clap::Command::new))
            }

            /// Runs the command.
            pub(super) fn run(self, ctx: &mut Ctx<'_>) -> CliResult {
                match self { $(Self::$name(args) => $run(ctx, &args),)* }
            }
        }
    };
}

/// Alone, `kam` is my agenda for today.
impl Default for Command {
    fn default() -> Self {
        Self::Agenda(agenda::AgendaArgs::default())
    }
}

commands! {
    Add(add::AddArgs) = add::run;
    Agenda(agenda::AgendaArgs) = agenda::run;
    Assign(assign::AssignArgs) = assign::run;
    Backup(backup::BackupArgs) = backup::run;
    Batch(batch::BatchArgs) = batch::run;
    Blame(blame::BlameArgs) = blame::run;
    Book(book::BookArgs) = book::run;
    Completions(completions::CompletionsArgs) = completions::run;
    Config(config::ConfigArgs) = config::run;
    Contact(contact::ContactArgs) = contact::run;
    Deal(deal::DealArgs) = deal::run;
    Dedupe(dedupe::DedupeArgs) = dedupe::run;
    Deliver(deliver::DeliverArgs) = deliver::run;
    Demo(demo::DemoArgs) = demo::run;
    Doctor(doctor::DoctorArgs) = doctor::run;
    Edit(edit::EditArgs) = edit::run;
    Export(export::ExportArgs) = export::run;
    Grade(grade::GradeArgs) = grade::run;
    Help(help::HelpArgs) = help::run;
    History(history::HistoryArgs) = history::run;
    Import(import::ImportArgs) = import::run;
    Init(init::InitArgs) = init::run;
    Inspect(inspect::InspectArgs) = inspect::run;
    List(list::ListArgs) = list::run;
    Log(log::LogArgs) = log::run;
    Lose(lose::LoseArgs) = lose::run;
    Man(man::ManArgs) = man::run;
    Merge(merge::MergeArgs) = merge::run;
    Order(order::OrderArgs) = order::run;
    Playbook(playbook::PlaybookArgs) = playbook::run;
    Query(query::QueryArgs) = query::run;
    Redo(redo::RedoArgs) = redo::run;
    Report(report::ReportArgs) = report::run;
    Restore(restore::RestoreArgs) = restore::run;
    Review(review::ReviewArgs) = review::run;
    Schema(schema::SchemaArgs) = schema::run;
    Shop(shop::ShopArgs) = shop::run;
    Show(show::CardArgs) = show::run;
    Skip(skip::SkipArgs) = skip::run;
    Staff(staff::StaffArgs) = staff::run;
    Stage(stage::StageArgs) = stage::run;
    Undo(undo::UndoArgs) = undo::run;
    Unmerge(unmerge::UnmergeArgs) = unmerge::run;
    Who(who::WhoArgs) = who::run;
}
