//! A folder of files as a province gets it: broken, doubled, missing, misnamed, and for
//! another month.

use unicode_normalization::UnicodeNormalization;

use chamdiem::definition::CriteriaSet;
use chamdiem::finding::{CellRef, Finding, Place, Problem};
use chamdiem::intake::{self, FileOutcome};
use chamdiem::ranking::Reason;
use chamdiem::submission::Reader;
use chamdiem::unit::Roster;

use crate::builder::{
    Folder, Form, Round, Set, codes, criterion, decimal, folder, group, plain_unit, request,
    roster, set, set_of_groups, unit,
};

const UNITS: &str = "\
code,name,type,district_code,district,valid_from,valid_until
01864,Xã Bộc Bố,xã,060,Huyện Pác Nặm,,2025-06-30
01864,Xã Bằng Thành,xã,,,2025-07-01,
01870,Xã Giáo Hiệu,xã,060,Huyện Pác Nặm,,2025-06-30
01840,Phường Đức Xuân,phường,058,Thành phố Bắc Kạn,,
01906,Xã Hòa Bình,xã,061,Huyện Ba Bể,,
";

fn one_criterion() -> Set {
    set(vec![criterion("1", "100")])
}

fn points(code: &str, points: &str) -> Form {
    unit(code).without("Đơn vị").answer("1", points)
}

fn units() -> Roster {
    roster(UNITS)
}

fn files(files: &[(&str, Form)]) -> Folder {
    folder(files.iter().map(|(name, form)| (*name, form.csv())))
}

/// The four units of November 2021, with these files.
fn november(of: &[(&str, Form)]) -> Round {
    files(of).ranked(&one_criterion().read(), Some(&units()), "2021-11")
}

fn problems(round: &Round, name: &str) -> Vec<Problem> {
    let outcome = round
        .outcomes
        .iter()
        .find(|outcome| outcome.source.name().ends_with(name))
        .expect("the file was read");
    outcome
        .found()
        .map(|finding| finding.problem.clone())
        .collect()
}

#[test]
fn everybody_who_handed_in_has_a_place() {
    let round = november(&[
        ("a.csv", points("01864", "70.02")),
        ("b.csv", points("01870", "69.86")),
        ("c.csv", points("01840", "80")),
        ("d.csv", points("01906", "69.86")),
    ]);
    assert_eq!(
        round.places(),
        [
            "1. 01840 80.00",
            "2. 01864 70.02",
            "3. 01870 69.86",
            "3. 01906 69.86"
        ]
    );
    assert_eq!(round.place("01870").in_parent, Some((2, 2)));
    assert!(round.unranked().is_empty());
    assert!(round.ranking.findings().is_empty());
}

#[test]
fn a_broken_file_leaves_the_others_ranked_and_its_unit_unranked() {
    let folder = files(&[
        ("a.csv", points("01864", "bảy mươi")),
        ("b.csv", points("01870", "69,86")),
        ("c.csv", points("01840", "101")),
        ("d.csv", points("01906", "50")),
    ]);
    let round = folder.ranked(&one_criterion().read(), Some(&units()), "2021-11");
    assert_eq!(round.places(), ["1. 01870 69.86", "2. 01906 50.00"]);
    assert_eq!(round.unranked(), ["01840 errors", "01864 errors"]);
    assert_eq!(
        [round.codes_in("a.csv"), round.codes_in("c.csv")],
        [["V001"], ["V014"]]
    );
    assert!(
        round
            .ranking
            .unranked
            .iter()
            .all(|entry| entry.reason == Reason::Errors(1))
    );
    let told: Vec<_> = round
        .ranking
        .findings()
        .iter()
        .map(|finding| (finding.problem.clone(), finding.unit.clone()))
        .collect();
    let about = |code: &str, name: &str| {
        (
            Problem::NotRanked { errors: 1 },
            Some((code.to_owned(), name.to_owned())),
        )
    };
    assert_eq!(
        told,
        [
            about("01840", "Phường Đức Xuân"),
            about("01864", "Xã Bộc Bố")
        ]
    );
}

