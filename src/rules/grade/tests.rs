use super::*;
use crate::model::{Deal, DealId, Instalment, StaffId, TradeIn};
use crate::playbook::{SHIPPED, Sign};

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(super) const TODAY: &str = "2026-03-10";

pub(super) static PLAYBOOK: std::sync::LazyLock<Playbook> =
    std::sync::LazyLock::new(Playbook::shipped);

/// An account that can be reached, and nothing else.
fn nothing() -> Facts {
    Facts {
        reachable: true,
        expected_on: None,
        confidence: Factor::Unknown,
        need: Factor::Unknown,
        power: Factor::Unknown,
        ordered: false,
        vehicle: Vehicle::default(),
        payment: SignSet::EMPTY,
        delivery: false,
        instalment: None,
        trade_in: None,
        next_meeting_on: None,
        showroom_visits: 0,
        order: OrderFacts::default(),
        noted: SignSet::EMPTY,
    }
}

/// Everything is there, the purchase in a week.
fn best() -> Facts {
    Facts {
        expected_on: Some(day("2026-03-17")),
        confidence: Factor::Yes,
        need: Factor::Yes,
        power: Factor::Yes,
        vehicle: Vehicle { model: true, version: true, colour: true },
        ..nothing()
    }
}

pub(super) fn noted(signs: &[Sign]) -> SignSet {
    signs.iter().copied().collect()
}

pub(super) fn proposed(facts: &Facts) -> Proposal {
    propose(facts, &PLAYBOOK, day(TODAY))
}

#[test]
fn rule_1_an_order_is_o_whatever_else_is_known() {
    let worst = Facts {
        reachable: false,
        confidence: Factor::No,
        need: Factor::No,
        power: Factor::No,
        ..nothing()
    };
    for sign in [Sign::ContractSigned, Sign::PaidInFull, Sign::DepositReceived] {
        let proposal = proposed(&Facts { noted: noted(&[sign]), ..worst });
        assert_eq!(proposal.grade, Grade::O, "{sign}");
        assert_eq!(proposal.caps.len(), 1);
        assert_eq!(proposal.caps[0].cause, Cause::OrderSigns(noted(&[sign])));
        assert_eq!((proposal.raise, proposal.to_find_out), (None, vec![]));
    }
    for (order, sign) in [
        (OrderFacts { signed: true, ..OrderFacts::default() }, Sign::ContractSigned),
        (OrderFacts { paid: true, ..OrderFacts::default() }, Sign::PaidInFull),
        (OrderFacts { deposit: true, ..OrderFacts::default() }, Sign::DepositReceived),
    ] {
        let proposal = proposed(&Facts { order, ..worst });
        assert_eq!(proposal.caps[0].cause, Cause::OrderSigns(noted(&[sign])), "an order's field");
        let ticked_too = proposed(&Facts { order, noted: noted(&[sign]), ..worst });
        assert_eq!(ticked_too, proposal, "never ticked twice");
    }
    let at_the_order = proposed(&Facts { ordered: true, ..worst });
    assert_eq!(at_the_order.caps[0].cause, Cause::OrderStage);
    assert_eq!(at_the_order.grade, Grade::O);
}

#[test]
fn rule_2_limits_of_the_horizons_are_inclusive() {
    let playbook = Playbook::shipped();
    for (today, expected, grade, what) in [
        (TODAY, "2026-03-10", Grade::H, "today"),
        (TODAY, "2026-03-17", Grade::H, "7 days"),
        (TODAY, "2026-03-18", Grade::A, "8 days"),
        (TODAY, "2026-03-25", Grade::A, "15 days"),
        (TODAY, "2026-03-26", Grade::B, "16 days"),
        (TODAY, "2026-04-10", Grade::B, "a month"),
        (TODAY, "2026-04-11", Grade::C, "a month and a day"),
        ("2026-01-31", "2026-02-28", Grade::B, "a month, clamped to its end"),
        ("2026-01-31", "2026-03-01", Grade::C, "past the clamped end"),
        ("2024-01-31", "2024-02-29", Grade::B, "a leap year"),
        ("2026-02-28", "2026-03-28", Grade::B, "28 days"),
        ("2026-02-28", "2026-03-29", Grade::C, "29 days"),
        (TODAY, "2026-03-09", Grade::H, "passed yesterday"),
        (TODAY, "2020-01-01", Grade::H, "passed long ago"),
    ] {
        let facts = Facts { expected_on: Some(day(expected)), ..best() };
        let proposal = propose(&facts, &playbook, day(today));
        assert_eq!(proposal.caps[0].grade, grade, "{what}");
        assert_eq!(proposal.caps[0].rule, Rule::Horizon);
        assert_eq!(proposal.grade, grade, "{what}");
        assert_eq!(proposal.expected_date_passed, expected < today, "{what}");
    }
}

