//! Tests that run the program or look at the whole of it. Most tests live beside the code they test.

mod acceptance;
mod accessible;
mod case_folder;
mod case_safety;
mod contacts;
mod drawing;
mod events;
mod exchange;
mod gold;
mod graph_readers;
mod hostile;
mod imports;
#[cfg(unix)]
mod interrupt;
mod parsed;
mod passes;
mod plover;
mod program;
mod readers;
mod reading;
mod readme;
mod redaction;
mod robust;
mod seed;
mod shell;
mod snapshots;
mod tables;
mod walk;
