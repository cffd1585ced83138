//! Arguments that several commands share.

use jiff::civil::Date;
use sociogram::model::When;

/// A calendar day.
pub(crate) fn parse_day(text: &str) -> Result<Date, String> {
    match parse_period(text)? {
        (first, last) if first == last => Ok(first),
        _ => Err("a day is written YYYY-MM-DD".to_owned()),
    }
}

/// A day, month or year as its first and last day.
pub(crate) fn parse_period(text: &str) -> Result<(Date, Date), String> {
    let form = || "write YYYY-MM-DD, YYYY-MM or YYYY".to_owned();
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') || !matches!(text.len(), 4 | 7 | 10) {
        return Err(form());
    }
    let when =
        When { edtf: Some(text.to_owned()), phrase: None, anchor: None, inferred: false, offset_days: None };
    when.bounds().ok_or_else(form)
}
