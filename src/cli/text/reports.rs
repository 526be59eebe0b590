//! Messages of contacts, of lists of deals and of reports.

use super::Lang;
use crate::model::Money;
use crate::playbook::{Label, Preset};
use crate::report::funnel::{FunnelFigures, Lever, LeverKind, Narrow, Overall, Period, Rate};

messages! {
    contact_added(id, name, account, whose) = "Added {id} {name} of {account} {whose}.", "已为 {account} {whose} 新增联系人 {id} {name}。";
    contact_edited(id, name, account) = "Changed {id} {name} of {account}.", "已修改 {account} 的联系人 {id} {name}。";
    contact_there(id, account, name) = "{account} has a contact {name} already: {id}", "{account} 已有联系人 {name}：{id}";
    hint_contact_edit(id) = "change it with `kam contact edit {id}`", "用 `kam contact edit {id}` 修改";
    no_contacts() = "No contact here; `kam contact add ACCOUNT` adds one.", "没有联系人；用 `kam contact add 客户` 添加。";
    no_deals() = "No deal here; `kam deal add ACCOUNT` opens one.", "没有商机；用 `kam deal add 客户` 新建。";
}

messages! {
    period_backwards(from, to) = "the period begins on {from} and ends before that, on {to}", "期间始于 {from}，却止于更早的 {to}";
    no_deals_in(from, to) = "No deal from {from} to {to}.", "{from} 至 {to} 没有商机。";
    deals_of_no_funnel(count["deal", "deals"]) = "{count:#} left out, of a funnel that the playbook does not have", "已略去 {count} 个商机：规则手册中没有其漏斗";
    yields_of(from, to) = "Deals, orders and vehicles are those from {from} to {to}.", "商机、订单、台数为 {from} 至 {to} 的数据。";
    sources_total(lists["list", "lists"], collected, checked, outcomes) = "{lists:#}: {collected} collected, {checked} checked: {outcomes}.", "{lists} 个来源：收集 {collected}，核对 {checked}：{outcomes}。";
    sources_outcomes(added, merged, unchanged, held, rejected) = "{added} added, {merged} merged, {unchanged} unchanged, {held} held, {rejected} rejected", "新增 {added}，合并 {merged}，未变 {unchanged}，待定 {held}，拒收 {rejected}";
    sources_planned(count["list has", "lists have"]) = "{count:#} not been collected yet.", "{count} 个来源尚未收集。";

    funnel_whole(name, span, opened, won, lost, open) = "{name}, {span}: {opened} opened, {won} won, {lost} lost; {open} open.", "{name}，{span}：新增 {opened}，成交 {won}，战败 {lost}；跟进中 {open}。";
    funnel_opened(opened, part, conversion, to, ended) = "Of the {opened} opened, {part} had been won by {to} ({conversion}). {ended}", "新增的 {opened} 个中，截至 {to} 已成交 {part} 个（{conversion}）。{ended}";
    funnel_ended(ended["that was", "that were"], won["was", "were"], rate) = "Of the {ended:#} won or lost in these days, whenever opened, {won:#} won: win rate {rate}.", "期间成交或战败的共 {ended} 个（不论何时新增），其中成交 {won} 个，成交率 {rate}。";
    funnel_narrow(stage, part, whole, rate) = "Bottleneck: {stage}, the lowest conversion: {part} of {whole} went on ({rate}).", "瓶颈：{stage}，转化率最低：{whole} 个中 {part} 个进入下一步（{rate}）。";
    funnel_slow(stage, part, whole, rate, days) = "Bottleneck: {stage}: another stage has the same lowest conversion ({part} of {whole} went on, {rate}), but deals stay here longer: {days} days (median).", "瓶颈：{stage}：转化率同为最低（{whole} 个中 {part} 个，{rate}），且停留更久：中位 {days} 天。";
    funnel_aged(count["open deal stands", "open deals stand"]) = "{count:#} longer in the stage than nine in ten did: `kam report funnel --rows ageing`.", "{count} 个跟进中的商机停留超过 90 分位：`kam report funnel --rows ageing`。";
    not_known() = "not known", "未知";
    no_list() = "no list", "无名单";
    none_aged(sample["deal", "deals"]) = "No open deal stands longer in its stage than nine in ten did, where {sample:#} or more have left it.", "没有跟进中的商机停留超过 90 分位（至少 {sample} 个已离开该阶段才计）。";
    unknown_figure() = "none", "无";
    funnel_none_ended() = "None was won or lost in these days.", "期间没有成交或战败的商机。";

    lever_inflow(percent, now, then, rate, gain) = "Widen the top by {percent} %: {now} → {then} new deals a month × win rate {rate} = {gain} more won a month.", "加宽顶部 {percent}%：每月新增 {now} → {then} 个 × 成交率 {rate} = 每月多成交 {gain} 个。";
    lever_cycle(percent, now, then, open, rate, gain) = "Flatten by {percent} %: {now} → {then} days from opened to won; {open} open × win rate {rate}, done so much sooner = {gain} more won a month.", "压缩周期 {percent}%：从新增到成交 {now} → {then} 天；跟进中 {open} 个 × 成交率 {rate}，提前完成 = 每月多成交 {gain} 个。";
    lever_rate(percent, now, then, inflow, gain) = "Widen the bottom by {percent} %: win rate {now} → {then} % × {inflow} new deals a month = {gain} more won a month.", "加宽底部 {percent}%：成交率 {now} → {then}% × 每月新增 {inflow} 个 = 每月多成交 {gain} 个。";
    lever_unknown(lever) = "{lever}: too little was opened, won or lost in the period to say.", "{lever}：期间内新增、成交或战败太少，无法推算。";
    lever_top() = "Widen the top", "加宽顶部";
    lever_flat() = "Flatten", "压缩周期";
    lever_bottom() = "Widen the bottom", "加宽底部";
}

