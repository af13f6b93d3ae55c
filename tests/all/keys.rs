//! What tells of a person stands sealed, and opens where it was written and nowhere else.

mod sealed;

use renkei_tests::World;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, Statement, Value};

use crate::record::fine;

/// The database itself, behind the back of renkei.
async fn behind(world: &World) -> DatabaseConnection {
    fine(Database::connect(world.url()).await)
}

/// Changes something behind the back of renkei.
async fn change(database: &DatabaseConnection, sql: &str, values: Vec<Value>) {
    let backend = database.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, values);
    let done = fine(database.execute_raw(statement).await);
    assert!(done.rows_affected() > 0, "{sql}");
}
