//! Words that people read instead of keys: headers of columns, values of pick lists.

mod values;

use std::collections::HashMap;

use values::chinese_value;

use super::text::Lang;
use crate::playbook::{Playbook, Stage};
use crate::render::Words;

/// The words of a language, with those that the team's rules have for their own lists.
pub(crate) struct Labels {
    lang: Lang,
    /// Funnels by key, each with its stages by theirs: several funnels have a stage of one key.
    funnels: HashMap<String, Funnel>,
    causes: HashMap<String, String>,
}

/// The words of a funnel.
struct Funnel {
    name: String,
    stages: HashMap<String, String>,
}

impl Labels {
    /// Returns the words of a language alone.
    pub(crate) fn new(lang: Lang) -> Self {
        Self { lang, funnels: HashMap::new(), causes: HashMap::new() }
    }

    /// Learns the words for funnels with their stages, and for causes of loss. In English a key is
    /// its own word.
    pub(crate) fn learn(&mut self, playbook: &Playbook) {
        if self.lang == Lang::En {
            return;
        }
        for preset in playbook.funnel.presets() {
            let stage = |stage: &Stage| (stage.key.clone(), stage.label.zh.clone());
            let stages = preset.stages.iter().map(stage).collect();
            let funnel = Funnel { name: preset.label.zh.clone(), stages };
            self.funnels.insert(preset.key.clone(), funnel);
        }
        for cause in &playbook.loss_causes {
            self.causes.insert(cause.key.clone(), cause.label.zh.clone());
        }
    }
}

impl Words for Labels {
    fn label<'w>(&'w self, key: &'w str) -> &'w str {
        label(self.lang, key)
    }

    fn value<'w>(&'w self, column: &str, key: &'w str) -> &'w str {
        if let Some(funnel) = self.funnels.get(key).filter(|_| column == "preset") {
            return &funnel.name;
        }
        if column == "field" {
            return self.label(key);
        }
        if let Some(word) = self.causes.get(key).filter(|_| column == "cause") {
            return word;
        }
        choice_label(self.lang, column, key)
    }

    fn value_of<'w>(&'w self, column: &str, list: &str, key: &'w str) -> &'w str {
        if !column.ends_with("stage") {
            return self.value(column, key);
        }
        let own = self.funnels.get(list).and_then(|funnel| funnel.stages.get(key));
        // A step that was made in another funnel leads from a stage of that one.
        let elsewhere = || {
            let mut names = self.funnels.values().filter_map(|funnel| funnel.stages.get(key));
            let first = names.next()?;
            names.all(|name| name == first).then_some(first)
        };
        own.or_else(elsewhere).map_or(key, String::as_str)
    }
}

/// Returns the header of the column `key`; the key itself where there is no word for it.
pub(crate) fn label(lang: Lang, key: &str) -> &str {
    match (lang, words(key)) {
        (Lang::En, Some((english, _))) => english,
        (Lang::Zh, Some((_, chinese))) => chinese,
        (_, None) => key,
    }
}

/// Returns the word for the value `key` of a pick list in `column`: in English the key itself, in
/// Chinese its term; the key again where nothing is known by it. Grades are letters in both.
pub(crate) fn choice_label<'k>(lang: Lang, column: &str, key: &'k str) -> &'k str {
    match lang {
        Lang::En => key,
        Lang::Zh => chinese_value(column, key).unwrap_or(key),
    }
}

macro_rules! labels {
    ($($key:literal $english:literal $chinese:literal;)*) => {
        /// Returns the English and the Chinese word for a key.
        fn words(key: &str) -> Option<(&'static str, &'static str)> {
            match key {
                $($key => Some(($english, $chinese)),)*
                _ => None,
            }
        }

        #[cfg(test)]
        const LABELS: &[(&str, &str, &str)] = &[$(($key, $english, $chinese),)*];
    };
}

