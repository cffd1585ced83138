//! Who said what: cues joined with the quotations around them.

mod loose;

use super::cast::{ActorId, Cast};
use super::cues::{self, Cue};
use super::lexicon::speech_verb;
use super::page::{Page, Tok};
use super::references::{Party, References};
use crate::model::{Quotation, StatementKind};
use std::collections::BTreeSet;
use std::ops::Range;

/// One attribution over tokens.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// The verb or "according"; none for an unattributed quotation.
    pub(crate) verb: Option<Tok>,
    pub(crate) cue: Option<Range<Tok>>,
    pub(crate) kind: StatementKind,
    pub(crate) speech: bool,
    pub(crate) source: Option<Party>,
    /// Stretches of content, in text order.
    pub(crate) content: Vec<Range<Tok>>,
    pub(crate) quotation: Quotation,
    pub(crate) addressee: Option<Party>,
    pub(crate) medium: Option<Range<Tok>>,
    pub(crate) rule: &'static str,
    pub(crate) doubt: u8,
}

impl Said {
    /// The actor whose words they are.
    pub(crate) fn speaker(&self) -> Option<ActorId> {
        self.source.as_ref().and_then(|party| party.actors.first()).copied()
    }

    /// Whether a token belongs to the content.
    pub(crate) fn holds(&self, tok: Tok) -> bool {
        self.content.iter().any(|range| range.contains(&tok))
    }
}

/// All statements of a page, in text order; tells `references` who speaks which quotation.
pub(crate) fn find(page: &Page<'_>, _cast: &Cast, references: &mut References<'_>) -> Vec<Said> {
    let cues = cues::find(page, references);
    let mut drafts: Vec<Draft> = cues.into_iter().map(Draft::of).collect();
    let mut owner = vec![None; page.quotes.all.len()];
    assign_quotes(page, &drafts, &mut owner);
    continue_quotes(page, &drafts, &mut owner);
    let carried = carry_speakers(page, &drafts, &mut owner);
    for cue in carried {
        drafts[cue].cue.doubt = drafts[cue].cue.doubt.max(12);
    }
    for (quote, cue) in owner.iter().enumerate() {
        if let Some(cue) = *cue {
            drafts[cue].quotes.push(quote);
            if let Some(actor) = drafts[cue].cue.source.as_ref().and_then(|party| party.actors.first()) {
                references.set_speaker(quote, *actor);
            }
        }
    }
    let mut said: Vec<Said> = drafts.into_iter().filter_map(|draft| draft.finish(page)).collect();
    drop_reported_stances(&mut said);
    said.extend(loose::find(page, references, &owner, &said));
    said.sort_by_key(|s| (s.content.first().map_or(s.verb, |range| Some(range.start)), s.verb));
    said
}

/// A cue while it collects its quotations.
struct Draft {
    cue: Cue,
    quotes: Vec<usize>,
}

impl Draft {
    fn of(cue: Cue) -> Self {
        Self { cue, quotes: Vec::new() }
    }

    fn finish(self, page: &Page<'_>) -> Option<Said> {
        let Self { cue, quotes } = self;
        let own: BTreeSet<Tok> =
            cue.toks.clone().chain(cue.source.iter().flat_map(|p| p.toks.clone())).collect();
        let mut toks: BTreeSet<Tok> = cue.content.iter().copied().filter(|tok| !own.contains(tok)).collect();
        for &quote in &quotes {
            toks.extend(page.quotes.all[quote].toks.clone());
        }
        complete_quotes(page, &mut toks, cue.verb);
        let content = stretches(page, &toks);
        if content.is_empty() && !is_told(page, &cue) {
            return None;
        }
        let quotation = quotation(page, &content);
        Some(Said {
            verb: Some(cue.verb),
            cue: Some(cue.toks),
            kind: cue.kind,
            speech: cue.speech || quotation != Quotation::Indirect,
            source: cue.source,
            content,
            quotation,
            addressee: cue.addressee,
            medium: cue.medium,
            rule: cue.rule,
            doubt: cue.doubt,
        })
    }
}

