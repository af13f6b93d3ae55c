//! The one rule of access. [`CLAUSES`] says who may do what with what; below it stands what else is
//! asked of whoever it lets pass. The matrix in `tests/all/access/matrix.txt` shows every case of it.

use super::action::{Action, TokenNeeds};
use super::condition::Condition;
use super::object::{Form, Object, ResourceOwners};
use super::principal::{Assurance, Door, Principal, TokenScope, Who};
use crate::ids::{NetworkId, OrganizationId};

/// What the rule answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// It may be done.
    Allowed,
    /// Somebody signed in may be allowed to.
    SignInFirst,
    /// Answer as if the thing did not exist.
    Hidden,
    /// It may not be done.
    Refused,
    /// It may be done after showing a second factor.
    SecondFactorFirst,
    /// It may be done after showing again who one is.
    ConfirmAgain,
    /// It may be done, though not with a token that lacks this scope.
    ScopeMissing(TokenScope),
}

/// One line of the rule: an account for which every condition holds may do this with things of this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    /// What may be done.
    pub action: Action,
    /// With things of which form.
    pub form: Form,
    /// By whom. A line without conditions is for every account.
    pub conditions: &'static [Condition],
}

macro_rules! clauses {
    ($($action:ident of $form:ident $(if $($condition:ident)&+)?;)+) => {
        &[$(Clause {
            action: Action::$action,
            form: Form::$form,
            conditions: &[$($(Condition::$condition),+)?],
        }),+]
    };
}

