//! What programs are told by codes. The codes come from the tables by which answers are made, so that none is missing
//! here and none stands here that nobody sends; what each means is said in both languages.

use renkei_app::directory::hsds::HsdsRefusal;
use renkei_domain::access::principal::TokenScope;
use renkei_graphql::{FieldCode, RefusalCode, RefusalReason};

use super::Language;
use super::calls::of_call;
use crate::graphql::fault::Fault;
use crate::pages::hsds::question::Mistyped;

/// The codes of one kind of answer.
#[derive(Debug)]
pub(super) struct CodeTable {
    /// The name of the table on the page.
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    /// Where the code stands and with which status.
    pub(super) lead: &'static str,
    pub(super) lines: Vec<CodeLine>,
}

/// One code.
#[derive(Debug)]
pub(super) struct CodeLine {
    pub(super) code: &'static str,
    /// Where each code of the table has a status of its own.
    pub(super) status: Option<u16>,
    pub(super) words: &'static str,
}

/// What a token may be let do.
#[derive(Debug)]
pub(super) struct ScopeLine {
    pub(super) code: &'static str,
    pub(super) words: &'static str,
}

impl ScopeLine {
    pub(super) fn all(language: Language) -> Vec<Self> {
        let line = |scope: &TokenScope| Self {
            code: scope.code(),
            words: language.of(of_scope(*scope)),
        };
        TokenScope::ALL.iter().map(line).collect()
    }
}

impl CodeTable {
    pub(super) fn all(language: Language) -> Vec<Self> {
        let line = |code, words| CodeLine {
            code,
            status: None,
            words: language.of(words),
        };
        let of_calls = Fault::ALL.iter().map(|fault| CodeLine {
            status: Some(fault.status().as_u16()),
            ..line(fault.code(), of_call(*fault))
        });
        let of_documents = RefusalCode::ALL.iter();
        let of_documents = of_documents.map(|code| line(code.code(), of_document(*code)));
        let of_fields = FieldCode::ALL.iter();
        let of_fields = of_fields.map(|code| line(code.code(), of_field(*code)));
        let of_changes = RefusalReason::all().map(|(why, code)| line(code, of_change(why)));
        let mistyped = Mistyped::ALL.iter();
        let mistyped = mistyped.map(|what| line(what.code(), of_parameter(*what)));
        let of_places = HsdsRefusal::ALL.iter();
        let of_places = of_places.map(|why| line(why.code(), of_place(*why)));
        let table = |id, title, lead, lines| Self {
            id,
            title: language.of(title),
            lead: language.of(lead),
            lines,
        };
        vec![
            table(
                "codes-call",
                [
                    "問い合わせを受けとれなかったとき",
                    "The call could not be taken",
                ],
                [
                    "errors[].extensions.code に入ります。data は ありません。数字は HTTP の状態です。見ているあいだと WebSocket では、状態は ありません。",
                    "In errors[].extensions.code, without data. The number is the HTTP status; there is none in a stream or over a WebSocket.",
                ],
                of_calls.collect(),
            ),
            table(
                "codes-document",
                ["文ぜんたいを断ったとき", "The whole document was refused"],
                [
                    "errors[].extensions.code に入ります。data は ありません。状態は 200、Accept が application/graphql-response+json のときは 400、GET で変えようとしたときは 405 です。",
                    "In errors[].extensions.code, without data. The status is 200; 400 for who asks for application/graphql-response+json; 405 for a change by GET.",
                ],
                of_documents.collect(),
            ),
            table(
                "codes-field",
                ["1つの項目だけ答えられなかったとき", "One field failed"],
                [
                    "その項目が null になり、errors[].extensions.code に わけが入ります。ほかの項目には答えています。状態は 200 です。",
                    "That field is null and errors[].extensions.code says why; the others are answered. The status is 200.",
                ],
                of_fields.collect(),
            ),
            table(
                "codes-change",
                [
                    "名簿を変えられなかったとき",
                    "A change of the directory was refused",
                ],
                [
                    "errors ではなく、変更の答えの refusal.code に入ります。何も変わっていません。状態は 200 です。",
                    "Not in errors but in refusal.code of the payload; nothing was changed. The status is 200.",
                ],
                of_changes.collect(),
            ),
            table(
                "codes-hsds",
                ["HSDS で断られたとき", "Refused by HSDS"],
                [
                    "error.code に入ります。状態は 400 です。ほかは、はじめの表と同じことばです（無い番号は 404 と NOT_FOUND）。",
                    "In error.code, with the status 400. Whatever else happens bears the codes of the first table (an id that is not there: 404 and NOT_FOUND).",
                ],
                mistyped.chain(of_places).collect(),
            ),
        ]
    }
}

