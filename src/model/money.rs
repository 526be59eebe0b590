//! Amounts of money in integer minor units.

use std::fmt;
use std::str::FromStr;

/// A text that is no amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no amount; write it as 250000 or 250000.50")]
pub struct BadMoney(pub String);

/// An amount in hundredths of the store's currency (fen of a yuan).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Money {
    /// Hundredths; negative for what is paid back.
    pub minor: i64,
}

impl Money {
    /// Returns the amount of `units` whole units; `None` where it does not fit.
    pub fn from_units(units: i64) -> Option<Self> {
        units.checked_mul(100).map(|minor| Self { minor })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let minor = self.minor.unsigned_abs();
        write!(out, "{sign}{}.{:02}", minor / 100, minor % 100)
    }
}

/// Reads a plain decimal with at most two places; spreadsheets' spellings are `ingest`'s.
impl FromStr for Money {
    type Err = BadMoney;

    fn from_str(text: &str) -> Result<Self, BadMoney> {
        let bad = || BadMoney(text.to_owned());
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || !plain(places) || places.len() > 2 {
            return Err(bad());
        }
        let cents: i64 = format!("{places:0<2}").parse().map_err(|_| bad())?;
        let units: i64 = whole.parse().map_err(|_| bad())?;
        let minor = units.checked_mul(100).and_then(|m| m.checked_add(cents)).ok_or_else(bad)?;
        Ok(Self { minor: sign * minor })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimals_have_at_most_two_places() {
        assert_eq!("250000.5".parse(), Ok(Money { minor: 25_000_050 }));
        assert_eq!("-3".parse(), Ok(Money { minor: -300 }));
        for text in ["", "-", ".5", "1.", "1.234", "1,000", "25万", "99999999999999999999", "+1"] {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn money_prints_itself(minor in -1_000_000_000_000_i64..1_000_000_000_000) {
            let money = Money { minor };
            prop_assert_eq!(money.to_string().parse::<Money>().unwrap(), money);
        }
    }
}