/// Returns what a funnel comes to, a line each: as a whole, the bottleneck, deals that stand long.
pub(crate) fn funnel_lines(
    lang: Lang,
    preset: &Preset,
    figures: &FunnelFigures,
    of: &Overall,
    period: Period,
) -> Vec<String> {
    let worded = |label: &Label| match lang {
        Lang::En => label.en.clone(),
        Lang::Zh => label.zh.clone(),
    };
    let name = worded(&preset.label);
    let span = super::span(lang, period.from, period.to);
    let mut lines = vec![funnel_whole(lang, name, span, of.opened, of.won, of.lost, of.open)];
    if let Some(conversion) = percent(lang, of.conversion) {
        let ended = match percent(lang, of.win_rate) {
            Some(rate) => funnel_ended(lang, of.win_rate.whole, of.won, rate),
            None => funnel_none_ended(lang),
        };
        lines.push(funnel_opened(lang, of.opened, of.opened_won, conversion, period.to, ended));
    }
    for (stage, figures) in preset.stages.iter().zip(&figures.stages) {
        let Some(why) = figures.bottleneck else { continue };
        let (stage, Rate { part, whole }) = (worded(&stage.label), figures.conversion);
        let rate = percent(lang, figures.conversion).unwrap_or_default();
        let median = figures.median_days.map(|days| days.to_string());
        lines.push(match why {
            Narrow::LowestConversion => funnel_narrow(lang, stage, part, whole, rate),
            Narrow::LongestStay => {
                let days = median.unwrap_or_else(|| unknown_figure(lang));
                funnel_slow(lang, stage, part, whole, rate, days)
            }
        });
    }
    if !figures.aged.is_empty() {
        lines.push(funnel_aged(lang, figures.aged.len()));
    }
    lines
}

/// Returns what each lever would give, with the arithmetic, a line each.
pub(crate) fn lever_lines(lang: Lang, levers: &[Lever; 3], of: &Overall, by: u32) -> [String; 3] {
    let inflow = levers[0].now.map(|minor| Money { minor }.to_string()).unwrap_or_default();
    levers.each_ref().map(|lever| lever_line(lang, lever, of, &inflow, by))
}

fn lever_line(lang: Lang, lever: &Lever, of: &Overall, inflow: &str, by: u32) -> String {
    let name = match lever.kind {
        LeverKind::Inflow => lever_top(lang),
        LeverKind::Cycle => lever_flat(lang),
        LeverKind::WinRate => lever_bottom(lang),
    };
    let text = |figure: i64| Money { minor: figure }.to_string();
    let whole = (lever.now.map(text), lever.then.map(text), lever.gain.map(text));
    let ((Some(now), Some(then), Some(gain)), Some(rate)) = (whole, percent(lang, of.win_rate))
    else {
        return lever_unknown(lang, name);
    };
    match lever.kind {
        LeverKind::Inflow => lever_inflow(lang, by, now, then, rate, gain),
        LeverKind::Cycle => lever_cycle(lang, by, now, then, of.open, rate, gain),
        LeverKind::WinRate => lever_rate(lang, by, now, then, inflow, gain),
    }
}

fn percent(lang: Lang, rate: Rate) -> Option<String> {
    rate.percent().map(|percent| match lang {
        Lang::En => format!("{percent} %"),
        Lang::Zh => format!("{percent}%"),
    })
}
