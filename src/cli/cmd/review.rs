//! `kam review`: rows that a person decides on.

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::cli::{given, resolve};
use crate::load::{self, HeldGroup, ImportError, Separated};
use crate::model::{Account, AccountId, AnyId, BatchId, IdKind, Phone};
use crate::render::{AsCell as _, Cell, CellType, KEY, Tabular, types};

/// Decide on rows that may be customers we have
///
/// Alone, it lists them: rows that are surely the same stand as one group, and one decision
/// settles the group.
#[derive(clap::Args, Debug)]
#[command(
    args_conflicts_with_subcommands = true,
    before_help = "\
Examples:
  kam review
  kam review accept B2:31
  kam review accept B2:31 --to A17
  kam review separate B2:31 B2:40
"
)]
pub(crate) struct ReviewArgs {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    show: ShowArgs,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// List the groups that wait for a decision
    #[command(before_help = "Examples:\n  kam review list\n  kam review list -f json\n")]
    List(List),
    /// They are the candidate: give the rows to that account
    #[command(
        before_help = "Examples:\n  kam review accept B2:31\n  kam review accept B2:31 --to A17\n"
    )]
    Accept(Accept),
    /// They are somebody else: make an account of the rows, or add them to the one they surely are
    #[command(before_help = "Examples:\n  kam review separate B2:31 B2:40\n")]
    Separate(Separate),
}

#[derive(clap::Args, Debug)]
struct List {
    #[command(flatten)]
    show: ShowArgs,
}

#[derive(clap::Args, Debug)]
struct Accept {
    /// Groups, such as B2:31, or a row of one, such as L31; `-` reads them from standard input
    #[arg(required = true, value_name = "GROUP")]
    groups: Vec<String>,
    /// The account, by id or name (default: the candidate)
    #[arg(long, value_name = "ACCOUNT")]
    to: Option<String>,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(clap::Args, Debug)]
struct Separate {
    /// Groups, such as B2:31, or a row of one, such as L31; `-` reads them from standard input
    #[arg(required = true, value_name = "GROUP")]
    groups: Vec<String>,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ReviewArgs) -> CliResult {
    match &args.action {
        None => list(ctx, &args.show),
        Some(Action::List(list)) => self::list(ctx, &list.show),
        Some(Action::Accept(accept)) => self::accept(ctx, accept),
        Some(Action::Separate(separate)) => self::separate(ctx, separate),
    }
}

/// A group as people compare it with its candidate.
pub(super) struct GroupLine {
    group: HeldGroup,
    candidate_name: Option<String>,
    /// Where people read it, their language.
    people: Option<Lang>,
}

impl Tabular for GroupLine {
    const NAMED_BY: Option<&'static str> = Some("group");

    const KEYS: &'static [&'static str] = &[
        "group",
        "name",
        "candidate",
        "candidate_name",
        "score",
        "reason",
        "rows",
        "batch",
        "line",
        "phone",
        "address",
    ];
    const TYPES: &'static [CellType] = types![
        String,
        Option<String>,
        Option<AccountId>,
        Option<String>,
        Option<i64>,
        = KEY.or_none(),
        i64,
        Option<BatchId>,
        Option<i64>,
        Option<String>,
        Option<String>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let first = self.group.rows.first();
        let lead = first.map(|(_, lead)| lead);
        put(Cell::code(Some(&self.group.name)));
        put(lead.and_then(|lead| lead.name.as_deref()).as_cell());
        put(self.group.candidate().as_cell());
        put(self.candidate_name.as_cell());
        put(self.group.score().as_cell());
        put(text::reason_cell(self.people, first.and_then(|(row, _)| row.reason.as_deref())));
        put(i64::try_from(self.group.rows.len()).unwrap_or(i64::MAX).as_cell());
        put(first.map(|(row, _)| row.batch).as_cell());
        put(first.map(|(row, _)| row.line).as_cell());
        let phone = lead.and_then(|lead| lead.phones.first()).map(Phone::to_string);
        put(Cell::code(phone.as_deref()));
        put(lead.and_then(|lead| lead.address.as_deref()).as_cell());
    }
}

