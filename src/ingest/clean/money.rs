//! Amounts of money as spreadsheets and people write them.

use super::Problem;
use super::quantity::ungrouped;
use super::text::folded;
use crate::model::Money;

/// Signs and words of the yuan, before or after the number.
const YUAN: &[&str] = &["人民币", "¥", "￥", "rmb", "cny", "元整", "元", "圆", "块"];
/// Signs and words of other currencies.
const FOREIGN: &[&str] = &[
    "$", "€", "£", "usd", "eur", "gbp", "hkd", "jpy", "美元", "欧元", "港币", "港元", "日元",
    "英镑",
];

/// Returns the amount of a cell such as `25万`, `￥250,000.00`, `1.2亿` or `250000元`.
///
/// Hundredths are the smallest part; an amount that needs smaller ones is no amount.
pub fn money(cell: &str) -> Result<Money, Problem> {
    let text = folded(cell).trim().to_lowercase();
    if let Some(sign) = FOREIGN.iter().find(|sign| text.contains(**sign)) {
        return Err(Problem::with("money-currency", sign));
    }
    let mut rest = text.as_str();
    while let Some(shorter) = YUAN
        .iter()
        .find_map(|word| rest.strip_prefix(word).or_else(|| rest.strip_suffix(word)).map(str::trim))
    {
        rest = shorter;
    }
    // Accountants write what is paid back in brackets.
    let (rest, negative) = match rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (rest, false),
    };
    let (number, zeros) =
        [("万", 4), ("萬", 4), ("w", 4), ("亿", 8), ("億", 8), ("千", 3), ("k", 3)]
            .iter()
            .find_map(|(word, zeros)| rest.strip_suffix(word).map(|number| (number.trim(), *zeros)))
            .unwrap_or((rest, 0));
    let minor = scaled(number, zeros + 2).map_err(|problem| {
        let range = number.char_indices().any(|(at, c)| at > 0 && "-~至到".contains(c));
        if range && number.contains(|c: char| c.is_ascii_digit()) {
            Problem::plain("money-range")
        } else {
            problem
        }
    })?;
    Ok(Money { minor: if negative { -minor } else { minor } })
}

/// Reads a decimal times ten to the power of `zeros` as a whole number.
fn scaled(text: &str, zeros: usize) -> Result<i64, Problem> {
    let form = || Problem::plain("money-form");
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > zeros || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(form());
    }
    let whole = ungrouped(whole).ok_or_else(form)?;
    let digits = format!("{whole}{fraction:0<zeros$}");
    digits.parse().map_err(|_| Problem::plain("money-large"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_in_any_spelling() {
        for (cell, minor) in [
            ("250000", Ok(25_000_000)),
            ("￥250,000.00", Ok(25_000_000)),
            ("¥ 250000 元", Ok(25_000_000)),
            ("２５万", Ok(25_000_000)),
            ("25.5万元", Ok(25_500_000)),
            ("人民币25万元整", Ok(25_000_000)),
            ("1.2亿", Ok(12_000_000_000)),
            ("RMB 3.5", Ok(350)),
            ("-12.30", Ok(-1_230)),
            ("(12.30)", Ok(-1_230)),
            ("0.005", Err("money-form")),
            ("1,23", Err("money-form")),
            ("面议", Err("money-form")),
            ("约25万", Err("money-form")),
            ("25-30万", Err("money-range")),
            ("20万至25万", Err("money-range")),
            ("$100", Err("money-currency")),
            ("99999999999999999999", Err("money-large")),
            ("", Err("money-form")),
            (".5", Err("money-form")),
        ] {
            let read = money(cell).map(|money| money.minor).map_err(|problem| problem.code);
            assert_eq!(read, minor, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn money_is_read_as_it_prints(minor in -1_000_000_000_000_i64..1_000_000_000_000) {
            let amount = Money { minor };
            prop_assert_eq!(money(&amount.to_string()), Ok(amount));
        }

        #[test]
        fn no_text_breaks_it(cell in any::<String>(), near in "[-(万亿元¥0-9,.)]{0,24}") {
            drop(money(&cell));
            drop(money(&near));
        }
    }
}
