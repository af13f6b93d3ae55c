//! Which rows of published facts a reader sees. A row is born in a publication and may die in a
//! later one; `publication.visible` says which publication is shown. An import writes into the next
//! one and shows it by a single update.

use sea_orm::sea_query::{Expr, ExprTrait as _, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, Statement};

use crate::fault::StoreFault;
use crate::work::Work;

/// The condition under which a row with these two columns is shown.
pub(crate) fn is_visible(born: impl ColumnTrait, dead: impl ColumnTrait) -> SimpleExpr {
    let visible = || Expr::cust("(SELECT visible FROM publication WHERE id = 1)");
    born.into_expr()
        .lte(visible())
        .and(dead.is_null().or(dead.into_expr().gt(visible())))
}

/// The same condition in the text of a statement, on `f`, a row of published facts. Nearly every row
/// is shown, so the sum keeps the databases from reading the table through the index of publications.
pub(crate) const IS_SHOWN: &str = "f.born + 0 <= (SELECT visible FROM publication WHERE id = 1) AND \
     (f.dead IS NULL OR f.dead > (SELECT visible FROM publication WHERE id = 1))";

/// The publication shown now.
pub(crate) async fn visible(connection: &impl ConnectionTrait) -> Result<i64, StoreFault> {
    let statement = Statement::from_string(
        connection.get_database_backend(),
        "SELECT visible FROM publication WHERE id = 1",
    );
    let row = connection.query_one_raw(statement).await?;
    Ok(row
        .map(|row| row.try_get_by_index::<i64>(0))
        .transpose()?
        .unwrap_or(0))
}

/// Shows a publication: the switch of an import.
///
/// # Errors
/// When the database refuses.
pub async fn show(work: &Work, number: i64) -> Result<(), StoreFault> {
    let statement = Statement::from_sql_and_values(
        work.connection().get_database_backend(),
        "UPDATE publication SET visible = $1 WHERE id = 1",
        [number.into()],
    );
    work.connection().execute_raw(statement).await?;
    Ok(())
}

/// Keeps the publication shown now in place until the transaction ends, on PostgreSQL; on SQLite the
/// transaction itself does.
pub(crate) async fn hold(work: &Work) -> Result<i64, StoreFault> {
    if work.is_postgres() {
        let lock = "SELECT id FROM publication WHERE id = 1 FOR SHARE";
        work.connection().execute_unprepared(lock).await?;
    }
    visible(work.connection()).await
}