/// One month is a calendar month: the last day of B and the first of C, from the ends of months.
#[test]
fn rule_2_a_month_ends_on_the_day_of_that_date_or_the_end_of_the_month() {
    for (today, last) in [
        ("2026-01-27", "2026-02-27"),
        ("2026-01-28", "2026-02-28"),
        ("2026-01-29", "2026-02-28"),
        ("2026-01-30", "2026-02-28"),
        ("2026-01-31", "2026-02-28"),
        ("2024-01-28", "2024-02-28"),
        ("2024-01-29", "2024-02-29"),
        ("2024-01-30", "2024-02-29"),
        ("2024-01-31", "2024-02-29"),
        ("2026-02-28", "2026-03-28"),
        ("2024-02-28", "2024-03-28"),
        ("2024-02-29", "2024-03-29"),
        ("2026-03-30", "2026-04-30"),
        ("2026-03-31", "2026-04-30"),
        ("2026-04-30", "2026-05-30"),
        ("2026-12-31", "2027-01-31"),
    ] {
        for (days, grade) in [(-1, Grade::B), (0, Grade::B), (1, Grade::C)] {
            let expected_on = Some(day(last).plus_days(days));
            let proposal = propose(&Facts { expected_on, ..best() }, &PLAYBOOK, day(today));
            let found = (proposal.grade, proposal.caps[0].grade);
            assert_eq!(found, (grade, grade), "from {today}: {last} {days:+}");
        }
    }
}

#[test]
fn rule_2_says_the_distance_and_the_limit() {
    let cause =
        |expected| proposed(&Facts { expected_on: Some(day(expected)), ..best() }).caps[0].cause;
    let expected_on = day("2026-03-20");
    let (horizon, last) = (Horizon::Days(15), day("2026-03-25"));
    assert_eq!(cause("2026-03-20"), Cause::Within { expected_on, days: 10, horizon, last });
    let expected_on = day("2026-05-01");
    let (horizon, last) = (Horizon::Months(1), day("2026-04-10"));
    assert_eq!(cause("2026-05-01"), Cause::Beyond { expected_on, days: 52, horizon, last });
    let expected_on = day("2026-03-08");
    assert_eq!(cause("2026-03-08"), Cause::DatePassed { expected_on, days_ago: 2 });
    assert_eq!(proposed(&nothing()).caps[0].cause, Cause::DateUnknown);
}

#[test]
fn rule_3_the_best_row_that_lists_a_sign_caps() {
    let bare = Facts { vehicle: Vehicle::default(), ..best() };
    for (signs, grade) in [
        (vec![], Grade::B), // the date is a sign of its own
        (vec![Sign::TradeInInProgress], Grade::H),
        (vec![Sign::AsksTradeInHelp], Grade::A), // stands in A, B and C
        (vec![Sign::TermsDiscussed], Grade::B),
        (vec![Sign::TermsDiscussed, Sign::InstalmentInProgress], Grade::H),
        (vec![Sign::VehicleChosen], Grade::B), // told by fields, not by a note
    ] {
        let proposal = proposed(&Facts { noted: noted(&signs), ..bare });
        assert_eq!((proposal.grade, proposal.caps[1].grade), (grade, grade), "{signs:?}");
    }
    let whole = proposed(&best());
    assert_eq!(whole.caps[1].cause, Cause::Signs(noted(&[Sign::VehicleChosen])));
    let vague = proposed(&nothing());
    assert_eq!(vague.caps[1].cause, Cause::Signs(noted(&[Sign::TimeVague])));
}

