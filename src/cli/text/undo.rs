//! Operations that are taken back, done again, and accounts that are made one.

use super::Lang;
use crate::cli::labels::label;
use crate::load::Merged;
use crate::model::Account;

messages! {
    undone(operations) = "Took back {operations}.", "已撤销 {operations}。";
    redone(operations) = "Did again what {operations} had taken back.", "已恢复 {operations} 所撤销的内容。";
    undo_nothing(operations) = "Nothing of {operations} was taken back.", "{operations} 没有内容被撤销。";
    redo_nothing(operations) = "Nothing that {operations} had taken back was done again.", "{operations} 所撤销的内容没有恢复。";
    undo_kept(by) = "What was kept was changed since, or is needed by what was made since, by {by}; that taken back first (`kam undo`), this can follow.", "保留的内容之后被 {by} 修改过，或被其记录引用；先撤销它（`kam undo`），再撤销本操作。";
    no_operations() = "No operation fits. `--by` takes a name as `kam history` shows it, of staff also an alias, or `me`.", "没有符合条件的操作。`--by` 可用 `kam history` 显示的姓名、员工别名或 `me`。";
    waits_again(groups["group waits", "groups wait"], named) = "{groups:#} for a decision again: {named}.", "{groups} 组重新待判断：{named}。";
    undo_further(operation) = "{operation} was taken back in part before; what was kept can follow now: `kam undo {operation}`.", "{operation} 之前只撤销了一部分；保留的内容现在可以继续撤销：`kam undo {operation}`。";
    undo_first(operation) = "{operation} made the store and cannot be taken back", "{operation} 建立了数据库，不能撤销";
    undo_both(by, undone) = "{by} took {undone} back: name one of them", "{by} 已撤销 {undone}：只能指定其中一个";
    undo_none(actor) = "`{actor}` has no operation that could be taken back", "`{actor}` 没有可撤销的操作";
    hint_undo_none() = "`kam history` shows whose they are; name one: `kam undo O12`", "用 `kam history` 查看各操作；指定一个：`kam undo O12`";
    hint_redo_none() = "`kam history` shows what is undone; name it: `kam redo O12`", "用 `kam history` 查看已撤销的操作；指定一个：`kam redo O12`";
    redo_none(actor) = "`{actor}` has taken nothing back that could be done again", "`{actor}` 没有可恢复的撤销";
    redo_after(undo, since) = "{since} was done after the undo {undo}", "在撤销 {undo} 之后又进行了 {since}";
    hint_redo_after(undo) = "to do it again nevertheless: `kam redo {undo}`", "仍要恢复：`kam redo {undo}`";
    redo_not_undone(operation) = "{operation} is not taken back", "{operation} 没有被撤销";
    redo_loaded_again(batch, by) = "the rows were loaded again meanwhile, by {by} as {batch}: they would be there twice", "这些行之后又由 {by} 导入为 {batch}：恢复会造成重复";
    hint_redo_loaded_again(by) = "what is there can stay; else take that import back first: `kam undo {by}`", "现有数据可以保留；否则请先撤销那次导入：`kam undo {by}`";
    redo_merger(other, since) = "{other} was worked on since, by {since}: not everything would follow", "{other} 之后又有 {since} 的修改：不能完整合并";
    hint_redo_merger(account, other) = "merge them as they are now: `kam merge {account} {other}`", "请按现状重新合并：`kam merge {account} {other}`";
    unmerged(other, account) = "{other} is an account of its own again, no part of {account}.", "{other} 已重新独立，不再属于 {account}。";
    not_merged(account) = "{account} was not made part of another account", "{account} 没有被合并到其他客户";
    merged_further(other, account, further) = "{other} is part of {account}, which is part of {further} itself", "{other} 属于 {account}，而 {account} 又已合并到 {further}";
    hint_merged_further(account) = "take that back first: `kam unmerge {account}`", "请先执行 `kam unmerge {account}`";
    merged_line(account, other, contacts["contact", "contacts"], deals["deal", "deals"], touches["touch", "touches"]) = "{other} is part of {account} now: {contacts:#}, {deals:#} and {touches:#} followed.", "{other} 已合并到 {account}：联系人 {contacts}、商机 {deals}、接触 {touches} 一并转入。";
    merged_beside_line(field, value) = "Kept beside the first account's {field}: {value}", "{field} 另存：{value}";
    merge_same(account) = "{account} is one account: name another", "{account} 是同一个客户：请指定另一个";
    merge_other_code(account, code, other, second) = "{account} has credit code {code}, {other} has {second}: they are two firms", "{account} 的信用代码为 {code}，{other} 为 {second}：是两家公司";
    hint_merge_other_code(other) = "where one of them is wrong: `kam edit {other} --credit-code ''`", "若其中一个有误：`kam edit {other} --credit-code ''`";
    already_undone(operation, by) = "{operation} is taken back already, by {by}.", "{operation} 已由 {by} 撤销。";
    undone_in_part(operation, by) = "{operation} was taken back in part before, by {by}.", "{operation} 之前已由 {by} 撤销了一部分。";
}

/// Says what became of two accounts.
pub(crate) fn merged(lang: Lang, merged: &Merged) -> String {
    let Merged { account, other, contacts, deals, touches, .. } = merged;
    let named = |account: &Account| format!("{} {}", account.id, account.name);
    merged_line(lang, named(account), named(other), contacts, deals, touches)
}

/// Says which value of the second account is kept beside the first's.
pub(crate) fn merged_beside(lang: Lang, field: &str, value: &str) -> String {
    merged_beside_line(lang, label(lang, field), value)
}
