//! What is said of tables of our own: staff and shops.

use super::Lang;

messages! {
    cell_unusable() = "a cell cannot be used; nothing was written", "有 1 处无法使用，未写入任何数据";
    cells_unusable(count) = "{count} cells cannot be used; nothing was written", "有 {count} 处无法使用，未写入任何数据";
    hint_all_or_none() = "correct them in the file and import it again", "请在文件中改正后重新导入";
    hint_name_header() = "head the column of names with name or 姓名", "请把名称列的表头写成 姓名 或 名称";
    roster_done(file, added, changed, unchanged) = "{file}: {added} added, {changed} changed, {unchanged} unchanged.", "{file}：新增 {added}，补充 {changed}，未变 {unchanged}。";
    columns_left_out(headers) = "Columns that hold nothing known are left out: {headers}.", "未识别的列未导入：{headers}。";
}
