//! The test suite: one binary, one link; a file per kind of promise.

mod annex;
mod architecture;
mod builder;
mod catalogue;
mod definition;
mod generator;
mod golden;
mod hostile;
mod intake;
mod laws;
mod levels;
mod rules;
mod samples;
mod stories;
mod worked;
