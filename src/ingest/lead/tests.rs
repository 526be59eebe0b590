use std::io::Write as _;

use proptest::prelude::*;

use super::*;
use crate::ingest::read::{Options, RawRow, examine};
use crate::model::{AccountKind, SourceKind};

struct List {
    _file: tempfile::NamedTempFile,
    examined: Examined,
    cleaner: Cleaner,
}

impl List {
    fn new(text: &str, kind: SourceKind) -> Self {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        let examined = examine(file.path(), &Options::new(kind)).unwrap();
        let cleaner = Cleaner::new(&examined);
        Self { _file: file, examined, cleaner }
    }

    fn leads(&self) -> Vec<Result<Lead, Rejection>> {
        let mut rows = self.examined.rows().unwrap();
        let mut row = RawRow::default();
        let mut identity = Identity::default();
        let mut leads = Vec::new();
        while rows.next_row(&mut row).unwrap() {
            let lead = self.cleaner.lead(&row);
            agrees(self.cleaner.identity(&row, &mut identity), &identity, &lead).unwrap();
            leads.push(lead);
        }
        leads
    }
}

/// The parts that matching saw are those that are loaded.
fn agrees(
    outcome: Result<(), Rejection>,
    identity: &Identity,
    lead: &Result<Lead, Rejection>,
) -> Result<(), TestCaseError> {
    match lead {
        Err(rejection) => prop_assert_eq!(outcome.as_ref(), Err(rejection)),
        Ok(lead) => {
            prop_assert_eq!(outcome, Ok(()));
            let parts = identity.clone().into_lead();
            let only_parts = Lead {
                line: lead.line,
                external_id: lead.external_id.clone(),
                name: lead.name.clone(),
                kind: lead.kind,
                credit_code: lead.credit_code.clone(),
                phones: lead.phones.clone(),
                email: lead.email.clone(),
                address: lead.address.clone(),
                province: lead.province.clone(),
                city: lead.city.clone(),
                district: lead.district.clone(),
                ..Lead::default()
            };
            prop_assert_eq!(parts, only_parts);
        }
    }
    Ok(())
}

fn only(text: &str, kind: SourceKind) -> Lead {
    let mut leads = List::new(text, kind).leads();
    assert_eq!(leads.len(), 1);
    leads.remove(0).unwrap()
}

#[test]
fn a_full_row_of_prospects() {
    let lead = only(
        "会员号,公司名称,统一社会信用代码,联系人,职务,手机,电话,邮箱,网址,行业,意向车型,颜色,数量,预算(元),预计购车时间,级别,标签,备注,登记日期,传真\n\
         M7, 多达物流有限公司 ,91350100M000100Y43,张志强经理,采购部经理,13800138000,010-65551234转8012,Info@Duoda.example,www.duoda.example,物流,朗逸,白,5台,125万,2026年3月8日,H级,老客户、车队,要两台样车,2026/2/1,010-65550000\n",
        SourceKind::Exhibition,
    );
    assert_eq!(lead.external_id.as_deref(), Some("M7"));
    assert_eq!(lead.name.as_deref(), Some("多达物流有限公司"));
    assert_eq!(lead.kind, Some(AccountKind::Organisation));
    assert_eq!(lead.credit_code.as_deref(), Some("91350100M000100Y43"));
    let phones: Vec<_> = lead.phones.iter().map(ToString::to_string).collect();
    assert_eq!(phones, ["13800138000", "01065551234-8012"]);
    assert_eq!(lead.email.as_deref(), Some("info@duoda.example"));
    let contact = lead.contact.unwrap();
    assert_eq!((contact.name.as_str(), contact.title.as_deref()), ("张志强", Some("采购部经理")));
    let interest = lead.interest.unwrap();
    assert_eq!(interest.quantity, Some(5));
    assert_eq!(interest.budget.unwrap().to_string(), "1250000.00");
    assert_eq!(interest.expected_on.unwrap().to_string(), "2026-03-08");
    assert_eq!(interest.grade, Some(Grade::H));
    assert_eq!(lead.collected_on.unwrap().to_string(), "2026-02-01");
    assert_eq!(lead.tags, ["老客户", "车队"]);
    assert_eq!(lead.extra, [("传真".to_owned(), "010-65550000".to_owned())]);
    assert_eq!((lead.warnings, lead.purchase), (vec![], None));
}

#[test]
fn an_invoice_line_is_a_purchase_and_no_interest() {
    let lead = only(
        "客户名称,手机,发票号码,日期,配件名称,数量,金额,车型\n\
         多达物流,13800138000,0012,2026-03-01,机油滤芯,-2,\"¥1,200.50\",朗逸\n",
        SourceKind::PartsInvoices,
    );
    let line = lead.purchase.unwrap();
    assert_eq!(line.number.as_deref(), Some("0012"));
    assert_eq!(line.day.unwrap().to_string(), "2026-03-01");
    assert_eq!((line.quantity, line.amount.unwrap().minor), (Some(-2), 120_050));
    assert_eq!(lead.interest, None);
    assert_eq!(lead.extra, [("车型".to_owned(), "朗逸".to_owned())]);
}