const fn of_scope(scope: TokenScope) -> [&'static str; 2] {
    match scope {
        TokenScope::DirectoryRead => [
            "だれにでも見せている名簿を読みます。スキーマも読めます（どの合いことばでも読めます）。",
            "Reads what everybody may read, and the schema by introspection, as every token may.",
        ],
        TokenScope::DirectoryWrite => [
            "つくった人が直せる機関を、その人として直します。",
            "Changes the entries that its owner may change, as its owner.",
        ],
        TokenScope::MembersRead => [
            "つくった人のネットワークの中だけの内容（担当者、機関について気づいたこと、変更の記録、定例会）を読みます。",
            "Reads what is inside the networks of its owner: contact persons, what agencies observed of each other, histories, meetings of the network.",
        ],
        TokenScope::ConferencesRead => [
            "つくった人の機関が受け持つ会議の、種類・進みぐあい・日時・場所・主催だけを読みます。本人についてのことばは 読めません。",
            "Reads of the conferences that the agency of its owner leads kind, state, date, place and host alone; no word about the person.",
        ],
        TokenScope::DocumentsWrite => [
            "つくった人の ほかの合いことばで動く文を登録します（registerDocuments）。プログラムをつくるサーバーだけに持たせてください。この力のある合いことばには、登録できません。",
            "Registers documents for other tokens of its owner (registerDocuments): for build servers alone. It registers for no token that has this scope.",
        ],
    }
}

const fn of_document(code: RefusalCode) -> [&'static str; 2] {
    match code {
        RefusalCode::DocumentLimit => [
            "文が大きすぎます。bound に、こえた上限が入ります。",
            "The document is too large to be read; bound names the limit.",
        ],
        RefusalCode::SyntaxError => [
            "GraphQL の文として読めません。locations が場所です。",
            "The document is not GraphQL; locations says where.",
        ],
        RefusalCode::ValidationFailed => [
            "文がスキーマに合いません。",
            "The document does not fit the schema.",
        ],
        RefusalCode::QueryTooComplex => [
            "一度に聞きすぎています。bound に、こえた上限が入ります。分けて聞いてください。",
            "Too much at once; bound names the limit. Ask in parts.",
        ],
        RefusalCode::InputLimit => [
            "値が大きすぎます。bound に、こえた上限が入ります。",
            "A value is too large; bound names the limit.",
        ],
        RefusalCode::VariablesInvalid => [
            "variables が、文にある型に合いません。",
            "The variables do not fit the types that the operation declares.",
        ],
        RefusalCode::OperationUnknown => [
            "どの operation か わかりません。operationName を送ってください。",
            "It is not clear which operation is meant: send operationName.",
        ],
        RefusalCode::MethodNotAllowed => [
            "変更（mutation）は POST で送ってください。",
            "Send mutations by POST.",
        ],
        RefusalCode::SignInFirst => [
            "スキーマを読むには、合いことばを送ってください。",
            "Send a token to read the schema.",
        ],
        RefusalCode::SubscriptionUnsupported => [
            "subscription は、Accept: text/event-stream を付けて POST で送るか、WebSocket で送ってください。",
            "Send subscriptions by POST with Accept: text/event-stream, or over a WebSocket.",
        ],
        RefusalCode::DocumentUnknown => [
            "その documentId の文は、送った合いことばに登録されていません。",
            "No document of this documentId is registered for the token that was sent.",
        ],
        RefusalCode::DocumentNotRegistered => [
            "この合いことばは、登録した文だけを動かします。文を登録して、documentId で送ってください。",
            "The token runs registered documents alone: register this one and send its documentId.",
        ],
    }
}

const fn of_field(code: FieldCode) -> [&'static str; 2] {
    match code {
        FieldCode::BadPaging => [
            "first・last・after・before の組み合わせが ちがいます。",
            "first, last, after and before do not go together as given, or page is below 1.",
        ],
        FieldCode::PageSize => [
            "first か last の数が、1ページの範囲の外です。",
            "first or last lies outside what a page may hold.",
        ],
        FieldCode::BadFilter => [
            "filter の一部が使えません。extensions.field がその名前です。",
            "A part of the filter cannot be used; extensions.field names it.",
        ],
        FieldCode::CursorUnreadable => [
            "つづきの場所が読めません。はじめのページから読みなおしてください。",
            "The cursor cannot be read: begin at the first page.",
        ],
        FieldCode::CursorOfAnotherSearch => [
            "別の絞りこみ・並びの つづきの場所です。はじめのページから読みなおしてください。",
            "The cursor belongs to another filter or order: begin at the first page.",
        ],
        FieldCode::CursorOfAnotherLog => [
            "この名簿の記録に無い場所です（ほかの名簿か、控えから戻す前のもの）。写しを はじめから つくりなおしてください。",
            "The log has no such place (another installation, or a backup was restored): begin the copy anew.",
        ],
        FieldCode::TooMany => [
            "一度に読めるIDの数をこえました。",
            "More ids at once than are answered.",
        ],
        FieldCode::NotFound => [
            "無いか、あなたには見せていません。subscription は ここで終わります。",
            "There is no such thing for the caller's eyes; a subscription ends with it.",
        ],
        FieldCode::ArgumentInvalid => [
            "引数の値が、その型に合いません。",
            "The value of an argument does not fit its type.",
        ],
        FieldCode::Internal => [
            "こちらの不具合です。x-request-id を添えて知らせてください。",
            "The fault is ours: report it with x-request-id.",
        ],
    }
}

