//! The timeline as SVG: a lane per actor, a mark per event that joins its participants.

use super::SvgOptions;
use super::legend::{self, Draw, Entry, Sample};
use super::lines::{Look, cross, dashes, told_as};
use super::nodes::mark;
use super::page::{Sheet, colours};
use super::palette::{self, GROUND, LABEL, NAME, SUBHEAD};
use super::xml::{escape, px};
use crate::layout::{Day, Lane, LineForm, Mark, Point, Timeline};
use crate::model::{Certainty, Layer};

const INK: &str = "#4A545E";
const DARK: &[(&str, &str)] = &[
    (".e", "stroke:#31363C"),
    (".e1", "fill:#1B2026"),
    (".h", "stroke:#B4BEC8"),
    (".p", "fill:#B4BEC8"),
    (".y", "stroke:#84909B"),
];

/// Writes a timeline as one SVG document.
///
/// ```
/// use sociogram::layout::Timeline;
/// use sociogram::render::svg::{SvgOptions, timeline_svg};
/// assert!(timeline_svg(&Timeline::default(), &SvgOptions::default()).starts_with("<svg "));
/// ```
pub fn timeline_svg(timeline: &Timeline, options: &SvgOptions) -> String {
    let drawing = days(timeline) + &lanes(timeline) + &marks(timeline);
    let sheet = Sheet {
        title: &timeline.title,
        subtitle: &timeline.subtitle,
        description: &timeline.description,
        width: timeline.width,
        height: timeline.height,
        drawing,
        legend: legend(timeline),
        key: key(timeline),
        notes: &timeline.notes,
        colours: colours(timeline.lanes.iter().map(|lane| (lane.side, false))),
        dark: DARK,
    };
    sheet.write(options)
}

/// What each number stands for.
fn key(timeline: &Timeline) -> Vec<String> {
    if !timeline.numbered {
        return Vec::new();
    }
    timeline.marks.iter().map(|mark| mark.text.clone()).collect()
}

/// Days above their columns, every other one on a tint; what is undated stands apart.
fn days(timeline: &Timeline) -> String {
    let mut drawn = String::new();
    for (number, day) in timeline.days.iter().enumerate() {
        let (width, middle) = (day.right - day.left, (day.left + day.right) / 2.0);
        if number % 2 == 0 {
            drawn += &format!(
                "<rect class=\"e1\" x=\"{}\" y=\"0\" width=\"{}\" height=\"{}\" rx=\"4\" fill=\"#F3F5F6\"/>\n",
                px(day.left - 3.0),
                px(width + 6.0),
                px(timeline.height),
            );
        }
        drawn += &day_head(day, middle);
    }
    drawn
}

fn day_head(day: &Day, middle: f64) -> String {
    let style = if day.dated { " font-weight=\"bold\"" } else { " font-style=\"italic\"" };
    format!(
        "<text class=\"u\" x=\"{}\" y=\"15\" font-size=\"11\" text-anchor=\"middle\"{style} fill=\"{SUBHEAD}\">{}</text>\n",
        px(middle),
        escape(&day.text)
    )
}

/// The name, a faint lane over everything, a stronger one where its owner takes part.
fn lanes(timeline: &Timeline) -> String {
    let mut drawn = format!("<g class=\"n\" font-size=\"{}\">\n", px(timeline.name_size));
    for lane in &timeline.lanes {
        drawn += &lane_group(timeline, lane);
    }
    drawn + "</g>\n"
}

fn lane_group(timeline: &Timeline, lane: &Lane) -> String {
    let colour = palette::colour_of(lane.side);
    let side = lane.side.map_or("", |side| timeline.sides[side].as_str());
    let data_side = if side.is_empty() { String::new() } else { format!(" data-side=\"{}\"", escape(side)) };
    let mut tooltip = format!("{}\n{}", lane.name, lane.kind);
    for detail in [side, lane.note.as_str()].into_iter().filter(|detail| !detail.is_empty()) {
        tooltip += &format!(", {detail}");
    }
    let (y, border) = (px(lane.y), palette::side(colour).border);
    let reach = format!(
        "<path class=\"s{colour}\" d=\"M{} {y}H{}\" stroke=\"{border}\" stroke-width=\"2\"/>",
        px(lane.reach.0.min(timeline.width)),
        px(lane.reach.1.max(0.0))
    );
    format!(
        "<g data-node=\"{}\"{data_side} data-type=\"{}\"><title>{}</title>\
         <path class=\"e\" d=\"M{} {y}H{}\" stroke=\"#E3E7EA\"/>{reach}\
         <g class=\"s{colour}\">{}</g><text class=\"k\" data-outside=\"\" x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"{NAME}\">{}</text></g>\n",
        escape(&lane.id),
        lane.kind,
        escape(&tooltip),
        px(timeline.names),
        px(timeline.width),
        mark(colour, Point::new(timeline.names - 9.0, lane.y), 4.0),
        px(timeline.names - 19.0),
        px(lane.y + 0.35 * timeline.name_size),
        escape(&lane.name),
    )
}

