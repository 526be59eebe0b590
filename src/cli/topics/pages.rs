//! The pages themselves.

use super::Part::{ExitCodes, Fields, Formats, Table, Text};
use super::{Both, Topic};

/// Every page, by name.
pub(crate) const ALL: &[Topic] = &[CONTEXTS, DATES, EXIT_CODES, FILTERS, FORMATS, PLAYBOOK];

const CONTEXTS: Topic = Topic {
    name: "contexts",
    term: "视图",
    title: Both::new(
        "Contexts: filters by name, one of which may be on for every command",
        "视图：命名的筛选条件，可对所有命令启用其中一个",
    ),
    parts: &[
        Text(Both::new(
            "They stand in the configuration file, under `[context]`: `hangzhou = \"city:杭州 -tag:vip\"`.\n`default_context = \"hangzhou\"` at its top has one on without asking.",
            "写在配置文件的 `[context]` 下：`hangzhou = \"city:杭州 -tag:vip\"`。\n在文件开头写 `default_context = \"hangzhou\"` 则默认启用。",
        )),
        Table(&[
            (
                "kam list --context hangzhou",
                Both::new(
                    "with one on; KAM_CONTEXT does so for a shell",
                    "启用一个视图；KAM_CONTEXT 对整个终端有效",
                ),
            ),
            ("kam agenda --context none", Both::new("without any", "不使用视图")),
            (
                "kam config",
                Both::new("says which is on, and lists all", "查看启用的视图和全部视图"),
            ),
            ("kam config --example", Both::new("prints a file to begin with", "输出一份配置示例")),
        ]),
        Text(Both::new(
            "What a command selects has to be in the context too, and a line on standard error says that it\nis on: lists of accounts, deals, contacts, orders and appointments, the agenda, `export` of a kind,\n`assign --where`, `grade --flagged` and `--explain` without a deal, `report funnel`.",
            "命令所选的内容还须符合视图，并在标准错误中提示：客户、商机、联系人、订单和预约的列表、日程、\n按类型的 `export`、`assign --where`、不指定商机的 `grade --flagged` 和 `--explain`、`report funnel`。",
        )),
        Text(Both::new(
            "What is named by id or name is not asked, nor are `export all`, `grade --all` and\n`report sources`, which are about everything.",
            "按编号或名称指定的内容不受影响；`export all`、`grade --all` 和 `report sources` 针对全部数据，也不受影响。",
        )),
    ],
};

