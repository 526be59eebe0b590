//! `kam demo`: the main job on lists of our own making, in a store that is thrown away.

use std::io::Write;
use std::path::Path;

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::text::{self, Lang};
use crate::cli::world::World;
use crate::render::{width as columns, wrapped};

/// Show what kam does, on lists of invented firms, in a store that is thrown away
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam demo
  kam demo --lang zh-CN
  kam demo --keep try
")]
pub(crate) struct DemoArgs {
    /// Keep the lists and the store in this new folder, to go on from there
    #[arg(long, value_name = "FOLDER")]
    keep: Option<std::path::PathBuf>,
}

/// The Monday on which the demo takes place.
const DAY: &str = "2026-03-02";

/// The lists, as they come.
const LISTS: &[(&str, &[u8])] = &[
    ("yellow_pages.csv", include_bytes!("../../../fixtures/demo/yellow_pages.csv")),
    ("association_members.csv", include_bytes!("../../../fixtures/demo/association_members.csv")),
    ("parts_invoices.csv", include_bytes!("../../../fixtures/demo/parts_invoices.csv")),
    ("staff.csv", include_bytes!("../../../fixtures/demo/staff.csv")),
];

/// One command with what is said before it.
struct Scene {
    title: fn(Lang) -> String,
    commands: &'static [&'static [&'static str]],
}

const SCENES: &[Scene] = &[
    Scene {
        title: text::demo_start,
        commands: &[
            &["init", "--time-zone", "Asia/Shanghai"],
            &["shop", "add", "城南店", "--city", "杭州"],
            &["staff", "import", "staff.csv"],
        ],
    },
    Scene {
        title: text::demo_lists,
        commands: &[
            &["import", "yellow_pages.csv", "--source", "yellow-pages"],
            &[
                "import",
                "association_members.csv",
                "--source",
                "association",
                "--asked",
                "商会秘书处",
            ],
            &["import", "parts_invoices.csv", "--source", "parts-invoices", "--asked", "配件经理"],
            &["batch", "list"],
        ],
    },
    Scene {
        title: text::demo_review,
        commands: &[&["review"], &["review", "accept", "B2:15"], &["review", "separate", "B2:12"]],
    },
    Scene {
        title: text::demo_assign,
        commands: &[
            &["list", "model:拓川"],
            &["assign", "--to", "李娜", "--where", "model:拓川 owner:"],
            &["assign", "--to", "王芳", "--where", "purchases>=3 owner:"],
        ],
    },
    Scene {
        title: text::demo_deal,
        commands: &[
            &[
                "deal",
                "edit",
                "多达",
                "--version",
                "2.0L",
                "--colour",
                "白",
                "--payment",
                "cash",
                "--confidence",
                "yes",
                "--need",
                "yes",
                "--power",
                "yes",
            ],
            &["log", "多达", "call", "--note", "要五台，路况差，周四面谈", "--next", "2026-03-05"],
        ],
    },
    Scene {
        title: text::demo_grade,
        commands: &[&["grade", "--all"], &["grade", "多达", "--explain"]],
    },
    Scene {
        title: text::demo_agenda,
        commands: &[
            &["--as", "李娜", "agenda", "--day", "2026-03-06"],
            &["--as", "王芳", "agenda", "--day", "2026-03-03"],
        ],
    },
    Scene {
        title: text::demo_stage,
        commands: &[
            &[
                "stage",
                "多达",
                "contacted",
                "--finished",
                "首次电话",
                "--evidence",
                "张志强接了电话，同意见面",
                "--source",
                "customer",
                "--doing",
                "约见面时间",
                "--planned",
                "带画册上门",
            ],
            &["show", "多达"],
        ],
    },
    Scene {
        title: text::demo_funnel,
        commands: &[&["report", "funnel", "--preset", "key-account"]],
    },
];

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &DemoArgs) -> CliResult {
    let temporary = tempfile::tempdir()?;
    let folder = match &args.keep {
        Some(folder) => new_folder(&ctx.path(folder))?,
        None => temporary.path().to_owned(),
    };
    for (name, content) in LISTS {
        std::fs::write(folder.join(name), content)?;
    }
    let lang = ctx.ui.lang;
    for scene in SCENES {
        ctx.ui.line("")?;
        ctx.ui.heading(&(scene.title)(lang))?;
        for command in scene.commands {
            ctx.ui.line("")?;
            for line in typed(command, ctx.ui.width()) {
                ctx.ui.prompt(&line)?;
            }
            let (code, output) = play(ctx, &folder, command);
            for line in set(&output, &folder, ctx.ui.width()) {
                ctx.ui.raw(line.as_bytes())?;
                ctx.ui.raw(b"\n")?;
            }
            if code > 1 {
                let command = command.join(" ");
                return Err(CliError::new(crate::cli::error::Kind::Bug, move |lang| {
                    text::demo_failed(lang, &command, code)
                }));
            }
        }
    }
    ctx.ui.line("")?;
    let end = match &args.keep {
        Some(folder) => text::demo_kept(lang, folder.display()),
        None => text::demo_end(lang),
    };
    for line in wrapped(&end, ctx.ui.width().unwrap_or(usize::MAX), 0) {
        ctx.ui.line(&line)?;
    }
    Ok(Exit::Done)
}

