//! Tokens cover the text without gaps, and heads are tokens.
#![no_main]
use sociogram::language::{English, Parser, blocks};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut parser = Parser::new(English::shared());
    for block in blocks(text) {
        let parse = parser.parse(&text[block.clone()]);
        let mut at = 0;
        for token in &parse.tokens {
            assert_eq!(token.start, at);
            at = token.end + usize::from(token.space);
            assert!(token.head < parse.tokens.len());
        }
        assert_eq!(at, block.len());
    }
});
