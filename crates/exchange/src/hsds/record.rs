//! The objects of HSDS 3.1 as they are written, with the fields that renkei has something for, in the order of the
//! standard.

use serde::Serialize;

/// Whether a field is left out: the standard takes no `null`.
pub(super) trait Absent {
    /// Nothing stands in it.
    fn is_absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absent for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Absent for String {
    fn is_absent(&self) -> bool {
        false
    }
}

impl Absent for &str {
    fn is_absent(&self) -> bool {
        false
    }
}

impl Absent for u32 {
    fn is_absent(&self) -> bool {
        false
    }
}

/// Declares objects whose absent fields are not written.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $of:ty,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize)]
        pub struct $name {
            $(
                #[serde(skip_serializing_if = "Absent::is_absent")]
                pub(super) $field: $of,
            )+
        }

        impl Absent for $name {
            fn is_absent(&self) -> bool {
                false
            }
        }
    )+};
}

records! {
    /// An office seen as one kind of service.
    Service {
        id: String,
        organization_id: Option<String>,
        name: String,
        alternate_name: Option<String>,
        description: Option<String>,
        url: Option<String>,
        email: Option<String>,
        status: &'static str,
        application_process: Option<String>,
        fees_description: Option<String>,
        eligibility_description: Option<String>,
        assured_date: Option<String>,
        alert: Option<String>,
        last_modified: Option<String>,
        phones: Vec<Phone>,
        schedules: Vec<Schedule>,
        service_areas: Vec<ServiceArea>,
        service_at_locations: Vec<ServiceAtLocation>,
        languages: Vec<Language>,
        organization: Option<Organization>,
        required_documents: Vec<RequiredDocument>,
        capacities: Vec<Capacity>,
        attributes: Vec<Attribute>,
    }

    /// A service of which no more is told than when it changed.
    ServiceMark {
        id: String,
        modified_date: Option<String>,
    }

    /// A 法人.
    Organization {
        id: String,
        name: String,
        alternate_name: Option<String>,
        description: String,
        website: Option<String>,
        phones: Vec<Phone>,
        locations: Vec<Location>,
        organization_identifiers: Vec<Identifier>,
        services: Vec<Service>,
    }

    /// A service where it is offered.
    ServiceAtLocation {
        id: String,
        service_id: String,
        location_id: String,
        location: Option<Location>,
        service: Option<Service>,
    }

    /// A place.
    Location {
        id: String,
        location_type: &'static str,
        organization_id: Option<String>,
        name: Option<String>,
        description: Option<String>,
        latitude: Option<f64>,
        longitude: Option<f64>,
        external_identifier: Option<String>,
        external_identifier_type: Option<&'static str>,
        addresses: Vec<Address>,
        accessibility: Vec<Accessibility>,
    }

    /// Its address.
    Address {
        id: String,
        location_id: String,
        address_1: String,
        city: String,
        state_province: String,
        postal_code: String,
        country: &'static str,
        address_type: &'static str,
    }

    /// What helps a person to get in and be understood.
    Accessibility {
        id: String,
        location_id: String,
        description: &'static str,
    }

    /// A number.
    Phone {
        id: String,
        service_id: Option<String>,
        organization_id: Option<String>,
        number: String,
        extension: Option<u32>,
        r#type: &'static str,
        description: Option<String>,
    }

    /// When it is open.
    Schedule {
        id: String,
        service_id: String,
        valid_from: Option<String>,
        valid_to: Option<String>,
        timezone: Option<u8>,
        wkst: Option<&'static str>,
        freq: Option<&'static str>,
        byday: Option<String>,
        description: Option<String>,
        opens_at: Option<String>,
        closes_at: Option<String>,
        notes: Option<String>,
    }

    /// A municipality whose people are served.
    ServiceArea {
        id: String,
        service_id: String,
        name: String,
        extent: String,
        extent_type: &'static str,
    }

    /// A language beside Japanese.
    Language {
        id: String,
        service_id: String,
        name: &'static str,
        code: &'static str,
    }

    /// What a person brings.
    RequiredDocument {
        id: String,
        service_id: String,
        document: &'static str,
    }

    /// Places that are free.
    Capacity {
        id: String,
        service_id: String,
        unit: Unit,
        unit_id: String,
        available: u32,
        maximum: Option<u32>,
        description: Option<String>,
        updated: String,
    }

    /// In what places are counted.
    Unit {
        id: String,
        name: &'static str,
    }

    /// A term that a service bears.
    Attribute {
        id: String,
        link_id: String,
        taxonomy_term_id: String,
        link_type: &'static str,
        link_entity: &'static str,
        value: Option<String>,
        taxonomy_term: TaxonomyTerm,
        label: Option<String>,
    }

    /// A number by which others know a 法人.
    Identifier {
        id: String,
        organization_id: String,
        identifier_scheme: &'static str,
        identifier_type: &'static str,
        identifier: String,
    }

    /// A list of terms.
    Taxonomy {
        id: String,
        name: &'static str,
        description: &'static str,
    }

    /// One of them.
    TaxonomyTerm {
        id: String,
        code: String,
        name: &'static str,
        description: String,
        parent_id: Option<String>,
        taxonomy: &'static str,
        language: &'static str,
        taxonomy_id: String,
    }
}
