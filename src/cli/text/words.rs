//! What is wrong with plain words, and what to do about it.

use super::{Lang, join, unknown_id};
use crate::cli::labels::choice_label;
use crate::cli::mask;
use crate::cli::words::{By, Customer, NoNote, Reading, Shape, Slot, Trouble};
use crate::model::{Choice, TouchKind, TouchResult};

messages! {
    words_unknown(words) = "no list knows {words}", "没有任何列表认识 {words}";
    words_unknown_note(words) = "no list knows {words}, and the note is given already", "没有任何列表认识 {words}，且备注已给出";
    words_unknown_alone(words) = "no list knows {words}; one word alone can be the note", "没有任何列表认识 {words}；只有一个词可作为备注";
    words_several(word, readings) = "`{word}` may be {readings}", "`{word}` 可能是 {readings}";
    words_twice(slot, words) = "{slot} is said twice: {words}", "{slot}重复：{words}";
    words_twice_option(slot, words, option) = "{slot} is said twice: {words} and `{option}`", "{slot}重复：{words} 与 `{option}`";
    words_apart(words) = "these are not one account: {words}", "以下不是同一客户：{words}";
    words_apart_option(words, account) = "these are not {account}, which an option names: {words}", "以下不是选项所指的 {account}：{words}";
    words_missing(slot) = "{slot} is missing", "缺少{slot}";
    words_missing_of(slot, known) = "{slot} is missing: one of {known}", "缺少{slot}：可选 {known}";
    words_bare_number(word) = "`{word}` does not say of what", "`{word}` 没有说明是什么";
    hint_bare_number(word) = "write A{word} for an account, D{word} for a deal, {word}人 for people, 报价{word}万 for a price", "客户写 A{word}，商机写 D{word}，人数写 {word}人，报价写 报价{word}万";
    words_bare_amount(word) = "`{word}` does not say what is paid", "`{word}` 没有说明是什么金额";
    hint_bare_amount(word) = "a price quoted is 报价{word}, or `--quote {word}`; what was said goes into `--note`", "报价写 报价{word} 或 `--quote {word}`；谈话内容用 `--note`";
    words_nobodys_phone(phone) = "no account has the phone `{phone}`", "没有客户使用电话 `{phone}`";
    words_other_id(id) = "`{id}` is not what this command works on", "本命令不处理 `{id}`";
    words_bad_day(word) = "`{word}` cannot be read as a day", "`{word}` 无法读作日期";
    hint_words_bad_day() = "days are written 2026-03-09, +3d, friday, 明天, 下周三, 3月9日; where it is what was said: `--note TEXT`", "日期写作 2026-03-09、+3d、明天、下周三、3月9日；若是谈话内容，用 `--note 文本`";
    taken_as_first(word, day) = "`{word}` is taken as its first day, {day}.", "“{word}”按其第一天 {day} 计。";
    note_is_person(word, account, name, title) = "{account} has no such contact as {word}, which is the note: `kam contact add {account} {name} --title {title}`.", "{account} 没有“{word}”这位联系人，已作为备注：`kam contact add {account} {name} --title {title}`。";
    note_names(word, day, account, said) = "The note names {word} ({day}), and nothing is agreed for it: `kam book {account} {said}`.", "备注中提到 {word}（{day}），但没有约定：`kam book {account} {said}`。";
    words_bad_time(word) = "`{word}` cannot be read as a time of day", "`{word}` 无法读作时间";
    hint_words_bad_time() = "times are written 14:30, 3pm, 下午3点, and alone or behind the day: 明天14:30; where it is what was said: `--note TEXT`", "时间写作 14:30、下午3点、9点半，可单写或跟在日期后：明天14:30；若是谈话内容，用 `--note 文本`";
    hint_words_time() = "write the time of 24 hours, as 15:00, or with its half of the day, as 下午3点", "请按 24 小时写，例如 15:00，或写明上下午，例如 下午3点";
    words_bad_grade(word) = "`{word}` is no grade", "`{word}` 不是级别";
    hint_words_bad_grade() = "grades are O, H, A, B, C and - for none; where it is what was said: `--note TEXT`", "级别为 O、H、A、B、C，- 表示无级别；若是谈话内容，用 `--note 文本`";
    words_grade_not_taken(word) = "`{word}` looks like a grade, and none is given here", "`{word}` 像是级别，本命令不评级";
    hint_words_grade_not_taken() = "grades are given with `kam log` or `kam grade set`; where it is what it is for: `--note TEXT`", "评级请用 `kam log` 或 `kam grade set`；若是目的，用 `--note 文本`";
    words_bad_quote(word) = "`{word}` cannot be read as a price", "`{word}` 无法读作报价";
    hint_words_bad_quote() = "a price quoted is written 报价25万, or `--quote 250000`; above 0", "报价写作 报价25万，或 `--quote 250000`；须大于 0";
    hint_word_option(option) = "say which with `{option}`", "用 `{option}` 指明";
    hint_words_note() = "put what was said in quotes, or into `--note TEXT`", "把谈话内容放进引号，或用 `--note 文本`";
    hint_words_day() = "write the day in full, as 2026-03-09", "请写完整日期，例如 2026-03-09";
    hint_words_account() = "name an account: an id, a name or part of it, a contact, a phone", "指明客户：编号、名称或其一部分、联系人、电话";
    or_words(first, last) = "{first} or {last}", "{first} 或 {last}";
    in_line(line, message) = "line {line}: {message}", "第 {line} 行：{message}";
    unclosed_quote(quote) = "a quote {quote} is not closed", "引号 {quote} 没有结束";
}

