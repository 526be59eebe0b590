//! Web addresses.

use super::Problem;
use super::text::folded;

/// Returns the address as written, where it has a domain with a dot and no blank.
pub fn website(cell: &str) -> Result<String, Problem> {
    let text = folded(cell);
    let host = text.split_once("://").map_or(&*text, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let sound = host.contains('.')
        && !host.starts_with('.')
        && !text.contains(char::is_whitespace)
        && !text.contains('@');
    if sound { Ok(text.into_owned()) } else { Err(Problem::plain("website-form")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_a_domain() {
        for (cell, sound) in [
            ("www.duoda.example", true),
            ("https://duoda.example/a?b=c", true),
            ("duoda", false),
            ("a@duoda.example", false),
            ("见 www.duoda.example", false),
            ("https://", false),
        ] {
            assert_eq!(website(cell).is_ok(), sound, "{cell}");
        }
    }
}
