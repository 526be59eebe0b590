//! What a command works with: streams, settings, and the store once it is opened.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::Global;
use super::candidates::Workplaces;
use super::config::{self, Config, Known, NONE, Origin, Setting};
use super::error::{CliError, Kind};
use super::text;
use super::ui::Ui;
use super::words::When;
use crate::clock::{self, Clock, Moment};
use crate::model::{StaffId, Zone};
use crate::playbook::{Playbook, SHIPPED};
use crate::store::{
    BackupNames, Caller, FileSystem, Files, Opening, Setup, Store, StoreError, Written,
};

/// Surroundings of one command.
pub(crate) struct Ctx<'w> {
    /// Where it talks to.
    pub(crate) ui: Ui<'w>,
    /// Standard input.
    pub(crate) stdin: &'w mut dyn std::io::Read,
    pub(super) stdin_is_terminal: bool,
    /// The folder that relative paths start from.
    pub(crate) folder: PathBuf,
    /// Tells which file system a path is on.
    pub(crate) file_system: fn(&Path) -> FileSystem,
    pub(super) env: HashMap<String, String>,
    pub(super) global: Global,
    pub(super) config: Config,
    pub(super) clock: Clock,
    pub(super) command_line: String,
}

/// An open store with everything that decisions need.
pub(crate) struct Session {
    /// The store.
    pub(crate) store: Store,
    /// The rules in force.
    pub(crate) playbook: Playbook,
    /// Now.
    pub(crate) moment: Moment,
    /// The store's time zone.
    pub(crate) zone: Zone,
    /// Who runs the command, for the log.
    pub(crate) caller: Caller,
    /// The language that is spoken.
    pub(crate) lang: text::Lang,
}

impl Session {
    /// Returns the staff that the actor is; `None` where they are none.
    pub(crate) fn me(&self) -> Option<StaffId> {
        self.caller.staff
    }

    /// Returns when words are said, and how days are written: in Chinese the month stands first.
    pub(crate) fn when(&self) -> When {
        When::at(self.moment, &self.zone, self.lang == text::Lang::Zh)
    }

    /// Returns where and when people of ours work.
    pub(crate) fn workplaces(&self) -> Result<Workplaces<'_>, StoreError> {
        Workplaces::new(self.store.db(), &self.playbook, &self.zone)
    }
}

