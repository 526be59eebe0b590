//! Damaged lists: each is read right, or refused where the damage is.

use super::{
    Cells, Damage, Encoding, Examined, Foreign, Options, ReadError, any_table, options, read,
};

/// A list with every form of cell that there is.
const LIST: &str = "\
公司,电话,备注
多达,1,\"砂石路, 山路\"
东方,,
\"百里, 分店\",3,\"说\"\"好\"\"的\"
\"两
行\",4,
\"\",5,\"\"
岚柏,\"6\",x
";

/// Returns the line of a place in a text, from 1.
fn line_of(text: &str, place: usize) -> u64 {
    text[..place].matches('\n').count() as u64 + 1
}

/// Returns the line in which the row begins that has a line.
fn row_of(line: u64) -> u64 {
    if line == 6 { 5 } else { line }
}

fn is_refused_at(error: &ReadError, line: u64) -> bool {
    matches!(error, ReadError::Damaged { line: at, .. } if *at == line || *at == row_of(line))
}

/// Returns all cells, the header's too, without quotes.
fn unquoted(examined: &Examined, cells: &Cells) -> Vec<Vec<String>> {
    let rows = std::iter::once(&examined.verdict.columns).chain(cells.iter().map(|(_, row)| row));
    rows.map(|row| row.iter().map(|cell| cell.replace('"', "")).collect()).collect()
}

#[test]
fn a_stray_quote_at_any_place_is_a_character_or_refused_there() {
    let (examined, cells) = read(LIST.as_bytes(), &any_table()).unwrap();
    let sound = unquoted(&examined, &cells);
    assert_eq!((sound.len(), examined.verdict.delimiter), (7, b','));
    let (mut read_right, mut refused) = (0, 0);
    for place in (0..LIST.len()).filter(|place| LIST.is_char_boundary(*place)) {
        let list = format!("{}\"{}", &LIST[..place], &LIST[place..]);
        match read(list.as_bytes(), &any_table()) {
            Ok((examined, cells)) => {
                assert_eq!(unquoted(&examined, &cells), sound, "{place} {list}");
                read_right += 1;
            }
            Err(error) => {
                assert!(is_refused_at(&error, line_of(LIST, place)), "{place} {error} {list}");
                refused += 1;
            }
        }
    }
    assert!(read_right > 10 && refused > 20, "{read_right} {refused}");
}

#[test]
fn a_lost_quote_is_refused_in_its_row() {
    let quotes = LIST.match_indices('"').filter(|(place, _)| {
        // Without one of two that stand together, the other is a stray one.
        !LIST[..*place].ends_with('"') && !LIST[place + 1..].starts_with('"')
    });
    let (mut seen, mut read_right) = (0, 0);
    let (examined, cells) = read(LIST.as_bytes(), &any_table()).unwrap();
    let sound = unquoted(&examined, &cells);
    for (place, _) in quotes {
        seen += 1;
        let list = format!("{}{}", &LIST[..place], &LIST[place + 1..]);
        match read(list.as_bytes(), &any_table()) {
            Ok((examined, cells)) if unquoted(&examined, &cells) == sound => read_right += 1,
            // A cell that is divided where its quotes were leaves cells beyond the columns, and
            // what is beyond them is told; or it makes two rows of one.
            Ok((_, cells)) => {
                let wide = cells.iter().any(|(_, row)| row.len() > 3);
                assert!(wide || cells.len() + 1 > sound.len(), "{place} {list}");
            }
            Err(error) => {
                assert!(is_refused_at(&error, line_of(LIST, place)), "{place} {error} {list}");
            }
        }
    }
    assert!(seen > 5 && read_right > 0, "{seen} {read_right}");
}

#[test]
fn a_nul_is_refused_in_every_encoding() {
    let text = "公司名稱,電話\n多達物流有限公司,1\n臺北\0汽車,2\n";
    for encoding in [Encoding::UTF_8, Encoding::GB18030, Encoding::BIG5, Encoding::UTF_16LE] {
        match read(&encoding.encode(text).unwrap(), &options()).unwrap_err() {
            ReadError::Damaged { line, damage, .. } => assert_eq!((line, damage), (3, Damage::Nul)),
            error => panic!("{encoding:?} {error}"),
        }
    }
}