fn marks(timeline: &Timeline) -> String {
    let mut drawn = String::from("<g text-anchor=\"middle\" font-size=\"10\">\n");
    for (number, mark) in timeline.marks.iter().enumerate() {
        drawn += &mark_group(timeline, number + 1, mark);
    }
    drawn + "</g>\n"
}

fn mark_group(timeline: &Timeline, number: usize, mark: &Mark) -> String {
    let ids: Vec<&str> = mark.lanes.iter().map(|&lane| timeline.lanes[lane].id.as_str()).collect();
    let undated = if mark.day.is_empty() { ", undated" } else { "" };
    let mut tooltip = vec![format!("{}{undated}", mark.text)];
    tooltip.extend(mark.evidence.iter().cloned());
    let label = if timeline.numbered {
        format!(
            "<text class=\"l\" x=\"{}\" y=\"{}\" fill=\"{LABEL}\">{number}</text>",
            px(mark.x),
            px(timeline.head - 8.0)
        )
    } else {
        String::new()
    };
    format!(
        "<g data-event=\"{}\" data-actors=\"{}\" data-layer=\"{}\" data-kind=\"{}\" data-certainty=\"{}\"><title>{}</title>{}{label}</g>\n",
        escape(&mark.id),
        escape(&ids.join(" ")),
        mark.kind.layer(),
        mark.kind,
        told_as(mark.contested, mark.claimed, mark.certainty),
        escape(&tooltip.join("\n")),
        shape(timeline, mark),
    )
}

/// A line across the lanes, a dot on each that takes part; an arrow head instead where somebody is told, called, visited.
fn shape(timeline: &Timeline, mark: &Mark) -> String {
    let y = |lane: usize| timeline.lanes[lane].y;
    let (Some(&first), Some(&last)) = (mark.lanes.first(), mark.lanes.last()) else { return String::new() };
    let mut drawn = stem(mark.x, y(first), y(last), mark);
    for &lane in &mark.lanes {
        let at = Point::new(mark.x, y(lane));
        drawn += &match mark.leading.is_empty() || mark.leading.contains(&lane) {
            true => dot(at, mark.certainty, mark.claimed),
            false => arrow(at, mark, &y),
        };
    }
    if mark.certainty == Certainty::Denied || mark.contested {
        drawn += &cross(Point::new(mark.x, (y(first) + y(first + 1)) / 2.0));
    }
    drawn
}

fn stem(x: f64, from: f64, to: f64, mark: &Mark) -> String {
    let look = Look {
        layer: Layer::Contact,
        form: LineForm::Plain,
        certainty: mark.certainty,
        contested: mark.contested,
        width: if mark.claimed { 1.1 } else { 1.8 },
        change: None,
    };
    format!(
        "<path class=\"h\" d=\"M{} {}V{}\" stroke=\"{INK}\" stroke-width=\"{}\"{}/>",
        px(x),
        px(from),
        px(to),
        px(look.width),
        dashes(&look)
    )
}

/// Full if it happened, hollow if not, small if only claimed.
fn dot(at: Point, certainty: Certainty, claimed: bool) -> String {
    let r = if claimed { 3.4 } else { 4.6 };
    let (x, y, r) = (px(at.x), px(at.y), px(r));
    if certainty == Certainty::Happened {
        return format!("<circle class=\"p\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"{INK}\"/>");
    }
    format!(
        "<circle class=\"h g\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"{GROUND}\" stroke=\"{INK}\" stroke-width=\"1.6\"/>"
    )
}

