//! What taking operations back, or doing them again, has in common.

use std::collections::BTreeSet;

use super::contacts::touched;
use super::context::{Ctx, Session};
use super::error::{CliError, CliResult, Exit};
use super::show::ShowArgs;
use super::{given, resolve, text};
use crate::load::Rekey;
use crate::model::{
    Account, AccountId, Delivery, Id as _, IdKind, OperationId, OrderLine, OrderLineId, Skip,
};
use crate::render::{AsCell as _, Cell, CellType, KEY, Tabular, types};
use crate::rules::compliance::was_due;
use crate::store::{
    Caller, Column as _, Db, Ids, Op, Recall, Reversal, Reversed, ReversedRecords, Standing,
    StoreError, Written,
};

/// What is to be taken back.
pub(crate) enum Recalled<'a> {
    /// Whole operations.
    Operations(&'a [OperationId], Recall),
    /// Undos, so that what they took back is done again.
    Undos(&'a [OperationId]),
    /// A merger, of an operation that may have made others.
    Merger {
        /// The operation that made it.
        operation: OperationId,
        /// The account that was kept.
        kept: AccountId,
        /// The account that was made part of it.
        other: AccountId,
    },
}

impl Recalled<'_> {
    fn operations(&self) -> &[OperationId] {
        match self {
            Self::Operations(operations, _) | Self::Undos(operations) => operations,
            Self::Merger { operation, .. } => std::slice::from_ref(operation),
        }
    }

    fn take_back(&self, op: &mut Op<'_>) -> Result<Reversal, StoreError> {
        match *self {
            Self::Operations(operations, how) => op.take_back(operations, how),
            Self::Undos(operations) => op.take_back(operations, Recall::Records),
            Self::Merger { operation, kept, other } => {
                op.take_merger_back(operation, (kept, other))
            }
        }
    }

    /// Returns the mergers that are taken back: the account that was kept, and the other.
    fn mergers(&self, db: &Db) -> Result<Vec<(AccountId, AccountId)>, StoreError> {
        if let Self::Merger { kept, other, .. } = self {
            return Ok(vec![(*kept, *other)]);
        }
        let mut found = Vec::new();
        for operation in self.operations() {
            found.extend(db.mergers_by(*operation)?);
        }
        Ok(found)
    }

    /// Returns whether all that an operation did is taken back.
    fn has_whole(&self, operation: OperationId) -> bool {
        match self {
            Self::Operations(operations, _) | Self::Undos(operations) => {
                operations.contains(&operation)
            }
            Self::Merger { .. } => false,
        }
    }

    /// Returns the key of what became of records: those that an undo took back are done again.
    const fn outcome(&self, found: Reversed) -> &'static str {
        match (self, found) {
            (Self::Undos(_), Reversed::Back) => "redone",
            (_, found) => found.key(),
        }
    }
}

/// What became of records of one kind.
pub(crate) struct UndoRow {
    records: ReversedRecords,
    outcome: &'static str,
    ids: Vec<String>,
}

impl UndoRow {
    fn new(records: ReversedRecords, what: &Recalled<'_>) -> Self {
        let letter = records.kind.letter();
        let shown = |(first, last): &Ids| {
            if first == last {
                format!("{letter}{first}")
            } else {
                format!("{letter}{first}-{letter}{last}")
            }
        };
        let ids = records.ids.iter().map(shown).collect();
        Self { outcome: what.outcome(records.outcome), records, ids }
    }
}

impl Tabular for UndoRow {
    const KEYS: &'static [&'static str] = &["outcome", "record_kind", "count", "changed_by", "ids"];
    const TYPES: &'static [CellType] = types![= KEY, = KEY, i64, Option<OperationId>, Vec<String>,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(Cell::Key(self.outcome));
        put(Cell::Key(self.records.kind.word()));
        put(Cell::Int(self.records.count()));
        put(self.records.since.as_cell());
        put(self.ids.as_cell());
    }
}

/// Returns the operations that are named: by id, or by number alone.
pub(crate) fn operations(
    ctx: &mut Ctx<'_>,
    named: &[String],
) -> Result<Vec<OperationId>, CliError> {
    let words = given::words(ctx, named)?;
    given::each(&words, |word| {
        resolve::id_of::<OperationId>(word)?
            .ok_or_else(|| StoreError::Unknown { id: word.to_owned() }.into())
    })
}

/// Returns the latest operation of the one who acts of which `wanted` holds; `None` where there is
/// none. `wanted` says `None` where the search is over.
pub(crate) fn latest(
    session: &Session,
    mut wanted: impl FnMut(OperationId) -> Option<bool>,
) -> Result<Option<OperationId>, StoreError> {
    let db = session.store.db();
    let mut below = OperationId::new(i64::MAX);
    loop {
        let some = db.operations_of(&session.caller.actor, below)?;
        let Some(last) = some.last() else { return Ok(None) };
        below = *last;
        for operation in some {
            match wanted(operation) {
                Some(true) => return Ok(Some(operation)),
                Some(false) => {}
                None => return Ok(None),
            }
        }
    }
}

