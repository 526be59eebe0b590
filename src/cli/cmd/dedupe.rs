//! `kam dedupe`: accounts that we have twice.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::cli::cmd::merge::warn_of_doubled;
use crate::cli::comparing::{self, Pair};
use crate::cli::contacts::touched;
use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::cli::undoing::skipped;
use crate::cli::{filters, moving, resolve};
use crate::ingest::matching::Twin;
use crate::load::{self, Subject, compare, keep_apart, merge};
use crate::model::{Account, AccountId};
use crate::render::{AsCell as _, Cell, CellType, KEY, Tabular, types};
use crate::store::{Db, Op, StoreError};

/// Find accounts that are the same customer
///
/// They are compared as the rows of lists are: `sure` ones beside the account that is to be kept,
/// whose source is trusted most, then `possible` ones. Alone it changes nothing. `--merge` makes
/// the sure ones one in one operation; of the possible ones, `kam merge` makes one, and
/// `kam dedupe separate` remembers that they are two.
#[derive(clap::Args, Debug)]
#[command(
    args_conflicts_with_subcommands = true,
    before_help = "\
Examples:
  kam dedupe
  kam dedupe --explain
  kam dedupe --merge --dry-run
  kam dedupe --merge
  kam dedupe separate A12 A97
"
)]
pub(crate) struct DedupeArgs {
    #[command(subcommand)]
    action: Option<Action>,
    /// Make accounts one that are surely the same
    #[arg(long, conflicts_with = "explain")]
    merge: bool,
    /// Say of each field what was compared, how it compares and what it weighs
    #[arg(long)]
    explain: bool,
    /// Report what merging would do, and do nothing
    #[arg(long, requires = "merge")]
    dry_run: bool,
    #[command(flatten)]
    show: ShowArgs,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Remember that two accounts are two customers
    #[command(before_help = "Examples:\n  kam dedupe separate A12 A97\n")]
    Separate(Separate),
}

#[derive(clap::Args, Debug)]
struct Separate {
    /// Account, by id (A12) or name
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// The other one
    #[arg(value_name = "OTHER")]
    other: String,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &DedupeArgs) -> CliResult {
    let session = ctx.open()?;
    if let Some(Action::Separate(separate)) = &args.action {
        return self::separate(ctx, &session, separate);
    }
    let within = filters::in_context(ctx, &session)?;
    if args.merge {
        return merge_sure(ctx, &session, within.as_ref(), args);
    }
    let found = find(session.store.db(), &session, within.as_ref())?;
    if args.explain {
        let pairs = pairs(&session, &found)?;
        comparing::show(ctx, &args.show, &pairs)?;
    } else {
        show(ctx, &session, &args.show, &found)?;
    }
    let lang = ctx.ui.lang;
    if found.is_empty() {
        ctx.ui.status(&text::no_twins(lang))?;
    }
    let sure = found.iter().filter(|twin| twin.is_sure).count();
    if sure > 0 {
        ctx.ui.status(&text::hint_merge_sure(lang, sure))?;
    }
    if let Some(Twin { account, candidate, .. }) = found.iter().find(|twin| !twin.is_sure) {
        let possible = found.len() - sure;
        ctx.ui.status(&text::hint_possible(lang, possible, candidate, account))?;
    }
    Ok(Exit::Done)
}

/// Returns the twins of which one is in the context that is on.
fn find(
    db: &Db,
    session: &Session,
    within: Option<&HashSet<AccountId>>,
) -> Result<Vec<Twin>, StoreError> {
    let mut found = load::twins(db, &session.playbook)?;
    if let Some(within) = within {
        found.retain(|twin| within.contains(&twin.account) || within.contains(&twin.candidate));
    }
    Ok(found)
}

/// Two accounts that are, or may be, the same customer.
pub(super) struct TwinLine {
    twin: Twin,
    name: String,
    candidate_name: String,
    /// Where people read it, their language.
    people: Option<Lang>,
}

impl Tabular for TwinLine {
    const KEYS: &'static [&'static str] =
        &["account", "name", "candidate", "candidate_name", "score", "verdict", "why", "command"];
    const TYPES: &'static [CellType] = types![
        AccountId,
        String,
        AccountId,
        String,
        i64,
        = KEY,
        = KEY,
        String,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let Twin { account, candidate, score, reason, is_sure } = self.twin;
        put(account.as_cell());
        put(self.name.as_cell());
        put(candidate.as_cell());
        put(self.candidate_name.as_cell());
        put(i64::from(score).as_cell());
        put(Cell::Key(if is_sure { "sure" } else { "possible" }));
        put(text::reason_cell(self.people, Some(reason.code())));
        put(format!("kam merge {candidate} {account}").as_cell());
    }
}

/// What a line of 80 characters holds.
const IN_TABLES: &[&str] =
    &["account", "name", "candidate", "candidate_name", "score", "verdict", "why"];

