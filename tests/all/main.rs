//! Every test that needs a database, HTTP or the whole workspace.

mod access;
mod batch;
mod binary;
mod commands;
mod connections;
mod cursors;
mod directory;
mod graphql;
mod graphql_http;
mod headers;
mod hours;
mod import;
mod import_command;
mod long_lists;
mod markup;
mod migrations;
mod pages;
mod public;
mod record;
mod resource;
mod same_answers;
mod search;
mod throttle;
mod tidy;
mod turns;
mod vocabulary;
