"""Builds the `xml.zip` of invented laws as gesetze-im-internet.de offers them, and archives that mean harm."""

import io
import struct
import zipfile
import zlib

DOCTYPE = '<!DOCTYPE dokumente SYSTEM "http://www.gesetze-im-internet.de/dtd/1.01/gii-norm.dtd">'
HEAD = """<norm doknr="BJNR000000000"><metadaten><jurabk>MusterG 2031</jurabk><amtabk>MusterG</amtabk>
<ausfertigung-datum manuell="ja">2031-05-07</ausfertigung-datum>
<fundstelle typ="amtlich"><periodikum>BGBl I</periodikum><zitstelle>2031, 77</zitstelle></fundstelle>
<langue>Gesetz über Muster</langue>
<standangabe checked="ja"><standtyp>Neuf</standtyp>
<standkommentar>neu gefasst am 1.2.2032;</standkommentar></standangabe>
<standangabe checked="ja"><standtyp>Stand</standtyp><standkommentar>geändert am 3.4.2033</standkommentar></standangabe>
</metadaten><textdaten><fussnoten><Content><P>(+++ Nachweis +++)</P></Content></fussnoten></textdaten></norm>"""
CHAPTER = """<norm><metadaten><jurabk>MusterG 2031</jurabk>
<gliederungseinheit><gliederungskennzahl>010</gliederungskennzahl>
<gliederungsbez>Teil 1</gliederungsbez><gliederungstitel>Allgemeines</gliederungstitel></gliederungseinheit></metadaten>
<textdaten><text format="XML"><Content><P/></Content></text></textdaten></norm>"""
CONTENTS = """<norm><metadaten><enbez>Inhaltsübersicht</enbez></metadaten>
<textdaten><text format="XML"><TOC><P>§ 1 Zweck</P></TOC></text></textdaten></norm>"""


def norm(enbez: str, titel: str, content: str) -> str:
    """A norm with a label; `content` is the markup inside `Content`."""
    return (
        f'<norm doknr="BJNE"><metadaten><jurabk>MusterG 2031</jurabk><enbez>{enbez}</enbez>'
        f'<titel format="parat">{titel}</titel></metadaten><textdaten><text format="XML"><Content>{content}</Content>'
        "</text><fussnoten/></textdaten></norm>"
    )


def entries(*pairs: tuple[str, str]) -> str:
    """A list of labels and the markup of their entries."""
    rows = "".join(f'<DT>{label}</DT><DD Font="normal"><LA Size="normal">{text}</LA></DD>' for label, text in pairs)
    return f'<DL Font="normal" Type="arabic">{rows}</DL>'


def law_xml(*norms: str, head: str = HEAD, doctype: str = DOCTYPE) -> bytes:
    """The XML of a law."""
    start = f'<?xml version="1.0" encoding="UTF-8" ?>{doctype}<dokumente builddate="20340101" doknr="BJNR000000000">'
    return f"{start}{head}{''.join(norms)}</dokumente>".encode()


def zip_of(**members: bytes) -> bytes:
    """A zip of files; "__" in a name stands for a point."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


def law_zip(*norms: str, head: str = HEAD) -> bytes:
    """The `xml.zip` of a law, with a picture in it."""
    return zip_of(BJNR000000000__xml=law_xml(*norms, head=head), bild__jpg=b"\xff\xd8")


def muster_law(amount: int = 500) -> bytes:
    """A small law with everything that occurs; another `amount` makes an amended § 2."""
    listed = entries(("1.", f"die Miete{entries(('a)', 'der Räume,'), ('b)', 'der Geräte,'))}"), ("2.", "die Reise"))
    return law_zip(
        CONTENTS,
        CHAPTER,
        norm("§ 1", "Zweck", "<P>Das Gesetz hilft Vereinen. Es gilt für jeden Verein.</P>"),
        norm(
            "§ 2",
            "Beihilfe",
            f'<P>(1) <SUP class="Rec">1</SUP>Ein Verein erhält bis zu {amount} Euro. '
            f'<SUP class="Rec">2</SUP>Dazu zählen{listed}im Inland.</P><P>(2) (weggefallen)</P>',
        ),
        norm("§§ 3 bis 5", "(weggefallen)", "<P/>"),
        norm("§ 6", "Ende", "<P>Das Gesetz gilt bis zum 31. Dezember 2040.</P>"),
        norm("Anlage 1", "Karte", '<P><IMG SRC="bild.jpg"/></P>'),
    )


def xml_bomb(declarations: str, body: str) -> bytes:
    """A law whose document type declares entities."""
    doctype = f"{DOCTYPE[:-1]} [{declarations}]>"
    return zip_of(BJNR000000000__xml=law_xml(norm("§ 1", "Zweck", f"<P>{body}</P>"), doctype=doctype))


def lying_zip(content: bytes, declared: int) -> bytes:
    """A zip whose one member declares another size than its packed content has."""
    archive = bytearray(zip_of(BJNR000000000__xml=content))
    size = struct.pack("<I", len(content))
    checksum = struct.pack("<I", zlib.crc32(content[:declared]))
    real = struct.pack("<I", zlib.crc32(content))
    return bytes(archive).replace(size, struct.pack("<I", declared)).replace(real, checksum)


def encrypted_zip(content: bytes) -> bytes:
    """A zip that says of its member that it is encrypted."""
    archive = bytearray(zip_of(BJNR000000000__xml=content))
    archive[6] |= 1
    archive[archive.index(b"PK\x01\x02") + 8] |= 1
    return bytes(archive)