fn list(ctx: &mut Ctx<'_>, show: &ShowArgs) -> CliResult {
    let session = ctx.open()?;
    let db = session.store.db();
    let lang = ctx.ui.lang;
    let people = show.is_for_people().then_some(lang);
    let mut lines = Vec::new();
    for group in load::held_groups(db)? {
        let candidate = group.candidate().map(|id| db.get::<Account>(id)).transpose();
        let candidate_name = candidate.ok().flatten().map(|account| account.name);
        lines.push(GroupLine { group, candidate_name, people });
    }
    let waiting = lines.len();
    if waiting == 0 {
        ctx.ui.status(&text::nothing_held(lang))?;
    }
    let exit = ctx.ui.show_columns(
        show,
        &["group", "name", "candidate", "candidate_name", "reason"],
        lines,
    )?;
    if waiting > 0 {
        ctx.ui.status(&text::hint_decide(lang))?;
    }
    Ok(exit)
}

fn accept(ctx: &mut Ctx<'_>, args: &Accept) -> CliResult {
    let session = ctx.open()?;
    let db = session.store.db();
    let to = args.to.as_deref().map(|name| resolve::account(db, name)).transpose()?;
    let names = given::words(ctx, &args.groups)?;
    let pairs = || {
        let mut pairs = Vec::new();
        for group in chosen(&session, &names)? {
            let account = to.or_else(|| group.candidate()).ok_or_else(|| {
                let name = group.name.clone();
                CliError::refused(move |lang| text::no_candidate(lang, &name))
            })?;
            pairs.push((group, account));
        }
        Ok::<_, CliError>(pairs)
    };
    let written =
        session.store.write_planned(&session.caller, args.dry_run, pairs, |op, pairs| {
            for (group, account) in &pairs {
                load::accept(op, group, *account, &session.playbook).map_err(refused)?;
            }
            Ok(pairs)
        })?;
    for (group, account) in &written.value {
        let line =
            text::accepted(ctx.ui.lang, group.rows.len(), account, &name(&session, *account)?);
        ctx.ui.status(&line)?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}

fn separate(ctx: &mut Ctx<'_>, args: &Separate) -> CliResult {
    let session = ctx.open()?;
    let names = given::words(ctx, &args.groups)?;
    let groups = || chosen(&session, &names);
    let written =
        session.store.write_planned(&session.caller, args.dry_run, groups, |op, groups| {
            let made = groups.into_iter().map(|group| {
                let made = load::separate(op, &group, &session.playbook).map_err(refused)?;
                Ok((group, made))
            });
            made.collect::<Result<Vec<(HeldGroup, Separated)>, CliError>>()
        })?;
    for (group, made) in &written.value {
        let (lang, rows) = (ctx.ui.lang, group.rows.len());
        let lead = group.rows.first().and_then(|(_, lead)| lead.name.clone()).unwrap_or_default();
        let line = if made.is_new {
            text::separated(lang, rows, written.shown(made.account), lead)
        } else {
            text::accepted(lang, rows, made.account, lead)
        };
        ctx.ui.status(&line)?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}

fn name(session: &Session, account: AccountId) -> Result<String, CliError> {
    Ok(session.store.db().get::<Account>(account)?.name)
}

/// Returns the groups named, each once; every name that is none of them in one error.
fn chosen(session: &Session, names: &[String]) -> Result<Vec<HeldGroup>, CliError> {
    let groups = load::held_groups(session.store.db())?;
    let mut found: Vec<HeldGroup> = Vec::new();
    let mut unknown = Vec::new();
    for name in names {
        let Some(group) = groups.iter().find(|group| is_named(group, name)) else {
            let name = name.clone();
            unknown.push(CliError::refused(move |lang| text::not_held(lang, &name)));
            continue;
        };
        if !found.iter().any(|known| known.name == group.name) {
            found.push(group.clone());
        }
    }
    match CliError::joined(unknown) {
        Some(error) => Err(error.hint(text::hint_review_list)),
        None => Ok(found),
    }
}

fn is_named(group: &HeldGroup, name: &str) -> bool {
    let row = AnyId::parse(name).filter(|id| id.kind == IdKind::BatchRowId);
    group.name.eq_ignore_ascii_case(name)
        || group.rows.iter().any(|(held, _)| Some(AnyId::from(held.id)) == row)
}

fn refused(error: ImportError) -> CliError {
    match error {
        ImportError::Store(error) => error.into(),
        other => {
            let detail = other.to_string();
            CliError::refused(move |lang| text::bug(lang, &detail))
        }
    }
}
