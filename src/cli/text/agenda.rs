//! The agenda in words: why somebody is due, and what to do.

use super::Lang;
use crate::model::Day;
use crate::playbook::{Label, Playbook, Work};
use crate::rules::agenda::{Item, Why};

messages! {
    nothing_due(day) = "Nothing is due on {day}.", "{day} 没有到期的跟进。";
    hint_nothing_due() = "Next: `kam agenda --days 7` looks ahead, `kam agenda --all` shows everybody's; `kam list owner:` names accounts without a consultant, `kam assign` gives them one.", "下一步：`kam agenda --days 7` 查看今后几天，`kam agenda --all` 查看所有人的日程；`kam list owner:` 列出没有销售顾问的客户，用 `kam assign` 分配。";
    hint_nothing_in_days() = "Next: `kam agenda --all` shows everybody's; `kam list owner:` names accounts without a consultant, `kam assign` gives them one.", "下一步：`kam agenda --all` 查看所有人的日程；`kam list owner:` 列出没有销售顾问的客户，用 `kam assign` 分配。";
    items_due(items, day) = "{items} due on {day}.", "{day} 共 {items} 项到期。";
    items_due_and_warned(items, day, warnings["warning of a deadline", "warnings of deadlines"]) = "{items} due on {day}, and {warnings:#}.", "{day} 共 {items} 项到期，另有 {warnings} 项期限提醒。";
    only_warned(day, warnings["warning of a deadline", "warnings of deadlines"]) = "Nothing is due on {day}; {warnings:#}.", "{day} 没有到期的跟进，有 {warnings} 项期限提醒。";
    agenda_of_all(actor) = "`{actor}` is not one of the staff: this is everybody's agenda.", "`{actor}` 不是员工：以下为所有人的跟进日程。";
    hint_of_all() = "Choose one with `--owner NAME`, or act as one with `--as NAME`.", "用 `--owner 姓名` 选择顾问，或用 `--as 姓名` 以其身份操作。";
    first_contacts_left_out(count["more first contact", "more first contacts"], capacity) = "{count:#} left out: {capacity} a day for each consultant.", "另有 {count} 个首次联系未列出：每位顾问每天 {capacity} 个。";
    first_contacts_left_out_and_made(count["more first contact", "more first contacts"], capacity, made) = "{count:#} left out: {capacity} a day for each consultant, {made} of them made.", "另有 {count} 个首次联系未列出：每位顾问每天 {capacity} 个，当天已完成 {made} 个。";
    first_contacts_done(day, capacity, count["more waits", "more wait"]) = "The {capacity} first contacts of {day} are made; {count:#}.", "{day} 的 {capacity} 个首次联系已完成；另有 {count} 个待联系。";
    left_out_of(name, count) = "{name} {count}", "{name} {count}";
    unknown_team(team, known) = "nobody is in a team `{team}`; teams: {known}", "没有团队 `{team}`；现有团队：{known}";
    no_teams() = "none yet", "暂无";

    sheet_is_whole() = "a sheet to be filled in has its own columns, rows and header", "用于填写的表有固定的列、行和表头";
    hint_sheet_is_whole() = "leave `--columns`, `--sort`, `--limit` and `--no-header` out, or write CSV", "请去掉 `--columns`、`--sort`、`--limit`、`--no-header`，或写成 CSV";
    hint_sheet(path) = "Next: fill in the result or the way for everyone you contacted, then `kam import {path} --source touches`; rows filled in later come in by the same command.", "下一步：为已联系的客户填写结果或方式，然后 `kam import {path} --source touches`；以后再填更多行，重复同一命令即可。";

    why_cadence(days, last) = "last {last}, {days} d", "距{last}满{days}天";
    why_never(since) = "new {since}", "{since}起未联系";
    why_attempt(tried) = "tried {tried}", "{tried}未联系上";
    why_appointment(at) = "agreed {at}", "预约{at}";
    why_deadline(at) = "deadline {at}", "期限{at}";
    why_warning(days["day", "days"], at) = "in {days:#}: deadline {at}", "{days}天后到期限：{at}";
    why_lead(since) = "new lead {since}", "新线索{since}";
    why_lead_by(by) = "new lead, by {by}", "新线索，{by}前";
    why_skipped(day) = "skipped {day}", "{day}跳过后";
    why_first_tried(tried) = "first, tried {tried}", "首次，{tried}未联系上";
    why_first() = "first contact", "首次联系";
    why_first_bought(purchases) = "first, bought {purchases}", "首次，购买{purchases}次";
    tries_of(why, tries, limit) = "{why}, try {tries} of {limit}", "{why}，第{tries}/{limit}次";
    tries_beyond(why, tries, limit) = "{why}, try {tries} ({limit} are enough)", "{why}，第{tries}次（已满{limit}次）";
    stands_in(why, name) = "{why}, for {name}", "{why}，代{name}";
    span(first, last) = "{first} to {last}", "{first} 至 {last}";
    no_leads_wait() = "No new lead waits for an answer.", "没有待响应的新线索。";
    leads_wait_for_others(count["new lead of others waits", "new leads of others wait"]) = "None waits here; {count:#} for an answer: `kam agenda --now --all` lists them.", "此处没有待响应的新线索；他人有 {count} 条待响应：用 `kam agenda --now --all` 查看。";
    leads_wait(count["new lead waits", "new leads wait"], late) = "{count:#} for an answer, {late} of them beyond the limit.", "{count} 条新线索待响应，其中 {late} 条已超时。";
    may_be_lost(count["account", "accounts"], ids) = "{count:#} tried too often without being reached, may be lost as out of control: {ids}", "{count} 个客户多次尝试未联系上，可按失控处理：{ids}";
    escalated(what, count, ids) = "Overdue, {what}: {count} ({ids})", "逾期，{what}：{count} 个（{ids}）";
    segment_words_of(label, work) = "{label}: {work}", "{label}：{work}";
    without_deal() = "no open deal", "无未结商机";
    work_line(grades, steps) = "{grades}: {steps}", "{grades}：{steps}";
}

