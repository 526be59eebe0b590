//! What an operation writes, keeps and logs.

use super::*;
use crate::model::{CalendarPreset, Shop, ShopId};
use crate::store::testing::{caller, on_both, setup};

fn shop(op: &mut Op<'_>, name: &str) -> Result<Shop, StoreError> {
    let shop = Shop {
        id: op.next_id()?,
        name: name.to_owned(),
        brand: None,
        city: None,
        calendar: CalendarPreset::Dealer,
        opens_at: None,
        closes_at: None,
    };
    op.insert(&shop)?;
    Ok(shop)
}

#[test]
fn what_was_written_is_logged_and_read_back() {
    on_both(|store| {
        let written = store
            .write::<_, StoreError>(&caller("shop add 城南店"), false, |op| shop(op, "城南店"))
            .unwrap();
        assert_eq!(written.operation, Some(OperationId(2)), "1 made the store");
        assert_eq!(store.db().every::<Shop>().unwrap(), vec![written.value]);
        let counts: Option<String> =
            store.db().value("SELECT counts FROM operation WHERE id = 2", &[]).unwrap();
        assert_eq!(counts.as_deref(), Some("shop:+1"));
    });
}

#[test]
fn an_update_keeps_what_was_there_before() {
    on_both(|store| {
        let add = |op: &mut Op<'_>| shop(op, "城南店");
        store.write::<_, StoreError>(&caller("add"), false, add).unwrap();
        let edit = |op: &mut Op<'_>| {
            op.update(ShopId(1), &[("name", Val::Text("城南店")), ("brand", Val::Text("安达"))])
        };
        let edited = store.write::<_, StoreError>(&caller("edit"), false, edit).unwrap();
        assert_eq!((edited.value, edited.operation), (true, Some(OperationId(3))));
        let before: Option<String> = store
            .db()
            .value("SELECT before FROM operation_change WHERE op = 3 AND step = 1", &[])
            .unwrap();
        assert_eq!(before.as_deref(), Some(r#"{"brand":null,"op":2}"#));
        assert_eq!(store.db().get::<Shop>(ShopId(1)).unwrap().brand.as_deref(), Some("安达"));

        let again = store.write::<_, StoreError>(&caller("edit"), false, edit).unwrap();
        assert_eq!(
            (again.value, again.operation),
            (false, None),
            "nothing differs, nothing is logged"
        );
    });
}

#[test]
fn a_dry_run_and_a_failure_leave_nothing() {
    on_both(|store| {
        let add = |op: &mut Op<'_>| shop(op, "城南店");
        let dry = store.write::<_, StoreError>(&caller("add"), true, add).unwrap();
        assert_eq!(dry.operation, None);
        let failed = store.write::<(), StoreError>(&caller("add"), false, |op| {
            shop(op, "城南店")?;
            op.update(ShopId(99), &[("name", Val::Text("x"))]).map(drop)
        });
        assert!(matches!(failed, Err(StoreError::Unknown { id }) if id == "SH99"));
        assert!(store.db().every::<Shop>().unwrap().is_empty());
    });
}

#[test]
fn what_rows_name_is_looked_up_again_behind_a_load() {
    on_both(|store| {
        let failing = |_: &mut Op<'_>| Err(StoreError::Unknown { id: "A1".to_owned() });
        let loading = |op: &mut Op<'_>| shop(op, "城南店").map(drop);
        store.write_load::<(), StoreError>(&caller("import"), false, failing).unwrap_err();
        store.write_load::<(), StoreError>(&caller("import"), false, loading).unwrap();
        let orphan =
            "INSERT INTO contact (id, account, name, roles, op) VALUES ($1, 99, '', '[]', 1)";
        assert!(store.db().exec(orphan, &[Val::Int(1)]).is_err());
    });
}

#[test]
fn what_another_changed_since_it_was_read_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kam.db");
    let place = path.to_str().unwrap();
    let (mine, _) = Store::create(place, &setup(), &caller("init")).unwrap();
    let theirs = Store::open(place, &crate::store::Opening::at(caller("open").at)).unwrap();
    let add = |op: &mut Op<'_>| shop(op, "城南店");
    mine.write::<_, StoreError>(&caller("add"), false, add).unwrap();
    let read = mine.db().get::<Shop>(ShopId(1)).unwrap();
    let named = |name: &str| Shop { name: name.to_owned(), ..read.clone() };
    let in_city = |shop: Shop| Shop { city: Some("杭州".to_owned()), ..shop };
    let save = |store: &Store, who: &str, wanted: &Shop| {
        let caller = Caller { actor: who.to_owned(), ..caller("edit") };
        store.write::<_, StoreError>(&caller, false, |op| op.save(&read, wanted))
    };
    save(&theirs, "李娜", &named("城南一店")).unwrap();
    let Err(StoreError::Conflict(conflict)) = save(&mine, "王芳", &in_city(named("城南二店")))
    else {
        panic!("the name is another one than was read");
    };
    assert_eq!((conflict.id.as_str(), conflict.column), ("SH1", "name"));
    assert_eq!(conflict.read.as_deref(), Some("城南店"));
    assert_eq!(conflict.now.as_deref(), Some("城南一店"));
    assert_eq!((conflict.operation, conflict.by.as_deref()), (OperationId(3), Some("李娜")));
    let now = || mine.db().get::<Shop>(ShopId(1)).unwrap();
    assert_eq!((now().name.as_str(), now().city), ("城南一店", None), "nothing is written");

    save(&mine, "王芳", &in_city(read.clone())).unwrap();
    assert_eq!((now().name.as_str(), now().city.as_deref()), ("城南一店", Some("杭州")));
    let agreed = save(&mine, "王芳", &named("城南一店")).unwrap();
    assert!(!agreed.value, "both wanted the same");
}