const DATES: Topic = Topic {
    name: "dates",
    term: "日期",
    title: Both::new("Days as commands and filters read them", "命令和筛选条件认得的日期"),
    parts: &[
        Table(&[
            ("2026-03-05", Both::new("a day of the calendar", "某一天")),
            ("today", Both::new("today; also 今天", "今天；也可写 今天")),
            (
                "yesterday",
                Both::new("also 昨天; 前天 is the day before", "也可写 昨天；前天 为再前一天"),
            ),
            (
                "tomorrow",
                Both::new("also 明天; 后天 is the day after", "也可写 明天；后天 为再后一天"),
            ),
            ("+3d", Both::new("three days from today; also +3天", "三天后；也可写 +3天")),
            ("-2w", Both::new("two weeks ago; also -2周", "两周前；也可写 -2周")),
            (
                "+1m",
                Both::new(
                    "a month from today, clamped to its end; also +1个月",
                    "一个月后，不超过月底；也可写 +1个月",
                ),
            ),
            ("-1y", Both::new("a year ago; also -1年", "一年前；也可写 -1年")),
            (
                "eom",
                Both::new("the last day of this month; also 月底", "本月最后一天；也可写 月底"),
            ),
            (
                "monday",
                Both::new(
                    "the next Monday after today; also 周一",
                    "今天之后的第一个周一；也可写 周一",
                ),
            ),
            (
                "本周三",
                Both::new("Wednesday of this week, from Monday", "本周的周三（周一为一周之始）"),
            ),
            (
                "下周三",
                Both::new(
                    "Wednesday of the next week; also 下礼拜三",
                    "下周的周三；也可写 下礼拜三",
                ),
            ),
            ("上周三", Both::new("Wednesday of the last week", "上周的周三")),
            (
                "next friday",
                Both::new("Friday of the next week; also 下周五", "下周的周五；也可写 下周五"),
            ),
            (
                "5 march",
                Both::new(
                    "the one of this year, unless another is nearer; also 3月5日",
                    "今年的这一天，另一年更近时需写年份；也可写 3月5日",
                ),
            ),
            (
                "下个月初",
                Both::new(
                    "the first of the next month; 中 is the fifteenth, 底 the last",
                    "下个月一日；中 为十五日，底 为最后一天",
                ),
            ),
        ]),
        Text(Both::new(
            "In plain words of `kam log` and `kam book`, 下周 and `next month` are taken by their first day,\n周五前 and `by friday` are deadlines, and 下午 is kept beside its day. `3/9` is 9 March in\nChinese, and has to be written in full in English.\n\nToday is the business day in the time zone of the store. `--today DAY` and KAM_TODAY set\nanother one, so that what a command prints can be had again.",
            "在 `kam log` 与 `kam book` 的词中，下周、`next month` 按其第一天计，周五前、`by friday` 为期限，\n下午 与日期一并保留。`3/9` 在中文界面为3月9日，在英文界面需写完整日期。\n\n今天指数据库时区的营业日。可用 `--today 日期` 或 KAM_TODAY 另设，使输出可以重现。",
        )),
    ],
};

const EXIT_CODES: Topic = Topic {
    name: "exit-codes",
    term: "退出码",
    title: Both::new("What the exit code of a command says", "命令退出码的含义"),
    parts: &[
        ExitCodes,
        Text(Both::new(
            "A closed pipe is no failure: it ends with 0, and what was to be written is written.\n`kam import --fail-on held|rejected|none` says which rows end with 1.",
            "管道提前关闭不算失败：以 0 退出，该写入的都已写入。\n`kam import --fail-on held|rejected|none` 决定哪些行以 1 退出。",
        )),
    ],
};

const FILTERS: Topic = Topic {
    name: "filters",
    term: "筛选",
    title: Both::new(
        "Which accounts a command works on, the same in every command that selects",
        "选择客户的写法，所有选择客户的命令都一样",
    ),
    parts: &[
        Table(&[
            (
                "grade:H,A",
                Both::new(
                    "the field is, or as text contains, one of these",
                    "字段为其中之一；文本字段为包含其中之一",
                ),
            ),
            ("name=多达公司", Both::new("the field is exactly this", "字段恰为此值")),
            ("owner:", Both::new("the field is empty", "字段为空")),
            (
                "stage:谈判",
                Both::new(
                    "a stage, by key or label; in quotes, one that the playbook has no more",
                    "阶段，用键或名称；规则手册中已没有的请加引号",
                ),
            ),
            ("owner:me", Both::new("mine, whoever I am", "本人的客户")),
            (
                "due<=today",
                Both::new("days, by any word of `kam help dates`", "日期，写法见 `kam help dates`"),
            ),
            ("quantity>5", Both::new("numbers", "数字")),
            ("last_touch<-30d", Both::new("no contact for more than 30 days", "超过 30 天未联系")),
            (
                "-tag:vip",
                Both::new("not; `not tag:vip` and 非 too", "否定；也可写 `not tag:vip` 或 非"),
            ),
            (
                "city:杭州 grade:H",
                Both::new("both; `and` and 且 too", "两者都满足；也可写 `and` 或 且"),
            ),
            ("city:杭州 or city:上海", Both::new("one of them; 或 too", "满足其一；也可写 或")),
            ("(grade:H or grade:A) owner:", Both::new("brackets", "括号")),
            (
                "多达",
                Both::new(
                    "a name, a contact's name or a phone contains it",
                    "名称、联系人姓名或电话包含它",
                ),
            ),
            ("A12", Both::new("the account of that id", "该编号的客户")),
            ("note:\"周三 休息\"", Both::new("a value with blanks in it", "含空格的值")),
            ("城市:杭州 级别:H", Both::new("fields by their Chinese names", "字段的中文名")),
        ]),
        Text(Both::new("Fields:", "字段：")),
        Fields,
        Text(Both::new(
            "Quote what the shell would take for itself: < > ( ) and blanks. An unknown field is an error\nthat shows where it stands, never a text.",
            "shell 会自行解释的 < > ( ) 和空格请加引号。未知字段会报错并指出位置，不会当作文字。",
        )),
    ],
};

