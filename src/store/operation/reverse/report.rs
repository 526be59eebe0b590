//! What became of the records of operations that were taken back.

use std::collections::BTreeMap;

use super::super::joined;
use super::Ids;
use super::units::is_of_unit;
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
    /// Deals that keep a change which their history tells of, with what changed them since.
    changed: BTreeMap<i64, OperationId>,
    /// Deals of which such a change was put back.
    put_back: Vec<i64>,
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
        if record.kind == IdKind::DealId && is_of_unit(record.kind, fields.into_iter()) {
            self.changed.insert(record.number, since);
        }
        self.add(Reversed::Kept, record.kind, Some(since), (record.number, record.number));
    }

    /// Notes records of a kind of which these fields were put back.
    pub(super) fn put_back<'f>(
        &mut self,
        kind: IdKind,
        ids: impl Iterator<Item = i64> + Clone,
        fields: impl Iterator<Item = &'f String>,
    ) {
        if kind == IdKind::DealId && is_of_unit(kind, fields) {
            self.put_back.extend(ids.clone());
        }
        ids.for_each(|id| self.add(Reversed::Back, kind, None, (id, id)));
    }

    /// Returns the records of a kind that were left as they are and make others of their unit stay,
    /// with the operation for which they were.
    pub(super) fn left_of(
        &self,
        kind: IdKind,
    ) -> Box<dyn Iterator<Item = (i64, Option<OperationId>)> + '_> {
        if kind == IdKind::DealId {
            return Box::new(self.changed.iter().map(|(id, since)| (*id, Some(*since))));
        }
        let left = self
            .found
            .iter()
            .filter(move |((outcome, of, _), _)| *of == kind && *outcome != Reversed::Back);
        Box::new(left.flat_map(|((.., since), ranges)| {
            ranges.iter().flat_map(|(first, last)| *first..=*last).map(|id| (id, *since))
        }))
    }

    /// Returns the records of a kind that were taken back, or brought back, as far as others of
    /// their unit go with them: ranges, ascending.
    pub(super) fn back_of(&self, kind: IdKind) -> Vec<Ids> {
        if kind == IdKind::DealId {
            let ids: Vec<Ids> = self.put_back.iter().map(|id| (*id, *id)).collect();
            return joined(&ids);
        }
        self.found.get(&(Reversed::Back, kind, None)).map_or_else(Vec::new, |ids| joined(ids))
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
