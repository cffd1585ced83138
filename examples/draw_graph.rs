//! Draws a network given as JSON (see `Sketch::from_json`) as SVG, and tells what is hard to read in it.
//!
//! `cargo run --release --example draw_graph -- GRAPH.json [FILE.svg]`

use sociogram::layout::{Diagram, NetworkOptions, Sketch, StressEngine, draw};
use sociogram::render::{SvgOptions, svg};
use std::io::Write;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let graph = arguments.next().ok_or("usage: draw_graph GRAPH.json [FILE.svg]")?;
    let sketch = Sketch::from_json(&std::fs::read_to_string(&graph)?)?;
    let start = Instant::now();
    let diagram = draw(&sketch, &NetworkOptions::default(), &StressEngine::default());
    let seconds = start.elapsed().as_secs_f64();
    let Diagram { boxes, lines, faults, width, height, .. } = &diagram;
    let (boxes, lines) = (boxes.len(), lines.len());
    let mut out = std::io::stdout().lock();
    writeln!(out, "{boxes} boxes, {lines} lines, {width:.0} × {height:.0} px, {seconds:.2} s")?;
    writeln!(out, "{} crossings, {} lines through boxes", faults.crossings, faults.lines_through_boxes)?;
    writeln!(out, "{} overlaps, {} labels in the way", faults.overlapping_boxes, faults.label_conflicts)?;
    if let Some(file) = arguments.next() {
        std::fs::write(file, svg(&diagram, &SvgOptions::default()))?;
    }
    Ok(())
}
