//! Grades of deals (domain rules, section 3).

use std::fmt;
use std::str::FromStr;

/// A text that is no grade. Those that a person may give are named: nobody gives `N`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no grade; one of O, H, A, B, C, -")]
pub struct BadGrade(pub String);

/// How near a deal is to closing. Ordered from the nearest: `O < H < A < B < C`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grade {
    /// Order: signed, paid or deposit received.
    O,
    /// Closes within the nearest horizon.
    H,
    /// Closes within the second horizon.
    A,
    /// Closes within the third horizon.
    B,
    /// Later, or nobody knows when.
    C,
    /// New, not graded yet.
    N,
    /// Graded, and not worth a grade: informed now and then.
    None,
}

impl Grade {
    /// Every grade, nearest first.
    pub const ALL: &'static [Self] =
        &[Self::O, Self::H, Self::A, Self::B, Self::C, Self::N, Self::None];

    /// Returns the letter, `-` for no grade.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::O => "O",
            Self::H => "H",
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::N => "N",
            Self::None => "-",
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.letter())
    }
}

impl FromStr for Grade {
    type Err = BadGrade;

    /// Reads the letter in either case; lists also write `H级`.
    fn from_str(text: &str) -> Result<Self, BadGrade> {
        let letter = text.trim().trim_end_matches('级').trim_end();
        Self::ALL
            .iter()
            .find(|grade| grade.letter().eq_ignore_ascii_case(letter))
            .copied()
            .ok_or_else(|| BadGrade(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearer_grades_come_first_and_print_themselves() {
        assert!(Grade::ALL.is_sorted());
        for grade in Grade::ALL {
            assert_eq!(grade.to_string().parse(), Ok(*grade));
        }
        assert_eq!("h级".parse(), Ok(Grade::H));
        assert!("D".parse::<Grade>().is_err());
    }
}
