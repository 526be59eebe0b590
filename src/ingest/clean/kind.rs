//! Whether an account is an organisation or a person.

use super::Problem;
use super::person::is_chinese_name;
use crate::model::{AccountKind, Choice as _};

/// Words of a column that says the kind.
const ORGANISATIONS: &[&str] = &[
    "单位",
    "企业",
    "公司",
    "法人",
    "机构",
    "组织",
    "集团",
    "政府",
    "事业单位",
    "对公",
    "company",
    "organization",
    "business",
    "corporate",
    "firm",
];
const PEOPLE: &[&str] =
    &["个人", "私人", "自然人", "个体", "对私", "person", "individual", "private", "consumer"];

/// Parts of names that only organisations have.
const ORGANISED: &[&str] = &[
    "公司",
    "集团",
    "厂",
    "店",
    "部",
    "中心",
    "局",
    "院",
    "校",
    "行",
    "社",
    "协会",
    "商会",
    "学会",
    "委员会",
    "大学",
    "中学",
    "小学",
    "幼儿园",
    "医院",
    "银行",
    "酒店",
    "政府",
    "合作",
    "事务所",
    "工作室",
    "经营",
    "贸易",
    "科技",
    "物流",
    "汽车",
    "有限",
    "股份",
    "队",
    "站",
    "所",
    "馆",
];
const ORGANISED_WORDS: &[&str] = &[
    "inc",
    "llc",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "company",
    "co",
    "gmbh",
    "ag",
    "kg",
    "sa",
    "bv",
    "plc",
    "group",
    "holdings",
    "university",
    "school",
    "hospital",
    "bank",
    "hotel",
    "association",
];

/// Returns the kind that a cell of its own says.
pub fn kind(cell: &str) -> Result<AccountKind, Problem> {
    if let Ok(kind) = AccountKind::read(cell) {
        return Ok(kind);
    }
    let said = cell.trim().to_lowercase();
    let said = said.strip_suffix("客户").unwrap_or(&said);
    if ORGANISATIONS.contains(&said) {
        Ok(AccountKind::Organisation)
    } else if PEOPLE.contains(&said) {
        Ok(AccountKind::Person)
    } else {
        Err(Problem::plain("kind-unknown"))
    }
}

/// Returns the kind that a name shows; `None` where nothing tells.
pub fn kind_of_name(name: &str) -> Option<AccountKind> {
    let short = name.chars().take(5).count() < 5;
    if short && is_chinese_name(name) && !name.ends_with(['厂', '店', '局', '院', '社', '站', '馆'])
    {
        return Some(AccountKind::Person);
    }
    if name.is_ascii() {
        let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
        let organised =
            |word: &str| ORGANISED_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
        return words.any(organised).then_some(AccountKind::Organisation);
    }
    // Most names end with what they are, which is told sooner.
    let shown = ORGANISED.iter().any(|part| name.ends_with(part))
        || ORGANISED.iter().any(|part| name.contains(part));
    shown.then_some(AccountKind::Organisation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_or_the_name_tells_the_kind() {
        use AccountKind::{Organisation, Person};
        for (cell, said) in [
            ("单位", Ok(Organisation)),
            ("企业客户", Ok(Organisation)),
            ("个人", Ok(Person)),
            ("Individual", Ok(Person)),
            ("VIP", Err("kind-unknown")),
        ] {
            assert_eq!(kind(cell).map_err(|problem| problem.code), said, "{cell}");
        }
        for (name, shown) in [
            ("多达物流有限公司", Some(Organisation)),
            ("城北修理厂", Some(Organisation)),
            ("张志强", Some(Person)),
            ("王女士", Some(Person)),
            ("Duoda Freight GmbH", Some(Organisation)),
            ("Jane Doe", None),
            ("多达", None),
            ("", None),
        ] {
            assert_eq!(kind_of_name(name), shown, "{name}");
        }
    }
}
