//! The page to look at, in a real browser: it shows, sorts, filters, changes language and colours, prints;
//! nothing of a submission runs in it, and it asks the network for nothing.
//!
//! Needs a browser (`chromium`), so it is ignored unless asked for:
//! `cargo test --test suite browser -- --ignored`.

mod devtools;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use tempfile::TempDir;

use crate::program::{self, root};
use devtools::Browser;

/// Has the program write a page, in a folder of its own.
fn page(arguments: &[&str]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.html");
    let path = file.to_str().expect("UTF-8");
    let always = ["--format", "html", "--fail-on", "never", "--out", path];
    program::written(&[arguments, &always].concat());
    (folder, file)
}

fn report() -> (TempDir, PathBuf) {
    page(&["-C", "samples/backan", "report", "2021-11"])
}

/// Helps the page's user: what is seen, and the rows of the first table that is.
const EYES: &str = "
    const seen = selector => [...document.querySelectorAll(selector)].filter(one => one.offsetParent);
    const text = one => one.textContent.trim();
    const table = () => seen('section:not([hidden]) table')[0];
    const rows = () => [...table().tBodies[0].rows].filter(row => row.offsetParent);
    const column = key => [...table().tHead.rows[0].cells].findIndex(cell => cell.dataset.key === key);
    const cells = key => rows().map(row => text(row.cells[column(key)]));
    const press = key => table().tHead.rows[0].cells[column(key)].querySelector('button').click();
    const settled = () => new Promise(done => setTimeout(done, 50));
";

fn look(browser: &mut Browser, expression: &str) -> serde_json::Value {
    browser.value(&format!(
        "(async () => {{ {EYES} return ({expression}); }})()"
    ))
}

