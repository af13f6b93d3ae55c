//! Hands the schema to the derives of cynic: what a fragment selects, its arguments and their types are looked up there
//! when this crate is compiled, and again whenever the file changes.

use cynic_codegen::register_schema;
use cynic_codegen::registration::SchemaRegistrationError;

fn main() -> Result<(), SchemaRegistrationError> {
    register_schema("renkei")
        .from_sdl_file("../../schema.graphql")?
        .as_default()?;
    Ok(())
}
