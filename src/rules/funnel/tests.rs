use proptest::prelude::*;

use super::*;
use crate::playbook::{Playbook, SHIPPED};

static PLAYBOOK: std::sync::LazyLock<Playbook> = std::sync::LazyLock::new(Playbook::shipped);

fn preset(key: &str) -> &'static Preset {
    PLAYBOOK.funnel.preset(key).unwrap()
}

/// A move of an open deal without a word.
fn bare<'a>(from: &'a str, to: &'a str) -> Move<'a> {
    Move {
        state: DealState::Open,
        from,
        to,
        evidence: None,
        source: None,
        reason: None,
        reopen: false,
    }
}

/// The same with evidence that a customer gave.
fn proved<'a>(from: &'a str, to: &'a str) -> Move<'a> {
    Move {
        evidence: Some("预算已批，五台"),
        source: Some(EvidenceSource::Customer),
        ..bare(from, to)
    }
}

fn key_account(step: &Move<'_>) -> Result<Moved<'static>, Vec<Refusal>> {
    check(step, preset("key-account"))
}

/// The names of what is refused.
fn refused(result: Result<Moved<'_>, Vec<Refusal>>) -> Vec<String> {
    let name = |refusal: Refusal| format!("{refusal:?}").split(' ').next().unwrap().to_owned();
    result.unwrap_err().into_iter().map(name).collect()
}

#[test]
fn one_step_forward_needs_evidence_with_its_source() {
    let moved = key_account(&proved("met", "planned")).unwrap();
    assert_eq!((moved.way, moved.to.key.as_str()), (Way::Forward, "planned"));
    assert_eq!((moved.grade, moved.state), (GradeEffect::Keep, DealState::Open));
    for (step, expected) in [
        (bare("met", "planned"), "EvidenceMissing"),
        (Move { evidence: Some(" \t"), ..proved("met", "planned") }, "EvidenceMissing"),
        (Move { source: None, ..proved("met", "planned") }, "SourceMissing"),
    ] {
        assert_eq!(refused(key_account(&step)), [expected]);
    }
    let refusals = key_account(&bare("met", "planned")).unwrap_err();
    let Refusal::EvidenceMissing { exit_evidence, .. } = &refusals[0] else { panic!() };
    let keys: Vec<&str> = exit_evidence.iter().map(|item| item.key.as_str()).collect();
    assert_eq!(keys.join(" "), "budget-known decision-maker-known time-known proposal-agreed");
}

#[test]
fn a_skip_needs_a_reason_and_evidence_both_said_at_once() {
    assert_eq!(
        refused(key_account(&bare("lead", "planned"))),
        ["SkipNeedsReason", "EvidenceMissing"]
    );
    let refusals = key_account(&proved("lead", "planned")).unwrap_err();
    let expected = Refusal::SkipNeedsReason {
        from: "lead".into(),
        to: "planned".into(),
        skipped: vec!["contacted".into(), "met".into()],
    };
    assert_eq!(refusals, [expected]);
    let step = Move { reason: Some("老客户直接询价"), ..proved("lead", "planned") };
    let moved = key_account(&step).unwrap();
    assert_eq!((moved.way, moved.skipped.len()), (Way::Skip, 2));
}

#[test]
fn a_step_back_needs_counter_evidence() {
    assert_eq!(refused(key_account(&bare("proposed", "met"))), ["CounterEvidenceMissing"]);
    let moved = key_account(&proved("proposed", "met")).unwrap();
    assert_eq!((moved.way, moved.skipped.len()), (Way::Back, 0));
}

#[test]
fn a_closed_deal_moves_only_by_opening_it_again_with_a_reason() {
    use DealState::{Frozen, Lost, Open, Won};
    for (state, from, to, reopen, reason, expected) in [
        (Won, "delivered", "negotiating", false, Some("x"), vec!["Closed"]),
        (Open, "delivered", "negotiating", false, Some("x"), vec!["Closed"]),
        (Lost, "met", "planned", false, Some("x"), vec!["Closed"]),
        (Frozen, "met", "planned", false, Some("x"), vec!["Closed"]),
        (Open, "met", "planned", true, Some("x"), vec!["NotClosed"]),
        (Lost, "met", "planned", true, Some(" "), vec!["ReopenNeedsReason"]),
        (Lost, "met", "delivered", true, None, vec!["ReopenIntoClosing", "ReopenNeedsReason"]),
    ] {
        let step = Move { state, reason, reopen, ..proved(from, to) };
        assert_eq!(refused(key_account(&step)), expected, "{state} {from} {to}");
    }
    for (state, from, to, grade) in [
        (Lost, "met", "met", GradeEffect::Keep),
        (Lost, "negotiating", "contacted", GradeEffect::Keep),
        (Won, "delivered", "ordered", GradeEffect::Keep),
        (Won, "delivered", "negotiating", GradeEffect::Regrade),
    ] {
        let step = Move { state, reopen: true, reason: Some("客户回来了"), ..bare(from, to) };
        let moved = key_account(&step).unwrap();
        assert_eq!((moved.way, moved.grade, moved.state), (Way::Reopen, grade, Open), "{from}");
    }
}

#[test]
fn the_order_makes_o_and_the_delivery_closes() {
    for (from, to, grade, state) in [
        ("negotiating", "ordered", GradeEffect::Order, DealState::Open),
        ("ordered", "delivered", GradeEffect::Keep, DealState::Won),
        ("negotiating", "delivered", GradeEffect::Order, DealState::Won),
        ("ordered", "negotiating", GradeEffect::Regrade, DealState::Open),
    ] {
        let step = Move { reason: Some("现车当天提"), ..proved(from, to) };
        let moved = key_account(&step).unwrap();
        assert_eq!((moved.grade, moved.state), (grade, state), "{from} to {to}");
    }
}

#[test]
fn retail_skips_and_turns_back_without_a_word() {
    for (from, to, way) in [
        ("lead", "contacted", Way::Forward),
        ("lead", "ordered", Way::Skip),
        ("quoted", "visited", Way::Back),
    ] {
        assert_eq!(check(&bare(from, to), preset("retail")).unwrap().way, way, "{from} to {to}");
    }
    assert_eq!(refused(check(&bare("delivered", "lead"), preset("retail"))), ["Closed"]);
}

#[test]
fn unknown_and_same_stages_are_refused() {
    for (to, close) in [
        ("negociating", vec!["negotiating"]),
        ("nego", vec!["negotiating"]),
        ("会面", vec!["会面与需求"]),
        ("closed", vec![]),
    ] {
        let refusals = key_account(&proved("met", to)).unwrap_err();
        let Refusal::UnknownStage { found, near, known, .. } = &refusals[0] else { panic!() };
        assert_eq!((found.as_str(), near, known.len()), (to, &close_names(&close), 8));
    }
    assert_eq!(refused(key_account(&proved("met", "会面与需求"))), ["SameStage"]);
}

fn close_names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_stage_that_the_playbook_dropped_is_left_with_a_reason() {
    let without =
        SHIPPED.replace("    { key = \"planned\", en = \"Sales plan\", zh = \"销售方案\" },\n", "");
    let playbook = Playbook::parse(&without).unwrap();
    let preset = playbook.funnel.preset("key-account").unwrap();
    assert_eq!(
        refused(check(&bare("planned", "proposed"), preset)),
        ["PlacingNeedsReason", "EvidenceMissing"]
    );
    let step = Move { reason: Some("阶段已取消"), ..proved("planned", "proposed") };
    assert_eq!(check(&step, preset).unwrap().way, Way::Placed);
}

proptest! {
    /// Whatever is asked: a move that is allowed leads to a stage of the preset, from an open
    /// deal or by opening it again, and one that is refused says why.
    #[test]
    fn a_move_is_allowed_or_refused_with_reasons(
        preset in proptest::sample::select(PLAYBOOK.funnel.presets().to_vec()),
        from in 0_usize..10,
        to in 0_usize..10,
        state in proptest::sample::select(<DealState as crate::model::Choice>::ALL.to_vec()),
        texts in any::<[bool; 4]>(),
    ) {
        let key = |at: usize| preset.stages.get(at).map_or("gone", |stage| stage.key.as_str());
        let [evidence, source, reason, reopen] = texts;
        let step = Move {
            state,
            evidence: evidence.then_some("说了"),
            source: source.then_some(EvidenceSource::Seen),
            reason: reason.then_some("因为"),
            reopen,
            ..bare(key(from), key(to))
        };
        match check(&step, &preset) {
            Err(refusals) => prop_assert!(!refusals.is_empty()),
            Ok(moved) => {
                prop_assert_eq!(&moved.to.key, key(to));
                prop_assert_eq!(moved.way == Way::Reopen, reopen);
                prop_assert!(reopen || state == DealState::Open);
                prop_assert!(reopen || !preset.evidence || (evidence && source));
            }
        }
    }
}
