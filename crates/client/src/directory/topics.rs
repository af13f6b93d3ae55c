//! The words for what an office is about, runs and has on its staff.

use cynic::Enum;

use crate::schema;

/// What a strength, a weakness or a limit is about: a disability or condition, a stage of working life, a layer of the 職業準備性ピラミッド, a program, or nothing of these lists.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum Topic {
    /// 身体障害: disability or condition: of limbs, trunk or inner organs
    DisabilityPhysical,
    /// 視覚障害: disability or condition: blind, or seeing little in spite of glasses
    DisabilityVisual,
    /// 聴覚障害: disability or condition: deaf, or hard of hearing; speech included
    DisabilityHearing,
    /// 知的障害: disability or condition: learning and understanding since childhood; certified by 療育手帳
    DisabilityIntellectual,
    /// 精神障害: disability or condition: schizophrenia, depression, bipolar disorder, epilepsy and the like
    DisabilityMental,
    /// 発達障害: disability or condition: autism spectrum, ADHD, learning disorders
    DisabilityDevelopmental,
    /// 高次脳機能障害: disability or condition: memory, attention or conduct after injury or stroke
    DisabilityHigherBrain,
    /// 難病: disability or condition: rare diseases without a cure, as the law lists them (指定難病 and others)
    DisabilityIntractable,
    /// 依存症: disability or condition: alcohol, drugs, gambling and the like
    DisabilityDependence,
    /// 医療的ケア: disability or condition: people who need suction, tube feeding, a ventilator and the like every day
    DisabilityMedicalCare,
    /// 働く前の準備: stage of working life: health, rhythm of the day and habits, until a job can be looked for
    StageBeforeWork,
    /// 仕事さがし: stage of working life: from registration to the interview
    StageJobSearch,
    /// 働き始め: stage of working life: the first weeks and months in a new job
    StageHiring,
    /// 働き続ける: stage of working life: staying in the job, year after year
    StageWorking,
    /// 休職: stage of working life: off the job for illness, with the contract going on
    StageLeave,
    /// 復職: stage of working life: from the doctor's consent to full hours in the same company
    StageReturn,
    /// 体調不良・緊急: stage of working life: illness that gets worse, and whatever cannot wait
    StageCrisis,
    /// 離職後: stage of working life: out of the job, and on the way to what comes next
    StageAfterLeaving,
    /// 児童: stage of working life: before school age, at school and in the step out of it
    StageChildhood,
    /// 健康管理・障がいの理解: layer of the 職業準備性ピラミッド: the base: taking medicine, knowing one's illness and limits
    PyramidLayerHealthManagement,
    /// 日常生活管理・生活リズム: layer of the 職業準備性ピラミッド: second from below: sleep, meals, money, coming every day
    PyramidLayerDailyLiving,
    /// 社会生活能力・対人技能: layer of the 職業準備性ピラミッド: third: greeting, asking for help, keeping calm with others
    PyramidLayerSocialSkills,
    /// 基本的労働習慣: layer of the 職業準備性ピラミッド: fourth: being on time, reporting, keeping at a task
    PyramidLayerWorkHabits,
    /// 職業適性: layer of the 職業準備性ピラミッド: the top: knowledge and skill for one occupation
    PyramidLayerVocationalAptitude,
    /// 職業評価: program: finding out by talks, tests and trial work what a person can do and what helps
    ProgramVocationalEvaluation,
    /// 職業準備支援: program: some weeks of simulated tasks and courses that build habits and ways to cope, before a job is looked for
    ProgramWorkPreparation,
    /// リワーク支援: program: a course for people on leave with a mental illness, agreed on by person, company and doctor, that leads back to the same company
    ProgramReturnToWork,
    /// ジョブコーチ支援: program: a coach who comes to the workplace, for the person and for the company; how long and how often stands in `Program.patterns`
    ProgramJobCoachSupport,
    /// 事業主への助言: program: advice to a company on hiring, placing and keeping people with disabilities
    ProgramEmployerAdvice,
    /// 支援機関への助言: program: expertise lent to other agencies: methods, training of their staff, looking at a case together
    ProgramAgencyAdvice,
    /// 職業紹介: program: matching a job-seeker with an opening, as ハローワーク does
    ProgramJobIntroduction,
    /// 障害者トライアル雇用: program: a contract for a limited time, three months as a rule, in which both sides find out whether it fits; the company gets a subsidy
    ProgramTrialEmployment,
    /// 委託訓練: program: short courses in a company or school on behalf of the prefecture, without a contract of employment
    ProgramCommissionedTraining,
    /// 職業訓練: program: learning a trade at a school over months
    ProgramVocationalTraining,
    /// 就業と生活の相談: program: talks about the job and about living, for as long as they are needed
    ProgramEmploymentLifeConsultation,
    /// 職場定着の支援: program: visits and talks after hiring, so that a person can stay in the job
    ProgramWorkplaceRetention,
    /// デイケア: program: a program by day at a hospital or clinic, by a doctor's decision
    ProgramDayCare,
    /// グループワーク: program: courses and talks with several people: stress, getting on with others, illness and job
    ProgramGroupWork,
    /// 訪問: program: staff come to where the person lives
    ProgramHomeVisit,
    /// ピアサポート: program: talks with people who went through the same themselves
    ProgramPeerSupport,
    /// 助成金の相談: program: which money a company can apply for, and how
    ProgramSubsidyConsultation,
    /// 夜間・休日の対応: program: somebody can be reached at night, at weekends or on holidays
    ProgramAllNightHelp,
    /// 全般: none of the lists: the text of the statement says it
    General,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// Programs of vocational rehabilitation and what stands around them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum ProgramKind {
    /// 職業評価: finding out by talks, tests and trial work what a person can do and what helps
    VocationalEvaluation,
    /// 職業準備支援: some weeks of simulated tasks and courses that build habits and ways to cope, before a job is looked for
    WorkPreparation,
    /// リワーク支援: a course for people on leave with a mental illness, agreed on by person, company and doctor, that leads back to the same company
    ReturnToWork,
    /// ジョブコーチ支援: a coach who comes to the workplace, for the person and for the company; how long and how often stands in `Program.patterns`
    JobCoachSupport,
    /// 事業主への助言: advice to a company on hiring, placing and keeping people with disabilities
    EmployerAdvice,
    /// 支援機関への助言: expertise lent to other agencies: methods, training of their staff, looking at a case together
    AgencyAdvice,
    /// 職業紹介: matching a job-seeker with an opening, as ハローワーク does
    JobIntroduction,
    /// 障害者トライアル雇用: a contract for a limited time, three months as a rule, in which both sides find out whether it fits; the company gets a subsidy
    TrialEmployment,
    /// 委託訓練: short courses in a company or school on behalf of the prefecture, without a contract of employment
    CommissionedTraining,
    /// 職業訓練: learning a trade at a school over months
    VocationalTraining,
    /// 就業と生活の相談: talks about the job and about living, for as long as they are needed
    EmploymentLifeConsultation,
    /// 職場定着の支援: visits and talks after hiring, so that a person can stay in the job
    WorkplaceRetention,
    /// デイケア: a program by day at a hospital or clinic, by a doctor's decision
    DayCare,
    /// グループワーク: courses and talks with several people: stress, getting on with others, illness and job
    GroupWork,
    /// 訪問: staff come to where the person lives
    HomeVisit,
    /// ピアサポート: talks with people who went through the same themselves
    PeerSupport,
    /// 助成金の相談: which money a company can apply for, and how
    SubsidyConsultation,
    /// 夜間・休日の対応: somebody can be reached at night, at weekends or on holidays
    AllNightHelp,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// Titles of specialist staff, as law, 地域障害者職業センター and agencies use them. An agency says by them whom to ask for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum StaffRole {
    /// 障害者職業カウンセラー: counselor of a 地域障害者職業センター: evaluates, plans, advises companies and agencies
    VocationalCounselor,
    /// 配置型ジョブコーチ: job coach employed by a 地域障害者職業センター, for cases that are hard or shared with others
    JobCoachCenter,
    /// 訪問型ジョブコーチ: job coach of a welfare body who visits workplaces of other companies
    JobCoachVisiting,
    /// 企業在籍型ジョブコーチ: job coach employed by the company itself, for its own staff
    JobCoachInHouse,
    /// 就業支援担当: 就労支援ワーカー of an 障害者就業・生活支援センター: looks after the job, from searching to staying
    EmploymentSupportWorker,
    /// 生活支援担当: looks after daily living at an 障害者就業・生活支援センター
    LifeSupportWorker,
    /// 就労定着支援員: of a 就労定着支援 office: keeps in touch every month after hiring
    RetentionSupportWorker,
    /// 就労支援員: of a 就労移行支援 office: trains, finds places to try, goes along to interviews
    EmploymentSupportStaff,
    /// 世話人: cooks, listens and helps with the day where people live together
    GroupHomeCaretaker,
    /// サービス管理責任者: サビ管: answers for the individual plans of a welfare office, and calls the meetings on them
    ServiceManager,
    /// 相談支援専門員: makes and reviews the plan by which services are granted (計画相談)
    ConsultationSpecialist,
    /// 障害者職業相談員: advises job-seekers with disabilities at a ハローワーク
    VocationalAdviser,
    /// 精神・発達障害者雇用サポーター: specialist at a ハローワーク who advises companies and those with such disabilities who look for jobs there
    MentalDevelopmentalEmploymentSupporter,
    /// 障害者職業生活相談員: an employee whom a company with five or more employees with disabilities appoints to look after them
    WorkplaceLifeCounselor,
    /// 主治医: the doctor who treats the person and writes the opinion on fitness for a job (主治医の意見書)
    AttendingPhysician,
    /// 看護師: of a ward, a clinic, a visiting station or a welfare office
    Nurse,
    /// 作業療法士: trains what daily life and a job ask of body and mind
    OccupationalTherapist,
    /// 産業医: the doctor who advises a company on the health of its employees
    OccupationalPhysician,
    /// 産業保健スタッフ: nurses and others inside a company who look after its employees
    OccupationalHealthStaff,
    /// 人事担当: answers in a company for hiring, placement and conditions
    HrOfficer,
    /// 職場の上司: gives somebody their tasks from day to day, and is asked first when something is wrong
    WorkplaceSupervisor,
    /// 後見人: acts for a person who cannot decide alone, appointed by the family court
    Guardian,
    /// 精神保健福祉士: national qualification: links people with a mental illness to services and rights
    PsychiatricSocialWorker,
    /// MSW: medical social worker of a hospital: money, discharge, the way to services
    MedicalSocialWorker,
    /// 臨床心理士: tests and therapy; certified by a foundation (日本臨床心理士資格認定協会)
    ClinicalPsychologist,
    /// 公認心理師: tests, therapy and advice, by national qualification (公認心理師法)
    CertifiedPsychologist,
    /// 保健師: of a municipality or a 保健所: visits, and advises on the way into treatment
    PublicHealthNurse,
    /// 支援員: looks after people day by day in a welfare office, without another title of this list
    SupportStaff,
    /// 進路担当: prepares pupils for a job, a service or further study
    CareerTeacher,
    /// 特別支援教育コーディネーター: the teacher who links school, family and agencies for pupils in need of support
    SpecialEducationCoordinator,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}
