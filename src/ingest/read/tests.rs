mod damage;
mod generated;

use std::io::Write as _;

use proptest::prelude::*;

use super::*;
use crate::ingest::map::{Field, MapError};
use crate::model::SourceKind;

fn options() -> Options {
    Options::new(SourceKind::Exhibition)
}

/// Options that name the first column, so that any table can be read.
fn any_table() -> Options {
    Options { map: vec![("#1".into(), "name".into())], ..options() }
}

fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    file
}

/// Returns the only list of a file of text.
fn only_list(file: &tempfile::NamedTempFile) -> Origin {
    origins(file.path(), &options()).unwrap().only().unwrap()
}

type Cells = Vec<(u64, Vec<String>)>;

fn read(bytes: &[u8], options: &Options) -> Result<(Examined, Cells), ReadError> {
    let file = file(bytes);
    let examined = examine(file.path(), options)?;
    let mut rows = examined.rows()?;
    let mut row = RawRow::default();
    let mut cells = Vec::new();
    while rows.next_row(&mut row)? {
        cells.push((row.line(), row.cells().map(ToOwned::to_owned).collect()));
    }
    assert_eq!(examined.rows, cells.len() as u64);
    Ok((examined, cells))
}

fn lines(cells: &Cells) -> Vec<u64> {
    cells.iter().map(|(line, _)| *line).collect()
}

#[test]
fn the_encoding_is_proved_over_the_whole_file() {
    let simplified = "公司名称,电话\n多达物流有限公司,010-65551234\n东方商贸有限公司,13800138000\n";
    let traditional = "公司名稱,電話\n多達物流有限公司,02-65551234\n東方商貿有限公司,0912345678\n";
    for (text, encoding, ground) in [
        (simplified, Encoding::UTF_8, "validity"),
        (simplified, Encoding::GB18030, "characters"),
        (traditional, Encoding::GB18030, "characters"),
        (traditional, Encoding::BIG5, "characters"),
        (simplified, Encoding::UTF_16LE, "zero-bytes"),
        (traditional, Encoding::UTF_16BE, "zero-bytes"),
    ] {
        let bytes = encoding.encode(text).unwrap();
        let mark =
            Encoding::marked(&bytes).map_or(0, |_| if encoding == Encoding::UTF_8 { 3 } else { 2 });
        for (bytes, mark, ground) in [
            (Some(bytes[mark..].to_vec()), false, ground),
            (Some(bytes).filter(|_| mark > 0), true, "mark"),
        ] {
            let Some(bytes) = bytes else { continue };
            let (examined, cells) = read(&bytes, &options()).unwrap();
            let verdict = &examined.verdict;
            assert_eq!((verdict.encoding, verdict.ground.key()), (encoding, ground));
            assert_eq!(verdict.byte_order_mark, mark);
            let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
            assert_eq!(verdict.columns, header);
            assert_eq!(cells[1].1.join(","), text.lines().nth(2).unwrap());
        }
    }
    let (examined, _) = read(b"name\na\n", &options()).unwrap();
    assert_eq!(examined.hash, "6e823acf26f8eea539f8a8c81a662c6179fcbbde3696542ef9087443644de67e");
    assert_eq!(hash_of(file(b"name\na\n").path()).unwrap(), examined.hash);
}

#[test]
fn rows_of_the_wrong_encoding_are_dropped_and_read_again() {
    let text = format!("公司,电话\n{}", "多达物流有限公司,13800138000\n".repeat(3_000));
    let (gb, ..) = encoding_rs::GB18030.encode(&text);
    // All that comes before the first Chinese character is both.
    let bytes = [&b"name,phone\n"[..], &b"Duoda,1\n".repeat(40_000), &gb].concat();
    let file = file(&bytes);
    let mut readings = 0;
    let (examined, rows) = examine_with(&only_list(&file), &options(), |mut reading| {
        readings += 1;
        let mut rows = 0;
        loop {
            let batch = reading.next_batch()?;
            assert_eq!(batch.first(), rows);
            rows += batch.len();
            if batch.is_empty() {
                return Ok((reading.finish()?, rows));
            }
        }
    })
    .unwrap();
    assert_eq!((readings, examined.verdict.encoding), (2, Encoding::GB18030));
    assert_eq!((rows, examined.rows), (43_001, 43_001));
}

