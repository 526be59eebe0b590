//! What is wrong with rules files, what they did, and the comments of a draft.

use super::Lang;
use super::playbook::{did_you_mean, problem_kind};
use crate::ingest::list_rules::{Fault, RulesProblem};

messages! {
    rules_not_utf8(file) = "`{file}` is not text in UTF-8", "`{file}` 不是 UTF-8 文本";
    hint_utf8() = "save it as UTF-8 in the editor", "请在编辑器中另存为 UTF-8";
    hint_draft_rules() = "`kam inspect FILE --source KIND --write-rules RULES.toml` drafts one", "可用 `kam inspect 文件 --source 来源 --write-rules 规则.toml` 起草";
    rules_unusable(file, problems["problem", "problems"]) = "cannot use the rules `{file}`: {problems:#}", "规则文件 `{file}` 无法使用：{problems} 处问题";
    rules_unfit(file, problems["problem", "problems"]) = "the rules `{file}` do not fit it: {problems:#}", "规则文件 `{file}` 与名单不符：{problems} 处";
    hint_unfit() = "change those lines of the rules, or draft rules for this list with `kam inspect --write-rules`", "请修改规则文件中的这些行，或用 `kam inspect --write-rules` 为此名单另行起草";
    hint_quote_columns() = "headers and texts stand in quotes, each pair on a line of its own: \"公司名称\" = \"name\"", "列名和文本要加英文引号，每行一对，例如：\"公司名称\" = \"name\"";
    hint_constants(fields) = "fields that may be the same in every row: {fields}", "可以每行相同的字段：{fields}";

    not_filled_in(file, rows["row", "rows"]) = "{file}: {rows:#} not filled in, and left for later.", "{file}：{rows} 行未填写，留待以后。";
    left_out(file, rows["row", "rows"], by) = "{file}: {rows:#} left out by the rules: {by}.", "{file}：按规则略过 {rows} 行：{by}。";
    left_out_by(count, file, line, column) = "{count} by {file}:{line} ({column})", "{file}:{line}（{column}）{count} 行";
    not_in_rules(file, rules, columns) = "{file}: columns that {rules} does not name are kept as extra: {columns}.", "{file}：{rules} 未提到的列原样保留：{columns}。";

    rules_exist(file) = "there is a file `{file}` already", "文件 `{file}` 已存在";
    hint_force() = "`--force` replaces it; or name another", "用 `--force` 覆盖，或换一个文件名";
    rules_of_several(lists) = "rules are drafted from one list, or from several with the same columns; these differ: {lists}", "规则文件只能由一份名单（或各列相同的几份）起草；以下名单各列不同：{lists}";
    hint_one_list() = "name one file, and with `--sheet` one sheet", "请只指定一个文件；工作簿用 `--sheet` 指定工作表";
    rules_written(file, fields["column is a field", "columns are fields"], extra) = "Rules written to {file}: {fields:#}, {extra} kept as extra.", "规则已写入 {file}：{fields} 列对应字段，{extra} 列原样保留。";
    hint_import_with(list, kind, rules) = "Next: read and change them, then `kam import {list} --source {kind} --rules {rules}`.", "下一步：查看并修改，然后 `kam import {list} --source {kind} --rules {rules}`。";
}

/// Returns what is wrong, where, in the rules file `file`.
pub(crate) fn list_rules_problem(lang: Lang, file: &str, problem: &RulesProblem) -> String {
    let place = &problem.place;
    let wrong = fault(lang, &problem.fault);
    let at = format!("{file}:{}:{}", place.line, place.column);
    match (lang, place.key.as_str()) {
        (_, "") => format!("{at}: {wrong}"),
        (Lang::En, key) => format!("{at}: `{key}`: {wrong}"),
        (Lang::Zh, key) => format!("{at}: `{key}`：{wrong}"),
    }
}

messages! {
    fault_area(found) = "`{found}` is no area code; one looks like 0571", "`{found}` 不是区号；例如 0571";
    fault_constant(field) = "`{field}` tells customers apart: it cannot be the same in every row", "`{field}` 用来区分客户，不能每行相同";
    fault_join(field) = "`{field}` is no text: columns cannot make it up", "`{field}` 不是文本，不能由几列合成";
    value_fault(found, why) = "`{found}`: {why}", "`{found}`：{why}";
    fault_twice(field, first) = "`{field}` is what `{first}` holds already; keep one of the two as \"extra\"", "`{first}` 已对应 `{field}`；两列之一请写 \"extra\"";
    fault_no_condition() = "no condition; one of `equals`, `contains`, `starts_with`, `empty`", "没有条件；应为 `equals`、`contains`、`starts_with`、`empty` 之一";
    fault_conditions(count) = "{count} conditions; give each a `[[skip]]` of its own", "有 {count} 个条件；每个条件请单独写一段 `[[skip]]`";
    fault_ambiguous(why, number) = "{why}; name one by its number, as \"{number}\"", "{why}；请用列号指定，如 \"{number}\"";
    fault_same_column(first) = "the same column as `{first}`; leave one of the two out", "与 `{first}` 是同一列；请去掉其一";
}

