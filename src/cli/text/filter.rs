//! What is wrong with a filter.

use super::Lang;
use crate::filter::FilterError;
use crate::model::Field;

messages! {
    hint_filter() = "fields and signs are listed in `kam list --help`", "字段和写法见 `kam list --help`";
}

/// Says one problem of a filter.
pub(crate) fn filter_problem(lang: Lang, problem: &FilterError) -> String {
    match lang {
        Lang::En => problem.to_string(),
        Lang::Zh => chinese(problem),
    }
}

fn chinese(problem: &FilterError) -> String {
    use FilterError as E;
    match problem {
        E::UnknownField { text, near, .. } => {
            let near = alike(near);
            format!("没有字段 `{text}`{near}；含 `:`、`=`、`<`、`>` 的文字请加引号")
        }
        E::UnknownKey { text, field, known, .. } => {
            format!("`{text}` 不是{}；可用：{}", named(*field), known.join("、"))
        }
        E::UnknownStage { text, near, known, .. } => {
            format!("没有阶段 `{text}`{}；可用：{}", alike(near), known.join("、"))
        }
        E::UnknownStaff { text, near, .. } => {
            format!("没有员工 `{text}`{}；`owner:` 查找没有顾问的客户", alike(near))
        }
        E::BadDay { text, field, .. } => format!(
            "{}的 `{text}` 不是日期；写作 2026-03-01、today、明天、+3d、-2w、eom",
            named(*field)
        ),
        E::BadNumber { text, field, .. } => format!("{}的 `{text}` 不是整数", named(*field)),
        E::BadAmount { text, field, .. } => {
            format!("{}的 `{text}` 不是金额；写作 250000 或 25万", named(*field))
        }
        E::BadId { text, field, letter, .. } => {
            format!("{}的 `{text}` 不是编号；例如 `{letter}12`", named(*field))
        }
        E::BadPhone { text, .. } => format!("`{text}` 中没有数字，无法查找电话"),
        E::NobodyActs { text, .. } => {
            format!("`{text}` 指操作人本人，但操作人不是员工；用 `--as 姓名` 指定")
        }
        E::EmptyItem { text, .. } => format!("`{text}` 的列表中有空项"),
        E::MissingValue { text, .. } => format!("`{text}` 缺少比较的值；值紧跟在后，不留空格"),
        E::SeveralValues { text, .. } => {
            format!("`{text}` 与列表比较；只有 `:` 和 `=` 可以跟列表")
        }
        E::NoOrder { text, field, .. } => {
            format!("`{text}` 中的{}不分大小；请用 `:` 或 `=`", named(*field))
        }
        E::Dangling { text, .. } => format!("`{text}` 前后缺少条件；若是要查找的文字请加引号"),
        E::MissingBlank { text, .. } => {
            format!("`{text}` 前缺少空格；含引号或括号的文字请加引号")
        }
        E::UnclosedBracket { text, .. } => format!("括号 `{text}` 没有闭合"),
        E::UnopenedBracket { text, .. } => format!("括号 `{text}` 没有对应的左括号"),
        E::UnclosedQuote { text, .. } => format!("引号 `{text}` 没有闭合"),
        E::TooDeep { limit, .. } => format!("括号和否定嵌套超过 {limit} 层"),
        E::TooLong { characters, limit, .. } => {
            format!("筛选条件最长 {limit} 字，现有 {characters} 字")
        }
        E::BadCharacter { text, .. } => format!("无法查找字符 `{text}`"),
    }
}

/// Returns names that look like an unknown one, in brackets.
fn alike<T: std::borrow::Borrow<str>>(near: &[T]) -> String {
    if near.is_empty() { String::new() } else { format!("（相近：{}）", near.join("、")) }
}

/// Returns the Chinese name of a field with the key that is typed.
fn named(field: Field) -> String {
    format!("{}（{}）", field.term(), field.key())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Context, MAX_DEPTH, MAX_LENGTH, Named, parse};

    /// A filter for every way to be wrong: each is said in Chinese with the same facts.
    #[test]
    fn every_problem_is_said_in_both_languages() {
        let stages = [Named { key: "lead".to_owned(), names: vec!["线索".to_owned()] }];
        let context = Context {
            stages: Some(&stages),
            staff: Some(&[]),
            ..Context::new("2026-03-02".parse().unwrap(), None)
        };
        let deep = format!("{}a{}", "(".repeat(MAX_DEPTH + 1), ")".repeat(MAX_DEPTH + 1));
        let long = "x".repeat(MAX_LENGTH + 1);
        let filters = [
            "gradee:H",
            "qqqq:1",
            "grade:Z",
            "stage:foo",
            "owner:没有这人",
            "due<soon",
            "quantity:few",
            "id:D1",
            "phone:x",
            "owner:me",
            "city:a,,b",
            "due<",
            "due<today,eom",
            "city<a",
            "a or",
            "\"a\"b",
            "(a",
            "a )",
            "\"a",
            &deep,
            &long,
            "a\0b",
        ];
        let mut seen = Vec::new();
        for filter in filters {
            let Err(errors) = parse(filter, &context) else { panic!("`{filter}` is read") };
            for problem in errors.0 {
                let said = filter_problem(Lang::Zh, &problem);
                assert!(!said.is_ascii() && !said.contains("  "), "{said}");
                assert_ne!(said, filter_problem(Lang::En, &problem));
                seen.push(std::mem::discriminant(&problem));
            }
        }
        seen.sort_by_key(|kind| format!("{kind:?}"));
        seen.dedup();
        assert_eq!(seen.len(), 21, "a filter for each kind of problem");
    }
}
