//! Moves of deals through their funnels: what was done, and what is missing for it.

use super::{Lang, orders::undelivered, playbook::did_you_mean};
use crate::cli::labels::choice_label;
use crate::model::{Choice as _, DealId};
use crate::playbook::{ExitItem, Label, Preset, Proof};
use crate::rules::funnel::{Question, Refusal};

messages! {
    stage_moved(deal, account, name, from, to) = "{deal} of {account} {name}: {from} → {to}", "{account} {name} 的商机 {deal}：{from} → {to}";
    stage_step(from, to) = "{from} → {to}", "{from} → {to}";
    stage_skipped(stages) = "left out: {stages}", "跳过：{stages}";
    stage_graded(from, to) = "grade {from} → {to}", "级别 {from} → {to}";
    stage_waived(items) = "waived: {items}", "免除：{items}";
    waived_item(item) = "{item} (waived)", "{item}（免除）";
    stage_won() = "the deal is won", "商机成交";
    stage_reopened() = "opened again", "重新打开";
    no_preset(deal, preset, known) = "{deal} moves through the funnel `{preset}`, which the playbook does not have; it has {known}", "{deal} 使用的漏斗 `{preset}` 不在规则手册中；现有：{known}";
    hint_preset(deal) = "choose one with `kam deal edit {deal} --preset PRESET`", "用 `kam deal edit {deal} --preset 漏斗` 选择";
    moved_later(deal, moved, day) = "{deal} has moved on {moved}, after {day}; history is only added to", "{deal} 在 {moved} 已有变动，晚于 {day}；历史只能追加";
    closed_later(deal, closed, day) = "{deal} was closed on {closed}, after {day}; history is only added to", "{deal} 在 {closed} 结束，晚于 {day}；历史只能追加";
    opened_later(deal, opened, day) = "{deal} was opened on {opened}, after {day}", "{deal} 在 {opened} 建立，晚于 {day}";
    hint_opened(deal, day) = "where it was there by then, say so with `kam deal edit {deal} --opened {day}`", "如当时已有该商机，用 `kam deal edit {deal} --opened {day}` 更正";
    opened_too_late(opened, deal, day) = "`--opened`: {opened} is after {day}, when {deal} was moved, ordered or closed", "`--opened`：{opened} 晚于 {day}，当日 {deal} 已有变动、订单或结束";
    opened_needs_day() = "`--opened`: the day on which a deal was opened is always known; give one", "`--opened`：建立日期不能为空；请给出日期";
    second_open(deal, other, account, model) = "{deal} cannot be opened again: {account} has another open deal for that, {other} ({model})", "{deal} 不能重新打开：{account} 已有相同车型的商机 {other}（{model}）";
    hint_second_open(deal, other) = "go on with {other}, or close it first; another product goes into `kam deal edit {deal} --model`", "继续跟进 {other}，或先结束它；如为其他车型，用 `kam deal edit {deal} --model` 修改";
    doubled_deals(account, deal, other, model) = "{account} has two open deals for the same now, {deal} and {other} ({model}); go on with one and close the other", "{account} 现有两个相同车型的商机：{deal} 和 {other}（{model}）；请保留一个，结束另一个";
    hint_move_on() = "name a day no earlier than that with `--on`, or leave it out", "用 `--on` 指定不早于该日的日期，或不指定";
    moves_need_a_stage() = "options of a move were given, but no stage to move to", "给出了变动的选项，但没有目标阶段";
    hint_stages(stages) = "stages: {stages}", "阶段：{stages}";

    option_evidence() = "--evidence TEXT --source document|seen|customer|coach", "--evidence 内容 --source 文件|亲见|客户|内线";
    option_source() = "--source document|seen|customer|coach", "--source 文件|亲见|客户|内线";
    option_reason() = "--reason TEXT", "--reason 原因";

    unknown_stage(found, preset, known, near) = "preset `{preset}` has no stage `{found}`; its stages are {known}{near}", "漏斗 {preset} 没有阶段 `{found}`；可用阶段：{known}{near}";
    same_stage(stage) = "the deal stands in stage {stage} already", "商机已在阶段 {stage}";
    closed_stage(state, stage, reason) = "the deal is closed ({state}, stage {stage}); open it again with --reopen {reason}", "商机已结束（{state}，阶段 {stage}）；用 --reopen {reason} 重新打开";
    not_closed(stage) = "the deal is open in stage {stage}; leave --reopen out", "商机仍在跟进（阶段 {stage}）；不需要 --reopen";
    reopen_into_closing(stage) = "stage {stage} closes the deal; open it again in an earlier one", "阶段 {stage} 会结束商机；请重新打开到更早的阶段";
    reopen_too_far(from, to) = "the deal stood in stage {from} when it was closed; open it again there or before, and move it on to {to} by a step of its own", "商机结束时处于阶段 {from}；请在该阶段或更早的阶段重新打开，再另行推进到 {to}";
    no_order_record(deal, to) = "stage {to} is reached by an order, and {deal} has no open one", "阶段 {to} 须由订单推进，而 {deal} 没有待交付的订单";
    hint_order(deal) = "record it with `kam order {deal}`, which moves the deal", "用 `kam order {deal}` 登记订单，商机随之推进";
    hint_reopen_earlier() = "open the deal again in a stage before it", "请在更早的阶段重新打开商机";
    no_delivery_record(deal, to) = "stage {to} is reached by the delivery of an order, and nothing was delivered of {deal}", "阶段 {to} 须由订单交付推进，而 {deal} 没有交付";
    hint_no_delivery(deal) = "record the order with `kam order {deal}`, then what is handed over with `kam deliver {deal}`, which moves the deal", "先用 `kam order {deal}` 登记订单，再用 `kam deliver {deal}` 登记交付，商机随之推进";
    nothing_delivered(deal) = "nothing of what {deal} ordered was delivered, so it is not won", "{deal} 所订没有任何交付，不算成交";
    hint_no_win(deal) = "`kam lose {deal} --cause CAUSE`, or place a new order with `kam order {deal}`", "用 `kam lose {deal} --cause 原因`，或用 `kam order {deal}` 另下订单";
    order_open(deal, to, order, open["piece", "pieces"]) = "not delivered: {open:#} of {order}; {deal} cannot go back to {to}", "{order} 还有 {open} 台未交付，{deal} 不能回到 {to}";
    hint_close_short(order) = "where they will not come, close them first with `kam deliver {order} --close-short --reason TEXT`", "如不再交付，先用 `kam deliver {order} --close-short --reason 原因` 取消待交";
    reopen_needs_reason(to, option) = "opening the deal again in stage {to} needs a reason: {option}", "重新打开到阶段 {to} 需要原因：{option}";
    skip_needs_reason(from, to, skipped, option) = "from {from} to {to} leaves out {skipped}; that needs a reason: {option}", "从 {from} 到 {to} 跳过了 {skipped}；需要原因：{option}";
    placing_needs_reason(from, preset, option) = "preset `{preset}` has no stage `{from}` any more; placing the deal needs a reason: {option}", "漏斗 {preset} 已没有阶段 `{from}`；重新定位需要原因：{option}";
    evidence_missing(from, to, option) = "from {from} to {to} needs evidence: {option}", "从 {from} 到 {to} 需要证据：{option}";
    finished_missing(from, to) = "from {from} to {to} needs the step that was just finished: --finished TEXT", "从 {from} 到 {to} 需要说明刚完成的步骤：--finished 内容";
    doing_missing(from, to) = "from {from} to {to} needs what is being done now: --doing TEXT", "从 {from} 到 {to} 需要说明现在的行动：--doing 内容";
    planned_missing(from, to) = "from {from} to {to} needs what is being prepared: --planned TEXT", "从 {from} 到 {to} 需要说明正在准备的计划：--planned 内容";
    item_missing(stage, item, remedy) = "to leave {stage}, this has to be known: {item}; {remedy}", "离开 {stage} 前须知：{item}；{remedy}";
    remedy_field(command, key) = "fill it in with `{command}`, or give `--item {key}=TEXT`, or waive it with `--reason TEXT`", "用 `{command}` 填写，或用 `--item {key}=内容` 说明，或用 `--reason 原因` 免除";
    remedy_words(key) = "give `--item {key}=TEXT`, or waive it with `--reason TEXT`", "用 `--item {key}=内容` 说明，或用 `--reason 原因` 免除";
    unknown_item(found, stage, known, near) = "to leave {stage}, nobody asks for `{found}`; asked for is {known}{near}", "离开 {stage} 不需要 `{found}`；需要的是：{known}{near}";
    no_item(found, stage) = "to leave {stage} that way, nobody asks for `{found}`; leave `--item` out", "这样离开 {stage} 不需要 `{found}`；请去掉 `--item`";
    bad_item(text) = "`{text}` is no exit evidence; write it as KEY=TEXT, such as proposal-agreed='by mail of 3 March'", "`{text}` 不是离开证据；请写成 键=内容，例如 proposal-agreed='3月3日邮件同意'";
    counter_evidence_missing(from, to, option) = "from {from} back to {to} needs counter-evidence: {option}", "从 {from} 退回 {to} 需要反证：{option}";
    taken_for_known(to, items) = "when {to} was left, known was: {items}", "当初离开 {to} 时已知：{items}";
    source_missing(evidence, option) = "evidence `{evidence}` does not say where it comes from: {option}", "证据 `{evidence}` 没有说明来源：{option}";
}

