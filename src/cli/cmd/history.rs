//! `kam history`: what was done, by whom, and what it changed.

mod change;

pub(super) use change::{ChangeRow, put_typed};

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult};
use crate::cli::show::ShowArgs;
use crate::cli::{given, resolve, stream, text};
use crate::model::{AnyId, Day, Id as _, IdKind, Operation, OperationId, StaffId, Zone};

/// Show what was done, the last operation first
///
/// With an account, the operations that made or changed it or what hangs on it; with an
/// operation, every field that it wrote, before and after. The first 1000, without `--limit`.
/// An operation that is taken back names the undo.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam history
  kam history 多达
  kam history O12
  kam history O12 --limit 0 -o O12.csv
  kam history --by 王芳 --command import --since -7d
")]
pub(crate) struct HistoryArgs {
    /// Account by id or name, or operation (O12); `-` reads it from standard input
    #[arg(value_name = "ACCOUNT|OPERATION")]
    of: Option<String>,

    /// Only operations of this person: staff by id or name, or an actor's name
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    /// Only operations whose command line holds this text
    #[arg(long, value_name = "TEXT")]
    command: Option<String>,

    /// Only operations of this day or later
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    since: Option<String>,

    /// Only operations of this day or earlier
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    until: Option<String>,

    #[command(flatten)]
    show: ShowArgs,
}

/// What of an operation a line of 80 characters holds.
const IN_TABLES: &[&str] = &["id", "at", "actor", "command", "counts", "undone_by"];

/// Rows shown where nobody says how many.
const FIRST: u64 = 1_000;

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &HistoryArgs) -> CliResult {
    let session = ctx.open()?;
    let of = args.of.as_deref().map(|of| given::only(ctx, of)).transpose()?;
    let show = args.show.with_limit(FIRST);
    let db = session.store.db();
    let wanted = Wanted::read(args, &session)?;
    let Some(of) = of.as_deref() else {
        let mut any = false;
        let exit = ctx.ui.show_with(&show.for_people(IN_TABLES), |writer| {
            stream::rows::<Operation>(writer, |take| {
                db.each_operation(|one| {
                    if !wanted.holds(&one) {
                        return Ok(());
                    }
                    any = true;
                    take(one)
                })
            })
            .map(drop)
        })?;
        if !any {
            ctx.ui.status(&text::no_operations(ctx.ui.lang))?;
        }
        return Ok(exit);
    };
    if let Some(id) = AnyId::parse(of).filter(|id| id.kind == IdKind::OperationId) {
        return changes(ctx, &session, &show, OperationId::new(id.number));
    }
    let account = resolve::account(db, of)?;
    let mut operations = db.operations_on(account)?;
    operations.retain(|one| wanted.holds(one));
    if operations.is_empty() {
        ctx.ui.status(&text::no_operations(ctx.ui.lang))?;
    }
    ctx.ui.show(&show.for_people(IN_TABLES), operations)
}

/// What is asked of operations besides what they are about.
struct Wanted<'a> {
    by: Option<(String, Option<StaffId>)>,
    command: Option<String>,
    since: Option<Day>,
    until: Option<Day>,
    zone: &'a Zone,
}

impl<'a> Wanted<'a> {
    fn read(args: &'a HistoryArgs, session: &'a Session) -> Result<Self, CliError> {
        let day = |option: &'static str, text: Option<&String>| {
            let read = |text: &String| {
                crate::filter::day_of(text, session.moment.today).ok_or_else(|| {
                    let text = text.clone();
                    CliError::usage(move |lang| text::bad_option_day(lang, option, &text))
                })
            };
            text.map(read).transpose()
        };
        let by = args.by.clone().map(|name| {
            if name == "me" {
                return (session.caller.actor.clone(), session.caller.staff);
            }
            // Who is no staff, or none any more, may have acted all the same.
            let staff = resolve::staff(session.store.db(), &name).ok();
            (name, staff)
        });
        Ok(Self {
            by,
            command: args.command.as_deref().map(str::to_lowercase),
            since: day("since", args.since.as_ref())?,
            until: day("until", args.until.as_ref())?,
            zone: &session.zone,
        })
    }

    fn holds(&self, operation: &Operation) -> bool {
        let day = crate::clock::day_of(operation.at, self.zone);
        let own = |(name, staff): &(String, Option<StaffId>)| {
            operation.actor == *name || (staff.is_some() && operation.staff == *staff)
        };
        self.by.as_ref().is_none_or(own)
            && self
                .command
                .as_ref()
                .is_none_or(|text| operation.command.to_lowercase().contains(text))
            && self.since.is_none_or(|since| day >= since)
            && self.until.is_none_or(|until| day <= until)
    }
}

pub(super) fn changes(
    ctx: &mut Ctx<'_>,
    session: &Session,
    show: &ShowArgs,
    id: OperationId,
) -> CliResult {
    let db = session.store.db();
    let operation = db.operation(id)?;
    let lang = ctx.ui.lang;
    let (at, actor) = (operation.at, &operation.actor);
    ctx.ui.status(&text::operation_line(lang, id, at, actor, &operation.command))?;
    ctx.ui.show_with(show, |writer| {
        stream::rows(writer, |take| db.each_change(id, |change| take(ChangeRow(change)))).map(drop)
    })
}
