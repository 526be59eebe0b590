use proptest::prelude::*;

use super::*;
use crate::model::OrderId;
use crate::playbook::{Playbook, SHIPPED};

static PLAYBOOK: std::sync::LazyLock<Playbook> = std::sync::LazyLock::new(Playbook::shipped);

fn preset(key: &str) -> &'static Preset {
    PLAYBOOK.funnel.preset(key).unwrap()
}

static KNOWN: std::sync::LazyLock<Known> = std::sync::LazyLock::new(Known::default);

/// Every piece of exit evidence of the shipped `met`, as fields show them.
static ALL_KNOWN: std::sync::LazyLock<Known> = std::sync::LazyLock::new(|| Known {
    budget: crate::model::Money::from_units(1_250_000),
    decision_maker: Some("张总".to_owned()),
    expected_on: Some("2026-03-16".parse().unwrap()),
});

/// The proposal, which no field shows.
const AGREED: &[Given<'static>] =
    &[Given { item: "proposal-agreed", text: "3月3日邮件同意" }];

/// A move of an open deal without a word.
fn bare<'a>(from: &'a str, to: &'a str) -> Move<'a> {
    Move {
        state: DealState::Open,
        from,
        to,
        answers: Answers::default(),
        given: &[],
        known: &KNOWN,
        orders: &[],
        reason: None,
        reopen: false,
    }
}

const ANSWERS: Answers<'static> = Answers {
    finished: Some("需求会"),
    evidence: Some("预算已批，五台"),
    source: Some(EvidenceSource::Customer),
    doing: Some("做方案"),
    planned: Some("试驾"),
};

/// The same with every question answered and all exit evidence of `met` known.
fn proved<'a>(from: &'a str, to: &'a str) -> Move<'a> {
    let given = if from == "met" { AGREED } else { &[] };
    Move { answers: ANSWERS, known: &ALL_KNOWN, given, ..bare(from, to) }
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
    for (answers, expected) in [
        (Answers { evidence: None, ..ANSWERS }, "EvidenceMissing"),
        (Answers { evidence: Some(" \t"), ..ANSWERS }, "EvidenceMissing"),
        (Answers { source: None, ..ANSWERS }, "SourceMissing"),
    ] {
        let step = Move { answers, ..proved("met", "planned") };
        assert_eq!(refused(key_account(&step)), [expected]);
    }
}

#[test]
fn every_transition_by_hand_answers_four_questions_all_missing_said_at_once() {
    for (key, from, to) in [
        ("key-account", "lead", "contacted"),
        ("key-account", "proposed", "planned"),
        ("tender", "need-arises", "need-defined"),
        ("tender", "solution", "need-defined"),
    ] {
        let refusals = check(&bare(from, to), preset(key)).unwrap_err();
        assert_eq!(refusals.len(), 4, "{key} {from} {to}: {refusals:?}");
        let open = refusals.iter().filter_map(|refusal| match refusal {
            Refusal::AnswerMissing { question, .. } => Some(question.key()),
            _ => None,
        });
        assert_eq!(open.collect::<Vec<_>>(), ["finished", "doing", "planned"]);
        assert!(check(&proved(from, to), preset(key)).is_ok(), "{key} {from} {to}");
    }
    for (answers, left) in [
        (Answers { finished: None, ..ANSWERS }, Question::Finished),
        (Answers { doing: Some(" "), ..ANSWERS }, Question::Doing),
        (Answers { planned: Some(""), ..ANSWERS }, Question::Planned),
    ] {
        let refusals = key_account(&Move { answers, ..proved("lead", "contacted") }).unwrap_err();
        let [Refusal::AnswerMissing { question, .. }] = &refusals[..] else { panic!() };
        assert_eq!(*question, left);
    }
    for key in ["retail", "project"] {
        let preset = preset(key);
        let (from, to) = (&preset.stages[0].key, &preset.stages[1].key);
        assert!(check(&bare(from, to), preset).is_ok(), "{key} asks nothing");
    }
}

