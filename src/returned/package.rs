//! The archive a workbook is, with some parts replaced and some added. All others are copied as
//! they are packed.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::xml::Part;
use crate::finding::Problem;
use crate::submission::Limits;
use crate::submission::workbook::archive::{self, Archive, Kind};
use crate::submission::workbook::package::{self, Relationship, SheetPart};
use crate::submission::workbook::{damaged, unreadable};

/// What relationships between parts are called by, but in files of the strict variant.
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT_RELATIONSHIPS: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";

/// A workbook taken apart.
pub(super) struct Package<'b> {
    archive: Archive<'b>,
    changed: BTreeMap<String, Vec<u8>>,
    /// The part that says which sheets there are.
    pub(super) workbook: String,
    /// The sheets in the order of their tabs.
    pub(super) sheets: Vec<SheetPart>,
    is_strict: bool,
}

impl<'b> Package<'b> {
    /// Opens a workbook.
    ///
    /// # Errors
    ///
    /// When it is no xlsx, or a damaged one.
    pub(super) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Package<'b>, Problem> {
        let (kind, mut archive) = archive::open(bytes, limits)?;
        if kind != Kind::Xlsx {
            return Err(Problem::UnsupportedFormat {
                kind: "no xlsx".to_owned(),
            });
        }
        let workbook = package::workbook(&mut archive, limits)?;
        Ok(Package {
            archive,
            changed: BTreeMap::new(),
            workbook: workbook.path,
            sheets: workbook.sheets,
            is_strict: workbook
                .relationships
                .iter()
                .any(|part| part.kind.starts_with(STRICT_RELATIONSHIPS)),
        })
    }

    /// Returns the bytes of a part as it is now.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        match self.changed.get(name) {
            Some(bytes) => Ok(Some(bytes.clone())),
            None => archive::part(&mut self.archive, name),
        }
    }

    /// Returns a part that has to be there.
    pub(super) fn part(&mut self, name: &str) -> Result<Part, Problem> {
        Part::parse(self.bytes(name)?.ok_or_else(damaged)?)
    }

    /// Replaces a part, or adds it.
    pub(super) fn put(&mut self, name: &str, bytes: Vec<u8>) {
        self.changed.insert(name.to_owned(), bytes);
    }

    /// Returns a name of a part nobody has yet: `stem`, a number, `extension`.
    pub(super) fn free_name(&self, stem: &str, extension: &str) -> String {
        let mut names = (1_u32..).map(|number| format!("{stem}{number}{extension}"));
        names.find(|name| self.is_free(name)).unwrap_or_default()
    }

    /// Returns whether no part has this name yet.
    pub(super) fn is_free(&self, name: &str) -> bool {
        let mut names = self.archive.file_names().flatten();
        !self.changed.contains_key(name) && !names.any(|taken| taken.eq_ignore_ascii_case(name))
    }

    /// Returns what a part calls others by.
    pub(super) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, Problem> {
        let name = package::relationships_of(part);
        package::relationships_in(&self.bytes(&name)?.unwrap_or_default())
    }

    /// Returns the part that stands to `part` as `kind`, such as `comments`.
    pub(super) fn related(&mut self, part: &str, kind: &str) -> Result<Option<String>, Problem> {
        let end = format!("/{kind}");
        let related = self.relationships(part)?;
        let related = related.iter().find(|other| other.kind.ends_with(&end));
        Ok(related.map(|other| package::resolve(part, &other.target)))
    }

    /// Makes `part` call `target` something; returns what.
    pub(super) fn relate(
        &mut self,
        part: &str,
        target: &str,
        kind: &str,
    ) -> Result<String, Problem> {
        const EMPTY: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
            <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>";
        let name = package::relationships_of(part);
        let bytes = self.bytes(&name)?.unwrap_or_else(|| EMPTY.to_vec());
        let taken = package::relationships_in(&bytes)?;
        let mut ids = (1_u32..).map(|number| format!("rIdChamdiem{number}"));
        let id = ids
            .find(|id| taken.iter().all(|part| part.id != *id))
            .unwrap_or_default();
        let listed = Part::parse(bytes)?;
        let addition = format!(
            "<{}Relationship Id=\"{id}\" Type=\"{}/{kind}\" Target=\"/{}\"/>",
            listed.prefix(),
            self.namespace_of_relationships(),
            escape(target),
        );
        let edit = listed.appended(listed.root(), &addition);
        self.put(&name, listed.edited(vec![edit])?.into_bytes());
        Ok(id)
    }

    /// Returns the namespace of attributes that call another part.
    pub(super) const fn namespace_of_relationships(&self) -> &'static str {
        if self.is_strict {
            STRICT_RELATIONSHIPS
        } else {
            RELATIONSHIPS
        }
    }

    /// Says of what type a part is that was added.
    pub(super) fn declare(&mut self, part: &str, content_type: &str) -> Result<(), Problem> {
        let types = self.part("[Content_Types].xml")?;
        let prefix = types.prefix();
        let addition = format!(
            "<{prefix}Override PartName=\"/{}\" ContentType=\"{content_type}\"/>",
            escape(part)
        );
        let edit = types.appended(types.root(), &addition);
        let types = types.edited(vec![edit])?;
        self.put("[Content_Types].xml", types.into_bytes());
        Ok(())
    }

    /// Returns the workbook whole. Parts that were there keep their place and packing; those
    /// added are dated with the first day the format knows.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read to its end.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Problem> {
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        let mut whole = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index).map_err(unreadable)?;
            let name = part.name().map_err(unreadable)?.into_owned();
            match self.changed.remove(&name) {
                Some(bytes) => {
                    whole.start_file(name, options).map_err(unreadable)?;
                    whole.write_all(&bytes).map_err(unreadable)?;
                }
                None => whole.raw_copy_file(part).map_err(unreadable)?,
            }
        }
        for (name, bytes) in self.changed {
            whole.start_file(name, options).map_err(unreadable)?;
            whole.write_all(&bytes).map_err(unreadable)?;
        }
        Ok(whole.finish().map_err(unreadable)?.into_inner())
    }
}
