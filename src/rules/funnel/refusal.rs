//! Why a move of a deal is refused.

use super::Question;
use crate::model::{DealState, OrderId};
use crate::playbook::{DidYouMean, ExitItem};

/// Why a move is refused. Several may hold at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The preset has no such stage.
    #[error("preset `{preset}` has no stage `{found}`; its stages are {}{}",
        .known.join(", "), DidYouMean(.near))]
    UnknownStage {
        /// What was given.
        found: String,
        /// The preset of the deal.
        preset: String,
        /// Keys of its stages, in order.
        known: Vec<String>,
        /// Keys, or else labels, spelled almost so, nearest first.
        near: Vec<String>,
    },
    /// The deal stands there already.
    #[error("the deal stands in stage `{stage}` already")]
    SameStage {
        /// The stage.
        stage: String,
    },
    /// The deal is closed, and is not to be opened again.
    #[error("the deal is closed ({state}, stage `{stage}`); open it again with a reason")]
    Closed {
        /// Its state.
        state: DealState,
        /// Its stage.
        stage: String,
    },
    /// The deal is to be opened again, and is open.
    #[error("the deal is open in stage `{stage}`; only a closed one can be opened again")]
    NotClosed {
        /// Its stage.
        stage: String,
    },
    /// The deal is to be opened again in a stage that closes it.
    #[error("stage `{stage}` closes the deal; open it again in an earlier one")]
    ReopenIntoClosing {
        /// The stage.
        stage: String,
    },
    /// The deal is to be opened again in a stage beyond that in which it stood.
    #[error("the deal stood in stage `{from}`; opening it again does not move it on to `{to}`")]
    ReopenTooFar {
        /// The stage in which it stands.
        from: String,
        /// The stage to move to.
        to: String,
    },
    /// A closed deal is opened again without a reason.
    #[error("opening the deal again in stage `{to}` needs a reason")]
    ReopenNeedsReason {
        /// The stage to move to.
        to: String,
    },
    /// Stages are left out without a reason.
    #[error("from `{from}` to `{to}` leaves out {}; that needs a reason", .skipped.join(", "))]
    SkipNeedsReason {
        /// The stage left.
        from: String,
        /// The stage to move to.
        to: String,
        /// Keys of the stages left out, in order.
        skipped: Vec<String>,
    },
    /// The deal stands in a stage that the preset does not have, and no reason is given for
    /// placing it.
    #[error("preset `{preset}` has no stage `{from}` any more; placing the deal needs a reason")]
    PlacingNeedsReason {
        /// The stage in which the deal stands.
        from: String,
        /// The preset of the deal.
        preset: String,
    },
    /// A question that every move answers is left open.
    #[error("from `{from}` to `{to}` leaves open what was {}", .question.key())]
    AnswerMissing {
        /// The stage left.
        from: String,
        /// The stage to move to.
        to: String,
        /// The question.
        question: Question,
    },
    /// A move forward without evidence.
    #[error("from `{from}` to `{to}` needs evidence")]
    EvidenceMissing {
        /// The stage left.
        from: String,
        /// The stage to move to.
        to: String,
    },
    /// A stage is left although something is not known that has to be.
    #[error("to leave `{stage}`, `{}` has to be known", .item.key)]
    ItemMissing {
        /// The stage left.
        stage: String,
        /// What is missing.
        item: ExitItem,
    },
    /// Exit evidence is given that the stage left does not ask for.
    #[error("stage `{stage}` asks for no `{found}`{}", DidYouMean(.near))]
    UnknownItem {
        /// What was given.
        found: String,
        /// The stage left.
        stage: String,
        /// Keys of what it asks for; may be empty.
        known: Vec<String>,
        /// Keys spelled almost so, nearest first.
        near: Vec<String>,
    },
    /// A move back without counter-evidence.
    #[error("from `{from}` back to `{to}` needs counter-evidence")]
    CounterEvidenceMissing {
        /// The stage left.
        from: String,
        /// The stage to move to.
        to: String,
        /// What was taken for known when the stage moved to was left; may be empty.
        exit_evidence: Vec<ExitItem>,
    },
    /// A stage that an order alone reaches, and there is none.
    #[error("an order alone moves a deal to `{to}`")]
    NoOrder {
        /// The stage to move to.
        to: String,
    },
    /// A stage that the last delivery alone reaches, and there is none.
    #[error("a delivery alone moves a deal to `{to}`")]
    NoDelivery {
        /// The stage to move to.
        to: String,
    },
    /// A win while pieces of an order are open.
    #[error("{open} pieces of {order} are not delivered")]
    Undelivered {
        /// The order.
        order: OrderId,
        /// Pieces that are neither delivered nor closed short.
        open: i64,
    },
    /// A win although every piece was closed short.
    #[error("nothing of what was ordered was delivered")]
    NothingDelivered,
    /// A stage before the order while an order is open.
    #[error("`{to}` comes before the order, and {open} pieces of {order} are open")]
    OrderOpen {
        /// The stage to move to.
        to: String,
        /// The order.
        order: OrderId,
        /// Pieces that are neither delivered nor closed short.
        open: i64,
    },
    /// Evidence that does not say where it comes from.
    #[error("evidence `{evidence}` does not name its source")]
    SourceMissing {
        /// The evidence.
        evidence: String,
    },
}
