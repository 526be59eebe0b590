//! Messages for people, in both languages, in one table.
//!
//! Facts are filled in by name, so that the compiler checks them in both languages.

use std::str::FromStr;

/// A text that names no language spoken here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no language; one of en, zh-CN")]
pub(crate) struct UnknownLang(pub(crate) String);

/// A language of labels and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl FromStr for Lang {
    type Err = UnknownLang;

    /// Reads a language tag (`zh`, `zh-CN`) or the name of a locale (`zh_CN.UTF-8`), in either
    /// case. The locales `C` and `POSIX` are English.
    fn from_str(text: &str) -> Result<Self, UnknownLang> {
        let tag = text.trim().split(['-', '_', '.', '@']).next().unwrap_or_default();
        match tag.to_ascii_lowercase().as_str() {
            "en" | "c" | "posix" => Ok(Self::En),
            "zh" => Ok(Self::Zh),
            _ => Err(UnknownLang(text.to_owned())),
        }
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        })
    }
}

/// A number and what is counted: `{}` is the number alone, `{:#}` has the English noun behind it,
/// as in `1 row`.
struct Count {
    number: String,
    one: &'static str,
    many: &'static str,
}

impl Count {
    fn of(number: impl std::fmt::Display, one: &'static str, many: &'static str) -> Self {
        Self { number: number.to_string(), one, many }
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.number)?;
        if out.alternate() {
            write!(out, " {}", if self.number == "1" { self.one } else { self.many })?;
        }
        Ok(())
    }
}

/// Functions that say something: `name(facts) = English, Chinese;` where both texts name facts in
/// braces. A fact with words in brackets is a [`Count`].
macro_rules! messages {
    ($($name:ident($($fact:ident $([$one:literal, $many:literal])?),*) = $en:literal, $zh:literal;)*) => {$(
        #[doc = $en]
        pub(crate) fn $name(lang: Lang, $($fact: impl std::fmt::Display),*) -> String {
            $($(let $fact = $crate::cli::text::Count::of($fact, $one, $many);)?)*
            match lang {
                Lang::En => format!($en),
                Lang::Zh => format!($zh),
            }
        }
    )*};
}

mod agenda;
mod appointments;
mod backup;
mod batches;
mod codes;
mod config;
mod deals;
mod demo;
mod doctor;
mod errors;
mod filter;
mod funnel;
mod grading;
mod help;
mod list_rules;
mod lists;
mod losses;
mod matching;
mod orders;
mod plans;
mod playbook;
mod rejections;
mod records;
mod reports;
mod roster;
mod setup;
mod undo;
mod words;
mod workbooks;
mod why;

pub(crate) use agenda::*;
pub(crate) use appointments::*;
pub(crate) use backup::*;
pub(crate) use batches::*;
pub(crate) use codes::*;
pub(crate) use config::*;
pub(crate) use deals::*;
pub(crate) use demo::*;
pub(crate) use doctor::*;
pub(crate) use errors::*;
pub(crate) use filter::*;
pub(crate) use funnel::*;
pub(crate) use grading::*;
pub(crate) use help::*;
pub(crate) use list_rules::*;
pub(crate) use lists::*;
pub(crate) use losses::*;
pub(crate) use matching::*;
pub(crate) use orders::*;
pub(crate) use plans::*;
pub(crate) use playbook::*;
pub(crate) use records::*;
pub(crate) use rejections::*;
pub(crate) use reports::*;
pub(crate) use roster::*;
pub(crate) use setup::*;
pub(crate) use undo::*;
pub(crate) use why::*;
pub(crate) use words::*;
pub(crate) use workbooks::*;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_read_from_tags_and_locales() {
        for (text, lang) in [
            ("en", Lang::En),
            ("EN-gb", Lang::En),
            ("en_US.UTF-8", Lang::En),
            ("C", Lang::En),
            ("C.UTF-8", Lang::En),
            ("POSIX", Lang::En),
            ("zh", Lang::Zh),
            ("zh-CN", Lang::Zh),
            ("zh_CN.UTF-8", Lang::Zh),
            ("zh_CN@pinyin", Lang::Zh),
            (" ZH-Hans ", Lang::Zh),
        ] {
            assert_eq!(text.parse(), Ok(lang), "{text}");
            assert_eq!(lang.to_string().parse(), Ok(lang));
        }
        for text in ["", "fr", "zhx", "chinese", "中文", "-en"] {
            assert!(text.parse::<Lang>().is_err(), "{text}");
        }
    }

    #[test]
    fn facts_are_filled_in_in_both_languages() {
        assert_eq!(unknown_id(Lang::En, "A7"), "there is no A7");
        assert_eq!(unknown_id(Lang::Zh, "A7"), "没有 A7");
        assert!(hint_review(Lang::En, 1).starts_with("Next: 1 row waits for"));
        assert!(hint_review(Lang::En, 21).starts_with("Next: 21 rows wait for"));
        assert!(hint_review(Lang::Zh, 1).starts_with("下一步：1 行"));
    }
}
