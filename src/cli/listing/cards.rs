//! Why a file of cards cannot be read, and what to do.

use super::quoted;
use crate::cli::error::CliError;
use crate::cli::text::{self, Lang};
use crate::ingest::read::CardFault;

/// Returns why cards cannot be read: the line, what stands there and what is wrong with it.
pub(super) fn error(file: String, line: u64, value: &str, fault: CardFault) -> CliError {
    let value = quoted(value, true, false);
    let error = CliError::refused(move |lang| {
        let why = text::value_is(lang, &value, why(lang, fault));
        text::damaged_line(lang, &file, line, why)
    });
    error.hint(match fault {
        CardFault::Outside => text::hint_outside_card,
        CardFault::Within { .. } | CardFault::NeverEnds => text::hint_end_card,
        CardFault::NoProperty => text::hint_card_property,
        CardFault::UnknownCharset | CardFault::NotInCharset => text::hint_card_charset,
        CardFault::TooLong { .. } | CardFault::TooMany { .. } => text::hint_card_long,
    })
}

fn why(lang: Lang, fault: CardFault) -> String {
    match fault {
        CardFault::Outside => text::outside_card(lang),
        CardFault::Within { begun } => text::card_within(lang, begun),
        CardFault::NeverEnds => text::card_never_ends(lang),
        CardFault::NoProperty => text::no_card_property(lang),
        CardFault::UnknownCharset => text::card_charset_unknown(lang),
        CardFault::NotInCharset => text::not_in_card_charset(lang),
        CardFault::TooLong { limit } => text::card_too_long(lang, limit),
        CardFault::TooMany { limit } => text::too_many_properties(lang, limit),
    }
}

/// Returns that an option is given that says how tables are written.
pub(super) fn option(file: String, option: &'static str) -> CliError {
    CliError::usage(move |lang| text::option_for_tables(lang, &file, option))
        .hint(move |lang| text::hint_without_option(lang, option))
}
