//! Words in names of firms that are not the firm's own. Folded, longest first where one ends
//! with another.

use std::sync::LazyLock;

/// Chinese legal forms, as they stand at the end of a name.
#[rustfmt::skip]
pub(super) const LEGAL_FORMS: &[&str] = &[
    "有限责任公司", "股份有限公司", "责任有限公司", "有限公司", "集团公司", "总公司", "公司",
    "有限合伙企业", "合伙企业", "有限合伙", "普通合伙", "特殊普通合伙", "个人独资企业",
    "个体工商户", "经营部", "集团", "股份", "有限", "厂",
];

/// Legal forms behind which the name of a branch may stand.
#[rustfmt::skip]
pub(super) const FORMS_BEFORE_BRANCH: &[&str] = &[
    "公司", "合伙企业", "集团",
];

/// What stands before 公司 in words that are branches, not legal forms.
#[rustfmt::skip]
pub(super) const BRANCH_COMPANY: &[char] = &[
    '分', '子',
];

/// Characters of the words of the selling trades that hardly any firm is called by: behind the
/// firm's own letters they are what a misspelt word has left.
pub(super) const SALES_LETTERS: &str = "汽车销售服务贸限司";

/// Words that a branch ends with, wherever it stands.
#[rustfmt::skip]
pub(super) const BRANCHES: &[&str] = &[
    "分公司", "子公司", "办事处", "营业部", "门市部", "分部", "分店", "分厂", "分行", "支行",
    "分校", "分院", "分所",
];

/// Words that a branch ends with where it stands behind a legal form or in brackets.
#[rustfmt::skip]
pub(super) const SITES: &[&str] = &[
    "店", "展厅", "中心", "服务部", "销售部", "维修部", "网点", "站", "处", "部", "所", "库", "场",
    "厅",
];

/// Texts in brackets or behind the legal form that say nothing about who it is.
#[rustfmt::skip]
pub(super) const REMARKS: &[&str] = &[
    "本部", "总部", "总店", "总公司", "公司", "集团", "股份", "有限合伙", "普通合伙",
    "特殊普通合伙", "中外合资", "外商独资", "个人独资", "注销", "已注销", "吊销", "存续", "在业",
    "开业", "停业", "筹", "筹建", "新", "中国",
];

/// Beginnings of a remark about a former name.
#[rustfmt::skip]
pub(super) const FORMER: &[&str] = &[
    "原", "曾用名", "又名", "简称", "曾用",
];

/// Words of the selling trades that one firm adds and leaves out as it likes. They are dropped
/// from the stem only, never from the core.
#[rustfmt::skip]
pub(super) const SALES_WORDS: &[&str] = &[
    "汽车", "轿车", "汽贸", "车业", "销售", "服务", "贸易", "商贸", "经贸", "工贸", "咨询", "维修",
    "特约", "专营", "专卖", "连锁", "4s", "店", "有限", "车行", "汽车行", "汽车技术",
];

/// Words that tell a line of business and nothing about whose it is.
#[rustfmt::skip]
pub(super) const TRADE_WORDS: &[&str] = &[
    "机械", "设备", "制造", "装备", "物流", "运输", "仓储", "供应链", "货运", "代理", "电子",
    "信息", "网络", "智能", "科技", "技术", "工程", "建设", "建筑", "材料", "装饰", "食品", "饮料",
    "农产品", "粮油", "医疗", "器械", "医药", "生物", "健康", "药业", "化工", "塑料", "橡胶",
    "制品", "进出口", "百货", "商务", "纺织", "服饰", "服装", "印染", "零部件", "配件", "汽配",
    "投资", "实业", "发展", "管理", "控股", "产业", "企业", "开发", "国际", "钢铁", "软件", "文化",
    "传媒", "广告", "餐饮", "酒店", "教育", "租赁", "房地产", "置业", "能源", "环保", "中心",
    "商行", "超市", "修理", "美容", "装潢", "五金", "公交", "客运", "出租", "旅游", "进口", "公司", "责任", "股份",
    "集团", "经营部", "厂",
];

/// Makes of cars that a dealer's sign begins with.
#[rustfmt::skip]
pub(super) const MAKES: &[&str] = &[
    "广汽本田", "东风本田", "广汽丰田", "一汽丰田", "一汽大众", "上汽大众", "上海大众", "一汽奥迪",
    "东风日产", "东风标致", "东风雪铁龙", "东风悦达起亚", "北京现代", "长安福特", "长安马自达",
    "上汽通用", "上海通用", "华晨宝马", "北京奔驰", "别克", "雪佛兰", "凯迪拉克", "斯柯达", "起亚",
    "比亚迪", "吉利", "奇瑞", "长城", "哈弗", "荣威", "名爵", "五菱", "大众", "本田", "丰田", "日产",
    "福特", "奥迪", "宝马", "奔驰", "现代", "标致", "雪铁龙", "马自达", "雷克萨斯", "沃尔沃", "捷豹",
    "路虎", "保时捷", "林肯", "英菲尼迪", "讴歌", "铃木", "三菱", "宝骏", "红旗", "传祺", "长安",
    "广汽传祺", "广汽丰田", "广汽三菱", "一汽红旗", "一汽马自达", "上汽荣威", "长安铃木", "北汽",
];

