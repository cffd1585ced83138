//! Several tellings of one event become one event with several reports.

use super::cast::{ActorId, Cast};
use super::contacts::Contact;
use crate::model::{Certainty, EntityKind, Event, EventKind, ParticipantRole, When};
use std::collections::{BTreeMap, BTreeSet};

/// One participant while an event is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) actor: ActorId,
    pub(crate) role: ParticipantRole,
    pub(crate) side: Option<u8>,
}

/// An event of one document before it gets ids.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) kind: EventKind,
    pub(crate) members: Vec<Member>,
    pub(crate) certainty: Certainty,
    pub(crate) when: Option<When>,
    pub(crate) place: Option<ActorId>,
    /// Every telling, in text order.
    pub(crate) contacts: Vec<Contact>,
    /// On whose word each telling stands.
    pub(crate) claims: Vec<Option<ActorId>>,
}

impl Draft {
    pub(crate) fn of(contact: Contact, when: Option<When>, claim: Option<ActorId>, cast: &Cast) -> Self {
        let two_sided = !contact.sides[1].is_empty();
        let known: usize = contact.parties().map(|(_, party)| party.actors.len()).sum();
        let mut members: Vec<Member> = Vec::new();
        for (side, party) in contact.parties() {
            for &actor in &party.actors {
                let side_number = (two_sided && known > 2).then_some(side as u8);
                if members.iter().all(|member| member.actor != actor) {
                    members.push(Member { actor, role: contact.roles[side], side: side_number });
                }
            }
        }
        let place = contact.place.as_ref().and_then(|toks| cast.actor_at(toks.start));
        Self {
            kind: contact.kind,
            members,
            certainty: contact.certainty,
            when,
            place,
            contacts: vec![contact],
            claims: vec![claim],
        }
    }

    pub(crate) fn actors(&self) -> BTreeSet<ActorId> {
        self.members.iter().map(|member| member.actor).collect()
    }

    /// The claimant, if every telling stands on somebody's word; none if one is the reporter's own.
    pub(crate) fn claimed_by(&self) -> Option<ActorId> {
        let all = self.claims.iter().all(Option::is_some);
        self.claims.first().copied().flatten().filter(|_| all)
    }
}

/// Joins tellings of one event: same participants, or some of them, told with the same certainty and no other date.
pub(crate) fn within_document(drafts: &mut Vec<Draft>, cast: &Cast) {
    let mut joined: Vec<Draft> = Vec::new();
    let mut pending = std::mem::take(drafts);
    pending.sort_by_key(|draft| (std::cmp::Reverse(draft.members.len()), draft.contacts[0].trigger));
    for draft in pending {
        match joined.iter_mut().find(|known| is_same(known, &draft, cast)) {
            Some(known) => absorb(known, draft),
            None => joined.push(draft),
        }
    }
    for draft in &mut joined {
        let mut order: Vec<usize> = (0..draft.contacts.len()).collect();
        order.sort_by_key(|&n| draft.contacts[n].trigger);
        draft.contacts = order.iter().map(|&n| draft.contacts[n].clone()).collect();
        draft.claims = order.iter().map(|&n| draft.claims[n]).collect();
    }
    joined.sort_by_key(|draft| draft.contacts[0].trigger);
    *drafts = joined;
}

/// Kinds that one event may be called by turns.
pub(crate) fn family(kind: EventKind) -> u8 {
    match kind {
        EventKind::Meet | EventKind::Negotiate | EventKind::Visit | EventKind::Mediate => 0,
        other => 1 + other as u8,
    }
}

fn is_same(known: &Draft, draft: &Draft, cast: &Cast) -> bool {
    family(known.kind) == family(draft.kind)
        && known.certainty == draft.certainty
        && dates_agree(known.when.as_ref(), draft.when.as_ref())
        && places_agree(known, draft)
        && (is_part(known, draft) || is_metonym(known, draft, cast))
}

