//! How the marks look: entries added to the workbook's styles, whose own entries keep their
//! numbers.

use super::package::Package;
use super::xml::{Edit, Part};
use crate::finding::{Problem, Severity};

/// Where a workbook has its styles, when it has none yet: some programs look nowhere else.
const USUAL: &str = "xl/styles.xml";
/// Where it has them when that is something else.
const STEM: &str = "xl/chamdiem-styles";
const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/// A workbook's styles that has none: the entries every workbook must have.
const EMPTY: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
    "<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>",
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>",
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>",
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>",
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>",
    "</cellStyleXfs><cellXfs count=\"1\">",
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>",
    "</styleSheet>",
);

/// What stands in a style sheet before the formats of conditions.
const BEFORE_CONDITIONAL: &[&str] = &[
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
];

/// The light red and yellow in which spreadsheets mark what is bad and what is doubtful.
const ERROR_FILL: &str = "FFFFC7CE";
const WARNING_FILL: &str = "FFFFEB9C";
const HEADING_FILL: &str = "FFD9E2F3";

/// The numbers of the entries added.
#[derive(Debug, Clone, Copy)]
pub(super) struct Styles {
    error: usize,
    warning: usize,
    pub(super) title: usize,
    pub(super) paragraph: usize,
    pub(super) heading: usize,
    pub(super) text: usize,
    pub(super) link: usize,
    pub(super) error_cell: usize,
    pub(super) warning_cell: usize,
}

impl Styles {
    /// Adds the entries to a workbook.
    pub(super) fn add(package: &mut Package) -> Result<Styles, Problem> {
        let path = path(package)?;
        let mut part = package.part(&path)?;
        let p = part.prefix().to_owned();
        let font = |inside: &str| format!("<{p}font>{inside}<{p}name val=\"Calibri\"/></{p}font>");
        let (size, large) = (
            format!("<{p}sz val=\"11\"/>"),
            format!("<{p}sz val=\"14\"/>"),
        );
        let (bold, underlined) = (format!("<{p}b/>"), format!("<{p}u/>"));
        let blue = format!("<{p}color rgb=\"FF0563C1\"/>");
        let fonts = [
            font(&size),
            font(&format!("{bold}{large}")),
            font(&format!("{bold}{size}")),
            font(&format!("{underlined}{size}{blue}")),
        ];
        let fill = |color: &str| {
            format!(
                "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{color}\"/>\
                 </{p}patternFill></{p}fill>"
            )
        };
        let fills = [fill(HEADING_FILL), fill(ERROR_FILL), fill(WARNING_FILL)];
        let side = |name: &str| {
            format!("<{p}{name} style=\"thin\"><{p}color rgb=\"FFBFBFBF\"/></{p}{name}>")
        };
        let sides: String = ["left", "right", "top", "bottom"].map(side).concat();
        let borders = [format!("<{p}border>{sides}<{p}diagonal/></{p}border>")];
        let plain = add(&mut part, "fonts", "font", &fonts)?;
        let colored = add(&mut part, "fills", "fill", &fills)?;
        let bordered = add(&mut part, "borders", "border", &borders)?;
        let format = |font: usize, fill: Option<usize>, border: usize, wrap: &str| {
            let fill = fill.unwrap_or(0);
            format!(
                "<{p}xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" \
                 xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">\
                 <{p}alignment vertical=\"top\"{wrap}/></{p}xf>"
            )
        };
        let wrapped = " wrapText=\"1\"";
        let formats = [
            format(plain + 1, None, 0, ""),
            format(plain, None, 0, wrapped),
            format(plain + 2, Some(colored), bordered, wrapped),
            format(plain, None, bordered, wrapped),
            format(plain + 3, None, bordered, wrapped),
            format(plain, Some(colored + 1), bordered, wrapped),
            format(plain, Some(colored + 2), bordered, wrapped),
        ];
        let title = add(&mut part, "cellXfs", "xf", &formats)?;
        if part.root().child("dxfs").is_none() {
            let edit = part.in_order(&format!("<{p}dxfs count=\"0\"/>"), BEFORE_CONDITIONAL);
            part = part.edited(vec![edit])?;
        }
        let conditional = |color: &str| {
            format!(
                "<{p}dxf><{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{color}\"/>\
                 <{p}bgColor rgb=\"{color}\"/></{p}patternFill></{p}fill></{p}dxf>"
            )
        };
        let conditional = [conditional(ERROR_FILL), conditional(WARNING_FILL)];
        let error = add(&mut part, "dxfs", "dxf", &conditional)?;
        package.put(&path, part.into_bytes());
        Ok(Styles {
            error,
            warning: error + 1,
            title,
            paragraph: title + 1,
            heading: title + 2,
            text: title + 3,
            link: title + 4,
            error_cell: title + 5,
            warning_cell: title + 6,
        })
    }

    /// Returns the format a condition gives a cell with a finding this bad.
    pub(super) const fn of(self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.error,
            Severity::Warning | Severity::Info => self.warning,
        }
    }
}

/// Returns the part with the styles, made where there is none.
fn path(package: &mut Package) -> Result<String, Problem> {
    let workbook = package.workbook.clone();
    if let Some(path) = package.related(&workbook, "styles")? {
        return Ok(path);
    }
    let path = if package.is_free(USUAL) {
        USUAL.to_owned()
    } else {
        package.free_name(STEM, ".xml")
    };
    package.put(&path, EMPTY.as_bytes().to_vec());
    package.declare(&path, CONTENT_TYPE)?;
    package.relate(&workbook, &path, "styles")?;
    Ok(path)
}

/// Adds entries at the end of a list, or finds them there since an earlier return; returns the
/// number of the first.
fn add(part: &mut Part, list: &str, entry: &str, entries: &[String]) -> Result<usize, Problem> {
    let Some(found) = part.root().child(list) else {
        return Err(Problem::UnreadableFile {
            detail: format!("styles without {list}"),
        });
    };
    let there = found.children.iter().filter(|child| child.name == entry);
    let there: Vec<&str> = there.map(|child| part.text_of(child)).collect();
    let earlier = there
        .windows(entries.len())
        .position(|there| there.iter().eq(entries));
    if let Some(first) = earlier {
        return Ok(first);
    }
    let first = there.len();
    let mut edits: Vec<Edit> = vec![part.appended(found, &entries.concat())];
    edits.extend(part.with_attribute(found, "count", &(first + entries.len()).to_string()));
    let taken = std::mem::replace(part, Part::parse(b"<x/>".to_vec())?);
    *part = taken.edited(edits)?;
    Ok(first)
}
