//! Names spelled almost like another.

use std::fmt;

/// Longest text that is compared; a longer one is no misspelt name.
const LONGEST: usize = 64;

/// Returns up to three of `known` that are spelled almost like `text`, nearest first.
///
/// Almost: at most a third of the letters differ, or one begins with the other. ASCII case does
/// not count. Never fails.
pub(crate) fn near<'k>(text: &str, known: impl IntoIterator<Item = &'k str>) -> Vec<String> {
    let wanted: Vec<char> = text.trim().chars().map(|c| c.to_ascii_lowercase()).collect();
    if wanted.is_empty() || wanted.len() > LONGEST {
        return Vec::new();
    }
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let letters: Vec<char> = name.chars().map(|c| c.to_ascii_lowercase()).collect();
            let apart = distance(&wanted, &letters);
            let begins = letters.starts_with(&wanted) || wanted.starts_with(&letters);
            (begins || apart * 3 <= wanted.len().max(letters.len())).then_some((apart, name))
        })
        .collect();
    found.sort_by_key(|(apart, _)| *apart);
    found.dedup();
    found.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

/// Returns how many letters have to be put in, left out or replaced to make one of the other.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, a) in from.iter().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        for (b, cell) in to.iter().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + usize::from(a != b);
            diagonal = *cell;
            left = replaced.min(*cell + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// Shows near names as a question after a message; nothing where there are none.
pub(crate) struct DidYouMean<'a>(pub(crate) &'a [String]);

impl fmt::Display for DidYouMean<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [] => Ok(()),
            near => write!(out, "; did you mean `{}`?", near.join("` or `")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAGES: [&str; 5] = ["lead", "contacted", "met", "negotiating", "线索"];

    #[test]
    fn misspelt_names_are_found_and_strange_ones_are_not() {
        for (text, expected) in [
            ("negociating", vec!["negotiating"]),
            ("Contactd", vec!["contacted"]),
            ("nego", vec!["negotiating"]),
            ("线", vec!["线索"]),
            ("warehouse", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(near(text, STAGES), expected, "{text}");
        }
    }

    #[test]
    fn letters_that_differ_are_counted() {
        for (from, to, apart) in [
            ("", "", 0),
            ("", "abc", 3),
            ("kitten", "sitting", 3),
            ("abc", "abc", 0),
            ("ab", "", 2),
        ] {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(distance(&letters(from), &letters(to)), apart, "{from} {to}");
        }
    }
}
