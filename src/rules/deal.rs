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

/// Days on which a deal was closed, and was then opened again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    /// The day on which it was closed.
    pub on: Day,
    /// Whether it was won.
    pub won: bool,
    /// The later day on which it was opened again.
    pub again_on: Day,
}

/// Returns when a deal was closed and opened again on a later day, by its losses and moves in the
/// order in which they were entered. Opened again on the day on which it was closed it was open: nothing
/// was missed between. How it is closed now, where it is, the deal itself says. Never fails.
///
/// A deal that is closed moves only by being opened again. Source: domain rules, section 5.
pub fn closed_and_opened_again(turns: &[Turn]) -> Vec<Closed> {
    let (mut lost_on, mut moved_on, mut closed) = (None, None, Vec::new());
    for turn in turns {
        match *turn {
            Turn::Lost(on) => lost_on = Some(on),
            Turn::Moved { on: again_on, from_closing } => {
                let lost = lost_on.take().map(|on| (on, false));
                let won = || moved_on.filter(|_| from_closing).map(|on| (on, true));
                let ended = lost.or_else(won).filter(|(on, _)| again_on > *on);
                closed.extend(ended.map(|(on, won)| Closed { on, won, again_on }));
                moved_on = Some(again_on);
            }
        }
    }
    closed
}

/// Returns the day on which an open deal was opened again last, as [`closed_and_opened_again`] says;
/// `None` where it never was. Never fails.
pub fn opened_again_on(turns: &[Turn]) -> Option<Day> {
    closed_and_opened_again(turns).last().map(|closed| closed.again_on)
}

#[cfg(test)]
mod tests {
    use super::{Turn, closed_and_opened_again, opened_again_on, same_product};
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
    fn it_is_told_how_and_when_a_deal_was_closed_before() {
        let march = |date: i64| "2026-02-28".parse::<Day>().unwrap().plus_days(date);
        let lost = |on| Turn::Lost(march(on));
        let moved = |on| Turn::Moved { on: march(on), from_closing: false };
        let from_closing = |on| Turn::Moved { on: march(on), from_closing: true };
        for (turns, expected, what) in [
            (vec![moved(2), lost(3)], "", "lost, and never opened again"),
            (vec![moved(2), lost(3), moved(5), lost(8), moved(9)], "lost 3-5 lost 8-9", "twice"),
            (vec![lost(3), moved(3), lost(5), moved(9)], "lost 5-9", "once on one day"),
            (
                vec![moved(4), from_closing(7), moved(9), from_closing(12)],
                "won 4-7 won 9-12",
                "won",
            ),
            (
                vec![lost(3), moved(5), moved(6), from_closing(8)],
                "lost 3-5 won 6-8",
                "lost, then won",
            ),
            (vec![lost(5), moved(4)], "", "opened again by what was entered for an earlier day"),
        ] {
            let closed = closed_and_opened_again(&turns);
            let told = closed.iter().map(|one| {
                let date = |day: Day| day.days_since(march(0));
                let how = if one.won { "won" } else { "lost" };
                format!("{how} {}-{}", date(one.on), date(one.again_on))
            });
            assert_eq!(told.collect::<Vec<_>>().join(" "), expected, "{what}");
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
