//! README and stories: every console block in them is run.

/// Runs `$ chamdiem …` of each page at the package root, in Vietnamese, 100 columns wide.
///
/// `TRYCMD=overwrite cargo test stories` accepts what the program prints now.
#[test]
fn every_command_in_the_readme_and_the_stories_prints_what_it_says() {
    trycmd::TestCases::new()
        .env("LC_ALL", "C")
        .env("LANG", "C")
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .case("README.md")
        .case("docs/*.md")
        .case("samples/*/README.md")
        .case("samples/indices/*/README.md")
        .case("tests/cli/*.md");
}