#[test]
fn a_file_nobody_can_read_is_a_finding_and_its_unit_has_handed_in_nothing() {
    let folder = files(&[("b.csv", points("01870", "69.86"))]);
    folder.add("a.xlsx", b"PK\x03\x04 broken off");
    folder.add("c.csv", b"M\xe3,Gi\xe1\n");
    folder.add("d.csv", "Công văn gửi kèm\n".as_bytes());
    folder.add("e.csv", b"");
    folder.add("f.html", b"<table></table>");
    let round = folder.ranked(&one_criterion().read(), Some(&units()), "2021-11");
    let codes = ["a.xlsx", "c.csv", "d.csv", "e.csv", "f.html"].map(|name| round.codes_in(name));
    assert_eq!(codes, [["S001"], ["S004"], ["S005"], ["S001"], ["S002"]]);
    assert_eq!(round.places(), ["1. 01870 69.86"]);
    assert_eq!(
        round.unranked(),
        [
            "01840 not_submitted",
            "01864 not_submitted",
            "01906 not_submitted"
        ]
    );
}

#[test]
fn of_two_files_of_one_unit_neither_is_taken() {
    let round = november(&[
        ("a.csv", points("01864", "70.02")),
        ("b.csv", points("01870", "69.86")),
        ("c/a-ban-sao.csv", points("01864", "99")),
    ]);
    assert_eq!(round.places(), ["1. 01870 69.86"]);
    assert_eq!(
        round.unranked(),
        ["01840 not_submitted", "01864 errors", "01906 not_submitted"]
    );
    for (name, other) in [("a.csv", "a-ban-sao.csv"), ("a-ban-sao.csv", "a.csv")] {
        let [Problem::DuplicateSubmission { other: named, .. }] = &problems(&round, name)[..]
        else {
            panic!("{:?}", problems(&round, name));
        };
        assert!(named.ends_with(other), "{named}");
    }
}

#[test]
fn of_two_submissions_of_one_unit_each_is_told_where_the_other_is() {
    // Xã Giáo Hiệu filled in a copy of its neighbour's form.
    let round = november(&[
        ("01864-xa-boc-bo.csv", points("01864", "70.02")),
        ("01870-xa-giao-hieu.csv", points("01864", "69.86")),
    ]);
    let told = |name: &str| {
        let outcome = round.outcomes.iter();
        let mut outcome = outcome.filter(|outcome| outcome.source.name().ends_with(name));
        let found = outcome.next().expect("the file was read").found();
        let mut found = found.filter(|finding| finding.code().as_str() == "S014");
        let finding = found.next().expect("it is told");
        let Problem::DuplicateSubmission { others, .. } = &finding.problem else {
            panic!("{finding:?}");
        };
        let place = finding.place.cell().expect("a cell").to_string();
        let called = others[0].called.clone().unwrap_or_default();
        [
            place,
            others[0].cell.clone().expect("the other's cell"),
            called,
        ]
    };
    let place = "B1".to_owned();
    assert_eq!(
        told("01864-xa-boc-bo.csv"),
        [
            place.clone(),
            place.clone(),
            "Xã Giáo Hiệu (01870)".to_owned()
        ]
    );
    assert_eq!(
        told("01870-xa-giao-hieu.csv"),
        [place.clone(), place, String::new()]
    );
}

#[test]
fn of_a_form_for_another_criteria_set_no_row_is_told() {
    let head = "Mã đơn vị,01864\nKỳ,2021-11\nBộ tiêu chí,bo-khac\nMã,Nội dung,Giá trị\n";
    for (rows, of_own) in [
        ("7,Điểm,1\n8,Điểm,2\n", &["S011", "S011", "S013"][..]),
        ("1,Điểm,50\n,Số máy in,3\n", &["S052"]),
    ] {
        let other = format!("{head}{rows}");
        let round = november_text(&other);
        assert_eq!(round.codes_in("a.csv"), ["S010"]);
        assert!(round.places().is_empty());
        let own = other.replace("bo-khac", "bo-thu");
        assert_eq!(november_text(&own).codes_in("a.csv"), of_own);
    }
}

#[test]
fn a_row_that_answers_no_question_leaves_the_unit_its_place() {
    let head = "Mã đơn vị,01864\nKỳ,2021-11\nBộ tiêu chí,bo-thu\nMã,Nội dung,Giá trị\n";
    let round = november_text(&format!("{head}1,Điểm,50\n,Số máy in,3\n"));
    assert_eq!(round.codes_in("a.csv"), ["S052"]);
    assert_eq!(round.places(), ["1. 01864 50.00"]);
}

#[test]
fn even_two_files_that_say_the_same_are_two() {
    let round = november(&[
        ("a.csv", points("01864", "70.02")),
        ("b.csv", points("01864", "70.02")),
    ]);
    assert!(round.places().is_empty());
    assert_eq!(round.unranked()[1], "01864 errors");
    assert_eq!(round.codes_in("a.csv"), ["S014"]);
}

