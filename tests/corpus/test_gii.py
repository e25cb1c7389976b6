"""A federal law from its xml.zip: every word in its place, nothing lost, and no file that does harm."""

import contextlib
import random
import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from corpus.documents import Provision
from corpus.errors import CorpusError, LayoutError, StructureError
from corpus.normref import NormRef
from corpus.sources import gii_archive
from corpus.sources.gii import parse_gii
from corpus.sources.gii_content import parse_content
from tests.corpus.pages_gii import (
    CHAPTER,
    HEAD,
    encrypted_zip,
    entries,
    law_xml,
    law_zip,
    lying_zip,
    muster_law,
    norm,
    xml_bomb,
    zip_of,
)

REF = NormRef("MusterG", "1")
AB = entries(("a)", "x"), ("b)", "y"))
ONE = norm("§ 1", "Zweck", "<P>Das Gesetz hilft.</P>")


def read(markup: str) -> tuple[Provision, ...]:
    return parse_content(REF, "Zweck", etree.fromstring(f"<Content>{markup}</Content>"))


def units(provision: Provision) -> list[tuple[str, ...]]:
    """Levels below the Absatz as text, and the words of each unit."""
    ref = replace(provision.units[0].ref or REF, satz=None, nummer=None, buchstabe=None, doppelbuchstabe=None)
    return [
        ("/".join(level or "-" for level in unit.ref.inner[1:]), provision.words(unit))
        for unit in provision.units
        if unit.ref is not None and ref.contains(unit.ref)
    ]


# --- the law ------------------------------------------------------------------------------------------------------


def test_a_law_is_read_with_head_paragrafe_and_repealed_ones() -> None:
    statute = parse_gii(muster_law())
    assert (statute.law, statute.title) == ("MusterG", "Gesetz über Muster")
    assert [(p.key, p.heading) for p in statute.provisions] == [
        ("musterg-p1", "Zweck"),
        ("musterg-p2-a1", "Beihilfe"),
        ("musterg-p2-a2", "Beihilfe"),
        ("musterg-p6", "Ende"),
    ]
    assert statute.repealed == ("3", "4", "5")
    assert statute.provisions[1].text == (
        "(1) Ein Verein erhält bis zu 500 Euro. Dazu zählen\n"
        "1. die Miete\na) der Räume,\nb) der Geräte,\n2. die Reise\nim Inland."
    )
    assert units(statute.provisions[1]) == [
        ("1/-/-/-", "Ein Verein erhält bis zu 500 Euro."),
        ("2/-/-/-", "Dazu zählen"),
        ("2/1/-/-", "1. die Miete"),
        ("2/1/a/-", "a) der Räume,"),
        ("2/1/b/-", "b) der Geräte,"),
        ("2/2/-/-", "2. die Reise"),
        ("2/-/-/-", "im Inland."),
    ]


def test_the_edition_is_put_together_from_the_head_and_has_no_date_of_validity() -> None:
    edition = parse_gii(muster_law()).edition
    assert edition.citation == (
        "Gesetz über Muster vom 7.5.2031 (BGBl I 2031, 77); neu gefasst am 1.2.2032; geändert am 3.4.2033"
    )
    assert edition.place == "BGBl I 2031, 77"
    assert (edition.valid_from, edition.valid_until) == (None, None)


def test_a_law_without_an_official_short_name_goes_by_its_other_one_without_the_year() -> None:
    head = HEAD.replace("<amtabk>MusterG</amtabk>", "")
    assert parse_gii(law_zip(ONE, head=head)).law == "MusterG"