/// Signs of B: a next meeting that is to come, and a second showroom visit, each decide the cap
/// where no other sign does.
#[test]
fn rule_3_a_next_meeting_set_and_having_come_back_allow_b() {
    // Where the purchase time is no sign of its own.
    let without = SHIPPED.replace("\"purchase-time-fixed\", ", "");
    let playbook = Playbook::parse(&without).unwrap();
    let bare = Facts { vehicle: Vehicle::default(), ..best() };
    let meeting = |on: &str| Facts { next_meeting_on: Some(day(on)), ..bare };
    let came = |times| Facts { showroom_visits: times, ..bare };
    for (facts, grade, sign, what) in [
        (bare, Grade::C, None, "neither"),
        (meeting(TODAY), Grade::B, Some(Sign::NextMeetingSet), "a meeting today"),
        (meeting("2026-04-30"), Grade::B, Some(Sign::NextMeetingSet), "a meeting to come"),
        (meeting("2026-03-09"), Grade::C, None, "a meeting of yesterday"),
        (came(1), Grade::C, None, "the first visit"),
        (came(2), Grade::B, Some(Sign::CameBack), "the second visit"),
        (came(9), Grade::B, Some(Sign::CameBack), "a later visit"),
    ] {
        let proposal = propose(&facts, &playbook, day(TODAY));
        assert_eq!((proposal.grade, proposal.caps[1].grade), (grade, grade), "{what}");
        let cause = sign.map_or(Cause::NoSign, |sign| Cause::Signs(noted(&[sign])));
        assert_eq!(proposal.caps[1].cause, cause, "{what}");
        let deciding: Vec<Rule> = proposal.deciding().map(|cap| cap.rule).collect();
        assert_eq!(deciding, [Rule::Signs], "{what}");
        // By the rules shipped they stand beside the date.
        let beside = sign.map(|sign| noted(&[Sign::PurchaseTimeFixed, sign]));
        let shipped = proposed(&facts).caps[1];
        let fixed = noted(&[Sign::PurchaseTimeFixed]);
        assert_eq!(shipped.cause, Cause::Signs(beside.unwrap_or(fixed)), "{what}");
        assert_eq!(shipped.grade, Grade::B, "{what}");
    }
}

#[test]
fn rule_3_without_any_sign_allows_c() {
    let without = SHIPPED.replace("\"purchase-time-fixed\", ", "");
    let playbook = Playbook::parse(&without).unwrap();
    let facts = Facts { vehicle: Vehicle::default(), ..best() };
    let proposal = propose(&facts, &playbook, day(TODAY));
    assert_eq!((proposal.grade, proposal.caps[1].cause), (Grade::C, Cause::NoSign));
}

#[test]
fn rule_4_missing_factors_cap_and_unknown_ones_are_to_find_out() {
    use Factor::{No, Unknown, Yes};
    for (confidence, need, power, grade, caps) in [
        (Yes, Yes, Yes, Grade::H, 0),
        (Unknown, Unknown, Unknown, Grade::H, 0),
        (No, Yes, Yes, Grade::B, 1),
        (No, Unknown, Yes, Grade::B, 1),
        (Yes, No, Yes, Grade::C, 1),
        (No, No, Yes, Grade::None, 3),
        (Yes, Yes, No, Grade::None, 1),
        (No, No, No, Grade::None, 4),
    ] {
        let proposal = proposed(&Facts { confidence, need, power, ..best() });
        let factors = proposal.caps.iter().filter(|cap| cap.rule == Rule::Factors);
        let what = format!("{confidence} {need} {power}");
        assert_eq!((proposal.grade, factors.count()), (grade, caps), "{what}");
        let unknown = [confidence, need, power].iter().filter(|factor| **factor == Unknown).count();
        assert_eq!(proposal.to_find_out.len(), unknown, "{what}");
        assert_eq!(proposal.loyal_without_power, power == No && confidence == Yes, "{what}");
    }
}

