use proptest::prelude::*;

use super::*;
use crate::ingest::read::{Foreign, RawRow};

fn columns(bytes: &[u8], encoding: Encoding) -> Result<Vec<String>, ScanError> {
    CardRows::survey(Decoded::new(bytes, encoding), encoding)
}

/// Returns the rows of cards, by line: what each cell that is not blank says.
fn read_in(bytes: &[u8], encoding: Encoding) -> Result<Vec<(u64, Vec<String>)>, ScanError> {
    let columns = columns(bytes, encoding)?;
    let mut rows = CardRows::new(Decoded::new(bytes, encoding), encoding, columns.clone());
    let (mut row, mut read) = (RawRow::default(), Vec::new());
    while rows.next_row(&mut row)? {
        let cells = columns.iter().zip(row.cells()).filter(|(_, cell)| !cell.is_empty());
        read.push((row.line(), cells.map(|(name, cell)| format!("{name}={cell}")).collect()));
    }
    Ok(read)
}

fn read(text: &str) -> Result<Vec<(u64, Vec<String>)>, ScanError> {
    read_in(text.as_bytes(), Encoding::UTF_8)
}

/// Returns what a card of these lines says.
fn card(lines: &str) -> Vec<String> {
    let text = format!("BEGIN:VCARD\r\n{}\r\nEND:VCARD\r\n", lines.replace('\n', "\r\n"));
    let mut rows = read(&text).unwrap_or_else(|error| panic!("{lines}: {error:?}"));
    assert_eq!(rows.len(), 1, "{lines}");
    rows.remove(0).1
}

#[test]
fn a_card_says_whose_it_is() {
    for (lines, cells) in [
        (
            "FN:王芳\nORG:多达物流有限公司;采购部",
            &["name=多达物流有限公司", "contact=王芳", "department=采购部"][..],
        ),
        ("FN:王芳", &["name=王芳"]),
        ("FN:多达物流有限公司\nORG:多达物流有限公司", &["name=多达物流有限公司"]),
        ("N:王;芳;;;", &["name=王芳"]),
        ("N:Smith;John;Q.;Dr.;Jr.", &["name=Dr. John Q. Smith Jr."]),
        ("N:王;芳;;;\nFN:芳 王", &["name=王芳"]),
        ("N:王;芳;;;\nFN:王 芳", &["name=王芳"]),
        ("N:;王总;;;\nFN:王总", &["name=王总"]),
        ("N:Wang;Fang;;;\nFN:Fang Wang", &["name=Fang Wang"]),
        ("ORG:多达物流有限公司", &["name=多达物流有限公司"]),
        ("FN:\nN:王;芳\nNICKNAME:小芳", &["name=王芳", "NICKNAME=小芳"]),
    ] {
        assert_eq!(card(lines), cells, "{lines}");
    }
}

#[test]
fn numbers_and_addresses_are_told_apart() {
    for (lines, cells) in [
        (
            "VERSION:3.0\nTEL;TYPE=CELL,PREF:138 0013 8000\nTEL;TYPE=WORK:0571-88157777",
            &["phone=138 0013 8000; 0571-88157777"][..],
        ),
        (
            "TEL;WORK;VOICE:0571-88157777\nTEL;CELL;PREF:13800138000",
            &["phone=13800138000; 0571-88157777"],
        ),
        (
            "VERSION:4.0\nTEL;VALUE=uri;PREF=1;TYPE=\"voice,work\":tel:+86-571-88157777;ext=801",
            &["phone=+86-571-88157777 ext 801"],
        ),
        (
            "TEL;TYPE=WORK,FAX:0571-88157778\nTEL:0571-88157777",
            &["phone=0571-88157777", "fax=0571-88157778"],
        ),
        (
            "item1.TEL:0571-88157778\nitem1.X-ABLabel:传真\nitem2.TEL:0571-88157777\nitem2.X-ABLabel:_$!<Work>!$_",
            &["phone=0571-88157777", "fax=0571-88157778"],
        ),
        ("TEL:13800138000\nTEL:13800138000", &["phone=13800138000"]),
        (
            "ADR;TYPE=WORK:;;文三路90号;杭州市;浙江省;310012;中国",
            &["address=浙江省杭州市文三路90号 310012"],
        ),
        (
            "ADR:;12楼;浙江省杭州市文三路90号;杭州市;浙江省;;",
            &["address=浙江省杭州市文三路90号12楼"],
        ),
        (
            "ADR:;;123 Main St\\nSuite 4;Austin;TX;78701;USA",
            &["address=123 Main St, Suite 4, Austin, TX 78701, USA"],
        ),
        (
            "ADR:;;文三路90号;;;;\nADR;PREF=1:;;龙井路1号;;;;",
            &["address=龙井路1号", "address 2=文三路90号"],
        ),
        ("LABEL:杭州市文三路90号", &["address=杭州市文三路90号"]),
        ("ADR:;;;;;;", &[]),
    ] {
        assert_eq!(card(lines), cells, "{lines}");
    }
}