@pytest.mark.parametrize(
    ("enbez", "titel", "content", "repealed"),
    [
        ("§ 1", "(weggefallen)", "<P/>", ("1",)),
        ("§ 1", "(weggefallen)", "<P>-</P>", ("1",)),
        ("§ 1", "", "<P>(weggefallen)</P>", ("1",)),
        ("§ 1 (weggefallen)", "", "", ("1",)),
        ("(XXXX) §§ 1 bis 3", "", "<P/>", ("1", "2", "3")),
        ("(XXXX)  §§ 1 und 1a", "(weggefallen)", "<P/>", ("1", "1a")),
        ("§§ 1 bis 2b", "(weggefallen)", "<P/>", ("1", "2", "2a", "2b")),
        ("§§ 1, 2 und 3", "(weggefallen)", "<P/>", ("1", "2", "3")),
    ],
)
def test_a_repealed_paragraf_has_a_number_and_no_text(
    enbez: str, titel: str, content: str, repealed: tuple[str, ...]
) -> None:
    statute = parse_gii(law_zip(norm(enbez, titel, content)))
    assert (statute.provisions, statute.repealed) == ((), repealed)


@pytest.mark.parametrize(
    "enbez", ["Eingangsformel", "Inhaltsübersicht", "Anlage 2 (zu § 1)", "Schlußformel", "Anhang EV"]
)
def test_what_is_no_paragraf_is_left_out(enbez: str) -> None:
    statute = parse_gii(law_zip(norm(enbez, "", "<P>Nicht dies.</P>"), CHAPTER, ONE))
    assert [p.text for p in statute.provisions] == ["Das Gesetz hilft."]


@pytest.mark.parametrize(
    ("norms", "message"),
    [
        ((norm("Artikel 3", "", "<P>Text.</P>"),), "MusterG: a norm is called 'Artikel 3'"),
        (("<norm doknr='X1'><metadaten/></norm>",), r"MusterG: a norm without a label \(X1\)"),
        ((norm("§ 1", "Zweck", "<P/>"),), "MusterG: § 1: one § with words was expected"),
        ((norm("§§ 1 bis 3", "Zweck", "<P>Text.</P>"),), "MusterG: § 1 to § 3: one § with words"),
        ((norm("§§ 1 bis 02", "(weggefallen)", "<P/>"),), "MusterG: a norm is called '§§ 1 bis 02'"),
        ((norm("§§ 1 bis ٣", "(weggefallen)", "<P/>"),), "MusterG: a norm is called '§§ 1 bis ٣'"),
        ((ONE.replace("<text ", "<text>(2) Mehr.</text><text "),), "MusterG: § 1 has words outside its one content"),
        ((ONE.replace("</Content>", "</Content>Mehr."),), "MusterG: § 1 has words outside its one content"),
        ((ONE.replace("</norm>", f"{ONE}</norm>"),), "the XML holds a norm that is no part of the law itself"),
        ((f"<teil>{ONE}</teil>",), "the XML holds a norm that is no part of the law itself"),
    ],
)
def test_a_norm_of_an_unknown_kind_is_refused_by_name(norms: tuple[str, ...], message: str) -> None:
    with pytest.raises(LayoutError, match=f"^{message}"):
        parse_gii(law_zip(*norms))


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (["§ 2"], "§ 2 follows the head"),
        (["§ 1", "§ 3"], "§ 3 follows § 1"),
        (["§ 1", "§ 1"], "§ 1 follows § 1"),
        (["§ 1", "§ 1b"], "§ 1b follows § 1"),
        (["§ 1", "§§ 4 bis 2"], "§ 2 follows § 4"),
        (["§ 1", "§§ 2 und 4"], "§ 4 follows § 2"),
        (["§ 1", "§§ 2b bis 2"], "§ 2 follows § 2b"),
    ],
)
def test_a_gap_between_paragrafe_fails_the_import(labels: list[str], message: str) -> None:
    with pytest.raises(StructureError, match=f"^MusterG: {message}$"):
        parse_gii(law_zip(*(norm(label, "Titel", "<P>Text.</P>") for label in labels)))


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ("<langue>Gesetz über Muster</langue>", "", "no langue"),
        (HEAD[HEAD.index("<jurabk>") : HEAD.index("<ausf")], "", "no jurabk"),
        ("2031-05-07", "im Mai", "'im Mai' is no date"),
        (HEAD, "", "the XML holds no norm"),
    ],
)
def test_a_head_that_does_not_name_the_law_is_refused(was: str, becomes: str, message: str) -> None:
    norms = (ONE,) if becomes or was != HEAD else ()
    with pytest.raises(LayoutError, match=message):
        parse_gii(law_zip(*norms, head=HEAD.replace(was, becomes)))


