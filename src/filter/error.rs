//! What can be wrong with a filter.

use std::fmt;

use crate::model::Field;

/// Everything that is wrong with one filter, by column; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterErrors(pub Vec<FilterError>);

impl std::error::Error for FilterErrors {}

/// Prints one problem per line.
impl fmt::Display for FilterErrors {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(out, "{separator}{}: {problem}", problem.column())?;
        }
        Ok(())
    }
}

/// Something wrong with a filter.
///
/// `column` counts characters of the filter from 1, whatever their width; `text` is the offending
/// part as written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// A word before `:`, `=`, `<` or `>` that is no field.
    #[error(
        "no field `{text}`{}; a text with `:`, `=`, `<` or `>` in it is written in quotes",
        nearest(near)
    )]
    UnknownField {
        /// Where it begins.
        column: usize,
        /// The word.
        text: String,
        /// Names of fields that look like it, nearest first; at most three.
        near: Vec<&'static str>,
    },
    /// A value that is none of the field's.
    #[error("`{text}` is no {}; one of {}", field.key(), known.join(", "))]
    UnknownKey {
        /// Where the value begins.
        column: usize,
        /// The value.
        text: String,
        /// The field.
        field: Field,
        /// The keys that would do.
        known: Vec<&'static str>,
    },
    /// A value of the stage field that is no stage.
    #[error("`{text}` is no stage{}; one of {}", nearest(near), known.join(", "))]
    UnknownStage {
        /// Where the value begins.
        column: usize,
        /// The value.
        text: String,
        /// Names that look like it, nearest first; at most three.
        near: Vec<String>,
        /// Those that there are, each by key and name.
        known: Vec<String>,
    },
    /// A value of the owner field that names nobody.
    #[error(
        "nobody of staff is called `{text}`{}; `owner:` alone finds what nobody owns",
        nearest(near)
    )]
    UnknownStaff {
        /// Where the value begins.
        column: usize,
        /// The value.
        text: String,
        /// Names that look like it, nearest first; at most three.
        near: Vec<String>,
    },
    /// A value of a day field that is no day.
    #[error("`{text}` is no day for `{}`; write it as 2026-03-01, today, +3d, -2w, eom", field.key())]
    BadDay {
        /// Where the value begins.
        column: usize,
        /// The value.
        text: String,
        /// The field.
        field: Field,
    },
    /// A value of a number field that is no whole number.
    #[error("`{text}` is no whole number for `{}`", field.key())]
    BadNumber {
        /// Where the value begins.
        column: usize,
        /// The value.
        text: String,
        /// The field.
        field: Field,
    },
    /// A value of a field of money that is no amount.
    #[error("`{text}` is no amount for `{}`; write it as 250000 or 25万", field.key())]
    BadAmount {
        /// Where the value begins.
        column: usize,
        /// The value.
        text: String,
        /// The field.
        field: Field,
    },
    /// A value of an id field that is no id of its kind.
    #[error("`{text}` is no id for `{}`; one looks like `{letter}12`", field.key())]
    BadId {
        /// Where the value begins.
        column: usize,
        /// The value.
        text: String,
        /// The field.
        field: Field,
        /// The letter of the ids that would do.
        letter: &'static str,
    },
    /// A value of the phone field without a digit.
    #[error("`{text}` has no digit to look for in a phone number")]
    BadPhone {
        /// Where the value begins.
        column: usize,
        /// The value.
        text: String,
    },
    /// `owner:me` where the actor is no staff.
    #[error("`{text}` means the acting staff, and the actor is none")]
    NobodyActs {
        /// Where the value begins.
        column: usize,
        /// The word for oneself.
        text: String,
    },
    /// Nothing before, after or between the commas of a list.
    #[error("`{text}` has an empty item in its list")]
    EmptyItem {
        /// Where the item should be.
        column: usize,
        /// The whole term.
        text: String,
    },
    /// Nothing behind `<`, `<=`, `>` or `>=`.
    #[error("`{text}` compares with nothing; write the value behind it without a blank")]
    MissingValue {
        /// Where the term begins.
        column: usize,
        /// The whole term.
        text: String,
    },
    /// A list behind `<`, `<=`, `>` or `>=`.
    #[error("`{text}` compares with a list; only `:` and `=` take one")]
    SeveralValues {
        /// Where the term begins.
        column: usize,
        /// The whole term.
        text: String,
    },
    /// An order asked of a field that has none.
    #[error("`{}` has no order in `{text}`; use `:` or `=`", field.key())]
    NoOrder {
        /// Where the term begins.
        column: usize,
        /// The whole term.
        text: String,
        /// The field.
        field: Field,
    },
    /// An operator, or a word such as `or`, with nothing to work on.
    #[error("`{text}` has nothing to work on; a word like it is written in quotes")]
    Dangling {
        /// Where it begins.
        column: usize,
        /// The operator.
        text: String,
    },
    /// Two terms without a blank between them.
    #[error(
        "a blank is missing before `{text}`; a text with quotes or brackets is written in quotes"
    )]
    MissingBlank {
        /// Where the blank is missing.
        column: usize,
        /// What follows.
        text: String,
    },
    /// A bracket that is never closed.
    #[error("bracket `{text}` is never closed")]
    UnclosedBracket {
        /// Where the bracket is.
        column: usize,
        /// The bracket.
        text: String,
    },
    /// A bracket that was never opened.
    #[error("bracket `{text}` was never opened")]
    UnopenedBracket {
        /// Where the bracket is.
        column: usize,
        /// The bracket.
        text: String,
    },
    /// A quote that is never closed.
    #[error("quote `{text}` is never closed")]
    UnclosedQuote {
        /// Where the quote is.
        column: usize,
        /// The quote.
        text: String,
    },
    /// Brackets and negations in each other deeper than the limit.
    #[error("brackets and negations are more than {limit} deep")]
    TooDeep {
        /// Where the first one too many is.
        column: usize,
        /// The bracket or negation.
        text: String,
        /// How many may be in each other.
        limit: usize,
    },
    /// More characters than the limit.
    #[error("a filter has at most {limit} characters, this one has {characters}")]
    TooLong {
        /// The first column too many.
        column: usize,
        /// Its character.
        text: String,
        /// How many characters the filter has.
        characters: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A character that no stored text can have.
    #[error("character `{text}` cannot be looked for")]
    BadCharacter {
        /// Where it is.
        column: usize,
        /// The character, escaped.
        text: String,
    },
}

