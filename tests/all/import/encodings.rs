//! The same table in every way in which it travels gives the same entries.

use renkei_exchange::input::Limits;
use renkei_tests::on_every_database;
use renkei_tests::published::{Row, marked, request, table};

use super::look::shown;

on_every_database! {
    async fn an_operator_gets_the_same_entries_from_every_encoding(world) {
        let world = world.with_towns().await;
        // Letters that only cp932 has of the Japanese encodings before Unicode.
        let rows = [Row::nth(1).with("事業所の名称", "髙槻ワーク①"), Row::nth(2)];
        let text = table(&rows);
        assert_eq!(world.import("marked.csv", &rows).await.created, 2);
        let before = shown(&world).await;
        for (name, bytes) in [
            ("plain.csv", text.clone().into_bytes()),
            ("cp932.csv", cp932(&text)),
            ("utf16.csv", utf16(&text)),
            ("windows.csv", marked(&text.replace('\n', "\r\n"))),
            ("stored.zip", zipped(&[("table.csv", marked(&text).as_slice())])),
            ("cp932-inside.zip", zipped(&[("table.csv", cp932(&text).as_slice())])),
        ] {
            let report = world
                .try_import(request(name), &bytes, &Limits::default())
                .await
                .unwrap_or_else(|fault| panic!("{name}: {} {fault}", fault.message_ja()));
            assert_eq!((report.rows_read, report.unchanged), (2, 2), "{name}");
            assert!(report.findings.is_empty(), "{name}: {:?}", report.findings);
        }
        assert_eq!(shown(&world).await, before);
    }
}

pub(super) fn cp932(text: &str) -> Vec<u8> {
    let (bytes, _, some_are_lost) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!some_are_lost, "a letter cp932 does not have");
    bytes.into_owned()
}

/// UTF-16LE behind a byte order mark.
fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}

/// A ZIP of files, stored as they are.
pub(crate) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let two = |n: usize| (n as u16).to_le_bytes().to_vec();
    let four = |n: usize| (n as u32).to_le_bytes().to_vec();
    let (mut contents, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let name = name.as_bytes();
        // Version 2.0, no flags, stored, 1980-01-01; then checksum, both sizes, lengths of name and extra.
        let entry = [
            [two(20), two(0), two(0), two(0), two(0x21)].concat(),
            four(crc32(bytes) as usize),
            four(bytes.len()),
            four(bytes.len()),
            two(name.len()),
            two(0),
        ]
        .concat();
        let nothing = [two(0), two(0), two(0), four(0)].concat();
        let place = four(contents.len());
        directory.extend([four(0x0201_4b50), two(20), entry.clone(), nothing, place].concat());
        directory.extend_from_slice(name);
        contents.extend([four(0x0403_4b50), entry].concat());
        contents.extend_from_slice(name);
        contents.extend_from_slice(bytes);
    }
    let end = [
        four(0x0605_4b50),
        [two(0), two(0), two(files.len()), two(files.len())].concat(),
        four(directory.len()),
        four(contents.len()),
        two(0),
    ]
    .concat();
    [contents, directory, end].concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}
