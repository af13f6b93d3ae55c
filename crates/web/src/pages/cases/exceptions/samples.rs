//! The page of exceptions without a database.

use std::collections::HashMap;

use renkei_app::consent::excepted::{
    Answerer, ExceptionsFile, ExceptionsView, KeptException, TakenStep,
};
use renkei_app::provisions::reported::ReportForm;
use renkei_app::provisions::told::Partner;
use renkei_domain::cases::case::About;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::consent::{
    ConsentPurpose, Exception, ExceptionStep, InformationCategory, LegalGround, Means, PartyId,
};
use renkei_domain::ids::{AccountId, ExceptionId, ExceptionStepId, ProvisionId, TeamMemberId};
use renkei_domain::people::OrganizationPost;
use renkei_domain::provisions::{NamedAgency, Provision, ProvisionBasis};
use renkei_domain::text::Prose;
use renkei_domain::time::{Minute, Moment};

use super::super::samples::{LONGEST, case, day, id_of, known, line, shell};
use super::all::{AllExceptionsPage, Row};
use super::receipt::{ExceptionReceiptPage, facts_of};
use super::{ExceptionsPage, Typed, moment};
use crate::pages::{Samples, Shell};
use crate::paths::{CasesPath, ExceptionsPath};

const NAME: &str = "山田 花子";

fn now() -> Moment {
    Moment {
        date: day(20),
        minute: Minute::of(10, 0),
    }
}

fn somebody() -> AccountId {
    AccountId::from_uuid(Default::default())
}

fn exception(place: u128, why: &str) -> Option<Exception> {
    let case = case(About::Anonymous);
    Some(Exception {
        id: ExceptionId::from_uuid(id_of(place)),
        person: case.person,
        organization: case.lead,
        by: somebody(),
        ground: LegalGround::AbuseReport,
        reason: Prose::parse(why).ok()?,
        recipient: PartyId::Written(TeamMemberId::from_uuid(id_of(place))),
        categories: [InformationCategory::Basic, InformationCategory::Family].into(),
        at: now().instant(),
        ended_at: None,
        released_at: None,
    })
}

/// What was told by an exception, to whom.
fn told(of: &Exception, to: &str) -> Provision {
    let basis = ProvisionBasis::Exception(of.id);
    Provision {
        id: ProvisionId::from_uuid(of.id.uuid()),
        case: case(About::Anonymous).id,
        seq: 3,
        person: of.person,
        name: line(NAME),
        provider: of.organization,
        told_by: of.by,
        at: of.at,
        noted_at: of.at,
        to: of.recipient,
        recipient: NamedAgency {
            name: to.to_owned(),
            contact: line("小森"),
            address: Some("大阪府高槻市（架空）1-2-3".to_owned()),
            body: None,
            head: None,
        },
        told: of.categories.iter().map(|one| (*one, basis)).collect(),
        purpose: ConsentPurpose::EmergencyResponse,
        means: Means::Phone,
    }
}

fn kept(place: u128, to: &str, why: &str) -> Option<KeptException> {
    let exception = exception(place, why)?;
    Some(KeptException {
        told: vec![told(&exception, to)],
        steps: Vec::new(),
        exception,
    })
}

/// The same after it was shown to the person and ended.
fn settled(mut kept: KeptException, why: &str) -> Option<KeptException> {
    for (place, step) in (1..).zip([ExceptionStep::Released, ExceptionStep::Ended]) {
        let at = now().instant();
        kept.exception = kept.exception.stepped(step, at).ok()?;
        kept.steps.push(TakenStep {
            id: ExceptionStepId::from_uuid(id_of(place)),
            step,
            by: somebody(),
            at,
            reason: Prose::parse(why).ok()?,
        });
    }
    Some(kept)
}

/// Somebody with each post.
fn answerers(name: &str) -> Vec<Answerer> {
    let posts = OrganizationPost::ALL.iter();
    let answerers = posts.filter_map(|post| {
        Some(Answerer {
            post: *post,
            name: line(name)?,
        })
    });
    answerers.collect()
}

/// As one who answers for them sees them.
fn view(name: &str, exceptions: Vec<KeptException>) -> ExceptionsView {
    let names: HashMap<_, _> = line("高槻 はるか")
        .map(|name| (somebody(), name))
        .into_iter()
        .collect();
    ExceptionsView {
        parties: Vec::new(),
        names,
        lead: "社会福祉法人ひなた（架空）".to_owned(),
        may_keep: true,
        answerers: answerers("高槻 はるか"),
        theirs: exceptions.iter().map(|kept| kept.exception.id).collect(),
        is_person: false,
        now: now(),
        file: ExceptionsFile {
            case: case(known(name).unwrap_or(About::Anonymous)),
            exceptions,
            team: Vec::new(),
        },
    }
}

