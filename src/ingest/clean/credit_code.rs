//! Unified social credit codes (GB 32100-2015).

use super::Problem;
use super::text::{folded, is_scientific};

/// Characters by their value; I, O, S, V and Z are left out of the code.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Returns the code in upper case without blanks and hyphens, its check character proved.
pub fn credit_code(cell: &str) -> Result<String, Problem> {
    let text = folded(cell);
    if is_scientific(&text) {
        return Err(Problem::plain("scientific"));
    }
    let code: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let length = code.chars().count();
    if length != 18 {
        return Err(Problem::with("credit-code-length", length));
    }
    let mut values = [0; 18];
    for (value, c) in values.iter_mut().zip(code.chars()) {
        let known = ALPHABET.iter().position(|known| char::from(*known) == c);
        *value = known.ok_or_else(|| Problem::with("credit-code-letters", c))?;
    }
    let mut weight = 1;
    let mut sum = 0;
    for value in &values[..17] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    let check = (31 - sum % 31) % 31;
    if values[17] == check {
        Ok(code)
    } else {
        Err(Problem::with("credit-code-check", char::from(ALPHABET[check])))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_check_character_decides() {
        let code = "91350100M000100Y43";
        assert_eq!(credit_code(code).as_deref(), Ok(code));
        assert_eq!(credit_code(" 91350100m000100y43 ").as_deref(), Ok(code));
        assert_eq!(credit_code("９１３５０１００Ｍ０００１００Ｙ４３").as_deref(), Ok(code));
        for (cell, code, detail) in [
            ("91350100M000100Y4A", "credit-code-check", "3"),
            ("91350100M000100Y4", "credit-code-length", "17"),
            ("350100100012345", "credit-code-length", "15"),
            ("91350100M000100I43", "credit-code-letters", "I"),
            ("91350100M00010司Y43", "credit-code-letters", "司"),
            ("9.135E+17", "scientific", ""),
        ] {
            assert_eq!(credit_code(cell), Err(Problem::with(code, detail)), "{cell}");
        }
    }

    proptest! {
        /// One wrong character never passes.
        #[test]
        fn one_error_is_found(at in 0_usize..18, c in "[0-9A-HJ-NPQRTUWXY]") {
            let mut code = "91350100M000100Y43".to_owned();
            code.replace_range(at..=at, &c);
            prop_assert_eq!(credit_code(&code).is_ok(), code == "91350100M000100Y43");
        }
    }
}
