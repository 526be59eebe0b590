//! Which deals are the same (design, section 5: one open deal per account and product), and since
//! when one that was opened again is there.

use crate::model::Day;

/// Returns whether two deals of an account are about the same product: the same model, outer
/// blanks and case aside, or no model both. Never fails.
pub fn same_product(model: Option<&str>, other: Option<&str>) -> bool {
    let plain = |model: Option<&str>| {
        model.map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty())
    };
    plain(model) == plain(other)
}

/// What closed a deal, or may have opened it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It was lost, or got out of control.
    Lost(Day),
    /// It moved through its funnel.
    Moved {
        /// The day.
        on: Day,
        /// Whether from the closing stage.
        from_closing: bool,
    },
}

/// Returns the day on which an open deal was opened again last, by its losses and moves in the order
/// in which they were entered; `None` where it never was, or on the day on which it was closed:
/// nothing was missed between. Never fails.
///
/// A deal that is closed moves only by being opened again. Source: domain rules, section 5.
pub fn opened_again_on(turns: &[Turn]) -> Option<Day> {
    let (mut closed_on, mut moved_on, mut again) = (None, None, None);
    for turn in turns {
        match *turn {
            Turn::Lost(on) => closed_on = Some(on),
            Turn::Moved { on, from_closing } => {
                let closed = closed_on.take().or(moved_on.filter(|_| from_closing));
                if closed.is_some_and(|closed| on > closed) {
                    again = Some(on);
                }
                moved_on = Some(on);
            }
        }
    }
    again
}

#[cfg(test)]
mod tests {
    use super::{Turn, opened_again_on, same_product};
    use crate::model::Day;

    #[test]
    fn a_deal_is_there_again_from_the_day_on_which_it_was_opened_again() {
        let march = |date: i64| "2026-02-28".parse::<Day>().unwrap().plus_days(date);
        let lost = |on| Turn::Lost(march(on));
        let moved = |on| Turn::Moved { on: march(on), from_closing: false };
        let from_closing = |on| Turn::Moved { on: march(on), from_closing: true };
        for (turns, again, what) in [
            (vec![], None, "nothing happened"),
            (vec![moved(2), moved(5)], None, "never closed"),
            (vec![lost(2), moved(5)], Some(5), "lost, then opened again"),
            (vec![lost(2), moved(5), moved(7)], Some(5), "and moved on"),
            (vec![lost(2), moved(5), lost(6), moved(9)], Some(9), "twice"),
            (vec![lost(2), moved(5), lost(6), moved(6)], Some(5), "the second time that day"),
            (vec![lost(2), moved(2)], None, "that day"),
            (vec![moved(2), from_closing(6)], Some(6), "won, then opened again"),
            (vec![moved(2), from_closing(2)], None, "won and opened again that day"),
            (vec![moved(2), from_closing(6), moved(8)], Some(6), "won, and moved on"),
        ] {
            assert_eq!(opened_again_on(&turns), again.map(march), "{what}");
        }
    }

    #[test]
    fn models_are_the_same_by_name() {
        for (model, other, same) in [
            (Some("朗逸"), Some(" 朗逸 "), true),
            (Some("ID.4"), Some("id.4"), true),
            (Some("朗逸"), Some("朗行"), false),
            (Some("朗逸"), None, false),
            (Some("  "), None, true),
            (None, None, true),
        ] {
            assert_eq!(same_product(model, other), same, "{model:?} {other:?}");
            assert_eq!(same_product(other, model), same, "{other:?} {model:?}");
        }
    }
}
