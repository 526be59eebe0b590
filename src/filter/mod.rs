//! The filter language: text to conditions, the same in every command that selects.
//!
//! ```text
//! grade:H,A owner:王芳 due<=today industry:物流 -tag:vip last_touch<-30d 多达
//! ```
//!
//! | written | means |
//! |---|---|
//! | `a b`, `a and b` | both; `且` too |
//! | `a or b` | one of them; `或` too; binds less than a blank |
//! | `(a or b) c` | brackets, `（ ）` too; `()` is everything |
//! | `-a`, `not a` | not; `非` too |
//! | `field:x`, `field:x,y` | the field is, or as text contains, one of these |
//! | `field=x`, `field=x,y` | the field is exactly one of these |
//! | `field:` | the field is empty |
//! | `field<x` `<=` `>` `>=` | earlier or less …; of days and numbers only |
//! | `多达` | a name, a contact's name or a phone contains it |
//! | `A12` | the account of that id |
//! | `"多达 or"` | a word or value with blanks or signs in it; `“ ”` and `「 」` too; `""` is one quote |
//!
//! Names of fields are English or Chinese ([`crate::model::Field`]); signs may be full-width.
//! Brackets within a word belong to it: `多达（深圳）公司`. Behind the first character of a value
//! signs mean nothing: `note:10:30`. Days are those of [`day_of`]. A stage is named by key or label,
//! where they are known; one in quotes is taken as it is, as may be that of another playbook.

mod day;
mod error;
mod near;
mod print;
mod token;
mod tree;
mod value;

pub use day::{
    after_deadline, day_of, days_month_first, days_of, first_of, looks_like_a_day, number,
};
pub use error::{FilterError, FilterErrors};
pub use print::print;
pub use value::field_named;

use crate::model::{Day, Filter, StaffId};

/// Characters that a filter may have.
pub const MAX_LENGTH: usize = 4096;

/// How deep brackets and negations may be in each other.
pub const MAX_DEPTH: usize = 64;

/// What a filter means depends on when and by whom it is asked, and on what there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context<'a> {
    /// The day that `today` is.
    pub day: Day,
    /// Who `me` is; `None` where the actor is no staff.
    pub me: Option<StaffId>,
    /// The stages of funnels; where they are not known, any text is one.
    pub stages: Option<&'a [Named]>,
    /// The members of staff, each by id; where they are not known, any text names one.
    pub staff: Option<&'a [Named]>,
}

impl Context<'_> {
    /// Returns the context in which neither stages nor staff are known.
    pub const fn new(day: Day, me: Option<StaffId>) -> Self {
        Self { day, me, stages: None, staff: None }
    }
}

/// Something that a value may name, and the names that it goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What it is known by for certain: a key, an id.
    pub key: String,
    /// What people call it, the name that a list of them shows first.
    pub names: Vec<String>,
}

/// Returns the condition that `text` asks; blank text asks for everything.
///
/// # Errors
///
/// All problems of the text, by column: of every term at least the first. Nothing is skipped: an
/// unknown field is an error, never a text.
pub fn parse(text: &str, context: &Context<'_>) -> Result<Filter, FilterErrors> {
    if let Some(problem) = unreadable(text) {
        return Err(FilterErrors(vec![problem]));
    }
    let tokens = token::tokens(text);
    let mut tree = tree::Tree::new(text, &tokens, context);
    let filter = tree.whole();
    let mut problems = tree.problems;
    if problems.is_empty() {
        return Ok(filter);
    }
    problems.sort_by_key(FilterError::column);
    problems.dedup();
    Err(FilterErrors(problems))
}

fn unreadable(text: &str) -> Option<FilterError> {
    if let Some(beyond) = text.chars().nth(MAX_LENGTH) {
        return Some(FilterError::TooLong {
            column: MAX_LENGTH + 1,
            text: beyond.to_string(),
            characters: text.chars().count(),
            limit: MAX_LENGTH,
        });
    }
    let at = text.chars().position(|c| c == '\0')?;
    Some(FilterError::BadCharacter { column: at + 1, text: '\0'.escape_default().to_string() })
}

#[cfg(test)]
mod tests;