# --- the text of a § ------------------------------------------------------------------------------------------------


def test_sentences_are_told_apart_where_none_are_numbered() -> None:
    listed = entries(("1.", "die Miete,"), ("2.", "die Reise. Auch mit der Bahn."))
    (provision,) = read(f"<P>Es gilt bis zum 1. Juli. Bezahlt werden{listed}Mehr nicht.</P>")
    assert units(provision) == [
        ("1/-/-/-", "Es gilt bis zum 1. Juli."),
        ("2/-/-/-", "Bezahlt werden"),
        ("2/1/-/-", "1. die Miete,"),
        ("2/2/-/-", "2. die Reise. Auch mit der Bahn."),
        ("3/-/-/-", "Mehr nicht."),
    ]


def test_text_after_a_list_goes_on_with_its_sentence_until_that_ends() -> None:
    (provision,) = read(f"<P>Wer{entries(('1.', 'hilft oder'), ('2.', 'zahlt'))}wird gelobt. Das gilt.</P>")
    assert units(provision)[-2:] == [("1/-/-/-", "wird gelobt."), ("2/-/-/-", "Das gilt.")]


def test_a_paragraph_without_a_number_continues_the_absatz_above() -> None:
    first, second = read("<P>(1) Eins.</P><P>Noch eins.</P><P>(1a) Zwei</P><DL><DT>1.</DT><DD>ohne LA.</DD></DL>")
    assert (first.text, second.text) == ("(1) Eins. Noch eins.", "(1a) Zwei\n1. ohne LA.")


def test_several_repealed_absaetze_in_one_line_count_as_all_of_them() -> None:
    provisions = read("<P>(1) Eins.</P><P>(2) bis (4) (weggefallen)</P><P>(5) Fünf.</P>")
    assert [p.text for p in provisions] == ["(1) Eins.", "(2) bis (4) (weggefallen)", "(5) Fünf."]
    assert [p.ref.absatz for p in provisions if p.ref] == ["1", "2", "5"]


def test_sentence_numbers_inside_an_entry_are_counted_but_belong_to_the_entry() -> None:
    inner = 'Miete. <SUP class="Rec">2</SUP>Auch warm. <SUP class="Rec">3</SUP>Mit Strom.'
    (provision,) = read(f'<P><SUP class="Rec">1</SUP>Bezahlt wird{entries(("1.", inner))}</P>')
    assert provision.text == "Bezahlt wird\n1. Miete. Auch warm. Mit Strom."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<P>20 m<SUP>2</SUP>, 5 m<SUP>3</SUP>, 10<SUP>6</SUP></P>", "20 m², 5 m³, 10^6"),
        ("<P>CO<SUB>2</SUB> <B>fett</B><I>kursiv</I><U>unter</U><SP>weit</SP></P>", "CO2 fettkursivunterweit"),
        ("<P>Eins<BR/>zwei</P>", "Eins\nzwei"),
        ('<P>vor <IMG SRC="x.jpg"/> nach <FILE SRC="x.pdf"/></P>', "vor [Bild] nach [Datei]"),
        ("<P><QuoteL/>Wort<QuoteR/></P>", "„Wort“"),
        ("<P>Eins<FnR ID='F1'/> zwei.<Footnotes><Footnote>Fuß</Footnote></Footnotes></P>", "Eins zwei."),
        ("<P>Eins<SUP><FnR ID='F1'/></SUP> zwei.</P>", "Eins zwei."),
        (
            "<P>Drei<DL><DT>–</DT><DD><LA>Strich</LA></DD><DT>aaa)</DT><DD>Laut</DD></DL>Ende</P>",
            "Drei\n– Strich\naaa) Laut\nEnde",
        ),
        ("<P>Eins</P><P>zwei</P>lose", "Eins\nzwei\nlose"),
        ("lose<P>Eins</P>", "lose\nEins"),
        ("<P>Ein&#160;Wort &amp; &lt;mehr&gt;</P>", "Ein Wort & <mehr>"),
        ("<P><unbekannt>Alles</unbekannt> bleibt</P>", "Alles bleibt"),
        ("<P>Eins<!-- nicht --> zwei<?x nicht?></P>", "Eins zwei"),
    ],
)
def test_marked_up_text_keeps_its_words(markup: str, text: str) -> None:
    statute = parse_gii(law_zip(norm("§ 1", "Zweck", markup)))
    assert [p.text for p in statute.provisions] == [text]


