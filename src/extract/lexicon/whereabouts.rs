//! In which country a place lies.

use super::{alternatives, rows};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Country by any name of a place, in lower case.
static COUNTRIES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut countries = HashMap::new();
    let mut enter = |forms: &'static str, country| {
        for form in alternatives(forms) {
            countries.entry(form.to_lowercase()).or_insert(country);
        }
    };
    for fields in rows(include_str!("countries.txt")) {
        let country = fields[0];
        enter(country, country);
        enter(fields[1], country);
        enter(fields[3], country);
    }
    for fields in rows(include_str!("places.txt")).filter(|fields| fields[2] != "-") {
        enter(fields[0], fields[2]);
        enter(fields[1], fields[2]);
    }
    countries
});

/// The country in which a known city, region or site lies; of a country, its usual name.
///
/// ```
/// use sociogram::extract::country_of;
/// assert_eq!(country_of("Lyon"), Some("France"));
/// assert_eq!(country_of("Geneva"), country_of("Switzerland"));
/// assert_eq!(country_of("Nowhere"), None);
/// ```
pub fn country_of(place: &str) -> Option<&'static str> {
    COUNTRIES.get(&place.to_lowercase()).copied()
}
