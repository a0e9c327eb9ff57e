//! Limits that a real submission never meets.

use crate::finding::Problem;

/// Bytes of a file.
pub const FILE: u64 = 16 << 20;
/// Bytes of one part of a workbook, expanded.
pub const PART: u64 = 32 << 20;
/// Bytes of all parts of a workbook, expanded.
pub const EXPANDED: u64 = 64 << 20;
/// Parts of a workbook.
pub const PARTS: usize = 512;
/// Cells of a sheet.
pub const CELLS: usize = 1_000_000;

/// Returns the finding for a sheet with too many cells.
pub fn too_many_cells() -> Problem {
    Problem::FileTooLarge {
        what: "cells".to_owned(),
        limit: CELLS as u64,
    }
}
