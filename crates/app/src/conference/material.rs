//! 会議資料: what those who meet about a person have before them. Each recipient has a copy of their own, cut to what the
//! consents let them have as a document and to what the agenda tells while they are there. What stands on it is read off
//! a permit. It opens with what the person wishes and can do.

use std::collections::BTreeSet;

use renkei_domain::access::principal::Principal;
use renkei_domain::cases::note::{CaseNote, NoteCategory, NoteScope};
use renkei_domain::conference::{Coming, Conference};
use renkei_domain::consent::{Basis, Categories, InformationCategory, Means, Permit};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::japanese_date;
use renkei_store::StoreFault;

use super::paper::slot_of;
use super::read::{Called, ConferencesView};
use crate::App;
use crate::cases::read::CaseFile;
use crate::paper::{Letterhead, MaterialCopy, MaterialFact, MaterialPaper, Sheet};

/// Of which category a note is.
const fn category_of(note: NoteCategory) -> InformationCategory {
    match note {
        NoteCategory::Medical => InformationCategory::MedicationVisits,
        NoteCategory::Family => InformationCategory::Family,
        NoteCategory::Workplace => InformationCategory::EmploymentStatus,
        NoteCategory::Talk
        | NoteCategory::Phone
        | NoteCategory::Visit
        | NoteCategory::Conference
        | NoteCategory::Handover
        | NoteCategory::Other => InformationCategory::History,
    }
}

/// The notes that were written for the meetings of the team, as they read now.
fn for_the_team(notes: &[CaseNote]) -> impl Iterator<Item = &CaseNote> {
    let corrected: BTreeSet<_> = notes.iter().filter_map(|note| note.corrects).collect();
    let team = notes.iter().filter(|note| note.scope == NoteScope::Team);
    team.filter(move |note| !corrected.contains(&note.id))
}

/// Collects what is kept, each under its category.
#[derive(Default)]
struct Kept(Vec<MaterialFact>);

impl Kept {
    fn add(&mut self, category: InformationCategory, label: &str, text: Option<impl ToString>) {
        self.0.extend(text.map(|text| MaterialFact {
            category,
            label: label.to_owned(),
            text: text.to_string(),
        }));
    }

    fn person(&mut self, file: &CaseFile) {
        use InformationCategory as C;
        if let Some(person) = file.case.known() {
            let born = person.birth_date.map(japanese_date);
            self.add(C::Basic, "生年月日", born);
            self.add(
                C::Communication,
                "話すときに助けになること",
                person.helps.as_ref(),
            );
        }
    }

    fn work(&mut self, file: &CaseFile, conference: &Conference, today: chrono::NaiveDate) {
        use InformationCategory as C;
        let current = file.employments.iter().find(|one| one.is_current(today));
        if let Some(employment) = current {
            let hours = employment
                .hours
                .map(|hours| format!("、週{}時間", hours.get()));
            let since = japanese_date(employment.hired_on);
            let status = format!(
                "{}{}、{since}から",
                employment.frame,
                hours.unwrap_or_default()
            );
            self.add(C::EmploymentStatus, "いまの働き方", Some(status));
            self.add(C::EmployerInfo, "勤め先", Some(&employment.employer));
        }
        if let Some(handover) = &conference.handover {
            self.add(
                C::EmploymentStatus,
                "職場のナチュラルサポート",
                handover.natural_support.as_ref(),
            );
            let history: [(&str, Option<&Prose>); 3] = [
                ("残っている課題と、ためしたこと", handover.unsolved.as_ref()),
                ("つぎの機関の支援の違い", handover.difference.as_ref()),
                ("だれが・いつから", handover.from_when.as_ref()),
            ];
            for (label, text) in history {
                self.add(C::History, label, text);
            }
        }
    }

