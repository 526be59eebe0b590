//! The two clocks of a deal (domain rules, section 3).

use crate::model::Day;

/// When a deal became, or is to become, an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderDay {
    /// It was ordered.
    Ordered(Day),
    /// It is expected to be.
    Expected(Day),
    /// Nobody knows.
    Unknown,
}

impl OrderDay {
    /// Returns the day; `None` where nobody knows it.
    pub const fn day(self) -> Option<Day> {
        match self {
            Self::Ordered(day) | Self::Expected(day) => Some(day),
            Self::Unknown => None,
        }
    }
}

/// How long a deal takes to its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clocks {
    /// The day on which the first contact details of the account were entered.
    pub first_on: Day,
    /// The order.
    pub order: OrderDay,
    /// Whole days from the first contact details to the order; below 0 where the account was
    /// entered after it. Missing where nobody knows when it is ordered.
    pub from_first: Option<i64>,
    /// Whole days from the day asked about to the order; below 0 where it is past. Missing where
    /// nobody knows. The one that grades, where the order is expected.
    pub from_day: Option<i64>,
}

/// Returns both clocks of a deal on `day`: from the first contact details to the order, and from
/// `day` to it. An order that was placed goes before an expected day. Never fails.
/// Source: domain rules, section 3, "Two clocks".
pub fn clocks(
    first_on: Day,
    ordered_on: Option<Day>,
    expected_on: Option<Day>,
    day: Day,
) -> Clocks {
    let expected = expected_on.map_or(OrderDay::Unknown, OrderDay::Expected);
    let order = ordered_on.map_or(expected, OrderDay::Ordered);
    let since = |from: Day| order.day().map(|order| order.days_since(from));
    Clocks { first_on, order, from_first: since(first_on), from_day: since(day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_clocks_run_to_the_order_and_to_the_expected_day_until_there_is_one() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let first = day("2026-02-10");
        for (ordered, expected, order, from_first, from_day) in [
            (None, None, OrderDay::Unknown, None, None),
            (None, Some("2026-03-16"), OrderDay::Expected(day("2026-03-16")), Some(34), Some(14)),
            (None, Some("2026-03-02"), OrderDay::Expected(day("2026-03-02")), Some(20), Some(0)),
            (None, Some("2026-02-20"), OrderDay::Expected(day("2026-02-20")), Some(10), Some(-10)),
            (
                Some("2026-03-01"),
                Some("2026-03-16"),
                OrderDay::Ordered(day("2026-03-01")),
                Some(19),
                Some(-1),
            ),
            (Some("2026-02-01"), None, OrderDay::Ordered(day("2026-02-01")), Some(-9), Some(-29)),
        ] {
            let found = clocks(first, ordered.map(day), expected.map(day), day("2026-03-02"));
            assert_eq!(found, Clocks { first_on: first, order, from_first, from_day });
        }
    }
}
