//! Groups of units that are the same customer, joined only where no two members contradict.

use std::collections::HashMap;

use super::compare::Allowance;
use super::keys::Keys;

/// Values of members that differ.
const MANY: u32 = u32::MAX;

/// A value in which members may differ only where an equal credit code joins them; 0 is "not
/// told".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Soft {
    /// Value of the members with a credit code, or `MANY`.
    coded: u32,
    /// Value of the members without.
    plain: u32,
}

impl Soft {
    fn of(value: u32, has_code: bool) -> Self {
        if has_code { Self { coded: value, plain: 0 } } else { Self { coded: 0, plain: value } }
    }

    const fn any(self) -> u32 {
        if self.plain == 0 { self.coded } else { self.plain }
    }

    /// Returns whether a member without code differs from a member of the other; whether those
    /// with codes do is told by the codes.
    fn contradicts(self, other: Self) -> bool {
        differ(self.plain, other.plain)
            || differ(self.plain, other.coded)
            || differ(self.coded, other.plain)
    }

    fn joined(self, other: Self) -> Self {
        Self { coded: all(self.coded, other.coded), plain: all(self.plain, other.plain) }
    }
}

fn differ(a: u32, b: u32) -> bool {
    a != 0 && b != 0 && (a != b || a == MANY)
}

fn all(a: u32, b: u32) -> u32 {
    match (a, b) {
        (0, value) | (value, 0) => value,
        _ if a == b => a,
        _ => MANY,
    }
}

/// What the members of a group say together; 0 is "not told".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Facts {
    code: u64,
    branch: u32,
    house: Soft,
    region: Soft,
    /// City, or `MANY`.
    city: u32,
    /// Make of cars, or `MANY`.
    make: u32,
    /// Number of the known account, from 1.
    account: u32,
}

impl Facts {
    fn of(keys: &Keys, account: u32) -> Self {
        let has_code = keys.code != 0;
        Self {
            code: keys.code,
            branch: keys.branch,
            house: Soft::of(keys.house_number, has_code),
            region: Soft::of(keys.region, has_code),
            city: keys.city,
            make: u32::from(keys.make),
            account,
        }
    }

    /// Returns whether a member of one and a member of the other contradict each other.
    fn contradict(&self, other: &Self) -> bool {
        self.code != 0 && other.code != 0 && self.code != other.code
            || differ(self.branch, other.branch)
            || self.region.contradicts(other.region)
            || self.house.contradicts(other.house)
    }

    fn joined(self, other: &Self) -> Self {
        Self {
            code: if self.code == 0 { other.code } else { self.code },
            branch: all(self.branch, other.branch),
            house: self.house.joined(other.house),
            region: self.region.joined(other.region),
            city: all(self.city, other.city),
            make: all(self.make, other.make),
            account: all(self.account, other.account),
        }
    }
}

/// A forest of units; the root of a group is its smallest unit.
#[derive(Debug)]
pub(super) struct Groups {
    parent: Vec<u32>,
    facts: Vec<Facts>,
    size: Vec<u32>,
    /// Units that a person said are another customer, by the root of theirs.
    apart: HashMap<u32, Vec<u32>>,
}

impl Groups {
    /// Starts with `count` units, each alone: unit, its keys, number of its known account or 0,
    /// number of its rows.
    pub(super) fn new<'a>(
        count: usize,
        units: impl Iterator<Item = (u32, &'a Keys, u32, u32)>,
    ) -> Self {
        let mut groups = Self {
            parent: (0..).take(count).collect(),
            facts: vec![Facts::default(); count],
            size: vec![1; count],
            apart: HashMap::new(),
        };
        for (unit, keys, account, rows) in units {
            groups.facts[unit as usize] = Facts::of(keys, account);
            groups.size[unit as usize] = rows;
        }
        groups
    }

    /// Returns the root of the group of `unit`.
    pub(super) fn root(&mut self, unit: u32) -> u32 {
        let mut at = unit;
        loop {
            let above = self.parent[at as usize];
            if above == at {
                return at;
            }
            let next = self.parent[above as usize];
            self.parent[at as usize] = next;
            at = next;
        }
    }

    /// Notes that two units are two customers, whatever agrees: a person said so.
    pub(super) fn keep_apart(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.apart.entry(one).or_default().push(other);
        self.apart.entry(other).or_default().push(one);
    }

    /// Returns whether a person said of members of two groups, given by roots, that they are two.
    pub(super) fn are_apart(&self, a: u32, b: u32) -> bool {
        let others = |root: u32| self.apart.get(&root).map_or(&[][..], Vec::as_slice);
        let (fewer, other) = if others(a).len() <= others(b).len() { (a, b) } else { (b, a) };
        others(fewer).iter().any(|unit| self.root_of(*unit) == other)
    }

