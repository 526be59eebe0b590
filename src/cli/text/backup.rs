//! Messages of `backup` and `restore`, and of a store that is brought up to date.

use super::Lang;

messages! {
    migrated_with_backup(from, to, file) = "Brought the store up to date, from schema {from} to {to}; it is kept as it was in {file}.", "数据库结构已从版本 {from} 升级到 {to}；升级前的备份为 {file}。";
    migrated(from, to) = "Brought the store up to date, from schema {from} to {to}.", "数据库结构已从版本 {from} 升级到 {to}。";

    backup_on_server() = "`kam backup` copies a file; this store is on a PostgreSQL server", "`kam backup` 只复制文件；该数据库在 PostgreSQL 服务器上";
    hint_pg_dump() = "`pg_dump --format=custom --schema=SCHEMA` backs it up", "用 `pg_dump --format=custom --schema=模式` 备份";
    restore_on_server() = "`kam restore` puts a file in place; this store is on a PostgreSQL server", "`kam restore` 只恢复文件；该数据库在 PostgreSQL 服务器上";
    hint_pg_restore() = "`pg_restore` reads what `pg_dump` wrote; a file is restored with `--to FILE`", "用 `pg_restore` 恢复 `pg_dump` 的结果；恢复为文件请用 `--to 文件`";

    backup_made(file, bytes["byte", "bytes"]) = "Backed up to {file}: {bytes:#}, checked.", "已备份到 {file}：{bytes} 字节，已检查。";
    backup_would_be_made(file, bytes["byte", "bytes"]) = "Would back up to {file}: {bytes:#}, checked.", "将备份到 {file}：{bytes} 字节，已检查。";
    backup_deleted(file) = "Deleted {file}.", "已删除 {file}。";
    backup_would_be_deleted(file) = "Would delete {file}.", "将删除 {file}。";
    backup_of_another(file) = "{file} is called like a backup of this store and is none; it was left", "{file} 名称像本库的备份，但不是；已保留";
    cannot_delete(file, detail) = "cannot delete `{file}`: {detail}", "无法删除 `{file}`：{detail}";
    hint_backup_made() = "the backup itself was made", "备份本身已完成";
    bad_keep(text) = "`{text}` does not say what to keep", "`{text}` 不是有效的保留规则";
    hint_keep() = "write numbers above 0 of days, weeks, months or backups, each once: `7d,4w,12m`, or `10`", "请写大于 0 的天数、周数、月数或份数，每种一次：`7d,4w,12m`，或 `10`";
    no_backup_folder(folder) = "cannot back up to `{folder}`: there is no such folder", "无法备份到 `{folder}`：没有这个文件夹";
    hint_make_folder(folder) = "make it with `mkdir -m 700 {folder}`, or name another", "用 `mkdir -m 700 {folder}` 新建，或另选文件夹";
    backup_to_file(folder) = "cannot back up to `{folder}`: it is no folder", "无法备份到 `{folder}`：它不是文件夹";
    hint_backup_folder() = "name a folder; the backup's own name is made of the store's and the instant", "请指定文件夹；备份的文件名由数据库名和时刻组成";
    hint_backup_disk() = "free space there, get the right to write there, or name another folder; nothing was left there", "请腾出空间、取得写入权限，或另选文件夹；没有留下残余文件";

    restore_no_file(file) = "there is no file `{file}`", "没有文件 `{file}`";
    restore_is_folder(file) = "`{file}` is a folder; name the backup in it", "`{file}` 是文件夹；请指定其中的备份文件";
    hint_restore_file() = "backups are in the folder `backups` beside the store", "备份在数据库旁的 `backups` 文件夹中";
    restore_foreign(file) = "`{file}` is no kam store", "`{file}` 不是 kam 数据库";
    hint_restore_foreign() = "name a file that `kam backup` made; lists are read by `kam import`", "请指定 `kam backup` 生成的文件；名单用 `kam import` 导入";
    restore_damaged(file, detail) = "`{file}` is damaged: {detail}", "`{file}` 已损坏：{detail}";
    hint_restore_damaged() = "nothing was changed; restore another backup", "未作任何改动；请恢复其他备份";
    restore_too_new(file, found, known) = "`{file}` has schema {found}, this kam knows up to {known}", "`{file}` 的结构版本为 {found}，本程序最高支持 {known}";
    restore_onto_itself(file) = "`{file}` is the store itself", "`{file}` 就是该数据库本身";
    hint_restore_onto_itself() = "name a backup of it", "请指定它的备份";
    restore_needs_yes(place) = "there is a store at `{place}`", "`{place}` 已有数据库";
    hint_restore_yes() = "`--yes` puts the backup in its place, and keeps it under another name; `--to FILE` restores elsewhere", "加 `--yes` 以备份替换，原库改名保留；`--to 文件` 恢复到别处";
    restore_over_folder(place) = "cannot restore to `{place}`: it is a folder", "无法恢复到 `{place}`：它是文件夹";
    hint_restore_to() = "name the file of the store", "请指定数据库文件";
    restored(place, file, bytes["byte", "bytes"]) = "Restored {place} from {file}: {bytes:#}, checked.", "已用 {file} 恢复 {place}：{bytes} 字节，已检查。";
    would_restore(place, file, bytes["byte", "bytes"]) = "Would restore {place} from {file}: {bytes:#}, checked.", "将用 {file} 恢复 {place}：{bytes} 字节，已检查。";
    restore_kept(file) = "What was there is kept as {file}.", "原有的数据库保留为 {file}。";
    restore_would_keep(file) = "What is there would be kept as {file}.", "原有的数据库将保留为 {file}。";
    restored_older(schema) = "It has schema {schema}; the next command brings it up to date.", "其结构版本为 {schema}；下一条命令会将其升级。";
}
