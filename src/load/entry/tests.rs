use super::*;
use crate::model::{Contact, PhoneKind, Separation};
use crate::playbook::SHIPPED;
use crate::store::testing::{caller, on_both};
use crate::store::{Store, Written};

fn said(name: &str, phones: &[&str]) -> Said {
    Said {
        name: Some(name.to_owned()),
        add_phones: phones.iter().map(|phone| (*phone).to_owned()).collect(),
        ..Said::default()
    }
}

fn set(text: &str) -> Wish<String> {
    Wish::of(Some(text))
}

fn enter(store: &Store, said: Said, is_new: bool) -> Result<Entered, EntryError> {
    let playbook = Playbook::parse(SHIPPED).unwrap();
    let entry = clean(said, Some("杭州")).unwrap();
    store
        .write(&caller("add"), false, |op| add(op, &entry, &playbook, is_new))
        .map(|written| written.value)
}

fn change(store: &Store, account: i64, said: Said) -> Result<Written<bool>, EntryError> {
    let entry = clean(said, Some("杭州")).unwrap();
    store.write(&caller("edit"), false, |op| edit(op, AccountId(account), &entry))
}

fn account(store: &Store, id: i64) -> Account {
    store.db().get(AccountId(id)).unwrap()
}

#[test]
fn all_that_cannot_be_read_is_named_at_once() {
    let said = Said {
        email: set("x"),
        credit_code: set("123"),
        ..said("新客户", &["1380013800", "13800138000", "电话13800138001（王）"])
    };
    let wrong: Vec<_> = clean(said, None)
        .unwrap_err()
        .into_iter()
        .map(|unclear| (unclear.field, unclear.problem.code))
        .collect();
    assert_eq!(
        wrong,
        [("phone", "phone-length"), ("email", "email-form"), ("credit_code", "credit-code-length")]
    );
}

#[test]
fn what_is_read_in_part_is_used_and_remarked_on() {
    let said = Said { email: set("A@x.example; b@x.example"), ..said("新客户", &[]) };
    let entry = clean(said, None).unwrap();
    assert_eq!(entry.said.email, set("a@x.example"));
    assert_eq!(entry.remarks[0].problem.code, "email-several");
}

#[test]
fn an_entered_account_is_clean_and_found_again() {
    on_both(|store| {
        let said = Said {
            contact: Some("张志强经理".to_owned()),
            city: set("杭州"),
            address: set("西湖区文三路395号"),
            tags: Wish::Set(vec!["vip".into(), "vip".into(), "展会".into()]),
            ..said("多达物流有限公司", &["138 0013 8000", "6555 1234"])
        };
        let entered = enter(store, said, false).unwrap();
        let account = account(store, entered.account.id.0);
        assert_eq!(account, entered.account);
        let place = [&account.province, &account.city, &account.district].map(Option::as_deref);
        assert_eq!(place, [Some("浙江省"), Some("杭州市"), Some("西湖区")]);
        assert_eq!((account.kind, account.tags.len()), (AccountKind::Organisation, 2));
        let contacts = store.db().every::<Contact>().unwrap();
        assert_eq!(
            (contacts[0].name.as_str(), contacts[0].title.as_deref()),
            ("张志强", Some("经理"))
        );
        let phones = store.db().every::<StoredPhone>().unwrap();
        assert!(phones.iter().all(|phone| phone.contact == Some(contacts[0].id)));
        assert_eq!(
            (phones[1].number.as_str(), phones[1].kind),
            ("+8657165551234", PhoneKind::Landline)
        );

        let again = enter(store, self::said("多达物流", &["13800138000"]), false);
        assert!(matches!(
            again,
            Err(EntryError::Known { account: AccountId(1), reason: Reason::SamePhoneAndName, .. })
        ));
        let other = enter(store, self::said("宏达租赁有限公司", &["13800138000"]), false).unwrap();
        let likely = other.likely.unwrap();
        assert_eq!((likely.account, likely.reason), (AccountId(1), Reason::SamePhoneOtherName));
    });
}

