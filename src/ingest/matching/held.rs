//! Groups that a person has to decide about.

use std::collections::{HashMap, HashSet};

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::alike::Alike;
use super::compare::{Agreement, compare_phones};
use super::settle::{Pair, Settling, shared};
use super::{Matching, Reason};

/// Why a group is held, and the root of the group it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hold {
    pub(super) candidate: u32,
    pub(super) reason: Reason,
    /// How likely they are the same, 0 to 100.
    pub(super) score: u8,
}

/// A doubt between groups that share a key: the key, its reason, a root.
type Doubt = (u32, Reason, u64);

/// Returns the groups that are held, by root.
///
/// Groups are taken by rank. One that shares a doubtful key with an earlier group that is known
/// or new is held, others are new; so a candidate is never held itself.
pub(super) fn hold(settling: &mut Settling<'_>) -> HashMap<u32, Hold> {
    let mut doubts = Vec::new();
    let phones = std::mem::take(&mut settling.phones);
    doubt(settling, &phones, Reason::SamePhoneOtherName, &mut doubts);
    let lines = phones_and_names(settling, &phones);
    doubt(settling, &lines, Reason::SamePhoneAndNameOtherHouse, &mut doubts);
    drop(phones);
    let heads = settling.units.pairs(|keys| {
        let key = xxh3_64_with_seed(&keys.core.to_le_bytes(), keys.address_head);
        let told = keys.is_firm() && keys.address_head != 0;
        std::iter::once(key).filter(move |_| told)
    });
    doubt(settling, &heads, Reason::SameNameSameAddressElsewhere, &mut doubts);
    let scores = doubt_alike(settling, &mut doubts);
    doubt_moved(settling, &mut doubts);

    let mut leaders: HashMap<u64, u32> = HashMap::new();
    let mut holds = HashMap::new();
    let several = several(settling);
    doubts.sort_unstable();
    let mut groups: Vec<&[Doubt]> = doubts.chunk_by(|a, b| a.0 == b.0).collect();
    groups.sort_by_cached_key(|doubts| settling.groups.rank(doubts[0].0));
    for doubts in groups {
        let root = doubts[0].0;
        if several.contains_key(&root) {
            continue;
        }
        let hold = doubts
            .iter()
            .filter_map(|(_, reason, key)| {
                let score = scores.get(key).copied().unwrap_or_else(|| reason.score());
                Some(Hold { candidate: *leaders.get(key)?, reason: *reason, score })
            })
            .filter(|hold| is_open(settling, root, *hold))
            .min_by_key(|hold| {
                (hold.reason, u8::MAX - hold.score, settling.groups.rank(hold.candidate))
            });
        match hold.filter(|_| settling.groups.account(root) == 0) {
            Some(hold) => {
                holds.insert(root, hold);
            }
            None => doubts.iter().for_each(|(_, _, key)| {
                leaders.entry(*key).or_insert(root);
            }),
        }
    }
    for (root, candidate) in several {
        let candidate = holds.get(&candidate).map_or(candidate, |hold| hold.candidate);
        let reason = Reason::FitsSeveral;
        holds.insert(root, Hold { candidate, reason, score: reason.score() });
    }
    holds
}

/// Returns whether a person may still find that the group of `root` is the candidate.
fn is_open(settling: &Settling<'_>, root: u32, hold: Hold) -> bool {
    if settling.groups.are_apart(root, hold.candidate) {
        return false;
    }
    match hold.reason {
        Reason::SamePhoneAndNameOtherHouse | Reason::SameNameOtherHouse => {
            settling.groups.only_houses_differ(root, hold.candidate)
        }
        _ => !settling.groups.contradict(root, hold.candidate),
    }
}

/// Returns units by phone and core together, of the phones that several units have.
fn phones_and_names(settling: &Settling<'_>, phones: &[Pair]) -> Vec<Pair> {
    let mut lines = Vec::new();
    for run in shared(phones) {
        lines.extend(run.iter().filter_map(|pair| {
            let Pair { key: phone, unit } = *pair;
            let core = settling.units.keys(unit).core;
            let key = xxh3_64_with_seed(&core.to_le_bytes(), phone);
            (core != 0).then_some(Pair { key, unit })
        }));
    }
    lines.sort_unstable();
    lines
}