/// Returns why a move is refused, and which option gives what is missing.
pub(crate) fn refusal(lang: Lang, deal: DealId, refusal: &Refusal, preset: &Preset) -> String {
    let stage = |key: &str| stage_word(lang, preset, key);
    let stages = |keys: &[String]| join(lang, keys.iter().map(|key| stage(key)));
    match refusal {
        Refusal::UnknownStage { found, preset, known, near } => {
            let near = did_you_mean(lang, near);
            unknown_stage(lang, found, preset, stages(known), near)
        }
        Refusal::SameStage { stage: at } => same_stage(lang, stage(at)),
        Refusal::Closed { state, stage: at } => {
            let closed = choice_label(lang, "state", state.key());
            closed_stage(lang, closed, stage(at), option_reason(lang))
        }
        Refusal::NotClosed { stage: at } => not_closed(lang, stage(at)),
        Refusal::ReopenIntoClosing { stage: at } => reopen_into_closing(lang, stage(at)),
        Refusal::ReopenTooFar { from, to } => reopen_too_far(lang, stage(from), stage(to)),
        Refusal::ReopenNeedsReason { to } => {
            reopen_needs_reason(lang, stage(to), option_reason(lang))
        }
        Refusal::SkipNeedsReason { from, to, skipped } => {
            skip_needs_reason(lang, stage(from), stage(to), stages(skipped), option_reason(lang))
        }
        Refusal::PlacingNeedsReason { from, preset } => {
            placing_needs_reason(lang, from, preset, option_reason(lang))
        }
        Refusal::AnswerMissing { from, to, question } => {
            let said = match question {
                Question::Finished => finished_missing,
                Question::Doing => doing_missing,
                Question::Planned => planned_missing,
            };
            said(lang, stage(from), stage(to))
        }
        Refusal::EvidenceMissing { from, to } => {
            evidence_missing(lang, stage(from), stage(to), option_evidence(lang))
        }
        Refusal::ItemMissing { stage: left, item } => {
            item_missing(lang, stage(left), label_word(lang, &item.label), remedy(lang, item))
        }
        Refusal::UnknownItem { found, stage: left, known, .. } if known.is_empty() => {
            no_item(lang, found, stage(left))
        }
        Refusal::UnknownItem { found, stage: left, known, near } => {
            let near = did_you_mean(lang, near);
            unknown_item(lang, found, stage(left), join(lang, known.iter().cloned()), near)
        }
        Refusal::CounterEvidenceMissing { from, to, exit_evidence: items } => {
            let missing =
                counter_evidence_missing(lang, stage(from), stage(to), option_evidence(lang));
            followed(lang, missing, items, |items| taken_for_known(lang, stage(to), items))
        }
        Refusal::NoOrder { to } => no_order_record(lang, deal, stage(to)),
        Refusal::NoDelivery { to } => no_delivery_record(lang, deal, stage(to)),
        Refusal::Undelivered { order, open } => undelivered(lang, order, *open),
        Refusal::NothingDelivered => nothing_delivered(lang, deal),
        Refusal::OrderOpen { to, order, open } => order_open(lang, deal, stage(to), order, *open),
        Refusal::SourceMissing { evidence } => source_missing(lang, evidence, option_source(lang)),
    }
}

