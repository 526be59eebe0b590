//! What has to be known before a stage is left (domain rules, section 5).

use super::{Move, Refusal, given};
use crate::model::{Day, Money};
use crate::playbook::{ExitItem, Proof, Stage, near};

/// What fields of the deal and its account show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// The budget for all of it.
    pub budget: Option<Money>,
    /// The name of a contact who decides.
    pub decision_maker: Option<String>,
    /// Day on which the purchase is expected.
    pub expected_on: Option<Day>,
}

impl Known {
    /// Returns what a field shows, as text; `None` where it is empty, or no field shows it.
    fn shows(&self, proof: Proof) -> Option<String> {
        match proof {
            Proof::Budget => self.budget.map(|budget| budget.to_string()),
            Proof::DecisionMaker => self.decision_maker.clone(),
            Proof::ExpectedDate => self.expected_on.map(|day| day.to_string()),
            Proof::Note => None,
        }
    }
}

/// A piece of exit evidence that somebody gives in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given<'a> {
    /// Which one, by key or label.
    pub item: &'a str,
    /// What is known; blanks count as nothing.
    pub text: &'a str,
}

/// What shows a piece of exit evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// A field, which holds this.
    Field(String),
    /// Somebody's words.
    Words(String),
    /// Nothing: it was waived by a reason.
    Waived,
    /// Nothing.
    Missing,
}

/// A piece of exit evidence, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExitFound<'p> {
    /// The piece.
    pub item: &'p ExitItem,
    /// What shows it.
    pub shown: Shown,
}

impl ExitFound<'_> {
    /// Returns it as a step keeps it: `budget-known: 250万`; the key alone where it was waived.
    pub fn kept(&self) -> String {
        match &self.shown {
            Shown::Field(text) | Shown::Words(text) => format!("{}: {text}", self.item.key),
            Shown::Waived | Shown::Missing => self.item.key.clone(),
        }
    }
}

/// Returns the exit evidence of a stage, in the playbook's order, with what fields show of it.
/// Never fails. Source: domain rules, section 5.
pub fn exit_evidence<'p>(stage: &'p Stage, known: &Known) -> Vec<ExitFound<'p>> {
    let found = |item: &'p ExitItem| ExitFound {
        item,
        shown: known.shows(item.shown_by).map_or(Shown::Missing, Shown::Field),
    };
    stage.exit_evidence.iter().map(found).collect()
}

/// Returns how each piece of exit evidence of the stage left is shown: in words, the last of which
/// count, else by its field, else waived where there is a reason. What is missing, and what the
/// stage does not ask for, is refused.
pub(super) fn settle<'p>(
    step: &Move<'_>,
    left: &'p Stage,
    refusals: &mut Vec<Refusal>,
) -> Vec<ExitFound<'p>> {
    let mut found = exit_evidence(left, step.known);
    for piece in &mut found {
        let words = step.given.iter().rev().find(|words| piece.item.is(words.item));
        if let Some(text) = words.and_then(|words| given(Some(words.text))) {
            piece.shown = Shown::Words(text.to_owned());
        } else if piece.shown == Shown::Missing && given(step.reason).is_some() {
            piece.shown = Shown::Waived;
        } else if piece.shown == Shown::Missing {
            let (stage, item) = (left.key.clone(), piece.item.clone());
            refusals.push(Refusal::ItemMissing { stage, item });
        }
    }
    let asked = |words: &&Given<'_>| left.exit_evidence.iter().any(|item| item.is(words.item));
    let unknown = step.given.iter().filter(|words| !asked(words));
    refusals.extend(unknown.map(|words| unknown_item(words, &left.key, &left.exit_evidence)));
    found
}

/// Refuses exit evidence with a move that leaves no stage forward.
pub(super) fn refuse_given(step: &Move<'_>, left: Option<&Stage>, refusals: &mut Vec<Refusal>) {
    let stage = left.map_or(step.from, |stage| stage.key.as_str());
    refusals.extend(step.given.iter().map(|words| unknown_item(words, stage, &[])));
}

fn unknown_item(words: &Given<'_>, stage: &str, items: &[ExitItem]) -> Refusal {
    let keys = || items.iter().map(|item| item.key.as_str());
    Refusal::UnknownItem {
        found: words.item.trim().to_owned(),
        stage: stage.to_owned(),
        known: keys().map(str::to_owned).collect(),
        near: near(words.item, keys()),
    }
}