#[test]
fn rule_5_no_way_to_reach_is_no_grade() {
    let proposal = proposed(&Facts { reachable: false, ..best() });
    assert_eq!(proposal.grade, Grade::None);
    let deciding: Vec<_> = proposal.deciding().map(|cap| cap.cause).collect();
    assert_eq!(deciding, [Cause::Unreachable]);
    let needs = vec![Need::WayToReach];
    assert_eq!(proposal.raise, Some(Raise { to: Grade::C, needs }));
}

#[test]
fn what_would_raise_the_grade_is_said_and_nothing_more() {
    let last = day("2026-03-25");
    let found = Some(day("2026-04-01"));
    let chosen_a = noted(&[
        Sign::VehicleChosen,
        Sign::PaymentAndDeliveryGiven,
        Sign::InstalmentInProgress,
        Sign::TradeInInProgress,
        Sign::DiscussingPayment,
        Sign::DiscussingInstalment,
        Sign::AsksTradeInHelp,
    ]);
    for (facts, to, needs) in [
        (best(), Grade::O, vec![Need::AnySign(Playbook::shipped().grades.row(Grade::O).signs)]),
        // A date alone makes `nothing` a B, as it is a sign itself.
        (nothing(), Grade::B, vec![Need::ExpectedBy { last: day("2026-04-10"), found: None }]),
        (Facts { expected_on: found, ..best() }, Grade::A, vec![Need::ExpectedBy { last, found }]),
        (
            Facts {
                expected_on: found,
                vehicle: Vehicle::default(),
                confidence: Factor::No,
                ..best()
            },
            Grade::A,
            vec![
                Need::ExpectedBy { last, found },
                Need::AnySign(chosen_a),
                Need::FactorThere(FactorName::Confidence),
            ],
        ),
        (
            Facts { confidence: Factor::No, need: Factor::No, ..best() },
            Grade::C,
            vec![Need::ConfidenceOrNeed],
        ),
    ] {
        assert_eq!(proposed(&facts).raise, Some(Raise { to, needs }));
    }
}

#[test]
fn signs_are_derived_from_fields() {
    let today = day(TODAY);
    let shown = |facts: Facts, sign: Sign| signs(&facts, today).contains(sign);
    let part = Vehicle { model: true, version: true, colour: false };
    let meeting = |text: &str| Facts { next_meeting_on: Some(day(text)), ..nothing() };
    for (facts, sign, expected) in [
        (best(), Sign::VehicleChosen, true),
        (Facts { vehicle: part, ..best() }, Sign::VehicleChosen, false),
        (best(), Sign::PurchaseTimeFixed, true),
        (best(), Sign::TimeVague, false),
        (nothing(), Sign::TimeVague, true),
        (meeting(TODAY), Sign::NextMeetingSet, true),
        (meeting("2026-03-11"), Sign::NextMeetingSet, true),
        (meeting("2026-03-09"), Sign::NextMeetingSet, false),
        (Facts { showroom_visits: 1, ..nothing() }, Sign::CameBack, false),
        (Facts { showroom_visits: 2, ..nothing() }, Sign::CameBack, true),
        (Facts { noted: noted(&[Sign::CameBack]), ..nothing() }, Sign::CameBack, false),
        (Facts { noted: noted(&[Sign::TermsDiscussed]), ..nothing() }, Sign::TermsDiscussed, true),
    ] {
        assert_eq!(shown(facts, sign), expected, "{sign}");
    }
}