/// The keys of the exit evidence of `met` that is missing.
fn missing(step: &Move<'_>) -> Vec<String> {
    let refusals = key_account(step).err().unwrap_or_default();
    let item = |refusal: Refusal| match refusal {
        Refusal::ItemMissing { item, .. } => item.key,
        other => panic!("{other:?}"),
    };
    refusals.into_iter().map(item).collect()
}

#[test]
fn each_piece_of_exit_evidence_is_shown_by_its_field_or_in_words() {
    let step = Move { answers: ANSWERS, ..bare("met", "planned") };
    let all = ["budget-known", "decision-maker-known", "time-known", "proposal-agreed"];
    assert_eq!(missing(&step), all, "nothing is known");
    let budget = Known { budget: ALL_KNOWN.budget, ..Known::default() };
    assert_eq!(missing(&Move { known: &budget, ..step }), &all[1..]);
    let maker = Known { decision_maker: ALL_KNOWN.decision_maker.clone(), ..Known::default() };
    let rest = ["budget-known", "time-known", "proposal-agreed"];
    assert_eq!(missing(&Move { known: &maker, ..step }), rest);
    let time = Known { expected_on: ALL_KNOWN.expected_on, ..Known::default() };
    let rest = ["budget-known", "decision-maker-known", "proposal-agreed"];
    assert_eq!(missing(&Move { known: &time, ..step }), rest);
    assert_eq!(missing(&Move { given: AGREED, ..step }), &all[..3]);
    let empty = [Given { item: "proposal-agreed", text: " " }];
    assert_eq!(missing(&Move { given: &empty, known: &ALL_KNOWN, ..step }), &all[3..]);
    let label = [Given { item: " 同意提交书面建议", text: "口头" }];
    let moved = key_account(&Move { given: &label, known: &ALL_KNOWN, ..step }).unwrap();
    let kept: Vec<String> = moved.exit.iter().map(ExitFound::kept).collect();
    assert_eq!(
        kept,
        [
            "budget-known: 1250000.00",
            "decision-maker-known: 张总",
            "time-known: 2026-03-16",
            "proposal-agreed: 口头"
        ]
    );
}

#[test]
fn words_count_before_a_field_and_the_last_ones_count() {
    let given = [
        AGREED[0],
        Given { item: "budget-known", text: "约100万" },
        Given { item: "budget-known", text: "120万" },
    ];
    let moved = key_account(&Move { given: &given, ..proved("met", "planned") }).unwrap();
    assert_eq!(moved.exit[0].shown, Shown::Words("120万".to_owned()));
}

#[test]
fn a_reason_waives_what_is_not_known_and_the_step_says_so() {
    let step =
        Move { answers: ANSWERS, reason: Some("对方直接招标"), ..bare("met", "planned") };
    let moved = key_account(&Move { given: AGREED, ..step }).unwrap();
    let kept: Vec<String> = moved.exit.iter().map(ExitFound::kept).collect();
    assert_eq!(kept[..3], ["budget-known", "decision-maker-known", "time-known"]);
    assert!(moved.exit[..3].iter().all(|found| found.shown == Shown::Waived));
    assert_eq!(moved.exit[3].shown, Shown::Words("3月3日邮件同意".to_owned()));
    let blank = Move { reason: Some(" "), ..step };
    assert_eq!(key_account(&blank).unwrap_err().len(), 4, "blanks are no reason");
}

#[test]
fn exit_evidence_that_nobody_asks_for_is_refused() {
    let given = [Given { item: "proposal-agred", text: "x" }, AGREED[0]];
    let refusals = key_account(&Move { given: &given, ..proved("met", "planned") }).unwrap_err();
    let [Refusal::UnknownItem { found, near, known, .. }] = &refusals[..] else { panic!() };
    assert_eq!((found.as_str(), known.len()), ("proposal-agred", 4));
    assert_eq!(near, &["proposal-agreed"]);
    for step in [
        Move { given: AGREED, ..proved("lead", "contacted") },
        Move { given: AGREED, ..proved("proposed", "met") },
        Move {
            given: AGREED,
            reopen: true,
            state: DealState::Lost,
            reason: Some("x"),
            ..bare("met", "met")
        },
    ] {
        assert_eq!(refused(key_account(&step)), ["UnknownItem"], "{}", step.to);
    }
}

