//! fse-api.