/// Refuses the operation that made the store, those that are none, and one together with another
/// that took it back.
pub(crate) fn refuse_impossible(
    db: &Db,
    standing: &Standing,
    operations: &[OperationId],
) -> Result<(), CliError> {
    let first = db.first_operation()?;
    let mut wrong: Vec<CliError> = Vec::new();
    for operation in operations {
        let id = *operation;
        if let Err(error) = db.operation(id) {
            wrong.push(error.into());
        } else if first == Some(id) {
            wrong.push(CliError::refused(move |lang| text::undo_first(lang, id)));
        }
        let both = operations.iter().find(|other| standing.reaches(id, **other)).copied();
        if let Some(undone) = both {
            wrong.push(CliError::refused(move |lang| text::undo_both(lang, id, undone)));
        }
    }
    CliError::joined(wrong).map_or(Ok(()), Err)
}

/// Says which groups of rows wait for a decision again, because it was taken back.
fn waiting_again(
    ctx: &mut Ctx<'_>,
    session: &Session,
    reversal: &Reversal,
) -> Result<(), CliError> {
    let rows = reversal.records().into_iter().filter(|row| row.kind == IdKind::BatchRowId);
    let back: Vec<Ids> = rows.flat_map(|row| row.ids).collect();
    if back.is_empty() {
        return Ok(());
    }
    let is_back = |id: i64| back.iter().any(|(first, last)| (*first..=*last).contains(&id));
    let open = session.store.db().open_held_rows()?.into_iter();
    let named = open.filter(|row| is_back(row.id.number())).filter_map(|row| row.held_group);
    let (mut seen, mut groups) = (BTreeSet::new(), Vec::new());
    groups.extend(named.filter(|name| seen.insert(name.clone())));
    if !groups.is_empty() {
        let lang = ctx.ui.lang;
        let named = text::first_few(lang, &groups);
        ctx.ui.status(&text::waits_again(lang, groups.len(), named))?;
    }
    Ok(())
}

/// What was taken back, and the operations that did something of it again.
pub(crate) type TakenBack = Written<(Reversal, BTreeSet<OperationId>)>;

/// Takes operations back in one operation of `caller`, and keeps what is counted from their records.
pub(crate) fn reverse(
    session: &Session,
    caller: &Caller,
    what: &Recalled<'_>,
    dry_run: bool,
) -> Result<TakenBack, CliError> {
    let operations = what.operations();
    session.store.write_alone(caller, dry_run, |op| {
        refuse_chained(op.db(), what)?;
        let rekey = Rekey::before(op, known_by_others(op, operations)?)?;
        let mut touched_accounts = accounts_of(op, IdKind::TouchId, operations)?;
        let mut skipped_accounts = accounts_of(op, IdKind::SkipId, operations)?;
        let delivered = op.named_by(IdKind::DeliveryId, "order_line", operations)?;
        let reversal = what.take_back(op)?;
        refuse_loaded_again(op)?;
        refuse_half_a_merger(op, &reversal)?;
        if reversal.any_back() {
            let separated = op.separated()?;
            let kept: Vec<AccountId> = separated.iter().map(|(kept, _)| *kept).collect();
            let followed = op.follow_owners(&kept)?;
            for accounts in [&mut touched_accounts, &mut skipped_accounts] {
                accounts.extend(separated.iter().flat_map(|(kept, other)| [*kept, *other]));
                accounts.extend(&followed);
            }
            rekey.with(&followed).after(op)?;
            for account in op.db().accounts(&each_once(touched_accounts))? {
                touched(op, account.id)?;
            }
            for account in op.db().accounts(&each_once(skipped_accounts))? {
                skipped(op, &account)?;
            }
            count_delivered(op, &delivered)?;
        }
        Ok::<_, CliError>((reversal, op.carried_again().clone()))
    })
}

/// Takes operations back, prints what became of every record, and says so in the line that `said`
/// gives for the operations, told whether anything was done.
pub(crate) fn take_back(
    ctx: &mut Ctx<'_>,
    session: &Session,
    what: &Recalled<'_>,
    dry_run: bool,
    show: &ShowArgs,
    said: impl Fn(text::Lang, &str, bool) -> String,
) -> CliResult {
    let operations = what.operations();
    let standing = session.store.db().standing()?;
    let written = reverse(session, &session.caller, what, dry_run)?;
    let (reversal, carried_again) = &written.value;
    let lang = ctx.ui.lang;
    let (any_back, any_left) = (reversal.any_back(), reversal.any_left());
    for operation in operations {
        if let Some(by) = standing.undone_by(*operation) {
            let said =
                if any_back || any_left { text::undone_in_part } else { text::already_undone };
            ctx.ui.status(&said(lang, *operation, by))?;
        }
    }
    let rows = reversal.records().into_iter().map(|records| UndoRow::new(records, what));
    ctx.ui.show(show, rows)?;
    let listed = text::join(lang, operations.iter().map(ToString::to_string));
    ctx.ui.status(&said(lang, &listed, any_back))?;
    if let Some(kept) = kept(lang, reversal) {
        ctx.ui.status(&kept)?;
    }
    if !dry_run {
        waiting_again(ctx, session, reversal)?;
    }
    for operation in further(session.store.db(), written.operation, carried_again)? {
        ctx.ui.status(&text::undo_further(lang, operation))?;
    }
    ctx.report(&written)?;
    Ok(if any_left { Exit::Problems } else { Exit::Done })
}

