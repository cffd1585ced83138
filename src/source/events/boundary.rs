//! Where the last whole record of a block ends, found without cutting it: what lets blocks be read side by side.

use super::records::Quotes;
use memchr::{memchr, memrchr};

/// One past the last record that ends in `bytes`, which begin with a record.
pub(super) fn boundary(bytes: &[u8], separator: u8, quotes: Quotes) -> Option<usize> {
    if quotes != Quotes::Csv {
        return memrchr(b'\n', bytes).map(|at| at + 1);
    }
    // `plain` is where the stretch outside of quotes begins that is searched.
    let (mut found, mut plain, mut at) = (None, 0, 0);
    while let Some(length) = memchr(b'"', &bytes[at..]) {
        let quote = at + length;
        let opens = quote == 0 || matches!(bytes[quote - 1], b'\n') || bytes[quote - 1] == separator;
        if !opens {
            at = quote + 1;
            continue;
        }
        found = memrchr(b'\n', &bytes[plain..quote]).map(|line| plain + line + 1).or(found);
        match closing(bytes, quote) {
            Some(close) => (plain, at) = (close + 1, close + 1),
            None => return found,
        }
    }
    memrchr(b'\n', &bytes[plain..]).map(|line| plain + line + 1).or(found)
}

/// The quote that closes the one at `open`.
fn closing(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        at += memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::super::records::{Clean, Cutter, Fields, Visit};
    use super::*;
    use proptest::prelude::*;

    struct Ignore;

    impl Visit for Ignore {
        fn record<'a>(&mut self, _: impl Fields<'a>, _: usize, _: Clean) {}
        fn open_quote(&mut self, _: usize) {}
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn it_is_where_the_cutter_stops(
            bytes in prop::collection::vec(prop::sample::select(b"a,\n\"\"\n\r".to_vec()), 0..60),
            quotes in prop::sample::select(vec![Quotes::Csv, Quotes::SameLine, Quotes::Letters]),
        ) {
            let used = Cutter::new(b',', quotes).cut(&bytes, false, &mut Ignore).0;
            prop_assert_eq!(boundary(&bytes, b',', quotes).unwrap_or(0), used);
        }
    }
}
