//! Small stores filled at random, with every trap that texts and missing values are.

use proptest::prelude::*;
use proptest::sample::select;
use rusqlite::{Connection, params};

use super::naive::{Account, Deal, Named, World};
use crate::model::{Day, DealState, Field, FieldType, Grade};

pub(super) const TEXTS: &[&str] = &[
    "多达",
    "深圳 多达",
    "Alpha",
    "ALPHA Motors",
    "a%b",
    "a_b",
    "axb",
    "a\\b",
    "\"q\"",
    "O'Neil",
    "x,y",
    "",
    "138 0013",
    "重庆（多达）公司",
    "吕 Alpha多乐",
];
pub(super) const TAGS: &[&str] = &[
    "vip",
    "VIP",
    "vip2",
    "x\"vip",
    "vip\"",
    "a\\",
    "a\\\"b",
    "tab\there",
    "大客户",
    "[x]",
    "a b",
];
pub(super) const PHONES: &[&str] =
    &["+8613800138000", "+861065551234", "4008208820", "95588", "+85221234567", "+867555551234"];
/// Open more often than not.
pub(super) const STATES: &[DealState] =
    &[DealState::Open, DealState::Open, DealState::Open, DealState::Won, DealState::Lost];
pub(super) const STAGES: &[&str] = &["lead", "met", "negotiating"];

pub(super) const TABLES: &str = "
    CREATE TABLE due_day (account INTEGER PRIMARY KEY, day TEXT NOT NULL);
    CREATE TABLE account (id INTEGER PRIMARY KEY, kind TEXT, name TEXT, shop BIGINT, owner BIGINT,
        parent BIGINT, credit_code TEXT, email TEXT, industry TEXT, territory TEXT, province TEXT,
        city TEXT, district TEXT, address TEXT, channel TEXT, source BIGINT, tags TEXT, note TEXT,
        opened_on TEXT, reached_on TEXT, tried_on TEXT, assigned_on TEXT, removed_op BIGINT);
    CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT, aliases TEXT, login TEXT, removed_op BIGINT);
    CREATE TABLE shop (id INTEGER PRIMARY KEY, name TEXT, removed_op BIGINT);
    CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT, removed_op BIGINT);
    CREATE TABLE contact (account BIGINT, name TEXT, removed_op BIGINT);
    CREATE TABLE phone (account BIGINT, number TEXT, extension TEXT, removed_op BIGINT);
    CREATE TABLE deal (account BIGINT, state TEXT, stage TEXT, grade TEXT, model TEXT,
        quantity BIGINT, budget BIGINT, expected_on TEXT, opened_on TEXT, removed_op BIGINT);
    CREATE TABLE batch_row (account BIGINT, batch BIGINT, removed_op BIGINT);
    CREATE TABLE purchase (account BIGINT, removed_op BIGINT);
    CREATE INDEX deal_account ON deal (account);
    CREATE INDEX account_owner ON account (owner);
    CREATE INDEX phone_number ON phone (number);
    INSERT INTO batch_row VALUES (NULL, 1, NULL);";

pub(super) fn day(offset: i64) -> Day {
    "2026-03-25".parse::<Day>().unwrap().plus_days(offset)
}

pub(super) fn near_days() -> impl Strategy<Value = Day> {
    (-20_i64..20).prop_map(day)
}

fn maybe<T: std::fmt::Debug + Clone + 'static>(
    some: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Option<T>> {
    prop::option::weighted(0.6, some).boxed()
}

fn removed() -> impl Strategy<Value = bool> {
    prop::bool::weighted(0.2)
}

fn text_fields() -> impl Iterator<Item = Field> {
    let of_account = |field: &Field| {
        field.field_type() == FieldType::Text && !matches!(field, Field::Model | Field::Phone)
    };
    Field::ALL.iter().copied().filter(of_account)
}

fn deals() -> impl Strategy<Value = (bool, Deal)> {
    let what = (select(STATES), select(STAGES), select(Grade::ALL));
    let whose =
        (maybe(select(TEXTS)), maybe(0_i64..4), maybe(0_i64..4), maybe(near_days()), near_days());
    (removed(), what, whose).prop_map(
        |(removed, (state, stage, grade), (model, quantity, budget, expected_on, opened_on))| {
            (removed, Deal { state, stage, grade, model, quantity, budget, expected_on, opened_on })
        },
    )
}