impl Ctx<'_> {
    /// Returns a variable of the environment that is set and not empty.
    pub(crate) fn env(&self, name: &str) -> Option<&str> {
        self.env.get(name).map(String::as_str)
    }

    /// Returns whether a person reads what is printed and types answers.
    pub(crate) fn is_interactive(&self) -> bool {
        self.stdin_is_terminal && self.ui.out_is_terminal()
    }

    /// Returns whether messages may show phones and e-mail addresses whole.
    pub(crate) fn shows_values(&self) -> bool {
        self.global.show_values || self.ui.err_is_terminal()
    }

    /// Returns `path` as seen from the folder the command was run in.
    pub(crate) fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// Returns the path or URL of the store: `--db`, `KAM_DB`, the configuration, `kam.db` here, the
    /// user's data folder.
    pub(crate) fn place(&self) -> Result<String, CliError> {
        let place = self.place_set().map(|set| set.value);
        place.ok_or_else(|| CliError::usage(text::no_place).hint(text::hint_db))
    }

    /// Returns the same with where it is said; `None` where nobody says it.
    pub(crate) fn place_set(&self) -> Option<Setting<String>> {
        let said = self.global.db.as_deref();
        place_in(&self.folder, &self.env, said, self.config.db.as_ref())
    }

    /// Returns the configuration that was read.
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// Returns where the configuration file usually stands; `None` where no home is known.
    pub(crate) fn usual_config(&self) -> Option<PathBuf> {
        config::usual_place(&self.env)
    }

    /// Returns the language, with where it is said.
    pub(crate) fn lang_set(&self) -> Setting<text::Lang> {
        match self.global.lang {
            Some(lang) => Setting::new(lang, Origin::Flag("--lang")),
            None => super::language(&self.env, self.config.lang.as_ref()),
        }
    }

    /// Returns where today is said.
    pub(crate) fn today_origin(&self) -> Origin {
        match (&self.global.today, self.env("KAM_TODAY")) {
            (Some(_), _) => Origin::Flag("--today"),
            (None, Some(_)) => Origin::Variable("KAM_TODAY"),
            (None, None) => Origin::Default(Known::Clock),
        }
    }

    /// Returns now, in a time zone.
    pub(crate) fn now(&self, zone: &Zone) -> Moment {
        self.clock.now(zone)
    }

    /// Returns the context that is asked for, with where: `--context`, `KAM_CONTEXT`, the
    /// configuration; an empty name or [`NONE`] for none, `None` where nobody says.
    pub(crate) fn context_set(&self) -> Option<Setting<String>> {
        let flag = self.global.context.as_deref();
        let flag = flag.map(|name| Setting::new(name.trim().to_owned(), Origin::Flag("--context")));
        let variable = || {
            let name = self.env("KAM_CONTEXT")?.trim().to_owned();
            Some(Setting::new(name, Origin::Variable("KAM_CONTEXT")))
        };
        flag.or_else(variable).or_else(|| self.config.context.clone())
    }

    /// Returns the context that is on, by name, and its filter; `None` where none is.
    ///
    /// # Errors
    /// The configuration has no context of that name.
    pub(crate) fn context(&self) -> Result<Option<(String, String)>, CliError> {
        let on = |set: &Setting<String>| !set.value.is_empty() && set.value != NONE;
        let Some(set) = self.context_set().filter(on) else { return Ok(None) };
        let filter = self.config.context(&set.value)?.to_owned();
        Ok(Some((set.value, filter)))
    }

    /// Opens the store and reads its time zone, playbook and the actor.
    pub(crate) fn open(&mut self) -> Result<Session, CliError> {
        let store = self.open_store()?;
        self.session(store)
    }

    /// Opens the store with rules of the caller's own choice: those in force are not read, so that
    /// ones that this kam does not understand can be replaced.
    pub(crate) fn open_with(&mut self, playbook: Playbook) -> Result<Session, CliError> {
        let store = self.open_store()?;
        self.session_with(store, playbook)
    }

    fn open_store(&mut self) -> Result<Store, CliError> {
        let place = self.place()?;
        let store = Store::open(&place, &self.opening()).map_err(|error| match error {
            StoreError::Missing { .. } => missing(&place),
            other => other.into(),
        })?;
        self.say_migrated(&store)?;
        Ok(store)
    }

    /// Returns how stores are opened.
    fn opening(&self) -> Opening {
        Opening { at: self.now(&Zone::utc()).at, files: self.files() }
    }

    /// Returns on which file systems stores are opened.
    pub(crate) fn files(&self) -> Files {
        Files { file_system: self.file_system, allow_network: self.global.allow_network_fs }
    }

    /// Says what was done to the schema of a store that an older kam made.
    fn say_migrated(&mut self, store: &Store) -> Result<(), CliError> {
        let Some(migrated) = store.migrated() else { return Ok(()) };
        let (lang, from, to) = (self.ui.lang, migrated.from, migrated.to);
        self.ui.status(&match &migrated.backup {
            Some(file) => text::migrated_with_backup(lang, from, to, file.display()),
            None => text::migrated(lang, from, to),
        })
    }

    /// Makes the store where there is none; says whether it is new.
    pub(crate) fn create(&mut self, setup: &Setup) -> Result<(Session, bool), CliError> {
        let place = self.place()?;
        if !crate::store::is_url(&place)
            && let Some(folder) = Path::new(&place).parent()
        {
            std::fs::create_dir_all(folder)
                .map_err(|source| StoreError::File { path: folder.to_owned(), source })?;
        }
        let zone = time_zone(&setup.time_zone)?;
        let caller = self.caller(self.clock.now(&zone), None);
        let (store, new) = Store::create_with(&place, setup, &caller, &self.opening())?;
        self.say_migrated(&store)?;
        Ok((self.session(store)?, new))
    }

    /// Says which operation was logged, or that nothing was written.
    pub(crate) fn report<T>(&mut self, written: &Written<T>) -> Result<(), CliError> {
        let lang = self.ui.lang;
        match written.operation {
            Some(operation) => self.ui.status(&text::logged_as(lang, operation)),
            None if written.dry_run => self.ui.status(&text::dry_run(lang)),
            None => self.ui.status(&text::nothing_changed(lang)),
        }
    }

    fn session(&mut self, store: Store) -> Result<Session, CliError> {
        let content = store.playbook()?;
        let playbook = super::playbooks::parse(content.as_deref().unwrap_or(SHIPPED))?;
        self.session_with(store, playbook)
    }

    fn session_with(&mut self, store: Store, playbook: Playbook) -> Result<Session, CliError> {
        let zone = match store.meta("time_zone")? {
            Some(name) => time_zone(&name)?,
            None => Zone::utc(),
        };
        let moment = self.clock.now(&zone);
        let actor = self.actor();
        let caller = self.caller(moment, store.db().staff_acting(&actor)?);
        self.ui.learn(&playbook);
        Ok(Session { store, playbook, moment, zone, caller, lang: self.ui.lang })
    }

    fn caller(&self, now: Moment, staff: Option<StaffId>) -> Caller {
        Caller {
            at: now.at,
            today: now.today,
            actor: self.actor(),
            staff,
            host: whoami::fallible::hostname().unwrap_or_else(|_| "unknown".to_owned()),
            command: self.command_line.clone(),
        }
    }

    fn actor(&self) -> String {
        self.actor_set().value
    }

    /// Returns who runs the command, with where it is said.
    pub(crate) fn actor_set(&self) -> Setting<String> {
        actor_in(&self.env, self.global.actor.as_deref(), self.config.user.as_ref())
    }
}

