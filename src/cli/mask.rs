//! Personal values out of what is logged and said to other programs.

use std::ffi::OsString;

use crate::model::mask;

/// Digits in a row from which a text may be a telephone number.
const PHONE_DIGITS: usize = 7;

/// Returns the command line for the log: telephone numbers, e-mail addresses and the passwords of
/// URLs masked, words with blanks in quotes.
pub(super) fn command_line(args: &[OsString]) -> String {
    let mut words = vec!["kam".to_owned()];
    for arg in args.iter().skip(1) {
        let plain = values(&arg.to_string_lossy());
        let quoted = plain.is_empty() || plain.contains(|c: char| c.is_whitespace() || c == '"');
        words.push(if quoted { format!("{plain:?}") } else { plain });
    }
    words.join(" ")
}

/// Returns `text` with telephone numbers, e-mail addresses and passwords masked.
pub(crate) fn values(text: &str) -> String {
    if crate::store::is_url(text) {
        return crate::store::place_of(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars() {
        if c.is_ascii_digit()
            || matches!(c, '-' | '+' | '@' | '.' | '_')
            || c.is_ascii_alphanumeric()
        {
            word.push(c);
        } else {
            out.push_str(&masked_word(&word));
            word.clear();
            out.push(c);
        }
    }
    out.push_str(&masked_word(&word));
    out
}

fn masked_word(word: &str) -> String {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let is_day = looks_like_a_day(word);
    let numeric = word.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    let phone = digits >= PHONE_DIGITS && numeric && !is_day;
    let email = word.contains('@') && word.contains('.');
    if phone || email { mask(word) } else { word.to_owned() }
}

/// Returns whether a word is written as a day, whether there is such a day or not: 2026-02-30.
fn looks_like_a_day(word: &str) -> bool {
    let mut parts = word.split(['-', '.']);
    let mut is_number = |lengths: std::ops::RangeInclusive<usize>| {
        parts.next().is_some_and(|part| {
            lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let is_year = word.starts_with("19") || word.starts_with("20");
    is_year && is_number(4..=4) && is_number(1..=2) && is_number(1..=2) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_keeps_no_phone_e_mail_or_password() {
        for (text, masked) in [
            ("13800138000", "138****8000"),
            ("电话:13800138000,备用", "电话:138****8000,备用"),
            ("sales@duoda.example", "sal************mple"),
            ("2026-03-02", "2026-03-02"),
            ("2026-02-30", "2026-02-30"),
            ("2010-6555-1421", "201*******1421"),
            ("A1042", "A1042"),
            ("250000", "250000"),
            ("postgres://kam:s3cret@db/sales", "postgres://kam@db/sales"),
        ] {
            assert_eq!(values(text), masked);
        }
        let args = ["kam", "log", "A1", "要两台", "a b"].map(OsString::from);
        assert_eq!(command_line(&args), "kam log A1 要两台 \"a b\"");
    }
}
