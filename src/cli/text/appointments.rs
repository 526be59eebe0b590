//! Appointments that are agreed, and items of the agenda that are passed over.

use super::{Lang, join, why};
use crate::model::{AccountId, Appointment, AppointmentId, Day};
use crate::rules::agenda::Due;

messages! {
    booked(id, account, name) = "Booked {id}: {account} {name}", "已预约 {id}：{account} {name}";
    ended_with_deal(ids) = "calls off {ids}", "同时取消 {ids}";
    booked_for(purpose) = "for `{purpose}`", "目的 `{purpose}`";
    booked_instead(id, was) = "instead of {id} of {was}", "替代 {was} 的 {id}";
    booked_deadline(when) = "deadline {when}", "期限 {when}";
    book_day_off(day, off) = "{day} is a day off ({off}); what is agreed does not move.", "{day} 休息（{off}）；已约定的不移动。";
    book_stand_in(day, who) = "The owner is away on {day}: {who} stands in.", "{day} 顾问休假：由 {who} 代办。";
    book_also_open(account, others) = "Also open with {account}: {others}.", "{account} 另有未完成的预约：{others}。";

    left_open(id, account, day) = "{id} of {day} with {account} stays open; `kam skip {id} --reason TEXT` closes it.", "{account} 于 {day} 的预约 {id} 仍未完成；用 `kam skip {id} --reason 原因` 关闭。";
    left_open_ahead(id, account, day) = "{id} of {day} with {account} stays open; `kam book --instead {id} DAY` moves it, `kam skip {id} --reason TEXT` calls it off.", "{account} 于 {day} 的预约 {id} 仍未完成；可用 `kam book --instead {id} 日期` 改期，或用 `kam skip {id} --reason 原因` 取消。";
    left_open_deadline(id, account, day) = "{id} with {account}, a deadline of {day}, stays open; `kam log {account} KIND --for {id}` keeps it.", "{account} 的期限 {id}（{day}）仍未完成；用 `kam log {account} 方式 --for {id}` 履约。";

    book_no_day() = "the day agreed is missing", "缺少约定的日期";
    hint_book_day() = "name it in words or as `--on DAY`: 2026-03-09, tomorrow, +3d, 下周三", "直接写在命令中，或用 `--on 日期`：2026-03-09、明天、+3d、下周三";
    book_several_days(past, future) = "the day is said twice: {past} and {future}", "日期重复：{past} 与 {future}";
    book_past(day, today) = "nothing can be agreed for {day}: today is {today}", "不能预约 {day}：今天是 {today}";
    hint_book_past() = "name today or a later day; what happened goes into `kam log`", "请写今天或以后的日期；已发生的用 `kam log` 记录";
    book_deal_closed(deal, state) = "{deal} is closed ({state})", "{deal} 已结束（{state}）";
    hint_book_deal(deal) = "name an open deal with `--deal`, or open it again with `kam stage {deal} STAGE --reopen --reason TEXT`", "用 `--deal` 指定未结商机，或用 `kam stage {deal} 阶段 --reopen --reason 原因` 重新打开";
    hint_book_theirs(account) = "see what is theirs with `kam show {account}`", "用 `kam show {account}` 查看该客户的记录";
    book_names_appointment(id) = "`{id}` is agreed already", "`{id}` 已经约定";
    hint_book_instead(id) = "to put another in its place: `--instead {id}`", "改期请用 `--instead {id}`";
    book_deadline_stays(id, day) = "{id} is a deadline on {day} and is not moved", "{id} 是期限（{day}），不能改期";
    book_nothing() = "an account and the day agreed are missing", "缺少客户和约定的日期";
    no_appointments() = "No appointment is open; `kam book ACCOUNT DAY` agrees one.", "没有未完成的预约；用 `kam book 客户 日期` 预约。";
    no_own_appointments(others) = "No appointment of yours is open; `kam book --all` lists those of others, {others} of them.", "您没有未完成的预约，他人有 {others} 个；用 `kam book --all` 查看全部。";
    appointments_of_all(actor) = "`{actor}` is not one of the staff: these are everybody's appointments.", "`{actor}` 不是员工：以下为所有人的预约。";

    skipped_item(account, name, what, due, why) = "Skipped {account} {name}: {what}, due {due} ({why})", "已跳过 {account} {name}：{what}，{due} 到期（{why}）";
    called_off_item(account, name, what, why) = "Called off {account} {name}: {what} ({why})", "已取消 {account} {name}：{what}（{why}）";
    skipped_reason(reason) = "reason `{reason}`", "原因 `{reason}`";
    next_due(account, due, why) = "{account} is due next on {due} ({why}).", "{account} 下次 {due} 到期（{why}）。";
    next_never(account) = "{account} is not due again: there is no open deal or appointment.", "{account} 不再到期：无未结商机、无预约。";
    skip_no_reason() = "a skip needs a reason: `--reason TEXT`", "跳过需要原因：`--reason 原因`";
    skip_until(day, today) = "`--until`: {day} is not after today, {today}", "`--until`：{day} 不晚于今天（{today}）";
    skip_stays(id, account, day) = "{id} of {account} is a deadline on {day} and stays.", "{account} 的 {id} 是期限（{day}），保留不变。";
    skip_stays_due(id, account, day) = "{id} of {account} is a deadline on {day} and stays; keep it: `kam log {account} KIND --for {id}`.", "{account} 的 {id} 是期限（{day}），保留不变；请履约：`kam log {account} 方式 --for {id}`。";
    skip_no_row() = "no row of the agenda: it has neither `account` nor `appointment`", "不是日程的行：没有 `account`，也没有 `appointment`";
    skip_nothing() = "nothing named to skip", "没有指定要跳过的项";
    hint_skip_ids() = "name accounts or appointments: `kam skip A12 AP3 --reason TEXT`", "指定客户或预约：`kam skip A12 AP3 --reason 原因`";
    skip_deadline(id, account, day) = "{id} of {account} is a deadline on {day} and may not be skipped", "{account} 的 {id} 是期限（{day}），不可跳过";
    hint_skip_deadline(id, account) = "keep it: `kam log {account} KIND --for {id}`", "请履约：`kam log {account} 方式 --for {id}`";
    skip_not_due(what, day) = "{what} is not due yet: it will be on {day}", "{what} 尚未到期：{day} 到期";
    skip_never_due(account) = "{account} is not due, and nothing is planned", "{account} 没有到期的项，也没有计划";
    skip_called_off_until(id, day) = "{id} is on {day} and would be called off, not put off: `--until` is not for it", "{id} 的日期是 {day}，只能取消，不能推迟：不适用 `--until`";
    hint_skip_move(id) = "to agree on another day: `kam book --instead {id} DAY`; to call it off: `kam skip {id} --reason TEXT`", "改期请用 `kam book --instead {id} 日期`；取消请用 `kam skip {id} --reason 原因`";
}

