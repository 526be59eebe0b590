//! Messages of the commands that set a store up, and those that every command shares.

use super::Lang;

messages! {
    nothing_changed() = "Nothing changed.", "没有任何改动。";
    dry_run() = "Dry run: nothing was written.", "试运行：未写入任何数据。";
    written_to(path) = "Written to {path}.", "已写入 {path}。";
    logged_as(operation) = "Logged as {operation}.", "已记录为 {operation}。";

    store_made(place, zone) = "Made the store {place}, business days in {zone}.", "已新建数据库 {place}，营业日按 {zone} 计算。";
    store_there(place) = "The store {place} is there already; nothing changed.", "数据库 {place} 已存在，未作改动。";
    hint_after_init() = "Next: `kam staff add NAME`, then `kam import FILE --source KIND`.", "下一步：`kam staff add 姓名`，然后 `kam import 文件 --source 来源`。";

    shop_added(id, name) = "Added shop {id} {name}.", "已新增门店 {id} {name}。";
    shop_there(name) = "there is a shop called `{name}` already", "已有名为 `{name}` 的门店";
    no_shops() = "No shop yet; `kam shop add NAME` adds one.", "还没有门店；用 `kam shop add 名称` 新增。";

    staff_added(id, name) = "Added {id} {name}.", "已新增员工 {id} {name}。";
    staff_there(id, name) = "{id} {name} has that name, alias or login already", "{id} {name} 已使用该姓名、别名或登录名";
    no_staff() = "Nobody yet; `kam staff add NAME` adds a person.", "还没有员工；用 `kam staff add 姓名` 新增。";

    word_account() = "account", "客户";
    word_staff() = "member of staff", "员工";
    word_shop() = "shop", "门店";

    playbook_in_force() = "the rules in force", "现行规则";
    playbook_from_shipped(name, keys) = "Left to the shipped rules by {name}: {keys}.", "{name} 未写、按自带规则执行的部分：{keys}。";
    playbook_sound(name, presets) = "No problem in {name}: {presets} funnels.", "{name} 没有问题：{presets} 个漏斗。";
}

messages! {
    several_days(text, days) = "`{text}` may be {days}; write the one you mean", "`{text}` 可能是 {days}；请写明";
    bad_day(text) = "`{text}` is no day; write 2026-03-01, today, +3d or monday", "`{text}` 不是日期；可写 2026-03-01、今天、+3d 或 周一";
}
