use proptest::prelude::*;

use super::*;

fn read(cell: &str, city: Option<&str>) -> (Vec<String>, Option<&'static str>) {
    let mut found = Vec::new();
    let problem = phones(cell, || city.and_then(area_code), &mut found);
    let shown = |phone: &Phone| {
        let extension = phone.extension.as_ref().map(|e| format!("x{e}")).unwrap_or_default();
        format!("{}{extension}", phone.number)
    };
    (found.iter().map(shown).collect(), problem.map(|problem| problem.code))
}

#[test]
fn one_number_in_any_spelling() {
    let mobile = "+8613800138000";
    let line = "+861065551234";
    for (cell, number) in [
        ("13800138000", mobile),
        ("138 0013 8000", mobile),
        ("138-0013-8000", mobile),
        (" 138 00138000", mobile),
        ("+86 138 0013 8000", mobile),
        ("+8613800138000", mobile),
        ("008613800138000", mobile),
        ("0086 138 0013 8000", mobile),
        ("8613800138000", mobile),
        ("(86)13800138000", mobile),
        ("（+86）13800138000", mobile),
        ("013800138000", mobile),
        ("１３８００１３８０００", mobile),
        ("13800138000.0", mobile),
        ("手机：13800138000", mobile),
        ("Tel: 138 0013 8000", mobile),
        ("\u{202a}13800138000\u{202c}", mobile),
        ("010-65551234", line),
        ("010-6555 1234", line),
        ("(010)65551234", line),
        ("（010）65551234", line),
        ("０１０－６５５５１２３４", line),
        ("01065551234", line),
        ("010--65551234", line),
        ("010,65551234", line),
        ("+86 10 6555 1234", line),
        ("86-010-65551234", line),
        ("0571-88157777", "+8657188157777"),
        ("0917-8215596", "+869178215596"),
        ("551-4846888", "+865514846888"),
        ("0571/88157777", "+8657188157777"),
        ("57188157777", "+8657188157777"),
        ("+86 151 2008 7368", "+8615120087368"),
        ("+86 139 6760 6190", "+8613967606190"),
        ("010-65551234-8012", "+861065551234x8012"),
        ("(010)65551234 转 8012", "+861065551234x8012"),
        ("010-65551234分机8012", "+861065551234x8012"),
        ("010-65551234 ext. 8012", "+861065551234x8012"),
        ("010-65551234#8012", "+861065551234x8012"),
        ("13800138000转1234", "+8613800138000x1234"),
        ("400-820-8820", "4008208820"),
        ("4008-208-820", "4008208820"),
        ("400 820 8820转1", "4008208820x1"),
        ("8008208820", "8008208820"),
        ("95588", "95588"),
        ("10086", "10086"),
        ("010-95588", "95588"),
        ("+852 2123 4567", "+85221234567"),
        ("(852)21234567", "+85221234567"),
        ("+44 (0)20 7946 0018", "+442079460018"),
        ("+39 02 1234 5678", "+390212345678"),
        ("001 408 555 0123", "+14085550123"),
        ("310-246-1501", "3102461501"),
        ("310/246-1501", "3102461501"),
        ("+1 408 12345678 ext 5", "+140812345678x5"),
    ] {
        assert_eq!(read(cell, None), (vec![number.to_owned()], None), "{cell}");
    }
}

#[test]
fn several_numbers_in_a_cell() {
    let two = ["+8613800138000", "+8613900139000"];
    let lines = ["+8657188157777", "+8657188157778"];
    for (cell, numbers) in [
        ("13800138000/13900139000", &two[..]),
        ("13800138000、13900139000", &two),
        ("13800138000； 13900139000", &two),
        ("13800138000，13900139000", &two),
        ("13800138000\n13900139000", &two),
        ("13800138000<br>13900139000", &two),
        ("13800138000 13900139000", &two),
        ("138 0013 8000 139 0013 9000", &two),
        ("13800138000或13900139000", &two),
        ("13800138000 / 13800138000、13900139000", &two),
        ("0571-88157777/88157778", &lines),
        ("88157777 / 0571-88157778", &lines),
        ("0571,88157777 / 0571,88157778", &lines),
        ("0571-88157777（88157778）", &lines),
        ("0571-88157777 88157778", &lines),
        ("0571-88157777/ / 0571-88157778", &lines),
        ("010-65551234转801 0571-88157777", &["+861065551234x801", "+8657188157777"]),
        ("13800138000 010-65551234", &["+8613800138000", "+861065551234"]),
    ] {
        let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
        assert_eq!(read(cell, None), (numbers, None), "{cell}");
    }
}

/// However many there are, each is there once and in its place.
#[test]
fn a_cell_of_a_thousand_numbers_is_read_as_one_of_two() {
    let numbers: Vec<String> = (0..1_000).map(|at| (13_000_000_000_u64 + at).to_string()).collect();
    let cell = format!("{0}、88157777、{0}、88157777", numbers.join("、"));
    let (found, problem) = read(&cell, Some("杭州"));
    let whole = numbers.iter().map(|number| format!("+86{number}"));
    assert_eq!(found, whole.chain(["+8657188157777".to_owned()]).collect::<Vec<_>>());
    assert_eq!(problem, None);
}