/// Names the appointments that ended with their deal; `None` where there are none.
pub(crate) fn calls_off(lang: Lang, ids: &[AppointmentId]) -> Option<String> {
    let named = || join(lang, ids.iter().map(ToString::to_string));
    (!ids.is_empty()).then(|| ended_with_deal(lang, named()))
}

/// Says on `today` that an appointment of an account without an open deal stays open.
pub(crate) fn stays_open(lang: Lang, one: &Appointment, today: Day) -> String {
    let say = match one {
        Appointment { deadline: true, .. } => left_open_deadline,
        Appointment { day, .. } if *day > today => left_open_ahead,
        _ => left_open,
    };
    say(lang, one.id, one.account, one.day)
}

/// Names the other open appointments of an account; `None` where there are none.
pub(crate) fn also_open(lang: Lang, account: AccountId, others: &[Appointment]) -> Option<String> {
    let named = others.iter().map(|one| {
        let when = on_day(one.day, one.time.as_deref());
        let when = if one.deadline { booked_deadline(lang, when) } else { when };
        format!("{} {when}", one.id)
    });
    (!others.is_empty()).then(|| book_also_open(lang, account, join(lang, named)))
}

/// Returns a day with its time, where one is agreed.
pub(crate) fn on_day(day: Day, time: Option<&str>) -> String {
    time.map_or_else(|| day.to_string(), |time| format!("{day} {time}"))
}

/// Returns when an account is due next, and why; `today` is when it is said.
pub(crate) fn due_next(lang: Lang, account: AccountId, due: Option<&Due>, today: Day) -> String {
    match due {
        Some(due) => next_due(lang, account, due.day, why(lang, &due.why, today)),
        None => next_never(lang, account),
    }
}
