#![no_main]
sociogram_fuzz::reader!("ftm");
