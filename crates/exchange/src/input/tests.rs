//! Files as they arrive, good and bad, written to a folder of their own.

use std::io::Write as _;
use std::path::PathBuf;

use super::*;

/// A file that goes away with the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, bytes: &[u8]) -> std::io::Result<Self> {
        let path =
            std::env::temp_dir().join(format!("renkei-exchange-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes)?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn zip_of(files: &[(&str, &[u8])]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in files {
        writer.start_file(*name, options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

const TABLE: &[u8] = "名称,電話\nひなた,072-000-0001\n".as_bytes();

#[test]
fn what_is_inside_decides() -> Result<(), Box<dyn std::error::Error>> {
    let zipped = zip_of(&[("list.csv", TABLE), ("readme.txt", "x".as_bytes())])?;
    let several = zip_of(&[("a.csv", TABLE), ("b.csv", TABLE)])?;
    let none = zip_of(&[("a.pdf", "x".as_bytes())])?;
    let letter = zip_of(&[
        ("[Content_Types].xml", "x".as_bytes()),
        ("word/document.xml", "x".as_bytes()),
    ])?;
    let zeros = vec![b'0'; 1024 * 1024];
    let bomb = zip_of(&[("a.csv", zeros.as_slice())])?;
    let cut = &zipped[..zipped.len() / 2];
    let limits = Limits {
        ratio_from_bytes: 1024,
        ..Limits::default()
    };
    for (name, bytes, expected) in [
        ("plain.csv", TABLE, Ok(())),
        ("named-wrongly.csv", &zipped[..], Ok(())),
        ("several.zip", &several[..], Err("SEVERAL_TABLES")),
        ("none.zip", &none[..], Err("NO_TABLE")),
        ("letter.docx", &letter[..], Err("NOT_A_TABLE")),
        ("bomb.zip", &bomb[..], Err("ZIP_BOMB")),
        ("cut.zip", cut, Err("ZIP_BROKEN")),
        ("empty.csv", b"".as_slice(), Err("EMPTY")),
        ("mark.csv", b"\xEF\xBB\xBF".as_slice(), Err("EMPTY")),
    ] {
        let file = Scratch::new(name, bytes)?;
        let told = Input::open(&file.0, &limits).map(|_| ()).map_err(|fault| {
            assert!(fault.message_ja().ends_with('。'), "{name}");
            fault.code()
        });
        assert_eq!(told, expected, "{name}");
    }
    Ok(())
}

#[test]
fn a_stream_begins_anew_each_time() -> Result<(), Box<dyn std::error::Error>> {
    let several = zip_of(&[("a.csv", "x\n1\n".as_bytes()), ("b.csv", TABLE)])?;
    let file = Scratch::new("anew.zip", &several)?;
    let mut input = Input::open_entry(&file.0, "b.csv", &Limits::default())?;
    for _ in 0..2 {
        let mut text = String::new();
        input.reader()?.read_to_string(&mut text)?;
        assert_eq!(text.as_bytes(), TABLE);
    }
    Ok(())
}

#[test]
fn a_last_line_that_nothing_ends_is_told_of() -> Result<(), Box<dyn std::error::Error>> {
    let open = TABLE.strip_suffix(b"\n").unwrap_or(TABLE);
    let zipped = zip_of(&[("list.csv", open)])?;
    for (name, bytes, expected) in [
        ("ended.csv", TABLE, Ok(())),
        ("open.csv", open, Err("TRUNCATED")),
        ("open.zip", &zipped[..], Err("TRUNCATED")),
    ] {
        let file = Scratch::new(name, bytes)?;
        let input = Input::open(&file.0, &Limits::default())?;
        let told = input.require_last_line_end().map_err(|fault| {
            assert!(fault.message_ja().contains("2行目"), "{name}");
            fault.code()
        });
        assert_eq!(told, expected, "{name}");
    }
    Ok(())
}
