//! `kam config`: every setting, and where it comes from.

use crate::cli::config::alias::typed;
use crate::cli::config::{Known, Origin, Setting};
use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::model::{Staff, Zone};
use crate::playbook::Playbook;
use crate::render::{AsCell as _, Cell, CellType, KEY, Tabular, types};

/// Show every setting, and where it comes from
///
/// Options beat variables of the environment, and these the configuration file: TOML in
/// `~/.config/kam/config.toml`, or where `--config` or `KAM_CONFIG` say. Needs no store; where there
/// is one, says which of the staff acts.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam config
  kam config --example > ~/.config/kam/config.toml
  kam config --path
  kam config -f json --context none
")]
pub(crate) struct ConfigArgs {
    /// Print a file to begin with, every key explained
    #[arg(long, conflicts_with = "path")]
    example: bool,

    /// Print where the file is, or would be
    #[arg(long)]
    path: bool,

    #[command(flatten)]
    show: ShowArgs,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ConfigArgs) -> CliResult {
    if args.example {
        ctx.ui.raw(example(ctx.ui.lang).as_bytes())?;
        return Ok(Exit::Done);
    }
    if args.path {
        let read = ctx.config().file.as_ref().map(|file| file.value.clone());
        let path = read.or_else(|| ctx.usual_config());
        let path = path.ok_or_else(|| CliError::usage(text::no_home).hint(text::hint_no_home))?;
        ctx.ui.line(&path.display().to_string())?;
        return Ok(Exit::Done);
    }
    let context = ctx.context()?;
    // Whatever the rules of the store are: nothing here asks them.
    let session = ctx.open_with(Playbook::shipped()).ok();
    let rows = rows(ctx, session.as_ref(), context);
    ctx.ui.show(&args.show, rows)
}

fn rows(ctx: &Ctx<'_>, session: Option<&Session>, context: Option<(String, String)>) -> Vec<Row> {
    let config = ctx.config();
    let file = config.file.as_ref().map(|file| file.value.display().to_string());
    let mut rows = Vec::new();
    let mut put = |setting: &str, value: Option<String>, origin: Origin| {
        let (origin, why) = match origin {
            Origin::Flag(name) | Origin::Variable(name) => (Some(name.to_owned()), None),
            Origin::File(line) => (file.as_ref().map(|file| format!("{file}:{line}")), None),
            Origin::Default(known) => (None, Some(known)),
        };
        rows.push(Row { setting: setting.to_owned(), value, origin, why });
    };
    match &config.file {
        Some(set) => put("config", file.clone(), set.origin),
        None => put("config", None, Origin::Default(Known::NoFile)),
    }
    match ctx.place_set() {
        Some(Setting { value, origin }) => put("db", Some(crate::store::place_of(&value)), origin),
        None => put("db", None, Origin::Default(Known::NoStore)),
    }
    let Setting { value, origin } = ctx.actor_set();
    put("user", Some(value), origin);
    let (staff, known) = acting(session);
    put("staff", staff, Origin::Default(known));
    let Setting { value, origin } = ctx.lang_set();
    put("lang", Some(value.to_string()), origin);
    let zone = session.map(|session| session.zone.clone());
    let today = ctx.now(zone.as_ref().unwrap_or(&Zone::utc())).today;
    put("today", Some(today.to_string()), ctx.today_origin());
    let known = if zone.is_some() { Known::Store } else { Known::NoStore };
    put("time_zone", zone.map(|zone| zone.name().to_owned()), Origin::Default(known));
    let not_set = Origin::Default(Known::NotSet);
    let origin = ctx.context_set().map_or(not_set, |set| set.origin);
    put("context", context.map(|(name, _)| name), origin);
    for (name, filter) in &config.contexts {
        put(&format!("context.{name}"), Some(filter.value.clone()), filter.origin);
    }
    for (name, words) in config.aliases.all() {
        put(&format!("alias.{name}"), Some(typed(&words.value)), words.origin);
    }
    rows
}

