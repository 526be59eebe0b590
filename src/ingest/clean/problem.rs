//! What can be wrong with a cell.

/// Why a cell is not what its column holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Problem {
    /// Stable code, one of [`PROBLEMS`].
    pub code: &'static str,
    /// The fact that the message needs, such as the number of digits; blank where it needs none.
    pub detail: String,
}

impl Problem {
    /// Returns a problem whose message needs no fact.
    pub(crate) fn plain(code: &'static str) -> Self {
        Self { code, detail: String::new() }
    }

    /// Returns a problem with the fact that its message needs.
    pub(crate) fn with(code: &'static str, detail: impl std::fmt::Display) -> Self {
        Self { code, detail: detail.to_string() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&explain(self.code, &self.detail))
    }
}

/// Every code with its English message, in which `{}` is the fact.
pub const PROBLEMS: &[(&str, &str)] = &[
    ("sheet-error", "the spreadsheet left an error, {}"),
    ("lost-character", "a character was lost before the list came here"),
    ("scientific", "the spreadsheet rounded the digits away"),
    ("phone-length", "{} digits, a mobile number has 11"),
    ("phone-landline-length", "{} digits, a landline with its area code has 10 to 12"),
    ("phone-plan", "no number of China begins so"),
    ("phone-short", "too few digits for a telephone number, {}"),
    ("phone-long", "too many digits for a telephone number, {}"),
    ("phone-letters", "`{}` is no part of a telephone number"),
    ("phone-label", "number read, `{}` beside it is not"),
    ("phone-fax", "a fax number"),
    ("email-form", "no e-mail address"),
    ("email-several", "{} addresses; the first is used"),
    ("website-form", "no web address"),
    ("credit-code-length", "{} characters, a credit code has 18"),
    ("credit-code-letters", "`{}` is no character of a credit code"),
    ("credit-code-check", "the check character should be {}"),
    ("vin-length", "{} characters, a vehicle identification number has 17"),
    ("vin-letters", "`{}` is no character of a vehicle identification number"),
    ("vin-check", "the check character should be {}"),
    ("date-form", "no date"),
    ("date-incomplete", "no whole date: day, month or year is missing"),
    ("date-calendar", "the calendar has no such day"),
    ("date-order", "may be {}; say which comes first, day, month or year"),
    ("money-form", "no amount"),
    ("money-range", "several amounts"),
    ("money-currency", "in {}, not in the currency of the store"),
    ("money-large", "the amount is too large"),
    ("quantity-form", "no number"),
    ("quantity-vague", "no number, only about how many"),
    ("quantity-range", "a range of numbers"),
    ("quantity-none", "{} is no quantity to buy"),
    ("kind-unknown", "neither an organisation nor a person"),
    ("kilometres-form", "no number of kilometres"),
    (
        "ownership-unknown",
        "not known how it came to its owner; one of own-sale, other-sale, other-brand",
    ),
    ("next-over", "{} is over: no appointment was made"),
    ("promise-early", "before the order of {}: taken for no promise"),
    ("grade-of-nobody", "nobody was reached: no grade was given"),
    ("grade-unknown", "no grade; one of O, H, A, B, C"),
    ("place-code", "a number, not the name of a place"),
    ("value-missing", "a value is needed here"),
    ("row-wide", "beyond the {} columns of the table"),
    ("row-repeated", "the same as in line {}"),
    ("login-form", "a login has no blanks"),
    ("login-taken", "the login of {}"),
    ("name-taken", "{} has another login"),
    ("known-otherwise", "`{}` is known and was kept"),
    ("role-unknown", "no role; one of consultant, dcc, reception, manager, key-account, care, ops"),
    ("shop-unknown", "no shop of ours, or several"),
    ("calendar-unknown", "no business days; one of dealer (every day), office (working days)"),
];

/// Returns the English message of a problem; the code itself where it is none of [`PROBLEMS`].
pub fn explain(code: &str, detail: &str) -> String {
    let known = PROBLEMS.iter().find(|(known, _)| *known == code);
    known.map_or(code, |(_, message)| message).replace("{}", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_state_their_fact() {
        assert_eq!(explain("phone-length", "10"), "10 digits, a mobile number has 11");
        assert_eq!(Problem::plain("email-form").to_string(), "no e-mail address");
        assert_eq!(explain("other", ""), "other");
    }

    #[test]
    fn codes_are_distinct() {
        let mut codes: Vec<_> = PROBLEMS.iter().map(|(code, _)| code).collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), PROBLEMS.len());
    }
}