/// "Keller says she hopes …", "Keller said he pledged to stay" are one statement: what somebody is said to think, plan or
/// speak of, and what somebody says of words of their own, belongs to the words that say so. Other words told inside of
/// words stay ("Keller said that Ruiz told her …").
fn drop_reported_stances(said: &mut Vec<Said>) {
    let reported = |stance: &Said| {
        let told = matches!(stance.rule, "clause" | "parenthetical" | "directed" | "according to" | "about");
        let Some(verb) = stance.verb.filter(|_| stance.addressee.is_none()) else { return false };
        let only_thought = (!stance.speech || !told) && stance.rule != "directed";
        said.iter().any(|other| {
            let outer = other.speech && other.verb != Some(verb) && other.holds(verb);
            // "said the talks were cordial, and praised Ruiz": by its subject an act of its own, whatever the parse says.
            let beside = stance.source.as_ref().map(|s| s.head) == other.source.as_ref().map(|s| s.head);
            let same = !beside && stance.speaker().is_some() && stance.speaker() == other.speaker();
            outer
                && (only_thought && other.rule != "according to"
                    || same && stance.quotation == Quotation::Indirect)
        })
    };
    let keep: Vec<bool> = said.iter().map(|one| !reported(one)).collect();
    let mut keep = keep.into_iter();
    said.retain(|_| keep.next().unwrap_or(true));
}

/// "Ruiz was told by Keller": nothing is said of what, but who told whom is known.
fn is_told(page: &Page<'_>, cue: &Cue) -> bool {
    let directed = speech_verb(page.lemma(cue.verb)).is_some_and(|verb| verb.directed);
    let known = |party: &Option<Party>| party.as_ref().is_some_and(|party| !party.actors.is_empty());
    let asked = page.lemma(cue.verb) == "ask" && known(&cue.source) && known(&cue.addressee);
    asked || directed && cue.addressee.is_some()
}

/// Gives every quotation to the cue outside it that governs it, or else to the nearest in its sentences.
fn assign_quotes(page: &Page<'_>, drafts: &[Draft], owner: &mut [Option<usize>]) {
    for (number, quote) in page.quotes.all.iter().enumerate() {
        let governs = |cue: &Cue| {
            !quote.toks.contains(&cue.verb)
                && cue.quotes
                && quote.toks.clone().any(|tok| cue.content.contains(&tok))
        };
        let governing = drafts.iter().enumerate().filter(|(_, d)| governs(&d.cue));
        let nearest = |(_, draft): &(usize, &Draft)| distance(&quote.toks, draft.cue.verb);
        if let Some((cue, _)) = governing.min_by_key(nearest) {
            owner[number] = Some(cue);
            continue;
        }
        if let Some(cue) = before_colon(page, drafts, &quote.toks) {
            owner[number] = Some(cue);
            continue;
        }
        let fragment = is_fragment(page, &quote.toks);
        let first = page.sentence_of(first_word(page, &quote.toks));
        let last = page.sentence_of(quote.toks.end - 1);
        let after = page.sentence_of((quote.toks.end).min(page.len() - 1));
        let near = |cue: &Cue| {
            let sentence = page.sentence_of(cue.verb);
            let adjacent =
                cue.verb > quote.toks.end && sentence == after && follows_closely(page, quote.toks.end, cue);
            cue.quotes
                && (!fragment || adjacent && cue.content.is_empty())
                && page.quotes.of(cue.verb).is_none()
                && page.paragraph_of(cue.verb) == page.paragraph_of(quote.toks.start)
                && (sentence == first && opens_for(page, cue, quote.toks.start)
                    || sentence == last
                    || adjacent)
                && (cue.content.is_empty() || cue.rule == "object" || goes_on(page, cue, quote.toks.start))
        };
        let nearby = drafts.iter().enumerate().filter(|(_, draft)| near(&draft.cue));
        owner[number] = nearby.min_by_key(nearest).map(|(cue, _)| cue);
    }
}

/// "Keller said that the plan was dead and "should be buried"": a quotation later in the sentence of a clause verb.
fn goes_on(page: &Page<'_>, cue: &Cue, start: Tok) -> bool {
    let apposed =
        cue.rule == "about" && cue.content.last().is_some_and(|&last| last < start && start - last <= 3);
    cue.speech
        && (matches!(cue.rule, "clause" | "quote") || apposed)
        && cue.verb < start
        && page.sentence_of(cue.verb) == page.sentence_of(start)
        && cue.content.iter().any(|&tok| tok > cue.verb)
}

