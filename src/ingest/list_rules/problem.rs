//! What can be wrong with a rules file.

use super::Place;
use crate::ingest::map::Field;
use crate::model::SourceKind;
use crate::playbook::ProblemKind;

/// Something wrong in a rules file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesProblem {
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub fault: Fault,
}

/// The ways in which a rules file can be wrong, by itself or for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Such as a playbook can be wrong, too.
    Toml(ProblemKind),
    /// The text has a NUL character, which no store takes.
    Nul,
    /// The text is no encoding that lists are read in.
    Encoding(String),
    /// The text is no delimiter.
    Delimiter(String),
    /// The text is no order of dates.
    DateOrder(String),
    /// The text is no area code.
    AreaCode(String),
    /// There is no such field.
    NoField {
        /// What is written.
        found: String,
        /// Fields that may have been meant.
        near: Vec<String>,
    },
    /// The field tells customers apart: it cannot be the same in every row.
    NoConstant(Field),
    /// The field is no text, so that columns cannot make it up.
    NoJoin(Field),
    /// The value is none of its field.
    Value {
        /// What is written.
        found: String,
        /// Why it cannot be read: a code of [`crate::ingest::clean::problem::PROBLEMS`].
        code: &'static str,
        /// The fact that the message needs.
        detail: String,
    },
    /// Two columns are mapped to a field that only one can have.
    MappedTwice {
        /// The field.
        field: Field,
        /// The column that has it already.
        first: String,
    },
    /// Rows are left out by no condition, or by several in one.
    Conditions(usize),
    /// The list has no such column.
    NoColumn {
        /// What is written.
        column: String,
        /// Headers that may have been meant.
        near: Vec<String>,
    },
    /// Several columns of the list are headed so.
    AmbiguousColumn {
        /// What is written.
        column: String,
        /// Their numbers, from 1.
        numbers: Vec<usize>,
    },
    /// The file names one column of the list twice.
    SameColumn {
        /// How it was named before.
        first: String,
    },
    /// A field of purchases, where rows of the list are none.
    NotOfKind {
        /// The field.
        field: Field,
        /// What kind of list it is.
        kind: SourceKind,
    },
}
