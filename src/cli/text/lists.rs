//! What is said of lists: why one cannot be read, and what to do about it.

use super::Lang;
use crate::ingest::map::Field;
use crate::model::SourceKind;

messages! {
    bad_encoding(name) = "`{name}` is no encoding that lists are read in", "`{name}` 不是支持的编码";
    unknown_encoding(name) = "`{name}` is no encoding that lists are read in; some are utf-8, gb18030, big5, utf-16le, windows-1252, euc-jp, euc-kr", "`{name}` 不是支持的编码；例如 utf-8、gb18030、big5、utf-16le、windows-1252、euc-jp、euc-kr";
    bad_delimiter(sign) = "`{sign}` is no delimiter: a sign such as , ; | or the word tab", "`{sign}` 不能作分隔符；请用 , ; | 等符号，或 tab";
    bad_source(said, known) = "`{said}` is no kind of list; one of {known}", "`{said}` 不是来源类型；可用：{known}";
    bad_map(pair) = "`--map {pair}` is not COLUMN=FIELD; one looks like `--map 公司=name`", "`--map {pair}` 不是“列=字段”的形式；例如 `--map 公司=name`";
    bad_date_order(order) = "`{order}` is no order of dates; one of ymd, mdy, dmy", "`{order}` 不是日期顺序；可用：ymd（年月日）、mdy（月日年）、dmy（日月年）";
    cannot_spool(detail) = "cannot keep standard input in a temporary file: {detail}", "无法将标准输入存入临时文件：{detail}";

    cannot_import(file, why) = "cannot import `{file}`: {why}", "无法导入 `{file}`：{why}";
    damaged_at(place, why) = "{place}: {why}", "{place}: {why}";
    damaged_line(file, line, why) = "{file}:{line}: {why}", "{file}:{line}: {why}";

    no_file(file) = "there is no file `{file}`", "找不到文件 `{file}`";
    is_folder(file) = "`{file}` is a folder", "`{file}` 是文件夹";
    file_denied(file) = "not allowed to read `{file}`", "没有权限读取 `{file}`";
    hint_file() = "name a file, or `-` for standard input", "请指定文件，或用 `-` 表示标准输入";
    hint_denied() = "see who may read it with `ls -l`", "用 `ls -l` 查看读取权限";

    is_utf32() = "it is text in UTF-32", "这是 UTF-32 文本";
    is_no_text() = "it is no text: many of its bytes are zero", "这不是文本：有许多零字节";
    hint_no_text() = "save the list as CSV UTF-8; where it is UTF-16, add `--encoding utf-16le` or `utf-16be`", "请另存为“CSV UTF-8”；若是 UTF-16，请加 `--encoding utf-16le` 或 `utf-16be`";
    hint_save_sheet() = "open it in a spreadsheet program and save the sheet as CSV UTF-8", "请用电子表格软件打开，另存为“CSV UTF-8”";
    hint_convert(guess, file) = "save it as CSV UTF-8, or convert it: `iconv -f {guess} -t UTF-8 {file} > utf8.csv`", "请另存为“CSV UTF-8”，或转换：`iconv -f {guess} -t UTF-8 {file} > utf8.csv`";
    is_empty() = "there is nothing in it", "文件是空的";
    hint_empty() = "export the list again; it needs a header and rows", "请重新导出；名单应有表头和数据行";
    has_changed() = "it has changed while it was read", "读取过程中文件被修改";
    hint_changed() = "run the command again when nothing writes to it", "待文件不再变动后重新运行";

    not_in_encoding(encoding, bytes) = "not {encoding} (bytes {bytes})", "不是 {encoding} 编码（字节 {bytes}）";
    other_than_said(encoding, other) = "not {encoding} but {other}", "不是 {encoding} 编码，而是 {other}";
    other_mark(encoding, marked) = "it is not {encoding}: its byte order mark says {marked}", "不是 {encoding} 编码：BOM 标记为 {marked}";
    hint_no_encoding() = "leave `--encoding` out", "请去掉 `--encoding`";
    hint_other_encoding() = "name another with `--encoding`, or save the list as CSV UTF-8", "用 `--encoding` 指定其他编码，或另存为“CSV UTF-8”";
    encoding_unclear() = "its encoding is unclear", "无法确定编码";
    several_encodings() = "it is in several encodings", "文件混有多种编码";
    not_as_others(encoding) = "not {encoding}, as other lines are", "不是 {encoding} 编码，而其他行是";
    other_encoding(other, encoding) = "{other}, and other lines are {encoding}", "是 {other} 编码，而其他行是 {encoding}";
    hint_mixed() = "save the part from each source as CSV UTF-8 before they are joined", "请先把各来源分别另存为“CSV UTF-8”再合并";
    hint_readable(line) = "add the one of these under which line {line} can be read", "第 {line} 行在哪种编码下可读，就加哪一个：";
    hint_if_readable(line) = "if line {line} can be read like this, add", "若第 {line} 行如下可读，请加";
    hint_none_readable() = "otherwise name another, or save the list as CSV UTF-8", "否则请指定其他编码，或另存为“CSV UTF-8”";
    hint_reading(encoding, sample) = "`--encoding {encoding}`: {sample}", "`--encoding {encoding}`：{sample}";
    read_as(list, encoding, percent, next, other) = "{list}: read as {encoding}: {percent} % of its characters are frequent in lists; as {other} {next} %.", "{list}：按 {encoding} 读取：{percent}% 的汉字是名单常用字；按 {other} 为 {next}%。";
    read_as_only(list, encoding, percent, other) = "{list}: read as {encoding}: {percent} % of its characters are frequent in lists; it is not {other}.", "{list}：按 {encoding} 读取：{percent}% 的汉字是名单常用字；不可能是 {other}。";
    read_as_wide(list, encoding) = "{list}: read as {encoding}: every other byte of its signs is zero.", "{list}：按 {encoding} 读取：其符号每两个字节有一个为零。";

    quote_never_closed() = "a quote is never closed", "引号没有闭合";
    quote_swallows(limit) = "a quoted cell goes on for more than {limit} lines: a stray quote swallows rows", "引号内的单元格超过 {limit} 行：多余的引号吞掉了后面的行";
    text_after_quote() = "text after a closing quote", "右引号后还有文字";
    quote_too_many() = "a quote too many: the cell ends before its text does", "多了一个引号：文字未完单元格已结束";
    has_nul() = "a NUL character", "含有 NUL 字符";
    row_too_long(limit) = "the row is longer than {limit} bytes", "该行超过 {limit} 字节";
    cell_too_long(limit) = "the cell is longer than {limit} characters", "该单元格超过 {limit} 个字符";
    too_many_columns(limit) = "more than {limit} columns", "超过 {limit} 列";
    hint_quote() = "close the quote or take it out; a quote within a quoted cell is written twice (\"\")", "补上或去掉引号；引号内的引号要写两个（\"\"）";
    hint_nul() = "the file was damaged on its way here: take it from its source again", "文件在传输中损坏：请从来源重新获取";
    hint_too_long() = "is this a list? `--delimiter` and `--encoding` say how it is written", "这是名单吗？可用 `--delimiter` 和 `--encoding` 说明其写法";

    outside_card() = "text outside of a card", "名片以外的文字";
    card_within(begun) = "a card begins within the one of line {begun}", "第 {begun} 行的名片未结束又开始新的名片";
    card_never_ends() = "the card never ends", "名片没有结束";
    no_card_property() = "no property of a card: name, colon and value are wanted", "不是名片属性：应为“名称:值”";
    card_charset_unknown() = "a charset that is not known", "字符集未知";
    not_in_card_charset() = "the value is not in its charset", "值与其字符集不符";
    card_too_long(limit) = "longer than {limit} characters", "超过 {limit} 个字符";
    too_many_properties(limit) = "more than {limit} properties", "属性超过 {limit} 个";
    option_for_tables(file, option) = "`{option}` is for tables; `{file}` has cards, which have neither header nor delimiter", "`{option}` 用于表格；`{file}` 是名片（vCard），没有表头和分隔符";
    hint_outside_card() = "take it out, or put it between `BEGIN:VCARD` and `END:VCARD`; a table is not called .vcf", "请删去，或放进 `BEGIN:VCARD` 与 `END:VCARD` 之间；表格不要以 .vcf 命名";
    hint_end_card() = "end every card with `END:VCARD` on a line of its own, or export the cards again", "每张名片以单独一行 `END:VCARD` 结束，或重新导出";
    hint_card_property() = "correct the line or take it out; a line that goes on begins with a blank", "请改正或删去该行；续行以空格开头";
    hint_card_charset() = "name the charset in the card, as `CHARSET=UTF-8`, or with `--encoding`; or export the cards again as version 3.0", "请在名片中写明字符集，例如 `CHARSET=UTF-8`，或用 `--encoding` 指定；也可按 3.0 版重新导出";
    hint_card_long() = "export the cards again without what is not a person's: attachments, copies, histories", "请重新导出，不含附件、副本和历史记录";

    no_header(line) = "line {line} is no header: it is blank, inside a cell or past the first rows", "第 {line} 行不能作表头：空行、在单元格内，或太靠后";
    hint_header() = "look at its first lines; `--header-line 0` says that there is no header", "请查看文件开头；`--header-line 0` 表示没有表头";
    no_column(column) = "no column `{column}`", "没有列 `{column}`";
    did_you_mean_one_of(near) = "did you mean {near}?", "是否指 {near}？";
    ambiguous_column(count, column, numbers) = "{count} columns are headed `{column}`: {numbers}", "有 {count} 列的表头是 `{column}`：{numbers}";
    hint_number(number) = "name one by its number, as in `--map {number}=phone`", "请用列号指定，例如 `--map {number}=phone`";
    no_field(field) = "no field `{field}`", "没有字段 `{field}`";
    hint_fields(fields) = "fields: {fields}", "可用字段：{fields}";
    no_such_field(kind, field) = "rows of `{kind}` have no `{field}`", "`{kind}` 的行没有 `{field}`";
    hint_kinds_with(field, kinds) = "kinds whose rows have `{field}`: {kinds}", "行有 `{field}` 的来源类型：{kinds}";
    no_purchases(kind, field) = "a row of `{kind}` is no purchase: it has no `{field}`", "`{kind}` 的行不是购买记录，没有 `{field}`";
    hint_purchases(kinds) = "kinds whose rows are purchases: {kinds}", "行为购买记录的来源类型：{kinds}";
    mapped_twice(first, second, field) = "`{first}` and `{second}` are both mapped to `{field}`", "`{first}` 和 `{second}` 都对应到 `{field}`";
    hint_extra(column) = "keep one as it is with `--map {column}=extra`", "用 `--map {column}=extra` 把其中一列原样保留";
    missing_column(fields) = "no column for {fields}", "没有 {fields} 列";
    or() = "or", "或";
    hint_headers(line, headers) = "headers in line {line}: {headers}", "第 {line} 行表头：{headers}";
    hint_columns(headers) = "columns: {headers}", "各列：{headers}";
    hint_map(named) = "name one with `--map {named}`", "用 `--map {named}` 指定";
    hint_map_none(field) = "none of them looks like it: name the column with `--map HEADER={field}`", "没有相近的表头：用 `--map 表头={field}` 指定该列";

    cell_problem(place, field, value, message, code) = "{place}: {field} {value}: {message} [{code}]", "{place}: {field} {value}：{message} [{code}]";
    value_is(value, what) = "{value}: {what}", "{value}：{what}";
    row_problem(place, message, code) = "{place}: {message} [{code}]", "{place}: {message} [{code}]";
    kept_as_text(line) = "{line}; kept as text", "{line}；原文保留";
    rejected(line, remedy) = "{line}; rejected: {remedy}", "{line}；拒收：{remedy}";
    too_many_cells(cells, columns["column", "columns"], value) = "{cells} cells, the list has {columns:#}; beyond them {value}", "有 {cells} 个单元格，名单只有 {columns} 列；多出 {value}";
    rows_unusable(rows) = "{rows} rows cannot be used", "{rows} 行无法使用";
    row_unusable() = "a row cannot be used", "有一行无法使用";
    hint_not_strict() = "correct them, or leave `--strict` out to import the others", "请改正，或去掉 `--strict` 以导入其余行";
    and_more(count) = "… and {count} more", "……另有 {count} 处";
    loaded_in(batch) = "loaded before, in {batch}", "此前已在 {batch} 导入";

    rows_usable(file, usable, rows["row", "rows"]) = "{file}: {usable} of {rows:#} can be used.", "{file}：{rows} 行中 {usable} 行可用。";
    no_rows_below() = "There is no row below the header.", "表头以下没有数据行。";
    lines_above_header(lines) = "Lines above the header are left out: {lines}.", "表头以上的 {lines} 行未计入。";
    kept_as_extra(headers) = "Columns that are no field are kept as extra: {headers}.", "未对应字段的列原样保留：{headers}。";
    no_name_column(file) = "{file}: no column holds a name, accounts go by person or phone; `--map COLUMN=name` says which one does.", "{file}：没有名称列，客户只能以联系人或电话命名；可用 `--map 列=name` 指定。";
    more_of_code(left, code) = "… and {left} more [{code}]; `--all` prints every one", "……另有 {left} 处 [{code}]；用 `--all` 全部列出";
    hint_date_order() = "Next: say which comes first in dates, as in `--date-order mdy`, or they are kept as text.", "下一步：用 `--date-order mdy` 等说明年、月、日的先后，否则按原文保留。";
    hint_maybe_purchases(kinds) = "Next: rows look like purchases; `--source` with one of {kinds} reads them as such.", "下一步：像是购买记录；可用 `--source` 指定其一：{kinds}。";
}

/// Says that rows of a kind of list have not the field, and where they are no purchases, that.
pub(crate) fn not_of_kind(lang: Lang, kind: SourceKind, field: Field) -> String {
    if field.is_purchase() {
        no_purchases(lang, kind, field.key())
    } else {
        no_such_field(lang, kind, field.key())
    }
}
