use super::*;
use crate::ingest::clean::person::TitleFit;
use crate::model::{Choice as _, Staff};

/// A Wednesday.
const TODAY: &str = "2026-03-25";

const VERB: Verb = Verb {
    takes: &[
        Slot::Account,
        Slot::Kind,
        Slot::Result,
        Slot::Grade,
        Slot::Day,
        Slot::Time,
        Slot::Quote,
        Slot::Party,
        Slot::Staff,
        Slot::Model,
        Slot::Note,
    ],
    needs: &[Slot::Account, Slot::Kind],
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Nine in the morning.
fn when() -> When {
    When { today: day(TODAY), minute: 9 * 60, month_first: false }
}

fn staff(id: i64, name: &str, alias: &str) -> Staff {
    Staff {
        id: StaffId(id),
        name: name.to_owned(),
        aliases: vec![alias.to_owned()],
        login: Some("wangf".to_owned()).filter(|_| id == 2),
        shop: None,
        team: None,
        roles: Vec::new(),
        hired_on: None,
        left_on: None,
    }
}

const DUODA: AccountId = AccountId(1);
const YUANHANG: AccountId = AccountId(2);

/// Two accounts, of which each has a contact 张伟; a third is called H; a contact of the second is
/// called as one of the staff.
fn known() -> Known {
    let mut known = Known::new(when(), vec![staff(1, "李娜", "小李"), staff(2, "王芳", "小王")]);
    let duoda = "多达运输";
    known.learn("A1", DUODA, duoda, By::Id);
    known.learn("D8", DUODA, duoda, By::Deal(DealId(8)));
    known.learn("AP5", DUODA, duoda, By::Appointment(AppointmentId(5)));
    known.learn("P1", DUODA, duoda, By::ContactId(ContactId(1)));
    known.learn("多达", DUODA, duoda, By::Part);
    known.learn("多达运输", DUODA, duoda, By::Name);
    known.learn("张志强", DUODA, duoda, By::Contact(ContactId(1)));
    known.learn("志强", DUODA, duoda, By::ContactPart(ContactId(1)));
    known.learn("13800138000", DUODA, duoda, By::Phone(Some(ContactId(1))));
    known.learn("A2", YUANHANG, "远航物流", By::Id);
    known.learn("远航", YUANHANG, "远航物流", By::Part);
    known.learn("王芳", YUANHANG, "远航物流", By::Contact(ContactId(4)));
    known.learn("张伟", DUODA, duoda, By::Contact(ContactId(2)));
    known.learn("张伟", YUANHANG, "远航物流", By::Contact(ContactId(3)));
    known.learn("物流", YUANHANG, "远航物流", By::Part);
    known.learn("物流", AccountId(3), "通达物流", By::Part);
    known.learn("H", AccountId(4), "H", By::Name);
    known.learn("下周三", AccountId(5), "下周三", By::Name);
    known.learn("朗逸", AccountId(6), "朗逸租赁", By::Part);
    known.learn_model("朗逸", "朗逸".to_owned());
    known.learn_model("拓川", "拓川 2.0L".to_owned());
    known.learn_number("13800138000");
    known.learn_number("13900139000");
    known.learn_other_id("B3", true);
    known.learn_other_id("A99", false);
    known
}

fn given(slots: &[Slot]) -> Given {
    Given { account: None, slots: slots.to_vec() }
}

fn words(line: &str) -> Vec<String> {
    words_of(line).unwrap()
}

fn read(line: &str) -> Result<Understood, Vec<Trouble>> {
    recognise(&words(line), &VERB, &Given::default(), &known())
}

/// A call with 多达.
fn call() -> Understood {
    Understood { account: Some(DUODA), kind: Some(TouchKind::Call), ..Understood::default() }
}

fn said(line: &str) -> String {
    let troubles = read(line).unwrap_err();
    let said = |lang| {
        let said = troubles.iter().map(|one| crate::cli::text::trouble(lang, one));
        said.collect::<Vec<_>>().join("\n")
    };
    assert!(!said(crate::cli::text::Lang::Zh).is_empty());
    said(crate::cli::text::Lang::En)
}

#[test]
fn each_word_is_known_by_its_own_list() {
    let chat = "多达 电话 ";
    let at = |text: &str| Some(day(text));
    let money = |text: &str| Some(text.parse::<Money>().unwrap());
    for (word, expected) in [
        ("", call()),
        ("未接", Understood { result: Some(TouchResult::NoAnswer), ..call() }),
        ("没人接", Understood { result: Some(TouchResult::NoAnswer), ..call() }),
        ("关机", Understood { result: Some(TouchResult::NoAnswer), ..call() }),
        ("空号", Understood { result: Some(TouchResult::WrongNumber), ..call() }),
        ("No-Answer", Understood { result: Some(TouchResult::NoAnswer), ..call() }),
        ("no-reply", Understood { result: Some(TouchResult::NoAnswer), ..call() }),
        ("no reply", Understood { result: Some(TouchResult::NoAnswer), ..call() }),
        ("left a message", Understood { result: Some(TouchResult::NoAnswer), ..call() }),
        ("left message", Understood { result: Some(TouchResult::NoAnswer), ..call() }),
        ("declined", Understood { result: Some(TouchResult::Refused), ..call() }),
        ("hung up", Understood { result: Some(TouchResult::Refused), ..call() }),
        ("2 people", Understood { party: Some("2 people".to_owned()), ..call() }),
        ("h级", Understood { grade: Some(Grade::H), ..call() }),
        ("A", Understood { grade: Some(Grade::A), ..call() }),
        ("+3d", Understood { future: at("2026-03-28"), ..call() }),
        ("三天后", Understood { future: at("2026-03-28"), ..call() }),
        ("昨天", Understood { past: at("2026-03-24"), ..call() }),
        ("今天", Understood { past: at(TODAY), ..call() }),
        (
            "tomorrow at 9",
            Understood { future: at("2026-03-26"), time: Some("09:00".to_owned()), ..call() },
        ),
        (
            "tomorrow at noon",
            Understood { future: at("2026-03-26"), part: Some("noon".to_owned()), ..call() },
        ),
        (
            "昨天 明天 9:30",
            Understood {
                past: at("2026-03-24"),
                future: at("2026-03-26"),
                time: Some("09:30".to_owned()),
                ..call()
            },
        ),
        ("报价25万", Understood { quote: money("250000"), ..call() }),
        ("报价 25万", Understood { quote: money("250000"), ..call() }),
        ("报价：25万", Understood { quote: money("250000"), ..call() }),
        ("quote 250000", Understood { quote: money("250000"), ..call() }),
        ("QUOTED=1.5万", Understood { quote: money("15000"), ..call() }),
        ("2人", Understood { party: Some("2人".to_owned()), ..call() }),
        ("两位", Understood { party: Some("两位".to_owned()), ..call() }),
        ("小李", Understood { staff: Some(StaffId(1)), ..call() }),
        ("S1", Understood { staff: Some(StaffId(1)), ..call() }),
        ("WangF", Understood { staff: Some(StaffId(2)), ..call() }),
        ("拓川", Understood { model: Some("拓川".to_owned()), ..call() }),
        ("张志强", Understood { contact: Some(ContactId(1)), ..call() }),
        ("D8", Understood { deal: Some(DealId(8)), ..call() }),
        ("AP5", Understood { appointment: Some(AppointmentId(5)), ..call() }),
        ("要两台", Understood { note: Some("要两台".to_owned()), ..call() }),
        ("'要 两台'", Understood { note: Some("要 两台".to_owned()), ..call() }),
    ] {
        assert_eq!(read(&format!("{chat}{word}")), Ok(expected.clone()), "{word}");
        assert_eq!(read(&format!("{word} {chat}")), Ok(expected), "{word} first");
    }
}

#[test]
fn an_account_is_named_in_many_ways() {
    let with = |contact| Understood { contact: Some(ContactId(contact)), ..call() };
    for (word, expected) in [
        ("A1", call()),
        ("多达", call()),
        ("多达运输", call()),
        ("多达 A1", call()),
        ("张志强", with(1)),
        ("志强", with(1)),
        ("P1", with(1)),
        ("13800138000", with(1)),
        ("D8", Understood { deal: Some(DealId(8)), ..call() }),
        ("AP5", Understood { appointment: Some(AppointmentId(5)), ..call() }),
        (
            "D8 AP5 张志强 多达",
            Understood { deal: Some(DealId(8)), appointment: Some(AppointmentId(5)), ..with(1) },
        ),
        ("多达 张伟", with(2)),
        ("张伟 A1", with(2)),
    ] {
        assert_eq!(read(&format!("{word} 电话")), Ok(expected), "{word}");
    }
    let option = Given { account: Some(DUODA), slots: vec![Slot::Account] };
    let found = recognise(&words("张伟 电话"), &VERB, &option, &known());
    assert_eq!(found, Ok(with(2)), "of the account that the option names");
}

#[test]
fn words_that_may_be_several_things_are_refused_with_each_of_them() {
    for (line, expected) in [
        // A grade, or an account that is called so.
        ("H 电话", "`H` may be grade H or account A4 H"),
        ("多达 电话 H", "`H` may be grade H or account A4 H"),
        // A day, or an account.
        ("下周三 电话", "`下周三` may be day 2026-04-01 or account A5 下周三"),
        // One of us, or a contact: of the account named, or where none is.
        ("远航 电话 王芳", "`王芳` may be contact P4 of A2 远航物流 or staff S2 王芳"),
        ("王芳 电话", "`王芳` may be contact P4 of A2 远航物流 or staff S2 王芳"),
        // Namesakes, and parts of several names.
        ("张伟 电话", "`张伟` may be contact P2 of A1 多达运输 or contact P3 of A2 远航物流"),
        ("物流 电话", "`物流` may be account A2 远航物流 or account A3 通达物流"),
        // Days of which the order or the month is not said.
        ("多达 电话 3/4", "`3/4` may be day 2026-03-04 or day 2026-04-03"),
        ("多达 电话 9号", "`9号` may be day 2026-03-09 or day 2026-04-09"),
    ] {
        assert_eq!(said(line), expected, "{line}");
    }
}

#[test]
fn what_else_is_said_narrows_what_a_word_may_be() {
    // The contact called like one of us is another account's.
    let by = Understood { staff: Some(StaffId(2)), ..call() };
    assert_eq!(read("多达 电话 王芳"), Ok(by));
    // Of several, the one that the other words name too.
    let found = Understood {
        account: Some(YUANHANG),
        kind: Some(TouchKind::Call),
        ..Understood::default()
    };
    assert_eq!(read("物流 A2 电话"), Ok(found));
    // A whole model goes before a part of a name.
    let model = Understood { model: Some("朗逸".to_owned()), ..call() };
    assert_eq!(read("多达 电话 朗逸"), Ok(model));
}

#[test]
fn words_that_name_no_account_in_common_are_refused() {
    assert_eq!(
        said("多达 远航 电话"),
        "these are not one account: `多达` may be account A1 多达运输; `远航` may be account A2 远航物流"
    );
    assert_eq!(
        said("A2 张志强 电话"),
        "these are not one account: `A2` may be account A2 远航物流; \
         `张志强` may be contact P1 of A1 多达运输"
    );
    let option = Given { account: Some(DUODA), slots: vec![Slot::Account] };
    let troubles = recognise(&words("远航 电话"), &VERB, &option, &known()).unwrap_err();
    let said = crate::cli::text::trouble(crate::cli::text::Lang::En, &troubles[0]);
    let expected = "these are not A1, which an option names: `远航` may be account A2 远航物流";
    assert_eq!((said.as_str(), troubles.len()), (expected, 1));
}

#[test]
fn one_unknown_word_is_the_note_where_nothing_else_is_missing() {
    let unknown = |words: &[&str], why| {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        Trouble::Unknown { words, why }
    };
    for (line, expected) in [
        ("多达 电话 要两台 路况差", vec![unknown(&["要两台", "路况差"], NoNote::Several)]),
        // An article is no grade.
        ("多达 短信 sent a quote", vec![unknown(&["a", "quote"], NoNote::Several)]),
        ("多达 要两台", vec![unknown(&["要两台"], NoNote::Missing), Trouble::Missing(Slot::Kind)]),
        (
            "电话 要两台",
            vec![unknown(&["要两台"], NoNote::Missing), Trouble::Missing(Slot::Account)],
        ),
        ("电话", vec![Trouble::Missing(Slot::Account)]),
        ("", vec![Trouble::Missing(Slot::Account), Trouble::Missing(Slot::Kind)]),
    ] {
        assert_eq!(read(line), Err(expected), "{line}");
    }
    let line = words("多达 电话 要两台");
    let twice = recognise(&line, &VERB, &given(&[Slot::Note]), &known());
    assert_eq!(twice, Err(vec![unknown(&["要两台"], NoNote::Given)]));
    let silent = Verb { takes: &[Slot::Account, Slot::Kind], needs: &[] };
    let none = recognise(&line, &silent, &Given::default(), &known());
    assert_eq!(none, Err(vec![unknown(&["要两台"], NoNote::NotTaken)]));
}

#[test]
fn what_the_verb_needs_may_be_said_by_options() {
    let option = Given { account: Some(DUODA), slots: vec![Slot::Account, Slot::Kind] };
    let found = recognise(&words("要两台"), &VERB, &option, &known()).unwrap();
    assert_eq!((found.account, found.note.as_deref()), (Some(DUODA), Some("要两台")));
}

#[test]
fn one_thing_said_twice_is_refused() {
    for (line, expected) in [
        ("多达 电话 B A", "the grade is said twice: `B`, `A`"),
        ("多达 电话 拜访", "the kind of touch is said twice: `电话`, `拜访`"),
        ("多达 电话 明天 后天", "the next day is said twice: `明天`, `后天`"),
        ("多达 电话 今天 昨天", "the day it happened is said twice: `今天`, `昨天`"),
        ("多达 电话 报价2万 报价3万", "the price is said twice: `报价2万`, `报价3万`"),
        ("多达 电话 张志强 张伟", "the contact is said twice: `张志强`, `张伟`"),
    ] {
        let troubles = read(line).unwrap_err();
        assert_eq!(crate::cli::text::trouble(crate::cli::text::Lang::En, &troubles[0]), expected);
        assert_eq!(troubles.len(), 1, "{line}");
    }
    let option = recognise(&words("多达 电话 昨天"), &VERB, &given(&[Slot::Past]), &known());
    let words = vec!["昨天".to_owned()];
    assert_eq!(option, Err(vec![Trouble::Twice { slot: Slot::Past, words, option: true }]));
}

#[test]
fn numbers_amounts_and_ids_that_say_not_of_what_are_no_note() {
    let line = |word: &str| read(&format!("多达 电话 {word}"));
    let own = str::to_owned;
    for (word, expected) in [
        ("12", Trouble::BareNumber(own("12"))),
        ("250000", Trouble::BareNumber(own("250000"))),
        ("25万", Trouble::BareAmount(own("25万"))),
        ("￥2,500", Trouble::BareAmount(own("￥2,500"))),
        ("13900139000", Trouble::NobodysPhone(own("13900139000"))),
        ("B3", Trouble::OtherId { word: own("B3"), known: true }),
        ("A99", Trouble::OtherId { word: own("A99"), known: false }),
    ] {
        assert_eq!(line(word), Err(vec![expected]), "{word}");
    }
    // Alone they stand in for the account, which is not said to be missing as well.
    assert_eq!(read("A99 电话").unwrap_err().len(), 1);
    assert_eq!(read("13900139000 电话").unwrap_err().len(), 1);
}

#[test]
fn everything_wrong_is_told_at_once() {
    let troubles = read("12 物流 3/4 甲 乙").unwrap_err();
    let kinds: Vec<&str> = troubles
        .iter()
        .map(|trouble| match trouble {
            Trouble::BareNumber(_) => "number",
            Trouble::Several { word, .. } => {
                if word == "3/4" {
                    "day"
                } else {
                    "account"
                }
            }
            Trouble::Unknown { .. } => "unknown",
            Trouble::Missing(_) => "missing",
            _ => "?",
        })
        .collect();
    assert_eq!(kinds, ["number", "account", "day", "unknown", "missing"]);
}

#[test]
fn days_and_times_are_understood_as_people_write_them() {
    let at = |text: &str| Some(day(text));
    let time = |text: &str| Some(text.to_owned());
    for (word, future, time) in [
        ("明天 9点", at("2026-03-26"), time("09:00")),
        ("明天 下午三点", at("2026-03-26"), time("15:00")),
        ("明天下午两点", at("2026-03-26"), time("14:00")),
        ("下礼拜三 上午10点", at("2026-04-01"), time("10:00")),
        ("'下周一 14:30'", at("2026-03-30"), time("14:30")),
        ("03-31", at("2026-03-31"), None),
        ("２０２６-０３-３１", at("2026-03-31"), None),
    ] {
        let expected = Understood { future, time, ..call() };
        assert_eq!(read(&format!("多达 电话 {word}")), Ok(expected), "{word}");
    }
    assert_eq!(read("多达 电话 Ｈ"), Ok(Understood { grade: Some(Grade::H), ..call() }));
    let nobody = Understood { result: Some(TouchResult::NoAnswer), ..call() };
    assert_eq!(read("多达 电话 忙音"), Ok(nobody.clone()));
    assert_eq!(read("多达 电话 busy"), Ok(nobody));
    assert_eq!(said("多达 电话 明天 3点"), "`3点` may be time 03:00 or time 15:00");
    assert_eq!(said("多达 电话 9号下午3点"), "`9号` may be day 2026-03-09 or day 2026-04-09");
}

#[test]
fn what_is_written_as_a_day_a_time_a_grade_or_a_price_and_is_none_is_no_note() {
    let grade = Shape::Grade { taken: true };
    for (word, shape) in [
        ("2月30日", Shape::Day),
        ("3月32日", Shape::Day),
        ("2026-02-30", Shape::Day),
        ("2/30", Shape::Day),
        ("周八", Shape::Day),
        ("周八14:30", Shape::Day),
        ("25:30", Shape::Time),
        ("13:75", Shape::Time),
        ("明天25点", Shape::Time),
        ("Z", grade.clone()),
        ("Ｄ", grade.clone()),
        ("e", grade.clone()),
        ("S级", grade.clone()),
        ("A+", grade),
        ("报价-5万", Shape::Quote),
        ("报价0", Shape::Quote),
        ("quote:25x", Shape::Quote),
        ("万", Shape::Quote),
        ("周末", Shape::Day),
        ("本周", Shape::Day),
        ("周八之前", Shape::Day),
        ("周五之后", Shape::Day),
        ("三点前", Shape::Time),
        ("next", Shape::Day),
        ("Last", Shape::Day),
        ("截止", Shape::Day),
    ] {
        let expected = Trouble::Unreadable { word: word.to_owned(), shape };
        let remedy = |lang| crate::cli::text::remedy(lang, &expected);
        assert!(remedy(crate::cli::text::Lang::En).is_some(), "{word}");
        assert_ne!(remedy(crate::cli::text::Lang::En), remedy(crate::cli::text::Lang::Zh));
        assert_eq!(read(&format!("多达 电话 {word}")), Err(vec![expected]), "{word}");
    }
    // A sentence is a note, as is what no list is written like.
    for word in ["客户说下周三要货", "'等 通知'", "报价单已发", "三个月", "周总在", "+3台", "1-2台"]
    {
        let note = Some(word.trim_matches('\'').to_owned());
        assert_eq!(read(&format!("多达 电话 {word}")), Ok(Understood { note, ..call() }), "{word}");
    }
    // Where a verb takes no grade, one is no note either.
    let takes = &[Slot::Account, Slot::Kind, Slot::Day, Slot::Note];
    let silent = Verb { takes, needs: &[] };
    let found = recognise(&words("多达 明天 H"), &silent, &Given::default(), &known_of_none_else());
    let shape = Shape::Grade { taken: false };
    assert_eq!(found, Err(vec![Trouble::Unreadable { word: "H".to_owned(), shape }]));
}

/// One account alone.
fn known_of_none_else() -> Known {
    let mut known = Known::new(when(), Vec::new());
    known.learn("多达", DUODA, "多达运输", By::Part);
    known
}

#[test]
fn days_in_several_words_are_one_day() {
    let agreed = |text: &str| Understood { future: Some(day(text)), ..call() };
    for (words, expected) in [
        ("next friday", agreed("2026-04-03")),
        ("on friday", agreed("2026-03-27")),
        ("'next friday'", agreed("2026-04-03")),
        ("5 april", agreed("2026-04-05")),
        ("in 3 days", agreed("2026-03-28")),
        ("后天下午", Understood { part: Some("下午".to_owned()), ..agreed("2026-03-27") }),
        (
            "next friday afternoon",
            Understood { part: Some("afternoon".to_owned()), ..agreed("2026-04-03") },
        ),
        ("friday at 3pm", Understood { time: Some("15:00".to_owned()), ..agreed("2026-03-27") }),
        ("明天 下午 3点", Understood { time: Some("15:00".to_owned()), ..agreed("2026-03-26") }),
        (
            "next week",
            Understood { first_of: Some("next week".to_owned()), ..agreed("2026-03-30") },
        ),
        ("下个月", Understood { first_of: Some("下个月".to_owned()), ..agreed("2026-04-01") }),
        ("by friday", Understood { deadline: true, ..agreed("2026-03-27") }),
        ("before next friday", Understood { deadline: true, ..agreed("2026-04-03") }),
        ("周五前", Understood { deadline: true, ..agreed("2026-03-27") }),
        ("周五 之前", Understood { deadline: true, ..agreed("2026-03-27") }),
        ("24号前", Understood { deadline: true, ..agreed("2026-04-24") }),
        (
            "周五下午5点前",
            Understood { deadline: true, time: Some("17:00".to_owned()), ..agreed("2026-03-27") },
        ),
        ("三天前", Understood { past: Some(day("2026-03-22")), ..call() }),
    ] {
        assert_eq!(read(&format!("多达 电话 {words}")), Ok(expected.clone()), "{words}");
        assert_eq!(read(&format!("{words} 多达 电话")), Ok(expected), "{words} first");
    }
    let month_first = When { month_first: true, ..when() };
    let mut known = known_of_none_else();
    known.when = month_first;
    for word in ["4/3", "4-3"] {
        let line = words(&format!("多达 电话 {word}"));
        let found = recognise(&line, &VERB, &Given::default(), &known);
        assert_eq!(found, Ok(agreed("2026-04-03")), "{word}");
    }
}

#[test]
fn a_time_is_of_what_happened_or_of_what_is_agreed() {
    let past = |at: &str, time: &str| Understood {
        past: Some(day(at)),
        past_time: Some(time.to_owned()),
        ..call()
    };
    let next = |at: &str, time: &str| Understood {
        future: Some(day(at)),
        time: Some(time.to_owned()),
        ..call()
    };
    for (words, expected) in [
        ("昨天下午三点", past("2026-03-24", "15:00")),
        ("昨天 下午三点", past("2026-03-24", "15:00")),
        ("今天8点半", past(TODAY, "08:30")),
        ("今天9点半", next(TODAY, "09:30")),
        ("8:30", Understood { past_time: Some("08:30".to_owned()), ..call() }),
        ("9:30", next(TODAY, "09:30")),
        ("刚才", Understood { past: Some(day(TODAY)), ..call() }),
        (
            "this morning",
            Understood { past: Some(day(TODAY)), past_part: Some("morning".to_owned()), ..call() },
        ),
        (
            "今天下午",
            Understood { future: Some(day(TODAY)), part: Some("下午".to_owned()), ..call() },
        ),
        (
            "昨天下午三点 明天10点",
            Understood {
                past: Some(day("2026-03-24")),
                past_time: Some("15:00".to_owned()),
                ..next("2026-03-26", "10:00")
            },
        ),
        (
            "8:30 明天14:30",
            Understood { past_time: Some("08:30".to_owned()), ..next("2026-03-26", "14:30") },
        ),
        (
            "10点 明天 昨天",
            Understood { past: Some(day("2026-03-24")), ..next("2026-03-26", "10:00") },
        ),
        (
            "昨天 8:30 明天",
            Understood { future: Some(day("2026-03-26")), ..past("2026-03-24", "08:30") },
        ),
    ] {
        assert_eq!(read(&format!("多达 电话 {words}")), Ok(expected), "{words}");
    }
    // A day that an option says has the time.
    for (slots, expected) in [
        (&[Slot::Future][..], Understood { time: Some("08:30".to_owned()), ..call() }),
        (&[Slot::Past], Understood { past_time: Some("08:30".to_owned()), ..call() }),
    ] {
        let found = recognise(&words("多达 电话 8:30"), &VERB, &given(slots), &known());
        assert_eq!(found, Ok(expected), "{slots:?}");
    }
    let twice =
        recognise(&words("多达 电话 8:30"), &VERB, &given(&[Slot::Past, Slot::PastTime]), &known());
    let said = vec!["8:30".to_owned()];
    let trouble = Trouble::Twice { slot: Slot::PastTime, words: said, option: true };
    assert_eq!(twice, Err(vec![trouble]));
}

#[test]
fn a_day_that_a_note_promises_is_agreed_where_no_other_is() {
    let noted = |note: &str| Understood { note: Some(note.to_owned()), ..call() };
    for (line, note, future, time) in [
        ("约周三", "约周三", Some("2026-04-01"), None),
        ("周三再打", "周三再打", Some("2026-04-01"), None),
        ("下周三再联系他们", "下周三再联系他们", Some("2026-04-01"), None),
        ("'call back tuesday'", "call back tuesday", Some("2026-03-31"), None),
        ("约周三 14:30", "约周三", Some("2026-04-01"), Some("14:30")),
        ("约周三下午三点", "约周三下午三点", Some("2026-04-01"), Some("15:00")),
        ("周三再打 明天", "周三再打", Some("2026-03-26"), None),
        ("客户说下周三要货", "客户说下周三要货", None, None),
    ] {
        let expected =
            Understood { future: future.map(day), time: time.map(str::to_owned), ..noted(note) };
        assert_eq!(read(&format!("多达 电话 {line}")), Ok(expected), "{line}");
    }
    let found = recognise(&words("多达 电话 周三再打"), &VERB, &given(&[Slot::Future]), &known());
    assert_eq!(found, Ok(noted("周三再打")));
}

#[test]
fn a_family_name_with_a_title_names_a_contact() {
    let titled = |fits: &[(AccountId, i64, TitleFit)]| {
        let mut known = known_of_none_else();
        for (account, contact, fit) in fits {
            let by = By::Titled(ContactId(*contact), *fit);
            known.learn("张经理", *account, "多达运输", by);
        }
        known
    };
    let with = |contact| Understood { contact: Some(ContactId(contact)), ..call() };
    let read = |line: &str, known: &Known| recognise(&words(line), &VERB, &Given::default(), known);
    let same = titled(&[
        (DUODA, 1, TitleFit::Same),
        (DUODA, 2, TitleFit::Other),
        (YUANHANG, 3, TitleFit::Unknown),
    ]);
    assert_eq!(read("多达 电话 张经理", &same), Ok(with(1)), "the title that fits best");
    assert_eq!(read("张经理 电话", &same), Ok(with(1)), "the account is theirs");
    let several = titled(&[(DUODA, 1, TitleFit::Same), (DUODA, 2, TitleFit::Same)]);
    let troubles = read("多达 电话 张经理", &several).unwrap_err();
    assert!(matches!(&*troubles, [Trouble::Several { readings, .. }] if readings.len() == 2));
    let elsewhere = titled(&[(YUANHANG, 1, TitleFit::Same)]);
    let note = Some("张经理".to_owned());
    assert_eq!(read("多达 电话 张经理", &elsewhere), Ok(Understood { note, ..call() }));
}

/// No word of one fixed list is one of another.
#[test]
fn fixed_lists_have_no_word_in_common() {
    let kinds = TouchKind::ALL.iter().flat_map(|kind| [kind.key(), kind.term()]);
    let results = TouchResult::ALL.iter().flat_map(|result| [result.key(), result.term()]);
    let grades = Grade::ALL.iter().map(|grade| grade.letter());
    let days = ["today", "monday", "eom", "明天", "下周三", "月底", "+3d", "2026-03-09"];
    let others = ["14:30", "报价25万", "2人", "一位"];
    for word in kinds.chain(results).chain(grades).chain(days).chain(others) {
        assert_eq!(closed::readings(word, VERB.takes, when()).len(), 1, "{word}");
    }
}
