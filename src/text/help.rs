//! The manual of the command line, in both languages.

use super::Language;

/// A command's help: what it does, and how it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandHelp {
    /// What it does, imperative and without a full stop.
    pub about: &'static str,
    /// What follows its name in a call.
    pub usage: &'static str,
}

/// Returns the help of a command, named by its path such as `criteria check`; the program
/// itself is the empty path.
#[expect(clippy::too_many_lines, reason = "as long as the list of commands")]
pub fn command(path: &str, language: Language) -> Option<CommandHelp> {
    let [vietnamese, english] = match path {
        "" => [
            (
                "Chấm điểm, xác định mức độ và xếp hạng chính quyền điện tử cấp xã",
                "<LỆNH> [TÙY CHỌN]",
            ),
            (
                "Score, grade and rank commune-level e-government",
                "<COMMAND> [OPTIONS]",
            ),
        ],
        "check" => [
            (
                "Kiểm tra phiếu chấm điểm, liệt kê mọi lỗi kèm vị trí và cách sửa; không chấm điểm",
                "[KỲ|TỆP|THƯ MỤC]... [TÙY CHỌN]",
            ),
            (
                "Check submissions and list every finding with its place and remedy; no scores",
                "[PERIOD|FILE|FOLDER]... [OPTIONS]",
            ),
        ],
        "score" => [
            (
                "Chấm điểm từng phiếu: điểm từng tiêu chí, mức độ và điều kiện còn thiếu",
                "[KỲ|TỆP|THƯ MỤC]... [TÙY CHỌN]",
            ),
            (
                "Score submissions: points of every criterion, levels and what they still need",
                "[PERIOD|FILE|FOLDER]... [OPTIONS]",
            ),
        ],
        "rank" => [
            (
                "Xếp hạng toàn tỉnh hoặc một huyện trong một kỳ",
                "[KỲ] [TÙY CHỌN]",
            ),
            (
                "Rank a province or a district for one period",
                "[PERIOD] [OPTIONS]",
            ),
        ],
        "report" => [
            (
                "Lập báo cáo của một kỳ: tổng hợp, xếp hạng, phiếu kết quả; để ký, gửi, in, xem hoặc nạp vào phần mềm khác",
                "[KỲ] [TÙY CHỌN]",
            ),
            (
                "Write the report of a period: summary, ranking, scorecards; to sign, send, print, look at or load",
                "[PERIOD] [OPTIONS]",
            ),
        ],
        "template" => [
            (
                "Lập phiếu chấm điểm cho từng đơn vị, có công thức tính điểm khi điền",
                "[KỲ] [TÙY CHỌN]",
            ),
            (
                "Make the forms of a period, one per unit, with the score while typing",
                "[PERIOD] [OPTIONS]",
            ),
        ],
        "criteria" => [
            (
                "Kiểm tra, xem, so sánh bộ tiêu chí; chuyển sang Excel và ngược lại; lấy lược đồ",
                "<LỆNH> [TÙY CHỌN]",
            ),
            (
                "Check, show or compare criteria sets, turn one into a workbook and back, get the schema",
                "<COMMAND> [OPTIONS]",
            ),
        ],
        "criteria new" => [
            (
                "Ghi một bộ tiêu chí nhỏ làm mẫu để viết tiếp: hai tiêu chí, ví dụ, hai mức độ",
                "[TÙY CHỌN]",
            ),
            (
                "Write a small set to begin with: two criteria, examples, two levels",
                "[OPTIONS]",
            ),
        ],
        "criteria check" => [
            (
                "Tìm mọi lỗi của tệp bộ tiêu chí, kèm dòng và cột; nhiều tệp thì xét cả hiệu lực trùng nhau",
                "[TỆP…] [TÙY CHỌN]",
            ),
            (
                "Find every mistake in definition files, with line and column, and whether versions overlap",
                "[FILE…] [OPTIONS]",
            ),
        ],
        "criteria show" => [
            (
                "In cây hạng mục, nhóm tiêu chí, tiêu chí và các mức độ",
                "[TỆP] [TÙY CHỌN]",
            ),
            (
                "Print the tree of parts, groups and criteria, and the levels",
                "[FILE] [OPTIONS]",
            ),
        ],
        "criteria diff" => [
            (
                "So sánh hai bản của một bộ tiêu chí theo nội dung: thêm, bỏ, chuyển, đổi điểm, đổi cách tính",
                "<BẢN CŨ> <BẢN MỚI> [TÙY CHỌN]",
            ),
            (
                "Compare two versions of a criteria set by meaning: added, removed, moved, re-weighted, re-ruled",
                "<OLD> <NEW> [OPTIONS]",
            ),
        ],
        "criteria schema" => [
            (
                "In lược đồ JSON (JSON Schema) của tệp bộ tiêu chí cho trình soạn thảo",
                "[TÙY CHỌN]",
            ),
            (
                "Print the JSON Schema of definition files, for editors",
                "[OPTIONS]",
            ),
        ],
        "criteria export" => [
            (
                "Chuyển bộ tiêu chí thành tệp Excel có bố cục như phụ lục của quyết định",
                "[TỆP] --to xlsx --out TỆP.xlsx [TÙY CHỌN]",
            ),
            (
                "Write a criteria set as a workbook laid out like the annex of a decision",
                "[FILE] --to xlsx --out FILE.xlsx [OPTIONS]",
            ),
        ],
        "criteria import" => [
            (
                "Chuyển tệp Excel thành bộ tiêu chí; đọc được cả bảng chỉ có STT, tiêu chí, điểm tối đa",
                "TỆP.xlsx [TÙY CHỌN]",
            ),
            (
                "Make a criteria set of a workbook, or of a bare table of codes, criteria and maxima",
                "FILE.xlsx [OPTIONS]",
            ),
        ],
        "explain" => [
            (
                "Giải thích một mã lỗi: ý nghĩa, lý do, cách sửa; không nêu mã thì in tất cả",
                "[MÃ] [TÙY CHỌN]",
            ),
            (
                "Explain a finding's code: meaning, reason, remedy; all of them without a code",
                "[CODE] [OPTIONS]",
            ),
        ],
        _ => return None,
    };
    let (about, usage) = match language {
        Language::Vietnamese => vietnamese,
        Language::English => english,
    };
    Some(CommandHelp { about, usage })
}