def test_a_table_is_read_by_row() -> None:
    rows = "<row><entry>Art</entry><entry>Euro</entry></row><row><entry>Kurs<BR/>A</entry><entry>5</entry></row>"
    table = f"<table><Title>Sätze</Title><tgroup cols='2'><colspec/><thead/><tbody>{rows}</tbody></tgroup></table>"
    (provision,) = read(f"<P>(1) Es gilt:{table}danach</P>")
    assert provision.text == "(1) Es gilt:\nSätze\nArt | Euro\nKurs A | 5\ndanach"


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("<P>(2) Zwei.</P>", r"§ 1 MusterG: Absatz \(2\) where \(1\) was expected"),
        ("<P>(1) Eins.</P><P>(3) Drei.</P>", r"§ 1 MusterG: Absatz \(3\) where \(2 or 1a\) was expected"),
        ("<P>Vor.</P><P>(1) Eins.</P>", "§ 1 MusterG: text before Absatz 1"),
        ("<P>(1) Eins.</P><P>(2) </P>", "§ 1 Abs. 2 MusterG has no words"),
        (f"<P>{entries(('1.', 'a'), ('3.', 'c'))}</P>", "§ 1 Nr. 3 MusterG follows 1"),
        (f"<P>{entries(('2.', 'b'))}</P>", "§ 1 Nr. 2 MusterG follows no entry of its list"),
        (f"<P>{entries(('a)', 'x'), ('c)', 'y'))}</P>", r"§ 1 Buchst. c MusterG follows a"),
        (f"<P>{entries(('1. bis 3.', 'x'), ('3.', 'y'))}</P>", "§ 1 Nr. 3 MusterG follows 3"),
        (
            f"<P>{entries(('1.', AB))}{entries(('1.', entries(('c)', 'x'))))}</P>",
            "§ 1 Nr. 1 Buchst. c MusterG follows no entry",
        ),
        ('<P><SUP class="Rec">2</SUP>Zwei.</P>', "§ 1 MusterG: Satz 2 where Satz 1 was expected"),
        ('<P><SUP class="Rec">1</SUP>A. <SUP class="Rec">3</SUP>C.</P>', "Satz 3 where Satz 2 was expected"),
        ('<P>(1) A. <SUP class="Rec">1</SUP>B.</P>', "§ 1 Abs. 1 MusterG: text before Satz 1"),
        ('<P><SUP class="Rec">x</SUP>A.</P>', "'x' is no Satz number"),
        ('<P><SUP class="Rec">²</SUP>A.</P>', "'²' is no Satz number"),
        ("<P>A" + entries(("1.", '<SUP class="Rec">3</SUP>B')) + "</P>", "§ 1 Nr. 1 MusterG: Satz 3 follows Satz 1"),
    ],
)
def test_a_gap_in_a_count_fails_the_import_and_names_the_place(markup: str, message: str) -> None:
    with pytest.raises(StructureError, match=message):
        read(markup)


