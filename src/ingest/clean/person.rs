//! People named in lists: name, title or form of address, department.

use std::sync::LazyLock;

use super::fold::HanSet;
use super::text::trimmed;
use crate::model::{Person, Sound};

/// Family names of one character, by frequency and then as they come.
const SURNAMES: &str = "\
王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎阎余潘\
杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶\
洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童\
欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边净阴闫佘练骆刁全艾冷应褚娄鄢\
劳狄麦沙尚寇戚巩邬花宫虞晏巫燕匡饶佟粟滕喻代简明荣臧苑卓楚丰尉古米敖党卞郎晋封储修郗初付仇栾窦岑连占池胥";

/// Family names of two characters.
const DOUBLE_SURNAMES: &[&str] = &[
    "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯", "皇甫", "尉迟", "公孙",
    "慕容", "令狐", "长孙", "宇文", "端木", "轩辕", "百里", "申屠", "呼延",
];

/// Ends that are a title or form of address, whatever stands before them.
const TITLES: &[&str] = &[
    "先生",
    "女士",
    "小姐",
    "太太",
    "夫人",
    "同志",
    "师傅",
    "老师",
    "老板",
    "老总",
    "经理",
    "总监",
    "总裁",
    "副总",
    "总助",
    "主任",
    "主管",
    "主席",
    "部长",
    "处长",
    "科长",
    "局长",
    "院长",
    "校长",
    "厂长",
    "店长",
    "站长",
    "所长",
    "队长",
    "组长",
    "会长",
    "行长",
    "馆长",
    "园长",
    "镇长",
    "村长",
    "县长",
    "市长",
    "区长",
    "董事长",
    "董事",
    "理事长",
    "理事",
    "秘书长",
    "秘书",
    "书记",
    "助理",
    "会计",
    "出纳",
    "律师",
    "医生",
    "教授",
    "博士",
    "工程师",
    "专员",
    "顾问",
    "代表",
    "负责人",
    "采购",
    "文员",
    "司机",
    "调度",
    "客服",
    "总工",
    "法人",
    "财务",
    "内勤",
    "前台",
    "店主",
];

/// Ends of one character that are a title only behind a family name alone: 张总, 李工.
const SHORT_TITLES: &[char] = &['总', '工', '董', '哥', '姐', '局', '处', '科', '队', '姨', '叔'];

/// What may stand before a title and belongs to it: 副总经理, 销售总监.
const BEFORE_TITLES: &[&str] = &[
    "总",
    "副",
    "代",
    "大客户",
    "销售",
    "采购",
    "财务",
    "市场",
    "人事",
    "行政",
    "技术",
    "生产",
    "业务",
    "区域",
    "售后",
    "服务",
    "项目",
    "物流",
    "设备",
    "常务",
    "执行",
    "办公室",
    "办",
    "高级",
    "首席",
    "客户",
    "运营",
    "产品",
    "车队",
    "部",
];

/// Ends of names of departments.
const DEPARTMENTS: &[&str] = &["部", "处", "科", "室", "中心", "车队", "办"];

/// Forms of address before a Western name, that say nothing of an office.
const WESTERN: &[&str] = &["Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Herr", "Frau"];

/// English titles before a name, with what they are called in Chinese.
const ENGLISH: &[(&str, &str)] = &[
    ("Manager", "经理"),
    ("Director", "总监"),
    ("President", "总裁"),
    ("Chairman", "董事长"),
    ("Secretary", "秘书"),
    ("Engineer", "工程师"),
];

/// Forms of address that say nothing of an office.
const ADDRESSES: &[&str] = &[
    "先生", "女士", "小姐", "太太", "夫人", "同志", "师傅", "老师", "老板", "哥", "姐", "姨", "叔",
];

/// Titles of one character that names of firms and things end with too: 万科, 高科.
const UNSURE: &[&str] = &["局", "处", "科", "队"];

