#![no_main]
sociogram_fuzz::reader!("spacy");
