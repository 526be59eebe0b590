//! Pick lists of fixed meaning: the program decides by them, so they are types.
//!
//! Each value has its English key, used in commands, JSON and the store, and its Chinese term
//! (domain rules, section 1), read wherever the key is; some also what people say instead. Lists whose meaning is the team's own
//! (stages, causes of loss, channels) are in the playbook.

/// A text that is none of a pick list's values.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no {list}; one of {known}")]
pub struct UnknownChoice {
    /// What was given.
    pub text: String,
    /// What the list is a list of.
    pub list: &'static str,
    /// The keys that would do, comma separated; the Chinese terms where the text is no ASCII.
    pub known: String,
}

/// A value of a fixed pick list.
pub trait Choice: Copy + Eq + Sized + 'static {
    /// What the list is a list of, in English words.
    const LIST: &'static str;
    /// Every value, in the order in which people read them.
    const ALL: &'static [Self];

    /// Returns the English key.
    fn key(self) -> &'static str;
    /// Returns the Chinese term.
    fn term(self) -> &'static str;
    /// Returns other words that mean the value, without which people would be misunderstood.
    fn words(self) -> &'static [&'static str] {
        &[]
    }

    /// Returns the value whose key, Chinese term or other word `text` is, ignoring case and outer
    /// blanks.
    fn read(text: &str) -> Result<Self, UnknownChoice> {
        let wanted = text.trim();
        Self::ALL
            .iter()
            .find(|value| {
                value.key().eq_ignore_ascii_case(wanted)
                    || value.term() == wanted
                    || value.words().iter().any(|word| word.eq_ignore_ascii_case(wanted))
            })
            .copied()
            .ok_or_else(|| {
                let word = |value: &Self| if text.is_ascii() { value.key() } else { value.term() };
                UnknownChoice {
                    text: text.to_owned(),
                    list: Self::LIST,
                    known: Self::ALL.iter().map(word).collect::<Vec<_>>().join(", "),
                }
            })
    }
}

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident $list:literal {
        $($(#[$item_doc:meta])* $item:ident $key:literal $term:literal
            $(or [$($word:literal),* $(,)?])?,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$item_doc])* $item,)* }

        impl Choice for $name {
            const LIST: &'static str = $list;
            const ALL: &'static [Self] = &[$(Self::$item,)*];

            fn key(self) -> &'static str {
                match self { $(Self::$item => $key,)* }
            }

            fn term(self) -> &'static str {
                match self { $(Self::$item => $term,)* }
            }

            fn words(self) -> &'static [&'static str] {
                match self { $(Self::$item => &[$($($word),*)?],)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.key())
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownChoice;

            fn from_str(text: &str) -> Result<Self, UnknownChoice> {
                Self::read(text)
            }
        }
    )*};
}