/// Returns the person of a cell: 张志强经理 is 张志强, title 经理. Names whose last character
/// only looks like a title (王总平, 李工民) stay whole. `None` where there is no name.
pub fn person(cell: &str) -> Option<Person> {
    let text = trimmed(cell);
    if text.is_empty() {
        return None;
    }
    if let Some(found) = divided(text).or_else(|| western(text)).or_else(|| joined(text)) {
        return Some(found);
    }
    Some(Person { name: text.to_owned(), ..Person::default() })
}

/// Returns the person of a name with a title or form of address: 张经理, `Mr. Zhang`; `None` where
/// there is none.
pub fn titled(text: &str) -> Option<Person> {
    let said = person(text)?;
    let title = said.title.as_deref()?;
    (!UNSURE.contains(&title)).then_some(said)
}

/// Returns whether the name is a family name alone, or one Western word.
pub fn is_family_name(name: &str) -> bool {
    surname_length(name) == Some(name.len()) || (name.is_ascii() && !name.contains(' '))
}

/// Returns whether the name of a person may be what one with a title is called: the same, or the
/// family name of it, of Western ones the last word.
pub fn is_named(said: &Person, name: &str) -> bool {
    if said.name.is_ascii() {
        let own = |part: &str| part.eq_ignore_ascii_case(&said.name);
        let first = name.chars().next().filter(|first| !first.is_ascii());
        let sounds = || {
            let syllable = first.map(String::from);
            Sound::of(&said.name).zip(syllable).is_some_and(|(sound, name)| sound.is_in(&name))
        };
        return name.eq_ignore_ascii_case(&said.name) || name.split(' ').any(own) || sounds();
    }
    name == said.name || (is_family_name(&said.name) && name.starts_with(&said.name))
}

/// How well a title that is said fits the one that is known of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TitleFit {
    /// It is that, or says nothing of an office.
    Same,
    /// None is known.
    Unknown,
    /// It is another one.
    Other,
}

/// Returns how well a title that is said fits a known one: 经理 is 采购经理.
pub fn title_fit(said: &str, known: Option<&str>) -> TitleFit {
    let is_said = |title: &str| title.eq_ignore_ascii_case(said);
    if ADDRESSES.contains(&said) || WESTERN.iter().any(|title| is_said(title)) {
        return TitleFit::Same;
    }
    let Some(known) = known.map(str::trim).filter(|known| !known.is_empty()) else {
        return TitleFit::Unknown;
    };
    let chinese = ENGLISH.iter().find(|(title, _)| is_said(title)).map(|(_, chinese)| *chinese);
    let named = |title: &str| known.to_lowercase().contains(&title.to_lowercase());
    if named(said) || said.contains(known) || chinese.is_some_and(named) {
        TitleFit::Same
    } else {
        TitleFit::Other
    }
}

/// Returns whether the text is plainly a person: a family name with a title, or of three
/// characters. Two may as well be a brand (华为).
pub(super) fn is_chinese_name(text: &str) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let plain = has_surname(text) && text.chars().count() == 3 && text.chars().all(han);
    plain || joined(text).is_some()
}

/// Reads a name and a title or department with a blank, slash or bracket between them.
fn divided(text: &str) -> Option<Person> {
    let at = text.find([' ', '\u{3000}', '(', '（', '/', '-', '，', ','])?;
    let (left, right) = (trimmed(&text[..at]), text.get(at..)?);
    let signs = |c: char| c.is_whitespace() || "()（）/-，,".contains(c);
    let right = right.trim_matches(signs);
    if left.is_empty() || right.contains(signs) {
        return None;
    }
    let (name, role) = match (is_role(left), is_role(right)) {
        (false, true) => (left, right),
        (true, false) => (right, left),
        _ => return None,
    };
    if !has_surname(name) {
        return None;
    }
    let mut person = joined(name).unwrap_or(Person { name: name.to_owned(), ..Person::default() });
    set_role(&mut person, role);
    Some(person)
}

