//! Seed entries to domain values. Every refusal names the entry.

use std::str::FromStr;

use renkei_domain::directory::address::{Address, Location, Precision};
use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::comparison::{
    AccessFeature, Comparison, Distance, Language, Offered, Pay, RequiredDocument,
};
use renkei_domain::directory::contact::policy::{
    Channel, ContactPolicy, ContactPurpose, ContactRule, ContactWay, SenderKind,
};
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode, Point};
use renkei_domain::directory::notice::Notice;
use renkei_domain::directory::organization::{CorporateNumber, OrganizationFacts};
use renkei_domain::directory::people::{ContactPerson, StaffRole};
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::program::{
    JobCoachPattern, Per, Program, ProgramKind, ProgramPattern, Range, VisitFrequency,
};
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::source::Dataset;
use renkei_domain::directory::strength::{Reply, Strength, Topic, Valence, Voice};
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::text::{Line, Prose};

use super::format::{
    ComparisonEntry, NetworkEntry, OrganizationEntry, PatternEntry, PhoneEntry, PolicyEntry,
    ProgramEntry, ReplyEntry, ResourceEntry, Seed, StrengthEntry, WayEntry,
};
use super::{SeedFault, value};

/// Reads the values of one entry; the entry's name stands in every fault.
struct Reader<'e>(&'e str);

type Read<T> = Result<T, SeedFault>;