    fn emergency(&mut self, file: &CaseFile) {
        use InformationCategory as C;
        let Some(sheet) = &file.emergency else {
            return;
        };
        let doctor: Vec<&str> = [&sheet.doctor, &sheet.doctor_phone]
            .into_iter()
            .filter_map(|line| line.as_ref().map(Line::as_str))
            .collect();
        let doctor = (!doctor.is_empty()).then(|| doctor.join(" "));
        self.add(C::MedicationVisits, "主治医", doctor);
        let steps = [
            ("連絡する人（順に）", &sheet.contacts),
            ("発作のとき", &sheet.on_seizure),
            ("調子のわるい日", &sheet.on_bad_day),
            ("休職の手順", &sheet.leave_steps),
        ];
        for (label, text) in steps {
            self.add(C::Emergency, label, text.as_ref());
        }
    }

    fn notes(&mut self, file: &CaseFile) {
        for note in for_the_team(&file.notes) {
            let label = format!("{} {}", japanese_date(note.on), note.category);
            self.add(category_of(note.category), &label, Some(&note.body));
        }
    }
}

/// What is kept that a meeting may need, in the order of the categories.
fn kept(file: &CaseFile, conference: &Conference, today: chrono::NaiveDate) -> Vec<MaterialFact> {
    let mut kept = Kept::default();
    kept.person(file);
    kept.work(file, conference, today);
    kept.emergency(file);
    kept.notes(file);
    let mut facts = kept.0;
    facts.sort_by_key(|fact| fact.category);
    facts
}

/// Of which categories the words are with which every copy opens, whatever the agenda is.
const OPENING: [InformationCategory; 2] =
    [InformationCategory::Wishes, InformationCategory::Skills];

/// What may stand on a copy: what somebody may have as a document, of what they hear and of what it opens with.
fn told(permit: &Permit<'_>, hears: &Categories) -> Option<Categories> {
    let may = permit.categories().iter().copied();
    let told = may.filter(|category| hears.contains(category) || OPENING.contains(category));
    let told: Categories = told.collect();
    told.contains(&InformationCategory::Basic).then_some(told)
}

fn copy(
    (view, conference): (&ConferencesView, &Conference),
    one: &Called,
    facts: &[MaterialFact],
) -> Option<MaterialCopy> {
    let Coming::May { hears, .. } = &one.coming else {
        return None;
    };
    let party = view.party(&one.participant)?;
    let ledger = view.consents.agreed();
    let how = (conference.outline.purpose.consent(), Means::Document);
    let permit = view.consents.permit(&ledger, &party, how)?;
    let told = told(&permit, hears)?;
    let bases = permit.bases().iter();
    let consents = bases.filter_map(|(category, basis)| match basis {
        Basis::Consent(id) if told.contains(category) => view.consents.consent(*id),
        _ => None,
    });
    let agreed: BTreeSet<_> = consents
        .map(|consent| (consent.given_on, consent.giver.consent_word()))
        .collect();
    let said = |category: InformationCategory, text: &Option<Prose>| {
        text.clone().filter(|_| told.contains(&category))
    };
    let facts = facts.iter().filter(|fact| told.contains(&fact.category));
    Some(MaterialCopy {
        to: one.name.clone(),
        wishes: said(InformationCategory::Wishes, &conference.words.wishes),
        can_do: said(InformationCategory::Skills, &conference.words.can_do),
        facts: facts.cloned().collect(),
        agreed: agreed.into_iter().collect(),
        told,
    })
}

impl App {
    /// The material of a conference, a copy for each who may have one.
    pub(super) async fn material(
        &self,
        own: &Principal,
        head: Letterhead,
        (view, conference): (&ConferencesView, &Conference),
    ) -> Result<Option<Sheet>, StoreFault> {
        let read = match self.case_view(own, view.case().id).await? {
            Ok(read) => read,
            Err(_) => return Ok(None),
        };
        let Some(person) = read.file.case.known() else {
            return Ok(None);
        };
        let facts = kept(&read.file, conference, read.now.date);
        let called = view.called(conference);
        let copies = called
            .iter()
            .filter_map(|one| copy((view, conference), one, &facts));
        Ok(Some(Sheet::Material(Box::new(MaterialPaper {
            head,
            for_whom: format!("{} さん", person.name),
            slot: slot_of(conference).cloned(),
            sender: self.sender(view, conference).await?,
            purpose: conference.outline.purpose,
            copies: copies.collect(),
        }))))
    }
}
