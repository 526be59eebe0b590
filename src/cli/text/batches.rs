//! Messages about batches: what became of lists and their rows.

use super::Lang;

messages! {
    progress_look() = "comparing rows", "比对中";
    progress_load() = "storing rows", "入库中";
    already_imported(file, batch) = "{file} is already imported as {batch}; nothing changed.", "{file} 已作为 {batch} 导入，未作改动。";
    more_of_these(left, command) = "… and {left} more like these: `{command}` lists them", "……另有 {left} 处同类问题：`{command}` 可全部列出";
    purchases_kept(purchases["purchase is", "purchases are"]) = "{purchases:#} kept with the customers.", "记入客户的购买记录：{purchases} 条。";
    hint_review(held["row waits", "rows wait"]) = "Next: {held:#} for you to decide: `kam review`.", "下一步：{held} 行待人工判断：`kam review`。";
    hint_staff_import() = "`kam staff import FILE` takes a table of our own people", "员工名单用 `kam staff import 文件` 导入";
    hint_rejects(rejected["row", "rows"], batch, file) = "Next: {rejected:#} could not be used: `kam batch rejects {batch} -o {file}` writes them to be corrected.", "下一步：{rejected} 行无法使用：用 `kam batch rejects {batch} -o {file}` 取出改正。";
    unknown_choice_of(text, list, known) = "`{text}` is no {list}; one of {known}", "`{text}` 不是{list}；可用的值：{known}";

    no_batches() = "No list was imported yet; `kam import FILE --source KIND` takes one in.", "还没有导入过名单；用 `kam import 文件 --source 来源` 导入。";
    no_such_rows() = "No row of this kind.", "没有这样的行。";
    nothing_held() = "Nothing waits for a decision.", "没有待判断的行。";
    rejects_are_tables() = "rejected rows are written as a table, not as cards", "拒收的行写成表格，不写成名片";
    rejects_in_utf8(encoding) = "{encoding} has not all of the characters: the file is UTF-8 instead, with a byte order mark.", "{encoding} 编码缺少其中一些字符：文件改用带 BOM 的 UTF-8。";
    rejects_written(count["row", "rows"], path) = "{count:#} written to {path}, each with what is wrong and what to do.", "{count} 行已写入 {path}，每行附有原因和改法。";
    hint_fixes(path, batch) = "Next: correct them there, then `kam import {path} --fixes {batch}`.", "下一步：在文件中改正，然后 `kam import {path} --fixes {batch}`。";
    ledger_total(batches["batch", "batches"], collected, checked, added) = "{batches:#}: {collected} collected, {checked} checked, {added} added.", "共 {batches} 批：收集 {collected}，核对 {checked}，新增入库 {added}。";
    no_rejects(batch) = "No row of {batch} was rejected.", "{batch} 没有被拒收的行。";
    accepted(group, rows["row now belongs", "rows now belong"], account, name) = "{group}: {rows:#} to {account} {name}.", "{group}：{rows} 行已归入 {account} {name}。";
    separated(group, rows["row", "rows"], account, name) = "{group}: {rows:#} became {account} {name}.", "{group}：{rows} 行已建为 {account} {name}。";
    hint_decide() = "Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.", "下一步：是候选客户则 `kam review accept 组`，不是则 `kam review separate 组`。";
    hint_review_list() = "see `kam review` for the groups that wait", "用 `kam review` 查看待判断的组";
    not_held(row) = "{row} does not wait for a decision", "{row} 不是待判断的行";
    was_accepted(row, account, op) = "{row} does not wait for a decision: {op} gave it to {account}; `kam undo {op}` takes that back", "{row} 不是待判断的行：已由 {op} 归入 {account}；用 `kam undo {op}` 可撤销";
    was_separated(row, account, op) = "{row} does not wait for a decision: by {op} it is another customer, {account}; `kam undo {op}` takes that back", "{row} 不是待判断的行：已由 {op} 判为另一客户 {account}；用 `kam undo {op}` 可撤销";
    no_candidate(row) = "{row} has no candidate; name the account with `--to`", "{row} 没有候选客户；用 `--to` 指定客户";
}

/// Says which values a pick list has.
pub(crate) fn unknown_choice(lang: Lang, error: &crate::model::UnknownChoice) -> String {
    let list = LISTS.iter().find(|(list, _)| *list == error.list && lang == Lang::Zh);
    unknown_choice_of(lang, &error.text, list.map_or(error.list, |(_, name)| name), &error.known)
}

/// What pick lists are lists of, in English and in Chinese.
const LISTS: &[(&str, &str)] = &[
    ("aspect of a need", "需求方面"),
    ("buying role", "采购角色"),
    ("calendar", "日历"),
    ("ending", "结束方式"),
    ("entry point", "切入点"),
    ("factor", "判断"),
    ("group of sources", "来源分组"),
    ("kind of account", "客户类型"),
    ("kind of phone", "电话类型"),
    ("kind of source", "来源类型"),
    ("kind of touch", "接触方式"),
    ("origin", "商机来源"),
    ("outcome", "处理结果"),
    ("ownership", "所有制"),
    ("result", "接触结果"),
    ("role", "岗位"),
    ("source of evidence", "证据来源"),
    ("state", "商机状态"),
    ("state of a trade-in", "置换状态"),
    ("state of instalments", "分期状态"),
    ("time of first contact", "首次接触时间"),
];