choices! {
    /// Whether an account is an organisation or a person.
    AccountKind "kind of account" {
        /// A firm, an authority, an association.
        Organisation "organisation" "单位",
        /// A private person.
        Person "person" "个人",
    }

    /// What a telephone number is.
    PhoneKind "kind of phone" {
        /// A mobile number.
        Mobile "mobile" "手机",
        /// A fixed line, usually of an office.
        Landline "landline" "座机",
        /// A shared-cost or free number of a firm (400, 800).
        Service "service" "服务热线",
        /// A number that may be dialled but fits none of the others.
        Other "other" "其他",
    }

    /// How we were in contact.
    TouchKind "kind of touch" {
        /// A telephone call.
        Call "call" "电话" or [
            "来电", "去电", "致电", "打电话", "电话沟通", "电话跟进", "电话拜访", "通话", "phone", "telephone", "phone call",
            "打过电话", "打了电话", "通了电话", "called", "phoned", "rang",
        ],
        /// A text or chat message.
        Message "message" "短信" or [
            "微信", "企业微信", "短信息", "信息", "发了短信", "发了微信", "sms", "wechat", "whatsapp", "text", "chat",
            "texted", "messaged",
        ],
        /// We went to see them.
        Visit "visit" "拜访" or ["上门", "上门拜访", "登门拜访", "外出拜访", "面访", "客户拜访", "拜访了", "拜访过", "meeting", "visited"],
        /// They came to the showroom.
        Showroom "showroom" "到店" or ["来店", "进店", "到访", "展厅", "showroom visit"],
        /// A test drive.
        TestDrive "test-drive" "试驾" or ["试乘试驾", "test drive"],
        /// A letter.
        Letter "letter" "信函" or ["邮件", "电子邮件", "email", "e-mail", "mail", "emailed"],
        /// An event of ours.
        Event "event" "活动",
        /// A care visit or call after delivery.
        Care "care" "关怀",
        /// A satisfaction survey.
        Survey "survey" "调查",
    }

    /// What came of a touch. Only `reached` is an effective contact.
    TouchResult "result" {
        /// We spoke with them.
        Reached "reached" "接通" or ["已接通", "打通", "打通了", "接听"],
        /// Nobody answered.
        NoAnswer "no-answer" "未接" or [
            "没接", "没人接", "没接听", "没接通", "没打通", "无人接", "无人接听", "未接听", "未接通",
            "未打通", "不接", "打不通", "关机", "占线", "忙线", "忙音", "通话中", "正在通话", "不在",
            "没在", "没人接电话", "不接电话", "无应答", "暂时无法接通", "no answer", "noanswer", "no-reply", "no reply",
            "unanswered", "not-in", "unavailable", "unreachable", "not-reached", "not reached",
            "left message", "left-message", "left a message", "voicemail", "busy",
        ],
        /// The number is somebody else's, or dead.
        WrongNumber "wrong-number" "错号" or ["空号", "停机", "号码错误", "打错", "wrong number"],
        /// They would not talk.
        Refused "refused" "拒绝" or ["拒接", "挂断", "拒绝接听", "hung-up", "hung up", "declined", "rejected"],
        /// One-way: sent, no answer yet.
        Sent "sent" "已发送",
    }

    /// Where a deal stands.
    DealState "state" {
        /// Being worked on.
        Open "open" "跟进中",
        /// Delivered.
        Won "won" "成交",
        /// Bought elsewhere or gave up.
        Lost "lost" "战败",
        /// No purchase now; has a wake-up date.
        Frozen "frozen" "冷冻",
        /// Tried again and again without reaching anyone.
        OutOfControl "out-of-control" "失控",
        /// Not to be worked on.
        Eliminated "eliminated" "淘汰",
    }

    /// How a deal arose.
    Origin "origin" {
        /// A new purchase.
        New "new" "新购",
        /// An owned vehicle is replaced.
        Replacement "replacement" "置换",
        /// A further vehicle.
        Additional "additional" "增购",
        /// Somebody we serve recommended us.
        Referred "referred" "推介",
    }

    /// A buying factor: confidence, need or power.
    Factor "factor" {
        /// There.
        Yes "yes" "是",
        /// Missing.
        No "no" "否",
        /// To be found out.
        Unknown "unknown" "未知",
    }

    /// How far instalments have got.
    Instalment "state of instalments" {
        /// They are talked about.
        Discussing "discussing" "商谈中",
        /// The papers are on their way.
        InProgress "in-progress" "办理中",
    }

    /// What becomes of the customer's old vehicle.
    TradeIn "state of a trade-in" {
        /// They ask for help with it.
        AsksHelp "asks-help" "要求协助",
        /// It is being handled.
        InProgress "in-progress" "办理中",
    }

    /// Where in the buyer's procedure we came in (domain rules, section 5).
    EntryPoint "entry point" {
        /// The need is confirmed: what and how many.
        A "entry-a" "切入点A",
        /// The purchase plan is drawn up.
        B "entry-b" "切入点B",
        /// Sources are looked into.
        C "entry-c" "切入点C",
        /// Proposals are evaluated, the supplier is chosen.
        D "entry-d" "切入点D",
    }

    /// When in a buyer's project we were first in contact (domain rules, section 5).
    FirstContact "time of first contact" {
        /// Before the project was approved.
        BeforeApproval "before-approval" "立项前",
        /// After that, before the tender was published.
        BeforeTender "before-tender" "招标前",
        /// After the tender was published.
        AfterTender "after-tender" "招标后",
    }

    /// What a need is about: 5W2H (domain rules, section 3).
    NeedAspect "aspect of a need" {
        /// Who.
        Who "who" "何人",
        /// What.
        What "what" "何事",
        /// When.
        When "when" "何时",
        /// Where.
        Where "where" "何地",
        /// Why.
        Why "why" "为何",
        /// How.
        How "how" "如何",
        /// How much.
        HowMuch "how-much" "多少",
    }

    /// How an appointment ended.
    AppointmentEnd "ending" {
        /// A touch kept it.
        Kept "kept" "已赴约",
        /// It was passed over with a reason.
        Skipped "skipped" "已跳过",
        /// Another one took its place.
        Moved "moved" "已改期",
        /// It was called off before its day, with a reason.
        CalledOff "called-off" "已取消",
    }

    /// Where a piece of evidence comes from.
    EvidenceSource "source of evidence" {
        /// A document we hold.
        Document "document" "文件",
        /// We saw it.
        Seen "seen" "亲见",
        /// The customer said so.
        Customer "customer" "客户",
        /// A coach inside said so.
        Coach "coach" "内线",
    }

    /// The part a contact plays when their organisation buys (domain rules, section 8).
    BuyingRole "buying role" {
        /// Decides who gets in.
        Gatekeeper "gatekeeper" "看门人",
        /// Places the order.
        Purchaser "purchaser" "采购者",
        /// Works with what is bought.
        User "user" "使用者",
        /// Is listened to.
        Influencer "influencer" "影响者",
        /// Judges product, purchase, law or technique; may say no, not yes.
        Recommender "recommender" "评估者",
        /// Says yes and no.
        DecisionMaker "decision-maker" "决策者",
        /// Reviews and vetoes.
        Approver "approver" "批准人",
    }

    /// What a person of ours does.
    StaffRole "role" {
        /// Sells.
        Consultant "consultant" "销售顾问",
        /// Works leads by phone and web.
        Dcc "dcc" "电网销",
        /// Receives visitors.
        Reception "reception" "前台",
        /// Leads a team or shop.
        Manager "manager" "经理",
        /// Looks after key accounts.
        KeyAccount "key-account" "大客户经理",
        /// Looks after customers won.
        Care "care" "客服",
        /// Keeps the records.
        Ops "ops" "运营",
    }

    /// How a vehicle came to its owner.
    Ownership "ownership" {
        /// We sold it.
        OwnSale "own-sale" "自销",
        /// Our brand, sold by another dealer.
        OtherSale "other-sale" "他销",
        /// Another brand.
        OtherBrand "other-brand" "他厂牌",
    }

    /// On which days a shop is open before its own closures.
    CalendarPreset "calendar" {
        /// Every day.
        Dealer "dealer" "每天营业",
        /// Weekdays that are no public holiday, and make-up workdays.
        Office "office" "工作日",
    }

    /// What kind of list prospects are collected from (domain rules, section 2).
    SourceKind "kind of source" {
        /// Parts invoices of our own; a row is an invoice line.
        PartsInvoices "parts-invoices" "配件发票",
        /// Firms that supply parts to us.
        PartsSuppliers "parts-suppliers" "配件供货商",
        /// Workshop orders of our own.
        ServiceRecords "service-records" "维修记录",
        /// Past sales of our own.
        SalesRecords "sales-records" "销售记录",
        /// Body and paint work.
        BodyShop "body-shop" "钣喷",
        /// Debtors and creditors.
        Accounting "accounting" "会计",
        /// Names from our staff and their families.
        StaffReferral "staff-referral" "员工推荐",
        /// Yellow pages.
        YellowPages "yellow-pages" "黄页",
        /// Members of an association or chamber.
        Association "association" "协会",
        /// Directories of firms.
        BusinessDirectory "business-directory" "工商名录",
        /// Directories on the web.
        WebDirectory "web-directory" "网站名录",
        /// Firms that are hiring.
        RecruitmentSite "recruitment-site" "招聘网站",
        /// Rankings and top lists.
        Ranking "ranking" "统计排名",
        /// Press and television.
        Newspaper "newspaper" "报纸杂志电视",
        /// Signs beside the road and on vehicles.
        Billboard "billboard" "车厢广告",
        /// Firms taking part in a fair.
        Exhibition "exhibition" "展会",
        /// Firms in a science or industrial park.
        SciencePark "science-park" "园区",
        /// Our own circle and helpers.
        PersonalNetwork "personal-network" "私人网络",
        /// Recommended by customers.
        Referral "referral" "客户转介绍",
        /// Exchanged with other sellers.
        Exchange "exchange" "资料交换",
        /// Bought or made by calling.
        Telemarketing "telemarketing" "电话营销",
        /// An industry, occupation or leisure group we picked.
        Targeted "targeted" "特定筛选",
        /// An area where people gather or our share is low.
        Regional "regional" "区域促销",
        /// The maker's advertising and campaigns.
        Brand "brand" "品牌面",
        /// Our own site, radio, press, mail, displays.
        Local "local" "店面",
        /// Customers we have.
        Retained "retained" "保有客户",
        /// Notable people, loyal customers, trade-in centres, offices.
        Vip "vip" "VIP信息",
        /// Contacts with customers; a row is a touch.
        Touches "touches" "跟进记录",
        /// Vehicles that customers own; a row is a vehicle.
        FleetList "fleet-list" "车辆清单",
        /// Orders of customers; a row is a line of one.
        Orders "orders" "订单清单",
        /// Deliveries to customers; a row is one.
        Deliveries "deliveries" "交车清单",
    }

    /// The families of sources (domain rules, section 2).
    SourceGroup "group of sources" {
        /// From our own records.
        Internal "internal" "内部",
        /// From outside.
        External "external" "外部",
        /// Our outreach.
        Outreach "outreach" "主动开发",
        /// Our relations.
        Relations "relations" "关系",
    }
}