#[test]
fn a_skip_needs_a_reason_and_answers_all_said_at_once() {
    let expected =
        ["SkipNeedsReason", "EvidenceMissing", "AnswerMissing", "AnswerMissing", "AnswerMissing"];
    assert_eq!(refused(key_account(&bare("lead", "planned"))), expected);
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
    let answers = Answers { evidence: None, ..ANSWERS };
    let refusals = key_account(&Move { answers, ..proved("proposed", "met") }).unwrap_err();
    let [Refusal::CounterEvidenceMissing { exit_evidence, .. }] = &refusals[..] else { panic!() };
    assert_eq!(exit_evidence.len(), 4, "what was taken for known");
    let moved = key_account(&proved("proposed", "met")).unwrap();
    assert_eq!((moved.way, moved.skipped.len(), moved.exit.len()), (Way::Back, 0, 0));
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
        (Lost, "met", "met", true, Some(" "), vec!["ReopenNeedsReason"]),
        (Lost, "met", "planned", true, Some("x"), vec!["ReopenTooFar"]),
        (Lost, "met", "ordered", true, None, vec!["ReopenTooFar", "ReopenNeedsReason"]),
        (Lost, "met", "delivered", true, None, vec!["ReopenIntoClosing", "ReopenNeedsReason"]),
    ] {
        let step = Move { state, reason, reopen, given: &[], ..proved(from, to) };
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
    let done = [ordered(1, 0, 2)];
    for (from, to, grade, state) in [
        ("negotiating", "ordered", GradeEffect::Order, DealState::Open),
        ("ordered", "delivered", GradeEffect::Keep, DealState::Won),
        ("negotiating", "delivered", GradeEffect::Order, DealState::Won),
        ("ordered", "negotiating", GradeEffect::Regrade, DealState::Open),
    ] {
        let step = Move { reason: Some("现车当天提"), orders: &done, ..proved(from, to) };
        let moved = key_account(&step).unwrap();
        assert_eq!((moved.grade, moved.state), (grade, state), "{from} to {to}");
    }
}

fn ordered(id: i64, open: i64, delivered: i64) -> Ordered {
    Ordered { order: OrderId(id), open, delivered }
}

/// A retail deal stands at the order, and is won, by the records alone; elsewhere people say so with
/// evidence, and a win needs the delivery all the same.
#[test]
fn what_records_reach_is_reached_by_hand_only_with_them() {
    let none: &[Ordered] = &[];
    let (open, part, done, short) =
        (&[ordered(1, 2, 0)], &[ordered(1, 1, 1)], &[ordered(1, 0, 2)], &[ordered(1, 0, 0)]);
    let (two, ok): (&[Ordered], &[&str]) = (&[ordered(1, 1, 1), ordered(2, 3, 0)], &[]);
    for (key, from, to, orders, expected) in [
        ("retail", "lead", "ordered", none, &["NoOrder"][..]),
        ("retail", "quoted", "ordered", short, &["NoOrder"]),
        ("retail", "quoted", "ordered", open, ok),
        ("retail", "quoted", "delivered", none, &["NoDelivery"]),
        ("retail", "ordered", "delivered", none, &["NoDelivery"]),
        ("retail", "ordered", "delivered", open, &["Undelivered"]),
        ("retail", "ordered", "delivered", part, &["Undelivered"]),
        ("retail", "ordered", "delivered", two, &["Undelivered", "Undelivered"]),
        ("retail", "ordered", "delivered", short, &["NothingDelivered"]),
        ("retail", "quoted", "delivered", done, ok),
        ("key-account", "negotiating", "ordered", none, ok),
        ("key-account", "ordered", "delivered", none, &["NoDelivery"]),
        ("key-account", "ordered", "delivered", part, &["Undelivered"]),
        ("key-account", "ordered", "delivered", short, &["NothingDelivered"]),
        ("key-account", "ordered", "delivered", done, ok),
        ("tender", "evaluation", "decided", none, ok),
        ("tender", "decided", "carried-out", none, &["NoDelivery"]),
        ("project", "solution", "signed", none, ok),
        ("project", "signed", "shipped", none, ok),
        ("project", "after-sales", "crm", none, &["NoDelivery"]),
        ("retail", "ordered", "quoted", open, &["OrderOpen"]),
        ("retail", "ordered", "lead", two, &["OrderOpen", "OrderOpen"]),
        ("retail", "ordered", "quoted", short, ok),
        ("retail", "ordered", "quoted", none, ok),
        ("key-account", "ordered", "negotiating", part, &["OrderOpen"]),
        ("project", "shipped", "signed", open, ok),
        ("project", "shipped", "solution", open, &["OrderOpen"]),
        ("retail", "gone", "quoted", open, &["OrderOpen"]),
        ("retail", "lead", "contacted", open, ok),
    ] {
        let step = Move { orders, reason: Some("x"), ..proved(from, to) };
        let found = check(&step, preset(key)).map_or_else(|why| refused(Err(why)), |_| Vec::new());
        assert_eq!(found, expected, "{key} {from} {to} {orders:?}");
    }
    for (state, from, to, orders, expected) in [
        (DealState::Lost, "ordered", "ordered", short, &["NoOrder"][..]),
        (DealState::Lost, "ordered", "quoted", short, ok),
        (DealState::Won, "delivered", "ordered", done, ok),
        (DealState::Lost, "ordered", "quoted", open, &["OrderOpen"]),
    ] {
        let step = Move { state, orders, reopen: true, reason: Some("x"), ..bare(from, to) };
        let found = check(&step, preset("retail"));
        let found = found.map_or_else(|why| refused(Err(why)), |_| Vec::new());
        assert_eq!(found, expected, "{state} {from} {to}");
    }
}

