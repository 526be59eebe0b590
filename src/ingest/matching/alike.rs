//! Rows and accounts that agree in part: joined where their weights are sure, kept for a person
//! where they may be the same.

use std::collections::{HashMap, HashSet};

use super::Matching;
use super::compare::{Allowance, Comparison, Rarity, signed};
use super::keys::{meet, range};
use super::settle::{Pair, Settling, told};

/// Two units that may be the same customer, and how much speaks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Alike {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) weight: i32,
}

/// Two units that are surely the same, the heaviest first.
struct Sure {
    weight: i32,
    a: u32,
    b: u32,
    allowance: Allowance,
}

/// Joins groups of which two members are surely the same by their weights, heaviest first, as far
/// as no members contradict each other or have names that forbid it.
///
/// Members are compared that share a phone, an e-mail address, a road with house number, or two
/// letters of the name at its head or end in one city, the others being much the same; under a key that more units have than
/// the limit none are, nor under one that is crowded among the accounts known.
pub(super) fn join_alike(settling: &mut Settling<'_>) {
    let units = &settling.units;
    let rarity = Rarity::counted(units.iter().map(|(_, keys, ..)| keys), &settling.settings);
    let mut found = Found::default();
    let phones = std::mem::take(&mut settling.phones);
    let emails = std::mem::take(&mut settling.emails);
    compare(settling, &phones, Under::Key, &rarity, &mut found);
    compare(settling, &emails, Under::Key, &rarity, &mut found);
    (settling.phones, settling.emails) = (phones, emails);
    let crowded = settling.crowded;
    let is_free = |key: &u64| !crowded.contains(&range(*key).0);
    let is_letters = |key: &u64| *key != 0 && is_free(key);
    // One after the other: of a million rows, each takes its room.
    let letters = settling.units.pairs(|keys| keys.letter_keys().into_iter().filter(is_letters));
    compare(settling, &letters, Under::Letters, &rarity, &mut found);
    drop(letters);
    let sites = settling.units.pairs(|keys| told(keys.site_in_city()).filter(is_free));
    compare(settling, &sites, Under::Key, &rarity, &mut found);
    drop(sites);
    let sites = settling.units.pairs(|keys| {
        told(keys.site()).filter(|_| told(keys.site_in_city()).all(|site| is_free(&site)))
    });
    let mut anywhere = Found::default();
    compare(settling, &sites, Under::Key, &rarity, &mut anywhere);
    found.add_unless_unfound(anywhere, settling);
    found.sure.sort_unstable_by_key(|sure| (-sure.weight, sure.a, sure.b));
    found.sure.dedup_by_key(|sure| (sure.a, sure.b));
    let mut apart = Apart::new(settling, &found);
    for sure in found.sure {
        let (a, b) = (settling.groups.root(sure.a), settling.groups.root(sure.b));
        if a == b {
            continue;
        }
        let members = (settling.units.keys(sure.a), settling.units.keys(sure.b));
        let may = settling.groups.may_join_despite((a, members.0), (b, members.1), sure.allowance);
        if may && !apart.are(settling, a, b) {
            settling.groups.unite(a, b);
            apart.unite(a, b);
        } else {
            found.possible.push(Alike { a: sure.a, b: sure.b, weight: sure.weight });
        }
    }
    settling.alike = found.possible;
}

/// Members of one group that are compared where there are many.
const OF_ONE: usize = 3;

#[derive(Default)]
struct Found {
    sure: Vec<Sure>,
    possible: Vec<Alike>,
    /// Units whose names forbid to be one group, though other facts agree.
    apart: Vec<(u32, u32)>,
}

impl Found {
    /// Adds what another key found. Units that no stored key finds again are left to a person: a
    /// list decides what it would decide against the store.
    fn add_unless_unfound(&mut self, others: Self, settling: &Settling<'_>) {
        let weights = &settling.settings.weights;
        for sure in others.sure {
            let (one, other) = (settling.units.keys(sure.a), settling.units.keys(sure.b));
            if one.stored().any(|key| other.stored().any(|others| meet(key, others, weights))) {
                self.sure.push(sure);
            } else {
                self.possible.push(Alike { a: sure.a, b: sure.b, weight: sure.weight });
            }
        }
        self.possible.extend(others.possible);
        self.apart.extend(others.apart);
    }
}