/// Reads a name with a title or department right behind it.
fn joined(text: &str) -> Option<Person> {
    let surname = surname_length(text)?;
    // The shortest name is tried first, so that the whole of 副总经理 is the title.
    let ends = text.char_indices().map(|(at, _)| at).skip_while(|at| *at < surname).take(4);
    for end in ends {
        let (name, role) = text.split_at(end);
        if is_role(role) {
            let mut person = Person { name: name.to_owned(), ..Person::default() };
            set_role(&mut person, role);
            return Some(person);
        }
    }
    // Behind whole titles, of which 小姐 and 总工 end like one of these.
    let (title, name) =
        SHORT_TITLES.iter().find_map(|title| Some((*title, text.strip_suffix(*title)?)))?;
    // 总 follows whole names too, but 王总 is an address and 王平总 hardly a given name.
    let given = name.get(surname..)?.chars().count();
    (given == 0 || (title == '总' && given <= 2)).then(|| Person {
        name: name.to_owned(),
        title: Some(title.to_string()),
        department: None,
    })
}

fn set_role(person: &mut Person, role: &str) {
    if DEPARTMENTS.iter().any(|end| role.ends_with(end)) {
        person.department = Some(role.to_owned());
    } else {
        let before = person.title.take();
        person.title =
            Some(before.map_or_else(|| role.to_owned(), |before| format!("{before} {role}")));
    }
}

/// Returns whether the text is nothing but a title or a department.
fn is_role(text: &str) -> bool {
    let Some(last) = text.chars().next_back().filter(|last| ROLE_ENDS.contains(*last)) else {
        return false;
    };
    // Looked for among the words of one last character: there are dozens, and names are many.
    let from = ROLES.partition_point(|(end, ..)| *end < last);
    let words = ROLES[from..].iter().take_while(|(end, ..)| *end == last);
    words.filter(|(_, _, is_title)| *is_title || !DEPARTMENTS.contains(&text)).any(
        |(_, word, _)| {
            text.strip_suffix(word).is_some_and(|mut stem| {
                while let Some(rest) = BEFORE_TITLES.iter().find_map(|word| stem.strip_prefix(word))
                {
                    stem = rest;
                }
                stem.is_empty() || TITLES.contains(&stem)
            })
        },
    )
}

fn western(text: &str) -> Option<Person> {
    let (first, name) = text.split_once([' ', '.'])?;
    let mut titles = WESTERN.iter().chain(ENGLISH.iter().map(|(title, _)| title));
    let title = titles.find(|title| title.eq_ignore_ascii_case(first))?;
    let name = name.trim_start_matches(['.', ' ']);
    (!name.is_empty()).then(|| Person {
        name: name.to_owned(),
        title: Some((*title).to_owned()),
        department: None,
    })
}

fn has_surname(text: &str) -> bool {
    surname_length(text).is_some()
}

/// Returns the bytes of the family name that the text begins with.
pub(super) fn surname_length(text: &str) -> Option<usize> {
    if DOUBLE_SURNAMES.iter().any(|surname| text.starts_with(surname)) {
        return Some(6);
    }
    let first = text.chars().next().filter(|c| !c.is_ascii())?;
    SURNAME_SET.contains(first).then_some(first.len_utf8())
}

static SURNAME_SET: LazyLock<HanSet> = LazyLock::new(|| HanSet::of(SURNAMES));

/// Titles and departments by their last character, and which of the two they are.
static ROLES: LazyLock<Vec<(char, &str, bool)>> = LazyLock::new(|| {
    let titles = TITLES.iter().map(|word| (*word, true));
    let words = titles.chain(DEPARTMENTS.iter().map(|word| (*word, false)));
    let mut roles: Vec<_> = words
        .filter_map(|(word, is_title)| Some((word.chars().next_back()?, word, is_title)))
        .collect();
    roles.sort_unstable();
    roles
});

