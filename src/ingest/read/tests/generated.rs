//! Lists of invented firms in every encoding that is found without being named: each is read as
//! it was written or refused, and none as other characters.

use std::collections::BTreeMap;

use super::{Encoding, any_table, read};

/// Simplified words, and the same in traditional characters.
type Words = [(&'static str, &'static str)];

const PLACES: &Words = &[
    ("台北", "臺北"),
    ("高雄", "高雄"),
    ("新竹", "新竹"),
    ("桃园", "桃園"),
    ("台中", "臺中"),
    ("香港", "香港"),
    ("九龙", "九龍"),
    ("澳门", "澳門"),
    ("广州", "廣州"),
    ("东莞", "東莞"),
    ("厦门", "廈門"),
    ("宁波", "寧波"),
    ("杭州", "杭州"),
    ("长沙", "長沙"),
    ("郑州", "鄭州"),
    ("沈阳", "瀋陽"),
    ("乌鲁木齐", "烏魯木齊"),
    ("石家庄", "石家莊"),
    ("连云港", "連雲港"),
    ("攀枝花", "攀枝花"),
];

const MARKS: &Words = &[
    ("多达", "多達"),
    ("岚柏", "嵐柏"),
    ("榆舟", "榆舟"),
    ("砾川", "礫川"),
    ("驿帆", "驛帆"),
    ("稻屿", "稻嶼"),
    ("澄犁", "澄犁"),
    ("霜桥", "霜橋"),
    ("远岚", "遠嵐"),
    ("沐野", "沐野"),
    ("拓川", "拓川"),
    ("鸿运", "鴻運"),
    ("裕隆", "裕隆"),
    ("统一", "統一"),
    ("国泰", "國泰"),
    ("义联", "義聯"),
    ("东阳", "東陽"),
    ("华晨", "華晨"),
    ("骏业", "駿業"),
    ("丰泰", "豐泰"),
    ("鑫龙", "鑫龍"),
    ("庆丰", "慶豐"),
    ("联强", "聯強"),
    ("顺达", "順達"),
    ("伟创", "偉創"),
    ("仁宝", "仁寶"),
];

const TRADES: &Words = &[
    ("汽车", "汽車"),
    ("物流", "物流"),
    ("贸易", "貿易"),
    ("建设工程", "建設工程"),
    ("机械", "機械"),
    ("电子", "電子"),
    ("实业", "實業"),
    ("食品", "食品"),
    ("货运", "貨運"),
    ("纺织", "紡織"),
    ("营造", "營造"),
    ("医疗器材", "醫療器材"),
    ("农产", "農產"),
    ("钢铁", "鋼鐵"),
    ("旅行社", "旅行社"),
    ("冷冻", "冷凍"),
];

const FORMS: &Words = &[
    ("有限公司", "有限公司"),
    ("股份有限公司", "股份有限公司"),
    ("集团", "集團"),
    ("企业社", "企業社"),
    ("商行", "商行"),
    ("厂", "廠"),
];

const STREETS: &Words = &[
    ("中山北路", "中山北路"),
    ("忠孝东路", "忠孝東路"),
    ("重庆南路", "重慶南路"),
    ("弥敦道", "彌敦道"),
    ("砾石街", "礫石街"),
    ("驼铃路", "駝鈴路"),
    ("工业一路", "工業一路"),
    ("复兴街", "復興街"),
];

const SURNAMES: &Words = &[
    ("陈", "陳"),
    ("林", "林"),
    ("黄", "黃"),
    ("张", "張"),
    ("李", "李"),
    ("王", "王"),
    ("吴", "吳"),
    ("刘", "劉"),
    ("蔡", "蔡"),
    ("杨", "楊"),
    ("许", "許"),
    ("郑", "鄭"),
    ("谢", "謝"),
    ("欧阳", "歐陽"),
];

