use proptest::prelude::*;

use super::*;
use crate::ingest::clean::address::place;
use crate::model::{AccountKind, Phone, PhoneKind};

/// A row as text: name, phones, city, address.
type Row<'a> = (&'a str, &'a str, &'a str, &'a str);

fn keys_of((name, phones, city, address): Row<'_>, code: &str, email: &str) -> Keys {
    let phones: Vec<Phone> = phones
        .split_whitespace()
        .map(|number| Phone {
            number: number.to_owned(),
            extension: None,
            kind: PhoneKind::Landline,
        })
        .collect();
    let told = |text| Some(text).filter(|text: &&str| !text.is_empty());
    keys(&Identity {
        name: told(name),
        kind: name.starts_with("Ms ").then_some(AccountKind::Person),
        credit_code: told(code),
        phones: &phones,
        email: told(email),
        address: told(address),
        place: place(address, told(city), None),
    })
}

fn shipped() -> Matching {
    static SHIPPED: std::sync::LazyLock<Matching> =
        std::sync::LazyLock::new(|| crate::playbook::Playbook::shipped().matching);
    *SHIPPED
}

fn account(number: i64) -> AccountId {
    AccountId(number)
}

fn fate_of_second(rows: [Row<'_>; 2]) -> Fate {
    let rows = rows.map(|row| keys_of(row, "", ""));
    settle(&rows, &[], &shipped())[1]
}

#[test]
fn the_same_customer_is_known_by() {
    for (one, other, reason) in [
        (
            ("宏达物流有限公司", "+861065551234", "杭州", ""),
            ("宏达物流公司", "+861065551234", "宁波", ""),
            Reason::SamePhoneAndName,
        ),
        (
            ("宏达汽车销售有限公司", "1 2", "", ""),
            ("广汽本田宏达店", "2 3", "", ""),
            Reason::SamePhoneAndName,
        ),
        (
            ("杭州宏达物流有限公司", "1", "", ""),
            ("宏达物流（杭州）有限公司", "2", "", ""),
            Reason::SameNameAndCity,
        ),
        (
            ("宏达物流有限公司", "1", "杭州", ""),
            ("宏达物流有限公司", "2", "", ""),
            Reason::SameNameCityUnknown,
        ),
        (
            ("宏达汽车销售有限公司", "1", "杭州", "文三路8号"),
            ("宏达汽贸有限公司", "2", "杭州", "文三路8号"),
            Reason::SameNameAndAddress,
        ),
        (
            ("杭州宏达汽车销售有限公司", "1", "", ""),
            ("杭州宏达", "", "", ""),
            Reason::ShortNameAndCity,
        ),
        (("王芳", "1", "", ""), ("王芳", "1", "", ""), Reason::SamePhoneAndName),
        (("宏达物流有限公司", "1", "", ""), ("", "1", "", ""), Reason::SamePhoneNoName),
        (
            ("Norton Machinery Inc.", "1", "", "12 Main St, Austin"),
            ("NORTON MACHINERY", "2", "", "12 Main St, Austin"),
            Reason::SameNameAndAddress,
        ),
        // The firm has moved.
        (
            ("宏达物流公司", "1", "杭州", "文三路8号"),
            ("宏达物流公司", "1", "杭州", "文三路18号"),
            Reason::AlmostTheSame,
        ),
        // A wrong letter, one left out, two exchanged; misspelt words of trade.
        (
            ("黄冈宜顺汽车销售服务有限公司", "1", "黄冈", ""),
            ("黄刚宜顺汽车小售服务公司", "1", "黄冈", ""),
            Reason::AlmostTheSame,
        ),
        (
            ("邢台万华博天汽车贸易有限公司", "1", "邢台", "龙岗大街汽车园北区"),
            ("邢台万华博汽车贸易", "1", "邢台", "龙岗大街汽车园北区"),
            Reason::AlmostTheSame,
        ),
        (
            ("佛山广物博骏汽车销售公司", "1", "佛山", "里水镇村委会瓜园旁"),
            ("佛山广物骏博汽车销售公司", "", "佛山", "里水镇村委会瓜园"),
            Reason::AlmostTheSame,
        ),
        (
            ("Arts Delicatessen", "+18187621221", "", "12224 Ventura Blvd., Studio City"),
            ("Art's Deli", "+18187621221", "", "12224 Ventura Blvd."),
            Reason::AlmostTheSame,
        ),
        (
            ("Hotel Bel-Air", "+13104721211", "", "701 Stone Canyon Rd."),
            ("Bel-Air Hotel", "+13104721211", "", "701 Stone Canyon Rd."),
            Reason::AlmostTheSame,
        ),
        // The number lacks its area code.
        (
            ("威海海纳众汽车销售公司", "+866315363688", "威海", "青岛南路239号"),
            ("威海纳众汽车销售公司", "5363688", "威海", "青岛南路239号"),
            Reason::AlmostTheSame,
        ),
    ] {
        let rows = [one, other].map(|row| keys_of(row, "", ""));
        for (rows, case) in [(rows, "forth"), ([rows[1], rows[0]], "back")] {
            let fates = settle(&rows, &[], &shipped());
            assert_eq!(
                fates,
                [Fate::New, Fate::SameAs { row: 0, reason }],
                "{one:?} {other:?} {case}"
            );
            let known = [(account(7), rows[0])];
            let fates = settle(&rows[1..], &known, &shipped());
            assert_eq!(fates, [Fate::Known { account: account(7), reason }], "{one:?} {case}");
        }
    }
}

#[test]
fn another_customer_is_known_by() {
    for (one, other) in [
        (("宏达物流有限公司", "1", "杭州", ""), ("宏达物流有限公司", "2", "宁波", "")),
        (("宏达物流有限公司", "1", "", ""), ("宏达物流有限公司滨江分公司", "1", "", "")),
        (("宏达物流公司（一店）", "1", "", ""), ("宏达物流公司（二店）", "1", "", "")),
        (("沂水宏达物流公司", "1", "临沂", ""), ("费县宏达物流公司", "2", "临沂", "")),
        (("王芳", "", "杭州", ""), ("王芳", "", "杭州", "")),
        (("Ms Anna Rossi", "", "", ""), ("Ms Anna Rossi", "", "", "")),
        (("汽车销售有限公司", "1", "", ""), ("汽车销售有限公司", "2", "", "")),
        (("宏达物流有限公司", "1", "", ""), ("", "2", "", "")),
        (("", "", "", ""), ("", "", "", "")),
    ] {
        assert_eq!(fate_of_second([one, other]), Fate::New, "{one:?} {other:?}");
    }
}

#[test]
fn a_person_decides_about() {
    for (one, other, reason) in [
        (("宏达物流公司", "1", "", ""), ("宏运物流公司", "1", "", ""), Reason::SamePhoneOtherName),
        (
            ("宏达物流公司", "", "杭州", "中山路188号"),
            ("宏达物流公司", "", "宁波", "中山路188号"),
            Reason::SameNameSameAddressElsewhere,
        ),
        (
            ("宏达物流公司", "1", "杭州", "文三路8号"),
            ("宏达物流公司", "1", "宁波", "文三路18号"),
            Reason::SamePhoneAndNameOtherHouse,
        ),
        (
            ("宏达物流公司", "1", "杭州", "文三路8号"),
            ("宏达物流公司", "2", "杭州", "江南大道18号"),
            Reason::SameNameOtherHouse,
        ),
    ] {
        let rows = [one, other].map(|row| keys_of(row, "", ""));
        let fates = settle(&rows, &[], &shipped());
        let held = fates.iter().position(|fate| matches!(fate, Fate::Held { .. })).unwrap();
        let [row, group] = [1 - held, held].map(|row| u32::try_from(row).unwrap());
        let candidate = Some(Candidate::Row(row));
        let expected = Fate::Held { candidate, group, score: reason.score(), reason };
        assert_eq!(fates[held], expected, "{one:?}");
        assert_eq!(fates[1 - held], Fate::New, "{one:?}");

        let fates = settle(&rows[1..], &[(account(3), rows[0])], &shipped());
        let candidate = Some(Candidate::Account(account(3)));
        let expected = Fate::Held { candidate, group: 0, score: reason.score(), reason };
        assert_eq!(fates, [expected], "{one:?}");
    }
}

#[test]
fn a_name_at_three_houses_of_a_city_is_a_chain_s() {
    let row = |house: &str, phone: &str| {
        keys_of(("宏达物流公司", phone, "杭州", &format!("文三路{house}号")), "", "")
    };
    let (one, other, third) = (row("8", "1"), row("18", "2"), row("28", "3"));
    let fates = settle(&[one, other, third], &[], &shipped());
    assert_eq!(fates, [Fate::New; 3]);
    // A branch is another, and makes no chain of two.
    let branch = keys_of(("宏达物流公司滨江分公司", "3", "杭州", "文三路28号"), "", "");
    let fates = settle(&[one, other, branch], &[], &shipped());
    let held = fates.iter().filter(|fate| matches!(fate, Fate::Held { .. }));
    assert_eq!(held.count(), 1, "{fates:?}");
    // A person said that they are two: nobody is asked again.
    let known = [(account(1), one), (account(2), other)];
    assert!(matches!(settle(&[other], &known, &shipped())[0], Fate::Known { .. }));
}

#[test]
fn a_credit_code_outweighs_house_and_region_but_no_branch() {
    let one = ("宏达物流公司", "", "杭州", "文三路8号");
    for (other, same) in [
        (("宏达物流公司", "", "杭州", "文三路18号"), true),
        (("宁波宏运运输公司", "", "", ""), true),
        (("宏达物流公司滨江分公司", "", "杭州", ""), false),
    ] {
        let rows = [one, other].map(|row| keys_of(row, "91330100MA0000000X", ""));
        let fate = settle(&rows, &[], &shipped())[1];
        let reason = Reason::SameCreditCode;
        assert_eq!(fate == Fate::SameAs { row: 0, reason }, same, "{other:?}");
        let rows = [keys_of(one, "91330100MA0000000X", ""), keys_of(one, "91330100MA0000001X", "")];
        assert_eq!(settle(&rows, &[], &shipped()), [Fate::New, Fate::New]);
    }
}

#[test]
fn rows_that_fit_several_customers_are_held_together() {
    let rows = [
        ("宏达物流公司", "1", "杭州", ""),
        ("宏达物流公司", "2", "宁波", ""),
        ("宏达物流公司", "3", "", ""),
        ("宏达物流公司", "4", "", ""),
    ]
    .map(|row| keys_of(row, "", ""));
    let fates = settle(&rows, &[], &shipped());
    assert_eq!(fates[..2], [Fate::New, Fate::New]);
    for fate in &fates[2..] {
        assert!(
            matches!(fate, Fate::Held { group: 2, reason: Reason::FitsSeveral, .. }),
            "{fate:?}"
        );
    }
}

#[test]
fn accounts_known_twice_are_not_joined() {
    let row = keys_of(("宏达物流公司", "1", "杭州", ""), "", "");
    let by_name = keys_of(("宏达物流公司", "2", "杭州", ""), "", "");
    let by_phone = keys_of(("宏达物流公司", "1", "", ""), "", "");
    let known = [(account(4), by_name), (account(9), by_phone), (account(5), by_name)];
    let reason = Reason::SamePhoneAndName;
    let fates = settle(&[row], &known, &shipped());
    assert_eq!(fates, [Fate::Known { account: account(9), reason }], "the surer");
    let reason = Reason::SameNameAndCity;
    let fates = settle(&[row], &[known[2], known[0]], &shipped());
    assert_eq!(fates, [Fate::Known { account: account(4), reason }], "the lower id");
}

#[test]
fn keys_stored_are_few_and_shared_by_what_may_match() {
    let stored = |row| keys_of(row, "", "").stored().collect::<Vec<_>>();
    let full = stored(("杭州宏达汽车销售有限公司", "1 2", "", "文三路8号"));
    let [name, one, other, letters, site] = full[..] else { panic!("{full:?}") };
    assert_eq!(stored(("杭州宏达", "", "", "")), [name, letters]);
    assert_eq!(stored(("王芳", "1", "", "")), [one]);
    assert_eq!(stored(("王芳", "2", "", "")), [other]);
    let ranges = |row| stored(row).into_iter().map(range).collect::<Vec<_>>();
    assert_eq!(ranges(("王芳", "", "杭州", "文三路8号")), [range(site)]);
    let anywhere = ranges(("王芳", "", "", "文三路8号"));
    assert!(anywhere.len() == 1 && anywhere[0] != range(site), "a road in no city that is told");
    assert_eq!(stored(("", "", "", "")), Vec::<u64>::new());
}

#[test]
fn names_of_common_letters_meet_where_the_others_are_much_the_same() {
    let letters = |name: &str| keys_of((name, "", "杭州", ""), "", "").letter_keys();
    let cases = [
        ("宏达兴物流公司", "宏达利物流公司", true, "another letter"),
        ("宏达物流公司", "宏达兴旺物流公司", true, "letters that one lacks"),
        ("宏达兴物流公司", "鸿达兴物流公司", true, "another letter at the head"),
        ("宏达物流公司", "宏达物流集团公司", true, "the same letters"),
        ("宏达兴旺物流公司", "宏达永昌物流公司", false, "two other letters"),
        ("宏达兴物流公司", "永昌兴物流公司", false, "no two letters"),
    ];
    for (one, other, expected, why) in cases {
        let others = letters(other);
        let found = letters(one)
            .into_iter()
            .filter(|key| *key != 0)
            .any(|key| others.iter().any(|other| meet(key, *other, &shipped().weights)));
        assert_eq!(found, expected, "{why}: {one} and {other}");
    }
    let [key, ..] = letters("宏达兴旺物流公司");
    let (least, greatest) = range(key);
    assert!((least..=greatest).contains(&key) && least < key && key < greatest);
    assert_eq!(range(least), range(greatest));
    let name = keys_of(("宏达", "1", "", ""), "", "").stored().next().unwrap();
    assert_eq!(range(name), (name, name), "other keys are found by themselves");
}

#[test]
fn names_at_one_site_meet_where_they_have_something_in_common() {
    let site = |name: &str| {
        let keys = keys_of((name, "", "杭州", "文三路8号"), "", "");
        keys.stored().last().unwrap()
    };
    let cases = [
        ("宏达物流公司", "宏达汽车公司", true, "the same letters"),
        ("宏达物流公司", "鸿大物流公司", true, "letters that sound alike"),
        ("宏达兴旺物流公司", "永昌兴旺汽车公司", true, "two letters of four"),
        ("金金物流公司", "金金汽车公司", true, "one letter twice"),
        ("宏达物流公司", "永昌物流公司", false, "trades alone"),
        ("宏达物流公司", "宏清汽车公司", false, "one letter"),
        ("Alpine Motors Ltd", "Alpine Logistics Ltd", true, "a word"),
        ("Alpine Ltd", "Sunrise Ltd", false, "no word"),
        ("广汽本田永昌店", "宏达汽车公司", true, "a shop's sign"),
        ("鑫物流公司", "宏达物流公司", true, "too short a name to tell"),
    ];
    let weights = shipped().weights;
    for (one, other, expected, why) in cases {
        assert_eq!(meet(site(one), site(other), &weights), expected, "{why}: {one}, {other}");
        assert_eq!(range(site(one)), range(site(other)), "{why}: a site has one range");
    }
    let asking = Weights { name_differs: 10, ..weights };
    assert!(
        meet(site("宏达物流公司"), site("永昌物流公司"), &asking),
        "it weighs too little to tell"
    );
}

#[test]
fn shared_phones_and_common_names_cost_little_and_hold_nobody() {
    let mut rows = Vec::new();
    for i in 0..20_000 {
        let name = format!("宏{i}达物流公司");
        rows.push(keys_of((&name, "4008208820", "杭州", ""), "", ""));
        let address = format!("文三路{i}号");
        rows.push(keys_of(("中心加油站", "", "杭州", &address), "", ""));
    }
    let fates = settle(&rows, &[], &shipped());
    assert!(fates.iter().all(|fate| *fate == Fate::New));
}

#[test]
fn under_a_key_that_is_crowded_in_the_base_nobody_is_compared() {
    let one = keys_of(("宏达物流公司", "1", "杭州", "文三路8号"), "", "");
    let other = keys_of(("宏达汽车公司", "2", "杭州", "文三路8号"), "", "");
    let mut base = Base { accounts: vec![(account(1), one)], ..Base::default() };
    let is_held =
        |base: &Base| matches!(super::settle(&[other], base, &shipped())[0], Fate::Held { .. });
    assert!(is_held(&base));
    base.crowded = one.common().map(|key| range(key).0).collect();
    assert!(!is_held(&base));
    // A key of its own finds it still.
    let same = keys_of(("宏达物流公司", "1", "", ""), "", "");
    let fates = super::settle(&[same], &base, &shipped());
    assert!(matches!(fates[0], Fate::Known { .. }), "{fates:?}");
}

#[test]
fn a_key_of_a_thousand_rows_chains_nobody() {
    let mut rows = Vec::new();
    for i in 0..1_000_u32 {
        let letter = |at: u32| char::from_u32(0x4e00 + (i * 17 + at * 7919) % 20_000).unwrap();
        // One mall, one switchboard, one beginning of all names.
        let name = format!("宏达{}{}{}汽车销售有限公司", letter(1), letter(2), letter(3));
        rows.push(keys_of((&name, "4008208820", "杭州", "石桥路88号汽车城"), "", ""));
    }
    let fates = settle(&rows, &[], &shipped());
    assert!(fates.iter().all(|fate| *fate == Fate::New));
}

#[test]
fn two_brands_and_renamed_firms_at_one_site_go_to_review() {
    let site = "罗湖区清水河一路博隆大厦8号";
    for (one, other) in [
        ("深圳市红彤汽车贸易有限公司", "深圳市红彤东浩汽车销售服务有限公司"),
        ("杭州宏达福特汽车销售有限公司", "杭州宏达丰田汽车销售有限公司"),
        ("广州安骅骅能汽车有限公司", "广州安骅盛隆汽车销售服务有限公司"),
        ("潮州市志诚汽车贸易有限公司", "潮州市融源汽车销售有限公司"),
    ] {
        let city = one.chars().take(2).collect::<String>();
        for phones in [["+8675525920000"; 2], ["+8675525920000", "+8675525920000 2"]] {
            let rows = [(one, phones[0]), (other, phones[1])]
                .map(|(name, phone)| keys_of((name, phone, &city, site), "", ""));
            let fates = settle(&rows, &[], &shipped());
            let held = fates.iter().filter(|fate| matches!(fate, Fate::Held { .. })).count();
            assert_eq!(held, 1, "{one} {other} {fates:?}");
        }
    }
}

#[test]
fn rows_without_phone_or_name_never_merge_by_themselves() {
    for (one, other) in [
        (("王芳", "", "杭州", "文三路8号"), ("王芳", "", "杭州", "文三路8号")),
        (("汽车销售公司", "", "杭州", "文三路8号"), ("汽车销售公司", "", "杭州", "文三路8号")),
        (("", "", "杭州", "文三路8号"), ("", "", "杭州", "文三路8号")),
        (("", "", "杭州", "文三路8号"), ("宏达物流公司", "1", "杭州", "文三路8号")),
    ] {
        assert_eq!(fate_of_second([one, other]), Fate::New, "{one:?} {other:?}");
    }
}

#[test]
fn what_each_field_says_adds_up_to_the_weight() {
    let one = keys_of(("黄冈宜顺汽车销售公司", "1", "黄冈", "南湖路8号"), "", "");
    let other = keys_of(("黄刚宜顺汽车小售公司", "1", "黄冈", "南湖路8号"), "", "");
    let says = explain(&one, &other, &shipped());
    let of = |field| says.fields.iter().find(|says| says.field == field).unwrap();
    assert_eq!(of(Field::Phone).agreement, Agreement::Agrees);
    assert_eq!(of(Field::Name).agreement, Agreement::IsClose);
    assert_eq!(of(Field::Address).agreement, Agreement::Agrees);
    assert_eq!(of(Field::City).agreement, Agreement::Agrees);
    assert_eq!(of(Field::Email).agreement, Agreement::Missing);
    let weights = shipped().weights;
    let sum: i32 = says.fields.iter().map(|says| says.weight).sum();
    assert_eq!(says.sum, sum);
    assert!(sum >= i32::try_from(weights.sure).unwrap(), "{says:?}");
    assert_eq!(says, explain(&other, &one, &shipped()), "both ways");
}

#[test]
fn reasons_have_codes_of_their_own_and_those_that_are_sure_fall_in_score() {
    let codes: std::collections::HashSet<_> = Reason::ALL.iter().map(|r| r.code()).collect();
    assert_eq!(codes.len(), Reason::ALL.len());
    let held = Reason::ALL.iter().position(|r| *r == Reason::SamePhoneAndNameOtherHouse).unwrap();
    let (sure, held) = Reason::ALL.split_at(held);
    assert!(sure.is_sorted_by_key(|reason| u8::MAX - reason.score()));
    assert!(held.iter().all(|reason| sure.iter().all(|other| reason.score() < other.score())));
}

/// Decides on rows against accounts of which all are known.
fn settle(rows: &[Keys], known: &[(AccountId, Keys)], settings: &Matching) -> Vec<Fate> {
    let base = Base { accounts: known.to_vec(), ..Base::default() };
    super::settle(rows, &base, settings)
}

/// Rows over an alphabet so small that almost everything meets and contradicts.
fn any_keys() -> impl Strategy<Value = Keys> {
    let name = prop::sample::select(vec![
        "",
        "宏达物流公司",
        "宏达物流公司一分公司",
        "杭州宏达物流公司",
        "宁波宏达物流公司",
        "宏达汽车销售公司",
        "宏达汽贸公司",
        "杭州宏达",
        "王芳",
        "汽车销售公司",
    ]);
    let phones = prop::sample::select(vec!["", "1", "2", "1 2", "2 3"]);
    let city = prop::sample::select(vec!["", "", "杭州", "宁波"]);
    let address = prop::sample::select(vec!["", "", "文三路8号", "文三路18号"]);
    let code = prop::sample::select(vec!["", "", "", "X", "Y"]);
    let email = prop::sample::select(vec!["", "", "a@kam.example"]);
    (name, phones, city, address, code, email).prop_map(
        |(name, phones, city, address, code, email)| {
            keys_of((name, phones, city, address), code, email)
        },
    )
}

/// Names at one site, of few letters, some of which sound alike.
fn neighbour() -> impl Strategy<Value = Keys> {
    let letters = prop::sample::select(vec!["宏", "鸿", "达", "大", "金", "鑫", "兴", "旺", "芳"]);
    let letters = prop::collection::vec(letters, 1..5).prop_map(|letters| letters.concat());
    let words = prop::sample::select(vec!["Alpine ", "Sunrise ", "of ", "Motors ", "the ", "Li "]);
    let words = prop::collection::vec(words, 1..4).prop_map(|words| words.concat());
    let before = prop::sample::select(vec!["", "", "广汽本田", "别克", "杭州"]);
    let after = prop::sample::select(vec!["", "物流公司", "汽车销售服务有限公司", "店", " Ltd"]);
    let phone = prop::sample::select(vec!["", "057188800001", "057188800002", "13800000001"]);
    (prop_oneof![letters, words], before, after, phone).prop_map(|(own, before, after, phone)| {
        keys_of((&format!("{before}{own}{after}"), phone, "杭州", "文三路8号"), "", "")
    })
}

type Shape = (Keys, u8, Vec<Keys>, Option<AccountId>, Vec<Keys>);

/// Returns for each row its facts, what it is, the facts of its group and those of its candidate:
/// what may not depend on the order of rows.
fn shape(rows: &[Keys], fates: &[Fate]) -> Vec<Shape> {
    let members = |wanted: u32| {
        let of = |(row, fate): (u32, &Fate)| match fate {
            Fate::New => row,
            Fate::SameAs { row, .. } => *row,
            Fate::Held { group, .. } => *group,
            Fate::Known { .. } => u32::MAX,
        };
        let mut members: Vec<Keys> = (0..)
            .zip(fates)
            .filter(|at| of(*at) == wanted)
            .map(|(row, _)| rows[row as usize])
            .collect();
        members.sort_unstable();
        members
    };
    let mut shape: Vec<_> = (0..)
        .zip(fates)
        .map(|(row, fate)| {
            let keys = rows[row as usize];
            match *fate {
                Fate::New => (keys, 0, members(row), None, Vec::new()),
                Fate::SameAs { row, .. } => (keys, 0, members(row), None, Vec::new()),
                Fate::Known { account, .. } => (keys, 1, Vec::new(), Some(account), Vec::new()),
                Fate::Held { candidate, group, .. } => match candidate {
                    Some(Candidate::Account(id)) => (keys, 2, members(group), Some(id), Vec::new()),
                    Some(Candidate::Row(row)) => (keys, 2, members(group), None, members(row)),
                    None => (keys, 2, members(group), None, Vec::new()),
                },
            }
        })
        .collect();
    shape.sort_unstable();
    shape
}

/// Returns whether two members of a group may be one: nothing contradicts, or only what a firm
/// that two members with one phone name may change, its house and the place in its name.
fn may_be_one(one: &Keys, other: &Keys, group: &[&Keys]) -> bool {
    let still = |keys: &Keys| Keys { region: 0, house_number: 0, ..*keys };
    let shared = |a: &Keys| {
        let differs = |b: &&&Keys| b.region != a.region || b.house_number != a.house_number;
        group.iter().filter(differs).any(|b| a.shares_phone(b))
    };
    !one.contradicts(other)
        || !still(one).contradicts(&still(other)) && group.iter().any(|keys| shared(keys))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// The same rows and accounts in any order give the same groups.
    #[test]
    fn order_plays_no_part(
        (rows, shuffled) in prop::collection::vec(any_keys(), 0..14)
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        (known, known_shuffled) in prop::collection::vec((1_i64..4, any_keys()), 0..4)
            .prop_flat_map(|known| (Just(known.clone()), Just(known).prop_shuffle())),
    ) {
        let accounts = |known: Vec<(i64, Keys)>| -> Vec<_> {
            known.into_iter().map(|(id, keys)| (account(id), keys)).collect()
        };
        let fates = settle(&rows, &accounts(known), &shipped());
        let others = settle(&shuffled, &accounts(known_shuffled), &shipped());
        prop_assert_eq!(shape(&rows, &fates), shape(&shuffled, &others));
    }

    /// No two rows of one group contradict each other, and every reference leads where it should.
    #[test]
    fn groups_hold_together(rows in prop::collection::vec(any_keys(), 0..14),
                            known in prop::collection::vec((1_i64..4, any_keys()), 0..4)) {
        let known: Vec<_> = known.into_iter().map(|(id, keys)| (account(id), keys)).collect();
        let fates = settle(&rows, &known, &shipped());
        prop_assert_eq!(fates.len(), rows.len());
        for ((at, fate), keys) in (0_u32..).zip(&fates).zip(&rows) {
            match *fate {
                Fate::New => {}
                Fate::SameAs { row, .. } => {
                    prop_assert!(row < at);
                    prop_assert_eq!(fates[row as usize], Fate::New);
                    let first = &rows[row as usize];
                    let mut group = vec![first];
                    for (other, keys_of_other) in fates.iter().zip(&rows) {
                        if matches!(other, Fate::SameAs { row: first, .. } if *first == row) {
                            group.push(keys_of_other);
                        }
                    }
                    prop_assert!(group.iter().all(|other| may_be_one(keys, other, &group)));
                }
                Fate::Known { account, .. } => {
                    prop_assert!(known.iter().any(|(id, _)| *id == account));
                    let theirs = known.iter().filter(|(id, _)| *id == account);
                    let mut group: Vec<&Keys> = theirs.map(|(_, keys)| keys).collect();
                    let own = group.len();
                    for (other, keys_of_other) in fates.iter().zip(&rows) {
                        if matches!(other, Fate::Known { account: theirs, .. } if *theirs == account) {
                            group.push(keys_of_other);
                        }
                    }
                    prop_assert!(group[..own].iter().any(|other| may_be_one(keys, other, &group)));
                }
                Fate::Held { candidate, group, .. } => {
                    prop_assert!(group <= at);
                    let mut held = Vec::new();
                    for (other, keys_of_other) in fates.iter().zip(&rows) {
                        if matches!(other, Fate::Held { group: theirs, .. } if *theirs == group) {
                            held.push(keys_of_other);
                        }
                    }
                    prop_assert!(may_be_one(keys, &rows[group as usize], &held));
                    match candidate {
                        Some(Candidate::Row(row)) => {
                            prop_assert_eq!(fates[row as usize], Fate::New);
                        }
                        Some(Candidate::Account(id)) => {
                            prop_assert!(known.iter().any(|(known, _)| *known == id));
                        }
                        None => prop_assert!(false, "held without candidate"),
                    }
                }
            }
        }
    }

    /// Weights are the same whichever of the two comes first.
    #[test]
    fn weights_know_no_direction(one in any_keys(), other in any_keys()) {
        prop_assert_eq!(explain(&one, &other, &shipped()), explain(&other, &one, &shipped()));
    }

    /// A row finds among accounts what it would find in its own list, and shares a stored key with
    /// it, by which it is looked for. Of a city told once, an address alone makes nobody sure.
    #[test]
    fn the_base_decides_as_the_list_does(base in any_keys(), row in any_keys()) {
        let within = settle(&[base, row], &[], &shipped());
        let against = settle(&[row], &[(account(1), base)], &shipped());
        let group = |at: usize| match within[at] {
            Fate::SameAs { row, .. } => row,
            Fate::New | Fate::Known { .. } => u32::try_from(at).unwrap(),
            Fate::Held { group, .. } => group + 2,
        };
        prop_assert_eq!(matches!(against[0], Fate::Known { .. }), group(0) == group(1));
        let held = within.iter().any(|fate| matches!(fate, Fate::Held { .. }));
        prop_assert_eq!(matches!(against[0], Fate::Held { .. }), held);
        let is_found = row.stored().any(|key| base.stored().any(|other| meet(key, other, &shipped().weights)));
        prop_assert!(row.stored().count() <= row.stored_at_most());
        prop_assert!(is_found || group(0) != group(1));
        prop_assert!(is_found || !held || row.city == 0 || base.city == 0 || row.city != base.city);
    }

    /// Of a house with many firms an account is read where a person may be asked about it and a row.
    #[test]
    fn neighbours_that_are_asked_about_share_a_key(one in neighbour(), other in neighbour()) {
        let fates = settle(&[one, other], &[], &shipped());
        let is_found = one.stored().any(|key| {
            other.stored().any(|others| meet(key, others, &shipped().weights))
        });
        prop_assert!(is_found || one == other || fates == [Fate::New, Fate::New], "{:?}", fates);
    }

    /// Rows settled before and then known fare no worse: nobody is new twice.
    #[test]
    fn rows_are_found_again(row in any_keys()) {
        let fates = settle(&[row], &[(account(1), row)], &shipped());
        prop_assert_eq!(matches!(fates[0], Fate::Known { .. }), row.proves_itself());
    }
}

mod of_accounts {
    use super::*;
    use crate::ingest::matching::{Twin, twins};

    fn accounts(rows: &[Keys]) -> Vec<(AccountId, Keys)> {
        (1..).map(AccountId).zip(rows.iter().copied()).collect()
    }

    fn found(rows: &[Keys], apart: &[(i64, i64)]) -> Vec<Twin> {
        let apart: Vec<_> =
            apart.iter().map(|(one, other)| (AccountId(*one), AccountId(*other))).collect();
        twins(&accounts(rows), &apart, &shipped())
    }

    #[test]
    fn the_same_twice_is_sure_and_another_name_under_one_phone_is_asked() {
        let rows = [
            keys_of(("宏达物流公司", "1", "杭州", ""), "", ""),
            keys_of(("宏达物流有限公司", "1", "杭州", ""), "", ""),
            keys_of(("清溪贸易公司", "1", "杭州", ""), "", ""),
            keys_of(("云麓广告公司", "2", "杭州", ""), "", ""),
        ];
        let found = found(&rows, &[]);
        let told: Vec<_> =
            found.iter().map(|twin| (twin.account.0, twin.candidate.0, twin.is_sure)).collect();
        assert_eq!(told.len(), 2, "{found:?}");
        assert!(told.contains(&(2, 1, true)), "{found:?}");
        assert!(told.iter().any(|(_, _, is_sure)| !is_sure), "{found:?}");
    }

    #[test]
    fn what_a_person_said_is_two_is_neither_joined_nor_asked() {
        let one = keys_of(("宏达物流公司", "1", "杭州", ""), "", "");
        assert_eq!(found(&[one, one], &[]).len(), 1);
        assert_eq!(found(&[one, one], &[(1, 2)]), []);
        // A third goes to one of them, and the other stays where it is.
        let twins = found(&[one, one, one], &[(1, 2)]);
        let sure: Vec<_> = twins.iter().filter(|twin| twin.is_sure).collect();
        assert_eq!(sure.len(), 1, "{twins:?}");
        assert!(!twins.iter().any(|t| (t.account.0, t.candidate.0) == (2, 1)), "{twins:?}");
        let other = keys_of(("清溪贸易公司", "1", "杭州", ""), "", "");
        assert_eq!(found(&[one, other], &[]).len(), 1);
        assert_eq!(found(&[one, other], &[(1, 2)]), []);
    }

    #[test]
    fn an_account_of_many_phones_is_one() {
        let one = keys_of(("宏达物流公司", "1", "杭州", ""), "", "");
        let more = keys_of(("宏达物流公司", "2", "杭州", ""), "", "");
        let other = keys_of(("宏达物流", "2", "", ""), "", "");
        let accounts = [(AccountId(3), one), (AccountId(3), more), (AccountId(9), other)];
        let twins = twins(&accounts, &[], &shipped());
        let told: Vec<_> = twins.iter().map(|t| (t.account.0, t.candidate.0, t.is_sure)).collect();
        assert_eq!(told, [(9, 3, true)]);
    }

    #[test]
    fn a_key_of_a_thousand_accounts_joins_nobody() {
        let names: Vec<String> = (0..1000_u32)
            .map(|n| {
                let letter = |n| char::from_u32(0x4e00 + n).unwrap_or('一');
                format!("{}{}物流公司", letter(7 * n), letter(20_000 - 3 * n))
            })
            .collect();
        let rows: Vec<Keys> =
            names.iter().map(|name| keys_of((name, "1", "杭州", ""), "", "")).collect();
        let twins = found(&rows, &[]);
        assert!(twins.iter().all(|twin| !twin.is_sure), "{:?}", twins.first());
    }

    proptest! {
        /// Which accounts are one does not depend on the order of their ids.
        #[test]
        fn groups_do_not_depend_on_ids(
            rows in prop::collection::vec(any_keys(), 0..12),
            seed in any::<u64>(),
        ) {
            let mut order: Vec<usize> = (0..rows.len()).collect();
            order.sort_by_key(|at| xxhash_rust::xxh3::xxh3_64_with_seed(&at.to_le_bytes(), seed));
            let mixed: Vec<Keys> = order.iter().map(|at| rows[*at]).collect();
            let groups = |rows: &[Keys], place: &dyn Fn(i64) -> Keys| {
                let twins = found(rows, &[]).into_iter().filter(|twin| twin.is_sure);
                let mut groups = std::collections::BTreeMap::<i64, Vec<Keys>>::new();
                for twin in twins {
                    let first = twin.candidate.0;
                    groups.entry(first).or_insert_with(|| vec![place(first)]);
                    groups.entry(first).or_default().push(place(twin.account.0));
                }
                let mut groups: Vec<Vec<Keys>> = groups.into_values().collect();
                for group in &mut groups {
                    group.sort_unstable();
                }
                groups.sort_unstable();
                groups
            };
            let at = |rows: &[Keys], id: i64| rows[usize::try_from(id - 1).unwrap()];
            let one = groups(&rows, &|id| at(&rows, id));
            prop_assert_eq!(one, groups(&mixed, &|id| at(&mixed, id)));
        }
    }
}
