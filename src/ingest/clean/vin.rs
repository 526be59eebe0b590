//! Vehicle identification numbers (GB 16735-2019).

use super::Problem;
use super::text::{folded, is_scientific};

/// Weights of the seventeen places; that of the check character counts nothing.
const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/// Returns the number in upper case without blanks and hyphens, its check character proved.
pub fn vin(cell: &str) -> Result<String, Problem> {
    let text = folded(cell);
    if is_scientific(&text) {
        return Err(Problem::plain("scientific"));
    }
    let vin: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let length = vin.chars().count();
    if length != WEIGHTS.len() {
        return Err(Problem::with("vin-length", length));
    }
    let mut sum = 0;
    for (c, weight) in vin.chars().zip(WEIGHTS) {
        sum += value(c).ok_or_else(|| Problem::with("vin-letters", c))? * weight;
    }
    let check = char::from_digit(sum % 11, 10).unwrap_or('X');
    if vin.chars().nth(8) == Some(check) { Ok(vin) } else { Err(Problem::with("vin-check", check)) }
}

/// Returns what a character counts; I, O and Q are left out of the numbers.
fn value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        'A'..='H' => Some(u32::from(c) - u32::from('A') + 1),
        'J'..='N' => Some(u32::from(c) - u32::from('J') + 1),
        'P' => Some(7),
        'R' => Some(9),
        'S'..='Z' => Some(u32::from(c) - u32::from('S') + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_character_decides() {
        let number = "1M8GDM9AXKP042788";
        assert_eq!(vin(number).as_deref(), Ok(number));
        assert_eq!(vin(" 1m8gdm9a-xkp042788 ").as_deref(), Ok(number));
        assert_eq!(vin("11111111111111111").as_deref(), Ok("11111111111111111"));
        for (cell, code, detail) in [
            ("1M8GDM9A0KP042788", "vin-check", "X"),
            ("1M8GDM9AXKP04278", "vin-length", "16"),
            ("1M8GDM9AXKP0427880", "vin-length", "18"),
            ("1M8GDM9AXKO042788", "vin-letters", "O"),
            ("1M8GDM9AXKP04278号", "vin-letters", "号"),
            ("1.23E+16", "scientific", ""),
        ] {
            assert_eq!(vin(cell), Err(Problem::with(code, detail)), "{cell}");
        }
    }
}
