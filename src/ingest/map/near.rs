//! Names near one that is unknown.

/// Returns up to three of `names` that a person may have meant by `wanted`: those that are nearest.
pub(in crate::ingest) fn near<'a>(
    wanted: &str,
    names: impl Iterator<Item = &'a str>,
) -> Vec<String> {
    let wanted: Vec<char> = wanted.to_lowercase().chars().take(64).collect();
    let mut found: Vec<(usize, &str)> = names
        .filter(|name| !name.is_empty())
        .map(|name| {
            (distance(&wanted, &name.to_lowercase().chars().take(64).collect::<Vec<_>>()), name)
        })
        .filter(|(edits, name)| *edits * 2 <= wanted.len().max(name.chars().count()))
        .collect();
    found.sort_unstable();
    let nearest = found.first().map_or(0, |(edits, _)| *edits);
    found.retain(|(edits, _)| *edits == nearest);
    found.truncate(3);
    found.into_iter().map(|(_, name)| name.to_owned()).collect()
}

/// Letters of a name for each that may be mistaken in it.
const LETTERS_FOR_ONE: usize = 4;

/// Returns whether one name is the other with few letters mistaken: one of four, two of eight.
pub(super) fn is_mistaken(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|name| name.chars().take(64).collect::<Vec<_>>());
    let longer = one.len().max(other.len());
    // The lengths alone often tell.
    one.len().abs_diff(other.len()) <= longer / LETTERS_FOR_ONE
        && distance(&one, &other) <= longer / LETTERS_FOR_ONE
}

/// Returns how many characters have to be put in, left out or replaced.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut previous: Vec<usize> = (0..=right.len()).collect();
    for (row, a) in left.iter().enumerate() {
        let mut diagonal = previous[0];
        previous[0] = row + 1;
        for (column, b) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = previous[column + 1];
            previous[column + 1] = replaced.min(diagonal + 1).min(previous[column] + 1);
        }
    }
    previous[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_few() {
        let names = ["phone", "email", "name", "note", "number"];
        assert_eq!(near("fone", names.into_iter()), ["note", "phone"]);
        assert_eq!(near("Emial", names.into_iter()), ["email"]);
        assert!(near("zzzz", names.into_iter()).is_empty());
        assert!(near("", names.into_iter()).is_empty());
        for (one, other, expected) in [
            ("ordernumbre", "ordernumber", true),
            ("oder", "order", true),
            ("订单编码", "订单编号", true),
            ("单价", "单号", false),
            ("phone", "photo", false),
            ("", "no", false),
        ] {
            assert_eq!(is_mistaken(one, other), expected, "{one} {other}");
        }
        assert_eq!(near("公司名", ["公司名称", "电话"].into_iter()), ["公司名称"]);
    }
}
