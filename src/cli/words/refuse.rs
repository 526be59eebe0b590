//! What is wrong with words, as an error.

use super::Trouble;
use crate::cli::error::{CliError, Kind, Message};
use crate::cli::text;

/// Returns all that is wrong with words as one error.
pub(crate) fn refuse(troubles: Vec<Trouble>) -> CliError {
    let kind = |trouble: &Trouble| match trouble {
        Trouble::Several { .. }
        | Trouble::Apart { .. }
        | Trouble::NobodysPhone(_)
        | Trouble::OtherId { .. } => Kind::Refused,
        _ => Kind::Usage,
    };
    // What is no command line at all weighs more than what is not known.
    let usage = troubles.iter().any(|trouble| kind(trouble) == Kind::Usage);
    let remedies: Vec<Trouble> = troubles.clone();
    let weight = if usage { Kind::Usage } else { Kind::Refused };
    let messages = troubles.into_iter().map(|trouble| {
        let message: Message = Box::new(move |lang| text::trouble(lang, &trouble));
        message
    });
    let mut error = CliError::all(weight, messages.collect());
    for trouble in remedies {
        if text::remedy(text::Lang::En, &trouble).is_some() {
            error = error.hint(move |lang| text::remedy(lang, &trouble).unwrap_or_default());
        }
    }
    error
}