impl Reader<'_> {
    fn parse<T: FromStr<Err: ToString>>(&self, text: &str) -> Read<T> {
        text.parse()
            .map_err(|fault: T::Err| value(self.0, format!("{text}: {}", fault.to_string())))
    }

    fn parse_opt<T: FromStr<Err: ToString>>(&self, text: Option<&String>) -> Read<Option<T>> {
        text.map(|text| self.parse(text)).transpose()
    }

    fn line(&self, text: &str) -> Read<Line> {
        Line::parse(text).map_err(|fault| value(self.0, format!("{text}: {fault}")))
    }

    fn line_opt(&self, text: Option<&String>) -> Read<Option<Line>> {
        text.map(|text| self.line(text)).transpose()
    }

    fn prose(&self, text: &str) -> Read<Prose> {
        Prose::parse(text).map_err(|fault| value(self.0, format!("{text}: {fault}")))
    }

    fn prose_opt(&self, text: Option<&String>) -> Read<Option<Prose>> {
        text.map(|text| self.prose(text)).transpose()
    }

    fn hours(&self, text: &str) -> Read<Hours> {
        Hours::parse(text).map_err(|fault| value(self.0, fault))
    }

    fn code<T>(&self, read: fn(&str) -> Option<T>, code: &str) -> Read<T> {
        read(code).ok_or_else(|| value(self.0, format!("unknown code {code}")))
    }

    fn code_opt<T>(&self, read: fn(&str) -> Option<T>, code: Option<&String>) -> Read<Option<T>> {
        code.map(|code| self.code(read, code)).transpose()
    }

    fn codes<T>(&self, read: fn(&str) -> Option<T>, codes: &[String]) -> Read<Vec<T>> {
        codes.iter().map(|code| self.code(read, code)).collect()
    }

    fn range(&self, ends: Option<(u16, u16)>) -> Read<Option<Range>> {
        ends.map(|(from, to)| {
            Range::new(from, to).ok_or_else(|| value(self.0, format!("{from}..{to}")))
        })
        .transpose()
    }

    fn address(
        &self,
        postal_code: Option<&String>,
        municipality: Option<&String>,
        city: Option<&String>,
        rest: Option<&String>,
    ) -> Read<Option<Address>> {
        let Some(city) = city else { return Ok(None) };
        Ok(Some(Address {
            postal_code: self.line_opt(postal_code)?,
            municipality: self.parse_opt(municipality)?,
            city: self.line(city)?,
            rest: self.line_opt(rest)?,
        }))
    }

    fn phone(&self, entry: &PhoneEntry) -> Read<Phone> {
        Ok(Phone {
            label: self.line_opt(entry.label.as_ref())?,
            extension: self.line_opt(entry.extension.as_ref())?,
            voice_guide_key: self.line_opt(entry.voice_guide_key.as_ref())?,
            ..Phone::published(self.line(&entry.number)?)
        })
    }

    fn plain_phone(&self, number: Option<&String>) -> Read<Option<Phone>> {
        Ok(self.line_opt(number)?.map(Phone::published))
    }

    fn comparison(&self, entry: &ComparisonEntry) -> Read<Comparison> {
        Ok(Comparison {
            months: self.range(entry.months)?,
            without_limit: entry.without_limit,
            days_a_week: self.range(entry.days_a_week)?,
            pay: self.code_opt(Pay::from_code, entry.pay.as_ref())?,
            pay_note: self.line_opt(entry.pay_note.as_ref())?,
            distance: self.code_opt(Distance::from_code, entry.distance.as_ref())?,
            retention_support: self
                .code_opt(Offered::from_code, entry.retention_support.as_ref())?,
            apply_at: self.line_opt(entry.apply_at.as_ref())?,
            visit: self.code_opt(Offered::from_code, entry.visit.as_ref())?,
            trial: self.code_opt(Offered::from_code, entry.trial.as_ref())?,
            transport: self.code_opt(Offered::from_code, entry.transport.as_ref())?,
            cost: self.line_opt(entry.cost.as_ref())?,
            documents: self.codes(RequiredDocument::from_code, &entry.documents)?,
            eligibility: self.prose_opt(entry.eligibility.as_ref())?,
        })
    }

    fn program(&self, entry: &ProgramEntry) -> Read<Program> {
        Ok(Program {
            kind: self.code(ProgramKind::from_code, &entry.kind)?,
            own_name: self.line_opt(entry.own_name.as_ref())?,
            description: self.prose_opt(entry.description.as_ref())?,
            patterns: entry
                .patterns
                .iter()
                .map(|pattern| self.pattern(pattern))
                .collect::<Read<_>>()?,
        })
    }

    fn pattern(&self, entry: &PatternEntry) -> Read<ProgramPattern> {
        let visits = match &entry.visits {
            Some(visits) => self.range(Some(visits.times))?.map(|times| (times, visits)),
            None => None,
        };
        Ok(ProgramPattern {
            job_coach: self.code_opt(JobCoachPattern::from_code, entry.job_coach.as_ref())?,
            months: self.range(entry.months)?,
            visits: visits
                .map(|(times, visits)| {
                    let per = self.code(Per::from_code, &visits.per)?;
                    Read::Ok(VisitFrequency {
                        times,
                        per,
                        at_first: visits.at_first,
                    })
                })
                .transpose()?,
            description: self.prose_opt(entry.description.as_ref())?,
        })
    }

    fn strength(&self, entry: &StrengthEntry) -> Read<Strength> {
        let voice = match (&entry.network, &entry.observed_by) {
            (Some(network), Some(by)) => Voice::Observed {
                network: self.parse(network)?,
                by: self.parse(by)?,
                reply: entry
                    .reply
                    .as_ref()
                    .map(|reply| self.reply(reply))
                    .transpose()?,
            },
            (None, None) => Voice::SelfDeclared,
            _ => {
                return Err(value(
                    self.0,
                    "an observation names its network and its observer",
                ));
            }
        };
        Ok(Strength {
            id: self.parse(&entry.id)?,
            valence: self.code(Valence::from_code, &entry.valence)?,
            topic: self.code(Topic::from_code, &entry.topic)?,
            text: self.line(&entry.text)?,
            voice,
            stated_on: entry.stated_on,
        })
    }

    fn reply(&self, entry: &ReplyEntry) -> Read<Reply> {
        Ok(Reply {
            text: self.prose(&entry.text)?,
            on: entry.on,
            by_name: self.line(&entry.by_name)?,
            by_role: self.line(&entry.by_role)?,
        })
    }

    fn lines(&self, texts: &[String]) -> Read<Vec<Line>> {
        texts.iter().map(|text| self.line(text)).collect()
    }

    fn policy(&self, entry: &PolicyEntry) -> Read<ContactPolicy> {
        let rules = entry.rule.iter().map(|rule| {
            Ok(ContactRule {
                purpose: self.code_opt(ContactPurpose::from_code, rule.purpose.as_ref())?,
                sender: self.code_opt(SenderKind::from_code, rule.sender.as_ref())?,
                ways: rule
                    .ways
                    .iter()
                    .map(|way| self.way(way))
                    .collect::<Read<_>>()?,
                do_not: self.lines(&rule.do_not)?,
            })
        });
        Ok(ContactPolicy {
            rules: rules.collect::<Read<_>>()?,
            never: self.lines(&entry.never)?,
            note: self.prose_opt(entry.note.as_ref())?,
        })
    }

    fn way(&self, entry: &WayEntry) -> Read<ContactWay> {
        Ok(ContactWay {
            channel: self.code(Channel::from_code, &entry.channel)?,
            person: self.parse_opt(entry.person.as_ref())?,
            ask_for: self.code_opt(StaffRole::from_code, entry.ask_for.as_ref())?,
            desk: self.line_opt(entry.desk.as_ref())?,
            hours: entry
                .hours
                .as_ref()
                .map(|text| self.hours(text))
                .transpose()?,
            etiquette: self.line_opt(entry.etiquette.as_ref())?,
        })
    }
}