#[test]
fn a_local_number_has_the_area_of_its_city() {
    let whole = |number: &str| (vec![number.to_owned()], None);
    assert_eq!(read("65551234", Some("北京市")), whole("+861065551234"));
    assert_eq!(read("6555 1234", Some("北京")), whole("+861065551234"));
    assert_eq!(read("65551234", None), whole("65551234"));
    assert_eq!(read("+86 65551234", Some("北京")), whole("+861065551234"));
    let both = vec!["+8657188157777".to_owned(), "+8657188157778".to_owned()];
    assert_eq!(read("88157777 88157778", Some("杭州")), (both, None));
}

#[test]
fn what_is_no_number_says_why_and_spoils_no_other() {
    for (cell, numbers, code) in [
        ("1380013800", 0, "phone-length"),
        ("138001380000", 0, "phone-length"),
        ("1380000", 0, "phone-length"),
        ("010-6555123", 0, "phone-plan"),
        ("0571-1234567", 0, "phone-plan"),
        ("0571-655512", 0, "phone-plan"),
        ("655512345", 0, "phone-landline-length"),
        ("12", 0, "phone-short"),
        ("0800-80082425", 0, "phone-plan"),
        ("1234567890123456789", 0, "phone-long"),
        ("1380013800O", 0, "phone-letters"),
        ("电话见附件", 0, "phone-letters"),
        ("1.38E+10", 0, "scientific"),
        ("传真：010-65551234", 0, "phone-fax"),
        ("13800138000(王经理)", 1, "phone-label"),
        ("13800138000/1390013900", 1, "phone-length"),
        ("0571-88157777/78", 1, "phone-short"),
    ] {
        let (found, problem) = read(cell, None);
        assert_eq!((found.len(), problem), (numbers, Some(code)), "{cell} {found:?}");
    }
    for filler in ["0", "000", "+86 ", "+86"] {
        assert_eq!(read(filler, None), (vec![], None), "{filler}");
    }
}

proptest! {
    #[test]
    fn no_text_breaks_it(cell in any::<String>()) {
        read(&cell, Some("杭州"));
    }

    #[test]
    fn signs_and_digits_break_nothing(cell in "[0-9+() /,转#x.\\-、]{0,40}") {
        read(&cell, Some("杭州"));
    }

    /// A number that was read prints as text that is read as the same number.
    #[test]
    fn cleaning_twice_changes_nothing(cell in "(\\+86 ?|0086|)(1[3-9][0-9]{9}|0(10|21|571)-?[2-8][0-9]{7}|400[0-9]{7}|95[0-9]{3})(转[1-9][0-9]{0,3}|)") {
        let mut once = Vec::new();
        prop_assume!(phones(&cell, || None, &mut once).is_none() && once.len() == 1);
        let mut twice = Vec::new();
        prop_assert_eq!(phones(&once[0].to_string(), || None, &mut twice), None);
        prop_assert_eq!(once, twice);
    }
}

proptest! {
    /// A number of another country prints as itself, in whatever groups its digits stand.
    #[test]
    fn abroad_cleaning_twice_changes_nothing(
        plus in prop::sample::select(vec!["+", "00"]),
        code in prop::sample::select(vec!["1", "7", "33", "39", "44", "49", "65", "81", "82", "64", "353", "852"]),
        digits in "[0-9]{4,12}",
        cuts in prop::collection::vec((0_usize..16, prop::sample::select(vec![" ", "-", "."])), 0..4),
    ) {
        let mut cell = format!("{plus}{code}{digits}");
        for (at, sign) in cuts {
            cell.insert_str(at.clamp(2, cell.len()), sign);
        }
        let mut once = Vec::new();
        phones(&cell, || None, &mut once);
        prop_assume!(once.len() == 1 && once[0].number.starts_with('+'));
        let mut twice = Vec::new();
        prop_assert_eq!(phones(&once[0].to_string(), || None, &mut twice), None);
        prop_assert_eq!(once, twice);
    }
}

#[test]
fn what_is_printed_is_read_again() {
    for (cell, city, numbers) in [
        ("+1 650 253 0000 ext 12", None, "+16502530000x12"),
        ("0010-65551234转8012", None, "+1065551234x8012"),
        ("5551234转8012", None, "5551234x8012"),
        // Towns whose area code has two digits have numbers of eight.
        ("65551.34", Some("北京市"), "6555134"),
        ("6555134", Some("杭州市"), "+865716555134"),
        // No country code begins with a zero.
        ("000 82-2152678", None, "+822152678"),
        // The zero behind a country code is one however the digits are grouped.
        ("008-2010-65551421", None, "+821065551421"),
        ("00821065551421", None, "+821065551421"),
        ("008201065551421", None, "+821065551421"),
        ("+4402079460018", None, "+442079460018"),
        ("+44 02079460018", None, "+442079460018"),
        // Seven digits with the country code are a number where its plan says so.
        ("+64 081721", None, "+6481721"),
    ] {
        assert_eq!(read(cell, city).0, [numbers], "{cell}");
        let mut found = Vec::new();
        phones(cell, || city.and_then(area_code), &mut found);
        let mut again = Vec::new();
        assert!(phones(&found[0].to_string(), || None, &mut again).is_none(), "{cell}");
        assert_eq!(again, found, "{cell}");
    }
    assert_eq!(read("0000 083", None), (Vec::new(), Some("phone-short")));
    assert_eq!(read("10-6555134", None).1, Some("phone-landline-length"));
}
