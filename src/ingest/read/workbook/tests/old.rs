//! Old workbooks (XLS).

use super::{any_table, cells, read};
use crate::ingest::read::Options;

/// Written by another program: a title, a day, places, marks, merged cells, a hidden sheet.
const OLD: &[u8] = include_bytes!("old.xls");

#[test]
fn an_old_workbook_is_read_like_a_new_one() {
    let (examined, rows) = read(OLD, &any_table()).unwrap();
    assert_eq!((examined.origin.sheet(), examined.verdict.header_line), (Some("名单"), 2));
    assert_eq!(examined.verdict.columns, ["公司", "电话", "日期", "邮编", "金额", "备注"]);
    assert_eq!(
        cells(rows),
        [
            ["杭州多达物流有限公司", "13800138000", "2024-03-08", "000012", "1280.5", "Café naïve"],
            ["杭州多达物流有限公司", "0571-55501301", "2024-03-08T14:30", "", "-3", "TRUE"],
            ["岚柏商贸有限公司", "1.10101199003071E+17", "", "", "", ""],
            ["岚柏商贸有限公司", "13800138001", "", "", "0.1", "𠮷家"],
        ]
    );
    let hidden = Options { sheet: Some("隐藏".to_owned()), ..any_table() };
    assert_eq!(read(OLD, &hidden).unwrap().0.verdict.columns, ["x"]);
}

#[test]
fn old_workbooks_that_are_cut_off_say_so() {
    for (bytes, said) in [
        (&OLD[..8], "cut off or damaged: the directory of its parts is not whole"),
        (&OLD[..600], "cut off or damaged: the directory of its parts is not whole"),
        (&OLD[..2_000], "cut off or damaged: the directory of its parts is not whole"),
    ] {
        assert_eq!(read(bytes, &any_table()).unwrap_err().to_string(), said);
    }
    let named = |from: &str, to: &str| {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        let (from, to) = (wide(from), wide(to));
        let at = memchr::memmem::find(OLD, &from).unwrap();
        let mut bytes = OLD.to_vec();
        bytes[at..at + to.len()].copy_from_slice(&to);
        bytes
    };
    let error = read(&named("Workbook", "Workdoor"), &any_table()).unwrap_err();
    assert_eq!(error.to_string(), "an archive or document without sheets");
}

/// Bytes of all parts of it, changed, give rows or an error.
#[test]
fn no_changed_byte_breaks_it() {
    for (at, change) in (0..OLD.len()).step_by(3).zip([0x01, 0xff, 0x80, 0x10].iter().cycle()) {
        let mut bytes = OLD.to_vec();
        bytes[at] ^= change;
        drop(read(&bytes, &any_table()));
    }
}
