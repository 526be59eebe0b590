//! What holds of a store whatever was done and taken back.

use super::{derived_is_right, within};
use crate::sandbox::Sandbox;

/// Columns that name records which have to be there. Left out: where a record came from, and
/// mergers, which stay where one of their accounts became part of a third.
const NAMED: &[(&str, &str, &str)] = &[
    ("staff", "shop", "shop"),
    ("batch", "source", "source"),
    ("batch_row", "batch", "batch"),
    ("batch_row", "account", "account"),
    ("account", "shop", "shop"),
    ("account", "owner", "staff"),
    ("account", "parent", "account"),
    ("account", "source", "source"),
    ("contact", "account", "account"),
    ("phone", "account", "account"),
    ("phone", "contact", "contact"),
    ("deal", "account", "account"),
    ("touch", "account", "account"),
    ("touch", "deal", "deal"),
    ("touch", "contact", "contact"),
    ("touch", "appointment", "appointment"),
    ("appointment", "account", "account"),
    ("appointment", "deal", "deal"),
    ("appointment", "contact", "contact"),
    ("skip", "account", "account"),
    ("skip", "deal", "deal"),
    ("stage_move", "deal", "deal"),
    ("grade_move", "deal", "deal"),
    ("sales_order", "deal", "deal"),
    ("order_line", "sales_order", "sales_order"),
    ("delivery", "order_line", "order_line"),
    ("vehicle", "account", "account"),
    ("vehicle", "delivery", "delivery"),
    ("purchase", "account", "account"),
    ("variant", "account", "account"),
    ("separation", "account", "account"),
    ("separation", "other", "account"),
];

/// What no operation may leave behind, as queries that find it.
fn never() -> Vec<String> {
    let live = |table: &str| format!("{table}.removed_op IS NULL");
    let mut queries: Vec<String> = NAMED
        .iter()
        .map(|(child, column, parent)| {
            format!(
                "SELECT child.id FROM {child} child JOIN {parent} parent ON parent.id = child.{column}
                  WHERE child.removed_op IS NULL AND parent.removed_op IS NOT NULL"
            )
        })
        .collect();
    for child in ["touch", "appointment", "skip"] {
        queries.push(format!(
            "SELECT {child}.id FROM {child} JOIN deal ON deal.id = {child}.deal
              WHERE {} AND deal.account <> {child}.account",
            live(child)
        ));
    }
    let delivered = "COALESCE((SELECT SUM(delivery.quantity) FROM delivery
        WHERE delivery.order_line = order_line.id AND delivery.removed_op IS NULL), 0)";
    queries.push(format!(
        "SELECT order_line.id FROM order_line
          WHERE {} AND (delivered <> {delivered} OR delivered + short > quantity)",
        live("order_line")
    ));
    queries.push(format!(
        "SELECT deal.id FROM deal JOIN sales_order ON sales_order.deal = deal.id
           JOIN order_line ON order_line.sales_order = sales_order.id
          WHERE deal.state = 'won' AND {} AND {} AND {}
            AND order_line.delivered + order_line.short < order_line.quantity",
        live("deal"),
        live("sales_order"),
        live("order_line")
    ));
    queries.push(format!(
        "SELECT vehicle.id FROM vehicle JOIN delivery ON delivery.id = vehicle.delivery
           JOIN order_line ON order_line.id = delivery.order_line
           JOIN sales_order ON sales_order.id = order_line.sales_order
           JOIN deal ON deal.id = sales_order.deal
          WHERE {} AND deal.account <> vehicle.account",
        live("vehicle")
    ));
    queries.push(format!(
        "SELECT deal.id FROM deal WHERE {} AND (deal.state = 'lost') <> EXISTS
          (SELECT 1 FROM lost_record WHERE lost_record.deal = deal.id AND {})",
        live("deal"),
        live("lost_record")
    ));
    // The last move says where a deal stands.
    for (table, field) in [("stage_move", "to_stage"), ("grade_move", "to_grade")] {
        let of = field.trim_start_matches("to_");
        queries.push(format!(
            "SELECT deal.id FROM deal JOIN {table} ON {table}.deal = deal.id
              WHERE {} AND {table}.id = (SELECT MAX(last.id) FROM {table} last
                    WHERE last.deal = deal.id AND last.removed_op IS NULL)
                AND {table}.{field} <> deal.{of}",
            live("deal")
        ));
    }
    // A row of a list is loaded once, unless it was corrected.
    queries.push(
        "SELECT MIN(id) FROM batch_row WHERE removed_op IS NULL
            AND outcome NOT IN ('rejected', 'unchanged') GROUP BY row_key HAVING COUNT(*) > 1"
            .to_owned(),
    );
    queries.push(
        "SELECT MIN(id) FROM purchase WHERE removed_op IS NULL
          GROUP BY account, number, item, amount HAVING COUNT(*) > 1"
            .to_owned(),
    );
    queries.extend(never_beside_another());
    queries
}

