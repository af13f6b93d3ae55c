//! Invitations: who may send them, and that each is accepted once.

use chrono::TimeDelta;
use renkei_app::people::{
    AcceptForm, AcceptRefusal, Ending, Invite, InviteRefusal, WithdrawRefusal,
};
use renkei_domain::access::rule::Decision;
use renkei_domain::people::{Circle, Needs, Standing};
use renkei_domain::record::{Actor, Purpose};
use renkei_tests::browser::Browser;
use renkei_tests::on_every_database;
use renkei_tests::people::{PASSWORD, by_page, device, form, invited, somebody};

use super::{agency, network, region, stranger};
use crate::migrations::line;
use crate::record::fine;

fn invite(standing: Standing) -> Invite {
    Invite {
        standing,
        name: line("あたらしい人"),
        mail: None,
    }
}

on_every_database! {
    async fn the_first_operator_comes_in_by_the_code_of_the_command(world) {
        let app = &world.app;
        let code = fine(fine(app.first_account_code().await));
        let shown = fine(app.invitation(&code).await);
        assert_eq!(shown.map(|shown| shown.standing), Some(Standing::Operator));
        let typed = code.to_lowercase().replace('-', " ");
        let inside = fine(fine(app.accept_invitation(&typed, form("minato"), &device()).await));
        assert_eq!(inside.needs, Needs::SetUpSecondFactor);
        assert!(inside.principal.operates());
        assert_eq!(fine(app.invitation(&code).await), None);

        let acts = fine(world.store.acts_after(0, 10).await);
        let heads: Vec<_> = acts.iter().map(|one| (one.act.purpose, one.act.actor)).collect();
        let Some(id) = inside.principal.account() else {
            panic!("nobody came in");
        };
        assert_eq!(heads, [
            (Purpose::InviteToAccount, Actor::Operator),
            (Purpose::AcceptInvitation, Actor::Account(id)),
        ]);
    }
}

on_every_database! {
    async fn asvs_6_4_1_an_invitation_is_accepted_once_however_many_try(world) {
        let app = &world.app;
        let code = invited(app, Standing::Person).await;
        let tried: Vec<_> = (0..4)
            .map(|number| {
                let (app, code) = (app.clone(), code.clone());
                tokio::spawn(async move {
                    let form = form(&format!("hito{number}"));
                    fine(app.accept_invitation(&code, form, &device()).await)
                })
            })
            .collect();
        let mut accepted = 0;
        for one in tried {
            match fine(one.await) {
                Ok(_) => accepted += 1,
                Err(refusal) => assert_eq!(refusal, AcceptRefusal::NoInvitation),
            }
        }
        assert_eq!(accepted, 1);
        let mut found = 0;
        for number in 0..4 {
            let mail = format!("hito{number}@example.jp");
            found += u8::from(fine(app.sign_in(&mail, PASSWORD, &device()).await).is_ok());
        }
        assert_eq!(found, 1, "who did not get it has no account either");
    }
}

on_every_database! {
    async fn a_newcomer_is_told_what_is_wrong_with_the_form_and_keeps_the_code(world) {
        let app = &world.app;
        somebody(app, Standing::Person, "hinata").await;
        let code = invited(app, Standing::Person).await;
        let with = |name: &str, mail: &str, password: &str| AcceptForm {
            name: name.to_owned(),
            mail: mail.to_owned(),
            password: password.to_owned(),
        };
        for (form, expected) in [
            (with(" ", "sora@example.jp", PASSWORD), "INVALID_NAME"),
            (with("空", "sora", PASSWORD), "INVALID_MAIL"),
            (with("空", "Hinata@Example.jp", PASSWORD), "MAIL_TAKEN"),
            (with("空", "sora@example.jp", "みじかい"), "PASSWORD_TOO_SHORT"),
            (with("空", "sora@example.jp", "password1"), "PASSWORD_TOO_COMMON"),
        ] {
            let refused = fine(app.accept_invitation(&code, form, &device()).await);
            assert_eq!(refused.err().map(|refusal| refusal.code()), Some(expected));
        }
        let fits = fine(app.accept_invitation(&code, with("空", "sora@example.jp", PASSWORD), &device()).await);
        assert!(fits.is_ok());
    }
}

on_every_database! {
    async fn a_withdrawn_or_old_invitation_opens_nothing(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let made = fine(fine(app.invite(&minato.principal, invite(Standing::Staff(agency()))).await));
        let printed = fine(fine(app.new_invitation_code(&minato.principal, made.id).await));
        for code in [&made.code, &printed] {
            assert!(fine(app.invitation(code).await).is_some());
        }
        let open = fine(app.open_invitations(&minato.principal).await);
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].view.place.as_deref(), Some("青葉の会"));

        let other = somebody(app, Standing::Staff(stranger()), "kaze").await;
        assert!(fine(app.open_invitations(&other.principal).await).is_empty());
        let refused = fine(app.withdraw_invitation(&other.principal, made.id).await);
        assert_eq!(refused, Err(WithdrawRefusal::NotFound));

        assert_eq!(fine(app.withdraw_invitation(&minato.principal, made.id).await), Ok(()));
        for code in [&made.code, &printed] {
            assert!(fine(app.invitation(code).await).is_none());
        }
        let old = invited(app, Standing::Person).await;
        world.clock.pass(TimeDelta::days(14));
        assert!(fine(app.invitation(&old).await).is_none());
        let late = fine(app.accept_invitation(&old, form("sora"), &device()).await);
        assert_eq!(late.err(), Some(AcceptRefusal::NoInvitation));
    }
}

