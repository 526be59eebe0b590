//! What went wrong, and what to do about it.

use super::Lang;

messages! {
    error_line(message) = "error: {message}", "错误：{message}";
    hint_line(hint) = "hint: {hint}", "提示：{hint}";
    warning_line(message) = "warning: {message}", "警告：{message}";

    no_store(place) = "no store at `{place}`", "`{place}` 没有数据库";
    hint_lost(backup) = "if it was lost: `kam restore {backup}` brings the latest backup back; else make one with `kam init`, or name another with `--db`", "如数据库已丢失：用 `kam restore {backup}` 恢复最近的备份；否则用 `kam init` 新建，或用 `--db` 指定其他数据库";
    hint_init() = "make one with `kam init`, or name another with `--db`", "用 `kam init` 新建，或用 `--db` 指定其他数据库";
    foreign_store(place) = "`{place}` is no kam store", "`{place}` 不是 kam 数据库";
    hint_other_place() = "name another file with `--db`; this one was left as it is", "用 `--db` 指定其他文件；该文件未作改动";
    store_too_new(found, known) = "the store has schema {found}, this kam knows up to {known}", "数据库结构版本为 {found}，本程序最高支持 {known}";
    hint_update() = "update kam, or use the kam that wrote it", "请升级 kam，或使用写入该库的版本";
    store_damaged(detail) = "the store is damaged: {detail}", "数据库已损坏：{detail}";
    hint_damaged() = "nothing was written; go back to the last backup", "未写入任何数据；请恢复最近的备份";
    store_locked() = "the store is locked by another process", "数据库正被其他进程占用";
    lock_holder(holder) = "it is held by {holder}; try again when it is done", "占用者：{holder}；请稍后再试";
    hint_locked() = "try again when it is done", "请稍后再试";
    unreachable(place, detail) = "cannot use `{place}`: {detail}", "无法使用 `{place}`：{detail}";
    on_network(place, name) = "`{place}` is on a network file system ({name}), where two machines that write at once can damage a store", "`{place}` 位于网络文件系统（{name}），两台机器同时写入会损坏数据库";
    hint_on_network() = "move it to a disk of this machine, or share a PostgreSQL store; `--allow-network-fs` opens it all the same, more slowly, for one machine at a time", "请移到本机磁盘，或共用 PostgreSQL 数据库；`--allow-network-fs` 可强行打开，速度较慢，且同时只限一台机器使用";
    no_backup(place, detail) = "the store has to be brought up to date, and no backup can be made before: cannot use `{place}`: {detail}", "数据库需要升级，但无法先做备份：无法使用 `{place}`：{detail}";
    hint_no_backup() = "nothing was changed; free space there, or get the right to write there", "未作任何改动；请腾出空间，或取得写入权限";
    hint_server() = "see that the server runs and can be reached, then run the command again", "请确认服务器正在运行且可以连接，然后重新运行";
    hint_disk() = "kam needs the right to write the file and its folder, to read it as well: see `ls -ld`, and that the disk has room; `kam history` shows what was done before it failed", "kam 即使只读取也需要文件及其文件夹的写权限：请用 `ls -ld` 查看权限，并确认磁盘有空间；`kam history` 显示失败前已完成的操作";
    denied(detail) = "not allowed: {detail}", "没有权限：{detail}";
    duplicate(what) = "{what} is there already", "{what} 已存在";
    conflict(id, field, read, operation, by, now) = "{id} {field}: you read {read}, {operation} by {by} made it {now} meanwhile; nothing was written", "{id} 的{field}：读取时为 {read}，其间 {by} 的 {operation} 改为 {now}；未写入任何数据";
    hint_conflict() = "run the command again to change what is there now", "请重新运行命令，以修改现在的内容";
    nothing_there() = "nothing", "空";
    unknown_id(id) = "there is no {id}", "没有 {id}";
    bug(detail) = "this is a bug in kam, please report it: {detail}", "程序内部错误，请反馈：{detail}";
    cannot_write(detail) = "cannot write: {detail}", "无法写入：{detail}";
    hint_output() = "make room, or send it elsewhere; `kam history` shows what was done already", "请腾出空间，或输出到别处；`kam history` 显示已完成的操作";
    cannot_write_to(path, why) = "cannot write `{path}`: {why}", "无法写入 `{path}`：{why}";
    no_such_folder() = "there is no such folder", "没有这个文件夹";
    it_is_a_folder() = "it is a folder", "这是文件夹";
    cannot_read(place, detail) = "cannot read `{place}`: {detail}", "无法读取 `{place}`：{detail}";

    no_place() = "no place for a store: neither `--db` nor HOME is set", "找不到数据库位置：未指定 `--db`，也没有 HOME";
    hint_db() = "name one with `--db FILE`", "用 `--db 文件` 指定";
    bad_zone(name) = "`{name}` is no time zone; one looks like Asia/Shanghai", "`{name}` 不是时区；例如 Asia/Shanghai";
    bad_time(text) = "`{text}` is neither a day (2026-03-01) nor an instant (2026-03-01 09:30, or with +08:00 or Z)", "`{text}` 既不是日期（2026-03-01）也不是时刻（2026-03-01 09:30，或带 +08:00、Z）";
    bad_instant(option, text) = "`--{option}`: `{text}` is no instant; write it as 2026-03-01 09:30, with +08:00 or Z where it is another zone's, or 9:30 for today", "`--{option}`：`{text}` 不是时刻；例如 2026-03-01 09:30，其他时区加 +08:00 或 Z；当天可写 9:30";

    unknown_column(column) = "no column `{column}`", "没有列 `{column}`";
    unknown_column_near(column, near) = "no column `{column}`; did you mean `{near}`?", "没有列 `{column}`；是否指 `{near}`？";
    hint_columns_known(known) = "columns are {known}", "可用的列：{known}";
    repeated_column(column) = "column `{column}` is named twice", "列 `{column}` 重复";
    workbook_is_no_text(form, file) = "`{file}` is the name of a workbook, and `-f {form}` is text", "`{file}` 是工作簿的文件名，而 `-f {form}` 是文本";
    hint_workbook_or_text() = "leave `-f` out to write a workbook, or let the name end otherwise", "写工作簿请去掉 `-f`；写文本请改用其他扩展名";
    too_many_rows_for_sheet(limit) = "a sheet has at most {limit} rows", "工作表最多 {limit} 行";
    too_long_for_sheet(column, row, limit) = "`{column}` in row {row} has more than the {limit} characters of a cell", "第 {row} 行的 `{column}` 超过单元格的 {limit} 个字符";
    hint_not_in_sheet() = "write CSV, or choose rows or columns (`--limit`, `--columns`)", "请写成 CSV，或选择行或列（`--limit`、`--columns`）";
    only_xlsx() = "of workbooks only XLSX are written", "工作簿只能写成 XLSX";
    hint_only_xlsx() = "let the name end in .xlsx, or in .csv for text", "请用 .xlsx 结尾的文件名；文本请用 .csv";
    no_ids() = "nothing here has an id; choose another form", "这里没有编号，请选用其他格式";

    nobody_named(kind, name) = "no {kind} is called `{name}`", "没有名为 `{name}` 的{kind}";
    several_named(kind, name, candidates) = "several {kind}s are called `{name}`: {candidates}", "有多个{kind}名为 `{name}`：{candidates}";
    hint_who(name) = "`kam who {name}` looks among contacts, phones and other spellings too", "`kam who {name}` 还会查找联系人、电话和其他写法";
    hint_listed(kind) = "`kam {kind} list` has them all", "用 `kam {kind} list` 查看全部";
    hint_use_id() = "name one by its id", "请用编号指定";
    bad_id(text, example) = "`{text}` is no id; one looks like {example}", "`{text}` 不是编号；例如 {example}";
    none_on_stdin() = "no id on standard input", "标准输入中没有编号";
    one_id(count) = "{count} ids on standard input, where one is wanted", "此处只要一个编号，标准输入给出了 {count} 个";
    no_ids_given() = "no account named", "没有指定客户";
    hint_ids() = "name accounts by id or name, or `-` to read ids from standard input", "用编号或名称指定客户，或用 `-` 从标准输入读取编号";
    nothing_to_change() = "nothing to change was named", "没有指定要修改的内容";
    hint_help(command) = "see `kam {command} --help`", "参见 `kam {command} --help`";
}
