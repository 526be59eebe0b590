//! What `kam demo` says between its commands.

use super::Lang;

messages! {
    demo_start() = "# A store for the sales team", "# 一、为销售团队建库";
    demo_lists() = "# Three lists come in: GB18030 from Excel, UTF-8 in English, parts invoices", "# 二、导入三份名单：Excel 的 GB18030、英文 UTF-8、配件发票";
    demo_review() = "# What may be a customer we have waits for a person", "# 三、疑似重复由人判断";
    demo_assign() = "# Who wants to buy, and who has bought parts from us, gets a consultant", "# 四、有意向的、买过配件的，分给顾问";
    demo_grade() = "# 多达 wants five cars: what we know of it gives the grade", "# 五、多达要五台车：按已知信息定级";
    demo_agenda() = "# Whom to contact today, and why", "# 六、今天联系谁，为什么";
    demo_stage() = "# A step in the funnel stands with its evidence", "# 七、漏斗推进要有依据";
    demo_end() = "That was all in a store that is gone now. Your own: `kam init`, then `kam import FILE --source KIND`.", "以上均在临时库中完成，现已删除。自己的库：`kam init`，然后 `kam import 文件 --source 来源`。";
    demo_kept(folder) = "Lists and store are in {folder}; go on with `cd {folder}` and `kam list`.", "名单与数据库在 {folder}；可 `cd {folder}` 后用 `kam list` 继续。";
    demo_failed(command, code) = "`{command}` ended with {code}", "`{command}` 退出码 {code}";
    demo_folder_there(folder) = "`{folder}` is there already; name a new folder", "`{folder}` 已存在；请指定新文件夹";
}