/// The same of what a command makes once, or only where another is.
fn never_beside_another() -> Vec<String> {
    let mut queries = vec![
        "SELECT stage_move.id FROM stage_move JOIN touch
             ON stage_move.moved_by = 'T' || CAST(touch.id AS TEXT)
          WHERE stage_move.removed_op IS NULL AND touch.removed_op IS NOT NULL"
            .to_owned(),
    ];
    for (table, same) in [
        ("shop", "one.name = other.name"),
        ("staff", "(one.name = other.name OR one.login = other.login)"),
        ("source", "one.kind = other.kind AND one.name = other.name"),
        (
            "phone",
            "one.account = other.account AND one.number = other.number
             AND COALESCE(one.extension, '') = COALESCE(other.extension, '')",
        ),
    ] {
        queries.push(format!(
            "SELECT one.id FROM {table} one JOIN {table} other ON one.id < other.id AND {same}
              WHERE one.removed_op IS NULL AND other.removed_op IS NULL"
        ));
    }
    // Nobody is above oneself.
    queries.push(
        "WITH RECURSIVE above (id, parent, steps) AS (
             SELECT id, parent, 1 FROM account WHERE parent IS NOT NULL AND removed_op IS NULL
              UNION ALL
             SELECT above.id, account.parent, above.steps + 1
               FROM above JOIN account ON account.id = above.parent
              WHERE account.parent IS NOT NULL AND above.steps < 20)
         SELECT id FROM above WHERE parent = id"
            .to_owned(),
    );
    queries.push(
        "SELECT purchase.id FROM purchase
          WHERE removed_op IS NULL AND batch IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM batch_row row WHERE row.account = purchase.account
                AND row.batch = purchase.batch AND row.line = purchase.line
                AND row.removed_op IS NULL)"
            .to_owned(),
    );
    queries
}

/// Looks for what may never be, for derived values that are not as they should be, and asks the
/// doctor.
pub(super) fn sound(kam: &Sandbox, what: &str) {
    let store = kam.open();
    for query in never() {
        let mut found: Vec<i64> = Vec::new();
        store
            .db()
            .each(&query, &[], |row| {
                found.push(row.get(0)?);
                Ok(())
            })
            .unwrap();
        assert!(found.is_empty(), "{what}: {found:?} of {query}");
    }
    derived_is_right(kam, what);
    let (code, checks, said) =
        within(kam, &["doctor", "-f", "csv", "--columns", "check,subject,state,found"]);
    assert!(code <= 1 && checks.lines().count() > 5, "{what}: {checks}{said}");
    let wrong = |line: &&str| !line.contains(",ok,") && !line.starts_with("backup");
    let wrong: Vec<&str> = checks.lines().skip(1).filter(wrong).collect();
    assert!(wrong.is_empty(), "{what}: {wrong:?}");
}