#[test]
fn a_row_of_a_batch_is_the_row_alone() {
    let file = file("公司,电话,备注\n多达\n东方,1,x,,\n百里,1,x,y\n".as_bytes());
    let (examined, batch) = examine_with(&only_list(&file), &options(), |mut reading| {
        let batch = reading.next_batch()?;
        assert!(reading.next_batch()?.is_empty());
        Ok((reading.finish()?, batch))
    })
    .unwrap();
    let (mut rows, mut raw) = (examined.rows().unwrap(), RawRow::default());
    for row in batch.iter() {
        assert!(rows.next_row(&mut raw).unwrap());
        assert_eq!((row.line(), row.written()), (raw.line(), raw.written()));
        assert!(row.cells().eq(raw.cells()));
        assert_eq!(row.is_ragged(), raw.is_ragged());
    }
    assert!(!rows.next_row(&mut raw).unwrap());
}

#[test]
fn a_single_foreign_byte_is_refused_with_its_line() {
    let mut bytes = "公司名称,电话\n".to_owned().into_bytes();
    for _ in 0..20_000 {
        bytes.extend_from_slice("多达物流有限公司,13800138000\n".as_bytes());
    }
    bytes.extend_from_slice(b"\xff,1\n");
    let error =
        read(&bytes, &Options { encoding: Some(Encoding::UTF_8), ..options() }).unwrap_err();
    assert!(matches!(error, ReadError::NotInEncoding { line: 20_002, .. }), "{error}");
    let error = read(&bytes, &options()).unwrap_err();
    assert!(matches!(error, ReadError::Mixed { line: 20_002, .. }), "{error}");
}

#[test]
fn text_of_other_encodings_is_refused_and_not_turned_into_mojibake() {
    let western = "company,phone,city\nMüller Söhne,1,Köln\nCafé Frères,2,Orléans\nGarçon à côté,3,Besançon\n";
    let korean = "회사명,전화,주소\n현대자동차 대리점,02-1234,서울특별시 강남구\n삼성물산,051-12,부산광역시 해운대구\n";
    let japanese = "会社名,電話,住所\n株式会社山田商店,03-12,東京都港区赤坂\nトヨタ販売,06-34,大阪市北区梅田\n";
    for (text, encoding, cell) in [
        (western, "windows-1252", "Müller Söhne"),
        (korean, "euc-kr", "현대자동차 대리점"),
        (japanese, "shift_jis", "株式会社山田商店"),
        (japanese, "euc-jp", "株式会社山田商店"),
    ] {
        let encoding: Encoding = encoding.parse().unwrap();
        let bytes = encoding.encode(text).unwrap();
        let ReadError::EncodingUnclear { line, samples, .. } =
            read(&bytes, &any_table()).unwrap_err()
        else {
            panic!("{encoding:?}")
        };
        let first = text.split('\n').position(|line| !line.is_ascii()).unwrap() as u64 + 1;
        assert_eq!(line, first, "{encoding:?}");
        assert!(samples.iter().any(|(other, _)| *other == encoding), "{encoding:?} {samples:?}");
        let named = Options { encoding: Some(encoding), ..any_table() };
        let (examined, cells) = read(&bytes, &named).unwrap();
        assert_eq!((examined.verdict.ground, cells[0].1[0].as_str()), (Ground::Named, cell));
    }
}