// Headers are short: they may be all that makes a column wide.
labels! {
    "account" "account" "客户";
    "account_id" "account id" "客户ID";
    "account_name" "account" "客户名称";
    "accounts" "accounts" "客户数";
    "actor" "actor" "操作人";
    "added" "added" "新增";
    "address" "address" "地址";
    "after" "after" "之后";
    "after_days" "after days" "间隔天数";
    "aged" "too long" "停留过久";
    "agenda_day" "agenda day" "日程日期";
    "aliases" "aliases" "别名";
    "already_imported" "imported before" "已导入";
    "amount" "amount" "金额";
    "appointment" "appointment" "预约";
    "appointment_day" "agreed for" "预约日期";
    "appointment_time" "agreed at" "预约时间";
    "appointments" "appointments" "预约";
    "ask" "ask" "我要和谁讲";
    "asked" "asked" "询问对象";
    "aspect" "aspect" "方面";
    "assigned_on" "assigned" "分配日期";
    "at" "at" "时间";
    "back" "back" "退回";
    "batch" "batch" "批次";
    "batch_key" "batch key" "批次标识";
    "batches" "imports" "导入次数";
    "becomes" "becomes" "换成";
    "before" "before" "之前";
    "best_time" "best time" "最佳联系时间";
    "booked_on" "booked" "约定日期";
    "bottleneck" "bottleneck" "瓶颈";
    "branch" "branch" "分支";
    "brand" "brand" "品牌";
    "budget" "budget" "预算";
    "buying_cycle" "buying cycle" "购买周期";
    "byte_order_mark" "byte order mark" "BOM 标记";
    "bytes" "bytes" "字节数";
    "calendar" "calendar" "营业日历";
    "candidate" "candidate" "疑似客户";
    "candidate_name" "its name" "客户名称";
    "candidate_value" "the account" "对方资料";
    "caps" "what rules allow" "各规则上限";
    "cause" "cause" "原因";
    "cells" "cells" "原始内容";
    "change" "change" "变动";
    "changed_by" "changed by" "之后修改";
    "channel" "channel" "渠道";
    "check" "check" "检查项";
    "checked" "checked" "核对数";
    "city" "city" "城市";
    "closed_on" "closed" "结束日期";
    "closes_at" "closes" "关门时间";
    "code" "code" "代码";
    "collected" "collected" "收集数";
    "collected_on" "collected on" "收集日期";
    "colour" "colour" "颜色";
    "column" "column" "列";
    "columns" "columns" "各列";
    "command" "command" "命令";
    "comment" "meaning" "说明";
    "competitor_brand" "bought brand" "竞品品牌";
    "competitor_model" "bought model" "竞品车型";
    "condition" "condition" "条件";
    "confidence" "confidence" "信心";
    "consultant" "consultant" "销售顾问";
    "contact" "contact" "联系人";
    "contacts" "contacts" "联系人";
    "conversion" "conversion %" "转化率%";
    "count" "count" "数量";
    "counts" "counts" "数量";
    "credit_code" "credit code" "信用代码";
    "date_order" "dates" "日期顺序";
    "day" "day" "日期";
    "day_off" "day off" "休息日";
    "days" "days" "天数";
    "days_before" "days before" "提前天数";
    "days_first_to_order" "days from first contact" "首次联系至订单天数";
    "days_in_stage" "days there" "停留天数";
    "days_overdue" "late" "逾期";
    "days_to_order" "days to order" "距订单天数";
    "deadline" "deadline" "期限";
    "deal" "deal" "商机";
    "deal_id" "deal id" "商机ID";
    "deals" "deals" "商机";
    "decided" "decided in the plan" "计划改判";
    "deleted" "deleted" "已删除";
    "delimiter" "delimiter" "分隔符";
    "delivered" "delivered" "已交数量";
    "delivered_on" "delivered" "交车日期";
    "deliveries" "deliveries" "交付";
    "delivery" "delivery" "交付";
    "delivery_on" "delivery" "交车日期";
    "department" "department" "部门";
    "deposit" "deposit" "订金";
    "detail" "problem" "问题";
    "did" "what we did" "我方所为";
    "district" "district" "区县";
    "doer" "done by" "执行人";
    "doing" "doing" "现在的行动";
    "due" "due" "到期";
    "due_on" "due" "应跟进日期";
    "email" "e-mail" "邮箱";
    "encoding" "encoding" "编码";
    "encoding_by" "encoding by" "编码依据";
    "encoding_share" "frequent characters %" "常用字 %";
    "ending" "ending" "结果";
    "entered" "entered" "进入";
    "entry_point" "entry point" "切入点";
    "escalation" "escalation" "升级";
    "evidence" "evidence" "证据";
    "evidence_source" "evidence from" "证据来源";
    "exit_evidence" "known before leaving" "离开前须知";
    "exit_known" "known" "已知";
    "exit_missing" "to find out" "待了解";
    "expected_date_passed" "date passed" "预计日已过";
    "expected_on" "expected" "预计购买";
    "explain" "compared" "逐项比较";
    "extension" "extension" "分机";
    "external_id" "external id" "来源编号";
    "extra" "extra" "其他栏目";
    "field" "field" "字段";
    "file" "file" "文件";
    "files" "files" "文件";
    "filled" "filled" "有值";
    "finished" "finished" "已完成步骤";
    "first_contact" "first contact" "首次接触时机";
    "first_day" "from" "开始日期";
    "first_on" "first contact details" "首次留下联系方式";
    "first_plate_on" "first plate" "首次上牌";
    "flagged" "flagged" "需复核";
    "forward" "went on" "前进";
    "found" "found" "现状";
    "from" "from" "来自";
    "from_grade" "from" "原级别";
    "from_stage" "from" "原阶段";
    "gain" "more won a month" "每月多成交";
    "grade" "grade" "级别";
    "grade_hint" "grade in list" "名单级别";
    "grade_moves" "grade changes" "级别变动";
    "graded_by" "graded by" "评级人";
    "graded_on" "graded" "评级日期";
    "group" "group" "分组";
    "happened_at" "happened at" "发生时间";
    "hash" "hash" "文件校验";
    "header" "header" "表头";
    "header_line" "header line" "表头行";
    "held" "held" "待定";
    "held_group" "group" "待定组";
    "hired_on" "hired" "入职日期";
    "host" "host" "主机";
    "id" "id" "编号";
    "ids" "ids" "编号";
    "industry" "industry" "行业";
    "instalment" "instalment" "分期进展";
    "insured_to" "insured to" "保险到期";
    "item" "item" "项目";
    "items" "known" "已知事项";
    "kept_as" "kept as" "原库保留为";
    "key" "key" "键";
    "kind" "kind" "类型";
    "km" "km" "里程";
    "last_day" "last day" "最后日期";
    "last_note" "last note" "上次沟通";
    "last_touch" "last touch" "最近接触";
    "last_try" "last try" "最近联系";
    "learned" "what we learn" "所得教训";
    "left_on" "left" "离职日期";
    "left_out" "left out of the plan" "计划未纳入";
    "lever" "lever" "杠杆";
    "line" "line" "行号";
    "lines" "lines" "订单行";
    "list_rows" "lists" "来自名单";
    "logged_at" "logged at" "登记时间";
    "login" "login" "登录名";
    "lost" "lost" "战败";
    "lost_records" "lost" "战败记录";
    "loyal_without_power" "loyal without power" "无购买力忠诚";
    "make" "make" "品牌";
    "maker" "maker" "厂牌";
    "mapping" "mapping" "列对应";
    "mark" "mark" "提示";
    "matched" "matched" "匹配内容";
    "matched_by" "matched by" "匹配方式";
    "means" "means" "推进手段";
    "median_days" "median days" "中位天数";
    "merged" "merged" "合并";
    "minutes_left" "minutes left" "剩余分钟";
    "missing" "missing" "缺少";
    "model" "model" "车型";
    "moved_by" "moved by" "推动记录";
    "moved_from" "moved from" "原到期日";
    "name" "name" "名称";
    "names" "names" "不重名数";
    "need" "need" "需求";
    "needs" "needs" "需求";
    "never_sure" "never sure" "须人工";
    "new" "new" "新值";
    "new_grade" "new grade" "新级别";
    "next_on" "next contact" "下次联系";
    "next_stage" "next stage" "下一阶段";
    "note" "note" "备注";
    "now" "now" "现在";
    "nullable" "may be empty" "可为空";
    "number" "number" "号码";
    "old" "old" "旧值";
    "open" "open" "未完";
    "opened" "opened" "新增";
    "opened_lost" "of these lost" "其中战败";
    "opened_on" "opened" "建档日期";
    "opened_won" "of these won" "其中成交";
    "opens_at" "opens" "开门时间";
    "operation" "operation" "操作";
    "operations" "operations" "最近操作";
    "order" "order" "订单";
    "order_day" "order day" "订单日期依据";
    "order_line" "order line" "订单明细";
    "order_on" "order" "订单日期";
    "ordered" "vehicles ordered" "订单台数";
    "orders" "orders" "订单";
    "origin" "origin" "来源";
    "other" "other account" "另一客户";
    "out_of_control" "out of control" "失控";
    "outcome" "outcome" "结果";
    "owner" "owner" "销售顾问";
    "ownership" "ownership" "保有类型";
    "p90_days" "90 % within" "90分位天数";
    "paid_on" "paid in full" "全款日期";
    "parent" "parent" "上级客户";
    "parent_name" "parent name" "上级名称";
    "passed" "passed" "跳过";
    "payment" "payment" "付款方式";
    "per_month" "a month" "每月台数";
    "phone" "phone" "电话";
    "phones" "phones" "电话";
    "planned" "planned" "计划";
    "planned_on" "planned" "计划日期";
    "plate" "plate" "车牌";
    "playbook" "version" "版本";
    "possible_from" "asked from" "人工线";
    "power" "power" "购买力";
    "present_grade" "present grade" "现级别";
    "preset" "preset" "漏斗";
    "price" "price" "单价";
    "price_gap" "price gap" "价差";
    "problems" "problems" "问题";
    "promised_on" "promised" "承诺交车";
    "proposed" "proposed" "建议级别";
    "province" "province" "省份";
    "purchase" "purchase" "购买记录";
    "purchase_count" "purchases in all" "购买次数";
    "purchase_sum" "sum of purchases" "购买总额";
    "purchases" "purchases" "购买记录";
    "purpose" "purpose" "目的";
    "quadrant" "quadrant" "客户属性";
    "quantity" "quantity" "数量";
    "quoted" "quoted" "报价";
    "raise_needs" "next grade needs" "升级需要";
    "raise_to" "next grade" "可升至";
    "reached_on" "reached" "最近有效接触";
    "reason" "reason" "原因";
    "received_at" "lead came in" "线索时间";
    "record" "record" "记录";
    "record_kind" "records" "记录类型";
    "region" "region" "地区";
    "rejected" "rejected" "拒收";
    "remedy" "what to do" "处理办法";
    "resolved" "resolved" "处理结果";
    "respond_by" "answer by" "应答时限";
    "restored_at" "restored at" "恢复时间";
    "result" "result" "接触结果";
    "review_on" "review" "复核日期";
    "revisit_on" "revisit" "回访日期";
    "roles" "roles" "角色";
    "row" "row" "行";
    "row_key" "row key" "行标识";
    "rows" "rows" "行数";
    "rule" "decided by" "决定规则";
    "rule_kind" "rule" "规则";
    "rules" "rules" "规则";
    "rules_file" "rules file" "规则文件";
    "sales_order" "order" "订单";
    "sample" "sample" "示例";
    "says" "why" "说明";
    "score" "score" "可能性";
    "segment" "segment" "客群";
    "setting" "setting" "设置";
    "sheet" "sheet" "工作表";
    "shop" "shop" "门店";
    "short" "closed short" "不再交付";
    "signed_on" "signed" "签约日期";
    "signs" "signs" "购买信号";
    "since" "since" "起始";
    "size" "size" "规模";
    "skip" "skip" "跳过";
    "skipped" "left out" "略过";
    "skipped_on" "skipped" "跳过日期";
    "skipped_until" "put off to" "推迟至";
    "source" "source" "数据来源";
    "source_group" "group" "来源类别";
    "source_kind" "kind of source" "来源类型";
    "sources" "sources" "数据来源";
    "staff" "staff" "员工";
    "stage" "stage" "阶段";
    "stage_moves" "stage changes" "阶段变动";
    "stage_since" "since" "停留自";
    "stand_in" "stand-in" "代班人";
    "standing" "standing" "在此阶段";
    "state" "state" "状态";
    "step" "step" "步骤";
    "subject" "of" "对象";
    "suggestion" "suggestion" "建议";
    "sum" "sum" "合计";
    "sure_from" "sure from" "认定线";
    "table" "table" "表";
    "tags" "tags" "标签";
    "target" "target" "目标";
    "team" "team" "团队";
    "territory" "territory" "辖区";
    "then" "then" "届时";
    "there" "there" "停留";
    "time" "time" "时间";
    "title" "title" "职务";
    "to_find_out" "to find out" "待了解";
    "to_grade" "to" "新级别";
    "to_stage" "to" "新阶段";
    "took_at" "taken at" "备份时间";
    "touch" "touch" "接触";
    "touch_count" "touches in all" "接触次数";
    "touch_kind" "way" "接触方式";
    "touch_note" "said" "沟通内容";
    "touched_on" "contacted on" "联系日期";
    "touches" "touches" "接触记录";
    "trade_in" "trade-in" "旧车处理";
    "tried_on" "tried" "最近联系";
    "tries" "tries" "尝试次数";
    "type" "type" "类型";
    "unchanged" "unchanged" "未变";
    "undone_by" "undone by" "撤销操作";
    "until" "until" "推迟至";
    "value" "value" "内容";
    "variants" "other spellings" "其他写法";
    "vehicle" "vehicle" "车辆";
    "vehicles" "vehicles" "车辆";
    "verdict" "verdict" "结论";
    "version" "version" "版本";
    "vin" "VIN" "车架号";
    "visit_goal" "visit goal" "拜访目标";
    "visits" "visits" "来访";
    "warnings" "warnings" "警告";
    "website" "web site" "网站";
    "weight" "weight" "分值";
    "why" "why" "原因";
    "win_rate" "win rate %" "成交率%";
    "winnable" "can be won back" "可挽回";
    "without_budget" "no budget" "无预算";
    "won" "won" "成交";
    "work" "suggested work" "跟进措施";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        AccountKind, AppointmentEnd, BuyingRole, CalendarPreset, Choice, DealState, EntryPoint,
        EvidenceSource, Factor, FirstContact, Instalment, NeedAspect, Origin, OutcomeKind,
        Ownership, PhoneKind, SourceGroup, SourceKind, StaffRole, TouchKind, TouchResult, TradeIn,
    };
    use crate::model::{Grade, Operation, each_record};
    use crate::render::Tabular;

    macro_rules! keys {
        ($($(#[$doc:meta])* $name:ident $id:ident {
            $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
        })*) => {
            /// Every key of every record.
            const KEYS: &[&str] = &[$($(stringify!($field),)*)*];
        };
    }
    each_record!(keys);

    #[test]
    fn every_key_of_every_record_has_a_word_in_both_languages() {
        for key in KEYS.iter().chain(Operation::KEYS) {
            assert!(words(key).is_some(), "no words for `{key}`");
        }
        let agenda = [
            "account",
            "name",
            "grade",
            "why",
            "due",
            "days_overdue",
            "phone",
            "contact",
            "owner",
            "last_note",
            "work",
        ];
        for key in agenda {
            assert!(words(key).is_some(), "no words for `{key}`");
        }
    }

    #[test]
    fn labels_are_words_and_in_order() {
        assert!(LABELS.is_sorted());
        for (key, english, chinese) in LABELS {
            assert!(!english.is_empty() && english.is_ascii() && !english.contains('_'), "{key}");
            assert!(!chinese.is_ascii(), "{key}");
        }
        assert_eq!((label(Lang::En, "id"), label(Lang::Zh, "id")), ("id", "编号"));
        assert_eq!(label(Lang::Zh, "no_such_key"), "no_such_key");
    }

    /// A spreadsheet program takes a file that begins with `ID` for one of another format.
    #[test]
    fn no_header_begins_like_another_format() {
        assert!(LABELS.iter().all(|(_, english, _)| !english.starts_with("ID")));
    }

    fn has_terms<T: Choice>(columns: &[&str]) {
        for value in T::ALL {
            for column in columns {
                assert_eq!(choice_label(Lang::Zh, column, value.key()), value.term(), "{column}");
                assert_eq!(choice_label(Lang::En, column, value.key()), value.key());
            }
        }
    }

    #[test]
    fn every_choice_shows_its_term_in_its_columns() {
        has_terms::<AccountKind>(&["kind"]);
        has_terms::<PhoneKind>(&["kind"]);
        has_terms::<TouchKind>(&["kind"]);
        has_terms::<SourceKind>(&["kind"]);
        has_terms::<TouchResult>(&["result"]);
        has_terms::<DealState>(&["state"]);
        has_terms::<Origin>(&["origin"]);
        has_terms::<Factor>(&["confidence", "need", "power", "winnable"]);
        has_terms::<Instalment>(&["instalment"]);
        has_terms::<TradeIn>(&["trade_in"]);
        has_terms::<EntryPoint>(&["entry_point"]);
        has_terms::<FirstContact>(&["first_contact"]);
        has_terms::<NeedAspect>(&["aspect"]);
        has_terms::<AppointmentEnd>(&["ending"]);
        has_terms::<EvidenceSource>(&["evidence_source"]);
        has_terms::<BuyingRole>(&["roles"]);
        has_terms::<StaffRole>(&["roles"]);
        has_terms::<Ownership>(&["ownership"]);
        has_terms::<CalendarPreset>(&["calendar"]);
        has_terms::<SourceGroup>(&["source_group"]);
        has_terms::<OutcomeKind>(&["outcome"]);
    }

    #[test]
    fn what_has_no_term_stays_as_it_is() {
        for grade in Grade::ALL {
            assert_eq!(choice_label(Lang::Zh, "grade", grade.letter()), grade.letter());
        }
        assert_eq!(choice_label(Lang::Zh, "stage", "my-own"), "my-own");
        assert_eq!(choice_label(Lang::Zh, "deadline", "yes"), "是");
        assert_eq!(choice_label(Lang::En, "deadline", "yes"), "yes");
    }
}
