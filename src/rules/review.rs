//! In which order people are asked who is the same customer.

use std::cmp::Reverse;

use crate::model::{Deal, DealState, Grade};

/// What hangs on a decision about who an account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stake {
    /// The best grade of the account's open deals; `None` where it has none.
    pub grade: Option<Grade>,
    /// How likely the two are the same, 0 to 100; `None` where nobody said.
    pub score: Option<i64>,
}

impl Stake {
    /// Returns what hangs on an account with these deals.
    pub fn of<'d>(deals: impl IntoIterator<Item = &'d Deal>, score: Option<i64>) -> Self {
        let open = deals.into_iter().filter(|deal| deal.state == DealState::Open);
        Self { grade: open.map(|deal| deal.grade).min_by_key(|grade| place(*grade)), score }
    }

    /// Returns the order in which people are asked, first come first: accounts with an open deal
    /// before those without, the nearest grade first, then what is likeliest the same, where a
    /// decision is quickly made. Those that are alike in all of it stay in the order they came in.
    /// Never fails. Source: design, section 5, step 4.
    pub fn order(&self) -> impl Ord + use<> {
        let grade = self.grade.map_or(Grade::ALL.len(), place);
        (self.grade.is_none(), grade, Reverse(self.score.unwrap_or(0)))
    }
}

/// Returns where a grade stands, nearest first.
fn place(grade: Grade) -> usize {
    Grade::ALL.iter().position(|known| *known == grade).unwrap_or(Grade::ALL.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_deals_come_first_then_grades_then_scores() {
        let stake = |grade, score| Stake { grade, score };
        let ordered = [
            stake(Some(Grade::O), Some(40)),
            stake(Some(Grade::H), Some(80)),
            stake(Some(Grade::H), Some(50)),
            stake(Some(Grade::N), Some(80)),
            stake(Some(Grade::None), None),
            stake(None, Some(80)),
            stake(None, Some(50)),
            stake(None, None),
        ];
        let mut mixed = ordered;
        mixed.reverse();
        mixed.sort_by_key(Stake::order);
        assert_eq!(mixed, ordered);
    }
}
