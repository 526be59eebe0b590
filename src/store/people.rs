//! Staff as other questions need them: who acts, who is called what, who works where.

use std::collections::HashMap;

use super::accounts::escaped;
use super::batches::{AT_ONCE, marks};
use super::record::select;
use super::{Column as _, Db, StoreError, Val};
use crate::model::{Id as _, ShopId, Staff, StaffId};

impl Db {
    /// Returns the staff whose login, name or alias `actor` is, the one with the smallest id where
    /// several have it; `None` where nobody has. A login is compared without ASCII case.
    pub fn staff_acting(&self, actor: &str) -> Result<Option<StaffId>, StoreError> {
        // Aliases are kept as JSON: what may hold the name is looked at again.
        let sql = format!(
            r"{} AND (staff.name = $1 OR {}
                      OR staff.aliases <> '[]' AND staff.aliases LIKE $2 ESCAPE '\')
              ORDER BY staff.id",
            select::<Staff>(),
            self.same_but_for_case("staff.login", "$1")
        );
        let quoted = vec![actor.to_owned()].to_val().as_str().unwrap_or_default().to_owned();
        let inside = quoted.trim_start_matches('[').trim_end_matches(']');
        let values = [Val::Text(actor), Val::Owned(format!("%{}%", escaped(inside)))];
        let found: Vec<Staff> = self.all(&sql, &values)?;
        let own = found.iter().find(|staff| has_own_name(staff, actor));
        let named = own.or_else(|| found.iter().find(|staff| is_named(staff, actor)));
        Ok(named.map(|staff| staff.id))
    }

    /// Returns the shops that staff work at; those who work at none are missing.
    pub fn shops_of_staff(&self) -> Result<HashMap<StaffId, ShopId>, StoreError> {
        let mut shops = HashMap::new();
        let sql = "SELECT id, shop FROM staff WHERE shop IS NOT NULL AND removed_op IS NULL";
        self.each(sql, &[], |row| {
            shops.insert(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        Ok(shops)
    }

    /// Returns the names of these staff; of those that are removed none.
    pub fn names_of_staff(
        &self,
        staff: impl IntoIterator<Item = StaffId>,
    ) -> Result<HashMap<StaffId, String>, StoreError> {
        let mut ids: Vec<i64> = staff.into_iter().map(StaffId::number).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut names = HashMap::new();
        for some in ids.chunks(AT_ONCE) {
            let marks = marks(1, some.len());
            let sql =
                format!("SELECT id, name FROM staff WHERE id IN ({marks}) AND removed_op IS NULL");
            let values: Vec<Val<'_>> = some.iter().map(|id| Val::Int(*id)).collect();
            self.each(&sql, &values, |row| {
                names.insert(row.get(0)?, row.get(1)?);
                Ok(())
            })?;
        }
        Ok(names)
    }
}

fn is_named(staff: &Staff, actor: &str) -> bool {
    has_own_name(staff, actor) || staff.aliases.iter().any(|alias| alias == actor)
}

fn has_own_name(staff: &Staff, actor: &str) -> bool {
    let login = staff.login.as_deref().is_some_and(|login| login.eq_ignore_ascii_case(actor));
    login || staff.name == actor
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{caller, on_both};

    /// Name, aliases and login.
    const STAFF: &[(&str, &[&str], Option<&str>)] = &[
        ("李娜", &["小李", "50%"], Some("li.na")),
        ("王芳", &["小李的同事", r#"a"b"#, "李娜"], Some("Wang")),
        ("50", &[], None),
        ("走了", &["ghost"], Some("ghost")),
    ];

    #[test]
    fn an_actor_is_staff_by_login_name_or_alias() {
        on_both(|store| {
            store
                .write::<_, StoreError>(&caller("test"), false, |op| {
                    for (name, aliases, login) in STAFF {
                        let id = op.next_id()?;
                        op.insert(&Staff {
                            id,
                            name: (*name).to_owned(),
                            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
                            login: login.map(str::to_owned),
                            shop: None,
                            team: None,
                            roles: Vec::new(),
                            hired_on: None,
                            left_on: None,
                        })?;
                    }
                    op.remove(StaffId(4))
                })
                .unwrap();
            let db = store.db();
            for (actor, staff) in [
                ("李娜", Some(1)),
                ("小李", Some(1)),
                ("LI.NA", Some(1)),
                ("50%", Some(1)),
                ("小李的同事", Some(2)),
                (r#"a"b"#, Some(2)),
                ("wang", Some(2)),
                ("50", Some(3)),
                ("李", None),
                ("%", None),
                ("", None),
                ("ghost", None),
            ] {
                assert_eq!(db.staff_acting(actor).unwrap(), staff.map(StaffId), "{actor}");
            }
            let names = db.names_of_staff([1, 3, 1, 4, 9].map(StaffId)).unwrap();
            let name = |id| names.get(&StaffId(id)).map(String::as_str);
            assert_eq!([1, 2, 3, 4].map(name), [Some("李娜"), None, Some("50"), None]);
            assert!(db.shops_of_staff().unwrap().is_empty());
        });
    }
}
