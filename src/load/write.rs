//! The second pass over a list: every row becomes records, or is kept for a person.

use std::collections::{HashMap, HashSet};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};

use super::ImportError;
use super::draft::{Draft, Preference, Terms, preference};
use super::drafter::{Drafter, Findings, KnownRow, Made};
use super::gained::GainedKeys;
use super::import::Import;
use super::own_ids::repeated_ids;
use super::pipeline::in_order;
use super::plan::RowSink;
use super::prepare::Prepared;
use super::settle::{Plan, Step};
use super::shelf::{Shelf, stored_drafts};
use crate::ingest::lead::Cleaner;
use crate::ingest::matching::Keys;
use crate::ingest::read::{Examined, ReadError, RowBatch};
use crate::model::{AccountId, BatchId, BatchRow, Source, SourceId};
use crate::playbook::Playbook;
use crate::store::{NewKeys, Op, RecordBulk, StoreError};

/// What a list came to.
pub(super) struct Loaded {
    pub(super) findings: Findings,
    pub(super) purchases: i64,
    pub(super) accounts: i64,
}

/// Bundles of rows that may wait to be stored.
const WAITING: usize = 4;

/// Rows that are cleaned together: cleaned ones are far larger than written ones.
const CLEANED: usize = 250;

/// Writes the rows of one list.
pub(super) struct Writer<'a, 'd> {
    list: &'a Prepared,
    plan: &'a Plan,
    import: &'a Import,
    batch: BatchId,
    terms: Terms,
    preferences: HashMap<SourceId, Preference>,
    /// Own ids that several rows have, hashed.
    repeated: HashSet<u64>,
    shelf: Shelf<'d>,
    rows: RecordBulk<'d, BatchRow>,
    /// Keys of accounts that no row has alone.
    keys: Vec<(i64, AccountId)>,
}

impl<'a, 'd> Writer<'a, 'd> {
    pub(super) fn new(
        op: &Op<'d>,
        list: &'a Prepared,
        import: &'a Import,
        playbook: &Playbook,
        plan: &'a Plan,
        batch: BatchId,
        terms: Terms,
    ) -> Result<Self, ImportError> {
        let preferences = op
            .db()
            .every::<Source>()?
            .into_iter()
            .map(|source| (source.id, preference(playbook, import.kind, source.kind)))
            .collect();
        Ok(Self {
            list,
            plan,
            import,
            batch,
            terms,
            preferences,
            repeated: repeated_ids(list),
            shelf: Shelf::new(op, batch),
            rows: op.bulk(),
            keys: Vec::new(),
        })
    }