# --- structure in, structure out ------------------------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(["Miete", "der", "Räume", "§ 3 Absatz 2", "in", "Höhe", "(neu)"]), min_size=1, max_size=5
)
SATZ = st.tuples(WORDS, st.lists(st.tuples(WORDS, st.integers(0, 3)), max_size=4))
ABSATZ = st.lists(SATZ, min_size=1, max_size=4)


@given(st.lists(ABSATZ, min_size=1, max_size=4))
def test_whatever_structure_goes_in_comes_out(
    absaetze: list[list[tuple[list[str], list[tuple[list[str], int]]]]],
) -> None:
    markup, expected = "", []
    for number, saetze in enumerate(absaetze, 1):
        markup += f"<P>({number}) "
        wanted = []
        for satz, (lead, listed) in enumerate(saetze, 1):
            address = "-" if len(saetze) == 1 else str(satz)
            markup += f'<SUP class="Rec">{satz}</SUP>Wer {" ".join(lead)}'
            wanted.append((f"{address}/-/-/-", f"Wer {' '.join(lead)}"))
            rows = []
            for nummer, (words, inner) in enumerate(listed, 1):
                letters = [chr(96 + i) for i in range(1, inner + 1)]
                rows.append(
                    (f"{nummer}.", " ".join(words) + (entries(*((f"{x})", "x") for x in letters)) if inner else ""))
                )
                wanted.append((f"{address}/{nummer}/-/-", f"{nummer}. {' '.join(words)}"))
                wanted += [(f"{address}/{nummer}/{x}/-", f"{x}) x") for x in letters]
            markup += entries(*rows) if rows else ""
        markup += "</P>"
        expected.append(wanted)
    assert [units(provision) for provision in read(markup)] == expected


