//! What became of the records of operations that were taken back.

use std::collections::BTreeMap;

use super::super::joined;
use super::Ids;
use super::standing::traces_of;
use crate::model::{AnyId, IdKind, OperationId};

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reversed {
    /// It is as it was before.
    Back,
    /// It was kept: it was changed since, or what was made since needs it.
    Kept,
    /// It could not be taken back: what it names is gone.
    Failed,
}

impl Reversed {
    /// Returns the stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Back => "reversed",
            Self::Kept => "kept",
            Self::Failed => "could-not",
        }
    }
}

/// Records of one kind of which the same became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReversedRecords {
    /// What became of them.
    pub outcome: Reversed,
    /// Their kind.
    pub kind: IdKind,
    /// The operation that changed them since, or that took away what they name; missing where
    /// they are reversed.
    pub since: Option<OperationId>,
    /// Their ids in ranges, ascending.
    pub ids: Vec<Ids>,
}

impl ReversedRecords {
    /// Returns how many they are.
    pub fn count(&self) -> i64 {
        self.ids.iter().map(|(first, last)| last - first + 1).sum()
    }
}

/// What became of every record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reversal {
    found: BTreeMap<(Reversed, IdKind, Option<OperationId>), Vec<Ids>>,
    /// Records that are not removed though their maker is taken back, with what wrote them since.
    kept: BTreeMap<AnyId, OperationId>,
    /// Records some fields of which stay as they are, with what changed them since, and which
    /// traces belong to those fields.
    changed: BTreeMap<AnyId, (OperationId, u8)>,
}

impl Reversal {
    pub(super) fn add(
        &mut self,
        outcome: Reversed,
        kind: IdKind,
        since: Option<OperationId>,
        ids: Ids,
    ) {
        let ranges = self.found.entry((outcome, kind, since)).or_default();
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == ids.0 => *last = ids.1,
            _ => ranges.push(ids),
        }
    }

    /// Notes a record that is not removed though its maker is taken back.
    pub(super) fn keep(&mut self, record: AnyId, since: OperationId) {
        self.kept.insert(record, since);
        self.add(Reversed::Kept, record.kind, Some(since), (record.number, record.number));
    }

    /// Notes a record some fields of which are not put back.
    pub(super) fn keep_changed<'f>(
        &mut self,
        record: AnyId,
        since: OperationId,
        fields: impl IntoIterator<Item = &'f String>,
    ) {
        let traces = traces_of(record.kind, fields);
        if traces != 0 {
            self.changed.entry(record).or_insert((since, 0)).1 |= traces;
        }
        self.add(Reversed::Kept, record.kind, Some(since), (record.number, record.number));
    }

    /// Returns the records of a kind that keep the change to which the trace at a place belongs,
    /// with what changed them since.
    pub(super) fn kept_with(
        &self,
        kind: IdKind,
        place: usize,
    ) -> impl Iterator<Item = (i64, OperationId)> {
        let own = self.changed.iter().filter(move |(record, _)| record.kind == kind);
        own.filter(move |(_, (_, traces))| traces & (1 << place) != 0)
            .map(|(record, (since, _))| (record.number, *since))
    }

    /// Returns the records noted so far that are not removed.
    pub(super) fn kept(&self) -> BTreeMap<AnyId, OperationId> {
        self.kept.clone()
    }

    /// Returns the records in groups: what is reversed first, by kind, then by the operation since.
    pub fn records(&self) -> Vec<ReversedRecords> {
        let group = |((outcome, kind, since), ids): (&(_, _, _), &Vec<Ids>)| ReversedRecords {
            outcome: *outcome,
            kind: *kind,
            since: *since,
            ids: joined(ids),
        };
        self.found.iter().map(group).collect()
    }

    /// Returns the latest operation for which anything was left as it is; `None` where nothing was.
    pub fn latest_left(&self) -> Option<OperationId> {
        let left = self.found.keys().filter(|(outcome, ..)| *outcome != Reversed::Back);
        left.filter_map(|(.., since)| *since).max()
    }

    /// Returns whether anything was reversed.
    pub fn any_back(&self) -> bool {
        self.found.keys().any(|(outcome, ..)| *outcome == Reversed::Back)
    }

    /// Returns whether anything was kept, or could not be taken back.
    pub fn any_left(&self) -> bool {
        self.found.keys().any(|(outcome, ..)| *outcome != Reversed::Back)
    }
}