/// Returns the groups that fit several, by root as it is now, with the best of them.
fn several(settling: &mut Settling<'_>) -> HashMap<u32, u32> {
    let mut marked: Vec<(u32, u32)> = settling.several.drain().collect();
    marked.sort_unstable();
    let mut several = HashMap::new();
    for (unit, candidate) in marked {
        let (root, candidate) = (settling.groups.root(unit), settling.groups.root(candidate));
        if root != candidate && settling.groups.account(root) == 0 {
            several.entry(root).or_insert(candidate);
        }
    }
    let among: HashSet<u32> = several.keys().copied().collect();
    several.retain(|_, candidate| !among.contains(candidate));
    several
}

/// Notes the pairs that may be the same customer; returns how likely each is, by its key.
fn doubt_alike(settling: &mut Settling<'_>, doubts: &mut Vec<Doubt>) -> HashMap<u64, u8> {
    let mut scores: HashMap<u64, u8> = HashMap::new();
    for Alike { a, b, weight } in std::mem::take(&mut settling.alike) {
        let (one, other) = (settling.units.keys(a), settling.units.keys(b));
        let (a, b) = (settling.groups.root(a), settling.groups.root(b));
        if a == b {
            continue;
        }
        let pair = u64::from(a.min(b)) << 32 | u64::from(a.max(b));
        let key = xxh3_64_with_seed(&pair.to_le_bytes(), PAIR);
        let phones = compare_phones(one, other, &settling.settings.weights).agreement;
        let score = scores.entry(key).or_default();
        *score = (*score).max(likelihood(weight, phones, &settling.settings));
        doubts.extend([(a, Reason::Alike, key), (b, Reason::Alike, key)]);
    }
    scores
}

/// Notes the pairs of one name of which one may have moved.
fn doubt_moved(settling: &mut Settling<'_>, doubts: &mut Vec<Doubt>) {
    for (a, b) in std::mem::take(&mut settling.moved) {
        let (a, b) = (settling.groups.root(a), settling.groups.root(b));
        let pair = u64::from(a.min(b)) << 32 | u64::from(a.max(b));
        let key = xxh3_64_with_seed(&pair.to_le_bytes(), MOVED);
        if a != b {
            doubts.extend([
                (a, Reason::SameNameOtherHouse, key),
                (b, Reason::SameNameOtherHouse, key),
            ]);
        }
    }
}

/// Returns of how many in a hundred of this weight, where it is not sure, the two are the same: of
/// what is unsure a phone tells more than all else.
pub(super) fn likelihood(
    weight: i32,
    phones: Agreement,
    Matching { weights, percents, .. }: &Matching,
) -> u8 {
    let (least, most) = (i64::from(percents.score_possible), i64::from(percents.score_sure));
    let (possible, sure) = (i64::from(weights.possible), i64::from(weights.sure));
    let span = (sure - possible).max(1);
    let above = (i64::from(weight) - possible).clamp(0, span);
    let by_phone = match phones {
        Agreement::Agrees => i64::from(percents.score_phone_agrees),
        Agreement::IsClose => -i64::from(percents.score_phone_is_close),
        Agreement::Differs => -i64::from(percents.score_phone_differs),
        _ => 0,
    };
    let score = least + (most - least) * above / span + by_phone;
    u8::try_from(score.clamp(0, 100)).unwrap_or(0)
}

/// Seed of the keys of pairs.
const PAIR: u64 = 0x7061_6972;

/// Seed of the keys of those of which one may have moved.
const MOVED: u64 = 0x6d6f_7665;

fn doubt(settling: &mut Settling<'_>, pairs: &[Pair], reason: Reason, doubts: &mut Vec<Doubt>) {
    let mut roots: Vec<u32> = Vec::new();
    for run in shared(pairs) {
        roots.clear();
        roots.extend(run.iter().map(|pair| settling.groups.root(pair.unit)));
        roots.sort_unstable();
        roots.dedup();
        if roots.len() > 1 {
            doubts.extend(roots.iter().map(|root| (*root, reason, run[0].key)));
        }
    }
}
