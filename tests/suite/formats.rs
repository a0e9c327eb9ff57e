//! Every format of workbook tells the same of the same form: `tests/formats` has two forms as
//! `LibreOffice` saved them from one source, and the xlsb is written here.

use std::fs;
use std::path::PathBuf;

use chamdiem::definition::CriteriaSet;
use chamdiem::finding::{Findings, Source};
use chamdiem::submission::Submission;
use chamdiem::submission::sheet::{Content, Sheet};
use chamdiem::{scorecard, submission};
use zip::CompressionMethod;

use crate::aside;
use crate::builder::codes;
use crate::catalogue::criteria_set;
use crate::xlsb::{self, Tab};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn set() -> CriteriaSet {
    criteria_set(&root().join("samples/first-steps/criteria-set.json"))
}

/// Returns a form of `tests/formats`.
pub fn form(name: &str) -> Vec<u8> {
    let path = root().join("tests/formats").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(bytes: &[u8]) -> (Submission, Findings) {
    let mut findings = Findings::new();
    let submission = aside::reader().read(&set(), &Source::new("phieu"), bytes, &mut findings);
    (
        submission.unwrap_or_else(|| panic!("{findings:?}")),
        findings,
    )
}

/// Returns a form of `tests/formats` as xlsb.
pub fn as_xlsb(name: &str) -> Vec<u8> {
    let (submission, _) = read(&form(name));
    let hidden = Sheet::new(&Source::new("phieu"), None);
    let tabs = [
        Tab {
            name: "Phiếu",
            is_hidden: false,
            sheet: &submission.sheet,
        },
        Tab {
            name: "Nháp",
            is_hidden: true,
            sheet: &hidden,
        },
    ];
    xlsb::write(&tabs, CompressionMethod::Deflated)
}

/// Returns the cells of a sheet, one in a line, and what is hidden.
fn told(sheet: &Sheet) -> String {
    let cells = sheet
        .rows()
        .flat_map(submission::sheet::Row::cells)
        .map(|cell| {
            let kind = match cell.content {
                Content::Text(_) => "text",
                Content::Number { percent: false, .. } => "number",
                Content::Number { percent: true, .. } => "percent",
                Content::Logical(_) => "logical",
                Content::Date(_) => "date",
                Content::Error(_) => "error",
                Content::UncalculatedFormula => "formula",
            };
            format!("{} {kind} {}\n", cell.at, cell.content.shown())
        });
    cells.collect()
}

fn hidden(sheet: &Sheet) -> [&[(u32, u32)]; 2] {
    [sheet.hidden_rows(), sheet.hidden_columns()]
}

/// What stands in `every-kind-of-cell`, whatever it was saved as. The table begins in B9; row 29
/// and column E are hidden.
const EVERY_KIND: &str = "\
B3 text Đơn vị
C3 text Xã Hòa Bình (xã giả định)
B4 text Mã đơn vị
C4 text 00001
B5 text Kỳ
C5 text 2021-11
B9 text Mã
C9 text Nội dung
D9 text Giá trị
E9 text Ghi chú
B10 text chu
D10 text Hoà, “ngoặc” & <thẻ>
hai   dòng
B11 text chu_dam
D11 text một hai  ba
B12 text ma_la_chu
D12 text 1.10
B13 text so_nguyen
D13 number 168
B14 text so_le
D14 number 70.02
B15 text so_am
D15 number -4.5
B16 text so_lon
D16 number 1000000000000000
B17 text so_khong
D17 number 0
B18 text phan_tram
D18 percent 85%
B19 text tren_mot_tram
D19 percent 120%
B20 text phan_tram_chi_viet
D20 number 85
B21 text ngay
D21 date 2021-11-30
B22 text dung
D22 logical TRUE
B23 text cong_thuc
D23 number 0.3
B24 text cong_thuc_phan_tram
D24 percent 85%
B25 text cong_thuc_chu
D25 text chữ 1
B26 text cong_thuc_rong
D26 formula =…
B27 text chia_cho_khong
D27 error #DIV/0!
B28 text khong_co
D28 error #N/A
B29 text dong_an
D29 number 7
B30 text lap_lai
C30 number 5
D30 number 5
E30 number 5
";

#[test]
fn every_kind_of_cell_is_the_same_in_every_format() {
    for format in ["xlsx", "ods", "xls"] {
        let (submission, _) = read(&form(&format!("every-kind-of-cell.{format}")));
        assert_eq!(told(&submission.sheet), EVERY_KIND, "{format}");
    }
    let (submission, _) = read(&as_xlsb("every-kind-of-cell.ods"));
    assert_eq!(told(&submission.sheet), EVERY_KIND, "xlsb");
}

#[test]
fn what_is_hidden_is_told_in_every_format() {
    let forms = ["xlsx", "ods", "xls"].map(|format| {
        let bytes = form(&format!("every-kind-of-cell.{format}"));
        (format, bytes)
    });
    let xlsb = ("xlsb", as_xlsb("every-kind-of-cell.ods"));
    for (format, bytes) in forms.into_iter().chain([xlsb]) {
        let (submission, findings) = read(&bytes);
        assert_eq!(
            hidden(&submission.sheet),
            [[(28, 28)], [(4, 4)]],
            "{format}"
        );
        // No answer of this set is in the hidden row, but the notes are in the hidden column.
        let told = codes(&findings);
        for code in ["S031", "S032"] {
            assert!(told.contains(&code), "{format}: {told:?}");
        }
    }
}

#[test]
fn one_form_in_every_format_gives_one_scorecard() {
    let set = set();
    let card = |bytes: &[u8]| {
        let (submission, mut findings) = read(bytes);
        let unit = submission::identify(&submission, None, &mut findings).expect("a unit");
        let period = submission.period().expect("a period");
        scorecard::assess(&set, submission, unit, period, &mut findings)
    };
    let csv = root().join("samples/first-steps/xa-hoa-binh.csv");
    let csv = card(&fs::read(csv).expect("the sample is there"));
    assert_eq!(csv.own.scores.total(&set).0, crate::builder::exact("405/8"));
    for format in ["xlsx", "ods", "xls", "xlsb"] {
        let other = match format {
            "xlsb" => card(&as_xlsb("xa-hoa-binh.xls")),
            _ => card(&form(&format!("xa-hoa-binh.{format}"))),
        };
        assert_eq!(csv.own, other.own, "{format}");
        assert_eq!(
            csv.valid.submission().own.cells,
            other.valid.submission().own.cells,
            "{format}"
        );
        assert_eq!(
            (&csv.unit, csv.period),
            (&other.unit, other.period),
            "{format}"
        );
    }
}

#[test]
fn what_is_read_aside_is_not_read_without_somewhere_to_do_so() {
    for bytes in [form("xa-hoa-binh.xls"), as_xlsb("xa-hoa-binh.xls")] {
        let mut findings = Findings::new();
        let found = submission::read(&set(), &Source::new("phieu"), &bytes, &mut findings);
        assert_eq!((found, codes(&findings)), (None, vec!["S002"]));
    }
}

#[test]
fn a_password_is_named_as_such_in_every_format() {
    let mut xls = form("xa-hoa-binh.xls");
    // The record InterfaceHdr becomes FilePass, with the kind of encryption the library overlooks.
    let record = [0xe1, 0x00, 0x02, 0x00, 0xb0, 0x04];
    let at = xls
        .windows(record.len())
        .position(|window| window == record)
        .expect("the record is there");
    xls[at..at + record.len()].copy_from_slice(&[0x2f, 0x00, 0x02, 0x00, 0x00, 0x00]);
    let xlsx = fs::read(root().join("tests/hostile/encrypted.xlsx")).expect("a hostile file");
    for (format, bytes) in [("xls", xls), ("xlsx", xlsx), ("ods", form("password.ods"))] {
        let mut findings = Findings::new();
        let source = Source::new("phieu");
        let found = aside::reader().read(&set(), &source, &bytes, &mut findings);
        assert_eq!((found, codes(&findings)), (None, vec!["S015"]), "{format}");
    }
}
