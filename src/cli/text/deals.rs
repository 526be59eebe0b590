//! Messages about deals and touches.

use super::Lang;
use crate::cli::labels::choice_label;
use crate::model::{Choice as _, DealId, DealState};
use crate::playbook::Sign;

messages! {
    word_contact() = "contact", "联系人";
    several_deals(account, deals) = "{account} has several open deals: {deals}", "{account} 有多个跟进中的商机：{deals}";
    no_open_deal(account) = "{account} has no open deal", "{account} 没有跟进中的商机";
    hint_deal_add(account) = "open one with `kam deal add {account} --model MODEL`", "用 `kam deal add {account} --model 车型` 新建";
    not_theirs(id, account) = "{id} does not belong to {account}", "{id} 不属于 {account}";

    deal_added(id, account, name, model, stage) = "Added {id} for {account} {name}: {model}, stage {stage}, grade N.", "已为 {account} {name} 新增商机 {id}：{model}，阶段 {stage}，级别 N。";
    no_model() = "no model yet", "车型未定";
    deal_there(id, account, model) = "{account} has an open deal for that already: {id} ({model})", "{account} 已有相同车型的商机：{id}（{model}）";
    hint_deal_edit(id) = "change it with `kam deal edit {id}`, or name another `--model`", "用 `kam deal edit {id}` 修改，或指定其他 `--model`";
    deal_edited(id, account, fields) = "Changed {id} of {account}: {fields}.", "已修改 {account} 的商机 {id}：{fields}。";
    stage_not_there(stage, preset, id) = "{preset} has no stage {stage}; place {id} with `kam stage {id} STAGE --reason TEXT`", "{preset} 没有阶段 {stage}；用 `kam stage {id} 阶段 --reason 原因` 重新定位";

    bad_value(option, text, known) = "`--{option}`: `{text}` is none of {known}", "`--{option}`：`{text}` 不在可选值内：{known}";
    bad_amount(text) = "`--budget`: `{text}` is no amount; write it as 250000 or 25万", "`--budget`：`{text}` 不是金额；例如 250000 或 25万";
    bad_quantity(text) = "`--quantity`: `{text}` is no number of vehicles; write it as 5", "`--quantity`：`{text}` 不是数量；例如 5";
    bad_expected(text) = "`--expected`: `{text}` is no day; write it as 2026-03-01, +2w or 月底", "`--expected`：`{text}` 不是日期；例如 2026-03-01、+2w、月底";
    sign_of_fields(sign, field) = "`--sign`: `{sign}` is not noted by hand; it is taken from {field}", "`--sign`：`{sign}` 不能手工登记；取自 {field}";

    touch_logged(touch, account, name, kind, result, day) = "{touch}: {account} {name}, {kind}, {result}, {day}", "{touch}：{account} {name}，{kind}，{result}，{day}";
    touch_about(deal) = "about {deal}", "商机 {deal}";
    touch_graded(grade, was) = "grade {grade} (was {was})", "级别 {grade}（原 {was}）";
    touch_confirmed(grade) = "grade {grade} confirmed", "确认级别 {grade}";
    touch_grade_older(grade, last) = "grade {grade} noted; a later one of {last} stands", "级别 {grade} 已记录；{last} 的评级仍有效";
    touch_next(day) = "next {day}", "下次 {day}";
    touch_deadline(day) = "deadline {day}", "期限 {day}";

    in_the_future(day, today) = "{day} has not come yet: today is {today}", "{day} 尚未到来：今天是 {today}";
    hint_next() = "what is agreed for later goes into `--next DAY`", "以后的约定请用 `--next 日期`";
    in_the_past(day, today) = "the next contact cannot be on {day}: today is {today}", "下次联系不能在 {day}：今天是 {today}";
    bad_time_of_day(text) = "`{text}` is no time of day; write it as 14:30", "`{text}` 不是时间；例如 14:30";
    not_to_be_given() = "N says that nobody has graded the deal; give O, H, A, B, C or -", "N 表示未评级，不能由人给出；可给 O、H、A、B、C 或 -";
    closed_deal(id, state) = "{id} is closed ({state}) and is not graded", "{id} 已结束（{state}），不能评级";
}

/// Returns what shows a sign that is never noted by hand.
pub(crate) fn shown_by(lang: Lang, sign: Sign) -> &'static str {
    let (en, zh) = match sign {
        Sign::VehicleChosen => (
            "`--model`, `--version` and `--colour` together",
            "`--model`、`--version`、`--colour` 三者齐全",
        ),
        Sign::NextMeetingSet => {
            ("an appointment (`kam log … --next DAY`)", "预约（`kam log … --next 日期`）")
        }
        Sign::CameBack => {
            ("a second showroom touch (`kam log … showroom`)", "第二次到店（`kam log … 到店`）")
        }
        _ => ("`--expected`", "`--expected`"),
    };
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

/// Returns that a closed deal is not graded.
pub(crate) fn deal_closed(lang: Lang, id: DealId, state: DealState) -> String {
    closed_deal(lang, id, choice_label(lang, "state", state.key()))
}