/// The rule. One line that holds is enough; what no line lets an account do, it may not do.
pub const CLAUSES: &[Clause] = clauses! {
    ReadInside of InsideResource if BelongsToKeeper;
    ReadInside of Resource if SupportsOthers & BelongsToKeeper;

    CreateResource of Network if CoordinatesKeeper;
    EditFacts of Resource if CoordinatesKeeper;
    EditFacts of Resource if WorksThere;
    EditFacts of Resource if Operates & KeptByNobody;
    EditCharacter of Resource if CoordinatesKeeper;
    EditCharacter of Resource if WorksThere;
    EditCharacter of Resource if Operates & KeptByNobody;
    CloseResource of Resource if CoordinatesKeeper;
    CloseResource of Resource if Operates & KeptByNobody;
    AssignOrganization of Resource if CoordinatesKeeper;
    AssignOrganization of Resource if Operates & KeptByNobody;

    EditContactPersons of InsideResource if CoordinatesKeeper;
    EditContactPersons of InsideResource if WorksThere & BelongsToKeeper;

    Observe of InsideResource if SupportsOthers & BelongsToKeeper & WorksElsewhere;
    ObserveFor of Organization if WorksThere;
    ObserveFor of Organization if CoordinatesKeeper;
    ObserveFor of Organization if Operates;
    ReleaseObservation of InsideResource if CoordinatesKeeper;
    ReplyToObservation of InsideResource if WorksThere;
    // The reply that came by paper.
    ReplyToObservation of InsideResource if CoordinatesKeeper;
    // Whoever answers for the agency reads it first, with the desk and those who wrote it.
    ReadObservation of InsideResource if WorksThere;
    ReadObservation of InsideResource if CoordinatesKeeper;
    ReadObservation of InsideResource if WorksForObserver & BelongsToKeeper;
    WithdrawObservation of InsideResource if CoordinatesKeeper;
    // As they wrote it: of an agency that came to be their own there is nothing to observe.
    WithdrawObservation of InsideResource if WorksForObserver & BelongsToKeeper & WorksElsewhere;

    ReadHistory of Resource if BelongsToKeeper;
    ReadHistory of Resource if WorksThere;
    ReadHistory of Resource if Operates;
    UndoChange of Resource if CoordinatesKeeper;
    UndoChange of Resource if WorksThere;
    UndoChange of Resource if Operates & KeptByNobody;

    // The desk that keeps the entries asks; whoever works with an agency says what they met.
    AskAgencies of Network if CoordinatesKeeper;
    ReportStale of Resource if SupportsOthers & BelongsToKeeper;
    ReportStale of Resource if WorksThere;

    FoundNetwork of Installation if Operates;
    ManageNetwork of Network if CoordinatesKeeper;
    ManageNetwork of Network if Operates;
    // A desk that let in whom it chose would invite itself to work there, and read the cases of any organization.
    AdmitMember of Network if Operates;
    // A desk that drew its own area would take entries that no network keeps, or that another one relies on.
    ChangeArea of Network if Operates;
    ReadHistory of Network if CoordinatesKeeper;
    ReadHistory of Network if Operates;
    Import of Network if CoordinatesKeeper;
    Import of Installation if Operates;

    ManageCoordinators of Network if CoordinatesKeeper;
    ManageCoordinators of Network if Operates;
    ManageStaff of Organization if WorksThere;
    ManageStaff of Organization if CoordinatesKeeper;
    ManageStaff of Organization if Operates;
    InvitePerson of Installation if SupportsOthers;
    // It is between the person and whoever sent it.
    InvitePerson of PersonInvitation if SupportsOthers & SentIt;
    ReadInvited of PersonInvitation if SentIt;
    DisableAccount of Account if Operates;
    DisableAccount of Account if IsItself;

    ReadAudit of Installation if Operates;
    // Nobody needs more for what they did themselves.
    ReadAudit of Account if IsItself;
    // The board of those that somebody may manage.
    ManageLetters of Installation if SupportsOthers;
    ManageLetters of Installation if Operates;
    ManageLetters of Letter if CoordinatesKeeper;
    // Colleagues they invited where they work still, and what was written because of a case that they keep.
    ManageLetters of Letter if WorksThere & SentIt;
    // A person's invitation is of whoever sent it.
    ManageLetters of Letter if SupportsOthers & SentIt & KeptByNobody & RunByNobody;
    ManageLetters of Letter if Operates;
    ManageOwnTokens of Installation if SupportsOthers;
    ManageOwnTokens of Installation if Operates;
    RegisterDocuments of Installation if SupportsOthers;
    RegisterDocuments of Installation if Operates;
    // An operator who is nothing else meets nobody.
    ManageOwnFeeds of Installation if SupportsOthers;
    ManageOwnFeeds of Installation if IsPersonAlone;
    KeepOwnCalendar of Installation if SupportsOthers;
    KeepOwnCalendar of Installation if IsPersonAlone;
    ExploreSchema of Installation;

    ManageCard of Card if IsItself & IsPersonAlone;
    ReissueCard of Card if IsNamedByOwner & HoldsAStanding;
    PrintCard of PrintedCard if IsItself;
    PrintCard of PrintedCard if MadeIt;
    StopCard of Card if IsItself;
    StopCard of Card if IsNamedByOwner;

    PlanCalls of Installation if SupportsOthers;
    // What is in it everybody may read; setting hundreds of pages is for those who hand it out.
    PrintHandbook of Network if SupportsOthers & BelongsToKeeper;
    KeepRelations of InsideResource if SupportsOthers & BelongsToKeeper;

    OpenCase of Organization if WorksThere;
    ReadCase of Case if WorksThere;
    ReadCase of Case if IsThePerson;
    ReadOwnCase of Case if IsThePerson;
    KeepCase of Case if WorksThere;
    OfferCase of Case if WorksThere;
    // The code says which case; whoever was shown it is whom it is about, and that is nobody of
    // the agency that leads.
    AcceptCase of Installation;
    AcceptCase of OfferedCase if WorksElsewhere;
    LeaveCase of Case if IsThePerson;
    StopConsent of Case if WorksThere;
    StopConsent of Case if IsThePerson;
    AskOwnCopy of Case if IsThePerson;

    ManagePosts of Posts if Manages;
    // From outside the first 管理者 is named and no other: whoever invites the people of an organization would come
    // to its reports of abuse so.
    ManagePosts of Posts if CoordinatesKeeper & HasNoManager;
    ManagePosts of Posts if Operates & HasNoManager;
    HandOverPosts of HeldPosts if Manages;
    HandOverPosts of HeldPosts if CoordinatesKeeper;
    HandOverPosts of HeldPosts if Operates;
    HandOverPosts of HeldPosts if IsItself;
    ReadException of Exception if AnswersForExceptions;
    ReadException of Exception if IsThePerson;
    SettleException of Exception if AnswersForExceptions;
    // What is erased does not come back: whoever answers for the agency presses that, not all who keep cases.
    EraseHelped of Case if Manages;

    // The person reads on pages of their own, with the case.
    ReadConference of Case if WorksThere;
    ConveneConference of Case if WorksThere;
    SpeakInConference of Case if IsThePerson;

    ReadMeetings of Network if SupportsOthers & BelongsToKeeper;
    KeepMeetings of Network if CoordinatesKeeper;

    DecideProposals of Network if CoordinatesKeeper;

    // A map outlives every agency: it is of nobody but whose account it is.
    KeepOwnMap of Account if IsItself;
    // As a supporter: whoever left the agency reads it no more.
    ReadSharedMap of SharedMap if IsNamedByOwner & WorksThere;
};

/// Decides.
#[must_use]
pub fn decide(principal: &Principal, action: Action, object: &Object) -> Decision {
    Rule::WHOLE.decide(principal, action, object)
}

/// Whether it may be done now.
#[must_use]
pub fn may(principal: &Principal, action: Action, object: &Object) -> bool {
    decide(principal, action, object) == Decision::Allowed
}