/// An argument's help: what it means, and what stands for its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArgumentHelp {
    /// What it means.
    pub help: &'static str,
    /// What stands for its value; empty when it takes none.
    pub value: &'static str,
}

/// Returns the help of an argument by its identifier.
#[expect(clippy::too_many_lines, reason = "as long as the list of arguments")]
pub fn argument(id: &str, language: Language) -> Option<ArgumentHelp> {
    let [vietnamese, english] = match id {
        "lang" => [
            ("Ngôn ngữ hiển thị: vi hoặc en", "NGÔN NGỮ"),
            ("Language: vi or en", "LANGUAGE"),
        ],
        "color" => [
            ("Dùng màu: auto (mặc định), always hoặc never", "KHI NÀO"),
            ("Use colour: auto (default), always or never", "WHEN"),
        ],
        "quiet" => [("Không in lời nhắc", ""), ("Print no hints", "")],
        "verbose" => [
            ("In thêm từng lỗi, cảnh báo, lưu ý", ""),
            ("Print every error, warning and remark as well", ""),
        ],
        "directory" => [
            ("Chạy như thể đang ở thư mục này", "THƯ MỤC"),
            ("Run as if started in this folder", "FOLDER"),
        ],
        "help" => [("In hướng dẫn", ""), ("Print help", "")],
        "version" => [("In phiên bản", ""), ("Print version", "")],
        "what" => [
            (
                "Kỳ (2021-11), tệp hoặc thư mục phiếu; để trống thì lấy kỳ ở --period",
                "KỲ|TỆP|THƯ MỤC",
            ),
            (
                "A period (2021-11), files or folders; without any, the period of --period",
                "PERIOD|FILE|FOLDER",
            ),
        ],
        "period" | "period_option" => [
            ("Kỳ: 2021-11, 2021-Q4 hoặc 2021", "KỲ"),
            ("The period: 2021-11, 2021-Q4 or 2021", "PERIOD"),
        ],
        "criteria" => [
            (
                "Tệp bộ tiêu chí (mặc định: theo chamdiem.toml); mỗi phiên bản nêu một lần",
                "TỆP",
            ),
            (
                "The definition file (default: from chamdiem.toml); once for each version",
                "FILE",
            ),
        ],
        "file" => [
            ("Tệp bộ tiêu chí (mặc định: theo chamdiem.toml)", "TỆP"),
            ("The definition file (default: from chamdiem.toml)", "FILE"),
        ],
        "old" => [
            ("Tệp bộ tiêu chí bản cũ", "BẢN CŨ"),
            ("The definition file of the earlier version", "OLD"),
        ],
        "new" => [
            ("Tệp bộ tiêu chí bản mới", "BẢN MỚI"),
            ("The definition file of the later version", "NEW"),
        ],
        "units" => [
            ("Tệp danh sách đơn vị (mặc định: theo chamdiem.toml)", "TỆP"),
            ("The roster (default: from chamdiem.toml)", "FILE"),
        ],
        "targets" => [
            (
                "Tệp bảng chỉ tiêu do cấp trên giao (mặc định: theo chamdiem.toml)",
                "TỆP",
            ),
            (
                "The table of targets set by the superior unit (default: from chamdiem.toml)",
                "FILE",
            ),
        ],
        "strict" => [
            (
                "Khi một đơn vị có nhiều phiếu thì không tự chọn bản sau, báo lỗi tất cả",
                "",
            ),
            (
                "Refuse all of several submissions of one unit, even where one is plainly later",
                "",
            ),
        ],
        "show_mapping" => [
            (
                "Cho xem mỗi tệp được hiểu thế nào: cột nào, ô nào là gì; không kiểm tra",
                "",
            ),
            (
                "Show how each file is understood, column by column, instead of what is wrong",
                "",
            ),
        ],
        "waivers" => [
            (
                "Tệp bảng miễn xét tiêu chí cho từng đơn vị (mặc định: theo chamdiem.toml)",
                "TỆP",
            ),
            (
                "The table of waivers: units excused from criteria (default: from chamdiem.toml)",
                "FILE",
            ),
        ],
        "submissions" => [
            (
                "Thư mục phiếu chấm điểm (mặc định: theo chamdiem.toml)",
                "THƯ MỤC",
            ),
            (
                "The folder of submissions (default: from chamdiem.toml)",
                "FOLDER",
            ),
        ],
        "fail_on" => [
            (
                "Mức khiến chương trình trả mã 1: error (mặc định), warning, info hoặc never",
                "MỨC",
            ),
            (
                "Severity that gives exit code 1: error (default), warning, info or never",
                "SEVERITY",
            ),
        ],
        "deny" => [
            (
                "Coi các mã này là lỗi (ví dụ V006 hoặc V006,S012); lặp lại được",
                "MÃ",
            ),
            (
                "Count these codes as errors (such as V006 or V006,S012); may be repeated",
                "CODE",
            ),
        ],
        "allow" => [
            ("Không nêu các mã này; chỉ dùng cho cảnh báo và lưu ý", "MÃ"),
            (
                "Say nothing of these codes; warnings and remarks only",
                "CODE",
            ),
        ],
        "return_to" => [
            (
                "Ghi vào thư mục này bản trả lại của từng tệp có lỗi hoặc cảnh báo: phiếu xlsx kèm ghi chú tại ô và trang liệt kê, tệp khác kèm bảng liệt kê",
                "THƯ MỤC",
            ),
            (
                "Write into this folder what goes back for each file with errors or warnings: workbooks with notes at the cells and a list, others with a list beside",
                "FOLDER",
            ),
        ],
        "format" => [
            (
                "Định dạng: table (mặc định), json, jsonl, csv, markdown, xlsx, html hoặc docx",
                "ĐỊNH DẠNG",
            ),
            (
                "Format: table (default), json, jsonl, csv, markdown, xlsx, html or docx",
                "FORMAT",
            ),
        ],
        "formats" => [
            (
                "Định dạng, cách nhau bằng dấu phẩy: table (mặc định), json, jsonl, csv, markdown, xlsx, html, docx",
                "ĐỊNH DẠNG",
            ),
            (
                "Formats, with commas between: table (default), json, jsonl, csv, markdown, xlsx, html, docx",
                "FORMATS",
            ),
        ],
        "periods" => [
            (
                "Số kỳ liên tiếp trong phần diễn biến, tính cả kỳ này (mặc định: 2)",
                "SỐ",
            ),
            (
                "How many periods in a row the course of totals shows, this one included (default: 2)",
                "NUMBER",
            ),
        ],
        "section" => [
            (
                "Chỉ các phần này: overview, ranking, districts, groups, criteria, scorecards, answers, findings, provenance",
                "PHẦN",
            ),
            (
                "Only these sections: overview, ranking, districts, groups, criteria, scorecards, answers, findings, provenance",
                "SECTIONS",
            ),
        ],
        "all" => [("Ghi mọi định dạng", ""), ("Write every format", "")],
        "long" => [
            ("CSV: mỗi đơn vị và mỗi tiêu chí một dòng", ""),
            ("CSV: a row for each unit and criterion", ""),
        ],
        "out_report" => [
            (
                "Tệp, hoặc thư mục khi có nhiều định dạng (mặc định: reports/KỲ theo chamdiem.toml; văn bản thì in ra)",
                "ĐÍCH",
            ),
            (
                "The file, or the folder for several (default: reports/PERIOD from chamdiem.toml; text is printed)",
                "PATH",
            ),
        ],
        "csv" => [
            (
                "Kiểu CSV: plain (dấu phẩy, dấu chấm thập phân) hoặc excel (mở bằng Excel tiếng Việt)",
                "KIỂU",
            ),
            (
                "Kind of CSV: plain (comma, decimal point) or excel (for Excel in Vietnamese)",
                "KIND",
            ),
        ],
        "out" => [
            (
                "Ghi kết quả ra tệp; tệp chỉ được thay khi đã ghi xong",
                "TỆP",
            ),
            (
                "Write the result to a file, which is replaced only when complete",
                "FILE",
            ),
        ],
        "out_folder" => [
            (
                "Thư mục ghi các phiếu (mặc định: theo chamdiem.toml, hoặc forms/KỲ)",
                "THƯ MỤC",
            ),
            (
                "The folder for the forms (default: from chamdiem.toml, or forms/PERIOD)",
                "FOLDER",
            ),
        ],
        "district" => [
            (
                "Chỉ hiển thị các đơn vị của huyện này (tên hoặc mã)",
                "HUYỆN",
            ),
            (
                "Show only units of this district (name or code)",
                "DISTRICT",
            ),
        ],
        "top" => [
            ("Chỉ hiển thị từng này dòng đầu", "SỐ"),
            ("Show only so many rows", "NUMBER"),
        ],
        "against" => [
            (
                "Kỳ so sánh, hoặc none (mặc định: kỳ liền trước nếu có thư mục)",
                "KỲ",
            ),
            (
                "The period to compare with, or none (default: the one before, if its folder exists)",
                "PERIOD",
            ),
        ],
        "unit" => [
            ("Chỉ đơn vị này (mã hoặc tên)", "ĐƠN VỊ"),
            ("Only this unit (code or name)", "UNIT"),
        ],
        "blank" => [
            ("Lập một phiếu trống, không ghi đơn vị", ""),
            ("Make one form without a unit", ""),
        ],
        "overwrite" => [
            ("Ghi đè các tệp đã có", ""),
            ("Replace files that are there already", ""),
        ],
        "derivation" => [
            ("Diễn giải cách tính từng điểm, đến từng ô", ""),
            ("Show how each number came about, down to the cell", ""),
        ],
        "summary" => [
            (
                "Tổng hợp theo hạng mục, nhóm tiêu chí: điểm, tỷ lệ, chênh lệch, trạng thái",
                "",
            ),
            (
                "Show parts and groups only: points, percents, differences, states",
                "",
            ),
        ],
        "to" => [
            ("Định dạng xuất: xlsx", "ĐỊNH DẠNG"),
            ("The format: xlsx", "FORMAT"),
        ],
        "workbook" => [
            ("Tệp Excel (.xlsx) chứa phụ lục", "TỆP"),
            ("The workbook (.xlsx) with the annex", "FILE"),
        ],
        "id" => [
            (
                "Mã của bộ tiêu chí (mặc định: theo tệp Excel hoặc tên tệp)",
                "MÃ",
            ),
            (
                "The set's identifier (default: as the workbook says, or its name)",
                "ID",
            ),
        ],
        "code" => [
            ("Mã lỗi, ví dụ V014", "MÃ"),
            ("The code, such as V014", "CODE"),
        ],
        _ => return None,
    };
    let (help, value) = match language {
        Language::Vietnamese => vietnamese,
        Language::English => english,
    };
    Some(ArgumentHelp { help, value })
}

