//! What is said of workbooks: why one cannot be read, and which of its sheets are.

use super::Lang;

messages! {
    workbook_too_large(bytes, limit) = "it has {bytes} bytes, a workbook has at most {limit}", "文件有 {bytes} 字节，工作簿最多 {limit} 字节";
    workbook_cut_off() = "it is cut off or damaged: the directory of its parts is not whole", "工作簿不完整或已损坏：缺少完整的内容目录";
    too_many_parts(limit) = "it has more than {limit} parts", "包含的部件超过 {limit} 个";
    no_part(part) = "`{part}` is missing in it", "工作簿中缺少 `{part}`";
    part_too_large(part, bytes, limit) = "`{part}` in it has {bytes} bytes, at most {limit} are read", "其中 `{part}` 有 {bytes} 字节，最多读取 {limit} 字节";
    part_inflates(part, limit) = "`{part}` in it is more than {limit} times as long as packed", "其中 `{part}` 解压后超过压缩大小的 {limit} 倍";
    too_many_elements(part, limit) = "`{part}` in it has more than {limit} elements", "其中 `{part}` 的元素超过 {limit} 个";
    part_damaged(part) = "`{part}` in it is damaged", "其中 `{part}` 已损坏";
    too_much_text(sheet, limit) = "sheet `{sheet}` has more than {limit} bytes of text", "工作表 `{sheet}` 的文字超过 {limit} 字节";
    is_locked() = "it is locked by a password", "工作簿有密码保护";
    is_binary_workbook() = "it is a binary workbook (XLSB)", "这是二进制工作簿（XLSB）";
    is_flat_document() = "it is a flat OpenDocument sheet (FODS)", "这是单一 XML 的 OpenDocument 表格（FODS）";
    is_too_old() = "it is a workbook of before 1997 (XLS 95)", "这是 1997 年以前的工作簿（XLS 95）";
    is_no_workbook() = "it is an archive or document, and no workbook", "这是压缩包或文档，不是工作簿";
    has_no_sheets() = "it is text and has no sheets", "这是文本文件，没有工作表";
    option_for_text(file, option) = "`{option}` is for text, and `{file}` is a workbook, which says itself how it is written", "`{option}` 只用于文本文件；`{file}` 是工作簿，自带编码";
    no_sheet(wanted) = "it has no sheet `{wanted}`", "没有工作表 `{wanted}`";
    sheets_differ(count) = "{count} of its sheets have rows, and their headers differ", "有 {count} 个工作表有数据，且表头不同";
    several_sheets(count) = "{count} of its sheets have rows", "有 {count} 个工作表有数据";
    only_hidden_sheets(sheets) = "only hidden sheets have rows: {sheets}", "只有 {sheets} 个隐藏的工作表有数据";
    sheet_size(sheet, rows["row", "rows"], columns["column", "columns"]) = "{sheet}: {rows:#}, {columns:#}", "{sheet}：{rows} 行，{columns} 列";

    out_of_order() = "a cell that is not where it says, or is there twice", "单元格位置错乱或重复";
    value_unreadable() = "its value is not of the kind it says", "单元格的值与其类型不符";
    formula_without_value() = "a formula without its value", "公式没有计算结果";

    hint_split_workbook() = "split the list into several files, or save the sheet as CSV UTF-8", "请拆成几个文件，或把工作表另存为“CSV UTF-8”";
    hint_take_again() = "take it from its source again, or open it in a spreadsheet program and save it as XLSX", "请从来源重新获取，或用电子表格软件打开后另存为 XLSX";
    hint_real_list() = "is this a list? open it in a spreadsheet program and save the sheet as CSV UTF-8", "这是名单吗？请用电子表格软件打开，将工作表另存为“CSV UTF-8”";
    hint_save_again() = "open it in a spreadsheet program, which works everything out again, and save it", "请用电子表格软件打开（会重新计算）并保存";
    hint_unlock() = "open it with its password and save it without one", "请用密码打开，取消密码后保存";
    hint_save_xlsx() = "open it in a spreadsheet program and save it as XLSX", "请用电子表格软件打开，另存为 XLSX";
    hint_no_sheets() = "leave `--sheet` out", "请去掉 `--sheet`";
    hint_without_option(option) = "leave `{option}` out, or import text files with it on their own", "请去掉 `{option}`，或把文本文件单独导入";
    hint_sheet_names(sheets) = "sheets: {sheets}; a number from 1 names one, too", "工作表：{sheets}；也可用序号（从 1 起）";
    hint_name_sheet(sheet) = "name one with `--sheet {sheet}`", "用 `--sheet {sheet}` 指定其一";
    hidden_not_read(file, sheets) = "{file}: hidden sheets are not read: {sheets}.", "{file}：未读取隐藏的工作表：{sheets}。";
}
