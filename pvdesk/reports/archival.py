"""What makes a file PDF/A-2a and PDF/UA-1 beside its tags: metadata, output intent, catalogue keys."""

import datetime as dt
import hashlib
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from pvdesk.base.paths import resources
from pvdesk.reports.blocks import Meta
from pvdesk.reports.structure import Raw, reference

LANGUAGE = "fr-FR"
CREATOR = "pvdesk"
PRODUCER = "reportlab"

# The names below are identifiers fixed by the standards; nothing is ever fetched from them.
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<pdf:Keywords>{keywords}</pdf:Keywords>
<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA part</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def stamp(document: pdfdoc.PDFDocument, when: dt.datetime) -> None:
    """Date the document from the record, not from the clock: both places of metadata agree and bytes repeat."""
    moment = document._timeStamp  # noqa: SLF001  # the only way in
    moment.YMDhms, moment.dhh, moment.dmm = _utc(when).timetuple()[:6], 0, 0
    # The file identifier starts from an environment variable when there is one: start it from the record too.
    document.signature = hashlib.md5(_utc(when).isoformat().encode(), usedforsecurity=False)


def close(document: pdfdoc.PDFDocument, tree: Raw, meta: Meta, code: str) -> None:
    """Add to the catalogue what archives and screen readers ask for."""
    catalogue = document.Catalog
    catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "OutputIntents"]
    catalogue.__Refs__ = [*catalogue.__Refs__, "OutputIntents"]
    catalogue.StructTreeRoot = tree
    catalogue.MarkInfo = Raw(lambda: "<</Marked true>>")
    catalogue.ViewerPreferences = Raw(lambda: "<</DisplayDocTitle true>>")
    profile = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"N": 3}),
        (resources() / "reports" / "srgb.icc").read_bytes(),
        [pdfdoc.PDFZCompress],
    )
    profile_ref = reference(document, profile)
    catalogue.OutputIntents = Raw(
        lambda: (
            "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
            f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile_ref}>>]"
        )
    )
    catalogue.Metadata = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}),
        _xmp(meta, code).encode(),
        [],
    )


def _xmp(meta: Meta, code: str) -> str:
    return _XMP.format(
        title=escape(meta.title),
        author=escape(meta.author),
        subject=escape(meta.subject),
        language=LANGUAGE,
        creator=CREATOR,
        producer=PRODUCER,
        keywords=code,
        when=f"{_utc(meta.when):%Y-%m-%dT%H:%M:%SZ}",
    )


def _utc(when: dt.datetime) -> dt.datetime:
    return when.astimezone(dt.UTC)
