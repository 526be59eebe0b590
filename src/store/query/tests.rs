use super::*;
use crate::store::testing::on_both;

#[derive(Default)]
struct Gathered {
    names: Vec<String>,
    rows: Vec<Vec<Answer>>,
    most: usize,
}

impl Answers for Gathered {
    fn columns(&mut self, names: Vec<String>) {
        self.names = names;
    }

    fn row(&mut self, row: Vec<Answer>) -> bool {
        self.rows.push(row);
        self.rows.len() != self.most
    }
}

fn ask(store: &Store, sql: &str) -> Result<Gathered, QueryError> {
    let mut gathered = Gathered::default();
    store.query(sql, 60, &mut gathered).map(|()| gathered)
}

#[test]
fn answers_have_names_and_values() {
    on_both(|store| {
        let answer = ask(store, "SELECT id, 'x' AS word, NULL AS missing FROM operation;").unwrap();
        assert_eq!(answer.names, ["id", "word", "missing"]);
        assert_eq!(answer.rows, [vec![Answer::Int(1), Answer::Text("x".to_owned()), Answer::Null]]);
        for sql in [
            "-- why\n SELECT 1",
            "/* why */ (SELECT 1)",
            "WITH a AS (SELECT 1 AS b) SELECT b FROM a",
            "VALUES (1)",
            "EXPLAIN SELECT 1",
        ] {
            // SQLite does not take brackets around a whole statement.
            if store.path.is_some() && sql.contains("(SELECT 1)") && sql.starts_with('/') {
                continue;
            }
            assert!(!ask(store, sql).unwrap().rows.is_empty(), "{sql}");
        }
    });
}

#[test]
fn more_rows_than_are_asked_for_at_a_time_come_whole_and_in_order() {
    on_both(|store| {
        let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
                   SELECT i FROM n ORDER BY i";
        let rows = ask(store, sql).unwrap().rows;
        assert_eq!(rows.len(), 2500);
        assert_eq!(rows[2499], [Answer::Int(2500)]);
        let mut some = Gathered { most: 3, ..Gathered::default() };
        store.query(sql, 60, &mut some).unwrap();
        assert_eq!(some.rows.len(), 3, "no more than wanted");
    });
}

#[test]
fn whatever_writes_is_refused_and_changes_nothing() {
    on_both(|store| {
        let count = || ask(store, "SELECT COUNT(*) FROM meta").unwrap().rows;
        let before = count();
        for sql in [
            "DELETE FROM meta",
            "UPDATE meta SET value = 'x'",
            "INSERT INTO meta VALUES ('a', 'b')",
            "DROP TABLE meta",
            "PRAGMA query_only = 0",
            "ATTACH 'other.db' AS other",
            "VACUUM",
            "BEGIN",
            "COMMIT",
            "SET transaction_read_only = off",
            "COPY meta TO STDOUT",
            "-- SELECT\nDELETE FROM meta",
            "WITH a AS (SELECT 1) DELETE FROM meta",
            "WITH a AS (SELECT 1) INSERT INTO meta SELECT 'a', 'b'",
            "",
            "-- nothing",
        ] {
            let refused = ask(store, sql);
            assert!(
                matches!(refused, Err(QueryError::Writes { .. } | QueryError::Wrong { .. })),
                "{sql}"
            );
            assert_eq!(count(), before, "{sql}");
        }
        for sql in ["SELECT 1; DELETE FROM meta", "SELECT 1; COMMIT; DELETE FROM meta"] {
            assert!(matches!(ask(store, sql), Err(QueryError::Wrong { .. })), "{sql}");
            assert_eq!(count(), before, "{sql}");
        }
        if store.path.is_none() {
            for sql in [
                "WITH gone AS (DELETE FROM meta RETURNING name) SELECT name FROM gone",
                "EXPLAIN ANALYZE DELETE FROM meta",
                "SELECT name INTO other FROM meta",
            ] {
                assert!(ask(store, sql).is_err(), "{sql}");
                assert_eq!(count(), before, "{sql}");
            }
        }
        store
            .write::<_, StoreError>(&crate::store::testing::caller("after"), false, |op| {
                op.set_meta("still", "writes")
            })
            .unwrap();
    });
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    on_both(|store| {
        for (sql, at) in [("SELECT nme FROM meta", 8), ("SELECT '多达', nme FROM meta", 14)] {
            let Err(QueryError::Wrong { message, at: found }) = ask(store, sql) else {
                panic!("{sql} is wrong")
            };
            assert!(message.contains("nme"), "{message}");
            assert_eq!(found, Some(at), "{sql}");
        }
        assert!(matches!(ask(store, "SELECT $1"), Err(QueryError::Wrong { .. })));
    });
}

#[test]
fn an_answer_that_takes_too_long_is_given_up() {
    on_both(|store| {
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 FROM n)
                       SELECT COUNT(*) FROM n";
        let mut gathered = Gathered::default();
        let result = store.query(endless, 1, &mut gathered);
        assert!(matches!(result, Err(QueryError::TooLong { seconds: 1 })), "{result:?}");
    });
}

#[test]
fn the_first_word_is_found_behind_comments() {
    for (sql, word) in [
        ("select 1", "select"),
        (" \n-- a\n/* b */(SELECT 1)", "SELECT"),
        ("--", ""),
        ("/* open", ""),
        ("WITH(x)", "WITH"),
    ] {
        assert_eq!(first_word(sql), word, "{sql}");
    }
}
