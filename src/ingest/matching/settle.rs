//! Rows and known accounts to groups, rule by rule, surest first.

use std::collections::{HashMap, HashSet};

use super::alike::{Alike, join_alike};
use super::compare::{Comparison, Rarity};
use super::groups::Groups;
use super::held::{Hold, hold};
use super::keys::Keys;
use super::units::Units;
use super::{Candidate, Fate, Matching, Reason};
use crate::model::AccountId;

/// The accounts that the rows of a batch are compared with.
#[derive(Debug, Clone, Default)]
pub struct Base {
    /// Those that share a stored key with a row, in any order.
    pub accounts: Vec<(AccountId, Keys)>,
    /// The least of the [`range`](super::range) of stored keys, of those that many may have, of
    /// more accounts than are compared under one key, whether they are among `accounts` or not:
    /// nobody is compared under them.
    pub crowded: HashSet<u64>,
}

/// Decides for every row of a batch whether it is new, the same as another, known or held.
///
/// The answer has one fate per row, in the order of `rows`; which rows share a fate does not depend
/// on their order. Never fails; at most 2³² − 1 rows and accounts together are compared.
///
/// Source: domain rules, section 1 "account"; design, section 5, step 4; rules in the module
/// documentation.
pub fn settle(rows: &[Keys], base: &Base, settings: &Matching) -> Vec<Fate> {
    let units = Units::new(rows, &base.accounts, &HashSet::new());
    let mut settling = Settling::new(units, &base.crowded, settings);
    let holds = settling.decide();
    settling.fates(&holds)
}

/// Returns the key where it is told.
pub(super) fn told(key: u64) -> impl Iterator<Item = u64> {
    std::iter::once(key).filter(|key| *key != 0)
}

/// A key with a unit that has it. Packed, since there are several for each row of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(Rust, packed(4))]
pub(super) struct Pair {
    pub(super) key: u64,
    pub(super) unit: u32,
}

const _: () = assert!(size_of::<Pair>() == 12);

/// Returns the pairs of each key that several units have; `pairs` are sorted.
pub(super) fn shared(pairs: &[Pair]) -> impl Iterator<Item = &[Pair]> {
    pairs.chunk_by(|a, b| { a.key } == { b.key }).filter(|run| run.len() > 1)
}

pub(super) struct Settling<'a> {
    pub(super) units: Units<'a>,
    pub(super) groups: Groups,
    /// Phones that say who somebody is, sorted.
    pub(super) phones: Vec<Pair>,
    /// E-mail addresses, sorted.
    pub(super) emails: Vec<Pair>,
    pub(super) settings: Matching,
    /// Keys under which nobody is compared.
    pub(super) crowded: &'a HashSet<u64>,
    /// Roots that fit several groups, with the best of them.
    pub(super) several: HashMap<u32, u32>,
    /// Pairs of units that may be the same customer, and were not joined.
    pub(super) alike: Vec<Alike>,
    /// Pairs of units of one name in one city that only their house numbers keep apart.
    pub(super) moved: Vec<(u32, u32)>,
}

/// Firms of one name in one city of which two may be one: the others are branches of theirs.
const FIRMS: usize = 4;

/// Where a group may go among others.
enum Fit {
    Nowhere,
    One(u32),
    /// Into the given one, and into others that are another customer.
    Several(u32),
}

impl<'a> Settling<'a> {
    /// Starts with every unit alone.
    pub(super) fn new(units: Units<'a>, crowded: &'a HashSet<u64>, settings: &Matching) -> Self {
        Self {
            groups: Groups::new(units.len(), units.iter()),
            phones: units.pairs(Keys::phones),
            emails: units.pairs(|keys| told(keys.email)),
            units,
            settings: *settings,
            crowded,
            several: HashMap::new(),
            alike: Vec::new(),
            moved: Vec::new(),
        }
    }

    /// Joins what is surely the same; returns what is left to a person, by root.
    pub(super) fn decide(&mut self) -> HashMap<u32, Hold> {
        self.drop_shared_phones();
        self.join_accounts();
        self.join_codes();
        self.join_contacts();
        self.join_names();
        self.join_short_names();
        join_alike(self);
        self.place_nameless();
        hold(self)
    }

