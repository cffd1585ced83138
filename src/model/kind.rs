//! The closed sets of event and statement kinds, and the layers that keep contact apart from mention.

use serde::{Deserialize, Serialize};

/// A class of tie that is never mixed with the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// Somebody was in touch with somebody: met, called, visited, interviewed, told.
    Contact,
    /// Somebody spoke about somebody.
    Statement,
    /// A standing role or affiliation: envoy of, president of.
    Relation,
    /// Acts that are neither, for example a signature.
    Other,
}

/// Declares an enum with its kebab-case name and a past-tense phrase for people.
macro_rules! kinds {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal, $phrase:literal;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every kind, in the order of the documentation.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The word used in files and filters.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// A phrase for people, in the past tense.
            pub fn phrase(self) -> &'static str {
                match self { $($name::$variant => $phrase,)* }
            }

            /// The kind written `text`, if there is one.
            pub fn from_text(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|k| k.as_str() == text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

kinds! {
    /// What kind of event it is.
    EventKind {
        /// Two or more parties come together; the residual kind of contact.
        Meet = "meet", "met";
        /// One party travels to another, who hosts.
        Visit = "visit", "visited";
        /// By telephone, video or another remote medium.
        Call = "call", "called";
        /// Talks, bargaining, discussions.
        Negotiate = "negotiate", "held talks with";
        /// A third party meets the adversaries as mediator.
        Mediate = "mediate", "mediated between";
        /// A named journalist, outlet or official questions a named person.
        Interview = "interview", "interviewed";
        /// Named people argue face to face.
        Debate = "debate", "debated";
        /// A named person answers a named committee or court.
        Testify = "testify", "testified before";
        /// Letters, e-mail or messages exchanged.
        Correspond = "correspond", "corresponded with";
        /// A statement with a named addressee; directed.
        Tell = "tell", "told";
        /// A formal agreement is signed.
        Sign = "sign", "signed with";
    }
}

impl EventKind {
    /// The layer that this kind belongs to.
    pub fn layer(self) -> Layer {
        match self {
            Self::Sign => Layer::Other,
            _ => Layer::Contact,
        }
    }

    /// Whether the tie runs one way only, from speaker to addressee.
    pub fn is_directed(self) -> bool {
        self == Self::Tell
    }
}

kinds! {
    /// What a statement does.
    StatementKind {
        /// Says, writes, announces; the residual kind.
        State = "state", "said";
        /// Declines to comment.
        NoComment = "no-comment", "declined to comment";
        /// Rejects an accusation against oneself.
        Deny = "deny", "denied";
        /// Takes responsibility.
        Admit = "admit", "admitted";
        /// Praises, endorses, commends.
        Praise = "praise", "praised";
        /// Speaks in defence of.
        Defend = "defend", "defended";
        /// Condemns, complains.
        Criticise = "criticise", "criticised";
        /// Blames for a wrong.
        Accuse = "accuse", "accused";
        /// Asks, urges, proposes.
        Appeal = "appeal", "appealed";
        /// Demands, orders.
        Demand = "demand", "demanded";
        /// Promises, accepts, commits.
        Agree = "agree", "agreed";
        /// Refuses; rejects a plan.
        Reject = "reject", "rejected";
        /// Threatens.
        Threaten = "threaten", "threatened";
        /// Demands talks.
        DemandMeeting = "demand-meeting", "demanded talks";
        /// Declines to meet or negotiate.
        RefuseMeeting = "refuse-meeting", "refused to meet";
    }
}

impl Layer {
    /// All layers.
    pub const ALL: [Layer; 4] = [Self::Contact, Self::Statement, Self::Relation, Self::Other];

    /// The word used in files and filters.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Statement => "statement",
            Self::Relation => "relation",
            Self::Other => "other",
        }
    }

    /// The layer written `text`, if there is one.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.as_str() == text)
    }
}

impl std::fmt::Display for Layer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
