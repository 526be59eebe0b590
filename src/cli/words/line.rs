//! The words of a line, quoted as in a shell.

/// A quote that is opened and not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnclosedQuote(pub(crate) char);

/// Returns the words of a line: parted at blanks, `'…'` and `"…"` (also “…”) held together, a
/// backslash outside single quotes taking the sign behind it as it is.
pub(crate) fn words_of(line: &str) -> Result<Vec<String>, UnclosedQuote> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut signs = line.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\'' | '"' | '“' => {
                let close = if sign == '“' { '”' } else { sign };
                let held = word.get_or_insert_default();
                loop {
                    match signs.next() {
                        None => return Err(UnclosedQuote(sign)),
                        Some(found) if found == close => break,
                        Some('\\') if sign == '"' => held.extend(signs.next()),
                        Some(other) => held.push(other),
                    }
                }
            }
            '\\' => word.get_or_insert_default().extend(signs.next()),
            blank if blank.is_whitespace() => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_at_blanks_and_held_by_quotes() {
        for (line, expected) in [
            ("多达 电话  \"要 两台\"\t'H'", &["多达", "电话", "要 两台", "H"][..]),
            ("", &[]),
            ("  ", &[]),
            ("''", &[""]),
            ("a\\ b c", &["a b", "c"]),
            (r#""say \"yes\"""#, &[r#"say "yes""#]),
            (r"'a\b'", &[r"a\b"]),
            ("备注=\"要两台\"", &["备注=要两台"]),
            ("“要 两台” 电话\u{3000}H", &["要 两台", "电话", "H"]),
        ] {
            assert_eq!(words_of(line).unwrap(), expected, "{line}");
        }
        assert_eq!(words_of("多达 '电话"), Err(UnclosedQuote('\'')));
        assert_eq!(words_of("“a\""), Err(UnclosedQuote('“')));
    }
}
