//! What an entry is listed as.

use cynic::Enum;

use crate::schema;

/// What kind of resource an entry is. One office may stand in the directory under several kinds, as one entry for each. Kinds of the sector 福祉 are as a rule services that 障害者総合支援法 and 児童福祉法 define, by their published names; the others have the words of the field.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum ResourceKind {
    /// ハローワーク: The state's employment office: registers job-seekers and introduces jobs to them, with a section for people with disabilities (専門援助部門); free of charge. Sector 労働.
    HelloWork,
    /// 地域障害者職業センター: Run by JEED in every prefecture under 障害者雇用促進法: vocational evaluation, preparation for work, return to work after leave, job coaches, advice to companies and agencies. Sector 労働.
    RegionalVocationalCenter,
    /// 障害者就業・生活支援センター: 就ポツ, なかぽつ: consultation about work and daily life in one place, before hiring and for as long as work goes on; designated by the prefecture under 障害者雇用促進法. Sector 労働.
    EmploymentLifeSupportCenter,
    /// 自治体就労支援センター: A municipality's own center for finding work and staying in it; what it does, and for whom, is decided there. Sector 労働.
    MunicipalEmploymentSupportCenter,
    /// 障害者職業能力開発校: A public school that teaches trades in courses made for people with disabilities, under 職業能力開発促進法. Sector 労働.
    VocationalAbilityDevelopmentSchool,
    /// 委託訓練先: A company, school or welfare body that gives short training on behalf of the prefecture (障害者委託訓練). Sector 労働.
    CommissionedTrainingProvider,
    /// 高齢・障害者業務課（助成金）: The desk of a prefectural branch of JEED where companies apply for subsidies and settle the levy for employing people with disabilities. Sector 労働.
    EmploymentSubsidyOffice,
    /// 労働相談窓口: Advice on conditions of work, harassment and dismissal, for employees and companies, as a labour bureau gives it. Sector 労働.
    LaborConsultationDesk,
    /// 企業: A company that employs people with disabilities or wants to. It is listed by its own agreement alone. Sector 労働.
    Employer,
    /// 発達障害者支援センター: Consultation for people with developmental disabilities, their families and agencies, from childhood to working life, under 発達障害者支援法. The field files it under 労働. Sector 労働.
    DevelopmentalDisabilityCenter,
    /// 医療機関: A hospital or clinic. Published facts come from 医療情報ネット, whose table has no phone numbers. Sector 医療・保健.
    MedicalInstitution,
    /// 精神科デイケア: A day program of a psychiatric hospital or clinic, by a doctor's decision: rhythm of life, staying well, often the return to work (リワーク). Sector 医療・保健.
    PsychiatricDayCare,
    /// 訪問看護: Nurses who come to the home on a doctor's written order (訪問看護指示書), paid by medical or long-term care insurance. Sector 医療・保健.
    VisitingNursing,
    /// 精神科訪問看護: Nurses or occupational therapists who visit people in psychiatric treatment at home, on a psychiatrist's written order (精神科訪問看護指示書). Sector 医療・保健.
    PsychiatricVisitingNursing,
    /// 訪問リハビリ: Physical, occupational or speech therapists who come to the home on a doctor's order. Officially 訪問リハビリテーション. Sector 医療・保健.
    VisitingRehab,
    /// 精神保健福祉センター: The expert center of a prefecture or large city under 精神保健福祉法: difficult questions of mental health, dependence included, and advice to local agencies. Sector 医療・保健.
    MentalHealthWelfareCenter,
    /// 保健所: An office of a prefecture or large city under 地域保健法, whose nurses advise on mental health and intractable diseases and on the way into treatment. Sector 医療・保健.
    PublicHealthCenter,
    /// リハビリテーションセンター: Rehabilitation of body, mind and working ability in one house, often for physical disability and higher brain dysfunction. Sector 医療・保健.
    RehabilitationCenter,
    /// 精神科救急: The phone line or hospital on duty for acute psychiatric trouble at night and on holidays, organised by the prefecture. Sector 医療・保健.
    PsychiatricEmergency,
    /// 福祉相談窓口: The desk of a city, town or village where people apply for certificates and welfare services and learn what is granted (支給決定). Sector 福祉.
    MunicipalWelfareDesk,
    /// 基幹相談支援センター: The municipality's central place of consultation under 障害者総合支援法: hard cases, backing and training of other consultation offices, often the seat of the network. Sector 福祉.
    CoreConsultationCenter,
    /// 委託相談支援: General consultation that a municipality has commissioned; it can be used before any service is granted. Sector 福祉.
    CommissionedConsultation,
    /// 計画相談支援: Makes the plan (サービス等利用計画) by which the municipality grants services, and reviews it with everybody concerned every few months. Sector 福祉.
    ServicePlanConsultation,
    /// 地域移行支援: Help with moving out of a hospital or residence: plans, outings, finding somewhere to live. Officially 地域相談支援（地域移行支援）. Sector 福祉.
    CommunityTransition,
    /// 地域定着支援: Somebody who can be reached at any hour, for people who live alone and may get into an emergency. Officially 地域相談支援（地域定着支援）. Sector 福祉.
    CommunitySettlement,
    /// 就労移行支援: Training and job search towards employment in an ordinary company, two years as a rule, followed by half a year of support after hiring. Sector 福祉.
    EmploymentTransition,
    /// 就労継続支援A型: Work under a contract of employment and with support, for people who cannot yet work in an ordinary company. Sector 福祉.
    ContinuousEmploymentA,
    /// 就労継続支援B型: Work without a contract of employment, at a person's own pace, paid as 工賃. Sector 福祉.
    ContinuousEmploymentB,
    /// 就労定着支援: Support every month for people who found work through a welfare service: from half a year after hiring, for three years at most. Sector 福祉.
    EmploymentRetention,
    /// 就労選択支援: A short time of trying work and looking at it together, so that a person can choose a job or a service before it is applied for; a service since October 2025. Sector 福祉.
    EmploymentChoice,
    /// 自立訓練（生活訓練）: Training in housekeeping, money, health and dealing with others, two years as a rule, towards living independently. Sector 福祉.
    LifeTraining,
    /// 自立訓練（機能訓練）: Training of body and daily movement by therapists, a year and a half as a rule. Sector 福祉.
    FunctionalTraining,
    /// 生活介護: Care by day for people who need much help: meals, bathing, making things and being active. Sector 福祉.
    DailyLifeCare,
    /// 自立生活援助: Regular visits to people who have begun to live alone, to see what is difficult and to act on it. Sector 福祉.
    IndependentLivingAssistance,
    /// グループホーム: Living in a house or flat with others, helped by caretakers in the evening, at night and on holidays. Officially 共同生活援助. Sector 福祉.
    GroupHome,
    /// 居宅介護: Helpers who come to the home for care of the body, for housework and for going to the doctor. Sector 福祉.
    HomeHelp,
    /// 重度訪問介護: Long hours of care at home and outside for people with severe disabilities who need somebody all the time. Sector 福祉.
    SevereVisitingCare,
    /// 行動援護: A companion who keeps people with severe intellectual or mental disabilities out of danger at home and on the way. Sector 福祉.
    BehaviorSupport,
    /// 重度障害者等包括支援: Several services from one provider for people who need very much care. Sector 福祉.
    SevereComprehensiveSupport,
    /// 同行援護: A guide for people with visual impairment who goes along and tells what is to be seen and read. Sector 福祉.
    AccompanimentSupport,
    /// 療養介護: A stay in hospital that joins treatment, nursing and daily care, for people who need all of them for long. Sector 福祉.
    MedicalCareResidence,
    /// 短期入所: A stay of some days in a residence, when whoever cares at home cannot or needs rest. Sector 福祉.
    ShortStay,
    /// 施設入所支援: Care at night and on holidays for people who live in a residential facility. Sector 福祉.
    FacilityResidence,
    /// 宿泊型自立訓練: A room for a limited time, with training in daily life after work or after another service. Sector 福祉.
    ResidentialLifeTraining,
    /// 児童発達支援: Training in daily life and in groups for children with disabilities before school age, under 児童福祉法. Sector 福祉.
    ChildDevelopment,
    /// 医療型児童発達支援: Training together with treatment, mostly for children with physical disabilities; made part of 児童発達支援 in April 2024, while older tables still name it. Sector 福祉.
    MedicalChildDevelopment,
    /// 放課後等デイサービス: A place after school and in the holidays for pupils with disabilities, with training for daily life and for joining in. Sector 福祉.
    AfterSchoolDayService,
    /// 居宅訪問型児童発達支援: Training at home for children whose severe disability keeps them from going out. Sector 福祉.
    HomeVisitChildDevelopment,
    /// 保育所等訪問支援: Specialists who visit nurseries, kindergartens and schools, so that a child can be there with all the others. Sector 福祉.
    NurseryVisitSupport,
    /// 福祉型障害児入所施設: A home for children with disabilities: protection, daily life and learning what adult life needs. Sector 福祉.
    ChildWelfareResidence,
    /// 医療型障害児入所施設: A home for children with disabilities that is a hospital at the same time. Sector 福祉.
    ChildMedicalResidence,
    /// 障害児相談支援: Makes the plan (障害児支援利用計画) by which services for a child are granted, and reviews it. Sector 福祉.
    ChildConsultation,
    /// 地域活動支援センター: An open place of the municipality to spend the day, make things, meet others and ask for advice. Sector 福祉.
    CommunityActivityCenter,
    /// 社会福祉協議会: 社協, the private welfare body of every municipality: volunteers, loans, help with everyday money (日常生活自立支援事業). Sector 福祉.
    SocialWelfareCouncil,
    /// 障害者虐待防止センター: Where abuse by carers, facilities or companies is reported, under 障害者虐待防止法. Sector 福祉.
    AbusePreventionCenter,
    /// 権利擁護: Adult guardianship (成年後見) and help with money and papers, for people who cannot decide everything alone. Sector 福祉.
    RightsAdvocacy,
    /// その他の障害福祉サービス: A published service that has no kind of its own here; `Resource.serviceName` holds its official name. Sector 福祉.
    OtherDisabilityService,
    /// 学校: A school or university that a person attends or comes from, with its careers desk. Sector 教育.
    School,
    /// 特別支援学校: A school for children with disabilities, whose careers teachers prepare the step into working life. Sector 教育.
    SpecialNeedsSchool,
    /// 若者サポートステーション: サポステ: from a first talk to trying work, for people of 15 to 49 who are neither employed nor at school. Sector その他.
    YouthSupportStation,
    /// 社会保険労務士: A licensed adviser (社労士) on disability pensions, social insurance and conditions of work. Sector その他.
    LaborSocialSecurityAttorney,
    /// 当事者会・ピア: People with the same disability or illness, or their families, who meet, talk and help each other. Sector その他.
    PeerGroup,
    /// 余暇・生涯学習: Sport, art, learning and company for free time. Sector その他.
    LeisureResource,
    /// 年金事務所: An office of the Japan Pension Service (日本年金機構): who can claim a disability pension (障害年金), and how. Sector その他.
    PensionOffice,
    /// 電話相談: A number that listens or advises by telephone alone, for one prefecture or all of Japan; many answer at night. Sector その他.
    Hotline,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// The five sectors of a support network (圏域の支援ネットワーク).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum Sector {
    /// 労働: employment offices, vocational centers, companies and what helps them
    Labour,
    /// 医療・保健: hospitals and clinics, nursing at home, public offices for mental and bodily health
    Health,
    /// 福祉: services for people with disabilities, consultation, rights
    Welfare,
    /// 教育: schools, and what helps pupils on their way into working life
    Education,
    /// その他: what stands in none of the four
    Other,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// Whether an entry may be chosen for new work.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum Lifecycle {
    /// 活動中: as far as anybody knows it is at work, and may be chosen
    Active,
    /// 廃止: it has closed for good and is kept for who was sent there before
    Closed,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}