    /// Reads the list again and writes its rows, some at a time, and the keys by which accounts will
    /// be found again. What becomes of each is written down where it is `planned`. The store is kept busy: rows are cleaned and made ready for it in other
    /// threads, and while there are none it takes keys.
    pub(super) fn write(
        mut self,
        op: &mut Op<'d>,
        keys: Vec<Keys>,
        planned: Option<&mut dyn RowSink>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Loaded, ImportError> {
        let terms = self.terms.clone();
        let ids = (op.id(), self.batch);
        let drafter = Drafter::new(self.list, self.import, self.plan, ids, &terms, planned);
        let list = &self.list.list;
        let plan = self.plan;
        // Before rows are made ready: the facts of all would take their room until then.
        let gained = plan.gained_keys(keys);
        let findings = std::thread::scope(|scope| {
            let (to_store, made) = sync_channel(WAITING);
            let (back, stored) = sync_channel(WAITING + 2);
            let (sorted, to_add) = sync_channel(1);
            let named = |name: &str| std::thread::Builder::new().name(name.to_owned());
            named("sort").spawn_scoped(scope, move || sorted.send(plan.sorted_keys(gained)))?;
            let drafting = named("draft")
                .spawn_scoped(scope, move || draft_all(list, drafter, &to_store, &stored))?;
            let mut keys = KeysToStore::Sorting(to_add);
            while let Some(mut made) = next(&made, || keys.store_some(op))? {
                progress(made.count);
                self.store(op, &mut made)?;
                made.clear();
                // Made again: memory that was used already costs less.
                let _ = back.try_send(made);
            }
            let findings =
                drafting.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            keys.finish(op)?;
            Ok::<_, ImportError>(findings)
        })?;
        // In their order, so that neighbours are written together.
        self.keys.sort_unstable();
        op.add_match_keys(&self.keys)?;
        let accounts = distinct_accounts(&self.plan.steps);
        Ok(Loaded { findings, purchases: self.shelf.purchases(), accounts })
    }

    /// Stores what came of some rows: new accounts, then what known ones gained, then the rows.
    fn store(&mut self, op: &mut Op<'d>, made: &mut Made) -> Result<(), ImportError> {
        let mut ids: Vec<AccountId> = made.known.iter().map(|row| row.account).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut known = stored_drafts(op.db(), &ids)?;
        for row in made.known.drain(..) {
            self.update(op, &mut known, row)?;
        }
        self.keys.append(&mut made.keys);
        self.keys.extend(known.values().flat_map(Draft::keys_beyond_rows));
        self.shelf.store(op, &mut made.parcel)?;
        self.shelf.store_known(op, known)?;
        op.store_new(&mut self.rows, &mut made.rows)?;
        Ok(())
    }

    /// Takes a row of a known account in.
    fn update(
        &mut self,
        op: &Op<'d>,
        known: &mut HashMap<AccountId, Draft>,
        row: KnownRow,
    ) -> Result<(), ImportError> {
        let KnownRow { account, step, mut lead, index, line } = row;
        let mut draft = known.get_mut(&account);
        let is_keyed = matches!(step, Step::Keyed(_)) && self.list.list.mapping.keyed;
        if let Some(draft) = draft.as_deref_mut().filter(|_| is_keyed) {
            self.correct(op, draft, &lead, index)?;
        }
        if let Some(purchase) = lead.purchase.take() {
            self.shelf.keep_purchase(account, line, purchase);
        }
        if let Some(draft) = draft {
            let source = draft.account.source;
            let preference = if is_keyed && source == Some(self.terms.source) {
                Preference::Row
            } else {
                let known = source.and_then(|source| self.preferences.get(&source));
                known.copied().unwrap_or(Preference::Stored)
            };
            draft.absorb(lead, preference, &self.terms);
        }
        Ok(())
    }

    /// Takes back what the row with the same own id said before. An id that stands on several
    /// rows of one list identifies none of them.
    fn correct(
        &self,
        op: &Op<'d>,
        draft: &mut Draft,
        lead: &crate::model::Lead,
        index: usize,
    ) -> Result<(), ImportError> {
        let Some(id) = &lead.external_id else { return Ok(()) };
        if !self.repeated.contains(&self.list.marks[index].external) {
            let before = op.db().facts_of_row(draft.account.id, self.terms.source, id)?;
            draft.correct(before, lead, lead.purchase.is_some());
        }
        Ok(())
    }
}

/// Returns what is to be stored next; calls `meanwhile` as long as there is nothing, until that has
/// nothing to do either. `None` where nothing will come.
fn next<T>(
    made: &Receiver<T>,
    mut meanwhile: impl FnMut() -> Result<bool, StoreError>,
) -> Result<Option<T>, StoreError> {
    loop {
        match made.try_recv() {
            Ok(made) => return Ok(Some(made)),
            Err(TryRecvError::Empty) if meanwhile()? => {}
            Err(_) => return Ok(made.recv().ok()),
        }
    }
}

/// Match keys that a thread sorts, on their way to the store.
enum KeysToStore<'p, 'd> {
    Sorting(Receiver<GainedKeys<'p>>),
    Sorted(Box<NewKeys<'d, GainedKeys<'p>>>),
}

impl<'d> KeysToStore<'_, 'd> {
    /// Stores some keys; returns whether there were any at hand.
    fn store_some(&mut self, op: &Op<'d>) -> Result<bool, StoreError> {
        if let Self::Sorting(keys) = self {
            let Ok(pairs) = keys.try_recv() else { return Ok(false) };
            *self = Self::Sorted(Box::new(op.new_match_keys(pairs)?));
        }
        match self {
            Self::Sorting(_) => Ok(false),
            Self::Sorted(keys) => keys.store_some(),
        }
    }

    /// Stores all that are left.
    fn finish(self, op: &Op<'d>) -> Result<(), StoreError> {
        match self {
            // Nothing comes only where the thread panicked, which ends the scope that it is in.
            Self::Sorting(keys) => match keys.recv() {
                Ok(pairs) => op.new_match_keys(pairs)?.finish(),
                Err(_) => Ok(()),
            },
            Self::Sorted(keys) => keys.finish(),
        }
    }
}

/// Reads the list again and sends what comes of its rows, until the store takes no more: then its
/// own error says why. Cells are cleaned in several threads.
fn draft_all(
    list: &Examined,
    mut drafter: Drafter<'_, '_>,
    to_store: &SyncSender<Made>,
    stored: &Receiver<Made>,
) -> Result<Findings, ImportError> {
    let cleaner = Cleaner::new(list);
    let mut rows = list.rows()?;
    let read = move |send: &mut dyn FnMut(RowBatch) -> bool| {
        loop {
            let batch = rows.next_batch(CLEANED)?;
            if batch.is_empty() || !send(batch) {
                return Ok(());
            }
        }
    };
    let worker = || {
        |rows: RowBatch| {
            // Boxed: what is handed over is moved several times.
            let leads: Vec<_> = rows.iter().map(|row| cleaner.lead(row).map(Box::new)).collect();
            (rows, leads)
        }
    };
    let mut made = drafter.nothing();
    let read: Result<(), ReadError> = in_order(read, worker, |(rows, leads)| {
        for (row, lead) in rows.iter().zip(leads) {
            drafter.draft(row, lead, &mut made);
        }
        if !made.is_full() {
            return true;
        }
        let next = stored.try_recv().unwrap_or_else(|_| drafter.nothing());
        to_store.send(std::mem::replace(&mut made, next)).is_ok()
    })?;
    read?;
    let findings = drafter.finish(&mut made);
    let _ = to_store.send(made);
    Ok(findings)
}

/// Returns how many accounts rows went to: every new one was made by one row.
fn distinct_accounts(steps: &[Step]) -> i64 {
    let new = steps.iter().filter(|step| matches!(step, Step::Added(_))).count();
    let known: HashSet<AccountId> = steps
        .iter()
        .filter(|step| matches!(step, Step::Known(..) | Step::Keyed(_)))
        .filter_map(|step| step.account())
        .collect();
    i64::try_from(new + known.len()).unwrap_or(i64::MAX)
}
