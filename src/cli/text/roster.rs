//! What is said of our own: tables of staff and shops, their days off and hours.

use super::Lang;
use crate::model::Day;

messages! {
    cell_unusable() = "a cell cannot be used; nothing was written", "有 1 处无法使用，未写入任何数据";
    cells_unusable(count) = "{count} cells cannot be used; nothing was written", "有 {count} 处无法使用，未写入任何数据";
    hint_all_or_none() = "correct them in the file and import it again", "请在文件中改正后重新导入";
    hint_name_header() = "head the column of names with name or 姓名", "请把名称列的表头写成 姓名 或 名称";
    roster_done(file, added, changed, unchanged) = "{file}: {added} added, {changed} changed, {unchanged} unchanged.", "{file}：新增 {added}，补充 {changed}，未变 {unchanged}。";
    columns_left_out(headers) = "Columns that hold nothing known are left out: {headers}.", "未识别的列未导入：{headers}。";
}

messages! {
    staff_away(id, name, days) = "{id}: {name} is away, {days}.", "{id}：{name} 休息，{days}。";
    staff_away_for(id, name, days, other) = "{id}: {name} is away, {days}; {other} stands in.", "{id}：{name} 休息，{days}；由 {other} 代班。";
    shop_closed(id, name, days) = "{id}: {name} is closed, {days}.", "{id}：{name} 闭店，{days}。";
    day_off_removed(id, name, days) = "Took back {id}: {name}, {days}.", "已撤销 {id}：{name}，{days}。";
    no_days_off() = "No days off yet; `kam staff off NAME FIRST LAST` enters some.", "还没有休息日；用 `kam staff off 姓名 开始 结束` 登记。";
    no_closures() = "No closures yet; `kam shop closed NAME FIRST LAST` enters one.", "还没有闭店日；用 `kam shop closed 门店 开始 结束` 登记。";
    last_before_first(last, first) = "the last day, {last}, is before the first, {first}", "最后日期 {last} 早于开始日期 {first}";
    day_off_there(id, name, days) = "{name} has {days} off already: {id}", "{name} 已登记休息 {days}：{id}";
    day_off_of(id, name) = "{id} is a day off of {name}", "{id} 是 {name} 的休息日";
    hint_day_off_remove(command, id) = "take it back with `kam {command} --remove {id}`", "用 `kam {command} --remove {id}` 撤销";
    stand_in_same(name) = "{name} cannot stand in for themselves; name somebody else", "{name} 不能为自己代班；请指定他人";
    stand_in_away(name, days, id) = "{name} is away too, {days}: {id}; name somebody else", "{name} 也休息，{days}：{id}；请指定他人";
    stands_in_for(name, other, days, id) = "{name} stands in for {other}, {days}: {id}", "{name} 为 {other} 代班，{days}：{id}";
    hint_stand_in_first() = "then enter it again with another `--stand-in`", "然后另行指定 `--stand-in` 重新登记";

    shop_changed(id, name) = "Changed shop {id} {name}.", "已修改门店 {id} {name}。";
    bad_opening(option, text) = "{option} `{text}` is no time of day; write 09:00", "{option} `{text}` 不是时间；可写 09:00";
    opens_late(opens, closes) = "a shop that opens at {opens} cannot close at {closes}; correct --opens or --closes", "门店 {opens} 开门，不能在 {closes} 关门；请改正 --opens 或 --closes";
}

/// Returns days off from the first to the last, inclusive; a single day alone.
pub(crate) fn days_span(lang: Lang, first: Day, last: Day) -> String {
    if first == last { first.to_string() } else { super::span(lang, first, last) }
}
