use proptest::prelude::*;

use super::*;
use crate::ingest::clean::address::place;

fn at(name: &str, city: &str) -> NameKey {
    name_key(name, &place("", Some(city), None))
}

fn core_of(text: &str) -> u64 {
    xxh3_64(text.as_bytes())
}

#[test]
fn names_are_taken_apart() {
    for (name, city, core, region, branch) in [
        ("杭州宏达汽车销售服务有限公司", "", "宏达汽车销售服务", "杭州市", ""),
        ("杭州市宏达汽车销售服务有限责任公司", "", "宏达汽车销售服务", "杭州市", ""),
        ("宏达（杭州）汽车销售服务股份有限公司", "", "宏达汽车销售服务", "杭州市", ""),
        ("浙江省杭州宏达物流集团有限公司", "", "宏达物流", "杭州市", ""),
        ("浙江宏达物流（集团）有限公司", "", "宏达物流", "浙江省", ""),
        ("宏達物流 有限公司", "", "宏达物流", "", ""),
        ("宏达物流有限公司庐江分公司", "", "宏达物流", "", "庐江分公司"),
        ("宏达物流有限公司（滨江展厅）", "", "宏达物流", "", "滨江展厅"),
        ("宏达物流有限公司第二分公司", "", "宏达物流", "", "第二分公司"),
        ("宏达物流杭州办事处", "", "宏达物流", "", "杭州办事处"),
        ("宏达物流分公司", "", "宏达物流", "", "分公司"),
        ("宏达机械厂（原红星厂）", "", "宏达机械", "", ""),
        ("宏达机械(本部)", "", "宏达机械", "", ""),
        // Without the region nothing would tell the firm from others.
        ("北京汽车贸易中心有限公司", "", "北京汽车贸易中心", "", ""),
        ("上海有限公司", "", "上海", "", ""),
        // A district counts only where the firm is there, a city only where it may be.
        ("临海宏达物流有限公司", "台州", "宏达物流", "临海市", ""),
        ("临海宏达物流有限公司", "", "临海宏达物流", "", ""),
        ("临海市宏达物流有限公司", "", "宏达物流", "临海市", ""),
        ("杭州市河昌泰物流有限公司", "", "河昌泰物流", "杭州市", ""),
        ("大同新瑞物流有限公司", "杭州", "大同新瑞物流", "", ""),
        ("大同新瑞物流有限公司", "", "新瑞物流", "大同市", ""),
        ("中山路五金店", "", "中山路五金店", "", ""),
        ("Norton & Veldex Machinery Inc.", "", "nortonandveldexmachinery", "", ""),
        ("NORTON AND VELDEX MACHINERY INCORPORATED", "", "nortonandveldexmachinery", "", ""),
        ("Norton Machinery GmbH & Co. KG", "", "nortonmachinery", "", ""),
        ("Norton Machinery GmbH und Co KG", "", "nortonmachinery", "", ""),
        ("Norton Machinery G.m.b.H.", "", "nortonmachinery", "", ""),
        ("Norton  Machinery Co., Ltd.", "", "nortonmachinery", "", ""),
        ("Norton Machinery Company Limited", "", "nortonmachinery", "", ""),
        ("Norton Machinery S.A.", "", "nortonmachinery", "", ""),
        ("Norton Machinery L.L.C.", "", "nortonmachinery", "", ""),
        ("The Company", "", "company", "", ""),
        ("O'Neil's Müller", "", "oneilsmuller", "", ""),
    ] {
        let key = at(name, city);
        assert_eq!(key.core, core_of(core), "{name}");
        let expected = if region.is_empty() { 0 } else { short_hash(region) };
        assert_eq!(key.region, expected, "{name}");
        let expected = if branch.is_empty() { NO_BRANCH } else { short_hash(branch) };
        assert_eq!(key.branch, expected, "{name}");
    }
    assert_eq!(at("", ""), NameKey::default());
    assert_eq!(at("（）·", ""), NameKey::default());
}

#[test]
fn firms_keep_what_tells_them_apart() {
    for (one, other) in [
        ("宏达物流有限公司", "宏达机械有限公司"),
        ("宏达物流有限公司", "宏运物流有限公司"),
        ("北京汽车贸易中心有限公司", "上海汽车贸易中心有限公司"),
        ("Norton Store #12", "Norton Store #14"),
        ("中国石化", "中国石油"),
    ] {
        assert_ne!(at(one, "").core, at(other, "").core, "{one} {other}");
    }
}

#[test]
fn stems_leave_out_words_of_the_selling_trades() {
    for (name, stem) in [
        ("宏达汽车销售服务有限公司", Some("宏达")),
        ("宏达汽贸", Some("宏达")),
        ("广汽本田宏达店", Some("宏达")),
        ("宏达物流有限公司", Some("宏达物流")),
        ("广汽本田店", Some("广汽本田")),
        ("汽车销售服务有限公司", None),
    ] {
        assert_eq!(at(name, "").stem, stem.map_or(0, core_of), "{name}");
    }
}

#[test]
fn some_names_prove_nothing_alone() {
    for (name, strength) in [
        ("王芳", Strength::Person),
        ("欧阳建国", Strength::Person),
        ("宏达公司", Strength::Firm),
        ("宏达厂", Strength::Firm),
        ("青山医院", Strength::Firm),
        ("杭州宏达", Strength::Firm),
        ("宏达建设工程", Strength::Firm),
        ("汽车销售有限公司", Strength::Weak),
        ("公司", Strength::Weak),
        ("A", Strength::Weak),
        ("Norton", Strength::Firm),
    ] {
        assert_eq!(at(name, "").strength, strength, "{name}");
    }
}

proptest! {
    #[test]
    fn no_name_is_too_strange(name in "\\PC{0,24}|[杭州市上海宏达（）()有限公司分店 ]{0,16}") {
        let key = at(&name, "");
        prop_assert_eq!(key.core == 0, key.branch == 0);
    }

    /// Region, brackets, blanks, width and legal form do not change who it is.
    #[test]
    fn ways_of_writing_keep_the_core(brand in "[鑫盛泰瑞隆昌]{2,3}", trade in "物流|机械设备|汽车销售服务",
                                     form in "有限公司|有限责任公司|股份有限公司|厂|经营部|") {
        let expected = core_of(&format!("{brand}{trade}"));
        for name in [
            format!("杭州{brand}{trade}{form}"),
            format!("杭州市{brand}{trade}{form}"),
            format!("{brand}（杭州）{trade}{form}"),
            format!("{brand}(杭州){trade}{form}"),
            format!(" 杭州 {brand}{trade} {form}"),
            format!("{brand}{trade}{form}"),
        ] {
            prop_assert_eq!(at(&name, "杭州市").core, expected, "{}", name);
        }
    }
}