/// Returns the name of what a word can say.
fn slot_name(lang: Lang, slot: Slot) -> &'static str {
    let (en, zh) = match slot {
        Slot::Account => ("the account", "客户"),
        Slot::Contact => ("the contact", "联系人"),
        Slot::Deal => ("the deal", "商机"),
        Slot::Appointment => ("the appointment", "预约"),
        Slot::Staff => ("the member of staff", "员工"),
        Slot::Model => ("the model", "车型"),
        Slot::Kind => ("the kind of touch", "接触方式"),
        Slot::Result => ("the result", "结果"),
        Slot::Grade => ("the grade", "级别"),
        Slot::Day | Slot::Past => ("the day it happened", "发生日期"),
        Slot::Future => ("the next day", "下次日期"),
        Slot::Time => ("the time of day", "时间"),
        Slot::PastTime => ("the time it happened", "发生时间"),
        Slot::Quote => ("the price", "报价"),
        Slot::Party => ("the number of people", "人数"),
        Slot::Note => ("the note", "备注"),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// Returns the option that says the same.
fn option_of(slot: Slot) -> &'static str {
    match slot {
        Slot::Account => "--account",
        Slot::Contact => "--contact",
        Slot::Deal | Slot::Model => "--deal",
        Slot::Appointment => "--for",
        Slot::Staff => "--by",
        Slot::Kind => "--kind",
        Slot::Result => "--result",
        Slot::Grade => "--grade",
        Slot::Day | Slot::Past => "--on",
        Slot::Future => "--next",
        Slot::Time => "--time",
        Slot::PastTime => "--at",
        Slot::Quote => "--quote",
        Slot::Party | Slot::Note => "--note",
    }
}

fn quoted(lang: Lang, words: &[String]) -> String {
    join(lang, words.iter().map(|word| format!("`{word}`")))
}

/// Candidates named before a message says "…".
const SHOWN: usize = 8;

/// Joins what a word may be, the last by "or".
pub(crate) fn either(lang: Lang, parts: &[String]) -> String {
    let mut parts = parts.to_vec();
    if parts.len() > SHOWN {
        parts.truncate(SHOWN);
        parts.push("…".to_owned());
        return join(lang, parts);
    }
    match parts.pop() {
        Some(last) if !parts.is_empty() => or_words(lang, join(lang, parts), last),
        last => last.unwrap_or_default(),
    }
}

fn customer(lang: Lang, customer: &Customer) -> String {
    let Customer { account, name, by } = customer;
    let account = format!("{account} {name}");
    match (lang, by) {
        (
            Lang::En,
            By::ContactId(id) | By::Contact(id) | By::ContactPart(id) | By::Titled(id, _),
        ) => {
            format!("contact {id} of {account}")
        }
        (
            Lang::Zh,
            By::ContactId(id) | By::Contact(id) | By::ContactPart(id) | By::Titled(id, _),
        ) => {
            format!("{account} 的联系人 {id}")
        }
        (Lang::En, By::Deal(id)) => format!("deal {id} of {account}"),
        (Lang::Zh, By::Deal(id)) => format!("{account} 的商机 {id}"),
        (Lang::En, By::Appointment(id)) => format!("appointment {id} of {account}"),
        (Lang::Zh, By::Appointment(id)) => format!("{account} 的预约 {id}"),
        (Lang::En, _) => format!("account {account}"),
        (Lang::Zh, _) => format!("客户 {account}"),
    }
}

/// Returns one thing that a word may be.
fn reading(lang: Lang, reading: &Reading) -> String {
    let of = |en: &str, zh: &str, what: &dyn std::fmt::Display| match lang {
        Lang::En => format!("{en} {what}"),
        Lang::Zh => format!("{zh} {what}"),
    };
    match reading {
        Reading::Customer(one) => customer(lang, one),
        Reading::Staff(id, name) => of("staff", "员工", &format!("{id} {name}")),
        Reading::Model(model) => of("model", "车型", model),
        Reading::Kind(kind) => of("kind", "方式", &choice_label(lang, "kind", kind.key())),
        Reading::Result(found) => of("result", "结果", &choice_label(lang, "result", found.key())),
        Reading::Grade(grade) => of("grade", "级别", grade),
        Reading::Day(day) | Reading::From(day) => of("day", "日期", day),
        Reading::Deadline(day) => of("deadline", "期限", day),
        Reading::Part(part) => of("part of the day", "时段", &part.text),
        Reading::Time(time) => of("time", "时间", time),
        Reading::Quote(price) => of("price", "报价", price),
        Reading::Party(party) => of("people", "人数", party),
    }
}

