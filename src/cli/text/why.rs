//! How the agenda came to what it says, in sentences.

use super::Lang;
use super::agenda::clock_time;
use crate::model::{Day, Instant};
use crate::playbook::{Playbook, ResponseLimit};
use crate::rules::agenda::{Deciding, Escalation, Step, Why};
use crate::rules::calendar::{Off, Shift};
use crate::rules::compliance::{Fate, Followed, Tally};

messages! {
    step_appointment(id, at) = "{id}, agreed for {at}, decides: an open appointment comes before any cadence.", "由预约 {id}（{at}）决定：有未完成的预约时，不看跟进周期。";
    step_deadline(id, at) = "{id}, a deadline on {at}, decides: it may not be skipped.", "由期限 {id}（{at}）决定：期限不可跳过。";
    step_also_agreed(id, at) = "{id}, agreed for {at}, is open too: an item of its own.", "另有预约 {id}（{at}）：单独列为一项。";
    step_also_deadline(id, at) = "{id}, a deadline on {at}, is open too: an item of its own.", "另有期限 {id}（{at}）：单独列为一项。";
    step_warning(id, at, days["day", "days"]) = "{id} warns: {days:#} to the deadline on {at}.", "{id} 提醒：距期限 {at} 还有 {days} 天。";
    step_reached(on) = "Last effective contact: {on}.", "最近有效接触：{on}。";
    step_never_reached() = "Never reached.", "从未有效接触。";
    step_skipped(on) = "Skipped after that, on {on}: the cadence counts from there.", "此后于 {on} 跳过：跟进周期从该日起算。";
    step_put_off(on, until) = "Skipped after that, on {on}: put off until {until}.", "此后于 {on} 跳过：推迟至 {until}。";
    step_tried(on, days["working day", "working days"], tries, limit) = "Tried on {on} without reaching anybody (try {tries} of {limit}): back after {days:#}, whatever the cadence.", "{on} 尝试未联系上（第 {tries} 次，共 {limit} 次）：{days} 个工作日后再联系，不看跟进周期。";
    step_tried_beyond(on, days["working day", "working days"], tries, limit) = "Tried on {on} without reaching anybody (try {tries}, {limit} are enough): back after {days:#}, whatever the cadence.", "{on} 尝试未联系上（第 {tries} 次，已满 {limit} 次）：{days} 个工作日后再联系，不看跟进周期。";
    step_out_of_control(tries, limit) = "{tries} tries, {limit} are enough: a deal with them may be lost as out of control.", "已尝试 {tries} 次，达到 {limit} 次：如有商机，可按失控处理。";
    step_deal(deal, grade, since, days["day", "days"], due) = "{deal}: grade {grade}: {since} + {days:#}: due {due}.", "{deal}：{grade} 级：{since} + {days} 天：{due} 到期。";
    step_deal_moved(deal, grade, since, days["day", "days"], day, due) = "{deal}: grade {grade}: {since} + {days:#} = {day}; for days off due {due}.", "{deal}：{grade} 级：{since} + {days} 天 = {day}；因休息日改为 {due} 到期。";
    step_deal_without(deal, grade, days["day", "days"], due) = "{deal}: grade {grade}: due {due}, whatever its cadence of {days:#}.", "{deal}：{grade} 级：{due} 到期，不看其 {days} 天的跟进周期。";
    step_decides(deal, why) = "{deal} decides: {why}.", "由 {deal} 决定：{why}。";
    deciding_only() = "it is the only open deal", "只有这一个未结商机";
    deciding_earliest() = "it is due first", "到期最早";
    deciding_cadence() = "due the same day, it has the shortest cadence", "同日到期，跟进周期最短";
    deciding_grade() = "due the same day with the same cadence, it has the highest grade", "到期日与周期相同，级别最高";
    deciding_first() = "it was entered first; otherwise they are alike", "其余相同，录入最早";
    step_floor(deal, day) = "{deal} is not due before {day}, when it was entered or opened again, or the account assigned; from then at once.", "{deal} 不早于 {day}（录入、重新打开或分配之日）到期；自该日起立即到期。";
    step_lead(received, minutes, by) = "A new lead since {received}: the first attempt within {minutes} opening minutes, by {by}.", "{received} 收到新线索：须在 {minutes} 个营业分钟内首次尝试，即 {by} 前。";
    step_lead_beside(deal, lead) = "{deal}, an item of its own: {lead}", "{deal} 单独列为一项：{lead}";
    step_lead_hours(received, hours["hour", "hours"], by) = "A new lead since {received}: the first attempt within {hours:#}, by {by}.", "{received} 收到新线索：须在 {hours} 小时内首次尝试，即 {by} 前。";
    step_first(since, capacity) = "No open deal and never reached: a first contact, with its owner since {since}; at most {capacity} a day, best first.", "无未结商机且从未接触：首次联系，{since} 起归现顾问；每天最多 {capacity} 个，优者先。";
    step_earlier(from, off, to) = "{from} is a day off ({off}): moved to the working day before, {to}.", "{from} 休息（{off}）：提前到前一个工作日 {to}。";
    step_later(from, off, to) = "{from} is a day off ({off}): moved to the next working day, {to}.", "{from} 休息（{off}）：顺延到下一个工作日 {to}。";
    step_stays(to, who) = "The owner is away on {to}: it stays on that day, and {who} stands in.", "{to} 顾问休假：到期日不变，由 {who} 代办。";
    off_weekend() = "weekend", "周末";
    off_holiday(name) = "public holiday {name}", "法定假日 {name}";
    off_closed() = "the shop is closed", "门店休业";
    off_away() = "the consultant is away", "顾问休假";
    step_stand_in(who) = "The owner is away on this day: {who} does it.", "当日顾问休假：由 {who} 代办。";
    step_unknown(year) = "The public holidays of {year} are not known yet: only weekends count.", "{year} 年的法定假日尚未公布：只计周末。";
    step_nothing() = "Nothing will be due: there is no open deal or appointment, and they were reached before, or had a deal that is closed.", "不会到期：无未结商机、无预约，且已接触过或已有商机了结。";
    step_nothing_pool() = "Nothing will be due: in the pool, without open deal or appointment.", "不会到期：在公海中，无未结商机、无预约。";
    step_back(day, first) = "The attempt brings it back on {day}; it fell due on {first}, and days overdue still count from there.", "该次尝试使其于 {day} 再次列出；其于 {first} 已到期，逾期天数仍从该日起算。";
    step_due_later(day, days["day", "days"]) = "Not due yet: it will be on {day}, in {days:#}.", "尚未到期：{day} 到期，还有 {days} 天。";
    step_due_today(day) = "Due on {day}: that day.", "{day} 到期：即当日。";
    step_overdue(day, days["day", "days"]) = "Due on {day}: {days:#} overdue.", "{day} 到期：逾期 {days} 天。";
    escalation_remind() = "remind the consultant", "提醒顾问";
    escalation_manager() = "tell the manager", "上报经理";
    escalation_reassign() = "propose another consultant", "建议重新分配";
    step_done_by(from) = "Done by an effective contact on {from} or later, or by a skip with a reason.", "{from} 或之后有效接触，或注明原因跳过，即完成。";
    step_deadline_done(from) = "Done by an effective contact on {from} or later, or by a touch that names it.", "{from} 或之后有效接触，或由指明该期限的接触完成。";
    script_head() = "First call:", "首次电话：";
    script_line(text) = "- {text}", "- {text}";
    history_head() = "So far:", "历史：";
    history_tally(due, timely, late, skipped, open) = "{due} due = {timely} on time + {late} late + {skipped} skipped + {open} open", "到期 {due} = 及时 {timely} + 逾期完成 {late} + 跳过 {skipped} + 未完成 {open}";
    history_on_time(due, why, on) = "- {due} {why}: done on time, {on}", "- {due} {why}：{on} 及时完成";
    history_late(due, why, on) = "- {due} {why}: done late, {on}", "- {due} {why}：{on} 逾期完成";
    history_skipped(due, why, on) = "- {due} {why}: skipped, {on}", "- {due} {why}：{on} 跳过";
    history_open(due, why) = "- {due} {why}: open", "- {due} {why}：未完成";
    history_open_as(due, why, now) = "- {due} {why}: open, as {now}", "- {due} {why}：未完成，现为{now}";
    history_put_off(due, why, back, now) = "- {due} {why}: put off to {back} ({now})", "- {due} {why}：推迟至 {back}（{now}）";
    history_closed(due, why, on) = "- {due} {why}: passed over, the deal ended on {on}", "- {due} {why}：商机于 {on} 结束，不再跟进";
    history_vanished(due, why, on) = "- {due} {why}: no longer due from {on}", "- {due} {why}：{on} 起不再到期";
}