/// The signs of section 3 that say how payment, delivery and the old vehicle stand.
#[test]
fn signs_of_payment_and_trade_in_are_derived_from_their_fields() {
    let paying = Facts { payment: noted(&[Sign::DiscussingPayment]), ..nothing() };
    let today = day(TODAY);
    for (facts, expected) in [
        (paying, vec![Sign::DiscussingPayment]),
        (Facts { delivery: true, ..nothing() }, vec![]),
        (
            Facts { delivery: true, ..paying },
            vec![Sign::PaymentAndDeliveryGiven, Sign::DiscussingPayment],
        ),
        (
            Facts { instalment: Some(Instalment::Discussing), ..nothing() },
            vec![Sign::DiscussingInstalment],
        ),
        (
            Facts { instalment: Some(Instalment::InProgress), ..nothing() },
            vec![Sign::InstalmentInProgress],
        ),
        (Facts { trade_in: Some(TradeIn::AsksHelp), ..nothing() }, vec![Sign::AsksTradeInHelp]),
        (Facts { trade_in: Some(TradeIn::InProgress), ..nothing() }, vec![Sign::TradeInInProgress]),
    ] {
        let found: Vec<Sign> =
            signs(&facts, today).iter().filter(|sign| *sign != Sign::TimeVague).collect();
        assert_eq!(found, expected, "{facts:?}");
        // Noted as well, each is there once all the same.
        let twice = Facts { noted: noted(&expected), ..facts };
        assert_eq!(signs(&twice, today), signs(&facts, today));
    }
}

/// Each row of the table of section 3: the grade that one sign of it allows, by its field and by a
/// note.
#[test]
fn every_sign_allows_the_grade_of_its_best_row() {
    let soon = Facts { expected_on: Some(day("2026-03-17")), ..nothing() };
    let later = |days| Facts { expected_on: Some(day(TODAY).plus_days(days)), ..nothing() };
    let order =
        |signed, paid, deposit| Facts { order: OrderFacts { signed, paid, deposit }, ..later(90) };
    let paying = |facts| Facts { payment: noted(&[Sign::DiscussingPayment]), ..facts };
    for (facts, sign, grade) in [
        (order(true, false, false), Sign::ContractSigned, Grade::O),
        (order(false, true, false), Sign::PaidInFull, Grade::O),
        (order(false, false, true), Sign::DepositReceived, Grade::O),
        (Facts { delivery: true, ..paying(soon) }, Sign::PaymentAndDeliveryGiven, Grade::H),
        (
            Facts { instalment: Some(Instalment::InProgress), ..soon },
            Sign::InstalmentInProgress,
            Grade::H,
        ),
        (Facts { trade_in: Some(TradeIn::InProgress), ..soon }, Sign::TradeInInProgress, Grade::H),
        (paying(soon), Sign::DiscussingPayment, Grade::A),
        (
            Facts { instalment: Some(Instalment::Discussing), ..soon },
            Sign::DiscussingInstalment,
            Grade::A,
        ),
        (Facts { trade_in: Some(TradeIn::AsksHelp), ..soon }, Sign::AsksTradeInHelp, Grade::A),
    ] {
        assert_eq!(proposed(&facts).grade, grade, "{sign} by its field");
        let bare = Facts { expected_on: facts.expected_on, ..nothing() };
        assert_eq!(proposed(&Facts { noted: noted(&[sign]), ..bare }).grade, grade, "{sign} noted");
    }
    // The date alone is a sign of B; help with the old vehicle is one of A, B and C.
    assert_eq!(proposed(&soon).grade, Grade::B);
    let help = |days| Facts { trade_in: Some(TradeIn::AsksHelp), ..later(days) };
    for (days, grade) in [(15, Grade::A), (16, Grade::B), (40, Grade::C)] {
        assert_eq!(proposed(&help(days)).grade, grade, "{days}");
    }
}

#[test]
fn a_sign_that_fields_of_the_deal_show_needs_no_note() {
    let of = |deal: &Deal| signs_of_deal(deal, &PLAYBOOK);
    let paid = Deal { payment: Some("分期".into()), delivery_on: Some(day(TODAY)), ..deal() };
    for sign in [Sign::DiscussingPayment, Sign::DiscussingInstalment, Sign::PaymentAndDeliveryGiven]
    {
        assert!(of(&paid).contains(sign) && !of(&deal()).contains(sign), "{sign}");
    }
    assert!(!of(&deal()).contains(Sign::TermsDiscussed), "noted, not shown");
}

fn deal() -> Deal {
    Deal {
        id: DealId(1),
        model: Some("朗行".into()),
        version: Some("1.5".into()),
        colour: Some("  ".into()),
        need: Factor::Yes,
        signs: vec!["terms-discussed".into(), "no-such-sign".into()],
        ..Deal::blank(crate::model::AccountId(1), "key-account".into(), "met".into(), day(TODAY))
    }
}

