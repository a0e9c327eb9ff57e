//! The facts of a finding as one Vietnamese sentence.

use super::{
    Language, bytes, did_you_mean, form, functions, is_one_value, listed, literal, period,
    stretches, types, unreadable, validity, waiver_column,
};
use crate::finding::{Asked, ExpressionLimit, KeptText, Measure, Problem, Reference, Shape};
use crate::number::Decimal;
use crate::text::kind;

const VI: Language = Language::Vietnamese;

/// Returns what was found, in Vietnamese.
#[expect(clippy::too_many_lines, reason = "as long as the list of codes")]
pub(super) fn sentence(problem: &Problem) -> String {
    match problem {
        Problem::InvalidJson { detail } | Problem::InvalidJsonSubmission { detail } => {
            format!("tệp không đúng cú pháp JSON: {}", syntax(detail))
        }
        Problem::UnknownKey {
            key,
            nearest,
            allowed,
        } => {
            let allowed = listed("; các khóa dùng được: ", allowed);
            format!(
                "khóa “{key}” không dùng được ở đây{allowed}{}",
                did_you_mean(nearest.as_slice(), VI)
            )
        }
        Problem::MissingKey { key } => format!("thiếu phần bắt buộc “{key}”"),
        Problem::WrongType { expected } => format!("ở đây cần {}", shape(*expected)),
        Problem::DuplicateKey { key, first_line } => {
            format!("khóa “{key}” đã có ở dòng {first_line}")
        }
        Problem::ValueNotAllowed { allowed } => {
            format!("ở đây chỉ dùng được{}", listed(": ", allowed))
        }
        Problem::CodeIsANumber {
            written,
            merges_with,
        } => {
            let merges = merges_with
                .as_ref()
                .map(|other| format!("; viết như số thì trùng với mã {other}"));
            format!(
                "mã {written} phải đặt trong dấu nháy kép{}",
                merges.unwrap_or_default()
            )
        }
        Problem::UnknownReference {
            name,
            reference,
            nearest,
        } => {
            let missing = match reference {
                Reference::Input => format!("không có số liệu nào tên là “{name}”"),
                Reference::Node => {
                    format!("không có hạng mục, nhóm tiêu chí hay tiêu chí nào mang mã “{name}”")
                }
                Reference::Option => format!("số liệu không có lựa chọn “{name}”"),
                Reference::Ladder => {
                    format!("không có thang mức độ nào mã “{name}” đứng trước thang này")
                }
                Reference::Function => {
                    format!(
                        "không có hàm “{name}”; các hàm dùng được là {}",
                        functions()
                    )
                }
            };
            missing + &did_you_mean(nearest.as_slice(), VI)
        }
        Problem::SumDiffers {
            code,
            declared,
            sum,
            unit_type,
        } => {
            let of = unit_type
                .as_ref()
                .map_or_else(String::new, |of| format!(" mà {of} được chấm"));
            let (whole, declared, sum) = (whole(code), number(*declared), number(*sum));
            format!(
                "điểm tối đa khai báo của {whole} là {declared}, nhưng tổng các mục con{of} là {sum}"
            )
        }
        Problem::MaximumOfNobody {
            code,
            declared,
            unit_type,
            most,
        } => {
            let (whole, declared, most) = (whole(code), number(*declared), number(*most));
            format!(
                "điểm tối đa khai báo của {whole} là {declared}, nhưng không loại đơn vị nào được chấm đủ: nhiều nhất là {unit_type}, {most} điểm"
            )
        }
        Problem::BandHole { from, to } => format!("{} không thuộc bậc nào", stretch(*from, *to)),
        Problem::BandOverlap {
            bands: [one, other],
            from,
            begins_above,
            to,
            ends_below,
        } => {
            let from = from.map(|from| {
                let word = if *begins_above { "trên" } else { "từ" };
                format!("{word} {}", number(from))
            });
            let to = to.map(|to| {
                let word = if *ends_below {
                    "đến dưới"
                } else {
                    "đến"
                };
                format!("{word} {}", number(to))
            });
            let values = match (from, to) {
                (Some(_), Some(to)) if is_one_value(problem) => {
                    format!("giá trị {}", to.trim_start_matches("đến "))
                }
                (Some(from), Some(to)) => format!("các giá trị {from} {to}"),
                (Some(from), None) => format!("các giá trị {from} trở lên"),
                (None, Some(to)) => format!("các giá trị {to}"),
                (None, None) => "mọi giá trị".to_owned(),
            };
            format!("bậc thứ {one} và bậc thứ {other} cùng nhận {values}")
        }
        Problem::TargetNotPositive { value } => {
            format!("số ở đây phải lớn hơn 0, nhưng đang là {}", number(*value))
        }
        Problem::LevelUnreachable {
            level,
            asked,
            required,
            attainable,
        } => match attainable {
            Some(attainable) => {
                let required = asked_for(*asked, *required);
                match asked {
                    Asked::Conditions => format!(
                        "mức độ {level} yêu cầu {required}, nhưng nhiều nhất chỉ {} có thể đạt",
                        asked_for(*asked, *attainable)
                    ),
                    Asked::Points | Asked::Percent => format!(
                        "mức độ {level} yêu cầu {required}, nhưng cao nhất chỉ đạt được {}",
                        asked_for(*asked, *attainable)
                    ),
                }
            }
            None => format!("mức độ {level} có điều kiện mà không đơn vị nào đạt được"),
        },
        Problem::ConditionsContradict {
            level,
            with_levels_below: false,
        } => format!("các điều kiện của mức độ {level} mâu thuẫn nhau, không thể cùng đạt"),
        Problem::ConditionsContradict {
            level,
            with_levels_below: true,
        } => format!(
            "điều kiện của mức độ {level} mâu thuẫn với điều kiện của các mức độ dưới, không thể cùng đạt"
        ),
        Problem::LevelUnreachableForTypes { level, unit_types } => format!(
            "mức độ {level} không thể đạt được đối với đơn vị loại{}",
            listed(" ", unit_types)
        ),
        Problem::LadderOutOfOrder {
            level,
            before,
            required,
            required_before,
        } => match (required, required_before) {
            (Some(required), Some(required_before)) => {
                let (required, required_before) = (number(*required), number(*required_before));
                format!(
                    "mức độ {level} chỉ yêu cầu {required}, thấp hơn {required_before} của mức độ {before}"
                )
            }
            _ if level > before => format!(
                "đơn vị nào đạt mức độ {before} thì cũng đạt luôn mức độ {level}, nên không đơn vị nào dừng ở mức độ {before}"
            ),
            _ => format!("mức độ {level} đứng sau mức độ {before} nhưng không cao hơn"),
        },
        Problem::DuplicateCode { code, first_line } => {
            format!("mã “{code}” đã dùng ở dòng {first_line}")
        }
        Problem::DuplicateInput { name, first_line } => {
            format!("tên số liệu “{name}” đã dùng ở dòng {first_line}")
        }
        Problem::WrongInputType { name, expected } => {
            format!("số liệu “{name}” phải thuộc loại {}", types(expected, VI))
        }
        Problem::RuleAboveMaximum {
            attainable,
            maximum,
        } => {
            let maximum = number(*maximum);
            match attainable {
                Some(most) => {
                    format!(
                        "cách tính điểm có thể cho đến {} điểm, vượt điểm tối đa {maximum}",
                        number(*most)
                    )
                }
                None => format!(
                    "cách tính điểm không có giới hạn trên, có thể vượt điểm tối đa {maximum}"
                ),
            }
        }
        Problem::RuleBelowMaximum {
            attainable,
            maximum,
        } => {
            let (attainable, maximum) = (number(*attainable), number(*maximum));
            format!(
                "cách tính điểm cho nhiều nhất {attainable} điểm, thấp hơn điểm tối đa {maximum}"
            )
        }
        Problem::UnusedInput { name } => {
            format!("không cách tính điểm hay điều kiện nào dùng số liệu “{name}”")
        }
        Problem::RangeReversed { lower, upper } => {
            format!(
                "khoảng bắt đầu từ {} nhưng kết thúc ở {}",
                literal(lower, VI),
                literal(upper, VI)
            )
        }
        Problem::MalformedText { pattern } => form(pattern, VI),
        Problem::NumberOutOfRange { minimum, maximum } => match (minimum, maximum) {
            (Some(minimum), Some(maximum)) => {
                format!(
                    "số ở đây phải nằm trong khoảng từ {} đến {}",
                    literal(minimum, VI),
                    literal(maximum, VI)
                )
            }
            (Some(minimum), None) => {
                format!("số ở đây không được nhỏ hơn {}", literal(minimum, VI))
            }
            (None, Some(maximum)) => {
                format!("số ở đây không được lớn hơn {}", literal(maximum, VI))
            }
            (None, None) => "số ở đây nằm ngoài phạm vi cho phép".to_owned(),
        },
        Problem::EmptyList => "danh sách ở đây phải có ít nhất một mục".to_owned(),
        Problem::DuplicateEntry { entry } => format!("“{entry}” đã có trong danh sách này"),
        Problem::MalformedExpression { rest, passes } => match passes {
            Some(ExpressionLimit::Characters(limit)) => {
                format!("biểu thức dài quá {limit} ký tự; từ chỗ “{rest}” trở đi không được xét")
            }
            Some(ExpressionLimit::Brackets(limit)) => {
                format!("từ chỗ “{rest}” các dấu ngoặc lồng nhau quá {limit} lớp")
            }
            None if rest.is_empty() => "biểu thức chưa viết hết".to_owned(),
            None => format!("biểu thức sai từ chỗ “{rest}”"),
        },
        Problem::WrongOperand { operand, expected } => {
            let expected = match expected.as_str() {
                "number" => "một số",
                _ => "một điều kiện",
            };
            format!("“{operand}” không phải là {expected}")
        }
        Problem::WrongArguments {
            function,
            expected,
            given,
        } => format!("hàm {function} cần {expected} tham số, đang có {given}"),
        Problem::FormulaTooLarge { limit } => {
            format!("sau khi thay hết các tên, phần này có hơn {limit} mục")
        }
        Problem::ExampleDiffers { expected, found } => match found {
            Some(found) => format!(
                "theo ví dụ phải được {} điểm, cách tính điểm lại cho {}",
                number(*expected),
                number(*found)
            ),
            None => format!(
                "theo ví dụ phải được {} điểm, cách tính điểm không cho kết quả",
                number(*expected)
            ),
        },
        Problem::ImpliedCondition {
            level,
            implied,
            required,
            is_alternative,
        } => match (implied, required) {
            (Some(implied), Some(required)) if *is_alternative => format!(
                "từ {} đã đủ, nên lựa chọn từ {} không có tác dụng",
                number(*required),
                number(*implied)
            ),
            _ if *is_alternative => {
                "lựa chọn này chỉ đạt khi một lựa chọn khác đã đạt, nên không có tác dụng"
                    .to_owned()
            }
            (Some(implied), Some(required)) => format!(
                "mức độ {level} đã yêu cầu {}, nên yêu cầu {} không có tác dụng",
                number(*required),
                number(*implied)
            ),
            _ => format!(
                "đã đạt các điều kiện khác của mức độ {level} thì điều kiện này luôn đạt, nên không có tác dụng"
            ),
        },
        Problem::MissingTranslation { vietnamese: false } => {
            "chưa có bản dịch tiếng Anh".to_owned()
        }
        Problem::MissingTranslation { vietnamese: true } => {
            "chưa có nội dung tiếng Việt".to_owned()
        }
        Problem::MeanOfNegative { code } => format!(
            "“{code}” có thể dưới 0 điểm, mà số âm thì không tính được trung bình nhân hay trung bình điều hòa"
        ),
        Problem::TransferLost { code, between } => match between {
            Some(between) => format!(
                "điểm chuyển sang “{code}” sẽ mất, vì “{between}” không cộng điểm của các mục bên trong"
            ),
            None => format!(
                "điểm chuyển sang “{code}” sẽ mất, vì tổng điểm không phải là phép cộng các mục bên trong"
            ),
        },
        Problem::ExpressionUndefined { operand } => {
            format!("“{operand}” không có giá trị, dù trả lời thế nào")
        }
        Problem::RuleWithoutInputs => "cách tính điểm không dùng số liệu nào".to_owned(),
        Problem::ExampleContradicts { holds } => {
            format!("không phiếu nào có thể ghi như ví dụ, vì phải có {holds}")
        }
        Problem::BandEmpty => "không có giá trị nào thuộc bậc này".to_owned(),
        Problem::UsedBeforeDefined {
            name,
            is_circular: false,
        } => format!("“{name}” được dùng trước khi khai báo"),
        Problem::UsedBeforeDefined {
            name,
            is_circular: true,
        } => format!("“{name}” được tính từ chính nó, trực tiếp hoặc qua giá trị khác"),
        Problem::WarningsLeftOut { limit, left_out } => {
            format!("đã nêu {limit} cảnh báo; còn {left_out} cảnh báo nữa không được nêu")
        }
        Problem::CodesMerge { codes, groups } => {
            let named: Vec<String> = codes.iter().map(|alike| alike.join(" = ")).collect();
            let more = match groups.saturating_sub(named.len()) {
                0 => String::new(),
                more => format!(" và {more} nhóm mã nữa"),
            };
            format!(
                "bảng tính coi các mã sau là cùng một số: {}{more}",
                named.join("; ")
            )
        }
        Problem::VersionsOverlap { version, other } => {
            format!("phiên bản {version} và phiên bản {other} có ngày cùng có hiệu lực")
        }
        Problem::UnknownUnitType { nearest } => {
            format!(
                "không có loại đơn vị hành chính này{}",
                did_you_mean(nearest.as_slice(), VI)
            )
        }
        Problem::NotInForce {
            period: of,
            valid_from,
            valid_until,
        } => format!(
            "bộ tiêu chí có hiệu lực {}, không áp dụng cho kỳ {}",
            validity(valid_from.as_deref(), valid_until.as_deref(), VI),
            period(of, VI)
        ),
        Problem::TooLarge { what, limit } => match what {
            Measure::Bytes => format!("tệp vượt giới hạn {}", bytes(*limit)),
            Measure::Entries => format!(
                "tệp có hơn {limit} mục trong các danh sách (tiêu chí, số liệu, bậc điểm, ví dụ…)"
            ),
            Measure::UnitTypes => format!("các tiêu chí nêu hơn {limit} loại đơn vị khác nhau"),
            Measure::Depth => format!("các mục lồng nhau quá {limit} cấp"),
            Measure::Mistakes => {
                format!("đã có {limit} lỗi và cảnh báo; từ đây trở đi không xét nữa")
            }
        },
        Problem::TranslationMissing { texts } => {
            format!("{texts} chỗ chưa có tiếng Anh, nội dung tiếng Việt được chép lại")
        }
        Problem::SaidTwice { key, other } => format!("“{key}” đã được ghi ở ô {other}"),
        Problem::CodesQualified {
            codes,
            written,
            becomes,
        } => {
            format!("{codes} mã được thêm mã của mục cấp trên, chẳng hạn {written} thành {becomes}")
        }

        Problem::RosterColumnMissing { column } => format!("thiếu cột {}", roster_column(column)),
        Problem::RosterCellEmpty { column } => {
            format!("ô ở cột {} đang để trống", roster_column(column))
        }
        Problem::DuplicateUnit { code, first_row } => {
            format!("mã {code} đã dùng cho đơn vị ở dòng {first_row} trong cùng thời gian")
        }
        Problem::RosterDate => {
            "cần một ngày dạng năm-tháng-ngày, có trong lịch, ví dụ 2025-06-30".to_owned()
        }
        Problem::ValidityReversed { from, until } => {
            format!(
                "hiệu lực bắt đầu ngày {} nhưng kết thúc ngày {}",
                literal(from, VI),
                literal(until, VI)
            )
        }
        Problem::ZeroCut { length } => format!("mã không đủ {length} chữ số như các mã khác"),
        Problem::RosterRowLength { fields, expected }
        | Problem::WaiverRowLength { fields, expected } => {
            format!("dòng này có {fields} ô, dòng tiêu đề có {expected} ô")
        }

        Problem::WaiverColumnMissing { column } => {
            format!("thiếu cột “{}”", waiver_column(column, VI))
        }
        Problem::WaiverHeadingUnknown { nearest } => {
            let nearest = nearest
                .as_deref()
                .map(|column| waiver_column(column, VI).to_owned());
            let nearest: Vec<String> = nearest.into_iter().collect();
            format!(
                "không rõ cột này ghi nội dung gì{}",
                did_you_mean(&nearest, VI)
            )
        }
        Problem::WaiverHeadingTwice { first } => {
            format!("cột này có cùng nội dung với cột ở ô {first}")
        }
        Problem::WaiverCellEmpty { column } => {
            format!("ô ở cột “{}” đang để trống", waiver_column(column, VI))
        }
        Problem::WaiverDate { readings } if readings.is_empty() => {
            "cần một ngày có trong lịch, dạng năm-tháng-ngày, ví dụ 2025-06-30".to_owned()
        }
        Problem::WaiverDate { readings } => {
            let days: Vec<String> = readings.iter().map(|day| literal(day, VI)).collect();
            format!("có thể là ngày {}", days.join(" hoặc ngày "))
        }
        Problem::WaiverDaysReversed { from, until } => format!(
            "miễn xét bắt đầu từ ngày {} nhưng kết thúc ngày {}",
            literal(from, VI),
            literal(until, VI)
        ),
        Problem::WaiverUnitUnknown { nearest } => format!(
            "trong thời gian miễn xét, danh sách đơn vị không có mã này{}",
            did_you_mean(nearest.as_slice(), VI)
        ),
        Problem::TargetUnitUnknown { nearest } => format!(
            "danh sách đơn vị không có mã này{}",
            did_you_mean(nearest.as_slice(), VI)
        ),
        Problem::WaiverUnitContradiction { roster_name } => {
            format!("theo danh sách đơn vị, mã ở dòng này là của “{roster_name}”")
        }
        Problem::WaiverUnitUnclear { units } => {
            format!(
                "trong thời gian miễn xét, mã này là của{}",
                listed(" ", units)
            )
        }
        Problem::WaiverCriterionUnknown { nearest } => format!(
            "bộ tiêu chí không có hạng mục, nhóm tiêu chí hay tiêu chí nào mang mã này{}",
            did_you_mean(nearest.as_slice(), VI)
        ),
        Problem::WaiverForbidden { criteria } => {
            format!(
                "bộ tiêu chí không cho phép miễn xét tiêu chí{}",
                listed(" ", criteria)
            )
        }
        Problem::WaivedTwice { first_row } => {
            format!("dòng {first_row} đã miễn xét tiêu chí này cho đơn vị trong cùng thời gian")
        }
        Problem::WaiverNotInForce {
            period: of,
            from,
            until,
        } => format!(
            "miễn xét có hiệu lực {}, không áp dụng cho kỳ {}",
            validity(from.as_deref(), Some(until), VI),
            period(of, VI)
        ),
        Problem::WaiverWithoutEffect => {
            "bộ tiêu chí không đặt ra tiêu chí này cho đơn vị, nên miễn xét không có tác dụng"
                .to_owned()
        }
        Problem::WaivedAnswered => {
            "đơn vị được miễn xét tiêu chí này, nên câu trả lời không được tính".to_owned()
        }

        Problem::CheckOfNothing => "điều kiện kiểm tra chéo không dùng câu trả lời nào".to_owned(),
        Problem::Contradiction { vi, answers, .. } | Problem::Doubtful { vi, answers, .. } => {
            super::with_answers(vi, answers)
        }

        Problem::UnreadableFile { detail } => {
            format!("không đọc được tệp: {}", unreadable(detail, VI))
        }
        Problem::UnsupportedFormat { kind } if kind == "not a file" => {
            "đây không phải là một tệp".to_owned()
        }
        Problem::UnsupportedFormat { kind } => {
            format!(
                "đây là {}, chương trình không đọc định dạng này",
                kind::kind(kind, VI)
            )
        }
        Problem::NotASpreadsheet { kind } => {
            format!("đây là {}, không phải bảng tính", kind::kind(kind, VI))
        }
        Problem::FilesInside { kind } => format!(
            "đây là {}; nếu có phiếu thì phiếu còn nằm bên trong",
            kind::kind(kind, VI)
        ),
        Problem::LinkToAFile { kind } => {
            format!("đây là {}, không phải bản thân phiếu", kind::kind(kind, VI))
        }
        Problem::FileTooLarge { what, limit } => match what.as_str() {
            "bytes" => format!("tệp lớn hơn giới hạn {}", bytes(*limit)),
            "bytes expanded" => {
                format!(
                    "nội dung nén trong tệp bung ra vượt giới hạn {}",
                    bytes(*limit)
                )
            }
            "bytes of a part" => {
                format!(
                    "một phần bên trong tệp bung ra vượt giới hạn {}",
                    bytes(*limit)
                )
            }
            "sheets" => format!("tệp có hơn {limit} trang tính"),
            "rows" => format!("một trang tính có hơn {limit} dòng"),
            "columns" => format!("một trang tính có hơn {limit} cột"),
            "characters" => format!("nội dung một ô dài hơn {limit} ký tự"),
            "nesting" => format!("nội dung XML trong tệp lồng nhau quá {limit} cấp"),
            "parts" => format!("bên trong tệp có hơn {limit} phần"),
            "cells" => format!("một trang tính có hơn {limit} ô"),
            "formats" => format!("tệp có hơn {limit} kiểu định dạng ô"),
            other => format!("tệp vượt giới hạn {limit} ({other})"),
        },
        Problem::NotUtf8 { candidates } if candidates.is_empty() => {
            "nội dung tệp không phải là văn bản UTF-8, và không nhận ra được bảng mã nào khác"
                .to_owned()
        }
        Problem::NotUtf8 { candidates } => format!(
            "nội dung tệp không phải là văn bản UTF-8, và có thể thuộc nhiều bảng mã{}",
            listed(": ", candidates)
        ),
        Problem::OtherEncoding { encoding } => {
            format!("tệp dùng bảng mã {encoding}, đã được chuyển sang Unicode")
        }
        Problem::LegacyFont { encoding, read_as } => {
            let read_as = read_as.as_ref();
            let read_as = read_as.map(|text| format!(" và đọc là “{text}”"));
            format!(
                "chữ gõ bằng phông chữ cũ, bảng mã {encoding}, đã được chuyển sang Unicode{}",
                read_as.unwrap_or_default()
            )
        }
        Problem::LettersLost { words } => {
            format!(
                "chữ tiếng Việt đã bị thay bằng dấu hỏi{}",
                listed(", ví dụ ", words)
            )
        }
        Problem::AmbiguousSeparator { separators } => {
            let names = separators.iter().map(|letter| kind::separator(letter, VI));
            let names: Vec<&str> = names.collect();
            format!(
                "không rõ các cột ngăn cách bằng {}: cách nào cũng đọc được một phiếu",
                names.join(" hay ")
            )
        }
        Problem::NoAnnexTable { headings } | Problem::NoTable { headings } => {
            format!("không có dòng nào đủ các tiêu đề{}", listed(" ", headings))
        }
        Problem::NoUnit => "phần đầu phiếu không có mã đơn vị và tên đơn vị".to_owned(),
        Problem::UnitNotInRoster { nearest } => {
            format!(
                "không xác định được đơn vị này trong danh sách đơn vị của kỳ{}",
                did_you_mean(nearest, VI)
            )
        }
        Problem::OtherPeriod { expected } => {
            format!("kỳ đang chấm là {}, phiếu ghi khác", period(expected, VI))
        }
        Problem::NoPeriod { assumed } => format!(
            "phiếu không ghi kỳ, được tính cho kỳ {}",
            period(assumed, VI)
        ),
        Problem::OtherCriteriaSet { expected } => {
            format!("bộ tiêu chí đang dùng là “{expected}”, phiếu thuộc bộ tiêu chí khác")
        }
        Problem::UnknownRow { told_by, nearest } => {
            let said = match *told_by {
                "words" => {
                    "bộ tiêu chí không hỏi nội dung của dòng này, nên câu trả lời ở đây không được tính"
                }
                "nothing" => "dòng có câu trả lời nhưng không có mã, nên không được tính",
                _ => "bộ tiêu chí không có số liệu nào mang mã này",
            };
            match (*told_by, nearest) {
                ("nothing", Some(code)) => format!("{said}; mã của dòng này trong mẫu là “{code}”"),
                _ => format!("{said}{}", did_you_mean(nearest.as_slice(), VI)),
            }
        }
        Problem::RowTooLong { fields, expected } => {
            format!("dòng có {fields} ô, dòng tiêu đề chỉ có {expected} ô")
        }
        Problem::SeveralForms { sheets } => format!(
            "các trang tính {} đều là phiếu của cùng một đơn vị",
            sheets
                .iter()
                .map(|sheet| format!("“{sheet}”"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        Problem::HiddenCells { rows, columns } => {
            let rows = (!rows.is_empty()).then(|| format!("dòng {}", stretches(rows)));
            let columns = (!columns.is_empty()).then(|| format!("cột {}", columns.join(", ")));
            let cells: Vec<String> = rows.into_iter().chain(columns).collect();
            format!("{} đang bị ẩn nhưng vẫn được tính", cells.join(" và "))
        }
        Problem::HiddenSheets { sheets } => {
            format!("không đọc trang tính đang bị ẩn{}", listed(" ", sheets))
        }
        Problem::HiddenForm { sheet } => {
            format!("phiếu nằm ở trang tính đang bị ẩn “{sheet}”, vẫn được tính")
        }
        Problem::UnitRepeated { first } => {
            format!(
                "đơn vị này có nhiều dòng trong bảng, dòng đầu tiên ở {}",
                super::spot(first, VI)
            )
        }
        Problem::AmbiguousQuestion { candidates } if candidates.is_empty() => {
            "mã và nội dung ở đây chỉ hai tiêu chí khác nhau".to_owned()
        }
        Problem::AmbiguousQuestion { candidates } => format!(
            "chưa rõ đây là số liệu nào{}",
            listed(", có thể là: ", candidates)
        ),
        Problem::UnknownColumn { nearest } => {
            format!("bộ tiêu chí không có số liệu này; gần giống: “{nearest}”")
        }
        Problem::NothingFilledIn => "tệp có phiếu hoặc bảng, nhưng chưa đơn vị nào điền".to_owned(),
        Problem::PointsForFigures => {
            "đây là cột điểm, nhưng tiêu chí này được chấm theo số liệu".to_owned()
        }
        Problem::UnitByName { name } => {
            format!("phiếu không ghi đơn vị; đơn vị được xác định theo tên “{name}”")
        }
        Problem::AmbiguousUnit { candidates } => {
            format!("có thể là nhiều đơn vị: {}", candidates.join(", "))
        }
        Problem::UnitCodeCut { read_as } => {
            format!("mã đơn vị bị mất số 0 ở đầu, được hiểu là {read_as}")
        }
        Problem::OtherUnitInFileName { named } => {
            format!("tên tệp mang mã của đơn vị khác: {named}")
        }
        Problem::OtherPeriodInFolder { folder } => {
            format!("phiếu ghi kỳ khác với kỳ của thư mục ({folder}); tính theo kỳ ghi trong phiếu")
        }
        Problem::EarlierSubmission { later } => {
            format!("đơn vị đã nộp bản mới hơn: {later}; bản này không được tính")
        }
        Problem::OtherVersion { written, expected } => {
            format!(
                "phiếu lập theo phiên bản {written} của bộ tiêu chí, được chấm theo phiên bản {expected}"
            )
        }
        Problem::OtherDigest { written, expected } => {
            format!(
                "bộ tiêu chí đã sửa sau khi lập phiếu: mã kiểm tra trong phiếu là {written}, của bộ đang dùng là {expected}"
            )
        }
        Problem::MalformedJsonSubmission { key, wanted } => match wanted.as_str() {
            "missing" => format!("thiếu khóa “{key}”"),
            "unknown" => format!("không có khóa nào tên “{key}”"),
            "twice" => format!("khóa “{key}” có hai lần"),
            wanted => format!("giá trị của “{key}” phải là {wanted}"),
        },
        Problem::FormulaOverwritten { by, others } => {
            let by = match *by {
                "formula" => "bị thay bằng công thức khác",
                "nothing" => "bị xóa",
                _ => "bị ghi đè bằng giá trị gõ vào",
            };
            let others = match others.len() {
                0 => String::new(),
                count => format!(", cùng với {count} ô công thức khác"),
            };
            format!("công thức của phiếu {by}{others}; chương trình tự tính lại")
        }
        Problem::UnaskedAnswer => {
            "dòng có số liệu nhưng không rõ trả lời câu hỏi nào, nên không được tính".to_owned()
        }
        Problem::NothingAnswered => "phiếu chưa được điền: không có câu trả lời nào".to_owned(),
        Problem::FormTextChanged { what, was } => {
            let name = match what {
                KeptText::Code => "mã",
                KeptText::Title => "nội dung",
                KeptText::Unit => "đơn vị tính",
                KeptText::Maximum => "điểm tối đa",
                KeptText::EvidenceWanted => "minh chứng cần có",
            };
            match was.as_str() {
                "" => format!("{name} bị sửa; phiếu gốc để trống"),
                was => format!(
                    "{name} bị sửa; phiếu gốc ghi “{}”",
                    super::kept(*what, was, VI)
                ),
            }
        }
        Problem::NoCriteriaSet { assumed } => {
            format!("phiếu không ghi bộ tiêu chí, được chấm theo bộ “{assumed}”")
        }
        Problem::DuplicateRow { first } => format!("mã này đã có ở {}", super::spot(first, VI)),
        Problem::MissingRow {
            code,
            vi,
            en,
            what,
            after,
        } => {
            let question = super::question(code, vi, en, VI);
            match (*what, after) {
                ("column", _) => format!("bảng thiếu cột {question}"),
                ("answer", _) => format!("thiếu câu trả lời cho {question}"),
                (_, Some(row)) => {
                    format!("phiếu thiếu dòng {question}, trong mẫu đứng sau dòng {row}")
                }
                (_, None) => format!("phiếu thiếu dòng {question}"),
            }
        }
        Problem::DuplicateSubmission { others, .. } => format!(
            "đơn vị này còn nộp phiếu khác: {}",
            super::elsewhere(others, VI)
        ),
        Problem::Password => "phải có mật khẩu mới mở được tệp".to_owned(),
        Problem::CodeBecameNumber => {
            "mã ở ô này đã thành số hoặc ngày tháng, không rõ là mã nào".to_owned()
        }
        Problem::UnclosedQuote => "tệp có một dấu nháy kép mở mà không đóng".to_owned(),
        Problem::UnitContradiction { roster_name } => {
            format!(
                "theo danh sách đơn vị, mã ghi trong phiếu là của “{roster_name}”, không phải tên này"
            )
        }
        Problem::DuplicateHeading { first } => {
            format!("tiêu đề ở ô {first} đã dùng cho nội dung này")
        }
        Problem::PeriodUnknown { is_written: true } => {
            "nội dung ghi ở đây không phải là một kỳ, và lệnh cũng không nêu kỳ".to_owned()
        }
        Problem::PeriodUnknown { is_written: false } => {
            "phiếu không ghi kỳ, và lệnh cũng không nêu kỳ".to_owned()
        }

        Problem::NotANumber => "ô này cần một con số".to_owned(),
        Problem::DashForNumber => {
            "ô này cần một con số: là 0, chưa có số liệu hay không áp dụng?".to_owned()
        }
        Problem::ValueFromAnotherFile => {
            "số liệu lấy từ tệp khác bằng công thức, là của lần tính cuối cùng".to_owned()
        }
        Problem::SelfScoreDiffers {
            declared,
            computed,
            is_total,
        } => {
            let what = if *is_total {
                "tổng điểm tự chấm"
            } else {
                "điểm tự chấm"
            };
            let (declared, computed) = (number(*declared), number(*computed));
            format!("{what} ghi {declared}, tính từ số liệu được {computed}")
        }
        Problem::CumulativeFell {
            then,
            period,
            file,
            cell,
        } => format!(
            "số lũy kế giảm: {} ghi {}",
            super::earlier(period, file, cell, VI),
            number(*then)
        ),
        Problem::Jump {
            then,
            percent,
            limit,
            period,
            file,
            cell,
        } => format!(
            "chênh {} % so với kỳ trước (mức phải xem lại: {} %): {} ghi {}",
            number(*percent),
            number(*limit),
            super::earlier(period, file, cell, VI),
            number(*then)
        ),
        Problem::AmbiguousNumber { either, or } => {
            format!("có thể hiểu là {} hoặc {}", number(*either), number(*or))
        }
        Problem::Blank { counts_as } => format!("chưa điền, được tính là {}", number(*counts_as)),
        Problem::ReadAsYesOrNo { yes: true } => "được hiểu là “Có”".to_owned(),
        Problem::ReadAsYesOrNo { yes: false } => "được hiểu là “Không”".to_owned(),
        Problem::NotYesOrNo => "câu trả lời phải là “Có” hoặc “Không”".to_owned(),
        Problem::UnknownOption { options } => {
            format!(
                "câu trả lời phải là một trong các lựa chọn{}",
                listed(": ", options)
            )
        }
        Problem::NotWhole => "số lượng ở đây không được có phần lẻ".to_owned(),
        Problem::PartAboveWhole {
            part,
            whole,
            whole_at,
        } => {
            let at = if whole_at.is_empty() {
                String::new()
            } else {
                format!(" ở {}", super::spot(whole_at, VI))
            };
            format!("{} lớn hơn tổng số {}{at}", number(*part), number(*whole))
        }
        Problem::NotApplicableRefused => {
            "bộ tiêu chí không cho phép “Không áp dụng” ở câu hỏi này".to_owned()
        }
        Problem::ErrorValue => "ô này báo lỗi thay vì có giá trị".to_owned(),
        Problem::FormulaWithoutValue => "công thức trong ô này không có kết quả".to_owned(),
        Problem::DateForNumber => "ô này cần một con số nhưng đang là ngày tháng".to_owned(),
        Problem::PercentOrShare { value, as_percent } => {
            format!(
                "có thể hiểu là {}% hoặc {}%",
                number(*as_percent),
                number(*value)
            )
        }
        Problem::PercentForNumber => "ô này cần một con số nhưng đang là phần trăm".to_owned(),
        Problem::ValueAboveMaximum { value, maximum } => {
            format!(
                "giá trị {} vượt mức tối đa {}",
                number(*value),
                number(*maximum)
            )
        }
        Problem::ValueBelowMinimum { value, minimum } => {
            format!(
                "giá trị {} thấp hơn mức tối thiểu {}",
                number(*value),
                number(*minimum)
            )
        }
        Problem::ZeroDenominator => "số này dùng làm mẫu số nên không được bằng 0".to_owned(),
        Problem::TooManyDigits => "số này dài hơn 28 chữ số".to_owned(),
        Problem::ReadAsThousands { value } => format!("được hiểu là {}", number(*value)),
        Problem::LogicalValue => "ô này cần một con số nhưng đang là TRUE hoặc FALSE".to_owned(),
        Problem::NoResult => "công thức của tiêu chí không có giá trị với số liệu này".to_owned(),
        Problem::TargetMissing { input } => {
            format!("chưa có chỉ tiêu “{input}” của đơn vị này trong bảng chỉ tiêu")
        }
        Problem::ReasonMissing => "ghi không áp dụng nhưng cột “Ghi chú” để trống".to_owned(),
        Problem::EvidenceMissing { asked } => {
            let asked = asked.as_ref().map(|asked| format!(" (cần: {asked})"));
            let asked = asked.unwrap_or_default();
            format!("chưa ghi tài liệu kiểm chứng{asked}, cột “Ghi chú” cũng để trống")
        }
        Problem::EvidenceAfterPeriod { date, last_day } => format!(
            "văn bản ngày {} là sau ngày cuối kỳ {}",
            literal(date, VI),
            literal(last_day, VI)
        ),
        Problem::EvidenceImpossibleDate { date } => format!("không có ngày {date} trong lịch"),
        Problem::EvidenceReused {
            number,
            date,
            first,
            first_criterion,
        } => format!(
            "văn bản {number} ngày {} đã dùng cho tiêu chí {first_criterion} ở ô {first}",
            literal(date, VI)
        ),
        Problem::CohortMissing => {
            "phiếu được chấm riêng, chưa tính được điểm các tiêu chí so sánh với đơn vị khác"
                .to_owned()
        }
        Problem::NotAppraised => "cột thẩm định của dòng này còn để trống".to_owned(),

        Problem::FactMissing { input, vi, en } => format!(
            "chưa trả lời {}, là nội dung dùng để xét mức độ",
            super::question(input, vi, en, VI)
        ),

        Problem::NotSubmitted => "đơn vị có trong danh sách của kỳ nhưng chưa nộp phiếu".to_owned(),
        Problem::NotRanked { errors } => format!("chưa được xếp hạng vì phiếu có {errors} lỗi"),
        Problem::NothingEarlier { period: earlier } => {
            format!("không có kết quả của {} để so sánh", period(earlier, VI))
        }
        Problem::NoCohort { kind } if kind.is_empty() => {
            "danh sách đơn vị không ghi loại của đơn vị này".to_owned()
        }
        Problem::NoCohort { kind } => {
            format!("loại đơn vị “{kind}” không thuộc nhóm xếp hạng nào của bộ tiêu chí")
        }
        Problem::NothingApplies { lacks_data: false } => {
            "không có tiêu chí nào áp dụng cho đơn vị, nên không xếp hạng".to_owned()
        }
        Problem::NothingApplies { lacks_data: true } => {
            "phiếu chưa đủ số liệu tối thiểu theo bộ tiêu chí, nên không xếp hạng".to_owned()
        }
        Problem::NobodyRanked => "không có phiếu nào đủ điều kiện để xếp hạng".to_owned(),
        Problem::VersionsDiffer {
            period: earlier,
            then,
            now,
            compares_totals,
            nodes,
            maximum,
        } => {
            let versions = format!(
                "{} được chấm theo phiên bản {then}, kỳ này theo phiên bản {now}",
                period(earlier, VI)
            );
            let maximum = number(*maximum);
            let rest = match nodes.as_slice() {
                _ if *compares_totals => {
                    "cách xếp hạng đã thay đổi nên không so sánh thứ hạng".to_owned()
                }
                [] => "không so sánh được mục nào".to_owned(),
                [whole] if whole.is_empty() => format!(
                    "không so sánh tổng điểm công bố và thứ hạng, chỉ so sánh điểm trước khi làm tròn (tối đa {maximum} điểm)"
                ),
                nodes => format!(
                    "không so sánh tổng điểm và thứ hạng, chỉ so sánh điểm của mục{} (tối đa {maximum} điểm)",
                    listed(" ", nodes)
                ),
            };
            format!("{versions}; {rest}")
        }
    }
}

/// Returns what a branch is called; without a code it is the whole.
fn whole(code: &str) -> String {
    if code.is_empty() {
        "cả bộ tiêu chí".to_owned()
    } else {
        format!("nhóm {code}")
    }
}

/// What the JSON parser says; a sentence it has not said yet is quoted.
fn syntax(said: &str) -> &str {
    match said {
        "UTF-8" => "văn bản không phải là UTF-8",
        "{ … }" => "cần một đối tượng trong ngoặc nhọn { … }",
        "no value" => "tệp không có nội dung",
        "Trailing commas are not allowed" => "thừa dấu phẩy sau mục cuối cùng",
        "Comments are not allowed" => "không được ghi lời chú thích",
        "Expected comma" => "thiếu dấu phẩy",
        "Expected colon after the string or word in object property" => {
            "thiếu dấu hai chấm sau tên khóa"
        }
        "Expected value after colon in object property" => "thiếu giá trị sau dấu hai chấm",
        "Expected string for object property" => "tên khóa phải đặt trong dấu nháy kép",
        "Single-quoted strings are not allowed" => {
            "phải dùng dấu nháy kép, không dùng dấu nháy đơn"
        }
        "Text cannot contain more than one JSON value" => "có nội dung thừa sau phần kết thúc",
        "Unexpected close brace" => "thừa dấu ngoặc nhọn đóng",
        "Unexpected close bracket" => "thừa dấu ngoặc vuông đóng",
        "Unexpected colon" => "thừa dấu hai chấm",
        "Unexpected comma" => "thừa dấu phẩy",
        "Unexpected word" => "từ này phải đặt trong dấu nháy kép",
        "Unexpected token" | "Unexpected token in object" => "ký tự này không được đứng ở đây",
        "Unterminated array" => "thiếu dấu ngoặc vuông đóng",
        "Unterminated object" => "thiếu dấu ngoặc nhọn đóng",
        "Unterminated string literal" => "thiếu dấu nháy kép đóng",
        "Invalid escape"
        | "Invalid escape in double quote string"
        | "Expected four hex digits"
        | "Expected two hex digits" => "dấu gạch chéo ngược trong văn bản phải viết là \\\\",
        "Maximum nesting depth exceeded" => "các dấu ngoặc lồng nhau quá nhiều lớp",
        "Expected digit"
        | "Expected digit following negative sign"
        | "Expected plus, minus, or digit in number literal"
        | "Leading or trailing decimal points on numbers are not allowed"
        | "Unary plus on numbers is not allowed"
        | "Hexadecimal numbers are not allowed"
        | "Infinity and NaN are not allowed" => "số viết không đúng, ví dụ đúng: 12 hoặc 0.8",
        other => other,
    }
}

fn number(value: Decimal) -> String {
    VI.short_number(value)
}

/// Values between two ends, which may or may not belong to them.
fn stretch(from: Option<Decimal>, to: Option<Decimal>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => format!("giá trị {}", number(from)),
        (Some(from), Some(to)) => format!(
            "có giá trị trong khoảng từ {} đến {}",
            number(from),
            number(to)
        ),
        (Some(from), None) => format!("có giá trị từ {} trở lên", number(from)),
        (None, Some(to)) => format!("có giá trị từ {} trở xuống", number(to)),
        (None, None) => "có giá trị".to_owned(),
    }
}

/// What a condition asks for: points, percent, or so many conditions.
fn asked_for(asked: Asked, value: Decimal) -> String {
    let value = number(value);
    match asked {
        Asked::Points => format!("{value} điểm"),
        Asked::Percent => format!("{value} %"),
        Asked::Conditions => format!("{value} điều kiện"),
    }
}

const fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Object => "một đối tượng trong ngoặc nhọn { … }",
        Shape::List => "một danh sách trong ngoặc vuông [ … ]",
        Shape::Text => "một văn bản trong dấu nháy kép",
        Shape::Number => "một số, không có dấu nháy",
        Shape::WholeNumber => "một số nguyên, không có dấu nháy",
        Shape::TrueOrFalse => "true hoặc false, không có dấu nháy",
    }
}

fn roster_column(column: &str) -> String {
    match column {
        "code" => "“code” (mã đơn vị)".to_owned(),
        "name" => "“name” (tên đơn vị)".to_owned(),
        other => format!("“{other}”"),
    }
}