/// What sentences about an account are told with.
pub(crate) struct Telling<'a> {
    pub(crate) lang: Lang,
    pub(crate) playbook: &'a Playbook,
    /// Says who a member of staff is.
    pub(crate) who: &'a dyn Fn(crate::model::StaffId) -> String,
    /// Says when an instant is, in the store's time zone.
    pub(crate) when: &'a dyn Fn(Instant) -> String,
}

/// Returns a day with its time, where it has one.
fn at(on: Day, minute: Option<u32>) -> String {
    minute.map_or_else(|| on.to_string(), |minute| format!("{on} {}", clock_time(minute)))
}

/// Returns why a day is off.
pub(crate) fn day_off(lang: Lang, off: Off) -> String {
    match off {
        Off::Weekend => off_weekend(lang),
        Off::Holiday(name) => off_holiday(lang, name),
        Off::Closed => off_closed(lang),
        Off::Away => off_away(lang),
    }
}

/// Returns who takes notice.
pub(crate) fn escalation(lang: Lang, escalation: Escalation) -> String {
    match escalation {
        Escalation::Remind => escalation_remind(lang),
        Escalation::Manager => escalation_manager(lang),
        Escalation::Reassign => escalation_reassign(lang),
    }
}

impl Telling<'_> {
    /// Returns the sentences of a step, one or two.
    pub(crate) fn step(&self, step: &Step) -> Vec<String> {
        let lang = self.lang;
        let one = match *step {
            Step::Appointment { appointment, on, minute, deadline, decides } => {
                let say = match (decides, deadline) {
                    (true, true) => step_deadline,
                    (true, false) => step_appointment,
                    (false, true) => step_also_deadline,
                    (false, false) => step_also_agreed,
                };
                say(lang, appointment, at(on, minute))
            }
            Step::Warning { appointment, on, days_before } => {
                step_warning(lang, appointment, on, days_before)
            }
            Step::LastContact(Some(on)) => step_reached(lang, on),
            Step::LastContact(None) => step_never_reached(lang),
            Step::Skipped { on, until: Some(until) } => step_put_off(lang, on, until),
            Step::Skipped { on, until: None } => step_skipped(lang, on),
            Step::Tried { on, tries, retry_days, out_of_control_after: limit } => {
                let tried = if tries > limit { step_tried_beyond } else { step_tried };
                let mut said = vec![tried(lang, on, retry_days, tries, limit)];
                said.extend((tries >= limit).then(|| step_out_of_control(lang, tries, limit)));
                return said;
            }
            Step::Deal { deal, grade, cadence_days: days, since, due, decides } => {
                let mut said = vec![match since.map(|since| (since, since.plus_days(days))) {
                    Some((since, day)) if day == due => {
                        step_deal(lang, deal, grade, since, days, due)
                    }
                    Some((since, day)) => step_deal_moved(lang, deal, grade, since, days, day, due),
                    None => step_deal_without(lang, deal, grade, days, due),
                }];
                said.extend(decides.map(|why| step_decides(lang, deal, deciding(lang, why))));
                return said;
            }
            Step::Floor { deal, day } => step_floor(lang, deal, day),
            Step::Lead { beside, received_at, limit, respond_by } => {
                let (received, by) = ((self.when)(received_at), (self.when)(respond_by));
                let lead = match limit {
                    ResponseLimit::OpeningMinutes(minutes) => {
                        step_lead(lang, received, minutes, by)
                    }
                    ResponseLimit::Hours(hours) => step_lead_hours(lang, received, hours, by),
                };
                match beside {
                    Some(deal) => step_lead_beside(lang, deal, lead),
                    None => lead,
                }
            }
            Step::FirstContact { assigned_on, capacity } => step_first(lang, assigned_on, capacity),
            Step::Moved { shift, to } => return self.moved(shift, to).into_iter().collect(),
            Step::StandIn { who } => step_stand_in(lang, (self.who)(who)),
            Step::HolidaysUnknown { day } => {
                step_unknown(lang, day.to_text().split('-').next().unwrap_or_default())
            }
            Step::Nothing { owned: true } => step_nothing(lang),
            Step::Nothing { owned: false } => step_nothing_pool(lang),
            Step::Back { on, first_on } => step_back(lang, on, first_on),
            Step::Due { day, days_overdue, escalation } => {
                return self.due(day, days_overdue, escalation);
            }
            Step::DoneBy { from, minute, skippable: true } => {
                step_done_by(lang, super::on_day(from, minute.map(clock_time).as_deref()))
            }
            Step::DoneBy { from, skippable: false, .. } => step_deadline_done(lang, from),
        };
        vec![one]
    }

    fn moved(&self, shift: Shift, to: Day) -> Option<String> {
        let lang = self.lang;
        match shift {
            Shift::Stays => None,
            Shift::StandIn { who } => Some(step_stays(lang, to, (self.who)(who))),
            Shift::Earlier { from, off } => Some(step_earlier(lang, from, day_off(lang, off), to)),
            Shift::Later { from, off } => Some(step_later(lang, from, day_off(lang, off), to)),
        }
    }

    fn due(&self, day: Day, days_overdue: i64, notice: Option<Escalation>) -> Vec<String> {
        let lang = self.lang;
        let said = match days_overdue {
            0 => step_due_today(lang, day),
            days if days < 0 => step_due_later(lang, day, -days),
            days => step_overdue(lang, day, days),
        };
        let notice = notice.map(|notice| script_line(lang, escalation(lang, notice)));
        std::iter::once(said).chain(notice).collect()
    }

    /// Returns the script of a first call.
    pub(crate) fn first_call(&self) -> Vec<String> {
        let lines = self.playbook.agenda.first_call.iter().map(|label| match self.lang {
            Lang::En => script_line(self.lang, &label.en),
            Lang::Zh => script_line(self.lang, &label.zh),
        });
        std::iter::once(script_head(self.lang)).chain(lines).collect()
    }

    /// Returns what became of an item by the evening of `day`; of an open one `now` is why it is due.
    pub(crate) fn followed(&self, item: &Followed, now: Option<Why>, day: Day) -> String {
        let (lang, due) = (self.lang, item.due);
        let why = super::agenda::why(lang, &item.why, due);
        let now = now.filter(|now| *now != item.why);
        let said = now.map(|now| super::agenda::why(lang, &now, due)).unwrap_or_default();
        let agreed = now.and_then(Why::appointment).is_some();
        match item.fate {
            Fate::OnTime { on, .. } => history_on_time(lang, due, why, on),
            Fate::Late { on, .. } => history_late(lang, due, why, on),
            Fate::Skipped { on, .. } => history_skipped(lang, due, why, on),
            Fate::Closed { on } => history_closed(lang, due, why, on),
            Fate::Open { back_on } if back_on > day => {
                let now = if said.is_empty() { why.clone() } else { said };
                history_put_off(lang, due, why, back_on, now)
            }
            Fate::Open { .. } if agreed => history_open_as(lang, due, why, said),
            Fate::Open { .. } => history_open(lang, due, why),
            Fate::Vanished { on } => history_vanished(lang, due, why, on),
        }
    }
}

fn deciding(lang: Lang, why: Deciding) -> String {
    match why {
        Deciding::Only => deciding_only(lang),
        Deciding::Earliest => deciding_earliest(lang),
        Deciding::ShortestCadence => deciding_cadence(lang),
        Deciding::NearestGrade => deciding_grade(lang),
        Deciding::FirstEntered => deciding_first(lang),
    }
}

/// Returns the counts of an account's items, as a sum.
pub(crate) fn tallied(lang: Lang, tally: &Tally) -> String {
    let Tally { due, on_time, late, skipped, open } = *tally;
    history_tally(lang, due, on_time, late, skipped, open)
}
