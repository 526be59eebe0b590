//! The second pass over a list: every row becomes records, or is kept for a person.

use std::collections::{HashMap, HashSet};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::ImportError;
use super::draft::{Draft, Preference, Terms, preference};
use super::drafter::{Drafter, Findings, KnownRow, Made};
use super::import::Import;
use super::prepare::Prepared;
use super::settle::{Plan, Step, repeated_ids};
use super::shelf::{Shelf, stored_drafts};
use crate::ingest::lead::Cleaner;
use crate::ingest::read::{Examined, RawRow};
use crate::model::{AccountId, BatchId, BatchRow, Source, SourceId};
use crate::playbook::Playbook;
use crate::store::{Op, RecordBulk};

/// What a list came to.
pub(super) struct Loaded {
    pub(super) findings: Findings,
    pub(super) purchases: i64,
    pub(super) accounts: i64,
}

/// Bundles of rows that may wait to be stored.
const WAITING: usize = 4;

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
        })
    }

    /// Reads the list again and writes its rows, some at a time. The store is kept busy: rows are
    /// cleaned and made ready for it in other threads.
    pub(super) fn write(
        mut self,
        op: &mut Op<'d>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Loaded, ImportError> {
        let terms = self.terms.clone();
        let ids = (op.id(), self.batch);
        let drafter = Drafter::new(self.list, self.import, self.plan, ids, &terms);
        let list = &self.list.list;
        let findings = std::thread::scope(|scope| {
            let (to_store, made) = sync_channel(WAITING);
            let (back, stored) = sync_channel(WAITING + 2);
            let drafting = std::thread::Builder::new()
                .name("draft".to_owned())
                .spawn_scoped(scope, move || draft_all(list, drafter, &to_store, &stored))?;
            for mut made in made {
                progress(made.count);
                self.store(op, &mut made)?;
                made.clear();
                // Made again: memory that was used already costs less.
                let _ = back.try_send(made);
            }
            drafting.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })?;
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
        if let (Step::Keyed(_), Some(draft)) = (step, &mut draft) {
            self.correct(op, draft, &lead, index)?;
        }
        if let Some(purchase) = lead.purchase.take() {
            self.shelf.keep_purchase(account, line, purchase);
        }
        if let Some(draft) = draft {
            let source = draft.account.source;
            let preference = match step {
                Step::Keyed(_) if source == Some(self.terms.source) => Preference::Row,
                _ => {
                    let known = source.and_then(|source| self.preferences.get(&source));
                    known.copied().unwrap_or(Preference::Stored)
                }
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

/// Reads the list again and sends what comes of its rows, until the store takes no more: then its
/// own error says why.
fn draft_all(
    list: &Examined,
    mut drafter: Drafter<'_>,
    to_store: &SyncSender<Made>,
    stored: &Receiver<Made>,
) -> Result<Findings, ImportError> {
    let cleaner = Cleaner::new(list);
    let (mut rows, mut raw) = (list.rows()?, RawRow::default());
    let mut made = drafter.nothing();
    while rows.next_row(&mut raw)? {
        drafter.draft((&raw).into(), cleaner.lead(&raw), &mut made);
        if made.is_full() {
            let next = stored.try_recv().unwrap_or_else(|_| drafter.nothing());
            if to_store.send(std::mem::replace(&mut made, next)).is_err() {
                break;
            }
        }
    }
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