#[test]
fn files_that_are_no_delimited_text_say_what_they_are() {
    let wide: Vec<u8> = "name,phone\n".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    for (bytes, kind) in [
        (&b"\xff\xfe\0\0a\0\0\0"[..], FileKind::Utf32),
        (b"\0\0\xfe\xff\0\0\0a", FileKind::Utf32),
        (&wide, FileKind::NoText),
        (b"<?xml version=\"1.0\"?>\n<office:document xmlns:office=\"x\">", FileKind::FlatDocument),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0", FileKind::NoText),
    ] {
        let error = read(bytes, &options()).unwrap_err();
        assert!(matches!(error, ReadError::NotText(found) if found == kind), "{bytes:?} {error}");
    }
    for bytes in [&b""[..], b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"] {
        assert!(matches!(read(bytes, &options()), Err(ReadError::Empty)), "{bytes:?}");
    }
}

#[test]
fn delimiter_and_header_are_found() {
    for (text, delimiter, header_line, rows) in [
        ("公司,电话\n多达,1\n", b',', 1, vec![2]),
        ("公司\t电话\n多达,物流\t1\n", b'\t', 1, vec![2]),
        ("公司;电话\n多达;1,5\n", b';', 1, vec![2]),
        ("2026年展会名单,,\n\n公司,电话,备注\n多达,1,\n", b',', 3, vec![4]),
        ("联系电话：010-65551234\n公司,电话\n多达,1\n", b',', 2, vec![3]),
        ("sep=;\n公司;电话\n多达;1\n", b';', 2, vec![3]),
        ("公司\n多达\n", b',', 1, vec![2]),
        ("公司,渠道\n多达,电话\n东方,电话\n", b',', 1, vec![2, 3]),
        ("公司,电话\n\n多达,1\n,\n公司,电话\n东方,2\n\n", b',', 1, vec![3, 6]),
        ("公司,电话\r多达,1\r\r东方,2", b',', 1, vec![2, 4]),
    ] {
        let (examined, cells) = read(text.as_bytes(), &options()).unwrap();
        assert_eq!(examined.verdict.delimiter, delimiter, "{text}");
        assert_eq!(examined.verdict.header_line, header_line, "{text}");
        assert_eq!(lines(&cells), rows, "{text}");
    }
}

#[test]
fn delimiter_and_header_can_be_told() {
    let text = "公司|电话\n多达|13800138000\n";
    let told = Options { delimiter: Some(b'|'), ..options() };
    let (_, cells) = read(text.as_bytes(), &told).unwrap();
    assert_eq!(cells[0].1, ["多达", "13800138000"]);
    let told = Options { header_line: Some(2), ..any_table() };
    let (examined, cells) = read(b"name,phone\na,b\nc,d\n", &told).unwrap();
    assert_eq!((examined.verdict.columns, lines(&cells)), (vec!["a".into(), "b".into()], vec![3]));
    let none = Options { header_line: Some(0), ..any_table() };
    let (examined, cells) = read("多达,1\n东方,2\n".as_bytes(), &none).unwrap();
    assert_eq!((examined.verdict.columns, cells.len()), (vec!["#1".into(), "#2".into()], 2));
    let far = Options { header_line: Some(9), ..options() };
    assert!(matches!(read(b"a\nb\n", &far), Err(ReadError::NoHeader { line: 9 })));
}

#[test]
fn rows_carry_the_line_where_they_begin() {
    let text = "公司,备注\r\n多达,\"两\r\n行\"\r\n东方,\"a\rb\"\n百里,\n";
    let (_, cells) = read(text.as_bytes(), &options()).unwrap();
    assert_eq!(lines(&cells), [2, 4, 6]);
    assert_eq!(cells[0].1[1], "两\r\n行");
}

#[test]
fn blank_lines_are_counted_whatever_ends_them() {
    let text = "\r\n\n公司,电话\n\n\r\r\n\r甲,1\r\n\r\n乙,2\n\n";
    let (examined, cells) = read(text.as_bytes(), &options()).unwrap();
    assert_eq!((examined.verdict.header_line, lines(&cells)), (3, vec![8, 10]));
}

