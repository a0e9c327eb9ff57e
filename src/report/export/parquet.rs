//! The flat table as Parquet. Texts are text as they are, places and counts `INT64`, all other numbers
//! `DECIMAL(38, 6)`, with more digits behind the point where a file has more: no digit is lost, and the
//! columns of two files agree whatever stands in them.

use std::io;
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use rust_decimal::Decimal;

use crate::report::Report;
use crate::report::table::{Align, Cell, Column, Rows};

/// Digits of a decimal, before and behind the point: as many as every reader has.
const PRECISION: i32 = 38;
/// Bytes of one.
const WIDTH: i32 = 16;
/// Digits behind the point; points are published with two or three.
const SCALE: u32 = 6;

/// Writes the flat table under the columns' machine names.
pub(in crate::report) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let bytes = bytes(&report.flat()).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn bytes(table: &Rows) -> Result<Vec<u8>, ParquetError> {
    let rows: Vec<Vec<Cell>> = (0..table.count()).map(|index| table.row(index)).collect();
    let columns = table.columns().iter().enumerate();
    let columns: Vec<Values> = columns
        .map(|(index, column)| Values::of(column, &rows, index))
        .collect();
    let fields = table
        .columns()
        .iter()
        .zip(&columns)
        .map(|(column, values)| values.field(column).map(Arc::new));
    let schema = Type::group_type_builder("rows")
        .with_fields(fields.collect::<Result<_, _>>()?)
        .build()?;
    // Neither the version of the library nor a time stands in the file.
    let properties = WriterProperties::builder()
        .set_created_by("chamdiem".to_owned())
        .build();
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::new(properties))?;
    let mut rows = file.next_row_group()?;
    for values in &columns {
        if let Some(mut column) = rows.next_column()? {
            values.write(&mut column)?;
            column.close()?;
        }
    }
    rows.close()?;
    file.close()?;
    Ok(bytes)
}

/// The values of a column, with none where there is nothing.
enum Values {
    Text(Vec<Option<String>>),
    Whole(Vec<Option<i64>>),
    Decimal {
        scale: u32,
        units: Vec<Option<i128>>,
    },
}

impl Values {
    /// Returns the values of a column: numbers if it is one of numbers, and they all fit; else texts.
    fn of(column: &Column, rows: &[Vec<Cell>], index: usize) -> Values {
        let cells = || {
            rows.iter()
                .map(|row| row.get(index).unwrap_or(&Cell::Empty))
        };
        let numbers = match (column.align, column.whole) {
            (Align::Right, true) => whole(cells()),
            (Align::Right, false) => decimals(cells()),
            (Align::Left | Align::Fixed, _) => None,
        };
        numbers.unwrap_or_else(|| Values::Text(cells().map(text).collect()))
    }

    fn field(&self, column: &Column) -> Result<Type, ParquetError> {
        let (physical, logical) = match self {
            Values::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Values::Whole(_) => (Physical::INT64, None),
            Values::Decimal { scale, .. } => {
                let scale = i32::try_from(*scale).unwrap_or(PRECISION);
                let logical = LogicalType::decimal(scale, PRECISION);
                let field =
                    Type::primitive_type_builder(column.key, Physical::FIXED_LEN_BYTE_ARRAY)
                        .with_repetition(Repetition::OPTIONAL)
                        .with_logical_type(Some(logical))
                        .with_length(WIDTH)
                        .with_precision(PRECISION)
                        .with_scale(scale);
                return field.build();
            }
        };
        Type::primitive_type_builder(column.key, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()
    }

    fn write(&self, column: &mut SerializedColumnWriter) -> Result<(), ParquetError> {
        match self {
            Values::Text(values) => {
                let (there, levels) = split(values, |text| ByteArray::from(text.as_str()));
                let writer = column.typed::<ByteArrayType>();
                writer.write_batch(&there, Some(&levels), None)?;
            }
            Values::Whole(values) => {
                let (there, levels) = split(values, |number| *number);
                let writer = column.typed::<Int64Type>();
                writer.write_batch(&there, Some(&levels), None)?;
            }
            Values::Decimal { units, .. } => {
                let (there, levels) = split(units, |units| {
                    FixedLenByteArray::from(units.to_be_bytes().to_vec())
                });
                let writer = column.typed::<FixedLenByteArrayType>();
                writer.write_batch(&there, Some(&levels), None)?;
            }
        }
        Ok(())
    }
}

/// Returns the values there are, and for each row whether there is one.
fn split<T, V>(values: &[Option<T>], value: impl Fn(&T) -> V) -> (Vec<V>, Vec<i16>) {
    let there = values.iter().flatten().map(value).collect();
    let levels = values.iter().map(|value| i16::from(value.is_some()));
    (there, levels.collect())
}

/// Returns a column of whole numbers; none where a cell is something else.
fn whole<'c>(cells: impl Iterator<Item = &'c Cell>) -> Option<Values> {
    let number = |cell: &Cell| match cell {
        Cell::Empty => Some(None),
        Cell::Whole(value) => i64::try_from(*value).ok().map(Some),
        Cell::SignedWhole(value) => Some(Some(*value)),
        _ => None,
    };
    cells.map(number).collect::<Option<_>>().map(Values::Whole)
}