impl Samples for ExceptionsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let once = || "01932f00000070028000000000000001".to_owned();
        let page = |view: &ExceptionsView, fault: Option<String>, typed: &Typed| {
            Self::of(shell(), view, (fault, typed), once())
        };
        let nothing = Typed::default();
        let centre = "高槻市障がい者虐待防止センター（架空）";
        let why = "顔にあざがあり、家に帰りたくないと話した。";
        let one = kept(1, centre, why);
        let after = one
            .clone()
            .and_then(|one| settled(one, "市の調査が終わり、本人も知っている。"));
        let usual: Vec<KeptException> = one.into_iter().collect();
        let done: Vec<KeptException> = after.into_iter().collect();
        let long = LONGEST.repeat(8);
        let many = (1..=30).filter_map(|place| settled(kept(place, LONGEST, &long)?, &long));
        let many: Vec<KeptException> = many.collect();
        let refused = Typed {
            exception: id_of(1).to_string(),
            step: ExceptionStep::Released.code().to_owned(),
            reason: String::new(),
        };
        let missing = Some("わけを書いてください。".to_owned());
        let own = ExceptionsView {
            may_keep: false,
            answerers: Vec::new(),
            theirs: Default::default(),
            is_person: true,
            ..view(NAME, done.clone())
        };
        let nobody = ExceptionsView {
            answerers: Vec::new(),
            ..view(NAME, Vec::new())
        };
        let own_shell = Shell::sample_of_person(NAME);
        vec![
            ("usual", page(&view(NAME, usual.clone()), None, &nothing)),
            ("empty", page(&view(NAME, Vec::new()), None, &nothing)),
            ("nobody", page(&nobody, None, &nothing)),
            ("longest", page(&view(LONGEST, many), None, &nothing)),
            ("settled", page(&view(NAME, done), None, &nothing)),
            ("refused", page(&view(NAME, usual), missing, &refused)),
            ("own", Self::of(own_shell, &own, (None, &nothing), once())),
        ]
    }
}

impl Samples for AllExceptionsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |by: &str, state: &'static str| Row {
            path: ExceptionsPath::of(case(About::Anonymous).id),
            number: "483-920".to_owned(),
            when: moment(now().instant()),
            ground: LegalGround::DangerToLife.word(),
            by: by.to_owned(),
            state,
        };
        let page = |rows: Vec<Row>, has_more| Self {
            shell: shell(),
            cases: CasesPath,
            rows,
            has_more,
        };
        let usual = vec![
            row("高槻 はるか さん", "本人には見せていません"),
            row("島本 そら さん", "本人に見せています"),
        ];
        let many = vec![row(LONGEST, "終えました・本人には見せていません"); 100];
        vec![
            ("usual", page(usual, false)),
            ("empty", page(Vec::new(), false)),
            ("longest", page(many, true)),
        ]
    }
}

/// What somebody wrote down who typed in whom they told.
fn reported(to: &str, why: &str) -> Option<ReportForm> {
    Some(ReportForm {
        ground: LegalGround::AbuseReport,
        reason: Prose::parse(why).ok()?,
        to: Partner::typed(line(to)?),
        heard_by: line("小森"),
        tie: EmployerTie::NotTheEmployer,
        categories: [InformationCategory::Basic, InformationCategory::Family].into(),
        means: Means::Phone,
        told_at: None,
    })
}

impl Samples for ExceptionReceiptPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, to: &str, why: &str, answerers: &[Answerer]| {
            let form = reported(to, why);
            let facts = form.map(|form| facts_of(to.to_owned(), &form, now().instant()));
            let case = case(known(name).unwrap_or(About::Anonymous));
            Self::of(shell(), &case, facts.unwrap_or_default(), answerers)
        };
        let centre = "高槻市障がい者虐待防止センター（架空）";
        let why = "顔にあざがあり、家に帰りたくないと話した。";
        let long = LONGEST.repeat(8);
        vec![
            ("usual", page(NAME, centre, why, &answerers("高槻 はるか"))),
            ("nobody", page(NAME, centre, why, &[])),
            (
                "longest",
                page(LONGEST, LONGEST, &long, &answerers(LONGEST)),
            ),
        ]
    }
}