#[test]
fn text_is_whole_however_it_is_written() {
    for (lines, cells) in [
        ("TITLE:经理\nROLE:采购", &["title=经理", "ROLE=采购"][..]),
        ("ROLE:采购", &["title=采购"]),
        ("TITLE:经理\nTITLE:董事\nTITLE:经理", &["title=经理", "title 2=董事"]),
        (
            "EMAIL:a@duoda.example\nEMAIL;TYPE=PREF:b@duoda.example",
            &["email=b@duoda.example; a@duoda.example"],
        ),
        (
            "URL:https\\://duoda.example/a\nURL:duoda.example",
            &["website=https://duoda.example/a", "website 2=duoda.example"],
        ),
        ("CATEGORIES:物流,重点", &["tags=物流,重点"]),
        ("NOTE:一\\n二\\, 三\\; 四\\\\五\nNOTE:六", &["note=一\n二, 三; 四\\五\n六"]),
        ("UID:urn:uuid:4fbe8971", &["external_id=urn:uuid:4fbe8971"]),
        (
            "X-WECHAT:duoda1\nx-wechat:duoda2\nBDAY:1980-03-08",
            &["X-WECHAT=duoda1; duoda2", "BDAY=1980-03-08"],
        ),
        // Folding.
        ("VERSION:3.0\nNOTE:one t\n wo\n\tthree", &["note=one twothree"]),
        ("VERSION:2.1\nNOTE:one\n two", &["note=one two"]),
        // Quoted-printable, folded at its own sign.
        (
            "VERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E8=8A=B3;;;",
            &["name=王芳"],
        ),
        (
            "VERSION:2.1\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E7=8E=\n=8B=0D=0A=\n=E8=8A=B3",
            &["note=王\n芳"],
        ),
        ("VERSION:2.1\nFN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=CD=F5=B7=BC", &["name=王芳"]),
        ("VERSION:2.1\nFN;QUOTED-PRINTABLE:=E7=8E=8B=E8=8A=B3", &["name=王芳"]),
        (
            "VERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:王=E8=8A=B3 = 1",
            &["name=王芳 = 1"],
        ),
        ("VERSION:2.1\nORG:A\\;B;C\\n", &["name=A;B", "department=C\\n"]),
        ("FN;ENCODING=B;CHARSET=UTF-8:546L6Iqz", &["name=王芳"]),
        // What is no text of a person.
        (
            "FN:王芳\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n SkZJRg\nTEL:13800138000",
            &["name=王芳", "phone=13800138000"],
        ),
        (
            "VERSION:2.1\nFN:王芳\nPHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\nSkZJRg==\n\nTEL:13800138000",
            &["name=王芳", "phone=13800138000"],
        ),
        (
            "FN:王芳\nPHOTO:data:image/jpeg;base64,/9j/4AAQ\nX-A;ENCODING=B:/9j/4AAQ\nREV:20260101",
            &["name=王芳"],
        ),
        ("FN;X=\"a:b;c\":王芳", &["name=王芳"]),
        (" \nFN:王芳\n\n", &["name=王芳"]),
    ] {
        assert_eq!(card(lines), cells, "{lines}");
    }
}