fn show(
    ctx: &mut Ctx<'_>,
    session: &Session,
    show: &ShowArgs,
    twins: &[Twin],
) -> Result<(), CliError> {
    let people = show.is_for_people().then_some(ctx.ui.lang);
    let names = names(session.store.db(), twins)?;
    let name = |id: AccountId| names.get(&id).cloned().unwrap_or_default();
    let lines = twins.iter().map(|twin| TwinLine {
        twin: *twin,
        name: name(twin.account),
        candidate_name: name(twin.candidate),
        people,
    });
    ctx.ui.show_columns(show, IN_TABLES, lines).map(drop)
}

/// Returns the names of the accounts of twins.
fn names(db: &Db, twins: &[Twin]) -> Result<HashMap<AccountId, String>, StoreError> {
    let ids: BTreeSet<AccountId> =
        twins.iter().flat_map(|twin| [twin.account, twin.candidate]).collect();
    let ids: Vec<AccountId> = ids.into_iter().collect();
    Ok(db.accounts(&ids)?.into_iter().map(|account| (account.id, account.name)).collect())
}

fn pairs(session: &Session, twins: &[Twin]) -> Result<Vec<Pair>, CliError> {
    let db = session.store.db();
    let pair = |twin: &Twin| {
        let (one, other) =
            (Subject::stored(db, twin.account)?, Subject::stored(db, twin.candidate)?);
        Ok::<_, CliError>(Pair {
            subject: twin.account.to_string(),
            name: one.name.clone(),
            account: twin.candidate,
            account_name: other.name.clone().unwrap_or_default(),
            compared: compare(&one, &other, &session.playbook.matching),
        })
    };
    twins.iter().map(pair).collect()
}

/// Makes accounts one that are surely the same, until no two are: what an account gains of another
/// may show it to be a third.
fn merge_sure(
    ctx: &mut Ctx<'_>,
    session: &Session,
    within: Option<&HashSet<AccountId>>,
    args: &DedupeArgs,
) -> CliResult {
    let plan = || Ok::<_, CliError>(sure(find(session.store.db(), session, within)?));
    let written = session.store.write_planned_alone(
        &session.caller,
        args.dry_run,
        plan,
        |op, mut found| {
            // Each merger can be taken back alone.
            op.keep_own_changes();
            let mut done: Vec<TwinLine> = Vec::new();
            while !found.is_empty() {
                done.extend(merge_all(op, &found)?);
                found = sure(find(op.db(), session, within)?);
            }
            let kept: BTreeSet<AccountId> = done.iter().map(|line| line.twin.candidate).collect();
            let mut doubled = Vec::new();
            for account in kept {
                doubled.extend(moving::doubled(op.db(), account)?);
            }
            Ok::<_, CliError>((done, doubled))
        },
    )?;
    let lang = ctx.ui.lang;
    let people = args.show.is_for_people().then_some(lang);
    let (done, doubled) = &written.value;
    let count = done.len();
    let lines = done.iter().map(|line| TwinLine {
        twin: line.twin,
        name: line.name.clone(),
        candidate_name: line.candidate_name.clone(),
        people,
    });
    ctx.ui.show_columns(&args.show, IN_TABLES, lines)?;
    ctx.ui.status(&text::twins_merged(lang, count))?;
    warn_of_doubled(ctx, doubled)?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}

fn sure(mut twins: Vec<Twin>) -> Vec<Twin> {
    twins.retain(|twin| twin.is_sure);
    twins
}

/// Makes each account part of the one beside it.
fn merge_all(op: &mut Op<'_>, twins: &[Twin]) -> Result<Vec<TwinLine>, CliError> {
    let mut done = Vec::with_capacity(twins.len());
    for twin in twins {
        let merged = merge(op, twin.candidate, twin.account)?;
        let (name, candidate_name) = (merged.other.name, merged.account.name);
        done.push(TwinLine { twin: *twin, name, candidate_name, people: None });
    }
    let kept: BTreeSet<AccountId> = twins.iter().map(|twin| twin.candidate).collect();
    for account in kept {
        touched(op, account)?;
        let account: Account = op.db().get(account)?;
        skipped(op, &account)?;
    }
    Ok(done)
}

fn separate(ctx: &mut Ctx<'_>, session: &Session, args: &Separate) -> CliResult {
    let db = session.store.db();
    let (one, other) = (resolve::account(db, &args.account), resolve::account(db, &args.other));
    let (one, other) = match (one, other) {
        (Ok(one), Ok(other)) => (one, other),
        (one, other) => {
            let wrong = [one.err(), other.err()].into_iter().flatten().collect();
            return Err(
                CliError::joined(wrong).unwrap_or_else(|| CliError::usage(text::no_ids_given))
            );
        }
    };
    if one == other {
        return Err(CliError::refused(move |lang| text::merge_same(lang, one)));
    }
    let written =
        session.store.write(&session.caller, args.dry_run, |op| keep_apart(op, one, other))?;
    ctx.ui.status(&text::kept_two(ctx.ui.lang, one, other))?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}