const HEADERS: &Words = &[
    ("公司名称", "公司名稱"),
    ("联系人", "聯絡人"),
    ("电话", "電話"),
    ("地址", "地址"),
    ("备注", "備註"),
];

const ENGLISH: &[&str] = &[
    "Harbour", "Northern", "Pearl", "Union", "Jade", "Summit", "Delta", "Orient", "Lotus", "Crown",
];

/// A sequence of numbers that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % end
    }

    fn of<'t, T>(&mut self, among: &'t [T]) -> &'t T {
        &among[self.below(among.len())]
    }
}

/// How a list looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Chinese,
    /// Of persons alone, under headers in English.
    Persons,
    /// English, with a Chinese cell here and there.
    Mostly,
    /// English, with the name of one firm in Chinese.
    OneFirm,
    /// English, with the name of one person in Chinese.
    OnePerson,
}

const KINDS: [Kind; 8] = [
    Kind::Chinese,
    Kind::Persons,
    Kind::Chinese,
    Kind::Mostly,
    Kind::Chinese,
    Kind::OneFirm,
    Kind::Persons,
    Kind::Mostly,
];

const ROWS: [usize; 12] = [5, 50, 8, 12, 80, 20, 5, 120, 35, 10, 300, 60];

/// Encodings, and whether a byte order mark is written.
const WRITTEN: [(Encoding, bool); 9] = [
    (Encoding::GB18030, false),
    (Encoding::BIG5, false),
    (Encoding::UTF_8, false),
    (Encoding::GB18030, false),
    (Encoding::UTF_8, true),
    (Encoding::UTF_16LE, false),
    (Encoding::BIG5, false),
    (Encoding::UTF_16LE, true),
    (Encoding::UTF_16BE, false),
];

struct Writer {
    dice: Dice,
    traditional: bool,
}

impl Writer {
    fn word(&mut self, words: &Words) -> &'static str {
        let (simplified, traditional) = self.dice.of(words);
        if self.traditional { traditional } else { simplified }
    }

    /// Returns a character, any of the thousands that the common part of an encoding has.
    fn any(&mut self) -> String {
        let (encoding, leads) =
            if self.traditional { (Encoding::BIG5, 0x22) } else { (Encoding::GB18030, 0x27) };
        let first = if self.traditional { 0xa4 } else { 0xb0 };
        let lead = first + u8::try_from(self.dice.below(leads)).unwrap();
        let trail = 0xa1 + u8::try_from(self.dice.below(94)).unwrap();
        encoding.decode(&[lead, trail]).map_or_else(|| "生".to_owned(), Into::into)
    }

    fn firm(&mut self) -> String {
        let mark = if self.dice.below(4) == 0 {
            self.any() + &self.any()
        } else {
            self.word(MARKS).to_owned()
        };
        format!("{}{mark}{}{}", self.word(PLACES), self.word(TRADES), self.word(FORMS))
    }

    fn person(&mut self) -> String {
        let given: String = (0..=self.dice.below(2)).map(|_| self.any()).collect();
        self.word(SURNAMES).to_owned() + &given
    }

    fn english(&mut self) -> String {
        format!("{} {} Ltd", self.dice.of(ENGLISH), self.dice.of(ENGLISH))
    }

    fn list(&mut self, kind: Kind, rows: usize) -> Vec<[String; 4]> {
        let header = match kind {
            Kind::Chinese => std::array::from_fn(|at| {
                let (simplified, traditional) = HEADERS[at];
                if self.traditional { traditional } else { simplified }.to_owned()
            }),
            _ => ["Company", "Person", "Phone", "Address"].map(ToOwned::to_owned),
        };
        let special = self.dice.below(rows);
        let mut list = vec![header];
        for row in 0..rows {
            let phone = format!("0{}-555{:05}", 2 + row % 7, self.dice.below(100_000));
            let chinese = match kind {
                Kind::Chinese => true,
                Kind::Mostly => self.dice.below(10) == 0 || row == special,
                _ => false,
            };
            let (mut firm, mut person) = (self.english(), "J. Smith".to_owned());
            let mut address = format!("{} Main Street", row + 1);
            if chinese || (kind == Kind::OneFirm && row == special) {
                firm = self.firm();
            }
            if chinese || kind == Kind::Persons || (kind == Kind::OnePerson && row == special) {
                person = self.person();
            }
            if chinese && kind == Kind::Chinese {
                address = format!(
                    "{}{}{}號",
                    self.word(PLACES),
                    self.word(STREETS),
                    self.dice.below(300)
                );
            }
            list.push([firm, person, phone, address]);
        }
        list
    }
}

