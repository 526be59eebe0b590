use super::*;
use crate::playbook::SHIPPED;

fn origin(kind: Option<SourceKind>, channel: Option<&str>, of: [i64; 5]) -> Origin {
    let [accounts, deals, orders, ordered, delivered] = of;
    Origin {
        source: kind.map(|_| SourceId(1)),
        kind,
        channel: channel.map(str::to_owned),
        of: Yield { accounts, deals, orders, ordered, delivered },
    }
}

/// The shipped rules with targets: 3 vehicles a month through exhibitions, 1 through the website.
fn playbook() -> Playbook {
    let text = SHIPPED
        .replace(r#"zh = "展会", quadrant"#, r#"zh = "展会", per_month = 3, quadrant"#)
        .replace(r#"zh = "网站", quadrant"#, r#"zh = "网站", per_month = 1, quadrant"#);
    Playbook::parse(&text).unwrap()
}

fn quarter() -> Period {
    Period { from: "2026-01-01".parse().unwrap(), to: "2026-03-31".parse().unwrap() }
}

#[test]
fn channels_are_compared_with_their_targets() {
    let origins = [
        // Written as code, as word and in either language: one channel.
        origin(None, Some("F"), [4, 2, 1, 5, 3]),
        origin(Some(SourceKind::Exhibition), Some("展会"), [2, 1, 1, 3, 0]),
        origin(None, Some("website"), [3, 2, 1, 3, 3]),
        origin(None, Some("I"), [7, 1, 0, 0, 0]),
        origin(None, Some("直播"), [1, 0, 0, 0, 0]),
        origin(None, None, [9, 0, 0, 0, 0]),
    ];
    let rows = by_channel(&origins, &playbook(), quarter());
    let said: Vec<_> = rows
        .iter()
        .map(|row| (row.channel.as_deref(), row.of.accounts, row.per_month, row.target, row.mark))
        .collect();
    let ignored = |key| (Some(key), 0, Some(0), None, Some(Mark::Ignored));
    assert_eq!(
        said,
        [
            ignored("A"),
            ignored("B"),
            ignored("C"),
            // 3 vehicles in 90 days are 1 a month: the target is reached.
            (Some("D"), 3, Some(100), Some(1), None),
            ignored("E"),
            // 8 vehicles in 90 days: 2.67 a month, less than 3.
            (Some("F"), 6, Some(267), Some(3), Some(Mark::BelowTarget)),
            ignored("G"),
            ignored("H"),
            (Some("I"), 7, Some(0), None, Some(Mark::NoYield)),
            ignored("J"),
            (Some("直播"), 1, Some(0), None, None),
            (None, 9, Some(0), None, None),
        ]
    );
    let sum: i64 = rows.iter().map(|row| row.of.accounts).sum();
    assert_eq!(sum, total(&origins).accounts);
}

/// Each row: the period, vehicles ordered against a target of 3 a month, how many a month that is
/// in hundredths, and whether that is too few.
#[test]
fn whole_months_are_measured_by_months_and_other_periods_by_days() {
    for (from, to, ordered, per_month, below) in [
        ("2026-01-01", "2026-01-31", 3, 300, false),
        ("2026-01-01", "2026-01-31", 2, 200, true),
        ("2026-02-01", "2026-02-28", 3, 300, false),
        ("2026-02-01", "2026-02-28", 2, 200, true),
        ("2024-02-01", "2024-02-29", 3, 300, false),
        ("2026-01-01", "2026-02-28", 6, 300, false),
        ("2026-01-01", "2026-02-28", 5, 250, true),
        ("2025-12-01", "2026-01-31", 6, 300, false),
        // No whole months: 30 days are one.
        ("2026-01-02", "2026-01-31", 3, 300, false),
        ("2026-01-01", "2026-01-30", 2, 200, true),
        ("2026-01-02", "2026-02-01", 3, 290, true),
        ("2024-02-01", "2024-02-28", 3, 321, false),
        // 300 in 100 days short of nothing by a thousandth is still below.
        ("2026-01-01", "2036-12-29", 401, 300, true),
    ] {
        let period = Period { from: from.parse().unwrap(), to: to.parse().unwrap() };
        let rows =
            by_channel(&[origin(None, Some("F"), [9, 1, 1, ordered, 0])], &playbook(), period);
        let row = rows.iter().find(|row| row.channel.as_deref() == Some("F")).unwrap();
        let mark = below.then_some(Mark::BelowTarget);
        assert_eq!((row.per_month, row.mark), (Some(per_month), mark), "{from} {to} {ordered}");
    }
}

/// Each row: the kind of list, the channel, the quadrant.
#[test]
fn every_kind_of_list_and_channel_has_its_quadrant() {
    use SourceKind as K;
    for (kind, channel, expected) in [
        (Some(K::Retained), None, Some(Quadrant::ItselfLong)),
        (Some(K::Vip), None, Some(Quadrant::SoughtLong)),
        (Some(K::PartsInvoices), None, Some(Quadrant::SoughtLong)),
        (Some(K::Exhibition), None, Some(Quadrant::SoughtShort)),
        (Some(K::Targeted), None, Some(Quadrant::SoughtShort)),
        (Some(K::Regional), None, Some(Quadrant::SoughtShort)),
        // The list comes before the channel.
        (Some(K::Vip), Some("I"), Some(Quadrant::SoughtLong)),
        (None, Some("I"), Some(Quadrant::ItselfShort)),
        (None, Some("F"), Some(Quadrant::SoughtShort)),
        (None, Some("J"), None),
        (None, Some("直播"), None),
        (None, None, None),
    ] {
        let rows = by_quadrant(&[origin(kind, channel, [1, 0, 0, 0, 0])], &playbook());
        let found = rows.iter().find(|row| row.of.accounts == 1).unwrap();
        assert_eq!(found.quadrant, expected, "{kind:?} {channel:?}");
        assert_eq!(rows.len(), if expected.is_none() { 5 } else { 4 });
    }
}