fn new_folder(folder: &Path) -> Result<std::path::PathBuf, CliError> {
    if folder.exists() {
        let folder = folder.display().to_string();
        return Err(CliError::refused(move |lang| text::demo_folder_there(lang, &folder)));
    }
    std::fs::create_dir_all(folder)?;
    Ok(folder.to_owned())
}

/// Runs one command in this process and returns its exit code and all that it printed.
fn play(ctx: &Ctx<'_>, folder: &Path, command: &[&str]) -> (u8, Vec<u8>) {
    let mut args = vec!["kam".into()];
    args.extend(command.iter().map(std::ffi::OsString::from));
    let output = std::cell::RefCell::new(Vec::new());
    let (mut out, mut err) = (Shared(&output), Shared(&output));
    let lang = ctx.ui.lang.to_string();
    let mut env =
        vec![("KAM_DB", "kam.db"), ("KAM_TODAY", DAY), ("KAM_LANG", &lang), ("KAM_USER", "demo")];
    if !ctx.ui.colour() {
        env.push(("NO_COLOR", "1"));
    }
    let world = World {
        file_system: ctx.file_system,
        args,
        env: env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        folder: folder.to_owned(),
        stdin: &mut std::io::empty(),
        stdout: &mut out,
        stderr: &mut err,
        stdin_is_terminal: false,
        stdout_is_terminal: ctx.ui.width().is_some(),
        stderr_is_terminal: false,
        width: ctx.ui.width(),
    };
    let code = crate::cli::run(world);
    (code, output.into_inner())
}

/// One place for both streams, in the order in which they are written.
struct Shared<'a>(&'a std::cell::RefCell<Vec<u8>>);

impl Write for Shared<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Returns what a command printed as lines that fit a terminal, without the folder it worked in.
fn set(output: &[u8], folder: &Path, width: Option<usize>) -> Vec<String> {
    let folder = format!("{}/", folder.display());
    let output = String::from_utf8_lossy(output).replace(&folder, "");
    let lines = output.lines();
    // A line of a table fits as it is, and may be emphasised.
    let emphasised = |line: &str| line.contains('\u{1b}');
    let limit = |line: &str| width.filter(|_| !emphasised(line)).unwrap_or(usize::MAX);
    lines.flat_map(|line| wrapped(line, limit(line), 2)).collect()
}

/// Returns a command as it is typed, over several lines where one does not hold it.
fn typed(command: &[&str], width: Option<usize>) -> Vec<String> {
    let limit = width.unwrap_or(usize::MAX);
    let mut lines = Vec::new();
    let mut line = "$ kam".to_owned();
    for (place, word) in command.iter().enumerate() {
        let word = quoted(word);
        // An option stays with its value.
        let value = command.get(place + 1).filter(|next| !next.starts_with('-'));
        let value =
            value.filter(|_| word.starts_with('-')).map_or(0, |next| 1 + columns(&quoted(next)));
        if columns(&line) + 1 + columns(&word) + value + " \\".len() > limit {
            lines.push(format!("{line} \\"));
            "   ".clone_into(&mut line);
        }
        line.push(' ');
        line.push_str(&word);
    }
    lines.push(line);
    lines
}

/// Returns a word as a shell takes it.
fn quoted(word: &str) -> String {
    if word.contains([' ', '>', '<', '，', '；']) { format!("'{word}'") } else { word.to_owned() }
}
