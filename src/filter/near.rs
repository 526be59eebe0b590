//! Names that look like an unknown one: of fields, and of what fields may be.

use super::Named;
use crate::model::Field;

const MOST: usize = 3;

/// Returns names of fields that look like `name`, nearest first, at most three.
///
/// English names are near by edit distance (half of the letters, two at most) or where one
/// begins with the other; Chinese ones by characters in common.
pub(super) fn fields(name: &str) -> Vec<&'static str> {
    let mut found: Vec<(usize, &'static str)> = if name.is_ascii() {
        let key = name.to_ascii_lowercase().replace('-', "_");
        Field::ALL.iter().filter_map(|f| Some((english(&key, f.key())?, f.key()))).collect()
    } else {
        Field::ALL.iter().filter_map(|f| Some((chinese(name, f.term())?, f.term()))).collect()
    };
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().take(MOST).map(|(_, name)| name).collect()
}

/// Returns names of those known that look like `text`, nearest first, at most three.
pub(super) fn names(text: &str, known: &[Named]) -> Vec<String> {
    let wanted = text.to_ascii_lowercase();
    let all = known.iter().flat_map(|one| std::iter::once(&one.key).chain(&one.names));
    let mut found: Vec<(usize, &String)> = all
        .filter_map(|name| {
            let alike = if wanted.is_ascii() {
                english(&wanted, &name.to_ascii_lowercase())
            } else {
                chinese(&wanted, name)
            };
            Some((alike?, name))
        })
        .collect();
    found.sort();
    found.dedup();
    found.into_iter().take(MOST).map(|(_, name)| name.clone()).collect()
}

fn english(name: &str, key: &str) -> Option<usize> {
    if name.len() > 2 * key.len() {
        return None;
    }
    let allowed = (name.len().min(key.len()) / 2).clamp(1, 2);
    let distance = edits(name.as_bytes(), key.as_bytes());
    let begins = name.len() > 1 && (key.starts_with(name) || name.starts_with(key));
    (distance <= allowed || begins).then_some(distance)
}

/// Returns how far `name` is from `term`: characters of the term that it has not.
fn chinese(name: &str, term: &str) -> Option<usize> {
    let (common, missing): (Vec<char>, Vec<char>) = term.chars().partition(|c| name.contains(*c));
    (!common.is_empty()).then_some(missing.len())
}

/// Returns how many insertions, deletions, replacements and swaps of neighbours part the two.
fn edits(left: &[u8], right: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let replaced = above[j] + usize::from(a != b);
            let mut least = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == right[j - 1] && left[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_those_people_mean() {
        for (name, near) in [
            ("grad", &["grade"][..]),
            ("garde", &["grade"]),
            ("own", &["owner"]),
            ("status", &["state"]),
            ("Last-Tuch", &["last_touch"]),
            ("foo", &[]),
            ("x", &[]),
            ("10", &[]),
            ("销售顾问", &["顾问"]),
            ("客户级别", &["级别", "上级"]),
            ("最近", &["最近接触", "最近联系"]),
            ("天气", &[]),
        ] {
            assert_eq!(fields(name), near, "{name}");
        }
        assert_eq!(fields(&"grade".repeat(1000)), <Vec<&str>>::new());
    }

    #[test]
    fn edits_are_counted_with_swaps_as_one() {
        for (left, right, count) in
            [("", "", 0), ("ab", "ba", 1), ("", "abc", 3), ("abc", "adc", 1)]
        {
            assert_eq!(edits(left.as_bytes(), right.as_bytes()), count, "{left} {right}");
        }
    }
}
