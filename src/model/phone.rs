//! Telephone numbers after cleaning.

use std::fmt;

use super::PhoneKind;

/// A number that can be dialled and compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Phone {
    /// E.164 with its plus where the number is international (`+8613800138000`); digits alone
    /// for numbers that exist within a country only (`4008208820`, `95588`).
    pub number: String,
    /// Digits to dial after the connection; `None` where the line is direct.
    pub extension: Option<String>,
    /// What the number is.
    pub kind: PhoneKind,
}

/// Prints the number as people of its country dial it: `13800138000`, `+852 …` unchanged, an
/// extension behind a hyphen, or behind `ext` where a hyphen may stand within the number.
impl fmt::Display for Phone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number.strip_prefix("+86") {
            Some(mobile) if self.kind == PhoneKind::Mobile => out.write_str(mobile)?,
            Some(line) if self.kind == PhoneKind::Landline => write!(out, "0{line}")?,
            Some(rest) => out.write_str(rest)?,
            None => out.write_str(&self.number)?,
        }
        let sign = if self.kind == PhoneKind::Other { " ext " } else { "-" };
        self.extension.as_ref().map_or(Ok(()), |digits| write!(out, "{sign}{digits}"))
    }
}

impl Phone {
    /// Returns the number with its middle hidden: first 3 and last 4 digits kept.
    pub fn masked(&self) -> String {
        mask(&self.to_string())
    }
}

/// Returns `text` with all but the first 3 and last 4 characters replaced by `*`; where that
/// would show all of it, the first 3 and the length.
pub(crate) fn mask(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() < 10 {
        let head: String = chars.iter().take(3).collect();
        return format!("{head}… ({})", chars.len());
    }
    let (head, tail) = (&chars[..3], &chars[chars.len() - 4..]);
    let stars = "*".repeat(chars.len() - 7);
    format!("{}{stars}{}", head.iter().collect::<String>(), tail.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_they_are_dialled() {
        for (number, extension, kind, shown, masked) in [
            ("+8613800138000", None, PhoneKind::Mobile, "13800138000", "138****8000"),
            (
                "+861065551234",
                Some("8012"),
                PhoneKind::Landline,
                "01065551234-8012",
                "010*********8012",
            ),
            ("4008208820", None, PhoneKind::Service, "4008208820", "400***8820"),
            ("95588", None, PhoneKind::Service, "95588", "955… (5)"),
            ("+85221234567", None, PhoneKind::Other, "+85221234567", "+85*****4567"),
            (
                "+16502530000",
                Some("12"),
                PhoneKind::Other,
                "+16502530000 ext 12",
                "+16************t 12",
            ),
        ] {
            let phone = Phone { number: number.into(), extension: extension.map(Into::into), kind };
            assert_eq!(phone.to_string(), shown);
            assert_eq!(phone.masked(), masked);
        }
    }
}
