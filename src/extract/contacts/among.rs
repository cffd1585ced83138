//! Named members of a group that took part: "spoke with forty doctors, among them Ada Quist".

use super::super::cast::CastMention;
use super::super::page::Tok;
use super::super::references::Party;
use super::{Contact, Finder};
use crate::language::{Dep, Pos, Tag};
use std::ops::Range;

impl Finder<'_> {
    /// Adds the persons named behind the last, unnamed plural party of a side.
    pub(super) fn name_members(&self, contact: &mut Contact) {
        for side in &mut contact.sides {
            let Some(last) = side.last().filter(|party| party.actors.is_empty()) else { continue };
            let end = self.page.sentence(self.page.sentence_of(last.head)).end;
            let named = self.members(last.toks.end..end);
            side.extend(named);
        }
    }

    /// The persons of ", among them A and B", ", including A and B", if the phrase follows at once.
    fn members(&self, rest: Range<Tok>) -> Vec<Party> {
        let page = self.page;
        let Some(first) = rest.clone().find(|&tok| page.word(tok) != ",") else { return Vec::new() };
        let begins = match page.lower(first) {
            "including" => first + 1,
            "among" if first + 1 < rest.end && page.lower(first + 1) == "them" => first + 2,
            _ => return Vec::new(),
        };
        if first > rest.start + 1 {
            return Vec::new();
        }
        // Up to the next verb: behind it something else begins.
        let stop = (begins..rest.end).find(|&tok| page.is_verb(tok) || page.pos(tok) == Pos::Sconj);
        let list = begins..stop.unwrap_or(rest.end);
        // "including about Ruiz", "including a friend of Ruiz", "including Ruiz's sister": somebody else.
        let other = |mention: &CastMention| {
            let (head, end) = (mention.toks.end - 1, mention.toks.end);
            page.dep(head) == Dep::Pobj && page.head(head) >= begins
                || end < page.len() && page.tag(end) == Tag::PosTag
        };
        let named = self.cast.mentions.iter().filter(|mention| {
            mention.named && list.contains(&mention.toks.start) && self.cast.is_person(mention.actor)
        });
        named.filter(|mention| !other(mention)).map(|mention| Party::named(mention, 5)).collect()
    }
}