#[test]
fn lines_of_another_encoding_are_refused_where_they_begin() {
    let utf8 = "公司名称,电话\n多达物流有限公司,010-65551234\n东方商贸有限公司,13800138000\n";
    let lines = |times: usize| {
        utf8.lines().nth(1).unwrap().to_owned() + &"\n百里运输公司,2\n".repeat(times)
    };
    let gb = |text: &str| Encoding::GB18030.encode(text).unwrap();
    let big5 = |text: &str| Encoding::BIG5.encode(text).unwrap();
    let traditional = "臺北礫川汽車零件股份有限公司,石川經理,臺北市中山區礫川路十二號\n";
    for (parts, line) in [
        (vec![utf8.as_bytes().to_vec(), gb(&lines(1))], 4),
        (vec![gb(utf8), lines(1).into_bytes()], 4),
        (vec![gb(utf8), lines(40_000).into_bytes()], 4),
        (vec![gb(&format!("{utf8}{}", lines(40_000))), utf8.as_bytes().to_vec()], 40_000 * 2 + 4),
        (vec![utf8.as_bytes().to_vec(), big5(traditional)], 4),
        (vec![big5(traditional), big5(traditional), utf8.as_bytes().to_vec()], 3),
        (vec![gb(utf8), big5(traditional)], 4),
        (vec![gb(utf8), gb(&lines(1)), gb("\n"), big5(traditional), gb(utf8)], 7),
    ] {
        let error = read(&parts.concat(), &options()).unwrap_err();
        let ReadError::Mixed { line: at, .. } = error else { panic!("{line} {error}") };
        assert_eq!(at, line);
    }
}

#[test]
fn an_encoding_that_is_named_has_to_be_right() {
    let text = "公司名稱,電話\n多達物流有限公司,1\n臺北汽車,2\n";
    let named = |encoding: &str| Options { encoding: encoding.parse().ok(), ..options() };
    for (written, said, line) in [
        ("utf-8", "gb18030", 1),
        ("utf-8", "big5", 1),
        ("utf-8", "windows-1252", 1),
        ("big5", "utf-8", 1),
    ] {
        let written: Encoding = written.parse().unwrap();
        let bytes = written.encode(text).unwrap();
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let error = read(bytes, &named(said)).unwrap_err();
        let ReadError::NotInEncoding { line: at, .. } = error else { panic!("{said} {error}") };
        assert_eq!(at, line, "{said}");
    }
    for written in [Encoding::UTF_8, Encoding::UTF_16LE, Encoding::UTF_16BE] {
        let error = read(&written.encode(text).unwrap(), &named("gb18030")).unwrap_err();
        assert!(
            matches!(error, ReadError::OtherMark { marked, .. } if marked == written),
            "{error}"
        );
        assert!(read(&written.encode(text).unwrap(), &named(written.key())).is_ok());
    }
    // 0x81 is no character of windows-1252, and half a character ends no text in UTF-16.
    let (line, bytes) = match read(b"name\nK\xf6ln\nab\x81c\n", &named("latin1")).unwrap_err() {
        ReadError::NotInEncoding { line, foreign: Foreign::Bytes(bytes), .. } => (line, bytes),
        error => panic!("{error}"),
    };
    assert_eq!((line, bytes), (3, vec![0x81]));
    let mut wide = Encoding::UTF_16LE.encode(text).unwrap();
    wide.push(b'x');
    assert!(matches!(read(&wide, &options()), Err(ReadError::NotInEncoding { line: 4, .. })));
}