/// What units are compared by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Under {
    /// An equal key.
    Key,
    /// Stored keys of letters that meet.
    Letters,
}

/// Compares units that share a key and are not yet of one group.
fn compare(
    settling: &mut Settling<'_>,
    pairs: &[Pair],
    under: Under,
    rarity: &Rarity,
    found: &mut Found,
) {
    let limit = settling.settings.pair_limit as usize;
    let settings = settling.settings;
    let common = |pair: &Pair| match under {
        Under::Key => pair.key,
        Under::Letters => range(pair.key).0,
    };
    let mut members: Vec<(u32, u32, u64)> = Vec::new();
    for run in pairs.chunk_by(|a, b| common(a) == common(b)).filter(|run| run.len() > 1) {
        members.clear();
        members.extend(run.iter().map(|pair| {
            let Pair { key, unit } = *pair;
            (settling.groups.root(unit), unit, key)
        }));
        members.sort_unstable();
        if members[0].0 == members[members.len() - 1].0 {
            continue;
        }
        if members.len() > limit {
            // Many rows of few customers: some of each say enough.
            let mut kept = 0;
            for at in 0..members.len() {
                if kept < OF_ONE || members[kept - OF_ONE].0 != members[at].0 {
                    members[kept] = members[at];
                    kept += 1;
                }
            }
            members.truncate(kept);
            if members.len() > limit {
                continue;
            }
        }
        for (at, (root, a, key)) in members.iter().enumerate() {
            for (other, b, others) in &members[at + 1..] {
                if root != other && (under == Under::Key || meet(*key, *others, &settings.weights))
                {
                    compare_two(settling, (*a).min(*b), (*a).max(*b), (rarity, &settings), found);
                }
            }
        }
    }
}

fn compare_two(
    settling: &Settling<'_>,
    a: u32,
    b: u32,
    (rarity, settings): (&Rarity, &Matching),
    found: &mut Found,
) {
    let (one, other) = (settling.units.keys(a), settling.units.keys(b));
    // Of two that say the same, and prove nothing by it, none can wait for the other.
    if one.core == 0 || other.core == 0 || one == other {
        return;
    }
    let weights = &settings.weights;
    let compared = Comparison::of(one, other, settings, rarity);
    let weight = compared.weight();
    if compared.is_sure(weights) {
        found.sure.push(Sure { weight, a, b, allowance: compared.allowance() });
    } else if compared.forbids() && compared.is_supported() {
        found.apart.push((a, b));
    }
    let possible = compared.possible_from(weights, one.is_short() != other.is_short());
    if compared.only_phone_fits() {
        return;
    }
    if !compared.is_sure(weights) && possible.is_some_and(|possible| weight >= signed(possible)) {
        found.possible.push(Alike { a, b, weight });
    }
}

/// Groups whose members have names that forbid to be one.
struct Apart {
    others: HashMap<u32, Vec<u32>>,
}

impl Apart {
    /// Takes down those that may be joined by what was found: of many rows at one site they are few.
    fn new(settling: &mut Settling<'_>, found: &Found) -> Self {
        let joined = found.sure.iter().flat_map(|sure| [sure.a, sure.b]);
        let joined: HashSet<u32> = joined.map(|unit| settling.groups.root(unit)).collect();
        let mut others: HashMap<u32, Vec<u32>> = HashMap::new();
        for (a, b) in &found.apart {
            let (one, other) = (settling.groups.root(*a), settling.groups.root(*b));
            if one != other && joined.contains(&one) && joined.contains(&other) {
                others.entry(one).or_default().push(other);
                others.entry(other).or_default().push(one);
            }
        }
        Self { others }
    }

    /// Returns whether two groups, given by roots, have members that must not be one.
    fn are(&self, settling: &mut Settling<'_>, a: u32, b: u32) -> bool {
        let of = |root: u32| self.others.get(&root).map_or(&[][..], Vec::as_slice);
        let (fewer, other) = if of(a).len() <= of(b).len() { (a, b) } else { (b, a) };
        of(fewer).iter().any(|unit| settling.groups.root(*unit) == other)
    }

    /// Notes that two groups, given by the roots they had, are one.
    fn unite(&mut self, a: u32, b: u32) {
        let (root, child) = (a.min(b), a.max(b));
        if let Some(others) = self.others.remove(&child) {
            self.others.entry(root).or_default().extend(others);
        }
    }
}