fn dates_agree(one: Option<&When>, other: Option<&When>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => match (one.bounds(), other.bounds()) {
            (Some(a), Some(b)) => a.0 <= b.1 && b.0 <= a.1,
            _ => match (one.offset_days, other.offset_days) {
                (Some(a), Some(b)) => a == b,
                _ => one.phrase == other.phrase || one.edtf.is_none() != other.edtf.is_none(),
            },
        },
        _ => true,
    }
}

fn places_agree(known: &Draft, draft: &Draft) -> bool {
    known.place.is_none() || draft.place.is_none() || known.place == draft.place
}

/// The smaller telling names at least two of the larger one's participants and nobody else.
fn is_part(known: &Draft, draft: &Draft) -> bool {
    let (all, some) = (known.actors(), draft.actors());
    some.len() >= 2 && some.is_subset(&all)
        || some.len() == 1
            && all == some
            && known.contacts.iter().any(|c| unnamed_heads(c) == unnamed_heads(&draft.contacts[0]))
}

fn unnamed_heads(contact: &Contact) -> Vec<usize> {
    contact.parties().filter(|(_, p)| p.actors.is_empty()).map(|(_, p)| p.toks.len()).collect()
}

/// "met with Moscow" repeats the meeting with Moscow's president: a government stands for a member of its country.
fn is_metonym(known: &Draft, draft: &Draft, cast: &Cast) -> bool {
    let all = known.actors();
    let stands = |actor: &ActorId| cast.actors[*actor].stands_for.is_some();
    let (governments, persons): (Vec<ActorId>, Vec<ActorId>) = draft.actors().into_iter().partition(stands);
    !governments.is_empty()
        && !persons.is_empty()
        && persons.iter().all(|person| all.contains(person))
        && known.members.iter().any(|member| {
            !persons.contains(&member.actor)
                && cast.actors[member.actor].kind == EntityKind::Person
                && opposite(known, &persons, member)
        })
}

/// Whether a member stands on another side than these persons.
fn opposite(known: &Draft, persons: &[ActorId], member: &Member) -> bool {
    let side = known.members.iter().find(|m| persons.contains(&m.actor)).and_then(|m| m.side);
    side.is_none() || side != member.side
}

/// Whether a telling has two in contact whom the known ones put on one side: then the sides say nothing.
fn meets_within_a_side(known: &Draft, draft: &Draft) -> bool {
    let side = |member: &Member| {
        let other = known.members.iter().find(|other| other.actor == member.actor);
        other.and_then(|other| other.side)
    };
    let free: Vec<u8> = draft.members.iter().filter(|m| m.side.is_none()).filter_map(side).collect();
    free.iter().enumerate().any(|(n, one)| free[n + 1..].contains(one))
}

fn absorb(known: &mut Draft, draft: Draft) {
    known.kind = stronger(known.kind, draft.kind);
    if meets_within_a_side(known, &draft) {
        known.members.iter_mut().for_each(|member| member.side = None);
    }
    known.when = known.when.take().or(draft.when);
    known.place = known.place.or(draft.place);
    known.contacts.extend(draft.contacts);
    known.claims.extend(draft.claims);
}

/// Mediation, then negotiation, then visit, then meeting (the precedence of the CAMEO codebook).
pub(crate) fn stronger(one: EventKind, other: EventKind) -> EventKind {
    let rank = |kind| match kind {
        EventKind::Mediate => 0,
        EventKind::Negotiate => 1,
        EventKind::Visit => 2,
        _ => 3,
    };
    if rank(other) < rank(one) { other } else { one }
}

/// Joins events that came to the same id (one trigger read by two rules), the first staying.
pub(crate) fn same_ids(events: &mut Vec<Event>) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<Event> = Vec::new();
    for event in events.drain(..) {
        if first.contains_key(&event.id) {
            continue;
        }
        first.insert(event.id.clone(), kept.len());
        kept.push(event);
    }
    *events = kept;
}
