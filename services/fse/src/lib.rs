//! fse.
