//! Moves of deals as commands record them: by hand, and by other records.

use super::context::Session;
use super::error::{CliError, Kind};
use super::grading;
use super::text::{self, Lang};
use crate::model::{
    AccountId, BuyingRole, Contact, Day, Deal, DealId, DealState, EvidenceSource, Grade, StageMove,
    Touch,
};
use crate::playbook::{MovingRecord, Preset, Stage};
use crate::rules::deal::same_product;
use crate::rules::funnel::{
    ExitFound, GradeEffect, Known, Moved, Ordered, RecordMove, Refusal, Shown, Way, check_record,
};
use crate::rules::grade::Rule;
use crate::store::{Column as _, Db, Op, OrderRow, Orders, Val};

/// A record that may move a deal.
pub(crate) struct Mover<'a> {
    /// What it is, as `rules::funnel::records_of_touch` says of a touch.
    pub(crate) is: &'a [MovingRecord],
    /// Its id, such as `T12`.
    pub(crate) id: String,
    /// The day on which it happened.
    pub(crate) day: Day,
    /// What goes with the move.
    pub(crate) said: Said,
}

/// What people say of a move; each may be missing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    /// The step that was just finished.
    pub(crate) finished: Option<String>,
    /// Evidence for it, or against where it leads back.
    pub(crate) evidence: Option<String>,
    /// Where the evidence comes from.
    pub(crate) source: Option<EvidenceSource>,
    /// Why stages are left out, or a closed deal is opened again.
    pub(crate) reason: Option<String>,
    /// The action in progress.
    pub(crate) doing: Option<String>,
    /// What is being prepared.
    pub(crate) planned: Option<String>,
}

/// A move that was recorded.
pub(crate) struct Recorded<'p> {
    /// The deal before it.
    pub(crate) before: Deal,
    /// The funnel that it moves through.
    pub(crate) preset: &'p Preset,
    /// The stages that it led through, before that to which the last step did.
    pub(crate) through: Vec<&'p Stage>,
    /// What the last step did.
    pub(crate) moved: Moved<'p>,
    /// The stages that were left out.
    pub(crate) skipped: Vec<&'p Stage>,
    /// The grade afterwards, where the move changed it.
    pub(crate) graded: Option<Grade>,
}

/// Moves a deal where the record does: writes the step, the stage, the state and the grade that
/// follows from it. Returns `None` where the record moves nothing: the deal stands there already
/// or beyond, it is closed, or no such record moves its funnel. To be called after the record was
/// inserted, within its operation; a grade that a person gives with the record is given after it.
///
/// The step is dated by the record, or by the last step where that is later: a record entered late
/// does not change what came before. A touch that is older than the deal does not move it.
///
/// # Errors
/// What the rules ask for and was not said: a reason for stages that an order or a delivery leaves
/// out. Never for a touch.
pub(crate) fn move_by<'s>(
    op: &mut Op<'_>,
    deal: DealId,
    record: &Mover<'_>,
    session: &'s Session,
) -> Result<Option<Recorded<'s>>, CliError> {
    // As it is now: another process may have moved it since it was first read.
    let before = op.db().get::<Deal>(deal)?;
    let Some(preset) = session.playbook.funnel.preset(&before.preset) else { return Ok(None) };
    let papers = [MovingRecord::Order, MovingRecord::Delivery];
    if record.day < before.opened_on && !record.is.iter().any(|is| papers.contains(is)) {
        return Ok(None);
    }
    let step = RecordMove {
        state: before.state,
        from: &before.stage,
        is: record.is,
        reason: record.said.reason.as_deref(),
    };
    let steps =
        check_record(&step, preset).map_err(|refusals| refused(&before, refusals, preset))?;
    let last = op.db().last_moved_on(deal)?;
    let day = last.map_or(record.day, |last| last.max(record.day)).max(before.opened_on);
    let mut said = record.said.clone();
    if preset.evidence && said.evidence.is_none() {
        said.evidence = Some(record.id.clone());
        said.source = Some(EvidenceSource::Document);
    }
    let mut graded = None;
    for moved in &steps {
        let deal = op.db().get::<Deal>(deal)?;
        let step = Step { day, said: &said, moved_by: Some(record.id.clone()) };
        graded = write(op, session, (&deal, moved), step)?.or(graded);
    }
    Ok(Recorded::of(before, preset, steps, graded))
}

impl<'p> Recorded<'p> {
    /// Returns what steps did together, first to last; `None` where there was none.
    pub(crate) fn of(
        before: Deal,
        preset: &'p Preset,
        mut steps: Vec<Moved<'p>>,
        graded: Option<Grade>,
    ) -> Option<Self> {
        let skipped = steps.iter().flat_map(|moved| moved.skipped).collect();
        let moved = steps.pop()?;
        let through = steps.iter().map(|moved| moved.to).collect();
        Some(Self { before, preset, through, moved, skipped, graded })
    }
}