    /// Forgets phones that stand under too many names or cities (rule 7).
    fn drop_shared_phones(&mut self) {
        let limit = self.settings.shared_phone_limit as usize;
        let units = &self.units;
        let mut switchboards = Vec::new();
        for run in shared(&self.phones).filter(|run| run.len() > limit) {
            let name = |pair: &Pair| (units.keys(pair.unit).core, units.keys(pair.unit).city);
            let mut names: Vec<_> = run.iter().map(name).filter(|(core, _)| *core != 0).collect();
            names.sort_unstable();
            names.dedup();
            if names.len() > limit {
                switchboards.push(run[0].key);
            }
        }
        if !switchboards.is_empty() {
            self.phones.retain(|pair| switchboards.binary_search(&{ pair.key }).is_err());
        }
    }

    /// Joins what is stored of one account, where it does not contradict itself.
    fn join_accounts(&mut self) {
        for unit in 1..self.units.known_count() {
            if self.groups.account(unit) == self.groups.account(unit - 1) {
                let root = self.groups.root(unit - 1);
                self.groups.join(root, unit);
            }
        }
    }

    fn join_codes(&mut self) {
        let codes = self.units.pairs(|keys| told(keys.code));
        for run in shared(&codes) {
            self.join_run(run.iter().map(|pair| pair.unit).collect(), false);
        }
    }

    /// Joins what shares phone and core, phone and stem, e-mail and core.
    fn join_contacts(&mut self) {
        let phones = std::mem::take(&mut self.phones);
        self.join_shared(&phones, |keys| keys.core);
        self.join_shared(&phones, |keys| keys.stem);
        self.phones = phones;
        let emails = std::mem::take(&mut self.emails);
        self.join_shared(&emails, |keys| if keys.is_person() { 0 } else { keys.core });
        self.emails = emails;
        let houses = self.units.pairs(|keys| told(if keys.is_firm() { keys.house() } else { 0 }));
        self.join_shared(&houses, |keys| keys.stem);
    }

    fn join_shared(&mut self, pairs: &[Pair], part: impl Fn(&Keys) -> u64) {
        let mut named: Vec<Pair> = Vec::new();
        for run in shared(pairs) {
            named.clear();
            let part = |pair: &Pair| Pair { key: part(self.units.keys(pair.unit)), ..*pair };
            named.extend(run.iter().map(part));
            named.sort_unstable();
            for run in shared(&named).filter(|run| run[0].key != 0) {
                self.join_run(run.iter().map(|pair| pair.unit).collect(), false);
            }
        }
    }

