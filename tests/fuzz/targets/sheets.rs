//! The parts of a workbook, each after a zero byte: what a compressed archive would hide from who alters its bytes.
#![no_main]

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const PARTS: [(&str, &str); 6] = [
    ("xl/worksheets/sheet1.xml", ""),
    ("xl/sharedStrings.xml", "<sst><si><t>Nom</t></si></sst>"),
    ("xl/styles.xml", r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Base" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut told = bytes.split(|byte| *byte == 0);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, usual) in PARTS {
        let part = told.next().filter(|part| !part.is_empty()).unwrap_or(usual.as_bytes());
        archive.start_file(name, stored).expect("a part begins");
        archive.write_all(part).expect("a part is written");
    }
    plie_fuzz::table(&archive.finish().expect("the archive ends").into_inner());
});