/// Words in Western names that many firms of a trade have and one firm adds and leaves out.
#[rustfmt::skip]
pub(super) const WESTERN_COMMON: &[&str] = &[
    "the", "of", "a", "an", "at", "and", "for", "in", "on", "le", "la", "les", "el", "der", "die",
    "das", "und", "et", "group", "holding", "holdings", "international", "trading", "sales",
];

/// Returns the make that a make ends with, without whom it is built by: 本田 of 广汽本田.
pub(super) fn bare_make(make: &str) -> &str {
    let ends = MAKES.iter().filter(|other| make.ends_with(**other));
    ends.min_by_key(|other| other.len()).map_or(make, |other| &make[make.len() - other.len()..])
}

/// Last characters of names of firms, shops and authorities that no person's name ends with.
#[rustfmt::skip]
pub(super) const FIRM_ENDINGS: &[char] = &[
    '店', '院', '校', '局', '处', '所', '厂', '社', '会', '站', '行', '馆', '部', '队', '办', '场',
    '园', '吧', '坊', '铺', '楼', '司', '团',
];

/// Words that mark a Western name as a firm's, as single words without full stops.
#[rustfmt::skip]
pub(super) const WESTERN_FORMS: &[&str] = &[
    "inc", "incorporated", "llc", "lllp", "llp", "lp", "ltd", "limited", "corp", "corporation",
    "co", "company", "plc", "gmbh", "mbh", "ag", "kg", "ohg", "ug", "kgaa", "ev", "se", "sa", "sas",
    "sarl", "srl", "spa", "sl", "slu", "bv", "nv", "oy", "ab", "aps", "pty", "pte", "sdn", "bhd",
    "kk", "sro", "zoo", "lda", "ltda",
];

/// Western words for "and".
#[rustfmt::skip]
pub(super) const AND: &[&str] = &[
    "and", "und", "et", "&", "+",
];

/// Words looked for at one end of a text, by the character they begin or end with there.
pub(super) struct Affixes {
    /// One bit for each value of a character's low ten bits: most characters begin no word.
    seen: [u64; 16],
    /// Outer character and word, longest first under one character.
    words: Vec<(char, &'static str)>,
    at_end: bool,
}

pub(super) static LEGAL_ENDINGS: LazyLock<Affixes> =
    LazyLock::new(|| Affixes::ends(&[LEGAL_FORMS]));
pub(super) static SALES_ENDINGS: LazyLock<Affixes> =
    LazyLock::new(|| Affixes::ends(&[SALES_WORDS]));
pub(super) static SITE_ENDINGS: LazyLock<Affixes> =
    LazyLock::new(|| Affixes::ends(&[BRANCHES, SITES]));
pub(super) static TRADE_HEADS: LazyLock<Affixes> =
    LazyLock::new(|| Affixes::heads(&[SALES_WORDS, TRADE_WORDS]));
pub(super) static MAKE_ENDINGS: LazyLock<Affixes> = LazyLock::new(|| Affixes::ends(&[MAKES]));
/// Words that one firm adds and leaves out, wherever they stand.
pub(super) static COMMON_HEADS: LazyLock<Affixes> =
    LazyLock::new(|| Affixes::heads(&[SALES_WORDS, LEGAL_FORMS]));
/// Words of trade alone.
pub(super) static OTHER_TRADE_HEADS: LazyLock<Affixes> =
    LazyLock::new(|| Affixes::heads(&[TRADE_WORDS]));
pub(super) static MAKE_HEADS: LazyLock<Affixes> = LazyLock::new(|| Affixes::heads(&[MAKES]));

impl Affixes {
    fn heads(lists: &[&[&'static str]]) -> Self {
        Self::new(lists, false)
    }

    fn ends(lists: &[&[&'static str]]) -> Self {
        Self::new(lists, true)
    }

    fn new(lists: &[&[&'static str]], at_end: bool) -> Self {
        let mut affixes = Self { seen: [0; 16], words: Vec::new(), at_end };
        for word in lists.iter().copied().flatten() {
            if let Some(c) = affixes.outer(word) {
                affixes.seen[slot(c).0] |= slot(c).1;
                affixes.words.push((c, word));
            }
        }
        affixes.words.sort_by_key(|(c, word)| (*c, usize::MAX - word.len()));
        affixes
    }

    fn outer(&self, text: &str) -> Option<char> {
        if self.at_end { text.chars().next_back() } else { text.chars().next() }
    }

    /// Returns `text` without the longest of the words at this end; `None` where none is there.
    pub(super) fn strip<'a>(&self, text: &'a str) -> Option<&'a str> {
        let c = self.outer(text)?;
        if self.seen[slot(c).0] & slot(c).1 == 0 {
            return None;
        }
        let from = self.words.partition_point(|(first, _)| *first < c);
        let words = self.words[from..].iter().take_while(|(first, _)| *first == c);
        words.map(|(_, word)| word).find_map(|word| {
            if self.at_end { text.strip_suffix(word) } else { text.strip_prefix(word) }
        })
    }
}

fn slot(c: char) -> (usize, u64) {
    let low = c as usize & 1023;
    (low / 64, 1 << (low % 64))
}
