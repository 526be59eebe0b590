//! What is said of lists: how they are read, and what is wrong with their cells.

use super::Lang;

messages! {
    bad_encoding(name) = "`{name}` is no encoding that lists are read in; one of utf-8, gb18030, gbk", "`{name}` 不是支持的编码；可用：utf-8、gb18030、gbk";
    bad_delimiter(sign) = "`{sign}` is no delimiter: a sign such as , ; | or the word tab", "`{sign}` 不能作分隔符；请用 , ; | 等符号，或 tab";
    bad_map(pair) = "`--map {pair}` is not COLUMN=FIELD; one looks like `--map 公司=name`", "`--map {pair}` 不是“列=字段”的形式；例如 `--map 公司=name`";
    bad_date_order(order) = "`{order}` is no order of dates; one of ymd, mdy, dmy", "`{order}` 不是日期顺序；可用：ymd（年月日）、mdy（月日年）、dmy（日月年）";
    cannot_spool(detail) = "cannot keep standard input in a temporary file: {detail}", "无法将标准输入存入临时文件：{detail}";
}