/// The headings and phrases of help and usage messages.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named after what it labels")]
pub struct Phrases {
    pub usage: &'static str,
    pub commands: &'static str,
    pub arguments: &'static str,
    pub options: &'static str,
    pub error: &'static str,
    pub see_help: &'static str,
    pub did_you_mean: &'static str,
}

/// Returns the headings and phrases of a language.
pub const fn phrases(language: Language) -> &'static Phrases {
    match language {
        Language::Vietnamese => &Phrases {
            usage: "Cách dùng",
            commands: "Lệnh",
            arguments: "Tham số",
            options: "Tùy chọn",
            error: "lỗi",
            see_help: "Xem hướng dẫn: thêm --help",
            did_you_mean: "có phải",
        },
        Language::English => &Phrases {
            usage: "Usage",
            commands: "Commands",
            arguments: "Arguments",
            options: "Options",
            error: "error",
            see_help: "For help, add --help",
            did_you_mean: "did you mean",
        },
    }
}

/// What is wrong with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallMistake<'c> {
    /// A word that means nothing here.
    Unknown(&'c str),
    /// A value that is not possible.
    Value {
        /// The argument.
        argument: &'c str,
        /// The value.
        value: &'c str,
    },
    /// A value is missing.
    NoValue(&'c str),
    /// An argument is missing.
    Missing(&'c str),
    /// A command is missing.
    NoCommand,
    /// Two arguments do not go together.
    Conflict(&'c str, &'c str),
    /// Anything else.
    Other,
}

/// Returns what is wrong with a call, in words.
pub fn call_mistake(mistake: CallMistake, language: Language) -> String {
    match (language, mistake) {
        (Language::Vietnamese, CallMistake::Unknown(word)) => format!("không hiểu “{word}”"),
        (Language::Vietnamese, CallMistake::Value { argument, value }) => {
            format!("giá trị “{value}” không hợp lệ cho {argument}")
        }
        (Language::Vietnamese, CallMistake::NoValue(argument)) => {
            format!("thiếu giá trị cho {argument}")
        }
        (Language::Vietnamese, CallMistake::Missing(argument)) => format!("thiếu {argument}"),
        (Language::Vietnamese, CallMistake::NoCommand) => "chưa cho biết lệnh".to_owned(),
        (Language::Vietnamese, CallMistake::Conflict(one, two)) => {
            format!("không dùng {one} cùng với {two}")
        }
        (Language::Vietnamese, CallMistake::Other) => {
            "lời gọi chương trình không hợp lệ".to_owned()
        }
        (Language::English, CallMistake::Unknown(word)) => format!("“{word}” is not understood"),
        (Language::English, CallMistake::Value { argument, value }) => {
            format!("“{value}” is no value for {argument}")
        }
        (Language::English, CallMistake::NoValue(argument)) => format!("{argument} needs a value"),
        (Language::English, CallMistake::Missing(argument)) => format!("{argument} is missing"),
        (Language::English, CallMistake::NoCommand) => "no command given".to_owned(),
        (Language::English, CallMistake::Conflict(one, two)) => {
            format!("{one} does not go with {two}")
        }
        (Language::English, CallMistake::Other) => "the call is not possible".to_owned(),
    }
}
