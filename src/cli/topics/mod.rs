//! What `kam help TOPIC` prints: pages in both languages whose examples the tests read with the
//! parsers that commands use.

mod pages;
#[cfg(test)]
mod tests;

use super::error::Kind;
use super::text::Lang;
use crate::model::Field;
use crate::render::{Format, width};

pub(crate) use pages::ALL;

/// A text in both languages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Both {
    /// In English.
    pub(crate) en: &'static str,
    /// In Chinese.
    pub(crate) zh: &'static str,
}

impl Both {
    const fn new(en: &'static str, zh: &'static str) -> Self {
        Self { en, zh }
    }

    fn of(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }
}

/// A page of help.
#[derive(Debug)]
pub(crate) struct Topic {
    /// What it is asked for by.
    pub(crate) name: &'static str,
    /// The same in Chinese.
    term: &'static str,
    title: Both,
    parts: &'static [Part],
}

/// A part of a page.
#[derive(Debug)]
enum Part {
    /// A paragraph.
    Text(Both),
    /// What can be typed, and what it means.
    Table(&'static [(&'static str, Both)]),
    /// The fields that filters name.
    Fields,
    /// The forms that rows are printed in.
    Formats,
    /// The exit codes.
    ExitCodes,
}

/// Returns the topic whose name, in either language, `word` is; `None` where there is none.
pub(crate) fn named(word: &str) -> Option<&'static Topic> {
    ALL.iter().find(|topic| topic.name.eq_ignore_ascii_case(word) || topic.term == word)
}

impl Topic {
    /// Returns the first line of the page.
    pub(crate) fn title(&self, lang: Lang) -> &'static str {
        self.title.of(lang)
    }

    /// Returns the page as it is printed.
    pub(crate) fn printed(&self, lang: Lang) -> String {
        let mut page = format!("{}\n", self.title(lang));
        for part in self.parts {
            page.push('\n');
            match part {
                Part::Text(text) => {
                    page.push_str(text.of(lang));
                    page.push('\n');
                }
                Part::Table(rows) => table(
                    &mut page,
                    rows.iter().map(|(code, means)| ((*code).to_owned(), means.of(lang))),
                ),
                Part::Fields => fields(&mut page),
                Part::Formats => table(
                    &mut page,
                    FORMATS.iter().map(|(form, means)| (form.to_string(), means.of(lang))),
                ),
                Part::ExitCodes => table(
                    &mut page,
                    EXIT_CODES.iter().map(|(code, means)| (code.to_string(), means.of(lang))),
                ),
            }
        }
        page
    }
}

fn table(page: &mut String, rows: impl Iterator<Item = (String, &'static str)>) {
    let rows: Vec<_> = rows.collect();
    let wide = rows.iter().map(|(code, _)| width(code)).max().unwrap_or_default();
    for (code, means) in rows {
        let blanks = " ".repeat(wide - width(&code) + 2);
        for part in ["  ", &code, &blanks, means, "\n"] {
            page.push_str(part);
        }
    }
}

/// Adds every field by both of its names, three in a line.
fn fields(page: &mut String) {
    for line in Field::ALL.chunks(3) {
        let mut text = String::from(" ");
        for field in line {
            let names = format!("{} {}", field.key(), field.term());
            let blanks = " ".repeat(26_usize.saturating_sub(width(&names)));
            for part in [" ", &names, &blanks] {
                text.push_str(part);
            }
        }
        page.push_str(text.trim_end());
        page.push('\n');
    }
}

/// Every form of rows, with what it is for.
const FORMATS: &[(Format, Both)] = &[
    (Format::Table, Both::new("for people; whole in a pipe", "供人阅读；管道中不截断")),
    (Format::Csv, Both::new("comma-separated, keys as header", "逗号分隔，表头为英文键名")),
    (Format::Tsv, Both::new("the same with tabs", "同上，以制表符分隔")),
    (
        Format::Json,
        Both::new("an array of objects, an object for one thing", "对象数组；单个事物为一个对象"),
    ),
    (Format::Ndjson, Both::new("one object a line", "每行一个对象")),
    (Format::Markdown, Both::new("a Markdown table", "Markdown 表格")),
    (
        Format::Ids,
        Both::new(
            "only the id of each row, for the next command",
            "只有每行的编号，供下一条命令使用",
        ),
    ),
];

/// Every exit code, with what it says.
pub(super) const EXIT_CODES: &[(u8, Both)] = &[
    (0, Both::new("done", "已完成")),
    (
        1,
        Both::new(
            "done, and problems were found, such as rejected rows",
            "已完成，但发现问题，例如有被拒收的行",
        ),
    ),
    (Kind::Usage as u8, Both::new("the command line does not make sense", "命令行有误")),
    (
        Kind::Refused as u8,
        Both::new(
            "refused: input unusable, unknown id, no store, a rule says no",
            "被拒绝：输入不可用、编号不存在、没有数据库、规则不允许",
        ),
    ),
    (
        Kind::Locked as u8,
        Both::new("the store is locked by another process", "数据库被其他进程锁定"),
    ),
    (
        Kind::Store as u8,
        Both::new("the store is damaged, or newer than this kam", "数据库已损坏，或比本程序新"),
    ),
    (Kind::System as u8, Both::new("disk, permission, network", "磁盘、权限或网络问题")),
    (Kind::Denied as u8, Both::new("not allowed for this user", "该用户无权执行")),
    (Kind::Bug as u8, Both::new("a bug in kam", "程序缺陷")),
];