impl Recorded<'_> {
    /// Returns what became of the deal, without its name: `lead → contacted; grade N → O`.
    pub(crate) fn summary(&self, lang: Lang) -> String {
        let word = |key: &str| text::stage_word(lang, self.preset, key);
        let reached = self.through.iter().copied().chain([self.moved.to]);
        let step = |from: String, to: &Stage| text::stage_step(lang, from, word(&to.key));
        let mut parts = vec![reached.fold(word(&self.before.stage), step)];
        parts.extend(self.effects(lang));
        parts.join(if lang == Lang::Zh { "；" } else { "; " })
    }

    /// Returns what else a move did, a part of a sentence for each: stages left out, opened again,
    /// another grade, won.
    pub(crate) fn effects(&self, lang: Lang) -> Vec<String> {
        let (moved, mut parts) = (&self.moved, Vec::new());
        if !self.skipped.is_empty() {
            let word = |stage: &&Stage| text::stage_word(lang, self.preset, &stage.key);
            let skipped = self.skipped.iter().map(word);
            parts.push(text::stage_skipped(lang, text::join(lang, skipped)));
        }
        let waived = moved.exit.iter().filter(|found| found.shown == Shown::Waived);
        let waived: Vec<String> =
            waived.map(|found| text::label_word(lang, &found.item.label)).collect();
        if !waived.is_empty() {
            parts.push(text::stage_waived(lang, text::join(lang, waived)));
        }
        if moved.way == Way::Reopen {
            parts.push(text::stage_reopened(lang));
        }
        if let Some(grade) = self.graded {
            parts.push(text::stage_graded(lang, self.before.grade, grade));
        }
        if moved.state == DealState::Won {
            parts.push(text::stage_won(lang));
        }
        parts
    }
}

/// A step to be written.
pub(crate) struct Step<'a> {
    /// Its day.
    pub(crate) day: Day,
    /// What people say of it.
    pub(crate) said: &'a Said,
    /// Id of the record that moved the deal; missing where a person did.
    pub(crate) moved_by: Option<String>,
}

/// Writes a step that the rules allow. Returns the grade afterwards where it changed.
pub(crate) fn write(
    op: &mut Op<'_>,
    session: &Session,
    (deal, moved): (&Deal, &Moved<'_>),
    step: Step<'_>,
) -> Result<Option<Grade>, CliError> {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let (said, day) = (step.said, step.day);
    let evidence = given(&said.evidence);
    let step = StageMove {
        id: op.next_id()?,
        deal: deal.id,
        from_stage: deal.stage.clone(),
        to_stage: moved.to.key.clone(),
        day,
        staff: op.staff(),
        evidence_source: said.source.filter(|_| evidence.is_some()),
        evidence,
        reason: given(&said.reason),
        doing: given(&said.doing),
        planned: given(&said.planned),
        finished: given(&said.finished),
        items: moved.exit.iter().map(ExitFound::kept).collect(),
        moved_by: step.moved_by,
    };
    op.insert(&step)?;
    let closed_on = (moved.state != DealState::Open).then_some(day);
    let changes: [(&'static str, Val<'_>); 3] = [
        ("stage", step.to_stage.to_val()),
        ("state", moved.state.to_val()),
        ("closed_on", closed_on.to_val()),
    ];
    op.update(deal.id, &changes)?;
    let grade = match moved.grade {
        GradeEffect::Keep => None,
        GradeEffect::Order => {
            let change = (deal.grade, Grade::O);
            grading::set_grade(op, deal.id, change, Rule::Order.key(), day)?;
            Some(Grade::O)
        }
        GradeEffect::Regrade => grading::regrade(op, deal.id, &session.playbook)?,
    };
    Ok(grade.filter(|grade| *grade != deal.grade))
}

/// Writes the step of an open deal that another funnel took from the first stage of the one before
/// to its own: steps alone move deals, and this one says why.
pub(crate) fn change_funnel(op: &mut Op<'_>, before: &Deal, after: &Deal) -> Result<(), CliError> {
    let last = op.db().last_moved_on(before.id)?;
    let step = StageMove {
        id: op.next_id()?,
        deal: before.id,
        from_stage: before.stage.clone(),
        to_stage: after.stage.clone(),
        day: last.map_or(op.today(), |last| last.max(op.today())),
        staff: op.staff(),
        evidence_source: None,
        evidence: None,
        reason: Some(format!("preset: {} → {}", before.preset, after.preset)),
        doing: None,
        planned: None,
        finished: None,
        items: Vec::new(),
        moved_by: None,
    };
    op.insert(&step)?;
    Ok(())
}

/// Refuses what is to have happened to a deal before it was opened, and says how to date it back.
pub(crate) fn refuse_before_opening(deal: &Deal, day: Day) -> Result<(), CliError> {
    let (id, opened) = (deal.id, deal.opened_on);
    if day >= opened {
        return Ok(());
    }
    Err(CliError::refused(move |lang| text::opened_later(lang, id, opened, day))
        .hint(move |lang| text::hint_opened(lang, id, day)))
}

/// A touch that is older than its deal, and would have moved it.
pub(crate) struct TooOld {
    /// Day on which the deal was opened.
    pub(crate) opened: Day,
    /// Day of the deal's last move; no step is dated before it.
    pub(crate) moved: Option<Day>,
    /// Key of the stage that the touch leads to.
    pub(crate) to: String,
}

/// Returns what is to be said of a touch that would have moved its deal, had that been opened by then.
pub(crate) fn opened_later(
    op: &Op<'_>,
    touch: &Touch,
    is: &[MovingRecord],
    session: &Session,
) -> Result<Option<TooOld>, CliError> {
    let deal = touch.deal.map(|deal| op.db().get::<Deal>(deal)).transpose()?;
    let Some(deal) = deal.filter(|deal| touch.day < deal.opened_on) else { return Ok(None) };
    let Some(preset) = session.playbook.funnel.preset(&deal.preset) else { return Ok(None) };
    let step = RecordMove { state: deal.state, from: &deal.stage, is, reason: None };
    let steps = check_record(&step, preset).unwrap_or_default();
    let Some(step) = steps.last() else { return Ok(None) };
    let moved = op.db().last_moved_on(deal.id)?;
    Ok(Some(TooOld { opened: deal.opened_on, moved, to: step.to.key.clone() }))
}

/// Returns another open deal of the account for the same product.
pub(crate) fn open_for_same(db: &Db, deal: &Deal) -> Result<Option<Deal>, CliError> {
    let open = db.open_deals(deal.account)?;
    let same = open.into_iter().find(|other| {
        other.id != deal.id && same_product(other.model.as_deref(), deal.model.as_deref())
    });
    Ok(same)
}

/// Returns the open deals of an account that are for the same product as one before them, each with
/// that one.
pub(crate) fn doubled(db: &Db, account: AccountId) -> Result<Vec<(Deal, Deal)>, CliError> {
    let open = db.open_deals(account)?;
    let pair = |(at, deal): (usize, &Deal)| {
        let same = |other: &&Deal| same_product(other.model.as_deref(), deal.model.as_deref());
        let first = open.iter().take(at).find(same)?;
        Some((first.clone(), deal.clone()))
    };
    Ok(open.iter().enumerate().filter_map(pair).collect())
}

/// Returns the funnel that a deal moves through.
///
/// # Errors
/// The playbook does not have it.
pub(crate) fn preset_of<'s>(deal: &Deal, session: &'s Session) -> Result<&'s Preset, CliError> {
    let funnel = &session.playbook.funnel;
    funnel.preset(&deal.preset).ok_or_else(|| {
        let known = funnel.presets().iter().map(|preset| preset.key.as_str());
        let known = known.collect::<Vec<_>>().join(", ");
        let (id, preset) = (deal.id, deal.preset.clone());
        CliError::refused(move |lang| text::no_preset(lang, id, &preset, &known))
            .hint(move |lang| text::hint_preset(lang, id))
    })
}

