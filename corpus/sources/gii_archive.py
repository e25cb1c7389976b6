"""Opens the `xml.zip` of gesetze-im-internet.de: from untrusted bytes to the root element of the law in it.

Nothing is written to disk, no name in the archive is used as a path, no DTD is loaded and no entity expanded.
"""

import io
import re
import zipfile
import zlib

from lxml import etree

from corpus.errors import LayoutError

MAX_MEMBERS = 500
MAX_XML_BYTES = 10_000_000
MAX_SMALL_BYTES = 2_000_000  # of XML in any zip; more only in proportion, for markup alone packs a thousandfold
MAX_RATIO = 20  # a law packs to a fifth or a tenth
MAX_DEPTH = 60
_MEMBER = b"PK\x01\x02"  # opens each entry of a zip's directory
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others can't be read in small portions
_LAW = re.compile(r"BJNR\w+\.xml")
_DTD = re.compile(r"https?://www\.gesetze-im-internet\.de/dtd/[\d.]+/gii-norm\.dtd")
_HTML = re.compile(rb"\s*<(?:!doctype\s+)?html\b", re.I)
# What zipfile lets through on damaged archives besides its own errors.
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, ValueError, LookupError, RuntimeError, OSError, EOFError, OverflowError)


def read_law(content: bytes) -> etree._Element:
    """The element `dokumente` of the one law in a zip. LayoutError, in one line, on anything else."""
    if _is_html(content):
        raise LayoutError("an HTML page where the zip of a law was expected")
    xml = _unzip(content)
    if _is_html(xml):
        raise LayoutError("an HTML page where the XML of a law was expected")
    return _parse(xml)


def _is_html(content: bytes) -> bool:
    return bool(_HTML.match(content.removeprefix(b"\xef\xbb\xbf")))


def _unzip(content: bytes) -> bytes:
    if content.count(_MEMBER) > MAX_MEMBERS:  # counted before zipfile makes an object of each
        raise LayoutError(f"the zip holds more than {MAX_MEMBERS} files")
    limit = min(MAX_XML_BYTES, max(MAX_SMALL_BYTES, MAX_RATIO * len(content)))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            member = _law_member(archive, limit)
            with archive.open(member) as stream:
                return stream.read(limit)  # without a limit, more than the declared size may be unpacked
    except _BROKEN_ZIP as error:
        raise LayoutError(f"not a readable zip ({type(error).__name__})") from error


def _law_member(archive: zipfile.ZipFile, limit: int) -> zipfile.ZipInfo:
    members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise LayoutError("the zip is encrypted")
    laws = [member for member in members if member.filename.lower().endswith(".xml")]
    if len(laws) != 1 or not _LAW.fullmatch(laws[0].filename):
        raise LayoutError(f"the zip holds {len(laws)} XML files; expected one, named BJNR….xml")
    if laws[0].compress_type not in _METHODS:
        raise LayoutError(f"the zip is packed with method {laws[0].compress_type}")
    if laws[0].file_size > limit:
        raise LayoutError(f"the XML of the law is larger than the {limit // 1_000_000} MB that such a zip may hold")
    return laws[0]


def _parse(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise LayoutError(f"not well-formed XML ({' '.join(str(error).split())})") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and (declared.entities() or not _DTD.fullmatch(declared.system_url or "")):
        raise LayoutError("the XML declares entities or names another DTD than gii-norm")
    if any(True for _ in root.iter(etree.Entity)):
        raise LayoutError("the XML refers to an entity")
    if root.tag != "dokumente":
        raise LayoutError(f"the XML is a <{root.tag}>, not <dokumente>")
    if root.xpath("/*" * MAX_DEPTH):
        raise LayoutError(f"the XML is nested deeper than {MAX_DEPTH} levels")
    return root
