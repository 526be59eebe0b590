//! Records that move a deal by themselves (domain rules, section 5).

use super::{Answers, Known, Move, Moved, Refusal, moved, places, refuse_without_reason, way};
use crate::model::{DealState, TouchKind, TouchResult};
use crate::playbook::{MovingRecord, Preset, Skips, Stage};

/// A record that may move a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordMove<'a> {
    /// The state of the deal; only an open one moves.
    pub state: DealState,
    /// The key of the stage in which the deal stands.
    pub from: &'a str,
    /// What the record is; a touch may be several things at once.
    pub is: &'a [MovingRecord],
    /// Why stages are left out.
    pub reason: Option<&'a str>,
}

/// Returns what a touch is for the funnel: only one that reached them is a contact, a visit, be it
/// ours or theirs to the showroom, or a test drive; a price that was quoted is one where it reached
/// them or was sent. Never fails. Source: domain rules, section 5.
pub fn records_of_touch(kind: TouchKind, result: TouchResult, quoted: bool) -> Vec<MovingRecord> {
    let mut records = Vec::new();
    if result == TouchResult::Reached {
        records.push(MovingRecord::Contact);
        match kind {
            TouchKind::Visit => records.push(MovingRecord::Visit),
            TouchKind::Showroom => records.extend([MovingRecord::Visit, MovingRecord::Showroom]),
            TouchKind::TestDrive => records.push(MovingRecord::TestDrive),
            _ => {}
        }
    }
    if quoted && matches!(result, TouchResult::Reached | TouchResult::Sent) {
        records.push(MovingRecord::Quote);
    }
    records
}

/// Returns the stage that a record moves a deal to: the farthest of those that it leads to, where
/// that lies beyond `stage`; `None` where it moves nothing.
///
/// Records move forward only. A touch moves nothing where it would leave stages out that need a
/// reason, nor where the preset has no such `stage` any more: people place the deal. An order and
/// the last delivery lead to their stages from anywhere before them.
/// Never fails. Source: domain rules, section 5.
pub fn moved_by_record<'p>(
    preset: &'p Preset,
    stage: &str,
    is: &[MovingRecord],
) -> Option<&'p Stage> {
    let from = preset.position(stage);
    let leads_on = |(at, to): &(usize, &Stage)| {
        is.iter().any(|record| {
            let papers = matches!(record, MovingRecord::Order | MovingRecord::Delivery);
            let free = preset.skips == Skips::Free;
            to.is_moved_by(*record)
                && match from {
                    Some(from) => *at == from + 1 || (*at > from && (papers || free)),
                    None => papers,
                }
        })
    };
    preset.stages.iter().enumerate().rfind(leads_on).map(|(_, stage)| stage)
}

/// Returns the steps by which a record moves a deal, first to last; none where it moves nothing.
///
/// It moves it to where [`moved_by_record`] says, by way of the stages before that which it is the
/// evidence for as well: who came and was quoted a price has visited. It needs no answer to any
/// question and shows no exit evidence; leaving stages out needs a reason all the same where the
/// preset asks for one. Source: domain rules, section 5.
///
/// # Errors
/// Everything that is missing, at once; never for a touch.
pub fn check_record<'p>(
    step: &RecordMove<'_>,
    preset: &'p Preset,
) -> Result<Vec<Moved<'p>>, Vec<Refusal>> {
    let to = match step.state {
        DealState::Open => moved_by_record(preset, step.from, step.is),
        _ => None,
    };
    let Some(to) = to else { return Ok(Vec::new()) };
    let by_the_way = by_the_way(preset, step, &to.key);
    let (mut from, mut steps) = (step.from, Vec::new());
    for to in by_the_way.chain([to]) {
        let step = Move {
            state: step.state,
            from,
            to: &to.key,
            answers: Answers::default(),
            given: &[],
            known: &Known::default(),
            orders: &[],
            reason: step.reason,
            reopen: false,
        };
        let (left, at, to) = places(&step, preset)?;
        let moved = moved(preset, way(&step, preset, left, at)?, (left, at, to));
        if let Some(refusal) = refuse_without_reason(&step, preset, moved.skipped, to) {
            return Err(vec![refusal]);
        }
        steps.push(moved);
        from = &to.key;
    }
    Ok(steps)
}