#[test]
fn who_has_not_handed_in_is_listed() {
    let round = november(&[("b.csv", points("01870", "69.86"))]);
    assert_eq!((round.ranking.expected, round.places().len()), (4, 1));
    assert_eq!(
        round.unranked(),
        [
            "01840 not_submitted",
            "01864 not_submitted",
            "01906 not_submitted"
        ]
    );
    let findings = round.ranking.findings();
    assert!(
        findings
            .iter()
            .all(|finding| finding.problem == Problem::NotSubmitted)
    );
    let named: Vec<&str> = findings
        .iter()
        .filter_map(|finding| Some(finding.unit.as_ref()?.1.as_str()))
        .collect();
    assert_eq!(named, ["Phường Đức Xuân", "Xã Bộc Bố", "Xã Hòa Bình"]);
}

#[test]
fn nobody_at_all_is_said_too() {
    let round = november(&[]);
    assert_eq!(round.unranked().len(), 4);
    assert!(
        round
            .ranking
            .findings()
            .iter()
            .any(|finding| finding.problem == Problem::NobodyRanked)
    );
}

#[test]
fn missing_units_rank_with_zero_where_the_set_says_so_and_are_listed() {
    let set = one_criterion().ranking("missing", "\"zero\"").read();
    let folder = files(&[
        ("a.csv", points("01864", "0")),
        ("b.csv", points("01870", "69.86")),
        ("c.csv", points("01840", "sai")),
    ]);
    let round = folder.ranked(&set, Some(&units()), "2021-11");
    assert_eq!(
        round.places(),
        ["1. 01870 69.86", "2. 01864 0.00", "2. 01906 0.00"]
    );
    assert!(round.place("01906").nothing_submitted && !round.place("01864").nothing_submitted);
    assert_eq!(round.place("01906").standing.maximum, decimal("100"));
    // What was handed in with errors is no zero.
    assert_eq!(round.unranked(), ["01840 errors"]);
    let about: Vec<_> = round
        .ranking
        .findings()
        .iter()
        .map(|finding| {
            (
                finding.code().as_str(),
                finding.unit.clone().map(|(code, _)| code),
            )
        })
        .collect();
    assert_eq!(
        about,
        [
            ("R002", Some("01840".to_owned())),
            ("R001", Some("01906".to_owned()))
        ]
    );
}

#[test]
fn a_maximum_that_is_published_as_nothing_is_still_something() {
    let set = set(vec![criterion("1", "0.4")]).rounding(0, "half_away_from_zero", "published");
    let folder = files(&[("a.csv", points("00001", "0.3"))]);
    let round = folder.ranked(&set.read(), None, "2021-11");
    assert_eq!(round.places(), ["1. 00001 0"]);
}

#[test]
fn a_file_for_another_period_is_refused() {
    let round = november(&[
        ("a.csv", points("01864", "70").header("Kỳ", "Tháng 10/2021")),
        ("b.csv", points("01870", "60").header("Kỳ", "11/2021")),
    ]);
    assert_eq!(
        problems(&round, "a.csv"),
        [Problem::OtherPeriod {
            expected: "2021-11".to_owned()
        }]
    );
    assert_eq!(round.places(), ["1. 01870 60.00"]);
    assert!(round.unranked().contains(&"01864 errors".to_owned()));
}

#[test]
fn a_file_that_names_no_period_is_taken_with_a_warning() {
    let round = november(&[("a.csv", points("01864", "70").without("Kỳ"))]);
    assert_eq!(
        problems(&round, "a.csv"),
        [Problem::NoPeriod {
            assumed: "2021-11".to_owned()
        }]
    );
    assert_eq!(round.places(), ["1. 01864 70.00"]);
}

#[test]
fn a_file_for_another_criteria_set_is_refused() {
    let round = november(&[
        (
            "a.csv",
            points("01864", "70").header("Bộ tiêu chí", "bo-khac"),
        ),
        ("b.csv", points("01870", "60").without("Bộ tiêu chí")),
    ]);
    assert_eq!(
        problems(&round, "a.csv"),
        [Problem::OtherCriteriaSet {
            expected: Set::ID.to_owned()
        }]
    );
    assert_eq!(round.places(), ["1. 01870 60.00"]);
    assert!(round.unranked().contains(&"01864 errors".to_owned()));
}

/// The only file, without a code and with this name.
fn named(name: &str) -> Round {
    november(&[(
        "a.csv",
        unit("?").without("Mã đơn vị").named(name).answer("1", "70"),
    )])
}