#[test]
fn cards_stand_one_after_another_with_the_lines_where_they_begin() {
    let text = "\u{feff}begin:vcard\nFN:甲\nend:vcard\n\n\u{feff}BEGIN:VCARD\r\nFN:乙\r\nEND:VCARD\
                \rBEGIN:VCARD\rTEL:1\rEND:VCARD";
    let rows = read(text).unwrap();
    let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [1, 5, 8]);
    // A group of contacts is none.
    let groups = "BEGIN:VCARD\nKIND:group\nFN:同事\nMEMBER:urn:1\nEND:VCARD\n\
                  BEGIN:VCARD\nFN:甲\nEND:VCARD\n";
    assert_eq!(read(groups).unwrap(), [(6, vec!["name=甲".to_owned()])]);
    let gbk = Encoding::GB18030.encode("BEGIN:VCARD\nFN:王芳\nEND:VCARD\n").unwrap();
    assert_eq!(read_in(&gbk, Encoding::GB18030).unwrap(), [(1, vec!["name=王芳".to_owned()])]);
    // Bytes without a charset are in the encoding of the file where they are not UTF-8.
    let bytes = b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=CD=F5=B7=BC\nEND:VCARD\n";
    assert_eq!(read_in(bytes, Encoding::GB18030).unwrap(), [(1, vec!["name=王芳".to_owned()])]);
}

