//! Ctrl-C in the middle of a long calculation.

use rustix::process::{Pid, Signal, kill_process};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Takes a minute if nobody interrupts it.
fn long_list() -> String {
    let mut state = 1u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % 20_000
    };
    (0..120_000).map(|_| format!("{}\t{}\n", next(), next())).collect()
}

#[test]
fn ctrl_c_ends_a_long_pass_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("ties.tsv");
    std::fs::write(&list, long_list()).expect("a list");
    let mut program = Command::new(assert_cmd::cargo::cargo_bin!("sociogram"))
        .args(["analyze", "brokers", "--edges", "ties.tsv", "-o", "brokers.csv"])
        .current_dir(folder.path())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(program.try_wait().expect("a child"), None, "it is still at work");
    kill_process(Pid::from_child(&program), Signal::INT).expect("it can be told");
    assert_eq!(program.wait().expect("a child").code(), Some(130));
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).expect("a folder").map(|f| f.unwrap().file_name()).collect();
    assert_eq!(left, ["ties.tsv"]);
}