#[test]
fn a_unit_is_known_by_its_name_where_the_code_is_missing() {
    let decomposed: String = "Xã Hòa Bình".nfd().collect();
    for name in [
        "Xã Hòa Bình",
        "Xã Hoà Bình",
        "XÃ HÒA BÌNH",
        "xã hoà bình",
        "Xa Hoa Binh",
        "Xã  Hòa\u{a0}Bình ",
        &decomposed,
    ] {
        let round = named(name);
        assert_eq!(round.places(), ["1. 01906 70.00"], "{name}");
        assert_eq!(
            round.place("01906").standing.unit.name,
            "Xã Hòa Bình",
            "the roster's spelling"
        );
        assert!(round.codes_in("a.csv").is_empty(), "{name}");
    }
    for name in ["Phuong Duc Xuan", "PHƯỜNG ĐỨC XUÂN"] {
        assert_eq!(named(name).places(), ["1. 01840 70.00"], "{name}");
    }
}

#[test]
fn the_nearest_names_are_offered_and_never_taken() {
    for (name, offered) in [
        ("Xã Bọc Bộ", "Xã Bộc Bố (01864)"),
        ("Xã Giáo Hiếu 1", "Xã Giáo Hiệu (01870)"),
        ("Phường Đức Xuấn B", "Phường Đức Xuân (01840)"),
    ] {
        let round = named(name);
        assert!(round.places().is_empty(), "{name}");
        let nearest = vec![offered.to_owned()];
        assert_eq!(
            problems(&round, "a.csv"),
            [Problem::UnitNotInRoster { nearest }],
            "{name}"
        );
    }
    assert_eq!(
        problems(&named("Xã Ở Đâu Đó"), "a.csv"),
        [Problem::UnitNotInRoster {
            nearest: Vec::new()
        }]
    );
}

/// Two communes of one name in two districts: the name alone is nobody.
#[test]
fn between_two_units_of_one_name_nobody_guesses() {
    let units = roster("code,name,district\n1,Xã Hòa Bình,A\n2,Xã Hoà Bình,B\n");
    let folder = files(&[(
        "a.csv",
        unit("?")
            .without("Mã đơn vị")
            .named("Xã Hòa Bình")
            .answer("1", "70"),
    )]);
    let round = folder.ranked(&one_criterion().read(), Some(&units), "2021-11");
    let candidates = vec!["Xã Hòa Bình (1)".to_owned(), "Xã Hoà Bình (2)".to_owned()];
    assert_eq!(
        problems(&round, "a.csv"),
        [Problem::AmbiguousUnit { candidates }]
    );
    assert_eq!(round.unranked(), ["1 not_submitted", "2 not_submitted"]);
}

#[test]
fn a_code_and_a_name_of_two_units_contradict_each_other() {
    let round = november(&[(
        "a.csv",
        unit("01864").named("Xã Giáo Hiệu").answer("1", "70"),
    )]);
    assert_eq!(
        problems(&round, "a.csv"),
        [Problem::UnitContradiction {
            roster_name: "Xã Bộc Bố".to_owned()
        }]
    );
    assert!(round.places().is_empty());
    let round = november(&[("a.csv", unit("01864").named("XA BOC BO").answer("1", "70"))]);
    assert_eq!(round.places(), ["1. 01864 70.00"]);
}

#[test]
fn a_code_the_roster_does_not_have_is_nobodys() {
    let round = november(&[("a.csv", unit("18640").named("Xã Bộc Bố").answer("1", "70"))]);
    assert_eq!(
        problems(&round, "a.csv"),
        [Problem::UnitNotInRoster {
            nearest: vec!["Xã Bộc Bố (01864)".to_owned()]
        }]
    );
    assert_eq!(
        november(&[(
            "a.csv",
            unit("?")
                .without("Mã đơn vị")
                .without("Đơn vị")
                .answer("1", "70")
        )])
        .codes_in("a.csv"),
        ["S006"]
    );
}