fn accounts() -> impl Strategy<Value = Account> {
    let texts = prop::collection::vec(maybe(select(TEXTS)), text_fields().count());
    let plain = (removed(), select(&["organisation", "person"]), texts, select(TEXTS));
    let ids = (maybe(1_i64..6), maybe(1_i64..6), maybe(1_i64..6), maybe(1_i64..6));
    let days = (near_days(), maybe(near_days()), maybe(near_days()), maybe(near_days()));
    let many = (
        prop::collection::vec(select(TAGS), 0..3),
        prop::collection::vec((removed(), select(TEXTS)), 0..3),
        prop::collection::vec((removed(), select(PHONES), maybe(select(&["8012", "1"]))), 0..3),
        prop::collection::vec(deals(), 0..4),
        prop::collection::vec((removed(), 1_i64..4), 0..3),
        prop::collection::vec(removed(), 0..3),
    );
    (plain, ids, days, many).prop_map(|(plain, ids, days, many)| Account {
        id: 0,
        removed: plain.0,
        kind: plain.1,
        texts: text_fields()
            .zip(plain.2)
            .map(|(field, text)| (field, if field == Field::Name { Some(plain.3) } else { text }))
            .collect(),
        owner: ids.0,
        shop: ids.1,
        source: ids.2,
        parent: ids.3,
        opened_on: days.0,
        reached_on: days.1,
        tried_on: days.2,
        assigned_on: days.3,
        tags: many.0,
        contacts: many.1,
        phones: many.2,
        deals: many.3,
        batches: many.4,
        purchases: many.5,
    })
}

fn named() -> impl Strategy<Value = Named> {
    let aliases = prop::collection::vec(select(TAGS), 0..3);
    (removed(), select(TEXTS), aliases, maybe(select(&["wang", "Li", "VIP"])))
        .prop_map(|(removed, name, aliases, login)| Named { id: 0, removed, name, aliases, login })
}

pub(super) fn worlds() -> impl Strategy<Value = World> {
    let records = || {
        prop::collection::vec(named(), 4).prop_map(|mut all| {
            (1..).zip(&mut all).for_each(|(id, record)| record.id = id);
            all
        })
    };
    (prop::collection::vec(accounts(), 30), records(), records(), records()).prop_map(
        |(mut accounts, staff, mut shops, mut sources)| {
            (1..).zip(&mut accounts).for_each(|(id, account)| account.id = id);
            for record in shops.iter_mut().chain(&mut sources) {
                (record.aliases, record.login) = (vec![], None);
            }
            World { accounts, staff, shops, sources }
        },
    )
}

fn op(removed: bool) -> Option<i64> {
    removed.then_some(9)
}

fn json(texts: &[&str]) -> String {
    serde_json::to_string(texts).unwrap()
}

pub(super) fn fill(db: &Connection, world: &World) -> rusqlite::Result<()> {
    db.execute_batch(TABLES)?;
    for s in &world.staff {
        let row = params![s.id, s.name, json(&s.aliases), s.login, op(s.removed)];
        db.execute("INSERT INTO staff VALUES (?, ?, ?, ?, ?)", row)?;
    }
    for (table, records) in [("shop", &world.shops), ("source", &world.sources)] {
        for s in records {
            let insert = format!("INSERT INTO {table} VALUES (?, ?, ?)");
            db.execute(&insert, params![s.id, s.name, op(s.removed)])?;
        }
    }
    for account in &world.accounts {
        fill_account(db, account)?;
    }
    Ok(())
}

fn fill_account(db: &Connection, a: &Account) -> rusqlite::Result<()> {
    let of = |day: Option<Day>| day.map(|day| day.to_string());
    db.execute(
        "INSERT INTO account (id, kind, owner, shop, source, parent, tags, opened_on, reached_on, \
             tried_on, assigned_on, removed_op) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            a.id,
            a.kind,
            a.owner,
            a.shop,
            a.source,
            a.parent,
            json(&a.tags),
            a.opened_on.to_string(),
            of(a.reached_on),
            of(a.tried_on),
            of(a.assigned_on),
            op(a.removed)
        ],
    )?;
    if let Some(day) = a.due() {
        db.execute("INSERT INTO due_day VALUES (?, ?)", params![a.id, day.to_string()])?;
    }
    for (field, text) in &a.texts {
        let update = format!("UPDATE account SET {} = ? WHERE id = ?", field.key());
        db.execute(&update, params![text, a.id])?;
    }
    for (removed, name) in &a.contacts {
        db.execute("INSERT INTO contact VALUES (?, ?, ?)", params![a.id, name, op(*removed)])?;
    }
    for (removed, number, extension) in &a.phones {
        let row = params![a.id, number, extension, op(*removed)];
        db.execute("INSERT INTO phone VALUES (?, ?, ?, ?)", row)?;
    }
    for (removed, d) in &a.deals {
        let row = params![
            a.id,
            d.state.to_string(),
            d.stage,
            d.grade.letter(),
            d.model,
            d.quantity,
            d.budget,
            of(d.expected_on),
            d.opened_on.to_string(),
            op(*removed)
        ];
        db.execute("INSERT INTO deal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)?;
    }
    for (removed, batch) in &a.batches {
        db.execute("INSERT INTO batch_row VALUES (?, ?, ?)", params![a.id, batch, op(*removed)])?;
    }
    for removed in &a.purchases {
        db.execute("INSERT INTO purchase VALUES (?, ?)", params![a.id, op(*removed)])?;
    }
    Ok(())
}