/// Returns what makes a piece of exit evidence known.
fn remedy(lang: Lang, item: &ExitItem) -> String {
    match item.shown_by {
        Proof::Budget => remedy_field(lang, "kam deal edit … --budget …", &item.key),
        Proof::ExpectedDate => remedy_field(lang, "kam deal edit … --expected …", &item.key),
        Proof::DecisionMaker | Proof::Note => remedy_words(lang, &item.key),
    }
}

/// Returns the stage in words: its key, in Chinese its label.
pub(crate) fn stage_word(lang: Lang, preset: &Preset, key: &str) -> String {
    let label = preset.position(key).and_then(|at| preset.stages.get(at));
    match (lang, label) {
        (Lang::Zh, Some(stage)) => stage.label.zh.clone(),
        _ => key.to_owned(),
    }
}

/// Returns a label in words.
pub(crate) fn label_word(lang: Lang, label: &Label) -> String {
    match lang {
        Lang::En => label.en.clone(),
        Lang::Zh => label.zh.clone(),
    }
}

/// Returns parts of a sentence as a whole one.
pub(crate) fn sentence(lang: Lang, parts: &[String]) -> String {
    match lang {
        Lang::En => format!("{}.", parts.join("; ")),
        Lang::Zh => format!("{}。", parts.join("；")),
    }
}

/// Returns texts as a list within a sentence.
pub(crate) fn join(lang: Lang, texts: impl IntoIterator<Item = String>) -> String {
    let texts: Vec<String> = texts.into_iter().collect();
    texts.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// Returns the first five of what was found as a list that says whether there are more.
pub(crate) fn first_few(lang: Lang, found: &[impl ToString]) -> String {
    const NAMED: usize = 5;
    let more = (found.len() > NAMED).then(|| "…".to_owned());
    join(lang, found.iter().take(NAMED).map(ToString::to_string).chain(more))
}

fn followed(
    lang: Lang,
    missing: String,
    items: &[ExitItem],
    sentence: impl FnOnce(String) -> String,
) -> String {
    if items.is_empty() {
        return missing;
    }
    let between = if lang == Lang::Zh { "；" } else { "; " };
    format!(
        "{missing}{between}{}",
        sentence(join(lang, items.iter().map(|item| label_word(lang, &item.label))))
    )
}