impl FilterError {
    /// Returns the part of the filter that is wrong, as written.
    pub fn part(&self) -> &str {
        match self {
            Self::UnknownField { text, .. }
            | Self::UnknownKey { text, .. }
            | Self::UnknownStage { text, .. }
            | Self::UnknownStaff { text, .. }
            | Self::BadDay { text, .. }
            | Self::BadNumber { text, .. }
            | Self::BadAmount { text, .. }
            | Self::BadId { text, .. }
            | Self::BadPhone { text, .. }
            | Self::NobodyActs { text, .. }
            | Self::EmptyItem { text, .. }
            | Self::MissingValue { text, .. }
            | Self::SeveralValues { text, .. }
            | Self::NoOrder { text, .. }
            | Self::Dangling { text, .. }
            | Self::MissingBlank { text, .. }
            | Self::UnclosedBracket { text, .. }
            | Self::UnopenedBracket { text, .. }
            | Self::UnclosedQuote { text, .. }
            | Self::TooDeep { text, .. }
            | Self::TooLong { text, .. }
            | Self::BadCharacter { text, .. } => text,
        }
    }

    /// Returns the column, in characters from 1, at which the problem lies.
    pub const fn column(&self) -> usize {
        match self {
            Self::UnknownField { column, .. }
            | Self::UnknownKey { column, .. }
            | Self::UnknownStage { column, .. }
            | Self::UnknownStaff { column, .. }
            | Self::BadDay { column, .. }
            | Self::BadNumber { column, .. }
            | Self::BadAmount { column, .. }
            | Self::BadId { column, .. }
            | Self::BadPhone { column, .. }
            | Self::NobodyActs { column, .. }
            | Self::EmptyItem { column, .. }
            | Self::MissingValue { column, .. }
            | Self::SeveralValues { column, .. }
            | Self::NoOrder { column, .. }
            | Self::Dangling { column, .. }
            | Self::MissingBlank { column, .. }
            | Self::UnclosedBracket { column, .. }
            | Self::UnopenedBracket { column, .. }
            | Self::UnclosedQuote { column, .. }
            | Self::TooDeep { column, .. }
            | Self::TooLong { column, .. }
            | Self::BadCharacter { column, .. } => *column,
        }
    }
}

fn nearest<T: std::borrow::Borrow<str>>(near: &[T]) -> String {
    if near.is_empty() {
        return String::new();
    }
    format!(" (near: {})", near.join(", "))
}