/// Last characters of titles and departments: most parts of names end with none of them.
static ROLE_ENDS: LazyLock<HanSet> = LazyLock::new(|| {
    let words = TITLES.iter().chain(DEPARTMENTS);
    HanSet::of(&words.filter_map(|word| word.chars().next_back()).collect::<String>())
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn titles_are_told_from_names() {
        for (cell, name, title, department) in [
            ("张志强", "张志强", None, None),
            ("张志强经理", "张志强", Some("经理"), None),
            ("张经理", "张", Some("经理"), None),
            ("欧阳女士", "欧阳", Some("女士"), None),
            ("王副总经理", "王", Some("副总经理"), None),
            ("李采购部经理", "李", Some("采购部经理"), None),
            ("张总", "张", Some("总"), None),
            ("王芳总", "王芳", Some("总"), None),
            ("王总平", "王总平", None, None),
            ("李工", "李", Some("工"), None),
            ("李建工", "李建工", None, None),
            ("赵姐", "赵", Some("姐"), None),
            ("王小姐", "王", Some("小姐"), None),
            ("张副总", "张", Some("副总"), None),
            ("张总工", "张", Some("总工"), None),
            ("陈芳采购部", "陈芳", None, Some("采购部")),
            ("张志强 采购经理", "张志强", Some("采购经理"), None),
            ("张志强（销售总监）", "张志强", Some("销售总监"), None),
            ("采购部 张志强", "张志强", None, Some("采购部")),
            ("Mr. John Doe", "John Doe", Some("Mr"), None),
            ("Jane Doe", "Jane Doe", None, None),
            ("Drew Doe", "Drew Doe", None, None),
            ("Manager Zhang", "Zhang", Some("Manager"), None),
            ("先生", "先生", None, None),
            ("经理", "经理", None, None),
            ("王", "王", None, None),
        ] {
            let person = person(cell).unwrap();
            assert_eq!(
                (person.name.as_str(), person.title.as_deref(), person.department.as_deref()),
                (name, title, department),
                "{cell}"
            );
        }
        assert_eq!(person(" \u{3000}"), None);
    }

    #[test]
    fn a_person_is_found_by_family_name_and_title() {
        for (said, name, known, expected) in [
            ("张经理", "张志强", Some("采购经理"), Some(TitleFit::Same)),
            ("张经理", "张志强", None, Some(TitleFit::Unknown)),
            ("张经理", "张志强", Some("司机"), Some(TitleFit::Other)),
            ("张经理", "李志强", Some("采购经理"), None),
            ("张志强经理", "张志强", None, Some(TitleFit::Unknown)),
            ("张志强经理", "张志", None, None),
            ("李总", "李明", Some("总经理"), Some(TitleFit::Same)),
            ("王小姐", "王芳", Some("会计"), Some(TitleFit::Same)),
            ("欧阳女士", "欧阳芳", None, Some(TitleFit::Same)),
            ("Mr. Zhang", "张志强", Some("采购经理"), Some(TitleFit::Same)),
            ("Mr Doe", "John Doe", None, Some(TitleFit::Same)),
            ("Manager Zhang", "张志强", Some("采购经理"), Some(TitleFit::Same)),
            ("Manager Zhang", "张志强", Some("司机"), Some(TitleFit::Other)),
            ("Manager Li", "张志强", Some("采购经理"), None),
        ] {
            let person = titled(said).unwrap();
            let title = person.title.as_deref().unwrap();
            let fit = is_named(&person, name).then(|| title_fit(title, known));
            assert_eq!(fit, expected, "{said} {name}");
        }
        for text in ["张志强", "万科", "经理", "要两台", "Zhang", ""] {
            assert_eq!(titled(text), None, "{text}");
        }
    }

    #[test]
    fn family_names_and_ends_of_roles_are_chinese_characters() {
        for c in SURNAMES.chars().chain(TITLES.iter().chain(DEPARTMENTS).flat_map(|w| w.chars())) {
            assert!(('\u{4e00}'..='\u{9fff}').contains(&c), "{c}");
        }
    }

    #[test]
    fn names_of_people_have_a_family_name() {
        for (text, is) in [
            ("张志强", true),
            ("欧阳芳", true),
            ("张经理", true),
            ("张强", false),
            ("多达公司", false),
            ("Zhang", false),
            ("", false),
        ] {
            assert_eq!(is_chinese_name(text), is, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_name_is_lost(cell in any::<String>(), near in "[张王李总工经理部 （）/]{1,8}") {
            for cell in [cell, near] {
                if let Some(person) = person(&cell) {
                    prop_assert!(!person.name.is_empty() && cell.contains(&person.name));
                }
            }
        }
    }
}
