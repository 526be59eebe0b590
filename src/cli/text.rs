//! Messages for people, in both languages, in one table.
//!
//! Facts are filled in by name, so that the compiler checks them in both languages.

use std::fmt::Display;
use std::str::FromStr;

/// A text that names no language spoken here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no language; one of en, zh-CN")]
pub struct UnknownLang(pub String);

/// A language of labels and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
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

impl Display for Lang {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        })
    }
}

/// Functions that say something: `name(facts) = English, Chinese;` where both texts name facts in
/// braces.
macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident($($fact:ident),*) = $en:literal, $zh:literal;)*) => {$(
        $(#[$doc])*
        #[doc = concat!("\n\nEnglish: “", $en, "”")]
        pub fn $name(lang: Lang, $($fact: impl Display),*) -> String {
            match lang {
                Lang::En => format!($en),
                Lang::Zh => format!($zh),
            }
        }
    )*};
}

messages! {
    /// Says that a selection is empty.
    nothing_found() = "Nothing found.", "没有找到。";
    /// Says that the agenda of a day is empty.
    nothing_due(day) = "Nothing is due on {day}.", "{day} 没有到期的跟进。";
    /// Says how many rows a list has.
    rows_shown(count) = "{count} rows", "共 {count} 行";
    /// Says how many rows of how many a limit let through.
    rows_limited(count, total) = "{count} of {total} rows", "显示 {count} 行，共 {total} 行";
    /// Says how many rows went into a file.
    rows_written(count, path) = "Wrote {count} rows to {path}.", "已将 {count} 行写入 {path}。";
    /// Says that a writing command found nothing to do.
    nothing_changed() = "Nothing changed.", "没有任何改动。";
    /// Says that what is reported was not kept.
    dry_run() = "Dry run: nothing was written.", "试运行：未写入任何数据。";
    /// Says that there are columns of the given names only.
    unknown_column(column, known) =
        "no column `{column}`; one of {known}",
        "没有列 `{column}`；可用的列：{known}";
    /// Says that a column was chosen twice.
    repeated_column(column) = "column `{column}` is named twice", "列 `{column}` 重复";
    /// Says that there are no ids to print.
    no_ids() =
        "nothing here has an id; choose another format",
        "这里没有编号，请选用其他格式";
    /// Says that there is no such format.
    unknown_format(format, known) =
        "`{format}` is no format; one of {known}",
        "没有格式 `{format}`；可用的格式：{known}";
    /// Says that a file could not be opened for writing.
    cannot_open(path, cause) = "cannot open `{path}`: {cause}", "无法打开 `{path}`：{cause}";
    /// Says that a file could not be written.
    cannot_write(path, cause) = "cannot write `{path}`: {cause}", "无法写入 `{path}`：{cause}";
}

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
        assert_eq!(nothing_due(Lang::En, "2026-03-01"), "Nothing is due on 2026-03-01.");
        assert_eq!(nothing_due(Lang::Zh, "2026-03-01"), "2026-03-01 没有到期的跟进。");
        assert_eq!(rows_limited(Lang::Zh, 20, 300), "显示 20 行，共 300 行");
    }
}