    fn root_of(&self, unit: u32) -> u32 {
        let mut at = unit;
        while self.parent[at as usize] != at {
            at = self.parent[at as usize];
        }
        at
    }

    /// Returns whether members of two groups, given by roots, contradict each other.
    pub(super) fn contradict(&self, a: u32, b: u32) -> bool {
        self.facts[a as usize].contradict(&self.facts[b as usize])
    }

    /// Returns whether two groups, given by roots, contradict each other in the house number alone.
    pub(super) fn only_houses_differ(&self, a: u32, b: u32) -> bool {
        let without_house =
            |root: u32| Facts { house: Soft::default(), ..self.facts[root as usize] };
        self.contradict(a, b) && !without_house(a).contradict(&without_house(b))
    }

    /// Returns whether two groups, given by roots, may be one: no members contradict each other
    /// and no two known accounts or makes of cars meet.
    pub(super) fn may_join(&self, a: u32, b: u32) -> bool {
        self.may_meet(a, b) && !self.contradict(a, b)
    }

    /// Returns whether two groups, given by roots, may be one but for what is allowed to two
    /// members: what they differ in, where all of their groups say of it what they do.
    pub(super) fn may_join_despite(
        &self,
        (a, one): (u32, &Keys),
        (b, other): (u32, &Keys),
        allowance: Allowance,
    ) -> bool {
        let (mut facts, mut others) = (self.facts[a as usize], self.facts[b as usize]);
        let says = |fact: Soft, value: u32| fact.coded == 0 && fact.plain == value;
        if allowance.house
            && says(facts.house, one.house_number)
            && says(others.house, other.house_number)
        {
            (facts.house, others.house) = (Soft::default(), Soft::default());
        }
        if allowance.region && says(facts.region, one.region) && says(others.region, other.region) {
            (facts.region, others.region) = (Soft::default(), Soft::default());
        }
        self.may_meet(a, b) && !facts.contradict(&others)
    }

    fn may_meet(&self, a: u32, b: u32) -> bool {
        let (one, other) = (self.account(a), self.account(b));
        let (facts, others) = (&self.facts[a as usize], &self.facts[b as usize]);
        let same_code = facts.code != 0 && facts.code == others.code;
        (one == 0 || other == 0 || one == other)
            && (same_code || !differ(facts.make, others.make))
            && !self.are_apart(a, b)
    }

    /// Joins two groups, given by roots, where they may be one; returns whether they are now.
    pub(super) fn join(&mut self, a: u32, b: u32) -> bool {
        if a == b {
            return true;
        }
        if !self.may_join(a, b) {
            return false;
        }
        self.unite(a, b);
        true
    }

    /// Joins two groups, given by other roots, whatever differs.
    pub(super) fn unite(&mut self, a: u32, b: u32) {
        let (root, child) = (a.min(b), a.max(b));
        let facts = self.facts[root as usize].joined(&self.facts[child as usize]);
        self.facts[root as usize] = facts;
        self.parent[child as usize] = root;
        if let Some(others) = self.apart.remove(&child) {
            self.apart.entry(root).or_default().extend(others);
        }
        self.size[root as usize] =
            self.size[root as usize].saturating_add(self.size[child as usize]);
    }

    /// Returns whether two groups, given by roots, stand for different customers: they contradict
    /// each other, or are in different cities.
    pub(super) fn differ(&self, a: u32, b: u32) -> bool {
        let (one, other) = (self.facts[a as usize].city, self.facts[b as usize].city);
        one != 0 && other != 0 && one != other || self.contradict(a, b)
    }

    /// Returns whether nobody in the group of `root` has a name.
    pub(super) fn is_nameless(&self, root: u32) -> bool {
        self.facts[root as usize].branch == 0
    }

    /// Returns the number of the known account in the group of `root`, or 0.
    pub(super) fn account(&self, root: u32) -> u32 {
        self.facts[root as usize].account
    }

    /// Returns branch and house number of the group of `root`; groups that agree in both are
    /// found by it.
    pub(super) fn site(&self, root: u32) -> (u32, u32) {
        let facts = self.facts[root as usize];
        (facts.branch, facts.house.any())
    }

    /// Returns the order in which groups are offered to each other: known accounts by id, then
    /// those that say more, then larger ones, then by unit.
    pub(super) fn rank(&self, root: u32) -> impl Ord + use<> {
        let facts = self.facts[root as usize];
        let told = u32::from(facts.code != 0)
            + u32::from(facts.branch != 0)
            + u32::from(facts.region.any() != 0)
            + u32::from(facts.house.any() != 0);
        let account = if facts.account == 0 { u32::MAX } else { facts.account };
        (account, u32::MAX - told, u32::MAX - self.size[root as usize], root)
    }
}
