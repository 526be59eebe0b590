//! `kam report`: figures from the records.

mod funnel;
mod rows;
mod sources;

pub(super) use rows::{AgedRow, LeverRow, OverallRow, StageRow};
pub(super) use sources::{ChannelRow, QuadrantRow, SourceRow};

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult};
use crate::cli::{resolve, text};
use crate::report::funnel::Period;

/// Print figures: how deals go through the funnel, what lists and channels yield
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam report funnel
  kam report funnel owner:me --from 2026-01-01 --to 2026-03-31
  kam report sources --by channel
")]
pub(crate) struct ReportArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Show how deals went through each funnel in a period, and where they get stuck
    ///
    /// A deal enters a stage each time it comes to stand in it; it is counted once per stage, by
    /// its first entry in the period, and as what its last stay there had become by the end of the
    /// period. Stages left out are passed: entered and left on one day. A rate of nothing is empty.
    /// The median is the days that half of those that left had stayed at most, of an even number the
    /// lower of the two in the middle; none is too long where few have left.
    /// The filter selects deals, as that of `kam deal list` does.
    #[command(
        before_help = "Examples:\n  kam report funnel\n  kam report funnel city:杭州 --preset key-account --from 2026-01-01\n  kam report funnel --by owner -f csv\n  kam report funnel --rows ageing -f ids\n  kam report funnel --rows levers\n"
    )]
    Funnel(funnel::FunnelArgs),
    /// Show the source ledger, and what lists, channels and quadrants yield
    ///
    /// Every list, planned ones too: whom to ask, what was collected, checked and added. Deals,
    /// orders and vehicles are those of the period, of accounts first seen in the list.
    #[command(
        before_help = "Examples:\n  kam report sources\n  kam report sources --by channel --from 2026-01-01 --to 2026-03-31\n  kam report sources --by quadrant -f csv\n"
    )]
    Sources(sources::SourcesArgs),
}

/// The period of a report.
#[derive(clap::Args, Debug)]
struct PeriodArgs {
    /// First day (default: so that the playbook's days end with the last one)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    from: Option<String>,
    /// Last day (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    to: Option<String>,
}

impl PeriodArgs {
    /// Returns the period; an error where it ends before it begins.
    fn period(&self, session: &Session) -> Result<Period, CliError> {
        let today = session.moment.today;
        let to = self.to.as_deref().map_or(Ok(today), |text| resolve::day(text, today))?;
        let days = i64::from(session.playbook.report.period_days);
        let first = to.plus_days(1 - days);
        let from = self.from.as_deref().map_or(Ok(first), |text| resolve::day(text, today))?;
        if to < from {
            return Err(CliError::usage(move |lang| text::period_backwards(lang, from, to)));
        }
        Ok(Period { from, to })
    }
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ReportArgs) -> CliResult {
    match &args.action {
        Action::Funnel(args) => funnel::run(ctx, args),
        Action::Sources(args) => sources::run(ctx, args),
    }
}
