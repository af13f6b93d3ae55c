//! What a case keeps of its person, each thing under the category of information by which a consent names it. It is
//! cut to a permit by whoever shows it: the material of a conference, and the look ahead before something is told.
//! Of the notes it holds those that were written for the meetings of the team, and no others.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use renkei_domain::cases::note::{CaseNote, NoteCategory, NoteScope};
use renkei_domain::consent::InformationCategory;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::japanese_date;

use super::read::CaseFile;

/// Something that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFact {
    /// Of which category.
    pub category: InformationCategory,
    /// By what it is known.
    pub label: String,
    /// What it says; it may have several lines.
    pub text: String,
}

/// Collects what is kept.
#[derive(Default)]
pub(crate) struct CaseFacts(Vec<CaseFact>);

impl CaseFacts {
    /// Everything that stands in a case itself, in the order of the categories.
    pub(crate) fn of(file: &CaseFile, today: NaiveDate) -> Vec<CaseFact> {
        let mut facts = Self::default();
        facts.contact(file);
        facts.person(file);
        facts.work(file, today);
        facts.emergency(file);
        facts.notes(file);
        facts.sorted()
    }

    /// What was collected, in the order of the categories.
    pub(crate) fn sorted(self) -> Vec<CaseFact> {
        let mut facts = self.0;
        facts.sort_by_key(|fact| fact.category);
        facts
    }

    /// One thing, where it is said.
    pub(crate) fn add(
        &mut self,
        category: InformationCategory,
        label: &str,
        text: Option<impl ToString>,
    ) {
        self.0.extend(text.map(|text| CaseFact {
            category,
            label: label.to_owned(),
            text: text.to_string(),
        }));
    }

    /// Who it is, and how they are reached.
    fn contact(&mut self, file: &CaseFile) {
        use InformationCategory as C;
        if let Some(person) = file.case.known() {
            let lines = [
                ("名前", Some(&person.name)),
                ("ふりがな", person.kana.as_ref()),
                ("電話", person.phone.as_ref()),
                ("メール", person.mail.as_ref()),
                ("住所", person.address.as_ref()),
            ];
            for (label, line) in lines {
                self.add(C::Basic, label, line);
            }
            self.add(C::Basic, "連絡のしかた", person.preferred);
            self.add(C::Basic, "連絡のこと", person.contact_note.as_ref());
        }
    }

    /// Their birthday, and what helps when speaking with them.
    pub(crate) fn person(&mut self, file: &CaseFile) {
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

    /// Where they work today, and in which frame they were hired.
    pub(crate) fn work(&mut self, file: &CaseFile, today: NaiveDate) {
        use InformationCategory as C;
        let current = file.employments.iter().find(|one| one.is_current(today));
        if let Some(employment) = current {
            // Who was hired in a frame for persons with disabilities has one, and whoever is silent about the one frame
            // tells the other: either is told by a yes to special care alone.
            self.add(C::DisabilityDiagnosis, "枠", Some(employment.frame));
            let hours = employment
                .hours
                .map(|hours| format!("週{}時間、", hours.get()));
            let since = japanese_date(employment.hired_on);
            let status = format!("{}{since}から", hours.unwrap_or_default());
            self.add(C::EmploymentStatus, "いまの働き方", Some(status));
            self.add(C::EmployerInfo, "勤め先", Some(&employment.employer));
        }
    }

    /// What to do when something happens, and who their doctor is.
    pub(crate) fn emergency(&mut self, file: &CaseFile) {
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
        let steps: [(&str, &Option<Prose>); 4] = [
            ("連絡する人（順に）", &sheet.contacts),
            ("発作のとき", &sheet.on_seizure),
            ("調子のわるい日", &sheet.on_bad_day),
            ("休職の手順", &sheet.leave_steps),
        ];
        for (label, text) in steps {
            self.add(C::Emergency, label, text.as_ref());
        }
    }

    /// The notes that were written for the meetings of the team, as they read now, the newest first.
    pub(crate) fn notes(&mut self, file: &CaseFile) {
        for note in for_the_team(&file.notes) {
            let label = format!("{} {}", japanese_date(note.on), note.category);
            self.add(category_of(note.category), &label, Some(&note.body));
        }
    }
}

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