/// Returns the stages between that of a deal and `to` for which the record is evidence too.
fn by_the_way<'p>(
    preset: &'p Preset,
    step: &RecordMove<'_>,
    to: &str,
) -> impl Iterator<Item = &'p Stage> {
    let between = preset.position(step.from).zip(preset.position(to));
    let between = between.and_then(|(from, to)| preset.stages.get(from + 1..to));
    let is = step.is.to_vec();
    let shown = move |stage: &&Stage| is.iter().any(|record| stage.is_moved_by(*record));
    between.unwrap_or_default().iter().filter(shown)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Choice as _;
    use crate::playbook::Playbook;
    use crate::rules::funnel::{GradeEffect, Way};

    static PLAYBOOK: std::sync::LazyLock<Playbook> = std::sync::LazyLock::new(Playbook::shipped);

    fn preset(key: &str) -> &'static Preset {
        PLAYBOOK.funnel.preset(key).unwrap()
    }

    fn moved(key: &str, from: &str, is: &[MovingRecord]) -> Option<&'static str> {
        moved_by_record(preset(key), from, is).map(|stage| stage.key.as_str())
    }

    #[test]
    fn a_touch_is_a_record_where_it_reached_them() {
        use MovingRecord::{Contact, Quote, Showroom, TestDrive, Visit};
        use TouchResult::{NoAnswer, Reached, Refused, Sent, WrongNumber};
        for (kind, result, quoted, expected) in [
            (TouchKind::Call, Reached, false, vec![Contact]),
            (TouchKind::Message, Reached, false, vec![Contact]),
            (TouchKind::Care, Reached, false, vec![Contact]),
            (TouchKind::Visit, Reached, false, vec![Contact, Visit]),
            (TouchKind::Showroom, Reached, false, vec![Contact, Visit, Showroom]),
            (TouchKind::TestDrive, Reached, true, vec![Contact, TestDrive, Quote]),
            (TouchKind::Message, Sent, true, vec![Quote]),
            (TouchKind::Call, NoAnswer, false, vec![]),
            (TouchKind::Call, NoAnswer, true, vec![]),
            (TouchKind::Call, WrongNumber, true, vec![]),
            (TouchKind::Call, Refused, true, vec![]),
            (TouchKind::Visit, NoAnswer, false, vec![]),
        ] {
            assert_eq!(records_of_touch(kind, result, quoted), expected, "{kind} {result}");
        }
    }

    #[test]
    fn each_record_moves_a_retail_deal_to_its_stage_and_skips_are_free() {
        use MovingRecord::{Contact, Delivery, Order, Quote, Showroom, TestDrive, Visit};
        for (is, to) in [
            (Contact, "contacted"),
            (Showroom, "visited"),
            (TestDrive, "driven"),
            (Quote, "quoted"),
            (Order, "ordered"),
            (Delivery, "delivered"),
        ] {
            assert_eq!(moved("retail", "lead", &[is]), Some(to), "{is:?}");
            assert_eq!(moved("retail", to, &[is]), None, "{is:?} again");
        }
        assert_eq!(moved("retail", "lead", &[Contact, Visit]), Some("contacted"), "ours to them");
        assert_eq!(moved("retail", "driven", &[Contact, Showroom]), None, "never back");
        assert_eq!(moved("retail", "lead", &[Contact, TestDrive]), Some("driven"), "the farthest");
        assert_eq!(moved("retail", "contacted", &[Contact, Quote]), Some("quoted"));
        assert_eq!(moved("retail", "lead", &[]), None);
    }

    #[test]
    fn a_record_is_evidence_for_the_stages_on_its_way_too() {
        use MovingRecord::{Contact, Order, Quote, Showroom, TestDrive, Visit};
        for (from, is, expected) in [
            ("lead", vec![Contact, Visit, Showroom, Quote], "contacted visited quoted"),
            ("contacted", vec![Contact, Visit, Showroom, Quote], "visited quoted"),
            ("visited", vec![Contact, Visit, Showroom, Quote], "quoted"),
            ("lead", vec![Contact, TestDrive], "contacted driven"),
            ("lead", vec![Quote], "quoted"),
            ("lead", vec![Order], "ordered"),
            ("quoted", vec![Contact, Showroom], ""),
            ("gone", vec![Contact], ""),
        ] {
            let steps = check_record(&step(from, &is, None), preset("retail")).unwrap();
            let to: Vec<&str> = steps.iter().map(|moved| moved.to.key.as_str()).collect();
            assert_eq!(to.join(" "), expected, "{from} {is:?}");
        }
        let came = [Contact, Showroom, Quote];
        let steps = check_record(&step("lead", &came, None), preset("retail")).unwrap();
        let skipped: Vec<&str> =
            steps.iter().flat_map(|moved| moved.skipped).map(|stage| stage.key.as_str()).collect();
        assert_eq!(skipped, ["driven"]);
    }

    #[test]
    fn touches_move_retail_deals_alone_and_orders_move_all() {
        use MovingRecord::{Contact, Delivery, Order, Quote, TestDrive, Visit};
        for (key, first, ordered, won) in [
            ("key-account", "lead", "ordered", "delivered"),
            ("tender", "need-arises", "decided", "carried-out"),
            ("project", "screened", "signed", "crm"),
        ] {
            assert_eq!(moved(key, first, &[Contact, Visit, TestDrive, Quote]), None, "{key}");
            assert_eq!(moved(key, first, &[Order]), Some(ordered));
            assert_eq!(moved(key, ordered, &[Order]), None);
            assert_eq!(moved(key, ordered, &[Delivery]), Some(won));
        }
        assert_eq!(moved("retail", "gone", &[Contact]), None, "people place a deal");
        assert_eq!(moved("retail", "gone", &[Order]), Some("ordered"));
    }

    fn step<'a>(from: &'a str, is: &'a [MovingRecord], reason: Option<&'a str>) -> RecordMove<'a> {
        RecordMove { state: DealState::Open, from, is, reason }
    }

    #[test]
    fn an_order_is_its_own_evidence_and_a_skip_by_it_needs_a_reason() {
        let order = [MovingRecord::Order];
        let key_account = preset("key-account");
        let moved =
            check_record(&step("negotiating", &order, None), key_account).unwrap().pop().unwrap();
        assert_eq!((moved.way, moved.grade), (Way::Forward, GradeEffect::Order));
        let refusals = check_record(&step("met", &order, None), key_account).unwrap_err();
        let [Refusal::SkipNeedsReason { skipped, .. }] = refusals.as_slice() else { panic!() };
        assert_eq!(skipped, &["planned", "proposed", "negotiating"]);
        let reason = Some("现场签约");
        let moved = check_record(&step("met", &order, reason), key_account).unwrap().pop().unwrap();
        assert_eq!(moved.way, Way::Skip);
        let gone = check_record(&step("gone", &order, None), key_account).unwrap_err();
        assert!(matches!(gone.as_slice(), [Refusal::PlacingNeedsReason { .. }]), "{gone:?}");
    }

    #[test]
    fn a_delivery_closes_the_deal() {
        let delivery = [MovingRecord::Delivery];
        let step = step("ordered", &delivery, None);
        let moved = check_record(&step, preset("retail")).unwrap().pop().unwrap();
        assert_eq!(moved.state, DealState::Won);
    }

    #[test]
    fn a_touch_leaves_no_stage_out_that_needs_a_reason() {
        let shipped =
            crate::playbook::SHIPPED.replace("skips = \"free\"", "skips = \"with-reason\"");
        let playbook = Playbook::parse(&shipped).unwrap();
        let retail = playbook.funnel.preset("retail").unwrap();
        let to = |is| moved_by_record(retail, "lead", is).map(|stage| stage.key.as_str());
        assert_eq!(to(&[MovingRecord::TestDrive]), None);
        assert_eq!(to(&[MovingRecord::Contact, MovingRecord::TestDrive]), Some("contacted"));
        assert_eq!(to(&[MovingRecord::Order]), Some("ordered"));
    }

    #[test]
    fn a_closed_deal_is_moved_by_no_record() {
        for state in DealState::ALL.iter().filter(|state| **state != DealState::Open) {
            let step = RecordMove { state: *state, ..step("lead", &[MovingRecord::Order], None) };
            assert_eq!(check_record(&step, preset("retail")), Ok(Vec::new()), "{state}");
        }
    }

    const RECORDS: [MovingRecord; 6] = [
        MovingRecord::Contact,
        MovingRecord::Visit,
        MovingRecord::TestDrive,
        MovingRecord::Quote,
        MovingRecord::Order,
        MovingRecord::Delivery,
    ];

    /// Returns the stage after the records, each of which never moves the deal back.
    fn after(records: &[Vec<MovingRecord>]) -> usize {
        let retail = preset("retail");
        records.iter().fold(0, |at, is| {
            let to = moved_by_record(retail, &retail.stages[at].key, is);
            let next = to.map_or(at, |stage| retail.position(&stage.key).unwrap());
            assert!(next >= at, "forward only");
            next
        })
    }

    fn shuffled() -> impl Strategy<Value = (Vec<Vec<MovingRecord>>, Vec<Vec<MovingRecord>>)> {
        let record = proptest::sample::subsequence(RECORDS.to_vec(), 0..4);
        proptest::collection::vec(record, 0..8)
            .prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle()))
    }

    proptest! {
        /// The same records in any order end in the same stage, and none moves a deal back.
        #[test]
        fn the_order_of_records_does_not_matter((records, other) in shuffled()) {
            prop_assert_eq!(after(&records), after(&other));
        }
    }
}
