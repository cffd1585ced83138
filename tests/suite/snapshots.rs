//! Whole answers: output, messages and exit code beside the call.

use crate::program::Sandbox;

macro_rules! snapshot {
    ($name:ident, $($argument:literal),+) => {
        #[test]
        fn $name() {
            insta::assert_snapshot!(Sandbox::with_case().show(&[$($argument),+]));
        }
    };
}

snapshot!(who, "who", "Keller", "talks.json");
snapshot!(who_with_plans, "who", "Keller", "--certainty", "any", "talks.json");
snapshot!(who_json, "who", "Osei", "--json", "talks.json");
snapshot!(who_as_csv, "who", "Ibarra", "--format", "csv", "talks.json");
snapshot!(path, "path", "Keller", "Ibarra", "talks.json");
snapshot!(path_all, "path", "Keller", "Novak", "--all", "talks.json");
snapshot!(path_against_telling, "path", "Novak", "Ibarra", "talks.json");
snapshot!(path_missing, "path", "Haddad", "Keller", "talks.json");
snapshot!(explain, "explain", "Keller", "Novak", "talks.json");
snapshot!(explain_as_markdown, "explain", "Keller", "Osei", "--format", "md", "talks.json");
snapshot!(list_people, "list", "people", "talks.json");
snapshot!(list_events, "list", "events", "talks.json");
snapshot!(list_statements, "list", "statements", "talks.json");
snapshot!(unknown_name, "who", "Kelller", "talks.json");
snapshot!(help, "--help");
snapshot!(help_of_path, "path", "--help");

#[test]
fn report() {
    let sandbox = Sandbox::with_case();
    sandbox.run(&["report", "talks.json", "-o", "out"]);
    insta::assert_snapshot!(sandbox.read("out/report.md"));
}

#[test]
fn annotations() {
    let run = Sandbox::with_case().run(&["extract", "--format", "annotations", "talks.json"]);
    let value: serde_json::Value = serde_json::from_str(&run.stdout).expect("one line of JSON");
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).expect("a value"));
}