/// Xã Bộc Bố became part of Xã Bằng Thành, which has its code since 1 July 2025.
#[test]
fn the_code_01864_is_one_commune_until_june_2025_and_another_since() {
    let set = one_criterion().read();
    let named = |period: &str| {
        let file = points("01864", "70").header("Kỳ", period);
        let round = files(&[("a.csv", file)]).ranked(&set, Some(&units()), period);
        (
            round.place("01864").standing.unit.name.clone(),
            round.ranking.expected,
        )
    };
    assert_eq!(named("2025-06"), ("Xã Bộc Bố".to_owned(), 4));
    assert_eq!(named("2025-07"), ("Xã Bằng Thành".to_owned(), 3));
    // A quarter and a year count by their last day.
    assert_eq!(named("2025-Q2").0, "Xã Bộc Bố");
    assert_eq!(named("2025").0, "Xã Bằng Thành");

    let old_name = unit("01864")
        .named("Xã Bộc Bố")
        .header("Kỳ", "2025-07")
        .answer("1", "70");
    let round = files(&[("a.csv", old_name)]).ranked(&set, Some(&units()), "2025-07");
    assert_eq!(
        problems(&round, "a.csv"),
        [Problem::UnitContradiction {
            roster_name: "Xã Bằng Thành".to_owned()
        }]
    );
}

#[test]
fn a_unit_that_was_expected_and_had_no_place_is_not_new() {
    let set = one_criterion().read();
    let duc_xuan = || points("01840", "50").header("Kỳ", "2021-11");
    let boc_bo = |answer: &str| points("01864", answer).header("Kỳ", "2021-11");
    let after = |earlier: &[(&str, Form)], roster: Option<&Roster>| {
        let earlier = files(earlier).ranked(&set, roster, "2021-11").ranking;
        let mut later = files(&[("a.csv", boc_bo("60")), ("b.csv", duc_xuan())])
            .ranked(&set, roster, "2021-11")
            .ranking;
        later.compare_with(&earlier);
        let best = &later.places[0];
        (best.change.is_some(), best.is_new)
    };
    let refused = [("a.csv", boc_bo("sáu mươi")), ("b.csv", duc_xuan())];
    assert_eq!(after(&refused, Some(&units())), (false, false));
    assert_eq!(after(&refused, None), (false, false));
    let missing = [("b.csv", duc_xuan())];
    assert_eq!(after(&missing, Some(&units())), (false, false));
    assert_eq!(after(&missing, None), (false, true));
}

#[test]
fn places_of_those_who_sent_nothing_are_no_result() {
    let set = one_criterion().ranking("missing", "\"zero\"").read();
    let nobody = files(&[]).ranked(&set, Some(&units()), "2021-11").ranking;
    assert!(!nobody.places.is_empty() && nobody.is_hollow());
    assert!(codes(&nobody.findings()).contains(&"R004"));
    let somebody = files(&[("b.csv", points("01840", "50"))]);
    let somebody = somebody.ranked(&set, Some(&units()), "2021-11").ranking;
    assert!(!somebody.is_hollow());
}

