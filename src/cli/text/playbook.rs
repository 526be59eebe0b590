//! What is wrong with a playbook.

use super::Lang;
use crate::playbook::{DidYouMean, Horizon, Problem, ProblemKind, ValueType};

/// Returns what is wrong, where, in the playbook called `name`.
pub(crate) fn playbook_problem(
    lang: Lang,
    name: impl std::fmt::Display,
    problem: &Problem,
) -> String {
    let kind = problem_kind(lang, &problem.kind);
    let path = if problem.path.is_empty() { String::new() } else { format!("`{}`", problem.path) };
    match (lang, problem.line, path.as_str()) {
        (Lang::En, Some(line), "") => format!("{name}: line {line}: {kind}"),
        (Lang::En, Some(line), path) => format!("{name}: line {line}: {path}: {kind}"),
        (Lang::En, None, path) => format!("{name}: {path}: {kind}"),
        (Lang::Zh, Some(line), "") => format!("{name}：第 {line} 行：{kind}"),
        (Lang::Zh, Some(line), path) => format!("{name}：第 {line} 行 {path}：{kind}"),
        (Lang::Zh, None, path) => format!("{name}：{path}：{kind}"),
    }
}

pub(super) fn problem_kind(lang: Lang, kind: &ProblemKind) -> String {
    match lang {
        Lang::En => kind.to_string(),
        Lang::Zh => chinese(kind),
    }
}

fn chinese(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::Syntax { message } => format!("不是有效的 TOML（{message}）"),
        ProblemKind::UnknownKey { near } => format!("未知的键{}", perhaps(near)),
        ProblemKind::Missing { expected } => format!("缺失；应为{}", type_of(*expected)),
        ProblemKind::WrongType { found, expected } => {
            format!("现为 {found}；应为{}", type_of(*expected))
        }
        ProblemKind::OutOfRange { found, least, most } => {
            format!("现为 {found}；应在 {least} 到 {most} 之间")
        }
        ProblemKind::UnknownValue { found, known, near } => {
            format!("现为 `{found}`；应为以下之一：{}{}", known.join("、"), perhaps(near))
        }
        ProblemKind::Blank { expected } => format!("文本为空；应为{}", type_of(*expected)),
        ProblemKind::BadName { found } => {
            format!("现为 `{found}`；只能用英文字母、数字和连字符")
        }
        ProblemKind::BadCurrency { found } => {
            format!("现为 `{found}`；应为三个大写字母的代码，如 CNY")
        }
        ProblemKind::BadTime { found } => {
            format!("现为 `{found}`；应为 09:00 这样的时间，且先开门后关门")
        }
        ProblemKind::Duplicate { found } => format!("`{found}` 出现两次；只应出现一次"),
        ProblemKind::EmptyList => "列表为空；至少要有一项".to_owned(),
        ProblemKind::Incomplete { missing } => {
            format!("缺少 `{}`；每项都要有一次", missing.join("`、`"))
        }
        ProblemKind::HorizonUnits { found } => {
            format!("现有 {found} 个单位；`days` 与 `months` 只能用一个")
        }
        ProblemKind::HorizonOrder { found, nearer, before } => {
            let (found, nearer) = (horizon(Lang::Zh, *found), horizon(Lang::Zh, *nearer));
            format!("现为 {found}；应超过 {before} 级的 {nearer}")
        }
        ProblemKind::CadenceOrder { found, least, before } => {
            format!("现为每 {found} 天；不应短于 {before} 级的 {least} 天")
        }
        ProblemKind::WonNotLast { found, last } => {
            format!("阶段 `{found}` 结束漏斗；只能由最后的阶段 `{last}` 结束")
        }
        ProblemKind::MeaningCount { meaning, found } => {
            format!("有 {found} 个阶段设为 `means = \"{meaning}\"`；应只有一个")
        }
    }
}

/// Returns how far ahead a purchase may lie, in words.
pub(crate) fn horizon(lang: Lang, horizon: Horizon) -> String {
    match (lang, horizon) {
        (Lang::En, Horizon::Days(1)) => "1 day".to_owned(),
        (Lang::En, Horizon::Months(1)) => "1 month".to_owned(),
        (Lang::En, other) => other.to_string(),
        (Lang::Zh, Horizon::Days(days)) => format!("{days} 天"),
        (Lang::Zh, Horizon::Months(months)) => format!("{months} 个月"),
    }
}

/// Returns what is spelled almost so, to follow a sentence; nothing where there is none.
pub(super) fn did_you_mean(lang: Lang, near: &[String]) -> String {
    match lang {
        Lang::En => DidYouMean(near).to_string(),
        Lang::Zh => perhaps(near),
    }
}

fn perhaps(near: &[String]) -> String {
    if near.is_empty() {
        String::new()
    } else {
        format!("；是否要写 `{}`？", near.join("`、`"))
    }
}

fn type_of(expected: ValueType) -> &'static str {
    match expected {
        ValueType::Table => "表",
        ValueType::List => "列表",
        ValueType::Text => "文本",
        ValueType::Number => "整数",
        ValueType::Flag => "true 或 false",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Grade;

    #[test]
    fn every_problem_is_said_in_chinese_with_its_facts() {
        let text = |text: &str| text.to_owned();
        let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let (days, months) = (Horizon::Days(9), Horizon::Months(1));
        let kinds = [
            (ProblemKind::Syntax { message: text("x9") }, "x9"),
            (ProblemKind::UnknownKey { near: list(&["x9"]) }, "x9"),
            (ProblemKind::UnknownKey { near: list(&[]) }, "未知的键"),
            (ProblemKind::Missing { expected: ValueType::Table }, "表"),
            (ProblemKind::WrongType { found: text("x9"), expected: ValueType::Flag }, "x9"),
            (ProblemKind::OutOfRange { found: text("x9"), least: 1, most: 7 }, "1 到 7"),
            (
                ProblemKind::UnknownValue {
                    found: text("x8"),
                    known: list(&["x9", "y"]),
                    near: list(&["y"]),
                },
                "x9、y；是否要写 `y`？",
            ),
            (ProblemKind::Blank { expected: ValueType::Text }, "文本"),
            (ProblemKind::BadName { found: text("x9") }, "x9"),
            (ProblemKind::BadCurrency { found: text("x9") }, "x9"),
            (ProblemKind::BadTime { found: text("x9") }, "x9"),
            (ProblemKind::Duplicate { found: text("x9") }, "x9"),
            (ProblemKind::EmptyList, "列表为空"),
            (ProblemKind::Incomplete { missing: list(&["x", "y"]) }, "`x`、`y`"),
            (ProblemKind::HorizonUnits { found: 2 }, "2 个单位"),
            (
                ProblemKind::HorizonOrder { found: days, nearer: months, before: Grade::A },
                "9 天；应超过 A 级的 1 个月",
            ),
            (ProblemKind::CadenceOrder { found: 1, least: 4, before: Grade::A }, "A 级的 4 天"),
            (ProblemKind::WonNotLast { found: text("x"), last: text("y") }, "`y`"),
            (ProblemKind::MeaningCount { meaning: "won", found: 3 }, "有 3 个阶段"),
        ];
        for (kind, fact) in kinds {
            let said = problem_kind(Lang::Zh, &kind);
            assert!(said.contains(fact) && !said.is_ascii(), "{said}");
            assert_eq!(problem_kind(Lang::En, &kind), kind.to_string());
        }
    }
}
