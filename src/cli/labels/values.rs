//! Chinese words for the values of pick lists, by the column that they stand in.

use super::words;
use crate::model::{
    AccountKind, AppointmentEnd, BuyingRole, CalendarPreset, Choice, DealState, EntryPoint,
    EvidenceSource, Factor, FirstContact, Instalment, NeedAspect, Origin, OutcomeKind, Ownership,
    PhoneKind, SourceGroup, SourceKind, StaffRole, TouchKind, TouchResult, TradeIn,
};

/// Returns the Chinese term; a column such as `kind` holds values of different lists in different
/// records, which have no key in common.
pub(super) fn chinese_value(column: &str, key: &str) -> Option<&'static str> {
    let of_column = match column {
        "kind" | "account_kind" | "phone_kind" | "touch_kind" | "source_kind" | "source" => {
            term::<AccountKind>(key)
                .or_else(|| term::<PhoneKind>(key))
                .or_else(|| term::<TouchKind>(key))
                .or_else(|| term::<SourceKind>(key))
        }
        "result" => term::<TouchResult>(key),
        "state" => term::<DealState>(key).or_else(|| chinese_state(key)),
        "check" => chinese_check(key),
        "origin" => term::<Origin>(key),
        "confidence" | "need" | "power" | "winnable" => term::<Factor>(key),
        "instalment" => term::<Instalment>(key),
        "trade_in" => term::<TradeIn>(key),
        "entry_point" => term::<EntryPoint>(key),
        "first_contact" => term::<FirstContact>(key),
        "aspect" => term::<NeedAspect>(key),
        "ending" => term::<AppointmentEnd>(key),
        "evidence_source" => term::<EvidenceSource>(key),
        "roles" | "role" => term::<BuyingRole>(key).or_else(|| term::<StaffRole>(key)),
        "ownership" => term::<Ownership>(key),
        "calendar" => term::<CalendarPreset>(key),
        "source_group" => term::<SourceGroup>(key),
        "date_order" => chinese_date_order(key),
        "encoding_by" => chinese_ground(key),
        "field" => words(key).map(|(_, chinese)| chinese),
        "outcome" => term::<OutcomeKind>(key).or_else(|| chinese_reversal(key)),
        "record_kind" => kind_of_record(key),
        "rule" => match key {
            "order" => Some("订单"),
            "horizon" => Some("购买时间"),
            "signs" => Some("购买信号"),
            "factors" => Some("购买因素"),
            "reach" => Some("联系方式"),
            _ => None,
        },
        "rule_kind" | "condition" => chinese_list_rule(key),
        "cause" => match key {
            "by-hand" => Some("人工"),
            _ => chinese_value("rule", key),
        },
        "to_find_out" => match key {
            "confidence" => Some("信心"),
            "need" => Some("需求"),
            "power" => Some("购买力"),
            _ => None,
        },
        "change" => match key {
            "added" => Some("新增"),
            "changed" => Some("修改"),
            "removed" => Some("移除"),
            "restored" => Some("恢复"),
            _ => None,
        },
        "matched_by" => match key {
            "phone" => Some("电话"),
            "name" => Some("名称"),
            "contact" => Some("联系人"),
            "other-spelling" => Some("其他写法"),
            _ => None,
        },
        "bottleneck" => match key {
            "lowest-conversion" => Some("转化率最低"),
            "longest-stay" => Some("停留最久"),
            _ => None,
        },
        "why" => chinese_origin(key),
        "lever" => match key {
            "inflow" => Some("新增"),
            "cycle-time" => Some("周期"),
            "win-rate" => Some("成交率"),
            _ => None,
        },
        "mark" => match key {
            "no-account" => Some("无客户"),
            "no-yield" => Some("无产出"),
            "below-target" => Some("低于目标"),
            _ => None,
        },
        "quadrant" => chinese_quadrant(key),
        "verdict" => match key {
            "sure" => Some("确定重复"),
            "possible" => Some("可能重复"),
            _ => None,
        },
        "resolved" => match key {
            "accepted" => Some("已合并"),
            "separated" => Some("已区分"),
            _ => None,
        },
        _ => None,
    };
    of_column.or(match key {
        "yes" => Some("是"),
        "no" => Some("否"),
        _ => None,
    })
}

fn chinese_date_order(key: &str) -> Option<&'static str> {
    Some(match key {
        "ymd" => "年月日",
        "mdy" => "月日年",
        "dmy" => "日月年",
        _ => return None,
    })
}

