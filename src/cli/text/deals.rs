//! Messages about deals and touches.

use super::Lang;
use crate::cli::labels::choice_label;
use crate::model::{AppointmentId, Choice as _, DealId, DealState, TouchResult};
use crate::playbook::Sign;

messages! {
    word_contact() = "contact", "联系人";
    several_deals(account, deals) = "{account} has several open deals: {deals}", "{account} 有多个跟进中的商机：{deals}";
    no_open_deal(account) = "{account} has no open deal", "{account} 没有跟进中的商机";
    several_closed_deals(account, deals) = "{account} has several closed deals: {deals}", "{account} 有多个已结束的商机：{deals}";
    hint_no_open_deal(account, deal) = "`kam stage {deal} STAGE --reopen --reason TEXT` opens {deal} again, `kam deal add {account} --model MODEL` opens another", "用 `kam stage {deal} 阶段 --reopen --reason 原因` 重新打开 {deal}，或用 `kam deal add {account} --model 车型` 新建";
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
    bad_delivery(text) = "`--delivery`: `{text}` is no day; write it as 2026-03-01, +2w or 月底", "`--delivery`：`{text}` 不是日期；例如 2026-03-01、+2w、月底";
    lead_came_in(when, zone) = "Its lead came in {when} ({zone}).", "线索到达：{when}（{zone}）。";
    received_later(at, now) = "`--received`: {at} has not come yet: it is {now}", "`--received`：{at} 尚未到来：现在是 {now}";
    bad_needs(text, known) = "`--needs`: `{text}` is no aspect and text; write it as who=车队, with one of {known}", "`--needs`：`{text}` 格式不对；例如 who=车队，方面为 {known}";
    sign_shown(sign) = "`--sign`: `{sign}` is shown by fields of the deal already", "`--sign`：`{sign}` 已由商机字段体现";
    bad_expected(text) = "`--expected`: `{text}` is no day; write it as 2026-03-01, +2w or 月底", "`--expected`：`{text}` 不是日期；例如 2026-03-01、+2w、月底";
    sign_of_fields(sign, field) = "`--sign`: `{sign}` is not noted by hand; it is taken from {field}", "`--sign`：`{sign}` 不能手工登记；取自 {field}";

    touch_logged(touch, account, name, kind, result, day) = "{touch}: {account} {name}, {kind}, {result}, {day}", "{touch}：{account} {name}，{kind}，{result}，{day}";
    touch_with(contact) = "with {contact}", "联系人 {contact}";
    touch_by(staff) = "by {staff}", "由{staff}";
    touch_quoted(price) = "quoted {price}", "报价 {price}";
    touch_keeps(appointments) = "keeps {appointments}", "赴约 {appointments}";
    touch_before_moved(deal, opened, moved, stage) = "before {deal} was opened on {opened}, so its stage stays (`kam stage {deal} {stage} --on {moved}` moves it on the day of its last move, before which there is no step)", "早于 {deal} 的建立日 {opened}，阶段不变（用 `kam stage {deal} {stage} --on {moved}` 推进；步骤不能早于最近一次变动）";
    touch_before_deal(deal, opened, day, stage) = "before {deal} was opened on {opened}, so its stage stays (`kam deal edit {deal} --opened {day}`, then `kam stage {deal} {stage} --on {day}`)", "早于 {deal} 的建立日 {opened}，阶段不变（先 `kam deal edit {deal} --opened {day}`，再 `kam stage {deal} {stage} --on {day}`）";
    touch_moved(step) = "stage {step}", "阶段 {step}";
    touch_note(note) = "note `{note}`", "备注 `{note}`";
    touch_about(deal) = "about {deal}", "商机 {deal}";
    touch_graded(grade, was) = "grade {grade} (was {was})", "级别 {grade}（原 {was}）";
    touch_confirmed(grade) = "grade {grade} confirmed", "确认级别 {grade}";
    touch_grade_older(grade, last) = "grade {grade} noted; a later one of {last} stands", "级别 {grade} 已记录；{last} 的评级仍有效";
    touch_next(day) = "next {day}", "下次 {day}";
    touch_deadline(day) = "deadline {day}", "期限 {day}";

    note_of_nobody(found) = "the note says `{found}`: was anybody reached?", "备注中有“{found}”：联系到人了吗？";
    hint_note_of_nobody() = "say what came of it beside the note: `no-answer` or `reached`", "请在备注之外写明结果：`未接` 或 `接通`";
    grade_of_nobody(grade, result) = "grade {grade} with `{result}`: nobody was spoken with who said anything to grade by", "级别 {grade} 与“{result}”：没有联系到人，无从评级";
    hint_grade_of_nobody(deal, grade) = "a grade for other reasons is given with `kam grade set {deal} {grade} --reason TEXT`", "因其他原因评级，请用 `kam grade set {deal} {grade} --reason 文本`";
    price_to_nobody(price, result) = "a price of {price} with `{result}`: nobody heard it", "报价 {price} 与“{result}”：没有人听到报价";
    hint_price_to_nobody() = "one that was sent is logged as a message, or a letter; one to be given goes into `--note`", "已发出的报价请登记为短信或信函；打算报的价写入 `--note`";
    in_the_future(day, today) = "{day} has not come yet: today is {today}", "{day} 尚未到来：今天是 {today}";
    hint_next() = "what is agreed for later goes into `--next DAY`", "以后的约定请用 `--next 日期`";
    in_the_past(day, today) = "the next contact cannot be on {day}: today is {today}", "下次联系不能在 {day}：今天是 {today}";
    no_next_day() = "a time of day, or a deadline, needs the day that it is on", "时间或期限需要指明日期";
    bad_quote(text) = "`--quote`: `{text}` is no amount; write it as 250000 or 25万", "`--quote`：`{text}` 不是金额；例如 250000 或 25万";
    no_deal_for(account, model) = "{account} has no open deal for {model}", "{account} 没有 {model} 的跟进中商机";
    hint_deal_for(account, model) = "open one with `kam deal add {account} --model {model}`", "用 `kam deal add {account} --model {model}` 新建";
    appointment_over(id, day) = "{id} was closed on {day}", "{id} 已于 {day} 结束";
    appointment_not_kept(id, result) = "{id} is not kept by `{result}`", "结果为 `{result}`，{id} 不算履约";
    lines_alone() = "`-` reads everything from its lines, and goes with `--dry-run` alone", "`-` 的内容全部来自各行，只能与 `--dry-run` 同用";
    bad_json(detail) = "no JSON: {detail}", "不是 JSON：{detail}";
    at_and_on() = "`at` and `on` cannot both be said", "`at` 与 `on` 不能同时给出";
    bad_key(key, found, known) = "`{key}`: `{found}` is none of {known}", "`{key}`：`{found}` 不在可选值内：{known}";
    unknown_key(key, known) = "no key `{key}`; one of {known}", "没有键 `{key}`；可用：{known}";
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
        Sign::NextMeetingSet => (
            "an appointment (`kam book`, or `kam log … --next DAY`)",
            "预约（`kam book` 或 `kam log … --next 日期`）",
        ),
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

/// Returns that an attempt keeps no appointment.
pub(crate) fn not_kept_by(lang: Lang, id: AppointmentId, result: TouchResult) -> String {
    appointment_not_kept(lang, id, choice_label(lang, "result", result.key()))
}

/// Returns that a closed deal is not graded.
pub(crate) fn deal_closed(lang: Lang, id: DealId, state: DealState) -> String {
    closed_deal(lang, id, choice_label(lang, "state", state.key()))
}
