use super::*;

fn graph(text: &str) -> Result<Multigraph, String> {
    Reading::new(File { name: "x.dot", text }).and_then(Reading::graph).map_err(|error| error.to_string())
}

fn edges(text: &str) -> Vec<String> {
    let graph = graph(text).unwrap();
    graph.links.iter().map(|link| format!("{}>{}", link.source, link.target)).collect()
}

#[test]
fn chains_groups_ports_and_directions_are_read() {
    assert_eq!(edges("digraph{a->b->c;a:p:ne->b:q}"), ["a>b", "b>c", "a>b"]);
    assert_eq!(edges("graph { {a b} -- subgraph s { c; d } }"), ["a>c", "a>d", "b>c", "b>d"]);
    assert_eq!(edges("strict graph { a -- b; b -- a; a -- a }"), ["a>b", "a>a"]);
    assert_eq!(edges("strict digraph { a -> b; b -> a; a -> b }"), ["a>b", "b>a"]);
    assert_eq!(edges("digraph { a -> b [dir=back] }"), ["b>a"]);
    assert_eq!(edges("GRAPH x{rankdir=LR;-1.5--a--\"graph\"}"), ["-1.5>a", "a>graph"]);
    assert_eq!(edges("graph { é_1 -- 2 // c\n /* -- */ # x\n}"), ["é_1>2"]);
}

#[test]
fn attributes_and_their_defaults_are_read() {
    let text = r#"graph { node [kind=person]; a [label="Ann \"the\" Lee\nX\\Y"] b [label=<<b>Ben</b><br/>O&amp;G>]
        { edge [kind=call weight=2.5] a -- b [kind="me" + "et", date="2031-03-04"]; a -- b } c -- a }"#;
    let graph = graph(text).unwrap();
    let labels: Vec<_> = graph.vertices.iter().map(|vertex| vertex.label.as_str()).collect();
    assert_eq!(labels, ["Ann \"the\" Lee X\\Y", "Ben O&G", ""]);
    assert!(graph.vertices.iter().all(|vertex| vertex.attributes.text("kind").unwrap() == "person"));
    let kinds: Vec<_> = graph.links.iter().map(|link| link.attributes.text("kind")).collect();
    assert_eq!(kinds, [Some("meet".to_owned()), Some("call".to_owned()), None]);
    assert_eq!(graph.links[0].attributes["weight"], Value::Number(2.5));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let cases = [
        ("graph {\n a -> b }", "x.dot, line 2, column 3: `->` stands where `--` should be"),
        ("graph { a -- ", "the file ends where a node should be"),
        ("graph { a", "the file ends where `}` should be"),
        ("graph { \"a }", "line 1, column 9: a quotation mark is never closed"),
        ("graph { a [label=<<b> }", "a label in markup is never closed"),
        ("graph { /* }", "a comment is never closed"),
        ("graph { a ! }", "'!' means nothing here"),
        ("graph {} graph {}", "'graph' stands where the end of the file should be"),
        ("graph { a [b= }", "`}` stands where a value should be"),
    ];
    for (text, said) in cases {
        let error = graph(text).unwrap_err();
        assert!(error.contains(said), "{text}: {error}");
    }
}

#[test]
fn small_files_cannot_ask_for_much() {
    let deep = format!("graph {{ {} {} }}", "{ ".repeat(100_000), "} ".repeat(100_000));
    assert!(graph(&deep).unwrap_err().contains("deeper than 100"));
    let many: String = (0..3000).map(|number| format!("n{number} ")).collect();
    assert!(graph(&format!("graph {{ {{ {many} }} -- {{ {many} }} }}")).unwrap_err().contains("multiply"));
    let (long, ties) = ("x".repeat(1_000_000), "a--b;".repeat(1000));
    assert!(graph(&format!("graph {{ edge [k={long}] {ties} }}")).unwrap_err().contains("too long"));
    let groups = "{}".repeat(1000);
    assert!(graph(&format!("graph {{ edge [k={long}] {groups} }}")).unwrap_err().contains("too long"));
}

#[test]
fn prose_is_no_dot() {
    for text in [
        "Graph theory (is",
        "Graph-theory { is",
        "graph",
        "A graph {",
        "strict rules { apply",
        "digraph x y {",
    ] {
        assert!(!(FORMAT.recognise)(text), "{text}");
    }
    assert!((FORMAT.recognise)("// by hand\nstrict digraph \"x\" {"));
}
