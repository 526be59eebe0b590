//! Messages about batches: what became of lists and their rows.

use super::Lang;

messages! {
    progress_look() = "comparing rows", "比对中";
    progress_load() = "storing rows", "入库中";
    already_imported(file, batch) = "{file} is already imported as {batch}; nothing changed.", "{file} 已作为 {batch} 导入，未作改动。";
    more_of_these(left, batch, how) = "… and {left} more like these: `kam batch {how} {batch}`", "……另有 {left} 处同类问题：`kam batch {how} {batch}`";
    hint_review(held) = "Next: {held} rows wait for you to decide: `kam review`.", "下一步：{held} 行待人工判断：`kam review`。";
    hint_rejects(rejected, batch) = "Next: {rejected} rows could not be used: `kam batch rejects {batch} -o fix.csv`, correct them and import that file.", "下一步：{rejected} 行无法使用：`kam batch rejects {batch} -o fix.csv`，改正后再导入该文件。";
    bad_day(text) = "`{text}` is no day; write 2026-03-01, today, +3d or monday", "`{text}` 不是日期；可写 2026-03-01、今天、+3d 或 周一";
    unknown_choice_of(text, list, known) = "`{text}` is no {list}; one of {known}", "`{text}` 不是{list}；可用的值：{known}";

    no_batches() = "No list was imported yet; `kam import FILE --source KIND` takes one in.", "还没有导入过名单；用 `kam import 文件 --source 来源` 导入。";
    no_such_rows() = "No row of this kind.", "没有这样的行。";
    nothing_held() = "Nothing waits for a decision.", "没有待判断的行。";
    rejects_written(count, path) = "{count} rows written to {path}; correct them and import that file.", "{count} 行已写入 {path}；改正后再导入该文件。";
    no_rejects(batch) = "No row of {batch} was rejected.", "{batch} 没有被拒收的行。";
    accepted(rows, account, name) = "{rows} rows now belong to {account} {name}.", "{rows} 行已归入 {account} {name}。";
    separated(rows, account, name) = "{rows} rows became {account} {name}.", "{rows} 行已建为 {account} {name}。";
    not_held(row) = "{row} does not wait for a decision", "{row} 不是待判断的行";
    no_candidate(row) = "{row} has no candidate; name the account with `--to`", "{row} 没有候选客户；用 `--to` 指定客户";
}

/// Says which values a pick list has.
pub(crate) fn unknown_choice(lang: Lang, error: &crate::model::UnknownChoice) -> String {
    unknown_choice_of(lang, &error.text, error.list, &error.known)
}
