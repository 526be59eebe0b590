//! Two names beside each other, with what is different between them in brackets.

/// Returns two names with what is different between them in brackets; as they are where they have hardly
/// anything in common.
pub(super) fn marked(one: &str, other: &str) -> (String, String) {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if a.len().max(b.len()) > LONGEST {
        return (one.to_owned(), other.to_owned());
    }
    let parts = in_common(&a, &b);
    if parts.iter().map(|(_, _, length)| length).sum::<usize>() < COMMON {
        return (one.to_owned(), other.to_owned());
    }
    let mark = |name: &[char], parts: &[(usize, usize)]| {
        let (mut marked, mut at) = (String::new(), 0);
        for (start, length) in parts.iter().copied().chain([(name.len(), 0)]) {
            if at < start {
                marked.push('[');
                marked.extend(&name[at..start]);
                marked.push(']');
            }
            marked.extend(&name[start..start + length]);
            at = start + length;
        }
        marked
    };
    let of = |pick: fn(&(usize, usize, usize)) -> (usize, usize)| -> Vec<_> {
        parts.iter().map(pick).collect()
    };
    (mark(&a, &of(|part| (part.0, part.2))), mark(&b, &of(|part| (part.1, part.2))))
}

/// Returns what two names have in common, in order: where it begins in each, and how long it is. The
/// longest first, then what stands before and behind it. One sign in common, as 滦 of 滦县 and 滦南,
/// is none.
fn in_common(a: &[char], b: &[char]) -> Vec<(usize, usize, usize)> {
    let equal = |i: usize, j: usize| {
        a[i..].iter().zip(&b[j..]).take_while(|(one, other)| one == other).count()
    };
    let starts = (0..a.len()).flat_map(|i| (0..b.len()).map(move |j| (i, j)));
    let longest = starts.map(|(i, j)| (equal(i, j), i, j));
    // The first of the longest.
    let longest = longest.reduce(|best, next| if best.0 < next.0 { next } else { best });
    let Some((length, i, j)) = longest.filter(|(length, ..)| *length > 1) else {
        return Vec::new();
    };
    let mut parts = in_common(&a[..i], &b[..j]);
    parts.push((i, j, length));
    let (after, beyond) = (i + length, j + length);
    let behind = in_common(&a[after..], &b[beyond..]).into_iter();
    parts.extend(behind.map(|(i, j, length)| (i + after, j + beyond, length)));
    parts
}

/// Characters of the longest name that is marked: every part of one is looked for in the other.
const LONGEST: usize = 100;

/// Characters that two names have in common, at least where what differs between them is marked.
const COMMON: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_between_names_stands_in_brackets() {
        for (one, other, expected) in [
            ("泰安运通汽车公司", "泰安通运汽车公司", ("泰安[运通]汽车公司", "泰安[通运]汽车公司")),
            (
                "嘉兴兴通汽车公司",
                "嘉兴元通兴通汽车公司",
                ("嘉兴兴通汽车公司", "嘉兴[元通]兴通汽车公司"),
            ),
            ("多达汽车", "多达汽车", ("多达汽车", "多达汽车")),
            ("多达汽车销售", "多达汽车", ("多达汽车[销售]", "多达汽车")),
            ("杭州多达", "杭州云麓", ("杭州多达", "杭州云麓")),
            ("滦县一众有限公司", "滦南川朗有限公司", ("[滦县一众]有限公司", "[滦南川朗]有限公司")),
            ("", "多达", ("", "多达")),
            ("aaaa", "aaaaaa", ("aaaa", "aaaa[aa]")),
            (
                "嘉兴兴通汽车销售公司",
                "白城市兴通汽车服务公司",
                ("[嘉兴]兴通汽车[销售]公司", "[白城市]兴通汽车[服务]公司"),
            ),
        ] {
            let (left, right) = marked(one, other);
            assert_eq!((left.as_str(), right.as_str()), expected);
        }
    }
}