/// Returns why an account is due, in few words; days of the year of `day` without the year.
pub(crate) fn why(lang: Lang, why: &Why, day: Day) -> String {
    let short = |on: Day| short_day(on, day);
    match *why {
        Why::Cadence { last, cadence_days, .. } => why_cadence(lang, cadence_days, short(last)),
        Why::NeverContacted { since } => why_never(lang, short(since)),
        Why::AttemptFollowUp { tried_on, .. } => why_attempt(lang, short(tried_on)),
        Why::FirstContact { tried_on: Some(tried_on), .. } => {
            why_first_tried(lang, short(tried_on))
        }
        Why::FirstContact { purchases: 0, .. } => why_first(lang),
        Why::FirstContact { purchases, .. } => why_first_bought(lang, purchases),
        Why::Appointment { on, minute, deadline, .. } => {
            let at = short_time(on, minute, day);
            if deadline { why_deadline(lang, at) } else { why_appointment(lang, at) }
        }
        Why::DeadlineWarning { on, minute, days_before, .. } => {
            why_warning(lang, days_before, short_time(on, minute, day))
        }
        Why::NewLead { since, .. } => why_lead(lang, short(since)),
        Why::Skipped { skipped_on, .. } => why_skipped(lang, short(skipped_on)),
    }
}

/// Returns why an item is due, in few words, with its tries where there were any.
pub(crate) fn item_why(lang: Lang, item: &Item, playbook: &Playbook, day: Day) -> String {
    let said = why(lang, &item.why, day);
    match item.why {
        Why::AttemptFollowUp { .. } if item.tries > 0 => {
            let limit = playbook.agenda.out_of_control_after;
            let of = if item.tries > limit { tries_beyond } else { tries_of };
            of(lang, said, item.tries, limit)
        }
        _ => said,
    }
}

/// Returns a segment and how it is worked.
pub(crate) fn segment_words(lang: Lang, label: &Label, work: &Label) -> String {
    match lang {
        Lang::En => segment_words_of(lang, &label.en, &work.en),
        Lang::Zh => segment_words_of(lang, &label.zh, &work.zh),
    }
}

/// Returns a day and its time, such as `03-05 14:30`.
fn short_time(on: Day, minute: Option<u32>, day: Day) -> String {
    match minute {
        Some(minute) => format!("{} {}", short_day(on, day), clock_time(minute)),
        None => short_day(on, day),
    }
}

/// Returns a minute of the day as a clock shows it.
pub(crate) fn clock_time(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn short_day(on: Day, day: Day) -> String {
    let text = on.to_string();
    match text.split_once('-') {
        Some((year, rest)) if day.to_string().starts_with(year) => rest.to_owned(),
        _ => text,
    }
}

/// Returns the steps of suggested work.
pub(crate) fn work_steps(lang: Lang, work: Work, playbook: &Playbook) -> String {
    let steps = playbook.work(work);
    match lang {
        Lang::En => steps.en.join("; "),
        Lang::Zh => steps.zh.join("；"),
    }
}