const fn of_change(why: RefusalReason) -> [&'static str; 2] {
    match why {
        RefusalReason::NotFound => [
            "そのIDのものは無いか、あなたには見せていません。",
            "There is no such thing for the caller's eyes.",
        ],
        RefusalReason::SignInFirst => ["合いことばを送ってください。", "Send a token."],
        RefusalReason::NotAllowed => [
            "このアカウントでは、この機関を変えられません。",
            "The account may not do this to this entry.",
        ],
        RefusalReason::SecondFactorFirst => [
            "画面からのときだけ: もう一つの確認をしてください。",
            "For sessions alone: show the second factor.",
        ],
        RefusalReason::ConfirmAgain => [
            "画面からのときだけ: パスワードをもう一度入れてください。",
            "For sessions alone: show the password again.",
        ],
        RefusalReason::ScopeMissing => [
            "合いことばに directory:write がありません。",
            "The token lacks directory:write.",
        ],
        RefusalReason::Changed => [
            "先にほかの人が変えました。resource で いまの内容とくらべ、refusal.version を付けて送りなおしてください。",
            "Somebody was first: compare with resource, send again with refusal.version.",
        ],
        RefusalReason::Invalid => [
            "使えない値があります。refusal.fields が1つずつ、名前・わけ・直し方を言います。",
            "Some values cannot stand: refusal.fields names each, with its own code and a Japanese sentence.",
        ],
        RefusalReason::NothingToChange => {
            ["もう そう書いてあります。", "The entry says so already."]
        }
        RefusalReason::AlreadySo => [
            "もう そうなっています。することは ありません。",
            "It is so already: nothing is left to do.",
        ],
        RefusalReason::NotYet => [
            "その機関に まだ伝えていないか、返事を待つあいだです。",
            "The agency has not been told, or still has time to answer.",
        ],
        RefusalReason::Withdrawn => [
            "その気づいたことは、取り下げられています。",
            "The observation was taken back.",
        ],
        RefusalReason::NoSuchChange => [
            "その変更は、記録にありません。",
            "The history has no such act of this part.",
        ],
        RefusalReason::NotUndoable => [
            "前の内容が記録にないので、もどせません。",
            "The history does not keep what stood there.",
        ],
        RefusalReason::ImportRuns => [
            "取り込みのとちゅうです。終わってから送ってください。",
            "An import is being written: try again when it has ended.",
        ],
        RefusalReason::KeyReused => [
            "同じ idempotencyKey で、ちがう内容が送られています。新しい鍵にしてください。",
            "The idempotencyKey was used for another input: take a new one.",
        ],
    }
}

const fn of_parameter(mistyped: Mistyped) -> [&'static str; 2] {
    let english = match mistyped {
        Mistyped::Page => "page is a number from 1 on.",
        Mistyped::Size => {
            "per_page is 1 to 100, with minimal=true 1 to 10000. To read everything use format=ndjson."
        }
        Mistyped::Format => "format is json or ndjson.",
        Mistyped::Id => "Ids are UUIDs.",
        Mistyped::Time => "modified_after is 2026-11-20 or 2026-11-20T10:00:00+09:00.",
        Mistyped::Flag => "minimal, full, full_service and top_only are true or false.",
    };
    [mistyped.words(), english]
}

const fn of_place(why: HsdsRefusal) -> [&'static str; 2] {
    match why {
        HsdsRefusal::PostcodeUnreadable => [
            "郵便番号は 7けたの数字です。",
            "A postal code has seven digits (569-0000).",
        ],
        HsdsRefusal::PostcodeUnknown => [
            "この郵便番号の場所が わかりません。名簿にある機関の郵便番号だけが使えます。",
            "Where this postal code lies is not known: those of entries of the directory can be used.",
        ],
        HsdsRefusal::ProximityAlone => [
            "proximity は postcode と いっしょに送ってください。",
            "Send proximity together with postcode.",
        ],
        HsdsRefusal::ProximityOutside => [
            "proximity は 1から 50000（メートル）までです。",
            "proximity is 1 to 50000 metres.",
        ],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_code_stands_once_in_its_table_and_is_explained_in_both_languages() {
        let [japanese, english] = [Language::Japanese, Language::English].map(CodeTable::all);
        assert_eq!(japanese.len(), english.len());
        for (table, other) in japanese.iter().zip(&english) {
            let codes: BTreeSet<&str> = table.lines.iter().map(|line| line.code).collect();
            assert_eq!(codes.len(), table.lines.len(), "{}", table.id);
            assert_eq!(table.id, other.id);
            for (line, other) in table.lines.iter().zip(&other.lines) {
                assert_eq!((line.code, line.status), (other.code, other.status));
                assert!(!line.words.is_ascii(), "{}", line.code);
                assert!(other.words.is_ascii(), "{}", line.code);
            }
        }
    }
}
