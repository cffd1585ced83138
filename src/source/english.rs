//! A cheap guess whether a text is English: the share of function words that other languages do not have.

/// Frequent English words; those that are frequent in a neighbour language ("a", "in", "is", "on", "me") are left out.
const FUNCTION_WORDS: &[&str] = &[
    "the", "of", "and", "to", "that", "with", "for", "from", "by", "at", "was", "were", "are", "be", "been",
    "has", "have", "had", "his", "her", "their", "its", "it", "he", "she", "they", "we", "you", "this",
    "which", "who", "would", "will", "not", "but", "as", "after", "said", "about", "when", "there",
];

/// How many words are looked at.
const SAMPLE: usize = 3000;
/// Fewer words than this are taken as English.
const FEWEST: usize = 25;
/// So are fewer words without a capital letter, as in lists of names.
const FEWEST_SMALL: usize = 10;

/// Whether the text may be English: of the words without a capital letter at least one in ten is an English function
/// word. Newspaper English has more than one in three; German, French, Spanish and Dutch stay under one in twenty. Names
/// are left aside, because a text full of them is English all the same.
pub(super) fn looks_english(text: &str) -> bool {
    let mut words = 0;
    let mut small = 0;
    let mut known = 0;
    let mut foreign_letters = 0;
    let mut letters = 0;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(SAMPLE) {
        words += 1;
        small += usize::from(!word.starts_with(char::is_uppercase));
        letters += word.chars().count();
        foreign_letters += word.chars().filter(|c| !c.is_ascii()).count();
        known += usize::from(FUNCTION_WORDS.iter().any(|function| function.eq_ignore_ascii_case(word)));
    }
    let latin = letters < FEWEST || foreign_letters * 2 < letters;
    latin && (words < FEWEST || small < FEWEST_SMALL || known * 10 >= small)
}

#[cfg(test)]
mod tests {
    use super::looks_english;

    #[test]
    fn languages_are_told_apart() {
        let english = "The minister met the envoy of the northern state on Monday, and they agreed that talks would \
                       go on after the summer, a spokesman said. He declined to say who had asked for the meeting.";
        let german = "Die Ministerin traf am Montag den Gesandten des nördlichen Staates, und beide vereinbarten, die \
                      Gespräche nach dem Sommer fortzusetzen, sagte ein Sprecher. Er wollte nicht sagen, wer um das \
                      Treffen gebeten hatte.";
        let russian = "Министр встретился с посланником северного государства в понедельник";
        assert!(looks_english(english));
        assert!(!looks_english(german));
        assert!(!looks_english(russian));
        assert!(looks_english("Anna met Ben."));
        let names = "Anna Keller met Ben Osei in Bern. Carla Diaz telephoned Ben Osei. Emil Novak met Carla Diaz in Rome. \
                     Farid Haddad visited Dana Ibarra in Porto on Monday. Ada Roux interviewed Emil Novak.";
        assert!(looks_english(names));
    }
}
