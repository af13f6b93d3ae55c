//! A build server registers what the program of another token sends, and nobody registers by the token of the program.

use renkei_app::people::MadeToken;
use renkei_domain::access::principal::TokenScope;
use renkei_domain::people::{DocumentMode, Standing};
use renkei_domain::record::{Purpose, Source};
use renkei_tests::on_every_database;
use renkei_tests::people::{by_page, somebody};
use renkei_tests::server::Visitor;
use serde_json::{Value, json};

use super::{
    CHANGE, NOT_REGISTERED, SEARCH, UNKNOWN, address, brought, code_of, confirmed, id, manifest,
    posted, token, token_of,
};
use crate::markup::assert_sound;
use crate::migrations::{enter, resource};
use crate::record::fine;

const REGISTER: &str = "mutation Register($input: RegisterDocumentsInput!) { registerDocuments(input: $input) { \
                        registered known refusal { code message document } } }";

const LATER: &str = "query Later { __typename }";

/// A document as a program lists it.
fn entry(text: &str) -> Value {
    json!({ "id": id(text), "text": text })
}

/// What is registered for a token.
fn input(of: &str, texts: &[&str]) -> Value {
    let documents = texts.iter().map(|text| entry(text));
    json!({ "token": of, "documents": documents.collect::<Vec<Value>>() })
}

/// What a program is told that registers.
async fn registered(visitor: &Visitor, by: &MadeToken, input: Value) -> Value {
    let call = json!({ "query": REGISTER, "variables": { "input": input } });
    let (status, _, body) = posted(visitor, by, call).await;
    assert_eq!((status, body.get("errors")), (200, None), "{body}");
    body["data"]["registerDocuments"].clone()
}

