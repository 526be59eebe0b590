//! The commands, one file each, and the list of them.

mod add;
mod assign;
mod batch;
mod edit;
mod export;
mod history;
mod import;
mod init;
mod list;
mod playbook;
mod review;
mod shop;
mod show;
mod staff;
mod who;

use super::context::Ctx;
use super::error::CliResult;

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident($args:ty) = $run:path;)*) => {
        /// What can be done.
        #[derive(clap::Subcommand, Debug)]
        pub(super) enum Command { $($(#[$doc])* $name($args),)* }

        impl Command {
            /// Runs the command.
            pub(super) fn run(self, ctx: &mut Ctx<'_>) -> CliResult {
                match self { $(Self::$name(args) => $run(ctx, &args),)* }
            }
        }
    };
}

commands! {
    Add(add::AddArgs) = add::run;
    Assign(assign::AssignArgs) = assign::run;
    Batch(batch::BatchArgs) = batch::run;
    Edit(edit::EditArgs) = edit::run;
    Export(export::ExportArgs) = export::run;
    History(history::HistoryArgs) = history::run;
    Import(import::ImportArgs) = import::run;
    Init(init::InitArgs) = init::run;
    List(list::ListArgs) = list::run;
    Playbook(playbook::PlaybookArgs) = playbook::run;
    Review(review::ReviewArgs) = review::run;
    Shop(shop::ShopArgs) = shop::run;
    Show(show::CardArgs) = show::run;
    Staff(staff::StaffArgs) = staff::run;
    Who(who::WhoArgs) = who::run;
}
