use super::*;
use crate::model::Choice as _;

static PLAYBOOK: std::sync::LazyLock<Playbook> = std::sync::LazyLock::new(Playbook::shipped);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// An open deal lost to a competitor, never tried.
fn loss() -> Loss<'static> {
    Loss {
        state: DealState::Open,
        becomes: DealState::Lost,
        cause: Some("competitor"),
        note: None,
        tries: 0,
        day: day("2026-03-02"),
        opened_on: day("2026-02-01"),
        moved_on: None,
        revisit_on: None,
        open_orders: &[],
    }
}

fn refused(loss: &Loss<'_>) -> Vec<LossRefusal> {
    check(loss, &PLAYBOOK).unwrap_err()
}

#[test]
fn every_cause_of_the_domain_is_known_in_both_languages() {
    let keys = "competitor price stock product service relation finance no-decision bought-used \
                moved-away unreachable other";
    let known: Vec<&str> = PLAYBOOK.loss_causes.iter().map(|cause| cause.key.as_str()).collect();
    assert_eq!(known.join(" "), keys);
    for cause in &PLAYBOOK.loss_causes {
        for text in [&cause.key, &cause.label.en, &cause.label.zh] {
            let loss = Loss { cause: Some(text), note: Some("x"), ..loss() };
            assert_eq!(check(&loss, &PLAYBOOK), Ok(cause), "{text}");
        }
        assert_eq!(cause.note, cause.key == "other");
    }
}

#[test]
fn only_an_open_deal_is_lost() {
    for state in DealState::ALL.iter().filter(|state| **state != DealState::Open) {
        let refusals = refused(&Loss { state: *state, ..loss() });
        assert_eq!(refusals, [LossRefusal::Closed { state: *state }]);
    }
}

#[test]
fn an_undelivered_order_holds_the_deal() {
    let open_orders = [(OrderId(1), 2), (OrderId(3), 1)];
    let refusals = refused(&Loss { open_orders: &open_orders, ..loss() });
    let expected = open_orders.map(|(order, open)| LossRefusal::Undelivered { order, open });
    assert_eq!(refusals, expected);
}

#[test]
fn out_of_control_needs_the_playbooks_number_of_tries() {
    let control = |tries| Loss { becomes: DealState::OutOfControl, tries, cause: None, ..loss() };
    let few = LossRefusal::TooFewTries { tries: 4, needed: 5 };
    assert_eq!(refused(&control(4)), [few]);
    for tries in [5, 6] {
        let cause = check(&control(tries), &PLAYBOOK).unwrap();
        assert_eq!(cause.key, "unreachable", "{tries}: inclusive");
    }
    let named = Loss { cause: Some("moved-away"), ..control(5) };
    assert_eq!(check(&named, &PLAYBOOK).unwrap().key, "moved-away");
    assert!(check(&Loss { tries: 0, ..loss() }, &PLAYBOOK).is_ok(), "lost needs no try");
}

#[test]
fn a_cause_is_needed_and_has_to_be_known() {
    let [LossRefusal::CauseMissing { known }] = &refused(&Loss { cause: Some(" "), ..loss() })[..]
    else {
        panic!()
    };
    assert_eq!(known.len(), 12);
    let [LossRefusal::UnknownCause { found, near, .. }] =
        &refused(&Loss { cause: Some("prices"), ..loss() })[..]
    else {
        panic!()
    };
    assert_eq!((found.as_str(), near.as_slice()), ("prices", &["price".to_owned()][..]));
    let without = crate::playbook::SHIPPED
        .replace(", zh = \"联系不上\", out_of_control = true", ", zh = \"联系不上\"");
    let playbook = Playbook::parse(&without).unwrap();
    let loss = Loss { becomes: DealState::OutOfControl, tries: 5, cause: None, ..loss() };
    assert!(matches!(check(&loss, &playbook).unwrap_err()[..], [LossRefusal::CauseMissing { .. }]));
}

#[test]
fn another_cause_needs_a_note() {
    for note in [None, Some(" ")] {
        let refusals = refused(&Loss { cause: Some("其他"), note, ..loss() });
        let [LossRefusal::NoteMissing { cause }] = &refusals[..] else { panic!("{refusals:?}") };
        assert_eq!(cause.key, "other");
    }
}

#[test]
fn they_are_asked_again_on_the_day_of_the_loss_or_later() {
    let on = |revisit| Loss { revisit_on: Some(day(revisit)), ..loss() };
    let before = refused(&on("2026-03-01"));
    assert!(matches!(before[..], [LossRefusal::RevisitBefore { .. }]), "{before:?}");
    assert!(check(&on("2026-03-02"), &PLAYBOOK).is_ok());
    assert!(check(&on("2026-06-02"), &PLAYBOOK).is_ok());
}

/// Each row: when it was opened, when it moved last, and what stands against a loss on 2026-03-02.
#[test]
fn it_is_lost_where_it_was_opened_and_moved_last_or_later() {
    let on = day("2026-03-02");
    let opened = |opened| Some(LossRefusal::BeforeOpened { opened_on: day(opened), day: on });
    let moved = |moved| Some(LossRefusal::BeforeMoved { moved_on: day(moved), day: on });
    for (opened_on, moved_on, expected) in [
        ("2026-03-02", None, None),
        ("2026-03-02", Some("2026-03-02"), None),
        ("2026-03-03", None, opened("2026-03-03")),
        ("2026-03-01", Some("2026-03-03"), moved("2026-03-03")),
        ("2026-03-03", Some("2026-03-04"), moved("2026-03-04")),
        ("2026-03-03", Some("2026-03-01"), opened("2026-03-03")),
    ] {
        let loss = Loss { opened_on: day(opened_on), moved_on: moved_on.map(day), ..loss() };
        let found = check(&loss, &PLAYBOOK).err().unwrap_or_default();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{opened_on} {moved_on:?}");
    }
}

#[test]
fn everything_against_it_is_said_at_once() {
    let worst = Loss {
        state: DealState::Won,
        becomes: DealState::OutOfControl,
        cause: Some("other"),
        revisit_on: Some(day("2026-03-01")),
        open_orders: &[(OrderId(1), 2)],
        moved_on: Some(day("2026-03-03")),
        ..loss()
    };
    assert_eq!(refused(&worst).len(), 6);
}
