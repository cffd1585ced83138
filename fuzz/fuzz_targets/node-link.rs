#![no_main]
sociogram_fuzz::reader!("node-link");
