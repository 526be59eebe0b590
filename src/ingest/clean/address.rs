//! Addresses to province, city and district by the official divisions of China, and to what of
//! an address can be compared.

use std::cell::RefCell;
use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use super::fold::{fold, is_han};
use crate::ingest::divisions::{Found, name_at};

/// Where an address is, as far as it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// Province, municipality or autonomous region, official name: 浙江省.
    pub province: Option<&'static str>,
    /// City, official name: 杭州市; a municipality is its own city: 上海市; so is what a province
    /// rules itself: 济源市. The city of a county-level city is its prefecture.
    pub city: Option<&'static str>,
    /// District, county or county-level city, official name: 西湖区, 临海市.
    pub district: Option<&'static str>,
}

/// What of an address can be compared; 0 stands for a part that is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AddressParts {
    /// Hash of road or park with house number, without province, city, district, floor, room and
    /// remarks.
    pub head: u64,
    /// Hash of the house number: 395号, 23号甲, the first word of `435 Main St`.
    pub house_number: u32,
    /// Hash of the town that a Western address ends with: Austin in `123 Main St, Austin`.
    pub town: u32,
    /// One bit for each pair of neighbouring letters: addresses in other wording share most.
    pub sketch: u64,
}

/// Returns the place that the cells of a row name; cells of their own column come before the
/// address text. What is not told, or contradicts itself, is missing. Never fails.
///
/// Source: design, section 5, cleaning; divisions by their official table.
pub fn place(address: &str, city: Option<&str>, province: Option<&str>) -> Place {
    with_scratch(|scratch| {
        let told = scratch.told_by(province.unwrap_or_default(), city.unwrap_or_default());
        let (found, _) = read_divisions(scratch.folded(address), told);
        let [province, city, district] = found.names();
        Place { province, city, district }
    })
}

/// Returns the parts of `address` that are compared, given where it is. Never fails.
pub fn address_parts(address: &str, place: &Place) -> AddressParts {
    with_scratch(|scratch| {
        let known = scratch.known(place);
        let text = scratch.folded(address);
        let plain = text.split('(').next().unwrap_or_default();
        if !plain.chars().any(is_han) && !plain.trim().is_empty() {
            return western_parts(plain.trim());
        }
        let (_, length) = read_divisions(text, known);
        chinese_parts(&text[length..])
    })
}

/// Returns what province and city of a place stand for.
pub(super) fn known(place: &Place) -> Found {
    with_scratch(|scratch| scratch.known(place))
}

/// What a thread keeps between rows: they name the same few places again and again, and the
/// address of a row is asked for twice.
#[derive(Default)]
struct Scratch {
    /// The last text that was folded, and what it was folded to.
    last: (String, String),
    /// What cells of province and city tell, by both of them.
    told: HashMap<String, Found>,
    key: String,
    /// What official names of province and city stand for.
    known: HashMap<[Option<&'static str>; 2], Found>,
}

/// Places that are kept; more are hardly met, but in lists that are no lists of places.
const KEPT: usize = 2_000;

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

fn with_scratch<T>(work: impl FnOnce(&mut Scratch) -> T) -> T {
    SCRATCH.with(|scratch| match scratch.try_borrow_mut() {
        Ok(mut scratch) => work(&mut scratch),
        Err(_) => work(&mut Scratch::default()),
    })
}

impl Scratch {
    /// Returns the text folded.
    fn folded(&mut self, text: &str) -> &str {
        let (raw, folded) = &mut self.last;
        if raw != text {
            fold(text, folded);
            raw.clear();
            raw.push_str(text);
        }
        folded
    }

    /// Returns the divisions that cells of their own name.
    fn told_by(&mut self, province: &str, city: &str) -> Found {
        if province.is_empty() && city.is_empty() {
            return Found::default();
        }
        self.key.clear();
        self.key.extend([province, "\u{1f}", city]);
        if let Some(found) = self.told.get(&self.key) {
            return *found;
        }
        let found = [province, city]
            .iter()
            .fold(Found::default(), |found, cell| read_divisions(self.folded(cell), found).0);
        if self.told.len() >= KEPT {
            self.told.clear();
        }
        self.told.insert(self.key.clone(), found);
        found
    }