fn fault(lang: Lang, fault: &Fault) -> String {
    match fault {
        Fault::Toml(kind) => problem_kind(lang, kind),
        Fault::Nul => super::has_nul(lang),
        Fault::Encoding(found) => super::unknown_encoding(lang, found),
        Fault::Delimiter(found) => super::bad_delimiter(lang, found),
        Fault::DateOrder(found) => super::bad_date_order(lang, found),
        Fault::AreaCode(found) => fault_area(lang, found),
        Fault::NoField { found, near } => super::no_field(lang, found) + &did_you_mean(lang, near),
        Fault::NoConstant(field) => fault_constant(lang, field.key()),
        Fault::NoJoin(field) => fault_join(lang, field.key()),
        Fault::Value { found, code, detail } => {
            value_fault(lang, found, super::problem(lang, code, detail))
        }
        Fault::MappedTwice { field, first } => fault_twice(lang, field.key(), first),
        Fault::Conditions(0) => fault_no_condition(lang),
        Fault::Conditions(count) => fault_conditions(lang, count),
        Fault::NoColumn { column, near } => {
            super::no_column(lang, column) + &did_you_mean(lang, near)
        }
        Fault::AmbiguousColumn { column, numbers } => {
            let shown: Vec<String> = numbers.iter().map(|number| format!("#{number}")).collect();
            let why = super::ambiguous_column(lang, numbers.len(), column, shown.join(", "));
            fault_ambiguous(lang, why, shown.first().map_or("", String::as_str))
        }
        Fault::SameColumn { first } => fault_same_column(lang, first),
        Fault::NotOfKind { field, kind } => super::not_of_kind(lang, *kind, *field),
    }
}

messages! {
    draft_title(file) = "Rules for lists like {file}. They are used so:", "适用于 {file} 这类名单的规则。用法：";
    draft_flags() = "What the command line says wins over what stands here.", "命令行选项优先于此文件。";
    draft_reading() = "How the file is written. What is left out is found in each list anew.", "文件的写法。省略的项目由程序逐次判断。";
    draft_date_order() = "what comes first in dates such as 3/8/97: ymd, mdy or dmy", "3/8/97 这类日期的先后：ymd 年月日、mdy 月日年、dmy 日月年";
    draft_date_proved(columns) = "in dates such as 3/8/97, as {columns} proves", "3/8/97 这类日期的先后，由 {columns} 列得出";
    draft_key_column() = "id", "编号";
    draft_key() = "the column that tells rows apart: a row that comes again is updated", "区分各行的列：再次出现的行会更新";
    draft_area_code() = "of telephone numbers without one, where the row names no city", "无区号的电话用此区号（该行没有城市时）";
    draft_columns() = "Column = field. \"extra\" keeps a column as it is; so are columns that are not named here.", "列 = 字段。\"extra\" 表示原样保留；此处未写的列也原样保留。";
    draft_optional() = "A column that only some of the lists have stands below `[optional]` instead.", "只有部分名单才有的列，写在 `[optional]` 下。";
    draft_join() = "A field that several columns make up:", "由几列合成的字段：";
    draft_header_found() = "found; say it where the finding is wrong", "程序判断的结果；判断有误时在此指定";
    draft_fields() = "Fields:", "可用字段：";
    draft_samples(samples) = "such as {samples}", "例：{samples}";
    draft_near(fields) = "perhaps {fields}", "或为 {fields}";
    draft_no_samples() = "nothing in it", "全空";
    draft_constants() = "The same in every row, where the row itself says nothing:", "各行自己没有时统一填写的内容：";
    draft_constant_tag() = "spring fair", "春季展会";
    draft_rewrite() = "Cells to be read as if something else stood there:", "需要换成其他写法的单元格：";
    draft_replace() = "[rewrite.…] changes a whole cell, [replace.…] parts of it, before that.", "[rewrite.…] 换整格；[replace.…] 换其中一部分（先于换整格）。";
    draft_rewrite_from() = "hot", "甲";
    draft_skip() = "Rows to leave out, by one column:", "要略过的行（按某一列判断）：";
    draft_skip_by() = "`equals`, `contains` or `starts_with` what is listed; `empty = true`, or false.", "equals 等于、contains 包含、starts_with 开头是；empty = true 为空，false 不为空。";
    draft_skip_text() = "cancelled", "已注销";
}