/// The last cue of the sentence that ends with a colon right before a quotation.
fn before_colon(page: &Page<'_>, drafts: &[Draft], quote: &Range<Tok>) -> Option<usize> {
    let colon = (0..quote.start)
        .rev()
        .take(3)
        .find(|&tok| !page.is_space(tok))
        .filter(|&tok| page.word(tok) == ":")?;
    let introduces = |draft: &Draft| {
        let verb = draft.cue.verb;
        draft.cue.quotes
            && verb < colon
            && page.sentence_of(verb) == page.sentence_of(colon)
            && page.quotes.of(verb).is_none()
            && draft.cue.source.is_some()
    };
    drafts.iter().rposition(introduces)
}

/// Whether a cue before a quote can introduce it: nothing but its own words, a colon or a comma in between.
fn opens_for(page: &Page<'_>, cue: &Cue, start: Tok) -> bool {
    cue.verb < start && start - cue.verb <= 12
        || cue.verb > start
        || page.sentence_of(start) == page.sentence_of(cue.verb)
}

/// Whether the cue stands right behind the quote: "…," Keller said.
fn follows_closely(page: &Page<'_>, end: Tok, cue: &Cue) -> bool {
    let start = cue.source.as_ref().map_or(cue.verb, |party| party.toks.start.min(cue.verb));
    start >= end && start - end <= 3 && page.paragraph_of(start) == page.paragraph_of(end - 1)
}

fn distance(quote: &Range<Tok>, verb: Tok) -> usize {
    if verb < quote.start { quote.start - verb } else { verb.saturating_sub(quote.end - 1) }
}

fn first_word(page: &Page<'_>, toks: &Range<Tok>) -> Tok {
    (toks.start + 1).min(toks.end - 1).min(page.len() - 1)
}

/// Scare quotes and borrowed phrases: at most three words and no verb.
fn is_fragment(page: &Page<'_>, toks: &Range<Tok>) -> bool {
    let words = toks.clone().filter(|&tok| page.word(tok).chars().any(char::is_alphanumeric));
    words.count() <= 3 && !toks.clone().any(|tok| page.is_verb(tok))
}

/// A quotation that opens a sentence right after a quoted statement of its paragraph, or continues one from the
/// paragraph before, has the same speaker.
fn continue_quotes(page: &Page<'_>, drafts: &[Draft], owner: &mut [Option<usize>]) {
    for number in 0..owner.len() {
        if owner[number].is_some() || number == 0 && page.quotes.all[0].continues.is_none() {
            continue;
        }
        let quote = &page.quotes.all[number];
        if let Some(before) = quote.continues {
            owner[number] = owner[before];
            continue;
        }
        let before = &page.quotes.all[number - 1];
        let Some(cue) = owner[number - 1] else { continue };
        let verb = drafts[cue].cue.verb;
        let split = (before.toks.end..quote.toks.start).contains(&verb)
            && page.sentence_of(verb) == page.sentence_of(quote.toks.start)
            && quote.toks.start - before.toks.end <= 15;
        if split {
            owner[number] = Some(cue);
            continue;
        }
        if !starts_sentence(page, quote.toks.start) || is_fragment(page, &quote.toks) {
            continue;
        }
        let same_paragraph = page.paragraph_of(before.toks.start) == page.paragraph_of(quote.toks.start);
        let gap = (before.toks.end..quote.toks.start).filter(|&tok| !page.is_space(tok)).count();
        let cue_between = (before.toks.end..quote.toks.start).contains(&verb);
        let next_paragraph = page.paragraph_of(before.toks.start) + 1 == page.paragraph_of(quote.toks.start)
            && fills_paragraph(page, &quote.toks)
            && (gap == 0 || cue_between && gap <= 15);
        if same_paragraph && (gap <= 1 || cue_between && gap <= 25) || next_paragraph {
            owner[number] = Some(cue);
        }
    }
}