#[test]
fn quotes_are_read_as_spreadsheets_read_them() {
    let text = "公司,备注\n多达,说\"好\"的\n 东方, \"x\n\"a \"\"b\"\"\" ,\"\"\n";
    let (_, cells) = read(text.as_bytes(), &options()).unwrap();
    let notes: Vec<_> = cells.iter().map(|(_, cells)| cells.join("|")).collect();
    assert_eq!(notes, ["多达|说\"好\"的", " 东方| \"x", "a \"b\"|"]);
}

#[test]
fn structural_damage_is_refused_where_it_begins() {
    let rows = "多达,1\n".repeat(30);
    let long_cell = format!("公司,电话\na,{}\n", "字".repeat(32_768));
    let wide = format!("公司,电话\n{}\n", "a,".repeat(1_001));
    let long_row = format!("公司,电话\n{}\n", format!("{},", "x".repeat(32_000)).repeat(600));
    for (text, line, column, damage) in [
        (format!("公司,电话\na,1\n\"b,2\n{rows}"), 3, 1, Damage::QuoteSwallowsLines { limit: 20 }),
        ("公司,电话\na,1\n\"b,2\nc,3\n".into(), 3, 1, Damage::QuoteNeverClosed),
        ("公司,电话\na,\"1\"x\n".into(), 2, 2, Damage::TextAfterQuote),
        ("公司,电话\n\"a,1\nb,\"2\n".into(), 2, 1, Damage::TextAfterQuote),
        ("公司,电话\na,1\nb\0,2\n".into(), 3, 1, Damage::Nul),
        (long_cell, 2, 2, Damage::CellTooLong { limit: 32_767 }),
        (wide, 2, 1_001, Damage::TooManyColumns { limit: 1_000 }),
        (long_row, 2, 525, Damage::RowTooLong { limit: 16 << 20 }),
    ] {
        match read(text.as_bytes(), &options()).unwrap_err() {
            ReadError::Damaged { sheet: None, line: l, column: c, damage: d } => {
                assert_eq!((l, c, d), (line, column, damage), "{damage}");
            }
            error => panic!("{damage}: {error}"),
        }
    }
    let longest = format!("公司,电话\na,{}\n", "字".repeat(32_767));
    assert!(read(longest.as_bytes(), &options()).is_ok());
}

#[test]
fn ragged_rows_are_padded_cut_or_told() {
    let (examined, cells) =
        read("公司,电话,备注\n多达\n东方,1,x,,\n百里,1,x,y\n".as_bytes(), &options()).unwrap();
    let mut rows = file("公司,电话,备注\n多达\n东方,1,x,,\n百里,1,x,y\n".as_bytes());
    rows.flush().unwrap();
    assert_eq!(examined.verdict.columns.len(), 3);
    assert_eq!(cells[0].1, ["多达", "", ""]);
    let mut row = RawRow::default();
    let ragged: Vec<bool> = {
        let examined = examine(rows.path(), &options()).unwrap();
        let mut rows = examined.rows().unwrap();
        std::iter::from_fn(|| rows.next_row(&mut row).unwrap().then(|| row.is_ragged())).collect()
    };
    assert_eq!(ragged, [false, false, true]);
}

#[test]
fn columns_follow_headers_and_wishes() {
    use Field::{Contact, ExternalId, Name, Note, Phone};
    let text = "编号,公司,姓名,电话,电话,备注,说明\n1,多达,张三,1,2,x,y\n";
    let (examined, _) = read(text.as_bytes(), &options()).unwrap();
    let fields = |examined: &Examined| examined.mapping.fields.clone();
    let found = [None, Some(Name), Some(Contact), Some(Phone), Some(Phone), Some(Note), None];
    assert_eq!(fields(&examined), found);
    let wish = |map: &[(&str, &str)], key: Option<&str>| {
        let map = map.iter().map(|(c, f)| ((*c).to_owned(), (*f).to_owned())).collect();
        read(text.as_bytes(), &Options { map, key: key.map(Into::into), ..options() })
    };
    let (examined, _) = wish(&[("说明", "note"), ("#5", "extra")], Some("编号")).unwrap();
    let wished = [Some(ExternalId), Some(Name), Some(Contact), Some(Phone), None, None, Some(Note)];
    assert_eq!(fields(&examined), wished);
    assert!(examined.mapping.keyed);
    for (map, message) in [
        (("公司名", "name"), "no column `公司名`; did you mean `公司`?"),
        (("公司", "nmae"), "no field `nmae`; did you mean `name`, `note`?"),
        (("电话", "phone"), "2 columns are headed `电话`: #4, #5"),
        (("#9", "phone"), "no column `#9`"),
        (("说明", "amount"), "rows of `exhibition` have no `amount`"),
    ] {
        assert_eq!(wish(&[map], None).unwrap_err().to_string(), message);
    }
    let twice = wish(&[("备注", "note"), ("说明", "note")], None).unwrap_err();
    assert_eq!(twice.to_string(), "`备注` and `说明` are both mapped to `note`");
}

