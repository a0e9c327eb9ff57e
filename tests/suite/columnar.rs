//! The long table as Parquet holds what it holds as CSV, each value in its type.

use std::fs::File;
use std::io::Write;

use parquet::data_type::Decimal as Stored;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use rust_decimal::Decimal;

use crate::program;

fn written(arguments: &[&str]) -> Vec<u8> {
    let folder = ["-C", "samples/backan"];
    let rest = ["--fail-on", "never", "--out", "-", "--quiet"];
    program::written(&[&folder, arguments, &rest].concat())
}

fn opened(bytes: &[u8]) -> SerializedFileReader<File> {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    SerializedFileReader::new(file).expect("Parquet")
}

fn decimal(stored: &Stored) -> Decimal {
    let bytes: [u8; 16] = stored.data().try_into().expect("sixteen bytes");
    let scale = u32::try_from(stored.scale()).expect("not negative");
    Decimal::from_i128_with_scale(i128::from_be_bytes(bytes), scale)
}

/// Whether a value is what a field of delimited text says.
fn is_same(field: &Field, text: &str) -> bool {
    match field {
        Field::Null => text.is_empty(),
        Field::Str(value) => value == text,
        Field::Long(value) => value.to_string() == text,
        Field::Decimal(value) => text.parse() == Ok(decimal(value)),
        _ => false,
    }
}

#[test]
fn every_value_of_the_table_is_in_the_file_in_its_type() {
    for (csv, columnar) in [
        (
            written(&["report", "2021-11", "--format", "csv", "--long"]),
            written(&["report", "2021-11", "--format", "parquet"]),
        ),
        (
            written(&["rank", "2021-11", "--format", "csv"]),
            written(&["rank", "2021-11", "--format", "parquet"]),
        ),
    ] {
        let file = opened(&columnar);
        let mut csv = csv::Reader::from_reader(&*csv);
        let headings = csv.headers().expect("headings").clone();
        let mut rows = file.get_row_iter(None).expect("rows");
        let mut count = 0;
        for record in csv.records() {
            let record = record.expect("a row");
            let row = rows.next().expect("as many rows").expect("a row");
            let columns: Vec<&String> = row.get_column_iter().map(|(name, _)| name).collect();
            assert!(headings.iter().eq(columns), "{headings:?}");
            for ((name, field), text) in row.get_column_iter().zip(&record) {
                assert!(is_same(field, text), "{name}: {field:?}, {text}");
            }
            count += 1;
        }
        assert!(rows.next().is_none());
        assert!(count >= 108, "{count}");
    }
}

#[test]
fn points_are_decimals_and_places_whole_numbers() {
    let columnar = written(&["rank", "2021-11", "--format", "parquet"]);
    let file = opened(&columnar);
    let schema = file.metadata().file_metadata().schema();
    let mut text = Vec::new();
    parquet::schema::printer::print_schema(&mut text, schema);
    let text = String::from_utf8(text).expect("UTF-8");
    for column in [
        "OPTIONAL INT64 rank;",
        "OPTIONAL FIXED_LEN_BYTE_ARRAY (16) score (DECIMAL(38,6));",
        "OPTIONAL FIXED_LEN_BYTE_ARRAY (16) own_score (DECIMAL(38,6));",
        "OPTIONAL BYTE_ARRAY code (STRING);",
    ] {
        assert!(text.contains(column), "{column}:\n{text}");
    }
}

#[test]
fn the_file_has_the_same_bytes_every_time() {
    let file = || written(&["report", "2021-11", "--format", "parquet"]);
    assert!(file() == file());
}