/// A quotation that opens a paragraph or a sentence without a cue of its own goes on in the words of who spoke last
/// before it, in this paragraph or the one before. Gives the cues that took such a quotation.
fn carry_speakers(page: &Page<'_>, drafts: &[Draft], owner: &mut [Option<usize>]) -> BTreeSet<usize> {
    let mut carried = BTreeSet::new();
    for (number, quote) in page.quotes.all.iter().enumerate() {
        let start = quote.toks.start;
        let opens = starts_sentence(page, start) && quote.toks.len() >= 6;
        if owner[number].is_some() || !opens || !ends_sentence(page, &quote.toks) {
            continue;
        }
        let spoke = |draft: &Draft| {
            let cue = &draft.cue;
            let gap = page.paragraph_of(start).saturating_sub(page.paragraph_of(cue.verb));
            cue.verb < start
                && gap <= 1
                && cue.quotes
                && page.quotes.of(cue.verb).is_none()
                && is_speaker(cue)
        };
        let last =
            drafts.iter().rposition(|draft| draft.cue.verb < start && draft.cue.quotes && draft.cue.speech);
        if let Some(cue) = last.filter(|&cue| spoke(&drafts[cue])) {
            owner[number] = Some(cue);
            carried.insert(cue);
        }
    }
    carried
}

/// Somebody, not "the poll".
fn is_speaker(cue: &Cue) -> bool {
    cue.source.as_ref().is_some_and(|party| !party.actors.is_empty())
}

/// Whether nothing of the sentence follows the quotation.
fn ends_sentence(page: &Page<'_>, toks: &Range<Tok>) -> bool {
    let end = toks.end.min(page.len());
    let sentence = page.sentence(page.sentence_of(end - 1));
    (end..sentence.end).all(|tok| page.is_space(tok) || matches!(page.word(tok), "." | "”" | "\""))
}

fn starts_sentence(page: &Page<'_>, tok: Tok) -> bool {
    let start = page.sentence(page.sentence_of(tok)).start;
    (start..tok).all(|t| page.is_space(t)) || tok > 0 && matches!(page.word(tok - 1), "." | "?" | "!")
}

fn fills_paragraph(page: &Page<'_>, toks: &Range<Tok>) -> bool {
    let paragraph = page.paragraphs()[page.paragraph_of(toks.start)].clone();
    paragraph.filter(|tok| !toks.contains(tok)).all(|tok| page.is_space(tok))
}

/// Extends content to whole quotations where it holds part of one, unless the cue stands inside.
fn complete_quotes(page: &Page<'_>, toks: &mut BTreeSet<Tok>, verb: Tok) {
    let touched: BTreeSet<usize> = toks.iter().filter_map(|&tok| page.quotes.of(tok)).collect();
    for quote in touched {
        let range = &page.quotes.all[quote].toks;
        if !range.contains(&verb) && page.quotes.of(verb).is_none() {
            toks.extend(range.clone());
        }
    }
}

/// Runs of consecutive tokens, without commas and white space at their ends and without runs of bare punctuation.
fn stretches(page: &Page<'_>, toks: &BTreeSet<Tok>) -> Vec<Range<Tok>> {
    let mut runs: Vec<Range<Tok>> = Vec::new();
    for &tok in toks {
        match runs.last_mut() {
            Some(run) if run.end == tok => run.end = tok + 1,
            _ => runs.push(tok..tok + 1),
        }
    }
    runs.into_iter().map(|run| trimmed(page, run)).filter(|run| !run.is_empty()).collect()
}

fn trimmed(page: &Page<'_>, run: Range<Tok>) -> Range<Tok> {
    let loose = |tok: Tok| {
        page.is_space(tok) || matches!(page.word(tok), "," | ":" | ";" | "." | "-" | "—" | "–" | "--")
    };
    let mut run = run;
    while !run.is_empty() && loose(run.start) {
        run.start += 1;
    }
    while !run.is_empty() && loose(run.end - 1) {
        run.end -= 1;
    }
    let has_word = run.clone().any(|tok| page.word(tok).chars().any(char::is_alphanumeric));
    if has_word { run } else { run.start..run.start }
}

fn quotation(page: &Page<'_>, content: &[Range<Tok>]) -> Quotation {
    let words = |quoted: bool| {
        let toks = content.iter().flat_map(Clone::clone);
        toks.filter(|&tok| page.word(tok).chars().any(char::is_alphanumeric))
            .filter(|&tok| page.quotes.of(tok).is_some() == quoted)
            .count()
    };
    match (words(true), words(false)) {
        (0, _) => Quotation::Indirect,
        (_, 0) => Quotation::Direct,
        _ => Quotation::Mixed,
    }
}
