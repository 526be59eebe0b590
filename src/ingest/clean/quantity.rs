//! Numbers of vehicles and pieces.

use super::Problem;
use super::text::folded;

/// Words that stand for a number nobody counted.
const VAGUE: &[&str] =
    &["若干", "多", "几", "数", "不限", "待定", "批量", "some", "several", "many", "tbd"];

/// Units that may follow the number.
const UNITS: &[&str] = &[
    "台", "辆", "部", "架", "件", "个", "只", "套", "条", "批", "组", "箱", "盒", "桶", "升", "次",
    "pcs", "pc", "units", "unit", "sets", "set", "vehicles", "cars", "trucks", "ea",
];

/// Returns the whole number that a cell such as `12台`, `1,200`, `12.0` or `两辆` says.
pub fn quantity(cell: &str) -> Result<i64, Problem> {
    if let Some(count) = few_digits(cell) {
        return Ok(count);
    }
    let text = folded(cell).trim().to_lowercase();
    let number = UNITS.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text).trim();
    if let Some(count) = spoken(number).or_else(|| plain(number)) {
        return Ok(count);
    }
    let digits = number.chars().any(|c| c.is_ascii_digit());
    let code = if number.chars().skip(1).any(|c| "-~至到".contains(c)) && digits {
        "quantity-range"
    } else if VAGUE.iter().any(|word| number.contains(word)) {
        "quantity-vague"
    } else {
        "quantity-form"
    };
    Err(Problem::plain(code))
}

/// Reads a number of digits alone that cannot be too large, as most are.
fn few_digits(cell: &str) -> Option<i64> {
    let is_plain = (1..=9).contains(&cell.len()) && cell.bytes().all(|b| b.is_ascii_digit());
    is_plain.then(|| cell.parse().ok()).flatten()
}

/// Reads digits with optional sign, grouping commas and a fraction of zeros.
fn plain(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|b| b == b'0') {
        return None;
    }
    ungrouped(whole)?.parse().ok()
}

/// Returns digits without the commas that group them by three; `None` where the commas do not.
pub(super) fn ungrouped(text: &str) -> Option<String> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let mut groups = digits.split(',');
    let first = groups.next()?;
    let sound = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let mut joined = [sign, first].concat();
    let mut grouped = false;
    for group in groups {
        grouped = true;
        if group.len() != 3 || !sound(group) {
            return None;
        }
        joined.push_str(group);
    }
    (sound(first) && (!grouped || first.len() <= 3)).then_some(joined)
}

/// Reads Chinese numerals up to 99: 两, 十二, 三十.
fn spoken(text: &str) -> Option<i64> {
    let digit = |c: char| match c {
        '两' => Some(2),
        c => "零一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .and_then(|at| i64::try_from(at).ok()),
    };
    let chars: Vec<char> = text.chars().take(4).collect();
    match chars[..] {
        ['十'] => Some(10),
        [one] => digit(one).filter(|count| *count > 0),
        ['十', ones] => Some(10 + digit(ones)?),
        [tens, '十'] => Some(digit(tens)? * 10),
        [tens, '十', ones] => Some(digit(tens)? * 10 + digit(ones)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_are_whole_numbers() {
        for (cell, count) in [
            ("12", Ok(12)),
            ("12台", Ok(12)),
            ("１２ 辆", Ok(12)),
            ("12.0", Ok(12)),
            ("1,200件", Ok(1200)),
            ("-1", Ok(-1)),
            ("两台", Ok(2)),
            ("十二辆", Ok(12)),
            ("三十五", Ok(35)),
            ("3 Units", Ok(3)),
            ("若干", Err("quantity-vague")),
            ("几台", Err("quantity-vague")),
            ("2-3台", Err("quantity-range")),
            ("1.5", Err("quantity-form")),
            ("1,2", Err("quantity-form")),
            ("待", Err("quantity-form")),
            ("99999999999999999999", Err("quantity-form")),
        ] {
            assert_eq!(quantity(cell).map_err(|problem| problem.code), count, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn a_count_prints_itself(count in any::<i64>(), unit in "(台|辆| 件|)") {
            prop_assert_eq!(quantity(&format!("{count}{unit}")), Ok(count));
        }
    }
}
