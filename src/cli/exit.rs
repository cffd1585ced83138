//! How the program ends.

/// The exit codes, each with its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Done.
    Done = 0,
    /// The question has no answer.
    NoAnswer = 1,
    /// A mistake, of the user, the input or the machine.
    Mistake = 2,
    /// Interrupted by the user: what a shell reports when Ctrl-C ends a program.
    Interrupted = 130,
}

impl Exit {
    /// All codes, in ascending order.
    pub(crate) const ALL: &[Exit] = &[Self::Done, Self::NoAnswer, Self::Mistake, Self::Interrupted];

    /// What the code means, for `--help`.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done, or found; also an empty text or one without events",
            Self::NoAnswer => "the question has no answer: no path, no contact; diff: something differs",
            Self::Mistake => "a mistake: usage, unknown or ambiguous name, unreadable input, machine",
            Self::Interrupted => "interrupted",
        }
    }

    /// Done if the question has an answer.
    pub(crate) fn of(answer: &sociogram::query::Answer) -> Self {
        if answer.found { Self::Done } else { Self::NoAnswer }
    }

    /// This code, or a mistake if some input could not be read.
    pub(crate) fn unless_failed(self, failed: bool) -> Self {
        if failed { Self::Mistake } else { self }
    }
}
