//! Bytes of a mailbox to the messages in it.

/// One message as it stands in the file.
pub(super) struct Letter<'a> {
    /// Counted from 1.
    pub(super) number: usize,
    /// Line of the file at which it begins, counted from 1.
    pub(super) line: usize,
    /// The message without the line that separates it from the one before.
    pub(super) bytes: &'a [u8],
}

/// Whether the bytes are a mailbox or a message: a separator line, or a head with sender and another field of mail.
pub(super) fn recognise(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match bytes.strip_prefix(b"From ") {
        Some(rest) => rest.split(|byte| *byte == b'\n').nth(1).is_some_and(|line| field(line).is_some()),
        None => has_mail_head(bytes),
    }
}

/// Whether the first lines are header fields (RFC 5322, section 2.2), among them sender and recipient or an id.
fn has_mail_head(bytes: &[u8]) -> bool {
    let (mut sender, mut other) = (false, false);
    for line in bytes.split(|byte| *byte == b'\n').take(200) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        match field(line).map(str::to_ascii_lowercase).as_deref() {
            Some("from" | "sender") => sender = true,
            Some("to" | "cc" | "bcc" | "message-id" | "received" | "mime-version") => other = true,
            Some(_) => {}
            None => return false,
        }
    }
    sender && other
}

/// The name of a header field.
fn field(line: &[u8]) -> Option<&str> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = std::str::from_utf8(&line[..colon]).ok()?;
    let valid = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
    valid.then_some(name)
}

/// The messages of a mailbox in its order; a file without separator lines is one message.
///
/// A message begins at a line that starts with `From ` at the head of the file or after an empty line.
pub(super) fn letters(bytes: &[u8]) -> impl Iterator<Item = Letter<'_>> {
    let starts = if bytes.starts_with(b"From ") { separators(bytes) } else { vec![(0, 1)] };
    let ends: Vec<usize> = starts.iter().skip(1).map(|(at, _)| *at).chain([bytes.len()]).collect();
    starts.into_iter().zip(ends).enumerate().map(|(number, ((at, line), end))| {
        let whole = &bytes[at..end];
        let head = whole.starts_with(b"From ");
        let skip = if head {
            whole.iter().position(|byte| *byte == b'\n').map_or(whole.len(), |at| at + 1)
        } else {
            0
        };
        Letter { number: number + 1, line, bytes: &whole[skip..] }
    })
}

/// Byte and line of every separator.
fn separators(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut at, mut after_gap) = (0, true);
    for (number, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        if after_gap && line.starts_with(b"From ") {
            found.push((at, number + 1));
        }
        after_gap = line.trim_ascii().is_empty();
        at += line.len();
    }
    found
}
