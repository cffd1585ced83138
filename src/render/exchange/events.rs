//! Events as a table and as records, with their evidence.

use super::super::escape::csv_field;
use super::{Dropped, Exported};
use crate::graph::Filter;
use crate::model::{Case, Event, EventReport, ParticipantRole};
use serde_json::{Map, Value as Json, json};

const HEADS: [&str; 17] = [
    "id",
    "kind",
    "layer",
    "certainty",
    "date",
    "date_words",
    "place",
    "participants",
    "roles",
    "confidence",
    "claimed_by",
    "reports",
    "documents",
    "evidence",
    "headline",
    "publisher",
    "url",
];

/// One event a row; of several participants the names stand in one field, with `; ` between, and so do their roles.
pub(super) fn events_csv(case: &Case, filter: &Filter) -> Exported {
    let mut out = HEADS.join(",");
    out.push('\n');
    for event in case.events.iter().filter(|event| filter.admits_event(event)) {
        let fields = row(case, event);
        out.push_str(&fields.iter().map(|field| csv_field(field)).collect::<Vec<_>>().join(","));
        out.push('\n');
    }
    Exported::one(out, dropped(case))
}

fn row(case: &Case, event: &Event) -> [String; 17] {
    let when = event.when.as_ref();
    let names: Vec<_> = event.participants.iter().map(|part| case.name_of(&part.entity)).collect();
    let roles: Vec<_> = event.participants.iter().map(|part| part.role.as_str()).collect();
    let report = event.reports.first();
    let document = report.and_then(|report| case.document(&report.evidence.document));
    let maybe = |text: Option<&String>| text.cloned().unwrap_or_default();
    [
        event.id.clone(),
        event.kind.to_string(),
        event.layer().to_string(),
        event.certainty.to_string(),
        maybe(when.and_then(|when| when.edtf.as_ref())),
        maybe(when.and_then(|when| when.phrase.as_ref())),
        event.place.as_deref().map(|place| case.name_of(place)).unwrap_or_default().to_owned(),
        names.join("; "),
        roles.join("; "),
        event.confidence.as_percent().to_string(),
        event.claimed_by.as_deref().map(|id| case.name_of(id)).unwrap_or_default().to_owned(),
        event.reports.len().to_string(),
        event.corroboration().to_string(),
        report.map(|report| report.evidence.quote.clone()).unwrap_or_default(),
        maybe(document.and_then(|document| document.title.as_ref())),
        maybe(document.and_then(|document| document.publisher.as_ref())),
        maybe(document.and_then(|document| document.url.as_ref())),
    ]
}

/// One event a line, as JSON, with every participant and every report.
pub(super) fn events_ndjson(case: &Case, filter: &Filter) -> Exported {
    let mut out = String::new();
    for event in case.events.iter().filter(|event| filter.admits_event(event)) {
        out.push_str(&record(case, event).to_string());
        out.push('\n');
    }
    Exported::one(out, dropped(case))
}

fn record(case: &Case, event: &Event) -> Json {
    let participants: Vec<_> = event
        .participants
        .iter()
        .map(|part| {
            let mut json = Map::new();
            json.insert("id".to_owned(), part.entity.clone().into());
            json.insert("name".to_owned(), case.name_of(&part.entity).into());
            if part.role != ParticipantRole::Attendee {
                json.insert("role".to_owned(), part.role.as_str().into());
            }
            if let Some(side) = part.side {
                json.insert("side".to_owned(), side.into());
            }
            Json::Object(json)
        })
        .collect();
    let reports: Vec<_> = event.reports.iter().map(|report| report_json(case, report)).collect();
    let mut json = json!({
        "id": event.id,
        "kind": event.kind.as_str(),
        "layer": event.layer().as_str(),
        "certainty": event.certainty.as_str(),
        "confidence": event.confidence.as_percent(),
        "participants": participants,
        "reports": reports,
    });
    if let Some(when) = &event.when {
        json["when"] = serde_json::to_value(when).expect("a date serialises");
    }
    if let Some(place) = &event.place {
        json["place"] = case.name_of(place).into();
    }
    if let Some(source) = &event.claimed_by {
        json["claimed_by"] = case.name_of(source).into();
    }
    json
}

fn report_json(case: &Case, report: &EventReport) -> Json {
    let mut json = json!({
        "evidence": report.evidence.quote,
        "bytes": [report.evidence.start, report.evidence.end],
        "certainty": report.certainty.as_str(),
        "confidence": report.confidence.as_percent(),
    });
    if let Some(document) = case.document(&report.evidence.document) {
        json["document"] = document.name.clone().into();
        json["document_sha256"] = document.sha256.clone().into();
        for (name, text) in [
            ("headline", &document.title),
            ("publisher", &document.publisher),
            ("published", &document.date.map(|date| date.to_string())),
            ("url", &document.url),
        ] {
            if let Some(text) = text {
                json[name] = text.clone().into();
            }
        }
    }
    json
}

fn dropped(case: &Case) -> Vec<Dropped> {
    Dropped::some([("statements", case.statements.len())])
}