/// Decides about what stands of a 法人 in the directory. It stands with every entry that the 法人 runs, and
/// records of what was told to anybody there name it: whoever may do the same with an entry of it in each
/// of its networks may do it, so that no network changes what another one relies on. Its own staff may in
/// all of them; of one that no network knows, whoever runs the installation may as well.
#[must_use]
pub fn decide_on_organization(
    principal: &Principal,
    action: Action,
    id: OrganizationId,
    networks: &[NetworkId],
) -> Decision {
    let decided = |steward| {
        let run_by = Some(id);
        decide(
            principal,
            action,
            &Object::Resource(ResourceOwners { run_by, steward }),
        )
    };
    if networks.is_empty() {
        return decided(None);
    }
    let mut decisions = networks.iter().map(|network| decided(Some(*network)));
    let refusal = decisions.find(|decision| *decision != Decision::Allowed);
    refusal.unwrap_or(Decision::Allowed)
}

/// Lines that decide. Whoever asks about rights asks [`Rule::WHOLE`], through [`decide`]; that each
/// of its lines and conditions is needed is shown by taking one away.
#[derive(Debug, Clone, Copy)]
pub struct Rule<'c>(&'c [Clause]);

impl<'c> Rule<'c> {
    /// Every line.
    pub const WHOLE: Rule<'static> = Rule(CLAUSES);

    /// The rule that some lines make.
    #[must_use]
    pub const fn of(clauses: &'c [Clause]) -> Self {
        Self(clauses)
    }

    /// Decides by these lines.
    #[must_use]
    pub fn decide(self, principal: &Principal, action: Action, object: &Object) -> Decision {
        let form = object.form();
        let is_permitted = match principal.who {
            Who::Installation => true,
            Who::Anybody => false,
            Who::Account(_) => self.clauses(action, form).any(|clause| {
                let mut conditions = clause.conditions.iter();
                conditions.all(|condition| condition.holds(principal, object))
            }),
        };
        if is_permitted {
            return what_is_still_asked(principal, action);
        }
        match principal.who {
            _ if !form.is_publicly_known() => Decision::Hidden,
            Who::Anybody => Decision::SignInFirst,
            Who::Account(_) | Who::Installation => Decision::Refused,
        }
    }

    /// The lines for an action with things of a form.
    pub(super) fn clauses(self, action: Action, form: Form) -> impl Iterator<Item = &'c Clause> {
        let clauses = self.0.iter();
        clauses.filter(move |clause| clause.action == action && clause.form == form)
    }
}

/// What is asked of whoever the lines let pass: a token with the scope where one is needed, a second factor, and by page,
/// for what changes who may come in, showing again who one is.
pub(super) fn what_is_still_asked(principal: &Principal, action: Action) -> Decision {
    if let Door::Token(scopes) = &principal.door {
        match action.token_needs() {
            TokenNeeds::Never => return Decision::Refused,
            TokenNeeds::Scope(scope) if !scopes.contains(&scope) => {
                return Decision::ScopeMissing(scope);
            }
            TokenNeeds::Validity | TokenNeeds::Scope(_) => {}
        }
    }
    let is_by_page = matches!(principal.door, Door::Page);
    match principal.assurance {
        Assurance::None | Assurance::OneFactor => Decision::SecondFactorFirst,
        Assurance::Full if is_by_page && action.is_sensitive() => Decision::ConfirmAgain,
        Assurance::Full | Assurance::Fresh => Decision::Allowed,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ids::AccountId;
    use crate::people::Standing;

    fn somebody(standings: Vec<Standing>) -> Principal {
        Principal {
            who: Who::Account(AccountId::from_uuid(Uuid::from_u128(9))),
            standings,
            networks: Vec::new(),
            posts: Vec::new(),
            assurance: Assurance::Full,
            door: Door::Page,
        }
    }

    #[test]
    fn what_stands_of_a_body_is_put_right_by_whoever_may_in_each_of_its_networks() {
        let body = OrganizationId::from_uuid(Uuid::from_u128(7));
        let network = |number: u128| NetworkId::from_uuid(Uuid::from_u128(number));
        let desk = |number: u128| Standing::Coordinator(network(number));
        let staff = somebody(vec![Standing::Staff(body)]);
        let operator = somebody(vec![Standing::Operator]);
        let (one, both) = (somebody(vec![desk(1)]), somebody(vec![desk(1), desk(2)]));
        let nobody = Principal::anybody();
        let all = [&staff, &operator, &one, &both, &nobody];
        for (networks, expected) in [
            (Vec::new(), [true, true, false, false, false]),
            (vec![network(1)], [true, false, true, true, false]),
            (
                vec![network(1), network(2)],
                [true, false, false, true, false],
            ),
        ] {
            let allowed = all.map(|who| {
                let decision = decide_on_organization(who, Action::EditFacts, body, &networks);
                decision == Decision::Allowed
            });
            assert_eq!(allowed, expected, "{networks:?}");
        }
    }
}
