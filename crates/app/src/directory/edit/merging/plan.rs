//! What taking two entries apart puts back in the one that stayed: what the act wrote that made them one, and nothing
//! that was changed since.

use renkei_domain::directory::correction::{CorrectableField, Correction};
use renkei_domain::directory::edit::{FactEdit, Part, PartValue};
use renkei_domain::directory::merging::Question;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::record::Change;
use renkei_store::StoreFault;
use renkei_store::directory::history::part_value;
use renkei_store::directory::merging::Merging;

/// What is put back, and what stays.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The facts before the act and after it, where it wrote any. Of what nobody had put right, those before say what the
    /// source says by now.
    pub(super) facts: Option<(ResourceFacts, ResourceFacts)>,
    pub(super) fields: Vec<FactEdit>,
    pub(super) phones: Option<Vec<Phone>>,
    pub(super) parts: Vec<(Part, Profile)>,
    /// What was changed since, and stays as it is.
    pub(super) stays: Vec<Question>,
}

impl Plan {
    /// The published fields that are put back.
    pub(super) fn fields_back(&self) -> Vec<CorrectableField> {
        let fields = self.fields.iter().map(|edit| edit.field);
        let phone = self.phones.iter().map(|_| CorrectableField::Phone);
        fields.chain(phone).collect()
    }

    /// From what the entry says now, and what the act noted of it.
    pub(super) fn of(
        (facts, profile): (&ResourceFacts, &Profile),
        (merging, lines): (&Merging, &[Change]),
        corrections: &[Correction],
    ) -> Result<Self, StoreFault> {
        let mut plan = Self::default();
        let (mut before, mut after) = (None, None);
        for line in lines {
            let Some(part) = Part::from_code(&line.field_group) else {
                continue;
            };
            let was = part_value(part, line.before.as_deref())?;
            let is = part_value(part, line.after.as_deref())?;
            match (was, is) {
                (Some(PartValue::Facts(was)), Some(PartValue::Facts(is))) => {
                    before = before.or(Some(*was));
                    after = Some(*is);
                }
                (Some(PartValue::Profile(was)), Some(PartValue::Profile(is))) => {
                    plan.put_part(part, profile, (*was, &*is));
                }
                _ => {}
            }
        }
        if let (Some(mut before), Some(after)) = (before, after) {
            for question in Question::ALL {
                let had = Had {
                    merging,
                    corrections,
                    after: &after,
                };
                plan.put_facts(*question, facts, &mut before, had);
            }
            plan.facts = Some((before, after));
        }
        plan.stays.sort_unstable();
        Ok(plan)
    }

    fn put_part(&mut self, part: Part, now: &Profile, (was, is): (Profile, &Profile)) {
        if part.is_same(now, is) {
            self.parts.push((part, was));
        } else if !part.is_same(now, &was) {
            let mut questions = Question::ALL.iter();
            let question = questions.find(|question| question.part() == Some(part));
            self.stays.extend(question);
        }
    }

    fn put_facts(
        &mut self,
        question: Question,
        now: &ResourceFacts,
        before: &mut ResourceFacts,
        had: Had<'_>,
    ) {
        let fields = question.fields().iter().copied();
        let written = |field: &CorrectableField| match field {
            CorrectableField::Phone => before.phones != had.after.phones,
            field => field.read(before) != field.read(had.after),
        };
        let fields: Vec<CorrectableField> = fields.filter(written).collect();
        let says = |facts: &ResourceFacts| {
            let mut fields = fields.iter();
            fields.all(|field| match field {
                CorrectableField::Phone => now.phones == facts.phones,
                field => field.read(now) == field.read(facts),
            })
        };
        if fields.is_empty() || says(before) {
            return;
        }
        if !says(had.after) {
            self.stays.push(question);
            return;
        }
        for field in fields {
            had.follow_source(field, before);
            if field == CorrectableField::Phone {
                self.phones = Some(before.phones.clone());
            } else {
                self.fields.push(FactEdit {
                    field,
                    value: field.read(before),
                });
            }
        }
    }
}

/// How the facts stood around the act.
#[derive(Clone, Copy)]
struct Had<'h> {
    merging: &'h Merging,
    corrections: &'h [Correction],
    after: &'h ResourceFacts,
}

impl Had<'_> {
    /// A field that nobody had put right said what its source said, and would say by now what that came to say.
    fn follow_source(self, field: CorrectableField, before: &mut ResourceFacts) {
        let mut corrections = self.corrections.iter();
        let kept = corrections.find(|kept| kept.field == field);
        let moved = kept.filter(|kept| {
            !self.merging.put_right().holds(field) && kept.source_value != field.read(before)
        });
        if let Some(kept) = moved
            && let Err(fault) = field.write(before, kept.source_value.as_deref())
        {
            tracing::warn!(%fault, %field, "what a source says now does not fit its field");
        }
    }
}