/// Returns who of the staff acts, and how that is known.
fn acting(session: Option<&Session>) -> (Option<String>, Known) {
    let Some(session) = session else { return (None, Known::NoStore) };
    let staff = session.me().map(|me| session.store.db().get::<Staff>(me));
    match staff {
        Some(Ok(staff)) => (Some(format!("{} {}", staff.id, staff.name)), Known::Store),
        _ => (None, Known::NoStaff),
    }
}

/// A setting.
pub(in crate::cli) struct Row {
    setting: String,
    /// Missing where nothing is set or known.
    value: Option<String>,
    /// The option, variable, or file and line that says it; missing where none does.
    origin: Option<String>,
    /// How it is known, or why not, where nobody says it.
    why: Option<Known>,
}

impl Tabular for Row {
    const KEYS: &'static [&'static str] = &["setting", "value", "origin", "why"];
    const TYPES: &'static [CellType] =
        types![String, Option<String>, Option<String>, = KEY.or_none(),];
    const NAMED_BY: Option<&'static str> = Some("setting");

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.setting.as_cell());
        put(self.value.as_cell());
        put(self.origin.as_cell());
        put(self.why.map_or(Cell::Null, |known| Cell::Key(known.key())));
    }
}

/// Returns a file to begin with.
fn example(lang: Lang) -> &'static str {
    match lang {
        Lang::En => EXAMPLE,
        Lang::Zh => EXAMPLE_ZH,
    }
}

const EXAMPLE: &str = r#"# Settings of kam, in ~/.config/kam/config.toml. Options and variables of the environment beat them.

# The store: a file, as seen from this one, or postgres://…
# db = "~/sales/kam.db"

# Who acts: staff by name, alias or login.
# user = "王芳"

# Language of labels and messages: en or zh-CN.
# lang = "en"

# The context that is on unless `--context` says another, or none.
# default_context = "hangzhou"

# Short names of command lines: `kam hot 物流` is `kam list grade:O,H owner:me 物流`.
[alias]
# hot = "list grade:O,H owner:me"
# mine = ["deal", "list", "owner:me"]

# Filters by name, for every command that selects: `kam list --context hangzhou`.
[context]
# hangzhou = "city:杭州 -tag:vip"
"#;

const EXAMPLE_ZH: &str = r#"# kam 的设置，放在 ~/.config/kam/config.toml。命令行选项和环境变量优先于这里的设置。

# 数据库：文件（相对于本文件所在目录），或 postgres://…
# db = "~/sales/kam.db"

# 操作人：员工的姓名、别名或登录名。
# user = "王芳"

# 名称和消息的语言：en 或 zh-CN。
# lang = "zh-CN"

# 默认启用的视图；可用 `--context` 另选，或用 none 停用。
# default_context = "hangzhou"

# 命令的短名：`kam hot 物流` 就是 `kam list grade:O,H owner:me 物流`。
[alias]
# hot = "list grade:O,H owner:me"
# mine = ["deal", "list", "owner:me"]

# 命名的筛选条件，用于所有选择客户的命令：`kam list --context hangzhou`。
[context]
# hangzhou = "city:杭州 -tag:vip"
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::config::Config;

    /// With the comment signs before its settings taken away, the example says all it explains.
    #[test]
    fn the_examples_can_be_used() {
        for lang in [Lang::En, Lang::Zh] {
            let setting = |line: &&str| line.contains(" = ");
            let lines = example(lang).lines().map(|line| match Some(line).filter(setting) {
                Some(line) => line.trim_start_matches("# "),
                None => line,
            });
            let text = lines.collect::<Vec<_>>().join("\n");
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("config.toml");
            std::fs::write(&path, text).unwrap();
            let args = ["kam", "--config", path.to_str().unwrap()].map(Into::into);
            let env = std::collections::HashMap::new();
            let read = Config::read(&args, &env, folder.path(), crate::cli::definition);
            let config = read.unwrap();
            assert_eq!(config.aliases.all().count(), 2);
            assert_eq!(config.contexts.len(), 1);
            let set = [config.db, config.user, config.context];
            assert!(set.iter().all(Option::is_some) && config.lang.is_some());
        }
    }
}
