use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rusqlite::Connection;

use super::sound::{NAMES, Words};
use super::worlds::{PHONES, STAGES, STATES, TABLES, TAGS, TEXTS, day, fill, near_days, worlds};
use super::*;
use crate::model::{Comparison as C, Field, FieldType, Grade, Value};

/// Returns what a filter selects whose words find names by sound too.
fn ids_by_sound(db: &Connection, of: Of, filter: &Filter) -> rusqlite::Result<Vec<i64>> {
    let mut words = Words::of(filter);
    let mut statement = db.prepare(NAMES)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        words.hear(row.get(0)?, &row.get::<_, Option<String>>(1)?.unwrap_or_default());
    }
    ids(db, of, &words.with_sounds(filter))
}

fn ids(db: &Connection, of: Of, filter: &Filter) -> rusqlite::Result<Vec<i64>> {
    let mut values = Vec::new();
    let condition = condition(filter, of, &mut values);
    let sql = match of {
        Of::Accounts => format!(
            "SELECT id FROM account WHERE account.removed_op IS NULL AND ({condition}) ORDER BY id"
        ),
        Of::Deals => format!(
            "SELECT deal.rowid FROM deal JOIN account ON account.id = deal.account
              WHERE deal.removed_op IS NULL AND account.removed_op IS NULL AND ({condition})
              ORDER BY deal.rowid"
        ),
    };
    let mut statement = db.prepare(&sql)?;
    for (index, value) in values.iter().enumerate() {
        let name = format!("${}", index + 1);
        assert_eq!(statement.parameter_index(&name)?, Some(index + 1), "{sql}");
        statement.raw_bind_parameter(index + 1, value)?;
    }
    assert_eq!(statement.parameter_count(), values.len(), "{sql}");
    let mut rows = statement.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(row.get(0)?);
    }
    Ok(found)
}

fn value_of(field: Field) -> BoxedStrategy<Value> {
    let text = |text: &str| Value::Text(text.to_owned());
    let texts = select(TEXTS).prop_map(text);
    let parts = select(&["A", "多", "%", "_", "\\", "\"", "a%", ",", "'"]).prop_map(text);
    match (field, field.field_type()) {
        (Field::Grade, _) => select(Grade::ALL).prop_map(move |g| text(g.letter())).boxed(),
        (Field::State, _) => select(STATES).prop_map(|s| Value::Text(s.to_string())).boxed(),
        (Field::Kind, _) => select(&["organisation", "person"]).prop_map(text).boxed(),
        (Field::Stage, _) => select(STAGES).prop_map(text).boxed(),
        (Field::Tag, _) => select(TAGS).prop_map(text).boxed(),
        (Field::Phone, _) => phone_parts().prop_map(Value::Text).boxed(),
        (_, FieldType::Text | FieldType::Key) => prop_oneof![texts, parts].boxed(),
        (_, FieldType::Name) => {
            let known_as = select(&["WANG", "li", "vip", "x\"vip", "a\\"]).prop_map(text);
            prop_oneof![texts, parts, known_as, (1_i64..6).prop_map(Value::Id)].boxed()
        }
        (_, FieldType::Id) => (1_i64..8).prop_map(Value::Id).boxed(),
        (_, FieldType::Number | FieldType::Money) => (-1_i64..4).prop_map(Value::Number).boxed(),
        (_, FieldType::Day) => near_days().prop_map(Value::Day).boxed(),
    }
}

fn phone_parts() -> impl Strategy<Value = String> {
    let typed = &[
        "13800138000",
        "138 0013",
        "010-6555 1234",
        "010-65551234-8012",
        "0086 138",
        "+86",
        "0",
        "00",
        "400",
        "95588",
        "(0755)",
        "abc",
        "8012",
    ];
    prop_oneof![
        select(typed).prop_map(str::to_owned),
        select(PHONES).prop_map(str::to_owned),
        "[0-9]{1,3}",
    ]
}

fn questions() -> impl Strategy<Value = Filter> {
    select(Field::ALL).prop_flat_map(|field| {
        let ordered = field.field_type().is_ordered();
        let comparisons: &[C] =
            &[C::Is, C::Equal, C::Less, C::LessOrEqual, C::Greater, C::GreaterOrEqual];
        let comparison = select(if ordered { comparisons } else { &comparisons[..2] });
        let is = (comparison, prop::collection::vec(value_of(field), 1..3))
            .prop_map(move |(comparison, values)| Filter::Is(field, comparison, values));
        prop_oneof![1 => Just(Filter::Empty(field)), 4 => is]
    })
}