/// Says that there is no store, and which backup of it lies beside the place.
pub(crate) fn missing(place: &str) -> CliError {
    let path = Path::new(place);
    let folder = crate::store::backups_beside(path);
    let backups = BackupNames::of(path).in_folder(&folder).unwrap_or_default();
    let error = StoreError::Missing { place: place.to_owned() }.into();
    let Some(latest) = backups.into_iter().next().filter(|_| !crate::store::is_url(place)) else {
        return error;
    };
    let latest = latest.path.display().to_string();
    error.hint(move |lang| text::hint_lost(lang, &latest))
}

/// Returns who acts, with where it is said: `--as`, whose value is `said`, `KAM_USER`, the
/// configuration, else the login.
pub(super) fn actor_in(
    env: &HashMap<String, String>,
    said: Option<&str>,
    configured: Option<&Setting<String>>,
) -> Setting<String> {
    let variable = |name: &str| env.get(name).map(String::as_str);
    let flag = said.map(|name| (name, Origin::Flag("--as")));
    let set = flag.or_else(|| Some((variable("KAM_USER")?, Origin::Variable("KAM_USER"))));
    if let Some((name, origin)) = set {
        return Setting::new(name.to_owned(), origin);
    }
    configured.cloned().unwrap_or_else(|| {
        let login = variable("USER").or_else(|| variable("LOGNAME"));
        let name = login.map_or_else(whoami::username, str::to_owned);
        Setting::new(name, Origin::Default(Known::Login))
    })
}

/// Returns the path or URL of the store that `said`, the environment, the configuration or the
/// folder name, and which of them; `None` where none does.
pub(super) fn place_in(
    folder: &Path,
    env: &HashMap<String, String>,
    said: Option<&str>,
    configured: Option<&Setting<String>>,
) -> Option<Setting<String>> {
    let shown = |path: PathBuf, origin| Some(Setting::new(path.display().to_string(), origin));
    let flag = said.map(|place| (place, Origin::Flag("--db")));
    let variable = || Some((env.get("KAM_DB")?.as_str(), Origin::Variable("KAM_DB")));
    let configured = || configured.map(|set| (set.value.as_str(), set.origin));
    if let Some((place, origin)) = flag.or_else(variable).or_else(configured) {
        if crate::store::is_url(place) {
            return Some(Setting::new(place.to_owned(), origin));
        }
        return shown(folder.join(place), origin);
    }
    let here = folder.join("kam.db");
    if here.exists() {
        return shown(here, Origin::Default(Known::InFolder));
    }
    let data = env
        .get("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| env.get("HOME").map(|home| Path::new(home).join(".local/share")))?;
    shown(data.join("kam").join("kam.db"), Origin::Default(Known::DataFolder))
}

pub(crate) fn time_zone(name: &str) -> Result<Zone, CliError> {
    clock::zone(name)
        .map_err(|error| CliError::new(Kind::Usage, move |lang| text::bad_zone(lang, &error.0)))
}