/// What stands between cells is told by all of the first rows, not by those before the first that
/// is no text of the encoding that is tried.
#[test]
fn foreign_text_is_told_before_a_dialect_is_guessed_from_what_is_above_it() {
    let row = "PJ1;2026-01-08;杭州蓝桥驿汽车租赁有限公司;0571-55501022;机油滤清器;40\n";
    let text = format!("a,b,c\n1,2,3\n on\",\"Phone\",\"Priori;40;1,560.00\n{}", row.repeat(20));
    let (same, rows) = read(text.as_bytes(), &any_table()).unwrap();
    assert_eq!(same.verdict.delimiter, b';');
    let bytes = Encoding::GB18030.encode(&text).unwrap();
    let (examined, read_rows) = read(&bytes, &any_table()).unwrap();
    assert_eq!((examined.verdict.delimiter, read_rows), (b';', rows));
    let named = Options { encoding: Some("koi8-r".parse().unwrap()), ..any_table() };
    let error = read(text.as_bytes(), &named).unwrap_err();
    let is_told = matches!(error, ReadError::NotInEncoding { line: 4, foreign: Foreign::Utf8, .. });
    assert!(is_told, "{error}");
}

#[test]
fn line_ends_are_the_same_in_every_encoding() {
    let text = "公司名稱,電話\n多達物流有限公司,1\n臺北汽車貿易公司,2\n";
    for ends in ["\n", "\r\n", "\r"] {
        let text = text.replace('\n', ends);
        for encoding in [Encoding::GB18030, Encoding::BIG5, Encoding::UTF_16LE, Encoding::UTF_16BE]
        {
            for mark in [0, 2] {
                let bytes = encoding.encode(&text).unwrap();
                let mark = Encoding::marked(&bytes).map_or(0, |_| mark);
                let (_, cells) = read(&bytes[mark..], &options()).unwrap();
                let lines: Vec<u64> = cells.iter().map(|(line, _)| *line).collect();
                assert_eq!((lines, cells[1].1[0].as_str()), (vec![2, 3], "臺北汽車貿易公司"));
            }
        }
    }
}

#[test]
fn a_byte_order_mark_between_files_that_were_put_together_is_none_of_a_cell() {
    let list = "公司,电话\n\"多达, 一店\",1\n东方,2\n";
    for encoding in [Encoding::UTF_8, Encoding::UTF_16LE] {
        let part = encoding.encode(list).unwrap();
        let (_, cells) = read(&[part.clone(), part].concat(), &options()).unwrap();
        let names: Vec<&str> = cells.iter().map(|(_, cells)| cells[0].as_str()).collect();
        assert_eq!(names, ["多达, 一店", "东方", "多达, 一店", "东方"], "{encoding:?}");
        let [first, second] =
            [list, "百里,3\n\"岚柏, 二店\",4\n"].map(|text| encoding.encode(text));
        let (_, cells) = read(&[first.unwrap(), second.unwrap()].concat(), &options()).unwrap();
        assert_eq!((cells[2].1[0].as_str(), cells[3].1[0].as_str()), ("百里", "岚柏, 二店"));
    }
}

#[test]
fn what_no_list_has_is_refused_at_once() {
    let columns = format!("公司名称,联系人,电话,地址\n{}\n", ",".repeat(1_000_000));
    let headers = format!("公司名称,联系人,地址,{}\n多达,1\n", "电话,".repeat(1_000_000));
    let cell = format!("公司名称,电话,地址\n多达物流,{}\n", "1".repeat(10 << 20));
    let quoted = format!("公司名称,电话,地址\n多达物流,\"{}\"\n", "长".repeat(10 << 20));
    for (text, line, limit) in [
        (columns, 2, Damage::TooManyColumns { limit: 1_000 }),
        (headers, 1, Damage::TooManyColumns { limit: 1_000 }),
        (cell, 2, Damage::CellTooLong { limit: 32_767 }),
        (quoted, 2, Damage::CellTooLong { limit: 32_767 }),
    ] {
        for encoding in [Encoding::UTF_8, Encoding::GB18030, Encoding::UTF_16BE] {
            match read(&encoding.encode(&text).unwrap(), &options()).unwrap_err() {
                ReadError::Damaged { line: at, damage, .. } => {
                    assert_eq!((at, damage), (line, limit), "{encoding:?}");
                }
                error => panic!("{encoding:?} {limit:?} {error}"),
            }
        }
    }
}