/// What became of lists: read, refused.
type Outcomes = BTreeMap<(&'static str, Kind, usize), (u32, u32)>;

/// Reads so many lists; `rows` says how many rows the list of a number has.
fn outcomes(lists: usize, rows: impl Fn(usize) -> usize) -> Outcomes {
    let mut outcomes = Outcomes::new();
    for number in 0..lists {
        let (encoding, mark) = WRITTEN[number % WRITTEN.len()];
        let kind = KINDS[number / WRITTEN.len() % KINDS.len()];
        let kind = if number % 50 == 0 { Kind::OnePerson } else { kind };
        let traditional = encoding == Encoding::BIG5 || number % 5 == 0;
        let dice =
            Dice(0x9e37_79b9_7f4a_7c15 ^ (number as u64 + 1).wrapping_mul(0x2545_f491_4f6c_dd1d));
        let list = Writer { dice, traditional }.list(kind, rows(number));
        let text: String = list.iter().map(|row| row.join(",") + "\r\n").collect();
        // What Big5 has not is not written in it.
        let Some(mut bytes) = encoding.encode(&text) else { continue };
        if !mark && Encoding::marked(&bytes).is_some() {
            bytes.drain(..if encoding == Encoding::UTF_8 { 3 } else { 2 });
        }
        let size = if list.len() > 50 { 50 } else { 0 };
        let count = outcomes.entry((encoding.key(), kind, size)).or_default();
        match read(&bytes, &any_table()) {
            Ok((examined, cells)) => {
                assert_eq!(examined.verdict.encoding, encoding, "{number} {kind:?} {text}");
                let cells: Vec<_> = cells.into_iter().map(|(_, cells)| cells).collect();
                assert_eq!(cells, list[1..], "{number} {kind:?}");
                count.0 += 1;
            }
            Err(_) => count.1 += 1,
        }
    }
    outcomes
}

/// Returns how many lists of 50 rows or more there are, and how many of them were refused.
fn refused(outcomes: &Outcomes) -> (u32, u32) {
    let long = outcomes.iter().filter(|((.., size), _)| *size >= 50);
    long.fold((0, 0), |(all, refused), (_, (read, not))| (all + read + not, refused + not))
}

#[test]
fn no_list_is_read_as_other_characters() {
    let outcomes = outcomes(180, |number| ROWS[number / 4 % ROWS.len()].min(80));
    let (all, refused) = refused(&outcomes);
    assert!(all >= 50 && refused * 100 <= all * 3, "{refused} of {all}: {outcomes:#?}");
}

#[test]
#[ignore = "many seconds"]
fn no_list_of_a_thousand_is_read_as_other_characters() {
    let rows = |number| if number % 97 == 0 { 5_000 } else { ROWS[number / 4 % ROWS.len()] };
    let outcomes = outcomes(1_000, rows);
    let (all, refused) = refused(&outcomes);
    println!("{refused} of {all} lists of 50 rows and more were refused");
    for ((encoding, kind, size), (read, not)) in &outcomes {
        println!("{encoding} {kind:?} {size}+ rows: {read} read, {not} refused");
    }
    assert!(refused * 100 <= all * 3, "{refused} of {all}");
}
