//! Messages about plans of imports: what they are for, and what is wrong with one.

use super::Lang;

messages! {
    no_plan_of_records(kind) = "rows of `{kind}` are records, which no plan decides on", "`{kind}` 的行是记录，不能用计划判断";
    hint_no_plan_of_records() = "`--dry-run` reports what would become of them", "用 `--dry-run` 查看将如何处理";
    plan_written(rows["row", "rows"], path) = "The plan, {rows:#}, stands in {path}; nothing is imported yet.", "计划共 {rows} 行，已写入 {path}；尚未导入任何数据。";
    plan_next(path) = "Next: look at it and change it, then do what it says: `kam import --apply {path}`.", "下一步：查看并修改，然后执行：`kam import --apply {path}`。";
    plan_empty() = "Nothing is left to import; no plan is written.", "没有需要导入的行；未写入计划。";
    plan_decided(rows["row goes", "rows go"]) = "As decided in the plan, {rows:#} elsewhere than matching would send them.", "按计划改判 {rows} 行，未按比对结果处理。";
    plan_left_out(rows["row of the list is", "rows of the list are"]) = "{rows:#} not in the plan: left out and not counted. Importing the list later takes them in.", "名单中有 {rows} 行不在计划内：未导入，也不计入收集数；以后导入该名单时会收入。";

    no_source() = "what kind of list it is: `--source KIND` is missing", "未说明名单来源：缺少 `--source 来源`";
    hint_source() = "a file of rejected rows, corrected, needs `--fixes BATCH` instead, as in `kam import fix.csv --fixes B3`", "改正后的拒收文件请改用 `--fixes 批次`，例如 `kam import fix.csv --fixes B3`";
    batch_without_columns(batch) = "{batch} did not keep what its columns mean", "{batch} 没有保存各列的含义";

    plan_of_stdin() = "standard input is gone when a plan is applied", "执行计划时，标准输入已不存在";
    hint_plan_of_stdin() = "save the list to a file, and name that", "请先将名单存为文件，再指定该文件";
    plan_over(path) = "`{path}` is there and is no plan", "`{path}` 已存在，且不是计划文件";
    hint_plan_over() = "`--plan` names the file that the plan is written to; name a new one, as in `--plan plan.json`", "`--plan` 指定写入计划的文件；请用新的文件名，例如 `--plan plan.json`";

    cannot_apply(plan, why) = "cannot apply `{plan}`: {why}", "无法执行计划 `{plan}`：{why}";
    plan_faults(count["value makes", "values make"]) = "{count:#} no sense; nothing is imported", "有 {count} 处不合理；未导入任何数据";
    plan_fault(place, what, code) = "{place}: {what} [{code}]", "{place}: {what} [{code}]";
    plan_row(place, line) = "{place}: line {line} of the list", "{place}: 名单第 {line} 行";
    plan_other_store() = "it was made for another store", "该计划是为另一个数据库做的";
    hint_plan_other_store() = "name that store with `--db`, or make a plan for this one with `kam import … --plan`", "用 `--db` 指定该数据库，或用 `kam import … --plan` 为当前数据库重新做计划";
    plan_moved(count["operation came", "operations came"], last, actor, command) = "{count:#} after it, {last} by {actor} (`{command}`) the last: it may not be true any more", "此后又有 {count} 次操作，最后一次是 {actor} 的 {last}（`{command}`）：计划可能已不成立";
    hint_plan_again() = "make it again with `kam import … --plan`, and look through it again", "请用 `kam import … --plan` 重新做计划，并再次查看";
    plan_list_changed(file) = "`{file}` is another file than the plan was made of", "`{file}` 与做计划时的文件不同";
    hint_plan_list_changed() = "put the file of then back, or make the plan again with `kam import … --plan`", "请放回当时的文件，或用 `kam import … --plan` 重新做计划";
    hint_plan_list_gone() = "put the list back where it was, or say in `file` of the plan where it is now", "请将名单放回原处，或在计划的 `file` 中写明现在的位置";

    fault_cut_off() = "the plan ends in the middle of a value; write it again, wholly", "计划在此中断；请重新完整写出";
    fault_no_json(column, detail) = "no JSON at column {column}: {detail}; a plan is one JSON object after another", "第 {column} 列不是 JSON：{detail}；计划由一个接一个的 JSON 对象组成";
    fault_array() = "one array of everything; write its values one by one: `jq -c '.[]'`", "整个文件是一个数组；请逐个写出其中的值：`jq -c '.[]'`";
    fault_no_header() = "a row, and its list is not there: keep the objects that have `kam_plan`, as in `jq -c 'select(.kam_plan or .outcome == \"added\")'`", "这是一行，但缺少所属名单：请保留含 `kam_plan` 的对象，例如 `jq -c 'select(.kam_plan or .outcome == \"added\")'`";
    fault_no_plan() = "this is no plan of an import; `kam import FILE --source KIND --plan plan.json` writes one", "这不是导入计划；用 `kam import 文件 --source 来源 --plan plan.json` 可写出计划";
    fault_version(found) = "`kam_plan` is {found}, this kam knows 1; apply it with the kam that wrote it, or make it again", "`kam_plan` 为 {found}，本版本只支持 1；请用写出它的版本执行，或重新做计划";
    fault_value(key, value, wanted) = "`{key}` is {value}; it has to be {wanted}", "`{key}` 的值 {value} 不对；应为{wanted}";
    fault_missing(key, wanted) = "`{key}` is missing; it has to be {wanted}", "缺少 `{key}`；应为{wanted}";
    fault_list_twice(list) = "list {list} stands here again, or after a later one; keep each list once, in order", "名单 {list} 重复或顺序不对；每个名单保留一次，按顺序排列";
    fault_list_unknown(list) = "`list` is {list}, and no such list stands above; keep the object with `kam_plan` that begins it", "`list` 为 {list}，但上文没有该名单；请保留其开头含 `kam_plan` 的对象";
    fault_line_unknown() = "the list has no row there; take `line` from the plan as it was written", "名单在此处没有数据行；请用计划原有的 `line`";
    fault_line_twice(first) = "it stands in line {first} of the plan already; keep one of them", "计划第 {first} 行已有此行；请只保留一个";
    fault_no_account() = "`outcome` is merged, and `account` does not say with whom; name one, as in \"A29\", or a row, as in \"1:12\"", "`outcome` 为 merged，但 `account` 未写明并入哪个客户；请填客户（如 \"A29\"）或行（如 \"1:12\"）";
    fault_no_account_near(candidate) = "`outcome` is merged, and `account` does not say with whom; the candidate is \"{candidate}\"", "`outcome` 为 merged，但 `account` 未写明并入哪个客户；疑似客户是 \"{candidate}\"";
    fault_account_unknown(account) = "there is no account {account}; `kam who NAME` and `kam list` find the id", "没有客户 {account}；可用 `kam who 名称` 或 `kam list` 查找编号";
    fault_nowhere(key, row) = "`{key}` is \"{row}\", a row that is left out, or goes to no account; name one that is added or merged, or an account, or decide otherwise", "`{key}` 为 \"{row}\"，该行未纳入或不归入任何客户；请改为新增或合并的行，或填客户，或另作处理";
    fault_group_nowhere(row) = "`group` is \"{row}\", and the list has no row there; name a row of the list, or null for a group of its own", "`group` 为 \"{row}\"，但名单在此处没有数据行；请填名单中的行，或用 null 自成一组";
    fault_circle(row) = "`account` is \"{row}\", which goes with this row itself; make one of them \"added\"", "`account` 为 \"{row}\"，而该行又归入本行；请将其中一行改为 \"added\"";
    fault_unusable(outcome) = "nothing of the row can be used, it cannot be {outcome}; leave it rejected, and correct it by `kam batch rejects`", "该行无可用内容，不能改为 {outcome}；请保留 rejected，之后用 `kam batch rejects` 改正";
    fault_usable() = "the row can be used, and rejected is for rows that cannot; take it out of the plan to leave it out", "该行可用，rejected 只用于无法使用的行；如不导入，请从计划中删去";
    fault_loaded(outcome, batch) = "the row was loaded before, in {batch}, and cannot be {outcome} again; leave it unchanged, or take it out of the plan", "该行此前已在 {batch} 导入，不能再改为 {outcome}；请保留 unchanged，或从计划中删去";
    fault_not_loaded() = "the row was not loaded before; take it out of the plan to leave it out, or say added", "该行此前未导入；如不导入请从计划中删去，否则改为 added";

    wanted_number() = "a whole number from 1", "从 1 起的整数";
    wanted_text() = "a text in quotes", "引号内的文字";
    wanted_outcome() = "added, merged, unchanged, held or rejected", "以下之一：added、merged、unchanged、held、rejected";
    wanted_account() = "an account in quotes, as \"A29\", or a row, as \"1:12\", or null", "引号内的客户（如 \"A29\"）、行（如 \"1:12\"），或 null";
    wanted_row() = "a row of the list in quotes, as \"1:12\", or null", "引号内的行（如 \"1:12\"），或 null";
    wanted_score() = "a whole number from 0 to 100, or null", "整数 0 至 100，或 null";
    wanted_day() = "a day, as \"2026-03-01\", or null", "日期（如 \"2026-03-01\"），或 null";
    wanted_known() = "the id of one that is there, as kam wrote it, or null", "已有的编号，如 kam 所写，或 null";
    wanted_kind() = "a kind of list; `kam import --help` names them", "来源类型；见 `kam import --help`";
    wanted_as_planned() = "what kam wrote there; take it from the plan as it was written", "kam 原先写入的值；请从原计划中取回";
}
