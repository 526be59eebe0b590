//! E-mail addresses.

use super::Problem;
use super::text::folded;

/// Returns the first address of a cell in lower case, and what is wrong with the rest of the cell.
///
/// An address has one `@`, a name before it without blanks, and a domain with a dot after it.
pub fn email(cell: &str) -> (Option<String>, Option<Problem>) {
    let text = folded(cell).to_lowercase();
    let split =
        |c: char| c.is_whitespace() || matches!(c, ';' | ',' | '、' | '/' | '|' | '<' | '>');
    let mut addresses = text
        .split(split)
        .map(|part| part.trim_start_matches("mailto:").trim_matches(['.', '"', '\'', '(', ')']))
        .filter(|part| part.contains('@'));
    let Some(first) = addresses.next() else { return (None, Some(Problem::plain("email-form"))) };
    if !is_address(first) {
        return (None, Some(Problem::plain("email-form")));
    }
    let others = addresses.filter(|other| *other != first).count();
    let problem = (others > 0).then(|| Problem::with("email-several", others + 1));
    (Some(first.to_owned()), problem)
}

fn is_address(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let sign = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    text.len() <= 254
        && !name.is_empty()
        && !name.starts_with('.')
        && !name.ends_with('.')
        && name.chars().all(sign)
        && domain.contains('.')
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        for (cell, address, code) in [
            ("Sales@Duoda.example", Some("sales@duoda.example"), None),
            ("ｓａｌｅｓ＠duoda．example", Some("sales@duoda.example"), None),
            ("mailto:a.b+c@duoda.example", Some("a.b+c@duoda.example"), None),
            ("多达 <info@duoda.example>", Some("info@duoda.example"), None),
            ("a@duoda.example; a@duoda.example", Some("a@duoda.example"), None),
            ("a@duoda.example、b@duoda.example", Some("a@duoda.example"), Some("email-several")),
            ("duoda.example", None, Some("email-form")),
            ("a@duoda", None, Some("email-form")),
            ("@duoda.example", None, Some("email-form")),
            ("a@b@duoda.example", None, Some("email-form")),
            ("a@duoda..example", None, Some("email-form")),
        ] {
            let (found, problem) = email(cell);
            assert_eq!(found.as_deref(), address, "{cell}");
            assert_eq!(problem.map(|problem| problem.code), code, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(cell in "[a-zA-Z.@, -]{0,30}") {
            if let (Some(once), _) = email(&cell) {
                prop_assert_eq!(email(&once), (Some(once), None));
            }
        }
    }
}