/// A team that keeps no orders says so in its playbook; an order that is there counts all the same.
#[test]
fn a_team_without_orders_moves_its_deals_by_hand() {
    let playbook = Playbook::parse(&SHIPPED.replace(", needs_record = true", "")).unwrap();
    let retail = playbook.funnel.preset("retail").unwrap();
    assert!(check(&bare("lead", "ordered"), retail).is_ok());
    assert_eq!(check(&bare("ordered", "delivered"), retail).unwrap().state, DealState::Won);
    for (order, expected) in
        [(ordered(1, 1, 0), "Undelivered"), (ordered(1, 0, 0), "NothingDelivered")]
    {
        let step = Move { orders: &[order], ..bare("ordered", "delivered") };
        assert_eq!(refused(check(&step, retail)), [expected]);
    }
}

#[test]
fn retail_skips_and_turns_back_without_a_word() {
    for (from, to, way) in [
        ("lead", "contacted", Way::Forward),
        ("lead", "quoted", Way::Skip),
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
    let refusals = refused(check(&bare("planned", "proposed"), preset));
    assert_eq!(refusals[..2], ["PlacingNeedsReason", "EvidenceMissing"]);
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
        texts in any::<[bool; 7]>(),
    ) {
        let key = |at: usize| preset.stages.get(at).map_or("gone", |stage| stage.key.as_str());
        let [finished, evidence, source, doing, planned, reason, reopen] = texts;
        let step = Move {
            state,
            answers: Answers {
                finished: finished.then_some("见面"),
                evidence: evidence.then_some("说了"),
                source: source.then_some(EvidenceSource::Seen),
                doing: doing.then_some("做方案"),
                planned: planned.then_some("试驾"),
            },
            reason: reason.then_some("因为"),
            reopen,
            ..bare(key(from), key(to))
        };
        let answered = finished && evidence && source && doing && planned;
        match check(&step, &preset) {
            Err(refusals) => prop_assert!(!refusals.is_empty()),
            Ok(moved) => {
                prop_assert_eq!(&moved.to.key, key(to));
                prop_assert_eq!(moved.way == Way::Reopen, reopen);
                prop_assert!(reopen || state == DealState::Open);
                prop_assert!(reopen || !preset.evidence || answered);
                let missing = |found: &ExitFound<'_>| found.shown == Shown::Missing;
                prop_assert!(!moved.exit.iter().any(missing));
            }
        }
    }
}
