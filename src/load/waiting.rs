//! Rows that come again, by their own ids, while a person has not decided on them.

use std::collections::{HashMap, HashSet};

use super::ImportError;
use super::comparing::{Subject, is_called_alike};
use super::own_ids::{own_id_key, seed_of};
use super::prepare::Prepared;
use super::readers::Readers;
use super::settle::{Ground, HeldRow, Step, as_position};
use crate::ingest::matching::{Candidate, Fate, Keys, Matching, Reason, explain};
use crate::model::{BatchRow, BatchRowId, Source};
use crate::store::{Db, StoreError};

/// Holds rows that would make accounts of their own though a row of their own id and name waits
/// for a decision, with the rows that are surely the same as they: a person is asked about all of
/// them at once. Returns what is held of them.
pub(super) fn hold_again(
    db: &Db,
    ground: &mut Ground,
    list: &Prepared,
    source: &Source,
    (subjects, fates): (&[u32], &[Fate]),
    settings: &Matching,
) -> Result<Vec<HeldRow>, ImportError> {
    let mut held = Vec::new();
    let mut waiting = Waiting::of(db, ground, source)?;
    if waiting.rows.is_empty() {
        return Ok(held);
    }
    // Whom other held rows may be has to become an account.
    let needed: HashSet<u32> = fates
        .iter()
        .filter_map(|fate| match fate {
            Fate::Held { candidate: Some(Candidate::Row(row)), .. } => Some(*row),
            _ => None,
        })
        .collect();
    let mut leaders: HashMap<u32, HeldRow> = HashMap::new();
    for (at, (row, fate)) in (0..).zip(subjects.iter().zip(fates)) {
        let index = *row as usize;
        let known = match fate {
            _ if ground.steps[index].is_some() => None,
            Fate::New if !needed.contains(&at) => {
                let own_id = ground.own_id(index);
                let before = own_id.map(|id| waiting.of_name(db, id, &list.keys[index], settings));
                before.transpose()?.flatten()
            }
            Fate::SameAs { row, .. } => leaders.get(row).copied(),
            _ => None,
        };
        if let Some(mut known) = known {
            if *fate == Fate::New {
                known.group = *row;
                leaders.insert(at, known);
            }
            ground.steps[index] = Some(Step::Held(as_position(held.len())));
            held.push(known);
        }
    }
    Ok(held)
}

/// The rows of lists of a source that wait, by the keys of their own ids.
struct Waiting {
    rows: HashMap<i64, Vec<BatchRowId>>,
    readers: Readers,
}

impl Waiting {
    fn of(db: &Db, ground: &Ground, source: &Source) -> Result<Self, StoreError> {
        let (mut rows, seed): (HashMap<i64, Vec<_>>, _) = (HashMap::new(), seed_of(source));
        if ground.has_own_ids() {
            db.each_waiting_id(source.id, |row, id| {
                rows.entry(own_id_key(id, seed)).or_default().push(row);
            })?;
        }
        for rows in rows.values_mut() {
            rows.sort_unstable();
        }
        Ok(Self { rows, readers: Readers::default() })
    }

    /// Returns what is held of the last row of this own id and nearly this name; `None` where none
    /// waits.
    fn of_name(
        &mut self,
        db: &Db,
        own_id: i64,
        keys: &Keys,
        settings: &Matching,
    ) -> Result<Option<HeldRow>, StoreError> {
        for id in self.rows.get(&own_id).into_iter().flatten().rev() {
            let row = db.get::<BatchRow>(*id)?;
            let Some(lead) = self.readers.lead(db, &row)? else { continue };
            let mut said = Subject::of_lead(&lead).keys().into_iter();
            if said.any(|said| is_called_alike(&explain(&said, keys, settings))) {
                return held_row(db, &row).map(Some);
            }
        }
        Ok(None)
    }
}

/// Returns what is held of a row that waits.
fn held_row(db: &Db, row: &BatchRow) -> Result<HeldRow, StoreError> {
    let code = row.reason.as_deref();
    let reason = Reason::ALL.iter().find(|reason| Some(reason.code()) == code);
    let candidate = match row.candidate.map(|id| db.account_led_to(id)) {
        Some(Err(StoreError::Unknown { .. })) | None => None,
        Some(led) => Some(led?.id),
    };
    Ok(HeldRow {
        group: 0,
        candidate,
        score: row.score.and_then(|score| u8::try_from(score).ok()).unwrap_or_default(),
        reason: reason.copied().unwrap_or(Reason::Alike),
    })
}
