//! What became of the records of a table: nothing is lost silently.

use crate::error::{Error, Position};

/// Declares the reasons with the word and the phrase used in messages.
macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $phrase:literal;)*) => {
        /// Why a record was left out, or what was repaired in it; in the order in which records are tested.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Reason { $($(#[$doc])* $name,)* }

        impl Reason {
            /// Every reason.
            pub const ALL: &[Reason] = &[$(Self::$name,)*];

            /// A short name: `wrong-columns`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// What is the matter, as people say it.
            pub fn phrase(self) -> &'static str {
                match self { $(Self::$name => $phrase,)* }
            }
        }
    };
}

reasons! {
    /// No line end within the longest record that is read.
    TooLong = "too-long", "is longer than any record can be";
    /// A quote that never ends.
    OpenQuote = "open-quote", "opens a quote that never ends";
    /// A NUL byte.
    NotText = "nul-byte", "has a NUL byte";
    /// More or fewer fields than the table has columns.
    WrongColumns = "wrong-columns", "has the wrong number of columns";
    /// No day, or one that is not in the calendar.
    BadDate = "bad-date", "has no day that is in the calendar";
    /// No code, or one that is not known.
    BadCode = "bad-code", "has an unknown code";
    /// Only one side is named, or none.
    MissingActor = "missing-actor", "does not name both actors";
    /// Both sides are the same.
    SameActor = "same-actor", "names the same actor twice";
    /// A later version of the same event is there.
    Superseded = "superseded", "is replaced by a later version";
    /// The same id was there before.
    Duplicate = "duplicate", "repeats an event";
    /// Repaired: the record is not UTF-8 and was read as ISO-8859-1.
    NotUtf8 = "not-utf8", "is not UTF-8 and is read as ISO-8859-1";
    /// Repaired: the code had lost its leading zero.
    CodeRestored = "code-restored", "has a code without its leading zero";
    /// Repaired: the head names other columns than the rows have.
    HeadDiffers = "header-mismatch", "has a head that does not fit its rows; the standard columns are used";
}

impl Reason {
    /// Whether the record was left out.
    pub fn is_loss(self) -> bool {
        !matches!(self, Self::NotUtf8 | Self::CodeRestored | Self::HeadDiffers)
    }
}

/// One record that was left out or repaired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The file.
    pub file: String,
    /// Its line, counted from 1.
    pub line: usize,
    /// Its number in the file, counted from 1 without the head; 0 for the head.
    pub record: usize,
    /// Number of the column, counted from 1, if one is to blame.
    pub column: Option<usize>,
    /// Why.
    pub reason: Reason,
    /// What stands there, cut to a few words.
    pub value: String,
}

impl Doubt {
    /// The doubt as an error, for those who want it strict.
    pub fn to_error(&self) -> Error {
        let position = Position { line: Some(self.line), ..Position::default() };
        Error::unreadable(
            &self.file,
            position,
            self.sentence(),
            Some("without --strict such records are counted"),
        )
    }

    /// `the record has no day that is in the calendar: '20251345' in column 2`.
    pub fn sentence(&self) -> String {
        let column = self.column.map(|column| format!(" in column {column}")).unwrap_or_default();
        let value = if self.value.is_empty() { "" } else { &format!(": '{}'{column}", self.value) };
        let value =
            if value.is_empty() && !column.is_empty() { &format!(": nothing{column}") } else { value };
        let what = if self.reason == Reason::HeadDiffers { "the table" } else { "the record" };
        format!("{what} {}{value}", self.reason.phrase())
    }
}

/// What became of the records of one or more tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableReport {
    /// All records; heads and blank lines do not count.
    pub records: usize,
    /// Records that gave rows.
    pub good: usize,
    /// Records that are in order but not asked for.
    pub filtered: usize,
    /// The first few of each reason, file by file in order of lines.
    pub doubts: Vec<Doubt>,
    pub(super) counts: [usize; Reason::ALL.len()],
}

impl TableReport {
    /// How many records have this reason.
    pub fn count(&self, reason: Reason) -> usize {
        self.counts[reason as usize]
    }

    /// Records left out for any reason.
    pub fn lost(&self) -> usize {
        Reason::ALL.iter().filter(|reason| reason.is_loss()).map(|&reason| self.count(reason)).sum()
    }

    /// Adds what became of other records; `most` doubts of each reason are kept.
    pub(super) fn absorb(&mut self, other: &mut TableReport, most: usize) {
        self.records += other.records;
        self.good += other.good;
        self.filtered += other.filtered;
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            *mine += theirs;
        }
        let kept =
            |doubts: &[Doubt], doubt: &Doubt| doubts.iter().filter(|d| d.reason == doubt.reason).count();
        for doubt in other.doubts.drain(..) {
            if most == usize::MAX || kept(&self.doubts, &doubt) < most {
                self.doubts.push(doubt);
            }
        }
        *other = Self::default();
    }

    /// Counts a reason; the doubt is made only if it is one of the first `most`.
    pub(super) fn note(&mut self, reason: Reason, most: usize, doubt: impl FnOnce() -> Doubt) {
        self.counts[reason as usize] += 1;
        if self.counts[reason as usize] <= most {
            self.doubts.push(doubt());
        }
    }
}
