//! The commands, one file each, and the list of them.

mod agenda;
mod batch;
mod deal;
mod grade;
mod import;
mod init;
mod log;
mod playbook;
mod review;
mod shop;
mod staff;
mod stage;

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

/// Alone, `kam` is my agenda for today.
impl Default for Command {
    fn default() -> Self {
        Self::Agenda(agenda::AgendaArgs::default())
    }
}

commands! {
    Agenda(agenda::AgendaArgs) = agenda::run;
    Batch(batch::BatchArgs) = batch::run;
    Deal(deal::DealArgs) = deal::run;
    Grade(grade::GradeArgs) = grade::run;
    Import(import::ImportArgs) = import::run;
    Init(init::InitArgs) = init::run;
    Log(log::LogArgs) = log::run;
    Playbook(playbook::PlaybookArgs) = playbook::run;
    Review(review::ReviewArgs) = review::run;
    Shop(shop::ShopArgs) = shop::run;
    Staff(staff::StaffArgs) = staff::run;
    Stage(stage::StageArgs) = stage::run;
}