pub(super) fn municipalities(seed: &Seed) -> Read<Vec<Municipality>> {
    seed.municipalities
        .iter()
        .map(|entry| {
            let point = entry.latitude.zip(entry.longitude);
            Ok(Municipality {
                code: Reader(&entry.name).parse(&entry.code)?,
                prefecture: entry.prefecture.clone(),
                name: entry.name.clone(),
                kana: entry.kana.clone(),
                point: point.and_then(|(latitude, longitude)| Point::in_japan(latitude, longitude)),
            })
        })
        .collect()
}

pub(super) fn network(entry: &NetworkEntry) -> Read<(NetworkId, Line, Vec<MunicipalityCode>)> {
    let reader = Reader(&entry.name);
    let area = entry
        .area
        .iter()
        .map(|code| reader.parse(code))
        .collect::<Read<_>>()?;
    Ok((reader.parse(&entry.id)?, reader.line(&entry.name)?, area))
}

pub(super) fn introduction(entry: &NetworkEntry) -> Read<Option<Prose>> {
    Reader(&entry.name).prose_opt(entry.about.as_ref())
}

pub(super) fn secretariat(entry: &NetworkEntry) -> Read<(NetworkId, ResourceId)> {
    let reader = Reader(&entry.name);
    Ok((reader.parse(&entry.id)?, reader.parse(&entry.secretariat)?))
}

pub(super) fn organization(entry: &OrganizationEntry) -> Read<(OrganizationId, OrganizationFacts)> {
    let reader = Reader(&entry.name);
    let number = entry
        .corporate_number
        .as_ref()
        .map(|number| CorporateNumber::parse(number));
    let facts = OrganizationFacts {
        name: reader.line(&entry.name)?,
        kana: reader.line_opt(entry.kana.as_ref())?,
        corporate_number: number
            .transpose()
            .map_err(|fault| value(&entry.name, fault))?,
        address: reader.address(
            entry.postal_code.as_ref(),
            entry.municipality.as_ref(),
            entry.city.as_ref(),
            entry.rest.as_ref(),
        )?,
        head_of_body: reader.line_opt(entry.head_of_body.as_ref())?,
        phone: reader.plain_phone(entry.phone.as_ref())?,
        fax: reader.plain_phone(entry.fax.as_ref())?,
        url: reader.line_opt(entry.url.as_ref())?,
    };
    Ok((reader.parse(&entry.id)?, facts))
}