#[test]
#[ignore = "needs Chromium"]
fn one_page_is_shown_at_a_time_and_its_links_lead_to_scorecards() {
    let (_folder, file) = report();
    let mut browser = Browser::start();
    browser.open(&file, "");
    assert_eq!(look(&mut browser, "seen('main section').length"), 1);
    assert_eq!(
        look(&mut browser, "seen('.menu a').map(text)"),
        json!([
            "Tổng hợp",
            "Xếp hạng",
            "Địa bàn",
            "Nhóm tiêu chí",
            "Tiêu chí",
            "Phiếu kết quả",
            "Lỗi, cảnh báo",
            "Nguồn số liệu"
        ])
    );
    assert_ne!(
        look(
            &mut browser,
            "document.querySelectorAll('section:not([hidden]) figure svg').length"
        ),
        0
    );
    look(&mut browser, "seen('.menu a')[1].click(), settled()");
    assert_eq!(look(&mut browser, "rows().length"), 108);
    assert_eq!(
        look(&mut browser, "seen('.menu a[aria-current=page]').map(text)"),
        json!(["Xếp hạng"])
    );
    look(
        &mut browser,
        "rows()[7].querySelector('a').click(), settled()",
    );
    assert_eq!(look(&mut browser, "location.hash"), "#unit-01864");
    assert_eq!(
        look(&mut browser, "seen('main h2').map(text)"),
        json!(["Xã Bộc Bố (01864)"])
    );
    assert_eq!(look(&mut browser, "document.activeElement.tagName"), "H2");
    let criteria = look(&mut browser, "seen('.card table')[1].textContent");
    let criteria = criteria.as_str().expect("a text");
    assert!(criteria.contains("70,02") && criteria.contains("Số máy tính kết nối mạng LAN: 6;"));
    assert_eq!(
        look(&mut browser, "document.title"),
        "Xã Bộc Bố (01864) – Kết quả chấm điểm, xếp hạng tháng 11 năm 2021"
    );
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium"]
fn the_list_of_districts_is_seen_on_each_of_them() {
    let (_folder, file) = report();
    let mut browser = Browser::start();
    browser.open(&file, "district-2");
    let seen = "[seen('.parts a').length, seen('.parts a[aria-current=page]').map(text)]";
    let second = look(&mut browser, seen);
    assert_eq!(second[0], 9, "all of them side by side, and eight");
    look(&mut browser, "seen('.parts a')[3].click(), settled()");
    assert_eq!(look(&mut browser, "location.hash"), "#district-3");
    let third = look(&mut browser, seen);
    assert_eq!(third[0], 9);
    assert_ne!(third[1], second[1]);
    look(
        &mut browser,
        "seen('[data-language=en]')[0].click(), settled()",
    );
    assert_eq!(look(&mut browser, seen), third);
    look(&mut browser, "seen('.parts a')[0].click(), settled()");
    assert_eq!(look(&mut browser, seen), json!([9, ["Districts"]]));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium"]
fn what_the_script_puts_together_is_the_scorecard_to_the_letter() {
    // A report in English alone has the cards of the other language first, and the other way round.
    let (_vi, vietnamese) = report();
    let (_en, english) = page(&["-C", "samples/backan", "report", "2021-11", "--lang", "en"]);
    let mut browser = Browser::start();
    let all = "[...document.querySelectorAll('.card')].map(card => card.innerHTML).join()";
    let mut told = Vec::new();
    for file in [&vietnamese, &english] {
        for language in ["vi", "en"] {
            browser.open(file, "all-scorecards");
            look(
                &mut browser,
                &format!("seen('[data-language={language}]')[0].click()"),
            );
            assert_eq!(look(&mut browser, "seen('.card').length"), 108);
            told.push(look(&mut browser, all));
        }
    }
    assert_eq!(told[0], told[2]);
    assert_eq!(told[1], told[3]);
    assert_ne!(told[0], told[1]);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium"]
fn the_ranking_is_sorted_by_any_column_and_back() {
    let (_folder, file) = report();
    let mut browser = Browser::start();
    browser.open(&file, "ranking");
    let first = |browser: &mut Browser| look(browser, "cells('name').slice(0, 2)");
    let original = first(&mut browser);
    look(&mut browser, "press('score'), press('score')");
    assert_eq!(look(&mut browser, "cells('score')[0]"), "35,82");
    assert_eq!(
        look(
            &mut browser,
            "seen('[aria-sort]').map(one => one.getAttribute('aria-sort'))"
        ),
        json!(["ascending"])
    );
    look(&mut browser, "press('score')");
    assert_eq!(first(&mut browser), original);
    look(&mut browser, "press('rank_change')");
    assert_eq!(look(&mut browser, "cells('rank_change')[0]"), "▲ +16");
    // As Vietnamese sorts: Ă after A, Đ after D.
    look(&mut browser, "press('name')");
    assert_eq!(
        first(&mut browser),
        json!(["Phường Đức Xuân", "Phường Huyền Tụng"])
    );
    look(&mut browser, "press('level')");
    assert_eq!(look(&mut browser, "cells('level')[0]"), "□□□□ chưa đạt");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium"]
fn the_ranking_is_filtered_by_district_by_level_and_by_a_name_without_marks() {
    let (_folder, file) = report();
    let mut browser = Browser::start();
    browser.open(&file, "ranking");
    let type_in = |browser: &mut Browser, text: &str| {
        look(
            browser,
            &format!(
                "(seen('.tools input')[0].value = '{text}', seen('.tools input')[0].dispatchEvent(new Event('input', {{ bubbles: true }})))"
            ),
        );
    };
    let choose = |browser: &mut Browser, label: &str, value: &str| {
        look(browser, &format!(
            "(() => {{ const select = seen('.tools label').find(one => text(one).startsWith('{label}')).querySelector('select');
               select.value = '={value}'; select.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
        ));
    };
    type_in(&mut browser, "boc bo");
    assert_eq!(look(&mut browser, "cells('name')"), json!(["Xã Bộc Bố"]));
    type_in(&mut browser, "DONG  thang");
    assert_eq!(
        look(&mut browser, "cells('name')"),
        json!(["Xã Đồng Thắng"])
    );
    type_in(&mut browser, "");
    choose(&mut browser, "Huyện", "Huyện Pác Nặm");
    assert_eq!(look(&mut browser, "rows().length"), 10);
    choose(&mut browser, "Mức độ", "Mức độ 2");
    assert_eq!(
        look(&mut browser, "cells('name')"),
        json!(["Xã Giáo Hiệu", "Xã Cổ Linh", "Xã Công Bằng", "Xã Cao Tân"])
    );
    assert_eq!(
        look(&mut browser, "text(seen('.tools output')[0])"),
        "4/108 dòng"
    );
    type_in(&mut browser, "không có ai");
    assert_eq!(
        look(&mut browser, "text(seen('.tools output')[0])"),
        "0/108 dòng. Không có dòng nào phù hợp."
    );
    look(
        &mut browser,
        "seen('.tools button').find(one => text(one) === 'Bỏ lọc').click()",
    );
    assert_eq!(look(&mut browser, "rows().length"), 108);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium"]
fn language_and_colours_change_and_the_place_stays() {
    let (_folder, file) = report();
    let mut browser = Browser::start();
    browser.screen(1366, 768, false);
    browser.open(&file, "unit-01864");
    look(&mut browser, "seen('[data-language=en]')[0].click()");
    assert_eq!(look(&mut browser, "document.documentElement.lang"), "en");
    assert_eq!(
        look(&mut browser, "seen('.menu a').map(text)[1]"),
        "Ranking"
    );
    let card = look(&mut browser, "seen('.card')[0].textContent");
    let card = card.as_str().expect("a text");
    assert!(card.contains("70.02") && !card.contains("70,02"), "{card}");
    look(&mut browser, "location.hash = '#ranking', settled()");
    assert_eq!(look(&mut browser, "cells('score')[7]"), "70.02");
    let ground = "getComputedStyle(document.body).backgroundColor";
    let light = look(&mut browser, ground);
    look(&mut browser, "seen('[data-do=dark]')[0].click()");
    assert_ne!(look(&mut browser, ground), light);
    assert_eq!(
        look(
            &mut browser,
            "seen('[data-do=dark]')[0].getAttribute('aria-pressed')"
        ),
        "true"
    );
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium"]
fn what_was_sorted_and_filtered_stays_so_in_the_other_language() {
    let (_folder, file) = report();
    let mut browser = Browser::start();
    browser.open(&file, "ranking");
    let ask = "
        (() => {
            press('score'); press('score');
            const [district, level] = seen('section:not([hidden]) .tools select');
            district.selectedIndex = 3;
            level.selectedIndex = 1;
            const find = seen('section:not([hidden]) .tools input')[0];
            find.value = 'xa';
            find.dispatchEvent(new Event('input', { bubbles: true }));
            return cells('code');
        })()";
    let codes = look(&mut browser, ask);
    assert!(
        codes.as_array().is_some_and(|codes| codes.len() > 1),
        "{codes}"
    );
    let switch = |browser: &mut Browser, language: &str| {
        let button = format!("seen('[data-language={language}]')[0].click()");
        look(browser, &button);
    };
    switch(&mut browser, "en");
    assert_eq!(look(&mut browser, "cells('code')"), codes);
    assert_eq!(
        look(
            &mut browser,
            "seen('section:not([hidden]) th[aria-sort]').map(one => [one.dataset.key, one.getAttribute('aria-sort')])"
        ),
        json!([["score", "ascending"]])
    );
    // And what is undone there is undone here.
    look(&mut browser, "press('score')");
    look(
        &mut browser,
        "seen('section:not([hidden]) .tools button').find(one => text(one) === 'Clear').click()",
    );
    assert_eq!(look(&mut browser, "rows().length"), 108);
    switch(&mut browser, "vi");
    assert_eq!(look(&mut browser, "rows().length"), 108);
    assert_eq!(look(&mut browser, "cells('rank')[0]"), "1");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// The least contrast of any text that is seen with what is behind it, in hundredths.
const CONTRAST: &str = "
    (() => {
        const parts = colour => colour.match(/[0-9.]+/g).map(Number);
        const light = colour => {
            const [red, green, blue] = parts(colour).map(part => {
                const share = part / 255;
                return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const behind = one => {
            for (; one; one = one.parentElement) {
                const colour = getComputedStyle(one).backgroundColor;
                const [, , , alpha = 1] = parts(colour);
                if (alpha === 1) return colour;
            }
            return 'rgb(255, 255, 255)';
        };
        let worst = [2100, ''];
        for (const one of seen('body *')) {
            const own = [...one.childNodes].some(child => child.nodeType === 3 && child.data.trim());
            if (!own) continue;
            const [first, second] = [light(getComputedStyle(one).color), light(behind(one))].sort();
            const ratio = Math.round((Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05) * 100);
            if (ratio < worst[0]) worst = [ratio, one.outerHTML.slice(0, 200)];
        }
        return worst;
    })()";

#[test]
#[ignore = "needs Chromium"]
fn every_text_can_be_read_on_every_screen_in_both_languages_and_colours() {
    let (_folder, file) = report();
    let mut browser = Browser::start();
    for (width, is_dark) in [(390, false), (390, true), (1366, false), (1366, true)] {
        browser.screen(width, 800, is_dark);
        for place in [
            "",
            "ranking",
            "districts",
            "groups",
            "criteria",
            "scorecards",
            "provenance",
            "unit-01864",
        ] {
            for language in ["vi", "en"] {
                browser.open(&file, place);
                look(
                    &mut browser,
                    &format!("seen('[data-language={language}]')[0].click()"),
                );
                let worst = look(&mut browser, CONTRAST);
                let ratio = worst[0].as_u64().expect("a ratio");
                assert!(ratio >= 450, "#{place} {width} dark {is_dark}: {worst}");
                let beyond = look(
                    &mut browser,
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
                );
                assert_eq!(beyond, 0, "#{place} {width} {language}");
            }
        }
    }
}

#[test]
#[ignore = "needs Chromium"]
fn everything_can_be_done_with_the_keyboard_and_has_a_name() {
    let (_folder, file) = report();
    let mut browser = Browser::start();
    browser.screen(1366, 800, false);
    browser.open(&file, "");
    browser.press("Tab");
    assert_eq!(
        look(&mut browser, "text(document.activeElement)"),
        "Đến nội dung chính"
    );
    browser.press("Enter");
    assert_eq!(look(&mut browser, "document.activeElement.id"), "content");
    look(&mut browser, "location.hash = '#ranking', settled()");
    // Behind the search and its choices come the headings, which are buttons.
    for _ in 0..40 {
        if look(
            &mut browser,
            "document.activeElement.closest('thead') !== null",
        ) == true
        {
            break;
        }
        browser.press("Tab");
    }
    assert_eq!(look(&mut browser, "text(document.activeElement)"), "Hạng");
    assert_ne!(
        look(
            &mut browser,
            "getComputedStyle(document.activeElement).outlineStyle"
        ),
        "none"
    );
    browser.press("Enter");
    assert_eq!(look(&mut browser, "cells('rank')[0]"), "108");
    let nameless = "seen('button, a, select, input').filter(one =>
        !text(one) && !one.getAttribute('aria-label') && !(one.labels && one.labels.length)).length";
    assert_eq!(look(&mut browser, nameless), 0);
    let landmarks = "['header', 'nav', 'main', 'h1'].map(name => seen(name).length)";
    assert_eq!(look(&mut browser, landmarks), json!([1, 1, 1, 1]));
    let without_scope = "seen('th:not([scope])').length";
    assert_eq!(look(&mut browser, without_scope), 0);
}

#[test]
#[ignore = "needs Chromium"]
fn a_scorecard_is_printed_on_one_sheet_and_all_of_them_on_one_each() {
    let (_folder, file) = report();
    let mut browser = Browser::start();
    browser.screen(1366, 800, true);
    browser.open(&file, "unit-01864");
    assert_eq!(browser.sheets(), 1);
    look(&mut browser, "seen('[data-language=en]')[0].click()");
    assert_eq!(browser.sheets(), 1);
    browser.open(&file, "all-scorecards");
    assert_eq!(browser.sheets(), 108);
    // What follows a heading that is repeated must be seen again.
    browser.open(&file, "ranking");
    assert!(browser.sheets() > 2);
}

#[test]
#[ignore = "needs Chromium"]
fn without_scripts_every_page_is_read_one_below_the_other() {
    let (_folder, file) = report();
    let mut browser = Browser::start();
    browser.scripts(false);
    browser.open(&file, "");
    assert_eq!(look(&mut browser, "seen('main section').length"), 16);
    assert_eq!(look(&mut browser, "seen('button').length"), 0);
    let note = look(&mut browser, "seen('noscript')[0].textContent");
    assert!(
        note.as_str()
            .is_some_and(|note| note.contains("JavaScript")),
        "{note}"
    );
}

/// A workspace whose texts try everything to be more than texts.
fn hostile(folder: &Path) {
    const EVIL: &str = "</script><script>window.ran=1</script><img src=x onerror=window.ran=2><svg onload=window.ran=3>";
    let findings = root().join("samples/findings");
    let set = fs::read_to_string(findings.join("criteria-set.json")).expect("the set is there");
    let set = set.replace("Kế hoạch chuyển đổi số", EVIL);
    assert!(set.contains(EVIL));
    fs::write(folder.join("criteria-set.json"), set).expect("written");
    fs::write(
        folder.join("chamdiem.toml"),
        "criteria = \"criteria-set.json\"\nunits = \"units.csv\"\nsubmissions = \"{period}\"\n",
    )
    .expect("written");
    let mut units = "code,name,type,district_code,district\n".to_owned();
    fs::create_dir(folder.join("2021-11")).expect("a folder");
    let form = findings.join("R003-nothing-earlier/submissions/2021-11/xa-hoa-binh.csv");
    let form = fs::read_to_string(form).expect("the form is there");
    for (code, name) in [
        ("00001", EVIL),
        ("00002", "<b>đậm</b> & \u{202e}ngược\u{1b}[31m"),
        ("00003", "\"><script>window.ran=4</script>"),
    ] {
        let quoted = name.replace('"', "\"\"");
        units += &[code, ",\"", &quoted, "\",xã,1,\"Huyện ", &quoted, "\"\n"].concat();
        let long = "<i>ghi chú</i>"
            .repeat(2_400)
            .chars()
            .take(32_767 - EVIL.len())
            .collect::<String>();
        let form = form
            .replace("Xã Hòa Bình (xã giả định)", &format!("\"{quoted}\""))
            .replace("00001", code)
            .replace(
                "Tuyên truyền,điểm,10,9,,",
                &format!("Tuyên truyền,điểm,10,9,,\"{EVIL}{long}\""),
            );
        fs::write(folder.join("2021-11").join(format!("{code}.csv")), form).expect("written");
    }
    fs::write(folder.join("units.csv"), units).expect("written");
}

#[test]
#[ignore = "needs Chromium"]
fn nothing_of_a_submission_runs_and_nothing_is_fetched() {
    let workspace = tempfile::tempdir().expect("a folder");
    hostile(workspace.path());
    let path = workspace.path().display().to_string();
    let (_folder, file) = page(&["-C", &path, "report", "2021-11"]);
    let mut browser = Browser::start();
    for place in [
        "",
        "ranking",
        "districts",
        "district-1",
        "criteria",
        "scorecards",
        "findings",
        "unit-00001",
        "unit-00003",
        "all-scorecards",
    ] {
        browser.open(&file, place);
        for language in ["en", "vi"] {
            look(
                &mut browser,
                &format!("seen('[data-language={language}]')[0].click()"),
            );
            assert_eq!(
                look(&mut browser, "typeof window.ran"),
                "undefined",
                "#{place}"
            );
            assert_eq!(
                look(
                    &mut browser,
                    "document.querySelectorAll('img, main b, main i, main script').length"
                ),
                0
            );
        }
        assert_eq!(browser.complaints(), Vec::<String>::new(), "#{place}");
    }
    browser.open(&file, "unit-00001");
    let next = look(&mut browser, "text(seen('a[rel=next]')[0])");
    assert_eq!(
        next,
        "Phiếu sau: <b>đậm</b> & \u{fffd}ngược\u{fffd}[31m (00002)"
    );
    let heading = look(&mut browser, "text(seen('main h2')[0])");
    assert!(
        heading
            .as_str()
            .is_some_and(|text| text.contains("<script>window.ran=1")),
        "{heading}"
    );
}
