use super::*;

fn read(text: &str) -> (usize, [Option<&'static str>; 3]) {
    name_at(text, Found::default())
        .map_or((0, [None; 3]), |named| (named.length / 3, named.found.names()))
}

#[test]
fn names_are_found_with_and_without_their_ending() {
    for (text, length, province, city, district) in [
        ("浙江省杭州市", 3, Some("浙江省"), None, None),
        ("浙江杭州", 2, Some("浙江省"), None, None),
        ("杭州西湖", 2, Some("浙江省"), Some("杭州市"), None),
        ("上海", 2, Some("上海市"), Some("上海市"), None),
        ("重庆市", 3, Some("重庆市"), Some("重庆市"), None),
        ("城口县", 3, Some("重庆市"), Some("重庆市"), Some("城口县")),
        ("内蒙古", 3, Some("内蒙古自治区"), None, None),
        ("广西柳州", 2, Some("广西壮族自治区"), None, None),
        ("恩施州", 3, Some("湖北省"), Some("恩施土家族苗族自治州"), None),
        ("济源市", 3, Some("河南省"), Some("济源市"), None),
        ("东莞", 2, Some("广东省"), Some("东莞市"), None),
        ("临海市", 3, Some("浙江省"), Some("台州市"), Some("临海市")),
        ("富阳市高桥镇", 3, Some("浙江省"), Some("杭州市"), Some("富阳区")),
        ("吉林市", 3, Some("吉林省"), Some("吉林市"), None),
        ("吉林", 2, Some("吉林省"), None, None),
        ("朝阳", 2, Some("辽宁省"), Some("朝阳市"), None),
        ("朝阳区", 3, None, None, None),
        ("多达公司", 0, None, None, None),
        ("州", 0, None, None, None),
        ("中山路8号", 0, None, None, None),
        ("北京东路8号", 0, None, None, None),
        ("台州路桥区", 2, Some("浙江省"), Some("台州市"), None),
        ("", 0, None, None, None),
    ] {
        assert_eq!(read(text), (length, [province, city, district]), "{text}");
    }
}

#[test]
fn what_is_known_decides_between_divisions_of_one_name() {
    let beijing = name_at("北京市", Found::default()).unwrap().found;
    let named = name_at("朝阳区", beijing).unwrap();
    assert_eq!(named.found.names(), [Some("北京市"), Some("北京市"), Some("朝阳区")]);
    assert_eq!(name_at("西湖区", beijing), None);
    assert_eq!(Found::of(Some("北京市"), Some("北京市")), beijing);
    assert_eq!(Found::of(Some("nowhere"), None), Found::default());
}

#[test]
fn every_division_is_read_by_its_official_name() {
    for (at, division) in (0_u16..).zip(&TABLE.divisions) {
        let above = match division.level {
            Level::Province => Found::default(),
            _ => Found { province: Some(division.province), ..Found::default() },
        };
        let known = if division.level == Level::District {
            Found { city: Some(division.city), ..above }
        } else {
            above
        };
        let named = name_at(division.name, known).unwrap();
        assert_eq!(named.length, division.name.len(), "{}", division.name);
        assert_eq!(Some(named.found), known.with(at), "{}", division.name);
    }
}