#[test]
fn what_damages_cards_is_said_with_its_line() {
    let long = format!("BEGIN:VCARD\nNOTE:{}\nEND:VCARD\n", "a".repeat(CELL_CHARS + 1));
    let longer = format!("BEGIN:VCARD\nFN:a\nNOTE:{}", "a".repeat(10 << 20));
    let many = format!("BEGIN:VCARD\n{}END:VCARD\n", "TEL:1\n".repeat(MOST_COLUMNS + 1));
    let limit = CELL_CHARS;
    for (text, line, fault, value) in [
        ("说明\nBEGIN:VCARD\nEND:VCARD\n", 1, CardFault::Outside, "说明"),
        ("BEGIN:VCARD\nFN:a\nEND:VCARD\n1,2\n", 4, CardFault::Outside, "1,2"),
        ("BEGIN:VCARD\nEND:VCARD\nEND:VCARD\n", 3, CardFault::Outside, "END:VCARD"),
        ("BEGIN:VCALENDAR\n", 1, CardFault::Outside, "BEGIN:VCALENDAR"),
        ("BEGIN:VCARD\nFN:a\nBEGIN:VCARD\n", 3, CardFault::Within { begun: 1 }, "BEGIN:VCARD"),
        ("BEGIN:VCARD\nEND:VCARD\nBEGIN:VCARD\nFN:a\n", 3, CardFault::NeverEnds, "BEGIN:VCARD"),
        ("BEGIN:VCARD\nFN:a\nno colon\n", 3, CardFault::NoProperty, "no colon"),
        ("BEGIN:VCARD\n王:a\n", 2, CardFault::NoProperty, "王:a"),
        ("BEGIN:VCARD\n:a\n", 2, CardFault::NoProperty, ":a"),
        ("BEGIN:VCARD\nEND:VEVENT\n", 2, CardFault::NoProperty, "END:VEVENT"),
        (
            "BEGIN:VCARD\nFN;CHARSET=X;ENCODING=QUOTED-PRINTABLE:=E7\nEND:VCARD\n",
            2,
            CardFault::UnknownCharset,
            "FN;CHARSET=X;ENCODING=QUOTED-PRINTABLE:=E7",
        ),
        (
            "BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=E7=8E\nEND:VCARD\n",
            2,
            CardFault::NotInCharset,
            "FN;ENCODING=QUOTED-PRINTABLE:=E7=8E",
        ),
        (&long, 1, CardFault::TooLong { limit }, "note"),
        (
            &longer,
            3,
            CardFault::TooLong { limit },
            "NOTE:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ),
        (&many, 1_002, CardFault::TooMany { limit: MOST_COLUMNS }, "TEL:1"),
    ] {
        let shown: String = text.chars().take(80).collect();
        match read(text) {
            Err(ScanError::Read(ReadError::Card { line: at, value: found, fault: why })) => {
                assert_eq!((at, found.as_str(), why), (line, value, fault), "{shown}");
            }
            other => panic!("{shown}: {other:?}"),
        }
    }
    assert!(matches!(read("\n \n"), Err(ScanError::Read(ReadError::Empty))));
    let nul = read("BEGIN:VCARD\nFN:a\0\nEND:VCARD\n").unwrap_err();
    assert!(matches!(nul, ScanError::Damaged { line: 2, damage: Damage::Nul, .. }), "{nul:?}");
    let foreign = read_in(b"BEGIN:VCARD\nFN:\xcd\xf5\nEND:VCARD\n", Encoding::UTF_8).unwrap_err();
    let is_told = matches!(foreign, ScanError::Invalid { line: 2, foreign: Foreign::Bytes(_), .. });
    assert!(is_told, "{foreign:?}");
}

#[test]
fn a_picture_of_any_length_is_not_held() {
    let one_line = format!("PHOTO;ENCODING=b:{}\n", "A".repeat(20 << 20));
    let folded = format!("PHOTO;ENCODING=b:{}\n", "A\n ".repeat(1 << 20));
    for photo in [one_line, folded] {
        let text = format!("BEGIN:VCARD\nFN:a\n{photo}TEL:1\nEND:VCARD\n");
        assert_eq!(read(&text).unwrap(), [(1, vec!["name=a".to_owned(), "phone=1".to_owned()])]);
    }
}

#[test]
fn cards_are_told_by_how_they_begin() {
    for (text, is) in [
        ("BEGIN:VCARD\r\n", true),
        ("\r\n begin:vcard", true),
        ("BEGIN:VCALENDAR", false),
        ("BEGIN:VCAR", false),
        ("name,phone", false),
        ("", false),
    ] {
        assert_eq!(is_cards(text.as_bytes()), is, "{text}");
        for encoding in [Encoding::UTF_8, Encoding::UTF_16LE, Encoding::UTF_16BE] {
            let bytes = encoding.encode(text).unwrap();
            assert_eq!(is_cards(&bytes), is, "{text} {encoding:?}");
        }
    }
    assert!(is_cards(b"B\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0"));
    assert!(!is_cards(b"\xff"));
}

proptest! {
    /// Lines of cards in any order are rows or refused, and are so again.
    #[test]
    fn any_lines_are_rows_or_an_error(lines in prop::collection::vec(prop::sample::select(vec![
        "BEGIN:VCARD", "END:VCARD", "VERSION:2.1", "FN:a", " b", "N:a;b;c", "NOTE;QUOTED-PRINTABLE:=41=",
        "=42", "PHOTO;ENCODING=b:AAAA", "AAAA", "", "\t", "ORG:;;", "ADR:;;a", "TEL;X=\"", "a.b.c:d",
        "\u{feff}", "X;ENCODING=B:\u{e9}", "FN;ENCODING=B:====", ":",
    ]), 0..24)) {
        let text = lines.join("\r\n");
        let (one, two) = (read(&text), read(&text));
        prop_assert_eq!(format!("{one:?}"), format!("{two:?}"));
        if let Ok(rows) = one {
            prop_assert!(rows.is_sorted_by(|(above, _), (below, _)| above < below));
        }
    }

    #[test]
    fn no_text_breaks_it(text in any::<String>()) {
        let _ = read(&format!("BEGIN:VCARD\n{text}\nEND:VCARD"));
    }

    /// What is written is read, however it is folded.
    #[test]
    fn a_written_note_is_read_back(note in "[a-z王芳\\\\,;:=\n\"]{1,60}", cuts in prop::collection::vec(1_usize..60, 0..5)) {
        prop_assume!(!note.trim().is_empty());
        let written = note.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
        let written = written.replace('\n', "\\n");
        let mut folded: Vec<char> = written.chars().collect();
        // From behind, so that no fold is folded.
        let cuts: std::collections::BTreeSet<usize> = cuts.into_iter().collect();
        for cut in cuts.iter().rev().filter(|cut| **cut < written.chars().count()) {
            folded.splice(*cut..*cut, "\r\n ".chars());
        }
        let folded: String = folded.into_iter().collect();
        prop_assert_eq!(card(&format!("VERSION:3.0\nNOTE:{folded}").replace("\r\n", "\n")), [format!("note={}", note.trim())]);
    }
}