fn filters() -> impl Strategy<Value = Filter> {
    let spelled = select(&["dd", "ddgs", "DUO", "duodag", "chongq", "cq", "zq", "lv", "dl", "gs"]);
    let words = prop_oneof![
        select(TEXTS).prop_map(str::to_owned),
        phone_parts(),
        spelled.prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![2 => words.prop_map(Filter::Word), 8 => questions()];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Filter::And),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Filter::Or),
            inner.prop_map(|filter| Filter::Not(Box::new(filter))),
        ]
    })
}

/// Asks filters of a world: SQL and plain evaluation select the same accounts.
fn sql_agrees(seed: u8, cases: u32, filters: &impl Strategy<Value = Filter>) {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let world = worlds().new_tree(&mut TestRunner::new_with_rng(config.clone(), rng)).unwrap();
    let world = world.current();
    let db = Connection::open_in_memory().unwrap();
    fill(&db, &world).unwrap();
    // As LIKE is on PostgreSQL.
    db.pragma_update(None, "case_sensitive_like", seed % 2 == 1).unwrap();
    let agrees = |filter: Filter| {
        prop_assert_eq!(ids_by_sound(&db, Of::Accounts, &filter).unwrap(), world.select(&filter));
        prop_assert_eq!(
            ids_by_sound(&db, Of::Deals, &filter).unwrap(),
            world.select_deals(&filter)
        );
        Ok(())
    };
    if let Err(problem) = TestRunner::new(config).run(filters, agrees) {
        panic!("world {seed}: {problem}");
    }
}

#[test]
fn filters_select_what_they_mean() {
    (0..4).for_each(|seed| sql_agrees(seed, 1000, &filters()));
}

#[test]
fn single_questions_select_what_they_mean() {
    (4..10).for_each(|seed| sql_agrees(seed, 1000, &questions()));
}

/// Chains and lists as long as the longest filter has: no limit of the engine is met.
#[test]
fn long_filters_stay_within_the_engine() {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch(TABLES).unwrap();
    let due = Filter::Is(Field::Due, C::Is, vec![Value::Day(day(0))]);
    let grade = Filter::Is(Field::Grade, C::Is, vec![Value::Text("H".into())]);
    let numbers = (1..2000).map(Value::Id).collect();
    let long_list = Filter::Is(Field::Account, C::Is, numbers);
    let many = |filter: &Filter, count| vec![filter.clone(); count];
    for filter in [
        Filter::And(many(&due, 100)),
        Filter::And(many(&grade, 500)),
        Filter::Or(many(&Filter::Not(Box::new(grade)), 500)),
        Filter::And(many(&Filter::Word("1234".into()), 800)),
        Filter::Or(many(&Filter::Word("a".into()), 2000)),
        (0..200).fold(long_list, |inner, _| Filter::Not(Box::new(inner))),
    ] {
        assert_eq!(ids(&db, Of::Accounts, &filter).unwrap(), Vec::<i64>::new());
    }
    let longest = condition(&Filter::Or(many(&due, 512)), Of::Accounts, &mut Vec::new());
    assert!(longest.len() < 1_000_000, "{}", longest.len());
}

#[test]
fn parameters_go_on_from_those_there_are() {
    let owner = Filter::Is(Field::Owner, C::Is, vec![Value::Id(7)]);
    let mut values = vec![Val::Int(1)];
    assert_eq!(
        condition(&owner, Of::Accounts, &mut values),
        "(account.owner IS NOT NULL AND account.owner = CAST($2 AS BIGINT))"
    );
    assert_eq!(values, [Val::Int(1), Val::Int(7)]);
}

/// The first and the last day there is compare as others do.
#[test]
fn the_first_and_last_days_compare_as_days() {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch(TABLES).unwrap();
    db.execute_batch(
        "INSERT INTO account (id, tags) VALUES (1, '[]'), (2, '[]');
         INSERT INTO due_day VALUES (1, '0001-01-03');",
    )
    .unwrap();
    let due = |comparison, day: &str| {
        let day = Value::Day(day.parse().unwrap());
        ids(&db, Of::Accounts, &Filter::Is(Field::Due, comparison, vec![day])).unwrap()
    };
    assert!(due(C::LessOrEqual, "0001-01-02").is_empty());
    assert!(due(C::Less, "0001-01-01").is_empty());
    assert_eq!(due(C::Is, "0001-01-03"), [1]);
    assert_eq!(due(C::LessOrEqual, "9999-12-31"), [1]);
}