    /// Returns what province and city of a place stand for.
    fn known(&mut self, place: &Place) -> Found {
        let of = || Found::of(place.province, place.city);
        *self.known.entry([place.province, place.city]).or_insert_with(of)
    }
}

/// What may stand between the divisions of an address.
const SEPARATORS: [char; 9] = [' ', ',', '-', '·', '/', '、', '.', ':', ';'];

/// Returns what the names of divisions at the head of a folded text add to `found`, and the
/// bytes they take.
fn read_divisions(text: &str, mut found: Found) -> (Found, usize) {
    let mut at = 0;
    loop {
        let rest = text[at..].trim_start_matches(SEPARATORS);
        let rest =
            rest.strip_prefix("中国").map_or(rest, |rest| rest.trim_start_matches(SEPARATORS));
        let Some(named) = name_at(rest, found) else { return (found, at) };
        found = named.found;
        at = text.len() - rest.len() + named.length;
    }
}

/// Characters after which a road or park begins: the end of a district, town, zone or village.
const BOUNDS: &[char] = &['区', '镇', '乡', '道', '办', '县', '市', '村'];
/// Last characters of what a house stands on.
const WAYS: &[char] = &['路', '街', '道', '巷', '弄', '线', '园', '城', '场'];

fn chinese_parts(text: &str) -> AddressParts {
    let mut plain = text;
    if let Some(at) = plain.find('(').filter(|at| *at > 0) {
        plain = &plain[..at];
    }
    let number = house_number(plain);
    if number.is_some_and(|(_, end)| has_another(&plain[end..])) {
        // Of two addresses in one cell neither is the one to compare.
        return AddressParts { sketch: sketch(plain), ..AddressParts::default() };
    }
    let end = number.map_or(plain.len(), |(_, end)| end);
    let start = number.map_or(0, |(start, _)| road_start(&plain[..start]));
    let head = &plain[start..end.max(start)];
    AddressParts {
        head: if head.chars().count() < 4 { 0 } else { xxh3_64(head.as_bytes()) },
        house_number: hash_number(plain, number),
        town: 0,
        sketch: sketch(plain),
    }
}

/// Returns whether behind a house number another address follows: a road with a house number.
fn has_another(rest: &str) -> bool {
    let is_road = |part: &str| {
        house_number(part)
            .is_some_and(|(start, _)| part[..start].contains(['路', '街', '道', '巷']))
    };
    rest.split(['、', ';', ',', '/']).skip(1).any(is_road)
}

fn hash_number(text: &str, number: Option<(usize, usize)>) -> u32 {
    number.map_or(0, |(start, end)| short_hash(text[start..end].trim_start_matches('0')))
}

/// Returns where the road begins that ends at the end of `text`: after the last bound before it
/// that leaves at least two characters.
fn road_start(text: &str) -> usize {
    let is_way = |c: char| WAYS.contains(&c);
    let trimmed = text.trim_end_matches(|c: char| is_way(c) || "东西南北中段甲乙丙第".contains(c));
    trimmed
        .char_indices()
        .rev()
        .find(|(at, c)| BOUNDS.contains(c) && trimmed.len() - at >= 3 * c.len_utf8())
        .map_or(0, |(at, c)| at + c.len_utf8())
}

/// Returns the bytes of the first house number of a folded Chinese address: digits, perhaps with
/// a letter or a range, before 号; 号 of a building, hall, line or exit is none.
fn house_number(text: &str) -> Option<(usize, usize)> {
    const NOT_HOUSES: &[char] =
        &['楼', '馆', '厅', '门', '库', '线', '出', '桥', '幢', '栋', '路', '地'];
    for (at, _) in text.match_indices('号') {
        let digits = text[..at].trim_end_matches(|c: char| {
            c.is_ascii_alphanumeric() || c == '-' || c == '甲' || c == '乙' || c == '#'
        });
        let next = text[at + '号'.len_utf8()..].chars().next();
        if text[digits.len()..at].contains(|c: char| c.is_ascii_digit())
            && !next.is_some_and(|c| NOT_HOUSES.contains(&c))
        {
            return Some((digits.len(), at));
        }
    }
    None
}

/// Reads `123 Main St, Austin`: the first word with a digit at the head is the house number, the
/// last part behind a comma the town.
fn western_parts(text: &str) -> AddressParts {
    let mut parts = text.split([',', '\n', ';']).map(str::trim).filter(|part| !part.is_empty());
    let street = parts.next().unwrap_or_default();
    let town = parts.rfind(|part| !part.contains(|c: char| c.is_ascii_digit())).unwrap_or_default();
    let number = street
        .split(' ')
        .next()
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .filter(|word| !["st", "nd", "rd", "th"].iter().any(|ending| word.ends_with(ending)))
        .unwrap_or_default();
    AddressParts {
        head: if street.len() < 6 { 0 } else { xxh3_64(street.as_bytes()) },
        house_number: if number.is_empty() { 0 } else { short_hash(number) },
        town: if town.is_empty() { 0 } else { short_hash(town) },
        sketch: sketch(street),
    }
}

/// Letters of an address beyond which it says no more.
const SKETCHED: usize = 28;

/// Returns a bit for each pair of neighbouring letters and digits.
fn sketch(text: &str) -> u64 {
    let mut bits = 0;
    let mut before = 0_u32;
    for c in text.chars().filter(|c| c.is_alphanumeric() && *c != '号').take(SKETCHED) {
        let c = u32::from(c);
        if before != 0 {
            let mixed =
                (u64::from(before) << 32 | u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            bits |= 1_u64 << (mixed >> 58);
        }
        before = c;
    }
    bits
}

/// Returns a hash that is never 0, which stands for "not told", nor the highest value, which
/// stands for "several".
pub(crate) fn short_hash(text: &str) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "half of the hash is wanted")]
    let short = xxh3_64(text.as_bytes()) as u32;
    short.clamp(1, u32::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn places_are_read_from_cells_and_address() {
        for (address, city, province, expected) in [
            (
                "浙江省杭州市西湖区文三路8号",
                None,
                None,
                [Some("浙江省"), Some("杭州市"), Some("西湖区")],
            ),
            (
                "西湖区文三路8号",
                Some("杭州"),
                None,
                [Some("浙江省"), Some("杭州市"), Some("西湖区")],
            ),
            ("文三路8号", Some("浙江省杭州市"), None, [Some("浙江省"), Some("杭州市"), None]),
            (
                "上海市闵行区华翔路19号",
                None,
                None,
                [Some("上海市"), Some("上海市"), Some("闵行区")],
            ),
            ("华翔路19号", Some("闵行区"), None, [Some("上海市"), Some("上海市"), Some("闵行区")]),
            (
                "臨海市靖江南路",
                Some("台州"),
                None,
                [Some("浙江省"), Some("台州市"), Some("临海市")],
            ),
            ("中国 河南 济源市黄河路", None, None, [Some("河南省"), Some("济源市"), None]),
            (
                "天门市竟陵",
                Some("省直辖县级行政单位"),
                None,
                [Some("湖北省"), Some("天门市"), None],
            ),
            ("北京东路8号", Some("上海市"), None, [Some("上海市"), Some("上海市"), None]),
            ("北京东路8号", None, None, [None; 3]),
            (
                "朝阳区建国路1号",
                Some("北京市"),
                None,
                [Some("北京市"), Some("北京市"), Some("朝阳区")],
            ),
            ("杭州市西湖区", Some("宁波"), None, [Some("浙江省"), Some("宁波市"), None]),
            ("123 Main St, Austin", None, None, [None; 3]),
            ("", None, None, [None; 3]),
        ] {
            let [province_name, city_name, district] = expected;
            let expected = Place { province: province_name, city: city_name, district };
            assert_eq!(place(address, city, province), expected, "{address} {city:?}");
        }
    }

    fn parts(address: &str) -> AddressParts {
        address_parts(address, &place(address, None, None))
    }

    #[test]
    fn one_address_written_differently_has_one_head() {
        for (one, other) in [
            ("浙江省杭州市西湖区文三路8号3幢501室", "杭州西湖区文三路８号"),
            ("西安市雁塔区西影路395号（近立交）", "雁塔区西影路395号"),
            ("上海市闵行区莘庄镇华翔路019号1楼", "闵行区华翔路019号"),
            ("123 Main St, Austin", "123 MAIN ST"),
            ("123 Main St, Austin\n（后门卸货）", "123 Main St"),
        ] {
            assert_ne!(parts(one).head, 0, "{one}");
            assert_eq!(parts(one).head, parts(other).head, "{one} {other}");
            assert_eq!(parts(one).house_number, parts(other).house_number, "{one} {other}");
        }
        assert_ne!(parts("杭州市文三路8号").head, parts("杭州市文三路18号").head);
    }

    #[test]
    fn house_numbers_are_those_of_houses() {
        for (address, number) in [
            ("西影路395号", "395"),
            ("西影路0395号", "395"),
            ("东陵西路6号甲", "6"),
            ("文三路12-3号", "12-3"),
            ("鸡西市新建材广场2号楼", ""),
            ("104国道旁", ""),
            ("第5号馆12号", "12"),
            ("号", ""),
            ("重庆中路788号、崂山区松岭路126号", ""),
            ("华翔路19号；文三路8号", ""),
            ("华翔路19号1幢、2幢", "19"),
            ("华翔路19号、21号", "19"),
            ("华翔路19号，近文三路", "19"),
            ("435 s. la cienega blv.", "435"),
            ("3rd st.", ""),
        ] {
            let expected = if number.is_empty() { 0 } else { short_hash(number) };
            assert_eq!(parts(address).house_number, expected, "{address}");
        }
        assert_eq!(parts("1 Mill Lane, Leeds").town, short_hash("leeds"));
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(address in "\\PC{0,30}|[浙江省杭州市西湖区路号1-9()（），, ]{0,20}",
                                  city in "\\PC{0,8}|[浙江杭州市区县]{0,5}") {
            let place = place(&address, Some(&city), None);
            let _ = address_parts(&address, &place);
            prop_assert!(place.city.is_some() || place.district.is_none());
            prop_assert!(place.province.is_some() || place.city.is_none());
        }
    }
}