#[test]
fn a_list_without_its_columns_is_refused() {
    let error = read(b"a,b\n1,2\n", &options()).unwrap_err();
    assert_eq!(error.to_string(), "no column for `name` or `phone`");
    let ReadError::Columns(MapError::Missing { headers, header_line, .. }) = error else {
        panic!()
    };
    assert_eq!((headers, header_line), (vec!["a".into(), "b".into()], 1));
    let invoices = Options::new(SourceKind::PartsInvoices);
    let error = read("客户名称,手机\n多达,1\n".as_bytes(), &invoices).unwrap_err();
    assert_eq!(error.to_string(), "no column for `amount` or `day` or `item` or `number`");
}

#[test]
fn a_file_that_changed_is_not_read_on() {
    let mut file = file("公司\n多达\n".as_bytes());
    let examined = examine(file.path(), &options()).unwrap();
    file.write_all("东方\n".as_bytes()).unwrap();
    assert!(matches!(examined.rows(), Err(ReadError::Changed { .. })));
}

#[test]
fn rows_can_be_handed_to_another_thread() {
    fn is_send<T: Send>() {}
    is_send::<(RawRow, Rows, Examined, ReadError)>();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What a CSV writer writes is read back, cell by cell.
    #[test]
    fn written_cells_are_read_back(
        rows in prop::collection::vec(prop::collection::vec("[a-c,;\"\r\n\t 多]{0,6}", 3), 0..8),
        delimiter in prop::sample::select(vec![b',', b';', b'\t']),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(["name", "phone", "note"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let (_, cells) = read(&writer.into_inner().unwrap(), &options()).unwrap();
        let written = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
        let cells: Vec<_> = cells.into_iter().map(|(_, cells)| cells).collect();
        prop_assert_eq!(cells, written.collect::<Vec<_>>());
    }

    /// Bytes of any kind are rows or an error, and where the csv crate sees no more structure
    /// than we do, the cells are the same.
    #[test]
    fn any_bytes_are_rows_or_an_error(bytes in "[a-c,\"\r\n]{0,60}") {
        let options = Options { delimiter: Some(b','), header_line: Some(0), ..any_table() };
        if let Ok((_, cells)) = read(bytes.as_bytes(), &options) {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(bytes.as_bytes());
            let theirs: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(ToOwned::to_owned).collect())
                .filter(|cells: &Vec<String>| cells.iter().any(|cell| !cell.trim().is_empty()))
                .collect();
            let width = cells.first().map_or(0, |(_, cells)| cells.len());
            let trim = |cells: &[String]| {
                let mut cells = cells.to_vec();
                while cells.len() > width || cells.last().is_some_and(String::is_empty) {
                    if !cells.last().is_some_and(String::is_empty) { break; }
                    cells.pop();
                }
                cells
            };
            let ours: Vec<_> = cells.iter().map(|(_, cells)| trim(cells)).collect();
            let theirs: Vec<_> = theirs.iter().map(|cells| trim(cells)).collect();
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        drop(read(&bytes, &any_table()));
        drop(read(&bytes, &Options { encoding: Some(Encoding::GB18030), ..any_table() }));
    }
}