pub(super) fn resource(entry: &ResourceEntry) -> Read<(ResourceId, ResourceFacts, Profile)> {
    let reader = Reader(&entry.name);
    let point = entry.latitude.zip(entry.longitude);
    let precision = reader
        .code_opt(Precision::from_code, entry.precision.as_ref())?
        .unwrap_or(Precision::Approximate);
    let phones: Vec<Phone> = entry
        .phones
        .iter()
        .map(|phone| reader.phone(phone))
        .collect::<Read<_>>()?;
    let fax = reader.plain_phone(entry.fax.as_ref())?;
    let facts = ResourceFacts {
        organization: reader.parse_opt(entry.organization.as_ref())?,
        kind: reader.code(ResourceKind::from_code, &entry.kind)?,
        service_name: reader.line_opt(entry.service_name.as_ref())?,
        name: reader.line(&entry.name)?,
        kana: reader.line_opt(entry.kana.as_ref())?,
        office_number: reader.line_opt(entry.office_number.as_ref())?,
        address: reader.address(
            entry.postal_code.as_ref(),
            entry.municipality.as_ref(),
            entry.city.as_ref(),
            entry.rest.as_ref(),
        )?,
        location: point
            .and_then(|(latitude, longitude)| Point::in_japan(latitude, longitude))
            .map(|point| Location { point, precision }),
        fax: fax.map(|fax| fax.doubted_beside(&phones)),
        phones,
        email: reader.line_opt(entry.email.as_ref())?,
        url: reader.line_opt(entry.url.as_ref())?,
        hours: entry
            .hours
            .as_ref()
            .map(|text| reader.hours(text))
            .transpose()?
            .unwrap_or_default(),
        hours_note: reader.prose_opt(entry.hours_note.as_ref())?,
        capacity: entry.capacity,
    };
    Ok((reader.parse(&entry.id)?, facts, profile(&reader, entry)?))
}

/// The data set from which an entry's facts were copied.
pub(super) fn source(entry: &ResourceEntry) -> Read<Option<Dataset>> {
    Reader(&entry.name).code_opt(Dataset::from_code, entry.source.as_ref())
}

fn profile(reader: &Reader<'_>, entry: &ResourceEntry) -> Read<Profile> {
    let persons = entry.contact_person.iter().map(|person| {
        Ok(ContactPerson {
            id: reader.parse(&person.id)?,
            network: reader.parse(&person.network)?,
            name: reader.line(&person.name)?,
            kana: reader.line_opt(person.kana.as_ref())?,
            role: reader.code_opt(StaffRole::from_code, person.role.as_ref())?,
            title: reader.line_opt(person.title.as_ref())?,
            phone: reader.plain_phone(person.phone.as_ref())?,
            email: reader.line_opt(person.email.as_ref())?,
        })
    });
    let notices = entry.notices.iter().map(|notice| {
        Ok(Notice {
            id: reader.parse(&notice.id)?,
            text: reader.prose(&notice.text)?,
            from: notice.from,
            until: notice.until,
        })
    });
    let verifications = entry.verification.iter().map(|done| {
        Ok(Verification {
            group: reader.code(FieldGroup::from_code, &done.group)?,
            verified_on: done.verified_on,
            by_name: reader.line_opt(done.by_name.as_ref())?,
            by_role: reader.line(&done.by_role)?,
            method: reader.code(VerificationMethod::from_code, &done.method)?,
            outcome: reader.code(VerificationOutcome::from_code, &done.outcome)?,
        })
    });
    let contact_persons = persons.collect::<Read<Vec<_>>>()?;
    let contact_policy = reader.policy(&entry.contact_policy)?;
    let mut of_the_entry = contact_policy.clone();
    of_the_entry.name_only(&contact_persons);
    if of_the_entry != contact_policy {
        return Err(value(
            &entry.name,
            "a way names nobody of the entry's contact persons",
        ));
    }
    Ok(Profile {
        description: reader.prose_opt(entry.description.as_ref())?,
        programs: entry
            .program
            .iter()
            .map(|program| reader.program(program))
            .collect::<Read<_>>()?,
        comparison: reader.comparison(&entry.comparison)?,
        roles: reader.codes(StaffRole::from_code, &entry.roles)?,
        contact_persons,
        service_area: entry
            .service_area
            .iter()
            .map(|code| reader.parse(code))
            .collect::<Read<_>>()?,
        languages: reader.codes(Language::from_code, &entry.languages)?,
        access: reader.codes(AccessFeature::from_code, &entry.access)?,
        capacity: entry.capacity_report.as_ref().map(|report| CapacityReport {
            available: report.available,
            maximum: report.maximum,
            waiting: report.waiting,
            as_of: report.as_of,
        }),
        notices: notices.collect::<Read<_>>()?,
        strengths: entry
            .strength
            .iter()
            .map(|strength| reader.strength(strength))
            .collect::<Read<_>>()?,
        contact_policy,
        verifications: verifications.collect::<Read<_>>()?,
    })
}
