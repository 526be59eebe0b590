//! What must hold of every proposal.

use proptest::prelude::*;

use super::tests::{PLAYBOOK, TODAY, day, noted, proposed};
use super::*;
use crate::model::{Instalment, TradeIn};
use crate::playbook::{SHIPPED, ShownBy, Sign};

/// The shipped rules but that a date is no sign: a meeting and a second visit decide by themselves.
static DATELESS: std::sync::LazyLock<Playbook> = std::sync::LazyLock::new(|| {
    Playbook::parse(&SHIPPED.replace("\"purchase-time-fixed\", ", "")).unwrap()
});

fn factor() -> impl Strategy<Value = Factor> {
    prop_oneof![3 => Just(Factor::Yes), 1 => Just(Factor::No), 2 => Just(Factor::Unknown)]
}

prop_compose! {
    /// Facts of which one alone often decides: few rules cap, and few signs are there.
    fn facts()(
        reachable in proptest::bool::weighted(0.9),
        days in proptest::option::weighted(0.8, -10_i64..40),
        factors in [factor(), factor(), factor()],
        ordered in proptest::bool::weighted(0.05),
        vehicle in any::<[bool; 3]>(),
        payment in proptest::option::weighted(0.3, proptest::sample::subsequence(
            vec![Sign::DiscussingPayment, Sign::DiscussingInstalment], 1..=2)),
        delivery in any::<bool>(),
        instalment in proptest::option::weighted(0.2, prop_oneof![
            Just(Instalment::Discussing), Just(Instalment::InProgress)]),
        trade_in in proptest::option::weighted(0.2, prop_oneof![
            Just(TradeIn::AsksHelp), Just(TradeIn::InProgress)]),
        meeting in proptest::option::of(-5_i64..5),
        showroom_visits in 0_u32..4,
        order in proptest::array::uniform3(proptest::bool::weighted(0.03)),
        signs in proptest::sample::subsequence(Sign::ALL.to_vec(), 0..3),
    ) -> Facts {
        Facts {
            reachable,
            expected_on: days.map(|days| day(TODAY).plus_days(days)),
            confidence: factors[0],
            need: factors[1],
            power: factors[2],
            ordered,
            vehicle: Vehicle { model: vehicle[0], version: vehicle[1], colour: vehicle[2] },
            payment: noted(&payment.unwrap_or_default()),
            delivery,
            instalment,
            trade_in,
            next_meeting_on: meeting.map(|days| day(TODAY).plus_days(days)),
            showroom_visits,
            order: OrderFacts { signed: order[0], paid: order[1], deposit: order[2] },
            noted: noted(&signs),
        }
    }
}

/// One step weaker: what was known to be there may be there, what may be there is not.
fn less(factor: Factor) -> Factor {
    match factor {
        Factor::Yes => Factor::Unknown,
        Factor::Unknown | Factor::No => Factor::No,
    }
}

/// Everything that is one fact weaker.
fn weaker(facts: &Facts) -> Vec<Facts> {
    let later = facts.expected_on.map(|expected| expected.max(day(TODAY)).plus_days(5));
    // A meeting that has taken place is none to come.
    let past = |meeting: Day| meeting.min(day(TODAY).plus_days(-1));
    let mut weaker = vec![
        Facts { reachable: false, ..*facts },
        Facts { ordered: false, ..*facts },
        Facts { expected_on: later, ..*facts },
        Facts { expected_on: None, ..*facts },
        Facts { confidence: less(facts.confidence), ..*facts },
        Facts { confidence: Factor::No, ..*facts },
        Facts { need: less(facts.need), ..*facts },
        Facts { need: Factor::No, ..*facts },
        Facts { power: less(facts.power), ..*facts },
        Facts { power: Factor::No, ..*facts },
        Facts { vehicle: Vehicle { model: false, ..facts.vehicle }, ..*facts },
        Facts { vehicle: Vehicle { version: false, ..facts.vehicle }, ..*facts },
        Facts { vehicle: Vehicle { colour: false, ..facts.vehicle }, ..*facts },
        Facts { payment: SignSet::EMPTY, ..*facts },
        Facts { delivery: false, ..*facts },
        Facts { instalment: None, ..*facts },
        Facts { instalment: facts.instalment.map(|_| Instalment::Discussing), ..*facts },
        Facts { trade_in: None, ..*facts },
        Facts { trade_in: facts.trade_in.map(|_| TradeIn::AsksHelp), ..*facts },
        Facts { next_meeting_on: None, ..*facts },
        Facts { next_meeting_on: facts.next_meeting_on.map(past), ..*facts },
        Facts { order: OrderFacts { signed: false, ..facts.order }, ..*facts },
        Facts { order: OrderFacts { paid: false, ..facts.order }, ..*facts },
        Facts { order: OrderFacts { deposit: false, ..facts.order }, ..*facts },
        Facts { showroom_visits: facts.showroom_visits.saturating_sub(1), ..*facts },
    ];
    let fewer = |sign: Sign| Facts { noted: facts.noted.without(noted(&[sign])), ..*facts };
    weaker.extend(facts.noted.iter().map(fewer));
    weaker
}

/// The facts with every need of the raise met.
fn met(facts: &Facts, raise: &Raise) -> Facts {
    let mut met = *facts;
    for need in &raise.needs {
        match need {
            Need::WayToReach => met.reachable = true,
            Need::ExpectedBy { last, .. } => met.expected_on = Some(*last),
            Need::AnySign(signs) => {
                let note = signs.iter().find(|s| s.shown_by() != ShownBy::Fields);
                met.noted = met.noted.or(noted(&[note.unwrap()]));
            }
            Need::FactorThere(FactorName::Confidence) => met.confidence = Factor::Yes,
            Need::FactorThere(FactorName::Need) | Need::ConfidenceOrNeed => met.need = Factor::Yes,
            Need::FactorThere(FactorName::Power) => met.power = Factor::Yes,
        }
    }
    met
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn a_weaker_fact_never_improves_a_grade(facts in facts()) {
        for playbook in [&*PLAYBOOK, &*DATELESS] {
            let grade = |facts: &Facts| propose(facts, playbook, day(TODAY)).grade;
            let before = grade(&facts);
            for weaker in weaker(&facts) {
                prop_assert!(grade(&weaker) >= before, "{facts:?} {weaker:?}");
            }
        }
    }

    #[test]
    fn the_same_input_gives_the_same_answer_and_the_answer_follows_from_its_caps(facts in facts()) {
        let proposal = proposed(&facts);
        prop_assert_eq!(&proposal, &proposed(&facts));
        prop_assert_eq!(proposal.caps.iter().map(|cap| cap.grade).max(), Some(proposal.grade));
        prop_assert!(proposal.caps.is_sorted_by_key(|cap| cap.rule));
        prop_assert_ne!(proposal.grade, Grade::N);
        let first = *proposal.deciding().next().unwrap();
        prop_assert_eq!(decide(&facts, &PLAYBOOK, day(TODAY)), first);
    }

    #[test]
    fn meeting_every_need_raises_the_grade_by_one(facts in facts()) {
        let proposal = proposed(&facts);
        let Some(raise) = &proposal.raise else { return Ok(()) };
        prop_assert!(!raise.needs.is_empty());
        prop_assert!(proposed(&met(&facts, raise)).grade <= raise.to, "{raise:?}");
        // Nothing is asked for in vain: leaving one need out does not do.
        for at in 0..raise.needs.len() {
            let mut fewer = raise.clone();
            fewer.needs.remove(at);
            prop_assert!(proposed(&met(&facts, &fewer)).grade > raise.to, "{fewer:?}");
        }
    }
}