on_every_database! {
    async fn each_role_invites_whom_it_may(world) {
        region(&world).await;
        let app = &world.app;
        let coordinator = somebody(app, Standing::Coordinator(network()), "minato").await;
        let staff = somebody(app, Standing::Staff(agency()), "sora").await;
        let person = somebody(app, Standing::Person, "hinata").await;
        let operator = somebody(app, Standing::Operator, "umi").await;
        let standings = [
            Standing::Coordinator(network()),
            Standing::Staff(agency()),
            Standing::Staff(stranger()),
            Standing::Person,
            Standing::Operator,
        ];
        for (who, allowed) in [
            (&coordinator, [true, true, false, true, false]),
            (&staff, [false, true, false, true, false]),
            (&person, [false; 5]),
            (&operator, [true, true, true, false, false]),
        ] {
            for (standing, allowed) in standings.into_iter().zip(allowed) {
                let invited = fine(app.invite(&who.principal, invite(standing)).await);
                assert_eq!(invited.is_ok(), allowed, "{} {standing:?}", who.mail);
                if let Err(refusal) = invited {
                    assert_eq!(refusal, InviteRefusal::NotAllowed(Decision::Refused));
                }
            }
        }
        world.clock.pass(TimeDelta::minutes(11));
        let known = fine(app.whoever(&coordinator.secret).await);
        let Some(known) = known else { panic!("the session holds") };
        let asked = fine(app.invite(&known.principal, invite(standings[1])).await);
        assert_eq!(asked.err(), Some(InviteRefusal::NotAllowed(Decision::ConfirmAgain)));
        assert!(!fine(app.open_invitations(&known.principal).await).is_empty(), "looking needs no password");
    }
}

on_every_database! {
    async fn somebody_who_changes_agency_keeps_the_account(world) {
        region(&world).await;
        let app = &world.app;
        let sora = somebody(app, Standing::Staff(stranger()), "sora").await;
        let code = invited(app, Standing::Staff(agency())).await;
        let Some(own) = fine(app.whoever(&sora.secret).await) else { panic!("signed in") };
        let joined = fine(app.join_by_invitation(&own, &code).await);
        assert!(joined.is_ok());
        let again = invited(app, Standing::Staff(agency())).await;
        let refused = fine(app.join_by_invitation(&own, &again).await);
        assert_eq!(refused, Err(AcceptRefusal::AlreadyThere));
        let known = fine(app.whoever(&sora.secret).await);
        let Some(known) = known else { panic!("the session holds") };
        let mut standings = known.principal.standings.clone();
        standings.sort();
        let mut both = [Standing::Staff(stranger()), Standing::Staff(agency())];
        both.sort();
        assert_eq!(standings, both);
        assert_eq!(known.principal.networks, [network()]);
    }
}

on_every_database! {
    async fn nobody_comes_in_by_the_invitation_of_a_stopped_account(world) {
        region(&world).await;
        let app = &world.app;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let made = fine(fine(app.invite(&sora.principal, invite(Standing::Staff(agency()))).await));
        assert_eq!(fine(app.disable_account(&umi.principal, sora.id, None).await), Ok(()));
        assert!(fine(app.invitation(&made.code).await).is_none());
        let late = fine(app.accept_invitation(&made.code, form("kaze"), &device()).await);
        assert_eq!(late.err(), Some(AcceptRefusal::NoInvitation));
        let again = fine(app.new_invitation_code(&minato.principal, made.id).await);
        assert_eq!(again, Err(WithdrawRefusal::InviterDisabled));

        let server = world.serve().await;
        let browser = Browser::at(&server);
        browser.keep(Some(minato.secret.as_str().to_owned()));
        let path = format!("/networks/{}/members", network());
        let page = browser.look(&path).await;
        assert!(page.says("この招待は いま使えません") && !page.says("番号をつくる"), "{}", page.html);
        let id = made.id.to_string();
        let page = browser.send(&format!("{path}/code"), &[("invitation", &id)]).await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert!(page.says("止められている"), "{}", page.html);
        server.stop().await;

        // Whoever takes over answers for it, and it opens again.
        let members = fine(fine(app.members_of(&minato.principal, Circle::Network(network())).await));
        let leaving = members.members.iter().find(|member| member.account == sora.id);
        let leaving = leaving.map(|member| member.membership).unwrap_or_else(|| panic!("no sora"));
        let kaze = somebody(app, Standing::Staff(agency()), "kaze").await;
        let ending = Ending {
            membership: leaving.id,
            until: leaving.since,
            successor: Some(kaze.id),
        };
        fine(fine(app.end_membership(&by_page(&minato.principal), ending).await));
        assert!(fine(app.invitation(&made.code).await).is_some());
    }
}
