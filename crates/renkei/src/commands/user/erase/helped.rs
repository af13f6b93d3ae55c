//! `renkei user erase --case`: whom a case is about is erased, for good.

use renkei_app::cases::erase::EraseHelpedRefusal;
use renkei_app::{App, Place};
use renkei_domain::cases::number::CaseNumber;

use super::{Arguments, asked, sweep};
use crate::wiring::report_store;
use crate::{Ended, voice};

pub(super) async fn run(app: &App, place: &Place, arguments: &Arguments) -> Ended {
    let number = arguments.case.as_deref().and_then(CaseNumber::read);
    let Some(number) = number else {
        voice::complain(
            "CASE_NUMBER",
            "ケースの番号を、101-646 のように6けたの数字で書いてください。何も消していません。",
            "this is no number of a case",
        );
        return Ended::Usage;
    };
    if !arguments.yes
        && let Err(ended) = ask(number)
    {
        return ended;
    }
    match app.erase_helped_person(number, arguments.lead).await {
        Ok(Ok(_)) => {}
        Ok(Err(refusal)) => {
            let next = match &refusal {
                EraseHelpedRefusal::Several(_) => "--lead のあとに、その番号を書きます。",
                _ => "",
            };
            voice::complain(
                refusal.code(),
                &format!("{refusal}{next}何も消していません。"),
                &english(&refusal),
            );
            return Ended::Refused;
        }
        Err(fault) => return report_store(&fault),
    }
    voice::say(
        "person_erased",
        "消去しました。この人のケースには、番号と日と段階だけが残ります。\n\
         ・この人にアカウントがあれば、それは残っています。消すとき: renkei user erase メールアドレス\n\
         ・ほかの法人がこの人のケースを持っていれば、それぞれの番号で消してください。\n\
         ・これより前に取った控え（バックアップ）には、まだ残っています。控えは順に捨ててください。renkei key rotate のあとで前の鍵の紙も捨てれば、前の控えは もう開けません。",
        serde_json::json!({ "case": number.to_string() }),
    );
    sweep(app, place).await
}

fn english(refusal: &EraseHelpedRefusal) -> String {
    match refusal {
        EraseHelpedRefusal::NotFound => {
            "nobody was erased: there is no such case, or its person is erased".to_owned()
        }
        EraseHelpedRefusal::Several(_) => {
            "nobody was erased: several agencies have a case of this number".to_owned()
        }
        EraseHelpedRefusal::GoesOn(from) => format!(
            "nobody was erased: a case of this person goes on; if it ended today, from {from} on"
        ),
        EraseHelpedRefusal::KeptByLaw(from) => {
            format!("nobody was erased: the law asks to keep what stands; from {from} on")
        }
        EraseHelpedRefusal::CopyAsked(on) => {
            format!("nobody was erased: the copy this person asked for on {on} is not released")
        }
        EraseHelpedRefusal::Case(_) => "nobody was erased: the case refuses it".to_owned(),
    }
}

/// Has whoever sits there type the number once more.
fn ask(number: CaseNumber) -> Result<(), Ended> {
    let typed = asked(&format!(
        "ケース {number} の本人のデータを消去します。元にもどせません。\n\n\
         ・名前、勤め先、支援チーム、記録、同意、伝えた記録を消します。同じ法人の、この人のほかのケースのものも消します。\n\
         ・この人の鍵も消すので、残った控えの中身だけでは開けられません。\n\
         ・ケースの番号と日と段階、だれが見たか、何をしたかの記録は、だれだったかがわからない形で残ります。\n\n\
         消去するときは、ケースの番号を もう一度入力してください:"
    ))?;
    if CaseNumber::read(&typed) == Some(number) {
        return Ok(());
    }
    voice::complain(
        "NOT_CONFIRMED",
        "番号がちがいます。何も消していません。",
        "the number was not typed again",
    );
    Err(Ended::Refused)
}