/// Returns what a rules file does with rows, or the condition by which it leaves them out.
fn chinese_list_rule(key: &str) -> Option<&'static str> {
    Some(match key {
        "area-code" => "区号",
        "constant" => "统一填写",
        "join" => "合成",
        "replace" => "换部分",
        "rewrite" => "换整格",
        "skip" => "略过",
        "equals" => "等于",
        "contains" => "包含",
        "starts_with" => "开头是",
        "empty" => "为空",
        _ => return None,
    })
}

/// Returns where a source stands by how leads come and how long they take, in Chinese.
fn chinese_quadrant(key: &str) -> Option<&'static str> {
    match key {
        "itself-short" => Some("自然而来·短"),
        "itself-long" => Some("自然而来·长"),
        "sought-short" => Some("刻意追求·短"),
        "sought-long" => Some("刻意追求·长"),
        _ => None,
    }
}

/// Returns what became of a record of an operation taken back, in Chinese.
fn chinese_reversal(key: &str) -> Option<&'static str> {
    match key {
        "reversed" => Some("已撤销"),
        "redone" => Some("已恢复"),
        "kept" => Some("已保留"),
        "could-not" => Some("不能撤销"),
        _ => None,
    }
}

/// Returns the Chinese word for what a check of the store came to.
fn chinese_state(key: &str) -> Option<&'static str> {
    match key {
        "ok" => Some("正常"),
        "problem" => Some("有问题"),
        "damaged" => Some("已损坏"),
        "unknown" => Some("未知"),
        _ => None,
    }
}

/// Returns the Chinese word for a kind of record.
/// Returns what comes first in dates, and what then.
/// Returns how the encoding of a list was told.
fn chinese_ground(key: &str) -> Option<&'static str> {
    match key {
        "option" => Some("选项"),
        "mark" => Some("BOM 标记"),
        "validity" => Some("全文有效"),
        "characters" => Some("常用字"),
        "zero-bytes" => Some("零字节"),
        _ => None,
    }
}

fn kind_of_record(key: &str) -> Option<&'static str> {
    Some(match key {
        "operation" => "操作",
        "playbook" => "规则",
        "shop" => "门店",
        "staff" => "员工",
        "day_off" => "休息日",
        "source" => "来源",
        "batch" => "批次",
        "account" => "客户",
        "contact" => "联系人",
        "phone" => "电话",
        "deal" => "商机",
        "touch" => "接触",
        "appointment" => "预约",
        "skip" => "跳过",
        "stage_move" => "阶段变动",
        "grade_move" => "级别变动",
        "sales_order" => "订单",
        "order_line" => "订单行",
        "delivery" => "交付",
        "lost_record" => "战败记录",
        "vehicle" => "车辆",
        "purchase" => "购买记录",
        "variant" => "其他写法",
        "separation" => "区分",
        "merger" => "合并",
        "batch_row" => "名单行",
        _ => return None,
    })
}

/// Returns the Chinese word for a check of the store.
fn chinese_check(key: &str) -> Option<&'static str> {
    match key {
        "store-mode" => Some("数据库权限"),
        "backups-mode" => Some("备份权限"),
        "file-system" => Some("文件系统"),
        "free-space" => Some("可用空间"),
        "version" => Some("版本"),
        "journal" => Some("日志方式"),
        "wal-size" => Some("预写日志"),
        "schema" => Some("结构版本"),
        "time-zone" => Some("时区"),
        "clock" => Some("时钟"),
        "integrity" => Some("完整性"),
        "foreign-keys" => Some("引用关系"),
        "ledger" => Some("批次台账"),
        "records" => Some("记录数"),
        "follow-up" => Some("跟进索引"),
        "match-keys" => Some("匹配键"),
        "backup" => Some("最近备份"),
        _ => None,
    }
}

/// Returns how a setting that nobody said is known, in Chinese.
fn chinese_origin(key: &str) -> Option<&'static str> {
    match key {
        "usual-place" => Some("默认位置"),
        "no-file" => Some("没有配置文件"),
        "in-this-folder" => Some("当前文件夹"),
        "data-folder" => Some("用户数据文件夹"),
        "login" => Some("登录名"),
        "locale" => Some("系统区域"),
        "no-locale" => Some("未设区域"),
        "clock" => Some("系统时钟"),
        "store" => Some("数据库"),
        "no-store" => Some("没有数据库"),
        "no-staff" => Some("不是员工"),
        "not-set" => Some("未设置"),
        _ => None,
    }
}

fn term<T: Choice>(key: &str) -> Option<&'static str> {
    T::ALL.iter().find(|value| value.key() == key).map(|value| value.term())
}