/// Says for which operations something was left as it is, the last one first; `None` where nothing
/// was.
pub(crate) fn kept(lang: text::Lang, reversal: &Reversal) -> Option<String> {
    let records = reversal.records().into_iter();
    let mut since: Vec<OperationId> = records.filter_map(|records| records.since).collect();
    since.sort_unstable_by(|a, b| b.cmp(a));
    since.dedup();
    reversal.any_left().then(|| text::undo_kept(lang, text::first_few(lang, &since)))
}

fn each_once(mut accounts: Vec<AccountId>) -> Vec<AccountId> {
    accounts.sort_unstable();
    accounts.dedup();
    accounts
}

/// Refuses to take a merger back while the account that was kept is part of a third one.
fn refuse_chained(db: &Db, what: &Recalled<'_>) -> Result<(), CliError> {
    for (account, other) in what.mergers(db)? {
        let Some((by, further)) = db.merger_of(account)? else { continue };
        if !what.has_whole(by) {
            return Err(CliError::refused(move |lang| {
                text::merged_further(lang, other, account, further)
            })
            .hint(move |lang| text::hint_merged_further(lang, account)));
        }
    }
    Ok(())
}

/// Refuses to bring rows of lists back that were loaded again since.
fn refuse_loaded_again(op: &Op<'_>) -> Result<(), CliError> {
    let Some(batch) = op.loaded_again()? else { return Ok(()) };
    let by = op.db().maker_of(batch.into())?.unwrap_or(op.id());
    Err(CliError::refused(move |lang| text::redo_loaded_again(lang, batch, by))
        .hint(move |lang| text::hint_redo_loaded_again(lang, by)))
}

/// Refuses to make two accounts one again where not everything of the other would follow.
fn refuse_half_a_merger(op: &Op<'_>, reversal: &Reversal) -> Result<(), CliError> {
    for (account, other) in op.joined_again()? {
        let since = reversal.latest_left().max(op.latest_naming(other)?);
        let Some(since) = since else { continue };
        return Err(CliError::refused(move |lang| text::redo_merger(lang, other, since))
            .hint(move |lang| text::hint_redo_merger(lang, account, other)));
    }
    Ok(())
}

/// Returns the operations that were taken back in part before, and of which more can go back now.
fn further(
    db: &Db,
    written: Option<OperationId>,
    carried_again: &BTreeSet<OperationId>,
) -> Result<Vec<OperationId>, StoreError> {
    let Some(written) = written.filter(|_| !carried_again.is_empty()) else {
        return Ok(Vec::new());
    };
    let standing = db.standing()?;
    let undone = |id: &&OperationId| standing.undone_by(**id).is_some_and(|by| by != written);
    Ok(carried_again.iter().filter(undone).copied().collect())
}

fn accounts_of(
    op: &Op<'_>,
    kind: IdKind,
    operations: &[OperationId],
) -> Result<Vec<AccountId>, StoreError> {
    let ids = op.named_by(kind, "account", operations)?;
    Ok(ids.into_iter().map(AccountId).collect())
}

/// Returns the accounts that may be recognised by other facts when operations are taken back.
fn known_by_others(op: &Op<'_>, operations: &[OperationId]) -> Result<Vec<AccountId>, StoreError> {
    let mut ids = op.named_by(IdKind::AccountId, "id", operations)?;
    for kind in [IdKind::PhoneId, IdKind::BatchRowId, IdKind::VariantId] {
        ids.extend(op.named_by(kind, "account", operations)?);
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids.into_iter().map(AccountId).collect())
}

/// Keeps on an account what its skips come to: the latest of them.
pub(crate) fn skipped(op: &mut Op<'_>, account: &Account) -> Result<(), StoreError> {
    let skips: Vec<Skip> = op.db().by_account(&[account.id], "account")?;
    let last = skips.iter().filter(|skip| was_due(skip)).max_by_key(|skip| (skip.day, skip.id));
    let (on, until) = (last.map(|skip| skip.day), last.and_then(|skip| skip.until));
    let changes = [("skipped_on", on.to_val()), ("skipped_until", until.to_val())];
    op.update(account.id, &changes).map(drop)
}

/// Keeps on lines of orders how many pieces were delivered.
fn count_delivered(op: &mut Op<'_>, lines: &[i64]) -> Result<(), StoreError> {
    for line in lines.iter().map(|id| OrderLineId(*id)) {
        if op.db().get::<OrderLine>(line).is_err() {
            continue;
        }
        let delivered: Vec<Delivery> = op.db().having("order_line", &line.to_val())?;
        let pieces: i64 = delivered.iter().map(|delivery| delivery.quantity).sum();
        op.update(line, &[("delivered", pieces.to_val())])?;
    }
    Ok(())
}
