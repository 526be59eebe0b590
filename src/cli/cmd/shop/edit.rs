//! `kam shop edit`: what is known of a point of sale, changed by hand.

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::{resolve, text};
use crate::load::entry::Wish;
use crate::model::{CalendarPreset, Shop};
use crate::playbook::{Playbook, minute_of_day};

#[derive(clap::Args, Debug)]
pub(super) struct Edit {
    /// The shop, by id or name
    #[arg(value_name = "NAME")]
    shop: String,
    /// Brand it sells
    #[arg(long)]
    brand: Option<String>,
    /// City it stands in
    #[arg(long)]
    city: Option<String>,
    /// Days it is open: dealer (every day) or office (working days)
    #[arg(long, value_name = "DAYS")]
    calendar: Option<CalendarPreset>,
    #[command(flatten)]
    hours: Hours,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

impl Edit {
    fn is_empty(&self) -> bool {
        let texts = [&self.brand, &self.city, &self.hours.opens, &self.hours.closes];
        self.calendar.is_none() && texts.iter().all(|text| text.is_none())
    }
}

/// When a shop is open.
#[derive(clap::Args, Debug)]
pub(super) struct Hours {
    /// When it opens, HH:MM (default: as the playbook says)
    #[arg(long, value_name = "TIME")]
    opens: Option<String>,
    /// When it closes, HH:MM (default: as the playbook says)
    #[arg(long, value_name = "TIME")]
    closes: Option<String>,
}

impl Hours {
    /// Does to a shop what is said; what is said of neither stays as the playbook says.
    ///
    /// # Errors
    /// Each text that is no time of day; a shop that would close before it opens.
    pub(super) fn fill(&self, shop: &mut Shop, playbook: &Playbook) -> Result<(), CliError> {
        let said = [
            ("--opens", Wish::of(self.opens.as_deref()), &mut shop.opens_at),
            ("--closes", Wish::of(self.closes.as_deref()), &mut shop.closes_at),
        ];
        let mut wrong = Vec::new();
        for (option, wish, slot) in said {
            match wish {
                Wish::Set(time) if minute_of_day(&time).is_none() => {
                    wrong.push(CliError::usage(move |lang| text::bad_opening(lang, option, &time)));
                }
                wish => wish.fill(slot),
            }
        }
        if let Some(error) = CliError::joined(wrong) {
            return Err(error);
        }
        let usual = playbook.agenda.opening;
        let minute = |time: &Option<String>| time.as_deref().and_then(minute_of_day);
        let opens = minute(&shop.opens_at).unwrap_or(usual.opens);
        let closes = minute(&shop.closes_at).unwrap_or(usual.closes);
        if opens < closes {
            return Ok(());
        }
        Err(CliError::usage(move |lang| {
            text::opens_late(lang, text::clock_time(opens), text::clock_time(closes))
        }))
    }
}

pub(super) fn run(ctx: &mut Ctx<'_>, args: &Edit) -> CliResult {
    if args.is_empty() {
        return Err(CliError::usage(text::nothing_to_change)
            .hint(|lang| text::hint_help(lang, "shop edit")));
    }
    let session = ctx.open()?;
    let id = resolve::shop(session.store.db(), &args.shop)?;
    let written = session.store.write(&session.caller, args.dry_run, |op| {
        let shop = op.db().get::<Shop>(id)?;
        let mut wanted = shop.clone();
        Wish::of(args.brand.as_deref()).fill(&mut wanted.brand);
        Wish::of(args.city.as_deref()).fill(&mut wanted.city);
        wanted.calendar = args.calendar.unwrap_or(shop.calendar);
        args.hours.fill(&mut wanted, &session.playbook)?;
        Ok::<_, CliError>((op.save(&shop, &wanted)?, shop.name))
    })?;
    let (changed, name) = &written.value;
    if *changed {
        ctx.ui.status(&text::shop_changed(ctx.ui.lang, id, name))?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}
