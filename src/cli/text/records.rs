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
    no_room(columns) = "No room in this line for: {columns}. `--columns` chooses, `-f md` shows all.", "行宽不足，未显示：{columns}。用 `--columns` 选列，用 `-f md` 显示全部。";
    kind_takes_no_filter(kind) = "a filter selects accounts, and {kind} do not hang on one", "筛选条件针对客户，而 {kind} 不属于任何客户";
    all_is_ndjson() = "`export all` writes ndjson alone, all columns, all rows by id", "`export all` 只能写 ndjson，且包含全部列和全部行，按编号排列";
    nothing_exported(kind, kinds) = "No {kind} to export; kinds are {kinds}, all.", "没有可导出的 {kind}；可导出：{kinds}、all。";
    shows_no_rows(name) = "`kam {name}` shows no rows", "`kam {name}` 不输出数据行";
    shows_no_rows_near(name, near) = "`kam {name}` shows no rows; did you mean `{near}`?", "`kam {name}` 不输出数据行；是否指 `{near}`？";
    hint_schema() = "`kam schema` lists the commands that do", "`kam schema` 列出输出数据行的命令";
    schema_is_json() = "a schema is JSON, and whole", "模式只能以 JSON 完整输出";
    name_blank() = "a name is needed", "名称不能为空";
    one_name_each() = "`--name` changes one account at a time", "`--name` 一次只能修改一个客户";
    account_added(id, name) = "Added {id} {name}.", "已新增 {id} {name}。";
    one_account_changed(account, name) = "Changed {account} {name}.", "已修改 {account} {name}。";
    accounts_changed(changed, unchanged) = "{changed} changed, {unchanged} unchanged.", "修改 {changed} 个客户，{unchanged} 个未变。";
    unclear(field, value, problem, code) = "{field} `{value}`: {problem} [{code}]", "{field} `{value}`：{problem} [{code}]";
    same_customer(id, name, reason) = "{id} {name} is the same customer: {reason}", "与 {id} {name} 是同一客户：{reason}";
    hint_same_customer(id) = "change that with `kam edit {id}`, or add another with `--new`", "用 `kam edit {id}` 修改，或用 `--new` 另建";
    likely_same(id, name, reason) = "{id} {name} may be the same customer: {reason}; compare with `kam show {id}`", "{id} {name} 可能是同一客户：{reason}；用 `kam show {id}` 核对";
    no_such_phone(id, phone) = "{id} has no phone `{phone}`", "{id} 没有电话 `{phone}`";
    own_self(id) = "{id} cannot belong to itself", "{id} 不能是自己的上级";
    own_parent(id, parent) = "{parent} is below {id}, and cannot be above it", "{parent} 是 {id} 的下级，不能作其上级";
    nobody_but_held(asked, named, first) = "No account is known by `{asked}`, but rows that wait for a decision fit: {named}. `kam show {first}` shows one, `kam review` decides.", "没有找到 `{asked}`，但有待判断的行相符：{named}。用 `kam show {first}` 查看，用 `kam review` 判断。";
    held_fit_too(named, first) = "Rows that wait for a decision fit as well: {named}. `kam review {first}` asks about one.", "另有待判断的行相符：{named}。用 `kam review {first}` 判断。";
    nobody_known(asked) = "Nobody known by `{asked}`; `kam add NAME` adds them.", "没有找到 `{asked}`；用 `kam add 名称` 新增。";
    none_selected() = "No account fits the filter.", "没有符合条件的客户。";
}
