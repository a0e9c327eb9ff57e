//! The test suite: one binary, one link; a file per kind of promise.

mod aggregates;
mod annex;
mod architecture;
mod aside;
mod builder;
mod catalogue;
mod cohorts;
mod definition;
mod encoder;
mod evidence;
mod formats;
mod generator;
mod golden;
mod hostile;
mod intake;
mod laws;
mod levels;
mod recalculated;
mod regulations;
mod rules;
mod samples;
mod stories;
mod variants;
mod versions;
mod worked;
mod xlsb;
