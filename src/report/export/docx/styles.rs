//! The styles of the document, and how its headings are numbered.

use crate::text::Language;

/// The paragraphs of the letter.
pub(super) const BODY: &str = "BodyText";
/// The numbered headings of the letter.
pub(super) const HEADING: &str = "Heading1";
/// Headings of annexes and of pages.
pub(super) const SUBHEADING: &str = "Heading2";
/// The title of an annex, or of a page.
pub(super) const ANNEX: &str = "AnnexTitle";
/// What a report is called, in the head of the letter.
pub(super) const TITLE: &str = "Title";
/// Lines of annexes and of pages.
pub(super) const LINE: &str = "ListContinue";
/// What stands in cells.
pub(super) const CELL: &str = "TableText";
/// Tables with rules.
pub(super) const TABLE: &str = "TableGrid";
/// The head of pages.
pub(super) const HEADER: &str = "Header";

const OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// Returns the part with the styles. Sizes and spaces are those of Nghị định 30/2020/NĐ-CP, Phụ lục I: type
/// of 13 or 14 points, paragraphs 6 points apart, the first line of each 1.27 cm in.
pub(super) fn styles(language: Language) -> String {
    let locale = language.pick("vi-VN", "en-GB");
    let fonts = "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" \
                 w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/>";
    let defaults = format!(
        "<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>\
         <w:lang w:val=\"{locale}\" w:eastAsia=\"{locale}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" \
         w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
    );
    let styles = [
        style("", "Normal", "Normal", "", ""),
        style(
            "Normal",
            BODY,
            "Body Text",
            "<w:spacing w:before=\"120\" w:after=\"0\" w:line=\"288\" w:lineRule=\"auto\"/>\
             <w:ind w:firstLine=\"720\"/><w:jc w:val=\"both\"/>",
            "",
        ),
        style(
            "Normal",
            HEADING,
            "heading 1",
            "<w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>\
             <w:spacing w:before=\"240\" w:after=\"0\"/><w:jc w:val=\"both\"/><w:outlineLvl w:val=\"0\"/>",
            "<w:b/><w:bCs/><w:caps/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>",
        ),
        style(
            "Normal",
            SUBHEADING,
            "heading 2",
            "<w:keepNext/><w:keepLines/><w:spacing w:before=\"200\" w:after=\"80\"/>\
             <w:outlineLvl w:val=\"1\"/>",
            "<w:b/><w:bCs/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>",
        ),
        style(
            "Normal",
            TITLE,
            "Title",
            "<w:keepNext/><w:jc w:val=\"center\"/>",
            "<w:b/><w:bCs/>",
        ),
        style(
            "Normal",
            ANNEX,
            "Annex Title",
            "<w:keepNext/><w:keepLines/><w:spacing w:before=\"0\" w:after=\"60\"/>\
             <w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/>",
            "<w:b/><w:bCs/>",
        ),
        style(
            "Normal",
            LINE,
            "List Continue",
            "<w:spacing w:before=\"20\" w:after=\"20\"/>",
            "<w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>",
        ),
        style(
            "Normal",
            CELL,
            "Table Text",
            "<w:spacing w:before=\"20\" w:after=\"20\"/>",
            "<w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>",
        ),
        style("Normal", HEADER, "header", "<w:jc w:val=\"center\"/>", ""),
    ];
    format!(
        "{OPEN}<w:styles {NAMESPACE}>{defaults}{}{}</w:styles>",
        styles.concat(),
        TABLE_STYLES
    )
}

/// Tables without rules, and the same with them.
const TABLE_STYLES: &str = "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\">\
    <w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/>\
    <w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/>\
    <w:left w:w=\"70\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>\
    <w:right w:w=\"70\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
    <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/>\
    <w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>\
    <w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>\
    <w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>\
    <w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>\
    <w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>\
    <w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>\
    <w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>\
    </w:tblBorders></w:tblPr></w:style>";

fn style(based_on: &str, id: &str, name: &str, paragraph: &str, run: &str) -> String {
    let default = if based_on.is_empty() {
        " w:default=\"1\""
    } else {
        ""
    };
    let based_on = match based_on {
        "" => String::new(),
        id => format!("<w:basedOn w:val=\"{id}\"/>"),
    };
    let wrapped = |tag: &str, properties: &str| match properties {
        "" => String::new(),
        properties => format!("<w:{tag}>{properties}</w:{tag}>"),
    };
    format!(
        "<w:style w:type=\"paragraph\"{default} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based_on}\
         <w:qFormat/>{}{}</w:style>",
        wrapped("pPr", paragraph),
        wrapped("rPr", run)
    )
}

/// Returns the part with the numbers of headings: I., II., III.
pub(super) fn numbering() -> String {
    format!(
        "{OPEN}<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId=\"0\">\
         <w:multiLevelType w:val=\"multilevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
         <w:numFmt w:val=\"upperRoman\"/><w:pStyle w:val=\"{HEADING}\"/><w:suff w:val=\"space\"/>\
         <w:lvlText w:val=\"%1.\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"0\" \
         w:firstLine=\"720\"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId=\"1\">\
         <w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    )
}
