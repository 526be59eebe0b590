//! What `kam demo` says between its commands.

use super::Lang;

messages! {
    demo_start() = "# 1. A store for the sales team", "# 一、为销售团队建库";
    demo_lists() = "# 2. Three lists come in: from Excel in GB18030, in English, and invoices", "# 二、三份名单入库：Excel 的 GB18030、英文表头、配件发票";
    demo_review() = "# 3. What may be a customer we have waits for a person to decide", "# 三、疑似重复的由人判断";
    demo_assign() = "# 4. Who wants this model, and who has bought parts, gets a consultant", "# 四、有意向的、买过配件的，分给顾问";
    demo_deal() = "# 5. One of them, 多达, wants five cars: what the first call brought", "# 五、其中多达要五台车：首次电话了解到的";
    demo_grade() = "# 6. What is known gives the grade, and what would raise it", "# 六、按已知信息定级，并说明如何升级";
    demo_agenda() = "# 7. Whom to contact on a day, and why", "# 七、哪天联系谁，为什么";
    demo_stage() = "# 8. A step in the funnel stands with its evidence; the card has it all", "# 八、漏斗推进要有依据；客户卡汇总一切";
    demo_funnel() = "# 9. What the whole funnel looks like", "# 九、整个漏斗的情况";
    demo_end() = "All of that was in a store that is gone now. To go on from there: `kam demo --keep FOLDER`. Your own: `kam init`, then `kam import FILE --source KIND`.", "以上均在临时库中完成，现已删除。想保留：`kam demo --keep 文件夹`。自己建库：`kam init`，然后 `kam import 文件 --source 来源`。";
    demo_kept(folder) = "Lists and store are in {folder}; go on with `cd {folder}` and `kam list`.", "名单与数据库在 {folder}；可 `cd {folder}` 后用 `kam list` 继续。";
    demo_failed(command, code) = "`{command}` ended with {code}", "`{command}` 退出码 {code}";
    demo_folder_there(folder) = "`{folder}` is there already; name a new folder", "`{folder}` 已存在；请指定新文件夹";
}
