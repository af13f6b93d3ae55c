//! Tokens: shown once, scoped, ended by their owner, their day or their account.

use chrono::{NaiveDate, TimeDelta};
use renkei_app::directory::read::Viewer;
use renkei_app::people::{NewToken, TokenRefusal};
use renkei_domain::access::principal::{Door, TokenScope};
use renkei_domain::access::rule::Decision;
use renkei_domain::people::Standing;
use renkei_tests::on_every_database;
use renkei_tests::people::{by_page, somebody};

use super::{network, region};
use crate::migrations::line;
use crate::record::fine;

fn token(scopes: &[TokenScope], day: u32) -> NewToken {
    NewToken {
        name: line("市のシステム"),
        scopes: scopes.to_vec(),
        expires_on: NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default(),
    }
}

on_every_database! {
    async fn a_program_reads_what_its_token_lets_pass_until_it_ends(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let all = [TokenScope::MembersRead, TokenScope::DirectoryRead, TokenScope::DirectoryRead];
        let made = fine(fine(app.make_token(&by_page(&minato.principal), token(&all, 22)).await));
        let narrow = [TokenScope::DirectoryRead];
        let other = fine(fine(app.make_token(&by_page(&minato.principal), token(&narrow, 30)).await));

        let Some(program) = fine(app.by_token(&made.secret).await) else { panic!("it holds") };
        assert_eq!(program.door, Door::Token(vec![TokenScope::DirectoryRead, TokenScope::MembersRead]));
        assert_eq!(Viewer::of(&program), Viewer::Member(vec![network()]));
        let Some(program) = fine(app.by_token(&other.secret).await) else { panic!("it holds") };
        assert_eq!(Viewer::of(&program), Viewer::Anonymous);
        for wrong in ["", "renkei_", &made.secret.replace("renkei_", ""), &made.secret.to_uppercase()] {
            assert_eq!(fine(app.by_token(wrong).await), None, "{wrong}");
        }

        let used = app.now();
        world.clock.pass(TimeDelta::seconds(59));
        assert!(fine(app.by_token(&made.secret).await).is_some());
        let listed = fine(app.tokens(&minato.principal).await);
        assert_eq!(listed.len(), 2);
        assert!(listed.iter().all(|token| token.last_used_at == Some(used)), "to the minute");

        let kaze = somebody(app, Standing::Operator, "kaze").await;
        assert_eq!(fine(app.revoke_token(&kaze.principal, other.id).await), Err(TokenRefusal::NotFound));
        assert_eq!(fine(app.revoke_token(&minato.principal, other.id).await), Ok(()));
        assert_eq!(fine(app.by_token(&other.secret).await), None);
        world.clock.pass(TimeDelta::hours(37));
        assert!(fine(app.by_token(&made.secret).await).is_some(), "the evening before");
        world.clock.pass(TimeDelta::hours(1));
        assert_eq!(fine(app.by_token(&made.secret).await), None, "its day has come");
    }
}

on_every_database! {
    async fn a_token_is_made_by_who_may_and_within_a_year(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let scopes = [TokenScope::DirectoryRead];
        let today = token(&scopes, 20);
        let never = NewToken {
            expires_on: NaiveDate::from_ymd_opt(2027, 11, 22).unwrap_or_default(),
            ..token(&scopes, 21)
        };
        for (asked, expected) in [
            (token(&[], 21), TokenRefusal::NoScope),
            (today, TokenRefusal::ExpiresOn),
            (never, TokenRefusal::ExpiresOn),
        ] {
            let refused = fine(app.make_token(&by_page(&minato.principal), asked).await);
            assert_eq!(refused.err(), Some(expected));
        }
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let refused = fine(app.make_token(&by_page(&hinata.principal), token(&scopes, 21)).await);
        assert_eq!(refused.err(), Some(TokenRefusal::NotAllowed(Decision::Refused)));
    }
}

on_every_database! {
    async fn asvs_7_4_2_a_token_of_a_stopped_account_opens_nothing(world) {
        region(&world).await;
        let app = &world.app;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let asked = token(&[TokenScope::DirectoryWrite], 21);
        let made = fine(fine(app.make_token(&by_page(&minato.principal), asked).await));
        let sora = somebody(app, Standing::Coordinator(network()), "sora").await;
        assert_eq!(fine(app.disable_account(&umi.principal, minato.id, None).await), Ok(()));
        assert!(fine(app.whoever(&sora.secret).await).is_some(), "the network is kept on");
        assert_eq!(fine(app.by_token(&made.secret).await), None);
    }
}
