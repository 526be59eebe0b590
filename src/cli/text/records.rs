//! Messages of the commands over records.

use super::Lang;

messages! {
    no_accounts() = "No account yet; `kam add NAME` adds one, `kam import FILE --source KIND` a list.", "还没有客户；用 `kam add 名称` 新增，或用 `kam import 文件 --source 来源` 导入名单。";
    the_pool() = "the pool", "公海";
    assigned(changed, owner, unchanged) = "{changed} assigned to {owner}, {unchanged} unchanged.", "{changed} 个客户分配给{owner}，{unchanged} 个未变。";
    nobody_acts() = "`me` means the acting staff, and the actor is none", "`我`指操作人本人，但操作人不是员工";
    hint_as() = "say who with `--as NAME`", "用 `--as 姓名` 指定";
    has_left(name, day) = "{name} left on {day}", "{name} 已于 {day} 离职";
    operation_line(id, at, actor, command) = "{id}, {at}, {actor}: {command}", "{id}，{at}，{actor}：{command}";
    more_rows(limit) = "These are the first {limit}; `--limit 0` shows all.", "以上为前 {limit} 行；用 `--limit 0` 显示全部。";
    kind_takes_no_filter(kind) = "a filter selects accounts, and {kind} do not hang on one", "筛选条件针对客户，而 {kind} 不属于任何客户";
    all_is_ndjson() = "`export all` writes ndjson alone, all columns", "`export all` 只能写 ndjson，且包含全部列";
    nothing_exported(kind, kinds) = "No {kind} to export; kinds are {kinds}, all.", "没有可导出的 {kind}；可导出：{kinds}、all。";
    none_selected() = "No account fits the filter.", "没有符合条件的客户。";
}
