//! Whether a run of characters is a web or mail address, which stays one token.
//!
//! The original's regular expression backtracks; this is the same language, read from left to right: an optional
//! scheme, an optional user part up to any `@`, a host, an optional port, an optional rest.

use super::chars::{Class, Classes};

/// Whether the whole of `text`, which holds no white space, is an address.
pub(super) fn is_address(classes: &Classes, text: &str) -> bool {
    // Without one of these there is no host.
    text.contains('.') && host_starts(classes, text).any(|start| is_host_and_rest(classes, &text[start..]))
}

/// Where a host may start: at the front, behind the scheme, behind any `@` that has something before it.
fn host_starts<'t>(classes: &'t Classes, text: &'t str) -> impl Iterator<Item = usize> + 't {
    let scheme = text.find("://").filter(|&end| is_scheme(classes, &text[..end])).map(|end| end + 3);
    let users = text.match_indices('@').map(|(at, _)| at).filter(|&at| at > 0).map(|at| at + 1);
    std::iter::once(0).chain(scheme).chain(users)
}

fn is_scheme(classes: &Classes, text: &str) -> bool {
    let mut count = 0;
    text.chars().all(|c| (count += 1, matches!(c, '+' | '-' | '.') || classes.word.contains(c)).1)
        && count >= 2
}

fn is_host_and_rest(classes: &Classes, text: &str) -> bool {
    let end = text.find([':', '/', '?', '#', '@']).unwrap_or(text.len());
    let (host, rest) = text.split_at(end);
    is_port_and_path(&classes.decimal, rest)
        && (is_internet_number(&classes.decimal, host) || is_domain(classes, host))
}

fn is_port_and_path(decimal: &Class, rest: &str) -> bool {
    let path = match rest.strip_prefix(':') {
        None => rest,
        Some(port) => {
            let path = port.trim_start_matches(|c| decimal.contains(c));
            if !(2..=5).contains(&port[..port.len() - path.len()].chars().count()) {
                return false;
            }
            path
        }
    };
    path.is_empty() || path.starts_with(['/', '?', '#'])
}

/// Labels of letters, digits and inner hyphens, then a top-level name of at least two letters.
fn is_domain(classes: &Classes, host: &str) -> bool {
    let Some((labels, top)) = host.rsplit_once('.') else { return false };
    labels.split('.').all(is_domain_label)
        && top.chars().all(|c| classes.top_level.contains(c))
        && (2..=63).contains(&top.chars().count())
}

fn is_domain_label(label: &str) -> bool {
    let outer = |c: char| c.is_ascii_alphanumeric() || ('\u{a1}'..='\u{ffff}').contains(&c);
    label.starts_with(outer)
        && label.ends_with(outer)
        && label.chars().all(|c| outer(c) || c == '_' || c == '-')
        && label.chars().count() <= 64
}

/// Four numbers with dots, not of a private network.
fn is_internet_number(decimal: &Class, host: &str) -> bool {
    let parts: Vec<Vec<char>> = host.split('.').take(5).map(|part| part.chars().take(4).collect()).collect();
    let [first, second, third, fourth] = parts.as_slice() else { return false };
    let number = |part: &[char]| part.iter().collect::<String>();
    let private = match number(first).as_str() {
        "10" | "127" => true,
        "169" => number(second) == "254",
        "192" => number(second) == "168",
        "172" => matches!(number(second).parse(), Ok(16..=31)) && second.len() == 2,
        _ => false,
    };
    !private
        && in_range(decimal, first, 1, 223)
        && [second, third].into_iter().all(|part| is_small(decimal, part))
        && in_range(decimal, fourth, 1, 254)
}

/// A number from `low` to `high` without leading zero; other scripts' digits count behind an ASCII one.
fn in_range(decimal: &Class, digits: &[char], low: u32, high: u32) -> bool {
    match digits {
        ['1'..='9'] => low <= 1,
        ['1'..='9', second] => decimal.contains(*second),
        ['1', second, third] => decimal.contains(*second) && decimal.contains(*third),
        ['2', '0'..='9', '0'..='9'] => {
            let value = digits.iter().fold(0, |value, c| value * 10 + c.to_digit(10).unwrap_or(0));
            value <= high
        }
        ['2', second @ '0'..='9', third] if decimal.contains(*third) => {
            // Only the tens are looked at where any last digit would do.
            200 + 10 * second.to_digit(10).unwrap_or(0) + 9 <= high
        }
        _ => false,
    }
}

/// A number up to 255, leading zeros allowed.
fn is_small(decimal: &Class, digits: &[char]) -> bool {
    match digits {
        [a] | [a, _] | ['1', a, _] if digits.iter().all(|c| decimal.contains(*c)) => decimal.contains(*a),
        ['2', '0'..='4', third] => decimal.contains(*third),
        ['2', '5', '0'..='5'] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::English;
    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        let is_address = |text: &str| is_address(English::shared().classes(), text);
        for yes in
            ["a.b@example.org", "https://example.org/a?b#c", "8.8.8.8:80", "example.co.uk/x.", "x@y@z.com"]
        {
            assert!(is_address(yes), "{yes}");
        }
        for no in
            ["10.0.0.1", "172.16.0.1", "256.1.1.1", "http://,b", "a.bc:123456", "a.b", "@a", "-a.bc", "a.BC"]
        {
            assert!(!is_address(no), "{no}");
        }
    }
}
