use super::*;
use crate::model::{Money, Person, PhoneKind};

fn terms() -> Terms {
    Terms {
        source: SourceId(1),
        shop: None,
        owner: None,
        today: "2026-03-02".parse().unwrap(),
        organisation_funnel: ("key-account".into(), "lead".into()),
        person_funnel: ("retail".into(), "lead".into()),
        channels: Playbook::shipped().channels,
    }
}

fn lead(name: &str) -> Lead {
    Lead { name: Some(name.to_owned()), ..Lead::default() }
}

fn phone(number: &str) -> Phone {
    Phone { number: number.to_owned(), extension: None, kind: PhoneKind::Mobile }
}

#[test]
fn a_channel_is_kept_by_its_code_however_a_list_calls_it() {
    for (written, kept) in [
        ("D", "D"),
        ("d", "D"),
        ("网站", "D"),
        ("Website", "D"),
        ("抖音", "抖音"),
        ("yp-2017", "yp-2017"),
    ] {
        let told = Lead { channel: Some(written.to_owned()), ..lead("多达") };
        let draft = Draft::new(AccountId(1), told, &terms());
        assert_eq!(draft.account.channel.as_deref(), Some(kept), "{written}");
    }
}

#[test]
fn a_blank_never_erases_and_a_conflict_keeps_both_values() {
    let first =
        Lead {
            industry: Some("物流".into()), email: Some("a@x.example".into()), ..lead("多达")
        };
    let mut draft = Draft::new(AccountId(1), first, &terms());
    draft.absorb(lead("多达"), Preference::Stored, &terms());
    assert_eq!(draft.account.industry.as_deref(), Some("物流"));

    let other = Lead { email: Some("b@x.example".into()), ..lead("多达公司") };
    draft.absorb(other.clone(), Preference::Stored, &terms());
    assert_eq!(draft.account.email.as_deref(), Some("a@x.example"));
    assert_eq!(draft.variants, [("name", "多达公司".into()), ("email", "b@x.example".into())]);

    draft.absorb(other, Preference::List, &terms());
    assert_eq!(draft.account.email.as_deref(), Some("b@x.example"));
    assert!(draft.variants.contains(&("email", "a@x.example".into())));
}

#[test]
fn phones_contacts_and_tags_are_added_once() {
    let person = Person { name: "张志强".into(), title: None, department: None };
    let row = Lead {
        phones: vec![phone("+8613800138000"), phone("+8613800138001")],
        contact: Some(person.clone()),
        tags: vec!["展会".into()],
        ..lead("多达")
    };
    let mut draft = Draft::new(AccountId(1), row.clone(), &terms());
    let titled = Person { title: Some("采购经理".into()), ..person };
    draft.absorb(Lead { contact: Some(titled), ..row }, Preference::Stored, &terms());
    assert_eq!(draft.phones.len(), 2);
    assert_eq!(draft.phones[0].contact, Some(ContactId(-1)));
    assert_eq!(draft.contacts.len(), 1);
    assert_eq!(draft.contacts[0].title.as_deref(), Some("采购经理"));
    assert_eq!(draft.account.tags, ["展会"]);
}

#[test]
fn one_open_deal_per_product() {
    let wants = |model: Option<&str>, quantity| Lead {
        interest: Some(Interest { model: model.map(Into::into), quantity, ..Interest::default() }),
        ..lead("多达")
    };
    let mut draft = Draft::new(AccountId(1), wants(Some("朗逸"), Some(5)), &terms());
    draft.absorb(wants(Some("朗逸"), Some(6)), Preference::Stored, &terms());
    draft.absorb(wants(None, None), Preference::Stored, &terms());
    assert_eq!(draft.deals.len(), 1);
    assert_eq!(draft.deals[0].quantity, Some(6));
    draft.absorb(wants(Some("途安"), Some(1)), Preference::Stored, &terms());
    assert_eq!(draft.deals.len(), 2);
    assert_eq!(
        (draft.deals[1].preset.as_str(), draft.deals[1].grade),
        ("key-account", crate::model::Grade::N)
    );
    assert_eq!(draft.deals[0].budget, None::<Money>);
}

#[test]
fn a_row_without_a_name_goes_by_what_it_has() {
    let row = Lead { phones: vec![phone("+8613800138000")], ..Lead::default() };
    assert_eq!(Draft::new(AccountId(1), row, &terms()).account.name, "13800138000");
}

#[test]
fn a_place_is_taken_whole() {
    let at = |city: Option<&str>, district: Option<&str>| Lead {
        city: city.map(Into::into),
        district: district.map(Into::into),
        ..lead("多达")
    };
    let mut draft = Draft::new(AccountId(1), at(Some("杭州市"), None), &terms());
    draft.absorb(at(Some("宁波市"), Some("海曙区")), Preference::Stored, &terms());
    assert_eq!(draft.account.district, None);
    draft.absorb(at(Some("杭州市"), Some("西湖区")), Preference::Stored, &terms());
    assert_eq!(draft.account.district.as_deref(), Some("西湖区"));
}