    /// Joins firms of one core: first in each city, then those of unknown city.
    fn join_names(&mut self) {
        let firms = self.units.pairs(|keys| told(if keys.is_firm() { keys.core } else { 0 }));
        let mut placed: Vec<(u32, u32)> = Vec::new();
        for run in shared(&firms) {
            placed.clear();
            placed.extend(run.iter().map(|pair| (self.units.keys(pair.unit).city, pair.unit)));
            placed.sort_unstable();
            for run in placed.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
                self.join_run(run.iter().map(|pair| pair.1).collect(), true);
                if run[0].0 != 0 {
                    self.note_moved(run.iter().map(|pair| pair.1));
                }
            }
            if placed[0].0 == 0 && placed[placed.len() - 1].0 != 0 {
                self.join_unplaced(&placed);
            }
        }
    }

    /// Notes two firms of one name in one city that only their house numbers keep apart, and no third
    /// firm: one may have moved. Of more, each is a shop of its own.
    fn note_moved(&mut self, units: impl Iterator<Item = u32>) {
        let mut firms: Vec<u32> = Vec::new();
        for root in units.map(|unit| self.groups.root(unit)) {
            if !firms.contains(&root) {
                firms.push(root);
            }
            if firms.len() > FIRMS {
                return;
            }
        }
        let pairs = firms
            .iter()
            .enumerate()
            .flat_map(|(at, one)| firms[at + 1..].iter().map(move |other| (*one, *other)));
        let moved: Vec<(u32, u32)> =
            pairs.filter(|(one, other)| self.groups.only_houses_differ(*one, *other)).collect();
        if let [pair] = moved[..] {
            self.moved.push(pair);
        }
    }

    /// Joins firms named without words of trade to the only firm of that stem in their city.
    fn join_short_names(&mut self) {
        let firms = self
            .units
            .pairs(|keys| told(if keys.is_firm() && keys.city != 0 { keys.stem } else { 0 }));
        let mut placed: Vec<(u32, bool, u32)> = Vec::new();
        for run in shared(&firms) {
            if !run.iter().any(|pair| self.units.keys(pair.unit).is_short()) {
                continue;
            }
            placed.clear();
            placed.extend(run.iter().map(|pair| {
                let keys = self.units.keys(pair.unit);
                (keys.city, keys.is_short(), pair.unit)
            }));
            placed.sort_unstable();
            for run in placed.chunk_by(|a, b| a.0 == b.0) {
                let (long, short) = run.split_at(run.partition_point(|(_, is_short, _)| !is_short));
                let unit = |placed: &(u32, bool, u32)| placed.2;
                self.join_only(short.iter().map(unit).collect(), long.iter().map(unit).collect());
            }
        }
    }

    /// Joins groups of one core whose city nobody tells to the only group they can be.
    fn join_unplaced(&mut self, placed: &[(u32, u32)]) {
        let told = placed.partition_point(|(city, _)| *city == 0);
        let unit = |placed: &(u32, u32)| placed.1;
        let (open, settled) = placed.split_at(told);
        self.join_only(open.iter().map(unit).collect(), settled.iter().map(unit).collect());
    }

    /// Joins each group of `open` to the only customer among the groups of `settled` that it can
    /// be, or marks it where there are several.
    fn join_only(&mut self, open: Vec<u32>, settled: Vec<u32>) {
        let settled = self.ranked(settled);
        let is_settled: HashSet<u32> = settled.iter().copied().collect();
        for root in self.ranked(open).into_iter().filter(|root| !is_settled.contains(root)) {
            match self.fit(root, &settled) {
                Fit::One(other) => {
                    self.groups.join(other, root);
                }
                Fit::Several(other) => self.ask(root, other, &settled),
                Fit::Nowhere => {}
            }
        }
    }

    /// Marks `root`, which fits several of `others` and `best` among them, for a person to decide;
    /// where it is a known account itself, it is the others that are asked about.
    fn ask(&mut self, root: u32, best: u32, others: &[u32]) {
        if self.groups.account(root) == 0 {
            self.several.insert(root, best);
            return;
        }
        for other in others.iter().take(self.settings.comparison_limit as usize) {
            let other = self.groups.root(*other);
            if self.groups.account(other) == 0 && self.groups.may_join(root, other) {
                self.several.insert(other, root);
            }
        }
    }

    /// Returns the roots of `units`, each once, in the order of their rank.
    fn ranked(&mut self, mut units: Vec<u32>) -> Vec<u32> {
        for unit in &mut units {
            *unit = self.groups.root(*unit);
        }
        units.sort_unstable();
        units.dedup();
        units.sort_by_cached_key(|root| self.groups.rank(*root));
        units
    }

    /// Joins the groups of `units`, which share a proof, as far as they do not contradict each
    /// other. What fits several that do joins the first of them; where `ask`, it is marked, and
    /// joined with others of its kind, so that one decision settles them.
    fn join_run(&mut self, units: Vec<u32>, ask: bool) {
        if let [a, b] = units[..] {
            let (a, b) = (self.groups.root(a), self.groups.root(b));
            self.groups.join(a, b);
            return;
        }
        let mut open: Vec<u32> = Vec::new();
        let mut asked: Vec<u32> = Vec::new();
        let mut sites: HashMap<(u32, u32), u32> = HashMap::new();
        for root in self.ranked(units) {
            let site = sites.get(&self.groups.site(root)).copied();
            let fit = match site.map(|site| self.groups.root(site)) {
                Some(site) if self.groups.may_join(root, site) => Fit::One(site),
                _ => self.fit(root, &open),
            };
            match fit {
                Fit::Several(other) if ask => {
                    self.ask(root, other, &open);
                    asked.push(root);
                }
                Fit::One(other) | Fit::Several(other) => {
                    self.groups.join(other, root);
                }
                Fit::Nowhere => {
                    open.push(root);
                    sites.entry(self.groups.site(root)).or_insert(root);
                }
            }
        }
        for root in asked.iter().skip(1) {
            let first = self.groups.root(asked[0]);
            self.groups.join(first, *root);
        }
    }

    fn fit(&mut self, root: u32, open: &[u32]) -> Fit {
        let mut first = None;
        for other in open.iter().take(self.settings.comparison_limit as usize) {
            let other = self.groups.root(*other);
            if !self.groups.may_join(root, other) {
                continue;
            }
            match first {
                None => first = Some(other),
                Some(first) if self.groups.differ(first, other) => return Fit::Several(first),
                Some(_) => {}
            }
        }
        first.map_or(Fit::Nowhere, Fit::One)
    }

    /// Puts units without a name where their phone or e-mail stands under one customer only;
    /// those that nobody claims are joined among themselves (rule 5).
    fn place_nameless(&mut self) {
        let mut claims: HashMap<u32, Vec<u32>> = HashMap::new();
        let pairs = [std::mem::take(&mut self.phones), std::mem::take(&mut self.emails)];
        for run in pairs.iter().flat_map(|pairs| shared(pairs)) {
            if run.iter().any(|pair| self.units.is_nameless(pair.unit)) {
                self.claim(run, &mut claims);
            }
        }
        let mut claims: Vec<_> = claims.into_iter().collect();
        claims.sort_unstable();
        for (unit, claimants) in claims {
            let root = self.groups.root(unit);
            if !self.groups.is_nameless(root) {
                continue;
            }
            let claimants = self.ranked(claimants);
            match claimants.as_slice() {
                [only] => {
                    self.groups.join(*only, root);
                }
                [first, ..] if self.groups.may_join(*first, root) => {
                    self.several.insert(root, *first);
                }
                _ => {}
            }
        }
        for run in pairs.iter().flat_map(|pairs| shared(pairs)) {
            let nameless =
                run.iter().map(|pair| pair.unit).filter(|unit| self.units.is_nameless(*unit));
            let alone: Vec<u32> = nameless.collect();
            if alone.len() > 1 {
                self.join_run(alone, false);
            }
        }
        [self.phones, _] = pairs;
    }

    /// Notes for every nameless unit of a run which named groups share the key: two at most,
    /// since more say no more.
    fn claim(&mut self, run: &[Pair], claims: &mut HashMap<u32, Vec<u32>>) {
        let named = run.iter().map(|pair| pair.unit).filter(|unit| !self.units.is_nameless(*unit));
        let named = self.ranked(named.collect());
        for unit in run.iter().map(|pair| pair.unit).filter(|unit| self.units.is_nameless(*unit)) {
            claims.entry(unit).or_default().extend(named.iter().take(2));
        }
    }

    /// Returns the fates of all rows.
    fn fates(&mut self, holds: &HashMap<u32, Hold>) -> Vec<Fate> {
        let first_rows = self.first_rows();
        (0..self.units.row_count())
            .map(|row| {
                let root = self.groups.root(self.units.of_row(row));
                let first = first_rows[root as usize];
                let account = self.groups.account(root);
                if account != 0 {
                    let reasons = self.units.sets_of_account(account);
                    let reason = reasons.map(|keys| self.reason(row, keys)).min();
                    if let Some(reason) = reason {
                        return Fate::Known { account: self.units.account(account), reason };
                    }
                }
                match holds.get(&root) {
                    Some(hold) => {
                        let candidate = self.candidate(hold.candidate, &first_rows);
                        Fate::Held {
                            candidate: Some(candidate),
                            group: first,
                            score: hold.score,
                            reason: hold.reason,
                        }
                    }
                    None if row == first => Fate::New,
                    None => {
                        Fate::SameAs { row: first, reason: self.reason(row, self.units.row(first)) }
                    }
                }
            })
            .collect()
    }

    /// Returns the first row of each group, by root.
    pub(super) fn first_rows(&mut self) -> Vec<u32> {
        let mut first_rows = vec![u32::MAX; self.units.len()];
        for row in 0..self.units.row_count() {
            let root = self.groups.root(self.units.of_row(row)) as usize;
            first_rows[root] = first_rows[root].min(row);
        }
        first_rows
    }

    fn candidate(&self, root: u32, first_rows: &[u32]) -> Candidate {
        match self.groups.account(root) {
            0 => Candidate::Row(first_rows[root as usize]),
            account => Candidate::Account(self.units.account(account)),
        }
    }

    pub(super) fn reason(&self, row: u32, anchor: &Keys) -> Reason {
        let keys = self.units.row(row);
        keys.same_reason(anchor).unwrap_or_else(|| {
            let weights = &self.settings.weights;
            let rarity = Rarity::unknown(&self.settings);
            let compared = Comparison::of(keys, anchor, &self.settings, &rarity);
            if compared.is_sure(weights) { Reason::AlmostTheSame } else { Reason::SameAsOther }
        })
    }
}
