//! The commands, one file each, and the list of them.

mod batch;
mod import;

mod init;
mod inspect;
mod playbook;
mod review;
mod shop;
mod staff;

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
    Batch(batch::BatchArgs) = batch::run;
    Import(import::ImportArgs) = import::run;
    Init(init::InitArgs) = init::run;
    Inspect(inspect::InspectArgs) = inspect::run;
    Playbook(playbook::PlaybookArgs) = playbook::run;
    Review(review::ReviewArgs) = review::run;
    Shop(shop::ShopArgs) = shop::run;
    Staff(staff::StaffArgs) = staff::run;
}
