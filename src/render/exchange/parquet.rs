//! Nodes and edges as two Parquet files, for DuckDB, Polars, pandas and Spark.
//!
//! Columns are those of the pair of tables, but `src` and `dst` name the ends of an edge, as GraphFrames has it. A column of
//! numbers is `DOUBLE`, everything else is text; what is missing is null. Pages are plain and not compressed, so that the
//! bytes are the same everywhere and a search of them finds every name. Format: Apache Parquet, version 1.

use crate::model::{Attributes, AttributesExt, Multigraph, Value, attribute_names};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};
use std::sync::Arc;

/// What a row has of its own, and its attributes.
type Row<'a> = (Vec<&'a String>, &'a Attributes);

/// Rows that are written together.
const GROUP: usize = 100_000;

/// The nodes (`id`, `name`, …) and the edges (`id`, `src`, `dst`, …), each a whole file.
pub(super) fn parquet(graph: &Multigraph) -> [Vec<u8>; 2] {
    let nodes = graph.vertices.iter().map(|vertex| (vec![&vertex.id, &vertex.label], &vertex.attributes));
    let edges = graph.links.iter().map(|link| (vec![&link.id, &link.source, &link.target], &link.attributes));
    let write = |heads: &[&'static str], rows: Vec<Row<'_>>| {
        file(heads, &rows).expect("columns have the types of their schema and memory takes every byte")
    };
    [write(&["id", "name"], nodes.collect()), write(&["id", "src", "dst"], edges.collect())]
}

/// What a column is made of.
enum Column<'a> {
    /// One of the texts that every row has.
    Own(usize),
    /// An attribute that is text in some row.
    Text(&'a str),
    /// An attribute that is a number wherever it occurs.
    Number(&'a str),
}

fn file(heads: &[&str], rows: &[Row<'_>]) -> Result<Vec<u8>, ParquetError> {
    let names = attribute_names(rows.iter().map(|(_, attributes)| *attributes));
    let is_number = |name: &str| {
        rows.iter()
            .filter_map(|(_, attributes)| attributes.get(name))
            .all(|value| matches!(value, Value::Number(_)))
    };
    let mut columns: Vec<_> = (0..heads.len()).map(Column::Own).collect();
    columns.extend(
        names.iter().map(|name| if is_number(name) { Column::Number(name) } else { Column::Text(name) }),
    );
    let titles = heads.iter().copied().chain(names.iter().copied());
    let fields = columns.iter().zip(titles).map(|(column, title)| field(column, title));
    let schema = Type::group_type_builder("table").with_fields(fields.collect::<Result<_, _>>()?).build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::UNCOMPRESSED)
        .set_dictionary_enabled(false)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_created_by(concat!("sociogram ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    for group in rows.chunks(GROUP) {
        write_group(&mut writer, &columns, group)?;
    }
    writer.into_inner()
}

fn field(column: &Column<'_>, title: &str) -> Result<TypePtr, ParquetError> {
    let physical = if matches!(column, Column::Number(_)) { Physical::DOUBLE } else { Physical::BYTE_ARRAY };
    let repetition =
        if matches!(column, Column::Own(_)) { Repetition::REQUIRED } else { Repetition::OPTIONAL };
    let text = (physical == Physical::BYTE_ARRAY).then_some(LogicalType::String);
    let field = Type::primitive_type_builder(title, physical).with_repetition(repetition);
    Ok(Arc::new(field.with_logical_type(text).build()?))
}

fn write_group(
    writer: &mut SerializedFileWriter<Vec<u8>>,
    columns: &[Column<'_>],
    rows: &[Row<'_>],
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for column in columns {
        let mut out = group.next_column()?.expect("the schema has every column");
        match column {
            Column::Own(place) => {
                let values: Vec<_> = rows.iter().map(|(own, _)| text(own[*place])).collect();
                out.typed::<ByteArrayType>().write_batch(&values, None, None)?;
            }
            Column::Text(name) => {
                let (levels, values) = present(rows, |attributes| attributes.text(name).map(|t| text(&t)));
                out.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
            }
            Column::Number(name) => {
                let (levels, values) = present(rows, |attributes| match attributes.get(*name) {
                    Some(Value::Number(number)) => Some(*number),
                    _ => None,
                });
                out.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
            }
        }
        out.close()?;
    }
    group.close()?;
    Ok(())
}

fn text(text: &str) -> ByteArray {
    ByteArray::from(text.as_bytes().to_vec())
}

/// Which rows have a value (1) and which have none (0), and the values.
fn present<T>(rows: &[Row<'_>], value: impl Fn(&Attributes) -> Option<T>) -> (Vec<i16>, Vec<T>) {
    let all: Vec<Option<T>> = rows.iter().map(|(_, attributes)| value(attributes)).collect();
    let levels = all.iter().map(|value| i16::from(value.is_some())).collect();
    (levels, all.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Link, Vertex};
    use parquet::file::reader::{FileReader, SerializedFileReader};

    fn rows(bytes: Vec<u8>) -> Vec<String> {
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect()
    }

    #[test]
    fn an_independent_reader_finds_every_value() {
        let vertex = |id: &str, label: &str, attributes: Attributes| Vertex {
            id: id.to_owned(),
            label: label.to_owned(),
            attributes,
        };
        let kind = |kind: &str| Attributes::from([("kind".to_owned(), Value::Text(kind.to_owned()))]);
        let mut graph = Multigraph::default();
        graph.vertices.push(vertex("a", "Анна \"<A>\"", kind("person")));
        graph.vertices.push(vertex("b", "", Attributes::new()));
        graph.links.push(Link {
            id: "1".to_owned(),
            source: "a".to_owned(),
            target: "b".to_owned(),
            attributes: Attributes::from([("weight".to_owned(), Value::Number(0.5))]),
        });
        let [nodes, edges] = parquet(&graph);
        assert_eq!(parquet(&graph), [nodes.clone(), edges.clone()]);
        assert_eq!(
            rows(nodes),
            ["{id: \"a\", name: \"Анна \"<A>\"\", kind: \"person\"}", "{id: \"b\", name: \"\", kind: null}"]
        );
        assert_eq!(rows(edges), ["{id: \"1\", src: \"a\", dst: \"b\", weight: 0.5}"]);
        assert!(parquet(&Multigraph::default()).iter().all(|file| rows(file.clone()).is_empty()));
    }
}
