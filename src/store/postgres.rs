//! What only PostgreSQL needs: connecting, and saying where to without the password.

use std::time::Duration;

use super::StoreError;
use super::error::from_postgres;

/// Connects to the server that `url` names.
pub(super) fn open(url: &str) -> Result<postgres::Client, StoreError> {
    let place = place(url);
    let mut config: postgres::Config = url.parse().map_err(|error: postgres::Error| {
        StoreError::Unreachable { place: place.clone(), detail: error.to_string() }
    })?;
    config.application_name("kam").connect_timeout(Duration::from_secs(10));
    let mut client = config.connect(postgres::NoTls).map_err(|error| {
        match from_postgres(&error, "connect") {
            StoreError::Unreachable { detail, .. } => {
                StoreError::Unreachable { place: place.clone(), detail }
            }
            other => other,
        }
    })?;
    client
        .batch_execute(
            "SET lock_timeout = '30s'; SET client_min_messages = warning;
             SET default_transaction_isolation = 'serializable'",
        )
        .map_err(|error| from_postgres(&error, "settings"))?;
    Ok(client)
}

/// Returns the URL without its password.
pub(super) fn place(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let path = path.split('?').next().unwrap_or_default();
    let Some((login, host)) = authority.rsplit_once('@') else {
        return format!("{scheme}://{authority}{path}");
    };
    let user = login.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}@{host}{path}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_place_never_shows_a_password() {
        for (url, shown) in [
            ("postgres://kam:s3cret@db.example/sales?x=1", "postgres://kam@db.example/sales"),
            ("postgres://kam:a@b@db.example:5433/sales", "postgres://kam@db.example:5433/sales"),
            ("postgres://db.example", "postgres://db.example"),
            ("postgres:///sales?password=s3cret", "postgres:///sales"),
        ] {
            assert_eq!(super::place(url), shown);
        }
    }
}