#[test]
fn a_plan_is_made_again_where_another_has_written_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kam.db");
    let place = path.to_str().unwrap();
    let (mine, _) = Store::create(place, &setup(), &caller("init")).unwrap();
    let theirs = Store::open(place, &crate::store::Opening::at(caller("open").at)).unwrap();
    let plans = std::cell::RefCell::new(Vec::new());
    let count = |op: &mut Op<'_>, shops: usize| shop(op, &format!("{shops} 店")).map(drop);
    let plan = |meanwhile: bool| {
        let shops = mine.db().every::<Shop>()?.len();
        plans.borrow_mut().push(shops);
        if meanwhile && plans.borrow().len() == 1 {
            theirs.write::<_, StoreError>(&caller("add"), false, |op| shop(op, "城南店"))?;
        }
        Ok(shops)
    };
    let write = |meanwhile| {
        mine.write_planned::<_, _, StoreError>(&caller("x"), false, || plan(meanwhile), count)
    };
    write(true).unwrap();
    assert_eq!(*plans.borrow(), [0, 1], "once without the lock, once with it");
    plans.borrow_mut().clear();
    write(false).unwrap();
    assert_eq!(*plans.borrow(), [2], "nobody wrote");
    assert_eq!(mine.db().every::<Shop>().unwrap()[1].name, "1 店");
}

#[test]
fn bulk_and_single_inserts_write_the_same() {
    on_both(|store| {
        store
            .write::<_, StoreError>(&caller("bulk"), false, |op| {
                let (mut bulk, mut rows) = (op.bulk::<Shop>(), RecordRows::new(op.id()));
                for name in ["a\tb\\N", "多达\n二", ""] {
                    let record = Shop {
                        id: rows.next_id(),
                        name: name.to_owned(),
                        brand: Some(name.to_owned()),
                        city: None,
                        calendar: CalendarPreset::Office,
                        opens_at: None,
                        closes_at: None,
                    };
                    rows.push(&record);
                }
                op.store_new(&mut bulk, &mut rows)
            })
            .unwrap();
        let names: Vec<String> =
            store.db().every::<Shop>().unwrap().into_iter().map(|shop| shop.name).collect();
        assert_eq!(names, ["a\tb\\N", "多达\n二", ""]);
        let ranges: Vec<i64> = vec![
            store
                .db()
                .value("SELECT first_id FROM operation_insert WHERE op = 2", &[])
                .unwrap()
                .unwrap(),
            store
                .db()
                .value("SELECT last_id FROM operation_insert WHERE op = 2", &[])
                .unwrap()
                .unwrap(),
        ];
        assert_eq!(ranges, [1, 3]);
    });
}

#[test]
fn ranges_that_touch_are_one() {
    assert_eq!(joined(&[(5, 6), (1, 2), (3, 3), (9, 9)]), [(1, 3), (5, 6), (9, 9)]);
}