#[test]
fn where_the_lowest_is_best_places_are_gained_by_falling() {
    let all = group("A", vec![criterion("1", "100")]).also(r#""minimum_data": 1"#);
    let set = set_of_groups(vec![all])
        .ranking("best", "\"lowest\"")
        .read();
    let ranked = |boc_bo: &str| {
        files(&[
            ("a.csv", points("01864", boc_bo)),
            ("b.csv", points("01870", "20")),
            ("c.csv", points("01840", "30")),
            ("d.csv", points("01906", "30")),
        ])
        .ranked(&set, Some(&units()), "2021-11")
    };
    let (mut now, before) = (ranked("10"), ranked("40"));
    assert_eq!(
        now.places(),
        [
            "1. 01864 10.00",
            "2. 01870 20.00",
            "3. 01840 30.00",
            "3. 01906 30.00"
        ]
    );
    assert_eq!(now.place("01870").in_parent, Some((2, 2)));
    now.ranking.compare_with(&before.ranking);
    // From the fourth place to the first, with thirty points fewer.
    let change = now.place("01864").change.expect("it was there before");
    assert_eq!(
        (change.places, change.score),
        (Some(3), Some(decimal("-30")))
    );
}

#[test]
fn the_successor_of_a_code_does_not_inherit_its_place() {
    let set = one_criterion().read();
    let ranked = |period: &str, points_given: &str| {
        files(&[
            ("a.csv", points("01864", points_given).header("Kỳ", period)),
            ("c.csv", points("01840", "50").header("Kỳ", period)),
        ])
        .ranked(&set, Some(&units()), period)
        .ranking
    };
    let mut july = ranked("2025-07", "40");
    july.compare_with(&ranked("2025-06", "60"));
    let moved: Vec<_> = july
        .places
        .iter()
        .map(|place| {
            (
                place.standing.unit.name.as_str(),
                place.change.and_then(|change| change.places),
                place.is_new,
            )
        })
        .collect();
    assert_eq!(
        moved,
        [
            ("Phường Đức Xuân", Some(1), false),
            ("Xã Bằng Thành", None, true)
        ]
    );
}

#[test]
fn without_a_roster_the_units_are_those_found() {
    let set = one_criterion().read();
    let folder = files(&[
        ("a.csv", unit("x").named("Xã Một").answer("1", "70")),
        (
            "b.csv",
            unit("y")
                .without("Mã đơn vị")
                .named("Xã Hai")
                .answer("1", "80"),
        ),
        ("c.csv", points("z", "sai")),
    ]);
    let round = folder.ranked(&set, None, "2021-11");
    assert_eq!(round.places(), ["1. Xã Hai 80.00", "2. x 70.00"]);
    assert_eq!(round.unranked(), ["z errors"]);
    assert_eq!(round.ranking.expected, 3);
    assert!(round.place("x").in_parent.is_none());
}

#[test]
fn hidden_files_lock_files_and_read_mes_are_no_submissions() {
    let folder = files(&[
        ("a.csv", points("01864", "70")),
        ("060/b.csv", points("01870", "60")),
        ("060/sau/c.csv", points("01906", "50")),
    ]);
    for name in [
        ".a.csv.swp",
        "~$a.xlsx",
        ".~lock.a.csv#",
        "README.md",
        "readme.txt",
        "Thumbs.db",
        "desktop.ini",
        ".git/d.csv",
        "060/.DS_Store",
    ] {
        folder.add(name, points("01840", "99").csv().as_slice());
    }
    let files = intake::files(folder.path()).expect("the folder can be listed");
    let names: Vec<_> = files
        .iter()
        .map(|file| {
            file.strip_prefix(folder.path())
                .expect("in the folder")
                .to_string_lossy()
                .replace('\\', "/")
        })
        .collect();
    assert_eq!(names, ["060/b.csv", "060/sau/c.csv", "a.csv"]);
    let round = folder.ranked(&one_criterion().read(), Some(&units()), "2021-11");
    assert_eq!(
        round.places(),
        ["1. 01864 70.00", "2. 01870 60.00", "3. 01906 50.00"]
    );
}

#[test]
fn a_single_file_is_a_folder_of_one() {
    let folder = files(&[("a.csv", points("01864", "70"))]);
    let file = folder.path().join("a.csv");
    assert_eq!(intake::files(&file).expect("the file is there"), [file]);
    assert!(intake::files(&folder.path().join("khong-co")).is_err());
}

fn in_cohorts() -> CriteriaSet {
    let cohorts = r#"[
        { "id": "xa", "title": { "vi": "Các xã", "en": "Rural communes" }, "types": ["xã"] },
        { "id": "phuong", "title": { "vi": "Các phường", "en": "Wards" }, "types": ["Phường"] }
    ]"#;
    one_criterion().ranking("cohorts", cohorts).read()
}

