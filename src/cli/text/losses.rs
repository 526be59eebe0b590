//! Deals that were lost, or got out of control.

use super::{Lang, join, moved_later, opened_later, playbook::did_you_mean};
use crate::cli::labels::choice_label;
use crate::model::{Choice as _, DealId};
use crate::playbook::LossCause;
use crate::rules::loss::LossRefusal;

messages! {
    deal_lost(deal, account, name, state, cause, stage) = "{deal} of {account} {name}: {state} in stage {stage}, {cause}", "{account} {name} 的商机 {deal}：{state}，阶段 {stage}，原因 {cause}";
    lost_on(day) = "on {day}", "日期 {day}";
    lost_after_tries(tries["try", "tries"]) = "after {tries:#}", "已尝试 {tries} 次";
    lost_to(what) = "bought {what}", "已购 {what}";
    lost_gap(amount) = "price gap {amount}", "价差 {amount}";
    lost_revisit(day) = "ask again {day}", "{day} 回访";

    loss_closed(deal, state) = "{deal} is closed ({state}) already", "{deal} 已结束（{state}）";
    loss_undelivered(deal, order, open["piece", "pieces"]) = "{deal} cannot be lost while {open:#} of {order} wait for delivery", "{order} 还有 {open} 台未交付，{deal} 不能记为战败";
    loss_too_few(deal, tries, needed) = "{deal} is not out of control: try {tries} of {needed} since the last effective contact", "{deal} 还不算失控：上次有效接触后尝试 {tries} 次，需满 {needed} 次";
    loss_cause_missing(deal, known) = "losing {deal} needs a cause: --cause, one of {known}", "{deal} 记为战败需要原因：--cause，可用：{known}";
    loss_cause_unknown(found, known, near) = "`--cause`: `{found}` is none of {known}{near}", "`--cause`：`{found}` 不在可选值内：{known}{near}";
    loss_note_missing(cause) = "cause {cause} says nothing without a note: --note TEXT", "原因 {cause} 需要备注：--note 内容";
    loss_revisit_before(revisit, day) = "`--revisit`: {revisit} is before the loss of {day}", "`--revisit`：{revisit} 早于战败日 {day}";
}

/// Returns why a deal cannot be lost that way, and which option gives what is missing.
pub(crate) fn loss_refusal(lang: Lang, deal: DealId, refusal: &LossRefusal) -> String {
    match refusal {
        LossRefusal::Closed { state } => {
            loss_closed(lang, deal, choice_label(lang, "state", state.key()))
        }
        LossRefusal::Undelivered { order, open } => loss_undelivered(lang, deal, order, open),
        LossRefusal::TooFewTries { tries, needed } => loss_too_few(lang, deal, tries, needed),
        LossRefusal::CauseMissing { known } => loss_cause_missing(lang, deal, causes(lang, known)),
        LossRefusal::UnknownCause { found, known, near } => {
            loss_cause_unknown(lang, found, causes(lang, known), did_you_mean(lang, near))
        }
        LossRefusal::NoteMissing { cause } => loss_note_missing(lang, cause_word(lang, cause)),
        LossRefusal::BeforeOpened { opened_on, day } => opened_later(lang, deal, opened_on, day),
        LossRefusal::BeforeMoved { moved_on, day } => moved_later(lang, deal, moved_on, day),
        LossRefusal::RevisitBefore { revisit_on, day } => {
            loss_revisit_before(lang, revisit_on, day)
        }
    }
}

/// Returns the word for a cause that the option takes: its key, in Chinese its label.
fn cause_word(lang: Lang, cause: &LossCause) -> String {
    match lang {
        Lang::En => cause.key.clone(),
        Lang::Zh => cause.label.zh.clone(),
    }
}

fn causes(lang: Lang, causes: &[LossCause]) -> String {
    join(lang, causes.iter().map(|cause| cause_word(lang, cause)))
}
