//! Kinds of files and separators, as people call them.

use super::Language;

/// Returns what a kind of file is called, with the ending people know it by; the name itself
/// where nobody has given it another.
pub fn kind(name: &str, language: Language) -> String {
    let words = match name {
        "html" => language.pick(
            "trang web (HTML) lưu với đuôi của Excel",
            "a web page (HTML), whatever its name ends in",
        ),
        "mhtml" => language.pick("trang web (MHTML)", "a web page (MHTML)"),
        "xml-spreadsheet" => language.pick(
            "bảng tính XML (XML Spreadsheet 2003)",
            "an XML Spreadsheet 2003",
        ),
        "xml" => language.pick("tệp XML", "an XML file"),
        "xls" => language.pick(
            "bảng tính Excel 97-2003 (xls)",
            "an Excel 97-2003 workbook (xls)",
        ),
        "xlsb" => language.pick("bảng tính nhị phân (xlsb)", "a binary workbook (xlsb)"),
        "ods" => language.pick(
            "bảng tính OpenDocument (ods)",
            "an OpenDocument spreadsheet (ods)",
        ),
        "fods" => language.pick(
            "bảng tính OpenDocument (fods)",
            "an OpenDocument spreadsheet (fods)",
        ),
        "numbers" => language.pick("bảng tính Apple Numbers", "an Apple Numbers spreadsheet"),
        "json" => language.pick("tệp JSON", "a JSON file"),
        "text" => language.pick("tệp văn bản hoặc CSV", "a text or CSV file"),
        "pdf" => language.pick("tệp PDF", "a PDF file"),
        "docx" | "doc" | "rtf" | "odt" => {
            return with_ending(language.pick("văn bản Word", "a text document"), name);
        }
        "pptx" | "ppt" => {
            return with_ending(language.pick("bản trình chiếu", "a presentation"), name);
        }
        "png" | "jpeg" | "gif" | "tiff" | "bmp" | "webp" | "heic" => {
            return with_ending(language.pick("ảnh", "a picture"), name);
        }
        "epub" => language.pick("sách điện tử (epub)", "an electronic book (epub)"),
        "exe" => language.pick("tệp chương trình", "a program"),
        "zip" | "rar" | "7z" | "gzip" => {
            return with_ending(language.pick("tệp nén", "a packed file"), name);
        }
        "eml" | "msg" => return with_ending(language.pick("thư điện tử", "an e-mail"), name),
        "lnk" => language.pick("lối tắt (shortcut) của Windows", "a Windows shortcut"),
        "url" => language.pick("lối tắt đến trang web", "a shortcut to a web page"),
        "gsheet" => language.pick(
            "liên kết đến Google Trang tính",
            "a link to a Google spreadsheet",
        ),
        other => other,
    };
    words.to_owned()
}

fn with_ending(words: &str, ending: &str) -> String {
    format!("{words} ({ending})")
}

/// Returns what a separator of fields is called.
pub fn separator(letter: &str, language: Language) -> &str {
    match letter {
        "," => language.pick("dấu phẩy", "commas"),
        ";" => language.pick("dấu chấm phẩy", "semicolons"),
        "\t" => language.pick("dấu tab", "tabs"),
        "|" => language.pick("gạch đứng", "bars"),
        other => other,
    }
}
