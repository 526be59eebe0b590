//! Messages of the commands that explain kam itself.

use super::Lang;

messages! {
    help_topics() = "Topics, for `kam help TOPIC`:", "主题，用 `kam help 主题` 查看：";
    help_commands() = "Commands, for `kam help COMMAND`:", "命令，用 `kam help 命令` 查看：";
    help_next() = "Next: `kam help filters` says how to choose accounts, `kam demo` shows a week of work.", "下一步：`kam help filters` 说明如何选择客户，`kam demo` 演示一周的工作。";
    no_help(word) = "no topic or command is called `{word}`", "没有名为 `{word}` 的主题或命令";
    hint_help_list() = "`kam help` lists both", "`kam help` 列出主题和命令";
    hint_help_near(word) = "did you mean `kam help {word}`?", "是否想用 `kam help {word}`？";
}

messages! {
    playbook_key_changed(key, old, new) = "{key}: {old} → {new}", "{key}：{old} → {new}";
    playbook_key_new(key, new) = "{key}: new, {new}", "{key}：新增，{new}";
    playbook_key_gone(key, old) = "{key}: gone, was {old}", "{key}：删除，原为 {old}";
    playbook_more_changes(count["more key", "more keys"]) = "… and {count:#}: `kam playbook diff` lists them all.", "……另有 {count} 处：`kam playbook diff` 可全部列出。";
    playbook_set(id, count["key", "keys"]) = "Version {id} of the rules: {count:#} changed.", "规则版本 {id}：改动 {count} 处。";
    playbook_same() = "No key is different.", "没有不同之处。";
    playbook_no_toml() = "one of the two is no TOML; `kam playbook check` says where", "两份规则中有一份不是 TOML；用 `kam playbook check` 查看位置";
}

messages! {
    query_rows(count["row", "rows"]) = "{count:#}.", "共 {count} 行。";
    query_writes(word) = "only reading is allowed here, and `{word}` is something else", "此处只能读取，而 `{word}` 不是读取";
    hint_query_writes() = "begin with SELECT, WITH, VALUES or EXPLAIN; what is to be changed has a command: `kam help`", "请以 SELECT、WITH、VALUES 或 EXPLAIN 开头；修改请用相应命令：`kam help`";
    query_too_long(seconds) = "no answer within {seconds} s", "{seconds} 秒内没有结果";
    hint_query_too_long() = "narrow it down with WHERE, or wait longer with `--timeout SECONDS`", "用 WHERE 缩小范围，或用 `--timeout 秒数` 等待更久";
    query_wrong(message) = "the statement is wrong: {message}", "语句有误：{message}";
    hint_query_schema() = "`kam query --schema` lists tables and columns", "`kam query --schema` 列出表和列";
}

messages! {
    hint_dynamic() = "With `--dynamic`, accounts, deals and staff are completed too.", "加 `--dynamic` 还可补全客户、商机和员工。";
}