#[test]
fn cohorts_are_ranked_apart() {
    let folder = files(&[
        ("a.csv", points("01864", "70")),
        ("b.csv", points("01870", "90")),
        ("c.csv", points("01840", "80")),
        ("d.csv", points("01906", "70")),
    ]);
    let round = folder.ranked(&in_cohorts(), Some(&units()), "2021-11");
    let places: Vec<_> = round
        .ranking
        .places
        .iter()
        .map(|place| {
            (
                place.cohort,
                place.rank,
                place.of,
                place.standing.unit.code.as_str(),
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            (Some(0), 1, 3, "01870"),
            (Some(0), 2, 3, "01864"),
            (Some(0), 2, 3, "01906"),
            (Some(1), 1, 1, "01840")
        ]
    );
}

#[test]
fn a_unit_of_no_cohort_is_left_out_and_told() {
    let units = roster("code,name,type\n1,Xã Một,xã\n2,Thị trấn Hai,thị trấn\n");
    let round = files(&[("a.csv", points("1", "70")), ("b.csv", points("2", "80"))]).ranked(
        &in_cohorts(),
        Some(&units),
        "2021-11",
    );
    assert_eq!(
        (round.places(), round.unranked()),
        (
            vec!["1. 1 70.00".to_owned()],
            vec!["2 no_cohort".to_owned()]
        )
    );
    let kinds: Vec<Problem> = round
        .ranking
        .findings()
        .iter()
        .map(|finding: &Finding| finding.problem.clone())
        .collect();
    assert_eq!(
        kinds,
        [Problem::NoCohort {
            kind: "thị trấn".to_owned()
        }]
    );
}

/// A unit that sent nothing belongs to no cohort either; it is missing first of all.
#[test]
fn nothing_from_a_unit_of_no_cohort_is_not_submitted() {
    let units = roster("code,name,type\n1,Xã Một,xã\n2,Thị trấn Hai,thị trấn\n");
    let round =
        files(&[("a.csv", points("1", "70"))]).ranked(&in_cohorts(), Some(&units), "2021-11");
    assert_eq!(round.unranked(), ["2 not_submitted"]);
    assert_eq!(round.ranking.expected, 2);
}

#[test]
fn a_warning_does_not_keep_a_unit_from_its_place() {
    let set = set(vec![criterion("1", "50"), criterion("2", "50")]).read();
    let folder = files(&[
        ("a.csv", points("01864", "40").answer("2", "")),
        ("b.csv", points("01870", "30")),
    ]);
    let round = folder.ranked(&set, Some(&units()), "2021-11");
    assert_eq!(
        [round.codes_in("a.csv"), round.codes_in("b.csv")],
        [["V003"], ["S013"]]
    );
    assert_eq!(
        round.places(),
        ["1. 01864 40.00"],
        "a blank is a warning, a row that is gone an error"
    );
    assert_eq!(
        plain_unit("01864", "Xã Bộc Bố").code,
        round.place("01864").standing.unit.code
    );
}

// A workbook as people keep it.

/// A workbook of these sheets: name, whether it is shown, and the points of criterion 1.
fn workbook(sheets: &[(&str, bool, &str)]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, is_shown, points) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a short name");
        sheet.set_hidden(!is_shown);
        let rows = [
            ["Mã đơn vị", "01864", ""],
            ["Kỳ", "2021-11", ""],
            ["Bộ tiêu chí", "bo-thu", ""],
            ["Mã", "Giá trị", "Ghi chú"],
            ["1", points, ""],
        ];
        for (row, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(cells) {
                sheet.write(row, column, text).expect("a cell");
            }
        }
        if *is_shown {
            sheet.set_active(true);
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn november_workbook(sheets: &[(&str, bool, &str)]) -> Round {
    let folder = folder([("a.xlsx", workbook(sheets))]);
    folder.ranked(&one_criterion().read(), Some(&units()), "2021-11")
}

#[test]
fn a_hidden_sheet_is_not_read_and_of_two_visible_ones_none_is_chosen() {
    let hidden = november_workbook(&[("Tháng 10", false, "27"), ("Tháng 11", true, "50")]);
    assert_eq!(hidden.places(), ["1. 01864 50.00"]);
    let both = november_workbook(&[("Tháng 10", true, "27"), ("Tháng 11", true, "50")]);
    assert!(both.places().is_empty());
    let sheets = ["Tháng 10", "Tháng 11"].map(str::to_owned).to_vec();
    let problem = Problem::SeveralForms { sheets };
    assert_eq!(problems(&both, "a.xlsx"), [problem.clone(), problem]);
    assert_eq!(both.unranked()[1], "01864 errors");
}

#[test]
fn a_guide_with_the_headings_of_a_form_is_not_the_form() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let guide = book.add_worksheet();
    guide.set_name("Hướng dẫn").expect("a short name");
    for (column, text) in (0..).zip(["Mã", "Giá trị"]) {
        guide.write(0, column, text).expect("a cell");
    }
    guide.write(1, 0, "ví dụ").expect("a cell");
    let form = book.add_worksheet();
    for (row, [label, value]) in (0..).zip([
        ["Mã đơn vị", "01864"],
        ["Kỳ", "2021-11"],
        ["Bộ tiêu chí", "bo-thu"],
        ["Mã", "Giá trị"],
        ["1", "50"],
    ]) {
        form.write(row, 0, label).expect("a cell");
        form.write(row, 1, value).expect("a cell");
    }
    let folder = folder([("a.xlsx", book.save_to_buffer().expect("a workbook"))]);
    let round = folder.ranked(&one_criterion().read(), Some(&units()), "2021-11");
    assert_eq!(round.places(), ["1. 01864 50.00"]);
}

#[test]
fn an_error_value_the_reader_does_not_know_is_no_blank() {
    use std::io::{Cursor, Read, Write};
    let bytes = workbook(&[("Phiếu", true, "50")]);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = Vec::new();
        part.read_to_end(&mut text).expect("a part");
        if name.ends_with("sheet1.xml") {
            let xml = String::from_utf8(text).expect("XML");
            let start = xml.find("<c r=\"B5\"").expect("the answer");
            let end = start + xml[start..].find("</c>").expect("its end") + "</c>".len();
            let error = r#"<c r="B5" t="e"><v>#SPILL!</v></c>"#;
            text = format!("{}{error}{}", &xml[..start], &xml[end..]).into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        changed.start_file(name, options).expect("a part");
        changed.write_all(&text).expect("a part");
    }
    let bytes = changed.finish().expect("a workbook").into_inner();
    let folder = folder([("a.xlsx", bytes)]);
    let round = folder.ranked(&one_criterion().read(), Some(&units()), "2021-11");
    assert!(round.places().is_empty());
    assert!(problems(&round, "a.xlsx").contains(&Problem::ErrorValue));
    let told = round.outcomes.iter().flat_map(FileOutcome::found);
    let mut errors = told.filter(|finding| finding.problem == Problem::ErrorValue);
    let place = errors.next().map(|finding| finding.place.clone());
    let b5 = CellRef::from_absolute(4, 1);
    assert!(
        matches!(place, Some(Place::Cell { cell, .. }) if cell == b5),
        "{place:?}"
    );
}

// Text as people keep it.

fn november_text(text: &str) -> Round {
    let folder = folder([("a.csv", text.as_bytes().to_vec())]);
    folder.ranked(&one_criterion().read(), Some(&units()), "2021-11")
}

#[test]
fn a_comma_too_many_is_told_and_not_read_as_less() {
    let head = "Mã đơn vị,01864\nKỳ,2021-11\nBộ tiêu chí,bo-thu\nMã,Giá trị,Ghi chú\n";
    for (row, codes) in [
        ("1,12,5,\n", vec!["S021"]),
        ("1,1,234,\n", vec!["S021"]),
        ("1,12.5,\n", vec![]),
        ("1,\"12,5\",\n", vec![]),
        ("1,50\n", vec![]),
    ] {
        let round = november_text(&format!("{head}{row}"));
        assert_eq!(round.codes_in("a.csv"), codes, "{row}");
        assert_eq!(round.places().is_empty(), !codes.is_empty(), "{row}");
    }
}

#[test]
fn totals_and_signatures_below_the_table_are_no_answers() {
    let round = november_text(
        "Mã đơn vị;01864\nKỳ;2021-11\nBộ tiêu chí;bo-thu\nMã;Giá trị;Ghi chú\n1;50;\n\
         Tổng cộng;50;\nNgười lập phiếu;Chủ tịch UBND xã;\n",
    );
    assert_eq!(round.places(), ["1. 01864 50.00"]);
    assert!(round.codes_in("a.csv").is_empty());
}

#[test]
fn a_label_beside_a_label_is_not_its_value() {
    let text = "Đơn vị,Mã đơn vị,01864\nKỳ,2021-11\nBộ tiêu chí,bo-thu\nMã,Giá trị\n1,50\n";
    let folder = folder([("a.csv", text.as_bytes().to_vec())]);
    let round = folder.ranked(&one_criterion().read(), None, "2021-11");
    assert_eq!(round.place("01864").standing.unit.name, "01864");
}

#[test]
fn what_is_no_table_is_named() {
    let document = |kind: &str| Problem::NotASpreadsheet {
        kind: kind.to_owned(),
    };
    let other_table = |kind: &str| Problem::UnsupportedFormat {
        kind: kind.to_owned(),
    };
    for (bytes, problem) in [
        (&b"%PDF-1.7\n"[..], document("pdf")),
        (b"\xff\xd8\xff\xe0", document("jpeg")),
        (b"<html>", other_table("html")),
    ] {
        let folder = folder([("a.csv", bytes.to_vec())]);
        let round = folder.ranked(&one_criterion().read(), Some(&units()), "2021-11");
        assert_eq!(problems(&round, "a.csv"), [problem]);
    }
}

#[test]
fn one_unit_may_hand_in_once_for_each_period() {
    let set = one_criterion().read();
    let units = units();
    let folder = files(&[
        ("a.csv", points("01864", "50")),
        ("b.csv", points("01864", "60").header("Kỳ", "2021-10")),
    ]);
    let request = intake::Request {
        roster: Some(&units),
        reader: Reader::default(),
        is_whole_period: false,
        ..request(&set)
    };
    let paths = intake::files(folder.path()).expect("a folder");
    let outcomes = intake::run(request, &paths, |_| ());
    assert!(outcomes.iter().all(|file| file.usable().count() == 1));
}
