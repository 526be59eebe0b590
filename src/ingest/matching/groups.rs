//! Groups of units that are the same customer, joined only where no two members contradict.

use super::keys::Keys;

/// House numbers of members that differ, which only an equal credit code allows.
const MANY: u32 = u32::MAX;

/// What the members of a group say together; 0 is "not told".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Facts {
    code: u64,
    branch: u32,
    /// House number of the members with a credit code, or `MANY`.
    coded_house: u32,
    /// House number of the members without.
    plain_house: u32,
    region: u32,
    /// City, or `MANY`.
    city: u32,
    /// Number of the known account, from 1.
    account: u32,
}

impl Facts {
    fn of(keys: &Keys, account: u32) -> Self {
        let has_code = keys.code != 0;
        let house = if keys.house_number == MANY { 1 } else { keys.house_number };
        Self {
            code: keys.code,
            branch: keys.branch,
            coded_house: if has_code { house } else { 0 },
            plain_house: if has_code { 0 } else { house },
            region: keys.region,
            city: keys.city,
            account,
        }
    }

    /// Returns whether a member of one and a member of the other contradict each other.
    fn contradict(&self, other: &Self) -> bool {
        let differ = |a: u32, b: u32| a != 0 && b != 0 && (a != b || a == MANY);
        self.code != 0 && other.code != 0 && self.code != other.code
            || differ(self.branch, other.branch)
            || differ(self.region, other.region)
            || differ(self.plain_house, other.plain_house)
            || differ(self.plain_house, other.coded_house)
            || differ(self.coded_house, other.plain_house)
    }

    fn joined(self, other: &Self) -> Self {
        let either = |a: u32, b: u32| if a == 0 { b } else { a };
        let all = |a: u32, b: u32| if a != 0 && b != 0 && a != b { MANY } else { either(a, b) };
        Self {
            code: if self.code == 0 { other.code } else { self.code },
            branch: either(self.branch, other.branch),
            coded_house: all(self.coded_house, other.coded_house),
            plain_house: either(self.plain_house, other.plain_house),
            region: either(self.region, other.region),
            city: all(self.city, other.city),
            account: either(self.account, other.account),
        }
    }
}

/// A forest of units; the root of a group is its smallest unit.
#[derive(Debug)]
pub(super) struct Groups {
    parent: Vec<u32>,
    facts: Vec<Facts>,
    size: Vec<u32>,
}

impl Groups {
    /// Starts with every unit alone: its keys, number of its known account or 0, number of rows.
    pub(super) fn new<'a>(units: impl Iterator<Item = (&'a Keys, u32, u32)>) -> Self {
        let mut groups = Self { parent: Vec::new(), facts: Vec::new(), size: Vec::new() };
        for (unit, (keys, account, rows)) in (0..).zip(units) {
            groups.parent.push(unit);
            groups.facts.push(Facts::of(keys, account));
            groups.size.push(rows);
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

    /// Returns whether members of two groups, given by roots, contradict each other.
    pub(super) fn contradict(&self, a: u32, b: u32) -> bool {
        self.facts[a as usize].contradict(&self.facts[b as usize])
    }

    /// Returns whether two groups, given by roots, contradict each other in the house number alone.
    pub(super) fn only_houses_differ(&self, a: u32, b: u32) -> bool {
        let without_house =
            |root: u32| Facts { coded_house: 0, plain_house: 0, ..self.facts[root as usize] };
        self.contradict(a, b) && !without_house(a).contradict(&without_house(b))
    }

    /// Returns whether two groups, given by roots, may be one: no members contradict each other
    /// and no two known accounts meet.
    pub(super) fn may_join(&self, a: u32, b: u32) -> bool {
        let (one, other) = (self.account(a), self.account(b));
        (one == 0 || other == 0 || one == other) && !self.contradict(a, b)
    }

    /// Joins two groups, given by roots, where they may be one; returns whether they are now.
    pub(super) fn join(&mut self, a: u32, b: u32) -> bool {
        if a == b {
            return true;
        }
        if !self.may_join(a, b) {
            return false;
        }
        let (root, child) = (a.min(b), a.max(b));
        let facts = self.facts[root as usize].joined(&self.facts[child as usize]);
        self.facts[root as usize] = facts;
        self.parent[child as usize] = root;
        self.size[root as usize] =
            self.size[root as usize].saturating_add(self.size[child as usize]);
        true
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
        (facts.branch, facts.plain_house.max(facts.coded_house))
    }

    /// Returns the order in which groups are offered to each other: known accounts by id, then
    /// those that say more, then larger ones, then by unit.
    pub(super) fn rank(&self, root: u32) -> impl Ord + use<> {
        let facts = self.facts[root as usize];
        let told = u32::from(facts.code != 0)
            + u32::from(facts.branch != 0)
            + u32::from(facts.region != 0)
            + u32::from(facts.plain_house.max(facts.coded_house) != 0);
        let account = if facts.account == 0 { u32::MAX } else { facts.account };
        (account, u32::MAX - told, u32::MAX - self.size[root as usize], root)
    }
}