#[test]
fn a_person_who_knows_better_is_remembered() {
    on_both(|store| {
        let code = || Said { credit_code: set("91330100799655058B"), ..said("多达物流", &[]) };
        enter(store, code(), false).unwrap();
        assert!(matches!(
            enter(store, code(), false),
            Err(EntryError::Known { reason: Reason::SameCreditCode, .. })
        ));
        assert!(enter(store, code(), true).unwrap().likely.is_none());
        let [separation] = &store.db().every::<Separation>().unwrap()[..] else { panic!() };
        assert_eq!((separation.account, separation.other), (AccountId(1), AccountId(2)));
    });
}

#[test]
fn an_edit_changes_what_is_said_and_clears_what_is_blank() {
    on_both(|store| {
        let first =
            Said {
                industry: set("物流"), note: set("旧"), ..said("多达物流", &["13800138000"])
            };
        enter(store, first, false).unwrap();
        let edit = || Said {
            industry: set(" "),
            note: set("新"),
            owner: Wish::Clear,
            add_tags: vec!["vip".into()],
            add_phones: vec!["13800138001".into()],
            drop_phones: vec!["138-0013-8000".into()],
            ..Said::default()
        };
        assert!(change(store, 1, edit()).unwrap().value);
        let account = account(store, 1);
        assert_eq!((account.industry, account.note.as_deref()), (None, Some("新")));
        assert_eq!((account.name.as_str(), account.tags.len()), ("多达物流", 1));
        let phones = store.db().every::<StoredPhone>().unwrap();
        assert_eq!(phones.len(), 1, "what is dropped is not read any more");
        assert_eq!(phones[0].number, "+8613800138001");

        let same = Said { drop_phones: Vec::new(), ..edit() };
        assert_eq!(change(store, 1, same).unwrap().operation, None, "nothing differs");
        let gone = change(store, 1, edit());
        assert!(
            matches!(gone, Err(EntryError::NoSuchPhone { phone, .. }) if phone == "13800138000")
        );
        enter(store, said("多达物流", &["13800138000"]), false).unwrap();
    });
}

#[test]
fn a_place_is_taken_whole() {
    on_both(|store| {
        let city = |city: &str| Said { city: set(city), ..Said::default() };
        enter(store, Said { name: Some("多达".into()), ..city("杭州") }, false).unwrap();
        let place = || {
            let account = account(store, 1);
            [account.province, account.city, account.district].map(Option::unwrap_or_default)
        };
        change(store, 1, Said { address: set("上海市徐汇区漕溪北路1号"), ..Said::default() })
            .unwrap();
        assert_eq!(place(), ["上海市", "上海市", "徐汇区"]);
        change(store, 1, Said { address: set("漕溪北路2号"), ..Said::default() }).unwrap();
        assert_eq!(place(), ["上海市", "上海市", "徐汇区"], "says no place");
        change(store, 1, city("Berlin")).unwrap();
        assert_eq!(place(), ["", "Berlin", ""]);
        change(store, 1, city("")).unwrap();
        assert_eq!(place(), ["", "", ""]);
    });
}

#[test]
fn an_account_is_never_above_itself() {
    on_both(|store| {
        for name in ["甲物流公司", "乙物流公司", "丙物流公司"] {
            enter(store, said(name, &[]), false).unwrap();
        }
        let below = |parent| Said { parent: Wish::Set(AccountId(parent)), ..Said::default() };
        change(store, 2, below(1)).unwrap();
        change(store, 3, below(2)).unwrap();
        for (account, parent) in [(1, 1), (1, 3), (2, 3)] {
            let refused = change(store, account, below(parent));
            assert!(matches!(refused, Err(EntryError::OwnParent { .. })), "A{account} A{parent}");
        }
    });
}
