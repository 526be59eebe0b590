use proptest::prelude::*;

use super::*;
use crate::model::OrderId;

fn line(id: i64, quantity: i64, delivered: i64, short: i64) -> OrderLine {
    OrderLine {
        id: OrderLineId(id),
        sales_order: OrderId(1),
        model: "拓川".to_owned(),
        colour: None,
        quantity,
        price: None,
        delivered,
        version: None,
        short,
    }
}

fn wish(line: Option<i64>, quantity: Option<i64>) -> Wish {
    Wish { line: line.map(OrderLineId), quantity }
}

fn part(line: i64, quantity: i64) -> Part {
    Part { line: OrderLineId(line), quantity }
}

#[test]
fn all_that_is_open_is_meant_where_nothing_is_said() {
    let lines = [line(1, 5, 2, 1), line(2, 1, 1, 0), line(3, 3, 0, 0)];
    assert_eq!(parts(&lines, Wish::default()), Ok(vec![part(1, 2), part(3, 3)]));
    assert_eq!(parts(&lines, wish(Some(3), None)), Ok(vec![part(3, 3)]));
    assert_eq!(parts(&lines, wish(Some(1), Some(1))), Ok(vec![part(1, 1)]));
    assert_eq!(parts(&lines[..2], wish(None, Some(2))), Ok(vec![part(1, 2)]), "one is open");
}

#[test]
fn more_than_is_open_and_what_is_unclear_is_refused() {
    use PartRefusal as R;
    let lines = [line(1, 5, 2, 1), line(2, 1, 1, 0), line(3, 3, 0, 0)];
    let (one, two) = (OrderLineId(1), OrderLineId(2));
    for (wish, expected) in [
        (wish(Some(1), Some(3)), R::MoreThanOpen { line: one, quantity: 3, open: 2 }),
        (wish(Some(1), Some(0)), R::NotPositive { quantity: 0 }),
        (wish(None, Some(-1)), R::NotPositive { quantity: -1 }),
        (wish(Some(2), None), R::LineDone { line: two }),
        (wish(Some(9), Some(1)), R::LineDone { line: OrderLineId(9) }),
        (wish(None, Some(1)), R::WhichLine { quantity: 1, open: vec![one, OrderLineId(3)] }),
    ] {
        assert_eq!(parts(&lines, wish), Err(expected));
    }
    assert_eq!(parts(&lines[1..2], Wish::default()), Err(R::NothingOpen));
    assert_eq!(parts(&[], Wish::default()), Err(R::NothingOpen));
}

#[test]
fn a_deal_is_won_when_every_line_is_delivered_or_short_and_something_came() {
    for (lines, expected) in [
        (vec![], Progress::NoOrder),
        (vec![line(1, 2, 1, 0)], Progress::Open(1)),
        (vec![line(1, 2, 2, 0), line(2, 1, 0, 0)], Progress::Open(1)),
        (vec![line(1, 2, 2, 0)], Progress::Complete),
        (vec![line(1, 2, 1, 1)], Progress::Complete),
        (vec![line(1, 2, 2, 0), line(2, 1, 0, 1)], Progress::Complete),
        (vec![line(1, 2, 0, 2)], Progress::NothingDelivered),
    ] {
        assert_eq!(progress(&lines), expected, "{lines:?}");
    }
}

proptest! {
    /// Whatever is delivered and closed short in whatever sequence: no line gets more than was
    /// ordered, nothing is taken away again, and the deal is won exactly when every line is
    /// delivered or short and something was delivered.
    #[test]
    fn a_delivery_never_exceeds_the_order(
        quantities in proptest::collection::vec(1_i64..6, 1..4),
        steps in proptest::collection::vec(
            (any::<bool>(), proptest::option::of(0_i64..5), proptest::option::of(-1_i64..7)), 0..12),
    ) {
        let mut lines: Vec<OrderLine> =
            quantities.iter().zip(1..).map(|(quantity, id)| line(id, *quantity, 0, 0)).collect();
        for (short, of, quantity) in steps {
            let before = lines.clone();
            if let Ok(parts) = parts(&lines, wish(of, quantity)) {
                prop_assert!(!parts.is_empty() && parts.iter().all(|part| part.quantity > 0));
                for part in parts {
                    let line = lines.iter_mut().find(|line| line.id == part.line).unwrap();
                    let field = if short { &mut line.short } else { &mut line.delivered };
                    *field += part.quantity;
                }
            }
            for (now, before) in lines.iter().zip(&before) {
                prop_assert!(now.delivered + now.short <= now.quantity);
                prop_assert!(now.delivered >= before.delivered && now.short >= before.short);
            }
            let done = lines.iter().all(|line| line.delivered + line.short == line.quantity);
            let some = lines.iter().any(|line| line.delivered > 0);
            prop_assert_eq!(progress(&lines) == Progress::Complete, done && some);
            prop_assert_eq!(progress(&lines) == Progress::NothingDelivered, done && !some);
        }
    }
}