fn known<T: Choice>(lang: Lang) -> String {
    join(lang, T::ALL.iter().map(|one| format!("{} {}", one.key(), one.term())))
}

/// Returns what is wrong.
pub(crate) fn trouble(lang: Lang, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Unknown { words, why } => {
            let words = quoted(lang, words);
            match why {
                NoNote::Several => words_unknown_alone(lang, words),
                NoNote::Given => words_unknown_note(lang, words),
                NoNote::Missing | NoNote::NotTaken => words_unknown(lang, words),
            }
        }
        Trouble::Missing(Slot::Kind) => {
            words_missing_of(lang, slot_name(lang, Slot::Kind), known::<TouchKind>(lang))
        }
        Trouble::Missing(Slot::Result) => {
            words_missing_of(lang, slot_name(lang, Slot::Result), known::<TouchResult>(lang))
        }
        Trouble::Missing(slot) => words_missing(lang, slot_name(lang, *slot)),
        Trouble::Several { word, readings } => {
            let readings: Vec<String> = readings.iter().map(|one| reading(lang, one)).collect();
            words_several(lang, mask::values(word), either(lang, &readings))
        }
        Trouble::Twice { slot, words, option: false } => {
            words_twice(lang, slot_name(lang, *slot), quoted(lang, words))
        }
        Trouble::Twice { slot, words, option: true } => {
            let words = quoted(lang, words);
            words_twice_option(lang, slot_name(lang, *slot), words, option_of(*slot))
        }
        Trouble::Apart { words, option } => {
            let named = words.iter().map(|(word, customers)| {
                let customers: Vec<String> =
                    customers.iter().map(|one| customer(lang, one)).collect();
                words_several(lang, mask::values(word), either(lang, &customers))
            });
            let between = if lang == Lang::Zh { "；" } else { "; " };
            let named = named.collect::<Vec<_>>().join(between);
            match option {
                Some(account) => words_apart_option(lang, named, account),
                None => words_apart(lang, named),
            }
        }
        Trouble::BareNumber(word) => words_bare_number(lang, word),
        Trouble::BareAmount(word) => words_bare_amount(lang, word),
        Trouble::NobodysPhone(word) => words_nobodys_phone(lang, mask::values(word)),
        Trouble::OtherId { word, known: true } => words_other_id(lang, word),
        Trouble::OtherId { word, known: false } => unknown_id(lang, word),
        Trouble::Unreadable { word, shape } => match shape {
            Shape::Day => words_bad_day(lang, word),
            Shape::Time => words_bad_time(lang, word),
            Shape::Grade { taken: true } => words_bad_grade(lang, word),
            Shape::Grade { taken: false } => words_grade_not_taken(lang, word),
            Shape::Quote => words_bad_quote(lang, word),
        },
    }
}

/// Returns whether a word may be several people of one account.
fn is_of_one_account(readings: &[Reading]) -> bool {
    let account = |reading: &Reading| match reading {
        Reading::Customer(one) => Some(one.account),
        _ => None,
    };
    let first = readings.first().and_then(account);
    first.is_some() && readings.iter().all(|reading| account(reading) == first)
}

/// Returns what to do about it; nothing where that is plain.
pub(crate) fn remedy(lang: Lang, trouble: &Trouble) -> Option<String> {
    match trouble {
        Trouble::Unknown { why: NoNote::Several | NoNote::Given, .. } => {
            Some(hint_words_note(lang))
        }
        Trouble::Missing(Slot::Account) => Some(hint_words_account(lang)),
        Trouble::Several { readings, .. }
            if readings
                .iter()
                .all(|reading| matches!(reading, Reading::Day(_) | Reading::Deadline(_))) =>
        {
            Some(hint_words_day(lang))
        }
        Trouble::Several { readings, .. }
            if readings.iter().all(|reading| matches!(reading, Reading::Time(_))) =>
        {
            Some(hint_words_time(lang))
        }
        Trouble::Several { readings, .. } if is_of_one_account(readings) => {
            Some(hint_word_option(lang, option_of(Slot::Contact)))
        }
        Trouble::Several { readings, .. } => {
            let mut options: Vec<&str> =
                readings.iter().map(|reading| option_of(reading.slot())).collect();
            options.sort_unstable();
            options.dedup();
            Some(hint_word_option(lang, options.join("`, `")))
        }
        Trouble::BareNumber(word) => Some(hint_bare_number(lang, word)),
        Trouble::BareAmount(word) => Some(hint_bare_amount(lang, word)),
        Trouble::Unreadable { shape, .. } => Some(match shape {
            Shape::Day => hint_words_bad_day(lang),
            Shape::Time => hint_words_bad_time(lang),
            Shape::Grade { taken: true } => hint_words_bad_grade(lang),
            Shape::Grade { taken: false } => hint_words_grade_not_taken(lang),
            Shape::Quote => hint_words_bad_quote(lang),
        }),
        // A part of a name may have been meant as a note, an id or a whole name hardly.
        Trouble::Apart { words, .. }
            if words.iter().any(|(_, found)| found.iter().all(|one| !one.by.sure())) =>
        {
            Some(hint_words_note(lang))
        }
        _ => None,
    }
}
