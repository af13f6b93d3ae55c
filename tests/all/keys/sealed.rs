//! Whoever has the database without the key reads nothing of people, and moves nothing about unseen.

use renkei_app::Place;
use renkei_domain::ids::AccountId;
use renkei_domain::people::{MailAddress, Standing};
use renkei_store::StoreFault;
use renkei_store::keys::KeyOwner;
use renkei_tests::people::{form, invited, newcomer, somebody};
use renkei_tests::schema::contents;
use renkei_tests::{World, on_every_database};
use sea_orm::Value;

use super::{behind, change};
use crate::record::fine;

/// A word that stands in nothing else.
const WORD: &str = "mizunohinata";

/// Everything that can be read of a database without the key: what its rows show, and on the embedded one
/// the bytes of its files.
async fn all_there_is(world: &World) -> Vec<(String, Vec<u8>)> {
    let rows = contents(world, &[]).await.into_iter();
    let mut all: Vec<_> = rows
        .map(|(table, rows)| (table, rows.join("\n").to_lowercase().into_bytes()))
        .collect();
    if let Place::Folder(data) = &world.place {
        for name in ["renkei.sqlite", "renkei.sqlite-wal"] {
            if let Ok(bytes) = std::fs::read(data.join(name)) {
                all.push((name.to_owned(), bytes));
            }
        }
    }
    all
}

fn holds(all: &[u8], some: &[u8]) -> bool {
    all.windows(some.len()).any(|window| window == some)
}

on_every_database! {
    async fn asvs_11_3_whoever_steals_the_database_learns_nobodys_name(world) {
        let app = &world.app;
        let hinata = somebody(app, Standing::Operator, WORD).await;
        let draft = format!("text={WORD}");
        fine(app.keep_draft(&hinata.secret, "/account", &draft).await);
        invited(app, Standing::Person).await;

        let hex: String = WORD.bytes().map(|byte| format!("{byte:02x}")).collect();
        let all = all_there_is(&world).await;
        assert!(all.iter().any(|(table, rows)| table == "account" && !rows.is_empty()));
        for (place, told) in &all {
            for word in [WORD, hex.as_str(), "招かれた人"] {
                assert!(!holds(told, word.as_bytes()), "{place} tells {word}");
            }
        }
        let kept = fine(app.draft(&hinata.principal, "/account").await);
        assert_eq!(kept.map(|draft| draft.body), Some(draft));
        let known = fine(world.store.account(hinata.id).await);
        assert_eq!(known.map(|known| known.name.to_string()), Some(format!("{WORD} さん")));
        let check = fine(world.store.check_sealed().await);
        assert_eq!(check.unopened, 0, "{check:?}");
        // Two names, an address each where there is one, a session, a secret and a draft.
        assert!(check.opened >= 6, "{check:?}");
    }
}

/// What is said of a name that does not open.
fn is_refused(read: &Result<String, StoreFault>, of: AccountId) -> bool {
    matches!(read, Err(StoreFault::Unopened { table: "account", column: "name", row }) if *row == of.uuid())
}

async fn name_of(world: &World, id: AccountId) -> Result<String, StoreFault> {
    let account = world.store.account(id).await?;
    Ok(account.map_or_else(String::new, |account| account.name.to_string()))
}

on_every_database! {
    async fn asvs_11_3_a_name_that_was_carried_to_another_row_or_column_opens_nowhere(world) {
        let app = &world.app;
        let [hinata, sora] = [
            somebody(app, Standing::Person, "hinata").await.id,
            somebody(app, Standing::Person, "sora").await.id,
        ];
        let database = behind(&world).await;
        let ids = |all: &[AccountId]| all.iter().map(|id| Value::from(id.uuid())).collect::<Vec<_>>();
        let of_another = "UPDATE account SET name = (SELECT b.name FROM account b WHERE b.id = $1) WHERE id = $2";
        let own = fine(name_of(&world, hinata).await);
        assert_eq!(own, "hinata さん");

        change(&database, of_another, ids(&[sora, hinata])).await;
        assert!(is_refused(&name_of(&world, hinata).await, hinata));
        assert_eq!(fine(name_of(&world, sora).await), "sora さん", "who was not touched reads on");
        let (_, second) = world.second_process().await;
        assert!(second.account(hinata).await.is_err(), "nor in a process that begins anew");

        change(&database, "UPDATE account SET name = mail WHERE id = $1", ids(&[hinata])).await;
        let told = name_of(&world, hinata).await;
        assert!(is_refused(&told, hinata), "{told:?}");
        let check = fine(world.store.check_sealed().await);
        let places: Vec<_> = check.places.iter().map(|(column, row)| (column.table, column.column, *row)).collect();
        assert_eq!(places, [("account", "name", hinata.uuid())]);

        // A key that was given to somebody else opens nothing either.
        let given = "UPDATE data_key SET wrapped = (SELECT b.wrapped FROM data_key b WHERE b.owner_id = $1) WHERE owner_id = $2";
        change(&database, given, ids(&[hinata, sora])).await;
        let (_, second) = world.second_process().await;
        let told = second.account(sora).await.err().map(|fault| fault.to_string());
        assert!(told.as_deref().is_some_and(|told| told.contains("data_key")), "{told:?}");
        fine(database.close().await);
    }
}

on_every_database! {
    async fn an_address_is_found_whole_and_by_no_part_of_it(world) {
        let app = &world.app;
        newcomer(app, Standing::Person, "hinata").await;
        let found = async |typed: &str| {
            let key = fine(MailAddress::parse(typed)).key();
            fine(world.store.account_by_mail(&key).await).map(|account| account.mail.to_string())
        };
        let own = Some("hinata@example.jp".to_owned());
        assert_eq!(found("hinata@example.jp").await, own);
        assert_eq!(found("ＨＩＮＡＴＡ@Example.JP").await, own, "as people type it");
        for other in ["hinat@example.jp", "hinata@example.j", "xhinata@example.jp"] {
            assert_eq!(found(other).await, None, "{other}");
        }
        let code = invited(app, Standing::Person).await;
        let again = fine(app.accept_invitation(&code, form("Hinata"), &renkei_tests::people::device()).await);
        assert!(again.is_err(), "nobody has two accounts");
    }
}

on_every_database! {
    async fn asvs_14_2_7_whoever_is_forgotten_is_forgotten_in_old_copies_too(world) {
        let app = &world.app;
        let [hinata, sora] = [
            somebody(app, Standing::Person, "hinata").await.id,
            somebody(app, Standing::Person, "sora").await.id,
        ];
        let owner = KeyOwner::Account(hinata);
        let gone = world
            .store
            .aside(move |work| Box::pin(async move { Ok(work.destroy_keys_of(owner).await?) }));
        fine(gone.await);
        assert!(is_refused(&name_of(&world, hinata).await, hinata));
        assert_eq!(fine(name_of(&world, sora).await), "sora さん");
        let (_, second) = world.second_process().await;
        assert!(second.account(hinata).await.is_err());
    }
}