/// Returns a column of decimals, all with as many digits behind the point; none where a cell is something
/// else, or has no room.
fn decimals<'c>(cells: impl Iterator<Item = &'c Cell>) -> Option<Values> {
    let number = |cell: &Cell| match cell {
        Cell::Empty => Some(None),
        Cell::Number(value)
        | Cell::Short(value)
        | Cell::Signed(value)
        | Cell::Share(value)
        | Cell::Bar { percent: value, .. } => Some(Some(*value)),
        Cell::Whole(value) => Some(Some(Decimal::from(*value))),
        Cell::SignedWhole(value) => Some(Some(Decimal::from(*value))),
        _ => None,
    };
    let numbers: Vec<Option<Decimal>> = cells.map(number).collect::<Option<_>>()?;
    let scales = numbers.iter().flatten().map(Decimal::scale);
    let scale = scales.max().unwrap_or(SCALE).max(SCALE);
    let units = |number: Option<Decimal>| match number {
        None => Some(None),
        Some(number) => {
            let missing = scale - number.scale();
            let units = number
                .mantissa()
                .checked_mul(10_i128.checked_pow(missing)?)?;
            let most = 10_i128.pow(PRECISION.unsigned_abs());
            (units.abs() < most).then_some(Some(units))
        }
    };
    let units = numbers.into_iter().map(units).collect::<Option<_>>()?;
    Some(Values::Decimal { scale, units })
}

fn text(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Empty => None,
        Cell::Text(text)
        | Cell::Name(text)
        | Cell::Link { name: text, .. }
        | Cell::Level { name: text, .. } => Some(text.clone()),
        Cell::Number(value)
        | Cell::Short(value)
        | Cell::Signed(value)
        | Cell::Share(value)
        | Cell::Bar { percent: value, .. } => Some(value.to_string()),
        Cell::Whole(value) => Some(value.to_string()),
        Cell::SignedWhole(value) => Some(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Cell {
        Cell::Number(text.parse().expect("a decimal"))
    }

    fn told(cells: &[Cell]) -> Option<(u32, Vec<Option<i128>>)> {
        match decimals(cells.iter())? {
            Values::Decimal { scale, units } => Some((scale, units)),
            _ => None,
        }
    }

    #[test]
    fn numbers_keep_all_their_digits() {
        let cells = [
            decimal("70.02"),
            Cell::Empty,
            Cell::Whole(3),
            decimal("-0.5"),
        ];
        let units = vec![Some(70_020_000), None, Some(3_000_000), Some(-500_000)];
        assert_eq!(told(&cells), Some((6, units)));
        let fine = told(&[decimal("0.1234567")]);
        assert_eq!(fine, Some((7, vec![Some(1_234_567)])));
        // What has no room for the digits of all is text, with all of them.
        let cells = [
            decimal("7922816251426433759354395033.5"),
            decimal("0.0000000000000000000000000001"),
        ];
        assert_eq!(told(&cells), None);
    }

    #[test]
    fn a_column_has_its_type_also_where_nothing_stands_in_it() {
        let column = |align, whole| Column {
            whole,
            ..Column::new("a", "A", align)
        };
        let rows = [vec![Cell::Empty, Cell::Empty, Cell::Empty]];
        let values = |column: &Column, index| Values::of(column, &rows, index);
        let text = values(&column(Align::Left, false), 0);
        let whole = values(&column(Align::Right, true), 1);
        let decimal = values(&column(Align::Right, false), 2);
        assert!(matches!(text, Values::Text(_)));
        assert!(matches!(whole, Values::Whole(_)));
        assert!(matches!(decimal, Values::Decimal { scale: 6, .. }));
    }
}