on_every_database! {
    async fn a_build_server_registers_what_the_program_of_another_token_sends(world) {
        enter(&world, resource(1), "ひなたの会").await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let umi = somebody(&world.app, Standing::Operator, "umi").await;
        let program = token(&world, &umi, "市の福祉システム").await;
        let other = token(&world, &umi, "ほかのシステム").await;
        let builder = token_of(&world, &umi, "つくるサーバー", &[TokenScope::DocumentsWrite]).await;
        let of = program.id.to_string();
        let before = fine(world.store.acts_after(0, 10_000).await).len();

        let mut keyed = input(&of, &[SEARCH, CHANGE]);
        keyed["idempotencyKey"] = json!("build-7");
        for _ in 0..2 {
            let told = registered(&visitor, &builder, keyed.clone()).await;
            assert_eq!(told, json!({ "registered": 2, "known": 0, "refusal": null }), "sent twice");
        }
        let mut reused = input(&of, &[SEARCH]);
        reused["idempotencyKey"] = json!("build-7");
        let told = registered(&visitor, &builder, reused).await;
        assert_eq!(told["refusal"]["code"], "KEY_REUSED", "{told}");
        let told = registered(&visitor, &builder, input(&of, &[SEARCH, SEARCH])).await;
        assert_eq!(told, json!({ "registered": 0, "known": 1, "refusal": null }));

        // It is one act of the owner's, by a program, and what is registered is there for that token alone.
        let acts = fine(world.store.acts_after(0, 10_000).await);
        let acts = acts[before..].iter().filter(|one| !one.changes.is_empty());
        let acts: Vec<_> = acts.map(|one| (one.act.purpose, one.act.source)).collect();
        assert_eq!(acts, [(Purpose::RegisterDocuments, Source::GraphQl)]);
        let call = json!({ "documentId": id(SEARCH), "variables": { "first": 1 } });
        let (status, _, body) = posted(&visitor, &program, call).await;
        assert_eq!((status, &body["data"]["resources"]["nodes"][0]["name"]), (200, &json!("ひなたの会")));
        for another in [&other, &builder] {
            assert_eq!(code_of(&visitor, another, SEARCH).await.as_deref(), Some(UNKNOWN));
        }

        // Its owner sees it where they register by themselves, and by which number the token is named.
        let browser = confirmed(&server, &umi).await;
        let page = browser.look(&address(&program)).await;
        assert_sound("documents of a program", &page.html);
        let number = format!("<code>{of}</code>");
        for words in ["query Search", "mutation Forget", number.as_str(), "registerDocuments"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        let page = browser.look("/account/tokens").await;
        assert!(page.says("documents:write") && page.says("プログラムをつくるサーバーだけのもの"), "{}", page.html);

        // A build server that is to do nothing else has the mutation registered, by its owner on the page.
        let by = by_page(&umi.principal);
        let enforced = world.app.set_document_mode(&by, builder.id, DocumentMode::Enforce);
        fine(fine(enforced.await));
        let variables = json!({ "input": input(&of, &[LATER]) });
        let call = json!({ "query": REGISTER, "variables": variables });
        let by_text = posted(&visitor, &builder, call).await;
        assert_eq!(by_text.1.as_deref(), Some(NOT_REGISTERED));
        let page = browser.look(&address(&builder)).await;
        assert!(page.says("ここからだけ登録できます") && !page.says("registerDocuments"), "{}", page.html);
        let page = brought(&browser, &address(&builder), &manifest(&[REGISTER])).await;
        assert!(page.says("1件の文を登録しました"), "{}", page.html);
        let call = json!({ "documentId": id(REGISTER), "variables": variables });
        let by_id = posted(&visitor, &builder, call).await;
        assert_eq!(by_id.2["data"]["registerDocuments"]["registered"], 1, "{}", by_id.2);
        assert_eq!(code_of(&visitor, &program, LATER).await, None);
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_steals_the_token_of_a_program_registers_nothing_by_it(world) {
        let server = world.serve().await;
        let visitor = server.visitor();
        let umi = somebody(&world.app, Standing::Operator, "umi").await;
        let nami = somebody(&world.app, Standing::Operator, "nami").await;
        let program = token(&world, &umi, "市の福祉システム").await;
        let revoked = token(&world, &umi, "前のシステム").await;
        let strange = token(&world, &nami, "ほかの人のシステム").await;
        let builder = token_of(&world, &umi, "つくるサーバー", &[TokenScope::DocumentsWrite]).await;
        // It runs documents and registers them: whoever steals it is held off by that no program registers for it.
        let both = token_of(&world, &umi, "一つですませる", TokenScope::ALL).await;
        fine(fine(world.app.revoke_token(&umi.principal, revoked.id).await));
        let before = fine(world.store.acts_after(0, 10_000).await);

        let nobody = "01932f00-0000-7fff-8fff-ffffffffffff".to_owned();
        for (by, of, expected) in [
            (&program, program.id.to_string(), "SCOPE_MISSING"),
            (&program, nobody.clone(), "SCOPE_MISSING"),
            (&builder, builder.id.to_string(), "TOKEN_REGISTERS"),
            (&builder, both.id.to_string(), "TOKEN_REGISTERS"),
            (&both, both.id.to_string(), "TOKEN_REGISTERS"),
            (&builder, revoked.id.to_string(), "NOT_FOUND"),
            (&builder, strange.id.to_string(), "NOT_FOUND"),
            (&builder, nobody, "NOT_FOUND"),
            (&builder, "x".to_owned(), "NOT_FOUND"),
        ] {
            let told = registered(&visitor, by, input(&of, &[SEARCH])).await;
            assert_eq!(told["refusal"]["code"], expected, "{told}");
            assert_eq!((&told["registered"], &told["known"]), (&Value::Null, &Value::Null));
        }

        // Of a list with one mistake nothing is registered, and a program reads which it is.
        let unfit = "{\n  resources { nonsuch }\n}";
        for (documents, which, words) in [
            (json!([]), Value::Null, "文が1つもありません"),
            (json!([{ "id": "sha256:7d", "text": SEARCH }]), Value::Null, "文の番号ではありません"),
            (json!([entry(SEARCH), { "id": id(SEARCH), "text": CHANGE }]), json!(id(SEARCH)), "その文の番号ではありません"),
            (json!([entry(SEARCH), entry(unfit)]), json!(id(unfit)), "VALIDATION_FAILED"),
        ] {
            let input = json!({ "token": program.id.to_string(), "documents": documents });
            let refusal = registered(&visitor, &builder, input).await["refusal"].take();
            assert_eq!((&refusal["code"], &refusal["document"]), (&json!("INVALID"), &which), "{refusal}");
            assert!(refusal["message"].as_str().is_some_and(|said| said.contains(words)), "{refusal}");
        }
        let mut keyed = input(&program.id.to_string(), &[SEARCH]);
        keyed["idempotencyKey"] = json!("not a key");
        let told = registered(&visitor, &builder, keyed).await;
        assert_eq!(told["refusal"]["code"], "INVALID", "{told}");

        // More than a call has room for is refused whole.
        let long = format!("# {}\n{{ __typename }}", "a".repeat(20_000));
        for texts in [vec![long.as_str()], vec![SEARCH; 251]] {
            let input = input(&program.id.to_string(), &texts);
            let call = json!({ "query": REGISTER, "variables": { "input": input } });
            let (_, code, body) = posted(&visitor, &builder, call).await;
            assert_eq!(code.as_deref(), Some("INPUT_LIMIT"), "{body}");
        }
        assert_eq!(code_of(&visitor, &program, SEARCH).await.as_deref(), Some(UNKNOWN));
        assert!(fine(world.store.acts_after(0, 10_000).await) == before, "something was written down");
        server.stop().await;
    }
}