TEXT = st.text(st.sampled_from("abÄß §.,:;(1)2a-–\u00a0\u00ad\n"), max_size=12)
INLINE = st.recursive(
    TEXT,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["B", "SP", "SUB", "LA", "DL", "DD", "P", "entry", "noindex"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)


@given(st.lists(INLINE, max_size=6))
def test_no_character_is_lost_but_footnotes(parts: list[str]) -> None:
    markup = "".join(f"<P>x{part}<FnR/><Footnote>weg</Footnote></P>" for part in parts)
    content = etree.fromstring(f"<Content>{markup}</Content>")
    for footnote in content.iter("Footnote"):
        footnote.text = None
    words = "".join("".join(content.itertext()).replace("\u00ad", "").split())
    assert "".join("".join(provision.text for provision in read(markup)).split()) == words


# --- files that do harm ---------------------------------------------------------------------------------------------

LAUGHS = '<!ENTITY a "haha">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
BLANKS = b"<dokumente>" + b" " * (gii_archive.MAX_XML_BYTES + 1) + b"</dokumente>"

HARMFUL = {
    "no zip": (b"Kein Archiv", "not a readable zip"),
    "nothing": (b"", "not a readable zip"),
    "a page": (b"\xef\xbb\xbf <!DOCTYPE html><html><h1>Fehler</h1></html>", "an HTML page where the zip"),
    "a page inside": (zip_of(BJNR1__xml=b"<html><body/></html>"), "an HTML page where the XML"),
    "no law": (zip_of(bild__jpg=b"x"), "the zip holds 0 XML files"),
    "two laws": (zip_of(BJNR1__xml=law_xml(ONE), BJNR2__xml=law_xml(ONE)), "the zip holds 2 XML files"),
    "a path": (zip_of(**{"../BJNR1__xml": law_xml(ONE)}), "expected one, named BJNR"),
    "another name": (zip_of(gesetz__xml=law_xml(ONE)), "expected one, named BJNR"),
    "a zip in the zip": (zip_of(BJNR1__xml=zip_of(BJNR2__xml=law_xml(ONE))), "not well-formed XML"),
    "many files": (zip_of(**{f"b{i}__jpg": b"" for i in range(gii_archive.MAX_MEMBERS + 1)}), "more than 500 files"),
    "a zip bomb": (zip_of(BJNR1__xml=BLANKS), "larger than the 2 MB"),
    "a lying zip bomb": (lying_zip(BLANKS * 6, 1_000), "not well-formed XML"),
    "encrypted": (encrypted_zip(law_xml(ONE)), "the zip is encrypted"),
    "cut off": (law_zip(ONE)[:-30], "not a readable zip"),
    "no XML": (zip_of(BJNR1__xml=b"Text"), "not well-formed XML"),
    "other XML": (zip_of(BJNR1__xml=b"<rss/>"), "the XML is a <rss>"),
    "deep XML": (law_zip(norm("§ 1", "", "<DL>" * 100 + "</DL>" * 100)), "nested deeper than 60"),
    "very deep XML": (law_zip(norm("§ 1", "", "<DL>" * 9999 + "</DL>" * 9999)), "not well-formed XML"),
    "billion laughs": (xml_bomb(LAUGHS, "&i;"), "declares entities|not well-formed"),
    "quadratic": (xml_bomb(f'<!ENTITY a "{"x" * 50_000}">', "&a;" * 50_000), "declares entities|not well-formed"),
    "external": (xml_bomb('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"), "declares entities"),
    "parameter": (xml_bomb('<!ENTITY % a SYSTEM "http://127.0.0.1:9/x">%a;', "x"), "declares entities|not well-formed"),
    "another DTD": (zip_of(BJNR1__xml=law_xml(ONE, doctype='<!DOCTYPE a SYSTEM "file:///x.dtd">')), "another DTD"),
    "an entity": (law_zip(norm("§ 1", "", "<P>a &uuml; b</P>")), "the XML refers to an entity"),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_file_is_refused_in_one_line(name: str) -> None:
    content, message = HARMFUL[name]
    tracemalloc.start()
    with pytest.raises(LayoutError, match=message) as caught:
        parse_gii(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "\n" not in str(caught.value)
    assert peak < 2 * gii_archive.MAX_XML_BYTES + 5_000_000


def test_a_wrong_checksum_is_refused() -> None:
    whole = law_zip(ONE)
    at = whole.index(b"PK\x01\x02") + 16
    with pytest.raises(LayoutError, match=r"not a readable zip \(BadZipFile\)"):
        parse_gii(whole[:at] + b"\0\0\0\0" + whole[at + 4 :])


def test_a_method_that_cannot_be_read_in_portions_is_refused() -> None:
    whole = law_zip(ONE)
    with pytest.raises(LayoutError, match="packed with method 12"):
        parse_gii(whole.replace(b"\x08\0", b"\x0c\0"))


def test_no_damage_gets_past_the_reader() -> None:
    whole, xml, chance = muster_law(), law_xml(ONE), random.Random(7)
    for number in range(600):
        damaged = bytearray(whole if number % 2 else xml)
        for _ in range(chance.choice([1, 3, 20])):
            at = chance.randrange(len(damaged))
            if chance.random() < 0.6:
                damaged[at] = chance.randrange(256)
            else:
                del damaged[at : at + chance.randrange(1, 40)]
        with contextlib.suppress(CorpusError):
            parse_gii(bytes(damaged) if number % 2 else zip_of(BJNR1__xml=bytes(damaged)))


def test_a_law_of_many_entries_and_paragraphs_is_read() -> None:
    rows = entries(*((f"{i}.", "<BR/>Wort " * 40) for i in range(1, 999)))
    statute = parse_gii(law_zip(norm("§ 1", "Zweck", f"<P>Es gilt{rows}</P>" + "<P>Wort. <BR/></P>" * 5_000)))
    assert len(statute.provisions[0].units) == 5_999