#[test]
fn a_character_that_was_lost_before_is_told_in_every_column() {
    let lead =
        only("公司名称,电话,备用\n多\u{fffd}达,13800138000,好\u{fffd}\n", SourceKind::Exhibition);
    let told: Vec<_> = lead.warnings.iter().map(|w| (w.column, w.field, w.code)).collect();
    assert_eq!(told, [(1, "name", "lost-character"), (3, "extra", "lost-character")]);
    assert_eq!(lead.name, None);
}

#[test]
fn a_title_of_nobody_is_kept_as_text() {
    let lead = only("公司名称,联系人,职务,部门\n多达物流,,经理,采购部\n", SourceKind::Exhibition);
    let kept: Vec<_> = lead.extra.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!((lead.contact, kept), (None, vec!["经理", "采购部"]));
}

#[test]
fn a_bad_cell_is_kept_as_text_with_its_reason() {
    let lead = only(
        "公司名称,手机,数量,预计购车时间,邮箱\n多达物流,1380013800,若干,3/8/97,#N/A\n",
        SourceKind::Exhibition,
    );
    let warnings: Vec<_> = lead.warnings.iter().map(|w| (w.column, w.field, w.code)).collect();
    assert_eq!(
        warnings,
        [
            (2, "phone", "phone-length"),
            (3, "quantity", "quantity-vague"),
            (4, "expected_on", "date-order"),
            (5, "email", "sheet-error"),
        ]
    );
    assert_eq!(explain(&lead.warnings[0]), "10 digits, a mobile number has 11");
    let kept: Vec<_> = lead.extra.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(kept, ["1380013800", "若干", "3/8/97", "#N/A"]);
    assert_eq!((lead.phones, lead.interest), (vec![], None));
}

#[test]
fn a_row_is_usable_by_any_of_its_names_and_numbers() {
    let list = List::new(
        "公司名称,手机,邮箱,备注\n\
         ,13800138000,,\n\
         ,,info@duoda.example,\n\
         -,无,暂无,只有备注\n\
         多达,,,,\n\
         多达,,,,多一格\n",
        SourceKind::Exhibition,
    );
    let leads = list.leads();
    let codes: Vec<_> = leads.iter().map(|lead| lead.as_ref().err().map(|r| r.code)).collect();
    assert_eq!(codes, [None, None, Some("nothing-usable"), None, Some("ragged")]);
    let ragged = leads[4].as_ref().unwrap_err();
    assert_eq!((ragged.line, ragged.column, ragged.value.as_str()), (6, Some(5), "多一格"));
    assert_eq!(ragged.to_string(), "line 6: 5 cells, the list has 4 columns");
}

#[test]
fn a_column_of_dates_proves_its_order() {
    let list = List::new("公司名称,登记日期\n多达,3/8/97\n东方,3/25/97\n", SourceKind::Exhibition);
    let days: Vec<_> = list
        .leads()
        .into_iter()
        .map(|lead| lead.unwrap().collected_on.unwrap().to_string())
        .collect();
    assert_eq!(days, ["1997-03-08", "1997-03-25"]);
}

#[test]
fn the_hash_follows_the_fields_and_not_the_file() {
    let hash = |text: &str| {
        let list = List::new(text, SourceKind::Exhibition);
        let mut row = RawRow::default();
        assert!(list.examined.rows().unwrap().next_row(&mut row).unwrap());
        let mut identity = Identity::default();
        list.cleaner.identity(&row, &mut identity).unwrap();
        identity.row_hash
    };
    let first = hash("公司名称,手机,备注\n多达,13800138000,\"a\nb\"\n");
    assert_eq!(hash("手机;Company;Note;传真\n 13800138000;多达;\"a\r\nb\";1\n"), first);
    assert_ne!(hash("公司名称,手机,备注\n多达,13800138001,\"a\nb\"\n"), first);
    assert_ne!(hash("公司名称,手机,地址\n多达,13800138000,\"a\nb\"\n"), first);
}

/// Columns, from 1, and codes.
type Told = &'static [(Option<u64>, &'static str)];