#[test]
fn extra_cells_are_kept_and_never_replaced() {
    let with =
        |cell: &str| Lead { extra: vec![("官网排名".into(), cell.into())], ..lead("多达") };
    let mut draft = Draft::new(AccountId(1), with("3"), &terms());
    draft.absorb(with("4"), Preference::Stored, &terms());
    assert_eq!(draft.account.extra.as_deref(), Some(r#"{"官网排名":"3"}"#));
}

#[test]
fn a_more_trusted_list_moves_an_account_whole_and_keeps_its_name() {
    let at = |name: &str, city: &str, district: Option<&str>| Lead {
        province: Some("浙江省".into()),
        city: Some(city.into()),
        district: district.map(Into::into),
        ..lead(name)
    };
    let first = at("多达", "杭州市", Some("西湖区"));
    let mut draft = Draft::new(AccountId(1), first.clone(), &terms());
    let other = at("多达公司", "宁波市", None);
    draft.absorb(other.clone(), Preference::Stored, &terms());
    assert_eq!(draft.account.city.as_deref(), Some("杭州市"));
    draft.absorb(other, Preference::List, &terms());
    let account = &draft.account;
    assert_eq!((account.name.as_str(), account.city.as_deref()), ("多达", Some("宁波市")));
    assert_eq!(account.district, None, "the district of another city");
    let variants = [("city", "宁波市"), ("name", "多达公司"), ("city", "杭州市")];
    assert_eq!(draft.variants, variants.map(|(field, value)| (field, value.to_owned())));
    // A row that tells no city says nothing against the one that is known.
    draft.absorb(Lead { city: None, district: None, ..first }, Preference::List, &terms());
    assert_eq!(draft.account.city.as_deref(), Some("宁波市"));
}

#[test]
fn a_row_corrects_its_name_its_extra_cells_and_what_it_brought() {
    let row = |name: &str, cell: &str, number: &str| Lead {
        extra: vec![("积分".into(), cell.into())],
        phones: vec![phone(number)],
        ..lead(name)
    };
    let mut draft = Draft::new(AccountId(1), row("多达", "10", "+8613800138000"), &terms());
    for (at, phone) in (1..).zip(&mut draft.phones) {
        phone.id = PhoneId(at);
    }
    let now = row("多大", "20", "+8613800138001");
    let before = RowFacts { phones: vec![PhoneId(1)], purchases: vec![PurchaseId(7)] };
    draft.correct(before.clone(), &now, false);
    assert!(draft.dropped_purchases.is_empty(), "nothing is bought instead");
    draft.correct(before, &now, true);
    draft.absorb(now, Preference::Row, &terms());
    assert_eq!(draft.account.name, "多大");
    assert_eq!(draft.account.extra.as_deref(), Some(r#"{"积分":"20"}"#));
    assert_eq!(
        (draft.dropped_phones, draft.dropped_purchases),
        (vec![PhoneId(1)], vec![PurchaseId(7)])
    );
    assert_eq!(draft.phones.len(), 1);
    assert_eq!(draft.variants, [("name", "多达".to_owned())]);
}

#[test]
fn a_row_without_a_phone_takes_none_away() {
    let mut draft = Draft::new(
        AccountId(1),
        Lead { phones: vec![phone("+8613800138000")], ..lead("多达") },
        &terms(),
    );
    draft.phones[0].id = PhoneId(1);
    let before = RowFacts { phones: vec![PhoneId(1)], purchases: Vec::new() };
    draft.correct(before, &lead("多达"), false);
    assert!(draft.dropped_phones.is_empty() && draft.phones.len() == 1);
}

#[test]
fn only_what_several_rows_say_together_has_keys_of_its_own() {
    let organisation = Some(AccountKind::Organisation);
    let lead = |name| Lead { kind: organisation, ..lead(name) };
    let placed = |lead: Lead| Lead { city: Some("杭州市".into()), ..lead };
    let keys = |rows: &[Lead]| {
        let mut draft = Draft::new(AccountId(1), rows[0].clone(), &terms());
        for row in &rows[1..] {
            draft.absorb(row.clone(), Preference::Stored, &terms());
        }
        draft.keys_beyond_rows().count()
    };
    let firm = || lead("杭州多达物流有限公司");
    assert_eq!(keys(&[placed(firm())]), 0, "one row says all of it");
    assert_eq!(keys(&[placed(firm()), placed(firm())]), 0);
    assert_eq!(keys(&[firm(), placed(firm())]), 0, "the second says all of it");
    assert!(keys(&[firm(), placed(lead("多达物流"))]) > 0, "the place is of the other name");
    let phones = |numbers: std::ops::Range<u32>| Lead {
        phones: numbers.map(|last| phone(&format!("+861380013800{last}"))).collect(),
        ..firm()
    };
    assert_eq!(keys(&[phones(0..4)]), 0);
    assert!(keys(&[phones(0..5)]) > 0, "a row is compared by four");
    let untold = Lead { kind: None, ..placed(lead("测试")) };
    assert!(keys(&[untold]) > 0, "it is taken for an organisation's");
}

#[test]
fn each_of_many_phones_is_there_once() {
    let numbers: Vec<String> = (0..3 * MANY_PHONES).map(|at| format!("+86138{at:08}")).collect();
    let row = |number: &String| Lead { phones: vec![phone(number)], ..lead("多达") };
    let mut draft = Draft::new(AccountId(1), row(&numbers[0]), &terms());
    for number in numbers.iter().chain(&numbers) {
        draft.absorb(row(number), Preference::Stored, &terms());
    }
    let kept = |draft: &Draft| -> Vec<String> {
        draft.phones.iter().map(|phone| phone.number.clone()).collect()
    };
    assert_eq!(kept(&draft), numbers);
    // What a row corrects away may come again.
    draft.phones[1].id = PhoneId(2);
    let before = RowFacts { phones: vec![PhoneId(2)], purchases: Vec::new() };
    draft.correct(before, &row(&numbers[0]), false);
    assert_eq!(kept(&draft).len(), numbers.len() - 1);
    draft.absorb(row(&numbers[1]), Preference::Stored, &terms());
    draft.absorb(row(&numbers[1]), Preference::Stored, &terms());
    assert_eq!(kept(&draft).len(), numbers.len());
    assert_eq!(kept(&draft).last(), Some(&numbers[1]));
}
