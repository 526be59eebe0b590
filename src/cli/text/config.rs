//! What the configuration file says, and what is wrong with it.

use super::Lang;
use super::playbook::{did_you_mean, problem_kind};
use crate::cli::config::{Problem, Wrong};

messages! {
    config_unreadable(place, by, detail) = "cannot read {place}, named by {by}: {detail}", "无法读取 {place}（由 {by} 指定）：{detail}";
    hint_config_leave_out() = "mend it, or go on without any by `--config ''`; `kam config --example` shows what can be said", "请修正；也可用 `--config ''` 暂不使用；写法见 `kam config --example`";
    hint_alias(name, stands_for) = "`{name}` is an alias of `{stands_for}`", "`{name}` 是 `{stands_for}` 的别名";
    hint_contexts(known) = "contexts are {known}; `--context none` goes on without any", "可用的视图：{known}；用 `--context none` 暂不使用";
    hint_context_write() = "write it into the configuration file, as `kam config --example` shows", "请写入配置文件，写法见 `kam config --example`";
    context_on(name, filter) = "Context {name}: {filter}", "视图 {name}：{filter}";
    in_context(name, message) = "context `{name}`: {message}", "视图 `{name}`：{message}";
    no_home() = "no place for a configuration file is known", "无法确定配置文件的位置";
    hint_no_home() = "name one with `--config FILE` or `KAM_CONFIG`", "用 `--config 文件` 或 `KAM_CONFIG` 指定";
}

/// Says that there is no such context.
pub(crate) fn no_context(lang: Lang, name: &str, near: &[String]) -> String {
    let near = did_you_mean(lang, near);
    match lang {
        Lang::En => format!("there is no context `{name}`{near}"),
        Lang::Zh => format!("没有视图 `{name}`{near}"),
    }
}

/// Returns what is wrong, where, in the configuration file `place`.
pub(crate) fn config_problem(lang: Lang, place: &str, problem: &Problem) -> String {
    let Problem { line, column, key, .. } = problem;
    let wrong = wrong(lang, &problem.wrong);
    match (lang, key.as_str()) {
        (_, "") => format!("{place}:{line}:{column}: {wrong}"),
        (Lang::En, key) => format!("{place}:{line}:{column}: `{key}`: {wrong}"),
        (Lang::Zh, key) => format!("{place}:{line}:{column}: `{key}`：{wrong}"),
    }
}

fn wrong(lang: Lang, wrong: &Wrong) -> String {
    let chinese = lang == Lang::Zh;
    let fixed = |en: &str, zh: &str| if chinese { zh.to_owned() } else { en.to_owned() };
    match wrong {
        Wrong::Toml(kind) => problem_kind(lang, kind),
        Wrong::ContextIsTable => fixed(
            "found a text; contexts stand in the table `[context]`, and `default_context` names the one that is on",
            "现为文本；视图写在表 `[context]` 中，默认启用的由 `default_context` 指定",
        ),
        Wrong::Name => fixed(
            "no name that can be typed: write it without blanks, and no hyphen first",
            "不是可输入的名称：不能有空格，也不能以连字符开头",
        ),
        Wrong::HidesCommand => fixed(
            "there is a command of that name; call the alias something else",
            "已有同名命令；请换一个名称",
        ),
        Wrong::NoCommand(found, near) => {
            let near = did_you_mean(lang, near);
            if chinese {
                format!("没有名为 `{found}` 的命令或别名{near}")
            } else {
                format!("no command or alias is called `{found}`{near}")
            }
        }
        Wrong::Circle(through) => {
            let through = through.join(" → ");
            if chinese {
                format!("别名循环引用：{through}")
            } else {
                format!("aliases that go round in a circle: {through}")
            }
        }
        Wrong::OpenQuote => fixed(
            "a quote or backslash is never closed; a list of words needs none: [\"list\", \"a b\"]",
            "引号或反斜杠没有闭合；写成列表则不需要引号：[\"list\", \"a b\"]",
        ),
        Wrong::OwnFile => fixed(
            "`--config` has no place in an alias: the file is read before",
            "别名中不能有 `--config`：文件在此之前已读取",
        ),
        Wrong::Reserved => fixed(
            "`none` turns contexts off; call it something else",
            "`none` 表示不使用视图；请换一个名称",
        ),
        Wrong::NoContext(name, near) => no_context(lang, name, near),
    }
}