#[test]
fn records_become_facts() {
    let playbook = Playbook::shipped();
    let account = AccountFacts { reachable: true, ..AccountFacts::default() };
    let of = |deal: &Deal| Facts::of(deal, &account, &playbook);
    let facts = of(&deal());
    assert_eq!(facts.vehicle, Vehicle { model: true, version: true, colour: false });
    assert_eq!(facts.noted, noted(&[Sign::TermsDiscussed]));
    assert!(!facts.ordered && facts.payment.is_empty());
    assert!(of(&Deal { stage: "ordered".into(), ..deal() }).ordered);
    assert!(of(&Deal { stage: "delivered".into(), ..deal() }).ordered);
    assert!(!of(&Deal { stage: "signed".into(), ..deal() }).ordered, "of another preset");
    let other = of(&Deal {
        delivery_on: Some(day(TODAY)),
        instalment: Some(Instalment::InProgress),
        trade_in: Some(TradeIn::AsksHelp),
        ..deal()
    });
    assert!(other.delivery && !facts.delivery);
    assert_eq!(other.instalment, Some(Instalment::InProgress));
    assert_eq!(other.trade_in, Some(TradeIn::AsksHelp));
    for (payment, signs) in [
        ("现金", vec![Sign::DiscussingPayment]),
        ("分期", vec![Sign::DiscussingPayment, Sign::DiscussingInstalment]),
        ("barter", vec![Sign::DiscussingPayment]),
        (" ", vec![]),
    ] {
        let facts = of(&Deal { payment: Some(payment.into()), ..deal() });
        assert_eq!(facts.payment, noted(&signs), "{payment}");
    }
}

#[test]
fn a_grade_given_by_a_person_stands_and_is_flagged() {
    let playbook = Playbook::shipped();
    let by_rule = |grade| Given { grade, by: None, on: None, expected_on: None };
    let by_hand =
        |grade, on: &str| Given { by: Some(StaffId(7)), on: Some(day(on)), ..by_rule(grade) };
    let by_stranger = |grade| Given { on: Some(day("2026-03-09")), ..by_rule(grade) };
    for (given, proposed, writes, flagged, what) in [
        (by_rule(Grade::N), Grade::C, Some(Grade::C), false, "not graded yet"),
        (by_rule(Grade::C), Grade::C, None, false, "nothing new"),
        (by_rule(Grade::O), Grade::B, Some(Grade::B), false, "the order is gone"),
        (by_hand(Grade::H, "2026-03-07"), Grade::H, None, false, "day 3 of 4"),
        (by_hand(Grade::H, "2026-03-06"), Grade::H, None, true, "its review falls on the day"),
        (by_hand(Grade::H, "2026-03-09"), Grade::B, None, true, "contradicted"),
        (by_stranger(Grade::H), Grade::B, None, true, "given by a person who is no staff"),
        (by_stranger(Grade::H), Grade::H, None, false, "and right"),
        (
            Given { expected_on: Some(day("2026-03-09")), ..by_rule(Grade::H) },
            Grade::H,
            None,
            true,
            "the day expected passed",
        ),
        (
            Given { expected_on: Some(day("2026-03-09")), ..by_rule(Grade::O) },
            Grade::O,
            None,
            false,
            "with an order",
        ),
        (
            Given { expected_on: Some(day(TODAY)), ..by_rule(Grade::H) },
            Grade::H,
            None,
            false,
            "it is the day expected",
        ),
    ] {
        let standing = standing(given, proposed, &playbook, day(TODAY));
        assert_eq!((standing.to_write(), standing.flagged()), (writes, flagged), "{what}");
        assert_eq!((standing.given, standing.proposed), (given.grade, proposed));
    }
    let review = standing(by_hand(Grade::C, TODAY), Grade::C, &playbook, day(TODAY)).review_on;
    assert_eq!(review, Some(day("2026-04-09")), "two cadences of 15 days");
}
