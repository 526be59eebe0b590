//! What `doctor` finds, and what to do about it.

use super::Lang;

messages! {
    doctor_well(checks["check", "checks"]) = "{checks:#}, no problem found.", "{checks} 项检查，没有发现问题。";
    doctor_problems(problems["problem", "problems"]) = "{problems:#} found.", "发现 {problems} 个问题。";
    doctor_problem(check, subject, found, remedy) = "{check}, {subject}: {found}; {remedy}", "{check}，{subject}：{found}；{remedy}";

    found_failed(detail) = "cannot be found out: {detail}", "无法查明：{detail}";
    found_needs_schema(schema) = "not looked at before the store has schema {schema}", "数据库升级到结构版本 {schema} 后才能检查";
    found_fine() = "as it should be", "正常";
    found_none() = "none", "无";

    found_private(mode) = "mode {mode}, for its owner alone", "权限 {mode}，仅所有者可访问";
    found_open(mode) = "mode {mode}, others can get at it", "权限 {mode}，其他用户可访问";
    found_open_backups(count["backup", "backups"]) = "others can read {count:#}", "其他用户可读取 {count} 份备份";
    found_local(name) = "{name}, on this machine", "{name}，位于本机";
    found_network(name) = "{name}, on a network", "{name}，位于网络";
    found_unknown_system() = "the system does not tell", "系统未提供";
    remedy_network() = "move it to a disk of this machine, or share a PostgreSQL store", "请移到本机磁盘，或共用 PostgreSQL 数据库";
    found_space(free, needed) = "{free} are free, a backup and a restore need {needed} MB", "可用 {free}，备份加恢复需要 {needed} MB";
    remedy_space() = "free space there", "请腾出空间";

    found_version(version) = "{version}", "{version}";
    found_old_version(version, oldest) = "{version}, older than {oldest}", "{version}，低于 {oldest}";
    remedy_old_version(oldest) = "use a kam built with SQLite {oldest} or newer", "请使用以 SQLite {oldest} 或更新版本构建的 kam";
    found_journal(mode, synchronous) = "{mode}, synchronous {synchronous}", "{mode}，synchronous 为 {synchronous}";
    found_journal_waits(mode) = "{mode}; the next command sets it to wal", "{mode}；下一条命令会改为 wal";
    remedy_journal() = "open it with a kam command, not with another program", "请用 kam 打开，不要用其他程序";
    found_wal(size) = "{size}", "{size}";
    remedy_wal() = "end the commands that have been reading for long; `kam backup` empties it", "请结束长时间读取的命令；`kam backup` 会将其清空";

    found_schema(schema) = "{schema}, the newest", "{schema}，最新";
    found_old_schema(schema, known) = "{schema}; the next command brings it to {known}, after a backup", "{schema}；下一条命令先备份再升级到 {known}";
    found_new_schema(schema, known) = "{schema}, this kam knows up to {known}", "{schema}，本程序最高支持 {known}";
    found_no_store() = "no kam store", "不是 kam 数据库";
    found_zone(zone) = "{zone}", "{zone}";
    found_unknown_zone(zone) = "`{zone}` is no time zone that this kam knows", "本程序不认识时区 `{zone}`";
    remedy_zone() = "business days are counted in UTC; use a kam that knows it", "营业日按 UTC 计算；请使用认识该时区的 kam";
    found_clock(now, last) = "it is {now}, the last operation was at {last}", "现在是 {now}，最近一次操作在 {last}";
    remedy_clock() = "set the clock of this machine right", "请校正本机时钟";

    found_sound() = "sound", "完好";
    found_damage(count["line", "lines"], first) = "{count:#} of damage, the first: {first}", "{count} 处损坏，第一处：{first}";
    found_orphans(rows["row names one", "rows name one"]) = "{rows:#} that is not there", "{rows} 行引用了不存在的记录";
    remedy_damage() = "`kam restore BACKUP --yes` goes back to a backup", "用 `kam restore 备份 --yes` 恢复备份";
    found_even(batches["batch", "batches"]) = "{batches:#}, every row accounted for", "{batches} 个批次，每行都有去向";
    found_uneven(collected, outcomes, lines) = "collected {collected}, the outcomes add up to {outcomes}, {lines} rows are kept", "收集 {collected} 行，去向合计 {outcomes}，保存了 {lines} 行";
    found_records(records, removed) = "{records}, {removed} of them removed", "{records}，其中 {removed} 已移除";
    found_stray(missing, extra) = "{missing} missing, {extra} too many", "缺 {missing}，多 {extra}";
    remedy_report() = "this is a bug in kam, please report it", "这是 kam 的缺陷，请反馈";

    found_backup(days["day", "days"], file) = "{days:#} old: {file}", "{days} 天前：{file}";
    found_no_backup_needed() = "none, and nothing in the store yet", "无，数据库也尚无内容";
    remedy_backup() = "`kam backup` makes one", "用 `kam backup` 备份";
}
