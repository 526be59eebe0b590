//! `kam review`: rows that a person decides on.

mod around;
mod ask;
mod condition;
mod listed;
mod names;
mod rows;
mod screen;

use condition::Condition;
pub(super) use listed::GroupLine;
use listed::{Candidates, first_name, list};

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::cli::{given, resolve};
use crate::load::{self, HeldGroup, ImportError, Separated};
use crate::model::AccountId;
use crate::store::{DecidedRow, Op};

/// Decide on rows that may be customers we have
///
/// On a terminal it asks about one after the other, those with most at stake first; else, or with
/// `list`, it lists them. Rows that are surely the same stand as one group, and one decision
/// settles the group. `--explain` says what was compared, and what each field weighs.
#[derive(clap::Args, Debug)]
#[command(
    args_conflicts_with_subcommands = true,
    before_help = "\
Examples:
  kam review
  kam review --explain
  kam review B2:31 B2:40
  kam review --accept-all 'score>=0.9' --dry-run
  kam review accept B2:31
  kam review accept B2:31 --to A17
  kam review separate B2:31 B2:40
"
)]
pub(crate) struct ReviewArgs {
    #[command(subcommand)]
    action: Option<Action>,
    /// Only these groups, such as B2:31, or the groups of these rows, such as L31
    #[arg(value_name = "GROUP", conflicts_with_all = ["accept_all", "separate_all"])]
    groups: Vec<String>,
    /// Say of each field what was compared, how it compares and what it weighs
    #[arg(long)]
    explain: bool,
    /// Accept every group that this fits: `score>=0.9`, of 100 or as a share, or with words of a filter of
    /// the candidate
    #[arg(long, value_name = "CONDITION", conflicts_with_all = ["separate_all", "explain"])]
    accept_all: Option<String>,
    /// Separate every group that this fits
    #[arg(long, value_name = "CONDITION", conflicts_with = "explain")]
    separate_all: Option<String>,
    /// Report what accepting or separating all would do, and do nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    show: ShowArgs,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// List the groups that wait for a decision
    #[command(
        before_help = "Examples:\n  kam review list\n  kam review list B2:31 --explain\n  kam review list -f json\n"
    )]
    List(List),
    /// They are the candidate: give the rows to that account
    #[command(
        before_help = "Examples:\n  kam review accept B2:31\n  kam review accept B2:31 --to A17\n  kam review accept B2:33 --row\n"
    )]
    Accept(Accept),
    /// They are somebody else: make an account of the rows, or add them to the one they surely are
    #[command(
        before_help = "Examples:\n  kam review separate B2:31 B2:40\n  kam review separate B2:33 --row\n"
    )]
    Separate(Separate),
}

#[derive(clap::Args, Debug)]
struct List {
    /// Only these groups, such as B2:31, or the groups of these rows, such as L31; `-` reads them from
    /// standard input
    #[arg(value_name = "GROUP")]
    groups: Vec<String>,
    /// Say of each field what was compared, how it compares and what it weighs
    #[arg(long)]
    explain: bool,
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
    /// Only the rows named, not the whole groups that they stand in
    #[arg(long)]
    row: bool,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(clap::Args, Debug)]
struct Separate {
    /// Groups, such as B2:31, or a row of one, such as L31; `-` reads them from standard input
    #[arg(required = true, value_name = "GROUP")]
    groups: Vec<String>,
    /// Only the rows named, not the whole groups that they stand in
    #[arg(long)]
    row: bool,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ReviewArgs) -> CliResult {
    match &args.action {
        None => alone(ctx, args),
        Some(Action::List(List { groups, explain, show })) => list(ctx, show, groups, *explain),
        Some(Action::Accept(accept)) => self::accept(ctx, accept),
        Some(Action::Separate(separate)) => self::separate(ctx, separate),
    }
}

fn alone(ctx: &mut Ctx<'_>, args: &ReviewArgs) -> CliResult {
    let settled = match (&args.accept_all, &args.separate_all) {
        (Some(condition), _) => Some((condition, Decision::Accept)),
        (_, Some(condition)) => Some((condition, Decision::Separate)),
        _ => None,
    };
    if let Some((condition, decision)) = settled {
        return settle_all(ctx, condition, decision, args.dry_run);
    }
    if args.dry_run {
        return Err(CliError::usage(text::dry_run_of_nothing));
    }
    let is_plain = args.show.chosen_form().is_none() && args.show.output.is_none();
    if is_plain && !args.show.is_chosen() && ctx.is_interactive() {
        return ask::run(ctx, &args.groups, args.explain);
    }
    list(ctx, &args.show, &args.groups, args.explain)
}

/// What a person decides about a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Accept,
    /// It is another account than the candidate.
    AcceptAs(AccountId),
    Separate,
}