impl SourceKind {
    /// Returns the family that the kind belongs to.
    pub const fn group(self) -> SourceGroup {
        match self {
            Self::PartsInvoices
            | Self::PartsSuppliers
            | Self::ServiceRecords
            | Self::SalesRecords
            | Self::BodyShop
            | Self::Accounting
            | Self::StaffReferral
            | Self::Touches
            | Self::FleetList
            | Self::Orders
            | Self::Deliveries => SourceGroup::Internal,
            Self::Targeted | Self::Regional | Self::Brand | Self::Local => SourceGroup::Outreach,
            Self::Retained | Self::Vip => SourceGroup::Relations,
            _ => SourceGroup::External,
        }
    }

    /// Returns whether a row of such a list is a record of a customer, who is found or made for it.
    pub const fn has_records(self) -> bool {
        matches!(self, Self::Touches | Self::FleetList | Self::Orders | Self::Deliveries)
    }

    /// Returns whether a row of such a list is a purchase of a customer who may have many rows.
    pub const fn has_purchases(self) -> bool {
        matches!(self, Self::PartsInvoices | Self::ServiceRecords | Self::BodyShop)
    }
}

impl StaffRole {
    /// Returns whether the role has the whole team's records in hand.
    pub const fn leads(self) -> bool {
        matches!(self, Self::Manager | Self::Ops)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads_itself<T: Choice + std::fmt::Debug>() {
        for value in T::ALL {
            assert_eq!(T::read(value.key()), Ok(*value));
            assert_eq!(T::read(value.term()), Ok(*value));
            assert_eq!(T::read(&value.key().to_uppercase()), Ok(*value));
            for word in value.words() {
                assert_eq!(T::read(word), Ok(*value), "{word}");
            }
        }
        assert!(T::read("?").is_err());
    }

    #[test]
    fn every_choice_is_read_by_key_and_by_term() {
        reads_itself::<AccountKind>();
        reads_itself::<PhoneKind>();
        reads_itself::<TouchKind>();
        reads_itself::<TouchResult>();
        reads_itself::<DealState>();
        reads_itself::<Origin>();
        reads_itself::<Factor>();
        reads_itself::<EvidenceSource>();
        reads_itself::<Instalment>();
        reads_itself::<TradeIn>();
        reads_itself::<EntryPoint>();
        reads_itself::<FirstContact>();
        reads_itself::<NeedAspect>();
        reads_itself::<AppointmentEnd>();
        reads_itself::<BuyingRole>();
        reads_itself::<StaffRole>();
        reads_itself::<Ownership>();
        reads_itself::<CalendarPreset>();
        reads_itself::<SourceKind>();
        reads_itself::<SourceGroup>();
    }

    #[test]
    fn an_unknown_choice_names_the_known_ones() {
        let error = TouchResult::read("maybe").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`maybe` is no result; one of reached, no-answer, wrong-number, refused, sent"
        );
        let error = TouchResult::read("没人").unwrap_err();
        assert_eq!(error.to_string(), "`没人` is no result; one of 接通, 未接, 错号, 拒绝, 已发送");
    }
}