/// Returns what fields of a deal, and the contacts of its account, show of exit evidence.
pub(crate) fn known(db: &Db, deal: &Deal) -> Result<Known, CliError> {
    let contacts: Vec<Contact> = db.having("account", &deal.account.to_val())?;
    let decides = |contact: &&Contact| contact.roles.contains(&BuyingRole::DecisionMaker);
    Ok(Known {
        budget: deal.budget,
        decision_maker: contacts.iter().find(decides).map(|contact| contact.name.clone()),
        expected_on: deal.expected_on,
    })
}

/// Returns the orders of a deal, with how far each has come.
pub(crate) fn orders(db: &Db, deal: DealId) -> Result<Vec<Ordered>, CliError> {
    let orders = db.orders(Orders::OfDeal(deal))?.into_iter();
    let ordered = |row: OrderRow| Ordered {
        order: row.sales_order,
        open: row.open(),
        delivered: row.delivered,
    };
    Ok(orders.map(ordered).collect())
}

/// Returns why a move of a deal is refused, all of it, with what to do where a record is what moves
/// it.
pub(crate) fn refused(deal: &Deal, refusals: Vec<Refusal>, preset: &Preset) -> CliError {
    let (id, closed) = (deal.id, deal.state != DealState::Open);
    let said = refusals.into_iter().map(|refusal| {
        let preset = preset.clone();
        let why = refusal.clone();
        let error = CliError::refused(move |lang| text::refusal(lang, id, &why, &preset));
        match refusal {
            Refusal::NoOrder { .. } if closed => error.hint(text::hint_reopen_earlier),
            Refusal::NoOrder { .. } => error.hint(move |lang| text::hint_order(lang, id)),
            Refusal::NoDelivery { .. } => error.hint(move |lang| text::hint_no_delivery(lang, id)),
            Refusal::Undelivered { order, .. } => {
                error.hint(move |lang| text::hint_deliver(lang, order))
            }
            Refusal::NothingDelivered => error.hint(move |lang| text::hint_no_win(lang, id)),
            Refusal::OrderOpen { order, .. } => {
                error.hint(move |lang| text::hint_close_short(lang, order))
            }
            _ => error,
        }
    });
    CliError::joined(said.collect()).unwrap_or_else(|| CliError::all(Kind::Refused, Vec::new()))
}
