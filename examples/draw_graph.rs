//! Draws a network given as JSON: `cargo run --example draw_graph GRAPH.json OUT.svg`.
use sociogram::layout::{NetworkOptions, Sketch, StressEngine, draw};
use sociogram::render::{SvgOptions, svg};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("usage: draw_graph GRAPH.json OUT.svg".into());
    };
    let sketch = Sketch::from_json(&std::fs::read_to_string(input)?)?;
    let begin = std::time::Instant::now();
    let diagram = draw(&sketch, &NetworkOptions::default(), &StressEngine::default());
    let took = begin.elapsed();
    std::fs::write(output, svg(&diagram, &SvgOptions::default()))?;
    let report = format!("{:?} in {took:?}\n", diagram.faults);
    std::io::Write::write_all(&mut std::io::stderr(), report.as_bytes())?;
    Ok(())
}
