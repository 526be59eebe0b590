//! Messages of the commands over records.

use super::Lang;

messages! {
    no_accounts() = "No account yet; `kam add NAME` adds one, `kam import FILE --source KIND` a list.", "还没有客户；用 `kam add 名称` 新增，或用 `kam import 文件 --source 来源` 导入名单。";
    the_pool() = "the pool", "公海";
    assigned(changed, owner, unchanged) = "{changed} assigned to {owner}, {unchanged} unchanged.", "{changed} 个客户分配给{owner}，{unchanged} 个未变。";
    nobody_acts() = "`me` means the acting staff, and the actor is none", "`我`指操作人本人，但操作人不是员工";
    hint_as() = "say who with `--as NAME`", "用 `--as 姓名` 指定";
    has_left(name, day) = "{name} left on {day}", "{name} 已于 {day} 离职";
    none_selected() = "No account fits the filter.", "没有符合条件的客户。";
}