const FORMATS: Topic = Topic {
    name: "formats",
    term: "格式",
    title: Both::new("Forms that rows are printed in: -f FORM", "输出格式：-f 格式"),
    parts: &[
        Formats,
        Text(Both::new(
            "`-o FILE` writes a file wholly or not at all; its ending chooses the form. `-o FILE.xlsx`\nwrites a workbook for people: numbers, amounts and days as such, all else as text. `--columns a,b`\nchooses columns by key, `--no-header` leaves their names out. `--for spreadsheet` writes CSV for people:\ntranslated headers, a byte order mark, nothing that would run as a formula.",
            "`-o 文件` 要么完整写入，要么不写；扩展名决定格式。`-o 文件.xlsx` 写供人使用的工作簿：\n数字、金额和日期保持原类型，其余为文本。`--columns a,b` 按键名选列，`--no-header` 不写列名。\n`--for spreadsheet` 写供人使用的 CSV：列名为所选语言，带字节序标记，不会被当作公式执行。",
        )),
        Text(Both::new(
            "Keys of CSV and JSON are English and depend on neither language, terminal nor day. Keys may be\nadded; none is renamed. Results go to standard output, everything else to standard error.",
            "CSV 和 JSON 的键名为英文，不随语言、终端或日期变化。键名只增加，不改名。\n结果写到标准输出，其余写到标准错误。",
        )),
    ],
};

const PLAYBOOK: Topic = Topic {
    name: "playbook",
    term: "规则",
    title: Both::new(
        "The team's rules: every number of the trade is data",
        "团队规则：业务数字都是数据",
    ),
    parts: &[
        Text(Both::new(
            "Grades and their horizons, cadences, funnels with their stages, lists and labels are a TOML text.\nA store begins with the rules that kam is shipped with; what a text leaves out is as shipped.",
            "级别与期限、跟进周期、漏斗与阶段、各类清单与名称都写在一份 TOML 中。\n新建的数据库使用程序自带的规则；文件未写的部分也按自带规则执行。",
        )),
        Table(&[
            ("kam playbook show", Both::new("print the rules in force", "输出现行规则")),
            (
                "kam playbook show --shipped",
                Both::new("print those that kam is shipped with", "输出自带的规则"),
            ),
            (
                "kam playbook check team.toml",
                Both::new("name every problem of a file", "指出文件的所有问题"),
            ),
            (
                "kam playbook diff team.toml",
                Both::new("say what a file would change", "说明文件会改动什么"),
            ),
            (
                "kam playbook set team.toml",
                Both::new("put it in force, as a new version", "作为新版本启用"),
            ),
            ("kam playbook list", Both::new("list the versions", "列出各版本")),
            ("kam playbook show --version PB1", Both::new("print a version", "输出某个版本")),
        ]),
        Text(Both::new(
            "Versions are kept. To go back: `kam playbook show --version PB1 | kam playbook set -`.",
            "各版本都保留。要恢复旧版：`kam playbook show --version PB1 | kam playbook set -`。",
        )),
    ],
};