#[test]
fn all_that_is_wrong_with_a_row_of_records_is_told() {
    let touches = "客户名称,日期,方式,结果,新级别\n";
    let vehicles = "客户名称,车牌号,里程\n";
    let orders = "订单号,客户名称,订单日期,数量,单价,定金,交车日期\n";
    let deliveries = "订单号,客户名称,交车日期,数量\n";
    let cases: &[(SourceKind, &str, &str, Told)] = &[
        (SourceKind::Touches, touches, "多达,不久前,电话,接通,A", &[]),
        (
            SourceKind::Touches,
            touches,
            "多达,不久前,传真,也许,Z",
            &[(Some(3), "way-unknown"), (Some(4), "result-unknown"), (Some(5), "grade-unusable")],
        ),
        (
            SourceKind::Touches,
            touches,
            ",,,,Z",
            &[(Some(4), "touch-unsaid"), (Some(5), "grade-unusable"), (None, "nothing-usable")],
        ),
        (SourceKind::Touches, touches, "多达,,传真,,A", &[(Some(3), "way-unknown")]),
        (SourceKind::FleetList, vehicles, "多达,浙A12345,不详", &[]),
        (
            SourceKind::FleetList,
            vehicles,
            ",,1",
            &[(Some(2), "vehicle-unnamed"), (None, "nothing-usable")],
        ),
        (SourceKind::Orders, orders, "HT-1,多达,,,,0,", &[]),
        (
            SourceKind::Orders,
            orders,
            "1E+12,,不久前,0,0,约一万,月底",
            &[
                (Some(1), "order-unnumbered"),
                (Some(3), "day-unreadable"),
                (Some(4), "quantity-unreadable"),
                (Some(5), "price-unreadable"),
                (Some(6), "deposit-unreadable"),
                (Some(7), "day-unreadable"),
                (None, "nothing-usable"),
            ],
        ),
        (SourceKind::Deliveries, deliveries, ",多达,,", &[]),
        (
            SourceKind::Deliveries,
            deliveries,
            "1E+12,多达,不久前,若干",
            &[
                (Some(1), "order-unnumbered"),
                (Some(3), "day-unreadable"),
                (Some(4), "quantity-unreadable"),
            ],
        ),
    ];
    for (kind, header, row, expected) in cases {
        let list = List::new(&format!("{header}{row}\n"), *kind);
        let (mut rows, mut raw) = (list.examined.rows().unwrap(), RawRow::default());
        assert!(rows.next_row(&mut raw).unwrap(), "{row}");
        let (lead, rejections) = list.cleaner.lead_with_rejections(&raw);
        let told: Vec<_> = rejections.iter().map(|told| (told.column, told.code)).collect();
        assert_eq!(told, *expected, "{row}");
        assert!(lead.record.is_some(), "{row}");
        assert_eq!(list.cleaner.lead(&raw).err(), rejections.into_iter().next(), "{row}");
    }
}

#[test]
fn of_a_row_of_a_list_that_cannot_be_used_nothing_is_read() {
    for (row, code) in [(",,A,x", "nothing-usable"), ("多达,1,A,x,y", "ragged")] {
        let list = List::new(&format!("公司名称,手机,级别,其他\n{row}\n"), SourceKind::Exhibition);
        let (mut rows, mut raw) = (list.examined.rows().unwrap(), RawRow::default());
        assert!(rows.next_row(&mut raw).unwrap());
        let (lead, rejections) = list.cleaner.lead_with_rejections(&raw);
        assert_eq!(rejections.iter().map(|told| told.code).collect::<Vec<_>>(), [code]);
        assert_eq!(lead, Lead { line: 2, ..Lead::default() });
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the cells hold: no panic, every row a lead or a rejection, both passes agree,
    /// and no written cell of a lead is lost.
    #[test]
    fn both_passes_agree_and_nothing_is_lost(
        rows in prop::collection::vec(prop::collection::vec(cell(), 9), 1..12)
    ) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(
            ["公司名称", "手机", "电话", "邮箱", "地址", "城市", "数量", "登记日期", "其他"],
        ).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let list = List::new(&text, SourceKind::Exhibition);
        let written = rows.iter().filter(|row| row.iter().any(|c| !c.trim().is_empty()));
        let leads = list.leads();
        prop_assert_eq!(leads.len(), written.clone().count());
        prop_assert_eq!(list.examined.rows, leads.len() as u64);
        for (row, lead) in written.zip(&leads) {
            let Ok(lead) = lead else { continue };
            let kept = |cell: &str| lead.extra.iter().any(|(_, text)| text == cell);
            for (at, field) in [(1, "phone"), (3, "email"), (6, "quantity"), (7, "collected_on")] {
                let cell = text::trimmed(&row[at]);
                let warned = lead.warnings.iter().any(|w| w.column == at as u64 + 1);
                prop_assert!(!warned || kept(cell), "{field} {cell:?}");
            }
            let other = text::trimmed(&row[8]);
            prop_assert!(text::is_nothing(other) || kept(other));
        }
    }
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[ a-z0-9@.,/;\"转多达公司#+-]{0,16}",
        "1[3-9][0-9]{8,9}",
        "0571-[2-8][0-9]{6,7}",
        any::<String>().prop_map(|text| text.replace(['\0', '\r', '\n'], " ")),
    ]
}