/// Decides the same of every group that a condition fits, in one operation.
fn settle_all(ctx: &mut Ctx<'_>, condition: &str, decision: Decision, dry_run: bool) -> CliResult {
    let session = ctx.open()?;
    let condition = Condition::parse(ctx, &session, condition)?;
    let chosen = || {
        let groups = load::held_groups(session.store.db(), &session.playbook)?.into_iter();
        Ok::<_, CliError>(groups.filter(|group| condition.fits(group)).collect())
    };
    let lang = ctx.ui.lang;
    let settle = |op: &mut Op<'_>, groups: Vec<HeldGroup>| {
        let mut made = Vec::new();
        for group in groups {
            // A decision before may have taken the candidate elsewhere.
            if let Some(group) = load::still_held(op.db(), &group)? {
                made.push(decide(op, &session, group, decision)?);
            }
        }
        Ok::<_, CliError>(made)
    };
    let written = session.store.write_planned(&session.caller, dry_run, chosen, settle)?;
    if written.value.is_empty() {
        let held = load::held_groups(session.store.db(), &session.playbook)?;
        ctx.ui.status(&match held.iter().filter_map(HeldGroup::score).max() {
            Some(most) => text::no_group_fits(lang, most),
            None => text::nothing_held(lang),
        })?;
    }
    for settled in &written.value {
        let account = written.shown(settled.account);
        ctx.ui.status(&settled.said(&session, lang, account)?)?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// A group that was settled.
struct Settled {
    group: HeldGroup,
    account: AccountId,
    /// Whether the account was made of the rows.
    is_new: bool,
}

impl Settled {
    /// Says where the rows went.
    fn said(
        &self,
        session: &Session,
        lang: Lang,
        shown: impl std::fmt::Display,
    ) -> Result<String, CliError> {
        let (group, rows) = (&self.group.called(), self.group.rows.len());
        if self.is_new {
            let lead = first_name(&self.group).unwrap_or_default();
            return Ok(text::separated(lang, group, rows, shown, lead));
        }
        Ok(text::accepted(lang, group, rows, self.account, name(session, self.account)?))
    }
}

/// Does what was decided about a group.
fn decide(
    op: &mut Op<'_>,
    session: &Session,
    group: HeldGroup,
    decision: Decision,
) -> Result<Settled, CliError> {
    match decision {
        Decision::Accept | Decision::AcceptAs(_) => {
            let account = match decision {
                Decision::AcceptAs(account) => account,
                _ => group.candidate().ok_or_else(|| no_candidate(&group))?,
            };
            load::accept(op, &group, account, &session.playbook).map_err(refused)?;
            Ok(Settled { group, account, is_new: false })
        }
        Decision::Separate => {
            let Separated { account, is_new } =
                load::separate(op, &group, &session.playbook).map_err(refused)?;
            Ok(Settled { group, account, is_new })
        }
    }
}

fn no_candidate(group: &HeldGroup) -> CliError {
    let name = group.name.clone();
    CliError::refused(move |lang| text::no_candidate(lang, &name))
}

fn accept(ctx: &mut Ctx<'_>, args: &Accept) -> CliResult {
    let session = ctx.open()?;
    let db = session.store.db();
    let to = args.to.as_deref().map(|name| resolve::account(db, name)).transpose()?;
    let names = given::words(ctx, &args.groups)?;
    let pairs = || {
        let mut pairs = Vec::new();
        for group in chosen(&session, &names, args.row)? {
            let account = to.or_else(|| group.candidate()).ok_or_else(|| no_candidate(&group))?;
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
        let line = text::accepted(
            ctx.ui.lang,
            group.called(),
            group.rows.len(),
            account,
            &name(&session, *account)?,
        );
        ctx.ui.status(&line)?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}

fn separate(ctx: &mut Ctx<'_>, args: &Separate) -> CliResult {
    let session = ctx.open()?;
    let names = given::words(ctx, &args.groups)?;
    let groups = || chosen(&session, &names, args.row);
    let written =
        session.store.write_planned(&session.caller, args.dry_run, groups, |op, groups| {
            let made =
                groups.into_iter().map(|group| decide(op, &session, group, Decision::Separate));
            made.collect::<Result<Vec<Settled>, CliError>>()
        })?;
    for settled in &written.value {
        let account = written.shown(settled.account);
        ctx.ui.status(&settled.said(&session, ctx.ui.lang, account)?)?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}

fn name(session: &Session, account: AccountId) -> Result<String, CliError> {
    Ok(session.store.db().account_name(account)?)
}

/// Returns the groups that wait: those named, or all where none is.
fn waiting(session: &Session, names: &[String]) -> Result<Vec<HeldGroup>, CliError> {
    if names.is_empty() {
        return Ok(load::held_groups(session.store.db(), &session.playbook)?);
    }
    chosen(session, names, false)
}

/// Returns the groups named, each once, whole or with those of their rows alone that are named; every
/// name that is none of them in one error.
fn chosen(session: &Session, names: &[String], by_row: bool) -> Result<Vec<HeldGroup>, CliError> {
    let groups = load::held_groups(session.store.db(), &session.playbook)?;
    let mut found: Vec<HeldGroup> = Vec::new();
    let mut unknown = Vec::new();
    for name in names {
        let is_named = |group: &&HeldGroup| {
            if by_row { group.has_row(name) } else { group.is_named(name) }
        };
        let Some(group) = groups.iter().find(is_named) else {
            unknown.push(not_held(session, name)?);
            continue;
        };
        if !found.iter().any(|known| known.name == group.name) {
            found.push(if by_row { group.only(names) } else { group.clone() });
        }
    }
    match CliError::joined(unknown) {
        Some(error) => Err(error.hint(text::hint_review_list)),
        None => Ok(found),
    }
}

/// Returns why a group of this name waits for nobody.
fn not_held(session: &Session, name: &str) -> Result<CliError, CliError> {
    let decided = session.store.db().decided_row(&name.to_ascii_uppercase())?;
    let name = name.to_owned();
    Ok(CliError::refused(move |lang| match &decided {
        Some(DecidedRow { account, op, resolved }) if resolved == load::ACCEPTED => {
            text::was_accepted(lang, &name, account, op)
        }
        Some(DecidedRow { account, op, .. }) => text::was_separated(lang, &name, account, op),
        None => text::not_held(lang, &name),
    }))
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
