//! What can be wrong with a playbook.

use std::fmt;

use super::grades::Horizon;
use super::near::DidYouMean;
use crate::model::Grade;

/// Something wrong in a playbook: where, what was found, what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}`{path}`: {kind}", Line(*.line))]
pub struct Problem {
    /// Keys down to the value, joined by dots; list entries count from 1: `funnel.presets.2.key`.
    /// Empty where the text is no TOML.
    pub path: String,
    /// Line of the text, from 1; missing where nothing stands in the text.
    pub line: Option<usize>,
    /// What is wrong.
    pub kind: ProblemKind,
}

struct Line(Option<usize>);

impl fmt::Display for Line {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |line| write!(out, "line {line}: "))
    }
}

/// The ways in which a value of a playbook can be wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// The text is no TOML.
    #[error("{message}")]
    Syntax {
        /// What the TOML parser says, in English.
        message: String,
    },
    /// No such key is known here.
    #[error("unknown key{}", DidYouMean(.near))]
    UnknownKey {
        /// Known keys spelled almost so, nearest first.
        near: Vec<String>,
    },
    /// A key that has to be there is not.
    #[error("missing; expected {expected}")]
    Missing {
        /// What has to stand there.
        expected: ValueType,
    },
    /// The value is of another type.
    #[error("found {found}; expected {expected}")]
    WrongType {
        /// The value as written.
        found: String,
        /// What has to stand there.
        expected: ValueType,
    },
    /// A number is too small or too large.
    #[error("found {found}; expected {least} to {most}")]
    OutOfRange {
        /// The number as written.
        found: String,
        /// The smallest that will do.
        least: u32,
        /// The largest that will do.
        most: u32,
    },
    /// The text is none of a fixed list.
    #[error("found `{found}`; expected one of {}{}", .known.join(", "), DidYouMean(.near))]
    UnknownValue {
        /// The text as written.
        found: String,
        /// Everything that would do.
        known: Vec<String>,
        /// What is spelled almost so, nearest first.
        near: Vec<String>,
    },
    /// A text has no letter in it.
    #[error("found an empty text; expected {expected}")]
    Blank {
        /// What has to stand there.
        expected: ValueType,
    },
    /// A key of the team's own is not made of letters, digits and hyphens.
    #[error("found `{found}`; expected ASCII letters, digits and hyphens")]
    BadName {
        /// The key as written.
        found: String,
    },
    /// The currency is no code of three letters.
    #[error("found `{found}`; expected a code of three capital letters, such as CNY")]
    BadCurrency {
        /// The code as written.
        found: String,
    },
    /// The text is no time of day, or a shop closes before it opens.
    #[error("found `{found}`; expected a time such as 09:00, opening before closing")]
    BadTime {
        /// The time as written.
        found: String,
    },
    /// The same thing stands in one list twice.
    #[error("found `{found}` twice; expected it once")]
    Duplicate {
        /// What stands there again.
        found: String,
    },
    /// A list has no entries.
    #[error("found an empty list; expected at least one entry")]
    EmptyList,
    /// A list leaves out entries that it must have.
    #[error("`{}` not found; expected each once", .missing.join("`, `"))]
    Incomplete {
        /// What is not there.
        missing: Vec<String>,
    },
    /// Not exactly one unit of a horizon is given.
    #[error("found {found} units; expected either `days` or `months`")]
    HorizonUnits {
        /// How many units are given.
        found: usize,
    },
    /// A horizon does not reach farther than that of the grade before it, on every day of the year.
    #[error("found {found}; expected more than {nearer}, the horizon of {before}")]
    HorizonOrder {
        /// The horizon as written.
        found: Horizon,
        /// That of the nearer grade.
        nearer: Horizon,
        /// The nearer grade.
        before: Grade,
    },
    /// A grade is followed up more often than a nearer one.
    #[error("found every {found} days; expected at least {least}, the cadence of {before}")]
    CadenceOrder {
        /// Days as written.
        found: u32,
        /// Days of the nearer grade.
        least: u32,
        /// The nearer grade.
        before: Grade,
    },
    /// A funnel goes on after the stage that closes it.
    #[error("stage `{found}` closes the funnel; expected the last stage, `{last}`, and no other")]
    WonNotLast {
        /// The stage that closes.
        found: String,
        /// The last stage.
        last: String,
    },
    /// A funnel has no stage, or more than one, that makes an order or closes the deal.
    #[error("found {found} stages with `means = \"{meaning}\"`; expected one")]
    MeaningCount {
        /// `ordered` or `won`.
        meaning: &'static str,
        /// How many stages mean it.
        found: usize,
    },
}

/// What type of value a key has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    /// Keys and values.
    Table,
    /// Values in square brackets.
    List,
    /// Text in quotes.
    Text,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
}

impl fmt::Display for ValueType {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Table => "a table",
            Self::List => "a list",
            Self::Text => "a text",
            Self::Number => "a whole number",
            Self::Flag => "true or false",
        })
    }
}