/// A triangle that points away from the nearest lane that leads.
fn arrow(at: Point, mark: &Mark, y: &impl Fn(usize) -> f64) -> String {
    let leader = mark.leading.iter().map(|&lane| y(lane)).min_by(|a, b| {
        let (a, b) = ((a - at.y).abs(), (b - at.y).abs());
        a.total_cmp(&b)
    });
    let down = leader.is_none_or(|leader| leader < at.y);
    let turn = if down { 1.0 } else { -1.0 };
    let point = |dx: f64, dy: f64| format!("{} {}", px(at.x + dx), px(at.y + dy * turn));
    let d = format!("M{}L{}L{}Z", point(-4.8, -4.5), point(4.8, -4.5), point(0.0, 4.5));
    if mark.certainty == Certainty::Happened {
        return format!("<path class=\"p\" d=\"{d}\" fill=\"{INK}\"/>");
    }
    format!("<path class=\"h g\" d=\"{d}\" fill=\"{GROUND}\" stroke=\"{INK}\" stroke-width=\"1.6\"/>")
}

fn legend(timeline: &Timeline) -> Vec<Vec<Entry>> {
    let members = || timeline.lanes.iter().map(|lane| (lane.side, lane.kind));
    let sides = legend::sides(&timeline.sides, members().map(|(side, _)| side));
    vec![sides, kinds(timeline), certainties(timeline)]
}

fn kinds(timeline: &Timeline) -> Vec<Entry> {
    let mutual: Draw = |at| dot(at, Certainty::Happened, false);
    let told: Draw = |at| {
        format!(
            "<path class=\"p\" d=\"M{0} {2}L{1} {2}L{3} {4}Z\" fill=\"{INK}\"/>",
            px(at.x - 4.8),
            px(at.x + 4.8),
            px(at.y - 4.5),
            px(at.x),
            px(at.y + 4.5)
        )
    };
    let mut entries = Vec::new();
    let directed = timeline.marks.iter().any(|mark| !mark.leading.is_empty());
    if directed {
        entries.push(Entry { sample: Sample::Drawn(mutual), text: "takes part".to_owned() });
    }
    if directed {
        entries.push(Entry { sample: Sample::Drawn(told), text: "is told, called, visited".to_owned() });
    }
    entries
}

fn certainties(timeline: &Timeline) -> Vec<Entry> {
    let samples: [(Certainty, Draw); 4] = [
        (Certainty::Happened, |at| sample(at, Certainty::Happened, false)),
        (Certainty::Planned, |at| sample(at, Certainty::Planned, false)),
        (Certainty::Proposed, |at| sample(at, Certainty::Proposed, false)),
        (Certainty::Denied, |at| sample(at, Certainty::Denied, false)),
    ];
    if timeline.marks.iter().all(|mark| mark.certainty == Certainty::Happened && !mark.claimed) {
        return Vec::new();
    }
    let occurs = |certainty| timeline.marks.iter().any(|mark| mark.certainty == certainty);
    let mut entries: Vec<Entry> = samples
        .into_iter()
        .filter(|(certainty, _)| occurs(*certainty))
        .map(|(certainty, draw)| Entry { sample: Sample::Drawn(draw), text: certainty.to_string() })
        .collect();
    if timeline.marks.iter().any(|mark| mark.claimed) {
        let draw: Draw = |at| sample(at, Certainty::Happened, true);
        entries.push(Entry { sample: Sample::Drawn(draw), text: "thin: claimed by one source".to_owned() });
    }
    entries
}

/// A lying mark of this certainty.
fn sample(at: Point, certainty: Certainty, claimed: bool) -> String {
    let width = if claimed { 1.1 } else { 1.8 };
    let look = Look {
        layer: Layer::Contact,
        form: LineForm::Plain,
        certainty,
        contested: false,
        width,
        change: None,
    };
    let line = format!(
        "<path class=\"h\" d=\"M{} {y}H{}\" stroke=\"{INK}\" stroke-width=\"{}\"{}/>",
        px(at.x - 11.0),
        px(at.x + 11.0),
        px(width),
        dashes(&look),
        y = px(at.y)
    );
    let ends = [-11.0, 11.0].map(|dx| dot(Point::new(at.x + dx, at.y), certainty, claimed));
    let denied = if certainty == Certainty::Denied { cross(at) } else { String::new() };
    format!("{line}{}{denied}", ends.concat())
}
